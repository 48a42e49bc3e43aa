//! Entering what was agreed to: planned anew, several households to a commit, cancelled only between two.

use super::columns::List;
use super::plan::{Prepared, prepare};
use super::values;
use super::{Act, Terms};
use crate::form::Intake;
use crate::record::PlaceRef;
use crate::task::{Progress, TaskError};
use crate::workspace::{Incoming, Workspace};

/// The most answers and rows of one commit, and the bytes of text in them.
const MOST_EDITS: usize = 400;
const MOST_BYTES: usize = 200 << 10;

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Thôn made.
    pub thons: usize,
    /// Households made.
    pub new: usize,
    /// Households that got something.
    pub changed: usize,
    /// Households that had it all already.
    pub same: usize,
    /// Households left out.
    pub left_out: usize,
    /// Members added.
    pub members: usize,
    /// Whether the person stopped it; what was done so far is whole.
    pub cancelled: bool,
}

/// Takes a list in. The plan is made anew: what was shown may have been looked at before something else was typed.
///
/// # Errors
/// As planning; if the disk refuses, what was entered before is kept whole.
pub fn take(
    workspace: &mut Workspace,
    list: &List,
    intake: &Intake,
    terms: &Terms,
    progress: &mut Progress<'_>,
) -> Result<Taken, TaskError> {
    let prepared = prepare(workspace, list, intake, terms, progress)?;
    let mut taken = Taken::default();
    let places = places(workspace, &prepared, &mut taken)?;
    let all = prepared.plan.households.len() as u64;
    let mut batch: Vec<Incoming> = Vec::new();
    for (at, planned) in prepared.plan.households.iter().enumerate() {
        if !progress(at as u64, all) {
            taken.cancelled = true;
            break;
        }
        let Some(household) = prepared.households.get(at) else {
            continue;
        };
        let incoming = match planned.act() {
            Act::LeaveOut => {
                taken.left_out += 1;
                continue;
            }
            Act::Make => {
                let own_place = PlaceRef::Code(workspace.config().place.clone());
                let thon = prepared.thons.get(at).copied().flatten();
                let place = thon.and_then(|thon| places.get(thon).cloned().flatten());
                let place = place.or_else(|| terms.thon.clone()).unwrap_or(own_place);
                taken.new += 1;
                taken.members += household.members.len();
                let papers = values::whole(household, &prepared.naming, &prepared.own);
                values::incoming(None, place, papers)
            }
            Act::Enter(id) => {
                // Two of the file may be said to be one: each sees what the one before brought.
                if batch.iter().any(|waiting| waiting.household == Some(id)) {
                    workspace.take_in(&std::mem::take(&mut batch))?;
                }
                let held = values::held(
                    workspace,
                    id,
                    household,
                    &prepared.naming,
                    &prepared.own,
                    terms.take_file,
                )?;
                if held.papers.is_empty() {
                    taken.same += 1;
                    continue;
                }
                taken.changed += 1;
                taken.members += held.new_members;
                let place = PlaceRef::Code(workspace.config().place.clone());
                values::incoming(Some(id), place, held.papers)
            }
        };
        let (edits, bytes) = sizes(&batch);
        let (more, long) = sizes(std::slice::from_ref(&incoming));
        if edits + more > MOST_EDITS || bytes + long > MOST_BYTES {
            workspace.take_in(&std::mem::take(&mut batch))?;
        }
        batch.push(incoming);
    }
    workspace.take_in(&batch)?;
    Ok(taken)
}

/// The thôn that the file names, made where they are not there and somebody is to live in them.
fn places(
    workspace: &mut Workspace,
    prepared: &Prepared,
    taken: &mut Taken,
) -> Result<Vec<Option<PlaceRef>>, TaskError> {
    let xa = workspace.config().place.clone();
    let mut places = Vec::with_capacity(prepared.plan.thons.len());
    for (at, thon) in prepared.plan.thons.iter().enumerate() {
        let lived_in = || {
            let of = prepared.thons.iter().zip(&prepared.plan.households);
            of.filter(|(thon, _)| **thon == Some(at))
                .any(|(_, planned)| planned.act() == Act::Make)
        };
        places.push(match &thon.known {
            Some((id, _)) => Some(PlaceRef::Thon(*id)),
            None if lived_in() => {
                taken.thons += 1;
                Some(PlaceRef::Thon(workspace.add_thon(&xa, &thon.name)?.id))
            }
            None => None,
        });
    }
    Ok(places)
}

/// How many edits a batch is, and how much text.
fn sizes(batch: &[Incoming]) -> (usize, usize) {
    let (mut edits, mut bytes) = (0, 0);
    for paper in batch.iter().flat_map(|incoming| &incoming.papers) {
        let rows = paper.rows.iter().flat_map(|row| &row.answers);
        for (_, answer) in paper.answers.iter().chain(rows) {
            edits += 1;
            bytes += match answer {
                crate::form::Answer::Unparsed(text)
                | crate::form::Answer::Given(crate::form::Value::Text(text)) => text.len(),
                _ => 0,
            };
        }
        edits += 1 + paper.rows.len();
    }
    (edits + batch.len(), bytes)
}
