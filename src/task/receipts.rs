//! Biên nhận both ways: handed out for what arrived, taken in at home; and the bundles that wait for others.

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::{import, judge, plan};
use super::{Progress, TaskError};
use crate::bundle::{
    BundleId, Gap, Key, KeyError, MAX_RECEIPT, Mark, OpenedReceipt, Outcome, Papers, Plan, Receipt,
    ReceiptFault, Sent, Tally, Trust, Verdict, Verified, VerifiedReceipt, keys_of, open_receipt,
    read_code,
};
use crate::record::{WriterId, wire};
use crate::workspace::{Answered, Kept, Workspace, WorkspaceError};

/// The positions that an office has, by its receipts. Read in the order in which the bundles were sent: what a
/// later one says is missing counts, if an earlier one said that it was there. A receipt whose key no longer speaks
/// for the office counts for nothing.
pub(super) fn base(workspace: &Workspace, to: &str) -> Result<Vec<Mark>, TaskError> {
    let config = workspace.config();
    let mut marks: BTreeMap<WriterId, Mark> = BTreeMap::new();
    for posted in workspace.posted().into_iter().rev() {
        let sent = &posted.sent;
        let ours = sent.to == to && sent.from == config.place && sent.training == config.training;
        let Some(opened) = posted.receipt.as_ref().filter(|_| ours) else {
            continue;
        };
        if !speakers(workspace, to)?.contains(opened.signer()) {
            continue;
        }
        let receipt = opened.receipt();
        for mark in &receipt.arrived {
            let known = marks.entry(mark.writer).or_insert(*mark);
            *known = (*known).max(*mark);
        }
        for gap in &receipt.missing {
            let before = gap.from_seq.saturating_sub(1);
            if marks
                .get(&gap.writer)
                .is_some_and(|mark| mark.seq <= before)
            {
                continue;
            }
            match workspace.store().at_seq(gap.writer, before)?.as_slice() {
                [edit] => {
                    let mark = Mark {
                        writer: gap.writer,
                        seq: before,
                        edit: *edit,
                    };
                    marks.insert(gap.writer, mark);
                }
                _ => {
                    marks.remove(&gap.writer);
                }
            }
        }
    }
    Ok(marks.into_values().collect())
}

/// The keys that speak for an office here.
fn speakers(
    workspace: &Workspace,
    office: &str,
) -> Result<Vec<crate::bundle::PublicKey>, TaskError> {
    let today = workspace.today();
    let within = |code: &str, above: &str| workspace.is_within(code, above, today);
    let trust = workspace.trust()?;
    let keys = keys_of(&trust, office, &within);
    Ok(keys.into_iter().cloned().collect())
}

/// What of a bundle is here: what its receipt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Which bundle.
    pub id: BundleId,
    /// Code of the office that sent it.
    pub from: String,
    /// Whether it is for training.
    pub training: bool,
    /// The heads in it.
    pub heads: Vec<Mark>,
    /// Those up to which everything is here.
    pub arrived: Vec<Mark>,
    /// What is missing.
    pub missing: Vec<Gap>,
    /// How many edits.
    pub counts: Tally,
    /// Places that came to stand in conflict with it.
    pub conflicts: u64,
}

/// What of a bundle is here, after its plan was carried out.
///
/// # Errors
/// If the store cannot be read.
pub fn arrived(
    workspace: &Workspace,
    verified: &Verified,
    plan: &Plan,
) -> Result<Arrival, TaskError> {
    let manifest = verified.manifest();
    let heads: Vec<Mark> = manifest.heads.iter().map(Mark::from).collect();
    let mut here = Vec::new();
    for head in &heads {
        if workspace.store().contains(&head.edit)? {
            here.push(*head);
        }
    }
    let mut missing = plan.held.clone();
    missing.sort_unstable();
    missing.dedup();
    Ok(Arrival {
        id: verified.id(),
        from: manifest.from.clone(),
        training: manifest.training,
        heads,
        arrived: here,
        missing,
        counts: Tally {
            new: plan.new,
            same: plan.same,
            held: plan.waiting,
            rejected: plan.rejected.len() as u64,
        },
        conflicts: plan.conflicts.len() as u64,
    })
}

/// A receipt ready to be sent back.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Of which bundle.
    pub id: BundleId,
    /// Code of the office that is told.
    pub to: String,
    /// What became of the bundle.
    pub outcome: Outcome,
    /// What is missing.
    pub missing: Vec<Gap>,
    /// What stands here of the sender's papers.
    pub papers: Papers,
    /// The file.
    pub bytes: Vec<u8>,
    /// The name proposed for it: any name is fine.
    pub file_name: String,
    /// The text code; none where only the file can say all of it.
    pub code: Option<String>,
    /// Twelve digits for the phone; they only inform.
    pub spoken: String,
}

