//! Where the steps of one place stand, and who may change that.

use chrono::NaiveDate;

use super::dates::{Caution, Window};
use crate::form::Severity;
use crate::record::{PhieuId, PhieuSubject, PlaceRef};

/// A step that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The day.
    pub day: NaiveDate,
    /// By whom, if said.
    pub by: Option<String>,
    /// Whether the unit above closed it for all its thôn.
    pub above: bool,
}

/// The last time a step was reopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// The day.
    pub day: NaiveDate,
    /// By whom, if said.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
}

/// What more there is to say of something left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    Plain,
    /// The papers that are not finished, by title.
    Papers(Vec<String>),
    /// Working days still to go, and whether that is sure.
    DaysLeft(i64, bool),
    /// So many of so many.
    Of(u64, u64),
}

/// One thing left in a step: told with the household or the paper concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftItem {
    /// Position in the step's list of what must be so.
    pub rule: usize,
    /// Whether the step stays open for it.
    pub severity: Severity,
    /// What it is about.
    pub subject: PhieuSubject,
    /// Its label.
    pub label: String,
    /// The household head, the thôn, or what the row is called.
    pub name: String,
    /// What more there is to say.
    pub detail: Detail,
    /// The paper to open, by id of form, and the Phiếu where there is one.
    pub form: Option<String>,
    /// The place whose paper it is, where it is not the subject's own.
    pub place: Option<PlaceRef>,
    /// The Phiếu.
    pub phieu: Option<PhieuId>,
}

/// Where a step of one place stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct StepStand {
    /// Whether this place closes it at all.
    pub here: bool,
    /// How many households it is about.
    pub households: usize,
    /// Closed, or not.
    pub closed: Option<Closed>,
    /// Reopened, if ever.
    pub reopened: Option<Reopened>,
    /// What is left.
    pub left: Vec<LeftItem>,
    /// The commune's own days: from, to.
    pub plan: [Option<NaiveDate>; 2],
    /// The law's.
    pub windows: Vec<Window>,
    /// What is odd about them.
    pub cautions: Vec<Caution>,
}

impl StepStand {
    /// How many things keep it open.
    pub fn blocks(&self) -> usize {
        let blocking = |item: &&LeftItem| item.severity == Severity::Blocks;
        self.left.iter().filter(blocking).count()
    }

    /// How many things are only asked.
    pub fn asks(&self) -> usize {
        self.left.len() - self.blocks()
    }

    /// The next day that matters: the plan's last, else the law's.
    pub fn due(&self) -> Option<NaiveDate> {
        let law = || self.windows.iter().find_map(|window| window.to);
        self.plan[1].or_else(law)
    }
}

/// Why a step cannot be closed or reopened. Words stand under `review-refusal-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another level closes it.
    NotHere,
    /// It is closed already.
    Closed,
    /// It is open: there is nothing to reopen.
    Open,
    /// The step at this position is still open.
    Before(usize),
    /// So many things are left.
    Left(usize),
    /// Only the unit above can reopen what it closed.
    Above,
}

impl Refusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::NotHere => "not-here",
            Refusal::Closed => "closed",
            Refusal::Open => "open",
            Refusal::Before(_) => "before",
            Refusal::Left(_) => "left",
            Refusal::Above => "above",
        }
    }
}

/// Whether the step at a position can be closed.
///
/// # Errors
/// The first reason why not.
pub fn may_close(steps: &[StepStand], at: usize) -> Result<(), Refusal> {
    let Some(step) = steps.get(at).filter(|step| step.here) else {
        return Err(Refusal::NotHere);
    };
    if step.closed.is_some() {
        return Err(Refusal::Closed);
    }
    let open = |before: &StepStand| before.here && before.closed.is_none();
    if let Some(before) = steps.iter().take(at).position(open) {
        return Err(Refusal::Before(before));
    }
    match step.blocks() {
        0 => Ok(()),
        left => Err(Refusal::Left(left)),
    }
}

/// The steps that reopening one reopens: itself and every closed one after it, because they rest on it.
///
/// # Errors
/// If it is not closed here.
pub fn reopened_with(steps: &[StepStand], at: usize) -> Result<Vec<usize>, Refusal> {
    let Some(step) = steps.get(at).filter(|step| step.here) else {
        return Err(Refusal::NotHere);
    };
    match &step.closed {
        None => return Err(Refusal::Open),
        Some(closed) if closed.above => return Err(Refusal::Above),
        Some(_) => {}
    }
    let own = |step: &StepStand| step.closed.as_ref().is_some_and(|closed| !closed.above);
    let after = steps.iter().enumerate().skip(at);
    Ok(after
        .filter(|(_, step)| own(step))
        .map(|(n, _)| n)
        .collect())
}
