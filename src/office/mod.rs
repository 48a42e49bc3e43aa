//! Workbooks and documents of other programs: bytes in, rows out; papers in, bytes out.
//!
//! **What this room is.** A CSV file or a sheet of an xlsx workbook, as Excel writes them here, becomes
//! rows of text; a [`Document`] (lines, tables, signature blocks) becomes an A4 document or workbook.
//!
//! **What it must never do.** Trust a size, compute a formula or write one, follow a link or a path inside a
//! file, or hold a sentence. What a workbook unpacks to is counted before it is read.
//!
//! **Where to start reading.** [`sheet()`] for what comes in, [`Document`], [`docx()`] and [`workbook()`] for
//! what goes out.

mod document;
mod docx;
mod figures;
mod page;
mod sheet;
mod workbook;

pub use document::{Align, Block, Cell, Column, Document, Line, Look, Part, Row, Section, Table};
pub use docx::docx;
pub use figures::{TableWords, column, list_cell, list_table, tally_table};
pub use sheet::{Limits, SheetError, sheet, sheet_names, sheet_of};
pub use workbook::workbook;

/// Why a paper cannot be written. The words stand under `error-<code>`.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The program that writes workbooks refuses it: larger than a workbook may be.
    #[error("workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The document could not be packed.
    #[error("document: {0}")]
    Document(#[from] zip::result::ZipError),
}

impl OfficeError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            OfficeError::Workbook(_) => "office-workbook",
            OfficeError::Document(_) => "office-document",
        }
    }
}
