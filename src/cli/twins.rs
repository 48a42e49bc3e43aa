//! Two that may be one, in words and as scripts read them.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::trouble::Trouble;
use crate::form::{Date, Period};
use crate::locale::Words;
use crate::task::{self, Twin, TwinSide};
use crate::workspace::Workspace;

/// Tells those that somebody has to look at; how many.
pub(super) fn told(
    call: &mut Call<'_>,
    workspace: &Workspace,
    period: Option<Period>,
    list: &mut Vec<Json>,
) -> Result<usize, Trouble> {
    let twins = task::twins(workspace, period, &mut |_, _| true)?;
    let asked: Vec<Twin> = twins.into_iter().filter(Twin::asks).collect();
    for twin in &asked {
        if call.output.json {
            list.push(shape(&call.words, twin));
            continue;
        }
        let [one, other] = &twin.sides;
        let args = [("one", one.label.clone()), ("other", other.label.clone())];
        let heading = call.words.of("twins-heading", &args);
        let args = [
            ("at", one.at.clone()),
            ("message", message(&call.words, twin)),
        ];
        let line = call.words.of("cli-problem-asks", &args);
        call.output.line(&heading);
        call.output.line(&line);
    }
    Ok(asked.len())
}

/// Who both are, why they may be one, and what to do.
fn message(words: &Words, twin: &Twin) -> String {
    let [one, other] = &twin.sides;
    let named = |side: &TwinSide| {
        let args = [
            ("name", side.name.clone()),
            ("label", side.label.clone()),
            ("thon", side.thon.clone()),
        ];
        words.of("twins-side", &args)
    };
    let birth = one.birth.map(Date::written).unwrap_or_default();
    let args = [("number", one.number.clone()), ("birth", birth)];
    let reasons = twin.reasons.iter();
    let reasons: Vec<String> = reasons
        .map(|reason| words.of(&format!("twins-{}", reason.code()), &args))
        .collect();
    let args = [
        ("one", named(one)),
        ("other", named(other)),
        ("reasons", reasons.join("; ")),
    ];
    words.of("twins-message", &args)
}

/// The contract's shape, as `check` shapes a Phiếu's problems; the other place beside it.
fn shape(words: &Words, twin: &Twin) -> Json {
    let [one, other] = &twin.sides;
    let paper = |side: &TwinSide| {
        let paper = side.paper.as_ref();
        let id = paper.map(|paper| paper.id.to_string());
        let form = paper.map(|paper| paper.form.clone());
        let period = paper.map(|paper| paper.period.to_string());
        (id, form, period)
    };
    let ((id, form, period), (with_id, with_form, with_period)) = (paper(one), paper(other));
    let code = twin.reasons.iter().find(|reason| reason.asks());
    json!({
        "phieu": id,
        "form": form,
        "subject": one.label,
        "period": period,
        "known": true,
        "problems": [{
            "code": code.map(|code| format!("twins-{}", code.code())),
            "severity": "asks",
            "at": one.at,
            "message": message(words, twin),
            "with": [{
                "phieu": with_id,
                "form": with_form,
                "subject": other.label,
                "period": with_period,
                "at": other.at,
            }],
        }],
    })
}
