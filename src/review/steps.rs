//! What the steps are: shapes of `forms/process/steps.toml`.

use crate::form::{Evidence, Name, PeriodKind, Role, Severity};
use crate::place::Level;

/// All steps with what they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    pub(super) state: String,
    pub(super) plan: String,
    pub(super) marks: Marks,
    pub(super) answerer: Option<Answerer>,
    pub(super) meeting: Option<Meeting>,
    pub(super) retrial: Option<Retrial>,
    pub(super) steps: Vec<Step>,
    pub(super) afters: Vec<After>,
}

impl Steps {
    /// The paper that keeps where the steps stand.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// The paper that keeps the commune's plan.
    pub fn plan(&self) -> &str {
        &self.plan
    }

    /// Who answers before the decision, as a setting.
    pub fn answerer(&self) -> Option<&Answerer> {
        self.answerer.as_ref()
    }

    /// Where the minutes of meetings say how each household was voted on.
    pub fn meeting(&self) -> Option<&Meeting> {
        self.meeting.as_ref()
    }

    /// What is left while the last meeting about a household did not agree on it.
    pub fn not_agreed(&self) -> Option<&Left> {
        let mut lefts = self.steps.iter().flat_map(|step| &step.left);
        lefts.find(|left| {
            matches!(
                left.kind,
                LeftKind::Households {
                    lacks: Lacks::Agreement,
                    ..
                }
            )
        })
    }

    /// The paper that alone may change a class after posting.
    pub fn retrial(&self) -> Option<&Retrial> {
        self.retrial.as_ref()
    }

    /// The steps, in order.
    pub fn list(&self) -> &[Step] {
        &self.steps
    }

    /// With which paper something is put right once a step is closed.
    pub fn afters(&self) -> &[After] {
        &self.afters
    }

    /// The position of a step by id, or by its number from 1.
    pub fn find(&self, word: &str) -> Option<usize> {
        let by_number = || {
            let number: usize = word.parse().ok()?;
            number.checked_sub(1).filter(|at| *at < self.steps.len())
        };
        let by_id = self.steps.iter().position(|step| step.id == word);
        by_id.or_else(by_number)
    }

    /// The field of the state paper that keeps one mark of a step.
    pub fn mark(&self, step: &Step, mark: fn(&Marks) -> &str) -> Name {
        Name::new(&format!("{}{}", step.id, mark(&self.marks)))
    }
}

/// The endings of the state paper's fields, behind a step's id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The day the step was closed; closed while it is there.
    pub closed: String,
    /// Who closed it.
    pub by: String,
    /// The day it was reopened last.
    pub reopened: String,
    /// Who reopened it.
    pub reopened_by: String,
    /// Why.
    pub reason: String,
}

/// A setting without which some things are only asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answerer {
    /// The paper of settings.
    pub form: String,
    /// The field.
    pub field: Name,
    /// Choices that mean that nothing is set.
    pub unset: Vec<Name>,
    /// What to say meanwhile.
    pub title: String,
}

/// Where minutes say how each household was voted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The minutes.
    pub paper: String,
    /// The roster of households.
    pub roster: Name,
    /// Field: the household's label.
    pub household: Name,
    /// Field: the head's name, where the label is not said.
    pub head: Name,
    /// Field: the class proposed.
    pub proposed: Name,
    /// Field: whether the meeting agreed.
    pub agreed: Name,
}

/// The paper that alone may change a class after posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrial {
    /// The paper.
    pub paper: String,
    /// Field: the class that it found.
    pub class: Name,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Its title in the paper's words.
    pub title: String,
    /// Who does it.
    pub who: String,
    /// At which levels it is closed.
    pub levels: Vec<Level>,
    /// The list that says which households it is about.
    pub list: String,
    /// The papers that belong to it.
    pub papers: Vec<String>,
    /// Fields of the plan: from, to.
    pub plan: [Option<Name>; 2],
    /// Its legal windows.
    pub deadlines: Vec<Deadline>,
    /// What must be so before it is closed.
    pub left: Vec<Left>,
    /// Where that comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// A legal window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What the law says.
    pub title: String,
    /// For which periods.
    pub periods: Vec<PeriodKind>,
    /// The rule.
    pub rule: Rule,
    /// Where that comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// When something may be done, or must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Between two days of the year, as (month, day).
    Season((u32, u32), (u32, u32)),
    /// From a day of the period's month on.
    FromDay(u32),
    /// Some days after a day that a paper says.
    After(Spread),
}

