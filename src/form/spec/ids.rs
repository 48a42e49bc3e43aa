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

pub(super) fn check_id(table: &Table<'_>, id: &Located) -> bool {
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
pub(super) fn once(
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
