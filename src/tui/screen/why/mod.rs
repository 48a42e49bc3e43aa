//! *Vì sao?*: where a value comes from, on a page that scrolls.

mod words;

use super::{Face, say};
use crate::form::{Derivation, Path};
use crate::record::PhieuId;
use crate::tui::command::{Command, Layer};
use crate::tui::effect::Effect;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Scroll};

pub use words::why_lines;

/// The page: empty until the worker has answered.
#[derive(Debug)]
pub struct Why {
    id: PhieuId,
    path: Path,
    derivation: Option<Box<Derivation>>,
    scroll: Scroll,
}

impl Why {
    /// The page of one place of a Phiếu.
    pub(super) fn new(id: PhieuId, path: Path) -> Why {
        Why {
            id,
            path,
            derivation: None,
            scroll: Scroll::default(),
        }
    }

    fn drawn(&self, shared: &Shared, columns: usize) -> Vec<String> {
        match &self.derivation {
            Some(derivation) => why_lines(&shared.words, derivation, columns),
            None => vec![say!(shared, "why-waiting")],
        }
    }
}

impl Face for Why {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "why-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let drawn = self.drawn(shared, ink.columns());
        let from = self.scroll.from(drawn.len(), ink.rows());
        for (row, line) in drawn.iter().skip(from).take(ink.rows()).enumerate() {
            match from + row {
                0 => ink.strong(row, 0, line),
                _ => ink.put(row, 0, line),
            }
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let room = usize::from(shared.size.1).saturating_sub(5);
        let last = self
            .drawn(shared, usize::from(shared.size.0))
            .len()
            .saturating_sub(room);
        if matches!(command, Command::GoBack | Command::Accept) {
            return vec![Effect::Pop];
        }
        self.scroll.command(command, last, room);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        if let Reply::Why(id, path, derivation) = reply
            && *id == self.id
            && *path == self.path
        {
            self.derivation = Some(derivation.clone());
        }
        Vec::new()
    }
}
