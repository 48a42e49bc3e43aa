//! Tables with lines, and blocks side by side.

use std::fmt::Write as _;

use super::BODY;
use super::text::{gap, paragraph, rule};
use crate::office::document::{
    Align, Block, Cell, Column, Heading, Line, Look, Row, Table, printable,
};
use crate::office::page::{Page, Setting};

/// From so many empty cells on, a row is meant to be written in.
const BY_HAND: usize = 3;
/// So many of a table's last rows stay with those who sign.
const LAST_ROWS: usize = 3;

/// Blocks side by side, without lines, kept on one page.
pub(super) fn side_by_side(blocks: &[Block], page: &Page) -> String {
    let whole: u32 = blocks.iter().map(|block| u32::from(block.share)).sum();
    let width = |block: &Block| page.room() * u32::from(block.share) / whole.max(1);
    let mut text = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
        page.room()
    );
    for block in blocks {
        let _ = write!(text, "<w:gridCol w:w=\"{}\"/>", width(block));
    }
    text += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for block in blocks {
        let _ = write!(
            text,
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>",
            width(block)
        );
        for line in &block.lines {
            text += &paragraph(line, BODY, 0);
            if line.look.ruled {
                let size = if line.look.size == 0 {
                    BODY
                } else {
                    line.look.size
                };
                text += &rule(&line.text, size, width(block));
            }
        }
        if block.lines.is_empty() {
            text += &gap(false);
        }
        text += "</w:tc>";
    }
    text + "</w:tr></w:tbl>"
}

impl Setting {
    /// The opening of a cell that covers columns.
    fn cell(&self, column: usize, across: usize, more: &str) -> String {
        let width: u32 = self.widths.iter().skip(column).take(across).sum();
        let span = match across {
            0 | 1 => String::new(),
            _ => format!("<w:gridSpan w:val=\"{across}\"/>"),
        };
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{more}<w:vAlign w:val=\"center\"/></w:tcPr>"
        )
    }
}

/// A table; with `keep` its last rows stay on the page of what follows.
pub(super) fn table_of(table: &Table, page: &Page, keep: bool) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let setting = Setting::of(table, page);
    let mut text = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>",
        setting.widths.iter().sum::<u32>()
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            text,
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
        );
    }
    text += "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/>\
             <w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>";
    for width in &setting.widths {
        let _ = write!(text, "<w:gridCol w:w=\"{width}\"/>");
    }
    text += "</w:tblGrid>";
    text += &headings(table, &setting);
    let last = table.rows.len().saturating_sub(LAST_ROWS);
    for (at, row) in table.rows.iter().enumerate() {
        let keep = keep && at >= last;
        // What is written by hand needs room.
        let high = match row {
            Row::Cells(cells) => table.columns.len().saturating_sub(filled(cells)) >= BY_HAND,
            Row::Strong(_) | Row::Across(_) => false,
        };
        text += match high {
            true => {
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"400\" w:hRule=\"atLeast\"/></w:trPr>"
            }
            false => "<w:tr><w:trPr><w:cantSplit/></w:trPr>",
        };
        match row {
            Row::Across(words) => {
                let line = Line {
                    text: printable(words),
                    look: Look {
                        bold: true,
                        // A unit's name stays with its first row.
                        with_next: true,
                        ..Look::default()
                    },
                };
                text += &setting.cell(0, table.columns.len(), "");
                text += &paragraph(&line, setting.size, 0);
                text += "</w:tc>";
            }
            Row::Cells(cells) => text += &cells_of(table, cells, &setting, look(false, keep)),
            Row::Strong(cells) => text += &cells_of(table, cells, &setting, look(true, keep)),
        }
        text += "</w:tr>";
    }
    text + "</w:tbl>"
}

/// How many cells hold something.
fn filled(cells: &[Cell]) -> usize {
    cells.iter().filter(|cell| **cell != Cell::Empty).count()
}

/// The rows of headings, repeated at the top of every page.
fn headings(table: &Table, setting: &Setting) -> String {
    const HEAD: &str = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    let heads = table.headings();
    let look = |bold: bool| Look {
        bold,
        italic: !bold,
        align: Align::Centre,
        ..Look::default()
    };
    let mut text = String::new();
    for row in 0..table.depth() {
        text += HEAD;
        let mut column = 0;
        while column < table.columns.len() {
            let covers = |head: &&Heading| {
                (head.row..head.row + head.down).contains(&row)
                    && (head.column..head.column + head.across).contains(&column)
            };
            let Some(head) = heads.iter().find(covers) else {
                text += &setting.cell(column, 1, "");
                text += &gap(false);
                text += "</w:tc>";
                column += 1;
                continue;
            };
            let merge = match (head.down > 1, head.row == row) {
                (false, _) => "",
                (true, true) => "<w:vMerge w:val=\"restart\"/>",
                (true, false) => "<w:vMerge/>",
            };
            text += &setting.cell(head.column, head.across, merge);
            text += &match head.row == row {
                true => {
                    let line = Line {
                        text: printable(&head.text),
                        look: look(true),
                    };
                    paragraph(&line, setting.size, 0)
                }
                false => gap(false),
            };
            text += "</w:tc>";
            column = head.column + head.across;
        }
        text += "</w:tr>";
    }
    if table.numbered() {
        text += HEAD;
        for (at, column) in table.columns.iter().enumerate() {
            let line = Line {
                text: printable(column.number.as_deref().unwrap_or_default()),
                look: look(false),
            };
            text += &setting.cell(at, 1, "");
            text += &paragraph(&line, setting.size.saturating_sub(1), 0);
            text += "</w:tc>";
        }
        text += "</w:tr>";
    }
    text
}

/// How a row's texts look.
fn look(bold: bool, with_next: bool) -> Look {
    Look {
        bold,
        with_next,
        ..Look::default()
    }
}

fn cells_of(table: &Table, cells: &[Cell], setting: &Setting, look: Look) -> String {
    let mut text = String::new();
    for (at, Column { align, .. }) in table.columns.iter().enumerate() {
        let line = Line {
            text: cells.get(at).map(Cell::shown).unwrap_or_default(),
            look: Look {
                align: *align,
                ..look
            },
        };
        text += &setting.cell(at, 1, "");
        text += &paragraph(&line, setting.size, 0);
        text += "</w:tc>";
    }
    text
}
