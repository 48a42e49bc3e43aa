//! `import`: plan, show, apply. Nothing of any file is taken in before every file named is verified.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::call::{Call, read_bounded};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::DRY_RUN;
use super::verify::{part, reason};
use crate::bundle::{Fault, MAX_BUNDLE, Plan, Reason, Verdict, Verified};
use crate::task::{self, Imported};
use crate::workspace::Workspace;

/// Verifies every file, shows what importing does, and does it.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let paths: Vec<PathBuf> = call.arguments.paths().collect();
    let dry = call.arguments.has(&DRY_RUN);
    let mut workspace = call.open()?;
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for path in paths {
        match verified(call, &workspace, &path) {
            Ok(verified) => files.push((path, verified)),
            Err(trouble) => wrong.push(trouble),
        }
    }
    if let Some(trouble) = Trouble::all(wrong) {
        return Err(trouble);
    }
    let mut sum = Imported::default();
    for (path, verified) in files {
        // Planned one after the other: what one file brings, the next one may build on.
        let plan = task::plan(&workspace, &verified)?;
        show(call, &path, &plan);
        let done = match dry {
            true => Imported::planned(&plan),
            false => task::import(&mut workspace, &verified, &plan, &mut |_, _| true)?,
        };
        sum.new += done.new;
        sum.same += done.same;
        sum.held += done.held;
        sum.conflicts += done.conflicts;
        sum.rejected += done.rejected;
    }
    if call.output.json {
        let json = json!({
            "new": sum.new, "same": sum.same, "held": sum.held, "conflicts": sum.conflicts, "rejected": sum.rejected,
        });
        call.output.value(&json);
    } else if dry {
        call.say("cli-import-dry", &[]);
    } else {
        call.say(
            "cli-imported",
            &[("new", sum.new.to_string()), ("same", sum.same.to_string())],
        );
    }
    Ok(Exit::Fine)
}

fn verified(call: &Call<'_>, workspace: &Workspace, path: &Path) -> Result<Verified, Trouble> {
    let bytes = read_bounded(path, MAX_BUNDLE)?;
    let places = workspace.places();
    let file = path.display().to_string();
    match task::judge(
        &bytes,
        workspace.trust(),
        places,
        workspace.config(),
        workspace.today(),
    ) {
        Verdict::Good(verified) => Ok(verified),
        Verdict::Unknown { code, from, .. } => {
            Err(Trouble::new("bundle-unknown", Exit::NotVerified)
                .with("file", file)
                .with("from", from)
                .with("code", code))
        }
        Verdict::Bad(bad) => {
            // A whole file that is not for this office is nobody's damage.
            let trouble = match bad.reason {
                Reason::Addressed { .. } | Reason::Training { .. } => {
                    Trouble::new("bundle-not-ours", Exit::NotVerified)
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
        let place = match &rejected.reason {
            Fault::Outside(code) => code.clone(),
            _ => String::new(),
        };
        let reason = call.words(rejected.reason.code(), &[("place", place)]);
        call.warn(
            "cli-import-rejected",
            &[("edit", rejected.edit.to_string()), ("reason", reason)],
        );
    }
}
