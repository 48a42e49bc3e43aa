//! The sample commune: real place codes, made-up people, a training workspace.
//!
//! Everything that is particular to a paper stands in `demo/`: this file only fills in names, numbers and
//! dates where the data say `{name:1}`, `{number:1}`, `{born:1}`, and enters the answers as a person would.

use std::collections::BTreeMap;
use std::path::Path as FilePath;

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde_json::Value as Json;

use super::{Progress, TaskError};
use crate::form::{Answer, Name, PathError, Period, Plain, Special, Value};
use crate::place::Regime;
use crate::record::{PhieuSubject, PlaceRef};
use crate::workspace::{Clock, Init, Workspace};

#[derive(RustEmbed)]
#[folder = "demo/"]
struct Sample;

/// The sample's data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    place: String,
    periods: Vec<String>,
    thon: Vec<String>,
    people: Vec<String>,
    family: Vec<String>,
    middle: Vec<String>,
    male: Vec<String>,
    female: Vec<String>,
    household: Vec<Archetype>,
}

/// One kind of household: who lives in it, and what its papers say in each period.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Archetype {
    /// `m1961`: sex and year of birth of each member, the head first.
    members: Vec<String>,
    paper: Vec<Paper>,
    /// Papers that stand in place of those of the same form and period once the review is carried to its end.
    #[serde(default)]
    whole: Vec<Paper>,
}

