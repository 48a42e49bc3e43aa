//! Administrative units: code, kind, level, parent, and the dates between which they hold.
//!
//! **What this room is.** One table of dated units made from the official lists of both regimes
//! (three tiers until 30/6/2025, two since), with successors. A place is looked up by (code, date):
//! 3 315 codes exist in both regimes and 634 of them change kind, so a code alone means nothing.
//!
//! **What it must never do.** Parse a code for its parent; assume that one code is one place;
//! read a file or the clock (the lists come in as text).
//!
//! **Where to start reading.** [`Places::at`].

mod find;
mod load;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

pub use load::{Lists, PlaceError, PlaceFault};

/// The tiers. `Thon` is not in the official lists: a thôn is made by an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Thôn, bản, tổ dân phố.
    Thon,
    /// Xã, phường, thị trấn, đặc khu.
    Xa,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh; only until 30/6/2025.
    Huyen,
    /// Tỉnh, thành phố.
    Tinh,
}

impl Level {
    /// All levels with their words in the lists.
    pub const ALL: [(Level, &'static str); 4] = [
        (Level::Thon, "thon"),
        (Level::Xa, "xa"),
        (Level::Huyen, "huyen"),
        (Level::Tinh, "tinh"),
    ];

    /// The level of a word.
    pub fn parse(text: &str) -> Option<Level> {
        Level::ALL
            .into_iter()
            .find(|(_, word)| *word == text)
            .map(|(level, _)| level)
    }
}

/// Which chain of offices a workspace reports along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// Xã < huyện < tỉnh, until 30/6/2025: `3-cap`.
    ThreeTier,
    /// Xã < tỉnh, from 1/7/2025: `2-cap`.
    TwoTier,
}

impl Regime {
    /// The first day of the two tiers: 1/7/2025.
    pub const SWITCH: NaiveDate = match NaiveDate::from_ymd_opt(2025, 7, 1) {
        Some(day) => day,
        None => NaiveDate::MAX,
    };

    /// The regime in force on a day.
    pub fn on(date: NaiveDate) -> Regime {
        if date < Regime::SWITCH {
            Regime::ThreeTier
        } else {
            Regime::TwoTier
        }
    }

    /// The nearest day on which the regime was in force.
    pub fn clamp(self, date: NaiveDate) -> NaiveDate {
        match self {
            Regime::ThreeTier => date.min(Regime::SWITCH.pred_opt().unwrap_or(Regime::SWITCH)),
            Regime::TwoTier => date.max(Regime::SWITCH),
        }
    }

    /// The word on the command line and in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Regime::ThreeTier => "3-cap",
            Regime::TwoTier => "2-cap",
        }
    }

    /// The regime of a word.
    pub fn parse(text: &str) -> Option<Regime> {
        [Regime::ThreeTier, Regime::TwoTier]
            .into_iter()
            .find(|regime| regime.as_str() == text)
    }
}

/// The area whose standard a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Nông thôn.
    Rural,
    /// Thành thị.
    Urban,
}

/// One unit as it stood between two dates. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Official code, leading zeros kept.
    pub code: Arc<str>,
    /// Code of the unit above in the same regime; empty for a tỉnh.
    pub parent: Arc<str>,
    /// The tier.
    pub level: Level,
    /// Kind as in the official list: xã, phường, thị trấn, đặc khu, …
    pub kind: Arc<str>,
    /// Full official name: Xã Văn Quan.
    pub name: Arc<str>,
    /// Area whose standard applies; unknown for an đặc khu (and for a huyện or tỉnh).
    pub area: Option<Area>,
    /// Which regime the unit belongs to.
    pub regime: Regime,
    /// First day, if it began within what the lists know.
    pub from: Option<NaiveDate>,
    /// Last day, if it ended.
    pub to: Option<NaiveDate>,
}

impl Unit {
    /// Whether the unit stood so on a day.
    pub fn holds(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

/// How much of an old xã went to a new one on 1/7/2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// All of it: `whole`.
    Whole,
    /// It was divided; this is the greater part: `main`.
    Main,
    /// It was divided; this is another part: `part`.
    Part,
}

/// Where an old xã went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// The old code, of the three tiers.
    pub old: Arc<str>,
    /// The new code, of the two tiers.
    pub code: Arc<str>,
    /// How much of the old xã.
    pub share: Share,
}

