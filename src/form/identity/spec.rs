//! Identity files as their author wrote them: keys and types checked, templates not yet written out.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use crate::form::mistake::{Mistake, MistakeCode};
use crate::form::spec::table::{self, Located, Reader, Table};

/// Bytes of one file.
const MOST_BYTES: usize = 1_000_000;
/// Files of one installation.
const MOST_FILES: usize = 200;

const KEYS: &[&str] = &[
    "id",
    "left",
    "op",
    "right",
    "message",
    "severity",
    "source",
    "evidence",
    "note",
    "tolerance",
    "factor",
    "rollup",
    "each",
];

/// Keys of a side whose values are texts, templates among them.
const SIDE: &[&str] = &[
    "form", "field", "cell", "column", "part", "count", "sum", "number", "period", "of", "per",
    "times", "minus",
];

/// The keys that say what of the paper is meant: a side has exactly one.
pub(super) const WHAT: &[&str] = &["field", "cell", "column", "count", "sum", "number"];

/// One side, its texts by key.
#[derive(Clone, Debug)]
pub(super) struct SideSpec {
    pub(super) texts: BTreeMap<&'static str, Located>,
    pub(super) minus: bool,
    pub(super) line: usize,
}

/// Where the words of a template come from.
#[derive(Clone, Debug)]
pub(super) enum Words {
    /// Written in the file.
    List(Vec<String>),
    /// Rows of a grid or columns of a table, read from the paper.
    Of(BTreeMap<&'static str, Located>),
}

/// One `[[identity.each]]`: words that go together.
#[derive(Clone, Debug)]
pub(super) struct Each {
    pub(super) words: Vec<(String, Words)>,
    pub(super) line: usize,
}

/// One identity, or a template of several.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) texts: BTreeMap<&'static str, Located>,
    pub(super) left: SideSpec,
    pub(super) right: Vec<SideSpec>,
    pub(super) rollup: bool,
    pub(super) each: Vec<Each>,
}

impl Template {
    pub(super) fn id(&self) -> &str {
        self.texts.get("id").map_or("", |id| id.text.as_str())
    }

    /// A mistake in this identity.
    pub(super) fn mistake(
        &self,
        code: MistakeCode,
        line: usize,
        args: Vec<(&'static str, String)>,
    ) -> Mistake {
        Mistake::new(code, &self.file, line, Some(self.id()), args)
    }
}

/// Reads every file; an id stands once in all of them.
pub(super) fn read(files: &BTreeMap<String, String>, mistakes: &mut Vec<Mistake>) -> Vec<Template> {
    let mut templates = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, (name, text)) in files.iter().enumerate() {
        if text.len() > MOST_BYTES || number >= MOST_FILES {
            let most = if text.len() > MOST_BYTES {
                MOST_BYTES
            } else {
                MOST_FILES
            };
            let args = vec![("what", name.clone()), ("most", most.to_string())];
            mistakes.push(Mistake::new(MistakeCode::TooLarge, name, 1, None, args));
            continue;
        }
        let reader = Reader::new(name, text);
        let tree = table::parse(&reader, text);
        let top = Table::new(
            &reader,
            tree.get_ref(),
            0,
            &["source", "evidence", "identity"],
        );
        let read: Vec<Template> = top
            .tables("identity", KEYS)
            .iter()
            .filter_map(|table| template(name, &top, table, &mut seen))
            .collect();
        let found = reader.take();
        let torn = found
            .iter()
            .any(|mistake| mistake.code == MistakeCode::TomlSyntax);
        mistakes.extend(
            found
                .into_iter()
                .filter(|mistake| !torn || mistake.code == MistakeCode::TomlSyntax),
        );
        if !torn {
            templates.extend(read);
        }
    }
    templates
}

