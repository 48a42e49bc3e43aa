//! Positions in chains, as bundles and receipts name them; and the name of a bundle.

use std::fmt;

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::Gap;
use crate::record::{EditId, SignedHead, WriterId, hex, unhex};

/// An edit at its place in a chain: how far somebody has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Whose chain.
    pub writer: WriterId,
    /// Its position, from 1.
    pub seq: u64,
    /// The edit there.
    pub edit: EditId,
}

impl From<&SignedHead> for Mark {
    fn from(head: &SignedHead) -> Mark {
        Mark {
            writer: head.writer,
            seq: head.seq,
            edit: head.edit,
        }
    }
}

/// Marks as they stand in a manifest and a receipt.
pub(super) fn marks_json(marks: &[Mark]) -> Json {
    let one = |mark: &Mark| {
        json!({
            "edit": mark.edit.to_string(),
            "seq": mark.seq,
            "writer": mark.writer.to_string(),
        })
    };
    marks.iter().map(one).collect()
}

/// Reads what [`marks_json`] makes; ascending, each once.
pub(super) fn parse_marks(json: &Json) -> Option<Vec<Mark>> {
    let one = |json: &Json| {
        Some(Mark {
            writer: WriterId::parse(json.get("writer")?.as_str()?)?,
            seq: json.get("seq")?.as_u64().filter(|seq| *seq > 0)?,
            edit: EditId::parse(json.get("edit")?.as_str()?)?,
        })
    };
    let marks: Vec<Mark> = json.as_array()?.iter().map(one).collect::<Option<_>>()?;
    marks.is_sorted_by(|a, b| a < b).then_some(marks)
}

/// Missing ranges as they stand in a receipt.
pub(super) fn gaps_json(gaps: &[Gap]) -> Json {
    let one = |gap: &Gap| {
        json!({
            "from": gap.from_seq,
            "to": gap.to_seq,
            "writer": gap.writer.to_string(),
        })
    };
    gaps.iter().map(one).collect()
}

/// Reads what [`gaps_json`] makes; ascending, each once, none of them empty.
pub(super) fn parse_gaps(json: &Json) -> Option<Vec<Gap>> {
    let one = |json: &Json| {
        let gap = Gap {
            writer: WriterId::parse(json.get("writer")?.as_str()?)?,
            from_seq: json.get("from")?.as_u64()?,
            to_seq: json.get("to")?.as_u64()?,
        };
        (0 < gap.from_seq && gap.from_seq <= gap.to_seq).then_some(gap)
    };
    let gaps: Vec<Gap> = json.as_array()?.iter().map(one).collect::<Option<_>>()?;
    gaps.is_sorted_by(|a, b| a < b).then_some(gaps)
}

/// The name of a bundle: SHA-256 of its `SHA256SUMS`, and so of everything in it but the signature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BundleId(pub [u8; 32]);

impl BundleId {
    pub(super) fn of(sums: &[u8]) -> BundleId {
        BundleId(Sha256::digest(sums).into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<BundleId> {
        unhex(text).map(BundleId)
    }

    /// Mã đối chiếu of the bundle: what two people compare on the phone. It informs, it proves nothing.
    pub fn digits(&self) -> String {
        twelve_digits(&self.0)
    }
}

impl fmt::Display for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BundleId({self})")
    }
}

/// The first eight bytes as a number, its last twelve decimal digits in three groups: no letters to mishear.
pub(super) fn twelve_digits(hash: &[u8; 32]) -> String {
    let number = hash
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let number = number % 1_000_000_000_000;
    format!(
        "{:04} {:04} {:04}",
        number / 100_000_000,
        number / 10_000 % 10_000,
        number % 10_000
    )
}
