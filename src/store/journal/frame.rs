//! The bytes of segments and frames. All numbers are little-endian.
//!
//! Segment header, 72 bytes: magic `BIEUSEG1`, version u32, number u32, journal identity (16),
//! chain at its start (32), reserved u32 zero, CRC-32 of all before.
//! Frame: magic, payload length u32, CRC-32 of both, payload, CRC-32 of all. Both CRCs start from the
//! journal's identity, the segment's number and the frame's offset, so a frame is valid in one place only.
//! The chain is SHA-256(chain before, payload): equal chains mean equal journals up to there.
//!
//! In a segment of version 2 the payload is sealed: nonce (24), sealed bytes, tag (16). Associated data are the
//! identity, the segment's number, the chain at its start and the frame's offset, so that no frame opens in another
//! place, nor behind another past. CRCs and chain run over the sealed bytes: damage and torn tails are judged without
//! the key. Segments of version 1 hold their payloads in clear; they are read, and the newest is gone on with.

use sha2::{Digest, Sha256};

use crate::store::sealing::OVERHEAD;

/// The newest version of a segment.
pub(super) const VERSION: u32 = 2;
/// The version of segments whose payloads stand in clear.
pub(super) const PLAIN: u32 = 1;
pub(super) const HEADER: usize = 72;
const SEGMENT_MAGIC: &[u8; 8] = b"BIEUSEG1";
const HEAD_MAGIC: &[u8; 8] = b"BIEUHEAD";
pub(super) const FRAME_MAGIC: [u8; 4] = [0xB1, b'E', b'U', 0xF7];
/// Magic, length, CRC.
pub(super) const FRAME_START: usize = 12;
/// The CRC behind the payload.
pub(super) const FRAME_END: usize = 4;
/// The most that one frame carries, before it is sealed.
pub(crate) const MAX_PAYLOAD: usize = 1024 * 1024;
/// The most that stands in one frame, checked before anything is allocated.
const MOST: usize = MAX_PAYLOAD + OVERHEAD;

/// A place in the journal, between frames, and what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Segment number, from 1.
    pub(crate) segment: u32,
    /// Byte offset.
    pub(crate) offset: u64,
    /// Chain up to here.
    pub(crate) chain: [u8; 32],
}

/// Where a frame stands; seeds its CRCs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) identity: [u8; 16],
    pub(super) segment: u32,
    pub(super) offset: u64,
}

impl Place {
    /// Associated data of a sealed frame; `chain` is the one at the segment's start.
    pub(super) fn bound(self, chain: &[u8; 32]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(60);
        bytes.extend(self.identity);
        bytes.extend(self.segment.to_le_bytes());
        bytes.extend(chain);
        bytes.extend(self.offset.to_le_bytes());
        bytes
    }

    fn crc(self) -> crc32fast::Hasher {
        let mut crc = crc32fast::Hasher::new();
        crc.update(&self.identity);
        crc.update(&self.segment.to_le_bytes());
        crc.update(&self.offset.to_le_bytes());
        crc
    }
}

pub(super) fn next_chain(chain: &[u8; 32], payload: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(chain)
        .chain_update(payload)
        .finalize()
        .into()
}

/// The frame's bytes, or nothing if the payload is too long.
pub(super) fn encode(place: Place, payload: &[u8]) -> Option<Vec<u8>> {
    let len = u32::try_from(payload.len())
        .ok()
        .filter(|_| payload.len() <= MOST)?;
    let mut bytes = Vec::with_capacity(FRAME_START + payload.len() + FRAME_END);
    bytes.extend(FRAME_MAGIC);
    bytes.extend(len.to_le_bytes());
    let mut crc = place.crc();
    crc.update(&bytes);
    bytes.extend(crc.finalize().to_le_bytes());
    bytes.extend(payload);
    let mut crc = place.crc();
    crc.update(&bytes);
    bytes.extend(crc.finalize().to_le_bytes());
    Some(bytes)
}

