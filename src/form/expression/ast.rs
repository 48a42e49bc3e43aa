//! The tree of an expression, and the tree back into text.

use std::fmt;

use rust_decimal::Decimal;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    Equal,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Compare {
    pub(super) const ALL: [(Compare, &'static str); 6] = [
        (Compare::Equal, "="),
        (Compare::Different, "<>"),
        (Compare::Less, "<"),
        (Compare::AtMost, "<="),
        (Compare::More, ">"),
        (Compare::AtLeast, ">="),
    ];
}

/// A tree with the column where it begins. Equality ignores columns.
#[derive(Clone, Debug)]
pub(crate) struct Ast {
    pub(crate) column: usize,
    pub(crate) node: Node,
}

impl PartialEq for Ast {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// Sums and products are flat, so that a printed formula of a hundred terms is not a hundred deep.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Number(Decimal),
    Text(String),
    YesNo(bool),
    /// `a`, `a.b` or `a.b.c`.
    Name(Vec<String>),
    /// Terms, each with whether it is subtracted.
    Sum(Vec<(bool, Ast)>),
    /// Factors, each with whether it divides.
    Product(Vec<(bool, Ast)>),
    Negate(Box<Ast>),
    Compare(Compare, Box<Ast>, Box<Ast>),
    In(Box<Ast>, Vec<Ast>),
    /// Whether several choices contain one.
    Has(Box<Ast>, Box<Ast>),
    And(Vec<Ast>),
    Or(Vec<Ast>),
    Not(Box<Ast>),
    /// A function, its arguments, and what stands behind `where`.
    Call(String, Vec<Ast>, Option<Box<Ast>>),
}

/// Words that no id may be.
pub(crate) const RESERVED: [&str; 10] = [
    "and", "or", "not", "in", "has", "where", "yes", "no", "true", "false",
];

impl Ast {
    /// How tightly the tree binds: greater binds tighter.
    fn tightness(&self) -> u8 {
        match self.node {
            Node::Or(_) => 0,
            Node::And(_) => 1,
            Node::Not(_) => 2,
            Node::Compare(..) | Node::In(..) | Node::Has(..) => 3,
            Node::Sum(_) => 4,
            Node::Product(_) => 5,
            Node::Negate(_) => 6,
            Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Name(_) | Node::Call(..) => 7,
        }
    }

    /// Gives the first part of every name another spelling, where there is one.
    pub(crate) fn rename(&mut self, to: &dyn Fn(&str) -> Option<String>) {
        match &mut self.node {
            Node::Name(parts) => {
                if let Some(first) = parts.first_mut()
                    && let Some(full) = to(first)
                {
                    *first = full;
                }
            }
            Node::Number(_) | Node::Text(_) | Node::YesNo(_) => {}
            Node::Sum(parts) | Node::Product(parts) => {
                parts.iter_mut().for_each(|(_, part)| part.rename(to));
            }
            Node::Negate(inner) | Node::Not(inner) => inner.rename(to),
            Node::Compare(_, left, right) | Node::Has(left, right) => {
                left.rename(to);
                right.rename(to);
            }
            Node::In(left, members) => {
                left.rename(to);
                members.iter_mut().for_each(|part| part.rename(to));
            }
            Node::And(parts) | Node::Or(parts) => parts.iter_mut().for_each(|part| part.rename(to)),
            Node::Call(_, parts, condition) => {
                parts.iter_mut().for_each(|part| part.rename(to));
                if let Some(condition) = condition {
                    condition.rename(to);
                }
            }
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, at_least: u8) -> fmt::Result {
        if self.tightness() < at_least {
            f.write_str("(")?;
            self.write(f, 0)?;
            return f.write_str(")");
        }
        match &self.node {
            Node::Number(number) => write!(f, "{number}"),
            Node::Text(text) => write!(f, "'{text}'"),
            Node::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Node::Name(parts) => f.write_str(&parts.join(".")),
            Node::Sum(parts) => series(f, parts, [" + ", " - "], 5),
            Node::Product(parts) => series(f, parts, [" * ", " / "], 6),
            Node::Negate(inner) => {
                f.write_str("-")?;
                inner.write(f, 6)
            }
            Node::Compare(compare, left, right) => {
                left.write(f, 4)?;
                let symbol = Compare::ALL
                    .into_iter()
                    .find(|(other, _)| other == compare)
                    .map_or("=", |(_, symbol)| symbol);
                write!(f, " {symbol} ")?;
                right.write(f, 4)
            }
            Node::In(left, members) => {
                left.write(f, 4)?;
                f.write_str(" in (")?;
                list(f, members, ", ", 4)?;
                f.write_str(")")
            }
            Node::Has(left, right) => {
                left.write(f, 4)?;
                f.write_str(" has ")?;
                right.write(f, 4)
            }
            Node::And(parts) => list(f, parts, " and ", 2),
            Node::Or(parts) => list(f, parts, " or ", 1),
            Node::Not(inner) => {
                f.write_str("not ")?;
                inner.write(f, 2)
            }
            Node::Call(function, arguments, condition) => {
                write!(f, "{function}(")?;
                list(f, arguments, ", ", 0)?;
                if let Some(condition) = condition {
                    f.write_str(" where ")?;
                    condition.write(f, 0)?;
                }
                f.write_str(")")
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, parts: &[Ast], between: &str, at_least: u8) -> fmt::Result {
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            f.write_str(between)?;
        }
        part.write(f, at_least)?;
    }
    Ok(())
}

fn series(
    f: &mut fmt::Formatter<'_>,
    parts: &[(bool, Ast)],
    [plain, inverse]: [&str; 2],
    at_least: u8,
) -> fmt::Result {
    for (n, (inverted, part)) in parts.iter().enumerate() {
        if n > 0 {
            f.write_str(if *inverted { inverse } else { plain })?;
        }
        part.write(f, at_least)?;
    }
    Ok(())
}

impl fmt::Display for Ast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}
