//! One identity at one place and period: its sides read, compared, judged.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::side::{Identity, Of, Side, What, When};
use super::{At, Cell, Cells, Figure, Op, Spot};
use crate::form::expression::Val;
use crate::form::expression::run::evaluate;
use crate::form::printed::Columns;
use crate::form::val::at_digits;
use crate::form::{Name, Period};

/// Where and when an identity is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) spot: Spot,
    pub(super) part: Option<String>,
    pub(super) period: Period,
    /// Which half of the year, for an identity that reads halves.
    pub(super) half: u32,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing can be said, and nothing needs to be.
    Silent,
    Holds,
    /// It depends on these, which are missing.
    Missing(Vec<Cell>),
    Broken {
        expected: Decimal,
        expected_to: Option<Decimal>,
        found: Decimal,
    },
}

/// A verdict and what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// The left cell; the first, where the left side has several.
    pub(super) at: Option<Cell>,
    /// The cells of the right side.
    pub(super) others: Vec<Cell>,
    /// All cells of the left side.
    pub(super) lefts: Vec<Cell>,
    /// Left less right, unrounded, where both are known.
    pub(super) gap: Option<Decimal>,
}

/// A side as read.
#[derive(Default)]
struct Read {
    sum: Decimal,
    /// Each part's value.
    parts: Vec<Decimal>,
    missing: Vec<Cell>,
    cells: Vec<Cell>,
    /// Decimal digits of the finest part.
    digits: u32,
    /// A number too large to add: nothing is said.
    spoilt: bool,
}

impl Identity {
    /// Judges the identity at one place.
    pub(super) fn judge(&self, hold: &Hold, cells: &dyn Cells) -> Judged {
        let left = self.read(std::slice::from_ref(&self.left), hold, cells);
        let mut right = self.read(&self.right, hold, cells);
        let gap = left
            .sum
            .checked_sub(right.sum)
            .filter(|_| !left.parts.is_empty() && !right.parts.is_empty());
        let verdict = if self.printed && !cells.handed_in(&self.left.form, hold.period) {
            Verdict::Silent
        } else {
            self.verdict(&left, &mut right, gap)
        };
        Judged {
            verdict,
            at: left.cells.first().cloned(),
            others: right.cells,
            lefts: left.cells,
            gap,
        }
    }

    /// The left cell.
    pub(super) fn left_cell(&self, hold: &Hold) -> Option<Cell> {
        Some(Cell {
            form: self.left.form.clone(),
            at: self.left.at(hold),
            spot: hold.spot.clone(),
            period: self.left.period(hold)?,
        })
    }

    /// Decimal digits of a cell that the identity reads.
    pub(super) fn digits_of(&self, cell: &Cell, hold: &Hold) -> Option<u32> {
        self.sides()
            .find(|side| side.form == cell.form && side.at(hold) == cell.at)
            .map(|side| side.digits)
    }

    fn verdict(&self, left: &Read, right: &mut Read, gap: Option<Decimal>) -> Verdict {
        let Some(gap) = gap.filter(|_| !left.spoilt && !right.spoilt) else {
            return Verdict::Silent;
        };
        if !left.missing.is_empty() {
            return Verdict::Missing(left.missing.clone());
        }
        let missing = std::mem::take(&mut right.missing);
        let tolerance = self.tolerance(left, right);
        let (found, sum) = (left.sum, right.sum);
        let broken = |expected: Decimal, expected_to: Option<Decimal>| Verdict::Broken {
            expected: at_digits(expected, expected.scale().min(self.left.digits.max(2))),
            expected_to,
            found,
        };
        // What is missing is not negative: a sum that is too large already stays so.
        let grows = self.right.iter().all(|side| !side.minus);
        let whole = missing.is_empty();
        let holds = match self.op {
            Op::Equal => whole && gap.abs() <= tolerance,
            Op::AtMost => (whole || grows) && gap <= tolerance,
            Op::AtLeast => {
                if !whole && grows && gap < -tolerance {
                    return broken(sum, None);
                }
                (whole || grows) && gap >= -tolerance
            }
            Op::Zero => whole && found.is_zero() == sum.is_zero(),
            Op::Between => {
                let (Some(least), Some(most)) =
                    (right.parts.iter().min(), right.parts.iter().max())
                else {
                    return Verdict::Silent;
                };
                let inside = found >= *least - tolerance && found <= *most + tolerance;
                if whole && !inside {
                    return broken(*least, Some(*most));
                }
                inside
            }
            Op::Slip => return self.slip(found, right),
        };
        match (holds, whole) {
            (true, _) => Verdict::Holds,
            (false, true) => broken(sum, None),
            (false, false) => Verdict::Missing(missing),
        }
    }

