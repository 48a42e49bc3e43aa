//! What there is to know about the place under the cursor: problems, options, guidance.

use super::stops::Stop;
use super::{Entry, choose};
use crate::form::{Field, FieldType, Path};
use crate::text::width;
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, window, wrap};

/// Rows of the panel, its rule included.
pub(super) const PANEL: usize = 7;

/// What there is to know about the place under the cursor.
pub(super) fn draw(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    ink.put(0, 0, &"─".repeat(columns));
    let mut lines: Vec<String> = Vec::new();
    match &entry.at {
        Stop::Field(path) => panel_lines(entry, shared, path, columns, &mut lines),
        Stop::Row(..) => lines.push(say!(shared, "tui-hint-row")),
        Stop::Add(_) => lines.push(say!(shared, "tui-hint-add")),
    }
    for (row, line) in lines.iter().take(ink.rows().saturating_sub(1)).enumerate() {
        ink.put(row + 1, 0, line);
    }
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
            .saturating_sub(lines.len() + usize::from(field.help.is_some()))
            .max(1);
        lines.extend(option_lines(&options, entry.option, columns, room));
        if options.fitting.is_empty() {
            lines.push(say!(shared, "tui-hint-no-option"));
        }
    }
    if entry.offered && !entry.touched {
        lines.push(say!(shared, "tui-hint-offered"));
    }
    if let Some(help) = &field.help {
        lines.extend(wrap(help, columns));
    } else if let Some(hint) = kind_hint(shared, field) {
        lines.push(hint);
    }
    if let Some(remark) = sheet.remark(path) {
        lines.push(format!("* {remark}"));
    }
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
