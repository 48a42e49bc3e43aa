//! Ids: how they are spelled, and that each is used once.

use std::collections::BTreeSet;

use super::table::{Located, Table};
use crate::form::expression::ast::RESERVED;
use crate::form::mistake::MistakeCode;

/// Paper ids may carry `-`: they name folders, not names in formulas.
pub(super) fn paper_id(table: &Table<'_>, id: &Located) -> bool {
    let good = id.text.len() <= 60
        && id.text.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !good {
        table.tell(MistakeCode::BadId, id.line, vec![("id", id.text.clone())]);
    }
    good
}

/// An id that formulas and paths can name.
pub(super) fn id(table: &Table<'_>, key: &str) -> Option<Located> {
    if !table.has(key) {
        table.missing(key);
    }
    let id = table.text(key)?;
    check_id(table, &id).then_some(id)
}

/// The id of a grid's row: as the item is printed it may begin with a digit, if `_` follows its digits
/// (`05_6`), so that formulas do not take it for a number.
pub(super) fn row_id(table: &Table<'_>, key: &str) -> Option<Located> {
    let numbered = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < text.len() && rest.starts_with('_')
    };
    match table.get(key).and_then(|(value, _)| value.as_str()) {
        Some(text) if numbered(text) => {
            let id = table.text(key)?;
            let letter = Located {
                text: format!("r{}", id.text),
                line: id.line,
            };
            check_id(table, &letter).then_some(id)
        }
        _ => id(table, key),
    }
}

pub(in crate::form) fn check_id(table: &Table<'_>, id: &Located) -> bool {
    let good = id.text.len() <= 60
        && id.text.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !good {
        table.tell(MistakeCode::BadId, id.line, vec![("id", id.text.clone())]);
    } else if RESERVED.contains(&id.text.as_str()) {
        table.tell(
            MistakeCode::ReservedId,
            id.line,
            vec![("id", id.text.clone())],
        );
        return false;
    }
    good
}

/// Tells an id that was used before.
pub(in crate::form) fn once(
    table: &Table<'_>,
    seen: &mut BTreeSet<String>,
    id: &Located,
    what: &str,
) -> bool {
    let new = seen.insert(id.text.clone());
    if !new {
        table.tell(
            MistakeCode::DuplicateId,
            id.line,
            vec![("id", id.text.clone()), ("what", what.to_owned())],
        );
    }
    new
}
