//! One household's papers, as the expressions of a table read them.

use std::cell::Cell;

use super::expression::run::Reading;
use super::expression::{Given, Val};
use super::tally::{LinkTo, Tally};
use super::val::{context_value, val};
use super::{Context, Evaluation, Name, Outcome, Path, RowId};
use crate::place::Area;

/// Expression steps for one household.
const MOST_STEPS: u64 = 1_000_000;

/// One household's papers as expressions read them.
pub(super) struct Record<'a> {
    pub(super) tally: &'a Tally,
    pub(super) papers: &'a [Option<&'a Evaluation>],
    pub(super) rosters: Vec<Option<Vec<RowId>>>,
    pub(super) constants: &'a [Val],
    pub(super) context: &'a Context,
    pub(super) area: Option<Area>,
    pub(super) steps: u64,
    /// Whether a stand-in, or a value that rests on one, was read since this was last cleared.
    pub(super) touched: Cell<bool>,
}

impl Record<'_> {
    pub(super) fn list_rows(&mut self) {
        for (slot, (join, roster)) in self.rosters.iter_mut().zip(&self.tally.rosters) {
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

    fn outcome(&self, node: u32, row: u32) -> Option<&Outcome> {
        let link = self.tally.links.get(usize::try_from(node).ok()?)?;
        let paper = self.papers.get(link.join).copied().flatten()?;
        let marked = |path: &Path| {
            let outcome = paper.outcomes.get(path);
            if matches!(outcome, Some(Outcome::StandIn(_))) || paper.resting.contains(path) {
                self.touched.set(true);
            }
            outcome
        };
        match &link.to {
            LinkTo::Field(path) => marked(path),
            LinkTo::Member { roster, field } => {
                let (_, name) = self.tally.rosters.get(*roster)?;
                let id = self
                    .rosters
                    .get(*roster)?
                    .as_ref()?
                    .get(usize::try_from(row).ok()?)?;
                marked(&Path::Member {
                    roster: name.clone(),
                    row: *id,
                    field: field.clone(),
                })
            }
        }
    }
}

impl Reading for Record<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
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
        let rows = self.rosters.get(usize::try_from(roster).ok()?)?.as_ref()?;
        u32::try_from(rows.len()).ok()
    }

    fn constant(&self, index: u32) -> Val {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.constants.get(index))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn context(&self, given: Given) -> Val {
        if given == Given::Area {
            let own = Context {
                area: self.area.or(self.context.area),
                ..Context::default()
            };
            return context_value(&own, self.tally.areas.as_ref(), given);
        }
        context_value(self.context, self.tally.areas.as_ref(), given)
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}
