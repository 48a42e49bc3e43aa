//! A roster as a table: the name always in sight, the other columns as far as there is room, scrolled to the cell
//! at the cursor.

use super::Entry;
use super::stops::Stop;
use super::view::being_typed;
use crate::form::{Field, FieldType, Group, Name, Path, RowId};
use crate::tui::screen::say;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, fit, window};

/// Columns before the first cell: cursor, mark, number.
const BEFORE: usize = 6;

/// Columns that a field's cells take.
fn room(field: &Field) -> usize {
    let length = field.length.and_then(|length| usize::try_from(length).ok());
    match (field.kind, length) {
        (_, Some(length)) => length + 1,
        (FieldType::Text, None) => 22,
        (FieldType::Date, None) => 10,
        (FieldType::Integer | FieldType::YesNo, None) => 8,
        _ => 12,
    }
}

/// The fields that have room, with where each begins and how many columns it takes: the first, then those
/// around the one at the cursor. Whether there are more on the left, and on the right.
struct Columns<'a> {
    shown: Vec<(&'a Field, usize, usize)>,
    before: bool,
    behind: bool,
}

impl<'a> Columns<'a> {
    fn of(group: &'a Group, wide: usize, at: Option<usize>) -> Columns<'a> {
        let Some(first) = group.fields.first() else {
            return Columns {
                shown: Vec::new(),
                before: false,
                behind: false,
            };
        };
        let frozen = BEFORE + room(first) + 1;
        let all: Vec<&Field> = group.fields.iter().skip(1).collect();
        let at = at.and_then(|at| at.checked_sub(1)).unwrap_or(0);
        // From the cell at the cursor leftwards as long as there is room.
        let mut from = at;
        let mut used = frozen + all.get(at).map_or(0, |field| room(field) + 1);
        while let Some(left) = from.checked_sub(1) {
            let more = all.get(left).map_or(0, |field| room(field) + 1);
            if used + more > wide {
                break;
            }
            used += more;
            from = left;
        }
        let mut shown = vec![(first, BEFORE, room(first))];
        let mut column = frozen;
        let mut behind = false;
        for (index, field) in all.iter().enumerate().skip(from) {
            if column + room(field) > wide && index > at {
                behind = true;
                break;
            }
            shown.push((field, column, room(field)));
            column += room(field) + 1;
        }
        Columns {
            shown,
            before: from > 0,
            behind,
        }
    }
}

fn member(roster: &Name, row: RowId, field: &Field) -> Path {
    Path::Member {
        roster: roster.clone(),
        row,
        field: field.id.clone(),
    }
}

pub(super) fn draw(entry: &Entry, shared: &Shared, ink: &mut Ink<'_, '_>, roster: &Name) {
    let sheet = &entry.sheet;
    let Some(group) = sheet.form.groups().iter().find(|group| group.id == *roster) else {
        return;
    };
    let rows = sheet.answers.rows(roster.as_str());
    let (row_here, field_here) = match &entry.at {
        Stop::Field(Path::Member { row, field, .. }) => (Some(*row), Some(field)),
        Stop::Row(_, row) => (Some(*row), None),
        _ => (None, None),
    };
    let at = field_here.and_then(|field| group.fields.iter().position(|f| f.id == *field));
    // The marks that tell of more columns take one on each side.
    let columns = Columns::of(group, ink.columns().saturating_sub(2), at);
    for (field, column, room) in &columns.shown {
        ink.strong(0, *column, &fit(&field.label, *room));
    }
    if columns.before {
        ink.put(0, BEFORE.saturating_sub(2), "‹");
    }
    if columns.behind {
        ink.put(0, ink.columns().saturating_sub(1), "›");
    }
    let here = row_here
        .and_then(|row| rows.iter().position(|other| *other == row))
        .unwrap_or(rows.len());
    let mut lines = ink.rows_of(1, usize::MAX);
    let first = window(here, rows.len() + 1, lines.rows());
    for (line, index) in (first..rows.len() + 1).take(lines.rows()).enumerate() {
        let chosen = index == here;
        let cursor = if chosen { ">" } else { " " };
        let Some(row) = rows.get(index) else {
            let add = sheet
                .form
                .add_label(roster.as_str())
                .map_or_else(|| say!(shared, "tui-add-row"), str::to_owned);
            let text = format!("{cursor}  + {add}");
            lines.put_if(chosen, line, 0, &fit(&text, lines.columns()));
            continue;
        };
        let whole = chosen && field_here.is_none();
        let mark = worst(entry, group, *row);
        let start = format!("{cursor}{mark}{:>3} ", index + 1);
        lines.put_if(whole, line, 0, &start);
        for (field, column, room) in &columns.shown {
            let path = member(roster, *row, field);
            if entry.at == Stop::Field(path.clone()) {
                being_typed(entry, shared, &mut lines, (line, *column), *room, &path);
            } else {
                let shown = fit(&sheet.shown(shared, &path), *room);
                lines.put_if(whole, line, *column, &shown);
            }
        }
    }
}

/// The worst mark of a row's fields.
fn worst<'a>(entry: &'a Entry, group: &Group, row: RowId) -> &'a str {
    let marks = group
        .fields
        .iter()
        .map(|field| entry.sheet.mark(&member(&group.id, row, field)));
    let order = ["#", "!", "?", "*", " "];
    marks
        .min_by_key(|mark| order.iter().position(|other| other == mark))
        .unwrap_or(" ")
}
