//! The first run: which office this is, and whether for training.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Face, say};
use crate::place::{Level, Places, Regime, Unit};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// How many places found are offered.
const OFFERED: usize = 200;

/// First the place is found, then the kind of sổ số liệu is chosen.
#[derive(Debug)]
pub struct Setup {
    places: Arc<Places>,
    today: NaiveDate,
    list: List,
    found: Vec<Unit>,
    chosen: Option<(Unit, usize)>,
}

impl Setup {
    /// A search over the units.
    pub fn new(places: Arc<Places>, today: NaiveDate) -> Setup {
        Setup {
            places,
            today,
            list: List::default(),
            found: Vec::new(),
            chosen: None,
        }
    }

    fn search(&mut self) {
        let found = self.places.find(&self.list.line.committed(), None);
        // A unit that changed its kind only is one office: the one in force today is offered.
        let mut offered: Vec<Unit> = Vec::new();
        for unit in found {
            let known = offered
                .iter()
                .position(|other| other.code == unit.code && other.regime == unit.regime);
            match known {
                Some(at) if unit.holds(self.today) => {
                    if let Some(slot) = offered.get_mut(at) {
                        *slot = unit.clone();
                    }
                }
                Some(_) => {}
                None if offered.len() < OFFERED => offered.push(unit.clone()),
                None => break,
            }
        }
        // What is in force today is most likely meant; abolished units are for old figures.
        offered.sort_by_key(|unit| !unit.holds(self.today));
        self.found = offered;
    }

    fn above(&self, unit: &Unit) -> String {
        let mut names = Vec::new();
        let mut at = unit.clone();
        while let Some(parent) = self.places.parent(&at, self.today).cloned() {
            names.push(parent.name.to_string());
            at = parent;
            if at.level == Level::Tinh || names.len() > 3 {
                break;
            }
        }
        names.join(", ")
    }

    fn chain(shared: &Shared, regime: Regime) -> String {
        match regime {
            Regime::ThreeTier => say!(shared, "tui-chain-3"),
            Regime::TwoTier => say!(shared, "tui-chain-2"),
        }
    }
}

impl Face for Setup {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-setup-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        if let Some((unit, at)) = &self.chosen {
            ink.strong(0, 1, &format!("{} ({})", unit.name, unit.code));
            ink.put(1, 1, &self.above(unit));
            ink.put(2, 1, &Self::chain(shared, unit.regime));
            ink.put(4, 1, &say!(shared, "tui-setup-kind"));
            let kinds = [
                say!(shared, "tui-setup-real"),
                say!(shared, "tui-setup-training"),
            ];
            for (row, kind) in kinds.iter().enumerate() {
                let cursor = if row == *at { ">" } else { " " };
                ink.put_if(row == *at, 5 + row, 1, &format!("{cursor} {kind}"));
            }
            for (row, line) in wrap(&say!(shared, "tui-setup-key"), columns.saturating_sub(2))
                .iter()
                .enumerate()
            {
                ink.put(8 + row, 1, line);
            }
            return;
        }
        let question = wrap(
            &say!(shared, "tui-setup-question"),
            columns.saturating_sub(2),
        );
        for (row, line) in question.iter().enumerate() {
            ink.put(row, 1, line);
        }
        let row = question.len();
        ink.put(row, 1, ">");
        ink.line(row, 3, columns.saturating_sub(4), &self.list.line);
        let mut below = ink.rows_of(row + 2, usize::MAX);
        if self.found.is_empty() {
            if !self.list.line.is_empty() {
                below.put(0, 2, &say!(shared, "tui-nothing-found"));
            }
            return;
        }
        let headings = [
            Column::text(say!(shared, "tui-col-code"), 6),
            Column::text(say!(shared, "tui-col-place"), 28),
            Column::text(say!(shared, "tui-col-above"), 0),
            Column::text(say!(shared, "tui-col-chain"), 12),
        ];
        self.list
            .draw(&mut below, &headings, self.found.len(), &|row, column| {
                let Some(unit) = self.found.get(row) else {
                    return String::new();
                };
                match column {
                    0 => unit.code.to_string(),
                    1 => unit.name.to_string(),
                    2 => self.above(unit),
                    _ if unit.holds(self.today) => say!(shared, "tui-unit-now"),
                    _ => say!(shared, "tui-unit-before"),
                }
            });
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        if let Some((unit, at)) = &mut self.chosen {
            match command {
                Command::MoveUp
                | Command::MoveDown
                | Command::NextField
                | Command::PreviousField => *at = 1 - *at,
                Command::GoBack => self.chosen = None,
                Command::Accept => {
                    return vec![Effect::Ask(Ask::SetUp {
                        place: unit.code.to_string(),
                        regime: unit.regime,
                        training: *at == 1,
                    })];
                }
                _ => {}
            }
            return Vec::new();
        }
        if !self.list.command(command, self.found.len())
            && command == Command::Accept
            && let Some(unit) = self.found.get(self.list.at)
        {
            self.chosen = Some((unit.clone(), 0));
        }
        Vec::new()
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        if self.chosen.is_none() {
            self.list.key(key, shared.typing);
            self.search();
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        if self.chosen.is_none() {
            self.list.paste(text);
            self.search();
        }
        Vec::new()
    }
}
