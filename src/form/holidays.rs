//! Public holidays by date, and working days counted with them. A year that nobody announced is not known,
//! and whatever is counted through it is not known either.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Evidence;
use super::mistake::{Mistake, MistakeCode};
use super::spec::table::{Reader, Table, parse};
use super::spec::{day, evidence, source};

/// Where the shipped file stands, for its mistakes.
const FILE: &str = "process/holidays.toml";

/// The furthest that working days are counted, in days: about a thousand years.
const MOST_DAYS: u32 = 366_000;

/// One holiday, or a few days of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its name.
    pub title: String,
    /// First day off.
    pub from: NaiveDate,
    /// Last day off.
    pub to: NaiveDate,
    /// Where that comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// The holidays of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Year {
    holidays: Vec<Holiday>,
    off: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays worked in place of a day off.
    worked: BTreeSet<NaiveDate>,
    /// Days of which it is not known whether they are worked.
    doubtful: BTreeSet<NaiveDate>,
}

/// The public holidays of the years that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    years: BTreeMap<i32, Year>,
}

impl Holidays {
    /// Reads the file. What is wrong is told and left out. A year that is not announced stays unknown.
    pub fn parse(text: &str) -> (Holidays, Vec<Mistake>) {
        let reader = Reader::new(FILE, text);
        let tree = parse(&reader, text);
        let top = Table::new(&reader, tree.get_ref(), 0, &["year"]);
        let keys = [
            "year",
            "announced",
            "source",
            "evidence",
            "holiday",
            "swap",
            "doubtful",
        ];
        let mut read = Holidays::default();
        for table in top.tables("year", &keys) {
            let Some((number, year)) = year(&table) else {
                continue;
            };
            if read.years.insert(number, year).is_some() {
                let args = vec![("id", number.to_string()), ("what", "year".to_owned())];
                table.tell(MistakeCode::DuplicateId, table.line, args);
            }
        }
        // What is not announced was read for its mistakes only.
        read.years.retain(|_, year| !year.off.is_empty());
        (read, reader.take())
    }

    /// The holidays of a year; `None` while they are not known.
    pub fn of(&self, year: i32) -> Option<&[Holiday]> {
        self.years.get(&year).map(|year| &*year.holidays)
    }

    /// Whether a day is worked; `None` while that is not known.
    pub fn is_worked(&self, day: NaiveDate) -> Option<bool> {
        let weekend = is_weekend(day);
        let Some(year) = self.years.get(&day.year()) else {
            return weekend.then_some(false);
        };
        if year.doubtful.contains(&day) {
            return None;
        }
        Some(year.worked.contains(&day) || (!weekend && !year.off.contains(&day)))
    }

    /// Working days after `from`, up to and with `to`; zero when `to` is not later. `None` while a day
    /// between them is not known.
    pub fn worked_between(&self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        let first = from.succ_opt().filter(|first| *first <= to);
        let Some(first) = first else { return Some(0) };
        let mut count = weekdays_between(from, to);
        for number in first.year()..=to.year() {
            let ends = [
                NaiveDate::from_ymd_opt(number, 1, 1)?.max(first),
                NaiveDate::from_ymd_opt(number, 12, 31)?.min(to),
            ];
            let Some(year) = self.years.get(&number) else {
                // A weekend is a weekend in any year.
                let weekend = weekdays_between(ends[0].pred_opt()?, ends[1]) == 0;
                if weekend {
                    continue;
                }
                return None;
            };
            let within = |days: &BTreeSet<NaiveDate>| days.range(ends[0]..=ends[1]).count();
            if within(&year.doubtful) > 0 {
                return None;
            }
            let off = year.off.range(ends[0]..=ends[1]);
            let off = off.filter(|day| !is_weekend(**day)).count();
            count += i64::try_from(within(&year.worked)).ok()? - i64::try_from(off).ok()?;
        }
        Some(count)
    }

    /// The `n`-th working day after a day, and whether that is sure. Where holidays are not known every day
    /// from Monday to Friday counts, so that the day told is the earliest that it can be.
    pub fn worked_after(&self, from: NaiveDate, n: u32) -> Option<(NaiveDate, bool)> {
        let (mut day, mut left, mut sure) = (from, n, true);
        for _ in 0..MOST_DAYS {
            if left == 0 {
                return Some((day, sure));
            }
            day = day.checked_add_days(Days::new(1))?;
            let worked = self.is_worked(day);
            sure &= worked.is_some();
            left -= u32::from(worked.unwrap_or(true));
        }
        None
    }
}

/// Mondays to Fridays after `from`, up to and with `to`.
pub(super) fn weekdays_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let days = (to - from).num_days();
    if days <= 0 {
        return 0;
    }
    let (weeks, rest) = (days.div_euclid(7), days.rem_euclid(7));
    let first = i64::from(from.weekday().num_days_from_monday());
    let odd = (1..=rest).filter(|n| (first + n).rem_euclid(7) < 5);
    odd.fold(weeks * 5, |count, _| count + 1)
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn year(table: &Table<'_>) -> Option<(i32, Year)> {
    if !table.has("year") {
        table.missing("year");
    }
    let number = table.whole("year", 2199, MistakeCode::BadNumber)?;
    let number = i32::try_from(number).ok()?;
    let announced = table.yes("announced").unwrap_or(true);
    for key in ["source", "evidence"] {
        if !table.has(key) {
            table.missing(key);
        }
    }
    let (whole_source, whole_evidence) = (source(table)?, evidence(table)?);
    let mut year = Year::default();
    let keys = ["title", "from", "to", "source", "evidence"];
    for entry in table.tables("holiday", &keys) {
        let title = entry.need("title");
        let Some(from) = of_year(&entry, "from", number) else {
            continue;
        };
        let to = match entry.has("to") {
            true => of_year(&entry, "to", number),
            false => Some(from),
        };
        let (Some(title), Some(to)) = (title, to) else {
            continue;
        };
        if to < from {
            let args = vec![("least", from.to_string()), ("most", to.to_string())];
            entry.tell(MistakeCode::RangeOrder, entry.line, args);
            continue;
        }
        year.off
            .extend(from.iter_days().take_while(|day| *day <= to));
        year.holidays.push(Holiday {
            title: title.text,
            from,
            to,
            source: source(&entry).unwrap_or_else(|| whole_source.clone()),
            evidence: evidence(&entry).unwrap_or(whole_evidence),
        });
    }
    for entry in table.tables("swap", &["off", "works"]) {
        year.off.extend(of_year(&entry, "off", number));
        year.worked.extend(of_year(&entry, "works", number));
    }
    for entry in table.tables("doubtful", &["day", "title", "source", "evidence"]) {
        entry.need("title");
        let stated = source(&entry).is_some() & evidence(&entry).is_some();
        if !stated {
            entry.tell(MistakeCode::MissingSource, entry.line, vec![]);
        }
        year.doubtful.extend(of_year(&entry, "day", number));
    }
    match announced {
        true => {
            if year.off.is_empty() {
                table.missing("holiday");
            }
            Some((number, year))
        }
        false => {
            table.idle(&["holiday", "swap", "doubtful"]);
            None
        }
    }
}

/// A day that must lie in the year it stands in.
fn of_year(table: &Table<'_>, key: &str, year: i32) -> Option<NaiveDate> {
    if !table.has(key) {
        table.missing(key);
    }
    let found = day(table, key)?;
    if found.year() == year {
        return Some(found);
    }
    let args = vec![("found", found.to_string())];
    table.tell(MistakeCode::BadDate, table.line, args);
    None
}
