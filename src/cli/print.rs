//! `print`: what can be printed, and printing it.

use serde_json::{Value as Json, json};

use super::call::{Call, write_file};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{BLANK, FORMAT, HOUSEHOLD, PERIOD, PHIEU, PLACE};
use crate::form::{Period, Subject};
use crate::record::PlaceRef;
use crate::task::{self, PrintAbout, PrintFormat, PrintJob, Printable};
use crate::workspace::Workspace;

/// The word that asks for the list instead of a document.
const LIST: &str = "list";

/// Prints a document, or lists what can be printed.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let id = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let given = call.period(&PERIOD)?;
    let format = format(call)?;
    let blank = call.arguments.has(&BLANK);
    let target = call.target()?;
    let mut workspace = call.open()?;
    let about = about(call, &workspace)?;
    if id == LIST {
        use chrono::Datelike as _;
        let period = given.unwrap_or_else(|| Period::Year(workspace.today().year()));
        let found = task::printable(&workspace, period, &about)?;
        list(call, &found);
        return Ok(Exit::Fine);
    }
    let period = given.ok_or_else(|| Trouble::usage("bad-period").with("text", ""))?;
    let phieu = match call.arguments.text(&PHIEU)? {
        None => None,
        Some(text) => Some(super::show::find(&workspace, text)?),
    };
    let job = PrintJob {
        id,
        period,
        about,
        phieu,
        blank,
        format,
    };
    let printed = task::print(&workspace, &job, &mut |_, _| true)?;
    let path = target.unwrap_or_else(|| printed.name.clone().into());
    write_file(&path, &printed.bytes)?;
    task::printed(&mut workspace, &job, &printed)?;
    let file = path.display().to_string();
    match call.output.json {
        true => {
            let json = json!({ "file": file, "papers": printed.papers });
            call.output.value(&json);
        }
        false => call.say("cli-written", &[("file", file)]),
    }
    Ok(Exit::Fine)
}

fn format(call: &Call<'_>) -> Result<PrintFormat, Trouble> {
    match call.arguments.text(&FORMAT)? {
        None => Ok(PrintFormat::Docx),
        Some(text) => PrintFormat::ALL
            .into_iter()
            .find(|(_, word)| *word == text)
            .map(|(format, _)| format)
            .ok_or_else(|| Trouble::usage("bad-print-format").with("text", text)),
    }
}

/// The household, the thôn or the unit named; without any the workspace's own unit.
fn about(call: &Call<'_>, workspace: &Workspace) -> Result<PrintAbout, Trouble> {
    let household = call.arguments.text(&HOUSEHOLD)?;
    let place = call.arguments.text(&PLACE)?;
    Ok(match (household, place) {
        (Some(label), _) => PrintAbout::Household(workspace.household(label)?),
        (None, Some(label)) => PrintAbout::Place(workspace.place_ref(label)?),
        (None, None) => PrintAbout::Place(PlaceRef::Code(workspace.config().place.clone())),
    })
}

fn list(call: &mut Call<'_>, found: &[Printable]) {
    let subject = |about: Subject| match about {
        Subject::Household => "household",
        Subject::Place => "place",
    };
    if call.output.json {
        let rows: Json = found
            .iter()
            .map(|one| {
                json!({
                    "id": one.id,
                    "name": one.name,
                    "about": subject(one.about),
                    "xlsx": one.sheet,
                    "blank": one.blank,
                })
            })
            .collect();
        call.output.value(&rows);
        return;
    }
    for one in found {
        let about = call.words(&format!("print-about-{}", subject(one.about)), &[]);
        let formats = if one.sheet { "docx xlsx" } else { "docx" };
        let line = format!("{:<28} {about:<4} {formats:<10} {}", one.id, one.name);
        call.output.line(&line);
    }
}
