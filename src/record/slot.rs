//! Slots: the unit of merging. Every edit lands in exactly one.

use super::{
    Acknowledgement, Closing, Content, Edit, EditId, Erasure, Grant, Move, PhieuId, PhieuKey,
    PlaceRef, Printout, Revocation, Split, WriterId,
};
use crate::form::{Answer, Name, Path, RowId};

/// Which slot of its subject an edit belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotPath {
    /// What the subject is: the edit or edits that created it.
    Created,
    /// How far the paper has come.
    Status,
    /// An answer.
    Answer(Path),
    /// Whether a roster row is there.
    Row(Name, RowId),
    /// A remark.
    Remark(Path),
    /// A move of a household: which of its moves.
    Home(u32),
    /// Whether a household is still there.
    Standing,
    /// Out of which household a household was made.
    Origin,
    /// Whether two that look like one person are two.
    Distinct([u8; 32]),
    /// How a document was printed last.
    Printed(String),
    /// Whether a household is erased.
    Erased,
    /// Who has carried that out.
    Acknowledged,
}

/// What a creating edit said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Created {
    /// A writer with its key.
    Writer {
        /// OpenSSH public key line.
        key: String,
    },
    /// A thôn.
    Thon {
        /// Label.
        label: String,
        /// Name.
        name: String,
        /// Code of the xã.
        parent: String,
    },
    /// A household.
    Household {
        /// Label.
        label: String,
        /// Where it lives.
        place: PlaceRef,
    },
    /// A Phiếu.
    Phieu {
        /// Form, subject, period.
        key: PhieuKey,
        /// Form version.
        version: String,
        /// Form hash.
        form_hash: [u8; 32],
    },
    /// A grant.
    Grant(Grant),
    /// A revocation.
    Revocation(Revocation),
    /// A piece of a published paper; its text stays in the journal.
    Paper,
}

/// What an edit puts into its slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotValue {
    /// The subject exists.
    Created(Created),
    /// An answer, or none.
    Answer(Option<Answer>),
    /// The row is there; rows stand in the order of the lamport at which they were first added, then of their ids.
    RowPresent(u64),
    /// The row was taken away; these answers in it had been seen.
    RowRemoved(Vec<EditId>),
    /// Finished with this content.
    Finished([u8; 32]),
    /// Open.
    Open,
    /// Handed to the office above with this content.
    Submitted([u8; 32]),
    /// Given back with this content.
    Returned([u8; 32]),
    /// Accepted with this content.
    Accepted([u8; 32]),
    /// Closed for good with this content.
    Locked([u8; 32]),
    /// A remark; empty when taken away.
    Remark(String),
    /// A move; none when taken back.
    Moved(Option<Move>),
    /// No longer there.
    Closed(Closing),
    /// There again.
    Reopened,
    /// Made out of another household; none when taken back.
    Split(Option<Split>),
    /// Whether two that look like one person are two.
    Distinct(bool),
    /// What was printed last.
    Printed(Printout),
    /// Erased.
    Erased(Erasure),
    /// Carried out at a device.
    Acknowledged(Acknowledgement),
}

impl SlotValue {
    /// The same of another content of the paper.
    #[must_use]
    pub fn of_content(self, content: [u8; 32]) -> SlotValue {
        match self {
            SlotValue::Finished(_) => SlotValue::Finished(content),
            SlotValue::Submitted(_) => SlotValue::Submitted(content),
            SlotValue::Returned(_) => SlotValue::Returned(content),
            SlotValue::Accepted(_) => SlotValue::Accepted(content),
            SlotValue::Locked(_) => SlotValue::Locked(content),
            SlotValue::Printed(printout) => SlotValue::Printed(Printout {
                content,
                ..printout
            }),
            other => other,
        }
    }
}

/// One value that no other edit has replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Which edit put it there.
    pub edit: EditId,
    /// That edit's lamport.
    pub lamport: u64,
    /// That edit's writer.
    pub writer: WriterId,
    /// The value.
    pub value: SlotValue,
}

impl Tip {
    /// Whether this is what a Phiếu was created as: its id is that of its key or, of a paper that repeats, of this
    /// very edit. A Phiếu under any other id is nobody's paper.
    pub fn makes(&self, id: PhieuId) -> bool {
        match &self.value {
            SlotValue::Created(Created::Phieu { key, .. }) => self.edit.0 == id.0 || key.id() == id,
            _ => false,
        }
    }
}

/// Every value of one slot that no other edit has replaced, ascending by (lamport, writer, edit).
/// The same whatever the order in which edits arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    tips: Vec<Tip>,
}

impl Slot {
    /// A slot as a view stored it. The tips are put in order.
    pub fn of_tips(mut tips: Vec<Tip>) -> Slot {
        tips.sort_by_key(|tip| (tip.lamport, tip.writer, tip.edit));
        Slot { tips }
    }

    /// All tips, greatest (lamport, writer) last.
    pub fn tips(&self) -> &[Tip] {
        &self.tips
    }

    /// The value shown: that of the greatest (lamport, writer).
    pub fn shown(&self) -> Option<&SlotValue> {
        self.tips.last().map(|tip| &tip.value)
    }

