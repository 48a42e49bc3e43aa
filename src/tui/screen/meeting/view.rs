//! How a meeting is drawn: large and calm, for somebody who reads it out and for a wall.

use super::{Meeting, Page, told};
use crate::form::{FieldType, Outcome, Path, Role, RowId};
use crate::text::{graphemes, truncate, width};
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line, fit, fit_right, window, wrap};

/// Columns for a count.
const FIGURE: usize = 8;

pub(super) fn draw(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    pages(meeting, shared, ink);
    let mut body = ink.rows_of(1, usize::MAX);
    match meeting.page {
        Page::Attendance => attendance(meeting, shared, &mut body),
        Page::Reading => reading(meeting, shared, &mut body),
        Page::All => all(meeting, shared, &mut body),
        Page::End => end(meeting, shared, &mut body),
    }
}

/// The pages, the one in sight in brackets; on the right which household of how many.
fn pages(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let name = |page: Page| match page {
        Page::Attendance => say!(shared, "meeting-page-attendance"),
        Page::Reading => say!(shared, "meeting-page-reading"),
        Page::All => say!(shared, "meeting-page-all"),
        Page::End => say!(shared, "meeting-page-end"),
    };
    let mut column = 1;
    for page in meeting.pages() {
        let here = *page == meeting.page;
        let shown = if here {
            format!("[{}]", name(*page))
        } else {
            format!(" {} ", name(*page))
        };
        match here {
            true => ink.strong(0, column, &shown),
            false => ink.put(0, column, &shown),
        }
        column += width(&shown) + 1;
    }
    ink.put(0, column, "Tab >");
    column += 6;
    let rows = meeting.rows().len();
    if rows > 0 && matches!(meeting.page, Page::Reading | Page::All) {
        let place = say!(
            shared,
            "meeting-household-of",
            k = (meeting.at + 1).to_string(),
            n = rows.to_string()
        );
        let at = ink.columns().saturating_sub(width(&place) + 1);
        ink.put(0, at.max(column), &place);
    }
}

/// A line where something is typed: cursor, mark, wording, figure, unit, and beside it what it offers.
fn line(
    meeting: &Meeting,
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    row: usize,
    (n, path): (usize, &Path),
    label_room: usize,
) {
    let here = n == meeting.line;
    let field = meeting.sheet.field(path);
    let label = field.map(|field| field.label.clone()).unwrap_or_default();
    let cursor = if here { ">" } else { " " };
    // What nobody has answered yet is seen to be empty: a wall needs no marks for it.
    let given = meeting.is_given(path);
    let mark = if given { meeting.sheet.mark(path) } else { " " };
    let head = format!("{cursor}{mark} {} ", fit(&label, label_room));
    ink.put_if(here, row, 0, &head);
    let column = width(&head);
    if let (true, Some(typed)) = (here, &meeting.typed) {
        ink.line(row, column, FIGURE, &Line::new(typed));
        return;
    }
    let shown = meeting.sheet.shown(shared, path);
    let figure = meeting.is_figure(path) && field.is_some_and(|field| field.choices.is_empty());
    if !figure {
        let choices = field.filter(|field| here && !field.choices.is_empty());
        let shown = match (shown.is_empty(), choices) {
            (false, _) => shown,
            (true, Some(field)) => told::choices(field),
            (true, None) => "–".to_owned(),
        };
        let room = ink.columns().saturating_sub(column);
        ink.strong(row, column, &truncate(&shown, room));
        return;
    }
    let shown = if shown.is_empty() { "–" } else { &shown };
    ink.strong(row, column, &fit_right(shown, FIGURE));
    let rest = beside(meeting, shared, path, here && given);
    let column = column + FIGURE + 1;
    let room = ink.columns().saturating_sub(column);
    ink.put(row, column, &truncate(&rest, room));
}

