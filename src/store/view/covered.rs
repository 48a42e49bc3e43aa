//! Which edits that name a paper's content name what it said: read once through a paper as it was said.
//!
//! An office above accepts what it has. What somebody below had said by then, and it had not heard of, is no proposal
//! to a closed paper: with it the paper says something else than was accepted, and is open again.
//!
//! Where people were erased, an edit stands for what it named without them, as its own office, or one above that,
//! tells.

use std::collections::{BTreeMap, BTreeSet};

use super::force::{Reader, judge};
use super::guard::Fault;
use super::pending::Pending;
use crate::record::{
    Content, Edit, EditId, Gone, OutOfForce, Phieu, PhieuId, Restated, Slot, SlotPath, SubjectId,
};

/// What else the edits stand for that named a content before people were erased.
pub(super) type Told = BTreeMap<EditId, BTreeSet<[u8; 32]>>;

/// The edits that named what the paper said when they were said, each with that content: those of the office above,
/// and those of which something is told. `edits` are all of the subject that are left, by lamport; what creates it
/// stands in the view already.
pub(super) fn covering(
    pending: &Pending<'_>,
    subject: SubjectId,
    edits: &[&Edit],
    told: &Told,
    read: Reader<'_>,
) -> Result<BTreeMap<EditId, [u8; 32]>, Fault> {
    let paper = Paper::new(subject, told);
    let mut covering = BTreeMap::new();
    replay(pending, paper, edits, read, &mut |edit, _, content| {
        covering.insert(edit.id(), content);
    })?;
    Ok(covering)
}

/// What every edit that named what the paper said stands for without what goes. `edits` are all of the subject, with
/// what goes among them.
pub(super) fn restate(
    pending: &Pending<'_>,
    subject: SubjectId,
    edits: &[&Edit],
    told: &Told,
    gone: &Gone,
    read: Reader<'_>,
) -> Result<Vec<Restated>, Fault> {
    let mut paper = Paper::new(subject, told);
    paper.rest = Some((gone, BTreeMap::new()));
    let mut restated = Vec::new();
    replay(pending, paper, edits, read, &mut |edit, paper, before| {
        let rest = paper.rest.as_ref().and_then(|(_, slots)| paper.of(slots));
        if let Some(content) = rest.map(|rest| rest.content())
            && content != before
        {
            restated.push(Restated {
                edit: edit.id(),
                content,
            });
        }
    })?;
    restated.sort_unstable();
    Ok(restated)
}

/// Reads through a paper; `each` gets every edit that names what it says just then, and that content.
fn replay<'e>(
    pending: &Pending<'_>,
    mut paper: Paper<'_>,
    edits: &[&'e Edit],
    read: Reader<'_>,
    each: &mut dyn FnMut(&'e Edit, &Paper<'_>, [u8; 32]),
) -> Result<(), Fault> {
    let mut accepted = false;
    // Said after an acceptance: they count from the moment the paper is given back.
    let mut proposals: Vec<&Edit> = Vec::new();
    for edit in edits {
        match judge(pending, edit, accepted, read)? {
            Err(OutOfForce::Proposal) => proposals.push(edit),
            Err(_) => {}
            Ok(()) => {
                let said = paper.said(edit);
                if let Some(content) = said {
                    each(edit, &paper, content);
                }
                match edit.content() {
                    Some(
                        Content::Accept { .. } | Content::Lock { .. } | Content::Unlock { .. },
                    ) => accepted |= said.is_some(),
                    Some(Content::Return { .. }) => {
                        accepted = false;
                        for proposal in proposals.drain(..) {
                            paper.hears(proposal);
                        }
                    }
                    _ => paper.hears(edit),
                }
            }
        }
    }
    Ok(())
}

type Slots = BTreeMap<SlotPath, Slot>;

/// A paper while it is read.
struct Paper<'a> {
    id: PhieuId,
    slots: Slots,
    told: &'a Told,
    /// The same without what goes.
    rest: Option<(&'a Gone, Slots)>,
}

impl<'a> Paper<'a> {
    fn new(subject: SubjectId, told: &'a Told) -> Paper<'a> {
        Paper {
            id: PhieuId(subject.0),
            slots: Slots::new(),
            told,
            rest: None,
        }
    }

    fn hears(&mut self, edit: &Edit) {
        let Some((path, value)) = edit.slot() else {
            return;
        };
        if let Some((gone, slots)) = &mut self.rest
            && !gone.takes(edit)
        {
            let slot = slots.entry(path.clone()).or_default();
            slot.apply(edit, value.clone(), false);
        }
        let slot = self.slots.entry(path).or_default();
        slot.apply(edit, value, false);
    }

    fn of(&self, slots: &Slots) -> Option<Phieu> {
        Phieu::read(self.id, slots.clone())
    }

    /// What it says, if the edit names just this, and nothing in it stands against anything else.
    fn said(&self, edit: &Edit) -> Option<[u8; 32]> {
        let content = edit.content()?;
        let named = content.named()?;
        let told = self.told.get(&edit.id());
        let reviews = matches!(
            content,
            Content::Accept { .. } | Content::Lock { .. } | Content::Unlock { .. }
        );
        // The others decide nothing here unless something is to be told of them.
        if !reviews && told.is_none() && self.rest.is_none() {
            return None;
        }
        let phieu = self.of(&self.slots)?;
        let says = phieu.content();
        let meant = says == *named || told.is_some_and(|told| told.contains(&says));
        (meant && phieu.conflicts().is_empty()).then_some(says)
    }
}
