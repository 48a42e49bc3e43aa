//! A settled evaluation told as a tree: at every fork only the way that was taken.

use std::collections::HashSet;

use super::label::{figure, imported, known, known_val, label, missing_label};
use super::{Because, How, Worth};
use crate::form::compiled::{At, Form, Node};
use crate::form::expression::run::{Reading, evaluate};
use crate::form::expression::{Expr, Val};
use crate::form::run::Run;
use crate::form::solve::Spot;
use crate::form::{Field, Outcome, Path};

/// Nodes of one tree.
const MOST_NODES: usize = 1_500;
/// Parts shown under one node.
pub(super) const MOST_PARTS: usize = 60;
/// Steps that a tree goes down.
const MOST_DEPTH: usize = 60;

/// What stands under a node, in the making.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) list: Vec<Because>,
    pub(super) passed: usize,
    pub(super) more: usize,
}

impl Parts {
    pub(super) fn put(&mut self, part: Because) {
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

    pub(super) fn under(self, mut node: Because) -> Because {
        node.because = self.list;
        node.passed = self.passed;
        node.more = self.more;
        node
    }
}

pub(super) struct Teller<'f> {
    pub(super) run: Run<'f>,
    pub(super) form: &'f Form,
    pub(super) told: HashSet<Spot>,
    pub(super) nodes: usize,
    pub(super) depth: usize,
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
    pub(super) fn down(&mut self) -> bool {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.depth >= MOST_DEPTH {
            return false;
        }
        self.depth += 1;
        true
    }

    pub(super) fn missing(&self, slots: &[u32]) -> Worth {
        let labels = slots
            .iter()
            .filter_map(|slot| self.run.missing_of_slot(*slot))
            .map(|missing| missing_label(self.form, self.run.answers, &missing))
            .collect();
        Worth::Unknown { missing: labels }
    }

    pub(super) fn worth(&self, val: &Val, field: Option<&Field>) -> Worth {
        match val {
            Val::Nothing => Worth::Nothing,
            Val::Unknown(slots) => self.missing(slots),
            known => known_val(known, field).unwrap_or(Worth::Nothing),
        }
    }

    pub(super) fn value(&mut self, expr: &Expr, rows: &mut Vec<u32>) -> Val {
        evaluate(expr, &mut self.run, rows)
    }

    pub(super) fn place(&mut self, (n, row): Spot, in_row: bool) -> Because {
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

    pub(super) fn constant(&mut self, index: u32) -> Because {
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
    pub(super) fn import(&mut self, index: u32) -> Because {
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
        let worth = match &val {
            Val::Nothing | Val::Unknown(_) => self.worth(&val, None),
            known => imported(self.form, import, known).unwrap_or(Worth::Nothing),
        };
        let mut told = Because::of(how, worth);
        told.at = import.id.to_string();
        told.label.clone_from(&import.label);
        told
    }
}
