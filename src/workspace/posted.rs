//! What this machine remembers of the bundles that it sent, and the biên nhận that came back. Facts of one machine:
//! hashes, heads, counts and codes of offices; no edit and nobody's name. A file that does not read is one that was
//! not remembered.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Outcome, Workspace, WorkspaceError, config};
use crate::bundle::{BundleId, MAX_RECEIPT, OpenedReceipt, Sent, VerifiedReceipt, open_receipt};

/// Their folder.
const FOLDER: &str = "sent";
const SENT: &str = "json";
const RECEIPT: &str = "bieunhan";
/// The most bytes of what is remembered of a bundle: a tỉnh's with every writer's head is far below it.
const MOST_BYTES: usize = MAX_RECEIPT;
/// The most bundles looked at, the newest first.
const MOST: usize = 1000;

/// A bundle that was sent, and the receipt that stands of it.
#[derive(Clone, Debug)]
pub struct Posted {
    /// What is remembered of it.
    pub sent: Sent,
    /// What the receiver said; it was judged when it came.
    pub receipt: Option<OpenedReceipt>,
}

/// What became of a receipt that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is the one that stands now.
    New,
    /// It is the one that stood already.
    Same,
    /// One that says more, or is newer, stands and goes on standing.
    Older,
}

/// The bundles sent from a workspace, the newest first. Takes no lock.
pub fn posted(dir: &Path) -> Vec<Posted> {
    let folder = dir.join(FOLDER);
    newest_first(&folder)
        .into_iter()
        .take(MOST)
        .filter_map(|stem| one(&folder, &stem))
        .collect()
}

/// The bundle sent last from a workspace.
pub fn last_posted(dir: &Path) -> Option<Posted> {
    let folder = dir.join(FOLDER);
    newest_first(&folder)
        .into_iter()
        .find_map(|stem| one(&folder, &stem))
}

impl Workspace {
    /// Remembers a bundle that was sent.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_sent(&self, sent: &Sent) -> Outcome<()> {
        let folder = self.dir.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(|source| WorkspaceError::Io {
            path: folder.clone(),
            source,
        })?;
        let stem = match stem_of(&folder, sent.id) {
            Some(stem) => stem,
            None => next(&folder, sent.id),
        };
        config::write(&file(&folder, &stem, SENT), &sent.bytes())
    }

    /// The bundles sent from here, the newest first.
    pub fn posted(&self) -> Vec<Posted> {
        posted(&self.dir)
    }

    /// Keeps the receipt of a bundle, unless one that says more stands already.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn keep_receipt(&self, sent: &Sent, receipt: &VerifiedReceipt) -> Outcome<Kept> {
        let folder = self.dir.join(FOLDER);
        let stem = match stem_of(&folder, sent.id) {
            Some(stem) => stem,
            None => next(&folder, sent.id),
        };
        let path = file(&folder, &stem, RECEIPT);
        let standing = read(&path).and_then(|bytes| open_receipt(&bytes).ok());
        if let Some(standing) = standing {
            if standing.receipt() == receipt.receipt() {
                return Ok(Kept::Same);
            }
            if !receipt.receipt().stands_over(standing.receipt()) {
                return Ok(Kept::Older);
            }
        }
        config::write(&path, &receipt.bytes())?;
        Ok(Kept::New)
    }
}

/// The name of a bundle's files: a number that counts up, because a laptop whose clock has stopped sends in some
/// order too, and the bundle's hash.
fn next(folder: &Path, id: BundleId) -> String {
    let last = newest_first(folder)
        .first()
        .and_then(|stem| stem.split_once('-')?.0.parse::<u32>().ok());
    format!("{:08}-{id}", last.unwrap_or_default().saturating_add(1))
}

/// The name of the files of a bundle that is remembered.
fn stem_of(folder: &Path, id: BundleId) -> Option<String> {
    let ending = format!("-{id}");
    newest_first(folder)
        .into_iter()
        .find(|stem| stem.ends_with(&ending))
}

fn file(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    folder.join(format!("{stem}.{ending}"))
}

fn newest_first(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut stems: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name();
            let (stem, ending) = name.to_str()?.rsplit_once('.')?;
            (ending == SENT).then(|| stem.to_owned())
        })
        .collect();
    stems.sort_unstable_by(|a, b| b.cmp(a));
    stems
}

fn one(folder: &Path, name: &str) -> Option<Posted> {
    let sent = Sent::parse(&read(&file(folder, name, SENT))?)?;
    let receipt = read(&file(folder, name, RECEIPT))
        .and_then(|bytes| open_receipt(&bytes).ok())
        .filter(|opened| opened.receipt().bundle == sent.id);
    let named = name.ends_with(&format!("-{}", sent.id));
    named.then_some(Posted { sent, receipt })
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MOST_BYTES).ok()?;
    let file = File::open(path).ok()?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .ok()?;
    (bytes.len() <= MOST_BYTES).then_some(bytes)
}