impl Archetype {
    fn papers(&self, whole: bool) -> Vec<&Paper> {
        let ends = self.whole.iter().filter(|_| whole);
        let replaced = |paper: &Paper| {
            let mut ends = ends.clone();
            ends.any(|end| end.form == paper.form && end.periods == paper.periods)
        };
        let kept = self.paper.iter().filter(|paper| !replaced(paper));
        kept.chain(ends.clone()).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paper {
    form: String,
    /// Which of the sample's periods.
    periods: Vec<String>,
    finish: bool,
    answers: BTreeMap<String, Json>,
}

/// A person made up for the sample.
struct Person {
    name: String,
    number: String,
    born: String,
}

/// What the sample holds when it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Code of the commune.
    pub place: String,
    /// Thôn made.
    pub thons: usize,
    /// Households made.
    pub households: usize,
    /// Phiếu filled.
    pub phieu: usize,
    /// Of these, finished.
    pub finished: usize,
}

/// The commune used when none is named.
///
/// # Errors
/// If the sample's data do not read, which a test rules out.
pub fn default_place() -> Result<String, TaskError> {
    Ok(data()?.place)
}

/// The first period of the sample: every household finished.
///
/// # Errors
/// If the sample's data do not read, which a test rules out.
pub fn first_period() -> Result<Period, TaskError> {
    let data = data()?;
    data.periods
        .first()
        .and_then(|text| Period::parse(text))
        .ok_or_else(|| bad("periods"))
}

/// Makes the sample commune in an empty folder: a training workspace with thôn, households and the papers
/// of two years. The same arguments make the same people.
///
/// # Errors
/// If the folder holds a workspace already, the place is unknown, or the disk refuses.
pub fn make(
    dir: &FilePath,
    place: &str,
    regime: Regime,
    households: usize,
    clock: Clock,
    progress: &mut Progress<'_>,
) -> Result<Made, TaskError> {
    made(dir, place, regime, (households, false), clock, progress)
}

/// As [`make()`], with the second year carried to its end as well: nobody is absent, every Phiếu is
/// finished, so that the tables of both years have every figure.
///
/// # Errors
/// As [`make()`].
pub fn make_whole(
    dir: &FilePath,
    place: &str,
    regime: Regime,
    households: usize,
    clock: Clock,
    progress: &mut Progress<'_>,
) -> Result<Made, TaskError> {
    made(dir, place, regime, (households, true), clock, progress)
}

fn made(
    dir: &FilePath,
    place: &str,
    regime: Regime,
    (households, whole): (usize, bool),
    clock: Clock,
    progress: &mut Progress<'_>,
) -> Result<Made, TaskError> {
    let data = data()?;
    let init = Init {
        place: place.to_owned(),
        regime,
        training: true,
        passphrase: None,
    };
    let mut workspace = Workspace::init(dir, &init, clock)?;
    for person in &data.people {
        workspace.set_person(person)?;
    }
    let mut made = Made {
        place: place.to_owned(),
        ..Made::default()
    };
    let mut thons = Vec::new();
    for name in &data.thon {
        thons.push(workspace.add_thon(place, name)?.id);
        made.thons += 1;
    }
    let province = province(&workspace, place);
    for index in 0..households {
        if !progress(index as u64, households as u64) {
            return Err(TaskError::Cancelled);
        }
        let (Some(thon), Some(archetype)) = (
            thons.get(index % thons.len().max(1)),
            data.household.get(index % data.household.len().max(1)),
        ) else {
            return Err(bad("household"));
        };
        let household = workspace.add_household(PlaceRef::Thon(*thon))?.id;
        made.households += 1;
        let people = people(&data, archetype, index, &province)?;
        for paper in archetype.papers(whole) {
            for period in &paper.periods {
                let period = Period::parse(period).ok_or_else(|| bad("period"))?;
                let subject = PhieuSubject::Household(household);
                let reviewer = data
                    .people
                    .get(index % data.people.len().max(1))
                    .map_or("", String::as_str);
                let finished = fill(
                    &mut workspace,
                    paper,
                    subject,
                    period,
                    &people,
                    reviewer,
                    index,
                )?;
                made.phieu += 1;
                made.finished += usize::from(finished);
            }
        }
    }
    progress(households as u64, households as u64);
    Ok(made)
}

/// Enters one paper's answers and finishes it where the data say so.
fn fill(
    workspace: &mut Workspace,
    paper: &Paper,
    subject: PhieuSubject,
    period: Period,
    people: &[Person],
    reviewer: &str,
    index: usize,
) -> Result<bool, TaskError> {
    let mut phieu = workspace.open_phieu(&paper.form, subject, period)?;
    let form = workspace.form_of(&phieu)?;
    let mut answers = Vec::new();
    // Rows first, by position: "roster/3/field" needs three rows.
    let mut spelled: Vec<(&String, &Json)> = paper.answers.iter().collect();
    spelled.sort_by_key(|(text, _)| {
        (
            text.split('/').nth(1).and_then(|n| n.parse::<usize>().ok()),
            text.as_str(),
        )
    });
    for (text, json) in spelled {
        let path = loop {
            match form.path(phieu.answers(), text) {
                Ok(path) => break path,
                Err(PathError::NewRow { roster, .. }) => {
                    phieu = workspace
                        .add_row(phieu.id(), &Name::new(roster.as_str()))?
                        .0;
                }
                Err(_) => return Err(bad(text)),
            }
        };
        let answer = match json {
            Json::Bool(yes) => Answer::Given(Value::YesNo(*yes)),
            Json::Number(number) => form.accept(
                &path,
                &Plain::Number(number.to_string().parse().map_err(|_| bad(text))?),
            ),
            Json::String(template) => {
                let typed = template_text(template, people, reviewer, period, index)
                    .ok_or_else(|| bad(template))?;
                form.accept(&path, &Plain::Text(typed))
            }
            Json::Array(choices) => {
                let choices = choices.iter().map(|choice| choice.as_str());
                let choices: Option<Vec<String>> =
                    choices.map(|choice| Some(choice?.to_owned())).collect();
                form.accept(&path, &Plain::List(choices.ok_or_else(|| bad(text))?))
            }
            Json::Object(special) => Answer::Special(
                special
                    .get("special")
                    .and_then(Json::as_str)
                    .and_then(Special::parse)
                    .ok_or_else(|| bad(text))?,
            ),
            _ => return Err(bad(text)),
        };
        answers.push((path, Some(answer)));
    }
    phieu = workspace.answer(phieu.id(), answers)?;
    if paper.finish {
        workspace.finish(phieu.id()).map_err(|error| match error {
            crate::workspace::WorkspaceError::Blocked(_) => {
                let problems = workspace
                    .evaluate(&phieu)
                    .map(|evaluation| evaluation.problems)
                    .unwrap_or_default();
                bad(&format!("{} {:?}", paper.form, problems.first()))
            }
            other => other.into(),
        })?;
    }
    Ok(paper.finish)
}

/// Replaces `{name:1}`, `{number:1}`, `{born:1}`, `{reviewer}`, `{day}` in a template.
fn template_text(
    template: &str,
    people: &[Person],
    reviewer: &str,
    period: Period,
    index: usize,
) -> Option<String> {
    let Some(inner) = template
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    else {
        return Some(template.to_owned());
    };
    if inner == "reviewer" {
        return Some(reviewer.to_owned());
    }
    if inner == "day" {
        let month = if index.is_multiple_of(3) { 10 } else { 11 };
        return Some(format!("{}-{month}-{:02}", period.year(), index % 27 + 1));
    }
    let (what, number) = inner.split_once(':')?;
    let person = people.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(match what {
        "name" => person.name.clone(),
        "number" => person.number.clone(),
        "born" => person.born.clone(),
        _ => return None,
    })
}

/// The members of one household: names and numbers made up from its index alone.
fn people(
    data: &Data,
    archetype: &Archetype,
    index: usize,
    province: &str,
) -> Result<Vec<Person>, TaskError> {
    let pick = |list: &[String], at: usize| {
        list.get(at % list.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let family = pick(&data.family, index * 7 + index / 5);
    let mut people = Vec::new();
    for (member, spec) in archetype.members.iter().enumerate() {
        let (sex, year) = (
            spec.chars().next(),
            spec.chars().skip(1).collect::<String>(),
        );
        let male = match sex {
            Some('m') => true,
            Some('f') => false,
            _ => return Err(bad(spec)),
        };
        let year: i32 = year.parse().map_err(|_| bad(spec))?;
        let seed = index * 31 + member * 17;
        let given = pick(if male { &data.male } else { &data.female }, seed);
        let middle = match (male, data.middle.split_first()) {
            (true, Some((_, male))) => pick(male, seed / 3),
            (_, first) => first.map(|(first, _)| first.clone()).unwrap_or_default(),
        };
        let century =
            u32::try_from(((year - 1900) / 100) * 2 + i32::from(!male)).map_err(|_| bad(spec))?;
        people.push(Person {
            name: format!("{family} {middle} {given}"),
            number: format!(
                "{province}{century}{:02}{:06}",
                year.rem_euclid(100),
                index * 10 + member
            ),
            born: format!("{year}-{:02}-{:02}", seed % 12 + 1, seed % 28 + 1),
        });
    }
    Ok(people)
}

/// The first three digits of personal numbers registered in the commune's tỉnh.
fn province(workspace: &Workspace, place: &str) -> String {
    let units = workspace
        .places()
        .chain(place, Regime::ThreeTier.clamp(workspace.today()));
    let code = units.last().map_or("01", |unit| &*unit.code);
    format!("0{code}")
}

fn data() -> Result<Data, TaskError> {
    let file = Sample::get("commune.json").ok_or_else(|| bad("commune.json"))?;
    serde_json::from_slice(&file.data).map_err(|error| bad(&error.to_string()))
}

fn bad(what: &str) -> TaskError {
    TaskError::Demo(what.to_owned())
}
