//! What is on the table: forms, places, store, keys, clock, opened once.
//!
//! **What this room is.** A [`Workspace`] is one folder (`journal/`, `view/`, `key`, `trust/`,
//! `workspace.toml`, `forms/`, `log/`) and what the program knows while it is open. It turns what a person
//! does into drafts, stamps them and commits them: when a method that writes returns `Ok`, the disk has it.
//!
//! **What it must never do.** Draw, print or hold a sentence; decide what a paper means (that is `form`);
//! write anything but through the store, except the few facts of this one machine in `workspace.toml` and `trust/`.
//!
//! **Where to start reading.** [`Workspace::open`], then [`Workspace::answer`].

use std::collections::BTreeSet;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::bundle::{Key, PublicKey, Trust};
use crate::form::{Identities, Library, Prints};
use crate::place::{Places, Regime, Unit};
use crate::record::Stamp;
use crate::review::Steps;
use crate::store::{Notice, Store, StoreError};
use crate::text::Method;

mod authority;
mod bulk;
mod config;
mod erasing;
mod error;
mod events;
mod filling;
mod gather;
mod handing;
mod handover;
mod held;
mod pairs;
mod papers;
mod passphrase;
mod person;
mod posted;
mod published;
mod reach;
mod recovery;
mod remembered;
mod scales;
mod several;
mod stood;
mod subjects;
mod summary;
mod takeback;
mod unforced;
mod writing;

pub use crate::record::HoDan;
pub use authority::Believed;
pub use bulk::{Incoming, IncomingPaper, IncomingRow};
pub use config::{Clock, Config, machine, write as write_file, write_private};
pub use erasing::{CarriedOut, ErasedPeople};
pub use error::WorkspaceError;
pub use filling::{MAX_TEXT, context_at};
pub use gather::{Evaluated, Gathering};
pub use handing::{Answered, Asked, GivenBack, Handing, LeftOut, Pile};
pub use held::MOST_HELD;
pub use papers::{
    folder_mistakes, holidays, identities, intake, library, paper_mistakes, places, prints,
    read_folder, reports, shipped_folders, steps,
};
pub use person::Part;
pub use posted::{Kept, Posted, last_posted, posted};
pub use published::Published;
pub use reach::{Mention, Reach};
pub use recovery::{RecoveryPapers, Successor};
pub use scales::{Scale, confirm_scale, load_scale, scales};
pub use several::Numbered;
pub use subjects::Thon;
pub use summary::{Person, Summary};
pub use unforced::Unforced;
pub(crate) use writing::random;

/// What every method that can fail returns.
pub type Outcome<T> = Result<T, WorkspaceError>;

/// The keys believed in a workspace, as it last wrote them for the standard tools, without opening or locking it:
/// to inform. What is taken in is decided by the grants themselves.
///
/// # Errors
/// If the list does not read.
pub fn trust(dir: &FilePath) -> Outcome<Trust> {
    Ok(Trust::parse(&config::read_or_empty(
        &dir.join("trust/allowed_signers"),
    )?)?)
}

/// A workspace's public key, read without opening or locking it.
///
/// # Errors
/// If the key does not read.
pub fn public_key(dir: &FilePath) -> Outcome<PublicKey> {
    let public = config::read_or_empty(&dir.join("key.pub"))?;
    PublicKey::parse(public.trim()).map_err(|_| WorkspaceError::Key("key-public"))
}

/// A workspace's private key, read without opening or locking it.
///
/// # Errors
/// If the file does not read, or the key is protected and the passphrase is missing or wrong.
pub fn device_key(dir: &FilePath, passphrase: Option<&[u8]>) -> Outcome<Key> {
    let path = dir.join("key");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => zeroize::Zeroizing::new(text),
        Err(source) => return Err(WorkspaceError::Io { path, source }),
    };
    Key::from_openssh(&text, passphrase).map_err(|error| WorkspaceError::Key(error.code()))
}

/// Whether a folder without `workspace.toml` holds an empty journal already.
///
/// # Errors
/// If its journal has entries: then the configuration was lost, and nothing may be set up over it.
fn begun(dir: &FilePath, passphrase: Option<&[u8]>) -> Outcome<bool> {
    if !dir.join("journal").is_dir() {
        return Ok(false);
    }
    match Store::open_with(dir, passphrase) {
        Err(StoreError::Missing) => Ok(false),
        Err(error) => Err(error.into()),
        Ok((store, _)) if store.edit_count() == 0 => Ok(true),
        Ok(_) => Err(WorkspaceError::ConfigLost(dir.to_owned())),
    }
}

/// The day as a workspace of a chain counts with it.
fn not_before(regime: Regime, today: NaiveDate) -> NaiveDate {
    match regime {
        Regime::ThreeTier => today,
        Regime::TwoTier => Regime::TwoTier.clamp(today),
    }
}

