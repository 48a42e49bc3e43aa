//! Codes said in words: periods and problems.

use super::{
    say,
    sheet::{Sheet, value_words},
};
use crate::form::{
    Answers, Code, FieldType, Form, Missing, Path, Period, Problem, Special, Stage, Value,
};
use crate::locale::Words;
use crate::tui::lines::Arrived;
use crate::tui::shared::Shared;

/// A period as officers say it.
pub(in crate::tui) fn period_words(shared: &Shared, period: Period) -> String {
    period_said(&shared.words, period)
}

/// The same, for who has only the words.
pub(in crate::tui) fn period_said(words: &Words, period: Period) -> String {
    let of = |key: &str, args: &[(&'static str, i64)]| {
        let args: Vec<(&str, String)> = args.iter().map(|(k, n)| (*k, n.to_string())).collect();
        words.of(key, &args)
    };
    match period {
        Period::Year(year) => of("tui-period-year", &[("year", year.into())]),
        Period::Month(year, month) => of(
            "tui-period-month",
            &[("year", year.into()), ("month", month.into())],
        ),
        Period::Half(year, 1) => of("tui-period-half-1", &[("year", year.into())]),
        Period::Half(year, _) => of("tui-period-half-2", &[("year", year.into())]),
        Period::Programme(first, last, stage) => {
            let key = match stage {
                Stage::Start => "tui-period-start",
                Stage::Middle => "tui-period-middle",
                Stage::End => "tui-period-end",
            };
            of(key, &[("first", first.into()), ("last", last.into())])
        }
        Period::AdHoc(year, n) => of(
            "tui-period-adhoc",
            &[("year", year.into()), ("n", n.into())],
        ),
    }
}

/// The short part of a paper's title: what stands before its colon.
pub(in crate::tui) fn short_title(title: &str) -> &str {
    title.split_once(':').map_or(title, |(short, _)| short)
}

/// The words of a formula that stand for something: names, apart from text in quotes, figures and signs.
fn formula_names(formula: &str) -> Vec<(bool, String)> {
    let mut parts: Vec<(bool, String)> = Vec::new();
    for c in formula.chars() {
        let letter = c.is_alphanumeric() || c == '_';
        if c == '_' {
            numbered(&mut parts);
        }
        match parts.last_mut() {
            Some((name, part))
                if letter && (*name || part.ends_with(|c: char| c.is_ascii_digit())) =>
            {
                part.push(c);
            }
            Some((false, part)) if !letter || c.is_ascii_digit() => part.push(c),
            _ => parts.push((letter && !c.is_ascii_digit(), c.to_string())),
        }
    }
    parts
}

/// Makes digits before `_` the beginning of a name: rows are named after their items, `05_6`.
fn numbered(parts: &mut Vec<(bool, String)>) {
    let Some((false, part)) = parts.last_mut() else {
        return;
    };
    let before = part.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let digits = part.split_off(before);
    if digits.is_empty() {
        return;
    }
    if part.is_empty() {
        parts.pop();
    }
    parts.push((true, digits));
}

/// A formula with the paper's own item numbers and headings in place of names; nothing where it uses more than
/// fields and figures, which no officer would read.
pub(super) fn formula_words(shared: &Shared, form: &Form, formula: &str) -> Option<String> {
    let parts = formula_names(formula);
    let columns: Vec<_> = form
        .columns()
        .iter()
        .filter(|column| {
            parts
                .iter()
                .any(|(name, part)| *name && column.field.id.as_str() == part)
        })
        .collect();
    // Headings that all columns of the formula share say nothing.
    let shared_headings = columns.first().map_or(0, |first| {
        let same = |level: usize| {
            columns
                .iter()
                .all(|column| column.headings.get(level) == first.headings.get(level))
        };
        (0..first.headings.len())
            .take_while(|level| same(*level))
            .count()
    });
    let mut text = String::new();
    for (name, part) in &parts {
        if !*name {
            text.push_str(part);
            continue;
        }
        let column = columns
            .iter()
            .find(|column| column.field.id.as_str() == part);
        if let Some(column) = column {
            let headings = column.headings.iter().skip(shared_headings);
            let mut words: Vec<&str> = headings.map(String::as_str).collect();
            words.push(&column.field.label);
            text.push_str(&words.join(" · "));
            continue;
        }
        if let Some(row) = form.rows().iter().find(|row| row.id.as_str() == part) {
            match &row.item {
                Some(item) => text.push_str(&say!(shared, "tui-row-item", item = item.clone())),
                None => text.push_str(&format!("«{}»", row.label)),
            }
            continue;
        }
        if let Some(import) = form
            .imports()
            .iter()
            .find(|import| import.id.as_str() == part)
        {
            text.push_str(&format!("«{}»", import.label));
            continue;
        }
        let mut fields = form.groups().iter().flat_map(|group| &group.fields);
        let field = fields.find(|field| field.id.as_str() == part)?;
        match &field.item {
            Some(item) => text.push_str(&say!(shared, "tui-item", item = item.clone())),
            None => text.push_str(&format!("«{}»", field.label)),
        }
    }
    Some(text)
}

/// What a computed place says about itself: its formulas where they can be read.
pub(super) fn computed_words(shared: &Shared, form: &Form, path: &Path) -> String {
    let formulas: Option<Vec<String>> = form
        .formulas_at(path)
        .into_iter()
        .map(|formula| formula_words(shared, form, formula))
        .collect();
    let overridable = form.field_at(path).is_some_and(|field| field.overridable);
    match (formulas.map(|formulas| formulas.join(" ; ")), overridable) {
        (Some(formula), false) => say!(shared, "tui-hint-computed", formula = formula),
        (None, false) => say!(shared, "tui-hint-computed-plain"),
        (Some(formula), true) => say!(shared, "tui-hint-overridable", formula = formula),
        (None, true) => say!(shared, "tui-hint-overridable-plain"),
    }
}

/// A column with the headings above it.
pub(super) fn column_words(column: &crate::form::GridColumn) -> String {
    let headings = column.headings.iter().chain([&column.field.label]);
    headings.map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// Row and column of a cell, short, for lists.
pub(super) fn cell_words(
    shared: &Shared,
    form: &Form,
    answers: &Answers,
    path: &Path,
) -> (String, String) {
    let label = |field: &crate::form::Field| field.label.clone();
    match path {
        Path::Cell { row, column } => {
            let row = form.rows().iter().find(|other| other.id == *row);
            let mut columns = form.columns().iter();
            let column = columns.find(|other| other.field.id == *column);
            let row = row.map_or_else(String::new, |row| match &row.item {
                Some(item) => format!("{item} {}", row.label),
                None => form.row_title(row),
            });
            (row, column.map(column_words).unwrap_or_default())
        }
        path => (
            path_row_words(shared, form, answers, path),
            form.field_at(path).map(label).unwrap_or_default(),
        ),
    }
}

/// The row of a place, where it has one.
fn path_row_words(shared: &Shared, form: &Form, answers: &Answers, path: &Path) -> String {
    match path {
        Path::Member { roster, row, .. } => {
            let row = Path::Row {
                roster: roster.clone(),
                row: *row,
            };
            place_words(shared, form, answers, &row)
        }
        _ => String::new(),
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
                .map_or_else(|| row.to_string(), |row| form.row_title(row));
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

/// What a value waits for: a place of this paper, a value of another paper, a figure of the law.
pub(super) fn missing_words(shared: &Shared, sheet: &Sheet, missing: &Missing) -> String {
    match missing {
        Missing::At(path) => place_words(shared, &sheet.form, &sheet.answers, path),
        other => sheet
            .form
            .missing_label(other, sheet.context().day())
            .unwrap_or_default()
            .to_owned(),
    }
}

/// A problem in a sentence: the paper's own where its author wrote one.
pub(super) fn problem_words(
    shared: &Shared,
    form: &Form,
    answers: &Answers,
    problem: &Problem,
) -> String {
    let place = place_words(shared, form, answers, &problem.at);
    problem_of(shared, form, problem, place)
}

/// The same with other words for the place, where it has been named already.
pub(super) fn problem_of(shared: &Shared, form: &Form, problem: &Problem, place: String) -> String {
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
    let nothing = || problem.code.nothing().to_owned();
    let args = [
        ("field", place),
        ("typed", problem.typed.clone().unwrap_or_default()),
        (
            "found",
            found
                .or_else(|| problem.typed.clone())
                .unwrap_or_else(nothing),
        ),
        ("expected", value(&problem.expected).unwrap_or_else(nothing)),
        (
            "formula",
            problem
                .formula
                .as_ref()
                .map(|formula| {
                    formula_words(shared, form, formula)
                        .unwrap_or_else(|| say!(shared, "tui-formula-of-paper"))
                })
                .unwrap_or_default(),
        ),
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
    let kind = form.field_at(&problem.at).map(|field| field.kind);
    let key = match (problem.code, kind) {
        (
            Code::Unparsed,
            Some(FieldType::Integer | FieldType::Decimal | FieldType::Money | FieldType::Percent),
        ) => "tui-unparsed-number".to_owned(),
        (Code::Unparsed, Some(FieldType::Date)) => "tui-unparsed-date".to_owned(),
        (code, _) => format!("problem-{}", code.as_str()),
    };
    shared.words.of(&key, &args)
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

/// How a bundle stands with its receiver: what arrived, and how many papers are returned and accepted.
pub(super) fn arrived_words(shared: &Shared, arrived: Arrived) -> String {
    let state = shared.words.of(arrived.state, &[]);
    match (arrived.returned, arrived.accepted) {
        (0, 0) => state,
        (returned, accepted) => say!(
            shared,
            "receipt-state-papers",
            state = state,
            returned = returned.to_string(),
            accepted = accepted.to_string()
        ),
    }
}
