//! What a Phiếu reads of other papers, and what is still missing, for people and scripts.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::call::Call;
use super::json::{self, Digits};
use super::problems;
use crate::form::{
    Answers, Context, Evaluation, Form, Import, Imported, Library, Missing, Outcome, Special,
};
use crate::locale::Words;

/// So many missing things are named; the rest is counted by the line before.
const MOST_NAMED: usize = 12;

/// A line for each value of another paper: what it is, or that it is not known.
pub(super) fn lines(call: &mut Call<'_>, library: &Library, form: &Form, context: &Context) {
    for import in form.imports() {
        let label = ("label", import.label.clone());
        let line = match context.imports.get(&import.id) {
            None => call.words("cli-import-missing", &[label]),
            Some(said) => {
                let value = value(&call.words, library, import, said);
                let period = said.period.map(|period| period.to_string());
                let args = [
                    label,
                    ("value", value),
                    ("rests", said.rests.to_string()),
                    ("form", import.form.to_string()),
                    ("period", period.unwrap_or_default()),
                ];
                call.words("cli-import", &args)
            }
        };
        call.output.line(&format!("  {line}"));
    }
}

fn value(words: &Words, library: &Library, import: &Import, said: &Imported) -> String {
    match &said.value {
        // The choices and digits are the other paper's.
        Some(value) => {
            let other = library.newest(import.form.as_str());
            problems::text(words, other.map(|other| &**other), &import.at, value)
        }
        None => words.of(&format!("special-{}", Special::NotApplicable.code()), &[]),
    }
}

/// What the values that cannot be computed wait for, each once, as people call it.
pub(super) fn missing(
    words: &Words,
    form: &Form,
    answers: &Answers,
    context: &Context,
    evaluation: &Evaluation,
) -> Vec<String> {
    let missing: BTreeSet<&Missing> = evaluation
        .outcomes
        .values()
        .filter_map(|outcome| match outcome {
            Outcome::Unknown { missing } => Some(missing),
            _ => None,
        })
        .flatten()
        .collect();
    let name = |missing: &Missing| match missing {
        Missing::At(path) => problems::label(words, Some(form), answers, path),
        other => form
            .missing_label(other, context.day())
            .unwrap_or_default()
            .to_owned(),
    };
    missing.into_iter().take(MOST_NAMED).map(name).collect()
}

/// The values of other papers by import: `null` while one is not known.
pub(super) fn imports_json(form: &Form, context: &Context) -> Json {
    let imports = form.imports().iter().map(|import| {
        let said = context.imports.get(&import.id);
        let shown = said.map_or(Json::Null, |said| match &said.value {
            Some(value) => json::value(None, value, Digits::Keep),
            None => json!({ "special": Special::NotApplicable.code() }),
        });
        (import.id.to_string(), shown)
    });
    imports.collect::<Map<_, _>>().into()
}

/// The computed values in place of which a person's stand, by path.
pub(super) fn overridden_json(form: &Form, answers: &Answers, evaluation: &Evaluation) -> Json {
    let overridden = evaluation.outcomes.keys().filter_map(|path| {
        let computed = evaluation.overridden(path)?;
        let shown = json::value(form.field_at(path), computed, Digits::Round);
        Some((answers.spell(path), shown))
    });
    overridden.collect::<Map<_, _>>().into()
}
