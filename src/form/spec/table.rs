//! A TOML table that remembers lines and tells every mistake instead of the first.

use std::cell::RefCell;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::form::mistake::{Mistake, MistakeCode, nearest};

/// One file being read: where lines begin, and the mistakes found so far.
pub(crate) struct Reader<'a> {
    pub(crate) file: &'a str,
    starts: Vec<usize>,
    /// What lines are counted from.
    base: usize,
    mistakes: RefCell<Vec<Mistake>>,
}

/// A text and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, byte)| *byte == b'\n')
                    .map(|(at, _)| at + 1),
            )
            .collect();
        Reader {
            file,
            starts,
            base: 0,
            mistakes: RefCell::default(),
        }
    }

    /// The same file, its lines counted on from `base`.
    pub(crate) fn counted_from(self, base: usize) -> Self {
        Reader { base, ..self }
    }

    /// The line of a byte offset, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.base + self.starts.partition_point(|start| *start <= offset).max(1)
    }

    pub(crate) fn tell(
        &self,
        code: MistakeCode,
        line: usize,
        field: Option<&str>,
        args: Vec<(&'static str, String)>,
    ) {
        self.mistakes
            .borrow_mut()
            .push(Mistake::new(code, self.file, line, field, args));
    }

    /// Takes a mistake over from another file.
    pub(crate) fn adopt(&self, mistake: Mistake) {
        self.mistakes.borrow_mut().push(mistake);
    }

    pub(crate) fn take(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }
}

/// A table, what it belongs to, and its reader.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    pub(crate) reader: &'a Reader<'a>,
    table: &'a DeTable<'a>,
    pub(crate) line: usize,
    /// The id of the field, row or column that the table describes, for mistakes.
    name: Option<&'a str>,
}

