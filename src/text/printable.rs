//! The one filter between text from outside and a terminal.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// What stands where a character must not reach the terminal.
const REPLACEMENT: char = '\u{FFFD}';
/// Marks that one letter may carry. Decomposed Vietnamese needs two; a thousand would flood a cell.
const MARKS: usize = 8;

/// Text that may be drawn: every character that moves the cursor, hides, reverses or means nothing in
/// public is replaced by a visible `�`. Letters and their combining marks stay.
///
/// Replaced: C0 and C1 controls (tab and newline too), bidi controls, zero-width and invisible
/// characters, line and paragraph separators, variation selectors, tags, private use, noncharacters,
/// and combining marks beyond the eighth of one letter.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7F).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut marks = 0;
    let filtered = text.chars().map(|c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if is_hidden(c) || marks > MARKS {
            REPLACEMENT
        } else {
            c
        }
    });
    let filtered: String = filtered.collect();
    if filtered == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(filtered)
    }
}

fn is_hidden(c: char) -> bool {
    let code = c as u32;
    c.is_control()
        || code & 0xFFFE == 0xFFFE
        || matches!(
            c,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{E000}'..='\u{F8FF}'
                | '\u{FDD0}'..='\u{FDEF}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{10FFFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stay() {
        for text in [
            "Nguyễn Văn Tuấn",
            "thu\u{031B}\u{0309}",
            "1.234,5 m² – 15,9 %",
            "Êđê, M'Nông, Xơ Đăng",
            "漢字",
            "",
        ] {
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn nothing_hidden_reaches_the_terminal() {
        for c in [
            '\0',
            '\x07',
            '\x08',
            '\t',
            '\n',
            '\r',
            '\x1b',
            '\x7f',
            '\u{85}',
            '\u{9b}',
            '\u{ad}',
            '\u{61c}',
            '\u{200b}',
            '\u{200d}',
            '\u{200e}',
            '\u{202e}',
            '\u{2028}',
            '\u{2029}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{e000}',
            '\u{e0041}',
            '\u{f0000}',
            '\u{10ffff}',
            '\u{fffe}',
            '\u{3164}',
        ] {
            assert_eq!(printable(&format!("a{c}b")), "a\u{FFFD}b", "{:?}", c);
        }
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        let shown = printable(&format!("a{}b", "\u{0301}".repeat(1000))).into_owned();
        assert_eq!(shown.chars().filter(|c| *c == '\u{0301}').count(), MARKS);
    }
}
