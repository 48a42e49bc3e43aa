//! Drawing into a rectangle that may be smaller than what is drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::Line;
use super::skin::{Part, Skin};
use crate::text::{printable, width};

/// A rectangle to draw in. Everything outside it is clipped; all text passes the printable filter here.
pub struct Ink<'a, 'b> {
    frame: &'a mut Frame<'b>,
    area: Rect,
    skin: Skin,
}

impl<'a, 'b> Ink<'a, 'b> {
    /// Ink for an area of a frame, which it paints empty.
    pub fn new(frame: &'a mut Frame<'b>, area: Rect, skin: Skin) -> Self {
        let area = area.intersection(frame.area());
        frame.buffer_mut().set_style(area, skin.style(Part::Plain));
        Ink { frame, area, skin }
    }

    /// Ink for some rows of this one: `from` rows below the top, at most `rows` high.
    pub fn rows_of(&mut self, from: usize, rows: usize) -> Ink<'_, 'b> {
        let from = u16::try_from(from)
            .unwrap_or(u16::MAX)
            .min(self.area.height);
        let height = u16::try_from(rows)
            .unwrap_or(u16::MAX)
            .min(self.area.height - from);
        let area = Rect {
            y: self.area.y.saturating_add(from),
            height,
            ..self.area
        };
        Ink {
            frame: self.frame,
            area,
            skin: self.skin,
        }
    }

    /// Ink for some columns of this one.
    pub fn columns_of(&mut self, from: usize, columns: usize) -> Ink<'_, 'b> {
        let from = u16::try_from(from).unwrap_or(u16::MAX).min(self.area.width);
        let width = u16::try_from(columns)
            .unwrap_or(u16::MAX)
            .min(self.area.width - from);
        let area = Rect {
            x: self.area.x.saturating_add(from),
            width,
            ..self.area
        };
        Ink {
            frame: self.frame,
            area,
            skin: self.skin,
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        usize::from(self.area.height)
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        usize::from(self.area.width)
    }

    /// Plain text.
    pub fn put(&mut self, row: usize, column: usize, text: &str) {
        self.styled(row, column, text, Part::Plain);
    }

    /// Bold text.
    pub fn strong(&mut self, row: usize, column: usize, text: &str) {
        self.styled(row, column, text, Part::Strong);
    }

    /// Reversed text: what the cursor is on.
    pub fn chosen(&mut self, row: usize, column: usize, text: &str) {
        self.styled(row, column, text, Part::Chosen);
    }

    /// Text that must be looked at; it says so itself, by `!`.
    pub fn warned(&mut self, row: usize, column: usize, text: &str) {
        self.styled(row, column, text, Part::Warned);
    }

    /// Text in one of two looks.
    pub fn put_if(&mut self, chosen: bool, row: usize, column: usize, text: &str) {
        self.styled(
            row,
            column,
            text,
            if chosen { Part::Chosen } else { Part::Plain },
        );
    }

    fn styled(&mut self, row: usize, column: usize, text: &str, part: Part) {
        if row >= self.rows() || column >= self.columns() {
            return;
        }
        let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) else {
            return;
        };
        let room = self.columns() - column;
        let (x, y) = (self.area.x + x, self.area.y + y);
        let (shown, style) = (self.skin.signs(&printable(text)), self.skin.style(part));
        self.frame
            .buffer_mut()
            .set_stringn(x, y, shown, room, style);
    }

    /// A line being typed in so many columns, with the real cursor at its caret; the end near the caret shows.
    pub fn line(&mut self, row: usize, column: usize, room: usize, line: &Line) {
        if row >= self.rows() || column >= self.columns() {
            return;
        }
        let room = room.min(self.columns() - column);
        if room == 0 {
            return;
        }
        // In the signs of the console first: the caret stands behind what is shown.
        let before = self.skin.signs(&printable(line.before()));
        let mut shown = String::new();
        let mut used = 0;
        for letter in crate::text::graphemes(&before).rev() {
            // One column stays for the caret itself.
            if used + width(letter) > room.saturating_sub(1) {
                break;
            }
            used += width(letter);
            shown.insert_str(0, letter);
        }
        let after = self.skin.signs(&printable(line.after()));
        let after = super::fit(&after, room - used);
        self.styled(row, column, &format!("{shown}{after}"), Part::Typed);
        self.caret(row, column + used);
    }

    /// Puts the terminal's own cursor, where input methods show what they compose.
    pub fn caret(&mut self, row: usize, column: usize) {
        if row >= self.rows() || column >= self.columns() {
            return;
        }
        if let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) {
            self.frame.set_cursor_position(Position {
                x: self.area.x + x,
                y: self.area.y + y,
            });
        }
    }
}
