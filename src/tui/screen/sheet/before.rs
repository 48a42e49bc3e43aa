//! What was said in the period before, and what of it may be said again.

use super::Sheet;
use crate::form::{Answer, Field, Group, Name, Path, Role, RowId, Value};
use crate::text::fold;
use crate::tui::lines::Before;

/// Where a copied answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) enum Source {
    /// The row above.
    Above,
    /// The period before.
    Before,
}

/// Answers to take over: at places that are there, and in rows that are not.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::tui::screen) struct Carried {
    /// Answers at places that are there.
    pub(in crate::tui::screen) answers: Vec<(Path, Answer)>,
    /// Rows to add, with their answers.
    pub(in crate::tui::screen) rows: Vec<(Name, Vec<(Name, Answer)>)>,
}

impl Carried {
    pub(in crate::tui::screen) fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.rows.is_empty()
    }
}

/// Whether an answer can stand at a field of today's paper.
fn fits(field: &Field, answer: &Answer) -> bool {
    let known = |id: &Name| field.choices.iter().any(|choice| choice.id == *id);
    match answer {
        Answer::Given(Value::Choice(id)) => known(id),
        Answer::Given(Value::Choices(ids)) => ids.iter().all(known),
        Answer::Given(_) => true,
        Answer::Special(special) => field.specials.contains(special),
        Answer::Unparsed(_) => false,
    }
}

/// Whether it tells of this review itself, so that the one before says nothing.
fn is_of_the_review(field: &Field) -> bool {
    field.persistent
        || matches!(
            field.role,
            Some(Role::Reviewer | Role::ReviewDate | Role::Enterer | Role::Outcome)
        )
}

fn member(roster: &Name, row: RowId, field: &Name) -> Path {
    Path::Member {
        roster: roster.clone(),
        row,
        field: field.clone(),
    }
}

impl Sheet {
    /// The period before, where the subject had this paper then.
    pub(in crate::tui::screen) fn before(&self) -> Option<&Before> {
        self.before.as_deref()
    }

    /// What was answered at a place in the period before, if today's paper can still take it.
    pub(in crate::tui::screen) fn before_at(&self, path: &Path) -> Option<&Answer> {
        let answer = self.before()?.answers.get(&self.then(path)?)?;
        fits(self.field(path)?, answer).then_some(answer)
    }

    /// What stood at a place in the period before, computed or not, if today's paper can show it.
    pub(in crate::tui::screen) fn value_before(&self, path: &Path) -> Option<&Value> {
        let value = self.before()?.values.get(&self.then(path)?)?;
        fits(self.field(path)?, &Answer::Given(value.clone())).then_some(value)
    }

    /// The same place in the period before.
    fn then(&self, path: &Path) -> Option<Path> {
        Some(match path {
            Path::Member { roster, row, field } => {
                member(roster, self.row_before(roster, *row)?, field)
            }
            path => path.clone(),
        })
    }

    /// The answer that copying gives at a place: of the row above, else of the period before.
    pub(in crate::tui::screen) fn copied(&self, path: &Path) -> Option<(&Answer, Source)> {
        if let Path::Member { roster, row, field } = path {
            let rows = self.answers.rows(roster.as_str());
            let here = rows.iter().position(|other| other == row)?;
            if let Some(above) = here.checked_sub(1).and_then(|above| rows.get(above)) {
                let answer = self.answers.get(&member(roster, *above, field))?;
                return Some((answer, Source::Above));
            }
        }
        Some((self.before_at(path)?, Source::Before))
    }

