//! Undo and redo: the edits that take others back, computed from what stands there now. What was said at
//! once, as a pasted block is, is one step.
//!
//! Only what this writer put there, and nobody has answered since, can be taken back: an answer from
//! elsewhere, or one that a person chose between several, is never overwritten by a key press.

use std::collections::{BTreeSet, HashMap};

use crate::form::{Name, Path, RowId};
use crate::record::{
    Content, Draft, Edit, EditId, History, Phieu, Reversal, SlotPath, SlotValue, WriterId,
};

/// The next step back or forth of a writer, and where it begins. `None` if there is nothing to do.
pub(super) fn step(
    phieu: &Phieu,
    edits: &[Edit],
    writer: WriterId,
    back: bool,
) -> Option<(Path, Vec<Draft>)> {
    let taking = Taking {
        phieu,
        edits: edits.iter().map(|edit| (edit.id(), edit)).collect(),
        writer,
    };
    let history = History::read(edits, writer);
    let targets = if back {
        history.done()
    } else {
        history.undone()
    };
    let reversal = |target: &EditId| {
        let (path, mut draft) = taking.reversal(*taking.edits.get(target)?, back)?;
        draft.reversal = Some(if back {
            Reversal::Undo(*target)
        } else {
            Reversal::Redo(*target)
        });
        Some((path, draft))
    };
    let step_of = |target: &EditId| taking.edits.get(target)?.body()?.step;
    let mut behind = targets.iter().rev();
    let (first, reversed) = behind.find_map(|target| Some((target, reversal(target)?)))?;
    let step = step_of(first);
    let together = behind
        .filter(|target| step.is_some() && step_of(target) == step)
        .filter_map(reversal);
    let mut steps: Vec<(Path, Draft)> = [reversed].into_iter().chain(together).collect();
    // Back, the last one is taken first, and the cursor goes to where the step began; so it does forth.
    let begins = if back { steps.last() } else { steps.first() };
    let path = begins?.0.clone();
    Some((path, steps.drain(..).map(|(_, draft)| draft).collect()))
}

struct Taking<'a> {
    phieu: &'a Phieu,
    edits: HashMap<EditId, &'a Edit>,
    writer: WriterId,
}

impl Taking<'_> {
    fn reversal(&self, edit: &Edit, back: bool) -> Option<(Path, Draft)> {
        let (slot, _) = edit.slot()?;
        let replaces = self.standing_there(edit, &slot, back)?;
        let subject = Some(self.phieu.id().into());
        let (path, content) = match edit.content()? {
            Content::Answer { path, answer } => {
                let answer = match (back, self.before(edit)) {
                    (false, _) => answer.clone(),
                    (true, Some(SlotValue::Answer(answer))) => answer,
                    (true, _) => None,
                };
                let path = path.clone();
                (path.clone(), Content::Answer { path, answer })
            }
            Content::Remark { path, text } => {
                let text = match (back, self.before(edit)) {
                    (false, _) => text.clone(),
                    (true, Some(SlotValue::Remark(text))) => text,
                    (true, _) => String::new(),
                };
                let path = path.clone();
                (path.clone(), Content::Remark { path, text })
            }
            Content::RowAdded { roster } => {
                let row = RowId::from(edit.id());
                return self.row(roster, row, replaces, back.then_some(&[]));
            }
            Content::RowRemoved { roster, row, seen } => {
                return self.row(roster, *row, replaces, (!back).then_some(seen));
            }
            _ => return None,
        };
        Some((path, Draft::new(subject, replaces, content)))
    }

    /// Takes a row away, of which `away` was seen before, or brings it back. A row in which somebody else has
    /// answered meanwhile stays.
    fn row(
        &self,
        roster: &Name,
        row: RowId,
        replaces: Vec<EditId>,
        away: Option<&[EditId]>,
    ) -> Option<(Path, Draft)> {
        let draft = if let Some(seen) = away {
            let foreign = |id: &EditId| {
                !seen.contains(id)
                    && self
                        .edits
                        .get(id)
                        .is_none_or(|edit| edit.header().writer != self.writer)
            };
            if self.phieu.row_edits(row).iter().any(foreign) {
                return None;
            }
            removed(self.phieu, roster, row)
        } else {
            let edits: Vec<&Edit> = self.edits.values().copied().collect();
            restored(self.phieu, roster, row, since(edits, row))
        };
        let path = Path::Row {
            roster: roster.clone(),
            row,
        };
        Some((path, Draft { replaces, ..draft }))
    }

    /// The edits of the slot that now stand for the target (or, on the way forth, for what it had replaced):
    /// those the step may replace. `None` if something else stands there now.
    fn standing_there(&self, edit: &Edit, slot: &SlotPath, back: bool) -> Option<Vec<EditId>> {
        let wanted: BTreeSet<EditId> = if back {
            [edit.id()].into()
        } else {
            self.stands_for(&edit.header().replaces)
        };
        let mut found: Vec<EditId> = self.phieu.replaces(slot);
        found.retain(|tip| self.stands_for(&[*tip]) == wanted);
        (!found.is_empty()).then_some(found)
    }

    /// The edits whose values the given ones show: an undo shows what its target had replaced, a redo its target.
    fn stands_for(&self, ids: &[EditId]) -> BTreeSet<EditId> {
        let mut stand = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = ids.to_vec();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let own = self
                .edits
                .get(&id)
                .filter(|edit| edit.header().writer == self.writer);
            match own.and_then(|edit| edit.body()?.reversal) {
                None => {
                    stand.insert(id);
                }
                Some(Reversal::Redo(target)) => {
                    stand.insert(target);
                }
                Some(Reversal::Undo(target)) => {
                    if let Some(target) = self.edits.get(&target) {
                        open.extend(&target.header().replaces);
                    }
                }
            }
        }
        stand
    }

    /// What was shown before an edit.
    fn before(&self, edit: &Edit) -> Option<SlotValue> {
        let replaced = edit.header().replaces.iter();
        let shown = replaced
            .filter_map(|id| self.edits.get(id))
            .max_by_key(|other| {
                let header = other.header();
                (header.lamport, header.writer, other.id())
            })?;
        Some(shown.slot()?.1)
    }
}

/// Takes a row away with the answers that stand in it.
pub(super) fn removed(phieu: &Phieu, roster: &Name, row: RowId) -> Draft {
    let replaces = phieu.replaces(&SlotPath::Row(roster.clone(), row));
    let content = Content::RowRemoved {
        roster: roster.clone(),
        row,
        seen: phieu.row_edits(row),
    };
    Draft::new(Some(phieu.id().into()), replaces, content)
}

/// Brings a row back to its place.
pub(super) fn restored(phieu: &Phieu, roster: &Name, row: RowId, since: u64) -> Draft {
    let replaces = phieu.replaces(&SlotPath::Row(roster.clone(), row));
    let content = Content::RowRestored {
        roster: roster.clone(),
        row,
        since,
    };
    Draft::new(Some(phieu.id().into()), replaces, content)
}

/// The lamport at which a row was first added.
pub(super) fn since<'a>(edits: impl IntoIterator<Item = &'a Edit>, row: RowId) -> u64 {
    edits
        .into_iter()
        .find(|edit| RowId::from(edit.id()) == row)
        .map_or(0, |edit| edit.header().lamport)
}
