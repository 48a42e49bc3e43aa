//! The meetings of the period: household meetings and planning meetings, place by place.

use super::{Face, Screen, paper, papers, said, say, search_line};
use crate::form::Period;
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::MeetingLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// The list.
#[derive(Debug, Default)]
pub struct Meetings {
    list: List,
    /// Once the worker has read them, and of which period.
    lines: Option<(Period, Vec<MeetingLine>)>,
    /// Whether a meeting that was asked for is on its way.
    waits: bool,
}

impl Meetings {
    /// The screen, and the question that fills it.
    pub(super) fn open(shared: &Shared) -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Meetings(Meetings::default()))),
            Effect::Ask(Ask::Meetings(shared.period)),
        ]
    }

    fn found(&self) -> Vec<&MeetingLine> {
        let query = Query::new(&self.list.line.committed());
        let lines = self.lines.iter().flat_map(|(_, lines)| lines);
        lines
            .filter(|line| {
                let text = format!("{} {}", line.place, line.title);
                query.fit(&fold(&text)).is_some()
            })
            .collect()
    }

    fn make(&mut self, shared: &Shared) -> Vec<Effect> {
        let found = self.found();
        let Some(line) = found.get(self.list.at) else {
            return Vec::new();
        };
        let ask = Ask::Phieu {
            form: line.form.clone(),
            subject: line.subject.clone(),
            period: shared.period,
        };
        self.waits = true;
        vec![Effect::Ask(ask)]
    }
}

impl Face for Meetings {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "meeting-list-title",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn lists(&self) -> bool {
        true
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        if self.lines.is_none() {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        }
        search_line(ink, 0, &self.list, shared);
        let found = self.found();
        let mut below = ink.rows_of(2, usize::MAX);
        if found.is_empty() {
            let none = if self.list.line.committed().is_empty() {
                say!(shared, "meeting-no-place")
            } else {
                say!(shared, "tui-nothing-found")
            };
            for (row, line) in wrap(&none, below.columns()).iter().enumerate() {
                below.put(row, 2, line);
            }
            return;
        }
        let columns = [
            Column::text(say!(shared, "tui-col-thon"), 20),
            Column::text(say!(shared, "meeting-col-meeting"), 0),
            Column::text(say!(shared, "meeting-col-day"), 10),
            Column::text(say!(shared, "tui-col-standing"), 12),
        ];
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                let Some(line) = found.get(row) else {
                    return String::new();
                };
                let title = said::short_title(&line.title);
                match (column, &line.phieu) {
                    (0, _) => line.place.clone(),
                    (1, None) => title.to_owned(),
                    (1, Some((one, _))) => match &one.title {
                        Some(name) => format!("#{} {name}", one.number),
                        None => format!("#{} {title}", one.number),
                    },
                    (2, Some((_, Some(day)))) => said::day_words(*day),
                    (3, None) => say!(shared, "meeting-none"),
                    (3, Some((one, _))) => papers::status_words(shared, Some(one.status)),
                    _ => String::new(),
                }
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let len = self.found().len();
        if self.list.command(command, len) {
            return Vec::new();
        }
        match command {
            Command::GoBack => vec![Effect::Pop],
            Command::Accept => {
                let here = self.found().get(self.list.at).copied().cloned();
                match here.and_then(|line| line.phieu) {
                    Some((one, _)) => {
                        self.waits = true;
                        vec![Effect::Ask(Ask::Show(one.id))]
                    }
                    None => self.make(shared),
                }
            }
            Command::AddNew => self.make(shared),
            _ => Vec::new(),
        }
    }

    fn searched(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Meetings(period, lines) if *period == shared.period => {
                self.lines = Some((*period, lines.clone()));
                self.list.at = self.list.at.min(self.found().len().saturating_sub(1));
                Vec::new()
            }
            // Something has changed, or another period was chosen.
            Reply::Village(village) if village.period() == shared.period => {
                vec![Effect::Ask(Ask::Meetings(shared.period))]
            }
            Reply::Opened(opened) if std::mem::take(&mut self.waits) => {
                paper((**opened).clone(), shared)
            }
            Reply::Failed(_) => {
                self.waits = false;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        match command {
            Command::AddNew if self.found().is_empty() => Err(Reason::NotHere),
            _ => Ok(()),
        }
    }
}
