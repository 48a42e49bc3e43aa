//! A grid being filled: row labels and column headings stay, columns scroll.
//!
//! Arrows and Tab leave a cell and keep what was typed in it. Closed cells are passed over and take nothing;
//! what is typed in a computed cell is the number on paper, kept beside the computed one.

mod view;

use super::sheet::Sheet;
use super::{Face, Screen, pick, say, words};
use crate::form::Path;
use crate::record::PhieuId;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::Effect;
use crate::tui::event::Key;
use crate::tui::lines::Opened;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line};

/// The state of the screen.
#[derive(Debug)]
pub struct Grid {
    sheet: Sheet,
    row: usize,
    column: usize,
    line: Line,
    touched: bool,
}

impl Grid {
    /// The screen at the first cell that is typed.
    pub(super) fn new(opened: Opened) -> Grid {
        let sheet = Sheet::new(opened);
        let mut grid = Grid {
            sheet,
            row: 0,
            column: 0,
            line: Line::default(),
            touched: false,
        };
        let (rows, columns) = grid.size();
        let first = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        if let Some((row, column)) = first
            .into_iter()
            .find(|(row, column)| grid.is_typed(*row, *column))
        {
            (grid.row, grid.column) = (row, column);
        }
        grid
    }

    fn size(&self) -> (usize, usize) {
        (
            self.sheet.form.rows().len(),
            self.sheet.form.columns().len(),
        )
    }

    fn path_at(&self, row: usize, column: usize) -> Option<Path> {
        let row = self.sheet.form.rows().get(row)?.id.clone();
        let column = self.sheet.form.columns().get(column)?.field.id.clone();
        Some(Path::Cell { row, column })
    }

    fn path(&self) -> Option<Path> {
        self.path_at(self.row, self.column)
    }

    fn is_closed(&self, row: usize, column: usize) -> bool {
        match self.path_at(row, column) {
            Some(Path::Cell { row, column }) => {
                self.sheet.form.is_closed(row.as_str(), column.as_str())
            }
            _ => true,
        }
    }

    /// Whether the cell is simply typed: neither closed nor computed.
    fn is_typed(&self, row: usize, column: usize) -> bool {
        !self.is_closed(row, column)
            && self
                .path_at(row, column)
                .is_some_and(|path| !self.sheet.form.is_computed(&path))
    }

    fn move_to(&mut self, row: usize, column: usize, shared: &Shared) -> Vec<Effect> {
        let effects = self.keep_typed(shared);
        (self.row, self.column) = (row, column);
        self.line.clear();
        self.touched = false;
        effects
    }

    fn keep_typed(&mut self, shared: &Shared) -> Vec<Effect> {
        if !self.touched {
            return Vec::new();
        }
        let Some(path) = self.path() else {
            return Vec::new();
        };
        let answer = self.sheet.read(shared, &path, &self.line.committed());
        self.touched = false;
        self.line.clear();
        self.sheet.put(path, answer)
    }

    /// The cell behind or before this one that is typed, row after row.
    fn next_typed(&self, forward: bool) -> Option<(usize, usize)> {
        let (_, columns) = self.size();
        let cells = self.size().0 * columns;
        let here = self.row * columns + self.column;
        let spot = |index: usize| (index / columns.max(1), index % columns.max(1));
        let typed = |index: &usize| {
            let (row, column) = spot(*index);
            self.is_typed(row, column)
        };
        let found = if forward {
            (here + 1..cells).find(typed)
        } else {
            (0..here).rev().find(typed)
        };
        found.map(spot)
    }

    /// The next cell in a direction that is not closed.
    fn beside(&self, command: Command) -> Option<(usize, usize)> {
        let (rows, columns) = self.size();
        let (mut row, mut column) = (self.row, self.column);
        loop {
            match command {
                Command::MoveUp => row = row.checked_sub(1)?,
                Command::MoveDown => row += 1,
                Command::MoveLeft => column = column.checked_sub(1)?,
                _ => column += 1,
            }
            if row >= rows || column >= columns {
                return None;
            }
            if !self.is_closed(row, column) {
                return Some((row, column));
            }
        }
    }

