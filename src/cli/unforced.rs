//! `unforced`: what is kept here and not in force, of whom, by which device and why.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use crate::workspace::Unforced;

/// Lists it; nothing is changed.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let workspace = call.open()?;
    let all = workspace
        .unforced(&mut |_, _| true)?
        .into_iter()
        .flatten()
        .collect::<Vec<Unforced>>();
    if call.output.json {
        let list: Json = all.iter().map(shape).collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    if all.is_empty() {
        call.say("unforced-none", &[]);
    }
    for one in &all {
        told(call, one);
    }
    Ok(Exit::Fine)
}

fn told(call: &mut Call<'_>, one: &Unforced) {
    let mut who = vec![one.label.clone(), one.place.clone()];
    if let Some((key, _)) = &one.paper {
        who.push(format!("{} {}", key.form, key.period));
    }
    who.retain(|part| !part.is_empty());
    let who = match who.is_empty() {
        true => call.words("unforced-unknown", &[]),
        false => who.join(" · "),
    };
    let kinds = one.kinds.iter().map(|(kind, count)| {
        let kind = kind.replace('_', "-");
        let words = call.words(&format!("unforced-kind-{kind}"), &[]);
        format!("{words} ({count})")
    });
    let kinds: Vec<String> = kinds.collect();
    let code = one.device.as_ref().map(|key| key.code());
    let device = match (code, one.speaks_for.clone()) {
        (None, _) => call.words("unforced-device-unknown", &[]),
        (Some(code), None) => call.words("unforced-device", &[("code", code)]),
        (Some(code), Some(place)) => {
            call.words("unforced-device-of", &[("code", code), ("place", place)])
        }
    };
    let why = call.words(one.why.code(), &[]);
    let next = call.words(&format!("{}-next", one.why.code()), &[]);
    call.output.line(&who);
    for line in [
        kinds.join(", "),
        device,
        call.words("unforced-why", &[("why", why)]),
        call.words("unforced-next", &[("next", next)]),
    ] {
        call.output.line(&format!("  {line}"));
    }
}

fn shape(one: &Unforced) -> Json {
    let paper = one.paper.as_ref();
    json!({
        "subject": one.label,
        "place": one.place,
        "form": paper.map(|(key, _)| key.form.clone()),
        "period": paper.map(|(key, _)| key.period.to_string()),
        "phieu": paper.map(|(_, id)| id.to_string()),
        "kinds": one.kinds,
        "device": one.device.as_ref().map(|key| key.code()),
        "speaks_for": one.speaks_for,
        "why": one.why.code(),
    })
}
