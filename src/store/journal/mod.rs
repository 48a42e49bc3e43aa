//! The journal: what was said, in order, durable before anybody is told so.
//!
//! **What this room is.** Numbered append-only segments of frames; one frame is one commit. Space is
//! reserved with zeros ahead of the frames, so that an append needs `fdatasync` and nothing else. What a frame
//! carries is sealed; what opens it stands in `slots.toml` beside the segments.
//!
//! **What it must never do.** Skip or truncate anything that may have been acknowledged; write again
//! after a failed write (the handle is dead then: open again and read what is there).
//!
//! **Where to start reading.** [`Journal::append`], then [`Journal::open`], then `frame`.

mod frame;
mod read;
mod rewrite;
mod segment;

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex};

use frame::{FRAME_END, FRAME_START, HEADER, PLAIN, Place, VERSION};
pub(crate) use frame::{MAX_PAYLOAD, Mark};
pub(super) use read::{Frame, Frames};
pub(super) use rewrite::Under;
use segment::{Segment, Step, file_name};
use zeroize::Zeroizing;

use super::file::{File, Folder, Recorder};
use super::sealing::{self, DataKey, Keys, Slots};
use super::{Notice, StoreError};

/// A segment is followed by the next one when it would grow beyond this.
const SEGMENT: u64 = 8 * 1024 * 1024;
/// Space reserved at a time.
const RESERVE: u64 = 256 * 1024;
const HEAD: &str = "head";
const NEXT: &str = "next.tmp";
const NEW_SLOTS: &str = "slots.new";

/// The open journal. Holds the lock.
pub(super) struct Journal {
    folder: Folder,
    _lock: fs::File,
    identity: [u8; 16],
    slots: Slots,
    keys: Arc<Keys>,
    file: File,
    /// Version of the newest segment, and the chain at its start.
    version: u32,
    opening: [u8; 32],
    end: Mark,
    reserved: u64,
    head: File,
    dead: bool,
    /// The segment last read from by place.
    reading: Mutex<Option<Segment>>,
}

/// Bytes behind the last whole frame that were never acknowledged, as far as the journal itself knows.
pub(super) struct Tail {
    what: &'static str,
}

impl Journal {
    /// Makes a new journal; `identity` is 16 fresh random bytes. Without a passphrase its key stands in clear.
    pub(super) fn create(
        path: &Path,
        identity: [u8; 16],
        passphrase: Option<&[u8]>,
        recorder: Recorder,
    ) -> Result<Journal, StoreError> {
        let io = || StoreError::io("journal-create");
        fs::create_dir_all(path).map_err(io())?;
        let lock = lock(path)?;
        let folder = Folder::new(path.to_owned(), recorder);
        if !segments(&folder, 0)?.is_empty() || folder.path().join(sealing::FILE).exists() {
            // Slots without a segment are left of an attempt that was interrupted.
            let begun = read_slots(&folder)?.map_or(0, |slots| slots.generation);
            if !segments(&folder, begun)?.is_empty() {
                return Err(StoreError::Exists);
            }
        }
        let key = DataKey::random()?;
        let keys = Arc::new(Keys::of(&key));
        let slots = Slots::new(key, 0, 0, passphrase)?;
        write_slots(&folder, &slots)?;
        let end = Mark {
            segment: 1,
            offset: HEADER as u64,
            chain: [0; 32],
        };
        let head = folder.create(HEAD).map_err(io())?;
        head.write_at(0, &frame::encode_head(identity, end))
            .map_err(io())?;
        head.sync().map_err(io())?;
        let file = new_segment(&folder, identity, 1, [0; 32])?;
        let file = publish(&folder, file, &file_name(0, 1))?;
        // The folder's own name must be durable too.
        if let Some(parent) = path.parent() {
            super::file::sync_folder(parent).map_err(io())?;
        }
        Ok(Journal {
            folder,
            _lock: lock,
            identity,
            slots,
            keys,
            file,
            version: VERSION,
            opening: [0; 32],
            end,
            reserved: RESERVE,
            head,
            dead: false,
            reading: Mutex::new(None),
        })
    }

