//! Evaluation: total, three-valued, budgeted.

use std::collections::BTreeSet;

use chrono::Datelike;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use super::ast::Compare;
use super::days;
use super::fold::{Extreme, Logic, Total, join};
use super::{Each, Expr, Function, Given, Val};
use crate::form::{Date, Holidays};

/// Where an expression reads from.
pub(in crate::form) trait Reading {
    /// The value of a node in a row (0 where it has none).
    fn value(&self, node: u32, row: u32) -> Val;
    /// Whether a person gave a value.
    fn given(&self, node: u32, row: u32) -> bool;
    /// Whether a person said anything.
    fn answered(&self, node: u32, row: u32) -> bool;
    /// Whether a person's value stands in place of a computed one that differs; where nothing can be
    /// overridden, nothing is.
    fn overridden(&self, _node: u32, _row: u32) -> Val {
        Val::YesNo(false)
    }
    /// A value of another paper; unknown where expressions cannot read any.
    fn imported(&self, _index: u32) -> Val {
        Val::unknown()
    }
    /// How many rows a roster has; `None` while that is not known.
    fn rows(&self, roster: u32) -> Option<u32>;
    /// A constant at the context's date.
    fn constant(&self, index: u32) -> Val;
    /// What the context knows.
    fn context(&self, given: Given) -> Val;
    /// The public holidays; none where expressions cannot know them.
    fn holidays(&self) -> Option<&Holidays> {
        None
    }
    /// Takes one step; false when the budget is used up.
    fn step(&mut self) -> bool;
}

/// Evaluates with the given bound rows, outermost first.
pub(in crate::form) fn evaluate(
    expr: &Expr,
    reading: &mut dyn Reading,
    rows: &mut Vec<u32>,
) -> Val {
    if !reading.step() {
        return Val::unknown();
    }
    let row = |level: u8, rows: &[u32]| match level {
        0 => 0,
        level => rows.get(usize::from(level) - 1).copied().unwrap_or(0),
    };
    match expr {
        Expr::Literal(value) => value.clone(),
        Expr::Ref { node, level } => reading.value(*node, row(*level, rows)),
        Expr::IsGiven { node, level } => Val::YesNo(reading.given(*node, row(*level, rows))),
        Expr::IsAnswered { node, level } => Val::YesNo(reading.answered(*node, row(*level, rows))),
        Expr::IsOverridden { node, level } => reading.overridden(*node, row(*level, rows)),
        Expr::Constant(index) => reading.constant(*index),
        Expr::Import(index) => reading.imported(*index),
        Expr::Context(given) => reading.context(*given),
        Expr::Sum(parts) => {
            let mut total = Total::default();
            for (negative, part) in parts {
                total.add(evaluate(part, reading, rows), *negative);
            }
            total.done()
        }
        Expr::Product(parts) => product(parts, reading, rows),
        Expr::Compare(compare, left, right) => {
            let left = evaluate(left, reading, rows);
            let right = evaluate(right, reading, rows);
            compared(*compare, &left, &right)
        }
        Expr::In(left, members) => {
            let left = evaluate(left, reading, rows);
            let mut any = Logic::new(true);
            for member in members {
                let member = evaluate(member, reading, rows);
                if any.take(compared(Compare::Equal, &left, &member)) {
                    break;
                }
            }
            any.done()
        }
        Expr::And(parts) => logic(parts, false, reading, rows),
        Expr::Or(parts) => logic(parts, true, reading, rows),
        Expr::Not(inner) => match evaluate(inner, reading, rows) {
            Val::YesNo(yes) => Val::YesNo(!yes),
            other => other,
        },
        Expr::Call(function, arguments) => call(*function, arguments, reading, rows),
        Expr::Each {
            function,
            roster,
            value,
            condition,
        } => each(
            *function,
            *roster,
            value.as_deref(),
            condition.as_deref(),
            reading,
            rows,
        ),
    }
}

fn logic(parts: &[Expr], decider: bool, reading: &mut dyn Reading, rows: &mut Vec<u32>) -> Val {
    let mut logic = Logic::new(decider);
    for part in parts {
        if logic.take(evaluate(part, reading, rows)) {
            break;
        }
    }
    logic.done()
}

fn product(parts: &[(bool, Expr)], reading: &mut dyn Reading, rows: &mut Vec<u32>) -> Val {
    let mut result = Some(Decimal::ONE);
    let mut nothing = false;
    let mut missing: Option<Vec<u32>> = None;
    // Divisions come last, so that 3 / 1 * 100 loses no digits: (3 * 100) / 1.
    for inverse in [false, true] {
        for (_, part) in parts.iter().filter(|(inverted, _)| *inverted == inverse) {
            match evaluate(part, reading, rows) {
                Val::Number(number) => {
                    result = result.and_then(|result| {
                        if inverse {
                            result.checked_div(number)
                        } else {
                            result.checked_mul(number)
                        }
                    });
                }
                Val::Nothing => nothing = true,
                Val::Unknown(more) => join(missing.get_or_insert_default(), &more),
                _ => result = None,
            }
        }
    }
    match (missing, nothing, result) {
        (Some(missing), ..) => Val::Unknown(missing),
        (None, true, _) => Val::Nothing,
        (None, false, Some(number)) => Val::Number(number),
        (None, false, None) => Val::unknown(),
    }
}

