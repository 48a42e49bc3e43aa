//! Rows as sled gets them: the value sealed under its key, and of a label's key the hash keyed, so that nobody can
//! try labels against it. A row without a value has nothing to hide and stays empty: the digest counts it.

use std::borrow::Cow;

use super::guard::Fault;
use super::{key, row};
use crate::store::sealing::Keys;

/// The key under which sled has a row, or the prefix under which it has several.
pub(super) fn outer<'a>(keys: &Keys, key: &'a [u8]) -> Cow<'a, [u8]> {
    let Some((start, hash, rest)) = key::label_parts(key) else {
        return Cow::Borrowed(key);
    };
    Cow::Owned([start, &keys.label(&[start, hash].concat()), rest].concat())
}

/// The value that sled gets for a row.
pub(super) fn seal(keys: &Keys, key: &[u8], value: &[u8]) -> Result<Vec<u8>, Fault> {
    let value = match key::label_parts(key) {
        // What the keyed hash stands for, so that the row reads back whole.
        Some((_, hash, _)) => Cow::Owned([hash, value].concat()),
        None if value.is_empty() => return Ok(Vec::new()),
        None => Cow::Borrowed(value),
    };
    let sealed = keys.view.seal(&outer(keys, key), &value);
    sealed.map_err(|_| Fault::Io)
}

/// Key and value of a row as sled has it.
pub(super) fn read<'a>(
    keys: &Keys,
    outer: &'a [u8],
    stored: &[u8],
) -> Result<(Cow<'a, [u8]>, Vec<u8>), Fault> {
    if stored.is_empty() && key::label_parts(outer).is_none() {
        return Ok((Cow::Borrowed(outer), Vec::new()));
    }
    let mut value = keys.view.open(outer, stored).ok_or(Fault::Sealed)?;
    let Some((start, keyed, rest)) = key::label_parts(outer) else {
        return Ok((Cow::Borrowed(outer), value));
    };
    let tail = value.split_off(keyed.len().min(value.len()));
    Ok((Cow::Owned([start, value.as_slice(), rest].concat()), tail))
}

/// The row about the view: its version in clear in front.
pub(super) fn meta(keys: &Keys, meta: &row::MetaRow) -> Result<Vec<u8>, Fault> {
    let sealed = keys.view.seal(key::META, &row::encode(meta)?);
    let sealed = sealed.map_err(|_| Fault::Io)?;
    Ok([row::encode(meta.version)?, sealed].concat())
}

/// What [`meta`] made.
pub(super) fn read_meta(keys: &Keys, stored: &[u8]) -> Result<row::MetaRow, Fault> {
    let version = row::version(stored)?;
    let sealed = stored.strip_prefix(row::encode(version)?.as_slice());
    let opened = keys.view.open(key::META, sealed.ok_or(Fault::Row)?);
    let meta: row::MetaRow = row::decode(&opened.ok_or(Fault::Foreign)?)?;
    if meta.version == version {
        Ok(meta)
    } else {
        Err(Fault::Row)
    }
}
