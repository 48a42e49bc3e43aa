//! The options of a field that has a closed list: choices, yes and no.

use crate::form::{FieldType, Path, Role, Value};
use crate::text::{Method, Query, fold};
use crate::tui::screen::{say, sheet::Sheet};
use crate::tui::shared::Shared;

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) struct Choice {
    /// The value that it stands for.
    pub(in crate::tui::screen) value: Value,
    /// The code printed on the paper, typed by keyers.
    pub(in crate::tui::screen) code: String,
    /// The wording.
    pub(in crate::tui::screen) label: String,
}

/// The options that fit what is typed; all of them where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui::screen) struct Options {
    closed: bool,
    /// In paper order.
    pub(in crate::tui::screen) fitting: Vec<Choice>,
}

impl Options {
    pub(in crate::tui::screen) fn of(
        sheet: &Sheet,
        path: &Path,
        typed: &str,
        shared: &Shared,
    ) -> Options {
        let Some(field) = sheet.field(path) else {
            return Options::default();
        };
        let all: Vec<Choice> = match field.kind {
            FieldType::Choice => field
                .choices
                .iter()
                .map(|choice| Choice {
                    value: Value::Choice(choice.id.clone()),
                    code: choice.code.clone().unwrap_or_default(),
                    label: choice.label.clone(),
                })
                .collect(),
            FieldType::YesNo => vec![
                Choice {
                    value: Value::YesNo(true),
                    code: "1".into(),
                    label: say!(shared, "yes"),
                },
                Choice {
                    value: Value::YesNo(false),
                    code: "0".into(),
                    label: say!(shared, "no"),
                },
            ],
            _ => return Options::default(),
        };
        let query = Query::new(typed);
        let fitting = all
            .into_iter()
            .filter(|choice| {
                typed.is_empty()
                    || choice.code.starts_with(typed)
                    || query.fit(&fold(&choice.label)).is_some()
            })
            .collect();
        Options {
            closed: true,
            fitting,
        }
    }

    /// Whether what is typed is one option's code, and cannot become another's by going on. Only digits: letters
    /// may still be composed by an input method.
    pub(in crate::tui::screen) fn is_whole(&self, typed: &str) -> bool {
        let begins = |choice: &&Choice| choice.code.starts_with(typed);
        let mut coded = self.fitting.iter().filter(begins);
        let first = coded.next().is_some_and(|choice| choice.code == typed);
        first && coded.next().is_none() && typed.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether the field has a closed list at all.
    pub(in crate::tui::screen) fn is_closed_list(&self) -> bool {
        self.closed
    }

    pub(in crate::tui::screen) fn value(&self, at: usize) -> Option<Value> {
        self.fitting.get(at).map(|choice| choice.value.clone())
    }

    /// The option after or before one: behind the last the first again, before the first none.
    pub(in crate::tui::screen) fn step(&self, at: Option<usize>, forward: bool) -> Option<usize> {
        let last = self.fitting.len().checked_sub(1)?;
        Some(match (at, forward) {
            (None, true) => 0,
            (Some(0), false) => return None,
            (None, false) => last,
            (Some(at), true) if at >= last => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at - 1,
        })
    }
}

/// How the field is typed: words may be composed; figures, dates, codes and personal numbers never are.
pub(in crate::tui::screen) fn typing(
    sheet: &Sheet,
    path: &Path,
    shared: &Shared,
) -> Option<Method> {
    let words = sheet.field(path).is_some_and(|field| {
        field.kind == FieldType::Text && field.role != Some(Role::PersonalNumber)
    });
    shared.typing.filter(|_| words)
}

/// Whether the first key typed in a field replaces what stands there: names are amended, everything else is
/// typed anew. A personal number is typed anew too, never behind the old one; Backspace still amends its end.
pub(in crate::tui::screen) fn replaces(sheet: &Sheet, path: &Path, adds: bool) -> bool {
    sheet.field(path).is_none_or(|field| {
        field.kind != FieldType::Text || adds && field.role == Some(Role::PersonalNumber)
    }) || sheet.form.is_computed(path)
}
