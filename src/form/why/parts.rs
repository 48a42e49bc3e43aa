//! What an expression's value rests on: for each kind of expression the parts that decided.

use rust_decimal::Decimal;

use super::label::{field_with_choice, row_label, year};
use super::spell::{circumstance, roster_title, spell};
use super::tree::{MOST_PARTS, Parts, Teller};
use super::{Because, How, Sign, Token, Worth};
use crate::form::Path;
use crate::form::compiled::{At, Node};
use crate::form::expression::run::Reading;
use crate::form::expression::{Each, Expr, Function, Given, Val};

impl<'f> Teller<'f> {
    /// The condition that keeps a question from being asked.
    pub(super) fn not_asked(&mut self, node: &'f Node, rows: &mut Vec<u32>, into: &mut Parts) {
        let form = self.form;
        let group = match node.at {
            At::Field { group, .. } | At::Member { group, .. } => form.group_when.get(group),
            At::Cell { .. } => None,
        };
        if let Some(when) = group.and_then(Option::as_ref)
            && self.value(when, &mut Vec::new()) != Val::YesNo(true)
        {
            return self.parts(when, &mut Vec::new(), into);
        }
        if let Some(when) = &node.when {
            return self.parts(when, rows, into);
        }
        // Every part of its formula is closed or not asked.
        if let Some(formula) = node.formulas.first() {
            self.parts(&formula.expr, rows, into);
        }
    }

    /// Adds what decided an expression.
    pub(super) fn parts(&mut self, expr: &Expr, rows: &mut Vec<u32>, into: &mut Parts) {
        if !self.down() {
            into.more += 1;
            return;
        }
        self.parts_below(expr, rows, into);
        self.depth -= 1;
    }

    fn parts_below(&mut self, expr: &Expr, rows: &mut Vec<u32>, into: &mut Parts) {
        match expr {
            Expr::Literal(_) => {}
            Expr::Ref { node, level } => {
                let row = bound_row(*level, rows);
                let in_row = *level > 0;
                let part = self.place((*node, row), in_row);
                into.put(part);
            }
            Expr::Constant(index) => {
                let part = self.constant(*index);
                into.put(part);
            }
            Expr::Import(index) => {
                let part = self.import(*index);
                into.put(part);
            }
            Expr::Context(given) => {
                let val = self.run.context(*given);
                let code = circumstance(*given);
                let worth = match (given, &val) {
                    (Given::PeriodYear, Val::Number(number)) => year(*number),
                    _ => self.worth(&val, field_with_choice(self.form, &val)),
                };
                let mut part = Because::of(How::Circumstance(code), worth);
                part.text = vec![Token::Word(code)];
                into.put(part);
            }
            Expr::Sum(parts) => self.terms(parts, [Sign::Plus, Sign::Minus], rows, into),
            Expr::Product(parts) => self.terms(parts, [Sign::Times, Sign::Divides], rows, into),
            Expr::IsGiven { .. } | Expr::IsAnswered { .. } | Expr::IsOverridden { .. } => {
                let part = self.condition(expr, &[], rows);
                into.put(part);
            }
            Expr::Compare(_, left, right) => {
                let part = self.condition(expr, &[left, right], rows);
                into.put(part);
            }
            Expr::In(left, _) => {
                let part = self.condition(expr, &[left], rows);
                into.put(part);
            }
            Expr::And(parts) => self.logic(parts, false, rows, into),
            Expr::Or(parts) => self.logic(parts, true, rows, into),
            Expr::Not(inner) => self.parts(inner, rows, into),
            Expr::Call(function, parts) => self.call(*function, expr, parts, rows, into),
            Expr::Each {
                function,
                roster,
                value,
                condition,
            } => {
                let over = (*function, *roster);
                let part = self.each(expr, over, value.as_deref(), condition.as_deref(), rows);
                into.put(part);
            }
        }
    }

    /// A condition with how it came out, and what its sides rest on.
    fn condition(&mut self, expr: &Expr, sides: &[&Expr], rows: &mut Vec<u32>) -> Because {
        let val = self.value(expr, rows);
        let mut told = Because::of(How::Condition, self.worth(&val, None));
        told.text = spell(self.form, expr, None);
        let mut parts = Parts::default();
        for side in sides {
            self.parts(side, rows, &mut parts);
        }
        parts.under(told)
    }

    /// `or`: the first that holds, else all. `and`: the first that fails, else all. Where it is unknown, the
    /// parts that are.
    fn logic(&mut self, parts: &[Expr], decider: bool, rows: &mut Vec<u32>, into: &mut Parts) {
        let vals: Vec<Val> = parts.iter().map(|part| self.value(part, rows)).collect();
        let decided = vals.iter().position(|val| *val == Val::YesNo(decider));
        let unknown = vals.iter().any(|val| matches!(val, Val::Unknown(_)));
        for (n, (part, val)) in parts.iter().zip(&vals).enumerate() {
            let tells = match decided {
                Some(at) => at == n,
                None => !unknown || matches!(val, Val::Unknown(_)),
            };
            if tells {
                self.parts(part, rows, into);
            }
        }
    }

