//! `table`: an official table or list, as JSON, CSV, Markdown or a workbook.

use std::io::Write as _;

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::call::{Call, write_file};
use super::exit::Exit;
use super::json::{Digits, decimal};
use super::listing;
use super::place::area;
use super::trouble::Trouble;
use super::verbs::{BY, FORMAT, PERIOD, SPLIT};
use crate::form::{Form, FormKind, Period, TableColumn, TallyRow, TallyRowKind, TallyTable};
use crate::office::{self, Document, Line, Part, Section, Table, TableWords};
use crate::place::Level;
use crate::task::{self, TableOptions};
use crate::text::number;

/// The most columns of a sheet that stands upright.
const UPRIGHT: usize = 7;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Csv,
    Json,
    Markdown,
    Workbook,
}

/// Tallies a table and prints or writes it.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call
        .period(&PERIOD)?
        .ok_or_else(|| Trouble::usage("bad-period").with("text", ""))?;
    let target = call.target()?;
    let format = format(call, target.is_some())?;
    let by = match call.arguments.text(&BY)? {
        None => None,
        Some(text) => {
            Some(Level::parse(text).ok_or_else(|| Trouble::usage("bad-level").with("text", text))?)
        }
    };
    let split_area = match call.arguments.text(&SPLIT)? {
        None => false,
        Some("area") => true,
        Some(text) => return Err(Trouble::usage("bad-split").with("text", text)),
    };
    let id = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let workspace = call.open()?;
    let form = call.form(workspace.library(), &id, period.last_day())?;
    let options = TableOptions { by, split_area };
    let id = form.id().as_str();
    let bytes = if form.kind() == FormKind::List {
        let list = task::list(&workspace, id, period, options, &mut |_, _| true)?;
        listing::bytes(call, format, &form, period, &list)?
    } else {
        let table = task::table(&workspace, id, period, options, &mut |_, _| true)?;
        match format {
            Format::Json => format!("{}\n", json(&form, period, &table)).into_bytes(),
            Format::Csv => csv(call, &form, &table)?,
            Format::Markdown | Format::Text => markdown(call, &form, period, &table).into_bytes(),
            Format::Workbook => {
                let made = office::tally_table(&form, &table, &table_words(call));
                workbook(call, &form, period, made, table.training, &[])?
            }
        }
    };
    match target {
        None if format == Format::Text => call.output.line(&String::from_utf8_lossy(&bytes)),
        None => call.output.file(&bytes),
        Some(path) => {
            write_file(&path, &bytes)?;
            let file = path.display().to_string();
            match call.output.json {
                true => call.output.value(&json!({ "file": file })),
                false => call.say("cli-written", &[("file", file)]),
            }
        }
    }
    Ok(Exit::Fine)
}

fn format(call: &Call<'_>, to_file: bool) -> Result<Format, Trouble> {
    match call.arguments.text(&FORMAT)? {
        None if call.output.json => Ok(Format::Json),
        None => Ok(Format::Text),
        // What asks for JSON reads JSON; another format goes to a file.
        Some("csv" | "md") if call.output.json && !to_file => {
            Err(Trouble::usage("json-and-format"))
        }
        Some("csv") => Ok(Format::Csv),
        Some("json") => Ok(Format::Json),
        Some("md") => Ok(Format::Markdown),
        Some("xlsx") if to_file => Ok(Format::Workbook),
        // A workbook is no text that a terminal could show.
        Some("xlsx") => Err(Trouble::usage("xlsx-to-file")),
        Some(text) => Err(Trouble::usage("bad-format").with("text", text)),
    }
}

fn json(form: &Form, period: Period, table: &TallyTable) -> Json {
    let rows: Json = table
        .rows
        .iter()
        .map(|row| {
            let (kind, own_area) = match row.kind {
                TallyRowKind::Unit => ("unit", row.area),
                TallyRowKind::Area(area) => ("area", Some(area)),
                TallyRowKind::Total => ("total", None),
            };
            let cells: Map<String, Json> = form
                .table_columns()
                .iter()
                .map(|column| {
                    let value = cell(row, column).map_or(Json::Null, |value| {
                        decimal(value, column.digits, Digits::Round)
                    });
                    (column.number.clone(), value)
                })
                .collect();
            let mut json =
                json!({ "kind": kind, "place": row.place, "name": row.name, "cells": cells });
            if let (Some(area_of), Some(map)) = (own_area, json.as_object_mut()) {
                map.insert("area".to_owned(), json!(area(area_of)));
            }
            if let (Some(part), Some(map)) = (&row.part, json.as_object_mut()) {
                map.insert("part".to_owned(), json!(part.as_str()));
            }
            json
        })
        .collect();
    let mut json = json!({
        "table": form.id().as_str(),
        "form": form.full_id(),
        "period": period.to_string(),
        "rows": rows,
    });
    mark_training(&mut json, table.training);
    json
}

