//! A paper's folder as its author wrote it: keys, types and words checked, names not yet resolved.

pub(super) mod blocks;
mod choices;
mod fields;
mod fill;
mod groups;
pub(super) mod ids;
mod imports;
mod local;
mod origin;
mod parts;
mod rows;
mod scale;
pub(in crate::form) mod table;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::mistake::{Mistake, MistakeCode, nearest};
use super::{
    Choice, Constant, Date, Evidence, Field, FieldType, Fill, FormKind, GridColumn, GridRow,
    Import, Name, PeriodKind, Running, Subject, TableColumn, TablePart, Valid,
};
use crate::place::Level;
pub(super) use fields::iso_date;
pub(crate) use origin::{evidence, source};
pub(super) use parts::day;
use table::{Located, Reader, Table};

/// One paper's folder in memory: its name and its files by relative path, `/` between parts.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The folder's name: `phieu-b@2022.1`.
    pub name: String,
    /// form.toml, choices/*.csv, examples/*.toml.
    pub files: BTreeMap<String, String>,
}

/// Bytes of one file of a paper.
const MOST_BYTES: usize = 2_000_000;
/// Fields, or cells, of one paper.
pub(super) const MOST_FIELDS: usize = 50_000;

/// A bound of a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum BoundSpec {
    Open,
    Number(Decimal),
    Date(Date),
    Expression(Located),
}

/// What a default may be in TOML.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    Number(Decimal),
    YesNo(bool),
    Text(String),
}

/// Whether an answer is required.
#[derive(Clone, Debug)]
pub(super) enum RequiredSpec {
    No,
    Yes,
    When(Located),
}

/// A field with its rules still as text.
#[derive(Clone, Debug)]
pub(super) struct FieldSpec {
    pub(super) field: Field,
    pub(super) line: usize,
    pub(super) required: RequiredSpec,
    pub(super) when: Option<Located>,
    pub(super) formula: Option<Located>,
    pub(super) also: Vec<Located>,
    pub(super) default: Option<(Scalar, usize)>,
    pub(super) range: Option<([BoundSpec; 2], usize)>,
    pub(super) usual: Option<([BoundSpec; 2], usize)>,
}

#[derive(Debug)]
pub(super) struct GroupSpec {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) roster: bool,
    pub(super) add_label: Option<String>,
    pub(super) when: Option<Located>,
    pub(super) min_rows: Option<u32>,
    pub(super) max_rows: Option<u32>,
    pub(super) fields: Vec<FieldSpec>,
    pub(super) line: usize,
}

#[derive(Clone, Debug)]
pub(super) struct CheckSpec {
    pub(super) id: String,
    pub(super) at: Located,
    pub(super) expr: Located,
    pub(super) blocks: bool,
    pub(super) message: String,
    pub(super) source: String,
    pub(super) evidence: Evidence,
    /// For a check of a block: what its relative row ids stand for.
    pub(super) scope: Option<Arc<blocks::Scope>>,
}

#[derive(Debug)]
pub(super) struct ColumnSpec {
    pub(super) column: GridColumn,
    pub(super) rules: FieldSpec,
    pub(super) additive: bool,
}

/// What a row says of its figures instead of its columns.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnRules {
    pub(super) kind: Option<FieldType>,
    pub(super) digits: Option<u32>,
    pub(super) range: Option<([BoundSpec; 2], usize)>,
    pub(super) usual: Option<([BoundSpec; 2], usize)>,
}

#[derive(Clone, Debug)]
pub(super) struct RowSpec {
    pub(super) row: GridRow,
    pub(super) formula: Option<Located>,
    /// The constant that is its target.
    pub(super) target: Option<Located>,
    pub(super) also: Vec<Located>,
    pub(super) own: OwnRules,
    /// Columns that are closed in this row.
    pub(super) closed: Vec<Located>,
    pub(super) all_closed: bool,
    /// For a row of a block: what the block's relative row ids stand for.
    pub(super) scope: Option<Arc<blocks::Scope>>,
}

#[derive(Debug)]
pub(super) struct ClosedSpec {
    pub(super) rows: Vec<Located>,
    pub(super) columns: Vec<Located>,
}

/// What one cell of a table adds up: 1, or its part's weight, for records that fulfil a condition;
/// or a number of each record.
#[derive(Clone, Debug)]
pub(super) struct AddSpec {
    pub(super) sums: bool,
    pub(super) text: Located,
}

/// How a table's or a list's column gets its figures.
#[derive(Clone, Debug)]
pub(super) enum RuleSpec {
    /// For each part of a unit's rows what is added up; nothing where the part's cell is closed.
    Tallied(Vec<Option<AddSpec>>),
    Printed(Located),
    Value(Located),
    Running(Running),
}

#[derive(Debug)]
pub(super) struct TableColumnSpec {
    pub(super) column: TableColumn,
    pub(super) rule: Option<RuleSpec>,
    /// The column that this one is a percentage of.
    pub(super) of: Option<Located>,
    pub(super) line: usize,
}

