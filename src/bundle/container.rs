//! The zip around the four entries: stored, in fixed order, dated 1980-01-01, nothing else.
//!
//! Written here byte by byte rather than by a library, because a reader rebuilds the container and asks
//! for equal bytes: what a library's next version writes otherwise would make every old bundle bad.

use std::cmp::Ordering;

use super::{Bad, Part, Reason};

/// The names, in their order.
pub(super) const NAMES: [&str; 4] = [
    "manifest.json",
    "journal.jsonl.gz",
    "SHA256SUMS",
    "SHA256SUMS.sig",
];

/// The largest bundle accepted or made, in bytes: 1 GiB, far below where zip needs its 64-bit records.
pub const MAX_BUNDLE: usize = 1 << 30;

/// The largest size of each entry, in bytes, in the order of the names.
const MAX_ENTRY: [usize; 4] = [16 << 20, MAX_BUNDLE - (32 << 20), 256, 4096];

/// Lengths of the headers without names, and of the record at the end.
const LOCAL: usize = 30;
const CENTRAL: usize = 46;
const END: usize = 22;

/// Writes the container; `None` if something is over its bound.
pub(super) fn join(entries: [&[u8]; 4]) -> Option<Vec<u8>> {
    let names: usize = NAMES.iter().map(|name| name.len()).sum();
    let size: usize = entries.iter().map(|entry| entry.len()).sum();
    let mut bytes = Vec::with_capacity(size + 2 * names + 4 * (LOCAL + CENTRAL) + END);
    let mut central = Vec::with_capacity(names + 4 * CENTRAL);
    for ((name, entry), max) in NAMES.into_iter().zip(entries).zip(MAX_ENTRY) {
        if entry.len() > max {
            return None;
        }
        let offset = u32::try_from(bytes.len()).ok()?;
        let fields = fields(name, entry)?;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(name.as_bytes());
        bytes.extend(entry);
        central.extend(b"PK\x01\x02\x14\x00");
        central.extend(fields);
        // Comment, disk, inner and outer attributes: none.
        central.extend([0; 10]);
        central.extend(offset.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).ok()?;
    let length = u32::try_from(central.len()).ok()?;
    bytes.extend(central);
    bytes.extend(b"PK\x05\x06\0\0\0\0\x04\0\x04\0");
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    Some(bytes)
}

/// What the local and the central header share: version 1.0, no flags, stored, 1980-01-01 00:00, CRC, sizes.
fn fields(name: &str, entry: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(entry.len()).ok()?.to_le_bytes();
    let mut fields = Vec::with_capacity(26);
    fields.extend([10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
    fields.extend(crc32fast::hash(entry).to_le_bytes());
    fields.extend(size);
    fields.extend(size);
    fields.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
    fields.extend([0, 0]);
    Some(fields)
}

/// Finds the four entries. Only as much is asked here as it takes to find them; whether the container is
/// exactly what [`join`] writes is asked by [`same`] after the entries themselves were judged, so that a
/// damaged entry is named and not the checksum around it.
pub(super) fn split(bytes: &[u8]) -> Result<[&[u8]; 4], Bad> {
    let bad = |reason| Bad::new(Part::Container, reason);
    if bytes.len() > MAX_BUNDLE {
        return Err(bad(Reason::TooLarge));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(bad(other(bytes)));
    }
    let mut rest = bytes;
    let mut entries: [&[u8]; 4] = [&[]; 4];
    for ((entry, name), max) in entries.iter_mut().zip(NAMES).zip(MAX_ENTRY) {
        let (header, after) = rest.split_at_checked(LOCAL).ok_or(bad(Reason::Truncated))?;
        if !header.starts_with(b"PK\x03\x04") {
            return Err(bad(Reason::Entries));
        }
        let (found, after) = after
            .split_at_checked(name.len())
            .ok_or(bad(Reason::Truncated))?;
        let plain = number(header, 26, 2) == Some(name.len()) && number(header, 28, 2) == Some(0);
        if !plain || found != name.as_bytes() {
            return Err(bad(Reason::Entries));
        }
        if number(header, 6, 2) != Some(0) || number(header, 8, 2) != Some(0) {
            return Err(bad(Reason::NotPlain));
        }
        let size = number(header, 18, 4).ok_or(bad(Reason::Truncated))?;
        if size > max {
            return Err(bad(Reason::TooLarge));
        }
        (*entry, rest) = after.split_at_checked(size).ok_or(bad(Reason::Truncated))?;
    }
    if rest.starts_with(b"PK\x03\x04") {
        return Err(bad(Reason::Entries));
    }
    // The length of the tail is known before its bytes are compared: with it every size above is right.
    let names: usize = NAMES.iter().map(|name| name.len()).sum();
    match rest.len().cmp(&(names + 4 * CENTRAL + END)) {
        Ordering::Less => Err(bad(Reason::Truncated)),
        Ordering::Equal => Ok(entries),
        Ordering::Greater => Err(bad(Reason::Trailing)),
    }
}

/// What a file is that does not begin like a bundle, as far as its beginning tells.
fn other(bytes: &[u8]) -> Reason {
    let heads: [&[u8]; 3] = [b"{\"head\":", b"{\"edit\":", b"-----BEGIN SSH SIGNATURE"];
    if super::receipt::looks_like(bytes) {
        Reason::Receipt
    } else if heads.iter().any(|head| bytes.starts_with(head)) {
        Reason::Head
    } else {
        Reason::NotBundle
    }
}

/// Whether the container is exactly what [`join`] writes around these entries, which must be its own.
pub(super) fn same(bytes: &[u8], entries: [&[u8]; 4]) -> bool {
    join(entries).is_some_and(|rebuilt| rebuilt == bytes)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    Some(
        bytes
            .get(at..at + length)?
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}
