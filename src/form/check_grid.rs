//! Grids and authored checks: the parts of a paper whose expressions stand in many places.

use std::collections::BTreeSet;

use super::check::Checker;
use super::compiled::{At, Check, CheckAt, Formula, Node};
use super::expression::Type;
use super::mistake::{MistakeCode, nearest};
use super::names::View;
use super::spec::blocks::full_names;
use super::spec::table::Located;
use super::spec::{CheckSpec, RowSpec};
use super::{CheckRule, FormKind, Name};

impl Checker<'_> {
    pub(super) fn grid(&mut self, nodes: &mut Vec<Node>) {
        let spec = self.spec;
        let closed = self.closed();
        // One mistake in a formula is told once, not once for every cell that the formula fills.
        let mut bad_rows: BTreeSet<usize> = BTreeSet::new();
        for (row_at, row) in spec.rows.iter().enumerate() {
            self.target(row);
            for (column_at, column) in spec.columns.iter().enumerate() {
                let (row_n, column_n) = (
                    u32::try_from(row_at).unwrap_or(0),
                    u32::try_from(column_at).unwrap_or(0),
                );
                let is_closed = closed.contains(&(row_at, column_at));
                let mut formulas = Vec::new();
                let before = self.mistakes.len();
                let view = View::Row(row_n);
                if !self.bad_columns.contains(&column_at) {
                    let texts = column.rules.formula.iter().chain(&column.rules.also);
                    formulas.extend(
                        texts.filter_map(|text| self.formula(&column.rules, text, view, &[])),
                    );
                }
                let (rules, own) = row.rules_in(column, spec.grid_unit.as_deref());
                let at = At::Cell {
                    row: row_at,
                    column: column_at,
                };
                // A row's own bounds may name rows too, the block's among them.
                let seen_by = match own {
                    true => View::Cell {
                        row: row_n,
                        column: column_n,
                    },
                    false => view,
                };
                self.scope.clone_from(&row.scope);
                let mut node = self.node(&rules, at, Vec::new(), seen_by, &[]);
                self.scope = None;
                if self.mistakes.len() > before && !self.bad_columns.insert(column_at) {
                    self.mistakes.truncate(before);
                }
                if column.additive && !bad_rows.contains(&row_at) {
                    let before = self.mistakes.len();
                    formulas.extend(self.row_formulas(row, column_n));
                    if self.mistakes.len() > before {
                        bad_rows.insert(row_at);
                    }
                }
                if own {
                    let n = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                    self.cell_fields.insert(n, rules.field);
                }
                node.closed = is_closed;
                node.formulas = if is_closed { Vec::new() } else { formulas };
                nodes.push(node);
            }
        }
    }

    /// A row's target is a constant of the paper.
    fn target(&mut self, row: &RowSpec) {
        let Some(target) = &row.target else { return };
        let known = |id: &Name| id.as_str() == target.text;
        if !self.constant_ids.iter().any(known) {
            let ids = self.constant_ids.iter().map(Name::as_str);
            let args = vec![
                ("word", target.text.clone()),
                ("nearest", nearest(&target.text, ids)),
            ];
            let id = Some(row.row.id.as_str());
            self.tell(MistakeCode::UnknownTarget, target.line, id, args);
        }
    }

    /// A row's formulas as they are read in one column.
    fn row_formulas(&mut self, row: &RowSpec, column: u32) -> Vec<Formula> {
        self.scope.clone_from(&row.scope);
        let id = row.row.id.as_str();
        let texts = row.formula.iter().chain(&row.also);
        let formulas = texts
            .filter_map(|text| {
                let (expr, kind) = self.compile(text, View::Column(column), &[], Some(id))?;
                if kind != Type::Number {
                    let code = MistakeCode::FormulaType;
                    self.not_a(&Type::Number, &kind, text, Some(id), code);
                    return None;
                }
                let text = full_names(&text.text, row.scope.as_deref());
                Some(Formula {
                    expr,
                    text: format!("{id} = {text}"),
                })
            })
            .collect();
        self.scope = None;
        formulas
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
        for (at, row) in spec.rows.iter().enumerate() {
            if row.all_closed {
                closed.extend((0..column_ids.len()).map(|column| (at, column)));
            }
            let columns = self.positions(&row.closed, &column_ids);
            closed.extend(columns.into_iter().map(|column| (at, column)));
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
        let mut checks: Vec<Check> = Vec::new();
        for (at, view, bound) in places {
            let before = self.mistakes.len();
            self.scope.clone_from(&check.scope);
            let expr = self.condition(&check.expr, view, &bound, Some(&check.id));
            self.scope = None;
            let Some(expr) = expr else {
                // A column's check that names rows says nothing of local ones.
                if self.spec.kind == FormKind::Grid
                    && matches!(at, CheckAt::EachRow { .. })
                    && !checks.is_empty()
                {
                    self.mistakes.truncate(before);
                }
                break;
            };
            checks.push(Check {
                id: Name::new(&check.id),
                at,
                expr,
                text: full_names(&check.expr.text, check.scope.as_deref()),
                blocks: check.blocks,
                message: check.message.clone(),
            });
        }
        checks
    }

    /// The authored checks for people; one that a block put at every row is said once.
    pub(super) fn rules(&self) -> Vec<CheckRule> {
        let mut seen = BTreeSet::new();
        let once = self
            .spec
            .checks
            .iter()
            .filter(|check| seen.insert(check.id.as_str()));
        once.map(|check| CheckRule {
            id: Name::new(&check.id),
            expr: full_names(&check.expr.text, check.scope.as_deref()),
            blocks: check.blocks,
            message: check.message.clone(),
            source: check.source.clone(),
            evidence: check.evidence,
        })
        .collect()
    }

    /// Where a check stands: each place with what its expression sees there.
    fn places(&self, parts: &[&str], nodes: &[Node]) -> Vec<(CheckAt, View, Vec<u32>)> {
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
                places.extend(self.cell_places(parts, nodes));
                places.extend(self.local_places(parts, nodes));
            }
            _ => {}
        }
        places
    }

    /// A cell; a column in every row; or a row alone, in the columns that add up.
    fn cell_places(&self, parts: &[&str], nodes: &[Node]) -> Vec<(CheckAt, View, Vec<u32>)> {
        let column_at = |name: &str| {
            let mut ids = self.spec.columns.iter();
            ids.position(|column| column.column.field.id.as_str() == name)
        };
        let rows = 0..u32::try_from(self.spec.rows.len()).unwrap_or(0);
        let one = |row: u32| row..row.saturating_add(1);
        let mut columns = 0..self.spec.columns.len();
        // In a row named by itself a closed cell can be named; elsewhere closed cells are passed over.
        let (rows, named, adds) = match parts {
            [row, column] => match (self.catalogue.row(row), column_at(column)) {
                (Some(row), Some(at)) => {
                    columns = at..at + 1;
                    (one(row), true, false)
                }
                _ => return Vec::new(),
            },
            [name] => match (column_at(name), self.catalogue.row(name)) {
                (Some(at), _) => {
                    columns = at..at + 1;
                    (rows, false, false)
                }
                (None, Some(row)) => (one(row), false, true),
                (None, None) => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let cells = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
        let place = |(row, at): (u32, usize)| {
            let column = u32::try_from(at).ok()?;
            let n = self.catalogue.cell(row, column);
            let node = nodes.get(usize::try_from(n).ok()?)?;
            let adds_up = self.spec.columns.get(at).is_some_and(|c| c.additive);
            let hit = (named || !node.closed) && (!adds || adds_up);
            let view = View::Cell { row, column };
            hit.then(|| (CheckAt::Once(n), view, Vec::new()))
        };
        cells.filter_map(place).collect()
    }

    /// A column's check, or one of the local rows alone, at each local row.
    fn local_places(&self, parts: &[&str], nodes: &[Node]) -> Option<(CheckAt, View, Vec<u32>)> {
        self.spec.local.as_ref()?;
        let group = self.spec.groups.first()?;
        let field = match parts {
            [roster, field] if *roster == group.id => *field,
            [column] => *column,
            _ => return None,
        };
        let node = nodes
            .iter()
            .position(|node| matches!(node.at, At::Member { .. }) && node.name.as_str() == field)?;
        let node = u32::try_from(node).ok()?;
        Some((CheckAt::EachRow { roster: 0, node }, View::Fields, vec![0]))
    }
}
