//! Examples of tables and lists: the answers of a few households' papers, and what the table says of them.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::example::{answers, context, plain};
use super::listing::{ListCell, ListTable};
use super::mistake::{Mistake, MistakeCode};
use super::spec::Folder;
use super::spec::table::{Reader, Table, parse};
use super::{
    Context, Evaluation, Library, Name, Plain, Shelved, TallyCell, TallyRow, TallyRowKind,
    TallyTable, TallyUnit,
};
use crate::place::Area;

const TOP: &[&str] = &[
    "title",
    "period",
    "place_kind",
    "area",
    "date",
    "record",
    "expect",
    "rows",
    "missing",
];

const EXPECT: &[&str] = &["row", "part", "cells"];

impl Library {
    /// Runs every example of a folder whose paper stands here. Those of tables and lists say what a few
    /// households answered in the papers joined, and which figures, or rows, follow.
    pub fn check_examples(&self, folder: &Folder) -> Vec<Mistake> {
        let paper = self
            .list()
            .iter()
            .find(|paper| paper.form.full_id() == folder.name);
        let Some(paper) = paper else {
            return Vec::new();
        };
        if !paper.form.kind().is_made() {
            return super::check_examples(&paper.form, folder, self.holidays());
        }
        let mut mistakes = Vec::new();
        let mut any = false;
        let examples = folder.files.iter();
        for (path, text) in
            examples.filter(|(path, _)| path.starts_with("examples/") && path.ends_with(".toml"))
        {
            any = true;
            let reader = Reader::new(path, text);
            let tree = parse(&reader, text);
            let top = Table::new(&reader, tree.get_ref(), 0, TOP);
            self.example(paper, &top);
            mistakes.extend(reader.take());
        }
        if !any {
            let code = MistakeCode::ExampleMissing;
            mistakes.push(Mistake::new(code, "form.toml", 1, None, vec![]));
        }
        mistakes
    }

    fn example(&self, paper: &Shelved, top: &Table<'_>) {
        let title = top.need("title").map(|title| title.text);
        let title = title.unwrap_or_default();
        let base = context(&paper.form, top, &title, &Context::default());
        let joins = match (&paper.tally, &paper.listing) {
            (Some(tally), _) => tally.joins(),
            (_, Some(listing)) => listing.joins(),
            (None, None) => &[],
        };
        let forms: Vec<Option<Arc<Form>>> = joins
            .iter()
            .map(|id| {
                let valid = base.day().and_then(|day| self.get(id.as_str(), day));
                valid.or_else(|| self.newest(id.as_str())).cloned()
            })
            .collect();
        let aliases: Vec<&str> = paper.form.join_aliases().collect();
        let (units, records) = records(top, &base, &aliases, &forms);
        let expectations = top.tables("expect", EXPECT);
        if expectations.is_empty() {
            top.missing("expect");
        }
        if let Some(tally) = &paper.tally {
            top.idle(&["rows", "missing"]);
            let mut tallying = tally.start(&paper.form, units, base);
            for (unit, papers) in &records {
                tallying.add(*unit, &each_ref(papers));
            }
            let table = tallying.finish();
            for expect in &expectations {
                expect_row(expect, &title, &table);
            }
        } else if let Some(listing) = &paper.listing {
            let mut listings = listing.start(&paper.form, units, base);
            for (unit, papers) in &records {
                listings.add(*unit, &each_ref(papers));
            }
            let list = listings.finish();
            let counts = [("rows", list.rows.len() as u64), ("missing", list.missing)];
            for (key, found) in counts {
                if let Some((value, line)) = top.get(key) {
                    let found = found.to_string();
                    agree(top, &title, key, line, plain(value), &found);
                }
            }
            for expect in &expectations {
                expect_listed(&paper.form, expect, &title, &list);
            }
        }
    }
}

type Papers = Vec<Option<Evaluation>>;

fn each_ref(papers: &Papers) -> Vec<Option<&Evaluation>> {
    papers.iter().map(Option::as_ref).collect()
}

/// Units in the order they are named, and each household with its unit and its evaluated papers.
fn records(
    top: &Table<'_>,
    base: &Context,
    aliases: &[&str],
    forms: &[Option<Arc<Form>>],
) -> (Vec<TallyUnit>, Vec<(usize, Papers)>) {
    let mut units: Vec<TallyUnit> = Vec::new();
    let mut records = Vec::new();
    let mut known = vec!["unit", "area"];
    known.extend(aliases);
    for record in top.tables("record", &known) {
        let name = record.text("unit").map(|unit| unit.text);
        let name = name.unwrap_or_default();
        let at = match units.iter().position(|unit| unit.name == name) {
            Some(at) => at,
            None => {
                units.push(TallyUnit {
                    place: name.clone(),
                    name,
                    area: area(&record, base, forms),
                });
                units.len() - 1
            }
        };
        let area = units.get(at).and_then(|unit| unit.area);
        let papers = aliases.iter().zip(forms).map(|(alias, form)| {
            let (form, given) = (form.as_ref()?, record.open_table(alias)?);
            let answers = answers(form, &given);
            let context = Context {
                area,
                ..base.clone()
            };
            let context = context.at_review_date(form, &answers);
            Some(form.evaluate(&answers, &context))
        });
        records.push((at, papers.collect()));
    }
    (units, records)
}

