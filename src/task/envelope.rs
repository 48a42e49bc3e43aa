//! The envelope at the door: what leaves is encrypted to the receiving office, what comes in is opened with this
//! device's key. Inside the house a bundle is the bundle.

use std::path::Path as FilePath;

use super::{Export, TaskError};
use crate::bundle::{Bad, decrypt, encrypt, is_encrypted};
use crate::workspace::{WorkspaceError, device_key};

/// The file that is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name proposed for it: any name is fine.
    pub name: String,
    /// How many devices and recovery papers open it; none if it is not encrypted and everybody does.
    pub readers: usize,
}

impl Export {
    /// The file to hand on: encrypted to every device of the receiving office that is known here and to its recovery
    /// papers. In clear where none is known, or where `clear` asks for it.
    ///
    /// # Errors
    /// If it cannot be encrypted: it is never handed on in clear instead.
    pub fn outgoing(&self, clear: bool) -> Result<Outgoing, TaskError> {
        if clear || self.recipients.is_empty() {
            return Ok(Outgoing {
                bytes: self.bytes.clone(),
                name: self.file_name.clone(),
                readers: 0,
            });
        }
        let bytes =
            encrypt(&self.bytes, &self.recipients).ok_or(TaskError::Seal("seal-envelope"))?;
        Ok(Outgoing {
            bytes,
            name: format!("{}.age", self.file_name),
            readers: self.recipients.len(),
        })
    }
}

/// The bundle in a file as it came, with the key of the workspace in `dir`; a file without an envelope is the bundle.
/// Takes no lock.
///
/// # Errors
/// If the key is needed and cannot be read. [`Bad`] if the file is not for this device or was damaged.
pub fn open_envelope(
    file: Vec<u8>,
    dir: &FilePath,
    passphrase: Option<&[u8]>,
) -> Result<Result<Vec<u8>, Bad>, WorkspaceError> {
    if !is_encrypted(&file) {
        return Ok(Ok(file));
    }
    let key = device_key(dir, passphrase)?;
    Ok(decrypt(&file, &key))
}
