//! Where the cursor of a grid can stand: the paper's rows, the locality's own, and the line that adds one.

use super::Grid;
use crate::form::{Name, Path};

/// What a row of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A row of the paper.
    Row(usize),
    /// A local row, by its position.
    Local(usize),
    /// The line that adds a local row.
    Add,
}

impl Grid {
    /// How many own fields local rows have: columns of the cursor that the paper's rows do not have.
    pub(super) fn own(&self) -> usize {
        self.sheet.form.local().map_or(0, |(_, own)| own)
    }

    /// How many rows are the locality's own; none where the paper takes none.
    pub(super) fn locals(&self) -> Option<usize> {
        let (group, _) = self.sheet.form.local()?;
        Some(self.sheet.answers.rows(group.id.as_str()).len())
    }

    /// Rows and columns that the cursor may go through.
    pub(super) fn size(&self) -> (usize, usize) {
        let form = &self.sheet.form;
        (
            form.rows().len() + self.locals().map_or(0, |locals| locals + 1),
            self.own() + form.columns().len(),
        )
    }

    pub(super) fn spot_at(&self, row: usize) -> Spot {
        match row.checked_sub(self.sheet.form.rows().len()) {
            None => Spot::Row(row),
            Some(local) if local < self.locals().unwrap_or(0) => Spot::Local(local),
            Some(_) => Spot::Add,
        }
    }

    pub(super) fn spot(&self) -> Spot {
        self.spot_at(self.row)
    }

    pub(super) fn path_at(&self, row: usize, column: usize) -> Option<Path> {
        let sheet = &self.sheet;
        sheet.form.grid_path(&sheet.answers, row, column)
    }

    pub(super) fn path(&self) -> Option<Path> {
        self.path_at(self.row, self.column)
    }

    /// Where a path stands on the screen.
    pub(super) fn spot_of(&self, path: &Path) -> Option<(usize, usize)> {
        let form = &self.sheet.form;
        let below = |roster: &Name, row| {
            let rows = self.sheet.answers.rows(roster.as_str());
            let local = rows.iter().position(|other| other == row)?;
            Some(form.rows().len() + local)
        };
        match path {
            Path::Cell { row, column } => {
                let row = form.rows().iter().position(|other| other.id == *row)?;
                let mut columns = form.columns().iter();
                let column = columns.position(|other| other.field.id == *column)?;
                Some((row, self.own() + column))
            }
            Path::Member { roster, row, field } => {
                let (group, _) = form.local()?;
                let mut fields = group.fields.iter();
                let column = fields.position(|other| other.id == *field)?;
                Some((below(roster, row)?, column))
            }
            Path::Row { roster, row } => Some((below(roster, row)?, 0)),
            // That there are too many or too few rows is told where they are added.
            Path::Field(_) if form.local().is_some() => {
                Some((self.size().0.saturating_sub(1), self.own()))
            }
            Path::Field(_) | Path::Whole => None,
        }
    }

    /// Keeps the cursor on the screen after rows went away.
    pub(super) fn stay_inside(&mut self) {
        self.row = self.row.min(self.size().0.saturating_sub(1));
        if !matches!(self.spot(), Spot::Local(_)) {
            self.column = self.column.max(self.own());
        }
    }

    /// Whether nothing can be typed in a cell; the line that adds a row takes the cursor all the same.
    pub(super) fn is_closed(&self, row: usize, column: usize) -> bool {
        if self.spot_at(row) == Spot::Add {
            return false;
        }
        match self.path_at(row, column) {
            Some(Path::Cell { row, column }) => {
                self.sheet.form.is_closed(row.as_str(), column.as_str())
            }
            Some(_) => false,
            None => true,
        }
    }

    /// Whether the cell is simply typed: neither closed nor computed.
    pub(super) fn is_typed(&self, row: usize, column: usize) -> bool {
        !self.is_closed(row, column)
            && self
                .path_at(row, column)
                .is_some_and(|path| !self.sheet.form.is_computed(&path))
    }
}
