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
    let places = call.places()?;
    let today = call.clock.today();
    let regime = match call.arguments.text(&REGIME)? {
        Some(text) => {
            let regime = Regime::parse(text)
                .ok_or_else(|| Trouble::usage("bad-regime").with("text", text))?;
            let day = regime.clamp(today);
            if places.at(&place, day).is_none() {
                return Err(wording::no_place(&call.words, &places, &place, day));
            }
            regime
        }
        // Without a word about it: the chain of today where the code stands in it, else the old one.
        None => [Regime::TwoTier, Regime::ThreeTier]
            .into_iter()
            .find(|regime| places.at_in(&place, *regime, today).is_some())
            .ok_or_else(|| wording::no_place(&call.words, &places, &place, today))?,
    };
    let passphrase = call.passphrase()?;
    let unprotected = passphrase.is_none();
    let training = call.arguments.has(&TRAINING);
    let dir = call.dir()?;
    let workspace = Workspace::init(
        &dir,
        &Init {
            place: place.clone(),
            regime,
            training,
            passphrase,
        },
        call.clock,
    )?;
    let unit = workspace
        .unit(&place, today)
        .map(|unit| unit.name.to_string())
        .unwrap_or_default();
    let key = workspace.public_key();
    if call.output.json {
        let mut json = json!({
            "place": place,
            "name": unit,
            "regime": regime.as_str(),
            "training": training,
            "data": dir.display().to_string(),
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
        return Ok(Exit::Fine);
    }
    call.say(
        "cli-init",
        &[
            ("place", format!("{place} {unit}")),
            ("regime", regime.as_str().to_owned()),
        ],
    );
    call.say("cli-init-where", &[("dir", dir.display().to_string())]);
    call.say(
        "cli-fingerprint",
        &[("fingerprint", key.fingerprint()), ("code", key.code())],
    );
    if unprotected {
        call.warn("cli-unprotected", &[]);
    }
    Ok(Exit::Fine)
}