/// Days after a day that a paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The paper.
    pub form: String,
    /// The roster, where the days stand in rows.
    pub roster: Option<Name>,
    /// The field that it begins with.
    pub field: Name,
    /// The field that says that it is over.
    pub until: Option<Name>,
    /// How many days, as the data say.
    pub count: Option<u32>,
    /// How many days, as a field of the same paper says.
    pub days: Option<Name>,
    /// Whether only working days count.
    pub working: bool,
    /// Whether it must last so long, rather than be over by then.
    pub least: bool,
}

/// Something that must be so before a step is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its id.
    pub id: String,
    /// What is left, in words.
    pub title: String,
    /// Whether the step stays open for it, or it is only asked.
    pub severity: Severity,
    /// For which periods.
    pub periods: Vec<PeriodKind>,
    /// Whether it blocks only once the answerer is set.
    pub answerer: bool,
    /// What is looked at.
    pub kind: LeftKind,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftKind {
    /// Households, one by one.
    Households {
        /// Which.
        among: Among,
        /// Only those of which this is so.
        when: Option<Given>,
        /// What they lack.
        lacks: Lacks,
    },
    /// Phiếu of a paper.
    Papers {
        /// The paper.
        paper: String,
        /// Only those of which this is so.
        when: Option<Given>,
        /// What they lack.
        wants: Wants,
    },
}

/// Which households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// Those of a list.
    List(String),
    /// Those that have one of these papers in the period.
    Having(Vec<String>),
}

/// A choice, or yes or no, that stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The paper; empty: the one looked at.
    pub form: String,
    /// The field.
    pub field: Name,
    /// One of these must stand there.
    pub is: Vec<Name>,
}

/// What a household lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// No household of a thôn is there at all.
    Nobody,
    /// Every one of them is told.
    All,
    /// The outcome of the visit.
    Outcome,
    /// One of these papers, finished.
    Finished(Vec<String>),
    /// A meeting that voted on it.
    Meeting,
    /// The agreement of the last meeting that spoke of it.
    Agreement,
    /// A visit after a meeting that did not agree.
    SecondVisit,
    /// The class that the last meeting voted on.
    VotedClass,
    /// The class that the retrial found.
    RetrialClass,
}

/// What a Phiếu lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wants {
    /// To be there, for every thôn with a household of a list.
    Paper(String),
    /// To be finished.
    Finish,
    /// A field that is known; and to be there.
    Known(Name),
    /// To have been posted long enough.
    Posted(Posted),
    /// As many papers of another kind as it counts complaints.
    Complaints(Name, String),
    /// A field known in every row.
    Row(RowRule),
}

/// How long something was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Field: first day.
    pub from: Name,
    /// Field: last day; while it is empty, today.
    pub to: Name,
    /// Field: how many working days it must be.
    pub least: Name,
}

/// A field that must be known in the rows of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRule {
    /// The roster.
    pub roster: Name,
    /// The field.
    pub known: Name,
    /// The field that names the row.
    pub head: Name,
    /// Only rows where one of these choices stands there.
    pub when: Option<(Name, Vec<Name>)>,
}

/// With which paper something is put right once a step is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// Its id.
    pub id: String,
    /// Position of the step.
    pub step: usize,
    /// Position of the step from which on another rule holds.
    pub until: Option<usize>,
    /// What is put right.
    pub roles: Vec<Role>,
    /// The paper.
    pub paper: String,
    /// Roster and field with the household's label, where the paper is a unit's.
    pub row: Option<(Name, Name)>,
    /// What to say.
    pub message: String,
    /// How well that is known.
    pub evidence: Evidence,
}
