//! A list of households from Excel or CSV in the shapes that screens show, and what a person says of it.

use std::collections::BTreeMap;

use crate::form::Name;
use crate::record::{EditId, PlaceRef};

/// Which files a folder is looked through for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A list of households.
    List,
    /// A tệp nộp.
    Bundle,
    /// A public key.
    Key,
}

impl Wanted {
    /// How the names of such files end.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Wanted::List => &["xlsx", "csv", "txt", "xls", "ods"],
            Wanted::Bundle => &["bieu", "bieunhan", "age"],
            Wanted::Key => &["pub", "txt", "key"],
        }
    }
}

/// A folder looked into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The folder; none for the list of places where folders are.
    pub path: Option<String>,
    /// What is in it: folders first.
    pub entries: Vec<FolderEntry>,
    /// How many more there are than are shown.
    pub more: usize,
}

/// A folder or file in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// As it is shown.
    pub name: String,
    /// The whole path; none leads to the places where folders are.
    pub path: Option<String>,
    /// Whether it is a folder.
    pub folder: bool,
    /// Bytes of a file.
    pub size: u64,
}

/// What a column may be taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListTarget {
    /// Its id.
    pub id: Name,
    /// What people call it.
    pub label: String,
    /// The paper's short title, where it is a field of one; with the year where that is another one.
    pub paper: String,
    /// Whether one value may be given for the whole file.
    pub whole: bool,
    /// The choices of that value.
    pub choices: Vec<String>,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// `A`, `B`, …
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// Cells that say something.
    pub samples: Vec<String>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRead {
    /// Its name.
    pub file: String,
    /// The sheet, where it has names.
    pub sheet: Option<String>,
    /// Rows of data.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// What each is taken for: recognised, or as it was mapped before.
    pub targets: Vec<Option<Name>>,
    /// What a column may be.
    pub known: Vec<ListTarget>,
    /// Targets that name a head or a member: one of them is needed.
    pub naming: Vec<Name>,
    /// Whether the mapping is one that was made before.
    pub remembered: bool,
}

/// What the person says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListTerms {
    /// The target of each column.
    pub targets: Vec<Option<Name>>,
    /// Values for the whole file.
    pub whole: BTreeMap<Name, String>,
    /// The thôn of the whole file.
    pub thon: Option<PlaceRef>,
    /// Whether the file's value stands in place of another one.
    pub take_file: bool,
    /// Whether personal numbers of 11 digits get their 0 back.
    pub pad_numbers: bool,
    /// What was decided of households.
    pub households: BTreeMap<usize, ListDecision>,
    /// What was decided of thôn: the one that is there, or a new one.
    pub thons: BTreeMap<usize, Option<EditId>>,
}

/// What is decided of a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListDecision {
    /// It is this one.
    Same(EditId),
    /// It is new.
    New,
    /// It is left out.
    LeaveOut,
}

/// What becomes of a household. The words stand under `tui-intake-kind-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    /// Not decided, and so left out.
    Doubtful,
    /// Is there and gets something.
    Changed,
    /// Made.
    New,
    /// Is there with all of it.
    Same,
    /// Left out by the person.
    LeftOut,
}

impl ListKind {
    /// The sign before its line, and the code of its words.
    pub fn sign(self) -> (&'static str, &'static str) {
        match self {
            ListKind::Doubtful => ("?", "doubtful"),
            ListKind::Changed => ("~", "changed"),
            ListKind::New => ("+", "new"),
            ListKind::Same => ("=", "same"),
            ListKind::LeftOut => ("-", "left-out"),
        }
    }
}

/// A household that one of the file may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListCandidate {
    /// The household.
    pub id: EditId,
    /// Its label.
    pub label: String,
    /// Its head.
    pub head: String,
}

/// A household of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLine {
    /// Its place in the plan.
    pub at: usize,
    /// Its first row in the file.
    pub row: usize,
    /// Its head.
    pub head: String,
    /// Its thôn.
    pub thon: String,
    /// Head and thôn folded, for search.
    pub folded: String,
    /// Members in the file.
    pub members: usize,
    /// What becomes of it.
    pub kind: ListKind,
    /// How it was recognised, as a code.
    pub by: Option<&'static str>,
    /// Why it is doubtful, what to look at, and what differs: codes with arguments.
    pub told: Vec<(String, Vec<(&'static str, String)>)>,
    /// How many of these are doubts.
    pub doubts: usize,
    /// Those that it may be, or is.
    pub candidates: Vec<ListCandidate>,
    /// Whether it can only be left out.
    pub hopeless: bool,
    /// How many values differ.
    pub differs: usize,
    /// How many values are filled, members added, and members there who are not in the file.
    pub fills: (usize, usize, usize),
}

/// A thôn of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListThon {
    /// Its place in the plan.
    pub at: usize,
    /// Its name in the file.
    pub name: String,
    /// The name of the one that is there; none is made.
    pub known: Option<String>,
    /// Its households.
    pub households: usize,
}

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPlanned {
    /// Households: the doubtful first, then those with something to look at, then the others, complete ones last.
    pub lines: Vec<ListLine>,
    /// Thôn that are not there, or were decided on.
    pub thons: Vec<ListThon>,
    /// Rows that are no household or member.
    pub left_out: Vec<usize>,
    /// Targets that no paper of the period takes.
    pub unplaced: Vec<String>,
    /// Personal numbers of 11 digits.
    pub short_numbers: usize,
    /// Values kept as typed.
    pub unread: usize,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListTaken {
    /// Codes and numbers, in the order to be told.
    pub counts: Vec<(&'static str, usize)>,
    /// Whether the person stopped it.
    pub cancelled: bool,
}
