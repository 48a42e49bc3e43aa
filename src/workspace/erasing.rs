//! Erasing the people of a household, or one of them: said once by an office in charge, carried out by every office
//! that hears of it, and told back by each. What was handed out before is listed: nobody here can take it back.

use std::collections::{BTreeMap, BTreeSet};

use super::{MAX_TEXT, Outcome, Workspace, WorkspaceError};
use crate::bundle::{BundleId, Sent};
use crate::record::{
    Acknowledgement, Content, Draft, EditId, Erased, Erasure, Extent, PhieuId, PhieuKey, Restated,
    Sought, SubjectId, WriterId,
};

/// So many papers are named in one edit.
const MOST_PAPERS: usize = 400;
/// So many edits are restated in one edit.
const MOST_RESTATED: usize = 200;

/// What carrying erasures out did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedOut {
    /// The labels of the households that were here until now.
    pub labels: Vec<String>,
    /// The labels of the households some of whose people were here until now.
    pub people: BTreeSet<String>,
    /// Bundles that waited for others, and are gone: what they held may have been of them.
    pub let_go: Vec<BundleId>,
}

/// A household that was erased, or a paper from which people were, and how far that has come.
#[derive(Clone, Debug)]
pub struct ErasedPeople {
    /// What was said, and what the devices answered.
    pub erased: Erased,
    /// The paper, where the household stays.
    pub paper: Option<PhieuKey>,
    /// When it was said, in seconds since 1970, and why.
    pub time: i64,
    /// Why.
    pub reason: String,
    /// The keys of the devices that have carried it out, each with when it said so.
    pub done: BTreeMap<String, i64>,
    /// The bundles that may carry something of it.
    pub copies: Vec<Sent>,
    /// Whether something of it is still here.
    pub pending: bool,
}

impl Workspace {
    /// Erases the people of a household: says so, and carries it out here. It cannot be taken back.
    ///
    /// # Errors
    /// [`WorkspaceError::NotErased`] without a reason, or at the device of a thôn; if the household is not known or
    /// of another unit, or the disk refuses. Once it was said, it is carried out at the next opening at the latest.
    pub fn erase(&mut self, household: EditId, reason: &str) -> Outcome<CarriedOut> {
        let hodan = self.hodan(household)?;
        let mut papers = self.store.papers_of(household)?;
        papers.truncate(MOST_PAPERS);
        let of = Extent::Household {
            home: hodan.first,
            papers,
        };
        self.say_erased(household, vec![(household.into(), of)], reason)
    }

    /// Erases one person of a household from its papers: says so in each, and carries it out here. The papers stay. It
    /// cannot be taken back.
    ///
    /// # Errors
    /// Those of [`Workspace::erase`]; [`WorkspaceError::NotErased`] if no paper of the household has the person.
    pub fn erase_person(
        &mut self,
        household: EditId,
        person: &Sought,
        reason: &str,
    ) -> Outcome<CarriedOut> {
        let papers = self.papers_of_household(household)?;
        let parts = self.parts(&papers, person)?;
        if parts.is_empty() {
            return Err(WorkspaceError::NotErased("erase-nobody"));
        }
        let parts = parts.iter().map(|part| (part.phieu.into(), part.extent()));
        self.say_erased(household, parts.collect(), reason)
    }

