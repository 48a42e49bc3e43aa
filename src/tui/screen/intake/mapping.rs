//! Which column is what: recognised, remembered or chosen.

use super::super::say;
use super::choosing::{Choosing, Item};
use crate::form::Name;
use crate::place::Level;
use crate::record::PlaceRef;
use crate::tui::command::Command;
use crate::tui::intake::{ListRead, ListTarget, ListTerms};
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, fit, wrap};

/// What a row of the screen is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// On to the preview.
    Go,
    /// A column.
    Column(usize),
    /// The thôn of the whole file.
    Thon,
    /// A value of the whole file.
    Whole(Name),
}

/// What a choice changes.
#[derive(Clone, Debug)]
pub(super) enum Changes {
    Column(usize, Option<Name>),
    Thon(Option<PlaceRef>),
    Whole(Name, Option<String>),
}

/// The screen.
#[derive(Debug)]
pub(super) struct Mapping {
    pub(super) read: ListRead,
    pub(super) terms: ListTerms,
    list: List,
    pub(super) choosing: Option<Choosing<Changes>>,
}

impl Mapping {
    pub(super) fn new(read: ListRead, shared: &Shared) -> Mapping {
        let mut terms = ListTerms {
            targets: read.targets.clone(),
            ..ListTerms::default()
        };
        // Where there is one thôn, it is that one unless the file says otherwise.
        if let Some(village) = &shared.village
            && let [only] = village.thons()
        {
            terms.thon = Some(PlaceRef::Thon(only.id));
        }
        let mut mapping = Mapping {
            terms,
            read,
            list: List::default(),
            choosing: None,
        };
        if !mapping.names_anybody() {
            // The first column that nothing is known of is what must be told.
            let unknown = mapping.terms.targets.iter().position(Option::is_none);
            mapping.list.at = unknown.map_or(0, |at| at + 1);
        }
        mapping
    }

    /// Whether a column holds the names of heads or members.
    pub(super) fn names_anybody(&self) -> bool {
        let mut targets = self.terms.targets.iter().flatten();
        targets.any(|target| self.read.naming.contains(target))
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = vec![Row::Go];
        rows.extend((0..self.read.columns.len()).map(Row::Column));
        rows.push(Row::Thon);
        let whole = self.read.known.iter().filter(|target| target.whole);
        rows.extend(whole.map(|target| Row::Whole(target.id.clone())));
        rows
    }

    fn target(&self, id: &Name) -> Option<&ListTarget> {
        self.read.known.iter().find(|target| target.id == *id)
    }

    fn thon_words(&self, shared: &Shared) -> String {
        match &self.terms.thon {
            Some(PlaceRef::Thon(id)) => {
                let thons = shared.village.iter().flat_map(|village| village.thons());
                let hit = thons.clone().find(|thon| thon.id == *id);
                hit.map(|thon| thon.name.clone()).unwrap_or_default()
            }
            Some(PlaceRef::Code(_)) => say!(shared, "tui-without-thon"),
            None => say!(shared, "tui-intake-by-column"),
        }
    }

