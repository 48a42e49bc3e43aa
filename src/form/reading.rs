//! Answers typed, taken from files, and shown.

use rust_decimal::Decimal;

use super::compiled::{Bound, Form};
use super::spec::iso_date;
use super::{Answer, Answers, Context, Date, Field, FieldType, Name, Path, Special, Value};
use crate::text;

/// An answer as files and scripts carry it, without the paper's types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// true or false.
    YesNo(bool),
    /// A number.
    Number(Decimal),
    /// A text: also dates, choices, decimals at the cell's digits.
    Text(String),
    /// Several choices.
    List(Vec<String>),
    /// A special answer.
    Special(Special),
}

impl Form {
    /// What the paper offers where nothing is answered yet. Offered, never assumed.
    pub fn default_at(&self, path: &Path) -> Option<&Value> {
        self.node_at(path)
            .and_then(|n| self.node(n))
            .and_then(|node| node.default.as_ref())
    }

    /// Reads what a person typed: Vietnamese numbers and dates, a choice by printed code, id or label
    /// (without diacritics too), yes or no by the words given. What does not parse is kept as typed.
    pub fn parse_answer(
        &self,
        path: &Path,
        typed: &str,
        yes_words: &[&str],
        no_words: &[&str],
    ) -> Answer {
        let typed = text::nfc(typed);
        let trimmed = typed.trim();
        let unparsed = || Answer::Unparsed(typed.clone());
        let Some(field) = self.field_at(path) else {
            return unparsed();
        };
        let value = match field.kind {
            FieldType::Text => Some(Value::Text(trimmed.to_owned())),
            FieldType::Place => Some(Value::Place(trimmed.to_owned())),
            kind if kind.is_number() => {
                let number = text::number::parse(trimmed.trim_end_matches('%').trim_end());
                let number = match kind {
                    FieldType::Integer => number.and_then(whole),
                    _ => number,
                };
                number.map(Value::Number)
            }
            FieldType::Date => text::date::parse(trimmed).map(|date| match date {
                text::date::Parsed::Day(day) => Value::Date(Date::Day(day)),
                text::date::Parsed::Year(year) => Value::Date(Date::Year(year)),
            }),
            FieldType::Choice => choice(field, trimmed).map(Value::Choice),
            FieldType::Choices => {
                let parts = trimmed
                    .split([',', ';'])
                    .map(str::trim)
                    .filter(|part| !part.is_empty());
                parts
                    .map(|part| choice(field, part))
                    .collect::<Option<_>>()
                    .map(Value::Choices)
            }
            _ => {
                let folded = text::fold(trimmed);
                let among = |words: &[&str]| words.iter().any(|word| text::fold(word) == folded);
                if among(yes_words) || folded == "1" || folded == "x" {
                    Some(Value::YesNo(true))
                } else if among(no_words) || folded == "0" {
                    Some(Value::YesNo(false))
                } else {
                    None
                }
            }
        };
        value.map_or_else(unparsed, Answer::Given)
    }

    /// Takes an answer from a file or script: ISO dates, decimals with a point, choices by id or code.
    /// What does not fit the field's type is kept as typed.
    pub fn accept(&self, path: &Path, plain: &Plain) -> Answer {
        if let Plain::Special(special) = plain {
            return Answer::Special(*special);
        }
        let spelled = match plain {
            Plain::YesNo(yes) => yes.to_string(),
            Plain::Number(number) => number.to_string(),
            Plain::Text(text) => text::nfc(text),
            Plain::List(items) => items.join(", "),
            Plain::Special(special) => special.code().to_owned(),
        };
        let kind = self.field_at(path).map(|field| field.kind);
        let id = |text: &str| {
            let field = self.field_at(path)?;
            let hit = field
                .choices
                .iter()
                .find(|c| c.id.as_str() == text)
                .or_else(|| {
                    field
                        .choices
                        .iter()
                        .find(|c| c.code.as_deref() == Some(text))
                });
            // An id that the paper does not have is kept, and told by the evaluation; what is no id at all
            // is kept as typed.
            let plain = |text: &&str| {
                text.len() <= 63
                    && text.starts_with(|c: char| c.is_ascii_lowercase())
                    && text
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            };
            hit.map(|choice| choice.id.clone())
                .or_else(|| Some(text).filter(plain).map(Name::new))
        };
        let value = match (kind, plain) {
            (Some(FieldType::YesNo), Plain::YesNo(yes)) => Some(Value::YesNo(*yes)),
            (Some(kind), Plain::Number(number)) if kind.is_number() => Some(Value::Number(*number)),
            (Some(kind), Plain::Text(_)) if kind.is_number() && !spelled.contains('_') => {
                spelled.trim().parse().ok().map(Value::Number)
            }
            (Some(FieldType::Date), Plain::Text(_) | Plain::Number(_)) => {
                date(&spelled).map(Value::Date)
            }
            (Some(FieldType::Text), Plain::Text(_) | Plain::Number(_)) => {
                Some(Value::Text(spelled.clone()))
            }
            (Some(FieldType::Place), Plain::Text(_)) => Some(Value::Place(spelled.clone())),
            (Some(FieldType::Choice), Plain::Text(_) | Plain::Number(_)) => {
                id(&spelled).map(Value::Choice)
            }
            (Some(FieldType::Choices), Plain::List(items)) => items
                .iter()
                .map(|item| id(item))
                .collect::<Option<_>>()
                .map(Value::Choices),
            (Some(FieldType::Choices), Plain::Text(_)) => {
                id(&spelled).map(|id| Value::Choices([id].into()))
            }
            _ => None,
        };
        let value = match (kind, value) {
            (Some(FieldType::Integer), Some(Value::Number(number))) => {
                whole(number).map(Value::Number)
            }
            (_, value) => value,
        };
        value.map_or_else(|| Answer::Unparsed(spelled), Answer::Given)
    }

