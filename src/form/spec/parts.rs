//! The sections of form.toml, one function each.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::blocks::Blocks;
use super::choices::choice_lists;
use super::fill::fill;
use super::groups::groups;
use super::ids::{id, once, paper_id};
use super::imports::imports;
use super::local::local;
use super::origin::{Origin, evidence, origin, source};
use super::rows::{closed, columns, rows};
use super::scale;
use super::table::{Table, decimal};
use super::tables::{list_columns, listed, table_columns, tally};
use super::{CheckSpec, Folder, Spec, TallySpec, word};
use crate::form::mistake::MistakeCode;
use crate::form::{Constant, Evidence, FormKind, Name, PeriodKind, Subject};
use crate::place::Level;

pub(super) fn paper(folder: &Folder, top: &Table<'_>) -> Option<Spec> {
    let id = top.need("id").filter(|id| paper_id(top, id));
    let scale = scale::read(folder, top);
    let written = top.need("version");
    let version = scale
        .as_ref()
        .and_then(|scale| scale.version().cloned())
        .or(written);
    if let (Some(id), Some(version)) = (&id, &version) {
        let expected = format!("{}@{}", id.text, version.text);
        if folder.name != expected {
            top.tell(
                MistakeCode::FolderName,
                id.line,
                vec![("folder", folder.name.clone()), ("expected", expected)],
            );
        }
    }
    let kinds = [
        FormKind::Questionnaire,
        FormKind::Grid,
        FormKind::Table,
        FormKind::List,
    ]
    .map(|kind| (kind, kind.as_str()));
    let kind = top
        .need("kind")
        .and_then(|kind| word(top, &kind, &kinds, MistakeCode::BadKind));
    let title = top.need("title");
    let subject = top.need("subject").and_then(|text| {
        word(
            top,
            &text,
            &[(Subject::Household, "household"), (Subject::Place, "place")],
            MistakeCode::BadSubject,
        )
    });
    let levels = levels(top, subject);
    let periods = periods(top);
    let origin = Origin {
        source: source(top).unwrap_or_else(|| {
            if !top.has("source") {
                top.tell(MistakeCode::MissingSource, top.line, vec![]);
            }
            String::new()
        }),
        evidence: evidence(top).unwrap_or_else(|| {
            if !top.has("evidence") {
                top.missing("evidence");
            }
            Evidence::Proposed
        }),
    };
    let constants = constants(top, &origin);
    let imports = imports(top);
    let fill = fill(top);
    let choices = choice_lists(folder, top);
    if let Some(kind) = kind {
        sections(top, kind);
    }
    let grid = top.table("grid", &["unit", "type", "digits", "range", "usual"]);
    let mut spec = Spec {
        id: id.map(|id| id.text).unwrap_or_default(),
        version: version.map(|version| version.text).unwrap_or_default(),
        kind: kind?,
        title: title.map(|title| title.text).unwrap_or_default(),
        subject: subject.unwrap_or(Subject::Place),
        repeats: top.yes("repeats").unwrap_or(false),
        occasional: top.yes("occasional").unwrap_or(false),
        loadable: None,
        valid: None,
        scale_source: None,
        training: top.yes("training").unwrap_or(false),
        levels,
        periods,
        source: origin.source.clone(),
        evidence: origin.evidence,
        note: top.text("note").map(|note| note.text),
        constants,
        imports,
        fill,
        groups: Vec::new(),
        checks: checks(top, &origin),
        columns: Vec::new(),
        rows: Vec::new(),
        closed: Vec::new(),
        grid_unit: None,
        local: None,
        tally: TallySpec::default(),
        table_columns: Vec::new(),
        choices,
    };
    match spec.kind {
        FormKind::Questionnaire => {
            spec.groups = groups(top, &spec.choices, &origin);
            if let Some(scale) = &scale {
                scale.put(top, &mut spec);
            }
        }
        FormKind::Grid => {
            let unit = grid
                .as_ref()
                .and_then(|grid| grid.text("unit"))
                .map(|unit| unit.text);
            spec.columns = columns(top, grid.as_ref(), unit.as_deref(), &spec.choices, &origin);
            let mut blocks = Blocks::new(folder);
            spec.rows = rows(top, &origin, &mut blocks, &spec.columns);
            spec.checks.extend(blocks.checks);
            // The paper's own figure of a name comes before a block's.
            let own: BTreeSet<Name> = spec.constants.iter().map(|(c, _)| c.id.clone()).collect();
            let theirs = blocks.constants.into_iter();
            spec.constants
                .extend(theirs.filter(|(constant, _)| !own.contains(&constant.id)));
            spec.closed = closed(top);
            spec.grid_unit = unit;
            if let Some((group, direction)) = local(top, &spec, &origin) {
                spec.local = Some((group.fields.len() - spec.columns.len(), direction));
                spec.groups = vec![group];
            }
        }
        FormKind::Table => {
            spec.tally = tally(top, &origin);
            spec.table_columns = table_columns(top, &spec.tally.parts, &origin);
        }
        FormKind::List => {
            spec.tally = listed(top);
            spec.table_columns = list_columns(top, &origin);
        }
    }
    for (name, list) in spec.choices.iter().filter(|(_, list)| !list.used.get()) {
        top.tell(
            MistakeCode::UnusedChoices,
            list.line,
            vec![("word", name.clone())],
        );
    }
    Some(spec)
}

