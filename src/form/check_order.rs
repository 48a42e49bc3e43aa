//! In which order a paper's formulas are computed, or the loop that its author wrote.

use std::collections::BTreeSet;

use super::check::Checker;
use super::compiled::{At, Node};
use super::expression::Expr;
use super::mistake::MistakeCode;
use super::order::{Edges, order};

impl Checker<'_> {
    /// The order of the nodes, and for each the imports that its value can depend on.
    pub(super) fn order(
        &mut self,
        nodes: &[Node],
        group_when: &[Option<Expr>],
    ) -> Option<(Vec<u32>, Vec<u64>)> {
        let roster_nodes = |roster: u32| {
            let roster = usize::try_from(roster).ok();
            nodes.iter().zip(0u32..).filter(move |(node, _)| matches!(node.at, At::Member { roster: r, .. } if Some(r) == roster)).map(|(_, n)| n)
        };
        let group_of = |at: At| match at {
            At::Field { group, .. } | At::Member { group, .. } => Some(group),
            At::Cell { .. } => None,
        };
        let conditional = |roster: u32| {
            let mut groups = self.spec.groups.iter().filter(|group| group.roster);
            usize::try_from(roster)
                .ok()
                .and_then(|roster| groups.nth(roster))
                .is_some_and(|group| group.when.is_some())
        };
        let mut edges: Edges = Vec::with_capacity(nodes.len());
        let mut imports: Vec<u64> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let mut reads = BTreeSet::new();
            let mut own = 0;
            let when = group_of(node.at)
                .and_then(|group| group_when.get(group))
                .and_then(Option::as_ref);
            for expr in node
                .formulas
                .iter()
                .map(|formula| &formula.expr)
                .chain(&node.when)
                .chain(when)
            {
                expr.walk(&mut |part| match part {
                    Expr::Ref { node, .. }
                    | Expr::IsGiven { node, .. }
                    | Expr::IsAnswered { node, .. }
                    | Expr::IsOverridden { node, .. } => {
                        reads.insert(*node);
                    }
                    Expr::Import(index) => own |= 1u64.checked_shl(*index).unwrap_or(0),
                    // How many rows there are depends on whether the roster is asked at all.
                    Expr::Each { roster, .. } => reads.extend(
                        roster_nodes(*roster)
                            .take(1)
                            .filter(|_| conditional(*roster)),
                    ),
                    _ => {}
                });
            }
            edges.push(reads.into_iter().collect());
            imports.push(own);
        }
        match order(&edges) {
            Ok(order) => {
                let reach = reach(imports, &edges, &order);
                Some((order, reach))
            }
            Err(cycle) => {
                let spelled: Vec<String> = cycle.iter().map(|n| self.spell(nodes, *n)).collect();
                let first = cycle
                    .first()
                    .and_then(|n| nodes.get(usize::try_from(*n).ok()?));
                let line = first.map_or(1, |node| self.line_of(node));
                let field = spelled.first().cloned();
                self.tell(
                    MistakeCode::Cycle,
                    line,
                    field.as_deref(),
                    vec![("loop", spelled.join(" → "))],
                );
                None
            }
        }
    }

    fn spell(&self, nodes: &[Node], n: u32) -> String {
        let Some(node) = usize::try_from(n).ok().and_then(|n| nodes.get(n)) else {
            return String::new();
        };
        match node.at {
            At::Field { .. } => node.name.to_string(),
            At::Member { group, .. } => {
                format!(
                    "{}/{}",
                    self.spec
                        .groups
                        .get(group)
                        .map_or("", |group| group.id.as_str()),
                    node.name
                )
            }
            At::Cell { row, .. } => format!(
                "{}/{}",
                self.spec
                    .rows
                    .get(row)
                    .map_or("", |row| row.row.id.as_str()),
                node.name
            ),
        }
    }

    fn line_of(&self, node: &Node) -> usize {
        let spec = match node.at {
            At::Field { group, field } | At::Member { group, field, .. } => self
                .spec
                .groups
                .get(group)
                .and_then(|g| g.fields.get(field)),
            At::Cell { row, column } => {
                let of_row = self.spec.rows.get(row).and_then(|row| row.formula.as_ref());
                let rules = self.spec.columns.get(column).map(|column| &column.rules);
                if let (Some(formula), Some(None)) =
                    (of_row, rules.map(|rules| rules.formula.as_ref()))
                {
                    return formula.line;
                }
                rules
            }
        };
        spec.map_or(1, |field| {
            field
                .formula
                .as_ref()
                .map_or(field.line, |formula| formula.line)
        })
    }
}

/// What each node reads of other papers, by itself or through the nodes it reads.
fn reach(mut imports: Vec<u64>, edges: &Edges, order: &[u32]) -> Vec<u64> {
    for node in order {
        let Ok(node) = usize::try_from(*node) else {
            continue;
        };
        let through = edges.get(node).into_iter().flatten().fold(0, |all, read| {
            let read = usize::try_from(*read).ok();
            all | read
                .and_then(|read| imports.get(read))
                .copied()
                .unwrap_or(0)
        });
        if let Some(own) = imports.get_mut(node) {
            *own |= through;
        }
    }
    imports
}
