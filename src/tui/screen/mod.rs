//! One file per screen. A screen holds its own state, turns commands into effects, and draws itself.
//!
//! A new screen is a new file, a new variant of [`Screen`] and a line in each of its two readings.

mod bundles;
mod classes;
mod conflicts;
mod entry;
mod events;
mod files;
mod finish;
mod grid;
mod home;
mod households;
mod intake;
mod keys;
mod listing;
mod meeting;
mod meetings;
mod missing;
mod opening;
mod papers;
mod pick;
mod printing;
mod problems;
mod prompt;
mod recovery;
mod said;
mod setup;
mod sheet;
mod step;
mod steps;
mod thons;
mod todo;
mod twins;
mod unforced;
mod unlock;
mod why;
mod words;

use super::burst::Burst;
use super::command::{Command, Layer, Reason};
use super::effect::Effect;
use super::event::Key;
use super::lines::Opened;
use super::reply::Reply;
use super::shared::Shared;
use super::widget::{Ink, List};
use crate::form::{FormKind, Path};
use crate::record::PhieuId;

pub(in crate::tui) use home::Home;
pub(in crate::tui) use opening::Opening;
pub(in crate::tui) use pick::{palette, people, periods};
pub(in crate::tui) use printing::{PrintSubject, Printing};
pub(in crate::tui) use recovery::Recovery;
pub(in crate::tui) use said::{period_said, period_words, short_title};
pub(in crate::tui) use setup::Setup;
pub(in crate::tui) use unlock::Unlock;
pub use why::why_lines;
pub(in crate::tui) use words::key_help;

/// Words of `locales/`, checked against the Vietnamese file when the program is compiled.
macro_rules! say {
    ($shared:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        i18n_embed_fl::fl!($shared.words.loader(), $key $(, $name = $value)*)
    };
}
pub(in crate::tui) use say;

/// What every screen can do. `view` reads; everything else changes the screen and returns effects.
pub trait Face {
    /// Its title, for the line above it.
    fn title(&self, shared: &Shared) -> String;

    /// Which keys mean what here, outermost layer first.
    fn layers(&self) -> &'static [Layer];

    /// Draws.
    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>);

    /// Carries out a command that is available.
    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect>;

    /// The list that what is typed searches, where there is nothing more to typing.
    fn searched(&mut self) -> Option<&mut List> {
        None
    }

    /// Takes a key that is no command here.
    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        if let Some(list) = self.searched() {
            list.key(key, shared.typing);
        }
        Vec::new()
    }

    /// Takes pasted text.
    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        if let Some(list) = self.searched() {
            list.paste(text);
        }
        Vec::new()
    }

    /// Whether keys that came at once are a paste here. Where nothing can be pasted but text, they are keys.
    fn pastes(&self, _burst: &Burst) -> bool {
        false
    }

    /// Takes them as such.
    fn burst(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        self.paste(text, shared)
    }

    /// Hears an answer of the worker.
    fn reply(&mut self, _reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        Vec::new()
    }

    /// Whether a command of its layers can be used now.
    ///
    /// # Errors
    /// The reason why not.
    fn available(&self, _command: Command, _shared: &Shared) -> Result<(), Reason> {
        Ok(())
    }

    /// What a command does to what is shown here now, where its name alone does not say; words stand under
    /// `tui-cmd-<name>-<this>`.
    fn does_now(&self, _command: Command) -> Option<&'static str> {
        None
    }

    /// Keeps what is being typed, before something covers or ends this screen.
    fn keep(&mut self, _shared: &Shared) -> Vec<Effect> {
        Vec::new()
    }

    /// What F1 shows instead of the keys.
    fn help(&self, _shared: &Shared) -> Option<Screen> {
        None
    }

    /// The Phiếu it fills.
    fn phieu(&self) -> Option<PhieuId> {
        None
    }

    /// Goes to a place of that Phiếu.
    fn go(&mut self, _path: &Path, _shared: &Shared) {}

    /// Goes to the place of a problem: the line of the list to come back to is given.
    fn correct(&mut self, path: &Path, _line: usize, shared: &Shared) {
        self.go(path, shared);
    }

    /// Whether it shows the period's lists.
    fn lists(&self) -> bool {
        false
    }

    /// What the cursor is on, or the screen shows, to be printed; nothing where it is the office's own unit.
    fn printed(&self, _shared: &Shared) -> Option<PrintSubject> {
        None
    }

    /// Whether what the cursor is on has papers of its own, besides what Enter opens.
    fn has_papers(&self, _shared: &Shared) -> bool {
        false
    }

    /// Whether it holds something that could not be kept.
    fn has_unsaved(&self) -> bool {
        false
    }
}

/// All screens.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is the screen of the file of that name")]
pub enum Screen {
    Opening(Opening),
    Setup(Setup),
    Unlock(Unlock),
    Recovery(Recovery),
    Home(Home),
    Households(households::Households),
    Files(files::Files),
    Intake(Box<intake::Intake>),
    Events(Box<events::Events>),
    Thons(thons::Thons),
    Papers(papers::Papers),
    Steps(steps::Steps),
    Step(step::Step),
    Missing(missing::Missing),
    Classes(classes::Classes),
    Entry(Box<entry::Entry>),
    Grid(Box<grid::Grid>),
    Printing(Box<printing::Printing>),
    Problems(problems::Problems),
    Finish(Box<finish::Finish>),
    Conflicts(Box<conflicts::Conflicts>),
    Meetings(meetings::Meetings),
    Meeting(Box<meeting::Meeting>),
    Todo(todo::Todo),
    /// Those that may have been entered twice.
    Twins(twins::Twins),
    Unforced(unforced::Unforced),
    Bundles(bundles::Bundles),
    Keys(keys::Keys),
    Listing(listing::Listing),
    Paste(Box<grid::Paste>),
    Pick(pick::Pick),
    Prompt(prompt::Prompt),
    Why(why::Why),
    Words(words::Text),
}

