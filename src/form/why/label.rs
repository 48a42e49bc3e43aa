//! What a paper calls its places, and values as people read them.

use rust_decimal::Decimal;

use super::Worth;
use crate::form::compiled::Form;
use crate::form::expression::Val;
use crate::form::expression::run::rounded;
use crate::form::{Answer, Answers, Field, Import, Missing, Name, Path, Role, RowId, Value};
use crate::text::number;

/// Digits at which a number inside a formula is shown.
const MOST_DIGITS: u32 = 4;

/// Item and wording.
fn named(field: &Field) -> String {
    match &field.item {
        Some(item) => format!("{item}. {}", field.label),
        None => field.label.clone(),
    }
}

/// What the paper calls a place; a member's field with its row in front, unless the row was told already.
pub(super) fn label(form: &Form, answers: &Answers, path: &Path, in_row: bool) -> String {
    let own = || {
        form.field_at(path)
            .map_or_else(|| answers.spell(path), named)
    };
    match path {
        Path::Member { roster, row, .. } if !in_row => {
            format!("{}: {}", row_label(form, answers, roster, *row), own())
        }
        Path::Row { roster, row } => row_label(form, answers, roster, *row),
        Path::Cell { row, column } => {
            let row = form.rows().iter().find(|other| other.id == *row);
            let column = form
                .columns()
                .iter()
                .find(|other| other.field.id == *column);
            let mut parts: Vec<&str> = column
                .iter()
                .flat_map(|column| &column.headings)
                .map(String::as_str)
                .collect();
            let own = own();
            parts.push(&own);
            match row {
                Some(row) => format!("{}: {}", row.label, parts.join(" · ")),
                None => parts.join(" · "),
            }
        }
        Path::Whole => form.title().to_owned(),
        Path::Field(_) | Path::Member { .. } => own(),
    }
}

/// A roster's row by its position and, where the paper asks for one, the person's name.
pub(super) fn row_label(form: &Form, answers: &Answers, roster: &Name, row: RowId) -> String {
    let group = form.groups().iter().find(|group| group.id == *roster);
    let title = group.map_or(roster.as_str(), |group| group.title.as_str());
    let position = answers
        .rows(roster.as_str())
        .iter()
        .position(|other| *other == row)
        .map_or_else(|| "?".to_owned(), |at| (at + 1).to_string());
    let name = group
        .and_then(|group| {
            group
                .fields
                .iter()
                .find(|field| field.role == Some(Role::PersonName))
        })
        .and_then(|field| {
            answers.get(&Path::Member {
                roster: roster.clone(),
                row,
                field: field.id.clone(),
            })
        });
    match name {
        Some(Answer::Given(Value::Text(name))) if !name.trim().is_empty() => {
            format!("{title} {position} ({name})")
        }
        _ => format!("{title} {position}"),
    }
}

/// A value of a place as people read it.
pub(super) fn known(form: &Form, path: &Path, value: &Value) -> Worth {
    Worth::Known {
        value: value.clone(),
        text: form.to_text(path, value),
    }
}

/// A value inside a formula; a choice's id is read with the choices of `field`.
pub(super) fn known_val(val: &Val, field: Option<&Field>) -> Option<Worth> {
    let (value, text) = match val {
        Val::Number(number) => {
            let shown = rounded(*number, MOST_DIGITS).normalize();
            let text = number::format(&shown, shown.scale());
            (Value::Number(shown), Some(text))
        }
        Val::YesNo(yes) => (Value::YesNo(*yes), None),
        Val::Text(id) => {
            let choice =
                field.and_then(|field| field.choices.iter().find(|choice| choice.id == *id));
            match choice {
                Some(choice) => (Value::Choice(id.clone()), Some(choice.label.clone())),
                None => (Value::Text(id.to_string()), Some(id.to_string())),
            }
        }
        Val::Date(date) => (Value::Date(*date), Some(date.written())),
        Val::Set(ids) => {
            let label = |id: &Name| {
                field
                    .and_then(|field| field.choices.iter().find(|choice| choice.id == *id))
                    .map_or_else(|| id.to_string(), |choice| choice.label.clone())
            };
            let text = ids.iter().map(label).collect::<Vec<_>>().join(", ");
            (Value::Choices(ids.as_ref().clone()), Some(text))
        }
        Val::Nothing | Val::Unknown(_) => return None,
    };
    Some(Worth::Known { value, text })
}

/// A year of the calendar: without the dot of thousands.
pub(super) fn year(number: Decimal) -> Worth {
    let shown = number.normalize();
    Worth::Known {
        value: Value::Number(shown),
        text: Some(shown.to_string()),
    }
}

/// What another paper, or this one in another period, says: read as its field writes it where that field is known
/// here.
pub(super) fn imported(form: &Form, import: &Import, val: &Val) -> Option<Worth> {
    match val {
        Val::Number(number) if import.form == *form.id() && form.holds_years(&import.at) => {
            Some(year(*number))
        }
        val => known_val(val, field_with_choice(form, val)),
    }
}

/// A figure of the law.
pub(super) fn figure(number: Decimal) -> Worth {
    let shown = number.normalize();
    Worth::Known {
        value: Value::Number(shown),
        text: Some(number::format(&shown, shown.scale())),
    }
}

/// What something missing is called.
pub(super) fn missing_label(form: &Form, answers: &Answers, missing: &Missing) -> String {
    match missing {
        Missing::At(path) => label(form, answers, path, false),
        Missing::Import(id) | Missing::Constant(id) => form
            .missing_label(missing, None)
            .map_or_else(|| id.to_string(), str::to_owned),
    }
}

/// Any field of the paper that has a choice of this id: what the id is called where no field stands beside it.
pub(super) fn field_with_choice<'f>(form: &'f Form, val: &Val) -> Option<&'f Field> {
    let id = match val {
        Val::Text(id) => id,
        Val::Set(ids) => ids.iter().next()?,
        _ => return None,
    };
    form.groups()
        .iter()
        .flat_map(|group| &group.fields)
        .find(|field| field.choices.iter().any(|choice| choice.id == *id))
}
