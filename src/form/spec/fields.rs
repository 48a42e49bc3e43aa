//! One field, or one column of a grid, with its rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use toml::de::DeValue;

use super::choices::inline_choices;
use super::ids::id;
use super::origin::{Origin, origin};
use super::table::{Located, Table, decimal};
use super::{BoundSpec, ChoiceList, FieldSpec, RequiredSpec, Scalar, word};
use crate::form::mistake::{MistakeCode, nearest};
use crate::form::{Choice, Date, Field, FieldType, Name, Role, Special};

pub(super) const FIELD: &[&str] = &[
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
    "overridable",
    "also",
    "default",
    "carry",
    "persistent",
    "length",
    "on_paper",
    "role",
    "special",
    "source",
    "evidence",
];

pub(super) fn field(
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
    if formula.is_none() {
        table.idle(&["also"]);
    }
    if kind.is_some_and(|kind| !kind.is_number() || kind == FieldType::Integer) {
        table.idle(&["digits"]);
    }
    if kind.is_some_and(|kind| !matches!(kind, FieldType::Text | FieldType::Integer)) {
        table.idle(&["length"]);
    }
    if formula.is_none() {
        table.idle(&["on_paper"]);
    }
    let required = required(table);
    let overridable = overridable(table, formula.is_some());
    if formula.is_some()
        && !overridable
        && !matches!(required, RequiredSpec::No)
        && let Some((_, line)) = table.get("required")
    {
        table.tell(MistakeCode::RequiredComputed, line, vec![]);
    }
    let own_or_grid = |key: &str| {
        let numeric = kind.is_some_and(FieldType::is_number) && kind != Some(FieldType::Percent);
        bounds(table, key).or_else(|| {
            grid.filter(|_| numeric && !table.has(key))
                .and_then(|grid| bounds(grid, key))
        })
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
        overridable,
        formula: formula.as_ref().map(|formula| formula.text.clone()),
        carry: table.yes("carry").unwrap_or(false),
        persistent: table.yes("persistent").unwrap_or(false),
        length: table
            .whole("length", 99, MistakeCode::BadLength)
            .filter(|length| *length > 0),
        on_paper: table.yes("on_paper").unwrap_or(false),
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

/// Whether a person's value stands in place of the computed one: there must be a computed one.
fn overridable(table: &Table<'_>, computed: bool) -> bool {
    let overridable = table.yes("overridable").unwrap_or(false);
    if overridable
        && !computed
        && let Some((_, line)) = table.get("overridable")
    {
        table.tell(MistakeCode::OverridableWithoutFormula, line, vec![]);
    }
    overridable && computed
}

fn field_choices(
    table: &Table<'_>,
    lists: &BTreeMap<String, ChoiceList>,
    kind: Option<FieldType>,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    if table.has("choice") {
        table.idle(&["choices"]);
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
        | Role::Enterer
        | Role::Title
        | Role::AgainReason
        | Role::HouseholdLabel
        | Role::Opinion
        | Role::OriginHousehold
        | Role::GoneTo => &[FieldType::Text],
        Role::Sex
        | Role::Relation
        | Role::Outcome
        | Role::Class
        | Role::Area
        | Role::Origin
        | Role::Case
        | Role::VoteWay => &[FieldType::Choice],
        Role::Birth | Role::ReviewDate | Role::PreviousDate | Role::OriginDate | Role::GoneDate => {
            &[FieldType::Date]
        }
        Role::Age | Role::IncomePoints | Role::DeprivationPoints => &[FieldType::Integer],
        Role::Deprivation => &[FieldType::YesNo],
        Role::Changes => &[FieldType::Choices],
        Role::Counted => &[FieldType::YesNo, FieldType::Choice],
        Role::Attendance
        | Role::Invited
        | Role::Attended
        | Role::Voters
        | Role::Ballots
        | Role::MeetingNumber
        | Role::VotesFor
        | Role::VotesAgainst
        | Role::VotesAbstain => &[FieldType::Integer],
        Role::AgreedShare => &[FieldType::Percent],
        Role::Agreed => &[FieldType::YesNo],
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
pub(super) fn bounds(table: &Table<'_>, key: &str) -> Option<([BoundSpec; 2], usize)> {
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
    day(text).map(Date::Day)
}

/// A day as files write it: four digits, two and two, and nothing else.
pub(in crate::form) fn day(text: &str) -> Option<NaiveDate> {
    let strict = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    strict.then(|| text.parse().ok()).flatten()
}

pub(super) type Bounds = Option<([BoundSpec; 2], usize)>;

pub(super) fn check_bounds(
    table: &Table<'_>,
    kind: Option<FieldType>,
    range: &Bounds,
    usual: &Bounds,
) {
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
