//! One cell as the answer of a field: through the same parser as the screens, after what only files do.

use chrono::{Days, NaiveDate};

use super::Told;
use crate::form::{
    Answer, Date, Field, FieldType, Form, Intake, Path, Role, RowId, TargetField, Value,
};

/// Longer cells are left out and told: no field of a list is so long.
pub(super) const MOST_CHARS: usize = 300;

/// Days of people who may still live and of this programme, as Excel counts them from 30/12/1899.
const SERIALS: std::ops::RangeInclusive<u64> = 3_000..=60_000;

/// A cell read for a field.
pub(super) struct Cell {
    pub(super) answer: Answer,
    pub(super) remark: Option<Told>,
    /// Whether it could not be read as the field wants it.
    pub(super) unread: bool,
    /// Whether it is a personal number without its first 0.
    pub(super) short: bool,
}

/// The path of a target's field, in a row where it stands in a roster.
pub(super) fn path(target: &TargetField, row: RowId) -> Path {
    match &target.roster {
        Some(roster) => Path::Member {
            roster: roster.clone(),
            row,
            field: target.field.clone(),
        },
        None => Path::Field(target.field.clone()),
    }
}

/// Reads a cell; `None` where it says nothing.
pub(super) fn read(
    form: &Form,
    target: &TargetField,
    intake: &Intake,
    text: &str,
    pad: bool,
) -> Option<Cell> {
    let text = text.trim();
    if intake.is_blank(text) {
        return None;
    }
    let path = path(target, RowId::of_position(0));
    let field = form.field_at(&path)?;
    let plain = |answer: Answer| Cell {
        answer,
        remark: None,
        unread: false,
        short: false,
    };
    if let Some(choice) = &target.mark {
        // A mark, or a number where a count is given; a plain no is no mark.
        let no = intake
            .no()
            .iter()
            .any(|no| crate::text::fold(no) == crate::text::fold(text));
        let marked = !no && text != "0";
        return marked.then(|| plain(Answer::Given(Value::Choice(choice.clone()))));
    }
    if field.role == Some(Role::PersonalNumber) {
        return Some(number(field, text, pad));
    }
    let answer = spelled(form, target, intake, field, &path, text);
    let unread = matches!(answer, Answer::Unparsed(_));
    let remark = unread.then(|| told("unread", field, text));
    Some(Cell {
        answer,
        remark,
        unread,
        short: false,
    })
}

fn told(code: &'static str, field: &Field, text: &str) -> Told {
    Told::new(
        code,
        vec![("field", field.label.clone()), ("text", text.to_owned())],
    )
}

fn spelled(
    form: &Form,
    target: &TargetField,
    intake: &Intake,
    field: &Field,
    path: &Path,
    text: &str,
) -> Answer {
    let parse = |text: &str| form.parse_answer(path, text, &intake.yes(), &intake.no());
    match field.kind {
        FieldType::Choice => {
            let synonym = intake.choice(target.form.as_str(), target.field.as_str(), text);
            match synonym {
                Some(choice) => Answer::Given(Value::Choice(choice.clone())),
                None => parse(text),
            }
        }
        FieldType::Date => match date(text) {
            Some(date) => Answer::Given(Value::Date(date)),
            None => parse(text),
        },
        FieldType::Text => parse(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => parse(text),
    }
}

/// What only files have: Excel's count of days, and `00/00/1950` where only the year is known.
fn date(text: &str) -> Option<Date> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if digits && text.len() == 5 {
        let days: u64 = text.parse().ok()?;
        let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
        return SERIALS.contains(&days).then_some(Date::Day(day));
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let zero = |part: &str| !part.is_empty() && part.bytes().all(|b| b == b'0');
    let year = match parts.as_slice() {
        [day, month, year] if zero(day) && zero(month) => *year,
        [month, year] if zero(month) => *year,
        ["", year] => *year,
        _ => return None,
    };
    match crate::text::date::parse(year)? {
        crate::text::date::Parsed::Year(year) => Some(Date::Year(year)),
        crate::text::date::Parsed::Day(_) => None,
    }
}

/// A personal number: digits without spaces or dots. What is no number is kept as typed and told.
fn number(field: &Field, text: &str, pad: bool) -> Cell {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"'.-’".contains(*c))
        .collect();
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let short = plain && digits.len() == 11;
    let kept = match (plain, short && pad) {
        (_, true) => format!("0{digits}"),
        (true, false) => digits,
        (false, _) => text.to_owned(),
    };
    let code = match (plain, short) {
        (false, _) => Some("not-a-number"),
        (true, true) if !pad => Some("short-number"),
        _ => None,
    };
    Cell {
        remark: code.map(|code| told(code, field, text)),
        unread: !plain,
        short,
        answer: Answer::Given(Value::Text(kept)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_files_write_them() {
        for (text, read) in [
            ("29221", Some("1980-01-01")),
            ("00/00/1950", Some("1950")),
            ("0/1950", Some("1950")),
            ("/1950", Some("1950")),
            ("1980", None),
            ("99999", None),
            ("01/01/1980", None),
            ("", None),
        ] {
            let shown = date(text).map(|date| date.to_string());
            assert_eq!(shown.as_deref(), read, "{text}");
        }
    }
}
