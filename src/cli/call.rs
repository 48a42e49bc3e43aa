//! One command line being carried out: what was said, in which words, and what every verb needs.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Surroundings;
use super::arguments::Arguments;
use super::blame;
use super::exit::Exit;
use super::output::Output;
use super::trouble::Trouble;
use super::verbs::{ASCII, Flag, OUTPUT, PASSPHRASE_FILE};
use crate::form::{Form, Library, Period};
use crate::locale::Words;
use crate::place::Places;
use crate::tui::{Look, Skin};
use crate::workspace::{Clock, Config, Workspace, library, places};
use zeroize::Zeroizing;

/// A passphrase, wiped when it is no longer needed.
pub(super) type Passphrase = Zeroizing<Vec<u8>>;

/// The name of a portable workspace's folder.
const PORTABLE: &str = "bieu-data";

/// What the verbs work with.
pub(super) struct Call<'a> {
    pub(super) arguments: Arguments,
    pub(super) words: Words,
    pub(super) output: Output,
    pub(super) clock: Clock,
    surroundings: &'a Surroundings,
}

impl<'a> Call<'a> {
    pub(super) fn new(
        arguments: Arguments,
        words: Words,
        output: Output,
        surroundings: &'a Surroundings,
    ) -> Call<'a> {
        Call {
            arguments,
            words,
            output,
            clock: surroundings.clock,
            surroundings,
        }
    }

    /// The workspace's folder: `--data`, then `BIEU_DATA`, then a portable one, then the platform's.
    pub(super) fn dir(&self) -> Result<PathBuf, Trouble> {
        if let Some(dir) = self
            .arguments
            .data()
            .or_else(|| self.surroundings.data.clone())
        {
            return Ok(dir);
        }
        let portable = self
            .surroundings
            .beside
            .as_ref()
            .map(|beside| beside.join(PORTABLE));
        if let Some(portable) = portable.filter(|dir| dir.is_dir()) {
            return Ok(portable);
        }
        directories::ProjectDirs::from("", "", "bieu")
            .map(|folders| folders.data_dir().to_owned())
            .ok_or_else(|| Trouble::usage("no-folder"))
    }

    /// What the terminal can show: what `NO_COLOR`, `TERM`, `BIEU_ASCII` and `--ascii` say.
    pub(super) fn skin(&self) -> Skin {
        let set = |value: &Option<OsString>| value.as_ref().is_some_and(|text| !text.is_empty());
        let around = self.surroundings;
        let named = |name: &str| around.term.as_deref().is_some_and(|term| term == name);
        Skin {
            look: Look::default(),
            no_color: set(&around.no_color) || named("dumb"),
            ascii: self.arguments.has(&ASCII)
                || set(&around.ascii)
                || named("dumb")
                || named("linux"),
        }
    }

    /// Whether the console sends what is pasted as if it were typed: Windows' does, and Linux' own.
    pub(super) fn pastes_as_keys(&self) -> bool {
        let term = self.surroundings.term.as_deref();
        cfg!(windows) || term.is_some_and(|term| term == "linux")
    }

    /// Opens the workspace, taking its lock, and tells what had to be mended.
    pub(super) fn open(&mut self) -> Result<Workspace, Trouble> {
        self.open_at(&self.dir()?)
    }

    /// Opens the workspace in a folder.
    pub(super) fn open_at(&mut self, dir: &Path) -> Result<Workspace, Trouble> {
        let passphrase = self.passphrase()?;
        let (workspace, notices) =
            Workspace::open_with(dir, self.clock, passphrase.as_deref().map(Vec::as_slice))?;
        for notice in notices {
            self.warn(notice.code(), &notice.args());
        }
        Ok(workspace)
    }

    /// The shipped papers and, where there is a workspace, its own.
    pub(super) fn library(&self) -> Result<Arc<Library>, Trouble> {
        let dir = self.dir().ok();
        let training = dir
            .as_deref()
            .and_then(|dir| Config::load(dir).ok())
            .is_some_and(|config| config.training);
        let own = dir.map(|dir| dir.join("forms"));
        Ok(library(own.as_deref(), training)?)
    }

    /// The units of both regimes.
    pub(super) fn places(&self) -> Result<Arc<Places>, Trouble> {
        Ok(places()?)
    }

    /// The paper of `id` or `id@version`; without a version, the one valid on a day.
    pub(super) fn form(
        &self,
        library: &Library,
        text: &str,
        date: NaiveDate,
    ) -> Result<Arc<Form>, Trouble> {
        let found = match text.split_once('@') {
            Some((id, version)) => library.get_exact(id, version),
            None => library.get(text, date),
        };
        found.cloned().ok_or_else(|| {
            let ids: Vec<String> = library
                .list()
                .iter()
                .map(|listed| listed.form.id().to_string())
                .collect();
            if ids.iter().any(|id| id == text) {
                Trouble::usage("no-form-then")
                    .with("form", text)
                    .with("date", super::wording::day(date))
            } else {
                Trouble::usage("no-form")
                    .with("form", text)
                    .near(text, ids.iter().map(String::as_str))
            }
        })
    }

    /// An option that names a period.
    pub(super) fn period(&self, flag: &Flag) -> Result<Option<Period>, Trouble> {
        match self.arguments.text(flag)? {
            None => Ok(None),
            Some(text) => match Period::parse(text) {
                Some(period) => Ok(Some(period)),
                None => Err(Trouble::usage("bad-period").with("text", text)),
            },
        }
    }

    /// Where the result is to be written, if not to standard output. `-` is no file: without the option the
    /// text goes there, and a bundle never does.
    pub(super) fn target(&self) -> Result<Option<PathBuf>, Trouble> {
        let path = self.arguments.path(&OUTPUT);
        match path.as_deref() == Some(Path::new("-")) {
            true => Err(Trouble::usage("dash-output")),
            false => Ok(path),
        }
    }

    /// An option that names a day.
    pub(super) fn day(&self, flag: &Flag) -> Result<Option<NaiveDate>, Trouble> {
        match self.arguments.text(flag)? {
            None => Ok(None),
            Some(text) => match crate::text::date::parse(text) {
                Some(crate::text::date::Parsed::Day(day)) => Ok(Some(day)),
                _ => Err(Trouble::usage("bad-date").with("text", text)),
            },
        }
    }

    /// The passphrase, where a file of it was named: its first line.
    pub(super) fn passphrase(&self) -> Result<Option<Passphrase>, Trouble> {
        self.passphrase_in(&PASSPHRASE_FILE)
    }

    /// The passphrase in the file that an option names: its first line.
    pub(super) fn passphrase_in(&self, flag: &Flag) -> Result<Option<Passphrase>, Trouble> {
        let Some(path) = self.arguments.path(flag) else {
            return Ok(None);
        };
        let bytes = Zeroizing::new(read_bounded(&path, 4096)?);
        let line = bytes
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        if line.is_empty() {
            return Err(Trouble::usage("empty-passphrase").with("path", path.display().to_string()));
        }
        // Letters as the screens spell them, whichever way an editor wrote them.
        Ok(Some(Zeroizing::new(match std::str::from_utf8(line) {
            Ok(text) => crate::text::nfc(text).into_bytes(),
            Err(_) => line.to_vec(),
        })))
    }

    /// The words of a key.
    pub(super) fn words(&self, key: &str, args: &[(&str, String)]) -> String {
        self.words.of(key, args)
    }

    /// A line for people; with `--json` they get none.
    pub(super) fn say(&mut self, key: &str, args: &[(&str, String)]) {
        if !self.output.json {
            let line = self.words.of(key, args);
            self.output.line(&line);
        }
    }

    /// A warning beside the result.
    pub(super) fn warn(&mut self, key: &str, args: &[(&str, String)]) {
        let text = self.words.of(key, args);
        let line = self.words.of("cli-warning", &[("text", text)]);
        self.output.aside(&line);
    }

    /// An error: for people on standard error, for scripts as the one JSON value of standard output.
    pub(super) fn tell(&mut self, trouble: &Trouble) {
        if self.output.json {
            let json = trouble.json(&self.words);
            self.output.value(&json);
        } else {
            for line in trouble.lines(&self.words) {
                self.output.aside(&line);
            }
        }
    }
}

/// Reads a file that may be at most so many bytes long.
pub(super) fn read_bounded(path: &Path, most: usize) -> Result<Vec<u8>, Trouble> {
    let file = std::fs::File::open(path).map_err(|error| blame::unreadable(path, &error))?;
    take(file, path, most)
}

/// Reads standard input up to so many bytes.
pub(super) fn read_stdin(most: usize) -> Result<Vec<u8>, Trouble> {
    take(std::io::stdin().lock(), Path::new("-"), most)
}

fn take(reader: impl Read, path: &Path, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = reader
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| blame::unreadable(path, &error))?;
    match read <= most {
        true => Ok(bytes),
        false => Err(Trouble::new("too-large", Exit::Unreadable)
            .with("path", path.display().to_string())
            .with("most", (most >> 20).max(1).to_string())),
    }
}

/// Writes a file whole or not at all.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            // The folder is what is missing, not the file that is still to be made.
            let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
            Err(blame::unreadable(folder, &missing))
        }
        _ => crate::workspace::write_file(path, bytes).map_err(Trouble::from),
    }
}
