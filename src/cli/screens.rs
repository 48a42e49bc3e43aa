//! No verb: the screens.

use std::path::Path;

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use crate::tui::{Ended, Options};

/// Opens the screens; without a terminal says what to do instead.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    if !call.output.at_terminal() || call.output.json {
        return Err(Trouble::usage("no-terminal"));
    }
    let dir = call.dir()?;
    open(call, &dir)
}

/// Opens the screens on a folder.
pub(super) fn open(call: &mut Call<'_>, dir: &Path) -> Result<Exit, Trouble> {
    let options = Options {
        dir: dir.to_owned(),
        language: call.words.language(),
        clock: call.clock,
        skin: call.skin(),
        passphrase: call.passphrase()?.map(|passphrase| passphrase.to_vec()),
    };
    let (ended, copied) = match crate::tui::run(options, call.pastes_as_keys()) {
        Ok((ended, copied)) => (Ok(ended), copied),
        Err(error) => (Err(error), None),
    };
    match copied {
        None => {}
        Some(Ok(path)) => call.say("cli-copied", &[("file", path.display().to_string())]),
        Some(Err(failure)) => {
            let why = call.words(&format!("error-{}", failure.code), &failure.args);
            call.warn("cli-not-copied", &[("why", why)]);
        }
    }
    match ended {
        Ok(Ended::Asked) => Ok(Exit::Fine),
        // Why was told on the screen; scripts still learn it from the exit code.
        Ok(Ended::NotOpened(code)) if code == "store-in-use" => Ok(Exit::InUse),
        Ok(Ended::NotOpened(_)) => Ok(Exit::Unreadable),
        Err(error) => {
            let exit = match error.code() {
                "internal" => Exit::Internal,
                _ => Exit::Unreadable,
            };
            let args = error.args().into_iter();
            Err(args.fold(
                Trouble::new(error.code(), exit),
                |trouble, (name, value)| trouble.with(name, value),
            ))
        }
    }
}
