//! One node after another: is it asked, what was said, what is computed, do they agree.

use rust_decimal::Decimal;

use super::compiled::{At, Node};
use super::expression::Val;
use super::expression::run::evaluate;
use super::run::{Asked, Identity, Run, Said, relevance};
use super::val::{at_digits, at_digits_of, val, value};
use super::{Answer, Code, FieldType, Name, Outcome, Severity, Special, Value};

impl Run<'_> {
    pub(super) fn group_asked(&mut self, group: usize) -> Asked {
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

    /// What is missing to know whether a field is asked.
    fn doubt(&mut self, node: &Node, row: u32) -> Vec<u32> {
        let form = self.form;
        let group = match node.at {
            At::Field { group, .. } | At::Member { group, .. } => form.group_when.get(group),
            At::Cell { .. } => None,
        };
        let mut missing = Vec::new();
        for when in group.and_then(Option::as_ref).into_iter().chain(&node.when) {
            if let Val::Unknown(slots) = evaluate(when, self, &mut Self::bound(node, row)) {
                missing.extend(slots);
            }
        }
        missing.truncate(super::expression::MOST_MISSING);
        missing
    }

    pub(super) fn settle(&mut self, n: u32) {
        let form = self.form;
        let Some(node) = form.node(n) else { return };
        if let At::Member { group, .. } = node.at {
            // Also without rows: how many there are depends on it.
            self.group_asked(group);
        }
        for row in 0..self.count(node) {
            let Some(slot) = self.slot(n, row) else {
                continue;
            };
            let path = self.path(node, row);
            let answer = self.answers.get(&path).filter(|answer| !blank(answer));
            let asked = if node.closed {
                Asked::Yes
            } else {
                self.asked(node, row)
            };
            if let Some(said) = self.said.get_mut(slot) {
                *said = match answer {
                    // Kept, but to formulas nothing was said.
                    _ if node.closed || asked == Asked::No => Said::Nothing,
                    None => Said::Nothing,
                    Some(Answer::Given(_)) => Said::Value,
                    Some(_) => Said::Something,
                };
            }
            if let Some(perhaps) = self.perhaps.get_mut(slot) {
                *perhaps = asked == Asked::Perhaps;
            }
            let (outcome, val) = if node.closed {
                if answer.is_some() {
                    self.stray(node, row, Code::Closed, Severity::Blocks, answer);
                }
                (Outcome::Closed, Val::Nothing)
            } else if asked == Asked::No {
                // The members of a household that was not met stay known, and nobody need take them away.
                if answer.is_some() && !node.carry {
                    self.stray(node, row, Code::NotRelevant, Severity::Asks, answer);
                }
                (Outcome::NotRelevant, Val::Nothing)
            } else if node.formulas.is_empty() {
                self.said_by_people(node, row, slot, answer)
            } else {
                match self.computed(n, node, row, slot, answer) {
                    // Whether it counts at all is not known, so neither is what it adds.
                    (Outcome::Computed { control: None, .. }, _) if asked == Asked::Perhaps => {
                        let missing = self.doubt(node, row);
                        let named = missing
                            .iter()
                            .filter_map(|slot| self.missing_of_slot(*slot));
                        let outcome = Outcome::Unknown {
                            missing: named.collect(),
                        };
                        (outcome, Val::Unknown(missing))
                    }
                    computed => computed,
                }
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
                // As if it did not parse, so that nobody counts with what the paper cannot hold.
                false => (Outcome::Unparsed(value.to_string()), missing()),
            },
            Some(Answer::Special(special)) => {
                let allowed = self.special(node, row, *special);
                // Where the paper knows no "not applicable", something is missing.
                let val = if *special == Special::NotApplicable && allowed {
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

    /// Whether the field allows a special answer; told where it does not.
    fn special(&mut self, node: &Node, row: u32, special: Special) -> bool {
        let allowed = self
            .form
            .field_of(node)
            .is_some_and(|field| field.specials.contains(&special));
        if !allowed {
            let problem = self.problem(node, row, Code::SpecialNotAllowed, Severity::Blocks);
            self.tell(node, row, problem);
        }
        allowed
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
        let mut rests: Vec<bool> = Vec::with_capacity(node.formulas.len());
        let mut results: Vec<Val> = Vec::with_capacity(node.formulas.len());
        for formula in &node.formulas {
            self.touched.set(false);
            results.push(evaluate(&formula.expr, self, &mut bound));
            rests.push(self.touched.get());
        }
        let first = results.iter().position(Val::is_known);
        let overridable = self.overridable(node);
        if overridable && first.is_none() {
            return self.not_told(node, row, slot, &results, answer);
        }
        let control = self.control(node, row, answer);
        let Some(first) = first else {
            return self.not_computed(node, row, slot, &results, control, answer);
        };
        if let Some(place) = self.chosen.get_mut(slot) {
            *place = u8::try_from(first).unwrap_or(u8::MAX);
        }
        if let (Some(place), Some(rests)) = (self.resting.get_mut(slot), rests.get(first)) {
            *place = *rests;
        }
        let result = results.get(first).cloned().unwrap_or_else(Val::unknown);
        for (other, second) in results
            .iter()
            .enumerate()
            .skip(first + 1)
            .filter(|(_, other)| other.is_known())
        {
            let identity = (n, row, first, Some(other));
            if !self.compared(node, identity, &result, second, None) {
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
        if overridable
            && let Some(control) = control
            && !self.alike(node, &result, &val(control), Some(control))
        {
            // A person's word does not rest on what the formula rests on.
            if let Some(place) = self.resting.get_mut(slot) {
                *place = false;
            }
            let outcome = Outcome::Overridden {
                value: control.clone(),
                computed,
            };
            return (outcome, val(control));
        }
        if let Some(control) = control
            && !self.compared(
                node,
                (n, row, first, None),
                &result,
                &val(control),
                Some(control),
            )
        {
            let mut problem = self.problem(node, row, Code::Control, Severity::Blocks);
            problem.expected = Some(
                at_digits_of(control, &result, node.digits).unwrap_or_else(|| computed.clone()),
            );
            problem.found = Some(control.clone());
            problem.formula = node.formulas.get(first).map(|formula| formula.text.clone());
            self.tell(node, row, problem);
        }
        (
            Outcome::Computed {
                value: computed,
                control: control.cloned(),
            },
            result,
        )
    }

    fn overridable(&self, node: &Node) -> bool {
        self.form
            .field_of(node)
            .is_some_and(|field| field.overridable)
    }

    /// An overridable field whose formulas do not tell: a question like any other, answered by people.
    fn not_told(
        &mut self,
        node: &Node,
        row: u32,
        slot: usize,
        results: &[Val],
        answer: Option<&Answer>,
    ) -> (Outcome, Val) {
        if answer.is_some() {
            return self.said_by_people(node, row, slot, answer);
        }
        let (outcome, val) = self.not_computed(node, row, slot, results, None, None);
        match val {
            // Whoever waits for it can be helped by an answer here, whatever the formula lacks.
            Val::Unknown(_) => (
                outcome,
                Val::Unknown(u32::try_from(slot).into_iter().collect()),
            ),
            val => (outcome, val),
        }
    }

    /// The value that a person gave for a computed field, where it can be compared.
    fn control<'a>(
        &mut self,
        node: &Node,
        row: u32,
        answer: Option<&'a Answer>,
    ) -> Option<&'a Value> {
        match answer {
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
        }
    }

    /// Whether both sides of an identity agree; remembered for the search for what closes.
    fn compared(
        &mut self,
        node: &Node,
        (n, row, formula, other): (u32, u32, usize, Option<usize>),
        result: &Val,
        second: &Val,
        control: Option<&Value>,
    ) -> bool {
        let holds = self.alike(node, result, second, control);
        self.identities.push(Identity {
            node: n,
            row,
            formula,
            other,
            holds,
        });
        holds
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
            if let Some(place) = self.resting.get_mut(slot) {
                *place = true;
            }
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
            .filter_map(|slot| self.missing_of_slot(*slot))
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
            // As both are written: a count that a formula leaves with a fraction is rounded.
            return at_digits(*a, 0) == at_digits(*b, 0);
        }
        let digits = match control {
            Some(Value::Number(control)) => control.scale().min(node.digits),
            _ => node.digits,
        };
        let unit = Decimal::new(1, digits);
        a.checked_sub(*b)
            .is_some_and(|difference| difference.abs() <= unit)
    }
}

/// A text without a word in it says nothing.
fn blank(answer: &Answer) -> bool {
    matches!(answer, Answer::Given(Value::Text(text) | Value::Place(text)) if text.trim().is_empty())
}