    /// Opens a journal: reads the newest segment whole and the names of the others.
    /// A tail that may be torn is handed back and must be settled before anything is appended.
    pub(super) fn open(
        path: &Path,
        passphrase: Option<&[u8]>,
        recorder: Recorder,
    ) -> Result<(Journal, Option<Tail>), StoreError> {
        if !path.is_dir() {
            return Err(StoreError::Missing);
        }
        let lock = lock(path)?;
        let folder = Folder::new(path.to_owned(), recorder);
        let slots = read_slots(&folder)?;
        let generation = slots.as_ref().map_or(0, |slots| slots.generation);
        let numbers = segments(&folder, generation)?;
        let newest = match numbers.last() {
            Some(newest) => *newest,
            // Segments that the slots do not count: something is wrong, and nothing may be set up over it.
            None if has_segments(&folder)? => return Err(missing(1)),
            None => return Err(StoreError::Missing),
        };
        if let Some((expected, _)) = (1..).zip(&numbers).find(|(want, number)| want != *number) {
            return Err(missing(expected));
        }
        let segment = Segment::open(&folder, generation, newest)?;
        let (slots, keys, first) = match slots {
            Some(slots) => {
                let keys = Keys::of(&slots.unlock(passphrase)?);
                (slots, keys, false)
            }
            // A journal of version 1 becomes sealed from its next segment on.
            None if segment.version == PLAIN => {
                let key = DataKey::random()?;
                let keys = Keys::of(&key);
                (Slots::new(key, 0, newest, None)?, keys, true)
            }
            None => {
                return Err(StoreError::Slots {
                    what: "slots-missing",
                });
            }
        };
        may_be_plain(&slots, &segment)?;
        let acknowledged = read_head(path)
            .filter(|(identity, _)| *identity == segment.identity)
            .map(|(_, mark)| mark);
        if let Some(mark) = acknowledged.filter(|mark| mark.segment > newest) {
            return Err(missing(mark.segment));
        }
        let acknowledged = acknowledged.filter(|mark| mark.segment == newest);
        let (end, tail) = scan(&segment, acknowledged)?;
        // Nothing was changed up to here.
        if first {
            write_slots(&folder, &slots)?;
        }
        let head = match folder.open(HEAD) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => folder.create(HEAD),
            opened => opened,
        }
        .map_err(StoreError::io("journal-open"))?;
        // An interrupted rotation leaves a file that holds nothing yet.
        if folder.path().join(NEXT).exists() {
            folder
                .remove(NEXT)
                .map_err(StoreError::io("journal-open"))?;
        }
        if acknowledged != Some(end) && tail.is_none() {
            // The last program did not close: a frame may be written and not yet durable.
            segment
                .file
                .sync()
                .map_err(StoreError::io("journal-sync"))?;
        }
        let journal = Journal {
            identity: segment.identity,
            slots,
            keys: Arc::new(keys),
            version: segment.version,
            opening: segment.chain,
            reserved: segment.len,
            file: segment.file,
            folder,
            _lock: lock,
            end,
            head,
            dead: tail.is_some(),
            reading: Mutex::new(None),
        };
        journal.sweep();
        Ok((journal, tail))
    }

    /// Puts a torn tail aside, unless the view knew something of it: then it was acknowledged.
    pub(super) fn settle(
        &mut self,
        tail: &Tail,
        known: Option<Mark>,
    ) -> Result<Notice, StoreError> {
        let end = self.end;
        if known.is_some_and(|known| (known.segment, known.offset) > (end.segment, end.offset)) {
            return Err(StoreError::Damaged {
                segment: end.segment,
                offset: end.offset,
                what: tail.what,
            });
        }
        let io = || StoreError::io("journal-aside");
        let segment = self.segment(end.segment)?;
        let bytes = segment.rest(end.offset)?;
        let name = (1..10_000)
            .map(|n| {
                let generation = self.slots.generation;
                format!(
                    "aside-{generation:04}-{:08}-{}-{n}.bin",
                    end.segment, end.offset
                )
            })
            .find(|name| !self.folder.path().join(name).exists())
            .ok_or(StoreError::NotDurable)?;
        let aside = self.folder.create(&name).map_err(io())?;
        aside.write_at(0, &bytes).map_err(io())?;
        aside.sync().map_err(io())?;
        self.folder.sync().map_err(io())?;
        self.file.set_len(end.offset).map_err(io())?;
        self.file.sync().map_err(io())?;
        self.reserved = end.offset;
        self.dead = false;
        Ok(Notice::TailPutAside {
            bytes: bytes.len() as u64,
            file: name,
        })
    }

    /// Appends one frame and makes it durable. Returns where it starts.
    pub(super) fn append(&mut self, payload: &[u8]) -> Result<Mark, StoreError> {
        if self.dead {
            return Err(StoreError::NotDurable);
        }
        let too_large = || StoreError::TooLarge {
            bytes: payload.len() as u64,
        };
        if payload.len() > MAX_PAYLOAD {
            return Err(too_large());
        }
        let most = (FRAME_START + payload.len() + sealing::OVERHEAD + FRAME_END) as u64;
        if self.end.offset + most > SEGMENT && self.end.offset > HEADER as u64 {
            self.rotate()?;
        }
        let start = self.end;
        let place = Place {
            identity: self.identity,
            segment: start.segment,
            offset: start.offset,
        };
        let payload = match self.version {
            PLAIN => Cow::Borrowed(payload),
            _ => Cow::Owned(
                self.keys
                    .journal
                    .seal(&place.bound(&self.opening), payload)?,
            ),
        };
        let frame = frame::encode(place, &payload).ok_or_else(too_large)?;
        let len = frame.len() as u64;
        self.reserve(len)?;
        // Until the fdatasync has returned, nobody knows what is on the disk.
        self.dead = true;
        self.file
            .write_at(start.offset, &frame)
            .map_err(StoreError::io("journal-write"))?;
        self.file
            .sync_content()
            .map_err(StoreError::io("journal-sync"))?;
        self.dead = false;
        self.end.offset += len;
        self.end.chain = frame::next_chain(&start.chain, &payload);
        // Not fsynced: it only says that at least this much was durable, and it may lag behind.
        // Losing it makes a damaged last frame look torn, never the other way round.
        let _ = self
            .head
            .write_at(0, &frame::encode_head(self.identity, self.end));
        Ok(start)
    }

    fn reserve(&mut self, len: u64) -> Result<(), StoreError> {
        let needed = self.end.offset + len;
        if needed <= self.reserved {
            return Ok(());
        }
        let target = needed.max(self.reserved + RESERVE);
        let zeros = vec![0; usize::try_from(target - self.reserved).unwrap_or(0)];
        // A full disk here leaves only zeros behind the end, so the journal stays usable.
        self.file
            .write_at(self.reserved, &zeros)
            .map_err(StoreError::io("journal-reserve"))?;
        if let Err(error) = self.file.sync() {
            self.dead = true;
            return Err(StoreError::io("journal-sync")(error));
        }
        self.reserved = target;
        Ok(())
    }

    fn rotate(&mut self) -> Result<(), StoreError> {
        let number = self.end.segment + 1;
        let next = new_segment(&self.folder, self.identity, number, self.end.chain)?;
        self.dead = true;
        self.file
            .set_len(self.end.offset)
            .and_then(|()| self.file.sync())
            .map_err(StoreError::io("journal-sync"))?;
        let name = file_name(self.slots.generation, number);
        self.file = publish(&self.folder, next, &name)?;
        (self.version, self.opening) = (VERSION, self.end.chain);
        self.end = Mark {
            segment: number,
            offset: HEADER as u64,
            chain: self.end.chain,
        };
        self.reserved = RESERVE;
        self.write_head()?;
        self.dead = false;
        Ok(())
    }

    fn write_head(&self) -> Result<(), StoreError> {
        self.head
            .write_at(0, &frame::encode_head(self.identity, self.end))
            .and_then(|()| self.head.sync_content())
            .map_err(StoreError::io("journal-sync"))
    }

    /// Notes how far the journal goes, durably. Nothing is lost if this is never called.
    pub(super) fn close(&self) -> Result<(), StoreError> {
        if self.dead {
            return Err(StoreError::NotDurable);
        }
        self.write_head()
    }

    /// Whether a write failed: nothing more can be appended before opening again.
    pub(super) fn is_dead(&self) -> bool {
        self.dead
    }

    /// Where the next frame goes.
    pub(super) fn end(&self) -> Mark {
        self.end
    }

    /// The keys, for the view.
    pub(super) fn keys(&self) -> &Arc<Keys> {
        &self.keys
    }

    /// Whether the data key stands in clear.
    pub(super) fn is_open(&self) -> bool {
        self.slots.is_open()
    }

    fn segment(&self, number: u32) -> Result<Segment, StoreError> {
        let segment = Segment::open(&self.folder, self.slots.generation, number)?;
        may_be_plain(&self.slots, &segment)?;
        Ok(segment)
    }

    /// 16 random bytes made with the journal; copies of a folder share them.
    pub(super) fn identity(&self) -> [u8; 16] {
        self.identity
    }
}