impl<'a> Table<'a> {
    /// Wraps a table and tells every key that is not in `known`.
    pub(crate) fn new(
        reader: &'a Reader<'a>,
        table: &'a DeTable<'a>,
        offset: usize,
        known: &[&str],
    ) -> Self {
        let name = table
            .get("id")
            .or_else(|| table.get("number"))
            .and_then(|id| id.get_ref().as_str());
        let this = Table {
            reader,
            table,
            line: reader.line(offset),
            name,
        };
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                let args = vec![
                    ("key", key.get_ref().to_string()),
                    ("nearest", nearest(key.get_ref(), known.iter().copied())),
                ];
                reader.tell(
                    MistakeCode::UnknownKey,
                    reader.line(key.span().start),
                    name,
                    args,
                );
            }
        }
        this
    }

    pub(crate) fn tell(&self, code: MistakeCode, line: usize, args: Vec<(&'static str, String)>) {
        self.reader.tell(code, line, self.name, args);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = (&'a str, usize)> {
        self.table
            .iter()
            .map(|(key, _)| (key.get_ref().as_ref(), self.reader.line(key.span().start)))
    }

    pub(crate) fn get(&self, key: &str) -> Option<(&'a DeValue<'a>, usize)> {
        self.table
            .get(key)
            .map(|value| (value.get_ref(), self.reader.line(value.span().start)))
    }

    pub(crate) fn missing(&self, key: &str) {
        self.tell(
            MistakeCode::MissingKey,
            self.line,
            vec![("key", key.to_owned())],
        );
    }

    /// Tells those of the keys that are there though nothing reads them here.
    pub(crate) fn idle(&self, keys: &[&str]) {
        for key in keys {
            if let Some((_, line)) = self.get(key) {
                self.tell(MistakeCode::IdleKey, line, vec![("key", (*key).to_owned())]);
            }
        }
    }

    pub(crate) fn wrong(&self, key: &str, line: usize, expected: &str, found: &DeValue<'_>) {
        let args = vec![
            ("key", key.to_owned()),
            ("expected", expected.to_owned()),
            ("found", found.type_str().to_owned()),
        ];
        self.tell(MistakeCode::WrongType, line, args);
    }

    pub(crate) fn text(&self, key: &str) -> Option<Located> {
        let (value, line) = self.get(key)?;
        match value.as_str() {
            Some(text) => Some(Located {
                text: text.to_owned(),
                line,
            }),
            None => {
                self.wrong(key, line, "string", value);
                None
            }
        }
    }

    /// A text that must be there and say something.
    pub(crate) fn need(&self, key: &str) -> Option<Located> {
        if !self.has(key) {
            self.missing(key);
        }
        let text = self.text(key)?;
        if text.text.trim().is_empty() {
            self.tell(
                MistakeCode::EmptyText,
                text.line,
                vec![("key", key.to_owned())],
            );
        }
        Some(text)
    }

    pub(crate) fn yes(&self, key: &str) -> Option<bool> {
        let (value, line) = self.get(key)?;
        let yes = value.as_bool();
        if yes.is_none() {
            self.wrong(key, line, "boolean", value);
        }
        yes
    }

    /// A whole number from 0 to `most`; `code` is told when it lies outside.
    pub(crate) fn whole(&self, key: &str, most: u32, code: MistakeCode) -> Option<u32> {
        let (value, line) = self.get(key)?;
        let Some(integer) = value.as_integer() else {
            self.wrong(key, line, "integer", value);
            return None;
        };
        let whole = i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| *n <= most);
        if whole.is_none() {
            self.tell(
                code,
                line,
                vec![("key", key.to_owned()), ("found", integer.to_string())],
            );
        }
        whole
    }

    pub(crate) fn texts(&self, key: &str) -> Vec<Located> {
        let Some((value, line)) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong(key, line, "array", value);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in array.iter() {
            let line = self.reader.line(item.span().start);
            match item.get_ref().as_str() {
                Some(text) => texts.push(Located {
                    text: text.to_owned(),
                    line,
                }),
                None => self.wrong(key, line, "string", item.get_ref()),
            }
        }
        texts
    }

    /// The values of an array with their lines.
    pub(crate) fn values(&self, key: &str) -> Option<(Vec<(&'a DeValue<'a>, usize)>, usize)> {
        let (value, line) = self.get(key)?;
        match value.as_array() {
            Some(array) => Some((
                array
                    .iter()
                    .map(|item| (item.get_ref(), self.reader.line(item.span().start)))
                    .collect(),
                line,
            )),
            None => {
                self.wrong(key, line, "array", value);
                None
            }
        }
    }

    pub(crate) fn table(&self, key: &str, known: &[&str]) -> Option<Table<'a>> {
        let spanned = self.table.get(key)?;
        match spanned.get_ref() {
            DeValue::Table(table) => {
                Some(Table::new(self.reader, table, spanned.span().start, known))
            }
            other => {
                self.wrong(key, self.reader.line(spanned.span().start), "table", other);
                None
            }
        }
    }

    /// A table whose keys are names of the author's own.
    pub(crate) fn open_table(&self, key: &str) -> Option<Table<'a>> {
        let spanned = self.table.get(key)?;
        match spanned.get_ref() {
            DeValue::Table(table) => Some(Table {
                reader: self.reader,
                table,
                line: self.reader.line(spanned.span().start),
                name: self.name,
            }),
            other => {
                self.wrong(key, self.reader.line(spanned.span().start), "table", other);
                None
            }
        }
    }

    pub(crate) fn tables(&self, key: &str, known: &[&str]) -> Vec<Table<'a>> {
        let Some(spanned) = self.table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = spanned.get_ref() else {
            self.wrong(
                key,
                self.reader.line(spanned.span().start),
                "array of tables",
                spanned.get_ref(),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Table::new(self.reader, table, item.span().start, known))
                }
                other => self.wrong(key, self.reader.line(item.span().start), "table", other),
            }
        }
        tables
    }
}

/// The exact decimal of a TOML number.
pub(crate) fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(Decimal::from),
        DeValue::Float(float) => float
            .as_str()
            .parse()
            .ok()
            .or_else(|| Decimal::from_scientific(float.as_str()).ok()),
        _ => None,
    }
}

/// Parses a file, telling all syntax errors.
pub(crate) fn parse<'a>(reader: &Reader<'_>, text: &'a str) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let line = reader.line(error.span().map_or(0, |span| span.start));
        reader.tell(
            MistakeCode::TomlSyntax,
            line,
            None,
            vec![("detail", error.message().to_owned())],
        );
    }
    table
}
