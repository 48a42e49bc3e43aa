//! `form scale`: scales of points, loaded by one person and confirmed by another.

use serde_json::{Value as Json, json};

use super::blame;
use super::call::{Call, read_bounded};
use super::exit::Exit;
use super::form;
use super::trouble::Trouble;
use super::verbs::PERSON;
use crate::office::sheet;
use crate::workspace::{Config, Scale, WorkspaceError, confirm_scale, load_scale, scales};

/// The largest file of a scale, in bytes.
const MOST_BYTES: usize = 8 << 20;

/// How the files that a paper itself is written in end.
const PAPER_FILES: &str = ".toml";

/// Loads, confirms or lists.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let action = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    match action.as_str() {
        "load" => load(call),
        "confirm" => confirm(call),
        "list" => list(call),
        word => Err(Trouble::usage("scale-action").with("word", word)),
    }
}

fn load(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let person = person(call, "load")?;
    let dir = call.dir()?;
    // Only a workspace has scales; the empty ones that come with the program need none.
    Config::load(&dir)?;
    let path = call
        .arguments
        .paths()
        .nth(1)
        .ok_or_else(|| Trouble::usage("scale-target"))?;
    let bytes = read_bounded(&path, MOST_BYTES)?;
    let unreadable = |code: &'static str| {
        Trouble::new(code, Exit::Unreadable).with("path", path.display().to_string())
    };
    let rows = sheet(&bytes).map_err(|error| unreadable(error.code()))?;
    let text = csv(&rows).ok_or_else(|| unreadable("sheet-unreadable"))?;
    let today = call.clock.today().to_string();
    match load_scale(&dir, &text, &person, &today) {
        Ok(scale) => {
            told(call, &scale);
            Ok(Exit::Fine)
        }
        Err(WorkspaceError::Papers(mut mistakes)) => {
            // The sheet is named as the person named it, not by the place that it takes in the paper.
            for mistake in &mut mistakes {
                if !mistake.file.ends_with(PAPER_FILES) {
                    mistake.file = path.display().to_string();
                }
            }
            form::tell(call, "", &mistakes);
            Ok(Exit::Blocked)
        }
        Err(error) => Err(blame::workspace(error)),
    }
}

fn confirm(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let person = person(call, "confirm")?;
    let name = call
        .arguments
        .operand(1)?
        .ok_or_else(|| Trouble::usage("scale-target"))?
        .to_owned();
    let today = call.clock.today().to_string();
    let dir = call.dir()?;
    Config::load(&dir)?;
    let scale = confirm_scale(&dir, &name, &person, &today)?;
    told(call, &scale);
    Ok(Exit::Fine)
}

fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let all = scales(&call.dir()?)?;
    if call.output.json {
        let list: Json = all.iter().map(listed).collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    if all.is_empty() {
        call.say("cli-scale-none", &[]);
    }
    for scale in &all {
        told(call, scale);
    }
    Ok(Exit::Fine)
}

fn person(call: &Call<'_>, action: &str) -> Result<String, Trouble> {
    let missing = || Trouble::usage("scale-person").with("action", action);
    let person = call.arguments.text(&PERSON)?.ok_or_else(missing)?;
    let person = crate::text::nfc(person.trim());
    match person.is_empty() {
        true => Err(missing()),
        false => Ok(person),
    }
}

fn told(call: &mut Call<'_>, scale: &Scale) {
    if call.output.json {
        call.output.value(&listed(scale));
        return;
    }
    let mut args = vec![
        ("name", scale.name.clone()),
        ("person", scale.loaded_by.clone()),
        ("source", scale.source.clone()),
        ("hash", scale.hash.to_string()),
    ];
    match &scale.confirmed_by {
        Some(confirmed) => {
            args.push(("confirmed", confirmed.clone()));
            call.say("cli-scale-confirmed", &args);
        }
        None => {
            call.say("cli-scale-loaded", &args);
            call.say("cli-scale-waiting", &args);
        }
    }
}

fn listed(scale: &Scale) -> Json {
    json!({
        "scale": scale.name,
        "source": scale.source,
        "loaded_by": scale.loaded_by,
        "confirmed_by": scale.confirmed_by,
        "hash": scale.hash.to_string(),
    })
}

/// Rows as the paper keeps them.
fn csv(rows: &[Vec<String>]) -> Option<String> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}
