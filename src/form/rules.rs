//! What is wrong with settled values: required, range, usual, authored checks, numbers of rows.

use rust_decimal::Decimal;

use super::compiled::{At, Bound, CheckAt, Node, Required};
use super::expression::run::{Reading, compared_dates, evaluate};
use super::expression::{Expr, Val};
use super::run::{Asked, Run};
use super::val::value;
use super::{Code, Outcome, Path, Problem, Severity, Value};

impl Run<'_> {
    /// Required, range, usual: after all values, so that they may read anything.
    pub(super) fn rules(&mut self) {
        let form = self.form;
        for (n, node) in (0u32..).zip(&form.nodes) {
            for row in 0..self.count(node) {
                let outcome = self.outcome(n, row);
                let standing = match outcome {
                    // Of computed fields only those that a person may answer can be demanded.
                    Some(Outcome::Unanswered | Outcome::Unknown { .. }) => {
                        if !self
                            .slot(n, row)
                            .and_then(|slot| self.perhaps.get(slot))
                            .is_some_and(|perhaps| *perhaps)
                        {
                            self.required(node, row);
                        }
                        continue;
                    }
                    Some(outcome) => match outcome.value() {
                        Some(value) => value,
                        None => continue,
                    },
                    None => continue,
                };
                if [&node.range, &node.usual]
                    .into_iter()
                    .flatten()
                    .all(|bound| matches!(bound, Bound::Open))
                {
                    continue;
                }
                let standing = standing.clone();
                if !self.within(
                    node,
                    row,
                    &standing,
                    &node.range,
                    Code::OutOfRange,
                    Severity::Blocks,
                ) {
                    continue;
                }
                self.within(
                    node,
                    row,
                    &standing,
                    &node.usual,
                    Code::Unusual,
                    Severity::Asks,
                );
            }
        }
    }

    fn required(&mut self, node: &Node, row: u32) {
        let required = match &node.required {
            Required::No => false,
            Required::Yes => true,
            // While it is unknown whether the answer is needed, it is not demanded.
            Required::When(expr) => {
                evaluate(expr, self, &mut Self::bound(node, row)) == Val::YesNo(true)
            }
        };
        if required {
            let problem = self.problem(node, row, Code::Required, Severity::Blocks);
            self.tell(node, row, problem);
        }
    }

    fn within(
        &mut self,
        node: &Node,
        row: u32,
        standing: &Value,
        ends: &[Bound; 2],
        code: Code,
        severity: Severity,
    ) -> bool {
        let [least, most] = ends;
        let least = self.bound_value(node, row, least);
        let most = self.bound_value(node, row, most);
        let before = |a: &Value, b: &Value| match (a, b) {
            (Value::Number(a), Value::Number(b)) => a < b,
            (Value::Date(a), Value::Date(b)) => {
                compared_dates(*a, *b).is_some_and(std::cmp::Ordering::is_lt)
            }
            _ => false,
        };
        let outside = least.as_ref().is_some_and(|least| before(standing, least))
            || most.as_ref().is_some_and(|most| before(most, standing));
        if outside {
            let mut problem = self.problem(node, row, code, severity);
            problem.expected = least;
            problem.expected_to = most;
            problem.found = Some(standing.clone());
            self.tell(node, row, problem);
        }
        !outside
    }

    fn bound_value(&mut self, node: &Node, row: u32, bound: &Bound) -> Option<Value> {
        match bound {
            Bound::Open => None,
            Bound::Fixed(value) => Some(value.clone()),
            Bound::Computed(expr) => match evaluate(expr, self, &mut Self::bound(node, row)) {
                Val::Number(number) => Some(Value::Number(number)),
                Val::Date(date) => Some(Value::Date(date)),
                _ => None,
            },
        }
    }

    pub(super) fn checks(&mut self) {
        let form = self.form;
        for check in &form.checks {
            let (n, rows) = match check.at {
                CheckAt::Once(node) => (node, 1),
                CheckAt::EachRow { roster, node } => (
                    node,
                    u32::try_from(roster)
                        .ok()
                        .and_then(|roster| self.rows(roster))
                        .unwrap_or(0),
                ),
            };
            let Some(node) = form.node(n) else { continue };
            for row in 0..rows {
                // What is not asked is not checked.
                if matches!(
                    self.outcome(n, row),
                    Some(Outcome::NotRelevant | Outcome::Closed)
                ) {
                    continue;
                }
                let mut bound = Self::bound(node, row);
                // Unknown and not applicable pass: what is missing is told where it is missing.
                if evaluate(&check.expr, self, &mut bound) != Val::YesNo(false) {
                    continue;
                }
                let severity = if check.blocks {
                    Severity::Blocks
                } else {
                    Severity::Asks
                };
                let mut problem = self.problem(node, row, Code::Check, severity);
                problem.check = Some((check.id.clone(), check.message.clone()));
                problem.formula = Some(check.text.clone());
                problem.found = self.outcome(n, row).and_then(Outcome::value).cloned();
                problem.expected = self.bound_of(&check.expr, n, &mut bound);
                self.tell(node, row, problem);
            }
        }
    }

    /// The other side of a check that compares its own field: what the person is told to aim at.
    fn bound_of(&mut self, expr: &Expr, own: u32, bound: &mut Vec<u32>) -> Option<Value> {
        let Expr::Compare(_, left, right) = expr else {
            return None;
        };
        let other = match (left.as_ref(), right.as_ref()) {
            (Expr::Ref { node, .. }, other) | (other, Expr::Ref { node, .. }) if *node == own => {
                other
            }
            _ => return None,
        };
        let val = evaluate(other, self, bound);
        let node = self.form.node(own)?;
        value(node.kind, node.digits, &val)
    }

    pub(super) fn row_counts(&mut self) {
        let form = self.form;
        for (n, roster) in (0u32..).zip(&form.rosters) {
            let Some(At::Member { group, .. }) = form.node(roster.nodes.start).map(|node| node.at)
            else {
                continue;
            };
            if self.group_asked(group) != Asked::Yes {
                continue;
            }
            let count = self.rows(n).unwrap_or(0);
            let few = roster.min_rows.is_some_and(|least| count < least);
            let many = roster.max_rows.is_some_and(|most| count > most);
            if few || many {
                let mut problem = Problem::new(
                    Code::RowCount,
                    Severity::Blocks,
                    Path::Field(roster.name.clone()),
                );
                problem.found = Some(Value::Number(Decimal::from(count)));
                problem.expected = roster
                    .min_rows
                    .map(|least| Value::Number(Decimal::from(least)));
                problem.expected_to = roster
                    .max_rows
                    .map(|most| Value::Number(Decimal::from(most)));
                self.problems
                    .push(((self.form.rows.len() + group, 0, 0), problem));
            }
        }
    }
}
