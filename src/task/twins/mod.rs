//! People and households that may have been entered twice.
//!
//! **What this is.** [`alike`] compares households and their members by hash tables, so that it costs what the
//! commune costs and not its square; [`twins`] reads them out of a workspace and knows which pairs a person
//! has said to be two.
//!
//! **What it must never do.** Decide: two that are alike are told, with the reasons, and a person looks.

mod read;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::form::{Date, Period, RowId};
use crate::record::{EditId, Pair, PhieuId, PlaceRef};
use crate::text::fold;

pub use read::twins;

/// Groups of more than so many that are alike, as of one made-up number, are told as a chain and not each with each.
const MOST_TOGETHER: usize = 8;

/// A member of a household, as the last paper that names them says.
#[derive(Clone, Debug)]
pub struct Dweller {
    /// The row of the paper.
    pub row: RowId,
    /// Its path, spelled.
    pub at: String,
    /// Name.
    pub name: String,
    /// Personal number.
    pub number: Option<String>,
    /// Birth date or year.
    pub birth: Option<Date>,
    /// Sex, in the paper's words.
    pub sex: Option<String>,
}

/// The paper that says who lives in a household.
#[derive(Clone, Debug)]
pub struct Naming {
    /// The Phiếu.
    pub id: PhieuId,
    /// Its form with version.
    pub form: String,
    /// Of which period.
    pub period: Period,
}

/// A household that is there, with who lives in it.
#[derive(Clone, Debug)]
pub struct Dwelling {
    /// Which.
    pub household: EditId,
    /// Its label.
    pub label: String,
    /// Where it lives.
    pub home: PlaceRef,
    /// The name of that place.
    pub thon: String,
    /// The head's name.
    pub head: String,
    /// The paper that says so.
    pub paper: Option<Naming>,
    /// Its members.
    pub people: Vec<Dweller>,
}

/// Why two may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TwinReason {
    /// One personal number.
    Number,
    /// One name and one full birth date.
    Birth,
    /// The same, but personal numbers of one kind that differ.
    BirthOtherNumber,
    /// One name and one year of birth, of at least one of them no more being known.
    Year,
    /// Two households of one thôn whose heads have one name, and nothing that tells them apart.
    Head,
}

impl TwinReason {
    /// All reasons.
    pub const ALL: [TwinReason; 5] = [
        TwinReason::Number,
        TwinReason::Birth,
        TwinReason::BirthOtherNumber,
        TwinReason::Year,
        TwinReason::Head,
    ];

    /// Stable code; words stand under `twins-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            TwinReason::Number => "number",
            TwinReason::Birth => "birth",
            TwinReason::BirthOtherNumber => "birth-other-number",
            TwinReason::Year => "year",
            TwinReason::Head => "head",
        }
    }

    /// Whether somebody has to look; the others are told where they are looked for.
    pub fn asks(self) -> bool {
        matches!(self, TwinReason::Number | TwinReason::Birth)
    }
}

/// One of two that are alike: which of the dwellings, and which member, or the household itself.
type One = (usize, Option<usize>);

/// Two that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The two, in the order of the dwellings: which of them, and which member, or the household itself.
    pub of: [(usize, Option<usize>); 2],
    /// Why.
    pub reasons: BTreeSet<TwinReason>,
}

/// One of two, as it is told.
#[derive(Clone, Debug)]
pub struct TwinSide {
    /// The household.
    pub household: EditId,
    /// Its label.
    pub label: String,
    /// The name of its place.
    pub thon: String,
    /// Its head's name.
    pub head: String,
    /// The paper that says so.
    pub paper: Option<Naming>,
    /// The path of the member's row, spelled; empty for a head that is no member.
    pub at: String,
    /// The person's name.
    pub name: String,
    /// Birth date or year.
    pub birth: Option<Date>,
    /// Sex, in the paper's words.
    pub sex: Option<String>,
    /// The end of the personal number, the rest masked; empty where none is known.
    pub number: String,
}

/// Two that may be one.
#[derive(Clone, Debug)]
pub struct Twin {
    /// Who they are.
    pub pair: Pair,
    /// The pair that a person said to be two, if one did: of these rows, or of the rows in which earlier papers had
    /// the same people.
    pub marked: Option<Pair>,
    /// Both, by label.
    pub sides: [TwinSide; 2],
    /// Why.
    pub reasons: BTreeSet<TwinReason>,
}

impl Twin {
    /// Whether somebody has to look: it is likely enough, and nobody has said that they are two.
    pub fn asks(&self) -> bool {
        self.marked.is_none() && self.reasons.iter().any(|reason| reason.asks())
    }
}

/// What can be compared of a member.
struct Known<'d> {
    of: (usize, usize),
    name: String,
    number: Option<String>,
    dweller: &'d Dweller,
}

