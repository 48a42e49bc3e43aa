//! The items of a scale: what is answered, and the points of each answer by region.

use super::sheet::Sheet;
use super::{COLUMNS, KINDS, Words};
use crate::form::mistake::{MistakeCode, nearest};
use crate::form::spec::table::Reader;
use crate::form::{Choice, Name};
use crate::text::fold;

/// Items of one scale.
const MOST_ITEMS: usize = 200;
/// Options of one item: each is one step deeper in the formula of its points.
const MOST_OPTIONS: usize = 40;

/// How the items of one scale are answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of the options.
    One,
    /// Any of the options; their points add.
    Many,
    /// How many; points for each.
    Count,
}

/// One row of the sheet: what is answered, and its points by region.
struct Answer {
    label: String,
    points: Vec<u16>,
}

/// One item with its answers.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) label: String,
    pub(super) kind: Kind,
    answers: Vec<Answer>,
    line: usize,
}

/// A column of points: where it stands, and the region's choice id.
pub(super) struct Region {
    at: usize,
    id: String,
    label: String,
}

/// Where the columns that begin an item stand.
struct Columns {
    number: usize,
    label: usize,
    kind: usize,
}

/// The sheet's regions and items; every gap is told.
pub(super) fn items(
    reader: &Reader<'_>,
    sheet: &Sheet,
    words: &Words,
    choices: &[Choice],
) -> (Vec<Region>, Vec<Item>) {
    let column = |key: &str| {
        let word = words.of(key);
        sheet.headings.iter().position(|cell| fold(cell) == word)
    };
    let [Some(number), Some(label), Some(kind), Some(option)] = COLUMNS.map(column) else {
        return (Vec::new(), Vec::new());
    };
    let regions = regions(reader, sheet, choices, &[number, label, kind, option]);
    let columns = Columns {
        number,
        label,
        kind,
    };
    let mut items: Vec<Item> = Vec::new();
    for (line, cells) in &sheet.rows {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        if !cell(number).is_empty() {
            let item = item(reader, *line, &cell, &columns, words);
            if items.iter().any(|other| other.id == item.id) {
                let args = vec![("id", item.number.clone()), ("what", "item".to_owned())];
                reader.tell(MistakeCode::DuplicateId, *line, Some(&item.id), args);
            }
            items.push(item);
        }
        let too_many = items.len() > MOST_ITEMS;
        let last = items.last_mut();
        let Some(item) = last.filter(|item| !too_many && item.answers.len() < MOST_OPTIONS) else {
            // A row before the first item belongs to nothing.
            let code = match items.is_empty() {
                true => MistakeCode::ScaleRow,
                false => MistakeCode::TooLarge,
            };
            let args = vec![
                ("what", reader.file.to_owned()),
                ("most", MOST_ITEMS.to_string()),
            ];
            reader.tell(code, *line, None, args);
            continue;
        };
        // A row that only names its item has its options below.
        let given = !cell(option).is_empty() || item.kind == Kind::Count;
        if given || regions.iter().any(|region| !cell(region.at).is_empty()) {
            let points = regions
                .iter()
                .map(|region| points(reader, *line, item, cell(option), region, cell(region.at)))
                .collect();
            item.answers.push(Answer {
                label: cell(option).to_owned(),
                points,
            });
        }
    }
    for item in items.iter().filter(|item| !item.is_whole()) {
        let args = vec![("item", item.number.clone())];
        reader.tell(MistakeCode::ScaleOptions, item.line, Some(&item.id), args);
    }
    (regions, items)
}

/// The item that a row begins.
fn item<'c>(
    reader: &Reader<'_>,
    line: usize,
    cell: &impl Fn(usize) -> &'c str,
    columns: &Columns,
    words: &Words,
) -> Item {
    let id = format!("m_{}", slug(cell(columns.number)));
    let word = fold(cell(columns.kind));
    let kind = [Kind::One, Kind::Many, Kind::Count]
        .into_iter()
        .zip(KINDS)
        .find(|(_, key)| words.of(key) == word)
        .map(|(kind, _)| kind);
    if kind.is_none() && !word.is_empty() {
        let args = vec![("word", cell(columns.kind).to_owned())];
        reader.tell(MistakeCode::ScaleKind, line, Some(&id), args);
    }
    if cell(columns.label).is_empty() {
        let args = vec![("key", words.shown("label").to_owned())];
        reader.tell(MistakeCode::EmptyText, line, Some(&id), args);
    }
    Item {
        id,
        number: cell(columns.number).to_owned(),
        label: cell(columns.label).to_owned(),
        kind: kind.unwrap_or(Kind::One),
        answers: Vec::new(),
        line,
    }
}