/// Why [`Places::at`] found nothing: material for a clear sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown<'a> {
    /// No list ever had the code.
    Never,
    /// The code stood, but not on that day.
    OtherDates {
        /// The code as it stood, oldest first; dates are in the units.
        units: Vec<&'a Unit>,
        /// Where an old xã went; empty where the lists do not say.
        successors: &'a [Successor],
        /// Old xã of which a new one was made; empty for an old code.
        predecessors: Vec<&'a Successor>,
    },
}

impl Unknown<'_> {
    /// The stable code; the words stand in `locales/` under `place-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Unknown::Never => "code-never",
            Unknown::OtherDates { .. } => "code-other-dates",
        }
    }
}

/// Every unit of both regimes, dated, with successors. Made once from the [`Lists`].
#[derive(Debug)]
pub struct Places {
    /// Sorted by code, then by first day.
    units: Vec<Unit>,
    /// Indexes into `units` by parent, of all dates, in the order of `units`.
    below: HashMap<Arc<str>, Vec<u32>>,
    /// Sorted by old code, `whole` and `main` first.
    successors: Vec<Successor>,
    provinces: Arc<BTreeSet<String>>,
    /// Folded names beside `units`; made at the first search, because most runs never search.
    folded: OnceLock<Vec<find::Folded>>,
}

impl Places {
    /// Every unit of every date, by code, then by first day.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit that has a code on a day.
    pub fn at(&self, code: &str, date: NaiveDate) -> Option<&Unit> {
        self.of_code(code).iter().find(|unit| unit.holds(date))
    }

    /// The unit that has a code within a regime, on the day of that regime nearest to `date`.
    pub fn at_in(&self, code: &str, regime: Regime, date: NaiveDate) -> Option<&Unit> {
        self.at(code, regime.clamp(date))
    }

    /// Every unit that ever had a code, oldest first.
    pub fn of_code(&self, code: &str) -> &[Unit] {
        let start = self.units.partition_point(|unit| &*unit.code < code);
        let rest = self.units.get(start..).unwrap_or_default();
        let length = rest.partition_point(|unit| &*unit.code == code);
        rest.get(..length).unwrap_or_default()
    }

    /// The unit above, on the day of the unit's regime nearest to `date`; none above a tỉnh.
    pub fn parent(&self, unit: &Unit, date: NaiveDate) -> Option<&Unit> {
        self.at_in(&unit.parent, unit.regime, date)
    }

    /// The unit of a code on a day and everything above it, lowest first; empty where the code is unknown then.
    pub fn chain(&self, code: &str, date: NaiveDate) -> Vec<&Unit> {
        std::iter::successors(self.at(code, date), |unit| self.parent(unit, date))
            .take(Level::ALL.len())
            .collect()
    }

    /// Whether a place is another one or lies below it, on a day.
    pub fn is_within(&self, code: &str, ancestor: &str, date: NaiveDate) -> bool {
        self.chain(code, date)
            .iter()
            .any(|unit| &*unit.code == ancestor)
    }

    /// The units directly below on a day, by code.
    pub fn children(&self, code: &str, date: NaiveDate) -> Vec<&Unit> {
        self.below
            .get(code)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(|index| self.unit(*index))
            .filter(|unit| unit.holds(date) && unit.level != Level::Tinh)
            .collect()
    }

    /// Where an old xã went on 1/7/2025; empty where the lists do not say.
    pub fn successors(&self, code: &str) -> &[Successor] {
        let start = self.successors.partition_point(|s| &*s.old < code);
        let rest = self.successors.get(start..).unwrap_or_default();
        let length = rest.partition_point(|s| &*s.old == code);
        rest.get(..length).unwrap_or_default()
    }

    /// The old xã of which a new one was made, by old code.
    pub fn predecessors(&self, code: &str) -> Vec<&Successor> {
        self.successors
            .iter()
            .filter(|s| &*s.code == code)
            .collect()
    }

    /// Two-digit codes of the tỉnh of the three-tier list: personal numbers begin with `0` and one of them.
    pub fn provinces(&self) -> Arc<BTreeSet<String>> {
        Arc::clone(&self.provinces)
    }

    /// Why a code names nothing on a day.
    pub fn unknown(&self, code: &str, date: NaiveDate) -> Unknown<'_> {
        let units: Vec<&Unit> = self.of_code(code).iter().collect();
        if units.is_empty() {
            return Unknown::Never;
        }
        let old = Regime::on(date) == Regime::TwoTier;
        Unknown::OtherDates {
            units,
            successors: if old { self.successors(code) } else { &[] },
            predecessors: if old {
                Vec::new()
            } else {
                self.predecessors(code)
            },
        }
    }

    fn unit(&self, index: u32) -> Option<&Unit> {
        self.units.get(usize::try_from(index).ok()?)
    }
}
