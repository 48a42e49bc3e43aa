//! A Phiếu, read out of its slots.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use super::{Created, EditId, PhieuId, PlaceRef, Slot, SlotPath, SlotValue, wire};
use crate::form::{Answers, Name, Path, Period, RowId};

/// What a Phiếu is filled for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhieuSubject {
    /// A household, by the edit that created it.
    Household(EditId),
    /// A unit or thôn.
    Place(PlaceRef),
}

/// What identifies a Phiếu; of a paper that repeats, what it shares with its like.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhieuKey {
    /// Form id without version.
    pub form: String,
    /// For whom.
    pub subject: PhieuSubject,
    /// Which period.
    pub period: Period,
}

impl PhieuKey {
    /// SHA-256 of the canonical key: the one Phiếu of this key, of a paper that does not repeat.
    pub fn id(&self) -> PhieuId {
        PhieuId(Sha256::digest(wire::canonical(&Json::Object(wire::phieu_key_json(self)))).into())
    }
}

/// Where a Phiếu stands, the least advanced first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Given back by the office above, and not finished anew.
    Returned,
    /// Being filled.
    Draft,
    /// Finished, and unchanged since.
    Finished,
    /// Handed to the office above, and unchanged since.
    Submitted,
    /// Accepted by the office above.
    Accepted,
    /// Closed by the office above.
    Locked,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 6] = [
        Status::Returned,
        Status::Draft,
        Status::Finished,
        Status::Submitted,
        Status::Accepted,
        Status::Locked,
    ];

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Finished => "finished",
            Status::Submitted => "submitted",
            Status::Returned => "returned",
            Status::Accepted => "accepted",
            Status::Locked => "locked",
        }
    }

    /// Whether the office above has it or has taken it: what is typed now is a proposal.
    pub fn is_above(self) -> bool {
        matches!(self, Status::Accepted | Status::Locked)
    }

    /// Whether it was finished: its figures count.
    pub fn is_finished(self) -> bool {
        !matches!(self, Status::Draft | Status::Returned)
    }
}

/// Two or more different values of one slot, none of which replaced another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where.
    pub at: Path,
    /// The values with their edits, the one shown meanwhile last.
    pub values: Vec<(EditId, SlotValue)>,
}

/// What a document printed from a Phiếu said: enough to tell later that it says something else now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Printout {
    /// Which print of this document it was, from 1 (lần in).
    pub turn: u32,
    /// The day, by the clock of the machine that printed.
    pub date: NaiveDate,
    /// [`Phieu::content`] at that moment.
    pub content: [u8; 32],
    /// The choice of the class field that stood on it.
    pub class: Option<Name>,
}

/// A remark at a place of the Phiếu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where; [`Path::Whole`] for the Phiếu.
    pub at: Path,
    /// The text.
    pub text: String,
}

/// One filled paper as it stands: what screens, evaluation, export and tables read.
#[derive(Clone, Debug)]
pub struct Phieu {
    id: PhieuId,
    key: PhieuKey,
    made: (u64, EditId),
    version: String,
    form_hash: [u8; 32],
    slots: BTreeMap<SlotPath, Slot>,
    answers: Answers,
    conflicts: Vec<Conflict>,
}

impl Phieu {
    /// Reads a Phiếu out of its slots; `None` if nothing created it yet.
    pub fn read(id: PhieuId, slots: impl IntoIterator<Item = (SlotPath, Slot)>) -> Option<Phieu> {
        let slots: BTreeMap<SlotPath, Slot> = slots.into_iter().collect();
        let created = slots.get(&SlotPath::Created)?;
        let made = created.tips().iter().rev().find(|tip| tip.makes(id))?;
        let SlotValue::Created(Created::Phieu {
            key,
            version,
            form_hash,
        }) = &made.value
        else {
            return None;
        };
        let (key, version, form_hash) = (key.clone(), version.clone(), *form_hash);
        let made = (made.lamport, made.edit);
        let mut answers = Answers::new();
        let mut conflicts = Vec::new();
        let mut there = BTreeSet::new();
        for (roster, row) in rows(&slots, &mut conflicts) {
            answers.push_row(&roster, row);
            there.insert((roster, row));
        }
        for (path, slot) in &slots {
            let SlotPath::Answer(path) = path else {
                continue;
            };
            if let Path::Member { roster, row, .. } = path
                && !there.contains(&(roster.clone(), *row))
            {
                continue;
            }
            if slot.conflicts() {
                conflicts.push(conflict(path.clone(), slot));
            }
            if let Some(SlotValue::Answer(Some(answer))) = slot.shown() {
                answers.set(path.clone(), Some(answer.clone()));
            }
        }
        Some(Phieu {
            id,
            key,
            made,
            version,
            form_hash,
            slots,
            answers,
            conflicts,
        })
    }

