//! Scales that are loaded: one person loads, another confirms, and only then does the scale count.
//!
//! A loaded scale waits in `scales/<id>@<version>`; confirmed, the folder moves to `forms/` and is a paper like any
//! other, frozen by its hash, which every Phiếu scored with it carries.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::papers::{read_folder, shipped_folders};
use super::published::write_beside;
use super::{Outcome, WorkspaceError, config};
use crate::form::{Folder, Form, FormHash, Mistake, MistakeCode, check};
use crate::text::fold;

const WAITING: &str = "scales";
const PAPERS: &str = "forms";
const WITNESS: &str = "scale-people.toml";

/// Who loaded and who confirmed a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Witness {
    loaded_by: String,
    loaded_on: String,
    confirmed_by: Option<String>,
    confirmed_on: Option<String>,
    hash: String,
}

/// A scale of this workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// `diem-a@2022.1`, as the sheet says.
    pub name: String,
    /// Where it comes from, as the sheet says.
    pub source: String,
    /// Who loaded it.
    pub loaded_by: String,
    /// Who confirmed it; until somebody has, it does not count.
    pub confirmed_by: Option<String>,
    /// The hash that every Phiếu scored with it carries.
    pub hash: FormHash,
}

/// Checks a sheet and keeps it until a second person confirms it.
///
/// # Errors
/// Everything wrong with the sheet; that this scale is there already in another text; or the disk refuses.
pub fn load_scale(dir: &Path, sheet: &str, by: &str, today: &str) -> Outcome<Scale> {
    let folder = framed(sheet)?;
    let form = check(&folder).map_err(WorkspaceError::Papers)?;
    // A paper of the program keeps its name: two papers of one name would both claim the Phiếu.
    if shipped_folders()
        .iter()
        .any(|shipped| shipped.name == folder.name)
    {
        return Err(WorkspaceError::ScaleDiffers(folder.name));
    }
    for place in [PAPERS, WAITING] {
        let there = dir.join(place).join(&folder.name);
        if there.is_dir() {
            let kept = read(&there)?;
            return match kept.hash == form.hash() {
                true => Ok(kept),
                false => Err(WorkspaceError::ScaleDiffers(folder.name)),
            };
        }
    }
    let witness = Witness {
        loaded_by: by.to_owned(),
        loaded_on: today.to_owned(),
        confirmed_by: None,
        confirmed_on: None,
        hash: form.hash().to_string(),
    };
    write(&dir.join(WAITING).join(&folder.name), &folder, &witness)?;
    Ok(scale(&form, &witness))
}

/// Lets a scale count, because a second person has compared it with the document.
///
/// # Errors
/// If no such scale waits, the same person loaded it, or the disk refuses.
pub fn confirm_scale(dir: &Path, name: &str, by: &str, today: &str) -> Outcome<Scale> {
    let known = scales(dir)?;
    let waiting = known
        .iter()
        .find(|scale| scale.name == name)
        .ok_or_else(|| WorkspaceError::NoScale(name.to_owned()))?;
    if waiting.confirmed_by.is_some() {
        return Ok(waiting.clone());
    }
    if fold(waiting.loaded_by.trim()) == fold(by.trim()) {
        return Err(WorkspaceError::ScaleSamePerson(by.to_owned()));
    }
    let from = dir.join(WAITING).join(&waiting.name);
    let mut witness = witness(&from)?;
    witness.confirmed_by = Some(by.to_owned());
    witness.confirmed_on = Some(today.to_owned());
    config::write(&from.join(WITNESS), spelled(&witness)?.as_bytes())?;
    let to = dir.join(PAPERS).join(&waiting.name);
    std::fs::rename(&from, &to).map_err(|source| WorkspaceError::Io { path: to, source })?;
    config::sync_folder(&dir.join(PAPERS))?;
    Ok(Scale {
        confirmed_by: witness.confirmed_by,
        ..waiting.clone()
    })
}

/// Every scale of a workspace, waiting or confirmed.
///
/// # Errors
/// If a folder cannot be read or a scale's text is not the one that was loaded.
pub fn scales(dir: &Path) -> Outcome<Vec<Scale>> {
    let mut found = Vec::new();
    for place in [PAPERS, WAITING] {
        let place = dir.join(place);
        if !place.is_dir() {
            continue;
        }
        let io = |source| WorkspaceError::Io {
            path: place.clone(),
            source,
        };
        let mut folders: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(&place).map_err(io)? {
            folders.push(entry.map_err(io)?.path());
        }
        folders.retain(|folder| folder.join(WITNESS).is_file());
        folders.sort();
        for folder in folders {
            found.push(read(&folder)?);
        }
    }
    Ok(found)
}

/// The loadable paper that a sheet is for, with the sheet in it.
fn framed(sheet: &str) -> Outcome<Folder> {
    let mut nearest: Option<Vec<Mistake>> = None;
    for frame in shipped_folders() {
        let Ok(form) = check(&frame) else { continue };
        let Some(path) = form.loadable().filter(|_| form.scale().is_none()) else {
            continue;
        };
        match Form::with_scale(&frame, path, sheet.to_owned()) {
            Ok(folder) => return Ok(folder),
            Err(mistakes) => {
                let another = mistakes
                    .iter()
                    .any(|mistake| mistake.code == MistakeCode::ScaleForm);
                // The paper that the sheet names tells what is wrong; another one would only confuse.
                if nearest.is_none() || !another {
                    nearest = Some(mistakes);
                }
            }
        }
    }
    Err(WorkspaceError::Papers(nearest.unwrap_or_default()))
}

fn scale(form: &Form, witness: &Witness) -> Scale {
    Scale {
        name: form.full_id().to_owned(),
        source: form.scale_source().unwrap_or(form.source()).to_owned(),
        loaded_by: witness.loaded_by.clone(),
        confirmed_by: witness.confirmed_by.clone(),
        hash: form.hash(),
    }
}

/// Reads a scale back and asks that its text is still what was loaded.
fn read(folder: &Path) -> Outcome<Scale> {
    let witness = witness(folder)?;
    let form = check(&read_folder(folder)?).map_err(WorkspaceError::Papers)?;
    match form.hash().to_string() == witness.hash {
        true => Ok(scale(&form, &witness)),
        false => Err(WorkspaceError::ScaleDiffers(form.full_id().to_owned())),
    }
}

/// Asks that a paper with a loaded scale still has the text that two people confirmed.
pub(super) fn unchanged(folder: &Path) -> Outcome<()> {
    match folder.join(WITNESS).is_file() {
        true => read(folder).map(|_| ()),
        false => Ok(()),
    }
}

fn witness(folder: &Path) -> Outcome<Witness> {
    let path = folder.join(WITNESS);
    let text = std::fs::read_to_string(&path).map_err(|source| WorkspaceError::Io {
        path: path.clone(),
        source,
    })?;
    toml::from_str(&text).map_err(|error| WorkspaceError::Config(error.message().to_owned()))
}

fn spelled(witness: &Witness) -> Outcome<String> {
    toml::to_string(witness).map_err(|error| WorkspaceError::Config(error.to_string()))
}

/// Writes the folder with the names of who loaded it.
fn write(to: &Path, folder: &Folder, witness: &Witness) -> Outcome<()> {
    let mut folder = folder.clone();
    folder.files.insert(WITNESS.to_owned(), spelled(witness)?);
    write_beside(to, &folder)
}
