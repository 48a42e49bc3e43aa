//! The command line: stable, because scripts and other offices rely on it.
//!
//! **What this room is.** [`VERBS`] is the one table from which parsing, its errors, help and the README's
//! section are read. Each verb has one file; `arguments` says what was said, `trouble` and `blame` say what
//! went wrong and whose fault it is, `json` holds the shapes that scripts read, `output` is the only writer.
//!
//! **What it must never do.** Ask anything: what is missing is an error that names the option. Word an
//! error in a verb. Print what came from outside unfiltered to a terminal. Know a form or field by its id.
//!
//! **Where to start reading.** [`run`], then [`VERBS`], then `fill`.

mod answer_file;
mod arguments;
mod backup;
mod between;
mod blame;
mod call;
mod check;
mod demo;
mod doctor;
mod duties;
mod erase;
mod exit;
mod export;
mod fill;
mod form;
mod given;
mod handing;
mod handover;
mod help;
mod import;
mod imported;
mod init;
mod intake;
mod json;
mod key;
mod keys;
mod list;
mod listing;
mod missing;
mod output;
mod passphrase;
mod place;
mod print;
mod problems;
mod receipt;
mod recovery;
mod review;
mod rollup;
mod scale;
mod screens;
mod show;
mod table;
mod table_file;
mod trouble;
mod twins;
mod unforced;
mod verbs;
mod verify;
mod why;
mod wording;

use std::ffi::OsString;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub use exit::Exit;
pub use help::reference;
pub use output::Said;
pub use verbs::{Flag, GLOBALS, Operand, Taken, VERBS, Verb, VerbId, flags};

use arguments::Arguments;
use call::Call;
use output::Output;
use trouble::Trouble;

use crate::locale::Words;
use crate::review::Deed;
use crate::workspace::Clock;

/// What only `main` may read from around the program.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `BIEU_DATA`.
    pub data: Option<PathBuf>,
    /// `NO_COLOR`: anything in it asks for no colours.
    pub no_color: Option<OsString>,
    /// `BIEU_ASCII`: anything in it asks for frames and signs of ASCII.
    pub ascii: Option<OsString>,
    /// `TERM`.
    pub term: Option<OsString>,
    /// The folder of the executable, beside which a portable workspace lies.
    pub beside: Option<PathBuf>,
    /// Where the time comes from.
    pub clock: Clock,
}

/// Carries one command line out.
pub fn run(line: impl IntoIterator<Item = OsString>, surroundings: &Surroundings) -> Exit {
    let (mut call, wrong) = begin(line, surroundings, Output::new);
    let exit = match wrong {
        Some(trouble) => Err(trouble),
        None => guarded(&mut call, dispatch),
    };
    end(&mut call, exit)
}

/// Carries one command line out for a caller within this program, which gets what was said. A panic is the
/// caller's: it is not caught here.
pub fn run_kept(
    line: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
) -> (Exit, Said) {
    let (mut call, wrong) = begin(line, surroundings, Output::kept);
    let exit = match wrong {
        Some(trouble) => Err(trouble),
        None => dispatch(&mut call),
    };
    (end(&mut call, exit), call.output.said())
}

fn begin(
    line: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
    output: fn(bool) -> Output,
) -> (Call<'_>, Option<Trouble>) {
    let (arguments, wrong) = Arguments::parse(line);
    let words = Words::new(arguments.language);
    let output = output(arguments.json);
    (Call::new(arguments, words, output, surroundings), wrong)
}

fn end(call: &mut Call<'_>, exit: Result<Exit, Trouble>) -> Exit {
    let exit = exit.and_then(|exit| call.output.finish(exit));
    exit.unwrap_or_else(|trouble| {
        call.tell(&trouble);
        trouble.exit()
    })
}

