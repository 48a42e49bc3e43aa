//! One household's papers, as the expressions of a table or a list read them.

use std::cell::{Cell, RefCell};

use super::compiled::Form;
use super::expression::run::{Reading, evaluate};
use super::expression::{Expr, Given, Val};
use super::joined::{Link, Linked};
use super::val::{context_value, val};
use super::{Context, Evaluation, Holidays, Name, Outcome, Path, RowId};
use crate::place::Area;

/// Expression steps for one household.
const MOST_STEPS: u64 = 1_000_000;

/// A value, and whether a stand-in was read for it.
pub(super) type Known = (Val, bool);

/// What is kept from household to household: the constants, and room that need not be asked for anew.
pub(super) struct Scratch {
    constants: Vec<Val>,
    /// The fields read so far of the household at hand.
    read: RefCell<Vec<Option<Known>>>,
    lets: Vec<Known>,
    rosters: Vec<Option<Vec<RowId>>>,
}

impl Scratch {
    pub(super) fn new(linked: &Linked, table: &Form, context: &Context) -> Self {
        let day = context.day();
        let constants = linked.constants.iter().map(|(_, n)| {
            table
                .constant_at(*n, day)
                .map_or_else(Val::unknown, Val::Number)
        });
        Scratch {
            constants: constants.collect(),
            read: RefCell::new(vec![None; linked.links.len()]),
            lets: Vec::with_capacity(linked.lets.len()),
            rosters: vec![None; linked.rosters.len()],
        }
    }
}

/// One household's papers as expressions read them.
pub(super) struct Record<'a> {
    linked: &'a Linked,
    papers: &'a [Option<&'a Evaluation>],
    scratch: &'a mut Scratch,
    context: &'a Context,
    area: Option<Area>,
    steps: u64,
    /// Whether a stand-in, or a value that rests on one, was read since this was last cleared.
    touched: Cell<bool>,
    /// Whether whether the household is counted rests on one: then all that it adds does.
    lent: bool,
}

impl<'a> Record<'a> {
    /// The papers of one household in the order of the joins, with what the table works out of them.
    pub(super) fn new(
        linked: &'a Linked,
        papers: &'a [Option<&'a Evaluation>],
        scratch: &'a mut Scratch,
        context: &'a Context,
        area: Option<Area>,
    ) -> Self {
        scratch.read.get_mut().fill(None);
        scratch.lets.clear();
        let mut record = Record {
            linked,
            papers,
            scratch,
            context,
            area,
            steps: 0,
            touched: Cell::new(false),
            lent: false,
        };
        record.list_rows();
        for expr in &linked.lets {
            let known = record.known(expr);
            record.scratch.lets.push(known);
        }
        record
    }

    /// Whether the household belongs here at all.
    pub(super) fn counted(&mut self) -> Val {
        let linked = self.linked;
        let Some(condition) = &linked.condition else {
            return Val::YesNo(true);
        };
        let (value, lent) = self.known(condition);
        self.lent = lent;
        value
    }

    /// Evaluates, and tells whether a stand-in was read.
    pub(super) fn known(&mut self, expr: &Expr) -> Known {
        self.known_in(expr, &mut Vec::new())
    }

    /// As [`Record::known`], within rows of rosters.
    pub(super) fn known_in(&mut self, expr: &Expr, rows: &mut Vec<u32>) -> Known {
        self.touched.set(self.lent);
        let value = evaluate(expr, self, rows);
        (value, self.touched.get())
    }

    fn list_rows(&mut self) {
        for (slot, (join, roster)) in self.scratch.rosters.iter_mut().zip(&self.linked.rosters) {
            *slot = None;
            let Some(paper) = self.papers.get(*join).copied().flatten() else {
                continue;
            };
            let mut rows: Vec<RowId> = Vec::new();
            let from = Path::Member {
                roster: roster.clone(),
                row: RowId([0; 32]),
                field: Name::new(""),
            };
            for (path, outcome) in paper.outcomes.range(from..) {
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
            *slot = Some(rows);
        }
    }

    fn link(&self, node: u32) -> Option<&'a Link> {
        self.linked.links.get(usize::try_from(node).ok()?)
    }

    fn outcome(&self, node: u32, row: u32) -> Option<&'a Outcome> {
        let paper = |join: usize| self.papers.get(join).copied().flatten();
        let marked = |paper: &'a Evaluation, path: &Path| {
            let outcome = paper.outcomes.get(path);
            if matches!(outcome, Some(Outcome::StandIn(_))) || paper.resting.contains(path) {
                self.touched.set(true);
            }
            outcome
        };
        match self.link(node)? {
            Link::Field { join, path } => marked(paper(*join)?, path),
            Link::Member { roster, field } => {
                let (join, name) = self.linked.rosters.get(*roster)?;
                let rows = self.scratch.rosters.get(*roster)?.as_ref()?;
                let row = *rows.get(usize::try_from(row).ok()?)?;
                let path = Path::Member {
                    roster: name.clone(),
                    row,
                    field: field.clone(),
                };
                marked(paper(*join)?, &path)
            }
            Link::Let(_) => None,
        }
    }

    fn read(&self, node: u32, row: u32) -> Val {
        let outcome = self.outcome(node, row);
        if let Some(value) = outcome.and_then(Outcome::value) {
            return val(value);
        }
        match outcome {
            Some(
                Outcome::Closed
                | Outcome::NotRelevant
                | Outcome::Special(super::Special::NotApplicable),
            ) => Val::Nothing,
            _ => Val::unknown(),
        }
    }

    fn touch(&self, lent: bool) {
        if lent {
            self.touched.set(true);
        }
    }
}

