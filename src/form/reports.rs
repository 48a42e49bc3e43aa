//! Which papers go with which report, and who collects and who aggregates each: defaults that a locality changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::mistake::{Mistake, MistakeCode, nearest};
use super::spec::table::{Located, Reader, Table, parse};
use super::spec::{evidence, source};
use super::{Evidence, Period};
use crate::place::Level;

/// Where the shipped file stands, for its mistakes.
const FILE: &str = "process/reports.toml";

/// A report of the Programme and the papers that are attached to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// For which periods it is made, as people say it.
    pub when: String,
    /// Ids of the papers attached.
    pub papers: Vec<String>,
    /// Where that comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// What an office does with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Gathers the figures and fills the paper.
    Collects,
    /// Adds up the papers of others.
    Aggregates,
}

impl Work {
    /// Both with their words in the file.
    pub const ALL: [(Work, &'static str); 2] = [
        (Work::Collects, "collects"),
        (Work::Aggregates, "aggregates"),
    ];
}

/// Who collects or aggregates papers at one level, where the locality says nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Ids of the papers.
    pub papers: Vec<String>,
    /// What is done.
    pub work: Work,
    /// At which level.
    pub level: Level,
    /// The office, as the source names it.
    pub who: String,
    /// What limits it, if anything.
    pub note: Option<String>,
    /// Where that comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// A day by which results are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What is reported.
    pub title: String,
    /// For annual periods: month and day.
    pub on: Option<(u32, u32)>,
    /// For monthly periods: the day of the month after.
    pub day: Option<u32>,
    /// Where that comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

impl Due {
    /// The day for a period, if it has one.
    pub fn of(&self, period: Period) -> Option<NaiveDate> {
        match (period, self.on, self.day) {
            (Period::Year(year), Some((month, day)), _) => {
                NaiveDate::from_ymd_opt(year, month, day)
            }
            (Period::Month(..), _, Some(day)) => {
                let first = period.last_day().succ_opt()?;
                first.checked_add_days(chrono::Days::new(day.saturating_sub(1).into()))
            }
            _ => None,
        }
    }
}

/// All reports and duties, in the file's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    reports: Vec<Report>,
    duties: Vec<Duty>,
    dues: Vec<Due>,
}

impl Reports {
    /// Reads the file. What is wrong is told and left out; a paper must be one of `papers`.
    pub fn parse<'a>(
        text: &str,
        papers: impl IntoIterator<Item = &'a str>,
    ) -> (Reports, Vec<Mistake>) {
        let papers: BTreeSet<&str> = papers.into_iter().collect();
        let reader = Reader::new(FILE, text);
        let tree = parse(&reader, text);
        let top = Table::new(&reader, tree.get_ref(), 0, &["report", "duty", "due"]);
        let keys = ["id", "title", "when", "papers", "source", "evidence"];
        let mut read = Reports::default();
        for table in top.tables("report", &keys) {
            let report = report(&table, &papers);
            let twice = |report: &Report| read.reports.iter().any(|other| other.id == report.id);
            match report {
                Some(report) if twice(&report) => {
                    let args = vec![("id", report.id), ("what", "report".to_owned())];
                    table.tell(MistakeCode::DuplicateId, table.line, args);
                }
                report => read.reports.extend(report),
            }
        }
        let keys = [
            "papers", "does", "level", "who", "note", "source", "evidence",
        ];
        for table in top.tables("duty", &keys) {
            read.duties.extend(duty(&table, &papers));
        }
        for table in top.tables("due", &["title", "on", "day", "source", "evidence"]) {
            read.dues.extend(due(&table));
        }
        (read, reader.take())
    }

    /// The reports that a paper goes with.
    pub fn of<'a>(&'a self, paper: &'a str) -> impl Iterator<Item = &'a Report> {
        self.reports
            .iter()
            .filter(move |report| report.papers.iter().any(|other| other == paper))
    }

    /// Who does one kind of work on a paper.
    pub fn who<'a>(&'a self, paper: &'a str, work: Work) -> impl Iterator<Item = &'a Duty> {
        self.duties
            .iter()
            .filter(move |duty| duty.work == work)
            .filter(move |duty| duty.papers.iter().any(|other| other == paper))
    }

    /// The days by which results of a period are reported, in order.
    pub fn due(&self, period: Period) -> Vec<(NaiveDate, &Due)> {
        let all = self.dues.iter();
        let mut days: Vec<(NaiveDate, &Due)> =
            all.filter_map(|due| Some((due.of(period)?, due))).collect();
        days.sort_by_key(|(day, _)| *day);
        days
    }

    /// Every report.
    pub fn list(&self) -> &[Report] {
        &self.reports
    }
}

fn report(table: &Table<'_>, known: &BTreeSet<&str>) -> Option<Report> {
    let (id, title, when) = (table.need("id"), table.need("title"), table.need("when"));
    let papers = papers(table, known);
    let (source, evidence) = origin(table);
    Some(Report {
        id: id?.text,
        title: title?.text,
        when: when?.text,
        papers,
        source,
        evidence: evidence?,
    })
}

fn duty(table: &Table<'_>, known: &BTreeSet<&str>) -> Option<Duty> {
    let work = one_of(table, "does", &Work::ALL);
    let level = one_of(table, "level", &Level::ALL);
    let who = table.need("who");
    let papers = papers(table, known);
    let (source, evidence) = origin(table);
    Some(Duty {
        papers,
        work: work?,
        level: level?,
        who: who?.text,
        note: table.text("note").map(|note| note.text),
        source,
        evidence: evidence?,
    })
}

fn due(table: &Table<'_>) -> Option<Due> {
    let title = table.need("title");
    let (source, evidence) = origin(table);
    let day = table.whole("day", 28, MistakeCode::BadDate);
    let on = match table.has("on") {
        true => {
            let on = super::spec::day(table, "on")?;
            Some((chrono::Datelike::month(&on), chrono::Datelike::day(&on)))
        }
        false => None,
    };
    if on.is_none() && day.is_none() {
        table.missing("on");
        return None;
    }
    Some(Due {
        title: title?.text,
        on,
        day,
        source,
        evidence: evidence?,
    })
}

/// Nothing stands above these statements: each says itself where it comes from.
fn origin(table: &Table<'_>) -> (String, Option<Evidence>) {
    if !table.has("source") {
        table.tell(MistakeCode::MissingSource, table.line, vec![]);
    }
    if !table.has("evidence") {
        table.missing("evidence");
    }
    (source(table).unwrap_or_default(), evidence(table))
}

fn papers(table: &Table<'_>, known: &BTreeSet<&str>) -> Vec<String> {
    if !table.has("papers") {
        table.missing("papers");
    }
    let mut papers = Vec::new();
    for Located { text, line } in table.texts("papers") {
        if known.contains(text.as_str()) {
            papers.push(text);
        } else {
            let near = nearest(&text, known.iter().copied());
            let args = vec![("form", text), ("nearest", near)];
            table.tell(MistakeCode::UnknownForm, line, args);
        }
    }
    papers
}

fn one_of<T: Copy>(table: &Table<'_>, key: &str, words: &[(T, &'static str)]) -> Option<T> {
    let text = table.need(key)?;
    let hit = words.iter().find(|(_, word)| *word == text.text);
    if hit.is_none() {
        let all: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        let args = vec![
            ("key", key.to_owned()),
            ("expected", all.join(", ")),
            ("found", text.text),
        ];
        table.tell(MistakeCode::WrongType, text.line, args);
    }
    hit.map(|(value, _)| *value)
}
