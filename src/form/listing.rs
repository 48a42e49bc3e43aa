//! Lists: households, or their members, told one by one from evaluated papers.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::expression::{Expr, Val};
use super::household::{Record, Scratch};
use super::joined::Linked;
use super::val::at_digits;
use super::{Context, Date, Evaluation, Name, Running, TallyUnit};
use crate::text::{collate, collate_person};

/// What a list shows in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListCell {
    /// Text; a choice by its wording, several with `; ` between them.
    Text(String),
    /// A number at the column's digits.
    Number(Decimal),
    /// A date or a year.
    Date(Date),
    /// Yes or no.
    YesNo(bool),
    /// Nothing to say here.
    Nothing,
    /// Not known.
    Unknown,
}

/// One row: a household, or one of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The unit's position.
    pub unit: usize,
    /// The household's number within its unit, from 1.
    pub number: u32,
    /// The member's number within the household, from 1; none for a household, or one whose members
    /// are not known.
    pub member: Option<u32>,
    /// Which of the records added it is, from 0.
    pub record: usize,
    /// What the columns show, in their order.
    pub cells: Vec<ListCell>,
    /// The choice that stands behind a cell, where its column shows one of a paper's choices.
    pub picked: Vec<Option<Name>>,
    /// Whether something in the row rests on a printed figure that stands in for a computed one.
    pub standing: bool,
}

/// A finished list: unit by unit, sorted as the paper says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ListTable {
    /// The units that the rows name.
    pub units: Vec<TallyUnit>,
    /// Its rows.
    pub rows: Vec<ListRow>,
    /// How many households nobody can say of whether they belong in the list.
    pub missing: u64,
    /// Whether a training scale is in it: everything that shows or prints it says so.
    pub training: bool,
}

/// A value shown, with the wording of the choices it may be.
#[derive(Debug)]
pub(super) struct Show {
    pub(super) expr: Expr,
    pub(super) labels: BTreeMap<Name, String>,
    pub(super) digits: u32,
}

/// What households are sorted by.
#[derive(Debug)]
pub(super) struct Sort {
    pub(super) expr: Expr,
    /// Whether it is a person's name, which is sorted by the given name.
    pub(super) of_person: bool,
}

#[derive(Debug)]
pub(super) enum ListRule {
    Show(Show),
    Running(Running),
}

/// A list paper linked to the papers it joins. There is no other way to list: see [`Form::link_list`].
#[derive(Debug)]
pub struct Listing {
    pub(super) linked: Linked,
    pub(super) rules: Vec<ListRule>,
    pub(super) each: Option<u32>,
    pub(super) each_condition: Option<Expr>,
    pub(super) sort: Vec<Sort>,
}

/// One household in the list, before it has its number.
struct Entry {
    unit: usize,
    record: usize,
    keys: Vec<Val>,
    rows: Vec<Listed>,
}

/// One member listed, or the whole household: its number, what the columns show, the choices behind that,
/// and whether something rests on a printed figure.
struct Listed {
    member: Option<u32>,
    cells: Vec<ListCell>,
    picked: Vec<Option<Name>>,
    standing: bool,
}

/// A list being made.
pub struct Listings<'t> {
    listing: &'t Listing,
    context: Context,
    units: Vec<TallyUnit>,
    entries: Vec<Entry>,
    records: usize,
    missing: u64,
    training: bool,
    scratch: Scratch,
}

impl Listing {
    /// The ids of the papers that records carry, in the order [`Listings::add`] takes them.
    pub fn joins(&self) -> &[Name] {
        &self.linked.joins
    }

    /// For each of the joins, the Phiếu of which period is read.
    pub fn periods(&self) -> &[super::ImportPeriod] {
        &self.linked.periods
    }

    /// Whether each row is a member rather than a household.
    pub fn of_members(&self) -> bool {
        self.each.is_some()
    }

    /// Starts a list. `paper` is the one this was linked from; the context's date chooses among dated
    /// constants.
    pub fn start(&self, paper: &Form, units: Vec<TallyUnit>, context: Context) -> Listings<'_> {
        Listings {
            listing: self,
            scratch: Scratch::new(&self.linked, paper, &context),
            context,
            units,
            entries: Vec::new(),
            records: 0,
            missing: 0,
            training: false,
        }
    }

    /// The choices that a column can show, by id; empty for a column of anything else.
    pub(super) fn choices(&self, column: usize) -> Vec<&Name> {
        match self.rules.get(column) {
            Some(ListRule::Show(show)) => show.labels.keys().collect(),
            _ => Vec::new(),
        }
    }

    fn rows(&self, record: &mut Record<'_>) -> Vec<Listed> {
        use super::expression::run::Reading as _;
        let count = self.each.and_then(|roster| record.rows(roster));
        let mut rows = Vec::new();
        for row in 0..count.unwrap_or(0) {
            let mut bound = vec![row];
            let belongs = match &self.each_condition {
                Some(condition) => record.known_in(condition, &mut bound).0,
                None => Val::YesNo(true),
            };
            // Who may belong is shown: leaving a person out is the worse mistake.
            if !matches!(belongs, Val::YesNo(false) | Val::Nothing) {
                let member = u32::try_from(rows.len() + 1).ok();
                rows.push(self.row(record, member, bound));
            }
        }
        if rows.is_empty() {
            // A household whose members nobody has listed is in the list all the same.
            rows.push(self.row(record, None, vec![u32::MAX]));
        }
        rows
    }

    fn row(&self, record: &mut Record<'_>, member: Option<u32>, mut bound: Vec<u32>) -> Listed {
        let mut listed = Listed {
            member,
            cells: Vec::with_capacity(self.rules.len()),
            picked: Vec::with_capacity(self.rules.len()),
            standing: false,
        };
        for rule in &self.rules {
            let mut picked = None;
            listed.cells.push(match rule {
                ListRule::Running(Running::Member) => match member {
                    Some(member) => ListCell::Number(member.into()),
                    None => ListCell::Nothing,
                },
                // Known when everything is sorted.
                ListRule::Running(Running::Household) => ListCell::Nothing,
                ListRule::Show(show) => {
                    let (value, lent) = record.known_in(&show.expr, &mut bound);
                    listed.standing |= lent;
                    picked = show.picked(&value);
                    show.cell(value)
                }
            });
            listed.picked.push(picked);
        }
        listed
    }
}

