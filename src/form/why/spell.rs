//! A part of a formula as people read it: labels in place of ids, words of `locales/` in place of keywords.

use super::Worth;
use super::label::{field_with_choice, known_val};
use crate::form::Field;
use crate::form::compiled::{At, Form};
use crate::form::expression::ast::Compare;
use crate::form::expression::{Expr, Given};

/// Tokens of one part at most; a longer one ends in a sign for *and so on*.
const MOST_TOKENS: usize = 60;

/// Arguments of one function that are spelled.
const MOST_ARGUMENTS: usize = 3;

/// One word of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// What the paper calls something.
    Name(String),
    /// A sign.
    Sign(&'static str),
    /// A word of the formula language, under `why-word-<word>`.
    Word(&'static str),
    /// A value that stands in the formula.
    Value(Worth),
}

/// The code of what formulas know of the place and the day.
pub(super) fn circumstance(given: Given) -> &'static str {
    match given {
        Given::Area => "area",
        Given::PlaceKind => "place-kind",
        Given::AtDate => "date",
        Given::PeriodYear => "period-year",
    }
}

fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Equal => "=",
        Compare::Different => "≠",
        Compare::Less => "<",
        Compare::AtMost => "≤",
        Compare::More => ">",
        Compare::AtLeast => "≥",
    }
}

/// Spells a part of a formula.
pub(super) fn spell(form: &Form, expr: &Expr, field: Option<&Field>) -> Vec<Token> {
    let mut speller = Speller {
        form,
        tokens: Vec::new(),
    };
    speller.expr(expr, field, 0);
    speller.tokens
}

/// The first field that an expression reads and that has choices: what a quoted word beside it means.
pub(super) fn chooser<'f>(form: &'f Form, parts: &[&Expr]) -> Option<&'f Field> {
    let mut found = None;
    for part in parts {
        part.walk(&mut |expr| {
            if let Expr::Ref { node, .. } = expr
                && found.is_none()
            {
                found = form
                    .node(*node)
                    .and_then(|node| form.field_of(node))
                    .filter(|field| !field.choices.is_empty());
            }
        });
    }
    found
}

struct Speller<'f> {
    form: &'f Form,
    tokens: Vec<Token>,
}

