//! Figures as other people's sheets show them: with their signs, and in a notation that must first be found out.

use rust_decimal::Decimal;

use super::number;

/// Which of the two signs stands before the decimals; the other one groups thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalSign {
    /// `1.234,5`: as Vietnamese offices write.
    Comma,
    /// `1,234.5`: as sheets set to English write.
    Point,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Nothing: blank, or a dash or dots in place of a figure.
    Nothing,
    /// A number.
    Number {
        /// With a decimal comma; `None` if that is no number.
        comma: Option<Decimal>,
        /// With a decimal point.
        point: Option<Decimal>,
        /// Whether `%` stands behind it.
        percent: bool,
    },
    /// Something else.
    Words,
}

impl Figure {
    /// Reads a cell: `1.234,5`, `(12)` for −12, `15,9 %`.
    pub fn read(text: &str) -> Figure {
        let text = text.trim();
        let dash =
            |c: char| matches!(c, '-' | '–' | '—' | '−' | '.' | '…' | '_') || c.is_whitespace();
        if text.chars().all(dash) {
            return Figure::Nothing;
        }
        let (text, percent) = match text.strip_suffix('%') {
            Some(rest) => (rest.trim_end(), true),
            None => (text, false),
        };
        let inside = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let read = |sign: DecimalSign| match inside {
            Some(inside) if inside.trim_start().starts_with(['-', '−', '+']) => None,
            Some(inside) => number::parse_in(inside, sign).map(|number| -number),
            None => number::parse_in(text, sign),
        };
        match (read(DecimalSign::Comma), read(DecimalSign::Point)) {
            (None, None) => Figure::Words,
            (comma, point) => Figure::Number {
                comma: comma.map(|number| number + Decimal::ZERO),
                point: point.map(|number| number + Decimal::ZERO),
                percent,
            },
        }
    }

    /// The notation that a cell can only be in; `None` where it says nothing about that.
    pub fn notation(self) -> Option<DecimalSign> {
        match self {
            Figure::Number { point: None, .. } => Some(DecimalSign::Comma),
            Figure::Number { comma: None, .. } => Some(DecimalSign::Point),
            _ => None,
        }
    }
}

impl DecimalSign {
    /// The notation that all cells together can only be in; `None` where none says so, or they contradict.
    pub fn of(figures: impl IntoIterator<Item = Figure>) -> Option<DecimalSign> {
        let mut found = None;
        for notation in figures.into_iter().filter_map(Figure::notation) {
            if found.is_some_and(|found| found != notation) {
                return None;
            }
            found = Some(notation);
        }
        found
    }

    /// The other one.
    pub fn other(self) -> DecimalSign {
        match self {
            DecimalSign::Comma => DecimalSign::Point,
            DecimalSign::Point => DecimalSign::Comma,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// text → number with a decimal comma, number with a decimal point.
    const READINGS: &[(&str, Option<&str>, Option<&str>)] = &[
        ("0", Some("0"), Some("0")),
        ("1234", Some("1234"), Some("1234")),
        ("1.234", Some("1234"), Some("1.234")),
        ("1,234", Some("1.234"), Some("1234")),
        ("1.234.567", Some("1234567"), None),
        ("1,234,567", None, Some("1234567")),
        ("1.234.567,5", Some("1234567.5"), None),
        ("1,234,567.5", None, Some("1234567.5")),
        ("12,5", Some("12.5"), None),
        ("12.5", None, Some("12.5")),
        ("0,125", Some("0.125"), None),
        ("0.125", None, Some("0.125")),
        ("1234,567", Some("1234.567"), None),
        ("1 234 567", Some("1234567"), Some("1234567")),
        ("1\u{a0}234,5", Some("1234.5"), None),
        ("(1.234)", Some("-1234"), Some("-1.234")),
        ("(12)", Some("-12"), Some("-12")),
        ("-12,5", Some("-12.5"), None),
        ("−3", Some("-3"), Some("-3")),
        ("(0)", Some("0"), Some("0")),
        ("15,9%", Some("15.9"), None),
        ("15.9 %", None, Some("15.9")),
        ("(3%)", None, None),
        ("(-3)", None, None),
        ("#DIV/0!", None, None),
        ("12 triệu", None, None),
        ("Hộ nghèo", None, None),
        ("1.23.4", None, None),
        ("x", None, None),
    ];

    #[test]
    fn readings() {
        let text = |number: Option<Decimal>| number.map(|number| number.to_string());
        for (cell, comma, point) in READINGS {
            let read = match Figure::read(cell) {
                Figure::Number { comma, point, .. } => (text(comma), text(point)),
                Figure::Words => (None, None),
                Figure::Nothing => panic!("{cell:?} says something"),
            };
            assert_eq!(
                (read.0.as_deref(), read.1.as_deref()),
                (*comma, *point),
                "{cell:?}"
            );
        }
        for blank in ["", " ", "-", "–", " - ", "…", "......", "—", "_ _"] {
            assert_eq!(Figure::read(blank), Figure::Nothing, "{blank:?}");
        }
    }

    #[test]
    fn one_cell_that_can_be_read_only_one_way_tells_the_notation_of_all() {
        for (cells, notation) in [
            (&["1.234", "12,5"][..], Some(DecimalSign::Comma)),
            (&["1,234", "12.5"], Some(DecimalSign::Point)),
            (&["1.234", "1.234.567"], Some(DecimalSign::Comma)),
            (&["1.234", "56"], None),
            (&["1.5", "1,5", "1.234"], None),
            (&["Cộng", "-"], None),
        ] {
            let figures = cells.iter().map(|cell| Figure::read(cell));
            assert_eq!(DecimalSign::of(figures), notation, "{cells:?}");
        }
    }

    proptest! {
        /// What we write is read back with a decimal comma, in parentheses too, whatever its digits and sign.
        #[test]
        fn what_is_written_is_read_back(mantissa in -999_999_999_999_999_999_999i128..=999_999_999_999_999_999_999, digits in 0u32..=6) {
            let number = Decimal::from_i128_with_scale(mantissa, digits);
            let text = number::format(&number, digits);
            let comma = |text: &str| match Figure::read(text) {
                Figure::Number { comma, .. } => comma,
                _ => None,
            };
            prop_assert_eq!(comma(&text), Some(number), "{}", &text);
            prop_assert_eq!(comma(&format!("{text} %")), Some(number));
            if number < Decimal::ZERO {
                let inside = format!("({})", text.trim_start_matches('-'));
                prop_assert_eq!(comma(&inside), Some(number), "{}", inside);
            }
        }

        #[test]
        fn any_text_is_something(text in "\\PC{0,30}|[0-9., ()%-]{0,30}") {
            let _ = Figure::read(&text).notation();
        }
    }
}
