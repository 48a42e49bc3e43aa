//! The first sheet of a file as rows of text.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

/// Bytes of a file, and what the parts of a workbook may unpack to.
const MOST_BYTES: usize = 8 << 20;
const MOST_UNPACKED: u64 = 64 << 20;
const MOST_PARTS: usize = 1_000;
const MOST_ROWS: usize = 20_000;
const MOST_CELLS: usize = 200;
const MOST_CHARS: usize = 10_000;

/// Why a sheet cannot be read. The words stand under `error-<code>`.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// Larger than this program reads.
    #[error("too large")]
    TooLarge,
    /// Neither a workbook nor text in UTF-8.
    #[error("not a sheet")]
    NotASheet,
    /// There is nothing in it.
    #[error("empty")]
    Empty,
}

impl SheetError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            SheetError::TooLarge => "sheet-too-large",
            SheetError::NotASheet => "sheet-unreadable",
            SheetError::Empty => "sheet-empty",
        }
    }
}

/// Reads a CSV file or the first sheet of an xlsx workbook; what a file is shows in its first bytes.
///
/// # Errors
/// If it is neither, is empty, or is larger than 8 MB, 20 000 rows, 200 columns or 10 000 characters a cell.
pub fn sheet(bytes: &[u8]) -> Result<Vec<Vec<String>>, SheetError> {
    if bytes.len() > MOST_BYTES {
        return Err(SheetError::TooLarge);
    }
    let mut rows = match bytes.starts_with(b"PK\x03\x04") {
        true => workbook(bytes)?,
        false => text(bytes)?,
    };
    while rows
        .last()
        .is_some_and(|row| row.iter().all(String::is_empty))
    {
        rows.pop();
    }
    let large = |row: &Vec<String>| {
        row.len() > MOST_CELLS || row.iter().any(|cell| cell.chars().count() > MOST_CHARS)
    };
    if rows.len() > MOST_ROWS || rows.iter().any(large) {
        return Err(SheetError::TooLarge);
    }
    match rows.is_empty() {
        true => Err(SheetError::Empty),
        false => Ok(rows),
    }
}

fn text(bytes: &[u8]) -> Result<Vec<Vec<String>>, SheetError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SheetError::NotASheet)?;
    let text = text.trim_start_matches('\u{feff}');
    // Excel writes semicolons where the comma is the decimal sign.
    let count = |sign: char| text.chars().filter(|c| *c == sign).count();
    let delimiter = [',', ';', '\t']
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(',');
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    csv.records()
        .take(MOST_ROWS + 1)
        .map(|record| {
            let record = record.map_err(|_| SheetError::NotASheet)?;
            Ok(record.iter().map(crate::text::nfc).collect())
        })
        .collect()
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, SheetError> {
    bounded(bytes)?;
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|_: calamine::XlsxError| SheetError::NotASheet)?;
    let name = workbook.sheet_names().into_iter().next();
    let name = name.ok_or(SheetError::Empty)?;
    // Cell by cell: a sheet that claims a million rows takes no room for them.
    let mut cells = workbook
        .worksheet_cells_reader(&name)
        .map_err(|_| SheetError::NotASheet)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(found) = cells.next_cell().map_err(|_| SheetError::NotASheet)? {
        let text = cell(&Data::from(found.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        let (row, column) = found.get_position();
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let (row, column) = (at(row), at(column));
        if row >= MOST_ROWS || column >= MOST_CELLS {
            return Err(SheetError::TooLarge);
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(place) = cells.get_mut(column) {
                *place = text;
            }
        }
    }
    Ok(rows)
}

/// Counts what the parts really unpack to; what they claim is not believed.
fn bounded(bytes: &[u8]) -> Result<(), SheetError> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::NotASheet)?;
    if zip.len() > MOST_PARTS {
        return Err(SheetError::TooLarge);
    }
    let mut left = MOST_UNPACKED;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|_| SheetError::NotASheet)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| SheetError::NotASheet)?;
        left = left.checked_sub(read).ok_or(SheetError::TooLarge)?;
    }
    Ok(())
}

/// A cell as a person reads it: whole numbers without a point, days as `2022-01-01`.
fn cell(cell: &Data) -> String {
    let text = match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    };
    crate::text::nfc(text.trim())
}
