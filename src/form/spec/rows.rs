//! The sections of grids.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Blocks, Use};
use super::fields::{bounds, check_bounds, field};
use super::ids::{once, row_id};
use super::origin::{Origin, evidence, origin, source};
use super::table::{Located, Table};
use super::{
    ChoiceList, ClosedSpec, ColumnSpec, FieldSpec, MOST_FIELDS, OwnRules, PAPER, RowSpec, word,
};
use crate::form::mistake::MistakeCode;
use crate::form::{Direction, FieldType, GridColumn, GridRow, Name, RowKind};

const COLUMN: &[&str] = &[
    "id", "item", "label", "help", "headings", "type", "unit", "digits", "choices", "choice",
    "required", "range", "usual", "formula", "also", "additive", "special", "source", "evidence",
];

pub(super) fn headings(table: &Table<'_>) -> Vec<String> {
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

/// Keys of a row that says its own figures.
pub(super) const ROW: &[&str] = &[
    "id",
    "item",
    "label",
    "depth",
    "type",
    "unit",
    "digits",
    "range",
    "usual",
    "formula",
    "also",
    "closed",
    "direction",
    "kind",
    "target",
    "source",
    "evidence",
];
/// Keys that do nothing in a row that is a block: the block's rows say them.
const OF_ROW: &[&str] = &[
    "type",
    "digits",
    "range",
    "usual",
    "direction",
    "kind",
    "target",
];
/// Keys that do nothing in a row that is none.
const OF_BLOCK: &[&str] = &["closed_rows", "sum_of"];

pub(super) fn rows(
    top: &Table<'_>,
    above: &Origin,
    blocks: &mut Blocks<'_>,
    columns: &[ColumnSpec],
) -> Vec<RowSpec> {
    let known: Vec<&str> = ROW
        .iter()
        .chain(OF_BLOCK)
        .chain(&["block"])
        .copied()
        .collect();
    let mut seen = BTreeSet::new();
    let mut rows: Vec<RowSpec> = Vec::new();
    for table in top.tables("row", &known) {
        let name = row_id(&table, "id");
        let block = table.text("block");
        table.idle(if block.is_some() { OF_ROW } else { OF_BLOCK });
        if !columns.iter().any(ColumnSpec::takes_rows_rules) {
            table.idle(&["type", "unit", "digits", "range", "usual"]);
        }
        let Some(name) = name else { continue };
        let own = row(&table, None, &name, above);
        let added = match block {
            None => vec![own],
            Some(block) => {
                let used = Use {
                    name: block,
                    head: own,
                    closed_rows: table.texts("closed_rows"),
                    sum_of: table.texts("sum_of"),
                    source: source(&table),
                    evidence: evidence(&table),
                };
                blocks.rows(&table, &used, above)
            }
        };
        // Told before what many uses of a large block would hold is made.
        if rows.len() + added.len() > MOST_FIELDS || blocks.checks.len() > MOST_FIELDS {
            let args = vec![
                ("what", PAPER.to_owned()),
                ("most", MOST_FIELDS.to_string()),
            ];
            table.tell(MistakeCode::TooLarge, table.line, args);
            break;
        }
        for row in added {
            let id = Located {
                text: row.row.id.to_string(),
                line: name.line,
            };
            if once(&table, &mut seen, &id, "row") {
                rows.push(row);
            }
        }
    }
    rows
}

/// One row as its table says it, with what its block says of all rows.
pub(super) fn row(
    table: &Table<'_>,
    block: Option<&Table<'_>>,
    name: &Located,
    above: &Origin,
) -> RowSpec {
    let said = |key: &str| match block {
        Some(block) if !table.has(key) => *block,
        _ => *table,
    };
    let label = table.need("label");
    let depth = table.whole("depth", 9, MistakeCode::BadNumber).unwrap_or(0);
    let Origin { source, evidence } = origin(table, above);
    let formula = table.text("formula");
    if formula.is_none() {
        table.idle(&["also"]);
    }
    let words = FieldType::ALL.map(|(kind, word)| (kind, word));
    let kind = said("type").text("type").and_then(|text| {
        let kind = word(table, &text, &words, MistakeCode::UnknownType)?;
        if !kind.is_number() {
            let args = vec![("found", text.text.clone())];
            table.tell(MistakeCode::RowType, text.line, args);
        }
        Some(kind).filter(|kind| kind.is_number())
    });
    let (range, usual) = (
        bounds(&said("range"), "range"),
        bounds(&said("usual"), "usual"),
    );
    check_bounds(
        table,
        Some(kind.unwrap_or(FieldType::Decimal)),
        &range,
        &usual,
    );
    if kind == Some(FieldType::Integer) {
        table.idle(&["digits"]);
    }
    let direction = table
        .text("direction")
        .and_then(|text| {
            word(
                table,
                &text,
                &Direction::ALL.map(|direction| (direction, direction.as_str())),
                MistakeCode::UnknownDirection,
            )
        })
        .unwrap_or(Direction::None);
    let over_time = said("kind").text("kind").and_then(|text| {
        let words = RowKind::ALL.map(|kind| (kind, kind.as_str()));
        word(table, &text, &words, MistakeCode::UnknownRowKind)
    });
    let target = table.text("target");
    let row = GridRow {
        id: Name::new(&name.text),
        item: table.text("item").map(|item| item.text),
        label: label.map(|label| label.text).unwrap_or_default(),
        depth: usize::try_from(depth).unwrap_or(0),
        unit: said("unit").text("unit").map(|unit| unit.text),
        direction,
        kind: over_time,
        target: target.as_ref().map(|target| Name::new(&target.text)),
        formula: formula.as_ref().map(|formula| formula.text.clone()),
        source,
        evidence,
    };
    RowSpec {
        row,
        formula,
        also: table.texts("also"),
        target,
        own: OwnRules {
            kind,
            digits: said("digits").whole("digits", 6, MistakeCode::BadDigits),
            range,
            usual,
        },
        closed: table.texts("closed"),
        all_closed: false,
        scope: None,
    }
}

impl ColumnSpec {
    /// Whether rows may say type, unit, digits and ranges of their figures in this column.
    pub(super) fn takes_rows_rules(&self) -> bool {
        let kind = self.rules.field.kind;
        kind.is_number() && kind != FieldType::Percent
    }
}

impl RowSpec {
    /// The rules of this row's cell in a column, and whether they are other than the column's.
    pub(in crate::form) fn rules_in(
        &self,
        column: &ColumnSpec,
        grid_unit: Option<&str>,
    ) -> (FieldSpec, bool) {
        let mut rules = FieldSpec {
            when: None,
            ..column.rules.clone()
        };
        let own = &self.own;
        let says = own.kind.is_some()
            || own.digits.is_some()
            || own.range.is_some()
            || own.usual.is_some()
            || self.row.unit.is_some();
        if !says || !column.takes_rows_rules() {
            return (rules, false);
        }
        if let Some(kind) = own.kind.filter(|kind| *kind != rules.field.kind) {
            rules.field.kind = kind;
            // The column's unit and digits are those of another kind of figure.
            rules.field.unit = grid_unit
                .filter(|_| kind == FieldType::Money)
                .map(str::to_owned);
            rules.field.digits = match kind {
                FieldType::Percent | FieldType::Decimal => 2,
                _ => 0,
            };
            if kind == FieldType::Percent {
                (rules.range, rules.usual) = (None, None);
            }
        }
        if let Some(unit) = &self.row.unit {
            rules.field.unit = Some(unit.clone());
        }
        if let Some(digits) = own.digits {
            rules.field.digits = digits;
        }
        if own.range.is_some() {
            rules.range.clone_from(&own.range);
        }
        if own.usual.is_some() {
            rules.usual.clone_from(&own.usual);
        }
        (rules, true)
    }
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
