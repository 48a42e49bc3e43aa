//! What is longer than the window and only read: how far down it is seen from.

use crate::tui::command::Command;

/// The first line in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    from: usize,
}

impl Scroll {
    /// How many lines a page key moves by where the window does not tell.
    pub const PAGE: usize = 10;

    /// Moves, to `last` at most and by `page` for a page. `false` if the command is not a movement.
    pub fn command(&mut self, command: Command, last: usize, page: usize) -> bool {
        let from = self.from.min(last);
        self.from = match command {
            Command::MoveUp | Command::PreviousField => from.saturating_sub(1),
            Command::MoveDown | Command::NextField => (from + 1).min(last),
            Command::PageUp => from.saturating_sub(page),
            Command::PageDown => (from + page).min(last),
            _ => return false,
        };
        true
    }

    /// The first line in sight of `len` lines where there is room for `room`: the last page is a full one.
    pub fn from(&self, len: usize, room: usize) -> usize {
        self.from.min(len.saturating_sub(room))
    }
}
