//! The formulas and checks in which the cell under the cursor stands, and whether each of them holds.

use super::Grid;
use crate::form::{Agreement, Path, Standing, Value};
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, wrap};

/// All of them below one another, those that do not hold first.
pub(super) fn draw(grid: &Grid, shared: &Shared, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns();
    ink.strong(0, 0, &say!(shared, "tui-agree-title"));
    let Some(path) = grid.path() else { return };
    let mut all = grid.sheet.agreements(&path);
    all.sort_by_key(|one| !is_broken(one));
    let mut lines = Vec::new();
    let room = columns.saturating_sub(2);
    for one in &all {
        let words = wrap(&words(grid, shared, one), room);
        let standing = wrap(&standing(grid, shared, one), room.saturating_sub(2));
        lines.extend(words.iter().enumerate().map(|(n, line)| match n {
            0 => format!("{} {line}", sign(one)),
            _ => format!("  {line}"),
        }));
        lines.extend(standing.iter().enumerate().map(|(n, line)| match n {
            0 => format!("  > {line}"),
            _ => format!("    {line}"),
        }));
    }
    if lines.is_empty() {
        lines = wrap(&say!(shared, "tui-agree-none"), columns);
    }
    let room = ink.rows().saturating_sub(1);
    if lines.len() > room {
        lines.truncate(room.saturating_sub(1));
        lines.push("…".to_owned());
    }
    for (row, line) in lines.iter().enumerate() {
        ink.put(row + 1, 0, line);
    }
}

/// All of them in a line: how many stand how, and one that does not hold; and whether there is such a one.
pub(super) fn line(grid: &Grid, shared: &Shared, path: &Path) -> (Option<String>, bool) {
    let all = grid.sheet.agreements(path);
    if all.is_empty() {
        return (None, false);
    }
    let count = |stands: &dyn Fn(&Agreement) -> bool, key: &str| {
        let count = all.iter().filter(|one| stands(one)).count();
        let n = [("n", count.to_string())];
        (count > 0).then(|| shared.words.of(key, &n))
    };
    let of = |standing: Standing| move |one: &Agreement| one.standing == standing;
    let computed = |one: &Agreement| matches!(one.standing, Standing::Computed(_));
    let counts = [
        count(&is_broken, "tui-agree-n-broken"),
        count(&of(Standing::Holds), "tui-agree-n-hold"),
        count(&computed, "tui-agree-n-computed"),
        count(&of(Standing::Unknown), "tui-agree-n-unknown"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let mut text = say!(shared, "tui-agree-counts", counts = counts.join(", "));
    // What is wrong in the cell itself is told by its problem.
    let broken = all.iter().find(|one| is_broken(one) && one.at != *path);
    if let Some(one) = broken {
        let (words, standing) = (words(grid, shared, one), standing(grid, shared, one));
        text = format!("{} {text} {words}: {standing}", sign(one));
    }
    (Some(text), broken.is_some())
}

fn is_broken(one: &Agreement) -> bool {
    matches!(one.standing, Standing::Broken(..))
}

/// `=` holds, `≠` does not, `?` cannot be told.
fn sign(one: &Agreement) -> &'static str {
    match one.standing {
        Standing::Computed(_) | Standing::Holds => "=",
        Standing::Broken(..) => "≠",
        Standing::Unknown => "?",
    }
}

/// The formula with the paper's own words; a check that no officer would read is told by its message. A formula
/// that does not say what it computes is told with its row, where that is another than the cursor's.
fn words(grid: &Grid, shared: &Shared, one: &Agreement) -> String {
    let sheet = &grid.sheet;
    let formula = said::formula_words(shared, &sheet.form, &one.text);
    let (row, column) = said::cell_words(shared, &sheet.form, &sheet.answers, &one.at);
    let text = match (formula, &one.message) {
        (Some(formula), _) => formula,
        (None, Some(message)) => message.clone(),
        (None, None) => format!("{column}: {}", say!(shared, "tui-formula-of-paper")),
    };
    let here = grid.path().is_some_and(|path| same_row(&path, &one.at));
    if here || one.message.is_some() || one.text.contains(" = ") {
        return text;
    }
    format!("{row}: {text}")
}

fn same_row(one: &Path, other: &Path) -> bool {
    match (one, other) {
        (Path::Cell { row: one, .. }, Path::Cell { row: other, .. }) => one == other,
        (Path::Member { row: one, .. }, Path::Member { row: other, .. }) => one == other,
        _ => false,
    }
}

/// How it stands, in words.
fn standing(grid: &Grid, shared: &Shared, one: &Agreement) -> String {
    let text = |value: &Value| grid.sheet.text(shared, &one.at, value);
    let both = |key: &str, found: &Value, expected: &Value| {
        let args = [("found", text(found)), ("expected", text(expected))];
        shared.words.of(key, &args)
    };
    match (&one.standing, &one.message) {
        (Standing::Computed(value), _) => say!(shared, "tui-agree-computed", value = text(value)),
        (Standing::Holds, _) => say!(shared, "tui-agree-holds"),
        (Standing::Unknown, _) => say!(shared, "tui-agree-unknown"),
        (Standing::Broken(Some(found), Some(expected)), None) => {
            both("tui-agree-broken", found, expected)
        }
        (Standing::Broken(Some(left), Some(right)), Some(_)) => {
            both("tui-agree-check-broken", left, right)
        }
        (Standing::Broken(..), _) => say!(shared, "tui-agree-check-failed"),
    }
}
