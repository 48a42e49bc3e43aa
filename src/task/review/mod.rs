//! Where the review stands in each xã and thôn: every step with what is left, its days, and who closed it.
//!
//! **What this is.** One walk over the households and papers of a period, for the worker of the screens and the
//! command line. What must be so is said by `review`; here it is looked up.
//!
//! **What it must never do.** Run on a key press; know a paper or field by its id.
//!
//! **Where to start reading.** [`review()`].

mod facts;
mod households;
mod papers;
mod state;
mod windows;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Progress, TaskError};
use crate::form::{Evaluation, ImportPeriod, Name, Path, Period, Severity, Value};
use crate::place::Level;
use crate::record::{EditId, PhieuId, PhieuKey, PhieuSubject, PlaceRef};
use crate::review::{LeftItem, PlaceStand, Refusal, Review, StepStand, Steps};
use crate::workspace::{Evaluated, Gathering, Workspace};

pub use state::{close, reopen};

use facts::Facts;

/// Looks where the review of a period stands.
///
/// # Errors
/// If the store cannot be read, or the person cancelled.
pub fn review(
    workspace: &Workspace,
    period: Period,
    progress: &mut Progress<'_>,
) -> Result<Review, TaskError> {
    let steps = Arc::clone(workspace.steps());
    let mut review = Review {
        period,
        today: workspace.today(),
        places: places(workspace, &steps, period)?,
        steps,
    };
    let mut walk = Walk::new(workspace, &mut review);
    let facts = Facts::gather(&mut walk, progress)?;
    households::look(&mut walk, &facts);
    papers::look(&mut walk, &facts)?;
    windows::look(&mut walk)?;
    state::look(&mut walk)?;
    progress(1, 1);
    Ok(review)
}

/// The same without the households: which steps are closed, and their days. It costs what the places cost.
///
/// # Errors
/// If the store cannot be read.
pub fn outline(workspace: &Workspace, period: Period) -> Result<Review, TaskError> {
    let steps = Arc::clone(workspace.steps());
    let mut review = Review {
        period,
        today: workspace.today(),
        places: places(workspace, &steps, period)?,
        steps,
    };
    let mut walk = Walk::new(workspace, &mut review);
    papers::settings(&mut walk)?;
    windows::look(&mut walk)?;
    state::look(&mut walk)?;
    Ok(review)
}

/// What the walk carries.
struct Walk<'w, 'r> {
    workspace: &'w Workspace,
    gathering: Gathering<'w>,
    review: &'r mut Review,
    steps: Arc<Steps>,
    period: Period,
    /// The position of every thôn and of every xã by code.
    at: BTreeMap<PlaceRef, usize>,
    /// Where each household lives, as a position; filled by the facts.
    homes: BTreeMap<EditId, usize>,
    /// What each household is called: label and head's name.
    names: BTreeMap<EditId, (String, String)>,
}

impl<'w, 'r> Walk<'w, 'r> {
    fn new(workspace: &'w Workspace, review: &'r mut Review) -> Self {
        let places = review.places.iter().enumerate();
        let at = places.map(|(n, stand)| (stand.place.clone(), n)).collect();
        Walk {
            workspace,
            gathering: workspace.gathering(),
            steps: Arc::clone(&review.steps),
            period: review.period,
            review,
            at,
            homes: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The place that a subject is counted for.
    fn home(&self, subject: &PhieuSubject) -> Option<usize> {
        match subject {
            PhieuSubject::Household(id) => self.homes.get(id).copied(),
            PhieuSubject::Place(place) => self.at.get(place).copied(),
        }
    }

    /// What a subject is called: its label, and the head's or the place's name.
    fn called(&self, subject: &PhieuSubject) -> (String, String) {
        match subject {
            PhieuSubject::Household(id) => self.names.get(id).cloned().unwrap_or_default(),
            PhieuSubject::Place(_) => self
                .home(subject)
                .and_then(|at| self.review.places.get(at))
                .map(|stand| (stand.label.clone(), stand.name.clone()))
                .unwrap_or_default(),
        }
    }

    /// Tells something left, at the place and at its xã.
    fn tell(&mut self, at: usize, step: usize, item: LeftItem) {
        let Some(xa) = self.review.places.get(at).map(|stand| stand.xa) else {
            return;
        };
        let places = &mut self.review.places;
        if xa != at
            && let Some(stand) = places.get_mut(xa).and_then(|xa| xa.steps.get_mut(step))
        {
            stand.left.push(item.clone());
        }
        if let Some(stand) = places
            .get_mut(at)
            .and_then(|place| place.steps.get_mut(step))
        {
            stand.left.push(item);
        }
    }

    /// Every Phiếu of a paper in the period, evaluated, with whether it is finished.
    fn phieus(&mut self, form: &str) -> Result<Vec<Filled>, TaskError> {
        let mut filled = Vec::new();
        for (key, id) in self
            .workspace
            .store()
            .phieus(Some(self.period), Some(form))?
        {
            let phieu = self.workspace.phieu(id)?;
            if self.workspace.form_of(&phieu).is_err() {
                continue;
            }
            let finished = phieu.status().is_finished();
            let made = phieu.made();
            let answers = phieu.answers().clone();
            let evaluated = self.gathering.evaluate(phieu)?;
            filled.push(Filled {
                id,
                key,
                finished,
                made,
                answers,
                evaluated,
            });
        }
        filled.sort_by_key(|one| one.made);
        Ok(filled)
    }

    /// What a place's newest settings say.
    fn latest(&mut self, form: &str, place: &PlaceRef) -> Result<Option<Evaluated>, TaskError> {
        let key = PhieuKey {
            form: form.to_owned(),
            subject: PhieuSubject::Place(place.clone()),
            period: self.period,
        };
        Ok(self.gathering.evaluate_of(&key, ImportPeriod::Latest)?)
    }
}

/// A Phiếu that somebody fills, with what follows from it.
struct Filled {
    id: PhieuId,
    key: PhieuKey,
    finished: bool,
    made: (u64, EditId),
    answers: crate::form::Answers,
    evaluated: Evaluated,
}

impl Filled {
    fn value(&self, field: &Name) -> Option<&Value> {
        self.evaluated.evaluation.field(field)
    }

    fn day(&self, field: &Name) -> Option<NaiveDate> {
        day(self.value(field)?)
    }

    /// A field of each row of a roster, with the row's path to any other field.
    fn rows(&self, roster: &Name) -> impl Iterator<Item = RowAt<'_>> {
        let rows = self.answers.rows(roster.as_str()).iter();
        let roster = roster.clone();
        rows.map(move |row| RowAt {
            of: &self.evaluated.evaluation,
            roster: roster.clone(),
            row: *row,
        })
    }
}

/// A row of a roster.
struct RowAt<'f> {
    of: &'f Evaluation,
    roster: Name,
    row: crate::form::RowId,
}

