//! What it takes to erase people: what an erasure names, and which bodies must go because of it.
//!
//! Of an erased household nothing is left that tells where it lived or which papers were its own. So the erasure says
//! it: the place is what the eraser's power is judged by, and the papers are what later bodies are known by.
//!
//! Of one person the rows go in each paper, and every edit beside them that names the person. The paper stays, and says
//! something else than was finished, submitted or accepted: each office tells what its own words stand for without
//! that person, so that an accepted paper stays accepted and nobody speaks for an office above.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Content, Edit, EditId, PhieuId, PhieuSubject, PlaceRef, SlotPath, SubjectId, WriterId,
};
use crate::form::{Path, RowId};

/// What an erasure says of the household, or of the paper, that its header names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erasure {
    /// The label that the household had: whoever asks what became of it is answered by it.
    pub label: String,
    /// Whom.
    pub of: Extent,
}

/// Who is erased.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// Everybody of the household.
    Household {
        /// Where it was first put, as the edit says that made it.
        home: PlaceRef,
        /// Its papers as the eraser knew them, ascending.
        papers: Vec<PhieuId>,
    },
    /// Some of its people, in one paper.
    People {
        /// Their rows, ascending.
        rows: Vec<RowId>,
        /// Other edits of the paper that name them, ascending: answers and remarks.
        edits: Vec<EditId>,
    },
}

/// What an edit that named a paper's content stands for once people are erased from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Restated {
    /// Which edit.
    pub edit: EditId,
    /// [`super::Phieu::content`] of what it named, without them.
    pub content: [u8; 32],
}

/// What the device of an office says of an erasure that reached it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acknowledgement {
    /// Of which erasure.
    pub of: EditId,
    /// Papers of the household that were here and are named nowhere yet, ascending.
    pub papers: Vec<PhieuId>,
    /// What the device's own office, and those below it, had named by contents, ascending by edit.
    pub restated: Vec<Restated>,
    /// Whether nothing of it is left at the device.
    pub done: bool,
}

impl Acknowledgement {
    /// One that says nothing yet.
    pub fn of(of: EditId) -> Acknowledgement {
        Acknowledgement {
            of,
            papers: Vec::new(),
            restated: Vec::new(),
            done: false,
        }
    }
}

/// A household that is erased, or a paper from which people are: who said so, and who has carried it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The household, or the paper.
    pub subject: SubjectId,
    /// What was said, each with its edit and its writer; ascending by (lamport, writer).
    pub erasures: Vec<(EditId, WriterId, Erasure)>,
    /// What the devices answered, each with its edit and its writer.
    pub answers: Vec<(EditId, WriterId, Acknowledgement)>,
}

impl Erased {
    /// The label that the household had.
    pub fn label(&self) -> &str {
        let first = self.erasures.first();
        first.map_or("", |(_, _, erasure)| erasure.label.as_str())
    }

    /// The household, where the whole of it is erased.
    pub fn household(&self) -> Option<EditId> {
        let whole = |(_, _, said): &(_, _, Erasure)| matches!(said.of, Extent::Household { .. });
        let whole = self.erasures.iter().any(whole);
        whole.then_some(EditId(self.subject.0))
    }

    /// The papers named, by the erasures and by the devices that knew others.
    pub fn papers(&self) -> BTreeSet<PhieuId> {
        let said = self.erasures.iter();
        let said = said.filter_map(|(_, _, said)| match &said.of {
            Extent::Household { papers, .. } => Some(papers),
            Extent::People { .. } => None,
        });
        let said = said.flatten();
        let answered = self.answers.iter().flat_map(|(_, _, said)| &said.papers);
        said.chain(answered).copied().collect()
    }
}

/// What goes of one paper because people are erased from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    rows: BTreeSet<RowId>,
    edits: BTreeSet<EditId>,
}

impl Gone {
    /// Takes in one more erasure of the paper.
    pub fn add(&mut self, erasure: &Erasure) {
        if let Extent::People { rows, edits } = &erasure.of {
            self.rows.extend(rows);
            self.edits.extend(edits);
        }
    }

    /// Whether nothing goes.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.edits.is_empty()
    }

    /// Whether the body of an edit of the paper goes: only what is said of people does, whatever an erasure names.
    pub fn takes(&self, edit: &Edit) -> bool {
        if self.is_empty() {
            return false;
        }
        let row = match edit.slot() {
            Some((SlotPath::Row(_, row), _)) => Some(row),
            Some((SlotPath::Answer(path) | SlotPath::Remark(path), _)) => match path {
                Path::Member { row, .. } | Path::Row { row, .. } => Some(row),
                Path::Field(_) | Path::Cell { .. } | Path::Whole => None,
            },
            _ => return false,
        };
        self.edits.contains(&edit.id()) || row.is_some_and(|row| self.rows.contains(&row))
    }
}

