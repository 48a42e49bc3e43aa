//! The sections of tables and lists: what is joined, a unit's rows, and the columns.

use std::collections::BTreeSet;

use toml::de::DeValue;

use super::ids::{id, once};
use super::origin::{Origin, evidence, origin, source};
use super::rows::headings;
use super::table::{Located, Table};
use super::{AddSpec, JoinSpec, PartSpec, RuleSpec, TableColumnSpec, TallySpec, word};
use crate::form::mistake::{MistakeCode, nearest};
use crate::form::{ImportPeriod, Name, Running, TableColumn, TablePart};

const TALLY: &[&str] = &[
    "subject", "join", "where", "let", "part", "source", "evidence",
];

const LIST: &[&str] = &[
    "subject",
    "join",
    "where",
    "let",
    "each",
    "each_where",
    "sort",
    "source",
    "evidence",
];

const TABLE_COLUMN: &[&str] = &[
    "number", "label", "headings", "count", "sum", "printed", "of", "digits", "source", "evidence",
];

const LIST_COLUMN: &[&str] = &[
    "number", "label", "headings", "value", "running", "digits", "source", "evidence",
];

/// What a table is added up from, and its parts.
pub(super) fn tally(top: &Table<'_>, above: &Origin) -> TallySpec {
    let Some(table) = top.table("tally", TALLY) else {
        return TallySpec::default();
    };
    let mut spec = joined(&table);
    let mut seen = BTreeSet::new();
    for item in table.tables(
        "part",
        &["id", "label", "weight", "where", "source", "evidence"],
    ) {
        let (name, label) = (id(&item, "id"), item.need("label"));
        let Origin { source, evidence } = origin(&item, above);
        let (weight, condition) = (item.text("weight"), item.text("where"));
        let Some(name) = name.filter(|name| once(&item, &mut seen, name, "part")) else {
            continue;
        };
        let text = |located: &Option<Located>| located.as_ref().map(|text| text.text.clone());
        let part = TablePart {
            id: Name::new(&name.text),
            label: label.map(|label| label.text).unwrap_or_default(),
            weight: text(&weight),
            condition: text(&condition),
            source,
            evidence,
        };
        spec.parts.push(PartSpec {
            part,
            weight,
            condition,
        });
    }
    spec
}

/// What a list is made from.
pub(super) fn listed(top: &Table<'_>) -> TallySpec {
    let Some(table) = top.table("tally", LIST) else {
        return TallySpec::default();
    };
    if !table.has("each") {
        table.idle(&["each_where"]);
    }
    TallySpec {
        each: table.text("each"),
        each_condition: table.text("each_where"),
        sort: table.texts("sort"),
        ..joined(&table)
    }
}

/// The papers of a record, which records there are, and what is worked out for each.
fn joined(table: &Table<'_>) -> TallySpec {
    source(table);
    evidence(table);
    if let Some(subject) = table.text("subject") {
        let words = [((), "household")];
        word(table, &subject, &words, MistakeCode::BadSubject);
    }
    if !table.has("join") {
        table.missing("join");
    }
    let mut seen = BTreeSet::new();
    let mut joins = Vec::new();
    for item in table.tables("join", &["form", "as", "period"]) {
        let form = item.need("form");
        let alias = id(&item, "as");
        if let (Some(form), Some(alias)) = (form, alias)
            && once(&item, &mut seen, &alias, "join")
        {
            let period = item.text("period").and_then(|text| {
                word(&item, &text, &ImportPeriod::ALL, MistakeCode::UnknownPeriod)
            });
            joins.push(JoinSpec {
                form,
                alias,
                period: period.unwrap_or(ImportPeriod::Same),
            });
        }
    }
    let mut seen = BTreeSet::new();
    let mut lets = Vec::new();
    for item in table.tables("let", &["id", "value"]) {
        let (name, value) = (id(&item, "id"), item.need("value"));
        if let (Some(name), Some(value)) = (name, value)
            && once(&item, &mut seen, &name, "let")
        {
            lets.push((Name::new(&name.text), value));
        }
    }
    TallySpec {
        joins,
        lets,
        condition: table.text("where"),
        ..TallySpec::default()
    }
}

/// The columns of a table: each counts, adds up, or follows from others as printed.
pub(super) fn table_columns(
    top: &Table<'_>,
    parts: &[PartSpec],
    above: &Origin,
) -> Vec<TableColumnSpec> {
    columns(top, TABLE_COLUMN, above, |table| {
        let printed = table.text("printed").map(RuleSpec::Printed);
        if !table.has("count") && !table.has("sum") {
            table.idle(&["of"]);
            return printed;
        }
        tallied(table, parts).filter(|_| printed.is_none())
    })
}

