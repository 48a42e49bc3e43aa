//! Paths and answers on the wire, readable without the paper.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::form::{Answer, Date, Name, Path, RowId, Special, Value};
use crate::record::id::{hex, unhex};

/// A path with row identities: `field`, `roster/<hex>/field`, `row/column`, `roster/<hex>`, empty for the whole.
pub fn path_text(path: &Path) -> String {
    match path {
        Path::Field(field) => field.to_string(),
        Path::Member { roster, row, field } => format!("{roster}/{}/{field}", hex(&row.0)),
        Path::Cell { row, column } => format!("{row}/{column}"),
        Path::Row { roster, row } => format!("{roster}/{}", hex(&row.0)),
        Path::Whole => String::new(),
    }
}

/// Reads what [`path_text`] prints. A second part of 64 hex digits is a row.
pub fn parse_path(text: &str) -> Option<Path> {
    if text.is_empty() {
        return Some(Path::Whole);
    }
    let mut parts = text.split('/');
    let first = parts.next()?;
    let Some(second) = parts.next() else {
        return Some(Path::Field(name(first)?));
    };
    let row = unhex(second).map(RowId);
    match (row, parts.next(), parts.next()) {
        (Some(row), None, None) => Some(Path::Row {
            roster: name(first)?,
            row,
        }),
        (Some(row), Some(field), None) => Some(Path::Member {
            roster: name(first)?,
            row,
            field: name(field)?,
        }),
        (None, None, None) => Some(Path::Cell {
            row: row_name(first)?,
            column: name(second)?,
        }),
        _ => None,
    }
}

/// A grid's row may be named after its item: `05_6`.
fn row_name(text: &str) -> Option<Name> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == text.len() || !rest.starts_with('_') {
        return name(text);
    }
    name(&format!("r{text}")).map(|_| Name::new(text))
}

pub(super) fn name(text: &str) -> Option<Name> {
    let plain = text.len() <= 63
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    plain.then(|| Name::new(text))
}

/// An answer with its type named, so that it can be read without the paper.
pub fn answer_json(answer: &Answer) -> Json {
    match answer {
        Answer::Unparsed(text) => json!({ "unparsed": text }),
        Answer::Special(special) => json!({ "special": special.code() }),
        Answer::Given(value) => match value {
            Value::Text(text) => json!({ "text": text }),
            Value::Number(number) => json!({ "number": number.to_string() }),
            Value::Date(date) => json!({ "date": date.to_string() }),
            Value::Choice(id) => json!({ "choice": id.as_str() }),
            Value::Choices(ids) => {
                json!({ "choices": ids.iter().map(Name::as_str).collect::<Vec<_>>() })
            }
            Value::Place(code) => json!({ "place": code }),
            Value::YesNo(yes) => json!({ "yes": yes }),
        },
    }
}

/// Reads what [`answer_json`] prints.
pub fn parse_answer(json: &Json) -> Option<Answer> {
    let mut entries = json.as_object()?.iter();
    let (key, value) = entries.next()?;
    if entries.next().is_some() {
        return None;
    }
    let text = value.as_str();
    Some(match key.as_str() {
        "unparsed" => Answer::Unparsed(text?.to_owned()),
        "special" => Answer::Special(Special::parse(text?)?),
        "text" => Answer::Given(Value::Text(text?.to_owned())),
        "number" => Answer::Given(Value::Number(Decimal::from_str_exact(text?).ok()?)),
        "date" => Answer::Given(Value::Date(parse_date(text?)?)),
        "choice" => Answer::Given(Value::Choice(name(text?)?)),
        "choices" => {
            let ids: Option<_> = value
                .as_array()?
                .iter()
                .map(|id| name(id.as_str()?))
                .collect();
            Answer::Given(Value::Choices(ids?))
        }
        "place" => Answer::Given(Value::Place(text?.to_owned())),
        "yes" => Answer::Given(Value::YesNo(value.as_bool()?)),
        _ => return None,
    })
}

/// An ISO date or a year of four digits, in the years 1800 to 2199.
pub fn parse_date(text: &str) -> Option<Date> {
    if !text.is_ascii() {
        return None;
    }
    let date = match text.len() {
        4 if text.bytes().all(|b| b.is_ascii_digit()) => Date::Year(text.parse().ok()?),
        10 => Date::Day(
            chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()
                .filter(|day| day.to_string() == text)?,
        ),
        _ => return None,
    };
    (1800..=2199).contains(&date.year()).then_some(date)
}
