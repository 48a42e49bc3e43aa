//! The lists of a period, kept so that a key costs the same in a village of forty households and in a commune
//! of thirty thousand: what is counted is kept counted, and one household is replaced in its place.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::filter::{Filter, Trait};
use super::lines::{HouseholdLine, LastBundle, PaperLine, PersonLine, ThonLine};
use crate::form::Period;
use crate::record::EditId;
use crate::review::Review;
use crate::text::{Found, Index, IndexKind};

/// Everything about a period besides its households.
#[derive(Clone, Debug)]
pub struct Around {
    /// Which period.
    pub period: Period,
    /// Thôn by label.
    pub thons: Vec<ThonLine>,
    /// Household papers in the library's order; the first is the one that names the household.
    pub household_papers: Vec<PaperLine>,
    /// Papers of the unit itself.
    pub place_papers: Vec<PaperLine>,
    /// The newest bundle written here.
    pub last_bundle: Option<LastBundle>,
    /// Which steps of the review are closed, and their days; nothing of what is left.
    pub outline: Arc<Review>,
    /// How much is kept here and not in force.
    pub unforced: usize,
    /// By when results are reported: day and title, and whether that is only recalled.
    pub dues: Vec<(NaiveDate, String, bool)>,
}

/// What all households of the period have together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Problems that block.
    pub blocks: usize,
    /// Problems that ask.
    pub asks: usize,
    /// Conflicts.
    pub conflicts: usize,
    /// How many households have each trait.
    pub traits: BTreeMap<Trait, usize>,
}

/// The lists of a period.
#[derive(Clone, Debug)]
pub struct Village {
    around: Around,
    /// In the order in which they came; the place of one never changes.
    lines: Vec<HouseholdLine>,
    slots: HashMap<EditId, u32>,
    /// The places by label, and where in that order each stands.
    order: Vec<u32>,
    ranks: Vec<u32>,
    index: Index,
    totals: Totals,
}

/// One household that a search found.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The household.
    pub line: &'a HouseholdLine,
    /// The name or number of a member that it was found by, where it was not its own.
    pub by: Option<(IndexKind, &'a str)>,
}