/// A table under its title, for an office program.
pub(super) fn workbook(
    call: &Call<'_>,
    form: &Form,
    period: Period,
    table: Table,
    training: bool,
    below: &[String],
) -> Result<Vec<u8>, Trouble> {
    let landscape = table.columns.len() > UPRIGHT;
    let mut parts = vec![Part::Line(Line::title(form.title()))];
    let period = call.words("cli-table-period", &[("period", period.to_string())]);
    parts.push(Part::Line(Line::below_title(period)));
    let training = training.then(|| call.words("training-scale", &[]));
    parts.extend(
        training
            .clone()
            .map(|text| Part::Line(Line::below_title(text))),
    );
    parts.push(Part::Table(table));
    let mut below = below.to_vec();
    if !form.wholly_verified() {
        below.push(call.words("cli-not-verified", &[]).trim().to_owned());
    }
    parts.extend(below.into_iter().map(|text| Part::Line(Line::plain(text))));
    let document = Document {
        title: form.title().to_owned(),
        made: call.clock.today(),
        official: false,
        page_word: call.words("cli-table-page", &[]),
        mark: training,
        sections: vec![Section {
            landscape,
            footer: form.full_id().to_owned(),
            parts,
        }],
    };
    office::workbook(&document).map_err(|error| {
        Trouble::new(error.code(), Exit::Unreadable).with("detail", error.to_string())
    })
}

/// What a table says beside its paper's own words.
pub(super) fn table_words(call: &Call<'_>) -> TableWords {
    let of = |key: &str| call.words(key, &[]);
    TableWords {
        place: of("cli-table-place"),
        name: of("cli-table-name"),
        part: of("cli-table-part"),
        total: of("cli-table-total"),
        rural: of("place-area-rural"),
        urban: of("place-area-urban"),
        number: of("cli-list-number"),
        yes: of("cli-list-yes"),
        unknown: "?".to_owned(),
        room: "?".to_owned(),
        closed: "x".to_owned(),
    }
}

/// Says in JSON that a training scale is in it.
pub(super) fn mark_training(json: &mut Json, training: bool) {
    if let Some(map) = json.as_object_mut().filter(|_| training) {
        map.insert("training".to_owned(), json!(true));
    }
}

/// Says at the end of a file of values that a training scale is in it; the rest of the line is empty.
pub(super) fn training_record(call: &Call<'_>, width: usize) -> Vec<String> {
    let mut record = vec![String::new(); width];
    if let Some(first) = record.first_mut() {
        *first = harmless(call.words("training-scale", &[]).trim());
    }
    record
}

/// A column's number with everything that stands above it on the paper.
pub(super) fn heading(column: &TableColumn) -> String {
    let mut parts: Vec<&str> = column.headings.iter().map(String::as_str).collect();
    parts.push(&column.label);
    let wording = parts.join(" – ");
    match column.is_numbered() {
        true => format!("({}) {wording}", column.number),
        false => wording,
    }
}

fn cell(row: &TallyRow, column: &TableColumn) -> Option<Decimal> {
    row.cells.get(&column.number).and_then(|cell| cell.value)
}

