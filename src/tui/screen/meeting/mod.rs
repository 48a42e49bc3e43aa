//! A meeting: who is there, the households read out one by one, the votes as they happen.
//!
//! What is shown here may stand on a wall: only what the list tells everybody and the minutes' own rows is
//! drawn, never another paper of a household. Points wait for a key and hide again at the next household.
//! Every figure is sent to the disk as soon as its line is left. Start reading at [`Meeting::of`].

mod figures;
mod told;
mod view;

use super::sheet::Sheet;
use super::{Face, Screen, entry, pick, prompt, say};
use crate::form::{Answer, FieldType, Path, Role, RowId, Value};
use crate::record::PhieuId;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::lines::{MeetingList, Opened};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::Ink;

/// Digits of a count.
const MOST_DIGITS: usize = 6;
/// Households that a page key goes by in the list.
const PAGE: usize = 6;

/// What of the meeting is in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// Who is there.
    Attendance,
    /// One household, to be read out and voted on.
    Reading,
    /// All households.
    All,
    /// What the meeting came to, and what else the minutes ask.
    End,
}

/// The state of the screen.
#[derive(Debug)]
pub struct Meeting {
    sheet: Sheet,
    /// What the list says, once the worker has read it.
    list: Option<MeetingList>,
    page: Page,
    /// Which household, from 0.
    at: usize,
    /// Which line of the page.
    line: usize,
    /// What was typed in the line since coming to it.
    typed: Option<String>,
    /// Whether the points of this household were asked for.
    points: bool,
}

impl Meeting {
    /// Shows a meeting where it was left: at the first household without a vote, else where something waits.
    pub(super) fn of(opened: Opened, shared: &Shared) -> Vec<Effect> {
        let (screen, ask) = Meeting::opened(opened, shared);
        vec![Effect::Push(Box::new(screen)), Effect::Ask(ask)]
    }

    fn opened(opened: Opened, shared: &Shared) -> (Screen, Ask) {
        let mut meeting = Meeting {
            sheet: Sheet::new(opened),
            list: None,
            page: Page::Attendance,
            at: 0,
            line: 0,
            typed: None,
            points: false,
        };
        let rows = meeting.rows();
        let open = rows.iter().position(|row| !meeting.is_voted(*row));
        meeting.at = open.unwrap_or(0);
        let counted = meeting.waiting(Page::Attendance).is_none();
        meeting.page = match open {
            _ if !counted && !meeting.sheet.is_finished() => Page::Attendance,
            Some(_) => Page::Reading,
            None => Page::End,
        };
        meeting.arrive(shared);
        let ask = Ask::MeetingList(meeting.sheet.id());
        (Screen::Meeting(Box::new(meeting)), ask)
    }