impl Screen {
    /// The screen as what every screen can do.
    pub fn face(&self) -> &dyn Face {
        match self {
            Screen::Opening(screen) => screen,
            Screen::Setup(screen) => screen,
            Screen::Unlock(screen) => screen,
            Screen::Recovery(screen) => screen,
            Screen::Home(screen) => screen,
            Screen::Households(screen) => screen,
            Screen::Files(screen) => screen,
            Screen::Intake(screen) => &**screen,
            Screen::Events(screen) => &**screen,
            Screen::Thons(screen) => screen,
            Screen::Papers(screen) => screen,
            Screen::Steps(screen) => screen,
            Screen::Step(screen) => screen,
            Screen::Missing(screen) => screen,
            Screen::Classes(screen) => screen,
            Screen::Entry(screen) => &**screen,
            Screen::Grid(screen) => &**screen,
            Screen::Printing(screen) => &**screen,
            Screen::Problems(screen) => screen,
            Screen::Finish(screen) => &**screen,
            Screen::Conflicts(screen) => &**screen,
            Screen::Meetings(screen) => screen,
            Screen::Meeting(screen) => &**screen,
            Screen::Todo(screen) => screen,
            Screen::Twins(screen) => screen,
            Screen::Unforced(screen) => screen,
            Screen::Bundles(screen) => screen,
            Screen::Keys(screen) => screen,
            Screen::Listing(screen) => screen,
            Screen::Paste(screen) => &**screen,
            Screen::Pick(screen) => screen,
            Screen::Prompt(screen) => screen,
            Screen::Why(screen) => screen,
            Screen::Words(screen) => screen,
        }
    }

    /// The same, to change it.
    pub fn face_mut(&mut self) -> &mut dyn Face {
        match self {
            Screen::Opening(screen) => screen,
            Screen::Setup(screen) => screen,
            Screen::Unlock(screen) => screen,
            Screen::Recovery(screen) => screen,
            Screen::Home(screen) => screen,
            Screen::Households(screen) => screen,
            Screen::Files(screen) => screen,
            Screen::Intake(screen) => &mut **screen,
            Screen::Events(screen) => &mut **screen,
            Screen::Thons(screen) => screen,
            Screen::Papers(screen) => screen,
            Screen::Steps(screen) => screen,
            Screen::Step(screen) => screen,
            Screen::Missing(screen) => screen,
            Screen::Classes(screen) => screen,
            Screen::Entry(screen) => &mut **screen,
            Screen::Grid(screen) => &mut **screen,
            Screen::Printing(screen) => &mut **screen,
            Screen::Problems(screen) => screen,
            Screen::Finish(screen) => &mut **screen,
            Screen::Conflicts(screen) => &mut **screen,
            Screen::Meetings(screen) => screen,
            Screen::Meeting(screen) => &mut **screen,
            Screen::Todo(screen) => screen,
            Screen::Twins(screen) => screen,
            Screen::Unforced(screen) => screen,
            Screen::Bundles(screen) => screen,
            Screen::Keys(screen) => screen,
            Screen::Listing(screen) => screen,
            Screen::Paste(screen) => &mut **screen,
            Screen::Pick(screen) => screen,
            Screen::Prompt(screen) => screen,
            Screen::Why(screen) => screen,
            Screen::Words(screen) => screen,
        }
    }
}

/// The line in which what is typed searches a list; the column behind it, for what stands beside.
fn search_line(ink: &mut Ink<'_, '_>, row: usize, list: &List, shared: &Shared) -> usize {
    const ROOM: usize = 30;
    let label = say!(shared, "tui-search");
    ink.put(row, 0, &label);
    let column = crate::text::width(&label) + 1;
    ink.line(row, column, ROOM, &list.line);
    column + ROOM + 2
}

/// On a screen with the keys of the steps on which there is nothing but to read, only moving and leaving.
fn only_read(command: Command) -> Result<(), Reason> {
    match command {
        Command::CloseStep
        | Command::ReopenStep
        | Command::Accept
        | Command::ChoosePeriod
        | Command::MoveLeft
        | Command::MoveRight => Err(Reason::NotHere),
        _ => Ok(()),
    }
}

/// Shows an opened Phiếu in the screen that fills it.
fn paper(opened: Opened, shared: &Shared) -> Vec<Effect> {
    if opened.form.is_meeting() {
        return meeting::Meeting::of(opened, shared);
    }
    let screen = match opened.form.kind() {
        FormKind::Grid => Screen::Grid(Box::new(grid::Grid::new(opened))),
        _ => Screen::Entry(Box::new(entry::Entry::new(
            sheet::Sheet::new(opened),
            shared,
        ))),
    };
    vec![Effect::Push(Box::new(screen))]
}
