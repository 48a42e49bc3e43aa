//! Examples: what a paper's author expects, run by tests and by the form check.

use std::sync::Arc;

use toml::de::DeValue;

use super::compiled::Form;
use super::expectation::{expect_problems, expect_value};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::reading::date;
use super::spec::table::{Reader, Table, decimal, parse};
use super::spec::{Folder, day};
use super::{
    Answers, Context, FieldType, Holidays, Import, Imported, Name, Path, PathError, Period, Plain,
    RowId, Special, Value,
};
use crate::place::Area;

const TOP: &[&str] = &[
    "title",
    "period",
    "place_kind",
    "area",
    "date",
    "answers",
    "imports",
    "expect",
    "case",
];

/// Runs every example of a folder. A value must be exactly the expected one at the field's digits, or
/// `"unknown"`; every expected problem must be there, and no control or identity problem that is not
/// expected. Tables and lists are made from other papers: [`super::Library::check_examples`] runs theirs.
pub fn check_examples(form: &Form, folder: &Folder, holidays: &Arc<Holidays>) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut any = form.kind().is_made();
    for (path, text) in folder
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("examples/") && path.ends_with(".toml"))
    {
        if form.kind().is_made() {
            continue;
        }
        any = true;
        let reader = Reader::new(path, text);
        let tree = parse(&reader, text);
        let top = Table::new(&reader, tree.get_ref(), 0, TOP);
        file(form, &top, holidays);
        mistakes.extend(reader.take());
    }
    if !any {
        mistakes.push(Mistake::new(
            MistakeCode::ExampleMissing,
            "form.toml",
            1,
            None,
            vec![],
        ));
    }
    mistakes
}

fn file(form: &Form, top: &Table<'_>, holidays: &Arc<Holidays>) {
    let title = top
        .need("title")
        .map(|title| title.text)
        .unwrap_or_default();
    let plain = Context {
        holidays: Arc::clone(holidays),
        ..Context::default()
    };
    let base = context(form, top, &title, &plain);
    if top.has("answers") || top.has("expect") {
        let expect = top.table("expect", &["values", "problems"]);
        let values = expect.and_then(|expect| expect.open_table("values"));
        let problems = expect
            .map(|e| e.tables("problems", &["at", "code", "expected", "found", "closes"]))
            .unwrap_or_default();
        case(
            form,
            &title,
            &base,
            top.open_table("answers"),
            values,
            &problems,
            expect,
        );
    }
    for table in top.tables(
        "case",
        &[
            "title",
            "period",
            "place_kind",
            "area",
            "date",
            "answers",
            "imports",
            "expect",
            "problems",
        ],
    ) {
        let own = table
            .text("title")
            .map_or_else(|| title.clone(), |own| format!("{title}: {}", own.text));
        let problems = table.tables("problems", &["at", "code", "expected", "found", "closes"]);
        let context = context(form, &table, &own, &base);
        case(
            form,
            &own,
            &context,
            table.open_table("answers"),
            table.open_table("expect"),
            &problems,
            table.has("problems").then_some(table),
        );
    }
}

pub(super) fn context(form: &Form, table: &Table<'_>, title: &str, base: &Context) -> Context {
    let mut context = base.clone();
    if let Some(period) = table.text("period") {
        context.period = Period::parse(&period.text);
        if context.period.is_none() {
            table.tell(
                MistakeCode::BadDate,
                period.line,
                vec![("found", period.text)],
            );
        }
    }
    if let Some(kind) = table.text("place_kind") {
        context.place_kind = Some(kind.text);
    }
    if let Some(area) = table.text("area") {
        // The paper's own ids for its areas, or the words of choice roles.
        let own = form.areas.iter().flat_map(|(rural, urban)| {
            [(rural.as_str(), Area::Rural), (urban.as_str(), Area::Urban)]
        });
        let words = [("rural", Area::Rural), ("urban", Area::Urban)];
        let hit = own
            .chain(words)
            .find(|(word, _)| *word == area.text)
            .map(|(_, area)| area);
        if hit.is_none() && area.text != "unknown" {
            table.tell(
                MistakeCode::UnknownChoiceRole,
                area.line,
                vec![("word", area.text), ("nearest", String::new())],
            );
        }
        context.area = hit;
    }
    if table.has("date") {
        context.date = day(table, "date");
    } else if table.has("period") || context.date.is_none() {
        // A case of another period is not dated by the file's.
        context.date = context.period.map(Period::last_day);
    }
    if let Some(given) = table.open_table("imports") {
        imports(form, &given, title, &mut context);
    }
    context
}