    /// The pages that this meeting has, in their order.
    fn pages(&self) -> &'static [Page] {
        match self.sheet.form.voted() {
            Some(_) => &[Page::Attendance, Page::Reading, Page::All, Page::End],
            None => &[Page::Attendance, Page::End],
        }
    }

    fn rows(&self) -> &[RowId] {
        let roster = self.sheet.form.voted();
        roster.map_or(&[], |roster| self.sheet.answers.rows(roster.as_str()))
    }

    fn row(&self) -> Option<RowId> {
        self.rows().get(self.at).copied()
    }

    /// The first line of a page that must have an answer and has none.
    fn waiting(&self, page: Page) -> Option<usize> {
        let lines = self.lines_of(page);
        let waits = |path: &Path| !self.is_given(path) && self.sheet.problem(path).is_some();
        lines.iter().position(waits)
    }

    /// Comes to the page, or to the household, at the first line that waits.
    fn arrive(&mut self, _shared: &Shared) {
        self.typed = None;
        self.points = false;
        let begun = self
            .lines_of(self.page)
            .iter()
            .any(|path| self.is_given(path));
        self.line = self.waiting(self.page).filter(|_| begun).unwrap_or(0);
    }

    fn path(&self) -> Option<Path> {
        let lines = self.lines_of(self.page);
        lines.into_iter().nth(self.line)
    }

    /// Sends what was typed in the line to the disk.
    fn keep_typed(&mut self, shared: &Shared) -> Vec<Effect> {
        match (self.typed.take(), self.path()) {
            (Some(text), Some(path)) => {
                let answer = self.sheet.read(shared, &path, &text);
                self.sheet.put(path, answer)
            }
            _ => Vec::new(),
        }
    }

    fn turn(&mut self, forward: bool, shared: &Shared) {
        let pages = self.pages();
        let at = pages.iter().position(|page| *page == self.page);
        let (at, count) = (at.unwrap_or(0), pages.len());
        let next = (at + if forward { 1 } else { count - 1 }) % count;
        self.page = pages.get(next).copied().unwrap_or(Page::Attendance);
        self.arrive(shared);
    }

    /// Goes so many households on or back.
    fn step(&mut self, by: isize, shared: &Shared) {
        let last = self.rows().len().saturating_sub(1);
        let at = self.at.saturating_add_signed(by).min(last);
        if at != self.at {
            self.at = at;
            self.arrive(shared);
        }
    }

    fn accept(&mut self, shared: &Shared) -> Vec<Effect> {
        let typed = self.typed.is_some();
        let mut effects = self.keep_typed(shared);
        match self.page {
            Page::All => {
                self.page = Page::Reading;
                self.arrive(shared);
            }
            Page::End => effects.extend(self.details(shared)),
            Page::Attendance => {
                effects.extend(self.take_offer());
                let last = self.line + 1 >= self.lines_of(self.page).len();
                match last {
                    true => self.turn(true, shared),
                    false => self.line += 1,
                }
            }
            Page::Reading => effects.extend(self.accept_vote(typed, shared)),
        }
        effects
    }

    /// Enter in a vote: on to the next line that waits, from the last to the next household.
    fn accept_vote(&mut self, typed: bool, shared: &Shared) -> Vec<Effect> {
        let mut effects = self.take_offer();
        let Some((row, path)) = self.row().zip(self.path()) else {
            return effects;
        };
        let opinion = self.sheet.form.place_of(Role::Opinion, Some(row));
        if opinion.as_ref() == Some(&path) && !self.is_given(&path) {
            effects.extend(self.ask_text(path, ""));
            return effects;
        }
        let lines = self.lines_of(self.page);
        let behind = lines.iter().enumerate().skip(self.line + 1);
        let waits = behind
            .filter(|(_, path)| !self.is_given(path))
            .map(|(line, _)| line)
            .next();
        match waits {
            Some(line) => self.line = line,
            None if typed && self.line + 1 < lines.len() => self.line += 1,
            None if self.at + 1 < self.rows().len() => self.step(1, shared),
            None => effects.push(Effect::Tell(say!(shared, "meeting-last-household"))),
        }
        effects
    }

    /// The line of the reading page where words are written: letters are no commands there.
    fn text_here(&self) -> Option<Path> {
        let path = self.path().filter(|path| !self.is_figure(path))?;
        (self.page == Page::Reading).then_some(path)
    }

    /// Asks for the words of a line, with what is typed of them already.
    fn ask_text(&self, path: Path, text: &str) -> Vec<Effect> {
        if self.sheet.is_finished() {
            return vec![Effect::Run(Command::CountUp)];
        }
        let label = self.sheet.field(&path).map(|field| field.label.clone());
        let prompt = prompt::answer(self.sheet.id(), path, label.unwrap_or_default(), text);
        vec![Effect::Push(Box::new(prompt))]
    }

    /// The paper's own screen, at the line or household that this one is at.
    fn details(&mut self, shared: &Shared) -> Vec<Effect> {
        let roster = self.sheet.form.voted().cloned();
        let path = match (self.path(), roster.zip(self.row())) {
            (None, Some((roster, row))) => Some(Path::Row { roster, row }),
            (path, _) => path,
        };
        let mut entry = entry::Entry::new(self.sheet.hand_over(), shared);
        if let Some(path) = path {
            entry.go(&path, shared);
        }
        vec![Effect::Push(Box::new(Screen::Entry(Box::new(entry))))]
    }

    /// The list of households, to be found by name.
    fn find(&self, shared: &Shared) -> Vec<Effect> {
        let Some(roster) = self.sheet.form.voted() else {
            return vec![Effect::Push(Box::new(pick::fields(shared, &self.sheet)))];
        };
        let row = |row: &RowId| {
            let path = Path::Row {
                roster: roster.clone(),
                row: *row,
            };
            (self.name_of(shared, *row), path)
        };
        let rows = self.rows().iter().map(row).collect();
        vec![Effect::Push(Box::new(pick::rows(
            shared,
            self.sheet.id(),
            rows,
        )))]
    }
}

