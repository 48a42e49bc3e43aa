//! `form list`, `form show`, `form check`: the papers. Never takes the lock.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::blame;
use super::call::Call;
use super::duties;
use super::exit::Exit;
use super::given;
use super::trouble::Trouble;
use crate::form::{
    Direction, Evidence, Field, FieldType, Form, FormKind, Mistake, Reports, RowKind, Severity,
    Shelved,
};
use crate::text::wrap;
use crate::workspace::{folder_mistakes, paper_mistakes, read_folder, reports};

/// How wide the list of papers is.
const COLUMNS: usize = 80;

/// How far what is said of a paper stands from its name.
const INDENT: usize = 4;

/// The file that makes a folder a paper.
const PAPER: &str = "form.toml";

/// Every paper with its validity.
pub(super) fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let library = call.library()?;
    if call.output.json {
        let reports = reports(&library);
        let list: Json = library
            .list()
            .iter()
            .map(|paper| listed(paper, &reports))
            .collect();
        call.output.value(&list);
        return Ok(Exit::Fine);
    }
    for paper in library.list() {
        let lines = list_lines(call, paper);
        call.output.line(&lines.join("\n"));
    }
    Ok(Exit::Fine)
}

/// A paper of the list: its name, its validity and how well it is known, its source.
fn list_lines(call: &Call<'_>, paper: &Shelved) -> Vec<String> {
    let form = &paper.form;
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "none".to_owned(), super::wording::day);
    let known = if form.wholly_verified() {
        String::new()
    } else {
        format!(" {}", call.words("cli-not-verified", &[]).trim())
    };
    let valid = [("from", day(paper.valid_from)), ("to", day(paper.valid_to))];
    let source = [
        ("source", form.source().to_owned()),
        ("evidence", form.evidence().as_str().to_owned()),
    ];
    let dated = paper.valid_from.is_some() || paper.valid_to.is_some();
    let valid = match dated {
        true => call.words("cli-form-valid", &valid),
        false => String::new(),
    };
    let under = [valid + &known, call.words("cli-source", &source)];
    let mut lines = wrap(&format!("{}  {}", form.full_id(), form.title()), COLUMNS);
    for text in under {
        let wrapped = wrap(&text, COLUMNS - INDENT);
        lines.extend(wrapped.iter().map(|line| " ".repeat(INDENT) + line));
    }
    lines
}

fn listed(paper: &Shelved, reports: &Reports) -> Json {
    let form = &paper.form;
    let [with, collects, aggregates] = duties::json(reports, form.id().as_str());
    json!({
        "id": form.id().as_str(),
        "version": form.version(),
        "kind": form.kind().as_str(),
        "title": form.title(),
        "source": form.source(),
        "evidence": form.evidence().as_str(),
        "valid_from": paper.valid_from.map(|day| day.to_string()),
        "valid_to": paper.valid_to.map(|day| day.to_string()),
        "hash": form.hash().to_string(),
        "reports": with,
        "collects": collects,
        "aggregates": aggregates,
    })
}

