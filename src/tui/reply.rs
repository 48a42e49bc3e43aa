//! What the worker answers.

use std::sync::Arc;

use chrono::NaiveDate;

use super::intake::{Folder, ListPlanned, ListRead, ListTaken, Wanted};
use super::lines::{
    Becoming, ClassYears, ColumnLine, HandedLine, HandingLine, HouseholdLine, Inspected, KeyLine,
    MeetingLine, MeetingList, Office, Opened, PersonLine, Post, PrintLine, ReachLine, SubjectPaper,
    ThonLine, TodoLine, TookLine, TwinLine, UnforcedLine,
};
use super::village::Village;
use crate::form::{Derivation, Name, Path, Period, Problem, RowId};
use crate::place::Places;
use crate::record::{EditId, Pair, PhieuId, PhieuSubject};
use crate::review::Review;

/// Something that could not be done: a code with arguments; words stand under `error-<code>` and `error-<code>-next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The code.
    pub code: String,
    /// The arguments of the words.
    pub args: Vec<(&'static str, String)>,
}

/// A text that nobody prints by accident; wiped behind itself.
#[derive(Clone)]
pub struct SecretText(zeroize::Zeroizing<String>);

impl SecretText {
    pub(super) fn new(text: zeroize::Zeroizing<String>) -> SecretText {
        SecretText(text)
    }

    /// The text, to be drawn.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText")
    }
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
    /// Whether what was typed is the passphrase.
    Passphrase(bool),
    /// The passphrase is set.
    PassphraseSet,
    /// New recovery papers, and the code of the set.
    RecoveryMade(Vec<SecretText>, String),
    /// The lists of a period.
    Village(Arc<Village>),
    /// One household in a period, with its members; none if it is not of the period.
    Household(
        Period,
        EditId,
        Option<Box<(HouseholdLine, Vec<PersonLine>)>>,
    ),
    /// The columns that a list of households can have, those chosen, and whether every member has a row.
    ListColumns(Vec<ColumnLine>, Vec<String>, bool),
    /// A list is written: where, and how many households are in it.
    ListWritten(String, usize),
    /// What became of a household.
    Becoming(Box<Becoming>),
    /// What became of a household is on the disk: it, and another that it concerns.
    Happened(EditId, EditId),
    /// What erasing a household would take with it.
    Reach(Box<ReachLine>),
    /// A household is erased; so many bundles that waited for others went with it.
    Erased(EditId, usize),
    /// The papers of a subject in a period.
    Papers(PhieuSubject, Period, Vec<SubjectPaper>),
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
    /// What handing a period's papers on would do, or did.
    Handing(HandingLine),
    /// All problems of a Phiếu.
    Problems(PhieuId, Vec<Problem>),
    /// Why a place of a Phiếu has its value.
    Why(PhieuId, Path, Box<Derivation>),
    /// The meetings of a period.
    Meetings(Period, Vec<MeetingLine>),
    /// What the list says of a meeting's households.
    MeetingList(PhieuId, Box<MeetingList>),
    /// The meeting after this one was opened.
    MetAgain(PhieuId, Box<Opened>),
    /// What can be printed.
    Printables(Vec<PrintLine>),
    /// A paper is printed: its file, and how many papers are in it.
    Printed {
        /// Where.
        path: String,
        /// How many.
        papers: usize,
        /// Of whom or where, if it was printed from Phiếu: what they ask may be another thing now.
        from: Option<PhieuSubject>,
        /// The Phiếu on the screen, as it stands now.
        opened: Option<Box<Opened>>,
    },
    /// All Phiếu of the period with problems.
    Todo(Vec<TodoLine>),
    /// What is kept and not in force.
    Unforced(Vec<UnforcedLine>),
    /// Those that may have been entered twice.
    Twins(Vec<TwinLine>),
    /// Whether a pair is two is on the disk: which pair, and the pair marked.
    Marked(Pair, Option<Pair>),
    /// Where the steps of the review stand.
    Review(Arc<Review>),
    /// How many households of each class every year has.
    Classes(Box<ClassYears>),
    /// A file was written: where in the folder of the sổ số liệu.
    Written(String),
    /// The thôn is on the disk.
    ThonAdded(ThonLine),
    /// The household is on the disk.
    HouseholdAdded(EditId, String),
    /// A household beside another is on the disk.
    HouseholdBeside(EditId, String),
    /// Whether typing goes on by itself has changed.
    Advances(bool),
    /// Who is typing has changed.
    Person(Vec<String>, Option<String>),
    /// A fact of this machine is kept.
    Kept,
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
        /// How many devices and recovery papers open it; none if everybody does.
        readers: usize,
        /// Arguments of the short text that goes with it.
        note: Vec<(&'static str, String)>,
    },
    /// The bundles sent and waiting.
    Post(Box<Post>),
    /// A receipt was taken in, or heard on the phone.
    ReceiptTaken(Box<TookLine>),
    /// It is no receipt that counts: why, as the key of the words, with arguments.
    ReceiptRefused(&'static str, Vec<(&'static str, String)>),
    /// A bundle was looked at.
    Inspected(Box<Inspected>),
    /// A bundle was imported: code and number, in the order to be told; the receipts of what arrived.
    Imported(Vec<(&'static str, u64)>, Vec<HandedLine>),
    /// The trusted keys.
    Keys(Vec<KeyLine>),
    /// A key file was read: fingerprint and mã đối chiếu.
    KeyRead {
        /// Fingerprint.
        fingerprint: String,
        /// Mã đối chiếu.
        code: String,
    },
    /// A folder, looked through for files of one kind.
    Folder(Folder, Wanted),
    /// What was taken for a folder is a file.
    FileFound(String, Wanted),
    /// The file has several sheets: the file, their names.
    ListSheets(String, Vec<String>),
    /// A list of households was read.
    ListRead(Box<ListRead>),
    /// What the list would do.
    ListPlanned(Box<ListPlanned>),
    /// The list is taken in.
    ListTaken(ListTaken),
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

impl Reply {
    /// The Phiếu that the answer carries.
    pub(super) fn opened(&self) -> Option<&Opened> {
        match self {
            Reply::Opened(opened)
            | Reply::MetAgain(_, opened)
            | Reply::Saved { opened, .. }
            | Reply::RowAdded(opened, ..)
            | Reply::Changed(opened, _)
            | Reply::Finished(opened) => Some(opened),
            _ => None,
        }
    }
}
