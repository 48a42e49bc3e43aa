//! Safety copies: everything that an office holds, as a bundle to itself, without its signing key; and a fresh laptop
//! made of one.

use std::path::Path as FilePath;

use super::exchange::judge_opened;
use super::{Imported, Progress, TaskError, export_full, import, plan};
use crate::bundle::{Bad, Key, Opened, Part, PublicKey, Reason, Verdict, decrypt, is_encrypted};
use crate::place::Regime;
use crate::record::wire;
use crate::workspace::{Clock, Init, Workspace, WorkspaceError};

/// A safety copy, ready to be written.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name proposed for it: one a day, so that a day's last one counts.
    pub name: String,
    /// Edits in it.
    pub edits: u64,
    /// How many devices and recovery papers open it; none if everybody does.
    pub readers: usize,
}

/// Makes a safety copy: encrypted to the recovery papers and the devices of this office, or in clear.
///
/// # Errors
/// [`TaskError::NoPapers`] if nothing but this very device would open it; those of [`export_full`].
pub fn back_up(
    workspace: &Workspace,
    key: &Key,
    clear: bool,
    progress: &mut Progress<'_>,
) -> Result<Copy, TaskError> {
    let own = workspace.config().place.clone();
    let export = export_full(workspace, Some(&own), key, progress)?;
    let others = export
        .recipients
        .iter()
        .any(|reader| reader != key.public());
    if !clear && !others {
        return Err(TaskError::NoPapers);
    }
    let outgoing = export.outgoing(clear)?;
    let day: String = wire::time_text(workspace.now())
        .chars()
        .filter(char::is_ascii_digit)
        .take(8)
        .collect();
    let ends = if outgoing.readers > 0 { ".age" } else { "" };
    Ok(Copy {
        bytes: outgoing.bytes,
        name: format!("sao-luu-{own}-{day}.bieu{ends}"),
        edits: export.edits,
        readers: outgoing.readers,
    })
}

/// Proves a safety copy whole, with the recovery key of two papers where it is encrypted.
///
/// # Errors
/// [`TaskError::NeedsPapers`]; [`TaskError::Bundle`] if the papers do not open it, it is damaged, or it is no copy of
/// an office to itself.
pub fn open_copy(file: &[u8], papers: Option<&Key>) -> Result<Opened, TaskError> {
    let opened = match (is_encrypted(file), papers) {
        (true, None) => return Err(TaskError::NeedsPapers),
        (true, Some(papers)) => {
            let bytes = decrypt(file, papers).map_err(TaskError::Bundle)?;
            crate::bundle::open(&bytes).map_err(TaskError::Bundle)?
        }
        (false, _) => crate::bundle::open(file).map_err(TaskError::Bundle)?,
    };
    let manifest = opened.manifest();
    if manifest.from != manifest.to {
        return Err(TaskError::Bundle(Bad {
            part: Part::Manifest,
            reason: Reason::NotCopy,
        }));
    }
    Ok(opened)
}

/// A laptop that is at work again.
pub struct Restored {
    /// Its workspace: new key, new chain.
    pub workspace: Workspace,
    /// What came out of the copy.
    pub imported: Imported,
    /// The key that signed the copy, by which the office is told apart from whoever might have made one.
    pub signer: PublicKey,
}

/// Sets a workspace up in a folder that has none and takes a safety copy in. Stopped on the way it can be asked for
/// again and goes on. What the office said under the key that signed the copy is in force here; what is typed from now
/// on, under a new key, other offices take in once they grant it.
///
/// # Errors
/// If the folder holds another office's work or has entries of its own already, the copy is not what it should be, or
/// the disk refuses.
pub fn restore(
    dir: &FilePath,
    copy: &Opened,
    regime: Regime,
    passphrase: Option<&[u8]>,
    clock: Clock,
    progress: &mut Progress<'_>,
) -> Result<Restored, TaskError> {
    let manifest = copy.manifest();
    let (place, training) = (manifest.from.clone(), manifest.training);
    let signer = copy.signer().clone();
    let open =
        || -> Result<Workspace, TaskError> { Ok(Workspace::open_with(dir, clock, passphrase)?.0) };
    let mut workspace = match FilePath::exists(&dir.join("workspace.toml")) {
        true => open()?,
        false => Workspace::init(
            dir,
            &Init {
                place,
                regime,
                training,
                passphrase: passphrase.map(<[u8]>::to_vec),
            },
            clock,
        )?,
    };
    let begun = workspace.config().keys.contains(&signer.line());
    if !begun && workspace.store().edit_count() > 0 {
        return Err(WorkspaceError::Exists(dir.to_owned()).into());
    }
    workspace.remember_key(&signer)?;
    drop(workspace);
    let mut workspace = open()?;
    let verdict = judge_opened(
        copy.clone(),
        &workspace.trust()?,
        workspace.places(),
        workspace.config(),
        workspace.today(),
    );
    let verified = match verdict {
        Verdict::Good(verified) => verified,
        Verdict::Bad(bad) => return Err(TaskError::Bundle(bad)),
        Verdict::Unknown { .. } => {
            return Err(WorkspaceError::Exists(dir.to_owned()).into());
        }
    };
    let plan = plan(&workspace, &verified)?;
    let imported = import(&mut workspace, &verified, &plan, progress)?;
    Ok(Restored {
        workspace,
        imported,
        signer,
    })
}
