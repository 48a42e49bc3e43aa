//! Expressions over the Phiếu of a repeating paper: each counted, or its figure added.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::form::compiled::Form;
use crate::form::expression::compile::{Found, Names, Place, compile};
use crate::form::expression::run::{Reading, evaluate};
use crate::form::expression::{Expr, Given, Type, Val};
use crate::form::mistake::{Mistake, MistakeCode};
use crate::form::names::type_of;
use crate::form::spec::table::Located;
use crate::form::val::val;
use crate::form::{Evaluation, Name, Outcome, Path, RowId, Special};

/// Expression steps for one Phiếu.
const MOST_STEPS: u64 = 100_000;

/// A field that the expression reads.
#[derive(Debug)]
enum Slot {
    Field(Path),
    Member { roster: usize, field: Name },
}

/// What is counted or added up.
#[derive(Debug)]
pub(super) struct Rule {
    expr: Expr,
    count: bool,
    slots: Vec<Slot>,
    rosters: Vec<Name>,
    /// As written.
    pub(super) text: String,
}

/// What the Phiếu give together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) value: Decimal,
    /// Phiếu that gave something.
    pub(super) known: usize,
    /// Phiếu that lack what the expression needs.
    pub(super) missing: usize,
}

/// Compiles an expression over a paper's fields.
pub(super) fn compile_rule(
    form: &Form,
    text: &Located,
    count: bool,
    file: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<Rule> {
    let names = Fields {
        form,
        slots: RefCell::default(),
        rosters: form
            .groups()
            .iter()
            .filter(|group| group.roster)
            .map(|group| group.id.clone())
            .collect(),
    };
    let place = Place {
        file,
        line: text.line,
        field: None,
    };
    let (expr, kind) = compile(&text.text, &names, &[], &place, mistakes)?;
    let expected = if count { Type::YesNo } else { Type::Number };
    if kind != expected {
        let args = vec![
            ("expected", expected.word().to_owned()),
            ("found", kind.word().to_owned()),
            ("column", "1".to_owned()),
            ("expression", text.text.clone()),
        ];
        let code = MistakeCode::TypeMismatch;
        mistakes.push(Mistake::new(code, file, text.line, None, args));
        return None;
    }
    Some(Rule {
        expr,
        count,
        slots: names.slots.into_inner(),
        rosters: names.rosters,
        text: text.text.clone(),
    })
}

impl Rule {
    /// Adds up what every Phiếu gives.
    pub(super) fn over(&self, records: &[Arc<Evaluation>]) -> Sum {
        let mut sum = Sum::default();
        for record in records {
            let mut reading = Record::new(self, record);
            match (
                evaluate(&self.expr, &mut reading, &mut Vec::new()),
                self.count,
            ) {
                (Val::YesNo(yes), true) => {
                    sum.value += Decimal::from(u8::from(yes));
                    sum.known += 1;
                }
                (Val::Number(number), false) => match sum.value.checked_add(number) {
                    Some(value) => {
                        sum.value = value;
                        sum.known += 1;
                    }
                    None => sum.missing += 1,
                },
                (Val::Nothing, _) => sum.known += 1,
                _ => sum.missing += 1,
            }
        }
        sum
    }
}

/// The names of one paper.
struct Fields<'a> {
    form: &'a Form,
    slots: RefCell<Vec<Slot>>,
    rosters: Vec<Name>,
}

impl Fields<'_> {
    fn slot(&self, slot: Slot, level: u8, kind: Type) -> Found {
        let mut slots = self.slots.borrow_mut();
        slots.push(slot);
        match u32::try_from(slots.len() - 1) {
            Ok(node) => Found::Value { node, level, kind },
            Err(_) => Found::Unknown,
        }
    }

    fn member(&self, name: &str, rows: &[u32]) -> Option<Found> {
        for (level, roster) in rows.iter().enumerate().rev() {
            let roster = usize::try_from(*roster).ok()?;
            let id = self.rosters.get(roster)?;
            let group = self.form.groups().iter().find(|group| group.id == *id)?;
            if let Some(field) = group.fields.iter().find(|field| field.id.as_str() == name) {
                let slot = Slot::Member {
                    roster,
                    field: field.id.clone(),
                };
                let level = u8::try_from(level + 1).unwrap_or(u8::MAX);
                return Some(self.slot(slot, level, type_of(field)));
            }
        }
        None
    }
}

