//! Before a paper is finished: what it comes to, read back to the household; or what stands in the way.

mod told;

use super::{Face, Screen, conflicts, problems, say, sheet::Sheet};
use crate::record::PhieuId;
use crate::text::width;
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Scroll, wrap};

/// The summary.
#[derive(Debug)]
pub struct Finish {
    sheet: Sheet,
    /// The first line in sight.
    scroll: Scroll,
}

impl Finish {
    /// The summary of a Phiếu as it stands at the keyboard.
    pub(super) fn new(sheet: Sheet) -> Finish {
        Finish {
            sheet,
            scroll: Scroll::default(),
        }
    }

    /// The lines as they are drawn: whether strong, and the words.
    fn lines(&self, shared: &Shared, columns: usize) -> Vec<(bool, String)> {
        let mut lines = Vec::new();
        for (strong, text) in told::told(&self.sheet, shared) {
            let inset = if text.starts_with("  ") { "  " } else { "" };
            let wrapped = wrap(text.trim_start(), columns.saturating_sub(inset.len()));
            if wrapped.is_empty() {
                lines.push((false, String::new()));
            }
            lines.extend(
                wrapped
                    .into_iter()
                    .map(|line| (strong, format!("{inset}{line}"))),
            );
        }
        lines
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
        let lines = self.lines(shared, ink.columns());
        let room = ink.rows();
        let from = self.scroll.from(lines.len(), room);
        for (row, (strong, text)) in lines.iter().skip(from).take(room).enumerate() {
            ink.put_if(*strong, row, 0, text);
        }
        // What does not fit is told, so that nobody finishes without having seen it.
        let below = lines.len().saturating_sub(from + room);
        if below > 0 {
            let more = format!(
                " {} ",
                say!(shared, "tui-finish-more", n = below.to_string())
            );
            let column = ink.columns().saturating_sub(width(&more));
            ink.strong(room.saturating_sub(1), column, &more);
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let room = usize::from(shared.size.1).saturating_sub(5).max(1);
        let lines = self.lines(shared, usize::from(shared.size.0));
        let last = lines.len().saturating_sub(room);
        if self.scroll.command(command, last, room) {
            return Vec::new();
        }
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
