//! Biên nhận: what of a bundle arrived, in the receiver's hand.
//!
//! A file of it is the statement, one line of canonical JSON, and behind it the armoured signature over that
//! line with its line end: `head -n 1` and `tail -n +2` take them apart for `ssh-keygen -Y verify`.

use serde_json::{Map, Value as Json, json};

use super::key::Signature;
use super::mark::{gaps_json, marks_json, parse_gaps, parse_marks};
use super::trust::is_code;
use super::{BundleId, Gap, Key, KeyError, Mark, PublicKey, RECEIPT_NAMESPACE, Sent, Trust, short};
use crate::record::{PhieuId, wire};

/// The newest receipt format that this program writes and reads.
const FORMAT: u64 = 2;
/// The format of a receipt that says nothing of what became of the papers.
const ARRIVAL: u64 = 1;
/// The largest receipt that is read, in bytes: a tỉnh's with every writer's head is far below it.
pub const MAX_RECEIPT: usize = 4 << 20;
/// The longest armour, in bytes; an Ed25519 one has about 300.
const MAX_ARMOUR: usize = 4096;
/// How every receipt begins: its keys are sorted.
const BEGIN: &[u8] = b"{\"arrived\":[";

/// Whether a file begins like a receipt.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGIN)
}

/// What became of a bundle at its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it is there.
    Whole,
    /// Something of it waits or was not accepted.
    Partial,
    /// Something of it was returned to be corrected.
    Returned,
    /// It was accepted.
    Accepted,
}

impl Outcome {
    /// All of them; a code numbers them by their place here.
    pub const ALL: [Outcome; 4] = [
        Outcome::Whole,
        Outcome::Partial,
        Outcome::Returned,
        Outcome::Accepted,
    ];

    /// The word in the statement.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Whole => "whole",
            Outcome::Partial => "partial",
            Outcome::Returned => "returned",
            Outcome::Accepted => "accepted",
        }
    }

    fn parse(text: &str) -> Option<Outcome> {
        Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
    }
}

/// What the receiver did with the edits of the bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Added.
    pub new: u64,
    /// There already.
    pub same: u64,
    /// Waiting for others before them.
    pub held: u64,
    /// Not accepted.
    pub rejected: u64,
}

/// What stands at the receiver of the sender's Phiếu, not only of those in the bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// Returned.
    pub returned: u64,
    /// Accepted or closed for good.
    pub accepted: u64,
}

/// What a receiver says of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Code of the office that received it and says this.
    pub from: String,
    /// Code of the office that sent it and is told.
    pub to: String,
    /// Which bundle.
    pub bundle: BundleId,
    /// Whether both are training workspaces.
    pub training: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// The heads of the bundle up to which everything is there; ascending.
    pub arrived: Vec<Mark>,
    /// What is missing, by chain; ascending.
    pub missing: Vec<Gap>,
    /// How many edits.
    pub counts: Tally,
    /// How many Phiếu.
    pub papers: Papers,
    /// The Phiếu returned; ascending. All of them, or none where only their number is said: a text code has no room.
    pub returned: Vec<PhieuId>,
    /// Seconds since 1970 by the receiver's clock. Shown; it decides only between two that say the same heads.
    pub time: i64,
}

impl Receipt {
    /// The bytes that are signed: one canonical line with its line end.
    pub(super) fn statement(&self) -> Vec<u8> {
        let returned: Vec<String> = self.returned.iter().map(ToString::to_string).collect();
        let mut json = json!({
            "arrived": marks_json(&self.arrived),
            "bundle": self.bundle.to_string(),
            "counts": {
                "held": self.counts.held,
                "new": self.counts.new,
                "rejected": self.counts.rejected,
                "same": self.counts.same,
            },
            "format": ARRIVAL,
            "from": self.from,
            "missing": gaps_json(&self.missing),
            "outcome": self.outcome.as_str(),
            "returned": returned,
            "time": wire::time_text(self.time),
            "to": self.to,
            "training": self.training,
        });
        if self.papers != Papers::default()
            && let Some(map) = json.as_object_mut()
        {
            map.insert("format".to_owned(), FORMAT.into());
            let papers = json!({
                "accepted": self.papers.accepted,
                "returned": self.papers.returned,
            });
            map.insert("papers".to_owned(), papers);
        }
        let mut line = wire::canonical(&json);
        line.push(b'\n');
        line
    }

