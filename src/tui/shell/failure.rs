//! Errors of every room as codes with arguments, for the status line.

use crate::place::{Level, PlaceError};
use crate::store::StoreError;
use crate::task::TaskError;
use crate::tui::reply::Failure;
use crate::workspace::WorkspaceError;

fn failure(code: &str, args: Vec<(&'static str, String)>) -> Failure {
    Failure {
        code: code.to_owned(),
        args,
    }
}

fn day(date: chrono::NaiveDate) -> String {
    crate::text::date::format(crate::text::date::Parsed::Day(date))
}

/// A file that the system refuses.
pub(super) fn file(path: &std::path::Path, error: &std::io::Error) -> Failure {
    let code = if error.kind() == std::io::ErrorKind::NotFound {
        "no-file"
    } else {
        "io"
    };
    failure(
        code,
        vec![
            ("path", path.display().to_string()),
            ("detail", error.to_string()),
        ],
    )
}

/// A code without arguments.
pub(super) fn plain(code: &str) -> Failure {
    failure(code, Vec::new())
}

impl From<WorkspaceError> for Failure {
    fn from(error: WorkspaceError) -> Failure {
        let code = error.code();
        match error {
            WorkspaceError::Outside { code: place, own } => {
                failure(code, vec![("place", place), ("own", own)])
            }
            WorkspaceError::Missing(path)
            | WorkspaceError::Exists(path)
            | WorkspaceError::ConfigLost(path) => {
                failure(code, vec![("path", path.display().to_string())])
            }
            WorkspaceError::Config(what) => failure(code, vec![("detail", what)]),
            WorkspaceError::NoPlace { code: place, date } => {
                failure(code, vec![("place", place), ("date", day(date))])
            }
            WorkspaceError::NoForm { form, date } => {
                failure("no-form-then", vec![("form", form), ("date", day(date))])
            }
            WorkspaceError::WrongSubject { form } => failure(code, vec![("form", form)]),
            WorkspaceError::WrongLevel {
                form,
                place,
                levels,
            } => {
                let mut args = vec![("form", form), ("place", place)];
                args.extend(Level::ALL.map(|(level, word)| {
                    let is = if levels.contains(&level) { "yes" } else { "no" };
                    (word, is.to_owned())
                }));
                failure(code, args)
            }
            WorkspaceError::WrongPeriod { form, period } => {
                failure(code, vec![("form", form), ("period", period.to_string())])
            }
            WorkspaceError::NoSuch(name)
            | WorkspaceError::Ambiguous(name)
            | WorkspaceError::OtherText(name)
            | WorkspaceError::NoScale(name)
            | WorkspaceError::ScaleSamePerson(name)
            | WorkspaceError::ScaleDiffers(name) => failure(code, vec![("name", name)]),
            WorkspaceError::Blocked(count) => failure(code, vec![("count", count.to_string())]),
            WorkspaceError::Papers(mistakes) => {
                let first = mistakes
                    .first()
                    .map(|first| format!("{}:{}", first.file, first.line))
                    .unwrap_or_default();
                failure(
                    code,
                    vec![("count", mistakes.len().to_string()), ("first", first)],
                )
            }
            WorkspaceError::Places(error) => error.into(),
            WorkspaceError::Key(reason) => match reason {
                "key-passphrase-missing" | "key-passphrase-wrong" => plain(reason),
                reason => failure(code, vec![("reason", reason.to_owned())]),
            },
            WorkspaceError::Trust(error) => failure(code, vec![("line", error.line.to_string())]),
            WorkspaceError::TooLong
            | WorkspaceError::Event(_)
            | WorkspaceError::Handing(_)
            | WorkspaceError::NotRevoked(_)
            | WorkspaceError::NotErased(_)
            | WorkspaceError::Randomness => plain(code),
            WorkspaceError::Store(error) => error.into(),
            WorkspaceError::Io { path, source } => file(&path, &source),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        failure(error.code(), error.args())
    }
}

impl From<PlaceError> for Failure {
    fn from(error: PlaceError) -> Failure {
        failure(
            "places",
            vec![
                ("list", error.list.to_owned()),
                ("line", error.line.to_string()),
            ],
        )
    }
}

impl From<TaskError> for Failure {
    fn from(error: TaskError) -> Failure {
        let code = error.code();
        match error {
            TaskError::Workspace(error) => error.into(),
            TaskError::NoCell(name) => failure(code, vec![("name", name)]),
            TaskError::NoTable(form) => failure(code, vec![("form", form)]),
            TaskError::Receipt(fault) => {
                let mut args = fault.args();
                args.push(("reason", fault.code().to_owned()));
                failure(code, args)
            }
            TaskError::Bundle(bad) => {
                let mut args = bad.reason.args();
                args.push(("reason", bad.code().to_owned()));
                failure(code, args)
            }
            TaskError::Seal(reason) => failure("seal", vec![("reason", reason.to_owned())]),
            TaskError::NotDraft(phieu) => failure(code, vec![("phieu", phieu)]),
            TaskError::NoPrint(form)
            | TaskError::NoSheet(form)
            | TaskError::PrintPlace(form)
            | TaskError::NoThons(form) => failure(code, vec![("form", form)]),
            TaskError::TooManyHouseholds(most) => failure(code, vec![("most", most.to_string())]),
            TaskError::Office(error) => failure(code, vec![("detail", error.to_string())]),
            TaskError::Demo(detail) => failure(code, vec![("detail", detail)]),
            TaskError::NoLevelThen(date) => failure(code, vec![("date", day(date))]),
            TaskError::NoNamingPaper(period) => failure(code, vec![("period", period.to_string())]),
            TaskError::NoOfficeAbove
            | TaskError::LevelAbove
            | TaskError::NoHouseholds
            | TaskError::Training
            | TaskError::NoPapers
            | TaskError::NeedsPapers
            | TaskError::AllAgreed
            | TaskError::Cancelled => plain(code),
        }
    }
}
