//! The households found, or their members, as a workbook: which columns it gets, and where it was put.

use std::collections::BTreeSet;

use super::{Face, Screen, said, say, search_line};
use crate::record::EditId;
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::{ColumnLine, ListOrder};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, bar};

/// The choice of columns.
#[derive(Debug)]
pub struct Listing {
    households: Vec<EditId>,
    /// The filter and what was typed, in words.
    about: String,
    columns: Option<Vec<ColumnLine>>,
    chosen: BTreeSet<String>,
    by_member: bool,
    list: List,
    writing: bool,
}

/// A line of the choice.
enum Line<'a> {
    Write,
    ByMember,
    Column(&'a ColumnLine),
}

impl Listing {
    /// The choice for households: the screen, and the question that fills it.
    pub(super) fn of(households: Vec<EditId>, about: String, shared: &Shared) -> Vec<Effect> {
        let screen = Listing {
            households,
            about,
            columns: None,
            chosen: BTreeSet::new(),
            by_member: false,
            list: List::default(),
            writing: false,
        };
        vec![
            Effect::Push(Box::new(Screen::Listing(screen))),
            Effect::Ask(Ask::ListColumns(shared.period)),
        ]
    }

    fn lines(&self, shared: &Shared) -> Vec<Line<'_>> {
        let query = Query::new(&self.list.line.committed());
        let columns = self.columns.iter().flatten();
        let columns = columns
            .filter(|column| self.by_member || !column.of_member)
            .filter(|column| query.fit(&fold(&words(column, shared))).is_some());
        let mut lines = vec![Line::Write, Line::ByMember];
        lines.extend(columns.map(Line::Column));
        lines
    }

    fn said(&self, line: &Line<'_>, shared: &Shared) -> String {
        let mark = |on: bool| if on { "[x]" } else { "[ ]" };
        match line {
            Line::Write => say!(
                shared,
                "household-list-write",
                n = self.households.len().to_string()
            ),
            Line::ByMember => {
                let words = say!(shared, "household-list-by-member");
                format!("{} {words}", mark(self.by_member))
            }
            Line::Column(column) => {
                let on = self.chosen.contains(&column.key);
                format!("{} {}", mark(on), words(column, shared))
            }
        }
    }

    fn order(&self, shared: &Shared) -> ListOrder {
        let office = shared.office.as_ref();
        let name = office.map(|office| office.name.clone()).unwrap_or_default();
        let period = said::period_words(shared, shared.period);
        let mut headings = vec![
            say!(shared, "household-list-title"),
            format!("{name}, {period}"),
        ];
        if !self.about.is_empty() {
            headings.push(say!(
                shared,
                "household-list-about",
                about = self.about.clone()
            ));
        }
        ListOrder {
            households: self.households.clone(),
            by_member: self.by_member,
            columns: self.chosen.iter().cloned().collect(),
            headings,
            words: [
                say!(shared, "household-list-number"),
                say!(shared, "household-list-label"),
                say!(shared, "tui-col-thon"),
                say!(shared, "household-list-yes"),
                say!(shared, "household-list-no"),
                say!(shared, "household-list-page"),
            ],
        }
    }
}

/// A column's wording: of the two that no paper asks, the program's own.
fn words(column: &ColumnLine, shared: &Shared) -> String {
    match (column.words.as_str(), column.key.as_str()) {
        ("", "thon") => say!(shared, "tui-col-thon"),
        ("", _) => say!(shared, "household-list-label"),
        (words, _) => words.to_owned(),
    }
}

impl Face for Listing {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "household-list-heading",
            n = self.households.len().to_string()
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        if self.columns.is_none() {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        }
        if self.writing {
            ink.put(1, 2, &say!(shared, "household-list-writing"));
            if let Some((done, total)) = shared.progress {
                ink.put(2, 2, &format!("{} {done}/{total}", bar(done, total, 30)));
            }
            return;
        }
        search_line(ink, 0, &self.list, shared);
        ink.put(1, 0, &say!(shared, "household-list-how"));
        let lines = self.lines(shared);
        let columns = [Column::text(String::new(), 0)];
        let mut below = ink.rows_of(2, usize::MAX);
        self.list
            .draw(&mut below, &columns, lines.len(), &|row, _| {
                lines
                    .get(row)
                    .map_or_else(String::new, |line| self.said(line, shared))
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if self.writing {
            let back = command == Command::GoBack;
            return back.then_some(Effect::Cancel).into_iter().collect();
        }
        let lines = self.lines(shared);
        let len = lines.len();
        match (command, lines.get(self.list.at)) {
            (Command::GoBack, _) => return vec![Effect::Pop],
            (Command::Accept, Some(Line::Write)) if self.columns.is_some() => {
                if self.chosen.is_empty() {
                    return vec![Effect::Tell(say!(shared, "household-list-no-column"))];
                }
                let order = Box::new(self.order(shared));
                self.writing = true;
                return vec![Effect::Ask(Ask::WriteList(shared.period, order))];
            }
            (Command::Accept, Some(Line::ByMember)) => self.by_member = !self.by_member,
            (Command::Accept, Some(Line::Column(column))) => {
                let key = column.key.clone();
                if !self.chosen.remove(&key) {
                    self.chosen.insert(key);
                }
            }
            (command, _) => {
                self.list.command(command, len);
            }
        }
        Vec::new()
    }

    fn searched(&mut self) -> Option<&mut List> {
        (!self.writing).then_some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::ListColumns(columns, chosen, by_member) => {
                self.columns = Some(columns.clone());
                self.chosen = chosen.iter().cloned().collect();
                self.by_member = *by_member;
                Vec::new()
            }
            Reply::ListWritten(path, n) => {
                let (path, n) = (path.clone(), n.to_string());
                let told = say!(shared, "household-list-written", path = path, n = n);
                vec![Effect::Pop, Effect::Tell(told)]
            }
            Reply::Failed(_) => {
                self.writing = false;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
