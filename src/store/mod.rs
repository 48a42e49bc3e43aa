//! What was said, kept: a journal that is the truth and a view that answers.
//!
//! **What this room is.** A commit is one frame of the [`journal`], durable before anybody is told so, and
//! then one batch of the [`view`]. Whatever happens to the view, it is made anew from the journal.
//!
//! **What it must never do.** Say *kept* before `fdatasync` has returned; skip, truncate or repair a
//! place of the journal that may have been acknowledged; hold a sentence for people; let a panic of sled out.
//!
//! **Where to start reading.** [`Store::commit`], then [`Store::open`], then `journal`, then `view`.

mod ask;
mod check;
mod erase;
mod error;
mod file;
mod import;
mod journal;
mod lines;
mod rewrite;
mod sealing;
mod view;

use std::path::{Path, PathBuf};

pub use ask::{Edits, WriterState};
pub use check::Report;
pub use error::{Notice, Reason, StoreError};
pub use file::{Event, Recorder, overwrite_file as overwrite};
pub use import::ImportCount;
pub use rewrite::NoteKeys;
pub use view::{Rule, Within, guarding};

use crate::record::{Edit, SignedHead};
use journal::Journal;
use view::{Fault, Location, View};

/// The open store of one workspace: holds the lock, the journal and the view.
pub struct Store {
    folder: PathBuf,
    /// `None` only while it is being made anew.
    view: Option<View>,
    journal: Journal,
    generation: u64,
    rule: Option<Rule>,
}

impl Store {
    /// Makes `journal/` and `view/` in a workspace's folder, sealed with a key that stands in clear beside them until
    /// there is a passphrase.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is a journal already; what the system refuses.
    pub fn create(folder: &Path) -> Result<Store, StoreError> {
        Store::create_with(folder, None)
    }

    /// Like [`Store::create`], opened by a passphrase from the first byte on.
    ///
    /// # Errors
    /// Those of [`Store::create`].
    pub fn create_with(folder: &Path, passphrase: Option<&[u8]>) -> Result<Store, StoreError> {
        let mut identity = [0; 16];
        sealing::random(&mut identity)?;
        Store::make(folder, identity, passphrase, Recorder::default())
    }

    /// Like [`Store::create`] with the journal's 16 random bytes given, and a recorder: for tests that
    /// compare bytes or cut the power.
    ///
    /// # Errors
    /// Those of [`Store::create`].
    pub fn create_as(
        folder: &Path,
        identity: [u8; 16],
        recorder: Recorder,
    ) -> Result<Store, StoreError> {
        Store::make(folder, identity, None, recorder)
    }

    fn make(
        folder: &Path,
        identity: [u8; 16],
        passphrase: Option<&[u8]>,
        recorder: Recorder,
    ) -> Result<Store, StoreError> {
        let journal = Journal::create(&folder.join("journal"), identity, passphrase, recorder)?;
        let view = check::new_view(folder, &journal, None)?;
        Ok(Store {
            folder: folder.to_owned(),
            view: Some(view),
            journal,
            generation: 0,
            rule: None,
        })
    }

    /// Opens the store of a workspace: verifies the journal's newest segment, and the view or makes it anew.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Missing`], [`StoreError::Damaged`] (nothing is changed then),
    /// [`StoreError::Newer`], [`StoreError::Full`], [`StoreError::View`], what the system refuses;
    /// [`StoreError::Locked`] where a passphrase is needed, [`StoreError::Slots`] where what opens it is missing or
    /// changed.
    pub fn open(folder: &Path) -> Result<(Store, Vec<Notice>), StoreError> {
        Store::open_with(folder, None)
    }

    /// Opens the store of an office that believes the pinned keys and whom they grant something. A view that was
    /// made under other pins is made anew.
    ///
    /// # Errors
    /// Those of [`Store::open_with`].
    pub fn open_under(
        folder: &Path,
        passphrase: Option<&[u8]>,
        rule: Rule,
    ) -> Result<(Store, Vec<Notice>), StoreError> {
        Store::open_as(folder, passphrase, Some(rule), Recorder::default())
    }

    /// Like [`Store::open`] with a passphrase, which is not looked at where none is needed.
    ///
    /// # Errors
    /// Those of [`Store::open`]; [`StoreError::WrongPassphrase`].
    pub fn open_with(
        folder: &Path,
        passphrase: Option<&[u8]>,
    ) -> Result<(Store, Vec<Notice>), StoreError> {
        Store::open_recorded(folder, passphrase, Recorder::default())
    }

    /// Like [`Store::open_with`] with a recorder.
    ///
    /// # Errors
    /// Those of [`Store::open_with`].
    pub fn open_recorded(
        folder: &Path,
        passphrase: Option<&[u8]>,
        recorder: Recorder,
    ) -> Result<(Store, Vec<Notice>), StoreError> {
        Store::open_as(folder, passphrase, None, recorder)
    }

