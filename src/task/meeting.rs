//! Meetings about households: the minutes are filled from the list paper, and a second meeting from the first.
//!
//! Nothing here removes a row: a household that leaves the list stays in the minutes and is told.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{TableOptions, each_household, frame};
use super::{Progress, TaskError};
use crate::form::{
    Answer, Evaluation, Fill, Form, ListCell, Name, Outcome, Path, Role, RowId, Value,
};
use crate::place::Level;
use crate::record::{EditId, Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef, SlotPath};
use crate::workspace::{Workspace, WorkspaceError};

/// What the list says of one household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The household.
    pub household: EditId,
    /// Its label.
    pub label: String,
    /// What goes into the row's fields.
    pub answers: Vec<(Name, Answer)>,
    /// What is told beside the row: the column's wording and what stands there.
    pub told: Vec<(String, ListCell)>,
    /// What is told only to who asks.
    pub hidden: Vec<(String, ListCell)>,
}

/// What a meeting is about, as the list and the household's papers stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingList {
    /// The households of the list, in its order.
    pub listed: Vec<Listed>,
    /// How many of them no meeting of this paper, place and period has yet, nor agreed on.
    pub fresh: usize,
    /// How many households nobody can say of whether they belong in the list.
    pub missing: u64,
    /// Labels of households of a second meeting whose papers are as the meeting before saw them.
    pub unchanged: BTreeSet<String>,
}

/// Opens one more meeting of a paper, place and period, with the list's households that no other meeting
/// agreed on.
///
/// # Errors
/// As [`Workspace::open_phieu`]; or the list cannot be made, or the person cancelled: then what is there is
/// whole and [`take_in`] goes on.
pub fn meet(
    workspace: &mut Workspace,
    key: PhieuKey,
    progress: &mut Progress<'_>,
) -> Result<Phieu, TaskError> {
    let form = workspace.form_for(&key)?;
    let Some(fill) = form.fill() else {
        return Ok(workspace.open_phieu(&key.form, key.subject, key.period)?);
    };
    // The list comes before the minutes: where it cannot be made, no empty minutes are left behind.
    let listed = listed(workspace, fill, &key, progress)?.0;
    let others = workspace.phieus_of(&key.form, &key.subject, key.period)?;
    let others: Vec<Phieu> = others.into_iter().map(|other| other.phieu).collect();
    let fresh = fresh(workspace, BTreeSet::new(), &others, listed)?;
    let rows = fresh.into_iter().map(|line| row(&form, line)).collect();
    let number = form.place_of(Role::MeetingNumber, None);
    let first = number.filter(|_| others.is_empty()).and_then(|path| {
        let first = form.default_at(&path)?.clone();
        Some((path, Some(Answer::Given(first))))
    });
    let phieu = workspace.open_phieu(&key.form, key.subject, key.period)?;
    enter(workspace, &phieu, fill, rows, first.into_iter().collect())
}

/// Takes the list's households into a meeting that are neither in it nor agreed on elsewhere.
///
/// # Errors
/// As [`meeting_list`]; or the disk refuses.
pub fn take_in(
    workspace: &mut Workspace,
    id: PhieuId,
    progress: &mut Progress<'_>,
) -> Result<Phieu, TaskError> {
    let phieu = workspace.phieu(id)?;
    let form = workspace.form_of(&phieu)?;
    let Some(fill) = form.fill() else {
        return Ok(phieu);
    };
    let listed = listed(workspace, fill, phieu.key(), progress)?.0;
    let fresh = fresh_for(workspace, &form, &phieu, listed)?;
    let rows = fresh.into_iter().map(|line| row(&form, line)).collect();
    enter(workspace, &phieu, fill, rows, Vec::new())
}

/// What the list says now, for a meeting.
///
/// # Errors
/// If there is no such Phiếu or list, the store cannot be read, or the person cancelled.
pub fn meeting_list(
    workspace: &Workspace,
    id: PhieuId,
    progress: &mut Progress<'_>,
) -> Result<MeetingList, TaskError> {
    let phieu = workspace.phieu(id)?;
    let form = workspace.form_of(&phieu)?;
    let Some(fill) = form.fill() else {
        return Ok(MeetingList::default());
    };
    let (listed, missing) = listed(workspace, fill, phieu.key(), progress)?;
    Ok(MeetingList {
        fresh: fresh_for(workspace, &form, &phieu, listed.clone())?.len(),
        unchanged: unchanged(workspace, &form, fill, &phieu)?,
        listed,
        missing,
    })
}

