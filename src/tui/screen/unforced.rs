//! What is kept here and not in force: of whom, what, by whose device, why, and what to do about it.

use super::{Face, Screen, paper, papers, said, say, search_line};
use crate::record::PhieuSubject;
use crate::text::{Query, fold, truncate};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::lines::UnforcedLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// Rows of the panel about the chosen line, and the fewest that the list keeps beside it.
const PANEL: usize = 8;
const LIST: usize = 6;
/// From this many columns on, the paper has a column.
const WIDE: usize = 110;

/// The list, once the worker has read it.
#[derive(Debug, Default)]
pub struct Unforced {
    list: List,
    /// Each with the text that a search finds it by.
    lines: Option<Vec<(UnforcedLine, String)>>,
    /// The places of those that fit what is typed: worked out when that or the lines change, never while drawing.
    found: Vec<usize>,
    waits: bool,
}

/// Of whom or where: the household's head, as far as the lists of the period know, else where it is.
fn name<'a>(line: &'a UnforcedLine, shared: &'a Shared) -> &'a str {
    let head = match (&line.about, &shared.village) {
        (Some(PhieuSubject::Household(id)), Some(village)) => {
            village.household(*id).map(|known| known.head.as_str())
        }
        _ => None,
    };
    head.filter(|head| !head.is_empty()).unwrap_or(&line.place)
}

/// What a search finds a line by.
fn text(line: &UnforcedLine, shared: &Shared) -> String {
    let paper = line.paper.as_ref().map_or("", |(title, ..)| title.as_str());
    let (name, label, device) = (name(line, shared), &line.label, &line.device);
    fold(&format!("{label} {name} {} {paper} {device}", line.place))
}

/// What was done: `câu trả lời (3), hoàn thành`.
fn kinds(line: &UnforcedLine, shared: &Shared) -> String {
    let words = line.kinds.iter().map(|(kind, n)| {
        let kind = kind.replace('_', "-");
        let words = shared.words.of(&format!("unforced-kind-{kind}"), &[]);
        match n {
            1 => words,
            n => format!("{words} ({n})"),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The first digits of a mã đối chiếu: enough to tell devices apart, the panel says all of it.
fn short(device: &str) -> String {
    device.chars().take(9).collect()
}

impl Unforced {
    /// The screen, and the question that fills it.
    pub(super) fn open() -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Unforced(Unforced::default()))),
            Effect::Ask(Ask::Unforced),
        ]
    }

    fn search(&mut self) {
        let query = Query::new(&self.list.line.committed());
        let lines = self.lines.iter().flatten().enumerate();
        self.found = lines
            .filter(|(_, (_, text))| query.fit(text).is_some())
            .map(|(at, _)| at)
            .collect();
        self.list.at = self.list.at.min(self.found.len().saturating_sub(1));
    }

    fn line(&self, row: usize) -> Option<&UnforcedLine> {
        let lines = self.lines.as_ref()?;
        lines.get(*self.found.get(row)?).map(|(line, _)| line)
    }

    /// Everything about a line that its columns have no room for.
    fn panel(line: &UnforcedLine, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        ink.put(0, 0, &"─".repeat(columns));
        let mut who = vec![
            shared.short_label(&line.label).to_owned(),
            name(line, shared).to_owned(),
        ];
        if who.last() != Some(&line.place) {
            who.push(line.place.clone());
        }
        if let Some((title, period, _)) = &line.paper {
            who.push(format!("{title}, {}", said::period_words(shared, *period)));
        }
        who.retain(|part| !part.is_empty());
        let who = match who.is_empty() {
            true => say!(shared, "unforced-unknown"),
            false => who.join(" · "),
        };
        ink.strong(1, 0, &truncate(&who, columns));
        let device = match (line.device.as_str(), line.speaks_for.as_str()) {
            ("", _) => say!(shared, "unforced-device-unknown"),
            (code, "") => say!(shared, "unforced-device", code = code),
            (code, place) => say!(shared, "unforced-device-of", code = code, place = place),
        };
        let lines = [
            kinds(line, shared),
            device,
            say!(shared, "unforced-why", why = shared.words.of(line.why, &[])),
            say!(
                shared,
                "unforced-next",
                next = shared.words.of(&format!("{}-next", line.why), &[])
            ),
        ];
        let lines = lines.iter().flat_map(|text| wrap(text, columns));
        for (row, text) in lines.enumerate() {
            ink.put(2 + row, 0, &text);
        }
    }
}

