//! What is known of each household: which lists name it, what its papers say, how meetings voted on it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{Filled, Walk, day};
use crate::form::{
    Evaluation, Form, ImportPeriod, Listing, Listings, Name, Path, Role, TallyUnit, Value,
};
use crate::record::{EditId, PhieuId, PhieuKey, PhieuSubject, Status};
use crate::review::{Among, Lacks, LeftKind, Wants};
use crate::task::{Progress, TaskError};
use crate::text::fold;

/// How a meeting voted on a household.
pub(super) struct Vote {
    pub(super) day: Option<NaiveDate>,
    pub(super) proposed: Option<Name>,
    pub(super) agreed: Option<bool>,
    pub(super) minutes: PhieuId,
}

/// What is known of one household.
pub(super) struct Fact {
    pub(super) id: EditId,
    /// Position of its thôn, or of its xã.
    pub(super) at: usize,
    /// Which of the lists name it; one of which it is not known whether it does, names it.
    pub(super) lists: BTreeSet<String>,
    pub(super) outcome: bool,
    pub(super) class: Option<Name>,
    pub(super) visited: Option<NaiveDate>,
    pub(super) papers: BTreeMap<String, Status>,
    /// The values asked for by conditions.
    pub(super) values: HashMap<(String, Name), Value>,
    pub(super) votes: Vec<Vote>,
    /// The class of its last retrial.
    pub(super) retrial: Option<Name>,
}

/// Every household.
pub(super) struct Facts {
    pub(super) households: Vec<Fact>,
    /// The newest minutes that are not finished, by the position of their place.
    pub(super) minutes: HashMap<usize, PhieuId>,
}

/// A list with what it takes to ask it.
struct Asked<'l> {
    id: String,
    listing: &'l Listing,
    listings: Listings<'l>,
}

impl Facts {
    /// One walk over all households.
    pub(super) fn gather(
        walk: &mut Walk<'_, '_>,
        progress: &mut Progress<'_>,
    ) -> Result<Facts, TaskError> {
        let workspace = walk.workspace;
        let library = workspace.library().clone();
        let day = walk.period.last_day();
        let ids = list_ids(walk);
        let mut asked: Vec<Asked<'_>> = Vec::new();
        for id in ids {
            let Some((form, listing)) = library.listing(&id, day) else {
                continue;
            };
            let unit = workspace.unit(&workspace.config().place, day);
            let context = crate::workspace::context_at(
                unit,
                day,
                walk.period,
                &workspace.places().provinces(),
                library.holidays(),
            );
            // One unit for each area that a household can lie in.
            let units = areas().map(|area| TallyUnit {
                place: String::new(),
                name: String::new(),
                area,
            });
            let listings = listing.start(form, units.collect(), context);
            asked.push(Asked {
                id,
                listing,
                listings,
            });
        }
        let wanted = conditions(walk);
        let summaries = workspace.summaries(walk.period)?;
        let places: HashMap<EditId, crate::record::PlaceRef> = workspace
            .households()?
            .into_iter()
            .map(|household| (household.id, household.place))
            .collect();
        let total = summaries.len() as u64;
        let mut households = Vec::with_capacity(summaries.len());
        for (done, summary) in (0u64..).zip(summaries) {
            if !progress(done, total) {
                return Err(TaskError::Cancelled);
            }
            let Some(id) = summary.household else {
                continue;
            };
            let Some(at) = places
                .get(&id)
                .and_then(|place| walk.at.get(place))
                .copied()
            else {
                continue;
            };
            let area = places
                .get(&id)
                .and_then(|place| workspace.place_code(place).ok())
                .and_then(|code| workspace.unit(&code, day).and_then(|unit| unit.area));
            let unit = areas().position(|other| other == area).unwrap_or_default();
            let mut lists = BTreeSet::new();
            for list in &mut asked {
                let joins = (list.listing.joins(), list.listing.periods());
                let papers =
                    crate::task::table::papers(&mut walk.gathering, joins, id, walk.period)?;
                let papers: Vec<Option<&Evaluation>> = papers
                    .iter()
                    .map(|paper| paper.as_ref().map(|paper| &*paper.evaluation))
                    .collect();
                // One of which it is not known is asked after: leaving it out is the worse mistake.
                if list.listings.belongs(unit, &papers).unwrap_or(true) {
                    lists.insert(list.id.clone());
                }
            }
            let mut fact = Fact {
                id,
                at,
                lists,
                outcome: summary.outcome.is_some(),
                class: summary.class.map(|(id, _)| id),
                visited: None,
                papers: summary.papers,
                values: HashMap::new(),
                votes: Vec::new(),
                retrial: None,
            };
            let head = fact.read(walk, &wanted, summary.head)?;
            walk.homes.insert(id, at);
            walk.names.insert(id, (summary.label, head));
            count(walk, at);
            households.push(fact);
        }
        let mut facts = Facts {
            households,
            minutes: HashMap::new(),
        };
        facts.votes(walk)?;
        facts.retrials(walk)?;
        facts.count_lists(walk);
        Ok(facts)
    }

