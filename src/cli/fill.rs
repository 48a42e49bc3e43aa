//! `fill`: answers from a file, through the same engine as the screens.
//!
//! Everything that can be wrong with the line, the file and the paths is found before anything is kept, and
//! told at once. What a value *says* is never refused: it is kept as given, with a problem.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::answer_file::{self, Entry};
use super::call::Call;
use super::exit::Exit;
use super::problems::{self, Told};
use super::trouble::Trouble;
use super::verbs::{DRY_RUN, FINISH, HOUSEHOLD, NEW, PERIOD, PHIEU, PLACE};
use super::{imported, json, show, wording};
use crate::form::{Answer, Answers, Form, Name, Path, PathError, Period, Role, RowId, Subject};
use crate::place::{Level, Places};
use crate::record::{Phieu, PhieuKey, PhieuSubject, PlaceRef, Status};
use crate::review::{Deed, Side, may};
use crate::workspace::{Workspace, WorkspaceError, context_at};

/// The most rows that one file may add to a roster.
const MOST_ROWS: usize = 500;

/// Enters answers and prints the evaluation.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call
        .period(&PERIOD)?
        .ok_or_else(|| Trouble::usage("bad-period").with("text", ""))?;
    let entries = answer_file::read(call)?;
    match call.arguments.has(&DRY_RUN) {
        true => dry(call, period, entries),
        false => kept(call, period, entries),
    }
}

/// Answers whose paths all stand in the paper, ready to be kept.
struct Ready {
    /// With the new rows and answers in place.
    answers: Answers,
    /// Roster rows to add, in order, under the identity that they have in `set`.
    rows: Vec<(Name, RowId)>,
    set: Vec<(Path, Option<Answer>)>,
}

/// Finds every path, adding rows where a position is one past the end.
fn prepare(form: &Form, answers: &Answers, entries: Vec<Entry>) -> Result<Ready, Trouble> {
    let mut ready = Ready {
        answers: answers.clone(),
        rows: Vec::new(),
        set: Vec::new(),
    };
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in sorted(entries) {
        match place(form, &mut ready, &entry.path) {
            // `thanh_vien/1` and `thanh_vien/01` are one row.
            Ok(path) if !seen.insert(path.clone()) => {
                wrong.push(Trouble::usage("repeated-path").with("path", &entry.path));
            }
            Ok(path) => {
                let answer = entry.plain.map(|plain| form.accept(&path, &plain));
                ready.answers.set(path.clone(), answer.clone());
                ready.set.push((path, answer));
            }
            Err(trouble) => wrong.push(trouble),
        }
    }
    match Trouble::all(wrong) {
        Some(trouble) => Err(trouble),
        None => Ok(ready),
    }
}

/// By position, so that rows are made in order whatever the order of the file.
fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    let position = |path: &str| {
        path.split('/')
            .nth(1)
            .and_then(|part| part.parse::<u64>().ok())
    };
    entries.sort_by(|a, b| {
        position(&a.path)
            .cmp(&position(&b.path))
            .then_with(|| a.path.cmp(&b.path))
    });
    entries
}

fn place(form: &Form, ready: &mut Ready, spelled: &str) -> Result<Path, Trouble> {
    match form.path(&ready.answers, spelled) {
        Ok(path) => Ok(path),
        Err(PathError::NewRow { roster, position }) if ready.rows.len() < MOST_ROWS => {
            let row = RowId::of_position(position);
            ready.answers.push_row(&roster, row);
            ready.rows.push((roster, row));
            form.path(&ready.answers, spelled)
                .map_err(|error| unknown(form, &ready.answers, spelled, &error))
        }
        Err(error) => Err(unknown(form, &ready.answers, spelled, &error)),
    }
}

