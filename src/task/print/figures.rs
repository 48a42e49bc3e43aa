//! Rows and columns: lists, tables, grids.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::{number_column, rows_of};
use super::values::Filling;
use crate::form::{
    FieldType, Form, GridColumn, GridRow, Name, Outcome, Path, TallyRow, TallyRowKind, Value,
};
use crate::office::{self, Align, Cell, Column, Line, Look, Part, Row, Table, TableWords};
use crate::place::Level;
use crate::record::PlaceRef;
use crate::task::{Progress, TableOptions, TaskError};

/// Where a grid's units stand.
const UNIT: usize = 2;
/// So many local rows can be written by hand.
const ROOM: usize = 4;

/// A list's rows for the place, and how many households may be missing from it.
pub(super) fn list(
    filling: &Filling<'_>,
    id: &str,
    columns: Option<&[String]>,
    progress: &mut Progress<'_>,
) -> Result<(Table, u64), TaskError> {
    let workspace = filling.workspace;
    let period = filling.job.period;
    let library = workspace.library();
    let form = library
        .get(id, period.last_day())
        .or_else(|| library.newest(id));
    let form = form.ok_or_else(|| TaskError::NoPrint(id.to_owned()))?;
    let mut list = match filling.job.blank {
        true => crate::form::ListTable::default(),
        false => crate::task::list(workspace, id, period, TableOptions::default(), progress)?,
    };
    let only = filling.only()?;
    if let Some(only) = &only {
        let units = list.units.clone();
        list.rows
            .retain(|row| units.get(row.unit).is_some_and(|unit| unit.place == *only));
    }
    let words = words(filling);
    let mut table = office::list_table(form, &list, &words, true);
    if only.is_some() {
        // One thôn only: its name stands above the list.
        table.rows.retain(|row| !matches!(row, Row::Across(_)));
    }
    if let Some(columns) = columns {
        let own = form.table_columns();
        let before = table.columns.len() - own.len();
        let chosen = columns.iter().filter_map(|number| {
            let at = own.iter().position(|column| column.number == *number)?;
            Some(before + at)
        });
        let chosen: Vec<usize> = (0..before).chain(chosen).collect();
        table.choose(&chosen);
    }
    // The numbers of columns that were left out would only raise questions.
    if columns.is_some_and(|columns| columns.len() < form.table_columns().len()) {
        for column in &mut table.columns {
            column.number = None;
        }
    }
    // Spelled many may be missing is known of the whole only.
    let missing = if only.is_none() { list.missing } else { 0 };
    Ok((table, missing))
}

/// A tallied table.
pub(super) fn tally(
    filling: &Filling<'_>,
    form: &Form,
    progress: &mut Progress<'_>,
) -> Result<Table, TaskError> {
    let workspace = filling.workspace;
    let own = PlaceRef::Code(workspace.config().place.clone());
    let level = workspace.level_of(&own, filling.job.period);
    let options = TableOptions {
        by: None,
        split_area: level.is_some_and(|level| level > Level::Xa),
    };
    let id = form.id().as_str();
    let mut table = crate::task::table(workspace, id, filling.job.period, options, progress)?;
    if let Some(only) = filling.only()? {
        table
            .rows
            .retain(|row| row.kind == TallyRowKind::Unit && row.place == only);
    }
    let mut told = office::tally_table(form, &table, &words(filling));
    number_units(&mut told, &table.rows, filling.word("number"));
    Ok(told)
}

/// Units by their running number: their labels are nobody's business on paper.
fn number_units(table: &mut Table, rows: &[TallyRow], heading: String) {
    let (mut last, mut number) = (None, 0u32);
    for (row, told) in table.rows.iter_mut().zip(rows) {
        let unit = (told.kind == TallyRowKind::Unit).then_some(&told.place);
        let begins = unit.is_some() && unit != last;
        last = unit;
        number += u32::from(begins);
        if let Row::Cells(cells) | Row::Strong(cells) = row
            && let Some(cell) = cells.first_mut()
        {
            *cell = match begins {
                true => Cell::count(number),
                false => Cell::Empty,
            };
        }
    }
    if let Some(column) = table.columns.first_mut() {
        *column = number_column(&heading);
    }
}

/// A grid as the paper has it, its local rows below; a unit that all its rows share stands once, above it.
pub(super) fn grid(filling: &Filling<'_>, form: &Form) -> Vec<Part> {
    let head = |text: &str, width: u16, align: Align| Column {
        headings: vec![text.to_owned()],
        width,
        align,
        ..Column::default()
    };
    let mut columns = vec![
        head(&filling.word("item"), 5, Align::Centre),
        head(&filling.word("row"), 30, Align::Left),
        head(&filling.word("unit"), 8, Align::Centre),
    ];
    let common = form.columns().iter().find_map(|column| {
        let number = column.field.kind.is_number();
        column.field.unit.clone().filter(|_| number)
    });
    let units = Units::of(form, common.as_ref());
    columns.extend(form.columns().iter().map(|column| {
        let mut headings = column.headings.clone();
        let unit = match &units {
            Units::Columns(units) => units.get(&column.field.id),
            Units::Rows | Units::One(_) => None,
        };
        headings.push(match unit {
            Some(unit) => format!("{} ({unit})", column.field.label),
            None => column.field.label.clone(),
        });
        Column {
            headings,
            align: Align::Right,
            by_hand: filling.phieu.is_none(),
            ..Column::default()
        }
    }));
    let mut rows = Vec::new();
    for row in form.rows() {
        let unit = form.row_unit(row).or_else(|| common.clone());
        let mut cells = vec![
            Cell::text(row.item.clone().unwrap_or_default()),
            Cell::text(format!("{}{}", "  ".repeat(row.depth), row.label)),
            Cell::text(unit.unwrap_or_default()),
        ];
        for column in form.columns() {
            let path = Path::Cell {
                row: row.id.clone(),
                column: column.field.id.clone(),
            };
            let closed = form.is_closed(row.id.as_str(), column.field.id.as_str());
            cells.push(cell(filling, form, &path, closed));
        }
        rows.push(match row.depth {
            0 => Row::Strong(cells),
            _ => Row::Cells(cells),
        });
    }
    rows.extend(local_rows(filling, form));
    let mut table = Table { columns, rows };
    let mut parts = Vec::new();
    if !matches!(units, Units::Rows) {
        let others: Vec<usize> = (0..table.columns.len()).filter(|at| *at != UNIT).collect();
        table.choose(&others);
    }
    if let Units::One(unit) = units {
        parts.push(Part::Line(Line {
            text: format!("{}: {unit}", filling.word("unit")),
            look: Look {
                italic: true,
                align: Align::Right,
                with_next: true,
                ..Look::default()
            },
        }));
    }
    parts.push(Part::Table(table));
    parts
}

