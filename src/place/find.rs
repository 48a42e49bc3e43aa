//! Finding places by what people type.

use chrono::NaiveDate;

use super::{Places, Unit};
use crate::text::{Fit, Query, collate, fold};

/// A unit's name, folded, beside the unit of the same index.
#[derive(Debug)]
pub(super) struct Folded {
    /// With its kind: `xa van quan`.
    full: Box<str>,
    /// Where the name proper begins in `full`.
    proper: usize,
}

impl Folded {
    fn new(unit: &Unit) -> Self {
        let full = fold(&unit.name);
        let kind = fold(&unit.kind);
        let proper = full
            .strip_prefix(kind.as_str())
            .filter(|rest| rest.starts_with(' '))
            .map_or(0, |rest| full.len() - rest.trim_start().len());
        Folded {
            full: full.into_boxed_str(),
            proper,
        }
    }

    fn proper(&self) -> &str {
        self.full.get(self.proper..).unwrap_or(&self.full)
    }

    fn fit(&self, query: &Query) -> Option<Fit> {
        query.fit(self.proper()).or_else(|| query.fit(&self.full))
    }
}

impl Places {
    /// Units whose code begins with, or whose name fits, what was typed; best first.
    ///
    /// The name may be typed without diacritics, in part or as initials, with or without its kind; after
    /// a comma the name of a unit above narrows the search: `van quan, lang son`. With a date only what
    /// stood on that day; without, every unit that ever stood. An empty text finds nothing.
    pub fn find(&self, text: &str, date: Option<NaiveDate>) -> Vec<&Unit> {
        let text = text.trim();
        if !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit()) {
            let start = self.units.partition_point(|unit| &*unit.code < text);
            let rest = self.units.get(start..).unwrap_or_default();
            let found = rest.iter().take_while(|unit| unit.code.starts_with(text));
            let mut found: Vec<&Unit> = found
                .filter(|unit| date.is_none_or(|date| unit.holds(date)))
                .collect();
            found.sort_by_key(|unit| &*unit.code != text);
            return found;
        }
        let mut parts = text.split(',').map(Query::new);
        let Some(name) = parts.next().filter(|query| !query.is_empty()) else {
            return Vec::new();
        };
        let above: Vec<Query> = parts.filter(|query| !query.is_empty()).collect();
        let folded = self
            .folded
            .get_or_init(|| self.units.iter().map(Folded::new).collect());
        let mut found: Vec<(Fit, &Unit)> = self
            .units
            .iter()
            .zip(folded)
            .filter(|(unit, _)| date.is_none_or(|date| unit.holds(date)))
            .filter_map(|(unit, folded)| folded.fit(&name).map(|fit| (fit, unit)))
            .filter(|(_, unit)| above.iter().all(|query| self.lies_below(unit, query)))
            .collect();
        found.sort_by(|(fit_a, a), (fit_b, b)| {
            fit_a
                .cmp(fit_b)
                .then(b.level.cmp(&a.level))
                .then(b.regime.cmp(&a.regime))
                .then_with(|| a.name.len().cmp(&b.name.len()))
                .then_with(|| collate(&a.name, &b.name))
                .then_with(|| a.code.cmp(&b.code))
                .then_with(|| b.from.cmp(&a.from))
        });
        found.into_iter().map(|(_, unit)| unit).collect()
    }

    fn lies_below(&self, unit: &Unit, query: &Query) -> bool {
        let date = unit.to.or(unit.from).unwrap_or(super::Regime::SWITCH);
        std::iter::successors(self.parent(unit, date), |above| self.parent(above, date))
            .take(super::Level::ALL.len())
            .any(|above| Folded::new(above).fit(query).is_some())
    }
}
