//! The table of functions: names, argument counts.

use super::{Each, Function};

/// name, function, least and most arguments.
pub(super) const PLAIN: [(&str, Function, usize, usize); 15] = [
    ("sum", Function::Sum, 1, 500),
    ("sum_true", Function::SumTrue, 1, 500),
    ("min", Function::Min, 1, 500),
    ("max", Function::Max, 1, 500),
    ("if", Function::If, 2, 3),
    ("coalesce", Function::Coalesce, 1, 500),
    ("known", Function::Known, 1, 1),
    ("round", Function::Round, 1, 2),
    ("abs", Function::Abs, 1, 1),
    ("year", Function::Year, 1, 1),
    ("age", Function::Age, 2, 2),
    ("len", Function::Len, 1, 1),
    ("days", Function::Days, 2, 2),
    ("weekdays", Function::Weekdays, 2, 2),
    ("after", Function::After, 2, 2),
];

/// name, function, whether it takes `roster.field` rather than `roster`.
pub(super) const OVER_ROWS: [(&str, Each, bool); 7] = [
    ("count", Each::Count, false),
    ("sum", Each::Sum, true),
    ("min", Each::Min, true),
    ("max", Each::Max, true),
    ("any", Each::Any, false),
    ("all", Each::All, false),
    ("first", Each::First, true),
];

/// Functions that ask about a field rather than about its value.
pub(super) const OF_FIELD: [&str; 3] = ["given", "answered", "overridden"];

/// Every function's name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PLAIN
        .iter()
        .map(|(name, ..)| *name)
        .chain(OVER_ROWS.iter().map(|(name, ..)| *name))
        .chain(OF_FIELD)
}

impl Function {
    /// Its name in papers.
    pub(in crate::form) fn word(self) -> &'static str {
        PLAIN
            .iter()
            .find(|(_, function, ..)| *function == self)
            .map_or("", |(name, ..)| name)
    }
}

impl Each {
    /// Its name in papers.
    pub(in crate::form) fn word(self) -> &'static str {
        OVER_ROWS
            .iter()
            .find(|(_, function, _)| *function == self)
            .map_or("", |(name, ..)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::locale::{Language, Words};

    #[test]
    fn every_function_can_be_said() {
        for language in [Language::Vietnamese, Language::English] {
            let words = Words::new(language);
            for name in names().chain(["and", "or", "not", "in", "where"]) {
                let key = format!("why-word-{}", name.replace('_', "-"));
                assert!(words.has(&key), "{key}");
            }
            for given in ["area", "place-kind", "date", "period-year"] {
                assert!(words.has(&format!("why-word-{given}")), "{given}");
            }
        }
    }
}