/// Opens the meeting after one, about exactly the households that it did not agree on; the one that is there
/// already, if there is one.
///
/// # Errors
/// If every household was agreed on; else as [`meet`].
pub fn meet_again(
    workspace: &mut Workspace,
    id: PhieuId,
    progress: &mut Progress<'_>,
) -> Result<Phieu, TaskError> {
    let before = workspace.phieu(id)?;
    let form = workspace.form_of(&before)?;
    let Some(fill) = form.fill() else {
        return Err(TaskError::AllAgreed);
    };
    let key = before.key().clone();
    let number = number(&form, &before) + 1;
    let others = workspace.phieus_of(&key.form, &key.subject, key.period)?;
    let there = others.into_iter().map(|other| other.phieu);
    let next = there.filter(|other| other.id() != id && self::number(&form, other) == number);
    if let Some(next) = next.last() {
        return Ok(next);
    }
    let evaluation = workspace.evaluate(&before)?;
    let again: Vec<RowId> = before.answers().rows(fill.roster.as_str()).to_vec();
    let again = again
        .into_iter()
        .filter(|row| agreed(&form, &evaluation, *row) == Some(false));
    let again: Vec<RowId> = again.collect();
    if again.is_empty() {
        return Err(TaskError::AllAgreed);
    }
    let listed = listed(workspace, fill, &key, progress)?.0;
    let mut by_label: BTreeMap<String, Listed> = listed
        .into_iter()
        .map(|line| (line.label.clone(), line))
        .collect();
    let rows = again.iter().map(|at| {
        let now = label(&form, &before, *at).and_then(|label| by_label.remove(&label));
        match now {
            Some(line) => row(&form, line),
            // No longer in the list: as the meeting before had it.
            None => copied(&form, fill, &before, *at),
        }
    });
    let rows: Vec<Row> = rows.collect();
    let mut top = Vec::new();
    let mut put = |role: Role, answer: Option<Answer>| {
        if let (Some(path), Some(answer)) = (form.place_of(role, None), answer) {
            top.push((path, Some(answer)));
        }
    };
    put(
        Role::MeetingNumber,
        Some(Answer::Given(Value::Number(number.into()))),
    );
    let date = form.place_of(Role::ReviewDate, None);
    put(
        Role::PreviousDate,
        date.and_then(|path| before.answers().get(&path).cloned()),
    );
    let reason = form.place_of(Role::AgainReason, None);
    let reason = reason.and_then(|path| form.default_at(&path).cloned());
    put(Role::AgainReason, reason.map(Answer::Given));
    let phieu = workspace.open_phieu(&key.form, key.subject, key.period)?;
    enter(workspace, &phieu, fill, rows, top)
}

/// A row to be: answers by field.
type Row = Vec<(Name, Answer)>;

fn row(form: &Form, line: Listed) -> Row {
    let mut row = line.answers;
    if let Some((_, field)) = form.field_with_role(Role::HouseholdLabel) {
        row.push((field.id.clone(), Answer::Given(Value::Text(line.label))));
    }
    row
}

/// What a row of the meeting before says of the household itself.
fn copied(form: &Form, fill: &Fill, before: &Phieu, row: RowId) -> Row {
    let label = form.field_with_role(Role::HouseholdLabel);
    let fields = fill.columns.iter().map(|column| &column.field);
    let fields = fields.chain(label.map(|(_, field)| &field.id));
    fields
        .filter_map(|field| {
            let answer = before.answers().get(&member(&fill.roster, row, field))?;
            Some((field.clone(), answer.clone()))
        })
        .collect()
}

/// Enters rows, those first that a cut left without a single answer.
fn enter(
    workspace: &mut Workspace,
    phieu: &Phieu,
    fill: &Fill,
    rows: Vec<Row>,
    top: Vec<(Path, Option<Answer>)>,
) -> Result<Phieu, TaskError> {
    let id = phieu.id();
    let answered: BTreeSet<RowId> = phieu
        .answers()
        .iter()
        .filter_map(|(path, _)| match path {
            Path::Member { roster, row, .. } if *roster == fill.roster => Some(*row),
            _ => None,
        })
        .collect();
    let all = phieu.answers().rows(fill.roster.as_str());
    let mut free: Vec<RowId> = all
        .iter()
        .copied()
        .filter(|row| !answered.contains(row))
        .take(rows.len())
        .collect();
    free.extend(workspace.add_rows(id, &fill.roster, rows.len() - free.len())?);
    let rows = free.into_iter().zip(rows);
    let entered = rows.flat_map(|(row, answers)| {
        let place = move |(field, answer)| (member(&fill.roster, row, &field), Some(answer));
        answers.into_iter().map(place)
    });
    let answers = top.into_iter().chain(entered).collect();
    Ok(workspace.answer(id, answers)?)
}

