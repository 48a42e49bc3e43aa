//! The sections of grids and tables.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use super::fields::field;
use super::ids::{id, once};
use super::origin::{Origin, evidence, origin, source};
use super::table::{Located, Table};
use super::{
    ChoiceList, ClosedSpec, ColumnSpec, JoinSpec, RowSpec, RuleSpec, TableColumnSpec, TallySpec,
    word,
};
use crate::form::mistake::MistakeCode;
use crate::form::{FieldType, GridColumn, GridRow, Name, TableColumn};

const COLUMN: &[&str] = &[
    "id", "item", "label", "help", "headings", "type", "unit", "digits", "choices", "choice",
    "required", "range", "usual", "formula", "also", "additive", "special", "source", "evidence",
];

const TABLE_COLUMN: &[&str] = &[
    "number", "label", "headings", "count", "sum", "printed", "digits", "source", "evidence",
];

fn headings(table: &Table<'_>) -> Vec<String> {
    table
        .texts("headings")
        .into_iter()
        .map(|heading| heading.text)
        .collect()
}

pub(super) fn columns(
    top: &Table<'_>,
    grid: Option<&Table<'_>>,
    unit: Option<&str>,
    lists: &BTreeMap<String, ChoiceList>,
    above: &Origin,
) -> Vec<ColumnSpec> {
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for table in top.tables("column", COLUMN) {
        let Some(mut rules) = field(&table, lists, above, grid) else {
            continue;
        };
        let located = Located {
            text: rules.field.id.to_string(),
            line: rules.line,
        };
        if !once(&table, &mut seen, &located, "column") {
            continue;
        }
        if rules.field.unit.is_none() && rules.field.kind == FieldType::Money {
            rules.field.unit = unit.map(str::to_owned);
        }
        let additive = table
            .yes("additive")
            .unwrap_or(rules.field.kind.is_number() && rules.field.kind != FieldType::Percent);
        let column = GridColumn {
            field: rules.field.clone(),
            headings: headings(&table),
        };
        columns.push(ColumnSpec {
            column,
            rules,
            additive,
        });
    }
    columns
}

pub(super) fn rows(top: &Table<'_>, above: &Origin) -> Vec<RowSpec> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for table in top.tables(
        "row",
        &[
            "id", "item", "label", "depth", "formula", "source", "evidence",
        ],
    ) {
        let name = id(&table, "id");
        let label = table.need("label");
        let depth = table.whole("depth", 9, MistakeCode::BadNumber).unwrap_or(0);
        let Origin { source, evidence } = origin(&table, above);
        let formula = table.text("formula");
        let Some(name) = name else { continue };
        if !once(&table, &mut seen, &name, "row") {
            continue;
        }
        let row = GridRow {
            id: Name::new(&name.text),
            item: table.text("item").map(|item| item.text),
            label: label.map(|label| label.text).unwrap_or_default(),
            depth: usize::try_from(depth).unwrap_or(0),
            formula: formula.as_ref().map(|formula| formula.text.clone()),
            source,
            evidence,
        };
        rows.push(RowSpec { row, formula });
    }
    rows
}

pub(super) fn closed(top: &Table<'_>) -> Vec<ClosedSpec> {
    let mut closed = Vec::new();
    for table in top.tables("closed", &["rows", "columns", "source", "evidence"]) {
        for key in ["rows", "columns"] {
            if !table.has(key) {
                table.missing(key);
            }
        }
        source(&table);
        evidence(&table);
        closed.push(ClosedSpec {
            rows: table.texts("rows"),
            columns: table.texts("columns"),
        });
    }
    closed
}

pub(super) fn tally(top: &Table<'_>) -> TallySpec {
    let Some(table) = top.table("tally", &["subject", "join", "where", "source", "evidence"])
    else {
        return TallySpec::default();
    };
    source(&table);
    evidence(&table);
    if let Some(subject) = table.text("subject") {
        word(
            &table,
            &subject,
            &[((), "household")],
            MistakeCode::BadSubject,
        );
    }
    if !table.has("join") {
        table.missing("join");
    }
    let mut seen = BTreeSet::new();
    let mut joins = Vec::new();
    for item in table.tables("join", &["form", "as"]) {
        let form = item.need("form");
        let alias = id(&item, "as");
        if let (Some(form), Some(alias)) = (form, alias)
            && once(&item, &mut seen, &alias, "join")
        {
            joins.push(JoinSpec { form, alias });
        }
    }
    TallySpec {
        joins,
        condition: table.text("where"),
    }
}

pub(super) fn table_columns(top: &Table<'_>, above: &Origin) -> Vec<TableColumnSpec> {
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for table in top.tables("column", TABLE_COLUMN) {
        let number = match table.get("number") {
            None => {
                table.missing("number");
                None
            }
            Some((DeValue::String(text), line)) => Some(Located {
                text: text.to_string(),
                line,
            }),
            Some((DeValue::Integer(integer), line)) => Some(Located {
                text: integer.to_string(),
                line,
            }),
            Some((other, line)) => {
                table.wrong("number", line, "string", other);
                None
            }
        };
        let label = table.need("label");
        let digits = table
            .whole("digits", 6, MistakeCode::BadDigits)
            .unwrap_or(0);
        let Origin { source, evidence } = origin(&table, above);
        let (count, sum, printed) = (
            table.text("count"),
            table.text("sum"),
            table.text("printed"),
        );
        let given = [count.is_some(), sum.is_some(), printed.is_some()]
            .into_iter()
            .filter(|given| *given)
            .count();
        if given != 1 {
            table.tell(MistakeCode::ColumnWithoutRule, table.line, vec![]);
        }
        let Some(number) = number else { continue };
        if !seen.insert(number.text.clone()) {
            table.tell(
                MistakeCode::DuplicateNumber,
                number.line,
                vec![("number", number.text.clone())],
            );
            continue;
        }
        let column = TableColumn {
            number: number.text,
            label: label.map(|label| label.text).unwrap_or_default(),
            headings: headings(&table),
            printed: printed.as_ref().map(|printed| printed.text.clone()),
            digits,
            source,
            evidence,
        };
        let rule = count
            .map(RuleSpec::Count)
            .or(sum.map(RuleSpec::Sum))
            .or(printed.map(RuleSpec::Printed));
        columns.push(TableColumnSpec {
            column,
            rule,
            line: number.line,
        });
    }
    columns
}