impl RowAt<'_> {
    fn value(&self, field: &Name) -> Option<&Value> {
        self.of.value(&Path::Member {
            roster: self.roster.clone(),
            row: self.row,
            field: field.clone(),
        })
    }

    fn text(&self, field: &Name) -> String {
        match self.value(field) {
            Some(Value::Text(text)) => text.trim().to_owned(),
            _ => String::new(),
        }
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(crate::form::Date::Day(day)) => Some(*day),
        _ => None,
    }
}

/// Whether one of some choices, or yes or no, stands in a field.
fn stands(value: Option<&Value>, is: &[Name]) -> bool {
    match value {
        Some(Value::Choice(id)) => is.contains(id),
        Some(Value::YesNo(yes)) => {
            let word = if *yes { "yes" } else { "no" };
            is.iter().any(|name| name.as_str() == word)
        }
        _ => false,
    }
}

/// Every xã that this workspace knows of, its thôn behind it.
fn places(
    workspace: &Workspace,
    steps: &Steps,
    period: Period,
) -> Result<Vec<PlaceStand>, TaskError> {
    let mut thons: BTreeMap<String, Vec<crate::workspace::Thon>> = BTreeMap::new();
    let own = &workspace.config().place;
    if workspace.level_of(&PlaceRef::Code(own.clone()), period) == Some(Level::Xa) {
        thons.entry(own.clone()).or_default();
    }
    for thon in workspace.thons()? {
        thons.entry(thon.parent.clone()).or_default().push(thon);
    }
    for household in workspace.households()? {
        if let PlaceRef::Code(code) = household.place {
            thons.entry(code).or_default();
        }
    }
    let stands = |level: Level| {
        let stand = |step: &crate::review::Step| StepStand {
            here: step.levels.contains(&level),
            ..StepStand::default()
        };
        steps.list().iter().map(stand).collect::<Vec<_>>()
    };
    let mut places = Vec::new();
    for (code, thons) in thons {
        let unit = workspace
            .unit(&code, period.last_day())
            .or_else(|| workspace.unit(&code, workspace.today()));
        let xa = places.len();
        places.push(PlaceStand {
            name: unit.map_or_else(|| code.clone(), |unit| unit.name.to_string()),
            place: PlaceRef::Code(code.clone()),
            label: code,
            level: Level::Xa,
            xa,
            households: 0,
            steps: stands(Level::Xa),
            unset: None,
            open: Vec::new(),
        });
        places.extend(thons.into_iter().map(|thon| PlaceStand {
            place: PlaceRef::Thon(thon.id),
            label: thon.label,
            name: thon.name,
            level: Level::Thon,
            xa,
            households: 0,
            steps: stands(Level::Thon),
            unset: None,
            open: Vec::new(),
        }));
    }
    Ok(places)
}

/// Why a step was not closed or reopened.
#[derive(Debug)]
pub enum NotDone {
    /// The rule that forbids it.
    Refused(Refusal),
    /// The place is not one of this workspace.
    NoPlace,
    /// It could not be looked up or written.
    Failed(TaskError),
}

impl<E: Into<TaskError>> From<E> for NotDone {
    fn from(error: E) -> Self {
        NotDone::Failed(error.into())
    }
}

/// Blocks, or only asks while the setting that it needs is not made.
fn severity(left: &crate::review::Left, unset: bool) -> Severity {
    if left.answerer && unset {
        Severity::Asks
    } else {
        left.severity
    }
}