    fn open_as(
        folder: &Path,
        passphrase: Option<&[u8]>,
        rule: Option<Rule>,
        recorder: Recorder,
    ) -> Result<(Store, Vec<Notice>), StoreError> {
        let (mut journal, tail) = Journal::open(&folder.join("journal"), passphrase, recorder)?;
        let mut notices = Vec::new();
        let opened = check::open_view(folder, &journal, rule.as_ref());
        if let Some(tail) = tail {
            let known = opened
                .as_ref()
                .ok()
                .filter(|view| view.identity() == journal.identity())
                .map(View::mark);
            notices.push(journal.settle(&tail, known)?);
        }
        let view = check::fit(folder, &journal, rule.as_ref(), opened, &mut notices)?;
        Ok((
            Store {
                folder: folder.to_owned(),
                view: Some(view),
                journal,
                generation: 0,
                rule,
            },
            notices,
        ))
    }

    /// Keeps edits: all of them or, after an error, none or (after [`StoreError::NotDurable`] and
    /// [`StoreError::Io`]) unknown until the store is opened again. Edits already there are left out.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] beyond 1 MiB, [`StoreError::NotAnEdit`], [`StoreError::Full`],
    /// [`StoreError::NotDurable`] once a write has failed.
    pub fn commit(&mut self, edits: &[Edit]) -> Result<(), StoreError> {
        let mut fresh = Vec::with_capacity(edits.len());
        let mut lines = Vec::with_capacity(edits.len());
        for edit in edits {
            if self.lacks(edit)? {
                lines.push(lines::edit_line(edit)?);
                fresh.push(edit.clone());
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        self.keep(&fresh, lines, &[])
    }

    /// Whether an edit, or its body, is not there yet.
    fn lacks(&self, edit: &Edit) -> Result<bool, StoreError> {
        let standing = self.standing_of(edit)?;
        Ok(standing.is_none_or(|standing| !standing.body && edit.body().is_some()))
    }

    /// One frame, durable, then one batch. `lines` are those of the edits.
    fn keep(
        &mut self,
        edits: &[Edit],
        mut lines: Vec<Vec<u8>>,
        heads: &[SignedHead],
    ) -> Result<(), StoreError> {
        for head in heads {
            lines.push(lines::head_line(head)?);
        }
        let at = self.journal.append(&lines::payload(&lines)?)?;
        self.generation += 1;
        if self.show(edits, heads, at).is_err() {
            // What was said is kept already; only the view fell behind. It is made anew on the spot.
            self.rebuild().map_err(|error| match error {
                StoreError::Damaged { .. } => error,
                // Not `Full`, say: that would tell people that nothing was kept.
                other => StoreError::View { what: other.code() },
            })?;
        }
        Ok(())
    }

    fn show(
        &mut self,
        edits: &[Edit],
        heads: &[SignedHead],
        at: journal::Mark,
    ) -> Result<(), Fault> {
        let view = self.view.as_mut().ok_or(Fault::Damaged)?;
        let read = check::reader(&self.journal);
        let mut changes = view.changes();
        for (index, edit) in (0..).zip(edits) {
            changes.edit(
                edit,
                Location {
                    segment: at.segment,
                    offset: at.offset,
                    index,
                },
                &read,
            )?;
        }
        for head in heads {
            changes.head(head)?;
        }
        let applied = changes.apply(self.journal.end(), &read)?;
        view.advance(applied);
        Ok(())
    }

    /// Makes the view anew from the whole journal, reading and verifying every frame.
    ///
    /// # Errors
    /// Those of [`Store::open`]; the old view stays then.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        // The old one is closed first: sled keeps its files locked.
        drop(self.view.take());
        let mut notices = Vec::new();
        let view = check::rebuild(
            &self.folder,
            &self.journal,
            self.rule.as_ref(),
            Reason::Damaged,
            &mut notices,
        )?;
        self.view = Some(view);
        self.generation += 1;
        Ok(())
    }

    /// Whether nobody has set a passphrase yet: the data key stands in clear.
    pub fn is_open(&self) -> bool {
        self.journal.is_open()
    }

    /// Changes with every commit, import and rebuild.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Closes well, and tells if that failed; dropping does the same and keeps silent. Whatever was
    /// acknowledged is safe either way: closing well only makes the next opening quick.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn close(mut self) -> Result<(), StoreError> {
        let view = match self.view.take() {
            Some(view) => view.close(),
            None => Ok(()),
        };
        self.journal.close()?;
        view.map_err(check::view_error)
    }

    fn ask<T>(&self, ask: impl FnOnce(&View) -> Result<T, Fault>) -> Result<T, StoreError> {
        let view = self.view.as_ref().ok_or(StoreError::View {
            what: Fault::Damaged.code(),
        })?;
        ask(view).map_err(check::view_error)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        drop(self.view.take());
        // Nothing acknowledged depends on it.
        let _ = self.journal.close();
    }
}
