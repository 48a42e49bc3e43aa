//! Which edits are in force, kept up with every batch.
//!
//! An edit that is not in force stands in the journal, in its writer's chain and in its subject's history, but in
//! no slot. Of a subject with such an edit, or with one of the office above, a row tells so; when what decides
//! changes (a grant, a revocation, a household that arrives late), the slots of those subjects are made anew from
//! their histories. So the view is the same whatever the order in which edits arrived.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bincode::{Decode, Encode};
use sha2::{Digest, Sha256};

use super::anew::make_anew;
use super::court::{Court, Looked};
use super::guard::Fault;
use super::pending::Pending;
use super::{Location, key, row, take};
use crate::record::{
    Authority, Content, Created, Edit, EditId, OutOfForce, Pin, Registry, Ruling, Said, SlotPath,
    SlotValue, SubjectId,
};

/// Whether a unit is another or lies below it, whatever the day.
pub type Within = Arc<dyn Fn(&str, &str) -> bool + Send + Sync>;

/// Whom this store believes. Without one every edit is in force.
#[derive(Clone)]
pub struct Rule {
    /// The keys that need no grant.
    pub pins: Vec<Pin>,
    /// How places lie.
    pub within: Within,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rule({:?})", self.pins)
    }
}

impl Rule {
    /// A view made under other pins is made anew.
    pub(super) fn digest(rule: Option<&Rule>) -> [u8; 32] {
        let Some(rule) = rule else { return [0; 32] };
        let mut pins = rule.pins.clone();
        pins.sort();
        Sha256::digest(format!("{pins:?}")).into()
    }
}

/// Reads an edit where it stands in the journal.
pub(in crate::store) type Reader<'a> = &'a dyn Fn(Location) -> Result<Edit, Fault>;

/// What a row tells of a subject that is not plain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(super) struct ForceRow {
    /// The lamport of the acceptance that stands; what is said later is a proposal.
    pub(super) accepted: Option<u64>,
    /// Whether an office above has said anything of it, or somebody that it is erased.
    pub(super) reviewed: bool,
    /// Its edits that are not in force, ascending, each with the number of the reason.
    pub(super) out: Vec<([u8; 32], u8)>,
}

impl ForceRow {
    fn is_plain(&self) -> bool {
        *self == ForceRow::default()
    }
}

/// What a batch changed of what decides.
#[derive(Default)]
pub(super) struct Unsettled {
    /// The powers as this batch has changed them.
    authority: Option<Authority>,
    /// A grant or a revocation was taken in that the powers do not show yet.
    rulings: bool,
    /// Every subject that is not plain is to be judged again.
    all: bool,
    /// Chains of these keys may lose what they said.
    revoked: BTreeSet<String>,
    /// Something was created or moved, or a writer told its key: what waited for it may be in force now.
    pub(super) arrived: bool,
    /// To be made anew.
    pub(super) anew: BTreeSet<SubjectId>,
    /// What was looked up before.
    pub(super) known: RefCell<Looked>,
}

impl Unsettled {
    /// The powers after the batch, if it changed them.
    pub(super) fn into_authority(self) -> Option<Authority> {
        self.authority
    }
}

pub(super) fn row(pending: &Pending<'_>, subject: SubjectId) -> Result<ForceRow, Fault> {
    match pending.get_long(&key::force(subject))? {
        Some(bytes) => row::decode(&bytes),
        None => Ok(ForceRow::default()),
    }
}

pub(super) fn put_row(
    pending: &mut Pending<'_>,
    subject: SubjectId,
    row: &ForceRow,
) -> Result<(), Fault> {
    let key = key::force(subject);
    if row.is_plain() {
        return pending.remove_long(key);
    }
    pending.put_long(key, &row::encode(row)?)
}

/// Whether an edit is the office above's.
pub(super) fn reviews(edit: &Edit) -> bool {
    matches!(
        edit.content(),
        Some(
            Content::Return { .. }
                | Content::Accept { .. }
                | Content::Lock { .. }
                | Content::Unlock { .. }
        )
    )
}

/// Whether an edit has others of its subject judged anew, or is judged anew because of them.
pub(super) fn decides(edit: &Edit) -> bool {
    reviews(edit) || matches!(edit.content(), Some(Content::Erase(_)))
}