impl Item {
    /// Whether its answers fit its kind.
    fn is_whole(&self) -> bool {
        let named = self.answers.iter().all(|answer| !answer.label.is_empty());
        match self.kind {
            Kind::One => named && self.answers.len() >= 2,
            Kind::Many => named && !self.answers.is_empty(),
            Kind::Count => self.answers.len() == 1,
        }
    }

    /// The id of the field that holds its points.
    pub(super) fn points_id(&self) -> String {
        format!("{}_p", self.id)
    }

    /// Its answers as the choices of a field.
    pub(super) fn choices(&self) -> Vec<Choice> {
        self.answers
            .iter()
            .zip(1..)
            .map(|(answer, n)| Choice {
                id: Name::new(&option_id(n)),
                code: Some(n.to_string()),
                label: answer.label.clone(),
                role: None,
            })
            .collect()
    }

    /// Its points: by region, then by answer; in a region that the scale does not have, `missing`.
    pub(super) fn formula(&self, regions: &[Region], area: &str, missing: &str) -> String {
        let mut formula = missing.to_owned();
        for (at, region) in regions.iter().enumerate().rev() {
            let here = self.points_in(at);
            formula = format!("if({area} = '{}', {here}, {formula})", region.id);
        }
        formula
    }

    fn points_in(&self, region: usize) -> String {
        let of = |answer: &Answer| answer.points.get(region).copied().unwrap_or(0);
        let all: Vec<(usize, &Answer)> = (1..).zip(&self.answers).collect();
        match self.kind {
            Kind::Count => {
                let points = self.answers.first().map(of).unwrap_or(0);
                format!("{points} * {}", self.id)
            }
            Kind::Many => {
                let parts: Vec<String> = all
                    .iter()
                    .map(|(n, answer)| {
                        format!("if({} has '{}', {}, 0)", self.id, option_id(*n), of(answer))
                    })
                    .collect();
                format!("sum({})", parts.join(", "))
            }
            Kind::One => {
                let mut here = self.answers.last().map(of).unwrap_or(0).to_string();
                for (n, answer) in all.iter().rev().skip(1) {
                    here = format!(
                        "if({} = '{}', {}, {here})",
                        self.id,
                        option_id(*n),
                        of(answer)
                    );
                }
                here
            }
        }
    }
}

/// The columns of points: each a region that the paper knows, each once.
fn regions(
    reader: &Reader<'_>,
    sheet: &Sheet,
    choices: &[Choice],
    others: &[usize],
) -> Vec<Region> {
    let mut found: Vec<Region> = Vec::new();
    for (at, heading) in sheet.headings.iter().enumerate() {
        if others.contains(&at) || heading.is_empty() {
            continue;
        }
        let word = fold(heading);
        let choice = choices
            .iter()
            .find(|choice| fold(&choice.label) == word || choice.id.as_str() == word);
        let line = sheet.headings_line;
        match choice {
            None => {
                let near = nearest(heading, choices.iter().map(|choice| choice.label.as_str()));
                let args = vec![("word", heading.clone()), ("nearest", near)];
                reader.tell(MistakeCode::ScaleRegion, line, None, args);
            }
            Some(choice) if found.iter().any(|region| region.id == choice.id.as_str()) => {
                let args = vec![("id", heading.clone()), ("what", "column".to_owned())];
                reader.tell(MistakeCode::DuplicateId, line, None, args);
            }
            Some(choice) => found.push(Region {
                at,
                id: choice.id.to_string(),
                label: heading.clone(),
            }),
        }
    }
    if found.is_empty() {
        let args = vec![("word", String::new()), ("nearest", String::new())];
        reader.tell(MistakeCode::ScaleRegion, sheet.headings_line, None, args);
    }
    found
}

/// One cell of points; a gap and what is no whole number are told.
fn points(
    reader: &Reader<'_>,
    line: usize,
    item: &Item,
    option: &str,
    region: &Region,
    cell: &str,
) -> u16 {
    let points = cell.parse::<u16>().ok().filter(|points| *points <= 1000);
    if points.is_none() {
        let code = match cell.is_empty() {
            true => MistakeCode::ScaleGap,
            false => MistakeCode::ScalePoints,
        };
        let args = vec![
            ("item", item.number.clone()),
            ("option", option.to_owned()),
            ("region", region.label.clone()),
            ("found", cell.to_owned()),
        ];
        reader.tell(code, line, Some(&item.id), args);
    }
    points.unwrap_or(0)
}

fn option_id(n: usize) -> String {
    format!("o{n}")
}

/// A printed item number as part of an id: `6a`, `1.2` → `1_2`.
fn slug(number: &str) -> String {
    let folded = fold(number);
    let parts: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("_")
}
