//! Calls into slots: which function a word is, over what, with how many arguments.

use std::sync::Arc;

use super::ast::{Ast, Node};
use super::compile::{Compiled, Compiler, Found};
use super::functions::{OF_FIELD, OVER_ROWS, PLAIN, names};
use super::{Each, Expr, Function, Type};
use crate::form::mistake::{MistakeCode, nearest};

impl Compiler<'_> {
    pub(super) fn call(
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
            (Expr::Ref { node, level }, _) if name == "overridden" => {
                Some((Expr::IsOverridden { node, level }, Type::YesNo))
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
            if function == Each::First {
                self.expr(&inner)
            } else {
                self.typed(&inner, &Type::Number)
                    .map(|value| (value, Type::Number))
            }
        });
        let condition = condition.map(|condition| self.typed(condition, &Type::YesNo));
        self.rows.pop();
        Some((|| {
            let (value, of) = match value {
                Some(value) => {
                    let (value, of) = value?;
                    (Some(Box::new(value)), of)
                }
                None => (None, Type::Number),
            };
            let condition = match condition {
                Some(condition) => Some(Box::new(condition?)),
                None => None,
            };
            let kind = if matches!(function, Each::Any | Each::All) {
                Type::YesNo
            } else {
                of
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
            Function::Year | Function::Age | Function::Days | Function::Weekdays => {
                (self.all_typed(arguments, &Type::Date)?, Type::Number)
            }
            Function::After => {
                let [date, days] = arguments else {
                    return None;
                };
                let (date, days) = (
                    self.typed(date, &Type::Date),
                    self.typed(days, &Type::Number),
                );
                (vec![date?, days?], Type::Date)
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
