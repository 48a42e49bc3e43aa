//! Which page a part of a paper stands on, how large the text of its tables is and how wide their columns are:
//! decided once, for documents and workbooks alike. No word is ever broken, and nothing is smaller than can be read.

use super::document::{Align, Cell, Column, Part, Row, Section, Table};

/// The sizes of a table's text at which its columns have all the room they would like, the largest first.
const EASY: [u8; 4] = [12, 11, 10, 9];
/// The sizes at which they may stand closer, their texts on more lines, as long as they have this share of what they
/// would like beyond what they need; and the smallest that can be read, at which they need no more.
const CLOSE: [u8; 3] = [10, 9, SMALLEST];
const SHARE: f64 = 0.25;
const SMALLEST: u8 = 8;
/// Twentieths of a point: the sides of A4, and the long side of A3, whose short side is A4's long one.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const LONGEST: u32 = 23_811;
/// Left 30 mm, right 15 mm, top and bottom 20 mm.
const LEFT: u32 = 1_701;
const RIGHT: u32 = 851;
pub(super) const UPPER: u32 = 1_134;
/// The room that a cell keeps free at its sides.
const SIDES: u32 = 140;
/// The room that a letter takes on average, beside the size of its type.
const LETTER: f64 = 0.47;
/// How much wider bold letters are.
const BOLD: f64 = 1.08;
/// On how many lines a heading should stand, and the most that a column takes for its sake.
const HEADING: f64 = 5.0;
const MOST: f64 = 9.0;
/// The room for a figure that is written in by hand.
const FIGURE: f64 = 2.5;
/// The room between lines, beside the size of the type.
const LEADING: f64 = 1.16;
/// On how many lines a cell's text may stand where columns stand close.
const LINES: f64 = 1.7;

/// A page, in twentieths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) wide: u32,
    pub(super) high: u32,
    pub(super) left: u32,
    pub(super) right: u32,
}

impl Page {
    const UPRIGHT: Page = Page {
        wide: SHORT,
        high: LONG,
        left: LEFT,
        right: RIGHT,
    };
    const LYING: Page = Page {
        wide: LONG,
        high: SHORT,
        left: UPPER,
        right: UPPER,
    };
    const LARGE: Page = Page {
        wide: LONGEST,
        high: LONG,
        left: UPPER,
        right: UPPER,
    };

    /// The page of a section: as it asks, or the next larger one on which the columns of all its tables can be
    /// read beside each other.
    pub(super) fn of(section: &Section) -> Page {
        let tables = section.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(Measure::of(table)),
            Part::Line(_) | Part::Blocks(_) => None,
        });
        let tables: Vec<Measure> = tables.collect();
        let pages = [Page::UPRIGHT, Page::LYING, Page::LARGE];
        let smaller = usize::from(section.landscape);
        let mut pages = pages.into_iter().skip(smaller);
        let fits = |page: &Page| tables.iter().all(|table| table.size(page.room()).is_some());
        pages.find(fits).unwrap_or(Page::LARGE)
    }

    /// What is left between the margins.
    pub(super) fn room(&self) -> u32 {
        self.wide - self.left - self.right
    }

    pub(super) fn is_landscape(&self) -> bool {
        self.wide > self.high
    }

    /// Whether it takes A3 paper.
    pub(super) fn is_large(&self) -> bool {
        *self == Page::LARGE
    }
}

/// How wide a table's columns would like to be and have to be, beside the size of the type.
struct Measure {
    wanted: Vec<f64>,
    least: Vec<f64>,
}

impl Measure {
    fn of(table: &Table) -> Measure {
        let columns = table.columns.iter().enumerate();
        let mut least: Vec<f64> = columns
            .map(|(at, column)| least(table, at, column))
            .collect();
        for head in table.headings() {
            let word = longest_word(&head.text) * BOLD;
            let own: f64 = least.iter().skip(head.column).take(head.across).sum();
            let more = (word - own).max(0.0) / count(head.across);
            for width in least.iter_mut().skip(head.column).take(head.across) {
                *width += more;
            }
        }
        let wanted = table
            .widths()
            .into_iter()
            .map(|width| f64::from(width) * LETTER);
        let wanted = wanted.zip(&least).map(|(wanted, least)| wanted.max(*least));
        let mut wanted: Vec<f64> = wanted.collect();
        for head in table.headings().iter().filter(|head| head.across == 1) {
            // A long heading on many lines would take the page.
            let own = (em(&head.text) * BOLD / HEADING).min(MOST);
            if let Some(width) = wanted.get_mut(head.column) {
                *width = width.max(own);
            }
        }
        Measure { wanted, least }
    }

