//! The papers of one household, or of the unit itself, in the period.

use std::sync::Arc;

use super::{Face, PrintSubject, Screen, households, paper, say, search_line};
use crate::form::Period;
use crate::record::{EditId, PhieuId, PhieuSubject, Status};
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::{Opened, PhieuLine, SubjectPaper};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::village::Village;
use crate::tui::widget::{Column, Ink, List, wrap};

/// Rows of the panel that says a long title to its end, with the line above it, and the fewest rows that a
/// list keeps beside it.
const PANEL: usize = 4;
const LIST: usize = 6;

/// The list.
#[derive(Debug)]
pub struct Papers {
    subject: PhieuSubject,
    name: String,
    list: List,
    /// Once the worker has read them, and of which period.
    papers: Option<(Period, Vec<SubjectPaper>)>,
    /// Of a household: where typing goes on when its papers are done.
    onward: Option<Onward>,
}

/// The households that come after this one in the list of its thôn.
#[derive(Debug)]
struct Onward {
    /// The next one with a paper that is not finished: who, its name, the paper.
    next: Option<(EditId, String, String)>,
    /// The thôn, or the xã of a household that belongs to none.
    thon: String,
}

/// A line of the list: a paper, or one of several Phiếu of the paper above it.
#[derive(Clone, Copy)]
enum Row<'a> {
    Paper(&'a SubjectPaper),
    One(&'a SubjectPaper, &'a PhieuLine),
    Next(&'a str),
    New(&'a str),
}

impl<'a> Row<'a> {
    fn paper(self) -> Option<&'a SubjectPaper> {
        match self {
            Row::Paper(paper) | Row::One(paper, _) => Some(paper),
            Row::Next(_) | Row::New(_) => None,
        }
    }

    /// Whether it waits to be worked on: a paper that is filled every time, or one that was begun.
    fn waits(self) -> bool {
        match self {
            Row::Paper(paper) if !paper.repeats => {
                let status = paper.phieus.first().map(|one| one.status);
                match status {
                    Some(status) => !status.is_finished(),
                    None => !paper.occasional,
                }
            }
            Row::One(_, one) => !one.status.is_finished(),
            Row::Paper(_) => false,
            Row::Next(_) | Row::New(_) => true,
        }
    }
}

/// Where a paper stands, in words.
pub(super) fn status_words(shared: &Shared, status: Option<Status>) -> String {
    match status {
        None => say!(shared, "tui-status-none"),
        Some(Status::Draft) => say!(shared, "tui-status-draft"),
        Some(Status::Finished) => say!(shared, "tui-status-finished"),
        Some(Status::Submitted) => say!(shared, "tui-status-submitted"),
        Some(Status::Returned) => say!(shared, "tui-status-returned"),
        Some(Status::Accepted) => say!(shared, "tui-status-accepted"),
        Some(Status::Locked) => say!(shared, "tui-status-locked"),
    }
}

/// How many Phiếu there are of a paper that repeats, in words.
pub(super) fn count_words(shared: &Shared, count: usize) -> String {
    match count {
        0 => status_words(shared, None),
        count => say!(shared, "tui-papers-count", n = count.to_string()),
    }
}

impl Papers {
    /// The papers of a subject: the screen, and the question that fills it.
    pub(super) fn of(subject: PhieuSubject, name: String, shared: &Shared) -> Vec<Effect> {
        let ask = Ask::Papers(subject.clone(), shared.period);
        let screen = Papers {
            subject,
            name,
            list: List::default(),
            papers: None,
            onward: None,
        };
        vec![
            Effect::Push(Box::new(Screen::Papers(screen))),
            Effect::Ask(ask),
        ]
    }

    /// The lines found: a paper that fits what is typed with all its Phiếu, another one with those that fit.
    fn rows(&self) -> Vec<Row<'_>> {
        let query = Query::new(&self.list.line.committed());
        let fits = |text: &str| query.fit(&fold(text)).is_some();
        let mut rows = Vec::new();
        for paper in self.papers.iter().flat_map(|(_, papers)| papers) {
            let whole = fits(&paper.title);
            let ones: Vec<Row<'_>> = paper
                .phieus
                .iter()
                .filter(|one| paper.repeats && (whole || one.title.as_deref().is_some_and(fits)))
                .map(|one| Row::One(paper, one))
                .collect();
            if whole || !ones.is_empty() {
                rows.push(Row::Paper(paper));
                rows.extend(ones);
            }
        }
        if let Some(onward) = self.onward.as_ref().filter(|_| query.is_empty()) {
            rows.extend(onward.next.as_ref().map(|(_, name, _)| Row::Next(name)));
            rows.push(Row::New(&onward.thon));
        }
        rows
    }

    /// Finds where typing goes on from this household.
    fn look_onward(&mut self, shared: &Shared) {
        let PhieuSubject::Household(id) = &self.subject else {
            return;
        };
        self.onward = shared.village.as_ref().and_then(|village| {
            let thon = village.household(*id)?.thon.clone();
            let behind = village.behind(*id);
            let next = behind.filter(|line| line.thon == thon).find_map(|line| {
                let paper = village.household_papers().iter().find(|paper| {
                    !paper.occasional
                        && !line
                            .papers
                            .get(&paper.form)
                            .is_some_and(|status| status.is_finished())
                })?;
                let name = households::name_of(line, shared);
                Some((line.id, name, paper.form.clone()))
            });
            Some(Onward { next, thon })
        });
    }

    /// Goes on with another household in this one's place, from the paper given or the one that names it.
    fn turn_to(
        &mut self,
        id: EditId,
        name: String,
        form: Option<String>,
        shared: &Shared,
    ) -> Vec<Effect> {
        let naming =
            |village: &Arc<Village>| Some(village.household_papers().first()?.form.clone());
        let form = form.or_else(|| shared.village.as_ref().and_then(naming));
        *self = Papers {
            subject: PhieuSubject::Household(id),
            name,
            list: List::default(),
            papers: None,
            onward: None,
        };
        let subject = self.subject.clone();
        let mut effects = vec![Effect::Ask(Ask::Papers(subject.clone(), shared.period))];
        effects.extend(form.map(|form| {
            Effect::Ask(Ask::Phieu {
                form,
                subject,
                period: shared.period,
            })
        }));
        effects
    }

    fn add_beside(&self) -> Vec<Effect> {
        match &self.subject {
            PhieuSubject::Household(id) => vec![Effect::Ask(Ask::AddHouseholdBeside(*id))],
            PhieuSubject::Place(_) => Vec::new(),
        }
    }

    fn here(&self) -> Option<Row<'_>> {
        self.rows().get(self.list.at).copied()
    }

    /// Takes in what an answer says about one of these Phiếu, and returns its line.
    fn take(&mut self, opened: &Opened) -> Option<usize> {
        let key = opened.phieu.key();
        let (period, papers) = self.papers.as_mut()?;
        if key.subject != self.subject || key.period != *period {
            return None;
        }
        let id = opened.phieu.id();
        let paper = papers.iter_mut().find(|paper| paper.form == key.form)?;
        let line = PhieuLine {
            id,
            number: paper.phieus.len() + 1,
            title: opened.form.title_of(opened.phieu.answers()),
            status: opened.phieu.status(),
        };
        if opened.phieu.is_blank() && !paper.repeats {
            paper.phieus.clear();
            let form = key.form.clone();
            return self.row_of(&form, id);
        }
        match paper.phieus.iter_mut().find(|one| one.id == id) {
            Some(one) => {
                *one = PhieuLine {
                    number: one.number,
                    ..line
                };
            }
            None => paper.phieus.push(line),
        }
        let form = key.form.clone();
        self.row_of(&form, id)
    }

    /// The line of a Phiếu, or of its paper where there is only one.
    fn row_of(&self, form: &str, id: PhieuId) -> Option<usize> {
        self.rows().iter().position(|row| match row {
            Row::Paper(paper) => paper.form == form && !paper.repeats,
            Row::One(_, one) => one.id == id,
            Row::Next(_) | Row::New(_) => false,
        })
    }

    fn cell(shared: &Shared, row: Row<'_>, column: usize) -> String {
        match (row, column) {
            (Row::Paper(paper), 0) => paper.title.clone(),
            (Row::Paper(paper), 1) => match paper.phieus.first() {
                None if paper.occasional => say!(shared, "tui-status-occasional"),
                Some(_) if paper.repeats => count_words(shared, paper.phieus.len()),
                one => status_words(shared, one.map(|one| one.status)),
            },
            (Row::One(_, one), 0) => {
                let title = one.title.as_deref().unwrap_or_default();
                format!("  #{} {title}", one.number)
            }
            (Row::One(_, one), 1) => status_words(shared, Some(one.status)),
            (Row::Next(name), 0) => say!(shared, "tui-papers-next", name = name),
            (Row::New(thon), 0) => say!(shared, "tui-papers-new", thon = thon),
            _ => String::new(),
        }
    }

    /// What the chosen line has no room for: the title to its end, and how sure the paper is.
    fn panel(&self, row: Row<'_>, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        ink.put(0, 0, &"─".repeat(columns));
        let Some(paper) = row.paper() else { return };
        let mut lines = wrap(&paper.title, columns);
        let room = ink.rows().saturating_sub(1);
        if !paper.verified {
            lines.truncate(room.saturating_sub(1));
            lines.push(format!("({})", say!(shared, "tui-not-checked")));
        }
        for (row, line) in lines.iter().take(room).enumerate() {
            ink.put(row + 1, 0, line);
        }
    }

    fn make(&self, paper: &SubjectPaper, shared: &Shared) -> Vec<Effect> {
        vec![Effect::Ask(Ask::Phieu {
            form: paper.form.clone(),
            subject: self.subject.clone(),
            period: shared.period,
        })]
    }
}

