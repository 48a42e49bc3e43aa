//! What the worker read, in the shapes that screens show. They know no screen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::widget::Look;
use crate::form::{Answers, Context, Date, Form, ListCell, Path, Period, RowId, Value};
use crate::place::{Level, Places, Regime};
use crate::record::{
    Cause, EditId, HoDan, Pair, Phieu, PhieuId, PhieuSubject, PlaceRef, Sought, Status, Told,
};
use crate::review::{Deed, Side, WhyNot};
use crate::text::Method;

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
    /// How Vietnamese is typed at this machine.
    pub typing: Option<Method>,
    /// The colours chosen at this machine.
    pub look: Option<Look>,
    /// Who is typing.
    pub person: Option<String>,
    /// Whether typing goes on by itself where an answer is whole.
    pub advances: bool,
    /// Fingerprint of its own key.
    pub fingerprint: String,
    /// Mã đối chiếu of its own key.
    pub code: String,
    /// Whether a passphrase opens its sổ số liệu.
    pub protected: bool,
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

/// How far the papers of a household are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// None has begun.
    Waiting,
    /// Some have.
    Begun,
    /// All that are filled every time are finished.
    Finished,
}

/// A member of a household, as a search finds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonLine {
    /// Name.
    pub name: String,
    /// Personal number; empty where none is known.
    pub number: String,
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
    /// Where it lives.
    pub home: PlaceRef,
    /// Labels that it had before.
    pub labels: Vec<String>,
    /// Why it is no longer there.
    pub closed: Option<Cause>,
    /// How far its papers are.
    pub progress: Progress,
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

/// A member, as whoever chooses among them sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// The row of the paper.
    pub row: RowId,
    /// Name.
    pub name: String,
    /// Birth date or year.
    pub birth: Option<Date>,
    /// As whom the household's other papers know them.
    pub sought: Sought,
}

/// What became of a household, and who lives there.
#[derive(Clone, Debug)]
pub struct Becoming {
    /// The household as it stands.
    pub household: HoDan,
    /// Its past, oldest first.
    pub past: Vec<Told>,
    /// Its members.
    pub members: Vec<MemberLine>,
}

/// What erasing a household takes with it, and what it does not reach.
#[derive(Clone, Debug)]
pub struct ReachLine {
    /// Which household.
    pub household: EditId,
    /// The person, where it is not the whole household.
    pub person: Option<Sought>,
    /// So many edits go.
    pub edits: u64,
    /// So many papers.
    pub papers: usize,
    /// The periods whose numbers change.
    pub periods: Vec<Period>,
    /// The bundles that may carry it: for whom, when in seconds since 1970, by which digits they are known.
    pub copies: Vec<(String, i64, String)>,
    /// Other papers that name its people: form, period, whose it is.
    pub mentions: Vec<(String, Period, String)>,
    /// So many files were written out at this machine.
    pub files: usize,
}

/// A column that a list of households can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLine {
    /// What it is chosen by.
    pub key: String,
    /// The field's wording; empty for labels and thôn, which no paper asks.
    pub words: String,
    /// Whether it is about a member.
    pub of_member: bool,
}

/// A list of households to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListOrder {
    /// Which households, in their order.
    pub households: Vec<EditId>,
    /// Whether every member has a row.
    pub by_member: bool,
    /// Which columns.
    pub columns: Vec<String>,
    /// What stands above the table, the title first.
    pub headings: Vec<String>,
    /// Heading of the running number, of labels, of thôn; yes, no; the word before a page's number.
    pub words: [String; 6],
}

/// A paper that serves the period.
#[derive(Clone, Debug)]
pub struct PaperLine {
    /// Form id.
    pub form: String,
    /// Official title.
    pub title: String,
    /// Whether it is filled only when there is occasion, so that progress does not count it.
    pub occasional: bool,
    /// Whether one subject may have several.
    pub repeats: bool,
    /// How many Phiếu are finished.
    pub finished: usize,
    /// How many are being filled.
    pub drafts: usize,
}

/// A paper that a subject can have in the period, with the Phiếu that there are.
#[derive(Clone, Debug)]
pub struct SubjectPaper {
    /// Form id.
    pub form: String,
    /// Official title.
    pub title: String,
    /// Whether all of it was read in a published text.
    pub verified: bool,
    /// Whether there may be several.
    pub repeats: bool,
    /// Whether it is made only when there is something to tell.
    pub occasional: bool,
    /// Those that there are, in the order in which they were made.
    pub phieus: Vec<PhieuLine>,
}

