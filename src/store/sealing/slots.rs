//! `journal/slots.toml`: the data key, once in every slot. It stands beside the segments that it opens, so that whoever
//! copies the journal copies what opens it, and so that one rename changes key and segments together.

use std::sync::OnceLock;

use age::x25519::{Identity, Recipient};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Cipher, DataKey, random};
use crate::store::StoreError;

/// The file's name in the journal's folder.
pub(in crate::store) const FILE: &str = "slots.toml";
/// The most that is read of it.
pub(in crate::store) const MOST_BYTES: usize = 64 * 1024;
const FORMAT: u32 = 1;
/// Argon2id as new slots use it: 64 MiB, three passes, one lane.
const COSTS: Costs = Costs {
    memory: 64 * 1024,
    passes: 3,
    lanes: 1,
};
/// The most that a file may ask for: 512 MiB, 32 passes, 8 lanes.
const MOST: Costs = Costs {
    memory: 512 * 1024,
    passes: 32,
    lanes: 8,
};
/// A longer passphrase is none.
const LONGEST: usize = 1024;

/// What Argon2id is asked for: KiB, passes, lanes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Costs {
    memory: u32,
    passes: u32,
    lanes: u32,
}

/// The slots of one journal.
pub(in crate::store) struct Slots {
    /// Which of the sets of segments in the folder counts.
    pub(in crate::store) generation: u32,
    /// So many segments from the first on may stand unsealed: those of a journal of version 1.
    pub(in crate::store) plain: u32,
    check: [u8; 32],
    slots: Vec<Slot>,
}

enum Slot {
    /// The key in clear: nobody has set a passphrase yet.
    Open(DataKey),
    Passphrase {
        costs: Costs,
        salt: [u8; 16],
        wrapped: Vec<u8>,
        /// What the passphrase that opened it is stretched to, so that a new key can be put under it. In memory only.
        stretched: OnceLock<Zeroizing<[u8; 32]>>,
    },
    /// The key encrypted to the recovery papers of the office, as `age` does it.
    Recovery { recipient: String, wrapped: Vec<u8> },
    /// A kind that this program does not know is kept as it is.
    Other(toml::Table),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    format: u32,
    generation: u32,
    plain: u32,
    check: String,
    #[serde(default)]
    slot: Vec<toml::Table>,
}

fn bad(what: &'static str) -> StoreError {
    StoreError::Slots { what }
}

impl Slots {
    /// Slots of a new key: under a passphrase or, without one, open.
    pub(in crate::store) fn new(
        key: DataKey,
        generation: u32,
        plain: u32,
        passphrase: Option<&[u8]>,
    ) -> Result<Slots, StoreError> {
        let check = check_of(&key, generation, plain);
        let slot = match passphrase {
            Some(passphrase) => Slot::wrap(&key, passphrase)?,
            None => Slot::Open(key),
        };
        Ok(Slots {
            generation,
            plain,
            check,
            slots: vec![slot],
        })
    }

    /// The same key under another passphrase, in place of the one before.
    pub(in crate::store) fn with_passphrase(
        &self,
        key: &DataKey,
        passphrase: &[u8],
    ) -> Result<Slots, StoreError> {
        let mut slots = vec![Slot::wrap(key, passphrase)?];
        for slot in &self.slots {
            match slot {
                Slot::Other(table) => slots.push(Slot::Other(table.clone())),
                Slot::Recovery { recipient, wrapped } => slots.push(Slot::Recovery {
                    recipient: recipient.clone(),
                    wrapped: wrapped.clone(),
                }),
                Slot::Open(_) | Slot::Passphrase { .. } => {}
            }
        }
        Ok(Slots {
            slots,
            check: self.check,
            ..*self
        })
    }

    /// Slots of a new key under the passphrase that opened these or, without one, open; and for the same recovery papers.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where nobody opened them with a passphrase and they need one.
    pub(in crate::store) fn renewed(
        &self,
        key: DataKey,
        generation: u32,
    ) -> Result<Slots, StoreError> {
        if self.is_open() {
            return self.renewed_under(key, generation, None);
        }
        let under = self.slots.iter().find_map(|slot| slot.again(&key));
        let mut slots = vec![under.ok_or(StoreError::Locked)??];
        slots.extend(self.papers_for(&key)?);
        Ok(Slots {
            generation,
            plain: 0,
            check: check_of(&key, generation, 0),
            slots,
        })
    }

