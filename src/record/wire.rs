//! The shapes of edits on the wire: journal frames and bundles.
//!
//! One edit is one line of canonical JSON: keys sorted, no duplicates, no spaces, decimals as strings.
//! A line that does not come back byte for byte is refused, so there is one spelling of an edit.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::edit::{Body, Content, Edit, FORMAT, Header, PlaceRef, Reversal};
use super::id::{hex, unhex};
use super::{EditId, PhieuKey, PhieuSubject, SubjectId, WriterId};
use crate::form::{Answer, Date, Name, Path, Period, RowId, Special, Value};

/// The longest line accepted, in bytes. Answers are bounded far below it.
pub const MAX_LINE: usize = 64 * 1024;

/// Why a line is not an edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Longer than [`MAX_LINE`].
    #[error("line too long")]
    TooLong,
    /// Not JSON, or not in canonical spelling.
    #[error("not canonical")]
    NotCanonical,
    /// Written by a newer program: the version found.
    #[error("format {0} is newer")]
    Newer(u64),
    /// A part is missing or not of its shape: which.
    #[error("bad {0}")]
    Bad(&'static str),
    /// The body is not the one that the header names.
    #[error("digest")]
    Digest,
}

impl WireError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            WireError::TooLong => "edit-too-long",
            WireError::NotCanonical => "edit-not-canonical",
            WireError::Newer(_) => "edit-newer",
            WireError::Bad(_) => "edit-bad",
            WireError::Digest => "edit-digest",
        }
    }
}

/// Seconds since 1970 as Vietnam time, RFC 3339: `2026-11-20T08:00:00+07:00`.
pub fn time_text(seconds: i64) -> String {
    chrono::DateTime::from_timestamp(seconds, 0)
        .map(|time| {
            (time.naive_utc() + chrono::TimeDelta::hours(7))
                .format("%Y-%m-%dT%H:%M:%S+07:00")
                .to_string()
        })
        .unwrap_or_default()
}

pub(crate) fn parse_time(text: &str) -> Option<i64> {
    let time = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    (time_text(time.timestamp()) == text).then(|| time.timestamp())
}

/// The canonical line of an edit, without line end.
pub fn line(edit: &Edit) -> Vec<u8> {
    canonical(&json!({
        "body": edit.body().map(body_json),
        "header": header_json(edit.header()),
    }))
}

/// The line with the body withheld.
pub fn line_without_body(edit: &Edit) -> Vec<u8> {
    canonical(&json!({ "body": null, "header": header_json(edit.header()) }))
}

/// Reads one canonical line.
///
/// # Errors
/// Everything that is not exactly what [`line()`] or [`line_without_body`] prints.
pub fn parse(bytes: &[u8]) -> Result<Edit, WireError> {
    if bytes.len() > MAX_LINE {
        return Err(WireError::TooLong);
    }
    let json: Json = serde_json::from_slice(bytes).map_err(|_| WireError::NotCanonical)?;
    if let Some(version) = json
        .pointer("/header/v")
        .and_then(Json::as_u64)
        .filter(|v| *v > u64::from(FORMAT))
    {
        return Err(WireError::Newer(version));
    }
    let header = json
        .get("header")
        .and_then(parse_header)
        .ok_or(WireError::Bad("header"))?;
    let body = match json.get("body") {
        Some(Json::Null) => None,
        Some(body) => Some(parse_body(&header, body).ok_or(WireError::Bad("body"))?),
        None => return Err(WireError::Bad("body")),
    };
    // Each half is spelled once: for its hash and for the comparison.
    let header_text = header_bytes(&header);
    let body_text = body.as_ref().map(body_bytes);
    let edit =
        Edit::join(header, &header_text, body, body_text.as_deref()).ok_or(WireError::Digest)?;
    let body_text = body_text.as_deref().unwrap_or(b"null");
    let spelled: [&[u8]; 5] = [
        b"{\"body\":",
        body_text,
        b",\"header\":",
        &header_text,
        b"}",
    ];
    if spelled.concat() != bytes {
        return Err(WireError::NotCanonical);
    }
    Ok(edit)
}

pub(super) fn header_bytes(header: &Header) -> Vec<u8> {
    canonical(&header_json(header))
}

