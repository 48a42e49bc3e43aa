//! `passphrase set`: the passphrase of the store and of the device key.

use serde_json::json;

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::NEW_PASSPHRASE_FILE;

/// Sets the passphrase, or changes it.
pub(super) fn set(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    call.arguments.needed(&NEW_PASSPHRASE_FILE)?;
    let old = call.passphrase()?;
    let new = call
        .passphrase_in(&NEW_PASSPHRASE_FILE)?
        .unwrap_or_default();
    let mut workspace = call.open()?;
    let first = !workspace.has_passphrase();
    workspace.set_passphrase(old.as_deref().map(Vec::as_slice), &new)?;
    if call.output.json {
        call.output.value(&json!({ "first": first }));
        return Ok(Exit::Fine);
    }
    call.say(
        match first {
            true => "cli-passphrase-set",
            false => "cli-passphrase-changed",
        },
        &[],
    );
    call.say("cli-passphrase-keep", &[]);
    Ok(Exit::Fine)
}
