//! What a place must agree with: the formulas and checks in which it stands, and whether each of them holds.

use std::collections::BTreeSet;

use super::compiled::{At, CheckAt};
use super::expression::run::evaluate;
use super::expression::{Expr, Val};
use super::printed::reads;
use super::run::Run;
use super::val::value;
use super::{Answers, Code, Context, Form, Outcome, Path, Problem, Value};

/// A formula or check in which a place stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The place that is computed or checked.
    pub at: Path,
    /// As people read it: `kh = kh_tw + kh_dp`.
    pub text: String,
    /// The paper's own message, of a check its author wrote.
    pub message: Option<String>,
    /// Whether it holds.
    pub standing: Standing,
}

/// Whether a formula or check holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Computed, and no other figure to compare it with.
    Computed(Value),
    /// Both sides agree.
    Holds,
    /// They do not: what stands there and what it should be; of a check its left side and its right one.
    Broken(Option<Value>, Option<Value>),
    /// Something that it needs is missing.
    Unknown,
}

impl Form {
    /// The formulas and checks in which a place stands: its own first, then those that read it, in paper order.
    /// Evaluates the paper once.
    pub fn agreements(&self, answers: &Answers, context: &Context, path: &Path) -> Vec<Agreement> {
        let open = |n: &u32| self.node(*n).is_some_and(|node| !node.closed);
        let Some(start) = self.node_at(path).filter(open) else {
            return Vec::new();
        };
        let mut run = Run::valued(self, answers, context);
        let row = run.row_of(path);
        let wanted = |expr: &Expr| reads(expr).contains(&start);
        let mut nodes = vec![start];
        nodes.extend((0u32..).zip(&self.nodes).filter_map(|(n, node)| {
            let reads = node.formulas.iter().any(|formula| wanted(&formula.expr));
            (n != start && reads).then_some(n)
        }));
        let mut all = Vec::new();
        for n in nodes {
            let Some((node, row)) = self.node(n).and_then(|node| match (node.at, row) {
                // Of rows of one's own only the row itself.
                (At::Member { .. }, row) => Some((node, row?)),
                _ => Some((node, 0)),
            }) else {
                continue;
            };
            for (at, formula) in node.formulas.iter().enumerate() {
                if n != start && !wanted(&formula.expr) {
                    continue;
                }
                all.extend(standing(&mut run, n, row, at).map(|standing| Agreement {
                    at: run.path(node, row),
                    text: formula.text.clone(),
                    message: None,
                    standing,
                }));
            }
        }
        let mut said = BTreeSet::new();
        for check in &self.checks {
            let (n, each) = match check.at {
                CheckAt::Once(node) => (node, false),
                CheckAt::EachRow { node, .. } => (node, true),
            };
            let Some(node) = self.node(n).filter(|_| n == start || wanted(&check.expr)) else {
                continue;
            };
            let row = match (each, row) {
                (true, None) => continue,
                (true, Some(row)) => row,
                (false, _) => 0,
            };
            let asked = !matches!(
                run.outcome(n, row),
                Some(Outcome::NotRelevant | Outcome::Closed)
            );
            if !asked || !said.insert((n, check.id.clone())) {
                continue;
            }
            let mut bound = Run::bound(node, row);
            let standing = match evaluate(&check.expr, &mut run, &mut bound) {
                Val::YesNo(true) => Standing::Holds,
                Val::YesNo(false) => {
                    let [left, right] = sides(&mut run, &check.expr, &mut bound)
                        .map(|side| side.and_then(|side| value(node.kind, node.digits, &side)));
                    Standing::Broken(left, right)
                }
                _ => Standing::Unknown,
            };
            all.push(Agreement {
                at: run.path(node, row),
                text: check.text.clone(),
                message: Some(check.message.clone()),
                standing,
            });
        }
        all
    }
}

/// What a comparison compares.
fn sides(run: &mut Run<'_>, expr: &Expr, bound: &mut Vec<u32>) -> [Option<Val>; 2] {
    match expr {
        Expr::Compare(_, left, right) => [left, right].map(|side| Some(evaluate(side, run, bound))),
        _ => [None, None],
    }
}

/// How one of a computed place's formulas stands; nothing where the place is closed.
fn standing(run: &mut Run<'_>, n: u32, row: u32, at: usize) -> Option<Standing> {
    let node = run.form.node(n)?;
    let formula = node.formulas.get(at)?;
    let first = run
        .slot(n, row)
        .and_then(|slot| run.chosen.get(slot).copied());
    let told = |code: Code| -> Option<Problem> {
        let place = run.path(node, row);
        let mut told = run.told();
        let here = |problem: &&Problem| {
            let text = problem.formula.as_ref();
            problem.code == code && problem.at == place && text == Some(&formula.text)
        };
        told.find(here).cloned()
    };
    Some(match run.outcome(n, row)? {
        Outcome::Closed | Outcome::NotRelevant => return None,
        Outcome::Overridden { value, computed } => {
            Standing::Broken(Some(value.clone()), Some(computed.clone()))
        }
        Outcome::Computed { value, control } if first.map(usize::from) == Some(at) => {
            match told(Code::Control) {
                Some(problem) => Standing::Broken(problem.found, problem.expected),
                None if control.is_some() => Standing::Holds,
                None => Standing::Computed(value.clone()),
            }
        }
        Outcome::Computed { .. } => match told(Code::Identity) {
            Some(problem) => Standing::Broken(problem.found, problem.expected),
            None => {
                let mut bound = Run::bound(node, row);
                match evaluate(&formula.expr, run, &mut bound).is_known() {
                    true => Standing::Holds,
                    false => Standing::Unknown,
                }
            }
        },
        _ => Standing::Unknown,
    })
}
