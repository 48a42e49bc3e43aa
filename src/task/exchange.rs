//! Bundles out and in: export, judge, plan, import.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Progress, TaskError};
use crate::bundle::{
    Counts, Key, Kind, Known, Mark, Opened, Plan, PublicKey, SealError, Sealing, Sent, Trust,
    Verdict, Verified, seal, sign_head,
};
use crate::form::Period;
use crate::place::Places;
use crate::record::{
    Content, Edit, EditId, PhieuSubject, PlaceRef, Refusal, Slot, SlotPath, SubjectId, WriterId,
};
use crate::store::{Store, StoreError};
use crate::workspace::{Config, Workspace, WorkspaceError};

/// A sealed bundle.
#[derive(Debug)]
pub struct Export {
    /// The bundle's bytes; what is handed on is [`Export::outgoing`].
    pub bytes: Vec<u8>,
    /// The keys that it is to be encrypted to.
    pub recipients: Vec<PublicKey>,
    /// What is to be remembered of it once it is written: [`Workspace::remember_sent`].
    pub sent: Sent,
    /// The periods of the Phiếu opened in it, ascending.
    pub periods: Vec<Period>,
    /// The name proposed for it: any name is fine.
    pub file_name: String,
    /// Code of the office it is for.
    pub to: String,
    /// Code of the office that made it.
    pub from: String,
    /// Edits in it.
    pub edits: u64,
    /// Edits that are not in it, because no head that can be shown covers them: their key is not on the table,
    /// or an import was stopped before its end.
    pub left_out: u64,
}

/// Seals a bundle for an office, by default for the one above: what came after that office's last biên nhận;
/// everything, where none has come yet.
///
/// # Errors
/// If there is no office above, the office named is unknown, the key cannot sign, the store cannot be read,
/// or the person cancelled.
pub fn export(
    workspace: &Workspace,
    to: Option<&str>,
    key: &Key,
    progress: &mut Progress<'_>,
) -> Result<Export, TaskError> {
    let to = receiver(workspace, to)?;
    // Behind one's own code stand several devices: what one has acknowledged, another may lack.
    let base = match to == workspace.config().place {
        true => Vec::new(),
        false => super::receipts::base(workspace, &to)?,
    };
    export_past(workspace, to, &Outgoing::new(base), key, progress)
}

/// Seals what the device of a thôn needs: the households that live there or ever did, with their papers. Of every
/// other edit only the header goes, so that the chains verify and nobody else's answers leave the office.
///
/// # Errors
/// As [`export`]; if no thôn has the label.
pub fn export_to_thon(
    workspace: &Workspace,
    label: &str,
    key: &Key,
    progress: &mut Progress<'_>,
) -> Result<Export, TaskError> {
    let thon = workspace
        .thons()?
        .into_iter()
        .find(|thon| thon.label == label)
        .ok_or_else(|| WorkspaceError::NoSuch(label.to_owned()))?;
    let outgoing = Outgoing {
        base: Vec::new(),
        seen: Some(seen_by(workspace, thon.id)?),
    };
    let to = workspace.config().place.clone();
    let mut export = export_past(workspace, to, &outgoing, key, progress)?;
    export.recipients = workspace.recipients(&PlaceRef::Thon(thon.id))?;
    export.file_name = export.file_name.replacen(&export.from, label, 1);
    Ok(export)
}

/// What goes out.
struct Outgoing {
    /// How far the receiver has each chain.
    base: Vec<Mark>,
    /// The subjects of which the receiver gets the bodies; every one where there is none.
    seen: Option<BTreeSet<SubjectId>>,
}

impl Outgoing {
    fn new(base: Vec<Mark>) -> Outgoing {
        Outgoing { base, seen: None }
    }

    /// The edit as the receiver gets it.
    fn cut(&self, edit: Edit) -> Edit {
        let Some(seen) = &self.seen else {
            return edit;
        };
        let open = match edit.content() {
            // Who speaks, and what the thôn are called.
            Some(
                Content::Writer { .. }
                | Content::Thon { .. }
                | Content::Grant(_)
                | Content::Revoke(_)
                | Content::Paper(_),
            ) => true,
            // Whoever was ever sent something of a household must hear that it is erased.
            Some(Content::Erase(_) | Content::Erased(_)) => true,
            _ => seen.contains(&edit.subject()),
        };
        if open { edit } else { edit.without_body() }
    }
}

