//! Every Phiếu of the period in which something is left to look at.

use super::twins::Twins;
use super::{Face, paper, said, say, search_line};
use crate::record::PhieuSubject;
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::TodoLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List};

/// The list, once the worker has read it.
#[derive(Debug, Default)]
pub struct Todo {
    list: List,
    lines: Option<Vec<TodoLine>>,
    waits: bool,
}

/// What the Phiếu of a line is called, or the head's name of the household that it is about.
fn head<'a>(line: &'a TodoLine, shared: &'a Shared) -> &'a str {
    if let Some(name) = &line.name {
        return name;
    }
    let PhieuSubject::Household(id) = &line.subject else {
        return "";
    };
    let village = shared.village.as_ref();
    let household = village.and_then(|village| village.household(*id));
    household.map_or("", |household| household.head.as_str())
}

/// A figure, left out where there is nothing to look at.
fn figure(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

impl Todo {
    fn found(&self, shared: &Shared) -> Vec<&TodoLine> {
        let query = Query::new(&self.list.line.committed());
        let lines = self.lines.iter().flatten();
        lines
            .filter(|line| {
                query
                    .fit(&fold(&format!(
                        "{} {} {}",
                        head(line, shared),
                        line.label,
                        line.title
                    )))
                    .is_some()
            })
            .collect()
    }
}

impl Face for Todo {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-todo-title",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        search_line(ink, 0, &self.list, shared);
        let mut below = ink.rows_of(2, usize::MAX);
        if self.lines.is_none() {
            below.put(0, 2, &say!(shared, "tui-reading"));
            return;
        }
        let found = self.found(shared);
        if found.is_empty() {
            below.put(0, 2, &say!(shared, "tui-todo-none"));
            return;
        }
        let columns = [
            Column::text(say!(shared, "tui-col-label"), 9),
            Column::text(say!(shared, "tui-col-head"), 0),
            Column::text(say!(shared, "tui-col-paper"), 24),
            Column::figures("#".into(), 4),
            Column::figures("!".into(), 4),
            Column::figures("?".into(), 4),
        ];
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                let Some(line) = found.get(row) else {
                    return String::new();
                };
                match column {
                    0 => shared.short_label(&line.label).to_owned(),
                    1 if line.twins => say!(shared, "tui-todo-twins"),
                    1 if line.returned => {
                        let head = head(line, shared);
                        say!(shared, "tui-todo-returned", name = head)
                    }
                    1 => head(line, shared).to_owned(),
                    2 => said::short_title(&line.title).to_owned(),
                    3 => figure(line.conflicts),
                    4 => figure(line.blocks),
                    _ => figure(line.asks),
                }
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let len = self.found(shared).len();
        if self.list.command(command, len) {
            return Vec::new();
        }
        match command {
            Command::Accept => {
                let found = self.found(shared);
                let Some(line) = found.get(self.list.at) else {
                    return Vec::new();
                };
                if line.twins {
                    return Twins::open(shared);
                }
                let Some(id) = line.id else {
                    return Vec::new();
                };
                let ask = Ask::Show(id);
                self.waits = true;
                vec![Effect::Ask(ask)]
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
            Reply::Todo(lines) => {
                self.lines = Some(lines.clone());
                self.list.at = self.list.at.min(lines.len().saturating_sub(1));
                Vec::new()
            }
            Reply::Opened(opened) if std::mem::take(&mut self.waits) => {
                paper((**opened).clone(), shared)
            }
            Reply::Finished(_) | Reply::Saved { .. } | Reply::Changed(..) | Reply::Marked(..) => {
                vec![Effect::Ask(Ask::Todo(shared.period))]
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        if command == Command::AddNew {
            Err(Reason::NotHere)
        } else {
            Ok(())
        }
    }
}
