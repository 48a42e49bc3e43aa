//! The sections of form.toml, one function each.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml::de::DeValue;

use super::table::{Located, Table, decimal};
use super::{
    BoundSpec, CheckSpec, ChoiceList, ClosedSpec, ColumnSpec, FieldSpec, Folder, GroupSpec,
    JoinSpec, RequiredSpec, RowSpec, RuleSpec, Scalar, Spec, TableColumnSpec, TallySpec, word,
};
use crate::form::expression::ast::RESERVED;
use crate::form::mistake::{Mistake, MistakeCode, nearest};
use crate::form::{
    Choice, ChoiceRole, Constant, Date, Evidence, Field, FieldType, FormKind, GridColumn, GridRow,
    Name, PeriodKind, Role, Special, Subject, TableColumn,
};

const FIELD: &[&str] = &[
    "id",
    "item",
    "label",
    "help",
    "type",
    "unit",
    "digits",
    "choices",
    "choice",
    "required",
    "when",
    "range",
    "usual",
    "formula",
    "also",
    "default",
    "carry",
    "persistent",
    "role",
    "special",
    "source",
    "evidence",
];
const COLUMN: &[&str] = &[
    "id", "item", "label", "help", "headings", "type", "unit", "digits", "choices", "choice",
    "required", "range", "usual", "formula", "also", "additive", "special", "source", "evidence",
];
const TABLE_COLUMN: &[&str] = &[
    "number", "label", "headings", "count", "sum", "printed", "digits", "source", "evidence",
];
const GROUP: &[&str] = &[
    "id",
    "title",
    "roster",
    "when",
    "min_rows",
    "max_rows",
    "add_label",
    "field",
    "group",
    "source",
    "evidence",
];

/// What a part inherits when it says nothing itself.
#[derive(Clone)]
struct Origin {
    source: String,
    evidence: Evidence,
}

