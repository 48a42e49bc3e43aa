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

/// Folds text for search: no diacritics, đ → d, lower case. `Hoà` and `hòa` fold alike.
///
/// Ð and ð (Icelandic eth) fold to d too: old official lists use them for Đ, which looks the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c if is_combining_mark(c) => {}
            // Lower-casing may itself bring a mark back (İ), so the marks are dropped once more.
            c => folded.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
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
    words: Vec<String>,
}

impl Query {
    /// Folds what was typed. An empty query fits everything.
    pub fn new(text: &str) -> Self {
        Query {
            words: fold(text).split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How the query fits a name that [`fold`] has already folded; `None` where it does not.
    pub fn fit(&self, folded: &str) -> Option<Fit> {
        let [first, rest @ ..] = self.words.as_slice() else {
            return Some(Fit::Run);
        };
        let words = || folded.split_whitespace();
        if words().eq(self.words.iter().map(String::as_str)) {
            return Some(Fit::Whole);
        }
        if self.fits_run(folded) {
            return Some(Fit::Run);
        }
        let mut left = words();
        if self
            .words
            .iter()
            .all(|typed| left.any(|word| word.starts_with(typed.as_str())))
        {
            return Some(Fit::Words);
        }
        let lone = rest.is_empty() && first.chars().nth(1).is_some();
        (lone && fits_initials(first, folded)).then_some(Fit::Initials)
    }

    fn fits_run(&self, folded: &str) -> bool {
        let mut from = folded.split_whitespace();
        loop {
            let mut words = from.clone();
            let mut typed = self.words.iter().peekable();
            let run = loop {
                let Some(word) = typed.next() else { break true };
                let fits = words.next().is_some_and(|next| match typed.peek() {
                    Some(_) => next == word,
                    None => next.starts_with(word.as_str()),
                });
                if !fits {
                    break false;
                }
            };
            if run {
                return true;
            }
            if from.next().is_none() {
                return false;
            }
        }
    }
}

fn fits_initials(typed: &str, folded: &str) -> bool {
    let initials: String = folded
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .collect();
    initials.contains(typed)
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
            ("tuans", None),
        ] {
            assert_eq!(Query::new(query).fit(&fold(name)), fit, "{query}");
            assert_eq!(matches(query, name), fit.is_some(), "{query}");
        }
        assert!(matches("dda", "Đặng Đình An"));
        assert!(matches("phuong 1", "Phường 10"));
    }
}
