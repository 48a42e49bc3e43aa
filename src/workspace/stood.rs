//! What stood in a Phiếu when it was printed, and when a step of the review was closed: read out of the edits, by
//! their order and never by a clock, so that every office that has the same edits sees the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Gathering, Outcome, Workspace};
use crate::form::{Answer, Form, Path, Period, Role, Stood, StoodBy, Value};
use crate::record::{
    EditId, Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef, Slot, SlotPath, SlotValue, SubjectId,
};
use crate::review::{After, Steps};

/// Since which lamport each step is closed in a place, by the step's position.
pub(super) type Closings = Arc<[Option<u64>]>;

impl Workspace {
    /// The steps of the review.
    pub fn steps(&self) -> &Arc<Steps> {
        self.steps
            .get_or_init(|| Arc::new(super::steps(&self.library)))
    }

    /// A Phiếu as it stood when nothing later than a lamport had been said; `None` if it was not there yet.
    fn phieu_at(&self, id: PhieuId, lamport: u64) -> Outcome<Option<Phieu>> {
        let mut edits = self.store.history(SubjectId::from(id))?;
        edits.retain(|edit| edit.header().lamport <= lamport);
        let replaced: BTreeSet<EditId> = edits
            .iter()
            .flat_map(|edit| edit.header().replaces.iter().copied())
            .collect();
        let mut slots: BTreeMap<SlotPath, Slot> = BTreeMap::new();
        for edit in &edits {
            if let Some((path, value)) = edit.slot() {
                let slot = slots.entry(path).or_default();
                slot.apply(edit, value, replaced.contains(&edit.id()));
            }
        }
        slots.retain(|_, slot| !slot.tips().is_empty());
        Ok(Phieu::read(id, slots))
    }

