//! What of a household of the file would be entered in a household that is there, and what differs.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{may_be_one, people};
use super::rows::{Household, Member, Naming, Place};
use super::{Difference, Told};
use crate::form::{Answer, Answers, Date, Form, Name, Path, RowId, Special, Value};
use crate::record::{EditId, Phieu, PhieuKey, PhieuSubject};
use crate::task::TaskError;
use crate::workspace::{Incoming, IncomingPaper, IncomingRow, Workspace};

/// The outcome of holding a household of the file against one that is there.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) papers: Vec<IncomingPaper>,
    pub(super) fills: usize,
    pub(super) new_members: usize,
    pub(super) absent: Vec<String>,
    pub(super) differs: Vec<Difference>,
    pub(super) remarks: Vec<Told>,
}

/// Everything of a household of the file, for one that is made.
pub(super) fn whole(household: &Household, naming: &Naming, own: &Place) -> Vec<IncomingPaper> {
    let mut papers: BTreeMap<&Place, IncomingPaper> = BTreeMap::new();
    let places = household.answers.keys().chain([own]);
    for place in places {
        papers.entry(place).or_insert_with(|| paper(place));
    }
    for (place, answers) in &household.answers {
        if let Some(paper) = papers.get_mut(place) {
            paper.answers.clone_from(answers);
        }
    }
    if let Some(paper) = papers.get_mut(own) {
        paper.rows = household
            .members
            .iter()
            .map(|member| row(naming, None, member.answers.clone()))
            .collect();
    }
    papers.into_values().filter(says).collect()
}

fn says(paper: &IncomingPaper) -> bool {
    !paper.answers.is_empty() || !paper.rows.is_empty()
}

fn paper(place: &Place) -> IncomingPaper {
    IncomingPaper {
        form: place.0.to_string(),
        period: place.1,
        answers: Vec::new(),
        rows: Vec::new(),
    }
}

fn row(naming: &Naming, row: Option<RowId>, answers: Vec<(Name, Answer)>) -> IncomingRow {
    IncomingRow {
        roster: naming.roster.clone(),
        row,
        answers,
    }
}

/// What of a household of the file is entered in one that is there: what is empty is filled; what differs is
/// listed, and taken only where asked for. A paper that is finished stays as it is.
pub(super) fn held(
    workspace: &Workspace,
    id: EditId,
    household: &Household,
    naming: &Naming,
    own: &Place,
    take_file: bool,
) -> Result<Held, TaskError> {
    let mut held = Held::default();
    let places: BTreeSet<&Place> = household.answers.keys().chain([own]).collect();
    for place in places {
        let key = PhieuKey {
            form: place.0.to_string(),
            subject: PhieuSubject::Household(id),
            period: place.1,
        };
        let phieu = workspace.store().phieu(key.id())?;
        let form = match &phieu {
            Some(phieu) => workspace.form_of(phieu)?,
            None => workspace.form_for(&key)?,
        };
        let nothing = Answers::new();
        let answers = phieu.as_ref().map_or(&nothing, Phieu::answers);
        let closed = phieu
            .as_ref()
            .is_some_and(|phieu| phieu.status().is_finished());
        let mut comparing = Comparing {
            form: &form,
            answers,
            take: take_file && !closed,
            closed,
            held: &mut held,
        };
        let mut taken = paper(place);
        let none = Vec::new();
        let said = household.answers.get(place).unwrap_or(&none);
        for (field, answer) in said {
            if comparing.enters(Path::Field(field.clone()), answer, "") {
                taken.answers.push((field.clone(), answer.clone()));
            }
        }
        if place == own {
            comparing.members(household, naming, &mut taken);
        }
        if closed && (says(&taken) || !held.differs.is_empty()) {
            let args = vec![("paper", form.title().to_owned())];
            held.remarks.push(Told::new("finished", args));
        }
        if !closed && says(&taken) {
            held.papers.push(taken);
        }
    }
    Ok(held)
}

struct Comparing<'a> {
    form: &'a Form,
    answers: &'a Answers,
    take: bool,
    closed: bool,
    held: &'a mut Held,
}

