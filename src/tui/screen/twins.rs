//! Hộ, người có thể trùng: pairs that may be one, both side by side with the reasons; a person says which are two.

use super::{Face, Screen, papers, said, say, search_line};
use crate::record::PhieuSubject;
use crate::text::{Query, fold, truncate};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::{TwinLine, TwinSideLine};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// Rows below the list: both sides, and the reasons.
const DETAILS: usize = 9;

/// The list, once the worker has looked.
#[derive(Debug, Default)]
pub struct Twins {
    list: List,
    lines: Option<Vec<TwinLine>>,
    /// Whether those are shown of which somebody said that they are two.
    marked: bool,
    /// Which of both households Enter opens.
    side: usize,
}

impl Twins {
    /// The screen, and the question that fills it.
    pub(super) fn open(shared: &Shared) -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Twins(Twins::default()))),
            Effect::Ask(Ask::Twins(shared.period)),
        ]
    }

    fn found(&self) -> Vec<&TwinLine> {
        let query = Query::new(&self.list.line.committed());
        let lines = self.lines.iter().flatten();
        let shown = lines.filter(|line| self.marked || line.marked.is_none());
        shown
            .filter(|line| {
                let [one, other] = &line.sides;
                let text = format!("{} {} {} {}", one.name, one.label, other.name, other.label);
                query.fit(&fold(&text)).is_some()
            })
            .collect()
    }

    fn chosen(&self) -> Option<&TwinLine> {
        self.found().get(self.list.at).copied()
    }

    /// The papers of one of both households.
    fn papers(&self, side: usize, shared: &Shared) -> Vec<Effect> {
        let Some(side) = self.chosen().and_then(|line| line.sides.get(side)) else {
            return Vec::new();
        };
        let name = format!("{} · {}", shared.short_label(&side.label), side.head);
        papers::Papers::of(PhieuSubject::Household(side.household), name, shared)
    }

    fn details(&self, line: &TwinLine, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let half = ink.columns() / 2;
        for (at, side) in line.sides.iter().enumerate() {
            let chosen = at == self.side;
            let mut ink = ink.columns_of(at * half, half.saturating_sub(1));
            let room = ink.columns();
            for (row, text) in side_lines(side, shared).iter().enumerate() {
                let marker = if chosen && row == 0 { ">" } else { " " };
                let text = format!("{marker} {text}");
                let text = truncate(&text, room);
                match row {
                    0 => ink.strong(row, 0, &text),
                    _ => ink.put(row, 0, &text),
                }
            }
        }
        let reasons: Vec<String> = line
            .reasons
            .iter()
            .map(|code| reason_words(code, line, shared))
            .collect();
        let mut told = vec![say!(shared, "twins-why", reasons = reasons.join("; "))];
        if line.marked.is_some() {
            told.push(say!(shared, "twins-marked"));
        } else {
            told.push(say!(shared, "twins-next"));
        }
        let columns = ink.columns();
        let told = told.iter().flat_map(|text| wrap(text, columns));
        for (row, text) in told.enumerate() {
            ink.put(5 + row, 0, &text);
        }
    }
}

/// Who one of them is: nothing that the household list would not show.
fn side_lines(side: &TwinSideLine, shared: &Shared) -> Vec<String> {
    let or_dash = |text: &str| match text.is_empty() {
        true => "–".to_owned(),
        false => text.to_owned(),
    };
    vec![
        side.name.clone(),
        say!(
            shared,
            "twins-person",
            born = or_dash(&side.born()),
            sex = or_dash(&side.sex),
            number = or_dash(&side.number)
        ),
        say!(
            shared,
            "twins-household",
            label = shared.short_label(&side.label).to_owned(),
            head = or_dash(&side.head)
        ),
        side.thon.clone(),
    ]
}

fn reason_words(code: &str, line: &TwinLine, shared: &Shared) -> String {
    let [one, _] = &line.sides;
    let args = [("number", one.number.clone()), ("birth", one.born())];
    shared.words.of(&format!("twins-{code}"), &args)
}

