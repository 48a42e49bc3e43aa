//! Households, or their members, one by one as a list for other offices: insurance, electricity, gifts. Columns are
//! chosen among what the papers ask.

use std::sync::Arc;

use super::{Progress, TaskError};
use crate::form::{Answers, Date, Evaluation, Field, Form, Path, Period, Role, Value};
use crate::office::{Align, Cell, Column, Document, Line, Part, Row, Section, Table, workbook};
use crate::record::{EditId, PhieuKey, PhieuSubject};
use crate::workspace::{Gathering, Workspace};

/// A column that a list can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// What it is chosen by: `label`, `thon`, or form and field.
    pub key: String,
    /// The field's wording; empty for the two that no paper asks.
    pub words: String,
    /// Whether it is about a member.
    pub of_member: bool,
    /// Whether it is there before anybody has chosen.
    pub usual: bool,
}

/// What is to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListWish {
    /// Which households, in their order.
    pub households: Vec<EditId>,
    /// Whether every member has a row.
    pub by_member: bool,
    /// Which columns, by their keys.
    pub columns: Vec<String>,
    /// What stands above the table, the title first.
    pub headings: Vec<String>,
    /// The heading of the running number, of labels, of thôn; yes, no; the word before a page's number.
    pub words: ListWords,
}

/// The words of a list that no paper has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListWords {
    /// Heading of the running number.
    pub number: String,
    /// Heading of labels.
    pub label: String,
    /// Heading of thôn.
    pub thon: String,
    /// Yes.
    pub yes: String,
    /// No.
    pub no: String,
    /// The word before a page's number.
    pub page: String,
}

/// The key of labels.
const LABEL: &str = "label";
/// The key of thôn.
const THON: &str = "thon";
/// The roles whose fields a list has before anybody has chosen.
const USUAL: [Role; 7] = [
    Role::HeadName,
    Role::Address,
    Role::Class,
    Role::PersonName,
    Role::Sex,
    Role::Birth,
    Role::PersonalNumber,
];

/// The columns that a list of a period can have: what the papers give a role, and what is offered again from one
/// period to the next.
pub fn list_columns(workspace: &Workspace, period: Period) -> Vec<ListColumn> {
    let own = |key: &str| ListColumn {
        key: key.to_owned(),
        words: String::new(),
        of_member: false,
        usual: true,
    };
    let mut columns = vec![own(LABEL), own(THON)];
    for form in workspace.household_papers(period) {
        if form.repeats() {
            continue;
        }
        let naming = names(&form);
        for group in form.groups() {
            // Of rosters only that of the members has rows that a list could have.
            let members = naming && members(&form).is_some_and(|(roster, _)| *roster == group.id);
            if group.roster && !members {
                continue;
            }
            for field in &group.fields {
                let role = field.role.filter(|role| *role != Role::Title);
                if role.is_none() && !field.carry {
                    continue;
                }
                columns.push(ListColumn {
                    key: key(&form, field),
                    words: field.label.clone(),
                    of_member: group.roster,
                    usual: role.is_some_and(|role| USUAL.contains(&role)),
                });
            }
        }
    }
    columns
}

fn key(form: &Form, field: &Field) -> String {
    format!("{}/{}", form.id(), field.id)
}

fn names(form: &Form) -> bool {
    let named = form.field_with_role(Role::HeadName);
    named.is_some_and(|(roster, _)| roster.is_none())
}

fn members(form: &Form) -> Option<(&crate::form::Name, &Field)> {
    match form.field_with_role(Role::PersonName) {
        Some((Some(roster), field)) => Some((roster, field)),
        _ => None,
    }
}

/// A column with where it is read.
struct Source {
    column: ListColumn,
    /// The paper, and the field in it; none for what no paper asks.
    field: Option<(Arc<Form>, Field)>,
}