pub(super) fn unknown(form: &Form, answers: &Answers, spelled: &str, error: &PathError) -> Trouble {
    match error {
        PathError::Unknown { .. } => {
            let known: Vec<String> = form
                .all_paths(answers)
                .iter()
                .map(|path| answers.spell(path))
                .collect();
            Trouble::usage("unknown-path")
                .with("path", spelled)
                .with("form", form.full_id())
                .near(spelled, known.iter().map(String::as_str))
        }
        PathError::NewRow { .. } => Trouble::usage("too-many-rows")
            .with("path", spelled)
            .with("most", MOST_ROWS.to_string()),
        PathError::NoRow { rows, .. } => Trouble::usage("no-row")
            .with("path", spelled)
            .with("position", (rows + 1).to_string()),
    }
}

/// The day at which the place is looked up: the Phiếu's own, else the period's last.
fn day(form: &Form, answers: &Answers, period: Period) -> NaiveDate {
    form.review_date(answers)
        .unwrap_or_else(|| period.last_day())
}

fn serves(form: &Form, period: Period) -> Result<(), Trouble> {
    if form.kind().is_made() {
        return Err(Trouble::usage("wrong-subject").with("form", form.full_id()));
    }
    match form.serves(period) {
        true => Ok(()),
        false => Err(Trouble::usage("wrong-period")
            .with("form", form.full_id())
            .with("period", period.to_string())),
    }
}

/// Evaluates and keeps nothing: needs no workspace, household or thôn, and takes no lock.
fn dry(call: &mut Call<'_>, period: Period, entries: Vec<Entry>) -> Result<Exit, Trouble> {
    let library = call.library()?;
    let named = call.arguments.operand(0)?.unwrap_or_default();
    let form = call.form(&library, named, period.last_day())?;
    serves(&form, period)?;
    let ready = prepare(&form, &Answers::new(), entries)?;
    let places = call.places()?;
    let date = day(&form, &ready.answers, period);
    let code = call.arguments.needed(&PLACE)?;
    // Without a workspace a thôn is not known, and its label begins with the code of its xã.
    let label = code;
    let code = label.split('-').next().unwrap_or(label);
    let Some(unit) = places.at(code, date) else {
        return Err(wording::no_place(&call.words, &places, code, date));
    };
    let level = if code == label {
        unit.level
    } else {
        Level::Thon
    };
    if !form.at_level(level) {
        return Err(WorkspaceError::WrongLevel {
            form: form.id().to_string(),
            place: label.to_owned(),
            levels: form.levels().to_vec(),
        }
        .into());
    }
    let context = context_at(
        Some(unit),
        date,
        period,
        &places.provinces(),
        library.holidays(),
    );
    let mut evaluation = form.evaluate(&ready.answers, &context);
    form.closes(&ready.answers, &context, &mut evaluation);
    let told = problems::told(&call.words, &form, &ready.answers, &evaluation);
    if call.output.json {
        let json = json::phieu(
            None,
            &form,
            "draft",
            &ready.answers,
            &context,
            &evaluation,
            &told,
        );
        call.output.value(&json);
    } else {
        call.say(
            "cli-dry-run",
            &[
                ("form", form.full_id().to_owned()),
                ("place", wording::unit(&call.words, unit)),
            ],
        );
        imported::lines(call, &library, &form, &context);
        let stands = (&context, &evaluation);
        show::lines(call, &form, &ready.answers, stands, &told);
    }
    if call.arguments.has(&FINISH) && told.iter().any(Told::blocks) {
        call.warn("cli-would-not-finish", &[]);
    }
    Ok(exit(&told))
}

