//! What an edit must look like to be taken in at all; whether it is in force is another question.

use crate::record::{Content, Edit, WriterId, wire};

/// Whether an edit creates something under a name that is not its own or a paper whose name is none, or a
/// chain begins with something else than its writer.
pub(super) fn misshapen(edit: &Edit) -> bool {
    let header = edit.header();
    let first = header.seq == 1;
    if first != (header.kind == "writer") {
        return true;
    }
    match edit.content() {
        Some(
            Content::Writer { .. }
            | Content::Thon { .. }
            | Content::Household { .. }
            | Content::Grant(_)
            | Content::Revoke(_)
            | Content::Paper(_),
        ) => header.subject.is_some(),
        Some(Content::Phieu { key, version, .. }) => {
            // Every bundle names its papers: one with such a name could never be sealed again.
            // One that names no subject is its own: of a paper that repeats.
            let named = header
                .subject
                .is_none_or(|subject| subject == key.id().into());
            !wire::is_plain(&key.form) || !wire::is_plain(version) || !named
        }
        // What became of a household is said of a household.
        Some(
            Content::Moved { .. }
            | Content::Closed { .. }
            | Content::Reopened
            | Content::SplitOff { .. }
            | Content::Distinct { .. }
            | Content::Printed { .. }
            | Content::Submit { .. }
            | Content::Return { .. }
            | Content::Accept { .. }
            | Content::Lock { .. }
            | Content::Unlock { .. }
            | Content::Erase(_)
            | Content::Erased(_),
        ) => header.subject.is_none(),
        _ => false,
    }
}

/// The key that a chain's first edit names.
pub(super) fn writer_key(edit: &Edit) -> Option<&str> {
    match edit.content() {
        Some(Content::Writer { key }) => Some(key),
        _ => None,
    }
}

/// Whether two edits stand one after the other in one chain.
pub(super) fn follows((writer, seq): (WriterId, u64), previous: (WriterId, u64)) -> bool {
    writer == previous.0 && previous.1.checked_add(1) == Some(seq)
}

/// An edit's place in its chain.
pub(super) fn position(edit: &Edit) -> (WriterId, u64) {
    (edit.header().writer, edit.header().seq)
}
