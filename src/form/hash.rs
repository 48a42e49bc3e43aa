//! What a released paper is frozen by: a hash of what it says, not of how it is typed.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use toml::de::{DeTable, DeValue};

use super::spec::blocks::file_of;
use super::spec::{Folder, PAPER};

/// SHA-256 of the canonical parsed paper: comments, blank lines, key order and examples do not count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormHash(pub [u8; 32]);

impl fmt::Display for FormHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FormHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The hash of a folder's paper, its choices, and the blocks it names. Numbers are kept as written, so `1.0` differs from `1`.
pub(super) fn hash(folder: &Folder) -> FormHash {
    let mut files = serde_json::Map::new();
    let paper = folder.files.get(PAPER).map_or("", String::as_str);
    let (paper, _) = DeTable::parse_recoverable(paper);
    let blocks = blocks_of(paper.get_ref());
    for (path, text) in &folder.files {
        if path == PAPER || blocks.contains(path) {
            let (tree, _) = DeTable::parse_recoverable(text);
            files.insert(path.clone(), table(tree.get_ref()));
        } else if path.starts_with("choices/") {
            let mut csv = csv::ReaderBuilder::new()
                .trim(csv::Trim::All)
                .has_headers(false)
                .flexible(true)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let records = csv.records().map(|record| {
                record.map_or(Json::Null, |record| {
                    record
                        .iter()
                        .map(|cell| Json::String(cell.to_owned()))
                        .collect()
                })
            });
            files.insert(path.clone(), records.collect());
        }
    }
    // serde_json's map sorts its keys, which makes the text canonical.
    let canonical = Json::Object(files).to_string();
    FormHash(Sha256::digest(canonical.as_bytes()).into())
}

/// The files of the blocks that a paper's rows name: they are part of what it says.
fn blocks_of(paper: &DeTable<'_>) -> BTreeSet<String> {
    let rows = paper.get("row").and_then(|rows| rows.get_ref().as_array());
    let names = rows
        .into_iter()
        .flat_map(|rows| rows.iter())
        .filter_map(|row| {
            let row = row.get_ref().as_table()?;
            row.get("block")?.get_ref().as_str()
        });
    names.map(file_of).collect()
}

fn table(table: &DeTable<'_>) -> Json {
    Json::Object(
        table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect(),
    )
}

fn json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(integer) => Json::from(vec!["integer".to_owned(), integer.to_string()]),
        DeValue::Float(float) => Json::from(vec!["float".to_owned(), float.to_string()]),
        DeValue::Boolean(yes) => Json::Bool(*yes),
        DeValue::Datetime(datetime) => {
            Json::from(vec!["datetime".to_owned(), datetime.to_string()])
        }
        DeValue::Array(array) => array.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(inner) => table(inner),
    }
}
