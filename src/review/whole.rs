//! Where the review stands everywhere, as the worker looked it up.

use std::sync::Arc;

use chrono::NaiveDate;

use super::stand::StepStand;
use super::steps::Steps;
use crate::form::Period;
use crate::place::Level;
use crate::record::PlaceRef;

/// Where the review of a period stands, everywhere in this workspace.
#[derive(Clone, Debug)]
pub struct Review {
    /// Which period.
    pub period: Period,
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// The steps.
    pub steps: Arc<Steps>,
    /// Each xã, and behind it its thôn.
    pub places: Vec<PlaceStand>,
}

/// Where the review of one place stands.
#[derive(Clone, Debug)]
pub struct PlaceStand {
    /// The place.
    pub place: PlaceRef,
    /// Its code or label.
    pub label: String,
    /// Its name.
    pub name: String,
    /// Xã or thôn.
    pub level: Level,
    /// Position of the xã among the places.
    pub xa: usize,
    /// Its households.
    pub households: usize,
    /// Every step, in order.
    pub steps: Vec<StepStand>,
    /// What is not set though the steps would need it, in words.
    pub unset: Option<String>,
    /// The place's own papers that are being filled, by title and, where there may be several, their own.
    pub open: Vec<(String, Option<String>)>,
}

impl Review {
    /// The position of a place.
    pub fn find(&self, place: &PlaceRef) -> Option<usize> {
        self.places.iter().position(|stand| stand.place == *place)
    }
}

impl PlaceStand {
    /// The first step that this place has not closed; `None` when all are.
    pub fn waits(&self) -> Option<usize> {
        let open = |step: &StepStand| step.here && step.closed.is_none();
        self.steps.iter().position(open)
    }

    /// Whether nothing of it has begun and it has nothing to begin with.
    pub fn is_empty(&self) -> bool {
        let idle = |step: &StepStand| step.households == 0 && step.closed.is_none();
        self.steps.iter().all(idle)
    }
}