/// What stands beside a count: what Enter would write, what is wrong with it, else its unit.
fn beside(meeting: &Meeting, shared: &Shared, path: &Path, tells: bool) -> String {
    let field = meeting.sheet.field(path);
    let offer = meeting.offer(path).map(|n| {
        let n = n.to_string();
        match field.and_then(|field| field.role) {
            Some(Role::VotesAbstain) => say!(shared, "meeting-offer-rest", n = n),
            _ => say!(shared, "meeting-offer", n = n),
        }
    });
    let problem = meeting.sheet.problem(path).filter(|_| tells);
    let problem = problem.map(|problem| {
        said::problem_words(shared, &meeting.sheet.form, &meeting.sheet.answers, problem)
    });
    let unit = || field.and_then(|field| field.unit.clone());
    offer.or(problem).or_else(unit).unwrap_or_default()
}

/// Who is there: every count, and what the paper computes of them.
fn attendance(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let lines = meeting.lines_of(Page::Attendance);
    let totals = totals(meeting, true);
    let foot = totals.len() + 2;
    let room = ink.rows().saturating_sub(foot + 1).max(1);
    let first = window(meeting.line, lines.len(), room);
    let label_room = (ink.columns() / 2).clamp(10, 44);
    for (row, item) in lines.iter().enumerate().skip(first).take(room).enumerate() {
        line(meeting, shared, ink, row + 1, item, label_room);
    }
    let shown = lines.len().min(room);
    let mut foot = ink.rows_of(shown + 1, usize::MAX);
    foot.put(0, 0, &"─".repeat(foot.columns()));
    for (row, path) in totals.iter().enumerate() {
        let field = meeting.sheet.field(path);
        let label = field.map(|field| field.label.clone());
        let value = meeting.sheet.shown(shared, path);
        let label = fit(&label.unwrap_or_default(), label_room);
        let problem = meeting.sheet.problem(path).map(|problem| {
            said::problem_words(shared, &meeting.sheet.form, &meeting.sheet.answers, problem)
        });
        let mark = meeting.sheet.mark(path);
        let percent = field.is_some_and(|field| field.kind == FieldType::Percent);
        let unit = field.and_then(|field| field.unit.clone());
        let text = format!(
            " {mark} {label} {} {} {}",
            fit_right(&value, FIGURE),
            unit.unwrap_or_else(|| if percent { "%".into() } else { String::new() }),
            problem.unwrap_or_default()
        );
        foot.strong(row + 1, 0, &text);
    }
}

/// What the paper computes outside rosters: of who is there, or of the rest.
fn totals(meeting: &Meeting, of_attendance: bool) -> Vec<Path> {
    let counts = |group: &&crate::form::Group| {
        let mut fields = group.fields.iter();
        fields.any(|field| field.role == Some(Role::Attendance)) == of_attendance
    };
    let groups = meeting.sheet.form.groups().iter();
    groups
        .filter(|group| !group.roster)
        .filter(counts)
        .flat_map(|group| &group.fields)
        .filter(|field| field.computed)
        .map(|field| Path::Field(field.id.clone()))
        .filter(|path| !matches!(meeting.sheet.outcome(path), Outcome::NotRelevant))
        .collect()
}

/// Letters apart, for reading from far: as far as there is room.
fn wide(text: &str, room: usize) -> String {
    let upper = text.to_uppercase();
    let words: Vec<String> = upper
        .split_whitespace()
        .map(|word| graphemes(word).collect::<Vec<_>>().join(" "))
        .collect();
    let apart = words.join("   ");
    if width(&apart) <= room {
        apart
    } else {
        truncate(&upper, room).into_owned()
    }
}

fn centred(ink: &mut Ink<'_, '_>, row: usize, strong: bool, text: &str) {
    let text = truncate(text, ink.columns().saturating_sub(2));
    let at = ink.columns().saturating_sub(width(&text)) / 2;
    match strong {
        true => ink.strong(row, at, &text),
        false => ink.put(row, at, &text),
    }
}

