//! Tables: many evaluated papers added up, one record at a time.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::expression::run::{Reading, evaluate, rounded};
use super::expression::{Expr, Given, Val};
use super::link::reads;
use super::run::{context_value, val};
use super::{Context, Evaluation, Name, Outcome, Path, RowId, TableColumn};
use crate::place::Area;

/// A unit that a table has a row for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyUnit {
    /// Its code or label.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Its area, which decides the area row it adds to.
    pub area: Option<Area>,
}

/// What a row of a table stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyRowKind {
    /// One unit.
    Unit,
    /// All units of one area.
    Area(Area),
    /// Everything.
    Total,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TallyCell {
    /// The figure; unknown while records are missing, and where a rate has no denominator.
    pub value: Option<Decimal>,
    /// How many records lack what the figure needs.
    pub missing: u64,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// What it stands for.
    pub kind: TallyRowKind,
    /// The unit's code or label; empty for areas and the total.
    pub place: String,
    /// The unit's name; empty for areas and the total.
    pub name: String,
    /// The area of the unit or the row.
    pub area: Option<Area>,
    /// Figures by official column number.
    pub cells: BTreeMap<String, TallyCell>,
}

/// A finished table: units in the order given, then areas that have units, then the total.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TallyTable {
    /// Its rows.
    pub rows: Vec<TallyRow>,
}

#[derive(Debug)]
pub(super) enum Rule {
    Count(Expr),
    Sum(Expr),
    Printed(Expr),
}

/// A field of a joined paper.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) join: usize,
    /// The path of a field outside rosters, or the roster's index and the field's name.
    pub(super) to: LinkTo,
}

#[derive(Debug)]
pub(super) enum LinkTo {
    Field(Path),
    Member { roster: usize, field: Name },
}

/// A table paper linked to the papers it joins. There is no other way to tally: see [`Form::link`].
#[derive(Debug)]
pub struct Tally {
    pub(super) joins: Vec<Name>,
    pub(super) columns: Vec<TableColumn>,
    pub(super) rules: Vec<Rule>,
    pub(super) order: Vec<usize>,
    pub(super) condition: Option<Expr>,
    pub(super) links: Vec<Link>,
    pub(super) rosters: Vec<(usize, Name)>,
    pub(super) areas: Option<(Name, Name)>,
    pub(super) constants: Vec<(Name, u32)>,
}

/// Sums of one row in the making.
#[derive(Clone, Default)]
struct Sums {
    sum: Decimal,
    missing: u64,
}

/// A table being added up.
pub struct Tallying<'t> {
    tally: &'t Tally,
    table: &'t Form,
    context: Context,
    units: Vec<TallyUnit>,
    /// Unit after unit, a sum for each column.
    sums: Vec<Sums>,
    constants: Vec<Val>,
}

impl Tally {
    /// The ids of the papers that records carry, in the order [`Tallying::add`] takes them.
    pub fn joins(&self) -> &[Name] {
        &self.joins
    }

    /// Starts a table with a row for each unit. `table` is the paper this was linked from; the
    /// context's date chooses among dated constants.
    pub fn start<'t>(
        &'t self,
        table: &'t Form,
        units: Vec<TallyUnit>,
        context: Context,
    ) -> Tallying<'t> {
        let day = context.date.or(context.period.map(super::Period::last_day));
        let constants = self
            .constants
            .iter()
            .map(|(_, n)| {
                table
                    .constant_at(*n, day)
                    .map_or_else(Val::unknown, Val::Number)
            })
            .collect();
        let sums = vec![Sums::default(); units.len() * self.columns.len()];
        Tallying {
            tally: self,
            table,
            context,
            units,
            sums,
            constants,
        }
    }
}

