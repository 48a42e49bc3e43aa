//! No verb: the screens.

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use crate::tui::{self, Ended, Options, ScreenError};

/// Opens the screens; without a terminal says what to do instead.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    if !call.output.at_terminal() || call.output.json {
        return Err(Trouble::usage("no-terminal"));
    }
    let dir = call.dir()?;
    open(call, &dir)
}

/// Opens the screens on a folder.
pub(super) fn open(call: &mut Call<'_>, dir: &std::path::Path) -> Result<Exit, Trouble> {
    let options = Options {
        dir: dir.to_owned(),
        language: call.words.language(),
        clock: call.clock,
        passphrase: call.passphrase()?,
    };
    match tui::run(options) {
        Ok(Ended::Asked) => Ok(Exit::Fine),
        // The screens told why; scripts that started them see it in the exit code.
        Ok(Ended::NotOpened(code)) if code == "store-in-use" => Ok(Exit::InUse),
        Ok(Ended::NotOpened(_)) => Ok(Exit::Unreadable),
        Err(error) => {
            let exit = match error {
                ScreenError::Terminal(_) => Exit::Unreadable,
                ScreenError::WorkerLost => Exit::Internal,
            };
            let trouble = Trouble::new(error.code(), exit);
            Err(error
                .args()
                .into_iter()
                .fold(trouble, |trouble, (name, value)| trouble.with(name, value)))
        }
    }
}
