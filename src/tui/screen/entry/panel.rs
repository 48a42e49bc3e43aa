//! What there is to know about the place under the cursor: problems, options, guidance.

use super::stops::Stop;
use super::{Entry, choose};
use crate::form::{Answer, Field, FieldType, Outcome, Path, Role, Special};
use crate::text::{truncate, width};
use crate::tui::screen::sheet::Source;
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, window, wrap};

/// Rows of the panel, its rule included.
pub(super) const PANEL: usize = 7;

/// What there is to know about the place under the cursor.
pub(super) fn draw(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    ink.put(0, 0, &"─".repeat(columns));
    standing(entry, shared, ink);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(whole_line(entry, shared));
    match &entry.at {
        Stop::Field(path) => panel_lines(entry, shared, path, columns, &mut lines),
        Stop::Row(..) => lines.push(say!(shared, "tui-hint-row")),
        Stop::Add(_) => lines.push(say!(shared, "tui-hint-add")),
    }
    for (row, line) in lines.iter().take(ink.rows().saturating_sub(1)).enumerate() {
        ink.put(row + 1, 0, line);
    }
}

/// On the rule, always in sight: how many problems are left, and what the paper comes to so far.
fn standing(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    let mut end = columns.saturating_sub(2);
    if !entry.sheet.is_finished() {
        let left = format!(" {} ", left_words(entry, shared));
        end = end.saturating_sub(width(&left));
        ink.strong(0, end, &left);
    }
    if let Some(results) = results(entry, shared) {
        let text = format!(" {results} ");
        ink.strong(0, 2, &truncate(&text, end.saturating_sub(3)));
    }
}

fn left_words(entry: &Entry, shared: &Shared) -> String {
    let (blocks, asks) = entry.sheet.counts();
    match (blocks, asks) {
        (0, 0) => say!(shared, "tui-left-none"),
        (0, asks) => say!(shared, "tui-left-asks", n = asks.to_string()),
        (blocks, 0) => say!(shared, "tui-left-blocks", n = blocks.to_string()),
        (blocks, asks) => say!(
            shared,
            "tui-left-both",
            blocks = blocks.to_string(),
            asks = asks.to_string()
        ),
    }
}

/// Points, deprivations as a bar and class of a paper that has them, with what is printed on the paper beside
/// each that differs.
fn results(entry: &Entry, shared: &Shared) -> Option<String> {
    let sheet = &entry.sheet;
    let path_of = |role| match sheet.form.field_with_role(role)? {
        (None, field) => Some(Path::Field(field.id.clone())),
        (Some(_), _) => None,
    };
    let told = |path: Path| {
        let text = match sheet.evaluation.value(&path) {
            Some(value) => sheet.text(shared, &path, value),
            None => "?".to_owned(),
        };
        match sheet.outcome(&path) {
            Outcome::Computed {
                control: Some(control),
                ..
            } => {
                let control = sheet.text(shared, &path, control);
                let sign = if control == text { "=" } else { "≠" };
                format!(
                    "{text} {}",
                    say!(shared, "tui-live-control", sign = sign, value = control)
                )
            }
            _ => text,
        }
    };
    let class = path_of(Role::Class)?;
    let mut parts = Vec::new();
    if let Some(points) = path_of(Role::IncomePoints) {
        parts.push(say!(shared, "tui-live-income", value = told(points)));
    }
    if let Some(points) = path_of(Role::DeprivationPoints) {
        let bar = sheet.deprivations();
        let bar: String = bar
            .iter()
            .map(|(_, lacks)| match lacks {
                Some(true) => '#',
                Some(false) => '.',
                None => '?',
            })
            .collect();
        parts.push(say!(
            shared,
            "tui-live-deprivation",
            value = told(points),
            bar = bar
        ));
    }
    parts.push(told(class));
    Some(parts.join(" · "))
}

