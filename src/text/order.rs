//! Vietnamese alphabetical order.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

/// The tailoring is compiled in, so this is never `None` (a test says so); the type of the library's
/// constructor allows failure all the same, and code that cannot panic needs an answer for it.
static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok());

/// Compares two texts in Vietnamese order: An < Ảnh < Ánh < Ăn < Ân, D < Đ. Equal only if the texts are equal.
pub fn collate(a: &str, b: &str) -> Ordering {
    let order = match VIETNAMESE.as_ref() {
        Some(collator) => collator.compare(a, b),
        None => super::fold(a).cmp(&super::fold(b)),
    };
    order.then_with(|| a.cmp(b))
}

/// Compares two persons' names as a class list does: by given name (the last word), then by the
/// family and middle names in order.
pub fn collate_person(a: &str, b: &str) -> Ordering {
    let (a_rest, a_given) = split_given(a);
    let (b_rest, b_given) = split_given(b);
    collate(a_given, b_given)
        .then_with(|| collate(a_rest, b_rest))
        .then_with(|| a.cmp(b))
}

fn split_given(name: &str) -> (&str, &str) {
    let name = name.trim();
    name.rsplit_once(char::is_whitespace)
        .map_or(("", name), |(rest, given)| (rest.trim_end(), given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tailoring_is_there() {
        assert!(VIETNAMESE.is_some());
    }

    #[test]
    fn alphabetical_order() {
        for line in [
            "An Ảnh Ánh Ăn Ân Ba Cư Dung Duyên Đan Đức Em Én Êm Oanh Ông Ơn Uyên Ưng Yến",
            "a à ả ã á ạ ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            let mut sorted = words.clone();
            sorted.reverse();
            sorted.sort_by(|a, b| collate(a, b));
            assert_eq!(sorted, words);
        }
    }

    #[test]
    fn persons_by_given_name() {
        let people = [
            "Trần Văn An",
            "Lê Thị Ánh",
            "Hoàng Ân",
            "Lý Thị Dung",
            "Bế Văn Đức",
            "Vi Văn Đức",
            "Tuấn",
            "Nguyễn Anh Tuấn",
            "Nguyễn Văn Tuấn",
        ];
        let mut sorted = people;
        sorted.reverse();
        sorted.sort_by(|a, b| collate_person(a, b));
        assert_eq!(sorted, people);
    }
}
