//! A scale: items, options and points for each region, in a sheet of its own that becomes fields of the paper.
//!
//! The paper says in `[scale]` where the items go, which field tells the region, which field takes the total and
//! how the sheet's headings are worded; without the sheet the scale is empty and its total unknown.

use std::collections::BTreeMap;

use super::fields::day;
use super::origin::Origin;
use super::table::{Located, Reader, Table};
use super::{BoundSpec, FieldSpec, Folder, GroupSpec, RequiredSpec, Spec};
use crate::form::mistake::{MistakeCode, nearest};
use crate::form::{Choice, Evidence, Field, FieldType, Name, Valid};
use crate::text::fold;

const SCALE: &[&str] = &[
    "file", "group", "title", "before", "area", "total", "missing", "points", "head", "columns",
    "kinds",
];
const HEAD: [&str; 5] = ["form", "version", "source", "from", "to"];
const COLUMNS: [&str; 4] = ["item", "label", "kind", "option"];
const KINDS: [&str; 3] = ["one", "many", "count"];
/// Items of one scale.
const MOST_ITEMS: usize = 200;
/// Options of one item: each is one step deeper in the formula of its points.
const MOST_OPTIONS: usize = 40;

/// How the items of one scale are answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One of the options.
    One,
    /// Any of the options; their points add.
    Many,
    /// How many; points for each.
    Count,
}

/// What `[scale]` says, and the sheet if the folder has it.
pub(super) struct Scale<'a> {
    table: Table<'a>,
    path: String,
    sheet: Option<Sheet>,
}

/// The sheet as rows of cells with their lines.
struct Sheet {
    head: BTreeMap<&'static str, Located>,
    /// What else stands above the headings, by its folded word: figures of the law that the sheet knows.
    figures: Vec<(String, Located)>,
    headings: Vec<String>,
    headings_line: usize,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of the sheet: what is answered, and its points by region.
struct Answer {
    label: String,
    points: Vec<u16>,
}

struct Item {
    id: String,
    number: String,
    label: String,
    kind: Kind,
    answers: Vec<Answer>,
    line: usize,
}

/// A column of points: where it stands, and the region's choice id.
struct Region {
    at: usize,
    id: String,
    label: String,
}

/// Reads `[scale]` and the sheet's outline.
pub(super) fn read<'a>(folder: &Folder, top: &Table<'a>) -> Option<Scale<'a>> {
    let table = top.table("scale", SCALE)?;
    for key in [
        "group", "title", "before", "area", "total", "missing", "points",
    ] {
        table.need(key);
    }
    let path = table.need("file")?.text;
    let words = |section: &str, keys: &'static [&'static str]| {
        if !table.has(section) {
            table.missing(section);
        }
        let inner = table.table(section, keys);
        let mut words: BTreeMap<&'static str, String> = BTreeMap::new();
        for key in keys {
            if let Some(word) = inner.as_ref().and_then(|inner| inner.need(key)) {
                words.insert(key, fold(word.text.trim()));
            }
        }
        words
    };
    let head = words("head", &HEAD);
    let columns = words("columns", &COLUMNS);
    words("kinds", &KINDS);
    let sheet = folder.files.get(&path).map(|text| {
        let reader = Reader::new(&path, text);
        let sheet = outline(&reader, text, &head, &columns);
        for mistake in reader.take() {
            top.reader.adopt(mistake);
        }
        sheet
    });
    Some(Scale { table, path, sheet })
}

