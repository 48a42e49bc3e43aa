//! The single answers that would give a choice or a yes and no another value.
//!
//! Every answer that the value depends on is tried: each other word, and for numbers and dates the nearest
//! value on either side (see `nearest`). Trying is evaluating again, so the result told is the result.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::label::{field_with_choice, imported, known, known_val, missing_label};
use super::nearest::{Line, nearest};
use super::{Flip, Flips, Worth};
use crate::form::compiled::{At, Bound, Form};
use crate::form::expression::ast::Compare;
use crate::form::expression::run::evaluate;
use crate::form::expression::{Expr, Val};
use crate::form::run::Run;
use crate::form::solve::Spot;
use crate::form::val::val;
use crate::form::{
    Answer, Answers, Context, FieldType, Import, Imported, Missing, Name, Outcome, Path, Value,
};

/// Places looked at when gathering what a value depends on.
const MOST_SPOTS: usize = 20_000;
/// Places settled while trying answers: about half a second.
const MOST_WORK: usize = 2_000_000;
/// Comparisons solved for one number.
const MOST_COMPARED: usize = 64;

/// What can be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leaf {
    /// An answer.
    Place(Spot),
    /// A value of another paper.
    Import(u32),
}

/// What a value depends on.
struct Cone<'f> {
    /// The answers, in paper order, then what is read of other papers.
    leaves: Vec<Leaf>,
    /// The comparisons on the way: both sides.
    compared: Vec<(&'f Expr, &'f Expr)>,
    complete: bool,
}

/// Seeks every single answer that changes the value at a spot.
pub(super) fn flips(run: &Run<'_>, answers: &Answers, context: &Context, target: Spot) -> Flips {
    let cone = cone(run, target);
    let mut trial = Trial {
        form: run.form,
        answers: answers.clone(),
        context: context.clone(),
        target,
        before: run
            .outcome(target.0, target.1)
            .and_then(Outcome::value)
            .cloned(),
        work: 0,
        size: run.slots.len().max(1),
    };
    let mut list: Vec<(Leaf, Flip)> = Vec::new();
    // Words first: they are few, and a search along numbers must not use up what they need.
    let lines = |leaf: &Leaf| {
        let kind = match leaf {
            Leaf::Place((n, _)) => run.form.node(*n).map(|node| node.kind),
            Leaf::Import(n) => import_at(run.form, *n).map(|import| import.kind),
        };
        kind.is_some_and(|kind| kind.is_number() || kind == FieldType::Date)
    };
    let mut leaves = cone.leaves.clone();
    leaves.sort_by_key(lines);
    for leaf in leaves {
        list.extend(
            of_leaf(run, &mut trial, &cone, leaf)
                .into_iter()
                .map(|flip| (leaf, flip)),
        );
    }
    list.sort_by(|(a, one), (b, other)| (one.size, a).cmp(&(other.size, b)));
    Flips {
        list: list.into_iter().map(|(_, flip)| flip).collect(),
        complete: cone.complete && trial.work <= MOST_WORK,
    }
}

/// Comparisons, the row they are read in, and where to put how far their sides are apart.
type Compared<'c> = (
    &'c [(&'c Expr, &'c Expr)],
    u32,
    &'c mut Vec<Option<Decimal>>,
);

/// One changed answer after another, each with what then stands at the target.
struct Trial<'f> {
    form: &'f Form,
    answers: Answers,
    context: Context,
    target: Spot,
    before: Option<Value>,
    work: usize,
    size: usize,
}

impl Trial<'_> {
    /// The value at the target with another answer, where it is known and differs. `compared` are
    /// comparisons, the row they are read in, and where to put how far their sides are then apart.
    fn with(
        &mut self,
        of: &Missing,
        value: Value,
        compared: Option<Compared<'_>>,
    ) -> Option<Value> {
        self.work += self.size;
        if self.work > MOST_WORK {
            return None;
        }
        let undo = self.put(of, value);
        let mut run = Run::valued(self.form, &self.answers, &self.context);
        let after = run
            .outcome(self.target.0, self.target.1)
            .and_then(Outcome::value)
            .cloned();
        if let Some((compared, row, gaps)) = compared {
            let side = |run: &mut Run<'_>, expr| evaluate(expr, run, &mut vec![row]);
            for (left, right) in compared {
                gaps.push(gap(side(&mut run, left), side(&mut run, right)));
            }
        }
        drop(run);
        match undo {
            Undo::Answer(path, answer) => self.answers.set(path, answer),
            Undo::Import(id, Some(imported)) => {
                self.context.imports.insert(id, imported);
            }
            Undo::Import(id, None) => {
                self.context.imports.remove(&id);
            }
            Undo::Nothing => {}
        }
        after.filter(|after| Some(after) != self.before.as_ref())
    }

    /// Puts another value and tells what stood there.
    fn put(&mut self, of: &Missing, value: Value) -> Undo {
        match of {
            Missing::At(path) => {
                let kept = self.answers.get(path).cloned();
                self.answers.set(path.clone(), Some(Answer::Given(value)));
                Undo::Answer(path.clone(), kept)
            }
            Missing::Import(id) => {
                let imports = &mut self.context.imports;
                Undo::Import(
                    id.clone(),
                    imports.insert(id.clone(), Imported::given(value)),
                )
            }
            Missing::Constant(_) => Undo::Nothing,
        }
    }
}