/// The households that live in a thôn or ever did, their papers, and the papers of the thôn itself.
fn seen_by(workspace: &Workspace, thon: EditId) -> Result<BTreeSet<SubjectId>, TaskError> {
    let here = PlaceRef::Thon(thon);
    let mut seen = BTreeSet::new();
    for home in workspace.households()? {
        let moved = home.moves.iter().any(|moved| moved.place == here);
        if home.first == here || moved {
            seen.insert(SubjectId::from(home.id));
        }
    }
    for (key, id) in workspace.store().phieus(None, None)? {
        let mine = match &key.subject {
            PhieuSubject::Household(home) => seen.contains(&SubjectId::from(*home)),
            PhieuSubject::Place(place) => *place == here,
        };
        if mine {
            seen.insert(id.into());
        }
    }
    Ok(seen)
}

/// Seals everything that this workspace holds, whatever the office has.
///
/// # Errors
/// As [`export`].
pub fn export_full(
    workspace: &Workspace,
    to: Option<&str>,
    key: &Key,
    progress: &mut Progress<'_>,
) -> Result<Export, TaskError> {
    let to = receiver(workspace, to)?;
    export_past(workspace, to, &Outgoing::new(Vec::new()), key, progress)
}

/// The code of the office that a bundle is for.
fn receiver(workspace: &Workspace, to: Option<&str>) -> Result<String, TaskError> {
    let today = workspace.today();
    match to {
        Some(code) => workspace
            .unit(code, today)
            .map(|unit| unit.code.to_string())
            .ok_or_else(|| {
                TaskError::Workspace(WorkspaceError::NoPlace {
                    code: code.to_owned(),
                    date: today,
                })
            }),
        None => workspace
            .office_above()
            .map(|unit| unit.code.to_string())
            .ok_or(TaskError::NoOfficeAbove),
    }
}

/// How far each chain is left out: up to its mark, if the edit of the mark is the one here. Of a forked chain only
/// what lies before the fork: past it a position says nothing.
fn covered(workspace: &Workspace, base: &[Mark]) -> Result<BTreeMap<WriterId, u64>, TaskError> {
    let store = workspace.store();
    let mut covered = BTreeMap::new();
    let forks: BTreeMap<WriterId, u64> = store
        .writers()?
        .into_iter()
        .filter_map(|writer| Some((writer.writer, *writer.forks.first()?)))
        .collect();
    for mark in base {
        if !store.at_seq(mark.writer, mark.seq)?.contains(&mark.edit) {
            continue;
        }
        let whole = forks.get(&mark.writer).map_or(u64::MAX, |fork| fork - 1);
        let reach: &mut u64 = covered.entry(mark.writer).or_default();
        *reach = mark.seq.min(whole).max(*reach);
    }
    covered.retain(|_, seq| *seq > 0);
    Ok(covered)
}

