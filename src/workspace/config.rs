//! The few facts of this one machine, in `workspace.toml`; and the clock.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Init, Outcome, WorkspaceError};
use crate::place::Regime;
use crate::record::WriterId;
use crate::text::Method;

pub(super) const FILE: &str = "workspace.toml";

/// Where the time comes from.
#[derive(Clone, Copy, Debug, Default)]
pub enum Clock {
    /// The operating system.
    #[default]
    System,
    /// Always this second since 1970: demos and tests that must repeat.
    Fixed(i64),
}

impl Clock {
    /// Seconds since 1970.
    pub fn now(self) -> i64 {
        match self {
            Clock::Fixed(seconds) => seconds,
            Clock::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .ok()
                .and_then(|time| i64::try_from(time.as_secs()).ok())
                .unwrap_or_default(),
        }
    }

    /// Today in Vietnam, +07:00.
    pub fn today(self) -> NaiveDate {
        chrono::DateTime::from_timestamp(self.now(), 0)
            .map(|time| (time.naive_utc() + chrono::TimeDelta::hours(7)).date())
            .unwrap_or_default()
    }
}

/// Facts of one machine: never in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Code of the office's unit.
    pub place: String,
    /// Which chain it reports along.
    pub regime: Regime,
    /// Whether bundles go only to and from training workspaces.
    pub training: bool,
    /// Who types or reviews here, to pick from.
    pub people: Vec<String>,
    /// Who is typing now.
    pub person: Option<String>,
    /// Whether typing goes on to the next field by itself where an answer is whole.
    pub advances: bool,
    /// How Vietnamese is typed here; none where an input method outside does it.
    pub typing: Option<Method>,
    /// Name of the colours chosen here.
    pub look: Option<String>,
    /// The columns chosen last for a list of households.
    pub list_columns: Vec<String>,
    /// Whether such a list has a row for every member.
    pub list_by_member: bool,
    /// Which machine wrote last.
    pub machine: String,
    /// The chain that this machine writes, once it has written.
    pub writer: Option<WriterId>,
    /// The keys that this workspace has written with (OpenSSH public lines): what it said under an earlier one does
    /// not vanish from its own screen when the key is replaced.
    pub keys: Vec<String>,
    /// The folder into which a safety copy goes whenever the screens are left.
    pub copies: Option<PathBuf>,
    /// The letter of this machine in labels, once it has made one; empty for the first machine.
    pub letter: Option<String>,
}

/// The file's own shape.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    place: String,
    regime: String,
    training: bool,
    #[serde(default)]
    people: Vec<String>,
    person: Option<String>,
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    advances: bool,
    typing: Option<String>,
    look: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list_columns: Vec<String>,
    #[serde(default, skip_serializing_if = "is_no")]
    list_by_member: bool,
    machine: String,
    writer: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    copies: Option<PathBuf>,
    letter: Option<String>,
}

fn yes() -> bool {
    true
}

fn is_no(yes: &bool) -> bool {
    !yes
}

impl Config {
    pub(super) fn new(init: &Init, machine: &str) -> Config {
        Config {
            place: init.place.clone(),
            regime: init.regime,
            training: init.training,
            people: Vec::new(),
            person: None,
            advances: true,
            typing: None,
            look: None,
            list_columns: Vec::new(),
            list_by_member: false,
            machine: machine.to_owned(),
            writer: None,
            keys: Vec::new(),
            copies: None,
            letter: None,
        }
    }

    /// Reads the facts without opening or locking anything.
    ///
    /// # Errors
    /// If there is no workspace, or its file does not read.
    pub fn load(dir: &Path) -> Outcome<Config> {
        let path = dir.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(WorkspaceError::Missing(dir.to_owned()));
            }
            Err(source) => return Err(WorkspaceError::Io { path, source }),
        };
        let bad = |what: &str| WorkspaceError::Config(what.to_owned());
        let file: File = toml::from_str(&text).map_err(|error| bad(error.message()))?;
        if file.format != 1 {
            return Err(bad("format"));
        }
        let writer = match file.writer {
            Some(text) => Some(WriterId::parse(&text).ok_or_else(|| bad("writer"))?),
            None => None,
        };
        Ok(Config {
            place: file.place,
            regime: Regime::parse(&file.regime).ok_or_else(|| bad("regime"))?,
            training: file.training,
            people: file.people,
            person: file.person,
            advances: file.advances,
            // A way of typing that this program does not know costs nobody the workspace.
            typing: file.typing.as_deref().and_then(Method::parse),
            look: file.look,
            list_columns: file.list_columns,
            list_by_member: file.list_by_member,
            machine: file.machine,
            writer,
            keys: file.keys,
            copies: file.copies,
            letter: file.letter,
        })
    }

    pub(super) fn set_person(&mut self, person: &str) {
        let person = crate::text::nfc(person.trim());
        if person.is_empty() {
            self.person = None;
            return;
        }
        if !self.people.contains(&person) {
            self.people.push(person.clone());
        }
        self.person = Some(person);
    }

    pub(super) fn save(&self, dir: &Path) -> Outcome<()> {
        let file = File {
            format: 1,
            place: self.place.clone(),
            regime: self.regime.as_str().to_owned(),
            training: self.training,
            people: self.people.clone(),
            person: self.person.clone(),
            advances: self.advances,
            typing: self.typing.map(|method| method.name().to_owned()),
            look: self.look.clone(),
            list_columns: self.list_columns.clone(),
            list_by_member: self.list_by_member,
            machine: self.machine.clone(),
            writer: self.writer.map(|writer| writer.to_string()),
            keys: self.keys.clone(),
            copies: self.copies.clone(),
            letter: self.letter.clone(),
        };
        let text =
            toml::to_string(&file).map_err(|error| WorkspaceError::Config(error.to_string()))?;
        write(&dir.join(FILE), text.as_bytes())
    }
}

/// A mark of this machine, so that a copied folder starts a chain of its own on another one.
/// A hash: the mark itself stays here.
pub fn machine() -> String {
    let mark = ["/etc/machine-id", "/var/lib/dbus/machine-id"]
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_default();
    let hash: [u8; 32] = Sha256::digest(mark.trim().as_bytes()).into();
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

pub(super) fn read_or_empty(path: &Path) -> Outcome<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(WorkspaceError::Io {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Writes beside the file, syncs, then renames over it: a power cut leaves the old or the new, never half.
///
/// # Errors
/// If the disk refuses.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    write_with(path, bytes, std::fs::OpenOptions::new())
}

/// The same, readable by its owner alone where the system knows owners.
pub fn write_private(path: &Path, bytes: &[u8]) -> Outcome<()> {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "owners are set only on Unix"))]
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    write_with(path, bytes, options)
}

fn write_with(path: &Path, bytes: &[u8], mut options: std::fs::OpenOptions) -> Outcome<()> {
    let io = |source| WorkspaceError::Io {
        path: path.to_owned(),
        source,
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    let written = options
        .write(true)
        .create(true)
        .truncate(true)
        .open(&beside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
    if let Err(source) = written.and_then(|()| std::fs::rename(&beside, path)) {
        // The half-written file is no use to anyone; the error that matters is the first one.
        let _ = std::fs::remove_file(&beside);
        return Err(io(source));
    }
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        _ => Ok(()),
    }
}

/// Makes names written or renamed in a folder last. Windows cannot open a folder to sync it; there the rename itself
/// is journalled.
pub(super) fn sync_folder(folder: &Path) -> Outcome<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)
        .and_then(|opened| opened.sync_all())
        .map_err(|source| WorkspaceError::Io {
            path: folder.to_owned(),
            source,
        })?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