/// What stood in the place of a tried value.
enum Undo {
    Answer(Path, Option<Answer>),
    Import(Name, Option<Imported>),
    Nothing,
}

fn import_at(form: &Form, index: u32) -> Option<&Import> {
    form.imports.get(usize::try_from(index).ok()?)
}

/// How far the sides of a comparison are apart: numbers, or dates in days.
fn gap(left: Val, right: Val) -> Option<Decimal> {
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => left.checked_sub(right),
        (Val::Date(left), Val::Date(right)) => {
            let (left, right) = (Line::of_date(left), Line::of_date(right));
            (left.0 == right.0).then(|| Decimal::from(left.1.saturating_sub(right.1)))
        }
        _ => None,
    }
}

/// Everything that the value at a spot can be computed from.
fn cone<'f>(run: &Run<'f>, target: Spot) -> Cone<'f> {
    let form = run.form;
    let mut seen: BTreeSet<Spot> = [target].into();
    let mut waiting = vec![target];
    let mut cone = Cone {
        leaves: Vec::new(),
        compared: Vec::new(),
        complete: true,
    };
    let mut imports = Vec::new();
    while let Some((n, row)) = waiting.pop() {
        let Some(node) = form.node(n) else { continue };
        let outcome = run.outcome(n, row);
        // A value given for a computed place counts only where nothing could be computed, or where the
        // paper lets people say otherwise.
        let by_people = node.formulas.is_empty()
            || form.field_of(node).is_some_and(|field| field.overridable)
            || matches!(
                outcome,
                Some(Outcome::StandIn(_) | Outcome::Unknown { .. } | Outcome::Special(_))
            );
        let asked = !matches!(outcome, None | Some(Outcome::NotRelevant | Outcome::Closed));
        if by_people && asked && (n, row) != target {
            cone.leaves.push(Leaf::Place((n, row)));
        }
        let group = match node.at {
            At::Field { group, .. } | At::Member { group, .. } => {
                form.group_when.get(group).and_then(Option::as_ref)
            }
            At::Cell { .. } => None,
        };
        let formulas = node.formulas.iter().map(|formula| &formula.expr);
        for expr in formulas.chain(&node.when).chain(group) {
            expr.walk(&mut |part| match part {
                Expr::Ref { node: read, level }
                | Expr::IsGiven { node: read, level }
                | Expr::IsAnswered { node: read, level }
                | Expr::IsOverridden { node: read, level } => {
                    for spot in spots(run, (n, row), (*read, *level)) {
                        if seen.len() >= MOST_SPOTS {
                            cone.complete = false;
                        } else if seen.insert(spot) {
                            waiting.push(spot);
                        }
                    }
                }
                Expr::Import(index) => imports.push(Leaf::Import(*index)),
                Expr::Compare(compare, left, right)
                    if *compare != Compare::Different && cone.compared.len() < MOST_COMPARED =>
                {
                    cone.compared.push((left, right));
                }
                _ => {}
            });
        }
    }
    cone.leaves.append(&mut imports);
    cone.leaves.sort_unstable();
    cone.leaves.dedup();
    cone
}

/// The spots that a reference of a place's formula can mean: its own row, or every row.
fn spots(run: &Run<'_>, (own, row): Spot, (read, level): (u32, u8)) -> Vec<Spot> {
    let roster = |n: u32| match run.form.node(n).map(|node| node.at) {
        Some(At::Member { roster, .. }) => Some(roster),
        _ => None,
    };
    match (level, roster(read)) {
        (0, _) | (_, None) => vec![(read, 0)],
        (1, of) if of == roster(own) => vec![(read, row)],
        _ => {
            let rows = run.form.node(read).map_or(0, |node| run.count(node));
            (0..rows).map(|row| (read, row)).collect()
        }
    }
}

