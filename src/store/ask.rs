//! What the store answers.

use super::journal::Frames;
use super::lines::{self, Line};
use super::view::{Location, Standing, View};
use super::{Store, StoreError};
use crate::form::Period;
use crate::record::{
    Authority, Created, Edit, EditId, HoDan, OutOfForce, Phieu, PhieuId, PhieuKey, SignedHead,
    Slot, SlotPath, SlotValue, Stamp, SubjectId, WriterId,
};

/// What is known of one writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriterState {
    /// Who.
    pub writer: WriterId,
    /// The key that the first edit names (OpenSSH public line). None while that edit is not here, or
    /// where two first edits name different keys.
    pub key: Option<String>,
    /// The last edits, by seq: more than one is a fork.
    pub tips: Vec<(u64, EditId)>,
    /// Every seq at which there is more than one edit.
    pub forks: Vec<u64>,
    /// The signed head that goes furthest.
    pub head: Option<SignedHead>,
}

impl Store {
    /// Number of different edits.
    pub fn edit_count(&self) -> u64 {
        self.view.as_ref().map_or(0, View::edit_count)
    }

    /// Greater than every lamport here, less one.
    pub fn max_lamport(&self) -> u64 {
        self.view.as_ref().map_or(0, View::max_lamport)
    }

    /// Digest of every row of the view: equal to that of a rebuild from the same journal.
    pub fn view_digest(&self) -> u128 {
        self.view.as_ref().map_or(0, View::digest)
    }

    /// Digest of every row but for where in the journal edits stand: equal for equal edits and heads,
    /// whatever the order in which they came.
    pub fn state_digest(&self) -> u128 {
        self.view.as_ref().map_or(0, View::state_digest)
    }

    /// Whether an edit is here, with or without its body.
    ///
    /// # Errors
    /// [`StoreError::View`], here and in every other question to the view.
    pub fn contains(&self, id: &EditId) -> Result<bool, StoreError> {
        Ok(self.ask(|view| view.standing(*id))?.is_some())
    }

