//! `missing`: what each thôn lacks, as plain text ready to be sent.

use serde_json::json;

use super::call::{Call, write_file};
use super::exit::Exit;
use super::review::{period, place};
use super::trouble::Trouble;
use crate::place::Level;
use crate::review::PlaceStand;
use crate::task::review::review;
use crate::tui::missing_text;

/// Prints or writes what is missing: of one place, or of every thôn and every xã without any.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = period(call)?;
    let target = call.target()?;
    let workspace = call.open()?;
    let place = place(call, &workspace)?;
    let review = review(&workspace, period, &mut |_, _| true)?;
    let wanted = |stand: &&PlaceStand| match &place {
        Some(place) => stand.place == *place,
        None => stand.level == Level::Thon || stand.waits().is_some(),
    };
    let texts: Vec<(String, String)> = review
        .places
        .iter()
        .filter(wanted)
        .map(|stand| {
            (
                stand.label.clone(),
                missing_text(&call.words, &review, stand),
            )
        })
        .collect();
    let all: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let all = all.join("\n");
    match target {
        Some(path) => {
            write_file(&path, all.as_bytes())?;
            let file = path.display().to_string();
            match call.output.json {
                true => call.output.value(&json!({ "file": file })),
                false => call.say("cli-written", &[("file", file)]),
            }
        }
        None if call.output.json => {
            let texts = texts.iter();
            let list: Vec<_> = texts
                .map(|(place, text)| json!({ "place": place, "text": text }))
                .collect();
            call.output
                .value(&json!({ "period": period.to_string(), "places": list }));
        }
        None => all.lines().for_each(|line| call.output.line(line)),
    }
    Ok(Exit::Fine)
}
