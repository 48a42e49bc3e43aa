//! Paths spelled and resolved, and what stands at them.

use super::compiled::{At, Form};
use super::{Answers, Field, Name, Path, RowId};

/// Why a spelled path names no place of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// The paper has no such field, roster, row or column; the nearest spelling, if one is near.
    Unknown {
        /// What was spelled.
        path: String,
        /// The nearest, or empty.
        nearest: String,
    },
    /// A roster row one past the end: it can be added.
    NewRow {
        /// The roster.
        roster: Name,
        /// The position it would get, from 1.
        position: u32,
    },
    /// A roster row further past the end.
    NoRow {
        /// The roster.
        roster: Name,
        /// The position spelled.
        position: u32,
        /// How many rows there are.
        rows: usize,
    },
}

impl PathError {
    /// The stable code; words stand in `locales/`.
    pub fn code(&self) -> &'static str {
        match self {
            PathError::Unknown { .. } => "unknown-path",
            PathError::NewRow { .. } => "new-row",
            PathError::NoRow { .. } => "no-row",
        }
    }
}

impl Form {
    /// Resolves `field`, `roster/3/field`, `row/column`. A row one past the end is [`PathError::NewRow`].
    pub fn path(&self, answers: &Answers, text: &str) -> Result<Path, PathError> {
        let unknown = || {
            let last = text.rsplit('/').next().unwrap_or(text);
            let fields = self
                .groups
                .iter()
                .flat_map(|group| &group.fields)
                .chain(self.columns.iter().map(|column| &column.field));
            let nearest = super::mistake::nearest(last, fields.map(|field| field.id.as_str()));
            PathError::Unknown {
                path: text.to_owned(),
                nearest,
            }
        };
        let parts: Vec<&str> = text.split('/').collect();
        match parts.as_slice() {
            [field] => match self.fields.get(*field) {
                Some(_) => Ok(Path::Field(Name::new(field))),
                None => Err(unknown()),
            },
            [row, column] => match self.cell(row, column) {
                Some(_) => Ok(Path::Cell {
                    row: Name::new(row),
                    column: Name::new(column),
                }),
                None => Err(unknown()),
            },
            [roster, position, field] => {
                let group = self
                    .groups
                    .iter()
                    .find(|group| group.roster && group.id.as_str() == *roster)
                    .ok_or_else(unknown)?;
                let field = group
                    .fields
                    .iter()
                    .find(|other| other.id.as_str() == *field)
                    .ok_or_else(unknown)?;
                let position: u32 = position
                    .parse()
                    .ok()
                    .filter(|n: &u32| *n > 0 && !position.starts_with('+'))
                    .ok_or_else(unknown)?;
                let rows = answers.rows(roster);
                let index = usize::try_from(position - 1).unwrap_or(usize::MAX);
                match rows.get(index) {
                    Some(row) => Ok(Path::Member {
                        roster: group.id.clone(),
                        row: *row,
                        field: field.id.clone(),
                    }),
                    None if index == rows.len() => Err(PathError::NewRow {
                        roster: group.id.clone(),
                        position,
                    }),
                    None => Err(PathError::NoRow {
                        roster: group.id.clone(),
                        position,
                        rows: rows.len(),
                    }),
                }
            }
            _ => Err(unknown()),
        }
    }

    /// Every place that can be answered, in paper order; roster fields row by row, a grid's local rows last.
    pub fn all_paths(&self, answers: &Answers) -> Vec<Path> {
        let mut paths = Vec::new();
        for row in &self.rows {
            paths.extend(self.columns.iter().map(|column| Path::Cell {
                row: row.id.clone(),
                column: column.field.id.clone(),
            }));
        }
        for group in &self.groups {
            if group.roster {
                for row in answers.rows(group.id.as_str()) {
                    paths.extend(self.member_paths(&group.fields, &group.id, *row));
                }
            } else {
                paths.extend(
                    group
                        .fields
                        .iter()
                        .map(|field| Path::Field(field.id.clone())),
                );
            }
        }
        paths
    }

    fn member_paths<'a>(
        &self,
        fields: &'a [Field],
        roster: &'a Name,
        row: RowId,
    ) -> impl Iterator<Item = Path> + use<'a> {
        fields.iter().map(move |field| Path::Member {
            roster: roster.clone(),
            row,
            field: field.id.clone(),
        })
    }

    /// The field that a path names; a cell's field is its column, as its row has it.
    pub fn field_at(&self, path: &Path) -> Option<&Field> {
        self.node_at(path)
            .and_then(|n| self.node(n))
            .and_then(|node| self.field_of(node))
    }

    pub(super) fn node_at(&self, path: &Path) -> Option<u32> {
        match path {
            Path::Field(field) => self.fields.get(field).copied(),
            Path::Member { roster, field, .. } => {
                let roster = self.rosters.iter().find(|other| other.name == *roster)?;
                roster
                    .nodes
                    .clone()
                    .find(|n| self.node(*n).is_some_and(|node| node.name == *field))
            }
            Path::Cell { row, column } => self.cell(row.as_str(), column.as_str()),
            Path::Row { .. } | Path::Whole => None,
        }
    }

    /// Whether a path's value is computed, so that an answer there is a control value.
    /// In a grid a row's formula makes cells of typed columns computed.
    pub fn is_computed(&self, path: &Path) -> bool {
        self.node_at(path)
            .and_then(|n| self.node(n))
            .is_some_and(|node| !node.formulas.is_empty())
    }

    /// The formulas of a path as people read them, the first being the one that gives the value if it can.
    pub fn formulas_at(&self, path: &Path) -> Vec<&str> {
        let node = self.node_at(path).and_then(|n| self.node(n));
        node.map(|node| {
            node.formulas
                .iter()
                .map(|formula| formula.text.as_str())
                .collect()
        })
        .unwrap_or_default()
    }

    /// Whether a roster's row or a grid's cell can be typed in at all.
    pub fn is_open(&self, path: &Path) -> bool {
        self.node_at(path)
            .and_then(|n| self.node(n))
            .is_some_and(|node| !node.closed || !matches!(node.at, At::Cell { .. }))
    }
}
