//! What an example expects, compared with what an evaluation yields.

use toml::de::DeValue;

use super::compiled::Form;
use super::example::plain;
use super::mistake::MistakeCode;
use super::spec::table::{Table, decimal};
use super::{Answers, Code, Evaluation, Outcome, Path, Plain, Problem, Value};

#[expect(
    clippy::too_many_arguments,
    reason = "one expectation and where it stands"
)]
pub(super) fn expect_value(
    form: &Form,
    table: &Table<'_>,
    title: &str,
    path: &str,
    line: usize,
    at: &Path,
    value: &DeValue<'_>,
    evaluation: &Evaluation,
) {
    let found = evaluation.value(at);
    let expected = expected(form, at, value);
    if expected.as_ref() == found || numbers_equal(expected.as_ref(), found) {
        return;
    }
    // `"unknown"` is for what cannot be computed; a closed cell is not unknown but is no value either.
    if expected.is_none()
        && !matches!(evaluation.outcomes.get(at), Some(Outcome::Given(_)))
        && found.is_none()
    {
        return;
    }
    let args = vec![
        ("case", title.to_owned()),
        ("path", path.to_owned()),
        (
            "expected",
            expected
                .as_ref()
                .map_or_else(|| "unknown".to_owned(), Value::to_string),
        ),
        (
            "found",
            found.map_or_else(|| "unknown".to_owned(), Value::to_string),
        ),
    ];
    table.tell(MistakeCode::ExampleWrong, line, args);
}

fn expected(form: &Form, at: &Path, value: &DeValue<'_>) -> Option<Value> {
    let plain = plain(value)?;
    if plain == Plain::Text("unknown".to_owned()) {
        return None;
    }
    match form.accept(at, &plain) {
        super::Answer::Given(value) => Some(value),
        _ => None,
    }
}

fn numbers_equal(a: Option<&Value>, b: Option<&Value>) -> bool {
    matches!((a, b), (Some(Value::Number(a)), Some(Value::Number(b))) if a == b)
}

pub(super) fn expect_problems(
    form: &Form,
    title: &str,
    tables: &[Table<'_>],
    answers: &Answers,
    evaluation: &Evaluation,
    strict: Option<Table<'_>>,
) {
    let mut met: Vec<&Problem> = Vec::new();
    let spelled = |problem: &Problem| {
        let figures = [&problem.expected, &problem.found].map(|value| {
            value
                .as_ref()
                .map_or_else(|| "-".to_owned(), Value::to_string)
        });
        let closes = problem
            .closes
            .as_ref()
            .map_or_else(String::new, |(at, value)| {
                format!(" closes {} = {}", answers.spell(at), value)
            });
        format!(
            "{} {} {}{closes}",
            problem.code.as_str(),
            figures[0],
            figures[1]
        )
    };
    for table in tables {
        let (Some(at), Some(code)) = (table.need("at"), table.need("code")) else {
            continue;
        };
        let here: Vec<&Problem> = evaluation
            .problems
            .iter()
            .filter(|problem| answers.spell(&problem.at) == at.text)
            .collect();
        let hit = here.iter().find(|problem| {
            problem.code.as_str() == code.text
                && figure(form, table, "expected", &problem.at)
                    .is_none_or(|value| same(Some(&value), problem.expected.as_ref()))
                && figure(form, table, "found", &problem.at)
                    .is_none_or(|value| same(Some(&value), problem.found.as_ref()))
                && closes_as(form, table, problem, answers)
        });
        match hit {
            Some(problem) => met.push(problem),
            None => {
                let found = here
                    .iter()
                    .map(|problem| spelled(problem))
                    .collect::<Vec<_>>()
                    .join("; ");
                let args = vec![
                    ("case", title.to_owned()),
                    ("path", at.text),
                    ("expected", code.text),
                    ("found", found),
                ];
                table.tell(MistakeCode::ExampleProblem, at.line, args);
            }
        }
    }
    // An example that says what to expect is not to be surprised by figures that do not agree.
    let surprising = |problem: &&Problem| {
        matches!(problem.code, Code::Control | Code::Identity | Code::Budget)
            && !met.contains(problem)
    };
    if let Some(table) = strict {
        for problem in evaluation.problems.iter().filter(surprising) {
            let args = vec![
                ("case", title.to_owned()),
                ("path", answers.spell(&problem.at)),
                ("expected", "-".to_owned()),
                ("found", spelled(problem)),
            ];
            table.tell(MistakeCode::ExampleProblem, table.line, args);
        }
    }
}

fn figure(form: &Form, table: &Table<'_>, key: &str, at: &Path) -> Option<Value> {
    let (value, _) = table.get(key)?;
    expected(form, at, value).or_else(|| decimal(value).map(Value::Number))
}

fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    a == b || numbers_equal(a, b)
}

fn closes_as(form: &Form, table: &Table<'_>, problem: &Problem, answers: &Answers) -> bool {
    let Some(closes) = table.table("closes", &["at", "value"]) else {
        return true;
    };
    let (Some(at), Some((value, _))) = (closes.need("at"), closes.get("value")) else {
        return false;
    };
    problem.closes.as_ref().is_some_and(|(place, found)| {
        answers.spell(place) == at.text && same(expected(form, place, value).as_ref(), Some(found))
    })
}
