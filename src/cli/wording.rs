//! Small words that several verbs say: days, units, statuses.

use chrono::NaiveDate;

use super::trouble::Trouble;
use crate::locale::Words;
use crate::place::{Places, Unit, Unknown};
use crate::record::{Phieu, PlaceRef};
use crate::text::date::{Parsed, format};
use crate::workspace::Workspace;

/// A day as people here write it: `31/12/2024`.
pub(super) fn day(date: NaiveDate) -> String {
    format(Parsed::Day(date))
}

/// A unit with the days between which it stood so.
pub(super) fn unit(words: &Words, unit: &Unit) -> String {
    let mut text = format!("{} {}", unit.code, unit.name);
    let until = unit.to.or_else(|| match unit.regime {
        crate::place::Regime::ThreeTier => crate::place::Regime::SWITCH.pred_opt(),
        crate::place::Regime::TwoTier => None,
    });
    if let Some(from) = unit.from {
        text += &words.of("cli-unit-from", &[("date", day(from))]);
    }
    if let Some(until) = until {
        text += &words.of("cli-unit-until", &[("date", day(until))]);
    }
    text
}

/// The code with the zero in front that a spreadsheet took away.
fn zeroed(places: &Places, code: &str) -> Option<String> {
    let full = format!("0{code}");
    let known = (1..=4).contains(&code.len()) && !places.of_code(&full).is_empty();
    known.then_some(full)
}

/// Why a code names nothing on a day: which days it had, and what took its place.
pub(super) fn no_place(words: &Words, places: &Places, code: &str, date: NaiveDate) -> Trouble {
    let of = |key| {
        Trouble::usage(key)
            .with("place", code)
            .with("date", day(date))
    };
    match places.unknown(code, date) {
        Unknown::Never => of("place-code-never").maybe(zeroed(places, code)),
        Unknown::OtherDates {
            units,
            successors,
            predecessors,
        } => {
            let stood: Vec<String> = units.into_iter().map(|found| unit(words, found)).collect();
            let others: Vec<String> = successors
                .iter()
                .map(|successor| &*successor.code)
                .chain(predecessors.iter().map(|predecessor| &*predecessor.old))
                .map(
                    |code| match places.of_code(code).iter().find(|unit| unit.holds(date)) {
                        Some(unit) => format!("{code} {}", unit.name),
                        None => code.to_owned(),
                    },
                )
                .collect();
            let key = if others.is_empty() {
                "cli-no-successor"
            } else {
                "cli-successors"
            };
            of("place-code-other-dates")
                .with("stood", stood.join("; "))
                .with("instead", words.of(key, &[("list", others.join("; "))]))
        }
    }
}

/// Why a word names no official unit here: a thôn has only a label, and a label serves other options.
pub(super) fn no_unit(
    words: &Words,
    workspace: &Workspace,
    code: &str,
    date: NaiveDate,
) -> Trouble {
    match workspace.place_ref(code) {
        Ok(PlaceRef::Thon(_)) => Trouble::usage("unit-needed").with("place", code),
        _ => no_place(words, workspace.places(), code, date),
    }
}

/// Whom a Phiếu is of and, where there may be several of its paper, which it is: `06256 #2 Đường vào thôn`.
pub(super) fn subject(workspace: &Workspace, phieu: &Phieu) -> Result<String, Trouble> {
    let label = workspace.subject_label(&phieu.key().subject)?;
    Ok(match workspace.numbered(phieu)? {
        Some(one) => format!("{label} {}", name(one.number, one.title.as_deref())),
        None => label,
    })
}

/// What people call one of several: `#2 Đường vào thôn`.
pub(super) fn name(number: usize, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("#{number} {title}"),
        None => format!("#{number}"),
    }
}
