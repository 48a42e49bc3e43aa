//! `review`: where the steps of the review stand; closing and reopening one.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{PERIOD, PLACE, REASON};
use crate::form::{Period, Severity};
use crate::place::Level;
use crate::record::PlaceRef;
use crate::review::{Detail, PlaceStand, Review, StepStand};
use crate::task::review::{NotDone, close, reopen, review};
use crate::tui::{caution_words, due_words, item_words, refusal_words, state_words};
use crate::workspace::Workspace;

/// What is left that is told without being asked for one by one.
const MOST_TOLD: usize = 20;

/// Tells where the steps stand, or closes or reopens one.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = period(call)?;
    let action = call.arguments.operand(0)?.map(ToOwned::to_owned);
    let step = call.arguments.operand(1)?.map(ToOwned::to_owned);
    let reason = call.arguments.text(&REASON)?.map(ToOwned::to_owned);
    let mut workspace = call.open()?;
    let place = place(call, &workspace)?;
    match action.as_deref() {
        None => {
            let review = review(&workspace, period, &mut |_, _| true)?;
            tell(call, &review, place.as_ref())
        }
        Some(word @ ("close" | "reopen")) => {
            let missing = || Trouble::usage("missing-operand").with("operand", "STEP");
            let step = step.ok_or_else(missing)?;
            let place = place.unwrap_or_else(|| own(&workspace));
            let reason = match (word, reason) {
                ("reopen", None) => {
                    let option = REASON.spelling();
                    return Err(Trouble::usage("missing-option").with("option", option));
                }
                (_, reason) => reason.unwrap_or_default(),
            };
            change(
                call,
                &mut workspace,
                (period, &place),
                (word, &step, &reason),
            )
        }
        Some(other) => Err(Trouble::usage("unknown-sub")
            .with("verb", "review")
            .with("sub", other)
            .with("subs", "close, reopen")),
    }
}

pub(super) fn period(call: &Call<'_>) -> Result<Period, Trouble> {
    call.period(&PERIOD)?
        .ok_or_else(|| Trouble::usage("bad-period").with("text", ""))
}

pub(super) fn place(call: &Call<'_>, workspace: &Workspace) -> Result<Option<PlaceRef>, Trouble> {
    let text = call.arguments.text(&PLACE)?;
    Ok(text.map(|text| workspace.place_ref(text)).transpose()?)
}

fn own(workspace: &Workspace) -> PlaceRef {
    PlaceRef::Code(workspace.config().place.clone())
}

fn change(
    call: &mut Call<'_>,
    workspace: &mut Workspace,
    (period, place): (Period, &PlaceRef),
    (word, step, reason): (&str, &str, &str),
) -> Result<Exit, Trouble> {
    let steps = std::sync::Arc::clone(workspace.steps());
    let known = || steps.list().iter().map(|step| step.id.as_str());
    let Some(at) = steps.find(step) else {
        return Err(Trouble::usage("no-step")
            .with("text", step)
            .near(step, known()));
    };
    let before = review(workspace, period, &mut |_, _| true)?;
    let done = match word {
        "close" => close(workspace, period, place, at),
        _ => reopen(workspace, period, place, at, reason),
    };
    match done {
        Ok(review) => tell(call, &review, Some(place)),
        Err(NotDone::Failed(error)) => Err(error.into()),
        Err(NotDone::NoPlace) => Err(Trouble::usage("no-such").with("name", step)),
        Err(NotDone::Refused(refusal)) => {
            let stand = before
                .find(place)
                .and_then(|found| before.places.get(found)?.steps.get(at));
            let why = stand
                .map(|stand| refusal_words(&call.words, &before.steps, stand, refusal))
                .unwrap_or_default();
            Err(Trouble::new("step-refused", Exit::Blocked).with("why", why))
        }
    }
}