/// Walks the newest segment to its end. `acknowledged` must lie on the way.
fn scan(segment: &Segment, acknowledged: Option<Mark>) -> Result<(Mark, Option<Tail>), StoreError> {
    let mut end = Mark {
        segment: segment.number,
        offset: HEADER as u64,
        chain: segment.chain,
    };
    let damaged = |offset, what| StoreError::Damaged {
        segment: segment.number,
        offset,
        what,
    };
    let owed = |end: Mark| acknowledged.is_some_and(|mark| mark.offset > end.offset);
    loop {
        if acknowledged.is_some_and(|mark| mark.offset == end.offset && mark.chain != end.chain) {
            return Err(damaged(end.offset, "chain"));
        }
        match segment.step(end.offset)? {
            Step::Frame { payload, next } => {
                end.offset = next;
                end.chain = frame::next_chain(&end.chain, &payload);
            }
            Step::End if owed(end) => return Err(damaged(end.offset, "frames-missing")),
            Step::End => return Ok((end, None)),
            Step::Broken(what) => {
                if owed(end) || segment.frame_behind(end.offset)? {
                    return Err(damaged(end.offset, what));
                }
                return Ok((end, Some(Tail { what })));
            }
        }
    }
}

/// How far the journal was acknowledged, if the head file can say.
fn read_head(path: &Path) -> Option<([u8; 16], Mark)> {
    let mut bytes = Vec::new();
    let head = fs::File::open(path.join(HEAD)).ok()?;
    head.take(128).read_to_end(&mut bytes).ok()?;
    frame::decode_head(&bytes)
}