/// For a spreadsheet: a mark at the start so that it reads UTF-8, numbers with a point, and no cell that it
/// would take for a formula.
fn csv(call: &Call<'_>, form: &Form, table: &TallyTable) -> Result<Vec<u8>, Trouble> {
    let failed = |error: csv::Error| {
        Trouble::new("output", Exit::Unreadable).with("detail", error.to_string())
    };
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::Writer::from_writer(&mut bytes);
    let mut head = vec![
        call.words("cli-table-place", &[]),
        call.words("cli-table-name", &[]),
        call.words("cli-table-area", &[]),
    ];
    let parted = form.table_parts().len() > 0;
    head.extend(parted.then(|| call.words("cli-table-part", &[])));
    head.extend(
        form.table_columns()
            .iter()
            .map(|column| harmless(&heading(column))),
    );
    writer.write_record(&head).map_err(failed)?;
    for row in &table.rows {
        let mut record = vec![
            harmless(&row.place),
            harmless(&name(call, row)),
            area_of(call, row),
        ];
        record.extend(parted.then(|| harmless(part_of(form, row))));
        record.extend(form.table_columns().iter().map(|column| {
            cell(row, column)
                .map(|value| match decimal(value, column.digits, Digits::Round) {
                    Json::String(text) => text,
                    other => other.to_string(),
                })
                .unwrap_or_default()
        }));
        writer.write_record(&record).map_err(failed)?;
    }
    if table.training {
        let record = training_record(call, head.len());
        writer.write_record(&record).map_err(failed)?;
    }
    writer.flush().map_err(|error| failed(error.into()))?;
    drop(writer);
    bytes.flush().map_err(|error| failed(error.into()))?;
    Ok(bytes)
}

/// Text that a spreadsheet shows instead of computing.
pub(super) fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// For people and documents.
pub(super) fn markdown(call: &Call<'_>, form: &Form, period: Period, table: &TallyTable) -> String {
    let mut lines = vec![
        format!("{} – {}", plain(form.title()), period),
        String::new(),
    ];
    if table.training {
        lines.push(call.words("training-scale", &[]));
        lines.push(String::new());
    }
    let mut columns = vec![
        call.words("cli-table-place", &[]),
        call.words("cli-table-name", &[]),
    ];
    let parted = form.table_parts().len() > 0;
    columns.extend(parted.then(|| call.words("cli-table-part", &[])));
    columns.extend(
        form.table_columns()
            .iter()
            .map(|column| plain(&heading(column))),
    );
    lines.push(format!("| {} |", columns.join(" | ")));
    lines.push(format!("|{}", "---|".repeat(columns.len())));
    for row in &table.rows {
        let mut cells = vec![plain(&row.place), plain(&name(call, row))];
        cells.extend(parted.then(|| plain(part_of(form, row))));
        cells.extend(form.table_columns().iter().map(|column| {
            let told = row.cells.get(&column.number);
            let missing = told.map_or(0, |cell| cell.missing);
            match cell(row, column) {
                Some(value) => number::format(&value, column.digits),
                None if told.is_some_and(|cell| cell.closed) => "x".to_owned(),
                // A rate of nothing: no figure, yet nothing is missing.
                None if missing == 0 => "–".to_owned(),
                None => {
                    let args = [("count", missing.to_string())];
                    call.words("cli-table-unknown", &args)
                }
            }
        }));
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    if !form.wholly_verified() {
        lines.push(String::new());
        lines.push(call.words("cli-not-verified", &[]).trim().to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Text that stays within its cell.
pub(super) fn plain(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace(['\n', '\r'], " ")
}

/// The wording of a row's part.
fn part_of<'f>(form: &'f Form, row: &TallyRow) -> &'f str {
    let mut parts = form.table_parts();
    let part = parts.find(|part| Some(&part.id) == row.part.as_ref());
    part.map_or("", |part| &part.label)
}

fn name(call: &Call<'_>, row: &TallyRow) -> String {
    match row.kind {
        TallyRowKind::Unit => row.name.clone(),
        TallyRowKind::Area(_) => area_of(call, row),
        TallyRowKind::Total => call.words("cli-table-total", &[]),
    }
}

fn area_of(call: &Call<'_>, row: &TallyRow) -> String {
    let of = match row.kind {
        TallyRowKind::Unit => row.area,
        TallyRowKind::Area(area) => Some(area),
        TallyRowKind::Total => None,
    };
    match of {
        Some(crate::place::Area::Rural) => call.words("place-area-rural", &[]),
        Some(crate::place::Area::Urban) => call.words("place-area-urban", &[]),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_becomes_a_formula() {
        for text in ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(harmless(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(harmless("Thôn 1"), "Thôn 1");
    }
}
