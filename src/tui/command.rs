//! The one table of commands. Keys, bottom bar, help, palette and README are readings of it.

use super::app::App;
use super::event::Key;
use super::widget::{fit, wrap};
use crate::locale::Words;

/// Which keys mean what depends on the layers of the screen on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// Every screen.
    Anywhere,
    /// A menu, where nothing is typed: digits choose.
    Menu,
    /// A list, searched by typing.
    List,
    /// The list of households.
    Household,
    /// Those that may have been entered twice.
    Twins,
    /// Whatever shows one Phiếu.
    Paper,
    /// A questionnaire.
    Entry,
    /// A grid.
    Grid,
    /// A meeting, where nothing but figures is typed: letters choose.
    Meeting,
    /// The steps of the review.
    Steps,
    /// A question with fields or a yes and no.
    Dialog,
    /// A copied block before it is written into a grid.
    Paste,
}

impl Layer {
    /// All layers, outermost first.
    pub const ALL: &'static [Layer] = &[
        Layer::Anywhere,
        Layer::Menu,
        Layer::List,
        Layer::Household,
        Layer::Twins,
        Layer::Paper,
        Layer::Entry,
        Layer::Grid,
        Layer::Meeting,
        Layer::Steps,
        Layer::Dialog,
        Layer::Paste,
    ];

    /// The stable name; the word stands under `tui-layer-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Anywhere => "anywhere",
            Layer::Menu => "menu",
            Layer::List => "list",
            Layer::Household => "household",
            Layer::Twins => "twins",
            Layer::Paper => "paper",
            Layer::Entry => "entry",
            Layer::Grid => "grid",
            Layer::Meeting => "meeting",
            Layer::Steps => "steps",
            Layer::Dialog => "dialog",
            Layer::Paste => "paste",
        }
    }
}

/// Everything a person can tell the program to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each is told by its row of COMMANDS and the words of that row's name"
)]
pub enum Command {
    ShowHelp,
    GoBack,
    OpenPalette,
    ToggleTyping,
    ChangeLook,
    Quit,
    SwitchPerson,
    ChoosePeriod,
    OpenHouseholds,
    OpenThons,
    OpenBieu,
    OpenPapers,
    OpenBundles,
    OpenKeys,
    OpenTodo,
    OpenPrints,
    PrintPapers,
    OpenIntake,
    TakeList,
    OpenMeetings,
    CountUp,
    CountDown,
    AllAgree,
    ShowPoints,
    TakeNew,
    MeetAgain,
    OpenDetails,
    OpenSteps,
    OpenMissing,
    OpenClasses,
    OpenUnforced,
    CloseStep,
    ReopenStep,
    Find,
    AddNew,
    FilterHouseholds,
    ChangeHousehold,
    WriteList,
    OpenTwins,
    MarkDistinct,
    ShowMarked,
    Accept,
    NextField,
    PreviousField,
    MoveUp,
    MoveDown,
    MoveLeft,
    MoveRight,
    PageUp,
    PageDown,
    AnswerSpecial,
    CopyAnswer,
    CopyGroup,
    WriteRemark,
    RemoveRow,
    NextProblem,
    ListProblems,
    ListConflicts,
    TellWhy,
    FinishPaper,
    ReopenPaper,
    Undo,
    Redo,
    SwitchReading,
    ShowBefore,
    SetPassphrase,
    MakePapers,
    LockScreen,
}

/// Why a command cannot be used now. The words stand under `tui-reason-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It belongs to another screen.
    NotHere,
    /// The sổ số liệu is not open yet.
    NotOpen,
    /// The paper is finished; it must be reopened first.
    Finished,
    /// It was submitted: to be changed it is reopened, and submitted anew.
    Submitted,
    /// The office above has accepted it.
    Accepted,
    /// The office above has closed it for good.
    Locked,
    /// The paper is not finished.
    NotFinished,
    /// The field allows no special answer.
    NoSpecial,
    /// The cursor is not on a roster row.
    NoRow,
    /// There is no problem.
    NoProblem,
    /// There is nothing to copy: no row above, no period before.
    NothingToCopy,
    /// There is no conflict.
    NoConflict,
    /// A household needs a thôn or a xã; this office has neither.
    NoPlaceForHousehold,
    /// A thôn lies in a xã; this office is above.
    NotXa,
    /// There is nothing to go back to.
    AtHome,
    /// No office lies above this one.
    NoOfficeAbove,
    /// How many may vote is not given yet.
    NoVoters,
    /// Every household of the meeting was agreed on, or none was voted on yet.
    NothingAgain,
    /// The list has no household that the meeting does not have.
    NothingNew,
    /// What the cursor is on is not here, so that it could be opened.
    NothingToOpen,
    /// The cursor is on no household.
    NoHousehold,
    /// The step is closed already, or there is none.
    StepClosed,
    /// The step is open.
    StepOpen,
    /// The figures can be read only one way.
    OneReading,
    /// No period before has this paper.
    NoBefore,
    /// There is no passphrase to lock behind.
    NoPassphrase,
}

