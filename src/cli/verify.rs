//! `verify`: is a bundle whole, and who made it. Never takes the lock.

use serde_json::json;

use super::call::{Call, read_bounded};
use super::exit::Exit;
use super::trouble::Trouble;
use std::path::Path;

use crate::bundle::{Bad, MAX_ENVELOPE, Part, Reason, Verdict};
use crate::task;

/// Judges one file with the keys trusted here.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.arguments.paths().next().unwrap_or_default();
    let dir = call.dir()?;
    let config = crate::workspace::Config::load(&dir)?;
    let trust = crate::workspace::trust(&dir)?;
    let places = call.places()?;
    let verdict = match bundle(call, &path)? {
        Ok(bytes) => task::judge(&bytes, &trust, &places, &config, call.clock.today()),
        Err(bad) => Verdict::Bad(bad),
    };
    Ok(tell(call, &verdict))
}

/// The bundle in a file, out of its envelope.
pub(super) fn bundle(call: &Call<'_>, path: &Path) -> Result<Result<Vec<u8>, Bad>, Trouble> {
    let file = read_bounded(path, MAX_ENVELOPE)?;
    let passphrase = call.passphrase()?;
    task::open_envelope(file, &call.dir()?, passphrase.as_deref().map(Vec::as_slice))
        .map_err(super::blame::key)
}

fn tell(call: &mut Call<'_>, verdict: &Verdict) -> Exit {
    match verdict {
        Verdict::Good(verified) => {
            let from = verified.manifest().from.clone();
            let place = verified.places().join(", ");
            let fingerprint = verified.signer().fingerprint();
            let digits = verified.id().digits();
            if call.output.json {
                call.output.value(&json!({
                    "verdict": "good", "from": from, "place": place, "fingerprint": fingerprint,
                    "code": verified.signer().code(), "file_code": digits,
                }));
            } else {
                call.say("cli-verdict-good", &[("from", from), ("place", place)]);
                call.say(
                    "cli-fingerprint",
                    &[
                        ("fingerprint", fingerprint),
                        ("code", verified.signer().code()),
                    ],
                );
                call.say("bundle-digits", &[("digits", digits)]);
            }
            Exit::Fine
        }
        Verdict::Unknown {
            fingerprint,
            code,
            from,
            accepted,
            ..
        } => {
            if call.output.json {
                let place = Some(accepted.join(", ")).filter(|place| !place.is_empty());
                call.output.value(&json!({
                    "verdict": "unknown", "from": from, "place": place, "fingerprint": fingerprint, "code": code,
                }));
            } else {
                call.say("cli-verdict-unknown", &[("from", from.clone())]);
                call.say(
                    "cli-fingerprint",
                    &[("fingerprint", fingerprint.clone()), ("code", code.clone())],
                );
                call.say("cli-verdict-unknown-next", &[("from", from.clone())]);
            }
            Exit::NotVerified
        }
        Verdict::Bad(bad) => {
            let reason = reason(call, bad);
            if call.output.json {
                let part = bad.part.as_str();
                call.output.value(&json!({
                    "verdict": "bad", "from": null, "place": null, "fingerprint": null,
                    "part": part, "code": bad.code(), "message": reason,
                }));
            } else {
                let key = match bad.reason {
                    Reason::Addressed { .. } | Reason::Training { .. } | Reason::NotRecipient => {
                        "cli-verdict-not-ours"
                    }
                    _ => "cli-verdict-bad",
                };
                call.say(key, &[("part", part(call, bad)), ("reason", reason)]);
            }
            Exit::NotVerified
        }
    }
}

/// Why a part is bad, in words.
pub(super) fn reason(call: &Call<'_>, bad: &Bad) -> String {
    call.words(bad.code(), &bad.reason.args())
}

/// The bad part as people are told it: an entry by its name, the zip around them in words.
pub(super) fn part(call: &Call<'_>, bad: &Bad) -> String {
    match bad.part {
        Part::Envelope => call.words("bundle-part-envelope", &[]),
        Part::Container => call.words("bundle-part-container", &[]),
        entry => entry.as_str().to_owned(),
    }
}
