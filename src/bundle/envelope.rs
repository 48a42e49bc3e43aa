//! The envelope around what leaves the house: an ordinary `age` file (X25519) that `age -d` opens too.
//!
//! The recipient of a device is its Ed25519 key seen on the Montgomery curve, as `ssh-to-age` makes it: it follows from
//! the public key that people compare on the phone, so there is no second key to exchange, to bind, or to lose.

use std::io::{Read, Write};

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use ed25519_dalek::{SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use super::container::MAX_BUNDLE;
use super::open::{Bad, Part, Reason};
use super::{Key, PublicKey};

/// How every such file begins.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// Where its header must have ended: several hundred devices have room in it, and trying a key on each costs time.
const MAX_HEADER: usize = 64 << 10;
/// The largest file with an envelope around it, in bytes: `age` adds 16 bytes to every 64 KiB.
pub const MAX_ENVELOPE: usize = MAX_BUNDLE + MAX_BUNDLE / 4096 + MAX_HEADER;
/// The most devices that a bundle is encrypted to.
const MOST_RECIPIENTS: usize = 256;

/// Whether a file is encrypted.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl PublicKey {
    /// `age1…`, for `age -r`; none of a key that is no point of the curve.
    pub fn recipient(&self) -> Option<String> {
        let point = VerifyingKey::from_bytes(&self.bytes())
            .ok()?
            .to_montgomery();
        bech32::encode::<Bech32>(Hrp::parse("age").ok()?, point.as_bytes()).ok()
    }
}

impl Key {
    /// `AGE-SECRET-KEY-1…`, for `age -d -i`: whoever has it reads what is sent to this device.
    pub fn identity(&self) -> Option<Zeroizing<String>> {
        let seed = self.seed()?;
        let scalar = Zeroizing::new(SigningKey::from_bytes(&seed).to_scalar_bytes());
        let hrp = Hrp::parse("age-secret-key-").ok()?;
        let text = bech32::encode_upper::<Bech32>(hrp, scalar.as_slice()).ok()?;
        Some(Zeroizing::new(text))
    }
}

/// Encrypts to the devices of these keys; each opens it alone. None if there is nobody to encrypt to, or too many.
pub fn encrypt(bytes: &[u8], to: &[PublicKey]) -> Option<Vec<u8>> {
    let recipients: Vec<Recipient> = to
        .iter()
        .filter_map(|key| key.recipient()?.parse().ok())
        .collect();
    if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
        return None;
    }
    let each = recipients.iter().map(|to| to as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(each).ok()?;
    let mut file = Vec::with_capacity(bytes.len() + bytes.len() / 4096 + 4096);
    let mut writer = encryptor.wrap_output(&mut file).ok()?;
    writer.write_all(bytes).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// What an encrypted file holds.
///
/// # Errors
/// If this key is none of those that it was encrypted to, the file is damaged, or it holds more than a bundle may.
pub fn decrypt(file: &[u8], key: &Key) -> Result<Vec<u8>, Bad> {
    let bad = |reason| Bad::new(Part::Envelope, reason);
    let head = file.get(..MAX_HEADER.min(file.len())).unwrap_or_default();
    if file.len() > MAX_ENVELOPE || !head.windows(5).any(|bytes| bytes == b"\n--- ") {
        return Err(bad(Reason::EnvelopeShape));
    }
    let identity: Identity = key
        .identity()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| bad(Reason::NotRecipient))?;
    let decryptor = age::Decryptor::new(file).map_err(|_| bad(Reason::EnvelopeShape))?;
    let opened = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
    let reader = opened.map_err(|error| {
        bad(match error {
            age::DecryptError::NoMatchingKeys => Reason::NotRecipient,
            _ => Reason::EnvelopeShape,
        })
    })?;
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BUNDLE).unwrap_or(u64::MAX);
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() <= MAX_BUNDLE => Ok(bytes),
        Ok(_) => Err(bad(Reason::TooLarge)),
        Err(_) => Err(bad(Reason::EnvelopeShape)),
    }
}
