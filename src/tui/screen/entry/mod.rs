//! A questionnaire being filled: fields in paper order, one group or one member's row at a time.
//!
//! Leaving a field keeps what was typed in it, whichever way it is left; nothing is refused. A typed line is
//! an answer only then, so no half-typed letter of an input method ever reaches the disk.

pub(super) mod choose;
mod panel;
mod stops;
mod table;
mod view;

use choose::Options;
use stops::{Page, Stop};

use super::sheet::{Carried, Sheet};
use super::{Face, PrintSubject, Screen, pick, say, words};
use crate::form::{Answer, Date, FieldType, Name, Outcome, Path, Role, RowId, Value};
use crate::record::PhieuId;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Line};

/// The state of the screen.
#[derive(Debug)]
pub struct Entry {
    sheet: Sheet,
    at: Stop,
    line: Line,
    /// Whether the person typed in this field since coming to it.
    touched: bool,
    /// Where a reason is asked, and where Enter goes on to from there: behind the figure that it is about.
    figure: Option<(Stop, Stop)>,
    /// Which of the options in sight is chosen by arrows.
    option: Option<usize>,
    /// Whether the line holds what is offered and nobody answered yet.
    offered: bool,
    /// The field whose whole answer brought the cursor here by itself, until the next key.
    advanced: Option<Path>,
    /// What was typed where a row begins, until there is the row.
    begun: String,
    /// The line of the problem list that the cursor came from: the way back leads there.
    correcting: Option<usize>,
    /// Whether rows are typed in their table, once somebody has chosen; else the window's width says.
    cells: Option<bool>,
    /// Where a special answer is being picked: once it is there, the cursor goes on.
    special: Option<Path>,
}

impl Entry {
    /// The screen at the first field that has no answer yet, else at the first.
    pub(super) fn new(sheet: Sheet, shared: &Shared) -> Entry {
        let mut entry = Entry {
            at: stops::first(&sheet),
            sheet,
            line: Line::default(),
            touched: false,
            figure: None,
            option: None,
            offered: false,
            advanced: None,
            begun: String::new(),
            correcting: None,
            cells: None,
            special: None,
        };
        entry.arrive(shared);
        entry
    }

    fn path(&self) -> Option<&Path> {
        match &self.at {
            Stop::Field(path) => Some(path),
            Stop::Row(..) | Stop::Add(_) => None,
        }
    }

    /// Whether a row is typed in the table of all rows, not on a page of its own.
    fn in_cells(&self, shared: &Shared) -> bool {
        let wide = usize::from(shared.size.0) >= view::WIDE;
        self.cells.unwrap_or(wide) && matches!(self.at, Stop::Field(Path::Member { .. }))
    }

    fn options(&self, shared: &Shared) -> Options {
        let typed = if self.touched {
            self.line.committed()
        } else {
            String::new()
        };
        self.path()
            .map(|path| Options::of(&self.sheet, path, &typed, shared))
            .unwrap_or_default()
    }

    /// Takes over what stands where the cursor now is.
    fn arrive(&mut self, shared: &Shared) {
        let offer = self.offer(shared);
        let text = match self.path() {
            Some(path) => self.sheet.typed(shared, path),
            None => String::new(),
        };
        self.offered = offer.is_some();
        self.line = Line::new(&offer.unwrap_or(text));
        self.touched = false;
        self.option = None;
    }

    /// What a field without an answer offers: who is typing now, the last answer of a field that keeps its
    /// own for the next paper, the paper's default. Enter takes it; going past it does not.
    fn offer(&self, shared: &Shared) -> Option<String> {
        let path = self.path()?;
        if self.sheet.is_finished() || !matches!(self.sheet.outcome(path), Outcome::Unanswered) {
            return None;
        }
        let field = self.sheet.field(path)?;
        let person = shared
            .office
            .as_ref()
            .and_then(|office| office.person.clone());
        if field.role == Some(Role::Enterer) && person.is_some() {
            return person;
        }
        let before = self.sheet.before_at(path).filter(|_| field.carry);
        let remembered = shared
            .remembered
            .get(&field.id)
            .filter(|_| field.persistent);
        match (remembered, self.sheet.form.default_at(path)) {
            (Some(Answer::Given(value)), _) | (None, Some(value)) => {
                Some(self.sheet.text(shared, path, value))
            }
            _ => match before {
                Some(Answer::Given(value)) => Some(self.sheet.text(shared, path, value)),
                _ => None,
            },
        }
    }

