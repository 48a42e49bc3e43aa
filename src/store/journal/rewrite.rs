//! Writing the whole journal again under a new key: when a passphrase is set, because the key had lain in clear, and
//! when what was said of a person must go.
//!
//! The new segments are written beside the old ones under the next generation and made durable; then one rename, that
//! of the slots, makes them count. A power cut leaves the old journal or the new one, whole either way. The old
//! segments are overwritten and removed behind it, and again at the next opening if that was interrupted.

use std::sync::{Arc, PoisonError};

use super::frame::{self, FRAME_END, FRAME_START, HEADER, MAX_PAYLOAD, Place};
use super::{
    Frame, Frames, Journal, Mark, NEXT, SEGMENT, VERSION, all_segments, file_name, write_slots,
};
use crate::store::StoreError;
use crate::store::file::{File, Folder};
use crate::store::sealing::{self, DataKey, Keys};

/// What the new key stands under.
#[derive(Clone, Copy)]
pub(in crate::store) enum Under<'a> {
    /// A passphrase or, without one, nothing.
    Passphrase(Option<&'a [u8]>),
    /// What the old one stands under.
    Same,
}

/// The segments that are being written.
struct Copying<'a> {
    folder: &'a Folder,
    identity: [u8; 16],
    generation: u32,
    keys: &'a Keys,
    /// The segment under way, from its header on, and the chain at its start.
    bytes: Vec<u8>,
    opening: [u8; 32],
    end: Mark,
}

impl Journal {
    /// Writes every frame again under a new key and identity; `change` gives what each carries from now on. Whatever
    /// goes wrong before the new one counts leaves the old one as it was. The recovery papers open the new key too; slots
    /// of kinds that are not known here hold the old key and are gone then.
    pub(in crate::store) fn rewrite(
        &mut self,
        under: Under<'_>,
        change: &mut dyn FnMut(&Frame) -> Result<Vec<u8>, StoreError>,
    ) -> Result<(), StoreError> {
        if self.dead {
            return Err(StoreError::NotDurable);
        }
        let generation = self.slots.generation + 1;
        // What an attempt that was interrupted left must not be counted among the new ones.
        self.remove_where(|of| of > self.slots.generation)?;
        let mut identity = [0; 16];
        sealing::random(&mut identity)?;
        let key = DataKey::random()?;
        let keys = Keys::of(&key);
        let slots = match under {
            Under::Passphrase(passphrase) => {
                self.slots.renewed_under(key, generation, passphrase)?
            }
            Under::Same => self.slots.renewed(key, generation)?,
        };
        let written = self.copy(generation, identity, &keys, change);
        let (file, opening, end) = match written {
            Ok(written) => written,
            Err(error) => {
                // They count for nothing; the error that matters is the first one.
                let _ = self.remove_where(|of| of > self.slots.generation);
                return Err(error);
            }
        };
        // From here on until the slots are durable nobody knows which journal counts: opening again tells.
        self.dead = true;
        write_slots(&self.folder, &slots)?;
        self.reserved = file.len().map_err(StoreError::io("journal-read"))?;
        (self.slots, self.keys, self.identity) = (slots, Arc::new(keys), identity);
        (self.file, self.version, self.opening, self.end) = (file, VERSION, opening, end);
        *self
            .reading
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner) = None;
        self.write_head()?;
        self.dead = false;
        self.sweep();
        Ok(())
    }

    fn copy(
        &self,
        generation: u32,
        identity: [u8; 16],
        keys: &Keys,
        change: &mut dyn FnMut(&Frame) -> Result<Vec<u8>, StoreError>,
    ) -> Result<(File, [u8; 32], Mark), StoreError> {
        let start = Frames::start();
        let mut copying = Copying {
            folder: &self.folder,
            identity,
            generation,
            keys,
            bytes: frame::encode_header(identity, start.segment, start.chain),
            opening: start.chain,
            end: start,
        };
        for frame in self.frames() {
            copying.push(&change(&frame?)?)?;
        }
        let file = copying.finish()?;
        Ok((file, copying.opening, copying.end))
    }

    /// Puts another passphrase in place of the one before; the key stays.
    pub(in crate::store) fn change_passphrase(
        &mut self,
        old: &[u8],
        new: &[u8],
    ) -> Result<(), StoreError> {
        let key = self.slots.unlock(Some(old))?;
        let slots = self.slots.with_passphrase(&key, new)?;
        write_slots(&self.folder, &slots)?;
        self.slots = slots;
        Ok(())
    }

    /// Lets recovery papers open this journal, in place of those before.
    pub(in crate::store) fn set_recovery(
        &mut self,
        passphrase: Option<&[u8]>,
        recipient: &str,
    ) -> Result<(), StoreError> {
        let key = self.slots.unlock(passphrase)?;
        let slots = self.slots.with_recovery(&key, recipient)?;
        write_slots(&self.folder, &slots)?;
        // Only the papers: these slots know what opened them.
        self.slots.take_recovery(slots);
        Ok(())
    }

    /// The recipient of the recovery papers.
    pub(in crate::store) fn recovery(&self) -> Option<&str> {
        self.slots.recovery()
    }

    /// Whether a passphrase opens this journal.
    pub(in crate::store) fn opens_with(&self, passphrase: &[u8]) -> Result<(), StoreError> {
        self.slots.unlock(Some(passphrase)).map(drop)
    }

    /// Overwrites and removes what no longer counts. Where that fails the next opening tries again.
    pub(super) fn sweep(&self) {
        let _ = self.remove_where(|of| of < self.slots.generation);
        if self.slots.generation > 0 {
            // Put aside under the key before.
            let names = std::fs::read_dir(self.folder.path()).into_iter().flatten();
            for name in names.flatten().map(|entry| entry.file_name()) {
                let name = name.to_string_lossy();
                let old = format!("aside-{:04}-", self.slots.generation);
                if name.starts_with("aside-") && !name.starts_with(&old) {
                    let _ = self.folder.wipe(&name);
                }
            }
        }
    }

    fn remove_where(&self, gone: impl Fn(u32) -> bool) -> Result<(), StoreError> {
        for (generation, number) in all_segments(&self.folder)? {
            if gone(generation) {
                self.folder
                    .wipe(&file_name(generation, number))
                    .map_err(StoreError::io("journal-sweep"))?;
            }
        }
        Ok(())
    }
}