    /// The same member in the period before: by personal number, else by the only such name; a grid's own row by
    /// what it is called.
    fn row_before(&self, roster: &Name, row: RowId) -> Option<RowId> {
        let before = &self.before()?.answers;
        let rows = before.rows(roster.as_str());
        let group = self.group(roster)?;
        let of_role = |role| group.fields.iter().find(|field| field.role == Some(role));
        let names = [
            of_role(Role::PersonalNumber),
            of_role(Role::PersonName),
            group.fields.first().filter(|_| self.form.local().is_some()),
        ];
        for field in names.into_iter().flatten() {
            let text = |answer: Option<&Answer>| match answer {
                Some(Answer::Given(Value::Text(text))) => Some(fold(text)),
                _ => None,
            };
            let Some(now) = text(self.answers.get(&member(roster, row, &field.id))) else {
                continue;
            };
            let mut same = rows.iter().filter(|then| {
                text(before.get(&member(roster, **then, &field.id))).as_ref() == Some(&now)
            });
            match (same.next(), same.next()) {
                (Some(then), None) => return Some(*then),
                _ => continue,
            }
        }
        None
    }

    fn group(&self, id: &Name) -> Option<&Group> {
        self.form.groups().iter().find(|group| group.id == *id)
    }

    /// Whether nobody has answered anything yet.
    pub(in crate::tui::screen) fn is_empty(&self) -> bool {
        let row = self.answers.rosters().any(|(_, rows)| !rows.is_empty());
        self.answers.iter().next().is_none() && !row
    }

    /// What the period before has for a group where nothing is answered now; of a roster the members who lived
    /// there then and are not there yet.
    pub(in crate::tui::screen) fn carried_group(&self, group: &Group) -> Carried {
        let mut carried = Carried::default();
        self.carry_group(group, false, &mut carried);
        carried
    }

    /// What the paper itself offers of the period before, for all its groups.
    pub(in crate::tui::screen) fn carried_whole(&self) -> Carried {
        let mut carried = Carried::default();
        for group in self.form.groups() {
            self.carry_group(group, true, &mut carried);
        }
        carried
    }

    fn carry_group(&self, group: &Group, offered: bool, carried: &mut Carried) {
        if !group.roster {
            for field in &group.fields {
                let path = Path::Field(field.id.clone());
                if field.carry || !offered {
                    self.carry_field(field, path, carried);
                }
            }
            return;
        }
        let rows = self.answers.rows(group.id.as_str());
        let carry = group.fields.iter().filter(|field| field.carry);
        for row in rows {
            for field in carry.clone() {
                self.carry_field(field, member(&group.id, *row, &field.id), carried);
            }
        }
        let there: Vec<RowId> = rows
            .iter()
            .filter_map(|row| self.row_before(&group.id, *row))
            .collect();
        let Some(before) = self.before() else { return };
        for row in before.answers.rows(group.id.as_str()) {
            if there.contains(row) || left(group, before, *row) {
                continue;
            }
            let answers = carry.clone().filter_map(|field| {
                let answer = before.answers.get(&member(&group.id, *row, &field.id))?;
                (fits(field, answer) && !self.is_computed(&group.id, field))
                    .then(|| (field.id.clone(), answer.clone()))
            });
            let answers: Vec<(Name, Answer)> = answers.collect();
            if !answers.is_empty() {
                carried.rows.push((group.id.clone(), answers));
            }
        }
    }

    fn is_computed(&self, roster: &Name, field: &Field) -> bool {
        let row = RowId::of_position(1);
        self.form.is_computed(&member(roster, row, &field.id))
    }

    fn carry_field(&self, field: &Field, path: Path, carried: &mut Carried) {
        if is_of_the_review(field)
            || self.form.is_computed(&path)
            || self.answers.get(&path).is_some()
        {
            return;
        }
        if let Some(answer) = self.before_at(&path) {
            carried.answers.push((path, answer.clone()));
        }
    }
}

/// Whether a member did not count then: moved away, or written down only to say so.
fn left(group: &Group, before: &Before, row: RowId) -> bool {
    let counted = group
        .fields
        .iter()
        .find(|field| field.role == Some(Role::Counted));
    counted.is_some_and(|field| {
        let answer = before.answers.get(&member(&group.id, row, &field.id));
        matches!(answer, Some(Answer::Given(Value::YesNo(false))))
    })
}
