//! A table's figures by place, part and column: tallied here, or handed in by somebody.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Progress, TableOptions, TaskError, table};
use crate::form::{Figure, Library, Name, Period, Spot, TallyRowKind, TallyTable};
use crate::place::{Area, Level};
use crate::workspace::Workspace;

/// A table that somebody handed in, its shape checked by whoever read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenTable {
    /// The table's id.
    pub form: Name,
    /// Its period.
    pub period: Period,
    /// Its rows.
    pub rows: Vec<GivenRow>,
}

/// One of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRow {
    /// What it stands for.
    pub kind: TallyRowKind,
    /// The unit's code or label; empty for areas and the total.
    pub place: String,
    /// The area of the unit.
    pub area: Option<Area>,
    /// The part, where the table has parts.
    pub part: Option<String>,
    /// Figures by official column number.
    pub cells: BTreeMap<String, Option<Decimal>>,
}

type Key = (Spot, Option<String>, String);

/// One table's figures.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Units with the area of their row, then areas, then the whole.
    rows: Vec<(Spot, Option<Area>)>,
    /// The rows of each unit.
    units: BTreeMap<String, Vec<Spot>>,
    figures: BTreeMap<Key, Figure>,
    /// Decimal digits by column, where it is no count.
    rates: BTreeMap<String, u32>,
}

impl Sheet {
    fn new(
        library: &Library,
        form: &Name,
        rows: &[GivenRow],
        closed: &BTreeSet<Key>,
        given: bool,
    ) -> Sheet {
        let mut sheet = Sheet::default();
        let split = split(rows);
        let mut seen = BTreeSet::new();
        for row in rows {
            let spot = spot(&split, row);
            if seen.insert(spot.clone()) {
                sheet.rows.push((spot.clone(), row.area));
                if let Spot::Unit { place, .. } = &spot {
                    sheet
                        .units
                        .entry(place.clone())
                        .or_default()
                        .push(spot.clone());
                }
            }
            for (number, value) in &row.cells {
                let key = (spot.clone(), row.part.clone(), number.clone());
                let figure = match value {
                    Some(value) => Figure::Known {
                        value: *value,
                        given,
                    },
                    None if closed.contains(&key) => Figure::Nothing,
                    None => Figure::Unknown,
                };
                sheet.figures.insert(key, figure);
            }
        }
        let columns = library
            .newest(form.as_str())
            .map(|form| form.table_columns())
            .unwrap_or_default();
        for column in columns {
            let divides = |text: &String| text.contains('/');
            let rate = column.of.is_some() || column.printed.as_ref().is_some_and(divides);
            if column.digits > 0 || rate {
                sheet.rates.insert(column.number.clone(), column.digits);
            }
        }
        sheet
    }

    /// A table that was handed in.
    pub(super) fn given(library: &Library, table: &GivenTable) -> Sheet {
        Sheet::new(library, &table.form, &table.rows, &BTreeSet::new(), true)
    }

    /// Every place that has a row.
    pub(super) fn spots(&self) -> Vec<Spot> {
        self.rows.iter().map(|(spot, _)| spot.clone()).collect()
    }

    /// The unit rows that a row is the sum of.
    pub(super) fn below(&self, spot: &Spot) -> Vec<Spot> {
        let wanted = match spot {
            Spot::Own => None,
            Spot::Area(area) => Some(*area),
            Spot::Unit { .. } => return Vec::new(),
        };
        let units = self
            .rows
            .iter()
            .filter(|(spot, _)| matches!(spot, Spot::Unit { .. }));
        units
            .filter(|(_, area)| wanted.is_none() || *area == wanted)
            .map(|(spot, _)| spot.clone())
            .collect()
    }

