//! One evaluation: values in order, then what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::{At, Form, Node};
use super::expression::run::Reading;
use super::expression::{Given, Val};
use super::val::context_value;
use super::{
    Answers, Code, Context, Evaluation, Holidays, Missing, Outcome, Path, Problem, RowId, Severity,
};

/// Expression steps of one evaluation: a paper of 500 questions takes some thousands.
const MOST_STEPS: u64 = 5_000_000;

/// What a person said at a slot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Something,
    Value,
}

/// Where problems sort: group or grid row, roster row, field or column.
type Rank = (usize, u32, usize);

/// An identity that could be compared: a control with a formula, or two formulas.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) node: u32,
    pub(super) row: u32,
    /// Which formula gave the value compared with.
    pub(super) formula: usize,
    /// The other formula, or the control.
    pub(super) other: Option<usize>,
    pub(super) holds: bool,
}

pub(super) struct Run<'f> {
    pub(super) form: &'f Form,
    pub(super) answers: &'f Answers,
    pub(super) context: &'f Context,
    /// First slot of each node.
    starts: Vec<u32>,
    rows: Vec<&'f [RowId]>,
    pub(super) slots: Vec<Val>,
    pub(super) said: Vec<Said>,
    pub(super) outcomes: Vec<Option<Outcome>>,
    /// Slots whose value is a stand-in, or is computed from one.
    pub(super) resting: Vec<bool>,
    /// Whether a resting slot was read since this was last cleared.
    pub(super) touched: std::cell::Cell<bool>,
    pub(super) problems: Vec<(Rank, Problem)>,
    /// Whether each group is asked; filled when its first node is settled.
    pub(super) asked: Vec<Option<Asked>>,
    /// Slots whose question may turn out not to be asked: not demanded meanwhile.
    pub(super) perhaps: Vec<bool>,
    constants: Vec<Val>,
    /// What other papers say, and whether they mark it.
    imports: Vec<(Val, bool)>,
    pub(super) steps: u64,
    pub(super) identities: Vec<Identity>,
    /// Which formula gave each computed slot's value.
    pub(super) chosen: Vec<u8>,
}

impl Reading for Run<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
        let Some(slot) = self.slot(node, row) else {
            return Val::unknown();
        };
        if self.resting.get(slot) == Some(&true) {
            self.touched.set(true);
        }
        self.slots.get(slot).cloned().unwrap_or_else(Val::unknown)
    }

    fn given(&self, node: u32, row: u32) -> bool {
        self.slot(node, row).and_then(|slot| self.said.get(slot)) == Some(&Said::Value)
    }

    fn answered(&self, node: u32, row: u32) -> bool {
        self.slot(node, row)
            .and_then(|slot| self.said.get(slot))
            .is_some_and(|said| *said != Said::Nothing)
    }

    fn overridden(&self, node: u32, row: u32) -> Val {
        Val::YesNo(matches!(
            self.outcome(node, row),
            Some(Outcome::Overridden { .. })
        ))
    }

    fn imported(&self, index: u32) -> Val {
        let import = usize::try_from(index)
            .ok()
            .and_then(|index| self.imports.get(index));
        let Some((val, rests)) = import else {
            return Val::unknown();
        };
        if *rests {
            self.touched.set(true);
        }
        val.clone()
    }

    fn rows(&self, roster: u32) -> Option<u32> {
        let roster = usize::try_from(roster).ok()?;
        let count = self
            .rows
            .get(roster)
            .map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let group = self
            .form
            .rosters
            .get(roster)
            .and_then(|r| self.form.node(r.nodes.start))
            .map(|node| node.at);
        let asked = match group {
            Some(At::Member { group, .. }) => self.asked.get(group).copied().flatten(),
            _ => None,
        };
        match asked {
            Some(Asked::No) => Some(0),
            // Nobody was listed, and nobody knows yet whether anybody should be: not zero.
            Some(Asked::Perhaps) if count == 0 => None,
            _ => Some(count),
        }
    }

    fn constant(&self, index: u32) -> Val {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.constants.get(index))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn holidays(&self) -> Option<&Holidays> {
        Some(&self.context.holidays)
    }

    fn context(&self, given: Given) -> Val {
        context_value(self.context, self.form.areas.as_ref(), given)
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}

impl Form {
    /// Evaluates a paper: total, never fails, linear in the paper. Unknown context stays unknown.
    /// `closes` is left empty: see [`Form::closes`].
    pub fn evaluate(&self, answers: &Answers, context: &Context) -> Evaluation {
        Run::settled(self, answers, context).evaluation()
    }
}

