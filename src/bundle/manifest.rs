//! What a bundle says about itself: `manifest.json`.

use serde_json::{Map, Value as Json, json};

use super::mark::{marks_json, parse_marks};
use super::trust::is_code;
use super::{Bad, Mark, Part, Reason};
use crate::form::Period;
use crate::record::{SignedHead, hex, unhex, wire};

/// The manifest format that this program writes and reads.
pub(super) const FORMAT: u64 = 1;

/// What a bundle carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every edit of every chain that it names, from the first to the head.
    Full,
    /// What came after these positions, which the receiver is known to have from its biên nhận: ascending, at
    /// least one. Who lacks them is told the range; nothing of the bundle is applied before it is there.
    Since(Vec<Mark>),
}

impl Kind {
    /// The word in the manifest.
    pub fn as_str(&self) -> &'static str {
        match self {
            Kind::Full => "full",
            Kind::Since(_) => "since",
        }
    }

    /// The kind that a manifest says. One that has both words is found out by its spelling.
    fn read(map: &Map<String, Json>) -> Result<Kind, &'static str> {
        match map.get("kind").and_then(Json::as_str) {
            Some("full") => Ok(Kind::Full),
            Some("since") => map
                .get("since")
                .and_then(parse_marks)
                .filter(|base| !base.is_empty())
                .map(Kind::Since)
                .ok_or("since"),
            _ => Err("kind"),
        }
    }
}

/// How much a bundle carries, as far as bodies are there to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Households created.
    pub households: u64,
    /// Different Phiếu opened.
    pub phieu: u64,
    /// Edits.
    pub edits: u64,
}

/// What a bundle says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What it carries.
    pub kind: Kind,
    /// Code of the office that made it.
    pub from: String,
    /// Code of the office that it is for.
    pub to: String,
    /// The period it was made for, if for one.
    pub period: Option<Period>,
    /// Whether it comes from a training workspace.
    pub training: bool,
    /// Seconds since 1970 by the maker's clock; shown, never used to decide.
    pub created: i64,
    /// The papers in it, `id@version` with the hash of their text; ascending.
    pub papers: Vec<(String, [u8; 32])>,
    /// How much it carries.
    pub counts: Counts,
    /// Each writer's head; a forked writer may have several. Ascending by writer, seq, edit.
    pub heads: Vec<SignedHead>,
}

impl Manifest {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let papers: Vec<Json> = self
            .papers
            .iter()
            .map(|(id, hash)| json!({ "id": id, "hash": hex(hash) }))
            .collect();
        let mut json = json!({
            "format": FORMAT,
            "kind": self.kind.as_str(),
            "from": self.from,
            "to": self.to,
            "period": self.period.map(|period| period.to_string()),
            "training": self.training,
            "created": wire::time_text(self.created),
            "papers": papers,
            "counts": {
                "households": self.counts.households,
                "phieu": self.counts.phieu,
                "edits": self.counts.edits,
            },
            "heads": self.heads.iter().map(SignedHead::json).collect::<Vec<_>>(),
        });
        // A full bundle says nothing of it, so its bytes are what they were before there were others.
        if let (Kind::Since(base), Some(map)) = (&self.kind, json.as_object_mut()) {
            map.insert("since".to_owned(), marks_json(base));
        }
        wire::canonical(&json)
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Manifest, Bad> {
        let bad = |reason| Bad::new(Part::Manifest, reason);
        let json: Json = serde_json::from_slice(bytes).map_err(|_| bad(Reason::NotCanonical))?;
        let map = json.as_object().ok_or(bad(Reason::NotCanonical))?;
        match map.get("format").and_then(Json::as_u64) {
            Some(FORMAT) => {}
            Some(found) if found > FORMAT => {
                return Err(bad(Reason::Newer {
                    found,
                    known: FORMAT,
                }));
            }
            _ => return Err(bad(Reason::Field("format"))),
        }
        let manifest = Manifest::read(map).map_err(|field| bad(Reason::Field(field)))?;
        if manifest.bytes() != bytes {
            return Err(bad(Reason::NotCanonical));
        }
        Ok(manifest)
    }

    /// The field that is missing or not of its shape is the error.
    fn read(map: &Map<String, Json>) -> Result<Manifest, &'static str> {
        let text = |key: &'static str| map.get(key).and_then(Json::as_str).ok_or(key);
        let code = |key: &'static str| {
            text(key)
                .ok()
                .filter(|code| is_code(code))
                .map(ToOwned::to_owned)
                .ok_or(key)
        };
        let array = |key: &'static str| map.get(key).and_then(Json::as_array).ok_or(key);
        let count = |key: &str| {
            map.get("counts")
                .and_then(|counts| counts.get(key))
                .and_then(Json::as_u64)
                .ok_or("counts")
        };
        let papers: Vec<_> = array("papers")?
            .iter()
            .map(read_paper)
            .collect::<Option<_>>()
            .ok_or("papers")?;
        let heads: Vec<_> = array("heads")?
            .iter()
            .map(SignedHead::from_json)
            .collect::<Option<_>>()
            .ok_or("heads")?;
        if !papers.is_sorted_by(|a, b| a < b) {
            return Err("papers");
        }
        if !heads.is_sorted_by(|a, b| order(a) < order(b)) {
            return Err("heads");
        }
        Ok(Manifest {
            kind: Kind::read(map)?,
            from: code("from")?,
            to: code("to")?,
            period: match map.get("period").ok_or("period")? {
                Json::Null => None,
                _ => Some(Period::parse(text("period")?).ok_or("period")?),
            },
            training: map
                .get("training")
                .and_then(Json::as_bool)
                .ok_or("training")?,
            created: wire::parse_time(text("created")?).ok_or("created")?,
            papers,
            counts: Counts {
                households: count("households")?,
                phieu: count("phieu")?,
                edits: count("edits")?,
            },
            heads,
        })
    }
}

/// How heads stand in a manifest.
pub(super) fn order(head: &SignedHead) -> impl Ord + use<> {
    (head.writer, head.seq, head.edit)
}

fn read_paper(json: &Json) -> Option<(String, [u8; 32])> {
    let id = json.get("id")?.as_str()?;
    let plain = (1..=100).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.@".contains(&byte));
    plain.then_some((id.to_owned(), unhex(json.get("hash")?.as_str()?)?))
}
