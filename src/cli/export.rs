//! `export`: a signed bundle for the office above.

use std::io::ErrorKind;

use serde_json::json;

use super::call::{Call, write_file};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::TO;
use super::wording;
use crate::task;
use crate::workspace::WorkspaceError;

/// Seals what this workspace holds and writes the file.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let target = call.target()?;
    let passphrase = call.passphrase()?;
    let workspace = call.open()?;
    let to = call.arguments.text(&TO)?;
    if let Some(to) = to
        && workspace.places().of_code(to).is_empty()
    {
        let today = workspace.today();
        return Err(wording::no_unit(&call.words, &workspace, to, today));
    }
    let key = workspace
        .key(passphrase.as_deref())
        .map_err(|error| match error {
            WorkspaceError::Io { source, .. } if source.kind() == ErrorKind::NotFound => {
                Trouble::new("key-gone", Exit::Unreadable)
            }
            other => other.into(),
        })?;
    let export = task::export(&workspace, to, &key, &mut |_, _| true)?;
    let path = target.unwrap_or_else(|| export.file_name.clone().into());
    write_file(&path, &export.bytes)?;
    let file = path.display().to_string();
    if export.left_out > 0 {
        call.warn(
            "cli-export-left-out",
            &[("count", export.left_out.to_string())],
        );
    }
    if call.output.json {
        let json = json!({
            "file": file,
            "to": export.to,
            "bytes": export.bytes.len(),
            "edits": export.edits,
        });
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    let args = [
        ("file", file),
        ("to", export.to.clone()),
        ("edits", export.edits.to_string()),
    ];
    call.say("cli-exported", &args);
    Ok(Exit::Fine)
}
