//! A list searched by typing.

use super::{Ink, Line, fit, fit_right, window};
use crate::text::{Method, width};
use crate::tui::command::Command;
use crate::tui::event::Key;

/// What is typed to search, and which of the items found is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What is typed.
    pub line: Line,
    /// Which item, from 0, of those found.
    pub at: usize,
}

/// How many items a page key moves by.
const PAGE: usize = 10;

/// A column of a list: its heading, how many columns it takes (0: what is left), and whether figures stand in it.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Columns on the screen; 0 takes what the others leave.
    pub room: usize,
    /// Whether it is set to the right.
    pub figures: bool,
}

impl Column {
    /// A column of text.
    pub fn text(heading: String, room: usize) -> Column {
        Column {
            heading,
            room,
            figures: false,
        }
    }

    /// A column of figures.
    pub fn figures(heading: String, room: usize) -> Column {
        Column {
            heading,
            room,
            figures: true,
        }
    }
}

impl List {
    /// Moves among `len` items. `false` if the command is not a movement.
    pub fn command(&mut self, command: Command, len: usize) -> bool {
        let last = len.saturating_sub(1);
        self.at = match command {
            Command::MoveUp | Command::PreviousField => self.at.saturating_sub(1),
            Command::MoveDown | Command::NextField => (self.at + 1).min(last),
            Command::PageUp => self.at.saturating_sub(PAGE),
            Command::PageDown => (self.at + PAGE).min(last),
            Command::Find => {
                self.line.clear();
                0
            }
            _ => return false,
        };
        true
    }

    /// Takes a key of the search line; what is found changes, so the first is chosen again.
    /// `false` if the text stayed as it was.
    pub fn key(&mut self, key: Key, typing: Option<Method>) -> bool {
        let changed = self.line.key(key, typing);
        if changed {
            self.at = 0;
        }
        changed
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.line.insert(text) {
            self.at = 0;
        }
    }

    /// Draws headings and rows; the chosen one carries `>`. `cell(row, column)` is asked only for rows in sight,
    /// so drawing does not depend on how long the list is.
    pub fn draw(
        &self,
        ink: &mut Ink<'_, '_>,
        columns: &[Column],
        len: usize,
        cell: &dyn Fn(usize, usize) -> String,
    ) {
        let fixed: usize = columns.iter().map(|column| column.room + 1).sum();
        let left = ink.columns().saturating_sub(2 + fixed);
        let shown = |column: &Column, text: &str| {
            let room = if column.room == 0 { left } else { column.room };
            if column.figures {
                fit_right(text, room)
            } else {
                fit(text, room)
            }
        };
        let headings: Vec<String> = columns
            .iter()
            .map(|column| shown(column, &column.heading))
            .collect();
        let headed = usize::from(columns.iter().any(|column| !column.heading.is_empty()));
        if headed == 1 {
            ink.strong(0, 2, &headings.join(" "));
        }
        let room = ink.rows().saturating_sub(headed);
        let first = window(self.at, len, room);
        for (row, index) in (first..len.min(first + room)).enumerate() {
            let chosen = index == self.at;
            let cells: Vec<String> = columns
                .iter()
                .enumerate()
                .map(|(n, column)| shown(column, &cell(index, n)))
                .collect();
            let marker = if chosen { ">" } else { " " };
            ink.put_if(
                chosen,
                row + headed,
                0,
                &fit(&format!("{marker} {}", cells.join(" ")), ink.columns()),
            );
            // Where signs take more room than they should, what stands behind them stays where it is.
            let mut column = 2;
            for (n, cell) in cells.iter().enumerate() {
                let room = (ink.columns() + 1).saturating_sub(column);
                if n > 0 && room > width(cell) {
                    let cell = fit(&format!(" {cell}"), room);
                    ink.put_if(chosen, row + headed, column - 1, &cell);
                }
                column += width(cell) + 1;
            }
        }
    }
}
