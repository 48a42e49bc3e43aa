//! Columns and graphemes.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::printable;

/// Terminal columns that a text takes. Measure what is drawn: pass it through [`super::printable()`] first.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text in at most so many columns; what is cut is marked by a final `…`. Never cuts a letter in half.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('…');
    Cow::Owned(kept)
}

/// How many of a personal number's last digits are shown where the whole number is nobody's business.
const SHOWN_DIGITS: usize = 4;

/// A number as lists show it: it is a person's own, so only its end.
pub fn masked(number: &str) -> String {
    let hidden = graphemes(number).count().saturating_sub(SHOWN_DIGITS);
    let end: String = graphemes(number).skip(hidden).collect();
    if hidden == 0 {
        end
    } else {
        format!("…{end}")
    }
}

/// The letters as people see them, marks included.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// Takes the last letter, marks included, as one Backspace does. `false` if there was none.
pub fn pop_grapheme(text: &mut String) -> bool {
    let Some((start, _)) = text.grapheme_indices(true).next_back() else {
        return false;
    };
    text.truncate(start);
    true
}

/// The text filtered and broken at spaces into lines of at most so many columns.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if columns == 0 {
        return lines;
    }
    for paragraph in text.lines() {
        let shown = printable(paragraph).into_owned();
        let mut line = String::new();
        for word in shown.split_whitespace() {
            let gap = usize::from(!line.is_empty());
            if width(&line) + gap + width(word) <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in graphemes(word) {
                if width(&line) + width(letter) > columns && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(letter);
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        for (text, columns) in [
            ("Họ và tên", 9),
            ("Ho\u{0323} va\u{0300} te\u{0302}n", 9),
            ("漢字", 4),
            ("", 0),
            ("m²", 2),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn truncating() {
        for (text, columns, shown) in [
            ("Nguyễn", 6, "Nguyễn"),
            ("Nguyễn", 5, "Nguy…"),
            ("Nguye\u{0302}\u{0303}n", 6, "Nguye\u{0302}\u{0303}n"),
            ("Nguye\u{0302}\u{0303}nx", 6, "Nguye\u{0302}\u{0303}…"),
            ("漢字漢", 4, "漢…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
            ("", 0, ""),
        ] {
            assert_eq!(truncate(text, columns), shown, "{text} {columns}");
            assert!(width(&truncate(text, columns)) <= columns);
        }
    }

    #[test]
    fn one_backspace_takes_one_letter() {
        let mut text = "Thu\u{031B}\u{0309} ữ".to_owned();
        for left in ["Thu\u{031B}\u{0309} ", "Thu\u{031B}\u{0309}", "Th", "T", ""] {
            assert!(pop_grapheme(&mut text));
            assert_eq!(text, left);
        }
        assert!(!pop_grapheme(&mut text));
        assert_eq!(graphemes("Thu\u{031B}").count(), 3);
    }
}