/// What is known of something that can be another.
struct Changeable<'f> {
    of: Missing,
    kind: FieldType,
    digits: u32,
    range: [&'f Bound; 2],
    choices: Vec<&'f Name>,
    now: Option<Value>,
    row: u32,
}

fn changeable<'f>(run: &Run<'f>, leaf: Leaf) -> Option<Changeable<'f>> {
    let form = run.form;
    match leaf {
        Leaf::Place((n, row)) => {
            let node = form.node(n)?;
            let [low, high] = &node.range;
            Some(Changeable {
                of: Missing::At(run.path(node, row)),
                kind: node.kind,
                digits: node.digits,
                range: [low, high],
                choices: form
                    .field_of(node)
                    .map(|field| field.choices.iter().map(|choice| &choice.id).collect())
                    .unwrap_or_default(),
                now: run.outcome(n, row).and_then(Outcome::value).cloned(),
                row,
            })
        }
        Leaf::Import(index) => {
            let import = import_at(form, index)?;
            Some(Changeable {
                of: Missing::Import(import.id.clone()),
                kind: import.kind,
                digits: 0,
                range: [&Bound::Open, &Bound::Open],
                choices: import.choices.iter().collect(),
                now: run.imported_value(&import.id).cloned(),
                row: 0,
            })
        }
    }
}

/// The changes of one answer that change the value.
fn of_leaf(run: &Run<'_>, trial: &mut Trial<'_>, cone: &Cone<'_>, leaf: Leaf) -> Vec<Flip> {
    let Some(leaf) = changeable(run, leaf) else {
        return Vec::new();
    };
    let now = leaf.now.as_ref();
    let kind = (leaf.kind, leaf.digits);
    if let Some((line, probe)) = Line::new(run, kind, leaf.range, now) {
        let found = nearest(&probe, &mut |at, gaps| {
            let value = line.value(at)?;
            let compared = gaps.map(|gaps| (&*cone.compared, leaf.row, gaps));
            trial.with(&leaf.of, value, compared)
        });
        return found
            .into_iter()
            .filter_map(|(size, at, result)| {
                Some(flip(
                    run,
                    trial.target,
                    &leaf,
                    (line.value(at)?, result),
                    size,
                ))
            })
            .collect();
    }
    others(&leaf)
        .into_iter()
        .filter_map(|to| {
            let result = trial.with(&leaf.of, to.clone(), None)?;
            Some(flip(run, trial.target, &leaf, (to, result), Decimal::ONE))
        })
        .collect()
}

/// Every other word that could stand there.
fn others(leaf: &Changeable<'_>) -> Vec<Value> {
    let now = leaf.now.as_ref();
    let ids = leaf.choices.iter().map(|id| (*id).clone());
    match leaf.kind {
        FieldType::YesNo => [true, false]
            .into_iter()
            .map(Value::YesNo)
            .filter(|value| Some(value) != now)
            .collect(),
        FieldType::Choice => ids
            .map(Value::Choice)
            .filter(|value| Some(value) != now)
            .collect(),
        FieldType::Choices => {
            let held = match now {
                Some(Value::Choices(held)) => held.clone(),
                _ => BTreeSet::new(),
            };
            ids.map(|id| {
                let mut set = held.clone();
                if !set.remove(&id) {
                    set.insert(id);
                }
                Value::Choices(set)
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

fn flip(
    run: &Run<'_>,
    target: Spot,
    leaf: &Changeable<'_>,
    (to, result): (Value, Value),
    size: Decimal,
) -> Flip {
    let form = run.form;
    let target = form
        .node(target.0)
        .map_or(Path::Whole, |node| run.path(node, target.1));
    let shown = |value: &Value| match &leaf.of {
        Missing::At(path) => known(form, path, value),
        Missing::Import(id) | Missing::Constant(id) => {
            let inside = val(value);
            let mut imports = form.imports.iter();
            let worth = match imports.find(|import| import.id == *id) {
                Some(import) => imported(form, import, &inside),
                None => known_val(&inside, field_with_choice(form, &inside)),
            };
            worth.unwrap_or(Worth::Nothing)
        }
    };
    let at = match &leaf.of {
        Missing::At(path) => run.answers.spell(path),
        Missing::Import(id) | Missing::Constant(id) => id.to_string(),
    };
    Flip {
        of: leaf.of.clone(),
        at,
        label: missing_label(form, run.answers, &leaf.of),
        from: leaf.now.as_ref().map_or_else(
            || Worth::Unknown {
                missing: Vec::new(),
            },
            shown,
        ),
        to: shown(&to),
        result: known(form, &target, &result),
        size,
    }
}
