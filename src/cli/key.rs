//! `key show`, `key trust`, `key list`: who signs here, and whose signatures count.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::blame;
use super::call::{Call, read_bounded};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{CODE, PLACE};
use super::wording;
use crate::bundle::PublicKey;
use crate::record::GrantRole;
use crate::workspace::{Config, WorkspaceError, device_key, public_key, write_private};

/// The largest key file read, in bytes.
const MOST: usize = 64 << 10;

/// What a file of OpenSSH holds that must never leave its machine.
const PRIVATE: &str = "PRIVATE KEY-----";

/// Prints this workspace's public key and its mã đối chiếu. Takes no lock.
pub(super) fn show(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let dir = call.dir()?;
    let (config, key) = (Config::load(&dir)?, public_key(&dir)?);
    if call.output.json {
        let json = json!({
            "place": config.place,
            "key": key.line(),
            "fingerprint": key.fingerprint(),
            "code": key.code(),
            "recipient": key.recipient(),
        });
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    call.output.line(&key.line());
    call.say("cli-fingerprint", &[("fingerprint", key.fingerprint())]);
    call.say("cli-own-code", &[("code", key.code())]);
    if let Some(recipient) = key.recipient() {
        call.say("cli-recipient", &[("recipient", recipient)]);
    }
    Ok(Exit::Fine)
}

/// Writes the `age` identity of this device, for the standard tool. Takes no lock.
pub(super) fn identity(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.target()?.unwrap_or_default();
    let passphrase = call.passphrase()?;
    let dir = call.dir()?;
    Config::load(&dir)?;
    let key = device_key(&dir, passphrase.as_deref().map(Vec::as_slice)).map_err(blame::key)?;
    let mut text = key.identity().ok_or(WorkspaceError::Key("key-unusable"))?;
    text.push('\n');
    write_private(&path, text.as_bytes())?;
    let file = path.display().to_string();
    if call.output.json {
        call.output
            .value(&json!({ "file": file, "recipient": key.public().recipient() }));
    } else {
        call.say("cli-identity", &[("file", file)]);
    }
    Ok(Exit::Fine)
}

/// The digits of a code, however people group them.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Accepts a key for a place and those below it.
pub(super) fn trust(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.arguments.paths().next().unwrap_or_default();
    let place = call.arguments.needed(&PLACE)?.to_owned();
    let key = read(&path)?;
    if let Some(heard) = call.arguments.text(&CODE)?
        && digits(heard) != digits(&key.code())
    {
        let path = path.display().to_string();
        return Err(Trouble::new("key-code", Exit::NotVerified).with("path", path));
    }
    let mut workspace = call.open()?;
    let today = workspace.today();
    let thon = workspace.thons()?.iter().any(|thon| thon.label == place);
    if !thon && workspace.unit(&place, today).is_none() {
        return Err(wording::no_unit(&call.words, &workspace, &place, today));
    }
    let role = workspace.grant(&place, &key)?;
    if call.output.json {
        call.output.value(
            &json!({ "place": place, "fingerprint": key.fingerprint(), "code": key.code() }),
        );
    } else {
        let told = match role {
            GrantRole::Office => "cli-trusted",
            GrantRole::Above => "cli-trusted-above",
            GrantRole::Enumerator | GrantRole::Recovery => "cli-trusted-thon",
        };
        call.say(told, &[("place", place)]);
        call.say(
            "cli-fingerprint",
            &[("fingerprint", key.fingerprint()), ("code", key.code())],
        );
    }
    Ok(Exit::Fine)
}

/// Reads the public key in a file.
fn read(path: &Path) -> Result<PublicKey, Trouble> {
    let bytes = read_bounded(path, MOST)?;
    let text = String::from_utf8_lossy(&bytes);
    if text.contains(PRIVATE) {
        // Whoever was sent this can sign in the sender's name.
        return Err(Trouble::usage("private-key").with("path", path.display().to_string()));
    }
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default();
    PublicKey::parse(line).map_err(|error| {
        Trouble::usage("not-a-key")
            .with("path", path.display().to_string())
            .with("reason", error.code())
    })
}

/// Takes a key's word back, from now on: named by its file or by its mã đối chiếu.
pub(super) fn revoke(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.arguments.paths().next().unwrap_or_default();
    let mut workspace = call.open()?;
    let code = digits(&path.to_string_lossy());
    let named = workspace
        .believed()?
        .into_iter()
        .find(|known| !path.exists() && digits(&known.key.code()) == code);
    let key = match named {
        Some(known) => known.key,
        None if !path.exists() && code.len() == 30 => {
            return Err(Trouble::usage("key-not-granted"));
        }
        None => read(&path)?,
    };
    workspace.revoke(&key)?;
    let code = key.code();
    if call.output.json {
        call.output
            .value(&json!({ "fingerprint": key.fingerprint(), "code": code }));
    } else {
        call.say("cli-revoked", &[("code", code)]);
    }
    Ok(Exit::Fine)
}

/// Lists the keys accepted here. Takes no lock.
pub(super) fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let dir = call.dir()?;
    Config::load(&dir)?;
    let (trust, own) = (crate::workspace::trust(&dir)?, public_key(&dir)?);
    let others = || trust.entries().filter(|(_, key)| **key != own);
    if call.output.json {
        let list: Json = others()
            .map(|(place, key)| {
                json!({ "place": place, "key": key.line(), "fingerprint": key.fingerprint(), "code": key.code() })
            })
            .collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    let lines: Vec<String> = others()
        .map(|(place, key)| {
            let args = [("fingerprint", key.fingerprint()), ("code", key.code())];
            format!("{place}  {}", call.words("cli-fingerprint", &args))
        })
        .collect();
    for line in &lines {
        call.output.line(line);
    }
    if lines.is_empty() {
        call.say("cli-no-keys", &[]);
    }
    Ok(Exit::Fine)
}
