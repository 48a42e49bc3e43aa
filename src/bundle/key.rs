//! Device keys: ordinary OpenSSH Ed25519 keys.

use std::fmt;

use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::public::{Ed25519PublicKey, KeyData};
use ssh_key::{Cipher, HashAlg, Kdf, LineEnding, PrivateKey, SshSig};
use zeroize::Zeroizing;

/// The longest public line and private key text that are read, in bytes.
const MAX_TEXT: usize = 16 * 1024;
/// Rounds of bcrypt-pbkdf for a passphrase: what `ssh-keygen` uses today (about 0.2 s on an old laptop).
const ROUNDS: u32 = 24;

/// Why a key is not read or not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not an OpenSSH key.
    #[error("not an OpenSSH key")]
    Unreadable,
    /// An OpenSSH key, but not Ed25519.
    #[error("not an Ed25519 key")]
    Kind,
    /// The private key is protected and no passphrase was given.
    #[error("the key needs its passphrase")]
    PassphraseMissing,
    /// The passphrase is not the one.
    #[error("wrong passphrase")]
    PassphraseWrong,
    /// The key could not be written or could not sign.
    #[error("the key cannot be used")]
    Unusable,
}

impl KeyError {
    /// Stable code for messages.
    pub fn code(self) -> &'static str {
        match self {
            KeyError::Unreadable => "key-unreadable",
            KeyError::Kind => "key-kind",
            KeyError::PassphraseMissing => "key-passphrase-missing",
            KeyError::PassphraseWrong => "key-passphrase-wrong",
            KeyError::Unusable => "key-unusable",
        }
    }
}

/// A private device key. Printing it for debugging shows only the fingerprint.
pub struct Key {
    private: PrivateKey,
    public: PublicKey,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.public.fingerprint())
    }
}

impl Key {
    /// A new key of 32 fresh random bytes.
    pub fn generate(seed: [u8; 32]) -> Key {
        let pair = Ed25519Keypair::from_seed(&seed);
        let public = PublicKey::of(pair.public);
        Key {
            private: PrivateKey::from(pair),
            public,
        }
    }

    /// Reads the private key text that `ssh-keygen -t ed25519` or [`Key::to_openssh`] wrote.
    ///
    /// # Errors
    /// If the text is not a key, is of another kind, or the passphrase is missing or wrong.
    pub fn from_openssh(text: &str, passphrase: Option<&[u8]>) -> Result<Key, KeyError> {
        if text.len() > MAX_TEXT {
            return Err(KeyError::Unreadable);
        }
        let mut private = PrivateKey::from_openssh(text).map_err(|_| KeyError::Unreadable)?;
        if private.public_key().key_data().ed25519().is_none() {
            return Err(KeyError::Kind);
        }
        if private.is_encrypted() {
            let passphrase = passphrase.ok_or(KeyError::PassphraseMissing)?;
            private = private
                .decrypt(passphrase)
                .map_err(|_| KeyError::PassphraseWrong)?;
        }
        let KeypairData::Ed25519(pair) = private.key_data() else {
            return Err(KeyError::Kind);
        };
        Ok(Key {
            public: PublicKey::of(pair.public),
            // Without the comment, so that what this program writes does not depend on it.
            private: PrivateKey::from(pair.clone()),
        })
    }

    /// The private key text; with a passphrase and 32 fresh random bytes it is protected by them.
    ///
    /// # Errors
    /// If it cannot be encrypted.
    pub fn to_openssh(&self, protect: Option<(&[u8], [u8; 32])>) -> Result<String, KeyError> {
        let text = match protect {
            None => self.private.to_openssh(LineEnding::LF),
            Some((passphrase, random)) => {
                let (salt, rest) = random.split_at(16);
                let checkint = rest.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b));
                let kdf = Kdf::Bcrypt {
                    salt: salt.to_vec(),
                    rounds: ROUNDS,
                };
                self.private
                    .encrypt_with(Cipher::Aes256Ctr, kdf, checkint, passphrase)
                    .and_then(|key| key.to_openssh(LineEnding::LF))
            }
        };
        text.map(|text| text.to_string())
            .map_err(|_| KeyError::Unusable)
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The 32 bytes that it was made of.
    pub(super) fn seed(&self) -> Option<Zeroizing<[u8; 32]>> {
        let pair = self.private.key_data().ed25519()?;
        Some(Zeroizing::new(pair.private.to_bytes()))
    }

    /// An armoured SSHSIG over the bytes, as `ssh-keygen -Y sign -n <namespace>` makes it.
    pub(super) fn sign(&self, namespace: &str, bytes: &[u8]) -> Result<String, KeyError> {
        self.private
            .sign(namespace, HashAlg::Sha512, bytes)
            .and_then(|signature| signature.to_pem(LineEnding::LF))
            .map_err(|_| KeyError::Unusable)
    }
}