    /// Signs it.
    ///
    /// # Errors
    /// If the key cannot sign.
    pub fn sign(self, key: &Key) -> Result<OpenedReceipt, KeyError> {
        let armour = key.sign(RECEIPT_NAMESPACE, &self.statement())?;
        let signature = Signature::parse(armour.as_bytes()).ok_or(KeyError::Unusable)?;
        Ok(OpenedReceipt {
            receipt: self,
            signature,
        })
    }

    /// Whether it says of everything that another receipt of the same bundle says of that it is there.
    fn covers(&self, other: &Receipt) -> bool {
        other.arrived.iter().all(|mark| self.arrived.contains(mark))
    }

    /// Whether it may take the place of another receipt of the same bundle: it says of more, or says of the
    /// same and is not the older one. So a receipt that comes late undoes nothing.
    pub fn stands_over(&self, other: &Receipt) -> bool {
        if !other.covers(self) || self.time != other.time {
            return self.covers(other) && (!other.covers(self) || self.time > other.time);
        }
        // Of one moment: the file names what the code only counts.
        self.covers(other) && self.returned.len() >= other.returned.len()
    }

    fn parse(line: &[u8]) -> Result<Receipt, ReceiptFault> {
        let json: Json = serde_json::from_slice(line).map_err(|_| ReceiptFault::NotCanonical)?;
        let map = json.as_object().ok_or(ReceiptFault::NotCanonical)?;
        match map.get("format").and_then(Json::as_u64) {
            Some(ARRIVAL | FORMAT) => {}
            Some(found) if found > FORMAT => {
                return Err(ReceiptFault::Newer {
                    found,
                    known: FORMAT,
                });
            }
            _ => return Err(ReceiptFault::Field("format")),
        }
        let receipt = Receipt::read(map).map_err(ReceiptFault::Field)?;
        if receipt.statement() != line {
            return Err(ReceiptFault::NotCanonical);
        }
        Ok(receipt)
    }

    /// The field that is missing or not of its shape is the error.
    fn read(map: &Map<String, Json>) -> Result<Receipt, &'static str> {
        let text = |key: &'static str| map.get(key).and_then(Json::as_str).ok_or(key);
        let code = |key: &'static str| {
            let code = text(key)?;
            is_code(code).then(|| code.to_owned()).ok_or(key)
        };
        let count = |key: &str| {
            map.get("counts")
                .and_then(|counts| counts.get(key))
                .and_then(Json::as_u64)
                .ok_or("counts")
        };
        let phieu = |json: &Json| PhieuId::parse(json.as_str()?);
        let returned: Vec<PhieuId> = map
            .get("returned")
            .and_then(Json::as_array)
            .and_then(|list| list.iter().map(phieu).collect())
            .ok_or("returned")?;
        if !returned.is_sorted_by(|a, b| a < b) {
            return Err("returned");
        }
        let papers = match map.get("papers") {
            None => Papers::default(),
            Some(papers) => {
                let count = |key| papers.get(key).and_then(Json::as_u64).ok_or("papers");
                Papers {
                    returned: count("returned")?,
                    accepted: count("accepted")?,
                }
            }
        };
        let named = returned.len() as u64;
        if papers != Papers::default() && named > 0 && named != papers.returned {
            return Err("returned");
        }
        Ok(Receipt {
            papers,
            from: code("from")?,
            to: code("to")?,
            bundle: BundleId::parse(text("bundle")?).ok_or("bundle")?,
            training: map
                .get("training")
                .and_then(Json::as_bool)
                .ok_or("training")?,
            outcome: Outcome::parse(text("outcome")?).ok_or("outcome")?,
            arrived: map.get("arrived").and_then(parse_marks).ok_or("arrived")?,
            missing: map.get("missing").and_then(parse_gaps).ok_or("missing")?,
            counts: Tally {
                new: count("new")?,
                same: count("same")?,
                held: count("held")?,
                rejected: count("rejected")?,
            },
            returned,
            time: wire::parse_time(text("time")?).ok_or("time")?,
        })
    }
}