impl Face for Unforced {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "unforced-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        search_line(ink, 0, &self.list, shared);
        if self.lines.is_none() {
            ink.put(2, 2, &say!(shared, "tui-reading"));
            return;
        }
        let Some(here) = self.line(self.list.at) else {
            let none = match self.list.line.committed().is_empty() {
                true => say!(shared, "unforced-none"),
                false => say!(shared, "tui-nothing-found"),
            };
            let columns = ink.columns().saturating_sub(4);
            for (row, line) in wrap(&none, columns).iter().enumerate() {
                ink.put(2 + row, 2, line);
            }
            return;
        };
        let wide = ink.columns() >= WIDE;
        let mut columns = vec![
            Column::text(say!(shared, "tui-col-label"), 9),
            Column::text(say!(shared, "unforced-col-name"), 0),
            Column::text(say!(shared, "unforced-col-kind"), 20),
            Column::text(say!(shared, "unforced-col-device"), 9),
            Column::text(say!(shared, "unforced-col-why"), 18),
        ];
        if wide {
            columns.push(Column::text(say!(shared, "tui-col-paper"), 30));
        }
        let left = ink.rows().saturating_sub(1);
        let panel = if left >= PANEL + LIST { PANEL } else { 0 };
        let mut above = ink.rows_of(1, left - panel);
        self.list
            .draw(&mut above, &columns, self.found.len(), &|row, column| {
                let Some(line) = self.line(row) else {
                    return String::new();
                };
                match column {
                    0 => shared.short_label(&line.label).to_owned(),
                    1 => name(line, shared).to_owned(),
                    2 => kinds(line, shared),
                    3 => short(&line.device),
                    4 => shared.words.of(&format!("{}-short", line.why), &[]),
                    _ => {
                        let title = line.paper.as_ref().map(|(title, ..)| title.as_str());
                        title.map_or("", said::short_title).to_owned()
                    }
                }
            });
        if panel > 0 {
            Unforced::panel(here, shared, &mut ink.rows_of(1 + left - panel, panel));
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if self.list.command(command, self.found.len()) {
            if command == Command::Find {
                self.search();
            }
            return Vec::new();
        }
        match command {
            Command::Accept => {
                let Some(line) = self.line(self.list.at) else {
                    return Vec::new();
                };
                match (&line.paper, &line.about) {
                    (Some((.., id)), _) => {
                        let ask = Ask::Show(*id);
                        self.waits = true;
                        vec![Effect::Ask(ask)]
                    }
                    (None, Some(subject)) => {
                        let name = name(line, shared).to_owned();
                        papers::Papers::of(subject.clone(), name, shared)
                    }
                    (None, None) => Vec::new(),
                }
            }
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        if self.list.key(key, shared.typing) {
            self.search();
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        self.list.paste(text);
        self.search();
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Unforced(lines) => {
                let lines = lines.iter().map(|line| (line.clone(), text(line, shared)));
                self.lines = Some(lines.collect());
                self.search();
                Vec::new()
            }
            Reply::Opened(opened) if std::mem::take(&mut self.waits) => {
                paper((**opened).clone(), shared)
            }
            // Giving a paper back, or trusting a key, may bring some of it into force.
            Reply::Changed(..) | Reply::Keys(_) => vec![Effect::Ask(Ask::Unforced)],
            Reply::Failed(_) => {
                self.waits = false;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        match command {
            Command::AddNew | Command::ChoosePeriod => Err(Reason::NotHere),
            Command::Accept if self.line(self.list.at).is_none_or(|line| !line.stands) => {
                Err(Reason::NothingToOpen)
            }
            _ => Ok(()),
        }
    }
}