fn member(roster: &Name, row: RowId, field: &Name) -> Path {
    Path::Member {
        roster: roster.clone(),
        row,
        field: field.clone(),
    }
}

/// The list's households of a place, and how many may or may not belong.
fn listed(
    workspace: &Workspace,
    fill: &Fill,
    key: &PhieuKey,
    progress: &mut Progress<'_>,
) -> Result<(Vec<Listed>, u64), TaskError> {
    let day = key.period.last_day();
    let library = workspace.library().clone();
    let Some((paper, listing)) = library.listing(fill.from.as_str(), day) else {
        let form = fill.from.to_string();
        return Err(WorkspaceError::NoForm { form, date: day }.into());
    };
    let options = TableOptions {
        by: Some(Level::Thon),
        split_area: false,
    };
    let (mut layout, context) = frame(workspace, key.period, options)?;
    let mut own = households_of(workspace, &key.subject)?;
    layout.households.retain(|(id, _)| own.contains_key(id));
    let mut listings = listing.start(paper, layout.units.clone(), context);
    let joins = (listing.joins(), listing.periods());
    each_household(
        workspace,
        &layout,
        joins,
        key.period,
        progress,
        |unit, papers| {
            listings.add(unit, papers);
        },
    )?;
    let table = listings.finish();
    let at = |number: &str| {
        let columns = paper.table_columns();
        columns.iter().position(|column| column.number == number)
    };
    let wording = |number: &str, row: &crate::form::ListRow| {
        let column = at(number)?;
        let label = paper.table_columns().get(column)?.label.clone();
        Some((label, row.cells.get(column)?.clone()))
    };
    let lines = table.rows.iter().filter_map(|row| {
        let (household, _) = layout.households.get(row.record)?;
        let answers = fill.columns.iter().filter_map(|column| {
            let index = at(&column.number)?;
            let answer = match row.picked.get(index)? {
                Some(picked) => Value::Choice(column.choice(picked).clone()),
                None => value(row.cells.get(index)?)?,
            };
            Some((column.field.clone(), Answer::Given(answer)))
        });
        Some(Listed {
            household: *household,
            // A list of members names a household once.
            label: own.remove(household)?,
            answers: answers.collect(),
            told: fill
                .told()
                .filter_map(|number| wording(number, row))
                .collect(),
            hidden: fill
                .hidden()
                .filter_map(|number| wording(number, row))
                .collect(),
        })
    });
    Ok((lines.collect(), table.missing))
}

fn value(cell: &ListCell) -> Option<Value> {
    match cell {
        ListCell::Text(text) => Some(Value::Text(text.clone())),
        ListCell::Number(number) => Some(Value::Number(*number)),
        ListCell::Date(date) => Some(Value::Date(*date)),
        ListCell::YesNo(yes) => Some(Value::YesNo(*yes)),
        ListCell::Nothing | ListCell::Unknown => None,
    }
}

/// The households of a thôn, or of a xã with its thôn, with their labels.
fn households_of(
    workspace: &Workspace,
    subject: &PhieuSubject,
) -> Result<BTreeMap<EditId, String>, TaskError> {
    let thons = workspace.thons()?;
    let within = |place: &PlaceRef| match subject {
        PhieuSubject::Household(_) => false,
        PhieuSubject::Place(own) if own == place => true,
        PhieuSubject::Place(PlaceRef::Code(code)) => thons
            .iter()
            .any(|thon| thon.parent == *code && *place == PlaceRef::Thon(thon.id)),
        PhieuSubject::Place(PlaceRef::Thon(_)) => false,
    };
    let households = workspace.households()?.into_iter();
    let own = households.filter(|household| within(&household.place));
    Ok(own
        .map(|household| (household.id, household.label))
        .collect())
}

/// Those of the list that are not in the meeting and that no other meeting of its like agreed on.
fn fresh_for(
    workspace: &Workspace,
    form: &Form,
    phieu: &Phieu,
    listed: Vec<Listed>,
) -> Result<Vec<Listed>, TaskError> {
    let key = phieu.key();
    let others = workspace.phieus_of(&key.form, &key.subject, key.period)?;
    let others = others.into_iter().map(|other| other.phieu);
    let others: Vec<Phieu> = others.filter(|other| other.id() != phieu.id()).collect();
    fresh(
        workspace,
        labels(form, phieu).into_keys().collect(),
        &others,
        listed,
    )
}