/// Why a receipt is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// It does not begin like one.
    #[error("not a receipt")]
    NotReceipt,
    /// It is a bundle.
    #[error("a bundle")]
    Bundle,
    /// It is the head of a chain, or a signature alone.
    #[error("a head")]
    Head,
    /// Over the bound.
    #[error("too large")]
    TooLarge,
    /// No armoured Ed25519 SSHSIG in its one spelling behind the statement.
    #[error("signature shape")]
    SignatureShape,
    /// The signature is not over this statement.
    #[error("signature")]
    Signature,
    /// Written by a newer program.
    #[error("format {found} is newer")]
    Newer {
        /// The format found.
        found: u64,
        /// The newest format that this program reads.
        known: u64,
    },
    /// Not in the one spelling.
    #[error("not canonical")]
    NotCanonical,
    /// A field is missing or not of its shape: which.
    #[error("bad {0}")]
    Field(&'static str),
    /// A letter that no code has.
    #[error("letter {0}")]
    Letter(char),
    /// The code's own check does not hold: mistyped, or not copied to its end.
    #[error("mistyped")]
    Typed,
    /// No bundle of that name was sent from here.
    #[error("not sent")]
    NotSent,
    /// Of another office than the one that the bundle was for, or to another than the one that sent it.
    #[error("another office")]
    Office {
        /// Who says it.
        from: String,
        /// For whom the bundle was.
        to: String,
    },
    /// Between a training workspace and one that is not.
    #[error("training")]
    Training,
    /// The key does not speak for the receiving office: its mã đối chiếu; nothing where only a short code of it came.
    #[error("key")]
    Key {
        /// The receiving office.
        office: String,
        /// Mã đối chiếu of the key.
        code: String,
    },
    /// It speaks of edits that were not in the bundle.
    #[error("foreign")]
    Foreign,
}

impl ReceiptFault {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            ReceiptFault::NotReceipt => "receipt-not-receipt",
            ReceiptFault::Bundle => "receipt-is-bundle",
            ReceiptFault::Head => "receipt-is-head",
            ReceiptFault::TooLarge => "receipt-too-large",
            ReceiptFault::SignatureShape => "receipt-signature-shape",
            ReceiptFault::Signature => "receipt-signature",
            ReceiptFault::Newer { .. } => "receipt-newer",
            ReceiptFault::NotCanonical => "receipt-not-canonical",
            ReceiptFault::Field(_) => "receipt-field",
            ReceiptFault::Letter(_) => "receipt-letter",
            ReceiptFault::Typed => "receipt-typed",
            ReceiptFault::NotSent => "receipt-not-sent",
            ReceiptFault::Office { .. } => "receipt-office",
            ReceiptFault::Training => "receipt-training",
            ReceiptFault::Key { code, .. } if code.is_empty() => "receipt-key-short",
            ReceiptFault::Key { .. } => "receipt-key",
            ReceiptFault::Foreign => "receipt-foreign",
        }
    }

    /// What the message's sentence names.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            ReceiptFault::Newer { found, known } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            ReceiptFault::Field(field) => vec![("field", (*field).to_owned())],
            ReceiptFault::Letter(letter) => vec![("letter", letter.to_string())],
            ReceiptFault::Office { from, to } => vec![("from", from.clone()), ("to", to.clone())],
            ReceiptFault::Key { office, code } if code.is_empty() => {
                vec![("office", office.clone())]
            }
            ReceiptFault::Key { office, code } => {
                vec![("office", office.clone()), ("code", code.clone())]
            }
            _ => Vec::new(),
        }
    }
}

/// A receipt proven whole: its signature holds. Whether the signer counts is not judged yet.
#[derive(Clone, Debug)]
pub struct OpenedReceipt {
    receipt: Receipt,
    signature: Signature,
}

