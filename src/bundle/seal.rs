//! Making a bundle.

use std::collections::HashMap;

use super::container;
use super::journal::{Census, Disorder, Packer};
use super::manifest::order;
use super::trust::is_code;
use super::{BUNDLE_NAMESPACE, Counts, Key, KeyError, Kind, MAX_BUNDLE, Manifest, verify_head};
use crate::form::Period;
use crate::record::{Edit, EditId, SignedHead, WriterId};

/// What goes into a bundle. Equal material gives equal bytes.
pub struct Sealing<'a> {
    /// What it carries.
    pub kind: Kind,
    /// Code of the office that makes it.
    pub from: String,
    /// Code of the office that it is for.
    pub to: String,
    /// The period it is made for, if for one.
    pub period: Option<Period>,
    /// Whether this is a training workspace.
    pub training: bool,
    /// Seconds since 1970.
    pub created: i64,
    /// The papers in it, `id@version` with the hash of their text.
    pub papers: Vec<(String, [u8; 32])>,
    /// The head of every writer in it.
    pub heads: Vec<SignedHead>,
    /// The edits, each after the one that it follows.
    pub edits: &'a mut dyn Iterator<Item = Edit>,
    /// The office's key.
    pub key: &'a Key,
}

/// Why no bundle was made. Every receiver would refuse what is refused here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The person cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Over a bound of the format.
    #[error("too large")]
    TooLarge,
    /// Not a place code.
    #[error("{0} is not a place code")]
    Place(String),
    /// The same edit twice.
    #[error("edit {0} twice")]
    Doubled(EditId),
    /// An edit after one that follows it.
    #[error("edit {0} out of order")]
    Order(EditId),
    /// An edit past its writer's head, or of a writer without one.
    #[error("edit {seq} of writer {writer} is past its head")]
    PastHead {
        /// Whose.
        writer: WriterId,
        /// Which.
        seq: u64,
    },
    /// A head that its key did not sign.
    #[error("head of writer {0} is not signed")]
    Head(WriterId),
    /// A manifest that would not read back: a paper's id is not plain, for one.
    #[error("manifest")]
    Manifest,
    /// The key cannot sign.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl SealError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            SealError::Cancelled => "cancelled",
            SealError::TooLarge => "seal-too-large",
            SealError::Place(_) => "seal-place",
            SealError::Doubled(_) => "seal-doubled",
            SealError::Order(_) => "seal-order",
            SealError::PastHead { .. } => "seal-past-head",
            SealError::Head(_) => "seal-head",
            SealError::Manifest => "seal-manifest",
            SealError::Key(error) => error.code(),
        }
    }
}

/// How many edits pass between two calls of `progress`.
pub(super) const STEP: u64 = 1024;

/// Seals a bundle. `progress` is told the edits done so far and answers whether to go on.
///
/// # Errors
/// If the material is not such that a receiver could accept it, the key cannot sign, or on cancelling.
pub fn seal(
    sealing: Sealing<'_>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Vec<u8>, SealError> {
    let Sealing {
        kind,
        from,
        to,
        period,
        training,
        created,
        mut papers,
        mut heads,
        edits,
        key,
    } = sealing;
    if let Some(bad) = [&from, &to].into_iter().find(|code| !is_code(code)) {
        return Err(SealError::Place(bad.clone()));
    }
    if let Some(bad) = heads.iter().find(|head| !verify_head(head)) {
        return Err(SealError::Head(bad.writer));
    }
    papers.sort();
    papers.dedup();
    heads.sort_by_key(order);
    heads.dedup_by_key(|head| order(head));
    let (counts, journal) = pack(&heads, edits, progress)?;
    let manifest = Manifest {
        kind,
        from,
        to,
        period,
        training,
        created,
        papers,
        counts,
        heads,
    }
    .bytes();
    if Manifest::parse(&manifest).is_err() {
        return Err(SealError::Manifest);
    }
    let sums = super::open::sums(&manifest, &journal);
    let signature = key.sign(BUNDLE_NAMESPACE, &sums)?;
    container::join([&manifest, &journal, &sums, signature.as_bytes()]).ok_or(SealError::TooLarge)
}

fn pack(
    heads: &[SignedHead],
    edits: &mut dyn Iterator<Item = Edit>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<(Counts, Vec<u8>), SealError> {
    let mut ends: HashMap<WriterId, u64> = HashMap::new();
    for head in heads {
        let end = ends.entry(head.writer).or_default();
        *end = head.seq.max(*end);
    }
    let mut census = Census::default();
    let mut packer = Packer::new();
    for edit in edits {
        let (writer, seq) = (edit.header().writer, edit.header().seq);
        if ends.get(&writer).is_none_or(|end| *end < seq) {
            return Err(SealError::PastHead { writer, seq });
        }
        census.count(&edit).map_err(|disorder| match disorder {
            Disorder::Doubled => SealError::Doubled(edit.id()),
            Disorder::Late => SealError::Order(edit.id()),
        })?;
        packer.push(&edit).map_err(|_| SealError::TooLarge)?;
        if census.counts.edits.is_multiple_of(STEP) {
            if !progress(census.counts.edits) {
                return Err(SealError::Cancelled);
            }
            if packer.size() > MAX_BUNDLE {
                return Err(SealError::TooLarge);
            }
        }
    }
    let journal = packer.finish().map_err(|_| SealError::TooLarge)?;
    Ok((census.counts, journal))
}
