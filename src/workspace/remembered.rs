//! What this machine remembers to spare people work: how the columns of lists were mapped, the folder used last, and
//! how often lists were printed. Facts of one machine, in `intake.toml`; what does not read is forgotten, never an error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Outcome, Workspace, WorkspaceError, config};

const FILE: &str = "intake.toml";
/// The most mappings, and the most bytes that the file may have.
const MOST: usize = 50;
/// The most documents whose prints are counted; behind that counting begins anew, as the day stands beside it.
const MOST_PRINTS: usize = 10_000;
const MOST_BYTES: u64 = 1 << 20;

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    folder: Option<String>,
    /// How often each was printed, by a hash: a label may be a household's.
    prints: BTreeMap<String, u32>,
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
        let memory = read(&self.dir);
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
        let mut memory = read(&self.dir);
        memory.list.retain(|known| known.headings != headings);
        memory.list.insert(0, Mapping { headings, targets });
        memory.list.truncate(MOST);
        write(&self.dir, &memory)
    }

    /// How often something without a Phiếu was printed here.
    pub fn remembered_prints(&self, name: &str) -> u32 {
        let prints = read(&self.dir).prints;
        prints.get(&hashed(name)).copied().unwrap_or_default()
    }

    /// Remembers how often something without a Phiếu was printed here.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_prints(&self, name: &str, turn: u32) -> Outcome<()> {
        let mut memory = read(&self.dir);
        if memory.prints.len() >= MOST_PRINTS {
            memory.prints.clear();
        }
        memory.prints.insert(hashed(name), turn);
        write(&self.dir, &memory)
    }

    /// The folder from which a file was taken last, if it is still there.
    pub fn last_folder(&self) -> Option<PathBuf> {
        let folder = PathBuf::from(read(&self.dir).folder?);
        folder.is_dir().then_some(folder)
    }

    /// Remembers the folder from which a file was taken.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_folder(&self, folder: &Path) -> Outcome<()> {
        let mut memory = read(&self.dir);
        let folder = folder.to_str().map(ToOwned::to_owned);
        if memory.folder == folder {
            return Ok(());
        }
        memory.folder = folder;
        write(&self.dir, &memory)
    }
}

fn hashed(name: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut hex = crate::record::hex(&digest);
    hex.truncate(32);
    hex
}

fn read(dir: &Path) -> Memory {
    let path = dir.join(FILE);
    let small = std::fs::metadata(&path).is_ok_and(|file| file.len() <= MOST_BYTES);
    let text = small.then(|| std::fs::read_to_string(&path).ok()).flatten();
    text.and_then(|text| toml::from_str(&text).ok())
        .unwrap_or_default()
}

fn write(dir: &Path, memory: &Memory) -> Outcome<()> {
    let text =
        toml::to_string(memory).map_err(|error| WorkspaceError::Config(error.to_string()))?;
    config::write(&dir.join(FILE), text.as_bytes())
}
