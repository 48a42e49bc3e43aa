//! What logic wants done, as data; and what the worker answers. Only `shell` carries these out.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::command::Command;
use super::screen::Screen;
use crate::form::{Answer, Context, Form, Name, Path, Period, Problem, RowId};
use crate::place::{Level, Places, Regime};
use crate::record::{EditId, Phieu, PhieuId, PhieuSubject, PlaceRef, Status};

/// What a screen wants done.
#[derive(Debug)]
pub enum Effect {
    /// Put a screen on top.
    Push(Box<Screen>),
    /// Take the screen on top away.
    Pop,
    /// Take the screen on top away and put another there.
    Replace(Box<Screen>),
    /// Take everything away but Home.
    Home,
    /// Go to a place of a Phiếu that is on the stack.
    Jump(PhieuId, Path),
    /// Carry a command out as if its key had been pressed.
    Run(Command),
    /// Show a sentence in the status line.
    Tell(String),
    /// Ask the worker.
    Ask(Ask),
    /// Tell the running task to stop between two steps.
    Cancel,
    /// Ask for the period's lists again.
    Refresh,
    /// Use another period.
    Period(Period),
    /// Offer this answer in the next paper too.
    Remember(Name, Answer),
}

/// A question to the worker. Each gets exactly one [`Reply`], in order.
#[derive(Debug)]
pub enum Ask {
    /// Open the workspace.
    Open,
    /// Set a workspace up.
    SetUp {
        /// Code of the office's unit.
        place: String,
        /// Its chain.
        regime: Regime,
        /// Whether it is for training.
        training: bool,
    },
    /// The lists of a period.
    Village(Period),
    /// One household in a period.
    Household(EditId, Period),
    /// Open a Phiếu; make it if it is not there.
    Phieu {
        /// Form id.
        form: String,
        /// For whom.
        subject: PhieuSubject,
        /// Which period.
        period: Period,
    },
    /// Keep answers.
    Save {
        /// Which Phiếu.
        id: PhieuId,
        /// The serial of the newest change among them.
        serial: u64,
        /// The answers.
        changes: Vec<(Path, Option<Answer>)>,
    },
    /// Keep answers given outside the field's own line; the screen waits and shows what then stands there.
    Answer {
        /// Which Phiếu.
        id: PhieuId,
        /// The answers.
        changes: Vec<(Path, Option<Answer>)>,
    },
    /// Add a roster row.
    AddRow(PhieuId, Name),
    /// Take a roster row away.
    RemoveRow(PhieuId, Name, RowId),
    /// Put a remark.
    Remark(PhieuId, Path, String),
    /// Finish a Phiếu.
    Finish(PhieuId),
    /// Open a finished Phiếu again.
    Reopen(PhieuId),
    /// Take the last edit back.
    Undo(PhieuId),
    /// Do it again.
    Redo(PhieuId),
    /// Choose between conflicting answers.
    Resolve(PhieuId, Path, Option<Answer>),
    /// Choose whether a row stays.
    ResolveRow(PhieuId, Name, RowId, bool),
    /// All problems of a Phiếu, with the values that close.
    Problems(PhieuId),
    /// All problems of a period.
    Todo(Period),
    /// A new thôn in the own xã.
    AddThon(String),
    /// A new household.
    AddHousehold(PlaceRef),
    /// Who is typing.
    SetPerson(String),
    /// Write the bundle for the office above.
    Export,
    /// Look at a bundle: verdict and plan.
    Inspect(String),
    /// Import the bundle looked at last.
    Import,
    /// The trusted keys.
    Keys,
    /// Read a key file, to show its fingerprint.
    ReadKey(String),
    /// Trust the key read last for a place.
    Trust(String),
}

impl Ask {
    /// Whether keys wait for the answer, because what they mean depends on it. Nothing typed is lost meanwhile.
    pub(super) fn holds_keys(&self) -> bool {
        !matches!(
            self,
            Ask::Village(_)
                | Ask::Household(..)
                | Ask::Save { .. }
                | Ask::Export
                | Ask::Import
                | Ask::Todo(_)
                | Ask::Problems(_)
                | Ask::Inspect(_)
        )
    }

