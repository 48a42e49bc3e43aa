//! Households and members read out of a workspace, and the pairs that a person has said to be two.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Dweller, Dwelling, Likeness, Naming, One, Twin, TwinSide, alike};
use crate::form::{Answer, ChoiceRole, Form, Path, Period, Role, RowId, Value};
use crate::record::{EditId, HoDan, Pair, Party, Phieu, PhieuKey, PhieuSubject, PlaceRef};
use crate::task::{Progress, TaskError};
use crate::text::{fold, masked};
use crate::workspace::{Person, Workspace};

/// Those that may have been entered twice, by what the papers of a period say; where a household has none yet, by
/// its last one before. Without a period, by the newest papers there are. Those that somebody has to look at
/// come first, then by label.
///
/// # Errors
/// If the store cannot be read, or the person cancelled.
pub fn twins(
    workspace: &Workspace,
    period: Option<Period>,
    progress: &mut Progress<'_>,
) -> Result<Vec<Twin>, TaskError> {
    let Some(period) = period.map_or_else(|| newest(workspace), |period| Ok(Some(period)))? else {
        return Ok(Vec::new());
    };
    let Some(form) = workspace.naming_paper(period) else {
        return Ok(Vec::new());
    };
    let mut reading = Reading::begin(workspace, &form, period)?;
    let dwellings = reading.dwellings(progress)?;
    let mut twins = Vec::new();
    for likeness in alike(&dwellings) {
        twins.extend(reading.twin(&dwellings, likeness)?);
    }
    // Alike ones keep the order of their labels.
    twins.sort_by_key(|twin| !twin.reasons.iter().any(|reason| reason.asks()));
    Ok(twins)
}

/// The newest period for which households are named.
fn newest(workspace: &Workspace) -> Result<Option<Period>, TaskError> {
    let mut newest: Option<Period> = None;
    let mut seen = BTreeSet::new();
    for form in workspace.library().valid_at(workspace.today()) {
        if form.field_with_role(Role::HeadName).is_some() && seen.insert(form.id().to_string()) {
            let periods = workspace.store().form_periods(form.id().as_str())?;
            newest = periods
                .into_iter()
                .chain(newest)
                .max_by_key(|period| (period.last_day(), *period));
        }
    }
    Ok(newest)
}

struct Reading<'w> {
    workspace: &'w Workspace,
    form: String,
    /// The period and those before it, newest first.
    periods: Vec<Period>,
    period: Period,
    households: Vec<HoDan>,
    /// What was said to be two, by the household under which it is filed.
    marks: HashMap<EditId, BTreeSet<[u8; 32]>>,
}

impl<'w> Reading<'w> {
    fn begin(workspace: &'w Workspace, form: &Form, period: Period) -> Result<Self, TaskError> {
        let id = form.id().as_str();
        let mut periods = workspace.store().form_periods(id)?;
        periods.retain(|other| other.last_day() <= period.last_day() && *other != period);
        periods.sort_by_key(|other| std::cmp::Reverse((other.last_day(), *other)));
        periods.insert(0, period);
        let mut households = workspace.households()?;
        let marked = households.iter_mut().filter(|one| !one.distinct.is_empty());
        let marks = marked.map(|one| (one.id, std::mem::take(&mut one.distinct)));
        Ok(Reading {
            workspace,
            form: id.to_owned(),
            periods,
            period,
            marks: marks.collect(),
            households,
        })
    }

    fn paper(&self, household: EditId, period: Period) -> Result<Option<Phieu>, TaskError> {
        let key = PhieuKey {
            form: self.form.clone(),
            subject: PhieuSubject::Household(household),
            period,
        };
        Ok(self.workspace.store().phieu(key.id())?)
    }

    /// Every household that is there, by label, with who lives in it.
    fn dwellings(&mut self, progress: &mut Progress<'_>) -> Result<Vec<Dwelling>, TaskError> {
        let households = std::mem::take(&mut self.households);
        let total = households.len() as u64;
        let mut places: HashMap<PlaceRef, String> = HashMap::new();
        let mut dwellings = Vec::with_capacity(households.len());
        for (done, household) in (0_u64..).zip(households) {
            if !progress(done, total) {
                return Err(TaskError::Cancelled);
            }
            if household.closed.is_some() || !household.is_in(self.period) {
                continue;
            }
            let home = household.place_on(self.period.last_day()).clone();
            let thon = match places.get(&home) {
                Some(name) => name.clone(),
                None => {
                    let name = self.workspace.place_name(&home)?;
                    places.insert(home.clone(), name.clone());
                    name
                }
            };
            let dwelling = Dwelling {
                household: household.id,
                label: household.label,
                home,
                thon,
                head: String::new(),
                paper: None,
                people: Vec::new(),
            };
            dwellings.extend(self.lived_in(dwelling)?);
        }
        progress(total, total);
        Ok(dwellings)
    }

    /// A household with what its newest paper that names anybody says; none where that says it is gone.
    fn lived_in(&self, dwelling: Dwelling) -> Result<Option<Dwelling>, TaskError> {
        for period in &self.periods {
            let Some(phieu) = self.paper(dwelling.household, *period)? else {
                continue;
            };
            let Ok(form) = self.workspace.form_of(&phieu) else {
                continue;
            };
            if is_gone(&form, &phieu) {
                return Ok(None);
            }
            let head = match given(&form, &phieu, Role::HeadName) {
                Some(Value::Text(name)) => name.clone(),
                _ => String::new(),
            };
            let people = dwellers(&form, &phieu);
            if head.is_empty() && people.is_empty() {
                continue;
            }
            return Ok(Some(Dwelling {
                head,
                people,
                paper: Some(Naming {
                    id: phieu.id(),
                    form: form.full_id().to_owned(),
                    period: *period,
                }),
                ..dwelling
            }));
        }
        Ok(None)
    }

