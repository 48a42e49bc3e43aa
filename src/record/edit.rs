//! One edit: a header that chains and a body that says.

use sha2::{Digest, Sha256};

use super::{
    Acknowledgement, Closing, EditId, Erasure, Grant, Move, Phieu, PhieuId, PhieuKey, Piece,
    Printout, Revocation, SlotPath, Split, SubjectId, WriterId, wire,
};
use crate::form::{Answer, Name, Path, RowId};

/// The format version that this program writes; a newer one is refused with a sentence.
pub const FORMAT: u32 = 1;

/// A place as edits name it: an official code, or a thôn by the edit that created it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceRef {
    /// An official unit; meaningful together with a date.
    Code(String),
    /// A thôn.
    Thon(EditId),
}

/// The header: no personal data, so that a chain verifies with bodies withheld or erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Format version.
    pub format: u32,
    /// Whose chain.
    pub writer: WriterId,
    /// Position in the chain, from 1.
    pub seq: u64,
    /// Id of the writer's previous edit; none for the first.
    pub prev: Option<EditId>,
    /// Greater than the lamport of everything the writer had seen.
    pub lamport: u64,
    /// Seconds since 1970 by the writer's clock; shown, never used to decide.
    pub time: i64,
    /// Kind, as on the wire; unknown kinds are kept and wait.
    pub kind: String,
    /// What the edit is about; none where the edit itself creates its subject.
    pub subject: Option<SubjectId>,
    /// Ids of the edits that it replaces, ascending.
    pub replaces: Vec<EditId>,
    /// SHA-256 of the body's canonical bytes.
    pub digest: [u8; 32],
}

/// An edit that takes another back, or brings it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reversal {
    /// Takes this edit back.
    Undo(EditId),
    /// Does this edit, which was taken back, again.
    Redo(EditId),
}

/// The body: what was said, by whom and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Random, so that a digest of a short answer gives nothing away.
    pub salt: [u8; 32],
    /// What was done.
    pub content: Content,
    /// Who typed it (người nhập), if the workspace knows.
    pub person: Option<String>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// Whether the edit undoes or redoes another.
    pub reversal: Option<Reversal>,
    /// Of answers given at once, as a pasted block is: the place in the chain of the first of them. They are
    /// taken back and done again together.
    pub step: Option<u64>,
}

