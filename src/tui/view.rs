//! Drawing. Reads the state and nothing else.

use ratatui::Frame;

use super::app::App;
use super::command::{self, COMMANDS, Command, Reason};
use super::screen::{period_words, say};
use super::shared::Shared;
use super::widget::{Ink, fit, wrap};
use crate::text::{truncate, width};

/// Below this the screens cannot be read: a sentence says so.
const LEAST: (u16, u16) = (40, 10);

/// Draws the whole window.
pub(super) fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let shared = app.shared();
    let mut ink = Ink::new(frame, area, shared.skin);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let (columns, rows) = (LEAST.0.to_string(), LEAST.1.to_string());
        let sentence = say!(shared, "tui-too-small", columns = columns, rows = rows);
        for (row, line) in wrap(&sentence, ink.columns()).iter().enumerate() {
            ink.put(row, 0, line);
        }
        return;
    }
    let (rows, columns) = (ink.rows(), ink.columns());
    header(app, &mut ink);
    ink.strong(1, 0, &fit(&app.top().title(shared), columns));
    let status = status_lines(app, columns);
    let bottom = rows - 1 - status.len().max(1);
    app.top()
        .view(shared, &mut ink.rows_of(2, bottom.saturating_sub(2)));
    for (row, line) in status.iter().enumerate() {
        if status.first().is_some_and(|first| first.starts_with('!')) {
            ink.warned(bottom + row, 0, line);
        } else {
            ink.put(bottom + row, 0, line);
        }
    }
    saving(shared, &mut ink, bottom);
    bar(app, &mut ink, rows - 1);
}

/// The office on the left; the period and who is typing on the right. Where there is no room for all of it,
/// the program's own name gives way first, then the office's code, then the end of the person's name; that
/// the sổ số liệu is for training never does. A locked screen says the program's name alone.
fn header(app: &App, ink: &mut Ink<'_, '_>) {
    let shared = app.shared();
    let columns = ink.columns();
    let name = say!(shared, "app-name");
    let Some(office) = shared.office.as_ref().filter(|_| !app.is_locked()) else {
        ink.chosen(0, 0, &fit(&format!(" {name}"), columns));
        return;
    };
    let training = if office.training {
        format!(" · {}", say!(shared, "tui-training"))
    } else {
        String::new()
    };
    let person = office
        .person
        .clone()
        .unwrap_or_else(|| say!(shared, "tui-no-person"));
    let right = format!("{} · {person} ", period_words(shared, shared.period));
    let code = format!(" ({})", office.place);
    let lefts = [
        format!(" {name} · {}{code}{training}", office.name),
        format!(" {}{code}{training}", office.name),
        format!(" {}{training}", office.name),
    ];
    let fits = |left: &&String| width(left) + 2 + width(&right) <= columns;
    if let Some(left) = lefts.iter().find(fits) {
        let room = columns.saturating_sub(width(&right));
        ink.chosen(0, 0, &format!("{}{right}", fit(left, room)));
        return;
    }
    let right = truncate(&right, columns / 2).into_owned();
    let room = columns.saturating_sub(width(&right));
    let place = format!(" {}", office.name);
    let place = truncate(&place, room.saturating_sub(width(&training) + 2)).into_owned();
    ink.chosen(
        0,
        0,
        &format!("{}{right}", fit(&format!("{place}{training}"), room)),
    );
}

/// The last thing said; else what could not be kept and what to do next.
fn status_lines(app: &App, columns: usize) -> Vec<String> {
    let shared = app.shared();
    let room = columns.saturating_sub(2);
    match (&shared.note, &shared.failure) {
        (Some(note), _) => {
            let mut lines = wrap(note, room.saturating_sub(12));
            lines.truncate(3);
            lines
        }
        // Before the office is known, the opening screen itself tells; a locked screen tells of nothing behind it.
        (None, Some(failure)) if shared.office.is_some() && !app.is_locked() => {
            let (what, next) = shared.failure_words(failure);
            let mut lines = wrap(&format!("! {what} {next}"), room);
            lines.truncate(3);
            lines
        }
        _ => Vec::new(),
    }
}

/// Whether what was said is on the disk, at the right end of the status line.
fn saving(shared: &Shared, ink: &mut Ink<'_, '_>, row: usize) {
    let text = if shared.is_saving() {
        say!(shared, "tui-saving")
    } else if shared.is_saved() {
        say!(shared, "tui-saved")
    } else {
        return;
    };
    let column = ink.columns().saturating_sub(width(&text) + 1);
    ink.put(row, column, &format!(" {text}"));
}

/// The keys of the screen on top, the most useful first, as many as there is room for; the way back and the
/// help always. What cannot be used now comes last, in brackets, and only where room is left.
fn bar(app: &App, ink: &mut Ink<'_, '_>, row: usize) {
    let shared = app.shared();
    let mut rows: Vec<_> = COMMANDS.iter().filter(|row| row.bar > 0).collect();
    rows.sort_by_key(|row| row.bar);
    let mut open = Vec::new();
    let mut fixed = Vec::new();
    let mut shut = Vec::new();
    for entry in rows {
        let available = command::available(entry.command, app);
        let key = entry
            .keys
            .first()
            .map(|key| key.label())
            .unwrap_or_default();
        let words = command::words_now(entry, app);
        match (entry.command, available) {
            (_, Err(Reason::NotHere | Reason::AtHome)) => {}
            (Command::GoBack | Command::ShowHelp, Ok(())) => fixed.push(format!("{key} {words}")),
            (_, Ok(())) => open.push(format!("{key} {words}")),
            (_, Err(_)) => shut.push(format!("({key} {words})")),
        }
    }
    if let Some(method) = shared.typing {
        let name = shared
            .words
            .of(&format!("tui-typing-name-{}", method.name()), &[]);
        fixed.push(say!(shared, "tui-typing-on", name = name));
    }
    let taken = |items: &[String]| items.iter().map(|item| width(item) + 2).sum::<usize>();
    let always = taken(&fixed);
    let mut shown: Vec<String> = Vec::new();
    for item in open.into_iter().chain(shut) {
        if taken(&shown) + width(&item) + always <= ink.columns() {
            shown.push(item);
        }
    }
    shown.extend(fixed);
    ink.chosen(row, 0, &fit(&shown.join("  "), ink.columns()));
}