    fn say_erased(
        &mut self,
        household: EditId,
        parts: Vec<(SubjectId, Extent)>,
        reason: &str,
    ) -> Outcome<CarriedOut> {
        let refuse = |code| Err(WorkspaceError::NotErased(code));
        let reason = reason.trim();
        if reason.is_empty() {
            return refuse("erase-reason");
        }
        if reason.len() > MAX_TEXT {
            return Err(WorkspaceError::TooLong);
        }
        let hodan = self.hodan(household)?;
        self.own_place(&self.place_code(&hodan.first)?)?;
        if self.authority().is_told_below(&self.public.line()) {
            return refuse("erase-not-office");
        }
        let drafts = parts.into_iter().map(|(subject, of)| {
            let label = hodan.label.clone();
            let content = Content::Erase(Erasure { label, of });
            let mut draft = Draft::new(Some(subject), Vec::new(), content);
            draft.reason = Some(reason.to_owned());
            draft
        });
        let edits = self.commit(drafts.collect())?;
        let erased = self.store.erased()?;
        let said = erased.iter().flat_map(|one| &one.erasures);
        let said: BTreeSet<EditId> = said.map(|(edit, _, _)| *edit).collect();
        if !edits.iter().all(|edit| said.contains(&edit.id())) {
            return refuse("erase-not-in-force");
        }
        self.carry_out()
    }

    /// Carries out every erasure in force: the bodies go, everything is written again under a new key, and the other
    /// offices are told. Harmless to repeat; without an erasure it costs one look.
    ///
    /// # Errors
    /// If the disk refuses: then it is still to be done, and the next opening does it.
    pub fn carry_out(&mut self) -> Outcome<CarriedOut> {
        let mut carried = CarriedOut::default();
        let erased = self.store.erased()?;
        if erased.is_empty() {
            return Ok(carried);
        }
        let mut refusal = self.store.refusal()?;
        let holds = self.store.holds_refused(&mut refusal)?;
        if holds {
            for one in &erased {
                let mut held = false;
                for subject in refusal.subjects(one) {
                    let bodies = self.store.bodies(subject)?;
                    held |= bodies.iter().any(|edit| refusal.refuses(edit));
                }
                let label = one.label().to_owned();
                // Once they are gone nobody could tell any more whose these papers were, or what was accepted in them.
                match one.household() {
                    Some(household) => {
                        self.name_papers(one, &refusal.fresh(household))?;
                        carried.labels.extend(held.then_some(label));
                    }
                    None if held => {
                        self.restate(one)?;
                        carried.people.insert(label);
                    }
                    None => {}
                }
            }
        }
        // Before the new key: what lies in deleted space then opens with nothing that is left.
        if holds || !self.is_remembered(&erased) {
            for id in self.held()? {
                self.release(id)?;
                carried.let_go.push(id);
            }
        }
        if holds {
            self.with_new_keys(|store| store.erase(&mut refusal))?;
        }
        self.acknowledge(&erased)?;
        self.remember_erased(&erased)?;
        Ok(carried)
    }

    /// Carries out what an interrupted run has left. What cannot be done now is done at the next opening.
    pub(super) fn carry_out_pending(&mut self) {
        let pending = self
            .store
            .erased()
            .is_ok_and(|erased| !self.is_remembered(&erased));
        if pending {
            // Nobody may be kept from opening by it; `erase list` and `doctor` tell that it is still to be done.
            let _ = self.carry_out();
        }
    }

