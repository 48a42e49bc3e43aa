//! The seal: what sled's files were when the view was closed well. A view whose files are still exactly
//! that needs no scan; any other is scanned, whatever happened to it.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::guard::Fault;
use super::row;
use crate::store::file::write_whole;

const NAME: &str = "seal";

#[derive(Debug, PartialEq, Eq, bincode::Encode, bincode::Decode)]
struct Seal {
    /// Path below the view's folder, size, CRC-32; ascending.
    files: Vec<(String, u64, u32)>,
}

/// Seals the files below `view/sled`.
pub(super) fn write(view: &Path, sled: &Path) -> io::Result<()> {
    let seal = look(sled)?;
    let mut bytes = row::encode(seal).map_err(|_| io::ErrorKind::InvalidData)?;
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    write_whole(view, NAME, &bytes)
}

/// Whether the files are what the seal says. No seal, or one that cannot be read, is a no.
pub(super) fn holds(view: &Path, sled: &Path) -> bool {
    let read = || -> Option<bool> {
        let bytes = fs::read(view.join(NAME)).ok()?;
        let (body, crc) = bytes.split_last_chunk::<4>()?;
        if crc32fast::hash(body) != u32::from_le_bytes(*crc) {
            return None;
        }
        let seal: Seal = row::decode(body).ok()?;
        Some(look(sled).ok()? == seal)
    };
    read().unwrap_or(false)
}

/// Takes the seal away: the view is not to be trusted.
pub(super) fn breaks(view: &Path) -> Result<(), Fault> {
    match fs::remove_file(view.join(NAME)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Fault::Io),
        _ => Ok(()),
    }
}

fn look(sled: &Path) -> io::Result<Seal> {
    let mut files = Vec::new();
    gather(sled, "", &mut files)?;
    files.sort();
    Ok(Seal { files })
}

fn gather(folder: &Path, under: &str, files: &mut Vec<(String, u64, u32)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{name}/"), files)?;
        } else {
            let (size, crc) = sum(&entry.path())?;
            files.push((name, size, crc));
        }
    }
    Ok(())
}

fn sum(path: &Path) -> io::Result<(u64, u32)> {
    let mut file = fs::File::open(path)?;
    let mut crc = crc32fast::Hasher::new();
    let mut buffer = vec![0; 256 * 1024];
    let mut size = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((size, crc.finalize())),
            Ok(n) => {
                crc.update(buffer.get(..n).unwrap_or_default());
                size += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
