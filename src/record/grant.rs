//! Who may do what: the grants that chain keys to an office's root, and what takes them back.

use super::{EditId, PlaceRef, WriterId};

/// What a grant lets a key do, within its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantRole {
    /// A reviewer's device: fills and submits the papers of its place.
    Enumerator,
    /// A device of the office in charge of its place: all of it, and it grants, moves, returns and accepts below.
    Office,
    /// The office above, as the office below recognises it: returns, accepts and locks what it is sent.
    Above,
    /// The recovery papers of the office in charge of its place: they may say nothing, and what is encrypted to the
    /// office is encrypted to them too.
    Recovery,
}

impl GrantRole {
    /// All roles with their words on the wire.
    pub const ALL: [(GrantRole, &'static str); 4] = [
        (GrantRole::Enumerator, "enumerator"),
        (GrantRole::Office, "office"),
        (GrantRole::Above, "above"),
        (GrantRole::Recovery, "recovery"),
    ];

    /// The word on the wire and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            GrantRole::Enumerator => "enumerator",
            GrantRole::Office => "office",
            GrantRole::Above => "above",
            GrantRole::Recovery => "recovery",
        }
    }

    /// The role of a word.
    pub fn parse(text: &str) -> Option<GrantRole> {
        let found = GrantRole::ALL.into_iter().find(|(_, word)| *word == text);
        found.map(|(role, _)| role)
    }
}

/// A key may do what its role says, within a place. To whom a bundle for the device is encrypted follows from the key
/// itself: nobody can be handed a wrong recipient beside a right key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// OpenSSH public line without comment.
    pub key: String,
    /// Where; also how high the device stands.
    pub place: PlaceRef,
    /// What.
    pub role: GrantRole,
}

/// The end of a chain that a revoked key wrote: what stands up to it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// Whose chain.
    pub writer: WriterId,
    /// Its last accepted position.
    pub seq: u64,
    /// The edit there.
    pub edit: EditId,
}

/// A key speaks no longer. Its chains count up to their named ends; a chain that is not named does not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revocation {
    /// OpenSSH public line without comment.
    pub key: String,
    /// Ascending.
    pub ends: Vec<End>,
}
