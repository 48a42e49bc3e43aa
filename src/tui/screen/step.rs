//! One step of the review at one place: its days, what is left, and closing or reopening it.

use std::sync::Arc;

use super::{Face, PrintSubject, paper, papers, said, say, steps};
use crate::form::Severity;
use crate::record::{PhieuSubject, PlaceRef};
use crate::review::{After, LeftItem, PlaceStand, Review, StepStand, may_close};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::stand::{caution_words, detail_words, due_words, refusal_words, state_words};
use crate::tui::widget::{Column, Ink, List, wrap};

/// What was asked of the worker, to be told when it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waits {
    Close,
    Reopen,
    Paper,
}

/// The step.
#[derive(Debug)]
pub struct Step {
    review: Arc<Review>,
    place: PlaceRef,
    step: usize,
    list: List,
    waits: Option<Waits>,
}

impl Step {
    pub(super) fn new(review: Arc<Review>, place: PlaceRef, step: usize) -> Step {
        Step {
            review,
            place,
            step,
            list: List::default(),
            waits: None,
        }
    }

    fn here(&self) -> Option<(&Arc<Review>, &PlaceStand)> {
        let at = self.review.find(&self.place)?;
        Some((&self.review, self.review.places.get(at)?))
    }

    fn stand(&self) -> Option<&StepStand> {
        self.here()
            .and_then(|(_, place)| place.steps.get(self.step))
    }

    fn item(&self) -> Option<&LeftItem> {
        self.stand()?.left.get(self.list.at)
    }

    /// What an item lacks, in the words of the data.
    fn what(&self, shared: &Shared, item: &LeftItem) -> String {
        let step = self.review.steps.list().get(self.step);
        let left = step.and_then(|step| step.left.get(item.rule));
        let title = left.map_or("", |left| left.title.as_str());
        match detail_words(&shared.words, item) {
            Some(detail) => format!("{title} ({detail})"),
            None => title.to_owned(),
        }
    }

    /// Goes to what is left: the paper that is open, the one to make, or the household's papers.
    fn open(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(item) = self.item().cloned() else {
            return Vec::new();
        };
        match (item.phieu, item.form) {
            (Some(id), _) => {
                self.waits = Some(Waits::Paper);
                vec![Effect::Ask(Ask::Show(id))]
            }
            (None, Some(form)) => {
                self.waits = Some(Waits::Paper);
                vec![Effect::Ask(Ask::Phieu {
                    form,
                    subject: item.place.map_or(item.subject, PhieuSubject::Place),
                    period: shared.period,
                })]
            }
            (None, None) => papers::Papers::of(item.subject, item.name, shared),
        }
    }

    /// What the worker's answer means for what was asked of it.
    fn heard(&mut self, shared: &Shared) -> Vec<Effect> {
        let waits = self.waits.take();
        let closed = self.stand().is_some_and(|stand| stand.closed.is_some());
        let told = match waits {
            Some(Waits::Close) if closed => say!(shared, "review-closed"),
            Some(Waits::Close) => {
                let refusal = self
                    .here()
                    .and_then(|(_, place)| may_close(&place.steps, self.step).err());
                match (refusal, self.stand()) {
                    (Some(refusal), Some(stand)) => {
                        let why = refusal_words(&shared.words, &self.review.steps, stand, refusal);
                        say!(shared, "error-step-refused", why = why)
                    }
                    _ => return Vec::new(),
                }
            }
            Some(Waits::Reopen) if !closed => say!(shared, "review-reopened"),
            _ => {
                self.waits = waits;
                return Vec::new();
            }
        };
        vec![Effect::Tell(told), Effect::Refresh]
    }
}

impl Face for Step {
    fn title(&self, shared: &Shared) -> String {
        let step = self.review.steps.list().get(self.step);
        let title = step.map_or("", |step| step.title.as_str());
        let place = self.here().map_or("", |(_, place)| place.name.as_str());
        say!(
            shared,
            "review-step-title",
            n = (self.step + 1).to_string(),
            step = title,
            place = place
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Steps]
    }

    fn lists(&self) -> bool {
        true
    }