    /// Whether the paper that puts something right is there, and was written on after the step was closed.
    fn put_right(&self, after: &After, key: &PhieuKey, closed: u64) -> Outcome<bool> {
        let PhieuSubject::Household(household) = key.subject else {
            return Ok(false);
        };
        let known = self.hodan(household)?;
        let home = known.place_on(key.period.last_day()).clone();
        let Some((roster, field)) = &after.row else {
            let papers = self.phieus_of(&after.paper, &key.subject, key.period)?;
            // One that was only opened says nothing yet.
            let mut said = papers.iter().filter(|one| !one.phieu.is_blank());
            return Ok(said.any(|one| one.phieu.newest() > closed));
        };
        // A row of a unit's paper names a household by its label, or as the paper writes it within its thôn.
        let within = self.place_label(&home)?;
        for place in [home.clone(), PlaceRef::Code(self.place_code(&home)?)] {
            let subject = PhieuSubject::Place(place);
            for one in self.phieus_of(&after.paper, &subject, key.period)? {
                let answers = one.phieu.answers();
                let named = answers.rows(roster.as_str()).iter().any(|row| {
                    let path = Path::Member {
                        roster: roster.clone(),
                        row: *row,
                        field: field.clone(),
                    };
                    match answers.get(&path) {
                        Some(Answer::Given(Value::Text(text))) => {
                            *text == known.label || format!("{within}-{text}") == known.label
                        }
                        _ => false,
                    }
                });
                if named && one.phieu.newest() > closed {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

impl Gathering<'_> {
    /// A Phiếu as this gathering sees it: now, or as of its lamport.
    pub(super) fn phieu_seen(&self, id: PhieuId) -> Outcome<Option<Phieu>> {
        match self.as_of {
            None => Ok(self.workspace.store.phieu(id)?),
            Some(lamport) => self.workspace.phieu_at(id, lamport),
        }
    }

    /// What stood in a Phiếu, wherever something made it binding. `newest` is the newest lamport of what it reads.
    pub(super) fn stood(
        &mut self,
        phieu: &Phieu,
        form: &Form,
        newest: u64,
    ) -> Outcome<Arc<[Stood]>> {
        let mut all = Vec::new();
        if self.as_of.is_some() {
            return Ok(all.into());
        }
        if let Some((None, field)) = form.field_with_role(Role::Class) {
            for (_, printout) in phieu.printouts() {
                let Some(class) = &printout.class else {
                    continue;
                };
                all.push(Stood {
                    at: Path::Field(field.id.clone()),
                    value: Some(Value::Choice(class.clone())),
                    by: StoodBy::Print,
                });
            }
        }
        let key = phieu.key();
        if let PhieuSubject::Household(household) = key.subject {
            let steps = Arc::clone(self.workspace.steps());
            let closings = self.closings(household, key.period, &steps)?;
            let closed = |at: usize| closings.get(at).copied().flatten();
            for after in steps.afters() {
                let Some(since) = closed(after.step).filter(|since| newest > *since) else {
                    continue;
                };
                if after.until.is_some_and(|until| closed(until).is_some()) {
                    continue;
                }
                let changed = self.changed(phieu, form, after, since)?;
                if !changed.is_empty() && !self.workspace.put_right(after, key, since)? {
                    all.extend(changed);
                }
            }
        }
        all.sort();
        all.dedup();
        Ok(all.into())
    }

    /// What stood at the places of a rule when its step was closed.
    fn changed(
        &self,
        phieu: &Phieu,
        form: &Form,
        after: &After,
        since: u64,
    ) -> Outcome<Vec<Stood>> {
        let roles = after.roles.iter();
        let fields: Vec<_> = roles
            .filter_map(|role| form.field_with_role(*role))
            .collect();
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let Some(before) = self.workspace.phieu_at(phieu.id(), since)? else {
            return Ok(Vec::new());
        };
        let mut gathering = self.workspace.gathering();
        gathering.as_of = Some(since);
        let then = gathering.evaluate(before.clone())?.evaluation;
        let paths = fields.into_iter().flat_map(|(roster, field)| match roster {
            None => vec![Path::Field(field.id.clone())],
            Some(roster) => {
                let rows = before.answers().rows(roster.as_str()).iter();
                let path = |row: &_| Path::Member {
                    roster: roster.clone(),
                    row: *row,
                    field: field.id.clone(),
                };
                rows.map(path).collect()
            }
        });
        Ok(paths
            .map(|at| Stood {
                value: then.value(&at).cloned(),
                at,
                by: StoodBy::Closing(crate::form::Name::new(&after.id), after.message.clone()),
            })
            .collect())
    }

    /// Since when each step is closed for a household: in its thôn, or in the whole xã.
    fn closings(&mut self, household: EditId, period: Period, steps: &Steps) -> Outcome<Closings> {
        let subject = PhieuSubject::Household(household);
        let place = match &self.place {
            Some(place) if self.household == Some(household) => place.clone(),
            _ => self.workspace.subject_place(&subject)?,
        };
        let at = (place.clone(), period);
        if let Some(known) = self.closings.get(&at) {
            return Ok(Arc::clone(known));
        }
        let mut closed: Vec<Option<u64>> = vec![None; steps.list().len()];
        let xa = PlaceRef::Code(self.workspace.place_code(&place)?);
        for place in [place, xa] {
            let key = PhieuKey {
                form: steps.state().to_owned(),
                subject: PhieuSubject::Place(place),
                period,
            };
            let Some(state) = self.workspace.store.phieu(key.id())? else {
                continue;
            };
            for (step, closed) in steps.list().iter().zip(&mut closed) {
                let mark = steps.mark(step, |marks| &marks.closed);
                let slot = state.slot(&SlotPath::Answer(Path::Field(mark)));
                let tip = slot.and_then(|slot| slot.tips().last());
                let since = tip
                    .filter(|tip| matches!(tip.value, SlotValue::Answer(Some(Answer::Given(_)))))
                    .map(|tip| tip.lamport);
                *closed = [*closed, since].into_iter().flatten().min();
            }
        }
        let closed: Closings = closed.into();
        self.closings.insert(at, Arc::clone(&closed));
        Ok(closed)
    }
}
