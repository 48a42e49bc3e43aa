//! Why a workspace cannot be made, opened or written.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::bundle::TrustError;
use crate::form::{Mistake, Period};
use crate::place::{Level, PlaceError};
use crate::review::WhyNot;
use crate::store::StoreError;

/// Why a workspace cannot be made, opened or written. The words stand under `workspace-<code>`.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// There is no workspace in the folder.
    #[error("no workspace")]
    Missing(PathBuf),
    /// There is one already.
    #[error("workspace exists")]
    Exists(PathBuf),
    /// `workspace.toml` does not read: what is wrong.
    #[error("config: {0}")]
    Config(String),
    /// The journal holds entries, but `workspace.toml` is gone.
    #[error("config lost")]
    ConfigLost(PathBuf),
    /// A key cannot be revoked: why, as a code.
    #[error("{0}")]
    NotRevoked(&'static str),
    /// A household cannot be erased: why, as a code.
    #[error("{0}")]
    NotErased(&'static str),
    /// The place does not belong to this workspace's unit: the office above would refuse everything written here.
    #[error("{code} is outside {own}")]
    Outside {
        /// The place's code.
        code: String,
        /// This workspace's own unit.
        own: String,
    },
    /// The code names no place at that date.
    #[error("no place {code}")]
    NoPlace {
        /// The code.
        code: String,
        /// The day asked for.
        date: NaiveDate,
    },
    /// No paper of that id is valid then.
    #[error("no form {form}")]
    NoForm {
        /// The paper's id, with version where one was asked for.
        form: String,
        /// The day asked for.
        date: NaiveDate,
    },
    /// The paper does not serve this kind of subject.
    #[error("wrong subject")]
    WrongSubject {
        /// The paper's id.
        form: String,
    },
    /// The paper is not filled for places of this level.
    #[error("wrong level")]
    WrongLevel {
        /// The paper's id.
        form: String,
        /// The place's code or label.
        place: String,
        /// The levels that the paper is filled for.
        levels: Vec<Level>,
    },
    /// The paper does not serve this kind of period.
    #[error("wrong period")]
    WrongPeriod {
        /// The paper's id.
        form: String,
        /// The period.
        period: Period,
    },
    /// There is no such household, thôn or Phiếu.
    #[error("nothing named {0}")]
    NoSuch(String),
    /// Two or more households or thôn carry this label.
    #[error("label {0} stands for several")]
    Ambiguous(String),
    /// A text longer than an answer may be.
    #[error("text too long")]
    TooLong,
    /// Finishing is refused: this many problems block.
    #[error("{0} problems block")]
    Blocked(usize),
    /// A paper between offices: why this is not done with it.
    #[error("handing: {}", .0.code())]
    Handing(WhyNot),
    /// A Phiếu was filled with another text of a frozen paper, such as another scale.
    #[error("another text of {0}")]
    OtherText(String),
    /// No such scale was loaded.
    #[error("no scale {0}")]
    NoScale(String),
    /// What is said to have become of a household cannot be; the code says why.
    #[error("household event: {0}")]
    Event(&'static str),
    /// The person who loaded a scale cannot confirm it too.
    #[error("the same person")]
    ScaleSamePerson(String),
    /// A scale of this name is there in another text.
    #[error("scale {0} differs")]
    ScaleDiffers(String),
    /// Own papers or shipped papers with mistakes.
    #[error("papers have mistakes")]
    Papers(Vec<Mistake>),
    /// The shipped lists of places do not read.
    #[error(transparent)]
    Places(#[from] PlaceError),
    /// The key does not read, or the passphrase is wrong.
    #[error("key: {0}")]
    Key(&'static str),
    /// The trusted keys do not read.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The operating system gives no random numbers.
    #[error("no randomness")]
    Randomness,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Reading or writing a file.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
}

impl WorkspaceError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            WorkspaceError::Missing(_) => "missing",
            WorkspaceError::Exists(_) => "exists",
            WorkspaceError::Config(_) => "config",
            WorkspaceError::ConfigLost(_) => "config-lost",
            WorkspaceError::Outside { .. } => "outside",
            WorkspaceError::NoPlace { .. } => "no-place",
            WorkspaceError::NoForm { .. } => "no-form",
            WorkspaceError::WrongSubject { .. } => "wrong-subject",
            WorkspaceError::WrongLevel { .. } => "wrong-level",
            WorkspaceError::WrongPeriod { .. } => "wrong-period",
            WorkspaceError::NoSuch(_) => "no-such",
            WorkspaceError::Ambiguous(_) => "ambiguous",
            WorkspaceError::TooLong => "too-long",
            WorkspaceError::Blocked(_) => "blocked",
            WorkspaceError::Handing(why) => why.code(),
            WorkspaceError::OtherText(_) => "other-text",
            WorkspaceError::Event(code)
            | WorkspaceError::NotRevoked(code)
            | WorkspaceError::NotErased(code) => code,
            WorkspaceError::NoScale(_) => "no-scale",
            WorkspaceError::ScaleSamePerson(_) => "scale-same-person",
            WorkspaceError::ScaleDiffers(_) => "scale-differs",
            WorkspaceError::Papers(_) => "papers",
            WorkspaceError::Places(_) => "places",
            WorkspaceError::Key(_) => "key",
            WorkspaceError::Trust(_) => "trust",
            WorkspaceError::Randomness => "randomness",
            WorkspaceError::Store(error) => error.code(),
            WorkspaceError::Io { .. } => "io",
        }
    }
}
