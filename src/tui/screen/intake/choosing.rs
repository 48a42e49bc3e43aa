//! A few things to choose among, over what they are about.

use crate::text::{Query, fold};
use crate::tui::command::Command;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

use super::super::{say, search_line};

/// One of them: its text, a note, and what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Item<T> {
    pub(super) text: String,
    pub(super) note: String,
    pub(super) means: T,
}

/// The things to choose among.
#[derive(Clone, Debug)]
pub(super) struct Choosing<T> {
    /// What it is about, above the list.
    pub(super) about: Vec<String>,
    pub(super) items: Vec<Item<T>>,
    pub(super) list: List,
}

impl<T: Clone> Choosing<T> {
    pub(super) fn new(about: Vec<String>, items: Vec<Item<T>>, at: usize) -> Choosing<T> {
        Choosing {
            about,
            items,
            list: List {
                at,
                ..List::default()
            },
        }
    }

    fn found(&self) -> Vec<&Item<T>> {
        let query = Query::new(&self.list.line.committed());
        self.items
            .iter()
            .filter(|item| query.fit(&fold(&item.text)).is_some())
            .collect()
    }

    /// Moves; `true` if the command was a movement.
    pub(super) fn command(&mut self, command: Command) -> bool {
        let len = self.found().len();
        self.list.command(command, len)
    }

    /// What is chosen.
    pub(super) fn chosen(&self) -> Option<T> {
        self.found()
            .get(self.list.at)
            .map(|item| item.means.clone())
    }

    pub(super) fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let room = ink.columns().saturating_sub(2);
        let about: Vec<String> = self
            .about
            .iter()
            .flat_map(|line| wrap(line, room))
            .collect();
        // The choices always have room.
        let most = ink.rows().saturating_sub(2 + self.items.len().min(8));
        for (row, line) in about.iter().take(most).enumerate() {
            ink.put(row, 1, line);
        }
        let top = about.len().min(most) + 1;
        let mut below = ink.rows_of(top, usize::MAX);
        search_line(&mut below, 0, &self.list, shared);
        let mut below = below.rows_of(1, usize::MAX);
        let found = self.found();
        if found.is_empty() {
            below.put(0, 2, &say!(shared, "tui-nothing-found"));
            return;
        }
        let columns = [
            Column::text(String::new(), 0),
            Column::text(String::new(), 24),
        ];
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                found
                    .get(row)
                    .map_or_else(String::new, |item| match column {
                        0 => item.text.clone(),
                        _ => item.note.clone(),
                    })
            });
    }
}
