//! Lists of choices: inline, or a file of the folder.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::ids::{check_id, id, once};
use super::table::{Located, Table};
use super::{ChoiceList, Folder, word};
use crate::form::mistake::{Mistake, MistakeCode};
use crate::form::{Choice, ChoiceRole, Name};

pub(super) fn choice_lists(folder: &Folder, top: &Table<'_>) -> BTreeMap<String, ChoiceList> {
    let mut lists = BTreeMap::new();
    let Some(open) = top.open_table("choices") else {
        return lists;
    };
    for (name, line) in open.keys() {
        let Some(table) = open.table(name, &["file", "choice"]) else {
            continue;
        };
        let choices = match table.text("file") {
            Some(path) => {
                table.idle(&["choice"]);
                choices_of_file(folder, &table, &path)
            }
            None if table.has("file") => Vec::new(),
            None => {
                if !table.has("choice") {
                    table.missing("file");
                }
                inline_choices(&table, "choice")
            }
        };
        lists.insert(
            name.to_owned(),
            ChoiceList {
                choices,
                line,
                used: Cell::new(false),
            },
        );
    }
    lists
}

pub(super) fn inline_choices(table: &Table<'_>, key: &str) -> Vec<Choice> {
    let mut list = ListCheck::default();
    for item in table.tables(key, &["id", "code", "label", "role"]) {
        let Some(id) = id(&item, "id") else { continue };
        let code = item.text("code");
        let label = item.need("label");
        let role = item.text("role");
        list.add(
            &item,
            id,
            code,
            label.map(|l| l.text).unwrap_or_default(),
            role,
        );
    }
    list.choices
}

/// Choices gathered, with what must be unique.
#[derive(Default)]
struct ListCheck {
    choices: Vec<Choice>,
    ids: BTreeSet<String>,
    codes: BTreeSet<String>,
}

impl ListCheck {
    fn add(
        &mut self,
        table: &Table<'_>,
        id: Located,
        code: Option<Located>,
        label: String,
        role: Option<Located>,
    ) {
        if !once(table, &mut self.ids, &id, "choice") {
            return;
        }
        if let Some(code) = &code
            && !self.codes.insert(code.text.clone())
        {
            table.tell(
                MistakeCode::DuplicateChoiceCode,
                code.line,
                vec![("word", code.text.clone())],
            );
        }
        let role = role.and_then(|role| {
            word(
                table,
                &role,
                &ChoiceRole::ALL,
                MistakeCode::UnknownChoiceRole,
            )
        });
        self.choices.push(Choice {
            id: Name::new(&id.text),
            code: code.map(|code| code.text),
            label,
            role,
        });
    }
}

fn choices_of_file(folder: &Folder, table: &Table<'_>, path: &Located) -> Vec<Choice> {
    let Some(text) = folder.files.get(&path.text) else {
        table.tell(
            MistakeCode::MissingFile,
            path.line,
            vec![("path", path.text.clone())],
        );
        return Vec::new();
    };
    // Mistakes inside the file carry the file's own name and lines.
    let reader = super::Reader::new(&path.text, text);
    let empty = toml::de::DeTable::new();
    let inner = Table::new(&reader, &empty, 0, &[]);
    let mut list = ListCheck::default();
    let mut csv = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let bad = |line: usize, detail: String| {
        inner.tell(MistakeCode::BadCsv, line, vec![("detail", detail)])
    };
    let headers: Vec<String> = csv
        .headers()
        .map(|headers| headers.iter().map(str::to_owned).collect())
        .unwrap_or_default();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (id_at, label_at) = (column("id"), column("label"));
    if id_at.is_none()
        || label_at.is_none()
        || headers
            .iter()
            .any(|header| !["id", "code", "label", "role"].contains(&header.as_str()))
    {
        bad(1, headers.join(","));
    } else {
        for record in csv.records() {
            match record {
                Ok(record) => {
                    let line = record
                        .position()
                        .map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
                    let cell = |at: Option<usize>| {
                        at.and_then(|at| record.get(at))
                            .filter(|cell| !cell.is_empty())
                            .map(|cell| Located {
                                text: cell.to_owned(),
                                line,
                            })
                    };
                    let id = cell(id_at).unwrap_or(Located {
                        text: String::new(),
                        line,
                    });
                    let label = cell(label_at).map(|label| label.text).unwrap_or_default();
                    if label.is_empty() {
                        inner.tell(
                            MistakeCode::EmptyText,
                            line,
                            vec![("key", "label".to_owned())],
                        );
                    }
                    if check_id(&inner, &id) {
                        list.add(
                            &inner,
                            id,
                            cell(column("code")),
                            label,
                            cell(column("role")),
                        );
                    }
                }
                Err(error) => bad(
                    error
                        .position()
                        .map_or(1, |at| usize::try_from(at.line()).unwrap_or(1)),
                    error.to_string(),
                ),
            }
        }
    }
    let told: Vec<Mistake> = reader.take();
    for mistake in told {
        table.reader.adopt(mistake);
    }
    list.choices
}
