//! `backup`, `restore`: a safety copy of everything, and a laptop made of one.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::call::{Call, read_bounded, write_file};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{AUTO, CLEAR, CODE, NEW_PASSPHRASE_FILE, PAPERS};
use super::{blame, init, recovery};
use crate::bundle::MAX_ENVELOPE;
use crate::task;

/// The word in place of a folder that stops copies on leaving.
const OFF: &str = "off";

/// Writes a safety copy.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    if let Some(folder) = call.arguments.path(&AUTO) {
        return auto(call, &folder);
    }
    let target = call.target()?;
    let passphrase = call.passphrase()?;
    let workspace = call.open()?;
    let key = workspace
        .key(passphrase.as_deref().map(Vec::as_slice))
        .map_err(blame::key)?;
    let clear = call.arguments.has(&CLEAR);
    let copy = task::back_up(&workspace, &key, clear, &mut |_, _| true)?;
    let path = match (target, &workspace.config().copies) {
        (Some(target), _) if target.is_dir() => target.join(&copy.name),
        (Some(target), _) => target,
        (None, Some(folder)) => folder.join(&copy.name),
        (None, None) => PathBuf::from(&copy.name),
    };
    write_file(&path, &copy.bytes)?;
    let file = path.display().to_string();
    if call.output.json {
        let json = json!({ "file": file, "edits": copy.edits, "bytes": copy.bytes.len(), "readers": copy.readers });
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    call.say(
        "cli-backed-up",
        &[("file", file), ("edits", copy.edits.to_string())],
    );
    if copy.readers == 0 {
        call.warn("cli-exported-clear", &[]);
    }
    Ok(Exit::Fine)
}

/// Chooses the second place into which a copy goes whenever the screens are left.
fn auto(call: &mut Call<'_>, path: &Path) -> Result<Exit, Trouble> {
    let mut workspace = call.open()?;
    let folder = match path == Path::new(OFF) {
        true => None,
        false => Some(std::path::absolute(path).map_err(|error| blame::unreadable(path, &error))?),
    };
    if let Some(folder) = &folder {
        if !folder.is_dir() {
            let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(blame::unreadable(folder, &missing));
        }
        if !workspace.has_recovery() {
            return Err(task::TaskError::NoPapers.into());
        }
    }
    workspace.set_copies(folder.as_deref())?;
    let folder = folder.map(|folder| folder.display().to_string());
    if call.output.json {
        call.output.value(&json!({ "folder": folder }));
        return Ok(Exit::Fine);
    }
    match folder {
        Some(folder) => call.say("cli-copies-on", &[("folder", folder)]),
        None => call.say("cli-copies-off", &[]),
    }
    Ok(Exit::Fine)
}

/// Makes a workspace of a safety copy, in a folder that has none.
pub(super) fn restore(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.arguments.paths().next().unwrap_or_default();
    let file = read_bounded(&path, MAX_ENVELOPE)?;
    let papers = match call.arguments.path(&PAPERS) {
        Some(papers) => Some(recovery::typed(&papers)?),
        None => None,
    };
    let copy = task::open_copy(&file, papers.as_ref())?;
    drop(file);
    let signer = copy.signer().code();
    if let Some(heard) = call.arguments.text(&CODE)?
        && super::key::digits(heard) != super::key::digits(&signer)
    {
        let path = path.display().to_string();
        return Err(Trouble::new("key-code", Exit::NotVerified).with("path", path));
    }
    let regime = init::regime(call, &copy.manifest().from)?;
    let passphrase = match call.passphrase_in(&NEW_PASSPHRASE_FILE)? {
        Some(new) => Some(new),
        None => call.passphrase()?,
    };
    let passphrase = passphrase.as_deref().map(Vec::as_slice);
    let dir = call.dir()?;
    let made = copy.manifest().created;
    let restored = task::restore(&dir, &copy, regime, passphrase, call.clock, &mut |_, _| {
        true
    })?;
    let code = restored.workspace.public_key().code();
    if call.output.json {
        call.output.value(&json!({
            "place": restored.workspace.config().place, "regime": regime.as_str(), "new": restored.imported.new,
            "signer": restored.signer.code(), "code": code,
        }));
        return Ok(Exit::Fine);
    }
    let args = [
        ("new", restored.imported.new.to_string()),
        ("place", restored.workspace.config().place.clone()),
        ("regime", regime.as_str().to_owned()),
        (
            "made",
            super::wording::day(crate::workspace::Clock::Fixed(made).today()),
        ),
        ("signer", signer),
        ("code", code),
    ];
    call.say("cli-restored", &args);
    call.say("cli-new-key-next", &[]);
    if passphrase.is_none() {
        call.warn("cli-unprotected", &[]);
    }
    Ok(Exit::Fine)
}