    pub(super) fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        if let Some(choosing) = &self.choosing {
            return choosing.view(shared, ink);
        }
        let columns = ink.columns();
        let room = columns.saturating_sub(2);
        let sheet = self.read.sheet.clone().unwrap_or_default();
        let file = if sheet.is_empty() {
            self.read.file.clone()
        } else {
            format!("{} · {sheet}", self.read.file)
        };
        let rows = self.read.rows.to_string();
        ink.strong(
            0,
            1,
            &say!(shared, "tui-intake-file", file = file, n = rows),
        );
        let unknown = self.terms.targets.iter().filter(|target| target.is_none());
        let hint = match (self.names_anybody(), unknown.count()) {
            (false, _) => say!(shared, "tui-intake-needs-name"),
            (true, 0) if self.read.remembered => say!(shared, "tui-intake-remembered"),
            (true, 0) => say!(shared, "tui-intake-all-known"),
            (true, n) => say!(shared, "tui-intake-some-unknown", n = n.to_string()),
        };
        let lines = wrap(&hint, room);
        for (row, line) in lines.iter().enumerate() {
            ink.put(1 + row, 1, line);
        }
        let all = self.rows();
        let mut below = ink.rows_of(2 + lines.len(), usize::MAX);
        let columns = [
            Column::text(say!(shared, "tui-intake-column"), 28),
            Column::text(say!(shared, "tui-intake-samples"), 20),
            Column::text(say!(shared, "tui-intake-target"), 0),
        ];
        self.list
            .draw(&mut below, &columns, all.len(), &|row, column| {
                all.get(row)
                    .map_or_else(String::new, |row| self.cell(row, column, shared))
            });
    }

    fn cell(&self, row: &Row, column: usize, shared: &Shared) -> String {
        match (row, column) {
            (Row::Go, 0) => say!(shared, "tui-intake-go"),
            (Row::Go, _) => String::new(),
            (Row::Column(at), 0) => {
                let column = self.read.columns.get(*at);
                column.map_or_else(String::new, |column| {
                    format!("{} {}", fit(&column.letters, 2), column.heading)
                })
            }
            (Row::Column(at), 1) => {
                let column = self.read.columns.get(*at);
                column.map_or_else(String::new, |column| column.samples.join(" | "))
            }
            (Row::Column(at), _) => {
                let target = self.terms.targets.get(*at).and_then(Option::as_ref);
                match target.and_then(|id| self.target(id)) {
                    Some(target) => target.label.clone(),
                    None => say!(shared, "tui-intake-unknown"),
                }
            }
            (Row::Thon, 0) => say!(shared, "tui-intake-thon-of-file"),
            (Row::Thon, 1) => String::new(),
            (Row::Thon, _) => self.thon_words(shared),
            (Row::Whole(id), 0) => {
                let target = self.target(id);
                target
                    .map(|target| target.label.clone())
                    .unwrap_or_default()
            }
            (Row::Whole(_), 1) => String::new(),
            (Row::Whole(id), _) => match self.terms.whole.get(id) {
                Some(value) => value.clone(),
                None => say!(shared, "tui-intake-by-column"),
            },
        }
    }

    /// `true` if the person wants to go on.
    pub(super) fn command(&mut self, command: Command, shared: &Shared) -> bool {
        if let Some(choosing) = &mut self.choosing {
            if choosing.command(command) {
                return false;
            }
            if command == Command::Accept
                && let Some(changes) = choosing.chosen()
            {
                self.change(changes);
            }
            self.choosing = None;
            return false;
        }
        let rows = self.rows();
        if self.list.command(command, rows.len()) || command != Command::Accept {
            return false;
        }
        match rows.get(self.list.at) {
            Some(Row::Go) => return self.names_anybody(),
            Some(Row::Column(at)) => self.choosing = Some(self.targets(*at, shared)),
            Some(Row::Thon) => self.choosing = Some(self.thons(shared)),
            Some(Row::Whole(id)) => self.choosing = self.values(&id.clone(), shared),
            None => {}
        }
        false
    }

    fn change(&mut self, changes: Changes) {
        match changes {
            Changes::Column(at, target) => {
                // A thing is in one column: taken here, it leaves the other one.
                if let Some(id) = &target
                    && self
                        .target(id)
                        .is_some_and(|target| !target.paper.is_empty())
                {
                    for other in &mut self.terms.targets {
                        if other.as_ref() == Some(id) {
                            *other = None;
                        }
                    }
                }
                if let Some(slot) = self.terms.targets.get_mut(at) {
                    *slot = target;
                }
            }
            Changes::Thon(thon) => self.terms.thon = thon,
            Changes::Whole(id, None) => {
                self.terms.whole.remove(&id);
            }
            Changes::Whole(id, Some(value)) => {
                self.terms.whole.insert(id, value);
            }
        }
        // What was decided was decided of another plan.
        self.terms.households.clear();
        self.terms.thons.clear();
        self.list.command(Command::MoveDown, usize::MAX);
    }

    fn targets(&self, at: usize, shared: &Shared) -> Choosing<Changes> {
        let column = self.read.columns.get(at);
        let heading = column
            .map(|column| column.heading.clone())
            .unwrap_or_default();
        let samples = column
            .map(|column| column.samples.join(" | "))
            .unwrap_or_default();
        let about = vec![
            say!(shared, "tui-intake-what-is", heading = heading),
            samples,
        ];
        let here = self.terms.targets.get(at).cloned().flatten();
        let items: Vec<Item<Changes>> = self
            .read
            .known
            .iter()
            .map(|target| Item {
                text: target.label.clone(),
                note: target.paper.clone(),
                means: Changes::Column(at, Some(target.id.clone())),
            })
            .collect();
        let position = self
            .read
            .known
            .iter()
            .position(|target| Some(&target.id) == here.as_ref());
        Choosing::new(about, items, position.unwrap_or(0))
    }

    fn thons(&self, shared: &Shared) -> Choosing<Changes> {
        let mut items = vec![Item {
            text: say!(shared, "tui-intake-by-column"),
            note: String::new(),
            means: Changes::Thon(None),
        }];
        for thon in shared.village.iter().flat_map(|village| village.thons()) {
            items.push(Item {
                text: thon.name.clone(),
                note: thon.label.clone(),
                means: Changes::Thon(Some(PlaceRef::Thon(thon.id))),
            });
        }
        let office = shared.office.as_ref();
        if let Some(office) = office.filter(|office| office.level == Some(Level::Xa)) {
            items.push(Item {
                text: say!(shared, "tui-without-thon"),
                note: office.place.clone(),
                means: Changes::Thon(Some(PlaceRef::Code(office.place.clone()))),
            });
        }
        Choosing::new(vec![say!(shared, "tui-intake-ask-thon")], items, 0)
    }

    fn values(&self, id: &Name, shared: &Shared) -> Option<Choosing<Changes>> {
        let target = self.target(id)?;
        let mut items = vec![Item {
            text: say!(shared, "tui-intake-by-column"),
            note: String::new(),
            means: Changes::Whole(id.clone(), None),
        }];
        items.extend(target.choices.iter().map(|choice| Item {
            text: choice.clone(),
            note: String::new(),
            means: Changes::Whole(id.clone(), Some(choice.clone())),
        }));
        let about = vec![
            say!(shared, "tui-intake-ask-whole", label = target.label.clone()),
            target.paper.clone(),
        ];
        Some(Choosing::new(about, items, 0))
    }
}
