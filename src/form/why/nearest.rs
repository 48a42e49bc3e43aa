//! The nearest number or date that changes a value, on either side of what stands there.
//!
//! First the neighbours one by one, then in steps that double until something changes, then by halving. A
//! value that holds only between two thresholds could be jumped over so: therefore every comparison is also
//! solved as a straight line, and the numbers around its solution are tried.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::form::compiled::Bound;
use crate::form::run::Run;
use crate::form::{Date, FieldType, Value};

/// Neighbours tried one by one.
const CLOSE: i64 = 16;
/// Doublings: 2^44 units of the last digit.
const DOUBLINGS: u32 = 44;
/// No answer is further from zero than this, in units of the last digit.
const FURTHEST: i64 = 1 << 50;
/// Days of a hundred years.
const CENTURY: i64 = 36_525;
/// Digits after the point that a step can have.
const MOST_SCALE: u32 = 9;
/// The years of dates that people can type.
const YEARS: (i32, i32) = (1800, 2200);

/// How whole steps are values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Units of the last of so many digits.
    Number(u32),
    /// Days.
    Day,
    /// Years.
    Year,
}

/// Where a search starts and where it must stay.
pub(super) struct Probe {
    /// Whether there is an answer that the search starts from.
    answered: bool,
    start: i64,
    least: i64,
    most: i64,
    /// How far apart the two points of a straight line are taken.
    stride: i64,
}

/// A step that changes the value: how far it is, where, and what the value then is.
pub(super) type Found = (Decimal, i64, Value);

/// What a tried step gives: the changed value, if it changed; on request also how far the sides of every
/// comparison are then apart.
pub(super) type Try<'t> = dyn FnMut(i64, Option<&mut Vec<Option<Decimal>>>) -> Option<Value> + 't;

impl Line {
    /// The line of a field that holds numbers or dates, and its ends.
    pub(super) fn new(
        run: &Run<'_>,
        (kind, digits): (FieldType, u32),
        [low, high]: [&Bound; 2],
        now: Option<&Value>,
    ) -> Option<(Line, Probe)> {
        let line = match (kind, now) {
            (kind, Some(Value::Number(now))) if kind.is_number() => {
                Line::Number(digits.max(now.normalize().scale()).min(MOST_SCALE))
            }
            (kind, _) if kind.is_number() => Line::Number(digits.min(MOST_SCALE)),
            (FieldType::Date, Some(Value::Date(Date::Day(_)))) => Line::Day,
            (FieldType::Date, _) => Line::Year,
            _ => return None,
        };
        let (mut least, mut most) = match line {
            Line::Number(_) => (-FURTHEST, FURTHEST),
            Line::Year => (i64::from(YEARS.0), i64::from(YEARS.1)),
            Line::Day => (day_number(YEARS.0), day_number(YEARS.1)),
        };
        // A computed bound may move with the answer: it binds nothing here.
        if let Some(low) = line.bound(low) {
            least = least.max(low);
        }
        if let Some(high) = line.bound(high) {
            most = most.min(high);
        }
        // Nobody was born, and nothing happened, after the day of the paper, unless it says so already.
        if let (Line::Day | Line::Year, Some(day)) = (line, run.day()) {
            let today = match line {
                Line::Year => i64::from(day.year()),
                _ => i64::from(day.num_days_from_ce()),
            };
            if now.is_none_or(|now| line.at(now) <= today) {
                most = most.min(today);
            }
        }
        if least > most {
            return None;
        }
        let start = match (now, line) {
            (Some(now), _) => line.at(now),
            (None, Line::Number(_)) => 0.clamp(least, most),
            (None, Line::Day | Line::Year) => most,
        };
        let stride = match line {
            // Ages move by the year.
            Line::Day => -CENTURY,
            Line::Number(_) | Line::Year => 1,
        };
        let probe = Probe {
            answered: now.is_some(),
            start,
            least,
            most,
            stride,
        };
        Some((line, probe))
    }

    fn bound(self, bound: &Bound) -> Option<i64> {
        let Bound::Fixed(value) = bound else {
            return None;
        };
        match (self, value) {
            (Line::Number(_), Value::Number(_))
            | (Line::Year, Value::Date(_))
            | (Line::Day, Value::Date(Date::Day(_))) => Some(self.at(value)),
            _ => None,
        }
    }

    /// Which line a date lies on, and where.
    pub(super) fn of_date(date: Date) -> (Line, i64) {
        match date {
            Date::Day(day) => (Line::Day, i64::from(day.num_days_from_ce())),
            Date::Year(year) => (Line::Year, i64::from(year)),
        }
    }

