//! The households that are there, found by label, personal number, and head's name within a thôn.

use std::collections::{BTreeSet, HashMap};

use super::Candidate;
use super::rows::Naming;
use crate::form::{Answer, Date, Path, Period, RowId, Value};
use crate::record::{EditId, PhieuKey, PhieuSubject, PlaceRef};
use crate::task::{Progress, TaskError};
use crate::text::fold;
use crate::workspace::Workspace;

/// A person who is there.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) number: Option<String>,
    pub(super) birth: Option<Date>,
}

/// A household that is there.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) candidate: Candidate,
    pub(super) place: PlaceRef,
    pub(super) birth: Option<Date>,
    pub(super) number: Option<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) households: Vec<Known>,
    by_id: HashMap<EditId, usize>,
    by_label: HashMap<String, Vec<usize>>,
    by_number: HashMap<String, BTreeSet<usize>>,
    by_head: HashMap<String, Vec<usize>>,
}

/// The people of a Phiếu, with their rows.
pub(super) fn people(naming: &Naming, answers: &crate::form::Answers) -> Vec<(RowId, Person)> {
    let rows = answers.rows(naming.roster.as_str()).iter();
    rows.map(|row| {
        let at = |field: &crate::form::Name| {
            answers.get(&Path::Member {
                roster: naming.roster.clone(),
                row: *row,
                field: field.clone(),
            })
        };
        let text = |field| match at(field) {
            Some(Answer::Given(Value::Text(text)) | Answer::Unparsed(text)) => Some(text.clone()),
            _ => None,
        };
        let birth = |field| match at(field) {
            Some(Answer::Given(Value::Date(date))) => Some(*date),
            _ => None,
        };
        let person = Person {
            name: text(&naming.name).unwrap_or_default(),
            number: naming.number.as_ref().and_then(text),
            birth: naming.birth.as_ref().and_then(birth),
        };
        (*row, person)
    })
    .collect()
}

impl Register {
    /// Reads every household's naming paper: of the period, else the newest before it.
    pub(super) fn read(
        workspace: &Workspace,
        naming: &Naming,
        period: Period,
        progress: &mut Progress<'_>,
    ) -> Result<Register, TaskError> {
        let form = naming.form.id().as_str();
        let mut periods = workspace.store().form_periods(form)?;
        periods.retain(|other| other.last_day() <= period.last_day() && *other != period);
        periods.sort_by_key(|other| std::cmp::Reverse(other.last_day()));
        periods.insert(0, period);
        let mut register = Register::default();
        let all = workspace.households()?;
        for (n, household) in all.iter().enumerate() {
            if !progress(n as u64, all.len() as u64) {
                return Err(TaskError::Cancelled);
            }
            let mut head = String::new();
            let mut people = Vec::new();
            for period in &periods {
                let key = PhieuKey {
                    form: form.to_owned(),
                    subject: PhieuSubject::Household(household.id),
                    period: *period,
                };
                let Some(phieu) = workspace.store().phieu(key.id())? else {
                    continue;
                };
                if let Some(Answer::Given(Value::Text(name))) =
                    phieu.answers().get(&Path::Field(naming.head.clone()))
                {
                    head.clone_from(name);
                    people = self::people(naming, phieu.answers());
                    break;
                }
            }
            let at = register.households.len();
            let folded = head_key(&head);
            let first = people
                .iter()
                .find(|(_, person)| head_key(&person.name) == folded);
            register.households.push(Known {
                birth: first.and_then(|(_, person)| person.birth),
                number: first.and_then(|(_, person)| person.number.clone()),
                candidate: Candidate {
                    household: household.id,
                    label: household.label.clone(),
                    head,
                },
                place: household.place.clone(),
            });
            register.by_id.insert(household.id, at);
            let label = household.label.clone();
            register.by_label.entry(label).or_default().push(at);
            if !folded.is_empty() {
                register.by_head.entry(folded).or_default().push(at);
            }
            for number in people.into_iter().filter_map(|(_, person)| person.number) {
                register.by_number.entry(number).or_default().insert(at);
            }
        }
        Ok(register)
    }

    pub(super) fn get(&self, id: EditId) -> Option<&Known> {
        self.by_id.get(&id).and_then(|at| self.households.get(*at))
    }

    pub(super) fn of_label(&self, label: &str) -> &[usize] {
        self.by_label.get(label).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_number(&self, number: &str) -> impl Iterator<Item = usize> + '_ {
        self.by_number.get(number).into_iter().flatten().copied()
    }

    pub(super) fn of_head(&self, name: &str) -> &[usize] {
        self.by_head.get(&head_key(name)).map_or(&[], Vec::as_slice)
    }
}

/// What heads are looked up by: folded; of a name that is nothing but marks, as a damaged file has them, the marks
/// themselves, so that it too is found again.
fn head_key(name: &str) -> String {
    match fold(name) {
        none if none.is_empty() => name.trim().to_owned(),
        folded => folded,
    }
}

/// Whether two births may be one: the same day, or the same year where one is only a year.
pub(super) fn may_be_one(a: Date, b: Date) -> bool {
    match (a, b) {
        (Date::Day(a), Date::Day(b)) => a == b,
        _ => a.year() == b.year(),
    }
}
