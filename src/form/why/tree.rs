//! A settled evaluation told as a tree: at every fork only the way that was taken.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::label::{field_with_choice, figure, known, known_val, label, missing_label, row_label};
use super::spell::{circumstance, roster_title, spell};
use super::{Because, How, Sign, Token, Worth};
use crate::form::compiled::{At, Form, Node};
use crate::form::expression::run::{Reading, evaluate};
use crate::form::expression::{Each, Expr, Function, Val};
use crate::form::run::Run;
use crate::form::solve::Spot;
use crate::form::{Field, Outcome, Path};

/// Nodes of one tree.
const MOST_NODES: usize = 1_500;
/// Parts shown under one node.
const MOST_PARTS: usize = 60;
/// Steps that a tree goes down.
const MOST_DEPTH: usize = 60;

/// What stands under a node, in the making.
#[derive(Default)]
struct Parts {
    list: Vec<Because>,
    passed: usize,
    more: usize,
}

impl Parts {
    fn put(&mut self, part: Because) {
        // A formula may ask the same twice; once is enough to tell.
        let twice = |other: &Because| other.how == How::Condition && other.text == part.text;
        if part.how == How::Condition && self.list.iter().any(twice) {
            return;
        }
        if self.list.len() < MOST_PARTS {
            self.list.push(part);
        } else {
            self.more += 1;
        }
    }

    fn under(self, mut node: Because) -> Because {
        node.because = self.list;
        node.passed = self.passed;
        node.more = self.more;
        node
    }
}

pub(super) struct Teller<'f> {
    run: Run<'f>,
    form: &'f Form,
    told: HashSet<Spot>,
    nodes: usize,
    depth: usize,
}

