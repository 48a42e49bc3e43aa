//! Papers of which one subject may have several Phiếu in one period: what there is, and what people call each.

use super::{Outcome, Workspace, WorkspaceError};
use crate::form::{Form, Period, Subject};
use crate::place::Level;
use crate::record::{Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef};

/// One of several Phiếu of a paper, subject and period, as people call it.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// The Phiếu.
    pub phieu: Phieu,
    /// Its place among its like, from 1, in the order in which they were made. It may move when an import
    /// brings one that was made earlier: it is for people, the id is the identity.
    pub number: usize,
    /// What its field with the role title says.
    pub title: Option<String>,
}

impl Workspace {
    /// Every Phiếu of a paper, subject and period, in the order in which they were made: at most one unless
    /// the paper repeats.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn phieus_of(
        &self,
        form: &str,
        subject: &PhieuSubject,
        period: Period,
    ) -> Outcome<Vec<Numbered>> {
        let all = self.store().phieus(Some(period), Some(form))?;
        let of_subject = all.into_iter().filter(|(key, _)| key.subject == *subject);
        let mut phieus = of_subject
            .map(|(_, id)| self.phieu(id))
            .collect::<Outcome<Vec<Phieu>>>()?;
        phieus.sort_by_key(Phieu::made);
        Ok((1..)
            .zip(phieus)
            .map(|(number, phieu)| Numbered {
                title: self.title_of(&phieu),
                phieu,
                number,
            })
            .collect())
    }

    /// What people call a Phiếu of a paper that repeats: its number among its like and its title. `None` for
    /// any other, which its paper, subject and period name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn numbered(&self, phieu: &Phieu) -> Outcome<Option<Numbered>> {
        if !phieu.repeats() {
            return Ok(None);
        }
        let key = phieu.key();
        let like = self.phieus_of(&key.form, &key.subject, key.period)?;
        Ok(like.into_iter().find(|one| one.phieu.id() == phieu.id()))
    }

    /// What a Phiếu's field with the role title says.
    pub fn title_of(&self, phieu: &Phieu) -> Option<String> {
        self.form_of(phieu).ok()?.title_of(phieu.answers())
    }

    /// The level of a place in a period; `None` where its code names no unit then or today.
    pub fn level_of(&self, place: &PlaceRef, period: Period) -> Option<Level> {
        match place {
            PlaceRef::Thon(_) => Some(Level::Thon),
            PlaceRef::Code(code) => self
                .unit(code, period.last_day())
                .or_else(|| self.unit(code, self.today()))
                .map(|unit| unit.level),
        }
    }

    /// Refuses a paper that is not filled for places of this level.
    pub(super) fn right_level(&self, form: &Form, key: &PhieuKey) -> Outcome<()> {
        let PhieuSubject::Place(place) = &key.subject else {
            return Ok(());
        };
        match self.level_of(place, key.period) {
            Some(level) if !form.at_level(level) => Err(WorkspaceError::WrongLevel {
                form: form.id().to_string(),
                place: self.place_label(place)?,
                levels: form.levels().to_vec(),
            }),
            _ => Ok(()),
        }
    }

    /// The papers that a place can have in a period: those of units that are filled for its level.
    pub fn papers_of_place(&self, place: &PlaceRef, period: Period) -> Vec<std::sync::Arc<Form>> {
        let level = self.level_of(place, period);
        let mut papers = self.papers(period, Subject::Place);
        papers.retain(|form| level.is_none_or(|level| form.at_level(level)));
        papers
    }

    /// The Phiếu of a paper, subject and period that an id names.
    ///
    /// # Errors
    /// If there is none of that id, or it is of another paper, subject or period.
    pub fn phieu_among(&self, id: PhieuId, key: &PhieuKey) -> Outcome<Phieu> {
        let phieu = self.phieu(id)?;
        if phieu.key() == key {
            Ok(phieu)
        } else {
            Err(WorkspaceError::NoSuch(id.to_string()))
        }
    }
}