    /// Slots of a new key under another passphrase or, without one, open; and for the same recovery papers.
    pub(in crate::store) fn renewed_under(
        &self,
        key: DataKey,
        generation: u32,
        passphrase: Option<&[u8]>,
    ) -> Result<Slots, StoreError> {
        let papers = self.papers_for(&key)?;
        let mut slots = Slots::new(key, generation, 0, passphrase)?;
        slots.slots.extend(papers);
        Ok(slots)
    }

    fn papers_for(&self, key: &DataKey) -> Result<Option<Slot>, StoreError> {
        let papers = self.recovery();
        papers.map(|to| Slot::recovery(key, to)).transpose()
    }

    /// The same key for these recovery papers too, in place of those before.
    pub(in crate::store) fn with_recovery(
        &self,
        key: &DataKey,
        recipient: &str,
    ) -> Result<Slots, StoreError> {
        let mut slots = Slots::parse(self.print()?.as_bytes())?;
        slots
            .slots
            .retain(|slot| !matches!(slot, Slot::Recovery { .. }));
        slots.slots.push(Slot::recovery(key, recipient)?);
        Ok(slots)
    }

    /// Takes the recovery papers of other slots of the same key, and leaves its own as they are.
    pub(in crate::store) fn take_recovery(&mut self, other: Slots) {
        let papers = |slot: &Slot| matches!(slot, Slot::Recovery { .. });
        self.slots.retain(|slot| !papers(slot));
        self.slots.extend(other.slots.into_iter().filter(papers));
    }