impl Copying<'_> {
    fn push(&mut self, payload: &[u8]) -> Result<(), StoreError> {
        let too_large = || StoreError::TooLarge {
            bytes: payload.len() as u64,
        };
        if payload.len() > MAX_PAYLOAD {
            return Err(too_large());
        }
        let most = (FRAME_START + payload.len() + sealing::OVERHEAD + FRAME_END) as u64;
        if self.end.offset + most > SEGMENT && self.end.offset > HEADER as u64 {
            self.finish()?;
            let number = self.end.segment + 1;
            self.opening = self.end.chain;
            self.bytes = frame::encode_header(self.identity, number, self.opening);
            (self.end.segment, self.end.offset) = (number, HEADER as u64);
        }
        let place = Place {
            identity: self.identity,
            segment: self.end.segment,
            offset: self.end.offset,
        };
        let sealed = self
            .keys
            .journal
            .seal(&place.bound(&self.opening), payload)?;
        let frame = frame::encode(place, &sealed).ok_or_else(too_large)?;
        self.end.offset += frame.len() as u64;
        self.end.chain = frame::next_chain(&self.end.chain, &sealed);
        self.bytes.extend(frame);
        Ok(())
    }

    /// Makes the segment under way durable under its name.
    fn finish(&mut self) -> Result<File, StoreError> {
        let io = || StoreError::io("journal-create");
        let file = self.folder.create(NEXT).map_err(io())?;
        file.write_at(0, &self.bytes).map_err(io())?;
        file.sync().map_err(io())?;
        let name = file_name(self.generation, self.end.segment);
        super::publish(self.folder, file, &name)
    }
}