    /// One figure. A unit's row is found by its place where its area does not matter.
    pub(super) fn figure(&self, spot: &Spot, part: Option<&str>, number: &str) -> Figure {
        let key = |spot: &Spot| (spot.clone(), part.map(str::to_owned), number.to_owned());
        if let Some(figure) = self.figures.get(&key(spot)) {
            return figure.clone();
        }
        let Spot::Unit { place, .. } = spot else {
            return Figure::Absent;
        };
        match self.units.get(place).map(Vec::as_slice) {
            Some([only]) => self
                .figures
                .get(&key(only))
                .cloned()
                .unwrap_or(Figure::Absent),
            _ => Figure::Absent,
        }
    }

    /// Every figure with its place.
    pub(super) fn figures(&self) -> impl Iterator<Item = (&Key, &Figure)> {
        self.figures.iter()
    }

    /// Counts agree exactly, rates within one unit of the last printed digit.
    pub(super) fn tolerance(&self, number: &str) -> Decimal {
        self.rates
            .get(number)
            .map_or(Decimal::ZERO, |digits| Decimal::new(1, *digits))
    }
}

/// The units that a table splits by area.
fn split(rows: &[GivenRow]) -> BTreeSet<&str> {
    let mut areas: BTreeMap<&str, BTreeSet<Option<u8>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.kind == TallyRowKind::Unit) {
        let area = row.area.map(|area| area as u8);
        areas.entry(&row.place).or_default().insert(area);
    }
    let several = areas.into_iter().filter(|(_, areas)| areas.len() > 1);
    several.map(|(place, _)| place).collect()
}

/// Where a row stands. The area tells rows of one unit apart, where a table splits it.
fn spot(split: &BTreeSet<&str>, row: &GivenRow) -> Spot {
    match row.kind {
        TallyRowKind::Total => Spot::Own,
        TallyRowKind::Area(area) => Spot::Area(area),
        TallyRowKind::Unit => Spot::Unit {
            place: row.place.clone(),
            area: row.area.filter(|_| split.contains(row.place.as_str())),
        },
    }
}

/// Tallies a table; laid out like one that was handed in, where there is one.
pub(super) fn tallied(
    workspace: &Workspace,
    form: &Name,
    period: Period,
    like: Option<&GivenTable>,
    progress: &mut Progress<'_>,
) -> Result<Sheet, TaskError> {
    let day = period.last_day();
    let mut options = TableOptions::default();
    if let Some(like) = like {
        let rows = like.rows.iter();
        options.split_area = rows
            .clone()
            .any(|row| matches!(row.kind, TallyRowKind::Area(_)));
        let mut units = rows.filter(|row| row.kind == TallyRowKind::Unit);
        options.by = units.next().map(|row| {
            let unit = workspace.unit(&row.place, day);
            unit.map_or(Level::Thon, |unit| unit.level)
        });
    }
    let table = match table(workspace, form.as_str(), period, options, progress) {
        // Laid out for another office: compared as this one lays it out.
        Err(TaskError::LevelAbove | TaskError::NoLevelThen(_)) => {
            options.by = None;
            table(workspace, form.as_str(), period, options, progress)?
        }
        other => other?,
    };
    Ok(sheet(workspace.library(), form, &table))
}

fn sheet(library: &Library, form: &Name, table: &TallyTable) -> Sheet {
    let mut closed = BTreeSet::new();
    let rows: Vec<GivenRow> = table
        .rows
        .iter()
        .map(|row| GivenRow {
            kind: row.kind,
            place: row.place.clone(),
            area: row.area,
            part: row.part.as_ref().map(ToString::to_string),
            cells: row
                .cells
                .iter()
                .map(|(number, cell)| (number.clone(), cell.value))
                .collect(),
        })
        .collect();
    let split = split(&rows);
    for (row, read) in table.rows.iter().zip(&rows) {
        let of_row = row.cells.iter().filter(|(_, cell)| cell.closed);
        closed.extend(
            of_row.map(|(number, _)| (spot(&split, read), read.part.clone(), number.clone())),
        );
    }
    Sheet::new(library, form, &rows, &closed, false)
}
