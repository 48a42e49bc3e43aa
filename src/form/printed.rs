//! Column formulas as official tables print them: `4=3/1*100`, where whole numbers are columns.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::expression::ast::{Ast, Node as AstNode};
use super::expression::compile::{Found, Names, Place, compile_ast, read};
use super::expression::run::Reading;
use super::expression::{Expr, Given, Type, Val};
use super::mistake::{Mistake, MistakeCode};
use super::order::Edges;
use super::spec::table::Located;
use super::spec::{PAPER, RuleSpec, Spec};

/// The columns of one row, as a printed formula sees them.
struct ColumnNames<'a>(&'a [&'a str]);

impl Names for ColumnNames<'_> {
    fn find(&self, parts: &[String], _: &[u32]) -> Found {
        let [name] = parts else { return Found::Unknown };
        let at = name
            .strip_prefix('c')
            .and_then(|number| self.0.iter().position(|other| *other == number));
        match at.and_then(|at| u32::try_from(at).ok()) {
            Some(node) => Found::Value {
                node,
                level: 0,
                kind: Type::Number,
            },
            None => Found::Unknown,
        }
    }

    fn all(&self, _: &[u32]) -> Vec<String> {
        self.0.iter().map(|number| format!("c{number}")).collect()
    }

    fn areas(&self) -> Option<Arc<BTreeSet<String>>> {
        None
    }
}

/// Compiles `4=3/1*100` as printed: whole numbers that are columns are columns, others are numbers.
pub(super) fn compile_printed(
    number: &str,
    text: &Located,
    numbers: &[&str],
    mistakes: &mut Vec<Mistake>,
) -> Option<Expr> {
    let place = Place {
        file: PAPER,
        line: text.line,
        field: Some(number),
    };
    let right = match text.text.split_once('=') {
        Some((left, right)) if left.trim() == number => right,
        _ => {
            let args = vec![
                ("number", number.to_owned()),
                ("expression", text.text.clone()),
            ];
            mistakes.push(Mistake::new(
                MistakeCode::PrintedNumber,
                PAPER,
                text.line,
                Some(number),
                args,
            ));
            return None;
        }
    };
    let mut ast = read(right, &place, mistakes)?;
    let mut strangers = Vec::new();
    columns_of(&mut ast, numbers, &mut strangers);
    for stranger in &strangers {
        let args = vec![
            ("number", stranger.clone()),
            ("expression", text.text.clone()),
        ];
        mistakes.push(Mistake::new(
            MistakeCode::UnknownColumn,
            PAPER,
            text.line,
            Some(number),
            args,
        ));
    }
    if !strangers.is_empty() {
        return None;
    }
    let (expr, kind) = compile_ast(
        &ast,
        &text.text,
        &ColumnNames(numbers),
        &[],
        &place,
        mistakes,
    )?;
    if kind != Type::Number {
        let args = vec![
            ("expected", "number".to_owned()),
            ("found", kind.word().to_owned()),
            ("expression", text.text.clone()),
        ];
        mistakes.push(Mistake::new(
            MistakeCode::FormulaType,
            PAPER,
            text.line,
            Some(number),
            args,
        ));
        return None;
    }
    Some(expr)
}

/// Turns column numbers into columns. Numbers that are none: 100 and its like are figures, as printed
/// rates have them; anything else is a column that the table lacks.
fn columns_of(ast: &mut Ast, numbers: &[&str], strangers: &mut Vec<String>) {
    match &mut ast.node {
        AstNode::Number(number) => {
            let spelled = number.to_string();
            if numbers.contains(&spelled.as_str()) {
                ast.node = AstNode::Name(vec![format!("c{spelled}")]);
            } else if number.is_integer()
                && ![1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].contains(&number.mantissa())
            {
                strangers.push(spelled);
            }
        }
        AstNode::Sum(parts) | AstNode::Product(parts) => parts
            .iter_mut()
            .for_each(|(_, part)| columns_of(part, numbers, strangers)),
        AstNode::Negate(inner) => columns_of(inner, numbers, strangers),
        AstNode::Call(name, parts, _) if name != "round" => parts
            .iter_mut()
            .for_each(|part| columns_of(part, numbers, strangers)),
        AstNode::Call(_, parts, _) => parts
            .iter_mut()
            .take(1)
            .for_each(|part| columns_of(part, numbers, strangers)),
        _ => {}
    }
}

/// What each printed formula reads, for finding loops.
pub(super) fn printed_edges(spec: &Spec) -> Edges {
    let numbers: Vec<&str> = spec
        .table_columns
        .iter()
        .map(|column| column.column.number.as_str())
        .collect();
    let edges = spec.table_columns.iter().map(|column| match &column.rule {
        Some(RuleSpec::Printed(text)) => {
            compile_printed(&column.column.number, text, &numbers, &mut Vec::new())
                .map(|expr| reads(&expr))
                .unwrap_or_default()
        }
        _ => Vec::new(),
    });
    edges.collect()
}

pub(super) fn reads(expr: &Expr) -> Vec<u32> {
    let mut reads = BTreeSet::new();
    expr.walk(&mut |part| {
        if let Expr::Ref { node, .. } = part {
            reads.insert(*node);
        }
    });
    reads.into_iter().collect()
}

/// Steps of all printed formulas of one row.
const MOST_STEPS: u64 = 1_000_000;

/// One row's columns as printed formulas read them.
pub(super) struct Columns<'a> {
    pub(super) values: &'a [Val],
    pub(super) steps: u64,
}

impl Reading for Columns<'_> {
    fn value(&self, node: u32, _: u32) -> Val {
        usize::try_from(node)
            .ok()
            .and_then(|node| self.values.get(node))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn given(&self, _: u32, _: u32) -> bool {
        false
    }

    fn answered(&self, _: u32, _: u32) -> bool {
        false
    }

    fn rows(&self, _: u32) -> Option<u32> {
        None
    }

    fn constant(&self, _: u32) -> Val {
        Val::unknown()
    }

    fn context(&self, _: Given) -> Val {
        Val::unknown()
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}
