//! The worker's questions about bundles and keys.

use std::path::PathBuf;

use super::worker::Worker;
use super::{failure, lists};
use crate::bundle::{MAX_BUNDLE, PublicKey, Verdict};
use crate::task;
use crate::tui::lines::{Inspected, KeyLine};
use crate::tui::reply::{Failure, Reply};

/// The largest file of a public key that is read, in bytes.
const MAX_KEY: u64 = 16 << 10;

impl Worker {
    pub(super) fn export(&mut self) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let passphrase = self.options.passphrase.clone();
        let workspace = self.workspace()?;
        let key = workspace.key(passphrase.as_deref())?;
        let export = task::export(workspace, None, &key, &mut progress)?;
        let outbox = workspace.dir().join(lists::OUTBOX);
        let path = outbox.join(&export.file_name);
        std::fs::create_dir_all(&outbox).map_err(|error| failure::file(&outbox, &error))?;
        crate::workspace::write_file(&path, &export.bytes)?;
        let to = workspace
            .unit(&export.to, workspace.today())
            .map_or(export.to.clone(), |unit| unit.name.to_string());
        let households = workspace.households()?.len() as u64;
        let phieu = workspace.store().phieus(None, None)?.len() as u64;
        Ok(Reply::Exported {
            path: path.display().to_string(),
            to,
            households,
            phieu,
            edits: export.edits,
            left_out: export.left_out,
        })
    }

    pub(super) fn inspect(&mut self, path: PathBuf) -> Result<Reply, Failure> {
        let size = std::fs::metadata(&path)
            .map_err(|error| failure::file(&path, &error))?
            .len();
        if size > MAX_BUNDLE as u64 {
            let most = (MAX_BUNDLE >> 20).to_string();
            return Err(Failure {
                code: "too-large".into(),
                args: vec![("path", path.display().to_string()), ("most", most)],
            });
        }
        let bytes = std::fs::read(&path).map_err(|error| failure::file(&path, &error))?;
        let workspace = self.workspace()?;
        let named = |code: &str| match workspace.unit(code, workspace.today()) {
            Some(unit) => format!("{} ({code})", unit.name),
            None => code.to_owned(),
        };
        let mut seen = Inspected {
            path: path.display().to_string(),
            verdict: "bad",
            from: String::new(),
            fingerprint: String::new(),
            code: String::new(),
            part: String::new(),
            reason: String::new(),
            reason_args: Vec::new(),
            plan: Vec::new(),
        };
        match task::judge(
            &bytes,
            workspace.trust(),
            workspace.places(),
            workspace.config(),
            workspace.today(),
        ) {
            Verdict::Good(verified) => {
                let plan = task::plan(workspace, &verified)?;
                seen.verdict = "good";
                seen.from = named(&verified.manifest().from);
                seen.fingerprint = verified.signer().fingerprint();
                seen.code = verified.signer().code();
                seen.plan = counts(&task::Imported::planned(&plan));
                self.inspected = Some((path, verified));
            }
            Verdict::Unknown {
                fingerprint,
                code,
                from,
                ..
            } => {
                seen.verdict = "unknown";
                seen.from = named(&from);
                (seen.fingerprint, seen.code) = (fingerprint, code);
            }
            Verdict::Bad(bad) => {
                seen.part = bad.part.as_str().to_owned();
                seen.reason = bad.code().to_owned();
                seen.reason_args = bad.reason.args();
            }
        }
        Ok(Reply::Inspected(Box::new(seen)))
    }

    pub(super) fn import(&mut self) -> Result<Reply, Failure> {
        let (path, verified) = self
            .inspected
            .take()
            .ok_or_else(|| failure::plain("nothing-inspected"))?;
        let mut progress = self.progress();
        let workspace = self.workspace()?;
        // Planned anew: what was shown may have been looked at before something else was typed.
        let plan = task::plan(workspace, &verified)?;
        let imported = task::import(workspace, &verified, &plan, &mut progress);
        match imported {
            Ok(imported) => Ok(Reply::Imported(counts(&imported))),
            Err(error) => {
                self.inspected = Some((path, verified));
                Err(error.into())
            }
        }
    }

    pub(super) fn keys(&mut self) -> Result<Reply, Failure> {
        let workspace = self.workspace()?;
        let today = workspace.today();
        let keys: Vec<KeyLine> = workspace
            .trust()
            .entries()
            .map(|(place, key)| KeyLine {
                place: match workspace.unit(place, today) {
                    Some(unit) => format!("{} ({place})", unit.name),
                    None => place.to_owned(),
                },
                code: key.code(),
                fingerprint: key.fingerprint(),
            })
            .collect();
        Ok(Reply::Keys(keys))
    }

    pub(super) fn read_key(&mut self, path: PathBuf) -> Result<Reply, Failure> {
        let refused = |error: std::io::Error| failure::file(&path, &error);
        let not_a_key = |reason: &str| Failure {
            code: "not-a-key".into(),
            args: vec![
                ("path", path.display().to_string()),
                ("reason", reason.to_owned()),
            ],
        };
        if std::fs::metadata(&path).map_err(refused)?.len() > MAX_KEY {
            return Err(not_a_key("key-too-large"));
        }
        let text = std::fs::read_to_string(&path).map_err(refused)?;
        let line = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        let key = PublicKey::parse(line.trim()).map_err(|error| not_a_key(error.code()))?;
        let reply = Reply::KeyRead {
            fingerprint: key.fingerprint(),
            code: key.code(),
        };
        self.key = Some(key);
        Ok(reply)
    }
}

fn counts(imported: &task::Imported) -> Vec<(&'static str, u64)> {
    vec![
        ("new", imported.new),
        ("same", imported.same),
        ("held", imported.held),
        ("conflicts", imported.conflicts),
        ("rejected", imported.rejected),
    ]
}