impl Reason {
    /// All reasons, so that a test can ask for each one's words.
    pub const ALL: &'static [Reason] = &[
        Reason::NotHere,
        Reason::NotOpen,
        Reason::Finished,
        Reason::Submitted,
        Reason::Accepted,
        Reason::Locked,
        Reason::NotFinished,
        Reason::NoSpecial,
        Reason::NoRow,
        Reason::NoProblem,
        Reason::NothingToCopy,
        Reason::NoConflict,
        Reason::NoPlaceForHousehold,
        Reason::NotXa,
        Reason::AtHome,
        Reason::NoOfficeAbove,
        Reason::NoVoters,
        Reason::NothingAgain,
        Reason::NothingNew,
        Reason::NothingToOpen,
        Reason::NoHousehold,
        Reason::StepClosed,
        Reason::StepOpen,
        Reason::OneReading,
        Reason::NoBefore,
        Reason::NoPassphrase,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Reason::NotHere => "not-here",
            Reason::NotOpen => "not-open",
            Reason::Finished => "finished",
            Reason::Submitted => "submitted",
            Reason::Accepted => "accepted",
            Reason::Locked => "locked",
            Reason::NotFinished => "not-finished",
            Reason::NoSpecial => "no-special",
            Reason::NoRow => "no-row",
            Reason::NoProblem => "no-problem",
            Reason::NothingToCopy => "nothing-to-copy",
            Reason::NoConflict => "no-conflict",
            Reason::NoPlaceForHousehold => "no-place-for-household",
            Reason::NotXa => "not-xa",
            Reason::AtHome => "at-home",
            Reason::NoOfficeAbove => "no-office-above",
            Reason::NoVoters => "no-voters",
            Reason::NothingAgain => "nothing-again",
            Reason::NothingNew => "nothing-new",
            Reason::NothingToOpen => "nothing-to-open",
            Reason::NoHousehold => "no-household",
            Reason::StepClosed => "step-closed",
            Reason::StepOpen => "step-open",
            Reason::OneReading => "one-reading",
            Reason::NoBefore => "no-before",
            Reason::NoPassphrase => "no-passphrase",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// Which command.
    pub command: Command,
    /// Stable name, verb-object; the words stand under `tui-cmd-<name>`.
    pub name: &'static str,
    /// The keys, the one shown first; none where the palette is enough. A function key has a twin that needs no Fn.
    pub keys: &'static [Key],
    /// Where they are alive.
    pub layers: &'static [Layer],
    /// Place in the bottom bar, from 1, the most useful first; 0 is not in it. The last two always have room.
    pub bar: u8,
}

use Command as C;
use Layer as L;

const fn row(
    command: Command,
    name: &'static str,
    keys: &'static [Key],
    layers: &'static [Layer],
    bar: u8,
) -> Row {
    Row {
        command,
        name,
        keys,
        layers,
        bar,
    }
}

