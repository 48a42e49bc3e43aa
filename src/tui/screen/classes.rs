//! Households by class over the years, as bars with the figures beside them.

use super::{Face, Screen, only_read, say};
use crate::text::number;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::ClassYears;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Scroll, bar, fit_right, wrap};

/// Columns of a figure.
const FIGURE: usize = 9;
/// Columns of a year.
const YEAR: usize = 6;
/// A bar that is longer shows no more.
const LONGEST: usize = 60;

/// The bars, once the worker has counted.
#[derive(Debug, Default)]
pub struct Classes {
    years: Option<ClassYears>,
    scroll: Scroll,
}

/// One line: whether it is a heading, and its text.
type Line = (bool, String);

impl Classes {
    /// The screen, and the question that fills it.
    pub(super) fn open() -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Classes(Classes::default()))),
            Effect::Ask(Ask::Classes),
        ]
    }

    /// How many lines there are below the line that explains the bars.
    fn len(&self) -> usize {
        self.years.as_ref().map_or(0, |years| {
            (years.classes.len() + 1) * (years.years.len() + 1)
        })
    }
}

/// Every class with all its years, one scale for all: a class is held against itself and against the others.
fn lines(years: &ClassYears, most: u64, shared: &Shared, columns: usize) -> Vec<Line> {
    let room = columns.saturating_sub(YEAR + FIGURE + 2).clamp(2, LONGEST);
    let unknown = years.classes.len();
    let mut lines = Vec::new();
    for class in 0..=unknown {
        lines.push(match years.classes.get(class) {
            Some(words) => (true, words.clone()),
            None => (true, say!(shared, "classes-unknown")),
        });
        for year in &years.years {
            let name = fit_right(&year.year.to_string(), YEAR);
            lines.push((
                false,
                match year.count(class) {
                    None => format!("{name} {}", say!(shared, "classes-no-figure")),
                    Some(count) => {
                        // A few are not none: what is there is seen.
                        let least = most.div_ceil(room.saturating_sub(2).max(1) as u64);
                        let drawn = if count == 0 { 0 } else { count.max(least) };
                        let figure = fit_right(&number::format(&count.into(), 0), FIGURE);
                        format!("{name} {}{figure}", bar(drawn, most, room))
                    }
                },
            ));
        }
    }
    lines
}

impl Face for Classes {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "classes-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Steps]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(years) = &self.years else {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        };
        let most = years.most();
        let n = number::format(&most.into(), 0);
        let told = match most {
            0 => say!(shared, "classes-none"),
            _ => say!(shared, "classes-scale", n = n),
        };
        let told = wrap(&told, ink.columns());
        for (row, line) in told.iter().enumerate() {
            ink.put(row, 0, line);
        }
        let top = told.len();
        let room = ink.rows().saturating_sub(top);
        let lines = lines(years, most, shared, ink.columns());
        let from = self.scroll.from(lines.len(), room);
        for (row, (heading, line)) in lines.iter().skip(from).take(room).enumerate() {
            match heading {
                true => ink.strong(top + row, 0, line),
                false => ink.put(top + row, 0, line),
            }
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        let last = self.len().saturating_sub(1);
        if command == Command::GoBack {
            return vec![Effect::Pop];
        }
        self.scroll.command(command, last, Scroll::PAGE);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        if let Reply::Classes(years) = reply {
            self.years = Some((**years).clone());
        }
        Vec::new()
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        only_read(command)
    }
}
