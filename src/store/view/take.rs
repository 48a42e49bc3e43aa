//! Taking edits and heads into the view.

use std::collections::BTreeMap;

use super::force::{self, Reader};
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

pub(super) fn edit(
    pending: &mut Pending<'_>,
    edit: &Edit,
    at: Location,
    read: Reader<'_>,
) -> Result<Taken, Fault> {
    let header = edit.header();
    let taken = stand(pending, edit, at)?;
    match taken {
        Taken::Same => return Ok(taken),
        Taken::Body => {}
        Taken::New => {
            let at = key::at(header.writer, header.seq);
            let bag = key::history_bag(edit.subject());
            bag.put(pending, &at, Vec::new())?;
            name(pending, edit.id(), &at)?;
            pending.meta.edits += 1;
            pending.meta.lamport = pending.meta.lamport.max(header.lamport);
        }
    }
    if let Some((path, value)) = edit.slot() {
        force::admit(pending, edit, &path, value, read)?;
    }
    Ok(taken)
}

/// Notes the edit at its seq, and where in the journal it stands.
fn stand(pending: &mut Pending<'_>, edit: &Edit, at: Location) -> Result<Taken, Fault> {
    let header = edit.header();
    let key = key::seq(header.writer, header.seq);
    let places_key = key::places(header.writer, header.seq);
    let mut seqs = seqs(pending.get_long(&key)?)?;
    let mut places: Vec<row::PlaceInJournal> = match pending.get_long(&places_key)? {
        Some(bytes) => row::decode(&bytes)?,
        None => Vec::new(),
    };
    if places.len() != seqs.len() {
        return Err(Fault::Incomplete);
    }
    let body = edit.body().is_some();
    let place = row::PlaceInJournal {
        segment: at.segment,
        offset: at.offset,
        index: at.index,
    };
    let id = edit.id().0;
    let taken = match seqs.binary_search_by(|row| (row.seq, row.id).cmp(&(header.seq, id))) {
        Ok(known) => match (seqs.get_mut(known), places.get_mut(known)) {
            (Some(row), Some(stood)) if body && !row.body => {
                row.body = true;
                *stood = place;
                Taken::Body
            }
            _ => return Ok(Taken::Same),
        },
        Err(new) => {
            let row = row::SeqRow {
                seq: header.seq,
                id,
                body,
            };
            seqs.insert(new, row);
            places.insert(new, place);
            Taken::New
        }
    };
    if seqs.iter().filter(|row| row.seq == header.seq).count() > 1 {
        pending.put(key::fork(header.writer, header.seq), Vec::new())?;
    }
    pending.put_long(key, &row::encode(seqs)?)?;
    pending.put_long(places_key, &row::encode(places)?)?;
    Ok(taken)
}

/// What a seq row holds.
pub(super) fn seqs(stored: Option<Vec<u8>>) -> Result<Vec<row::SeqRow>, Fault> {
    stored.map_or_else(|| Ok(Vec::new()), |bytes| row::decode(&bytes))
}

/// Makes the edit findable by its id. Several may share the first bytes of it.
fn name(pending: &mut Pending<'_>, id: EditId, at: &[u8]) -> Result<(), Fault> {
    let (bag, name) = (key::edits(), key::edit_name(&id));
    let known = bag
        .find(name, |key| pending.get_long(key))?
        .unwrap_or_default();
    let mut all: Vec<&[u8]> = known.chunks(at.len()).collect();
    all.push(at);
    all.sort_unstable();
    all.dedup();
    bag.put(pending, name, all.concat())
}

/// Puts an edit that is in force into its slot.
pub(super) fn slot(
    pending: &mut Pending<'_>,
    edit: &Edit,
    path: &SlotPath,
    value: SlotValue,
) -> Result<(), Fault> {
    let subject = edit.subject();
    let (bag, name) = (key::slot_bag(subject), key::slot_name(path));
    let replaced = pending
        .get(&key::replaced(subject, &name, edit.id()))?
        .is_some();
    for id in &edit.header().replaces {
        pending.put(key::replaced(subject, &name, *id), Vec::new())?;
    }
    let mut slot = match bag.find(&name, |key| pending.get_long(key))? {
        Some(bytes) => row::slot_of(&bytes)?,
        None => Slot::default(),
    };
    let before = match path {
        SlotPath::Created => index(subject, &slot)?,
        _ => BTreeMap::new(),
    };
    if let SlotValue::Moved(Some(to)) = &value
        && let Some(label) = &to.label
    {
        pending.put(key::label(key::MOVED, label, subject), Vec::new())?;
    }
    slot.apply(edit, value, replaced);
    if *path == SlotPath::Erased {
        pending.put(key::erased(subject), Vec::new())?;
    }
    if *path == SlotPath::Created {
        let after = index(subject, &slot)?;
        for key in before.into_keys().filter(|key| !after.contains_key(key)) {
            pending.remove(key)?;
        }
        for (key, value) in after {
            pending.put(key, value)?;
        }
    }
    bag.put(pending, &name, row::slot_bytes(&slot)?)
}

/// Takes every slot of a subject out, and what its edits put elsewhere.
pub(super) fn clear(
    pending: &mut Pending<'_>,
    subject: SubjectId,
    edits: &[Edit],
) -> Result<(), Fault> {
    let created = pending.slot(subject, &SlotPath::Created)?;
    for key in index(subject, &created)?.into_keys() {
        pending.remove(key)?;
    }
    for edit in edits {
        let Some((path, value)) = edit.slot() else {
            continue;
        };
        let name = key::slot_name(&path);
        if path == SlotPath::Erased {
            pending.remove(key::erased(subject))?;
        }
        for id in &edit.header().replaces {
            pending.remove(key::replaced(subject, &name, *id))?;
        }
        if let SlotValue::Moved(Some(to)) = &value
            && let Some(label) = &to.label
        {
            pending.remove(key::label(key::MOVED, label, subject))?;
        }
    }
    key::slot_bag(subject).clear(pending)
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
                if tip.makes(id)
                    && let Some(keys) = key::phieu(&key.form, key.period, id)
                {
                    for index_key in keys {
                        entries.insert(index_key, row::subject_bytes(&key.subject)?);
                    }
                }
            }
            Created::Writer { .. } => {}
            Created::Paper => {
                entries.insert(key::paper(subject), Vec::new());
            }
            Created::Grant(_) | Created::Revocation(_) => {
                entries.insert(key::ruling(subject), Vec::new());
            }
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
