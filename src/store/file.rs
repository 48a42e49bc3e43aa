//! The journal's files as the journal uses them. Every change of the disk goes through here, so that
//! a [`Recorder`] can say afterwards what was written and what was fsynced, in order: the power-cut tests
//! rebuild the disk from exactly that.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// One change of the journal's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A file came to be, empty.
    Create {
        /// File name.
        file: String,
    },
    /// Bytes were written, not yet durable.
    Write {
        /// File name.
        file: String,
        /// Where in the file.
        offset: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// The file's length was set, not yet durable.
    Resize {
        /// File name.
        file: String,
        /// New length.
        len: u64,
    },
    /// Everything written to the file so far is durable.
    Sync {
        /// File name.
        file: String,
    },
    /// A file was renamed, not yet durable.
    Rename {
        /// Old name.
        from: String,
        /// New name.
        to: String,
    },
    /// A file was removed, not yet durable.
    Remove {
        /// File name.
        file: String,
    },
    /// Names in the folder are durable as they are.
    SyncFolder,
}

/// Keeps what happened to the journal's folder. The default keeps nothing and costs one branch.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Option<Arc<Mutex<Vec<Event>>>>);

impl Recorder {
    /// A recorder that keeps everything.
    pub fn keeping() -> Recorder {
        Recorder(Some(Arc::default()))
    }

    /// Notes an event.
    pub fn note(&self, event: impl FnOnce() -> Event) {
        if let Some(events) = &self.0 {
            events
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(event());
        }
    }

    /// Everything noted so far, in order.
    pub fn events(&self) -> Vec<Event> {
        self.0.as_ref().map_or_else(Vec::new, |events| {
            events
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()
        })
    }
}

/// The journal's folder.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: PathBuf,
    recorder: Recorder,
}

impl Folder {
    pub(super) fn new(path: PathBuf, recorder: Recorder) -> Folder {
        Folder { path, recorder }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A new file; one that is left over from an interrupted attempt is emptied.
    pub(super) fn create(&self, name: &str) -> io::Result<File> {
        let file = fs::File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(self.path.join(name))?;
        self.recorder.note(|| Event::Create { file: name.into() });
        Ok(File {
            file,
            name: name.into(),
            recorder: self.recorder.clone(),
        })
    }

    pub(super) fn open(&self, name: &str) -> io::Result<File> {
        let file = fs::File::options()
            .read(true)
            .write(true)
            .open(self.path.join(name))?;
        Ok(File {
            file,
            name: name.into(),
            recorder: self.recorder.clone(),
        })
    }

    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))?;
        self.recorder.note(|| Event::Rename {
            from: from.into(),
            to: to.into(),
        });
        Ok(())
    }

    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))?;
        self.recorder.note(|| Event::Remove { file: name.into() });
        Ok(())
    }

    /// Overwrites a file with zeros before it is removed. What the disk itself keeps of it is out of reach.
    pub(super) fn wipe(&self, name: &str) -> io::Result<()> {
        let file = self.open(name)?;
        let zeros = vec![0; 64 * 1024];
        let (mut at, len) = (0, file.len()?);
        while at < len {
            let part = usize::try_from(len - at).unwrap_or(zeros.len());
            file.write_at(at, zeros.get(..part).unwrap_or(&zeros))?;
            at += part.min(zeros.len()) as u64;
        }
        file.sync()?;
        drop(file);
        self.remove(name)
    }

    /// Puts a file in the place of another for good, and overwrites what stood there: a key may have.
    pub(super) fn replace(&self, from: &str, to: &str) -> io::Result<()> {
        let old = fs::File::options().write(true).open(self.path.join(to));
        let old = match (self.rename(from, to), old) {
            (Ok(()), old) => old.ok(),
            (Err(error), Err(_)) => return Err(error),
            // Some systems rename nothing over a file that is open.
            (Err(_), Ok(old)) => {
                drop(old);
                self.rename(from, to)?;
                None
            }
        };
        self.sync()?;
        if let Some(old) = old {
            // The name is another's already; what cannot be overwritten is only not overwritten.
            let _ = overwrite(&old);
        }
        Ok(())
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        sync_folder(&self.path)?;
        self.recorder.note(|| Event::SyncFolder);
        Ok(())
    }
}

/// Puts zeros over the whole of the file at a path, durably, before it is removed.
///
/// # Errors
/// What the system refuses.
pub fn overwrite_file(path: &Path) -> io::Result<()> {
    overwrite(&fs::File::options().write(true).open(path)?)
}

/// Puts zeros over the whole of a file, durably.
pub(super) fn overwrite(mut file: &fs::File) -> io::Result<()> {
    let zeros = vec![0; 64 * 1024];
    let mut left = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    while left > 0 {
        let part = usize::try_from(left).unwrap_or(zeros.len());
        file.write_all(zeros.get(..part).unwrap_or(&zeros))?;
        left -= part.min(zeros.len()) as u64;
    }
    file.sync_all()
}

/// Makes names in a folder durable. Windows offers no such call and NTFS journals names itself.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs::File::open(path)?.sync_all()?;
    }
    Ok(())
}

/// One open file of the journal.
#[derive(Debug)]
pub(super) struct File {
    file: fs::File,
    name: String,
    recorder: Recorder,
}

impl File {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn named(mut self, name: &str) -> File {
        self.name = name.into();
        self
    }

    pub(super) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    pub(super) fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        write_at(&self.file, offset, bytes)?;
        self.recorder.note(|| Event::Write {
            file: self.name.clone(),
            offset,
            bytes: bytes.to_vec(),
        });
        Ok(())
    }

    /// Reads up to the buffer's length; fewer bytes only at the end of the file.
    pub(super) fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(offset))?;
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match file.read(rest) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    pub(super) fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)?;
        self.recorder.note(|| Event::Resize {
            file: self.name.clone(),
            len,
        });
        Ok(())
    }

    /// Content is durable; enough where length and place on disk were durable before.
    pub(super) fn sync_content(&self) -> io::Result<()> {
        self.file.sync_data()?;
        self.note_sync();
        Ok(())
    }

    /// Content and length are durable.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()?;
        self.note_sync();
        Ok(())
    }

    fn note_sync(&self) {
        self.recorder.note(|| Event::Sync {
            file: self.name.clone(),
        });
    }
}

#[cfg(unix)]
fn write_at(file: &fs::File, offset: u64, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(not(unix))]
fn write_at(mut file: &fs::File, offset: u64, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(bytes)
}

/// Writes a small file so that it is there whole or not at all.
pub(super) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = folder.join(format!("{name}.new"));
    let mut file = fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, folder.join(name))?;
    sync_folder(folder)
}
