//! The terminal's modes: taken once, given back however the program ends.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::{cursor, event, execute, terminal};

/// Whether the modes are taken: restoring twice would leave somebody else's alternate screen.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Holds raw mode, the alternate screen and bracketed paste; gives them back when dropped.
/// A panic on any thread gives them back before its message is printed. What ends the process without
/// either (`SIGKILL`, a power cut) leaves the modes: nothing can be done then.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the modes. `expected` tells whether a panic of this thread is one that its caller catches and
    /// handles: the terminal stays as it is then.
    ///
    /// # Errors
    /// If this is no terminal or it refuses; whatever was taken is given back.
    pub fn take(expected: fn() -> bool) -> io::Result<Guard> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                if !expected() {
                    restore();
                }
                before(info);
            }));
        });
        terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let guard = Guard(());
        // No keyboard enhancement: input methods that send Backspace and letters break under it.
        execute!(
            io::stdout(),
            terminal::EnterAlternateScreen,
            event::EnableBracketedPaste,
            terminal::Clear(terminal::ClearType::All)
        )?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the modes back if they are taken; each step is tried even if one before it failed.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    // The terminal may be gone; there is nobody left to tell.
    let _ = execute!(out, event::DisableBracketedPaste);
    let _ = execute!(out, cursor::Show, terminal::LeaveAlternateScreen);
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}