#[derive(Clone, Debug)]
pub(super) struct JoinSpec {
    pub(super) form: Located,
    pub(super) alias: Located,
    /// The Phiếu of which period is read.
    pub(super) period: crate::form::ImportPeriod,
}

/// One of a unit's rows.
#[derive(Clone, Debug)]
pub(super) struct PartSpec {
    pub(super) part: TablePart,
    pub(super) weight: Option<Located>,
    pub(super) condition: Option<Located>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct TallySpec {
    pub(super) joins: Vec<JoinSpec>,
    pub(super) condition: Option<Located>,
    /// What is worked out once for each record, by name, each from those before it.
    pub(super) lets: Vec<(Name, Located)>,
    pub(super) parts: Vec<PartSpec>,
    /// The roster whose rows a list shows.
    pub(super) each: Option<Located>,
    pub(super) each_condition: Option<Located>,
    pub(super) sort: Vec<Located>,
}

#[derive(Debug)]
pub(super) struct Spec {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) kind: FormKind,
    pub(super) title: String,
    pub(super) subject: Subject,
    pub(super) repeats: bool,
    pub(super) occasional: bool,
    /// The file of the scale that can be loaded into the paper (`[scale]`).
    pub(super) loadable: Option<String>,
    /// When the loaded scale is in force.
    pub(super) valid: Option<Valid>,
    pub(super) scale_source: Option<String>,
    /// Whether it serves training workspaces only.
    pub(super) training: bool,
    pub(super) levels: Vec<Level>,
    pub(super) periods: Vec<PeriodKind>,
    pub(super) source: String,
    pub(super) evidence: Evidence,
    pub(super) note: Option<String>,
    pub(super) constants: Vec<(Constant, usize)>,
    pub(super) imports: Vec<Import>,
    pub(super) fill: Option<Fill>,
    pub(super) choices: BTreeMap<String, ChoiceList>,
    pub(super) groups: Vec<GroupSpec>,
    pub(super) checks: Vec<CheckSpec>,
    pub(super) columns: Vec<ColumnSpec>,
    pub(super) rows: Vec<RowSpec>,
    pub(super) closed: Vec<ClosedSpec>,
    pub(super) grid_unit: Option<String>,
    /// For a grid with local rows: how many fields are their own, and the field of their direction.
    pub(super) local: Option<(usize, Option<String>)>,
    pub(super) tally: TallySpec,
    pub(super) table_columns: Vec<TableColumnSpec>,
}

/// A named list of choices.
#[derive(Debug, Default)]
pub(super) struct ChoiceList {
    pub(super) choices: Vec<Choice>,
    pub(super) line: usize,
    pub(super) used: std::cell::Cell<bool>,
}

const TOP: &[&str] = &[
    "id",
    "version",
    "kind",
    "title",
    "subject",
    "levels",
    "repeats",
    "occasional",
    "periods",
    "source",
    "evidence",
    "note",
    "constant",
    "import",
    "choices",
    "group",
    "check",
    "grid",
    "column",
    "row",
    "closed",
    "local",
    "tally",
    "training",
    "scale",
    "fill",
];

pub(super) const PAPER: &str = "form.toml";

/// Reads form.toml and its choices; everything wrong with keys, types and words is told.
pub(super) fn read(folder: &Folder, mistakes: &mut Vec<Mistake>) -> Option<Spec> {
    let Some(text) = folder.files.get(PAPER) else {
        mistakes.push(Mistake::new(
            MistakeCode::MissingPaper,
            PAPER,
            1,
            None,
            vec![],
        ));
        return None;
    };
    let mut fits = true;
    for (path, text) in &folder.files {
        if text.len() > MOST_BYTES {
            let args = vec![("what", path.clone()), ("most", MOST_BYTES.to_string())];
            mistakes.push(Mistake::new(MistakeCode::TooLarge, path, 1, None, args));
            fits = false;
        }
    }
    if !fits {
        return None;
    }
    let reader = Reader::new(PAPER, text);
    let tree = table::parse(&reader, text);
    let top = Table::new(&reader, tree.get_ref(), 0, TOP);
    let spec = parts::paper(folder, &top);
    let found = reader.take();
    // Without its syntax right, a tree has holes: what follows from them would only confuse.
    let torn = found
        .iter()
        .any(|mistake| mistake.code == MistakeCode::TomlSyntax);
    mistakes.extend(
        found
            .into_iter()
            .filter(|mistake| !torn || mistake.code == MistakeCode::TomlSyntax),
    );
    if torn { None } else { spec }
}

/// One of a table of words, or a mistake with the nearest.
pub(super) fn word<T: Copy>(
    table: &Table<'_>,
    text: &Located,
    words: &[(T, &'static str)],
    code: MistakeCode,
) -> Option<T> {
    let hit = words
        .iter()
        .find(|(_, word)| *word == text.text)
        .map(|(value, _)| *value);
    if hit.is_none() {
        let nearest = nearest(&text.text, words.iter().map(|(_, word)| *word));
        table.tell(
            code,
            text.line,
            vec![("word", text.text.clone()), ("nearest", nearest)],
        );
    }
    hit
}
