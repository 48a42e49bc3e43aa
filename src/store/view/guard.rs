//! sled panics on damaged files: every call of it goes through here and comes back as a fault.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// What is wrong with the view. The journal is untouched by any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Fault {
    /// It panicked, or could not make sense of its files.
    Damaged,
    /// It holds something else than it should.
    Incomplete,
    /// A row that is not of its shape.
    Row,
    /// A row that does not open with this journal's key.
    Sealed,
    /// Sealed with another key altogether.
    Foreign,
    /// Made by another version.
    Version,
    /// Made under other pinned keys.
    Rule,
    /// Still held by somebody.
    Held,
    /// The system refused a read or a write.
    Io,
}

impl Fault {
    pub(in crate::store) fn code(self) -> &'static str {
        match self {
            Fault::Damaged => "damaged",
            Fault::Incomplete => "incomplete",
            Fault::Row => "row",
            Fault::Sealed => "sealed",
            Fault::Foreign => "foreign",
            Fault::Version => "version",
            Fault::Rule => "rule",
            Fault::Held => "held",
            Fault::Io => "io",
        }
    }
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Fault {
        match error {
            // sled gives the lock no kind of its own.
            sled::Error::Io(error) if error.to_string().contains("could not acquire lock") => {
                Fault::Held
            }
            sled::Error::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                Fault::Io
            }
            _ => Fault::Damaged,
        }
    }
}

thread_local! {
    static GUARDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a guarded call: a panic there is expected and handled, so a panic
/// hook should say nothing and leave the terminal alone.
pub fn guarding() -> bool {
    GUARDING.get()
}

/// Runs something that uses sled; a panic in it is a fault and prints nothing.
pub(in crate::store) fn guarded<T>(run: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    static QUIET: Once = Once::new();
    // Once for the whole program and never taken back: taking hooks out again races with other threads.
    QUIET.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !guarding() {
                loud(panic);
            }
        }));
    });
    let outer = GUARDING.replace(true);
    let result = catch_unwind(AssertUnwindSafe(run));
    GUARDING.set(outer);
    result.unwrap_or(Err(Fault::Damaged))
}
