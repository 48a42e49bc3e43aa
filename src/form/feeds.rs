//! What an answer is good for: which results read it, and between which figures it may lie.

use std::collections::BTreeSet;

use super::compiled::{At, Bound};
use super::printed::reads;
use super::{Field, Form, Path, Role, Value};

impl Form {
    /// The results of a questionnaire whose formulas read a place, in paper order; then the class, where it is
    /// reached only through them.
    pub fn feeds(&self, path: &Path) -> Vec<&Field> {
        let Some(start) = self.node_at(path) else {
            return Vec::new();
        };
        let mut reached = BTreeSet::from([start]);
        // Each comes after those it reads, so one pass reaches everything.
        for node in &self.order {
            if self.reads_any(*node, &reached) {
                reached.insert(*node);
            }
        }
        let own = |node: u32| {
            self.node(node)
                .filter(|node| !matches!(node.at, At::Cell { .. }))
        };
        let near = BTreeSet::from([start]);
        let mut nodes = reached.into_iter().filter(|node| *node != start);
        let (direct, other): (Vec<u32>, Vec<u32>) = nodes
            .by_ref()
            .partition(|node| self.reads_any(*node, &near));
        let field = |node: u32| own(node).and_then(|node| self.field_of(node));
        let class = other
            .into_iter()
            .filter_map(field)
            .filter(|field| field.role == Some(Role::Class));
        direct.into_iter().filter_map(field).chain(class).collect()
    }

    fn reads_any(&self, node: u32, wanted: &BTreeSet<u32>) -> bool {
        self.node(node).is_some_and(|node| {
            let mut formulas = node.formulas.iter();
            formulas.any(|formula| {
                reads(&formula.expr)
                    .iter()
                    .any(|other| wanted.contains(other))
            })
        })
    }

    /// The least and the most that an answer may be, where the paper gives them as figures.
    pub fn range_at(&self, path: &Path) -> [Option<&Value>; 2] {
        let node = self.node_at(path).and_then(|node| self.node(node));
        let Some([least, most]) = node.map(|node| &node.range) else {
            return [None, None];
        };
        [least, most].map(|bound| match bound {
            Bound::Fixed(value) => Some(value),
            _ => None,
        })
    }
}