fn at(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Village {
    /// The lists, with households and their members. The worker makes them.
    pub fn new(around: Around, households: Vec<(HouseholdLine, Vec<PersonLine>)>) -> Village {
        let mut village = Village {
            around,
            lines: Vec::with_capacity(households.len()),
            slots: HashMap::with_capacity(households.len()),
            order: Vec::new(),
            ranks: Vec::new(),
            index: Index::default(),
            totals: Totals::default(),
        };
        for (line, people) in households {
            village.add(line, &people);
        }
        let mut order: Vec<u32> = (0..small(village.lines.len())).collect();
        order.sort_by(|a, b| village.key(*a).cmp(&village.key(*b)));
        village.order = order;
        village.rank();
        village
    }

    fn key(&self, slot: u32) -> Option<(&str, EditId)> {
        let line = self.lines.get(at(slot))?;
        Some((line.label.as_str(), line.id))
    }

    fn rank(&mut self) {
        self.ranks.resize(self.lines.len(), 0);
        for (rank, slot) in (0_u32..).zip(&self.order) {
            if let Some(place) = self.ranks.get_mut(at(*slot)) {
                *place = rank;
            }
        }
    }

    fn add(&mut self, line: HouseholdLine, people: &[PersonLine]) -> u32 {
        let slot = small(self.lines.len());
        self.count(&line, true);
        self.slots.insert(line.id, slot);
        self.texts(slot, &line, people);
        self.lines.push(line);
        slot
    }

    fn texts(&mut self, slot: u32, line: &HouseholdLine, people: &[PersonLine]) {
        let own = format!("{} {} {}", line.head, line.label, line.thon);
        let mut texts = vec![(IndexKind::Own, own.as_str())];
        let others = people.iter().filter(|person| person.name != line.head);
        texts.extend(others.map(|person| (IndexKind::Name, person.name.as_str())));
        texts.push((IndexKind::Number, line.label.as_str()));
        let numbers = people.iter().map(|person| person.number.as_str());
        texts.extend(
            numbers
                .filter(|n| !n.is_empty())
                .map(|n| (IndexKind::Number, n)),
        );
        texts.extend(
            line.labels
                .iter()
                .map(|old| (IndexKind::Number, old.as_str())),
        );
        self.index.put(slot, texts);
    }

    /// Counts a household in, or out.
    fn count(&mut self, line: &HouseholdLine, there: bool) {
        let step = |sum: &mut usize, n: usize| {
            *sum = if there {
                *sum + n
            } else {
                sum.saturating_sub(n)
            };
        };
        step(&mut self.totals.blocks, line.blocks);
        step(&mut self.totals.asks, line.asks);
        step(&mut self.totals.conflicts, line.conflicts);
        for of in Trait::of(line) {
            step(self.totals.traits.entry(of).or_default(), 1);
        }
        for paper in &mut self.around.household_papers {
            match line.papers.get(&paper.form) {
                Some(status) if status.is_finished() => step(&mut paper.finished, 1),
                Some(_) => step(&mut paper.drafts, 1),
                None => {}
            }
        }
    }

    /// Puts a household in its place by label, or what is now known of it.
    pub(super) fn put(&mut self, line: HouseholdLine, people: &[PersonLine]) {
        let Some(slot) = self.slots.get(&line.id).copied() else {
            let slot = self.add(line, people);
            let place = self
                .order
                .partition_point(|other| self.key(*other) < self.key(slot));
            self.order.insert(place, slot);
            self.rank();
            return;
        };
        self.texts(slot, &line, people);
        self.count(&line, true);
        let Some(known) = self.lines.get_mut(at(slot)) else {
            return;
        };
        let before = std::mem::replace(known, line);
        self.count(&before, false);
        if self.key(slot).map(|(label, _)| label) != Some(before.label.as_str()) {
            self.order.retain(|other| *other != slot);
            let place = self
                .order
                .partition_point(|other| self.key(*other) < self.key(slot));
            self.order.insert(place, slot);
            self.rank();
        }
    }

    /// Takes a household out: it is no longer of this period.
    pub(super) fn remove(&mut self, id: EditId) {
        let Some(slot) = self.slots.remove(&id) else {
            return;
        };
        if let Some(line) = self.lines.get(at(slot)).cloned() {
            self.count(&line, false);
        }
        self.index.put(slot, []);
        self.order.retain(|other| *other != slot);
        self.rank();
    }

    /// Which period.
    pub fn period(&self) -> Period {
        self.around.period
    }

    /// Thôn by label.
    pub fn thons(&self) -> &[ThonLine] {
        &self.around.thons
    }

    /// Household papers in the library's order; the first is the one that names the household.
    pub fn household_papers(&self) -> &[PaperLine] {
        &self.around.household_papers
    }

    /// Papers of the unit itself.
    pub fn place_papers(&self) -> &[PaperLine] {
        &self.around.place_papers
    }

    /// The newest bundle written here.
    pub fn last_bundle(&self) -> Option<&LastBundle> {
        self.around.last_bundle.as_ref()
    }

    /// Which steps of the review are closed.
    pub fn outline(&self) -> &Review {
        &self.around.outline
    }

    /// How much is kept here and not in force.
    pub fn unforced(&self) -> usize {
        self.around.unforced
    }

    /// By when results are reported.
    pub fn dues(&self) -> &[(NaiveDate, String, bool)] {
        &self.around.dues
    }

    /// How many households there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is no household.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The households by label.
    pub fn households(&self) -> impl Iterator<Item = &HouseholdLine> {
        self.order
            .iter()
            .filter_map(|slot| self.lines.get(at(*slot)))
    }

    /// The households behind one, by label.
    pub fn behind(&self, id: EditId) -> impl Iterator<Item = &HouseholdLine> {
        let from = self.row(None, id).map_or(self.order.len(), |row| row + 1);
        let slots = self.order.get(from..).unwrap_or_default().iter();
        slots.filter_map(|slot| self.lines.get(at(*slot)))
    }

    /// A household.
    pub fn household(&self, id: EditId) -> Option<&HouseholdLine> {
        self.lines.get(at(*self.slots.get(&id)?))
    }

    /// What all households have together.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The households that fit what is typed and the filter, best first, then by label. Work that grows with the
    /// village: for a search only. `before` is what the letters before found.
    pub fn search(&self, typed: &str, filter: &Filter, before: Option<&Found>) -> Found {
        let rank = |slot: u32| self.ranks.get(at(slot)).copied().unwrap_or(u32::MAX);
        let mut found = self.index.search(typed, before, rank);
        if !filter.is_empty() {
            let wanted = |slot| {
                self.lines
                    .get(at(slot))
                    .is_some_and(|line| filter.keeps(line))
            };
            found.keep(wanted);
        }
        found
    }

    /// Where a household stands in what a search found; without a search, by label.
    pub fn row(&self, found: Option<&Found>, id: EditId) -> Option<usize> {
        let slot = *self.slots.get(&id)?;
        match found {
            Some(found) => found.hits().iter().position(|hit| hit.owner == slot),
            None => self.ranks.get(at(slot)).map(|rank| at(*rank)),
        }
    }

    /// What a search found at a place; without a search, the household at that place by label.
    pub fn seen(&self, found: Option<&Found>, row: usize) -> Option<Seen<'_>> {
        let Some(found) = found else {
            let line = self.lines.get(at(*self.order.get(row)?))?;
            return Some(Seen { line, by: None });
        };
        let hit = found.hits().get(row)?;
        let line = self.lines.get(at(hit.owner))?;
        let by = match self.index.kind(hit.entry)? {
            IndexKind::Own => None,
            kind => Some((kind, self.index.written(hit.entry))),
        };
        Some(Seen { line, by })
    }
}
