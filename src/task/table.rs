//! An official table, tallied from the Phiếu of a period.

use std::collections::{BTreeMap, HashMap};

use super::{Progress, TaskError};
use crate::form::{
    Context, Evaluation, ImportPeriod, ListTable, Name, Period, TallyRowKind, TallyTable, TallyUnit,
};
use crate::place::{Area, Level, Unit};
use crate::record::{EditId, PhieuKey, PhieuSubject, PlaceRef};
use crate::workspace::{Evaluated, Gathering, Workspace, WorkspaceError};

/// How a table is laid out.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableOptions {
    /// One row per unit of this level; by default the level below this workspace's own.
    pub by: Option<Level>,
    /// The official frame: urban units under their area's row, then rural ones, then the total.
    pub split_area: bool,
}

/// Tallies a table over every household known here.
///
/// # Errors
/// If the id names no table valid then, the level lies above this workspace's unit, the store cannot be
/// read, or the person cancelled.
pub fn table(
    workspace: &Workspace,
    id: &str,
    period: Period,
    options: TableOptions,
    progress: &mut Progress<'_>,
) -> Result<TallyTable, TaskError> {
    let day = period.last_day();
    let library = workspace.library().clone();
    let Some((form, tally)) = library.tally(id, day) else {
        return Err(no_such(workspace, id, day));
    };
    let (layout, context) = frame(workspace, period, options)?;
    let mut tallying = tally.start(form, layout.units.clone(), context);
    each_household(
        workspace,
        &layout,
        (tally.joins(), tally.periods()),
        period,
        progress,
        |unit, papers| {
            tallying.add(unit, papers);
        },
    )?;
    Ok(framed(tallying.finish(), options.split_area))
}

/// Makes a list of the households known here, or of their members, unit by unit.
///
/// # Errors
/// As [`table()`].
pub fn list(
    workspace: &Workspace,
    id: &str,
    period: Period,
    options: TableOptions,
    progress: &mut Progress<'_>,
) -> Result<ListTable, TaskError> {
    let day = period.last_day();
    let library = workspace.library().clone();
    let Some((form, listing)) = library.listing(id, day) else {
        return Err(no_such(workspace, id, day));
    };
    let (layout, context) = frame(workspace, period, options)?;
    let mut listings = listing.start(form, layout.units.clone(), context);
    each_household(
        workspace,
        &layout,
        (listing.joins(), listing.periods()),
        period,
        progress,
        |unit, papers| {
            listings.add(unit, papers);
        },
    )?;
    Ok(listings.finish())
}

/// A table or list not valid then, or no table at all.
pub(super) fn no_such(workspace: &Workspace, id: &str, day: chrono::NaiveDate) -> TaskError {
    let known = workspace.library().newest(id);
    if known.is_some_and(|form| form.kind().is_made()) {
        let form = id.to_owned();
        return WorkspaceError::NoForm { form, date: day }.into();
    }
    TaskError::NoTable(id.to_owned())
}

/// The rows of a table, which household counts for which, and what formulas know.
pub(super) fn frame(
    workspace: &Workspace,
    period: Period,
    options: TableOptions,
) -> Result<(Layout, Context), TaskError> {
    let day = period.last_day();
    let own = workspace
        .unit(&workspace.config().place, day)
        .ok_or_else(|| WorkspaceError::NoPlace {
            code: workspace.config().place.clone(),
            date: day,
        })?;
    let by = options.by.unwrap_or_else(|| below(workspace, own));
    if by > own.level {
        return Err(TaskError::LevelAbove);
    }
    if by == Level::Huyen && own.regime == crate::place::Regime::TwoTier {
        return Err(TaskError::NoLevelThen(day));
    }
    let layout = Layout::new(workspace, by, options.split_area, period)?;
    let (provinces, library) = (workspace.places().provinces(), workspace.library());
    let context =
        crate::workspace::context_at(Some(own), day, period, &provinces, library.holidays());
    Ok((layout, context))
}

/// Evaluates every household's papers of a period, one household after the other.
pub(super) fn each_household(
    workspace: &Workspace,
    layout: &Layout,
    joins: (&[Name], &[ImportPeriod]),
    period: Period,
    progress: &mut Progress<'_>,
    mut add: impl FnMut(usize, &[Option<&Evaluation>]),
) -> Result<(), TaskError> {
    let mut gathering = workspace.gathering();
    let total = layout.households.len() as u64;
    for (done, (household, unit)) in (0u64..).zip(&layout.households) {
        if !progress(done, total) {
            return Err(TaskError::Cancelled);
        }
        let papers = papers(&mut gathering, joins, *household, period)?;
        let papers: Vec<Option<&Evaluation>> = papers
            .iter()
            .map(|paper| paper.as_ref().map(|paper| &*paper.evaluation))
            .collect();
        add(*unit, &papers);
    }
    progress(total, total);
    Ok(())
}

