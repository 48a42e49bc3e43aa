//! Before anything is open: drawn at once, while the worker opens the sổ số liệu.

use super::{Face, say};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::Effect;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, wrap};

/// The screen of the first moment; it stays if the sổ số liệu cannot be opened.
#[derive(Debug, Default)]
pub struct Opening;

impl Face for Opening {
    fn title(&self, _shared: &Shared) -> String {
        String::new()
    }

    fn layers(&self) -> &'static [Layer] {
        &[]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let sentences = match &shared.failure {
            None => vec![say!(shared, "tui-opening")],
            Some(failure) => {
                let (what, next) = shared.failure_words(failure);
                vec![what, next, say!(shared, "tui-opening-failed")]
            }
        };
        let mut row = 1;
        for sentence in sentences {
            for line in wrap(&sentence, ink.columns().saturating_sub(4)) {
                ink.put(row, 2, &line);
                row += 1;
            }
            row += 1;
        }
    }

    fn command(&mut self, _command: Command, _shared: &Shared) -> Vec<Effect> {
        Vec::new()
    }
}
