//! Changes of the view that are not in sled yet: read through, then put in as one atomic batch.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::guard::Fault;
use super::{View, key, row, sealed};
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
}

impl<'a> Pending<'a> {
    pub(super) fn new(view: &'a View) -> Pending<'a> {
        Pending {
            view,
            changes: BTreeMap::new(),
            bytes: 0,
            meta: view.meta.clone(),
        }
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

    /// Puts everything into sled as one batch, together with how far the view goes then.
    pub(super) fn apply(mut self, mark: Mark) -> Result<row::MetaRow, Fault> {
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
        Ok(self.meta)
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
