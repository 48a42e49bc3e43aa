//! A grid being filled: row labels and column headings stay, columns scroll.
//!
//! Arrows and Tab leave a cell and keep what was typed in it. Closed cells are passed over and take nothing;
//! what is typed in a computed cell is the number on paper, kept beside the computed one. Rows of the locality's
//! own stand below, with the same columns; their name, unit and the like are typed where labels stand.

mod agree;
mod panel;
mod paste;
mod place;
mod view;

pub use paste::Paste;

use place::Spot;

use super::entry::choose::{Options, replaces, typing};
use super::sheet::Sheet;
use super::{Face, PrintSubject, Screen, pick, say, words};
use crate::form::{Answer, Path};
use crate::record::PhieuId;
use crate::text::Clip;
use crate::tui::burst::Burst;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::lines::Opened;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line};

/// The state of the screen.
#[derive(Debug)]
pub struct Grid {
    sheet: Sheet,
    /// Rows of the paper, then local ones, then the line that adds one.
    row: usize,
    /// Own fields of local rows, then the columns.
    column: usize,
    line: Line,
    touched: bool,
    /// Whether each figure stands beside that of the period before.
    compares: bool,
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
            compares: false,
        };
        grid.column = grid.own();
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
        let answer = self.answer(&path, shared);
        self.touched = false;
        self.line.clear();
        self.sheet.put(path, answer)
    }

    /// What was typed; of a closed list the first option that fits, where nothing fits exactly.
    fn answer(&self, path: &Path, shared: &Shared) -> Option<Answer> {
        let typed = self.line.committed();
        let read = self.sheet.read(shared, path, &typed);
        let options = Options::of(&self.sheet, path, &typed, shared);
        match (&read, options.value(0)) {
            (Some(Answer::Unparsed(_)), Some(value)) => Some(Answer::Given(value)),
            _ => read,
        }
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
            let upright = matches!(command, Command::MoveUp | Command::MoveDown);
            if upright && matches!(self.spot_at(row), Spot::Row(_)) {
                // The paper's own rows have their labels where local rows are named.
                column = column.max(self.own());
            }
            if !self.is_closed(row, column) {
                return Some((row, column));
            }
        }
    }

    /// Begins to type: text is amended, everything else is typed anew.
    fn start_typing(&mut self, adds: bool, shared: &Shared) {
        if self.touched {
            return;
        }
        self.touched = true;
        self.line = match self.path() {
            Some(path) if !replaces(&self.sheet, &path, adds) => {
                Line::new(&self.sheet.typed(shared, &path))
            }
            _ => Line::default(),
        };
    }

    /// Why nothing can be typed here now.
    fn shut(&self, shared: &Shared) -> Option<Vec<Effect>> {
        if let Some(told) = self.sheet.shut_words(shared) {
            return Some(told);
        }
        if self.spot() == Spot::Add {
            return Some(Vec::new());
        }
        self.is_closed(self.row, self.column)
            .then(|| vec![Effect::Tell(say!(shared, "tui-hint-closed"))])
    }

    fn accept(&mut self, shared: &Shared) -> Vec<Effect> {
        let target = match self.spot() {
            Spot::Add => return vec![Effect::Run(Command::AddNew)],
            // A row of one's own is filled from its name to its last figure.
            Spot::Local(_) => self
                .next_typed(true)
                .or_else(|| self.beside(Command::MoveDown)),
            Spot::Row(_) => self
                .beside(Command::MoveDown)
                .or_else(|| self.next_typed(true)),
        };
        match target {
            Some((row, column)) => self.move_to(row, column, shared),
            None => self.keep_typed(shared),
        }
    }

    /// The nearest answer above in the column, of a cell that is typed; none where nothing is typed here.
    fn above(&self) -> Option<Answer> {
        if !self.is_typed(self.row, self.column) {
            return None;
        }
        let typed = |row: &usize| self.is_typed(*row, self.column);
        (0..self.row).rev().filter(typed).find_map(|row| {
            let path = self.path_at(row, self.column)?;
            self.sheet.answers.get(&path).cloned()
        })
    }

    /// Takes the answer from above and goes on down: pressed again, it fills down. What was half typed here is
    /// kept first, so that undo brings it back.
    fn fill_down(&mut self, shared: &Shared) -> Vec<Effect> {
        let (Some(path), Some(answer)) = (self.path(), self.above()) else {
            return Vec::new();
        };
        let mut effects = self.keep_typed(shared);
        effects.extend(self.sheet.put(path, Some(answer)));
        let (rows, _) = self.size();
        let below = (self.row + 1..rows).find(|row| self.is_typed(*row, self.column));
        if let Some(row) = below {
            effects.extend(self.move_to(row, self.column, shared));
        }
        effects
    }

    fn add_row(&mut self, shared: &Shared) -> Vec<Effect> {
        let mut effects = self.keep_typed(shared);
        if let Some((group, _)) = self.sheet.form.local() {
            effects.push(Effect::Ask(Ask::AddRow(self.sheet.id(), group.id.clone())));
        }
        effects
    }

    fn remove_row(&mut self) -> Vec<Effect> {
        let Some(Path::Member { roster, row, .. }) = self.path() else {
            return Vec::new();
        };
        self.touched = false;
        self.line.clear();
        vec![Effect::Ask(Ask::RemoveRow(self.sheet.id(), roster, row))]
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
            Command::Accept => return self.accept(shared),
            Command::AddNew => return self.add_row(shared),
            Command::RemoveRow => return self.remove_row(),
            Command::CopyAnswer => return self.fill_down(shared),
            Command::ShowBefore => {
                self.compares = !self.compares;
                return Vec::new();
            }
            Command::NextField => self.next_typed(true),
            Command::PreviousField => self.next_typed(false),
            Command::PageUp => Some((0, self.column.max(self.own())))
                .filter(|(row, column)| !self.is_closed(*row, *column)),
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
        if let Some(why) = self.shut(shared) {
            return why;
        }
        if matches!(
            key,
            Key::Char(_) | Key::Backspace | Key::Delete | Key::Ctrl('u')
        ) {
            self.start_typing(matches!(key, Key::Char(_)), shared);
        }
        let typing = self
            .path()
            .and_then(|path| typing(&self.sheet, &path, shared));
        self.line.key(key, typing);
        Vec::new()
    }

    fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        let Ok(clip) = Clip::read(text) else {
            return vec![Effect::Tell(paste::too_large(shared))];
        };
        if clip.is_block() && !self.sheet.is_finished() {
            let mut effects = self.keep_typed(shared);
            let at = (self.row, self.column);
            let preview = Paste::new(self.sheet.clone(), text.to_owned(), clip, at, shared);
            effects.push(Effect::Push(Box::new(Screen::Paste(Box::new(preview)))));
            return effects;
        }
        if let Some(why) = self.shut(shared) {
            return why;
        }
        self.start_typing(true, shared);
        self.line.insert(text.trim_matches(['\r', '\n', '\t']));
        Vec::new()
    }

    fn pastes(&self, burst: &Burst) -> bool {
        burst.is_block()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        if !self.sheet.reply(reply) {
            return Vec::new();
        }
        match reply {
            Reply::RowAdded(_, roster, row) => {
                let local = self.sheet.form.local();
                let first = local.and_then(|(group, _)| group.fields.first());
                let path = first.map(|field| Path::Member {
                    roster: roster.clone(),
                    row: *row,
                    field: field.id.clone(),
                });
                if let Some(path) = path {
                    self.go(&path, shared);
                }
            }
            Reply::Changed(_, path) => {
                if let Some(path) = path {
                    self.go(path, shared);
                }
                self.stay_inside();
            }
            _ => {}
        }
        Vec::new()
    }

    fn does_now(&self, command: Command) -> Option<&'static str> {
        self.sheet.does_now(command)
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        match command {
            // A paper that takes no rows of one's own has no key for them.
            Command::AddNew | Command::RemoveRow if self.sheet.form.local().is_none() => {
                return Err(Reason::NotHere);
            }
            Command::RemoveRow if !matches!(self.spot(), Spot::Local(_)) => {
                return Err(Reason::NoRow);
            }
            Command::CopyAnswer if !self.sheet.is_finished() && self.above().is_none() => {
                return Err(Reason::NothingToCopy);
            }
            Command::ShowBefore if self.sheet.before().is_none() => return Err(Reason::NoBefore),
            Command::CopyAnswer if self.sheet.is_finished() => {
                return self.sheet.shut().map_or(Ok(()), Err);
            }
            _ => {}
        }
        self.sheet.available(command, self.path().as_ref())
    }

    fn keep(&mut self, shared: &Shared) -> Vec<Effect> {
        self.keep_typed(shared)
    }

    fn help(&self, shared: &Shared) -> Option<Screen> {
        self.path()
            .map(|path| words::field_help(shared, &self.sheet, &path))
    }

    fn printed(&self, _shared: &Shared) -> Option<PrintSubject> {
        Some(self.sheet.printed())
    }

    fn phieu(&self) -> Option<PhieuId> {
        Some(self.sheet.id())
    }

    fn go(&mut self, path: &Path, _shared: &Shared) {
        if let Some((row, column)) = self.spot_of(path) {
            (self.row, self.column) = (row, column);
            self.line.clear();
            self.touched = false;
        }
    }

    fn has_unsaved(&self) -> bool {
        self.sheet.has_unsaved()
    }
}
