//! Grids, authored checks and tables: the parts of a paper whose expressions stand in many places.

use std::collections::BTreeSet;

use super::check::Checker;
use super::compiled::{At, Check, CheckAt, Formula, Node};
use super::expression::Type;
use super::expression::compile::Place;
use super::mistake::{MistakeCode, nearest};
use super::names::View;
use super::order::order;
use super::spec::table::Located;
use super::spec::{CheckSpec, FieldSpec, PAPER, RuleSpec};
use super::{FormKind, Name};

impl Checker<'_> {
    pub(super) fn grid(&mut self, nodes: &mut Vec<Node>) {
        let spec = self.spec;
        let closed = self.closed();
        // One mistake in a formula is told once, not once for every cell that the formula fills.
        let mut bad_columns: BTreeSet<usize> = BTreeSet::new();
        let mut bad_rows: BTreeSet<usize> = BTreeSet::new();
        for (row_at, row) in spec.rows.iter().enumerate() {
            for (column_at, column) in spec.columns.iter().enumerate() {
                let (row_n, column_n) = (
                    u32::try_from(row_at).unwrap_or(0),
                    u32::try_from(column_at).unwrap_or(0),
                );
                let is_closed = closed.contains(&(row_at, column_at));
                let mut formulas = Vec::new();
                let before = self.mistakes.len();
                let view = View::Row(row_n);
                if !bad_columns.contains(&column_at) {
                    let texts = column.rules.formula.iter().chain(&column.rules.also);
                    formulas.extend(
                        texts.filter_map(|text| self.formula(&column.rules, text, view, &[])),
                    );
                }
                let rules = FieldSpec {
                    when: None,
                    ..column.rules.clone()
                };
                let mut node = self.node(
                    &rules,
                    At::Cell {
                        row: row_at,
                        column: column_at,
                    },
                    Vec::new(),
                    view,
                    &[],
                );
                if self.mistakes.len() > before && !bad_columns.insert(column_at) {
                    self.mistakes.truncate(before);
                }
                if let Some(text) = row
                    .formula
                    .as_ref()
                    .filter(|_| column.additive && !bad_rows.contains(&row_at))
                {
                    let before = self.mistakes.len();
                    formulas.extend(self.row_formula(row.row.id.as_str(), text, column_n));
                    if self.mistakes.len() > before {
                        bad_rows.insert(row_at);
                    }
                }
                node.closed = is_closed;
                node.formulas = if is_closed { Vec::new() } else { formulas };
                nodes.push(node);
            }
        }
    }

    /// A row's formula as it is read in one column.
    fn row_formula(&mut self, row: &str, text: &Located, column: u32) -> Option<Formula> {
        let (expr, kind) = self.compile(text, View::Column(column), &[], Some(row))?;
        if kind != Type::Number {
            let code = MistakeCode::FormulaType;
            self.not_a(&Type::Number, &kind, text, Some(row), code);
            return None;
        }
        Some(Formula {
            expr,
            text: format!("{row} = {}", text.text),
        })
    }

    fn closed(&mut self) -> BTreeSet<(usize, usize)> {
        let spec = self.spec;
        let mut closed = BTreeSet::new();
        let row_ids: Vec<&str> = spec.rows.iter().map(|row| row.row.id.as_str()).collect();
        let column_ids: Vec<&str> = spec
            .columns
            .iter()
            .map(|column| column.column.field.id.as_str())
            .collect();
        for part in &spec.closed {
            let rows = self.positions(&part.rows, &row_ids);
            let columns = self.positions(&part.columns, &column_ids);
            closed.extend(
                rows.iter()
                    .flat_map(|row| columns.iter().map(move |column| (*row, *column))),
            );
        }
        closed
    }

    fn positions(&mut self, names: &[Located], ids: &[&str]) -> Vec<usize> {
        let mut positions = Vec::new();
        for name in names {
            match ids.iter().position(|id| *id == name.text) {
                Some(at) => positions.push(at),
                None => {
                    let args = vec![
                        ("word", name.text.clone()),
                        ("nearest", nearest(&name.text, ids.iter().copied())),
                    ];
                    self.tell(MistakeCode::ClosedUnknown, name.line, None, args);
                }
            }
        }
        positions
    }

    /// A check at a field, a roster's field, a cell, or a whole column (once for each row).
    pub(super) fn check(&mut self, check: &CheckSpec, nodes: &[Node]) -> Vec<Check> {
        let parts: Vec<&str> = check.at.text.split('/').collect();
        let places = self.places(&parts, nodes);
        if places.is_empty() {
            let names: Vec<String> = nodes.iter().map(|node| node.name.to_string()).collect();
            let last = parts.last().copied().unwrap_or_default();
            let args = vec![
                ("path", check.at.text.clone()),
                ("nearest", nearest(last, names.iter().map(String::as_str))),
            ];
            self.tell(
                MistakeCode::UnknownPath,
                check.at.line,
                Some(&check.id),
                args,
            );
            return Vec::new();
        }
        let mut checks = Vec::new();
        for (at, view, bound) in places {
            let Some(expr) = self.condition(&check.expr, view, &bound, Some(&check.id)) else {
                break;
            };
            checks.push(Check {
                id: Name::new(&check.id),
                at,
                expr,
                text: check.expr.text.clone(),
                blocks: check.blocks,
                message: check.message.clone(),
            });
        }
        checks
    }

    /// Where a check stands: each place with what its expression sees there.
    fn places(&self, parts: &[&str], nodes: &[Node]) -> Vec<(CheckAt, View, Vec<u32>)> {
        let columns = self.spec.columns.len();
        let roster_of = |name: &str| {
            self.spec
                .groups
                .iter()
                .filter(|group| group.roster)
                .position(|group| group.id == name)
        };
        let node_at = |wanted: &dyn Fn(&Node) -> bool| {
            nodes
                .iter()
                .position(wanted)
                .and_then(|n| u32::try_from(n).ok())
        };
        let mut places: Vec<(CheckAt, View, Vec<u32>)> = Vec::new();
        match (self.spec.kind, parts) {
            (FormKind::Questionnaire, [field]) => {
                let node = node_at(&|node| {
                    node.name.as_str() == *field && matches!(node.at, At::Field { .. })
                });
                places.extend(node.map(|node| (CheckAt::Once(node), View::Fields, Vec::new())));
            }
            (FormKind::Questionnaire, [roster, field]) => {
                let roster = roster_of(roster);
                let node = roster.and_then(|roster| {
                    node_at(&|node| node.name.as_str() == *field && matches!(node.at, At::Member { roster: other, .. } if other == roster))
                });
                if let (Some(roster), Some(node)) = (roster, node) {
                    let bound = u32::try_from(roster).into_iter().collect();
                    places.push((CheckAt::EachRow { roster, node }, View::Fields, bound));
                }
            }
            (FormKind::Grid, parts) => {
                let (row, column) = match parts {
                    [row, column] => (Some(*row), *column),
                    [column] => (None, *column),
                    _ => (None, ""),
                };
                for (node, n) in nodes.iter().zip(0u32..) {
                    let At::Cell {
                        row: row_at,
                        column: column_at,
                    } = node.at
                    else {
                        continue;
                    };
                    let row_hit = row.is_none_or(|row| {
                        self.spec
                            .rows
                            .get(row_at)
                            .is_some_and(|other| other.row.id.as_str() == row)
                    });
                    if row_hit && node.name.as_str() == column && !(node.closed && row.is_none()) {
                        let view = View::Cell {
                            row: n / u32::try_from(columns).unwrap_or(1).max(1),
                            column: u32::try_from(column_at).unwrap_or(0),
                        };
                        places.push((CheckAt::Once(n), view, Vec::new()));
                    }
                }
            }
            _ => {}
        }
        places
    }

    /// A table's own part: printed formulas name columns that are there. Joins are linked later.
    pub(super) fn table(&mut self) {
        let spec = self.spec;
        let numbers: Vec<&str> = spec
            .table_columns
            .iter()
            .map(|column| column.column.number.as_str())
            .collect();
        for column in &spec.table_columns {
            let number = column.column.number.as_str();
            match &column.rule {
                Some(RuleSpec::Printed(text)) => {
                    super::printed::compile_printed(number, text, &numbers, self.mistakes);
                }
                Some(RuleSpec::Count(text) | RuleSpec::Sum(text)) => {
                    let place = Place {
                        file: PAPER,
                        line: text.line,
                        field: Some(number),
                    };
                    super::expression::compile::read(&text.text, &place, self.mistakes);
                }
                None => {}
            }
        }
        if spec.kind == FormKind::Table {
            let edges = super::printed::printed_edges(spec);
            if let Err(cycle) = order(&edges) {
                let name = |n: u32| {
                    usize::try_from(n)
                        .ok()
                        .and_then(|n| numbers.get(n))
                        .copied()
                        .unwrap_or("?")
                        .to_owned()
                };
                let line = cycle
                    .first()
                    .and_then(|n| spec.table_columns.get(usize::try_from(*n).ok()?))
                    .map_or(1, |column| column.line);
                let text: Vec<String> = cycle.iter().map(|n| name(*n)).collect();
                self.tell(
                    MistakeCode::Cycle,
                    line,
                    text.first().map(String::as_str),
                    vec![("loop", text.join(" → "))],
                );
            }
        }
    }
}