    /// Its id.
    pub fn id(&self) -> PhieuId {
        self.id
    }

    /// Form, subject, period.
    pub fn key(&self) -> &PhieuKey {
        &self.key
    }

    /// Whether it is one of several of its form, subject and period.
    pub fn repeats(&self) -> bool {
        self.key.id() != self.id
    }

    /// When it was made, by lamport and edit: the order in which people number several of one key, the same in
    /// every office that has the same ones.
    pub fn made(&self) -> (u64, EditId) {
        self.made
    }

    /// The version of the form it was opened with.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The hash of the form's text when it was opened.
    pub fn form_hash(&self) -> [u8; 32] {
        self.form_hash
    }

    /// The answers shown.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Whether nothing was ever said on it: it was only opened.
    pub fn is_blank(&self) -> bool {
        let said = |path: &SlotPath| !matches!(path, SlotPath::Created | SlotPath::Printed(_));
        !self.slots.keys().any(said) && self.conflicts.is_empty()
    }

    /// All conflicts, rows first.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The slot at a path; what a new edit there replaces.
    pub fn slot(&self, path: &SlotPath) -> Option<&Slot> {
        self.slots.get(path)
    }

    /// The ids that a new edit at a slot replaces; none if nobody wrote there.
    pub fn replaces(&self, path: &SlotPath) -> Vec<EditId> {
        self.slots.get(path).map(Slot::ids).unwrap_or_default()
    }

    /// The answer edits in a roster row that are in effect.
    pub fn row_edits(&self, row: RowId) -> Vec<EditId> {
        row_edits(&self.slots, row)
    }

    /// How each document was printed last, by its id. Of prints on two machines the one with the greater turn
    /// counts, of equal turns the later one.
    pub fn printouts(&self) -> impl Iterator<Item = (&str, &Printout)> {
        self.slots.iter().filter_map(|(path, slot)| {
            let SlotPath::Printed(document) = path else {
                return None;
            };
            let said = slot.tips().iter().filter_map(|tip| match &tip.value {
                SlotValue::Printed(printout) => Some(printout),
                _ => None,
            });
            Some((document.as_str(), said.max_by_key(|said| said.turn)?))
        })
    }

    /// The newest lamport of all that stands on it: what was said later than an edit is greater.
    pub fn newest(&self) -> u64 {
        let tips = self.slots.values().filter_map(|slot| slot.tips().last());
        tips.map(|tip| tip.lamport).max().unwrap_or_default()
    }