impl Speller<'_> {
    fn put(&mut self, token: Token) {
        match self.tokens.len().cmp(&MOST_TOKENS) {
            std::cmp::Ordering::Less => self.tokens.push(token),
            std::cmp::Ordering::Equal => self.tokens.push(Token::Sign("…")),
            std::cmp::Ordering::Greater => {}
        }
    }

    /// Parts with a token between them.
    fn list<'e>(
        &mut self,
        parts: impl IntoIterator<Item = &'e Expr>,
        between: &Token,
        field: Option<&Field>,
        tight: u8,
    ) {
        for (n, part) in parts.into_iter().enumerate() {
            if n > 0 {
                self.put(between.clone());
            }
            self.expr(part, field, tight);
        }
    }

    fn call(&mut self, word: &'static str, parts: &[Expr]) {
        self.put(Token::Word(word));
        self.put(Token::Sign("("));
        self.list(
            parts.iter().take(MOST_ARGUMENTS),
            &Token::Sign(";"),
            None,
            0,
        );
        if parts.len() > MOST_ARGUMENTS {
            self.put(Token::Sign("; …"));
        }
        self.put(Token::Sign(")"));
    }

    /// `tight` is how tightly the surroundings bind: what binds less stands in brackets.
    fn expr(&mut self, expr: &Expr, field: Option<&Field>, tight: u8) {
        let own = match expr {
            Expr::Or(_) => 1,
            Expr::And(_) => 2,
            Expr::Not(_) => 3,
            Expr::Compare(..) | Expr::In(..) => 4,
            Expr::Sum(_) => 5,
            Expr::Product(_) => 6,
            _ => 7,
        };
        if own < tight {
            self.put(Token::Sign("("));
        }
        match expr {
            Expr::Literal(val) => {
                let field = field.or_else(|| field_with_choice(self.form, val));
                let worth = known_val(val, field).unwrap_or(Worth::Nothing);
                self.put(Token::Value(worth));
            }
            Expr::Ref { node, .. } => self.name(*node),
            Expr::IsGiven { node, .. } => {
                self.put(Token::Word("given"));
                self.name(*node);
            }
            Expr::IsAnswered { node, .. } => {
                self.put(Token::Word("answered"));
                self.name(*node);
            }
            Expr::IsOverridden { node, .. } => {
                self.put(Token::Word("overridden"));
                self.name(*node);
            }
            Expr::Import(index) => {
                let import = usize::try_from(*index)
                    .ok()
                    .and_then(|at| self.form.imports.get(at));
                let label = import.map_or_else(String::new, |import| import.label.clone());
                self.put(Token::Name(label));
            }
            Expr::Constant(index) => {
                let label = constant_label(self.form, *index);
                self.put(Token::Name(label));
            }
            Expr::Context(given) => self.put(Token::Word(circumstance(*given))),
            Expr::Sum(parts) => self.series(parts, ["+", "−"], 5),
            Expr::Product(parts) => self.series(parts, ["×", "÷"], 6),
            Expr::Compare(compare, left, right) => {
                let field = chooser(self.form, &[left, right]);
                self.expr(left, field, 5);
                self.put(Token::Sign(sign(*compare)));
                self.expr(right, field, 5);
            }
            Expr::In(left, members) => {
                let field = chooser(self.form, &[left]);
                self.expr(left, field, 5);
                self.put(Token::Word("in"));
                self.list(members, &Token::Sign(","), field, 5);
            }
            Expr::And(parts) => self.list(parts, &Token::Word("and"), None, 3),
            Expr::Or(parts) => self.list(parts, &Token::Word("or"), None, 2),
            Expr::Not(inner) => {
                self.put(Token::Word("not"));
                self.expr(inner, None, 4);
            }
            Expr::Call(function, parts) => self.call(function.word(), parts),
            Expr::Each {
                function,
                roster,
                value,
                condition,
            } => {
                self.put(Token::Word(function.word()));
                self.put(Token::Name(roster_title(self.form, *roster)));
                if let Some(value) = value {
                    self.put(Token::Sign("·"));
                    self.expr(value, None, 7);
                }
                if let Some(condition) = condition {
                    self.put(Token::Word("where"));
                    self.expr(condition, None, 0);
                }
            }
        }
        if own < tight {
            self.put(Token::Sign(")"));
        }
    }

    fn series(&mut self, parts: &[(bool, Expr)], signs: [&'static str; 2], tight: u8) {
        let [plain, inverse] = signs;
        for (n, (inverted, part)) in parts.iter().enumerate() {
            if n > 0 || *inverted {
                self.put(Token::Sign(if *inverted { inverse } else { plain }));
            }
            self.expr(part, None, tight + 1);
        }
    }

    fn name(&mut self, node: u32) {
        let label = self
            .form
            .node(node)
            .map_or_else(String::new, |node| match node.at {
                At::Cell { row, .. } => {
                    let row = self
                        .form
                        .rows()
                        .get(row)
                        .map_or("", |row| row.label.as_str());
                    let column = self.form.field_of(node).map_or("", |field| &field.label);
                    format!("{row} · {column}")
                }
                At::Field { .. } | At::Member { .. } => self
                    .form
                    .field_of(node)
                    .map_or_else(String::new, |field| field.label.clone()),
            });
        self.put(Token::Name(label));
    }
}

/// What the paper calls a roster.
pub(super) fn roster_title(form: &Form, roster: u32) -> String {
    let name = usize::try_from(roster)
        .ok()
        .and_then(|at| form.rosters.get(at))
        .map(|roster| &roster.name);
    let group = form.groups().iter().find(|group| Some(&group.id) == name);
    group.map_or_else(String::new, |group| group.title.clone())
}

/// What the paper calls a constant.
fn constant_label(form: &Form, index: u32) -> String {
    let id = usize::try_from(index)
        .ok()
        .and_then(|at| form.constant_ids.get(at));
    form.constants()
        .iter()
        .find(|constant| Some(&constant.id) == id)
        .map_or_else(String::new, |constant| constant.label.clone())
}
