//! `export`: a signed bundle for the office above.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::blame;
use super::call::{Call, write_file};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{CLEAR, FULL, TO};
use super::wording;
use crate::task;

/// Seals what this workspace holds and writes the file.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let target = call.target()?;
    let passphrase = call.passphrase()?;
    let workspace = call.open()?;
    let to = call.arguments.text(&TO)?;
    let thon = match to {
        Some(to) => workspace.thons()?.iter().any(|thon| thon.label == to),
        None => false,
    };
    if let Some(to) = to
        && !thon
        && workspace.places().of_code(to).is_empty()
    {
        let today = workspace.today();
        return Err(wording::no_unit(&call.words, &workspace, to, today));
    }
    let key = workspace
        .key(passphrase.as_deref().map(Vec::as_slice))
        .map_err(blame::key)?;
    let export = match (to.filter(|_| thon), call.arguments.has(&FULL)) {
        (Some(label), _) => task::export_to_thon(&workspace, label, &key, &mut |_, _| true)?,
        (None, true) => task::export_full(&workspace, to, &key, &mut |_, _| true)?,
        (None, false) => task::export(&workspace, to, &key, &mut |_, _| true)?,
    };
    let outgoing = export.outgoing(call.arguments.has(&CLEAR))?;
    let path = target.unwrap_or_else(|| outgoing.name.clone().into());
    write_file(&path, &outgoing.bytes)?;
    workspace.remember_sent(&export.sent)?;
    let file = path.display().to_string();
    let note = call.words("bundle-note", &task::note(&workspace, &export));
    let mut beside = path.clone().into_os_string();
    beside.push(".txt");
    write_file(
        std::path::Path::new(&beside),
        format!("{note}\n").as_bytes(),
    )?;
    if export.left_out > 0 {
        call.warn(
            "cli-export-left-out",
            &[("count", export.left_out.to_string())],
        );
    }
    let unsubmitted = match thon {
        true => BTreeMap::new(),
        false => workspace.unsubmitted()?,
    };
    for (period, count) in &unsubmitted {
        let args = [("period", period.to_string()), ("count", count.to_string())];
        call.warn("cli-export-unsubmitted", &args);
    }
    if call.output.json {
        let unsubmitted: serde_json::Map<String, Json> = unsubmitted
            .iter()
            .map(|(period, count)| (period.to_string(), (*count).into()))
            .collect();
        let json = json!({
            "unsubmitted": unsubmitted,
            "file": file,
            "to": export.to,
            "bytes": outgoing.bytes.len(),
            "readers": outgoing.readers,
            "edits": export.edits,
            "kind": if export.sent.since { "since" } else { "full" },
            "households": export.sent.counts.households,
            "phieu": export.sent.counts.phieu,
            "bundle": export.sent.id.to_string(),
            "code": export.sent.id.digits(),
            "note": note,
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
    if export.sent.since {
        call.say("cli-exported-since", &[]);
    }
    match outgoing.readers {
        0 if export.recipients.is_empty() => {
            call.warn("cli-exported-unknown", &[("to", export.to)])
        }
        0 => call.warn("cli-exported-clear", &[]),
        readers => call.say("cli-exported-age", &[("count", readers.to_string())]),
    }
    call.say("cli-exported-note", &[]);
    call.output.line(&note);
    Ok(Exit::Fine)
}
