//! `[[import]]`: what a paper reads of others, as its author wrote it.

use std::collections::BTreeSet;

use super::ids::{check_id, id, once};
use super::table::{Located, Table};
use super::word;
use crate::form::mistake::MistakeCode;
use crate::form::{FieldType, Import, ImportOf, ImportPeriod, Name, Path};

const IMPORT: &[&str] = &[
    "id", "label", "form", "field", "cell", "type", "choice", "of", "period",
];
/// Imports of one paper: what a value depends on is one bit of each.
const MOST_IMPORTS: usize = 64;

pub(super) fn imports(top: &Table<'_>) -> Vec<Import> {
    let mut seen = BTreeSet::new();
    let mut imports = Vec::new();
    for table in top.tables("import", IMPORT) {
        let name = id(&table, "id");
        let new = name
            .as_ref()
            .is_none_or(|name| once(&table, &mut seen, name, "import"));
        let label = table.need("label");
        let form = table.need("form");
        let at = target(&table);
        let types = FieldType::ALL.map(|(kind, word)| (kind, word));
        let kind = table
            .need("type")
            .and_then(|text| word(&table, &text, &types, MistakeCode::UnknownType));
        let choices = choices(&table, kind);
        let of = match table.text("of") {
            None => Some(ImportOf::Same),
            Some(text) => word(&table, &text, &ImportOf::ALL, MistakeCode::UnknownImportOf),
        };
        let period = match table.text("period") {
            None => Some(ImportPeriod::Same),
            Some(text) => word(
                &table,
                &text,
                &ImportPeriod::ALL,
                MistakeCode::UnknownImportPeriod,
            ),
        };
        let (Some(name), Some(form), Some(at), Some(kind), Some(of), Some(period)) =
            (name, form, at, kind, of, period)
        else {
            continue;
        };
        if !new {
            continue;
        }
        if imports.len() >= MOST_IMPORTS {
            let args = vec![
                ("what", "import".to_owned()),
                ("most", MOST_IMPORTS.to_string()),
            ];
            table.tell(MistakeCode::TooLarge, name.line, args);
            break;
        }
        imports.push(Import {
            id: Name::new(&name.text),
            label: label.map(|label| label.text).unwrap_or_default(),
            form: Name::new(&form.text),
            at,
            kind,
            choices,
            of,
            period,
            line: name.line,
        });
    }
    imports
}

/// Exactly one of `field` and `cell`.
fn target(table: &Table<'_>) -> Option<Path> {
    match (table.text("field"), table.text("cell")) {
        (Some(field), None) => check_id(table, &field).then(|| Path::Field(Name::new(&field.text))),
        (None, Some(cell)) => {
            let parts = cell
                .text
                .split_once('/')
                .filter(|(row, column)| !row.is_empty() && !column.is_empty());
            let Some((row, column)) = parts.filter(|(_, column)| !column.contains('/')) else {
                table.tell(MistakeCode::BadCell, cell.line, vec![("found", cell.text)]);
                return None;
            };
            Some(Path::Cell {
                row: Name::new(row),
                column: Name::new(column),
            })
        }
        _ => {
            table.tell(MistakeCode::ImportWithoutTarget, table.line, vec![]);
            None
        }
    }
}

fn choices(table: &Table<'_>, kind: Option<FieldType>) -> BTreeSet<Name> {
    let texts: Vec<Located> = table.texts("choice");
    let Some(kind) = kind else {
        return BTreeSet::new();
    };
    let line = table.get("choice").map_or(table.line, |(_, line)| line);
    match kind {
        FieldType::Choice | FieldType::Choices if texts.is_empty() => {
            table.tell(MistakeCode::MissingChoices, line, vec![]);
        }
        FieldType::Choice | FieldType::Choices => {}
        _ if table.has("choice") => {
            let args = vec![("found", kind.word().to_owned())];
            table.tell(MistakeCode::UnexpectedChoices, line, args);
        }
        _ => {}
    }
    texts
        .iter()
        .filter(|text| check_id(table, text))
        .map(|text| Name::new(&text.text))
        .collect()
}