/// What an edit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Starts a chain and names the key that will sign its heads (OpenSSH public line).
    Writer {
        /// OpenSSH public key line without comment.
        key: String,
    },
    /// A new thôn.
    Thon {
        /// Label like `06256-004`.
        label: String,
        /// Name.
        name: String,
        /// Code of the xã.
        parent: String,
    },
    /// A new household.
    Household {
        /// Mã hộ, or a label the program made.
        label: String,
        /// Where it lives.
        place: PlaceRef,
    },
    /// A new Phiếu, with the paper's version and hash. Its header names the subject that the key is the hash
    /// of; where it names none, the paper repeats and the Phiếu is named by this edit.
    Phieu {
        /// Form, subject, period.
        key: PhieuKey,
        /// The form's version.
        version: String,
        /// The hash of the form's text when the Phiếu was opened.
        form_hash: [u8; 32],
    },
    /// An answer; `None` clears.
    Answer {
        /// Where.
        path: Path,
        /// What.
        answer: Option<Answer>,
    },
    /// A person chose between conflicting answers.
    Resolution {
        /// Where.
        path: Path,
        /// What was chosen.
        answer: Option<Answer>,
    },
    /// A roster row; its identity is this edit's id.
    RowAdded {
        /// Which roster.
        roster: Name,
    },
    /// A roster row taken away.
    RowRemoved {
        /// Which roster.
        roster: Name,
        /// Which row.
        row: RowId,
        /// The answers in it that the person saw, so that others' later answers are not lost with it.
        seen: Vec<EditId>,
    },
    /// A removed row brought back.
    RowRestored {
        /// Which roster.
        roster: Name,
        /// Which row.
        row: RowId,
        /// The lamport at which it was first added: its place among the rows.
        since: u64,
    },
    /// The Phiếu is finished, with the content that it has.
    Finish {
        /// [`super::Phieu::content`] at that moment; the Phiếu counts as finished while it still has it.
        content: [u8; 32],
    },
    /// The Phiếu is open again.
    Reopen,
    /// A remark; empty text takes it away.
    Remark {
        /// Where; [`Path::Whole`] for the Phiếu.
        path: Path,
        /// The text.
        text: String,
    },
    /// A household moved within its xã; `None` takes the move back.
    Moved {
        /// Which of its moves, from 1.
        turn: u32,
        /// Where to.
        to: Option<Move>,
    },
    /// A household is no longer there.
    Closed {
        /// Why and since when.
        closing: Closing,
        /// So many edits right before it in its writer's chain belong to it: what it set in papers.
        edits: u32,
    },
    /// A household that was closed is there again.
    Reopened,
    /// A household was made of members of another; `None` takes that back.
    SplitOff {
        /// Of which.
        split: Option<Split>,
        /// So many edits right before it in its writer's chain belong to it.
        edits: u32,
    },
    /// Whether two that look like one person are two.
    Distinct {
        /// Stands for the two persons: a hash, so that it names nobody.
        pair: [u8; 32],
        /// Whether they are two.
        distinct: bool,
    },
    /// The Phiếu was printed, filled in. It changes nothing on it.
    Printed {
        /// The id of the document: a paper's own, or one that is made from it.
        document: String,
        /// What was printed.
        printout: Printout,
    },
    /// The Phiếu is handed to the office above, with the content that it has.
    Submit {
        /// [`super::Phieu::content`] at that moment.
        content: [u8; 32],
    },
    /// The office above gives it back; what to look at stands in remarks.
    Return {
        /// The content that was given back.
        content: [u8; 32],
        /// Of whom: the [`Content::Submit`] that it answers.
        of: EditId,
    },
    /// The office above accepts it.
    Accept {
        /// The content that was accepted; what is said later is a proposal.
        content: [u8; 32],
        /// Of whom: the [`Content::Submit`] that it answers.
        of: EditId,
    },
    /// The office above closes it for good.
    Lock {
        /// The content that was closed.
        content: [u8; 32],
        /// Of whom: the [`Content::Submit`] that it answers.
        of: EditId,
    },
    /// The office above opens again what it closed: it is accepted, and may be returned.
    Unlock {
        /// The content that it has.
        content: [u8; 32],
        /// Of whom: the [`Content::Submit`] that it answers.
        of: EditId,
    },
    /// A key may do something somewhere.
    Grant(Grant),
    /// A key may do nothing any more.
    Revoke(Revocation),
    /// A piece of a paper or scale that an office hands down.
    Paper(Piece),
    /// The people of a household are erased: every office drops what was said of them and refuses it ever after.
    Erase(Erasure),
    /// The device of an office has carried an erasure out.
    Erased(Acknowledgement),
    /// A kind that this program does not know: kept whole.
    Unknown(serde_json::Map<String, serde_json::Value>),
}

impl Content {
    /// The content of the paper that it names, where it names one.
    pub fn named(&self) -> Option<&[u8; 32]> {
        match self {
            Content::Finish { content }
            | Content::Submit { content }
            | Content::Return { content, .. }
            | Content::Accept { content, .. }
            | Content::Lock { content, .. }
            | Content::Unlock { content, .. } => Some(content),
            Content::Printed { printout, .. } => Some(&printout.content),
            _ => None,
        }
    }

    /// The kind's word on the wire; empty for unknown kinds, whose header keeps it.
    pub fn kind(&self) -> &'static str {
        match self {
            Content::Writer { .. } => "writer",
            Content::Thon { .. } => "thon",
            Content::Household { .. } => "household",
            Content::Phieu { .. } => "phieu",
            Content::Answer { .. } => "answer",
            Content::Resolution { .. } => "resolution",
            Content::RowAdded { .. } => "row_added",
            Content::RowRemoved { .. } => "row_removed",
            Content::RowRestored { .. } => "row_restored",
            Content::Finish { .. } => "finish",
            Content::Reopen => "reopen",
            Content::Remark { .. } => "remark",
            Content::Moved { .. } => "moved",
            Content::Closed { .. } => "closed",
            Content::Reopened => "reopened",
            Content::SplitOff { .. } => "split_off",
            Content::Distinct { .. } => "distinct",
            Content::Printed { .. } => "printed",
            Content::Submit { .. } => "submit",
            Content::Return { .. } => "return",
            Content::Accept { .. } => "accept",
            Content::Lock { .. } => "lock",
            Content::Unlock { .. } => "unlock",
            Content::Grant(_) => "grant",
            Content::Revoke(_) => "revoke",
            Content::Paper(_) => "paper",
            Content::Erase(_) => "erase",
            Content::Erased(_) => "erased",
            Content::Unknown(_) => "",
        }
    }
}

/// An edit before it is stamped: what a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about; none where it creates its subject.
    pub subject: Option<SubjectId>,
    /// The tips it replaces: what the person saw in that slot.
    pub replaces: Vec<EditId>,
    /// What was done.
    pub content: Content,
    /// Who typed it.
    pub person: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Whether it undoes or redoes another.
    pub reversal: Option<Reversal>,
    /// The place in the chain of the first of those that are said at once.
    pub step: Option<u64>,
}

