//! `import`: plan, show, apply. Nothing of any file is taken in before every file named is verified. What waits is
//! kept, what it waited for lets it in, and a biên nhận says what arrived.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::call::{Call, write_file};
use super::exit::Exit;
use super::receipt::{missing_json, papers_json, standing};
use super::trouble::Trouble;
use super::verbs::{DRY_RUN, RECEIPT};
use super::verify::{bundle, part, reason};
use crate::bundle::{BundleId, Key, Plan, Reason, Verdict, Verified};
use crate::task::{self, Arrival, Handed, Imported};
use crate::workspace::{Published, Workspace, WorkspaceError};

/// Verifies every file, shows what importing does, and does it.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let paths: Vec<PathBuf> = call.arguments.paths().collect();
    let dry = call.arguments.has(&DRY_RUN);
    let target = call.arguments.path(&RECEIPT);
    if paths.len() > 1 && target.as_ref().is_some_and(|target| !target.is_dir()) {
        return Err(Trouble::usage("receipt-folder"));
    }
    let passphrase = call.passphrase()?;
    let mut workspace = call.open()?;
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for path in paths {
        match verified(call, &workspace, &path) {
            Ok((verified, bytes)) => files.push((path, verified, bytes)),
            Err(trouble) => wrong.push(trouble),
        }
    }
    if let Some(trouble) = Trouble::all(wrong) {
        return Err(trouble);
    }
    let key = match dry {
        true => None,
        false => signing(call, &workspace, passphrase.as_deref().map(Vec::as_slice))?,
    };
    let mut sum = Imported::default();
    let mut arrivals: BTreeMap<BundleId, Arrival> = BTreeMap::new();
    for (path, verified, bytes) in files {
        // Planned one after the other: what one file brings, the next one may build on.
        let plan = task::plan(&workspace, &verified)?;
        show(call, &path, &plan);
        let done = match dry {
            true => Imported::planned(&plan),
            false => {
                let done = task::import(&mut workspace, &verified, &plan, &mut |_, _| true)?;
                keep(call, &workspace, &verified, &bytes, &plan)?;
                let arrival = task::arrived(&workspace, &verified, &plan)?;
                arrivals.insert(arrival.id, arrival);
                done
            }
        };
        told_erased(call, &done);
        sum.new += done.new;
        sum.refused += done.refused;
        sum.same += done.same;
        sum.held += done.held;
        sum.conflicts += done.conflicts;
        sum.rejected += done.rejected;
    }
    let given: Vec<BundleId> = arrivals.keys().copied().collect();
    if !dry {
        for arrival in task::settle(&mut workspace, &mut |_, _| true)? {
            sum.new += arrival.counts.new;
            sum.conflicts += arrival.conflicts;
            if let Some(before) = arrivals.get(&arrival.id) {
                // What waited a moment ago, before the file behind it came.
                sum.held = (sum.held + arrival.counts.held).saturating_sub(before.counts.held);
                sum.rejected =
                    (sum.rejected + arrival.counts.rejected).saturating_sub(before.counts.rejected);
            }
            arrivals.insert(arrival.id, arrival);
        }
    }
    if !dry {
        told_published(call, &workspace)?;
    }
    let out_of_force = workspace.out_of_force_by_reason()?;
    let out: u64 = out_of_force.values().sum();
    if out > 0 {
        call.warn("cli-import-out", &[("count", out.to_string())]);
    }
    for (why, count) in &out_of_force {
        let reason = call.words(why.code(), &[]);
        let args = [("count", count.to_string()), ("reason", reason)];
        call.warn("cli-import-out-line", &args);
    }
    let mut told = json!({
        "new": sum.new, "same": sum.same, "held": sum.held, "conflicts": sum.conflicts, "rejected": sum.rejected,
    });
    if (out > 0 || sum.refused > 0)
        && let Some(told) = told.as_object_mut()
    {
        for (name, count) in [("out_of_force", out), ("refused", sum.refused)] {
            if count > 0 {
                told.insert(name.into(), count.into());
            }
        }
    }
    if dry {
        call.say("cli-import-dry", &[]);
    } else {
        call.say(
            "cli-imported",
            &[("new", sum.new.to_string()), ("same", sum.same.to_string())],
        );
    }
    let mut receipts = Vec::new();
    if let Some(key) = &key {
        let arrivals: Vec<Arrival> = arrivals.into_values().collect();
        for handed in task::hand_out(&workspace, &arrivals, key)? {
            let main = given.contains(&handed.id);
            let file = write(target.as_deref(), &handed, main)?;
            receipts.push(receipt(call, &handed, file.as_deref()));
        }
    }
    let waiting = match dry {
        true => Vec::new(),
        false => task::waiting(&workspace)?,
    };
    if let Some(map) = told.as_object_mut() {
        // The five figures are what scripts rely on; the rest is there when it was asked for or when there is some.
        if target.is_some() {
            map.insert("receipts".to_owned(), receipts.into());
        }
        if !waiting.is_empty() {
            let waiting: Json = waiting
                .iter()
                .map(|one| {
                    json!({
                        "bundle": one.id.to_string(), "code": one.id.digits(), "from": one.from,
                        "edits": one.edits, "missing": missing_json(&one.missing),
                    })
                })
                .collect();
            map.insert("waiting".to_owned(), waiting);
        }
    }
    if call.output.json {
        call.output.value(&told);
    } else if !waiting.is_empty() {
        call.say(
            "cli-import-waiting",
            &[("count", waiting.len().to_string())],
        );
    }
    Ok(Exit::Fine)
}