fn export_past(
    workspace: &Workspace,
    to: String,
    outgoing: &Outgoing,
    key: &Key,
    progress: &mut Progress<'_>,
) -> Result<Export, TaskError> {
    let config = workspace.config();
    let covered = covered(workspace, &outgoing.base)?;
    let store = workspace.store();
    let mut heads = Vec::new();
    for writer in store.writers()? {
        if writer.key.as_deref() == Some(&key.public().line()) {
            for (seq, id) in &writer.tips {
                heads.push(
                    sign_head(key, writer.writer, *seq, *id)
                        .map_err(|error| TaskError::Seal(error.code()))?,
                );
            }
        }
    }
    let own: Vec<WriterId> = heads.iter().map(|head| head.writer).collect();
    heads.extend(
        store
            .heads()?
            .into_iter()
            .filter(|head| !own.contains(&head.writer)),
    );
    let reach: BTreeMap<WriterId, u64> = heads.iter().fold(BTreeMap::new(), |mut reach, head| {
        let seq = reach.entry(head.writer).or_insert(0);
        *seq = head.seq.max(*seq);
        reach
    });
    let mut papers = BTreeMap::new();
    for (key, id) in store.phieus(None, None)? {
        // What it was made as is enough: reading every answer of it would take as long as sealing them.
        if let Some((version, hash)) = store.paper_of(id)? {
            papers.insert(format!("{}@{version}", key.form), hash);
        }
    }
    let total = store.edit_count();
    let mut failed: Option<StoreError> = None;
    let (mut count, mut left_out) = (0, 0);
    let mut periods = BTreeSet::new();
    let mut cancelled = false;
    let mut edits = store
        .edits()?
        .map_while(|edit| edit.map_err(|error| failed = Some(error)).ok())
        .filter(|edit: &Edit| {
            let header = edit.header();
            let under = |reach: &BTreeMap<WriterId, u64>| {
                reach
                    .get(&header.writer)
                    .is_some_and(|seq| header.seq <= *seq)
            };
            left_out += u64::from(!under(&reach));
            under(&reach) && !under(&covered)
        })
        .map(|edit| outgoing.cut(edit))
        .inspect(|edit| {
            count += 1;
            if let Some(Content::Phieu { key, .. }) = edit.content() {
                periods.insert(key.period);
            }
        })
        .take_while(|_| {
            cancelled = !progress(0, total);
            !cancelled
        });
    let sealing = Sealing {
        kind: match covered.is_empty() {
            true => Kind::Full,
            false => Kind::Since(base_of(&outgoing.base, &covered)),
        },
        from: config.place.clone(),
        to: to.clone(),
        period: None,
        training: config.training,
        created: workspace.now(),
        papers: papers.into_iter().collect(),
        heads,
        edits: &mut edits,
        key,
    };
    let sealed = seal(sealing, &mut |_| true);
    drop(edits);
    if let Some(error) = failed {
        return Err(error.into());
    }
    if cancelled {
        return Err(TaskError::Cancelled);
    }
    let bytes = sealed.map_err(|error| match error {
        SealError::Cancelled => TaskError::Cancelled,
        error => TaskError::Seal(error.code()),
    })?;
    let stamp = crate::record::wire::time_text(workspace.now());
    let stamp: String = stamp
        .chars()
        .filter(char::is_ascii_digit)
        .take(12)
        .collect();
    // What is remembered is read from the bytes that go out, as the receiver will read them.
    let opened = crate::bundle::open(&bytes).map_err(|bad| TaskError::Seal(bad.code()))?;
    let mut recipients = workspace.recipients(&PlaceRef::Code(to.clone()))?;
    if recipients
        .iter()
        .all(|reader| reader == workspace.public_key())
    {
        // To one's own code, with no other device of the office known: nobody could open it but the sender.
        recipients.clear();
    }
    Ok(Export {
        recipients,
        sent: Sent::of(&opened),
        periods: periods.into_iter().collect(),
        bytes,
        file_name: format!("{}-{to}-{stamp}.bieu", config.place),
        to,
        from: config.place.clone(),
        edits: count,
        left_out,
    })
}

/// The facts of the short text that goes with a bundle into Zalo: whose it is, the periods, how much, and the digits
/// by which both ends know that they speak of the same file. Nobody's name is among them.
pub fn note(workspace: &Workspace, export: &Export) -> Vec<(&'static str, String)> {
    let named = |code: &str| match workspace.unit(code, workspace.today()) {
        Some(unit) => format!("{} ({code})", unit.name),
        None => code.to_owned(),
    };
    let periods: Vec<String> = export.periods.iter().map(ToString::to_string).collect();
    let counts = export.sent.counts;
    let kind = if export.sent.since { "since" } else { "full" };
    vec![
        ("from", named(&export.from)),
        ("to", named(&export.to)),
        (
            "periods",
            if periods.is_empty() {
                "none".to_owned()
            } else {
                periods.join(", ")
            },
        ),
        ("households", counts.households.to_string()),
        ("phieu", counts.phieu.to_string()),
        ("edits", counts.edits.to_string()),
        ("digits", export.sent.id.digits()),
        ("kind", kind.to_owned()),
    ]
}

