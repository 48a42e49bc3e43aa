//! Which one given figure, corrected, makes everything between papers agree again.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::compare::Instance;
use super::judge::{Changed, Verdict};
use super::{Cell, Cells, Figure, Identity, Op};
use crate::form::val::at_digits;

/// Candidates proved for one broken group.
const MOST_CANDIDATES: usize = 300;

/// For every broken instance (by index), the one given cell whose one new value makes all identities
/// that are connected with it hold and breaks none.
pub(super) fn closes(
    identities: &[Identity],
    instances: &[Instance],
    cells: &dyn Cells,
) -> BTreeMap<usize, (Cell, Decimal)> {
    let mut closing = BTreeMap::new();
    if !instances.iter().any(Instance::broken) {
        return closing;
    }
    let mut index: BTreeMap<&Cell, Vec<usize>> = BTreeMap::new();
    for (n, instance) in instances.iter().enumerate() {
        for cell in instance.cells() {
            let touching = index.entry(cell).or_default();
            if touching.last() != Some(&n) {
                touching.push(n);
            }
        }
    }
    let search = Search {
        identities,
        instances,
        cells,
        index,
    };
    for group in search.groups() {
        if let Some((cell, value)) = search.only_one(&group) {
            closing.extend(group.iter().map(|n| (*n, (cell.clone(), value))));
        }
    }
    closing
}

struct Search<'a> {
    identities: &'a [Identity],
    instances: &'a [Instance],
    cells: &'a dyn Cells,
    index: BTreeMap<&'a Cell, Vec<usize>>,
}

impl<'a> Search<'a> {
    fn given(&self, instance: &'a Instance) -> BTreeMap<&'a Cell, Decimal> {
        instance
            .cells()
            .filter_map(|cell| match self.figure(cell) {
                Figure::Known { value, given: true } => Some((cell, value)),
                _ => None,
            })
            .collect()
    }

    fn figure(&self, cell: &Cell) -> Figure {
        match cell.at {
            super::At::Records(_) | super::At::Figure(_) => Figure::Nothing,
            _ => self.cells.figure(cell),
        }
    }

    /// Broken instances that share a given cell, directly or through others.
    fn groups(&self) -> Vec<Vec<usize>> {
        let broken: Vec<usize> = (0..self.instances.len())
            .filter(|n| self.instances.get(*n).is_some_and(Instance::broken))
            .collect();
        let mut open: BTreeSet<usize> = broken.iter().copied().collect();
        let mut groups = Vec::new();
        while let Some(first) = open.pop_first() {
            let (mut group, mut next) = (Vec::new(), vec![first]);
            while let Some(n) = next.pop() {
                group.push(n);
                let Some(instance) = self.instances.get(n) else {
                    continue;
                };
                for cell in self.given(instance).into_keys() {
                    for other in self.index.get(cell).into_iter().flatten() {
                        if open.remove(other) {
                            next.push(*other);
                        }
                    }
                }
            }
            groups.push(group);
        }
        groups
    }

    fn only_one(&self, group: &[usize]) -> Option<(Cell, Decimal)> {
        let mut candidates: BTreeSet<(&Cell, Decimal)> = BTreeSet::new();
        for instance in group.iter().filter_map(|n| self.instances.get(*n)) {
            let identity = self.identities.get(instance.identity)?;
            if identity.op != Op::Equal {
                continue;
            }
            for (cell, value) in self.given(instance) {
                if let Some(solved) = self.solve(identity, instance, cell, value) {
                    candidates.insert((cell, solved));
                }
            }
        }
        if candidates.len() > MOST_CANDIDATES {
            // That it is the only one could not be proved.
            return None;
        }
        let mut found: Option<(&Cell, Decimal)> = None;
        for (cell, value) in candidates {
            if found.is_some_and(|(other, _)| other == cell) || !self.proved(group, cell, value) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some((cell, value));
        }
        found.map(|(cell, value)| (cell.clone(), value))
    }

    /// The value with which one identity holds, if it is straight in that cell.
    fn solve(
        &self,
        identity: &Identity,
        instance: &Instance,
        cell: &Cell,
        value: Decimal,
    ) -> Option<Decimal> {
        let gap = |value: Decimal| {
            let figure = Figure::Known { value, given: true };
            let changed = Changed {
                base: self.cells,
                cells: [(cell.clone(), figure)].into(),
            };
            identity.judge(&instance.hold, &changed).gap
        };
        let here = gap(value)?;
        let slope = gap(value.checked_add(Decimal::ONE)?)?.checked_sub(here)?;
        let solved = value.checked_sub(here.checked_div(slope)?)?;
        let digits = identity.digits_of(cell, &instance.hold).unwrap_or(0);
        let solved = at_digits(solved, digits);
        (!solved.is_sign_negative() && solved != value).then_some(solved)
    }

    /// Whether the value repairs the whole group and breaks nothing.
    fn proved(&self, group: &[usize], cell: &Cell, value: Decimal) -> bool {
        let Some(changes) = self.cells.changed(cell, value) else {
            return false;
        };
        let touched: BTreeSet<usize> = changes
            .iter()
            .filter_map(|(cell, _)| self.index.get(cell))
            .flatten()
            .copied()
            .chain(group.iter().copied())
            .collect();
        let changed = Changed {
            base: self.cells,
            cells: changes.into_iter().collect(),
        };
        touched.iter().all(|n| {
            let Some(instance) = self.instances.get(*n) else {
                return false;
            };
            self.identities
                .get(instance.identity)
                .is_some_and(|identity| {
                    // Silence would not be agreement.
                    identity.judge(&instance.hold, &changed).verdict == Verdict::Holds
                })
        })
    }
}
