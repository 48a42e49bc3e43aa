//! The heading row of a sheet, and what each column is taken for.

use std::collections::BTreeSet;

use crate::form::{Intake, Meaning, Name, Role, heading_key};
use crate::workspace::Workspace;

/// How many rows may stand above the headings.
const MOST_ABOVE: usize = 40;
/// How many rows are looked at for samples.
const MOST_SAMPLED: usize = 60;

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub at: usize,
    /// Its heading; of two rows, both.
    pub heading: String,
    /// The first two cells that say something.
    pub samples: Vec<String>,
    /// What it is recognised as.
    pub target: Option<Name>,
}

/// A sheet with its headings found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its columns: those with a heading or anything in them.
    pub columns: Vec<Column>,
    /// The first row of data, from 0.
    pub first: usize,
    /// Its rows, from the sheet's first.
    pub rows: Vec<Vec<String>>,
}

struct Headings {
    first: usize,
    texts: Vec<String>,
    known: usize,
}

impl List {
    /// Finds headings and recognises columns.
    pub fn new(rows: Vec<Vec<String>>, intake: &Intake) -> List {
        let best = (0..rows.len().min(MOST_ABOVE))
            .flat_map(|at| {
                let one = headings(&rows, at, false, intake);
                let two = headings(&rows, at, true, intake);
                one.into_iter().chain(two)
            })
            // Of two alike the upper one, and the one row before the two.
            .reduce(|best, next| if next.known > best.known { next } else { best });
        let mut headings = match best {
            Some(best) if best.known >= 2 => best,
            _ => {
                let filled = |row: &&Vec<String>| row.iter().filter(|c| !c.is_empty()).count() > 1;
                let at = rows.iter().position(|row| filled(&row)).unwrap_or(0);
                let texts = rows.get(at).cloned().unwrap_or_default();
                let first = (at + 1).min(rows.len());
                Headings {
                    first,
                    texts,
                    known: 0,
                }
            }
        };
        if rows
            .get(headings.first)
            .is_some_and(|row| is_numbering(row))
        {
            headings.first += 1;
        }
        let columns = columns(&rows, &headings, intake);
        List {
            columns,
            first: headings.first,
            rows,
        }
    }

    /// A cell of the data.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cell = self.rows.get(row).and_then(|row| row.get(column));
        cell.map_or("", |cell| cell.trim())
    }

    /// What each column is recognised as.
    pub fn recognised(&self) -> Vec<Option<Name>> {
        self.columns
            .iter()
            .map(|column| column.target.clone())
            .collect()
    }
}

/// The columns of a file as memory knows it: two files with these headings are of one kind.
pub fn columns_key(list: &List) -> Vec<String> {
    list.columns
        .iter()
        .map(|column| heading_key(&column.heading))
        .collect()
}

/// Whether a mapping names anybody: a head or a member.
pub fn mapped(workspace: &Workspace, intake: &Intake, columns: &[Option<Name>]) -> bool {
    columns.iter().flatten().any(|id| {
        let Some(Meaning::Field(field)) = intake.target(id.as_str()).map(|target| &target.meaning)
        else {
            return false;
        };
        let form = workspace.library().newest(field.form.as_str());
        form.is_some_and(|form| {
            [Role::HeadName, Role::PersonName].iter().any(|role| {
                form.field_with_role(*role)
                    .is_some_and(|(_, named)| named.id == field.field)
            })
        })
    })
}

/// `A`, `B`, … `AA`: a column as Excel names it.
pub fn column_letters(at: usize) -> String {
    let mut letters = String::new();
    let mut left = at + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters
}

/// The headings of one row, or of a row and the one below; `None` where the one below is not part of them.
fn headings(rows: &[Vec<String>], at: usize, two: bool, intake: &Intake) -> Option<Headings> {
    let top = rows.get(at)?;
    let (texts, first) = if two {
        let below = rows.get(at + 1)?;
        if below
            .iter()
            .any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
        {
            return None;
        }
        (stacked(top, below), at + 2)
    } else {
        (top.clone(), at + 1)
    };
    let mut seen = BTreeSet::new();
    let known = texts
        .iter()
        .filter_map(|text| intake.of_heading(text))
        .filter(|target| target.meaning == Meaning::Nothing || seen.insert(target.id.clone()))
        .count();
    (known > 0).then_some(Headings {
        first,
        texts,
        known,
    })
}

/// A heading that spans several columns stands over the first of them: it goes with all that have one below.
fn stacked(top: &[String], below: &[String]) -> Vec<String> {
    let mut over = "";
    (0..top.len().max(below.len()))
        .map(|at| {
            let (upper, lower) = (
                top.get(at).map_or("", String::as_str),
                below.get(at).map_or("", String::as_str),
            );
            if !upper.is_empty() {
                over = upper;
            }
            match (upper.is_empty(), lower.is_empty()) {
                (_, true) => {
                    if upper.is_empty() {
                        over = "";
                    }
                    upper.to_owned()
                }
                (_, false) => format!("{over} {lower}").trim().to_owned(),
            }
        })
        .collect()
}

/// `(1) (2) (3)` or `A B 1 2=3+4`: the row of column numbers below the headings.
fn is_numbering(row: &[String]) -> bool {
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
    let number = |cell: &&String| {
        let plain = cell
            .chars()
            .all(|c| c.is_ascii_digit() || "()=+-*/.,".contains(c));
        let letter = cell.chars().count() == 1;
        (plain && cell.chars().filter(char::is_ascii_digit).count() <= 2) || letter
    };
    filled.len() >= 3 && filled.iter().all(number)
}

fn columns(rows: &[Vec<String>], headings: &Headings, intake: &Intake) -> Vec<Column> {
    let sampled: Vec<&Vec<String>> = rows
        .iter()
        .skip(headings.first)
        .take(MOST_SAMPLED)
        .collect();
    let width = sampled.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut seen = BTreeSet::new();
    (0..width.max(headings.texts.len()))
        .filter_map(|at| {
            let heading = headings.texts.get(at).cloned().unwrap_or_default();
            let cells = sampled.iter().filter_map(|row| row.get(at));
            let samples: Vec<String> = cells
                .filter(|cell| !cell.is_empty())
                .take(2)
                .cloned()
                .collect();
            if heading.is_empty() && samples.is_empty() {
                return None;
            }
            let target = intake.of_heading(&heading).filter(|target| {
                // Of two columns for one thing the first counts; the other one is asked about.
                target.meaning == Meaning::Nothing || seen.insert(target.id.clone())
            });
            Some(Column {
                at,
                heading,
                samples,
                target: target.map(|target| target.id.clone()),
            })
        })
        .collect()
}
