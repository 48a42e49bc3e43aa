//! What a Phiếu reads of other papers, gathered from the store and remembered while one job lasts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::stood::{Closings, Refusals};
use super::{Outcome, Workspace, context_at};
use crate::form::{
    Context, Evaluation, Form, Import, ImportOf, ImportPeriod, ImportSet, Imported, Name, Period,
};
use crate::record::{EditId, Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef};

/// Phiếu that read one another, one behind the other: thirty years of two papers.
const MOST_DEPTH: usize = 64;
/// Phiếu of units that are remembered at a time.
const MOST_PLACES: usize = 256;
/// Levels of units above a subject.
const MOST_LEVELS: usize = 8;

/// A Phiếu's evaluation with what it was made of.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The Phiếu as it was read.
    pub phieu: Arc<Phieu>,
    /// The paper, in the version that the Phiếu was opened with.
    pub form: Arc<Form>,
    /// What formulas knew besides the answers.
    pub context: Arc<Context>,
    /// What came of it.
    pub evaluation: Arc<Evaluation>,
}

/// A Phiếu as it was read, evaluated with some of what it reads of others.
struct Known {
    phieu: Arc<Phieu>,
    evaluated: Evaluated,
    gathered: ImportSet,
}

/// Evaluates Phiếu with what they read of other papers. What was read is remembered: of the household whose
/// Phiếu are asked for, and of units. It borrows the workspace, so nothing is written while it remembers.
pub struct Gathering<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) household: Option<EditId>,
    of_household: HashMap<PhieuId, Known>,
    of_places: HashMap<PhieuId, Known>,
    /// Phiếu of the household, and of units, that are not there.
    absent: HashSet<PhieuId>,
    absent_places: HashSet<PhieuId>,
    /// The periods in which anybody has a Phiếu of a paper, oldest first.
    periods: HashMap<Name, Arc<[Period]>>,
    /// The codes of the official units that thôn belong to.
    thons: HashMap<EditId, String>,
    /// The place of the household.
    pub(super) place: Option<PlaceRef>,
    /// Which steps of the review are closed, by place.
    pub(super) closings: HashMap<(PlaceRef, Period), Closings>,
    /// Which households meetings did not agree on, by the place of the meeting.
    pub(super) refusals: HashMap<(PlaceRef, Period), Refusals>,
    /// Only what was said until this lamport is seen.
    pub(super) as_of: Option<u64>,
}

impl Workspace {
    /// Evaluates many Phiếu, remembering what they read of one another.
    pub fn gathering(&self) -> Gathering<'_> {
        Gathering {
            workspace: self,
            household: None,
            of_household: HashMap::new(),
            of_places: HashMap::new(),
            absent: HashSet::new(),
            absent_places: HashSet::new(),
            periods: HashMap::new(),
            thons: HashMap::new(),
            place: None,
            closings: HashMap::new(),
            refusals: HashMap::new(),
            as_of: None,
        }
    }
}

impl<'w> Gathering<'w> {
    /// The workspace that it reads.
    pub fn workspace(&self) -> &'w Workspace {
        self.workspace
    }
}