/// A grid's local rows below their own heading; on an empty paper there is room for some.
fn local_rows(filling: &Filling<'_>, form: &Form) -> Vec<Row> {
    let Some((local, before)) = form.local() else {
        return Vec::new();
    };
    let told: Vec<Row> = match &filling.phieu {
        None => vec![Row::Cells(Vec::new()); ROOM],
        Some((_, evaluated)) => {
            let rows = rows_of(evaluated, &local.id).into_iter();
            rows.map(|row| {
                let path = |field: &Name| Path::Member {
                    roster: local.id.clone(),
                    row,
                    field: field.clone(),
                };
                let mut own = local
                    .fields
                    .iter()
                    .map(|field| cell(filling, form, &path(&field.id), false));
                // The item is the paper's own; a name and a unit stand where the paper's rows have theirs.
                let mut cells = vec![Cell::Empty];
                cells.extend(own.by_ref().take(before));
                cells.resize(1 + UNIT, Cell::Empty);
                cells.extend(own);
                Row::Cells(cells)
            })
            .collect()
        }
    };
    let heading = (!told.is_empty()).then(|| Row::Across(local.title.clone()));
    heading.into_iter().chain(told).collect()
}

/// Where the units of a grid's figures stand.
enum Units {
    /// All are of one unit, which stands above the grid.
    One(String),
    /// Each row has its own, in a column.
    Rows,
    /// Each column has its own, in its heading.
    Columns(BTreeMap<Name, String>),
}

impl Units {
    fn of(form: &Form, common: Option<&String>) -> Units {
        let unit = |row: &GridRow, column: &GridColumn| {
            let (row, column) = (row.id.clone(), column.field.id.clone());
            let closed = form.is_closed(row.as_str(), column.as_str());
            let field = form.field_at(&Path::Cell { row, column })?;
            let counted = field.kind.is_number() && field.kind != FieldType::Percent;
            field.unit.clone().filter(|_| counted && !closed)
        };
        let (rows, columns) = (form.rows(), form.columns());
        let of_row = |row: &GridRow| -> BTreeSet<String> {
            columns
                .iter()
                .filter_map(|column| unit(row, column))
                .collect()
        };
        let of_column = |column: &GridColumn| -> BTreeSet<String> {
            rows.iter().filter_map(|row| unit(row, column)).collect()
        };
        if form.local().is_some() {
            return Units::Rows;
        }
        if rows.iter().all(|row| of_row(row).len() <= 1) {
            let mut own = rows
                .iter()
                .map(|row| form.row_unit(row).or_else(|| common.cloned()));
            let first = own.next().flatten();
            return match first {
                Some(first) if own.all(|unit| unit.as_ref() == Some(&first)) => Units::One(first),
                _ => Units::Rows,
            };
        }
        if columns.iter().any(|column| of_column(column).len() > 1) {
            return Units::Rows;
        }
        let own = columns.iter().filter_map(|column| {
            let unit = of_column(column).into_iter().next()?;
            (!column.field.label.contains(&unit)).then(|| (column.field.id.clone(), unit))
        });
        Units::Columns(own.collect())
    }
}

fn cell(filling: &Filling<'_>, form: &Form, path: &Path, closed: bool) -> Cell {
    if closed {
        return Cell::text(filling.word("closed"));
    }
    let Some(outcome) = filling
        .evaluation()
        .and_then(|evaluation| evaluation.outcomes.get(path))
    else {
        return Cell::Empty;
    };
    match (outcome.value(), form.field_at(path), outcome) {
        (Some(Value::Number(value)), Some(field), _) => Cell::Number {
            value: *value,
            digits: field.digits,
            grouped: !form.holds_years(path),
        },
        (_, _, Outcome::Closed) => Cell::text(filling.word("closed")),
        (_, _, outcome) => Cell::text(filling.text(form, path, outcome).unwrap_or_default()),
    }
}

/// What a table says beside its paper's own words.
fn words(filling: &Filling<'_>) -> TableWords {
    TableWords {
        place: filling.word("place"),
        name: filling.word("name"),
        part: filling.word("part"),
        total: filling.word("total"),
        rural: filling.word("rural"),
        urban: filling.word("urban"),
        number: filling.word("number"),
        yes: filling.word("ticked_cell"),
        unknown: filling.word("unknown"),
        room: filling.word("room"),
        closed: filling.word("closed"),
    }
}
