//! The whole state of the screens, and how it changes. Nothing here touches disk, clock or terminal.

mod heard;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::command::{self, Command, Reason};
use super::effect::{Ask, Effect};
use super::event::{Event, Key};
use super::reply::Reply;
use super::screen::{self, Face, Screen};
use super::shared::Shared;
use super::widget::Skin;
use crate::form::Period;
use crate::locale::Words;
use crate::record::{PhieuId, PhieuSubject, PlaceRef};
use crate::text::Method;

/// How many events wait for an answer at most; a person never types so far ahead.
const HELD: usize = 100_000;

/// What the shell must do outside.
#[derive(Debug)]
pub enum Out {
    /// Ask the worker.
    Ask(Ask),
    /// Stop the running task between two steps.
    Cancel,
}

struct Pending {
    holds: bool,
    cancels: bool,
    commits: bool,
    refresh: bool,
}

/// The state: shared facts, and one stack of screens.
pub struct App {
    shared: Shared,
    bottom: Screen,
    above: Vec<Screen>,
    /// In front of everything, which stays as it is behind it.
    lock: Option<screen::Unlock>,
    /// What was told, or is told behind the lock: it may name somebody, so it waits until the screen comes back.
    behind: Option<String>,
    held: VecDeque<Event>,
    pending: VecDeque<Pending>,
    ending: bool,
    forced: bool,
    warned: bool,
}

impl App {
    /// The state before anything is open: the first frame needs no disk.
    pub fn opening(words: Words, skin: Skin, size: (u16, u16)) -> (App, Vec<Out>) {
        let shared = Shared {
            words,
            size,
            office: None,
            period: Period::Year(2000),
            village: None,
            typing: None,
            skin,
            note: None,
            failure: None,
            remembered: BTreeMap::new(),
            progress: None,
            saving: 0,
            saved: false,
            stale: false,
            stale_households: BTreeSet::new(),
        };
        let mut app = App {
            shared,
            bottom: Screen::Opening(screen::Opening),
            above: Vec::new(),
            lock: None,
            behind: None,
            held: VecDeque::new(),
            pending: VecDeque::new(),
            ending: false,
            forced: false,
            warned: false,
        };
        let mut out = Vec::new();
        app.ask(Ask::Open, &mut out);
        (app, out)
    }

    /// What every screen may read.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The screen that has the keyboard.
    pub fn top(&self) -> &dyn Face {
        match &self.lock {
            Some(lock) => lock,
            None => self.above.last().unwrap_or(&self.bottom).face(),
        }
    }

    /// Whether the screen is locked.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// Whether it would lock if nothing happened.
    pub(super) fn may_lock(&self) -> bool {
        self.shared.is_protected() && self.lock.is_none()
    }

    fn lock(&mut self) {
        if self.may_lock() {
            self.behind = self.shared.note.take();
            self.lock = Some(screen::Unlock::locked());
        }
    }

    fn unlock(&mut self) {
        self.lock = None;
        // Pressed in front of the lock, they were never meant for what is behind it.
        self.held.clear();
    }

    /// Shows the same in other colours or signs.
    pub(super) fn wear(&mut self, skin: Skin) {
        self.shared.skin = skin;
    }

