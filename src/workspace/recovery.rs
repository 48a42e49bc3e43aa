//! Recovery papers: made, and what they bring back when a passphrase is forgotten or a laptop is gone.
//!
//! They open the store, what was encrypted to the office, and on this very laptop the device's own key, which lies beside
//! the store encrypted to them (`key.age`) and is in no copy: who forgot a passphrase goes on as before. A laptop made
//! of a safety copy has a new key and a new chain, which the office above has to grant.

use std::path::Path;

use zeroize::Zeroizing;

use super::config::{self, Clock};
use super::{Outcome, Workspace, WorkspaceError, passphrase, random};
use crate::bundle::{Key, PublicKey, decrypt, encrypt, sign_head, split};
use crate::record::{Content, Draft, GrantRole, PlaceRef, Revocation};

/// The device's own key, encrypted to the recovery papers.
const SPARE: &str = "key.age";

/// New recovery papers.
pub struct RecoveryPapers {
    /// Their texts, in groups of five; shown once and kept nowhere.
    pub texts: Vec<Zeroizing<String>>,
    /// The key behind them, by whose mã đối chiếu a set is told from another.
    pub key: PublicKey,
}

/// The key that comes after this device's own.
pub struct Successor(pub(super) Key);

impl Successor {
    /// Its public half.
    pub fn public(&self) -> &PublicKey {
        self.0.public()
    }
}

impl Workspace {
    /// Makes recovery papers in place of those before: they open this store, and what is sent to this office is
    /// encrypted to them too. `passphrase` is that of the store, where it has one.
    ///
    /// # Errors
    /// If the passphrase is missing or wrong, the device's key is gone, or the disk refuses: the papers before still
    /// count then.
    pub fn make_recovery(&mut self, passphrase: Option<&[u8]>) -> Outcome<RecoveryPapers> {
        let unusable = || WorkspaceError::Key("key-unusable");
        let seed = Zeroizing::new(random::<32>()?);
        let key = Key::generate(*seed);
        let texts = split(&seed).ok_or_else(unusable)?;
        let recipient = key.public().recipient().ok_or_else(unusable)?;
        let before = self.recovery_keys();
        let device = self.key(passphrase)?;
        self.store.set_recovery(passphrase, &recipient)?;
        self.keep_spare(&device, key.public())?;
        let place = PlaceRef::Code(self.config.place.clone());
        self.grant_as(place, key.public(), GrantRole::Recovery)?;
        for line in before {
            let gone = Revocation {
                key: line,
                ends: Vec::new(),
            };
            self.commit_one(Draft::new(None, Vec::new(), Content::Revoke(gone)))?;
        }
        Ok(RecoveryPapers {
            texts,
            key: key.public().clone(),
        })
    }

    /// The keys behind this office's recovery papers (OpenSSH public lines).
    pub fn recovery_keys(&self) -> Vec<String> {
        let place = PlaceRef::Code(self.config.place.clone());
        let authority = self.authority();
        authority.recoveries(&place).map(str::to_owned).collect()
    }

    /// Whether recovery papers open this store.
    pub fn has_recovery(&self) -> bool {
        self.store.recovery().is_some()
    }

    fn keep_spare(&self, device: &Key, papers: &PublicKey) -> Outcome<()> {
        let unusable = || WorkspaceError::Key("key-unusable");
        let text = Zeroizing::new(device.to_openssh(None).map_err(|_| unusable())?);
        let sealed = encrypt(text.as_bytes(), std::slice::from_ref(papers)).ok_or_else(unusable)?;
        config::write_private(&self.dir.join(SPARE), &sealed)
    }

    /// The device's key as the papers open it; none if it is not there, or is another one's.
    fn spare(&self, papers: &Key) -> Option<Key> {
        let sealed = std::fs::read(self.dir.join(SPARE)).ok()?;
        let text = Zeroizing::new(String::from_utf8(decrypt(&sealed, papers).ok()?).ok()?);
        let key = Key::from_openssh(&text, None).ok()?;
        (*key.public() == self.public).then_some(key)
    }

    /// Opens a workspace whose passphrase nobody knows any more, with two of its recovery papers, and gives it a new
    /// one. Where the spare of the device's key is gone it gets a new key, and writes a new chain from now on. A power
    /// cut leaves a workspace that the papers open again.
    ///
    /// # Errors
    /// If the papers are not of this workspace, or the disk refuses.
    pub fn recover(dir: &Path, papers: &Key, new: &[u8], clock: Clock) -> Outcome<Workspace> {
        let identity = papers
            .identity()
            .ok_or(WorkspaceError::Key("key-unusable"))?;
        let (mut workspace, _) = Workspace::open_with(dir, clock, Some(identity.as_bytes()))?;
        let key = match workspace.spare(papers) {
            Some(key) => key,
            None => Key::generate(random()?),
        };
        workspace.succeed(&Successor(key), new)?;
        drop(workspace);
        Ok(Workspace::open_with(dir, clock, Some(new))?.0)
    }

    /// Gives this device a new key and the store a new data key, both under a new passphrase; what was said under the
    /// key before stays in force here. A power cut leaves the old pair or the new. Counts from the next opening on.
    pub(super) fn succeed(&mut self, successor: &Successor, new: &[u8]) -> Outcome<()> {
        self.remember_key(&self.public.clone())?;
        // The key comes first under another name, then the store; whoever opens with the new passphrase finishes.
        passphrase::write_key(&self.dir.join(passphrase::NEXT), &successor.0, Some(new))?;
        self.with_new_keys(|store| store.rewrite(Some(new), &mut |_| true))?;
        passphrase::settle_key(&self.dir, Some(new))?;
        for line in self.recovery_keys() {
            if let Ok(papers) = PublicKey::parse(&line) {
                self.keep_spare(&successor.0, &papers)?;
            }
        }
        Ok(())
    }

    /// Signs the ends of the chains that a key wrote, and keeps them: they can be handed on when the key is no longer
    /// on the table.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(super) fn keep_heads(&mut self, key: &Key) -> Outcome<()> {
        let line = key.public().line();
        let mut heads = Vec::new();
        for writer in self.store.writers()? {
            if writer.key.as_deref() == Some(&line) {
                for (seq, id) in &writer.tips {
                    let head = sign_head(key, writer.writer, *seq, *id);
                    heads.push(head.map_err(|error| WorkspaceError::Key(error.code()))?);
                }
            }
        }
        self.store
            .import(&mut std::iter::empty(), &heads, &mut |_| true)?;
        Ok(())
    }

    /// Believes a key as one that this office wrote with before. Counts from the next opening on.
    pub(crate) fn remember_key(&mut self, key: &PublicKey) -> Outcome<()> {
        let line = key.line();
        let mut config = self.config.clone();
        if !config.keys.contains(&line) {
            config.keys.push(line);
            config.save(&self.dir)?;
            self.config = config;
        }
        Ok(())
    }

    /// Where a safety copy is written whenever the screens are left; none where none was asked for.
    ///
    /// # Errors
    /// If `workspace.toml` cannot be written.
    pub fn set_copies(&mut self, folder: Option<&Path>) -> Outcome<()> {
        let mut config = self.config.clone();
        config.copies = folder.map(Path::to_owned);
        config.save(&self.dir)?;
        self.config = config;
        Ok(())
    }
}
