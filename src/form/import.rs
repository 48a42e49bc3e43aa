//! What a paper reads of other papers: declared here, gathered by whoever knows them, read by formulas.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::compiled::Form;
use super::expression::Val;
use super::val::val;
use super::{Evaluation, FieldType, Name, Outcome, Path, Period, Special, Value};

/// Whose Phiếu an import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportOf {
    /// The same household or unit.
    Same,
    /// The household's xã, else the nearest unit above it that has the paper.
    Place,
}

impl ImportOf {
    /// Both with their words in papers.
    pub const ALL: [(ImportOf, &'static str); 2] =
        [(ImportOf::Same, "same"), (ImportOf::Place, "place")];

    /// The word in papers.
    pub fn word(self) -> &'static str {
        ImportOf::ALL
            .into_iter()
            .find(|(other, _)| *other == self)
            .map_or("", |(_, word)| word)
    }
}

/// The Phiếu of which period an import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportPeriod {
    /// The same period.
    Same,
    /// The annual period before the year of this one.
    Opening,
    /// The newest Phiếu whose period ends before this one ends.
    Last,
    /// The newest Phiếu whose period ends no later than this one.
    Latest,
}

impl ImportPeriod {
    /// All with their words in papers.
    pub const ALL: [(ImportPeriod, &'static str); 4] = [
        (ImportPeriod::Same, "same"),
        (ImportPeriod::Opening, "opening"),
        (ImportPeriod::Last, "last"),
        (ImportPeriod::Latest, "latest"),
    ];

    /// The word in papers.
    pub fn word(self) -> &'static str {
        ImportPeriod::ALL
            .into_iter()
            .find(|(other, _)| *other == self)
            .map_or("", |(_, word)| word)
    }

    /// Whether it only ever reads of earlier periods, so that following it comes to an end.
    pub fn earlier(self) -> bool {
        matches!(self, ImportPeriod::Opening | ImportPeriod::Last)
    }
}

/// A value of another paper that formulas of this one read like a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its name in formulas.
    pub id: Name,
    /// What people read where it is missing.
    pub label: String,
    /// The other paper's id.
    pub form: Name,
    /// The field outside rosters, or the cell, that is read.
    pub at: Path,
    /// Its type; the other paper's must agree.
    pub kind: FieldType,
    /// The choices it may have, of the types that have choices.
    pub choices: BTreeSet<Name>,
    /// Whose Phiếu.
    pub of: ImportOf,
    /// Of which period.
    pub period: ImportPeriod,
    pub(super) line: usize,
}

/// What stands at an import. Where nothing was gathered, the value is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The value; `None` where the other paper closes it, does not ask it, or it does not apply.
    pub value: Option<Value>,
    /// Whether the other paper marks it: a printed figure stands in for it, or for what it rests on.
    pub rests: bool,
    /// Whether it comes from a training scale.
    pub training: bool,
    /// The period of the Phiếu it was read from.
    pub period: Option<Period>,
}

impl Imported {
    /// A value that somebody says stands there.
    pub fn given(value: Value) -> Self {
        Imported {
            value: Some(value),
            rests: false,
            training: false,
            period: None,
        }
    }

    /// What the evaluation of the other paper's Phiếu of a period says at a path; `None` while it is not known.
    pub fn read(evaluation: &Evaluation, at: &Path, period: Period) -> Option<Self> {
        let outcome = evaluation.outcomes.get(at)?;
        let value = outcome.value().cloned();
        let nothing = matches!(
            outcome,
            Outcome::Closed | Outcome::NotRelevant | Outcome::Special(Special::NotApplicable)
        );
        (value.is_some() || nothing).then(|| Imported {
            value,
            rests: evaluation.rests(at),
            training: evaluation.training,
            period: Some(period),
        })
    }
}

/// Some of a paper's imports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportSet(u64);

impl ImportSet {
    /// Every import of any paper.
    pub const ALL: ImportSet = ImportSet(u64::MAX);

    /// Those of both.
    pub fn with(self, other: ImportSet) -> ImportSet {
        ImportSet(self.0 | other.0)
    }

    /// Whether all of another set are in this one.
    pub fn holds(self, other: ImportSet) -> bool {
        other.0 & !self.0 == 0
    }
}

/// Something that a value cannot be computed without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// An answer of this paper.
    At(Path),
    /// A value of another paper, by the import's id.
    Import(Name),
    /// A figure of the law that is not known, or not in force on the day, by the constant's id.
    Constant(Name),
}

impl From<Path> for Missing {
    fn from(path: Path) -> Self {
        Missing::At(path)
    }
}

impl Import {
    /// Its value inside an evaluation; unknown names `slot`. A value that is not of the declared type, from
    /// a Phiếu of a version that differs, is not known here.
    pub(super) fn val(&self, imported: Option<&Imported>, slot: u32) -> Val {
        let unknown = || Val::Unknown(vec![slot]);
        let Some(imported) = imported else {
            return unknown();
        };
        let Some(value) = &imported.value else {
            return Val::Nothing;
        };
        if self.takes(value) {
            val(value)
        } else {
            unknown()
        }
    }

    /// Whether a value is of the declared type.
    pub fn takes(&self, value: &Value) -> bool {
        match (self.kind, value) {
            (FieldType::Integer, Value::Number(number)) => number.is_integer(),
            (kind, Value::Number(_)) => kind.is_number(),
            (FieldType::Choice, Value::Choice(id)) => self.choices.contains(id),
            (FieldType::Choices, Value::Choices(ids)) => ids.is_subset(&self.choices),
            (FieldType::Text, Value::Text(_))
            | (FieldType::Place, Value::Place(_))
            | (FieldType::Date, Value::Date(_))
            | (FieldType::YesNo, Value::YesNo(_)) => true,
            _ => false,
        }
    }
}

impl Form {
    /// What the paper reads of other papers.
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// The imports that the value at a path can depend on: what has to be gathered to know it.
    pub fn imports_for(&self, path: &Path) -> ImportSet {
        let node = self
            .node_at(path)
            .and_then(|node| usize::try_from(node).ok());
        let reach = node.and_then(|node| self.reach.get(node));
        ImportSet(reach.copied().unwrap_or(0))
    }

    /// The imports of a set, in paper order.
    pub fn imports_in(&self, set: ImportSet) -> impl Iterator<Item = &Import> {
        (0u32..)
            .zip(&self.imports)
            .filter(move |(n, _)| 1u64.checked_shl(*n).is_some_and(|bit| set.0 & bit != 0))
            .map(|(_, import)| import)
    }

    /// What people call something that is missing: the label of the field, the import, or the constant.
    pub fn missing_label(&self, missing: &Missing, day: Option<NaiveDate>) -> Option<&str> {
        match missing {
            Missing::At(path) => self.field_at(path).map(|field| field.label.as_str()),
            Missing::Import(id) => self
                .imports
                .iter()
                .find(|import| import.id == *id)
                .map(|import| import.label.as_str()),
            Missing::Constant(id) => {
                let entries = || self.constants.iter().filter(|constant| constant.id == *id);
                entries()
                    .find(|constant| day.is_some_and(|day| constant.in_force(day)))
                    .or_else(|| entries().next_back())
                    .map(|constant| constant.label.as_str())
            }
        }
    }
}
