//! The review as a path of steps: who, until when, what is left, who may close and reopen.
//!
//! **What this room is.** [`Steps`] is `forms/process/steps.toml`, read and checked like a paper: the steps, their
//! legal windows, what must be so before each is closed, and with which paper something is put right after it.
//! `dates` turns rules into days with the public holidays; `stand` says where a step stands and who may close it;
//! `handing` is the table of how a paper passes between offices.
//!
//! **What it must never do.** I/O, a clock, a sentence for people: titles and messages stand in the data, the rest
//! are codes. Know a paper or field by its id. Refuse to keep an answer: it refuses only to close a step,
//! and to change what the office above has accepted.
//!
//! **Where to start reading.** [`Steps::parse`], then [`StepStand`] and [`may_close`]; for papers between offices,
//! [`may`].

mod dates;
mod handing;
mod parse;
mod stand;
mod steps;
mod whole;

pub use dates::{Caution, Window, cautions, days_left};
pub use handing::{Deed, Side, WhyNot, may};
pub use stand::{Closed, Detail, LeftItem, Refusal, Reopened, StepStand, may_close, reopened_with};
pub use steps::{
    After, Among, Answerer, Deadline, Given, Lacks, Left, LeftKind, Marks, Meeting, Posted,
    Retrial, RowRule, Rule, Spread, Step, Steps, Wants,
};
pub use whole::{PlaceStand, Review};