    fn twin(&self, dwellings: &[Dwelling], likeness: Likeness) -> Result<Option<Twin>, TaskError> {
        let Likeness { of, reasons } = likeness;
        let [Some((a, one)), Some((b, other))] = of.map(|one| side(dwellings, one)) else {
            return Ok(None);
        };
        let pair = Pair::of(a, b);
        Ok(Some(Twin {
            marked: self.marked(pair, [(a, &one), (b, &other)])?,
            pair,
            sides: [one, other],
            reasons,
        }))
    }

    /// The pair that was said to be two: this one, or that of the same people in earlier papers.
    fn marked(&self, pair: Pair, of: [(Party, &TwinSide); 2]) -> Result<Option<Pair>, TaskError> {
        let Some(marks) = self.marks.get(&pair.home()) else {
            return Ok(None);
        };
        if marks.contains(&pair.hash()) {
            return Ok(Some(pair));
        }
        let [one, other] = of;
        let (ones, others) = (self.earlier(one)?, self.earlier(other)?);
        let pairs = ones
            .iter()
            .flat_map(|a| others.iter().map(|b| Pair::of(*a, *b)));
        let mut standing = pairs.filter(|pair| marks.contains(&pair.hash()));
        Ok(standing.next())
    }

    /// A member, and who had the same name in the household's papers before: each paper has rows of its own.
    fn earlier(&self, (party, side): (Party, &TwinSide)) -> Result<Vec<Party>, TaskError> {
        let mut parties = vec![party];
        if party.row.is_none() {
            return Ok(parties);
        }
        let name = fold(&side.name);
        let mut seen: HashSet<RowId> = party.row.into_iter().collect();
        for period in &self.periods {
            let Some(phieu) = self.paper(party.household, *period)? else {
                continue;
            };
            let Ok(form) = self.workspace.form_of(&phieu) else {
                continue;
            };
            for person in Person::listed(&form, phieu.answers()) {
                let year = |date: crate::form::Date| date.year();
                let years = (side.birth.map(year), person.birth.map(year));
                let apart = matches!(years, (Some(a), Some(b)) if a != b);
                if fold(&person.name) == name && !apart && seen.insert(person.row) {
                    parties.push(Party {
                        row: Some(person.row),
                        ..party
                    });
                }
            }
        }
        Ok(parties)
    }
}

fn side(dwellings: &[Dwelling], (at, person): One) -> Option<(Party, TwinSide)> {
    let dwelling = dwellings.get(at)?;
    let people = &dwelling.people;
    let shown = match person {
        Some(person) => Some(people.get(person)?),
        None => {
            let head = fold(&dwelling.head);
            people.iter().find(|one| fold(&one.name) == head)
        }
    };
    let party = Party {
        household: dwelling.household,
        row: shown.filter(|_| person.is_some()).map(|one| one.row),
    };
    let number = shown.and_then(|one| one.number.as_deref());
    let side = TwinSide {
        household: dwelling.household,
        label: dwelling.label.clone(),
        thon: dwelling.thon.clone(),
        head: dwelling.head.clone(),
        paper: dwelling.paper.clone(),
        at: shown.map(|one| one.at.clone()).unwrap_or_default(),
        name: shown.map_or(&dwelling.head, |one| &one.name).clone(),
        birth: shown.and_then(|one| one.birth),
        sex: shown.and_then(|one| one.sex.clone()),
        number: number.map(masked).unwrap_or_default(),
    };
    Some((party, side))
}

fn given<'p>(form: &Form, phieu: &'p Phieu, role: Role) -> Option<&'p Value> {
    let (None, field) = form.field_with_role(role)? else {
        return None;
    };
    match phieu.answers().get(&Path::Field(field.id.clone()))? {
        Answer::Given(value) => Some(value),
        _ => None,
    }
}

/// Whether the visit ended with the household gone.
fn is_gone(form: &Form, phieu: &Phieu) -> bool {
    let Some(Value::Choice(outcome)) = given(form, phieu, Role::Outcome) else {
        return false;
    };
    let field = form.field_with_role(Role::Outcome);
    let choices = field.map_or(&[][..], |(_, field)| &field.choices);
    let role = choices.iter().find(|choice| choice.id == *outcome);
    matches!(
        role.and_then(|choice| choice.role),
        Some(ChoiceRole::MovedAway | ChoiceRole::Died | ChoiceRole::Merged)
    )
}

fn dwellers(form: &Form, phieu: &Phieu) -> Vec<Dweller> {
    let Some((Some(roster), _)) = form.field_with_role(Role::PersonName) else {
        return Vec::new();
    };
    let sexes = form.field_with_role(Role::Sex);
    let sexes = sexes.map_or(&[][..], |(_, field)| &field.choices);
    let people = Person::listed(form, phieu.answers()).into_iter();
    people
        .map(|person| Dweller {
            at: phieu.answers().spell(&Path::Row {
                roster: roster.clone(),
                row: person.row,
            }),
            row: person.row,
            name: person.name,
            number: person.number,
            birth: person.birth,
            sex: person.sex.and_then(|sex| {
                let choice = sexes.iter().find(|choice| choice.id == sex);
                choice.map(|choice| choice.label.clone())
            }),
        })
        .collect()
}
