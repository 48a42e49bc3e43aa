//! Blocks: rows written once, in `blocks/<name>.toml`, and put into a grid where it names them.
//!
//! Lines of a block's file are told apart from the paper's own by their number: each file of blocks has
//! its own [`SPAN`] of them, and [`place`] turns such a line back into a file and a line.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ids::{once, row_id};
use super::origin::{Origin, evidence, source};
use super::parts::{checks, constants};
use super::rows::{ROW, row};
use super::table::{Located, Reader, Table, parse};
use super::{CheckSpec, Folder, MOST_FIELDS, RowSpec};
use crate::form::Constant;
use crate::form::Evidence;
use crate::form::Name;
use crate::form::expression::parse as read_expression;
use crate::form::mistake::{Mistake, MistakeCode, nearest};

/// Lines set aside for each file: more than the largest file can have.
const SPAN: usize = 10_000_000;
/// The folder of blocks within a paper's.
pub(in crate::form) const BLOCKS: &str = "blocks/";

const TOP: &[&str] = &[
    "row", "check", "constant", "type", "unit", "digits", "range", "usual", "kind", "source",
    "evidence",
];

/// What a block's relative row ids stand for where it was put.
pub(in crate::form) type Scope = BTreeMap<String, String>;

/// A block as its file says it: ids and formulas still relative; its first row is its head.
struct Block {
    rows: Vec<RowSpec>,
    checks: Vec<CheckSpec>,
    constants: Vec<(Constant, usize)>,
}

/// The blocks that a paper names, read once each.
pub(super) struct Blocks<'a> {
    folder: &'a Folder,
    read: BTreeMap<String, Option<Block>>,
    /// Checks of all blocks put so far.
    pub(super) checks: Vec<CheckSpec>,
    /// Constants of all blocks put so far, each once.
    pub(super) constants: Vec<(Constant, usize)>,
}

/// One place where a grid names a block.
pub(super) struct Use {
    pub(super) name: Located,
    /// The row that the block's head becomes: id, item, label, depth, formulas of the paper's own; and a unit
    /// for all its rows.
    pub(super) head: RowSpec,
    /// Rows of the block, by relative id, that this use closes.
    pub(super) closed_rows: Vec<Located>,
    /// Uses of the same block that this one adds up, by the ids of their heads.
    pub(super) sum_of: Vec<Located>,
    /// Where the paper itself says the head comes from.
    pub(super) source: Option<String>,
    pub(super) evidence: Option<Evidence>,
}

/// Where a block's file lies in a paper's folder.
pub(in crate::form) fn file_of(name: &str) -> String {
    format!("{BLOCKS}{name}.toml")
}

fn files(folder: &Folder) -> impl Iterator<Item = &String> {
    folder.files.keys().filter(|path| path.starts_with(BLOCKS))
}

/// Gives a mistake in a block's lines its file.
pub(in crate::form) fn place(folder: &Folder, mistake: &mut Mistake) {
    let Some(at) = (mistake.line / SPAN).checked_sub(1) else {
        return;
    };
    if let Some(file) = files(folder).nth(at) {
        mistake.file.clone_from(file);
        mistake.line %= SPAN;
    }
}

/// An expression of a block as people read it: with the ids its rows have in the paper.
pub(in crate::form) fn full_names(text: &str, scope: Option<&Scope>) -> String {
    let Some((scope, mut ast)) = scope.and_then(|scope| Some((scope, read_expression(text).ok()?)))
    else {
        return text.to_owned();
    };
    ast.rename(&|name| scope.get(name).cloned());
    ast.to_string()
}

impl<'a> Blocks<'a> {
    pub(super) fn new(folder: &'a Folder) -> Self {
        Blocks {
            folder,
            read: BTreeMap::new(),
            checks: Vec::new(),
            constants: Vec::new(),
        }
    }

