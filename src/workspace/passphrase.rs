//! One passphrase for the store and for the device key: set, changed, asked.

use std::path::Path;

use super::{Outcome, Workspace, WorkspaceError, config, random};
use crate::bundle::Key;
use crate::store::{Store, StoreError};

const KEY: &str = "key";
/// The key under a passphrase that the store does not have yet.
pub(super) const NEXT: &str = "key.next";

/// Writes the private key, protected by a passphrase if there is one.
pub(super) fn write_key(path: &Path, key: &Key, passphrase: Option<&[u8]>) -> Outcome<()> {
    let protect = match passphrase {
        Some(passphrase) => Some((passphrase, random()?)),
        None => None,
    };
    let text = key
        .to_openssh(protect)
        .map_err(|error| WorkspaceError::Key(error.code()))?;
    config::write_private(path, text.as_bytes())
}

/// Finishes, or forgets, a change of passphrase that was interrupted: `passphrase` is the one that opened the store.
pub(super) fn settle_key(dir: &Path, passphrase: Option<&[u8]>) -> Outcome<()> {
    let next = dir.join(NEXT);
    let io = |source| WorkspaceError::Io {
        path: next.clone(),
        source,
    };
    let text = match std::fs::read_to_string(&next) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        read => read.map_err(io)?,
    };
    let ours = passphrase.and_then(|passphrase| Key::from_openssh(&text, Some(passphrase)).ok());
    match ours {
        Some(key) => {
            std::fs::rename(&next, dir.join(KEY)).map_err(io)?;
            // The key may be another one than before.
            let line = format!("{}\n", key.public().line());
            config::write(&dir.join("key.pub"), line.as_bytes())?;
        }
        None => std::fs::remove_file(&next).map_err(io)?,
    }
    config::sync_folder(dir)
}

impl Workspace {
    /// Whether there is a passphrase. Without one whoever has the folder can read it.
    pub fn has_passphrase(&self) -> bool {
        !self.store.is_open()
    }

    /// Asks whether this is the passphrase.
    ///
    /// # Errors
    /// [`crate::store::StoreError::WrongPassphrase`].
    pub fn opens_with(&self, passphrase: &[u8]) -> Outcome<()> {
        Ok(self.store.opens_with(passphrase)?)
    }

    /// Sets the passphrase of store and device key, or changes it; `old` is the one before. The first one makes a new
    /// data key, and everything is written again under it. A power cut leaves the old or the new, for both.
    ///
    /// # Errors
    /// If `old` is missing or wrong, or the disk refuses: nothing is changed then.
    pub fn set_passphrase(&mut self, old: Option<&[u8]>, new: &[u8]) -> Outcome<()> {
        if self.has_passphrase() {
            let missing = WorkspaceError::Store(StoreError::Locked);
            self.opens_with(old.ok_or(missing)?)?;
        }
        let key = match self.key(old) {
            Ok(key) => Some(key),
            // A workspace that has lost its key can still be locked.
            Err(WorkspaceError::Io { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                None
            }
            Err(error) => return Err(error),
        };
        // The key comes first under another name, then the store; whoever opens with the new passphrase finishes.
        if let Some(key) = &key {
            write_key(&self.dir.join(NEXT), key, Some(new))?;
        }
        // Where this fails the next opening tells which passphrase counts, and does with the key as it says.
        self.with_new_keys(|store| store.set_passphrase(old, new))?;
        settle_key(&self.dir, Some(new))
    }

    /// Does what may give the store other keys, and seals what lies beside the journal with them.
    pub(super) fn with_new_keys(
        &mut self,
        change: impl FnOnce(&mut Store) -> Result<(), StoreError>,
    ) -> Outcome<()> {
        let memory = self.memory();
        let before = self.store.note_keys();
        change(&mut self.store)?;
        self.reseal_held(&before)?;
        self.keep_memory(&memory)
    }
}
