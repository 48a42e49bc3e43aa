//! One line asked for: a name, a remark, a file. What happens with it is data.

use super::{Face, Screen, said, say};
use crate::form::{Answer, Path, Period, Value};
use crate::record::{PhieuId, PlaceRef};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line, wrap};

/// What the line is for.
#[derive(Clone, Debug)]
enum Wanted {
    Person,
    Thon,
    Remark(PhieuId, Path),
    /// Why a Phiếu is given back.
    GiveBack(PhieuId),
    /// The text of a field, by the paper's wording.
    Answer(PhieuId, Path, String),
    /// The digits that the other side reads out of its own key.
    KeyDigits {
        code: String,
    },
    KeyPlace {
        code: String,
    },
    StepReason(Period, PlaceRef, usize),
    Receipt,
}

/// A question of one line.
#[derive(Debug)]
pub struct Prompt {
    wanted: Wanted,
    line: Line,
}

fn prompt(wanted: Wanted, text: &str) -> Screen {
    Screen::Prompt(Prompt {
        wanted,
        line: Line::new(text),
    })
}

/// A name that is not in the list yet.
pub(super) fn person(_shared: &Shared) -> Screen {
    prompt(Wanted::Person, "")
}

/// A new thôn's name.
pub(super) fn thon() -> Screen {
    prompt(Wanted::Thon, "")
}

/// A remark at a place of a Phiếu.
pub(super) fn remark(id: PhieuId, path: Path, text: &str) -> Screen {
    prompt(Wanted::Remark(id, path), text)
}

/// Why a Phiếu is given back to the office below.
pub(super) fn give_back(id: PhieuId) -> Screen {
    prompt(Wanted::GiveBack(id), "")
}

/// The text of a field, asked for by the paper's wording, with what is typed of it already.
pub(super) fn answer(id: PhieuId, path: Path, label: String, text: &str) -> Screen {
    prompt(Wanted::Answer(id, path, label), text)
}

/// The digits of the key read last, as the other side reads them on the phone; they are not shown before.
pub(super) fn key_digits(code: String) -> Screen {
    prompt(Wanted::KeyDigits { code }, "")
}

/// The place that the key read last speaks for.
pub(super) fn key_place(code: String) -> Screen {
    prompt(Wanted::KeyPlace { code }, "")
}

/// A receipt: its code, its file, or digits heard on the phone.
pub(super) fn receipt() -> Screen {
    prompt(Wanted::Receipt, "")
}

/// Why a step is reopened.
pub(super) fn step_reason(period: Period, place: PlaceRef, step: usize) -> Screen {
    prompt(Wanted::StepReason(period, place, step), "")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

impl Prompt {
    fn question(&self, shared: &Shared) -> String {
        match &self.wanted {
            Wanted::Person => say!(shared, "tui-ask-person"),
            Wanted::Thon => say!(shared, "tui-ask-thon"),
            Wanted::Remark(..) => say!(shared, "tui-ask-remark"),
            Wanted::GiveBack(_) => say!(shared, "tui-ask-give-back"),
            Wanted::Answer(_, _, label) => label.clone(),
            Wanted::StepReason(..) => say!(shared, "review-ask-reason"),
            Wanted::Receipt => say!(shared, "tui-ask-receipt"),
            Wanted::KeyDigits { .. } => say!(shared, "tui-ask-key-digits"),
            Wanted::KeyPlace { code } => say!(shared, "tui-ask-key-place", code = code.clone()),
        }
    }
}

impl Face for Prompt {
    fn title(&self, shared: &Shared) -> String {
        match &self.wanted {
            Wanted::Person => say!(shared, "tui-pick-person"),
            Wanted::Thon => say!(shared, "tui-thons-title"),
            Wanted::Remark(..) => say!(shared, "tui-field-remark"),
            Wanted::GiveBack(_) => say!(shared, "tui-deed-return"),
            Wanted::Answer(..) => say!(shared, "tui-ask-answer"),
            Wanted::KeyDigits { .. } | Wanted::KeyPlace { .. } => say!(shared, "tui-keys-title"),
            Wanted::StepReason(..) => say!(shared, "tui-cmd-reopen-step"),
            Wanted::Receipt => say!(shared, "tui-receipt-title"),
        }
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let question = wrap(&self.question(shared), columns.saturating_sub(2));
        for (row, line) in question.iter().enumerate() {
            ink.put(row, 1, line);
        }
        ink.put(question.len() + 1, 1, ">");
        ink.line(question.len() + 1, 3, columns.saturating_sub(4), &self.line);
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        match command {
            Command::Accept => {}
            Command::GoBack => return vec![Effect::Pop],
            _ => return Vec::new(),
        }
        let text = self.line.committed();
        let empty_allowed = matches!(
            self.wanted,
            Wanted::Remark(..) | Wanted::GiveBack(_) | Wanted::KeyDigits { .. }
        );
        if text.is_empty() && !empty_allowed {
            return vec![Effect::Tell(say!(shared, "tui-nothing-typed"))];
        }
        match self.wanted.clone() {
            Wanted::Person => vec![Effect::Pop, Effect::Ask(Ask::SetPerson(text))],
            Wanted::Thon => vec![Effect::Pop, Effect::Ask(Ask::AddThon(text))],
            Wanted::Answer(id, path, _) => {
                let changes = vec![(path, Some(Answer::Given(Value::Text(text))))];
                vec![Effect::Pop, Effect::Ask(Ask::Answer { id, changes })]
            }
            Wanted::GiveBack(id) => vec![Effect::Pop, Effect::Ask(Ask::GiveBack(id, text))],
            Wanted::Remark(id, path) => vec![Effect::Pop, Effect::Ask(Ask::Remark(id, path, text))],
            Wanted::KeyDigits { code } => match text.is_empty() || digits(&text) == digits(&code) {
                true => vec![Effect::Pop, Effect::Push(Box::new(key_place(code)))],
                // It stays: who misheard a group hears it again.
                false => vec![Effect::Tell(say!(shared, "tui-key-digits-differ"))],
            },
            Wanted::KeyPlace { .. } => vec![Effect::Pop, Effect::Ask(Ask::Trust(text))],
            Wanted::Receipt => {
                let text = said::unquoted(&text);
                let text = text.strip_prefix("file://").unwrap_or(&text).to_owned();
                vec![Effect::Pop, Effect::Ask(Ask::TakeReceipt(text))]
            }
            Wanted::StepReason(period, place, step) => vec![
                Effect::Pop,
                Effect::Ask(Ask::ReopenStep(period, place, step, text)),
            ],
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        let words = matches!(
            self.wanted,
            Wanted::Person
                | Wanted::Thon
                | Wanted::Remark(..)
                | Wanted::GiveBack(_)
                | Wanted::StepReason(..)
        );
        // Names of files and codes are typed as they are.
        self.line.key(key, shared.typing.filter(|_| words));
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        self.line.insert(text);
        Vec::new()
    }
}