    /// Whether an edit is here with its body.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn has_body(&self, id: &EditId) -> Result<bool, StoreError> {
        let standing = self.ask(|view| view.standing(*id))?;
        Ok(standing.is_some_and(|standing| standing.body))
    }

    /// The edits in force that hold a piece of a published paper.
    ///
    /// # Errors
    /// [`StoreError::View`], [`StoreError::Damaged`].
    pub fn published(&self) -> Result<Vec<Edit>, StoreError> {
        let mut edits = Vec::new();
        for id in self.ask(View::papers)? {
            edits.extend(self.edit(&id)?);
        }
        Ok(edits)
    }

    /// An edit, read from the journal.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the journal no longer holds what it should.
    pub fn edit(&self, id: &EditId) -> Result<Option<Edit>, StoreError> {
        let Some(standing) = self.ask(|view| view.standing(*id))? else {
            return Ok(None);
        };
        let Location {
            segment,
            offset,
            index,
        } = standing.at;
        let payload = self.journal.frame_at(segment, offset)?;
        let edit = lines::edit_at(&payload, segment, offset, index)?;
        if edit.id() == *id {
            Ok(Some(edit))
        } else {
            Err(StoreError::Damaged {
                segment,
                offset,
                what: "other-edit",
            })
        }
    }

    /// Where an edit that is at hand stands.
    pub(super) fn standing_of(&self, edit: &Edit) -> Result<Option<Standing>, StoreError> {
        let header = edit.header();
        self.ask(|view| view.standing_at(header.writer, header.seq, edit.id()))
    }

    fn present(&self, id: EditId) -> Result<Edit, StoreError> {
        self.edit(&id)?
            .ok_or(StoreError::View { what: "incomplete" })
    }

    /// Every edit at one place of a writer's chain, ascending by id; more than one is a fork.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn at_seq(&self, writer: WriterId, seq: u64) -> Result<Vec<EditId>, StoreError> {
        self.ask(|view| view.at_seq(writer, seq))
    }

    /// The stamp of a writer's last edit; of a fork's last edits, that of the smallest id.
    ///
    /// # Errors
    /// [`StoreError::View`], [`StoreError::Damaged`].
    pub fn writer_tip(&self, writer: WriterId) -> Result<Option<Stamp>, StoreError> {
        let Some(seq) = self.ask(|view| view.last_seq(writer))? else {
            return Ok(None);
        };
        match self.at_seq(writer, seq)?.first() {
            Some(id) => self.present(*id).map(|edit| Some(edit.stamp())),
            None => Ok(None),
        }
    }

    /// Every writer that has an edit here.
    ///
    /// # Errors
    /// [`StoreError::View`]; [`StoreError::Damaged`], as a fork's edits are read from the journal.
    pub fn writers(&self) -> Result<Vec<WriterState>, StoreError> {
        let writers = self.ask(View::writers)?;
        writers
            .into_iter()
            .map(|writer| self.writer(writer))
            .collect()
    }

    fn writer(&self, writer: WriterId) -> Result<WriterState, StoreError> {
        let forks = self.ask(|view| view.forks(writer))?;
        let last = self.ask(|view| view.last_seq(writer))?.unwrap_or(0);
        let tips = match forks.first() {
            None => {
                let ids = self.at_seq(writer, last)?;
                ids.into_iter().map(|id| (last, id)).collect()
            }
            Some(first) => self.branch_tips(writer, *first, last)?,
        };
        let mut heads = self.ask(|view| view.heads(writer))?;
        Ok(WriterState {
            writer,
            key: self.writer_key(writer)?,
            tips,
            forks,
            head: heads.pop(),
        })
    }

    /// From the first fork on, the edits that no other edit follows.
    fn branch_tips(
        &self,
        writer: WriterId,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, EditId)>, StoreError> {
        let mut tips: Vec<(u64, EditId)> = Vec::new();
        for seq in first..=last {
            for id in self.at_seq(writer, seq)? {
                let prev = self.present(id)?.header().prev;
                tips.retain(|(_, tip)| Some(*tip) != prev);
                tips.push((seq, id));
            }
        }
        Ok(tips)
    }

    fn writer_key(&self, writer: WriterId) -> Result<Option<String>, StoreError> {
        let mut keys = Vec::new();
        for id in self.at_seq(writer, 1)? {
            let slot = self.ask(|view| view.slot(id.into(), &SlotPath::Created))?;
            for tip in slot.iter().flat_map(Slot::tips) {
                if let SlotValue::Created(Created::Writer { key }) = &tip.value
                    && tip.edit == id
                {
                    keys.push(key.clone());
                }
            }
        }
        keys.dedup();
        Ok(if keys.len() == 1 { keys.pop() } else { None })
    }

    /// The signed heads to hand on: of each writer the furthest, of a forked writer all.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn heads(&self) -> Result<Vec<SignedHead>, StoreError> {
        let mut all = Vec::new();
        for writer in self.ask(View::writers)? {
            let mut heads = self.ask(|view| view.heads(writer))?;
            if self.ask(|view| view.forks(writer))?.is_empty() {
                all.extend(heads.pop());
            } else {
                all.append(&mut heads);
            }
        }
        Ok(all)
    }

    /// Every slot of a subject, in order of their keys.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn subject_slots(&self, subject: SubjectId) -> Result<Vec<(SlotPath, Slot)>, StoreError> {
        self.ask(|view| view.subject_slots(subject))
    }

    /// One slot of a subject.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn slot(&self, subject: SubjectId, path: &SlotPath) -> Result<Option<Slot>, StoreError> {
        self.ask(|view| view.slot(subject, path))
    }

    /// A Phiếu as it stands.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn phieu(&self, id: PhieuId) -> Result<Option<Phieu>, StoreError> {
        Ok(Phieu::read(id, self.subject_slots(id.into())?))
    }

    /// The version of the paper that a Phiếu was made with, and the hash of its text; none where nothing made it.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn paper_of(&self, id: PhieuId) -> Result<Option<(String, [u8; 32])>, StoreError> {
        let slot = self.slot(id.into(), &SlotPath::Created)?;
        let phieu = slot.and_then(|slot| Phieu::read(id, [(SlotPath::Created, slot)]));
        Ok(phieu.map(|phieu| (phieu.version().to_owned(), phieu.form_hash())))
    }

    /// The Phiếu of a period, of a form, of both, or all; by index.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn phieus(
        &self,
        period: Option<Period>,
        form: Option<&str>,
    ) -> Result<Vec<(PhieuKey, PhieuId)>, StoreError> {
        self.ask(|view| view.phieus(period, form))
    }

    /// The periods in which anybody has a Phiếu of a form, oldest first: work that does not grow with the
    /// number of Phiếu.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn form_periods(&self, form: &str) -> Result<Vec<Period>, StoreError> {
        self.ask(|view| view.form_periods(form))
    }

    /// Every household as it stands, by id.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn households(&self) -> Result<Vec<HoDan>, StoreError> {
        self.ask(View::households)
    }

    /// Every thôn with what it was created as, by id.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn thons(&self) -> Result<Vec<(EditId, Slot)>, StoreError> {
        self.ask(View::thons)
    }

    /// The households with exactly this label; more than one is for a person to resolve.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn household_by_label(&self, label: &str) -> Result<Vec<EditId>, StoreError> {
        self.ask(|view| view.households_labelled(label))
    }

    /// The thôn with exactly this label; more than one is for a person to resolve.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn thon_by_label(&self, label: &str) -> Result<Vec<EditId>, StoreError> {
        self.ask(|view| view.thons_labelled(label))
    }

    /// The edits of a subject that are in force, in (lamport, writer) order.
    ///
    /// # Errors
    /// [`StoreError::View`], [`StoreError::Damaged`].
    pub fn history(&self, subject: SubjectId) -> Result<Vec<Edit>, StoreError> {
        let mut edits = Vec::new();
        let out = self.ask(|view| view.out_of_force_of(subject))?;
        for id in self.ask(|view| view.history(subject))? {
            if out.iter().any(|(_, edit, _)| *edit == id) {
                continue;
            }
            let edit = self.present(id)?;
            if edit.subject() == subject {
                edits.push(edit);
            }
        }
        edits.sort_by_key(|edit| {
            let header = edit.header();
            (header.lamport, header.writer, edit.id())
        });
        Ok(edits)
    }

    /// What the grants give every key; nothing where no key is pinned.
    pub fn authority(&self) -> Authority {
        self.view
            .as_ref()
            .map_or_else(Authority::default, |view| view.authority().clone())
    }

    /// Every edit that is here and not in force, with what it is about and why.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn out_of_force(&self) -> Result<Vec<(SubjectId, EditId, OutOfForce)>, StoreError> {
        self.ask(View::out_of_force)
    }

    /// The Phiếu of which an office above has ever said something: returned, accepted, closed for good.
    ///
    /// # Errors
    /// [`StoreError::View`].
    pub fn reviewed(&self) -> Result<Vec<SubjectId>, StoreError> {
        self.ask(View::reviewed)
    }

    /// Every edit once, in the journal's order, every frame verified. Ends after the first error.
    ///
    /// # Errors
    /// [`StoreError::NotDurable`] after a failed write, when the journal's end is not known.
    pub fn edits(&self) -> Result<Edits<'_>, StoreError> {
        if self.journal.is_dead() {
            return Err(StoreError::NotDurable);
        }
        Ok(Edits {
            store: self,
            frames: self.journal.frames(),
            waiting: Vec::new().into_iter(),
        })
    }
}

/// The whole journal, frame by frame; see [`Store::edits`].
pub struct Edits<'a> {
    store: &'a Store,
    frames: Frames<'a>,
    waiting: std::vec::IntoIter<Edit>,
}

impl Edits<'_> {
    fn read(&mut self) -> Result<bool, StoreError> {
        let Some(frame) = self.frames.next() else {
            return Ok(false);
        };
        let frame = frame?;
        let mut edits = Vec::new();
        for (index, line) in (0_u32..).zip(lines::read(&frame)) {
            let Line::Edit(edit) = line? else { continue };
            // An edit whose body came later stands twice; the view knows the line that counts.
            let standing = self.store.standing_of(&edit)?;
            if standing.is_some_and(|standing| {
                let at = standing.at;
                (at.segment, at.offset, at.index)
                    == (frame.start.segment, frame.start.offset, index)
            }) {
                edits.push(*edit);
            }
        }
        self.waiting = edits.into_iter();
        Ok(true)
    }
}

impl Iterator for Edits<'_> {
    type Item = Result<Edit, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(edit) = self.waiting.next() {
                return Some(Ok(edit));
            }
            match self.read() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.frames.stop();
                    return Some(Err(error));
                }
            }
        }
    }
}
