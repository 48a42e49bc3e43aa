//! The rows of a sheet as households with members: which row begins a household, and what its cells say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{self, MOST_CHARS};
use super::columns::List;
use super::{Terms, Told};
use crate::form::{
    Answer, Choice, ChoiceRole, Date, Form, Intake, Meaning, Name, Period, Role, Target,
    TargetField, Value, heading_key,
};
use crate::workspace::Workspace;

/// A paper in a period: where a target's value goes.
pub(super) type Place = (Name, Period);

/// A person of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    /// Answers of the roster row.
    pub(super) answers: Vec<(Name, Answer)>,
    pub(super) name: String,
    pub(super) number: Option<String>,
    pub(super) birth: Option<Date>,
    pub(super) head: bool,
}

/// A household of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Household {
    /// Its first row, from 1.
    pub(super) row: usize,
    pub(super) key: String,
    pub(super) label: String,
    pub(super) thon: String,
    pub(super) head: String,
    /// Answers outside the roster, by paper and period.
    pub(super) answers: BTreeMap<Place, Vec<(Name, Answer)>>,
    pub(super) members: Vec<Member>,
    pub(super) remarks: Vec<Told>,
    pub(super) heads: usize,
}

impl Household {
    /// The head among the members.
    pub(super) fn head_member(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.head)
    }
}

/// What the file says, before it is held against what is there.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) households: Vec<Household>,
    pub(super) left_out: Vec<usize>,
    pub(super) unplaced: Vec<String>,
    pub(super) unread: usize,
    pub(super) short_numbers: usize,
}

/// The paper that names the household and its members, with the fields that the program recognises.
pub(super) struct Naming {
    pub(super) form: Arc<Form>,
    pub(super) roster: Name,
    pub(super) head: Name,
    pub(super) name: Name,
    pub(super) relation: Option<Name>,
    pub(super) is_head: Option<Name>,
    pub(super) number: Option<Name>,
    pub(super) birth: Option<Name>,
    /// The most rows that the roster may have.
    pub(super) most: usize,
}

impl Naming {
    /// The household paper of a period that names head and members; `None` if there is none.
    pub(super) fn new(workspace: &Workspace, period: Period) -> Option<Naming> {
        workspace
            .household_papers(period)
            .into_iter()
            .find_map(|form| {
                let (None, head) = form.field_with_role(Role::HeadName)? else {
                    return None;
                };
                let (Some(roster), name) = form.field_with_role(Role::PersonName)? else {
                    return None;
                };
                let within = |role| {
                    let (at, field) = form.field_with_role(role)?;
                    (at == Some(roster)).then_some(field)
                };
                let is_head = |choice: &&Choice| choice.role == Some(ChoiceRole::Head);
                let relation = within(Role::Relation);
                let (head, name, roster) = (head.id.clone(), name.id.clone(), roster.clone());
                let heads = relation.and_then(|field| field.choices.iter().find(is_head));
                let (_, most) = form.row_limits(roster.as_str());
                Some(Naming {
                    is_head: heads.map(|choice| choice.id.clone()),
                    relation: relation.map(|field| field.id.clone()),
                    number: within(Role::PersonalNumber).map(|field| field.id.clone()),
                    birth: within(Role::Birth).map(|field| field.id.clone()),
                    most: most
                        .and_then(|most| usize::try_from(most).ok())
                        .unwrap_or(100),
                    head,
                    name,
                    roster,
                    form,
                })
            })
    }
}

/// A column with what it is taken for, ready to be read.
struct Source<'a> {
    at: usize,
    target: &'a Target,
    /// The paper and period that its values go to; none for what is no field.
    field: Option<(&'a TargetField, Arc<Form>, Period)>,
}

struct Reader<'a> {
    list: &'a List,
    intake: &'a Intake,
    terms: &'a Terms,
    naming: &'a Naming,
    sources: Vec<Source<'a>>,
    read: Read,
    /// The thôn that a row of its own named last.
    section: String,
}

