//! Drawing a questionnaire.

use super::Entry;
use super::panel::{self, PANEL};
use super::stops::{self, Page, Stop};
use super::table;
use crate::form::{Answer, Field, Group, Name, Outcome, Path, RowId};
use crate::text::{truncate, width};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, fit, window};

/// From this many columns on, the groups stand at the side, and rows are typed in their table.
pub(super) const WIDE: usize = 100;
/// Columns of the side.
const SIDE: usize = 26;

pub(super) fn draw(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    if columns >= WIDE {
        side(entry, &mut ink.columns_of(0, SIDE));
        let mut rest = ink.columns_of(SIDE + 1, columns - SIDE - 1);
        body(entry, shared, &mut rest, 0);
    } else {
        strip(entry, ink);
        body(entry, shared, ink, 1);
    }
}

fn group_name(entry: &Entry, group: &Group) -> String {
    if group.roster {
        let rows = entry.sheet.answers.rows(group.id.as_str()).len();
        format!("{} ({rows})", group.title)
    } else {
        group.title.clone()
    }
}

fn is_here(entry: &Entry, group: &Group) -> bool {
    stops::group_of(&entry.sheet, &entry.at).is_some_and(|here| here.id == group.id)
}

/// The groups in one line, the present one in brackets and always in sight; `‹` and `›` tell that there are
/// more before and behind.
fn strip(entry: &Entry, ink: &mut Ink<'_, '_>) {
    let texts: Vec<(bool, String)> = entry
        .sheet
        .form
        .groups()
        .iter()
        .map(|group| {
            let here = is_here(entry, group);
            let name = group_name(entry, group);
            (
                here,
                if here {
                    format!("[{name}]")
                } else {
                    format!(" {name} ")
                },
            )
        })
        .collect();
    let here = texts.iter().position(|(here, _)| *here).unwrap_or(0);
    let taken = |first: usize| -> usize {
        texts
            .iter()
            .take(here + 1)
            .skip(first)
            .map(|(_, text)| width(text) + 1)
            .sum()
    };
    let first = (0..here)
        .find(|first| taken(*first) + 4 <= ink.columns())
        .unwrap_or(here);
    let mut column = 0;
    if first > 0 {
        ink.put(0, 0, "‹");
        column = 2;
    }
    for (at, (here, text)) in texts.iter().enumerate().skip(first) {
        let mark = if at + 1 < texts.len() { 2 } else { 0 };
        if column + width(text) + mark > ink.columns() {
            let room = ink.columns().saturating_sub(column + 2);
            if *here {
                ink.strong(0, column, &truncate(text, room));
            }
            ink.put(0, ink.columns().saturating_sub(1), "›");
            return;
        }
        if *here {
            ink.strong(0, column, text);
        } else {
            ink.put(0, column, text);
        }
        column += width(text) + 1;
    }
}

fn side(entry: &Entry, ink: &mut Ink<'_, '_>) {
    for (row, group) in entry.sheet.form.groups().iter().enumerate() {
        let here = is_here(entry, group);
        let marker = if here { "> " } else { "  " };
        let text = fit(
            &format!("{marker}{}", group_name(entry, group)),
            ink.columns(),
        );
        ink.put_if(here, row, 0, &text);
    }
}

fn body(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>, from: usize) {
    if let Some(caveat) = entry.sheet.caveat(shared) {
        ink.put(from, 0, &format!("({caveat})"));
    }
    let room = ink.rows().saturating_sub(from + 1 + PANEL);
    let mut fields = ink.rows_of(from + 1, room);
    match Page::of(&entry.at) {
        Page::Row(roster, _) if entry.in_cells(shared) => {
            table::draw(entry, shared, &mut fields, &roster);
        }
        Page::Row(roster, row) => row_page(entry, shared, &mut fields, &roster, row),
        Page::Group(Some(roster)) => table::draw(entry, shared, &mut fields, &roster),
        Page::Group(None) => {
            if let Some(group) = stops::group_of(&entry.sheet, &entry.at) {
                let paths: Vec<Path> = group
                    .fields
                    .iter()
                    .map(|field| Path::Field(field.id.clone()))
                    .collect();
                field_lines(entry, shared, &mut fields, &paths);
            }
        }
    }
    let mut panel = ink.rows_of(from + 1 + room, PANEL);
    panel::draw(entry, shared, &mut panel);
}

