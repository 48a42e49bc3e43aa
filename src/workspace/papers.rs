//! The papers and places that are part of the program, and a workspace's own papers.

use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::RustEmbed;

use super::{Outcome, WorkspaceError};
use std::sync::{Arc, OnceLock};

use crate::form::{Folder, Holidays, Identities, Intake, Library, Mistake, Prints, Reports};
use crate::place::{Lists, Places};
use crate::review::Steps;

#[derive(RustEmbed)]
#[folder = "forms/"]
struct Shipped;

/// The largest file of a paper that is read, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// Where blocks lie, in `forms/` as in a paper's folder.
const BLOCKS: &str = "blocks/";
/// Where rules between papers lie, in `forms/` as in a workspace's own papers.
const IDENTITIES: &str = "identities/";
/// Where printed documents lie, in `forms/` as in a workspace's own papers.
const PRINTS: &str = "prints/";
/// The most files that one paper may have.
const MAX_FILES: usize = 200;

fn shipped(path: &str) -> String {
    Shipped::get(path)
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .unwrap_or_default()
}

/// What is shipped does not change while the program runs: it is read once, however often a workspace is opened.
static PLACES: OnceLock<Arc<Places>> = OnceLock::new();
/// The shipped papers: without those for training, and with them.
static PAPERS: [OnceLock<Arc<Library>>; 2] = [OnceLock::new(), OnceLock::new()];

/// The shipped units of both regimes.
///
/// # Errors
/// If a list does not read, which a test rules out.
pub fn places() -> Outcome<Arc<Places>> {
    if let Some(places) = PLACES.get() {
        return Ok(Arc::clone(places));
    }
    let places = Arc::new(read_places()?);
    Ok(Arc::clone(PLACES.get_or_init(|| places)))
}

fn read_places() -> Outcome<Places> {
    let list = |name: &str| shipped(&format!("places/{name}.csv"));
    let (three_tier, two_tier) = (list("3-cap"), list("2-cap"));
    let (changes, successors, kinds) = (list("changes"), list("successors"), list("kinds"));
    Ok(Places::load(&Lists {
        three_tier: &three_tier,
        two_tier: &two_tier,
        changes: &changes,
        successors: &successors,
        kinds: &kinds,
    })?)
}

/// The shipped papers, and those of a folder where there is one; those for training only where asked for.
///
/// # Errors
/// If a paper has mistakes, all of them; or a folder cannot be read.
pub fn library(own: Option<&Path>, training: bool) -> Outcome<Arc<Library>> {
    if !own_folders(own)?.is_empty() {
        return Ok(Arc::new(sound(&folders(own)?, training)?));
    }
    let [without, with] = &PAPERS;
    let shelf = if training { with } else { without };
    if let Some(library) = shelf.get() {
        return Ok(Arc::clone(library));
    }
    let library = Arc::new(sound(&shipped_folders(), training)?);
    Ok(Arc::clone(shelf.get_or_init(|| library)))
}

fn sound(folders: &[Folder], training: bool) -> Outcome<Library> {
    let (library, mistakes) = load(folders, &shipped("released.toml"));
    let errors: Vec<_> = mistakes
        .into_iter()
        .filter(|mistake| mistake.severity == crate::form::Severity::Blocks)
        .collect();
    if errors.is_empty() {
        Ok(match training {
            true => library,
            false => library.without_training(),
        })
    } else {
        Err(WorkspaceError::Papers(errors))
    }
}

/// The shipped rules between papers and those of a folder's `identities/`, with every mistake in them.
///
/// # Errors
/// If a folder cannot be read.
pub fn identities(own: Option<&Path>, library: &Library) -> Outcome<(Identities, Vec<Mistake>)> {
    Ok(Identities::load(&beside(own, IDENTITIES)?, library))
}