/// All that are alike, each pair once, in the order of the dwellings.
pub fn alike(dwellings: &[Dwelling]) -> Vec<Likeness> {
    let people: Vec<Known<'_>> = dwellings
        .iter()
        .enumerate()
        .flat_map(|(at, dwelling)| {
            let people = dwelling.people.iter().enumerate();
            people.map(move |(n, dweller)| Known {
                of: (at, n),
                name: fold(&dweller.name),
                number: dweller.number.as_deref().and_then(number),
                dweller,
            })
        })
        .collect();
    let mut found: BTreeMap<[One; 2], BTreeSet<TwinReason>> = BTreeMap::new();
    let mut note = |a: &Known<'_>, b: &Known<'_>, reason| {
        let one = |known: &Known<'_>| (known.of.0, Some(known.of.1));
        let mut of = [one(a), one(b)];
        of.sort_unstable();
        found.entry(of).or_default().insert(reason);
    };
    let mut by_number: HashMap<&str, Vec<&Known<'_>>> = HashMap::new();
    let mut by_year: HashMap<(&str, i32), Vec<&Known<'_>>> = HashMap::new();
    for known in &people {
        if let Some(number) = &known.number {
            by_number.entry(number).or_default().push(known);
        }
        if let Some(birth) = known.dweller.birth
            && !known.name.is_empty()
        {
            let key = (known.name.as_str(), birth.year());
            by_year.entry(key).or_default().push(known);
        }
    }
    for group in by_number.values() {
        for (a, b) in each_with_each(group) {
            if a.of.0 != b.of.0 {
                note(a, b, TwinReason::Number);
            }
        }
    }
    for group in by_year.values_mut() {
        // Of a long chain those of one day stand side by side.
        group.sort_by_key(|known| (known.dweller.birth, known.of));
        for (a, b) in each_with_each(group) {
            if let Some(reason) = named_alike(a, b) {
                note(a, b, reason);
            }
        }
    }
    heads(dwellings, &people, &mut found);
    let likeness = |(of, reasons)| Likeness { of, reasons };
    found.into_iter().map(likeness).collect()
}

/// Whether two of one name and year of birth may be one.
fn named_alike(a: &Known<'_>, b: &Known<'_>) -> Option<TwinReason> {
    if a.of.0 == b.of.0 || differ(&a.dweller.sex, &b.dweller.sex) {
        return None;
    }
    let apart = numbers_differ(a, b);
    match (a.dweller.birth?, b.dweller.birth?) {
        (Date::Day(one), Date::Day(other)) if one != other => None,
        (Date::Day(_), Date::Day(_)) if apart => Some(TwinReason::BirthOtherNumber),
        (Date::Day(_), Date::Day(_)) => Some(TwinReason::Birth),
        _ => (!apart).then_some(TwinReason::Year),
    }
}

/// Households of one thôn whose heads have one name.
fn heads(
    dwellings: &[Dwelling],
    people: &[Known<'_>],
    found: &mut BTreeMap<[One; 2], BTreeSet<TwinReason>>,
) {
    let folded: Vec<String> = dwellings.iter().map(|one| fold(&one.head)).collect();
    let mut themselves: HashMap<usize, &Known<'_>> = HashMap::new();
    for known in people {
        if folded.get(known.of.0) == Some(&known.name) {
            themselves.entry(known.of.0).or_insert(known);
        }
    }
    let mut by_head: HashMap<(&PlaceRef, &str), Vec<usize>> = HashMap::new();
    for (at, (dwelling, head)) in dwellings.iter().zip(&folded).enumerate() {
        if matches!(dwelling.home, PlaceRef::Thon(_)) && !head.is_empty() {
            let key = (&dwelling.home, head.as_str());
            by_head.entry(key).or_default().push(at);
        }
    }
    for group in by_head.values() {
        for (a, b) in each_with_each(group) {
            if let (Some(one), Some(other)) = (themselves.get(&a), themselves.get(&b)) {
                let people = [(a, Some(one.of.1)), (b, Some(other.of.1))];
                if let Some(reasons) = found.get_mut(&people) {
                    reasons.insert(TwinReason::Head);
                    continue;
                }
                let births = match (one.dweller.birth, other.dweller.birth) {
                    (Some(Date::Day(one)), Some(Date::Day(other))) => one != other,
                    (Some(one), Some(other)) => one.year() != other.year(),
                    _ => false,
                };
                let sexes = differ(&one.dweller.sex, &other.dweller.sex);
                if births || sexes || numbers_differ(one, other) {
                    continue;
                }
            }
            let households = [(a, None), (b, None)];
            found
                .entry(households)
                .or_default()
                .insert(TwinReason::Head);
        }
    }
}

/// Both of every pair of a group; of a large one only those that stand side by side.
fn each_with_each<T: Copy>(group: &[T]) -> Vec<(T, T)> {
    if group.len() > MOST_TOGETHER {
        let sides = group.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((*a, *b)),
            _ => None,
        });
        return sides.collect();
    }
    let pairs = group.iter().enumerate();
    pairs
        .flat_map(|(n, a)| group.iter().skip(n + 1).map(|b| (*a, *b)))
        .collect()
}

/// Whether both are known and not the same.
fn differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// Whether both have a number of one kind, and not the same: an old and a new number tell nobody apart.
fn numbers_differ(a: &Known<'_>, b: &Known<'_>) -> bool {
    let kinds = |number: &Option<String>| number.as_ref().map(String::len);
    kinds(&a.number) == kinds(&b.number) && differ(&a.number, &b.number)
}

/// A number without spaces and dots; none where one sign stands throughout, as where somebody had to type something.
fn number(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let first = bare.chars().next()?;
    bare.chars().any(|c| c != first).then_some(bare)
}
