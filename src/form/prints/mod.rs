//! What can be printed, as data: which paper, list or roster, in which words, signed by whom.
//!
//! **What this room is.** `read` takes `forms/prints/*.toml` (one printed document each, and `words.toml` with
//! what all of them say), finds every paper, field and column they name in a [`Library`], and only what has no
//! mistake becomes a [`Print`].
//!
//! **What it must never do.** Gather values, lay out a page, or know one document from another: everything a
//! document is stands in its file.
//!
//! **Where to start reading.** [`Prints::load`], then [`PrintPart`].

mod read;
mod template;

use std::collections::BTreeMap;

use super::mistake::Mistake;
use super::{Evidence, FormKind, Library, Name, PeriodKind, Subject};
use crate::place::Level;
pub use template::{Piece, Spelled, Template, What};

/// The folder of printed documents beside the papers.
const FOLDER: &str = "prints";

/// What a document is printed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Nothing but what its parts name.
    Itself,
    /// A Phiếu of one paper.
    Paper(Name),
    /// Every paper of a kind that no document of its own serves.
    Every(FormKind),
}

/// One document that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it is about.
    pub about: Subject,
    /// For places, the levels it is printed for; none named is all of them.
    pub levels: Vec<Level>,
    /// The kinds of period it serves; none named is all of them.
    pub periods: Vec<PeriodKind>,
    /// What it is printed from.
    pub of: Of,
    /// Whether its first page lies on its long side.
    pub landscape: bool,
    /// Whether it is an official document, with page numbers at the top from the second page on.
    pub official: bool,
    /// Whether it hangs where everybody reads it or is read out: nothing in it may be personal beyond the name.
    pub public: bool,
    /// The agency, line by line; the last one in bold.
    pub agency: Vec<Template>,
    /// Its number and sign.
    pub number: Option<Template>,
    /// Place and date at the right.
    pub dated: Option<Template>,
    /// Its title, line by line.
    pub title: Vec<Template>,
    /// What stands below the title.
    pub below: Vec<Template>,
    /// From the top down.
    pub parts: Vec<PrintPart>,
    /// Where it comes from.
    pub source: String,
    /// Spelled well that is known.
    pub evidence: Evidence,
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintPart {
    /// A paragraph.
    Text {
        /// Its words.
        text: Template,
        /// Spelled it stands.
        style: Style,
        /// Whether it is said only where everything in it is known.
        known: bool,
    },
    /// A list paper's rows.
    List {
        /// Its id.
        form: Name,
        /// The official numbers of the columns shown, in their order.
        columns: Vec<String>,
        /// Columns to write in by hand.
        blank: Vec<BlankColumn>,
        /// What is said where nobody is in the list.
        empty: String,
    },
    /// The rows of a roster of the subject's Phiếu.
    Roster {
        /// The paper.
        form: Name,
        /// The roster.
        group: Name,
        /// The fields shown, in their order.
        fields: Vec<Name>,
        /// Columns to write in by hand.
        blank: Vec<BlankColumn>,
        /// Rows to write in by hand where there are none.
        rows: u32,
    },
    /// The paper itself, whole: questions and rosters, rows and columns, figures.
    Paper,
    /// Who gets it, and who signs, from the left.
    Signs {
        /// The lines of *Nơi nhận*.
        receipt: Vec<String>,
        /// Who signs.
        signs: Vec<Signer>,
    },
    /// What follows begins a new page.
    NewPage {
        /// Whether it lies on its long side.
        landscape: bool,
    },
}

/// Spelled a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As body text: first line indented, even on both sides.
    Body,
    /// A heading of its own in bold.
    Heading,
    /// In bold in the middle.
    Centre,
    /// Slanted in the middle.
    Below,
}

impl Style {
    /// All of them with their words in files.
    pub const ALL: [(Style, &'static str); 4] = [
        (Style::Body, "body"),
        (Style::Heading, "heading"),
        (Style::Centre, "centre"),
        (Style::Below, "below"),
    ];
}

/// A column that stays empty on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankColumn {
    /// Its heading.
    pub label: String,
    /// The heading above it, shared with its neighbours.
    pub under: Option<String>,
    /// Spelled wide it is, in characters.
    pub width: u16,
}

/// One who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// In capitals: what he signs as.
    pub title: String,
    /// Below it, slanted.
    pub note: Option<String>,
    /// The name below the signature.
    pub name: Option<Template>,
}

/// Every document of one installation.
#[derive(Clone, Debug, Default)]
pub struct Prints {
    list: Vec<Print>,
    words: BTreeMap<&'static str, String>,
}

impl Prints {
    /// Reads documents (by file name) and finds what they name in the papers. Those with mistakes are left out
    /// and every mistake is told, its file as `prints/name`.
    pub fn load(files: &BTreeMap<String, String>, library: &Library) -> (Prints, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let mut prints = Prints::default();
        for (name, text) in files {
            let mut found = match name.strip_suffix(".toml") {
                Some("words") => read::words(name, text, &mut prints.words),
                _ => read::document(name, text, library, &mut prints.list),
            };
            for mistake in &mut found {
                mistake.file = format!("{FOLDER}/{name}");
            }
            mistakes.extend(found);
        }
        (prints, mistakes)
    }

    /// Every document, by file.
    pub fn list(&self) -> &[Print] {
        &self.list
    }

    /// The document of an id.
    pub fn get(&self, id: &str) -> Option<&Print> {
        self.list.iter().find(|print| print.id == id)
    }

    /// The document that serves every paper of a kind.
    pub fn every(&self, kind: FormKind, about: Subject) -> Option<&Print> {
        self.list
            .iter()
            .find(|print| print.of == Of::Every(kind) && print.about == about)
    }

    /// What all documents say; empty where the file lacks it, which a test rules out for the shipped one.
    pub fn word(&self, key: &str) -> &str {
        self.words.get(key).map_or("", String::as_str)
    }

    /// Every word that documents need.
    pub fn word_keys() -> &'static [&'static str] {
        read::WORDS
    }
}