    /// Whether a place asks for a year: a bare whole number that the paper bounds by two years of our time.
    /// A year is written without the dot of thousands.
    pub fn holds_years(&self, path: &Path) -> bool {
        let bare = |field: &Field| field.kind == FieldType::Integer && field.unit.is_none();
        let year = |bound: &Bound| match bound {
            Bound::Fixed(Value::Number(year)) => {
                (Decimal::from(1900)..=Decimal::from(2100)).contains(year)
            }
            _ => false,
        };
        self.field_at(path).is_some_and(bare)
            && self
                .node_at(path)
                .and_then(|node| self.node(node))
                .is_some_and(|node| node.range.iter().all(year))
    }

    /// A value as screens show it: Vietnamese numbers at the field's digits, choices by label. Yes and no
    /// are the screen's own words, so they come as `None`.
    pub fn to_text(&self, path: &Path, value: &Value) -> Option<String> {
        let field = self.field_at(path);
        let label = |id: &Name| {
            let choice =
                field.and_then(|field| field.choices.iter().find(|choice| choice.id == *id));
            choice.map_or_else(|| id.to_string(), |choice| choice.label.clone())
        };
        Some(match value {
            Value::Text(text) | Value::Place(text) => text.clone(),
            Value::Number(year) if self.holds_years(path) => year.normalize().to_string(),
            Value::Number(number) => {
                let digits = field.map_or(number.scale(), |field| field.digits);
                // A control value of more digits than the field is shown whole.
                text::number::format(number, digits.max(number.normalize().scale()))
            }
            Value::Date(date) => date.written(),
            Value::Choice(id) => label(id),
            Value::Choices(ids) => ids.iter().map(label).collect::<Vec<_>>().join(", "),
            Value::YesNo(_) => return None,
        })
    }

    /// What people call a Phiếu with these answers: what the field with the role title says, if it says anything.
    pub fn title_of(&self, answers: &Answers) -> Option<String> {
        let (None, field) = self.field_with_role(super::Role::Title)? else {
            return None;
        };
        match answers.get(&Path::Field(field.id.clone()))? {
            Answer::Given(Value::Text(text)) => {
                Some(text.trim().to_owned()).filter(|text| !text.is_empty())
            }
            _ => None,
        }
    }

    /// The context's date: what the field with the role review date says, else the context's own.
    pub fn review_date(&self, answers: &Answers) -> Option<chrono::NaiveDate> {
        let (roster, field) = self.field_with_role(super::Role::ReviewDate)?;
        if roster.is_some() {
            return None;
        }
        match answers.get(&Path::Field(field.id.clone()))? {
            Answer::Given(Value::Date(Date::Day(day))) => Some(*day),
            _ => None,
        }
    }
}

impl Context {
    /// The context with the Phiếu's own date where it has one, else the period's last day.
    pub fn at_review_date(mut self, form: &Form, answers: &Answers) -> Context {
        self.date = form
            .review_date(answers)
            .or(self.date)
            .or(self.period.map(super::Period::last_day));
        self
    }
}

/// A choice by printed code, id, or label folded.
fn choice(field: &Field, typed: &str) -> Option<Name> {
    let by = |hit: &dyn Fn(&super::Choice) -> bool| {
        let mut hits = field.choices.iter().filter(|choice| hit(choice));
        let first = hits.next()?;
        // Two labels alike without diacritics: not decided for the person.
        hits.next().is_none().then(|| first.id.clone())
    };
    let folded = text::fold(typed);
    by(&|choice| choice.code.as_deref() == Some(typed))
        .or_else(|| by(&|choice| choice.id.as_str() == typed))
        .or_else(|| by(&|choice| choice.label == typed))
        .or_else(|| by(&|choice| text::fold(&choice.label) == folded))
}

/// A count without decimal digits, so that 5 and 5.0 are one answer.
fn whole(number: Decimal) -> Option<Decimal> {
    number.is_integer().then(|| number.trunc())
}

/// An ISO date or a year alone, of the years that people can type.
pub(super) fn date(text: &str) -> Option<Date> {
    match text::date::parse(text)? {
        text::date::Parsed::Year(year) => Some(Date::Year(year)).filter(|_| text.len() == 4),
        text::date::Parsed::Day(_) => iso_date(text),
    }
}