/// Those of the list that are not settled, neither here nor in another meeting.
fn fresh(
    workspace: &Workspace,
    mut settled: BTreeSet<String>,
    others: &[Phieu],
    mut listed: Vec<Listed>,
) -> Result<Vec<Listed>, TaskError> {
    for other in others {
        let form = workspace.form_of(other)?;
        let evaluation = workspace.evaluate(other)?;
        let rows = labels(&form, other).into_iter();
        let agreed = rows.filter(|(_, row)| agreed(&form, &evaluation, *row) == Some(true));
        settled.extend(agreed.map(|(label, _)| label));
    }
    listed.retain(|line| !settled.contains(&line.label));
    Ok(listed)
}

/// The rows of a meeting by the label of their household.
fn labels(form: &Form, phieu: &Phieu) -> BTreeMap<String, RowId> {
    let Some((Some(roster), _)) = form.field_with_role(Role::HouseholdLabel) else {
        return BTreeMap::new();
    };
    let rows = phieu.answers().rows(roster.as_str()).iter();
    rows.filter_map(|row| Some((label(form, phieu, *row)?, *row)))
        .collect()
}

fn label(form: &Form, phieu: &Phieu, row: RowId) -> Option<String> {
    let path = form.place_of(Role::HouseholdLabel, Some(row))?;
    match phieu.answers().get(&path)? {
        Answer::Given(Value::Text(text)) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Whether a meeting agreed on a row, once that is known.
fn agreed(form: &Form, evaluation: &Evaluation, row: RowId) -> Option<bool> {
    let path = form.place_of(Role::Agreed, Some(row))?;
    match evaluation.outcomes.get(&path)? {
        Outcome::Computed {
            value: Value::YesNo(yes),
            ..
        }
        | Outcome::Given(Value::YesNo(yes))
        | Outcome::StandIn(Value::YesNo(yes)) => Some(*yes),
        _ => None,
    }
}

/// Which meeting about the same matter it is, from 1.
fn number(form: &Form, phieu: &Phieu) -> u32 {
    use rust_decimal::prelude::ToPrimitive as _;
    let path = form.place_of(Role::MeetingNumber, None);
    match path.and_then(|path| phieu.answers().get(&path)) {
        Some(Answer::Given(Value::Number(number))) => number.to_u32().unwrap_or(1),
        _ => 1,
    }
}

/// The households of a meeting held again whose papers nobody touched since the vote before. What came later
/// is told by the order of edits, not by clocks.
fn unchanged(
    workspace: &Workspace,
    form: &Form,
    fill: &Fill,
    phieu: &Phieu,
) -> Result<BTreeSet<String>, TaskError> {
    let key = phieu.key();
    let own = number(form, phieu);
    let others = workspace.phieus_of(&key.form, &key.subject, key.period)?;
    let mut others = others.into_iter().map(|other| other.phieu);
    let before = others.rfind(|other| own > 1 && number(form, other) + 1 == own);
    let library = workspace.library();
    let list = library.listing(fill.from.as_str(), key.period.last_day());
    let (Some(before), Some((_, listing))) = (before, list) else {
        return Ok(BTreeSet::new());
    };
    let voted = labels(form, &before);
    let mut unchanged = BTreeSet::new();
    for label in labels(form, phieu).into_keys() {
        let Some(row) = voted.get(&label) else {
            continue;
        };
        let vote = form.place_of(Role::VotesFor, Some(*row));
        let vote = vote.map(|path| before.replaces(&SlotPath::Answer(path)));
        let mut then = 0;
        for edit in vote.unwrap_or_default() {
            let edit = workspace.store().edit(&edit)?;
            then = edit.map_or(then, |edit| then.max(edit.stamp().lamport));
        }
        let Ok(household) = workspace.household(&label) else {
            continue;
        };
        let mut touched = 0;
        for join in listing.joins() {
            let key = PhieuKey {
                form: join.to_string(),
                subject: PhieuSubject::Household(household),
                period: key.period,
            };
            let history = workspace.store().history(key.id().into())?;
            let lamports = history.iter().map(|edit| edit.stamp().lamport);
            touched = lamports.fold(touched, u64::max);
        }
        if touched <= then {
            unchanged.insert(label);
        }
    }
    Ok(unchanged)
}
