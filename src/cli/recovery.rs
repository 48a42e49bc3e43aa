//! `recovery make`, `check`, `open`: three papers, any two of which open what a forgotten passphrase or a dead laptop
//! has shut.

use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use super::call::{Call, Passphrase, read_bounded, read_stdin};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::NEW_PASSPHRASE_FILE;
use crate::bundle::{Key, join};
use crate::workspace::{Workspace, public_key};

/// The most that a file of papers may hold, in bytes.
const MOST: usize = 16 << 10;

/// Makes new papers and shows them, this once.
pub(super) fn make(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let passphrase = call.passphrase()?;
    let mut workspace = call.open()?;
    let papers = workspace.make_recovery(passphrase.as_deref().map(Vec::as_slice))?;
    let code = papers.key.code();
    if call.output.json {
        let texts: Vec<&str> = papers.texts.iter().map(|text| text.as_str()).collect();
        call.output.value(&json!({ "papers": texts, "code": code }));
        return Ok(Exit::Fine);
    }
    let config = workspace.config();
    let unit = workspace.unit(&config.place, workspace.today());
    let unit = unit.map(|unit| unit.name.to_string()).unwrap_or_default();
    let device = workspace.public_key().code();
    for (at, text) in papers.texts.iter().enumerate() {
        let args = [
            ("at", (at + 1).to_string()),
            ("place", format!("{} {unit}", config.place)),
            ("date", super::wording::day(workspace.today())),
            ("code", code.clone()),
            ("device", device.clone()),
        ];
        call.say("cli-paper", &args);
        call.output.line(text);
        call.output.line("");
    }
    call.say("cli-papers-keep", &[]);
    Ok(Exit::Fine)
}

/// Whether the papers typed give the recovery key of this workspace back.
pub(super) fn check(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.arguments.paths().next().unwrap_or_default();
    let papers = typed(&path)?;
    let workspace = call.open()?;
    if !workspace.recovery_keys().contains(&papers.public().line()) {
        return Err(Trouble::new("paper-other", Exit::NotVerified));
    }
    let code = papers.public().code();
    if call.output.json {
        call.output.value(&json!({ "code": code }));
    } else {
        call.say("cli-papers-good", &[]);
    }
    Ok(Exit::Fine)
}

/// Opens a workspace whose passphrase is forgotten, and gives it a new one.
pub(super) fn open(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    call.arguments.needed(&NEW_PASSPHRASE_FILE)?;
    let path = call.arguments.paths().next().unwrap_or_default();
    let papers = typed(&path)?;
    let new: Passphrase = call
        .passphrase_in(&NEW_PASSPHRASE_FILE)?
        .unwrap_or_default();
    let dir = call.dir()?;
    let before = public_key(&dir)?;
    let workspace = Workspace::recover(&dir, &papers, &new, call.clock)?;
    let key = workspace.public_key();
    if call.output.json {
        call.output.value(&json!({
            "place": workspace.config().place, "code": key.code(), "new_key": *key != before,
        }));
        return Ok(Exit::Fine);
    }
    call.say("cli-recovered", &[]);
    if *key != before {
        call.say("cli-recovered-new-key", &[("code", key.code())]);
        call.say("cli-new-key-next", &[]);
    }
    call.say("cli-recovered-papers", &[]);
    Ok(Exit::Fine)
}

/// The recovery key of the papers that were typed into a file, or into standard input.
pub(super) fn typed(path: &Path) -> Result<Key, Trouble> {
    let bytes = Zeroizing::new(match path == Path::new("-") {
        true => read_stdin(MOST)?,
        false => read_bounded(path, MOST)?,
    });
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    join(&text).map_err(|fault| {
        fault.args().into_iter().fold(
            Trouble::new(fault.code(), Exit::NotVerified),
            |trouble, (name, value)| trouble.with(name, value),
        )
    })
}