/// Enters the answers into the workspace.
fn kept(call: &mut Call<'_>, period: Period, entries: Vec<Entry>) -> Result<Exit, Trouble> {
    let mut workspace = call.open()?;
    let named = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let form = call.form(workspace.library(), &named, period.last_day())?;
    serves(&form, period)?;
    let place = place_of(call, &workspace, period)?;
    let subject = subject(call, &workspace, &form, &place)?;
    low_enough(call, &workspace, &form, &place, period)?;
    let existing = existing(call, &workspace, &form, subject.as_ref(), period)?;
    if let Some(phieu) = &existing {
        may(Deed::Fill, phieu.status(), Side::Own).map_err(WorkspaceError::Handing)?;
    }
    // A Phiếu stays with the version that it was opened with.
    let form = match &existing {
        Some(phieu) => workspace.form_of(phieu)?,
        None => form,
    };
    if named.contains('@') && form.full_id() != named {
        return Err(Trouble::usage("other-version")
            .with("form", named)
            .with("version", form.full_id()));
    }
    let empty = Answers::new();
    let ready = prepare(
        &form,
        existing.as_ref().map_or(&empty, Phieu::answers),
        entries,
    )?;
    check_place(call, &workspace, &place, day(&form, &ready.answers, period))?;
    let subject = match subject {
        Some(subject) => subject,
        None => PhieuSubject::Household(workspace.add_household(place)?.id),
    };
    let phieu = match existing {
        Some(phieu) => phieu,
        None => workspace.open_phieu(form.id().as_str(), subject, period)?,
    };
    let submitted = phieu.status() == Status::Submitted;
    let mut phieu = enter(&mut workspace, &phieu, ready)?;
    let mut refused = 0;
    if call.arguments.has(&FINISH) {
        match workspace.finish(phieu.id()) {
            Ok(finished) => phieu = finished,
            Err(WorkspaceError::Blocked(count)) => refused = count,
            Err(other) => return Err(other.into()),
        }
    }
    let told = show::print(call, &workspace, &phieu)?;
    if submitted && phieu.status() != Status::Submitted {
        call.warn("cli-submit-anew", &[]);
    }
    if refused > 0 {
        call.warn("cli-not-finished", &[("count", refused.to_string())]);
    }
    Ok(exit(&told))
}

/// Rows added, answers given: in this order, because rows name the answers in them.
fn enter(workspace: &mut Workspace, phieu: &Phieu, ready: Ready) -> Result<Phieu, Trouble> {
    let mut rows: BTreeMap<(Name, RowId), RowId> = BTreeMap::new();
    for (roster, scratch) in ready.rows {
        let (_, row) = workspace.add_row(phieu.id(), &roster)?;
        rows.insert((roster, scratch), row);
    }
    let set = ready
        .set
        .into_iter()
        .map(|(path, answer)| match path {
            Path::Member { roster, row, field } => {
                let row = rows.get(&(roster.clone(), row)).copied().unwrap_or(row);
                (Path::Member { roster, row, field }, answer)
            }
            other => (other, answer),
        })
        .collect();
    Ok(workspace.answer(phieu.id(), set)?)
}

/// The thôn of a label, or the unit of a code at the period's end or today.
fn place_of(call: &Call<'_>, workspace: &Workspace, period: Period) -> Result<PlaceRef, Trouble> {
    let text = call.arguments.needed(&PLACE)?;
    if workspace.unit(text, period.last_day()).is_some() {
        return Ok(PlaceRef::Code(text.to_owned()));
    }
    match workspace.place_ref(text) {
        Ok(place) => Ok(place),
        Err(WorkspaceError::NoSuch(_)) if text.contains('-') => {
            Err(Trouble::usage("no-such").with("name", text))
        }
        Err(WorkspaceError::NoSuch(_)) => Err(wording::no_place(
            &call.words,
            workspace.places(),
            text,
            period.last_day(),
        )),
        Err(other) => Err(other.into()),
    }
}

/// The place must stand on the day of the Phiếu: otherwise its area and what it adds to are unknown.
fn check_place(
    call: &Call<'_>,
    workspace: &Workspace,
    place: &PlaceRef,
    date: NaiveDate,
) -> Result<(), Trouble> {
    let code = workspace.place_code(place)?;
    match workspace.unit(&code, date) {
        Some(_) => Ok(()),
        None => {
            let places: &Places = workspace.places();
            Err(wording::no_place(&call.words, places, &code, date))
        }
    }
}