    fn terms(
        &mut self,
        parts: &[(bool, Expr)],
        [plain, inverse]: [Sign; 2],
        rows: &mut Vec<u32>,
        into: &mut Parts,
    ) {
        for (inverted, part) in parts {
            let mut told = self.term(part, rows);
            told.sign = Some(if *inverted { inverse } else { plain });
            into.put(told);
        }
    }

    /// One node for one part of a sum.
    fn term(&mut self, expr: &Expr, rows: &mut Vec<u32>) -> Because {
        let single = matches!(
            expr,
            Expr::Ref { .. }
                | Expr::Constant(_)
                | Expr::Import(_)
                | Expr::Context(_)
                | Expr::Each { .. }
        );
        let mut parts = Parts::default();
        self.parts(expr, rows, &mut parts);
        if single && parts.list.len() == 1 {
            return parts
                .list
                .pop()
                .unwrap_or_else(|| Because::of(How::Part, Worth::Nothing));
        }
        let val = self.value(expr, rows);
        let how = match expr {
            Expr::Literal(_) => How::Figure,
            _ => How::Part,
        };
        let mut told = Because::of(how, self.worth(&val, None));
        if how_is_part(&told.how) {
            told.text = spell(self.form, expr, None);
        }
        parts.under(told)
    }

    fn call(
        &mut self,
        function: Function,
        whole: &Expr,
        parts: &[Expr],
        rows: &mut Vec<u32>,
        into: &mut Parts,
    ) {
        match (function, parts) {
            (Function::If, [condition, yes, no]) => {
                let decided = self.value(condition, rows);
                self.parts(condition, rows, into);
                match decided {
                    Val::YesNo(true) => self.parts(yes, rows, into),
                    Val::YesNo(false) | Val::Nothing => self.parts(no, rows, into),
                    // Nobody knows which way: each may tell what is missing.
                    _ => {
                        self.parts(yes, rows, into);
                        self.parts(no, rows, into);
                    }
                }
            }
            (Function::Coalesce, parts) => {
                let known = parts
                    .iter()
                    .find(|part| self.value(part, rows).is_known())
                    .or_else(|| parts.first());
                if let Some(part) = known {
                    self.parts(part, rows, into);
                }
            }
            (Function::SumTrue, parts) => {
                for part in parts {
                    match self.value(part, rows) {
                        Val::YesNo(false) | Val::Nothing => into.passed += 1,
                        _ => self.parts(part, rows, into),
                    }
                }
            }
            (Function::Known, parts) => {
                let sides: Vec<&Expr> = parts.iter().collect();
                let part = self.condition(whole, &sides, rows);
                into.put(part);
            }
            (_, parts) => {
                for part in parts {
                    self.parts(part, rows, into);
                }
            }
        }
    }

    /// Over a roster: the rows that count, and those that cannot be decided.
    fn each(
        &mut self,
        whole: &Expr,
        (function, roster): (Each, u32),
        value: Option<&Expr>,
        condition: Option<&Expr>,
        rows: &mut Vec<u32>,
    ) -> Because {
        let val = self.value(whole, rows);
        let mut told = Because::of(How::Rows, self.worth(&val, None));
        told.label = roster_title(self.form, roster);
        told.text = spell(self.form, whole, None);
        let mut parts = Parts::default();
        // What makes `all` false is a row that fails; everything else rests on rows that hold.
        let wanted = Val::YesNo(function != Each::All);
        for row in 0..self.run.rows(roster).unwrap_or(0) {
            rows.push(row);
            let chosen =
                condition.map_or(Val::YesNo(true), |condition| self.value(condition, rows));
            let tells = chosen == wanted || matches!(chosen, Val::Unknown(_));
            let taken = function == Each::First && !parts.list.is_empty();
            let tells = tells && !taken;
            if !tells || function == Each::All && condition.is_none() {
                parts.passed += 1;
            } else if parts.list.len() >= MOST_PARTS || !self.down() {
                parts.more += 1;
            } else {
                let part = self.row(roster, row, &chosen, value, condition, rows);
                parts.put(part);
                self.depth -= 1;
            }
            rows.pop();
        }
        parts.under(told)
    }

    fn row(
        &mut self,
        roster: u32,
        row: u32,
        chosen: &Val,
        value: Option<&Expr>,
        condition: Option<&Expr>,
        rows: &mut Vec<u32>,
    ) -> Because {
        let val = match (chosen, value) {
            (Val::YesNo(true), Some(value)) => self.value(value, rows),
            (Val::YesNo(true), None) => Val::Number(Decimal::ONE),
            (other, _) => other.clone(),
        };
        let mut told = Because::of(How::Row, self.worth(&val, None));
        if let Some(Path::Row { roster, row }) = self.run.row_path(roster, row) {
            told.label = row_label(self.form, self.run.answers, &roster, row);
            told.at = self.run.answers.spell(&Path::Row { roster, row });
        }
        let mut parts = Parts::default();
        for part in condition.into_iter().chain(value) {
            self.parts(part, rows, &mut parts);
        }
        parts.under(told)
    }
}

fn how_is_part(how: &How) -> bool {
    *how == How::Part
}

/// The row that an expression reads at a level.
fn bound_row(level: u8, rows: &[u32]) -> u32 {
    match level {
        0 => 0,
        level => rows
            .get(usize::from(level) - 1)
            .copied()
            .unwrap_or_default(),
    }
}
