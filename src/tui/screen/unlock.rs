//! The passphrase asked for, before anything is open.

use super::{Face, say};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect, Secret};
use crate::tui::event::Key;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line, wrap};

/// One line that shows nothing of what is typed but how much.
#[derive(Default)]
pub struct Unlock {
    line: Line,
    wrong: bool,
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unlock")
    }
}

impl Unlock {
    /// The question, said again where the passphrase given was wrong.
    pub fn new(wrong: bool) -> Unlock {
        Unlock {
            line: Line::default(),
            wrong,
        }
    }
}

impl Face for Unlock {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-unlock-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let mut row = 0;
        let mut sentences = vec![say!(shared, "tui-unlock-question")];
        if self.wrong {
            sentences.push(say!(shared, "store-wrong-passphrase"));
        }
        for sentence in sentences {
            for line in wrap(&sentence, columns.saturating_sub(2)) {
                ink.put(row, 1, &line);
                row += 1;
            }
        }
        ink.put(row + 1, 1, ">");
        let hidden = Line::new(&"*".repeat(self.line.text().chars().count()));
        ink.line(row + 1, 3, columns.saturating_sub(4), &hidden);
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        match command {
            Command::GoBack => vec![Effect::Run(Command::Quit)],
            Command::Accept if self.line.is_empty() => {
                vec![Effect::Tell(say!(shared, "tui-nothing-typed"))]
            }
            Command::Accept => {
                let secret = Secret::of(&self.line);
                self.line.clear();
                self.wrong = false;
                vec![Effect::Ask(Ask::Unlock(secret))]
            }
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, _shared: &Shared) -> Vec<Effect> {
        // The caret stays at the end: nobody sees where else it would be.
        if matches!(key, Key::Char(_) | Key::Backspace | Key::Ctrl('u')) {
            self.line.key(key, None);
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        self.line.insert(text);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        if let Reply::Failed(failure) = reply {
            self.wrong = failure.code == "store-wrong-passphrase";
        }
        Vec::new()
    }
}
