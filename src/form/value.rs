//! What can be answered: values, special answers, dates of which only the year is known.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// A name inside a paper: of a group, field, row, column, choice or check.
/// ASCII `[a-z][a-z0-9_]*`, unique where the paper says so; cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// Wraps a name that a paper declared or a path spelled.
    pub fn new(text: &str) -> Self {
        Name(Arc::from(text))
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Name::new(text)
    }
}

/// A date, or only its year where the person knows no more (common for older people).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Date {
    /// Only the year is known.
    Year(i32),
    /// A full calendar date.
    Day(NaiveDate),
}

impl Date {
    /// As people write it: 21/03/1987, or the year alone.
    pub fn written(self) -> String {
        use crate::text::date::{Parsed, format};
        format(match self {
            Date::Year(year) => Parsed::Year(year),
            Date::Day(day) => Parsed::Day(day),
        })
    }

    /// The year, which both forms know.
    pub fn year(self) -> i32 {
        match self {
            Date::Year(year) => year,
            Date::Day(day) => day.year(),
        }
    }
}

impl fmt::Display for Date {
    /// ISO: `1987` or `1987-03-21`. Screens use `text::date`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Year(year) => write!(f, "{year:04}"),
            Date::Day(day) => write!(f, "{day}"),
        }
    }
}

/// One value. Which variant a field takes follows from its [`super::FieldType`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Free text, NFC.
    Text(String),
    /// Integer, decimal, money or percent: never a float. Unit and digits are the field's.
    Number(Decimal),
    /// A date or a year.
    Date(Date),
    /// The id of one choice.
    Choice(Name),
    /// The ids of several choices.
    Choices(BTreeSet<Name>),
    /// The code of an administrative unit.
    Place(String),
    /// Yes or no.
    YesNo(bool),
}

impl fmt::Display for Value {
    /// As files and scripts spell it. Screens use [`super::Form::to_text`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) | Value::Place(text) => f.write_str(text),
            Value::Number(number) => write!(f, "{number}"),
            Value::Date(date) => write!(f, "{date}"),
            Value::Choice(id) => write!(f, "{id}"),
            Value::Choices(ids) => {
                let ids: Vec<&str> = ids.iter().map(Name::as_str).collect();
                f.write_str(&ids.join(", "))
            }
            Value::YesNo(yes) => write!(f, "{yes}"),
        }
    }
}

/// An answer that is not a value, yet was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Special {
    /// The person does not know: `khong_biet`.
    DontKnow,
    /// The person refuses: `tu_choi`.
    Refused,
    /// The question does not apply: `khong_ap_dung`; adds nothing to sums.
    NotApplicable,
}

impl Special {
    /// All of them, in the order of the wire and of menus.
    pub const ALL: [Special; 3] = [Special::DontKnow, Special::Refused, Special::NotApplicable];

    /// The code in answers, journals and exports.
    pub fn code(self) -> &'static str {
        match self {
            Special::DontKnow => "khong_biet",
            Special::Refused => "tu_choi",
            Special::NotApplicable => "khong_ap_dung",
        }
    }

    /// The special answer of a code.
    pub fn parse(code: &str) -> Option<Special> {
        Special::ALL
            .into_iter()
            .find(|special| special.code() == code)
    }
}

/// What stands in a field or cell. Absence of an `Answer` is *unanswered*.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// A value of the field's type.
    Given(Value),
    /// Text that does not parse as the field's type: kept as typed, with a problem.
    Unparsed(String),
    /// Không biết, từ chối, không áp dụng.
    Special(Special),
}