impl<'f> Teller<'f> {
    pub(super) fn new(mut run: Run<'f>) -> Teller<'f> {
        // What evaluating used up is not missing here.
        run.steps = 0;
        Teller {
            form: run.form,
            run,
            told: HashSet::new(),
            nodes: 0,
            depth: 0,
        }
    }

    /// Why a place has its value.
    pub(super) fn tell(&mut self, spot: Spot) -> Because {
        self.place(spot, false)
    }

    /// Goes one step down, if there is room; says whether it did.
    fn down(&mut self) -> bool {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.depth >= MOST_DEPTH {
            return false;
        }
        self.depth += 1;
        true
    }

    fn missing(&self, slots: &[u32]) -> Worth {
        let labels = slots
            .iter()
            .filter_map(|slot| self.run.missing_of_slot(*slot))
            .map(|missing| missing_label(self.form, self.run.answers, &missing))
            .collect();
        Worth::Unknown { missing: labels }
    }

    fn worth(&self, val: &Val, field: Option<&Field>) -> Worth {
        match val {
            Val::Nothing => Worth::Nothing,
            Val::Unknown(slots) => self.missing(slots),
            known => known_val(known, field).unwrap_or(Worth::Nothing),
        }
    }

    fn value(&mut self, expr: &Expr, rows: &mut Vec<u32>) -> Val {
        evaluate(expr, &mut self.run, rows)
    }

    fn place(&mut self, (n, row): Spot, in_row: bool) -> Because {
        let Some(node) = self.form.node(n) else {
            return Because::of(How::Unanswered, Worth::Nothing);
        };
        let path = self.run.path(node, row);
        let mut told = self.standing(node, row, n, &path);
        told.at = self.run.answers.spell(&path);
        told.label = label(self.form, self.run.answers, &path, in_row);
        self.origin(node, &mut told);
        let chosen = self
            .run
            .slot(n, row)
            .and_then(|slot| self.run.chosen.get(slot))
            .map_or(0, |chosen| usize::from(*chosen));
        let formula = node.formulas.get(chosen);
        told.formula = formula.map(|formula| formula.text.clone());
        if !matches!(
            told.how,
            How::Computed | How::Overridden | How::StandIn | How::NotAsked | How::Special(_)
        ) {
            return told;
        }
        if !self.told.insert((n, row)) {
            told.how = How::Again;
            return told;
        }
        if !self.down() {
            told.more = 1;
            return told;
        }
        let mut rows = Run::bound(node, row);
        let mut parts = Parts::default();
        if told.how == How::NotAsked {
            self.not_asked(node, &mut rows, &mut parts);
        } else if let Some(formula) = formula {
            self.parts(&formula.expr, &mut rows, &mut parts);
        }
        self.depth -= 1;
        parts.under(told)
    }

    /// What stands at a place, without what it rests on.
    fn standing(&self, node: &Node, row: u32, n: u32, path: &Path) -> Because {
        let known = |value| known(self.form, path, value);
        let unknown = || Worth::Unknown {
            missing: Vec::new(),
        };
        match self.run.outcome(n, row) {
            Some(Outcome::Given(value)) => Because::of(How::Answer, known(value)),
            Some(Outcome::Special(special)) => Because::of(How::Special(*special), unknown()),
            Some(Outcome::Unparsed(text)) => Because::of(How::Unparsed(text.clone()), unknown()),
            Some(Outcome::Computed { value, control }) => {
                let mut told = Because::of(How::Computed, known(value));
                told.beside = control.as_ref().map(known);
                told
            }
            Some(Outcome::Overridden { value, computed }) => {
                let mut told = Because::of(How::Overridden, known(value));
                told.beside = Some(known(computed));
                told
            }
            Some(Outcome::StandIn(value)) => Because::of(How::StandIn, known(value)),
            Some(Outcome::Unknown { missing }) => {
                let labels = missing
                    .iter()
                    .map(|missing| missing_label(self.form, self.run.answers, missing))
                    .collect();
                Because::of(How::Computed, Worth::Unknown { missing: labels })
            }
            Some(Outcome::Closed) if !node.closed => Because::of(How::Computed, Worth::Nothing),
            Some(Outcome::Closed) => Because::of(How::Closed, Worth::Nothing),
            Some(Outcome::NotRelevant) => Because::of(How::NotAsked, Worth::Nothing),
            Some(Outcome::Unanswered) | None => Because::of(How::Unanswered, unknown()),
        }
    }

    /// Where the paper took the place from: a cell is known no better than its row and its column.
    fn origin(&self, node: &Node, told: &mut Because) {
        let Some(field) = self.form.field_of(node) else {
            return;
        };
        told.unit.clone_from(&field.unit);
        told.source.clone_from(&field.source);
        told.evidence = Some(field.evidence);
        if let At::Cell { row, .. } = node.at
            && let Some(row) = self.form.rows().get(row)
            && row.evidence >= field.evidence
        {
            told.source.clone_from(&row.source);
            told.evidence = Some(row.evidence);
        }
    }

    /// The condition that keeps a question from being asked.
    fn not_asked(&mut self, node: &'f Node, rows: &mut Vec<u32>, into: &mut Parts) {
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
    fn parts(&mut self, expr: &Expr, rows: &mut Vec<u32>, into: &mut Parts) {
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
                let worth = self.worth(&val, field_with_choice(self.form, &val));
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

    fn constant(&mut self, index: u32) -> Because {
        let val = self.run.constant(index);
        let worth = match &val {
            Val::Number(number) => figure(*number),
            other => self.worth(other, None),
        };
        let mut part = Because::of(How::Constant, worth);
        let id = usize::try_from(index)
            .ok()
            .and_then(|at| self.form.constant_ids.get(at));
        let day = self.run.day();
        if let Some(id) = id {
            part.at = id.to_string();
            let entries = self
                .form
                .constants
                .iter()
                .filter(|constant| constant.id == *id);
            let in_force = entries
                .clone()
                .find(|constant| day.is_some_and(|day| constant.in_force(day)));
            if let Some(constant) = in_force.or_else(|| entries.clone().next()) {
                part.label.clone_from(&constant.label);
                part.source.clone_from(&constant.source);
                part.evidence = Some(constant.evidence);
            }
        }
        part
    }

    /// A value of another paper. Which Phiếu it comes from, whoever gathered it knows.
    fn import(&mut self, index: u32) -> Because {
        let val = self.run.imported(index);
        let import = usize::try_from(index)
            .ok()
            .and_then(|at| self.form.imports.get(at));
        let Some(import) = import else {
            return Because::of(How::Part, self.worth(&val, None));
        };
        let how = How::Import {
            form: import.form.to_string(),
            period: self.run.imported_from(&import.id),
        };
        let worth = self.worth(&val, field_with_choice(self.form, &val));
        let mut told = Because::of(how, worth);
        told.at = import.id.to_string();
        told.label.clone_from(&import.label);
        told
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