/// The table.
#[rustfmt::skip]
pub static COMMANDS: &[Row] = &[
    row(C::ShowHelp,       "show-help",       &[Key::F(1), Key::Ctrl('g')], &[L::Anywhere], 16),
    row(C::GoBack,         "go-back",         &[Key::Esc],                  &[L::Anywhere], 15),
    row(C::OpenHouseholds, "open-households", &[Key::Char('1')],            &[L::Menu], 0),
    row(C::OpenThons,      "open-thons",      &[Key::Char('2')],            &[L::Menu], 0),
    row(C::OpenBieu,       "open-bieu",       &[Key::Char('3')],            &[L::Menu], 0),
    row(C::OpenTodo,       "open-todo",       &[Key::Char('4')],            &[L::Menu], 0),
    row(C::OpenBundles,    "open-bundles",    &[Key::Char('5')],            &[L::Menu], 0),
    row(C::OpenKeys,       "open-keys",       &[Key::Char('6')],            &[L::Menu], 0),
    row(C::OpenIntake,     "open-intake",     &[Key::Char('8')],            &[L::Menu], 0),
    row(C::OpenMeetings,   "open-meetings",   &[Key::Char('h')],            &[L::Menu], 0),
    row(C::OpenPrints,     "open-prints",     &[Key::Char('9')],            &[L::Menu], 0),
    row(C::PrintPapers,    "print-papers",    &[Key::F(11), Key::Ctrl('b')], &[L::Menu, L::List, L::Steps, L::Paper], 0),
    row(C::Accept,         "accept",          &[Key::Enter],                &[L::Menu, L::List, L::Entry, L::Grid, L::Meeting, L::Steps, L::Dialog], 8),
    row(C::NextField,      "next-field",      &[Key::Tab],                  &[L::List, L::Entry, L::Grid, L::Meeting, L::Dialog], 0),
    row(C::PreviousField,  "previous-field",  &[Key::BackTab],              &[L::List, L::Entry, L::Grid, L::Meeting, L::Dialog], 0),
    row(C::MoveUp,         "move-up",         &[Key::Up],                   &[L::Menu, L::List, L::Entry, L::Grid, L::Meeting, L::Steps, L::Dialog], 0),
    row(C::MoveDown,       "move-down",       &[Key::Down],                 &[L::Menu, L::List, L::Entry, L::Grid, L::Meeting, L::Steps, L::Dialog], 0),
    row(C::MoveLeft,       "move-left",       &[Key::Left],                 &[L::Grid, L::Meeting, L::Steps], 0),
    row(C::MoveRight,      "move-right",      &[Key::Right],                &[L::Grid, L::Meeting, L::Steps], 0),
    row(C::PageUp,         "page-up",         &[Key::PageUp],               &[L::List, L::Entry, L::Grid, L::Meeting, L::Steps, L::Dialog], 0),
    row(C::PageDown,       "page-down",       &[Key::PageDown],             &[L::List, L::Entry, L::Grid, L::Meeting, L::Steps, L::Dialog], 0),
    row(C::OpenSteps,      "open-steps",      &[Key::Char('7')],            &[L::Menu], 0),
    row(C::OpenMissing,    "open-missing",    &[Key::Char('0')],            &[L::Menu], 0),
    row(C::OpenClasses,    "open-classes",    &[Key::Char('n')],            &[L::Menu], 0),
    row(C::OpenUnforced,   "open-unforced",   &[Key::Char('c')],            &[L::Menu], 0),
    row(C::Find,           "find",            &[Key::F(3), Key::Ctrl('f')], &[L::List, L::Paper], 9),
    row(C::AddNew,         "add-new",         &[Key::F(6), Key::Ctrl('a')], &[L::List, L::Entry, L::Grid], 7),
    row(C::TakeList,       "take-list",       &[Key::Ctrl('o')],            &[L::Household], 0),
    row(C::FilterHouseholds, "filter-households", &[Key::F(7), Key::Ctrl('l')], &[L::Household], 2),
    row(C::ChangeHousehold, "change-household", &[Key::F(8), Key::Ctrl('n')], &[L::Household], 3),
    row(C::WriteList,      "write-list",      &[Key::F(9), Key::Ctrl('s')], &[L::Household], 4),
    row(C::OpenTwins,      "open-twins",      &[Key::F(12), Key::Ctrl('w')], &[L::Household], 12),
    row(C::ShowMarked,     "show-marked",     &[Key::F(7), Key::Ctrl('l')], &[L::Twins], 4),
    row(C::MarkDistinct,   "mark-distinct",   &[Key::F(9), Key::Ctrl('s')], &[L::Twins], 3),
    row(C::OpenPapers,     "open-papers",     &[Key::F(2), Key::Ctrl('k')], &[L::List, L::Steps], 6),
    row(C::RemoveRow,      "remove-row",      &[Key::Ctrl('d')],            &[L::Entry, L::Grid], 0),
    row(C::AnswerSpecial,  "answer-special",  &[Key::F(2), Key::Ctrl('k')], &[L::Entry, L::Grid], 6),
    row(C::CountUp,        "count-up",        &[Key::Char('+'), Key::Char('=')], &[L::Meeting], 3),
    row(C::CountDown,      "count-down",      &[Key::Char('-')],            &[L::Meeting], 0),
    row(C::AllAgree,       "all-agree",       &[Key::Char('a')],            &[L::Meeting], 2),
    row(C::ShowPoints,     "show-points",     &[Key::Char('d')],            &[L::Meeting], 5),
    row(C::TakeNew,        "take-new",        &[Key::Char('n')],            &[L::Meeting], 1),
    row(C::MeetAgain,      "meet-again",      &[Key::Char('m')],            &[L::Meeting], 4),
    row(C::OpenDetails,    "open-details",    &[Key::Ctrl('e')],            &[L::Meeting], 6),
    row(C::CopyAnswer,     "copy-answer",     &[Key::F(10), Key::Ctrl('c')], &[L::Entry, L::Grid], 0),
    row(C::CopyGroup,      "copy-group",      &[Key::F(5), Key::Ctrl('e')], &[L::Entry], 0),
    row(C::WriteRemark,    "write-remark",    &[Key::Ctrl('r')],            &[L::Entry, L::Grid], 0),
    row(C::NextProblem,    "next-problem",    &[Key::F(8), Key::Ctrl('n')], &[L::Paper], 2),
    row(C::ListProblems,   "list-problems",   &[Key::F(7), Key::Ctrl('l')], &[L::Paper], 4),
    row(C::ListConflicts,  "list-conflicts",  &[Key::Ctrl('x')],            &[L::Paper], 1),
    row(C::TellWhy,        "tell-why",        &[Key::F(12), Key::Ctrl('w')], &[L::Paper], 10),
    row(C::FinishPaper,    "finish-paper",    &[Key::F(9), Key::Ctrl('s')], &[L::Paper], 3),
    row(C::ReopenPaper,    "reopen-paper",    &[Key::Ctrl('o')],            &[L::Paper], 5),
    row(C::CloseStep,      "close-step",      &[Key::F(9), Key::Ctrl('s')], &[L::Steps], 3),
    row(C::ReopenStep,     "reopen-step",     &[Key::Ctrl('o')],            &[L::Steps], 5),
    row(C::Undo,           "undo",            &[Key::Ctrl('z')],            &[L::Paper], 11),
    row(C::Redo,           "redo",            &[Key::Ctrl('y')],            &[L::Paper], 0),
    row(C::ShowBefore,     "show-before",     &[Key::F(5), Key::Ctrl('e')], &[L::Grid], 5),
    row(C::SwitchReading,  "switch-reading",  &[Key::F(5), Key::Ctrl('e')], &[L::Paste], 5),
    row(C::SwitchPerson,   "switch-person",   &[Key::F(4), Key::Ctrl('t')], &[L::Anywhere], 14),
    row(C::ChoosePeriod,   "choose-period",   &[Key::F(5), Key::Ctrl('e')], &[L::Menu, L::List, L::Steps], 10),
    row(C::OpenPalette,    "open-palette",    &[Key::Ctrl('p')],            &[L::Anywhere], 12),
    row(C::ToggleTyping,   "toggle-typing",   &[Key::Ctrl(' ')],            &[L::Anywhere], 15),
    row(C::ChangeLook,     "change-look",     &[],                         &[L::Anywhere], 0),
    row(C::SetPassphrase,  "set-passphrase",  &[],                         &[L::Anywhere], 0),
    row(C::MakePapers,     "make-papers",     &[],                         &[L::Anywhere], 0),
    row(C::LockScreen,     "lock-screen",     &[],                         &[L::Anywhere], 0),
    row(C::Quit,           "quit",            &[Key::Ctrl('q')],            &[L::Anywhere], 13),
];

