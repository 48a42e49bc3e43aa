//! A scale: items, options and points for each region, in a sheet of its own that becomes fields of the paper.
//!
//! The paper says in `[scale]` where the items go, which field tells the region, which field takes the total and
//! how the sheet's headings are worded; without the sheet the scale is empty and its total unknown.

mod items;
mod sheet;

use std::collections::BTreeMap;

use super::fields::day;
use super::origin::Origin;
use super::table::{Located, Reader, Table};
use super::{BoundSpec, FieldSpec, Folder, GroupSpec, RequiredSpec, Spec};
use crate::form::mistake::{MistakeCode, nearest};
use crate::form::{Evidence, Field, FieldType, Name, Valid};
use crate::text::fold;
use items::{Item, Kind, Region, items};
use sheet::Sheet;

const SCALE: &[&str] = &[
    "file", "group", "title", "before", "area", "total", "missing", "points", "head", "columns",
    "kinds",
];
const HEAD: [&str; 5] = ["form", "version", "source", "from", "to"];
const COLUMNS: [&str; 4] = ["item", "label", "kind", "option"];
const KINDS: [&str; 3] = ["one", "many", "count"];

/// How the sheet words what the program looks for: as people read it, and folded as it is looked for.
struct Words(BTreeMap<&'static str, (String, String)>);

impl Words {
    /// Reads one table of words; each must be there.
    fn read(&mut self, scale: &Table<'_>, section: &str, keys: &'static [&'static str]) {
        if !scale.has(section) {
            scale.missing(section);
        }
        let Some(inner) = scale.table(section, keys) else {
            return;
        };
        for key in keys {
            if let Some(word) = inner.need(key) {
                let shown = word.text.trim();
                self.0.insert(key, (shown.to_owned(), fold(shown)));
            }
        }
    }

    /// Folded, to be compared with a folded cell.
    fn of(&self, key: &str) -> &str {
        self.0.get(key).map_or("", |(_, folded)| folded)
    }

    /// With its diacritics, for people.
    fn shown(&self, key: &str) -> &str {
        self.0.get(key).map_or("", |(shown, _)| shown)
    }
}

/// What `[scale]` says, and the sheet if the folder has it.
pub(super) struct Scale<'a> {
    table: Table<'a>,
    path: String,
    words: Words,
    sheet: Option<Sheet>,
}

/// Where in the paper a scale goes.
struct Seat {
    area: String,
    total: String,
    before: usize,
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
    let mut words = Words(BTreeMap::new());
    words.read(&table, "head", &HEAD);
    words.read(&table, "columns", &COLUMNS);
    words.read(&table, "kinds", &KINDS);
    let sheet = folder.files.get(&path).map(|text| {
        let reader = Reader::new(&path, text);
        let sheet = Sheet::read(&reader, text, &words);
        for mistake in reader.take() {
            top.reader.adopt(mistake);
        }
        sheet
    });
    Some(Scale {
        table,
        path,
        words,
        sheet,
    })
}

impl Scale<'_> {
    /// The version that the sheet gives the paper.
    pub(super) fn version(&self) -> Option<&Located> {
        self.sheet.as_ref()?.said("version")
    }

    /// Where the scale comes from, as the sheet says; who loads it and who confirms it have compared it.
    fn origin(&self) -> Origin {
        let source = self.sheet.as_ref().and_then(|sheet| sheet.said("source"));
        Origin {
            source: source.map(|cell| cell.text.clone()).unwrap_or_default(),
            evidence: Evidence::Verified,
        }
    }

    /// Puts the items into the paper, with a points field behind each, and gives the total its formula.
    pub(super) fn put(&self, top: &Table<'_>, spec: &mut Spec) {
        spec.loadable = Some(self.path.clone());
        let Some(seat) = self.seat(spec) else { return };
        let Some(sheet) = &self.sheet else { return };
        let regions = fields(spec).find(|field| field.field.id.as_str() == seat.area);
        let choices = regions.map(|field| field.field.choices.clone());
        let reader = Reader::new(&self.path, "");
        sheet.fits(&reader, &spec.id);
        sheet.give_figures(&reader, spec);
        let (regions, items) = items(&reader, sheet, &self.words, &choices.unwrap_or_default());
        for mistake in reader.take() {
            top.reader.adopt(mistake);
        }
        let date = |key: &str| sheet.said(key).and_then(|cell| day(&cell.text));
        spec.scale_source = Some(self.origin().source);
        spec.valid = Some(Valid {
            from: date("from"),
            to: date("to"),
        });
        let group = self.group(&regions, &items, &seat.area);
        spec.groups.insert(seat.before, group);
        let points: Vec<String> = items.iter().map(Item::points_id).collect();
        let total = spec
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.fields)
            .find(|field| field.field.id.as_str() == seat.total);
        if let Some(field) = total.filter(|_| !points.is_empty()) {
            let line = field.line;
            compute(field, format!("sum({})", points.join(", ")), line);
        }
    }

    /// The places of the paper that `[scale]` names; one that is not there is told.
    fn seat(&self, spec: &Spec) -> Option<Seat> {
        let unknown = |word: &Located, known: Vec<&str>| {
            let args = vec![
                ("name", word.text.clone()),
                ("nearest", nearest(&word.text, known)),
                ("column", "1".to_owned()),
                ("expression", word.text.clone()),
            ];
            self.table.tell(MistakeCode::UnknownName, word.line, args);
        };
        let field = |key: &str| {
            let word = self.table.text(key)?;
            let ids: Vec<&str> = fields(spec).map(|field| field.field.id.as_str()).collect();
            if !ids.contains(&word.text.as_str()) {
                unknown(&word, ids);
                return None;
            }
            Some(word.text)
        };
        let (area, total) = (field("area"), field("total"));
        let before = self.table.text("before")?;
        let place = spec.groups.iter().position(|group| group.id == before.text);
        if place.is_none() {
            let known = spec.groups.iter().map(|group| group.id.as_str()).collect();
            unknown(&before, known);
        }
        Some(Seat {
            area: area?,
            total: total?,
            before: place?,
        })
    }

    /// The items as a group of the paper.
    fn group(&self, regions: &[Region], items: &[Item], area: &str) -> GroupSpec {
        let word = |key: &str| {
            let text = self.table.text(key).map(|text| text.text);
            text.unwrap_or_default()
        };
        let (points, missing) = (word("points"), word("missing"));
        let line = self.table.line;
        let origin = self.origin();
        let fields = items.iter().flat_map(|item| {
            let label = format!("{points} {}", item.number);
            let mut scored = plain(&item.points_id(), &label, line, &origin);
            compute(&mut scored, item.formula(regions, area, &missing), line);
            [asked(item, line, &origin), scored]
        });
        GroupSpec {
            id: word("group"),
            title: word("title"),
            roster: false,
            add_label: None,
            when: None,
            min_rows: None,
            max_rows: None,
            fields: fields.collect(),
            line,
        }
    }
}

/// Fields outside rosters.
fn fields(spec: &Spec) -> impl Iterator<Item = &FieldSpec> {
    spec.groups
        .iter()
        .filter(|group| !group.roster)
        .flat_map(|group| &group.fields)
}

/// The question of an item.
fn asked(item: &Item, line: usize, origin: &Origin) -> FieldSpec {
    let mut asked = plain(&item.id, &item.label, line, origin);
    asked.field.item = Some(item.number.clone());
    asked.required = RequiredSpec::Yes;
    match item.kind {
        Kind::Count => {
            asked.range = Some(([BoundSpec::Number(0.into()), BoundSpec::Open], line));
        }
        Kind::One | Kind::Many => {
            asked.field.choices = item.choices();
            asked.field.kind = match item.kind {
                Kind::Many => FieldType::Choices,
                _ => FieldType::Choice,
            };
        }
    }
    asked
}

/// Gives a field its formula.
fn compute(field: &mut FieldSpec, formula: String, line: usize) {
    field.field.computed = true;
    field.field.formula = Some(formula.clone());
    field.formula = Some(Located {
        text: formula,
        line,
    });
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
            length: None,
            on_paper: false,
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