/// Takes an edit's value in if it is in force; notes what has to be judged again because of it.
pub(super) fn admit(
    pending: &mut Pending<'_>,
    edit: &Edit,
    path: &SlotPath,
    value: SlotValue,
    read: Reader<'_>,
) -> Result<(), Fault> {
    if pending.rule().is_none() {
        return take::slot(pending, edit, path, value);
    }
    match edit.content() {
        Some(Content::Grant(_) | Content::Revoke(_)) => pending.unsettled.rulings = true,
        Some(Content::Writer { .. }) => {
            pending.unsettled.arrived = true;
            pending.unsettled.rulings = true;
            pending.unsettled.known.get_mut().keys.clear();
        }
        content => {
            if let Some(Content::Thon { parent, .. }) = content {
                pending.put(key::parent(edit.id()), parent.clone().into_bytes())?;
                pending.unsettled.rulings = true;
            }
            refresh(pending, read)?;
            doubt(pending, edit)?;
            let subject = edit.subject();
            let row = row(pending, subject)?;
            if decides(edit) || !row.is_plain() {
                // Others of its edits may be in force or not because of this one.
                pending.unsettled.anew.insert(subject);
                return Ok(());
            }
            if let Err(why) = judge(pending, edit, false, read)? {
                let row = ForceRow {
                    out: vec![(edit.id().0, number(why))],
                    ..row
                };
                return put_row(pending, subject, &row);
            }
            arrived(pending, edit);
        }
    }
    take::slot(pending, edit, path, value)
}

/// An edit of a revoked key may show that others of its chain stand on another branch.
fn doubt(pending: &mut Pending<'_>, edit: &Edit) -> Result<(), Fault> {
    let key = Court {
        pending,
        read: &|_| Err(Fault::Incomplete),
    }
    .key(edit.header().writer)?;
    if let Some(key) = key
        && standing(pending).is_revoked(&key)
    {
        pending.unsettled.known.get_mut().chains.clear();
        pending.unsettled.rulings = true;
        pending.unsettled.revoked.insert(key);
    }
    Ok(())
}

fn arrived(pending: &mut Pending<'_>, edit: &Edit) {
    let created = matches!(
        edit.content(),
        Some(
            Content::Household { .. }
                | Content::Thon { .. }
                | Content::Phieu { .. }
                | Content::Moved { .. }
        )
    );
    if created {
        pending.unsettled.arrived = true;
        pending.unsettled.known.get_mut().places.clear();
    }
}