impl Reading for Record<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
        let at = usize::try_from(node).unwrap_or(usize::MAX);
        match self.link(node) {
            Some(Link::Let(n)) => match self.scratch.lets.get(*n) {
                Some((value, lent)) => {
                    self.touch(*lent);
                    value.clone()
                }
                None => Val::unknown(),
            },
            Some(Link::Field { .. }) => {
                if let Some(Some((value, lent))) = self.scratch.read.borrow().get(at) {
                    self.touch(*lent);
                    return value.clone();
                }
                let before = self.touched.replace(false);
                let known = (self.read(node, row), self.touched.get());
                self.touched.set(before || known.1);
                let value = known.0.clone();
                if let Some(slot) = self.scratch.read.borrow_mut().get_mut(at) {
                    *slot = Some(known);
                }
                value
            }
            _ => self.read(node, row),
        }
    }

    fn given(&self, node: u32, row: u32) -> bool {
        matches!(
            self.outcome(node, row),
            Some(
                Outcome::Given(_)
                    | Outcome::StandIn(_)
                    | Outcome::Overridden { .. }
                    | Outcome::Computed {
                        control: Some(_),
                        ..
                    }
            )
        )
    }

    fn answered(&self, node: u32, row: u32) -> bool {
        self.given(node, row)
            || matches!(
                self.outcome(node, row),
                Some(Outcome::Special(_) | Outcome::Unparsed(_))
            )
    }

    fn overridden(&self, node: u32, row: u32) -> Val {
        match self.outcome(node, row) {
            Some(outcome) => Val::YesNo(matches!(outcome, Outcome::Overridden { .. })),
            None => Val::unknown(),
        }
    }

    fn rows(&self, roster: u32) -> Option<u32> {
        // A paper that is not there has no empty roster: nobody knows who would be in it.
        let at = usize::try_from(roster).ok()?;
        let rows = self.scratch.rosters.get(at)?.as_ref()?;
        u32::try_from(rows.len()).ok()
    }

    fn constant(&self, index: u32) -> Val {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.scratch.constants.get(index))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn holidays(&self) -> Option<&Holidays> {
        Some(&self.context.holidays)
    }

    fn context(&self, given: Given) -> Val {
        if given == Given::Area {
            let own = Context {
                area: self.area.or(self.context.area),
                ..Context::default()
            };
            return context_value(&own, self.linked.areas.as_ref(), given);
        }
        context_value(self.context, self.linked.areas.as_ref(), given)
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}
