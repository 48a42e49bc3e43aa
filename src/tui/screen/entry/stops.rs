//! Where the cursor of a questionnaire can stand, and what comes next.

use crate::form::{Answers, Context, Group, Name, Outcome, Path, RowId};
use crate::tui::screen::sheet::Sheet;

/// Where the cursor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// On a field.
    Field(Path),
    /// On a row of a roster's table.
    Row(Name, RowId),
    /// On the line below the table that adds a row.
    Add(Name),
}

/// What is seen at once: a group, a roster's table, or one row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// A group or a roster's table; nothing for a stop that belongs to no group.
    Group(Option<Name>),
    /// One row.
    Row(Name, RowId),
}

impl Page {
    pub(super) fn of(stop: &Stop) -> Page {
        match stop {
            Stop::Field(Path::Member { roster, row, .. }) => Page::Row(roster.clone(), *row),
            Stop::Row(roster, _) | Stop::Add(roster) => Page::Group(Some(roster.clone())),
            Stop::Field(_) => Page::Group(None),
        }
    }
}

/// The group that a stop belongs to.
pub(super) fn group_of<'a>(sheet: &'a Sheet, stop: &Stop) -> Option<&'a Group> {
    let groups = sheet.form.groups();
    match stop {
        Stop::Field(Path::Field(field)) => groups
            .iter()
            .find(|group| !group.roster && group.fields.iter().any(|other| other.id == *field)),
        Stop::Field(Path::Member { roster, .. }) | Stop::Row(roster, _) | Stop::Add(roster) => {
            groups.iter().find(|group| group.id == *roster)
        }
        Stop::Field(_) => None,
    }
}

fn asked(sheet: &Sheet, path: &Path) -> bool {
    !matches!(sheet.outcome(path), Outcome::NotRelevant)
}

/// A group's own fields that are asked, in paper order.
pub(super) fn group_fields(sheet: &Sheet, group: &Group) -> Vec<Path> {
    let paths = group
        .fields
        .iter()
        .map(|field| Path::Field(field.id.clone()));
    paths.filter(|path| asked(sheet, path)).collect()
}

/// A row's fields that are asked, in paper order.
pub(super) fn row_fields(sheet: &Sheet, roster: &Name, row: RowId) -> Vec<Path> {
    let Some(group) = sheet.form.groups().iter().find(|group| group.id == *roster) else {
        return Vec::new();
    };
    let member = |field: &crate::form::Field| Path::Member {
        roster: roster.clone(),
        row,
        field: field.id.clone(),
    };
    group
        .fields
        .iter()
        .map(member)
        .filter(|path| asked(sheet, path))
        .collect()
}

/// Whether the paper asks for a roster now. A roster without rows has no outcomes to tell by, so an
/// imagined row is evaluated with it.
pub(super) fn roster_asked(sheet: &Sheet, group: &Group) -> bool {
    let roster = &group.id;
    let rows = sheet.answers.rows(roster.as_str());
    if let Some(row) = rows.first() {
        return !row_fields(sheet, roster, *row).is_empty();
    }
    let mut answers: Answers = sheet.answers.clone();
    let row = RowId::of_position(u32::MAX);
    answers.push_row(roster, row);
    let context: &Context = sheet.context();
    let evaluation = sheet.form.evaluate(&answers, context);
    group.fields.iter().any(|field| {
        let path = Path::Member {
            roster: roster.clone(),
            row,
            field: field.id.clone(),
        };
        !matches!(
            evaluation.outcomes.get(&path),
            Some(Outcome::NotRelevant) | None
        )
    })
}

/// The stops of a page that shows a whole group.
fn group_stops(sheet: &Sheet, group: &Group) -> Vec<Stop> {
    if !group.roster {
        return group_fields(sheet, group)
            .into_iter()
            .map(Stop::Field)
            .collect();
    }
    if !roster_asked(sheet, group) {
        return Vec::new();
    }
    let rows = sheet
        .answers
        .rows(group.id.as_str())
        .iter()
        .map(|row| Stop::Row(group.id.clone(), *row));
    rows.chain([Stop::Add(group.id.clone())]).collect()
}

