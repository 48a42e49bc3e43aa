//! What a file would do: each household held against those that are there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::columns::List;
use super::known::{Register, may_be_one};
use super::rows::{self, Household, Naming, Place};
use super::values::{self, Held};
use super::{By, Candidate, Decision, Fate, Plan, Planned, PlannedThon, Terms, Told};
use crate::form::{Intake, heading_key};
use crate::record::{EditId, PlaceRef};
use crate::task::{Progress, TaskError};
use crate::workspace::{Thon, Workspace};

/// A plan with what is needed to apply it.
pub(super) struct Prepared {
    pub(super) plan: Plan,
    pub(super) households: Vec<Household>,
    pub(super) naming: Naming,
    pub(super) own: Place,
    /// The thôn of each household, by its place in the plan's thôn; none is the file's own or the commune.
    pub(super) thons: Vec<Option<usize>>,
}

/// Plans: nothing is written.
///
/// # Errors
/// If no paper of the period names households, the store cannot be read, or the person cancels.
pub fn plan(
    workspace: &Workspace,
    list: &List,
    intake: &Intake,
    terms: &Terms,
    progress: &mut Progress<'_>,
) -> Result<Plan, TaskError> {
    Ok(prepare(workspace, list, intake, terms, progress)?.plan)
}

pub(super) fn prepare(
    workspace: &Workspace,
    list: &List,
    intake: &Intake,
    terms: &Terms,
    progress: &mut Progress<'_>,
) -> Result<Prepared, TaskError> {
    let naming =
        Naming::new(workspace, terms.period).ok_or(TaskError::NoNamingPaper(terms.period))?;
    let own = (naming.form.id().clone(), terms.period);
    let register = Register::read(workspace, &naming, terms.period, progress)?;
    let read = rows::read(workspace, list, intake, terms, &naming);
    let (thons, of) = thons(workspace, intake, terms, &read.households)?;
    let mut planning = Planning {
        workspace,
        terms,
        naming: &naming,
        own: &own,
        register: &register,
        numbers: repeated_numbers(&read.households),
        twins: twins(&read.households),
        thons: &thons,
    };
    let mut households = Vec::with_capacity(read.households.len());
    for (at, household) in read.households.iter().enumerate() {
        if !progress(at as u64, read.households.len() as u64) {
            return Err(TaskError::Cancelled);
        }
        let thon = of.get(at).copied().flatten();
        households.push(planning.planned(at, household, thon)?);
    }
    planning.taken_twice(&mut households);
    let plan = Plan {
        thons,
        households,
        left_out: read.left_out,
        unplaced: read.unplaced,
        unread: read.unread,
        short_numbers: read.short_numbers,
    };
    Ok(Prepared {
        plan,
        households: read.households,
        naming,
        own,
        thons: of,
    })
}

/// The thôn that the file names, each with the one that is there, and which of them each household lives in.
fn thons(
    workspace: &Workspace,
    intake: &Intake,
    terms: &Terms,
    households: &[Household],
) -> Result<(Vec<PlannedThon>, Vec<Option<usize>>), TaskError> {
    let known = workspace.thons()?;
    let mut thons: Vec<PlannedThon> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut of = Vec::with_capacity(households.len());
    for household in households {
        if household.thon.is_empty() {
            of.push(None);
            continue;
        }
        let at = match seen.get(&household.thon) {
            Some(at) => *at,
            None => {
                let named = |thon: &PlannedThon| one_place(intake, &thon.name, &household.thon);
                let at = thons.iter().position(named).unwrap_or_else(|| {
                    thons.push(PlannedThon {
                        name: household.thon.clone(),
                        known: known_thon(intake, &known, &household.thon),
                        households: 0,
                    });
                    thons.len() - 1
                });
                seen.insert(household.thon.clone(), at);
                at
            }
        };
        if let Some(thon) = thons.get_mut(at) {
            thon.households += 1;
        }
        of.push(Some(at));
    }
    for (at, decided) in &terms.thons {
        let name = |id: &EditId| known.iter().find(|thon| thon.id == *id);
        if let (Some(thon), Some(id)) = (thons.get_mut(*at), decided) {
            thon.known = name(id).map(|known| (known.id, known.name.clone()));
        }
    }
    Ok((thons, of))
}

