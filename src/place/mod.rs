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

use chrono::NaiveDate;

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

/// Which chain of offices a workspace reports along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// Xã < huyện < tỉnh, until 30/6/2025: `3-cap`.
    ThreeTier,
    /// Xã < tỉnh, from 1/7/2025: `2-cap`.
    TwoTier,
}

/// The area whose standard a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Nông thôn.
    Rural,
    /// Thành thị.
    Urban,
}

/// One unit as it stood between two dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Official code, leading zeros kept.
    pub code: String,
    /// Code of the unit above in the same regime; empty for a tỉnh.
    pub parent: String,
    /// The tier.
    pub level: Level,
    /// Kind as in the official list: xã, phường, thị trấn, đặc khu, …
    pub kind: String,
    /// Full official name: Xã Văn Quan.
    pub name: String,
    /// Area whose standard applies; unknown for an đặc khu (and for a huyện or tỉnh).
    pub area: Option<Area>,
    /// Which regime the unit belongs to.
    pub regime: Regime,
    /// First day, if it began within what the lists know.
    pub from: Option<NaiveDate>,
    /// Last day, if it ended.
    pub to: Option<NaiveDate>,
}
