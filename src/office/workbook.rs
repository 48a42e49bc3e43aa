//! A paper as a workbook: one sheet for each table, as wide as one page, on the paper and with the columns that the
//! document has.

use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook,
    Worksheet, XlsxError,
};

use super::OfficeError;
use super::document::{
    Align, Block, Cell, Column, Document, Line, Part, Row, Section, Table, printable,
};
use super::page::{Page, Setting};

const FONT: &str = "Times New Roman";
const BODY: u8 = 12;
/// Paper sizes by their number in the format.
const A3: u8 = 8;
const A4: u8 = 9;
/// Points that a column's unit of width takes, and those that each column takes besides.
const UNIT: f64 = 5.25;
const BESIDES: f64 = 3.75;
/// How high a row to write in is, beside the size of the type.
const HAND: f64 = 1.7;
/// Points that a line of text takes for each point of its letters.
const LEADING: f64 = 1.3;
/// The longest name of a sheet, in characters.
const SHEET_NAME: usize = 31;
/// The highest row that a workbook may have, in points.
const HIGHEST: f64 = 400.0;
/// The most rows that stay in sight while the others move.
const FROZEN: u32 = 8;
/// The most characters of one cell.
const CELL: usize = 32_000;

/// Writes a paper as an xlsx workbook.
///
/// # Errors
/// If it is larger than a workbook may be.
pub fn workbook(document: &Document) -> Result<Vec<u8>, OfficeError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&document.made.to_string())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(printable(&document.title))
            .set_creation_datetime(&made),
    );
    let mut number = 0;
    for section in &document.sections {
        for parts in sheets(&section.parts) {
            let mut sheet = Worksheet::new();
            sheet.set_name(name(&document.title, number))?;
            set_page(&mut sheet, document, section)?;
            Writing::new(&mut sheet, &parts, &Page::of(section)).write(&parts)?;
            workbook.push_worksheet(sheet);
            number += 1;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// What each sheet holds: no more than one table.
fn sheets(parts: &[Part]) -> Vec<Vec<&Part>> {
    let mut sheets: Vec<Vec<&Part>> = vec![Vec::new()];
    let mut tabled = false;
    for part in parts {
        let table = matches!(part, Part::Table(_));
        if table && tabled {
            sheets.push(Vec::new());
            tabled = false;
        }
        tabled |= table;
        if let Some(sheet) = sheets.last_mut() {
            sheet.push(part);
        }
    }
    sheets
}

/// A tab's name: without the signs that none may have, short, and told apart by a number.
fn name(title: &str, number: usize) -> String {
    let clean = printable(title);
    let clean = clean.chars().map(|c| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '\n' => ' ',
        other => other,
    });
    let end = match number {
        0 => String::new(),
        _ => format!(" {}", number + 1),
    };
    let room = SHEET_NAME.saturating_sub(end.chars().count());
    let start: String = clean.take(room).collect();
    match start.trim() {
        "" => format!("{}", number + 1),
        start => format!("{start}{end}"),
    }
}

fn set_page(
    sheet: &mut Worksheet,
    document: &Document,
    section: &Section,
) -> Result<(), XlsxError> {
    let paper = Page::of(section);
    sheet.set_paper_size(if paper.is_large() { A3 } else { A4 });
    if paper.is_landscape() {
        sheet.set_landscape();
    }
    sheet.set_margins(0.8, 0.6, 0.7, 0.8, 0.3, 0.4);
    // One page wide, as many pages long as it takes.
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    // In headers and footers & begins a code.
    let plain = |text: &str| printable(text).replace('&', "&&").replace('\n', " ");
    let font = format!("&\"{FONT},Italic\"&10");
    let page = format!("{font}{} &P/&N", plain(&document.page_word));
    sheet.set_footer(format!("&L{font}{}&R{page}", plain(&section.footer)));
    if let Some(mark) = &document.mark {
        sheet.set_header(format!("&C&\"{FONT},Bold\"&12{}", plain(mark)));
    }
    Ok(())
}

/// One sheet being written from the top down.
struct Writing<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    /// The widths of its columns, in characters.
    widths: Vec<u16>,
}

