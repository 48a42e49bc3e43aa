//! How many households of each class there were, year by year.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use super::{Progress, TaskError};
use crate::form::{Form, Name, Period, Role};
use crate::workspace::Workspace;

/// More years than a person looks at at once; the last ones count.
const MOST: usize = 10;

/// The households of every year, by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassYears {
    /// The classes in the order of the paper, with their wording.
    pub classes: Vec<(Name, String)>,
    /// The years without a gap, oldest first.
    pub years: Vec<ClassYear>,
}

/// The households of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassYear {
    /// Which.
    pub year: i32,
    /// How many households of each class, in the order of the classes.
    pub counts: Vec<u64>,
    /// How many whose class is not known.
    pub unknown: u64,
}

impl ClassYear {
    /// Whether the class of any household is known: if not, nothing is known of the year, and not that it had none.
    pub fn is_known(&self) -> bool {
        self.counts.iter().any(|count| *count > 0)
    }
}

/// Counts the households of every year by their class, as the household list of the year shows it.
///
/// # Errors
/// If the store cannot be read, or the person cancelled.
pub fn class_years(
    workspace: &Workspace,
    progress: &mut Progress<'_>,
) -> Result<ClassYears, TaskError> {
    let now = workspace.today().year();
    let mut years = BTreeSet::from([now]);
    let mut all = ClassYears::default();
    for form in workspace.household_papers(Period::Year(now)) {
        let Some((None, field)) = form.field_with_role(Role::Class) else {
            continue;
        };
        years.extend(years_of(workspace, &form)?);
        for choice in &field.choices {
            if !all.classes.iter().any(|(id, _)| *id == choice.id) {
                all.classes.push((choice.id.clone(), choice.label.clone()));
            }
        }
    }
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Ok(all);
    };
    let mut years: Vec<i32> = (*first..=*last).rev().take(MOST).collect();
    years.reverse();
    let total = years.len() as u64;
    for (done, year) in (0..).zip(years) {
        if !progress(done, total) {
            return Err(TaskError::Cancelled);
        }
        let mut counts = vec![0; all.classes.len()];
        let mut unknown = 0;
        for summary in workspace.summaries(Period::Year(year))? {
            let Some((id, label)) = summary.class else {
                unknown += 1;
                continue;
            };
            // A class of an earlier paper that today's no longer has.
            let at = match all.classes.iter().position(|(known, _)| *known == id) {
                Some(at) => at,
                None => {
                    all.classes.push((id, label));
                    all.classes.len() - 1
                }
            };
            counts.resize(all.classes.len(), 0);
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        all.years.push(ClassYear {
            year,
            counts,
            unknown,
        });
    }
    for year in &mut all.years {
        year.counts.resize(all.classes.len(), 0);
    }
    Ok(all)
}

/// The years in which anybody has a Phiếu of a paper.
fn years_of(workspace: &Workspace, form: &Form) -> Result<Vec<i32>, TaskError> {
    let periods = workspace.store().form_periods(form.id().as_str());
    let periods = periods.map_err(crate::workspace::WorkspaceError::from)?;
    let years = periods.into_iter().filter_map(|period| match period {
        Period::Year(year) => Some(year),
        _ => None,
    });
    Ok(years.collect())
}
