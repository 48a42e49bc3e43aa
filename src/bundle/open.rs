//! Proving that a bundle is whole. Who made it is another question: [`super::Verdict`].

use sha2::{Digest, Sha256};

use super::container::{self, NAMES};
use super::key::Signature;
use super::{BUNDLE_NAMESPACE, BundleId, Manifest, PublicKey};
use crate::record::hex;

/// A part of a bundle, as it is named to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The `age` file around the bundle.
    Envelope,
    /// The zip around the entries.
    Container,
    /// `manifest.json`.
    Manifest,
    /// `journal.jsonl.gz`.
    Journal,
    /// `SHA256SUMS`.
    Sums,
    /// `SHA256SUMS.sig`.
    Signature,
}

impl Part {
    /// The entry's name, `container` or `envelope`.
    pub fn as_str(self) -> &'static str {
        let [manifest, journal, sums, signature] = NAMES;
        match self {
            Part::Envelope => "envelope",
            Part::Container => "container",
            Part::Manifest => manifest,
            Part::Journal => journal,
            Part::Sums => sums,
            Part::Signature => signature,
        }
    }
}

/// What is wrong with a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not a bundle at all: it does not begin like one.
    NotBundle,
    /// A biên nhận: it says that a bundle arrived and is none.
    Receipt,
    /// The signed head of a chain, or a signature alone.
    Head,
    /// Encrypted, and not to this device.
    NotRecipient,
    /// Encrypted, and damaged on the way.
    EnvelopeShape,
    /// Over a bound.
    TooLarge,
    /// It ends too early.
    Truncated,
    /// Entries are added, missing, doubled, renamed or in another order.
    Entries,
    /// Compressed, encrypted or otherwise not a plain stored entry.
    NotPlain,
    /// Not byte for byte what this program writes around these entries.
    Rebuilt,
    /// Something follows that does not belong there.
    Trailing,
    /// Not an armoured Ed25519 SSHSIG in its one spelling.
    SignatureShape,
    /// The signature is not over these bytes.
    Signature,
    /// The bytes are not those that were signed.
    Sum,
    /// Not the two lines of `sha256sum`.
    SumsShape,
    /// Written by a newer program.
    Newer {
        /// The format found.
        found: u64,
        /// The newest format that this program reads.
        known: u64,
    },
    /// Not canonical JSON.
    NotCanonical,
    /// A field is missing or not of its shape: which.
    Field(&'static str),
    /// Not a plain gzip member.
    Gzip,
    /// A line is not an edit.
    Line {
        /// From 1.
        line: u64,
        /// What is wrong with it, as [`crate::record::wire::WireError::code`] says.
        code: &'static str,
    },
    /// An edit stands there twice.
    Doubled {
        /// The line of the second, from 1.
        line: u64,
    },
    /// An edit stands after one that follows it.
    Order {
        /// Its line, from 1.
        line: u64,
    },
    /// The counts are not those of the journal.
    Counts,
    /// A bundle for another office, where a safety copy of one's own is asked for.
    NotCopy,
    /// Made for another office.
    Addressed {
        /// For whom.
        to: String,
        /// Who reads it here.
        receiver: String,
    },
    /// From a training workspace into one that is not, or the other way round.
    Training {
        /// Whether the bundle is the one for training.
        bundle: bool,
    },
}

impl Reason {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NotBundle => "bundle-not-bundle",
            Reason::Receipt => "bundle-is-receipt",
            Reason::Head => "bundle-is-head",
            Reason::NotRecipient => "bundle-not-recipient",
            Reason::EnvelopeShape => "bundle-envelope",
            Reason::TooLarge => "bundle-too-large",
            Reason::Truncated => "bundle-truncated",
            Reason::Entries => "bundle-entries",
            Reason::NotPlain => "bundle-not-plain",
            Reason::Rebuilt => "bundle-rebuilt",
            Reason::Trailing => "bundle-trailing",
            Reason::SignatureShape => "bundle-signature-shape",
            Reason::Signature => "bundle-signature",
            Reason::Sum => "bundle-sum",
            Reason::SumsShape => "bundle-sums-shape",
            Reason::Newer { .. } => "bundle-newer",
            Reason::NotCanonical => "bundle-not-canonical",
            Reason::Field(_) => "bundle-field",
            Reason::Gzip => "bundle-gzip",
            Reason::Line { .. } => "bundle-line",
            Reason::Doubled { .. } => "bundle-doubled",
            Reason::Order { .. } => "bundle-order",
            Reason::Counts => "bundle-counts",
            Reason::NotCopy => "bundle-not-copy",
            Reason::Addressed { .. } => "bundle-addressed",
            Reason::Training { .. } => "bundle-training",
        }
    }

    /// What the message's sentence names.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Reason::Newer { found, known } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            Reason::Field(field) => vec![("field", (*field).to_owned())],
            Reason::Line { line, code } => {
                vec![("line", line.to_string()), ("fault", (*code).to_owned())]
            }
            Reason::Doubled { line } | Reason::Order { line } => vec![("line", line.to_string())],
            Reason::Addressed { to, receiver } => {
                vec![("to", to.clone()), ("receiver", receiver.clone())]
            }
            Reason::Training { bundle } => {
                let which = if *bundle { "training" } else { "real" };
                vec![("bundle", which.to_owned())]
            }
            _ => Vec::new(),
        }
    }
}

