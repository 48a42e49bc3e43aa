//! Tables that somebody handed in, as `table --json` prints them. Nothing in such a file is believed:
//! sizes are bounded, and what the table does not have is told instead of being left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::call::read_bounded;
use super::trouble::Trouble;
use crate::form::{Form, FormKind, Library, Period, TallyRowKind};
use crate::place::Area;
use crate::task::{GivenRow, GivenTable};

/// The largest file taken, in bytes.
const MOST: usize = 16 << 20;
/// Rows of one table.
const MOST_ROWS: usize = 50_000;
/// Characters of a place's code or label.
const MOST_PLACE: usize = 60;
/// Significant digits of a figure.
const MOST_DIGITS: usize = 20;

/// Reads one file.
pub(super) fn read(library: &Library, path: &Path) -> Result<GivenTable, Trouble> {
    let bytes = read_bounded(path, MOST)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    parse(library, bytes).map_err(|(reason, text)| {
        Trouble::usage("bad-table")
            .with("path", path.display().to_string())
            .with("reason", reason)
            .with("text", text)
    })
}

type Wrong = (&'static str, String);

fn parse(library: &Library, bytes: &[u8]) -> Result<GivenTable, Wrong> {
    let json: Json =
        serde_json::from_slice(bytes).map_err(|error| ("bad-table-json", error.to_string()))?;
    let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default();
    let period = Period::parse(text("period"))
        .ok_or_else(|| ("bad-table-period", text("period").to_owned()))?;
    let id = text("table");
    let form = library
        .get(id, period.last_day())
        .or_else(|| library.newest(id))
        .filter(|form| form.kind() == FormKind::Table)
        .ok_or_else(|| ("bad-table-id", id.to_owned()))?;
    let rows = json
        .get("rows")
        .and_then(Json::as_array)
        .filter(|rows| !rows.is_empty() && rows.len() <= MOST_ROWS)
        .ok_or_else(|| ("bad-table-rows", MOST_ROWS.to_string()))?;
    let mut seen = BTreeSet::new();
    let mut read = Vec::with_capacity(rows.len());
    for (n, row) in rows.iter().enumerate() {
        let row = self::row(form, row)
            .map_err(|(reason, text)| (reason, format!("{}: {text}", n + 1)))?;
        let kind = match row.kind {
            TallyRowKind::Unit => 0,
            TallyRowKind::Area(_) => 1,
            TallyRowKind::Total => 2,
        };
        let area = row.area.map(|area| area as u8);
        if !seen.insert((kind, row.place.clone(), area, row.part.clone())) {
            return Err(("bad-table-twice", format!("{}: {}", n + 1, row.place)));
        }
        read.push(row);
    }
    Ok(GivenTable {
        form: form.id().clone(),
        period,
        rows: read,
    })
}

fn row(form: &Form, json: &Json) -> Result<GivenRow, Wrong> {
    let text = |key: &str| match json.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) if text.chars().count() <= MOST_PLACE => Ok(Some(text.as_str())),
        Some(other) => Err(("bad-table-row", format!("{key} = {other}"))),
    };
    let area = match text("area")? {
        None => None,
        Some("nong_thon") => Some(Area::Rural),
        Some("thanh_thi") => Some(Area::Urban),
        Some(other) => return Err(("bad-table-row", other.to_owned())),
    };
    let place = text("place")?.unwrap_or_default();
    let kind = match (text("kind")?, area) {
        (Some("unit"), _) if !place.is_empty() => TallyRowKind::Unit,
        (Some("area"), Some(area)) => TallyRowKind::Area(area),
        (Some("total"), _) => TallyRowKind::Total,
        (kind, _) => return Err(("bad-table-row", kind.unwrap_or_default().to_owned())),
    };
    let part = text("part")?;
    let mut parts = form.table_parts();
    let fits = match part {
        Some(part) => parts.any(|of| of.id.as_str() == part),
        None => parts.len() == 0,
    };
    if !fits {
        return Err(("bad-table-part", part.unwrap_or_default().to_owned()));
    }
    let Some(Json::Object(given)) = json.get("cells") else {
        return Err(("bad-table-row", "cells".to_owned()));
    };
    // A column that the file leaves out is not known, like one that it says nothing of.
    let mut cells: BTreeMap<String, Option<Decimal>> = form
        .table_columns()
        .iter()
        .map(|column| (column.number.clone(), None))
        .collect();
    for (number, value) in given {
        let cell = cells
            .get_mut(number)
            .ok_or_else(|| ("bad-table-column", number.clone()))?;
        *cell = figure(value).ok_or_else(|| ("bad-table-figure", format!("{number} = {value}")))?;
    }
    Ok(GivenRow {
        kind,
        place: match kind {
            TallyRowKind::Unit => place.to_owned(),
            _ => String::new(),
        },
        area,
        part: part.map(str::to_owned),
        cells,
    })
}

/// A figure; the outer `None` where it is none.
fn figure(json: &Json) -> Option<Option<Decimal>> {
    let text = match json {
        Json::Null => return Some(None),
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.clone(),
        _ => return None,
    };
    let plain = text.len() <= MOST_DIGITS + 2;
    plain
        .then(|| Decimal::from_str_exact(&text).ok())
        .flatten()
        .map(Some)
}