    /// The recipient of the recovery papers, `age1…`.
    pub(in crate::store) fn recovery(&self) -> Option<&str> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Recovery { recipient, .. } => Some(recipient.as_str()),
            _ => None,
        })
    }

    /// Whether the key stands in clear.
    pub(in crate::store) fn is_open(&self) -> bool {
        let mut slots = self.slots.iter();
        slots.any(|slot| matches!(slot, Slot::Open(_)))
    }

    /// The data key: for a passphrase, or for the identity of the recovery papers (`AGE-SECRET-KEY-1…`), which is a
    /// secret like it.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where only a passphrase opens it and none is given, [`StoreError::WrongPassphrase`],
    /// [`StoreError::Slots`] where what a slot holds is not this journal's key.
    pub(in crate::store) fn unlock(
        &self,
        passphrase: Option<&[u8]>,
    ) -> Result<DataKey, StoreError> {
        let mut locked = false;
        for slot in &self.slots {
            match (slot, passphrase) {
                (Slot::Open(key), _) => return self.checked(key.again()),
                (
                    Slot::Passphrase {
                        costs,
                        salt,
                        wrapped,
                        stretched: kept,
                    },
                    Some(passphrase),
                ) => {
                    locked = true;
                    let stretched = stretched(passphrase, salt, *costs)?;
                    let cipher = Cipher::new(&stretched);
                    if let Some(key) = cipher.open(&costs.place(), wrapped) {
                        let key = Zeroizing::new(key);
                        let key = DataKey::read(&key).ok_or(bad("slot-key"))?;
                        kept.get_or_init(|| stretched);
                        return self.checked(key);
                    }
                }
                (Slot::Passphrase { .. }, None) => return Err(StoreError::Locked),
                (Slot::Recovery { wrapped, .. }, Some(secret)) => {
                    locked = true;
                    let identity = std::str::from_utf8(secret).ok();
                    let identity = identity.and_then(|text| text.parse::<Identity>().ok());
                    let opened =
                        identity.and_then(|identity| age::decrypt(&identity, wrapped).ok());
                    if let Some(key) = opened.map(Zeroizing::new) {
                        let key = DataKey::read(&key).ok_or(bad("slot-key"))?;
                        return self.checked(key);
                    }
                }
                (Slot::Recovery { .. }, None) => {}
                (Slot::Other(_), _) => {}
            }
        }
        Err(if locked {
            StoreError::WrongPassphrase
        } else {
            bad("no-slot")
        })
    }

    fn checked(&self, key: DataKey) -> Result<DataKey, StoreError> {
        if check_of(&key, self.generation, self.plain) == self.check {
            Ok(key)
        } else {
            Err(bad("slot-check"))
        }
    }

    /// Reads the file's bytes.
    pub(in crate::store) fn parse(bytes: &[u8]) -> Result<Slots, StoreError> {
        if bytes.len() > MOST_BYTES {
            return Err(bad("slots-size"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| bad("slots-text"))?;
        // Not the parser's own words: they would quote the file, and a key may stand in it.
        let table: toml::Table = text.parse().map_err(|_| bad("slots-text"))?;
        let format = table.get("format").and_then(toml::Value::as_integer);
        match format.and_then(|format| u32::try_from(format).ok()) {
            Some(FORMAT) => {}
            Some(found) if found > FORMAT => {
                return Err(StoreError::Newer {
                    found: found.into(),
                    known: FORMAT.into(),
                });
            }
            _ => return Err(bad("slots-format")),
        }
        let shape: Shape = table.try_into().map_err(|_| bad("slots-shape"))?;
        let slots: Result<Vec<Slot>, StoreError> =
            shape.slot.into_iter().map(Slot::parse).collect();
        Ok(Slots {
            generation: shape.generation,
            plain: shape.plain,
            check: bytes_of(&shape.check).ok_or(bad("slots-shape"))?,
            slots: slots?,
        })
    }

    /// The file's text.
    pub(in crate::store) fn print(&self) -> Result<Zeroizing<String>, StoreError> {
        let shape = Shape {
            format: FORMAT,
            generation: self.generation,
            plain: self.plain,
            check: hex(&self.check).to_string(),
            slot: self.slots.iter().map(Slot::print).collect(),
        };
        let text = toml::to_string(&shape).map_err(|_| bad("slots-shape"))?;
        Ok(Zeroizing::new(text))
    }
}

/// Tells this key from every other without telling anything of it. What else stands in the file is bound to it.
fn check_of(key: &DataKey, generation: u32, plain: u32) -> [u8; 32] {
    let of = [generation.to_le_bytes(), plain.to_le_bytes()].concat();
    *key.derive(b"check", &of)
}

/// The key that a passphrase makes.
fn stretched(
    passphrase: &[u8],
    salt: &[u8; 16],
    costs: Costs,
) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    if passphrase.len() > LONGEST {
        return Err(StoreError::WrongPassphrase);
    }
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(costs.memory, costs.passes, costs.lanes, Some(32))
        .map_err(|_| bad("slot-costs"))?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, key.as_mut())
        .map_err(|_| bad("slot-costs"))?;
    Ok(key)
}

impl Costs {
    /// Associated data of what is wrapped.
    fn place(self) -> Vec<u8> {
        let mut place = b"passphrase".to_vec();
        for cost in [self.memory, self.passes, self.lanes] {
            place.extend(cost.to_le_bytes());
        }
        place
    }

    fn bounded(self) -> bool {
        let within = |cost: u32, most: u32| (1..=most).contains(&cost);
        within(self.memory, MOST.memory)
            && within(self.passes, MOST.passes)
            && within(self.lanes, MOST.lanes)
    }
}

impl Slot {
    fn wrap(key: &DataKey, passphrase: &[u8]) -> Result<Slot, StoreError> {
        let mut salt = [0; 16];
        random(&mut salt)?;
        let stretched = stretched(passphrase, &salt, COSTS)?;
        let cipher = Cipher::new(&stretched);
        Ok(Slot::Passphrase {
            costs: COSTS,
            salt,
            wrapped: cipher.seal(&COSTS.place(), key.0.as_slice())?,
            stretched: OnceLock::from(stretched),
        })
    }

