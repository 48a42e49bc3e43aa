//! An identity whose names are all found, and its text.

use rust_decimal::Decimal;

use super::records::Rule;
use super::{At, Op};
use crate::form::expression::Expr;
use crate::form::{Evidence, Name, Severity};

/// Which period a side is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Same,
    /// The last annual period before the year of this one.
    Opening,
    /// Each half of the year.
    Half,
}

/// Which places a side is read at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Same,
    /// The units directly below, added up.
    Below,
}

/// What of a paper a side reads.
#[derive(Debug)]
pub(super) enum What {
    At(At),
    Records(Box<Rule>),
    /// A table's printed formula, and the columns it reads by their index in it.
    Printed {
        expr: Expr,
        columns: Vec<String>,
    },
}

/// One side, or one part of it.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) form: Name,
    pub(super) what: What,
    /// Divides, where there is one: a rate.
    pub(super) per: Option<At>,
    pub(super) when: When,
    pub(super) of: Of,
    pub(super) minus: bool,
    pub(super) times: Decimal,
    pub(super) digits: u32,
    /// Counts are compared exactly.
    pub(super) count: bool,
}

/// One identity, all its names found.
#[derive(Debug)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) op: Op,
    pub(super) left: Side,
    pub(super) right: Vec<Side>,
    /// The parts of tables at which it is held: one without a name where the tables have none.
    pub(super) parts: Vec<Option<String>>,
    pub(super) message: String,
    pub(super) severity: Severity,
    pub(super) source: String,
    pub(super) evidence: Evidence,
    pub(super) tolerance: Option<Decimal>,
    pub(super) factor: Option<Decimal>,
    pub(super) rollup: bool,
    /// A table's own formula: held only where the table was handed in.
    pub(super) printed: bool,
    /// A table's own formula as printed.
    pub(super) text: Option<String>,
}

impl Identity {
    pub(super) fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.left).chain(&self.right)
    }

    /// As text for people who read papers: `mau-7-2[9, ho] = mau-7-1[3]`.
    pub(super) fn formula(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let mut text = format!("{} {} ", self.left.text(), self.op.as_str());
        for (n, side) in self.right.iter().enumerate() {
            text += match (n, side.minus) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) if matches!(self.op, Op::Between | Op::Slip) => ", ",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            text += &side.text();
        }
        text
    }
}

impl Side {
    fn text(&self) -> String {
        let spell = |at: &At| match at {
            At::Path(path) => crate::form::Answers::new().spell(path),
            At::Column { number, part } => match part {
                Some(part) => format!("{number}, {part}"),
                None => number.clone(),
            },
            At::Records(text) => text.clone(),
            At::Figure(number) => number.normalize().to_string(),
        };
        let mut text = match &self.what {
            What::At(At::Figure(number)) => spell(&At::Figure(*number)),
            What::At(at) => format!("{}[{}]", self.form, spell(at)),
            What::Records(rule) => format!("{}[{}]", self.form, rule.text),
            What::Printed { .. } => self.form.to_string(),
        };
        match self.when {
            When::Same => {}
            When::Opening => text += "@opening",
            When::Half => text += "@half",
        }
        if self.of == Of::Below {
            text = format!("below({text})");
        }
        if let Some(per) = &self.per {
            text += &format!(" / {}[{}]", self.form, spell(per));
        }
        if self.times != Decimal::ONE {
            text = format!("{} * {text}", self.times.normalize());
        }
        text
    }
}
