//! Tables with lines, and blocks side by side.

use std::fmt::Write as _;

use super::BODY;
use super::text::{gap, low, paragraph, rule};
use crate::office::document::{
    Align, Block, Cell, Column, Heading, Line, Look, Part, Row, Table, printable,
};
use crate::office::page::{Page, Setting, height};

/// A cell without lines but the one that ends the table above it.
const OPEN: &str = "<w:tcBorders><w:left w:val=\"nil\"/><w:bottom w:val=\"nil\"/><w:right w:val=\"nil\"/></w:tcBorders>";
/// How high a row to write in is, in twentieths of a point for each point of its type.
const HAND: u32 = 34;
/// So many of a table's last rows stay with those who sign; a table of few rows stays whole.
const LAST_ROWS: usize = 3;
const FEW_ROWS: usize = 6;

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

/// A table; `close` is what stands below it with those who sign it, in a row of its own without lines: its last rows
/// stay on the page of that row, which programs do not see to between a table and what follows it.
pub(super) fn table_of(table: &Table, page: &Page, close: &[Part]) -> String {
    if table.columns.is_empty() {
        return close.iter().map(|part| closing(part, page)).collect();
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
    let last = match table.rows.len() {
        ..=FEW_ROWS => 0,
        many => many - LAST_ROWS,
    };
    for (at, row) in table.rows.iter().enumerate() {
        let keep = (!close.is_empty() && at >= last) || leads(row, table.rows.get(at + 1));
        // What is written by hand needs room.
        let high = match row {
            Row::Cells(cells) | Row::Strong(cells) => by_hand(table, cells),
            Row::Across(_) => false,
        };
        let room = match high {
            true => format!(
                "<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>",
                u32::from(setting.size) * HAND
            ),
            false => String::new(),
        };
        let _ = write!(text, "<w:tr><w:trPr><w:cantSplit/>{room}</w:trPr>");
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
    if !close.is_empty() {
        text += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        text += &setting.cell(0, table.columns.len(), OPEN);
        text += &gap(true);
        text.extend(close.iter().map(|part| closing(part, page)));
        text += &low();
        text += "</w:tc></w:tr>";
    }
    text + "</w:tbl>"
}

/// Whether a row begins what the next one goes on with: its first cell says of whom or of what, the next one's is
/// empty.
fn leads(row: &Row, next: Option<&Row>) -> bool {
    let first = |row: &Row| match row {
        Row::Cells(cells) | Row::Strong(cells) => cells.first().map(|cell| *cell != Cell::Empty),
        Row::Across(_) => None,
    };
    first(row) == Some(true) && next.and_then(first) == Some(false)
}

/// A part of what stands below a table with those who sign it.
fn closing(part: &Part, page: &Page) -> String {
    match part {
        Part::Line(line) => {
            let mut line = line.clone();
            line.look.with_next = true;
            paragraph(&line, BODY, 6)
        }
        Part::Blocks(blocks) => side_by_side(blocks, page),
        Part::Table(_) => String::new(),
    }
}

/// Whether something is to be written into a row.
fn by_hand(table: &Table, cells: &[Cell]) -> bool {
    let mut columns = table.columns.iter().enumerate();
    columns
        .any(|(at, column)| column.by_hand && cells.get(at).is_none_or(|cell| *cell == Cell::Empty))
}

/// How high the rows of headings have to be: not every program makes room for a heading that reaches down over
/// several rows.
fn heights(table: &Table, heads: &[Heading], setting: &Setting) -> Vec<u32> {
    let mut heights = vec![0; table.depth()];
    let mut heads: Vec<&Heading> = heads.iter().collect();
    heads.sort_by_key(|head| head.down);
    for head in heads {
        let room = setting.widths.iter().skip(head.column).take(head.across);
        let needed = height(&head.text, room.sum(), setting.size);
        let mut own = heights.iter_mut().skip(head.row).take(head.down);
        let taken: u32 = own.by_ref().map(|height| *height).sum();
        let last = head.row + head.down - 1;
        if let Some(last) = heights.get_mut(last) {
            *last += needed.saturating_sub(taken);
        }
    }
    heights
}

/// The rows of headings, repeated at the top of every page.
fn headings(table: &Table, setting: &Setting) -> String {
    let heads = table.headings();
    let heights = heights(table, &heads, setting);
    let head = |height: u32| {
        format!(
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/><w:tblHeader/></w:trPr>"
        )
    };
    let look = |bold: bool| Look {
        bold,
        italic: !bold,
        align: Align::Centre,
        ..Look::default()
    };
    let mut text = String::new();
    for (row, height) in heights.iter().enumerate() {
        text += &head(*height);
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
        text += &head(0);
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
                // A mark among figures stands in the middle.
                align: match (align, cells.get(at)) {
                    (Align::Right, Some(Cell::Text(_))) => Align::Centre,
                    (own, _) => *own,
                },
                ..look
            },
        };
        text += &setting.cell(at, 1, "");
        text += &paragraph(&line, setting.size, 0);
        text += "</w:tc>";
    }
    text
}
