//! Every error of every room, once: whose fault it is, and what its words need.

use std::path::Path;

use super::exit::Exit;
use super::trouble::Trouble;
use super::wording::day;
use crate::place::{Level, PlaceError};
use crate::store::StoreError;
use crate::task::TaskError;
use crate::workspace::WorkspaceError;

impl From<WorkspaceError> for Trouble {
    fn from(error: WorkspaceError) -> Trouble {
        workspace(error)
    }
}

impl From<TaskError> for Trouble {
    fn from(error: TaskError) -> Trouble {
        task(error)
    }
}

/// A file or folder that the system refuses.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Trouble {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => "no-file",
        std::io::ErrorKind::IsADirectory => "is-folder",
        _ => "io",
    };
    Trouble::new(code, Exit::Unreadable)
        .with("path", path.display().to_string())
        .with("detail", error.to_string())
}

/// The shipped lists of places: part of the program, so a fault in them is the program's.
pub(super) fn places(error: &PlaceError) -> Trouble {
    Trouble::new("places", Exit::Internal)
        .with("list", error.list)
        .with("line", error.line.to_string())
}

/// A device key that does not read: without one nothing is signed, and nothing encrypted to it is opened.
pub(super) fn key(error: WorkspaceError) -> Trouble {
    match error {
        WorkspaceError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            Trouble::new("key-gone", Exit::Unreadable)
        }
        other => other.into(),
    }
}

/// The workspace's own errors.
pub(super) fn workspace(error: WorkspaceError) -> Trouble {
    let code = error.code();
    let usage = || Trouble::usage(code);
    let unreadable = || Trouble::new(code, Exit::Unreadable);
    match &error {
        WorkspaceError::Missing(path) | WorkspaceError::Exists(path) => {
            usage().with("path", path.display().to_string())
        }
        WorkspaceError::ConfigLost(path) => unreadable().with("path", path.display().to_string()),
        WorkspaceError::Outside { code: place, own } => {
            usage().with("place", place).with("own", own)
        }
        WorkspaceError::Config(what) => unreadable().with("detail", what),
        WorkspaceError::NoPlace { code: place, date } => {
            usage().with("place", place).with("date", day(*date))
        }
        WorkspaceError::NoForm { form, date } => Trouble::usage("no-form-then")
            .with("form", form)
            .with("date", day(*date)),
        WorkspaceError::WrongSubject { form } => usage().with("form", form),
        WorkspaceError::WrongLevel {
            form,
            place,
            levels,
        } => Level::ALL.into_iter().fold(
            usage().with("form", form).with("place", place),
            |trouble, (level, word)| {
                trouble.with(word, if levels.contains(&level) { "yes" } else { "no" })
            },
        ),
        WorkspaceError::WrongPeriod { form, period } => usage()
            .with("form", form)
            .with("period", period.to_string()),
        WorkspaceError::NoSuch(name)
        | WorkspaceError::Ambiguous(name)
        | WorkspaceError::NoScale(name)
        | WorkspaceError::ScaleSamePerson(name) => usage().with("name", name),
        WorkspaceError::ScaleDiffers(name) | WorkspaceError::OtherText(name) => {
            unreadable().with("name", name)
        }
        WorkspaceError::Blocked(count) => {
            Trouble::new(code, Exit::Blocked).with("count", count.to_string())
        }
        WorkspaceError::Handing(_) => Trouble::new(code, Exit::Blocked),
        WorkspaceError::Papers(mistakes) => {
            let first = mistakes.first();
            Trouble::new(code, Exit::Blocked)
                .with("count", mistakes.len().to_string())
                .with(
                    "first",
                    first
                        .map(|first| format!("{}:{}", first.file, first.line))
                        .unwrap_or_default(),
                )
        }
        WorkspaceError::Places(error) => places(error),
        WorkspaceError::Key(reason) => match *reason {
            "key-passphrase-missing" => Trouble::usage("key-passphrase-missing"),
            "key-passphrase-wrong" => Trouble::usage("key-passphrase-wrong"),
            reason => unreadable().with("reason", reason),
        },
        WorkspaceError::Trust(error) => unreadable().with("line", error.line.to_string()),
        WorkspaceError::Event(_)
        | WorkspaceError::NotRevoked(_)
        | WorkspaceError::NotErased(_)
        | WorkspaceError::TooLong => usage(),
        WorkspaceError::Randomness => unreadable(),
        WorkspaceError::Store(error) => store(error),
        WorkspaceError::Io { path, source } => self::unreadable(path, source),
    }
}

fn store(error: &StoreError) -> Trouble {
    let exit = match error {
        StoreError::InUse => Exit::InUse,
        StoreError::Locked | StoreError::WrongPassphrase => Exit::Usage,
        _ => Exit::Unreadable,
    };
    error.args().into_iter().fold(
        Trouble::new(error.code(), exit),
        |trouble, (name, value)| trouble.with(name, value),
    )
}

fn task(error: TaskError) -> Trouble {
    let code = error.code();
    match error {
        TaskError::Workspace(error) => workspace(error),
        TaskError::NoOfficeAbove | TaskError::LevelAbove => Trouble::usage(code),
        TaskError::NoLevelThen(date) => Trouble::usage(code).with("date", day(date)),
        TaskError::NoCell(name) => Trouble::usage(code).with("name", name),
        TaskError::NoTable(table) => Trouble::usage(code).with("form", table),
        TaskError::Seal(reason) => Trouble::new("seal", Exit::Internal).with("reason", reason),
        TaskError::Receipt(fault) => {
            let args = fault.args().into_iter();
            args.fold(
                Trouble::new(code, Exit::NotVerified).with("reason", fault.code()),
                |trouble, (name, value)| trouble.with(name, value),
            )
        }
        TaskError::Bundle(bad) => {
            let args = bad.reason.args().into_iter();
            args.fold(
                Trouble::new(code, Exit::NotVerified).with("reason", bad.code()),
                |trouble, (name, value)| trouble.with(name, value),
            )
        }
        TaskError::NoPapers | TaskError::NeedsPapers => Trouble::usage(code),
        TaskError::Training => Trouble::new(code, Exit::NotVerified),
        TaskError::NotDraft(id) => Trouble::usage(code).with("phieu", id),
        TaskError::NoNamingPaper(period) => Trouble::usage(code).with("period", period.to_string()),
        TaskError::AllAgreed => Trouble::usage(code),
        TaskError::Cancelled => Trouble::new(code, Exit::Usage),
        TaskError::NoPrint(id)
        | TaskError::NoSheet(id)
        | TaskError::PrintPlace(id)
        | TaskError::NoThons(id) => Trouble::usage(code).with("form", id),
        TaskError::NoHouseholds => Trouble::usage(code),
        TaskError::TooManyHouseholds(most) => Trouble::usage(code).with("most", most.to_string()),
        TaskError::Office(error) => {
            Trouble::new(code, Exit::Unreadable).with("detail", error.to_string())
        }
        TaskError::Demo(what) => Trouble::new(code, Exit::Internal).with("detail", what),
    }
}
