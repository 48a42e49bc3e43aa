//! Dates as people write them: `21/3/1987`, or only `1987`.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

/// Years that a paper can speak of: nobody alive was born before, no programme reaches beyond.
const YEARS: RangeInclusive<i32> = 1850..=2199;

/// A full date, or the year where no more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// A calendar date.
    Day(NaiveDate),
    /// A year.
    Year(i32),
}

/// Reads a date typed by hand; day first, year with four digits, because two digits could be two centuries.
///
/// `21/3/1987`, `21-03-1987`, `21.3.1987`, `21 3 1987`, `21031987`, `1987-03-21` (ISO), `1987`.
/// Years from 1850 to 2199.
pub fn parse(text: &str) -> Option<Parsed> {
    let text = text.trim();
    if text.len() > 32 {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).collect();
    match parts.as_slice() {
        [digits] if digits.len() == 8 => {
            let all = number(digits)?;
            day(all % 10_000, all / 10_000 % 100, all / 1_000_000)
        }
        [year] if year.len() == 4 => valid_year(number(year)?).map(Parsed::Year),
        [year, month, day_] if year.len() == 4 && text.contains('-') => {
            day(number(year)?, part(month)?, part(day_)?)
        }
        [day_, month, year] if year.len() == 4 => day(number(year)?, part(month)?, part(day_)?),
        _ => None,
    }
}

/// Writes `21/03/1987` or `1987`.
pub fn format(date: Parsed) -> String {
    match date {
        Parsed::Day(day) => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        Parsed::Year(year) => format!("{year:04}"),
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<Parsed> {
    NaiveDate::from_ymd_opt(valid_year(year)?, month, day).map(Parsed::Day)
}

fn valid_year(year: u32) -> Option<i32> {
    i32::try_from(year).ok().filter(|year| YEARS.contains(year))
}

/// A day or month: one or two digits.
fn part(text: &str) -> Option<u32> {
    number(text).filter(|_| text.len() <= 2)
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reading() {
        for (text, date) in [
            ("21/3/1987", Some("21/03/1987")),
            ("21/03/1987", Some("21/03/1987")),
            ("21-03-1987", Some("21/03/1987")),
            ("21.3.1987", Some("21/03/1987")),
            ("21 3 1987", Some("21/03/1987")),
            ("21031987", Some("21/03/1987")),
            ("1987-03-21", Some("21/03/1987")),
            (" 1987 ", Some("1987")),
            ("29/2/2024", Some("29/02/2024")),
            ("29/2/2023", None),
            ("31/4/2020", None),
            ("1/13/2020", None),
            ("21/3/87", None),
            ("3/1987", None),
            ("1849", None),
            ("2200", None),
            ("1987/03/21", None),
            ("021/3/1987", None),
            ("21/3/1987/1", None),
            ("21//1987", None),
            ("", None),
            ("hôm qua", None),
            ("19870321", None),
            ("+1/1/2020", None),
        ] {
            assert_eq!(parse(text).map(format).as_deref(), date, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(days in 0i64..127_000) {
            let date = NaiveDate::from_ymd_opt(1850, 1, 1).and_then(|day| day.checked_add_signed(chrono::Duration::days(days))).expect("in range");
            prop_assert_eq!(parse(&format(Parsed::Day(date))), Some(Parsed::Day(date)));
            prop_assert_eq!(parse(&date.to_string()), Some(Parsed::Day(date)));
            let year = Parsed::Year(date.year());
            prop_assert_eq!(parse(&format(year)), Some(year));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}|[0-9/. -]{0,12}") {
            if let Some(date) = parse(&text) {
                prop_assert_eq!(parse(&format(date)), Some(date));
            }
        }
    }
}