/// Splits the sheet into what stands above the headings, the headings, and the rows.
fn outline(
    reader: &Reader<'_>,
    text: &str,
    head: &BTreeMap<&'static str, String>,
    columns: &BTreeMap<&'static str, String>,
) -> Sheet {
    let mut sheet = Sheet {
        head: BTreeMap::new(),
        figures: Vec::new(),
        headings: Vec::new(),
        headings_line: 1,
        rows: Vec::new(),
    };
    let mut csv = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for record in csv.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error
                    .position()
                    .map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
                let args = vec![("detail", error.to_string())];
                reader.tell(MistakeCode::BadCsv, line, None, args);
                continue;
            }
        };
        let line = record
            .position()
            .map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
        let cells: Vec<String> = record.iter().map(crate::text::nfc).collect();
        let first = cells.first().map(|cell| fold(cell)).unwrap_or_default();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if !sheet.headings.is_empty() {
            sheet.rows.push((line, cells));
        } else if columns
            .values()
            .all(|word| cells.iter().any(|cell| fold(cell) == *word))
        {
            sheet.headings = cells;
            sheet.headings_line = line;
        } else {
            let text = cells.get(1).cloned().unwrap_or_default();
            let said = Located { text, line };
            match head.iter().find(|(_, word)| **word == first) {
                Some((key, _)) => {
                    sheet.head.insert(key, said);
                }
                None => sheet.figures.push((first, said)),
            }
        }
    }
    if sheet.headings.is_empty() {
        let args = vec![(
            "expected",
            columns.values().cloned().collect::<Vec<_>>().join(", "),
        )];
        reader.tell(MistakeCode::ScaleHeadings, 1, None, args);
    }
    for key in HEAD.iter().take(4) {
        if sheet.head.get(key).is_none_or(|cell| cell.text.is_empty()) {
            let word = head.get(key).cloned().unwrap_or_default();
            reader.tell(MistakeCode::ScaleHead, 1, None, vec![("word", word)]);
        }
    }
    sheet
}