/// The shipped printed documents and those of a folder's `prints/`, with every mistake in them.
///
/// # Errors
/// If a folder cannot be read.
pub fn prints(own: Option<&Path>, library: &Library) -> Outcome<(Prints, Vec<Mistake>)> {
    Ok(Prints::load(&beside(own, PRINTS)?, library))
}

/// The files beside the papers in one folder of `forms/`, and those of an office's own.
fn beside(own: Option<&Path>, folder: &str) -> Outcome<BTreeMap<String, String>> {
    let mut files: BTreeMap<String, String> = Shipped::iter()
        .filter_map(|path| {
            let name = path.strip_prefix(folder)?.to_owned();
            name.ends_with(".toml").then(|| (name, shipped(&path)))
        })
        .collect();
    if let Some(own) = own.map(|own| own.join(folder)).filter(|own| own.is_dir()) {
        for name in names(&own)? {
            let path = own.join(&name);
            if !name.ends_with(".toml") || !path.is_file() {
                continue;
            }
            let text = read_file(&path, files.len())?;
            // One of an office's own stands in place of a shipped file of the same name.
            files.insert(name, text);
        }
    }
    Ok(files)
}

/// Every mistake and warning in the shipped papers and those of a folder, and in the rules between them.
///
/// # Errors
/// If a folder cannot be read.
pub fn paper_mistakes(own: Option<&Path>) -> Outcome<Vec<Mistake>> {
    let folders = folders(own)?;
    let (library, mut mistakes) = load(&folders, &shipped("released.toml"));
    mistakes.extend(read_holidays().1);
    mistakes.extend(read_steps(&library).1);
    for folder in &folders {
        mistakes.extend(within(folder, library.check_examples(folder)));
    }
    mistakes.extend(read_reports(&library).1);
    mistakes.extend(read_intake(&library).1);
    mistakes.extend(identities(own, &library)?.1);
    mistakes.extend(prints(own, &library)?.1);
    Ok(mistakes)
}

/// The public holidays of the years that were announced.
pub fn holidays() -> Holidays {
    read_holidays().0
}

fn read_holidays() -> (Holidays, Vec<Mistake>) {
    Holidays::parse(&shipped("process/holidays.toml"))
}

/// The steps of the review.
pub fn steps(library: &Library) -> Steps {
    read_steps(library).0
}

fn read_steps(library: &Library) -> (Steps, Vec<Mistake>) {
    Steps::parse(&shipped("process/steps.toml"), library)
}

/// Papers with the public holidays that their formulas count with.
fn load(folders: &[Folder], released: &str) -> (Library, Vec<Mistake>) {
    let (library, mistakes) = Library::load(folders, released);
    (library.with_holidays(Arc::new(holidays())), mistakes)
}

/// Which of a library's papers go with which report, and who collects and aggregates them: the shipped
/// defaults, which a locality changes in its settings.
pub fn reports(library: &Library) -> Reports {
    read_reports(library).0
}

fn read_reports(library: &Library) -> (Reports, Vec<Mistake>) {
    let papers = library.list().iter().map(|paper| paper.form.id().as_str());
    Reports::parse(&shipped("process/reports.toml"), papers)
}

/// What the headings and words of lists of households mean.
pub fn intake(library: &Library) -> Intake {
    read_intake(library).0
}

fn read_intake(library: &Library) -> (Intake, Vec<Mistake>) {
    Intake::parse(&shipped("process/intake.toml"), library)
}

fn within(folder: &Folder, mistakes: Vec<Mistake>) -> impl Iterator<Item = Mistake> {
    mistakes.into_iter().map(|mistake| Mistake {
        file: format!("{}/{}", folder.name, mistake.file),
        ..mistake
    })
}

