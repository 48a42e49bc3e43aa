//! What an office remembers of a bundle that it sent: enough to read the receipt, nothing of what was in it.

use serde_json::{Value as Json, json};

use super::mark::{marks_json, parse_marks};
use super::trust::is_code;
use super::{BundleId, Counts, Kind, Mark, Opened};
use crate::record::wire;

const FORMAT: u64 = 1;

/// A bundle that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its name.
    pub id: BundleId,
    /// Code of the office that made it.
    pub from: String,
    /// Code of the office that it is for.
    pub to: String,
    /// Whether it comes from a training workspace.
    pub training: bool,
    /// Seconds since 1970 by the maker's clock, which is this office's own.
    pub created: i64,
    /// Whether it holds only what came after the last receipt.
    pub since: bool,
    /// How much it carries.
    pub counts: Counts,
    /// The heads in it, ascending.
    pub heads: Vec<Mark>,
}

impl Sent {
    /// What there is to remember of a bundle.
    pub fn of(opened: &Opened) -> Sent {
        let manifest = opened.manifest();
        Sent {
            id: opened.id(),
            from: manifest.from.clone(),
            to: manifest.to.clone(),
            training: manifest.training,
            created: manifest.created,
            since: matches!(manifest.kind, Kind::Since(_)),
            counts: manifest.counts,
            heads: manifest.heads.iter().map(Mark::from).collect(),
        }
    }

    /// As it is kept: one canonical JSON object.
    pub fn bytes(&self) -> Vec<u8> {
        wire::canonical(&json!({
            "bundle": self.id.to_string(),
            "counts": {
                "edits": self.counts.edits,
                "households": self.counts.households,
                "phieu": self.counts.phieu,
            },
            "created": wire::time_text(self.created),
            "format": FORMAT,
            "from": self.from,
            "heads": marks_json(&self.heads),
            "since": self.since,
            "to": self.to,
            "training": self.training,
        }))
    }

    /// Reads exactly what [`Sent::bytes`] makes.
    pub fn parse(bytes: &[u8]) -> Option<Sent> {
        let json: Json = serde_json::from_slice(bytes).ok()?;
        let text = |key: &str| json.get(key).and_then(Json::as_str);
        let code = |key: &str| text(key).filter(|code| is_code(code)).map(str::to_owned);
        let count = |key: &str| json.get("counts")?.get(key)?.as_u64();
        let sent = Sent {
            id: BundleId::parse(text("bundle")?)?,
            from: code("from")?,
            to: code("to")?,
            training: json.get("training")?.as_bool()?,
            created: wire::parse_time(text("created")?)?,
            since: json.get("since")?.as_bool()?,
            counts: Counts {
                households: count("households")?,
                phieu: count("phieu")?,
                edits: count("edits")?,
            },
            heads: parse_marks(json.get("heads")?)?,
        };
        (sent.bytes() == bytes).then_some(sent)
    }
}
