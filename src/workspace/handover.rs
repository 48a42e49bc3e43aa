//! Bàn giao: the same laptop in another officer's hands. The old key grants the new one and writes no more, the store
//! gets a new data key, and what was said before keeps the names under which it was said.

use super::recovery::Successor;
use super::{Outcome, Workspace};
use crate::bundle::Key;
use crate::record::{GrantRole, PlaceRef};

impl Workspace {
    /// The key of the officer who takes over, granted by this device's own: whoever believed the old key believes the
    /// new one as soon as that has reached them. With it the old key signs what it wrote up to here.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn name_successor(&mut self, own: &Key) -> Outcome<Successor> {
        let key = Key::generate(super::random()?);
        let place = PlaceRef::Code(self.config.place.clone());
        self.grant_as(place, key.public(), GrantRole::Office)?;
        self.keep_heads(own)?;
        Ok(Successor(key))
    }

    /// Hands over: the new key in place of the old, everything written again under a new data key and a new
    /// passphrase, so that what the officer before may have kept opens nothing that is written from now on; `person`
    /// types from now on. A power cut leaves a workspace that one of the two passphrases opens, with all data.
    ///
    /// # Errors
    /// If the passphrase is missing or wrong, the name is too long, or the disk refuses.
    pub fn hand_over(
        mut self,
        successor: &Successor,
        old: Option<&[u8]>,
        new: &[u8],
        person: &str,
    ) -> Outcome<Workspace> {
        if self.has_passphrase() {
            let missing = super::WorkspaceError::Store(crate::store::StoreError::Locked);
            self.opens_with(old.ok_or(missing)?)?;
        }
        self.set_person(person)?;
        self.succeed(successor, new)?;
        let (dir, clock) = (self.dir.clone(), self.clock);
        drop(self);
        Ok(Workspace::open_with(&dir, clock, Some(new))?.0)
    }
}