    /// Whether a figure is many times larger, or smaller, than every one beside it.
    fn slip(&self, found: Decimal, right: &Read) -> Verdict {
        let Some(factor) = self.factor.filter(|factor| *factor > Decimal::ONE) else {
            return Verdict::Silent;
        };
        let beside: Vec<Decimal> = right
            .parts
            .iter()
            .map(Decimal::abs)
            .filter(|part| !part.is_zero())
            .collect();
        let (Some(least), Some(most)) = (beside.iter().min(), beside.iter().max()) else {
            return Verdict::Silent;
        };
        if found.is_zero() {
            return Verdict::Silent;
        }
        let large = most
            .checked_mul(factor)
            .is_some_and(|most| found.abs() >= most);
        let small = found
            .abs()
            .checked_mul(factor)
            .is_some_and(|found| found <= *least);
        if large || small {
            Verdict::Broken {
                expected: *least,
                expected_to: Some(*most).filter(|most| most != least),
                found,
            }
        } else {
            Verdict::Holds
        }
    }

    /// Counts agree exactly, money and rates within one unit of the last printed digit.
    fn tolerance(&self, left: &Read, right: &Read) -> Decimal {
        if let Some(tolerance) = self.tolerance {
            return tolerance;
        }
        if self.sides().all(|side| side.count) {
            return Decimal::ZERO;
        }
        // A rate recomputed from counts is compared as the rate is printed.
        let digits = match self.sides().all(|side| side.count || side.per.is_some()) {
            true => self.left.digits,
            false if self.left.count => right.digits,
            false if self.right.iter().all(|side| side.count) => left.digits,
            false => left.digits.min(right.digits),
        };
        Decimal::new(1, digits.min(self.left.digits.max(right.digits)))
    }

    fn read(&self, sides: &[Side], hold: &Hold, cells: &dyn Cells) -> Read {
        let mut read = Read::default();
        for side in sides {
            self.read_side(side, hold, cells, &mut read);
        }
        read
    }

    fn read_side(&self, side: &Side, hold: &Hold, cells: &dyn Cells, read: &mut Read) {
        let Some(period) = side.period(hold) else {
            return;
        };
        let spots = match side.of {
            Of::Same => vec![hold.spot.clone()],
            Of::Below => cells.below(&side.form, &hold.spot, period),
        };
        read.digits = read.digits.max(side.digits);
        for spot in spots {
            let cell = Cell {
                form: side.form.clone(),
                at: side.at(hold),
                spot,
                period,
            };
            let value = match side.value(&cell, hold, cells, read) {
                Figure::Known { value, .. } => value,
                Figure::Nothing => {
                    read.cells.push(cell);
                    continue;
                }
                // An office below that has not handed the paper in adds nothing to what is at most all.
                Figure::Absent if side.of == Of::Below && self.op == Op::AtLeast => continue,
                Figure::Unknown | Figure::Absent => {
                    read.missing.push(cell);
                    continue;
                }
            };
            read.cells.push(cell);
            let signed = if side.minus { -value } else { value };
            let weighed = signed.checked_mul(side.times);
            match weighed.and_then(|value| Some((value, read.sum.checked_add(value)?))) {
                Some((value, sum)) => {
                    read.sum = sum;
                    read.parts.push(value);
                }
                None => read.spoilt = true,
            }
        }
    }
}