/// Signs the receipt of what arrived, with what stands here of its sender's papers.
///
/// # Errors
/// If the key cannot sign, or the store cannot be read.
pub fn hand(workspace: &Workspace, arrival: &Arrival, key: &Key) -> Result<Handed, TaskError> {
    let offices = BTreeSet::from([arrival.from.clone()]);
    let answered = workspace.answered(&offices)?.remove(&arrival.from);
    made(workspace, arrival, &answered.unwrap_or_default(), key)
}

/// Signs the receipts of what arrived, each with what stands here of its sender's papers.
///
/// # Errors
/// If the key cannot sign, or the store cannot be read.
pub fn hand_out(
    workspace: &Workspace,
    arrivals: &[Arrival],
    key: &Key,
) -> Result<Vec<Handed>, TaskError> {
    let offices: BTreeSet<String> = arrivals.iter().map(|one| one.from.clone()).collect();
    let answered = workspace.answered(&offices)?;
    let none = Answered::default();
    let mut handed = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        let answered = answered.get(&arrival.from).unwrap_or(&none);
        handed.push(made(workspace, arrival, answered, key)?);
    }
    Ok(handed)
}

/// Signs the receipt of what arrived, with what stands here of its sender's papers. The file names the papers that
/// are returned; the text code, which has no room for that, counts them: it is signed for itself.
fn made(
    workspace: &Workspace,
    arrival: &Arrival,
    answered: &Answered,
    key: &Key,
) -> Result<Handed, TaskError> {
    let whole = arrival.arrived.len() == arrival.heads.len()
        && arrival.missing.is_empty()
        && arrival.counts.held == 0
        && arrival.counts.rejected == 0;
    let receipt = Receipt {
        from: workspace.config().place.clone(),
        to: arrival.from.clone(),
        bundle: arrival.id,
        training: arrival.training,
        outcome: match whole {
            true => Outcome::Whole,
            false => Outcome::Partial,
        },
        arrived: arrival.arrived.clone(),
        missing: arrival.missing.clone(),
        counts: arrival.counts,
        papers: Papers {
            returned: answered.returned.len() as u64,
            accepted: answered.accepted,
        },
        returned: answered.returned.clone(),
        time: workspace.now(),
    };
    let counted = Receipt {
        returned: Vec::new(),
        ..receipt.clone()
    };
    let refused = |error: KeyError| TaskError::Workspace(WorkspaceError::Key(error.code()));
    let signed = receipt.sign(key).map_err(refused)?;
    let counted = counted.sign(key).map_err(refused)?;
    let stamp: String = wire::time_text(workspace.now())
        .chars()
        .filter(char::is_ascii_digit)
        .take(12)
        .collect();
    let digits: String = arrival
        .id
        .digits()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let said = signed.receipt();
    Ok(Handed {
        id: arrival.id,
        to: said.to.clone(),
        outcome: said.outcome,
        missing: said.missing.clone(),
        // Many may be made in a minute: the bundle's own digits tell them apart.
        file_name: format!("{}-{}-{stamp}-{digits}.bieunhan", said.from, said.to),
        papers: said.papers,
        code: counted.code(&arrival.heads),
        spoken: signed.spoken(),
        bytes: signed.bytes(),
    })
}

/// Keeps a bundle of which something waits, or lets it go if nothing does. False if it should wait and there is
/// no room for it, or something of an erased household stands in it: then it has to be imported again later.
///
/// # Errors
/// If the disk refuses.
pub fn hold(
    workspace: &Workspace,
    verified: &Verified,
    bytes: &[u8],
    plan: &Plan,
) -> Result<bool, TaskError> {
    if plan.may_come_later() && plan.refused == 0 {
        return Ok(workspace.hold(verified.id(), bytes)?);
    }
    workspace.release(verified.id())?;
    // What is refused must not lie here either, not even in a bundle that waits.
    Ok(!plan.may_come_later())
}