/// One paper: its fields with items, types, formulas, source and evidence.
pub(super) fn show(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let library = call.library()?;
    let text = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    // The version in force today; of a paper that is not in force, the newest.
    let today = library.get(&text, call.clock.today()).cloned();
    let form = match today.or_else(|| library.newest(&text).cloned()) {
        Some(form) => form,
        None => call.form(&library, &text, call.clock.today())?,
    };
    let shelved = library
        .list()
        .iter()
        .find(|paper| paper.form.full_id() == form.full_id());
    let reports = reports(&library);
    if call.output.json {
        let mut json = shelved
            .map(|paper| listed(paper, &reports))
            .unwrap_or_default();
        if let Some(map) = json.as_object_mut() {
            map.insert("note".to_owned(), json!(form.note()));
            for (key, given) in given::json(&form) {
                map.insert(key.to_owned(), given);
            }
            map.insert(
                "fields".to_owned(),
                fields(&form)
                    .map(|(path, field)| field_json(&path, field))
                    .collect(),
            );
            map.insert("rows".to_owned(), form.rows().iter().map(|row| {
                json!({
                    "id": row.id.as_str(), "item": row.item, "label": row.label, "depth": row.depth,
                    "unit": form.row_unit(row), "kind": row.kind.map(RowKind::as_str),
                    "direction": row.direction.as_str(),
                    "target": row.target.as_ref().map(crate::form::Name::as_str), "formula": row.formula,
                    "source": row.source, "evidence": row.evidence.as_str(),
                })
            }).collect());
            map.insert(
                "constants".to_owned(),
                form.constants()
                    .iter()
                    .map(|constant| {
                        json!({
                            "id": constant.id.as_str(), "label": constant.label,
                            "value": constant.value.map(|value| value.to_string()),
                            "from": constant.from.map(|day| day.to_string()),
                            "to": constant.to.map(|day| day.to_string()),
                            "source": constant.source, "evidence": constant.evidence.as_str(),
                        })
                    })
                    .collect(),
            );
            map.insert(
                "checks".to_owned(),
                form.check_rules()
                    .iter()
                    .map(|rule| {
                        json!({
                            "id": rule.id.as_str(), "expr": rule.expr, "message": rule.message,
                            "severity": if rule.blocks { "blocks" } else { "asks" },
                            "source": rule.source, "evidence": rule.evidence.as_str(),
                        })
                    })
                    .collect(),
            );
            map.insert("parts".to_owned(), form.table_parts().map(|part| {
                json!({
                    "id": part.id.as_str(), "label": part.label, "weight": part.weight, "where": part.condition,
                    "source": part.source, "evidence": part.evidence.as_str(),
                })
            }).collect());
            map.insert("columns".to_owned(), form.table_columns().iter().map(|column| {
                json!({
                    "number": column.number, "label": column.label, "formula": column.printed,
                    "rules": column.rules, "of": column.of,
                    "source": column.source, "evidence": column.evidence.as_str(),
                })
            }).collect());
        }
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    let mut lines = described(call, &form);
    lines.extend(duties::lines(call, &reports, form.id().as_str()));
    call.output.line(&lines.join("\n"));
    Ok(Exit::Fine)
}

fn described(call: &Call<'_>, form: &Form) -> Vec<String> {
    let mut lines = vec![format!("{}  {}", form.full_id(), form.title())];
    let source = |source: &str, evidence: Evidence| {
        call.words(
            "cli-source",
            &[
                ("source", source.to_owned()),
                ("evidence", evidence.as_str().to_owned()),
            ],
        )
    };
    lines.push(source(form.source(), form.evidence()));
    lines.extend(form.note().map(ToOwned::to_owned));
    if !form.wholly_verified() {
        lines.push(call.words("cli-not-verified", &[]));
    }
    lines.extend(row_lines(form, &source));
    lines.extend(given::lines(call, form));
    for (path, field) in fields(form) {
        let formula = field
            .formula
            .as_deref()
            .map(|formula| format!(" = {formula}"))
            .unwrap_or_default();
        let item = field
            .item
            .as_deref()
            .map(|item| format!("{item} "))
            .unwrap_or_default();
        lines.push(format!(
            "  {path}  ({}) {item}{}{formula}",
            type_word(field.kind),
            field.label
        ));
        if field.overridable {
            lines.push(format!("    {}", call.words("cli-overridable", &[])));
        }
        lines.push(format!("    {}", source(&field.source, field.evidence)));
    }
    lines.extend(made(form, &source));
    lines.extend(rule_lines(call, form, &source));
    lines
}

/// The checks of the paper: what people are told, what has to hold, where that comes from.
fn rule_lines(
    call: &Call<'_>,
    form: &Form,
    source: &dyn Fn(&str, Evidence) -> String,
) -> Vec<String> {
    let mut lines = Vec::new();
    if !form.check_rules().is_empty() {
        lines.push(call.words("cli-checks", &[]));
    }
    for rule in form.check_rules() {
        let key = if rule.blocks {
            "cli-check-blocks"
        } else {
            "cli-check-asks"
        };
        let how = call.words(key, &[]);
        lines.push(format!("  {}  ({how}) {}", rule.id, rule.message));
        lines.push(format!("    {}", rule.expr));
        lines.push(format!("    {}", source(&rule.source, rule.evidence)));
    }
    lines
}

/// What a table or a list is made of: which records, what is worked out for each, parts, columns.
fn made(form: &Form, source: &dyn Fn(&str, Evidence) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(form.table_condition().map(|text| format!("  where {text}")));
    lines.extend(
        form.table_lets()
            .map(|(name, text)| format!("  {name} = {text}")),
    );
    for part in form.table_parts() {
        let weight = part.weight.iter().map(|text| format!("  × {text}"));
        let condition = part.condition.iter().map(|text| format!("  where {text}"));
        let rules: String = weight.chain(condition).collect();
        lines.push(format!("  {}  {}{rules}", part.id, part.label));
        lines.push(format!("    {}", source(&part.source, part.evidence)));
    }
    for column in form.table_columns() {
        let mut rules = column.rules.clone();
        rules.extend(column.printed.clone());
        rules.extend(column.of.as_ref().map(|of| format!("% ({of})")));
        let rules = rules.join("; ");
        let gap = if rules.is_empty() { "" } else { "  " };
        lines.push(format!(
            "  ({}) {}{gap}{rules}",
            column.number, column.label
        ));
        lines.push(format!("    {}", source(&column.source, column.evidence)));
    }
    lines
}

/// A grid's rows as its print has them: unit, direction, formula, closed columns; where they come from is
/// said once for all the rows that follow one another.
fn row_lines(form: &Form, source: &dyn Fn(&str, Evidence) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    let mut said = (form.source(), form.evidence());
    for row in form.rows() {
        if said != (&row.source, row.evidence) {
            said = (&row.source, row.evidence);
            lines.push(format!("  {}", source(&row.source, row.evidence)));
        }
        let mut text = row.item.clone().map_or_else(String::new, |item| item + " ");
        text.push_str(&row.label);
        if let Some(unit) = form.row_unit(row) {
            text.push_str(&format!(" ({unit})"));
        }
        text.push_str(match row.direction {
            Direction::Up => " ↑",
            Direction::Down => " ↓",
            Direction::None => "",
        });
        if let Some(formula) = &row.formula {
            text.push_str(&format!(" = {formula}"));
        }
        let columns = form.columns().iter().map(|column| column.field.id.as_str());
        let closed: Vec<&str> = columns
            .filter(|column| form.is_closed(row.id.as_str(), column))
            .collect();
        if !closed.is_empty() {
            text.push_str(&format!(" ░ {}", closed.join(", ")));
        }
        lines.push(format!("  {}{}  {text}", "  ".repeat(row.depth), row.id));
    }
    lines
}

/// Fields of groups, and columns of a grid, with their paths as `fill` takes them.
fn fields(form: &Form) -> impl Iterator<Item = (String, &Field)> {
    let grid = form.kind() == FormKind::Grid;
    // Local rows have the grid's columns behind fields of their own: columns are said once.
    let own = form.local().map_or(usize::MAX, |(_, own)| own);
    form.groups()
        .iter()
        .flat_map(move |group| {
            let fields = group.fields.iter().take(own);
            fields.map(move |field| match group.roster {
                true => (format!("{}/n/{}", group.id, field.id), field),
                false => (field.id.to_string(), field),
            })
        })
        .chain(
            form.columns()
                .iter()
                .filter(move |_| grid)
                .map(|column| (format!("*/{}", column.field.id), &column.field)),
        )
}

fn field_json(path: &str, field: &Field) -> Json {
    let choices: Json =
        field.choices.iter().map(|choice| json!({ "id": choice.id.as_str(), "code": choice.code, "label": choice.label })).collect();
    json!({
        "path": path,
        "item": field.item,
        "label": field.label,
        "type": type_word(field.kind),
        "unit": field.unit,
        "digits": field.digits,
        "choices": choices,
        "computed": field.computed,
        "overridable": field.overridable,
        "formula": field.formula,
        "source": field.source,
        "evidence": field.evidence.as_str(),
    })
}

fn type_word(kind: FieldType) -> &'static str {
    FieldType::ALL
        .into_iter()
        .find(|(known, _)| *known == kind)
        .map_or("", |(_, word)| word)
}

