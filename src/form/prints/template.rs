//! Texts with `{places}` in them.

use crate::form::{Library, Name};

/// What a place in a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A word that every document knows: the place, the period, the day.
    Word(&'static str),
    /// A field of the subject's Phiếu of a paper.
    Field {
        /// The paper.
        form: Name,
        /// The field.
        field: Name,
    },
}

/// Spelled a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelled {
    /// As it is.
    Plain,
    /// A day in full: ngày 5 tháng 12 năm 2026.
    Long,
    /// In capitals.
    Upper,
    /// Within a sentence: what kind of place it is begins small, Xã Văn Quan as xã Văn Quan.
    Within,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A value.
    Value(What, Spelled),
}

/// A text with its places found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// From the left.
    pub pieces: Vec<Piece>,
}

/// The words that every document knows.
pub(super) const KNOWN: &[&str] = &[
    "title",
    "place",
    "office",
    "thon",
    "xa",
    "huyen",
    "tinh",
    "above",
    "period",
    "year",
    "today",
    "person",
    "household",
    "count",
];

/// What is wrong with a place in a text: what was written, and the nearest that there is.
pub(super) enum Wrong {
    /// No such word.
    Word(String),
    /// No such paper.
    Form(String),
    /// The paper has no such field outside rosters.
    Field(String, String),
}

/// Reads a text; what is wrong in it is told with it.
pub(super) fn parse(text: &str, library: &Library) -> (Template, Vec<Wrong>) {
    let mut template = Template::default();
    let mut wrong = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            template.pieces.push(Piece::Text(before.to_owned()));
        }
        let Some((inside, behind)) = after.split_once('}') else {
            wrong.push(Wrong::Word(after.to_owned()));
            return (template, wrong);
        };
        match value(inside, library) {
            Ok(piece) => template.pieces.push(piece),
            Err(found) => wrong.push(found),
        }
        rest = behind;
    }
    if !rest.is_empty() {
        template.pieces.push(Piece::Text(rest.to_owned()));
    }
    (template, wrong)
}

fn value(inside: &str, library: &Library) -> Result<Piece, Wrong> {
    let (what, how) = match inside.split_once('|') {
        None => (inside, Spelled::Plain),
        Some((what, "long")) => (what, Spelled::Long),
        Some((what, "upper")) => (what, Spelled::Upper),
        Some((what, "within")) => (what, Spelled::Within),
        Some((_, other)) => return Err(Wrong::Word(other.to_owned())),
    };
    let Some((form, field)) = what.split_once('.') else {
        let known = KNOWN.iter().find(|word| **word == what);
        let word = known.ok_or_else(|| Wrong::Word(what.to_owned()))?;
        return Ok(Piece::Value(What::Word(word), how));
    };
    let paper = library
        .newest(form)
        .ok_or_else(|| Wrong::Form(form.to_owned()))?;
    let outside = paper.groups().iter().filter(|group| !group.roster);
    let mut fields = outside.flat_map(|group| &group.fields);
    match fields.any(|other| other.id.as_str() == field) {
        true => Ok(Piece::Value(
            What::Field {
                form: Name::new(form),
                field: Name::new(field),
            },
            how,
        )),
        false => Err(Wrong::Field(form.to_owned(), field.to_owned())),
    }
}