impl Face for Papers {
    fn title(&self, shared: &Shared) -> String {
        let head = match (&self.subject, &shared.village) {
            (PhieuSubject::Household(id), Some(village)) => village
                .household(*id)
                .map(|line| format!("{} · {}", shared.short_label(&line.label), line.head)),
            _ => None,
        };
        say!(
            shared,
            "tui-papers-title",
            name = head.unwrap_or_else(|| self.name.clone())
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn lists(&self) -> bool {
        true
    }

    fn printed(&self, _shared: &Shared) -> Option<PrintSubject> {
        Some(PrintSubject {
            subject: self.subject.clone(),
            name: self.name.clone(),
            phieu: None,
        })
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        if self.papers.is_none() {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        }
        search_line(ink, 0, &self.list, shared);
        let rows = self.rows();
        let Some(here) = rows.get(self.list.at) else {
            let none = if self.list.line.committed().is_empty() {
                say!(shared, "tui-no-paper")
            } else {
                say!(shared, "tui-nothing-found")
            };
            ink.put(2, 2, &none);
            return;
        };
        let columns = [
            Column::text(say!(shared, "tui-col-paper"), 0),
            Column::text(say!(shared, "tui-col-standing"), 12),
        ];
        let left = ink.rows().saturating_sub(1);
        let panel = if left >= PANEL + LIST { PANEL } else { 0 };
        self.list.draw(
            &mut ink.rows_of(1, left - panel),
            &columns,
            rows.len(),
            &|row, column| {
                let row = rows.get(row);
                row.map_or_else(String::new, |row| Papers::cell(shared, *row, column))
            },
        );
        if panel > 0 {
            self.panel(*here, shared, &mut ink.rows_of(1 + left - panel, panel));
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        match (command, self.here()) {
            (Command::GoBack, _) => vec![Effect::Pop],
            (Command::Accept, Some(Row::One(_, one))) => vec![Effect::Ask(Ask::Show(one.id))],
            // One more is never made by the key that opens: the first of those that are there is next.
            (Command::Accept, Some(Row::Paper(paper)))
                if paper.repeats && !paper.phieus.is_empty() =>
            {
                self.list.at += 1;
                Vec::new()
            }
            (Command::Accept, Some(Row::Next(_))) => {
                let next = self.onward.as_mut().and_then(|onward| onward.next.take());
                next.map_or_else(Vec::new, |(id, name, form)| {
                    self.turn_to(id, name, Some(form), shared)
                })
            }
            (Command::Accept, Some(Row::New(_))) => self.add_beside(),
            (Command::Accept, Some(Row::Paper(paper))) => self.make(paper, shared),
            (Command::AddNew, Some(Row::Paper(paper) | Row::One(paper, _))) if paper.repeats => {
                self.make(paper, shared)
            }
            (Command::AddNew, _) => self.add_beside(),
            (command, _) => {
                let len = self.rows().len();
                self.list.command(command, len);
                Vec::new()
            }
        }
    }

    fn searched(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        let line = reply.opened().and_then(|opened| self.take(opened));
        if matches!(
            reply,
            Reply::Papers(..) | Reply::Finished(_) | Reply::Village(_) | Reply::Household(..)
        ) {
            self.look_onward(shared);
        }
        match reply {
            Reply::Papers(subject, period, papers)
                if *subject == self.subject && *period == shared.period =>
            {
                self.papers = Some((*period, papers.clone()));
                self.list.at = self.list.at.min(self.rows().len().saturating_sub(1));
                Vec::new()
            }
            // Another period has been chosen meanwhile.
            Reply::Village(village)
                if village.period() == shared.period
                    && self
                        .papers
                        .as_ref()
                        .is_some_and(|(period, _)| *period != shared.period) =>
            {
                self.papers = None;
                vec![Effect::Ask(Ask::Papers(
                    self.subject.clone(),
                    shared.period,
                ))]
            }
            Reply::Opened(opened) if opened.phieu.key().subject == self.subject => {
                self.list.at = line.unwrap_or(self.list.at);
                paper((**opened).clone(), shared)
            }
            // The next paper that is not finished is the one to go on with, then the next household.
            Reply::Finished(_) => {
                if line.is_some() {
                    let rows = self.rows();
                    self.list.at = rows.iter().position(|row| row.waits()).unwrap_or(0);
                }
                Vec::new()
            }
            Reply::HouseholdBeside(id, label) => {
                let name = shared.short_label(label).to_owned();
                self.turn_to(*id, name, None, shared)
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        let household = matches!(self.subject, PhieuSubject::Household(_));
        let here = || self.here().and_then(Row::paper);
        match command {
            Command::AddNew if !household && here().is_none_or(|paper| !paper.repeats) => {
                Err(Reason::NotHere)
            }
            _ => Ok(()),
        }
    }
}
