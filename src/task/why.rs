//! *Vì sao?* of a Phiếu, and of a table's figure down to the households behind it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::table::{Layout, frame, no_such, papers};
use super::{Progress, TableOptions, TaskError, table};
use crate::form::{
    Because, Context, Derivation, Evaluation, Form, How, Path, Period, Role, Tally, TallyCell,
    TallyRow, TallyRowKind, TallyTable, Value, Worth,
};
use crate::record::{EditId, Phieu, PhieuId};
use crate::text::number;
use crate::workspace::{Evaluated, Gathering, Workspace};

/// Papers that are gone into, one behind the other.
const MOST_PAPERS: usize = 4;
/// Households named under one figure.
const MOST_RECORDS: usize = 60;

/// Why a place of a Phiếu has its value.
///
/// # Errors
/// If there is no such Phiếu, its paper is not here, or the store cannot be read.
pub fn why(workspace: &Workspace, id: PhieuId, path: &Path) -> Result<Derivation, TaskError> {
    let phieu = workspace.phieu(id)?;
    deeper(&mut workspace.gathering(), workspace, &phieu, path, 0)
}

/// The derivation of a place, with what it reads of other papers told by those papers.
fn deeper(
    gathering: &mut Gathering<'_>,
    workspace: &Workspace,
    phieu: &Phieu,
    path: &Path,
    depth: usize,
) -> Result<Derivation, TaskError> {
    let form = workspace.form_of(phieu)?;
    let context = gathering.context(phieu, &form)?;
    let mut derivation = form.why(phieu.answers(), &context, path);
    if depth < MOST_PAPERS {
        let mut tell = |told: &mut Because| {
            let import = form
                .imports()
                .iter()
                .find(|import| import.id.as_str() == told.at);
            let Some(import) = import else { return Ok(()) };
            // A paper that this program does not have says nothing here; it waits.
            let Some(source) = gathering.source(phieu, &form, import)? else {
                return Ok(());
            };
            let Ok(other) = workspace.form_of(&source) else {
                return Ok(());
            };
            let whole = deeper(gathering, workspace, &source, &import.at, depth + 1)?;
            told.how = How::Import {
                form: other.title().to_owned(),
                period: Some(source.key().period),
            };
            told.because = vec![whole.root];
            Ok::<(), TaskError>(())
        };
        each_import(&mut derivation.root, &mut tell)?;
    }
    Ok(derivation)
}

/// Every value of another paper in a tree.
fn each_import(
    node: &mut Because,
    tell: &mut dyn FnMut(&mut Because) -> Result<(), TaskError>,
) -> Result<(), TaskError> {
    if matches!(node.how, How::Import { .. }) {
        return tell(node);
    }
    node.because
        .iter_mut()
        .try_for_each(|part| each_import(part, tell))
}

/// Why a figure of a table is what it is: the columns that it is printed from, and the households behind it.
/// `at` is `COLUMN`, `UNIT/COLUMN` or `UNIT/COLUMN/PART` (an empty unit is the total); without it the first
/// column of the total.
///
/// # Errors
/// As [`table()`]; or if the table has no such figure.
pub fn why_cell(
    workspace: &Workspace,
    id: &str,
    period: Period,
    options: TableOptions,
    at: Option<&str>,
    progress: &mut Progress<'_>,
) -> Result<Derivation, TaskError> {
    let whole = table(workspace, id, period, options, progress)?;
    let library = workspace.library().clone();
    let Some((form, tally)) = library.tally(id, period.last_day()) else {
        return Err(no_such(workspace, id, period.last_day()));
    };
    let spelled = at.unwrap_or_default();
    let found = figure_at(form, &whole, spelled);
    let (row, column) = found.ok_or_else(|| TaskError::NoCell(spelled.to_owned()))?;
    let (layout, context) = frame(workspace, period, options)?;
    let mut wanted: Vec<usize> = vec![column];
    wanted.extend(printed_from(form, column));
    let mut cells: BTreeMap<usize, Because> = wanted
        .iter()
        .map(|at| (*at, figure(form, row, *at)))
        .collect();
    let counted: Vec<usize> = wanted
        .iter()
        .copied()
        .filter(|at| printed_from(form, *at).is_empty())
        .collect();
    let records = Records {
        workspace,
        tally,
        form,
        context,
        period,
        layout: &layout,
        labels: workspace
            .households()?
            .into_iter()
            .map(|household| (household.id, household.label))
            .collect(),
    };
    records.tell(row, &counted, &mut cells)?;
    let mut root = cells
        .remove(&column)
        .unwrap_or_else(|| figure(form, row, column));
    for at in wanted.iter().skip(1) {
        root.because.extend(cells.remove(at));
    }
    Ok(Derivation { root, flips: None })
}