    fn has_papers(&self, _shared: &Shared) -> bool {
        true
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
        let Some((review, place)) = self.here() else {
            return;
        };
        let lines = lines_of(shared, review, place, self.step, ink.columns());
        let room = lines.len().min(ink.rows() / 2);
        for (row, line) in lines.iter().take(room).enumerate() {
            ink.put(row, 0, line);
        }
        let mut below = ink.rows_of(room + 1, usize::MAX);
        let left = self.stand().map_or(&[][..], |stand| stand.left.as_slice());
        if left.is_empty() {
            below.put(0, 2, &say!(shared, "review-nothing-left"));
            return;
        }
        let columns = [
            Column::text(String::new(), 1),
            Column::text(say!(shared, "tui-col-label"), 9),
            Column::text(say!(shared, "tui-col-head"), 22),
            Column::text(say!(shared, "review-col-left"), 0),
        ];
        self.list
            .draw(&mut below, &columns, left.len(), &|row, column| {
                let Some(item) = left.get(row) else {
                    return String::new();
                };
                match column {
                    0 if item.severity == Severity::Blocks => "!".to_owned(),
                    0 => "?".to_owned(),
                    1 => shared.short_label(&item.label).to_owned(),
                    2 => item.name.clone(),
                    _ => self.what(shared, item),
                }
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let len = self.stand().map_or(0, |stand| stand.left.len());
        if self.list.command(command, len) {
            return Vec::new();
        }
        match command {
            Command::Accept => self.open(shared),
            Command::OpenPapers => {
                let Some((_, place)) = self.here() else {
                    return Vec::new();
                };
                // A household's own papers where the cursor is on one, else those of the place.
                let (subject, name) = match self.item().map(|item| (&item.subject, &item.name)) {
                    Some((subject @ PhieuSubject::Household(_), name)) => {
                        (subject.clone(), name.clone())
                    }
                    _ => (PhieuSubject::Place(place.place.clone()), place.name.clone()),
                };
                papers::Papers::of(subject, name, shared)
            }
            Command::CloseStep => {
                let Some((review, place)) = self.here() else {
                    return Vec::new();
                };
                let effect = steps::close(shared, review, place, self.step);
                if matches!(effect, Effect::Ask(_)) {
                    self.waits = Some(Waits::Close);
                }
                vec![effect]
            }
            Command::ReopenStep => {
                let Some((review, place)) = self.here() else {
                    return Vec::new();
                };
                let effect = steps::reopen(shared, review, place, self.step);
                if matches!(effect, Effect::Push(_)) {
                    self.waits = Some(Waits::Reopen);
                }
                vec![effect]
            }
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Review(review) if review.period == shared.period => {
                self.review = Arc::clone(review);
                let last = self.stand().map_or(0, |stand| stand.left.len());
                self.list.at = self.list.at.min(last.saturating_sub(1));
                self.heard(shared)
            }
            Reply::Opened(opened) if self.waits == Some(Waits::Paper) => {
                self.waits = None;
                paper((**opened).clone(), shared)
            }
            // What was typed in a paper above is counted when this is looked at again.
            Reply::Village(village) if village.period() == shared.period => {
                vec![Effect::Ask(Ask::Review(shared.period))]
            }
            Reply::Household(period, ..) if *period == shared.period => {
                vec![Effect::Ask(Ask::Review(shared.period))]
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, shared: &Shared) -> Result<(), Reason> {
        steps::may(shared, self.here(), self.step, command)
    }
}

/// By which papers things are put right once this step is closed here, until a later step of the xã is closed.
fn corrections<'r>(
    review: &'r Review,
    place: &'r PlaceStand,
    at: usize,
) -> impl Iterator<Item = &'r After> {
    let closed = |place: &PlaceStand, step: usize| {
        let stand = place.steps.get(step);
        stand.is_some_and(|stand| stand.closed.is_some())
    };
    let xa = review.places.get(place.xa).unwrap_or(place);
    review.steps.afters().iter().filter(move |after| {
        let over = after.until.is_some_and(|until| closed(xa, until));
        after.step == at && closed(place, at) && !over
    })
}

/// A step in sentences: where it stands, who does it, its days, what is odd about them.
pub(super) fn lines_of(
    shared: &Shared,
    review: &Review,
    place: &PlaceStand,
    at: usize,
    columns: usize,
) -> Vec<String> {
    let (Some(stand), Some(step)) = (place.steps.get(at), review.steps.list().get(at)) else {
        return Vec::new();
    };
    let words = &shared.words;
    let mut lines = vec![say!(
        shared,
        "review-line-state",
        n = (at + 1).to_string(),
        step = step.title.clone(),
        state = state_words(words, stand),
        households = stand.households.to_string()
    )];
    if let [Some(from), Some(to)] = stand.plan {
        lines.push(say!(
            shared,
            "review-line-plan",
            from = said::day_words(from),
            to = said::day_words(to)
        ));
    } else if let [None, Some(to)] | [Some(to), None] = stand.plan {
        lines.push(say!(
            shared,
            "review-line-plan-to",
            to = said::day_words(to)
        ));
    }
    for window in &stand.windows {
        let mut line = window.title.clone();
        if let (Some(to), None) = (window.to, &stand.closed) {
            line = format!("{line}: {}", due_words(words, review.today, to));
        }
        if window.evidence == crate::form::Evidence::Recalled {
            line = format!("{line} ({})", say!(shared, "review-recalled"));
        }
        lines.push(line);
    }
    for caution in &stand.cautions {
        lines.push(format!("! {}", caution_words(words, caution)));
    }
    if let Some(reopened) = &stand.reopened {
        lines.push(say!(
            shared,
            "review-line-reopened",
            day = said::day_words(reopened.day),
            reason = reopened.reason.clone()
        ));
    }
    for after in corrections(review, place, at) {
        let mut line = format!("* {}", after.message);
        if after.evidence != crate::form::Evidence::Verified {
            line = format!("{line} ({})", say!(shared, "tui-not-checked"));
        }
        lines.push(line);
    }
    let answerer = step.left.iter().any(|left| left.answerer);
    lines.extend(
        place
            .unset
            .iter()
            .filter(|_| answerer)
            .map(|unset| format!("? {unset}")),
    );
    lines.push(say!(shared, "review-line-who", who = step.who.clone()));
    lines.iter().flat_map(|line| wrap(line, columns)).collect()
}
