//! Bundles out and in: export, judge, plan, import.

use std::collections::BTreeMap;

use super::{Progress, TaskError};
use crate::bundle::{
    Bad, Counts, Key, Kind, Known, Opened, Plan, SealError, Sealing, Trust, Verdict, Verified,
    seal, sign_head,
};
use crate::place::Places;
use crate::record::{Edit, EditId, Slot, SlotPath, SubjectId, WriterId};
use crate::store::{Store, StoreError};
use crate::workspace::{Config, Workspace, WorkspaceError};

/// A sealed bundle.
#[derive(Debug)]
pub struct Export {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The name proposed for it: any name is fine.
    pub file_name: String,
    /// Code of the office it is for.
    pub to: String,
    /// Code of the office that made it.
    pub from: String,
    /// Edits in it.
    pub edits: u64,
    /// Edits that are not in it, because no head that can be shown covers them: their key is not on the table,
    /// or an import was stopped before its end.
    pub left_out: u64,
}

/// Seals everything this workspace holds for an office; by default for the one above.
///
/// # Errors
/// If there is no office above, the office named is unknown, the key cannot sign, the store cannot be read,
/// or the person cancelled.
pub fn export(
    workspace: &Workspace,
    to: Option<&str>,
    key: &Key,
    progress: &mut Progress<'_>,
) -> Result<Export, TaskError> {
    let config = workspace.config();
    let today = workspace.today();
    let to = match to {
        Some(code) => workspace
            .unit(code, today)
            .map(|unit| unit.code.to_string())
            .ok_or_else(|| {
                TaskError::Workspace(WorkspaceError::NoPlace {
                    code: code.to_owned(),
                    date: today,
                })
            })?,
        None => workspace
            .office_above()
            .map(|unit| unit.code.to_string())
            .ok_or(TaskError::NoOfficeAbove)?,
    };
    let store = workspace.store();
    let mut heads = Vec::new();
    for writer in store.writers()? {
        if writer.key.as_deref() == Some(&key.public().line()) {
            for (seq, id) in &writer.tips {
                heads.push(
                    sign_head(key, writer.writer, *seq, *id)
                        .map_err(|error| TaskError::Seal(error.code()))?,
                );
            }
        }
    }
    let own: Vec<WriterId> = heads.iter().map(|head| head.writer).collect();
    heads.extend(
        store
            .heads()?
            .into_iter()
            .filter(|head| !own.contains(&head.writer)),
    );
    let reach: BTreeMap<WriterId, u64> = heads.iter().fold(BTreeMap::new(), |mut reach, head| {
        let seq = reach.entry(head.writer).or_insert(0);
        *seq = head.seq.max(*seq);
        reach
    });
    let mut papers = BTreeMap::new();
    for (_, id) in store.phieus(None, None)? {
        let phieu = workspace.phieu(id)?;
        papers.insert(
            format!("{}@{}", phieu.key().form, phieu.version()),
            phieu.form_hash(),
        );
    }
    let total = store.edit_count();
    let mut failed: Option<StoreError> = None;
    let mut count = 0;
    let mut cancelled = false;
    let mut edits = store
        .edits()?
        .map_while(|edit| edit.map_err(|error| failed = Some(error)).ok())
        .filter(|edit: &Edit| {
            reach
                .get(&edit.header().writer)
                .is_some_and(|seq| edit.header().seq <= *seq)
        })
        .inspect(|_| count += 1)
        .take_while(|_| {
            cancelled = !progress(0, total);
            !cancelled
        });
    let sealing = Sealing {
        kind: Kind::Full,
        from: config.place.clone(),
        to: to.clone(),
        period: None,
        training: config.training,
        created: workspace.now(),
        papers: papers.into_iter().collect(),
        heads,
        edits: &mut edits,
        key,
    };
    let sealed = seal(sealing, &mut |_| true);
    drop(edits);
    if let Some(error) = failed {
        return Err(error.into());
    }
    if cancelled {
        return Err(TaskError::Cancelled);
    }
    let bytes = sealed.map_err(|error| match error {
        SealError::Cancelled => TaskError::Cancelled,
        error => TaskError::Seal(error.code()),
    })?;
    let stamp = crate::record::wire::time_text(workspace.now());
    let stamp: String = stamp
        .chars()
        .filter(char::is_ascii_digit)
        .take(12)
        .collect();
    Ok(Export {
        bytes,
        file_name: format!("{}-{to}-{stamp}.bieu", config.place),
        to,
        from: config.place.clone(),
        edits: count,
        left_out: total.saturating_sub(count),
    })
}

