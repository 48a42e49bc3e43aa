//! In giấy tờ: what can be printed of what the cursor is on, and writing it.

use super::{Face, say, search_line};
use crate::form::Period;
use crate::record::{PhieuId, PhieuSubject};
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::PrintLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, bar, wrap};

/// What is printed about: whom or where, its name, and the Phiếu on the screen, where one is.
#[derive(Clone, Debug)]
pub struct PrintSubject {
    /// For whom or where.
    pub subject: PhieuSubject,
    /// As people call it.
    pub name: String,
    /// The paper and the Phiếu that are being looked at.
    pub phieu: Option<(String, PhieuId)>,
}

/// What the screen does now.
#[derive(Debug)]
enum Stage {
    /// The worker looks what there is.
    Reading,
    /// Choosing.
    Choosing,
    /// The worker writes; can be cancelled.
    Working(String),
    /// Where it is, or why not.
    Told(Vec<String>),
}

/// One thing to choose: a paper in one form.
#[derive(Debug)]
struct Item {
    line: PrintLine,
    blank: bool,
    sheet: bool,
    kind: String,
    folded: String,
}

impl Item {
    /// In one line.
    fn text(&self) -> String {
        match self.kind.is_empty() {
            true => self.line.name.clone(),
            false => format!("{} ({})", self.line.name, self.kind),
        }
    }
}

/// How much room what kind of file it is takes.
const KIND: usize = 9;

/// The screen.
#[derive(Debug)]
pub struct Printing {
    about: PrintSubject,
    period: Period,
    stage: Stage,
    items: Vec<Item>,
    list: List,
}

impl Printing {
    /// The screen, and the question it begins with.
    pub(in crate::tui) fn open(about: PrintSubject, period: Period) -> Vec<Effect> {
        let ask = Ask::Printables(about.subject.clone(), period);
        let screen = Printing {
            about,
            period,
            stage: Stage::Reading,
            items: Vec::new(),
            list: List::default(),
        };
        vec![
            Effect::Push(Box::new(super::Screen::Printing(Box::new(screen)))),
            Effect::Ask(ask),
        ]
    }

    /// Each paper as it is, blank where that makes sense, and for Excel where it is a table; the paper on the
    /// screen before all others.
    fn fill(&mut self, lines: &[PrintLine], shared: &Shared) {
        let here = |line: &PrintLine| {
            let phieu = self.about.phieu.as_ref();
            phieu.is_some_and(|(form, _)| line.paper.as_ref() == Some(form))
        };
        let (first, rest): (Vec<_>, Vec<_>) = lines.iter().partition(|line| here(line));
        let mut items = Vec::new();
        for line in first.into_iter().chain(rest) {
            for (blank, sheet) in [(false, false), (true, false), (false, true)] {
                if blank && !line.blank || sheet && !line.sheet {
                    continue;
                }
                let kind = match (blank, sheet) {
                    (true, _) => say!(shared, "tui-print-blank"),
                    (_, true) => say!(shared, "tui-print-sheet"),
                    _ => String::new(),
                };
                items.push(Item {
                    line: line.clone(),
                    blank,
                    sheet,
                    folded: fold(&format!("{} {kind}", line.name)),
                    kind,
                });
            }
        }
        self.items = items;
        self.stage = Stage::Choosing;
    }

    fn found(&self) -> Vec<&Item> {
        let query = Query::new(&self.list.line.committed());
        let items = self.items.iter();
        items
            .filter(|item| query.fit(&item.folded).is_some())
            .collect()
    }

    fn start(&mut self) -> Vec<Effect> {
        let at = self.list.at;
        let Some((line, blank, sheet, text)) = self.found().get(at).map(|item| {
            let line = item.line.clone();
            (line, item.blank, item.sheet, item.text())
        }) else {
            return Vec::new();
        };
        let phieu = self.about.phieu.as_ref();
        let phieu = phieu.filter(|(form, _)| line.paper.as_ref() == Some(form));
        let (id, phieu) = (line.id, phieu.map(|(_, id)| *id));
        self.stage = Stage::Working(text);
        vec![Effect::Ask(Ask::Print {
            id,
            subject: self.about.subject.clone(),
            period: self.period,
            phieu,
            blank,
            sheet,
        })]
    }
}

impl Face for Printing {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-print-title",
            name = self.about.name.clone(),
            period = super::said::period_words(shared, self.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns().saturating_sub(2);
        match &self.stage {
            Stage::Reading => ink.put(1, 1, &say!(shared, "tui-reading")),
            Stage::Choosing => {
                search_line(ink, 0, &self.list, shared);
                let found = self.found();
                let mut below = ink.rows_of(2, usize::MAX);
                if found.is_empty() {
                    below.put(0, 2, &say!(shared, "tui-nothing-found"));
                }
                let columns = [0, KIND].map(|room| Column::text(String::new(), room));
                self.list
                    .draw(&mut below, &columns, found.len(), &|row, column| {
                        let item = found.get(row);
                        item.map_or_else(String::new, |item| match column {
                            0 => item.line.name.clone(),
                            _ => item.kind.clone(),
                        })
                    });
            }
            Stage::Working(text) => {
                for (row, line) in wrap(text, columns).iter().enumerate() {
                    ink.put(1 + row, 1, line);
                }
                if let Some((done, total)) = shared.progress {
                    let figures = match total {
                        0 => done.to_string(),
                        _ => format!("{done}/{total}"),
                    };
                    ink.put(4, 1, &format!("{} {figures}", bar(done, total, 42)));
                }
                ink.put(6, 1, &say!(shared, "tui-can-cancel"));
            }
            Stage::Told(lines) => {
                let lines = lines.iter().flat_map(|line| wrap(line, columns));
                for (row, line) in lines.enumerate() {
                    ink.put(row + 1, 1, &line);
                }
            }
        }
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        let len = self.found().len();
        match (&self.stage, command) {
            (Stage::Working(_), Command::GoBack) => vec![Effect::Cancel],
            (Stage::Working(_), _) => Vec::new(),
            (Stage::Told(_), Command::GoBack | Command::Accept) => {
                self.stage = Stage::Choosing;
                Vec::new()
            }
            (_, Command::GoBack) => vec![Effect::Pop],
            (Stage::Choosing, Command::Accept) => self.start(),
            (Stage::Choosing, command) => {
                self.list.command(command, len);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn searched(&mut self) -> Option<&mut List> {
        (matches!(self.stage, Stage::Choosing)).then_some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match (&self.stage, reply) {
            (Stage::Reading, Reply::Printables(lines)) => self.fill(lines, shared),
            (Stage::Working(_), Reply::Printed { path, papers, .. }) => {
                let papers = papers.to_string();
                self.stage = Stage::Told(vec![
                    say!(shared, "tui-print-done", n = papers),
                    path.clone(),
                    String::new(),
                    say!(shared, "tui-print-next"),
                ]);
            }
            (Stage::Reading | Stage::Working(_), Reply::Failed(failure)) => {
                let (what, next) = shared.failure_words(failure);
                self.stage = Stage::Told(vec![what, next]);
            }
            _ => {}
        }
        Vec::new()
    }
}
