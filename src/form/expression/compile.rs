//! A tree into slots: names resolved, types checked, every mistake told with its column.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ast::{Ast, Compare, MOST_DEPTH, Node, SyntaxError, parse};
use super::functions::{OF_FIELD, OVER_ROWS, PLAIN, names};
use super::{Each, Expr, Function, Given, Type, Val};
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

struct Compiler<'a> {
    names: &'a dyn Names,
    text: &'a str,
    place: &'a Place<'a>,
    rows: Vec<u32>,
    mistakes: &'a mut Vec<Mistake>,
}

type Compiled = Option<(Expr, Type)>;

impl Compiler<'_> {
    fn tell(&mut self, code: MistakeCode, at: &Ast, mut args: Vec<(&'static str, String)>) {
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

    fn mismatch(&mut self, at: &Ast, expected: &str, found: &Type) {
        self.tell(
            MistakeCode::TypeMismatch,
            at,
            vec![
                ("expected", expected.to_owned()),
                ("found", found.word().to_owned()),
            ],
        );
    }

    fn typed(&mut self, ast: &Ast, expected: &Type) -> Option<Expr> {
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
    fn all_typed<'b>(
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

    fn expr(&mut self, ast: &Ast) -> Compiled {
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
            Found::Constant(index) => Some((Expr::Constant(index), Type::Number)),
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

    fn words(&mut self, at: &Ast, words: &BTreeSet<String>, choices: &BTreeSet<String>) -> bool {
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

    fn call(
        &mut self,
        ast: &Ast,
        name: &str,
        arguments: &[Ast],
        condition: Option<&Ast>,
    ) -> Compiled {
        if OF_FIELD.contains(&name) {
            return self.of_field(ast, name, arguments, condition);
        }
        let over_rows = OVER_ROWS.iter().find(|(other, ..)| *other == name);
        let plain = PLAIN.iter().find(|(other, ..)| *other == name);
        if let Some((_, each, of_value)) = over_rows {
            if let Some(compiled) = self.each(ast, name, *each, *of_value, arguments, condition) {
                return compiled;
            }
            if plain.is_none() {
                self.tell(
                    MistakeCode::TypeMismatch,
                    ast,
                    vec![
                        ("expected", "roster".to_owned()),
                        ("found", "value".to_owned()),
                    ],
                );
                return None;
            }
        }
        let Some((_, function, least, most)) = plain else {
            let nearest = nearest(name, names());
            self.tell(
                MistakeCode::UnknownFunction,
                ast,
                vec![("name", name.to_owned()), ("nearest", nearest)],
            );
            return None;
        };
        if condition.is_some() || !(*least..=*most).contains(&arguments.len()) {
            let expected = if least == most {
                least.to_string()
            } else {
                format!("{least}–{most}")
            };
            self.count(ast, name, &expected, arguments.len());
            return None;
        }
        self.plain(*function, arguments)
    }

    fn count(&mut self, ast: &Ast, name: &str, expected: &str, found: usize) {
        let args = vec![
            ("name", name.to_owned()),
            ("expected", expected.to_owned()),
            ("found", found.to_string()),
        ];
        self.tell(MistakeCode::ArgumentCount, ast, args);
    }

    fn of_field(
        &mut self,
        ast: &Ast,
        name: &str,
        arguments: &[Ast],
        condition: Option<&Ast>,
    ) -> Compiled {
        let [argument] = arguments else {
            self.count(ast, name, "1", arguments.len());
            return None;
        };
        if condition.is_some() {
            self.count(ast, name, "1", 2);
            return None;
        }
        match self.expr(argument)? {
            (Expr::Ref { node, level }, _) if name == "given" => {
                Some((Expr::IsGiven { node, level }, Type::YesNo))
            }
            (Expr::Ref { node, level }, _) => Some((Expr::IsAnswered { node, level }, Type::YesNo)),
            (_, kind) => {
                self.tell(
                    MistakeCode::TypeMismatch,
                    argument,
                    vec![
                        ("expected", "field".to_owned()),
                        ("found", kind.word().to_owned()),
                    ],
                );
                None
            }
        }
    }

    /// `None` when the first argument is no roster, so that `sum(a, b)` can be tried as plain.
    fn each(
        &mut self,
        ast: &Ast,
        name: &str,
        function: Each,
        of_value: bool,
        arguments: &[Ast],
        condition: Option<&Ast>,
    ) -> Option<Compiled> {
        let first = arguments.first()?;
        let Node::Name(parts) = &first.node else {
            return None;
        };
        let (field, head) = if of_value {
            parts.split_last()?
        } else {
            (parts.last()?, parts.as_slice())
        };
        let Found::Roster(roster) = self.names.find(head, &self.rows) else {
            // A wrong word before `where` must not be told as a wrong argument count.
            if condition.is_some() || !PLAIN.iter().any(|(other, ..)| *other == name) {
                let spelled = head.join(".");
                let nearest = nearest(
                    &spelled,
                    self.names.all(&self.rows).iter().map(String::as_str),
                );
                self.tell(
                    MistakeCode::UnknownName,
                    first,
                    vec![("name", spelled), ("nearest", nearest)],
                );
                return Some(None);
            }
            return None;
        };
        if arguments.len() != 1 {
            self.count(ast, name, "1", arguments.len());
            return Some(None);
        }
        if matches!(function, Each::Any | Each::All) && condition.is_none() {
            self.count(ast, name, "2", 1);
            return Some(None);
        }
        self.rows.push(roster);
        let value = of_value.then(|| {
            let inner = Ast {
                column: first.column,
                node: Node::Name(vec![field.clone()]),
            };
            self.typed(&inner, &Type::Number)
        });
        let condition = condition.map(|condition| self.typed(condition, &Type::YesNo));
        self.rows.pop();
        Some((|| {
            let value = match value {
                Some(value) => Some(Box::new(value?)),
                None => None,
            };
            let condition = match condition {
                Some(condition) => Some(Box::new(condition?)),
                None => None,
            };
            let kind = if matches!(function, Each::Any | Each::All) {
                Type::YesNo
            } else {
                Type::Number
            };
            Some((
                Expr::Each {
                    function,
                    roster,
                    value,
                    condition,
                },
                kind,
            ))
        })())
    }

    fn plain(&mut self, function: Function, arguments: &[Ast]) -> Compiled {
        let (args, kind) = match function {
            Function::Sum => {
                let parts = self.all_typed(arguments, &Type::Number)?;
                return Some((
                    Expr::Sum(parts.into_iter().map(|part| (false, part)).collect()),
                    Type::Number,
                ));
            }
            Function::Min | Function::Max | Function::Abs | Function::Round => {
                (self.all_typed(arguments, &Type::Number)?, Type::Number)
            }
            Function::SumTrue => (self.all_typed(arguments, &Type::YesNo)?, Type::Number),
            Function::Year | Function::Age => {
                (self.all_typed(arguments, &Type::Date)?, Type::Number)
            }
            Function::Len => (self.all_typed(arguments, &Type::Text)?, Type::Number),
            Function::Known => {
                let parts: Vec<Compiled> = arguments.iter().map(|part| self.expr(part)).collect();
                (
                    parts
                        .into_iter()
                        .map(|part| part.map(|(expr, _)| expr))
                        .collect::<Option<Vec<_>>>()?,
                    Type::YesNo,
                )
            }
            Function::If => {
                let [condition, ..] = arguments else {
                    return None;
                };
                let condition = self.typed(condition, &Type::YesNo);
                let (mut parts, kind) = self.unified(arguments.get(1..).unwrap_or_default())?;
                parts.insert(0, condition?);
                (parts, kind)
            }
            Function::Coalesce => self.unified(arguments)?,
        };
        Some((Expr::Call(function, args), kind))
    }

    /// Parts that must share a type.
    fn unified(&mut self, arguments: &[Ast]) -> Option<(Vec<Expr>, Type)> {
        let parts: Vec<(&Ast, Compiled)> = arguments
            .iter()
            .map(|part| (part, self.expr(part)))
            .collect();
        let mut exprs = Vec::new();
        let mut kind: Option<Type> = None;
        let mut good = true;
        for (at, part) in parts {
            let Some((expr, next)) = part else {
                good = false;
                continue;
            };
            exprs.push(expr);
            kind = Some(match (kind, next) {
                (None, next) => next,
                (Some(Type::Words(mut a)), Type::Words(b)) => {
                    a.extend(b);
                    Type::Words(a)
                }
                (Some(Type::Words(words)), Type::Choice(choices))
                | (Some(Type::Choice(choices)), Type::Words(words)) => {
                    good &= self.words(at, &words, &choices);
                    Type::Choice(choices)
                }
                (Some(Type::Choice(a)), Type::Choice(b)) => {
                    Type::Choice(Arc::new(a.union(&b).cloned().collect()))
                }
                (Some(Type::Text), Type::Words(_)) | (Some(Type::Words(_)), Type::Text) => {
                    Type::Text
                }
                (Some(a), b) => {
                    if a != b {
                        self.mismatch(at, a.word(), &b);
                        good = false;
                    }
                    a
                }
            });
        }
        if good {
            kind.map(|kind| (exprs, kind))
        } else {
            None
        }
    }
}
