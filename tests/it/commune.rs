//! The sample commune over two years: the tables of the review foot, agree with each other and with the
//! year before, and any one cell changed by hand is named.
//!
//! `BIEU_CASES` is the number of households (26, each story twice, where none is given); from 1 000 on the figures of the run
//! are printed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use bieu::form::{
    At, Cell, Finding, FindingKind, FormKind, Period, Spot, TallyRow, TallyRowKind, TallyTable,
};
use bieu::place::Regime;
use bieu::task::{self, GivenRow, GivenTable, TableOptions, demo};
use bieu::workspace::{Clock, Workspace};
use rust_decimal::Decimal;

const CLOCK: Clock = Clock::Fixed(1_795_000_000);
const PLACE: &str = "06253";
const YEARS: [i32; 2] = [2025, 2026];

type Tables = BTreeMap<(String, i32), TallyTable>;

fn timed<T>(what: &str, loud: bool, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    if loud {
        println!("{what}: {:.2} s", start.elapsed().as_secs_f64());
    }
    done
}

fn tables(workspace: &Workspace, loud: bool) -> Tables {
    let mut tables = Tables::new();
    for year in YEARS {
        let period = Period::Year(year);
        let library = workspace.library().clone();
        for form in library.valid_at(period.last_day()) {
            let id = form.id().as_str();
            if form.kind() != FormKind::Table || !id.starts_with("mau-7-") {
                continue;
            }
            let options = TableOptions {
                split_area: true,
                ..TableOptions::default()
            };
            let table = timed(&format!("{id} {year}"), loud, || {
                task::table(workspace, id, period, options, &mut |_, _| true).unwrap()
            });
            tables.insert((id.to_owned(), year), table);
        }
    }
    tables
}

fn given(id: &str, year: i32, table: &TallyTable, workspace: &Workspace) -> GivenTable {
    let rows = table.rows.iter().map(|row| GivenRow {
        kind: row.kind,
        place: row.place.clone(),
        area: row.area,
        part: row.part.as_ref().map(ToString::to_string),
        cells: row
            .cells
            .iter()
            .map(|(number, cell)| (number.clone(), cell.value))
            .collect(),
    });
    GivenTable {
        form: workspace.library().newest(id).unwrap().id().clone(),
        period: Period::Year(year),
        rows: rows.collect(),
    }
}

fn value(row: &TallyRow, number: &str) -> Decimal {
    let cell = row.cells.iter().find(|(known, _)| known.as_str() == number);
    let value = cell.and_then(|(_, cell)| cell.value);
    value.unwrap_or_else(|| panic!("{number} of {} {:?}", row.place, row.part))
}

/// What holds in every row of the movement tables: opening - out + in = closing.
fn movement_foots(id: &str, year: i32, tables: &Tables) {
    let table = &tables[&(id.to_owned(), year)];
    assert!(table.rows.len() >= 2 * 5, "{id}");
    for row in &table.rows {
        let of = |number| value(row, number);
        let out: Decimal = ["2", "3", "4"].into_iter().map(of).sum();
        let came: Decimal = ["5", "6", "7", "8"].into_iter().map(of).sum();
        assert_eq!(
            of("1") - out + came,
            of("9"),
            "{id} {year} {} {:?}",
            row.place,
            row.part
        );
    }
}

/// Every figure that people could write otherwise: table, row, column.
fn known(tables: &[GivenTable]) -> Vec<Vec<(usize, String)>> {
    let of = |table: &GivenTable| {
        let rows = table.rows.iter().enumerate();
        rows.flat_map(|(n, row)| {
            let known = row.cells.iter().filter(|(_, value)| value.is_some());
            known.map(move |(number, _)| (n, number.clone()))
        })
        .collect()
    };
    tables.iter().map(of).collect()
}

/// Whether a cell that was named is the one changed.
fn names(cell: &Cell, table: &GivenTable, (row, number): &(usize, String)) -> bool {
    let row = &table.rows[*row];
    let place = match &cell.spot {
        Spot::Own => row.kind == TallyRowKind::Total,
        Spot::Area(area) => row.kind == TallyRowKind::Area(*area),
        Spot::Unit { place, .. } => row.kind == TallyRowKind::Unit && *place == row.place,
    };
    let at = At::Column {
        number: number.clone(),
        part: row.part.clone(),
    };
    cell.form == table.form && cell.period == table.period && place && cell.at == at
}