/// A bundle that waits, as it is judged today; none if its file is gone or no longer good.
fn good(workspace: &Workspace, id: BundleId) -> Result<Option<Verified>, TaskError> {
    let Some(bytes) = workspace.held_bytes(id)? else {
        return Ok(None);
    };
    let verdict = judge(
        &bytes,
        &workspace.trust()?,
        workspace.places(),
        workspace.config(),
        workspace.today(),
    );
    match verdict {
        Verdict::Good(verified) if verified.id() == id => Ok(Some(verified)),
        // A key may be trusted again; until then nothing of it is taken in.
        Verdict::Unknown { .. } => Ok(None),
        _ => {
            // Damaged on this disk: its receipt never said that it arrived, so it is sent again.
            workspace.release(id)?;
            Ok(None)
        }
    }
}

/// Tries the bundles that wait again until nothing more of them can be applied; those that are whole are let go.
/// Returns what became of each that changed.
///
/// # Errors
/// If the disk refuses, or the person cancelled.
pub fn settle(
    workspace: &mut Workspace,
    progress: &mut Progress<'_>,
) -> Result<Vec<Arrival>, TaskError> {
    let mut changed: BTreeMap<BundleId, Arrival> = BTreeMap::new();
    loop {
        let mut moved = false;
        for id in workspace.held()? {
            let Some(verified) = good(workspace, id)? else {
                continue;
            };
            let plan = plan(workspace, &verified)?;
            if plan.new > 0 {
                import(workspace, &verified, &plan, progress)?;
                moved = true;
            }
            let waits = plan.may_come_later();
            if !waits {
                workspace.release(id)?;
            }
            if plan.new > 0 || !waits {
                changed.insert(id, arrived(workspace, &verified, &plan)?);
            }
        }
        if !moved {
            return Ok(changed.into_values().collect());
        }
    }
}

/// A bundle that waits for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub id: BundleId,
    /// Code of the office that sent it.
    pub from: String,
    /// How many of its edits wait.
    pub edits: u64,
    /// What is missing; nothing where it is about something that nobody here has heard of.
    pub missing: Vec<Gap>,
}

/// The bundles that wait.
///
/// # Errors
/// If the disk refuses.
pub fn waiting(workspace: &Workspace) -> Result<Vec<Waiting>, TaskError> {
    let mut waiting = Vec::new();
    for id in workspace.held()? {
        let Some(verified) = good(workspace, id)? else {
            continue;
        };
        let plan = plan(workspace, &verified)?;
        waiting.push(Waiting {
            id,
            from: verified.manifest().from.clone(),
            edits: plan.waiting + plan.rejected.len() as u64,
            missing: plan.held,
        });
    }
    Ok(waiting)
}

/// A receipt as it came home.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// The bytes of a file.
    File(&'a [u8]),
    /// A text with the code in it.
    Code(&'a str),
}

/// A receipt that counts.
#[derive(Clone, Debug)]
pub struct Took {
    /// The bundle that it is of.
    pub sent: Sent,
    /// What it says.
    pub receipt: VerifiedReceipt,
    /// Whether it stands now.
    pub kept: Kept,
}

/// Takes a receipt in at home. Nothing is written unless it counts.
///
/// # Errors
/// [`TaskError::Receipt`] if it does not count; else if the disk refuses.
pub fn take_receipt(workspace: &Workspace, given: Given<'_>) -> Result<Took, TaskError> {
    let all: Vec<Sent> = workspace
        .posted()
        .into_iter()
        .map(|posted| posted.sent)
        .collect();
    let trust = workspace.trust()?;
    let (sent, receipt) = judged(workspace, &trust, given, all).map_err(TaskError::Receipt)?;
    let kept = workspace.keep_receipt(&sent, &receipt)?;
    Ok(Took {
        sent,
        receipt,
        kept,
    })
}

fn judged(
    workspace: &Workspace,
    trust: &Trust,
    given: Given<'_>,
    all: Vec<Sent>,
) -> Result<(Sent, VerifiedReceipt), ReceiptFault> {
    let today = workspace.today();
    let within = |code: &str, above: &str| workspace.is_within(code, above, today);
    let keys = |sent: &Sent| keys_of(trust, &sent.to, &within);
    let opened: OpenedReceipt = match given {
        Given::File(bytes) if bytes.len() > MAX_RECEIPT => return Err(ReceiptFault::TooLarge),
        Given::File(bytes) => open_receipt(bytes)?,
        Given::Code(text) => read_code(text, &all, &keys)?,
    };
    let sent = all
        .into_iter()
        .find(|sent| sent.id == opened.receipt().bundle)
        .ok_or(ReceiptFault::NotSent)?;
    let keys = keys(&sent);
    let verified = opened.judge(&sent, &keys)?;
    Ok((sent, verified))
}