impl Names for Fields<'_> {
    fn find(&self, parts: &[String], rows: &[u32]) -> Found {
        let [name] = parts else { return Found::Unknown };
        if let Some(found) = self.member(name, rows) {
            return found;
        }
        let groups = self.form.groups();
        let outer = groups.iter().filter(|group| !group.roster);
        let mut fields = outer.flat_map(|group| &group.fields);
        if let Some(field) = fields.find(|field| field.id.as_str() == name) {
            let slot = Slot::Field(Path::Field(field.id.clone()));
            return self.slot(slot, 0, type_of(field));
        }
        let roster = self.rosters.iter().position(|id| id.as_str() == name);
        if let Some(roster) = roster.and_then(|at| u32::try_from(at).ok()) {
            return Found::Roster(roster);
        }
        let within = groups
            .iter()
            .filter(|group| group.roster)
            .find(|group| group.fields.iter().any(|field| field.id.as_str() == name));
        within.map_or(Found::Unknown, |group| Found::NeedsRow {
            roster: group.id.to_string(),
        })
    }

    fn all(&self, rows: &[u32]) -> Vec<String> {
        let bound: Vec<&Name> = rows
            .iter()
            .filter_map(|roster| self.rosters.get(usize::try_from(*roster).ok()?))
            .collect();
        let groups = self.form.groups().iter();
        let seen = groups.filter(|group| !group.roster || bound.contains(&&group.id));
        seen.flat_map(|group| &group.fields)
            .map(|field| field.id.to_string())
            .chain(self.rosters.iter().map(Name::to_string))
            .collect()
    }

    fn areas(&self) -> Option<Arc<BTreeSet<String>>> {
        let areas = self.form.areas.as_ref();
        areas.map(|(rural, urban)| Arc::new([rural.to_string(), urban.to_string()].into()))
    }
}

/// One Phiếu as the expression reads it.
struct Record<'a> {
    rule: &'a Rule,
    evaluation: &'a Evaluation,
    rows: Vec<Vec<RowId>>,
    steps: u64,
}

impl<'a> Record<'a> {
    fn new(rule: &'a Rule, evaluation: &'a Evaluation) -> Self {
        let rows = rule.rosters.iter().map(|roster| rows(evaluation, roster));
        Record {
            rule,
            evaluation,
            rows: rows.collect(),
            steps: 0,
        }
    }

    fn outcome(&self, node: u32, row: u32) -> Option<&Outcome> {
        match self.rule.slots.get(usize::try_from(node).ok()?)? {
            Slot::Field(path) => self.evaluation.outcomes.get(path),
            Slot::Member { roster, field } => {
                let id = self.rows.get(*roster)?.get(usize::try_from(row).ok()?)?;
                self.evaluation.outcomes.get(&Path::Member {
                    roster: self.rule.rosters.get(*roster)?.clone(),
                    row: *id,
                    field: field.clone(),
                })
            }
        }
    }
}

/// The rows of a roster that count, in their order.
fn rows(evaluation: &Evaluation, roster: &Name) -> Vec<RowId> {
    let from = Path::Member {
        roster: roster.clone(),
        row: RowId([0; 32]),
        field: Name::new(""),
    };
    let mut rows: Vec<RowId> = Vec::new();
    for (path, outcome) in evaluation.outcomes.range(from..) {
        match path {
            Path::Member {
                roster: other, row, ..
            } if other == roster => {
                if rows.last() != Some(row) && *outcome != Outcome::NotRelevant {
                    rows.push(*row);
                }
            }
            _ => break,
        }
    }
    rows
}

impl Reading for Record<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
        let outcome = self.outcome(node, row);
        if let Some(value) = outcome.and_then(Outcome::value) {
            return val(value);
        }
        match outcome {
            Some(
                Outcome::Closed | Outcome::NotRelevant | Outcome::Special(Special::NotApplicable),
            ) => Val::Nothing,
            _ => Val::unknown(),
        }
    }

    fn given(&self, node: u32, row: u32) -> bool {
        matches!(
            self.outcome(node, row),
            Some(Outcome::Given(_) | Outcome::StandIn(_) | Outcome::Overridden { .. })
        )
    }

    fn overridden(&self, node: u32, row: u32) -> Val {
        match self.outcome(node, row) {
            Some(outcome) => Val::YesNo(matches!(outcome, Outcome::Overridden { .. })),
            None => Val::unknown(),
        }
    }

    fn answered(&self, node: u32, row: u32) -> bool {
        self.given(node, row)
            || matches!(
                self.outcome(node, row),
                Some(Outcome::Special(_) | Outcome::Unparsed(_))
            )
    }

    fn rows(&self, roster: u32) -> Option<u32> {
        let rows = self.rows.get(usize::try_from(roster).ok()?)?;
        u32::try_from(rows.len()).ok()
    }

    fn constant(&self, _: u32) -> Val {
        Val::unknown()
    }

    fn context(&self, _: Given) -> Val {
        Val::unknown()
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}
