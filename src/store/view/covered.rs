//! Which acceptances cover what they name: read once through a paper as it was said.
//!
//! An office above accepts what it has. What somebody below had said by then, and it had not heard of, is no proposal
//! to a closed paper: with it the paper says something else than was accepted, and is open again.

use std::collections::{BTreeMap, BTreeSet};

use super::force::{Reader, judge};
use super::guard::Fault;
use super::pending::Pending;
use crate::record::{Content, Edit, EditId, OutOfForce, Phieu, PhieuId, Slot, SlotPath, SubjectId};

/// The edits that accept, close or open again what the paper said when they were said. `edits` are all of the
/// subject, by lamport; what creates it stands in the view already.
pub(super) fn covering(
    pending: &Pending<'_>,
    subject: SubjectId,
    edits: &[&Edit],
    read: Reader<'_>,
) -> Result<BTreeSet<EditId>, Fault> {
    let mut covering = BTreeSet::new();
    let mut paper = Paper {
        id: PhieuId(subject.0),
        slots: BTreeMap::new(),
    };
    let mut accepted = false;
    // Said after an acceptance: they count from the moment the paper is given back.
    let mut proposals: Vec<&Edit> = Vec::new();
    for edit in edits {
        match judge(pending, edit, accepted, read)? {
            Err(OutOfForce::Proposal) => proposals.push(edit),
            Err(_) => {}
            Ok(()) => match edit.content() {
                Some(
                    Content::Accept { content, .. }
                    | Content::Lock { content, .. }
                    | Content::Unlock { content, .. },
                ) => {
                    if paper.says(content) {
                        covering.insert(edit.id());
                        accepted = true;
                    }
                }
                Some(Content::Return { .. }) => {
                    accepted = false;
                    for proposal in proposals.drain(..) {
                        paper.hears(proposal);
                    }
                }
                _ => paper.hears(edit),
            },
        }
    }
    Ok(covering)
}

/// A paper while it is read.
struct Paper {
    id: PhieuId,
    slots: BTreeMap<SlotPath, Slot>,
}

impl Paper {
    fn hears(&mut self, edit: &Edit) {
        if let Some((path, value)) = edit.slot() {
            self.slots
                .entry(path)
                .or_default()
                .apply(edit, value, false);
        }
    }

    /// Whether it says just this, and nothing in it stands against anything else.
    fn says(&self, content: &[u8; 32]) -> bool {
        Phieu::read(self.id, self.slots.clone())
            .is_some_and(|phieu| phieu.conflicts().is_empty() && phieu.content() == *content)
    }
}
