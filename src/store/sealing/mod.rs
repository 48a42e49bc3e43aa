//! Sealing: what the store writes can be read with its data key alone.
//!
//! **What this room is.** One random data key per journal generation stands in [`slots`], each of which opens it in
//! its own way. From it come the keys of the journal, of the view, of what this machine remembers, and of hashes of
//! labels. What is sealed is XChaCha20-Poly1305: a random nonce of 24 bytes, then the sealed bytes, with the place
//! where they stand as associated data, so that they open in that one place only.
//!
//! **What it must never do.** Invent a cipher; print a key or let `Debug` do so; keep one in memory that is not wiped;
//! tell a wrong key as damage or damage as a wrong key.
//!
//! **Where to start reading.** [`Keys`], then [`slots::Slots::unlock`].

mod slots;

use std::fmt;

use bieu_cipher::{NONCE, TAG};
use blake2::Blake2bMac;
use blake2::digest::consts::U32;
use blake2::digest::{KeyInit, Mac};
use zeroize::Zeroizing;

pub(super) use slots::{FILE, MOST_BYTES, Slots};

use super::StoreError;

/// What sealing adds: the nonce before, the tag behind.
pub(super) const OVERHEAD: usize = NONCE + TAG;

/// 32 random bytes from which every other key comes.
pub(super) struct DataKey(Zeroizing<[u8; 32]>);

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey")
    }
}

impl DataKey {
    /// A new one.
    pub(super) fn random() -> Result<DataKey, StoreError> {
        let mut key = Zeroizing::new([0; 32]);
        random(key.as_mut())?;
        Ok(DataKey(key))
    }

    /// The key in 32 bytes.
    fn read(bytes: &[u8]) -> Option<DataKey> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return None;
        }
        key.copy_from_slice(bytes);
        Some(DataKey(key))
    }

    /// The same once more, wiped by itself.
    fn again(&self) -> DataKey {
        DataKey(self.0.clone())
    }

    /// Keyed BLAKE2b of a purpose and what belongs to it.
    fn derive(&self, purpose: &[u8], of: &[u8]) -> Zeroizing<[u8; 32]> {
        keyed(&self.0, &[purpose, of])
    }
}

/// Keyed BLAKE2b-256; every part goes in with its length.
fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = <Blake2bMac<U32> as KeyInit>::new((&*block).into());
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// Seals and opens for one purpose.
#[derive(Clone)]
pub(super) struct Cipher(Zeroizing<[u8; 32]>);

impl Cipher {
    fn new(key: &Zeroizing<[u8; 32]>) -> Cipher {
        Cipher(key.clone())
    }

    /// Nonce, sealed bytes, tag.
    pub(super) fn seal(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE];
        random(&mut nonce)?;
        let sealed =
            bieu_cipher::seal(&self.0, &nonce, place, plain).ok_or(StoreError::TooLarge {
                bytes: plain.len() as u64,
            })?;
        let mut bytes = Vec::with_capacity(NONCE + sealed.len());
        bytes.extend(nonce);
        bytes.extend(sealed);
        Ok(bytes)
    }

    /// What was sealed at this very place; nothing for anything else.
    pub(super) fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
        bieu_cipher::open(&self.0, nonce, place, rest)
    }
}

/// The keys of an open store.
pub(super) struct Keys {
    pub(super) journal: Cipher,
    pub(super) view: Cipher,
    pub(super) notes: Cipher,
    labels: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    pub(super) fn of(key: &DataKey) -> Keys {
        let cipher = |purpose: &[u8]| Cipher::new(&key.derive(purpose, &[]));
        Keys {
            journal: cipher(b"journal"),
            view: cipher(b"view"),
            notes: cipher(b"notes"),
            labels: key.derive(b"labels", &[]),
        }
    }

    /// A hash of a label that nobody without the key can try labels against.
    pub(super) fn label(&self, label: &[u8]) -> [u8; 16] {
        let hash = keyed(&self.labels, &[label]);
        hash.first_chunk().copied().unwrap_or_default()
    }
}

/// Fills with random bytes of the system.
pub(super) fn random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::getrandom(bytes).map_err(|error| StoreError::Io {
        doing: "random",
        source: std::io::Error::other(error.to_string()),
    })
}
