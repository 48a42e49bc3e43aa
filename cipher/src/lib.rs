//! XChaCha20-Poly1305 of the `chacha20poly1305` crate in two plain functions, and nothing else.
//!
//! A crate of its own for one reason: that crate is generic through and through, so its code is compiled wherever it is
//! used. Here it is compiled optimised in development too; inside the program it would be a hundred times slower there.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// Bytes of a nonce.
pub const NONCE: usize = 24;
/// Bytes of the tag behind what is sealed.
pub const TAG: usize = 16;

/// Sealed bytes and tag. A nonce must never serve twice under one key. Nothing for what no memory could hold.
pub fn seal(key: &[u8; 32], nonce: &[u8; NONCE], place: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: plain,
        aad: place,
    };
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.encrypt(XNonce::from_slice(nonce), payload).ok()
}

/// What was sealed with this key, nonce and place; nothing for anything else.
pub fn open(key: &[u8; 32], nonce: &[u8; NONCE], place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: sealed,
        aad: place,
    };
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(XNonce::from_slice(nonce), payload).ok()
}