/// How a workspace is set up.
#[derive(Clone, Debug)]
pub struct Init {
    /// Code of the office's unit.
    pub place: String,
    /// Which chain it reports along.
    pub regime: Regime,
    /// Training workspaces exchange bundles only among themselves.
    pub training: bool,
    /// Passphrase of the store and of the key; without one both open to whoever has the folder.
    pub passphrase: Option<Vec<u8>>,
}

/// One open workspace.
pub struct Workspace {
    dir: PathBuf,
    config: Config,
    places: Arc<Places>,
    library: Arc<Library>,
    public: PublicKey,
    store: Store,
    clock: Clock,
    chain: Option<Stamp>,
    provinces: Arc<BTreeSet<String>>,
    steps: OnceLock<Arc<Steps>>,
}

impl Workspace {
    /// Sets a workspace up: folder, key, journal, view.
    ///
    /// # Errors
    /// If the folder holds one already, the place is unknown today in that chain, or the disk refuses.
    pub fn init(dir: &FilePath, init: &Init, clock: Clock) -> Outcome<Workspace> {
        if dir.join(config::FILE).exists() {
            return Err(WorkspaceError::Exists(dir.to_owned()));
        }
        // A journal without entries is left of an attempt that was interrupted. One with entries keeps its key:
        // a new one could not sign for them.
        let passphrase = init.passphrase.as_deref();
        let begun = begun(dir, passphrase)?;
        let places = papers::places()?;
        let today = clock.today();
        if places.at_in(&init.place, init.regime, today).is_none() {
            return Err(WorkspaceError::NoPlace {
                code: init.place.clone(),
                date: today,
            });
        }
        std::fs::create_dir_all(dir).map_err(|source| WorkspaceError::Io {
            path: dir.to_owned(),
            source,
        })?;
        for folder in ["trust", "forms", "log"] {
            let path = dir.join(folder);
            std::fs::create_dir_all(&path).map_err(|source| WorkspaceError::Io { path, source })?;
        }
        let key = Key::generate(random()?);
        passphrase::write_key(&dir.join("key"), &key, passphrase)?;
        config::write(
            &dir.join("key.pub"),
            format!("{}\n", key.public().line()).as_bytes(),
        )?;
        if begun {
            let (mut store, _) = Store::open_with(dir, passphrase)?;
            if let Some(passphrase) = passphrase.filter(|_| store.is_open()) {
                store.set_passphrase(None, passphrase)?;
            }
        } else {
            drop(Store::create_with(dir, passphrase)?);
        }
        // The configuration comes last: a folder without it is no workspace, and init can be run again.
        Config::new(init, &machine()).save(dir)?;
        Ok(Workspace::open_with(dir, clock, passphrase)?.0)
    }

    /// Opens a workspace that has no passphrase and tells what had to be mended.
    ///
    /// # Errors
    /// If there is none, it is open in another window, damaged, or written by a newer program;
    /// [`StoreError::Locked`] if it has a passphrase.
    pub fn open(dir: &FilePath, clock: Clock) -> Outcome<(Workspace, Vec<Notice>)> {
        Workspace::open_with(dir, clock, None)
    }

    /// Opens a workspace with a passphrase, which is not looked at where none is set.
    ///
    /// # Errors
    /// Those of [`Workspace::open`]; [`StoreError::WrongPassphrase`].
    pub fn open_with(
        dir: &FilePath,
        clock: Clock,
        passphrase: Option<&[u8]>,
    ) -> Outcome<(Workspace, Vec<Notice>)> {
        let training = match Config::load(dir) {
            Ok(config) => config.training,
            Err(WorkspaceError::Missing(dir)) => {
                begun(&dir, passphrase)?;
                return Err(WorkspaceError::Missing(dir));
            }
            Err(error) => return Err(error),
        };
        let places = papers::places()?;
        let library = library(Some(&dir.join("forms")), training)?;
        // The key and the place are written once and for all, when the folder is set up.
        let public = public_key(dir)?;
        let rule = authority::rule(&Config::load(dir)?, &public, &places);
        let (store, notices) = Store::open_under(dir, passphrase, rule)?;
        passphrase::settle_key(dir, passphrase.filter(|_| !store.is_open()))?;
        // Read under the lock: a window that was just closing may have written it.
        let (config, public) = (Config::load(dir)?, public_key(dir)?);
        let provinces = places.provinces();
        let mut workspace = Workspace {
            dir: dir.to_owned(),
            config,
            places,
            library,
            public,
            store,
            clock,
            chain: None,
            provinces,
            steps: OnceLock::new(),
        };
        workspace.chain = workspace.own_chain()?;
        workspace.carry_out_pending();
        Ok((workspace, notices))
    }

    /// Facts of this machine.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Its folder.
    pub fn dir(&self) -> &FilePath {
        &self.dir
    }

    /// The units.
    pub fn places(&self) -> &Arc<Places> {
        &self.places
    }