impl Side {
    /// The period that the side is read in.
    pub(super) fn period(&self, hold: &Hold) -> Option<Period> {
        match (self.when, hold.period) {
            (When::Same, period) => Some(period),
            (When::Opening, period) => Some(Period::Year(period.year() - 1)),
            (When::Half, Period::Year(year)) => Some(Period::Half(year, hold.half.max(1))),
            (When::Half, _) => None,
        }
    }

    /// What the side reads; a table's open part is the one at which the identity is held.
    fn at(&self, hold: &Hold) -> At {
        match &self.what {
            What::At(at) => part(at, hold),
            What::Records(rule) => At::Records(rule.text.clone()),
            What::Printed { .. } => At::Figure(Decimal::ZERO),
        }
    }

    fn value(&self, cell: &Cell, hold: &Hold, cells: &dyn Cells, read: &mut Read) -> Figure {
        let known = |value| Figure::Known {
            value,
            given: false,
        };
        let value = match &self.what {
            What::At(At::Figure(number)) => known(*number),
            What::At(_) => cells.figure(cell),
            What::Records(rule) => {
                let sum = rule.over(&cells.records(&cell.form, &cell.spot, cell.period));
                match (sum.known, sum.missing) {
                    (0, 0) => Figure::Absent,
                    (0, _) => Figure::Unknown,
                    (_, missing) => {
                        if missing > 0 {
                            read.missing.push(cell.clone());
                        }
                        known(sum.value)
                    }
                }
            }
            What::Printed { expr, columns } => {
                let values: Vec<Val> = columns
                    .iter()
                    .map(|number| {
                        let cell = Cell {
                            at: At::Column {
                                number: number.clone(),
                                part: hold.part.clone(),
                            },
                            ..cell.clone()
                        };
                        let figure = cells.figure(&cell);
                        match figure {
                            Figure::Known { value, .. } => {
                                read.cells.push(cell);
                                Val::Number(value)
                            }
                            Figure::Nothing => Val::Nothing,
                            Figure::Unknown | Figure::Absent => Val::unknown(),
                        }
                    })
                    .collect();
                let mut reading = Columns {
                    values: &values,
                    steps: 0,
                };
                match evaluate(expr, &mut reading, &mut Vec::new()) {
                    Val::Number(value) => known(value),
                    Val::Nothing => Figure::Nothing,
                    _ => Figure::Absent,
                }
            }
        };
        let (Figure::Known { value, given }, Some(per)) = (&value, &self.per) else {
            return value;
        };
        let divisor = Cell {
            at: part(per, hold),
            ..cell.clone()
        };
        match cells.figure(&divisor) {
            Figure::Known { value: by, .. } => {
                read.cells.push(divisor);
                match value.checked_div(by) {
                    Some(value) => Figure::Known {
                        value,
                        given: *given,
                    },
                    // No denominator, no rate.
                    None => Figure::Nothing,
                }
            }
            other => other,
        }
    }
}

fn part(at: &At, hold: &Hold) -> At {
    match at {
        At::Column { number, part: None } => At::Column {
            number: number.clone(),
            part: hold.part.clone(),
        },
        other => other.clone(),
    }
}

/// Figures with some of them changed.
pub(super) struct Changed<'a> {
    pub(super) base: &'a dyn Cells,
    pub(super) cells: BTreeMap<Cell, Figure>,
}

impl Cells for Changed<'_> {
    fn spots(&self, form: &Name, period: Period) -> Vec<Spot> {
        self.base.spots(form, period)
    }

    fn below(&self, form: &Name, spot: &Spot, period: Period) -> Vec<Spot> {
        self.base.below(form, spot, period)
    }

    fn figure(&self, cell: &Cell) -> Figure {
        let changed = self.cells.get(cell).cloned();
        changed.unwrap_or_else(|| self.base.figure(cell))
    }

    fn records(
        &self,
        form: &Name,
        spot: &Spot,
        period: Period,
    ) -> Vec<std::sync::Arc<crate::form::Evaluation>> {
        self.base.records(form, spot, period)
    }

    fn handed_in(&self, form: &Name, period: Period) -> bool {
        self.base.handed_in(form, period)
    }

    fn changed(&self, cell: &Cell, value: Decimal) -> Option<Vec<(Cell, Figure)>> {
        self.base.changed(cell, value)
    }
}
