//! The steps of the review: every xã and thôn beside the six steps, as words and signs.

use std::sync::Arc;

use super::step::{Step, lines_of};
use super::{Face, PrintSubject, Screen, papers, prompt, said, say};
use crate::place::Level;
use crate::record::PhieuSubject;
use crate::review::{PlaceStand, Refusal, Review, may_close, reopened_with};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::stand::{refusal_words, state_sign};
use crate::tui::widget::{Ink, fit, fit_right, window, wrap};

/// Columns of one step.
const STEP: usize = 7;
/// Rows that say more of the step chosen.
const PANEL: usize = 9;
/// How many places a page key moves by.
const PAGE: usize = 10;

/// The matrix, once the worker has looked.
#[derive(Debug, Default)]
pub struct Steps {
    review: Option<Arc<Review>>,
    place: usize,
    step: usize,
    /// Whether another screen lies over it, which asks anew by itself.
    covered: bool,
}

impl Steps {
    /// The screen, and the question that fills it.
    pub(super) fn open(shared: &Shared) -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Steps(Steps::default()))),
            Effect::Ask(Ask::Review(shared.period)),
        ]
    }

    fn here(&self) -> Option<(&Arc<Review>, &PlaceStand)> {
        let review = self.review.as_ref()?;
        Some((review, review.places.get(self.place)?))
    }

    fn matrix(&self, review: &Review, ink: &mut Ink<'_, '_>) {
        let name = ink
            .columns()
            .saturating_sub(2 + STEP * review.steps.list().len());
        let mut head = fit("", name + 2);
        for n in 1..=review.steps.list().len() {
            head.push_str(&fit_right(&n.to_string(), STEP - 1));
            head.push(' ');
        }
        ink.strong(0, 0, &head);
        let room = ink.rows().saturating_sub(1);
        let first = window(self.place, review.places.len(), room);
        let seen = review.places.iter().enumerate().skip(first).take(room);
        for (row, (at, place)) in seen.enumerate() {
            let chosen = at == self.place;
            let indent = if place.xa == at { "" } else { "  " };
            let mark = if chosen { ">" } else { " " };
            let mut line = format!("{mark} {}", fit(&format!("{indent}{}", place.name), name));
            for (n, stand) in place.steps.iter().enumerate() {
                let sign = state_sign(stand);
                let cell = match chosen && n == self.step {
                    true => format!("[{sign}]"),
                    false => format!("{sign} "),
                };
                line.push_str(&fit_right(&cell, STEP));
            }
            ink.put_if(chosen, row + 1, 0, &line);
        }
    }
}

