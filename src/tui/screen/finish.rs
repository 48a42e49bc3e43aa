//! Before a paper is finished: what it comes to, read back to the household; or what stands in the way.

use super::{Face, Screen, conflicts, problems, said, say, sheet::Sheet};
use crate::form::{Outcome, Path, Severity};
use crate::record::PhieuId;
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, fit, wrap};

/// The summary.
#[derive(Debug)]
pub struct Finish {
    sheet: Sheet,
}

impl Finish {
    /// The summary of a Phiếu as it stands at the keyboard.
    pub(super) fn new(sheet: Sheet) -> Finish {
        Finish { sheet }
    }

    /// The computed fields outside rows and cells: points, counts, class.
    fn results(&self) -> Vec<Path> {
        let fields = self
            .sheet
            .form
            .groups()
            .iter()
            .filter(|group| !group.roster)
            .flat_map(|group| &group.fields);
        fields
            .map(|field| Path::Field(field.id.clone()))
            .filter(|path| {
                self.sheet.form.is_computed(path)
                    || self
                        .sheet
                        .field(path)
                        .is_some_and(|field| field.role.is_some() || field.kind.is_number())
            })
            .filter(|path| !matches!(self.sheet.outcome(path), Outcome::NotRelevant))
            .collect()
    }
}

impl Face for Finish {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-finish-title",
            name = shared.short_label(&self.sheet.subject)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let mut row = 0;
        let (blocks, asks) = self.sheet.counts();
        let sentence = if blocks > 0 {
            say!(shared, "tui-finish-blocked", n = blocks.to_string())
        } else if asks > 0 {
            say!(shared, "tui-finish-asks", n = asks.to_string())
        } else {
            say!(shared, "tui-finish-clean")
        };
        for line in wrap(&sentence, columns) {
            ink.strong(row, 0, &line);
            row += 1;
        }
        row += 1;
        if blocks == 0 {
            for path in self.results() {
                let place = said::place_words(shared, &self.sheet.form, &self.sheet.answers, &path);
                let unit = self
                    .sheet
                    .field(&path)
                    .and_then(|field| field.unit.clone())
                    .unwrap_or_default();
                let room = (columns / 2).min(44);
                ink.put(
                    row,
                    2,
                    &format!(
                        "{} : {} {unit}",
                        fit(&place, room),
                        self.sheet.shown(shared, &path)
                    ),
                );
                row += 1;
            }
            row += 1;
        }
        let mut problems: Vec<_> = self.sheet.evaluation.problems.iter().collect();
        problems.sort_by_key(|problem| problem.severity);
        for conflict in self.sheet.phieu.conflicts() {
            let place =
                said::place_words(shared, &self.sheet.form, &self.sheet.answers, &conflict.at);
            ink.put(
                row,
                2,
                &format!("# {place}: {}", say!(shared, "tui-hint-conflict")),
            );
            row += 1;
        }
        for problem in problems {
            if row >= ink.rows() {
                break;
            }
            let mark = if problem.severity == Severity::Blocks {
                "!"
            } else {
                "?"
            };
            let text =
                said::placed_problem_words(shared, &self.sheet.form, &self.sheet.answers, problem);
            for line in wrap(&format!("{mark} {text}"), columns.saturating_sub(2)) {
                ink.put(row, 2, &line);
                row += 1;
            }
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        match command {
            Command::GoBack => vec![Effect::Pop],
            Command::Accept => {
                let (blocks, _) = self.sheet.counts();
                if blocks == 0 {
                    return vec![Effect::Ask(Ask::Finish(self.sheet.id()))];
                }
                // Enter goes where the way is blocked.
                if self.sheet.phieu.conflicts().is_empty() {
                    let screen = problems::Problems::new(
                        self.sheet.opened(),
                        self.sheet.evaluation.problems.clone(),
                        0,
                    );
                    vec![
                        Effect::Replace(Box::new(Screen::Problems(screen))),
                        Effect::Ask(Ask::Problems(self.sheet.id())),
                    ]
                } else {
                    let screen = conflicts::Conflicts::new(self.sheet.opened());
                    vec![Effect::Replace(Box::new(Screen::Conflicts(Box::new(
                        screen,
                    ))))]
                }
            }
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        let id: PhieuId = self.sheet.id();
        if let Reply::Finished(opened) = reply
            && opened.phieu.id() == id
        {
            // This screen and the paper below it are done with.
            return vec![
                Effect::Pop,
                Effect::Pop,
                Effect::Tell(say!(
                    shared,
                    "tui-finished",
                    name = shared.short_label(&self.sheet.subject)
                )),
            ];
        }
        self.sheet.reply(reply);
        Vec::new()
    }
}
