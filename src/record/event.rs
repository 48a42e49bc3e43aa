//! What becomes of a household, as a person tells it, and what is told of its past.

use chrono::NaiveDate;

use super::{EditId, PlaceRef};
use crate::form::{Period, RowId};

/// What becomes of a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Some members become a household of their own.
    Split {
        /// Who, by their rows in the paper that says who lives there.
        members: Vec<RowId>,
        /// Which of them is its head.
        head: RowId,
    },
    /// All of it joins another household.
    Merge {
        /// Which.
        into: EditId,
        /// Who is brought into that household's paper.
        members: Vec<RowId>,
    },
    /// It moves to another thôn of the xã.
    Move {
        /// Where to.
        place: PlaceRef,
        /// A new label, if it gets one.
        label: Option<String>,
    },
    /// It moves out of the xã.
    Leave {
        /// Where to, in words.
        whither: String,
    },
    /// Everybody in it died.
    Die,
    /// It should never have been there.
    Mistake,
    /// It is there after all.
    Reopen,
}

/// An event, as a person tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which household.
    pub household: EditId,
    /// What becomes of it.
    pub what: What,
    /// Since when.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
    /// In the papers of which period it is noted.
    pub period: Period,
}

/// One event of a household's past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The word of its kind: `made`, `split`, `split-off`, `split-back`, `moved`, `moved-back`, `reopened`, or
    /// that of a cause for closing.
    pub kind: &'static str,
    /// Since when it holds.
    pub date: Option<NaiveDate>,
    /// The other household, or the place.
    pub other: String,
    /// Why.
    pub reason: Option<String>,
    /// Who typed it.
    pub person: Option<String>,
    /// When it was typed, in seconds since 1970.
    pub time: i64,
    /// The edit that says it.
    pub edit: EditId,
    /// Whether it stands beside another that says otherwise, and a person must choose.
    pub disputed: bool,
}