    fn start_typing(&mut self) {
        if !self.touched {
            self.line.clear();
            self.touched = true;
        }
    }
}

impl Face for Grid {
    fn title(&self, shared: &Shared) -> String {
        self.sheet.title(shared)
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Paper, Layer::Grid]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        view::draw(self, shared, ink);
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let target = match command {
            Command::MoveUp | Command::MoveDown | Command::MoveLeft | Command::MoveRight => {
                self.beside(command)
            }
            Command::Accept => self
                .beside(Command::MoveDown)
                .or_else(|| self.next_typed(true)),
            Command::NextField => self.next_typed(true),
            Command::PreviousField => self.next_typed(false),
            Command::PageUp => {
                Some((0, self.column)).filter(|(row, column)| !self.is_closed(*row, *column))
            }
            Command::PageDown => Some((self.size().0.saturating_sub(1), self.column))
                .filter(|(row, column)| !self.is_closed(*row, *column)),
            Command::NextProblem => {
                let mut effects = self.keep_typed(shared);
                match self.sheet.next_problem(self.path().as_ref()) {
                    Some(path) => self.go(&path, shared),
                    None => effects.push(Effect::Run(Command::ListProblems)),
                }
                return effects;
            }
            Command::Find => {
                return vec![Effect::Push(Box::new(pick::fields(shared, &self.sheet)))];
            }
            command => {
                let mut effects = self.keep_typed(shared);
                let at = self.path();
                effects.extend(self.sheet.command(command, at.as_ref(), shared));
                return effects;
            }
        };
        match target {
            Some((row, column)) => self.move_to(row, column, shared),
            None => self.keep_typed(shared),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        if !matches!(
            key,
            Key::Char(_) | Key::Backspace | Key::Delete | Key::Home | Key::End | Key::Ctrl('u')
        ) {
            return Vec::new();
        }
        if self.sheet.is_finished() {
            return vec![Effect::Tell(say!(shared, "tui-reason-finished"))];
        }
        if self.is_closed(self.row, self.column) {
            return vec![Effect::Tell(say!(shared, "tui-hint-closed"))];
        }
        if matches!(
            key,
            Key::Char(_) | Key::Backspace | Key::Delete | Key::Ctrl('u')
        ) {
            self.start_typing();
        }
        self.line.key(key);
        Vec::new()
    }

    fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        if self.sheet.is_finished() {
            return vec![Effect::Tell(say!(shared, "tui-reason-finished"))];
        }
        if self.is_closed(self.row, self.column) {
            return vec![Effect::Tell(say!(shared, "tui-hint-closed"))];
        }
        self.start_typing();
        self.line.insert(text);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        if self.sheet.reply(reply)
            && let Reply::Changed(_, Some(path)) = reply
        {
            self.go(path, shared);
        }
        Vec::new()
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        self.sheet.available(command, self.path().as_ref())
    }

    fn keep(&mut self, shared: &Shared) -> Vec<Effect> {
        self.keep_typed(shared)
    }

    fn help(&self, shared: &Shared) -> Option<Screen> {
        self.path()
            .map(|path| words::field_help(shared, &self.sheet, &path))
    }

    fn phieu(&self) -> Option<PhieuId> {
        Some(self.sheet.id())
    }

    fn go(&mut self, path: &Path, _shared: &Shared) {
        let Path::Cell { row, column } = path else {
            return;
        };
        let row = self
            .sheet
            .form
            .rows()
            .iter()
            .position(|other| other.id == *row);
        let column = self
            .sheet
            .form
            .columns()
            .iter()
            .position(|other| other.field.id == *column);
        if let (Some(row), Some(column)) = (row, column) {
            (self.row, self.column) = (row, column);
            self.line.clear();
            self.touched = false;
        }
    }

    fn has_unsaved(&self) -> bool {
        self.sheet.has_unsaved()
    }
}