    /// A slot of another key under the passphrase that opened this one; nothing where none did.
    fn again(&self, key: &DataKey) -> Option<Result<Slot, StoreError>> {
        let Slot::Passphrase {
            costs,
            salt,
            stretched,
            ..
        } = self
        else {
            return None;
        };
        let kept = stretched.get()?;
        let wrapped = Cipher::new(kept).seal(&costs.place(), key.0.as_slice());
        Some(wrapped.map(|wrapped| Slot::Passphrase {
            costs: *costs,
            salt: *salt,
            wrapped,
            stretched: OnceLock::from(kept.clone()),
        }))
    }

    fn recovery(key: &DataKey, recipient: &str) -> Result<Slot, StoreError> {
        let to: Recipient = recipient.parse().map_err(|_| bad("slot-recipient"))?;
        Ok(Slot::Recovery {
            recipient: recipient.to_owned(),
            wrapped: age::encrypt(&to, key.0.as_slice()).map_err(|_| bad("slot-recipient"))?,
        })
    }

    fn parse(table: toml::Table) -> Result<Slot, StoreError> {
        let text = |name: &str| table.get(name).and_then(toml::Value::as_str);
        let number = |name: &str| -> Option<u32> {
            let number = table.get(name).and_then(toml::Value::as_integer)?;
            u32::try_from(number).ok()
        };
        let slot = match text("kind") {
            Some("open") => text("key")
                .and_then(bytes_of)
                .map(|key: [u8; 32]| Slot::Open(DataKey(Zeroizing::new(key)))),
            Some("passphrase") => (|| {
                let costs = Costs {
                    memory: number("memory")?,
                    passes: number("passes")?,
                    lanes: number("lanes")?,
                };
                Some(Slot::Passphrase {
                    costs: Some(costs).filter(|costs| costs.bounded())?,
                    salt: text("salt").and_then(bytes_of)?,
                    wrapped: text("wrapped").and_then(unhex)?,
                    stretched: OnceLock::new(),
                })
            })(),
            Some("recovery") => (|| {
                Some(Slot::Recovery {
                    recipient: text("recipient")?.to_owned(),
                    wrapped: text("wrapped").and_then(unhex)?,
                })
            })(),
            Some(_) => return Ok(Slot::Other(table)),
            None => None,
        };
        slot.ok_or(bad("slot-shape"))
    }

