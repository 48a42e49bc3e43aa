//! What is left, paper by paper.

use rust_decimal::prelude::ToPrimitive;

use super::facts::Facts;
use super::{Filled, Walk, severity, stands};
use crate::form::{Form, Value};
use crate::place::Level;
use crate::record::PhieuSubject;
use crate::review::{Detail, Given, Left, LeftItem, LeftKind, Posted, RowRule, Wants};
use crate::task::TaskError;

/// Where something is told: step and rule.
type At = (usize, usize);

/// Tells every paper that lacks something.
pub(super) fn look(walk: &mut Walk<'_, '_>, facts: &Facts) -> Result<(), TaskError> {
    settings(walk)?;
    drafts(walk)?;
    let kind = walk.period.kind();
    for (n, step) in walk.steps.clone().list().iter().enumerate() {
        for (rule, left) in step.left.iter().enumerate() {
            let LeftKind::Papers { paper, when, wants } = &left.kind else {
                continue;
            };
            if !left.periods.contains(&kind) {
                continue;
            }
            let mut filled = walk.phieus(paper)?;
            filled.retain(|one| fits(one, when.as_ref()));
            match wants {
                Wants::Paper(list) => missing(walk, facts, (n, rule), left, (paper, list), &filled),
                Wants::Known(_) if filled.is_empty() => none(walk, (n, rule), left, paper),
                Wants::Complaints(field, other) => {
                    let others = walk.phieus(other)?;
                    complaints(walk, (n, rule), left, (paper, &filled), field, &others);
                }
                _ => {
                    for one in &filled {
                        each(walk, (n, rule), left, wants, one);
                    }
                }
            }
        }
    }
    Ok(())
}

/// Whether the answerer is set, xã by xã.
pub(super) fn settings(walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
    let steps = walk.steps.clone();
    let Some(answerer) = steps.answerer() else {
        return Ok(());
    };
    for at in 0..walk.review.places.len() {
        let Some(place) = walk.review.places.get(at).map(|stand| stand.place.clone()) else {
            continue;
        };
        let latest = walk.latest(&answerer.form, &place)?;
        let said = latest
            .as_ref()
            .and_then(|latest| latest.evaluation.field(&answerer.field));
        let unset = said.is_none() || stands(said, &answerer.unset);
        if let Some(stand) = walk.review.places.get_mut(at) {
            stand.unset = (unset && stand.level == Level::Xa).then(|| answerer.title.clone());
        }
    }
    Ok(())
}

/// The papers of each place that are being filled.
fn drafts(walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
    let workspace = walk.workspace;
    for (key, id) in workspace.store().phieus(Some(walk.period), None)? {
        let PhieuSubject::Place(place) = &key.subject else {
            continue;
        };
        let Some(at) = walk.at.get(place).copied() else {
            continue;
        };
        let phieu = workspace.phieu(id)?;
        let (false, Ok(form)) = (phieu.status().is_finished(), workspace.form_of(&phieu)) else {
            continue;
        };
        if form.id().as_str() != walk.steps.state()
            && let Some(stand) = walk.review.places.get_mut(at)
        {
            let title = workspace.title_of(&phieu).filter(|_| phieu.repeats());
            stand.open.push((form.title().to_owned(), title));
        }
    }
    Ok(())
}

fn fits(one: &Filled, when: Option<&Given>) -> bool {
    when.is_none_or(|when| stands(one.value(&when.field), &when.is))
}

/// Something left of a Phiếu or of a place, told there.
fn tell(
    walk: &mut Walk<'_, '_>,
    (step, rule): At,
    left: &Left,
    (subject, form, one): (&PhieuSubject, &str, Option<&Filled>),
    (name, detail): (Option<String>, Detail),
) {
    let Some(at) = walk.home(subject) else { return };
    let xa = walk.review.places.get(at).map_or(at, |stand| stand.xa);
    let unset = walk
        .review
        .places
        .get(xa)
        .is_some_and(|stand| stand.unset.is_some());
    let (label, called) = walk.called(subject);
    let item = LeftItem {
        rule,
        severity: severity(left, unset),
        subject: subject.clone(),
        label,
        name: name.unwrap_or(called),
        detail,
        form: Some(form.to_owned()),
        place: None,
        phieu: one.map(|one| one.id),
    };
    walk.tell(at, step, item);
}

/// The paper that must be there and is not, at the units that fill it.
fn none(walk: &mut Walk<'_, '_>, at: At, left: &Left, paper: &str) {
    let day = walk.period.last_day();
    let form = walk.workspace.library().get(paper, day).cloned();
    for n in 0..walk.review.places.len() {
        let Some(stand) = walk.review.places.get(n) else {
            continue;
        };
        let fills = |form: &std::sync::Arc<Form>| form.at_level(stand.level);
        if stand.level == Level::Xa && form.as_ref().is_none_or(fills) {
            let subject = PhieuSubject::Place(stand.place.clone());
            tell(
                walk,
                at,
                left,
                (&subject, paper, None),
                (None, Detail::Plain),
            );
        }
    }
}