/// One household, to be read out and voted on.
fn reading(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let Some(row) = meeting.row() else {
        return nobody(meeting, shared, ink);
    };
    let columns = ink.columns();
    // A low window has no room for calm lines: what is voted on comes before how it looks.
    let calm = usize::from(ink.rows() >= 18);
    let rule = "─".repeat(columns.saturating_sub(8));
    let mut at = calm;
    centred(ink, at, false, &rule);
    at += 1 + calm;
    let name = meeting.name_of(shared, row);
    centred(ink, at, true, &wide(&name, columns.saturating_sub(4)));
    at += 1 + calm;
    centred(ink, at, false, &rule);
    at += 1;
    let mut told = vec![meeting.sheet.subject.clone()];
    told.extend(meeting.told(shared, row));
    centred(ink, at, false, &told.join("  ·  "));
    at += 1 + calm;
    let class = meeting.words_of(shared, Role::Class, row);
    let class = format!(
        "{}:  {}",
        meeting.label_of(Role::Class),
        class.to_uppercase()
    );
    centred(ink, at, true, &class);
    at += 1;
    let case = meeting.words_of(shared, Role::Case, row);
    let case = format!("{}: {case}", meeting.label_of(Role::Case));
    centred(ink, at, false, &case);
    at += 1;
    centred(ink, at, false, &points(meeting, shared));
    at += 1;
    let mut below = ink.rows_of(at + calm, usize::MAX);
    votes(meeting, shared, &mut below, row);
}

/// The points, where they were asked for; else how to ask.
fn points(meeting: &Meeting, shared: &Shared) -> String {
    match (meeting.hidden().is_empty(), meeting.points) {
        (true, _) => String::new(),
        (false, false) => say!(shared, "meeting-points-hidden"),
        (false, true) => meeting.hidden_words(shared).join("  ·  "),
    }
}

/// The votes, what they come to, the rule, and what there is to know besides.
fn votes(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>, row: RowId) {
    let lines = meeting.lines_of(Page::Reading);
    for (n, path) in lines.iter().enumerate() {
        line(meeting, shared, ink, n, (n, path), 20);
    }
    let mut at = lines.len();
    let columns = ink.columns();
    ink.strong(at, 3, &outcome(meeting, shared, row));
    at += 1;
    let mut rest = Vec::new();
    if meeting.agreed(row) == Some(false) {
        rest.push(say!(shared, "meeting-review-again"));
    }
    rest.extend(meeting.rule());
    rest.extend(meeting.notes(shared, row));
    rest.extend(news(meeting, shared));
    for text in rest {
        for text in wrap(&text, columns.saturating_sub(4)) {
            ink.put(at, 3, &text);
            at += 1;
        }
    }
}

/// What the votes come to, in words.
fn outcome(meeting: &Meeting, shared: &Shared, row: RowId) -> String {
    let share = meeting.sheet.form.place_of(Role::AgreedShare, Some(row));
    let share = share.map(|path| meeting.sheet.shown(shared, &path));
    let share = share.unwrap_or_default();
    let share = format!("{} %", share.trim_start_matches(['=', ' ']));
    match meeting.agreed(row) {
        Some(true) => say!(shared, "meeting-agreed", share = share),
        Some(false) => say!(shared, "meeting-not-agreed", share = share),
        None if meeting.present().is_none() => say!(shared, "tui-reason-no-voters"),
        None => say!(shared, "meeting-no-vote"),
    }
}

/// Households that the list has and the meeting has not, and those that nobody can place.
fn news(meeting: &Meeting, shared: &Shared) -> Vec<String> {
    let Some(list) = &meeting.list else {
        return Vec::new();
    };
    let mut news = Vec::new();
    if list.fresh > 0 && !meeting.sheet.is_finished() {
        news.push(say!(shared, "meeting-fresh", n = list.fresh.to_string()));
    }
    if list.missing > 0 {
        news.push(say!(
            shared,
            "meeting-missing",
            n = list.missing.to_string()
        ));
    }
    news
}