/// A panic is a mistake of this program: told in one sentence with its place in the source, without
/// anything that was answered.
fn guarded<'a>(
    call: &mut Call<'a>,
    work: impl FnOnce(&mut Call<'a>) -> Result<Exit, Trouble>,
) -> Result<Exit, Trouble> {
    let place: Arc<Mutex<Option<String>>> = Arc::default();
    let seen = Arc::clone(&place);
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let (Ok(mut seen), Some(location)) = (seen.lock(), panic.location()) {
            *seen = Some(format!("{}:{}", location.file(), location.line()));
        }
    }));
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| work(call)));
    std::panic::set_hook(previous);
    result.unwrap_or_else(|_| {
        let place = place
            .lock()
            .ok()
            .and_then(|place| place.clone())
            .unwrap_or_default();
        Err(Trouble::new("internal", Exit::Internal).with("place", place))
    })
}

fn dispatch(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    if call.arguments.wants_version() {
        return Ok(help::version(call));
    }
    if call.arguments.wants_help() {
        return help::help(call);
    }
    let Some(verb) = call.arguments.verb else {
        return screens::run(call);
    };
    match verb.id {
        VerbId::Demo => demo::run(call),
        VerbId::Init => init::run(call),
        VerbId::FormList => form::list(call),
        VerbId::FormShow => form::show(call),
        VerbId::FormSend => form::send(call),
        VerbId::FormCheck => form::check(call),
        VerbId::FormScale => scale::run(call),
        VerbId::PlaceFind => place::find(call),
        VerbId::PlaceAdd => place::add(call),
        VerbId::Fill => fill::run(call),
        VerbId::Submit => handing::run(call, Deed::Submit),
        VerbId::Return => handing::give_back(call),
        VerbId::Accept => handing::run(call, Deed::Accept),
        VerbId::Lock => handing::run(call, Deed::Lock),
        VerbId::Unlock => handing::run(call, Deed::Unlock),
        VerbId::Show => show::run(call),
        VerbId::Why => why::run(call),
        VerbId::List => list::run(call),
        VerbId::Check => check::run(call),
        VerbId::Table => table::run(call),
        VerbId::Print => print::run(call),
        VerbId::Review => review::run(call),
        VerbId::Missing => missing::run(call),
        VerbId::Rollup => rollup::run(call),
        VerbId::Export => export::run(call),
        VerbId::Verify => verify::run(call),
        VerbId::Import => import::run(call),
        VerbId::Receipt => receipt::run(call),
        VerbId::Intake => intake::run(call),
        VerbId::KeyShow => key::show(call),
        VerbId::KeyIdentity => key::identity(call),
        VerbId::KeyTrust => key::trust(call),
        VerbId::KeyList => key::list(call),
        VerbId::KeyRevoke => key::revoke(call),
        VerbId::PassphraseSet => passphrase::set(call),
        VerbId::Erase => erase::run(call),
        VerbId::Unforced => unforced::run(call),
        VerbId::RecoveryMake => recovery::make(call),
        VerbId::RecoveryCheck => recovery::check(call),
        VerbId::RecoveryOpen => recovery::open(call),
        VerbId::Backup => backup::run(call),
        VerbId::Restore => backup::restore(call),
        VerbId::Handover => handover::run(call),
        VerbId::Doctor => doctor::run(call),
        VerbId::Keys => Ok(keys::run(call)),
        VerbId::Help => help::help(call),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn a_panic_is_one_sentence_with_no_answer_in_it() {
        let surroundings = Surroundings::default();
        let words = Words::new(Language::Vietnamese);
        let mut call = Call::new(
            Arguments::default(),
            words,
            Output::new(true),
            &surroundings,
        );
        let told = guarded(&mut call, |_| panic!("Nguyễn Văn Tuấn")).expect_err("it panicked");
        assert_eq!(told.exit(), Exit::Internal);
        let json = told.json(&Words::new(Language::Vietnamese)).to_string();
        assert!(
            json.contains("src/cli/mod.rs:") && !json.contains("Tuấn"),
            "{json}"
        );
    }
}