impl<'f> Run<'f> {
    /// Everything evaluated.
    pub(super) fn settled(form: &'f Form, answers: &'f Answers, context: &'f Context) -> Self {
        let mut run = Run::valued(form, answers, context);
        run.rules();
        run.checks();
        run.row_counts();
        super::personal::check(&mut run);
        super::stood::check(&mut run);
        if run.steps > MOST_STEPS {
            run.problems.push((
                (0, 0, 0),
                Problem::new(Code::Budget, Severity::Blocks, Path::Whole),
            ));
        }
        run
    }

    /// Every place has its value; what is wrong with them is not asked.
    pub(super) fn valued(form: &'f Form, answers: &'f Answers, context: &'f Context) -> Self {
        let rows: Vec<&[RowId]> = form
            .rosters
            .iter()
            .map(|roster| answers.rows(roster.name.as_str()))
            .collect();
        let mut starts = Vec::with_capacity(form.nodes.len());
        let mut next = 0u32;
        for node in &form.nodes {
            starts.push(next);
            next = next.saturating_add(match node.at {
                At::Member { roster, .. } => rows
                    .get(roster)
                    .map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(0)),
                _ => 1,
            });
        }
        let count = usize::try_from(next).unwrap_or(0);
        let day = context.day();
        // Behind the slots of the paper's own places: its imports, then its constants.
        let imports: Vec<(Val, bool)> = (next..)
            .zip(&form.imports)
            .map(|(slot, import)| {
                let imported = context.imports.get(&import.id);
                let rests = imported.is_some_and(|imported| imported.rests);
                (import.val(imported, slot), rests)
            })
            .collect();
        let behind = u32::try_from(imports.len()).unwrap_or(u32::MAX);
        let constants = (0..form.constant_ids.len())
            .filter_map(|n| u32::try_from(n).ok())
            .map(|n| {
                let slot = next.saturating_add(behind).saturating_add(n);
                form.constant_at(n, day)
                    .map_or_else(|| Val::Unknown(vec![slot]), Val::Number)
            })
            .collect();
        let mut run = Run {
            form,
            answers,
            context,
            starts,
            rows,
            slots: vec![Val::Nothing; count],
            said: vec![Said::Nothing; count],
            outcomes: vec![None; count],
            resting: vec![false; count],
            touched: std::cell::Cell::new(false),
            problems: Vec::new(),
            asked: vec![None; form.groups.len()],
            perhaps: vec![false; count],
            constants,
            imports,
            steps: 0,
            identities: Vec::new(),
            chosen: vec![0; count],
        };
        for node in &form.order {
            run.settle(*node);
        }
        run
    }

    fn evaluation(mut self) -> Evaluation {
        self.problems.sort_by_key(|(rank, _)| *rank);
        let mut outcomes = Vec::with_capacity(self.outcomes.len());
        let mut taken = std::mem::take(&mut self.outcomes);
        let mut resting = BTreeSet::new();
        for (n, node) in (0u32..).zip(&self.form.nodes) {
            for row in 0..self.count(node) {
                let Some(slot) = self.slot(n, row) else {
                    continue;
                };
                let Some(outcome) = taken.get_mut(slot).and_then(Option::take) else {
                    continue;
                };
                let path = self.path(node, row);
                if self.resting.get(slot) == Some(&true)
                    && matches!(outcome, Outcome::Computed { .. })
                {
                    resting.insert(path.clone());
                }
                outcomes.push((path, outcome));
            }
        }
        let imported = self.form.imports.iter().any(|import| {
            let imported = self.context.imports.get(&import.id);
            imported.is_some_and(|imported| imported.training)
        });
        Evaluation {
            training: self.form.training || imported,
            outcomes: outcomes.into_iter().collect::<BTreeMap<_, _>>(),
            resting,
            problems: self.problems.into_iter().map(|(_, p)| p).collect(),
        }
    }

    pub(super) fn slot(&self, node: u32, row: u32) -> Option<usize> {
        let start = self.starts.get(usize::try_from(node).ok()?)?;
        usize::try_from(start.checked_add(row)?).ok()
    }

    pub(super) fn count(&self, node: &Node) -> u32 {
        match node.at {
            At::Member { roster, .. } => self
                .rows
                .get(roster)
                .map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(0)),
            _ => 1,
        }
    }

    pub(super) fn path(&self, node: &Node, row: u32) -> Path {
        match node.at {
            At::Field { .. } => Path::Field(node.name.clone()),
            At::Member { roster, .. } => {
                let name = self
                    .form
                    .rosters
                    .get(roster)
                    .map_or_else(|| node.name.clone(), |roster| roster.name.clone());
                let id = self
                    .rows
                    .get(roster)
                    .and_then(|rows| rows.get(usize::try_from(row).ok()?))
                    .copied()
                    .unwrap_or(RowId([0; 32]));
                Path::Member {
                    roster: name,
                    row: id,
                    field: node.name.clone(),
                }
            }
            At::Cell { row, .. } => {
                let row = self
                    .form
                    .rows
                    .get(row)
                    .map_or_else(|| node.name.clone(), |row| row.id.clone());
                Path::Cell {
                    row,
                    column: node.name.clone(),
                }
            }
        }
    }

    /// What a slot stands for, for naming what is missing.
    pub(super) fn missing_of_slot(&self, slot: u32) -> Option<Missing> {
        let behind = usize::try_from(slot).ok()?.checked_sub(self.slots.len());
        let Some(behind) = behind else {
            return self.path_of_slot(slot).map(Missing::At);
        };
        match self.form.imports.get(behind) {
            Some(import) => Some(Missing::Import(import.id.clone())),
            None => {
                let constant = behind.checked_sub(self.form.imports.len())?;
                let id = self.form.constant_ids.get(constant)?;
                Some(Missing::Constant(id.clone()))
            }
        }
    }

    fn path_of_slot(&self, slot: u32) -> Option<Path> {
        let n = self
            .starts
            .partition_point(|start| *start <= slot)
            .checked_sub(1)?;
        // Nodes of empty rosters share a start with the next: the last one holds the slot.
        let node = self.form.nodes.get(n)?;
        let row = slot.checked_sub(*self.starts.get(n)?)?;
        Some(self.path(node, row))
    }

    /// Which row of its roster a member's path names.
    pub(super) fn row_of(&self, path: &Path) -> Option<u32> {
        let Path::Member { roster, row, .. } = path else {
            return None;
        };
        let rows = self.answers.rows(roster.as_str());
        let at = rows.iter().position(|other| other == row)?;
        u32::try_from(at).ok()
    }

    /// A row of a roster as a path.
    pub(super) fn row_path(&self, roster: u32, row: u32) -> Option<Path> {
        let at = usize::try_from(roster).ok()?;
        Some(Path::Row {
            roster: self.form.rosters.get(at)?.name.clone(),
            row: *self.rows.get(at)?.get(usize::try_from(row).ok()?)?,
        })
    }

    /// The period of the Phiếu that an import was read from.
    pub(super) fn imported_from(&self, id: &super::Name) -> Option<super::Period> {
        self.context.imports.get(id)?.period
    }

    /// The value that an import was read with.
    pub(super) fn imported_value(&self, id: &super::Name) -> Option<&super::Value> {
        self.context.imports.get(id)?.value.as_ref()
    }

    /// The day at which dated figures are read.
    pub(super) fn day(&self) -> Option<chrono::NaiveDate> {
        self.context.day()
    }

    fn rank(&self, node: &Node, row: u32) -> Rank {
        match node.at {
            // Local rows stand below a grid's own.
            At::Field { group, field } | At::Member { group, field, .. } => {
                (self.form.rows.len() + group, row, field)
            }
            At::Cell { row, column } => (row, 0, column),
        }
    }

    pub(super) fn tell(&mut self, node: &Node, row: u32, problem: Problem) {
        let rank = self.rank(node, row);
        self.problems.push((rank, problem));
    }

    pub(super) fn problem(&self, node: &Node, row: u32, code: Code, severity: Severity) -> Problem {
        Problem::new(code, severity, self.path(node, row))
    }

    pub(super) fn outcome(&self, node: u32, row: u32) -> Option<&Outcome> {
        self.slot(node, row)
            .and_then(|slot| self.outcomes.get(slot))
            .and_then(Option::as_ref)
    }

    /// The bound rows of a node's expressions.
    pub(super) fn bound(node: &Node, row: u32) -> Vec<u32> {
        if matches!(node.at, At::Member { .. }) {
            vec![row]
        } else {
            Vec::new()
        }
    }

    /// Every problem so far, unsorted.
    pub(super) fn told(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().map(|(_, problem)| problem)
    }

    pub(super) fn provinces(&self) -> &std::collections::BTreeSet<String> {
        &self.context.provinces
    }
}

/// Whether a question is asked. While that is unknown it can be answered but is not demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Yes,
    No,
    Perhaps,
}

pub(super) fn relevance(val: &Val) -> Asked {
    match val {
        Val::YesNo(true) => Asked::Yes,
        Val::YesNo(false) | Val::Nothing => Asked::No,
        _ => Asked::Perhaps,
    }
}
