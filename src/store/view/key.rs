//! Keys of the view: one letter, then ids and paths. No name, no answer and no label stands in a key.

use sha2::{Digest, Sha256};

use super::bag::Bag;
use crate::form::{Path, Period};
use crate::record::{EditId, PhieuId, SlotPath, SubjectId, WriterId, wire};

/// The one row about the view itself; not part of its digest.
pub(super) const META: &[u8] = b"m";
const SLOT: u8 = b's';
const EDIT: u8 = b'e';
const HISTORY: u8 = b'h';
pub(super) const SEQ: u8 = b'q';
/// Where the edits of a [`SEQ`] row stand in the journal: the only rows that depend on the order of arrival.
pub(super) const PLACE: u8 = b'w';
pub(super) const FORK: u8 = b'k';
pub(super) const HEAD: u8 = b'd';
pub(super) const BY_PERIOD: u8 = b'p';
pub(super) const BY_FORM: u8 = b'f';
pub(super) const HOUSEHOLD: u8 = b'o';
pub(super) const THON: u8 = b't';
/// A label that a household got when it moved; never taken away, so that whoever knows it finds it.
pub(super) const MOVED: u8 = b'v';
/// Grants and revocations.
pub(super) const RULING: u8 = b'a';
/// Subjects with edits that are not in force, or of the office above.
pub(super) const FORCE: u8 = b'z';
/// Households that are erased.
pub(super) const ERASED: u8 = b'u';
/// Pieces of published papers.
pub(super) const PAPER: u8 = b'g';
const PARENT: u8 = b'n';
const LABEL: u8 = b'l';
const REPLACED: u8 = b'r';
const CHUNK: u8 = b'c';
pub(super) const PLACE_CHUNK: u8 = b'x';

/// So many seqs of a writer share a row.
const SEQS: u64 = 32;

/// Form ids are names; a longer one fits no form and would make keys too long for sled.
const LONGEST_FORM: usize = 63;

fn key(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = vec![kind];
    for part in parts {
        key.extend(*part);
    }
    key
}

/// The edits by the first bytes of their ids, each with its writer and seq.
pub(super) fn edits() -> Bag {
    Bag::new(vec![EDIT], 8)
}

/// The name of an edit in [`edits`]: enough to find it; the whole id stands in its seq row.
pub(super) fn edit_name(id: &EditId) -> &[u8] {
    id.0.first_chunk::<8>().map_or(&[], |name| name)
}

/// The slots of a subject, by [`slot_name`].
pub(super) fn slot_bag(subject: SubjectId) -> Bag {
    Bag::new(slots(subject), 12)
}

/// The edits of a subject: names are writer and seq.
pub(super) fn history_bag(subject: SubjectId) -> Bag {
    Bag::new(histories(subject), 32)
}

pub(super) fn slots(subject: SubjectId) -> Vec<u8> {
    key(SLOT, &[&subject.0])
}

/// The name of a slot in its subject's bag.
pub(super) fn slot_name(path: &SlotPath) -> Vec<u8> {
    let (kind, text): (u8, String) = match path {
        SlotPath::Created => (0, String::new()),
        SlotPath::Status => (1, String::new()),
        SlotPath::Answer(path) => (2, wire::path_text(path)),
        SlotPath::Row(roster, row) => {
            let (roster, row) = (roster.clone(), *row);
            (3, wire::path_text(&Path::Row { roster, row }))
        }
        SlotPath::Remark(path) => (4, wire::path_text(path)),
        SlotPath::Home(turn) => return [&[5], turn.to_be_bytes().as_slice()].concat(),
        SlotPath::Standing => (6, String::new()),
        SlotPath::Origin => (7, String::new()),
        SlotPath::Distinct(pair) => return [&[8], pair.as_slice()].concat(),
        SlotPath::Printed(document) => (9, document.clone()),
        SlotPath::Erased => (10, String::new()),
        SlotPath::Acknowledged => (11, String::new()),
    };
    [&[kind], text.as_bytes()].concat()
}

/// The slot of a name that [`slot_name`] made.
pub(super) fn slot_path(name: &[u8]) -> Option<SlotPath> {
    let (kind, text) = name.split_first()?;
    match kind {
        5 => return Some(SlotPath::Home(u32::from_be_bytes(text.try_into().ok()?))),
        8 => return Some(SlotPath::Distinct(text.try_into().ok()?)),
        9 => return Some(SlotPath::Printed(String::from_utf8(text.to_vec()).ok()?)),
        _ => {}
    }
    let path = wire::parse_path(std::str::from_utf8(text).ok()?)?;
    Some(match (kind, path) {
        (0, Path::Whole) => SlotPath::Created,
        (1, Path::Whole) => SlotPath::Status,
        (2, path) => SlotPath::Answer(path),
        (3, Path::Row { roster, row }) => SlotPath::Row(roster, row),
        (4, path) => SlotPath::Remark(path),
        (6, Path::Whole) => SlotPath::Standing,
        (7, Path::Whole) => SlotPath::Origin,
        (10, Path::Whole) => SlotPath::Erased,
        (11, Path::Whole) => SlotPath::Acknowledged,
        _ => return None,
    })
}

/// Set where an edit of this very slot replaces `id`: within a slot, so that the order of arrival
/// makes no difference.
pub(super) fn replaced(subject: SubjectId, slot: &[u8], id: EditId) -> Vec<u8> {
    let digest = Sha256::new()
        .chain_update(subject.0)
        .chain_update(slot)
        .finalize();
    key(REPLACED, &[digest.get(..16).unwrap_or_default(), &id.0])
}