/// A household's papers, evaluated with what they read of others.
pub(super) fn papers(
    gathering: &mut Gathering<'_>,
    (joins, periods): (&[Name], &[ImportPeriod]),
    household: EditId,
    period: Period,
) -> Result<Vec<Option<Evaluated>>, TaskError> {
    let key = |join: &Name| PhieuKey {
        form: join.to_string(),
        subject: PhieuSubject::Household(household),
        period,
    };
    joins
        .iter()
        .zip(periods)
        .map(|(join, which)| Ok(gathering.evaluate_of(&key(join), *which)?))
        .collect()
}

/// The level below a unit, in the chain that the workspace reports along.
fn below(workspace: &Workspace, own: &Unit) -> Level {
    match own.level {
        Level::Tinh if workspace.config().regime == crate::place::Regime::ThreeTier => Level::Huyen,
        Level::Tinh | Level::Huyen => Level::Xa,
        Level::Xa | Level::Thon => Level::Thon,
    }
}

/// Which household counts for which row.
pub(super) struct Layout {
    pub(super) units: Vec<TallyUnit>,
    pub(super) households: Vec<(EditId, usize)>,
}

impl Layout {
    fn new(
        workspace: &Workspace,
        by: Level,
        split: bool,
        period: Period,
    ) -> Result<Layout, TaskError> {
        let day = period.last_day();
        let thons: HashMap<EditId, crate::workspace::Thon> = workspace
            .thons()?
            .into_iter()
            .map(|thon| (thon.id, thon))
            .collect();
        let mut rows: BTreeMap<(String, Option<EditId>), (TallyUnit, Vec<EditId>)> =
            BTreeMap::new();
        for household in workspace.households()? {
            if !household.is_in(period) {
                continue;
            }
            let (code, thon): (String, _) = match household.place_on(day) {
                PlaceRef::Code(code) => (code.to_owned(), None),
                PlaceRef::Thon(id) => match thons.get(id) {
                    Some(thon) => (thon.parent.clone(), Some(thon)),
                    None => return Err(WorkspaceError::NoSuch(household.label).into()),
                },
            };
            let xa = workspace.unit(&code, day);
            let (key, unit) = match thon.filter(|_| by == Level::Thon) {
                Some(thon) => {
                    let area = xa.and_then(|xa| xa.area);
                    let unit = TallyUnit {
                        place: thon.label.clone(),
                        name: thon.name.clone(),
                        area,
                    };
                    ((thon.label.clone(), Some(thon.id)), unit)
                }
                None => {
                    let unit = ancestor(workspace, &code, by, day);
                    // Above the commune a unit has urban and rural households: one row for each area where
                    // areas are asked for, else one row of no area.
                    let area = xa
                        .filter(|_| split || by <= Level::Xa)
                        .and_then(|xa| xa.area);
                    let place = unit.map_or_else(|| code.clone(), |unit| unit.code.to_string());
                    let name = unit.map_or_else(|| code.clone(), |unit| unit.name.to_string());
                    (
                        (
                            format!("{place}/{}", area.map_or(0, |area| area as u8 + 1)),
                            None,
                        ),
                        TallyUnit { place, name, area },
                    )
                }
            };
            rows.entry(key)
                .or_insert_with(|| (unit, Vec::new()))
                .1
                .push(household.id);
        }
        let mut layout = Layout {
            units: Vec::new(),
            households: Vec::new(),
        };
        for (index, (unit, households)) in rows.into_values().enumerate() {
            layout.units.push(unit);
            layout
                .households
                .extend(households.into_iter().map(|household| (household, index)));
        }
        Ok(layout)
    }
}

/// The unit of a level in the chain above a xã.
fn ancestor<'w>(
    workspace: &'w Workspace,
    code: &str,
    by: Level,
    day: chrono::NaiveDate,
) -> Option<&'w Unit> {
    let mut unit = workspace.unit(code, day)?;
    while unit.level < by {
        unit = workspace.unit(&unit.parent, day)?;
    }
    Some(unit)
}

/// Rows in the order of the official frame, or units and the total alone.
fn framed(table: TallyTable, split: bool) -> TallyTable {
    let training = table.training;
    if !split {
        let rows = table
            .rows
            .into_iter()
            .filter(|row| !matches!(row.kind, TallyRowKind::Area(_)))
            .collect();
        return TallyTable { rows, training };
    }
    let place = |row: &crate::form::TallyRow| {
        let area = match (row.kind, row.area) {
            (TallyRowKind::Total, _) => 3,
            (_, Some(Area::Urban)) => 0,
            (_, Some(Area::Rural)) => 1,
            (_, None) => 2,
        };
        (area, !matches!(row.kind, TallyRowKind::Area(_)))
    };
    let mut rows = table.rows;
    // Stable: units keep their order inside an area.
    rows.sort_by_key(place);
    TallyTable { rows, training }
}