    /// Takes the answer of the row above, or of the period before, and goes on.
    fn copy(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(path) = self.path().cloned() else {
            return Vec::new();
        };
        let Some(answer) = self.sheet.copied(&path).map(|(answer, _)| answer.clone()) else {
            return Vec::new();
        };
        self.touched = false;
        self.option = None;
        let effects = self.sheet.put(path.clone(), Some(answer));
        self.arrive(shared);
        self.pass(&path, shared);
        effects
    }

    /// What the period before has where nothing is answered: of an empty paper all that the paper offers, else
    /// of the group in sight.
    fn carried(&self) -> Carried {
        if self.sheet.before().is_none() || self.sheet.is_finished() {
            return Carried::default();
        }
        if self.sheet.is_empty() {
            return self.sheet.carried_whole();
        }
        stops::group_of(&self.sheet, &self.at)
            .map(|group| self.sheet.carried_group(group))
            .unwrap_or_default()
    }

    /// Fills in what the period before has: at once where the screen has told it, else after a look at it.
    fn copy_group(&mut self, shared: &Shared) -> Vec<Effect> {
        let carried = self.carried();
        if self.sheet.is_empty() && !self.touched {
            return vec![Effect::Ask(pick::carry(self.sheet.id(), &carried))];
        }
        let mut effects = self.keep_typed(shared);
        effects.push(Effect::Push(Box::new(pick::carried(
            shared,
            &self.sheet,
            &carried,
        ))));
        effects
    }

    fn move_to(&mut self, stop: Option<Stop>, shared: &Shared) -> Vec<Effect> {
        let effects = self.keep_typed(shared);
        if let Some(stop) = stop {
            self.at = stop;
            self.arrive(shared);
        }
        effects
    }

    /// Keeps what was typed or chosen in the field.
    fn keep_typed(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(path) = self.path().cloned() else {
            return Vec::new();
        };
        if !self.touched && self.option.is_none() {
            return Vec::new();
        }
        let answer = self.answer(&path, shared);
        let keeps = self
            .sheet
            .field(&path)
            .filter(|field| field.persistent)
            .map(|field| field.id.clone());
        self.touched = false;
        self.offered = false;
        self.option = None;
        let mut effects = Vec::new();
        if let (Some(field), Some(answer)) = (keeps, &answer) {
            effects.push(Effect::Remember(field, answer.clone()));
        }
        effects.extend(self.sheet.put(path.clone(), answer));
        self.line = Line::new(&self.sheet.typed(shared, &path));
        effects
    }

    fn answer(&self, path: &Path, shared: &Shared) -> Option<Answer> {
        let typed = self.line.committed();
        let options = self.options(shared);
        if let Some(value) = self.option.and_then(|at| options.value(at)) {
            return Some(Answer::Given(value));
        }
        if options.is_closed_list() && !typed.is_empty() {
            // An exact code or wording wins; else the only or first option that fits what was typed.
            let read = self.sheet.read(shared, path, &typed);
            return match (&read, options.value(0)) {
                (Some(Answer::Unparsed(_)), Some(value)) => Some(Answer::Given(value)),
                _ => read,
            };
        }
        self.sheet.read(shared, path, &typed)
    }

    fn accept(&mut self, shared: &Shared) -> Vec<Effect> {
        match self.at.clone() {
            Stop::Field(path) => self.go_on(&path, shared),
            Stop::Row(roster, row) => self.open_row(&roster, row, false, shared),
            Stop::Add(roster) => self.add_row(roster),
        }
    }

    /// Goes into a row, on a page of its own or in the table.
    fn open_row(&mut self, roster: &Name, row: RowId, cells: bool, shared: &Shared) -> Vec<Effect> {
        self.cells = Some(cells);
        let first = stops::row_fields(&self.sheet, roster, row)
            .into_iter()
            .next();
        self.move_to(first.map(Stop::Field), shared)
    }

    /// Keeps a field's answer, what it offers included, and goes on to what comes next.
    fn go_on(&mut self, path: &Path, shared: &Shared) -> Vec<Effect> {
        self.touched |= self.offered;
        let computed = self.sheet.form.is_computed(path);
        let before = if computed {
            stops::waiting(&self.sheet)
        } else {
            Vec::new()
        };
        let mut effects = self.keep_typed(shared);
        let next = self.after(path, computed, &before);
        if next.is_none() {
            effects.push(Effect::Tell(say!(shared, "tui-entry-end")));
        }
        effects.extend(self.move_to(next, shared));
        effects
    }