/// A household lives in a xã, never in a huyện or tỉnh directly.
fn low_enough(
    call: &Call<'_>,
    workspace: &Workspace,
    form: &Form,
    place: &PlaceRef,
    period: Period,
) -> Result<(), Trouble> {
    let code = workspace.place_code(place)?;
    match workspace.unit(&code, period.last_day()) {
        Some(unit) if form.subject() == Subject::Household && unit.level > Level::Xa => {
            Err(Trouble::usage("place-too-high")
                .with("place", wording::unit(&call.words, unit))
                .with("form", form.full_id()))
        }
        _ => Ok(()),
    }
}

/// For whom the paper is filled; `None` where a household is to be made.
fn subject(
    call: &Call<'_>,
    workspace: &Workspace,
    form: &Form,
    place: &PlaceRef,
) -> Result<Option<PhieuSubject>, Trouble> {
    let label = call.arguments.text(&HOUSEHOLD)?;
    match (form.subject(), label) {
        (Subject::Place, None) => Ok(Some(PhieuSubject::Place(place.clone()))),
        (Subject::Place, Some(_)) => {
            Err(Trouble::usage("household-not-taken").with("form", form.full_id()))
        }
        (Subject::Household, Some(label)) => {
            let id = workspace.household(label)?;
            let home = workspace.subject_place(&PhieuSubject::Household(id))?;
            if home != *place && PlaceRef::Code(workspace.place_code(&home)?) != *place {
                return Err(Trouble::usage("household-elsewhere")
                    .with("household", label)
                    .with("place", workspace.place_label(&home)?));
            }
            Ok(Some(PhieuSubject::Household(id)))
        }
        (Subject::Household, None) if form.field_with_role(Role::HeadName).is_some() => Ok(None),
        (Subject::Household, None) => Err(Trouble::usage("household-needed")
            .with("form", form.full_id())
            .with("option", HOUSEHOLD.spelling())),
    }
}

/// The Phiếu to be changed: the one that `--phieu` names, or the only one there can be. `None` where one is to
/// be made; then everything that could refuse it is found here, before anything is kept.
fn existing(
    call: &Call<'_>,
    workspace: &Workspace,
    form: &Form,
    subject: Option<&PhieuSubject>,
    period: Period,
) -> Result<Option<Phieu>, Trouble> {
    let (named, new) = (call.arguments.text(&PHIEU)?, call.arguments.has(&NEW));
    if new && named.is_some() {
        return Err(Trouble::usage("new-and-phieu"));
    }
    if new && !form.repeats() {
        return Err(Trouble::usage("not-repeating")
            .with("form", form.full_id())
            .with("option", NEW.spelling()));
    }
    if let Some(text) = named {
        return one_named(workspace, form, subject, period, text).map(Some);
    }
    let Some(subject) = subject else {
        return Ok(None);
    };
    let key = PhieuKey {
        form: form.id().to_string(),
        subject: subject.clone(),
        period,
    };
    let there = if form.repeats() {
        None
    } else {
        let there = workspace.store().phieu(key.id());
        there.map_err(WorkspaceError::from)?
    };
    if there.is_none() {
        workspace.form_for(&key)?;
    }
    Ok(there)
}

/// The Phiếu of an id, which must be of this paper, subject and period.
fn one_named(
    workspace: &Workspace,
    form: &Form,
    subject: Option<&PhieuSubject>,
    period: Period,
    text: &str,
) -> Result<Phieu, Trouble> {
    let phieu = workspace.phieu(show::find(workspace, text)?)?;
    let key = phieu.key();
    if key.form == form.id().as_str() && Some(&key.subject) == subject && key.period == period {
        return Ok(phieu);
    }
    Err(Trouble::usage("other-phieu")
        .with("phieu", text)
        .with("form", format!("{}@{}", key.form, phieu.version()))
        .with("place", workspace.subject_label(&key.subject)?)
        .with("period", key.period.to_string()))
}

fn exit(told: &[Told]) -> Exit {
    match told.iter().any(Told::blocks) {
        true => Exit::Blocked,
        false => Exit::Fine,
    }
}
