//! Households of a period as lists show them: read once, in bulk, off the key path.

use std::collections::{BTreeMap, HashMap};

use chrono::Datelike;

use super::{Gathering, Outcome, Workspace};
use crate::form::{
    Answer, Answers, Date, Evaluation, Form, ImportPeriod, Name, Path, Period, Role, RowId,
    Severity, Subject, Value,
};
use crate::record::{
    Cause, Created, EditId, PhieuId, PhieuKey, PhieuSubject, PlaceRef, Sought, Status,
};

/// One household in a period, as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The household.
    pub household: Option<EditId>,
    /// Its label.
    pub label: String,
    /// Labels that it had before.
    pub labels: Vec<String>,
    /// Why it is no longer there.
    pub closed: Option<Cause>,
    /// Where it lived on the period's last day.
    pub home: Option<PlaceRef>,
    /// The thôn's name, or the xã's where it belongs to none.
    pub thon: String,
    /// Its members, as the paper that names the household says; as the last one before says where nothing is
    /// known of this period yet.
    pub people: Vec<Person>,
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

/// A member of a household, as a paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The row of the paper.
    pub row: RowId,
    /// Name, as it was written.
    pub name: String,
    /// Số định danh cá nhân/CCCD, if given.
    pub number: Option<String>,
    /// Birth date or year, if given.
    pub birth: Option<Date>,
    /// The choice of the sex field, if given.
    pub sex: Option<Name>,
}

impl Person {
    /// As other papers may know them.
    pub fn sought(&self) -> Sought {
        let born = self.birth.map(|birth| match birth {
            Date::Year(year) => year,
            Date::Day(day) => day.year(),
        });
        Sought {
            name: self.name.clone(),
            born,
            number: self.number.clone(),
        }
    }

    /// The members that a paper lists, by the roles of its fields.
    pub fn listed(form: &Form, answers: &Answers) -> Vec<Person> {
        let Some((Some(roster), name)) = form.field_with_role(Role::PersonName) else {
            return Vec::new();
        };
        let field = |role| {
            let (of, field) = form.field_with_role(role)?;
            (of == Some(roster)).then_some(&field.id)
        };
        let [number, birth, sex] = [Role::PersonalNumber, Role::Birth, Role::Sex].map(field);
        let given = |row: RowId, field: Option<&Name>| {
            let path = Path::Member {
                roster: roster.clone(),
                row,
                field: field?.clone(),
            };
            match answers.get(&path)? {
                Answer::Given(value) => Some(value.clone()),
                _ => None,
            }
        };
        let text = |value| match value {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        let rows = answers.rows(roster.as_str()).iter();
        rows.map(|row| Person {
            row: *row,
            name: text(given(*row, Some(&name.id))).unwrap_or_default(),
            number: text(given(*row, number)),
            birth: match given(*row, birth) {
                Some(Value::Date(date)) => Some(date),
                _ => None,
            },
            sex: match given(*row, sex) {
                Some(Value::Choice(sex)) => Some(sex),
                _ => None,
            },
        })
        .collect()
    }
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
            if !household.is_in(period) {
                continue;
            }
            let home = household.place_on(period.last_day()).clone();
            let thon = match &home {
                PlaceRef::Thon(id) => thons.get(id).cloned().unwrap_or_default(),
                PlaceRef::Code(code) => self
                    .unit(code, period.last_day())
                    .map(|unit| unit.name.to_string())
                    .unwrap_or_default(),
            };
            let papers = papers.remove(&household.id).unwrap_or_default();
            let summary = Summary {
                household: Some(household.id),
                label: household.label,
                labels: household.labels,
                closed: household.closed.map(|closing| closing.cause),
                conflicts: household.conflicts.len(),
                home: Some(home),
                thon,
                ..Summary::default()
            };
            summaries.push(summarised(&mut gathering, summary, period, papers)?);
        }
        Ok(summaries)
    }

    /// One household with what its papers of the period say: work that does not depend on the village.
    ///
    /// # Errors
    /// If there is no such household, or the store cannot be read.
    pub fn summary(&self, household: EditId, period: Period) -> Outcome<Summary> {
        let subject = PhieuSubject::Household(household);
        let known = self.hodan(household)?;
        let home = known.place_on(period.last_day()).clone();
        let thon = match &home {
            PlaceRef::Thon(id) => match self.created(*id)? {
                Some(Created::Thon { name, .. }) => name,
                _ => String::new(),
            },
            PlaceRef::Code(code) => self
                .unit(code, period.last_day())
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
        let summary = Summary {
            household: Some(household),
            label: known.label,
            labels: known.labels,
            closed: known.closed.map(|closing| closing.cause),
            conflicts: known.conflicts.len(),
            home: Some(home),
            thon,
            ..Summary::default()
        };
        summarised(&mut self.gathering(), summary, period, papers)
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

/// A household, of which is known what it is called, with what its papers say.
fn summarised(
    gathering: &mut Gathering<'_>,
    mut summary: Summary,
    period: Period,
    papers: Vec<(PhieuKey, PhieuId)>,
) -> Outcome<Summary> {
    for (key, id) in papers {
        let phieu = gathering.workspace.phieu(id)?;
        // What was opened and left again says nothing about the household.
        if phieu.is_blank() {
            continue;
        }
        summary.conflicts += phieu.conflicts().len();
        summary.papers.insert(key.form, phieu.status());
        if let Ok(form) = gathering.workspace.form_of(&phieu) {
            let people = Person::listed(&form, phieu.answers());
            if !people.is_empty() {
                summary.people = people;
            }
            let evaluated = gathering.evaluate(phieu)?;
            summary.add(&evaluated.form, &evaluated.evaluation);
        }
    }
    if summary.head.is_empty() && summary.people.is_empty() {
        summary.remember(gathering, period)?;
    }
    Ok(summary)
}

impl Summary {
    /// Who lives there, from the last paper before the period: a list that is only beginning still has names.
    fn remember(&mut self, gathering: &mut Gathering<'_>, period: Period) -> Outcome<()> {
        let Some(household) = self.household else {
            return Ok(());
        };
        for form in gathering.workspace.household_papers(period) {
            let Some((None, head)) = form.field_with_role(Role::HeadName) else {
                continue;
            };
            for period in gathering.periods_of(form.id(), ImportPeriod::Last, period)? {
                let key = PhieuKey {
                    form: form.id().to_string(),
                    subject: PhieuSubject::Household(household),
                    period,
                };
                let Some(phieu) = gathering.workspace.store.phieu(key.id())? else {
                    continue;
                };
                let path = Path::Field(head.id.clone());
                if let Some(Answer::Given(Value::Text(name))) = phieu.answers().get(&path) {
                    self.head.clone_from(name);
                }
                self.people = match gathering.workspace.form_of(&phieu) {
                    Ok(form) => Person::listed(&form, phieu.answers()),
                    Err(_) => Vec::new(),
                };
                if !self.head.is_empty() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

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
