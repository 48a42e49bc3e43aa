//! `show`: one Phiếu as it stands.

use rust_decimal::RoundingStrategy;

use super::call::Call;
use super::exit::Exit;
use super::problems::{self, Told};
use super::trouble::Trouble;
use super::{imported, json, wording};
use crate::form::{Answers, Context, Evaluation, Form, Outcome, Path, Value};
use crate::record::{Phieu, PhieuId};
use crate::workspace::Workspace;

/// The shortest beginning of an id that may stand for it.
const SHORTEST: usize = 6;

/// Prints one Phiếu with its values and problems.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let text = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let workspace = call.open()?;
    let id = find(&workspace, &text)?;
    let phieu = workspace.phieu(id)?;
    let told = print(call, &workspace, &phieu)?;
    Ok(match told.iter().any(Told::blocks) {
        true => Exit::Blocked,
        false => Exit::Fine,
    })
}

/// The Phiếu that a whole id, or the beginning of one id only, names.
pub(super) fn find(workspace: &Workspace, text: &str) -> Result<PhieuId, Trouble> {
    if let Some(id) = PhieuId::parse(text) {
        return Ok(id);
    }
    let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !hex || text.len() < SHORTEST {
        return Err(Trouble::usage("bad-id")
            .with("text", text)
            .with("least", SHORTEST.to_string()));
    }
    let text = text.to_ascii_lowercase();
    let all = workspace
        .store()
        .phieus(None, None)
        .map_err(crate::workspace::WorkspaceError::from)?;
    let mut found = all
        .into_iter()
        .map(|(_, id)| id)
        .filter(|id| id.to_string().starts_with(&text));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => Err(Trouble::usage("no-such").with("name", text)),
        (Some(_), Some(_)) => Err(Trouble::usage("ambiguous").with("name", text)),
    }
}

/// Prints a kept Phiếu; returns its problems, conflicts first.
pub(super) fn print(
    call: &mut Call<'_>,
    workspace: &Workspace,
    phieu: &Phieu,
) -> Result<Vec<Told>, Trouble> {
    let form = workspace.form_of(phieu)?;
    let context = workspace.context(phieu, &form)?;
    let mut evaluation = form.evaluate(phieu.answers(), &context);
    form.closes(phieu.answers(), &context, &mut evaluation);
    let mut told = problems::conflicts(&call.words, Some(&form), phieu);
    told.extend(problems::told(
        &call.words,
        &form,
        phieu.answers(),
        &evaluation,
    ));
    if call.output.json {
        let id = Some(phieu.id().to_string());
        let json = json::phieu(
            id,
            &form,
            phieu.status().as_str(),
            phieu.answers(),
            &context,
            &evaluation,
            &told,
        );
        call.output.value(&json);
    } else {
        let args = [
            ("phieu", phieu.id().to_string()),
            ("form", form.full_id().to_owned()),
            ("subject", wording::subject(workspace, phieu)?),
            ("period", phieu.key().period.to_string()),
            (
                "status",
                call.words(&format!("status-{}", phieu.status().as_str()), &[]),
            ),
        ];
        call.say("cli-phieu", &args);
        imported::lines(call, workspace.library(), &form, &context);
        lines(call, &form, phieu.answers(), (&context, &evaluation), &told);
    }
    Ok(told)
}

/// Values and problems for people.
pub(super) fn lines(
    call: &mut Call<'_>,
    form: &Form,
    answers: &Answers,
    (context, evaluation): (&Context, &Evaluation),
    told: &[Told],
) {
    if evaluation.training {
        call.say("training-scale", &[]);
    }
    if !form.wholly_verified() {
        call.say("cli-not-verified", &[]);
    }
    let mut unknown = 0;
    for path in form.all_paths(answers) {
        if matches!(
            evaluation.outcomes.get(&path),
            Some(Outcome::Unknown { .. })
        ) {
            unknown += 1;
        }
        if let Some(text) = value(call, form, evaluation, &path) {
            let name = problems::label(&call.words, Some(form), answers, &path);
            call.output
                .line(&format!("  {} = {text}    ({name})", answers.spell(&path)));
        }
    }
    if unknown > 0 {
        call.say("cli-unknown", &[("count", unknown.to_string())]);
        let names = imported::missing(&call.words, form, answers, context, evaluation);
        if !names.is_empty() {
            call.say("cli-missing", &[("names", names.join("; "))]);
        }
    }
    for problem in told {
        let line = problem.line(&call.words);
        call.output.line(&line);
    }
    if told.is_empty() {
        call.say("cli-no-problems", &[]);
    }
}

fn value(call: &Call<'_>, form: &Form, evaluation: &Evaluation, path: &Path) -> Option<String> {
    let words = &call.words;
    let text = |value: &Value| problems::text(words, Some(form), path, value);
    let computed = |value: &Value| text(&rounded(form, path, value));
    Some(match evaluation.outcomes.get(path)? {
        Outcome::Given(given) => text(given),
        Outcome::Special(special) => words.of(&format!("special-{}", special.code()), &[]),
        Outcome::Unparsed(typed) => words.of("cli-as-typed", &[("text", typed.clone())]),
        Outcome::Computed {
            value,
            control: None,
        } => words.of("cli-computed", &[("value", computed(value))]),
        Outcome::Computed {
            value,
            control: Some(control),
        } => words.of(
            "cli-computed-control",
            &[("value", computed(value)), ("control", text(control))],
        ),
        Outcome::Overridden {
            value,
            computed: instead,
        } => words.of(
            "cli-overridden",
            &[("value", text(value)), ("computed", computed(instead))],
        ),
        Outcome::StandIn(control) => words.of("cli-stand-in", &[("value", text(control))]),
        Outcome::Unknown { .. } | Outcome::Unanswered | Outcome::Closed | Outcome::NotRelevant => {
            return None;
        }
    })
}

/// A computed number at its cell's digits; anything else as it is.
fn rounded(form: &Form, path: &Path, value: &Value) -> Value {
    match (value, form.field_at(path)) {
        (Value::Number(number), Some(field)) => Value::Number(
            number.round_dp_with_strategy(field.digits, RoundingStrategy::MidpointAwayFromZero),
        ),
        _ => value.clone(),
    }
}