pub(super) fn body_bytes(body: &Body) -> Vec<u8> {
    canonical(&body_json(body))
}

/// Compact JSON with sorted keys (`serde_json` maps are sorted).
pub(crate) fn canonical(json: &Json) -> Vec<u8> {
    json.to_string().into_bytes()
}

fn header_json(header: &Header) -> Json {
    json!({
        "v": header.format,
        "writer": header.writer.to_string(),
        "seq": header.seq,
        "prev": header.prev.map(|id| id.to_string()),
        "lamport": header.lamport,
        "time": time_text(header.time),
        "kind": header.kind,
        "subject": header.subject.map(|id| id.to_string()),
        "replaces": header.replaces.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "digest": hex(&header.digest),
    })
}

fn parse_header(json: &Json) -> Option<Header> {
    let optional = |key: &str| match json.get(key)? {
        Json::Null => Some(None),
        value => value.as_str().map(Some),
    };
    let replaces: Vec<EditId> = ids(json.get("replaces")?)?;
    let seq = json.get("seq")?.as_u64()?;
    let prev = match optional("prev")? {
        Some(text) => Some(EditId::parse(text)?),
        None => None,
    };
    let kind = json.get("kind")?.as_str()?;
    let ascending = replaces
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a < b));
    let first = seq == 1;
    let plain = !kind.is_empty()
        && kind.len() <= 40
        && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !ascending || seq == 0 || first != prev.is_none() || !plain {
        return None;
    }
    Some(Header {
        format: json
            .get("v")?
            .as_u64()
            .and_then(|v| u32::try_from(v).ok())
            .filter(|v| *v >= 1)?,
        writer: WriterId::parse(json.get("writer")?.as_str()?)?,
        seq,
        prev,
        lamport: json.get("lamport")?.as_u64()?,
        time: parse_time(json.get("time")?.as_str()?)?,
        kind: kind.to_owned(),
        subject: match optional("subject")? {
            Some(text) => Some(SubjectId::parse(text)?),
            None => None,
        },
        replaces,
        digest: unhex(json.get("digest")?.as_str()?)?,
    })
}

fn ids(json: &Json) -> Option<Vec<EditId>> {
    json.as_array()?
        .iter()
        .map(|id| EditId::parse(id.as_str()?))
        .collect()
}

fn body_json(body: &Body) -> Json {
    let mut map = content_json(&body.content);
    map.insert("salt".into(), hex(&body.salt).into());
    let mut optional = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            map.insert(key.into(), value.into());
        }
    };
    optional("person", body.person.clone());
    optional("reason", body.reason.clone());
    match body.reversal {
        Some(Reversal::Undo(id)) => optional("undo", Some(id.to_string())),
        Some(Reversal::Redo(id)) => optional("redo", Some(id.to_string())),
        None => {}
    }
    Json::Object(map)
}

fn parse_body(header: &Header, json: &Json) -> Option<Body> {
    let map = json.as_object()?;
    let text = |key: &str| match map.get(key) {
        None => Some(None),
        Some(value) => value.as_str().map(|text| Some(text.to_owned())),
    };
    let reversal = match (text("undo")?, text("redo")?) {
        (None, None) => None,
        (Some(id), None) => Some(Reversal::Undo(EditId::parse(&id)?)),
        (None, Some(id)) => Some(Reversal::Redo(EditId::parse(&id)?)),
        (Some(_), Some(_)) => return None,
    };
    Some(Body {
        salt: unhex(map.get("salt")?.as_str()?)?,
        content: parse_content(&header.kind, map)?,
        person: text("person")?,
        reason: text("reason")?,
        reversal,
    })
}