/// Compares; nothing compared is nothing, so that a check over a closed cell does not fail.
pub(in crate::form) fn compared(compare: Compare, left: &Val, right: &Val) -> Val {
    let same = |order: std::cmp::Ordering| match compare {
        Compare::Equal => order.is_eq(),
        Compare::Different => order.is_ne(),
        Compare::Less => order.is_lt(),
        Compare::AtMost => order.is_le(),
        Compare::More => order.is_gt(),
        Compare::AtLeast => order.is_ge(),
    };
    match (left, right) {
        (Val::Unknown(a), Val::Unknown(b)) => {
            let mut missing = a.clone();
            join(&mut missing, b);
            Val::Unknown(missing)
        }
        (Val::Unknown(missing), _) | (_, Val::Unknown(missing)) => Val::Unknown(missing.clone()),
        (Val::Nothing, _) | (_, Val::Nothing) => Val::Nothing,
        (Val::Number(a), Val::Number(b)) => Val::YesNo(same(a.cmp(b))),
        (Val::Text(a), Val::Text(b)) => Val::YesNo(same(a.cmp(b))),
        (Val::YesNo(a), Val::YesNo(b)) => Val::YesNo(same(a.cmp(b))),
        (Val::Date(a), Val::Date(b)) => {
            compared_dates(*a, *b).map_or_else(Val::unknown, |order| Val::YesNo(same(order)))
        }
        // Several choices equal a word when they contain it.
        (Val::Set(set), Val::Text(word)) | (Val::Text(word), Val::Set(set)) => {
            Val::YesNo(set.contains(word) == (compare == Compare::Equal))
        }
        _ => Val::unknown(),
    }
}

/// A year alone is before or after a day of another year, and undecided within its own.
pub(in crate::form) fn compared_dates(a: Date, b: Date) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Date::Day(a), Date::Day(b)) => Some(a.cmp(&b)),
        (Date::Year(a), Date::Year(b)) => Some(a.cmp(&b)),
        _ if a.year() != b.year() => Some(a.year().cmp(&b.year())),
        _ => None,
    }
}

fn numbers(
    arguments: &[Expr],
    reading: &mut dyn Reading,
    rows: &mut Vec<u32>,
    pick: fn(Decimal, Decimal) -> Decimal,
) -> Val {
    let mut extreme = Extreme::new(pick);
    for argument in arguments {
        extreme.take(evaluate(argument, reading, rows));
    }
    extreme.done()
}

fn call(
    function: Function,
    arguments: &[Expr],
    reading: &mut dyn Reading,
    rows: &mut Vec<u32>,
) -> Val {
    let mut argument = |n: usize| {
        arguments
            .get(n)
            .map_or_else(Val::unknown, |part| evaluate(part, reading, rows))
    };
    match function {
        Function::Sum => {
            let mut total = Total::default();
            for n in 0..arguments.len() {
                total.add(argument(n), false);
            }
            total.done()
        }
        Function::SumTrue => {
            let mut total = Total::default();
            for n in 0..arguments.len() {
                total.add(
                    match argument(n) {
                        Val::YesNo(yes) => Val::Number(Decimal::from(u8::from(yes))),
                        other => other,
                    },
                    false,
                );
            }
            total.done()
        }
        Function::Min => numbers(arguments, reading, rows, Decimal::min),
        Function::Max => numbers(arguments, reading, rows, Decimal::max),
        Function::If => match argument(0) {
            Val::YesNo(true) => argument(1),
            // Without an `otherwise` there is nothing then.
            Val::YesNo(false) | Val::Nothing if arguments.len() < 3 => Val::Nothing,
            Val::YesNo(false) | Val::Nothing => argument(2),
            unknown if arguments.len() < 3 => unknown,
            unknown => {
                // Both ways alike: the condition does not matter.
                let (yes, no) = (argument(1), argument(2));
                if yes.is_known() && yes == no {
                    yes
                } else {
                    unknown
                }
            }
        },
        Function::Coalesce => first_known((0..arguments.len()).map(argument)),
        Function::Known => Val::YesNo(argument(0).is_known()),
        Function::Round => {
            let digits = if arguments.len() > 1 {
                argument(1)
            } else {
                Val::Number(Decimal::ZERO)
            };
            round(argument(0), digits)
        }
        Function::Abs => match argument(0) {
            Val::Number(number) => Val::Number(number.abs()),
            other => other,
        },
        Function::Year => match argument(0) {
            Val::Date(date) => Val::Number(Decimal::from(date.year())),
            other => other,
        },
        Function::Age => age_of(argument(0), argument(1)),
        Function::Days => days::days(argument(0), argument(1)),
        Function::Weekdays => {
            let (from, to) = (argument(0), argument(1));
            days::weekdays(from, to, reading.holidays())
        }
        Function::After => days::after(argument(0), argument(1)),
        Function::Len => match argument(0) {
            Val::Text(text) => Val::Number(Decimal::from(text.as_str().chars().count())),
            other => other,
        },
    }
}

