//! The passphrase asked for: before anything is open, before a locked screen comes back, and to set it.

use super::{Face, say};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect, Secret};
use crate::tui::event::Key;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line, wrap};

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// To open the sổ số liệu.
    Open,
    /// To come back to the locked screen.
    Locked,
    /// To change it: the one before.
    Old,
    /// The new one.
    New,
    /// The new one again.
    Again,
}

/// One line that shows nothing of what is typed but how much.
pub struct Unlock {
    stage: Stage,
    line: Line,
    wrong: bool,
    protected: bool,
    old: Option<Secret>,
    new: Option<Secret>,
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unlock")
    }
}

impl Unlock {
    fn at(stage: Stage) -> Unlock {
        Unlock {
            stage,
            line: Line::default(),
            wrong: false,
            protected: true,
            old: None,
            new: None,
        }
    }

    /// Before anything is open; said again where the passphrase given was wrong.
    pub fn new(wrong: bool) -> Unlock {
        Unlock {
            wrong,
            ..Unlock::at(Stage::Open)
        }
    }

    /// In front of a locked screen.
    pub fn locked() -> Unlock {
        Unlock::at(Stage::Locked)
    }

    /// To set a passphrase; the one before is asked for if there is one.
    pub fn setting(protected: bool) -> Unlock {
        let first = match protected {
            true => Stage::Old,
            false => Stage::New,
        };
        Unlock {
            protected,
            ..Unlock::at(first)
        }
    }

    /// The passphrase given was not the one.
    pub fn is_wrong(&mut self) {
        self.wrong = true;
    }

    fn is_setting(&self) -> bool {
        matches!(self.stage, Stage::Old | Stage::New | Stage::Again)
    }

    fn accept(&mut self, shared: &Shared) -> Vec<Effect> {
        let said = Secret::of(&self.line);
        self.line.clear();
        self.wrong = false;
        match self.stage {
            Stage::Open => vec![Effect::Ask(Ask::Unlock(said))],
            Stage::Locked => vec![Effect::Ask(Ask::CheckPassphrase(said))],
            Stage::Old => {
                (self.old, self.stage) = (Some(said), Stage::New);
                Vec::new()
            }
            Stage::New => {
                (self.new, self.stage) = (Some(said), Stage::Again);
                Vec::new()
            }
            Stage::Again if self.new.as_ref() == Some(&said) => {
                vec![Effect::Ask(Ask::SetPassphrase(self.old.take(), said))]
            }
            Stage::Again => {
                self.stage = Stage::New;
                vec![Effect::Tell(say!(shared, "tui-passphrase-differs"))]
            }
        }
    }
}

impl Face for Unlock {
    fn title(&self, shared: &Shared) -> String {
        match self.is_setting() {
            true => say!(shared, "tui-cmd-set-passphrase"),
            false => say!(shared, "tui-unlock-title"),
        }
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let mut row = 0;
        let mut sentences = vec![match self.stage {
            Stage::Open => say!(shared, "tui-unlock-question"),
            Stage::Locked => say!(shared, "tui-locked-question"),
            Stage::Old => say!(shared, "tui-passphrase-old"),
            Stage::New => say!(shared, "tui-passphrase-new"),
            Stage::Again => say!(shared, "tui-passphrase-again"),
        }];
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
            Command::GoBack if self.is_setting() => vec![Effect::Pop],
            Command::GoBack => vec![Effect::Run(Command::Quit)],
            Command::Accept if self.line.is_empty() => {
                vec![Effect::Tell(say!(shared, "tui-nothing-typed"))]
            }
            Command::Accept => self.accept(shared),
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
        match reply {
            Reply::PassphraseSet if self.is_setting() => return vec![Effect::Pop],
            Reply::Failed(failure) => {
                self.wrong = failure.code == "store-wrong-passphrase";
                if self.is_setting() {
                    (self.old, self.new) = (None, None);
                    self.stage = Unlock::setting(self.protected).stage;
                }
            }
            _ => {}
        }
        Vec::new()
    }
}
