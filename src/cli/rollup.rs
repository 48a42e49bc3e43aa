//! `rollup`: figures of a paper taken over from other papers, where nobody has answered them.

use serde_json::{Value as Json, json};

use super::between::Between;
use super::call::Call;
use super::exit::Exit;
use super::json::{Digits, decimal};
use super::trouble::Trouble;
use super::verbs::{APPLY, PERIOD, PLACE};
use crate::form::{At, Form, Rollup};
use crate::record::{PhieuKey, PhieuSubject};
use crate::task;

/// Shows what other papers give, and with `--apply` enters it as ordinary answers.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call
        .period(&PERIOD)?
        .ok_or_else(|| Trouble::usage("bad-period").with("text", ""))?;
    let apply = call.arguments.has(&APPLY);
    let id = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let place = call.arguments.needed(&PLACE)?.to_owned();
    let mut workspace = call.open()?;
    let form = call.form(workspace.library(), &id, period.last_day())?;
    let place = workspace.place_ref(&place)?;
    let key = PhieuKey {
        form: form.id().to_string(),
        subject: PhieuSubject::Place(place.clone()),
        period,
    };
    let rolled = task::rollup(
        &mut workspace,
        form.id().as_str(),
        place,
        period,
        apply,
        &mut |_, _| true,
    )?;
    let between = Between::new(&call.words, &workspace, workspace.library())?;
    let taken = rolled
        .figures
        .iter()
        .filter(|figure| figure.value.is_some());
    let count = taken.count();
    if call.output.json {
        let figures = rolled.figures.iter();
        let figures: Json = figures
            .map(|figure| shape(&form, &between, figure))
            .collect();
        let json = json!({
            "phieu": rolled.phieu.as_ref().map(|_| key.id().to_string()),
            "form": form.full_id(),
            "applied": apply && count > 0,
            "figures": figures,
        });
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    let figures = rolled.figures.iter();
    let lines: Vec<String> = figures
        .map(|figure| line(&form, &between, figure))
        .collect();
    for line in lines {
        call.output.line(&line);
    }
    let key = match (count, apply) {
        (0, _) => "rollup-none",
        (_, true) => "rollup-applied",
        (_, false) => "rollup-offered",
    };
    call.say(key, &[("count", count.to_string())]);
    Ok(Exit::Fine)
}

fn value(form: &Form, figure: &Rollup) -> Json {
    let digits = match &figure.cell.at {
        At::Path(path) => form.field_at(path).map_or(0, |field| field.digits),
        _ => 0,
    };
    figure
        .value
        .map_or(Json::Null, |value| decimal(value, digits, Digits::Keep))
}

fn shape(form: &Form, between: &Between<'_>, figure: &Rollup) -> Json {
    let cells = |cells: &[crate::form::Cell]| -> Json {
        cells.iter().map(|cell| between.shape(cell)).collect()
    };
    json!({
        "at": between.spelled(&figure.cell),
        "value": value(form, figure),
        "identity": figure.identity,
        "formula": figure.formula,
        "from": cells(&figure.from),
        "missing": cells(&figure.missing),
    })
}

fn line(form: &Form, between: &Between<'_>, figure: &Rollup) -> String {
    let (key, number) = match figure.value {
        Some(number) => ("rollup-line", between.number_of(&figure.cell, number)),
        None => ("rollup-lacks", String::new()),
    };
    let args = [
        ("at", between.spelled(&figure.cell)),
        (
            "label",
            super::problems::label(
                between.words,
                Some(form),
                &crate::form::Answers::new(),
                match &figure.cell.at {
                    At::Path(path) => path,
                    _ => &crate::form::Path::Whole,
                },
            ),
        ),
        ("value", number),
        ("from", between.labels(&figure.from)),
        ("missing", between.labels(&figure.missing)),
    ];
    between.words.of(key, &args)
}
