//! Signing and verifying heads.

use super::key::Signature;
use super::{HEAD_NAMESPACE, Key, KeyError, PublicKey};
use crate::record::{EditId, SignedHead, WriterId};

/// Signs the last edit of a writer's chain with the writer's key.
///
/// # Errors
/// If the key cannot sign.
pub fn sign_head(
    key: &Key,
    writer: WriterId,
    seq: u64,
    edit: EditId,
) -> Result<SignedHead, KeyError> {
    Ok(SignedHead {
        writer,
        seq,
        edit,
        key: key.public().line(),
        signature: key.sign(HEAD_NAMESPACE, &SignedHead::message(writer, seq, edit))?,
    })
}

/// Whether the signature is the named key's. Whether that key is the writer's, only its first edit says.
pub fn verify_head(head: &SignedHead) -> bool {
    let Some(signature) = Signature::parse(head.signature.as_bytes()) else {
        return false;
    };
    let Ok(key) = PublicKey::parse(&head.key) else {
        return false;
    };
    let message = SignedHead::message(head.writer, head.seq, head.edit);
    key.line() == head.key && key.verify(HEAD_NAMESPACE, &message, &signature)
}