    /// The ids that a new edit of this slot replaces.
    pub fn ids(&self) -> Vec<EditId> {
        self.tips.iter().map(|tip| tip.edit).collect()
    }

    /// Whether tips disagree. Equal values typed on two machines are no conflict.
    pub fn conflicts(&self) -> bool {
        self.tips
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.value != b.value))
    }

    /// Takes one edit in. `replaced` tells whether an edit that is already known replaces this one,
    /// which happens when edits arrive out of order. Applying twice changes nothing.
    pub fn apply(&mut self, edit: &Edit, value: SlotValue, replaced: bool) {
        let header = edit.header();
        self.tips
            .retain(|tip| !header.replaces.contains(&tip.edit) && tip.edit != edit.id());
        if !replaced {
            let tip = Tip {
                edit: edit.id(),
                lamport: header.lamport,
                writer: header.writer,
                value,
            };
            let at = self.tips.partition_point(|other| {
                (other.lamport, other.writer, other.edit) < (tip.lamport, tip.writer, tip.edit)
            });
            self.tips.insert(at, tip);
        }
    }
}

impl Edit {
    /// The slot that the edit belongs to and the value it puts there.
    /// `None` while the body is withheld, erased or of an unknown kind: the edit is kept and waits.
    pub fn slot(&self) -> Option<(SlotPath, SlotValue)> {
        Some(match self.content()? {
            Content::Writer { key } => (
                SlotPath::Created,
                SlotValue::Created(Created::Writer { key: key.clone() }),
            ),
            Content::Thon {
                label,
                name,
                parent,
            } => (
                SlotPath::Created,
                SlotValue::Created(Created::Thon {
                    label: label.clone(),
                    name: name.clone(),
                    parent: parent.clone(),
                }),
            ),
            Content::Household { label, place } => (
                SlotPath::Created,
                SlotValue::Created(Created::Household {
                    label: label.clone(),
                    place: place.clone(),
                }),
            ),
            Content::Phieu {
                key,
                version,
                form_hash,
            } => (
                SlotPath::Created,
                SlotValue::Created(Created::Phieu {
                    key: key.clone(),
                    version: version.clone(),
                    form_hash: *form_hash,
                }),
            ),
            Content::Answer { path, answer } | Content::Resolution { path, answer } => (
                SlotPath::Answer(path.clone()),
                SlotValue::Answer(answer.clone()),
            ),
            Content::RowAdded { roster } => (
                SlotPath::Row(roster.clone(), self.id().into()),
                SlotValue::RowPresent(self.header().lamport),
            ),
            Content::RowRemoved { roster, row, seen } => (
                SlotPath::Row(roster.clone(), *row),
                SlotValue::RowRemoved(seen.clone()),
            ),
            Content::RowRestored { roster, row, since } => (
                SlotPath::Row(roster.clone(), *row),
                SlotValue::RowPresent(*since),
            ),
            Content::Finish { content } => (SlotPath::Status, SlotValue::Finished(*content)),
            Content::Reopen => (SlotPath::Status, SlotValue::Open),
            Content::Submit { content } => (SlotPath::Status, SlotValue::Submitted(*content)),
            Content::Return { content, .. } => (SlotPath::Status, SlotValue::Returned(*content)),
            Content::Accept { content, .. } | Content::Unlock { content, .. } => {
                (SlotPath::Status, SlotValue::Accepted(*content))
            }
            Content::Lock { content, .. } => (SlotPath::Status, SlotValue::Locked(*content)),
            Content::Grant(grant) => (
                SlotPath::Created,
                SlotValue::Created(Created::Grant(grant.clone())),
            ),
            Content::Revoke(revocation) => (
                SlotPath::Created,
                SlotValue::Created(Created::Revocation(revocation.clone())),
            ),
            Content::Remark { path, text } => (
                SlotPath::Remark(path.clone()),
                SlotValue::Remark(text.clone()),
            ),
            Content::Moved { turn, to } => (SlotPath::Home(*turn), SlotValue::Moved(to.clone())),
            Content::Closed { closing, .. } => {
                (SlotPath::Standing, SlotValue::Closed(closing.clone()))
            }
            Content::Reopened => (SlotPath::Standing, SlotValue::Reopened),
            Content::SplitOff { split, .. } => (SlotPath::Origin, SlotValue::Split(split.clone())),
            Content::Distinct { pair, distinct } => {
                (SlotPath::Distinct(*pair), SlotValue::Distinct(*distinct))
            }
            Content::Printed { document, printout } => (
                SlotPath::Printed(document.clone()),
                SlotValue::Printed(printout.clone()),
            ),
            Content::Paper(_) => (SlotPath::Created, SlotValue::Created(Created::Paper)),
            Content::Erase(erasure) => (SlotPath::Erased, SlotValue::Erased(erasure.clone())),
            Content::Erased(said) => (
                SlotPath::Acknowledged,
                SlotValue::Acknowledged(said.clone()),
            ),
            Content::Unknown(_) => return None,
        })
    }
}