fn content_json(content: &Content) -> Map<String, Json> {
    let json = match content {
        Content::Writer { key } => json!({ "key": key }),
        Content::Thon {
            label,
            name,
            parent,
        } => json!({ "label": label, "name": name, "parent": parent }),
        Content::Household { label, place } => {
            json!({ "label": label, "place": place_json(place) })
        }
        Content::Phieu {
            key,
            version,
            form_hash,
        } => {
            let mut map = phieu_key_json(key);
            map.insert("version".into(), version.as_str().into());
            map.insert("form_hash".into(), hex(form_hash).into());
            Json::Object(map)
        }
        Content::Answer { path, answer } | Content::Resolution { path, answer } => {
            json!({ "path": path_text(path), "answer": answer.as_ref().map(answer_json) })
        }
        Content::RowAdded { roster } => json!({ "roster": roster.as_str() }),
        Content::RowRemoved { roster, row, seen } => json!({
            "roster": roster.as_str(),
            "row": hex(&row.0),
            "seen": seen.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        Content::RowRestored { roster, row, since } => {
            json!({ "roster": roster.as_str(), "row": hex(&row.0), "since": since })
        }
        Content::Finish { content } => json!({ "content": hex(content) }),
        Content::Reopen => json!({}),
        Content::Remark { path, text } => json!({ "path": path_text(path), "text": text }),
        Content::Unknown(map) => Json::Object(map.clone()),
    };
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

fn parse_content(kind: &str, map: &Map<String, Json>) -> Option<Content> {
    let text = |key: &str| map.get(key)?.as_str().map(ToOwned::to_owned);
    let path = || parse_path(map.get("path")?.as_str()?);
    let answer = || match map.get("answer")? {
        Json::Null => Some(None),
        json => parse_answer(json).map(Some),
    };
    let roster = || text("roster").and_then(|name| self::name(&name));
    let row = || map.get("row")?.as_str().and_then(unhex).map(RowId);
    Some(match kind {
        "writer" => Content::Writer { key: text("key")? },
        "thon" => Content::Thon {
            label: text("label")?,
            name: text("name")?,
            parent: text("parent")?,
        },
        "household" => Content::Household {
            label: text("label")?,
            place: parse_place(map.get("place")?)?,
        },
        "phieu" => Content::Phieu {
            key: parse_phieu_key(map)?,
            version: text("version")?,
            form_hash: unhex(map.get("form_hash")?.as_str()?)?,
        },
        "answer" => Content::Answer {
            path: path()?,
            answer: answer()?,
        },
        "resolution" => Content::Resolution {
            path: path()?,
            answer: answer()?,
        },
        "row_added" => Content::RowAdded { roster: roster()? },
        "row_removed" => Content::RowRemoved {
            roster: roster()?,
            row: row()?,
            seen: ids(map.get("seen")?)?,
        },
        "row_restored" => Content::RowRestored {
            roster: roster()?,
            row: row()?,
            since: map.get("since")?.as_u64()?,
        },
        "finish" => Content::Finish {
            content: unhex(map.get("content")?.as_str()?)?,
        },
        "reopen" => Content::Reopen,
        "remark" => Content::Remark {
            path: path()?,
            text: text("text")?,
        },
        _ => {
            let mut rest = map.clone();
            rest.retain(|key, _| {
                !matches!(key.as_str(), "salt" | "person" | "reason" | "undo" | "redo")
            });
            Content::Unknown(rest)
        }
    })
}

fn place_json(place: &PlaceRef) -> Json {
    match place {
        PlaceRef::Code(code) => json!({ "code": code }),
        PlaceRef::Thon(id) => json!({ "thon": id.to_string() }),
    }
}

fn parse_place(json: &Json) -> Option<PlaceRef> {
    let map = json.as_object()?;
    match (map.get("code"), map.get("thon")) {
        (Some(code), None) => Some(PlaceRef::Code(code.as_str()?.to_owned())),
        (None, Some(thon)) => Some(PlaceRef::Thon(EditId::parse(thon.as_str()?)?)),
        _ => None,
    }
}

/// Form, subject and period as a JSON object; also what a Phiếu's id is the hash of.
pub(super) fn phieu_key_json(key: &PhieuKey) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("form".into(), key.form.as_str().into());
    map.insert("period".into(), key.period.to_string().into());
    match &key.subject {
        PhieuSubject::Household(id) => map.insert("household".into(), id.to_string().into()),
        PhieuSubject::Place(place) => map.insert("place".into(), place_json(place)),
    };
    map
}

fn parse_phieu_key(map: &Map<String, Json>) -> Option<PhieuKey> {
    let subject = match (map.get("household"), map.get("place")) {
        (Some(id), None) => PhieuSubject::Household(EditId::parse(id.as_str()?)?),
        (None, Some(place)) => PhieuSubject::Place(parse_place(place)?),
        _ => return None,
    };
    Some(PhieuKey {
        form: map.get("form")?.as_str()?.to_owned(),
        subject,
        period: Period::parse(map.get("period")?.as_str()?)?,
    })
}

/// A path with row identities: `field`, `roster/<hex>/field`, `row/column`, `roster/<hex>`, empty for the whole.
pub fn path_text(path: &Path) -> String {
    match path {
        Path::Field(field) => field.to_string(),
        Path::Member { roster, row, field } => format!("{roster}/{}/{field}", hex(&row.0)),
        Path::Cell { row, column } => format!("{row}/{column}"),
        Path::Row { roster, row } => format!("{roster}/{}", hex(&row.0)),
        Path::Whole => String::new(),
    }
}

/// Reads what [`path_text`] prints. A second part of 64 hex digits is a row.
pub fn parse_path(text: &str) -> Option<Path> {
    if text.is_empty() {
        return Some(Path::Whole);
    }
    let mut parts = text.split('/');
    let first = name(parts.next()?)?;
    let Some(second) = parts.next() else {
        return Some(Path::Field(first));
    };
    let row = unhex(second).map(RowId);
    match (row, parts.next(), parts.next()) {
        (Some(row), None, None) => Some(Path::Row { roster: first, row }),
        (Some(row), Some(field), None) => Some(Path::Member {
            roster: first,
            row,
            field: name(field)?,
        }),
        (None, None, None) => Some(Path::Cell {
            row: first,
            column: name(second)?,
        }),
        _ => None,
    }
}

fn name(text: &str) -> Option<Name> {
    let plain = text.len() <= 63
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    plain.then(|| Name::new(text))
}

/// An answer with its type named, so that it can be read without the paper.
pub fn answer_json(answer: &Answer) -> Json {
    match answer {
        Answer::Unparsed(text) => json!({ "unparsed": text }),
        Answer::Special(special) => json!({ "special": special.code() }),
        Answer::Given(value) => match value {
            Value::Text(text) => json!({ "text": text }),
            Value::Number(number) => json!({ "number": number.to_string() }),
            Value::Date(date) => json!({ "date": date.to_string() }),
            Value::Choice(id) => json!({ "choice": id.as_str() }),
            Value::Choices(ids) => {
                json!({ "choices": ids.iter().map(Name::as_str).collect::<Vec<_>>() })
            }
            Value::Place(code) => json!({ "place": code }),
            Value::YesNo(yes) => json!({ "yes": yes }),
        },
    }
}

/// Reads what [`answer_json`] prints.
pub fn parse_answer(json: &Json) -> Option<Answer> {
    let mut entries = json.as_object()?.iter();
    let (key, value) = entries.next()?;
    if entries.next().is_some() {
        return None;
    }
    let text = value.as_str();
    Some(match key.as_str() {
        "unparsed" => Answer::Unparsed(text?.to_owned()),
        "special" => Answer::Special(Special::parse(text?)?),
        "text" => Answer::Given(Value::Text(text?.to_owned())),
        "number" => Answer::Given(Value::Number(Decimal::from_str_exact(text?).ok()?)),
        "date" => Answer::Given(Value::Date(parse_date(text?)?)),
        "choice" => Answer::Given(Value::Choice(name(text?)?)),
        "choices" => {
            let ids: Option<_> = value
                .as_array()?
                .iter()
                .map(|id| name(id.as_str()?))
                .collect();
            Answer::Given(Value::Choices(ids?))
        }
        "place" => Answer::Given(Value::Place(text?.to_owned())),
        "yes" => Answer::Given(Value::YesNo(value.as_bool()?)),
        _ => return None,
    })
}

/// An ISO date or a year of four digits, in the years 1800 to 2199.
pub fn parse_date(text: &str) -> Option<Date> {
    if !text.is_ascii() {
        return None;
    }
    let date = match text.len() {
        4 if text.bytes().all(|b| b.is_ascii_digit()) => Date::Year(text.parse().ok()?),
        10 => Date::Day(
            chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()
                .filter(|day| day.to_string() == text)?,
        ),
        _ => return None,
    };
    (1800..=2199).contains(&date.year()).then_some(date)
}
