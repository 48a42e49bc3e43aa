//! What the workspace knows, in the shapes that screens show.

use std::collections::BTreeMap;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use super::{exchange, failure};
use crate::form::{Answer, Form, FormKind, Path, Period, Role, Value};
use crate::place::Unit;
use crate::record::{EditId, Phieu, PhieuKey, PhieuSubject, PlaceRef, Sought};
use crate::task;
use crate::tui::lines::{
    Back, Becoming, Before, Between, ClassYear, ClassYears, ColumnLine, HouseholdLine, LastBundle,
    ListOrder, MemberLine, Office, Opened, PaperLine, PersonLine, PhieuLine, Progress, ReachLine,
    SubjectPaper, ThonLine,
};
use crate::tui::reply::Failure;
use crate::tui::village::{Around, Village};
use crate::tui::widget::Look;
use crate::workspace::{Person, Summary, Workspace, WorkspaceError};

/// The folder of bundles written here.
pub(super) const OUTBOX: &str = "tep-nop";

/// The office whose sổ số liệu this is.
pub(super) fn office(workspace: &Workspace) -> Office {
    let config = workspace.config();
    let today = workspace.today();
    let unit = workspace.unit(&config.place, today).cloned();
    let mut above = Vec::new();
    let mut at: Option<Unit> = unit.clone();
    while let Some(parent) = at.and_then(|unit| workspace.unit(&unit.parent, today).cloned()) {
        above.push(parent.name.to_string());
        if above.len() > 4 {
            break;
        }
        at = Some(parent);
    }
    Office {
        typing: workspace.config().typing,
        look: workspace.config().look.as_deref().and_then(Look::parse),
        place: config.place.clone(),
        name: unit
            .as_ref()
            .map(|unit| unit.name.to_string())
            .unwrap_or_default(),
        level: unit.map(|unit| unit.level),
        above,
        regime: config.regime,
        training: config.training,
        people: config.people.clone(),
        person: config.person.clone(),
        advances: config.advances,
        fingerprint: workspace.public_key().fingerprint(),
        code: workspace.public_key().code(),
        protected: workspace.has_passphrase(),
        today,
        places: Arc::clone(workspace.places()),
    }
}

/// Household papers, first the one that names the household.
fn household_papers(workspace: &Workspace, period: Period) -> Vec<Arc<Form>> {
    let mut papers = workspace.household_papers(period);
    papers.sort_by_key(|form| form.field_with_role(Role::HeadName).is_none());
    papers
}

/// The lists of a period.
pub(super) fn village(
    workspace: &Workspace,
    period: Period,
) -> Result<Village, crate::task::TaskError> {
    let thons: Vec<ThonLine> = workspace
        .thons()?
        .into_iter()
        .map(|thon| ThonLine {
            id: thon.id,
            label: thon.label,
            name: thon.name,
        })
        .collect();
    let papers = household_papers(workspace, period);
    let households = workspace
        .summaries(period)?
        .into_iter()
        .filter_map(|summary| household_line(summary, &papers))
        .collect();
    // The village counts them as households are put in.
    let household_papers = papers.iter().map(|form| paper_line(form, 0, 0)).collect();
    // Papers of a unit are those of offices; a xã fills only what its own household papers do not.
    let own = PlaceRef::Code(workspace.config().place.clone());
    let subject = PhieuSubject::Place(own.clone());
    let mut place_papers: Vec<PaperLine> = Vec::new();
    for form in workspace.papers_of_place(&own, period) {
        let there = phieus(workspace, &form, &subject, period)?;
        let finished = there.iter().filter(|one| one.status.is_finished()).count();
        place_papers.push(paper_line(&form, finished, there.len() - finished));
    }
    let last_bundle = match crate::workspace::last_posted(workspace.dir()) {
        Some(posted) => Some(LastBundle {
            name: exchange::name_of(workspace, &posted.sent.to),
            day: exchange::day(posted.sent.created),
            state: Some(exchange::state(posted.receipt.as_ref().map(exchange::said))),
        }),
        None => last_bundle(&workspace.dir().join(OUTBOX)),
    };
    let around = Around {
        period,
        thons,
        household_papers,
        place_papers,
        last_bundle,
        outline: Arc::new(crate::task::review::outline(workspace, period)?),
        unforced: workspace.out_of_force()?.len(),
        dues: dues(workspace, period),
    };
    Ok(Village::new(around, households))
}

