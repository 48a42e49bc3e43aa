//! Members of a household brought from one paper into another, with what is known of them.

use super::Happening;
use super::Paper;
use crate::form::{Answer, ChoiceRole, Form, Name, Path, Role, RowId, Value};
use crate::record::{Content, Draft, Phieu};
use crate::workspace::{Outcome, Workspace, takeback};

/// How members come into a household.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// As they were where they come from.
    TheyWere,
    /// Under another head, whose row this is if he or she is among them; what the others are to the head a person
    /// must say.
    Led(Option<RowId>),
}

/// The roster of members.
fn roster(form: &Form) -> Option<(&Name, &Name)> {
    match form.field_with_role(Role::PersonName) {
        Some((Some(roster), name)) => Some((roster, &name.id)),
        _ => None,
    }
}

/// The rows of the members.
pub(super) fn rows(workspace: &Workspace, phieu: &Phieu) -> Outcome<Vec<RowId>> {
    let form = workspace.form_of(phieu)?;
    let rows = roster(&form).map(|(roster, _)| phieu.answers().rows(roster.as_str()).to_vec());
    Ok(rows.unwrap_or_default())
}

/// Takes members out of a paper.
pub(super) fn away(happening: &mut Happening<'_>, from: &Phieu, members: &[RowId]) -> Outcome<()> {
    let form = happening.workspace.form_of(from)?;
    if let Some((roster, _)) = roster(&form) {
        for row in members {
            happening.put(takeback::removed(from, roster, *row))?;
        }
    }
    Ok(())
}

/// Brings members into a paper: what the program knows the meaning of, and what a paper offers again in the next
/// period. Everything else is asked anew.
pub(super) fn over(
    happening: &mut Happening<'_>,
    from: &Phieu,
    members: &[RowId],
    paper: &Paper,
    how: As,
) -> Outcome<()> {
    let source = happening.workspace.form_of(from)?;
    let form = std::sync::Arc::clone(&paper.form);
    let (Some((there, _)), Some((here, name))) = (roster(&source), roster(&form)) else {
        return Ok(());
    };
    let fields = form
        .groups()
        .iter()
        .filter(|group| group.id == *here)
        .flat_map(|group| &group.fields)
        .filter(|field| !field.computed && (field.carry || field.role.is_some()));
    for member in members {
        let content = Content::RowAdded {
            roster: here.clone(),
        };
        let added = happening.put(Draft::new(Some(paper.id.into()), Vec::new(), content))?;
        for field in fields.clone() {
            let at = |roster: &Name, row: RowId| Path::Member {
                roster: roster.clone(),
                row,
                field: field.id.clone(),
            };
            let mut answer = from.answers().get(&at(there, *member)).cloned();
            if let As::Led(head) = how
                && field.role == Some(Role::Relation)
            {
                let head_choice = field
                    .choices
                    .iter()
                    .find(|one| one.role == Some(ChoiceRole::Head));
                answer = head_choice
                    .filter(|_| head == Some(*member))
                    .map(|one| Answer::Given(Value::Choice(one.id.clone())));
            }
            if let Some(answer) = answer {
                happening.answer(paper, at(here, added.into()), answer)?;
            }
        }
        if how == As::Led(Some(*member))
            && let Some(Answer::Given(named)) = from.answers().get(&Path::Member {
                roster: there.clone(),
                row: *member,
                field: name.clone(),
            })
        {
            happening.say(paper, Role::HeadName, named.clone())?;
        }
    }
    Ok(())
}

/// Brings the answer of the field of a role, if both papers have it.
fn same(happening: &mut Happening<'_>, from: &Phieu, paper: &Paper, role: Role) -> Outcome<()> {
    let source = happening.workspace.form_of(from)?;
    let Some((None, field)) = source.field_with_role(role) else {
        return Ok(());
    };
    match from.answers().get(&Path::Field(field.id.clone())) {
        Some(Answer::Given(value)) => happening.say(paper, role, value.clone()),
        _ => Ok(()),
    }
}

/// Brings the head's name and the address.
pub(super) fn head(happening: &mut Happening<'_>, from: &Phieu, paper: &Paper) -> Outcome<()> {
    same(happening, from, paper, Role::HeadName)?;
    same(happening, from, paper, Role::Address)
}

/// Brings how the visit ended: who was met in the old household was met.
pub(super) fn outcome(happening: &mut Happening<'_>, from: &Phieu, paper: &Paper) -> Outcome<()> {
    for role in [
        Role::Outcome,
        Role::ReviewDate,
        Role::Reviewer,
        Role::Enterer,
    ] {
        same(happening, from, paper, role)?;
    }
    Ok(())
}