    /// Whether what is typed is a whole answer, so that typing goes on by itself: a code, a full date, as many
    /// digits as the field has. Digits only: letters may still be composed by an input method.
    fn is_whole(&self, path: &Path, shared: &Shared) -> bool {
        let Some(field) = self.sheet.field(path) else {
            return false;
        };
        let typed = self.line.committed();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !self.line.after().is_empty() {
            return false;
        }
        match field.kind {
            FieldType::Choice | FieldType::YesNo => self.options(shared).is_whole(&typed),
            FieldType::Date => {
                let year = typed
                    .rsplit(['/', '-', '.', ' '])
                    .next()
                    .unwrap_or_default();
                let read = self.sheet.read(shared, path, &typed);
                (year.len() == 4 || typed.len() == 8 && digits(&typed))
                    && matches!(read, Some(Answer::Given(Value::Date(Date::Day(_)))))
            }
            _ => {
                let length = field.length.and_then(|length| usize::try_from(length).ok());
                length == Some(typed.len()) && digits(&typed)
            }
        }
    }

    /// Goes on by itself from a field whose answer is whole. An Enter that follows out of habit then answers
    /// nothing and skips nothing.
    fn advance(&mut self, path: &Path, shared: &Shared) -> Vec<Effect> {
        let effects = self.go_on(path, shared);
        self.advanced = Some(path.clone());
        effects
    }

    /// Gives the one special answer of a field, or takes it away again; asks which where there are several.
    fn answer_special(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(path) = self.path().cloned() else {
            return Vec::new();
        };
        let specials = self.sheet.field(&path).map(|field| field.specials.clone());
        let only = match specials.as_deref().unwrap_or_default() {
            [] => None,
            [only] => Some(Answer::Special(*only)),
            _ => {
                let effects = self.keep_typed(shared);
                self.special = Some(path.clone());
                return self
                    .sheet
                    .command(Command::AnswerSpecial, Some(&path), shared)
                    .into_iter()
                    .chain(effects)
                    .collect();
            }
        };
        let stands = self.sheet.answers.get(&path);
        let answer = only.filter(|only| stands != Some(only));
        let given = answer.is_some();
        self.touched = false;
        self.option = None;
        let effects = self.sheet.put(path.clone(), answer);
        self.arrive(shared);
        if given {
            self.pass(&path, shared);
        }
        effects
    }

    /// Goes on by itself from a field that a special answer stands in.
    fn pass(&mut self, path: &Path, shared: &Shared) {
        if let Some(next) = stops::after_field(&self.sheet, path) {
            self.at = next;
            self.arrive(shared);
            self.advanced = Some(path.clone());
        }
    }

    /// Begins a row with what is typed on the line that adds one.
    fn begin_row(&mut self, roster: Name, text: &str) -> Vec<Effect> {
        if !self.sheet.is_finished() {
            text.clone_into(&mut self.begun);
        }
        self.add_row(roster)
    }

    /// Where Enter goes on to. Whoever says otherwise than the paper computes is asked why at once, wherever
    /// that is asked, and goes on from the figure once that is said.
    fn after(&mut self, path: &Path, computed: bool, before: &[Path]) -> Option<Stop> {
        let next = stops::after_field(&self.sheet, path);
        let why = computed
            .then(|| stops::asked_since(&self.sheet, path, before))
            .flatten();
        match (why, self.figure.take()) {
            (Some(why), _) => {
                self.figure = next
                    .filter(|next| *next != why)
                    .map(|next| (why.clone(), next));
                Some(why)
            }
            (None, Some((Stop::Field(why), next))) if why == *path => {
                Some(stops::valid(&self.sheet, next))
            }
            _ => next,
        }
    }

    fn add_row(&self, roster: Name) -> Vec<Effect> {
        if self.sheet.is_finished() {
            // The command itself tells why not.
            return vec![Effect::Run(Command::AddNew)];
        }
        vec![Effect::Ask(Ask::AddRow(self.sheet.id(), roster))]
    }

    fn roster(&self) -> Option<(Name, Option<RowId>)> {
        match &self.at {
            Stop::Field(Path::Member { roster, row, .. }) | Stop::Row(roster, row) => {
                Some((roster.clone(), Some(*row)))
            }
            Stop::Add(roster) => Some((roster.clone(), None)),
            Stop::Field(_) => None,
        }
    }

