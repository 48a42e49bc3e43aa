//! The one typed expression language of papers.
//!
//! **What this room is.** `lexer` → `parser` (Pratt) → `ast` → `compile`, `calls` (names to slots,
//! types checked, every mistake told) → `run`, `fold` (total, budgeted). Three-valued: *unknown* carries what is missing, and
//! *nothing* (a closed cell, không áp dụng, a question not asked) adds nothing to a sum.
//!
//! **What it must never do.** Fail, panic or recurse beyond the depth that parsing bounded; know what
//! a paper is: names come from a [`compile::Names`], values from a [`run::Reading`].
//!
//! **Where to start reading.** `parser::parse`, then [`compile::compile`], then [`run::evaluate`].

pub(super) mod ast;
mod calls;
pub(super) mod compile;
mod days;
mod fold;
mod functions;
mod lexer;
mod parser;
#[cfg(test)]
mod properties;
pub(super) mod run;

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Date, Name};
use ast::Compare;
pub(super) use parser::parse;

/// What an expression may yield.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    Number,
    Text,
    YesNo,
    Date,
    /// Quoted words, which may become a choice.
    Words(BTreeSet<String>),
    /// One of these choices.
    Choice(Arc<BTreeSet<String>>),
    /// Any of these choices.
    Choices(Arc<BTreeSet<String>>),
}

impl Type {
    /// The word in papers and messages.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Type::Number => "number",
            Type::Text | Type::Words(_) => "text",
            Type::YesNo => "yesno",
            Type::Date => "date",
            Type::Choice(_) => "choice",
            Type::Choices(_) => "choices",
        }
    }
}

/// A value inside an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val {
    Number(Decimal),
    /// Text, a choice's id or a place's code.
    Text(Name),
    YesNo(bool),
    Date(Date),
    Set(Arc<BTreeSet<Name>>),
    /// Closed, không áp dụng or not asked: adds nothing.
    Nothing,
    /// Not known, and the slots that are missing, at most [`MOST_MISSING`].
    Unknown(Vec<u32>),
}

/// How many missing places an unknown value names.
pub(super) const MOST_MISSING: usize = 8;

impl Val {
    pub(super) fn unknown() -> Val {
        Val::Unknown(Vec::new())
    }

    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Val::Nothing | Val::Unknown(_))
    }
}

/// What formulas know besides answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// `place_area`.
    Area,
    /// `place_kind`.
    PlaceKind,
    /// `at_date`, `review_date`, `today`.
    AtDate,
    /// `year_of_period`.
    PeriodYear,
}

/// Functions of plain arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Sum,
    SumTrue,
    Min,
    Max,
    If,
    Coalesce,
    Known,
    Round,
    Abs,
    Year,
    Age,
    Len,
    /// Days from one date to another.
    Days,
    /// Mondays to Fridays after one date, up to and with another.
    Weekdays,
    /// The day so many days after a date.
    After,
}

/// Functions over a roster's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Each {
    Count,
    Sum,
    Min,
    Max,
    Any,
    All,
    /// The value, of any type, in the first row that fulfils the condition; nothing where none does.
    First,
}

/// A compiled expression: names are slots.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Literal(Val),
    /// A node; `level` says which bound row it is read in, 0 for none, 1 for the outermost.
    Ref {
        node: u32,
        level: u8,
    },
    /// `given(x)`: a person gave a value.
    IsGiven {
        node: u32,
        level: u8,
    },
    /// `answered(x)`: a person said anything.
    IsAnswered {
        node: u32,
        level: u8,
    },
    /// `overridden(x)`: a person's value stands in place of a computed one that differs.
    IsOverridden {
        node: u32,
        level: u8,
    },
    Constant(u32),
    /// A value of another paper.
    Import(u32),
    Context(Given),
    Sum(Vec<(bool, Expr)>),
    Product(Vec<(bool, Expr)>),
    Compare(Compare, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Call(Function, Vec<Expr>),
    Each {
        function: Each,
        roster: u32,
        value: Option<Box<Expr>>,
        condition: Option<Box<Expr>>,
    },
}

impl Expr {
    /// Calls `visit` for every part, parents first.
    pub(super) fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        match self {
            Expr::Literal(_)
            | Expr::Ref { .. }
            | Expr::IsGiven { .. }
            | Expr::IsAnswered { .. }
            | Expr::IsOverridden { .. }
            | Expr::Constant(_)
            | Expr::Import(_)
            | Expr::Context(_) => {}
            Expr::Sum(parts) | Expr::Product(parts) => {
                parts.iter().for_each(|(_, part)| part.walk(visit))
            }
            Expr::Compare(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Expr::In(left, members) => {
                left.walk(visit);
                members.iter().for_each(|part| part.walk(visit));
            }
            Expr::And(parts) | Expr::Or(parts) | Expr::Call(_, parts) => {
                parts.iter().for_each(|part| part.walk(visit))
            }
            Expr::Not(inner) => inner.walk(visit),
            Expr::Each {
                value, condition, ..
            } => {
                for part in value.iter().chain(condition) {
                    part.walk(visit);
                }
            }
        }
    }
}
