//! The view: sled, made of the journal and made anew from it whenever in doubt.
//!
//! **What this room is.** One sled tree with prefixed keys, because a batch on one tree is atomic on
//! recovery in sled 0.34. One row tells how far in the journal the view goes, how many rows there are and
//! the sum of their hashes, so that losing or changing any row is noticed. Rows go through `sealed` on their way
//! in and out: the rest of the room sees them in clear.
//!
//! **What it must never do.** Be the only place where something stands; let a panic of sled out; print; hand sled a
//! value in clear or a key with a name, an answer or a label that could be tried.
//!
//! **Where to start reading.** [`View::open`], then `take`, then `pending`.

mod anew;
mod ask;
mod bag;
mod court;
mod covered;
mod force;
mod guard;
mod key;
mod pending;
mod row;
mod seal;
mod sealed;
mod take;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub(in crate::store) use ask::Standing;
pub(in crate::store) use force::Reader;
pub use force::{Rule, Within};
pub(in crate::store) use guard::Fault;
pub use guard::guarding;
pub(in crate::store) use take::{Location, Taken};

use super::journal::Mark;
use super::sealing::Keys;
use crate::record::{Authority, Edit, SignedHead};
use guard::guarded;
use pending::Pending;

/// Changes whenever keys, rows or what is taken into them change; views of other versions are made anew.
pub(super) const VERSION: u32 = 8;
/// What sled may keep in memory.
const CACHE: u64 = 8 * 1024 * 1024;

/// The open view.
pub(super) struct View {
    folder: PathBuf,
    db: Option<sled::Db>,
    keys: Arc<Keys>,
    meta: row::MetaRow,
    suspect: AtomicBool,
    /// Whom it believes; without one every edit is in force.
    rule: Option<Rule>,
    /// What the rulings taken in give every key.
    authority: Authority,
}

impl View {
    /// An empty view of a journal, in a folder that does not exist yet.
    pub(super) fn create(
        folder: &Path,
        identity: [u8; 16],
        start: Mark,
        keys: Arc<Keys>,
        rule: Option<&Rule>,
    ) -> Result<View, Fault> {
        fs::create_dir_all(folder).map_err(|_| Fault::Io)?;
        let db = open_db(folder)?;
        let mut view = View {
            folder: folder.to_owned(),
            db: Some(db),
            keys,
            rule: rule.cloned(),
            authority: Authority::default(),
            meta: row::MetaRow {
                version: VERSION,
                rule: Rule::digest(rule),
                identity,
                segment: start.segment,
                offset: start.offset,
                chain: start.chain,
                count: 0,
                digest: 0,
                state: 0,
                edits: 0,
                lamport: 0,
            },
            suspect: AtomicBool::new(false),
        };
        let mut batch = sled::Batch::default();
        batch.insert(key::META, sealed::meta(&view.keys, &view.meta)?);
        view.apply(batch)?;
        view.empower(&|_| Err(Fault::Incomplete))?;
        Ok(view)
    }

    /// Opens a view. One whose files are not as they were sealed is read through.
    pub(super) fn open(
        folder: &Path,
        keys: Arc<Keys>,
        rule: Option<&Rule>,
        read: Reader<'_>,
    ) -> Result<View, Fault> {
        let sled = folder.join("sled");
        if !sled.is_dir() {
            return Err(Fault::Damaged);
        }
        let sealed = seal::holds(folder, &sled);
        let db = open_db(folder)?;
        let meta = guarded(|| {
            let bytes = db.get(key::META)?.ok_or(Fault::Incomplete)?;
            if row::version(&bytes)? != VERSION {
                return Err(Fault::Version);
            }
            sealed::read_meta(&keys, &bytes)
        })?;
        if meta.rule != Rule::digest(rule) {
            return Err(Fault::Rule);
        }
        let mut view = View {
            folder: folder.to_owned(),
            db: Some(db),
            keys,
            meta,
            suspect: AtomicBool::new(false),
            rule: rule.cloned(),
            authority: Authority::default(),
        };
        if !sealed {
            view.verify()?;
        }
        view.empower(read)?;
        Ok(view)
    }

    /// Reads what the rulings give every key.
    fn empower(&mut self, read: Reader<'_>) -> Result<(), Fault> {
        if self.rule.is_some() {
            let authority = force::powers(&Pending::new(self), read)?;
            self.authority = authority;
        }
        Ok(())
    }

    /// What the grants give every key.
    pub(super) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Reads everything and compares it with the count and digest that it should have.
    pub(super) fn verify(&self) -> Result<(), Fault> {
        let (mut count, mut digest) = (0_u64, 0_u128);
        self.guard(|db| {
            for entry in db.iter() {
                let (key, value) = entry?;
                if key != key::META {
                    let (key, value) = sealed::read(&self.keys, &key, &value)?;
                    count += 1;
                    digest = digest.wrapping_add(pending::entry_hashes(&key, &value).0);
                }
            }
            Ok(())
        })?;
        if (count, digest) == (self.meta.count, self.meta.digest) {
            Ok(())
        } else {
            self.suspect.store(true, Ordering::Relaxed);
            Err(Fault::Incomplete)
        }
    }

