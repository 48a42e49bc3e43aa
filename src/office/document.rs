//! A paper to be printed, free of the program that will open it: lines, pairs of blocks side by side, tables.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The widest a column makes itself, in characters; longer texts are broken into lines.
const WIDEST: u16 = 28;
/// The most characters beside each other on a page that stands upright.
const UPRIGHT: u16 = 100;

/// A whole paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is called: the sheet's tab, the document's title.
    pub title: String,
    /// The day it says it was made on. Equal papers of one day are equal bytes.
    pub made: NaiveDate,
    /// Page numbers stand at the top from the second page on, as official documents have them; otherwise
    /// at the foot of each page with how many there are.
    pub official: bool,
    /// The word before a page's number.
    pub page_word: String,
    /// What stands large at the top of each page: that it is a sample.
    pub mark: Option<String>,
    /// What begins on a page, in a workbook on a sheet, of its own. Where there are several, each counts its
    /// own pages.
    pub sections: Vec<Section>,
}

/// Pages of one direction: a paper, or one household's.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Section {
    /// Whether the page lies on its long side.
    pub landscape: bool,
    /// What stands at the foot of each page: `Lần in 1, ngày 28/11/2026`.
    pub footer: String,
    /// From the top down.
    pub parts: Vec<Part>,
}

/// One part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Line(Line),
    /// Blocks side by side: the agency and the quốc hiệu, those who sign.
    Blocks(Vec<Block>),
    /// A table with lines.
    Table(Table),
}

/// Lines under each other, beside other blocks.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Block {
    /// How much of the width is its own, beside the others' shares.
    pub share: u16,
    /// From the top down.
    pub lines: Vec<Line>,
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// How it looks.
    pub look: Look,
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below, as long as the text.
    pub underlined: bool,
    /// With a short line below, in the middle.
    pub ruled: bool,
    /// Points; 0 is the size of the body.
    pub size: u8,
    /// Where the text stands.
    pub align: Align,
    /// The first line is indented.
    pub indented: bool,
    /// Stays on the page of what follows.
    pub with_next: bool,
}

/// Where text stands in its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
    /// Even on both sides.
    Even,
}

impl Line {
    /// A plain line of body text.
    pub fn plain(text: impl Into<String>) -> Line {
        Line {
            text: text.into(),
            look: Look::default(),
        }
    }

    /// A bold line in the middle: a title.
    pub fn title(text: impl Into<String>) -> Line {
        let look = Look {
            bold: true,
            align: Align::Centre,
            size: 14,
            with_next: true,
            ..Look::default()
        };
        Line {
            text: text.into(),
            look,
        }
    }

    /// A slanted line in the middle: what stands below a title.
    pub fn below_title(text: impl Into<String>) -> Line {
        let look = Look {
            italic: true,
            align: Align::Centre,
            ..Look::default()
        };
        Line {
            text: text.into(),
            look,
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// From the left.
    pub columns: Vec<Column>,
    /// From the top.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Column {
    /// What stands above it, outermost first; equal neighbours share one cell.
    pub headings: Vec<String>,
    /// The number printed below its headings, where the paper has one.
    pub number: Option<String>,
    /// How wide it is beside the others, in characters; 0 lets its content say.
    pub width: u16,
    /// Where its text stands.
    pub align: Align,
    /// Whether it is written in by hand where nothing stands in it.
    pub by_hand: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A cell for each column.
    Cells(Vec<Cell>),
    /// The same in bold: a total, a unit.
    Strong(Vec<Cell>),
    /// One bold text across all columns.
    Across(String),
}

/// What stands in a cell. A text stays a text: nothing in it is ever computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: there is nothing to say, or it is written by hand.
    Empty,
    /// Text.
    Text(String),
    /// A number, rounded to its digits.
    Number {
        /// The number.
        value: Decimal,
        /// Decimal digits printed.
        digits: u32,
        /// Whether thousands are told apart; years are not.
        grouped: bool,
    },
    /// A day.
    Date(NaiveDate),
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        match text.is_empty() {
            true => Cell::Empty,
            false => Cell::Text(text),
        }
    }

    /// A count or a year: a whole number as it stands.
    pub fn count(value: impl Into<Decimal>) -> Cell {
        Cell::Number {
            value: value.into(),
            digits: 0,
            grouped: false,
        }
    }

    /// As a person reads it.
    pub(super) fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => printable(text),
            Cell::Number {
                value,
                digits,
                grouped,
            } => match (digits, grouped) {
                (0, false) => value.round().to_string(),
                _ => crate::text::number::format(value, *digits),
            },
            Cell::Date(day) => crate::text::date::format(crate::text::date::Parsed::Day(*day)),
        }
    }
}

/// Text as it may stand in a file for others: its own line breaks stay, hidden characters become visible.
pub(super) fn printable(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(crate::text::printable).collect();
    lines.join("\n")
}

/// A heading's cell, with how many columns and rows it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) across: usize,
    pub(super) down: usize,
}