    /// Puts what meetings said beside the households that they spoke of.
    fn votes(&mut self, walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
        let steps = walk.steps.clone();
        let Some(meeting) = steps.meeting() else {
            return Ok(());
        };
        let by_label: HashMap<String, usize> = self
            .households
            .iter()
            .enumerate()
            .filter_map(|(n, fact)| Some((walk.names.get(&fact.id)?.0.clone(), n)))
            .collect();
        let by_head: HashMap<(usize, String), Vec<usize>> = self
            .households
            .iter()
            .enumerate()
            .fold(HashMap::new(), |mut all, (n, fact)| {
                let head = walk.names.get(&fact.id).map(|(_, head)| fold(head));
                all.entry((fact.at, head.unwrap_or_default()))
                    .or_default()
                    .push(n);
                all
            });
        let mut minutes = walk.phieus(&meeting.paper)?;
        let held = |one: &Filled| one.evaluated.form.review_date(&one.answers);
        // Minutes whose day is not written yet are of the last meeting.
        minutes.sort_by_key(|one| (held(one).is_none(), held(one), one.made));
        for one in &minutes {
            let Some(place) = walk.home(&one.key.subject) else {
                continue;
            };
            if !one.finished {
                self.minutes.insert(place, one.id);
            }
            for row in one.rows(&meeting.roster) {
                let label = row.text(&meeting.household);
                let head = fold(&row.text(&meeting.head));
                let short = |label: &str| by_label.get(label).copied();
                // A label as the paper writes it within one thôn or xã.
                let stand = walk.review.places.get(place);
                let long = || short(&format!("{}-{label}", stand?.label));
                // Two heads of one name in one thôn: not decided for the person.
                let named = || match by_head.get(&(place, head.clone())).map(Vec::as_slice) {
                    Some([n]) if !head.is_empty() => Some(*n),
                    _ => None,
                };
                let hit = short(&label).or_else(long).or_else(named);
                let Some(fact) = hit.and_then(|n| self.households.get_mut(n)) else {
                    continue;
                };
                fact.votes.push(Vote {
                    day: held(one),
                    proposed: match row.value(&meeting.proposed) {
                        Some(Value::Choice(id)) => Some(id.clone()),
                        _ => None,
                    },
                    agreed: match row.value(&meeting.agreed) {
                        Some(Value::YesNo(yes)) => Some(*yes),
                        _ => None,
                    },
                    minutes: one.id,
                });
            }
        }
        Ok(())
    }

    /// Puts what retrials found beside their households.
    fn retrials(&mut self, walk: &mut Walk<'_, '_>) -> Result<(), TaskError> {
        let steps = walk.steps.clone();
        let Some(retrial) = steps.retrial() else {
            return Ok(());
        };
        let mut found: HashMap<EditId, Name> = HashMap::new();
        for one in walk.phieus(&retrial.paper)? {
            if let (PhieuSubject::Household(id), Some(Value::Choice(class))) =
                (&one.key.subject, one.value(&retrial.class))
            {
                found.insert(*id, class.clone());
            }
        }
        for fact in &mut self.households {
            fact.retrial = found.remove(&fact.id);
        }
        Ok(())
    }