/// One Phiếu of a subject, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhieuLine {
    /// Identity.
    pub id: PhieuId,
    /// Its number among its like, from 1.
    pub number: usize,
    /// What it is called.
    pub title: Option<String>,
    /// Where it stands.
    pub status: Status,
}

/// How a bundle stands with its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// What arrived, as the key of the words.
    pub state: &'static str,
    /// How many of the sender's Phiếu stand returned there.
    pub returned: u64,
    /// How many stand accepted or closed for good.
    pub accepted: u64,
}

/// The newest bundle written here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBundle {
    /// File name; of one that is remembered, the office that it is for.
    pub name: String,
    /// The day it was written.
    pub day: NaiveDate,
    /// How it stands with its receiver; none where it was written before that was remembered.
    pub state: Option<Arrived>,
}

/// The bundles sent from here, and those that wait here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Sent, the newest first.
    pub sent: Vec<SentLine>,
    /// Kept until what they wait for has come.
    pub waiting: Vec<WaitingLine>,
}

/// A bundle sent from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentLine {
    /// The day it was written.
    pub day: NaiveDate,
    /// The office that it is for.
    pub to: String,
    /// Its mã đối chiếu.
    pub digits: String,
    /// Edits in it.
    pub edits: u64,
    /// How it stands with its receiver.
    pub state: Arrived,
}

/// A bundle that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLine {
    /// The office that sent it.
    pub from: String,
    /// Its mã đối chiếu.
    pub digits: String,
    /// The missing ranges.
    pub missing: Vec<(u64, u64)>,
}

/// A receipt made for what was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedLine {
    /// The office that is told.
    pub to: String,
    /// What became of the bundle.
    pub state: Arrived,
    /// The code for Zalo; none where only the file can say all.
    pub code: Option<String>,
    /// Twelve digits for the phone.
    pub spoken: String,
    /// The file.
    pub path: String,
}

/// A receipt that came home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TookLine {
    /// The office that says it.
    pub to: String,
    /// The day that the bundle was written.
    pub day: NaiveDate,
    /// Mã đối chiếu of the bundle.
    pub digits: String,
    /// What became of the bundle.
    pub state: Arrived,
    /// What became of the receipt, as the key of the words; none where it stands now.
    pub kept: Option<&'static str>,
    /// What is missing over there: whose chain, from, to.
    pub missing: Vec<(String, u64, u64)>,
}

/// A paper that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintLine {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The paper whose Phiếu it prints, where it prints one.
    pub paper: Option<String>,
    /// Whether it is about a household; for a place it is then printed for each of its households.
    pub household: bool,
    /// Whether it can be printed with nothing filled in.
    pub blank: bool,
    /// Whether a spreadsheet can take it.
    pub sheet: bool,
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
    /// What it said in the period before; read only when it is opened.
    pub before: Option<Arc<Before>>,
    /// How it stands between offices.
    pub between: Between,
}

/// How a Phiếu stands between this office and another.
#[derive(Clone, Debug)]
pub struct Between {
    /// On which side of its last submission this office stands.
    pub side: Side,
    /// That it was given back.
    pub back: Option<Arc<Back>>,
}

/// That a Phiếu was given back to the office below.
#[derive(Clone, Debug)]
pub struct Back {
    /// By which office, as far as that is known.
    pub office: Option<String>,
    /// When, by the clock there.
    pub day: NaiveDate,
    /// Why.
    pub reason: Option<String>,
    /// The places of its remarks about which nothing was said since.
    pub asked: Vec<Path>,
}

/// What handing a period's papers on would do, or did.
#[derive(Clone, Debug)]
pub struct HandingLine {
    /// What is done.
    pub deed: Deed,
    /// With so many.
    pub count: usize,
    /// So many stand so already.
    pub same: usize,
    /// How many are left out, and why.
    pub left: Vec<(WhyNot, usize)>,
    /// Whether it is done already.
    pub done: bool,
}

/// The same paper in the period before.
#[derive(Clone, Debug)]
pub struct Before {
    /// Which period.
    pub period: Period,
    /// What was said.
    pub answers: Answers,
    /// The class that came of it, in the paper's words.
    pub class: Option<String>,
    /// Of a grid, what stood in its cells, computed ones too.
    pub values: BTreeMap<Path, Value>,
}

/// A meeting of a place in the period, or the place where there is none yet.
#[derive(Clone, Debug)]
pub struct MeetingLine {
    /// Of which thôn or xã.
    pub subject: PhieuSubject,
    /// Its name.
    pub place: String,
    /// Form id of the minutes.
    pub form: String,
    /// Official title.
    pub title: String,
    /// The Phiếu and the day of the meeting, once there is one.
    pub phieu: Option<(PhieuLine, Option<NaiveDate>)>,
}