/// Which bodies must go, or not be taken in.
#[derive(Clone, Debug, Default)]
pub struct Refusal {
    /// The households, each with the places that erasures in force say it was made at.
    households: BTreeMap<SubjectId, BTreeSet<PlaceRef>>,
    /// Their papers.
    papers: BTreeMap<SubjectId, EditId>,
    /// Their papers that were named nowhere and are known by their own words.
    fresh: BTreeSet<SubjectId>,
    /// Papers that stay, with what goes of them.
    people: BTreeMap<SubjectId, Gone>,
}

impl Refusal {
    /// The refusal of what erasures in force say. `papers` are those known here, each with its household: what a
    /// paper says itself counts more than what is said of it.
    pub fn of(erased: &[Erased], papers: impl IntoIterator<Item = (PhieuId, EditId)>) -> Refusal {
        let mut refusal = Refusal::default();
        for one in erased {
            for (_, _, said) in &one.erasures {
                match &said.of {
                    Extent::Household { home, .. } => {
                        let homes = refusal.households.entry(one.subject).or_default();
                        homes.insert(home.clone());
                    }
                    Extent::People { .. } => {
                        refusal.people.entry(one.subject).or_default().add(said);
                    }
                }
            }
            if let Some(household) = one.household() {
                for paper in one.papers() {
                    refusal.papers.insert(paper.into(), household);
                }
            }
        }
        if !refusal.households.is_empty() {
            for (paper, household) in papers {
                refusal.learn(paper.into(), Some(household));
            }
        }
        refusal
    }

    /// Whether nothing is refused.
    pub fn is_empty(&self) -> bool {
        self.households.is_empty() && self.people.is_empty()
    }

    /// Takes in whose a paper is by its own words; none where it is no household's.
    fn learn(&mut self, paper: SubjectId, household: Option<EditId>) {
        let erased = household.filter(|id| self.households.contains_key(&(*id).into()));
        match erased {
            Some(household) => {
                if self.papers.insert(paper, household).is_none() {
                    self.fresh.insert(paper);
                }
            }
            None => {
                self.papers.remove(&paper);
            }
        }
    }

    /// Whether the body of an edit is refused. Looking at papers teaches whose they are.
    pub fn refuses(&mut self, edit: &Edit) -> bool {
        if self.is_empty() {
            return false;
        }
        let subject = edit.subject();
        match edit.content() {
            None | Some(Content::Erase(_) | Content::Erased(_)) => false,
            // Of a household that was made elsewhere the erasure spoke without knowing it.
            Some(Content::Household { place, .. }) => self
                .households
                .get(&subject)
                .is_some_and(|homes| homes.contains(place)),
            Some(Content::Phieu { key, .. }) => {
                let household = match &key.subject {
                    PhieuSubject::Household(id) => Some(*id),
                    PhieuSubject::Place(_) => None,
                };
                // Under any name but its own it is nobody's paper and teaches nothing.
                let own = edit.header().subject.is_none() || subject == key.id().into();
                if own {
                    self.learn(subject, household);
                }
                household.is_some_and(|id| self.households.contains_key(&id.into()))
            }
            Some(
                Content::Writer { .. }
                | Content::Thon { .. }
                | Content::Grant(_)
                | Content::Revoke(_),
            ) => false,
            Some(_) => {
                self.households.contains_key(&subject)
                    || self.papers.contains_key(&subject)
                    || self
                        .people
                        .get(&subject)
                        .is_some_and(|gone| gone.takes(edit))
            }
        }
    }

    /// The papers of a household that no erasure and no device has named, ascending.
    pub fn fresh(&self, household: EditId) -> Vec<PhieuId> {
        let fresh = self.fresh.iter();
        let of = fresh.filter(|paper| self.papers.get(paper) == Some(&household));
        of.map(|paper| PhieuId(paper.0)).collect()
    }

    /// The papers that were met and that nobody had named, each with its household.
    pub fn met(&self) -> Vec<(EditId, PhieuId)> {
        let of = |paper: &SubjectId| Some((*self.papers.get(paper)?, PhieuId(paper.0)));
        self.fresh.iter().filter_map(of).collect()
    }

    /// The households and papers of whose edits some are refused, ascending.
    pub fn all(&self) -> BTreeSet<SubjectId> {
        let whole = self.households.keys().chain(self.papers.keys());
        whole.chain(self.people.keys()).copied().collect()
    }

    /// What an erasure reaches: a household with its papers, or the one paper; ascending.
    pub fn subjects(&self, erased: &Erased) -> Vec<SubjectId> {
        let household = erased.household();
        let papers = self.papers.iter();
        let of = papers.filter(|(_, other)| Some(**other) == household);
        let mut subjects: Vec<SubjectId> = of.map(|(paper, _)| *paper).collect();
        subjects.push(erased.subject);
        subjects.sort_unstable();
        subjects
    }
}