/// How `check` spells the row of the whole.
const TOTAL: &str = "total";

fn is_part(form: &Form, spelled: &str) -> bool {
    form.table_parts().any(|part| part.id.as_str() == spelled)
}

/// The row and the position of the column that a spelling names.
fn figure_at<'t>(
    form: &Form,
    table: &'t TallyTable,
    spelled: &str,
) -> Option<(&'t TallyRow, usize)> {
    let parts: Vec<&str> = spelled.split('/').collect();
    let (unit, column, part) = match parts.as_slice() {
        [column] => ("", *column, None),
        [unit, column] => (*unit, *column, None),
        // As `check` spells a cell, and the other way round.
        [unit, part, column] if is_part(form, part) => (*unit, *column, Some(*part)),
        [unit, column, part] => (*unit, *column, Some(*part)),
        _ => return None,
    };
    let column = match column {
        "" => 0,
        number => form
            .table_columns()
            .iter()
            .position(|other| other.number == number)?,
    };
    let row = table.rows.iter().find(|row| {
        let kind = match unit {
            "" | TOTAL => row.kind == TallyRowKind::Total,
            place => row.kind == TallyRowKind::Unit && row.place == place,
        };
        let of_part =
            part.is_none_or(|part| row.part.as_ref().is_some_and(|id| id.as_str() == part));
        kind && of_part
    })?;
    Some((row, column))
}

/// The columns that a printed column is made of.
fn printed_from(form: &Form, column: usize) -> Vec<usize> {
    let columns = form.table_columns();
    let Some(this) = columns.get(column) else {
        return Vec::new();
    };
    let printed = this.printed.as_deref().unwrap_or_default();
    let (_, formula) = printed.split_once('=').unwrap_or(("", printed));
    let mut numbers: Vec<&str> = formula
        .split(|c: char| !c.is_ascii_alphanumeric())
        .collect();
    numbers.extend(this.of.as_deref());
    let mut read: Vec<usize> = numbers
        .into_iter()
        .filter_map(|number| columns.iter().position(|other| other.number == number))
        .filter(|at| *at != column)
        .collect();
    read.sort_unstable();
    read.dedup();
    read
}

/// A figure without what lies behind it.
fn figure(form: &Form, row: &TallyRow, column: usize) -> Because {
    let Some(of) = form.table_columns().get(column) else {
        return Because::of(How::Figures, Worth::Nothing);
    };
    let worth = match row.cells.get(&of.number) {
        Some(TallyCell { closed: true, .. }) => Worth::Nothing,
        Some(TallyCell {
            value: Some(value), ..
        }) => amount(*value, of.digits),
        _ => Worth::Unknown {
            missing: Vec::new(),
        },
    };
    let mut told = Because::of(How::Figures, worth);
    let place = match row.kind {
        TallyRowKind::Unit => format!("{}/", row.place),
        TallyRowKind::Area(_) | TallyRowKind::Total => String::new(),
    };
    told.at = format!("{place}{}", of.number);
    let mut words: Vec<&str> = of.headings.iter().map(String::as_str).collect();
    words.push(&of.label);
    let wording = words.join(" · ");
    let wording = match of.is_numbered() {
        true => format!("({}) {wording}", of.number),
        false => wording,
    };
    told.label = match row.name.is_empty() {
        true => wording,
        false => format!("{}: {wording}", row.name),
    };
    told.formula = of
        .printed
        .clone()
        .or_else(|| Some(of.rules.join("; ")).filter(|rules| !rules.is_empty()));
    told.source.clone_from(&of.source);
    told.evidence = Some(of.evidence);
    told
}

