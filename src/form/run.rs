//! One evaluation: values in order, then what is wrong with them.

use std::collections::BTreeMap;

use chrono::Datelike;
use rust_decimal::Decimal;

use super::compiled::{At, Bound, CheckAt, Form, Node, Required};
use super::expression::run::{Reading, compared_dates, evaluate, rounded, set};
use super::expression::{Expr, Given, Val};
use super::{
    Answer, Answers, Code, Context, Evaluation, FieldType, Name, Outcome, Path, Problem, RowId,
    Severity, Special, Value,
};
use crate::place::Area;

/// Expression steps of one evaluation: a paper of 500 questions takes some thousands.
const MOST_STEPS: u64 = 20_000_000;

/// What a person said at a slot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
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
    context: &'f Context,
    /// First slot of each node.
    starts: Vec<u32>,
    rows: Vec<&'f [RowId]>,
    pub(super) slots: Vec<Val>,
    said: Vec<Said>,
    outcomes: Vec<Option<Outcome>>,
    problems: Vec<(Rank, Problem)>,
    /// Whether each group is asked; filled when its first node is settled.
    asked: Vec<Option<Asked>>,
    /// Slots whose question may turn out not to be asked: not demanded meanwhile.
    perhaps: Vec<bool>,
    constants: Vec<Val>,
    steps: u64,
    pub(super) identities: Vec<Identity>,
    /// Which formula gave each computed slot's value.
    pub(super) chosen: Vec<u8>,
}

impl Reading for Run<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
        self.slot(node, row)
            .and_then(|slot| self.slots.get(slot))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn given(&self, node: u32, row: u32) -> bool {
        self.slot(node, row).and_then(|slot| self.said.get(slot)) == Some(&Said::Value)
    }

    fn answered(&self, node: u32, row: u32) -> bool {
        self.slot(node, row)
            .and_then(|slot| self.said.get(slot))
            .is_some_and(|said| *said != Said::Nothing)
    }

    fn rows(&self, roster: u32) -> u32 {
        let Ok(roster) = usize::try_from(roster) else {
            return 0;
        };
        let group = self
            .form
            .rosters
            .get(roster)
            .and_then(|r| self.form.node(r.nodes.start))
            .map(|node| node.at);
        if let Some(At::Member { group, .. }) = group
            && self.asked.get(group) == Some(&Some(Asked::No))
        {
            return 0;
        }
        self.rows
            .get(roster)
            .map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }

    fn constant(&self, index: u32) -> Val {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.constants.get(index))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn context(&self, given: Given) -> Val {
        context_value(self.context, self.form.areas.as_ref(), given)
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}

/// What formulas know besides answers.
pub(super) fn context_value(context: &Context, areas: Option<&(Name, Name)>, given: Given) -> Val {
    match given {
        Given::Area => match (context.area, areas) {
            (Some(Area::Rural), Some((rural, _))) => Val::Text(rural.clone()),
            (Some(Area::Urban), Some((_, urban))) => Val::Text(urban.clone()),
            _ => Val::unknown(),
        },
        Given::PlaceKind => context
            .place_kind
            .as_ref()
            .map_or_else(Val::unknown, |kind| Val::Text(Name::new(kind))),
        Given::AtDate => context
            .date
            .map_or_else(Val::unknown, |day| Val::Date(super::Date::Day(day))),
        Given::PeriodYear => context.period.map_or_else(Val::unknown, |period| {
            Val::Number(Decimal::from(period.year()))
        }),
    }
}

/// The value inside an evaluation of a value in an answer.
pub(super) fn val(value: &Value) -> Val {
    match value {
        Value::Text(text) | Value::Place(text) => Val::Text(Name::new(text)),
        Value::Number(number) => Val::Number(*number),
        Value::Date(date) => Val::Date(*date),
        Value::Choice(id) => Val::Text(id.clone()),
        Value::Choices(ids) => set(ids),
        Value::YesNo(yes) => Val::YesNo(*yes),
    }
}

