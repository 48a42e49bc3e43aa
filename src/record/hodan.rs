//! A household, read out of its slots: what it is called, where it lives, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Created, EditId, PlaceRef, Slot, SlotPath, SlotValue};
use crate::form::Period;

/// A move to another thôn of the same xã.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// Where to.
    pub place: PlaceRef,
    /// A new label; without one the old one stays.
    pub label: Option<String>,
    /// From which day on.
    pub date: NaiveDate,
}

/// Why a household is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It moved out of the xã.
    Left,
    /// Everybody in it died.
    Died,
    /// It joined another household.
    Merged,
    /// It should never have been there: made twice, or by a slip.
    Mistake,
}

impl Cause {
    /// All causes with their words on the wire.
    pub const ALL: [(Cause, &'static str); 4] = [
        (Cause::Left, "left"),
        (Cause::Died, "died"),
        (Cause::Merged, "merged"),
        (Cause::Mistake, "mistake"),
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Left => "left",
            Cause::Died => "died",
            Cause::Merged => "merged",
            Cause::Mistake => "mistake",
        }
    }

    /// The cause of a word.
    pub fn parse(text: &str) -> Option<Cause> {
        let found = Cause::ALL.into_iter().find(|(_, word)| *word == text);
        found.map(|(cause, _)| cause)
    }
}

/// A household is no longer there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Closing {
    /// Why.
    pub cause: Cause,
    /// Which household it joined.
    pub into: Option<EditId>,
    /// Where it went, in the words of whoever knows.
    pub whither: Option<String>,
    /// Since when.
    pub date: NaiveDate,
}

/// A household was made of members of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Split {
    /// Of which.
    pub from: EditId,
    /// Since when.
    pub date: NaiveDate,
}

/// A household as its edits name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoDan {
    /// Identity.
    pub id: EditId,
    /// Label (mã hộ).
    pub label: String,
    /// Where it lives.
    pub place: PlaceRef,
    /// Labels that it had before, the first one first.
    pub labels: Vec<String>,
    /// Where it lived first.
    pub first: PlaceRef,
    /// Its moves, in their order.
    pub moves: Vec<Move>,
    /// How many moves there were, those taken back among them.
    pub turns: u32,
    /// Why and since when it is no longer there.
    pub closed: Option<Closing>,
    /// Out of which household it was made.
    pub split: Option<Split>,
    /// Hashes of the pairs, filed under this household, that look like one and are two.
    pub distinct: BTreeSet<[u8; 32]>,
    /// What two offices said differently: of a move, or of whether it is still there.
    pub conflicts: Vec<SlotPath>,
}

impl HoDan {
    /// Reads a household out of its slots; `None` if nothing created it.
    pub fn read(id: EditId, slots: impl IntoIterator<Item = (SlotPath, Slot)>) -> Option<HoDan> {
        let slots: BTreeMap<SlotPath, Slot> = slots.into_iter().collect();
        let Some(SlotValue::Created(Created::Household { label, place })) =
            slots.get(&SlotPath::Created)?.shown()
        else {
            return None;
        };
        let mut household = HoDan {
            id,
            label: label.clone(),
            place: place.clone(),
            labels: Vec::new(),
            first: place.clone(),
            moves: Vec::new(),
            turns: 0,
            closed: None,
            split: None,
            distinct: BTreeSet::new(),
            conflicts: Vec::new(),
        };
        for (path, slot) in slots {
            let event = matches!(
                path,
                SlotPath::Home(_) | SlotPath::Standing | SlotPath::Origin
            );
            if event && slot.conflicts() {
                household.conflicts.push(path.clone());
            }
            match (path, slot.shown()) {
                (SlotPath::Home(turn), moved) => {
                    household.turns = household.turns.max(turn);
                    if let Some(SlotValue::Moved(Some(to))) = moved {
                        household.take(to.clone());
                    }
                }
                (SlotPath::Standing, Some(SlotValue::Closed(closing))) => {
                    household.closed = Some(closing.clone());
                }
                (SlotPath::Origin, Some(SlotValue::Split(split))) => {
                    household.split.clone_from(split);
                }
                (SlotPath::Distinct(pair), Some(SlotValue::Distinct(true))) => {
                    household.distinct.insert(pair);
                }
                _ => {}
            }
        }
        Some(household)
    }

    /// Slots come in the order of the moves.
    fn take(&mut self, to: Move) {
        self.place = to.place.clone();
        if let Some(label) = &to.label {
            let before = std::mem::replace(&mut self.label, label.clone());
            self.labels.push(before);
        }
        self.moves.push(to);
    }

    /// Where it lived on a day.
    pub fn place_on(&self, day: NaiveDate) -> &PlaceRef {
        let moved = self.moves.iter().rfind(|to| to.date <= day);
        moved.map_or(&self.first, |to| &to.place)
    }

    /// Whether it was there at any time of a period: made before its end, not gone before its beginning, and
    /// not there by mistake.
    pub fn is_in(&self, period: Period) -> bool {
        let made = self
            .split
            .as_ref()
            .is_none_or(|split| split.date <= period.last_day());
        let there = self.closed.as_ref().is_none_or(|closing| {
            closing.cause != Cause::Mistake && closing.date >= period.first_day()
        });
        made && there
    }
}