/// A public device key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(Ed25519PublicKey);

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.fingerprint())
    }
}

impl PublicKey {
    fn of(key: Ed25519PublicKey) -> PublicKey {
        PublicKey(key)
    }

    /// Reads an OpenSSH public line, with or without comment.
    ///
    /// # Errors
    /// If it is not one, or of another kind than Ed25519.
    pub fn parse(line: &str) -> Result<PublicKey, KeyError> {
        if line.len() > MAX_TEXT {
            return Err(KeyError::Unreadable);
        }
        let key = ssh_key::PublicKey::from_openssh(line.trim())
            .map_err(|_| KeyError::Unreadable)?
            .key_data()
            .ed25519()
            .map(|key| PublicKey(*key))
            .ok_or(KeyError::Kind)?;
        // One key has one spelling: what a tool would read past, a length that is not there, say, is no key.
        let spelled = line.split_whitespace().take(2);
        match spelled.eq(key.line().split_whitespace()) {
            true => Ok(key),
            false => Err(KeyError::Unreadable),
        }
    }

    /// Its 32 bytes.
    pub(super) fn bytes(&self) -> [u8; 32] {
        self.0.0
    }

    fn data(&self) -> ssh_key::PublicKey {
        ssh_key::PublicKey::from(KeyData::Ed25519(self.0))
    }

    /// The OpenSSH public line without comment: `ssh-ed25519 AAAA…`.
    pub fn line(&self) -> String {
        // Writing 32 bytes into a String does not fail; an empty line would be refused by every reader.
        self.data().to_openssh().unwrap_or_default()
    }

    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.data().fingerprint(HashAlg::Sha256).to_string()
    }

    /// Mã đối chiếu: what two people compare on the phone. The first 16 bytes of the SHA-256 fingerprint
    /// as a number, its last 30 decimal digits in six groups of five: 99 bits, no letters to mishear.
    pub fn code(&self) -> String {
        let print = self.data().fingerprint(HashAlg::Sha256);
        let number = print
            .as_bytes()
            .iter()
            .take(16)
            .fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        let digits = format!("{:030}", number % 10_u128.pow(30));
        let mut code = String::with_capacity(35);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && at % 5 == 0 {
                code.push(' ');
            }
            code.push(digit);
        }
        code
    }

    /// The first bytes of the fingerprint: enough to find a key among those that are known, not to know one.
    pub(super) fn short(&self) -> [u8; 3] {
        let print = self.data().fingerprint(HashAlg::Sha256);
        match print.as_bytes() {
            [a, b, c, ..] => [*a, *b, *c],
            _ => [0; 3],
        }
    }

    /// Whether the signature is this key's, over these bytes, in this namespace.
    pub(super) fn verify(&self, namespace: &str, bytes: &[u8], signature: &Signature) -> bool {
        signature.signer == *self
            && self
                .data()
                .verify(namespace, bytes, &signature.parsed)
                .is_ok()
    }
}

/// An armoured signature that comes back byte for byte, so that there is one spelling of it.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    parsed: SshSig,
    pub(super) signer: PublicKey,
}

impl Signature {
    /// The signature of a key of which only the 64 bytes of Ed25519 were handed on. Whether it is one, only
    /// [`PublicKey::verify`] says.
    pub(super) fn of(signer: &PublicKey, namespace: &str, raw: &[u8]) -> Option<Signature> {
        let raw = ssh_key::Signature::new(ssh_key::Algorithm::Ed25519, raw).ok()?;
        let parsed =
            SshSig::new(KeyData::Ed25519(signer.0), namespace, HashAlg::Sha512, raw).ok()?;
        Some(Signature {
            parsed,
            signer: signer.clone(),
        })
    }

    /// Its 64 bytes.
    pub(super) fn raw(&self) -> &[u8] {
        self.parsed.signature_bytes()
    }

    /// Its armour.
    pub(super) fn armour(&self) -> Option<String> {
        self.parsed.to_pem(LineEnding::LF).ok()
    }

    pub(super) fn parse(armour: &[u8]) -> Option<Signature> {
        let parsed = SshSig::from_pem(armour).ok()?;
        let signer = PublicKey(*parsed.public_key().ed25519()?);
        let same = parsed.to_pem(LineEnding::LF).ok()?.as_bytes() == armour;
        // Nothing is put into the reserved part, so nothing is accepted there.
        (same && parsed.version() == SshSig::VERSION && parsed.reserved().is_empty())
            .then_some(Signature { parsed, signer })
    }
}