/// The Phiếu of a paper, subject and period, as lists show them. One of which there are no others is found by
/// its key, without a look at those of all the others.
fn phieus(
    workspace: &Workspace,
    form: &Form,
    subject: &PhieuSubject,
    period: Period,
) -> Result<Vec<PhieuLine>, WorkspaceError> {
    let line = |number: usize, title: Option<String>, phieu: &Phieu| PhieuLine {
        id: phieu.id(),
        number,
        title,
        status: phieu.status(),
    };
    if form.repeats() {
        let all = workspace.phieus_of(form.id().as_str(), subject, period)?;
        return Ok(all
            .into_iter()
            .map(|one| line(one.number, one.title, &one.phieu))
            .collect());
    }
    let key = PhieuKey {
        form: form.id().to_string(),
        subject: subject.clone(),
        period,
    };
    let phieu = workspace.store().phieu(key.id())?;
    let phieu = phieu.filter(|phieu| !phieu.is_blank());
    Ok(phieu.iter().map(|phieu| line(1, None, phieu)).collect())
}

/// The papers that a subject can have in a period, with the Phiếu that there are, in the order of their use.
pub(super) fn papers(
    workspace: &Workspace,
    subject: &PhieuSubject,
    period: Period,
) -> Result<Vec<SubjectPaper>, WorkspaceError> {
    let forms = match subject {
        PhieuSubject::Household(_) => household_papers(workspace, period),
        PhieuSubject::Place(place) => workspace.papers_of_place(place, period),
    };
    let mut papers = Vec::with_capacity(forms.len());
    for form in forms {
        papers.push(SubjectPaper {
            form: form.id().to_string(),
            title: form.title().to_owned(),
            verified: form.wholly_verified(),
            repeats: form.repeats(),
            occasional: form.occasional(),
            phieus: phieus(workspace, &form, subject, period)?,
        });
    }
    // What is filled every time and what has been begun stand before what may never be needed.
    papers.sort_by_key(|paper| paper.occasional && paper.phieus.is_empty());
    Ok(papers)
}

/// One household as lists show it, with its members.
pub(super) fn household(
    workspace: &Workspace,
    household: EditId,
    period: Period,
) -> Result<Option<(HouseholdLine, Vec<PersonLine>)>, WorkspaceError> {
    if !workspace.hodan(household)?.is_in(period) {
        return Ok(None);
    }
    let summary = workspace.summary(household, period)?;
    Ok(household_line(
        summary,
        &household_papers(workspace, period),
    ))
}

/// The folder of what is printed and written for other programs.
const PRINTS: &str = "ban-in";

pub(super) fn column_line(column: task::ListColumn) -> ColumnLine {
    ColumnLine {
        key: column.key,
        words: column.words,
        of_member: column.of_member,
    }
}

/// The households of every year by class: a year of which nothing is known has no figure.
pub(super) fn class_years(all: task::ClassYears) -> ClassYears {
    let line = |year: task::ClassYear| {
        let known = year.is_known();
        let mut counts = year.counts;
        counts.push(year.unknown);
        ClassYear {
            year: year.year,
            counts: known.then_some(counts),
        }
    };
    ClassYears {
        classes: all.classes.into_iter().map(|(_, words)| words).collect(),
        years: all.years.into_iter().map(line).collect(),
    }
}

/// A list to be written, as the task takes it.
pub(super) fn wish(order: ListOrder) -> task::ListWish {
    let [number, label, thon, yes, no, page] = order.words;
    task::ListWish {
        households: order.households,
        by_member: order.by_member,
        columns: order.columns,
        headings: order.headings,
        words: task::ListWords {
            number,
            label,
            thon,
            yes,
            no,
            page,
        },
    }
}

/// A file for a list that is not there yet: its name says what and when, and of whom nothing.
pub(super) fn fresh_print(
    workspace: &Workspace,
    period: Period,
    today: chrono::NaiveDate,
) -> Result<PathBuf, Failure> {
    let folder = workspace.dir().join(PRINTS);
    std::fs::create_dir_all(&folder).map_err(|error| failure::file(&folder, &error))?;
    let name = format!("danh-sach-ho-{period}-{today}");
    let mut path = folder.join(format!("{name}.xlsx"));
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{name}-{number}.xlsx"));
        number += 1;
    }
    Ok(path)
}