/// The one thôn that a name means; of several that it may mean the one spelled alike.
fn known_thon(intake: &Intake, known: &[Thon], name: &str) -> Option<(EditId, String)> {
    let spelled = |thon: &&Thon| thon.name.to_lowercase() == name.to_lowercase();
    let mut hits = known
        .iter()
        .filter(|thon| one_place(intake, &thon.name, name));
    let hit = match (hits.next(), hits.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) => known.iter().find(spelled),
        _ => None,
    };
    hit.map(|thon| (thon.id, thon.name.clone()))
}

/// Whether two names are of one thôn: the kind of place in front may be left out, and is never another one.
fn one_place(intake: &Intake, a: &str, b: &str) -> bool {
    if heading_key(a) == heading_key(b) {
        return true;
    }
    let ((a, kind_a), (b, kind_b)) = (intake.place_name(a), intake.place_name(b));
    // A number alone is no name: "1" may be of a bản or of a xóm.
    let named = a.chars().any(char::is_alphabetic);
    named && a == b && (kind_a.is_none() || kind_b.is_none())
}

/// Personal numbers that stand on two people of the file, with the rows of their households.
fn repeated_numbers(households: &[Household]) -> HashMap<String, BTreeSet<usize>> {
    let mut all: HashMap<String, Vec<usize>> = HashMap::new();
    for household in households {
        for number in household
            .members
            .iter()
            .filter_map(|member| member.number.clone())
        {
            all.entry(number).or_default().push(household.row);
        }
    }
    all.retain(|_, rows| rows.len() > 1);
    all.into_iter()
        .map(|(number, rows)| (number, rows.into_iter().collect()))
        .collect()
}

/// Households of one head's name, thôn and birth, by their place: the rows of the others.
fn twins(households: &[Household]) -> BTreeMap<usize, usize> {
    let mut first: HashMap<(String, String), Vec<(usize, usize)>> = HashMap::new();
    let mut twins = BTreeMap::new();
    for (at, household) in households.iter().enumerate() {
        if household.head.is_empty() {
            continue;
        }
        let key = (heading_key(&household.head), heading_key(&household.thon));
        let like = first.entry(key).or_default();
        for (other, row) in like.iter() {
            let Some(before) = households.get(*other) else {
                continue;
            };
            if same_head(household, before) {
                twins.insert(at, *row);
                twins.entry(*other).or_insert(household.row);
            }
        }
        like.push((at, household.row));
    }
    twins
}

/// Whether two households of one head's name may be one: neither births nor numbers speak against it.
fn same_head(a: &Household, b: &Household) -> bool {
    let (Some(a), Some(b)) = (a.head_member(), b.head_member()) else {
        return true;
    };
    let born = match (a.birth, b.birth) {
        (Some(a), Some(b)) => may_be_one(a, b),
        _ => true,
    };
    let numbered = match (&a.number, &b.number) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    born && numbered
}

struct Planning<'a> {
    workspace: &'a Workspace,
    terms: &'a Terms,
    naming: &'a Naming,
    own: &'a Place,
    register: &'a Register,
    numbers: HashMap<String, BTreeSet<usize>>,
    twins: BTreeMap<usize, usize>,
    thons: &'a [PlannedThon],
}

