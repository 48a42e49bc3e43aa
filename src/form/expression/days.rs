//! Counting days: what deadlines and postings are measured in.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Val;
use super::fold::join;
use crate::form::{Date, Holidays};

/// The furthest that two days may lie apart, or a day may be moved: about a thousand years.
const MOST_DAYS: i64 = 366_000;

/// Days from `from` to `to`, negative when `to` comes first. A year alone is no day: unknown.
pub(super) fn days(from: Val, to: Val) -> Val {
    between(from, to, |from, to| Some((to - from).num_days()))
}

/// Working days after `from`, up to and with `to`; zero when `to` is not later. Unknown while the public
/// holidays between them are not known.
pub(super) fn weekdays(from: Val, to: Val, holidays: Option<&Holidays>) -> Val {
    between(from, to, |from, to| match holidays {
        Some(holidays) => holidays.worked_between(from, to),
        None => None,
    })
}

/// The day `days` days after `date`; a fraction of a day is no day.
pub(super) fn after(date: Val, days: Val) -> Val {
    match (date, days) {
        (Val::Date(Date::Day(day)), Val::Number(number)) => {
            moved(day, number).map_or_else(Val::unknown, |day| Val::Date(Date::Day(day)))
        }
        (date, days) => missing(date, days),
    }
}

fn moved(day: NaiveDate, number: Decimal) -> Option<NaiveDate> {
    let days = number.is_integer().then(|| number.to_i64()).flatten()?;
    if days.abs() > MOST_DAYS {
        return None;
    }
    let steps = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(steps)
    } else {
        day.checked_add_days(steps)
    }
}

fn between(from: Val, to: Val, count: impl Fn(NaiveDate, NaiveDate) -> Option<i64>) -> Val {
    match (from, to) {
        (Val::Date(Date::Day(from)), Val::Date(Date::Day(to))) => {
            count(from, to).map_or_else(Val::unknown, |days| Val::Number(Decimal::from(days)))
        }
        (from, to) => missing(from, to),
    }
}

/// What is missing where one of two parts is not a value of its kind.
fn missing(a: Val, b: Val) -> Val {
    match (a, b) {
        (Val::Unknown(mut missing), Val::Unknown(more)) => {
            join(&mut missing, &more);
            Val::Unknown(missing)
        }
        (Val::Unknown(missing), _) | (_, Val::Unknown(missing)) => Val::Unknown(missing),
        (Val::Nothing, _) | (_, Val::Nothing) => Val::Nothing,
        _ => Val::unknown(),
    }
}