impl Document {
    /// One sheet or page with a title and a table, for whoever needs no more.
    pub fn of_table(title: impl Into<String>, made: NaiveDate, table: Table) -> Document {
        let title = title.into();
        Document {
            made,
            official: false,
            page_word: String::new(),
            mark: None,
            sections: vec![Section {
                landscape: table.widths().iter().sum::<u16>() > UPRIGHT,
                footer: String::new(),
                parts: vec![Part::Line(Line::title(title.clone())), Part::Table(table)],
            }],
            title,
        }
    }
}

impl Table {
    /// Whether a cell stands anywhere in it.
    pub fn holds(&self, cell: &Cell) -> bool {
        self.rows.iter().any(|row| match row {
            Row::Cells(cells) | Row::Strong(cells) => cells.contains(cell),
            Row::Across(_) => false,
        })
    }

    /// Keeps only these columns, in this order.
    pub fn choose(&mut self, columns: &[usize]) {
        let chosen = columns.iter().filter_map(|at| self.columns.get(*at));
        self.columns = chosen.cloned().collect();
        for row in &mut self.rows {
            if let Row::Cells(cells) | Row::Strong(cells) = row {
                let chosen = columns.iter();
                *cells = chosen
                    .map(|at| cells.get(*at).cloned().unwrap_or(Cell::Empty))
                    .collect();
            }
        }
    }

    /// How wide each column is, in characters: as the paper says, else wide enough for the words of its
    /// headings and for what most cells hold.
    pub(super) fn widths(&self) -> Vec<u16> {
        let own = self.columns.iter().enumerate();
        own.map(|(at, column)| match column.width {
            0 => self.fitting(at, column),
            width => width,
        })
        .collect()
    }

    fn fitting(&self, at: usize, column: &Column) -> u16 {
        let letters = |text: &str| u16::try_from(text.chars().count()).unwrap_or(WIDEST);
        let headings = column.headings.last().into_iter().chain(&column.number);
        let words = headings.flat_map(|text| text.split_whitespace());
        let words = words.map(letters).max().unwrap_or(0);
        let cells = self.rows.iter().filter_map(|row| match row {
            Row::Cells(cells) | Row::Strong(cells) => cells.get(at),
            Row::Across(_) => None,
        });
        let cells = cells.map(|cell| letters(&cell.shown())).max().unwrap_or(0);
        (words + 1).clamp(4, 14).max(cells.min(WIDEST))
    }

    /// How many rows the headings take, without the row of numbers.
    pub(super) fn depth(&self) -> usize {
        let depths = self.columns.iter().map(|column| column.headings.len());
        depths.max().unwrap_or(0)
    }

    /// Whether a row of column numbers follows the headings.
    pub(super) fn numbered(&self) -> bool {
        self.columns.iter().any(|column| column.number.is_some())
    }

    /// The cells of the headings: an outer heading covers the neighbours that share it and everything above
    /// it, a column's own heading reaches down to the last row.
    pub(super) fn headings(&self) -> Vec<Heading> {
        let depth = self.depth();
        let mut found = Vec::new();
        for row in 0..depth {
            let mut column = 0;
            while let Some(own) = self.columns.get(column) {
                let Some(text) = own.headings.get(row) else {
                    column += 1;
                    continue;
                };
                let last = row + 1 == own.headings.len();
                let outer = own.headings.get(..=row);
                let same = |other: &&Column| {
                    !last && other.headings.len() > row + 1 && other.headings.get(..=row) == outer
                };
                let after = self.columns.iter().skip(column + 1);
                let across = 1 + after.take_while(same).count();
                found.push(Heading {
                    text: text.clone(),
                    row,
                    column,
                    across,
                    down: if last { depth - row } else { 1 },
                });
                column += across;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Table};

    #[test]
    fn equal_neighbours_share_a_heading_and_short_ones_reach_down() {
        let column = |headings: &[&str]| Column {
            headings: headings.iter().map(|text| (*text).to_owned()).collect(),
            ..Column::default()
        };
        let table = Table {
            columns: vec![
                column(&["TT"]),
                column(&["Hộ nghèo", "Số hộ"]),
                column(&["Hộ nghèo", "Tỷ lệ"]),
                column(&["Hộ cận nghèo", "Số hộ"]),
            ],
            rows: Vec::new(),
        };
        let told: Vec<_> = table
            .headings()
            .into_iter()
            .map(|head| (head.text, head.row, head.column, head.across, head.down))
            .collect();
        let expected = [
            ("TT", 0, 0, 1, 2),
            ("Hộ nghèo", 0, 1, 2, 1),
            ("Hộ cận nghèo", 0, 3, 1, 1),
            ("Số hộ", 1, 1, 1, 1),
            ("Tỷ lệ", 1, 2, 1, 1),
            ("Số hộ", 1, 3, 1, 1),
        ]
        .map(|(text, row, column, across, down)| (text.to_owned(), row, column, across, down));
        assert_eq!(told, expected);
    }
}