/// Writes the papers that came, and tells of them.
fn told_published(call: &mut Call<'_>, workspace: &Workspace) -> Result<(), Trouble> {
    for (name, became) in workspace.take_published()? {
        let args = [("name", name)];
        match became {
            Published::New => call.say("cli-paper-new", &args),
            Published::Same => {}
            Published::Differs => call.warn("cli-paper-differs", &args),
            Published::Unsound => call.warn("cli-paper-unsound", &args),
        }
    }
    Ok(())
}

/// Tells what an import took out, and what of it was not taken in.
fn told_erased(call: &mut Call<'_>, done: &Imported) {
    if done.refused > 0 {
        call.warn("cli-import-refused", &[("count", done.refused.to_string())]);
    }
    for label in &done.erased {
        call.warn("cli-import-erased", &[("label", label.clone())]);
    }
    for label in &done.people {
        call.warn("cli-import-erased-people", &[("label", label.clone())]);
    }
    super::erase::told_let_go(call, done.let_go);
}

/// The key that signs receipts. Without its passphrase everything is taken in all the same, and no receipt made.
fn signing(
    call: &mut Call<'_>,
    workspace: &Workspace,
    passphrase: Option<&[u8]>,
) -> Result<Option<Key>, Trouble> {
    match workspace.key(passphrase) {
        Ok(key) => Ok(Some(key)),
        Err(WorkspaceError::Key("key-passphrase-missing")) => {
            call.warn("cli-receipt-no-passphrase", &[]);
            Ok(None)
        }
        Err(WorkspaceError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            call.warn("cli-receipt-no-key", &[]);
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// Keeps what waits; tells when there is no room for it.
fn keep(
    call: &mut Call<'_>,
    workspace: &Workspace,
    verified: &Verified,
    bytes: &[u8],
    plan: &Plan,
) -> Result<(), Trouble> {
    if !task::hold(workspace, verified, bytes, plan)? {
        call.warn("cli-import-no-room", &[]);
    } else if plan.may_come_later() {
        call.say("cli-import-kept", &[]);
    }
    Ok(())
}

/// Writes a receipt where it was asked for: into a folder, or the one file for the one bundle that was named.
fn write(target: Option<&Path>, handed: &Handed, main: bool) -> Result<Option<String>, Trouble> {
    let path = match target {
        Some(folder) if folder.is_dir() => folder.join(&handed.file_name),
        Some(file) if main => file.to_owned(),
        _ => return Ok(None),
    };
    write_file(&path, &handed.bytes)?;
    Ok(Some(path.display().to_string()))
}

/// Tells a receipt: how it stands, the digits for the phone, the code for Zalo on a line of its own.
fn receipt(call: &mut Call<'_>, handed: &Handed, file: Option<&str>) -> Json {
    let state = standing(call, Some((handed.outcome, handed.papers)));
    let args = [
        ("to", handed.to.clone()),
        ("digits", handed.id.digits()),
        ("state", state),
        ("spoken", handed.spoken.clone()),
    ];
    call.say("cli-receipt", &args);
    match &handed.code {
        Some(code) => {
            call.say("cli-receipt-code", &[]);
            if !call.output.json {
                call.output.line(code);
            }
        }
        None => call.say("cli-receipt-long", &[]),
    }
    if let Some(file) = file {
        call.say("cli-receipt-file", &[("file", file.to_owned())]);
    }
    json!({
        "bundle": handed.id.to_string(), "to": handed.to, "outcome": handed.outcome.as_str(),
        "missing": missing_json(&handed.missing), "papers": papers_json(handed.papers), "text": handed.code, "spoken": handed.spoken, "file": file,
    })
}

fn verified(
    call: &Call<'_>,
    workspace: &Workspace,
    path: &Path,
) -> Result<(Verified, Vec<u8>), Trouble> {
    let file = path.display().to_string();
    let (verdict, bytes) = match bundle(call, path)? {
        Err(bad) => (Verdict::Bad(bad), Vec::new()),
        Ok(bytes) => {
            let verdict = task::judge(
                &bytes,
                &workspace.trust().map_err(Trouble::from)?,
                workspace.places(),
                workspace.config(),
                workspace.today(),
            );
            (verdict, bytes)
        }
    };
    match verdict {
        Verdict::Good(verified) => Ok((verified, bytes)),
        Verdict::Unknown { code, from, .. } => {
            Err(Trouble::new("bundle-unknown", Exit::NotVerified)
                .with("file", file)
                .with("from", from)
                .with("code", code))
        }
        Verdict::Bad(bad) => {
            // A whole file that is not for this office is nobody's damage.
            let trouble = match bad.reason {
                Reason::Addressed { .. } | Reason::Training { .. } | Reason::NotRecipient => {
                    Trouble::new("bundle-not-ours", Exit::NotVerified)
                }
                Reason::Receipt | Reason::Head => {
                    Trouble::new("bundle-other-file", Exit::NotVerified)
                }
                _ => Trouble::new("bundle-bad", Exit::NotVerified),
            };
            Err(trouble
                .with("file", file)
                .with("part", part(call, &bad))
                .with("reason", reason(call, &bad)))
        }
    }
}

fn show(call: &mut Call<'_>, path: &Path, plan: &Plan) {
    let planned = Imported::planned(plan);
    let args = [
        ("file", path.display().to_string()),
        ("new", planned.new.to_string()),
        ("same", planned.same.to_string()),
        ("held", planned.held.to_string()),
        ("conflicts", planned.conflicts.to_string()),
        ("rejected", planned.rejected.to_string()),
    ];
    call.say("cli-import-plan", &args);
    for label in &plan.erases {
        call.warn("cli-import-erases", &[("label", label.clone())]);
    }
    for label in &plan.erases_people {
        call.warn("cli-import-erases-people", &[("label", label.clone())]);
    }
    for gap in &plan.held {
        let args = [
            ("writer", gap.writer.to_string()),
            ("from", gap.from_seq.to_string()),
            ("to", gap.to_seq.to_string()),
        ];
        call.warn("cli-import-held", &args);
    }
    for fork in &plan.forks {
        call.warn(
            "cli-import-fork",
            &[
                ("writer", fork.writer.to_string()),
                ("seq", fork.seq.to_string()),
            ],
        );
    }
    for rejected in &plan.rejected {
        let reason = call.words(rejected.reason.code(), &[]);
        call.warn(
            "cli-import-rejected",
            &[("edit", rejected.edit.to_string()), ("reason", reason)],
        );
    }
}