fn missing(segment: u32) -> StoreError {
    StoreError::Damaged {
        segment,
        offset: 0,
        what: "segment-missing",
    }
}

fn lock(path: &Path) -> Result<fs::File, StoreError> {
    let file = fs::File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path.join("lock"))
        .map_err(StoreError::io("journal-lock"))?;
    // A window that is just closing, or a child process between fork and exec, holds it a moment longer.
    for pause in [1, 5, 20, 80, 160, 320] {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) => {
                std::thread::sleep(std::time::Duration::from_millis(pause));
            }
            Err(fs::TryLockError::Error(error)) => {
                return Err(StoreError::io("journal-lock")(error));
            }
        }
    }
    Err(StoreError::InUse)
}

/// Generation and number of every segment there, ascending.
fn all_segments(folder: &Folder) -> Result<Vec<(u32, u32)>, StoreError> {
    let io = || StoreError::io("journal-open");
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder.path()).map_err(io())? {
        let name = entry.map_err(io())?.file_name();
        numbers.extend(name.to_str().and_then(segment::number_of));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

fn has_segments(folder: &Folder) -> Result<bool, StoreError> {
    Ok(!all_segments(folder)?.is_empty())
}

/// Numbers of the segments of a generation, ascending.
fn segments(folder: &Folder, generation: u32) -> Result<Vec<u32>, StoreError> {
    let mut all = all_segments(folder)?;
    all.retain(|(of, _)| *of == generation);
    Ok(all.into_iter().map(|(_, number)| number).collect())
}

/// A sealed journal takes no payload in clear, so that nobody can slip one in.
fn may_be_plain(slots: &Slots, segment: &Segment) -> Result<(), StoreError> {
    if segment.version != PLAIN || segment.number <= slots.plain {
        return Ok(());
    }
    Err(StoreError::Damaged {
        segment: segment.number,
        offset: 0,
        what: "segment-plain",
    })
}

/// The slots, if there are any.
fn read_slots(folder: &Folder) -> Result<Option<Slots>, StoreError> {
    let io = || StoreError::io("journal-open");
    let file = match fs::File::open(folder.path().join(sealing::FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(io())?,
    };
    let mut bytes = Zeroizing::new(Vec::new());
    let most = sealing::MOST_BYTES as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(io())?;
    Slots::parse(&bytes).map(Some)
}

/// Puts the slots in place of those before: a power cut leaves the old or the new.
fn write_slots(folder: &Folder, slots: &Slots) -> Result<(), StoreError> {
    let io = || StoreError::io("journal-slots");
    let text = slots.print()?;
    let file = folder.create(NEW_SLOTS).map_err(io())?;
    file.write_at(0, text.as_bytes()).map_err(io())?;
    file.sync().map_err(io())?;
    drop(file);
    folder.replace(NEW_SLOTS, sealing::FILE).map_err(io())
}

/// A segment under a name that does not count yet.
fn new_segment(
    folder: &Folder,
    identity: [u8; 16],
    number: u32,
    chain: [u8; 32],
) -> Result<File, StoreError> {
    let io = || StoreError::io("journal-create");
    let file = folder.create(NEXT).map_err(io())?;
    let mut bytes = frame::encode_header(identity, number, chain);
    bytes.resize(usize::try_from(RESERVE).unwrap_or(HEADER), 0);
    file.write_at(0, &bytes).map_err(io())?;
    file.sync().map_err(io())?;
    Ok(file)
}

/// Gives a finished new segment its name.
fn publish(folder: &Folder, file: File, name: &str) -> Result<File, StoreError> {
    folder
        .rename(file.name(), name)
        .and_then(|()| folder.sync())
        .map_err(StoreError::io("journal-create"))?;
    Ok(file.named(name))
}
