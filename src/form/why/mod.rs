//! *Vì sao?*: where a value comes from, as a tree, and which single answer would change it.
//!
//! Made only when somebody asks: evaluation keeps nothing for it. The tree holds what the paper itself
//! says (labels, values as printed, sources) and codes; the words around them stand in `locales/`.

mod flips;
mod label;
mod nearest;
mod parts;
mod spell;
mod tree;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::run::Run;
use super::{Answers, Context, Evidence, FieldType, Missing, Path, Period, Special, Value};

pub use spell::Token;

/// Where one value of a paper comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// The value asked about, and what made it.
    pub root: Because,
    /// For a choice or a yes and no: the single answers that would change it. Not sought for other types.
    pub flips: Option<Flips>,
}

/// One thing that a value rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// What it is.
    pub how: How,
    /// Its path as the paper spells it, or the id of a constant; empty for a part of a formula.
    pub at: String,
    /// What the paper calls it; empty for a part of a formula.
    pub label: String,
    /// For a part of a formula: how it reads.
    pub text: Vec<Token>,
    /// What it adds to what stands above it.
    pub sign: Option<Sign>,
    /// Its value.
    pub worth: Worth,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The value that a person gave for a computed place, or the computed one that a person's stands for.
    pub beside: Option<Worth>,
    /// Its formula, as the paper's author wrote it.
    pub formula: Option<String>,
    /// Where the paper took it from.
    pub source: String,
    /// How well that is known.
    pub evidence: Option<Evidence>,
    /// What decided it, in the order in which it was looked at.
    pub because: Vec<Because>,
    /// How many parts say nothing here: answered no, or a row that does not count.
    pub passed: usize,
    /// How many parts there are no room for.
    pub more: usize,
}

/// What a node of a derivation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// A person's answer.
    Answer,
    /// A special answer.
    Special(Special),
    /// Text that does not parse.
    Unparsed(String),
    /// Asked, not answered.
    Unanswered,
    /// Computed.
    Computed,
    /// Computed, and a person says otherwise where the paper lets them.
    Overridden,
    /// Not computable: the printed figure stands in.
    StandIn,
    /// A closed cell.
    Closed,
    /// Not asked, by the paper's own rule.
    NotAsked,
    /// A figure of the law.
    Constant,
    /// A value of another paper.
    Import {
        /// The other paper: its id, or its title where the Phiếu was looked at.
        form: String,
        /// The period of the Phiếu that it was read from, where there is one.
        period: Option<Period>,
    },
    /// The place's area or kind, the day, the year.
    Circumstance(&'static str),
    /// A condition, and how it came out.
    Condition,
    /// A part of a formula that is computed by itself.
    Part,
    /// A number that stands in the formula.
    Figure,
    /// Counting, adding or asking over a roster's rows.
    Rows,
    /// One row that counts.
    Row,
    /// A table's figure.
    Figures,
    /// One household that a table counts, or cannot decide.
    Record,
    /// Told above already.
    Again,
}

impl How {
    /// The stable code; words stand under `why-how-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            How::Answer => "answer",
            How::Special(_) => "special",
            How::Unparsed(_) => "unparsed",
            How::Unanswered => "unanswered",
            How::Computed => "computed",
            How::Overridden => "overridden",
            How::StandIn => "stand-in",
            How::Closed => "closed",
            How::NotAsked => "not-asked",
            How::Constant => "constant",
            How::Import { .. } => "import",
            How::Circumstance(_) => "circumstance",
            How::Condition => "condition",
            How::Part => "part",
            How::Figure => "figure",
            How::Rows => "rows",
            How::Row => "row",
            How::Figures => "figures",
            How::Record => "record",
            How::Again => "again",
        }
    }
}

/// What a part does in a sum or a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Subtracted.
    Minus,
    /// Multiplied.
    Times,
    /// Divided by.
    Divides,
}

impl Sign {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Sign::Plus => "+",
            Sign::Minus => "−",
            Sign::Times => "×",
            Sign::Divides => "÷",
        }
    }
}

/// What something is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// A value, and how people read it; yes and no are the screen's own words.
    Known {
        /// The value.
        value: Value,
        /// As people read it; `None` for yes and no.
        text: Option<String>,
    },
    /// Closed, not asked, not applicable: adds nothing.
    Nothing,
    /// Not known.
    Unknown {
        /// What is missing, as the paper calls it; at most a few.
        missing: Vec<String>,
    },
}

impl Worth {
    /// The value, where it is known.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Worth::Known { value, .. } => Some(value),
            Worth::Nothing | Worth::Unknown { .. } => None,
        }
    }
}

/// The single answers that would change a value, nearest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flips {
    /// Each of them.
    pub list: Vec<Flip>,
    /// Whether every answer that the value depends on was tried.
    pub complete: bool,
}

/// One answer that would change a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// What would be another: an answer of this paper, or a value of another paper that this one reads.
    pub of: Missing,
    /// Its path, spelled, or the import's id.
    pub at: String,
    /// What the paper calls it.
    pub label: String,
    /// The answer as it is; unknown where there is none.
    pub from: Worth,
    /// The answer that would change the value.
    pub to: Worth,
    /// What the value would then be.
    pub result: Worth,
    /// How far it is: 1 for another word, the difference in units of the last digit for a number, days
    /// for a date.
    pub size: Decimal,
}

impl Form {
    /// Why a place has the value it has, and which single answers would give it another. Total: where the
    /// paper has no such place the tree is one node without a label.
    pub fn why(&self, answers: &Answers, context: &Context, path: &Path) -> Derivation {
        let run = Run::valued(self, answers, context);
        let spot = self
            .node_at(path)
            .map(|node| (node, run.row_of(path).unwrap_or(0)));
        let Some(spot) = spot else {
            let mut root = Because::of(
                How::Unanswered,
                Worth::Unknown {
                    missing: Vec::new(),
                },
            );
            root.at = answers.spell(path);
            return Derivation { root, flips: None };
        };
        let decides = self
            .node(spot.0)
            .is_some_and(|node| matches!(node.kind, FieldType::Choice | FieldType::YesNo));
        let flips = decides.then(|| flips::flips(&run, answers, context, spot));
        let root = tree::Teller::new(run).tell(spot);
        Derivation { root, flips }
    }

    /// The place that people ask about first: the class, else the first computed place, else the first.
    pub fn main_result(&self, answers: &Answers) -> Option<Path> {
        let class = self
            .field_with_role(super::Role::Class)
            .filter(|(roster, _)| roster.is_none())
            .map(|(_, field)| Path::Field(field.id.clone()));
        class.or_else(|| {
            let paths = self.all_paths(answers);
            let computed = paths.iter().find(|path| self.is_computed(path)).cloned();
            computed.or_else(|| paths.into_iter().next())
        })
    }
}

impl Because {
    /// A node of a value, with nothing else said.
    pub fn of(how: How, worth: Worth) -> Because {
        Because {
            how,
            at: String::new(),
            label: String::new(),
            text: Vec::new(),
            sign: None,
            worth,
            unit: None,
            beside: None,
            formula: None,
            source: String::new(),
            evidence: None,
            because: Vec::new(),
            passed: 0,
            more: 0,
        }
    }
}
