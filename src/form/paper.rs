//! The parts of a paper that screens, prints and exports read: groups, fields, choices, rows, columns.

use rust_decimal::Decimal;

use super::{Name, Special};

/// How well a statement of a paper is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// Read in a published text.
    Verified,
    /// Read in a real report, plan or template.
    Report,
    /// Follows from such by reasoning that the source tells.
    Derived,
    /// Remembered, not read.
    Recalled,
    /// Needed for a usable paper; no source.
    Proposed,
}

impl Evidence {
    /// All of them, best first.
    pub const ALL: [Evidence; 5] = [
        Evidence::Verified,
        Evidence::Report,
        Evidence::Derived,
        Evidence::Recalled,
        Evidence::Proposed,
    ];

    /// The word in papers and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Evidence::Verified => "verified",
            Evidence::Report => "report",
            Evidence::Derived => "derived",
            Evidence::Recalled => "recalled",
            Evidence::Proposed => "proposed",
        }
    }

    /// The evidence of a word.
    pub fn parse(text: &str) -> Option<Evidence> {
        Evidence::ALL
            .into_iter()
            .find(|evidence| evidence.as_str() == text)
    }
}

/// The kinds of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormKind {
    /// Groups of fields; a group may repeat as a roster.
    Questionnaire,
    /// Rows × columns.
    Grid,
    /// Tallied from other papers, never typed.
    Table,
    /// Households or their members listed from other papers, never typed.
    List,
}

impl FormKind {
    /// The word in papers and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            FormKind::Questionnaire => "questionnaire",
            FormKind::Grid => "grid",
            FormKind::Table => "table",
            FormKind::List => "list",
        }
    }

    /// Whether it is made from other papers and never typed.
    pub fn is_made(self) -> bool {
        matches!(self, FormKind::Table | FormKind::List)
    }
}

/// What a paper is filled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// One household.
    Household,
    /// One administrative unit or thôn.
    Place,
}

/// The kinds of period a paper serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    /// Annual.
    Year,
    /// Monthly.
    Month,
    /// Six months.
    Half,
    /// Programme evaluation.
    Programme,
    /// Ad hoc.
    AdHoc,
}

impl PeriodKind {
    /// All of them with their words in papers.
    pub const ALL: [(PeriodKind, &'static str); 5] = [
        (PeriodKind::Year, "year"),
        (PeriodKind::Month, "month"),
        (PeriodKind::Half, "half"),
        (PeriodKind::Programme, "programme"),
        (PeriodKind::AdHoc, "adhoc"),
    ];
}

/// What the program itself must recognise in a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The household head's name.
    HeadName,
    /// Where the household lives within the thôn.
    Address,
    /// A member's name.
    PersonName,
    /// Số định danh cá nhân/CCCD.
    PersonalNumber,
    /// Sex.
    Sex,
    /// Birth date or year.
    Birth,
    /// Relation to the household head.
    Relation,
    /// Whether the member counts as nhân khẩu.
    Counted,
    /// How the visit ended.
    Outcome,
    /// The day of the review: the Phiếu's date, at which its place is looked up.
    ReviewDate,
    /// Người rà soát.
    Reviewer,
    /// Người nhập.
    Enterer,
    /// The household's class.
    Class,
    /// The area (nông thôn, thành thị) whose standard applies.
    Area,
    /// What people call this Phiếu, where a subject may have several of its paper.
    Title,
    /// A member's age, in years.
    Age,
    /// Điểm A: the points of the household's income.
    IncomePoints,
    /// Điểm B: the points of its deprivations.
    DeprivationPoints,
    /// Whether the household lacks in one of the indicators; several fields have this role.
    Deprivation,
    /// People at a meeting, counted in part (by class and sex) or in all; a paper has several.
    Attendance,
    /// How many households were invited to a meeting.
    Invited,
    /// How many of the invited households are there.
    Attended,
    /// How the meeting votes: by show of hands, by secret ballot.
    VoteWay,
    /// How many of those present may vote.
    Voters,
    /// Ballots of a secret vote: handed out, collected, valid; a paper has several.
    Ballots,
    /// Which meeting about the same matter it is, from 1.
    MeetingNumber,
    /// The day of the meeting before.
    PreviousDate,
    /// Why the meeting is held again.
    AgainReason,
    /// The label of the household that a row is about.
    HouseholdLabel,
    /// In which case the household is brought to the meeting.
    Case,
    /// Votes for what is proposed for the row's household.
    VotesFor,
    /// Votes against it.
    VotesAgainst,
    /// Abstentions.
    VotesAbstain,
    /// The share of those who may vote that agreed.
    AgreedShare,
    /// Whether the meeting agreed.
    Agreed,
    /// What the meeting said about the household.
    Opinion,
    /// What changed in the household since the last period.
    Changes,
    /// Whether the household is new, and why.
    Origin,
    /// Out of which household it was made.
    OriginHousehold,
    /// Since when it is there.
    OriginDate,
    /// Since when it is no longer there.
    GoneDate,
    /// Where it went, or which household it joined.
    GoneTo,
}

