//! `handover`: bàn giao to a new officer, and the biên bản that both sign.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::blame;
use super::call::{Call, Passphrase, write_file};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{FROM, NEW_PASSPHRASE_FILE, TO_PERSON};
use crate::office::{Align, Block, Document, Line, Look, Part, Section, docx};
use crate::record::Status;
use crate::task::{self, Scope, TaskError};
use crate::workspace::{Workspace, WorkspaceError};

/// What the biên bản tells, by the names of its words.
type Facts = Vec<(&'static str, String)>;

/// Hands over: the last bundle under the old key, the new key and passphrase, the biên bản.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    call.arguments.needed(&NEW_PASSPHRASE_FILE)?;
    let to = call.arguments.needed(&TO_PERSON)?.to_owned();
    let from = call.arguments.text(&FROM)?.map(str::to_owned);
    let target = call.target()?;
    let old = call.passphrase()?;
    let new: Passphrase = call
        .passphrase_in(&NEW_PASSPHRASE_FILE)?
        .unwrap_or_default();
    let mut workspace = call.open()?;
    let old = old.as_deref().map(Vec::as_slice);
    let key = workspace.key(old).map_err(blame::key)?;
    let from = from
        .or_else(|| workspace.config().person.clone())
        .unwrap_or_default();
    let mut facts = facts(call, &workspace)?;
    facts.extend([
        ("from", from),
        ("to", to.clone()),
        ("old", key.public().code()),
    ]);
    let successor = workspace.name_successor(&key)?;
    facts.push(("new", successor.public().code()));
    // Before anything is changed: the last thing that the old key signs tells the office above of the new one.
    let last = match task::export_full(&workspace, None, &key, &mut |_, _| true) {
        Ok(export) => {
            let outgoing = export.outgoing(false)?;
            let path = PathBuf::from(&outgoing.name);
            write_file(&path, &outgoing.bytes)?;
            workspace.remember_sent(&export.sent)?;
            Some(path)
        }
        Err(TaskError::NoOfficeAbove) => None,
        Err(other) => return Err(other.into()),
    };
    let minutes = target.unwrap_or_else(|| {
        let day = workspace.today().format("%Y%m%d");
        format!("ban-giao-{}-{day}.docx", workspace.config().place).into()
    });
    write_file(
        &minutes,
        &docx(&document(call, &facts, &workspace)).map_err(TaskError::from)?,
    )?;
    let workspace = workspace.hand_over(&successor, old, &new, &to)?;
    let code = workspace.public_key().code();
    tell(call, &minutes, last.as_deref(), &code);
    Ok(Exit::Fine)
}

fn tell(call: &mut Call<'_>, minutes: &Path, last: Option<&Path>, code: &str) {
    let (minutes, last) = (
        minutes.display().to_string(),
        last.map(|path| path.display().to_string()),
    );
    if call.output.json {
        call.output
            .value(&json!({ "minutes": minutes, "bundle": last, "code": code }));
        return;
    }
    call.say(
        "cli-handed-over",
        &[("file", minutes), ("code", code.to_owned())],
    );
    if let Some(file) = last {
        call.say("cli-handed-over-bundle", &[("file", file)]);
    }
    call.say("cli-handed-over-papers", &[]);
}

/// What is handed over, counted.
fn facts(call: &Call<'_>, workspace: &Workspace) -> Result<Facts, Trouble> {
    let config = workspace.config();
    let unit = workspace.unit(&config.place, workspace.today());
    let name = unit.map(|unit| unit.name.to_string()).unwrap_or_default();
    let mut stand = Vec::new();
    for (_, id) in workspace
        .store()
        .phieus(None, None)
        .map_err(WorkspaceError::from)?
    {
        stand.push(workspace.phieu(id)?.status());
    }
    let count = |status: Status| stand.iter().filter(|other| **other == status).count();
    let statuses: Vec<String> = Status::ALL
        .into_iter()
        .map(|status| (status, count(status)))
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let word = call.words(&format!("status-{}", status.as_str()), &[]);
            format!("{word} {count}")
        })
        .collect();
    Ok(vec![
        ("place", format!("{name} ({})", config.place)),
        ("date", super::wording::day(workspace.today())),
        ("thons", workspace.thons()?.len().to_string()),
        ("households", workspace.households()?.len().to_string()),
        ("phieu", stand.len().to_string()),
        ("statuses", statuses.join(", ")),
        ("edits", workspace.store().edit_count().to_string()),
        (
            "hash",
            task::state_hash(
                workspace,
                &Scope {
                    place: None,
                    period: None,
                },
            )?,
        ),
    ])
}

/// The biên bản: what was counted, the codes of both keys, and where the two sign.
fn document(call: &Call<'_>, facts: &Facts, workspace: &Workspace) -> Document {
    let text = call.words("handover-minutes", facts);
    let mut lines = text.lines();
    let title = lines.next().unwrap_or_default();
    let mut parts = vec![Part::Line(Line::title(title))];
    parts.extend(lines.map(|line| Part::Line(Line::plain(line.trim()))));
    let signs = |key: &str, name: &str| Block {
        share: 1,
        lines: [
            call.words(key, &[]),
            String::new(),
            String::new(),
            name.to_owned(),
        ]
        .into_iter()
        .map(|text| Line {
            text,
            look: Look {
                bold: true,
                align: Align::Centre,
                with_next: true,
                ..Look::default()
            },
        })
        .collect(),
    };
    let of = |name: &str| {
        let found = facts.iter().find(|(fact, _)| *fact == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    parts.push(Part::Blocks(vec![
        signs("handover-giver", &of("from")),
        signs("handover-taker", &of("to")),
    ]));
    Document {
        title: title.to_owned(),
        made: workspace.today(),
        official: false,
        page_word: call.words("handover-page", &[]),
        mark: workspace
            .config()
            .training
            .then(|| call.words("tui-training", &[])),
        sections: vec![Section {
            parts,
            ..Section::default()
        }],
    }
}