fn tell(call: &mut Call<'_>, review: &Review, place: Option<&PlaceRef>) -> Result<Exit, Trouble> {
    let wanted = |stand: &&PlaceStand| match place {
        Some(place) => stand.place == *place,
        None => true,
    };
    let places: Vec<&PlaceStand> = review.places.iter().filter(wanted).collect();
    if call.output.json {
        let places: Json = places
            .iter()
            .map(|stand| shape(call, review, stand))
            .collect();
        let json = json!({
            "period": review.period.to_string(),
            "today": review.today.to_string(),
            "places": places,
        });
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    for stand in places {
        lines(call, review, stand, place.is_some());
    }
    Ok(Exit::Fine)
}

fn lines(call: &mut Call<'_>, review: &Review, place: &PlaceStand, whole: bool) {
    let mut lines = vec![format!("{} {}", place.label, place.name)];
    for (n, (stand, step)) in place.steps.iter().zip(review.steps.list()).enumerate() {
        if !stand.here && stand.closed.is_none() {
            continue;
        }
        let state = state_words(&call.words, stand);
        let due = stand.due().filter(|_| stand.closed.is_none());
        let due = due.map(|due| format!(" · {}", due_words(&call.words, review.today, due)));
        lines.push(format!(
            "  {}. {}: {state}{}",
            n + 1,
            step.title,
            due.unwrap_or_default()
        ));
        for caution in &stand.cautions {
            lines.push(format!("     ! {}", caution_words(&call.words, caution)));
        }
        // A thôn tells its own; where all places are told, the xã does not say everything again.
        if !whole && place.level == Level::Xa {
            continue;
        }
        for (rule, left) in step.left.iter().enumerate() {
            let items: Vec<_> = stand.left.iter().filter(|item| item.rule == rule).collect();
            if items.is_empty() {
                continue;
            }
            lines.push(format!("     {} ({})", left.title, items.len()));
            let told = items.iter().take(MOST_TOLD);
            lines.extend(told.map(|item| format!("       - {}", item_words(&call.words, item))));
            if items.len() > MOST_TOLD {
                let n = (items.len() - MOST_TOLD).to_string();
                lines.push(format!(
                    "       {}",
                    call.words.of("review-more", &[("n", n)])
                ));
            }
        }
    }
    if let Some(unset) = &place.unset {
        lines.push(format!("  ? {unset}"));
    }
    for line in lines {
        call.output.line(&line);
    }
}

fn shape(call: &Call<'_>, review: &Review, place: &PlaceStand) -> Json {
    let steps = place.steps.iter().zip(review.steps.list());
    let steps: Json = steps
        .map(|(stand, step)| of_step(call, stand, step))
        .collect();
    json!({
        "place": place.label,
        "name": place.name,
        "households": place.households,
        "unset": place.unset,
        "steps": steps,
    })
}

fn of_step(call: &Call<'_>, stand: &StepStand, step: &crate::review::Step) -> Json {
    let left: Json = stand
        .left
        .iter()
        .map(|item| {
            let rule = step.left.get(item.rule);
            json!({
                "what": rule.map(|rule| rule.id.as_str()),
                "severity": match item.severity { Severity::Blocks => "blocks", Severity::Asks => "asks" },
                "subject": item.label,
                "name": item.name,
                "days_left": match item.detail { Detail::DaysLeft(n, _) => Some(n), _ => None },
                "phieu": item.phieu.map(|id| id.to_string()),
            })
        })
        .collect();
    let windows: Json = stand
        .windows
        .iter()
        .map(|window| {
            json!({
                "law": window.title,
                "evidence": window.evidence.as_str(),
                "from": iso(window.from),
                "to": iso(window.to),
                "sure": window.sure,
            })
        })
        .collect();
    let cautions: Json = stand
        .cautions
        .iter()
        .map(|caution| json!({ "code": caution.code(), "message": caution_words(&call.words, caution) }))
        .collect();
    json!({
        "step": step.id,
        "title": step.title,
        "closed": iso(stand.closed.as_ref().map(|closed| closed.day)),
        "by": stand.closed.as_ref().and_then(|closed| closed.by.clone()),
        "reopened": stand.reopened.as_ref().map(|reopened| json!({
            "day": iso(Some(reopened.day)), "by": reopened.by, "reason": reopened.reason,
        })),
        "here": stand.here,
        "households": stand.households,
        "plan": stand.plan.map(iso),
        "windows": windows,
        "cautions": cautions,
        "blocks": stand.blocks(),
        "left": left,
    })
}

fn iso(day: Option<chrono::NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}
