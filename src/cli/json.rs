//! The shapes that scripts read. Domain types do not know them.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value as Json, json};

use super::imported;
use super::problems::Told;
use crate::form::{Answer, Answers, Context, Evaluation, Field, Form, Outcome, Path, Value};

/// Whether a number is what somebody typed, which is never cut, or what was computed, which is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    Keep,
    Round,
}

/// What `fill` and `show` print.
pub(super) fn phieu(
    id: Option<String>,
    form: &Form,
    status: &str,
    answers: &Answers,
    context: &Context,
    evaluation: &Evaluation,
    problems: &[Told],
) -> Json {
    let mut json = json!({
        "phieu": id,
        "form": form.full_id(),
        "status": status,
        "values": values(form, answers, evaluation),
        "problems": problems.iter().map(Told::json).collect::<Vec<_>>(),
    });
    let mut add = |key: &str, value: Json| {
        if let Some(map) = json.as_object_mut() {
            map.insert(key.to_owned(), value);
        }
    };
    if evaluation.training {
        add("training", json!(true));
    }
    if !form.imports().is_empty() {
        add("imports", imported::imports_json(form, context));
    }
    let overridden = imported::overridden_json(form, answers, evaluation);
    if overridden.as_object().is_some_and(|map| !map.is_empty()) {
        add("overridden", overridden);
    }
    json
}

/// Every path with something in it: given, special or computed; `null` where a computed one is unknown.
fn values(form: &Form, answers: &Answers, evaluation: &Evaluation) -> Json {
    let mut values: BTreeMap<String, Json> = BTreeMap::new();
    for (path, outcome) in &evaluation.outcomes {
        let field = form.field_at(path);
        let shown = match outcome {
            Outcome::Given(given)
            | Outcome::StandIn(given)
            | Outcome::Overridden { value: given, .. } => value(field, given, Digits::Keep),
            Outcome::Computed {
                value: computed, ..
            } => value(field, computed, Digits::Round),
            Outcome::Special(special) => json!({ "special": special.code() }),
            Outcome::Unparsed(text) => json!(text),
            Outcome::Unknown { .. } => Json::Null,
            // An answer that no longer counts is shown all the same: it was given and is kept.
            Outcome::Unanswered | Outcome::Closed | Outcome::NotRelevant => match answers.get(path)
            {
                Some(kept) => answer(field, kept),
                None => continue,
            },
        };
        values.insert(answers.spell(path), shown);
    }
    values.into_iter().collect::<Map<_, _>>().into()
}

/// An answer as `fill` reads it back.
pub(super) fn answer(field: Option<&Field>, answer: &Answer) -> Json {
    match answer {
        Answer::Given(given) => value(field, given, Digits::Keep),
        Answer::Special(special) => json!({ "special": special.code() }),
        Answer::Unparsed(text) => json!(text),
    }
}

/// A value: whole numbers as JSON numbers, other decimals as strings at the cell's digits.
pub(super) fn value(field: Option<&Field>, value: &Value, digits: Digits) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Number(number) => decimal(*number, field.map_or(0, |field| field.digits), digits),
        Value::Date(date) => json!(date.to_string()),
        Value::Choice(id) => json!(id.as_str()),
        Value::Choices(ids) => ids.iter().map(|id| json!(id.as_str())).collect(),
        Value::Place(code) => json!(code),
        Value::YesNo(yes) => json!(yes),
    }
}

/// A number at a cell's digits.
pub(super) fn decimal(number: Decimal, cell: u32, digits: Digits) -> Json {
    let number = match digits {
        Digits::Keep => number,
        Digits::Round => {
            number.round_dp_with_strategy(cell, RoundingStrategy::MidpointAwayFromZero)
        }
    };
    if cell == 0
        && number.is_integer()
        && let Ok(whole) =
            i64::try_from(number.trunc().mantissa() / 10i128.pow(number.trunc().scale()))
    {
        return json!(whole);
    }
    let mut number = number.normalize();
    if number.scale() < cell {
        number.rescale(cell);
    }
    json!(number.to_string())
}

/// A path's value in a problem.
pub(super) fn at(form: &Form, path: &Path, given: &Value) -> Json {
    value(form.field_at(path), given, Digits::Keep)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_the_contract_says() {
        for (text, cell, digits, expected) in [
            ("17", 0, Digits::Keep, json!(17)),
            ("17.0", 0, Digits::Keep, json!(17)),
            ("-3", 0, Digits::Round, json!(-3)),
            ("17", 2, Digits::Keep, json!("17.00")),
            ("15.9", 2, Digits::Keep, json!("15.90")),
            ("15.925", 2, Digits::Round, json!("15.93")),
            ("15.925", 2, Digits::Keep, json!("15.925")),
            ("1.5", 0, Digits::Keep, json!("1.5")),
            ("1.5", 0, Digits::Round, json!(2)),
            (
                "9999999999999999999999",
                0,
                Digits::Keep,
                json!("9999999999999999999999"),
            ),
        ] {
            let number = Decimal::from_str_exact(text).expect(text);
            assert_eq!(decimal(number, cell, digits), expected, "{text} at {cell}");
        }
    }
}