fn amount(value: Decimal, digits: u32) -> Worth {
    Worth::Known {
        value: Value::Number(value),
        text: Some(number::format(&value, digits)),
    }
}

/// The households that a table adds up, one by one.
struct Records<'w> {
    workspace: &'w Workspace,
    tally: &'w Tally,
    form: &'w Form,
    context: Context,
    period: Period,
    layout: &'w Layout,
    labels: HashMap<EditId, String>,
}

impl Records<'_> {
    /// Puts under each figure the households that add to it or cannot be decided, and counts the others.
    fn tell(
        &self,
        row: &TallyRow,
        columns: &[usize],
        cells: &mut BTreeMap<usize, Because>,
    ) -> Result<(), TaskError> {
        let mut gathering = self.workspace.gathering();
        let joins = (self.tally.joins(), self.tally.periods());
        for (household, unit) in &self.layout.households {
            let Some(unit) = self.layout.units.get(*unit) else {
                continue;
            };
            if row.kind == TallyRowKind::Unit && (unit.place != row.place || unit.area != row.area)
            {
                continue;
            }
            let papers = papers(&mut gathering, joins, *household, self.period)?;
            let read: Vec<Option<&Evaluation>> = papers
                .iter()
                .map(|paper| paper.as_ref().map(|paper| &*paper.evaluation))
                .collect();
            // The same adding up, of a table of this household alone.
            let mut one = self
                .tally
                .start(self.form, vec![unit.clone()], self.context.clone());
            one.add(0, &read);
            let alone = one.finish();
            let own = alone
                .rows
                .iter()
                .find(|other| other.kind == TallyRowKind::Unit && other.part == row.part);
            for at in columns {
                let cell = own.and_then(|own| {
                    let column = self.form.table_columns().get(*at)?;
                    Some((own.cells.get(&column.number)?, column.digits))
                });
                let (Some((cell, digits)), Some(into)) = (cell, cells.get_mut(at)) else {
                    continue;
                };
                let worth = match cell.value {
                    Some(value) if value.is_zero() => {
                        into.passed += 1;
                        continue;
                    }
                    Some(value) => amount(value, digits),
                    None if cell.missing > 0 => Worth::Unknown {
                        missing: self.absent(&papers),
                    },
                    None => continue,
                };
                if into.because.len() >= MOST_RECORDS {
                    into.more += 1;
                    continue;
                }
                let mut told = Because::of(How::Record, worth);
                let label = self.labels.get(household).cloned().unwrap_or_default();
                told.label = match self.head(&papers) {
                    Some(name) => format!("{label} ({name})"),
                    None => label.clone(),
                };
                told.at = label;
                into.because.push(told);
            }
        }
        Ok(())
    }

    /// The joined papers in the order of the table.
    fn joined(&self) -> impl Iterator<Item = Option<&Arc<Form>>> {
        let day = self.period.last_day();
        self.tally
            .joins()
            .iter()
            .map(move |join| self.workspace.library().get(join.as_str(), day))
    }

    /// The titles of the papers that the household does not have.
    fn absent(&self, papers: &[Option<Evaluated>]) -> Vec<String> {
        self.joined()
            .zip(papers)
            .filter(|(_, paper)| paper.is_none())
            .filter_map(|(form, _)| Some(form?.title().to_owned()))
            .collect()
    }

    /// The name of the head of the household, where a joined paper asks for it.
    fn head(&self, papers: &[Option<Evaluated>]) -> Option<String> {
        self.joined().zip(papers).find_map(|(form, paper)| {
            let (roster, field) = form?.field_with_role(Role::HeadName)?;
            match paper.as_ref()?.evaluation.field(&field.id)? {
                Value::Text(name) if roster.is_none() => Some(name.clone()),
                _ => None,
            }
        })
    }
}
