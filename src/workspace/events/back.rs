//! An event taken back, and what a household has been through.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use super::{Happening, refuse};
use crate::form::RowId;
use crate::record::{
    Cause, Closing, Content, Draft, Edit, EditId, Event, Phieu, PhieuId, PhieuSubject, SlotPath,
    SlotValue, Told, What,
};
use crate::workspace::{Outcome, Workspace, WorkspaceError, takeback};

/// An event has at most so many edits: far more than one can write.
const MOST_EDITS: u32 = 10_000;

impl Workspace {
    /// The edits that stand in a slot of a household.
    pub(super) fn tips(&self, household: EditId, slot: &SlotPath) -> Outcome<Vec<EditId>> {
        let slot = self.store.slot(household.into(), slot)?;
        Ok(slot.map(|slot| slot.ids()).unwrap_or_default())
    }

    /// What became of a household, oldest first, with households that were split off it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn past(&self, household: EditId) -> Outcome<Vec<Told>> {
        let named = |id: EditId| {
            self.subject_label(&PhieuSubject::Household(id))
                .unwrap_or_default()
        };
        let mut past: Vec<((u64, EditId), Told)> = Vec::new();
        for edit in self.store.history(household.into())? {
            past.extend(self.told(&edit, &named)?.map(|told| (place(&edit), told)));
        }
        for other in self.store.households()? {
            let from = other
                .split
                .as_ref()
                .is_some_and(|split| split.from == household);
            if !from {
                continue;
            }
            for id in self.tips(other.id, &SlotPath::Origin)? {
                if let Some(edit) = self.store.edit(&id)?
                    && let Some(told) = self.told(&edit, &named)?
                {
                    let told = Told {
                        kind: "split-off",
                        other: other.label.clone(),
                        ..told
                    };
                    past.push((place(&edit), told));
                }
            }
        }
        past.sort_by_key(|(place, _)| *place);
        Ok(past.into_iter().map(|(_, told)| told).collect())
    }

    fn told(&self, edit: &Edit, named: &dyn Fn(EditId) -> String) -> Outcome<Option<Told>> {
        let Some(body) = edit.body() else {
            return Ok(None);
        };
        let (kind, date, other) = match &body.content {
            Content::Household { place, .. } => ("made", None, self.place_name(place)?),
            Content::Moved { to: Some(to), .. } => {
                ("moved", Some(to.date), self.place_name(&to.place)?)
            }
            Content::Moved { to: None, .. } => ("moved-back", None, String::new()),
            Content::Closed { closing, .. } => {
                let into = closing.into.map(named);
                let other = into.or_else(|| closing.whither.clone());
                let kind = closing.cause.as_str();
                (kind, Some(closing.date), other.unwrap_or_default())
            }
            Content::Reopened => ("reopened", None, String::new()),
            Content::SplitOff { split, .. } => match split {
                Some(split) => ("split", Some(split.date), named(split.from)),
                None => ("split-back", None, String::new()),
            },
            _ => return Ok(None),
        };
        Ok(Some(Told {
            kind,
            date,
            other,
            reason: body.reason.clone(),
            person: body.person.clone(),
            time: edit.header().time,
            edit: edit.id(),
            disputed: self.disputes(edit)?,
        }))
    }

    /// Whether an edit stands in its slot beside another that says something else.
    fn disputes(&self, edit: &Edit) -> Outcome<bool> {
        let Some((slot, _)) = edit.slot().filter(|(slot, _)| *slot != SlotPath::Created) else {
            return Ok(false);
        };
        let slot = self.store.slot(edit.subject(), &slot)?;
        Ok(slot.is_some_and(|slot| slot.conflicts() && slot.ids().contains(&edit.id())))
    }

    /// Chooses one of several things that were said of a household at the same time: it is said again, in place of
    /// all of them.
    ///
    /// # Errors
    /// [`WorkspaceError::Event`] if nothing is disputed there; if the disk refuses.
    pub fn settle_event(&mut self, household: EditId, edit: EditId) -> Outcome<()> {
        let chosen = self.store.edit(&edit)?;
        let Some(chosen) = chosen.filter(|edit| edit.subject() == household.into()) else {
            return refuse("event-none");
        };
        let (Some(content), Some((slot, _)), true) =
            (chosen.content(), chosen.slot(), self.disputes(&chosen)?)
        else {
            return refuse("event-none");
        };
        let mut content = content.clone();
        // What the other edit set in papers stays its own.
        if let Content::Closed { edits, .. } | Content::SplitOff { edits, .. } = &mut content {
            *edits = 0;
        }
        let replaces = self.tips(household, &slot)?;
        let mut draft = Draft::new(Some(household.into()), replaces, content);
        draft.reason = chosen.body().and_then(|body| body.reason.clone());
        self.commit_one(draft)?;
        Ok(())
    }

    /// Takes the last event of a household back, with what it set in papers and nobody has changed since.
    ///
    /// # Errors
    /// [`WorkspaceError::Event`] if there is none; if the disk refuses.
    pub fn take_event_back(&mut self, event: &Event) -> Outcome<EditId> {
        if event.reason.trim().is_empty() {
            return refuse("event-reason");
        }
        let household = self.hodan(event.household)?;
        if household.closed.is_some() {
            let what = What::Reopen;
            return self.happen(&Event {
                what,
                ..event.clone()
            });
        }
        self.own_place(&self.place_code(&household.place)?)?;
        let moved = self.tips(household.id, &SlotPath::Home(household.turns))?;
        let split = self.tips(household.id, &SlotPath::Origin)?;
        let mut newest: Option<(u64, EditId)> = None;
        for id in moved.iter().chain(&split) {
            let edit = self.store.edit(id)?;
            let stands = edit.as_ref().is_some_and(|edit| {
                matches!(
                    edit.content(),
                    Some(
                        Content::Moved { to: Some(_), .. }
                            | Content::SplitOff { split: Some(_), .. }
                    )
                )
            });
            newest = newest.max(edit.filter(|_| stands).as_ref().map(place));
        }
        let Some((_, newest)) = newest else {
            return refuse("event-none");
        };
        let mut happening = Happening {
            pen: self.sealing()?,
            workspace: self,
            event,
            begun: 0,
        };
        happening.begun = happening.pen.len();
        let subject = Some(household.id.into());
        if moved.contains(&newest) {
            let content = Content::Moved {
                turn: household.turns,
                to: None,
            };
            happening.put(Draft::new(subject, moved, content))?;
        } else {
            unsay(&mut happening, newest)?;
            let content = Content::SplitOff {
                split: None,
                edits: 0,
            };
            happening.put(Draft::new(subject, split, content))?;
            // The household that the split made should then not have been there.
            let closing = Closing {
                cause: Cause::Mistake,
                into: None,
                whither: None,
                date: event.date,
            };
            let replaces = happening
                .workspace
                .tips(household.id, &SlotPath::Standing)?;
            let content = Content::Closed { closing, edits: 0 };
            happening.put(Draft::new(subject, replaces, content))?;
        }
        let pen = happening.pen;
        self.keep(pen)?;
        Ok(household.id)
    }
}

