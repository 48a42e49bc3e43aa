//! Drawing a grid.

use super::Grid;
use super::place::Spot;
use crate::form::{FieldType, Outcome, Severity};
use crate::text::width;
use crate::tui::screen::entry::choose::Options;
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
    let here = grid.column.saturating_sub(grid.own());
    let first_column = window(here, all_columns.len(), shown_columns);
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
    let lines = lines(grid);
    let at = lines.iter().position(|line| *line == Some(grid.row));
    let first = window(at.unwrap_or(0), lines.len(), room);
    let mut unit = None;
    for (place, line) in lines.iter().skip(first).take(room).enumerate() {
        let row = heads + place;
        let Some(index) = *line else {
            let title = sheet.form.local().map_or("", |(group, _)| &group.title);
            ink.strong(row, 0, &fit(&format!(" {title}"), ink.columns()));
            continue;
        };
        label(grid, shared, ink, row, labels, index, &mut unit);
        if grid.spot_at(index) == Spot::Add {
            continue;
        }
        for (place, column) in columns.iter().enumerate() {
            cell(
                grid,
                shared,
                ink,
                row,
                labels + place * (CELL + 1),
                index,
                grid.own() + *column,
            );
        }
    }
    let mut panel = ink.rows_of(heads + room, PANEL);
    draw_panel(grid, shared, &mut panel);
}

/// The rows as they stand below one another; nothing for the heading over the locality's own.
fn lines(grid: &Grid) -> Vec<Option<usize>> {
    let rows = grid.sheet.form.rows().len();
    let mut lines: Vec<Option<usize>> = (0..rows).map(Some).collect();
    if grid.locals().is_some() {
        lines.push(None);
        lines.extend((rows..grid.size().0).map(Some));
    }
    lines
}

/// What stands left of a row's figures, with the row's unit where the row above has another.
fn label(
    grid: &Grid,
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    at: usize,
    labels: usize,
    index: usize,
    unit_above: &mut Option<String>,
) {
    let form = &grid.sheet.form;
    let here = index == grid.row;
    let (text, unit) = match grid.spot_at(index) {
        Spot::Row(row) => {
            let Some(row) = form.rows().get(row) else {
                return;
            };
            let item = row
                .item
                .as_deref()
                .map_or(String::new(), |item| format!("{item} "));
            let text = format!("{}{item}{}", " ".repeat(row.depth), row.label);
            (text, form.row_unit(row))
        }
        Spot::Local(local) => {
            if here && grid.touched && grid.column < grid.own() {
                ink.put_if(true, at, 0, ">");
                ink.line(at, 1, labels.saturating_sub(2), &grid.line);
                return;
            }
            (local_label(grid, shared, index, local), None)
        }
        Spot::Add => {
            let roster = form.local().map_or("", |(group, _)| group.id.as_str());
            let add = form
                .add_label(roster)
                .map_or_else(|| say!(shared, "tui-add-row"), str::to_owned);
            (format!("+ {add}"), None)
        }
    };
    let room = match &unit {
        Some(unit) if unit_above.as_ref() != Some(unit) => labels.saturating_sub(width(unit) + 2),
        _ => labels,
    };
    let cursor = if here { ">" } else { " " };
    let mut text = fit(&format!("{cursor}{text}"), room);
    if room < labels
        && let Some(unit) = &unit
    {
        text = fit(&format!("{text} {unit}"), labels);
    }
    *unit_above = unit;
    ink.put_if(here, at, 0, &text);
    if here && grid.column < grid.own() {
        ink.caret(at, labels.saturating_sub(2));
    }
}

/// A local row's own answers: its position and name, then whatever else it says of itself.
fn local_label(grid: &Grid, shared: &Shared, index: usize, local: usize) -> String {
    let said: Vec<String> = (0..grid.own())
        .filter_map(|field| grid.path_at(index, field))
        .map(|path| {
            let mark = grid.sheet.mark(&path).trim();
            format!("{mark}{}", grid.sheet.shown(shared, &path))
        })
        .filter(|text| !text.is_empty())
        .collect();
    format!("{} {}", local + 1, said.join(" · "))
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
        if grid.own() + *column == grid.column {
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
                &aligned(column.field.kind.is_number(), line),
            );
        }
    }
}

/// Words begin where their column does, figures end there.
fn aligned(figures: bool, text: &str) -> String {
    match figures {
        true => fit_right(text, CELL - 1),
        false => fit(text, CELL - 1),
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
    let figures = sheet
        .field(&path)
        .is_none_or(|field| field.kind.is_number());
    let shown = format!("{mark}{}", aligned(figures, &text));
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
        lines.extend(sheet.beside(shared, &path, columns));
    } else if matches!(sheet.outcome(&path), Outcome::Closed) {
        lines.push(say!(shared, "tui-hint-closed"));
    }
    let options = options(grid, shared, &path);
    if !options.is_empty() {
        lines.extend(wrap(&options, columns).into_iter().take(2));
    }
    if let Some(remark) = sheet.remark(&path) {
        lines.push(format!("* {remark}"));
    }
    for (row, line) in lines.iter().take(ink.rows().saturating_sub(1)).enumerate() {
        ink.put(row + 1, 0, line);
    }
}

/// The options of a closed list that fit what is typed, with the codes that keyers type.
fn options(grid: &Grid, shared: &Shared, path: &crate::form::Path) -> String {
    if grid.sheet.form.is_computed(path) {
        return String::new();
    }
    let typed = if grid.touched {
        grid.line.committed()
    } else {
        String::new()
    };
    let options = Options::of(&grid.sheet, path, &typed, shared);
    let words = options
        .fitting
        .iter()
        .map(|choice| match choice.code.is_empty() {
            true => choice.label.clone(),
            false => format!("{} {}", choice.code, choice.label),
        });
    words.collect::<Vec<_>>().join("  ")
}
