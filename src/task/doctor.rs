//! Health: the journal read whole, the view compared, the state hashed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Progress, TaskError};
use crate::form::Period;
use crate::record::{EditId, HoDan, OutOfForce, PhieuSubject, PlaceRef, WriterId};
use crate::store::Report;
use crate::workspace::{Thon, Workspace};

/// Of what the state is hashed.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only what lies within this unit, or in this thôn, by its label.
    pub place: Option<String>,
    /// Only Phiếu of this period.
    pub period: Option<Period>,
}

/// What was found.
#[derive(Debug)]
pub struct Doctor {
    /// The journal, read to its end.
    pub report: Report,
    /// SHA-256 of the state of the scope, lower-case hex.
    pub state_hash: String,
    /// Chains that two machines wrote on: writer and the first position that exists twice.
    pub forks: Vec<(WriterId, u64)>,
    /// Places of Phiếu that two people answered differently.
    pub conflicts: usize,
    /// How many edits are kept and not in force, by reason.
    pub out_of_force: BTreeMap<OutOfForce, u64>,
    /// Labels that stand for more than one household or thôn.
    pub doubled_labels: Vec<String>,
    /// Labels of households of which something is still here that an erasure says must go, ascending.
    pub to_erase: BTreeSet<String>,
}

/// Reads everything and compares. With `repair` the view is made anew from the journal first.
///
/// # Errors
/// If the journal is damaged (where) or cannot be read, or the person cancelled.
pub fn doctor(
    workspace: &mut Workspace,
    scope: &Scope,
    repair: bool,
    progress: &mut Progress<'_>,
) -> Result<Doctor, TaskError> {
    if repair {
        workspace.store_mut().rebuild()?;
    }
    let report = workspace.store().check(&mut |done| progress(done, 0))?;
    let forks = workspace
        .store()
        .writers()?
        .iter()
        .filter_map(|state| Some((state.writer, *state.forks.first()?)))
        .collect();
    let mut labels: Vec<String> = workspace
        .thons()?
        .into_iter()
        .map(|thon| thon.label)
        .collect();
    labels.extend(
        workspace
            .households()?
            .into_iter()
            .map(|household| household.label),
    );
    labels.sort();
    let mut doubled_labels: Vec<String> = labels
        .windows(2)
        .filter_map(|pair| {
            matches!(pair, [a, b] if a == b)
                .then(|| pair.first().cloned())
                .flatten()
        })
        .collect();
    doubled_labels.dedup();
    let mut conflicts = 0;
    for (_, id) in workspace.store().phieus(scope.period, None)? {
        conflicts += workspace.phieu(id)?.conflicts().len();
    }
    for household in workspace.households()? {
        conflicts += household.conflicts.len();
    }
    let erased = workspace.erased_households()?.into_iter();
    let to_erase = erased
        .filter(|one| one.pending)
        .map(|one| one.erased.label().to_owned());
    Ok(Doctor {
        to_erase: to_erase.collect(),
        out_of_force: workspace.out_of_force_by_reason()?,
        report,
        state_hash: state_hash(workspace, scope)?,
        forks,
        conflicts,
        doubled_labels,
    })
}

/// SHA-256 over values, statuses, remarks and conflicts of a scope, free of edit ids, times and devices:
/// equal for equal content, whatever the order in which it arrived.
///
/// # Errors
/// If the store cannot be read.
pub fn state_hash(workspace: &Workspace, scope: &Scope) -> Result<String, TaskError> {
    let date = scope
        .period
        .map_or_else(|| workspace.today(), Period::last_day);
    let thons = workspace.thons()?;
    let named = |thon: &&Thon| scope.place.as_ref() == Some(&thon.label);
    let only: Option<PlaceRef> = thons.iter().find(named).map(|thon| PlaceRef::Thon(thon.id));
    let within = |place: &PlaceRef| -> Result<bool, TaskError> {
        Ok(match (&only, &scope.place) {
            (Some(thon), _) => place == thon,
            (None, Some(unit)) => workspace.is_within(&workspace.place_code(place)?, unit, date),
            (None, None) => true,
        })
    };
    let mut lines = Vec::new();
    for thon in &thons {
        if within(&PlaceRef::Thon(thon.id))? {
            lines.push(json!(["thon", thon.label, thon.name, thon.parent]).to_string());
        }
    }
    for household in workspace.households()? {
        if within(&household.place)? {
            let place = workspace.place_label(&household.place)?;
            lines.push(json!(["household", household.label, place]).to_string());
            lines.extend(became(workspace, &household)?);
        }
    }
    for (key, id) in workspace.store().phieus(scope.period, None)? {
        let place: PlaceRef = workspace.subject_place(&key.subject)?;
        if within(&place)? {
            let subject = workspace.subject_label(&key.subject)?;
            lines.push(json!(["phieu", subject, workspace.phieu(id)?.state_json()]).to_string());
        }
    }
    lines.sort();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    let hash: [u8; 32] = hash.finalize().into();
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What became of a household, free of ids.
fn became(workspace: &Workspace, household: &HoDan) -> Result<Vec<String>, TaskError> {
    let label = &household.label;
    // The other household may be one that this office does not have.
    let named = |id: EditId| workspace.subject_label(&PhieuSubject::Household(id)).ok();
    let mut lines = Vec::new();
    for to in &household.moves {
        let place = workspace.place_label(&to.place)?;
        lines.push(json!(["moved", label, place, to.label, to.date.to_string()]).to_string());
    }
    if let Some(closing) = &household.closed {
        let into = closing.into.and_then(named);
        let (cause, date) = (closing.cause.as_str(), closing.date.to_string());
        lines.push(json!(["closed", label, cause, into, closing.whither, date]).to_string());
    }
    // Under which of the two households a mark is filed says nothing, so neither is named.
    let marks = household.distinct.iter();
    lines.extend(marks.map(|_| json!(["distinct"]).to_string()));
    if let Some(split) = &household.split {
        lines.push(json!(["split", label, named(split.from), split.date.to_string()]).to_string());
    }
    Ok(lines)
}