/// What became of a household, and who lives there.
pub(super) fn becoming(
    workspace: &Workspace,
    household: EditId,
    period: Period,
) -> Result<Becoming, WorkspaceError> {
    let members = match workspace.members(household, period)? {
        Some(phieu) => {
            let form = workspace.form_of(&phieu)?;
            let listed = Person::listed(&form, phieu.answers()).into_iter();
            let line = |person: Person| MemberLine {
                row: person.row,
                sought: person.sought(),
                name: person.name,
                birth: person.birth,
            };
            listed.map(line).collect()
        }
        None => Vec::new(),
    };
    Ok(Becoming {
        household: workspace.hodan(household)?,
        past: workspace.past(household)?,
        members,
    })
}

/// What erasing a household, or one person of it, would take with it.
pub(super) fn reach(
    workspace: &Workspace,
    household: EditId,
    person: Option<&Sought>,
) -> Result<ReachLine, WorkspaceError> {
    let reach = match person {
        Some(person) => workspace.reach_person(household, person)?,
        None => workspace.reach(household)?,
    };
    let copies = reach.copies.iter().map(|sent| {
        let to = super::exchange::name_of(workspace, &sent.to);
        (to, sent.created, sent.id.digits())
    });
    let mut mentions = Vec::new();
    for mention in &reach.mentions {
        let whose = workspace.subject_label(&mention.key.subject)?;
        mentions.push((mention.key.form.clone(), mention.key.period, whose));
    }
    mentions.dedup();
    Ok(ReachLine {
        household,
        person: reach.person,
        edits: reach.edits,
        papers: reach.papers.len(),
        periods: reach.periods,
        copies: copies.collect(),
        mentions,
        files: reach.files.len(),
    })
}

fn household_line(
    summary: Summary,
    papers: &[Arc<Form>],
) -> Option<(HouseholdLine, Vec<PersonLine>)> {
    let mut expected = papers.iter().filter(|form| !form.occasional());
    let finished = |form: &Arc<Form>| {
        summary
            .papers
            .get(form.id().as_str())
            .is_some_and(|status| status.is_finished())
    };
    let progress = if summary.papers.is_empty() {
        Progress::Waiting
    } else if expected.all(finished) {
        Progress::Finished
    } else {
        Progress::Begun
    };
    let line = HouseholdLine {
        id: summary.household?,
        label: summary.label,
        labels: summary.labels,
        closed: summary.closed,
        home: summary.home?,
        thon: summary.thon,
        head: summary.head,
        progress,
        outcome: summary.outcome.map(|(_, words)| words).unwrap_or_default(),
        class: summary.class.map(|(_, words)| words).unwrap_or_default(),
        papers: summary.papers,
        blocks: summary.blocks,
        asks: summary.asks,
        conflicts: summary.conflicts,
    };
    let people = summary.people.into_iter().map(|person| PersonLine {
        name: person.name,
        number: person.number.unwrap_or_default(),
    });
    Some((line, people.collect()))
}

fn paper_line(form: &Form, finished: usize, drafts: usize) -> PaperLine {
    PaperLine {
        form: form.id().to_string(),
        title: form.title().to_owned(),
        occasional: form.occasional(),
        repeats: form.repeats(),
        finished,
        drafts,
    }
}

/// By when results of the period are reported.
fn dues(workspace: &Workspace, period: Period) -> Vec<(chrono::NaiveDate, String, bool)> {
    let reports = crate::workspace::reports(workspace.library());
    let due = reports.due(period).into_iter();
    due.map(|(day, due)| {
        let recalled = due.evidence == crate::form::Evidence::Recalled;
        (day, due.title.clone(), recalled)
    })
    .collect()
}

/// The newest bundle written here; a folder that cannot be read holds none that could be shown.
fn last_bundle(outbox: &FilePath) -> Option<LastBundle> {
    let files = std::fs::read_dir(outbox).ok()?.filter_map(Result::ok);
    let dated = files.filter_map(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        let written = file.metadata().ok()?.modified().ok()?;
        name.ends_with(".bieu").then_some((written, name))
    });
    let (written, name) = dated.max()?;
    let seconds = written
        .duration_since(std::time::UNIX_EPOCH)
        .ok()?
        .as_secs();
    let time = chrono::DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
    Some(LastBundle {
        name,
        day: (time.naive_utc() + chrono::TimeDelta::hours(7)).date(),
        state: None,
    })
}