impl Face for Twins {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "twins-title",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List, Layer::Twins]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let column = search_line(ink, 0, &self.list, shared);
        let Some(lines) = &self.lines else {
            ink.put(2, 2, &say!(shared, "tui-reading"));
            return;
        };
        let found = self.found();
        let marked = lines.iter().filter(|line| line.marked.is_some()).count();
        let figures = say!(
            shared,
            "twins-figures",
            n = found.len().to_string(),
            marked = marked.to_string()
        );
        ink.put(0, column, &figures);
        let rows = ink.rows().saturating_sub(2);
        // A low window keeps the list: the chosen pair is told by it.
        let details = DETAILS.min(rows.saturating_sub(4));
        if found.is_empty() {
            let columns = ink.columns().saturating_sub(4);
            let text = match lines.is_empty() {
                true => say!(shared, "twins-none"),
                false => say!(shared, "twins-none-left"),
            };
            for (row, line) in wrap(&text, columns).iter().enumerate() {
                ink.put(2 + row, 2, line);
            }
            return;
        }
        let columns = [
            Column::text(String::new(), 1),
            Column::text(say!(shared, "twins-col-one"), 0),
            Column::text(say!(shared, "tui-col-label"), 9),
            Column::text(say!(shared, "tui-col-label"), 9),
            Column::text(say!(shared, "twins-col-why"), 30),
        ];
        let mut above = ink.rows_of(2, rows - details);
        self.list
            .draw(&mut above, &columns, found.len(), &|row, column| {
                let Some(line) = found.get(row) else {
                    return String::new();
                };
                let [one, other] = &line.sides;
                match column {
                    0 => if line.marked.is_some() { "=" } else { "" }.to_owned(),
                    1 => one.name.clone(),
                    2 => shared.short_label(&one.label).to_owned(),
                    3 => shared.short_label(&other.label).to_owned(),
                    _ => line
                        .reasons
                        .first()
                        .map_or_else(String::new, |code| reason_words(code, line, shared)),
                }
            });
        let mut below = ink.rows_of(2 + rows - details + 1, details.saturating_sub(1));
        if let Some(line) = self.chosen() {
            self.details(line, shared, &mut below);
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if matches!(command, Command::NextField | Command::PreviousField) {
            self.side = 1 - self.side;
            return Vec::new();
        }
        let len = self.found().len();
        if self.list.command(command, len) {
            return Vec::new();
        }
        match command {
            Command::Accept => self.papers(self.side, shared),
            Command::MarkDistinct => match self.chosen() {
                Some(line) => {
                    let (pair, distinct) = match line.marked {
                        Some(marked) => (marked, false),
                        None => (line.pair, true),
                    };
                    let pairs = Box::new([line.pair, pair]);
                    vec![Effect::Ask(Ask::MarkDistinct(pairs, distinct))]
                }
                None => Vec::new(),
            },
            Command::ShowMarked => {
                self.marked = !self.marked;
                self.list.at = 0;
                Vec::new()
            }
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn searched(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Twins(lines) => {
                self.lines = Some(lines.clone());
                self.list.at = self.list.at.min(self.found().len().saturating_sub(1));
                Vec::new()
            }
            Reply::Marked(pair, marked) => {
                for line in self.lines.iter_mut().flatten() {
                    if line.pair == *pair {
                        line.marked = *marked;
                    }
                }
                self.list.at = self.list.at.min(self.found().len().saturating_sub(1));
                vec![Effect::Tell(match marked {
                    Some(_) => say!(shared, "twins-kept"),
                    None => say!(shared, "twins-taken-back"),
                })]
            }
            Reply::Finished(_)
            | Reply::Saved { .. }
            | Reply::Changed(..)
            | Reply::RowAdded(..)
            | Reply::Happened(..) => vec![Effect::Ask(Ask::Twins(shared.period))],
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        match command {
            Command::AddNew => Err(Reason::NotHere),
            Command::MarkDistinct if self.chosen().is_none() => Err(Reason::NoHousehold),
            _ => Ok(()),
        }
    }
}
