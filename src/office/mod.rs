//! Workbooks and sheets that come from other programs.
//!
//! **What this room is.** Bytes in, rows of text out: a CSV file or the first sheet of an xlsx workbook, as
//! Excel writes them here (comma, semicolon or tab; with or without a byte order mark).
//!
//! **What it must never do.** Trust a size, compute a formula, follow a link or a path inside a file, or hold a
//! sentence. What a workbook unpacks to is counted before it is read.
//!
//! **Where to start reading.** [`sheet()`].

mod sheet;

pub use sheet::{SheetError, sheet};
