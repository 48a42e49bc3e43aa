//! Drawing a grid.

use super::place::Spot;
use super::{Grid, agree, panel};
use crate::form::{Outcome, Path};
use crate::text::{truncate, width};
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, fit, fit_right, window, wrap};

/// Columns of one cell.
const CELL: usize = 12;

/// Columns of the list of formulas beside the figures, where the window is wide enough for both.
fn side(columns: usize) -> Option<usize> {
    (columns >= 100).then(|| (columns * 3 / 10).clamp(30, 44))
}

pub(super) fn draw(grid: &Grid, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let rows = ink.rows().saturating_sub(panel::ROWS);
    let side = side(ink.columns());
    let left = ink.columns() - side.map_or(0, |side| side + 2);
    let mut body = ink.rows_of(0, rows);
    table(grid, shared, &mut body.columns_of(0, left));
    if let Some(side) = side {
        for row in 0..rows {
            body.put(row, left, "│");
        }
        agree::draw(grid, shared, &mut body.columns_of(left + 2, side));
    }
    let mut below = ink.rows_of(rows, panel::ROWS);
    panel::draw(grid, shared, side.is_none(), &mut below);
}

fn table(grid: &Grid, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let sheet = &grid.sheet;
    // Four figures and their row's label stand side by side at 80 columns.
    let labels = (ink.columns() * 7 / 20).clamp(10, 44);
    let slot = slot(grid);
    let shown_columns = ink.columns().saturating_sub(labels) / slot;
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
    let lines_of = label_lines(grid, ink.rows());
    headings(grid, shared, ink, labels, (depth, lines_of), &columns);
    let heads = 1 + depth + lines_of;
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

    let room = ink.rows().saturating_sub(heads);
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
                labels + place * slot,
                index,
                grid.own() + *column,
            );
        }
    }
}

/// Columns of the screen that a column of the paper takes: twice as many beside the period before.
fn slot(grid: &Grid) -> usize {
    (CELL + 1) * if grid.compares { 2 } else { 1 }
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
            let marks = marks(grid, &path);
            format!("{}{}", marks.trim(), grid.sheet.shown(shared, &path))
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

/// Lines of the columns' own labels: as many as the longest needs where the window is high, two at least.
fn label_lines(grid: &Grid, rows: usize) -> usize {
    let columns = grid.sheet.form.columns().iter();
    let needed = columns.map(|column| wrap(&column.field.label, CELL - 1).len());
    let most = if rows < 24 { 2 } else { 4 };
    needed.max().unwrap_or(0).clamp(2, most)
}

/// A heading in so many lines at most. What it must not lose stands at its end: `(%)`.
pub(super) fn shortened(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, columns);
    if lines.len() <= most {
        return lines;
    }
    let rest = lines.split_off(most.saturating_sub(1)).join(" ");
    let (words, tail) = match rest.rfind('(').and_then(|at| rest.split_at_checked(at)) {
        Some((words, tail)) if rest.ends_with(')') && width(tail) + 2 <= columns => {
            (words.trim_end(), tail)
        }
        _ => (rest.as_str(), ""),
    };
    let room = columns.saturating_sub(width(tail));
    // Part of the last word shows that there is more, wherever it ends.
    let words = match width(words) <= room && lines.len() + 1 == most {
        true => words.into(),
        false => truncate(words, room),
    };
    lines.push(format!("{words}{tail}"));
    lines
}

/// Headings above the columns; a heading that several columns share is written once over them.
fn headings(
    grid: &Grid,
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    labels: usize,
    (depth, lines_of): (usize, usize),
    columns: &[usize],
) {
    let all = grid.sheet.form.columns();
    let slot = slot(grid);
    let before = grid.sheet.before().filter(|_| grid.compares);
    let before = before.map(|before| {
        let period = said::period_words(shared, before.period);
        shortened(&period, CELL - 1, lines_of)
    });
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
            let room = same * slot - 1;
            let text = shortened(text, room, 1).concat();
            ink.strong(1 + level, labels + place * slot, &fit(&text, room));
            place += same;
        }
    }
    for (place, column) in columns.iter().enumerate() {
        // The column under the cursor is told by shape, as its row is by `>`.
        if grid.own() + *column == grid.column {
            ink.strong(1 + depth, labels + place * slot, "▼");
        }
        let Some(column) = all.get(*column) else {
            continue;
        };
        let lines = shortened(&column.field.label, CELL - 1, lines_of);
        for (row, line) in lines.iter().enumerate() {
            ink.strong(
                1 + depth + row,
                labels + place * slot + 1,
                &aligned(column.field.kind.is_number(), line, CELL - 1),
            );
        }
        for (row, line) in before.iter().flatten().enumerate() {
            ink.put(
                1 + depth + row,
                labels + place * slot + CELL + 2,
                &aligned(column.field.kind.is_number(), line, CELL - 1),
            );
        }
    }
}

/// Words begin where their column does, figures end there.
fn aligned(figures: bool, text: &str, room: usize) -> String {
    match figures {
        true => fit_right(text, room),
        false => fit(text, room),
    }
}

/// The mark of a place, and `*` beside it where it hides that there is a remark.
fn marks(grid: &Grid, path: &Path) -> String {
    let mark = grid.sheet.mark(path);
    let hidden = !matches!(mark, " " | "*") && grid.sheet.remark(path).is_some();
    format!("{mark}{}", if hidden { "*" } else { "" })
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
    let figures = sheet
        .field(&path)
        .is_none_or(|field| field.kind.is_number());
    if grid.compares && !matches!(sheet.outcome(&path), Outcome::Closed) {
        let then = match sheet.value_before(&path) {
            Some(value) => sheet.text(shared, &path, value),
            None => "–".to_owned(),
        };
        ink.put(row, column + CELL + 2, &aligned(figures, &then, CELL - 1));
    }
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
    let marks = marks(grid, &path);
    // A figure wider than its cell gives up the gap after its mark before it gives up digits.
    let text = text
        .strip_prefix("= ")
        .map_or(text.clone(), |figure| format!("={figure}"));
    // Two marks take the figure's first column where it is free, else the second stands behind the figure.
    let (mark, behind) = match marks.split_at_checked(1) {
        Some((mark, second)) if width(&text) >= CELL - 1 => (mark, second),
        _ => (marks.as_str(), ""),
    };
    let text = aligned(figures, &text, CELL - width(mark));
    ink.put_if(here, row, column, &format!("{mark}{text}{behind}"));
    if here {
        ink.caret(row, column + CELL - 1);
    }
}
