//! Where two people answered differently: both values, and a choice. Nothing is chosen by itself.

use super::{Face, said, say, sheet::Sheet, sheet::value_words};
use crate::form::{Answer, Path};
use crate::record::SlotValue;
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
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

impl Conflicts {
    /// The conflicts of an opened Phiếu.
    pub(super) fn new(opened: Opened) -> Conflicts {
        Conflicts {
            sheet: Sheet::new(opened),
            at: 0,
        }
    }

    fn values(&self) -> Vec<(&Path, &SlotValue, bool)> {
        let conflicts = self.sheet.phieu.conflicts().iter();
        conflicts
            .flat_map(|conflict| {
                let last = conflict.values.len().saturating_sub(1);
                conflict
                    .values
                    .iter()
                    .enumerate()
                    .map(move |(at, (_, value))| (&conflict.at, value, at == last))
            })
            .collect()
    }

    fn value_words(&self, shared: &Shared, path: &Path, value: &SlotValue) -> String {
        match value {
            SlotValue::Answer(Some(Answer::Given(value))) => {
                value_words(shared, &self.sheet.form, path, value)
            }
            SlotValue::Answer(Some(Answer::Unparsed(text))) => format!("?{text}"),
            SlotValue::Answer(Some(Answer::Special(special))) => {
                shared.words.of(&format!("special-{}", special.code()), &[])
            }
            SlotValue::RowPresent(_) => say!(shared, "tui-row-stays"),
            SlotValue::RowRemoved(_) => say!(shared, "tui-row-goes"),
            SlotValue::Remark(text) => text.clone(),
            _ => say!(shared, "tui-no-answer"),
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
        let values = self.values();
        let mut lines: Vec<(Option<usize>, String)> = Vec::new();
        let mut place = None;
        for (index, (path, value, shown)) in values.iter().enumerate() {
            if place != Some(*path) {
                lines.push((
                    None,
                    said::place_words(shared, &self.sheet.form, &self.sheet.answers, path),
                ));
                place = Some(*path);
            }
            let note = if *shown {
                format!("  ({})", say!(shared, "tui-conflict-shown"))
            } else {
                String::new()
            };
            lines.push((
                Some(index),
                format!("{}{note}", self.value_words(shared, path, value)),
            ));
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
        let values = self.values();
        let last = values.len().saturating_sub(1);
        match command {
            Command::MoveUp | Command::PreviousField => self.at = self.at.saturating_sub(1),
            Command::MoveDown | Command::NextField => self.at = (self.at + 1).min(last),
            Command::GoBack => return vec![Effect::Pop],
            Command::Accept => {
                let id = self.sheet.id();
                let ask = match values.get(self.at) {
                    Some((Path::Row { roster, row }, value, _)) => Ask::ResolveRow(
                        id,
                        roster.clone(),
                        *row,
                        matches!(value, SlotValue::RowPresent(_)),
                    ),
                    Some((path, SlotValue::Answer(answer), _)) => {
                        Ask::Resolve(id, (*path).clone(), answer.clone())
                    }
                    _ => return Vec::new(),
                };
                return vec![Effect::Ask(ask)];
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        let had = !self.sheet.phieu.conflicts().is_empty();
        self.sheet.reply(reply);
        self.at = self.at.min(self.values().len().saturating_sub(1));
        if had && self.sheet.phieu.conflicts().is_empty() {
            return vec![
                Effect::Pop,
                Effect::Tell(say!(shared, "tui-conflicts-done")),
            ];
        }
        Vec::new()
    }
}
