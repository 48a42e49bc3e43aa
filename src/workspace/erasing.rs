//! Erasing the people of a household: said once by an office in charge, carried out by every office that hears of it,
//! and told back by each. What was handed out before is listed: nobody here can take it back.

use std::collections::{BTreeMap, BTreeSet};

use super::{MAX_TEXT, Outcome, Workspace, WorkspaceError};
use crate::bundle::{BundleId, Sent};
use crate::record::{Acknowledgement, Content, Draft, EditId, Erased, Erasure, PhieuId, WriterId};

/// So many papers are named in one edit.
const MOST_PAPERS: usize = 400;
/// What carrying erasures out did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedOut {
    /// The labels of the households that were here until now.
    pub labels: Vec<String>,
    /// Bundles that waited for others, and are gone: what they held may have been of them.
    pub let_go: Vec<BundleId>,
}

/// A household that was erased, and how far that has come.
#[derive(Clone, Debug)]
pub struct ErasedHousehold {
    /// What was said, and what the devices answered.
    pub erased: Erased,
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
        let mut papers = self.store.papers_of(household)?;
        papers.truncate(MOST_PAPERS);
        let content = Content::Erase(Erasure {
            label: hodan.label,
            home: hodan.first,
            papers,
        });
        let mut draft = Draft::new(Some(household.into()), Vec::new(), content);
        draft.reason = Some(reason.to_owned());
        let id = self.commit_one(draft)?;
        let erased = self.store.erased()?;
        let said = erased.iter().flat_map(|one| &one.erasures);
        if !said.into_iter().any(|(edit, _, _)| *edit == id) {
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
                for subject in refusal.subjects(one.household) {
                    let bodies = self.store.bodies(subject)?;
                    held |= bodies.iter().any(|edit| refusal.refuses(edit));
                }
                if held {
                    carried.labels.push(one.label().to_owned());
                }
                // Once they are gone nobody could tell any more whose these papers were.
                self.name_papers(one, &refusal.fresh(one.household))?;
            }
        }
        // Before the new key: what lies in deleted space then opens with nothing that is left.
        if !carried.labels.is_empty() || !self.is_remembered(&erased) {
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
            let mine = fresh.iter().filter(|(home, _)| *home == one.household);
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
            self.answer_erasure(erased.household, *of, papers.to_vec(), false)?;
        }
        Ok(())
    }

    fn answer_erasure(
        &mut self,
        household: EditId,
        of: EditId,
        papers: Vec<PhieuId>,
        done: bool,
    ) -> Outcome<()> {
        let content = Content::Erased(Acknowledgement { of, papers, done });
        self.commit_one(Draft::new(Some(household.into()), Vec::new(), content))?;
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
                    self.answer_erasure(one.household, *of, Vec::new(), true)?;
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

    /// Every household that was erased, by label.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn erased_households(&self) -> Outcome<Vec<ErasedHousehold>> {
        let mut all = Vec::new();
        let mut refusal = self.store.refusal()?;
        let keys = self.writer_keys()?;
        for erased in self.store.erased()? {
            let subjects = refusal.subjects(erased.household);
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
            all.push(ErasedHousehold {
                copies: self.copies_before(&subjects, &self.done_here(&erased, &keys))?,
                time: said.map_or(0, |edit| edit.header().time),
                reason: reason.unwrap_or_default(),
                erased,
                done,
                pending,
            });
        }
        all.sort_by(|a, b| a.erased.label().cmp(b.erased.label()));
        Ok(all)
    }
}
