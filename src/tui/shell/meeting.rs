//! Meetings, in the shapes that screens show.

use crate::form::{Form, Period};
use crate::record::{PhieuSubject, PlaceRef};
use crate::task;
use crate::tui::lines::{ListedLine, MeetingLine, MeetingList, PhieuLine};
use crate::workspace::{Workspace, WorkspaceError};

/// The meetings of a period: those that vote first, each thôn by label, the xã last.
pub(super) fn lines(
    workspace: &Workspace,
    period: Period,
) -> Result<Vec<MeetingLine>, WorkspaceError> {
    let thons = workspace.thons()?.into_iter();
    let mut places: Vec<(PlaceRef, String)> = thons
        .map(|thon| (PlaceRef::Thon(thon.id), thon.name))
        .collect();
    let own = workspace.config().place.clone();
    let unit = workspace.unit(&own, period.last_day());
    let name = unit.map_or_else(|| own.clone(), |unit| unit.name.to_string());
    places.push((PlaceRef::Code(own), name));
    let mut lines = Vec::new();
    for (place, name) in places {
        for form in workspace.papers_of_place(&place, period) {
            if form.is_meeting() {
                let voted = form.voted().is_some();
                let of = of_place(workspace, &form, &place, &name, period)?;
                lines.extend(of.into_iter().map(|line| (voted, line)));
            }
        }
    }
    // Stable: places keep their order.
    lines.sort_by_key(|(voted, _)| !voted);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn of_place(
    workspace: &Workspace,
    form: &Form,
    place: &PlaceRef,
    name: &str,
    period: Period,
) -> Result<Vec<MeetingLine>, WorkspaceError> {
    let subject = PhieuSubject::Place(place.clone());
    let there = workspace.phieus_of(form.id().as_str(), &subject, period)?;
    let line = |phieu| MeetingLine {
        subject: subject.clone(),
        place: name.to_owned(),
        form: form.id().to_string(),
        title: form.title().to_owned(),
        phieu,
    };
    if there.is_empty() {
        return Ok(vec![line(None)]);
    }
    let of = there.into_iter().map(|one| {
        let day = form.review_date(one.phieu.answers());
        let phieu = PhieuLine {
            id: one.phieu.id(),
            number: one.number,
            title: one.title,
            status: one.phieu.status(),
        };
        line(Some((phieu, day)))
    });
    Ok(of.collect())
}

/// What the list says of a meeting's households.
pub(super) fn list(list: task::MeetingList) -> MeetingList {
    let listed = list.listed.into_iter().map(|line| {
        let told = ListedLine {
            told: line.told,
            hidden: line.hidden,
        };
        (line.label, told)
    });
    MeetingList {
        listed: listed.collect(),
        fresh: list.fresh,
        missing: list.missing,
        unchanged: list.unchanged,
    }
}
