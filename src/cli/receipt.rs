//! `receipt`: what came back of a bundle, as a file or a text code; `receipt list`: every bundle sent, and how it stands.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::call::{Call, read_bounded};
use super::exit::Exit;
use super::trouble::Trouble;
use super::wording;
use crate::bundle::{
    Gap, MAX_RECEIPT, Outcome, Papers, ReceiptFault, Sent, is_spoken, spoken_means,
};
use crate::task::{self, Given, TaskError, Took};
use crate::workspace::{Config, Kept, Posted, posted};

/// The word in place of a file or code that asks for the list.
const LIST: &str = "list";

/// Takes a receipt in, or lists what was sent.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let one = call.arguments.operand(1)?.is_none();
    let first = call.arguments.paths().next().unwrap_or_default();
    if one && first == Path::new(LIST) {
        return list(call);
    }
    if one && (first.exists() || like_a_path(&first)) {
        let bytes = read_bounded(&first, MAX_RECEIPT)?;
        let workspace = call.open()?;
        let took = task::take_receipt(&workspace, Given::File(&bytes));
        return told(call, took);
    }
    let text = call.arguments.joined()?;
    if is_spoken(&text) {
        return said(call, &text);
    }
    let workspace = call.open()?;
    let took = task::take_receipt(&workspace, Given::Code(&text));
    told(call, took)
}

/// Whether a word is meant as a file: no code has these signs.
fn like_a_path(path: &Path) -> bool {
    path.to_str()
        .is_none_or(|text| text.contains(['.', '/', '\\']))
}

fn told(call: &mut Call<'_>, took: Result<Took, TaskError>) -> Result<Exit, Trouble> {
    let took = took.map_err(|error| match error {
        TaskError::Receipt(fault) => refused(call, &fault),
        other => other.into(),
    })?;
    let receipt = took.receipt.receipt();
    let kept = match took.kept {
        Kept::New => "new",
        Kept::Same => "same",
        Kept::Older => "older",
    };
    if call.output.json {
        let returned: Vec<String> = receipt.returned.iter().map(ToString::to_string).collect();
        call.output.value(&json!({
            "bundle": took.sent.id.to_string(),
            "code": took.sent.id.digits(),
            "to": took.sent.to,
            "outcome": receipt.outcome.as_str(),
            "kept": kept,
            "new": receipt.counts.new,
            "same": receipt.counts.same,
            "held": receipt.counts.held,
            "rejected": receipt.counts.rejected,
            "missing": missing_json(&receipt.missing),
            "returned": returned,
            "papers": papers_json(receipt.papers),
            "spoken": took.receipt.spoken(),
        }));
        return Ok(Exit::Fine);
    }
    let state = standing(call, Some((receipt.outcome, receipt.papers)));
    let args = [
        ("to", took.sent.to.clone()),
        ("digits", took.sent.id.digits()),
        ("day", day(took.sent.created)),
        ("state", state),
    ];
    call.say("cli-receipt-taken", &args);
    let counts = [
        ("new", receipt.counts.new.to_string()),
        ("same", receipt.counts.same.to_string()),
        ("held", receipt.counts.held.to_string()),
        ("rejected", receipt.counts.rejected.to_string()),
    ];
    call.say("cli-receipt-counts", &counts);
    missing(call, &receipt.missing);
    match took.kept {
        Kept::New => {}
        Kept::Same => call.say("cli-receipt-same", &[]),
        Kept::Older => call.say("cli-receipt-older", &[]),
    }
    Ok(Exit::Fine)
}

/// A line for every range that the receiver lacks.
fn missing(call: &mut Call<'_>, gaps: &[Gap]) {
    for gap in gaps {
        let args = [
            ("writer", gap.writer.to_string()),
            ("from", gap.from_seq.to_string()),
            ("to", gap.to_seq.to_string()),
        ];
        call.warn("cli-receipt-missing", &args);
    }
}

/// Why a receipt does not count, in words.
fn refused(call: &Call<'_>, fault: &ReceiptFault) -> Trouble {
    Trouble::new("receipt-bad", Exit::NotVerified)
        .with("reason", call.words(fault.code(), &fault.args()))
}

