//! Drawing a grid.

use super::Grid;
use crate::form::{FieldType, Outcome, Severity};
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, fit, fit_right, window, wrap};

/// Columns of one cell.
const CELL: usize = 12;
/// Rows of the panel about the cell under the cursor, its rule included.
const PANEL: usize = 5;

pub(super) fn draw(grid: &Grid, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let sheet = &grid.sheet;
    // Four figures and their row's label stand side by side at 80 columns.
    let labels = (ink.columns() * 7 / 20).clamp(10, 44);
    let shown_columns = ink.columns().saturating_sub(labels) / (CELL + 1);
    let all_columns = sheet.form.columns();
    let first_column = window(grid.column, all_columns.len(), shown_columns);
    let columns: Vec<usize> = (first_column..all_columns.len())
        .take(shown_columns)
        .collect();

    let caveat = sheet
        .caveat(shared)
        .map(|caveat| format!("({caveat})"))
        .unwrap_or_default();
    ink.put(0, 0, &caveat);
    let depth = all_columns
        .iter()
        .map(|column| column.headings.len())
        .max()
        .unwrap_or(0);
    headings(grid, ink, labels, depth, &columns);
    let heads = 1 + depth + 2;
    let unit = units(grid);
    ink.put(1, 0, &fit(&unit, labels));
    let more = say!(
        shared,
        "tui-grid-columns",
        from = (first_column + 1).to_string(),
        to = (first_column + columns.len()).to_string(),
        all = all_columns.len().to_string()
    );
    ink.put(2, 0, &fit(&more, labels));

    let room = ink.rows().saturating_sub(heads + PANEL);
    let rows = sheet.form.rows();
    let first = window(grid.row, rows.len(), room);
    for (line, index) in (first..rows.len()).take(room).enumerate() {
        let Some(row) = rows.get(index) else { break };
        let item = row
            .item
            .as_deref()
            .map(|item| format!("{item} "))
            .unwrap_or_default();
        let label = format!("{}{item}{}", " ".repeat(row.depth), row.label);
        let cursor = if index == grid.row { ">" } else { " " };
        ink.put_if(
            index == grid.row,
            heads + line,
            0,
            &fit(&format!("{cursor}{label}"), labels),
        );
        for (place, column) in columns.iter().enumerate() {
            cell(
                grid,
                shared,
                ink,
                heads + line,
                labels + place * (CELL + 1),
                index,
                *column,
            );
        }
    }
    let mut panel = ink.rows_of(heads + room, PANEL);
    draw_panel(grid, shared, &mut panel);
}

/// The unit that the figures are in, said once where it is the same for all of them.
fn units(grid: &Grid) -> String {
    let mut units: Vec<&str> = Vec::new();
    for column in grid.sheet.form.columns() {
        if let Some(unit) = column.field.unit.as_deref()
            && !units.contains(&unit)
        {
            units.push(unit);
        }
    }
    units.join(", ")
}

/// Headings above the columns; a heading that several columns share is written once over them.
fn headings(grid: &Grid, ink: &mut Ink<'_, '_>, labels: usize, depth: usize, columns: &[usize]) {
    let all = grid.sheet.form.columns();
    for level in 0..depth {
        let heading = |at: usize| {
            all.get(at)
                .and_then(|column| column.headings.get(level))
                .map_or("", String::as_str)
        };
        let mut place = 0;
        while let Some(column) = columns.get(place) {
            let text = heading(*column);
            let same = columns
                .iter()
                .skip(place)
                .take_while(|other| heading(**other) == text)
                .count()
                .max(1);
            ink.strong(
                1 + level,
                labels + place * (CELL + 1),
                &fit(text, same * (CELL + 1) - 1),
            );
            place += same;
        }
    }
    for (place, column) in columns.iter().enumerate() {
        // The column under the cursor is told by shape, as its row is by `>`.
        if *column == grid.column {
            ink.strong(1 + depth, labels + place * (CELL + 1), "▼");
        }
        let Some(column) = all.get(*column) else {
            continue;
        };
        let lines = wrap(&column.field.label, CELL - 1);
        for (row, line) in lines.iter().take(2).enumerate() {
            ink.strong(
                1 + depth + row,
                labels + place * (CELL + 1) + 1,
                &fit_right(line, CELL - 1),
            );
        }
    }
}

