//! A list of households from Excel or CSV: read, planned, and only then entered.
//!
//! The file becomes rows of text (`office`), its headings find their targets (`columns`), its rows become
//! households (`rows`), these are held against what is there (`known`, `plan`), and what the person agreed to is
//! entered (`apply`). A plan is data: nothing is written while it is made, and applying plans anew.

mod apply;
mod cells;
mod columns;
mod known;
mod plan;
mod rows;
mod values;

use std::collections::BTreeMap;

use crate::form::{Name, Period};
use crate::record::{EditId, PlaceRef};

pub use apply::{Taken, take};
pub use columns::{Column, List, column_letters, columns_key, mapped};
pub use plan::plan as plan_list;

/// What the person says of a file before it is planned, and of its plan before it is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The period whose papers are filled.
    pub period: Period,
    /// The target of each column, in the file's order; none is not taken.
    pub columns: Vec<Option<Name>>,
    /// Values given for the whole file, by target.
    pub whole: BTreeMap<Name, String>,
    /// The thôn of the whole file.
    pub thon: Option<PlaceRef>,
    /// Whether the file's value stands in place of another one that is there. Otherwise only what is empty is
    /// filled.
    pub take_file: bool,
    /// Whether personal numbers of 11 digits get the 0 in front that Excel took away.
    pub pad_numbers: bool,
    /// What was decided of households, by their place in the plan.
    pub households: BTreeMap<usize, Decision>,
    /// What was decided of thôn that are not there, by their place in the plan.
    pub thons: BTreeMap<usize, Option<EditId>>,
}

impl Terms {
    /// Of a file whose columns have these targets: only what is empty is filled, nothing is decided yet.
    pub fn new(period: Period, columns: Vec<Option<Name>>) -> Terms {
        Terms {
            period,
            columns,
            whole: BTreeMap::new(),
            thon: None,
            take_file: false,
            pad_numbers: false,
            households: BTreeMap::new(),
            thons: BTreeMap::new(),
        }
    }
}

/// What a person decides of one household of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is this household.
    Same(EditId),
    /// It is a new one.
    New,
    /// It is left out.
    LeaveOut,
}

/// Something to be told of a household: a code with arguments, whose words stand under `intake-<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The code.
    pub code: &'static str,
    /// The arguments.
    pub args: Vec<(&'static str, String)>,
}

impl Told {
    fn new(code: &'static str, args: Vec<(&'static str, String)>) -> Told {
        Told { code, args }
    }
}

/// How a household was recognised. The words stand under `intake-by-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Its label.
    Label,
    /// The head's personal number.
    HeadNumber,
    /// Another member's personal number, with the same head's name.
    MemberNumber,
    /// The head's name and birth, in the same thôn.
    Name,
}

impl By {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            By::Label => "label",
            By::HeadNumber => "head-number",
            By::MemberNumber => "member-number",
            By::Name => "name",
        }
    }
}

/// A household that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The household.
    pub household: EditId,
    /// Its label.
    pub label: String,
    /// Its head.
    pub head: String,
}

/// What a household of the file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not there yet.
    New,
    /// There, and how that is known.
    Matched(Candidate, By),
    /// Not clear: the person decides. Those that it may be.
    Doubtful(Vec<Candidate>),
}

/// A value of the file that is not the one that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Whose: the member's name, empty for the household itself.
    pub whose: String,
    /// The field's wording.
    pub field: String,
    /// What stands.
    pub here: String,
    /// What the file says.
    pub file: String,
}

/// One household of the file and what is to become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its first row in the file, from 1.
    pub row: usize,
    /// The head's name.
    pub head: String,
    /// The name of its thôn, as the file or the person says.
    pub thon: String,
    /// How many members the file gives.
    pub members: usize,
    /// What it is.
    pub fate: Fate,
    /// Why it is doubtful.
    pub doubts: Vec<Told>,
    /// What should be looked at, and stands in nobody's way.
    pub remarks: Vec<Told>,
    /// How many values fill something empty.
    pub fills: usize,
    /// Values that are not the ones that stand.
    pub differs: Vec<Difference>,
    /// How many members are added to a household that is there.
    pub new_members: usize,
    /// Members who are there and not in the file.
    pub absent: Vec<String>,
    /// What the person decided.
    pub decision: Option<Decision>,
    /// Whether nothing can be done with it but leave it out.
    pub hopeless: bool,
}

/// What is done with a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is made.
    Make,
    /// Its values are entered in this one.
    Enter(EditId),
    /// Nothing.
    LeaveOut,
}

impl Planned {
    /// What is done with it: what the person decided, else what is clear; what is doubtful is left out.
    pub fn act(&self) -> Act {
        if self.hopeless {
            return Act::LeaveOut;
        }
        match (self.decision, &self.fate) {
            (Some(Decision::Same(household)), _) => Act::Enter(household),
            (Some(Decision::New), _) => Act::Make,
            (Some(Decision::LeaveOut), _) => Act::LeaveOut,
            (None, Fate::New) => Act::Make,
            (None, Fate::Matched(candidate, _)) => Act::Enter(candidate.household),
            (None, Fate::Doubtful(_)) => Act::LeaveOut,
        }
    }

    /// Whether entering it would change anything that is there.
    pub fn changes(&self, take_file: bool) -> bool {
        self.fills > 0 || self.new_members > 0 || (take_file && !self.differs.is_empty())
    }
}

/// A thôn that the file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedThon {
    /// Its name in the file.
    pub name: String,
    /// The thôn that is there, with its name; none would be made.
    pub known: Option<(EditId, String)>,
    /// How many households of the file live there.
    pub households: usize,
}

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The thôn that it names, in its order.
    pub thons: Vec<PlannedThon>,
    /// Its households, in its order.
    pub households: Vec<Planned>,
    /// Rows, from 1, with something in them that is no household or member.
    pub left_out: Vec<usize>,
    /// Targets, by what people call them, that no paper takes in this period.
    pub unplaced: Vec<String>,
    /// How many values could not be read as their field wants them and are kept as typed.
    pub unread: usize,
    /// How many personal numbers have 11 digits.
    pub short_numbers: usize,
}

impl Plan {
    /// How many households are made, entered with changes, entered with none, left out.
    pub fn counts(&self, take_file: bool) -> Counts {
        let mut counts = Counts::default();
        for planned in &self.households {
            match planned.act() {
                Act::Make => counts.new += 1,
                Act::Enter(_) if planned.changes(take_file) => counts.changed += 1,
                Act::Enter(_) => counts.same += 1,
                Act::LeaveOut if matches!(planned.fate, Fate::Doubtful(_)) => counts.doubtful += 1,
                Act::LeaveOut => counts.left_out += 1,
            }
            counts.differs += planned.differs.len();
            counts.members += planned.members;
            counts.remarks += planned.remarks.len();
        }
        counts.thons = self
            .thons
            .iter()
            .filter(|thon| thon.known.is_none())
            .count();
        counts
    }
}

/// A plan in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Households made.
    pub new: usize,
    /// Households that are there and get something.
    pub changed: usize,
    /// Households that are there and stay as they are.
    pub same: usize,
    /// Households not decided, and so left out.
    pub doubtful: usize,
    /// Households that the person leaves out.
    pub left_out: usize,
    /// Members in the file.
    pub members: usize,
    /// Values that are not the ones that stand.
    pub differs: usize,
    /// Things to look at.
    pub remarks: usize,
    /// Thôn made.
    pub thons: usize,
}
