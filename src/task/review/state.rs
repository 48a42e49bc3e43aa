//! Which steps are closed: ordinary answers of an ordinary paper, so that journal, undo and bundles come for nothing.

use chrono::NaiveDate;

use super::{NotDone, Walk, review, windows};
use crate::form::{Answer, Date, Name, Path, Value};
use crate::record::{PhieuSubject, PlaceRef};
use crate::review::{Closed, Reopened, Review, cautions, may_close, reopened_with};
use crate::task::TaskError;
use crate::workspace::Workspace;

/// Reads which steps are closed, and then what is odd about their days.
pub(super) fn look(walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
    let steps = walk.steps.clone();
    let filled = walk.phieus(steps.state())?;
    for one in &filled {
        let Some(at) = walk.home(&one.key.subject) else {
            continue;
        };
        let value = |field: &Name| match one.answers.get(&Path::Field(field.clone())) {
            Some(Answer::Given(value)) => Some(value.clone()),
            _ => None,
        };
        let text = |field: &Name| match value(field) {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        };
        let on = |field: &Name| value(field).as_ref().and_then(super::day);
        for (n, step) in steps.list().iter().enumerate() {
            let closed = on(&steps.mark(step, |marks| &marks.closed)).map(|day| Closed {
                day,
                by: text(&steps.mark(step, |marks| &marks.by)),
                above: false,
            });
            let reopened = on(&steps.mark(step, |marks| &marks.reopened)).map(|day| Reopened {
                day,
                by: text(&steps.mark(step, |marks| &marks.reopened_by)),
                reason: text(&steps.mark(step, |marks| &marks.reason)).unwrap_or_default(),
            });
            let place = walk.review.places.get_mut(at);
            if let Some(stand) = place.and_then(|place| place.steps.get_mut(n)) {
                (stand.closed, stand.reopened) = (closed, reopened);
            }
        }
    }
    above(walk);
    odd(walk);
    Ok(())
}

/// What a xã closed is closed in all its thôn.
fn above(walk: &mut Walk<'_, '_>) {
    for at in 0..walk.review.places.len() {
        let Some(xa) = walk
            .review
            .places
            .get(at)
            .map(|stand| stand.xa)
            .filter(|xa| *xa != at)
        else {
            continue;
        };
        let of_xa: Vec<Option<Closed>> = walk
            .review
            .places
            .get(xa)
            .map(|stand| stand.steps.iter().map(|step| step.closed.clone()).collect())
            .unwrap_or_default();
        let Some(stand) = walk.review.places.get_mut(at) else {
            continue;
        };
        for (step, closed) in stand.steps.iter_mut().zip(of_xa) {
            if let Some(closed) = closed {
                step.closed = Some(Closed {
                    above: true,
                    ..closed
                });
            }
        }
    }
}

fn odd(walk: &mut Walk<'_, '_>) {
    let holidays = walk.workspace.library().holidays().clone();
    let today = walk.review.today;
    for at in 0..walk.review.places.len() {
        let mut before = None;
        for n in 0..walk.steps.list().len() {
            let least = windows::least(walk, n);
            let place = walk.review.places.get_mut(at);
            if let Some(stand) = place.and_then(|place| place.steps.get_mut(n)) {
                stand.cautions = cautions(stand, before, least, &holidays, today);
                before = stand.plan[1].or(before);
            }
        }
    }
}

/// Closes a step of a place today.
///
/// # Errors
/// The reason why it stays open, or that it could not be written.
pub fn close(
    workspace: &mut Workspace,
    period: crate::form::Period,
    place: &PlaceRef,
    step: usize,
) -> Result<Review, NotDone> {
    let before = review(workspace, period, &mut |_, _| true)?;
    let at = before.find(place).ok_or(NotDone::NoPlace)?;
    let stands = before.places.get(at).map(|stand| stand.steps.as_slice());
    may_close(stands.unwrap_or_default(), step).map_err(NotDone::Refused)?;
    let steps = before.steps;
    let Some(which) = steps.list().get(step) else {
        return Err(NotDone::NoPlace);
    };
    let person = workspace.config().person.clone();
    let changes = vec![
        (
            steps.mark(which, |marks| &marks.closed),
            Some(date(before.today)),
        ),
        (steps.mark(which, |marks| &marks.by), person.map(text)),
    ];
    write(workspace, (steps.state(), period, place), changes)?;
    Ok(review(workspace, period, &mut |_, _| true)?)
}

/// Reopens a step of a place, and with it every closed step after it.
///
/// # Errors
/// The reason why it stays closed, or that it could not be written.
pub fn reopen(
    workspace: &mut Workspace,
    period: crate::form::Period,
    place: &PlaceRef,
    step: usize,
    reason: &str,
) -> Result<Review, NotDone> {
    let before = review(workspace, period, &mut |_, _| true)?;
    let at = before.find(place).ok_or(NotDone::NoPlace)?;
    let stands = before.places.get(at).map(|stand| stand.steps.as_slice());
    let with = reopened_with(stands.unwrap_or_default(), step).map_err(NotDone::Refused)?;
    let steps = before.steps;
    let person = workspace.config().person.clone();
    let mut changes = Vec::new();
    for which in with.into_iter().filter_map(|n| steps.list().get(n)) {
        changes.push((steps.mark(which, |marks| &marks.closed), None));
        changes.push((steps.mark(which, |marks| &marks.by), None));
        let today = Some(date(before.today));
        changes.push((steps.mark(which, |marks| &marks.reopened), today));
        let by = steps.mark(which, |marks| &marks.reopened_by);
        changes.push((by, person.clone().map(text)));
        let why = steps.mark(which, |marks| &marks.reason);
        changes.push((why, Some(text(reason.trim().to_owned()))));
    }
    write(workspace, (steps.state(), period, place), changes)?;
    Ok(review(workspace, period, &mut |_, _| true)?)
}

/// All of it in one commit.
fn write(
    workspace: &mut Workspace,
    (form, period, place): (&str, crate::form::Period, &PlaceRef),
    changes: Vec<(Name, Option<Answer>)>,
) -> Result<(), TaskError> {
    let subject = PhieuSubject::Place(place.clone());
    let phieu = workspace.open_phieu(form, subject, period)?;
    let changes = changes.into_iter();
    let changes = changes.map(|(field, answer)| (Path::Field(field), answer));
    workspace.answer(phieu.id(), changes.collect())?;
    Ok(())
}

fn date(day: NaiveDate) -> Answer {
    Answer::Given(Value::Date(Date::Day(day)))
}

fn text(text: String) -> Answer {
    Answer::Given(Value::Text(text))
}