impl Role {
    /// All roles with their words in papers.
    pub const ALL: [(Role, &'static str); 42] = [
        (Role::HeadName, "head_name"),
        (Role::Address, "address"),
        (Role::PersonName, "person_name"),
        (Role::PersonalNumber, "personal_number"),
        (Role::Sex, "sex"),
        (Role::Birth, "birth"),
        (Role::Relation, "relation"),
        (Role::Counted, "counted"),
        (Role::Outcome, "outcome"),
        (Role::ReviewDate, "review_date"),
        (Role::Reviewer, "reviewer"),
        (Role::Enterer, "enterer"),
        (Role::Class, "class"),
        (Role::Area, "area"),
        (Role::Title, "title"),
        (Role::Age, "age"),
        (Role::IncomePoints, "income_points"),
        (Role::DeprivationPoints, "deprivation_points"),
        (Role::Deprivation, "deprivation"),
        (Role::Attendance, "attendance"),
        (Role::Invited, "invited"),
        (Role::Attended, "attended"),
        (Role::VoteWay, "vote_way"),
        (Role::Voters, "voters"),
        (Role::Ballots, "ballots"),
        (Role::MeetingNumber, "meeting_number"),
        (Role::PreviousDate, "previous_date"),
        (Role::AgainReason, "again_reason"),
        (Role::HouseholdLabel, "household_label"),
        (Role::Case, "case"),
        (Role::VotesFor, "votes_for"),
        (Role::VotesAgainst, "votes_against"),
        (Role::VotesAbstain, "votes_abstain"),
        (Role::AgreedShare, "agreed_share"),
        (Role::Agreed, "agreed"),
        (Role::Opinion, "opinion"),
        (Role::Changes, "changes"),
        (Role::Origin, "origin"),
        (Role::OriginHousehold, "origin_household"),
        (Role::OriginDate, "origin_date"),
        (Role::GoneDate, "gone_date"),
        (Role::GoneTo, "gone_to"),
    ];

    /// Whether several fields of one paper may have it: they are all of one sort.
    pub fn repeats(self) -> bool {
        matches!(self, Role::Deprivation | Role::Attendance | Role::Ballots)
    }

    /// The role of a word.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL
            .into_iter()
            .find(|(_, word)| *word == text)
            .map(|(role, _)| role)
    }
}

/// What the program must recognise in a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChoiceRole {
    /// Male, for the personal number.
    Male,
    /// Female, for the personal number.
    Female,
    /// The member is the household head.
    Head,
    /// Poor household.
    Poor,
    /// Near-poor household.
    NearPoor,
    /// Neither.
    NotPoor,
    /// Rural standard.
    Rural,
    /// Urban standard.
    Urban,
    /// The household moved away.
    MovedAway,
    /// Everybody in it died.
    Died,
    /// Members became a household of their own, or the household is one that was made so.
    Split,
    /// The household joined another, or members of one that did came here.
    Merged,
}

impl ChoiceRole {
    /// All choice roles with their words in papers.
    pub const ALL: [(ChoiceRole, &'static str); 12] = [
        (ChoiceRole::Male, "male"),
        (ChoiceRole::Female, "female"),
        (ChoiceRole::Head, "head"),
        (ChoiceRole::Poor, "poor"),
        (ChoiceRole::NearPoor, "near_poor"),
        (ChoiceRole::NotPoor, "not_poor"),
        (ChoiceRole::Rural, "rural"),
        (ChoiceRole::Urban, "urban"),
        (ChoiceRole::MovedAway, "moved_away"),
        (ChoiceRole::Died, "died"),
        (ChoiceRole::Split, "split"),
        (ChoiceRole::Merged, "merged"),
    ];

    /// The role of a word.
    pub fn parse(text: &str) -> Option<ChoiceRole> {
        ChoiceRole::ALL
            .into_iter()
            .find(|(_, word)| *word == text)
            .map(|(role, _)| role)
    }
}

/// The type of a field's or cell's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Free text.
    Text,
    /// Whole number.
    Integer,
    /// Decimal number with [`Field::digits`] digits.
    Decimal,
    /// Money; the unit (đồng, triệu đồng) is the field's.
    Money,
    /// Percent, as printed: `15.9` is 15.9 %.
    Percent,
    /// Date or year.
    Date,
    /// One choice.
    Choice,
    /// Several choices.
    Choices,
    /// Administrative unit.
    Place,
    /// Yes or no.
    YesNo,
}

