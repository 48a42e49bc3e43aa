//! Households and thôn: made by edits, named by labels.

use std::collections::BTreeSet;

use super::{MAX_TEXT, Outcome, Workspace, WorkspaceError};
use crate::record::{
    Content, Created, Draft, EditId, HoDan, PhieuSubject, PlaceRef, SlotPath, SlotValue,
};

/// A thôn as its creating edit names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thon {
    /// Identity.
    pub id: EditId,
    /// Label like `06256-004`.
    pub label: String,
    /// Name.
    pub name: String,
    /// Code of the xã.
    pub parent: String,
}

impl Workspace {
    /// Every thôn, by label.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn thons(&self) -> Outcome<Vec<Thon>> {
        let mut thons: Vec<Thon> = self
            .store
            .thons()?
            .into_iter()
            .filter_map(|(id, slot)| match slot.shown()? {
                SlotValue::Created(Created::Thon {
                    label,
                    name,
                    parent,
                }) => Some(Thon {
                    id,
                    label: label.clone(),
                    name: name.clone(),
                    parent: parent.clone(),
                }),
                _ => None,
            })
            .collect();
        thons.sort_by(|a, b| (&a.label, a.id).cmp(&(&b.label, b.id)));
        Ok(thons)
    }

    /// Adds a thôn to a xã; its label is the xã's code and the next number.
    ///
    /// # Errors
    /// If the xã is unknown or not of this workspace's unit, or the disk refuses.
    pub fn add_thon(&mut self, parent: &str, name: &str) -> Outcome<Thon> {
        if self.unit(parent, self.today()).is_none() {
            return Err(WorkspaceError::NoPlace {
                code: parent.to_owned(),
                date: self.today(),
            });
        }
        self.own_place(parent)?;
        if name.len() > MAX_TEXT {
            return Err(WorkspaceError::TooLong);
        }
        let letter = self.letter()?;
        let taken = |label: &str| Ok(!self.store.thon_by_label(label)?.is_empty());
        let label = self.next_label(parent, &letter, taken)?;
        let name = crate::text::nfc(name.trim());
        let content = Content::Thon {
            label: label.clone(),
            name: name.clone(),
            parent: parent.to_owned(),
        };
        let id = self.commit_one(Draft::new(None, Vec::new(), content))?;
        Ok(Thon {
            id,
            label,
            name,
            parent: parent.to_owned(),
        })
    }

    /// Every household, by label.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn households(&self) -> Outcome<Vec<HoDan>> {
        let mut households = self.store.households()?;
        households.sort_by(|a, b| (&a.label, a.id).cmp(&(&b.label, b.id)));
        Ok(households)
    }

    /// Adds a household; its label is that of the thôn and the next number.
    ///
    /// # Errors
    /// If the place is unknown or not of this workspace's unit, or the disk refuses.
    pub fn add_household(&mut self, place: PlaceRef) -> Outcome<HoDan> {
        self.own_place(&self.place_code(&place)?)?;
        let label = self.household_label(&place, &BTreeSet::new())?;
        let content = Content::Household {
            label: label.clone(),
            place: place.clone(),
        };
        let id = self.commit_one(Draft::new(None, Vec::new(), content))?;
        self.hodan(id)
    }

    /// A household as it stands.
    ///
    /// # Errors
    /// If it is not known.
    pub fn hodan(&self, id: EditId) -> Outcome<HoDan> {
        let slots = self.store.subject_slots(id.into())?;
        HoDan::read(id, slots).ok_or_else(|| WorkspaceError::NoSuch(id.to_string()))
    }

    /// The label of a new household of a place: past those that stand, and past those that wait to be committed.
    pub(super) fn household_label(
        &self,
        place: &PlaceRef,
        waiting: &BTreeSet<String>,
    ) -> Outcome<String> {
        // A household without a thôn stands under number 000, so that its label is never that of a thôn.
        let prefix = match place {
            PlaceRef::Code(code) => format!("{code}-000"),
            PlaceRef::Thon(_) => self.place_label(place)?,
        };
        let letter = self.letter()?;
        let taken = |label: &str| {
            Ok(waiting.contains(label) || !self.store.household_by_label(label)?.is_empty())
        };
        self.next_label(&prefix, &letter, taken)
    }

    /// The thôn or xã that a label or code names.
    ///
    /// # Errors
    /// If nothing or more than one thing is named so.
    pub fn place_ref(&self, text: &str) -> Outcome<PlaceRef> {
        match self.store.thon_by_label(text)?.as_slice() {
            [id] => return Ok(PlaceRef::Thon(*id)),
            [] => {}
            _ => return Err(WorkspaceError::Ambiguous(text.to_owned())),
        }
        match self.unit(text, self.today()) {
            Some(_) => Ok(PlaceRef::Code(text.to_owned())),
            None => Err(WorkspaceError::NoSuch(text.to_owned())),
        }
    }

    /// The household that a label names.
    ///
    /// # Errors
    /// If nothing or more than one household is named so.
    pub fn household(&self, label: &str) -> Outcome<EditId> {
        match self.store.household_by_label(label)?.as_slice() {
            [id] => Ok(*id),
            [] => Err(WorkspaceError::NoSuch(label.to_owned())),
            _ => Err(WorkspaceError::Ambiguous(label.to_owned())),
        }
    }

    /// A place's label: the code, or the thôn's label.
    ///
    /// # Errors
    /// If the thôn is not known.
    pub fn place_label(&self, place: &PlaceRef) -> Outcome<String> {
        match place {
            PlaceRef::Code(code) => Ok(code.clone()),
            PlaceRef::Thon(id) => match self.created(*id)? {
                Some(Created::Thon { label, .. }) => Ok(label),
                _ => Err(WorkspaceError::NoSuch(id.to_string())),
            },
        }
    }

    /// A place's name: the thôn's, or the unit's of today.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn place_name(&self, place: &PlaceRef) -> Outcome<String> {
        Ok(match place {
            PlaceRef::Code(code) => self
                .unit(code, self.today())
                .map_or_else(|| code.clone(), |unit| unit.name.to_string()),
            PlaceRef::Thon(id) => match self.created(*id)? {
                Some(Created::Thon { name, .. }) => name,
                _ => String::new(),
            },
        })
    }

    /// The code of the official unit that a place belongs to.
    ///
    /// # Errors
    /// If the thôn is not known.
    pub fn place_code(&self, place: &PlaceRef) -> Outcome<String> {
        match place {
            PlaceRef::Code(code) => Ok(code.clone()),
            PlaceRef::Thon(id) => match self.created(*id)? {
                Some(Created::Thon { parent, .. }) => Ok(parent),
                _ => Err(WorkspaceError::NoSuch(id.to_string())),
            },
        }
    }

    /// Where a Phiếu's subject is.
    ///
    /// # Errors
    /// If the household is not known.
    pub fn subject_place(&self, subject: &PhieuSubject) -> Outcome<PlaceRef> {
        match subject {
            PhieuSubject::Place(place) => Ok(place.clone()),
            PhieuSubject::Household(id) => Ok(self.hodan(*id)?.place),
        }
    }

    /// A Phiếu's subject as people name it: the household's label, the thôn's label or the code.
    ///
    /// # Errors
    /// If the subject is not known.
    pub fn subject_label(&self, subject: &PhieuSubject) -> Outcome<String> {
        match subject {
            PhieuSubject::Place(place) => self.place_label(place),
            PhieuSubject::Household(id) => Ok(self.hodan(*id)?.label),
        }
    }

    pub(super) fn created(&self, id: EditId) -> Outcome<Option<Created>> {
        let slots = self.store.subject_slots(id.into())?;
        Ok(slots
            .into_iter()
            .find_map(|(path, slot)| match (path, slot.shown()) {
                (SlotPath::Created, Some(SlotValue::Created(created))) => Some(created.clone()),
                _ => None,
            }))
    }

    /// `prefix-NNN`, past those that stand: found by probing the index of labels, so that it costs the same
    /// in any village. The chain that this workspace writes is told by a letter where it is not the first one
    /// known, so that two laptops of one commune do not make the same labels.
    fn next_label(
        &self,
        prefix: &str,
        letter: &str,
        taken: impl Fn(&str) -> Outcome<bool>,
    ) -> Outcome<String> {
        let label = |number: u64, letter: &str| format!("{prefix}-{number:03}{letter}");
        let stands = |number: u64| {
            Ok::<bool, WorkspaceError>(taken(&label(number, ""))? || taken(&label(number, letter))?)
        };
        let mut high: u64 = 1;
        while stands(high)? {
            high = high
                .checked_mul(2)
                .ok_or_else(|| WorkspaceError::Ambiguous(prefix.to_owned()))?;
        }
        let mut low = high / 2;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if stands(middle)? {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(label(high, letter))
    }

    /// The letter of this machine's labels, chosen when it makes the first one and kept: none, b, c, …, the first
    /// that no label here has yet. Two that begin without having heard of each other may make the same labels:
    /// that is told, and a person gives one of them another.
    pub(super) fn letter(&self) -> Outcome<String> {
        // A chain that cannot go on, of a copied folder say, goes on elsewhere under the letter that it had.
        let parted = self.chain.is_none() && self.config.writer.is_some();
        if let Some(letter) = self.config.letter.as_ref().filter(|_| !parted) {
            return Ok(letter.clone());
        }
        let thons = self.thons()?.into_iter().map(|thon| thon.label);
        let households = self.households()?.into_iter().map(|home| home.label);
        let labels: Vec<String> = thons.chain(households).collect();
        let letters = std::iter::once(String::new()).chain(('b'..='z').map(String::from));
        let letters: Vec<String> = letters.collect();
        let ends = |label: &&String| label.ends_with(|last: char| last.is_ascii_lowercase());
        let used = |letter: &&String| match letter.is_empty() {
            true => labels.iter().any(|label| !ends(&label)),
            false => labels.iter().any(|label| label.ends_with(letter.as_str())),
        };
        Ok(letters
            .iter()
            .find(|letter| !used(letter))
            .cloned()
            .unwrap_or_default())
    }
}
