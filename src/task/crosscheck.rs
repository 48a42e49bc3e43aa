//! Rules between papers, held on what a workspace has: its tables tallied once, its Phiếu, its records.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::sheet::{GivenTable, Sheet, tallied};
use super::{Progress, TaskError};
use crate::form::{
    Answer, At, Cell, Cells, Evaluation, Figure, Finding, FindingKind, Form, FormKind, Identities,
    Library, Name, Op, Outcome, Path, Period, Scope, Severity, Special, Spot, Value,
};
use crate::place::{Level, Regime};
use crate::record::{Phieu, PhieuId, PhieuSubject, PlaceRef};
use crate::workspace::{Workspace, WorkspaceError};

/// Everything found between the papers of a period, or of all periods.
///
/// With tables handed in, those stand in place of the tallied ones, and only what concerns them is told:
/// they are also compared with what the papers here add up to.
///
/// # Errors
/// If the store cannot be read, the identities have mistakes, or the person cancelled.
pub fn crosscheck(
    workspace: &Workspace,
    period: Option<Period>,
    given: &[GivenTable],
    progress: &mut Progress<'_>,
) -> Result<Vec<Finding>, TaskError> {
    let identities = workspace.identities()?;
    let mut papers = Papers::read(workspace)?;
    let periods: Vec<Period> = match (given.is_empty(), period) {
        (true, Some(period)) => vec![period],
        (true, None) => papers.periods(),
        (false, _) => given
            .iter()
            .map(|table| table.period)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    };
    papers.tally(&identities, &periods, given, progress)?;
    let mut scope = Scope {
        periods: &periods,
        step: progress,
    };
    let mut findings = identities
        .compare(&papers, &mut scope)
        .ok_or(TaskError::Cancelled)?;
    if let Some(error) = papers.failed.take() {
        return Err(error);
    }
    if !given.is_empty() {
        let concerns = |cell: &Cell| papers.handed_in(&cell.form, cell.period);
        findings.retain(|found| {
            let cells = std::iter::once(&found.at).chain(&found.others);
            cells.chain(&found.missing).any(concerns)
        });
        findings.extend(papers.as_tallied());
    }
    Ok(findings)
}

/// One Phiếu with what it says.
struct Filled {
    phieu: Phieu,
    form: Arc<Form>,
    evaluation: Arc<Evaluation>,
}

/// One Phiếu of a paper that repeats.
struct Recorded {
    period: Period,
    /// The code of its xã or unit.
    code: String,
    /// The label of its thôn.
    thon: Option<String>,
    id: PhieuId,
}

/// The figures of a workspace.
pub(super) struct Papers<'w> {
    workspace: &'w Workspace,
    library: Arc<Library>,
    own: String,
    /// Place papers by form and period: where, and which.
    index: BTreeMap<(String, Period), Vec<(Spot, PhieuId)>>,
    /// Every Phiếu of a paper that repeats.
    records: BTreeMap<String, Vec<Recorded>>,
    /// Periods in which households have papers.
    reviewed: BTreeSet<Period>,
    filled: RefCell<HashMap<PhieuId, Option<Arc<Filled>>>>,
    tables: HashMap<(Name, Period), Sheet>,
    given: HashMap<(Name, Period), Sheet>,
    failed: RefCell<Option<TaskError>>,
}