impl Face for Steps {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "review-title",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Steps]
    }

    fn lists(&self) -> bool {
        true
    }

    fn has_papers(&self, _shared: &Shared) -> bool {
        self.here().is_some()
    }

    fn printed(&self, _shared: &Shared) -> Option<PrintSubject> {
        let (_, place) = self.here()?;
        Some(PrintSubject {
            subject: PhieuSubject::Place(place.place.clone()),
            name: place.name.clone(),
            phieu: None,
        })
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(review) = &self.review else {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        };
        let Some(place) = review.places.get(self.place) else {
            for (row, line) in wrap(&say!(shared, "review-no-place"), ink.columns())
                .iter()
                .enumerate()
            {
                ink.put(row + 1, 2, line);
            }
            return;
        };
        let rows = ink.rows();
        let panel = if rows >= PANEL + 6 { PANEL } else { 0 };
        ink.put(0, 0, &say!(shared, "review-signs"));
        self.matrix(review, &mut ink.rows_of(1, rows.saturating_sub(1 + panel)));
        if panel > 0 {
            let mut below = ink.rows_of(rows - panel, panel);
            below.put(0, 0, &"─".repeat(below.columns()));
            let lines = lines_of(shared, review, place, self.step, below.columns());
            for (row, line) in lines.iter().take(panel - 1).enumerate() {
                below.put(row + 1, 0, line);
            }
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        self.covered = false;
        let Some((review, place)) = self.here() else {
            return match command {
                Command::GoBack => vec![Effect::Pop],
                _ => Vec::new(),
            };
        };
        let (places, steps) = (review.places.len(), review.steps.list().len());
        match command {
            Command::MoveUp => self.place = self.place.saturating_sub(1),
            Command::MoveDown => self.place = (self.place + 1).min(places.saturating_sub(1)),
            Command::PageUp => self.place = self.place.saturating_sub(PAGE),
            Command::PageDown => self.place = (self.place + PAGE).min(places.saturating_sub(1)),
            Command::MoveLeft => self.step = self.step.saturating_sub(1),
            Command::MoveRight => self.step = (self.step + 1).min(steps.saturating_sub(1)),
            Command::OpenPapers => {
                let subject = PhieuSubject::Place(place.place.clone());
                return papers::Papers::of(subject, place.name.clone(), shared);
            }
            Command::Accept | Command::CloseStep | Command::ReopenStep => {
                let step = Step::new(Arc::clone(review), place.place.clone(), self.step);
                self.covered = true;
                let mut effects = vec![Effect::Push(Box::new(Screen::Step(step)))];
                if command != Command::Accept {
                    effects.push(Effect::Run(command));
                }
                return effects;
            }
            Command::GoBack => return vec![Effect::Pop],
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Review(review) if review.period == shared.period => {
                self.place = self.place.min(review.places.len().saturating_sub(1));
                self.review = Some(Arc::clone(review));
                Vec::new()
            }
            Reply::Village(village) if village.period() == shared.period && !self.covered => {
                vec![Effect::Ask(Ask::Review(shared.period))]
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, shared: &Shared) -> Result<(), Reason> {
        may(shared, self.here(), self.step, command)
    }
}

/// Whether a command on a step can be used now.
pub(super) fn may(
    shared: &Shared,
    here: Option<(&Arc<Review>, &PlaceStand)>,
    step: usize,
    command: Command,
) -> Result<(), Reason> {
    let closed = here
        .and_then(|(_, place)| place.steps.get(step))
        .is_some_and(|stand| stand.closed.is_some());
    let level = shared.office.as_ref().and_then(|office| office.level);
    match command {
        // An office above only reads where its communes stand.
        Command::CloseStep | Command::ReopenStep if level > Some(Level::Xa) => Err(Reason::NotHere),
        Command::CloseStep if here.is_none() || closed => Err(Reason::StepClosed),
        Command::ReopenStep if !closed => Err(Reason::StepOpen),
        _ => Ok(()),
    }
}

/// Closes a step, or tells why not.
pub(super) fn close(shared: &Shared, review: &Review, place: &PlaceStand, step: usize) -> Effect {
    match may_close(&place.steps, step) {
        Ok(()) => Effect::Ask(Ask::CloseStep(review.period, place.place.clone(), step)),
        Err(refusal) => refused(shared, review, place, step, refusal),
    }
}

/// Asks why a step is reopened, or tells why it cannot be.
pub(super) fn reopen(shared: &Shared, review: &Review, place: &PlaceStand, step: usize) -> Effect {
    match reopened_with(&place.steps, step) {
        Ok(_) => Effect::Push(Box::new(prompt::step_reason(
            review.period,
            place.place.clone(),
            step,
        ))),
        Err(refusal) => refused(shared, review, place, step, refusal),
    }
}

/// Tells why a step stays as it is.
fn refused(
    shared: &Shared,
    review: &Review,
    place: &PlaceStand,
    step: usize,
    refusal: Refusal,
) -> Effect {
    let stand = place.steps.get(step);
    let why = stand.map(|stand| refusal_words(&shared.words, &review.steps, stand, refusal));
    Effect::Tell(say!(
        shared,
        "error-step-refused",
        why = why.unwrap_or_default()
    ))
}
