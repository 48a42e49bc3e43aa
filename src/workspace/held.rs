//! Bundles of which something waits for another bundle: kept, named by their hash only and sealed as the journal is,
//! until what they wait for is here. Facts of this machine: nobody is sent them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Outcome, Workspace, WorkspaceError, config};
use crate::bundle::{BundleId, MAX_BUNDLE};
use crate::store::NoteKeys;

/// Their folder.
const FOLDER: &str = "held";
/// The most that wait at a time, and the most bytes that they may have together. What came first is kept: who sends
/// the rest is told to send it again.
pub const MOST_HELD: usize = 64;
const MOST_BYTES: u64 = 512 << 20;

impl Workspace {
    /// Keeps a bundle until what it waits for has come. Twice is once. False if there is no room for it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn hold(&self, id: BundleId, bytes: &[u8]) -> Outcome<bool> {
        let folder = self.dir.join(FOLDER);
        let mut there = self.held()?;
        there.retain(|other| *other != id);
        let size =
            |id: &BundleId| std::fs::metadata(path(&folder, *id)).map_or(0, |file| file.len());
        let kept: u64 = there.iter().map(size).sum();
        let all = kept.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if there.len() >= MOST_HELD || all > MOST_BYTES {
            return Ok(false);
        }
        std::fs::create_dir_all(&folder).map_err(|source| WorkspaceError::Io {
            path: folder.clone(),
            source,
        })?;
        let sealed = self.store.seal_note(&id.to_string(), bytes)?;
        config::write_private(&path(&folder, id), &sealed)?;
        Ok(true)
    }

    /// The bundles that wait, ascending.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn held(&self) -> Outcome<Vec<BundleId>> {
        let folder = self.dir.join(FOLDER);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => {
                return Err(WorkspaceError::Io {
                    path: folder,
                    source,
                });
            }
        };
        let mut held: Vec<BundleId> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| BundleId::parse(entry.file_name().to_str()?))
            .collect();
        held.sort_unstable();
        Ok(held)
    }

    /// A bundle that waits; none if it does not, or if its file does not open: its receipt never said that it
    /// arrived, so it is sent again.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn held_bytes(&self, id: BundleId) -> Outcome<Option<Vec<u8>>> {
        let sealed = take(&path(&self.dir.join(FOLDER), id))?;
        Ok(sealed.and_then(|sealed| self.store.open_note(&id.to_string(), &sealed)))
    }

    /// Seals what waits with the key that the store has now; `before` are the keys that it had.
    pub(super) fn reseal_held(&self, before: &NoteKeys) -> Outcome<()> {
        for id in self.held()? {
            let path = path(&self.dir.join(FOLDER), id);
            let name = id.to_string();
            if let Some(bytes) = take(&path)?.and_then(|sealed| before.open(&name, &sealed)) {
                config::write_private(&path, &self.store.seal_note(&name, &bytes)?)?;
            }
        }
        Ok(())
    }

    /// Lets a bundle go that waits no longer.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn release(&self, id: BundleId) -> Outcome<()> {
        let path = path(&self.dir.join(FOLDER), id);
        // What was said in it may have to be gone. Where that cannot be overwritten it is only removed.
        let _ = crate::store::overwrite(&path);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(WorkspaceError::Io {
                path,
                source: error,
            }),
            _ => Ok(()),
        }
    }
}

fn path(folder: &Path, id: BundleId) -> PathBuf {
    folder.join(id.to_string())
}

fn take(path: &Path) -> Outcome<Option<Vec<u8>>> {
    let io = |source| WorkspaceError::Io {
        path: path.to_owned(),
        source,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(error)),
    };
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_BUNDLE).unwrap_or(u64::MAX);
    // A little more: what sealing adds.
    file.take(limit.saturating_add(1024))
        .read_to_end(&mut bytes)
        .map_err(io)?;
    Ok(Some(bytes))
}
