//! Figures of a paper taken over from others, where nobody has answered them.

use super::crosscheck::Papers;
use super::{Progress, TaskError};
use crate::form::{Answer, At, Name, Period, Rollup, Value};
use crate::record::{Phieu, PhieuKey, PhieuSubject, PlaceRef};
use crate::workspace::Workspace;

/// What may be taken over, and whether it was.
#[derive(Debug)]
pub struct RolledUp {
    /// The figures; those without a value say what is missing.
    pub figures: Vec<Rollup>,
    /// The Phiếu, once they stand in it.
    pub phieu: Option<Phieu>,
}

/// Looks up what other papers give for one paper, and with `apply` enters it as answers. Nothing that a
/// person answered, a special answer included, is touched.
///
/// # Errors
/// If the paper does not serve the place or period, is not a draft any more, the store cannot be read,
/// or the person cancelled.
pub fn rollup(
    workspace: &mut Workspace,
    form: &str,
    place: PlaceRef,
    period: Period,
    apply: bool,
    progress: &mut Progress<'_>,
) -> Result<RolledUp, TaskError> {
    let key = PhieuKey {
        form: form.to_owned(),
        subject: PhieuSubject::Place(place.clone()),
        period,
    };
    let paper = workspace.form_for(&key)?;
    let there = workspace.store().phieu(key.id())?;
    let identities = workspace.identities()?;
    let figures: Vec<Rollup> = {
        let mut papers = Papers::read(workspace)?;
        papers.tally(&identities, &[period], &[], progress)?;
        let spot = papers.spot(&workspace.place_label(&place)?);
        identities
            .rollups(&papers, &Name::new(form), &spot, period)
            .into_iter()
            .filter(|figure| match (&figure.cell.at, &there) {
                (At::Path(path), Some(phieu)) => phieu.answers().get(path).is_none(),
                (At::Path(_), None) => true,
                _ => false,
            })
            .collect()
    };
    let known = figures.iter().filter_map(|figure| match &figure.cell.at {
        At::Path(path) => Some((path.clone(), figure.value?)),
        _ => None,
    });
    let answers: Vec<_> = known
        .map(|(path, value)| (path, Some(Answer::Given(Value::Number(value)))))
        .collect();
    if !apply || answers.is_empty() {
        return Ok(RolledUp {
            figures,
            phieu: there,
        });
    }
    let phieu = workspace.open_phieu(paper.id().as_str(), key.subject, period)?;
    if phieu.status().is_finished() {
        return Err(TaskError::NotDraft(phieu.id().to_string()));
    }
    let phieu = workspace.answer(phieu.id(), answers)?;
    Ok(RolledUp {
        figures,
        phieu: Some(phieu),
    })
}
