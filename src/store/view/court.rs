//! What the view knows, with the changes that are not in it yet, for whoever judges.

use std::collections::{BTreeSet, HashMap};

use super::force::Reader;
use super::guard::Fault;
use super::key;
use super::pending::Pending;
use crate::record::{
    Created, EditId, End, PhieuSubject, PlaceRef, Registry, Slot, SlotPath, SlotValue, SubjectId,
    WriterId,
};

/// What was looked up before.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) keys: HashMap<WriterId, Option<String>>,
    pub(super) places: HashMap<SubjectId, Vec<PlaceRef>>,
    pub(super) chains: HashMap<EditId, Vec<EditId>>,
}

/// What the pending view knows, for the judge.
pub(super) struct Court<'p, 'v, 'r> {
    pub(super) pending: &'p Pending<'v>,
    pub(super) read: Reader<'r>,
}

impl Registry for Court<'_, '_, '_> {
    type Error = Fault;

    fn within(&self, code: &str, above: &str) -> bool {
        let rule = self.pending.rule();
        rule.is_some_and(|rule| (rule.within)(code, above))
    }

    fn parent(&self, thon: EditId) -> Result<Option<String>, Fault> {
        let parent = self.pending.get(&key::parent(thon))?;
        let text = parent.map(|bytes| String::from_utf8(bytes).map_err(|_| Fault::Row));
        text.transpose()
    }

    fn places(&self, subject: SubjectId) -> Result<Vec<PlaceRef>, Fault> {
        if let Some(known) = self.pending.unsettled.known.borrow().places.get(&subject) {
            return Ok(known.clone());
        }
        let places = self.find_places(subject)?;
        if !places.is_empty() {
            let mut known = self.pending.unsettled.known.borrow_mut();
            known.places.insert(subject, places.clone());
        }
        Ok(places)
    }

    fn key(&self, writer: WriterId) -> Result<Option<String>, Fault> {
        if let Some(known) = self.pending.unsettled.known.borrow().keys.get(&writer) {
            return Ok(known.clone());
        }
        let mut keys = BTreeSet::new();
        for id in self.pending.at_seq(writer, 1)? {
            let slot = self.pending.slot(id.into(), &SlotPath::Created)?;
            for tip in slot.tips().iter().filter(|tip| tip.edit == id) {
                if let SlotValue::Created(Created::Writer { key }) = &tip.value {
                    keys.insert(key.clone());
                }
            }
        }
        // Two first edits that name different keys speak for nobody.
        let key = match keys.len() {
            1 => keys.pop_first(),
            _ => None,
        };
        let mut known = self.pending.unsettled.known.borrow_mut();
        known.keys.insert(writer, key.clone());
        Ok(key)
    }

    fn edit(&self, id: EditId) -> Result<Option<(WriterId, SubjectId)>, Fault> {
        let Some(at) = self.pending.location(id)? else {
            return Ok(None);
        };
        let edit = (self.read)(at)?;
        Ok((edit.id() == id).then(|| (edit.header().writer, edit.subject())))
    }

    fn leads_to(&self, end: &End, seq: u64, edit: EditId) -> Result<bool, Fault> {
        if self.pending.forks(end.writer)?.is_empty() {
            // One way down. The end itself may not have arrived: what comes before it is on it all the same,
            // or else a fork will show.
            return Ok(seq <= end.seq);
        }
        let place = usize::try_from(end.seq.saturating_sub(seq)).unwrap_or(usize::MAX);
        if let Some(chain) = self.pending.unsettled.known.borrow().chains.get(&end.edit) {
            return Ok(chain.get(place) == Some(&edit));
        }
        let mut chain = Vec::new();
        let mut next = Some(end.edit);
        while let Some(id) = next {
            chain.push(id);
            next = match self.pending.location(id)? {
                Some(at) => (self.read)(at)?.header().prev,
                None => None,
            };
        }
        let found = chain.get(place) == Some(&edit);
        let mut known = self.pending.unsettled.known.borrow_mut();
        known.chains.insert(end.edit, chain);
        Ok(found)
    }
}

impl Court<'_, '_, '_> {
    pub(super) fn find_places(&self, subject: SubjectId) -> Result<Vec<PlaceRef>, Fault> {
        let created = self.pending.slot(subject, &SlotPath::Created)?;
        let id = crate::record::PhieuId(subject.0);
        for tip in created.tips().iter().rev() {
            let SlotValue::Created(created) = &tip.value else {
                continue;
            };
            match created {
                Created::Phieu { key, .. } if tip.makes(id) => {
                    return match &key.subject {
                        PhieuSubject::Household(home) => self.places((*home).into()),
                        PhieuSubject::Place(place) => Ok(vec![place.clone()]),
                    };
                }
                Created::Household { place, .. } => {
                    let mut places = vec![place.clone()];
                    for turn in 1.. {
                        let slot = self.pending.slot(subject, &SlotPath::Home(turn))?;
                        if slot == Slot::default() {
                            break;
                        }
                        for tip in slot.tips() {
                            if let SlotValue::Moved(Some(to)) = &tip.value {
                                places.push(to.place.clone());
                            }
                        }
                    }
                    return Ok(places);
                }
                Created::Thon { parent, .. } => return Ok(vec![PlaceRef::Code(parent.clone())]),
                _ => {}
            }
        }
        Ok(Vec::new())
    }
}
