//! Tables: many evaluated papers added up, one record at a time.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::expression::run::evaluate;
use super::expression::{Expr, Val};
use super::household::{Known, Record, Scratch};
use super::joined::Linked;
use super::printed::{Columns, reads};
use super::val::at_digits;
use super::{Context, Evaluation, Name, TableColumn};
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
    /// Whether the paper closes the cell: the column says nothing of this part.
    pub closed: bool,
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
    /// Which of the unit's rows it is, by the part's id; none where the table has one row for each unit.
    pub part: Option<Name>,
    /// Figures by official column number.
    pub cells: BTreeMap<String, TallyCell>,
}

/// A finished table: units in the order given, then areas that have units, then the total; for each its
/// parts, in the paper's order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TallyTable {
    /// Its rows.
    pub rows: Vec<TallyRow>,
    /// Whether a training scale is in it: everything that shows or prints it says so.
    pub training: bool,
}

/// One of a unit's rows.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) id: Name,
    /// What a counted record adds; 1 without.
    pub(super) weight: Option<Expr>,
    pub(super) condition: Option<Expr>,
}

#[derive(Debug)]
pub(super) enum Rule {
    /// For each part which of [`Tally::adds`]; none where its cell is closed. `of` is the column that the
    /// figure is a percentage of.
    Tallied {
        cells: Vec<Option<usize>>,
        of: Option<usize>,
    },
    Printed(Expr),
}

impl Rule {
    fn add(&self, part: usize) -> Option<usize> {
        match self {
            Rule::Tallied { cells, .. } => cells.get(part).copied().flatten(),
            Rule::Printed(_) => None,
        }
    }

    fn closed(&self, part: usize) -> bool {
        matches!(self, Rule::Tallied { .. }) && self.add(part).is_none()
    }
}

/// A table paper linked to the papers it joins. There is no other way to tally: see [`Form::link`].
#[derive(Debug)]
pub struct Tally {
    pub(super) linked: Linked,
    pub(super) columns: Vec<TableColumn>,
    /// None where a unit has one row.
    pub(super) parts: Vec<Part>,
    /// What records add: a condition's 1 or part's weight, or a number.
    pub(super) adds: Vec<Expr>,
    pub(super) rules: Vec<Rule>,
    /// Printed columns so that each comes after those it reads.
    pub(super) order: Vec<usize>,
}

/// Sums of one cell in the making.
#[derive(Clone, Default)]
struct Sums {
    sum: Decimal,
    missing: u64,
    standing: u64,
}

impl Sums {
    fn take(&mut self, (value, lent): Known) {
        match value {
            Val::Number(number) => match self.sum.checked_add(number) {
                Some(sum) => {
                    self.sum = sum;
                    self.standing += u64::from(lent);
                }
                None => self.missing += 1,
            },
            Val::Nothing => {}
            _ => self.missing += 1,
        }
    }
}

/// A table being added up.
pub struct Tallying<'t> {
    tally: &'t Tally,
    table: &'t Form,
    context: Context,
    units: Vec<TallyUnit>,
    /// Unit after unit, part after part, a sum for each column.
    sums: Vec<Sums>,
    scratch: Scratch,
    training: bool,
}

impl Tally {
    /// The ids of the papers that records carry, in the order [`Tallying::add`] takes them.
    pub fn joins(&self) -> &[Name] {
        &self.linked.joins
    }

    /// For each of the joins, the Phiếu of which period is read.
    pub fn periods(&self) -> &[super::ImportPeriod] {
        &self.linked.periods
    }

    /// Starts a table with rows for each unit. `table` is the paper this was linked from; the
    /// context's date chooses among dated constants.
    pub fn start<'t>(
        &'t self,
        table: &'t Form,
        units: Vec<TallyUnit>,
        context: Context,
    ) -> Tallying<'t> {
        let scratch = Scratch::new(&self.linked, table, &context);
        let sums = vec![Sums::default(); units.len() * self.width()];
        Tallying {
            tally: self,
            table,
            context,
            units,
            sums,
            scratch,
            training: false,
        }
    }

    /// Rows of one unit: at least one.
    fn depth(&self) -> usize {
        self.parts.len().max(1)
    }

    /// Cells of one unit.
    fn width(&self) -> usize {
        self.columns.len() * self.depth()
    }
}

