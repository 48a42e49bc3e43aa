//! Papers and scales handed down: published by an office that has them, written beside the shipped ones where they
//! arrive. What the folder of a paper may hold is known here; no path out of an edit is ever used as it stands.

use std::collections::BTreeMap;
use std::path::Path;

use super::papers::{read_folder, shipped_folders};
use super::{Outcome, Workspace, WorkspaceError, config};
use crate::form::{Folder, check};
use crate::record::{Content, Draft, Piece, wire};

const PAPERS: &str = "forms";
/// The folders inside a paper's, with how the files in them end.
const INSIDE: [(&str, &str); 4] = [
    ("", ".toml"),
    ("choices/", ".csv"),
    ("blocks/", ".toml"),
    ("examples/", ".toml"),
];

/// What became of a paper that an office published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Published {
    /// It is there now, and counts from the next opening on.
    New,
    /// It was there already.
    Same,
    /// One of that name with another text is there: it stays.
    Differs,
    /// It does not read as a paper, or has the name of a shipped one.
    Unsound,
}

impl Workspace {
    /// Publishes a paper or confirmed scale of this workspace to the offices below, by its folder's name. Twice is once
    /// for whoever receives it.
    ///
    /// # Errors
    /// If there is no such paper, it has mistakes or is too long, or the disk refuses.
    pub fn publish(&mut self, name: &str) -> Outcome<()> {
        let no_such = || WorkspaceError::NoSuch(name.to_owned());
        let plain = name.split('@').all(wire::is_plain) && name.split('@').count() == 2;
        let dir = self.dir.join(PAPERS).join(name);
        if !plain || !dir.is_dir() {
            return Err(no_such());
        }
        let folder = read_folder(&dir)?;
        check(&folder).map_err(WorkspaceError::Papers)?;
        let text = serde_json::to_string(&folder.files)
            .map_err(|error| WorkspaceError::Config(error.to_string()))?;
        let pieces =
            Piece::split(&self.config.place, name, &text).ok_or(WorkspaceError::TooLong)?;
        let drafts = pieces
            .into_iter()
            .map(|piece| Draft::new(None, Vec::new(), Content::Paper(piece)))
            .collect();
        self.commit(drafts)?;
        Ok(())
    }

    /// Writes the papers that offices at or above this one have published and that are whole. Only of an office whose
    /// key speaks for it here, by a grant.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn take_published(&self) -> Outcome<Vec<(String, Published)>> {
        let mut pieces = Vec::new();
        for edit in self.store.published()? {
            if let Some(Content::Paper(piece)) = edit.content()
                && self.is_within(&self.config.place, &piece.place, self.today())
            {
                pieces.push(piece.clone());
            }
        }
        let mut taken = BTreeMap::new();
        for (_, name, text) in Piece::join(pieces) {
            let became = match parsed(&name, &text) {
                None => Published::Unsound,
                Some(folder) => self.put_paper(&folder)?,
            };
            taken.insert(name, became);
        }
        Ok(taken.into_iter().collect())
    }

    fn put_paper(&self, folder: &Folder) -> Outcome<Published> {
        let to = self.dir.join(PAPERS).join(&folder.name);
        if to.is_dir() {
            return Ok(match read_folder(&to)?.files == folder.files {
                true => Published::Same,
                false => Published::Differs,
            });
        }
        let shipped = shipped_folders();
        if check(folder).is_err() || shipped.iter().any(|other| other.name == folder.name) {
            return Ok(Published::Unsound);
        }
        write_beside(&to, folder)?;
        Ok(Published::New)
    }
}

/// The folder in a published text; none if a file in it is none that a paper has.
fn parsed(name: &str, text: &str) -> Option<Folder> {
    let files: BTreeMap<String, String> = serde_json::from_str(text).ok()?;
    let known = |path: &String| {
        INSIDE.iter().any(|(folder, ending)| {
            let rest = path.strip_prefix(folder);
            rest.is_some_and(|file| {
                file.ends_with(ending) && wire::is_plain(file) && !file.starts_with('.')
            })
        })
    };
    let plain = name.split('@').all(wire::is_plain) && name.split('@').count() == 2;
    (plain && !name.starts_with('.') && files.keys().all(known)).then(|| Folder {
        name: name.to_owned(),
        files,
    })
}

/// Writes the folder beside and renames it, so that half a paper never stands there.
pub(super) fn write_beside(to: &Path, folder: &Folder) -> Outcome<()> {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = to.with_file_name(name);
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| WorkspaceError::Io { path, source }
    };
    if beside.is_dir() {
        std::fs::remove_dir_all(&beside).map_err(io(&beside))?;
    }
    for (file, text) in &folder.files {
        let path = beside.join(file);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io(parent))?;
        }
        config::write(&path, text.as_bytes())?;
    }
    std::fs::rename(&beside, to).map_err(io(to))?;
    to.parent().map_or(Ok(()), config::sync_folder)
}
