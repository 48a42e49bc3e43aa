//! `table` of a list: households or members one by one, as JSON, CSV, Markdown or a workbook.

use std::io::Write as _;

use serde_json::{Map, Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::json::{Digits, decimal};
use super::place::area;
use super::table::{
    Format, harmless, heading, mark_training, plain, table_words, training_record, workbook,
};
use super::trouble::Trouble;
use crate::form::{Form, ListCell, ListRow, ListTable, Period, Running, TableColumn};
use crate::office;
use crate::text::number;

/// A list in the format asked for.
pub(super) fn bytes(
    call: &Call<'_>,
    format: Format,
    form: &Form,
    period: Period,
    list: &ListTable,
) -> Result<Vec<u8>, Trouble> {
    Ok(match format {
        Format::Json => format!("{}\n", json(form, period, list)).into_bytes(),
        Format::Csv => csv(call, form, list)?,
        Format::Markdown | Format::Text => markdown(call, form, period, list).into_bytes(),
        Format::Workbook => {
            let made = office::list_table(form, list, &table_words(call), false);
            workbook(
                call,
                form,
                period,
                made,
                list.training,
                &told_below(call, list),
            )?
        }
    })
}

fn json(form: &Form, period: Period, list: &ListTable) -> Json {
    let rows: Json = list
        .rows
        .iter()
        .map(|row| {
            let cells = form.table_columns().iter().zip(&row.cells);
            let cells: Map<String, Json> = cells
                .map(|(column, cell)| {
                    let value = match cell {
                        ListCell::Text(text) => json!(text),
                        ListCell::Number(value) => decimal(*value, column.digits, Digits::Round),
                        ListCell::Date(date) => json!(date.to_string()),
                        ListCell::YesNo(yes) => json!(yes),
                        ListCell::Nothing | ListCell::Unknown => Json::Null,
                    };
                    (column.number.clone(), value)
                })
                .collect();
            let unit = list.units.get(row.unit);
            let mut json = json!({
                "kind": "household",
                "place": unit.map(|unit| &unit.place),
                "name": unit.map(|unit| &unit.name),
                "number": row.number,
                "cells": cells,
            });
            if let Some(map) = json.as_object_mut() {
                if let Some(member) = row.member {
                    map.insert("kind".to_owned(), json!("member"));
                    map.insert("member".to_owned(), json!(member));
                }
                if let Some(of) = unit.and_then(|unit| unit.area) {
                    map.insert("area".to_owned(), json!(area(of)));
                }
            }
            json
        })
        .collect();
    let mut json = json!({
        "table": form.id().as_str(),
        "form": form.full_id(),
        "period": period.to_string(),
        "missing": list.missing,
        "rows": rows,
    });
    mark_training(&mut json, list.training);
    json
}

/// Whether the paper itself has no column for the household's number.
fn unnumbered(form: &Form) -> bool {
    let mut columns = form.table_columns().iter();
    !columns.any(|column| column.running == Some(Running::Household))
}

/// As a person reads it; what nobody knows is `unknown`.
fn shown(call: &Call<'_>, column: &TableColumn, cell: &ListCell, unknown: &str) -> String {
    match cell {
        ListCell::Text(text) => text.clone(),
        ListCell::Number(value) if column.running.is_some() => value.to_string(),
        ListCell::Number(value) => match column.digits {
            // Years and counts stand as they are.
            0 => value.to_string(),
            digits => number::format(value, digits),
        },
        ListCell::Date(crate::form::Date::Year(year)) => year.to_string(),
        ListCell::Date(crate::form::Date::Day(day)) => super::wording::day(*day),
        ListCell::YesNo(true) => call.words("cli-list-yes", &[]),
        ListCell::YesNo(false) | ListCell::Nothing => String::new(),
        ListCell::Unknown => unknown.to_owned(),
    }
}

fn head(call: &Call<'_>, form: &Form, first: &[&str]) -> Vec<String> {
    let mut head: Vec<String> = first.iter().map(|key| call.words(key, &[])).collect();
    head.extend(unnumbered(form).then(|| call.words("cli-list-number", &[])));
    head.extend(form.table_columns().iter().map(heading));
    head
}

fn row(call: &Call<'_>, form: &Form, row: &ListRow, unknown: &str) -> Vec<String> {
    let mut cells = Vec::new();
    cells.extend(unnumbered(form).then(|| row.number.to_string()));
    let columns = form.table_columns().iter().zip(&row.cells);
    cells.extend(columns.map(|(column, cell)| shown(call, column, cell, unknown)));
    cells
}

fn csv(call: &Call<'_>, form: &Form, list: &ListTable) -> Result<Vec<u8>, Trouble> {
    let failed = |error: csv::Error| {
        Trouble::new("output", Exit::Unreadable).with("detail", error.to_string())
    };
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::Writer::from_writer(&mut bytes);
    let head = head(call, form, &["cli-table-place", "cli-table-name"]);
    let harmless_head = head.iter().map(|text| harmless(text));
    writer.write_record(harmless_head).map_err(failed)?;
    for told in &list.rows {
        let unit = list.units.get(told.unit);
        let place = unit.map_or("", |unit| &unit.place);
        let name = unit.map_or("", |unit| &unit.name);
        let mut record = vec![harmless(place), harmless(name)];
        let cells = row(call, form, told, "?");
        record.extend(cells.iter().map(|text| harmless(text)));
        writer.write_record(&record).map_err(failed)?;
    }
    if list.training {
        let record = training_record(call, head.len());
        writer.write_record(&record).map_err(failed)?;
    }
    writer.flush().map_err(|error| failed(error.into()))?;
    drop(writer);
    bytes.flush().map_err(|error| failed(error.into()))?;
    Ok(bytes)
}

/// For people and documents: a heading for each unit, under it its households.
fn markdown(call: &Call<'_>, form: &Form, period: Period, list: &ListTable) -> String {
    let mut lines = vec![format!("{} – {}", plain(form.title()), period)];
    if list.training {
        lines.push(String::new());
        lines.push(call.words("training-scale", &[]));
    }
    let head = head(call, form, &[]);
    let mut last = None;
    for told in &list.rows {
        if last != Some(told.unit) {
            last = Some(told.unit);
            let unit = list.units.get(told.unit);
            lines.push(String::new());
            lines.extend(unit.map(|unit| plain(&format!("{}  {}", unit.place, unit.name))));
            lines.push(String::new());
            let head: Vec<String> = head.iter().map(|text| plain(text)).collect();
            lines.push(format!("| {} |", head.join(" | ")));
            lines.push(format!("|{}", "---|".repeat(head.len())));
        }
        let cells = row(call, form, told, "?");
        let cells: Vec<String> = cells.iter().map(|text| plain(text)).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.push(String::new());
    lines.extend(told_below(call, list));
    if !form.wholly_verified() {
        lines.push(call.words("cli-not-verified", &[]).trim().to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// That a list is empty, or that it may lack households.
fn told_below(call: &Call<'_>, list: &ListTable) -> Vec<String> {
    let mut told = Vec::new();
    if list.rows.is_empty() {
        told.push(call.words("cli-list-empty", &[]));
    }
    if list.missing > 0 {
        let args = [("count", list.missing.to_string())];
        told.push(call.words("cli-list-missing", &args));
    }
    told
}