    /// How many households each step is about.
    fn count_lists(&self, walk: &mut Walk<'_, '_>) {
        for (n, step) in walk.steps.clone().list().iter().enumerate() {
            for fact in self
                .households
                .iter()
                .filter(|f| f.lists.contains(&step.list))
            {
                let xa = walk.review.places.get(fact.at).map(|stand| stand.xa);
                let both = [Some(fact.at), xa.filter(|xa| *xa != fact.at)];
                for at in both.into_iter().flatten() {
                    let place = walk.review.places.get_mut(at);
                    if let Some(stand) = place.and_then(|place| place.steps.get_mut(n)) {
                        stand.households += 1;
                    }
                }
            }
        }
    }
}

impl Fact {
    /// Reads what conditions ask for, and returns the head's name: this period's, or the last one known.
    fn read(
        &mut self,
        walk: &mut Walk<'_, '_>,
        wanted: &BTreeSet<(String, Name)>,
        head: String,
    ) -> Result<String, TaskError> {
        let key = |form: &str| PhieuKey {
            form: form.to_owned(),
            subject: PhieuSubject::Household(self.id),
            period: walk.period,
        };
        let mut forms: BTreeSet<&str> = wanted.iter().map(|(form, _)| form.as_str()).collect();
        forms.extend(self.papers.keys().map(String::as_str));
        let mut values = HashMap::new();
        let mut visited = None;
        for form in forms {
            if !self.papers.contains_key(form) {
                continue;
            }
            let Some(evaluated) = walk.gathering.evaluate_key(&key(form))? else {
                continue;
            };
            let evaluation = &evaluated.evaluation;
            for (_, field) in wanted.iter().filter(|(of, _)| of == form) {
                if let Some(value) = evaluation.field(field) {
                    values.insert((form.to_owned(), field.clone()), value.clone());
                }
            }
            if has(&evaluated.form, Role::Outcome) {
                visited = of_role(&evaluated.form, evaluation, Role::ReviewDate).and_then(day);
            }
        }
        let mut name = head;
        if name.is_empty() {
            let naming = walk
                .workspace
                .household_papers(walk.period)
                .into_iter()
                .find(|form| has(form, Role::HeadName));
            if let Some(form) = naming {
                let latest = walk
                    .gathering
                    .evaluate_of(&key(form.id().as_str()), ImportPeriod::Latest)?;
                let said = latest
                    .as_ref()
                    .and_then(|latest| of_role(&latest.form, &latest.evaluation, Role::HeadName));
                if let Some(Value::Text(text)) = said {
                    name.clone_from(text);
                }
            }
        }
        self.values = values;
        self.visited = visited;
        Ok(name)
    }
}

fn has(form: &Form, role: Role) -> bool {
    matches!(form.field_with_role(role), Some((None, _)))
}

fn of_role<'e>(form: &Form, evaluation: &'e Evaluation, role: Role) -> Option<&'e Value> {
    match form.field_with_role(role)? {
        (None, field) => evaluation.value(&Path::Field(field.id.clone())),
        _ => None,
    }
}

fn areas() -> impl Iterator<Item = Option<crate::place::Area>> {
    use crate::place::Area;
    [None, Some(Area::Rural), Some(Area::Urban)].into_iter()
}

/// One more household of a place and of its xã.
fn count(walk: &mut Walk<'_, '_>, at: usize) {
    let xa = walk.review.places.get(at).map(|stand| stand.xa);
    for at in [Some(at), xa.filter(|xa| *xa != at)].into_iter().flatten() {
        if let Some(stand) = walk.review.places.get_mut(at) {
            stand.households += 1;
        }
    }
}

/// Every list that a step asks.
fn list_ids(walk: &Walk<'_, '_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for step in walk.steps.list() {
        ids.insert(step.list.clone());
        for left in &step.left {
            match &left.kind {
                LeftKind::Households {
                    among: Among::List(id),
                    ..
                }
                | LeftKind::Papers {
                    wants: Wants::Paper(id),
                    ..
                } => {
                    ids.insert(id.clone());
                }
                _ => {}
            }
        }
    }
    ids
}

/// Every field of a household's papers that a condition reads.
fn conditions(walk: &Walk<'_, '_>) -> BTreeSet<(String, Name)> {
    let lefts = walk.steps.list().iter().flat_map(|step| &step.left);
    lefts
        .filter_map(|left| match &left.kind {
            LeftKind::Households {
                when: Some(when),
                lacks,
                ..
            } if *lacks != Lacks::Nobody => Some((when.form.clone(), when.field.clone())),
            _ => None,
        })
        .collect()
}