    /// The step of a value of this line.
    pub(super) fn at(self, value: &Value) -> i64 {
        match (self, value) {
            (Line::Number(digits), Value::Number(number)) => {
                let scaled = Decimal::from(10i64.checked_pow(digits).unwrap_or(i64::MAX))
                    .checked_mul(*number)
                    .and_then(|number| number.round().to_i64());
                scaled.unwrap_or(0).clamp(-FURTHEST, FURTHEST)
            }
            (Line::Year, Value::Date(date)) => i64::from(date.year()),
            (_, Value::Date(date)) => Line::of_date(*date).1,
            _ => 0,
        }
    }

    /// The value of a step.
    pub(super) fn value(self, at: i64) -> Option<Value> {
        match self {
            Line::Number(digits) => Decimal::try_new(at, digits).ok().map(Value::Number),
            Line::Year => i32::try_from(at)
                .ok()
                .map(|year| Value::Date(Date::Year(year))),
            Line::Day => i32::try_from(at)
                .ok()
                .and_then(NaiveDate::from_num_days_from_ce_opt)
                .map(|day| Value::Date(Date::Day(day))),
        }
    }
}

/// The first of January as a number of days.
fn day_number(year: i32) -> i64 {
    NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |day| i64::from(day.num_days_from_ce()))
}

/// The nearest steps that change the value: at most one on each side of an answer; for a question without
/// an answer the one nearest to the start for each value that it can give.
pub(super) fn nearest(probe: &Probe, attempt: &mut Try<'_>) -> Vec<Found> {
    let solved = solved(probe, attempt);
    if !probe.answered {
        return unanswered(probe, &solved, attempt);
    }
    [1, -1]
        .into_iter()
        .filter_map(|way| side(probe, way, &solved, attempt))
        .collect()
}

/// The steps around the places where the sides of a comparison would meet.
fn solved(probe: &Probe, attempt: &mut Try<'_>) -> BTreeSet<i64> {
    let mut around = BTreeSet::new();
    let (mut here, mut there) = (Vec::new(), Vec::new());
    attempt(probe.start, Some(&mut here));
    attempt(probe.start.saturating_add(probe.stride), Some(&mut there));
    for (here, there) in here.iter().zip(&there) {
        let (Some(here), Some(there)) = (here, there) else {
            continue;
        };
        let meets = there
            .checked_sub(*here)
            .and_then(|moved| {
                Decimal::from(probe.stride)
                    .checked_mul(*here)?
                    .checked_div(moved)
            })
            .and_then(|steps| Decimal::from(probe.start).checked_sub(steps))
            .and_then(|at| at.floor().to_i64());
        if let Some(at) = meets {
            let steps = (-2..=3).map(|step: i64| at.saturating_add(step));
            around.extend(steps.filter(|at| (probe.least..=probe.most).contains(at)));
        }
    }
    around
}

/// How far from the start is tried on one side, nearest first.
fn distances(probe: &Probe, way: i64, solved: &BTreeSet<i64>) -> BTreeSet<i64> {
    let room = if way > 0 {
        probe.most.saturating_sub(probe.start)
    } else {
        probe.start.saturating_sub(probe.least)
    };
    let doubled = (0..DOUBLINGS).map(|n| 1i64 << n);
    (1..=CLOSE)
        .chain(doubled)
        .chain([room])
        .chain(solved.iter().map(|at| (at - probe.start) * way))
        .filter(|distance| *distance > 0 && *distance <= room)
        .collect()
}

fn side(probe: &Probe, way: i64, solved: &BTreeSet<i64>, attempt: &mut Try<'_>) -> Option<Found> {
    let mut same = 0;
    for distance in distances(probe, way, solved) {
        let Some(mut result) = attempt(probe.start + distance * way, None) else {
            same = distance;
            continue;
        };
        let mut differs = distance;
        while differs - same > 1 {
            let middle = same + (differs - same) / 2;
            match attempt(probe.start + middle * way, None) {
                Some(nearer) => (differs, result) = (middle, nearer),
                None => same = middle,
            }
        }
        return Some((Decimal::from(differs), probe.start + differs * way, result));
    }
    None
}

fn unanswered(probe: &Probe, solved: &BTreeSet<i64>, attempt: &mut Try<'_>) -> Vec<Found> {
    let mut steps: Vec<i64> = [1, -1]
        .into_iter()
        .flat_map(|way| {
            distances(probe, way, solved)
                .into_iter()
                .map(move |distance| probe.start + distance * way)
        })
        .chain([probe.start])
        .collect();
    steps.sort_by_key(|at| (at - probe.start).abs());
    let mut found: Vec<Found> = Vec::new();
    for at in steps {
        if let Some(result) = attempt(at, None)
            && !found.iter().any(|(.., other)| *other == result)
        {
            found.push((Decimal::ONE, at, result));
        }
    }
    found
}