pub(super) fn number(why: OutOfForce) -> u8 {
    let at = OutOfForce::ALL.iter().position(|(other, _)| *other == why);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

/// The powers as this batch has changed them.
pub(super) fn standing<'a>(pending: &'a Pending<'_>) -> &'a Authority {
    let changed = pending.unsettled.authority.as_ref();
    changed.unwrap_or(pending.authority())
}

pub(super) fn judge(
    pending: &Pending<'_>,
    edit: &Edit,
    accepted: bool,
    read: Reader<'_>,
) -> Result<Result<(), OutOfForce>, Fault> {
    standing(pending).judge(edit, accepted, &Court { pending, read })
}

/// Whether a key stands for the office that said an edit, or for one above it.
pub(super) fn speaks_for(
    pending: &Pending<'_>,
    key: &str,
    edit: EditId,
    read: Reader<'_>,
) -> Result<bool, Fault> {
    let court = Court { pending, read };
    let Some((writer, _)) = court.edit(edit)? else {
        return Ok(false);
    };
    match court.key(writer)? {
        Some(other) => standing(pending).speaks_for(key, &other, &court),
        None => Ok(false),
    }
}

/// Brings the powers up to the rulings of this batch.
fn refresh(pending: &mut Pending<'_>, read: Reader<'_>) -> Result<(), Fault> {
    if !pending.unsettled.rulings {
        return Ok(());
    }
    let authority = powers(pending, read)?;
    let lost = standing(pending).lost(&authority);
    pending.unsettled.revoked.extend(lost);
    pending.unsettled.authority = Some(authority);
    pending.unsettled.rulings = false;
    pending.unsettled.all = true;
    Ok(())
}

/// The powers as the rulings at hand give them.
pub(super) fn powers(pending: &Pending<'_>, read: Reader<'_>) -> Result<Authority, Fault> {
    let Some(rule) = pending.rule() else {
        return Ok(Authority::default());
    };
    let court = Court { pending, read };
    let mut rulings = Vec::new();
    for key in pending.under(&[key::RULING])? {
        let id = EditId(key::last_id(&key).ok_or(Fault::Row)?);
        let slot = pending.slot(id.into(), &SlotPath::Created)?;
        for tip in slot.tips().iter().filter(|tip| tip.edit == id) {
            let said = match &tip.value {
                SlotValue::Created(Created::Grant(grant)) => Said::Grant(grant.clone()),
                SlotValue::Created(Created::Revocation(said)) => Said::Revocation(said.clone()),
                _ => continue,
            };
            let (Some((writer, seq)), Some(key)) = (pending.position(id)?, court.key(tip.writer)?)
            else {
                continue;
            };
            rulings.push(Ruling {
                edit: id,
                writer,
                seq,
                key,
                said,
            });
        }
    }
    Authority::read(&rule.pins, &rulings, &court)
}

/// So many times what was made anew may make something else anew: a thôn, its household, its Phiếu, its papers.
const ROUNDS: usize = 8;

/// Judges again whatever this batch has changed the ground of.
pub(super) fn settle(pending: &mut Pending<'_>, read: Reader<'_>) -> Result<(), Fault> {
    if pending.rule().is_none() {
        return Ok(());
    }
    for _ in 0..ROUNDS {
        refresh(pending, read)?;
        let (all, arrived) = (
            std::mem::take(&mut pending.unsettled.all),
            std::mem::take(&mut pending.unsettled.arrived),
        );
        if all || arrived {
            for key in pending.under(&[key::FORCE])? {
                let subject = SubjectId(key::last_id(&key).ok_or(Fault::Row)?);
                let waits = |(_, why): &([u8; 32], u8)| *why != number(OutOfForce::Proposal);
                if all || row(pending, subject)?.out.iter().any(waits) {
                    pending.unsettled.anew.insert(subject);
                }
            }
        }
        for key in std::mem::take(&mut pending.unsettled.revoked) {
            written_by(pending, &key, read)?;
        }
        let anew = std::mem::take(&mut pending.unsettled.anew);
        if anew.is_empty() {
            return Ok(());
        }
        for subject in anew {
            make_anew(pending, subject, read)?;
        }
    }
    Ok(())
}

/// Marks everything that a revoked key ever wrote about.
fn written_by(pending: &mut Pending<'_>, key: &str, read: Reader<'_>) -> Result<(), Fault> {
    for writer in pending.writers()? {
        let court = Court { pending, read };
        if court.key(writer)?.as_deref() != Some(key) {
            continue;
        }
        for (id, at) in pending.chain(writer)? {
            let edit = read(at)?;
            if edit.id() == id && edit.slot().is_some() {
                pending.unsettled.anew.insert(edit.subject());
            }
        }
    }
    Ok(())
}

/// The edits of a subject that say something, by lamport.
pub(super) fn edits_of(
    pending: &Pending<'_>,
    subject: SubjectId,
    read: Reader<'_>,
) -> Result<Vec<Edit>, Fault> {
    let mut edits = Vec::new();
    for at in pending.history(subject)? {
        let edit = read(at)?;
        if edit.subject() == subject && edit.slot().is_some() {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| {
        let header = edit.header();
        (header.lamport, header.writer, edit.id())
    });
    Ok(edits)
}

/// The edits that are not in force, by subject, with the reasons.
pub(super) fn listed(
    rows: impl IntoIterator<Item = (SubjectId, ForceRow)>,
) -> Vec<(SubjectId, EditId, OutOfForce)> {
    let mut all = BTreeMap::new();
    for (subject, row) in rows {
        for (id, why) in row.out {
            if let Some((why, _)) = OutOfForce::ALL.get(usize::from(why)) {
                all.insert((subject, EditId(id)), *why);
            }
        }
    }
    all.into_iter()
        .map(|((subject, edit), why)| (subject, edit, why))
        .collect()
}