fn place(edit: &Edit) -> (u64, EditId) {
    (edit.header().lamport, edit.id())
}

/// Takes back what an event set in papers, as far as it still stands there as the event set it.
pub(super) fn unsay(happening: &mut Happening<'_>, event: EditId) -> Outcome<()> {
    let store = &happening.workspace.store;
    let Some(edit) = store.edit(&event)? else {
        return Ok(());
    };
    let count = match edit.content() {
        Some(Content::Closed { edits, .. } | Content::SplitOff { edits, .. }) => *edits,
        _ => 0,
    };
    let mut parts: Vec<Edit> = Vec::new();
    let mut before = edit.header().prev;
    while u32::try_from(parts.len()).unwrap_or(u32::MAX) < count.min(MOST_EDITS)
        && let Some(id) = before
        && let Some(part) = store.edit(&id)?
    {
        before = part.header().prev;
        parts.push(part);
    }
    let own: BTreeSet<EditId> = parts.iter().map(Edit::id).collect();
    let mut phieus: HashMap<PhieuId, Option<Phieu>> = HashMap::new();
    for part in &parts {
        let id = PhieuId(part.subject().0);
        let phieu = match phieus.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(happening.workspace.store.phieu(id)?),
        };
        let Some(phieu) = phieu else {
            continue;
        };
        if let Some(draft) = opposite(happening.workspace, part, phieu, &own)? {
            happening.put(draft)?;
        }
    }
    Ok(())
}

/// What takes one edit back, if it still stands.
fn opposite(
    workspace: &Workspace,
    part: &Edit,
    phieu: &Phieu,
    own: &BTreeSet<EditId>,
) -> Result<Option<Draft>, WorkspaceError> {
    let Some((slot, _)) = part.slot() else {
        return Ok(None);
    };
    let standing = phieu.replaces(&slot);
    if standing != [part.id()] {
        return Ok(None);
    }
    Ok(match part.content() {
        // Answers in rows that go with them need no taking back of their own.
        Some(Content::Answer {
            path: crate::form::Path::Member { .. },
            ..
        }) => None,
        Some(Content::Answer { path, .. }) => {
            let mut newest: Option<Edit> = None;
            for id in &part.header().replaces {
                let other = workspace.store.edit(id)?;
                if other.as_ref().map(place) > newest.as_ref().map(place) {
                    newest = other;
                }
            }
            let answer = match newest.and_then(|edit| edit.slot()) {
                Some((_, SlotValue::Answer(answer))) => answer,
                _ => None,
            };
            let content = Content::Answer {
                path: path.clone(),
                answer,
            };
            Some(Draft::new(Some(phieu.id().into()), standing, content))
        }
        Some(Content::RowAdded { roster }) => {
            let row = RowId::from(part.id());
            // A row in which somebody has answered since stays.
            let untouched = phieu.row_edits(row).iter().all(|id| own.contains(id));
            untouched.then(|| takeback::removed(phieu, roster, row))
        }
        Some(Content::RowRemoved { roster, row, .. }) => {
            let edits = workspace.store.history(phieu.id().into())?;
            let since = takeback::since(&edits, *row);
            Some(takeback::restored(phieu, roster, *row, since))
        }
        _ => None,
    })
}
