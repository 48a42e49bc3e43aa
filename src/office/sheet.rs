//! The first sheet of a file as rows of text.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

/// How large a sheet may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes that the parts of a workbook may unpack to.
    pub unpacked: u64,
    /// Rows.
    pub rows: usize,
}

impl Limits {
    /// A scale of points.
    pub const SCALE: Limits = Limits {
        bytes: 8 << 20,
        unpacked: 64 << 20,
        rows: 20_000,
    };
    /// A list of the people of a commune.
    pub const LIST: Limits = Limits {
        bytes: 32 << 20,
        unpacked: 128 << 20,
        rows: 60_000,
    };
}

const MOST_PARTS: usize = 1_000;
const MOST_SHEETS: usize = 100;
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
    /// A workbook of Excel before 2007, or of LibreOffice.
    #[error("old workbook")]
    OldWorkbook,
    /// Text in an old encoding, in which Vietnamese letters cannot be told.
    #[error("old encoding")]
    OldEncoding,
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// There is no sheet of that name.
    #[error("no such sheet")]
    NoSheet,
}

impl SheetError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            SheetError::TooLarge => "sheet-too-large",
            SheetError::NotASheet => "sheet-unreadable",
            SheetError::OldWorkbook => "sheet-old-workbook",
            SheetError::OldEncoding => "sheet-old-encoding",
            SheetError::Empty => "sheet-empty",
            SheetError::NoSheet => "sheet-missing",
        }
    }
}

/// Reads a CSV file or the first sheet of an xlsx workbook; what a file is shows in its first bytes.
///
/// # Errors
/// If it is neither, is empty, or is larger than 8 MB, 20 000 rows, 200 columns or 10 000 characters a cell.
pub fn sheet(bytes: &[u8]) -> Result<Vec<Vec<String>>, SheetError> {
    sheet_of(bytes, None, Limits::SCALE)
}

/// The names of a workbook's sheets; none for a file of text.
///
/// # Errors
/// If it is neither workbook nor text, or too large.
pub fn sheet_names(bytes: &[u8], limits: Limits) -> Result<Vec<String>, SheetError> {
    if bytes.len() > limits.bytes {
        return Err(SheetError::TooLarge);
    }
    match kind(bytes)? {
        Kind::Text => Ok(Vec::new()),
        Kind::Workbook => {
            let mut names = opened(bytes, limits)?.sheet_names();
            names.truncate(MOST_SHEETS);
            Ok(names)
        }
    }
}

/// Reads a file of text, or a sheet of a workbook: the one named, else the first.
///
/// # Errors
/// If it is neither, has no such sheet, is empty, or is larger than the limits, 200 columns or 10 000 characters
/// a cell.
pub fn sheet_of(
    bytes: &[u8],
    name: Option<&str>,
    limits: Limits,
) -> Result<Vec<Vec<String>>, SheetError> {
    if bytes.len() > limits.bytes {
        return Err(SheetError::TooLarge);
    }
    let mut rows = match kind(bytes)? {
        Kind::Workbook => workbook(bytes, name, limits)?,
        Kind::Text => text(bytes, limits)?,
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
    if rows.len() > limits.rows || rows.iter().any(large) {
        return Err(SheetError::TooLarge);
    }
    match rows.is_empty() {
        true => Err(SheetError::Empty),
        false => Ok(rows),
    }
}

enum Kind {
    Workbook,
    Text,
}

/// What a file is, by its first bytes.
fn kind(bytes: &[u8]) -> Result<Kind, SheetError> {
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0";
    const OPEN_DOCUMENT: &[u8] = b"mimetypeapplication/vnd.oasis";
    if bytes.starts_with(OLE) {
        return Err(SheetError::OldWorkbook);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Text);
    }
    // An OpenDocument names itself in its first part.
    let open = bytes.get(30..30 + OPEN_DOCUMENT.len()) == Some(OPEN_DOCUMENT);
    match open {
        true => Err(SheetError::OldWorkbook),
        false => Ok(Kind::Workbook),
    }
}

/// Text as Excel saves it: UTF-8, or UTF-16 with its mark.
fn decoded(bytes: &[u8]) -> Result<String, SheetError> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| match pair {
            [a, b] => unit([*a, *b]),
            _ => 0,
        });
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .map_err(|_| SheetError::NotASheet)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => Err(SheetError::NotASheet),
            Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
            // Without zero bytes it is text, in an encoding of before Unicode.
            Err(_) if !bytes.contains(&0) => Err(SheetError::OldEncoding),
            Err(_) => Err(SheetError::NotASheet),
        },
    }
}

fn text(bytes: &[u8], limits: Limits) -> Result<Vec<Vec<String>>, SheetError> {
    let text = decoded(bytes)?;
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
        .take(limits.rows + 1)
        .map(|record| {
            let record = record.map_err(|_| SheetError::NotASheet)?;
            if record.len() > MOST_CELLS {
                return Err(SheetError::TooLarge);
            }
            Ok(record.iter().map(crate::text::nfc).collect())
        })
        .collect()
}

fn opened(bytes: &[u8], limits: Limits) -> Result<Xlsx<Cursor<&[u8]>>, SheetError> {
    bounded(bytes, limits)?;
    calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|_: calamine::XlsxError| SheetError::NotASheet)
}

fn workbook(
    bytes: &[u8],
    name: Option<&str>,
    limits: Limits,
) -> Result<Vec<Vec<String>>, SheetError> {
    let mut workbook = opened(bytes, limits)?;
    let mut names = workbook.sheet_names().into_iter();
    let name = match name {
        Some(wanted) => names
            .find(|name| name == wanted)
            .ok_or(SheetError::NoSheet)?,
        None => names.next().ok_or(SheetError::Empty)?,
    };
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
        if row >= limits.rows || column >= MOST_CELLS {
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
fn bounded(bytes: &[u8], limits: Limits) -> Result<(), SheetError> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::NotASheet)?;
    if zip.len() > MOST_PARTS {
        return Err(SheetError::TooLarge);
    }
    let mut left = limits.unpacked;
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
