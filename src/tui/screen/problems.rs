//! Every problem of one Phiếu; Enter goes to its place.

use super::{Face, said, say};
use crate::form::{Problem, Severity};
use crate::record::PhieuId;
use crate::tui::command::{Command, Layer};
use crate::tui::effect::Effect;
use crate::tui::lines::Opened;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// Rows for the whole sentence of the chosen problem, its rule included.
const PANEL: usize = 6;

/// The list: at first as evaluated at the keyboard, then as the worker answers, with the values that close.
#[derive(Debug)]
pub struct Problems {
    opened: Opened,
    problems: Vec<Problem>,
    list: List,
}

impl Problems {
    /// The problems of an opened Phiếu, with one line chosen, or the last there is.
    pub(super) fn new(opened: Opened, problems: Vec<Problem>, line: usize) -> Problems {
        let list = List {
            at: line.min(problems.len().saturating_sub(1)),
            ..List::default()
        };
        Problems {
            opened,
            problems,
            list,
        }
    }
}

impl Face for Problems {
    fn title(&self, shared: &Shared) -> String {
        let blocks = self
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .count();
        let asks = self.problems.len() - blocks;
        say!(
            shared,
            "tui-problems-title",
            blocks = blocks.to_string(),
            asks = asks.to_string()
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let (form, answers) = (&self.opened.form, self.opened.phieu.answers());
        let columns = [
            Column::text(String::new(), 1),
            Column::text(say!(shared, "tui-col-problem"), 0),
        ];
        let room = ink.rows().saturating_sub(PANEL);
        self.list.draw(
            &mut ink.rows_of(0, room),
            &columns,
            self.problems.len(),
            &|row, column| {
                let Some(problem) = self.problems.get(row) else {
                    return String::new();
                };
                match (column, problem.severity) {
                    (0, Severity::Blocks) => "!".to_owned(),
                    (0, Severity::Asks) => "?".to_owned(),
                    _ => said::placed_problem_words(shared, form, answers, problem),
                }
            },
        );
        let mut panel = ink.rows_of(room, PANEL);
        let width = panel.columns();
        panel.put(0, 0, &"─".repeat(width));
        let Some(problem) = self.problems.get(self.list.at) else {
            return;
        };
        let severity = match problem.severity {
            Severity::Blocks => say!(shared, "tui-mark-blocks"),
            Severity::Asks => say!(shared, "tui-mark-asks"),
        };
        let mut lines = wrap(
            &said::placed_problem_words(shared, form, answers, problem),
            width,
        );
        lines.extend(
            said::closes_words(shared, form, answers, problem)
                .iter()
                .flat_map(|text| wrap(text, width)),
        );
        lines.push(format!("({severity})"));
        for (row, line) in lines.iter().take(PANEL - 1).enumerate() {
            panel.put(row + 1, 0, line);
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        if self.list.command(command, self.problems.len()) {
            return Vec::new();
        }
        match command {
            Command::Accept => match self.problems.get(self.list.at) {
                Some(problem) => vec![Effect::Correct(
                    self.opened.phieu.id(),
                    problem.at.clone(),
                    self.list.at,
                )],
                None => Vec::new(),
            },
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        let id: PhieuId = self.opened.phieu.id();
        match reply {
            Reply::Problems(other, problems) if *other == id => {
                self.problems.clone_from(problems);
                self.list.at = self.list.at.min(problems.len().saturating_sub(1));
            }
            Reply::Saved { opened, .. } if opened.phieu.id() == id => {
                self.opened = (**opened).clone()
            }
            _ => {}
        }
        Vec::new()
    }
}