fn cell(
    grid: &Grid,
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    row: usize,
    column: usize,
    at_row: usize,
    at_column: usize,
) {
    let Some(path) = grid.path_at(at_row, at_column) else {
        return;
    };
    let sheet = &grid.sheet;
    let here = at_row == grid.row && at_column == grid.column;
    if here && grid.touched {
        ink.line(row, column, CELL, &grid.line);
        return;
    }
    let text = match sheet.outcome(&path) {
        Outcome::Closed => "░".repeat(CELL - 2),
        Outcome::Unanswered if sheet.form.is_computed(&path) => "=".to_owned(),
        Outcome::Unanswered => ".".to_owned(),
        _ => sheet.shown(shared, &path),
    };
    let mark = sheet.mark(&path);
    // A figure wider than its cell gives up the gap after its mark before it gives up digits.
    let text = text
        .strip_prefix("= ")
        .map_or(text.clone(), |figure| format!("={figure}"));
    let shown = format!("{mark}{}", fit_right(&text, CELL - 1));
    ink.put_if(here, row, column, &shown);
    if here {
        ink.caret(row, column + CELL - 1);
    }
}

fn draw_panel(grid: &Grid, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    ink.put(0, 0, &"─".repeat(columns));
    let Some(path) = grid.path() else { return };
    let sheet = &grid.sheet;
    let mut lines = Vec::new();
    let unit = sheet
        .field(&path)
        .and_then(|field| field.unit.clone())
        .unwrap_or_else(|| {
            let percent = sheet
                .field(&path)
                .is_some_and(|field| field.kind == FieldType::Percent);
            if percent {
                "%".to_owned()
            } else {
                String::new()
            }
        });
    let place = said::place_words(shared, &sheet.form, &sheet.answers, &path);
    let shown = sheet.shown(shared, &path);
    let unit = if unit.is_empty() {
        unit
    } else {
        format!(" ({unit})")
    };
    // A problem tells its place itself, and there is room for one of the two.
    if sheet.problem(&path).is_none() {
        lines.extend(
            wrap(&format!("{place}{unit}: {shown}"), columns)
                .into_iter()
                .take(2),
        );
    }
    for problem in sheet
        .evaluation
        .problems
        .iter()
        .filter(|problem| problem.at == path)
        .take(1)
    {
        let mark = if problem.severity == Severity::Blocks {
            "!"
        } else {
            "?"
        };
        let text = format!(
            "{mark} {}",
            said::problem_words(shared, &sheet.form, &sheet.answers, problem)
        );
        lines.extend(wrap(&text, columns).into_iter().take(4));
    }
    if sheet.form.is_computed(&path) {
        // A problem that tells the formula has told it.
        let hint = match sheet.problem(&path) {
            Some(problem) if problem.formula.is_some() => say!(shared, "tui-hint-computed-plain"),
            _ => said::computed_words(shared, &sheet.form, &path),
        };
        lines.extend(wrap(&hint, columns).into_iter().take(3));
        if let Outcome::Computed {
            control: Some(control),
            ..
        } = sheet.outcome(&path)
        {
            let (value, control) = (
                sheet.shown(shared, &path),
                sheet.text(shared, &path, control),
            );
            lines.push(say!(
                shared,
                "tui-hint-control",
                value = value,
                control = control
            ));
        }
    } else if matches!(sheet.outcome(&path), Outcome::Closed) {
        lines.push(say!(shared, "tui-hint-closed"));
    }
    if let Some(remark) = sheet.remark(&path) {
        lines.push(format!("* {remark}"));
    }
    for (row, line) in lines.iter().take(ink.rows().saturating_sub(1)).enumerate() {
        ink.put(row + 1, 0, line);
    }
}
