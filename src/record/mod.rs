//! What happened, as a list of edits; and what follows from it.
//!
//! **What this room is.** An [`Edit`] is a header (no personal data) and a body. Edits merge by union:
//! every edit belongs to one [`Slot`] of one subject, and a slot keeps every value that no other edit
//! replaced. One value is the state; several different ones are a conflict, kept until a person resolves it.
//! A [`Phieu`] is read out of its slots, and so is a [`HoDan`]; `history` reads undo and redo out of the list.
//!
//! **What it must never do.** Read a clock, a disk or randomness (they come in as arguments); decide
//! anything by time of day; drop an edit it does not understand; put an answer into a header.
//!
//! **Where to start reading.** [`Edit`], then [`Slot::apply`], then [`Phieu::read`].

mod authority;
mod edit;
mod erasure;
mod event;
mod grant;
mod head;
mod history;
mod hodan;
mod id;
mod pair;
mod person;
mod phieu;
mod publish;
mod slot;
#[cfg(test)]
mod tests;
pub mod wire;

pub use authority::{Authority, OutOfForce, Pin, Registry, Ruling, Said};
pub use edit::{Body, Content, Draft, Edit, FORMAT, Header, PlaceRef, Reversal, Stamp};
pub use erasure::{Acknowledgement, Erased, Erasure, Extent, Gone, Refusal, Restated};
pub use event::{Event, Told, What};
pub use grant::{End, Grant, GrantRole, Revocation};
pub use head::SignedHead;
pub use history::History;
pub use hodan::{Cause, Closing, HoDan, Move, Split};
pub use id::{EditId, PhieuId, SubjectId, WriterId};
pub(crate) use id::{hex, unhex};
pub use pair::{Pair, Party};
pub use person::{Sought, is_mark};
pub use phieu::{Conflict, Phieu, PhieuKey, PhieuSubject, Printout, Remark, Status};
pub use publish::Piece;
pub use slot::{Created, Slot, SlotPath, SlotValue, Tip};