pub(super) fn paper(folder: &Folder, top: &Table<'_>) -> Option<Spec> {
    let id = top.need("id").filter(|id| paper_id(top, id));
    let version = top.need("version");
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
    let kinds = [FormKind::Questionnaire, FormKind::Grid, FormKind::Table]
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
        periods,
        source: origin.source.clone(),
        evidence: origin.evidence,
        note: top.text("note").map(|note| note.text),
        constants,
        groups: Vec::new(),
        checks: checks(top),
        columns: Vec::new(),
        rows: Vec::new(),
        closed: Vec::new(),
        tally: TallySpec::default(),
        table_columns: Vec::new(),
        choices,
    };
    match spec.kind {
        FormKind::Questionnaire => spec.groups = groups(top, &spec.choices, &origin),
        FormKind::Grid => {
            let unit = grid
                .as_ref()
                .and_then(|grid| grid.text("unit"))
                .map(|unit| unit.text);
            spec.columns = columns(top, grid.as_ref(), unit.as_deref(), &spec.choices, &origin);
            spec.rows = rows(top, &origin);
            spec.closed = closed(top);
        }
        FormKind::Table => {
            spec.tally = tally(top);
            spec.table_columns = table_columns(top, &origin);
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
        FormKind::Questionnaire => (&["group"], &["group", "check"]),
        FormKind::Grid => (
            &["column", "row"],
            &["grid", "column", "row", "closed", "check"],
        ),
        FormKind::Table => (&["tally", "column"], &["tally", "column"]),
    };
    for section in needed.iter().filter(|section| !top.has(section)) {
        let args = vec![
            ("section", (*section).to_owned()),
            ("kind", kind.as_str().to_owned()),
        ];
        top.tell(MistakeCode::MissingSection, top.line, args);
    }
    for (section, line) in top.keys() {
        if ["group", "check", "grid", "column", "row", "closed", "tally"].contains(&section)
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

/// Paper ids may carry `-`: they name folders, not names in formulas.
fn paper_id(table: &Table<'_>, id: &Located) -> bool {
    let good = id.text.len() <= 60
        && id.text.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !good {
        table.tell(MistakeCode::BadId, id.line, vec![("id", id.text.clone())]);
    }
    good
}

/// An id that formulas and paths can name.
fn id(table: &Table<'_>, key: &str) -> Option<Located> {
    if !table.has(key) {
        table.missing(key);
    }
    let id = table.text(key)?;
    check_id(table, &id).then_some(id)
}

fn check_id(table: &Table<'_>, id: &Located) -> bool {
    let good = id.text.len() <= 60
        && id.text.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !good {
        table.tell(MistakeCode::BadId, id.line, vec![("id", id.text.clone())]);
    } else if RESERVED.contains(&id.text.as_str()) {
        table.tell(
            MistakeCode::ReservedId,
            id.line,
            vec![("id", id.text.clone())],
        );
        return false;
    }
    good
}

/// Tells an id that was used before.
fn once(table: &Table<'_>, seen: &mut BTreeSet<String>, id: &Located, what: &str) -> bool {
    let new = seen.insert(id.text.clone());
    if !new {
        table.tell(
            MistakeCode::DuplicateId,
            id.line,
            vec![("id", id.text.clone()), ("what", what.to_owned())],
        );
    }
    new
}

fn source(table: &Table<'_>) -> Option<String> {
    let source = table.text("source")?;
    if source.text.trim().is_empty() {
        table.tell(MistakeCode::EmptySource, source.line, vec![]);
    }
    Some(source.text)
}

fn evidence(table: &Table<'_>) -> Option<Evidence> {
    let words = Evidence::ALL.map(|evidence| (evidence, evidence.as_str()));
    table
        .text("evidence")
        .and_then(|text| word(table, &text, &words, MistakeCode::UnknownEvidence))
}

fn origin(table: &Table<'_>, above: &Origin) -> Origin {
    Origin {
        source: source(table).unwrap_or_else(|| above.source.clone()),
        evidence: evidence(table).unwrap_or(above.evidence),
    }
}

fn periods(top: &Table<'_>) -> Vec<PeriodKind> {
    let words = [
        (PeriodKind::Year, "year"),
        (PeriodKind::Month, "month"),
        (PeriodKind::Half, "half"),
        (PeriodKind::Programme, "programme"),
        (PeriodKind::AdHoc, "adhoc"),
    ];
    if !top.has("periods") {
        top.missing("periods");
    }
    top.texts("periods")
        .iter()
        .filter_map(|text| word(top, text, &words, MistakeCode::UnknownPeriod))
        .collect()
}

fn day(table: &Table<'_>, key: &str) -> Option<NaiveDate> {
    let text = table.text(key)?;
    let day = text.text.parse().ok();
    if day.is_none() {
        table.tell(MistakeCode::BadDate, text.line, vec![("found", text.text)]);
    }
    day
}

fn constants(top: &Table<'_>, above: &Origin) -> Vec<(Constant, usize)> {
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
            number
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
                MistakeCode::RangeOrder,
                table.line,
                vec![("least", spell(from)), ("most", spell(to))],
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

fn choice_lists(folder: &Folder, top: &Table<'_>) -> BTreeMap<String, ChoiceList> {
    let mut lists = BTreeMap::new();
    let Some(open) = top.open_table("choices") else {
        return lists;
    };
    for (name, line) in open.keys() {
        let Some(table) = open.table(name, &["file", "choice"]) else {
            continue;
        };
        let choices = match table.text("file") {
            Some(path) => choices_of_file(folder, &table, &path),
            None if table.has("file") => Vec::new(),
            None => {
                if !table.has("choice") {
                    table.missing("file");
                }
                inline_choices(&table, "choice")
            }
        };
        lists.insert(
            name.to_owned(),
            ChoiceList {
                choices,
                line,
                used: Cell::new(false),
            },
        );
    }
    lists
}

fn inline_choices(table: &Table<'_>, key: &str) -> Vec<Choice> {
    let mut list = ListCheck::default();
    for item in table.tables(key, &["id", "code", "label", "role"]) {
        let Some(id) = id(&item, "id") else { continue };
        let code = item.text("code");
        let label = item.need("label");
        let role = item.text("role");
        list.add(
            &item,
            id,
            code,
            label.map(|l| l.text).unwrap_or_default(),
            role,
        );
    }
    list.choices
}

/// Choices gathered, with what must be unique.
#[derive(Default)]
struct ListCheck {
    choices: Vec<Choice>,
    ids: BTreeSet<String>,
    codes: BTreeSet<String>,
}

impl ListCheck {
    fn add(
        &mut self,
        table: &Table<'_>,
        id: Located,
        code: Option<Located>,
        label: String,
        role: Option<Located>,
    ) {
        if !once(table, &mut self.ids, &id, "choice") {
            return;
        }
        if let Some(code) = &code
            && !self.codes.insert(code.text.clone())
        {
            table.tell(
                MistakeCode::DuplicateChoiceCode,
                code.line,
                vec![("word", code.text.clone())],
            );
        }
        let role = role.and_then(|role| {
            word(
                table,
                &role,
                &ChoiceRole::ALL,
                MistakeCode::UnknownChoiceRole,
            )
        });
        self.choices.push(Choice {
            id: Name::new(&id.text),
            code: code.map(|code| code.text),
            label,
            role,
        });
    }
}

fn choices_of_file(folder: &Folder, table: &Table<'_>, path: &Located) -> Vec<Choice> {
    let Some(text) = folder.files.get(&path.text) else {
        table.tell(
            MistakeCode::MissingFile,
            path.line,
            vec![("path", path.text.clone())],
        );
        return Vec::new();
    };
    // Mistakes inside the file carry the file's own name and lines.
    let reader = super::Reader::new(&path.text, text);
    let empty = toml::de::DeTable::new();
    let inner = Table::new(&reader, &empty, 0, &[]);
    let mut list = ListCheck::default();
    let mut csv = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let bad = |line: usize, detail: String| {
        inner.tell(MistakeCode::BadCsv, line, vec![("detail", detail)])
    };
    let headers: Vec<String> = csv
        .headers()
        .map(|headers| headers.iter().map(str::to_owned).collect())
        .unwrap_or_default();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (id_at, label_at) = (column("id"), column("label"));
    if id_at.is_none()
        || label_at.is_none()
        || headers
            .iter()
            .any(|header| !["id", "code", "label", "role"].contains(&header.as_str()))
    {
        bad(1, headers.join(","));
    } else {
        for record in csv.records() {
            match record {
                Ok(record) => {
                    let line = record
                        .position()
                        .map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
                    let cell = |at: Option<usize>| {
                        at.and_then(|at| record.get(at))
                            .filter(|cell| !cell.is_empty())
                            .map(|cell| Located {
                                text: cell.to_owned(),
                                line,
                            })
                    };
                    let id = cell(id_at).unwrap_or(Located {
                        text: String::new(),
                        line,
                    });
                    let label = cell(label_at).map(|label| label.text).unwrap_or_default();
                    if label.is_empty() {
                        inner.tell(
                            MistakeCode::EmptyText,
                            line,
                            vec![("key", "label".to_owned())],
                        );
                    }
                    if check_id(&inner, &id) {
                        list.add(
                            &inner,
                            id,
                            cell(column("code")),
                            label,
                            cell(column("role")),
                        );
                    }
                }
                Err(error) => bad(
                    error
                        .position()
                        .map_or(1, |at| usize::try_from(at.line()).unwrap_or(1)),
                    error.to_string(),
                ),
            }
        }
    }
    let told: Vec<Mistake> = reader.take();
    for mistake in told {
        table.reader.adopt(mistake);
    }
    list.choices
}

fn groups(top: &Table<'_>, lists: &BTreeMap<String, ChoiceList>, above: &Origin) -> Vec<GroupSpec> {
    let mut group_ids = BTreeSet::new();
    let mut outer_ids = BTreeSet::new();
    let mut groups = Vec::new();
    for table in top.tables("group", GROUP) {
        let name = id(&table, "id");
        if let Some(name) = &name {
            once(&table, &mut group_ids, name, "group");
        }
        if let Some((_, line)) = table.get("group") {
            table.tell(MistakeCode::NestedRoster, line, vec![]);
        }
        let title = table.need("title");
        let roster = table.yes("roster").unwrap_or(false);
        let origin = origin(&table, above);
        let min_rows = table.whole("min_rows", 10_000, MistakeCode::BadNumber);
        let max_rows = table.whole("max_rows", 10_000, MistakeCode::BadNumber);
        if let (Some(least), Some(most)) = (min_rows, max_rows)
            && least > most
        {
            table.tell(
                MistakeCode::RangeOrder,
                table.line,
                vec![("least", least.to_string()), ("most", most.to_string())],
            );
        }
        let mut roster_ids = BTreeSet::new();
        let mut fields = Vec::new();
        if !table.has("field") {
            table.missing("field");
        }
        for item in table.tables("field", FIELD) {
            let Some(field) = field(&item, lists, &origin, None) else {
                continue;
            };
            let located = Located {
                text: field.field.id.to_string(),
                line: field.line,
            };
            let seen = if roster {
                &mut roster_ids
            } else {
                &mut outer_ids
            };
            if once(&item, seen, &located, "field") {
                fields.push(field);
            }
        }
        groups.push(GroupSpec {
            id: name.map(|name| name.text).unwrap_or_default(),
            title: title.map(|title| title.text).unwrap_or_default(),
            roster,
            add_label: table.text("add_label").map(|label| label.text),
            when: table.text("when"),
            min_rows,
            max_rows,
            fields,
            line: table.line,
        });
    }
    // A roster and a field outside rosters share the first part of a path and the scope of formulas.
    for group in groups
        .iter()
        .filter(|group| group.roster && outer_ids.contains(&group.id))
    {
        let args = vec![("id", group.id.clone()), ("what", "group".to_owned())];
        top.reader
            .tell(MistakeCode::DuplicateId, group.line, Some(&group.id), args);
    }
    groups
}

fn field(
    table: &Table<'_>,
    lists: &BTreeMap<String, ChoiceList>,
    above: &Origin,
    grid: Option<&Table<'_>>,
) -> Option<FieldSpec> {
    let name = id(table, "id");
    let label = table.need("label");
    let type_words = FieldType::ALL.map(|(kind, word)| (kind, word));
    let type_text = table
        .text("type")
        .or_else(|| grid.and_then(|grid| grid.text("type")));
    if type_text.is_none() && !table.has("type") {
        table.missing("type");
    }
    let kind = type_text.and_then(|text| word(table, &text, &type_words, MistakeCode::UnknownType));
    let digits = table
        .whole("digits", 6, MistakeCode::BadDigits)
        .or_else(|| {
            grid.filter(|_| !table.has("digits"))
                .and_then(|grid| grid.whole("digits", 6, MistakeCode::BadDigits))
        });
    let choices = field_choices(table, lists, kind);
    let specials = specials(table);
    let role = role(table, kind);
    let Origin { source, evidence } = origin(table, above);
    let formula = table.text("formula");
    let also = table.texts("also");
    let required = required(table);
    if formula.is_some()
        && !matches!(required, RequiredSpec::No)
        && let Some((_, line)) = table.get("required")
    {
        table.tell(MistakeCode::RequiredComputed, line, vec![]);
    }
    let own_or_grid = |key: &str| {
        let numeric = kind.is_some_and(FieldType::is_number) && kind != Some(FieldType::Percent);
        bounds(table, key).or_else(|| grid.filter(|_| numeric && !table.has(key)).and_then(|grid| bounds(grid, key)))
    };
    let range = own_or_grid("range");
    let usual = own_or_grid("usual");
    check_bounds(table, kind, &range, &usual);
    let (name, kind) = (name?, kind?);
    let field = Field {
        id: Name::new(&name.text),
        item: table.text("item").map(|item| item.text),
        label: label.map(|label| label.text).unwrap_or_default(),
        help: table.text("help").map(|help| help.text),
        kind,
        unit: table.text("unit").map(|unit| unit.text),
        digits: match kind {
            FieldType::Integer => 0,
            FieldType::Percent | FieldType::Decimal => digits.unwrap_or(2),
            _ => digits.unwrap_or(0),
        },
        choices,
        specials,
        role,
        computed: formula.is_some(),
        formula: formula.as_ref().map(|formula| formula.text.clone()),
        carry: table.yes("carry").unwrap_or(false),
        persistent: table.yes("persistent").unwrap_or(false),
        source,
        evidence,
    };
    let default = table.get("default").and_then(|(value, line)| {
        let scalar = match value {
            DeValue::Boolean(yes) => Some(Scalar::YesNo(*yes)),
            DeValue::String(text) => Some(Scalar::Text(text.to_string())),
            other => decimal(other).map(Scalar::Number),
        };
        if scalar.is_none() {
            table.wrong("default", line, "string", value);
        }
        scalar.map(|scalar| (scalar, line))
    });
    Some(FieldSpec {
        field,
        line: name.line,
        required,
        when: table.text("when"),
        formula,
        also,
        default,
        range,
        usual,
    })
}

fn field_choices(
    table: &Table<'_>,
    lists: &BTreeMap<String, ChoiceList>,
    kind: Option<FieldType>,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    if table.has("choice") {
        choices = inline_choices(table, "choice");
    } else if let Some(name) = table.text("choices") {
        match lists.get(&name.text) {
            Some(list) => {
                list.used.set(true);
                choices = list.choices.clone();
            }
            None => {
                let nearest = nearest(&name.text, lists.keys().map(String::as_str));
                table.tell(
                    MistakeCode::UnknownChoices,
                    name.line,
                    vec![("word", name.text), ("nearest", nearest)],
                );
                return choices;
            }
        }
    }
    let Some(kind) = kind else { return choices };
    let of_choices = matches!(kind, FieldType::Choice | FieldType::Choices);
    let line = table
        .get("choices")
        .or_else(|| table.get("choice"))
        .map_or(table.line, |(_, line)| line);
    if of_choices && choices.is_empty() {
        table.tell(MistakeCode::MissingChoices, line, vec![]);
    } else if !of_choices && (table.has("choices") || table.has("choice")) {
        let word = FieldType::ALL
            .into_iter()
            .find(|(other, _)| *other == kind)
            .map_or("", |(_, word)| word);
        table.tell(
            MistakeCode::UnexpectedChoices,
            line,
            vec![("found", word.to_owned())],
        );
    }
    choices
}

fn specials(table: &Table<'_>) -> Vec<Special> {
    let words = Special::ALL.map(|special| (special, special.code()));
    table
        .texts("special")
        .iter()
        .filter_map(|text| word(table, text, &words, MistakeCode::UnknownSpecial))
        .collect()
}

fn role(table: &Table<'_>, kind: Option<FieldType>) -> Option<Role> {
    let text = table.text("role")?;
    let role = word(table, &text, &Role::ALL, MistakeCode::UnknownRole)?;
    let allowed: &[FieldType] = match role {
        Role::HeadName
        | Role::Address
        | Role::PersonName
        | Role::PersonalNumber
        | Role::Reviewer
        | Role::Enterer => &[FieldType::Text],
        Role::Sex | Role::Relation | Role::Outcome | Role::Class | Role::Area => {
            &[FieldType::Choice]
        }
        Role::Birth | Role::ReviewDate => &[FieldType::Date],
        Role::Counted => &[FieldType::YesNo, FieldType::Choice],
    };
    if let Some(kind) = kind
        && !allowed.contains(&kind)
    {
        let spell = |kind: FieldType| {
            FieldType::ALL
                .into_iter()
                .find(|(other, _)| *other == kind)
                .map_or("", |(_, word)| word)
        };
        let expected = allowed
            .iter()
            .map(|kind| spell(*kind))
            .collect::<Vec<_>>()
            .join(", ");
        let args = vec![
            ("role", text.text),
            ("expected", expected),
            ("found", spell(kind).to_owned()),
        ];
        table.tell(MistakeCode::RoleType, text.line, args);
    }
    Some(role)
}

fn required(table: &Table<'_>) -> RequiredSpec {
    match table.get("required") {
        None => RequiredSpec::No,
        Some((DeValue::Boolean(true), _)) => RequiredSpec::Yes,
        Some((DeValue::Boolean(false), _)) => RequiredSpec::No,
        Some((DeValue::String(text), line)) => RequiredSpec::When(Located {
            text: text.to_string(),
            line,
        }),
        Some((other, line)) => {
            table.wrong("required", line, "boolean", other);
            RequiredSpec::No
        }
    }
}

/// `[least, most]`; an empty text leaves an end open.
fn bounds(table: &Table<'_>, key: &str) -> Option<([BoundSpec; 2], usize)> {
    let (values, line) = table.values(key)?;
    if values.is_empty() || values.len() > 2 {
        let args = vec![
            ("key", key.to_owned()),
            ("expected", "[a, b]".to_owned()),
            ("found", values.len().to_string()),
        ];
        table.tell(MistakeCode::WrongType, line, args);
        return None;
    }
    let mut ends = [BoundSpec::Open, BoundSpec::Open];
    for (slot, (value, line)) in ends.iter_mut().zip(values) {
        *slot = match value {
            DeValue::String(text) if text.trim().is_empty() => BoundSpec::Open,
            DeValue::String(text) => match iso_date(text) {
                Some(date) => BoundSpec::Date(date),
                None => BoundSpec::Expression(Located {
                    text: text.to_string(),
                    line,
                }),
            },
            other => match decimal(other) {
                Some(number) => BoundSpec::Number(number),
                None => {
                    table.wrong(key, line, "integer", other);
                    BoundSpec::Open
                }
            },
        };
    }
    Some((ends, line))
}

/// `2022-01-01`; a bare year is left to numbers.
pub(in crate::form) fn iso_date(text: &str) -> Option<Date> {
    (text.len() == 10)
        .then(|| text.parse().ok())
        .flatten()
        .map(Date::Day)
}

type Bounds = Option<([BoundSpec; 2], usize)>;

fn check_bounds(table: &Table<'_>, kind: Option<FieldType>, range: &Bounds, usual: &Bounds) {
    for (ends, line) in [range, usual].into_iter().flatten() {
        let line = *line;
        if let Some(kind) = kind {
            let fits = ends.iter().all(|end| match end {
                BoundSpec::Open => true,
                BoundSpec::Number(_) => kind.is_number(),
                BoundSpec::Date(_) => kind == FieldType::Date,
                BoundSpec::Expression(_) => kind.is_number() || kind == FieldType::Date,
            });
            if !fits {
                let word = FieldType::ALL
                    .into_iter()
                    .find(|(other, _)| *other == kind)
                    .map_or("", |(_, word)| word);
                table.tell(
                    MistakeCode::RangeType,
                    line,
                    vec![("found", word.to_owned())],
                );
                continue;
            }
        }
        let [least, most] = ends;
        let crossed = match (least, most) {
            (BoundSpec::Number(least), BoundSpec::Number(most)) => least > most,
            (BoundSpec::Date(least), BoundSpec::Date(most)) => least > most,
            _ => false,
        };
        if crossed {
            table.tell(
                MistakeCode::RangeOrder,
                line,
                vec![("least", spell(least)), ("most", spell(most))],
            );
        }
    }
    if let (Some(([least, most], _)), Some(([low, high], line))) = (range, usual) {
        let outside = matches!((least, low), (BoundSpec::Number(a), BoundSpec::Number(b)) if b < a)
            || matches!((most, high), (BoundSpec::Number(a), BoundSpec::Number(b)) if b > a)
            || matches!((least, low), (BoundSpec::Date(a), BoundSpec::Date(b)) if b < a)
            || matches!((most, high), (BoundSpec::Date(a), BoundSpec::Date(b)) if b > a);
        if outside {
            table.tell(MistakeCode::UsualOutside, *line, vec![]);
        }
    }
}

fn spell(bound: &BoundSpec) -> String {
    match bound {
        BoundSpec::Open => String::new(),
        BoundSpec::Number(number) => number.to_string(),
        BoundSpec::Date(date) => date.to_string(),
        BoundSpec::Expression(text) => text.text.clone(),
    }
}

fn checks(top: &Table<'_>) -> Vec<CheckSpec> {
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
        source(&table);
        evidence(&table);
        if let (Some(name), Some(at), Some(expr), Some(blocks)) = (name, at, expr, severity) {
            checks.push(CheckSpec {
                id: name.text,
                at,
                expr,
                blocks,
                message: message.map(|text| text.text).unwrap_or_default(),
            });
        }
    }
    checks
}

fn headings(table: &Table<'_>) -> Vec<String> {
    table
        .texts("headings")
        .into_iter()
        .map(|heading| heading.text)
        .collect()
}

fn columns(
    top: &Table<'_>,
    grid: Option<&Table<'_>>,
    unit: Option<&str>,
    lists: &BTreeMap<String, ChoiceList>,
    above: &Origin,
) -> Vec<ColumnSpec> {
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for table in top.tables("column", COLUMN) {
        let Some(mut rules) = field(&table, lists, above, grid) else {
            continue;
        };
        let located = Located {
            text: rules.field.id.to_string(),
            line: rules.line,
        };
        if !once(&table, &mut seen, &located, "column") {
            continue;
        }
        if rules.field.unit.is_none() && rules.field.kind == FieldType::Money {
            rules.field.unit = unit.map(str::to_owned);
        }
        let additive = table
            .yes("additive")
            .unwrap_or(rules.field.kind.is_number() && rules.field.kind != FieldType::Percent);
        let column = GridColumn {
            field: rules.field.clone(),
            headings: headings(&table),
        };
        columns.push(ColumnSpec {
            column,
            rules,
            additive,
        });
    }
    columns
}

fn rows(top: &Table<'_>, above: &Origin) -> Vec<RowSpec> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for table in top.tables(
        "row",
        &[
            "id", "item", "label", "depth", "formula", "source", "evidence",
        ],
    ) {
        let name = id(&table, "id");
        let label = table.need("label");
        let depth = table.whole("depth", 9, MistakeCode::BadNumber).unwrap_or(0);
        let Origin { source, evidence } = origin(&table, above);
        let formula = table.text("formula");
        let Some(name) = name else { continue };
        if !once(&table, &mut seen, &name, "row") {
            continue;
        }
        let row = GridRow {
            id: Name::new(&name.text),
            item: table.text("item").map(|item| item.text),
            label: label.map(|label| label.text).unwrap_or_default(),
            depth: usize::try_from(depth).unwrap_or(0),
            formula: formula.as_ref().map(|formula| formula.text.clone()),
            source,
            evidence,
        };
        rows.push(RowSpec { row, formula });
    }
    rows
}

fn closed(top: &Table<'_>) -> Vec<ClosedSpec> {
    let mut closed = Vec::new();
    for table in top.tables("closed", &["rows", "columns", "source", "evidence", "note"]) {
        for key in ["rows", "columns"] {
            if !table.has(key) {
                table.missing(key);
            }
        }
        source(&table);
        evidence(&table);
        closed.push(ClosedSpec {
            rows: table.texts("rows"),
            columns: table.texts("columns"),
        });
    }
    closed
}

fn tally(top: &Table<'_>) -> TallySpec {
    let Some(table) = top.table(
        "tally",
        &["subject", "join", "where", "source", "evidence", "note"],
    ) else {
        return TallySpec::default();
    };
    if let Some(subject) = table.text("subject") {
        word(
            &table,
            &subject,
            &[((), "household")],
            MistakeCode::BadSubject,
        );
    }
    if !table.has("join") {
        table.missing("join");
    }
    let mut seen = BTreeSet::new();
    let mut joins = Vec::new();
    for item in table.tables("join", &["form", "as", "optional"]) {
        let form = item.need("form");
        let alias = id(&item, "as");
        if let (Some(form), Some(alias)) = (form, alias)
            && once(&item, &mut seen, &alias, "join")
        {
            joins.push(JoinSpec { form, alias });
        }
    }
    TallySpec {
        joins,
        condition: table.text("where"),
    }
}

fn table_columns(top: &Table<'_>, above: &Origin) -> Vec<TableColumnSpec> {
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for table in top.tables("column", TABLE_COLUMN) {
        let number = match table.get("number") {
            None => {
                table.missing("number");
                None
            }
            Some((DeValue::String(text), line)) => Some(Located {
                text: text.to_string(),
                line,
            }),
            Some((DeValue::Integer(integer), line)) => Some(Located {
                text: integer.to_string(),
                line,
            }),
            Some((other, line)) => {
                table.wrong("number", line, "string", other);
                None
            }
        };
        let label = table.need("label");
        let digits = table
            .whole("digits", 6, MistakeCode::BadDigits)
            .unwrap_or(0);
        let Origin { source, evidence } = origin(&table, above);
        let (count, sum, printed) = (
            table.text("count"),
            table.text("sum"),
            table.text("printed"),
        );
        let given = [count.is_some(), sum.is_some(), printed.is_some()]
            .into_iter()
            .filter(|given| *given)
            .count();
        if given != 1 {
            table.tell(MistakeCode::ColumnWithoutRule, table.line, vec![]);
        }
        let Some(number) = number else { continue };
        if !seen.insert(number.text.clone()) {
            table.tell(
                MistakeCode::DuplicateNumber,
                number.line,
                vec![("number", number.text.clone())],
            );
            continue;
        }
        let column = TableColumn {
            number: number.text,
            label: label.map(|label| label.text).unwrap_or_default(),
            headings: headings(&table),
            printed: printed.as_ref().map(|printed| printed.text.clone()),
            digits,
            source,
            evidence,
        };
        let rule = count
            .map(RuleSpec::Count)
            .or(sum.map(RuleSpec::Sum))
            .or(printed.map(RuleSpec::Printed));
        columns.push(TableColumnSpec {
            column,
            rule,
            line: number.line,
        });
    }
    columns
}