/// A Phiếu with what is needed to show and evaluate it.
pub(super) fn opened(workspace: &Workspace, phieu: Phieu) -> Result<Opened, WorkspaceError> {
    let form = workspace.form_of(&phieu)?;
    let context = workspace.context(&phieu, &form)?;
    let key = phieu.key();
    let place = workspace.subject_place(&key.subject)?;
    let code = workspace.place_code(&place)?;
    let unit = workspace.unit(&code, key.period.last_day());
    let label = workspace.subject_label(&key.subject)?;
    let subject = match (&key.subject, unit) {
        (PhieuSubject::Household(_), _) => match head(workspace, &phieu)? {
            Some(name) => format!("{label} {name}"),
            None => label,
        },
        (PhieuSubject::Place(PlaceRef::Thon(id)), _) => {
            let thons = workspace.thons()?;
            let thon = thons.into_iter().find(|thon| thon.id == *id);
            thon.map_or(label, |thon| thon.name)
        }
        (PhieuSubject::Place(_), Some(unit)) => unit.name.to_string(),
        _ => label,
    };
    let place = unit.map(|unit| unit.name.to_string()).unwrap_or(code);
    let between = between(workspace, &phieu)?;
    Ok(Opened {
        phieu: Arc::new(phieu),
        form,
        context,
        subject,
        place,
        before: None,
        between,
    })
}

/// How a Phiếu stands between offices.
fn between(workspace: &Workspace, phieu: &Phieu) -> Result<Between, WorkspaceError> {
    let back = workspace.given_back(phieu)?.filter(|back| !back.here);
    let back = back.map(|back| {
        let time = chrono::DateTime::from_timestamp(back.time, 0).unwrap_or_default();
        let asked = back.asked.into_iter().filter(|asked| !asked.answered);
        Arc::new(Back {
            office: back.office,
            day: (time.naive_utc() + chrono::TimeDelta::hours(7)).date(),
            reason: back.reason,
            asked: asked.map(|asked| asked.at).collect(),
        })
    });
    Ok(Between {
        side: workspace.side(phieu)?,
        back,
    })
}

type CameOf = (Option<String>, BTreeMap<Path, Value>);

/// The same for a Phiếu that is opened now, with what it said in the period before.
pub(super) fn opened_now(workspace: &Workspace, phieu: Phieu) -> Result<Opened, WorkspaceError> {
    let before = match workspace.before(&phieu)? {
        Some(before) => {
            let (class, values) = came_of(workspace, &before)?;
            Some(Arc::new(Before {
                period: before.key().period,
                answers: before.answers().clone(),
                class,
                values,
            }))
        }
        None => None,
    };
    let opened = opened(workspace, phieu)?;
    Ok(Opened { before, ..opened })
}

/// What a Phiếu came to: its class, in its paper's words, and the values of a grid's cells. Nothing where the
/// program has no such paper.
fn came_of(workspace: &Workspace, phieu: &Phieu) -> Result<CameOf, WorkspaceError> {
    let mut came = CameOf::default();
    let Ok(form) = workspace.form_of(phieu) else {
        return Ok(came);
    };
    let class = form.field_with_role(Role::Class);
    let grid = form.kind() == FormKind::Grid;
    if class.is_none() && !grid {
        return Ok(came);
    }
    let evaluation = workspace.evaluate(phieu)?;
    if let Some((None, field)) = class {
        let path = Path::Field(field.id.clone());
        let value = evaluation.value(&path);
        came.0 = value.and_then(|value| form.to_text(&path, value));
    }
    if grid {
        let outcomes = evaluation.outcomes.iter();
        let values =
            outcomes.filter_map(|(path, told)| Some((path.clone(), told.value()?.clone())));
        came.1 = values.collect();
    }
    Ok(came)
}

/// The head's name, as the household's paper of the period says.
fn head(workspace: &Workspace, phieu: &Phieu) -> Result<Option<String>, WorkspaceError> {
    let key = phieu.key();
    for form in household_papers(workspace, key.period) {
        let Some((None, field)) = form.field_with_role(Role::HeadName) else {
            continue;
        };
        let naming = PhieuKey {
            form: form.id().to_string(),
            ..key.clone()
        };
        let answers = match workspace.store().phieu(naming.id())? {
            Some(naming) => naming.answers().clone(),
            None => continue,
        };
        if let Some(Answer::Given(Value::Text(name))) = answers.get(&Path::Field(field.id.clone()))
        {
            return Ok(Some(name.clone()));
        }
    }
    Ok(None)
}