impl Planning<'_> {
    fn planned(
        &self,
        at: usize,
        household: &Household,
        thon: Option<usize>,
    ) -> Result<Planned, TaskError> {
        let mut doubts = self.own_doubts(at, household, thon);
        let place = self.place(thon);
        let made = thon.is_some() && place.is_none();
        let (found, why) = self.found(household, place.as_ref(), made);
        doubts.extend(why);
        let hopeless = household.head.is_empty() || household.members.len() > self.naming.most;
        let decision = self.terms.households.get(&at).copied();
        let fate = match (doubts.is_empty(), found.as_slice()) {
            (true, []) => Fate::New,
            (true, [(candidate, by)]) => Fate::Matched(candidate.clone(), *by),
            _ => Fate::Doubtful(found.into_iter().map(|(candidate, _)| candidate).collect()),
        };
        let entered = match (decision, &fate) {
            (Some(Decision::Same(id)), _) => Some(id),
            (None, Fate::Matched(candidate, _)) => Some(candidate.household),
            _ => None,
        };
        let held = match entered.filter(|_| !hopeless) {
            Some(id) => values::held(
                self.workspace,
                id,
                household,
                self.naming,
                self.own,
                self.terms.take_file,
            )?,
            None => Held::default(),
        };
        let mut remarks = household.remarks.clone();
        remarks.extend(held.remarks);
        if let (Some(known), Some(place)) = (entered.and_then(|id| self.register.get(id)), &place)
            && known.place != *place
        {
            let args = vec![("thon", household.thon.clone())];
            remarks.push(Told::new("other-thon", args));
        }
        let thon_name = match thon.and_then(|thon| self.thons.get(thon)) {
            Some(thon) => thon
                .known
                .as_ref()
                .map_or(&thon.name, |(_, name)| name)
                .clone(),
            None => String::new(),
        };
        Ok(Planned {
            row: household.row,
            head: household.head.clone(),
            thon: thon_name,
            members: household.members.len(),
            fate,
            doubts,
            remarks,
            fills: held.fills,
            differs: held.differs,
            new_members: held.new_members,
            absent: held.absent,
            decision,
            hopeless,
        })
    }

    /// Where the file says that a household lives, if that thôn is there.
    fn place(&self, thon: Option<usize>) -> Option<PlaceRef> {
        match thon {
            Some(thon) => {
                let (id, _) = self.thons.get(thon)?.known.as_ref()?;
                Some(PlaceRef::Thon(*id))
            }
            None => self.terms.thon.clone(),
        }
    }

    /// What is doubtful in the file itself.
    fn own_doubts(&self, at: usize, household: &Household, thon: Option<usize>) -> Vec<Told> {
        let mut doubts = Vec::new();
        if household.head.is_empty() {
            doubts.push(Told::new("no-head", Vec::new()));
        }
        if household.heads > 1 {
            let args = vec![("n", household.heads.to_string())];
            doubts.push(Told::new("two-heads", args));
        }
        if household.members.len() > self.naming.most {
            let args = vec![
                ("n", household.members.len().to_string()),
                ("most", self.naming.most.to_string()),
            ];
            doubts.push(Told::new("too-many", args));
        }
        if thon.is_none() && self.terms.thon.is_none() {
            doubts.push(Told::new("no-thon", Vec::new()));
        }
        if let Some(row) = self.twins.get(&at) {
            doubts.push(Told::new("same-in-file", vec![("row", row.to_string())]));
        }
        for member in &household.members {
            let Some(rows) = member.number.as_ref().and_then(|n| self.numbers.get(n)) else {
                continue;
            };
            let other = rows.iter().find(|row| **row != household.row);
            let args = vec![
                ("name", member.name.clone()),
                ("row", other.unwrap_or(&household.row).to_string()),
            ];
            doubts.push(Told::new("number-twice", args));
        }
        doubts
    }

    /// The households that this one may be, and what makes that doubtful.
    fn found(
        &self,
        household: &Household,
        place: Option<&PlaceRef>,
        made: bool,
    ) -> (Vec<(Candidate, By)>, Vec<Told>) {
        let register = self.register;
        let mut found: BTreeMap<usize, By> = BTreeMap::new();
        let mut doubts = Vec::new();
        if !household.label.is_empty() {
            for at in register.of_label(&household.label) {
                found.entry(*at).or_insert(By::Label);
            }
        }
        let head = household.head_member();
        let number = head.and_then(|head| head.number.as_deref());
        for at in number
            .into_iter()
            .flat_map(|number| register.of_number(number))
        {
            found.entry(at).or_insert(By::HeadNumber);
        }
        let head_name = heading_key(&household.head);
        let mut elsewhere = BTreeMap::new();
        for member in household.members.iter().filter(|member| !member.head) {
            let number = member.number.as_deref();
            for at in number
                .into_iter()
                .flat_map(|number| register.of_number(number))
            {
                let Some(known) = register.households.get(at) else {
                    continue;
                };
                if heading_key(&known.candidate.head) == head_name {
                    found.entry(at).or_insert(By::MemberNumber);
                } else if !found.contains_key(&at) {
                    elsewhere.entry(at).or_insert_with(|| member.name.clone());
                }
            }
        }
        let birth = head.and_then(|head| head.birth);
        for at in register.of_head(&household.head) {
            let Some(known) = register.households.get(*at) else {
                continue;
            };
            if found.contains_key(at) || place.is_some_and(|place| known.place != *place) {
                continue;
            }
            // Two numbers that both stand are of two people.
            if let (Some(a), Some(b)) = (number, &known.number)
                && !(a.ends_with(b.as_str()) || b.ends_with(a))
            {
                continue;
            }
            match (birth, known.birth) {
                (Some(a), Some(b)) if !may_be_one(a, b) => {}
                // In a thôn that is not there yet nobody lives: only a birth speaks for one from elsewhere.
                (None, _) | (_, None) if made => {}
                (Some(_), Some(_)) | (None, None) if place.is_some() => {
                    found.insert(*at, By::Name);
                }
                _ => {
                    found.insert(*at, By::Name);
                    let label = known.candidate.label.clone();
                    doubts.push(Told::new("same-name", vec![("label", label)]));
                }
            }
        }
        for (at, name) in elsewhere {
            let Some(known) = register
                .households
                .get(at)
                .filter(|_| !found.contains_key(&at))
            else {
                continue;
            };
            let args = vec![
                ("name", name),
                ("label", known.candidate.label.clone()),
                ("head", known.candidate.head.clone()),
            ];
            doubts.push(Told::new("member-elsewhere", args));
            found.insert(at, By::MemberNumber);
        }
        if found.len() > 1 {
            let labels = found.keys().filter_map(|at| register.households.get(*at));
            let labels: Vec<&str> = labels.map(|known| known.candidate.label.as_str()).collect();
            doubts.push(Told::new("candidates", vec![("labels", labels.join(", "))]));
        }
        let candidates = found.into_iter().filter_map(|(at, by)| {
            let known = register.households.get(at)?;
            Some((known.candidate.clone(), by))
        });
        (candidates.collect(), doubts)
    }

    /// Two households of the file cannot both be one that is there, unless the person says so.
    fn taken_twice(&mut self, households: &mut [Planned]) {
        let mut rows: HashMap<EditId, Vec<usize>> = HashMap::new();
        for planned in households.iter() {
            if let (None, Fate::Matched(candidate, _)) = (planned.decision, &planned.fate) {
                rows.entry(candidate.household)
                    .or_default()
                    .push(planned.row);
            }
        }
        for planned in households {
            let Fate::Matched(candidate, _) = &planned.fate else {
                continue;
            };
            let Some(rows) = rows.get(&candidate.household).filter(|rows| rows.len() > 1) else {
                continue;
            };
            let other = rows.iter().find(|row| **row != planned.row);
            let args = vec![
                ("label", candidate.label.clone()),
                ("row", other.unwrap_or(&planned.row).to_string()),
            ];
            planned.doubts.push(Told::new("taken-twice", args));
            planned.fate = Fate::Doubtful(vec![candidate.clone()]);
        }
    }
}