/// Every mistake in a paper's folder, or in all shipped and own papers.
pub(super) fn check(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let path = call.arguments.paths().next();
    let (prefix, mistakes) = match path {
        Some(path) => {
            // The paper itself may be pointed at instead of its folder.
            let path = match path.file_name().is_some_and(|name| name == PAPER) {
                true => path.parent().unwrap_or(&path).to_owned(),
                false => path,
            };
            if !path.is_dir() {
                return Err(Trouble::new("no-paper-folder", Exit::Unreadable)
                    .with("path", path.display().to_string()));
            }
            (String::new(), within(&path)?)
        }
        None => {
            let own = call.dir().ok().map(|dir| dir.join("forms"));
            (String::new(), paper_mistakes(own.as_deref())?)
        }
    };
    tell(call, &prefix, &mistakes);
    Ok(
        match mistakes
            .iter()
            .any(|mistake| mistake.severity == Severity::Blocks)
        {
            true => Exit::Blocked,
            false => Exit::Fine,
        },
    )
}

/// The mistakes of a paper's folder, or of every paper in a folder of papers such as `forms`.
fn within(path: &Path) -> Result<Vec<Mistake>, Trouble> {
    let mut folders = vec![path.to_owned()];
    if !path.join(PAPER).exists() {
        let entries = std::fs::read_dir(path).map_err(|error| blame::unreadable(path, &error))?;
        let mut papers: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|folder| folder.join(PAPER).is_file())
            .collect();
        papers.sort();
        if !papers.is_empty() {
            folders = papers;
        }
    }
    let mut mistakes = Vec::new();
    for folder in folders {
        for mistake in one(&folder)? {
            let file = format!("{}/{}", folder.display(), mistake.file);
            mistakes.push(Mistake { file, ..mistake });
        }
    }
    Ok(mistakes)
}