/// A bundle that must not be used: which part, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", part.as_str(), reason.code())]
pub struct Bad {
    /// Which part.
    pub part: Part,
    /// What is wrong.
    pub reason: Reason,
}

impl Bad {
    pub(super) fn new(part: Part, reason: Reason) -> Bad {
        Bad { part, reason }
    }

    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        self.reason.code()
    }
}

/// A bundle proven whole: exactly the four entries, every byte under the signature, the container rebuilt
/// to the same bytes. Who signed is not judged yet, and the journal is not read yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    pub(super) id: BundleId,
    pub(super) manifest: Manifest,
    pub(super) signer: PublicKey,
    pub(super) journal: Vec<u8>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opened({} → {})", self.manifest.from, self.manifest.to)
    }
}

impl Opened {
    /// What the bundle says about itself; as true as its signer is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The key that signed it.
    pub fn signer(&self) -> &PublicKey {
        &self.signer
    }

    /// Its name.
    pub fn id(&self) -> BundleId {
        self.id
    }
}

/// Proves a bundle whole. Nothing is parsed or inflated before the signature has held.
///
/// # Errors
/// The part that is bad, and why. A damaged entry is named itself, not the checksums that notice it.
pub fn open(bytes: &[u8]) -> Result<Opened, Bad> {
    let entries = container::split(bytes)?;
    let [manifest, journal, sums, armour] = entries;
    let signature = Signature::parse(armour)
        .ok_or_else(|| Bad::new(Part::Signature, Reason::SignatureShape))?;
    let signed = |sums: &[u8]| signature.signer.verify(BUNDLE_NAMESPACE, sums, &signature);
    let expected = self::sums(manifest, journal);
    if !signed(sums) {
        // If the sums that ought to be there are the signed ones, the list was damaged and not the signature.
        let part = if sums != expected && signed(&expected) {
            Part::Sums
        } else {
            Part::Signature
        };
        return Err(Bad::new(part, Reason::Signature));
    }
    if sums != expected {
        return Err(mismatch(sums, &expected));
    }
    if !container::same(bytes, entries) {
        return Err(Bad::new(Part::Container, Reason::Rebuilt));
    }
    Ok(Opened {
        id: BundleId::of(sums),
        manifest: Manifest::parse(manifest)?,
        signer: signature.signer,
        journal: journal.to_vec(),
    })
}

/// `SHA256SUMS` as `sha256sum manifest.json journal.jsonl.gz` prints it.
pub(super) fn sums(manifest: &[u8], journal: &[u8]) -> Vec<u8> {
    let mut text = String::new();
    for (name, bytes) in NAMES.iter().zip([manifest, journal]) {
        text.push_str(&hex(&Sha256::digest(bytes)));
        text.push_str("  ");
        text.push_str(name);
        text.push('\n');
    }
    text.into_bytes()
}

/// Which entry the signed sums say is not theirs.
fn mismatch(found: &[u8], expected: &[u8]) -> Bad {
    let found: Vec<&[u8]> = found.split_inclusive(|byte| *byte == b'\n').collect();
    let expected: Vec<&[u8]> = expected.split_inclusive(|byte| *byte == b'\n').collect();
    let shape = |line: &&[u8]| (line.len(), line.get(64..).map(<[u8]>::to_vec));
    let shapes = |lines: &[&[u8]]| lines.iter().map(shape).collect::<Vec<_>>();
    if shapes(&found) != shapes(&expected) {
        return Bad::new(Part::Sums, Reason::SumsShape);
    }
    let part = if found.first() == expected.first() {
        Part::Journal
    } else {
        Part::Manifest
    };
    Bad::new(part, Reason::Sum)
}
