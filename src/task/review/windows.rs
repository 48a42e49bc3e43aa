//! The days of each step: the commune's plan, the law's windows, and what is odd about them.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use super::{Filled, Walk, day};
use crate::form::{Name, PeriodKind, Value};
use crate::record::PhieuSubject;
use crate::review::{Rule, Spread, Window};
use crate::task::TaskError;

/// Fills in plan and windows of every place.
pub(super) fn look(walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
    plans(walk)?;
    let steps = walk.steps.clone();
    let kind = walk.period.kind();
    for (n, step) in steps.list().iter().enumerate() {
        for deadline in step
            .deadlines
            .iter()
            .filter(|rule| rule.periods.contains(&kind))
        {
            let days = match &deadline.rule {
                Rule::After(spread) => {
                    let filled = walk.phieus(&spread.form)?;
                    after(walk, spread, &filled)
                }
                rule => match rule.days(walk.period) {
                    Some((from, to)) => {
                        vec![Some((Some(from), to, true)); walk.review.places.len()]
                    }
                    None => continue,
                },
            };
            for (at, days) in days.into_iter().enumerate() {
                let Some((from, to, sure)) = days else {
                    continue;
                };
                let place = walk.review.places.get_mut(at);
                if let Some(stand) = place.and_then(|place| place.steps.get_mut(n)) {
                    stand.windows.push(Window {
                        title: deadline.title.clone(),
                        evidence: deadline.evidence,
                        from,
                        to,
                        sure,
                        least: matches!(&deadline.rule, Rule::After(spread) if spread.least),
                    });
                }
            }
        }
    }
    Ok(())
}

/// The commune's own days: of the annual review alone.
fn plans(walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
    if walk.period.kind() != PeriodKind::Year {
        return Ok(());
    }
    let steps = walk.steps.clone();
    let filled = walk.phieus(steps.plan())?;
    for at in 0..walk.review.places.len() {
        let Some(xa) = walk.review.places.get(at).map(|stand| stand.xa) else {
            continue;
        };
        let Some(place) = walk.review.places.get(xa).map(|stand| stand.place.clone()) else {
            continue;
        };
        let subject = PhieuSubject::Place(place);
        let Some(plan) = filled.iter().find(|one| one.key.subject == subject) else {
            continue;
        };
        let said = |field: &Option<Name>| plan.day(field.as_ref()?);
        for (n, step) in steps.list().iter().enumerate() {
            let days = [said(&step.plan[0]), said(&step.plan[1])];
            let place = walk.review.places.get_mut(at);
            if let Some(stand) = place.and_then(|place| place.steps.get_mut(n)) {
                stand.plan = days;
            }
        }
    }
    Ok(())
}

type Found = Option<(Option<NaiveDate>, Option<NaiveDate>, bool)>;

/// For every place the window that matters: of what must last, the one that ends last; of what must be over,
/// the one that ends first and is not over.
fn after(walk: &Walk<'_, '_>, spread: &Spread, filled: &[Filled]) -> Vec<Found> {
    let holidays = walk.workspace.library().holidays();
    let mut found: Vec<Found> = vec![None; walk.review.places.len()];
    let mut put = |home: usize, start: NaiveDate, count: u32| {
        let Some((end, sure)) = spread.end(start, count, holidays) else {
            return;
        };
        let xa = walk.review.places.get(home).map_or(home, |stand| stand.xa);
        for (at, stand) in walk.review.places.iter().enumerate() {
            // What a xã does is for all its thôn; what a thôn does is seen at its xã.
            let concerns = at == home || at == xa || (home == xa && stand.xa == xa);
            let Some(slot) = found.get_mut(at).filter(|_| concerns) else {
                continue;
            };
            let better = match slot {
                None => true,
                Some((_, Some(before), _)) => match spread.least {
                    true => end > *before,
                    false => end < *before,
                },
                Some(_) => true,
            };
            if better {
                *slot = Some((Some(start), Some(end), sure));
            }
        }
    };
    for one in filled {
        let Some(home) = walk.home(&one.key.subject) else {
            continue;
        };
        let count = |said: Option<&Value>| match (spread.count, said) {
            (_, Some(Value::Number(number))) => number.to_u32(),
            (count, _) => count,
        };
        match &spread.roster {
            None => {
                let over = spread.until.as_ref().and_then(|field| one.day(field));
                let said = spread.days.as_ref().and_then(|field| one.value(field));
                if let (None, Some(start), Some(count)) =
                    (over, one.day(&spread.field), count(said))
                {
                    put(home, start, count);
                }
            }
            Some(roster) => {
                for row in one.rows(roster) {
                    let over = spread.until.as_ref().and_then(|field| row.value(field));
                    let start = row.value(&spread.field).and_then(day);
                    if let (None, Some(start), Some(count)) = (over, start, count(None)) {
                        put(home, start, count);
                    }
                }
            }
        }
    }
    found
}

/// The working days that the law asks a step to last.
pub(super) fn least(walk: &Walk<'_, '_>, step: usize) -> Option<u32> {
    let steps = &walk.steps;
    let deadlines = steps.list().get(step)?.deadlines.iter();
    deadlines
        .filter_map(|deadline| match &deadline.rule {
            Rule::After(spread) if spread.least && spread.working => spread.count,
            _ => None,
        })
        .next()
}