/// Which sections a kind of paper needs and may have.
fn sections(top: &Table<'_>, kind: FormKind) {
    let (needed, possible): (&[&str], &[&str]) = match kind {
        FormKind::Questionnaire => (&["group"], &["group", "check", "import", "scale", "fill"]),
        FormKind::Grid => (
            &["column", "row"],
            &[
                "grid", "column", "row", "closed", "local", "check", "import",
            ],
        ),
        FormKind::Table | FormKind::List => (&["tally", "column"], &["tally", "column"]),
    };
    for section in needed.iter().filter(|section| !top.has(section)) {
        let args = vec![
            ("section", (*section).to_owned()),
            ("kind", kind.as_str().to_owned()),
        ];
        top.tell(MistakeCode::MissingSection, top.line, args);
    }
    for (section, line) in top.keys() {
        if [
            "group", "check", "grid", "column", "row", "closed", "local", "tally", "import",
            "scale", "fill",
        ]
        .contains(&section)
            && !possible.contains(&section)
        {
            let args = vec![
                ("section", section.to_owned()),
                ("kind", kind.as_str().to_owned()),
            ];
            top.tell(MistakeCode::UnexpectedSection, line, args);
        }
    }
}

/// The levels a paper of places serves; a household's is where the household is.
fn levels(top: &Table<'_>, subject: Option<Subject>) -> Vec<Level> {
    if subject != Some(Subject::Place) {
        top.idle(&["levels"]);
    }
    let mut levels: Vec<Level> = top
        .texts("levels")
        .iter()
        .filter_map(|text| word(top, text, &Level::ALL, MistakeCode::UnknownLevel))
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

fn periods(top: &Table<'_>) -> Vec<PeriodKind> {
    if !top.has("periods") {
        top.missing("periods");
    }
    top.texts("periods")
        .iter()
        .filter_map(|text| word(top, text, &PeriodKind::ALL, MistakeCode::UnknownPeriod))
        .collect()
}

pub(crate) fn day(table: &Table<'_>, key: &str) -> Option<NaiveDate> {
    let text = table.text(key)?;
    let day = super::fields::day(&text.text);
    if day.is_none() {
        table.tell(MistakeCode::BadDate, text.line, vec![("found", text.text)]);
    }
    day
}

/// The value of a constant whose figure in the law is not known.
const UNKNOWN: &str = "unknown";

pub(super) fn constants(top: &Table<'_>, above: &Origin) -> Vec<(Constant, usize)> {
    let mut constants: Vec<(Constant, usize)> = Vec::new();
    for table in top.tables(
        "constant",
        &["id", "label", "value", "from", "to", "source", "evidence"],
    ) {
        let name = id(&table, "id");
        let label = table.need("label");
        if !table.has("value") {
            table.missing("value");
        }
        let value = table.get("value").and_then(|(value, line)| {
            if value.as_str() == Some(UNKNOWN) {
                return Some(None);
            }
            let number =
                decimal(value).or_else(|| value.as_str().and_then(|text| text.parse().ok()));
            if number.is_none() {
                table.tell(
                    MistakeCode::BadNumber,
                    line,
                    vec![(
                        "found",
                        value.as_str().unwrap_or(value.type_str()).to_owned(),
                    )],
                );
            }
            number.map(Some)
        });
        let (from, to) = (day(&table, "from"), day(&table, "to"));
        let Origin { source, evidence } = origin(&table, above);
        let (Some(name), Some(value)) = (name, value) else {
            continue;
        };
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            let spell =
                |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
            table.tell(
                MistakeCode::ValidityOrder,
                table.line,
                vec![("from", spell(from)), ("to", spell(to))],
            );
        }
        let begins = |from: Option<NaiveDate>| from.unwrap_or(NaiveDate::MIN);
        let ends = |to: Option<NaiveDate>| to.unwrap_or(NaiveDate::MAX);
        if let Some((_, other)) = constants.iter().find(|(other, _)| {
            other.id.as_str() == name.text
                && begins(other.from) <= ends(to)
                && begins(from) <= ends(other.to)
        }) {
            let args = vec![("id", name.text.clone()), ("other", other.to_string())];
            table.tell(MistakeCode::ConstantOverlap, name.line, args);
        }
        let constant = Constant {
            id: Name::new(&name.text),
            label: label.map(|l| l.text).unwrap_or_default(),
            value,
            from,
            to,
            source,
            evidence,
        };
        constants.push((constant, name.line));
    }
    constants
}

/// The authored checks; one that names no source or evidence has the paper's, or its block's.
pub(super) fn checks(top: &Table<'_>, above: &Origin) -> Vec<CheckSpec> {
    let mut seen = BTreeSet::new();
    let mut checks = Vec::new();
    for table in top.tables(
        "check",
        &[
            "id", "at", "expr", "severity", "message", "source", "evidence",
        ],
    ) {
        let name = id(&table, "id");
        if let Some(name) = &name {
            once(&table, &mut seen, name, "check");
        }
        let at = table.need("at");
        let expr = table.need("expr");
        let severity = table.need("severity").and_then(|text| {
            word(
                &table,
                &text,
                &[(true, "blocks"), (false, "asks")],
                MistakeCode::UnknownSeverity,
            )
        });
        let message = table.need("message");
        let Origin { source, evidence } = origin(&table, above);
        if let (Some(name), Some(at), Some(expr), Some(blocks)) = (name, at, expr, severity) {
            checks.push(CheckSpec {
                id: name.text,
                at,
                expr,
                blocks,
                message: message.map(|text| text.text).unwrap_or_default(),
                source,
                evidence,
                scope: None,
            });
        }
    }
    checks
}