impl Row {
    /// The command's words.
    pub fn words(&self, words: &Words) -> String {
        words.of(&format!("tui-cmd-{}", self.name), &[])
    }

    /// Its keys as printed: `F3 · Ctrl+F`.
    pub fn keys_label(&self) -> String {
        self.keys
            .iter()
            .map(|key| key.label())
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// The row of a command.
pub fn row_of(command: Command) -> Option<&'static Row> {
    COMMANDS.iter().find(|row| row.command == command)
}

/// What a command is called on the screen on top: what it does there now, where that follows the state of what is
/// shown; else its words.
pub fn words_now(row: &Row, app: &App) -> String {
    let shared = app.shared();
    match app.top().does_now(row.command) {
        Some(now) => {
            let key = format!("tui-cmd-{}-{now}", row.name);
            shared.words.of(&key, &[])
        }
        None => row.words(&shared.words),
    }
}

/// Whether a command can be used now, and if not why. The only place that knows: keys, bar and palette ask here.
///
/// # Errors
/// The reason why not.
pub fn available(command: Command, app: &App) -> Result<(), Reason> {
    let row = row_of(command).ok_or(Reason::NotHere)?;
    if app.is_locked() && !matches!(command, Command::Accept | Command::Quit) {
        return Err(Reason::NotHere);
    }
    let face = app.top();
    let alive = row
        .layers
        .iter()
        .any(|layer| *layer == Layer::Anywhere || face.layers().contains(layer));
    if !alive {
        return Err(Reason::NotHere);
    }
    let opened = matches!(
        command,
        Command::SwitchPerson | Command::SetPassphrase | Command::MakePapers | Command::LockScreen
    );
    if opened && app.shared().office.is_none() {
        return Err(Reason::NotOpen);
    }
    if command == Command::LockScreen && !app.shared().is_protected() {
        return Err(Reason::NoPassphrase);
    }
    let prints = matches!(command, Command::PrintPapers | Command::OpenPrints);
    if prints && app.shared().office.is_none() {
        return Err(Reason::NotOpen);
    }
    if command == Command::OpenPapers && !face.has_papers(app.shared()) {
        return Err(Reason::NotHere);
    }
    face.available(command, app.shared())
}

/// The command of a key on the screen on top: its own layers before those of every screen.
pub fn of_key(key: Key, layers: &[Layer]) -> Option<Command> {
    let hit = |layer: Layer| {
        COMMANDS
            .iter()
            .find(|row| row.layers.contains(&layer) && row.keys.contains(&key))
    };
    layers
        .iter()
        .rev()
        .chain([&Layer::Anywhere])
        .find_map(|layer| hit(*layer))
        .map(|row| row.command)
}

/// The key table as README prints it: a Markdown table in the words' language.
pub fn key_table(words: &Words) -> String {
    let mut table = words.of("tui-keys-heading", &[]);
    table.push_str("\n|---|---|---|\n");
    for row in COMMANDS {
        let keys = row
            .keys
            .iter()
            .map(|key| format!("`{}`", key.label()))
            .collect::<Vec<_>>()
            .join(", ");
        let keys = if keys.is_empty() {
            words.of("tui-keys-palette", &[])
        } else {
            keys
        };
        let layers: Vec<String> = row
            .layers
            .iter()
            .map(|layer| words.of(&format!("tui-layer-{}", layer.name()), &[]))
            .collect();
        table.push_str(&format!(
            "| {keys} | {} | {} |\n",
            row.words(words),
            layers.join(", ")
        ));
    }
    table
}

/// How wide and how high the key card is at most: a page of A4 in a typewriter's letters.
pub const CARD: (usize, usize) = (80, 60);

/// The key card: every command once, under the screens where it is alive, in two columns on one page; then
/// how Vietnamese is typed.
pub fn key_card(words: &Words) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for row in COMMANDS {
        let keys = match row.keys_label() {
            none if none.is_empty() => words.of("tui-keys-palette", &[]),
            keys => keys,
        };
        let entry = format!("{}{}", fit(&keys, 16), fit(&row.words(words), 22));
        let mut names: Vec<String> = Vec::new();
        for layer in row.layers {
            let name = words.of(&format!("tui-layer-{}", layer.name()), &[]);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let screens = names.join(", ");
        match groups.iter_mut().find(|(known, _)| *known == screens) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((screens, vec![entry])),
        }
    }
    let mut lines = vec![words.of("tui-card-title", &[])];
    for (screens, entries) in groups {
        // A key that is alone of its kind stands beside its screens: the card is one page.
        if let [entry] = entries.as_slice() {
            let line = format!("── {screens}: {}", entry.trim_end());
            if crate::text::width(&line) <= CARD.0 {
                lines.push(line);
                continue;
            }
        }
        lines.push(format!("── {screens}"));
        let rows = entries.len().div_ceil(2);
        for at in 0..rows {
            let left = entries.get(at).map_or("", String::as_str);
            let right = entries.get(at + rows).map_or("", String::as_str);
            lines.push(format!("{left}  {right}").trim_end().to_owned());
        }
    }
    for key in ["tui-card-telex", "tui-card-vni"] {
        lines.extend(wrap(&words.of(key, &[]), CARD.0));
    }
    lines.join("\n")
}
