//! The review as a path of steps: who, until when, what is left, who may close and reopen.
//!
//! **What this room is.** [`Steps`] is `forms/process/steps.toml`, read and checked like a paper: the steps, their
//! legal windows, what must be so before each is closed, and with which paper something is put right after it.
//! `dates` turns rules into days with the public holidays; `stand` says where a step stands and who may close it.
//!
//! **What it must never do.** I/O, a clock, a sentence for people: titles and messages stand in the data, the rest
//! are codes. Know a paper or field by its id. Refuse to keep an answer: it refuses only to close a step.
//!
//! **Where to start reading.** [`Steps::parse`], then [`StepStand`] and [`may_close`].

mod dates;
mod parse;
mod stand;
mod steps;
mod whole;

pub use dates::{Caution, Window, cautions, days_left};
pub use stand::{Closed, Detail, LeftItem, Refusal, Reopened, StepStand, may_close, reopened_with};
pub use steps::{
    After, Among, Answerer, Deadline, Given, Lacks, Left, LeftKind, Marks, Meeting, Posted,
    Retrial, RowRule, Rule, Spread, Step, Steps, Wants,
};
pub use whole::{PlaceStand, Review};