/// Reads the rows of a list.
pub(super) fn read(
    workspace: &Workspace,
    list: &List,
    intake: &Intake,
    terms: &Terms,
    naming: &Naming,
) -> Read {
    let mut reader = Reader {
        list,
        intake,
        terms,
        naming,
        sources: Vec::new(),
        read: Read::default(),
        section: String::new(),
    };
    for (column, id) in list.columns.iter().zip(&terms.columns) {
        let target = id.as_ref().and_then(|id| intake.target(id.as_str()));
        if let Some(target) = target
            && let Some(source) = reader.source(workspace, column.at, target)
        {
            reader.sources.push(source);
        }
    }
    for row in list.first..list.rows.len() {
        reader.row(row);
    }
    reader.close();
    reader.whole(workspace);
    reader.read
}

impl<'a> Reader<'a> {
    fn source(
        &mut self,
        workspace: &Workspace,
        at: usize,
        target: &'a Target,
    ) -> Option<Source<'a>> {
        let field = match &target.meaning {
            Meaning::Nothing => return None,
            Meaning::Field(field) => Some(self.placed(workspace, target, field)?),
            _ => None,
        };
        Some(Source { at, target, field })
    }

    /// The paper of a target in its period; told where there is none.
    fn placed(
        &mut self,
        workspace: &Workspace,
        target: &Target,
        field: &'a TargetField,
    ) -> Option<(&'a TargetField, Arc<Form>, Period)> {
        let period = match field.opening {
            true => Period::Year(self.terms.period.year() - 1),
            false => self.terms.period,
        };
        let form = workspace
            .library()
            .get(field.form.as_str(), period.last_day())
            .filter(|form| form.serves(period) && !form.repeats())
            .filter(|form| {
                let path = cells::path(field, crate::form::RowId::of_position(0));
                form.field_at(&path).is_some()
            })
            .cloned();
        if form.is_none() && !self.read.unplaced.contains(&target.label) {
            self.read.unplaced.push(target.label.clone());
        }
        Some((field, form?, period))
    }

    /// The first cell of a row that a meaning or field is read from.
    fn cell(&self, row: usize, wanted: impl Fn(&Source<'_>) -> bool) -> &'a str {
        self.sources
            .iter()
            .filter(|source| wanted(source))
            .map(|source| self.list.cell(row, source.at))
            .find(|cell| !cell.is_empty())
            .unwrap_or("")
    }

    fn has(&self, wanted: impl Fn(&Source<'_>) -> bool) -> bool {
        self.sources.iter().any(wanted)
    }

    fn row(&mut self, row: usize) {
        let filled = self.list.rows.get(row).into_iter().flatten();
        let filled: Vec<&String> = filled.filter(|cell| !cell.is_empty()).collect();
        if filled.is_empty() {
            return;
        }
        let naming = self.naming;
        let is = |id: &'a Name| {
            move |source: &Source<'_>| {
                source.field.as_ref().is_some_and(|(field, form, _)| {
                    field.field == *id && form.id() == naming.form.id()
                })
            }
        };
        let person = self.cell(row, is(&naming.name));
        let head = self.cell(row, is(&naming.head));
        let used = self
            .sources
            .iter()
            .filter(|source| !self.list.cell(row, source.at).is_empty())
            .count();
        // A row of its own that names a thôn speaks of the rows below.
        if filled.len() <= 2
            && let Some(name) = filled.iter().find(|cell| {
                let (rest, word) = self.intake.place_name(cell);
                word.is_some() && !rest.is_empty()
            })
        {
            self.section = name.split_whitespace().collect::<Vec<_>>().join(" ");
            return;
        }
        // A name and nothing else, among many columns, is a signature or a note.
        let thin = self.sources.len() >= 3 && used < 2;
        if (person.is_empty() && head.is_empty()) || thin {
            self.read.left_out.push(row + 1);
            return;
        }
        let relation = naming.relation.as_ref();
        let relation = relation.map_or("", |relation| self.cell(row, is(relation)));
        let says_head = !relation.is_empty() && self.means_head(relation);
        let has_relation = naming.relation.as_ref().is_some_and(|id| self.has(is(id)));
        let both = self.has(is(&naming.name)) && self.has(is(&naming.head));
        let key = self.cell(row, |source| source.target.meaning == Meaning::Household);
        let has_key = self.has(|source| source.target.meaning == Meaning::Household);
        let thon = self.cell(row, |source| source.target.meaning == Meaning::Thon);
        let begins = match self.read.households.last() {
            None => true,
            Some(open) => {
                let other = |cell: &str, of: &str| {
                    !cell.is_empty() && !of.is_empty() && heading_key(cell) != heading_key(of)
                };
                let moved = other(thon, &open.thon);
                if has_key {
                    other(key, &open.key) || moved || (key.is_empty() && says_head)
                } else if has_relation {
                    says_head || moved || (both && other(head, &open.head))
                } else if both {
                    moved || other(head, &open.head)
                } else {
                    true
                }
            }
        };
        if begins {
            self.close();
            self.read.households.push(Household {
                row: row + 1,
                key: key.to_owned(),
                label: self
                    .cell(row, |source| source.target.meaning == Meaning::Label)
                    .to_owned(),
                thon: match thon.is_empty() {
                    true => self.section.clone(),
                    false => thon.split_whitespace().collect::<Vec<_>>().join(" "),
                },
                head: head.split_whitespace().collect::<Vec<_>>().join(" "),
                ..Household::default()
            });
        }
        let alone = !both && !has_relation;
        // Without members of its own a row speaks of the head; so does the first row where nothing says who is head.
        let is_head = says_head || (alone && begins) || (person.is_empty() && begins);
        self.enter(row, person, head, is_head);
    }

    fn means_head(&self, relation: &str) -> bool {
        let naming = self.naming;
        let (Some(field), Some(head)) = (&naming.relation, &naming.is_head) else {
            return false;
        };
        let target = TargetField {
            form: naming.form.id().clone(),
            roster: Some(naming.roster.clone()),
            field: field.clone(),
            opening: false,
            mark: None,
            also: None,
        };
        let cell = cells::read(&naming.form, &target, self.intake, relation, false);
        cell.is_some_and(|cell| cell.answer == Answer::Given(Value::Choice(head.clone())))
    }

    /// Enters a row's cells in the household that is open.
    fn enter(&mut self, row: usize, person: &str, head: &str, is_head: bool) {
        let naming = self.naming;
        let mut member = Member {
            head: is_head,
            ..Member::default()
        };
        let mut answers: BTreeMap<Place, Vec<(Name, Answer)>> = BTreeMap::new();
        let mut remarks = Vec::new();
        let first = self
            .read
            .households
            .last()
            .is_some_and(|open| open.row == row + 1);
        for source in &self.sources {
            let Some((field, form, period)) = &source.field else {
                continue;
            };
            let text = self.list.cell(row, source.at);
            if text.chars().count() > MOST_CHARS {
                let args = vec![("field", source.target.label.clone())];
                remarks.push(Told::new("too-long", args));
                continue;
            }
            let Some(cell) = cells::read(form, field, self.intake, text, self.terms.pad_numbers)
            else {
                continue;
            };
            self.read.unread += usize::from(cell.unread);
            self.read.short_numbers += usize::from(cell.short);
            remarks.extend(cell.remark);
            let ours = *period == self.terms.period && form.id() == naming.form.id();
            if ours && field.roster.as_ref() == Some(&naming.roster) {
                put(&mut member.answers, &field.field, cell.answer);
                if let Some((other, choice)) = &field.also {
                    let answer = Answer::Given(Value::Choice(choice.clone()));
                    put(&mut member.answers, other, answer);
                }
            } else if field.roster.is_none() && !(ours && field.field == naming.head) {
                let place = (form.id().clone(), *period);
                put(answers.entry(place).or_default(), &field.field, cell.answer);
            }
        }
        let name = if person.is_empty() { head } else { person };
        member.name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = Answer::Given(Value::Text(member.name.clone()));
        put(&mut member.answers, &naming.name, text);
        member.number = naming.number.as_ref().and_then(|id| {
            match member.answers.iter().find(|(field, _)| field == id)? {
                (_, Answer::Given(Value::Text(number)))
                    if number.len() >= 9 && number.bytes().all(|b| b.is_ascii_digit()) =>
                {
                    Some(number.clone())
                }
                _ => None,
            }
        });
        member.birth = naming.birth.as_ref().and_then(|id| {
            match member.answers.iter().find(|(field, _)| field == id)? {
                (_, Answer::Given(Value::Date(date))) => Some(*date),
                _ => None,
            }
        });
        let Some(open) = self.read.households.last_mut() else {
            return;
        };
        open.heads += usize::from(member.head);
        if open.head.is_empty() {
            open.head = head.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        for (place, said) in answers {
            for (field, answer) in said {
                let there = open.answers.entry(place.clone()).or_default();
                let known = there.iter().find(|(other, _)| *other == field);
                match known {
                    // What the household's first row says counts; a class of points repeated by row is the same.
                    Some((_, other)) if *other != answer && !first => {
                        let args = vec![("row", (row + 1).to_string())];
                        remarks.push(Told::new("says-otherwise", args));
                    }
                    Some(_) => {}
                    None => there.push((field, answer)),
                }
            }
        }
        open.remarks.extend(remarks);
        open.members.push(member);
    }

    /// Settles who is head of the household that ends here.
    fn close(&mut self) {
        let naming = self.naming;
        let Some(open) = self.read.households.last_mut() else {
            return;
        };
        if open.heads == 0 && !open.head.is_empty() {
            let wanted = crate::text::nfc(&open.head).to_lowercase();
            let same = |member: &&mut Member| member.name.to_lowercase() == wanted;
            if let Some(member) = open.members.iter_mut().find(same) {
                member.head = true;
                open.heads = 1;
            }
        }
        let said = open.members.iter().find(|member| member.head);
        if let (true, Some(head)) = (open.head.is_empty(), said) {
            open.head.clone_from(&head.name);
        }
        if let (Some(relation), Some(choice)) = (&naming.relation, &naming.is_head)
            && let Some(head) = open.members.iter_mut().find(|member| member.head)
            && !head.answers.iter().any(|(field, _)| field == relation)
        {
            let answer = Answer::Given(Value::Choice(choice.clone()));
            head.answers.push((relation.clone(), answer));
        }
        if !open.head.is_empty() {
            let place = (naming.form.id().clone(), self.terms.period);
            let answer = Answer::Given(Value::Text(open.head.clone()));
            let answers = open.answers.entry(place).or_default();
            if !answers.iter().any(|(field, _)| *field == naming.head) {
                answers.insert(0, (naming.head.clone(), answer));
            }
        }
    }

    /// Enters the values given for the whole file, where the household's own rows say nothing.
    fn whole(&mut self, workspace: &Workspace) {
        let (intake, terms) = (self.intake, self.terms);
        for (id, text) in &terms.whole {
            let Some(target) = intake.target(id.as_str()) else {
                continue;
            };
            let Meaning::Field(field) = &target.meaning else {
                continue;
            };
            let Some((field, form, period)) = self.placed(workspace, target, field) else {
                continue;
            };
            let Some(cell) = cells::read(&form, field, intake, text, false) else {
                continue;
            };
            for household in &mut self.read.households {
                let place = (form.id().clone(), period);
                let answers = household.answers.entry(place).or_default();
                if !answers.iter().any(|(other, _)| *other == field.field) {
                    answers.push((field.field.clone(), cell.answer.clone()));
                }
            }
        }
    }
}

/// Puts an answer, the first one for a field.
fn put(answers: &mut Vec<(Name, Answer)>, field: &Name, answer: Answer) {
    if !answers.iter().any(|(other, _)| other == field) {
        answers.push((field.clone(), answer));
    }
}
