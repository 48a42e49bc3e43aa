//! `list`: every Phiếu that fits.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{FIND, FORM, PERIOD, PLACE, STATUS};
use super::wording;
use crate::form::{Answer, Path, Period, Role, Value};
use crate::record::{EditId, Phieu, PhieuKey, PhieuSubject, Status};
use crate::text;
use crate::workspace::{Workspace, WorkspaceError};

/// One Phiếu as the list shows it.
struct Line {
    phieu: Phieu,
    subject: String,
    place: String,
    thon: String,
    head: String,
    /// Its number among its like, where there may be several of its paper, and its title.
    several: Option<(usize, Option<String>)>,
}

/// Prints every Phiếu that fits the options.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call.period(&PERIOD)?;
    let status = match call.arguments.text(&STATUS)? {
        None => None,
        Some(text) => {
            Some(status(text).ok_or_else(|| Trouble::usage("bad-status").with("text", text))?)
        }
    };
    let workspace = call.open()?;
    let form = call.arguments.text(&FORM)?;
    if let Some(form) = form
        && workspace.library().newest(form).is_none()
    {
        // A mistyped id would look like an empty list; a paper that only bundles brought is still listed.
        let ids: Vec<String> = workspace
            .library()
            .list()
            .iter()
            .map(|paper| paper.form.id().to_string())
            .collect();
        return Err(Trouble::usage("no-form")
            .with("form", form)
            .near(form, ids.iter().map(String::as_str)));
    }
    let mut lines = lines(
        &workspace,
        workspace
            .store()
            .phieus(period, form)
            .map_err(WorkspaceError::from)?,
    )?;
    if let Some(status) = status {
        lines.retain(|line| line.phieu.status() == status);
    }
    if let Some(place) = call.arguments.text(&PLACE)? {
        let today = workspace.today();
        let named = lines.iter().any(|line| line.subject == place)
            || workspace.place_ref(place).is_ok()
            || !workspace.places().of_code(place).is_empty();
        if !named {
            let places = workspace.places();
            return Err(wording::no_place(&call.words, places, place, today));
        }
        lines.retain(|line| {
            let day = line.phieu.key().period.last_day();
            line.subject == place
                || line.thon == place
                || workspace.is_within(&line.place, place, day)
                || workspace.is_within(&line.place, place, today)
        });
    }
    if let Some(find) = call.arguments.text(&FIND)? {
        lines.retain(|line| {
            line.subject.starts_with(find)
                || text::matches(find, &line.head)
                || title(line).is_some_and(|title| text::matches(find, title))
                || text::matches(find, &line.subject)
        });
    }
    lines.sort_by(|a, b| place_in_list(a).cmp(&place_in_list(b)));
    print(call, &lines);
    Ok(Exit::Fine)
}

fn place_in_list(line: &Line) -> (&str, Period, &str, (u64, EditId)) {
    let key = line.phieu.key();
    (&line.subject, key.period, &key.form, line.phieu.made())
}

fn title(line: &Line) -> Option<&str> {
    line.several.as_ref()?.1.as_deref()
}

fn status(text: &str) -> Option<Status> {
    Status::ALL
        .into_iter()
        .find(|status| status.as_str() == text)
}

fn lines(
    workspace: &Workspace,
    found: Vec<(PhieuKey, crate::record::PhieuId)>,
) -> Result<Vec<Line>, Trouble> {
    let mut heads: HashMap<PhieuSubject, String> = HashMap::new();
    let mut lines = Vec::with_capacity(found.len());
    for (key, id) in found {
        let phieu = workspace.phieu(id)?;
        let home = workspace.subject_place(&key.subject)?;
        let head = match heads.get(&key.subject) {
            Some(head) => head.clone(),
            None => {
                let head = head(workspace, &key)?;
                heads.insert(key.subject.clone(), head.clone());
                head
            }
        };
        lines.push(Line {
            subject: workspace.subject_label(&key.subject)?,
            place: workspace.place_code(&home)?,
            thon: workspace.place_label(&home)?,
            head,
            several: None,
            phieu,
        });
    }
    number(workspace, &mut lines);
    Ok(lines)
}

/// Numbers those of which there may be several, in the order in which they were made, before any are left out.
fn number(workspace: &Workspace, lines: &mut [Line]) {
    lines.sort_by(|a, b| place_in_list(a).cmp(&place_in_list(b)));
    let (mut before, mut number): (Option<PhieuKey>, usize) = (None, 0);
    for line in lines {
        let key = line.phieu.key();
        number = if before.as_ref() == Some(key) {
            number + 1
        } else {
            1
        };
        before = Some(key.clone());
        if line.phieu.repeats() {
            line.several = Some((number, workspace.title_of(&line.phieu)));
        }
    }
}

/// The household head's name, from whichever paper of the same period says it.
fn head(workspace: &Workspace, key: &PhieuKey) -> Result<String, Trouble> {
    for paper in workspace.library().list() {
        let Some((None, field)) = paper.form.field_with_role(Role::HeadName) else {
            continue;
        };
        let own = PhieuKey {
            form: paper.form.id().to_string(),
            ..key.clone()
        };
        let Some(phieu) = workspace
            .store()
            .phieu(own.id())
            .map_err(WorkspaceError::from)?
        else {
            continue;
        };
        if let Some(Answer::Given(Value::Text(name))) =
            phieu.answers().get(&Path::Field(field.id.clone()))
        {
            return Ok(name.clone());
        }
    }
    Ok(String::new())
}

fn print(call: &mut Call<'_>, lines: &[Line]) {
    if call.output.json {
        let list: Json = lines
            .iter()
            .map(|line| {
                json!({
                    "phieu": line.phieu.id().to_string(),
                    "form": format!("{}@{}", line.phieu.key().form, line.phieu.version()),
                    "subject": line.subject,
                    "place": line.place,
                    "thon": line.thon,
                    "head": line.head,
                    "number": line.several.as_ref().map(|(number, _)| number),
                    "title": title(line),
                    "period": line.phieu.key().period.to_string(),
                    "status": line.phieu.status().as_str(),
                    "conflicts": line.phieu.conflicts().len(),
                })
            })
            .collect();
        call.output.value(&list);
        return;
    }
    let wide = |call: &Call<'_>, status: Status| {
        text::width(&call.words(&format!("status-{}", status.as_str()), &[]))
    };
    let widest = lines
        .iter()
        .map(|line| wide(call, line.phieu.status()))
        .max()
        .unwrap_or_default();
    for line in lines {
        let status = call.words(&format!("status-{}", line.phieu.status().as_str()), &[]);
        let key = line.phieu.key();
        let id: String = line.phieu.id().to_string().chars().take(12).collect();
        let text = format!(
            "{id}  {:16}  {:10}  {:8}  {status}{}  {}",
            line.subject,
            key.form,
            key.period.to_string(),
            " ".repeat(widest.saturating_sub(text::width(&status))),
            match &line.several {
                Some((number, title)) => wording::name(*number, title.as_deref()),
                None => line.head.clone(),
            }
        );
        call.output.line(text.trim_end());
    }
    call.say("cli-count", &[("count", lines.len().to_string())]);
}
