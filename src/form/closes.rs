//! Which one figure, corrected, makes everything agree again.
//!
//! A search for the worker, never on a key press: every candidate is proved by evaluating the whole
//! paper with it.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::Form;
use super::expression::run::evaluate;
use super::expression::{Expr, Val};
use super::run::{Identity, Run};
use super::solve::{Spot, bound, fit, gather, solve};
use super::val::{at_digits_of, val};
use super::{
    Answer, Answers, Code, Context, Evaluation, FieldType, Outcome, Path, Severity, Value,
};

/// Candidates proved for one broken group of identities.
const MOST_CANDIDATES: usize = 300;

impl Form {
    /// Fills [`super::Problem::closes`]: for every broken control or identity, the given cell (control
    /// values included) whose one new value makes all connected identities hold and breaks none, where
    /// exactly one cell qualifies.
    pub fn closes(&self, answers: &Answers, context: &Context, evaluation: &mut Evaluation) {
        let disagrees =
            |problem: &super::Problem| matches!(problem.code, Code::Control | Code::Identity);
        if !evaluation.problems.iter().any(disagrees) {
            return;
        }
        let mut run = Run::settled(self, answers, context);
        if run.identities.iter().all(|identity| identity.holds) {
            return;
        }
        let identities = run.identities.clone();
        let cells: Vec<BTreeMap<Spot, u8>> = identities
            .iter()
            .map(|identity| cells_of(&run, identity))
            .collect();
        for group in groups(&identities, &cells) {
            let mut broken: Vec<&Identity> = group
                .iter()
                .filter_map(|n| identities.get(*n))
                .filter(|identity| !identity.holds)
                .collect();
            if broken.is_empty() {
                continue;
            }
            // A printed percent is rounded: what a sum tells of the same cell is exact and comes first.
            broken.sort_by_key(|identity| {
                self.node(identity.node)
                    .map(|node| node.kind == FieldType::Percent)
            });
            let mut candidates: Vec<(Spot, Value)> = Vec::new();
            for identity in &broken {
                candidates.extend(solutions(&mut run, identity));
            }
            let repaired = broken
                .iter()
                .map(|identity| (identity.node, identity.row, identity.other))
                .collect();
            let Some((spot, value)) = only_one(self, answers, context, &run, candidates, &repaired)
            else {
                continue;
            };
            let Some(at) = self.node(spot.0).map(|node| run.path(node, spot.1)) else {
                continue;
            };
            for identity in broken {
                let Some(path) = self
                    .node(identity.node)
                    .map(|node| run.path(node, identity.row))
                else {
                    continue;
                };
                for problem in evaluation
                    .problems
                    .iter_mut()
                    .filter(|problem| problem.at == path)
                {
                    if matches!(problem.code, Code::Control | Code::Identity) {
                        problem.closes = Some((at.clone(), value.clone()));
                    }
                }
            }
        }
    }
}

/// The one candidate cell that repairs the group, proved by evaluation.
fn only_one(
    form: &Form,
    answers: &Answers,
    context: &Context,
    run: &Run<'_>,
    candidates: Vec<(Spot, Value)>,
    repaired: &BTreeSet<(u32, u32, Option<usize>)>,
) -> Option<(Spot, Value)> {
    let failing = |run: &Run<'_>| -> BTreeSet<(u32, u32, Option<usize>)> {
        run.identities
            .iter()
            .filter(|identity| !identity.holds)
            .map(|identity| (identity.node, identity.row, identity.other))
            .collect()
    };
    let before: BTreeSet<_> = failing(run).difference(repaired).copied().collect();
    let comparable = run.identities.len();
    let blocking = run.blocking();
    let mut seen: BTreeSet<(Spot, Value)> = BTreeSet::new();
    let candidates: Vec<_> = candidates
        .into_iter()
        .filter(|candidate| seen.insert(candidate.clone()))
        .collect();
    if candidates.len() > MOST_CANDIDATES {
        // That it is the only one could not be proved.
        return None;
    }
    let mut found: Option<(Spot, Value)> = None;
    for (spot, value) in candidates {
        if found.as_ref().is_some_and(|(other, _)| *other == spot) {
            continue;
        }
        let Some(path) = form.node(spot.0).map(|node| run.path(node, spot.1)) else {
            continue;
        };
        if answers.get(&path) == Some(&Answer::Given(value.clone())) {
            continue;
        }
        let mut changed = answers.clone();
        changed.set(path, Some(Answer::Given(value.clone())));
        let after = Run::settled(form, &changed, context);
        // Fewer comparisons would be silence, not agreement.
        if !failing(&after).is_subset(&before)
            || after.identities.len() < comparable
            || !after.blocking().is_subset(&blocking)
        {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some((spot, value));
    }
    found
}

