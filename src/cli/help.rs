//! Help, version and the README's section: readings of the table.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{Flag, GLOBALS, HELP, VERBS, Verb, VerbId};
use crate::locale::Words;

pub(super) fn version(call: &mut Call<'_>) -> Exit {
    let version = env!("CARGO_PKG_VERSION");
    if call.output.json {
        call.output.value(&json!({ "version": version }));
    } else {
        call.output.line(&format!("bieu {version}"));
    }
    Exit::Fine
}

/// Help of the verb asked for, or of the whole program.
pub(super) fn help(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let asked = match call.arguments.verb {
        Some(verb) if verb.id == VerbId::Help && !call.arguments.has(&HELP) => {
            match call.arguments.operand(0)? {
                None => Vec::new(),
                Some(name) => named(name, call.arguments.operand(1)?)?,
            }
        }
        Some(verb) => VERBS
            .iter()
            .filter(|other| other.name == verb.name)
            .collect(),
        None => Vec::new(),
    };
    if call.output.json {
        let verbs: Vec<&Verb> = if asked.is_empty() {
            VERBS.iter().collect()
        } else {
            asked
        };
        let list: Json = verbs
            .into_iter()
            .map(|verb| json!({ "verb": verb.full_name(), "usage": verb.usage(), "does": call.words(&verb.key(), &[]) }))
            .collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    let text = if asked.is_empty() {
        overview(&call.words)
    } else {
        details(&call.words, &asked)
    };
    call.output.line(&text);
    Ok(Exit::Fine)
}

fn named(name: &str, sub: Option<&str>) -> Result<Vec<&'static Verb>, Trouble> {
    let found: Vec<&Verb> = VERBS
        .iter()
        .filter(|verb| verb.name == name && sub.is_none_or(|sub| verb.sub == Some(sub)))
        .collect();
    match found.is_empty() {
        true => Err(Trouble::usage("unknown-verb")
            .with("verb", name)
            .near(name, VERBS.iter().map(|verb| verb.name))),
        false => Ok(found),
    }
}

fn overview(words: &Words) -> String {
    let mut lines = vec![
        words.of("cli-about", &[]),
        String::new(),
        words.of("cli-screens", &[]),
    ];
    let width = VERBS
        .iter()
        .map(|verb| verb.full_name().chars().count())
        .max()
        .unwrap_or(0);
    lines.push(String::new());
    for verb in VERBS {
        lines.push(format!(
            "  {:width$}  {}",
            verb.full_name(),
            words.of(&verb.key(), &[])
        ));
    }
    lines.push(String::new());
    lines.push(words.of("cli-globals", &[]));
    lines.extend(flag_lines(words, GLOBALS.iter().copied()));
    lines.push(String::new());
    lines.push(words.of("cli-more-help", &[]));
    lines.join("\n")
}

fn details(words: &Words, verbs: &[&Verb]) -> String {
    let mut lines = Vec::new();
    for verb in verbs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(verb.usage());
        lines.push(format!("  {}", words.of(&verb.key(), &[])));
        lines.extend(flag_lines(words, verb.flags.iter().map(|taken| taken.flag)));
    }
    lines.push(String::new());
    lines.push(words.of("cli-globals", &[]));
    lines.extend(flag_lines(words, GLOBALS.iter().copied()));
    lines.join("\n")
}

fn flag_lines<'a>(words: &Words, flags: impl Iterator<Item = &'a Flag> + Clone) -> Vec<String> {
    let width = flags
        .clone()
        .map(|flag| flag.spelling().chars().count())
        .max()
        .unwrap_or(0);
    flags
        .map(|flag| {
            format!(
                "  {:width$}  {}",
                flag.spelling(),
                words.of(&flag.key(), &[])
            )
        })
        .collect()
}

/// The README's section: every verb with its usage and what it does, as Markdown.
pub fn reference(words: &Words) -> String {
    let mut text = String::from("| | |\n|---|---|\n");
    for verb in VERBS {
        let usage = verb.usage().replace('|', "\\|");
        text += &format!("| `{usage}` | {} |\n", words.of(&verb.key(), &[]));
    }
    text
}