/// The value of a field's type; numbers to the field's digits.
pub(super) fn value(kind: FieldType, digits: u32, val: &Val) -> Option<Value> {
    match (kind, val) {
        (kind, Val::Number(number)) if kind.is_number() => {
            let mut number = rounded(*number, digits);
            number.rescale(digits);
            Some(Value::Number(number))
        }
        (FieldType::Text, Val::Text(text)) => Some(Value::Text(text.to_string())),
        (FieldType::Place, Val::Text(text)) => Some(Value::Place(text.to_string())),
        (FieldType::Choice, Val::Text(id)) => Some(Value::Choice(id.clone())),
        (FieldType::Choices, Val::Set(ids)) => Some(Value::Choices(ids.as_ref().clone())),
        (FieldType::Date, Val::Date(date)) => Some(Value::Date(*date)),
        (FieldType::YesNo, Val::YesNo(yes)) => Some(Value::YesNo(*yes)),
        _ => None,
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
        let day = context.date.or(context.period.map(super::Period::last_day));
        let constants = (0..form.constant_ids.len())
            .map(|n| {
                u32::try_from(n)
                    .ok()
                    .and_then(|n| form.constant_at(n, day))
                    .map_or_else(Val::unknown, Val::Number)
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
            problems: Vec::new(),
            asked: vec![None; form.groups.len()],
            perhaps: vec![false; count],
            constants,
            steps: 0,
            identities: Vec::new(),
            chosen: vec![0; count],
        };
        for node in &form.order {
            run.settle(*node);
        }
        run.rules();
        run.checks();
        run.row_counts();
        super::personal::check(&mut run);
        if run.steps > MOST_STEPS {
            run.problems.push((
                (0, 0, 0),
                Problem::new(Code::Budget, Severity::Blocks, Path::Whole),
            ));
        }
        run
    }

    fn evaluation(mut self) -> Evaluation {
        self.problems.sort_by_key(|(rank, _)| *rank);
        let mut outcomes = Vec::with_capacity(self.outcomes.len());
        let mut taken = std::mem::take(&mut self.outcomes);
        for (n, node) in (0u32..).zip(&self.form.nodes) {
            for row in 0..self.count(node) {
                if let Some(outcome) = self
                    .slot(n, row)
                    .and_then(|slot| taken.get_mut(slot))
                    .and_then(Option::take)
                {
                    outcomes.push((self.path(node, row), outcome));
                }
            }
        }
        Evaluation {
            outcomes: outcomes.into_iter().collect::<BTreeMap<_, _>>(),
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

    /// The path of a slot, for naming what is missing.
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

    fn rank(&self, node: &Node, row: u32) -> Rank {
        match node.at {
            At::Field { group, field } | At::Member { group, field, .. } => (group, row, field),
            At::Cell { row, column } => (row, 0, column),
        }
    }

    pub(super) fn tell(&mut self, node: &Node, row: u32, problem: Problem) {
        let rank = self.rank(node, row);
        self.problems.push((rank, problem));
    }

    fn problem(&self, node: &Node, row: u32, code: Code, severity: Severity) -> Problem {
        Problem::new(code, severity, self.path(node, row))
    }

    pub(super) fn outcome(&self, node: u32, row: u32) -> Option<&Outcome> {
        self.slot(node, row)
            .and_then(|slot| self.outcomes.get(slot))
            .and_then(Option::as_ref)
    }

    /// The bound rows of a node's expressions.
    fn bound(node: &Node, row: u32) -> Vec<u32> {
        if matches!(node.at, At::Member { .. }) {
            vec![row]
        } else {
            Vec::new()
        }
    }

    fn group_asked(&mut self, group: usize) -> Asked {
        if let Some(asked) = self.asked.get(group).copied().flatten() {
            return asked;
        }
        let form = self.form;
        let when = form.group_when.get(group).and_then(Option::as_ref);
        let asked = when.map_or(Asked::Yes, |when| {
            relevance(&evaluate(when, self, &mut Vec::new()))
        });
        if let Some(slot) = self.asked.get_mut(group) {
            *slot = Some(asked);
        }
        asked
    }

    fn asked(&mut self, node: &Node, row: u32) -> Asked {
        let by_group = match node.at {
            At::Field { group, .. } | At::Member { group, .. } => self.group_asked(group),
            At::Cell { .. } => Asked::Yes,
        };
        if by_group == Asked::No {
            return Asked::No;
        }
        let own = node.when.as_ref().map_or(Asked::Yes, |when| {
            relevance(&evaluate(when, self, &mut Self::bound(node, row)))
        });
        if own == Asked::Yes { by_group } else { own }
    }

    fn settle(&mut self, n: u32) {
        let form = self.form;
        let Some(node) = form.node(n) else { return };
        for row in 0..self.count(node) {
            let Some(slot) = self.slot(n, row) else {
                continue;
            };
            let path = self.path(node, row);
            let answer = self.answers.get(&path);
            if let Some(said) = self.said.get_mut(slot) {
                *said = match answer {
                    None => Said::Nothing,
                    Some(Answer::Given(_)) => Said::Value,
                    Some(_) => Said::Something,
                };
            }
            let asked = if node.closed {
                Asked::Yes
            } else {
                self.asked(node, row)
            };
            if let Some(perhaps) = self.perhaps.get_mut(slot) {
                *perhaps = asked == Asked::Perhaps;
            }
            let (outcome, val) = if node.closed {
                if answer.is_some() {
                    self.stray(node, row, Code::Closed, Severity::Blocks, answer);
                }
                (Outcome::Closed, Val::Nothing)
            } else if asked == Asked::No {
                if answer.is_some() {
                    self.stray(node, row, Code::NotRelevant, Severity::Asks, answer);
                }
                (Outcome::NotRelevant, Val::Nothing)
            } else if node.formulas.is_empty() {
                self.said_by_people(node, row, slot, answer)
            } else {
                self.computed(n, node, row, slot, answer)
            };
            if let Some(place) = self.outcomes.get_mut(slot) {
                *place = Some(outcome);
            }
            if let Some(place) = self.slots.get_mut(slot) {
                *place = val;
            }
        }
    }

    /// An answer where none belongs.
    fn stray(
        &mut self,
        node: &Node,
        row: u32,
        code: Code,
        severity: Severity,
        answer: Option<&Answer>,
    ) {
        let mut problem = self.problem(node, row, code, severity);
        match answer {
            Some(Answer::Given(value)) => problem.found = Some(value.clone()),
            Some(Answer::Unparsed(text)) => problem.typed = Some(text.clone()),
            _ => {}
        }
        self.tell(node, row, problem);
    }

    fn said_by_people(
        &mut self,
        node: &Node,
        row: u32,
        slot: usize,
        answer: Option<&Answer>,
    ) -> (Outcome, Val) {
        let missing = || Val::Unknown(u32::try_from(slot).into_iter().collect());
        match answer {
            None => (Outcome::Unanswered, missing()),
            Some(Answer::Given(value)) => match self.fitting(node, row, value) {
                true => (
                    Outcome::Given(value.clone()),
                    if node.read { val(value) } else { Val::Nothing },
                ),
                false => (Outcome::Given(value.clone()), missing()),
            },
            Some(Answer::Special(special)) => {
                self.special(node, row, *special);
                let val = if *special == Special::NotApplicable {
                    Val::Nothing
                } else {
                    missing()
                };
                (Outcome::Special(*special), val)
            }
            Some(Answer::Unparsed(text)) => {
                self.stray(node, row, Code::Unparsed, Severity::Blocks, answer);
                (Outcome::Unparsed(text.clone()), missing())
            }
        }
    }

    /// Tells a special answer that the field does not allow.
    fn special(&mut self, node: &Node, row: u32, special: Special) {
        if !self
            .form
            .field_of(node)
            .is_some_and(|field| field.specials.contains(&special))
        {
            let problem = self.problem(node, row, Code::SpecialNotAllowed, Severity::Blocks);
            self.tell(node, row, problem);
        }
    }

    /// Whether a value is of the field's type, with the problem told when it is not.
    fn fitting(&mut self, node: &Node, row: u32, given: &Value) -> bool {
        let fits = match (node.kind, given) {
            (kind, Value::Number(number)) if kind.is_number() => {
                if number.normalize().scale() > node.digits {
                    let mut problem = self.problem(node, row, Code::TooPrecise, Severity::Asks);
                    problem.found = Some(given.clone());
                    problem.expected = Some(Value::Number(Decimal::from(node.digits)));
                    self.tell(node, row, problem);
                }
                true
            }
            (FieldType::Choice, Value::Choice(id)) => {
                return self.known_choices(node, row, given, &[id]);
            }
            (FieldType::Choices, Value::Choices(ids)) => {
                return self.known_choices(node, row, given, &ids.iter().collect::<Vec<_>>());
            }
            (FieldType::Text, Value::Text(_))
            | (FieldType::Place, Value::Place(_))
            | (FieldType::Date, Value::Date(_))
            | (FieldType::YesNo, Value::YesNo(_)) => true,
            _ => false,
        };
        if !fits {
            // A value of another type, from a paper whose field changed: shown as it is.
            let mut problem = self.problem(node, row, Code::Unparsed, Severity::Blocks);
            problem.found = Some(given.clone());
            self.tell(node, row, problem);
        }
        fits
    }

    fn known_choices(&mut self, node: &Node, row: u32, given: &Value, ids: &[&Name]) -> bool {
        let known = self.form.field_of(node).is_some_and(|field| {
            ids.iter()
                .all(|id| field.choices.iter().any(|choice| choice.id == **id))
        });
        if !known {
            let mut problem = self.problem(node, row, Code::UnknownChoice, Severity::Blocks);
            problem.found = Some(given.clone());
            self.tell(node, row, problem);
        }
        known
    }

    /// A computed field: the first computable formula gives the value, the others and the control must agree.
    fn computed(
        &mut self,
        n: u32,
        node: &Node,
        row: u32,
        slot: usize,
        answer: Option<&Answer>,
    ) -> (Outcome, Val) {
        let mut bound = Self::bound(node, row);
        let results: Vec<Val> = node
            .formulas
            .iter()
            .map(|formula| evaluate(&formula.expr, self, &mut bound))
            .collect();
        let control = match answer {
            Some(Answer::Given(control)) if self.fitting(node, row, control) => Some(control),
            Some(Answer::Unparsed(_)) => {
                self.stray(node, row, Code::Unparsed, Severity::Blocks, answer);
                None
            }
            Some(Answer::Special(special)) => {
                self.special(node, row, *special);
                None
            }
            _ => None,
        };
        let first = results.iter().position(Val::is_known);
        let Some(first) = first else {
            return self.not_computed(node, row, slot, &results, control, answer);
        };
        if let Some(place) = self.chosen.get_mut(slot) {
            *place = u8::try_from(first).unwrap_or(u8::MAX);
        }
        let result = results.get(first).cloned().unwrap_or_else(Val::unknown);
        for (other, second) in results
            .iter()
            .enumerate()
            .skip(first + 1)
            .filter(|(_, other)| other.is_known())
        {
            let holds = self.alike(node, &result, second, None);
            self.identities.push(Identity {
                node: n,
                row,
                formula: first,
                other: Some(other),
                holds,
            });
            if !holds {
                let mut problem = self.problem(node, row, Code::Identity, Severity::Blocks);
                problem.expected = value(node.kind, node.digits, &result);
                problem.found = value(node.kind, node.digits, second);
                problem.formula = node.formulas.get(other).map(|formula| formula.text.clone());
                self.tell(node, row, problem);
            }
        }
        let Some(computed) = value(node.kind, node.digits, &result) else {
            return (
                Outcome::Unknown {
                    missing: Vec::new(),
                },
                Val::unknown(),
            );
        };
        if let Some(control) = control {
            let holds = self.alike(node, &result, &val(control), Some(control));
            self.identities.push(Identity {
                node: n,
                row,
                formula: first,
                other: None,
                holds,
            });
            if !holds {
                let mut problem = self.problem(node, row, Code::Control, Severity::Blocks);
                problem.expected =
                    Some(at_digits_of(control, &result).unwrap_or_else(|| computed.clone()));
                problem.found = Some(control.clone());
                problem.formula = node.formulas.get(first).map(|formula| formula.text.clone());
                self.tell(node, row, problem);
            }
        }
        (
            Outcome::Computed {
                value: computed,
                control: control.cloned(),
            },
            result,
        )
    }

    fn not_computed(
        &mut self,
        node: &Node,
        row: u32,
        slot: usize,
        results: &[Val],
        control: Option<&Value>,
        answer: Option<&Answer>,
    ) -> (Outcome, Val) {
        if results.iter().all(|result| *result == Val::Nothing) {
            // Everything it is made of is closed or not asked: so is it.
            if control.is_some() {
                self.stray(node, row, Code::Closed, Severity::Asks, answer);
            }
            let outcome = if matches!(node.at, At::Cell { .. }) {
                Outcome::Closed
            } else {
                Outcome::NotRelevant
            };
            return (outcome, Val::Nothing);
        }
        if let Some(control) = control {
            return (Outcome::StandIn(control.clone()), val(control));
        }
        if let Some(Answer::Special(special)) = answer {
            return (
                Outcome::Special(*special),
                Val::Unknown(u32::try_from(slot).into_iter().collect()),
            );
        }
        let mut missing: Vec<u32> = Vec::new();
        for result in results {
            if let Val::Unknown(more) = result {
                missing.extend(
                    more.iter()
                        .filter(|slot| !missing.contains(slot))
                        .copied()
                        .collect::<Vec<_>>(),
                );
            }
        }
        missing.truncate(super::expression::MOST_MISSING);
        let paths = missing
            .iter()
            .filter_map(|slot| self.path_of_slot(*slot))
            .collect();
        (Outcome::Unknown { missing: paths }, Val::Unknown(missing))
    }

    /// Whether two values agree: counts and words exactly; money, decimals and percents within one
    /// unit of the last digit, of the control as given or of the field.
    fn alike(&self, node: &Node, a: &Val, b: &Val, control: Option<&Value>) -> bool {
        let (Val::Number(a), Val::Number(b)) = (a, b) else {
            return a == b;
        };
        if node.kind == FieldType::Integer {
            return a == b;
        }
        let digits = match control {
            Some(Value::Number(control)) => control.scale().min(node.digits),
            _ => node.digits,
        };
        let unit = Decimal::new(1, digits);
        a.checked_sub(*b)
            .is_some_and(|difference| difference.abs() <= unit)
    }

    /// Required, range, usual: after all values, so that they may read anything.
    fn rules(&mut self) {
        let form = self.form;
        for (n, node) in (0u32..).zip(&form.nodes) {
            for row in 0..self.count(node) {
                let outcome = self.outcome(n, row);
                let standing = match outcome {
                    Some(Outcome::Unanswered) => {
                        if !self
                            .slot(n, row)
                            .and_then(|slot| self.perhaps.get(slot))
                            .is_some_and(|perhaps| *perhaps)
                        {
                            self.required(node, row);
                        }
                        continue;
                    }
                    Some(Outcome::Unknown { .. }) => continue,
                    Some(
                        Outcome::Given(value)
                        | Outcome::StandIn(value)
                        | Outcome::Computed { value, .. },
                    ) => value,
                    _ => continue,
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

    fn checks(&mut self) {
        let form = self.form;
        for check in &form.checks {
            let (n, rows) = match check.at {
                CheckAt::Once(node) => (node, 1),
                CheckAt::EachRow { roster, node } => (
                    node,
                    u32::try_from(roster).map_or(0, |roster| self.rows(roster)),
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
                problem.found = match self.outcome(n, row) {
                    Some(
                        Outcome::Given(value)
                        | Outcome::StandIn(value)
                        | Outcome::Computed { value, .. },
                    ) => Some(value.clone()),
                    _ => None,
                };
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

    fn row_counts(&mut self) {
        let form = self.form;
        for (n, roster) in (0u32..).zip(&form.rosters) {
            let Some(At::Member { group, .. }) = form.node(roster.nodes.start).map(|node| node.at)
            else {
                continue;
            };
            if self.group_asked(group) != Asked::Yes {
                continue;
            }
            let count = self.rows(n);
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
                self.problems.push(((group, 0, 0), problem));
            }
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
enum Asked {
    Yes,
    No,
    Perhaps,
}

fn relevance(val: &Val) -> Asked {
    match val {
        Val::YesNo(true) => Asked::Yes,
        Val::YesNo(false) | Val::Nothing => Asked::No,
        _ => Asked::Perhaps,
    }
}

/// The computed number at the digits of the control, as people compare them.
fn at_digits_of(control: &Value, computed: &Val) -> Option<Value> {
    let (Value::Number(control), Val::Number(computed)) = (control, computed) else {
        return None;
    };
    let mut number = rounded(*computed, control.scale());
    number.rescale(control.scale());
    Some(Value::Number(number))
}

/// The year of a date, for the personal number.
pub(super) fn year_of(value: &Value) -> Option<i32> {
    match value {
        Value::Date(super::Date::Year(year)) => Some(*year),
        Value::Date(super::Date::Day(day)) => Some(day.year()),
        _ => None,
    }
}
