//! Tokens into a tree (Pratt), to a bounded depth.

use super::ast::{Ast, Compare, Node, RESERVED};
use super::lexer::{Token, tokens};

/// Parentheses, calls and signs within one another.
pub(crate) const MOST_DEPTH: usize = 64;
/// Characters of one expression.
pub(crate) const MOST_LENGTH: usize = 20_000;

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SyntaxError {
    /// What stands at a column instead of what.
    Unexpected {
        column: usize,
        found: String,
        expected: &'static str,
    },
    /// Nested too deep, or too long.
    TooDeep { column: usize },
}

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Ast, SyntaxError> {
    if text.len() > MOST_LENGTH {
        return Err(SyntaxError::TooDeep {
            column: MOST_LENGTH,
        });
    }
    let tokens = tokens(text).map_err(|bad| SyntaxError::Unexpected {
        column: bad.column,
        found: bad.found,
        expected: "operand",
    })?;
    let mut parser = Parser {
        tokens,
        next: 0,
        depth: 0,
    };
    let ast = parser.or()?;
    match parser.peek() {
        Token::End => Ok(ast),
        _ => Err(parser.unexpected("operator")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens
            .get(self.next)
            .map_or(&Token::End, |(_, token)| token)
    }

    fn column(&self) -> usize {
        self.tokens
            .get(self.next)
            .or(self.tokens.last())
            .map_or(1, |(column, _)| *column)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn unexpected(&self, expected: &'static str) -> SyntaxError {
        SyntaxError::Unexpected {
            column: self.column(),
            found: self.peek().spelled(),
            expected,
        }
    }

    fn eat(&mut self, symbol: &str) -> bool {
        let hit = matches!(self.peek(), Token::Symbol(found) if *found == symbol);
        self.next += usize::from(hit);
        hit
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let hit = matches!(self.peek(), Token::Name(found) if found == word);
        self.next += usize::from(hit);
        hit
    }

    fn expect(&mut self, symbol: &'static str) -> Result<(), SyntaxError> {
        if self.eat(symbol) {
            Ok(())
        } else {
            Err(self.unexpected(symbol))
        }
    }

    fn deeper<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, SyntaxError>,
    ) -> Result<T, SyntaxError> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(SyntaxError::TooDeep {
                column: self.column(),
            });
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn or(&mut self) -> Result<Ast, SyntaxError> {
        self.chain("or", Self::and, Node::Or)
    }

    fn and(&mut self) -> Result<Ast, SyntaxError> {
        self.chain("and", Self::not, Node::And)
    }

    fn chain(
        &mut self,
        word: &str,
        parse: fn(&mut Self) -> Result<Ast, SyntaxError>,
        wrap: fn(Vec<Ast>) -> Node,
    ) -> Result<Ast, SyntaxError> {
        let column = self.column();
        let first = parse(self)?;
        let mut parts = vec![first];
        while self.eat_word(word) {
            parts.push(parse(self)?);
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                Ast {
                    column,
                    node: wrap(parts),
                }
            }
            None => return Err(self.unexpected("operand")),
        })
    }

    fn not(&mut self) -> Result<Ast, SyntaxError> {
        let column = self.column();
        if self.eat_word("not") {
            let inner = self.deeper(Self::not)?;
            return Ok(Ast {
                column,
                node: Node::Not(Box::new(inner)),
            });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Ast, SyntaxError> {
        let column = self.column();
        let left = self.sum()?;
        if self.eat_word("in") {
            self.expect("(")?;
            let mut members = vec![self.sum()?];
            while self.eat(",") {
                members.push(self.sum()?);
            }
            self.expect(")")?;
            return Ok(Ast {
                column,
                node: Node::In(Box::new(left), members),
            });
        }
        if self.eat_word("has") {
            let right = self.sum()?;
            return Ok(Ast {
                column,
                node: Node::Has(Box::new(left), Box::new(right)),
            });
        }
        let found = Compare::ALL
            .into_iter()
            .find(|(_, symbol)| matches!(self.peek(), Token::Symbol(found) if found == symbol));
        let Some((compare, _)) = found else {
            return Ok(left);
        };
        self.next += 1;
        let right = self.sum()?;
        Ok(Ast {
            column,
            node: Node::Compare(compare, Box::new(left), Box::new(right)),
        })
    }

    fn sum(&mut self) -> Result<Ast, SyntaxError> {
        self.series(["+", "-"], Self::product, Node::Sum)
    }

    fn product(&mut self) -> Result<Ast, SyntaxError> {
        self.series(["*", "/"], Self::sign, Node::Product)
    }

    fn series(
        &mut self,
        [plain, inverse]: [&str; 2],
        parse: fn(&mut Self) -> Result<Ast, SyntaxError>,
        wrap: fn(Vec<(bool, Ast)>) -> Node,
    ) -> Result<Ast, SyntaxError> {
        let column = self.column();
        let first = parse(self)?;
        let mut parts = Vec::new();
        loop {
            let inverted = if self.eat(plain) {
                false
            } else if self.eat(inverse) {
                true
            } else {
                break;
            };
            parts.push((inverted, parse(self)?));
        }
        if parts.is_empty() {
            return Ok(first);
        }
        parts.insert(0, (false, first));
        Ok(Ast {
            column,
            node: wrap(parts),
        })
    }

    fn sign(&mut self) -> Result<Ast, SyntaxError> {
        let column = self.column();
        if self.eat("-") {
            let inner = self.deeper(Self::sign)?;
            return Ok(Ast {
                column,
                node: Node::Negate(Box::new(inner)),
            });
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Ast, SyntaxError> {
        let column = self.column();
        let node = match self.peek().clone() {
            Token::Number(number) => {
                self.next += 1;
                Node::Number(number)
            }
            Token::Text(text) => {
                self.next += 1;
                Node::Text(text)
            }
            Token::Name(name) => match name.as_str() {
                "yes" | "true" => {
                    self.next += 1;
                    Node::YesNo(true)
                }
                "no" | "false" => {
                    self.next += 1;
                    Node::YesNo(false)
                }
                word if RESERVED.contains(&word) => return Err(self.unexpected("operand")),
                _ => return self.name_or_call(),
            },
            Token::Symbol("(") => {
                self.next += 1;
                let inner = self.deeper(Self::or)?;
                self.expect(")")?;
                return Ok(inner);
            }
            _ => return Err(self.unexpected("operand")),
        };
        Ok(Ast { column, node })
    }

    fn name_or_call(&mut self) -> Result<Ast, SyntaxError> {
        let column = self.column();
        let mut parts = Vec::new();
        loop {
            match self.take() {
                Token::Name(name) => parts.push(name),
                _ => {
                    self.next -= 1;
                    return Err(self.unexpected("name"));
                }
            }
            if !self.eat(".") {
                break;
            }
        }
        if parts.len() > 3 {
            return Err(SyntaxError::Unexpected {
                column,
                found: parts.join("."),
                expected: "name",
            });
        }
        match parts.first() {
            Some(function) if parts.len() == 1 && matches!(self.peek(), Token::Symbol("(")) => {
                let function = function.clone();
                self.next += 1;
                let (arguments, condition) = self.deeper(Self::arguments)?;
                Ok(Ast {
                    column,
                    node: Node::Call(function, arguments, condition),
                })
            }
            _ => Ok(Ast {
                column,
                node: Node::Name(parts),
            }),
        }
    }

    fn arguments(&mut self) -> Result<(Vec<Ast>, Option<Box<Ast>>), SyntaxError> {
        let mut arguments = Vec::new();
        if self.eat(")") {
            return Ok((arguments, None));
        }
        let mut condition = None;
        loop {
            arguments.push(self.or()?);
            if self.eat_word("where") {
                condition = Some(Box::new(self.or()?));
                break;
            }
            if !self.eat(",") {
                break;
            }
        }
        self.expect(")")?;
        Ok((arguments, condition))
    }
}
