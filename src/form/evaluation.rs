//! What evaluating a paper yields: an outcome per place, and problems.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Holidays, Imported, Missing, Name, Path, Period, Problem, Severity, Special, Value};

/// What formulas may know besides the answers. Everything is optional: unknown stays unknown.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The place's kind at the date (`xã`, `phường`, …).
    pub place_kind: Option<String>,
    /// The area of the place at the date.
    pub area: Option<crate::place::Area>,
    /// The Phiếu's date, else the period's last day.
    pub date: Option<NaiveDate>,
    /// The period.
    pub period: Option<Period>,
    /// The two-digit codes of all tỉnh that personal numbers may name; empty: not checked.
    pub provinces: std::sync::Arc<std::collections::BTreeSet<String>>,
    /// The public holidays; of a year that is not in them nothing is counted.
    pub holidays: std::sync::Arc<Holidays>,
    /// What other papers say, by the import's id; what is not here is not known.
    pub imports: BTreeMap<Name, Imported>,
    /// What stood in places when something made it binding.
    pub stood: std::sync::Arc<[super::Stood]>,
}

impl Context {
    /// The day at which formulas and dated figures are read.
    pub fn day(&self) -> Option<NaiveDate> {
        self.date.or(self.period.map(Period::last_day))
    }
}

/// What stands in a field or cell after evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Given by a person.
    Given(Value),
    /// A special answer.
    Special(Special),
    /// Text that does not parse, kept as typed.
    Unparsed(String),
    /// Computed; `control` is the value a person gave for it, if any.
    Computed {
        /// The computed value.
        value: Value,
        /// The value given for it: the total printed on paper.
        control: Option<Value>,
    },
    /// Computed, and a person says otherwise where the paper lets them: their value stands.
    Overridden {
        /// The person's value, which counts.
        value: Value,
        /// The computed value, shown beside it.
        computed: Value,
    },
    /// Not computable, so the given control value stands in, marked.
    StandIn(Value),
    /// Not computable; what is missing, at most a few.
    Unknown {
        /// Unanswered places, values of other papers and figures of the law that it depends on.
        missing: Vec<Missing>,
    },
    /// Asked and not answered.
    Unanswered,
    /// A cell that the paper closes: contributes nothing.
    Closed,
    /// Not asked, by the paper's own rule. The answer, if there is one, is kept but not used.
    NotRelevant,
}

impl Outcome {
    /// The value in effect: given, computed, overridden or standing in.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Outcome::Given(value)
            | Outcome::StandIn(value)
            | Outcome::Overridden { value, .. }
            | Outcome::Computed { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// The evaluation of one paper.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Every field, member field and cell of the paper, in path order.
    pub outcomes: BTreeMap<Path, Outcome>,
    /// The computed places whose value rests on a control value that stands in somewhere below:
    /// right only if that printed figure is.
    pub resting: BTreeSet<Path>,
    /// Every problem, in paper order.
    pub problems: Vec<Problem>,
    /// Whether a training scale is in it: everything that shows or prints it says so.
    pub training: bool,
}

impl Evaluation {
    /// The value in effect at a path: given, computed or standing in.
    pub fn value(&self, path: &Path) -> Option<&Value> {
        self.outcomes.get(path)?.value()
    }

    /// The computed value that a person's value stands in place of.
    pub fn overridden(&self, path: &Path) -> Option<&Value> {
        match self.outcomes.get(path)? {
            Outcome::Overridden { computed, .. } => Some(computed),
            _ => None,
        }
    }

    /// Whether a value is a stand-in or rests on one, so that it is shown marked.
    pub fn rests(&self, path: &Path) -> bool {
        self.resting.contains(path) || matches!(self.outcomes.get(path), Some(Outcome::StandIn(_)))
    }

    /// The value in effect of a field outside rosters and grids.
    pub fn field(&self, name: &Name) -> Option<&Value> {
        self.value(&Path::Field(name.clone()))
    }

    /// Whether anything stops the paper from being finished.
    pub fn blocked(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Blocks)
    }
}
