//! A tree into slots: names resolved, types checked, every mistake told with its column.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ast::{Ast, Compare, Node};
use super::parser::{MOST_DEPTH, SyntaxError, parse};
use super::{Expr, Given, Type, Val};
use crate::form::Name;
use crate::form::mistake::{Mistake, MistakeCode, nearest};

/// What a name stands for.
pub(in crate::form) enum Found {
    /// A field, a cell or a column; `level` as in [`Expr::Ref`].
    Value { node: u32, level: u8, kind: Type },
    /// A roster's rows.
    Roster(u32),
    /// A constant.
    Constant(u32),
    /// A word known from where the expression stands.
    Fixed { value: Val, kind: Type },
    /// A value of another paper.
    Import { index: u32, kind: Type },
    /// A field of a roster, read from where there is no row.
    NeedsRow { roster: String },
    /// Nothing.
    Unknown,
}

/// The names an expression can see. `rows` are the rosters whose rows are bound, outermost first.
pub(in crate::form) trait Names {
    /// Looks a dotted name up.
    fn find(&self, parts: &[String], rows: &[u32]) -> Found;
    /// Names for suggestions.
    fn all(&self, rows: &[u32]) -> Vec<String>;
    /// The ids with the roles rural and urban.
    fn areas(&self) -> Option<Arc<BTreeSet<String>>>;
}

/// Where an expression stands, for its mistakes.
pub(in crate::form) struct Place<'a> {
    pub(in crate::form) file: &'a str,
    pub(in crate::form) line: usize,
    pub(in crate::form) field: Option<&'a str>,
}

