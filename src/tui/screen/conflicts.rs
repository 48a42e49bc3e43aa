//! Where two people answered differently: both values, and a choice. Nothing is chosen by itself.

use super::{Face, said, say, sheet::Sheet, sheet::value_words};
use crate::form::{Answer, Path};
use crate::record::SlotValue;
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::lines::Opened;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, window, wrap};

/// The list of values to choose from, conflict by conflict.
#[derive(Debug)]
pub struct Conflicts {
    sheet: Sheet,
    at: usize,
}

/// What can be chosen in a conflict.
#[derive(Clone, Copy)]
enum Value<'a> {
    /// An answer; none is that nothing is answered.
    Answer(Option<&'a Answer>),
    /// Whether a row stays.
    Row(bool),
}

/// One value of a conflict.
struct Choice<'a> {
    at: &'a Path,
    /// The place of the conflict's first value among all of them.
    first: usize,
    /// Its number within the conflict: the key that chooses it.
    number: usize,
    value: Value<'a>,
    /// Whether it is what is shown meanwhile.
    shown: bool,
}

impl Conflicts {
    /// The conflicts of an opened Phiếu.
    pub(super) fn new(opened: Opened) -> Conflicts {
        Conflicts {
            sheet: Sheet::new(opened),
            at: 0,
        }
    }

    /// Everything that can be chosen, conflict by conflict.
    fn choices(&self) -> Vec<Choice<'_>> {
        let mut choices = Vec::new();
        for conflict in self.sheet.phieu.conflicts() {
            let first = choices.len();
            let at = &conflict.at;
            let choice = |number, value, shown| Choice {
                at,
                first,
                number,
                value,
                shown,
            };
            // A row that one person took away while another wrote in it stands meanwhile, whatever edits say so.
            if let Path::Row { .. } = at {
                choices.push(choice(1, Value::Row(true), true));
                choices.push(choice(2, Value::Row(false), false));
                continue;
            }
            let last = conflict.values.len().saturating_sub(1);
            for (n, (_, value)) in conflict.values.iter().enumerate() {
                if let SlotValue::Answer(answer) = value {
                    choices.push(choice(n + 1, Value::Answer(answer.as_ref()), n == last));
                }
            }
        }
        choices
    }

    /// Resolves a conflict: an edit like any other. The next one takes its place under the cursor.
    fn resolve(&mut self, at: usize) -> Vec<Effect> {
        let id = self.sheet.id();
        let choices = self.choices();
        let Some(choice) = choices.get(at) else {
            return Vec::new();
        };
        let ask = match (choice.at, choice.value) {
            (Path::Row { roster, row }, Value::Row(keep)) => {
                Ask::ResolveRow(id, roster.clone(), *row, keep)
            }
            (path, Value::Answer(answer)) => Ask::Resolve(id, path.clone(), answer.cloned()),
            _ => return Vec::new(),
        };
        self.at = choice.first;
        vec![Effect::Ask(ask)]
    }

    fn value_words(&self, shared: &Shared, choice: &Choice<'_>) -> String {
        match choice.value {
            Value::Answer(Some(Answer::Given(value))) => {
                value_words(shared, &self.sheet.form, choice.at, value)
            }
            Value::Answer(Some(Answer::Unparsed(text))) => format!("?{text}"),
            Value::Answer(Some(Answer::Special(special))) => {
                shared.words.of(&format!("special-{}", special.code()), &[])
            }
            Value::Answer(None) => say!(shared, "tui-no-answer"),
            Value::Row(true) => say!(shared, "tui-row-stays"),
            Value::Row(false) => say!(shared, "tui-row-goes"),
        }
    }
}

impl Face for Conflicts {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-conflicts-title",
            n = self.sheet.phieu.conflicts().len().to_string()
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let intro = wrap(&say!(shared, "tui-conflicts-intro"), columns);
        for (row, line) in intro.iter().enumerate() {
            ink.put(row, 0, line);
        }
        let mut lines: Vec<(Option<usize>, String)> = Vec::new();
        for (index, choice) in self.choices().iter().enumerate() {
            if choice.first == index {
                let (form, answers) = (&self.sheet.form, &self.sheet.answers);
                let place = said::place_words(shared, form, answers, choice.at);
                lines.push((None, place));
            }
            let note = match choice.shown {
                true => format!("  ({})", say!(shared, "tui-conflict-shown")),
                false => String::new(),
            };
            let words = self.value_words(shared, choice);
            lines.push((Some(index), format!("{} {words}{note}", choice.number)));
        }
        let here = lines
            .iter()
            .position(|(index, _)| *index == Some(self.at))
            .unwrap_or(0);
        let mut below = ink.rows_of(intro.len() + 1, usize::MAX);
        let first = window(here, lines.len(), below.rows());
        for (row, (index, text)) in lines.iter().skip(first).take(below.rows()).enumerate() {
            match index {
                None => below.strong(row, 0, text),
                Some(index) => {
                    let chosen = *index == self.at;
                    let cursor = if chosen { ">" } else { " " };
                    below.put_if(chosen, row, 2, &format!("{cursor} {text}"));
                }
            }
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        let last = self.choices().len().saturating_sub(1);
        match command {
            Command::MoveUp | Command::PreviousField => self.at = self.at.saturating_sub(1),
            Command::MoveDown | Command::NextField => self.at = (self.at + 1).min(last),
            Command::GoBack => return vec![Effect::Pop],
            Command::Accept => return self.resolve(self.at),
            _ => {}
        }
        Vec::new()
    }

    /// The number of a value chooses it in the conflict where the cursor is.
    fn key(&mut self, key: Key, _shared: &Shared) -> Vec<Effect> {
        let Key::Char(typed) = key else {
            return Vec::new();
        };
        let choices = self.choices();
        let here = choices.get(self.at).map(|choice| choice.first);
        let number = typed.to_digit(10).and_then(|n| usize::try_from(n).ok());
        let wanted =
            |choice: &Choice<'_>| Some(choice.first) == here && Some(choice.number) == number;
        match choices.iter().position(wanted) {
            Some(at) => self.resolve(at),
            None => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        let had = !self.sheet.phieu.conflicts().is_empty();
        self.sheet.reply(reply);
        self.at = self.at.min(self.choices().len().saturating_sub(1));
        if had && self.sheet.phieu.conflicts().is_empty() {
            return vec![
                Effect::Pop,
                Effect::Tell(say!(shared, "tui-conflicts-done")),
            ];
        }
        Vec::new()
    }
}
