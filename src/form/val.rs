//! Between the values of answers and those inside an evaluation.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::expression::run::{rounded, set};
use super::expression::{Given, Val};
use super::{Context, Date, FieldType, Name, Value};
use crate::place::Area;

/// What formulas know besides answers.
pub(super) fn context_value(context: &Context, areas: Option<&(Name, Name)>, given: Given) -> Val {
    match given {
        Given::Area => match (context.area, areas) {
            (Some(Area::Rural), Some((rural, _))) => Val::Text(rural.clone()),
            (Some(Area::Urban), Some((_, urban))) => Val::Text(urban.clone()),
            _ => Val::unknown(),
        },
        Given::PlaceKind => context
            .place_kind
            .as_ref()
            .map_or_else(Val::unknown, |kind| Val::Text(Name::new(kind))),
        Given::AtDate => context
            .day()
            .map_or_else(Val::unknown, |day| Val::Date(Date::Day(day))),
        Given::PeriodYear => context.period.map_or_else(Val::unknown, |period| {
            Val::Number(Decimal::from(period.year()))
        }),
    }
}

/// The value inside an evaluation of a value in an answer.
pub(super) fn val(value: &Value) -> Val {
    match value {
        Value::Text(text) | Value::Place(text) => Val::Text(Name::new(text)),
        Value::Number(number) => Val::Number(*number),
        Value::Date(date) => Val::Date(*date),
        Value::Choice(id) => Val::Text(id.clone()),
        Value::Choices(ids) => set(ids),
        Value::YesNo(yes) => Val::YesNo(*yes),
    }
}

/// The value of a field's type; numbers to the field's digits.
pub(super) fn value(kind: FieldType, digits: u32, val: &Val) -> Option<Value> {
    match (kind, val) {
        (kind, Val::Number(number)) if kind.is_number() => {
            Some(Value::Number(at_digits(*number, digits)))
        }
        (FieldType::Text, Val::Text(text)) => Some(Value::Text(text.to_string())),
        (FieldType::Place, Val::Text(text)) => Some(Value::Place(text.to_string())),
        (FieldType::Choice, Val::Text(id)) => Some(Value::Choice(id.clone())),
        (FieldType::Choices, Val::Set(ids)) => Some(Value::Choices(ids.as_ref().clone())),
        (FieldType::Date, Val::Date(date)) => Some(Value::Date(*date)),
        (FieldType::YesNo, Val::YesNo(yes)) => Some(Value::YesNo(*yes)),
        _ => None,
    }
}

/// A number rounded and written at so many digits. Zero has no sign.
pub(super) fn at_digits(number: Decimal, digits: u32) -> Decimal {
    let mut number = rounded(number, digits);
    number.rescale(digits);
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    number
}

/// The computed number at the digits of the control, as people compare them; at most at the field's.
pub(super) fn at_digits_of(control: &Value, computed: &Val, most: u32) -> Option<Value> {
    let (Value::Number(control), Val::Number(computed)) = (control, computed) else {
        return None;
    };
    Some(Value::Number(at_digits(
        *computed,
        control.scale().min(most),
    )))
}

/// The year of a date, for the personal number.
pub(super) fn year_of(value: &Value) -> Option<i32> {
    match value {
        Value::Date(Date::Year(year)) => Some(*year),
        Value::Date(Date::Day(day)) => Some(day.year()),
        _ => None,
    }
}
