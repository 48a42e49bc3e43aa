//! The printed formulas of tables as identities.

use rust_decimal::Decimal;

use super::link::{is_count, parts_of};
use super::side::{Identity, Of, Side, What, When};
use super::{At, Op};
use crate::form::printed::compile_printed;
use crate::form::spec::table::Located;
use crate::form::{FormKind, Library, Severity};

/// The printed formulas of all tables as identities, held where a table is handed in.
pub(super) fn printed(library: &Library) -> Vec<Identity> {
    let mut all = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    // The newest version of each table: the formulas of an older one are those of its own papers.
    for paper in library.list().iter().rev() {
        let form = &paper.form;
        if form.kind() != FormKind::Table || !seen.insert(form.id().clone()) {
            continue;
        }
        let numbers: Vec<&str> = form
            .table_columns()
            .iter()
            .map(|column| column.number.as_str())
            .collect();
        let parts = parts_of(form);
        for column in form.table_columns() {
            let Some(printed) = &column.printed else {
                continue;
            };
            let text = Located {
                text: printed.clone(),
                line: 1,
            };
            let Some(expr) = compile_printed(&column.number, &text, &numbers, &mut Vec::new())
            else {
                continue;
            };
            let side = |what: What| Side {
                form: form.id().clone(),
                what,
                per: None,
                when: When::Same,
                of: Of::Same,
                minus: false,
                times: Decimal::ONE,
                digits: column.digits,
                count: is_count(column),
            };
            all.push(Identity {
                id: form.id().to_string(),
                op: Op::Equal,
                left: side(What::At(At::Column {
                    number: column.number.clone(),
                    part: None,
                })),
                right: vec![side(What::Printed {
                    expr,
                    columns: numbers.iter().map(|number| (*number).to_owned()).collect(),
                })],
                parts: match parts.is_empty() {
                    true => vec![None],
                    false => parts.iter().cloned().map(Some).collect(),
                },
                message: String::new(),
                severity: Severity::Blocks,
                source: column.source.clone(),
                evidence: column.evidence,
                tolerance: None,
                factor: None,
                rollup: false,
                printed: true,
                text: Some(printed.clone()),
            });
        }
    }
    all
}