/// What the list says of a meeting's households.
#[derive(Clone, Debug, Default)]
pub struct MeetingList {
    /// The households by label.
    pub listed: BTreeMap<String, ListedLine>,
    /// How many of the list are not in the meeting and nowhere agreed on.
    pub fresh: usize,
    /// How many households nobody can say of whether they belong in the list.
    pub missing: u64,
    /// Labels of households whose papers are as the meeting before saw them.
    pub unchanged: BTreeSet<String>,
}

/// What the list says of one household: each the column's wording and what stands there.
#[derive(Clone, Debug)]
pub struct ListedLine {
    /// Told to everybody.
    pub told: Vec<(String, ListCell)>,
    /// Told only to who asks.
    pub hidden: Vec<(String, ListCell)>,
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
    /// Mã đối chiếu of a good one itself, as the short text that came with it says.
    pub digits: String,
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

/// What one device said of one thing, kept here and not in force for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnforcedLine {
    /// The household or place; none where nothing here tells.
    pub about: Option<PhieuSubject>,
    /// Its label or code.
    pub label: String,
    /// The name of the thôn or unit, or of that in which the household lives.
    pub place: String,
    /// The Phiếu: its paper's title, its period, and itself.
    pub paper: Option<(String, Period, PhieuId)>,
    /// Whether there is something to open.
    pub stands: bool,
    /// How many edits of each kind; words stand under `unforced-kind-<kind>`.
    pub kinds: Vec<(&'static str, u64)>,
    /// Mã đối chiếu of the device; empty where not known.
    pub device: String,
    /// The place that the device speaks for; empty where not known.
    pub speaks_for: String,
    /// Why, as a code; words stand under it, what to do under `<code>-next`.
    pub why: &'static str,
}

/// How many households of each class every year has.
#[derive(Clone, Debug)]
pub struct ClassYears {
    /// The classes, in the paper's words and order.
    pub classes: Vec<String>,
    /// The years without a gap, oldest first.
    pub years: Vec<ClassYear>,
}

/// The households of one year.
#[derive(Clone, Debug)]
pub struct ClassYear {
    /// Which.
    pub year: i32,
    /// How many of each class, then how many whose class is not known; nothing where nothing is known of the year.
    pub counts: Option<Vec<u64>>,
}

impl ClassYear {
    /// How many of a class; behind the last class, of those whose class is not known.
    pub fn count(&self, class: usize) -> Option<u64> {
        self.counts.as_ref()?.get(class).copied()
    }
}

impl ClassYears {
    /// The largest figure.
    pub fn most(&self) -> u64 {
        let counts = self.years.iter().flat_map(|year| &year.counts);
        counts.flatten().copied().max().unwrap_or(0)
    }
}

/// Two that may be one.
#[derive(Clone, Debug)]
pub struct TwinLine {
    /// Who they are.
    pub pair: Pair,
    /// The pair that somebody said to be two, where somebody did: of these rows or of those of earlier papers.
    pub marked: Option<Pair>,
    /// Why, as codes; words stand under `twins-<code>`.
    pub reasons: Vec<&'static str>,
    /// Both.
    pub sides: [TwinSideLine; 2],
}

/// One of two that may be one.
#[derive(Clone, Debug)]
pub struct TwinSideLine {
    /// The household.
    pub household: EditId,
    /// Its label.
    pub label: String,
    /// The name of its place.
    pub thon: String,
    /// Its head's name.
    pub head: String,
    /// The person's name.
    pub name: String,
    /// Birth date or year.
    pub birth: Option<Date>,
    /// Sex, in the paper's words; empty where not known.
    pub sex: String,
    /// The end of the personal number; empty where not known.
    pub number: String,
}

impl TwinSideLine {
    /// The birth as people write it; empty where not known.
    pub fn born(&self) -> String {
        self.birth.map(Date::written).unwrap_or_default()
    }
}

/// One problem somewhere in the period.
#[derive(Clone, Debug)]
pub struct TodoLine {
    /// Whether it is about those that may have been entered twice, and not about a paper.
    pub twins: bool,
    /// Whether the office above gave the Phiếu back.
    pub returned: bool,
    /// The Phiếu; none for a table, which is tallied and not opened.
    pub id: Option<PhieuId>,
    /// For whom.
    pub subject: PhieuSubject,
    /// Its label.
    pub label: String,
    /// What the Phiếu is called, where there may be several of its paper.
    pub name: Option<String>,
    /// The paper's title.
    pub title: String,
    /// How many problems block.
    pub blocks: usize,
    /// How many ask.
    pub asks: usize,
    /// How many conflicts.
    pub conflicts: usize,
}
