//! Codes said in words: periods and problems.

use super::{say, sheet::value_words};
use crate::form::{Answers, Form, Path, Period, Problem, Special, Stage, Value};
use crate::tui::app::Shared;

/// A period as officers say it.
pub(in crate::tui) fn period_words(shared: &Shared, period: Period) -> String {
    match period {
        Period::Year(year) => say!(shared, "tui-period-year", year = year.to_string()),
        Period::Month(year, month) => say!(
            shared,
            "tui-period-month",
            year = year.to_string(),
            month = month.to_string()
        ),
        Period::Half(year, 1) => say!(shared, "tui-period-half-1", year = year.to_string()),
        Period::Half(year, _) => say!(shared, "tui-period-half-2", year = year.to_string()),
        Period::Programme(first, last, stage) => {
            let (first, last) = (first.to_string(), last.to_string());
            match stage {
                Stage::Start => say!(shared, "tui-period-start", first = first, last = last),
                Stage::Middle => say!(shared, "tui-period-middle", first = first, last = last),
                Stage::End => say!(shared, "tui-period-end", first = first, last = last),
            }
        }
        Period::AdHoc(year, n) => say!(
            shared,
            "tui-period-adhoc",
            year = year.to_string(),
            n = n.to_string()
        ),
    }
}

/// A place of a paper as people find it: item and wording; for a row its position, for a cell row and column.
pub(super) fn place_words(shared: &Shared, form: &Form, answers: &Answers, path: &Path) -> String {
    let label = |path: &Path| {
        form.field_at(path).map_or_else(
            || answers.spell(path),
            |field| match &field.item {
                Some(item) => format!("{item}. {}", field.label),
                None => field.label.clone(),
            },
        )
    };
    let row_label = |roster: &crate::form::Name, row: &crate::form::RowId| {
        let title = form
            .groups()
            .iter()
            .find(|group| group.id == *roster)
            .map_or("", |group| group.title.as_str());
        let position = answers
            .rows(roster.as_str())
            .iter()
            .position(|other| other == row)
            .map_or(0, |at| at + 1);
        format!("{title} {position}")
    };
    match path {
        Path::Field(_) => label(path),
        Path::Member { roster, row, .. } => format!("{}: {}", row_label(roster, row), label(path)),
        Path::Cell { row, .. } => {
            let row = form
                .rows()
                .iter()
                .find(|other| other.id == *row)
                .map_or_else(|| row.to_string(), |row| row.label.clone());
            let headings = match path {
                Path::Cell { column, .. } => form
                    .columns()
                    .iter()
                    .find(|other| other.field.id == *column)
                    .map(|column| column.headings.join(" · ")),
                _ => None,
            };
            match headings.filter(|headings| !headings.is_empty()) {
                Some(headings) => format!("{row}: {headings} · {}", label(path)),
                None => format!("{row}: {}", label(path)),
            }
        }
        Path::Row { roster, row } => row_label(roster, row),
        Path::Whole => say!(shared, "tui-whole-paper"),
    }
}

/// A problem in a sentence: the paper's own where its author wrote one.
pub(super) fn problem_words(
    shared: &Shared,
    form: &Form,
    answers: &Answers,
    problem: &Problem,
) -> String {
    let value = |value: &Option<Value>| {
        value
            .as_ref()
            .map(|value| value_words(shared, form, &problem.at, value))
    };
    // The problem's own bounds: two for a range, else what was expected.
    let bounds = match (value(&problem.expected), value(&problem.expected_to)) {
        (Some(from), Some(to)) => say!(shared, "problem-bounds-between", from = from, to = to),
        (Some(from), None) => say!(shared, "problem-bounds-from", from = from),
        (None, Some(to)) => say!(shared, "problem-bounds-to", to = to),
        (None, None) => say!(shared, "problem-bounds-none"),
    };
    let found = value(&problem.found).or_else(|| {
        // A special answer that the field does not take arrives as its code.
        let special = problem.typed.as_deref().and_then(Special::parse)?;
        Some(shared.words.of(&format!("special-{}", special.code()), &[]))
    });
    let args = [
        ("field", place_words(shared, form, answers, &problem.at)),
        ("typed", problem.typed.clone().unwrap_or_default()),
        (
            "found",
            found.unwrap_or_else(|| problem.typed.clone().unwrap_or_default()),
        ),
        ("expected", value(&problem.expected).unwrap_or_default()),
        ("formula", problem.formula.clone().unwrap_or_default()),
        ("bounds", bounds),
        (
            "text",
            problem
                .check
                .as_ref()
                .map(|(_, text)| text.clone())
                .unwrap_or_default(),
        ),
    ];
    shared
        .words
        .of(&format!("problem-{}", problem.code.as_str()), &args)
}

/// A problem in a sentence that names its place, for lists: an authored check's own message does not.
pub(super) fn placed_problem_words(
    shared: &Shared,
    form: &Form,
    answers: &Answers,
    problem: &Problem,
) -> String {
    let words = problem_words(shared, form, answers, problem);
    match problem.check {
        Some(_) => format!(
            "{}: {words}",
            place_words(shared, form, answers, &problem.at)
        ),
        None => words,
    }
}

/// The sentence for the value that closes, if there is one.
pub(super) fn closes_words(
    shared: &Shared,
    form: &Form,
    answers: &Answers,
    problem: &Problem,
) -> Option<String> {
    let (path, value) = problem.closes.as_ref()?;
    let field = place_words(shared, form, answers, path);
    Some(say!(
        shared,
        "problem-closes",
        field = field,
        value = value_words(shared, form, path, value)
    ))
}

/// A file name as a file manager pastes it, without the quotes it puts around.
pub(super) fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = |quote: char| {
        text.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    inner('"')
        .or_else(|| inner('\''))
        .unwrap_or(text)
        .to_owned()
}

/// A day as officers write it.
pub(super) fn day_words(day: chrono::NaiveDate) -> String {
    crate::text::date::format(crate::text::date::Parsed::Day(day))
}
