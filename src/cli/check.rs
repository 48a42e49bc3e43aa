//! `check`: every problem of every Phiếu.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::problems::{self, Told};
use super::trouble::Trouble;
use super::verbs::PERIOD;
use crate::task::{self, Checked};

/// Prints every problem; a paper that this program does not have is one too.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call.period(&PERIOD)?;
    let workspace = call.open()?;
    let checked = task::check(&workspace, period, &mut |_, _| true)?;
    let mut list = Vec::new();
    let mut blocked = false;
    let mut count = 0;
    for found in &checked {
        let mut told = problems::conflicts(&call.words, found.form.as_deref(), &found.phieu);
        if let Some(form) = &found.form {
            told.extend(problems::of(
                &call.words,
                form,
                found.phieu.answers(),
                &found.problems,
            ));
        }
        blocked |= found.form.is_none() || told.iter().any(Told::blocks);
        count += told.len() + usize::from(found.form.is_none());
        match call.output.json {
            true => list.push(shape(found, &told)),
            false => lines(call, found, &told),
        }
    }
    if call.output.json {
        call.output.value(&Json::Array(list));
    } else if count == 0 {
        call.say("cli-no-problems", &[]);
    } else {
        let args = [
            ("count", count.to_string()),
            ("papers", checked.len().to_string()),
        ];
        call.say("cli-problems", &args);
    }
    Ok(if blocked { Exit::Blocked } else { Exit::Fine })
}

fn form(found: &Checked) -> String {
    format!("{}@{}", found.phieu.key().form, found.phieu.version())
}

fn shape(found: &Checked, told: &[Told]) -> Json {
    json!({
        "phieu": found.id.to_string(),
        "form": form(found),
        "subject": found.subject,
        "period": found.phieu.key().period.to_string(),
        "known": found.form.is_some(),
        "problems": told.iter().map(Told::json).collect::<Vec<_>>(),
    })
}

fn lines(call: &mut Call<'_>, found: &Checked, told: &[Told]) {
    let status = format!("status-{}", found.phieu.status().as_str());
    let args = [
        ("phieu", found.id.to_string()),
        ("form", form(found)),
        ("subject", found.subject.clone()),
        ("period", found.phieu.key().period.to_string()),
        ("status", call.words(&status, &[])),
    ];
    call.say("cli-phieu", &args);
    if found.form.is_none() {
        call.say("cli-paper-unknown", &[("form", form(found))]);
    }
    for problem in told {
        let line = problem.line(&call.words);
        call.output.line(&line);
    }
}