impl Comparing<'_> {
    /// Whether an answer of the file is entered at a path; a difference is listed.
    fn enters(&mut self, path: Path, answer: &Answer, whose: &str) -> bool {
        match self.answers.get(&path) {
            None => {
                self.held.fills += usize::from(!self.closed);
                true
            }
            Some(here) if alike(here, answer) => false,
            Some(here) => {
                let field = self.form.field_at(&path);
                self.held.differs.push(Difference {
                    whose: whose.to_owned(),
                    field: field.map(|field| field.label.clone()).unwrap_or_default(),
                    here: self.shown(&path, here),
                    file: self.shown(&path, answer),
                });
                self.take
            }
        }
    }

    fn shown(&self, path: &Path, answer: &Answer) -> String {
        match answer {
            Answer::Given(Value::YesNo(yes)) => yes.to_string(),
            Answer::Given(value) => self.form.to_text(path, value).unwrap_or_default(),
            Answer::Unparsed(text) => text.clone(),
            Answer::Special(special) => Special::code(*special).to_owned(),
        }
    }

    fn members(&mut self, household: &Household, naming: &Naming, taken: &mut IncomingPaper) {
        let mut left = people(naming, self.answers);
        // Those of one number first: a name may be anybody's.
        let mut rows: Vec<Option<RowId>> = household
            .members
            .iter()
            .map(|member| {
                let number = member.number.as_ref()?;
                let at = left
                    .iter()
                    .position(|(_, here)| here.number.as_ref() == Some(number))?;
                Some(left.remove(at).0)
            })
            .collect();
        for (member, row) in household.members.iter().zip(&mut rows) {
            if row.is_none() {
                let here = left.iter().position(|(_, here)| same_person(member, here));
                *row = here.map(|at| left.remove(at).0);
            }
        }
        for (member, known) in household.members.iter().zip(rows) {
            let Some(id) = known else {
                self.held.new_members += usize::from(!self.closed);
                taken.rows.push(row(naming, None, member.answers.clone()));
                continue;
            };
            let entered: Vec<(Name, Answer)> = member
                .answers
                .iter()
                .filter(|(field, answer)| {
                    let path = Path::Member {
                        roster: naming.roster.clone(),
                        row: id,
                        field: field.clone(),
                    };
                    self.enters(path, answer, &member.name)
                })
                .cloned()
                .collect();
            if !entered.is_empty() {
                taken.rows.push(row(naming, Some(id), entered));
            }
        }
        let absent = left.into_iter().map(|(_, here)| here.name);
        self.held
            .absent
            .extend(absent.filter(|name| !name.is_empty()));
    }
}

/// One name, and births and numbers that do not speak against it.
fn same_person(member: &Member, here: &super::known::Person) -> bool {
    let name = crate::text::nfc(&member.name).to_lowercase();
    let born = match (member.birth, here.birth) {
        (Some(a), Some(b)) => may_be_one(a, b),
        _ => true,
    };
    // Two numbers that both stand are of two people, unless one only lacks digits.
    let numbered = match (&member.number, &here.number) {
        (Some(a), Some(b)) => a.ends_with(b.as_str()) || b.ends_with(a.as_str()),
        _ => true,
    };
    born && numbered && name == crate::text::nfc(&here.name).to_lowercase()
}

/// Whether the file says what stands: letter case, spaces, and a year where the day stands make no difference.
fn alike(here: &Answer, file: &Answer) -> bool {
    let plain = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        crate::text::nfc(&words.join(" ")).to_lowercase()
    };
    match (here, file) {
        (Answer::Given(Value::Text(a)), Answer::Given(Value::Text(b))) => plain(a) == plain(b),
        (
            Answer::Given(Value::Date(Date::Day(day))),
            Answer::Given(Value::Date(Date::Year(year))),
        ) => Date::Day(*day).year() == *year,
        _ => here == file,
    }
}

/// A household as it is taken in.
pub(super) fn incoming(
    household: Option<EditId>,
    place: crate::record::PlaceRef,
    papers: Vec<IncomingPaper>,
) -> Incoming {
    Incoming {
        household,
        place,
        papers,
    }
}
