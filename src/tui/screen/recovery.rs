//! Giấy khôi phục: made after a warning, shown one by one to be copied, this once.

use super::{Face, say};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::{Reply, SecretText};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, wrap};

/// The papers, and how far the person is.
#[derive(Debug, Default)]
pub struct Recovery {
    stage: Stage,
    papers: Vec<SecretText>,
    code: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Whether to make new ones.
    #[default]
    Asked,
    /// The worker makes them.
    Making,
    /// The paper at this place is shown.
    Shown(usize),
    /// All were shown: what to do with them.
    Kept,
}

impl Face for Recovery {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-cmd-make-papers")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns().saturating_sub(2);
        let mut row = 0;
        let mut put = |ink: &mut Ink<'_, '_>, text: &str, strong: bool| {
            for line in wrap(text, columns) {
                match strong {
                    true => ink.strong(row, 1, &line),
                    false => ink.put(row, 1, &line),
                }
                row += 1;
            }
            row += 1;
        };
        match &self.stage {
            Stage::Asked => put(ink, &say!(shared, "tui-recovery-ask"), false),
            Stage::Making => put(ink, &say!(shared, "tui-recovery-making"), false),
            Stage::Kept => {
                put(ink, &say!(shared, "tui-recovery-keep"), false);
            }
            Stage::Shown(at) => {
                let number = (at + 1).to_string();
                let of = self.papers.len().to_string();
                put(
                    ink,
                    &say!(shared, "tui-recovery-one", at = number, of = of),
                    true,
                );
                if let Some(paper) = self.papers.get(*at) {
                    put(ink, paper.as_str(), true);
                }
                put(
                    ink,
                    &say!(shared, "tui-recovery-code", code = self.code.clone()),
                    false,
                );
                put(ink, &say!(shared, "tui-recovery-next"), false);
            }
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        match (command, &self.stage) {
            (Command::GoBack, Stage::Asked | Stage::Kept) | (Command::Accept, Stage::Kept) => {
                vec![Effect::Pop]
            }
            (Command::Accept, Stage::Asked) => {
                self.stage = Stage::Making;
                vec![Effect::Ask(Ask::MakeRecovery)]
            }
            (Command::Accept, Stage::Shown(at)) => {
                self.stage = match at + 1 < self.papers.len() {
                    true => Stage::Shown(at + 1),
                    false => Stage::Kept,
                };
                Vec::new()
            }
            // The ones before have ended: leaving before these were seen would leave none.
            (Command::GoBack, Stage::Shown(at)) => {
                self.stage = Stage::Shown(at.saturating_sub(1));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::RecoveryMade(papers, code) => {
                self.papers.clone_from(papers);
                self.code.clone_from(code);
                self.stage = Stage::Shown(0);
                Vec::new()
            }
            Reply::Failed(_) if self.stage == Stage::Making => {
                self.stage = Stage::Asked;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
