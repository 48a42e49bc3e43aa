//! One formula solved for one of its cells.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compiled::{Form, Node};
use super::expression::run::{Reading, evaluate};
use super::expression::{Expr, Function, Val};
use super::run::Run;
use super::val::{at_digits, at_digits_of};
use super::{Outcome, Value};

/// Formulas within one another that a solution descends through.
const MOST_DEPTH: usize = 100;
/// A node and its row.
pub(super) type Spot = (u32, u32);

/// Adds the given cells under an expression. Whatever a solution cannot pass through counts twice.
pub(super) fn gather(
    run: &Run<'_>,
    expr: &Expr,
    row: u32,
    weight: u8,
    depth: usize,
    cells: &mut BTreeMap<Spot, u8>,
) {
    if depth > MOST_DEPTH {
        return;
    }
    match expr {
        Expr::Ref { node, level } => {
            let spot = (*node, if *level == 0 { 0 } else { row });
            match run.formula(spot) {
                Some(inner) => gather(run, inner, spot.1, weight, depth + 1, cells),
                None => {
                    let count = cells.entry(spot).or_default();
                    *count = (*count + weight).min(2);
                }
            }
        }
        Expr::Sum(parts) | Expr::Product(parts) => parts
            .iter()
            .for_each(|(_, part)| gather(run, part, row, weight, depth + 1, cells)),
        Expr::Call(Function::Sum | Function::Round, parts) => parts
            .iter()
            .for_each(|part| gather(run, part, row, weight, depth + 1, cells)),
        Expr::Each {
            roster,
            value,
            condition,
            ..
        } => {
            for row in 0..run.rows(*roster).unwrap_or(0) {
                for part in value.iter().chain(condition) {
                    gather(run, part, row, 2, depth + 1, cells);
                }
            }
        }
        Expr::Call(_, parts) | Expr::And(parts) | Expr::Or(parts) => parts
            .iter()
            .for_each(|part| gather(run, part, row, 2, depth + 1, cells)),
        Expr::Not(inner) => gather(run, inner, row, 2, depth + 1, cells),
        Expr::Compare(_, left, right) => {
            gather(run, left, row, 2, depth + 1, cells);
            gather(run, right, row, 2, depth + 1, cells);
        }
        Expr::In(left, _) => gather(run, left, row, 2, depth + 1, cells),
        Expr::Literal(_)
        | Expr::IsGiven { .. }
        | Expr::IsAnswered { .. }
        | Expr::IsOverridden { .. }
        | Expr::Constant(_)
        | Expr::Import(_)
        | Expr::Context(_) => {}
    }
}

/// The bound rows of a spot's formulas.
pub(super) fn bound(form: &Form, (n, row): Spot) -> Vec<u32> {
    let member = |node: &Node| matches!(node.at, super::compiled::At::Member { .. });
    if form.node(n).is_some_and(member) {
        vec![row]
    } else {
        Vec::new()
    }
}

/// A solved number as the cell can hold it: first at the digits it was printed with, then at the
/// field's. Only cells with a value of their own can be corrected.
pub(super) fn fit(run: &Run<'_>, (n, row): Spot, solved: Decimal) -> Vec<Value> {
    let Some(node) = run.form.node(n).filter(|node| node.kind.is_number()) else {
        return Vec::new();
    };
    let printed = match run.outcome(n, row) {
        Some(Outcome::StandIn(control)) => at_digits_of(control, &Val::Number(solved), node.digits),
        Some(Outcome::Given(_) | Outcome::Overridden { .. }) => None,
        _ => return Vec::new(),
    };
    let whole = Value::Number(at_digits(solved, node.digits));
    printed.into_iter().chain([whole]).collect()
}

/// The value of `leaf` with which the expression, a formula of `own`, equals `target`.
pub(super) fn solve(
    run: &mut Run<'_>,
    expr: &Expr,
    own: Spot,
    target: Decimal,
    leaf: Spot,
    depth: usize,
) -> Option<Decimal> {
    if depth > MOST_DEPTH {
        return None;
    }
    let holds = |run: &Run<'_>, part: &Expr| {
        let mut cells = BTreeMap::new();
        gather(run, part, own.1, 1, depth, &mut cells);
        cells.contains_key(&leaf)
    };
    let mut rows = bound(run.form, own);
    match expr {
        Expr::Ref { node, level } => {
            let spot = (*node, if *level == 0 { 0 } else { own.1 });
            if spot == leaf {
                return Some(target);
            }
            let inner = run.formula(spot)?.clone();
            solve(run, &inner, spot, target, leaf, depth + 1)
        }
        Expr::Sum(parts) => {
            let mut rest = target;
            let mut with = None;
            for (negative, part) in parts {
                if holds(run, part) {
                    with = Some((*negative, part));
                    continue;
                }
                match evaluate(part, run, &mut rows) {
                    Val::Number(number) => {
                        rest = if *negative {
                            rest.checked_add(number)?
                        } else {
                            rest.checked_sub(number)?
                        }
                    }
                    Val::Nothing => {}
                    _ => return None,
                }
            }
            let (negative, part) = with?;
            solve(
                run,
                part,
                own,
                if negative { -rest } else { rest },
                leaf,
                depth + 1,
            )
        }
        Expr::Product(parts) => {
            let mut others = Decimal::ONE;
            let mut with = None;
            for (divides, part) in parts {
                if holds(run, part) {
                    with = Some((*divides, part));
                    continue;
                }
                let Val::Number(number) = evaluate(part, run, &mut rows) else {
                    return None;
                };
                others = if *divides {
                    others.checked_div(number)?
                } else {
                    others.checked_mul(number)?
                };
            }
            let (divides, part) = with?;
            let solved = if divides {
                others.checked_div(target)?
            } else {
                target.checked_div(others)?
            };
            solve(run, part, own, solved, leaf, depth + 1)
        }
        Expr::Call(Function::Round, parts) => {
            solve(run, parts.first()?, own, target, leaf, depth + 1)
        }
        _ => None,
    }
}
