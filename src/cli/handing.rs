//! `submit`, `return`, `accept`, `lock`, `unlock`: papers between offices, one by one or a period's at once.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{DRY_RUN, FORM, PERIOD, PLACE, REASON, REMARK};
use super::{fill, show, wording};
use crate::form::Path;
use crate::record::Phieu;
use crate::review::{Deed, WhyNot, may};
use crate::workspace::{Handing, LeftOut, Pile, Workspace, WorkspaceError};

/// What is left out and told one by one.
const MOST_TOLD: usize = 20;

/// Does something with the Phiếu of an id, or with all of a period that it can be done with.
pub(super) fn run(call: &mut Call<'_>, deed: Deed) -> Result<Exit, Trouble> {
    let named = call.arguments.operand(0)?.map(ToOwned::to_owned);
    let period = call.period(&PERIOD)?;
    let dry = call.arguments.has(&DRY_RUN);
    let Some(text) = named else {
        let missing = || Trouble::usage("handing-which").with("option", PERIOD.spelling());
        let period = period.ok_or_else(missing)?;
        let form = call.arguments.text(&FORM)?.map(ToOwned::to_owned);
        let mut workspace = call.open()?;
        if let Some(form) = &form {
            known_form(&workspace, form)?;
        }
        let place = super::review::place(call, &workspace)?;
        let pile = Pile {
            period,
            form,
            place,
        };
        return all(call, &mut workspace, deed, &pile);
    };
    let narrowing = [&PERIOD, &FORM, &PLACE];
    if let Some(flag) = narrowing.into_iter().find(|flag| call.arguments.has(flag)) {
        return Err(Trouble::usage("handing-both").with("option", flag.spelling()));
    }
    let mut workspace = call.open()?;
    let id = show::find(&workspace, &text)?;
    let phieu = match dry {
        true => {
            let phieu = workspace.phieu(id)?;
            let side = workspace.side(&phieu)?;
            may(deed, phieu.status(), side).map_err(WorkspaceError::Handing)?;
            phieu
        }
        false => workspace.hand(deed, id)?,
    };
    shown(call, &workspace, &phieu)
}

/// Gives a Phiếu back.
pub(super) fn give_back(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let text = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let reason = call.arguments.text(&REASON)?.map(ToOwned::to_owned);
    let mut workspace = call.open()?;
    let id = show::find(&workspace, &text)?;
    let phieu = workspace.phieu(id)?;
    let remarks = remarks(call, &workspace, &phieu)?;
    let phieu = workspace.give_back(id, remarks, reason)?;
    shown(call, &workspace, &phieu)
}

fn shown(call: &mut Call<'_>, workspace: &Workspace, phieu: &Phieu) -> Result<Exit, Trouble> {
    // What was asked for is done; that a paper from elsewhere has problems is told with it.
    show::print(call, workspace, phieu)?;
    Ok(Exit::Fine)
}

/// `PATH=TEXT;PATH=TEXT`, every path of this paper.
fn remarks(
    call: &Call<'_>,
    workspace: &Workspace,
    phieu: &Phieu,
) -> Result<Vec<(Path, String)>, Trouble> {
    let Some(text) = call.arguments.text(&REMARK)? else {
        return Ok(Vec::new());
    };
    let form = workspace.form_of(phieu)?;
    let mut remarks: Vec<(Path, String)> = Vec::new();
    let mut wrong = Vec::new();
    for part in text.split(';').filter(|part| !part.trim().is_empty()) {
        let Some((spelled, said)) = part.split_once('=') else {
            wrong.push(Trouble::usage("bad-remark").with("text", part));
            continue;
        };
        match form.path(phieu.answers(), spelled.trim()) {
            Ok(path) => remarks.push((path, said.trim().to_owned())),
            Err(error) => wrong.push(fill::unknown(
                &form,
                phieu.answers(),
                spelled.trim(),
                &error,
            )),
        }
    }
    match Trouble::all(wrong) {
        Some(trouble) => Err(trouble),
        None => Ok(remarks),
    }
}

