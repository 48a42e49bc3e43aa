//! `check`: every problem of every Phiếu.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::problems::{self, Told};
use super::trouble::Trouble;
use super::verbs::PERIOD;
use crate::task;

/// Prints every problem; a paper that this program does not have is one too.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call.period(&PERIOD)?;
    let workspace = call.open()?;
    let checked = task::check(&workspace, period, &mut |_, _| true)?;
    let mut list = Vec::new();
    let mut blocked = false;
    let mut count = 0;
    for found in &checked {
        let phieu = &found.phieu;
        let mut told = problems::conflicts(&call.words, found.form.as_deref(), phieu);
        if let Some(form) = &found.form {
            told.extend(problems::of(
                &call.words,
                form,
                phieu.answers(),
                &found.problems,
            ));
        }
        blocked |= found.form.is_none() || told.iter().any(Told::blocks);
        count += told.len() + usize::from(found.form.is_none());
        let key = phieu.key();
        let form = format!("{}@{}", key.form, phieu.version());
        if call.output.json {
            list.push(json!({
                "phieu": found.id.to_string(),
                "form": form,
                "subject": found.subject,
                "period": key.period.to_string(),
                "known": found.form.is_some(),
                "problems": told.iter().map(Told::json).collect::<Vec<_>>(),
            }));
            continue;
        }
        let args = [
            ("phieu", found.id.to_string()),
            ("form", form.clone()),
            ("subject", found.subject.clone()),
            ("period", key.period.to_string()),
            (
                "status",
                call.words(&format!("status-{}", phieu.status().as_str()), &[]),
            ),
        ];
        call.say("cli-phieu", &args);
        if found.form.is_none() {
            call.say("cli-paper-unknown", &[("form", form)]);
        }
        for problem in &told {
            let line = problem.line(&call.words);
            call.output.line(&line);
        }
    }
    if call.output.json {
        call.output.value(&Json::Array(list));
    } else if count == 0 {
        call.say("cli-no-problems", &[]);
    } else {
        call.say(
            "cli-problems",
            &[
                ("count", count.to_string()),
                ("papers", checked.len().to_string()),
            ],
        );
    }
    Ok(if blocked { Exit::Blocked } else { Exit::Fine })
}
