//! What stood in a Phiếu when it was printed, and when a step of the review was closed: read out of the edits, by
//! their order and never by a clock, so that every office that has the same edits sees the same. And what a meeting
//! did not agree on.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Gathering, Outcome, Workspace};
use crate::form::{
    Answer, Evaluation, Form, Name, Path, Period, Refusal, Role, RowId, Stood, StoodBy, Value,
};
use crate::record::{
    EditId, Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef, Slot, SlotPath, SlotValue, SubjectId,
};
use crate::review::{After, Steps};

/// Since which lamport each step is closed in a place, by the step's position.
pub(super) type Closings = Arc<[Option<u64>]>;

/// By the household's label: since which lamport the last meeting that voted on it has not agreed, and what it said.
pub(super) type Refusals = Arc<HashMap<String, (u64, Refusal)>>;

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
                let by = StoodBy::Closing(Name::new(&after.id), after.message.clone());
                let changed = self.then(phieu, form, &after.roles, since, &by)?;
                if !changed.is_empty() && !self.workspace.put_right(after, key, since)? {
                    all.extend(changed);
                }
            }
        }
        all.extend(self.refused(phieu, form)?);
        all.sort();
        all.dedup();
        Ok(all.into())
    }

    /// What a meeting did not agree on: the household's class and points, as they stood when it voted.
    fn refused(&mut self, phieu: &Phieu, form: &Form) -> Outcome<Vec<Stood>> {
        const ROLES: [Role; 3] = [Role::Class, Role::IncomePoints, Role::DeprivationPoints];
        let key = phieu.key();
        let PhieuSubject::Household(household) = key.subject else {
            return Ok(Vec::new());
        };
        let Some((None, _)) = form.field_with_role(Role::Class) else {
            return Ok(Vec::new());
        };
        let place = self.place_of(household)?;
        let xa = PlaceRef::Code(self.workspace.place_code(&place)?);
        for place in BTreeSet::from([place, xa]) {
            let refusals = self.refusals(place, key.period)?;
            if refusals.is_empty() {
                continue;
            }
            let label = self.workspace.hodan(household)?.label;
            if let Some((since, refusal)) = refusals.get(&label) {
                let by = StoodBy::Refusal(refusal.clone());
                return self.then(phieu, form, &ROLES, *since, &by);
            }
        }
        Ok(Vec::new())
    }

    /// The households that the meetings of a place voted on and have not agreed on since. Minutes that name one by
    /// its head alone are told by the steps.
    fn refusals(&mut self, place: PlaceRef, period: Period) -> Outcome<Refusals> {
        let at = (place.clone(), period);
        if let Some(known) = self.refusals.get(&at) {
            return Ok(Arc::clone(known));
        }
        let mut refused = HashMap::new();
        let steps = Arc::clone(self.workspace.steps());
        if let (Some(meeting), Some(left)) = (steps.meeting(), steps.not_agreed()) {
            let within = self.workspace.place_label(&place)?;
            let subject = PhieuSubject::Place(place);
            let mut minutes = Vec::new();
            for one in self.workspace.phieus_of(&meeting.paper, &subject, period)? {
                // A paper that this program does not have says nothing here; it waits.
                if self.workspace.form_of(&one.phieu).is_ok() {
                    minutes.push(self.evaluate(one.phieu)?);
                }
            }
            minutes.sort_by_key(|one| {
                let held = one.form.review_date(one.phieu.answers());
                (held.is_none(), held, one.phieu.made())
            });
            for one in &minutes {
                let (form, evaluation) = (&one.form, &one.evaluation);
                let value = |role, row| evaluation.value(&form.place_of(role, row)?);
                for row in one.phieu.answers().rows(meeting.roster.as_str()) {
                    let row = Some(*row);
                    let Some(Value::Text(label)) = value(Role::HouseholdLabel, row) else {
                        continue;
                    };
                    // As the paper writes it within its thôn, too.
                    let labels = [
                        label.trim().to_owned(),
                        format!("{within}-{}", label.trim()),
                    ];
                    match value(Role::Agreed, row) {
                        Some(Value::YesNo(true)) => labels.iter().for_each(|label| {
                            refused.remove(label);
                        }),
                        Some(Value::YesNo(false)) => {
                            let refusal = Refusal {
                                rule: (Name::new(&left.id), left.title.clone()),
                                day: value(Role::ReviewDate, None).cloned(),
                                share: share(form, evaluation, row).unwrap_or_default(),
                            };
                            let since = voted(form, &one.phieu, row);
                            for label in labels {
                                refused.insert(label, (since, refusal.clone()));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        let refused = Refusals::new(refused);
        self.refusals.insert(at, Arc::clone(&refused));
        Ok(refused)
    }

    /// What stood at the places of some roles at a lamport.
    fn then(
        &self,
        phieu: &Phieu,
        form: &Form,
        roles: &[Role],
        since: u64,
        by: &StoodBy,
    ) -> Outcome<Vec<Stood>> {
        let roles = roles.iter();
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
                by: by.clone(),
            })
            .collect())
    }

    fn place_of(&self, household: EditId) -> Outcome<PlaceRef> {
        match &self.place {
            Some(place) if self.household == Some(household) => Ok(place.clone()),
            _ => self
                .workspace
                .subject_place(&PhieuSubject::Household(household)),
        }
    }

    /// Since when each step is closed for a household: in its thôn, or in the whole xã.
    fn closings(&mut self, household: EditId, period: Period, steps: &Steps) -> Outcome<Closings> {
        let place = self.place_of(household)?;
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

/// How many per cent agreed, as the minutes write it.
fn share(form: &Form, evaluation: &Evaluation, row: Option<RowId>) -> Option<String> {
    let path = form.place_of(Role::AgreedShare, row)?;
    form.to_text(&path, evaluation.value(&path)?)
}

/// The lamport of the vote on a row.
fn voted(form: &Form, minutes: &Phieu, row: Option<RowId>) -> u64 {
    let path = form.place_of(Role::VotesFor, row);
    let slot = path.and_then(|path| minutes.slot(&SlotPath::Answer(path)));
    let tip = slot.and_then(|slot| slot.tips().last());
    tip.map_or(0, |tip| tip.lamport)
}
