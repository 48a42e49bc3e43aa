//! What the view answers. Every answer is by key or by prefix; nothing here reads everything.

use std::ops::ControlFlow;

use super::guard::Fault;
use super::{Location, View, key, pending, row, take};
use crate::form::Period;
use crate::record::{EditId, PhieuId, PhieuKey, SignedHead, Slot, SlotPath, SubjectId, WriterId};

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
        self.guard(|db| {
            for entry in db.scan_prefix(prefix) {
                let (key, value) = entry?;
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

    pub(in crate::store) fn standing(&self, id: EditId) -> Result<Option<Standing>, Fault> {
        let Some(bytes) = self.raw(&key::edit(id))? else {
            return Ok(None);
        };
        let stands: row::EditRow = row::decode(&bytes)?;
        Ok(Some(Standing {
            at: Location {
                segment: stands.segment,
                offset: stands.offset,
                index: stands.index,
            },
            body: stands.body,
        }))
    }

    pub(in crate::store) fn subject_slots(
        &self,
        subject: SubjectId,
    ) -> Result<Vec<(SlotPath, Slot)>, Fault> {
        let mut slots = Vec::new();
        self.under(&key::slots(subject), |key, stored| {
            let path = key::slot_path(key).ok_or(Fault::Row)?;
            slots.push((path, row::slot_of(&self.long(key, stored)?)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(slots)
    }

    pub(in crate::store) fn slot(
        &self,
        subject: SubjectId,
        path: &SlotPath,
    ) -> Result<Option<Slot>, Fault> {
        let key = key::slot(subject, path);
        match self.raw(&key)? {
            Some(stored) => row::slot_of(&self.long(&key, &stored)?).map(Some),
            None => Ok(None),
        }
    }

    /// The edits of a subject, by (lamport, writer, id).
    pub(in crate::store) fn history(&self, subject: SubjectId) -> Result<Vec<EditId>, Fault> {
        self.last_ids(&key::histories(subject)).map(edit_ids)
    }

    fn last_ids(&self, prefix: &[u8]) -> Result<Vec<[u8; 32]>, Fault> {
        let mut ids = Vec::new();
        self.under(prefix, |key, _| {
            ids.push(key::last_id(key).ok_or(Fault::Row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ids)
    }

    pub(in crate::store) fn households(&self) -> Result<Vec<(EditId, Slot)>, Fault> {
        self.created(key::HOUSEHOLD)
    }

    pub(in crate::store) fn thons(&self) -> Result<Vec<(EditId, Slot)>, Fault> {
        self.created(key::THON)
    }

    fn created(&self, kind: u8) -> Result<Vec<(EditId, Slot)>, Fault> {
        let mut created = Vec::new();
        for id in self.last_ids(&[kind])? {
            let slot = self
                .slot(SubjectId(id), &SlotPath::Created)?
                .ok_or(Fault::Incomplete)?;
            created.push((EditId(id), slot));
        }
        Ok(created)
    }

    pub(in crate::store) fn households_labelled(&self, label: &str) -> Result<Vec<EditId>, Fault> {
        self.last_ids(&key::labels(key::HOUSEHOLD, label))
            .map(edit_ids)
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

    pub(in crate::store) fn at_seq(
        &self,
        writer: WriterId,
        seq: u64,
    ) -> Result<Vec<EditId>, Fault> {
        let key = key::seq(writer, seq);
        match self.raw(&key)? {
            Some(stored) => self.long(&key, &stored).map(|bytes| take::ids(&bytes)),
            None => Ok(Vec::new()),
        }
    }

    /// Every writer, skipping from one to the next.
    pub(in crate::store) fn writers(&self) -> Result<Vec<WriterId>, Fault> {
        self.guard(|db| {
            let mut writers = Vec::new();
            let mut from = vec![key::SEQ];
            while let Some(entry) = db.range(from..vec![key::SEQ + 1]).next() {
                let (writer, _) = key::of_seq(&entry?.0).ok_or(Fault::Row)?;
                writers.push(writer);
                from = key::seq(writer, u64::MAX);
                from.push(0);
            }
            Ok(writers)
        })
    }

    /// The greatest seq of a writer.
    pub(in crate::store) fn last_seq(&self, writer: WriterId) -> Result<Option<u64>, Fault> {
        self.guard(|db| match db.scan_prefix(key::seqs(writer)).next_back() {
            Some(entry) => Ok(Some(key::of_seq(&entry?.0).ok_or(Fault::Row)?.1)),
            None => Ok(None),
        })
    }

    /// Every seq at which a writer has more than one edit.
    pub(in crate::store) fn forks(&self, writer: WriterId) -> Result<Vec<u64>, Fault> {
        let mut forks = Vec::new();
        self.under(&key::forks(writer), |key, _| {
            forks.push(key::of_seq(key).ok_or(Fault::Row)?.1);
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