fn row_page(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>, roster: &Name, row: RowId) {
    let rows = entry.sheet.answers.rows(roster.as_str());
    let position = rows
        .iter()
        .position(|other| *other == row)
        .map_or(0, |at| at + 1);
    let Some(group) = entry
        .sheet
        .form
        .groups()
        .iter()
        .find(|group| group.id == *roster)
    else {
        return;
    };
    let member = |field: &Field| Path::Member {
        roster: roster.clone(),
        row,
        field: field.id.clone(),
    };
    let name = group
        .fields
        .first()
        .map(|field| entry.sheet.shown(shared, &member(field)))
        .unwrap_or_default();
    ink.strong(
        0,
        0,
        &format!("{} {position}/{}  {name}", group.title, rows.len()),
    );
    let paths: Vec<Path> = group.fields.iter().map(member).collect();
    field_lines(entry, shared, &mut ink.rows_of(1, usize::MAX), &paths);
}

fn field_lines(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>, paths: &[Path]) {
    let here = paths
        .iter()
        .position(|path| Stop::Field(path.clone()) == entry.at);
    let first = window(here.unwrap_or(0), paths.len(), ink.rows());
    // The items take a column of their own, as wide as the widest of the page.
    let item = |path: &Path| {
        entry
            .sheet
            .field(path)
            .and_then(|field| field.item.clone())
            .unwrap_or_default()
    };
    let items = paths
        .iter()
        .map(|path| width(&item(path)))
        .max()
        .unwrap_or(0);
    // The labels take what the longest needs, up to three fifths: values are shorter than questions.
    let longest = paths
        .iter()
        .filter_map(|path| sheet_label(entry, path))
        .max()
        .unwrap_or(0);
    let labels = (longest + items + 5).min(ink.columns() * 3 / 5);
    for (row, path) in paths.iter().skip(first).take(ink.rows()).enumerate() {
        let Some(field) = entry.sheet.field(path) else {
            continue;
        };
        let here = Stop::Field(path.clone()) == entry.at;
        let cursor = if here { ">" } else { " " };
        let head = format!(
            "{cursor}{} {} ",
            entry.sheet.mark(path),
            fit(&item(path), items)
        );
        let label = format!("{head}{}", field.label);
        let start = fit(&label, labels);
        ink.put_if(here, row, 0, &start);
        ink.put(row, labels, ":");
        value(entry, shared, ink, row, labels + 2, path, field);
    }
}

fn sheet_label(entry: &Entry, path: &Path) -> Option<usize> {
    entry.sheet.field(path).map(|field| width(&field.label))
}

fn value(
    entry: &Entry,
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    row: usize,
    column: usize,
    path: &Path,
    field: &Field,
) {
    let unit = field.unit.as_deref().unwrap_or_default();
    let room = ink.columns().saturating_sub(column + width(unit) + 1);
    if Stop::Field(path.clone()) != entry.at {
        let shown = entry.sheet.shown(shared, path);
        ink.put(row, column, &truncate(&shown, room));
        if !shown.is_empty() {
            ink.put(row, column + width(&shown).min(room) + 1, unit);
        }
        return;
    }
    being_typed(entry, shared, ink, (row, column), room, path);
    ink.put(row, ink.columns().saturating_sub(width(unit)), unit);
}

/// The answer that is being typed, chosen or looked at, with the caret.
pub(super) fn being_typed(
    entry: &Entry,
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    (row, column): (usize, usize),
    room: usize,
    path: &Path,
) {
    let options = entry.options(shared);
    if let Some(choice) = entry.option.and_then(|at| options.fitting.get(at)) {
        let label = fit(&choice.label, room.min(width(&choice.label) + 1));
        ink.put(row, column, &label);
        ink.caret(row, column);
    } else if !entry.touched && matches!(entry.sheet.answers.get(path), Some(Answer::Special(_))) {
        ink.put(
            row,
            column,
            &truncate(&entry.sheet.shown(shared, path), room),
        );
        ink.caret(row, column);
    } else if !entry.touched
        && entry.line.is_empty()
        && matches!(
            entry.sheet.outcome(path),
            Outcome::Computed { .. } | Outcome::Unknown { .. }
        )
    {
        let shown = entry.sheet.shown(shared, path);
        ink.put(row, column, &truncate(&shown, room));
        ink.caret(row, column);
    } else {
        ink.line(row, column, room, &entry.line);
    }
}