impl Tallying<'_> {
    /// Adds one household: the unit's position, and the evaluations of its papers in the order of
    /// [`Tally::joins`], `None` for a paper it does not have. A unit that is not there adds nothing.
    pub fn add(&mut self, unit: usize, papers: &[Option<&Evaluation>]) {
        let width = self.tally.columns.len();
        let Some(sums) = unit
            .checked_mul(width)
            .and_then(|start| self.sums.get_mut(start..start + width))
        else {
            return;
        };
        let area = self.units.get(unit).and_then(|unit| unit.area);
        let mut record = Record {
            tally: self.tally,
            papers,
            rosters: vec![None; self.tally.rosters.len()],
            constants: &self.constants,
            context: &self.context,
            area,
            steps: 0,
        };
        record.list_rows();
        let mut rows = Vec::new();
        let counted = self
            .tally
            .condition
            .as_ref()
            .map_or(Val::YesNo(true), |condition| {
                evaluate(condition, &mut record, &mut rows)
            });
        match counted {
            Val::YesNo(false) | Val::Nothing => return,
            Val::YesNo(true) => {}
            _ => {
                sums.iter_mut().for_each(|sums| sums.missing += 1);
                return;
            }
        }
        for (rule, sums) in self.tally.rules.iter().zip(sums) {
            let part = match rule {
                Rule::Count(expr) => match evaluate(expr, &mut record, &mut rows) {
                    Val::YesNo(true) => Val::Number(Decimal::ONE),
                    Val::YesNo(false) | Val::Nothing => continue,
                    _ => Val::unknown(),
                },
                Rule::Sum(expr) => evaluate(expr, &mut record, &mut rows),
                Rule::Printed(_) => continue,
            };
            match part {
                Val::Number(number) => match sums.sum.checked_add(number) {
                    Some(sum) => sums.sum = sum,
                    None => sums.missing += 1,
                },
                Val::Nothing => {}
                _ => sums.missing += 1,
            }
        }
    }

    /// The table: rates are computed anew for every row from that row's own figures.
    pub fn finish(self) -> TallyTable {
        let width = self.tally.columns.len();
        let mut rows = Vec::new();
        let mut total = vec![Sums::default(); width];
        let mut areas: Vec<(Area, Vec<Sums>)> = Vec::new();
        for (n, unit) in self.units.iter().enumerate() {
            let sums = self
                .sums
                .get(n * width..(n + 1) * width)
                .unwrap_or_default();
            rows.push(self.row(TallyRowKind::Unit, &unit.place, &unit.name, unit.area, sums));
            add_all(&mut total, sums);
            if let Some(area) = unit.area {
                match areas.iter_mut().find(|(other, _)| *other == area) {
                    Some((_, into)) => add_all(into, sums),
                    None => areas.push((area, sums.to_vec())),
                }
            }
        }
        areas.sort_by_key(|(area, _)| *area);
        for (area, sums) in &areas {
            rows.push(self.row(TallyRowKind::Area(*area), "", "", Some(*area), sums));
        }
        rows.push(self.row(TallyRowKind::Total, "", "", None, &total));
        TallyTable { rows }
    }

    fn row(
        &self,
        kind: TallyRowKind,
        place: &str,
        name: &str,
        area: Option<Area>,
        sums: &[Sums],
    ) -> TallyRow {
        let mut values: Vec<Val> = Vec::with_capacity(sums.len());
        let mut missing: Vec<u64> = Vec::with_capacity(sums.len());
        for (sum, rule) in sums.iter().zip(&self.tally.rules) {
            let known = sum.missing == 0 && !matches!(rule, Rule::Printed(_));
            values.push(if known {
                Val::Number(sum.sum)
            } else {
                Val::unknown()
            });
            missing.push(sum.missing);
        }
        for n in &self.tally.order {
            let Some(Rule::Printed(expr)) = self.tally.rules.get(*n) else {
                continue;
            };
            let lacking = reads(expr)
                .into_iter()
                .filter_map(|n| missing.get(usize::try_from(n).ok()?))
                .copied()
                .max()
                .unwrap_or(0);
            let value = evaluate(
                expr,
                &mut Columns {
                    values: &values,
                    steps: 0,
                },
                &mut Vec::new(),
            );
            if let (Some(value_at), Some(missing_at)) = (values.get_mut(*n), missing.get_mut(*n)) {
                *value_at = value;
                *missing_at = lacking;
            }
        }
        let cells =
            self.tally
                .columns
                .iter()
                .zip(values)
                .zip(missing)
                .map(|((column, value), missing)| {
                    let value = match value {
                        Val::Number(number) => {
                            let mut number = rounded(number, column.digits);
                            number.rescale(column.digits);
                            Some(number)
                        }
                        _ => None,
                    };
                    (column.number.clone(), TallyCell { value, missing })
                });
        TallyRow {
            kind,
            place: place.to_owned(),
            name: name.to_owned(),
            area,
            cells: cells.collect(),
        }
    }

    /// The table paper.
    pub fn table(&self) -> &Form {
        self.table
    }
}