    fn step(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let forward = matches!(command, Command::MoveDown | Command::NextField);
        if matches!(command, Command::MoveUp | Command::MoveDown)
            && self.in_cells(shared)
            && let Some(path) = self.path()
        {
            let stop = stops::cell_beside(&self.sheet, path, forward);
            return self.move_to(stop, shared);
        }
        let options = self.options(shared);
        // Arrows go through the options of a field that waits for its answer. An answer that stands there is
        // not changed by going past it, nor is one given by going back up.
        let unanswered = self
            .path()
            .is_some_and(|path| matches!(self.sheet.outcome(path), Outcome::Unanswered));
        let choosing = self.touched || self.option.is_some() || (unanswered && forward);
        if matches!(command, Command::MoveUp | Command::MoveDown)
            && options.is_closed_list()
            && !self.sheet.is_finished()
            && choosing
        {
            self.option = options.step(self.option, forward);
            return Vec::new();
        }
        let arrows = matches!(command, Command::MoveUp | Command::MoveDown);
        let stop = stops::beside(&self.sheet, &self.at, forward, arrows);
        self.move_to(stop, shared)
    }

    fn type_key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        self.advanced = None;
        let path = match (self.at.clone(), key) {
            (Stop::Row(roster, row), Key::Right) => {
                return self.open_row(&roster, row, true, shared);
            }
            // In the table the arrows go from cell to cell until something is typed.
            (Stop::Field(path), Key::Left | Key::Right)
                if !self.touched && self.in_cells(shared) =>
            {
                let stop = stops::cell_in_row(&self.sheet, &path, key == Key::Right);
                return self.move_to(stop, shared);
            }
            (Stop::Field(path), _) => path,
            (Stop::Add(roster), Key::Char(c)) if !c.is_whitespace() => {
                return self.begin_row(roster, &c.to_string());
            }
            _ => return Vec::new(),
        };
        let edits = matches!(
            key,
            Key::Char(_) | Key::Backspace | Key::Delete | Key::Ctrl('u')
        );
        if let Some(told) = self.sheet.shut_words(shared).filter(|_| edits) {
            return told;
        }
        let adds = matches!(key, Key::Char(_));
        let anew =
            edits && !self.touched && (self.offered || choose::replaces(&self.sheet, &path, adds));
        if anew {
            self.line.clear();
        }
        let typing = choose::typing(&self.sheet, &path, shared);
        if self.line.key(key, typing) || anew {
            self.touched = true;
            self.option = None;
        }
        let digit = matches!(key, Key::Char(c) if c.is_ascii_digit());
        if digit && self.touched && shared.advances() && self.is_whole(&path, shared) {
            return self.advance(&path, shared);
        }
        Vec::new()
    }
}

impl Face for Entry {
    fn title(&self, shared: &Shared) -> String {
        self.sheet.title(shared)
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Paper, Layer::Entry]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        view::draw(self, shared, ink);
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let advanced = self.advanced.take();
        match command {
            Command::Accept if advanced.is_some() && !self.touched && self.option.is_none() => {
                vec![Effect::Tell(say!(shared, "tui-entry-advanced"))]
            }
            Command::Accept => self.accept(shared),
            Command::NextField | Command::PreviousField | Command::MoveUp | Command::MoveDown => {
                self.step(command, shared)
            }
            Command::PageUp | Command::PageDown => {
                self.correcting = None;
                let stop = stops::page_beside(
                    &self.sheet,
                    &Page::of(&self.at),
                    &self.at,
                    command == Command::PageDown,
                );
                self.move_to(stop, shared)
            }
            Command::AddNew => {
                self.begun.clear();
                let here = self.roster().map(|(roster, _)| roster);
                let Some(roster) = here.or_else(|| stops::first_roster(&self.sheet)) else {
                    return Vec::new();
                };
                let mut effects = self.keep_typed(shared);
                effects.extend(self.add_row(roster));
                effects
            }
            Command::RemoveRow => match self.roster() {
                Some((roster, Some(row))) => {
                    vec![Effect::Ask(Ask::RemoveRow(self.sheet.id(), roster, row))]
                }
                _ => Vec::new(),
            },
            Command::NextProblem => {
                let mut effects = self.keep_typed(shared);
                // Where the cursor came by itself nobody has looked yet.
                let at = advanced.or_else(|| self.path().cloned());
                match self.sheet.next_problem(at.as_ref()) {
                    Some(path) => self.go(&path, shared),
                    None => effects.push(Effect::Run(Command::ListProblems)),
                }
                effects
            }
            Command::AnswerSpecial => self.answer_special(shared),
            Command::CopyAnswer => self.copy(shared),
            Command::CopyGroup => self.copy_group(shared),
            // From a place that was come to from the list of problems, back to the list.
            Command::GoBack if self.correcting.is_some() => {
                let mut effects = self.keep_typed(shared);
                let line = self.correcting.take().unwrap_or(0);
                if self.sheet.evaluation.problems.is_empty() {
                    effects.push(Effect::Tell(say!(shared, "tui-reason-no-problem")));
                } else {
                    effects.extend(self.sheet.list_problems(line));
                }
                effects
            }
            Command::Find => vec![Effect::Push(Box::new(pick::fields(shared, &self.sheet)))],
            // From a cell to the row's own page, from there back to the table, then out of the paper.
            Command::GoBack if self.in_cells(shared) => {
                self.cells = Some(false);
                Vec::new()
            }
            Command::GoBack if matches!(Page::of(&self.at), Page::Row(..)) => {
                let row = self.roster().and_then(|(roster, row)| Some((roster, row?)));
                self.move_to(row.map(|(roster, row)| Stop::Row(roster, row)), shared)
            }
            command => {
                let mut effects = self.keep_typed(shared);
                let at = self.path().cloned();
                effects.extend(self.sheet.command(command, at.as_ref(), shared));
                effects
            }
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        self.type_key(key, shared)
    }

    fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        self.advanced = None;
        let path = match self.at.clone() {
            Stop::Field(path) => path,
            Stop::Add(roster) => return self.begin_row(roster, text),
            Stop::Row(..) => return Vec::new(),
        };
        if let Some(told) = self.sheet.shut_words(shared) {
            return told;
        }
        if !self.touched && (self.offered || choose::replaces(&self.sheet, &path, true)) {
            self.line.clear();
        }
        self.touched |= self.line.insert(text);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        if !self.sheet.reply(reply) {
            return Vec::new();
        }
        match reply {
            Reply::RowAdded(_, roster, row) => {
                let first = stops::row_fields(&self.sheet, roster, *row)
                    .into_iter()
                    .next();
                self.at = first.map_or_else(|| Stop::Row(roster.clone(), *row), Stop::Field);
                self.arrive(shared);
                let begun = std::mem::take(&mut self.begun);
                let mut typed = begun.chars();
                // A letter goes on being composed; what was pasted stands as it is.
                return match (typed.next(), typed.next()) {
                    (Some(letter), None) => self.type_key(Key::Char(letter), shared),
                    _ => {
                        self.touched |= self.line.insert(&begun);
                        Vec::new()
                    }
                };
            }
            Reply::Changed(_, path) => {
                if let Some(path) = path {
                    self.go(path, shared);
                    let special = self.special.take().filter(|special| special == path);
                    if let (Some(path), Some(Answer::Special(_))) =
                        (special, self.sheet.answers.get(path))
                    {
                        self.pass(&path, shared);
                        return Vec::new();
                    }
                }
                self.at = stops::valid(&self.sheet, self.at.clone());
                self.arrive(shared);
            }
            _ => {
                let stop = stops::valid(&self.sheet, self.at.clone());
                if stop != self.at {
                    self.at = stop;
                    self.arrive(shared);
                }
            }
        }
        Vec::new()
    }

    fn does_now(&self, command: Command) -> Option<&'static str> {
        self.sheet.does_now(command)
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        match command {
            Command::AddNew
                if self.roster().is_none() && stops::first_roster(&self.sheet).is_none() =>
            {
                Err(Reason::NoRow)
            }
            Command::CopyAnswer | Command::CopyGroup if self.sheet.is_finished() => {
                self.sheet.shut().map_or(Ok(()), Err)
            }
            Command::CopyAnswer
                if self
                    .path()
                    .is_none_or(|path| self.sheet.copied(path).is_none()) =>
            {
                Err(Reason::NothingToCopy)
            }
            Command::CopyGroup if self.carried().is_empty() => Err(Reason::NothingToCopy),
            Command::RemoveRow if !matches!(self.roster(), Some((_, Some(_)))) => {
                Err(Reason::NoRow)
            }
            command => self.sheet.available(command, self.path()),
        }
    }

    fn keep(&mut self, shared: &Shared) -> Vec<Effect> {
        self.keep_typed(shared)
    }

    fn help(&self, shared: &Shared) -> Option<Screen> {
        self.path()
            .map(|path| words::field_help(shared, &self.sheet, path))
    }

    fn printed(&self, _shared: &Shared) -> Option<PrintSubject> {
        Some(self.sheet.printed())
    }

    fn phieu(&self) -> Option<PhieuId> {
        Some(self.sheet.id())
    }

    fn go(&mut self, path: &Path, shared: &Shared) {
        self.at = stops::of(&self.sheet, path);
        self.arrive(shared);
    }

    fn correct(&mut self, path: &Path, line: usize, shared: &Shared) {
        self.go(path, shared);
        self.correcting = Some(line);
    }

    fn has_unsaved(&self) -> bool {
        self.sheet.has_unsaved()
    }
}