/// Opens and judges a file for an office, with the keys trusted there. Takes no lock and needs no store.
pub fn judge(
    bytes: &[u8],
    trust: &Trust,
    places: &Places,
    receiver: &Config,
    today: chrono::NaiveDate,
) -> Verdict {
    let opened: Result<Opened, Bad> = crate::bundle::open(bytes);
    match opened {
        Err(bad) => Verdict::Bad(bad),
        Ok(opened) => {
            let date = receiver.regime.clamp(today);
            let verdict = opened.judge(
                trust,
                &|code, above| places.is_within(code, above, date),
                &receiver.place,
            );
            match verdict {
                Verdict::Good(verified) => match verified.fits(receiver.training) {
                    Ok(()) => Verdict::Good(verified),
                    Err(bad) => Verdict::Bad(bad),
                },
                other => other,
            }
        }
    }
}

/// What importing would do; nothing is done.
///
/// # Errors
/// If the store cannot be read.
pub fn plan(workspace: &Workspace, verified: &Verified) -> Result<Plan, TaskError> {
    let today = workspace.today();
    let within = |code: &str, above: &str| workspace.is_within(code, above, today);
    Ok(crate::bundle::plan(
        verified,
        &Shelf(workspace.store()),
        &within,
    )?)
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Edits added.
    pub new: u64,
    /// Edits that were there already.
    pub same: u64,
    /// Edits held back because others before them are missing.
    pub held: u64,
    /// Places that now stand in conflict and did not before.
    pub conflicts: u64,
    /// Edits not accepted.
    pub rejected: u64,
}

impl Imported {
    /// What a plan would do.
    pub fn planned(plan: &Plan) -> Imported {
        Imported {
            new: plan.new,
            same: plan.same,
            held: plan.waiting,
            conflicts: plan.conflicts.len() as u64,
            rejected: plan.rejected.len() as u64,
        }
    }
}

/// Carries a plan out. Stopped on the way, what was taken in is whole, and importing again goes on from there.
///
/// # Errors
/// If the disk refuses, or the person cancelled.
pub fn import(
    workspace: &mut Workspace,
    verified: &Verified,
    plan: &Plan,
    progress: &mut Progress<'_>,
) -> Result<Imported, TaskError> {
    let total = plan.new;
    let counts: Counts = verified.manifest().counts;
    let result =
        workspace
            .store_mut()
            .import(&mut plan.edits(verified), &plan.heads, &mut |done| {
                progress(done, total.max(counts.edits))
            })?;
    workspace.chain_again()?;
    if result.cancelled {
        return Err(TaskError::Cancelled);
    }
    Ok(Imported {
        new: result.new,
        ..Imported::planned(plan)
    })
}

/// The store as the plan sees it.
struct Shelf<'a>(&'a Store);

impl Known for Shelf<'_> {
    type Error = StoreError;

    fn contains(&self, id: EditId) -> Result<bool, StoreError> {
        self.0.contains(&id)
    }

    fn edit(&self, id: EditId) -> Result<Option<Edit>, StoreError> {
        self.0.edit(&id)
    }

    fn has_body(&self, id: EditId) -> Result<bool, StoreError> {
        self.0.has_body(&id)
    }

    fn at_seq(&self, writer: WriterId, seq: u64) -> Result<Vec<EditId>, StoreError> {
        self.0.at_seq(writer, seq)
    }

    fn slot(&self, subject: SubjectId, path: &SlotPath) -> Result<Option<Slot>, StoreError> {
        self.0.slot(subject, path)
    }
}
