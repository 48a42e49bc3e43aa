//! What logic wants done, as data. Only `shell` carries these out; what it answers is a `reply`.

use super::command::Command;
use super::intake::{ListTerms, Wanted};
use super::lines::ListOrder;
use super::screen::Screen;
use super::widget::{Line, Look};
use crate::form::{Answer, Name, Path, Period, RowId};
use crate::place::Regime;
use crate::record::{EditId, Event, Pair, PhieuId, PhieuSubject, PlaceRef, Sought};
use crate::review::Deed;
use crate::text::Method;

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
    /// Go to the place of a problem of a Phiếu that is on the stack; back from there leads to the list again, to
    /// the line given.
    Correct(PhieuId, Path, usize),
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

/// A passphrase on its way to the worker: wiped behind itself, never printed.
#[derive(PartialEq, Eq)]
pub struct Secret(zeroize::Zeroizing<Vec<u8>>);

impl Secret {
    /// What is typed in a line.
    pub(super) fn of(line: &Line) -> Secret {
        let text = crate::text::nfc(&line.text());
        Secret(zeroize::Zeroizing::new(text.into_bytes()))
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A question to the worker. Each gets exactly one [`super::reply::Reply`], in order.
#[derive(Debug)]
pub enum Ask {
    /// Open the workspace.
    Open,
    /// Open it with a passphrase.
    Unlock(Secret),
    /// Whether this is its passphrase: the screen is locked.
    CheckPassphrase(Secret),
    /// Make recovery papers in place of those before.
    MakeRecovery,
    /// Set the passphrase: the one before, if any, and the new one.
    SetPassphrase(Option<Secret>, Secret),
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
    /// The papers of a subject in a period.
    Papers(PhieuSubject, Period),
    /// Open a Phiếu that is there.
    Show(PhieuId),
    /// Open a Phiếu; make it if it is not there. Of a paper that repeats, make one more.
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
    /// Keep answers taken over from elsewhere, with the rows that they need; the screen waits.
    Carry {
        /// Which Phiếu.
        id: PhieuId,
        /// The answers at places that are there.
        answers: Vec<(Path, Option<Answer>)>,
        /// The rows to add: roster, and what is said in the row.
        rows: Vec<(Name, Vec<(Name, Answer)>)>,
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
    /// Submit a Phiếu, accept it, close it for good, or open that again.
    Hand(PhieuId, Deed),
    /// Give a Phiếu back to the office below, with this reason or with the remarks on it.
    GiveBack(PhieuId, String),
    /// The same with all of a period that it can be done with; first only how many those are.
    HandAll {
        /// What.
        deed: Deed,
        /// Of which period.
        period: Period,
        /// Whether it is done, or only told.
        done: bool,
    },
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
    /// Why a place of a Phiếu has its value.
    Why(PhieuId, Path),
    /// What can be printed of a subject in a period.
    Printables(PhieuSubject, Period),
    /// Print a paper into the folder of printed papers.
    Print {
        /// The id of a document or a paper.
        id: String,
        /// For whom or where.
        subject: PhieuSubject,
        /// Which period.
        period: Period,
        /// Which Phiếu, where one is on the screen.
        phieu: Option<PhieuId>,
        /// Nothing filled in.
        blank: bool,
        /// For a spreadsheet.
        sheet: bool,
    },
    /// All problems of a period.
    Todo(Period),
    /// What is kept and not in force.
    Unforced,
    /// Those that may have been entered twice.
    Twins(Period),
    /// That a pair is two, or that it is not: the pair on the screen, the pair to mark.
    MarkDistinct(Box<[Pair; 2]>, bool),
    /// The meetings of a period, place by place.
    Meetings(Period),
    /// What the list says of a meeting's households.
    MeetingList(PhieuId),
    /// Take the list's new households into a meeting.
    TakeIn(PhieuId),
    /// Open the meeting after this one, about the households that it did not agree on.
    MeetAgain(PhieuId),
    /// Where the steps of the review stand in a period.
    Review(Period),
    /// Close a step of a place.
    CloseStep(Period, PlaceRef, usize),
    /// Reopen a step of a place, with the reason.
    ReopenStep(Period, PlaceRef, usize, String),
    /// How many households of each class every year has.
    Classes,
    /// Write the text of what is missing to a file.
    WriteMissing(Period, String),
    /// A new thôn in the own xã.
    AddThon(String),
    /// A new household.
    AddHousehold(PlaceRef),
    /// A new household in the thôn of another.
    AddHouseholdBeside(EditId),
    /// What became of a household, and who lives there in a period.
    Becoming(EditId, Period),
    /// Something becomes of a household.
    Happen(Box<Event>),
    /// The last thing that became of it is taken back.
    TakeEventBack(Box<Event>),
    /// Of several things said of it at the same time, this edit's holds.
    SettleEvent(EditId, EditId),
    /// What erasing a household, or one person of it, would take with it.
    Reach(EditId, Option<Sought>),
    /// The people of a household, or one of them, are erased, for this reason.
    Erase(EditId, Option<Sought>, String),
    /// The columns that a list of households can have.
    ListColumns(Period),
    /// Write a list of households.
    WriteList(Period, Box<ListOrder>),
    /// Who is typing.
    SetPerson(String),
    /// Whether typing goes on by itself where an answer is whole.
    SetAdvances(bool),
    /// How Vietnamese is typed at this machine from now on.
    KeepTyping(Option<Method>),
    /// The colours of this machine from now on.
    KeepLook(Look),
    /// Write the bundle for the office above: with everything, or with what came after the last receipt.
    Export(bool),
    /// Write the short text that goes with the bundle written last.
    WriteNote(String),
    /// The bundles sent and waiting.
    Post,
    /// Take a receipt in: a code, a file of it, or digits heard on the phone.
    TakeReceipt(String),
    /// Look at a bundle: verdict and plan.
    Inspect(String),
    /// Import the bundle looked at last.
    Import,
    /// Look into a folder for files of one kind: the one named, else the one used last; empty is the places where
    /// folders are. The path of a file is a file found.
    Folder(Option<String>, Wanted),
    /// Read a list of households: the file, and the sheet if it has several.
    ReadList(String, Option<String>, Period),
    /// What the list read last would do, on these terms.
    PlanList(Period, Box<ListTerms>),
    /// Take the list read last in.
    TakeList(Period, Box<ListTerms>),
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
                | Ask::CheckPassphrase(_)
                | Ask::Save { .. }
                | Ask::KeepTyping(_)
                | Ask::KeepLook(_)
                | Ask::Export(_)
                | Ask::Post
                | Ask::WriteList(..)
                | Ask::Import
                | Ask::Todo(_)
                | Ask::Twins(_)
                | Ask::Unforced
                | Ask::Classes
                | Ask::Print { .. }
                | Ask::WriteMissing(..)
                | Ask::Problems(_)
                | Ask::Why(..)
                | Ask::Inspect(_)
                | Ask::MeetingList(_)
        )
    }

    /// Whether Esc reaches the screen while the answer is awaited: what takes long can be cancelled.
    pub(super) fn may_cancel(&self) -> bool {
        matches!(
            self,
            Ask::ReadList(..) | Ask::PlanList(..) | Ask::TakeList(..) | Ask::HandAll { .. }
        )
    }

    /// Whether it writes what a person said.
    pub(super) fn commits(&self) -> bool {
        matches!(
            self,
            Ask::Save { .. }
                | Ask::Answer { .. }
                | Ask::Carry { .. }
                | Ask::AddRow(..)
                | Ask::RemoveRow(..)
                | Ask::Remark(..)
                | Ask::Finish(_)
                | Ask::Reopen(_)
                | Ask::Hand(..)
                | Ask::GiveBack(..)
                | Ask::HandAll { done: true, .. }
                | Ask::Undo(_)
                | Ask::Redo(_)
                | Ask::Resolve(..)
                | Ask::ResolveRow(..)
                | Ask::CloseStep(..)
                | Ask::ReopenStep(..)
                | Ask::AddThon(_)
                | Ask::AddHousehold(_)
                | Ask::TakeList(..)
                | Ask::Happen(_)
                | Ask::TakeEventBack(_)
                | Ask::SettleEvent(..)
                | Ask::Erase(..)
                | Ask::MarkDistinct(..)
                | Ask::AddHouseholdBeside(_)
                | Ask::TakeIn(_)
                | Ask::MeetAgain(_)
        )
    }
}