/// A unit's area: the record's own word, in the words of the papers joined, else the example's.
fn area(record: &Table<'_>, base: &Context, forms: &[Option<Arc<Form>>]) -> Option<Area> {
    if !record.has("area") {
        return base.area;
    }
    let with_areas = forms.iter().flatten().find(|form| form.areas.is_some());
    let form = with_areas.or_else(|| forms.iter().flatten().next())?;
    let plain = Context {
        area: None,
        ..base.clone()
    };
    context(form, record, "", &plain).area
}

/// The row of a table that an example speaks of: a unit by name, an area, or the total.
fn expect_row(expect: &Table<'_>, title: &str, table: &TallyTable) {
    let part = expect.text("part").map(|part| part.text);
    let wanted = expect.text("row");
    let areas = [("rural", Area::Rural), ("urban", Area::Urban)];
    let is_row = |row: &&TallyRow| {
        let of_part = row.part.as_ref().map(Name::as_str) == part.as_deref();
        of_part
            && match (&wanted, row.kind) {
                (None, TallyRowKind::Total) => true,
                (Some(name), TallyRowKind::Unit) => row.name == name.text,
                (Some(name), TallyRowKind::Area(area)) => {
                    areas.contains(&(name.text.as_str(), area))
                }
                _ => false,
            }
    };
    let spelled = [wanted.as_ref().map(|row| row.text.clone()), part.clone()];
    let spelled: Vec<String> = spelled.into_iter().flatten().collect();
    let Some(row) = table.rows.iter().find(is_row) else {
        let args = vec![("case", title.to_owned()), ("row", spelled.join("/"))];
        expect.tell(MistakeCode::UnknownExampleRow, expect.line, args);
        return;
    };
    let Some(cells) = expect.open_table("cells") else {
        expect.missing("cells");
        return;
    };
    for (number, line) in cells.keys() {
        let Some((value, _)) = cells.get(number) else {
            continue;
        };
        let mut path = spelled.clone();
        path.push(number.to_owned());
        let path = path.join("/");
        match row.cells.get(number) {
            Some(cell) => agree(&cells, title, &path, line, plain(value), &figure(cell)),
            None => no_cell(&cells, title, &path, line),
        }
    }
}

fn figure(cell: &TallyCell) -> String {
    match cell.value {
        Some(value) => value.to_string(),
        None if cell.closed => "closed".to_owned(),
        None => "unknown".to_owned(),
    }
}

/// A row of a list, by its place in the list, from 1.
fn expect_listed(form: &Form, expect: &Table<'_>, title: &str, list: &ListTable) {
    expect.idle(&["part"]);
    let code = MistakeCode::BadNumber;
    let Some(at) = expect.whole("row", u32::MAX, code) else {
        if !expect.has("row") {
            expect.missing("row");
        }
        return;
    };
    let row = usize::try_from(at)
        .ok()
        .and_then(|at| list.rows.get(at.checked_sub(1)?));
    let Some(row) = row else {
        let args = vec![("case", title.to_owned()), ("row", at.to_string())];
        expect.tell(MistakeCode::UnknownExampleRow, expect.line, args);
        return;
    };
    let Some(cells) = expect.open_table("cells") else {
        expect.missing("cells");
        return;
    };
    for (number, line) in cells.keys() {
        let Some((value, _)) = cells.get(number) else {
            continue;
        };
        let path = format!("{at}/{number}");
        let mut columns = form.table_columns().iter();
        let column = columns.position(|column| column.number == number);
        match column.and_then(|column| row.cells.get(column)) {
            Some(cell) => agree(&cells, title, &path, line, plain(value), &shown(cell)),
            None => no_cell(&cells, title, &path, line),
        }
    }
}

fn shown(cell: &ListCell) -> String {
    match cell {
        ListCell::Text(text) => text.clone(),
        ListCell::Number(number) => number.to_string(),
        ListCell::Date(date) => date.to_string(),
        ListCell::YesNo(yes) => yes.to_string(),
        ListCell::Nothing => "nothing".to_owned(),
        ListCell::Unknown => "unknown".to_owned(),
    }
}

fn no_cell(table: &Table<'_>, title: &str, path: &str, line: usize) {
    let args = vec![("case", title.to_owned()), ("row", path.to_owned())];
    table.tell(MistakeCode::UnknownExampleRow, line, args);
}

/// Compares as people do: numbers by size, anything else as it is spelled.
fn agree(
    table: &Table<'_>,
    title: &str,
    path: &str,
    line: usize,
    expected: Option<Plain>,
    found: &str,
) {
    let spelled = match &expected {
        Some(Plain::Number(number)) => number.to_string(),
        Some(Plain::Text(text)) => text.clone(),
        Some(Plain::YesNo(yes)) => yes.to_string(),
        _ => String::new(),
    };
    let numbers = (spelled.parse::<Decimal>(), found.parse::<Decimal>());
    let same = match numbers {
        (Ok(a), Ok(b)) => a == b,
        _ => spelled == found,
    };
    if !same {
        let args = vec![
            ("case", title.to_owned()),
            ("path", path.to_owned()),
            ("expected", spelled),
            ("found", found.to_owned()),
        ];
        table.tell(MistakeCode::ExampleWrong, line, args);
    }
}
