//! Changes of the view that are not in sled yet: read through, then put in as one atomic batch.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::force::{self, Reader, Rule, Unsettled};
use super::guard::Fault;
use super::{Location, View, key, row, sealed};
use crate::record::{Authority, EditId, Slot, SlotPath, SubjectId, WriterId};
use crate::store::journal::Mark;

/// sled moves values beyond about 8 KB to files that it never fsyncs; stay far below.
const INLINE: usize = 3000;

struct Change {
    old: Option<Vec<u8>>,
    new: Option<Vec<u8>>,
}

/// Collected changes; nothing happens before [`Pending::apply`].
pub(super) struct Pending<'a> {
    view: &'a View,
    changes: BTreeMap<Vec<u8>, Change>,
    bytes: usize,
    pub(super) meta: row::MetaRow,
    /// What has to be judged again before this is put in.
    pub(super) unsettled: Unsettled,
}

impl<'a> Pending<'a> {
    pub(super) fn new(view: &'a View) -> Pending<'a> {
        Pending {
            view,
            changes: BTreeMap::new(),
            bytes: 0,
            meta: view.meta.clone(),
            unsettled: Unsettled::default(),
        }
    }

    /// Whom the view believes.
    pub(super) fn rule(&self) -> Option<&'a Rule> {
        self.view.rule.as_ref()
    }