impl FieldType {
    /// All types with their words in papers.
    pub const ALL: [(FieldType, &'static str); 10] = [
        (FieldType::Text, "text"),
        (FieldType::Integer, "integer"),
        (FieldType::Decimal, "decimal"),
        (FieldType::Money, "money"),
        (FieldType::Percent, "percent"),
        (FieldType::Date, "date"),
        (FieldType::Choice, "choice"),
        (FieldType::Choices, "choices"),
        (FieldType::Place, "place"),
        (FieldType::YesNo, "yesno"),
    ];

    /// The word in papers.
    pub fn word(self) -> &'static str {
        FieldType::ALL
            .into_iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, word)| word)
    }

    /// Whether values are numbers.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            FieldType::Integer | FieldType::Decimal | FieldType::Money | FieldType::Percent
        )
    }
}

/// One choice of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Stable id, stored in answers.
    pub id: Name,
    /// The number or code printed on the paper, typed by keyers: `1` Nam, `2` Nữ.
    pub code: Option<String>,
    /// The wording.
    pub label: String,
    /// What the program recognises it as.
    pub role: Option<ChoiceRole>,
}

/// One question, or one computed item.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its id; keeps the paper's item number where there is one.
    pub id: Name,
    /// The item number as printed.
    pub item: Option<String>,
    /// The official wording, or a paraphrase (see `evidence`).
    pub label: String,
    /// Guidance for F1, with the clause.
    pub help: Option<String>,
    /// The type.
    pub kind: FieldType,
    /// Unit as printed: người, triệu đồng, m².
    pub unit: Option<String>,
    /// Decimal digits printed.
    pub digits: u32,
    /// The choices, in order; empty for other types.
    pub choices: Vec<Choice>,
    /// Which special answers the field allows.
    pub specials: Vec<Special>,
    /// What the program recognises it as.
    pub role: Option<Role>,
    /// Whether it is computed: a value given for it is a control value, unless it is overridable.
    pub computed: bool,
    /// Whether a person's value stands in place of the computed one; another field asks why it differs.
    pub overridable: bool,
    /// The formula as written, for display.
    pub formula: Option<String>,
    /// Offer last period's answer.
    pub carry: bool,
    /// Keep the value for the next paper typed (người rà soát, ngày).
    pub persistent: bool,
    /// How many digits a whole answer has: typing goes on by itself once they are there.
    pub length: Option<u32>,
    /// Whether the paper itself prints this computed figure, so that whoever types from paper comes to it.
    pub on_paper: bool,
    /// Where the item comes from: document, appendix, item.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// One page of a questionnaire.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id; a roster's id is the first part of its paths.
    pub id: Name,
    /// Its heading.
    pub title: String,
    /// Whether it repeats: one level of rows.
    pub roster: bool,
    /// Its fields, in paper order.
    pub fields: Vec<Field>,
}

/// A column of a grid.
#[derive(Clone, Debug)]
pub struct GridColumn {
    /// The column as a field: id, label, type, unit, digits, formula.
    pub field: Field,
    /// Headings above it, outermost first.
    pub headings: Vec<String>,
}

/// Which way a figure should move, where a row says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither, or not said.
    None,
}

impl Direction {
    /// All of them.
    pub const ALL: [Direction; 3] = [Direction::Up, Direction::Down, Direction::None];

    /// The word in papers, and what `row_direction` is in expressions.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::None => "none",
        }
    }
}

/// How the figures of a grid's row behave over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// What happened in the period: classes held, money, attendances (*lượt*). Adds over periods and places.
    Flow,
    /// People, households, communes served in the period, each once: adds over places, not over periods; a
    /// part of a period never has more than the whole.
    Distinct,
    /// What is there on the day: adds over places, not over periods.
    Stock,
    /// A rate: never adds; recomputed from its parts.
    Rate,
}

