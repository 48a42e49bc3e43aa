//! Values that something made binding: a print that may have been signed, a list that was posted, a decision. They
//! may still be put right, with the paper that the law or practice wants for it; until that is there, a person is
//! asked.

use super::run::Run;
use super::{Code, Name, Path, Problem, Severity, Value};

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
}

/// Asks about every value that is no longer the one that stood.
pub(super) fn check(run: &mut Run<'_>) {
    let form = run.form;
    for stood in run.context.stood.iter() {
        let Some(n) = form.node_at(&stood.at) else {
            continue;
        };
        let Some(node) = form.node(n) else { continue };
        let rows = 0..run.count(node);
        let Some(row) = rows
            .into_iter()
            .find(|row| run.path(node, *row) == stood.at)
        else {
            continue;
        };
        let now = run.outcome(n, row).and_then(super::Outcome::value).cloned();
        if now == stood.value {
            continue;
        }
        let (code, check) = match &stood.by {
            StoodBy::Print => (Code::ChangedSincePrint, None),
            StoodBy::Closing(id, message) => {
                (Code::ChangedAfter, Some((id.clone(), message.clone())))
            }
        };
        let mut problem = Problem::new(code, Severity::Asks, stood.at.clone());
        (problem.expected, problem.found) = (stood.value.clone(), now);
        problem.check = check;
        run.tell(node, row, problem);
    }
}
