//! The answers file: one JSON object, key = path. Nothing here knows a paper.

use std::fmt;
use std::path::Path;

use rust_decimal::Decimal;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::error::Category;

use super::call::{Call, read_bounded, read_stdin};
use super::trouble::Trouble;
use super::verbs::ANSWERS;
use crate::form::{Plain, Special};

/// The largest file taken, in bytes.
const MOST: usize = 8 << 20;
/// More significant digits than a JSON number carries through every reader unharmed.
const EXACT: usize = 15;

/// One path with its answer; none clears it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) plain: Option<Plain>,
}

/// Reads what `--answers` names; `-` is standard input.
pub(super) fn read(call: &Call<'_>) -> Result<Vec<Entry>, Trouble> {
    let named = call.arguments.path(&ANSWERS).unwrap_or_default();
    let bytes = match named == Path::new("-") {
        true => read_stdin(MOST)?,
        false => read_bounded(&named, MOST)?,
    };
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Result<Vec<Entry>, Trouble> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let pairs = deserializer
        .deserialize_map(Pairs)
        .and_then(|pairs| deserializer.end().map(|()| pairs))
        .map_err(|error| {
            let reason = match error.classify() {
                Category::Eof => "json-cut",
                Category::Data => "json-no-object",
                Category::Syntax | Category::Io => "json-syntax",
            };
            Trouble::usage("bad-json")
                .with("reason", reason)
                .with("line", error.line().to_string())
                .with("column", error.column().to_string())
                .with("detail", error.to_string())
        })?;
    let mut seen = std::collections::BTreeSet::new();
    let mut entries = Vec::new();
    let mut wrong = Vec::new();
    for (path, json) in pairs {
        if !seen.insert(path.clone()) {
            wrong.push(Trouble::usage("repeated-path").with("path", &path));
            continue;
        }
        match plain(&json) {
            Some(plain) => entries.push(Entry { path, plain }),
            None => wrong.push(
                Trouble::usage("bad-answer")
                    .with("path", path)
                    .with("text", short(&json)),
            ),
        }
    }
    match Trouble::all(wrong) {
        Some(trouble) => Err(trouble),
        None => Ok(entries),
    }
}

/// What a JSON value says; the outer `None` where it says nothing that an answer can be.
fn plain(json: &Json) -> Option<Option<Plain>> {
    Some(Some(match json {
        Json::Null => return Some(None),
        // An empty cell of a spreadsheet: no answer, so that it cannot pass for one that is required.
        Json::String(text) if text.trim().is_empty() => return Some(None),
        Json::Bool(yes) => Plain::YesNo(*yes),
        Json::Number(number) => Plain::Number(exact(&number.to_string())?),
        Json::String(text) => Plain::Text(text.clone()),
        Json::Array(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| item.as_str().map(ToOwned::to_owned))
                .collect();
            Plain::List(items?)
        }
        Json::Object(map) => {
            let code = map.get("special").filter(|_| map.len() == 1)?.as_str()?;
            Plain::Special(Special::parse(code)?)
        }
    }))
}

/// A number as it was written, if a JSON reader cannot have changed it. Longer ones must be strings.
fn exact(text: &str) -> Option<Decimal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let whole = !text.contains(['.', 'e', 'E']);
    match whole || digits <= EXACT {
        true => Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .ok(),
        false => None,
    }
}

fn short(json: &Json) -> String {
    let text = json.to_string();
    match text.chars().count() > 60 {
        true => text.chars().take(60).chain(['…']).collect(),
        false => text,
    }
}

/// Keeps the pairs as they come, so that a key said twice is not silently the last one.
struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Vec<(String, Json)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of paths and answers")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        parse(text.as_bytes()).err().map(|trouble| trouble.code())
    }

    #[test]
    fn an_empty_text_is_no_answer() {
        for text in ["{\"a\": \"\"}", "{\"a\": \" \u{a0}\"}", "{\"a\": null}"] {
            let entries = parse(text.as_bytes()).expect("JSON");
            assert!(entries.iter().all(|entry| entry.plain.is_none()), "{text}");
            assert_eq!(entries.len(), 1);
        }
    }

    #[test]
    fn what_cannot_be_an_answer_is_named() {
        for (text, expected) in [
            ("", "bad-json"),
            ("[]", "bad-json"),
            ("{\"a\": 1} x", "bad-json"),
            ("{\"a\": }", "bad-json"),
            ("{\"a\": 1, \"a\": 2}", "repeated-path"),
            ("{\"a\": {\"special\": \"khong\"}}", "bad-answer"),
            (
                "{\"a\": {\"special\": \"tu_choi\", \"b\": 1}}",
                "bad-answer",
            ),
            ("{\"a\": [1]}", "bad-answer"),
            ("{\"a\": 1.2345678901234567}", "bad-answer"),
            ("{\"a\": 1e400}", "bad-json"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn every_shape_of_the_contract_is_read() {
        let text = "\u{feff}{\"a\": null, \"b\": true, \"c\": 15.9, \"d\": \"15.90\", \"e\": [\"x\", \"y\"], \"f\": {\"special\": \"khong_biet\"}, \"g\": 1e3}";
        let entries = parse(text.as_bytes()).expect("is JSON");
        let plains: Vec<Option<Plain>> = entries.into_iter().map(|entry| entry.plain).collect();
        assert_eq!(
            plains,
            [
                None,
                Some(Plain::YesNo(true)),
                Some(Plain::Number("15.9".parse().expect("number"))),
                Some(Plain::Text("15.90".to_owned())),
                Some(Plain::List(vec!["x".to_owned(), "y".to_owned()])),
                Some(Plain::Special(Special::DontKnow)),
                Some(Plain::Number("1000".parse().expect("number"))),
            ]
        );
    }
}
