//! What this machine remembers to spare people work: how the columns of lists were mapped, the folder used last, and
//! how often lists were printed. Facts of one machine, sealed in `memory`, because headings and labels may be people's;
//! what does not read is forgotten, never an error.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Outcome, Workspace, WorkspaceError, config};
use crate::record::Erased;

const FILE: &str = "memory";
/// Where the same stood in clear before; read once.
const CLEAR: &str = "intake.toml";
/// The most mappings, and the most bytes that the file may have.
const MOST: usize = 50;
/// The most documents whose prints are counted; behind that counting begins anew, as the day stands beside it.
const MOST_PRINTS: usize = 10_000;
const MOST_BYTES: u64 = 1 << 20;

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    folder: Option<String>,
    /// How often each was printed, by a hash: a label may be a household's.
    prints: BTreeMap<String, u32>,
    /// The erasures that were carried out here.
    erased: BTreeSet<String>,
    list: Vec<Mapping>,
}

/// The headings of a kind of file, and the target of each column; empty is not taken.
#[derive(Clone, Serialize, Deserialize)]
struct Mapping {
    headings: Vec<String>,
    targets: Vec<String>,
}

impl Workspace {
    /// How the columns of a file with these headings were mapped: target ids, in order; empty is not taken.
    pub fn remembered_columns(&self, headings: &[String]) -> Option<Vec<String>> {
        let memory = self.memory();
        let hit = memory
            .list
            .into_iter()
            .find(|known| known.headings == headings)?;
        (hit.targets.len() == headings.len()).then_some(hit.targets)
    }

    /// Remembers how the columns of a file were mapped, in place of what was remembered of its headings.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_columns(&self, headings: Vec<String>, targets: Vec<String>) -> Outcome<()> {
        let mut memory = self.memory();
        memory.list.retain(|known| known.headings != headings);
        memory.list.insert(0, Mapping { headings, targets });
        memory.list.truncate(MOST);
        self.keep_memory(&memory)
    }

    /// How often something without a Phiếu was printed here.
    pub fn remembered_prints(&self, name: &str) -> u32 {
        let prints = self.memory().prints;
        prints.get(&hashed(name)).copied().unwrap_or_default()
    }

    /// Remembers how often something without a Phiếu was printed here.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_prints(&self, name: &str, turn: u32) -> Outcome<()> {
        let mut memory = self.memory();
        if memory.prints.len() >= MOST_PRINTS {
            memory.prints.clear();
        }
        memory.prints.insert(hashed(name), turn);
        self.keep_memory(&memory)
    }

    /// The folder from which a file was taken last, if it is still there.
    pub fn last_folder(&self) -> Option<PathBuf> {
        let folder = PathBuf::from(self.memory().folder?);
        folder.is_dir().then_some(folder)
    }

    /// Remembers the folder from which a file was taken.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_folder(&self, folder: &Path) -> Outcome<()> {
        let mut memory = self.memory();
        let folder = folder.to_str().map(ToOwned::to_owned);
        if memory.folder == folder {
            return Ok(());
        }
        memory.folder = folder;
        self.keep_memory(&memory)
    }
}

impl Workspace {
    /// Whether it is remembered of all these that they were carried out here. Forgotten, it is looked again.
    pub(super) fn is_remembered(&self, erased: &[Erased]) -> bool {
        let mut said = erased.iter().flat_map(|one| &one.erasures).peekable();
        if said.peek().is_none() {
            return true;
        }
        let known = self.memory().erased;
        said.all(|(id, _, _)| known.contains(&id.to_string()))
    }

    /// Remembers that these were carried out here.
    pub(super) fn remember_erased(&self, erased: &[Erased]) -> Outcome<()> {
        if self.is_remembered(erased) {
            return Ok(());
        }
        let mut memory = self.memory();
        let said = erased.iter().flat_map(|one| &one.erasures);
        memory.erased = said.map(|(id, _, _)| id.to_string()).collect();
        self.keep_memory(&memory)
    }
}

fn hashed(name: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut hex = crate::record::hex(&digest);
    hex.truncate(32);
    hex
}

impl Workspace {
    pub(super) fn memory(&self) -> Memory {
        let read = |name: &str| {
            let path = self.dir.join(name);
            let small = std::fs::metadata(&path).is_ok_and(|file| file.len() <= MOST_BYTES);
            small.then(|| std::fs::read(&path).ok()).flatten()
        };
        let bytes = match read(FILE) {
            Some(sealed) => self.store.open_note(FILE, &sealed),
            None => read(CLEAR),
        };
        bytes
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|text| toml::from_str(&text).ok())
            .unwrap_or_default()
    }

    pub(super) fn keep_memory(&self, memory: &Memory) -> Outcome<()> {
        let text =
            toml::to_string(memory).map_err(|error| WorkspaceError::Config(error.to_string()))?;
        let sealed = self.store.seal_note(FILE, text.as_bytes())?;
        config::write(&self.dir.join(FILE), &sealed)?;
        // It stands sealed now; where it cannot be removed it is tried again.
        let _ = std::fs::remove_file(self.dir.join(CLEAR));
        Ok(())
    }
}
