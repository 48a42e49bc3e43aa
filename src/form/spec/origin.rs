//! Where a statement comes from and how well it is known; parts inherit from the whole.

use super::table::Table;
use super::word;
use crate::form::Evidence;
use crate::form::mistake::MistakeCode;

/// What a part inherits when it says nothing itself.
#[derive(Clone)]
pub(super) struct Origin {
    pub(super) source: String,
    pub(super) evidence: Evidence,
}

pub(crate) fn source(table: &Table<'_>) -> Option<String> {
    let source = table.text("source")?;
    if source.text.trim().is_empty() {
        table.tell(MistakeCode::EmptySource, source.line, vec![]);
    }
    Some(source.text)
}

pub(crate) fn evidence(table: &Table<'_>) -> Option<Evidence> {
    let words = Evidence::ALL.map(|evidence| (evidence, evidence.as_str()));
    table
        .text("evidence")
        .and_then(|text| word(table, &text, &words, MistakeCode::UnknownEvidence))
}

pub(super) fn origin(table: &Table<'_>, above: &Origin) -> Origin {
    Origin {
        source: source(table).unwrap_or_else(|| above.source.clone()),
        evidence: evidence(table).unwrap_or(above.evidence),
    }
}