    /// The largest size at which everything fits; none where nothing that can be read does.
    fn size(&self, room: u32) -> Option<u8> {
        let fits = |all: &[f64], size: u8| {
            let sides = count(all.len()) * f64::from(SIDES);
            all.iter().sum::<f64>() * twips(size) + sides <= f64::from(room)
        };
        let widths = self.wanted.iter().zip(&self.least);
        let close = widths.map(|(wanted, least)| least + (wanted - least) * SHARE);
        let close: Vec<f64> = close.collect();
        let easy = EASY.into_iter().find(|size| fits(&self.wanted, *size));
        easy.or_else(|| CLOSE.into_iter().find(|size| fits(&close, *size)))
            .or_else(|| Some(SMALLEST).filter(|size| fits(&self.least, *size)))
    }
}

/// A table set on a page: how wide its columns are, in twentieths of a point, and how large its text.
pub(super) struct Setting {
    pub(super) widths: Vec<u32>,
    pub(super) size: u8,
}

impl Setting {
    pub(super) fn of(table: &Table, page: &Page) -> Setting {
        let measure = Measure::of(table);
        let size = measure.size(page.room()).unwrap_or(SMALLEST);
        let sides = count(measure.least.len()) * f64::from(SIDES);
        let room = (f64::from(page.room()) - sides).max(0.0);
        let all = |widths: &[f64]| widths.iter().sum::<f64>() * twips(size);
        let (wanted, least) = (all(&measure.wanted), all(&measure.least));
        let widths = measure.wanted.iter().zip(&measure.least);
        let widths = widths.map(|(own_wanted, own_least)| {
            let own = match wanted <= room {
                // Room for all: each takes its share of what is left.
                true => own_wanted * twips(size) * (room / wanted.max(1.0)),
                false if least <= room => {
                    let share = (room - least) / (wanted - least).max(1.0);
                    (own_least + (own_wanted - own_least) * share) * twips(size)
                }
                false => own_least * twips(size) * (room / least.max(1.0)),
            };
            SIDES + whole(own)
        });
        Setting {
            widths: widths.collect(),
            size,
        }
    }
}

/// What a column needs so that no word in it is broken and no text stands on too many lines. A column to write in
/// by hand needs most of what the paper gives it.
fn least(table: &Table, at: usize, column: &Column) -> f64 {
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Cells(cells) => cells.get(at).map(|cell| (cell, 1.0)),
        Row::Strong(cells) => cells.get(at).map(|cell| (cell, BOLD)),
        Row::Across(_) => None,
    });
    let cells = cells.map(|(cell, heavy)| match cell {
        Cell::Empty => 0.0,
        Cell::Text(text) => heavy * longest_word(text).max((em(text) / LINES).min(MOST)),
        other => heavy * em(&other.shown()),
    });
    let number = column.number.as_deref().map_or(0.0, longest_word);
    let by_hand = match (table.rows.iter().any(|row| holds(row, at)), column.align) {
        (true, _) => 0.0,
        (false, Align::Right) => FIGURE,
        (false, _) => f64::from(column.width) * LETTER * 0.7,
    };
    cells.fold(number.max(by_hand), f64::max)
}

fn holds(row: &Row, at: usize) -> bool {
    match row {
        Row::Cells(cells) | Row::Strong(cells) => {
            cells.get(at).is_some_and(|cell| *cell != Cell::Empty)
        }
        Row::Across(_) => false,
    }
}

fn longest_word(text: &str) -> f64 {
    text.split_whitespace().map(em).fold(0.0, f64::max)
}

/// How wide a text is in Times New Roman, beside the size of its type.
pub(super) fn em(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

/// How high a bold text is in a room of so many twentieths of a point, itself in twentieths of a point.
pub(super) fn height(text: &str, room: u32, size: u8) -> u32 {
    let room = f64::from(room.saturating_sub(SIDES)).max(1.0);
    let wide = |text: &str| em(text) * BOLD * twips(size);
    let lines = text.lines().map(|line| {
        let (mut lines, mut used) = (1, 0.0);
        for word in line.split_whitespace() {
            let own = wide(word);
            if used > 0.0 && used + wide(" ") + own > room {
                lines += 1;
                used = own;
            } else {
                used += wide(" ") + own;
            }
        }
        lines
    });
    whole(f64::from(lines.sum::<i32>().max(1)) * twips(size) * LEADING)
}

fn letter(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' | ';' | ':' | '\'' | '|' => 0.25,
        'i' | 'j' | 'l' | 't' | '/' => 0.29,
        'f' | 'r' | 's' | '(' | ')' | '-' | 'I' => 0.37,
        'a'..='e' | 'z' | '0'..='9' => 0.5,
        'm' | 'w' | '%' => 0.83,
        'M' | 'W' | '☐' | '☒' => 0.95,
        '…' => 1.02,
        c if c.is_uppercase() => 0.72,
        _ => 0.52,
    }
}

fn twips(size: u8) -> f64 {
    f64::from(size) * 20.0
}

fn count(many: usize) -> f64 {
    u32::try_from(many).map_or(f64::MAX, f64::from)
}

fn whole(twips: f64) -> u32 {
    use rust_decimal::prelude::ToPrimitive as _;
    twips.floor().to_u32().unwrap_or(0)
}