impl<'s> Writing<'s> {
    fn new(sheet: &'s mut Worksheet, parts: &[&Part], page: &Page) -> Writing<'s> {
        let table = parts.iter().find_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        });
        let widths = match table {
            Some(table) if !table.columns.is_empty() => {
                let setting = Setting::of(table, page);
                // Shrunk to the page's width, the letters come out at the size that the document has.
                let larger = f64::from(BODY) / f64::from(setting.size);
                let own = setting.widths.iter();
                own.map(|width| units(f64::from(*width) * larger)).collect()
            }
            _ => vec![units(f64::from(page.room()) / 2.0); 2],
        };
        Writing {
            sheet,
            row: 0,
            widths,
        }
    }

    fn write(mut self, parts: &[&Part]) -> Result<(), XlsxError> {
        for (column, width) in (0u16..).zip(&self.widths) {
            self.sheet.set_column_width(column, f64::from(*width))?;
        }
        for part in parts {
            match part {
                Part::Line(line) => {
                    let height = self.line(line, 0, self.last())?;
                    self.end_row(height)?;
                }
                Part::Blocks(blocks) => self.blocks(blocks)?,
                Part::Table(table) => self.table(table)?,
            }
        }
        Ok(())
    }

    /// The last column.
    fn last(&self) -> u16 {
        column(self.widths.len().saturating_sub(1))
    }

    fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    /// Blocks side by side, each over as many columns as its share; where there are fewer columns than blocks,
    /// under each other.
    fn blocks(&mut self, blocks: &[Block]) -> Result<(), XlsxError> {
        if self.widths.len() < blocks.len() {
            for line in blocks.iter().flat_map(|block| &block.lines) {
                let height = self.line(line, 0, self.last())?;
                self.end_row(height)?;
            }
            return Ok(());
        }
        let whole: u32 = self.widths.iter().map(|width| u32::from(*width)).sum();
        let shares: u32 = blocks.iter().map(|block| u32::from(block.share)).sum();
        let mut spans = Vec::new();
        let (mut first, mut share, mut seen) = (0, 0, 0);
        for (at, block) in blocks.iter().enumerate() {
            share += u32::from(block.share);
            let left = blocks.len() - at - 1;
            let mut last = first;
            seen += self.widths.get(first).map_or(0, |width| u32::from(*width));
            while last + 1 + left < self.widths.len() {
                let next = self
                    .widths
                    .get(last + 1)
                    .map_or(0, |width| u32::from(*width));
                // The last block takes what remains; the others stop at the column that is nearest.
                if left > 0 && (seen + next / 2) * shares > share * whole {
                    break;
                }
                seen += next;
                last += 1;
            }
            spans.push((column(first), column(last)));
            first = last + 1;
        }
        let rows = blocks.iter().map(|block| block.lines.len()).max();
        for at in 0..rows.unwrap_or(0) {
            let mut height: f64 = 0.0;
            for (block, (first, last)) in blocks.iter().zip(&spans) {
                if let Some(line) = block.lines.get(at) {
                    height = height.max(self.line(line, *first, *last)?);
                }
            }
            self.end_row(height)?;
        }
        Ok(())
    }

    /// Writes a line across columns and tells how high its row has to be: merged cells are never made higher
    /// by the program that opens them.
    fn line(&mut self, line: &Line, first: u16, last: u16) -> Result<f64, XlsxError> {
        let size = match line.look.size {
            0 => BODY,
            size => size,
        };
        let mut format = base(line.look.align).set_font_size(size);
        if line.look.bold {
            format = format.set_bold();
        }
        if line.look.italic {
            format = format.set_italic();
        }
        if line.look.underlined {
            format = format.set_underline(FormatUnderline::Single);
        }
        let text = cut(&printable(&line.text));
        self.across(&text, first, last, &format)?;
        let own = self.widths.iter().take(usize::from(last) + 1);
        let room: u16 = own.skip(usize::from(first)).sum();
        let room = f64::from(room) * f64::from(BODY) / f64::from(size);
        Ok(height(&text, room, size))
    }

    fn across(
        &mut self,
        text: &str,
        first: u16,
        last: u16,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if first < last {
            self.sheet
                .merge_range(self.row, first, self.row, last, "", format)?;
        }
        self.sheet
            .write_string_with_format(self.row, first, text, format)?;
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        let first = self.row;
        self.head(table)?;
        if self.row > first {
            self.sheet.set_repeat_rows(first, self.row - 1)?;
            // On a small screen frozen rows must leave room for the others.
            if self.row <= FROZEN {
                self.sheet.set_freeze_panes(self.row, 0)?;
            }
        }
        let formats: Vec<Formats> = table.columns.iter().map(Formats::new).collect();
        for row in &table.rows {
            match row {
                Row::Cells(cells) => self.cells(cells, &formats, false)?,
                Row::Strong(cells) => self.cells(cells, &formats, true)?,
                Row::Across(text) => {
                    let format = lined(base(Align::Left)).set_bold();
                    let text = cut(&printable(text));
                    self.across(&text, 0, self.last(), &format)?;
                    let room: u16 = self.widths.iter().sum();
                    self.end_row(height(&text, f64::from(room), BODY))?;
                }
            }
        }
        Ok(())
    }

    fn head(&mut self, table: &Table) -> Result<(), XlsxError> {
        let format = lined(base(Align::Centre)).set_bold();
        let depth = table.depth();
        let mut heights = vec![height("", 1.0, BODY); depth];
        for head in table.headings() {
            let top = self.row + row(head.row);
            let (left, right) = (column(head.column), column(head.column + head.across - 1));
            let bottom = top + row(head.down - 1);
            let text = cut(&printable(&head.text));
            if (top, left) != (bottom, right) {
                self.sheet
                    .merge_range(top, left, bottom, right, "", &format)?;
            }
            self.sheet
                .write_string_with_format(top, left, &text, &format)?;
            let own = self.widths.iter().skip(head.column).take(head.across);
            // Bold letters are wider, and words are not broken.
            let room = f64::from(own.sum::<u16>()) * 0.85;
            let share = height(&text, room, BODY) / f64::from(row(head.down));
            for high in heights.iter_mut().skip(head.row).take(head.down) {
                *high = high.max(share);
            }
        }
        for high in heights {
            self.end_row(high)?;
        }
        if table.numbered() {
            let format = lined(base(Align::Centre)).set_italic().set_font_size(10);
            for (at, own) in (0u16..).zip(&table.columns) {
                let number = own.number.as_deref().unwrap_or_default();
                self.sheet
                    .write_string_with_format(self.row, at, printable(number), &format)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    /// One row of cells, as high as its longest text needs: not every program that opens it sees to that.
    fn cells(
        &mut self,
        cells: &[Cell],
        formats: &[Formats],
        strong: bool,
    ) -> Result<(), XlsxError> {
        let nothing = Cell::Empty;
        let mut high = height("", 1.0, BODY);
        for (at, formats) in formats.iter().enumerate() {
            let cell = cells.get(at).unwrap_or(&nothing);
            let format = formats.of(cell, strong);
            if formats.by_hand && *cell == Cell::Empty {
                high = high.max(f64::from(BODY) * HAND);
            }
            if let Cell::Text(text) = cell {
                let room = self.widths.get(at).copied().unwrap_or(1);
                high = high.max(height(text, f64::from(room) * 0.95, BODY));
            }
            let at = column(at);
            match cell {
                Cell::Empty => self.sheet.write_blank(self.row, at, &format)?,
                Cell::Text(text) => {
                    let text = cut(&printable(text));
                    self.sheet
                        .write_string_with_format(self.row, at, text, &format)?
                }
                Cell::Number { value, digits, .. } => {
                    let away = RoundingStrategy::MidpointAwayFromZero;
                    let value = value.round_dp_with_strategy(*digits, away);
                    match value.to_f64() {
                        Some(number) => self
                            .sheet
                            .write_number_with_format(self.row, at, number, &format)?,
                        None => self.sheet.write_blank(self.row, at, &format)?,
                    }
                }
                Cell::Date(day) => {
                    match ExcelDateTime::parse_from_str(&day.to_string()) {
                        Ok(day) => self
                            .sheet
                            .write_datetime_with_format(self.row, at, &day, &format)?,
                        // Before 1900 a workbook knows no days.
                        Err(_) => self.sheet.write_string_with_format(
                            self.row,
                            at,
                            cell.shown(),
                            &format,
                        )?,
                    }
                }
            };
        }
        self.end_row(high.min(HIGHEST))
    }
}

/// How the cells of one column look.
struct Formats {
    plain: Format,
    /// What stands among figures and is none.
    mark: Format,
    by_hand: bool,
}

impl Formats {
    fn new(column: &Column) -> Formats {
        Formats {
            plain: lined(base(column.align)),
            mark: lined(base(match column.align {
                Align::Right => Align::Centre,
                own => own,
            })),
            by_hand: column.by_hand,
        }
    }

    fn of(&self, cell: &Cell, strong: bool) -> Format {
        let format = match cell {
            Cell::Text(_) => self.mark.clone(),
            _ => self.plain.clone(),
        };
        let format = match strong {
            true => format.set_bold(),
            false => format,
        };
        match cell {
            Cell::Empty => format,
            // Looks like a number and stays a text: a personal number, a label.
            Cell::Text(_) => format.set_num_format("@"),
            Cell::Number {
                digits, grouped, ..
            } => format.set_num_format(number_format(*digits, *grouped)),
            Cell::Date(_) => format.set_num_format("dd/mm/yyyy"),
        }
    }
}

fn number_format(digits: u32, grouped: bool) -> String {
    let whole = if grouped { "#,##0" } else { "0" };
    match usize::try_from(digits) {
        Ok(digits @ 1..=20) => format!("{whole}.{}", "0".repeat(digits)),
        _ => whole.to_owned(),
    }
}

fn base(align: Align) -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(BODY)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(match align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
            Align::Even => FormatAlign::Justify,
        })
}

fn lined(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// The points that a text needs in a room of so many characters.
fn height(text: &str, room: f64, size: u8) -> f64 {
    let lines: f64 = text
        .lines()
        .map(|line| {
            let wide = line.chars().count().to_f64().unwrap_or(1.0);
            (wide / room.max(1.0)).ceil().max(1.0)
        })
        .sum();
    f64::from(size) * LEADING * lines.max(1.0) + 2.0
}

/// Twentieths of a point as units of a column's width.
fn units(twips: f64) -> u16 {
    let units = (twips / 20.0 - BESIDES) / UNIT;
    units.round().to_u16().unwrap_or(1).max(1)
}

fn cut(text: &str) -> String {
    text.chars().take(CELL).collect()
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