/// No household was brought to the meeting: why, and what to do.
fn nobody(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let mut texts = vec![match &meeting.list {
        None => say!(shared, "tui-reading"),
        Some(_) => say!(shared, "meeting-nobody"),
    }];
    texts.extend(news(meeting, shared));
    let lines = texts
        .iter()
        .flat_map(|text| wrap(text, ink.columns().saturating_sub(4)));
    for (row, text) in lines.collect::<Vec<_>>().iter().enumerate() {
        ink.put(row + 2, 2, text);
    }
}

/// All households, two calm lines each.
fn all(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let rows = meeting.rows();
    if rows.is_empty() {
        return nobody(meeting, shared, ink);
    }
    let columns = ink.columns();
    let room = (ink.rows().saturating_sub(1) / 3).max(1);
    let first = window(meeting.at, rows.len(), room);
    for (n, (index, row)) in rows.iter().enumerate().skip(first).take(room).enumerate() {
        let here = index == meeting.at;
        let cursor = if here { ">" } else { " " };
        let name = meeting.name_of(shared, *row);
        let result = short_outcome(meeting, shared, *row);
        let left = format!("{cursor} {}. {}", index + 1, name.to_uppercase());
        let left = fit(&left, columns.saturating_sub(width(&result) + 2));
        ink.put_if(here, 1 + n * 3, 0, &format!("{left} {result}"));
        let class = meeting.words_of(shared, Role::Class, *row);
        let mut told = vec![format!("{}: {class}", meeting.label_of(Role::Class))];
        told.extend(meeting.told(shared, *row));
        ink.put(2 + n * 3, 5, &told.join("  ·  "));
    }
}

fn short_outcome(meeting: &Meeting, shared: &Shared, row: RowId) -> String {
    match meeting.agreed(row) {
        Some(true) => say!(shared, "meeting-row-agreed"),
        Some(false) => say!(shared, "meeting-row-refused"),
        None => say!(shared, "meeting-row-no-vote"),
    }
}

/// What the meeting came to, to be read out; then what else the minutes ask.
fn end(meeting: &Meeting, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    let label_room = (columns / 2).clamp(10, 44);
    let lines = meeting.lines_of(Page::End);
    let results = totals(meeting, false);
    let refused = meeting.refused();
    let mut head: Vec<String> = results
        .iter()
        .map(|path| {
            let field = meeting.sheet.field(path);
            let label = field.map(|field| field.label.clone()).unwrap_or_default();
            let unit = field
                .and_then(|field| field.unit.clone())
                .unwrap_or_default();
            let value = meeting.sheet.shown(shared, path);
            let value = value.trim_start_matches(['=', ' ']).to_owned();
            format!("  {} {value} {unit}", fit(&label, label_room))
        })
        .collect();
    if !refused.is_empty() {
        let names = refused.iter().map(|row| meeting.name_of(shared, *row));
        let names = names.collect::<Vec<_>>().join(", ");
        let text = say!(shared, "meeting-refused", names = names);
        head.extend(
            wrap(&text, columns.saturating_sub(4))
                .into_iter()
                .map(|line| format!("  {line}")),
        );
    }
    for text in news(meeting, shared) {
        head.extend(
            wrap(&text, columns.saturating_sub(4))
                .into_iter()
                .map(|line| format!("  {line}")),
        );
    }
    // What is asked keeps half of a low window.
    let most = ink
        .rows()
        .saturating_sub(lines.len().min(ink.rows() / 2) + 2);
    head.truncate(most);
    let mut at = usize::from(!head.is_empty());
    for text in &head {
        ink.strong(at, 0, text);
        at += 1;
    }
    ink.put(at, 0, &"─".repeat(columns));
    at += 1;
    let room = ink.rows().saturating_sub(at).max(1);
    let first = window(meeting.line, lines.len(), room);
    for (row, item) in lines.iter().enumerate().skip(first).take(room).enumerate() {
        line(meeting, shared, ink, at + row, item, label_room);
    }
}