/// The list as a workbook. `progress(done, total)` is asked for every household.
///
/// # Errors
/// If the store cannot be read, the job is cancelled, or the list is larger than a workbook may be.
pub fn household_list(
    workspace: &Workspace,
    period: Period,
    wish: &ListWish,
    progress: &mut Progress<'_>,
) -> Result<Vec<u8>, TaskError> {
    let sources = sources(workspace, period, wish);
    let mut columns = vec![heading(&wish.words.number, Align::Centre)];
    columns.extend(sources.iter().map(|source| {
        let words = match source.column.key.as_str() {
            LABEL => &wish.words.label,
            THON => &wish.words.thon,
            _ => &source.column.words,
        };
        heading(words, Align::Left)
    }));
    let mut rows = Vec::new();
    let mut gathering = workspace.gathering();
    let total = wish.households.len() as u64;
    for (done, household) in (0_u64..).zip(&wish.households) {
        if !progress(done, total) {
            return Err(TaskError::Cancelled);
        }
        let mut listed = household_rows(&mut gathering, *household, period, &sources, wish)?;
        for cells in &mut listed {
            cells.insert(0, Cell::count(rows.len() as i64 + 1));
            rows.push(Row::Cells(std::mem::take(cells)));
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for (at, line) in wish.headings.iter().enumerate() {
        parts.push(Part::Line(match at {
            0 => Line::title(line.clone()),
            _ => Line::below_title(line.clone()),
        }));
    }
    parts.push(Part::Table(Table { columns, rows }));
    Ok(workbook(&Document {
        title: wish.headings.first().cloned().unwrap_or_default(),
        made: workspace.today(),
        official: false,
        page_word: wish.words.page.clone(),
        mark: None,
        sections: vec![Section {
            landscape: true,
            footer: String::new(),
            parts,
        }],
    })?)
}

fn heading(words: &str, align: Align) -> Column {
    Column {
        headings: vec![words.to_owned()],
        align,
        ..Column::default()
    }
}

fn sources(workspace: &Workspace, period: Period, wish: &ListWish) -> Vec<Source> {
    let papers = workspace.household_papers(period);
    let chosen = list_columns(workspace, period)
        .into_iter()
        .filter(|column| wish.columns.contains(&column.key))
        .filter(|column| wish.by_member || !column.of_member);
    let field = |column: &ListColumn| {
        papers.iter().find_map(|form| {
            let mut fields = form.groups().iter().flat_map(|group| &group.fields);
            let field = fields.find(|field| key(form, field) == column.key)?;
            Some((Arc::clone(form), field.clone()))
        })
    };
    chosen
        .map(|column| Source {
            field: field(&column),
            column,
        })
        .collect()
}

/// The rows of a household: one, or one for each of its members.
fn household_rows(
    gathering: &mut Gathering<'_>,
    household: EditId,
    period: Period,
    sources: &[Source],
    wish: &ListWish,
) -> Result<Vec<Vec<Cell>>, TaskError> {
    let workspace = gathering.workspace();
    let known = workspace.hodan(household)?;
    let thon = workspace.place_name(known.place_on(period.last_day()))?;
    let mut read: Vec<(String, Answers, Arc<Evaluation>)> = Vec::new();
    for form in workspace.household_papers(period) {
        let used = |source: &Source| {
            let of = source.field.as_ref().map(|(of, _)| of.id());
            of == Some(form.id())
        };
        let naming = names(&form);
        if !naming && !sources.iter().any(used) {
            continue;
        }
        let key = PhieuKey {
            form: form.id().to_string(),
            subject: PhieuSubject::Household(household),
            period,
        };
        let phieu = match workspace.store().phieu(key.id())? {
            // Who lives there is known from the last paper, while this period's is not begun.
            None if naming => workspace.members(household, period)?,
            found => found,
        };
        if let Some(phieu) = phieu {
            let answers = phieu.answers().clone();
            let evaluated = gathering.evaluate(phieu)?;
            read.push((key.form, answers, evaluated.evaluation));
        }
    }
    let cells = |row: Option<crate::form::RowId>| -> Vec<Cell> {
        let cell = |source: &Source| {
            let Some((form, field)) = &source.field else {
                return Cell::text(match source.column.key.as_str() {
                    LABEL => known.label.as_str(),
                    _ => thon.as_str(),
                });
            };
            let paper = read.iter().find(|(of, ..)| of == form.id().as_str());
            let path = match (source.column.of_member, row, members(form)) {
                (true, Some(row), Some((roster, _))) => Path::Member {
                    roster: roster.clone(),
                    row,
                    field: field.id.clone(),
                },
                _ => Path::Field(field.id.clone()),
            };
            let value = paper.and_then(|(_, _, evaluation)| evaluation.value(&path));
            value.map_or(Cell::Empty, |value| shown(field, value, &wish.words))
        };
        sources.iter().map(cell).collect()
    };
    if !wish.by_member {
        return Ok(vec![cells(None)]);
    }
    let mut rows = Vec::new();
    for form in workspace
        .household_papers(period)
        .iter()
        .filter(|form| names(form))
    {
        let paper = read.iter().find(|(of, ..)| of == form.id().as_str());
        let (Some((_, answers, evaluation)), Some((roster, name))) = (paper, members(form)) else {
            continue;
        };
        for row in answers.rows(roster.as_str()) {
            let path = Path::Member {
                roster: roster.clone(),
                row: *row,
                field: name.id.clone(),
            };
            // Of a household that is gone the members are no longer asked about.
            if evaluation.value(&path).is_some() {
                rows.push(cells(Some(*row)));
            }
        }
    }
    Ok(rows)
}

fn shown(field: &Field, value: &Value, words: &ListWords) -> Cell {
    let label = |id: &crate::form::Name| {
        let choice = field.choices.iter().find(|choice| choice.id == *id);
        choice.map_or_else(|| id.to_string(), |choice| choice.label.clone())
    };
    match value {
        Value::Text(text) | Value::Place(text) => Cell::text(text.as_str()),
        Value::Number(value) => Cell::Number {
            value: *value,
            digits: field.digits,
            grouped: field.digits > 0,
        },
        Value::Date(Date::Day(day)) => Cell::Date(*day),
        Value::Date(Date::Year(year)) => Cell::count(*year),
        Value::Choice(id) => Cell::text(label(id)),
        Value::Choices(ids) => Cell::text(ids.iter().map(label).collect::<Vec<_>>().join(", ")),
        Value::YesNo(true) => Cell::text(words.yes.as_str()),
        Value::YesNo(false) => Cell::text(words.no.as_str()),
    }
}
