//! Which households of a list are wanted: choices of several kinds, any of one kind, all kinds together.

use std::collections::BTreeSet;

use super::lines::{HouseholdLine, Progress};
use crate::record::{PlaceRef, Status};

/// One thing that a household is or has, as filters choose by it. Words are the papers' own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// In which thôn, or without one in which unit.
    Thon(PlaceRef),
    /// How far its papers are.
    Progress(Progress),
    /// Where its papers stand between offices.
    Standing(Standing),
    /// Its class; empty where there is none yet.
    Class(String),
    /// How the visit ended; empty where nobody has said.
    Outcome(String),
    /// Problems that block.
    Blocks,
    /// Problems that ask.
    Asks,
    /// Conflicts.
    Conflicts,
}

/// Where the papers of a household stand between offices: one of them is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// One is given back, and not submitted again.
    Returned,
    /// One is not finished, or one that is filled every time has not begun.
    Unfinished,
    /// One is handed to the office above, and not answered.
    Submitted,
    /// One is accepted, or closed for good.
    Accepted,
}

impl Standing {
    /// All of them.
    pub const ALL: [Standing; 4] = [
        Standing::Returned,
        Standing::Unfinished,
        Standing::Submitted,
        Standing::Accepted,
    ];

    fn of(self, line: &HouseholdLine) -> bool {
        let mut stand = line.papers.values();
        match self {
            Standing::Returned => stand.any(|status| *status == Status::Returned),
            Standing::Unfinished => {
                line.progress != Progress::Finished || stand.any(|status| !status.is_finished())
            }
            Standing::Submitted => stand.any(|status| *status == Status::Submitted),
            Standing::Accepted => stand.any(|status| status.is_above()),
        }
    }
}

impl Trait {
    /// The traits of a household.
    pub fn of(line: &HouseholdLine) -> Vec<Trait> {
        let mut traits = vec![
            Trait::Thon(line.home.clone()),
            Trait::Progress(line.progress),
            Trait::Class(line.class.clone()),
            Trait::Outcome(line.outcome.clone()),
        ];
        let standing = Standing::ALL.into_iter();
        traits.extend(standing.filter(|one| one.of(line)).map(Trait::Standing));
        traits.extend((line.blocks > 0).then_some(Trait::Blocks));
        traits.extend((line.asks > 0).then_some(Trait::Asks));
        traits.extend((line.conflicts > 0).then_some(Trait::Conflicts));
        traits
    }

    /// The kind: traits of one kind are alternatives.
    pub fn kind(&self) -> usize {
        match self {
            Trait::Thon(_) => 0,
            Trait::Progress(_) => 1,
            Trait::Standing(_) => 2,
            Trait::Class(_) => 3,
            Trait::Outcome(_) => 4,
            Trait::Blocks | Trait::Asks | Trait::Conflicts => 5,
        }
    }

    fn fits(&self, line: &HouseholdLine) -> bool {
        match self {
            Trait::Thon(home) => line.home == *home,
            Trait::Progress(progress) => line.progress == *progress,
            Trait::Standing(standing) => standing.of(line),
            Trait::Class(class) => line.class == *class,
            Trait::Outcome(outcome) => line.outcome == *outcome,
            Trait::Blocks => line.blocks > 0,
            Trait::Asks => line.asks > 0,
            Trait::Conflicts => line.conflicts > 0,
        }
    }
}

/// The traits that are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    wanted: BTreeSet<Trait>,
}

impl Filter {
    /// A filter by one trait.
    pub fn by(wanted: Trait) -> Filter {
        Filter {
            wanted: BTreeSet::from([wanted]),
        }
    }

    /// Whether everything is wanted.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// What is wanted, kind by kind.
    pub fn wanted(&self) -> impl Iterator<Item = &Trait> {
        self.wanted.iter()
    }

    /// Whether a trait is wanted by name.
    pub fn wants(&self, one: &Trait) -> bool {
        self.wanted.contains(one)
    }

    /// Wants a trait, or no longer.
    pub fn toggle(&mut self, one: Trait) {
        if !self.wanted.remove(&one) {
            self.wanted.insert(one);
        }
    }

    /// Whether a household is wanted: by one trait of every kind that is chosen from.
    pub fn keeps(&self, line: &HouseholdLine) -> bool {
        let wanted: Vec<&Trait> = self.wanted.iter().collect();
        wanted
            .chunk_by(|a, b| a.kind() == b.kind())
            .all(|kind| kind.iter().any(|one| one.fits(line)))
    }
}
