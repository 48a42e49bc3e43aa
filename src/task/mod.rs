//! What takes longer than a key press: tables, checks, *vì sao*, printing, export, import,
//! lists from Excel, health, the sample commune.
//!
//! **What this room is.** Whole jobs over a workspace, for the worker of the screens and for the command
//! line alike. Each tells its progress and can be cancelled between two steps, with nothing half done.
//!
//! **What it must never do.** Draw, print or hold a sentence; run on a key press.
//!
//! **Where to start reading.** [`table()`], then [`export()`] and [`import()`].

mod backup;
mod check;
mod classes;
mod crosscheck;
pub mod demo;
mod doctor;
mod envelope;
mod exchange;
mod households;
pub mod intake;
mod meeting;
mod print;
mod receipts;
pub mod review;
mod rollup;
mod sheet;
mod table;
mod twins;
mod why;

pub use backup::{Copy, Restored, back_up, open_copy, restore};
pub use check::{Checked, check};
pub use classes::{ClassYear, ClassYears, class_years};
pub use crosscheck::crosscheck;
pub use doctor::{Doctor, Scope, doctor, state_hash};
pub use envelope::{Outgoing, open_envelope};
pub use exchange::{
    Export, Imported, export, export_full, export_to_thon, import, judge, note, plan,
};
pub use households::{ListColumn, ListWish, ListWords, household_list, list_columns};
pub use meeting::{Listed, MeetingList, meet, meet_again, meeting_list, take_in};
pub use print::{
    PrintAbout, PrintFormat, PrintJob, Printable, PrintedFile, print, printable, printed,
};
pub use receipts::{
    Arrival, Given, Handed, Took, Waiting, arrived, hand, hand_out, hold, settle, take_receipt,
    waiting,
};
pub use rollup::{RolledUp, rollup};
pub use sheet::{GivenRow, GivenTable};
pub use table::{TableOptions, list, table};
pub use twins::{Dweller, Dwelling, Likeness, Naming, Twin, TwinReason, TwinSide, alike, twins};
pub use why::{why, why_cell};

use crate::workspace::WorkspaceError;

/// Told how much is done of how much (0 where that is not known); answers whether to go on.
pub type Progress<'a> = dyn FnMut(u64, u64) -> bool + 'a;

/// Why a task was not done. The words stand under `error-<code>`.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// There is no office above in this workspace's chain, and none was named.
    #[error("no office above")]
    NoOfficeAbove,
    /// The paper is no table.
    #[error("{0} is no table")]
    NoTable(String),
    /// A level that lies above this workspace's own unit.
    #[error("level above")]
    LevelAbove,
    /// A tier that there was none of on that day.
    #[error("no such level on {0}")]
    NoLevelThen(chrono::NaiveDate),
    /// The table has no such row or column.
    #[error("no cell {0}")]
    NoCell(String),
    /// The receipt does not count here.
    #[error(transparent)]
    Receipt(crate::bundle::ReceiptFault),
    /// The file is no bundle to be used here: what is wrong with which part.
    #[error(transparent)]
    Bundle(crate::bundle::Bad),
    /// A safety copy that only this very device would open is none.
    #[error("no recovery papers")]
    NoPapers,
    /// The copy is encrypted: two recovery papers open it.
    #[error("recovery papers needed")]
    NeedsPapers,
    /// The bundle could not be sealed.
    #[error("seal: {0}")]
    Seal(&'static str),
    /// The bundle is of a training workspace and this one is not, or the other way round.
    #[error("training")]
    Training,
    /// The Phiếu is finished: it is opened again before figures go into it.
    #[error("{0} is no draft")]
    NotDraft(String),
    /// The meeting agreed on every household: there is nothing to meet about again.
    #[error("nothing to meet about again")]
    AllAgreed,
    /// The person cancelled; what was done so far is whole.
    #[error("cancelled")]
    Cancelled,
    /// No paper of the period names households and their members.
    #[error("no naming paper in {0}")]
    NoNamingPaper(crate::form::Period),
    /// Nothing of that id can be printed.
    #[error("no print {0}")]
    NoPrint(String),
    /// It is no table, so a spreadsheet cannot take it.
    #[error("no sheet {0}")]
    NoSheet(String),
    /// It is printed for a place, and a household was named.
    #[error("{0} is for a place")]
    PrintPlace(String),
    /// It is printed for each thôn, and the place has none.
    #[error("{0} is for each village")]
    NoThons(String),
    /// There is no household to print it for.
    #[error("no households")]
    NoHouseholds,
    /// More households than one file takes.
    #[error("more than {0} households")]
    TooManyHouseholds(usize),
    /// The file could not be made.
    #[error(transparent)]
    Office(#[from] crate::office::OfficeError),
    /// The data of the sample commune do not fit the papers: what.
    #[error("demo: {0}")]
    Demo(String),
}

impl TaskError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            TaskError::Workspace(error) => error.code(),
            TaskError::NoOfficeAbove => "no-office-above",
            TaskError::NoTable(_) => "no-table",
            TaskError::LevelAbove => "level-above",
            TaskError::NoLevelThen(_) => "no-level-then",
            TaskError::NoCell(_) => "no-cell",
            TaskError::Receipt(_) => "receipt-bad",
            TaskError::Bundle(_) => "copy-bad",
            TaskError::NoPapers => "no-papers",
            TaskError::NeedsPapers => "needs-papers",
            TaskError::Seal(code) => code,
            TaskError::Training => "training",
            TaskError::NotDraft(_) => "not-draft",
            TaskError::AllAgreed => "all-agreed",
            TaskError::Cancelled => "cancelled",
            TaskError::NoNamingPaper(_) => "no-naming-paper",
            TaskError::NoPrint(_) => "no-print",
            TaskError::NoSheet(_) => "no-print-sheet",
            TaskError::PrintPlace(_) => "print-place",
            TaskError::NoThons(_) => "print-no-thon",
            TaskError::NoHouseholds => "no-households",
            TaskError::TooManyHouseholds(_) => "too-many-households",
            TaskError::Office(error) => error.code(),
            TaskError::Demo(_) => "demo",
        }
    }
}

impl From<crate::store::StoreError> for TaskError {
    fn from(error: crate::store::StoreError) -> Self {
        TaskError::Workspace(error.into())
    }
}
