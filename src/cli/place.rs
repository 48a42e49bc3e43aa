//! `place find` and `place add`.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{DATE, PARENT};
use super::wording;
use crate::place::{Area, Level, Unit};
use crate::text::{fold, printable};

/// How many places people are shown; scripts get them all.
const SHOWN: usize = 30;

/// The most characters of a thôn's name.
const MOST_NAME: usize = 200;

/// Finds units by code or by name, without diacritics.
pub(super) fn find(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let text = call.arguments.joined()?;
    let date = call.day(&DATE)?;
    let places = call.places()?;
    let found = places.find(&text, date);
    if call.output.json {
        let list: Json = found.iter().map(|unit| unit_json(unit)).collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    if found.is_empty() {
        call.say("cli-place-none", &[("text", text)]);
    }
    for unit in found.iter().take(SHOWN) {
        let day = date
            .or(unit.to)
            .or(unit.from)
            .unwrap_or(unit.regime.clamp(call.clock.today()));
        let above: Vec<&str> = places
            .chain(&unit.code, day)
            .iter()
            .skip(1)
            .map(|above| &*above.name)
            .collect();
        let mut line = wording::unit(&call.words, unit);
        if !above.is_empty() {
            line = format!("{line}, {}", above.join(", "));
        }
        call.output.line(&line);
    }
    if found.len() > SHOWN {
        call.say(
            "cli-place-more",
            &[("count", (found.len() - SHOWN).to_string())],
        );
    }
    Ok(Exit::Fine)
}

fn unit_json(unit: &Unit) -> Json {
    let parent = Some(&*unit.parent).filter(|parent| !parent.is_empty());
    json!({
        "code": &*unit.code,
        "name": &*unit.name,
        "kind": &*unit.kind,
        "level": crate::place::Level::ALL.into_iter().find(|(level, _)| *level == unit.level).map(|(_, word)| word),
        "parent": parent,
        "regime": unit.regime.as_str(),
        "area": unit.area.map(area),
        "from": unit.from.map(|day| day.to_string()),
        "to": unit.to.map(|day| day.to_string()),
    })
}

/// The word for an area in what scripts read.
pub(super) fn area(area: Area) -> &'static str {
    match area {
        Area::Rural => "nong_thon",
        Area::Urban => "thanh_thi",
    }
}

/// Adds a thôn to a xã and prints its label.
pub(super) fn add(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let name = call.arguments.joined()?;
    let parent = call.arguments.needed(&PARENT)?.to_owned();
    let name = crate::text::nfc(name.trim());
    if name.is_empty() || name.chars().count() > MOST_NAME || *printable(&name) != *name {
        return Err(Trouble::usage("bad-name").with("most", MOST_NAME.to_string()));
    }
    let mut workspace = call.open()?;
    let today = workspace.today();
    match workspace.unit(&parent, today) {
        None => {
            return Err(wording::no_unit(&call.words, &workspace, &parent, today));
        }
        Some(unit) if unit.level != Level::Xa => {
            return Err(Trouble::usage("not-a-xa").with("place", wording::unit(&call.words, unit)));
        }
        Some(_) => {}
    }
    // Two thôn of one name are possible where xã were joined, so it is told and not refused.
    let same = workspace
        .thons()?
        .into_iter()
        .find(|thon| thon.parent == parent && fold(&thon.name) == fold(&name));
    let thon = workspace.add_thon(&parent, &name)?;
    if call.output.json {
        call.output.value(&json!({ "label": thon.label }));
    } else {
        call.output.line(&thon.label);
    }
    if let Some(same) = same {
        call.warn(
            "cli-same-thon",
            &[("label", same.label), ("name", same.name)],
        );
    }
    Ok(Exit::Fine)
}
