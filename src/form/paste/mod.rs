//! A block copied out of a sheet, laid over a grid: which cell gets what, and what finds no place.
//!
//! **What this room is.** `align` finds out where the block belongs: by the labels and headings copied along
//! with it, else from the cursor on. Here each of its cells is read as its place asks.
//!
//! **What it must never do.** Answer anything: what it makes is a proposal, which a person looks at first.
//!
//! **Where to start reading.** [`Form::lay`].

mod align;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::{Answer, Answers, Field, FieldType, Path, Value};
use crate::text::{Clip, DecimalSign, Figure};

use align::Align;

/// Where a block is laid, and how.
pub struct Over<'a> {
    /// What stands in the grid.
    pub answers: &'a Answers,
    /// The row of the cursor: the paper's rows, then the locality's own.
    pub row: usize,
    /// Its column: the fields of local rows, then the paper's columns.
    pub column: usize,
    /// The notation that a person chose.
    pub sign: Option<DecimalSign>,
    /// Reads what is no number.
    pub read: &'a dyn Fn(&Path, &str) -> Option<Answer>,
}

/// A block laid over a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// What changes or cannot, in the block's order.
    pub cells: Vec<LaidCell>,
    /// Rows of the block without a place: what stands first in them.
    pub rows_left: Vec<String>,
    /// Columns of the block without a place: what stands first in them.
    pub columns_left: Vec<String>,
    /// Cells with nothing in them or a dash: what stands in the grid there stays.
    pub blank: usize,
    /// Cells that say what stands in the grid already.
    pub same: usize,
    /// Whether rows were found by their labels.
    pub by_labels: bool,
    /// Whether columns were found by their headings.
    pub by_headings: bool,
    /// The notation that was found or chosen.
    pub sign: Option<DecimalSign>,
}

/// One cell of a block over its place.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidCell {
    /// Its place.
    pub at: Path,
    /// What was copied.
    pub text: String,
    /// What it becomes.
    pub lays: Lays,
}

/// What a copied cell becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Lays {
    /// An answer; for a computed cell the number on paper.
    Answer(Answer),
    /// It depends on a notation that nothing in the block tells: with a decimal comma, with a decimal point.
    TwoWays(Decimal, Decimal),
    /// Its place takes nothing.
    Closed,
}

impl Laid {
    /// Whether a person must say which notation it is.
    pub fn is_unclear(&self) -> bool {
        let two_ways = |cell: &LaidCell| matches!(cell.lays, Lays::TwoWays(..));
        self.cells.iter().any(two_ways)
    }

    /// Everything that it answers.
    pub fn answers(&self) -> Vec<(Path, Option<Answer>)> {
        let answers = self.cells.iter().filter_map(|cell| match &cell.lays {
            Lays::Answer(answer) => Some((cell.at.clone(), Some(answer.clone()))),
            _ => None,
        });
        answers.collect()
    }
}

impl Form {
    /// Lays a block over a grid.
    pub fn lay(&self, clip: &Clip, over: &Over<'_>) -> Laid {
        let align = Align::find(self, clip, over);
        let places = align.places(self, clip, over);
        let mut laid = Laid {
            rows_left: places.rows_left,
            columns_left: places.columns_left,
            by_labels: align.by_labels,
            by_headings: align.by_headings,
            ..Laid::default()
        };
        let figures: Vec<(&Path, &str, Figure)> = places
            .cells
            .iter()
            .map(|(at, text)| (at, *text, Figure::read(text)))
            .collect();
        laid.sign = over.sign.or_else(|| self.notation(&figures));
        for (at, text, figure) in figures {
            if figure == Figure::Nothing {
                laid.blank += 1;
                continue;
            }
            let Some(lays) = self.lays(over, laid.sign, at, text, figure) else {
                continue;
            };
            if let Lays::Answer(answer) = &lays
                && over.answers.get(at) == Some(answer)
            {
                laid.same += 1;
                continue;
            }
            laid.cells.push(LaidCell {
                at: at.clone(),
                text: text.to_owned(),
                lays,
            });
        }
        laid
    }

    /// The notation of a block: of its cells that can be read only one way, else of those whose place takes
    /// whole numbers only.
    fn notation(&self, figures: &[(&Path, &str, Figure)]) -> Option<DecimalSign> {
        let strict = |figure: &Figure| figure.notation().is_some();
        if figures.iter().any(|(_, _, figure)| strict(figure)) {
            return DecimalSign::of(figures.iter().map(|(_, _, figure)| *figure));
        }
        let mut whole = figures.iter().filter_map(|(at, _, figure)| match figure {
            Figure::Number {
                comma: Some(comma),
                point: Some(point),
                ..
            } if comma != point && self.field_at(at).is_some_and(is_whole) => {
                Some(match comma.is_integer() {
                    true => DecimalSign::Comma,
                    false => DecimalSign::Point,
                })
            }
            _ => None,
        });
        let first = whole.next()?;
        whole.all(|sign| sign == first).then_some(first)
    }

    fn lays(
        &self,
        over: &Over<'_>,
        sign: Option<DecimalSign>,
        at: &Path,
        text: &str,
        figure: Figure,
    ) -> Option<Lays> {
        if let Path::Cell { row, column } = at
            && self.is_closed(row.as_str(), column.as_str())
        {
            // A cross in a closed cell says that it is closed.
            let cross = figure == Figure::Words && text.chars().count() == 1;
            return (!cross).then_some(Lays::Closed);
        }
        let field = self.field_at(at)?;
        if !field.kind.is_number() {
            return (over.read)(at, text).map(Lays::Answer);
        }
        let as_typed = || Some(Lays::Answer(Answer::Unparsed(text.to_owned())));
        let Figure::Number {
            comma,
            point,
            percent,
        } = figure
        else {
            return as_typed();
        };
        let of_hundred = field.kind == FieldType::Percent
            || field.unit.as_ref().is_some_and(|unit| unit.contains('%'));
        if percent && !of_hundred {
            return as_typed();
        }
        let number = match (comma, point) {
            (Some(comma), Some(point)) if comma != point => match sign {
                Some(DecimalSign::Comma) => comma,
                Some(DecimalSign::Point) => point,
                None => match by_digits(field, comma, point) {
                    Some(number) => number,
                    None => return Some(Lays::TwoWays(comma, point)),
                },
            },
            (comma, point) => comma.or(point)?,
        };
        if field.kind == FieldType::Integer && !number.is_integer() {
            return as_typed();
        }
        // A count without decimals is one answer, however many zeros the sheet shows behind it.
        let number = match number.is_integer() {
            true => number.trunc(),
            false => number,
        };
        Some(Lays::Answer(Answer::Given(Value::Number(number))))
    }
}

/// Whether figures of a field have no decimals.
fn is_whole(field: &Field) -> bool {
    field.kind != FieldType::Percent && field.kind.is_number() && field.digits == 0
}

/// Which of two readings a field can mean: whole numbers where it has no decimals, and no rate of thousands.
fn by_digits(field: &Field, comma: Decimal, point: Decimal) -> Option<Decimal> {
    let (whole, broken) = match comma.is_integer() {
        true => (comma, point),
        false => (point, comma),
    };
    match field.kind {
        FieldType::Percent => Some(broken),
        _ if is_whole(field) => Some(whole),
        _ => None,
    }
}
