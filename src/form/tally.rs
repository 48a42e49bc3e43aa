//! Tables: many evaluated papers added up, one record at a time.

use std::cell::Cell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::expression::run::{Reading, evaluate};
use super::expression::{Expr, Given, Val};
use super::link::reads;
use super::run::{at_digits, context_value, val};
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
    /// How many records give a printed figure where theirs cannot be computed.
    pub standing: u64,
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
    standing: u64,
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
        let day = context.day();
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
            touched: Cell::new(false),
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
        let counted_by_stand_in = record.touched.get();
        for (rule, sums) in self.tally.rules.iter().zip(sums) {
            record.touched.set(counted_by_stand_in);
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
                    Some(sum) => {
                        sums.sum = sum;
                        sums.standing += u64::from(record.touched.get());
                    }
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
        let mut standing: Vec<u64> = sums.iter().map(|sum| sum.standing).collect();
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
            // The same record may lack, or lend, several of the figures: the most, not the sum.
            let most = |of: &[u64]| {
                let read = reads(expr).into_iter();
                read.filter_map(|n| of.get(usize::try_from(n).ok()?).copied())
                    .max()
                    .unwrap_or(0)
            };
            let (lacking, lent) = (most(&missing), most(&standing));
            let value = evaluate(
                expr,
                &mut Columns {
                    values: &values,
                    steps: 0,
                },
                &mut Vec::new(),
            );
            if let (Some(value_at), Some(missing_at), Some(standing_at)) = (
                values.get_mut(*n),
                missing.get_mut(*n),
                standing.get_mut(*n),
            ) {
                *value_at = value;
                *missing_at = lacking;
                *standing_at = lent;
            }
        }
        let cells = self
            .tally
            .columns
            .iter()
            .zip(values)
            .zip(missing)
            .zip(standing)
            .map(|(((column, value), missing), standing)| {
                let value = match value {
                    Val::Number(number) => Some(at_digits(number, column.digits)),
                    _ => None,
                };
                (
                    column.number.clone(),
                    TallyCell {
                        value,
                        missing,
                        standing,
                    },
                )
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
        into.standing += sums.standing;
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
    /// Whether a stand-in, or a value that rests on one, was read since this was last cleared.
    touched: Cell<bool>,
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
        let marked = |path: &Path| {
            let outcome = paper.outcomes.get(path);
            if matches!(outcome, Some(Outcome::StandIn(_))) || paper.resting.contains(path) {
                self.touched.set(true);
            }
            outcome
        };
        match &link.to {
            LinkTo::Field(path) => marked(path),
            LinkTo::Member { roster, field } => {
                let (_, name) = self.tally.rosters.get(*roster)?;
                let id = self
                    .rosters
                    .get(*roster)?
                    .as_ref()?
                    .get(usize::try_from(row).ok()?)?;
                marked(&Path::Member {
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

    fn rows(&self, roster: u32) -> Option<u32> {
        // A paper that is not there has no empty roster: nobody knows who would be in it.
        let rows = self.rosters.get(usize::try_from(roster).ok()?)?.as_ref()?;
        u32::try_from(rows.len()).ok()
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

    fn rows(&self, _: u32) -> Option<u32> {
        None
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
