//! Keys that came at once: so a console that knows no other way sends what is pasted.

use super::event::Key;

/// Two runs of text at least, and what stands between them: fewer keys are always keys.
const LEAST: usize = 3;

/// Keys of text with Tab or Enter between them that nobody pressed one after another: all of them were there
/// before the first was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burst(Vec<Key>);

impl Burst {
    /// The keys as a burst, or as they were where they are none.
    ///
    /// # Errors
    /// The keys, if there is anything but text, Tab and Enter among them, or no text behind a Tab or Enter.
    pub fn of(keys: Vec<Key>) -> Result<Burst, Vec<Key>> {
        let known = keys.iter().all(|key| is_part(*key));
        match known && keys.len() >= LEAST && is_parted(&keys) {
            true => Ok(Burst(keys)),
            false => Err(keys),
        }
    }

    /// The keys, one after another.
    pub fn keys(self) -> Vec<Key> {
        self.0
    }

    /// The text that these keys are.
    pub fn text(&self) -> String {
        let letter = |key: &Key| match key {
            Key::Char(c) => Some(*c),
            Key::Tab => Some('\t'),
            Key::Enter => Some('\r'),
            // The second half of a line's end.
            Key::Ctrl('j') => Some('\n'),
            _ => None,
        };
        self.0.iter().filter_map(letter).collect()
    }

    /// Whether it must be a block of figures: cells that hold something, one of them a digit, and as many Tabs
    /// and Enters as no hand presses at once.
    pub fn is_block(&self) -> bool {
        let text = self.text().replace("\r\n", "\n");
        let ends = text.chars().filter(|c| is_end(*c)).count();
        let cells = text.split(is_end).filter(|cell| !cell.trim().is_empty());
        let begins = !matches!(self.0.first(), Some(Key::Enter | Key::Ctrl('j')));
        begins && ends >= 2 && cells.count() >= 2 && text.contains(|c: char| c.is_ascii_digit())
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '\t' | '\r' | '\n')
}

/// Whether a key can be part of a burst.
pub fn is_part(key: Key) -> bool {
    matches!(key, Key::Char(_) | Key::Tab | Key::Enter | Key::Ctrl('j'))
}

/// Whether text, then Tab or Enter, or the other way round stand in keys that came at once: then more may follow.
pub fn is_parted(keys: &[Key]) -> bool {
    let text = keys.iter().any(|key| matches!(key, Key::Char(_)));
    let end = keys.iter().any(|key| !matches!(key, Key::Char(_)));
    text && end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        let key = |c| match c {
            '\t' => Key::Tab,
            '\r' => Key::Enter,
            '\n' => Key::Ctrl('j'),
            '<' => Key::Backspace,
            c => Key::Char(c),
        };
        text.chars().map(key).collect()
    }

    #[test]
    fn blocks_and_what_is_typed() {
        let is_block = |text: &str| Burst::of(keys(text)).map(|burst| burst.is_block());
        for block in [
            "84.711\t8.471\t",
            "12\r34\r",
            "12\r\n34\r\n",
            "\t1\t2",
            "1\t\t2",
            "Vốn\t5\r",
        ] {
            assert_eq!(is_block(block), Ok(true), "{block:?}");
        }
        // One cell; nothing behind the first Tab; no digit; a line's end is one end; Enter comes first.
        for typed in ["12\t", "12\r\n", "12\t34", "a\tb\tc", "\r1\r2\r", "1\t\t"] {
            assert_eq!(is_block(typed), Ok(false), "{typed:?}");
        }
        // What an input method sends.
        for typed in ["a<â", "1<\t2\t3", "duoc", "\t\t\t", "1\t"] {
            assert_eq!(is_block(typed), Err(keys(typed)), "{typed:?}");
        }
        let text = "84.711\t8.471\r\n60.389\t6.039\r\n";
        assert_eq!(
            Burst::of(keys(text)).map(|burst| burst.text()),
            Ok(text.to_owned())
        );
    }
}
