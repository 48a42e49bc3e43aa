//! Lần in: which print of a document it is, and what the print said.

use super::values::Filling;
use super::{PrintAbout, PrintJob, PrintedFile};
use crate::form::{Path, Role, Value};
use crate::record::{PhieuId, PhieuSubject, Printout};
use crate::task::TaskError;
use crate::workspace::Workspace;

/// What is to be kept of a file's prints once it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Copies {
    /// Of each Phiếu that was printed, filled in.
    pub(super) printouts: Vec<(PhieuId, Printout)>,
    /// Which print it is of what no Phiếu is behind; none if there is nothing such.
    pub(super) turn: Option<u32>,
}

impl Filling<'_> {
    /// Counts this document in. A blank one is no print of anything.
    pub(super) fn count_copy(&mut self, copies: &mut Copies) -> Result<(), TaskError> {
        if self.job.blank {
            return Ok(());
        }
        let Some((phieu, evaluated)) = &self.phieu else {
            if copies.turn.is_none() {
                let before = self
                    .workspace
                    .remembered_prints(&name(self.workspace, self.job)?);
                copies.turn = Some(before.saturating_add(1));
            }
            self.copy = copies.turn;
            return Ok(());
        };
        let before = phieu
            .printouts()
            .find(|(document, _)| *document == self.job.id)
            .map_or(0, |(_, printout)| printout.turn);
        let class = match evaluated.form.field_with_role(Role::Class) {
            Some((None, field)) => {
                let at = Path::Field(field.id.clone());
                match evaluated.evaluation.value(&at) {
                    Some(Value::Choice(class)) => Some(class.clone()),
                    _ => None,
                }
            }
            _ => None,
        };
        let turn = before.saturating_add(1);
        self.copy = Some(turn);
        let printout = Printout {
            turn,
            date: self.workspace.today(),
            content: phieu.content(),
            class,
        };
        copies.printouts.push((phieu.id(), printout));
        Ok(())
    }
}

/// Keeps that a file was printed. To be told once the file is written, and not before: a print that nobody has
/// is none.
///
/// # Errors
/// If the disk refuses.
pub fn printed(
    workspace: &mut Workspace,
    job: &PrintJob,
    file: &PrintedFile,
) -> Result<(), TaskError> {
    if let Some(turn) = file.copies.turn {
        let name = name(workspace, job)?;
        workspace.remember_prints(&name, turn)?;
    }
    workspace.note_printouts(&job.id, &file.copies.printouts)?;
    Ok(())
}

/// What a print without a Phiếu is counted by: document, period and place or household.
fn name(workspace: &Workspace, job: &PrintJob) -> Result<String, TaskError> {
    let label = match &job.about {
        PrintAbout::Place(place) => workspace.place_label(place)?,
        PrintAbout::Household(id) => workspace.subject_label(&PhieuSubject::Household(*id))?,
    };
    Ok(format!("{}/{}/{label}", job.id, job.period))
}
