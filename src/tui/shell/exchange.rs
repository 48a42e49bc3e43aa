//! The worker's questions about bundles and keys.

use std::path::PathBuf;

use super::worker::Worker;
use super::{failure, lists};
use crate::bundle::{
    Key, MAX_ENVELOPE, MAX_RECEIPT, OpenedReceipt, Outcome, Papers, PublicKey, ReceiptFault, Sent,
    Verdict, is_spoken, open_receipt, spoken_means,
};
use crate::task::{self, Given, TaskError};
use crate::tui::lines::{
    Arrived, HandedLine, Inspected, KeyLine, Post, SentLine, TookLine, WaitingLine,
};
use crate::tui::reply::{Failure, Reply};
use crate::workspace::{Clock, Kept, Published, Workspace};

/// The folder of receipts written here.
const RECEIPTS: &str = "bien-nhan";

/// The largest file of a public key that is read, in bytes.
const MAX_KEY: u64 = 16 << 10;

impl Worker {
    pub(super) fn export(&mut self, full: bool) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let passphrase = self.options.passphrase.clone();
        let workspace = self.workspace()?;
        let key = workspace.key(passphrase.as_deref())?;
        let export = match full {
            true => task::export_full(workspace, None, &key, &mut progress)?,
            false => task::export(workspace, None, &key, &mut progress)?,
        };
        let outbox = workspace.dir().join(lists::OUTBOX);
        let outgoing = export.outgoing(false)?;
        let path = outbox.join(&outgoing.name);
        std::fs::create_dir_all(&outbox).map_err(|error| failure::file(&outbox, &error))?;
        crate::workspace::write_file(&path, &outgoing.bytes)?;
        workspace.remember_sent(&export.sent)?;
        let note = task::note(workspace, &export);
        let to = workspace
            .unit(&export.to, workspace.today())
            .map_or(export.to.clone(), |unit| unit.name.to_string());
        let counts = export.sent.counts;
        let reply = Reply::Exported {
            path: path.display().to_string(),
            to,
            households: counts.households,
            phieu: counts.phieu,
            edits: export.edits,
            left_out: export.left_out,
            readers: outgoing.readers,
            note,
        };
        self.exported = Some(path);
        Ok(reply)
    }

    /// Puts the short text beside the bundle written last.
    pub(super) fn write_note(&mut self, text: &str) -> Result<Reply, Failure> {
        if let Some(path) = &self.exported {
            let mut beside = path.clone().into_os_string();
            beside.push(".txt");
            crate::workspace::write_file(&PathBuf::from(beside), format!("{text}\n").as_bytes())?;
        }
        Ok(Reply::Kept)
    }

    pub(super) fn post(&mut self) -> Result<Reply, Failure> {
        let workspace = self.workspace()?;
        let sent = workspace
            .posted()
            .iter()
            .map(|posted| SentLine {
                day: day(posted.sent.created),
                to: name_of(workspace, &posted.sent.to),
                digits: posted.sent.id.digits(),
                edits: posted.sent.counts.edits,
                state: state(posted.receipt.as_ref().map(said)),
            })
            .collect();
        let waiting = task::waiting(workspace)?
            .iter()
            .map(|one| WaitingLine {
                from: name_of(workspace, &one.from),
                digits: one.id.digits(),
                missing: one
                    .missing
                    .iter()
                    .map(|gap| (gap.from_seq, gap.to_seq))
                    .collect(),
            })
            .collect();
        Ok(Reply::Post(Box::new(Post { sent, waiting })))
    }

    pub(super) fn take_receipt(&mut self, text: &str) -> Result<Reply, Failure> {
        let workspace = self.workspace()?;
        let path = PathBuf::from(text);
        let bytes;
        let given = if text.contains(['.', '/', '\\']) && path.is_file() {
            let size = std::fs::metadata(&path)
                .map_err(|error| failure::file(&path, &error))?
                .len();
            if size > MAX_RECEIPT as u64 {
                let fault = ReceiptFault::TooLarge;
                return Ok(Reply::ReceiptRefused(fault.code(), fault.args()));
            }
            bytes = std::fs::read(&path).map_err(|error| failure::file(&path, &error))?;
            Given::File(&bytes)
        } else if is_spoken(text) {
            return Ok(heard(workspace, text));
        } else {
            Given::Code(text)
        };
        match task::take_receipt(workspace, given) {
            Ok(took) => {
                let receipt = took.receipt.receipt();
                let missing = receipt.missing.iter();
                Ok(Reply::ReceiptTaken(Box::new(TookLine {
                    to: name_of(workspace, &took.sent.to),
                    day: day(took.sent.created),
                    digits: took.sent.id.digits(),
                    state: state(Some((receipt.outcome, receipt.papers))),
                    kept: match took.kept {
                        Kept::New => None,
                        Kept::Same => Some("cli-receipt-same"),
                        Kept::Older => Some("cli-receipt-older"),
                    },
                    missing: missing
                        .map(|gap| (gap.writer.to_string(), gap.from_seq, gap.to_seq))
                        .collect(),
                })))
            }
            Err(TaskError::Receipt(fault)) => Ok(Reply::ReceiptRefused(fault.code(), fault.args())),
            Err(other) => Err(other.into()),
        }
    }

    pub(super) fn inspect(&mut self, path: PathBuf) -> Result<Reply, Failure> {
        let size = std::fs::metadata(&path)
            .map_err(|error| failure::file(&path, &error))?
            .len();
        if size > MAX_ENVELOPE as u64 {
            let most = (MAX_ENVELOPE >> 20).to_string();
            return Err(Failure {
                code: "too-large".into(),
                args: vec![("path", path.display().to_string()), ("most", most)],
            });
        }
        let file = std::fs::read(&path).map_err(|error| failure::file(&path, &error))?;
        let passphrase = self.options.passphrase.clone();
        let opened = task::open_envelope(file, self.workspace()?.dir(), passphrase.as_deref())?;
        let (bytes, sealed) = match opened {
            Ok(bytes) => (bytes, None),
            Err(bad) => (Vec::new(), Some(Verdict::Bad(bad))),
        };
        if open_receipt(&bytes).is_ok() {
            // Whoever picks the receipt among the bundles means it to be taken in.
            return self.take_receipt(&path.display().to_string());
        }
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
            digits: String::new(),
            part: String::new(),
            reason: String::new(),
            reason_args: Vec::new(),
            plan: Vec::new(),
        };
        let verdict = match sealed {
            Some(bad) => bad,
            None => task::judge(
                &bytes,
                &workspace.trust()?,
                workspace.places(),
                workspace.config(),
                workspace.today(),
            ),
        };
        match verdict {
            Verdict::Good(verified) => {
                let plan = task::plan(workspace, &verified)?;
                seen.verdict = "good";
                seen.from = named(&verified.manifest().from);
                seen.fingerprint = verified.signer().fingerprint();
                seen.code = verified.signer().code();
                seen.digits = verified.id().digits();
                seen.plan = counts(&task::Imported::planned(&plan));
                if !plan.erases.is_empty() {
                    seen.plan.push(("erases", plan.erases.len() as u64));
                }
                if !plan.erases_people.is_empty() {
                    let count = plan.erases_people.len() as u64;
                    seen.plan.push(("erases-people", count));
                }
                self.inspected = Some((path, verified, bytes));
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
        let (path, verified, bytes) = self
            .inspected
            .take()
            .ok_or_else(|| failure::plain("nothing-inspected"))?;
        let mut progress = self.progress();
        let passphrase = self.options.passphrase.clone();
        let workspace = self.workspace()?;
        // Planned anew: what was shown may have been looked at before something else was typed.
        let plan = task::plan(workspace, &verified)?;
        let imported = match task::import(workspace, &verified, &plan, &mut progress) {
            Ok(imported) => imported,
            Err(error) => {
                self.inspected = Some((path, verified, bytes));
                return Err(error.into());
            }
        };
        let kept = task::hold(workspace, &verified, &bytes, &plan)?;
        let mut told = counts(&imported);
        let mut arrivals = vec![task::arrived(workspace, &verified, &plan)?];
        for arrival in task::settle(workspace, &mut progress)? {
            told.push(("settled", arrival.counts.new));
            arrivals.retain(|other| other.id != arrival.id);
            arrivals.push(arrival);
        }
        if !kept {
            told.push(("no-room", imported.held));
        }
        let papers = workspace.take_published()?;
        for (state, name) in [
            (Published::New, "papers-new"),
            (Published::Differs, "papers-differ"),
            (Published::Unsound, "papers-unsound"),
        ] {
            let count = papers.iter().filter(|(_, became)| *became == state).count();
            if count > 0 {
                told.push((name, count as u64));
            }
        }
        // A key whose passphrase is not at hand signs nothing; what arrived is in all the same.
        let receipts = match workspace.key(passphrase.as_deref()) {
            Ok(key) => handed(workspace, &arrivals, &key)?,
            Err(_) => Vec::new(),
        };
        Ok(Reply::Imported(told, receipts))
    }

    pub(super) fn keys(&mut self) -> Result<Reply, Failure> {
        let workspace = self.workspace()?;
        let today = workspace.today();
        let keys: Vec<KeyLine> = workspace
            .believed()?
            .into_iter()
            .filter(|believed| !believed.own)
            .map(|believed| KeyLine {
                place: match workspace.unit(&believed.place, today) {
                    Some(unit) => format!("{} ({})", unit.name, believed.place),
                    None => believed.place,
                },
                code: believed.key.code(),
                fingerprint: believed.key.fingerprint(),
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

/// Signs the receipts of what arrived and writes their files.
fn handed(
    workspace: &Workspace,
    arrivals: &[task::Arrival],
    key: &Key,
) -> Result<Vec<HandedLine>, Failure> {
    let folder = workspace.dir().join(RECEIPTS);
    std::fs::create_dir_all(&folder).map_err(|error| failure::file(&folder, &error))?;
    let mut lines = Vec::new();
    for handed in task::hand_out(workspace, arrivals, key)? {
        let path = folder.join(&handed.file_name);
        crate::workspace::write_file(&path, &handed.bytes)?;
        lines.push(HandedLine {
            to: name_of(workspace, &handed.to),
            state: state(Some((handed.outcome, handed.papers))),
            code: handed.code,
            spoken: handed.spoken,
            path: path.display().to_string(),
        });
    }
    Ok(lines)
}

/// What twelve digits mean: told, and nothing kept.
fn heard(workspace: &Workspace, text: &str) -> Reply {
    let sent: Vec<Sent> = workspace
        .posted()
        .into_iter()
        .map(|posted| posted.sent)
        .collect();
    match spoken_means(text, &sent) {
        Some((sent, outcome)) => Reply::ReceiptTaken(Box::new(TookLine {
            to: name_of(workspace, &sent.to),
            day: day(sent.created),
            digits: sent.id.digits(),
            state: state(Some((outcome, Papers::default()))),
            kept: Some("tui-receipt-heard"),
            missing: Vec::new(),
        })),
        None => Reply::ReceiptRefused("error-receipt-spoken", Vec::new()),
    }
}

/// What a receipt says of a bundle and of the papers.
pub(super) fn said(opened: &OpenedReceipt) -> (Outcome, Papers) {
    let receipt = opened.receipt();
    (receipt.outcome, receipt.papers)
}

/// How a bundle stands with its receiver.
pub(super) fn state(said: Option<(Outcome, Papers)>) -> Arrived {
    let state = match said.map(|(outcome, _)| outcome) {
        None => "receipt-state-none",
        Some(Outcome::Whole) => "receipt-state-whole",
        Some(Outcome::Partial) => "receipt-state-partial",
        Some(Outcome::Returned) => "receipt-state-returned",
        Some(Outcome::Accepted) => "receipt-state-accepted",
    };
    let papers = said.map_or_else(Papers::default, |(_, papers)| papers);
    Arrived {
        state,
        returned: papers.returned,
        accepted: papers.accepted,
    }
}

/// The day of a second, in Vietnam.
pub(super) fn day(seconds: i64) -> chrono::NaiveDate {
    Clock::Fixed(seconds).today()
}

/// An office by its name, or by its code where no unit has it.
pub(super) fn name_of(workspace: &Workspace, code: &str) -> String {
    match workspace.unit(code, workspace.today()) {
        Some(unit) => unit.name.to_string(),
        None => code.to_owned(),
    }
}

fn counts(imported: &task::Imported) -> Vec<(&'static str, u64)> {
    let mut counts = vec![
        ("new", imported.new),
        ("same", imported.same),
        ("held", imported.held),
        ("conflicts", imported.conflicts),
        ("rejected", imported.rejected),
    ];
    // Seldom, and then it has to be told.
    let seldom = [
        ("refused", imported.refused),
        ("erased", imported.erased.len() as u64),
        ("erased-people", imported.people.len() as u64),
        ("let-go", imported.let_go),
    ];
    counts.extend(seldom.into_iter().filter(|(_, count)| *count > 0));
    counts
}
