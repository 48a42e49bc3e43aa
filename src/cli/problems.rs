//! Problems of a paper in words and as scripts read them.

use serde_json::{Value as Json, json};

use super::json as shape;
use crate::form::{Answer, Answers, Code, Evaluation, Form, Path, Problem, Severity, Value};
use crate::locale::Words;
use crate::record::{Phieu, SlotValue};

/// One problem, told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    code: &'static str,
    severity: Severity,
    at: String,
    message: String,
    expected: Option<Json>,
    found: Option<Json>,
    closes: Option<(String, Json)>,
}

impl Told {
    /// The contract's shape.
    pub(super) fn json(&self) -> Json {
        let mut json = json!({
            "code": self.code,
            "severity": self.severity_word(),
            "at": self.at,
            "message": self.message,
        });
        if let Some(map) = json.as_object_mut() {
            if let Some(expected) = &self.expected {
                map.insert("expected".to_owned(), expected.clone());
            }
            if let Some(found) = &self.found {
                map.insert("found".to_owned(), found.clone());
            }
            if let Some((at, value)) = &self.closes {
                map.insert("closes".to_owned(), json!({ "at": at, "value": value }));
            }
        }
        json
    }

    /// One line for people.
    pub(super) fn line(&self, words: &Words) -> String {
        let key = format!("cli-problem-{}", self.severity_word());
        words.of(
            &key,
            &[("at", self.at.clone()), ("message", self.message.clone())],
        )
    }

    pub(super) fn blocks(&self) -> bool {
        self.severity == Severity::Blocks
    }

    fn severity_word(&self) -> &'static str {
        match self.severity {
            Severity::Blocks => "blocks",
            Severity::Asks => "asks",
        }
    }
}

/// Every problem of an evaluation.
pub(super) fn told(
    words: &Words,
    form: &Form,
    answers: &Answers,
    evaluation: &Evaluation,
) -> Vec<Told> {
    of(words, form, answers, &evaluation.problems)
}

/// Every problem of a list.
pub(super) fn of(words: &Words, form: &Form, answers: &Answers, problems: &[Problem]) -> Vec<Told> {
    problems
        .iter()
        .map(|problem| tell(words, form, answers, problem))
        .collect()
}

/// Every conflict of a Phiếu, as a problem that blocks.
pub(super) fn conflicts(words: &Words, form: Option<&Form>, phieu: &Phieu) -> Vec<Told> {
    let answers = phieu.answers();
    phieu
        .conflicts()
        .iter()
        .map(|conflict| {
            let values: Vec<String> = conflict
                .values
                .iter()
                .map(|(_, value)| match value {
                    SlotValue::Answer(Some(Answer::Given(value))) => {
                        text(words, form, &conflict.at, value)
                    }
                    SlotValue::Answer(Some(Answer::Unparsed(typed))) => typed.clone(),
                    SlotValue::Answer(Some(Answer::Special(special))) => {
                        words.of(&format!("special-{}", special.code()), &[])
                    }
                    SlotValue::RowPresent(_) => words.of("cli-row-kept", &[]),
                    SlotValue::RowRemoved(_) => words.of("cli-row-removed", &[]),
                    _ => words.of("cli-empty", &[]),
                })
                .collect();
            let args = [
                ("field", label(words, form, answers, &conflict.at)),
                ("found", values.join(" / ")),
            ];
            Told {
                code: "conflict",
                severity: Severity::Blocks,
                at: answers.spell(&conflict.at),
                message: words.of("problem-conflict", &args),
                expected: None,
                found: None,
                closes: None,
            }
        })
        .collect()
}

