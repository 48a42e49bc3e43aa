//! Normal form, folding, and search without diacritics.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The composed normal form (NFC): what is stored, compared and signed.
pub fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// Folds text for search: no diacritics, đ → d, lower case, one space between words and none at the ends.
/// `Hoà` and `hòa` fold alike.
///
/// Ð and ð (Icelandic eth) fold to d too: old official lists use them for Đ, which looks the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c if is_combining_mark(c) => {}
            // Lower-casing may itself bring a mark back (İ), so the marks are dropped once more.
            c => folded.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// How well a name fits a query, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The whole name.
    Whole,
    /// Words that follow each other, the last perhaps begun only: `van tu` in Nguyễn Văn Tuấn.
    Run,
    /// Beginnings of words in order, others between: `ng tu`.
    Words,
    /// First letters of words that follow each other: `nvt`, `vt`.
    Initials,
}

/// A query folded once, to be held against many folded names.
#[derive(Clone, Debug)]
pub struct Query {
    /// Folded: words with one space between.
    typed: String,
    words: usize,
}

impl Query {
    /// Folds what was typed. An empty query fits everything.
    pub fn new(text: &str) -> Self {
        let typed = fold(text);
        let words = typed.split_whitespace().count();
        Query { typed, words }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// What was typed, folded.
    pub fn text(&self) -> &str {
        &self.typed
    }

    /// How the query fits a name that [`fold`] has already folded; `None` where it does not.
    /// Works on bytes, which is safe (a word's beginning in UTF-8 is its beginning in bytes) and quick:
    /// a key press holds it against every name of a commune.
    pub fn fit(&self, folded: &str) -> Option<Fit> {
        let (typed, name) = (self.typed.as_bytes(), folded.as_bytes());
        if typed.is_empty() {
            return Some(Fit::Run);
        }
        if typed == name {
            return Some(Fit::Whole);
        }
        if beginnings(name).any(|word| word.starts_with(typed)) {
            return Some(Fit::Run);
        }
        if self.words == 1 {
            return (typed.len() > 1 && fits_initials(typed, name)).then_some(Fit::Initials);
        }
        let mut left = beginnings(name);
        typed
            .split(|byte| *byte == b' ')
            .all(|part| left.any(|word| word.starts_with(part)))
            .then_some(Fit::Words)
    }
}

/// The rest of a folded name from the beginning of each of its words.
fn beginnings(name: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    let inner = name.iter().enumerate().filter(|(_, byte)| **byte == b' ');
    std::iter::once(0)
        .chain(inner.map(|(index, _)| index + 1))
        .filter_map(|start| name.get(start..))
}

/// Whether the letters typed begin words that follow each other.
fn fits_initials(typed: &[u8], name: &[u8]) -> bool {
    let mut from = beginnings(name).filter_map(|word| word.first());
    let initials: usize = name.iter().filter(|byte| **byte == b' ').count() + 1;
    (typed.len()..=initials).any(|_| {
        let here = from.clone().take(typed.len()).eq(typed);
        from.next();
        here
    })
}

/// Whether a name fits what was typed: `nvt`, `ng v tu`, `van tuan` and `Tuấn` all find Nguyễn Văn Tuấn.
/// Folds both; for many names fold them once and use [`Query::fit`].
pub fn matches(query: &str, name: &str) -> bool {
    Query::new(query).fit(&fold(name)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("Nguyễn Văn Tuấn", "nguyen van tuan"),
            ("Hoà", "hoa"),
            ("hòa", "hoa"),
            ("ĐẮK NÔNG", "dak nong"),
            ("Ðắk Lắk", "dak lak"),
            ("Hrê, Mnông, Brâu", "hre, mnong, brau"),
            ("thu\u{031B}\u{0309}", "thu"),
            ("İ", "i"),
            (" Lý\t\u{A0}Văn  Mẫu ", "ly van mau"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(fold(&nfc(text)), folded, "{text} composed");
            assert_eq!(
                fold(&text.nfd().collect::<String>()),
                folded,
                "{text} decomposed"
            );
        }
    }

    #[test]
    fn normal_form() {
        assert_eq!(nfc("Thu\u{031B}\u{0309}"), "Thử");
        assert_eq!(nfc("Thử"), "Thử");
    }

    #[test]
    fn searching() {
        let name = "Nguyễn Văn Tuấn";
        for (query, fit) in [
            ("Nguyễn Văn Tuấn", Some(Fit::Whole)),
            ("nguyen  van tuan", Some(Fit::Whole)),
            ("nguyen van t", Some(Fit::Run)),
            ("van tu", Some(Fit::Run)),
            ("TUẤN", Some(Fit::Run)),
            ("", Some(Fit::Run)),
            ("ng v tu", Some(Fit::Words)),
            ("ng tu", Some(Fit::Words)),
            ("nvt", Some(Fit::Initials)),
            ("vt", Some(Fit::Initials)),
            ("tv", None),
            ("tuan van", None),
            ("uan", None),
            ("nvtt", None),
            ("n", Some(Fit::Run)),
            ("x", None),
            ("nguyen tuan van", None),
            ("tuans", None),
        ] {
            assert_eq!(Query::new(query).fit(&fold(name)), fit, "{query}");
            assert_eq!(matches(query, name), fit.is_some(), "{query}");
        }
        assert!(matches("dda", "Đặng Đình An"));
        assert!(matches("phuong 1", "Phường 10"));
    }
}