/// The first value that is known; where none is, the first that is missing.
fn first_known(values: impl Iterator<Item = Val>) -> Val {
    let mut last = Val::Nothing;
    for value in values {
        if value.is_known() {
            return value;
        }
        if !matches!(last, Val::Unknown(_)) {
            last = value;
        }
    }
    last
}

fn round(number: Val, digits: Val) -> Val {
    match (number, digits) {
        (Val::Number(number), Val::Number(digits)) => match u32::try_from(digits) {
            Ok(digits) if digits <= 12 => Val::Number(rounded(number, digits)),
            _ => Val::unknown(),
        },
        (Val::Number(_), other) | (other, _) => other,
    }
}

fn age_of(birth: Val, at: Val) -> Val {
    match (birth, at) {
        (Val::Date(birth), Val::Date(at)) => Val::Number(Decimal::from(age(birth, at))),
        (Val::Unknown(mut missing), Val::Unknown(more)) => {
            join(&mut missing, &more);
            Val::Unknown(missing)
        }
        (Val::Unknown(missing), _) | (_, Val::Unknown(missing)) => Val::Unknown(missing),
        _ => Val::Nothing,
    }
}

/// Half away from zero, as on paper.
pub(in crate::form) fn rounded(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// Full years; where only a year is known, the difference of years. Who was born on 29 February is a
/// year older on 1 March of a common year.
fn age(birth: Date, at: Date) -> i32 {
    let years = at.year() - birth.year();
    match (birth, at) {
        (Date::Day(birth), Date::Day(at))
            if (at.month(), at.day()) < (birth.month(), birth.day()) =>
        {
            years - 1
        }
        _ => years,
    }
}

fn each(
    function: Each,
    roster: u32,
    value: Option<&Expr>,
    condition: Option<&Expr>,
    reading: &mut dyn Reading,
    rows: &mut Vec<u32>,
) -> Val {
    let mut total = Total::of_rows();
    let pick = if function == Each::Min {
        Decimal::min
    } else {
        Decimal::max
    };
    let mut extreme = Extreme::new(pick);
    let mut logic = Logic::new(function == Each::Any);
    let Some(count) = reading.rows(roster) else {
        return Val::unknown();
    };
    if function == Each::First {
        return first_row(count, value, condition, reading, rows);
    }
    for row in 0..count {
        rows.push(row);
        let chosen = condition.map_or(Val::YesNo(true), |condition| {
            evaluate(condition, reading, rows)
        });
        match function {
            Each::Any | Each::All => {
                // A row to which the condition does not apply neither makes nor breaks it.
                if chosen != Val::Nothing {
                    logic.take(chosen);
                }
            }
            _ => {
                let part = match chosen {
                    Val::YesNo(true) => value.map_or(Val::Number(Decimal::ONE), |value| {
                        evaluate(value, reading, rows)
                    }),
                    Val::YesNo(false) | Val::Nothing => Val::Nothing,
                    unknown => unknown,
                };
                if matches!(function, Each::Min | Each::Max) {
                    extreme.take(part);
                } else {
                    total.add(part, false);
                }
            }
        }
        rows.pop();
    }
    match function {
        // `first` has returned above.
        Each::Count | Each::Sum | Each::First => total.done(),
        Each::Min | Each::Max => extreme.done(),
        Each::Any | Each::All => logic.done(),
    }
}

/// The value in the first row that fulfils the condition. A row that may or may not fulfil it leaves the
/// rest undecided.
fn first_row(
    count: u32,
    value: Option<&Expr>,
    condition: Option<&Expr>,
    reading: &mut dyn Reading,
    rows: &mut Vec<u32>,
) -> Val {
    for row in 0..count {
        rows.push(row);
        let chosen = condition.map_or(Val::YesNo(true), |condition| {
            evaluate(condition, reading, rows)
        });
        let found = match chosen {
            Val::YesNo(true) => {
                Some(value.map_or(Val::Nothing, |value| evaluate(value, reading, rows)))
            }
            Val::Unknown(missing) => Some(Val::Unknown(missing)),
            _ => None,
        };
        rows.pop();
        if let Some(found) = found {
            return found;
        }
    }
    Val::Nothing
}

/// A set value from names.
pub(in crate::form) fn set(names: &BTreeSet<crate::form::Name>) -> Val {
    Val::Set(std::sync::Arc::new(names.clone()))
}