impl Scale<'_> {
    /// The version that the sheet gives the paper.
    pub(super) fn version(&self) -> Option<&Located> {
        self.sheet.as_ref()?.head.get("version")
    }

    /// Where the scale comes from, as the sheet says; who loads it and who confirms it have compared it.
    fn origin(&self) -> Origin {
        let source = self
            .sheet
            .as_ref()
            .and_then(|sheet| sheet.head.get("source"));
        Origin {
            source: source.map(|cell| cell.text.clone()).unwrap_or_default(),
            evidence: Evidence::Verified,
        }
    }

    /// Puts the items into the paper, with a points field behind each, and gives the total its formula.
    pub(super) fn put(&self, top: &Table<'_>, spec: &mut Spec) {
        let text = |key: &str| self.table.text(key);
        let (Some(area), Some(total), Some(before)) = (text("area"), text("total"), text("before"))
        else {
            return;
        };
        spec.loadable = Some(self.path.clone());
        let unknown = |word: &Located, known: Vec<&str>| {
            let args = vec![
                ("name", word.text.clone()),
                ("nearest", nearest(&word.text, known)),
                ("column", "1".to_owned()),
                ("expression", word.text.clone()),
            ];
            self.table.tell(MistakeCode::UnknownName, word.line, args);
        };
        let fields = || {
            spec.groups
                .iter()
                .filter(|group| !group.roster)
                .flat_map(|group| &group.fields)
        };
        let ids = || {
            fields()
                .map(|field| field.field.id.as_str())
                .collect::<Vec<_>>()
        };
        let regions = fields().find(|field| field.field.id.as_str() == area.text);
        let Some(choices) = regions.map(|field| field.field.choices.clone()) else {
            return unknown(&area, ids());
        };
        if !fields().any(|field| field.field.id.as_str() == total.text) {
            return unknown(&total, ids());
        }
        let Some(place) = spec.groups.iter().position(|group| group.id == before.text) else {
            let known = spec.groups.iter().map(|group| group.id.as_str()).collect();
            return unknown(&before, known);
        };
        let Some(sheet) = &self.sheet else { return };
        let reader = Reader::new(&self.path, "");
        if let Some(cell) = sheet.head.get("form").filter(|cell| cell.text != spec.id) {
            let args = vec![("found", cell.text.clone()), ("expected", spec.id.clone())];
            reader.tell(MistakeCode::ScaleForm, cell.line, None, args);
        }
        if let Some(cell) = sheet
            .head
            .get("version")
            .filter(|cell| !is_version(&cell.text))
        {
            let args = vec![("id", cell.text.clone())];
            reader.tell(MistakeCode::BadId, cell.line, None, args);
        }
        let items = self.items(&reader, sheet, &choices);
        figures(&reader, sheet, spec);
        for key in ["from", "to"] {
            if let Some(cell) = sheet.head.get(key).filter(|cell| !cell.text.is_empty())
                && day(&cell.text).is_none()
            {
                let args = vec![("found", cell.text.clone())];
                reader.tell(MistakeCode::BadDate, cell.line, None, args);
            }
        }
        for mistake in reader.take() {
            top.reader.adopt(mistake);
        }
        let date = |key: &str| sheet.head.get(key).and_then(|cell| day(&cell.text));
        spec.valid = Some(Valid {
            from: date("from"),
            to: date("to"),
        });
        let (regions, items) = items;
        spec.groups
            .insert(place, self.group(&regions, &items, &area.text));
        let sum = items
            .iter()
            .map(|item| points_id(&item.id))
            .collect::<Vec<_>>()
            .join(", ");
        let total = spec
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.fields)
            .find(|field| field.field.id.as_str() == total.text);
        if let Some(field) = total.filter(|_| !items.is_empty()) {
            let formula = format!("sum({sum})");
            field.field.formula = Some(formula.clone());
            field.field.computed = true;
            field.formula = Some(Located {
                text: formula,
                line: field.line,
            });
        }
    }

    /// The sheet's regions and items; every gap is told.
    fn items(
        &self,
        reader: &Reader<'_>,
        sheet: &Sheet,
        choices: &[Choice],
    ) -> (Vec<Region>, Vec<Item>) {
        let words = |section: &str, key: &str| {
            let inner = self.table.open_table(section);
            inner
                .and_then(|inner| inner.text(key))
                .map(|word| fold(word.text.trim()))
                .unwrap_or_default()
        };
        let column = |key: &str| {
            let word = words("columns", key);
            sheet.headings.iter().position(|cell| fold(cell) == word)
        };
        let [Some(number), Some(label), Some(kind), Some(option)] = COLUMNS.map(column) else {
            return (Vec::new(), Vec::new());
        };
        let regions = regions(reader, sheet, choices, &[number, label, kind, option]);
        let mut items: Vec<Item> = Vec::new();
        for (line, cells) in &sheet.rows {
            let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
            if !cell(number).is_empty() {
                let id = format!("m_{}", slug(cell(number)));
                let word = fold(cell(kind));
                let found = [Kind::One, Kind::Many, Kind::Count]
                    .into_iter()
                    .zip(KINDS)
                    .find(|(_, key)| words("kinds", key) == word)
                    .map(|(kind, _)| kind);
                if found.is_none() && !word.is_empty() {
                    let args = vec![("word", cell(kind).to_owned())];
                    reader.tell(MistakeCode::ScaleKind, *line, Some(&id), args);
                }
                if items.iter().any(|item| item.id == id) {
                    let args = vec![("id", cell(number).to_owned()), ("what", "item".to_owned())];
                    reader.tell(MistakeCode::DuplicateId, *line, Some(&id), args);
                }
                if cell(label).is_empty() {
                    let args = vec![("key", words("columns", "label"))];
                    reader.tell(MistakeCode::EmptyText, *line, Some(&id), args);
                }
                items.push(Item {
                    id,
                    number: cell(number).to_owned(),
                    label: cell(label).to_owned(),
                    kind: found.unwrap_or(Kind::One),
                    answers: Vec::new(),
                    line: *line,
                });
            }
            let too_many = items.len() > MOST_ITEMS;
            let Some(item) = items
                .last_mut()
                .filter(|item| !too_many && item.answers.len() < MOST_OPTIONS)
            else {
                // A row before the first item belongs to nothing.
                let code = match items.is_empty() {
                    true => MistakeCode::ScaleRow,
                    false => MistakeCode::TooLarge,
                };
                let args = vec![
                    ("what", self.path.clone()),
                    ("most", MOST_ITEMS.to_string()),
                ];
                reader.tell(code, *line, None, args);
                continue;
            };
            // A row that only names its item has its options below.
            let given = !cell(option).is_empty() || item.kind == Kind::Count;
            let any = regions.iter().any(|region| !cell(region.at).is_empty());
            if given || any {
                let points = regions
                    .iter()
                    .map(|region| {
                        points(reader, *line, item, cell(option), region, cell(region.at))
                    })
                    .collect();
                item.answers.push(Answer {
                    label: cell(option).to_owned(),
                    points,
                });
            }
        }
        for item in &items {
            let enough = match item.kind {
                Kind::One => item.answers.len() >= 2,
                Kind::Many => !item.answers.is_empty(),
                Kind::Count => item.answers.len() == 1,
            };
            let named = item.kind == Kind::Count
                || item.answers.iter().all(|answer| !answer.label.is_empty());
            if !enough || !named {
                let args = vec![("item", item.number.clone())];
                reader.tell(MistakeCode::ScaleOptions, item.line, Some(&item.id), args);
            }
        }
        (regions, items)
    }

    /// The items as a group of the paper.
    fn group(&self, regions: &[Region], items: &[Item], area: &str) -> GroupSpec {
        let word = |key: &str| {
            let text = self.table.text(key).map(|text| text.text);
            text.unwrap_or_default()
        };
        let (points, missing) = (word("points"), word("missing"));
        let origin = self.origin();
        let fields = items
            .iter()
            .flat_map(|item| {
                let mut asked = plain(&item.id, &item.label, self.table.line, &origin);
                asked.field.item = Some(item.number.clone());
                asked.required = RequiredSpec::Yes;
                match item.kind {
                    Kind::Count => {
                        asked.range = Some((
                            [BoundSpec::Number(0.into()), BoundSpec::Open],
                            self.table.line,
                        ))
                    }
                    Kind::One => asked.field.kind = FieldType::Choice,
                    Kind::Many => asked.field.kind = FieldType::Choices,
                }
                if item.kind != Kind::Count {
                    asked.field.choices = choices(item);
                }
                let label = format!("{points} {}", item.number);
                let mut scored = plain(&points_id(&item.id), &label, self.table.line, &origin);
                let formula = formula(item, regions, area, &missing);
                scored.field.computed = true;
                scored.field.formula = Some(formula.clone());
                scored.formula = Some(Located {
                    text: formula,
                    line: self.table.line,
                });
                [asked, scored]
            })
            .collect();
        GroupSpec {
            id: word("group"),
            title: word("title"),
            roster: false,
            add_label: None,
            when: None,
            min_rows: None,
            max_rows: None,
            fields,
            line: self.table.line,
        }
    }
}

