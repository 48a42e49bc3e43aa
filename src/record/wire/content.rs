//! What an edit does, on the wire: one JSON object per kind.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::answer::{answer_json, name, parse_answer, parse_date, parse_path, path_text};
use super::ids;
use crate::form::{Date, Name, Period, RowId};
use crate::record::id::{hex, unhex};
use crate::record::{
    Acknowledgement, Cause, Closing, Content, EditId, End, Erasure, Extent, Grant, GrantRole, Move,
    PhieuId, PhieuKey, PhieuSubject, Piece, PlaceRef, Printout, Restated, Revocation, Split,
    WriterId,
};

pub(super) fn content_json(content: &Content) -> Map<String, Json> {
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
        Content::Finish { content } | Content::Submit { content } => {
            json!({ "content": hex(content) })
        }
        Content::Return { content, of }
        | Content::Accept { content, of }
        | Content::Lock { content, of }
        | Content::Unlock { content, of } => {
            json!({ "content": hex(content), "of": of.to_string() })
        }
        Content::Reopen => json!({}),
        Content::Remark { path, text } => json!({ "path": path_text(path), "text": text }),
        Content::Moved { turn, to } => {
            json!({ "turn": turn, "to": to.as_ref().map(move_json) })
        }
        Content::Closed { closing, edits } => json!({
            "cause": closing.cause.as_str(),
            "date": closing.date.to_string(),
            "edits": edits,
            "into": closing.into.map(|id| id.to_string()),
            "whither": closing.whither,
        }),
        Content::Reopened => json!({}),
        Content::SplitOff { split, edits } => json!({
            "edits": edits,
            "split": split.as_ref().map(|split| json!({
                "date": split.date.to_string(),
                "from": split.from.to_string(),
            })),
        }),
        Content::Distinct { pair, distinct } => {
            json!({ "distinct": distinct, "pair": hex(pair) })
        }
        Content::Printed { document, printout } => json!({
            "class": printout.class.as_ref().map(Name::as_str),
            "content": hex(&printout.content),
            "date": printout.date.to_string(),
            "document": document,
            "turn": printout.turn,
        }),
        Content::Grant(grant) => json!({
            "key": grant.key,
            "place": place_json(&grant.place),
            "role": grant.role.as_str(),
        }),
        Content::Revoke(revocation) => json!({
            "ends": revocation.ends.iter().map(end_json).collect::<Vec<_>>(),
            "key": revocation.key,
        }),
        Content::Paper(piece) => json!({
            "hash": hex(&piece.hash),
            "name": piece.name,
            "part": piece.part,
            "parts": piece.parts,
            "place": piece.place,
            "text": piece.text,
        }),
        Content::Erase(erasure) => match &erasure.of {
            Extent::Household { home, papers } => json!({
                "home": place_json(home),
                "label": erasure.label,
                "papers": papers_json(papers),
            }),
            Extent::People { rows, edits } => json!({
                "edits": edits.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "label": erasure.label,
                "rows": rows.iter().map(|row| hex(&row.0)).collect::<Vec<_>>(),
            }),
        },
        Content::Erased(said) => json!({
            "done": said.done,
            "of": said.of.to_string(),
            "papers": papers_json(&said.papers),
            "restated": said.restated.iter().map(restated_json).collect::<Vec<_>>(),
        }),
        Content::Unknown(map) => Json::Object(map.clone()),
    };
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

