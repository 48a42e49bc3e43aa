//! What rules between papers found, as lines of the to-do list.

use crate::form::{At, Finding, FindingKind, FormKind, Period, Severity, Spot};
use crate::record::{PhieuKey, PhieuSubject, PlaceRef};
use crate::tui::lines::TodoLine;
use crate::workspace::{Workspace, WorkspaceError};

/// The line about those that may have been entered twice.
pub(super) fn twins(own: String, count: usize) -> TodoLine {
    TodoLine {
        twins: true,
        returned: false,
        id: None,
        subject: PhieuSubject::Place(PlaceRef::Code(own.clone())),
        label: own,
        name: None,
        title: String::new(),
        blocks: 0,
        asks: count,
        conflicts: 0,
    }
}

/// Marks the Phiếu of a period that the office above gave back, and puts them first.
pub(super) fn returned(
    workspace: &Workspace,
    period: Period,
    lines: &mut Vec<TodoLine>,
) -> Result<(), WorkspaceError> {
    let found = workspace.store().phieus(Some(period), None)?;
    for (key, id) in found {
        let phieu = workspace.phieu(id)?;
        let back = workspace.given_back(&phieu)?;
        if back.is_none_or(|back| back.here) {
            continue;
        }
        if let Some(line) = lines.iter_mut().find(|line| line.id == Some(id)) {
            line.returned = true;
            continue;
        }
        let form = workspace.form_of(&phieu);
        lines.push(TodoLine {
            twins: false,
            returned: true,
            id: Some(id),
            label: workspace.subject_label(&key.subject)?,
            name: workspace.numbered(&phieu)?.and_then(|one| one.title),
            title: form.map_or(key.form, |form| form.title().to_owned()),
            subject: key.subject,
            blocks: 0,
            asks: 0,
            conflicts: 0,
        });
    }
    lines.sort_by_key(|line| !line.returned);
    Ok(())
}

/// Adds findings to the line of the Phiếu that they are about, or a line for the table.
pub(super) fn between(
    workspace: &Workspace,
    findings: &[Finding],
    lines: &mut Vec<TodoLine>,
) -> Result<(), WorkspaceError> {
    for found in findings {
        let cell = &found.at;
        let own = &workspace.config().place;
        let label = match &cell.spot {
            Spot::Own | Spot::Area(_) => own,
            Spot::Unit { place, .. } => place,
        };
        // A unit of a table may be one of long ago that no code names today.
        let place = workspace
            .place_ref(label)
            .unwrap_or_else(|_| PlaceRef::Code(label.clone()));
        let subject = PhieuSubject::Place(place);
        let form = workspace
            .library()
            .get(cell.form.as_str(), cell.period.last_day());
        let table = form.is_some_and(|form| form.kind() == FormKind::Table);
        let key = PhieuKey {
            form: cell.form.to_string(),
            subject: subject.clone(),
            period: cell.period,
        };
        // What a table lacks, the Phiếu that lack it say themselves.
        if table && found.kind == FindingKind::Missing {
            continue;
        }
        let id = match (table, &cell.at) {
            (false, At::Path(_)) => workspace.store().phieu(key.id())?.map(|phieu| phieu.id()),
            _ => None,
        };
        let title = form.map_or(cell.form.as_str(), |form| form.title());
        let same = |line: &&mut TodoLine| match id {
            Some(id) => line.id == Some(id),
            None => line.id.is_none() && line.title == title && line.label == *label,
        };
        let line = match lines.iter_mut().find(same) {
            Some(line) => line,
            None => {
                lines.push(TodoLine {
                    twins: false,
                    returned: false,
                    id,
                    subject,
                    label: label.clone(),
                    name: None,
                    title: title.to_owned(),
                    blocks: 0,
                    asks: 0,
                    conflicts: 0,
                });
                let Some(line) = lines.last_mut() else {
                    continue;
                };
                line
            }
        };
        match found.severity {
            Severity::Blocks => line.blocks += 1,
            Severity::Asks => line.asks += 1,
        }
    }
    Ok(())
}