/// Compiles an expression, or tells every mistake in it.
pub(in crate::form) fn compile(
    text: &str,
    names: &dyn Names,
    rows: &[u32],
    place: &Place<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Option<(Expr, Type)> {
    let ast = read(text, place, mistakes)?;
    compile_ast(&ast, text, names, rows, place, mistakes)
}

/// Parses, telling the mistake.
pub(in crate::form) fn read(
    text: &str,
    place: &Place<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Ast> {
    let (code, args) = match parse(text) {
        Ok(ast) => return Some(ast),
        Err(SyntaxError::Unexpected {
            column,
            found,
            expected,
        }) => (
            MistakeCode::ExpressionSyntax,
            vec![
                ("expression", text.to_owned()),
                ("column", column.to_string()),
                ("found", found),
                ("expected", expected.to_owned()),
            ],
        ),
        Err(SyntaxError::TooDeep { column }) => (
            MistakeCode::ExpressionDepth,
            vec![
                ("expression", text.chars().take(60).collect()),
                ("column", column.to_string()),
                ("most", MOST_DEPTH.to_string()),
            ],
        ),
    };
    mistakes.push(Mistake::new(
        code,
        place.file,
        place.line,
        place.field,
        args,
    ));
    None
}

/// Compiles a tree that was read already.
pub(in crate::form) fn compile_ast(
    ast: &Ast,
    text: &str,
    names: &dyn Names,
    rows: &[u32],
    place: &Place<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Option<(Expr, Type)> {
    let mut compiler = Compiler {
        names,
        text,
        place,
        rows: rows.to_vec(),
        mistakes,
    };
    compiler.expr(ast)
}

pub(super) struct Compiler<'a> {
    pub(super) names: &'a dyn Names,
    text: &'a str,
    place: &'a Place<'a>,
    pub(super) rows: Vec<u32>,
    mistakes: &'a mut Vec<Mistake>,
}

pub(super) type Compiled = Option<(Expr, Type)>;

impl Compiler<'_> {
    pub(super) fn tell(
        &mut self,
        code: MistakeCode,
        at: &Ast,
        mut args: Vec<(&'static str, String)>,
    ) {
        args.push(("column", at.column.to_string()));
        args.push(("expression", self.text.to_owned()));
        self.mistakes.push(Mistake::new(
            code,
            self.place.file,
            self.place.line,
            self.place.field,
            args,
        ));
    }

    pub(super) fn mismatch(&mut self, at: &Ast, expected: &str, found: &Type) {
        self.tell(
            MistakeCode::TypeMismatch,
            at,
            vec![
                ("expected", expected.to_owned()),
                ("found", found.word().to_owned()),
            ],
        );
    }

    pub(super) fn typed(&mut self, ast: &Ast, expected: &Type) -> Option<Expr> {
        let (expr, kind) = self.expr(ast)?;
        let fits = matches!(
            (expected, &kind),
            (Type::Number, Type::Number)
                | (Type::YesNo, Type::YesNo)
                | (Type::Date, Type::Date)
                | (Type::Text, Type::Text | Type::Words(_))
        );
        if !fits {
            self.mismatch(ast, expected.word(), &kind);
            return None;
        }
        Some(expr)
    }

    /// Every part is compiled before giving up, so that all mistakes are told.
    pub(super) fn all_typed<'b>(
        &mut self,
        parts: impl IntoIterator<Item = &'b Ast>,
        expected: &Type,
    ) -> Option<Vec<Expr>> {
        let parts: Vec<Option<Expr>> = parts
            .into_iter()
            .map(|part| self.typed(part, expected))
            .collect();
        parts.into_iter().collect()
    }

    fn series(&mut self, parts: &[(bool, Ast)]) -> Option<Vec<(bool, Expr)>> {
        let parts: Vec<Option<(bool, Expr)>> = parts
            .iter()
            .map(|(inverted, part)| {
                self.typed(part, &Type::Number)
                    .map(|expr| (*inverted, expr))
            })
            .collect();
        parts.into_iter().collect()
    }

    pub(super) fn expr(&mut self, ast: &Ast) -> Compiled {
        Some(match &ast.node {
            Node::Number(number) => (Expr::Literal(Val::Number(*number)), Type::Number),
            Node::Text(text) => (
                Expr::Literal(Val::Text(Name::new(text))),
                Type::Words(BTreeSet::from([text.clone()])),
            ),
            Node::YesNo(yes) => (Expr::Literal(Val::YesNo(*yes)), Type::YesNo),
            Node::Name(parts) => return self.name(ast, parts),
            Node::Sum(parts) => (Expr::Sum(self.series(parts)?), Type::Number),
            Node::Product(parts) => (Expr::Product(self.series(parts)?), Type::Number),
            Node::Negate(inner) => (
                Expr::Sum(vec![(true, self.typed(inner, &Type::Number)?)]),
                Type::Number,
            ),
            Node::Compare(compare, left, right) => return self.compare(*compare, left, right),
            Node::In(left, members) => return self.membership(left, members),
            Node::Has(left, right) => return self.has(left, right),
            Node::And(parts) => (Expr::And(self.all_typed(parts, &Type::YesNo)?), Type::YesNo),
            Node::Or(parts) => (Expr::Or(self.all_typed(parts, &Type::YesNo)?), Type::YesNo),
            Node::Not(inner) => (
                Expr::Not(Box::new(self.typed(inner, &Type::YesNo)?)),
                Type::YesNo,
            ),
            Node::Call(function, arguments, condition) => {
                return self.call(ast, function, arguments, condition.as_deref());
            }
        })
    }

    fn name(&mut self, ast: &Ast, parts: &[String]) -> Compiled {
        let spelled = parts.join(".");
        match self.names.find(parts, &self.rows) {
            Found::Value { node, level, kind } => Some((Expr::Ref { node, level }, kind)),
            Found::Fixed { value, kind } => Some((Expr::Literal(value), kind)),
            Found::Constant(index) => Some((Expr::Constant(index), Type::Number)),
            Found::Import { index, kind } => Some((Expr::Import(index), kind)),
            Found::Roster(_) => {
                self.tell(
                    MistakeCode::RosterWithoutAggregate,
                    ast,
                    vec![("name", spelled.clone()), ("roster", spelled)],
                );
                None
            }
            Found::NeedsRow { roster } => {
                self.tell(
                    MistakeCode::RosterWithoutAggregate,
                    ast,
                    vec![("name", spelled), ("roster", roster)],
                );
                None
            }
            Found::Unknown => self.context(ast, &spelled),
        }
    }

    fn context(&mut self, ast: &Ast, name: &str) -> Compiled {
        let (given, kind) = match name {
            "place_area" => match self.names.areas() {
                Some(areas) => (Given::Area, Type::Choice(areas)),
                None => {
                    self.tell(MistakeCode::NoAreaChoices, ast, vec![]);
                    return None;
                }
            },
            "place_kind" => (Given::PlaceKind, Type::Text),
            "at_date" | "review_date" | "today" => (Given::AtDate, Type::Date),
            "year_of_period" => (Given::PeriodYear, Type::Number),
            _ => {
                let mut candidates = self.names.all(&self.rows);
                candidates.extend(
                    ["place_area", "place_kind", "at_date", "year_of_period"].map(str::to_owned),
                );
                let nearest = nearest(name, candidates.iter().map(String::as_str));
                self.tell(
                    MistakeCode::UnknownName,
                    ast,
                    vec![("name", name.to_owned()), ("nearest", nearest)],
                );
                return None;
            }
        };
        Some((Expr::Context(given), kind))
    }

    fn compare(&mut self, compare: Compare, left: &Ast, right: &Ast) -> Compiled {
        let (a, b) = (self.expr(left), self.expr(right));
        let ((a, a_kind), (b, b_kind)) = (a?, b?);
        let ordered = !matches!(compare, Compare::Equal | Compare::Different);
        if ordered && !matches!(a_kind, Type::Number | Type::Date) {
            self.mismatch(left, "number", &a_kind);
            return None;
        }
        if !self.same(right, &a_kind, &b_kind) {
            return None;
        }
        Some((
            Expr::Compare(compare, Box::new(a), Box::new(b)),
            Type::YesNo,
        ))
    }

    /// Whether two types can be compared; tells why not. Quoted words must be choices.
    fn same(&mut self, at: &Ast, a: &Type, b: &Type) -> bool {
        match (a, b) {
            (Type::Number, Type::Number)
            | (Type::YesNo, Type::YesNo)
            | (Type::Date, Type::Date) => true,
            (Type::Text | Type::Words(_), Type::Text | Type::Words(_)) => true,
            (Type::Choice(choices) | Type::Choices(choices), Type::Words(words))
            | (Type::Words(words), Type::Choice(choices) | Type::Choices(choices)) => {
                self.words(at, words, choices)
            }
            (Type::Choice(_), Type::Choice(_)) => true,
            _ => {
                self.mismatch(at, a.word(), b);
                false
            }
        }
    }

    pub(super) fn words(
        &mut self,
        at: &Ast,
        words: &BTreeSet<String>,
        choices: &BTreeSet<String>,
    ) -> bool {
        let mut good = true;
        for word in words.iter().filter(|word| !choices.contains(*word)) {
            let nearest = nearest(word, choices.iter().map(String::as_str));
            self.tell(
                MistakeCode::UnknownChoice,
                at,
                vec![("word", word.clone()), ("nearest", nearest)],
            );
            good = false;
        }
        good
    }

    /// `several has one`: as a comparison, which for a set asks whether it contains the word.
    fn has(&mut self, left: &Ast, right: &Ast) -> Compiled {
        let (several, one) = (self.expr(left), self.expr(right));
        let ((several, kind), (one, one_kind)) = (several?, one?);
        let Type::Choices(choices) = &kind else {
            self.mismatch(left, "choices", &kind);
            return None;
        };
        match &one_kind {
            Type::Words(words) if !self.words(right, words, choices) => return None,
            Type::Words(_) | Type::Choice(_) => {}
            other => {
                self.mismatch(right, "choice", other);
                return None;
            }
        }
        let (several, one) = (Box::new(several), Box::new(one));
        Some((Expr::Compare(Compare::Equal, several, one), Type::YesNo))
    }

    fn membership(&mut self, left: &Ast, members: &[Ast]) -> Compiled {
        let head = self.expr(left);
        let members: Vec<(&Ast, Compiled)> = members
            .iter()
            .map(|member| (member, self.expr(member)))
            .collect();
        let (head, kind) = head?;
        let mut good = true;
        let mut exprs = Vec::new();
        for (at, member) in members {
            match member {
                Some((expr, member)) => {
                    good &= self.same(at, &kind, &member);
                    exprs.push(expr);
                }
                None => good = false,
            }
        }
        good.then(|| (Expr::In(Box::new(head), exprs), Type::YesNo))
    }
}
