//! What the view answers. Every answer is by key or by prefix; nothing here reads everything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::guard::Fault;
use super::pending::Pending;
use super::{Location, Reader, View, anew, bag, covered, force, key, pending, row, sealed, take};
use crate::form::Period;
use crate::record::{
    Edit, EditId, HoDan, OutOfForce, PhieuId, PhieuKey, Restated, SignedHead, Slot, SlotPath,
    SubjectId, WriterId,
};

/// An edit's place and whether its body is there.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Standing {
    pub(in crate::store) at: Location,
    pub(in crate::store) body: bool,
}

impl View {
    /// Calls `each` for every entry under a prefix, in key order, until it breaks.
    fn under(
        &self,
        prefix: &[u8],
        mut each: impl FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>, Fault>,
    ) -> Result<(), Fault> {
        let prefix = sealed::outer(&self.keys, prefix);
        self.guard(|db| {
            for entry in db.scan_prefix(&prefix) {
                let (key, stored) = entry?;
                let (key, value) = sealed::read(&self.keys, &key, &stored)?;
                if each(&key, &value)?.is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    fn long(&self, key: &[u8], stored: &[u8]) -> Result<Vec<u8>, Fault> {
        pending::join(key, stored, |key| self.raw(key))
    }

    /// A long value by its key.
    fn whole(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        match self.raw(key)? {
            Some(stored) => self.long(key, &stored).map(Some),
            None => Ok(None),
        }
    }

    /// Where an edit stands, by its id alone.
    pub(in crate::store) fn standing(&self, id: EditId) -> Result<Option<Standing>, Fault> {
        let found = key::edits().find(key::edit_name(&id), |key| self.whole(key))?;
        for at in found.unwrap_or_default().chunks(24) {
            let (writer, seq) = key::of_at(at).ok_or(Fault::Row)?;
            if let Some(standing) = self.standing_at(writer, seq, id)? {
                return Ok(Some(standing));
            }
        }
        Ok(None)
    }

    /// Where an edit stands whose writer and seq are known too: one look less.
    pub(in crate::store) fn standing_at(
        &self,
        writer: WriterId,
        seq: u64,
        id: EditId,
    ) -> Result<Option<Standing>, Fault> {
        let seqs = take::seqs(self.whole(&key::seq(writer, seq))?)?;
        let Ok(at) = seqs.binary_search_by(|row| (row.seq, row.id).cmp(&(seq, id.0))) else {
            return Ok(None);
        };
        let places = self
            .whole(&key::places(writer, seq))?
            .ok_or(Fault::Incomplete)?;
        let places: Vec<row::PlaceInJournal> = row::decode(&places)?;
        match (seqs.get(at), places.get(at)) {
            (Some(row), Some(place)) => Ok(Some(Standing {
                at: Location {
                    segment: place.segment,
                    offset: place.offset,
                    index: place.index,
                },
                body: row.body,
            })),
            _ => Err(Fault::Incomplete),
        }
    }

    /// Calls `each` for every entry of the bag under a prefix.
    fn entries(
        &self,
        prefix: &[u8],
        mut each: impl FnMut(&[u8], &[u8]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.under(prefix, |key, stored| {
            for (name, value) in bag::row_entries(key, &self.long(key, stored)?)? {
                each(&name, &value)?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Every slot of a subject, by kind and path.
    pub(in crate::store) fn subject_slots(
        &self,
        subject: SubjectId,
    ) -> Result<Vec<(SlotPath, Slot)>, Fault> {
        let mut slots = BTreeMap::new();
        self.entries(&key::slots(subject), |name, value| {
            let path = key::slot_path(name).ok_or(Fault::Row)?;
            slots.insert(name.to_vec(), (path, row::slot_of(value)?));
            Ok(())
        })?;
        Ok(slots.into_values().collect())
    }

    pub(in crate::store) fn slot(
        &self,
        subject: SubjectId,
        path: &SlotPath,
    ) -> Result<Option<Slot>, Fault> {
        let found = key::slot_bag(subject).find(&key::slot_name(path), |key| self.whole(key))?;
        found.map(|bytes| row::slot_of(&bytes)).transpose()
    }

    /// The edits at the seqs of a subject's edits. At a fork some may be of other subjects.
    pub(in crate::store) fn history(&self, subject: SubjectId) -> Result<Vec<EditId>, Fault> {
        let mut seqs = BTreeSet::new();
        self.entries(&key::histories(subject), |name, _| {
            seqs.insert(key::of_at(name).ok_or(Fault::Row)?);
            Ok(())
        })?;
        let mut ids = Vec::new();
        for (writer, seq) in seqs {
            ids.append(&mut self.at_seq(writer, seq)?);
        }
        Ok(ids)
    }

    pub(super) fn keys(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
        let mut keys = Vec::new();
        self.under(prefix, |key, _| {
            keys.push(key.to_vec());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(keys)
    }

    /// Every edit that is not in force, with what it is about and why.
    pub(in crate::store) fn out_of_force(
        &self,
    ) -> Result<Vec<(SubjectId, EditId, OutOfForce)>, Fault> {
        let mut rows = Vec::new();
        self.under(&[key::FORCE], |key, stored| {
            let subject = SubjectId(key::last_id(key).ok_or(Fault::Row)?);
            rows.push((subject, row::decode(&self.long(key, stored)?)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(force::listed(rows))
    }

    /// Everything of which an office above has ever said something.
    pub(in crate::store) fn reviewed(&self) -> Result<Vec<SubjectId>, Fault> {
        let mut subjects = Vec::new();
        self.under(&[key::FORCE], |key, stored| {
            let row: force::ForceRow = row::decode(&self.long(key, stored)?)?;
            if row.reviewed {
                subjects.push(SubjectId(key::last_id(key).ok_or(Fault::Row)?));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(subjects)
    }

    /// The edits of a subject that are not in force, with the reasons.
    pub(in crate::store) fn out_of_force_of(
        &self,
        subject: SubjectId,
    ) -> Result<Vec<(SubjectId, EditId, OutOfForce)>, Fault> {
        let Some(bytes) = self.whole(&key::force(subject))? else {
            return Ok(Vec::new());
        };
        Ok(force::listed([(subject, row::decode(&bytes)?)]))
    }

    fn last_ids(&self, prefix: &[u8]) -> Result<Vec<[u8; 32]>, Fault> {
        let mut ids = Vec::new();
        self.under(prefix, |key, _| {
            ids.push(key::last_id(key).ok_or(Fault::Row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ids)
    }

    pub(in crate::store) fn households(&self) -> Result<Vec<HoDan>, Fault> {
        let mut households = Vec::new();
        for id in self.last_ids(&[key::HOUSEHOLD])? {
            let slots = self.subject_slots(SubjectId(id))?;
            households.extend(HoDan::read(EditId(id), slots));
        }
        Ok(households)
    }

    /// The households that are erased, and the papers from which people are, by id.
    pub(in crate::store) fn erased(&self) -> Result<Vec<SubjectId>, Fault> {
        let ids = self.last_ids(&[key::ERASED])?;
        Ok(ids.into_iter().map(SubjectId).collect())
    }

    /// What the edits of a paper that named its content stand for without the people that are erased from it: those
    /// of the key's own office and of those below it.
    pub(in crate::store) fn restate(
        &self,
        paper: PhieuId,
        own: &str,
        read: Reader<'_>,
    ) -> Result<Vec<Restated>, Fault> {
        let (pending, subject) = (Pending::new(self), SubjectId::from(paper));
        let edits = force::edits_of(&pending, subject, read)?;
        let erasing = anew::Erasing::of(&pending, &edits, read)?;
        let edits: Vec<&Edit> = edits.iter().collect();
        let (told, gone) = (&erasing.told, &erasing.gone);
        let mut restated = covered::restate(&pending, subject, &edits, told, gone, read)?;
        let mut mine = BTreeSet::new();
        for one in &restated {
            if force::speaks_for(&pending, own, one.edit, read)? {
                mine.insert(one.edit);
            }
        }
        restated.retain(|one| mine.contains(&one.edit));
        Ok(restated)
    }

    /// The pieces of published papers, by edit.
    pub(in crate::store) fn papers(&self) -> Result<Vec<EditId>, Fault> {
        self.last_ids(&[key::PAPER]).map(edit_ids)
    }

    pub(in crate::store) fn thons(&self) -> Result<Vec<(EditId, Slot)>, Fault> {
        let mut created = Vec::new();
        for id in self.last_ids(&[key::THON])? {
            let slot = self
                .slot(SubjectId(id), &SlotPath::Created)?
                .ok_or(Fault::Incomplete)?;
            created.push((EditId(id), slot));
        }
        Ok(created)
    }

    pub(in crate::store) fn households_labelled(&self, label: &str) -> Result<Vec<EditId>, Fault> {
        let mut ids = self.last_ids(&key::labels(key::HOUSEHOLD, label))?;
        ids.append(&mut self.last_ids(&key::labels(key::MOVED, label))?);
        ids.sort_unstable();
        ids.dedup();
        Ok(edit_ids(ids))
    }

    pub(in crate::store) fn thons_labelled(&self, label: &str) -> Result<Vec<EditId>, Fault> {
        self.last_ids(&key::labels(key::THON, label)).map(edit_ids)
    }

    /// The Phiếu of a period, of a form, of both, or all.
    pub(in crate::store) fn phieus(
        &self,
        period: Option<Period>,
        form: Option<&str>,
    ) -> Result<Vec<(PhieuKey, PhieuId)>, Fault> {
        let (prefix, by_form) = match (period, form) {
            (None, Some(form)) => (key::by_form(form), true),
            (period, form) => (key::by_period(period, form), false),
        };
        let mut phieus = Vec::new();
        self.under(&prefix, |key, value| {
            let id = key::last_id(key).ok_or(Fault::Row)?;
            let middle = key
                .len()
                .checked_sub(33)
                .and_then(|end| key.get(1..end))
                .ok_or(Fault::Row)?;
            let text = std::str::from_utf8(middle).map_err(|_| Fault::Row)?;
            let (first, second) = text.split_once('\0').ok_or(Fault::Row)?;
            let (form, period) = if by_form {
                (first, second)
            } else {
                (second, first)
            };
            phieus.push((
                PhieuKey {
                    form: form.to_owned(),
                    subject: row::subject_of(value)?,
                    period: Period::parse(period).ok_or(Fault::Row)?,
                },
                PhieuId(id),
            ));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(phieus)
    }

    /// The periods of a form's Phiếu, skipping from one period to the next.
    pub(in crate::store) fn form_periods(&self, form: &str) -> Result<Vec<Period>, Fault> {
        let prefix = key::by_form(form);
        self.guard(|db| {
            let mut periods = Vec::new();
            let mut from = prefix.clone();
            while let Some(entry) = db.range(from..).next() {
                let (key, _) = entry?;
                let Some(rest) = key.strip_prefix(prefix.as_slice()) else {
                    break;
                };
                let spelled: Vec<u8> = rest.iter().copied().take_while(|byte| *byte != 0).collect();
                let text = std::str::from_utf8(&spelled).map_err(|_| Fault::Row)?;
                periods.push(Period::parse(text).ok_or(Fault::Row)?);
                // Behind every key of this period: its end is a zero byte.
                from = [prefix.as_slice(), &spelled, &[1]].concat();
            }
            periods.sort();
            Ok(periods)
        })
    }

    pub(in crate::store) fn at_seq(
        &self,
        writer: WriterId,
        seq: u64,
    ) -> Result<Vec<EditId>, Fault> {
        let seqs = take::seqs(self.whole(&key::seq(writer, seq))?)?;
        let at_seq = seqs.iter().filter(|row| row.seq == seq);
        Ok(at_seq.map(|row| EditId(row.id)).collect())
    }

    /// Every writer, skipping from one to the next.
    pub(in crate::store) fn writers(&self) -> Result<Vec<WriterId>, Fault> {
        self.guard(|db| {
            let mut writers = Vec::new();
            let mut from = vec![key::SEQ];
            while let Some(entry) = db.range(from..vec![key::SEQ + 1]).next() {
                let (writer, _) = key::of_seqs(&entry?.0).ok_or(Fault::Row)?;
                writers.push(writer);
                from = key::seq(writer, u64::MAX);
                from.push(0);
            }
            Ok(writers)
        })
    }

    /// The greatest seq of a writer.
    pub(in crate::store) fn last_seq(&self, writer: WriterId) -> Result<Option<u64>, Fault> {
        let last = self.guard(|db| {
            let last = db.scan_prefix(key::seqs(writer)).next_back();
            let Some((key, stored)) = last.transpose()? else {
                return Ok(None);
            };
            let (key, value) = sealed::read(&self.keys, &key, &stored)?;
            Ok(Some((key.into_owned(), value)))
        })?;
        let Some((key, stored)) = last else {
            return Ok(None);
        };
        let seqs = take::seqs(Some(self.long(&key, &stored)?))?;
        seqs.last().map(|row| Some(row.seq)).ok_or(Fault::Row)
    }

    /// Every seq at which a writer has more than one edit.
    pub(in crate::store) fn forks(&self, writer: WriterId) -> Result<Vec<u64>, Fault> {
        let mut forks = Vec::new();
        self.under(&key::forks(writer), |key, _| {
            forks.push(key.get(1..).and_then(key::of_at).ok_or(Fault::Row)?.1);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(forks)
    }

    /// Every head kept of a writer, by seq.
    pub(in crate::store) fn heads(&self, writer: WriterId) -> Result<Vec<SignedHead>, Fault> {
        let mut heads = Vec::new();
        let mut prefix = vec![key::HEAD];
        prefix.extend(writer.0);
        self.under(&prefix, |key, stored| {
            let head: row::HeadRow = row::decode(&self.long(key, stored)?)?;
            heads.push(SignedHead {
                writer,
                seq: head.seq,
                edit: EditId(key::last_id(key).ok_or(Fault::Row)?),
                key: head.key,
                signature: head.signature,
            });
            Ok(ControlFlow::Continue(()))
        })?;
        heads.sort_by_key(|head| (head.seq, head.edit));
        Ok(heads)
    }
}

fn edit_ids(ids: Vec<[u8; 32]>) -> Vec<EditId> {
    ids.into_iter().map(EditId).collect()
}