impl Tallying<'_> {
    /// Adds one household: the unit's position, and the evaluations of its papers in the order of
    /// [`Tally::joins`], `None` for a paper it does not have. A unit that is not there adds nothing.
    pub fn add(&mut self, unit: usize, papers: &[Option<&Evaluation>]) {
        let tally = self.tally;
        let width = tally.width();
        let Some(sums) = unit
            .checked_mul(width)
            .and_then(|start| self.sums.get_mut(start..start + width))
        else {
            return;
        };
        let area = self.units.get(unit).and_then(|unit| unit.area);
        let linked = &tally.linked;
        let mut record = Record::new(linked, papers, &mut self.scratch, &self.context, area);
        let counted = record.counted();
        match counted {
            Val::YesNo(false) | Val::Nothing => return,
            Val::YesNo(true) => {}
            _ => {
                for (part, sums) in sums.chunks_mut(tally.columns.len().max(1)).enumerate() {
                    for (rule, sums) in tally.rules.iter().zip(sums) {
                        sums.missing += u64::from(rule.add(part).is_some());
                    }
                }
                return;
            }
        }
        self.training |= papers.iter().flatten().any(|paper| paper.training);
        let parts: Vec<Known> = tally
            .parts
            .iter()
            .map(|part| match &part.condition {
                Some(condition) => record.known(condition),
                None => (Val::YesNo(true), false),
            })
            .collect();
        let mut weights: Vec<Option<Known>> = vec![None; tally.parts.len()];
        let mut results: Vec<Option<Known>> = vec![None; tally.adds.len()];
        for (part, sums) in sums.chunks_mut(tally.columns.len().max(1)).enumerate() {
            // Nothing of this record can be in the part's rows.
            if matches!(parts.get(part), Some((Val::YesNo(false) | Val::Nothing, _))) {
                continue;
            }
            for (rule, sums) in tally.rules.iter().zip(sums) {
                let Some(at) = rule.add(part) else { continue };
                let (Some(add), Some(slot)) = (tally.adds.get(at), results.get_mut(at)) else {
                    continue;
                };
                let (value, lent) = slot.get_or_insert_with(|| record.known(add));
                let figure = match value {
                    Val::YesNo(true) => tally.weight(part, &mut weights, &mut record),
                    Val::YesNo(false) | Val::Nothing => continue,
                    other => (other.clone(), false),
                };
                let lent = *lent || figure.1;
                sums.take(match parts.get(part) {
                    Some((Val::YesNo(true), also)) => (figure.0, lent || *also),
                    None => (figure.0, lent),
                    // Nothing is added whether the record is of this part or not.
                    Some(_) if figure.0 == Val::Number(Decimal::ZERO) => continue,
                    Some((unknown, _)) => (unknown.clone(), lent),
                });
            }
        }
    }

    /// The table: rates are computed anew for every row from that row's own figures.
    pub fn finish(self) -> TallyTable {
        let width = self.tally.width();
        let mut rows = Vec::new();
        let mut total = vec![Sums::default(); width];
        let mut areas: Vec<(Area, Vec<Sums>)> = Vec::new();
        for (n, unit) in self.units.iter().enumerate() {
            let sums = self
                .sums
                .get(n * width..(n + 1) * width)
                .unwrap_or_default();
            rows.extend(self.rows(TallyRowKind::Unit, Some(unit), unit.area, sums));
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
            rows.extend(self.rows(TallyRowKind::Area(*area), None, Some(*area), sums));
        }
        rows.extend(self.rows(TallyRowKind::Total, None, None, &total));
        let training = self.training;
        TallyTable { rows, training }
    }

    /// The rows of one unit, area or total: one for each part.
    fn rows(
        &self,
        kind: TallyRowKind,
        unit: Option<&TallyUnit>,
        area: Option<Area>,
        sums: &[Sums],
    ) -> Vec<TallyRow> {
        let columns = self.tally.columns.len();
        (0..self.tally.depth())
            .map(|part| {
                let sums = sums.get(part * columns..(part + 1) * columns);
                TallyRow {
                    kind,
                    place: unit.map_or_else(String::new, |unit| unit.place.clone()),
                    name: unit.map_or_else(String::new, |unit| unit.name.clone()),
                    area,
                    part: self.tally.parts.get(part).map(|part| part.id.clone()),
                    cells: self.tally.cells(part, sums.unwrap_or_default()),
                }
            })
            .collect()
    }

    /// The table paper.
    pub fn table(&self) -> &Form {
        self.table
    }
}