/// Every mistake and warning in one paper, checked beside the shipped papers that it may join.
pub fn folder_mistakes(folder: Folder) -> Vec<Mistake> {
    let prefix = format!("{}/", folder.name);
    let mut folders = shipped_folders();
    folders.retain(|shipped| shipped.name != folder.name);
    folders.push(folder);
    let (library, mut mistakes) = load(&folders, "");
    if let Some(own) = folders.last() {
        mistakes.extend(within(own, library.check_examples(own)));
    }
    mistakes
        .into_iter()
        .filter_map(|mistake| {
            let file = mistake.file.strip_prefix(&prefix)?.to_owned();
            Some(Mistake { file, ..mistake })
        })
        .collect()
}

/// The shipped papers and those of a folder.
fn folders(own: Option<&Path>) -> Outcome<Vec<Folder>> {
    let mut folders = shipped_folders();
    folders.extend(own_folders(own)?);
    Ok(folders)
}

/// The papers of a folder, if there is one.
fn own_folders(own: Option<&Path>) -> Outcome<Vec<Folder>> {
    let mut folders = Vec::new();
    if let Some(own) = own.filter(|own| own.is_dir()) {
        for name in names(own)? {
            if name.contains('@') && own.join(&name).is_dir() {
                super::scales::unchanged(&own.join(&name))?;
                folders.push(read_folder(&own.join(&name))?);
            }
        }
    }
    Ok(folders)
}

/// The shipped papers as folders, for checking them like anybody's.
pub fn shipped_folders() -> Vec<Folder> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for path in Shipped::iter() {
        if path.starts_with(BLOCKS) {
            continue;
        }
        let Some((name, file)) = path.split_once('/').filter(|(name, _)| name.contains('@')) else {
            continue;
        };
        let folder = folders.entry(name.to_owned()).or_insert_with(|| Folder {
            name: name.to_owned(),
            files: BTreeMap::new(),
        });
        folder.files.insert(file.to_owned(), shipped(&path));
    }
    folders.into_values().map(with_blocks).collect()
}

/// A paper with the shipped blocks that its rows may name; one of its own comes before one shipped.
fn with_blocks(mut folder: Folder) -> Folder {
    for path in Shipped::iter().filter(|path| path.starts_with(BLOCKS)) {
        folder
            .files
            .entry(path.to_string())
            .or_insert_with(|| shipped(&path));
    }
    folder
}

/// Reads one paper's folder: `form.toml`, `choices/*.csv`, `blocks/*.toml`, `examples/*.toml`, and
/// beside them the shipped blocks.
///
/// # Errors
/// If the folder or a file cannot be read, or is larger than a paper can be.
pub fn read_folder(dir: &Path) -> Outcome<Folder> {
    let name = dir
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut folder = Folder {
        name,
        files: BTreeMap::new(),
    };
    for (sub, ending) in [
        ("", "toml"),
        ("choices", "csv"),
        ("blocks", "toml"),
        ("examples", "toml"),
    ] {
        let place = dir.join(sub);
        if !place.is_dir() {
            continue;
        }
        for name in names(&place)? {
            let path = place.join(&name);
            if path.extension().is_none_or(|extension| extension != ending) || !path.is_file() {
                continue;
            }
            let text = read_file(&path, folder.files.len())?;
            let relative = if sub.is_empty() {
                name
            } else {
                format!("{sub}/{name}")
            };
            folder.files.insert(relative, text);
        }
    }
    Ok(with_blocks(folder))
}

/// One file of a paper, if it is not larger than one can be and there are not too many.
fn read_file(path: &Path, before: usize) -> Outcome<String> {
    let io = |source| WorkspaceError::Io {
        path: path.to_owned(),
        source,
    };
    let size = std::fs::metadata(path).map_err(io)?.len();
    if size > MAX_FILE || before >= MAX_FILES {
        return Err(io(std::io::Error::from(std::io::ErrorKind::FileTooLarge)));
    }
    let bytes = std::fs::read(path).map_err(io)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn names(dir: &Path) -> Outcome<Vec<String>> {
    let io = |source| WorkspaceError::Io {
        path: dir.to_owned(),
        source,
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(io)? {
        names.push(
            entry
                .map_err(io)?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    names.sort();
    Ok(names)
}