impl Run<'_> {
    /// Places of blocking problems that are no broken identities.
    fn blocking(&self) -> BTreeSet<(Code, Path)> {
        self.told()
            .filter(|problem| {
                problem.severity == Severity::Blocks
                    && !matches!(problem.code, Code::Control | Code::Identity)
            })
            .map(|problem| (problem.code, problem.at.clone()))
            .collect()
    }

    /// The formula that gave a computed spot its value.
    pub(super) fn formula(&self, (n, row): Spot) -> Option<&Expr> {
        if !matches!(self.outcome(n, row), Some(Outcome::Computed { .. })) {
            return None;
        }
        let node = self.form.node(n)?;
        let chosen = self.chosen.get(self.slot(n, row)?).copied()?;
        node.formulas
            .get(usize::from(chosen))
            .map(|formula| &formula.expr)
    }

    fn expr_of(&self, identity: &Identity, formula: usize) -> Option<&Expr> {
        self.form
            .node(identity.node)?
            .formulas
            .get(formula)
            .map(|formula| &formula.expr)
    }
}

/// Groups of identities that share a given cell, directly or through others.
fn groups(identities: &[Identity], cells: &[BTreeMap<Spot, u8>]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..identities.len()).collect();
    let mut owner: BTreeMap<Spot, usize> = BTreeMap::new();
    fn root(group_of: &[usize], mut n: usize) -> usize {
        while let Some(above) = group_of.get(n).filter(|above| **above != n) {
            n = *above;
        }
        n
    }
    for (n, cells) in cells.iter().enumerate() {
        for spot in cells.keys() {
            let other = *owner.entry(*spot).or_insert(n);
            let (a, b) = (root(&group_of, n), root(&group_of, other));
            if let Some(above) = group_of.get_mut(a.max(b)) {
                *above = a.min(b);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in 0..identities.len() {
        groups.entry(root(&group_of, n)).or_default().push(n);
    }
    groups.into_values().collect()
}

/// The given cells of an identity, with how often each occurs (2 for more than once).
fn cells_of(run: &Run<'_>, identity: &Identity) -> BTreeMap<Spot, u8> {
    let mut cells = BTreeMap::new();
    for formula in std::iter::once(identity.formula).chain(identity.other) {
        if let Some(expr) = run.expr_of(identity, formula) {
            gather(run, expr, identity.row, 1, 0, &mut cells);
        }
    }
    if identity.other.is_none() {
        *cells.entry((identity.node, identity.row)).or_default() += 1;
    }
    cells
}

/// Every cell and value that would make one broken identity hold.
fn solutions(run: &mut Run<'_>, identity: &Identity) -> Vec<(Spot, Value)> {
    let own = (identity.node, identity.row);
    let Some(node) = run.form.node(own.0) else {
        return Vec::new();
    };
    let Some(Outcome::Computed {
        value: computed,
        control,
    }) = run.outcome(own.0, own.1).cloned()
    else {
        return Vec::new();
    };
    let mut solutions = Vec::new();
    let mut sides: Vec<(usize, Val)> = Vec::new();
    match (identity.other, control) {
        (None, Some(control)) => {
            // As the paper prints it: 15.9 stays a figure of one digit.
            let printed = node.formulas.get(identity.formula).and_then(|formula| {
                let mut rows = bound(run.form, own);
                let result = evaluate(&formula.expr, run, &mut rows);
                at_digits_of(&control, &result, node.digits)
            });
            solutions.extend(printed.map(|printed| (own, printed)));
            solutions.push((own, computed));
            sides.push((identity.formula, val(&control)));
        }
        (Some(other), _) => {
            for (side, against) in [(identity.formula, other), (other, identity.formula)] {
                let Some(expr) = node.formulas.get(against).map(|formula| &formula.expr) else {
                    continue;
                };
                let mut rows = bound(run.form, own);
                let target = evaluate(expr, run, &mut rows);
                sides.push((side, target));
            }
        }
        (None, None) => {}
    }
    for (side, target) in sides {
        let Some(expr) = node.formulas.get(side).map(|formula| &formula.expr) else {
            continue;
        };
        let mut cells = BTreeMap::new();
        gather(run, expr, own.1, 1, 0, &mut cells);
        let elsewhere = cells_of(run, identity);
        for (spot, count) in cells {
            // A cell on both sides moves both: not solved.
            let once = count == 1 && elsewhere.get(&spot).is_none_or(|count| *count == 1);
            solutions.extend(
                alternatives(run, spot)
                    .into_iter()
                    .map(|value| (spot, value)),
            );
            let Val::Number(target) = target else {
                continue;
            };
            if once && let Some(solved) = solve(run, expr, own, target, spot, 0) {
                let fitting = fit(run, spot, solved);
                solutions.extend(fitting.into_iter().map(|value| (spot, value)));
            }
        }
    }
    solutions
}

/// The other answers of a question that has few.
fn alternatives(run: &Run<'_>, (n, row): Spot) -> Vec<Value> {
    let Some(field) = run.form.node(n).and_then(|node| run.form.field_of(node)) else {
        return Vec::new();
    };
    match run.outcome(n, row) {
        Some(
            Outcome::Given(Value::YesNo(yes))
            | Outcome::Overridden {
                value: Value::YesNo(yes),
                ..
            },
        ) => vec![Value::YesNo(!yes)],
        Some(
            Outcome::Given(Value::Choice(id))
            | Outcome::Overridden {
                value: Value::Choice(id),
                ..
            },
        ) if field.choices.len() <= 20 => field
            .choices
            .iter()
            .filter(|choice| choice.id != *id)
            .map(|choice| Value::Choice(choice.id.clone()))
            .collect(),
        _ => Vec::new(),
    }
}
