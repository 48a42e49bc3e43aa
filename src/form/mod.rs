//! Papers as data: what a paper asks, what it computes, what it checks.
//!
//! **What this room is.** `spec` reads a paper's folder, `check` finds every mistake its author made,
//! and only a paper without mistakes becomes a [`Form`]. A `Form` evaluates [`Answers`] into an
//! [`Evaluation`]: `run` holds the slots, `settle` gives each its value in `order`, `rules` says what
//! is wrong, `closes` (for the worker) which one figure would make all agree. `link` and `tally` add
//! many evaluations up into an official table; a [`Library`] holds all papers with their validity. `why` tells where
//! one value comes from, and which single answer would change it.
//!
//! **What it must never do.** No I/O, no clock, no sentence for people: problems are codes with
//! arguments, words live in `locale` or in the paper itself. No form, field or choice id: what the
//! program must recognise, a paper declares as a [`Role`]. Evaluation never fails and never panics.
//!
//! **Where to start reading.** [`Form::evaluate`], then `expression`, then `check`.

mod agree;
mod answers;
mod check;
mod check_field;
mod check_grid;
mod check_order;
mod check_table;
mod closes;
mod compiled;
mod evaluation;
mod example;
mod example_table;
mod expectation;
mod expression;
mod feeds;
mod fill;
mod grid;
mod hash;
mod holidays;
mod household;
mod identity;
mod import;
mod intake;
mod joined;
mod library;
mod link;
mod link_imports;
mod listing;
mod meeting;
mod mistake;
mod names;
mod order;
mod paper;
mod paste;
mod paths;
mod period;
mod personal;
mod printed;
mod prints;
mod problem;
mod reading;
mod released;
mod reports;
mod rules;
mod run;
mod scale;
mod settle;
mod solve;
mod spec;
mod stood;
mod tally;
mod val;
mod value;
mod why;

/// How files that an author wrote are read, for rooms that read files of their own.
pub(crate) mod author {
    pub(crate) use super::mistake::nearest;
    pub(crate) use super::spec::table::{Located, Reader, Table, parse};
    pub(crate) use super::spec::{evidence, source};
}

pub use agree::{Agreement, Standing};
pub use answers::{Answers, Path, RowId};
pub use check::check;
pub use compiled::Form;
pub use evaluation::{Context, Evaluation, Outcome};
pub use example::check_examples;
pub use fill::{Fill, FillColumn};
pub use hash::FormHash;
pub use holidays::{Holiday, Holidays};
pub use identity::{
    At, Cell, Cells, Described, Figure, Finding, FindingKind, Identities, Op, Rollup, Scope, Spot,
};
pub use import::{Import, ImportOf, ImportPeriod, ImportSet, Imported, Missing};
pub use intake::{Intake, Meaning, Target, TargetField, heading_key};
pub use library::{Library, Shelved};
pub use listing::{ListCell, ListRow, ListTable, Listing, Listings};
pub use mistake::{Mistake, MistakeCode};
pub use paper::{
    CheckRule, Choice, ChoiceRole, Constant, Direction, Evidence, Field, FieldType, FormKind,
    GridColumn, GridRow, Group, PeriodKind, Role, RowKind, Running, Subject, TableColumn,
    TablePart, Valid,
};
pub use paste::{Laid, LaidCell, Lays, Over};
pub use paths::PathError;
pub use period::{Period, Stage};
pub use prints::{
    BlankColumn, Of, Piece, Print, PrintPart, Prints, Signer, Spelled, Style, Template, What,
};
pub use problem::{Code, Problem, Severity};
pub use reading::Plain;
pub use reports::{Due, Duty, Report, Reports, Work};
pub use spec::Folder;
pub use stood::{Refusal, Stood, StoodBy};
pub use tally::{Tally, TallyCell, TallyRow, TallyRowKind, TallyTable, TallyUnit, Tallying};
pub use value::{Answer, Date, Name, Special, Value};
pub use why::{Because, Derivation, Flip, Flips, How, Sign, Token, Worth};