impl Draft {
    /// A draft about a subject, replacing the given tips.
    pub fn new(subject: Option<SubjectId>, replaces: Vec<EditId>, content: Content) -> Self {
        Draft {
            subject,
            replaces,
            content,
            person: None,
            reason: None,
            reversal: None,
            step: None,
        }
    }

    /// The first edit of one more Phiếu of a paper that repeats. Like a household it is named by the edit that
    /// makes it: two offices that each make one at the same time have made two.
    pub fn repeated(key: PhieuKey, version: String, form_hash: [u8; 32]) -> Draft {
        let content = Content::Phieu {
            key,
            version,
            form_hash,
        };
        Draft::new(None, Vec::new(), content)
    }

    /// That a document was printed from a Phiếu; `None` under a document's name that no edit can carry.
    pub fn printed(phieu: &Phieu, document: &str, printout: Printout) -> Option<Draft> {
        let replaces = phieu.replaces(&SlotPath::Printed(document.to_owned()));
        let content = Content::Printed {
            document: document.to_owned(),
            printout,
        };
        wire::is_plain(document).then(|| Draft::new(Some(phieu.id().into()), replaces, content))
    }

    /// The first edit of a Phiếu.
    pub fn phieu(key: PhieuKey, version: String, form_hash: [u8; 32]) -> (PhieuId, Draft) {
        let id = key.id();
        (
            id,
            Draft::new(
                Some(id.into()),
                Vec::new(),
                Content::Phieu {
                    key,
                    version,
                    form_hash,
                },
            ),
        )
    }
}

/// Where in its writer's chain an edit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Whose chain.
    pub writer: WriterId,
    /// Position, from 1.
    pub seq: u64,
    /// The edit before.
    pub prev: Option<EditId>,
    /// Lamport.
    pub lamport: u64,
    /// Seconds since 1970.
    pub time: i64,
}

/// A header with its id, and its body unless that was withheld or erased.
/// Constructed only so that id and digest are true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    id: EditId,
    header: Header,
    body: Option<Body>,
}

impl Edit {
    /// Stamps a draft. `salt` is 32 fresh random bytes.
    pub fn seal(draft: Draft, stamp: Stamp, salt: [u8; 32]) -> Edit {
        let Draft {
            subject,
            mut replaces,
            content,
            person,
            reason,
            reversal,
            step,
        } = draft;
        replaces.sort_unstable();
        replaces.dedup();
        let kind = content.kind().to_owned();
        let body = Body {
            salt,
            content,
            person,
            reason,
            reversal,
            step,
        };
        let header = Header {
            format: FORMAT,
            writer: stamp.writer,
            seq: stamp.seq,
            prev: stamp.prev,
            lamport: stamp.lamport,
            time: stamp.time,
            kind,
            subject,
            replaces,
            digest: Sha256::digest(wire::body_bytes(&body)).into(),
        };
        Edit {
            id: header_id(&header),
            header,
            body: Some(body),
        }
    }

    /// Joins a header and a body that came from outside, with their canonical bytes;
    /// `None` if the body is not the header's.
    pub(super) fn join(
        header: Header,
        header_text: &[u8],
        body: Option<Body>,
        body_text: Option<&[u8]>,
    ) -> Option<Edit> {
        if let Some(text) = body_text {
            let digest: [u8; 32] = Sha256::digest(text).into();
            if digest != header.digest {
                return None;
            }
        }
        Some(Edit {
            id: EditId(Sha256::digest(header_text).into()),
            header,
            body,
        })
    }

    /// SHA-256 of the canonical header.
    pub fn id(&self) -> EditId {
        self.id
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The body, unless withheld or erased.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// The content, unless withheld or erased.
    pub fn content(&self) -> Option<&Content> {
        self.body.as_ref().map(|body| &body.content)
    }

    /// The edit with its body withheld: what it says stays here, and its chain still verifies.
    #[must_use]
    pub fn without_body(self) -> Edit {
        Edit { body: None, ..self }
    }

    /// What the edit is about: the header's subject, or itself where it creates one.
    pub fn subject(&self) -> SubjectId {
        self.header.subject.unwrap_or_else(|| self.id.into())
    }

    /// The stamp that the writer's next edit follows.
    pub fn stamp(&self) -> Stamp {
        let Header {
            writer,
            seq,
            prev,
            lamport,
            time,
            ..
        } = self.header;
        Stamp {
            writer,
            seq,
            prev,
            lamport,
            time,
        }
    }
}

fn header_id(header: &Header) -> EditId {
    EditId(Sha256::digest(wire::header_bytes(header)).into())
}