impl Face for Meeting {
    fn title(&self, shared: &Shared) -> String {
        let title = self.sheet.title(shared);
        let number = self.sheet.form.place_of(Role::MeetingNumber, None);
        match number.and_then(|path| self.figure(&path)) {
            Some(n) => {
                let number = say!(shared, "meeting-number", n = n.to_string());
                format!("{number} · {title}")
            }
            None => title,
        }
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Paper, Layer::Meeting]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        view::draw(self, shared, ink);
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if command == Command::Accept {
            return self.accept(shared);
        }
        if matches!(command, Command::CountUp | Command::CountDown) {
            return self.count(command == Command::CountUp, shared);
        }
        let mut effects = self.keep_typed(shared);
        let lines = self.lines_of(self.page).len();
        let id = self.sheet.id();
        match command {
            Command::NextField => self.turn(true, shared),
            Command::PreviousField => self.turn(false, shared),
            Command::MoveUp if self.page == Page::All => self.step(-1, shared),
            Command::MoveDown if self.page == Page::All => self.step(1, shared),
            Command::PageUp if self.page == Page::All => self.step(-(PAGE as isize), shared),
            Command::PageDown if self.page == Page::All => self.step(PAGE as isize, shared),
            Command::MoveUp => self.line = self.line.saturating_sub(1),
            Command::MoveDown => self.line = (self.line + 1).min(lines.saturating_sub(1)),
            Command::PageUp | Command::MoveLeft if self.page == Page::Reading => {
                self.step(-1, shared);
            }
            Command::PageDown | Command::MoveRight if self.page == Page::Reading => {
                self.step(1, shared);
            }
            Command::PageUp => self.line = 0,
            Command::PageDown => self.line = lines.saturating_sub(1),
            Command::AllAgree => effects.extend(self.all_agree()),
            Command::ShowPoints => self.points = !self.points,
            Command::TakeNew => effects.push(Effect::Ask(Ask::TakeIn(id))),
            Command::MeetAgain => effects.push(Effect::Ask(Ask::MeetAgain(id))),
            Command::OpenDetails => effects.extend(self.details(shared)),
            Command::Find => effects.extend(self.find(shared)),
            Command::NextProblem => match self.sheet.next_problem(self.path().as_ref()) {
                Some(path) => self.go(&path, shared),
                None => effects.push(Effect::Run(Command::ListProblems)),
            },
            command => {
                let at = self.path();
                effects.extend(self.sheet.command(command, at.as_ref(), shared));
            }
        }
        effects
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        if let (Some(path), Key::Char(c)) = (self.text_here(), key) {
            return self.ask_text(path, &c.to_string());
        }
        let Some(path) = self.path().filter(|path| self.is_figure(path)) else {
            return Vec::new();
        };
        let digit = matches!(key, Key::Char(c) if c.is_ascii_digit());
        if !digit && !matches!(key, Key::Backspace | Key::Delete) {
            return Vec::new();
        }
        if let Some(told) = self.sheet.shut_words(shared) {
            return told;
        }
        let stands = || self.sheet.typed(shared, &path);
        let mut text = match (self.typed.take(), key) {
            (Some(text), _) => text,
            // Backspace amends what stands there; a digit begins anew.
            (None, Key::Backspace) => stands(),
            (None, _) => String::new(),
        };
        match key {
            Key::Char(c) if text.len() < MOST_DIGITS => text.push(c),
            Key::Backspace => {
                text.pop();
            }
            Key::Delete => text.clear(),
            _ => {}
        }
        let choices = self
            .sheet
            .field(&path)
            .filter(|field| field.kind == FieldType::Choice);
        let Some(field) = choices else {
            self.typed = Some(text);
            return Vec::new();
        };
        // One digit is the whole code of a choice.
        let typed = match key {
            Key::Char(c) => c.to_string(),
            _ => String::new(),
        };
        match self.sheet.read(shared, &path, &typed) {
            Some(Answer::Unparsed(_)) => {
                let choices = told::choices(field);
                vec![Effect::Tell(say!(
                    shared,
                    "meeting-choose",
                    choices = choices
                ))]
            }
            answer => self.sheet.put(path, answer),
        }
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        let id = self.sheet.id();
        match reply {
            Reply::MeetingList(of, list) if *of == id => {
                self.list = Some((**list).clone());
                return Vec::new();
            }
            Reply::MetAgain(of, opened) if *of == id => {
                let (screen, ask) = Meeting::opened((**opened).clone(), shared);
                return vec![
                    Effect::Replace(Box::new(screen)),
                    Effect::Ask(ask),
                    Effect::Tell(say!(shared, "meeting-again-opened")),
                ];
            }
            _ => {}
        }
        let before = self.rows().len();
        if !self.sheet.reply(reply) {
            return Vec::new();
        }
        self.at = self.at.min(self.rows().len().saturating_sub(1));
        let lines = self.lines_of(self.page).len();
        self.line = self.line.min(lines.saturating_sub(1));
        if let Reply::Changed(_, Some(path)) = reply {
            self.go(path, shared);
        }
        if matches!(reply, Reply::Changed(..)) && self.rows().len() != before {
            return vec![Effect::Ask(Ask::MeetingList(id))];
        }
        Vec::new()
    }

    fn does_now(&self, command: Command) -> Option<&'static str> {
        self.sheet.does_now(command)
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        let votes = self.sheet.form.voted().is_some();
        let figures = matches!(self.page, Page::Attendance | Page::Reading);
        match command {
            Command::CountUp
            | Command::CountDown
            | Command::AllAgree
            | Command::ShowPoints
            | Command::TakeNew
            | Command::MeetAgain
                if self.text_here().is_some() && !self.sheet.is_finished() =>
            {
                Err(Reason::NotHere)
            }
            Command::CountUp | Command::CountDown if !figures => Err(Reason::NotHere),
            Command::AllAgree if self.page != Page::Reading => Err(Reason::NotHere),
            Command::MoveLeft | Command::MoveRight if self.page != Page::Reading => {
                Err(Reason::NotHere)
            }
            Command::ShowPoints if self.page != Page::Reading || self.hidden().is_empty() => {
                Err(Reason::NotHere)
            }
            Command::TakeNew | Command::MeetAgain if !votes => Err(Reason::NotHere),
            Command::CountUp | Command::CountDown | Command::AllAgree | Command::TakeNew
                if self.sheet.is_finished() =>
            {
                self.sheet.shut().map_or(Ok(()), Err)
            }
            Command::AllAgree if self.present().is_none() => Err(Reason::NoVoters),
            Command::TakeNew if self.list.as_ref().is_none_or(|list| list.fresh == 0) => {
                Err(Reason::NothingNew)
            }
            Command::MeetAgain if self.refused().is_empty() => Err(Reason::NothingAgain),
            command => self.sheet.available(command, self.path().as_ref()),
        }
    }

    fn keep(&mut self, shared: &Shared) -> Vec<Effect> {
        self.keep_typed(shared)
    }

    fn phieu(&self) -> Option<PhieuId> {
        Some(self.sheet.id())
    }

    fn go(&mut self, path: &Path, shared: &Shared) {
        self.typed = None;
        let roster = self.sheet.form.voted().cloned();
        if let Path::Member {
            roster: of, row, ..
        }
        | Path::Row { roster: of, row } = path
            && roster.as_ref() == Some(of)
            && let Some(at) = self.rows().iter().position(|other| other == row)
        {
            self.points &= at == self.at;
            (self.page, self.at) = (Page::Reading, at);
            let line = self
                .lines_of(Page::Reading)
                .iter()
                .position(|one| one == path);
            self.line = line.or_else(|| self.waiting(self.page)).unwrap_or(0);
            return;
        }
        for page in [Page::Attendance, Page::End] {
            if let Some(line) = self.lines_of(page).iter().position(|one| one == path) {
                (self.page, self.line) = (page, line);
                return;
            }
        }
        self.page = Page::End;
        self.arrive(shared);
    }

    fn has_unsaved(&self) -> bool {
        self.sheet.has_unsaved()
    }
}

/// An answer that is a count.
fn counted(count: u32) -> Option<Answer> {
    Some(Answer::Given(Value::Number(count.into())))
}