    fn print(&self) -> toml::Table {
        let mut table = toml::Table::new();
        let mut text = |name: &str, value: &str| {
            table.insert(name.to_owned(), toml::Value::String(value.to_owned()));
        };
        match self {
            Slot::Other(table) => return table.clone(),
            Slot::Open(key) => {
                text("kind", "open");
                text("key", &hex(key.0.as_slice()));
            }
            Slot::Recovery { recipient, wrapped } => {
                text("kind", "recovery");
                text("recipient", recipient);
                text("wrapped", &hex(wrapped));
            }
            Slot::Passphrase {
                costs,
                salt,
                wrapped,
                ..
            } => {
                text("kind", "passphrase");
                text("salt", &hex(salt));
                text("wrapped", &hex(wrapped));
                for (name, cost) in [
                    ("memory", costs.memory),
                    ("passes", costs.passes),
                    ("lanes", costs.lanes),
                ] {
                    table.insert(name.to_owned(), toml::Value::Integer(cost.into()));
                }
            }
        }
        table
    }
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or_default());
        }
    }
    text
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let mut digits = text.chars();
    let mut bytes = Vec::with_capacity(text.len() / 2);
    while let Some(high) = digits.next() {
        let byte = high.to_digit(16)? << 4 | digits.next()?.to_digit(16)?;
        bytes.push(u8::try_from(byte).ok()?);
    }
    Some(bytes)
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(passphrase: Option<&[u8]>) -> (Slots, [u8; 32]) {
        let key = DataKey(Zeroizing::new([7; 32]));
        let bytes = *key.0;
        (Slots::new(key, 3, 0, passphrase).expect("slots"), bytes)
    }

    #[test]
    fn an_open_slot_opens_without_a_passphrase() {
        let (slots, key) = slots(None);
        let read = Slots::parse(slots.print().expect("text").as_bytes()).expect("reads");
        assert!(read.is_open());
        assert_eq!(*read.unlock(None).expect("opens").0, key);
        assert_eq!(*read.unlock(Some(b"x")).expect("opens").0, key);
    }

    #[test]
    fn a_passphrase_slot_opens_with_its_passphrase_alone_and_says_what_is_wrong() {
        let (slots, key) = slots(Some("mật khẩu".as_bytes()));
        let text = slots.print().expect("text");
        assert!(!text.contains(&**hex(&key)), "the key stands in the file");
        let read = Slots::parse(text.as_bytes()).expect("reads");
        assert!(!read.is_open());
        assert!(matches!(read.unlock(None), Err(StoreError::Locked)));
        assert!(matches!(
            read.unlock(Some(b"mat khau")),
            Err(StoreError::WrongPassphrase)
        ));
        let opened = read.unlock(Some("mật khẩu".as_bytes())).expect("opens");
        assert_eq!(*opened.0, key);
        assert_eq!(format!("{opened:?}"), "DataKey");

        // Another passphrase in its place; a kind of slot not known here stays.
        let other = "[[slot]]\nkind = \"khac\"\nx = 1\n";
        let read = Slots::parse(format!("{}\n{other}", *text).as_bytes()).expect("reads");
        let again = read.with_passphrase(&opened, b"moi").expect("wraps");
        assert!(again.unlock(Some("mật khẩu".as_bytes())).is_err());
        assert_eq!(*again.unlock(Some(b"moi")).expect("opens").0, key);
        assert!(again.print().expect("text").contains("khac"));
    }

    #[test]
    fn recovery_papers_open_it_and_go_on_to_open_a_new_key() {
        use age::secrecy::ExposeSecret;
        let (slots, key) = slots(Some(b"quen"));
        let identity = Identity::generate();
        let secret = identity.to_string();
        let secret = secret.expose_secret().as_bytes();
        let data = slots.unlock(Some(b"quen")).expect("opens");
        let with = slots
            .with_recovery(&data, &identity.to_public().to_string())
            .expect("wraps");
        let read = Slots::parse(with.print().expect("text").as_bytes()).expect("reads");
        assert_eq!(*read.unlock(Some(secret)).expect("opens").0, key);
        assert_eq!(*read.unlock(Some(b"quen")).expect("opens").0, key);
        assert!(matches!(read.unlock(None), Err(StoreError::Locked)));
        let other = Identity::generate().to_string();
        assert!(matches!(
            read.unlock(Some(other.expose_secret().as_bytes())),
            Err(StoreError::WrongPassphrase)
        ));
        let changed = read.with_passphrase(&data, b"moi").expect("wraps");
        assert_eq!(*changed.unlock(Some(secret)).expect("opens").0, key);
        let next = DataKey(Zeroizing::new([9; 32]));
        let renewed = read.renewed_under(next, 4, Some(b"moi")).expect("wraps");
        assert_eq!(*renewed.unlock(Some(secret)).expect("opens").0, [9; 32]);
    }

    #[test]
    fn a_file_that_was_changed_is_told_from_a_wrong_passphrase() {
        let (slots, _) = slots(None);
        let text = slots.print().expect("text");
        for (from, to) in [
            ("generation = 3", "generation = 4"),
            ("plain = 0", "plain = 9"),
            ("key = \"07", "key = \"08"),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, **text, "{from}");
            let read = Slots::parse(changed.as_bytes()).expect("reads");
            assert!(matches!(
                read.unlock(None),
                Err(StoreError::Slots { what: "slot-check" })
            ));
        }
        assert!(matches!(
            Slots::parse(text.replacen("format = 1", "format = 2", 1).as_bytes()),
            Err(StoreError::Newer { found: 2, known: 1 })
        ));
        assert!(Slots::parse(b"format = 1").is_err());
        assert!(Slots::parse(&[b'x'; 70_000]).is_err());
    }

    #[test]
    fn costs_are_bounded_before_they_are_paid() {
        let (slots, _) = slots(Some(b"x"));
        let text = slots.print().expect("text");
        for cost in ["memory = 4000000000", "memory = 0", "memory = 524289"] {
            let changed = text.replacen("memory = 65536", cost, 1);
            assert!(Slots::parse(changed.as_bytes()).is_err(), "{cost}");
        }
    }
}
