//! What it takes to erase a household: what an erasure names, and which bodies must go because of it.
//!
//! Of an erased household nothing is left that tells where it lived or which papers were its own. So the erasure says
//! it: the place is what the eraser's power is judged by, and the papers are what later bodies are known by.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, Edit, EditId, PhieuId, PhieuSubject, PlaceRef, SubjectId, WriterId};

/// What an erasure says of the household that its header names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erasure {
    /// The label that it had: whoever asks what became of it is answered by it.
    pub label: String,
    /// Where it was first put, as the edit says that made it.
    pub home: PlaceRef,
    /// Its papers as the eraser knew them, ascending.
    pub papers: Vec<PhieuId>,
}

/// What the device of an office says of an erasure that reached it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acknowledgement {
    /// Of which erasure.
    pub of: EditId,
    /// Papers of the household that were here and are named nowhere yet, ascending.
    pub papers: Vec<PhieuId>,
    /// Whether nothing of it is left at the device.
    pub done: bool,
}

/// A household that is erased: who said so, and who has carried it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Which.
    pub household: EditId,
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

    /// The papers named, by the erasures and by the devices that knew others.
    pub fn papers(&self) -> BTreeSet<PhieuId> {
        let said = self.erasures.iter().flat_map(|(_, _, said)| &said.papers);
        let answered = self.answers.iter().flat_map(|(_, _, said)| &said.papers);
        said.chain(answered).copied().collect()
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
}

impl Refusal {
    /// The refusal of what erasures in force say. `papers` are those known here, each with its household: what a
    /// paper says itself counts more than what is said of it.
    pub fn of(erased: &[Erased], papers: impl IntoIterator<Item = (PhieuId, EditId)>) -> Refusal {
        let mut refusal = Refusal::default();
        for one in erased {
            let homes = one.erasures.iter().map(|(_, _, said)| said.home.clone());
            let subject = SubjectId::from(one.household);
            refusal.households.insert(subject, homes.collect());
            for paper in one.papers() {
                refusal.papers.insert(paper.into(), one.household);
            }
        }
        if !refusal.is_empty() {
            for (paper, household) in papers {
                refusal.learn(paper.into(), Some(household));
            }
        }
        refusal
    }

    /// Whether nothing is refused.
    pub fn is_empty(&self) -> bool {
        self.households.is_empty()
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
            Some(_) => self.households.contains_key(&subject) || self.papers.contains_key(&subject),
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

    /// The households and papers whose edits are refused, ascending.
    pub fn all(&self) -> BTreeSet<SubjectId> {
        let households = self.households.keys();
        households.chain(self.papers.keys()).copied().collect()
    }

    /// The subjects of a household: itself and its papers, ascending.
    pub fn subjects(&self, household: EditId) -> Vec<SubjectId> {
        let papers = self.papers.iter();
        let of = papers.filter(|(_, other)| **other == household);
        let mut subjects: Vec<SubjectId> = of.map(|(paper, _)| *paper).collect();
        subjects.push(household.into());
        subjects.sort_unstable();
        subjects
    }
}