pub(super) fn histories(subject: SubjectId) -> Vec<u8> {
    key(HISTORY, &[&subject.0])
}

/// Writer and seq, as names and values in bags.
pub(super) fn at(writer: WriterId, seq: u64) -> Vec<u8> {
    [writer.0.as_slice(), &seq.to_be_bytes()].concat()
}

/// What [`at`] made.
pub(super) fn of_at(bytes: &[u8]) -> Option<(WriterId, u64)> {
    let (writer, seq) = bytes.split_first_chunk::<16>()?;
    Some((WriterId(*writer), u64::from_be_bytes(seq.try_into().ok()?)))
}

pub(super) fn seqs(writer: WriterId) -> Vec<u8> {
    key(SEQ, &[&writer.0])
}

/// The row of a seq: the ids at it and at its neighbours.
pub(super) fn seq(writer: WriterId, seq: u64) -> Vec<u8> {
    key(SEQ, &[&writer.0, &(seq / SEQS).to_be_bytes()])
}

/// Where the edits of [`seq`] stand, in the same order.
pub(super) fn places(writer: WriterId, seq: u64) -> Vec<u8> {
    key(PLACE, &[&writer.0, &(seq / SEQS).to_be_bytes()])
}

/// Writer and first seq of a key that [`seq`] made.
pub(super) fn of_seqs(key: &[u8]) -> Option<(WriterId, u64)> {
    let (writer, row) = of_at(key.get(1..)?)?;
    Some((writer, row.checked_mul(SEQS)?))
}

pub(super) fn forks(writer: WriterId) -> Vec<u8> {
    key(FORK, &[&writer.0])
}

pub(super) fn fork(writer: WriterId, seq: u64) -> Vec<u8> {
    key(FORK, &[&writer.0, &seq.to_be_bytes()])
}

pub(super) fn head(writer: WriterId, id: EditId) -> Vec<u8> {
    key(HEAD, &[&writer.0, &id.0])
}

pub(super) fn by_period(period: Option<Period>, form: Option<&str>) -> Vec<u8> {
    let period = period.map(|period| period.to_string());
    pair(BY_PERIOD, period.as_deref(), form)
}

pub(super) fn by_form(form: &str) -> Vec<u8> {
    pair(BY_FORM, Some(form), None)
}

fn pair(kind: u8, first: Option<&str>, second: Option<&str>) -> Vec<u8> {
    let mut key = vec![kind];
    for part in [first, second].into_iter().map_while(|part| part) {
        key.extend(part.as_bytes());
        key.push(0);
    }
    key
}

/// Both index keys of a Phiếu; none for a form id that is no name.
pub(super) fn phieu(form: &str, period: Period, id: PhieuId) -> Option<[Vec<u8>; 2]> {
    if form.len() > LONGEST_FORM || form.bytes().any(|byte| byte == 0) {
        return None;
    }
    let text = period.to_string();
    let mut keys = [
        pair(BY_PERIOD, Some(&text), Some(form)),
        pair(BY_FORM, Some(form), Some(&text)),
    ];
    for key in &mut keys {
        key.extend(id.0);
    }
    Some(keys)
}

pub(super) fn household(subject: SubjectId) -> Vec<u8> {
    key(HOUSEHOLD, &[&subject.0])
}

pub(super) fn thon(subject: SubjectId) -> Vec<u8> {
    key(THON, &[&subject.0])
}

pub(super) fn ruling(subject: SubjectId) -> Vec<u8> {
    key(RULING, &[&subject.0])
}

pub(super) fn paper(subject: SubjectId) -> Vec<u8> {
    key(PAPER, &[&subject.0])
}

pub(super) fn force(subject: SubjectId) -> Vec<u8> {
    key(FORCE, &[&subject.0])
}

pub(super) fn erased(subject: SubjectId) -> Vec<u8> {
    key(ERASED, &[&subject.0])
}

/// The xã that a thôn was made in, whoever made it: what a grant for a thôn is worth must not depend on grants.
pub(super) fn parent(thon: EditId) -> Vec<u8> {
    key(PARENT, &[&thon.0])
}

/// Labels are personal data: only their hash is a key, and sled gets that hash keyed. `of` is [`HOUSEHOLD`], [`MOVED`] or [`THON`].
pub(super) fn labels(of: u8, label: &str) -> Vec<u8> {
    let digest = Sha256::digest(label.as_bytes());
    key(LABEL, &[&[of], digest.get(..16).unwrap_or_default()])
}

pub(super) fn label(of: u8, label: &str, subject: SubjectId) -> Vec<u8> {
    let mut key = labels(of, label);
    key.extend(subject.0);
    key
}

/// A label's key, or the prefix of one: letter and kind, hash, what is behind. None for every other key.
pub(super) fn label_parts(key: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (start, rest) = key.split_at_checked(2)?;
    let (hash, rest) = rest.split_at_checked(16)?;
    (start.first() == Some(&LABEL)).then_some((start, hash, rest))
}

/// The id at the end of an index key.
pub(super) fn last_id(key: &[u8]) -> Option<[u8; 32]> {
    key.last_chunk::<32>().copied()
}

pub(super) fn chunk(of: &[u8], n: u16) -> Vec<u8> {
    let kind = match of.first() {
        Some(&PLACE) => PLACE_CHUNK,
        _ => CHUNK,
    };
    key(kind, &[&Sha256::digest(of), &n.to_be_bytes()])
}
