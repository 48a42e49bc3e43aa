//! The answers of one paper and the paths that name them.

use std::collections::BTreeMap;
use std::fmt;

use super::{Answer, Name};

/// A roster row's identity: the id of the edit that added it, or of a dry run's position.
/// Positions move, identities do not; people see positions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub [u8; 32]);

impl RowId {
    /// The identity of the `n`-th row of answers that no journal holds.
    pub fn of_position(n: u32) -> RowId {
        let mut bytes = [0; 32];
        for (slot, byte) in bytes.iter_mut().zip(n.to_be_bytes()) {
            *slot = byte;
        }
        RowId(bytes)
    }
}

impl fmt::Debug for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.iter().take(4) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("…")
    }
}

/// Where an answer stands in a paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// A field outside any roster: `field`.
    Field(Name),
    /// A field of a roster row: `roster/3/field`.
    Member {
        /// The roster group.
        roster: Name,
        /// Which row.
        row: RowId,
        /// The field.
        field: Name,
    },
    /// A cell of a grid: `row/column`.
    Cell {
        /// The grid's row.
        row: Name,
        /// The grid's column.
        column: Name,
    },
    /// A whole roster row, where a problem concerns the row: `roster/3`.
    Row {
        /// The roster group.
        roster: Name,
        /// Which row.
        row: RowId,
    },
    /// The paper as a whole, where a problem belongs to no field. Spelled as the empty string.
    Whole,
}

/// What people have said in one paper: answers by path, roster rows in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    given: BTreeMap<Path, Answer>,
    rows: BTreeMap<Name, Vec<RowId>>,
}

impl Answers {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer at a path, if there is one.
    pub fn get(&self, path: &Path) -> Option<&Answer> {
        self.given.get(path)
    }

    /// Puts an answer, or clears it with `None`. Rows must exist before their fields.
    pub fn set(&mut self, path: Path, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.given.insert(path, answer),
            None => self.given.remove(&path),
        };
    }

    /// The rows of a roster, in order; empty for a roster nobody added to.
    pub fn rows(&self, roster: &str) -> &[RowId] {
        self.rows.get(roster).map_or(&[], Vec::as_slice)
    }

    /// Adds a row at the end of a roster.
    pub fn push_row(&mut self, roster: &Name, row: RowId) {
        self.rows.entry(roster.clone()).or_default().push(row);
    }

    /// Takes a row and all its answers away.
    pub fn remove_row(&mut self, roster: &Name, row: RowId) {
        if let Some(rows) = self.rows.get_mut(roster) {
            rows.retain(|other| *other != row);
        }
        self.given.retain(|path, _| !matches!(path, Path::Member { roster: r, row: id, .. } if r == roster && *id == row));
    }

    /// Every answer with its path, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Answer)> {
        self.given.iter()
    }

    /// Every roster that has had a row.
    pub fn rosters(&self) -> impl Iterator<Item = (&Name, &[RowId])> {
        self.rows.iter().map(|(name, rows)| (name, rows.as_slice()))
    }

    /// Spells a path for people and scripts: `field`, `roster/3/field`, `row/column`.
    /// A row that is gone is spelled with `?` for its position.
    pub fn spell(&self, path: &Path) -> String {
        let position = |roster: &Name, row: &RowId| {
            self.rows(roster.as_str())
                .iter()
                .position(|other| other == row)
                .map_or_else(|| "?".to_owned(), |index| (index + 1).to_string())
        };
        match path {
            Path::Field(field) => field.to_string(),
            Path::Member { roster, row, field } => {
                format!("{roster}/{}/{field}", position(roster, row))
            }
            Path::Cell { row, column } => format!("{row}/{column}"),
            Path::Row { roster, row } => format!("{roster}/{}", position(roster, row)),
            Path::Whole => String::new(),
        }
    }
}