/// Proves a file of a receipt whole. Nothing is parsed before the signature has held.
///
/// # Errors
/// What is wrong with it.
pub fn open_receipt(bytes: &[u8]) -> Result<OpenedReceipt, ReceiptFault> {
    if bytes.len() > MAX_RECEIPT {
        return Err(ReceiptFault::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || super::is_encrypted(bytes) {
        return Err(ReceiptFault::Bundle);
    }
    let heads: [&[u8]; 3] = [b"{\"head\":", b"{\"edit\":", b"-----BEGIN SSH SIGNATURE"];
    if heads.iter().any(|head| bytes.starts_with(head)) {
        return Err(ReceiptFault::Head);
    }
    if !looks_like(bytes) {
        return Err(ReceiptFault::NotReceipt);
    }
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(ReceiptFault::SignatureShape)?;
    let (line, armour) = bytes.split_at(end.saturating_add(1));
    if armour.len() > MAX_ARMOUR {
        return Err(ReceiptFault::SignatureShape);
    }
    let signature = Signature::parse(armour).ok_or(ReceiptFault::SignatureShape)?;
    OpenedReceipt::proven(line, signature)
}

impl OpenedReceipt {
    /// A statement and its signature, which must hold.
    pub(super) fn proven(line: &[u8], signature: Signature) -> Result<OpenedReceipt, ReceiptFault> {
        if !signature.signer.verify(RECEIPT_NAMESPACE, line, &signature) {
            return Err(ReceiptFault::Signature);
        }
        Ok(OpenedReceipt {
            receipt: Receipt::parse(line)?,
            signature,
        })
    }

    /// What it says; as true as its signer is.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// The key that signed it.
    pub fn signer(&self) -> &PublicKey {
        &self.signature.signer
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.receipt.statement();
        // Armour of a signature that was read or made always prints; a file without one would be refused.
        bytes.extend(self.signature.armour().unwrap_or_default().into_bytes());
        bytes
    }

    pub(super) fn raw(&self) -> &[u8] {
        self.signature.raw()
    }

    /// The text code of it for somebody who remembers which heads the bundle has; none where so much is missing
    /// or returned that it would be longer than [`super::MAX_CODE`] letters: then the file has to go.
    pub fn code(&self, heads: &[Mark]) -> Option<String> {
        short::write(self, heads)
    }

    /// Twelve digits to be read out on the phone. They inform and prove nothing.
    pub fn spoken(&self) -> String {
        let receipt = &self.receipt;
        short::spoken(&receipt.bundle, &receipt.from, receipt.outcome)
    }

    /// Judges it at home, for a bundle that was sent, with the keys that speak for the office it was for.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn judge(self, sent: &Sent, keys: &[&PublicKey]) -> Result<VerifiedReceipt, ReceiptFault> {
        let receipt = &self.receipt;
        if receipt.bundle != sent.id {
            return Err(ReceiptFault::NotSent);
        }
        if receipt.from != sent.to || receipt.to != sent.from {
            return Err(ReceiptFault::Office {
                from: receipt.from.clone(),
                to: sent.to.clone(),
            });
        }
        if receipt.training != sent.training {
            return Err(ReceiptFault::Training);
        }
        if !keys.contains(&self.signer()) {
            return Err(ReceiptFault::Key {
                office: sent.to.clone(),
                code: self.signer().code(),
            });
        }
        let sent_up_to = |gap: &Gap| {
            let of_writer = |head: &&Mark| head.writer == gap.writer;
            sent.heads
                .iter()
                .filter(of_writer)
                .any(|head| gap.to_seq <= head.seq)
        };
        let arrived = receipt.arrived.iter().all(|mark| sent.heads.contains(mark));
        if !arrived || !receipt.missing.iter().all(sent_up_to) {
            return Err(ReceiptFault::Foreign);
        }
        Ok(VerifiedReceipt(self))
    }
}

/// A receipt that counts here. Only [`OpenedReceipt::judge`] makes one.
#[derive(Clone, Debug)]
pub struct VerifiedReceipt(OpenedReceipt);

impl VerifiedReceipt {
    /// What it says.
    pub fn receipt(&self) -> &Receipt {
        &self.0.receipt
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes()
    }

    /// Twelve digits to be read out on the phone.
    pub fn spoken(&self) -> String {
        self.0.spoken()
    }
}

/// The keys that speak for an office: accepted for it or for a place above it. The one question that receipts
/// ask of trust.
pub fn keys_of<'a>(
    trust: &'a Trust,
    office: &str,
    within: &dyn Fn(&str, &str) -> bool,
) -> Vec<&'a PublicKey> {
    let mut keys: Vec<&PublicKey> = trust
        .entries()
        .filter(|(place, _)| within(office, place))
        .map(|(_, key)| key)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