    /// Every remark that is not empty. Where two people remarked at the same time, both are there, one on each
    /// line: whoever edits it next has seen both.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (path, slot) in &self.slots {
            let SlotPath::Remark(at) = path else { continue };
            let texts: BTreeSet<&str> = slot
                .tips()
                .iter()
                .filter_map(|tip| match &tip.value {
                    SlotValue::Remark(text) if !text.is_empty() => Some(text.as_str()),
                    _ => None,
                })
                .collect();
            if !texts.is_empty() {
                remarks.push(Remark {
                    at: at.clone(),
                    text: texts.into_iter().collect::<Vec<_>>().join("\n"),
                });
            }
        }
        remarks
    }

    /// The status counts only while the content is the one that was named and nobody has reopened it: another
    /// person's edit that arrives later makes it a draft again, whatever the clocks say. Of what two offices did
    /// at the same time the least advanced counts: somebody has to look.
    pub fn status(&self) -> Status {
        let Some(slot) = self.slots.get(&SlotPath::Status) else {
            return Status::Draft;
        };
        let content = self.content();
        let of = |value: &SlotValue| match value {
            SlotValue::Returned(_) => Status::Returned,
            _ if !self.conflicts.is_empty() => Status::Draft,
            SlotValue::Finished(named) if *named == content => Status::Finished,
            SlotValue::Submitted(named) if *named == content => Status::Submitted,
            SlotValue::Accepted(named) if *named == content => Status::Accepted,
            SlotValue::Locked(named) if *named == content => Status::Locked,
            _ => Status::Draft,
        };
        let tips = slot.tips().iter().map(|tip| of(&tip.value));
        tips.min().unwrap_or(Status::Draft)
    }

    /// SHA-256 over the answers by position: free of ids, times and devices.
    pub fn content(&self) -> [u8; 32] {
        Sha256::digest(wire::canonical(&self.values_json())).into()
    }

    /// Answers, remarks, conflicts and status for the state hash: equal for equal content.
    pub fn state_json(&self) -> Json {
        let remarks: Map<String, Json> = self
            .remarks()
            .into_iter()
            .map(|remark| (self.answers.spell(&remark.at), remark.text.into()))
            .collect();
        let mut conflicts: Vec<Json> = self
            .conflicts
            .iter()
            .map(|conflict| {
                let mut values: Vec<String> = conflict
                    .values
                    .iter()
                    .map(|(_, value)| slot_value_json(value).to_string())
                    .collect();
                values.sort();
                values.dedup();
                json!([self.answers.spell(&conflict.at), values])
            })
            .collect();
        conflicts.sort_by_key(ToString::to_string);
        json!({
            "form": format!("{}@{}", self.key.form, self.version),
            "period": self.key.period.to_string(),
            "status": self.status().as_str(),
            "values": self.values_json(),
            "remarks": remarks,
            "conflicts": conflicts,
        })
    }

    fn values_json(&self) -> Json {
        let values: Map<String, Json> = self
            .answers
            .iter()
            .map(|(path, answer)| (self.answers.spell(path), wire::answer_json(answer)))
            .collect();
        let rows: Map<String, Json> = self
            .answers
            .rosters()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(roster, rows)| (roster.to_string(), rows.len().into()))
            .collect();
        json!({ "rows": rows, "values": values })
    }
}

fn slot_value_json(value: &SlotValue) -> Json {
    match value {
        SlotValue::Answer(answer) => answer.as_ref().map_or(Json::Null, wire::answer_json),
        SlotValue::RowPresent(_) => "present".into(),
        SlotValue::RowRemoved(_) => "removed".into(),
        SlotValue::Remark(text) => text.as_str().into(),
        SlotValue::Open => "open".into(),
        // The others stand in no Phiếu.
        _ => Json::Null,
    }
}

fn conflict(at: Path, slot: &Slot) -> Conflict {
    Conflict {
        at,
        values: slot
            .tips()
            .iter()
            .map(|tip| (tip.edit, tip.value.clone()))
            .collect(),
    }
}

fn row_edits(slots: &BTreeMap<SlotPath, Slot>, row: RowId) -> Vec<EditId> {
    slots
        .iter()
        .filter(|(path, _)| matches!(path, SlotPath::Answer(Path::Member { row: other, .. }) if *other == row))
        .flat_map(|(_, slot)| slot.ids())
        .collect()
}

/// The rows that are there, in order. A row that one person removed while another typed in it
/// stays, as a conflict: an answer that the remover had not seen must not vanish with it.
fn rows(slots: &BTreeMap<SlotPath, Slot>, conflicts: &mut Vec<Conflict>) -> Vec<(Name, RowId)> {
    let mut rows = Vec::new();
    for (path, slot) in slots {
        let SlotPath::Row(roster, row) = path else {
            continue;
        };
        let mut present = None;
        let mut unseen = false;
        let mut removed = false;
        for tip in slot.tips() {
            match &tip.value {
                SlotValue::RowPresent(since) => present = Some(*since),
                SlotValue::RowRemoved(seen) => {
                    removed = true;
                    unseen |= row_edits(slots, *row).iter().any(|id| !seen.contains(id));
                }
                _ => {}
            }
        }
        if removed && (present.is_some() || unseen) {
            conflicts.push(conflict(
                Path::Row {
                    roster: roster.clone(),
                    row: *row,
                },
                slot,
            ));
        }
        if present.is_some() || unseen {
            rows.push((present.unwrap_or(u64::MAX), roster.clone(), *row));
        }
    }
    rows.sort();
    rows.into_iter()
        .map(|(_, roster, row)| (roster, row))
        .collect()
}