impl Show {
    /// The choice that a value is.
    fn picked(&self, value: &Val) -> Option<Name> {
        match value {
            Val::Text(text) if self.labels.contains_key(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn cell(&self, value: Val) -> ListCell {
        let label = |name: &Name| {
            let label = self.labels.get(name).cloned();
            label.unwrap_or_else(|| name.to_string())
        };
        match value {
            Val::Number(number) => ListCell::Number(at_digits(number, self.digits)),
            Val::Text(text) => ListCell::Text(label(&text)),
            Val::YesNo(yes) => ListCell::YesNo(yes),
            Val::Date(date) => ListCell::Date(date),
            Val::Set(names) => {
                let labels: Vec<String> = names.iter().map(label).collect();
                ListCell::Text(labels.join("; "))
            }
            Val::Nothing => ListCell::Nothing,
            Val::Unknown(_) => ListCell::Unknown,
        }
    }
}

impl Listings<'_> {
    /// Whether a household belongs, without adding it; `None` while that is not known.
    pub fn belongs(&mut self, unit: usize, papers: &[Option<&Evaluation>]) -> Option<bool> {
        let area = self.units.get(unit)?.area;
        let linked = &self.listing.linked;
        let mut record = Record::new(linked, papers, &mut self.scratch, &self.context, area);
        match record.counted() {
            Val::YesNo(belongs) => Some(belongs),
            Val::Nothing => Some(false),
            _ => None,
        }
    }

    /// Adds one household, if it belongs: the unit's position, and the evaluations of its papers in the
    /// order of [`Listing::joins`], `None` for a paper it does not have.
    pub fn add(&mut self, unit: usize, papers: &[Option<&Evaluation>]) {
        let number = self.records;
        self.records += 1;
        let Some(area) = self.units.get(unit).map(|unit| unit.area) else {
            return;
        };
        let listing = self.listing;
        let mut record = Record::new(
            &listing.linked,
            papers,
            &mut self.scratch,
            &self.context,
            area,
        );
        match record.counted() {
            Val::YesNo(true) => {}
            Val::YesNo(false) | Val::Nothing => return,
            _ => {
                self.missing += 1;
                return;
            }
        }
        self.training |= papers.iter().flatten().any(|paper| paper.training);
        let sort = listing.sort.iter();
        let keys = sort.map(|sort| record.known(&sort.expr).0).collect();
        let rows = listing.rows(&mut record);
        self.entries.push(Entry {
            unit,
            record: number,
            keys,
            rows,
        });
    }

    /// The list: sorted within each unit, households numbered from 1.
    pub fn finish(mut self) -> ListTable {
        // Stable: where the keys are alike, households stay as they came.
        let sort = &self.listing.sort;
        self.entries.sort_by(|a, b| {
            let by_key = || {
                let pairs = sort.iter().zip(a.keys.iter().zip(&b.keys));
                pairs
                    .map(|(sort, (a, b))| in_order(sort, a, b))
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            };
            a.unit.cmp(&b.unit).then_with(by_key)
        });
        let mut rows = Vec::new();
        let mut last = None;
        let mut number = 0u32;
        for entry in self.entries {
            number = if last == Some(entry.unit) { number } else { 0 }.saturating_add(1);
            last = Some(entry.unit);
            for mut listed in entry.rows {
                for (cell, rule) in listed.cells.iter_mut().zip(&self.listing.rules) {
                    if matches!(rule, ListRule::Running(Running::Household)) {
                        *cell = ListCell::Number(number.into());
                    }
                }
                rows.push(ListRow {
                    unit: entry.unit,
                    number,
                    member: listed.member,
                    record: entry.record,
                    cells: listed.cells,
                    picked: listed.picked,
                    standing: listed.standing,
                });
            }
        }
        ListTable {
            units: self.units,
            rows,
            missing: self.missing,
            training: self.training,
        }
    }
}

/// Texts the Vietnamese way, numbers and dates by size; what is not known comes last.
fn in_order(sort: &Sort, a: &Val, b: &Val) -> Ordering {
    match (a, b) {
        (Val::Text(a), Val::Text(b)) if sort.of_person => collate_person(a.as_str(), b.as_str()),
        (Val::Text(a), Val::Text(b)) => collate(a.as_str(), b.as_str()),
        (Val::Number(a), Val::Number(b)) => a.cmp(b),
        (Val::Date(a), Val::Date(b)) => a.cmp(b),
        // Yes comes first: `sort = ["h.la_moi"]` puts the new ones on top.
        (Val::YesNo(a), Val::YesNo(b)) => b.cmp(a),
        (a, b) => b.is_known().cmp(&a.is_known()),
    }
}
