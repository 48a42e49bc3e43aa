//! The sheet of a scale as rows of cells: what stands above the headings, the headings, the rows.

use std::collections::BTreeMap;

use super::{COLUMNS, HEAD, Words};
use crate::form::mistake::MistakeCode;
use crate::form::spec::Spec;
use crate::form::spec::fields::day;
use crate::form::spec::table::{Located, Reader};
use crate::text::{date, fold};

/// The sheet as rows of cells with their lines.
pub(super) struct Sheet {
    pub(super) head: BTreeMap<&'static str, Located>,
    /// What else stands above the headings, by its folded word: figures of the law that the sheet knows.
    figures: Vec<(String, Located)>,
    pub(super) headings: Vec<String>,
    pub(super) headings_line: usize,
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

impl Sheet {
    /// Splits a sheet up; what is missing above the headings is told.
    pub(super) fn read(reader: &Reader<'_>, text: &str, words: &Words) -> Sheet {
        let mut sheet = Sheet {
            head: BTreeMap::new(),
            figures: Vec::new(),
            headings: Vec::new(),
            headings_line: 1,
            rows: Vec::new(),
        };
        for (line, cells) in records(reader, text) {
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if !sheet.headings.is_empty() {
                sheet.rows.push((line, cells));
            } else if COLUMNS
                .iter()
                .all(|key| cells.iter().any(|cell| fold(cell) == words.of(key)))
            {
                sheet.headings = cells;
                sheet.headings_line = line;
            } else {
                sheet.above(line, &cells, words);
            }
        }
        if sheet.headings.is_empty() {
            let expected = COLUMNS.map(|key| words.shown(key)).join(", ");
            reader.tell(
                MistakeCode::ScaleHeadings,
                1,
                None,
                vec![("expected", expected)],
            );
        }
        // The last day may be open.
        for key in HEAD.iter().filter(|key| **key != "to") {
            if sheet.said(key).is_none() {
                let args = vec![("word", words.shown(key).to_owned())];
                reader.tell(MistakeCode::ScaleHead, 1, None, args);
            }
        }
        sheet
    }

    /// One row above the headings: a word, and what is said to it.
    fn above(&mut self, line: usize, cells: &[String], words: &Words) {
        let first = cells.first().map(|cell| fold(cell)).unwrap_or_default();
        let text = cells.get(1).cloned().unwrap_or_default();
        match HEAD.into_iter().find(|key| words.of(key) == first) {
            Some(key) => {
                let text = match key {
                    "from" | "to" => iso(text),
                    _ => text,
                };
                self.head.insert(key, Located { text, line });
            }
            None => self.figures.push((first, Located { text, line })),
        }
    }

    /// What the sheet says above its headings, if it says anything.
    pub(super) fn said(&self, key: &str) -> Option<&Located> {
        self.head.get(key).filter(|cell| !cell.text.is_empty())
    }

    /// Tells what is said above the headings and does not fit the paper.
    pub(super) fn fits(&self, reader: &Reader<'_>, id: &str) {
        if let Some(cell) = self.said("form").filter(|cell| cell.text != id) {
            let args = vec![("found", cell.text.clone()), ("expected", id.to_owned())];
            reader.tell(MistakeCode::ScaleForm, cell.line, None, args);
        }
        if let Some(cell) = self.said("version").filter(|cell| !is_version(&cell.text)) {
            let args = vec![("id", cell.text.clone())];
            reader.tell(MistakeCode::BadId, cell.line, None, args);
        }
        for cell in ["from", "to"].into_iter().filter_map(|key| self.said(key)) {
            if day(&cell.text).is_none() {
                let args = vec![("found", cell.text.clone())];
                reader.tell(MistakeCode::BadDate, cell.line, None, args);
            }
        }
    }

    /// Gives figures of the law that were unknown, found by their wording.
    pub(super) fn give_figures(&self, reader: &Reader<'_>, spec: &mut Spec) {
        for (word, said) in &self.figures {
            let constant = spec
                .constants
                .iter_mut()
                .map(|(constant, _)| constant)
                .find(|constant| constant.value.is_none() && fold(constant.label.trim()) == *word);
            let Some(constant) = constant else { continue };
            constant.value = said.text.parse().ok();
            if constant.value.is_none() {
                let args = vec![("found", said.text.clone())];
                reader.tell(MistakeCode::BadNumber, said.line, None, args);
            }
        }
    }
}

/// A day as people write it, `01/01/2023`, as the paper keeps it; anything else as it is.
fn iso(text: String) -> String {
    match date::parse(&text) {
        Some(date::Parsed::Day(day)) => day.to_string(),
        _ => text,
    }
}

/// The records of a CSV file with their lines; what cannot be read is told.
fn records(reader: &Reader<'_>, text: &str) -> Vec<(usize, Vec<String>)> {
    let mut csv = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let line_of = |position: Option<&csv::Position>| {
        position.map_or(1, |at| usize::try_from(at.line()).unwrap_or(1))
    };
    let mut records = Vec::new();
    for record in csv.records() {
        match record {
            Ok(record) => {
                let cells = record.iter().map(crate::text::nfc).collect();
                records.push((line_of(record.position()), cells));
            }
            Err(error) => {
                let args = vec![("detail", error.to_string())];
                reader.tell(MistakeCode::BadCsv, line_of(error.position()), None, args);
            }
        }
    }
    records
}

/// A version that may be part of a folder's name: `2022.1`.
fn is_version(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 20
        && text.starts_with(plain)
        && text.chars().all(|c| plain(c) || c == '.' || c == '-')
}
