//! No verb: the screens.

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;

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
    crate::tui::run(dir, call.words.language(), call.clock)
        .map(|()| Exit::Fine)
        .map_err(|error| Trouble::new("terminal", Exit::Unreadable).with("detail", error.to_string()))
}