/// The marks past which a bundle begins.
fn base_of(base: &[Mark], covered: &BTreeMap<WriterId, u64>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = base
        .iter()
        .filter(|mark| covered.contains_key(&mark.writer))
        .copied()
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Opens and judges a file for an office, with the keys trusted there. Takes no lock and needs no store.
pub fn judge(
    bytes: &[u8],
    trust: &Trust,
    places: &Places,
    receiver: &Config,
    today: chrono::NaiveDate,
) -> Verdict {
    match crate::bundle::open(bytes) {
        Err(bad) => Verdict::Bad(bad),
        Ok(opened) => judge_opened(opened, trust, places, receiver, today),
    }
}

/// Judges a file that was proven whole for an office, with the keys trusted there.
pub(super) fn judge_opened(
    opened: Opened,
    trust: &Trust,
    places: &Places,
    receiver: &Config,
    today: chrono::NaiveDate,
) -> Verdict {
    let date = receiver.regime.clamp(today);
    let verdict = opened.judge(
        trust,
        &|code, above| places.is_within(code, above, date),
        &receiver.place,
    );
    match verdict {
        Verdict::Good(verified) => match verified.fits(receiver.training) {
            Ok(()) => Verdict::Good(verified),
            Err(bad) => Verdict::Bad(bad),
        },
        other => other,
    }
}

/// What importing would do; nothing is done.
///
/// # Errors
/// If the store cannot be read.
pub fn plan(workspace: &Workspace, verified: &Verified) -> Result<Plan, TaskError> {
    let refusal = RefCell::new(workspace.store().refusal()?);
    let shelf = Shelf(workspace.store(), refusal);
    Ok(crate::bundle::plan(verified, &shelf)?)
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Edits added.
    pub new: u64,
    /// Edits that were there already.
    pub same: u64,
    /// Edits held back because others before them are missing.
    pub held: u64,
    /// Places that now stand in conflict and did not before.
    pub conflicts: u64,
    /// Edits not accepted.
    pub rejected: u64,
    /// Edits of erased households of which only the header was taken in.
    pub refused: u64,
    /// The labels of the households that were erased here because of it.
    pub erased: Vec<String>,
    /// The labels of the households some of whose people were.
    pub people: Vec<String>,
    /// So many bundles that waited for others were let go with them: they have to be sent again.
    pub let_go: u64,
}

impl Imported {
    /// What a plan would do.
    pub fn planned(plan: &Plan) -> Imported {
        Imported {
            new: plan.new,
            same: plan.same,
            held: plan.waiting,
            conflicts: plan.conflicts.len() as u64,
            rejected: plan.rejected.len() as u64,
            refused: plan.refused,
            erased: Vec::new(),
            people: Vec::new(),
            let_go: 0,
        }
    }
}

/// Carries a plan out. Stopped on the way, what was taken in is whole, and importing again goes on from there.
///
/// # Errors
/// If the disk refuses, or the person cancelled.
pub fn import(
    workspace: &mut Workspace,
    verified: &Verified,
    plan: &Plan,
    progress: &mut Progress<'_>,
) -> Result<Imported, TaskError> {
    let total = plan.new;
    let counts: Counts = verified.manifest().counts;
    let result =
        workspace
            .store_mut()
            .import(&mut plan.edits(verified), &plan.heads, &mut |done| {
                progress(done, total.max(counts.edits))
            })?;
    workspace.chain_again()?;
    workspace.write_signers()?;
    workspace.name_refused(&result.fresh)?;
    if result.cancelled {
        return Err(TaskError::Cancelled);
    }
    // What came in may say that some of what is here must go.
    let carried = workspace.carry_out()?;
    Ok(Imported {
        new: result.new,
        erased: carried.labels,
        people: carried.people.into_iter().collect(),
        let_go: carried.let_go.len() as u64,
        ..Imported::planned(plan)
    })
}

/// The store as the plan sees it.
struct Shelf<'a>(&'a Store, RefCell<Refusal>);

impl Known for Shelf<'_> {
    type Error = StoreError;

    fn contains(&self, id: EditId) -> Result<bool, StoreError> {
        self.0.contains(&id)
    }

    fn edit(&self, id: EditId) -> Result<Option<Edit>, StoreError> {
        self.0.edit(&id)
    }

    fn has_body(&self, id: EditId) -> Result<bool, StoreError> {
        self.0.has_body(&id)
    }

    fn refuses(&self, edit: &Edit) -> Result<bool, StoreError> {
        Ok(self.1.borrow_mut().refuses(edit))
    }

    fn at_seq(&self, writer: WriterId, seq: u64) -> Result<Vec<EditId>, StoreError> {
        self.0.at_seq(writer, seq)
    }

    fn slot(&self, subject: SubjectId, path: &SlotPath) -> Result<Option<Slot>, StoreError> {
        self.0.slot(subject, path)
    }
}
