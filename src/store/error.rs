//! What can go wrong and what is told: codes with arguments. The words are `store-…` in `locales/`.

use std::io;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another window or program has this workspace open.
    #[error("in use")]
    InUse,
    /// There is no journal in the folder.
    #[error("no journal")]
    Missing,
    /// There is a journal already where one was to be made.
    #[error("journal exists")]
    Exists,
    /// The journal is damaged in a place that was acknowledged. Nothing was changed.
    #[error("segment {segment} damaged at {offset}: {what}")]
    Damaged {
        /// Number of the segment, from 1.
        segment: u32,
        /// Byte offset in its file.
        offset: u64,
        /// What is wrong there: a code.
        what: &'static str,
    },
    /// A newer program wrote here.
    #[error("format {found} is newer than {known}")]
    Newer {
        /// The version found.
        found: u64,
        /// The newest version known here.
        known: u64,
    },
    /// The disk is full; nothing of the commit was kept.
    #[error("disk full")]
    Full,
    /// The view cannot be written, though the journal is whole.
    #[error("view cannot be written: {what}")]
    View {
        /// What the view said: a code.
        what: &'static str,
    },
    /// An earlier write or fsync failed; whether its bytes are on the disk is not known. Open again.
    #[error("an earlier write failed")]
    NotDurable,
    /// More in one commit than a frame holds.
    #[error("commit of {bytes} bytes is too large")]
    TooLarge {
        /// Bytes of the commit.
        bytes: u64,
    },
    /// An edit that could not be read again if it were written; nothing was written.
    #[error("edit cannot be kept: {what}")]
    NotAnEdit {
        /// The wire's code.
        what: &'static str,
    },
    /// A passphrase opens it, and none was given.
    #[error("locked by a passphrase")]
    Locked,
    /// The passphrase does not open it. Nothing is damaged.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// What opens the journal is missing, damaged or not of this journal.
    #[error("slots: {what}")]
    Slots {
        /// What is wrong: a code.
        what: &'static str,
    },
    /// The operating system refused.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done: a code.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    /// Stable code, also the key of the words.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::InUse => "store-in-use",
            StoreError::Missing => "store-missing",
            StoreError::Exists => "store-exists",
            StoreError::Damaged { .. } => "store-damaged",
            StoreError::Newer { .. } => "store-newer",
            StoreError::Full => "store-full",
            StoreError::View { .. } => "store-view",
            StoreError::NotDurable => "store-not-durable",
            StoreError::TooLarge { .. } => "store-too-large",
            StoreError::NotAnEdit { .. } => "store-not-an-edit",
            StoreError::Locked => "store-locked",
            StoreError::WrongPassphrase => "store-wrong-passphrase",
            StoreError::Slots { .. } => "store-slots",
            StoreError::Io { .. } => "store-io",
        }
    }

    /// Every code, so that a test can ask for each one's words.
    pub const CODES: [&'static str; 14] = [
        "store-in-use",
        "store-missing",
        "store-exists",
        "store-damaged",
        "store-newer",
        "store-full",
        "store-view",
        "store-not-durable",
        "store-too-large",
        "store-not-an-edit",
        "store-locked",
        "store-wrong-passphrase",
        "store-slots",
        "store-io",
    ];

    /// Arguments of the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            StoreError::Damaged {
                segment,
                offset,
                what,
            } => vec![
                ("segment", format!("{segment:08}.seg")),
                ("offset", offset.to_string()),
                ("what", (*what).to_owned()),
            ],
            StoreError::Newer { found, known } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            StoreError::View { what }
            | StoreError::NotAnEdit { what }
            | StoreError::Slots { what } => {
                vec![("what", (*what).to_owned())]
            }
            StoreError::TooLarge { bytes } => vec![("bytes", bytes.to_string())],
            StoreError::Io { doing, source } => vec![
                ("doing", (*doing).to_owned()),
                ("error", source.to_string()),
            ],
            StoreError::InUse
            | StoreError::Missing
            | StoreError::Exists
            | StoreError::Full
            | StoreError::Locked
            | StoreError::WrongPassphrase
            | StoreError::NotDurable => Vec::new(),
        }
    }

    /// Names what was being done when the system refused; a full disk keeps its own name.
    pub(super) fn io(doing: &'static str) -> impl FnOnce(io::Error) -> StoreError {
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ => StoreError::Io { doing, source },
        }
    }
}

/// Why a view was made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was not there.
    Missing,
    /// It did not open, or reading it failed.
    Damaged,
    /// It opened, but did not hold what it should.
    Incomplete,
    /// Other keys are pinned now.
    Rule,
    /// An older or newer program made it.
    Version,
    /// It belongs to another journal, or knew more than this one.
    Foreign,
}

impl Reason {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::Damaged => "damaged",
            Reason::Incomplete => "incomplete",
            Reason::Rule => "rule",
            Reason::Version => "version",
            Reason::Foreign => "foreign",
        }
    }
}

/// What opening did besides opening: told in one sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The view was made anew from the journal; nothing is lost.
    ViewRebuilt {
        /// Why.
        reason: Reason,
        /// Edits read.
        edits: u64,
    },
    /// The view was behind the journal and was caught up.
    ViewCaughtUp {
        /// Edits read.
        edits: u64,
    },
    /// Bytes of an unfinished, never acknowledged write were put aside.
    TailPutAside {
        /// How many bytes.
        bytes: u64,
        /// File in the journal's folder.
        file: String,
    },
}

impl Notice {
    /// Every code, so that a test can ask for each one's words.
    pub const CODES: [&'static str; 3] = [
        "store-view-rebuilt",
        "store-view-caught-up",
        "store-tail-put-aside",
    ];

    /// Stable code, also the key of the words.
    pub fn code(&self) -> &'static str {
        match self {
            Notice::ViewRebuilt { .. } => "store-view-rebuilt",
            Notice::ViewCaughtUp { .. } => "store-view-caught-up",
            Notice::TailPutAside { .. } => "store-tail-put-aside",
        }
    }

    /// Arguments of the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Notice::ViewRebuilt { reason, edits } => vec![
                ("reason", reason.code().to_owned()),
                ("edits", edits.to_string()),
            ],
            Notice::ViewCaughtUp { edits } => vec![("edits", edits.to_string())],
            Notice::TailPutAside { bytes, file } => {
                vec![("bytes", bytes.to_string()), ("file", file.clone())]
            }
        }
    }
}