/// The columns of a list: each shows a value, or numbers.
pub(super) fn list_columns(top: &Table<'_>, above: &Origin) -> Vec<TableColumnSpec> {
    columns(top, LIST_COLUMN, above, |table| {
        let value = table.text("value").map(RuleSpec::Value);
        let running = table
            .text("running")
            .and_then(|text| word(table, &text, &Running::ALL, MistakeCode::BadRunning))
            .map(RuleSpec::Running);
        match (value, running) {
            (Some(rule), None) | (None, Some(rule)) => Some(rule),
            // A word that is none was told already.
            (None, None) if table.has("running") => Some(RuleSpec::Running(Running::Household)),
            _ => None,
        }
    })
}

/// `count` and `sum`: a text for all parts, or one for each part; none if a part has both.
fn tallied(table: &Table<'_>, parts: &[PartSpec]) -> Option<RuleSpec> {
    let mut slots: Vec<Option<AddSpec>> = vec![None; parts.len().max(1)];
    let mut twice = false;
    for (key, sums) in [("count", false), ("sum", true)] {
        match table.get(key) {
            None => {}
            Some((DeValue::Table(_), _)) => {
                let Some(inner) = table.open_table(key) else {
                    continue;
                };
                for (part, line) in inner.keys() {
                    let at = parts
                        .iter()
                        .position(|other| other.part.id.as_str() == part);
                    let Some(slot) = at.and_then(|at| slots.get_mut(at)) else {
                        let ids = parts.iter().map(|other| other.part.id.as_str());
                        let args = vec![("word", part.to_owned()), ("nearest", nearest(part, ids))];
                        table.tell(MistakeCode::UnknownPart, line, args);
                        continue;
                    };
                    twice |= slot.is_some();
                    *slot = inner.text(part).map(|text| AddSpec { sums, text });
                }
            }
            Some(_) => {
                let text = table.text(key)?;
                twice |= slots.iter().any(Option::is_some);
                slots.fill(Some(AddSpec { sums, text }));
            }
        }
    }
    (!twice).then_some(RuleSpec::Tallied(slots))
}

fn columns(
    top: &Table<'_>,
    known: &[&str],
    above: &Origin,
    rule: impl Fn(&Table<'_>) -> Option<RuleSpec>,
) -> Vec<TableColumnSpec> {
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for table in top.tables("column", known) {
        let number = number(&table);
        let label = table.need("label");
        let of = table.text("of");
        let digits = table
            .whole("digits", 6, MistakeCode::BadDigits)
            .unwrap_or(0);
        let Origin { source, evidence } = origin(&table, above);
        let rule = rule(&table);
        if rule.is_none() {
            table.tell(MistakeCode::ColumnWithoutRule, table.line, vec![]);
        }
        let Some(number) = number else { continue };
        if !seen.insert(number.text.clone()) {
            let args = vec![("number", number.text.clone())];
            table.tell(MistakeCode::DuplicateNumber, number.line, args);
            continue;
        }
        let column = TableColumn {
            number: number.text,
            label: label.map(|label| label.text).unwrap_or_default(),
            headings: headings(&table),
            printed: match &rule {
                Some(RuleSpec::Printed(text)) => Some(text.text.clone()),
                _ => None,
            },
            rules: spelled(rule.as_ref()),
            of: of.as_ref().map(|of| of.text.clone()),
            running: match &rule {
                Some(RuleSpec::Running(running)) => Some(*running),
                _ => None,
            },
            digits,
            source,
            evidence,
        };
        columns.push(TableColumnSpec {
            column,
            rule,
            of,
            line: number.line,
        });
    }
    columns
}

/// The official number: `1`, `"1"`, or a word where the paper prints none.
fn number(table: &Table<'_>) -> Option<Located> {
    let located = |text: String, line: usize| Some(Located { text, line });
    match table.get("number") {
        None => {
            table.missing("number");
            None
        }
        Some((DeValue::String(text), line)) => located(text.to_string(), line),
        Some((DeValue::Integer(integer), line)) => located(integer.to_string(), line),
        Some((other, line)) => {
            table.wrong("number", line, "string", other);
            None
        }
    }
}

/// A rule as people read it: each text once.
fn spelled(rule: Option<&RuleSpec>) -> Vec<String> {
    let mut texts = Vec::new();
    match rule {
        Some(RuleSpec::Tallied(slots)) => {
            for add in slots.iter().flatten() {
                let word = if add.sums { "sum" } else { "count" };
                let text = format!("{word} {}", add.text.text);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
        }
        Some(RuleSpec::Value(text)) => texts.push(text.text.clone()),
        Some(RuleSpec::Printed(_) | RuleSpec::Running(_)) | None => {}
    }
    texts
}
