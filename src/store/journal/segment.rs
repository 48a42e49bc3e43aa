//! One segment, read frame by frame.

use std::io;

use super::frame::{
    self, BadHeader, FRAME_END, FRAME_MAGIC, FRAME_START, HEADER, PLAIN, Place, VERSION,
};
use crate::store::StoreError;
use crate::store::file::{File, Folder};
use crate::store::sealing::Keys;

/// The largest segment file that this program makes is far smaller.
const MAX_FILE: u64 = 64 * 1024 * 1024;

/// The file of a segment. A journal that was rewritten has a generation in front of its numbers.
pub(super) fn file_name(generation: u32, number: u32) -> String {
    match generation {
        0 => format!("{number:08}.seg"),
        _ => format!("{generation:04}-{number:08}.seg"),
    }
}

/// The generation and the number in a segment's file name.
pub(super) fn number_of(name: &str) -> Option<(u32, u32)> {
    let stem = name.strip_suffix(".seg")?;
    let (generation, number) = match stem.split_once('-') {
        Some((generation, number)) => (generation.parse().ok()?, number.parse().ok()?),
        None => (0, stem.parse().ok()?),
    };
    (number > 0 && name == file_name(generation, number)).then_some((generation, number))
}

/// What stands at an offset.
pub(super) enum Step {
    /// A whole frame and where the next one starts.
    Frame { payload: Vec<u8>, next: u64 },
    /// Only reserved zeros.
    End,
    /// Something else: what is wrong.
    Broken(&'static str),
}

pub(super) struct Segment {
    pub(super) file: File,
    pub(super) number: u32,
    pub(super) version: u32,
    pub(super) identity: [u8; 16],
    /// Chain at the first frame.
    pub(super) chain: [u8; 32],
    pub(super) len: u64,
}

impl Segment {
    pub(super) fn open(
        folder: &Folder,
        generation: u32,
        number: u32,
    ) -> Result<Segment, StoreError> {
        let damaged = |what| StoreError::Damaged {
            segment: number,
            offset: 0,
            what,
        };
        let file = match folder.open(&file_name(generation, number)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(damaged("segment-missing"));
            }
            opened => opened.map_err(StoreError::io("journal-open"))?,
        };
        let len = file.len().map_err(StoreError::io("journal-read"))?;
        if len > MAX_FILE {
            return Err(damaged("segment-size"));
        }
        let mut header = [0; HEADER];
        let filled = file
            .read_at(0, &mut header)
            .map_err(StoreError::io("journal-read"))?;
        let read = header.get(..filled).unwrap_or_default();
        let header = frame::decode_header(read).map_err(|bad| match bad {
            BadHeader::Damaged(what) => damaged(what),
            BadHeader::Newer(version) => StoreError::Newer {
                found: version.into(),
                known: VERSION.into(),
            },
        })?;
        if header.number != number {
            return Err(damaged("segment-number"));
        }
        Ok(Segment {
            file,
            number,
            version: header.version,
            identity: header.identity,
            chain: header.chain,
            len,
        })
    }

    /// What the frame at an offset carries, opened where it is sealed.
    pub(super) fn opened(
        &self,
        keys: &Keys,
        offset: u64,
        payload: Vec<u8>,
    ) -> Result<Vec<u8>, StoreError> {
        if self.version == PLAIN {
            return Ok(payload);
        }
        let place = self.place(offset).bound(&self.chain);
        let opened = keys.journal.open(&place, &payload);
        opened.ok_or(StoreError::Damaged {
            segment: self.number,
            offset,
            what: "frame-seal",
        })
    }

    fn place(&self, offset: u64) -> Place {
        Place {
            identity: self.identity,
            segment: self.number,
            offset,
        }
    }

    /// Reads what stands at an offset.
    pub(super) fn step(&self, offset: u64) -> Result<Step, StoreError> {
        let io = StoreError::io("journal-read");
        self.try_step(offset).map_err(io)
    }

    fn try_step(&self, offset: u64) -> io::Result<Step> {
        let mut start = [0; FRAME_START];
        let filled = self.file.read_at(offset, &mut start)?;
        if start.iter().all(|byte| *byte == 0) {
            return Ok(if self.zeros_from(offset)? {
                Step::End
            } else {
                Step::Broken("bytes-after-end")
            });
        }
        if filled < FRAME_START {
            return Ok(Step::Broken("frame-cut"));
        }
        let place = self.place(offset);
        let len = match frame::decode_start(place, &start) {
            Ok(len) => len,
            Err(what) => return Ok(Step::Broken(what)),
        };
        let mut payload = vec![0; len + FRAME_END];
        let filled = self
            .file
            .read_at(offset + FRAME_START as u64, &mut payload)?;
        if filled < payload.len() {
            return Ok(Step::Broken("frame-cut"));
        }
        let mut end = [0; FRAME_END];
        for (to, from) in end.iter_mut().zip(payload.drain(len..)) {
            *to = from;
        }
        Ok(match frame::decode_rest(place, &start, &payload, end) {
            Ok(()) => Step::Frame {
                payload,
                next: offset + (FRAME_START + len + FRAME_END) as u64,
            },
            Err(what) => Step::Broken(what),
        })
    }

    fn zeros_from(&self, mut offset: u64) -> io::Result<bool> {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let filled = self.file.read_at(offset, &mut buffer)?;
            if filled == 0 {
                return Ok(true);
            }
            if buffer.iter().take(filled).any(|byte| *byte != 0) {
                return Ok(false);
            }
            offset += filled as u64;
        }
    }

    /// Everything from an offset to the file's end, without the zeros behind.
    pub(super) fn rest(&self, offset: u64) -> Result<Vec<u8>, StoreError> {
        let len = usize::try_from(self.len.saturating_sub(offset)).unwrap_or(0);
        let mut bytes = vec![0; len];
        let filled = self
            .file
            .read_at(offset, &mut bytes)
            .map_err(StoreError::io("journal-read"))?;
        bytes.truncate(filled);
        let used = bytes
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |last| last + 1);
        bytes.truncate(used);
        Ok(bytes)
    }

    /// Whether a whole frame stands anywhere behind an offset: then what stands at it is no torn tail.
    pub(super) fn frame_behind(&self, offset: u64) -> Result<bool, StoreError> {
        let rest = self.rest(offset)?;
        for (at, window) in rest.windows(FRAME_MAGIC.len()).enumerate().skip(1) {
            if window == FRAME_MAGIC && matches!(self.step(offset + at as u64)?, Step::Frame { .. })
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