impl<'w> Papers<'w> {
    pub(super) fn read(workspace: &'w Workspace) -> Result<Papers<'w>, TaskError> {
        let library = workspace.library().clone();
        let own = workspace.config().place.clone();
        let mut papers = Papers {
            workspace,
            own,
            index: BTreeMap::new(),
            records: BTreeMap::new(),
            reviewed: BTreeSet::new(),
            filled: RefCell::default(),
            tables: HashMap::new(),
            given: HashMap::new(),
            failed: RefCell::default(),
            library,
        };
        for (key, id) in workspace.store().phieus(None, None)? {
            let repeats = papers
                .library
                .newest(&key.form)
                .is_some_and(|form| form.repeats());
            if repeats {
                let place = workspace.subject_place(&key.subject)?;
                let thon = match &place {
                    PlaceRef::Thon(_) => Some(workspace.place_label(&place)?),
                    PlaceRef::Code(_) => None,
                };
                let code = workspace.place_code(&place)?;
                let list = papers.records.entry(key.form).or_default();
                list.push(Recorded {
                    period: key.period,
                    code,
                    thon,
                    id,
                });
                continue;
            }
            match &key.subject {
                PhieuSubject::Household(_) => {
                    papers.reviewed.insert(key.period);
                }
                PhieuSubject::Place(place) => {
                    let label = workspace.place_label(place)?;
                    let spot = papers.spot(&label);
                    let list = papers.index.entry((key.form, key.period)).or_default();
                    list.push((spot, id));
                }
            }
        }
        Ok(papers)
    }

    /// A place as figures name it.
    pub(super) fn spot(&self, label: &str) -> Spot {
        if label == self.own {
            return Spot::Own;
        }
        Spot::Unit {
            place: label.to_owned(),
            area: None,
        }
    }

    fn periods(&self) -> Vec<Period> {
        let mut periods = self.reviewed.clone();
        periods.extend(self.index.keys().map(|(_, period)| *period));
        periods.extend(self.records.values().flatten().map(|record| record.period));
        periods.into_iter().collect()
    }

    /// Tallies every table that an identity reads, in the periods and the openings before them.
    pub(super) fn tally(
        &mut self,
        identities: &Identities,
        periods: &[Period],
        given: &[GivenTable],
        progress: &mut Progress<'_>,
    ) -> Result<(), TaskError> {
        let mut wanted: BTreeSet<(Name, Period)> = BTreeSet::new();
        for form in identities.forms() {
            for period in periods {
                wanted.insert((form.clone(), *period));
                wanted.insert((form.clone(), Period::Year(period.year() - 1)));
            }
        }
        for table in given {
            wanted.insert((table.form.clone(), table.period));
        }
        for (form, period) in wanted {
            let day = period.last_day();
            let serves = |form: &Form| form.kind() == FormKind::Table && form.serves(period);
            let there = self
                .library
                .tally(form.as_str(), day)
                .is_some_and(|(form, _)| serves(form));
            if !there || !self.reviewed.contains(&period) {
                continue;
            }
            let like = given
                .iter()
                .find(|table| table.form == form && table.period == period);
            match tallied(self.workspace, &form, period, like, progress) {
                Ok(sheet) => {
                    self.tables.insert((form, period), sheet);
                }
                // A paper that this program does not have is told where Phiếu are checked.
                Err(TaskError::Workspace(WorkspaceError::NoForm { .. })) => {}
                Err(error) => return Err(error),
            }
        }
        for table in given {
            let sheet = Sheet::given(&self.library, table);
            self.given.insert((table.form.clone(), table.period), sheet);
        }
        Ok(())
    }

    fn sheet(&self, form: &Name, period: Period) -> Option<&Sheet> {
        let key = (form.clone(), period);
        self.given.get(&key).or_else(|| self.tables.get(&key))
    }

    fn is_table(&self, form: &Name) -> bool {
        let form = self.library.newest(form.as_str());
        form.is_some_and(|form| form.kind() == FormKind::Table)
    }

    /// Every figure of a table handed in that the papers here add up to otherwise.
    fn as_tallied(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (key, given) in &self.given {
            let Some(tallied) = self.tables.get(key) else {
                continue;
            };
            for ((spot, part, number), found) in given.figures() {
                let expected = tallied.figure(spot, part.as_deref(), number);
                let (Figure::Known { value: found, .. }, Figure::Known { value, .. }) =
                    (found, expected)
                else {
                    continue;
                };
                if (*found - value).abs() <= given.tolerance(number) {
                    continue;
                }
                findings.push(Finding {
                    kind: FindingKind::Tallied,
                    identity: key.0.to_string(),
                    severity: Severity::Asks,
                    op: Op::Equal,
                    at: Cell {
                        form: key.0.clone(),
                        at: At::Column {
                            number: number.clone(),
                            part: part.clone(),
                        },
                        spot: spot.clone(),
                        period: key.1,
                    },
                    others: Vec::new(),
                    expected: Some(value),
                    expected_to: None,
                    found: Some(*found),
                    formula: String::new(),
                    message: String::new(),
                    missing: Vec::new(),
                    closes: None,
                });
            }
        }
        findings.sort_by(|a, b| a.at.cmp(&b.at));
        findings
    }

    fn filled(&self, id: PhieuId) -> Option<Arc<Filled>> {
        if let Some(known) = self.filled.borrow().get(&id) {
            return known.clone();
        }
        let read = || -> Result<Filled, TaskError> {
            let phieu = self.workspace.phieu(id)?;
            let form = self.workspace.form_of(&phieu)?;
            let evaluation = Arc::new(self.workspace.evaluate(&phieu)?);
            Ok(Filled {
                phieu,
                form,
                evaluation,
            })
        };
        let filled = match read() {
            Ok(filled) => Some(Arc::new(filled)),
            Err(TaskError::Workspace(WorkspaceError::NoForm { .. })) => None,
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                None
            }
        };
        self.filled.borrow_mut().insert(id, filled.clone());
        filled
    }

    /// The Phiếu of a paper at a place and period.
    fn phieu(&self, cell: &Cell) -> Option<Arc<Filled>> {
        let key = (cell.form.to_string(), cell.period);
        let list = self.index.get(&key)?;
        let (_, id) = list.iter().find(|(spot, _)| *spot == cell.spot)?;
        self.filled(*id)
    }

    /// Codes and labels of the units directly below one.
    fn units_below(&self, place: &str, period: Period) -> Vec<String> {
        let day = period.last_day();
        let workspace = self.workspace;
        let Some(unit) = workspace.unit(place, day) else {
            return Vec::new();
        };
        if unit.level == Level::Xa {
            let thons = workspace.thons().unwrap_or_else(|error| {
                self.failed.borrow_mut().get_or_insert(error.into());
                Vec::new()
            });
            let own = thons.into_iter().filter(|thon| thon.parent == place);
            return own.map(|thon| thon.label).collect();
        }
        let day = match workspace.config().regime {
            Regime::ThreeTier => Regime::ThreeTier.clamp(day),
            Regime::TwoTier => day,
        };
        let children = workspace.places().children(place, day);
        children.iter().map(|unit| unit.code.to_string()).collect()
    }
}

