//! The panel about the cell under the cursor: what it is, its unit and value, its remark, and what is wrong with it.

use super::{Grid, agree};
use crate::form::{FieldType, Outcome, Path, Severity, Value};
use crate::text::{graphemes, truncate, width};
use crate::tui::screen::entry::choose::Options;
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, wrap};

/// Rows of the panel, its rule included.
pub(super) const ROWS: usize = 6;

/// One thing that the panel says.
struct Said {
    text: String,
    /// Its end, which is not cut off.
    end: String,
    /// How many lines of it at most.
    most: usize,
    /// Whether it always has a line.
    needed: bool,
}

impl Said {
    fn new(text: String, most: usize) -> Said {
        Said {
            text,
            end: String::new(),
            most,
            needed: true,
        }
    }

    /// What is said where there is room for it.
    fn aside(text: String, most: usize) -> Said {
        let needed = false;
        Said {
            needed,
            ..Said::new(text, most)
        }
    }

    fn whole(&self, columns: usize) -> Vec<String> {
        wrap(&format!("{}{}", self.text, self.end), columns)
    }

    /// In so many lines, without the end of its text where it has no room.
    fn lines(&self, columns: usize, room: usize) -> Vec<String> {
        let mut lines = self.whole(columns);
        if lines.len() <= room {
            return lines;
        }
        let end = end_of(&self.end, columns);
        lines = wrap(&self.text, columns);
        let last = lines.split_off(room.saturating_sub(1).min(lines.len()));
        // Cut even where the words would just fit: more was to be said.
        let last = format!("{} …", last.join(" "));
        let cut = truncate(&last, columns.saturating_sub(width(&end)));
        lines.push(format!("{cut}{end}"));
        lines
    }
}

/// A text without its beginning where it has no room.
fn end_of(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut end = String::new();
    for letter in graphemes(text).rev() {
        if width(&end) + width(letter) + 1 > columns {
            break;
        }
        end.insert_str(0, letter);
    }
    format!("…{end}")
}

/// What comes first is said first, as fully as leaves every other that is needed a line.
fn laid(said: &[Said], columns: usize, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, one) in said.iter().enumerate() {
        let later = said.iter().skip(at + 1).filter(|other| other.needed);
        let left = room.saturating_sub(lines.len());
        let room = left.saturating_sub(later.count()).max(left.min(1));
        if room > 0 {
            lines.extend(one.lines(columns, one.most.min(room)));
        }
    }
    lines
}

/// The panel; with the formulas in which the cell stands, unless they stand elsewhere.
pub(super) fn draw(grid: &Grid, shared: &Shared, formulas: bool, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    ink.put(0, 0, &"─".repeat(columns));
    let Some(path) = grid.path() else { return };
    let said = said(grid, shared, &path, formulas);
    let lines = laid(&said, columns, ink.rows().saturating_sub(1));
    for (row, line) in lines.iter().enumerate() {
        ink.put(row + 1, 0, line);
    }
}

/// Everything there is to say of a cell, the most needed first.
fn said(grid: &Grid, shared: &Shared, path: &Path, formulas: bool) -> Vec<Said> {
    let sheet = &grid.sheet;
    let mut all = vec![standing(grid, shared, path)];
    if let Some(remark) = sheet.remark(path) {
        all.push(Said::new(format!("* {remark}"), 2));
    }
    let options = options(grid, shared, path);
    if !options.is_empty() {
        all.push(Said::new(options, 2));
    }
    let problem = sheet.problem(path);
    if let Some(problem) = problem {
        let mark = match problem.severity {
            Severity::Blocks => "!",
            Severity::Asks => "?",
        };
        let here = say!(shared, "tui-grid-here");
        let words = said::problem_of(shared, &sheet.form, problem, here);
        all.push(Said::new(format!("{mark} {words}"), 4));
    }
    if formulas {
        all.extend(match agree::line(grid, shared, path) {
            (Some(text), true) => Some(Said::new(text, 2)),
            (text, _) => text.map(|text| Said::aside(text, 1)),
        });
    }
    all.extend(before(grid, shared, path));
    if sheet.form.is_computed(path) {
        // A problem that tells the formula has told it.
        let hint = match problem {
            Some(problem) if problem.formula.is_some() => say!(shared, "tui-hint-computed-plain"),
            _ => said::computed_words(shared, &sheet.form, path),
        };
        all.push(Said::aside(hint, 3));
        let beside = sheet.beside(shared, path, usize::MAX).concat();
        if !beside.is_empty() {
            all.push(Said::aside(beside, 2));
        }
    } else if matches!(sheet.outcome(path), Outcome::Closed) {
        all.push(Said::new(say!(shared, "tui-hint-closed"), 1));
    }
    all
}

/// What stood in the cell in the period before, and how much that was more or less.
fn before(grid: &Grid, shared: &Shared, path: &Path) -> Option<Said> {
    let sheet = &grid.sheet;
    let period = said::period_words(shared, sheet.before()?.period);
    let then = sheet.value_before(path);
    let now = sheet.evaluation.value(path);
    let by = match (now, then) {
        (Some(Value::Number(now)), Some(Value::Number(then))) => Some(*now - *then),
        _ => None,
    };
    let text = |value: &Value| sheet.text(shared, path, value);
    let by = by.map(|by| (by, text(&Value::Number(by.abs()))));
    let words = match (then, by) {
        (None, _) => say!(shared, "tui-grid-before-none", period = period),
        (Some(then), None) => say!(
            shared,
            "tui-grid-before",
            period = period,
            value = text(then)
        ),
        (Some(then), Some((by, apart))) => {
            let key = match by {
                by if by.is_zero() => "tui-grid-before-same",
                by if by.is_sign_negative() => "tui-grid-before-less",
                _ => "tui-grid-before-more",
            };
            let args = [("period", period), ("value", text(then)), ("by", apart)];
            shared.words.of(key, &args)
        }
    };
    Some(match grid.compares {
        true => Said::new(words, 1),
        false => Said::aside(words, 1),
    })
}

/// Row, column, unit and value of the cell; of the row's name as much as there is room for.
fn standing(grid: &Grid, shared: &Shared, path: &Path) -> Said {
    let sheet = &grid.sheet;
    let field = sheet.field(path);
    let unit = field.and_then(|field| match &field.unit {
        Some(unit) => Some(unit.clone()),
        None => (field.kind == FieldType::Percent).then(|| "%".to_owned()),
    });
    let unit = unit.map(|unit| format!(" ({unit})")).unwrap_or_default();
    let place = said::place_words(shared, &sheet.form, &sheet.answers, path);
    let (row, column) = match place.rsplit_once(": ") {
        Some((row, column)) => (row.to_owned(), format!(": {column}")),
        None => (place, String::new()),
    };
    Said {
        text: row,
        end: format!("{column}{unit}: {}", sheet.shown(shared, path)),
        most: 2,
        needed: true,
    }
}

/// The options of a closed list that fit what is typed, with the codes that keyers type.
fn options(grid: &Grid, shared: &Shared, path: &Path) -> String {
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
