//! The papers of one household, or of the unit itself, in the period.

use super::{Face, paper, say};
use crate::record::{PhieuSubject, Status};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::{PaperLine, Village};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List};

/// The list.
#[derive(Debug)]
pub struct Papers {
    subject: PhieuSubject,
    name: String,
    list: List,
}

/// Where a paper stands, in words.
pub(super) fn status_words(shared: &Shared, status: Option<Status>) -> String {
    match status {
        None => say!(shared, "tui-status-none"),
        Some(Status::Draft) => say!(shared, "tui-status-draft"),
        Some(Status::Finished) => say!(shared, "tui-status-finished"),
    }
}

impl Papers {
    /// The papers of a subject.
    pub(super) fn new(subject: PhieuSubject, name: String) -> Papers {
        Papers {
            subject,
            name,
            list: List::default(),
        }
    }

    fn lines<'a>(&self, village: &'a Village) -> &'a [PaperLine] {
        match self.subject {
            PhieuSubject::Household(_) => &village.household_papers,
            PhieuSubject::Place(_) => &village.place_papers,
        }
    }

    fn status(&self, village: &Village, form: &str) -> Option<Status> {
        match &self.subject {
            PhieuSubject::Household(id) => {
                let line = village.households.iter().find(|line| line.id == *id)?;
                line.papers.get(form).copied()
            }
            PhieuSubject::Place(_) => village.place_status.get(form).copied(),
        }
    }
}

impl Face for Papers {
    fn title(&self, shared: &Shared) -> String {
        let head = match (&self.subject, &shared.village) {
            (PhieuSubject::Household(id), Some(village)) => village
                .households
                .iter()
                .find(|line| line.id == *id)
                .map(|line| format!("{} · {}", shared.short_label(&line.label), line.head)),
            _ => None,
        };
        say!(
            shared,
            "tui-papers-title",
            name = head.unwrap_or_else(|| self.name.clone())
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn lists(&self) -> bool {
        true
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(village) = &shared.village else {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        };
        let lines = self.lines(village);
        if lines.is_empty() {
            ink.put(1, 2, &say!(shared, "tui-no-paper"));
            return;
        }
        let columns = [
            Column::text(say!(shared, "tui-col-paper"), 0),
            Column::text(say!(shared, "tui-col-standing"), 14),
            Column::text(String::new(), 26),
        ];
        self.list.draw(
            &mut ink.rows_of(1, usize::MAX),
            &columns,
            lines.len(),
            &|row, column| {
                let Some(line) = lines.get(row) else {
                    return String::new();
                };
                match column {
                    0 => line.title.clone(),
                    1 => status_words(shared, self.status(village, &line.form)),
                    _ if line.verified => String::new(),
                    _ => say!(shared, "tui-not-checked"),
                }
            },
        );
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let Some(village) = &shared.village else {
            return if command == Command::GoBack {
                vec![Effect::Pop]
            } else {
                Vec::new()
            };
        };
        let lines = self.lines(village);
        match command {
            Command::Accept => match lines.get(self.list.at) {
                Some(line) => vec![Effect::Ask(Ask::Phieu {
                    form: line.form.clone(),
                    subject: self.subject.clone(),
                    period: shared.period,
                })],
                None => Vec::new(),
            },
            Command::GoBack => vec![Effect::Pop],
            command => {
                self.list.command(command, lines.len());
                Vec::new()
            }
        }
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Opened(opened) if opened.phieu.key().subject == self.subject => {
                vec![Effect::Push(Box::new(paper((**opened).clone(), shared)))]
            }
            // The next paper that is not finished is the one to go on with.
            Reply::Finished(opened) if opened.phieu.key().subject == self.subject => {
                if let Some(village) = &shared.village {
                    let lines = self.lines(village);
                    let here = lines
                        .iter()
                        .position(|line| line.form == opened.phieu.key().form);
                    self.list.at = here.map_or(0, |at| (at + 1).min(lines.len().saturating_sub(1)));
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn available(
        &self,
        command: Command,
        _shared: &Shared,
    ) -> Result<(), crate::tui::command::Reason> {
        match command {
            Command::AddNew | Command::Find => Err(crate::tui::command::Reason::NotHere),
            _ => Ok(()),
        }
    }
}