/// Figures of the law that were unknown and that the sheet gives, found by their wording.
fn figures(reader: &Reader<'_>, sheet: &Sheet, spec: &mut Spec) {
    for (word, said) in &sheet.figures {
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

fn choices(item: &Item) -> Vec<Choice> {
    item.answers
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

/// The points of an item: by region, then by answer; a region that the scale does not have is unknown.
fn formula(item: &Item, regions: &[Region], area: &str, missing: &str) -> String {
    let mut formula = missing.to_owned();
    for (at, region) in regions.iter().enumerate().rev() {
        let of = |answer: &Answer| answer.points.get(at).copied().unwrap_or(0);
        let here = match item.kind {
            Kind::Count => {
                let points = item.answers.first().map(of).unwrap_or(0);
                format!("{points} * {}", item.id)
            }
            Kind::Many => {
                let parts: Vec<String> = (1..)
                    .zip(&item.answers)
                    .map(|(n, answer)| {
                        format!("if({} has '{}', {}, 0)", item.id, option_id(n), of(answer))
                    })
                    .collect();
                format!("sum({})", parts.join(", "))
            }
            Kind::One => {
                let mut here = item.answers.last().map(of).unwrap_or(0).to_string();
                let all: Vec<(usize, &Answer)> = (1..).zip(&item.answers).collect();
                for (n, answer) in all.iter().rev().skip(1) {
                    here = format!(
                        "if({} = '{}', {}, {here})",
                        item.id,
                        option_id(*n),
                        of(answer)
                    );
                }
                here
            }
        };
        formula = format!("if({area} = '{}', {here}, {formula})", region.id);
    }
    formula
}

fn plain(id: &str, label: &str, line: usize, origin: &Origin) -> FieldSpec {
    FieldSpec {
        field: Field {
            id: Name::new(id),
            item: None,
            label: label.to_owned(),
            help: None,
            kind: FieldType::Integer,
            unit: None,
            digits: 0,
            choices: Vec::new(),
            specials: Vec::new(),
            role: None,
            computed: false,
            formula: None,
            carry: false,
            persistent: false,
            overridable: false,
            source: origin.source.clone(),
            evidence: origin.evidence,
        },
        line,
        required: RequiredSpec::No,
        when: None,
        formula: None,
        also: Vec::new(),
        default: None,
        range: None,
        usual: None,
    }
}

fn option_id(n: usize) -> String {
    format!("o{n}")
}

fn points_id(id: &str) -> String {
    format!("{id}_p")
}

/// A version that may be part of a folder's name: `2022.1`.
fn is_version(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 20
        && text.starts_with(plain)
        && text.chars().all(|c| plain(c) || c == '.' || c == '-')
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