    /// The journal that this is a view of.
    pub(super) fn identity(&self) -> [u8; 16] {
        self.meta.identity
    }

    /// How far in the journal the view goes.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            segment: self.meta.segment,
            offset: self.meta.offset,
            chain: self.meta.chain,
        }
    }

    /// Number of different edits.
    pub(super) fn edit_count(&self) -> u64 {
        self.meta.edits
    }

    pub(super) fn max_lamport(&self) -> u64 {
        self.meta.lamport
    }

    /// Digest of every row.
    pub(super) fn digest(&self) -> u128 {
        self.meta.digest
    }

    /// Digest of every row but for where in the journal edits stand.
    pub(super) fn state_digest(&self) -> u128 {
        self.meta.state
    }

    /// Starts collecting changes.
    pub(super) fn changes(&self) -> Changes<'_> {
        Changes(Pending::new(self))
    }

    /// Takes over what [`Changes::apply`] returned.
    pub(super) fn advance(&mut self, applied: Applied) {
        self.meta = applied.0;
        if let Some(authority) = applied.1 {
            self.authority = authority;
        }
    }

    /// Closes well: flushes, seals.
    pub(super) fn close(mut self) -> Result<(), Fault> {
        self.shut()
    }

    fn shut(&mut self) -> Result<(), Fault> {
        let Some(db) = self.db.take() else {
            return Ok(());
        };
        let closed = guarded(move || {
            db.flush()?;
            drop(db);
            Ok(())
        });
        if self.suspect.load(Ordering::Relaxed) || closed.is_err() {
            return seal::breaks(&self.folder).and(closed);
        }
        seal::write(&self.folder, &self.folder.join("sled")).map_err(|_| Fault::Io)
    }

    fn guard<T>(&self, run: impl FnOnce(&sled::Db) -> Result<T, Fault>) -> Result<T, Fault> {
        let db = self.db.as_ref().ok_or(Fault::Damaged)?;
        let result = guarded(|| run(db));
        if result.is_err() {
            self.suspect.store(true, Ordering::Relaxed);
        }
        result
    }

    fn raw(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let outer = sealed::outer(&self.keys, key);
        self.guard(|db| match db.get(&outer)? {
            Some(stored) => Ok(Some(sealed::read(&self.keys, &outer, &stored)?.1)),
            None => Ok(None),
        })
    }

    fn apply(&self, batch: sled::Batch) -> Result<(), Fault> {
        self.guard(|db| Ok(db.apply_batch(batch)?))
    }
}

impl Drop for View {
    fn drop(&mut self) {
        // Closing is only there to save a scan: a view that did not close well is read through next time.
        let _ = self.shut();
    }
}

/// Changes collected for one batch.
pub(super) struct Changes<'a>(Pending<'a>);

/// What the view became; see [`View::advance`].
pub(super) struct Applied(row::MetaRow, Option<Authority>);

impl Changes<'_> {
    /// Takes an edit in. `read` reads others where they stand in the journal, this one among them.
    pub(super) fn edit(
        &mut self,
        edit: &Edit,
        at: Location,
        read: Reader<'_>,
    ) -> Result<Taken, Fault> {
        take::edit(&mut self.0, edit, at, read)
    }

    /// Takes a head in.
    pub(super) fn head(&mut self, head: &SignedHead) -> Result<(), Fault> {
        take::head(&mut self.0, head)
    }

    /// Bytes collected, about.
    pub(super) fn bytes(&self) -> usize {
        self.0.bytes()
    }

    /// Puts everything in as one batch; the view goes up to `mark` then.
    pub(super) fn apply(self, mark: Mark, read: Reader<'_>) -> Result<Applied, Fault> {
        let (meta, authority) = self.0.apply(mark, read)?;
        Ok(Applied(meta, authority))
    }
}

/// sled lets go of its file a moment after it was dropped, when its threads have noticed.
fn open_db(folder: &Path) -> Result<sled::Db, Fault> {
    let open = || {
        guarded(|| {
            Ok(sled::Config::new()
                .path(folder.join("sled"))
                .cache_capacity(CACHE)
                .flush_every_ms(None)
                .mode(sled::Mode::LowSpace)
                .open()?)
        })
    };
    for pause in [1, 5, 20, 80, 300, 1000] {
        match open() {
            Err(Fault::Held) => std::thread::sleep(Duration::from_millis(pause)),
            opened => return opened,
        }
    }
    open()
}