    /// Which keys mean what on the screen that has the keyboard.
    pub fn layers(&self) -> &'static [command::Layer] {
        self.top().layers()
    }

    /// Whether the program can end: everything said is on the disk, or could not be kept and was told.
    pub fn is_done(&self) -> bool {
        self.ending && !self.pending.iter().any(|pending| pending.commits)
    }

    /// Whether an answer is awaited.
    pub fn awaits(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Takes one event and returns what must be done outside.
    pub fn update(&mut self, event: Event) -> Vec<Out> {
        let mut out = Vec::new();
        self.take(event, &mut out);
        while !self.holds()
            && let Some(event) = self.held.pop_front()
        {
            self.take(event, &mut out);
        }
        out
    }

    fn holds(&self) -> bool {
        self.pending.iter().any(|pending| pending.holds)
    }

    /// The screen on top to change, and what it may read.
    fn acting(&mut self) -> (&mut dyn Face, &Shared) {
        let face: &mut dyn Face = match &mut self.lock {
            Some(lock) => lock,
            None => self.above.last_mut().unwrap_or(&mut self.bottom).face_mut(),
        };
        (face, &self.shared)
    }

    fn take(&mut self, event: Event, out: &mut Vec<Out>) {
        match event {
            // Nothing is being written before the sổ số liệu is open, so leaving need not wait for that.
            Event::Key(key)
                if self.shared.office.is_none()
                    && command::of_key(key, &[]) == Some(Command::Quit) =>
            {
                self.quit(out);
            }
            Event::Key(Key::Esc)
                if self.held.is_empty() && self.pending.iter().any(|pending| pending.cancels) =>
            {
                self.key(Key::Esc, out);
            }
            Event::Key(_) | Event::Paste(_) | Event::Burst(_) if self.holds() => {
                if self.held.len() < HELD {
                    self.held.push_back(event);
                }
            }
            Event::Key(key) => self.key(key, out),
            Event::Paste(text) => {
                self.shared.note = None;
                let (face, shared) = self.acting();
                let effects = face.paste(&text, shared);
                self.perform(effects, out);
            }
            Event::Burst(burst) if self.top().pastes(&burst) => {
                self.shared.note = None;
                let (face, shared) = self.acting();
                let effects = face.burst(&burst.text(), shared);
                self.perform(effects, out);
            }
            // They are keys like any other, before whatever comes behind them.
            Event::Burst(burst) => {
                for key in burst.keys().into_iter().rev() {
                    self.held.push_front(Event::Key(key));
                }
            }
            Event::Resize(columns, rows) => self.shared.size = (columns, rows),
            Event::Reply(reply) => self.reply(*reply, out),
            Event::Progress(done, total) => self.shared.progress = Some((done, total)),
            Event::Idle => self.lock(),
            Event::Ending => {
                self.forced = true;
                self.end(out);
            }
            Event::WorkerLost => {
                self.pending.clear();
                self.ending = true;
            }
        }
    }

    fn key(&mut self, key: Key, out: &mut Vec<Out>) {
        self.shared.note = None;
        match command::of_key(key, self.top().layers()) {
            // A letter or digit that means nothing here is text, if the screen takes any; not worth a sentence.
            Some(command)
                if !matches!(key, Key::Char(_))
                    || command::available(command, self) != Err(Reason::NotHere) =>
            {
                self.run(command, out);
            }
            _ => {
                let (face, shared) = self.acting();
                let effects = face.key(key, shared);
                self.perform(effects, out);
            }
        }
    }

    fn run(&mut self, command: Command, out: &mut Vec<Out>) {
        if let Err(reason) = command::available(command, self) {
            self.shared.note = Some(self.reason_words(reason));
            return;
        }
        let effects = match command {
            Command::Quit => return self.quit(out),
            Command::OpenPalette => vec![Effect::Push(Box::new(self.palette()))],
            Command::ShowHelp => {
                let help = self
                    .top()
                    .help(&self.shared)
                    .unwrap_or_else(|| self.key_help());
                vec![Effect::Push(Box::new(help))]
            }
            Command::OpenPrints | Command::PrintPapers => self.prints(),
            Command::SwitchPerson => vec![Effect::Push(Box::new(screen::people(&self.shared)))],
            Command::LockScreen => return self.lock(),
            Command::SetPassphrase => {
                let protected = self.shared.is_protected();
                let asked = screen::Unlock::setting(protected);
                vec![Effect::Push(Box::new(Screen::Unlock(asked)))]
            }
            Command::MakePapers => {
                vec![Effect::Push(Box::new(Screen::Recovery(
                    screen::Recovery::default(),
                )))]
            }
            Command::ChangeLook => return self.change_look(out),
            Command::ToggleTyping => return self.toggle_typing(out),
            Command::ChoosePeriod => vec![Effect::Push(Box::new(screen::periods(&self.shared)))],
            _ => {
                let (face, shared) = self.acting();
                face.command(command, shared)
            }
        };
        // What is typed is kept before another screen covers it.
        let kept = if effects.iter().any(|effect| {
            matches!(
                effect,
                Effect::Push(_) | Effect::Pop | Effect::Home | Effect::Replace(_)
            )
        }) {
            let (face, shared) = self.acting();
            face.keep(shared)
        } else {
            Vec::new()
        };
        self.perform(kept, out);
        self.perform(effects, out);
    }

    /// From dark to light to monochrome and back; this machine remembers.
    fn change_look(&mut self, out: &mut Vec<Out>) {
        if self.shared.skin.no_color {
            self.shared.note = Some(self.shared.words.of("tui-look-no-color", &[]));
            return;
        }
        let look = self.shared.skin.look.next();
        self.shared.skin.look = look;
        let key = format!("tui-look-{}", look.name());
        self.shared.note = Some(self.shared.words.of(&key, &[]));
        if self.shared.office.is_some() {
            self.ask(Ask::KeepLook(look), out);
        }
    }

    /// From nothing to Telex to VNI and back; this machine remembers.
    fn toggle_typing(&mut self, out: &mut Vec<Out>) {
        self.shared.typing = match self.shared.typing {
            None => Some(Method::Telex),
            Some(Method::Telex) => Some(Method::Vni),
            Some(Method::Vni) => None,
        };
        let method = self.shared.typing.map_or("off", Method::name);
        self.shared.note = Some(self.shared.words.of(&format!("tui-typing-{method}"), &[]));
        if self.shared.office.is_some() {
            self.ask(Ask::KeepTyping(self.shared.typing), out);
        }
    }

    /// Why a command cannot be used, in words.
    pub fn reason_words(&self, reason: Reason) -> String {
        self.shared
            .words
            .of(&format!("tui-reason-{}", reason.code()), &[])
    }

    /// What can be printed of what the cursor is on; else of the office's own unit.
    fn prints(&self) -> Vec<Effect> {
        let own = || {
            let office = self.shared.office.as_ref()?;
            Some(screen::PrintSubject {
                subject: PhieuSubject::Place(PlaceRef::Code(office.place.clone())),
                name: office.name.clone(),
                phieu: None,
            })
        };
        let about = self.top().printed(&self.shared).or_else(own);
        about.map_or_else(Vec::new, |about| {
            screen::Printing::open(about, self.shared.period)
        })
    }

    fn palette(&self) -> Screen {
        let mut rows: Vec<_> = command::COMMANDS.iter().collect();
        // What the bar shows and can be used comes first, moving about last.
        rows.sort_by_key(|row| {
            let shut = command::available(row.command, self).is_err();
            (row.bar == 0, shut, row.bar)
        });
        let commands = rows
            .into_iter()
            .filter(|row| row.command != Command::OpenPalette)
            .map(|row| (row, command::available(row.command, self)))
            .filter(|(_, available)| *available != Err(Reason::NotHere))
            .map(|(row, available)| {
                let reason = available.err().map(|reason| self.reason_words(reason));
                (row, command::words_now(row, self), reason)
            })
            .collect();
        screen::palette(&self.shared, commands)
    }

    fn key_help(&self) -> Screen {
        screen::key_help(&self.shared, self.top().layers())
    }

    fn perform(&mut self, effects: Vec<Effect>, out: &mut Vec<Out>) {
        for effect in effects {
            match effect {
                Effect::Push(screen) => self.above.push(*screen),
                Effect::Pop => {
                    self.above.pop();
                    self.refresh_if_stale(out);
                }
                Effect::Replace(screen) => {
                    self.above.pop();
                    self.above.push(*screen);
                }
                Effect::Home => {
                    self.above.clear();
                    self.refresh_if_stale(out);
                }
                Effect::Jump(id, path) => {
                    self.uncover(id);
                    let (face, shared) = self.acting();
                    face.go(&path, shared);
                }
                Effect::Correct(id, path, line) => {
                    self.uncover(id);
                    let (face, shared) = self.acting();
                    face.correct(&path, line, shared);
                }
                Effect::Run(command) => self.run(command, out),
                Effect::Tell(note) => self.shared.note = Some(note),
                Effect::Ask(ask) => self.ask(ask, out),
                Effect::Remember(field, answer) => {
                    self.shared.remembered.insert(field, answer);
                }
                Effect::Cancel => out.push(Out::Cancel),
                Effect::Refresh => {
                    self.shared.stale = true;
                    self.refresh_if_stale(out);
                }
                Effect::Period(period) => {
                    self.shared.period = period;
                    self.shared.village = None;
                    self.ask(Ask::Village(period), out);
                }
            }
        }
    }

    /// Takes away what covers the screen of a Phiếu.
    fn uncover(&mut self, id: PhieuId) {
        while self
            .above
            .last()
            .is_some_and(|screen| screen.face().phieu() != Some(id))
        {
            self.above.pop();
        }
    }

    /// Asks for what the lists on the screen no longer show right; nothing while they are not looked at.
    fn refresh_if_stale(&mut self, out: &mut Vec<Out>) {
        let asked = self.pending.iter().any(|pending| pending.refresh);
        if asked || !self.top().lists() {
            return;
        }
        if self.shared.stale {
            self.ask(Ask::Village(self.shared.period), out);
            return;
        }
        for id in std::mem::take(&mut self.shared.stale_households) {
            self.ask(Ask::Household(id, self.shared.period), out);
        }
    }

    fn ask(&mut self, ask: Ask, out: &mut Vec<Out>) {
        let commits = ask.commits();
        if commits {
            self.shared.saving += 1;
        }
        if matches!(ask, Ask::Village(_)) {
            self.shared.stale = false;
            self.shared.stale_households.clear();
        }
        // Before there are lists, keys pressed on them would mean nothing.
        let unread = matches!(ask, Ask::Village(_)) && self.shared.village.is_none();
        self.pending.push_back(Pending {
            holds: ask.holds_keys() || unread,
            cancels: ask.may_cancel(),
            commits,
            refresh: matches!(ask, Ask::Village(_) | Ask::Household(..)),
        });
        out.push(Out::Ask(ask));
    }

    fn reply(&mut self, reply: Reply, out: &mut Vec<Out>) {
        self.shared.progress = None;
        let failed = matches!(reply, Reply::Failed(_) | Reply::NotSaved { .. });
        let pending = self.pending.pop_front();
        let commits = pending.is_some_and(|pending| pending.commits);
        if commits {
            self.shared.saving = self.shared.saving.saturating_sub(1);
            if failed {
                // What could not be kept is worth staying for, unless the system insists.
                self.ending &= self.forced;
            } else {
                self.shared.saved = true;
            }
        }
        let said = match self.is_locked() {
            true => std::mem::replace(&mut self.shared.note, self.behind.take()),
            false => None,
        };
        self.absorb(&reply, commits, out);
        match (&mut self.lock, &reply) {
            (Some(_), Reply::Passphrase(true)) => self.unlock(),
            (Some(lock), Reply::Passphrase(false)) => lock.is_wrong(),
            _ => {}
        }
        let mut effects = self.bottom.face_mut().reply(&reply, &self.shared);
        // A screen that an answer puts on top does not hear that answer itself.
        for screen in &mut self.above {
            effects.extend(screen.face_mut().reply(&reply, &self.shared));
        }
        self.perform(effects, out);
        if self.is_locked() {
            self.behind = std::mem::replace(&mut self.shared.note, said);
        }
        let unsaved = self.above.iter().any(|screen| screen.face().has_unsaved());
        if commits && !failed && !unsaved {
            self.shared.failure = None;
            self.warned = false;
        }
        if !self.ending {
            self.refresh_if_stale(out);
        }
    }

    fn quit(&mut self, out: &mut Vec<Out>) {
        let unsaved = self.above.iter().any(|screen| screen.face().has_unsaved());
        if unsaved && self.shared.saving == 0 && !self.warned {
            self.warned = true;
            self.shared.note = Some(self.shared.words.of("tui-quit-unsaved", &[]));
            return;
        }
        self.end(out);
    }

    fn end(&mut self, out: &mut Vec<Out>) {
        // What is half typed behind the lock is kept like any other, and the lock stays: the disk may refuse.
        let face = self.above.last_mut().unwrap_or(&mut self.bottom).face_mut();
        let effects = face.keep(&self.shared);
        self.perform(effects, out);
        self.ending = true;
    }

    /// Whether the person or the system asked the program to end.
    pub fn is_ending(&self) -> bool {
        self.ending
    }
}
