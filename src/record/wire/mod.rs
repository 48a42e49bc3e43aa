//! The shapes of edits on the wire: journal frames and bundles.
//!
//! One edit is one line of canonical JSON: keys sorted, no duplicates, no spaces, decimals as strings.
//! A line that does not come back byte for byte is refused, so there is one spelling of an edit.

use serde_json::{Value as Json, json};

mod answer;
mod content;

pub use answer::{answer_json, parse_answer, parse_date, parse_path, path_text};
pub(crate) use content::is_plain;
pub(super) use content::phieu_key_json;
use content::{content_json, parse_content};

use super::edit::{Body, Content, Edit, FORMAT, Header, Reversal};
use super::id::{hex, unhex};
use super::{EditId, SubjectId, WriterId};

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
    if let Some(step) = body.step {
        map.insert("step".into(), step.into());
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
    let content = parse_content(&header.kind, map)?;
    let step = match map.get("step") {
        // What a kind that this program does not know means by it is that kind's own.
        Some(step) if !matches!(content, Content::Unknown(_)) => Some(step.as_u64()?),
        _ => None,
    };
    Some(Body {
        salt: unhex(map.get("salt")?.as_str()?)?,
        content,
        person: text("person")?,
        reason: text("reason")?,
        reversal,
        step,
    })
}