    /// Whether it writes what a person said.
    pub(super) fn commits(&self) -> bool {
        matches!(
            self,
            Ask::Save { .. }
                | Ask::Answer { .. }
                | Ask::AddRow(..)
                | Ask::RemoveRow(..)
                | Ask::Remark(..)
                | Ask::Finish(_)
                | Ask::Reopen(_)
                | Ask::Undo(_)
                | Ask::Redo(_)
                | Ask::Resolve(..)
                | Ask::ResolveRow(..)
                | Ask::AddThon(_)
                | Ask::AddHousehold(_)
        )
    }
}

/// The office whose sổ số liệu this is.
#[derive(Clone, Debug)]
pub struct Office {
    /// Code of its unit.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Option<Level>,
    /// Names of the units above, lowest first.
    pub above: Vec<String>,
    /// Its chain.
    pub regime: Regime,
    /// Whether it is for training.
    pub training: bool,
    /// Names to pick from.
    pub people: Vec<String>,
    /// Who is typing.
    pub person: Option<String>,
    /// Fingerprint of its own key.
    pub fingerprint: String,
    /// Mã đối chiếu of its own key.
    pub code: String,
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// The units.
    pub places: Arc<Places>,
}

/// A thôn, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThonLine {
    /// Identity.
    pub id: EditId,
    /// Label.
    pub label: String,
    /// Name.
    pub name: String,
}

/// A household in a period, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdLine {
    /// Identity.
    pub id: EditId,
    /// Label.
    pub label: String,
    /// Thôn's name.
    pub thon: String,
    /// Head's name.
    pub head: String,
    /// The head's name, label and thôn folded, for search.
    pub folded: String,
    /// Outcome of the visit, in the paper's words.
    pub outcome: String,
    /// Class, in the paper's words.
    pub class: String,
    /// Status by form id.
    pub papers: BTreeMap<String, Status>,
    /// Problems that block.
    pub blocks: usize,
    /// Problems that ask.
    pub asks: usize,
    /// Conflicts.
    pub conflicts: usize,
}

/// A paper that serves the period.
#[derive(Clone, Debug)]
pub struct PaperLine {
    /// Form id.
    pub form: String,
    /// Official title.
    pub title: String,
    /// Whether all of it was read in a published text.
    pub verified: bool,
    /// How many Phiếu are finished.
    pub finished: usize,
    /// How many are being filled.
    pub drafts: usize,
}

/// The newest bundle written here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBundle {
    /// File name.
    pub name: String,
    /// The day it was written.
    pub day: NaiveDate,
}

/// The lists of a period.
#[derive(Clone, Debug)]
pub struct Village {
    /// Which period.
    pub period: Period,
    /// Thôn by label.
    pub thons: Vec<ThonLine>,
    /// Households by label.
    pub households: Vec<HouseholdLine>,
    /// Household papers in the library's order; the first is the one that names the household.
    pub household_papers: Vec<PaperLine>,
    /// Papers of the unit itself.
    pub place_papers: Vec<PaperLine>,
    /// Status of the unit's own papers, by form id.
    pub place_status: BTreeMap<String, Status>,
    /// The newest bundle written here.
    pub last_bundle: Option<LastBundle>,
}

impl Village {
    /// Puts a household in its place by label, or what is now known of it, and counts the papers anew.
    pub(super) fn put(&mut self, line: HouseholdLine) {
        self.households.retain(|other| other.id != line.id);
        let key = |line: &HouseholdLine| (line.label.clone(), line.id);
        let at = self
            .households
            .partition_point(|other| key(other) < key(&line));
        self.households.insert(at, line);
        for paper in &mut self.household_papers {
            let of = |line: &HouseholdLine| line.papers.get(&paper.form).copied();
            let count = |wanted| {
                self.households
                    .iter()
                    .filter(|line| of(line) == Some(wanted))
                    .count()
            };
            (paper.finished, paper.drafts) = (count(Status::Finished), count(Status::Draft));
        }
    }
}

impl Reply {
    /// The Phiếu that the answer carries.
    pub(super) fn opened(&self) -> Option<&Opened> {
        match self {
            Reply::Opened(opened)
            | Reply::Saved { opened, .. }
            | Reply::RowAdded(opened, ..)
            | Reply::Changed(opened, _)
            | Reply::Finished(opened) => Some(opened),
            _ => None,
        }
    }
}

/// A Phiếu with what is needed to show and evaluate it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// As it stands.
    pub phieu: Arc<Phieu>,
    /// Its paper.
    pub form: Arc<Form>,
    /// What formulas may know besides the answers.
    pub context: Context,
    /// The subject's label.
    pub subject: String,
    /// The name of the place.
    pub place: String,
}