    /// Names papers that turned up in bundles and were refused, so that they are known for what they are later.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(crate) fn name_refused(&mut self, fresh: &[(EditId, PhieuId)]) -> Outcome<()> {
        if fresh.is_empty() {
            return Ok(());
        }
        for one in self.store.erased()? {
            let household = one.household();
            let mine = fresh.iter().filter(|(home, _)| Some(*home) == household);
            let known = one.papers();
            let papers: BTreeSet<PhieuId> = mine.map(|(_, paper)| *paper).collect();
            let papers: Vec<PhieuId> = papers.difference(&known).copied().collect();
            self.name_papers(&one, &papers)?;
        }
        Ok(())
    }

    fn name_papers(&mut self, erased: &Erased, papers: &[PhieuId]) -> Outcome<()> {
        let Some((of, _, _)) = erased.erasures.first() else {
            return Ok(());
        };
        for papers in papers.chunks(MOST_PAPERS) {
            let said = Acknowledgement::of(*of);
            let papers = papers.to_vec();
            self.answer_erasure(erased.subject, Acknowledgement { papers, ..said })?;
        }
        Ok(())
    }

    /// Says what the words of this office, and of those below it, stand for without the people that are erased.
    fn restate(&mut self, erased: &Erased) -> Outcome<()> {
        let Some((of, _, _)) = erased.erasures.last() else {
            return Ok(());
        };
        let paper = PhieuId(erased.subject.0);
        let restated = self.store.restate(paper, &self.public.line())?;
        // What others say of it may not count; what this device has said it need not say again.
        let own = self.public.line();
        let keys = self.writer_keys()?;
        let told = erased.answers.iter();
        let told = told.filter(|(_, writer, _)| keys.get(writer) == Some(&own));
        let told: BTreeSet<&Restated> = told.flat_map(|(_, _, said)| &said.restated).collect();
        let mut fresh = restated;
        fresh.retain(|one| !told.contains(one));
        for restated in fresh.chunks(MOST_RESTATED) {
            let said = Acknowledgement::of(*of);
            let restated = restated.to_vec();
            self.answer_erasure(erased.subject, Acknowledgement { restated, ..said })?;
        }
        Ok(())
    }

    fn answer_erasure(&mut self, subject: SubjectId, said: Acknowledgement) -> Outcome<()> {
        let content = Content::Erased(said);
        self.commit_one(Draft::new(Some(subject), Vec::new(), content))?;
        Ok(())
    }

    /// Tells the other offices what was carried out here, once for each erasure and device.
    fn acknowledge(&mut self, erased: &[Erased]) -> Outcome<()> {
        let own = self.public.line();
        let keys = self.writer_keys()?;
        for one in erased {
            for (of, _, _) in &one.erasures {
                let told = one.answers.iter().any(|(_, writer, said)| {
                    said.of == *of && said.done && keys.get(writer) == Some(&own)
                });
                if !told {
                    let said = Acknowledgement::of(*of);
                    self.answer_erasure(one.subject, Acknowledgement { done: true, ..said })?;
                }
            }
        }
        Ok(())
    }

    fn writer_keys(&self) -> Outcome<BTreeMap<WriterId, String>> {
        let writers = self.store.writers()?.into_iter();
        Ok(writers
            .filter_map(|writer| Some((writer.writer, writer.key?)))
            .collect())
    }

    /// Everybody who was erased, by label: households, and papers that stay.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn erased_households(&self) -> Outcome<Vec<ErasedPeople>> {
        let mut all = Vec::new();
        let mut refusal = self.store.refusal()?;
        let keys = self.writer_keys()?;
        for erased in self.store.erased()? {
            let subjects = refusal.subjects(&erased);
            let mut pending = false;
            for subject in &subjects {
                let bodies = self.store.bodies(*subject)?;
                pending |= bodies.iter().any(|edit| refusal.refuses(edit));
            }
            let said = match erased.erasures.first() {
                Some((id, _, _)) => self.store.edit(id)?,
                None => None,
            };
            let reason = said.as_ref().and_then(|edit| edit.body()?.reason.clone());
            let mut done = BTreeMap::new();
            for (id, writer, answer) in &erased.answers {
                if let (true, Some(key), Some(edit)) =
                    (answer.done, keys.get(writer), self.store.edit(id)?)
                {
                    done.insert(key.clone(), edit.header().time);
                }
            }
            let paper = match erased.household() {
                Some(_) => None,
                None => self.store.phieu(PhieuId(erased.subject.0))?,
            };
            all.push(ErasedPeople {
                paper: paper.map(|phieu| phieu.key().clone()),
                copies: self.copies_before(&subjects, &self.done_here(&erased, &keys))?,
                time: said.map_or(0, |edit| edit.header().time),
                reason: reason.unwrap_or_default(),
                erased,
                done,
                pending,
            });
        }
        let order = |one: &ErasedPeople| {
            let paper = one.paper.as_ref();
            let paper = paper.map(|key| (key.period.last_day(), key.form.clone()));
            (one.erased.label().to_owned(), one.time, paper)
        };
        all.sort_by_key(order);
        Ok(all)
    }
}
