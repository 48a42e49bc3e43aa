//! Many households at once, as a list brings them: each whole or not at all, several to a frame.

use std::collections::{BTreeMap, BTreeSet};

use super::filling::lasting;
use super::writing::Sealing;
use super::{Outcome, Workspace, WorkspaceError};
use crate::form::{Answer, Name, Path, Period, RowId};
use crate::record::{
    Content, Draft, EditId, Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef, SlotPath,
};

/// One household with what is to be entered in its papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The household; none makes a new one.
    pub household: Option<EditId>,
    /// Where a new one lives.
    pub place: PlaceRef,
    /// Its papers.
    pub papers: Vec<IncomingPaper>,
}

/// What is to be entered in one paper; the Phiếu is made if it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingPaper {
    /// Form id.
    pub form: String,
    /// Its period.
    pub period: Period,
    /// Answers outside rosters.
    pub answers: Vec<(Name, Answer)>,
    /// Rows.
    pub rows: Vec<IncomingRow>,
}

/// Answers of one roster row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingRow {
    /// The roster.
    pub roster: Name,
    /// The row; none adds one.
    pub row: Option<RowId>,
    /// Its answers.
    pub answers: Vec<(Name, Answer)>,
}

impl Workspace {
    /// Makes households and enters answers, all of one call in one commit: a household is there with its papers
    /// or not at all. Returns the households in order.
    ///
    /// # Errors
    /// If a place, paper or Phiếu does not fit, the whole is larger than one commit can be, or the disk refuses:
    /// then nothing is kept.
    pub fn take_in(&mut self, batch: &[Incoming]) -> Outcome<Vec<EditId>> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let mut sealing = self.sealing()?;
        let mut labels = BTreeSet::new();
        let mut households = Vec::with_capacity(batch.len());
        for incoming in batch {
            let household = match incoming.household {
                Some(household) => household,
                None => self.seal_household(&mut sealing, &incoming.place, &mut labels)?,
            };
            for paper in &incoming.papers {
                let known = incoming.household.is_some();
                self.seal_paper(&mut sealing, household, paper, known)?;
            }
            households.push(household);
        }
        self.keep(sealing)?;
        Ok(households)
    }

    fn seal_household(
        &self,
        sealing: &mut Sealing,
        place: &PlaceRef,
        labels: &mut BTreeSet<String>,
    ) -> Outcome<EditId> {
        self.own_place(&self.place_code(place)?)?;
        let label = self.household_label(place, labels)?;
        labels.insert(label.clone());
        let content = Content::Household {
            label,
            place: place.clone(),
        };
        sealing.add(Draft::new(None, Vec::new(), content))
    }

    fn seal_paper(
        &self,
        sealing: &mut Sealing,
        household: EditId,
        paper: &IncomingPaper,
        known: bool,
    ) -> Outcome<()> {
        let key = PhieuKey {
            form: paper.form.clone(),
            subject: PhieuSubject::Household(household),
            period: paper.period,
        };
        let there = match known {
            true => self.store.phieu(key.id())?,
            false => None,
        };
        let id = match &there {
            Some(phieu) => phieu.id(),
            None => {
                let form = self.form_for(&key)?;
                if form.repeats() {
                    return Err(WorkspaceError::WrongSubject { form: key.form });
                }
                let hash = form.hash().0;
                let (id, draft) = Draft::phieu(key, form.version().to_owned(), hash);
                sealing.add(draft)?;
                id
            }
        };
        // Of two answers to one question the later one counts.
        let mut answers: BTreeMap<Path, Answer> = BTreeMap::new();
        for (field, answer) in &paper.answers {
            answers.insert(Path::Field(field.clone()), lasting(answer.clone())?);
        }
        for incoming in &paper.rows {
            let roster = incoming.roster.clone();
            let row = match incoming.row {
                Some(row) => row,
                None => {
                    let roster = roster.clone();
                    let content = Content::RowAdded { roster };
                    let draft = Draft::new(Some(id.into()), Vec::new(), content);
                    sealing.add(draft)?.into()
                }
            };
            for (field, answer) in &incoming.answers {
                let path = Path::Member {
                    roster: roster.clone(),
                    row,
                    field: field.clone(),
                };
                answers.insert(path, lasting(answer.clone())?);
            }
        }
        for (path, answer) in answers {
            seal_answer(sealing, id, there.as_ref(), path, answer)?;
        }
        Ok(())
    }
}

fn seal_answer(
    sealing: &mut Sealing,
    id: PhieuId,
    there: Option<&Phieu>,
    path: Path,
    answer: Answer,
) -> Outcome<()> {
    if there.is_some_and(|phieu| phieu.answers().get(&path) == Some(&answer)) {
        return Ok(());
    }
    let replaces = there.map_or_else(Vec::new, |phieu| {
        phieu.replaces(&SlotPath::Answer(path.clone()))
    });
    let answer = Some(answer);
    let content = Content::Answer { path, answer };
    sealing.add(Draft::new(Some(id.into()), replaces, content))?;
    Ok(())
}
