//! Values that something made binding: a print that may have been signed, a list that was posted, a decision. They
//! may still be put right, with the paper that the law or practice wants for it; until that is there, a person is
//! asked. And what a meeting did not agree on, until it is reviewed again.

use super::run::Run;
use super::{Code, Name, Path, Problem, Role, Severity, Value};

/// A value that stood at a place when something made it binding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stood {
    /// Where.
    pub at: Path,
    /// What stood there; none if nothing did.
    pub value: Option<Value>,
    /// What made it binding.
    pub by: StoodBy,
}

/// What made a value binding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoodBy {
    /// The Phiếu was printed with it.
    Print,
    /// A step of the review was closed with it: the rule's id, and what it says of changing it.
    Closing(Name, String),
    /// A meeting did not agree on a household with it. This binds nobody: it is asked while it still stands.
    Refusal(Refusal),
}

/// A meeting that did not agree on a household.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// The rule's id, and what it says is done then.
    pub rule: (Name, String),
    /// The day of the meeting, once the minutes say it.
    pub day: Option<Value>,
    /// How many per cent agreed, as the minutes write it.
    pub share: String,
}

/// What stands at a place now: its node, its row and its value; `None` where the paper has no such place.
fn standing(run: &Run<'_>, at: &Path) -> Option<(u32, u32, Option<Value>)> {
    let n = run.form.node_at(at)?;
    let node = run.form.node(n)?;
    let row = (0..run.count(node)).find(|row| run.path(node, *row) == *at)?;
    let now = run.outcome(n, row).and_then(super::Outcome::value).cloned();
    Some((n, row, now))
}

/// Asks about every value that is no longer the one that stood, and about a household whose class and points are
/// still those that a meeting did not agree on.
pub(super) fn check(run: &mut Run<'_>) {
    let form = run.form;
    for stood in run.context.stood.iter() {
        let Some((n, row, now)) = standing(run, &stood.at) else {
            continue;
        };
        let Some(node) = form.node(n) else { continue };
        if let StoodBy::Refusal(refusal) = &stood.by {
            let class = form.place_of(Role::Class, None);
            let same = |other: &&Stood| other.by == stood.by;
            let mut all = run.context.stood.iter().filter(same);
            let still =
                |other: &Stood| standing(run, &other.at).is_none_or(|(.., now)| now == other.value);
            // One question, at the class, however many values it is about.
            if class.as_ref() == Some(&stood.at) && all.all(still) {
                let mut problem = Problem::new(Code::NotAgreed, Severity::Asks, stood.at.clone());
                (problem.expected, problem.found) = (refusal.day.clone(), now);
                problem.typed = Some(refusal.share.clone());
                problem.check = Some(refusal.rule.clone());
                run.tell(node, row, problem);
            }
            continue;
        }
        if now == stood.value {
            continue;
        }
        let (code, check) = match &stood.by {
            StoodBy::Print => (Code::ChangedSincePrint, None),
            StoodBy::Closing(id, message) => {
                (Code::ChangedAfter, Some((id.clone(), message.clone())))
            }
            StoodBy::Refusal(_) => continue,
        };
        let mut problem = Problem::new(code, Severity::Asks, stood.at.clone());
        (problem.expected, problem.found) = (stood.value.clone(), now);
        problem.check = check;
        run.tell(node, row, problem);
    }
}
