//! One line of text being typed.

use crate::text::{self, Method, Word};
use crate::tui::event::Key;

/// The longest line that is taken, in bytes: more than any field of a paper keeps, so that a text which is
/// too long is told by who keeps it and not cut here in silence.
const LONGEST: usize = 8000;

/// A line and its caret. Letters are graphemes: one Backspace takes one, marks included. What an input
/// method sends (letters, Backspaces, letters) is taken strictly in order, composed or not. With a way of
/// typing, the word before the caret is composed as it is typed; moving the caret or pasting ends that word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    before: String,
    after: String,
    /// What is being composed; its letters stand at the end of `before`.
    word: Word,
}

impl Line {
    /// A line with the caret at its end.
    pub fn new(text: &str) -> Line {
        Line {
            before: text.to_owned(),
            after: String::new(),
            word: Word::default(),
        }
    }

    /// What is typed, as typed.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// What is typed, composed (NFC), without spaces at the ends.
    pub fn committed(&self) -> String {
        text::nfc(self.text().trim())
    }

    /// The text before the caret.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// The text after the caret.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.before.clear();
        self.after.clear();
        self.word = Word::default();
    }

    /// Takes a key that edits, composing Vietnamese where a way of typing is given: text, never figures.
    /// `true` if the text changed; the caret alone may have moved otherwise.
    pub fn key(&mut self, key: Key, typing: Option<Method>) -> bool {
        if let (Key::Char(_) | Key::Backspace, Some(method)) = (key, typing) {
            return self.compose(key, method);
        }
        self.word = Word::default();
        match key {
            Key::Char(c) => self.put(&c.to_string()),
            Key::Backspace => text::pop_grapheme(&mut self.before),
            Key::Delete => self.take_after().is_some(),
            Key::Left => {
                let last = text::graphemes(&self.before).next_back().map(str::to_owned);
                if let Some(last) = last {
                    text::pop_grapheme(&mut self.before);
                    self.after.insert_str(0, &last);
                }
                false
            }
            Key::Right => {
                if let Some(first) = self.take_after() {
                    self.before.push_str(&first);
                }
                false
            }
            Key::Home => {
                self.after.insert_str(0, &self.before);
                self.before.clear();
                false
            }
            Key::End => {
                self.before.push_str(&self.after);
                self.after.clear();
                false
            }
            Key::Ctrl('u') => {
                let changed = !self.is_empty();
                self.clear();
                changed
            }
            _ => false,
        }
    }

    fn compose(&mut self, key: Key, method: Method) -> bool {
        let shown = self.word.shown();
        let Some(kept) = self.before.strip_suffix(&shown) else {
            self.word = Word::default();
            return self.key(key, None);
        };
        let taken = match key {
            Key::Char(c) => self.before.len() + 8 < LONGEST && self.word.key(method, c),
            _ => self.word.backspace(),
        };
        if taken {
            self.before = format!("{kept}{}", self.word.shown());
            return true;
        }
        match key {
            Key::Char(c) => {
                self.word.leave(c);
                self.put(&c.to_string())
            }
            _ => text::pop_grapheme(&mut self.before),
        }
    }

    /// Puts text at the caret: line ends and tabs become spaces, other controls are left out.
    /// `true` if anything was put.
    pub fn insert(&mut self, text: &str) -> bool {
        self.word = Word::default();
        self.put(text)
    }

    fn put(&mut self, text: &str) -> bool {
        let mut room = LONGEST.saturating_sub(self.before.len() + self.after.len());
        let mut put = false;
        let mut return_before = false;
        for c in text.chars() {
            let c = match c {
                '\n' if return_before => {
                    return_before = false;
                    continue;
                }
                '\r' => {
                    return_before = true;
                    ' '
                }
                '\n' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
                c if c.is_control() => continue,
                c => c,
            };
            return_before &= c == ' ';
            let Some(left) = room.checked_sub(c.len_utf8()) else {
                break;
            };
            room = left;
            self.before.push(c);
            put = true;
        }
        put
    }

    fn take_after(&mut self) -> Option<String> {
        let first = text::graphemes(&self.after).next()?.to_owned();
        self.after.drain(..first.len());
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(c: char) -> Key {
        match c {
            '\u{8}' | '\u{7f}' => Key::Backspace,
            '<' => Key::Left,
            '>' => Key::Right,
            '^' => Key::Home,
            '$' => Key::End,
            '!' => Key::Delete,
            c => Key::Char(c),
        }
    }

    fn typed(keys: &str) -> Line {
        let mut line = Line::default();
        for c in keys.chars() {
            line.key(key_of(c), None);
        }
        line
    }

    #[test]
    fn as_an_input_method_types() {
        for (keys, text) in [
            ("Thu\u{8}ư\u{8}ử", "Thử"),
            ("Thu\u{7f}ư\u{7f}ử", "Thử"),
            ("Thu\u{31b}\u{309}", "Thử"),
            ("Thu\u{31b}\u{309}\u{8}", "Th"),
            ("Nguyễn<<\u{8}<^L$!n", "LNguễnn"),
            ("ab<!<>c", "ac"),
            ("\u{8}\u{8}", ""),
        ] {
            assert_eq!(typed(keys).committed(), text, "{keys:?}");
        }
    }

    #[test]
    fn composing() {
        for (keys, text) in [
            ("Lys Vawn Thuwr", "Lý Văn Thử"),
            ("Nguyeen^Lys $x", "Lý Nguyênx"),
            ("Hoa<ngf>", "Hongfa"),
            ("Nguy<eenx>", "Nguễny"),
            ("Nguyenxe\u{8}\u{8}eenx", "Nguyễn"),
            // An input method that composes at the same time: as it wants.
            ("Thu\u{8}ư\u{8}ử ba\u{8}á\u{8}as", "Thử bas"),
            ("3 as", "3 á"),
        ] {
            let mut line = Line::default();
            for c in keys.chars() {
                line.key(key_of(c), Some(Method::Telex));
            }
            assert_eq!(line.committed(), text, "{keys:?}");
        }
        let mut line = Line::new("Thử");
        line.insert("Ho\u{e0}");
        line.key(Key::Char('s'), Some(Method::Telex));
        assert_eq!(line.text(), "ThửHoàs");
    }

    #[test]
    fn pasting() {
        let mut line = Line::new("x");
        line.insert("Lý\tVăn\r\nThử\u{1b}[31m\u{0}");
        assert_eq!(line.text(), "xLý Văn Thử[31m");
        let mut line = Line::default();
        line.insert(&"ả".repeat(5000));
        assert_eq!(line.text().len(), LONGEST / 3 * 3);
        // Marks without end on one letter are bounded too.
        let mut line = Line::new("a");
        for _ in 0..LONGEST {
            line.key(Key::Char('\u{301}'), None);
        }
        assert!(line.text().len() <= LONGEST);
    }
}
