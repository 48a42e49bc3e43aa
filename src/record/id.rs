//! Identities: edits, subjects, Phiếu, writers. All print as lower-case hex.

use std::fmt;

use crate::form::RowId;

/// Lower-case hex of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    // By hand: every edit prints half a dozen hashes, and formatting them byte by byte was a third of its cost.
    let digit = |half: u8| {
        char::from(if half < 10 {
            b'0' + half
        } else {
            b'a' + half - 10
        })
    };
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

/// Bytes of lower-case hex of exactly the right length.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let text = text.as_bytes();
    if text.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        let &[high, low] = pair else { return None };
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Reads exactly the hex that `Display` prints.
            pub fn parse(text: &str) -> Option<Self> {
                unhex(text).map($name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:.8}…)", stringify!($name), hex(&self.0))
            }
        }
    };
}

id! {
    /// SHA-256 of an edit's canonical header.
    EditId, 32
}
id! {
    /// What an edit is about: a Phiếu, or the household, thôn or writer that an edit created.
    SubjectId, 32
}
id! {
    /// A Phiếu: SHA-256 of its form, subject and period, so that two offices that open the same one agree;
    /// of a paper that repeats, the edit that created it.
    PhieuId, 32
}
id! {
    /// One installation's chain of edits: random, named by its first edit.
    WriterId, 16
}

impl From<EditId> for SubjectId {
    fn from(id: EditId) -> Self {
        SubjectId(id.0)
    }
}

impl From<PhieuId> for SubjectId {
    fn from(id: PhieuId) -> Self {
        SubjectId(id.0)
    }
}

impl From<EditId> for PhieuId {
    fn from(id: EditId) -> Self {
        PhieuId(id.0)
    }
}

impl From<EditId> for RowId {
    fn from(id: EditId) -> Self {
        RowId(id.0)
    }
}
