//! Rules into days, with the public holidays; and what is odd about the days of a step.

use chrono::{Days, NaiveDate};

use super::stand::StepStand;
use super::steps::{Rule, Spread};
use crate::form::{Holidays, Period};

/// A legal window in days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// What the law says.
    pub title: String,
    /// How well that is known.
    pub evidence: crate::form::Evidence,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; of something that must last, the first day on which it has lasted long enough.
    pub to: Option<NaiveDate>,
    /// Whether the days are sure: the public holidays between them are known.
    pub sure: bool,
    /// Whether it must last so long, rather than be over by then.
    pub least: bool,
}

impl Rule {
    /// The days of a rule that depends on the period alone.
    pub fn days(&self, period: Period) -> Option<(NaiveDate, Option<NaiveDate>)> {
        match (self, period) {
            (Rule::Season(from, to), _) => {
                let year = period.year();
                let from = NaiveDate::from_ymd_opt(year, from.0, from.1)?;
                Some((from, Some(NaiveDate::from_ymd_opt(year, to.0, to.1)?)))
            }
            (Rule::FromDay(day), Period::Month(year, month)) => {
                Some((NaiveDate::from_ymd_opt(year, month, *day)?, None))
            }
            _ => None,
        }
    }
}

impl Spread {
    /// The last day of so many days after a day, and whether that is sure.
    pub fn end(
        &self,
        start: NaiveDate,
        count: u32,
        holidays: &Holidays,
    ) -> Option<(NaiveDate, bool)> {
        match self.working {
            true => holidays.worked_after(start, count),
            false => Some((start.checked_add_days(Days::new(count.into()))?, true)),
        }
    }
}

/// Days from today until a day; negative when it is past.
pub fn days_left(today: NaiveDate, day: NaiveDate) -> i64 {
    (day - today).num_days()
}

/// Something odd about the days of a step: told, never refused. Words stand under `review-caution-<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// A day of the plan lies outside a legal window.
    PlanOutsideLaw(NaiveDate, String),
    /// The plan begins before the step before it ends.
    PlanOrder(NaiveDate, NaiveDate),
    /// The plan gives fewer working days than the law asks: how many it gives, and how many.
    PlanTooShort(i64, u32),
    /// It is closed, or today, after the plan's last day.
    AfterPlan(NaiveDate),
    /// It is closed, or today, after the law's last day.
    AfterLaw(NaiveDate, String),
    /// It was closed before the law's first day.
    BeforeLaw(NaiveDate, String),
    /// Public holidays of a year are not known: the days told are the earliest that they can be.
    Unsure,
}

impl Caution {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Caution::PlanOutsideLaw(..) => "plan-outside-law",
            Caution::PlanOrder(..) => "plan-order",
            Caution::PlanTooShort(..) => "plan-too-short",
            Caution::AfterPlan(_) => "after-plan",
            Caution::AfterLaw(..) => "after-law",
            Caution::BeforeLaw(..) => "before-law",
            Caution::Unsure => "unsure",
        }
    }

    /// What its words need.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let day = |day: &NaiveDate| day.format("%d/%m/%Y").to_string();
        match self {
            Caution::PlanOutsideLaw(on, law)
            | Caution::AfterLaw(on, law)
            | Caution::BeforeLaw(on, law) => vec![("day", day(on)), ("law", law.clone())],
            Caution::PlanOrder(on, before) => vec![("day", day(on)), ("before", day(before))],
            Caution::PlanTooShort(days, least) => {
                vec![("days", days.to_string()), ("least", least.to_string())]
            }
            Caution::AfterPlan(on) => vec![("day", day(on))],
            Caution::Unsure => Vec::new(),
        }
    }
}

/// What is odd about the days of a step. `before` is the last planned day of the step before it; `least` the
/// working days that the law asks the plan to give.
pub fn cautions(
    stand: &StepStand,
    before: Option<NaiveDate>,
    least: Option<u32>,
    holidays: &Holidays,
    today: NaiveDate,
) -> Vec<Caution> {
    let mut found = Vec::new();
    let [from, to] = stand.plan;
    let closed = stand.closed.as_ref().map(|closed| closed.day);
    let now = closed.unwrap_or(today);
    for window in stand.windows.iter().filter(|window| !window.least) {
        let outside = |day: &NaiveDate| {
            window.from.is_some_and(|from| *day < from) || window.to.is_some_and(|to| *day > to)
        };
        // One sentence for one law: the first day that breaks it.
        if let Some(day) = [from, to].into_iter().flatten().find(outside) {
            found.push(Caution::PlanOutsideLaw(day, window.title.clone()));
        }
        if let Some(last) = window.to.filter(|last| now > *last) {
            found.push(Caution::AfterLaw(last, window.title.clone()));
        }
        if let Some(first) = window
            .from
            .filter(|first| closed.is_some_and(|on| on < *first))
        {
            found.push(Caution::BeforeLaw(first, window.title.clone()));
        }
    }
    if let (Some(from), Some(before)) = (from, before)
        && from < before
    {
        found.push(Caution::PlanOrder(from, before));
    }
    if let (Some(from), Some(to), Some(least)) = (from, to, least) {
        match holidays.worked_between(from, to) {
            Some(days) if days < i64::from(least) => {
                found.push(Caution::PlanTooShort(days, least));
            }
            Some(_) => {}
            None => found.push(Caution::Unsure),
        }
    }
    if let Some(last) = to.filter(|last| now > *last) {
        found.push(Caution::AfterPlan(last));
    }
    if stand.windows.iter().any(|window| !window.sure) {
        found.push(Caution::Unsure);
    }
    found.dedup();
    found
}
