//! Text as Vietnamese officers write, search, sort and read it.
//!
//! **What this room is.** Normal form, folding without diacritics, search, alphabetical order, the one
//! filter through which outside text reaches a terminal, widths and graphemes, Vietnamese numbers and dates, and what other people's sheets make of both.
//!
//! **What it must never do.** Know anything of papers, places or households; do I/O; cut text by bytes.
//!
//! **Where to start reading.** [`fold()`], then [`Query`] (search), [`printable()`], [`number`], [`date`].

mod clip;
mod compose;
pub mod date;
mod figure;
mod fold;
mod index;
mod measure;
pub mod number;
mod order;
mod printable;

pub use clip::{Clip, LONGEST_CLIP, MOST_CLIPPED, TooLarge};
pub use compose::{Method, Word};
pub use figure::{DecimalSign, Figure};
pub use fold::{Fit, Query, fold, matches, nfc};
pub use index::{Found, Hit, Index, Kind as IndexKind};
pub use measure::{graphemes, masked, pop_grapheme, truncate, width, wrap};
pub use order::{collate, collate_person};
pub use printable::printable;
