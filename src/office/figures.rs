//! Tallied tables and lists as tables to be printed.

use super::document::{Align, Cell, Column, Row, Table};
use crate::form::{
    Date, Form, ListCell, ListRow, ListTable, Running, TableColumn, TallyRow, TallyRowKind,
    TallyTable,
};
use crate::place::Area;

/// The words that a table needs beside its paper's own.
#[derive(Clone, Debug, Default)]
pub struct TableWords {
    /// Above the code or label of a unit.
    pub place: String,
    /// Above the name of a unit.
    pub name: String,
    /// Above the part of a unit's row.
    pub part: String,
    /// The total row.
    pub total: String,
    /// The rural row.
    pub rural: String,
    /// The urban row.
    pub urban: String,
    /// Above the household's number, where a list has no column of its own for it.
    pub number: String,
    /// What stands for yes.
    pub yes: String,
    /// What stands in a table where nobody knows.
    pub unknown: String,
    /// What stands in a list where nobody knows: room to write in by hand.
    pub room: String,
    /// What stands in a closed cell.
    pub closed: String,
}

/// A tallied table: one row for each unit and part, areas and the total in bold.
pub fn tally_table(form: &Form, table: &TallyTable, words: &TableWords) -> Table {
    let parted = form.table_parts().len() > 0;
    let mut columns = vec![
        head(&words.place, Align::Left),
        head(&words.name, Align::Left),
    ];
    columns.extend(parted.then(|| head(&words.part, Align::Left)));
    columns.extend(
        form.table_columns()
            .iter()
            .map(|own| column(own, Align::Right)),
    );
    let rows = table.rows.iter().map(|row| {
        let mut cells = vec![Cell::text(&row.place), Cell::text(name(row, words))];
        if parted {
            let mut parts = form.table_parts();
            let part = parts.find(|part| Some(&part.id) == row.part.as_ref());
            cells.push(Cell::text(part.map_or("", |part| &part.label)));
        }
        let figures = form.table_columns().iter();
        cells.extend(figures.map(|column| figure(row, column, words)));
        match row.kind {
            TallyRowKind::Unit => Row::Cells(cells),
            TallyRowKind::Area(_) | TallyRowKind::Total => Row::Strong(cells),
        }
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}

fn name<'a>(row: &'a TallyRow, words: &'a TableWords) -> &'a str {
    match row.kind {
        TallyRowKind::Unit => &row.name,
        TallyRowKind::Area(Area::Rural) => &words.rural,
        TallyRowKind::Area(Area::Urban) => &words.urban,
        TallyRowKind::Total => &words.total,
    }
}

fn figure(row: &TallyRow, column: &TableColumn, words: &TableWords) -> Cell {
    let told = row.cells.get(&column.number);
    match told.and_then(|cell| cell.value) {
        Some(value) => Cell::Number {
            value,
            digits: column.digits,
            grouped: true,
        },
        None if told.is_some_and(|cell| cell.closed) => Cell::text(&words.closed),
        // A rate of nothing: no figure, yet nothing is missing.
        None if told.is_none_or(|cell| cell.missing == 0) => Cell::Empty,
        None => Cell::text(&words.unknown),
    }
}

/// A list: a row for each household or member. By unit, each unit has a bold row of its own above its
/// households; otherwise each row names its unit, so that the sheet can be sorted and filtered.
pub fn list_table(form: &Form, list: &ListTable, words: &TableWords, by_unit: bool) -> Table {
    let unnumbered = unnumbered(form);
    let mut columns = Vec::new();
    if !by_unit {
        columns.push(head(&words.place, Align::Left));
        columns.push(head(&words.name, Align::Left));
    }
    columns.extend(unnumbered.then(|| head(&words.number, Align::Centre)));
    let aligns = aligns(form, list);
    let own = form.table_columns().iter().zip(aligns);
    columns.extend(own.map(|(own, align)| column(own, align)));
    let mut rows = Vec::new();
    let mut last = None;
    for row in &list.rows {
        let unit = list.units.get(row.unit);
        let mut cells = Vec::new();
        match by_unit {
            true if last != Some(row.unit) => {
                last = Some(row.unit);
                rows.extend(unit.map(|unit| Row::Across(unit.name.clone())));
            }
            true => {}
            false => {
                cells.push(Cell::text(unit.map_or("", |unit| &unit.place)));
                cells.push(Cell::text(unit.map_or("", |unit| &unit.name)));
            }
        }
        cells.extend(list_cells(form, row, words));
        rows.push(Row::Cells(cells));
    }
    Table { columns, rows }
}

/// The cells of one row of a list, the household's number first where the paper has no column for it.
fn list_cells(form: &Form, row: &ListRow, words: &TableWords) -> Vec<Cell> {
    let mut cells = Vec::new();
    cells.extend(unnumbered(form).then(|| Cell::count(row.number)));
    let own = form.table_columns().iter().zip(&row.cells);
    cells.extend(own.map(|(column, cell)| list_cell(column, cell, words)));
    cells
}

/// What a list shows in one place, as a cell.
pub fn list_cell(column: &TableColumn, cell: &ListCell, words: &TableWords) -> Cell {
    match cell {
        ListCell::Text(text) => Cell::text(text),
        ListCell::Number(value) => Cell::Number {
            value: *value,
            digits: column.digits,
            // Years and counts stand as they are.
            grouped: column.digits > 0,
        },
        ListCell::Date(Date::Year(year)) => Cell::count(*year),
        ListCell::Date(Date::Day(day)) => Cell::Date(*day),
        ListCell::YesNo(true) => Cell::text(&words.yes),
        ListCell::YesNo(false) | ListCell::Nothing => Cell::Empty,
        ListCell::Unknown => Cell::text(&words.room),
    }
}

/// Whether the paper itself has no column for the household's number.
fn unnumbered(form: &Form) -> bool {
    let mut columns = form.table_columns().iter();
    !columns.any(|column| column.running == Some(Running::Household))
}

/// Words stand at the left, figures and marks in the middle.
fn aligns(form: &Form, list: &ListTable) -> Vec<Align> {
    let worded = |at: usize| {
        let mut cells = list.rows.iter().filter_map(|row| row.cells.get(at));
        cells.any(|cell| matches!(cell, ListCell::Text(_)))
    };
    (0..form.table_columns().len())
        .map(|at| match worded(at) {
            true => Align::Left,
            false => Align::Centre,
        })
        .collect()
}

fn head(text: &str, align: Align) -> Column {
    Column {
        headings: vec![text.to_owned()],
        align,
        ..Column::default()
    }
}

/// A paper's own column, its number below it.
pub fn column(own: &TableColumn, align: Align) -> Column {
    let mut headings = own.headings.clone();
    headings.push(own.label.clone());
    let numbered = own.is_numbered();
    let number = match &own.printed {
        Some(printed) => Some(printed.clone()),
        None => numbered.then(|| format!("({})", own.number)),
    };
    Column {
        headings,
        number,
        align,
        ..Column::default()
    }
}