/// Every thôn with a household of the list for which the paper is not there; one of the xã is for all its thôn.
fn missing(
    walk: &mut Walk<'_, '_>,
    facts: &Facts,
    at: At,
    left: &Left,
    (paper, list): (&str, &str),
    filled: &[Filled],
) {
    for n in 0..walk.review.places.len() {
        let Some(stand) = walk.review.places.get(n) else {
            continue;
        };
        let mut here = facts.households.iter();
        if !here.any(|fact| fact.at == n && fact.lists.contains(list)) {
            continue;
        }
        let covers = |one: &Filled| {
            let home = walk.home(&one.key.subject);
            home == Some(n) || home == Some(stand.xa)
        };
        if !filled.iter().any(covers) {
            let subject = PhieuSubject::Place(stand.place.clone());
            tell(
                walk,
                at,
                left,
                (&subject, paper, None),
                (None, Detail::Plain),
            );
        }
    }
}

/// What one Phiếu lacks.
fn each(walk: &mut Walk<'_, '_>, at: At, left: &Left, wants: &Wants, one: &Filled) {
    let about = (&one.key.subject, one.key.form.as_str(), Some(one));
    match wants {
        Wants::Finish if !one.finished => tell(walk, at, left, about, (None, Detail::Plain)),
        Wants::Known(field) if one.value(field).is_none() => {
            tell(walk, at, left, about, (None, Detail::Plain));
        }
        Wants::Posted(posted) => {
            if let Some(detail) = posted_days(walk, posted, one) {
                tell(walk, at, left, about, (None, detail));
            }
        }
        Wants::Row(rule) => {
            for name in rows(rule, one) {
                tell(walk, at, left, about, (Some(name), Detail::Plain));
            }
        }
        _ => {}
    }
}

/// How long it must still be posted; `None` when that is enough.
fn posted_days(walk: &Walk<'_, '_>, posted: &Posted, one: &Filled) -> Option<Detail> {
    let holidays = walk.workspace.library().holidays();
    let Some(from) = one.day(&posted.from) else {
        return Some(Detail::Plain);
    };
    let least = match one.value(&posted.least) {
        Some(Value::Number(number)) => number.to_u32()?,
        _ => return Some(Detail::Plain),
    };
    let until = one.day(&posted.to).unwrap_or(walk.review.today);
    let (enough, sure) = holidays.worked_after(from, least)?;
    if until >= enough && sure {
        return None;
    }
    match holidays.worked_between(from, until) {
        Some(days) if days >= i64::from(least) => None,
        Some(days) => Some(Detail::DaysLeft(i64::from(least) - days, sure)),
        // Of days of which nobody knows whether they are worked, none counts.
        None => {
            let sure_days = from
                .iter_days()
                .skip(1)
                .take_while(|day| *day <= until)
                .take(1000)
                .filter(|day| holidays.is_worked(*day) == Some(true));
            let left = i64::from(least) - i64::try_from(sure_days.count()).ok()?;
            (left > 0).then_some(Detail::DaysLeft(left, false))
        }
    }
}

/// What the rows are called in which the field is not known.
fn rows(rule: &RowRule, one: &Filled) -> Vec<String> {
    one.rows(&rule.roster)
        .filter(|row| {
            let when = rule.when.as_ref();
            when.is_none_or(|(field, is)| stands(row.value(field), is))
        })
        .filter(|row| row.value(&rule.known).is_none())
        .map(|row| row.text(&rule.head))
        .collect()
}

/// Fewer papers than complaints: thôn by thôn, and of what the xã itself took in.
fn complaints(
    walk: &mut Walk<'_, '_>,
    at: At,
    left: &Left,
    (paper, filled): (&str, &[Filled]),
    field: &crate::form::Name,
    others: &[Filled],
) {
    let count = |one: &Filled| match one.value(field) {
        Some(Value::Number(number)) => number.to_u64().unwrap_or(0),
        _ => 0,
    };
    for n in 0..walk.review.places.len() {
        let Some((xa, place)) = walk
            .review
            .places
            .get(n)
            .map(|stand| (stand.xa, stand.place.clone()))
        else {
            continue;
        };
        // A xã looks at all of it, a thôn at its own.
        let in_xa = |home: Option<usize>| {
            home.and_then(|home| walk.review.places.get(home))
                .is_some_and(|stand| stand.xa == n)
        };
        let here = |one: &&Filled| {
            let home = walk.home(&one.key.subject);
            if xa == n {
                in_xa(home)
            } else {
                home == Some(n)
            }
        };
        let said: u64 = filled.iter().filter(here).map(count).sum();
        let tried = others.iter().filter(here).count() as u64;
        let own = |one: &&Filled| walk.home(&one.key.subject) == Some(n) && count(one) > 0;
        // What a thôn lacks is told there once; the xã tells only what it took in itself.
        if said > tried && (xa != n || filled.iter().any(|one| own(&one))) {
            let subject = PhieuSubject::Place(place);
            let first = filled.iter().find(own);
            let detail = Detail::Of(tried, said);
            tell(walk, at, left, (&subject, paper, first), (None, detail));
        }
    }
}