fn add_all(into: &mut [Sums], sums: &[Sums]) {
    for (into, sums) in into.iter_mut().zip(sums) {
        match into.sum.checked_add(sums.sum) {
            Some(sum) => into.sum = sum,
            None => into.missing += 1,
        }
        into.missing += sums.missing;
    }
}

/// Expression steps for one household.
const MOST_STEPS: u64 = 1_000_000;

/// One household's papers as expressions read them.
struct Record<'a> {
    tally: &'a Tally,
    papers: &'a [Option<&'a Evaluation>],
    rosters: Vec<Option<Vec<RowId>>>,
    constants: &'a [Val],
    context: &'a Context,
    area: Option<Area>,
    steps: u64,
}

impl Record<'_> {
    fn list_rows(&mut self) {
        for (slot, (join, roster)) in self.rosters.iter_mut().zip(&self.tally.rosters) {
            let Some(paper) = self.papers.get(*join).copied().flatten() else {
                continue;
            };
            let mut rows: Vec<RowId> = Vec::new();
            let from = Path::Member {
                roster: roster.clone(),
                row: RowId([0; 32]),
                field: Name::new(""),
            };
            for (path, outcome) in paper.outcomes.range(from..) {
                match path {
                    Path::Member {
                        roster: other, row, ..
                    } if other == roster => {
                        if rows.last() != Some(row) && *outcome != Outcome::NotRelevant {
                            rows.push(*row);
                        }
                    }
                    _ => break,
                }
            }
            *slot = Some(rows);
        }
    }

    fn outcome(&self, node: u32, row: u32) -> Option<&Outcome> {
        let link = self.tally.links.get(usize::try_from(node).ok()?)?;
        let paper = self.papers.get(link.join).copied().flatten()?;
        match &link.to {
            LinkTo::Field(path) => paper.outcomes.get(path),
            LinkTo::Member { roster, field } => {
                let (_, name) = self.tally.rosters.get(*roster)?;
                let id = self
                    .rosters
                    .get(*roster)?
                    .as_ref()?
                    .get(usize::try_from(row).ok()?)?;
                paper.outcomes.get(&Path::Member {
                    roster: name.clone(),
                    row: *id,
                    field: field.clone(),
                })
            }
        }
    }
}

impl Reading for Record<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
        match self.outcome(node, row) {
            Some(
                Outcome::Given(value) | Outcome::StandIn(value) | Outcome::Computed { value, .. },
            ) => val(value),
            Some(
                Outcome::Closed
                | Outcome::NotRelevant
                | Outcome::Special(super::Special::NotApplicable),
            ) => Val::Nothing,
            _ => Val::unknown(),
        }
    }

    fn given(&self, node: u32, row: u32) -> bool {
        matches!(
            self.outcome(node, row),
            Some(
                Outcome::Given(_)
                    | Outcome::StandIn(_)
                    | Outcome::Computed {
                        control: Some(_),
                        ..
                    }
            )
        )
    }

    fn answered(&self, node: u32, row: u32) -> bool {
        self.given(node, row)
            || matches!(
                self.outcome(node, row),
                Some(Outcome::Special(_) | Outcome::Unparsed(_))
            )
    }

    fn rows(&self, roster: u32) -> u32 {
        let rows = usize::try_from(roster)
            .ok()
            .and_then(|roster| self.rosters.get(roster))
            .and_then(Option::as_ref);
        rows.map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(0))
    }

    fn constant(&self, index: u32) -> Val {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.constants.get(index))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn context(&self, given: Given) -> Val {
        if given == Given::Area {
            let own = Context {
                area: self.area.or(self.context.area),
                ..Context::default()
            };
            return context_value(&own, self.tally.areas.as_ref(), given);
        }
        context_value(self.context, self.tally.areas.as_ref(), given)
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}

/// One row's columns as printed formulas read them.
struct Columns<'a> {
    values: &'a [Val],
    steps: u64,
}

impl Reading for Columns<'_> {
    fn value(&self, node: u32, _: u32) -> Val {
        usize::try_from(node)
            .ok()
            .and_then(|node| self.values.get(node))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn given(&self, _: u32, _: u32) -> bool {
        false
    }

    fn answered(&self, _: u32, _: u32) -> bool {
        false
    }

    fn rows(&self, _: u32) -> u32 {
        0
    }

    fn constant(&self, _: u32) -> Val {
        Val::unknown()
    }

    fn context(&self, _: Given) -> Val {
        Val::unknown()
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}