impl Gathering<'_> {
    /// What formulas may know of a Phiếu besides its answers.
    ///
    /// # Errors
    /// If the subject is not known, or the store cannot be read.
    pub fn context(&mut self, phieu: &Phieu, form: &Form) -> Outcome<Context> {
        self.turn_to(&phieu.key().subject);
        self.gather(phieu, form, ImportSet::ALL, 0)
    }

    /// Evaluates a Phiếu with everything that it reads of others.
    ///
    /// # Errors
    /// If its paper or subject is not known, or the store cannot be read.
    pub fn evaluate(&mut self, phieu: Phieu) -> Outcome<Evaluated> {
        self.turn_to(&phieu.key().subject);
        let id = phieu.id();
        if let Some(known) = self.known(id)
            && known.gathered.holds(ImportSet::ALL)
        {
            return Ok(known.evaluated.clone());
        }
        self.evaluated(Arc::new(phieu), ImportSet::ALL, 0)
    }

    /// The Phiếu of a key, evaluated; `None` if there is none.
    ///
    /// # Errors
    /// As [`Gathering::evaluate`].
    pub fn evaluate_key(&mut self, key: &PhieuKey) -> Outcome<Option<Evaluated>> {
        self.turn_to(&key.subject);
        match self.find(key)? {
            Some(phieu) => self.evaluated(phieu, ImportSet::ALL, 0).map(Some),
            None => Ok(None),
        }
    }

    /// The Phiếu that an import of a Phiếu is read from; `None` if there is none.
    ///
    /// # Errors
    /// If the subject is not known, or the store cannot be read.
    pub fn source(
        &mut self,
        phieu: &Phieu,
        form: &Form,
        import: &Import,
    ) -> Outcome<Option<Arc<Phieu>>> {
        let key = phieu.key();
        self.turn_to(&key.subject);
        let code = self.code_of(&key.subject)?;
        let date = form
            .review_date(phieu.answers())
            .unwrap_or_else(|| key.period.last_day());
        let subjects = self.subjects(import, &key.subject, &code, date);
        self.target(import, key.period, subjects)
    }

    /// Forgets the household before, so that a village costs no more memory than a household.
    fn turn_to(&mut self, subject: &PhieuSubject) {
        let household = match subject {
            PhieuSubject::Household(id) => Some(*id),
            PhieuSubject::Place(_) => None,
        };
        if household.is_some() && household != self.household {
            self.household = household;
            self.of_household.clear();
            self.absent.clear();
            self.place = None;
        }
        if self.of_places.len() + self.absent_places.len() > MOST_PLACES {
            self.of_places.clear();
            self.absent_places.clear();
        }
    }

    fn known(&self, id: PhieuId) -> Option<&Known> {
        self.of_household
            .get(&id)
            .or_else(|| self.of_places.get(&id))
    }

    /// A Phiếu, if there is one.
    fn find(&mut self, key: &PhieuKey) -> Outcome<Option<Arc<Phieu>>> {
        let id = key.id();
        if let Some(known) = self.known(id) {
            return Ok(Some(Arc::clone(&known.phieu)));
        }
        let absent = match key.subject {
            PhieuSubject::Household(_) => &self.absent,
            PhieuSubject::Place(_) => &self.absent_places,
        };
        if absent.contains(&id) {
            return Ok(None);
        }
        let phieu = self.phieu_seen(id)?;
        if phieu.is_none() {
            let absent = match key.subject {
                PhieuSubject::Household(_) => &mut self.absent,
                PhieuSubject::Place(_) => &mut self.absent_places,
            };
            absent.insert(id);
        }
        Ok(phieu.map(Arc::new))
    }

    /// Evaluates with at least the imports of a set, once.
    fn evaluated(
        &mut self,
        phieu: Arc<Phieu>,
        needed: ImportSet,
        depth: usize,
    ) -> Outcome<Evaluated> {
        let mut needed = needed;
        if let Some(known) = self.known(phieu.id()) {
            if known.gathered.holds(needed) {
                return Ok(known.evaluated.clone());
            }
            needed = needed.with(known.gathered);
        }
        let form = self.workspace.form_of(&phieu)?;
        let context = self.gather(&phieu, &form, needed, depth)?;
        let evaluation = form.evaluate(phieu.answers(), &context);
        let evaluated = Evaluated {
            phieu: Arc::clone(&phieu),
            form,
            context: Arc::new(context),
            evaluation: Arc::new(evaluation),
        };
        let remembered = match phieu.key().subject {
            PhieuSubject::Household(_) => &mut self.of_household,
            PhieuSubject::Place(_) => &mut self.of_places,
        };
        let known = Known {
            evaluated: evaluated.clone(),
            gathered: needed,
            phieu,
        };
        remembered.insert(known.phieu.id(), known);
        Ok(evaluated)
    }

    /// The context of a Phiếu with the imports of a set.
    fn gather(
        &mut self,
        phieu: &Phieu,
        form: &Form,
        needed: ImportSet,
        depth: usize,
    ) -> Outcome<Context> {
        let key = phieu.key();
        let code = self.code_of(&key.subject)?;
        let date = form
            .review_date(phieu.answers())
            .unwrap_or_else(|| key.period.last_day());
        let workspace = self.workspace;
        let mut context = context_at(
            workspace.unit(&code, date),
            date,
            key.period,
            &workspace.provinces,
            workspace.library.holidays(),
        );
        if depth >= MOST_DEPTH {
            return Ok(context);
        }
        let mut newest = phieu.newest();
        // Imports of one Phiếu together, so that it is evaluated once.
        let mut targets: BTreeMap<PhieuId, (Arc<Phieu>, Vec<&Import>)> = BTreeMap::new();
        for import in form.imports_in(needed) {
            let subjects = self.subjects(import, &key.subject, &code, date);
            if let Some(target) = self.target(import, key.period, subjects)? {
                newest = newest.max(target.newest());
                let entry = targets
                    .entry(target.id())
                    .or_insert_with(|| (target, Vec::new()));
                entry.1.push(import);
            }
        }
        for (target, imports) in targets.into_values() {
            // A paper that this program does not have says nothing here; it waits.
            let Ok(other) = workspace.form_of(&target) else {
                continue;
            };
            let reach = imports.iter().fold(ImportSet::default(), |all, import| {
                all.with(other.imports_for(&import.at))
            });
            let period = target.key().period;
            let evaluated = self.evaluated(target, reach, depth + 1)?;
            for import in imports {
                if let Some(said) = Imported::read(&evaluated.evaluation, &import.at, period) {
                    context.imports.insert(import.id.clone(), said);
                }
            }
        }
        if needed.holds(ImportSet::ALL) {
            context.stood = self.stood(phieu, form, newest)?;
        }
        Ok(context)
    }

    /// Whose Phiếu an import reads, the nearest first.
    fn subjects(
        &self,
        import: &Import,
        own: &PhieuSubject,
        code: &str,
        date: chrono::NaiveDate,
    ) -> Vec<PhieuSubject> {
        if import.of == ImportOf::Same {
            return vec![own.clone()];
        }
        let mut subjects = vec![PhieuSubject::Place(PlaceRef::Code(code.to_owned()))];
        let mut unit = self.workspace.unit(code, date);
        while let Some(above) = unit
            .and_then(|unit| self.workspace.unit(&unit.parent, date))
            .filter(|_| subjects.len() < MOST_LEVELS)
        {
            subjects.push(PhieuSubject::Place(PlaceRef::Code(above.code.to_string())));
            unit = Some(above);
        }
        subjects
    }

    /// The Phiếu that an import reads: of the nearest subject that has one, the newest that counts.
    fn target(
        &mut self,
        import: &Import,
        period: Period,
        subjects: Vec<PhieuSubject>,
    ) -> Outcome<Option<Arc<Phieu>>> {
        let periods = self.periods_of(&import.form, import.period, period)?;
        for subject in subjects {
            for period in &periods {
                let key = PhieuKey {
                    form: import.form.to_string(),
                    subject: subject.clone(),
                    period: *period,
                };
                if let Some(phieu) = self.find(&key)? {
                    return Ok(Some(phieu));
                }
            }
        }
        Ok(None)
    }

    /// A subject's Phiếu of a paper, evaluated: of the same period, or an earlier one that counts instead.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn evaluate_of(
        &mut self,
        key: &PhieuKey,
        which: ImportPeriod,
    ) -> Outcome<Option<Evaluated>> {
        let form = Name::new(&key.form);
        for period in self.periods_of(&form, which, key.period)? {
            let key = PhieuKey {
                period,
                ..key.clone()
            };
            if let Some(evaluated) = self.evaluate_key(&key)? {
                return Ok(Some(evaluated));
            }
        }
        Ok(None)
    }

    /// The periods that an import may read of, the one that counts first.
    pub(super) fn periods_of(
        &mut self,
        form: &Name,
        which: ImportPeriod,
        period: Period,
    ) -> Outcome<Vec<Period>> {
        let last = period.last_day();
        let counts = |other: &Period| match which {
            ImportPeriod::Last => other.last_day() < last,
            _ => other.last_day() <= last,
        };
        match which {
            ImportPeriod::Same => return Ok(vec![period]),
            ImportPeriod::Opening => return Ok(vec![Period::Year(period.year() - 1)]),
            ImportPeriod::Last | ImportPeriod::Latest => {}
        }
        let known = match self.periods.get(form) {
            Some(known) => Arc::clone(known),
            None => {
                let found = self.workspace.store.form_periods(form.as_str())?;
                let found: Arc<[Period]> = found.into();
                self.periods.insert(form.clone(), Arc::clone(&found));
                found
            }
        };
        let mut periods: Vec<Period> = known.iter().filter(|p| counts(p)).copied().collect();
        periods.sort_by_key(|other| (other.last_day(), *other == period, *other));
        periods.reverse();
        Ok(periods)
    }

    /// The code of the official unit of a subject.
    fn code_of(&mut self, subject: &PhieuSubject) -> Outcome<String> {
        let place = match (subject, &self.place) {
            (PhieuSubject::Household(id), Some(place)) if Some(*id) == self.household => {
                place.clone()
            }
            _ => self.workspace.subject_place(subject)?,
        };
        if matches!(subject, PhieuSubject::Household(id) if Some(*id) == self.household) {
            self.place = Some(place.clone());
        }
        match &place {
            PlaceRef::Code(code) => Ok(code.clone()),
            PlaceRef::Thon(id) => {
                if let Some(code) = self.thons.get(id) {
                    return Ok(code.clone());
                }
                let code = self.workspace.place_code(&place)?;
                self.thons.insert(*id, code.clone());
                Ok(code)
            }
        }
    }
}
