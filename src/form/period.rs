//! Periods of review and reporting.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::PeriodKind;

/// A stage of a five-year programme at which it is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Đầu kỳ.
    Start,
    /// Giữa kỳ.
    Middle,
    /// Cuối kỳ.
    End,
}

/// A period as the papers name it. `Ord` sorts by last day, then by length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Annual: `2026`.
    Year(i32),
    /// Monthly review: `2026-M08`.
    Month(i32, u32),
    /// First (1) or second (2) six months: `2026-H1`.
    Half(i32, u32),
    /// Evaluation of a programme: `2021-2025-GK`.
    Programme(i32, i32, Stage),
    /// Ad hoc, numbered within the year: `2026-DX1`.
    AdHoc(i32, u32),
}

impl Period {
    /// Reads `2026`, `2026-M08`, `2026-H1`, `2021-2025-DK|GK|CK`, `2026-DX1`; nothing else.
    pub fn parse(text: &str) -> Option<Period> {
        let mut parts = text.split('-');
        let year = parts.next().and_then(year)?;
        let second = parts.next();
        let third = parts.next();
        if parts.next().is_some() {
            return None;
        }
        match (second, third) {
            (None, None) => Some(Period::Year(year)),
            (Some(part), None) => {
                if let Some(month) = part
                    .strip_prefix('M')
                    .filter(|m| m.len() == 2)
                    .and_then(number)
                {
                    (1..=12)
                        .contains(&month)
                        .then_some(Period::Month(year, month))
                } else if let Some(half) = part.strip_prefix('H').and_then(number) {
                    (1..=2).contains(&half).then_some(Period::Half(year, half))
                } else {
                    let n = part
                        .strip_prefix("DX")
                        .filter(|n| !n.starts_with('0'))
                        .and_then(number)?;
                    (1..=999).contains(&n).then_some(Period::AdHoc(year, n))
                }
            }
            (Some(last), Some(stage)) => {
                let last = self::year(last).filter(|last| *last > year)?;
                let stage = match stage {
                    "DK" => Stage::Start,
                    "GK" => Stage::Middle,
                    "CK" => Stage::End,
                    _ => return None,
                };
                Some(Period::Programme(year, last, stage))
            }
            (None, Some(_)) => None,
        }
    }

    /// Which kind of period it is.
    pub fn kind(self) -> PeriodKind {
        match self {
            Period::Year(_) => PeriodKind::Year,
            Period::Month(..) => PeriodKind::Month,
            Period::Half(..) => PeriodKind::Half,
            Period::Programme(..) => PeriodKind::Programme,
            Period::AdHoc(..) => PeriodKind::AdHoc,
        }
    }

    /// The year that the period ends in.
    pub fn year(self) -> i32 {
        self.last_day().year()
    }

    /// The first day. An ad hoc period begins with its year, a programme's start, middle and end with theirs.
    pub fn first_day(self) -> NaiveDate {
        let last = self.last_day();
        let month = match self {
            Period::Month(_, month) => month,
            Period::Half(_, 2) => 7,
            _ => 1,
        };
        NaiveDate::from_ymd_opt(last.year(), month, 1).unwrap_or(last)
    }

    /// The last day, at which places are looked up when a Phiếu carries no date.
    /// An ad hoc period ends with its year; a programme's start and middle with their years.
    pub fn last_day(self) -> NaiveDate {
        let (year, month) = match self {
            Period::Year(year) | Period::AdHoc(year, _) => (year, 12),
            Period::Month(year, month) => (year, month),
            Period::Half(year, half) => (year, half * 6),
            Period::Programme(first, _, Stage::Start) => (first, 12),
            Period::Programme(first, last, Stage::Middle) => (first + (last - first) / 2, 12),
            Period::Programme(_, last, Stage::End) => (last, 12),
        };
        let (next_year, next_month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        NaiveDate::from_ymd_opt(next_year, next_month, 1)
            .and_then(|day| day.pred_opt())
            .unwrap_or(NaiveDate::MAX)
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.last_day()
            .cmp(&other.last_day())
            .then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => write!(f, "{year}"),
            Period::Month(year, month) => write!(f, "{year}-M{month:02}"),
            Period::Half(year, half) => write!(f, "{year}-H{half}"),
            Period::Programme(first, last, stage) => {
                let stage = match stage {
                    Stage::Start => "DK",
                    Stage::Middle => "GK",
                    Stage::End => "CK",
                };
                write!(f, "{first}-{last}-{stage}")
            }
            Period::AdHoc(year, n) => write!(f, "{year}-DX{n}"),
        }
    }
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn year(text: &str) -> Option<i32> {
    (text.len() == 4)
        .then(|| number(text))
        .flatten()
        .filter(|year| (1990..=2199).contains(year))
        .and_then(|y| i32::try_from(y).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_spelled_as_they_are_read() {
        for text in [
            "2026",
            "2026-M08",
            "2026-H1",
            "2026-H2",
            "2021-2025-DK",
            "2021-2025-GK",
            "2021-2025-CK",
            "2026-DX1",
        ] {
            assert_eq!(
                Period::parse(text)
                    .map(|period| period.to_string())
                    .as_deref(),
                Some(text)
            );
        }
        for text in [
            "",
            "26",
            "2026-M8",
            "2026-M13",
            "2026-H3",
            "2026-",
            "2026-DX0",
            "2026-DX01",
            "2025-2021-DK",
            "2026-H1-x",
            "２０２６",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn last_days() {
        let last = |text: &str| Period::parse(text).expect(text).last_day().to_string();
        assert_eq!(last("2026"), "2026-12-31");
        assert_eq!(last("2026-M02"), "2026-02-28");
        assert_eq!(last("2025-H1"), "2025-06-30");
        assert_eq!(last("2021-2025-GK"), "2023-12-31");
    }
}
