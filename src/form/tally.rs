//! Tables: many evaluated papers added up, one record at a time.

use std::cell::Cell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::expression::run::evaluate;
use super::expression::{Expr, Val};
use super::household::Record;
use super::printed::{Columns, reads};
use super::val::at_digits;
use super::{Context, Evaluation, Name, Path, TableColumn};
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
