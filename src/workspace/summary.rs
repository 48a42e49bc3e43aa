//! Households of a period as lists show them: read once, in bulk, off the key path.

use std::collections::{BTreeMap, HashMap};

use super::{Gathering, Outcome, Workspace};
use crate::form::{Evaluation, Form, Name, Path, Period, Role, Severity, Subject, Value};
use crate::record::{Created, EditId, PhieuId, PhieuKey, PhieuSubject, PlaceRef, Status};

/// One household in a period, as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The household.
    pub household: Option<EditId>,
    /// Its label.
    pub label: String,
    /// The thôn's name, or the xã's where it belongs to none.
    pub thon: String,
    /// Head's name, if given.
    pub head: String,
    /// Choice of the outcome field with its wording.
    pub outcome: Option<(Name, String)>,
    /// Choice of the class field with its wording.
    pub class: Option<(Name, String)>,
    /// Status of each Phiếu of the household in the period on which something was said, by form id.
    pub papers: BTreeMap<String, Status>,
    /// Problems that block, over all its papers.
    pub blocks: usize,
    /// Problems that ask.
    pub asks: usize,
    /// Conflicts.
    pub conflicts: usize,
}

impl Workspace {
    /// Every household with what its papers of the period say, by label. Work proportional to the village:
    /// for the worker, never for a key press.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn summaries(&self, period: Period) -> Outcome<Vec<Summary>> {
        let thons: HashMap<EditId, String> = self
            .thons()?
            .into_iter()
            .map(|thon| (thon.id, thon.name))
            .collect();
        let mut papers: HashMap<EditId, Vec<(PhieuKey, PhieuId)>> = HashMap::new();
        for (key, id) in self.store.phieus(Some(period), None)? {
            if let PhieuSubject::Household(household) = key.subject {
                papers.entry(household).or_default().push((key, id));
            }
        }
        let mut summaries = Vec::new();
        let mut gathering = self.gathering();
        for household in self.households()? {
            let thon = match &household.place {
                PlaceRef::Thon(id) => thons.get(id).cloned().unwrap_or_default(),
                PlaceRef::Code(code) => self
                    .unit(code, period.last_day())
                    .map(|unit| unit.name.to_string())
                    .unwrap_or_default(),
            };
            let papers = papers.remove(&household.id).unwrap_or_default();
            let named = (household.id, household.label, thon);
            summaries.push(summarised(&mut gathering, named, papers)?);
        }
        Ok(summaries)
    }

    /// One household with what its papers of the period say: work that does not depend on the village.
    ///
    /// # Errors
    /// If there is no such household, or the store cannot be read.
    pub fn summary(&self, household: EditId, period: Period) -> Outcome<Summary> {
        let subject = PhieuSubject::Household(household);
        let label = self.subject_label(&subject)?;
        let thon = match self.subject_place(&subject)? {
            PlaceRef::Thon(id) => match self.created(id)? {
                Some(Created::Thon { name, .. }) => name,
                _ => String::new(),
            },
            PlaceRef::Code(code) => self
                .unit(&code, period.last_day())
                .map(|unit| unit.name.to_string())
                .unwrap_or_default(),
        };
        let mut papers = Vec::new();
        for form in self.household_papers(period) {
            let key = PhieuKey {
                form: form.id().to_string(),
                subject: subject.clone(),
                period,
            };
            let id = key.id();
            if self.store.phieu(id)?.is_some() {
                papers.push((key, id));
            }
        }
        summarised(&mut self.gathering(), (household, label, thon), papers)
    }

    /// The household papers that are valid on the period's last day and serve the period, in the library's order.
    pub fn household_papers(&self, period: Period) -> Vec<std::sync::Arc<Form>> {
        self.papers(period, Subject::Household)
    }

    /// The papers of units that are valid on the period's last day and serve the period.
    pub fn place_papers(&self, period: Period) -> Vec<std::sync::Arc<Form>> {
        self.papers(period, Subject::Place)
    }

    pub(super) fn papers(&self, period: Period, subject: Subject) -> Vec<std::sync::Arc<Form>> {
        self.library
            .valid_at(period.last_day())
            .into_iter()
            .filter(|form| {
                form.subject() == subject && !form.kind().is_made() && form.serves(period)
            })
            .collect()
    }
}

/// A household, its label and its thôn's name, with what its papers say.
fn summarised(
    gathering: &mut Gathering<'_>,
    (household, label, thon): (EditId, String, String),
    papers: Vec<(PhieuKey, PhieuId)>,
) -> Outcome<Summary> {
    let mut summary = Summary {
        household: Some(household),
        label,
        thon,
        ..Summary::default()
    };
    for (key, id) in papers {
        let phieu = gathering.workspace.phieu(id)?;
        // What was opened and left again says nothing about the household.
        if phieu.is_blank() {
            continue;
        }
        summary.conflicts += phieu.conflicts().len();
        summary.papers.insert(key.form, phieu.status());
        if gathering.workspace.form_of(&phieu).is_ok() {
            let evaluated = gathering.evaluate(phieu)?;
            summary.add(&evaluated.form, &evaluated.evaluation);
        }
    }
    Ok(summary)
}

impl Summary {
    fn add(&mut self, form: &Form, evaluation: &Evaluation) {
        for problem in &evaluation.problems {
            match problem.severity {
                Severity::Blocks => self.blocks += 1,
                Severity::Asks => self.asks += 1,
            }
        }
        let value = |role| {
            let (_, field) = form
                .field_with_role(role)
                .filter(|(roster, _)| roster.is_none())?;
            Some((field, evaluation.value(&Path::Field(field.id.clone()))?))
        };
        let choice = |role| match value(role)? {
            (field, Value::Choice(id)) => {
                let label = field
                    .choices
                    .iter()
                    .find(|choice| choice.id == *id)
                    .map(|choice| choice.label.clone());
                Some((id.clone(), label.unwrap_or_default()))
            }
            _ => None,
        };
        if let Some((_, Value::Text(name))) = value(Role::HeadName) {
            self.head.clone_from(name);
        }
        if let Some(outcome) = choice(Role::Outcome) {
            self.outcome = Some(outcome);
        }
        if let Some(class) = choice(Role::Class) {
            self.class = Some(class);
        }
    }
}
