//! The edits of a bundle: gzip of canonical lines, one edit a line.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};

use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder, write::GzEncoder};

use super::manifest::Counts;
use super::{Bad, Part, Reason};
use crate::record::{Content, Edit, EditId, SubjectId, wire};

/// The most that a journal may inflate to, in bytes: 8 GiB.
pub const MAX_JOURNAL: u64 = 8 << 30;
/// Every edit carries at least three hashes that do not compress, so an honest journal shrinks less than tenfold.
const MAX_RATIO: u64 = 50;
/// What a journal may inflate to however small it is, in bytes.
const SMALL: u64 = 64 * 1024;

/// No name, no time, no system: equal edits give equal bytes.
const GZIP_HEADER: [u8; 8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];
const NO_SYSTEM: u8 = 255;

/// Writes edits into a journal.
pub(super) struct Packer(GzEncoder<Vec<u8>>);

impl Packer {
    pub(super) fn new() -> Packer {
        Packer(
            GzBuilder::new()
                .mtime(0)
                .operating_system(NO_SYSTEM)
                .write(Vec::new(), Compression::new(LEVEL)),
        )
    }

    pub(super) fn push(&mut self, edit: &Edit) -> std::io::Result<()> {
        let mut line = wire::line(edit);
        line.push(b'\n');
        self.0.write_all(&line)
    }

    /// Bytes written so far.
    pub(super) fn size(&self) -> usize {
        self.0.get_ref().len()
    }

    pub(super) fn finish(self) -> std::io::Result<Vec<u8>> {
        self.0.finish()
    }
}

/// Half of every line is hashes and salts: higher levels cost time and win nothing.
const LEVEL: u32 = 3;

/// Reads a journal edit by edit, never holding more than one line.
pub(super) struct Reader<'a> {
    lines: BufReader<std::io::Take<GzDecoder<&'a [u8]>>>,
    line: Vec<u8>,
    number: u64,
}

fn bad(reason: Reason) -> Bad {
    Bad::new(Part::Journal, reason)
}

impl<'a> Reader<'a> {
    pub(super) fn new(gzip: &'a [u8]) -> Result<Reader<'a>, Bad> {
        if !gzip.starts_with(&GZIP_HEADER) || gzip.get(9) != Some(&NO_SYSTEM) {
            return Err(bad(Reason::Gzip));
        }
        let packed = u64::try_from(gzip.len()).unwrap_or(u64::MAX);
        let limit = packed
            .saturating_mul(MAX_RATIO)
            .saturating_add(SMALL)
            .min(MAX_JOURNAL);
        Ok(Reader {
            // One byte more than the limit, to tell a journal that ends there from one that goes on.
            lines: BufReader::with_capacity(
                256 * 1024,
                GzDecoder::new(gzip).take(limit.saturating_add(1)),
            ),
            line: Vec::new(),
            number: 0,
        })
    }

    /// The number of the line read last, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next edit; none at a clean end.
    pub(super) fn read(&mut self) -> Result<Option<Edit>, Bad> {
        self.line.clear();
        let limit = u64::try_from(wire::MAX_LINE).unwrap_or(u64::MAX);
        let read = self
            .lines
            .by_ref()
            .take(limit.saturating_add(1))
            .read_until(b'\n', &mut self.line)
            .map_err(|_| bad(Reason::Gzip))?;
        let over = self.lines.get_ref().limit() == 0;
        if read == 0 {
            if over {
                return Err(bad(Reason::TooLarge));
            }
            // Nothing may follow the gzip member, not even another one.
            let rest = self.lines.get_ref().get_ref().get_ref();
            return if rest.is_empty() {
                Ok(None)
            } else {
                Err(bad(Reason::Trailing))
            };
        }
        self.number += 1;
        let line = self.number;
        if self.line.pop() != Some(b'\n') {
            let reason = if over {
                Reason::TooLarge
            } else {
                let long = wire::WireError::TooLong.code();
                let code = if self.line.len() >= wire::MAX_LINE {
                    long
                } else {
                    "edit-cut"
                };
                Reason::Line { line, code }
            };
            return Err(bad(reason));
        }
        match wire::parse(&self.line) {
            Ok(edit) => Ok(Some(edit)),
            Err(wire::WireError::Newer(found)) => Err(bad(Reason::Newer {
                found,
                known: u64::from(crate::record::FORMAT),
            })),
            Err(error) => Err(bad(Reason::Line {
                line,
                code: error.code(),
            })),
        }
    }
}

/// The edits of a verified bundle, in the order of their chains.
pub struct Edits<'a>(pub(super) Option<Reader<'a>>);

impl Iterator for Edits<'_> {
    type Item = Edit;

    fn next(&mut self) -> Option<Edit> {
        // These bytes were read to their end when the bundle was judged, and cannot have changed since.
        self.0.as_mut()?.read().ok().flatten()
    }
}

/// What goes by while a journal is written or read: counts, doubles, order.
#[derive(Default)]
pub(super) struct Census {
    seen: HashSet<EditId>,
    /// Previous edits that were not there when they were named.
    missed: HashSet<EditId>,
    phieu: HashSet<SubjectId>,
    pub(super) counts: Counts,
}

impl Census {
    pub(super) fn count(&mut self, edit: &Edit) -> Result<(), Disorder> {
        let id = edit.id();
        if !self.seen.insert(id) {
            return Err(Disorder::Doubled);
        }
        if self.missed.contains(&id) {
            return Err(Disorder::Late);
        }
        if let Some(prev) = edit.header().prev
            && !self.seen.contains(&prev)
        {
            self.missed.insert(prev);
        }
        self.counts.edits += 1;
        match kind(edit) {
            CreatedKind::Household => self.counts.households += 1,
            CreatedKind::Phieu => {
                if self.phieu.insert(edit.subject()) {
                    self.counts.phieu += 1;
                }
            }
            CreatedKind::Other => {}
        }
        Ok(())
    }
}

/// An edit in the wrong place of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disorder {
    /// The same edit a second time.
    Doubled,
    /// After an edit that follows it in its chain.
    Late,
}

enum CreatedKind {
    Household,
    Phieu,
    Other,
}

fn kind(edit: &Edit) -> CreatedKind {
    match edit.content() {
        Some(Content::Household { .. }) => CreatedKind::Household,
        Some(Content::Phieu { .. }) => CreatedKind::Phieu,
        _ => CreatedKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Draft, Stamp, WriterId};

    /// The same good line over and over shrinks more than any honest journal: it is not read to its end.
    #[test]
    fn a_bomb_of_good_lines_is_stopped() {
        let draft = Draft::new(None, Vec::new(), Content::Writer { key: "k".into() });
        let stamp = Stamp {
            writer: WriterId([1; 16]),
            seq: 1,
            prev: None,
            lamport: 1,
            time: 0,
        };
        let edit = Edit::seal(draft, stamp, [0; 32]);
        let mut packer = Packer::new();
        for _ in 0..20_000 {
            packer.push(&edit).expect("memory");
        }
        let gzip = packer.finish().expect("memory");
        let mut reader = Reader::new(&gzip).expect("gzip");
        let end = loop {
            match reader.read() {
                Ok(Some(_)) => {}
                other => break other,
            }
        };
        assert_eq!(end, Err(bad(Reason::TooLarge)));
        assert!(reader.number() < 20_000);
        assert!(reader.number() > 100);
    }
}
