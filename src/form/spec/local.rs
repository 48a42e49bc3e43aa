//! Rows that a locality adds below a grid: a roster of own fields, then the grid's columns.

use std::collections::BTreeSet;

use super::fields::{FIELD, field};
use super::ids::{id, once};
use super::origin::{Origin, origin};
use super::table::{Located, Table};
use super::{GroupSpec, Spec};
use crate::form::mistake::{MistakeCode, nearest};
use crate::form::{Direction, FieldType};

const LOCAL: &[&str] = &[
    "id",
    "title",
    "add_label",
    "min_rows",
    "max_rows",
    "direction",
    "field",
    "source",
    "evidence",
];

/// The roster of local rows, its own fields first, and the field that says a row's direction.
pub(super) fn local(
    top: &Table<'_>,
    spec: &Spec,
    above: &Origin,
) -> Option<(GroupSpec, Option<String>)> {
    let table = top.table("local", LOCAL)?;
    let name = id(&table, "id");
    let title = table.need("title");
    let origin = origin(&table, above);
    let min_rows = table.whole("min_rows", 10_000, MistakeCode::BadNumber);
    let max_rows = table.whole("max_rows", 10_000, MistakeCode::BadNumber);
    if let (Some(least), Some(most)) = (min_rows, max_rows)
        && least > most
    {
        let args = vec![("least", least.to_string()), ("most", most.to_string())];
        table.tell(MistakeCode::RangeOrder, table.line, args);
    }
    if !table.has("field") {
        table.missing("field");
    }
    // The first part of a path is a row or the roster; its last a column or an own field.
    let mut ids: BTreeSet<String> = spec.rows.iter().map(|row| row.row.id.to_string()).collect();
    if let Some(name) = &name {
        once(&table, &mut ids, name, "group");
    }
    let columns = spec.columns.iter().map(|column| &column.rules);
    let mut seen: BTreeSet<String> = columns
        .clone()
        .map(|column| column.field.id.to_string())
        .collect();
    let mut fields = Vec::new();
    for item in table.tables("field", FIELD) {
        let Some(field) = field(&item, &spec.choices, &origin, None) else {
            continue;
        };
        let located = Located {
            text: field.field.id.to_string(),
            line: field.line,
        };
        if once(&item, &mut seen, &located, "field") {
            fields.push(field);
        }
    }
    let direction = table.text("direction").filter(|name| {
        let words = Direction::ALL.map(Direction::as_str);
        let told = fields.iter().any(|field| {
            field.field.id.as_str() == name.text
                && field.field.kind == FieldType::Choice
                && field
                    .field
                    .choices
                    .iter()
                    .all(|choice| words.contains(&choice.id.as_str()))
        });
        if !told {
            let ids = fields.iter().map(|field| field.field.id.as_str());
            let args = vec![
                ("word", name.text.clone()),
                ("nearest", nearest(&name.text, ids)),
            ];
            table.tell(MistakeCode::LocalDirection, name.line, args);
        }
        told
    });
    fields.extend(columns.cloned());
    let group = GroupSpec {
        id: name?.text,
        title: title.map(|title| title.text).unwrap_or_default(),
        roster: true,
        add_label: table.text("add_label").map(|label| label.text),
        when: None,
        min_rows,
        max_rows,
        fields,
        line: table.line,
    };
    Some((group, direction.map(|name| name.text)))
}