/// Every stop outside rows, in paper order.
fn outer_stops(sheet: &Sheet) -> Vec<Stop> {
    sheet
        .form
        .groups()
        .iter()
        .flat_map(|group| group_stops(sheet, group))
        .collect()
}

/// Whether a formula answers a field: one that people may answer too is theirs while the formula does not
/// tell.
fn is_computed(sheet: &Sheet, path: &Path) -> bool {
    let theirs = sheet.field(path).is_some_and(|field| field.overridable)
        && matches!(
            sheet.outcome(path),
            Outcome::Unknown { .. } | Outcome::Given(_)
        );
    sheet.form.is_computed(path) && !theirs
}

/// Whether going on passes it over: a formula alone answers it, and the paper does not print it to be typed.
/// Arrows reach it.
fn passed_over(sheet: &Sheet, stop: &Stop) -> bool {
    let Stop::Field(path) = stop else {
        return false;
    };
    sheet.form.is_computed(path)
        && sheet
            .field(path)
            .is_some_and(|field| !field.overridable && !field.on_paper)
}

/// The first field without an answer, else the first stop.
pub(super) fn first(sheet: &Sheet) -> Stop {
    let stops = outer_stops(sheet);
    let empty = |stop: &&Stop| matches!(stop, Stop::Field(path) if !is_computed(sheet, path) && matches!(sheet.outcome(path), Outcome::Unanswered | Outcome::Unknown { .. }));
    let fallback = || Stop::Field(Path::Whole);
    stops
        .iter()
        .find(empty)
        .or_else(|| stops.first())
        .cloned()
        .unwrap_or_else(fallback)
}

/// The first roster that is asked.
pub(super) fn first_roster(sheet: &Sheet) -> Option<Name> {
    let mut rosters = sheet.form.groups().iter().filter(|group| group.roster);
    rosters
        .find(|group| roster_asked(sheet, group))
        .map(|group| group.id.clone())
}

/// The stop for a path: the field, or for a row its line in the table.
pub(super) fn of(sheet: &Sheet, path: &Path) -> Stop {
    let stop = match path {
        Path::Row { roster, row } => Stop::Row(roster.clone(), *row),
        path => Stop::Field(path.clone()),
    };
    valid(sheet, stop)
}

/// The stop, if it is still there; else the nearest place that is.
pub(super) fn valid(sheet: &Sheet, stop: Stop) -> Stop {
    let there = |roster: &Name, row: &RowId| sheet.answers.rows(roster.as_str()).contains(row);
    match &stop {
        Stop::Field(Path::Member { roster, row, .. }) | Stop::Row(roster, row)
            if !there(roster, row) =>
        {
            Stop::Add(roster.clone())
        }
        Stop::Field(path) if sheet.field(path).is_none() => first(sheet),
        _ => stop,
    }
}

/// What Enter goes on to from a field: the next of its row or group; from a row's last field the next row,
/// from the last row the line that adds one. Computed fields of rows are passed over; arrows reach them.
pub(super) fn after_field(sheet: &Sheet, path: &Path) -> Option<Stop> {
    beside(sheet, &Stop::Field(path.clone()), true, false)
}

/// The places that wait for an answer.
pub(super) fn waiting(sheet: &Sheet) -> Vec<Path> {
    let mut paths = sheet.form.all_paths(&sheet.answers);
    paths.retain(|path| matches!(sheet.outcome(path), Outcome::Unanswered));
    paths
}

/// The first other place that waits for an answer and did not before, in paper order.
pub(super) fn asked_since(sheet: &Sheet, at: &Path, before: &[Path]) -> Option<Stop> {
    let asked = waiting(sheet)
        .into_iter()
        .find(|path| path != at && !before.contains(path));
    asked.map(Stop::Field)
}

