//! Two that look like one: two people in two households, or two households.

use sha2::{Digest, Sha256};

use super::EditId;
use crate::form::RowId;

/// Keeps these hashes apart from every other hash of two ids.
const DOMAIN: &[u8] = b"bieu distinct pair 1\n";

/// One of the two: a household, or a member of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// Which household.
    pub household: EditId,
    /// Which member: the row, which is the edit that added it, wherever it stands now. None for the household itself.
    pub row: Option<RowId>,
}

/// The two, whoever was named first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    one: Party,
    other: Party,
}

impl Pair {
    /// The pair of two, in either order.
    pub fn of(a: Party, b: Party) -> Pair {
        let (one, other) = if a <= b { (a, b) } else { (b, a) };
        Pair { one, other }
    }

    /// Both, the smaller household first.
    pub fn parties(&self) -> [Party; 2] {
        [self.one, self.other]
    }

    /// The household under which an edit about the pair is filed: the one with the smaller id.
    pub fn home(&self) -> EditId {
        self.one.household
    }

    /// Stands for the pair in an edit: SHA-256 of what both are, so that it names nobody.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        for party in self.parties() {
            hash.update(party.household.0);
            match party.row {
                Some(row) => {
                    hash.update([1]);
                    hash.update(row.0);
                }
                None => hash.update([0]),
            }
        }
        hash.finalize().into()
    }
}