/// What an example says of other papers: a value, or *khong_ap_dung* where they ask no such thing.
fn imports(form: &Form, given: &Table<'_>, title: &str, context: &mut Context) {
    for (id, line) in given.keys() {
        let (Some((value, _)), import) = (
            given.get(id),
            form.imports.iter().find(|import| import.id.as_str() == id),
        ) else {
            continue;
        };
        let said = import.and_then(|import| imported(import, &plain(value)?));
        match said {
            Some(said) => {
                context.imports.insert(Name::new(id), said);
            }
            None => {
                let names = form.imports.iter().map(|import| import.id.as_str());
                let args = vec![
                    ("case", title.to_owned()),
                    ("id", id.to_owned()),
                    ("nearest", nearest(id, names)),
                ];
                given.tell(MistakeCode::ExampleImport, line, args);
            }
        }
    }
}

fn imported(import: &Import, plain: &Plain) -> Option<Imported> {
    let value = match (import.kind, plain) {
        (_, Plain::Special(Special::NotApplicable)) => {
            return Some(Imported {
                value: None,
                rests: false,
                training: false,
                period: None,
            });
        }
        (FieldType::YesNo, Plain::YesNo(yes)) => Value::YesNo(*yes),
        (kind, Plain::Number(number)) if kind.is_number() => Value::Number(*number),
        (FieldType::Date, Plain::Number(year)) => date(&year.to_string()).map(Value::Date)?,
        (FieldType::Date, Plain::Text(text)) => date(text).map(Value::Date)?,
        (FieldType::Text, Plain::Text(text)) => Value::Text(text.clone()),
        (FieldType::Place, Plain::Text(text)) => Value::Place(text.clone()),
        (FieldType::Choice, Plain::Text(id)) => Value::Choice(Name::new(id)),
        (FieldType::Choices, Plain::List(ids)) => {
            Value::Choices(ids.iter().map(|id| Name::new(id)).collect())
        }
        _ => return None,
    };
    import.takes(&value).then(|| Imported::given(value))
}

/// A TOML value as an answer.
pub(super) fn plain(value: &DeValue<'_>) -> Option<Plain> {
    Some(match value {
        DeValue::String(text) => Plain::Text(text.to_string()),
        DeValue::Boolean(yes) => Plain::YesNo(*yes),
        DeValue::Array(items) => Plain::List(
            items
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
        ),
        DeValue::Table(table) => Plain::Special(
            table
                .get("special")
                .and_then(|word| Special::parse(word.get_ref().as_str()?))?,
        ),
        other => Plain::Number(decimal(other)?),
    })
}

/// Resolves a path, adding rows as answers name them.
fn resolve(form: &Form, answers: &mut Answers, text: &str, add: bool) -> Result<Path, PathError> {
    loop {
        match form.path(answers, text) {
            Err(PathError::NewRow { roster, position }) if add => {
                answers.push_row(&roster, RowId::of_position(position))
            }
            other => return other,
        }
    }
}

fn unknown_path(table: &Table<'_>, line: usize, path: &str, error: &PathError) {
    let nearest = match error {
        PathError::Unknown { nearest, .. } => nearest.clone(),
        _ => String::new(),
    };
    table.tell(
        MistakeCode::UnknownPath,
        line,
        vec![("path", path.to_owned()), ("nearest", nearest)],
    );
}

/// The answers of a table of paths.
pub(super) fn answers(form: &Form, given: &Table<'_>) -> Answers {
    let mut answers = Answers::new();
    let mut paths: Vec<(&str, usize)> = given.keys().collect();
    // As text `tv/10/x` sorts before `tv/2/x`; rows must be added in order.
    paths.sort_by_key(|(path, _)| {
        path.split('/')
            .map(|part| (part.parse::<u32>().unwrap_or(0), part.to_owned()))
            .collect::<Vec<_>>()
    });
    for (path, line) in paths {
        let Some((value, _)) = given.get(path) else {
            continue;
        };
        let Some(plain) = plain(value) else {
            given.wrong(path, line, "string", value);
            continue;
        };
        match resolve(form, &mut answers, path, true) {
            Ok(at) => {
                let answer = form.accept(&at, &plain);
                answers.set(at, Some(answer));
            }
            Err(error) => unknown_path(given, line, path, &error),
        }
    }
    answers
}

fn case(
    form: &Form,
    title: &str,
    context: &Context,
    given: Option<Table<'_>>,
    values: Option<Table<'_>>,
    problems: &[Table<'_>],
    strict: Option<Table<'_>>,
) {
    let mut answers = given.map(|given| answers(form, &given)).unwrap_or_default();
    let context = context.clone().at_review_date(form, &answers);
    let mut evaluation = form.evaluate(&answers, &context);
    form.closes(&answers, &context, &mut evaluation);
    if let Some(values) = values {
        for (path, line) in values.keys() {
            let Some((value, _)) = values.get(path) else {
                continue;
            };
            match resolve(form, &mut answers, path, false) {
                Ok(at) => expect_value(form, &values, title, path, line, &at, value, &evaluation),
                Err(error) => unknown_path(&values, line, path, &error),
            }
        }
    }
    expect_problems(form, title, problems, &answers, &evaluation, strict);
}