    /// The rows of one use, with the ids they have there; none where the block is not there or not whole.
    pub(super) fn rows(&mut self, table: &Table<'_>, used: &Use, above: &Origin) -> Vec<RowSpec> {
        let path = file_of(&used.name.text);
        if !self.folder.files.contains_key(&path) {
            let names: Vec<&str> = files(self.folder)
                .filter_map(|path| path.strip_prefix(BLOCKS)?.strip_suffix(".toml"))
                .collect();
            let args = vec![
                ("word", used.name.text.clone()),
                ("nearest", nearest(&used.name.text, names)),
            ];
            table.tell(MistakeCode::UnknownBlock, used.name.line, args);
            return Vec::new();
        }
        let first = !self.read.contains_key(&used.name.text);
        if first {
            let block = read(self.folder, &path, table, above);
            self.read.insert(used.name.text.clone(), block);
        }
        let Some(Some(block)) = self.read.get(&used.name.text) else {
            return Vec::new();
        };
        if first {
            self.constants.extend(block.constants.iter().cloned());
        }
        let prefix = used.head.row.id.as_str();
        let head = block.rows.first().map(|row| row.row.id.clone());
        let full = |relative: &str, prefix: &str| match head.as_ref() {
            Some(head) if head.as_str() == relative => prefix.to_owned(),
            _ => format!("{prefix}_{relative}"),
        };
        let scope: Arc<Scope> = Arc::new(
            block
                .rows
                .iter()
                .map(|row| (row.row.id.to_string(), full(row.row.id.as_str(), prefix)))
                .collect(),
        );
        let closed = closed_rows(table, used, &scope);
        let mut rows = Vec::new();
        for (at, inner) in block.rows.iter().enumerate() {
            let relative = inner.row.id.as_str();
            let mut row = RowSpec {
                scope: Some(scope.clone()),
                all_closed: closed.contains(relative),
                ..inner.clone()
            };
            row.closed.extend(used.head.closed.iter().cloned());
            row.row.id = Name::new(&full(relative, prefix));
            row.row.depth += used.head.row.depth;
            if let Some(unit) = &used.head.row.unit {
                row.row.unit = Some(unit.clone());
            }
            if at == 0 {
                row.row.item.clone_from(&used.head.row.item);
                row.row.label.clone_from(&used.head.row.label);
                row.row.source = used.source.clone().unwrap_or(row.row.source);
                row.row.evidence = used.evidence.unwrap_or(row.row.evidence);
                // What the paper itself says of the head must agree with what the block says of it.
                let own = used.head.formula.iter().chain(&used.head.also).cloned();
                row.also.extend(own);
                if row.formula.is_none() && !row.also.is_empty() {
                    row.formula = Some(row.also.remove(0));
                }
            }
            if let Some(sum) = used.sum_of.first() {
                // The parts come first; what the block itself says of the row must agree with them.
                let parts = used.sum_of.iter().map(|part| full(relative, &part.text));
                let text = parts.collect::<Vec<_>>().join(" + ");
                let own = row.formula.replace(Located {
                    text,
                    line: sum.line,
                });
                row.also.splice(0..0, own);
            }
            row.row.formula = row
                .formula
                .as_ref()
                .map(|text| full_names(&text.text, row.scope.as_deref()));
            rows.push(row);
        }
        self.checks.extend(
            block
                .checks
                .iter()
                .flat_map(|check| put_check(check, prefix, &scope))
                .take(MOST_FIELDS + 1),
        );
        rows
    }
}

/// The relative ids of the rows that a use closes.
fn closed_rows(table: &Table<'_>, used: &Use, scope: &Scope) -> BTreeSet<String> {
    for name in &used.closed_rows {
        if !scope.contains_key(&name.text) {
            let args = vec![
                ("word", name.text.clone()),
                (
                    "nearest",
                    nearest(&name.text, scope.keys().map(String::as_str)),
                ),
            ];
            table.tell(MistakeCode::ClosedUnknown, name.line, args);
        }
    }
    let names = used.closed_rows.iter().map(|name| name.text.clone());
    names.collect()
}

/// A block's check where the block was put: at its rows; one at a column, at that column of every row.
fn put_check(check: &CheckSpec, prefix: &str, scope: &Arc<Scope>) -> Vec<CheckSpec> {
    let at = |path: String| CheckSpec {
        id: format!("{prefix}_{}", check.id),
        at: Located {
            text: path,
            line: check.at.line,
        },
        scope: Some(scope.clone()),
        ..check.clone()
    };
    let (row, rest) = match check.at.text.split_once('/') {
        Some((row, column)) => (row, format!("/{column}")),
        None => (check.at.text.as_str(), String::new()),
    };
    match scope.get(row) {
        Some(full) => vec![at(format!("{full}{rest}"))],
        None if rest.is_empty() => scope
            .values()
            .map(|full| at(format!("{full}/{row}")))
            .collect(),
        None => vec![at(check.at.text.clone())],
    }
}

/// Reads a block's file, telling what is wrong with it to the paper's reader.
fn read(folder: &Folder, path: &str, paper: &Table<'_>, above: &Origin) -> Option<Block> {
    let text = folder.files.get(path)?;
    let at = files(folder).position(|other| other == path)?;
    let reader = Reader::new(path, text).counted_from((at + 1) * SPAN);
    let tree = parse(&reader, text);
    let top = Table::new(&reader, tree.get_ref(), 0, TOP);
    let origin = Origin {
        source: source(&top).unwrap_or_else(|| {
            top.tell(MistakeCode::MissingSource, top.line, vec![]);
            String::new()
        }),
        evidence: evidence(&top).unwrap_or(above.evidence),
    };
    if !top.has("row") {
        top.missing("row");
    }
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for table in top.tables("row", ROW) {
        let Some(id) = row_id(&table, "id") else {
            continue;
        };
        if once(&table, &mut seen, &id, "row") {
            rows.push(row(&table, Some(&top), &id, &origin));
        }
    }
    let block = Block {
        rows,
        checks: checks(&top, &origin),
        constants: constants(&top, &origin),
    };
    let told = reader.take();
    let torn = told
        .iter()
        .any(|mistake| mistake.code == MistakeCode::TomlSyntax);
    told.into_iter()
        .for_each(|mistake| paper.reader.adopt(mistake));
    (!torn).then_some(block)
}