impl Cells for Papers<'_> {
    fn spots(&self, form: &Name, period: Period) -> Vec<Spot> {
        if let Some(sheet) = self.sheet(form, period) {
            return sheet.spots();
        }
        let list = self.index.get(&(form.to_string(), period));
        list.into_iter()
            .flatten()
            .map(|(spot, _)| spot.clone())
            .collect()
    }

    fn below(&self, form: &Name, spot: &Spot, period: Period) -> Vec<Spot> {
        if self.is_table(form) {
            return self
                .sheet(form, period)
                .map(|sheet| sheet.below(spot))
                .unwrap_or_default();
        }
        let place = match spot {
            Spot::Own => &self.own,
            Spot::Unit { place, .. } => place,
            Spot::Area(_) => return Vec::new(),
        };
        let units = self.units_below(place, period);
        units.iter().map(|label| self.spot(label)).collect()
    }

    fn figure(&self, cell: &Cell) -> Figure {
        match &cell.at {
            At::Column { number, part } => self
                .sheet(&cell.form, cell.period)
                .map_or(Figure::Absent, |sheet| {
                    sheet.figure(&cell.spot, part.as_deref(), number)
                }),
            At::Path(path) => self.phieu(cell).map_or(Figure::Absent, |filled| {
                figure(filled.evaluation.outcomes.get(path))
            }),
            At::Records(_) | At::Figure(_) => Figure::Absent,
        }
    }

    fn records(&self, form: &Name, spot: &Spot, period: Period) -> Vec<Arc<Evaluation>> {
        let place = match spot {
            Spot::Own => &self.own,
            Spot::Unit { place, .. } => place,
            Spot::Area(_) => return Vec::new(),
        };
        let day = period.last_day();
        let list = self.records.get(form.as_str()).into_iter().flatten();
        list.filter(|record| {
            holds(period, record.period)
                && (record.thon.as_deref() == Some(place)
                    || self.workspace.is_within(&record.code, place, day))
        })
        .filter_map(|record| Some(self.filled(record.id)?.evaluation.clone()))
        .collect()
    }

    fn handed_in(&self, form: &Name, period: Period) -> bool {
        self.given.contains_key(&(form.clone(), period))
    }

    fn changed(&self, cell: &Cell, value: Decimal) -> Option<Vec<(Cell, Figure)>> {
        let known = Figure::Known { value, given: true };
        let At::Path(path) = &cell.at else {
            let given = self.handed_in(&cell.form, cell.period);
            return given.then(|| vec![(cell.clone(), known)]);
        };
        let filled = self.phieu(cell)?;
        let mut answers = filled.phieu.answers().clone();
        answers.set(path.clone(), Some(Answer::Given(Value::Number(value))));
        let context = self.workspace.context(&filled.phieu, &filled.form).ok()?;
        let after = filled.form.evaluate(&answers, &context);
        let wrong = |evaluation: &Evaluation| -> BTreeSet<(crate::form::Code, Path)> {
            let problems = evaluation.problems.iter();
            problems
                .map(|found| (found.code, found.at.clone()))
                .collect()
        };
        // What would put one paper right and another one wrong closes nothing.
        if !wrong(&after).is_subset(&wrong(&filled.evaluation)) {
            return None;
        }
        let changes = after.outcomes.iter().filter_map(|(path, outcome)| {
            let now = figure(Some(outcome));
            (now != figure(filled.evaluation.outcomes.get(path))).then(|| {
                let cell = Cell {
                    at: At::Path(path.clone()),
                    ..cell.clone()
                };
                (cell, now)
            })
        });
        Some(changes.collect())
    }
}

fn figure(outcome: Option<&Outcome>) -> Figure {
    let number = |value: &Value, given: bool| match value {
        Value::Number(value) => Figure::Known {
            value: *value,
            given,
        },
        _ => Figure::Unknown,
    };
    match outcome {
        Some(Outcome::Given(value) | Outcome::StandIn(value)) => number(value, true),
        Some(Outcome::Computed { value, .. }) => number(value, false),
        Some(Outcome::Closed | Outcome::NotRelevant | Outcome::Special(Special::NotApplicable)) => {
            Figure::Nothing
        }
        _ => Figure::Unknown,
    }
}

/// Whether a period is another, or a part of it.
fn holds(whole: Period, part: Period) -> bool {
    match (whole, part) {
        (Period::Year(year), Period::Year(other))
        | (Period::Year(year), Period::Half(other, _) | Period::Month(other, _)) => year == other,
        (Period::Half(year, half), Period::Month(other, month)) => {
            year == other && (month <= 6) == (half == 1)
        }
        (Period::Programme(first, ..), part) => {
            part == whole
                || (!matches!(part, Period::Programme(..))
                    && (first..=whole.year()).contains(&part.year()))
        }
        (whole, part) => whole == part,
    }
}