/// A table joins other papers, so one folder is checked beside the shipped ones it may join.
fn one(path: &Path) -> Result<Vec<Mistake>, Trouble> {
    let folder = read_folder(&path.canonicalize().unwrap_or_else(|_| path.to_owned()))?;
    Ok(folder_mistakes(folder))
}

/// `file:line: code: message → fix`, or an array for scripts.
pub(super) fn tell(call: &mut Call<'_>, prefix: &str, mistakes: &[Mistake]) {
    let words = |call: &Call<'_>, mistake: &Mistake| {
        let key = format!("mistake-{}", mistake.code.as_str());
        (
            call.words(&key, &mistake.args),
            call.words(&format!("{key}-fix"), &mistake.args),
        )
    };
    if call.output.json {
        let list: Json = mistakes
            .iter()
            .map(|mistake| {
                let (message, fix) = words(call, mistake);
                json!({
                    "file": format!("{prefix}{}", mistake.file),
                    "line": mistake.line,
                    "field": mistake.field,
                    "code": mistake.code.as_str(),
                    "severity": match mistake.severity { Severity::Blocks => "blocks", Severity::Asks => "asks" },
                    "message": message,
                    "fix": fix,
                })
            })
            .collect();
        call.output.value(&list);
        return;
    }
    for mistake in mistakes {
        let (message, fix) = words(call, mistake);
        let line = format!(
            "{prefix}{}:{}: {}: {message} → {fix}",
            mistake.file,
            mistake.line,
            mistake.code.as_str()
        );
        call.output.line(&line);
    }
    if mistakes.is_empty() {
        call.say("cli-no-mistakes", &[]);
    }
}

/// Hands a paper or confirmed scale of this workspace down: it goes with the next bundles to the offices below.
pub(super) fn send(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let name = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let mut workspace = call.open()?;
    workspace.publish(&name)?;
    if call.output.json {
        call.output.value(&json!({ "form": name }));
    } else {
        call.say("cli-paper-sent", &[("name", name)]);
    }
    Ok(Exit::Fine)
}