fn tell(words: &Words, form: &Form, answers: &Answers, problem: &Problem) -> Told {
    let shown = |value: &Option<Value>| {
        let nothing = || problem.code.nothing().to_owned();
        let value = value.as_ref();
        value.map_or_else(nothing, |value| text(words, Some(form), &problem.at, value))
    };
    let special = answers.get(&problem.at).and_then(|answer| match answer {
        Answer::Special(special) => Some(words.of(&format!("special-{}", special.code()), &[])),
        _ => None,
    });
    let found = match problem.code {
        Code::SpecialNotAllowed => special.unwrap_or_default(),
        _ => shown(&problem.found),
    };
    let args = [
        ("field", label(words, Some(form), answers, &problem.at)),
        ("expected", shown(&problem.expected)),
        ("found", found),
        ("typed", problem.typed.clone().unwrap_or_default()),
        ("formula", problem.formula.clone().unwrap_or_default()),
        (
            "bounds",
            bounds(words, shown(&problem.expected), shown(&problem.expected_to)),
        ),
        (
            "text",
            problem
                .check
                .as_ref()
                .map(|(_, message)| message.clone())
                .unwrap_or_default(),
        ),
    ];
    let mut message = words.of(&format!("problem-{}", problem.code.as_str()), &args);
    if let Some((path, value)) = &problem.closes {
        let args = [
            ("field", label(words, Some(form), answers, path)),
            ("value", text(words, Some(form), path, value)),
        ];
        message = format!("{message} {}", words.of("problem-closes", &args));
    }
    let value = |value: &Option<Value>| {
        value
            .as_ref()
            .map(|value| shape::at(form, &problem.at, value))
    };
    Told {
        code: problem.code.as_str(),
        severity: problem.severity,
        at: answers.spell(&problem.at),
        message,
        expected: value(&problem.expected),
        found: value(&problem.found).or_else(|| problem.typed.as_ref().map(|typed| json!(typed))),
        closes: problem
            .closes
            .as_ref()
            .map(|(path, value)| (answers.spell(path), shape::at(form, path, value))),
    }
}

fn bounds(words: &Words, from: String, to: String) -> String {
    let key = match (from.is_empty(), to.is_empty()) {
        (false, false) => "problem-bounds-between",
        (false, true) => "problem-bounds-from",
        (true, false) => "problem-bounds-to",
        (true, true) => "problem-bounds-none",
    };
    words.of(key, &[("from", from), ("to", to)])
}

/// A value as people read it.
pub(super) fn text(words: &Words, form: Option<&Form>, path: &Path, value: &Value) -> String {
    if let Value::YesNo(yes) = value {
        return words.of(if *yes { "yes" } else { "no" }, &[]);
    }
    form.and_then(|form| form.to_text(path, value))
        .unwrap_or_default()
}

/// A place of a paper as the paper names it.
pub(super) fn label(words: &Words, form: Option<&Form>, answers: &Answers, path: &Path) -> String {
    let Some(form) = form else {
        return answers.spell(path);
    };
    let field = form.field_at(path);
    let named = || match field {
        Some(field) => match &field.item {
            Some(item) => format!("{item} {}", field.label),
            None => field.label.clone(),
        },
        None => answers.spell(path),
    };
    match path {
        Path::Field(_) => named(),
        Path::Cell { row, column } => {
            let row = form.rows().iter().find(|other| other.id == *row);
            let column = form
                .columns()
                .iter()
                .find(|other| other.field.id == *column);
            let headings = column.map_or(&[][..], |column| &column.headings);
            let row = row.map(|row| form.row_title(row));
            let mut parts: Vec<&str> = row.as_deref().into_iter().collect();
            parts.extend(headings.iter().map(String::as_str));
            let named = named();
            parts.push(&named);
            parts.join(" – ")
        }
        Path::Member { roster, row, .. } | Path::Row { roster, row } => {
            let title = form
                .groups()
                .iter()
                .find(|group| group.id == *roster)
                .map_or(roster.as_str(), |group| &group.title);
            let position = answers
                .rows(roster.as_str())
                .iter()
                .position(|other| other == row);
            let number =
                position.map_or_else(|| "?".to_owned(), |position| (position + 1).to_string());
            let row = words.of(
                "cli-row",
                &[("roster", title.to_owned()), ("number", number)],
            );
            match path {
                Path::Member { .. } => format!("{row}, {}", named()),
                _ => row,
            }
        }
        Path::Whole => form.title().to_owned(),
    }
}