    /// The powers as they were before this batch.
    pub(super) fn authority(&self) -> &'a Authority {
        &self.view.authority
    }

    /// The keys under a prefix, as they are now.
    pub(super) fn under(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
        let mut keys: BTreeSet<Vec<u8>> = self.view.keys(prefix)?.into_iter().collect();
        for (key, change) in &self.changes {
            if key.starts_with(prefix) {
                match change.new {
                    Some(_) => keys.insert(key.clone()),
                    None => keys.remove(key),
                };
            }
        }
        Ok(keys.into_iter().collect())
    }

    /// A slot of a subject; an empty one where nobody wrote.
    pub(super) fn slot(&self, subject: SubjectId, path: &SlotPath) -> Result<Slot, Fault> {
        let bag = key::slot_bag(subject);
        let found = bag.find(&key::slot_name(path), |key| self.get_long(key))?;
        found.map_or_else(|| Ok(Slot::default()), |bytes| row::slot_of(&bytes))
    }

    /// Writer and seq of an edit.
    pub(super) fn position(&self, id: EditId) -> Result<Option<(WriterId, u64)>, Fault> {
        let found = key::edits().find(key::edit_name(&id), |key| self.get_long(key))?;
        for at in found.unwrap_or_default().chunks(24) {
            let (writer, seq) = key::of_at(at).ok_or(Fault::Row)?;
            if self.at_seq(writer, seq)?.contains(&id) {
                return Ok(Some((writer, seq)));
            }
        }
        Ok(None)
    }

    /// Where in the journal an edit stands.
    pub(super) fn location(&self, id: EditId) -> Result<Option<Location>, Fault> {
        let Some((writer, seq)) = self.position(id)? else {
            return Ok(None);
        };
        let known = self.row(writer, seq)?;
        Ok(known
            .into_iter()
            .find(|(row, _)| row.id == id.0)
            .map(|(_, at)| at))
    }

    /// The edits that share a row with a seq, and where they stand.
    fn row(&self, writer: WriterId, seq: u64) -> Result<Vec<(row::SeqRow, Location)>, Fault> {
        let seqs = super::take::seqs(self.get_long(&key::seq(writer, seq))?)?;
        let places: Vec<row::PlaceInJournal> = match self.get_long(&key::places(writer, seq))? {
            Some(bytes) => row::decode(&bytes)?,
            None => Vec::new(),
        };
        let at = |place: row::PlaceInJournal| Location {
            segment: place.segment,
            offset: place.offset,
            index: place.index,
        };
        Ok(seqs.into_iter().zip(places.into_iter().map(at)).collect())
    }

    /// The edits at a seq.
    pub(super) fn at_seq(&self, writer: WriterId, seq: u64) -> Result<Vec<EditId>, Fault> {
        let seqs = super::take::seqs(self.get_long(&key::seq(writer, seq))?)?;
        let there = seqs.iter().filter(|row| row.seq == seq);
        Ok(there.map(|row| EditId(row.id)).collect())
    }

    /// Where the edits of a subject stand; at a fork some may be of other subjects.
    pub(super) fn history(&self, subject: SubjectId) -> Result<Vec<Location>, Fault> {
        let mut seqs = BTreeSet::new();
        for name in key::history_bag(subject).names(self)? {
            seqs.insert(key::of_at(&name).ok_or(Fault::Row)?);
        }
        let mut places = Vec::new();
        for (writer, seq) in seqs {
            let row = self.row(writer, seq)?;
            places.extend(
                row.into_iter()
                    .filter(|(row, _)| row.seq == seq)
                    .map(|(_, at)| at),
            );
        }
        Ok(places)
    }

    /// Every writer.
    pub(super) fn writers(&self) -> Result<BTreeSet<WriterId>, Fault> {
        let of = |key: &Vec<u8>| {
            key::of_seqs(key)
                .map(|(writer, _)| writer)
                .ok_or(Fault::Row)
        };
        self.under(&[key::SEQ])?.iter().map(of).collect()
    }

    /// A writer's edits, and where they stand.
    pub(super) fn chain(&self, writer: WriterId) -> Result<Vec<(EditId, Location)>, Fault> {
        let mut chain = Vec::new();
        for key in self.under(&key::seqs(writer))? {
            let (_, seq) = key::of_seqs(&key).ok_or(Fault::Row)?;
            let row = self.row(writer, seq)?;
            chain.extend(row.into_iter().map(|(row, at)| (EditId(row.id), at)));
        }
        Ok(chain)
    }

    /// The seqs at which a writer has more than one edit.
    pub(super) fn forks(&self, writer: WriterId) -> Result<Vec<Vec<u8>>, Fault> {
        self.under(&key::forks(writer))
    }

    /// Bytes collected, about.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        match self.changes.get(key) {
            Some(change) => Ok(change.new.clone()),
            None => self.view.raw(key),
        }
    }

    pub(super) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) -> Result<(), Fault> {
        self.change(key, Some(value))
    }

    pub(super) fn remove(&mut self, key: Vec<u8>) -> Result<(), Fault> {
        self.change(key, None)
    }

    fn change(&mut self, key: Vec<u8>, new: Option<Vec<u8>>) -> Result<(), Fault> {
        self.bytes += key.len() + new.as_ref().map_or(0, Vec::len);
        if let Some(change) = self.changes.get_mut(&key) {
            change.new = new;
            return Ok(());
        }
        let old = self.view.raw(&key)?;
        self.changes.insert(key, Change { old, new });
        Ok(())
    }

    /// A value of any length: its first byte tells whether it stands here (0) or in chunks (1).
    pub(super) fn get_long(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        match self.get(key)? {
            Some(stored) => join(key, &stored, |key| self.get(key)).map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn put_long(&mut self, key: Vec<u8>, value: &[u8]) -> Result<(), Fault> {
        let before = self.get(&key)?.map_or(0, |stored| chunks(&stored));
        let mut after = 0;
        let stored = if value.len() <= INLINE {
            [&[0], value].concat()
        } else {
            for part in value.chunks(INLINE) {
                self.put(key::chunk(&key, after), part.to_vec())?;
                after = after.checked_add(1).ok_or(Fault::Row)?;
            }
            [&[1], after.to_be_bytes().as_slice()].concat()
        };
        for n in after..before {
            self.remove(key::chunk(&key, n))?;
        }
        self.put(key, stored)
    }

    /// Takes a value of any length out.
    pub(super) fn remove_long(&mut self, key: Vec<u8>) -> Result<(), Fault> {
        let before = self.get(&key)?.map_or(0, |stored| chunks(&stored));
        for n in 0..before {
            self.remove(key::chunk(&key, n))?;
        }
        self.remove(key)
    }

    /// Puts everything into sled as one batch, together with how far the view goes then.
    pub(super) fn apply(
        mut self,
        mark: Mark,
        read: Reader<'_>,
    ) -> Result<(row::MetaRow, Option<Authority>), Fault> {
        force::settle(&mut self, read)?;
        let mut batch = sled::Batch::default();
        for (key, change) in self.changes {
            if change.old == change.new {
                continue;
            }
            if let Some(old) = &change.old {
                self.meta.count = self.meta.count.wrapping_sub(1);
                let (all, state) = entry_hashes(&key, old);
                self.meta.digest = self.meta.digest.wrapping_sub(all);
                self.meta.state = self.meta.state.wrapping_sub(state);
            }
            match change.new {
                Some(new) => {
                    self.meta.count = self.meta.count.wrapping_add(1);
                    let (all, state) = entry_hashes(&key, &new);
                    self.meta.digest = self.meta.digest.wrapping_add(all);
                    self.meta.state = self.meta.state.wrapping_add(state);
                    let value = sealed::seal(&self.view.keys, &key, &new)?;
                    batch.insert(&*sealed::outer(&self.view.keys, &key), value);
                }
                None => batch.remove(&*sealed::outer(&self.view.keys, &key)),
            }
        }
        self.meta.segment = mark.segment;
        self.meta.offset = mark.offset;
        self.meta.chain = mark.chain;
        batch.insert(key::META, sealed::meta(&self.view.keys, &self.meta)?);
        self.view.apply(batch)?;
        Ok((self.meta, self.unsettled.into_authority()))
    }
}

fn chunks(stored: &[u8]) -> u16 {
    match stored {
        [1, high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    }
}

/// The whole of a long value.
pub(super) fn join(
    key: &[u8],
    stored: &[u8],
    get: impl Fn(&[u8]) -> Result<Option<Vec<u8>>, Fault>,
) -> Result<Vec<u8>, Fault> {
    match stored.split_first() {
        Some((0, value)) => Ok(value.to_vec()),
        Some((1, _)) => {
            let mut value = Vec::new();
            for n in 0..chunks(stored) {
                value.extend(get(&key::chunk(key, n))?.ok_or(Fault::Incomplete)?);
            }
            Ok(value)
        }
        _ => Err(Fault::Row),
    }
}

/// What an entry adds to the digest of everything, and to the digest that does not depend on where
/// edits stand in the journal.
pub(super) fn entry_hashes(key: &[u8], value: &[u8]) -> (u128, u128) {
    let all = entry_hash(key, value);
    match key.first() {
        Some(&(key::PLACE | key::PLACE_CHUNK)) => (all, 0),
        _ => (all, all),
    }
}

fn entry_hash(key: &[u8], value: &[u8]) -> u128 {
    let digest = Sha256::new()
        .chain_update((key.len() as u64).to_le_bytes())
        .chain_update(key)
        .chain_update(value)
        .finalize();
    digest
        .first_chunk::<16>()
        .map_or(0, |half| u128::from_le_bytes(*half))
}
