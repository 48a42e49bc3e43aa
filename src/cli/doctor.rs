//! `doctor`: health, and the hash of the state.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{PERIOD, PLACE, REPAIR};
use super::wording;
use crate::task::{self, Doctor, Scope};

/// Reads everything, compares, and with `--repair` makes the view anew.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call.period(&PERIOD)?;
    let repair = call.arguments.has(&REPAIR);
    let mut workspace = call.open()?;
    let place = call.arguments.text(&PLACE)?.map(ToOwned::to_owned);
    if let Some(place) = &place
        && workspace.places().of_code(place).is_empty()
        && !workspace.thons()?.iter().any(|thon| thon.label == *place)
    {
        let date = period.map_or_else(|| workspace.today(), |period| period.last_day());
        return Err(wording::no_unit(&call.words, &workspace, place, date));
    }
    let scope = Scope { place, period };
    let found = task::doctor(&mut workspace, &scope, repair, &mut |_, _| true)?;
    let damage: Vec<String> = found
        .report
        .problems
        .iter()
        .map(|problem| call.words(&format!("error-{}", problem.code()), &problem.args()))
        .collect();
    let exit = if damage.is_empty() {
        Exit::Fine
    } else {
        Exit::Blocked
    };
    if call.output.json {
        call.output.value(&shape(&found, &damage, repair));
    } else {
        lines(call, &found, &damage, repair);
    }
    Ok(exit)
}

fn healthy(found: &Doctor, damage: &[String]) -> bool {
    damage.is_empty()
        && found.forks.is_empty()
        && found.conflicts == 0
        && found.doubled_labels.is_empty()
        && found.to_erase.is_empty()
}

fn shape(found: &Doctor, damage: &[String], repaired: bool) -> Json {
    let forks: Json = found
        .forks
        .iter()
        .map(|(writer, seq)| json!({ "writer": writer.to_string(), "seq": seq }))
        .collect();
    let out: serde_json::Map<String, Json> = found
        .out_of_force
        .iter()
        .map(|(why, count)| (why.code().to_owned(), (*count).into()))
        .collect();
    json!({
        "out_of_force": out,
        "state_hash": found.state_hash,
        "segments": found.report.segments,
        "edits": found.report.edits,
        "bytes": found.report.bytes,
        "problems": damage,
        "forks": forks,
        "conflicts": found.conflicts,
        "doubled_labels": found.doubled_labels,
        "to_erase": found.to_erase,
        "repaired": repaired,
        "healthy": healthy(found, damage),
    })
}

fn lines(call: &mut Call<'_>, found: &Doctor, damage: &[String], repaired: bool) {
    let report = &found.report;
    let args = [
        ("segments", report.segments.to_string()),
        ("edits", report.edits.to_string()),
        ("bytes", report.bytes.to_string()),
    ];
    call.say("cli-doctor-journal", &args);
    for text in damage {
        call.say("cli-doctor-problem", &[("text", text.clone())]);
    }
    if repaired {
        call.say("cli-doctor-repaired", &[]);
    }
    for (writer, seq) in &found.forks {
        call.say(
            "cli-doctor-fork",
            &[("writer", writer.to_string()), ("seq", seq.to_string())],
        );
    }
    if found.conflicts > 0 {
        call.say(
            "cli-doctor-conflicts",
            &[("count", found.conflicts.to_string())],
        );
    }
    for label in &found.doubled_labels {
        call.say("cli-doctor-doubled", &[("label", label.clone())]);
    }
    for label in &found.to_erase {
        call.say("cli-doctor-erase", &[("label", label.clone())]);
    }
    for (why, count) in &found.out_of_force {
        let reason = call.words(why.code(), &[]);
        let args = [("count", count.to_string()), ("reason", reason)];
        call.say("cli-doctor-out", &args);
    }
    if healthy(found, damage) {
        call.say("cli-doctor-healthy", &[]);
    }
    call.say("cli-doctor-hash", &[("hash", found.state_hash.clone())]);
}
