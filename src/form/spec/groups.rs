//! The groups of a questionnaire, rosters among them.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{FIELD, field};
use super::ids::{id, once};
use super::origin::{Origin, origin};
use super::table::{Located, Table};
use super::{ChoiceList, GroupSpec};
use crate::form::mistake::MistakeCode;

const GROUP: &[&str] = &[
    "id",
    "title",
    "roster",
    "when",
    "min_rows",
    "max_rows",
    "add_label",
    "field",
    "group",
    "source",
    "evidence",
];

pub(super) fn groups(
    top: &Table<'_>,
    lists: &BTreeMap<String, ChoiceList>,
    above: &Origin,
) -> Vec<GroupSpec> {
    let mut group_ids = BTreeSet::new();
    let mut outer_ids = BTreeSet::new();
    let mut groups = Vec::new();
    for table in top.tables("group", GROUP) {
        let name = id(&table, "id");
        if let Some(name) = &name {
            once(&table, &mut group_ids, name, "group");
        }
        if let Some((_, line)) = table.get("group") {
            table.tell(MistakeCode::NestedRoster, line, vec![]);
        }
        let title = table.need("title");
        let roster = table.yes("roster").unwrap_or(false);
        let origin = origin(&table, above);
        let min_rows = table.whole("min_rows", 10_000, MistakeCode::BadNumber);
        let max_rows = table.whole("max_rows", 10_000, MistakeCode::BadNumber);
        if let (Some(least), Some(most)) = (min_rows, max_rows)
            && least > most
        {
            table.tell(
                MistakeCode::RangeOrder,
                table.line,
                vec![("least", least.to_string()), ("most", most.to_string())],
            );
        }
        if !roster {
            table.idle(&["min_rows", "max_rows", "add_label"]);
        }
        let mut roster_ids = BTreeSet::new();
        let mut fields = Vec::new();
        if !table.has("field") {
            table.missing("field");
        }
        for item in table.tables("field", FIELD) {
            let Some(field) = field(&item, lists, &origin, None) else {
                continue;
            };
            let located = Located {
                text: field.field.id.to_string(),
                line: field.line,
            };
            let seen = if roster {
                &mut roster_ids
            } else {
                &mut outer_ids
            };
            if once(&item, seen, &located, "field") {
                fields.push(field);
            }
        }
        groups.push(GroupSpec {
            id: name.map(|name| name.text).unwrap_or_default(),
            title: title.map(|title| title.text).unwrap_or_default(),
            roster,
            add_label: table.text("add_label").map(|label| label.text),
            when: table.text("when"),
            min_rows,
            max_rows,
            fields,
            line: table.line,
        });
    }
    // A roster and a field outside rosters share the first part of a path and the scope of formulas.
    for group in groups
        .iter()
        .filter(|group| group.roster && outer_ids.contains(&group.id))
    {
        let args = vec![("id", group.id.clone()), ("what", "group".to_owned())];
        top.reader
            .tell(MistakeCode::DuplicateId, group.line, Some(&group.id), args);
    }
    groups
}