/// One cell of every table changed at once: each is named, with both values, and no other cell is.
fn change_and_ask(
    workspace: &Workspace,
    tables: &[GivenTable],
    cells: &[Option<(usize, String)>],
    change: &dyn Fn(Decimal) -> Decimal,
) -> (usize, usize) {
    let mut broken = tables.to_vec();
    let mut changed = Vec::new();
    for (n, cell) in cells.iter().enumerate() {
        let Some((row, number)) = cell else { continue };
        let slot = broken[n].rows[*row].cells.get_mut(number).unwrap();
        let before = slot.unwrap();
        let after = change(before);
        if after == before {
            continue;
        }
        *slot = Some(after);
        changed.push((n, (*row, number.clone()), before, after));
    }
    let found = task::crosscheck(workspace, None, &broken, &mut |_, _| true).unwrap();
    let tallied: Vec<&Finding> = found
        .iter()
        .filter(|found| found.kind == FindingKind::Tallied)
        .collect();
    assert_eq!(tallied.len(), changed.len(), "{tallied:#?}");
    let mut by_rule = 0;
    for (n, cell, before, after) in &changed {
        let here = |at: &Cell| names(at, &tables[*n], cell);
        let named = tallied.iter().filter(|found| here(&found.at));
        let named: Vec<_> = named.collect();
        assert_eq!(named.len(), 1, "{} {cell:?}", tables[*n].form);
        assert_eq!(
            (named[0].expected, named[0].found),
            (Some(*before), Some(*after))
        );
        by_rule += usize::from(found.iter().any(|found| {
            matches!(found.kind, FindingKind::Broken | FindingKind::Printed)
                && (here(&found.at) || found.others.iter().any(here))
        }));
    }
    (changed.len(), by_rule)
}

#[test]
fn tables_of_two_years_foot_agree_and_name_any_cell_changed_by_hand() {
    let households = crate::store::cases(26);
    let loud = households >= 1_000;
    let dir = tempfile::tempdir().unwrap();
    timed("make", loud, || {
        demo::make_whole(
            dir.path(),
            PLACE,
            Regime::TwoTier,
            households,
            CLOCK,
            &mut |_, _| true,
        )
        .unwrap()
    });
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let made = tables(&workspace, loud);
    assert_eq!(made.len(), 2 * 10);
    for ((id, year), table) in &made {
        for row in &table.rows {
            for (number, cell) in &row.cells {
                assert!(
                    cell.closed || cell.value.is_some(),
                    "{id} {year} {} {number}",
                    row.place
                );
            }
        }
    }
    for id in ["mau-7-2", "mau-7-3"] {
        for year in YEARS {
            movement_foots(id, year, &made);
        }
        let of = |year: i32| &made[&(id.to_owned(), year)].rows;
        for (before, after) in of(2025).iter().zip(of(2026)) {
            assert_eq!((&before.place, &before.part), (&after.place, &after.part));
            assert_eq!(
                value(before, "9"),
                value(after, "1"),
                "{id} {}",
                before.place
            );
        }
        // Every way into the class and out of it is met in one of the years, or nothing was shown.
        let total = |number: &str| -> Decimal {
            let rows = YEARS.iter().flat_map(|year| of(*year));
            let rows = rows.filter(|row| row.kind == TallyRowKind::Total);
            rows.map(|row| value(row, number)).sum()
        };
        let never: BTreeSet<&str> = ["2", "3", "4", "5", "6", "7", "8"]
            .into_iter()
            .filter(|number| total(number).is_zero())
            .collect();
        assert!(never.is_empty(), "{id}: {never:?}");
    }
    let found = timed("check between papers", loud, || {
        task::crosscheck(&workspace, None, &[], &mut |_, _| true).unwrap()
    });
    assert!(found.is_empty(), "{found:#?}");

    let tables: Vec<GivenTable> = made
        .iter()
        .map(|((id, year), table)| given(id, *year, table, &workspace))
        .collect();
    let found = task::crosscheck(&workspace, None, &tables, &mut |_, _| true).unwrap();
    assert!(found.is_empty(), "{found:#?}");
    let known = known(&tables);
    let most = known.iter().map(Vec::len).max().unwrap();
    let all: usize = known.iter().map(Vec::len).sum();
    assert!(all > 1_000, "{all}");
    // By default a few of the cells, other ones in each table; with BIEU_CASES all of them.
    let step = if std::env::var_os("BIEU_CASES").is_some() && !loud {
        1
    } else {
        (most / 2).max(1)
    };
    let (mut tried, mut by_rule) = (0, 0);
    for n in (0..most).step_by(step) {
        let cells: Vec<_> = known
            .iter()
            .enumerate()
            .map(|(table, known)| known.get((n + table * 7) % known.len().max(1)).cloned())
            .collect();
        let (changed, ruled) =
            change_and_ask(&workspace, &tables, &cells, &|value| value + Decimal::ONE);
        tried += changed;
        by_rule += ruled;
    }
    let thousand = known.iter().map(|known| known.first().cloned());
    let thousand: Vec<_> = thousand.collect();
    change_and_ask(&workspace, &tables, &thousand, &|value| {
        value * Decimal::from(1000)
    });
    if loud {
        println!("{tried} of {all} cells changed, {by_rule} named by a rule as well");
    }
    assert!(by_rule * 10 >= tried * 8, "{by_rule} of {tried}");
}