    /// The papers.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// The rules between papers, shipped and this workspace's own. One with a mistake is left out: it is told
    /// where papers are checked, and must not keep an office from its other rules.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn identities(&self) -> Outcome<Identities> {
        Ok(papers::identities(Some(&self.dir.join("forms")), &self.library)?.0)
    }

    /// What can be printed, shipped and this workspace's own. A document with a mistake is left out, as with
    /// [`Workspace::identities`].
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn prints(&self) -> Outcome<Prints> {
        Ok(papers::prints(Some(&self.dir.join("forms")), &self.library)?.0)
    }

    /// This workspace's public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The store, for reading, exporting and importing.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The store, for importing.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Looks again which chain this workspace may go on with: an import may have brought a fork of it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub(crate) fn chain_again(&mut self) -> Outcome<()> {
        self.chain = self.own_chain()?;
        Ok(())
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// Today in Vietnam; for a workspace of the two tiers never before they began, so that an old laptop whose
    /// clock has stopped still knows its own unit.
    pub fn today(&self) -> NaiveDate {
        not_before(self.config.regime, self.clock.today())
    }

    /// The private key.
    ///
    /// # Errors
    /// If the file does not read, or the key is protected and the passphrase is missing or wrong.
    pub fn key(&self, passphrase: Option<&[u8]>) -> Outcome<Key> {
        device_key(&self.dir, passphrase)
    }

    /// Chooses who is typing; a new name joins the list.
    ///
    /// # Errors
    /// If the name is longer than [`MAX_TEXT`], or `workspace.toml` cannot be written.
    pub fn set_person(&mut self, person: &str) -> Outcome<()> {
        // It stands in every edit from now on: one that fits no edit would stop all of them.
        if person.len() > MAX_TEXT {
            return Err(WorkspaceError::TooLong);
        }
        let mut config = self.config.clone();
        config.set_person(person);
        config.save(&self.dir)?;
        self.config = config;
        Ok(())
    }

    /// Sets whether typing goes on to the next field by itself where an answer is whole.
    ///
    /// # Errors
    /// If `workspace.toml` cannot be written.
    pub fn set_advances(&mut self, advances: bool) -> Outcome<()> {
        let mut config = self.config.clone();
        config.advances = advances;
        config.save(&self.dir)?;
        self.config = config;
        Ok(())
    }

    /// Sets the name of the colours chosen at this machine.
    ///
    /// # Errors
    /// If `workspace.toml` cannot be written.
    pub fn set_look(&mut self, look: &str) -> Outcome<()> {
        let mut config = self.config.clone();
        config.look = Some(look.to_owned());
        config.save(&self.dir)?;
        self.config = config;
        Ok(())
    }

    /// Remembers how a list of households was asked for.
    ///
    /// # Errors
    /// If `workspace.toml` cannot be written.
    pub fn set_list(&mut self, columns: Vec<String>, by_member: bool) -> Outcome<()> {
        let mut config = self.config.clone();
        config.list_columns = columns;
        config.list_by_member = by_member;
        if config != self.config {
            config.save(&self.dir)?;
            self.config = config;
        }
        Ok(())
    }

    /// Sets how Vietnamese is typed at this machine.
    ///
    /// # Errors
    /// If `workspace.toml` cannot be written.
    pub fn set_typing(&mut self, typing: Option<Method>) -> Outcome<()> {
        let config = Config {
            typing,
            ..self.config.clone()
        };
        config.save(&self.dir)?;
        self.config = config;
        Ok(())
    }

    /// A unit at a date, in the chain that this workspace reports along: a workspace of the three-tier
    /// chain keeps seeing that chain's last day.
    pub fn unit(&self, code: &str, date: NaiveDate) -> Option<&Unit> {
        match self.config.regime {
            Regime::ThreeTier => self.places.at_in(code, Regime::ThreeTier, date),
            Regime::TwoTier => self.places.at(code, date),
        }
    }

    /// Whether a unit lies within another (or is it), in this workspace's chain. A unit that no longer is
    /// lies where it lay on its chain's last day: a tỉnh still answers for papers of its former huyện.
    pub fn is_within(&self, code: &str, ancestor: &str, date: NaiveDate) -> bool {
        let date = match self.config.regime {
            Regime::TwoTier if self.places.at(code, date).is_some() => date,
            Regime::TwoTier | Regime::ThreeTier => Regime::ThreeTier.clamp(date),
        };
        self.places.is_within(code, ancestor, date)
    }

    /// Refuses a place that is not this workspace's unit or below it, as every office that imports would.
    pub(super) fn own_place(&self, code: &str) -> Outcome<()> {
        if self.is_within(code, &self.config.place, self.today()) {
            return Ok(());
        }
        Err(WorkspaceError::Outside {
            code: code.to_owned(),
            own: self.config.place.clone(),
        })
    }

    /// The unit above this workspace's own.
    pub fn office_above(&self) -> Option<&Unit> {
        let own = self.unit(&self.config.place, self.today())?;
        self.unit(&own.parent, self.today())
    }
}