/// The stop before or after one. `arrows` stays among what is in sight and also goes to computed fields.
pub(super) fn beside(sheet: &Sheet, at: &Stop, forward: bool, arrows: bool) -> Option<Stop> {
    if let Stop::Field(Path::Member { roster, row, .. }) = at {
        let fields: Vec<Stop> = row_fields(sheet, roster, *row)
            .into_iter()
            .filter(|path| arrows || !is_computed(sheet, path) || Stop::Field(path.clone()) == *at)
            .map(Stop::Field)
            .collect();
        if let Some(stop) = neighbour(&fields, at, forward) {
            return Some(stop);
        }
        if arrows {
            return None;
        }
        return Some(beside_row(sheet, roster, *row, forward));
    }
    let mut stops = outer_stops(sheet);
    stops.retain(|stop| arrows || stop == at || !passed_over(sheet, stop));
    if let Some(stop) = neighbour(&stops, at, forward) {
        return Some(stop);
    }
    // A field that is no longer asked has no neighbours of its own.
    if stops.contains(at) {
        None
    } else {
        Some(first(sheet))
    }
}

/// The same field in the row above or below, or the nearest before it that is asked there; below the last row
/// the line that adds one.
pub(super) fn cell_beside(sheet: &Sheet, at: &Path, down: bool) -> Option<Stop> {
    let Path::Member { roster, row, field } = at else {
        return None;
    };
    let rows = sheet.answers.rows(roster.as_str());
    let here = rows.iter().position(|other| other == row)?;
    let beside = if down { here + 1 } else { here.checked_sub(1)? };
    let Some(other) = rows.get(beside) else {
        return Some(Stop::Add(roster.clone()));
    };
    let group = sheet
        .form
        .groups()
        .iter()
        .find(|group| group.id == *roster)?;
    let rank = |id: &Name| group.fields.iter().position(|other| other.id == *id);
    let wanted = rank(field);
    let fields = row_fields(sheet, roster, *other);
    let before = |path: &&Path| match path {
        Path::Member { field, .. } => rank(field) <= wanted,
        _ => false,
    };
    let nearest = fields.iter().rfind(before);
    nearest.or(fields.first()).cloned().map(Stop::Field)
}

/// The cell before or after one in its row, computed ones included.
pub(super) fn cell_in_row(sheet: &Sheet, at: &Path, forward: bool) -> Option<Stop> {
    beside(sheet, &Stop::Field(at.clone()), forward, true)
}

fn beside_row(sheet: &Sheet, roster: &Name, row: RowId, forward: bool) -> Stop {
    let rows = sheet.answers.rows(roster.as_str());
    let position = rows.iter().position(|other| *other == row);
    let other = position.and_then(|at| {
        if forward {
            rows.get(at + 1)
        } else {
            rows.get(at.checked_sub(1)?)
        }
    });
    let typed = |row: &RowId| {
        let fields = row_fields(sheet, roster, *row)
            .into_iter()
            .filter(|path| !is_computed(sheet, path));
        let mut fields: Vec<Path> = fields.collect();
        if forward {
            fields.into_iter().next()
        } else {
            fields.pop()
        }
    };
    match (other.and_then(typed), forward) {
        (Some(path), _) => Stop::Field(path),
        (None, true) => Stop::Add(roster.clone()),
        (None, false) => Stop::Row(roster.clone(), row),
    }
}

fn neighbour(stops: &[Stop], at: &Stop, forward: bool) -> Option<Stop> {
    let position = stops.iter().position(|stop| stop == at)?;
    let next = if forward {
        position + 1
    } else {
        position.checked_sub(1)?
    };
    stops.get(next).cloned()
}

/// The first stop of the page before or after one: groups in order, a roster's rows after its table.
pub(super) fn page_beside(sheet: &Sheet, page: &Page, at: &Stop, forward: bool) -> Option<Stop> {
    let mut pages: Vec<(Page, Stop)> = Vec::new();
    for group in sheet.form.groups() {
        let Some(first) = group_stops(sheet, group).into_iter().next() else {
            continue;
        };
        pages.push((Page::Group(Some(group.id.clone())), first));
        for row in sheet.answers.rows(group.id.as_str()) {
            if let Some(path) = row_fields(sheet, &group.id, *row).into_iter().next() {
                pages.push((Page::Row(group.id.clone(), *row), Stop::Field(path)));
            }
        }
    }
    let page = match page {
        Page::Group(None) => Page::Group(group_of(sheet, at).map(|group| group.id.clone())),
        page => page.clone(),
    };
    let position = pages.iter().position(|(other, _)| *other == page)?;
    let next = if forward {
        position + 1
    } else {
        position.checked_sub(1)?
    };
    pages.get(next).map(|(_, stop)| stop.clone())
}
