//! `init`: a workspace and its key.

use serde_json::json;

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{PLACE, REGIME, TRAINING};
use super::wording;
use crate::place::Regime;
use crate::workspace::{Init, Workspace};

/// Sets a workspace up.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let place = call.arguments.needed(&PLACE)?.to_owned();
    let regime = regime(call, &place)?;
    let passphrase = call.passphrase()?;
    let unprotected = passphrase.is_none();
    let training = call.arguments.has(&TRAINING);
    let dir = call.dir()?;
    let init = Init {
        place,
        regime,
        training,
        passphrase: passphrase.map(|passphrase| passphrase.to_vec()),
    };
    let workspace = Workspace::init(&dir, &init, call.clock)?;
    tell(call, &workspace, unprotected);
    Ok(Exit::Fine)
}

/// The chain named; without a word about it that of today where the code stands in it, else the old one.
pub(super) fn regime(call: &Call<'_>, place: &str) -> Result<Regime, Trouble> {
    let places = call.places()?;
    let today = call.clock.today();
    let Some(text) = call.arguments.text(&REGIME)? else {
        return [Regime::TwoTier, Regime::ThreeTier]
            .into_iter()
            .find(|regime| places.at_in(place, *regime, today).is_some())
            .ok_or_else(|| wording::no_place(&call.words, &places, place, today));
    };
    let regime =
        Regime::parse(text).ok_or_else(|| Trouble::usage("bad-regime").with("text", text))?;
    let day = regime.clamp(today);
    match places.at(place, day) {
        Some(_) => Ok(regime),
        None => Err(wording::no_place(&call.words, &places, place, day)),
    }
}

fn tell(call: &mut Call<'_>, workspace: &Workspace, unprotected: bool) {
    let config = workspace.config();
    let unit = workspace.unit(&config.place, workspace.today());
    let unit = unit.map(|unit| unit.name.to_string()).unwrap_or_default();
    let key = workspace.public_key();
    let dir = workspace.dir().display().to_string();
    if call.output.json {
        let mut json = json!({
            "place": config.place,
            "name": unit,
            "regime": config.regime.as_str(),
            "training": config.training,
            "data": dir,
            "key": key.line(),
            "fingerprint": key.fingerprint(),
            "code": key.code(),
        });
        if unprotected && let Some(map) = json.as_object_mut() {
            map.insert(
                "warning".to_owned(),
                json!(call.words("cli-unprotected", &[])),
            );
        }
        call.output.value(&json);
        return;
    }
    let place = format!("{} {unit}", config.place);
    call.say(
        "cli-init",
        &[
            ("place", place),
            ("regime", config.regime.as_str().to_owned()),
        ],
    );
    call.say("cli-init-where", &[("dir", dir)]);
    call.say("cli-fingerprint", &[("fingerprint", key.fingerprint())]);
    call.say("cli-own-code", &[("code", key.code())]);
    if unprotected {
        call.warn("cli-unprotected", &[]);
    }
}
