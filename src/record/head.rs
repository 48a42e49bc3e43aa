//! How far a writer's chain goes, in the writer's own hand.

use serde_json::{Map, Value as Json, json};

use super::{EditId, WriterId, wire};

/// The longest key line accepted in a head, in bytes; an Ed25519 line has 80.
pub(crate) const MAX_KEY: usize = 1024;
/// The longest signature accepted in a head, in bytes; an Ed25519 armour has about 300.
pub(crate) const MAX_SIGNATURE: usize = 4096;

/// The last edit of a chain at some moment, signed by the key that the chain's first edit names.
/// Nothing past a signed head is accepted from elsewhere; whether the signature is true, `bundle` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// Whose chain.
    pub writer: WriterId,
    /// Position of the last edit, from 1.
    pub seq: u64,
    /// Id of the last edit.
    pub edit: EditId,
    /// OpenSSH public line without comment.
    pub key: String,
    /// Armoured SSHSIG over [`SignedHead::message`], namespace `bieu-head`.
    pub signature: String,
}

impl SignedHead {
    /// What the signature is over: writer, seq and edit as one canonical JSON object, without line end.
    pub fn message(writer: WriterId, seq: u64, edit: EditId) -> Vec<u8> {
        wire::canonical(&json!({
            "edit": edit.to_string(),
            "seq": seq,
            "writer": writer.to_string(),
        }))
    }

    /// The head as a JSON object, keys sorted.
    pub fn json(&self) -> Json {
        json!({
            "edit": self.edit.to_string(),
            "key": self.key,
            "seq": self.seq,
            "signature": self.signature,
            "writer": self.writer.to_string(),
        })
    }

    /// Reads exactly what [`SignedHead::json`] makes: no other keys, nothing longer than the bounds.
    pub fn from_json(json: &Json) -> Option<SignedHead> {
        let map: &Map<String, Json> = json.as_object().filter(|map| map.len() == 5)?;
        let text = |key: &str, max: usize| {
            map.get(key)?
                .as_str()
                .filter(|text| !text.is_empty() && text.len() <= max)
        };
        Some(SignedHead {
            writer: WriterId::parse(text("writer", 64)?)?,
            seq: map.get("seq")?.as_u64().filter(|seq| *seq > 0)?,
            edit: EditId::parse(text("edit", 64)?)?,
            key: text("key", MAX_KEY)?.to_owned(),
            signature: text("signature", MAX_SIGNATURE)?.to_owned(),
        })
    }

    /// The canonical line, without line end: `{"head":{…}}`, so that no edit looks like it.
    pub fn line(&self) -> Vec<u8> {
        wire::canonical(&json!({ "head": self.json() }))
    }

    /// Reads what [`SignedHead::line`] prints, byte for byte.
    pub fn parse_line(bytes: &[u8]) -> Option<SignedHead> {
        if bytes.len() > wire::MAX_LINE {
            return None;
        }
        let json: Json = serde_json::from_slice(bytes).ok()?;
        let head = SignedHead::from_json(json.get("head")?)?;
        (head.line() == bytes).then_some(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_and_only_in_one_spelling() {
        let head = SignedHead {
            writer: WriterId([7; 16]),
            seq: 3,
            edit: EditId([9; 32]),
            key: "ssh-ed25519 AAAA".into(),
            signature: "-----BEGIN SSH SIGNATURE-----\n".into(),
        };
        let line = head.line();
        assert_eq!(SignedHead::parse_line(&line), Some(head));
        let text = String::from_utf8(line).expect("text");
        assert_eq!(
            SignedHead::parse_line(text.replace(":3", ": 3").as_bytes()),
            None
        );
        assert_eq!(
            SignedHead::parse_line(text.replace(":3", ":0").as_bytes()),
            None
        );
    }
}
