//! Passphrases, small files sealed beside the store, and writing everything again under a new key.

use super::journal::Under;
use super::lines::{self, Line};
use super::sealing::Cipher;
use super::{Reason, Store, StoreError, check};
use crate::record::{Edit, wire};

/// The keys of small files beside a store, from before it was written again under a new one.
pub struct NoteKeys(Cipher);

impl NoteKeys {
    /// What [`Store::seal_note`] sealed under this name.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.open(name.as_bytes(), sealed)
    }
}

impl Store {
    /// Writes the whole store again under a new key: under a passphrase or, without one, open. The body of an edit goes
    /// where `stays` says no; its header stays, so that its chain still verifies. A power cut leaves the store as it
    /// was or as it is to be.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the journal does not read, with nothing changed; those of [`Store::commit`].
    pub fn rewrite(
        &mut self,
        passphrase: Option<&[u8]>,
        stays: &mut dyn FnMut(&Edit) -> bool,
    ) -> Result<(), StoreError> {
        self.write_again(Under::Passphrase(passphrase), stays)
    }

    /// Like [`Store::rewrite`], with the new key under what the old one stands under.
    pub(super) fn write_again(
        &mut self,
        under: Under<'_>,
        stays: &mut dyn FnMut(&Edit) -> bool,
    ) -> Result<(), StoreError> {
        self.journal.rewrite(under, &mut |frame| {
            let mut kept = Vec::new();
            let raw = frame.payload.split(|byte| *byte == b'\n');
            for (line, raw) in lines::read(frame).zip(raw) {
                kept.push(match line? {
                    Line::Edit(edit) if edit.body().is_some() && !stays(&edit) => {
                        wire::line_without_body(&edit)
                    }
                    _ => raw.to_vec(),
                });
            }
            lines::payload(&kept)
        })?;
        // The old view is of the old key. Where making the new one fails, the next opening does it.
        drop(self.view.take());
        check::wipe_view(&self.folder);
        let view = check::rebuild(
            &self.folder,
            &self.journal,
            self.rule.as_ref(),
            Reason::Foreign,
            &mut Vec::new(),
        )?;
        self.view = Some(view);
        self.generation += 1;
        Ok(())
    }

    /// Sets the first passphrase: everything is written again under a new key, because the old one lay in clear.
    /// Where there is one already, `old` must be it; the key stays then.
    ///
    /// # Errors
    /// [`StoreError::Locked`] or [`StoreError::WrongPassphrase`] for a missing or wrong `old`; those of
    /// [`Store::rewrite`].
    pub fn set_passphrase(&mut self, old: Option<&[u8]>, new: &[u8]) -> Result<(), StoreError> {
        if self.is_open() {
            return self.rewrite(Some(new), &mut |_| true);
        }
        let old = old.ok_or(StoreError::Locked)?;
        self.journal.change_passphrase(old, new)
    }

    /// Lets the recovery papers of a recipient (`age1…`) open this store, in place of those before: their identity is
    /// then as good as the passphrase. `passphrase` is that of the store, where it has one.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::WrongPassphrase`]; if it is no recipient, or the disk refuses.
    pub fn set_recovery(
        &mut self,
        passphrase: Option<&[u8]>,
        recipient: &str,
    ) -> Result<(), StoreError> {
        self.journal.set_recovery(passphrase, recipient)
    }

    /// The recipient of the recovery papers that open this store.
    pub fn recovery(&self) -> Option<&str> {
        self.journal.recovery()
    }

    /// Asks whether a passphrase opens this store; where none is needed, every one does.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`].
    pub fn opens_with(&self, passphrase: &[u8]) -> Result<(), StoreError> {
        self.journal.opens_with(passphrase)
    }

    /// The keys of [`Store::seal_note`] as they are now, to open with once there are others.
    pub fn note_keys(&self) -> NoteKeys {
        NoteKeys(self.journal.keys().notes.clone())
    }

    /// Seals what this machine keeps beside the store under a name.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub fn seal_note(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.journal.keys().notes.seal(name.as_bytes(), bytes)
    }

    /// What [`Store::seal_note`] sealed under this name, with this store's key.
    pub fn open_note(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        self.journal.keys().notes.open(name.as_bytes(), sealed)
    }
}
