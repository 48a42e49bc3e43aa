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
pub(super) fn open(_call: &mut Call<'_>, dir: &std::path::Path) -> Result<Exit, Trouble> {
    Err(Trouble::new("no-screens", Exit::Unreadable).with("path", dir.display().to_string()))
}
