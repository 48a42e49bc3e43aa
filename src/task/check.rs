//! Every problem in every Phiếu of a period.

use std::sync::Arc;

use super::{Progress, TaskError};
use crate::form::{Form, Period, Problem};
use crate::record::{Phieu, PhieuId};
use crate::workspace::Workspace;

/// One Phiếu with its problems.
#[derive(Debug)]
pub struct Checked {
    /// The Phiếu.
    pub id: PhieuId,
    /// As it stands.
    pub phieu: Phieu,
    /// Household label, thôn label or place code.
    pub subject: String,
    /// What its field with the role title says, where there may be several of its paper.
    pub title: Option<String>,
    /// Its paper; none if this program does not have it.
    pub form: Option<Arc<Form>>,
    /// Its problems, with `closes` where one value closes an identity.
    pub problems: Vec<Problem>,
}

/// Checks every Phiếu of a period, or of all periods; only those with problems or conflicts are told.
///
/// # Errors
/// If the store cannot be read, or the person cancelled.
pub fn check(
    workspace: &Workspace,
    period: Option<Period>,
    progress: &mut Progress<'_>,
) -> Result<Vec<Checked>, TaskError> {
    let mut all = workspace.store().phieus(period, None)?;
    // One household after another: its papers read one another.
    all.sort_by(|(a, _), (b, _)| {
        (&a.subject, a.period, &a.form).cmp(&(&b.subject, b.period, &b.form))
    });
    let mut gathering = workspace.gathering();
    let total = all.len() as u64;
    let mut found = Vec::new();
    for (done, (key, id)) in (0u64..).zip(all) {
        if !progress(done, total) {
            return Err(TaskError::Cancelled);
        }
        let phieu = workspace.phieu(id)?;
        let subject = workspace.subject_label(&key.subject)?;
        let form = workspace.form_of(&phieu).ok();
        let mut problems = Vec::new();
        if let Some(form) = &form {
            let evaluated = gathering.evaluate(phieu.clone())?;
            if !evaluated.evaluation.problems.is_empty() {
                let mut evaluation = Arc::unwrap_or_clone(evaluated.evaluation);
                form.closes(phieu.answers(), &evaluated.context, &mut evaluation);
                problems = evaluation.problems;
            }
        }
        if !problems.is_empty() || !phieu.conflicts().is_empty() || form.is_none() {
            found.push(Checked {
                id,
                title: workspace.title_of(&phieu).filter(|_| phieu.repeats()),
                phieu,
                subject,
                form,
                problems,
            });
        }
    }
    progress(total, total);
    found.sort_by(|a, b| {
        let (one, two) = (a.phieu.made(), b.phieu.made());
        (&a.subject, a.phieu.key(), one).cmp(&(&b.subject, b.phieu.key(), two))
    });
    Ok(found)
}