fn template(
    file: &str,
    top: &Table<'_>,
    table: &Table<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<Template> {
    let mut texts = BTreeMap::new();
    for key in ["id", "op", "message", "severity"] {
        texts.extend(table.need(key).map(|text| (key, text)));
    }
    for key in ["source", "evidence"] {
        let text = match table.has(key) {
            true => table.text(key),
            // What a file says once holds for all of it.
            false => top.text(key),
        };
        match text {
            Some(text) if text.text.trim().is_empty() => {
                table.tell(MistakeCode::EmptySource, text.line, vec![]);
            }
            Some(text) => {
                texts.insert(key, text);
            }
            None if !table.has(key) && key == "source" => {
                table.tell(MistakeCode::MissingSource, table.line, vec![]);
            }
            None if !table.has(key) => table.missing(key),
            None => {}
        }
    }
    for key in ["tolerance", "factor"] {
        texts.extend(number(table, key).map(|text| (key, text)));
    }
    // Read so that a wrong type is told; people find it in the file.
    let _ = table.text("note");
    if let Some(id) = texts.get("id")
        && crate::form::spec::ids::check_id(table, id)
    {
        crate::form::spec::ids::once(table, seen, id, "identity");
    }
    for key in ["left", "right"] {
        if !table.has(key) {
            table.missing(key);
        }
    }
    let left = table.table("left", SIDE).map(|left| side(&left));
    let right: Vec<SideSpec> = table.tables("right", SIDE).iter().map(side).collect();
    if right.is_empty()
        && table
            .get("right")
            .is_some_and(|(value, _)| value.is_array())
    {
        table.tell(
            MistakeCode::EmptyText,
            table.line,
            vec![("key", "right".to_owned())],
        );
    }
    let complete = ["id", "op", "message", "severity", "source", "evidence"]
        .iter()
        .all(|key| texts.contains_key(key));
    let each = each(table);
    let rollup = table.yes("rollup").unwrap_or(false);
    (complete && !right.is_empty()).then_some(())?;
    Some(Template {
        file: file.to_owned(),
        line: table.line,
        texts,
        left: left?,
        right,
        rollup,
        each: each?,
    })
}

fn side(table: &Table<'_>) -> SideSpec {
    let mut texts = BTreeMap::new();
    for key in SIDE.iter().copied().filter(|key| *key != "minus") {
        let text = match key {
            "number" | "times" => number(table, key),
            _ => table.text(key),
        };
        texts.extend(text.map(|text| (key, text)));
    }
    SideSpec {
        texts,
        minus: table.yes("minus").unwrap_or(false),
        line: table.line,
    }
}

/// A number, or a text in which a template's word gives one.
fn number(table: &Table<'_>, key: &str) -> Option<Located> {
    let (value, line) = table.get(key)?;
    match (table::decimal(value), value.as_str()) {
        (Some(number), _) => Some(Located {
            text: number.to_string(),
            line,
        }),
        (None, Some(text)) => Some(Located {
            text: text.to_owned(),
            line,
        }),
        (None, None) => {
            table.wrong(key, line, "number", value);
            None
        }
    }
}

const OF: &[&str] = &["rows_of", "columns_of", "kind", "column", "except"];

/// The templates' words; `None` if they cannot be read.
fn each(table: &Table<'_>) -> Option<Vec<Each>> {
    let Some((value, line)) = table.get("each") else {
        return Some(Vec::new());
    };
    let Some(array) = value.as_array() else {
        table.wrong("each", line, "array of tables", value);
        return None;
    };
    let mut all = Vec::new();
    let mut good = true;
    for item in array.iter() {
        let line = table.reader.line(item.span().start);
        let DeValue::Table(words) = item.get_ref() else {
            table.wrong("each", line, "table", item.get_ref());
            good = false;
            continue;
        };
        let mut each = Each {
            words: Vec::new(),
            line,
        };
        for (key, value) in words.iter() {
            let line = table.reader.line(value.span().start);
            let name = key.get_ref().to_string();
            let found = match value.get_ref() {
                DeValue::Array(items) => items
                    .iter()
                    .map(|item| item.get_ref().as_str().map(str::to_owned))
                    .collect::<Option<Vec<String>>>()
                    .map(Words::List),
                DeValue::Table(of) => {
                    let of = Table::new(table.reader, of, value.span().start, OF);
                    let texts = OF
                        .iter()
                        .filter_map(|key| Some((*key, of.text(key)?)))
                        .collect();
                    Some(Words::Of(texts))
                }
                _ => None,
            };
            match found {
                Some(found) => each.words.push((name, found)),
                None => {
                    table.wrong(&name, line, "array", value.get_ref());
                    good = false;
                }
            }
        }
        all.push(each);
    }
    good.then_some(all)
}