fn panel_lines(
    entry: &Entry,
    shared: &Shared,
    path: &Path,
    columns: usize,
    lines: &mut Vec<String>,
) {
    let sheet = &entry.sheet;
    let Some(field) = sheet.field(path) else {
        return;
    };
    let mut told = width(&field.label) <= columns * 45 / 100;
    for problem in sheet
        .evaluation
        .problems
        .iter()
        .filter(|problem| problem.at == *path)
        .take(2)
    {
        let mark = if problem.severity == crate::form::Severity::Blocks {
            "!"
        } else {
            "?"
        };
        let text = format!(
            "{mark} {}",
            said::problem_words(shared, &sheet.form, &sheet.answers, problem)
        );
        told |= text.contains(&*field.label);
        lines.extend(wrap(&text, columns).into_iter().take(2));
    }
    if sheet.conflicts_at(path) {
        lines.push(format!("# {}", say!(shared, "tui-hint-conflict")));
    }
    // What somebody asks here comes before what the paper says of itself, which may be cut.
    if let Some(remark) = sheet.remark(path) {
        lines.extend(wrap(&format!("* {remark}"), columns).into_iter().take(2));
    }
    if sheet.form.is_computed(path) {
        // A problem that tells the formula has told it.
        let hint = match sheet.problem(path) {
            Some(problem) if problem.formula.is_some() => say!(shared, "tui-hint-computed-plain"),
            _ => said::computed_words(shared, &sheet.form, path),
        };
        lines.extend(wrap(&hint, columns).into_iter().take(2));
        lines.extend(sheet.beside(shared, path, columns));
    }
    // What the line above has no room for is said to its end.
    if !told {
        lines.extend(wrap(&field.label, columns));
    }
    let options = entry.options(shared);
    if options.is_closed_list() {
        let room = (PANEL - 1)
            .saturating_sub(
                lines.len()
                    + usize::from(field.help.is_some())
                    + usize::from(!field.specials.is_empty()),
            )
            .max(1);
        lines.extend(option_lines(&options, entry.option, columns, room));
        if options.fitting.is_empty() {
            lines.push(say!(shared, "tui-hint-no-option"));
        }
    }
    if !field.specials.is_empty() && !sheet.is_finished() {
        lines.push(special_line(shared, field));
    }
    if !entry.offered || entry.touched {
        lines.extend(copy_line(entry, shared, path));
    }
    if entry.offered && !entry.touched {
        lines.push(say!(shared, "tui-hint-offered"));
    }
    if let Some(help) = &field.help {
        lines.extend(wrap(help, columns));
    } else if let Some(hint) = kind_hint(shared, field) {
        lines.push(hint);
    }
}

/// What an empty paper can take over from the period before.
fn whole_line(entry: &Entry, shared: &Shared) -> Option<String> {
    let sheet = &entry.sheet;
    let before = sheet.before().filter(|_| sheet.is_empty())?;
    let carried = entry.carried();
    let period = said::period_words(shared, before.period);
    let (fields, rows) = (carried.answers.len(), carried.rows.len());
    (!carried.is_empty()).then(|| {
        say!(
            shared,
            "tui-hint-carry",
            period = period,
            fields = fields.to_string(),
            rows = rows.to_string()
        )
    })
}

/// The answer that copying gives here, where it says something else than what stands.
fn copy_line(entry: &Entry, shared: &Shared, path: &Path) -> Option<String> {
    let sheet = &entry.sheet;
    let (answer, source) = sheet.copied(path).filter(|_| !sheet.is_finished())?;
    if sheet.answers.get(path) == Some(answer) {
        return None;
    }
    let value = match answer {
        Answer::Given(value) => sheet.text(shared, path, value),
        Answer::Special(special) => shared.words.of(&format!("special-{}", special.code()), &[]),
        Answer::Unparsed(text) => text.clone(),
    };
    Some(match (source, sheet.before()) {
        (Source::Before, Some(before)) => say!(
            shared,
            "tui-hint-before",
            period = said::period_words(shared, before.period),
            value = value
        ),
        _ => say!(shared, "tui-hint-above", value = value),
    })
}

/// The special answers of a field, and how they are given.
fn special_line(shared: &Shared, field: &Field) -> String {
    let word = |special: &Special| shared.words.of(&format!("special-{}", special.code()), &[]);
    let words = match field.specials.as_slice() {
        [only] => word(only),
        several => {
            let numbered = several.iter().zip(1..);
            let numbered = numbered.map(|(special, number)| format!("{number} {}", word(special)));
            numbered.collect::<Vec<_>>().join("  ")
        }
    };
    say!(shared, "tui-hint-specials", words = words)
}

fn kind_hint(shared: &Shared, field: &Field) -> Option<String> {
    match field.kind {
        FieldType::Date => Some(say!(shared, "tui-hint-date")),
        FieldType::Choices => {
            let choices: Vec<String> = field
                .choices
                .iter()
                .map(|choice| {
                    format!(
                        "{} {}",
                        choice.code.as_deref().unwrap_or_default(),
                        choice.label
                    )
                })
                .collect();
            Some(say!(
                shared,
                "tui-hint-choices",
                choices = choices.join("  ")
            ))
        }
        _ => None,
    }
}

/// The options flowing over lines; the chosen one carries `>`, and its line is among those drawn.
fn option_lines(
    options: &choose::Options,
    chosen: Option<usize>,
    columns: usize,
    room: usize,
) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut chosen_line = 0;
    for (at, choice) in options.fitting.iter().enumerate() {
        let marker = if chosen == Some(at) { ">" } else { " " };
        let text = format!("{marker}{} {}  ", choice.code, choice.label);
        if lines
            .last()
            .is_some_and(|line| !line.is_empty() && width(line) + width(&text) > columns)
        {
            lines.push(String::new());
        }
        if chosen == Some(at) {
            chosen_line = lines.len() - 1;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&text);
        }
    }
    let first = window(chosen_line, lines.len(), room);
    lines.into_iter().skip(first).take(room).collect()
}