fn known_form(workspace: &Workspace, form: &str) -> Result<(), Trouble> {
    if workspace.library().newest(form).is_some() {
        return Ok(());
    }
    let papers = workspace.library().list().iter();
    let ids: Vec<String> = papers.map(|paper| paper.form.id().to_string()).collect();
    Err(Trouble::usage("no-form")
        .with("form", form)
        .near(form, ids.iter().map(String::as_str)))
}

fn all(
    call: &mut Call<'_>,
    workspace: &mut Workspace,
    deed: Deed,
    pile: &Pile,
) -> Result<Exit, Trouble> {
    let handing = workspace.handing(deed, pile, &mut |_, _| true)?;
    let handing = handing.unwrap_or_default();
    let dry = call.arguments.has(&DRY_RUN);
    let done = match dry {
        true => handing.done.len(),
        false => workspace.hand_all(deed, &handing, &mut |_, _| true)?,
    };
    match call.output.json {
        true => {
            let json = shape(call, workspace, deed, pile, &handing)?;
            call.output.value(&json);
        }
        false => lines(call, workspace, deed, &handing, (done, dry))?,
    }
    let blocked = |left: &LeftOut| left.why == WhyNot::Problems;
    Ok(match handing.left.iter().any(blocked) {
        true => Exit::Blocked,
        false => Exit::Fine,
    })
}

/// What was done, what stood so, and what is left out with the reasons.
fn lines(
    call: &mut Call<'_>,
    workspace: &Workspace,
    deed: Deed,
    handing: &Handing,
    (done, dry): (usize, bool),
) -> Result<(), Trouble> {
    let key = match dry {
        true => format!("cli-would-{}", deed.as_str()),
        false => format!("cli-did-{}", deed.as_str()),
    };
    call.say(&key, &[("count", done.to_string())]);
    if handing.same > 0 {
        call.say("cli-handing-same", &[("count", handing.same.to_string())]);
    }
    for (why, count) in handing.why_not() {
        let reason = call.words(&format!("error-{}", why.code()), &[]);
        let args = [("count", count.to_string()), ("why", reason)];
        call.say("cli-handing-left", &args);
        let left = handing.left.iter().filter(|left| left.why == why);
        for left in left.take(MOST_TOLD) {
            let line = format!("  {}", line(call, workspace, left)?);
            call.output.line(&line);
        }
        if count > MOST_TOLD {
            let n = (count - MOST_TOLD).to_string();
            let more = call.words("review-more", &[("n", n)]);
            call.output.line(&format!("  {more}"));
        }
    }
    Ok(())
}

fn line(call: &Call<'_>, workspace: &Workspace, left: &LeftOut) -> Result<String, Trouble> {
    let phieu = workspace.phieu(left.phieu)?;
    let id: String = left.phieu.to_string().chars().take(12).collect();
    Ok(format!(
        "{id}  {}  {}  {}",
        wording::subject(workspace, &phieu)?,
        phieu.key().form,
        call.words(&format!("status-{}", left.status.as_str()), &[])
    ))
}

fn shape(
    call: &Call<'_>,
    workspace: &Workspace,
    deed: Deed,
    pile: &Pile,
    handing: &Handing,
) -> Result<Json, Trouble> {
    let mut left = Vec::with_capacity(handing.left.len());
    for out in &handing.left {
        let phieu = workspace.phieu(out.phieu)?;
        left.push(json!({
            "phieu": out.phieu.to_string(),
            "form": phieu.key().form,
            "subject": workspace.subject_label(&phieu.key().subject)?,
            "status": out.status.as_str(),
            "code": out.why.code(),
            "message": call.words(&format!("error-{}", out.why.code()), &[]),
        }));
    }
    let done: Vec<String> = handing.done.iter().map(ToString::to_string).collect();
    Ok(json!({
        "deed": deed.as_str(),
        "period": pile.period.to_string(),
        "kept": !call.arguments.has(&DRY_RUN),
        "done": done,
        "same": handing.same,
        "left": left,
    }))
}
