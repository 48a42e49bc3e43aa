//! Erasing: which bodies must go because of the erasures in force, whether some are still here, and letting them go.

use std::collections::BTreeSet;

use super::journal::Under;
use super::view::View;
use super::{Store, StoreError, check};
use crate::record::{
    Edit, EditId, Erased, PhieuId, PhieuSubject, Refusal, Restated, SlotPath, SlotValue, SubjectId,
};

impl Store {
    /// The households that erasures in force name, and the papers from which they take people, by id.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn erased(&self) -> Result<Vec<Erased>, StoreError> {
        let mut all = Vec::new();
        for subject in self.ask(View::erased)? {
            let mut erased = Erased {
                subject,
                erasures: Vec::new(),
                answers: Vec::new(),
            };
            let tips = |path| Ok(self.slot(subject, &path)?.unwrap_or_default());
            for tip in tips(SlotPath::Erased)?.tips() {
                if let SlotValue::Erased(said) = &tip.value {
                    erased.erasures.push((tip.edit, tip.writer, said.clone()));
                }
            }
            for tip in tips(SlotPath::Acknowledged)?.tips() {
                if let SlotValue::Acknowledged(said) = &tip.value
                    && erased.erasures.iter().any(|(id, _, _)| *id == said.of)
                {
                    erased.answers.push((tip.edit, tip.writer, said.clone()));
                }
            }
            all.push(erased);
        }
        Ok(all)
    }

    /// Which bodies must go, or not be taken in. Without an erasure it costs one look.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn refusal(&self) -> Result<Refusal, StoreError> {
        let erased = self.erased()?;
        if erased.is_empty() {
            return Ok(Refusal::default());
        }
        let papers = self.phieus(None, None)?.into_iter();
        let of_households = papers.filter_map(|(key, id)| match key.subject {
            PhieuSubject::Household(household) => Some((id, household)),
            PhieuSubject::Place(_) => None,
        });
        let mut refusal = Refusal::of(&erased, of_households);
        // A paper that is not in force stands in no index, and what was said in it is of them all the same.
        for (_, id, _) in self.out_of_force()? {
            if let Some(edit) = self.edit(&id)? {
                refusal.refuses(&edit);
            }
        }
        Ok(refusal)
    }

    /// The edits of a subject that are here with their bodies, ascending.
    ///
    /// # Errors
    /// [`StoreError::View`], [`StoreError::Damaged`].
    pub fn bodies(&self, subject: SubjectId) -> Result<Vec<Edit>, StoreError> {
        self.said_of(subject, &|id| self.has_body(id))
    }

    /// Where in their chains the edits of a subject stand, with or without their bodies.
    ///
    /// # Errors
    /// [`StoreError::View`], [`StoreError::Damaged`].
    pub fn headers(&self, subject: SubjectId) -> Result<Vec<Edit>, StoreError> {
        self.said_of(subject, &|_| Ok(true))
    }

    /// The edits of a subject that are wanted, ascending.
    fn said_of(
        &self,
        subject: SubjectId,
        wanted: &dyn Fn(&EditId) -> Result<bool, StoreError>,
    ) -> Result<Vec<Edit>, StoreError> {
        let ids: BTreeSet<EditId> = self
            .ask(|view| view.history(subject))?
            .into_iter()
            .collect();
        let mut edits = Vec::new();
        for id in ids {
            if wanted(&id)? {
                edits.extend(self.edit(&id)?.filter(|edit| edit.subject() == subject));
            }
        }
        Ok(edits)
    }

    /// What the edits that named a paper's content stand for without the people that are erased from it, as far as
    /// those are still here: the edits of the office that a key stands for, and of those below it.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn restate(&self, paper: PhieuId, key: &str) -> Result<Vec<Restated>, StoreError> {
        let read = check::reader(&self.journal);
        self.ask(|view| view.restate(paper, key, &read))
    }

    /// The edits of a subject that are not in force.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn out_of_force_of(&self, subject: SubjectId) -> Result<BTreeSet<EditId>, StoreError> {
        let out = self.ask(|view| view.out_of_force_of(subject))?;
        Ok(out.into_iter().map(|(_, edit, _)| edit).collect())
    }

    /// Whether bodies are here that must go.
    ///
    /// # Errors
    /// [`StoreError::View`], [`StoreError::Damaged`].
    pub fn holds_refused(&self, refusal: &mut Refusal) -> Result<bool, StoreError> {
        for subject in refusal.all() {
            for edit in self.bodies(subject)? {
                if refusal.refuses(&edit) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Lets every refused body go: journal and view are written again under a new key, and what they were written to
    /// is overwritten. The headers stay, so that the chains still verify. A power cut leaves the store as it was or
    /// as it is to be.
    ///
    /// # Errors
    /// Those of [`Store::rewrite`]; [`StoreError::Locked`] where the store has a passphrase and was not opened by it.
    pub fn erase(&mut self, refusal: &mut Refusal) -> Result<(), StoreError> {
        self.write_again(Under::Same, &mut |edit| !refusal.refuses(edit))
    }

    /// The papers of a household, as they say themselves, ascending.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn papers_of(&self, household: EditId) -> Result<Vec<PhieuId>, StoreError> {
        let papers = self.phieus(None, None)?.into_iter();
        let of = papers.filter(|(key, _)| key.subject == PhieuSubject::Household(household));
        let mut ids: Vec<PhieuId> = of.map(|(_, id)| id).collect();
        ids.sort_unstable();
        Ok(ids)
    }
}
