//! Which place an edit is about, and whether the signer speaks for it.

use std::collections::{HashMap, HashSet};

use super::plan::{Fault, Known};
use crate::record::{
    Content, Created, Edit, PhieuSubject, PlaceRef, SlotPath, SlotValue, SubjectId, WriterId, wire,
};

/// Where a subject is, or the subject that says where.
#[derive(Clone, Debug)]
enum Origin {
    Code(String),
    Subject(SubjectId),
    Nowhere,
}

/// A Phiếu is of a household, which is in a thôn, which is in a xã: no honest chain is longer.
const HOPS: usize = 4;

/// The places of the subjects of a bundle and of the store behind it.
pub(super) struct Scope<'a, K: Known + ?Sized> {
    known: &'a K,
    places: &'a [String],
    within: &'a dyn Fn(&str, &str) -> bool,
    created: HashMap<SubjectId, Origin>,
    judged: HashMap<String, bool>,
}

impl<'a, K: Known + ?Sized> Scope<'a, K> {
    pub(super) fn new(
        known: &'a K,
        places: &'a [String],
        within: &'a dyn Fn(&str, &str) -> bool,
    ) -> Self {
        Scope {
            known,
            places,
            within,
            created: HashMap::new(),
            judged: HashMap::new(),
        }
    }

    /// Remembers what the edit creates. Its subject is its own hash or, for most Phiếu, the hash of what it
    /// says, so no other edit can claim a subject to be elsewhere.
    pub(super) fn learn(&mut self, edit: &Edit) {
        if misshapen(edit) {
            return;
        }
        let origin = match edit.content() {
            Some(Content::Writer { .. }) => Origin::Nowhere,
            Some(Content::Thon { parent, .. }) => Origin::Code(parent.clone()),
            Some(Content::Household { place, .. }) => of_place(place),
            Some(Content::Phieu { key, .. }) => of_subject(&key.subject),
            _ => return,
        };
        self.created.insert(edit.subject(), origin);
    }

    /// Whether the signer speaks for a subject. `says` tells whether the edit has a body that this program
    /// understands: one that says nothing yet may wait for a subject that is not known.
    pub(super) fn judge(
        &mut self,
        subject: SubjectId,
        says: bool,
    ) -> Result<Result<(), Fault>, K::Error> {
        let mut at = subject;
        for _ in 0..HOPS {
            let origin = match self.created.get(&at) {
                Some(origin) => Some(origin.clone()),
                None => self.stored(at)?,
            };
            match origin {
                Some(Origin::Nowhere) => return Ok(Ok(())),
                Some(Origin::Code(code)) => {
                    return Ok(if self.speaks_for(&code) {
                        Ok(())
                    } else {
                        Err(Fault::Outside(code))
                    });
                }
                Some(Origin::Subject(next)) => at = next,
                None => break,
            }
        }
        Ok(if says { Err(Fault::Subject) } else { Ok(()) })
    }

    /// Whether the signer speaks for where a household is said to have moved to.
    pub(super) fn judge_move(&mut self, place: &PlaceRef) -> Result<Result<(), Fault>, K::Error> {
        match place {
            PlaceRef::Thon(id) => self.judge(SubjectId::from(*id), true),
            PlaceRef::Code(code) if self.speaks_for(code) => Ok(Ok(())),
            PlaceRef::Code(code) => Ok(Err(Fault::Outside(code.clone()))),
        }
    }

    /// Whether a subject, or what it says that it belongs to in this bundle, is one of these.
    pub(super) fn hangs_on(&self, subject: SubjectId, absent: &HashSet<SubjectId>) -> bool {
        let mut at = subject;
        for _ in 0..HOPS {
            if absent.contains(&at) {
                return true;
            }
            match self.created.get(&at) {
                Some(Origin::Subject(next)) => at = *next,
                _ => return false,
            }
        }
        false
    }

    fn speaks_for(&mut self, code: &str) -> bool {
        if let Some(known) = self.judged.get(code) {
            return *known;
        }
        let speaks = self.places.iter().any(|place| (self.within)(code, place));
        self.judged.insert(code.to_owned(), speaks);
        speaks
    }

    fn stored(&self, subject: SubjectId) -> Result<Option<Origin>, K::Error> {
        let slot = self.known.slot(subject, &SlotPath::Created)?;
        Ok(match slot.as_ref().and_then(|slot| slot.shown()) {
            Some(SlotValue::Created(created)) => Some(match created {
                Created::Writer { .. } | Created::Grant(_) | Created::Revocation(_) => {
                    Origin::Nowhere
                }
                Created::Thon { parent, .. } => Origin::Code(parent.clone()),
                Created::Household { place, .. } => of_place(place),
                Created::Phieu { key, .. } => of_subject(&key.subject),
            }),
            _ => None,
        })
    }
}

fn of_place(place: &PlaceRef) -> Origin {
    match place {
        PlaceRef::Code(code) => Origin::Code(code.clone()),
        PlaceRef::Thon(id) => Origin::Subject(SubjectId::from(*id)),
    }
}

fn of_subject(subject: &PhieuSubject) -> Origin {
    match subject {
        PhieuSubject::Household(id) => Origin::Subject(SubjectId::from(*id)),
        PhieuSubject::Place(place) => of_place(place),
    }
}

/// Whether an edit creates something under a name that is not its own or a paper whose name is none, or a
/// chain begins with something else than its writer.
pub(super) fn misshapen(edit: &Edit) -> bool {
    let header = edit.header();
    let first = header.seq == 1;
    if first != (header.kind == "writer") {
        return true;
    }
    match edit.content() {
        Some(Content::Writer { .. } | Content::Thon { .. } | Content::Household { .. }) => {
            header.subject.is_some()
        }
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
            | Content::Printed { .. },
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