impl Tally {
    /// What a record counts for in a part: asked for only where it counts.
    fn weight(&self, part: usize, weights: &mut [Option<Known>], record: &mut Record<'_>) -> Known {
        let expr = self.parts.get(part).and_then(|part| part.weight.as_ref());
        match (expr, weights.get_mut(part)) {
            (Some(expr), Some(slot)) => slot.get_or_insert_with(|| record.known(expr)).clone(),
            _ => (Val::Number(Decimal::ONE), false),
        }
    }

    /// One row's cells by column number.
    fn cells(&self, part: usize, sums: &[Sums]) -> BTreeMap<String, TallyCell> {
        let mut values: Vec<Val> = Vec::with_capacity(sums.len());
        let mut missing: Vec<u64> = Vec::with_capacity(sums.len());
        let mut standing: Vec<u64> = sums.iter().map(|sum| sum.standing).collect();
        for (sum, rule) in sums.iter().zip(&self.rules) {
            values.push(match rule {
                rule if rule.closed(part) => Val::Nothing,
                Rule::Tallied { .. } if sum.missing == 0 => Val::Number(sum.sum),
                _ => Val::unknown(),
            });
            missing.push(sum.missing);
        }
        self.percentages(&mut values, &mut missing, &mut standing);
        self.printed(&mut values, &mut missing, &mut standing);
        let known = self.columns.iter().zip(&self.rules).zip(values);
        known
            .zip(missing)
            .zip(standing)
            .map(|((((column, rule), value), missing), standing)| {
                let value = match value {
                    Val::Number(number) => Some(at_digits(number, column.digits)),
                    _ => None,
                };
                let cell = TallyCell {
                    value,
                    missing,
                    standing,
                    closed: rule.closed(part),
                };
                (column.number.clone(), cell)
            })
            .collect()
    }

    /// Turns what columns in percent of another added up into percent.
    fn percentages(&self, values: &mut [Val], missing: &mut [u64], standing: &mut [u64]) {
        for (n, rule) in self.rules.iter().enumerate() {
            let Rule::Tallied { of: Some(of), .. } = rule else {
                continue;
            };
            let rate = match (values.get(n), values.get(*of)) {
                (Some(Val::Number(part)), Some(Val::Number(whole))) => part
                    .checked_mul(Decimal::ONE_HUNDRED)
                    .and_then(|part| part.checked_div(*whole))
                    .map_or_else(Val::unknown, Val::Number),
                (Some(Val::Nothing), _) => Val::Nothing,
                _ => Val::unknown(),
            };
            for of_record in [&mut *missing, &mut *standing] {
                let whole = of_record.get(*of).copied().unwrap_or(0);
                if let Some(slot) = of_record.get_mut(n) {
                    *slot = whole.max(*slot);
                }
            }
            if let Some(slot) = values.get_mut(n) {
                *slot = rate;
            }
        }
    }

    /// Fills in the columns that follow from others as printed.
    fn printed(&self, values: &mut [Val], missing: &mut [u64], standing: &mut [u64]) {
        for n in &self.order {
            let Some(Rule::Printed(expr)) = self.rules.get(*n) else {
                continue;
            };
            // The same record may lack, or lend, several of the figures: the most, not the sum.
            let most = |of: &[u64]| {
                let read = reads(expr).into_iter();
                read.filter_map(|n| of.get(usize::try_from(n).ok()?).copied())
                    .max()
                    .unwrap_or(0)
            };
            let (lacking, lent) = (most(missing), most(standing));
            let mut columns = Columns { values, steps: 0 };
            let value = evaluate(expr, &mut columns, &mut Vec::new());
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