/// A bundle looked at.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// Its file.
    pub path: String,
    /// `good`, `unknown` or `bad`.
    pub verdict: &'static str,
    /// Who it says it is from: code and name.
    pub from: String,
    /// Fingerprint of the key that signed.
    pub fingerprint: String,
    /// Mã đối chiếu of that key.
    pub code: String,
    /// For a bad one: which part.
    pub part: String,
    /// For a bad one: why, as the key of the words.
    pub reason: String,
    /// Arguments of those words.
    pub reason_args: Vec<(&'static str, String)>,
    /// The plan of a good one: code and number, in the order to be told.
    pub plan: Vec<(&'static str, u64)>,
}

/// A trusted key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// Code and name of the place that it speaks for.
    pub place: String,
    /// Mã đối chiếu.
    pub code: String,
    /// Fingerprint.
    pub fingerprint: String,
}

/// One problem somewhere in the period.
#[derive(Clone, Debug)]
pub struct TodoLine {
    /// The Phiếu's key parts, to open it.
    pub form: String,
    /// For whom.
    pub subject: PhieuSubject,
    /// Its label.
    pub label: String,
    /// The paper's title.
    pub title: String,
    /// How many problems block.
    pub blocks: usize,
    /// How many ask.
    pub asks: usize,
    /// How many conflicts.
    pub conflicts: usize,
}

/// Something that could not be done: a code with arguments; words stand under `error-<code>` and `error-<code>-next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The code.
    pub code: String,
    /// The arguments of the words.
    pub args: Vec<(&'static str, String)>,
}

/// What the worker answers.
#[derive(Debug)]
pub enum Reply {
    /// There is no workspace yet: set one up.
    NoWorkspace {
        /// The units to choose from.
        places: Arc<Places>,
        /// Today in Vietnam.
        today: NaiveDate,
    },
    /// The workspace is open. Codes of what was mended, with arguments.
    Ready(
        Box<Office>,
        Vec<(&'static str, Vec<(&'static str, String)>)>,
    ),
    /// The lists of a period.
    Village(Box<Village>),
    /// One household in a period.
    Household(Period, Box<HouseholdLine>),
    /// A Phiếu was opened.
    Opened(Box<Opened>),
    /// Answers are on the disk.
    Saved {
        /// The serial of the question.
        serial: u64,
        /// The Phiếu as it stands now.
        opened: Box<Opened>,
    },
    /// A row is on the disk.
    RowAdded(Box<Opened>, Name, RowId),
    /// Something else about a Phiếu is on the disk; where, if at one place.
    Changed(Box<Opened>, Option<Path>),
    /// There was nothing to take back or do again.
    Unchanged,
    /// The Phiếu is finished.
    Finished(Box<Opened>),
    /// All problems of a Phiếu.
    Problems(PhieuId, Vec<Problem>),
    /// All Phiếu of the period with problems.
    Todo(Vec<TodoLine>),
    /// The thôn is on the disk.
    ThonAdded(ThonLine),
    /// The household is on the disk.
    HouseholdAdded(EditId, String),
    /// Who is typing has changed.
    Person(Vec<String>, Option<String>),
    /// The bundle is written: file, office, how many edits.
    Exported {
        /// Where.
        path: String,
        /// For which office.
        to: String,
        /// How many households.
        households: u64,
        /// How many Phiếu.
        phieu: u64,
        /// How many edits.
        edits: u64,
        /// How many are not in it, because nothing on the table can sign for them.
        left_out: u64,
    },
    /// A bundle was looked at.
    Inspected(Box<Inspected>),
    /// A bundle was imported: code and number, in the order to be told.
    Imported(Vec<(&'static str, u64)>),
    /// The trusted keys.
    Keys(Vec<KeyLine>),
    /// A key file was read: fingerprint and mã đối chiếu.
    KeyRead {
        /// Fingerprint.
        fingerprint: String,
        /// Mã đối chiếu.
        code: String,
    },
    /// Answers could not be kept.
    NotSaved {
        /// Which Phiếu.
        id: PhieuId,
        /// The serial of the question.
        serial: u64,
        /// Why.
        failure: Failure,
    },
    /// It could not be done.
    Failed(Failure),
}