pub(super) fn parse_content(kind: &str, map: &Map<String, Json>) -> Option<Content> {
    let text = |key: &str| map.get(key)?.as_str().map(ToOwned::to_owned);
    let path = || parse_path(map.get("path")?.as_str()?);
    let answer = || match map.get("answer")? {
        Json::Null => Some(None),
        json => parse_answer(json).map(Some),
    };
    let roster = || text("roster").and_then(|name| self::name(&name));
    let row = || map.get("row")?.as_str().and_then(unhex).map(RowId);
    let of = || EditId::parse(map.get("of")?.as_str()?);
    let hash = || map.get("content")?.as_str().and_then(unhex);
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
        "finish" => Content::Finish { content: hash()? },
        "submit" => Content::Submit { content: hash()? },
        "return" => Content::Return {
            content: hash()?,
            of: of()?,
        },
        "accept" => Content::Accept {
            content: hash()?,
            of: of()?,
        },
        "lock" => Content::Lock {
            content: hash()?,
            of: of()?,
        },
        "unlock" => Content::Unlock {
            content: hash()?,
            of: of()?,
        },
        "reopen" => Content::Reopen,
        "remark" => Content::Remark {
            path: path()?,
            text: text("text")?,
        },
        "moved" => Content::Moved {
            turn: number(map.get("turn")?).filter(|turn| *turn > 0)?,
            to: optional(map.get("to")?, parse_move)?,
        },
        "closed" => Content::Closed {
            closing: Closing {
                cause: Cause::parse(map.get("cause")?.as_str()?)?,
                into: optional(map.get("into")?, |id| EditId::parse(id.as_str()?))?,
                whither: optional(map.get("whither")?, |text| Some(text.as_str()?.to_owned()))?,
                date: day(map)?,
            },
            edits: number(map.get("edits")?)?,
        },
        "reopened" => Content::Reopened,
        "split_off" => Content::SplitOff {
            split: optional(map.get("split")?, |split| {
                let map = split.as_object()?;
                Some(Split {
                    from: EditId::parse(map.get("from")?.as_str()?)?,
                    date: day(map)?,
                })
            })?,
            edits: number(map.get("edits")?)?,
        },
        "distinct" => Content::Distinct {
            pair: unhex(map.get("pair")?.as_str()?)?,
            distinct: map.get("distinct")?.as_bool()?,
        },
        "printed" => Content::Printed {
            document: text("document").filter(|id| is_plain(id))?,
            printout: Printout {
                turn: number(map.get("turn")?).filter(|turn| *turn > 0)?,
                date: day(map)?,
                content: unhex(map.get("content")?.as_str()?)?,
                class: optional(map.get("class")?, |class| name(class.as_str()?))?,
            },
        },
        "grant" => Content::Grant(Grant {
            key: text("key")?,
            place: parse_place(map.get("place")?)?,
            role: GrantRole::parse(map.get("role")?.as_str()?)?,
        }),
        "revoke" => Content::Revoke(Revocation {
            key: text("key")?,
            ends: parse_ends(map.get("ends")?)?,
        }),
        "paper" => {
            let piece = Piece {
                place: text("place")?,
                name: text("name")?,
                hash: unhex(map.get("hash")?.as_str()?)?,
                part: number(map.get("part")?)?,
                parts: number(map.get("parts")?)?,
                text: text("text")?,
            };
            Content::Paper(Some(piece).filter(Piece::is_sound)?)
        }
        "erase" => Content::Erase(Erasure {
            label: text("label")?,
            of: match map.get("rows") {
                None => Extent::Household {
                    home: parse_place(map.get("home")?)?,
                    papers: ascending(map.get("papers")?, |id| PhieuId::parse(id.as_str()?))?,
                },
                Some(rows) => Extent::People {
                    rows: ascending(rows, |row| row.as_str().and_then(unhex).map(RowId))?,
                    edits: ascending(map.get("edits")?, |id| EditId::parse(id.as_str()?))?,
                },
            },
        }),
        "erased" => Content::Erased(Acknowledgement {
            of: of()?,
            papers: ascending(map.get("papers")?, |id| PhieuId::parse(id.as_str()?))?,
            restated: ascending(map.get("restated")?, parse_restated)?,
            done: map.get("done")?.as_bool()?,
        }),
        _ => {
            let mut rest = map.clone();
            rest.retain(|key, _| {
                !matches!(key.as_str(), "salt" | "person" | "reason" | "undo" | "redo")
            });
            Content::Unknown(rest)
        }
    })
}

/// Whether a text can be the id or version of a paper or of a printed document: short, and nothing but plain
/// letters, so that a manifest can name it.
pub(crate) fn is_plain(text: &str) -> bool {
    (1..=48).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

fn number(json: &Json) -> Option<u32> {
    u32::try_from(json.as_u64()?).ok()
}

fn optional<T>(json: &Json, read: impl FnOnce(&Json) -> Option<T>) -> Option<Option<T>> {
    match json {
        Json::Null => Some(None),
        json => read(json).map(Some),
    }
}

fn day(map: &Map<String, Json>) -> Option<NaiveDate> {
    match parse_date(map.get("date")?.as_str()?)? {
        Date::Day(day) => Some(day),
        Date::Year(_) => None,
    }
}

fn move_json(to: &Move) -> Json {
    json!({ "date": to.date.to_string(), "label": to.label, "place": place_json(&to.place) })
}

fn parse_move(json: &Json) -> Option<Move> {
    let map = json.as_object()?;
    Some(Move {
        place: parse_place(map.get("place")?)?,
        label: optional(map.get("label")?, |label| Some(label.as_str()?.to_owned()))?,
        date: day(map)?,
    })
}

fn end_json(end: &End) -> Json {
    json!({
        "edit": end.edit.to_string(),
        "seq": end.seq,
        "writer": end.writer.to_string(),
    })
}

fn parse_ends(json: &Json) -> Option<Vec<End>> {
    ascending(json, |end| {
        Some(End {
            writer: WriterId::parse(end.get("writer")?.as_str()?)?,
            seq: end.get("seq")?.as_u64().filter(|seq| *seq > 0)?,
            edit: EditId::parse(end.get("edit")?.as_str()?)?,
        })
    })
}

fn papers_json(papers: &[PhieuId]) -> Json {
    papers.iter().map(ToString::to_string).collect()
}

fn restated_json(restated: &Restated) -> Json {
    json!({ "content": hex(&restated.content), "edit": restated.edit.to_string() })
}

fn parse_restated(json: &Json) -> Option<Restated> {
    Some(Restated {
        edit: EditId::parse(json.get("edit")?.as_str()?)?,
        content: json.get("content")?.as_str().and_then(unhex)?,
    })
}

/// A list in which each is greater than the one before.
fn ascending<T: PartialOrd>(json: &Json, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    let all: Vec<T> = json.as_array()?.iter().map(read).collect::<Option<_>>()?;
    all.is_sorted_by(|a, b| a < b).then_some(all)
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
pub(in crate::record) fn phieu_key_json(key: &PhieuKey) -> Map<String, Json> {
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