/// Twelve digits heard on the phone: told, and nothing kept.
fn said(call: &mut Call<'_>, text: &str) -> Result<Exit, Trouble> {
    let dir = call.dir()?;
    Config::load(&dir)?;
    let sent: Vec<Sent> = posted(&dir).into_iter().map(|posted| posted.sent).collect();
    let Some((sent, outcome)) = spoken_means(text, &sent) else {
        return Err(Trouble::new("receipt-spoken", Exit::NotVerified));
    };
    if call.output.json {
        call.output.value(&json!({
            "bundle": sent.id.to_string(),
            "code": sent.id.digits(),
            "to": sent.to,
            "outcome": outcome.as_str(),
            "kept": "spoken",
        }));
        return Ok(Exit::Fine);
    }
    let state = state(call, Some(outcome));
    let args = [
        ("to", sent.to.clone()),
        ("digits", sent.id.digits()),
        ("day", day(sent.created)),
        ("state", state),
    ];
    call.say("cli-receipt-spoken", &args);
    Ok(Exit::Fine)
}

/// Every bundle sent from here, the newest first. Takes no lock.
fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let dir = call.dir()?;
    Config::load(&dir)?;
    let posted = posted(&dir);
    if call.output.json {
        let list: Json = posted.iter().map(posted_json).collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    for posted in &posted {
        let sent = &posted.sent;
        let receipt = posted.receipt.as_ref().map(|opened| opened.receipt());
        let said = receipt.map(|receipt| (receipt.outcome, receipt.papers));
        let state = standing(call, said);
        let args = [
            ("day", day(sent.created)),
            ("to", sent.to.clone()),
            ("digits", sent.id.digits()),
            ("kind", if sent.since { "since" } else { "full" }.to_owned()),
            ("edits", sent.counts.edits.to_string()),
            ("state", state),
        ];
        call.say("cli-receipt-line", &args);
        if let Some(opened) = &posted.receipt {
            missing(call, &opened.receipt().missing);
        }
    }
    if posted.is_empty() {
        call.say("cli-receipt-none", &[]);
    }
    Ok(Exit::Fine)
}

fn posted_json(posted: &Posted) -> Json {
    let sent = &posted.sent;
    let receipt = posted.receipt.as_ref().map(|opened| opened.receipt());
    json!({
        "bundle": sent.id.to_string(),
        "code": sent.id.digits(),
        "to": sent.to,
        "created": crate::record::wire::time_text(sent.created),
        "kind": if sent.since { "since" } else { "full" },
        "households": sent.counts.households,
        "phieu": sent.counts.phieu,
        "edits": sent.counts.edits,
        "outcome": receipt.map(|receipt| receipt.outcome.as_str()),
        "missing": receipt.map(|receipt| missing_json(&receipt.missing)),
        "papers": receipt.map(|receipt| papers_json(receipt.papers)),
    })
}

/// Missing ranges for scripts.
pub(super) fn missing_json(gaps: &[Gap]) -> Json {
    gaps.iter()
        .map(|gap| json!({ "writer": gap.writer.to_string(), "from": gap.from_seq, "to": gap.to_seq }))
        .collect()
}

/// How a bundle stands with its receiver, and what stands there of the sender's papers, in words.
pub(super) fn standing(call: &Call<'_>, said: Option<(Outcome, Papers)>) -> String {
    let state = state(call, said.map(|(outcome, _)| outcome));
    match said {
        Some((_, papers)) if papers != Papers::default() => {
            let args = [
                ("state", state),
                ("returned", papers.returned.to_string()),
                ("accepted", papers.accepted.to_string()),
            ];
            call.words("receipt-state-papers", &args)
        }
        _ => state,
    }
}

/// What stands there of the sender's papers, for scripts.
pub(super) fn papers_json(papers: Papers) -> Json {
    json!({ "returned": papers.returned, "accepted": papers.accepted })
}

/// How a bundle stands with its receiver, in words.
fn state(call: &Call<'_>, outcome: Option<Outcome>) -> String {
    let word = outcome.map_or("none", Outcome::as_str);
    call.words(&format!("receipt-state-{word}"), &[])
}

fn day(seconds: i64) -> String {
    wording::day(crate::workspace::Clock::Fixed(seconds).today())
}
