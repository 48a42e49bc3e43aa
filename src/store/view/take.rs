//! Taking edits and heads into the view.

use std::collections::BTreeMap;

use super::guard::Fault;
use super::pending::Pending;
use super::{key, row};
use crate::record::{
    Created, Edit, EditId, PhieuId, SignedHead, Slot, SlotPath, SlotValue, SubjectId,
};

/// Where in the journal an edit's line stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Location {
    pub(in crate::store) segment: u32,
    pub(in crate::store) offset: u64,
    /// Which line of the frame, from 0.
    pub(in crate::store) index: u32,
}

/// What taking an edit in did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Taken {
    /// It was not known.
    New,
    /// It was known without its body.
    Body,
    /// Nothing.
    Same,
}

pub(super) fn edit(pending: &mut Pending<'_>, edit: &Edit, at: Location) -> Result<Taken, Fault> {
    let header = edit.header();
    let key = key::edit(edit.id());
    let known = match pending.get(&key)? {
        Some(bytes) => Some(row::decode::<row::EditRow>(&bytes)?),
        None => None,
    };
    let body = edit.body().is_some();
    if known.is_some_and(|known| known.body || !body) {
        return Ok(Taken::Same);
    }
    let stands = row::encode(row::EditRow {
        body,
        segment: at.segment,
        offset: at.offset,
        index: at.index,
    })?;
    if known.is_some() {
        pending.put(key, stands)?;
    } else {
        pending.put_new(key, stands);
        let subject = edit.subject();
        pending.put_new(
            key::history(subject, header.lamport, header.writer, edit.id()),
            Vec::new(),
        );
        seq(pending, edit)?;
        pending.meta.edits += 1;
        pending.meta.lamport = pending.meta.lamport.max(header.lamport);
    }
    if let Some((path, value)) = edit.slot() {
        slot(pending, edit, &path, value)?;
    }
    Ok(if known.is_some() {
        Taken::Body
    } else {
        Taken::New
    })
}

/// All ids at one (writer, seq), ascending; more than one is a fork.
pub(super) fn ids(bytes: &[u8]) -> Vec<EditId> {
    let (ids, _) = bytes.as_chunks::<32>();
    ids.iter().map(|id| EditId(*id)).collect()
}

fn seq(pending: &mut Pending<'_>, edit: &Edit) -> Result<(), Fault> {
    let header = edit.header();
    let key = key::seq(header.writer, header.seq);
    let mut at_seq = pending.get_long(&key)?.map_or_else(Vec::new, |b| ids(&b));
    at_seq.push(edit.id());
    at_seq.sort_unstable();
    at_seq.dedup();
    if at_seq.len() > 1 {
        pending.put(key::fork(header.writer, header.seq), Vec::new())?;
    }
    let bytes: Vec<u8> = at_seq.iter().flat_map(|id| id.0).collect();
    pending.put_long(key, &bytes)
}

fn slot(
    pending: &mut Pending<'_>,
    edit: &Edit,
    path: &SlotPath,
    value: SlotValue,
) -> Result<(), Fault> {
    let subject = edit.subject();
    let key = key::slot(subject, path);
    let replaced = pending.get(&key::replaced(&key, edit.id()))?.is_some();
    for id in &edit.header().replaces {
        pending.put(key::replaced(&key, *id), Vec::new())?;
    }
    let mut slot = match pending.get_long(&key)? {
        Some(bytes) => row::slot_of(&bytes)?,
        None => Slot::default(),
    };
    let before = match path {
        SlotPath::Created => index(subject, &slot)?,
        _ => BTreeMap::new(),
    };
    slot.apply(edit, value, replaced);
    if *path == SlotPath::Created {
        let after = index(subject, &slot)?;
        for key in before.into_keys().filter(|key| !after.contains_key(key)) {
            pending.remove(key)?;
        }
        for (key, value) in after {
            pending.put(key, value)?;
        }
    }
    pending.put_long(key, &row::slot_bytes(&slot)?)
}

/// The index entries that follow from what a subject was created as.
fn index(subject: SubjectId, slot: &Slot) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, Fault> {
    let mut entries = BTreeMap::new();
    for tip in slot.tips() {
        let SlotValue::Created(created) = &tip.value else {
            continue;
        };
        match created {
            Created::Household { label, .. } => {
                entries.insert(key::household(subject), Vec::new());
                entries.insert(key::label(key::HOUSEHOLD, label, subject), Vec::new());
            }
            Created::Thon { label, .. } => {
                entries.insert(key::thon(subject), Vec::new());
                entries.insert(key::label(key::THON, label, subject), Vec::new());
            }
            Created::Phieu { key, .. } => {
                let id = PhieuId(subject.0);
                // A Phiếu under an id that is not its key's is nobody's paper.
                if key.id() == id
                    && let Some(keys) = key::phieu(&key.form, key.period, id)
                {
                    for index_key in keys {
                        entries.insert(index_key, row::subject_bytes(&key.subject)?);
                    }
                }
            }
            Created::Writer { .. } => {}
        }
    }
    Ok(entries)
}

/// Keeps a head. Of two signatures of one edit the smaller stays, whatever the order of arrival.
pub(super) fn head(pending: &mut Pending<'_>, head: &SignedHead) -> Result<(), Fault> {
    let key = key::head(head.writer, head.edit);
    if let Some(bytes) = pending.get_long(&key)? {
        let known: row::HeadRow = row::decode(&bytes)?;
        if (known.seq, &known.key, &known.signature) <= (head.seq, &head.key, &head.signature) {
            return Ok(());
        }
    }
    let bytes = row::encode(row::HeadRow {
        seq: head.seq,
        key: head.key.clone(),
        signature: head.signature.clone(),
    })?;
    pending.put_long(key, &bytes)
}