/// Reads a frame's first twelve bytes: the payload's length.
pub(super) fn decode_start(place: Place, start: &[u8; FRAME_START]) -> Result<usize, &'static str> {
    let [m0, m1, m2, m3, l0, l1, l2, l3, c0, c1, c2, c3] = *start;
    if [m0, m1, m2, m3] != FRAME_MAGIC {
        return Err("frame-magic");
    }
    let mut crc = place.crc();
    crc.update(&[m0, m1, m2, m3, l0, l1, l2, l3]);
    if crc.finalize() != u32::from_le_bytes([c0, c1, c2, c3]) {
        return Err("frame-length");
    }
    usize::try_from(u32::from_le_bytes([l0, l1, l2, l3]))
        .ok()
        .filter(|len| *len <= MOST)
        .ok_or("frame-length")
}

/// Checks payload and last CRC.
pub(super) fn decode_rest(
    place: Place,
    start: &[u8; FRAME_START],
    payload: &[u8],
    end: [u8; FRAME_END],
) -> Result<(), &'static str> {
    let mut crc = place.crc();
    crc.update(start);
    crc.update(payload);
    if crc.finalize() == u32::from_le_bytes(end) {
        Ok(())
    } else {
        Err("frame-content")
    }
}

/// Why a segment's header is not accepted.
pub(super) enum BadHeader {
    Damaged(&'static str),
    Newer(u32),
}

pub(super) fn encode_header(identity: [u8; 16], number: u32, chain: [u8; 32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER);
    bytes.extend(SEGMENT_MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(number.to_le_bytes());
    bytes.extend(identity);
    bytes.extend(chain);
    bytes.extend([0; 4]);
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes
}

/// What a segment's header says.
pub(super) struct Header {
    pub(super) version: u32,
    pub(super) number: u32,
    pub(super) identity: [u8; 16],
    pub(super) chain: [u8; 32],
}

/// Reads a header.
pub(super) fn decode_header(bytes: &[u8]) -> Result<Header, BadHeader> {
    let damaged = || BadHeader::Damaged("segment-header");
    let (body, crc) = bytes.split_last_chunk::<4>().ok_or_else(damaged)?;
    if bytes.len() != HEADER
        || !body.starts_with(SEGMENT_MAGIC)
        || crc32fast::hash(body) != u32::from_le_bytes(*crc)
    {
        return Err(damaged());
    }
    let mut fields = Fields(body.get(8..).unwrap_or_default());
    let version = fields.u32().ok_or_else(damaged)?;
    if version > VERSION {
        return Err(BadHeader::Newer(version));
    }
    if version == 0 {
        return Err(damaged());
    }
    let read = |fields: &mut Fields<'_>| {
        Some(Header {
            version,
            number: fields.u32()?,
            identity: fields.array()?,
            chain: fields.array()?,
        })
    };
    read(&mut fields).ok_or_else(damaged)
}

/// The head file: how far the journal was acknowledged, at least.
pub(super) fn encode_head(identity: [u8; 16], mark: Mark) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(72);
    bytes.extend(HEAD_MAGIC);
    bytes.extend(identity);
    bytes.extend(mark.segment.to_le_bytes());
    bytes.extend(mark.offset.to_le_bytes());
    bytes.extend(mark.chain);
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes
}

/// Reads a head file. One that is damaged says nothing, which only makes it harder to tell a torn
/// tail from a damaged one.
pub(super) fn decode_head(bytes: &[u8]) -> Option<([u8; 16], Mark)> {
    let (body, crc) = bytes.split_last_chunk::<4>()?;
    if !body.starts_with(HEAD_MAGIC) || crc32fast::hash(body) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut fields = Fields(body.get(8..)?);
    let identity = fields.array()?;
    let mark = Mark {
        segment: fields.u32()?,
        offset: u64::from_le_bytes(fields.array()?),
        chain: fields.array()?,
    };
    fields.0.is_empty().then_some((identity, mark))
}

struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*array)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }
}