impl RowKind {
    /// All of them.
    pub const ALL: [RowKind; 4] = [
        RowKind::Flow,
        RowKind::Distinct,
        RowKind::Stock,
        RowKind::Rate,
    ];

    /// The word in papers.
    pub fn as_str(self) -> &'static str {
        match self {
            RowKind::Flow => "flow",
            RowKind::Distinct => "distinct",
            RowKind::Stock => "stock",
            RowKind::Rate => "rate",
        }
    }

    /// Whether the figures of a year's parts add up to the year's.
    pub fn adds_over_periods(self) -> bool {
        self == RowKind::Flow
    }

    /// Whether a part of a year never has more than the year.
    pub fn accumulates(self) -> bool {
        matches!(self, RowKind::Flow | RowKind::Distinct)
    }

    /// Whether the figures of the units below add up to the unit's.
    pub fn adds_over_places(self) -> bool {
        self != RowKind::Rate
    }
}

/// A row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its id.
    pub id: Name,
    /// The number printed before it: I, 1, a.
    pub item: Option<String>,
    /// Its wording.
    pub label: String,
    /// How deep it is indented, from 0.
    pub depth: usize,
    /// The unit of its figures, where it is not the column's.
    pub unit: Option<String>,
    /// Which way its figures should move.
    pub direction: Direction,
    /// How its figures behave over time, where the paper says.
    pub kind: Option<RowKind>,
    /// The constant that is its target, where it has one.
    pub target: Option<Name>,
    /// The formula over other rows as written, if it has one.
    pub formula: Option<String>,
    /// Where the row comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// One of the rows that a table has for each unit: households, people.
#[derive(Clone, Debug)]
pub struct TablePart {
    /// Its id, for column rules and scripts.
    pub id: Name,
    /// Its wording.
    pub label: String,
    /// What a counted record adds, as written; one where it says nothing.
    pub weight: Option<String>,
    /// Which records it is about, as written.
    pub condition: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// What a list numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// The households of a unit, from 1.
    Household,
    /// The members listed of one household, from 1.
    Member,
}

impl Running {
    /// Both with their words in papers.
    pub const ALL: [(Running, &'static str); 2] = [
        (Running::Household, "household"),
        (Running::Member, "member"),
    ];
}

/// A column of a tallied table or a list.
#[derive(Clone, Debug)]
pub struct TableColumn {
    /// The official column number: `1`, `2`.
    pub number: String,
    /// Its wording.
    pub label: String,
    /// Headings above it, outermost first.
    pub headings: Vec<String>,
    /// The formula over columns as printed: `4=3/1*100`.
    pub printed: Option<String>,
    /// What it counts, adds up or shows, as written; per part where the parts differ.
    pub rules: Vec<String>,
    /// The column that it is a percentage of.
    pub of: Option<String>,
    /// What it numbers, in a list.
    pub running: Option<Running>,
    /// Decimal digits printed.
    pub digits: u32,
    /// Where the column comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

impl TableColumn {
    /// Whether the paper prints a number above the column. One that it leaves without is called by a word here,
    /// which is nobody's business on paper.
    pub fn is_numbered(&self) -> bool {
        self.number.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The days between which something is in force; open where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Valid {
    /// First day, if said.
    pub from: Option<chrono::NaiveDate>,
    /// Last day, if said.
    pub to: Option<chrono::NaiveDate>,
}

/// A check that the paper's author wrote, once, however many cells it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRule {
    /// Its id, as problems name it.
    pub id: Name,
    /// What has to hold, as people read it.
    pub expr: String,
    /// Whether a paper that breaks it cannot be closed; otherwise people are asked to look again.
    pub blocks: bool,
    /// What people are told when it does not hold.
    pub message: String,
    /// Where it comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// A dated figure of the law that formulas use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Its id in formulas.
    pub id: Name,
    /// Its wording.
    pub label: String,
    /// The figure; `None` where the law's figure is not known.
    pub value: Option<Decimal>,
    /// First day in force, if the paper says.
    pub from: Option<chrono::NaiveDate>,
    /// Last day in force, if the paper says.
    pub to: Option<chrono::NaiveDate>,
    /// Where it comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

impl Constant {
    /// Whether this entry is in force on a day.
    pub fn in_force(&self, day: chrono::NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
