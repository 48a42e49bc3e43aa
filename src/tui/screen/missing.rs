//! What each thôn lacks, as text that can be sent to its head: shown, and written to a file.

use super::{Face, Screen, only_read, said, say};
use crate::place::Level;
use crate::review::Review;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::stand::missing_text;
use crate::tui::widget::{Ink, Scroll, wrap};

/// The text, once the worker has looked.
#[derive(Debug, Default)]
pub struct Missing {
    lines: Option<Vec<String>>,
    scroll: Scroll,
    file: Option<String>,
}

impl Missing {
    /// The screen, and the question that fills it.
    pub(super) fn open(shared: &Shared) -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Missing(Missing::default()))),
            Effect::Ask(Ask::Review(shared.period)),
        ]
    }

    /// The texts of all thôn, and of a xã that has none.
    fn text(shared: &Shared, review: &Review) -> String {
        let has_thon = |at: usize| {
            let mut others = review.places.iter().enumerate();
            others.any(|(n, other)| n != at && other.xa == at)
        };
        let texts: Vec<String> = review
            .places
            .iter()
            .enumerate()
            .filter(|(at, stand)| stand.level == Level::Thon || !has_thon(*at))
            .map(|(_, stand)| missing_text(&shared.words, review, stand))
            .collect();
        texts.join("\n")
    }
}

impl Face for Missing {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "review-missing-screen",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Steps]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(lines) = &self.lines else {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        };
        let mut row = 0;
        if let Some(file) = &self.file {
            for line in wrap(
                &say!(shared, "review-missing-file", file = file.clone()),
                ink.columns(),
            ) {
                ink.put(row, 0, &line);
                row += 1;
            }
            row += 1;
        }
        let room = ink.rows().saturating_sub(row);
        let columns = ink.columns();
        let wrapped = lines
            .iter()
            .skip(self.scroll.from(lines.len(), 1))
            .flat_map(|line| match line.is_empty() {
                true => vec![String::new()],
                false => wrap(line, columns),
            });
        for (n, line) in wrapped.take(room).enumerate() {
            ink.put(row + n, 0, &line);
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        let last = self
            .lines
            .as_ref()
            .map_or(0, |lines| lines.len().saturating_sub(1));
        if command == Command::GoBack {
            return vec![Effect::Pop];
        }
        self.scroll.command(command, last, Scroll::PAGE);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Review(review) if review.period == shared.period => {
                let text = Missing::text(shared, review);
                self.lines = Some(text.lines().map(ToOwned::to_owned).collect());
                vec![Effect::Ask(Ask::WriteMissing(review.period, text))]
            }
            Reply::Written(file) => {
                self.file = Some(file.clone());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        only_read(command)
    }
}
