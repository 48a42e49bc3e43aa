//! Many small named values in few rows. sled splits its pages at 16 rows, and every page costs memory
//! for as long as the view is open, whether it was ever read or not: so rows are what has to be few.
//!
//! A bag is a linear hash table: it has as many rows as its size asks for, one more row takes over half
//! of one older row, and what stands in which row follows from what is in the bag, not from the order in
//! which it came. Each row holds its entries by name; the first row opens with how many there are in all.

use sha2::{Digest, Sha256};

use super::guard::Fault;
use super::pending::Pending;

/// One bag: rows under a prefix, and how many entries a row has on average.
pub(super) struct Bag {
    prefix: Vec<u8>,
    per_row: u32,
}

/// An entry: its name and its value.
pub(super) type Entry = (Vec<u8>, Vec<u8>);

impl Bag {
    pub(super) fn new(prefix: Vec<u8>, per_row: u32) -> Bag {
        Bag { prefix, per_row }
    }

    fn key(&self, row: u32) -> Vec<u8> {
        [self.prefix.as_slice(), &row.to_be_bytes()].concat()
    }

    fn rows(&self, count: u32) -> u32 {
        count.div_ceil(self.per_row).max(1)
    }

    /// The value of a name. `get` reads a whole row.
    pub(super) fn find(
        &self,
        name: &[u8],
        get: impl Fn(&[u8]) -> Result<Option<Vec<u8>>, Fault>,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let Some(first) = get(&self.key(0))? else {
            return Ok(None);
        };
        let (count, entries) = split(&first)?;
        let row = place(name, self.rows(count));
        if row == 0 {
            return seek(entries, name);
        }
        seek(&get(&self.key(row))?.unwrap_or_default(), name)
    }

    /// Puts a value in, in the place of one of the same name.
    pub(super) fn put(
        &self,
        pending: &mut Pending<'_>,
        name: &[u8],
        value: Vec<u8>,
    ) -> Result<(), Fault> {
        let count = match pending.get_long(&self.key(0))? {
            Some(first) => split(&first)?.0,
            None => 0,
        };
        let row = place(name, self.rows(count));
        let mut entries = self.load(pending, row)?;
        match entries.binary_search_by(|(known, _)| known.as_slice().cmp(name)) {
            Ok(at) => {
                if let Some(entry) = entries.get_mut(at) {
                    entry.1 = value;
                }
                return self.save(pending, row, count, &entries);
            }
            Err(at) => entries.insert(at, (name.to_vec(), value)),
        }
        let (before, count) = (self.rows(count), count.checked_add(1).ok_or(Fault::Row)?);
        self.save(pending, row, count, &entries)?;
        let after = self.rows(count);
        if after > before {
            self.split_off(pending, before, count)?;
        }
        if row != 0 {
            let entries = self.load(pending, 0)?;
            self.save(pending, 0, count, &entries)?;
        }
        Ok(())
    }

    /// Takes everything out.
    pub(super) fn clear(&self, pending: &mut Pending<'_>) -> Result<(), Fault> {
        let Some(first) = pending.get_long(&self.key(0))? else {
            return Ok(());
        };
        for row in 0..self.rows(split(&first)?.0) {
            pending.remove_long(self.key(row))?;
        }
        Ok(())
    }

    /// The names of all entries.
    pub(super) fn names(&self, pending: &Pending<'_>) -> Result<Vec<Vec<u8>>, Fault> {
        let Some(first) = pending.get_long(&self.key(0))? else {
            return Ok(Vec::new());
        };
        let mut names = Vec::new();
        for row in 0..self.rows(split(&first)?.0) {
            names.extend(self.load(pending, row)?.into_iter().map(|(name, _)| name));
        }
        Ok(names)
    }

    /// Fills a new row from the one that held its entries until now.
    fn split_off(&self, pending: &mut Pending<'_>, new: u32, count: u32) -> Result<(), Fault> {
        let from = new - (new + 1).next_power_of_two() / 2;
        let (moved, kept): (Vec<Entry>, Vec<Entry>) = self
            .load(pending, from)?
            .into_iter()
            .partition(|(name, _)| place(name, new + 1) == new);
        self.save(pending, from, count, &kept)?;
        self.save(pending, new, count, &moved)
    }

    fn load(&self, pending: &Pending<'_>, row: u32) -> Result<Vec<Entry>, Fault> {
        let bytes = pending.get_long(&self.key(row))?.unwrap_or_default();
        match (row, bytes.is_empty()) {
            (0, false) => entries(split(&bytes)?.1),
            _ => entries(&bytes),
        }
    }

    fn save(
        &self,
        pending: &mut Pending<'_>,
        row: u32,
        count: u32,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        if row == 0 {
            bytes.extend(count.to_le_bytes());
        }
        for (name, value) in entries {
            let length = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(|_| Fault::Row);
            bytes.extend(
                u16::try_from(name.len())
                    .map_err(|_| Fault::Row)?
                    .to_le_bytes(),
            );
            bytes.extend(length(value)?.to_le_bytes());
            bytes.extend(name);
            bytes.extend(value);
        }
        pending.put_long(self.key(row), &bytes)
    }
}

/// The entries of one row as it stands under `key`.
pub(super) fn row_entries(key: &[u8], row: &[u8]) -> Result<Vec<Entry>, Fault> {
    if key.ends_with(&[0; 4]) {
        entries(split(row)?.1)
    } else {
        entries(row)
    }
}

/// In which of so many rows a name stands.
fn place(name: &[u8], rows: u32) -> u32 {
    let digest = Sha256::digest(name);
    let hash = digest
        .first_chunk()
        .map_or(0, |four| u32::from_le_bytes(*four));
    let full = rows.checked_next_power_of_two().unwrap_or(1 << 31);
    let place = hash & (full - 1);
    if place < rows {
        place
    } else {
        place & (full / 2 - 1)
    }
}

fn split(first: &[u8]) -> Result<(u32, &[u8]), Fault> {
    let (count, entries) = first.split_first_chunk().ok_or(Fault::Row)?;
    Ok((u32::from_le_bytes(*count), entries))
}

type Read<'a> = (&'a [u8], &'a [u8], &'a [u8]);

/// Name and value of the first entry, and what is behind it.
fn first(bytes: &[u8]) -> Result<Read<'_>, Fault> {
    let read = || {
        let (name, bytes) = bytes.split_first_chunk()?;
        let (value, bytes) = bytes.split_first_chunk()?;
        let (name, bytes) = bytes.split_at_checked(u16::from_le_bytes(*name).into())?;
        let value = usize::try_from(u32::from_le_bytes(*value)).ok()?;
        let (value, rest) = bytes.split_at_checked(value)?;
        Some((name, value, rest))
    };
    read().ok_or(Fault::Row)
}

fn entries(mut bytes: &[u8]) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let (name, value, rest) = first(bytes)?;
        entries.push((name.to_vec(), value.to_vec()));
        bytes = rest;
    }
    Ok(entries)
}

fn seek(mut bytes: &[u8], wanted: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    while !bytes.is_empty() {
        let (name, value, rest) = first(bytes)?;
        if name == wanted {
            return Ok(Some(value.to_vec()));
        }
        bytes = rest;
    }
    Ok(None)
}
