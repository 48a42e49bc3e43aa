//! The screens by their keys: a real sổ số liệu, the real worker, a fixed clock, drawn into memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path as FilePath;

use bieu::bundle::Verdict;
use bieu::form::{Answer, Path, Period, Value};
use bieu::locale::{Language, Words};
use bieu::place::Regime;
use bieu::record::{PhieuSubject, PlaceRef};
use bieu::task::{self, demo};
use bieu::tui::command::{self, COMMANDS, Layer, Reason};
use bieu::tui::event::{Event, Key};
use bieu::tui::{Desk, Options, Skin};
use bieu::workspace::{Clock, Init, Workspace};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;

/// 10/11/2026, ten o'clock in Vietnam.
pub(crate) const CLOCK: Clock = Clock::Fixed(1_794_279_600);

/// The screens at one machine.
pub(crate) struct Seat {
    pub(crate) desk: Desk,
    size: (u16, u16),
}

impl Seat {
    fn unopened(dir: &FilePath, language: Language, size: (u16, u16)) -> Seat {
        let options = Options {
            dir: dir.to_owned(),
            language,
            clock: CLOCK,
            skin: Skin::default(),
            passphrase: None,
        };
        Seat {
            desk: Desk::new(options, size),
            size,
        }
    }

    pub(crate) fn at(dir: &FilePath, language: Language, size: (u16, u16)) -> Seat {
        let mut seat = Seat::unopened(dir, language, size);
        seat.desk.begin();
        seat.desk.settle();
        seat
    }

    /// Presses keys: `<F6>`, `<C-z>`, `<Enter>`, `<paste:text>`; everything else is typed. All at once, as a fast typist
    /// does: nothing waits for the worker between two keys.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Seat {
        for (n, part) in keys.split("<paste:").enumerate() {
            let keys = match part.split_once('>').filter(|_| n > 0) {
                Some((text, keys)) => {
                    self.desk.take(Event::Paste(text.to_owned()));
                    keys
                }
                None => part,
            };
            for key in parse(keys) {
                self.desk.take(Event::Key(key));
            }
        }
        self.desk.settle();
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Seat {
        self.desk.take(Event::Paste(text.to_owned()));
        self.desk.settle();
        self
    }

    pub(crate) fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.desk.draw(frame)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        let mut text = String::new();
        for y in 0..self.size.1 {
            let line: String = (0..self.size.0)
                .map(|x| buffer[(x, y)].symbol().to_owned())
                .collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Draws, and says whether a window too small for screens says so.
    pub(crate) fn draws(&self) -> bool {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.desk.draw(frame)).unwrap();
        let cells = &terminal.backend().buffer().content;
        let drawn = cells.iter().any(|cell| cell.symbol() != " ");
        drawn || cells.is_empty()
    }

    pub(crate) fn wear(&mut self, skin: Skin) {
        self.desk.wear(skin);
    }

    pub(crate) fn layers(&self) -> &'static [Layer] {
        self.desk.app().layers()
    }

    pub(crate) fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Text and styles, row by row, and where the cursor is.
    pub(crate) fn drawn(&self) -> (ratatui::buffer::Buffer, Position) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.desk.draw(frame)).unwrap();
        let cursor = terminal.get_cursor_position().unwrap();
        (terminal.backend().buffer().clone(), cursor)
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.desk.take(Event::Resize(columns, rows));
    }
}

pub(crate) fn parse(keys: &str) -> Vec<Key> {
    let mut parsed = Vec::new();
    let mut rest = keys.chars();
    while let Some(c) = rest.next() {
        if c != '<' {
            parsed.push(Key::Char(c));
            continue;
        }
        let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
        parsed.push(match name.as_str() {
            "Enter" => Key::Enter,
            "Esc" => Key::Esc,
            "Tab" => Key::Tab,
            "S-Tab" => Key::BackTab,
            "BS" => Key::Backspace,
            "Del" => Key::Delete,
            "Up" => Key::Up,
            "Down" => Key::Down,
            "Left" => Key::Left,
            "Right" => Key::Right,
            "PgDn" => Key::PageDown,
            "PgUp" => Key::PageUp,
            name if name.starts_with("C-") => Key::Ctrl(name.chars().nth(2).unwrap()),
            name if name.starts_with('F') => Key::F(name[1..].parse().unwrap()),
            other => panic!("no key {other}"),
        });
    }
    parsed
}

/// The sample commune: 6 households, papers of two years.
pub(crate) fn commune(dir: &FilePath) {
    demo::make(dir, "06253", Regime::TwoTier, 6, CLOCK, &mut |_, _| true).unwrap();
}

/// An office with a grid of its own: blocks, rows with their own figures, rows of the locality.
fn own_grid(dir: &FilePath) {
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: false,
        passphrase: None,
    };
    drop(Workspace::init(dir, &init, CLOCK).unwrap());
    let paper = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/a-luoi@1");
    copy(&paper, &dir.join("forms/a-luoi@1"));
}

/// Two machines of one xã that typed the same field differently, one of them having heard of the other.
fn conflict(dir: &FilePath) {
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    let mut one = Workspace::init(dir, &init, CLOCK).unwrap();
    let other_dir = tempfile::tempdir().unwrap();
    let mut other = Workspace::init(other_dir.path(), &init, CLOCK).unwrap();
    one.grant("06253", other.public_key()).unwrap();
    other.grant("06253", one.public_key()).unwrap();
    let thon = one.add_thon("06253", "Nà Lộc").unwrap();
    let household = one.add_household(PlaceRef::Thon(thon.id)).unwrap();
    let form = naming_form(&one);
    let phieu = one
        .open_phieu(
            &form,
            PhieuSubject::Household(household.id),
            Period::Year(2026),
        )
        .unwrap();
    send(&one, &mut other);
    // The other says one thing more, so that its answer is the later one whichever key is the greater.
    other.grant("06253", one.public_key()).unwrap();
    for (workspace, name) in [(&mut one, "Lý Văn Thử"), (&mut other, "Lý Văn Thứ")] {
        let paper = workspace.form_of(&phieu).unwrap();
        let field = paper.groups()[0].fields[0].id.clone();
        let answer = Answer::Given(Value::Text(name.into()));
        workspace
            .answer(phieu.id(), vec![(Path::Field(field), Some(answer))])
            .unwrap();
    }
    send(&other, &mut one);
    assert_eq!(one.phieu(phieu.id()).unwrap().conflicts().len(), 1);
}

fn naming_form(workspace: &Workspace) -> String {
    let papers = workspace.household_papers(Period::Year(2026));
    let names = |role| {
        papers
            .iter()
            .find(|form| form.field_with_role(role).is_some())
            .unwrap()
            .id()
            .to_string()
    };
    names(bieu::form::Role::HeadName)
}

fn send(from: &Workspace, to: &mut Workspace) {
    let key = from.key(None).unwrap();
    let export = task::export(from, Some("06253"), &key, &mut |_, _| true).unwrap();
    match task::judge(
        &export.bytes,
        &to.trust().unwrap(),
        to.places(),
        to.config(),
        to.today(),
    ) {
        Verdict::Good(verified) => {
            let plan = task::plan(to, &verified).unwrap();
            task::import(to, &verified, &plan, &mut |_, _| true).unwrap();
        }
        other => panic!("{other:?}"),
    }
}

const PREVIEW: &str = "8tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter><Enter>";

/// Every screen: its name, the sổ số liệu it needs, the keys that lead there from Home.
const SCREENS: &[(&str, Book, &str)] = &[
    ("setup", Book::None, ""),
    ("setup-found", Book::None, "van quan"),
    ("setup-kind", Book::None, "van quan<Enter><Down>"),
    ("home", Book::Commune, ""),
    ("home-empty", Book::Empty, ""),
    ("households", Book::Commune, "1"),
    ("households-empty", Book::Empty, "1"),
    ("households-found", Book::Commune, "1ltt"),
    ("households-not-found", Book::Commune, "1zzz"),
    ("households-by-number", Book::Commune, "1010"),
    ("households-filter", Book::Commune, "1<F7>"),
    (
        "households-filtered",
        Book::Commune,
        "1<F7>ho ngheo<Enter><Esc>",
    ),
    (
        "households-filtered-out",
        Book::Commune,
        "1<F7>ho ngheo<Enter><Esc>zzz",
    ),
    ("events", Book::Commune, "1<F8>"),
    ("events-members", Book::Commune, "1<F8><Enter><Down><Enter>"),
    (
        "events-erase",
        Book::Commune,
        "1<F8><PgDn><Enter>Theo đơn ngày 02/11/2026<Enter>",
    ),
    (
        "events-split",
        Book::Commune,
        "1<F8><Enter><Down><Enter><Down><Down><Down><Down><Down><Enter><Enter><Enter>theo đơn của hộ<Enter>",
    ),
    ("events-into", Book::Commune, "1<F8><Down><Enter>hua"),
    (
        "events-date",
        Book::Commune,
        "1<F8><Down><Down><Down><Down><Enter>",
    ),
    (
        "events-past",
        Book::Commune,
        "1<F8><Down><Down><Down><Enter>Lâm Đồng<Enter><Enter>theo đơn<Enter><Enter><F8>",
    ),
    (
        "households-closed",
        Book::Commune,
        "1<F8><Down><Down><Down><Enter>Lâm Đồng<Enter><Enter>theo đơn<Enter><Enter>",
    ),
    ("households-excel", Book::Commune, "1<F9>"),
    ("pick-thon", Book::Commune, "1<F6>"),
    ("print", Book::Commune, "9"),
    ("print-found", Book::Commune, "2<F11>niem"),
    ("print-household", Book::Commune, "1<C-b>"),
    ("thons", Book::Commune, "2"),
    ("prompt-thon", Book::Commune, "2<F6>Khuổi Bây"),
    ("papers", Book::Commune, "1<Enter>"),
    ("papers-found", Book::Commune, "1<Enter>giay de nghi"),
    ("papers-of-unit", Book::Commune, "<F5>2023-H1<Enter>3"),
    ("papers-of-thon", Book::Commune, "<F5>2024<Enter>2<F2>"),
    (
        "papers-several",
        Book::Commune,
        "<F5>2024<Enter>2<F2>bien ban hop dan<Enter><Esc><F6><Esc><Up>",
    ),
    ("entry", Book::Commune, "1<Enter><Enter>"),
    ("entry-new", Book::Commune, "1<F6><Enter>"),
    (
        "entry-choice",
        Book::Commune,
        "1<F6><Enter><PgDn><Tab><Tab><Tab><Down><Down>",
    ),
    ("entry-roster", Book::Commune, "1<Enter><Enter><PgDn><PgDn>"),
    (
        "entry-row",
        Book::Commune,
        "1<Enter><Enter><PgDn><PgDn><Enter>",
    ),
    (
        "entry-cells",
        Book::Commune,
        "1<Down><Enter><Enter><C-o><PgDn><PgDn><Right><Tab><Tab><Tab><Tab><Tab>",
    ),
    ("entry-finished", Book::Commune, "1<Enter><Enter>x"),
    (
        "entry-points",
        Book::Commune,
        "1<Down><Enter>phieu b<Enter>",
    ),
    (
        "field-help",
        Book::Commune,
        "1<Down><Enter>phieu b<Enter><F1>",
    ),
    (
        "special",
        Book::Commune,
        "1<Down><Enter><Enter><C-o><PgDn><PgDn><Enter><Tab><Tab><Tab><Tab><F2>",
    ),
    ("remark", Book::Commune, "1<Down><Enter>phieu b<Enter><C-r>"),
    (
        "find-field",
        Book::Commune,
        "1<Down><Enter>phieu b<Enter><F3>bao hiem",
    ),
    (
        "problems",
        Book::Commune,
        "1<Down><Enter>phieu b<Enter><F7>",
    ),
    ("why", Book::Commune, "1<Down><Enter><Enter><F12>"),
    ("why-finished", Book::Commune, "1<Enter><Enter><C-w>"),
    (
        "why-cell",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 02<Enter>1234<Tab>50<Down><Up><Left><Left><F12>",
    ),
    ("finish", Book::Commune, "1<Enter><Enter><C-o><F9>"),
    (
        "finish-class",
        Book::Commune,
        "1<Enter>phieu b<Enter><C-o><F9>",
    ),
    (
        "finish-blocked",
        Book::Commune,
        "1<Down><Enter>phieu b<Enter><F9>",
    ),
    ("conflicts", Book::Conflict, "1<Enter><Enter><C-x>"),
    (
        "entry-conflict",
        Book::Conflict,
        "1<Enter><Enter><F3>ho va ten<Enter>",
    ),
    (
        "grid",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 02<Enter>1234<Tab>50<Down>",
    ),
    (
        "grid-computed",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 02<Enter>1234<Tab>50<Left><Left>1300<Right><F8>",
    ),
    (
        "grid-problems",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 02<Enter>1234<Tab>50<Left><Left>1300<Right><F7>",
    ),
    (
        "grid-before",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 02<Enter>1234<Tab>50<Esc><Esc><F5>2023-H2<Enter>3bieu so 02<Enter>1300<F5><Right>",
    ),
    ("grid-own", Book::Grid, GRID),
    (
        "grid-own-row",
        Book::Grid,
        "<F5>2023<Enter>3<Enter><F6>Nhà dột nát<Enter>nhà<Enter>tang<Enter>50<Enter>60<Enter>Sổ xã",
    ),
    (
        "grid-own-choice",
        Book::Grid,
        "<F5>2023<Enter>3<Enter><F6>Nhà dột nát<Enter>nhà<Enter>gi",
    ),
    ("meetings", Book::Commune, "h"),
    ("meetings-empty", Book::Empty, "h"),
    (
        "meeting-attendance",
        Book::Commune,
        "<F5>2025<Enter>h<Enter>2<Enter>1<Enter><Down>+++<Down>40<Enter>4",
    ),
    (
        "meeting-reading",
        Book::Commune,
        "<F5>2025<Enter>h<Enter><Tab>",
    ),
    ("meeting-refused", Book::Commune, MET),
    (
        "meeting-points",
        Book::Commune,
        "<F5>2025<Enter>h<Enter><Tab>d",
    ),
    (
        "meeting-list",
        Book::Commune,
        "<F5>2025<Enter>h<Enter><Tab><Tab>",
    ),
    (
        "meeting-end",
        Book::Commune,
        "<F5>2025<Enter>h<Enter><Tab><Tab><Tab>",
    ),
    ("meeting-nobody", Book::Empty, "h<Down><Enter><Tab>"),
    (
        "meeting-plan",
        Book::Commune,
        "<F5>2025<Enter>hlap ke hoach<Enter>12<Enter>",
    ),
    (
        "meeting-opinion",
        Book::Commune,
        "<F5>2025<Enter>h<Enter>2<Enter><C-e>",
    ),
    (
        "paste",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 02<Enter><paste:84.711\t8.471\tkhông rõ\n60.389\t6.039\t62,201\n7\t45.082>",
    ),
    (
        "paste-two-ways",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 05<Enter><paste:Người dân đóng góp\t1.234\nThu hồi, quay vòng\t5.678\nCho vay\t3>",
    ),
    (
        "paste-chosen",
        Book::Commune,
        "<F5>2023-H1<Enter>3bieu so 05<Enter><paste:Người dân đóng góp\t1.234\nThu hồi, quay vòng\t5.678\nCho vay\t3><Enter><F5><F5>",
    ),
    ("todo", Book::Commune, "4"),
    ("twins", Book::Commune, "1<F12>"),
    ("unforced", Book::Commune, "c"),
    ("steps", Book::Commune, "7<Down><Right>"),
    ("steps-empty", Book::Empty, "7"),
    ("step", Book::Commune, "7<Down><Right><Enter>"),
    ("step-refused", Book::Commune, "7<Right><F9>"),
    ("missing", Book::Commune, "0"),
    ("classes", Book::Commune, "n"),
    ("classes-empty", Book::Empty, "n"),
    ("bundles", Book::Commune, "5"),
    ("bundles-receipt", Book::Commune, "5<Down><Down><Enter>"),
    (
        "files-bundle",
        Book::Commune,
        "5<Down><Enter>tests/it/data/danh-sach/<Enter>/media/usb/06253.bieu",
    ),
    ("files", Book::Commune, "8tests/it/data/danh-sach/<Enter>"),
    (
        "intake-columns",
        Book::Commune,
        "8tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter>",
    ),
    (
        "intake-unknown",
        Book::Commune,
        "8tests/it/data/danh-sach/cot-la.csv<Enter>",
    ),
    (
        "intake-target",
        Book::Commune,
        "8tests/it/data/danh-sach/cot-la.csv<Enter><Enter>chu ho",
    ),
    (
        "intake-whole",
        Book::Commune,
        "1<C-o>tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter><Up><PgDn><PgDn><Enter>",
    ),
    ("intake-preview", Book::Commune, PREVIEW),
    (
        "intake-doubtful",
        Book::Commune,
        "8tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter><Enter>nho<Enter>",
    ),
    (
        "intake-differs",
        Book::Commune,
        "8tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter><Enter>son<Enter>",
    ),
    (
        "intake-done",
        Book::Commune,
        "8tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter><Enter><Enter><Enter>",
    ),
    ("pick-period", Book::Commune, "<F5>"),
    ("pick-person", Book::Commune, "<F4>"),
    (
        "prompt-person",
        Book::Commune,
        "<F4>zzz<C-u><Down><Down><Enter>",
    ),
    ("palette", Book::Commune, "1<Enter><Enter><C-p>"),
    ("help", Book::Commune, "<F1>"),
];

/// The last rows of a grid with a paper's own units, and the line that adds a local row.
const GRID: &str = "<F5>2023<Enter>3<Enter><PgDn>";

/// A meeting with twenty people there that does not agree on the first household.
const MET: &str = "<F5>2025<Enter>h<Enter>2<Enter>1<Enter>1<Enter>1<Enter>40<Enter>4<Enter>4<Enter>3<Enter>2<Enter>\
    5<Enter>2<Enter>7<Enter>1<Down><Enter>5<Enter>13<Enter><Enter>";

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Book {
    None,
    Empty,
    Commune,
    Conflict,
    /// An office with a grid of its own, the first of its papers.
    Grid,
}

/// The sổ số liệu of every kind, made once; each screen works on a copy.
fn books() -> (tempfile::TempDir, BTreeMap<Book, std::path::PathBuf>) {
    let dir = tempfile::tempdir().unwrap();
    let mut books = BTreeMap::new();
    for (book, name) in [
        (Book::None, "none"),
        (Book::Empty, "empty"),
        (Book::Commune, "commune"),
        (Book::Conflict, "conflict"),
        (Book::Grid, "grid"),
    ] {
        let path = dir.path().join(name);
        match book {
            Book::None => {}
            Book::Empty => {
                let init = Init {
                    place: "06253".into(),
                    regime: Regime::TwoTier,
                    training: false,
                    passphrase: None,
                };
                Workspace::init(&path, &init, CLOCK).unwrap();
            }
            Book::Commune => commune(&path),
            Book::Conflict => conflict(&path),
            Book::Grid => own_grid(&path),
        }
        books.insert(book, path);
    }
    (dir, books)
}

fn copy(from: &FilePath, to: &FilePath) {
    std::fs::create_dir_all(to).unwrap();
    if !from.exists() {
        return;
    }
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub(crate) fn every_screen(
    size: (u16, u16),
    language: Language,
    look: &mut dyn FnMut(&str, &mut Seat),
) {
    let (_dir, books) = books();
    for (name, book, keys) in SCREENS {
        let own = tempfile::tempdir().unwrap();
        let dir = own.path().join("so");
        copy(&books[book], &dir);
        let mut seat = Seat::at(&dir, language, size);
        seat.keys(keys);
        look(name, &mut seat);
    }
}

#[test]
fn every_screen_looks_as_recorded() {
    for (language, tag) in [(Language::Vietnamese, "vi"), (Language::English, "en")] {
        every_screen((80, 24), language, &mut |name, seat| {
            insta::assert_snapshot!(format!("{name}-{tag}"), seat.screen());
        });
    }
}

/// Goes down the list of a household's papers to the one with this title, and opens it.
fn open_paper(seat: &mut Seat, title: &str) {
    let chosen = |seat: &Seat| {
        seat.screen()
            .lines()
            .any(|line| line.contains('>') && line.contains(title))
    };
    for _ in 0..40 {
        if chosen(seat) {
            seat.keys("<Enter>");
            return;
        }
        seat.keys("<Down>");
    }
    panic!("no paper {title}:\n{}", seat.screen());
}

#[test]
fn why_a_household_has_its_class() {
    for (language, tag) in [(Language::Vietnamese, "vi"), (Language::English, "en")] {
        let dir = tempfile::tempdir().unwrap();
        commune(dir.path());
        let mut seat = Seat::at(dir.path(), language, (80, 24));
        seat.keys("1<Enter>");
        open_paper(&mut seat, "Phiếu B");
        seat.keys("<F12>");
        insta::assert_snapshot!(format!("why-class-{tag}"), seat.screen());
        let paper = seat.keys("<Esc>").screen();
        seat.keys("<C-w>").keys("<PgDn><PgDn><PgDn>");
        insta::assert_snapshot!(format!("why-class-end-{tag}"), seat.screen());
        assert_eq!(seat.keys("<Esc>").screen(), paper);
        seat.keys("<C-w>").keys("<PgDn>");
        for rows in 0..=20 {
            // Every height and every width, and of all pairs a third: a screen breaks along lines, not at one point.
            for columns in (rows % 3..=60).step_by(3) {
                seat.resize(columns, rows);
                assert!(seat.draws(), "{columns}×{rows}");
            }
        }
    }
}

#[test]
fn wider_windows_look_as_recorded() {
    every_screen((120, 40), Language::Vietnamese, &mut |name, seat| {
        if [
            "home",
            "households",
            "entry-points",
            "entry-row",
            "grid-computed",
        ]
        .contains(&name)
        {
            insta::assert_snapshot!(format!("{name}-wide"), seat.screen());
        }
    });
}

#[test]
fn every_screen_at_every_size() {
    every_screen((80, 24), Language::Vietnamese, &mut |name, seat| {
        for rows in 0..=20 {
            for columns in 0..=60 {
                seat.resize(columns, rows);
                assert!(seat.draws(), "{name} at {columns}×{rows}");
            }
        }
    });
}

#[test]
fn the_first_frame_needs_no_disk() {
    let dir = tempfile::tempdir().unwrap();
    let seat = Seat::unopened(&dir.path().join("so"), Language::Vietnamese, (80, 24));
    assert!(!dir.path().join("so").exists());
    insta::assert_snapshot!("opening-vi", seat.screen());
}

#[test]
fn a_second_window_is_told() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let _open = Workspace::open(dir.path(), CLOCK).unwrap();
    let seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    assert!(
        seat.screen().contains("đang mở ở cửa sổ khác"),
        "{}",
        seat.screen()
    );
}

/// A household of one person from the list to finished, typed without ever waiting for the worker.
const HOUSEHOLD: &str = "1<F6><Enter>Lý Văn Thu<BS>ư<BS>ử<Enter>Xóm 2<Enter>\
    Hoàng Thị Mai<Enter>21/10/2026<Enter><Enter>1<Enter><Enter>\
    Lý Văn Thử<Enter>1<Enter>1<Enter>12/5/1980<Enter>020080000001<Enter><Enter>1<Enter>0<Enter><Enter>1<Enter><F9><Enter>";

#[test]
fn a_household_from_the_list_to_finished() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(HOUSEHOLD);
    let screen = seat.screen();
    assert!(screen.contains("đã hoàn thành"), "{screen}");
    seat.keys("<Esc>thử");
    let screen = seat.screen();
    assert!(screen.contains("Lý Văn Thử"), "{screen}");
    drop(seat);
    // What the screen said is what the disk holds.
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let summaries = workspace.summaries(Period::Year(2026)).unwrap();
    let summary = summaries
        .iter()
        .find(|summary| summary.head == "Lý Văn Thử")
        .expect("kept, composed");
    assert!(
        summary
            .papers
            .values()
            .any(|status| *status == bieu::record::Status::Finished)
    );
}

/// A paper of a unit that computes one figure, lets people say otherwise, and reads its own year before.
pub(crate) const SAYS_OTHERWISE: &str = "id = \"a-thu\"\nversion = \"1\"\nkind = \"questionnaire\"\ntitle = \"Giấy thử\"\n\
    subject = \"place\"\nperiods = [\"year\"]\nsource = \"thử\"\nevidence = \"proposed\"\n\
    [[import]]\nid = \"truoc\"\nlabel = \"Tổng năm trước\"\nform = \"a-thu\"\nfield = \"tong\"\ntype = \"integer\"\nperiod = \"opening\"\n\
    [[group]]\nid = \"g\"\ntitle = \"Chung\"\n\
    [[group.field]]\nid = \"so\"\nlabel = \"Số đếm được\"\ntype = \"integer\"\n\
    [[group.field]]\nid = \"tong\"\nlabel = \"Tổng số\"\ntype = \"integer\"\nformula = \"so * 2\"\noverridable = true\nrequired = true\n\
    [[group.field]]\nid = \"ly_do\"\nlabel = \"Lý do nhập khác\"\ntype = \"text\"\nwhen = \"overridden(tong)\"\nrequired = true\n\
    [[group.field]]\nid = \"tang\"\nlabel = \"Tăng thêm\"\ntype = \"integer\"\nformula = \"tong - truoc\"\n";

#[test]
fn a_person_s_figure_stands_beside_the_computed_one_and_what_is_missing_has_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: false,
        passphrase: None,
    };
    drop(Workspace::init(dir.path(), &init, CLOCK).unwrap());
    let paper = dir.path().join("forms/a-thu@1");
    std::fs::create_dir_all(&paper).unwrap();
    std::fs::write(paper.join("form.toml"), SAYS_OTHERWISE).unwrap();
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("3<Enter>3<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Tổng số         : = 6"), "{screen}");
    assert!(screen.contains("Lý do nhập khác : –"), "{screen}");
    // The reason is asked as soon as the figure differs, and the cursor comes to it.
    seat.keys("7<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("≠ 7 (= 6)"), "{screen}");
    assert!(!screen.contains("Lý do nhập khác : –"), "{screen}");
    seat.keys("Đếm sót<Enter><Down>");
    let screen = seat.screen();
    assert!(screen.contains("Đếm sót"), "{screen}");
    assert!(screen.contains("còn thiếu: Tổng năm trước"), "{screen}");
    seat.keys("<Up><Up>");
    let screen = seat.screen();
    assert!(screen.contains("Nhập 7, tính ra 6"), "{screen}");
}

#[test]
fn whoever_says_otherwise_is_asked_why_at_once_and_can_take_it_back() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Down><Enter>phieu b<Enter><F3>bao hiem<Enter>");
    let line = |seat: &Seat, wanted: &str| {
        let screen = seat.screen();
        let line = screen.lines().find(|line| line.contains(wanted));
        line.unwrap_or_else(|| panic!("{wanted}:\n{screen}"))
            .to_owned()
    };
    assert!(line(&seat, "Bảo hiểm y tế").contains(": = Không"));
    // The reasons stand behind all the figures; the cursor goes there by itself.
    seat.keys("1<Enter>");
    let reason = line(&seat, "Bảo hiểm y tế: lý do");
    assert!(reason.starts_with('>'), "{}", seat.screen());
    seat.keys("Thẻ hết hạn<Enter>");
    let next = line(&seat, "Trình độ giáo dục");
    assert!(next.starts_with('>'), "{}", seat.screen());
    seat.keys("<Up>");
    assert!(line(&seat, "Bảo hiểm y tế").contains('>'));
    // F2 takes back what was said, though the field knows no special answer.
    seat.keys("<F2><Enter>");
    assert!(
        line(&seat, "Bảo hiểm y tế").contains(": = Không"),
        "{}",
        seat.screen()
    );
}

#[test]
fn keys_wait_for_the_paper_that_they_are_meant_for() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    // Everything is pressed before the worker has answered once.
    seat.keys(
        "1<F6><Enter>Lý Văn Một<Enter><Esc><Esc><F6><Enter>Lý Văn Hai<Enter><Esc><Esc>van mot",
    );
    assert!(seat.screen().contains("Lý Văn Một"), "{}", seat.screen());
    seat.keys("<C-u>van hai");
    assert!(seat.screen().contains("Lý Văn Hai"), "{}", seat.screen());
}

#[test]
fn keys_pressed_before_anything_is_open_wait_for_it() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::unopened(dir.path(), Language::Vietnamese, (80, 24));
    for key in parse("1thu") {
        seat.desk.take(Event::Key(key));
    }
    seat.desk.begin();
    seat.desk.settle();
    let screen = seat.screen();
    assert!(screen.contains("Tìm: thu"), "{screen}");
    // Leaving waits for nothing.
    let mut seat = Seat::unopened(dir.path(), Language::Vietnamese, (80, 24));
    seat.desk.take(Event::Key(Key::Ctrl('q')));
    assert!(seat.desk.app().is_done());
}

#[test]
fn a_household_is_made_only_where_a_thon_was_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: false,
        passphrase: None,
    };
    Workspace::init(dir.path(), &init, CLOCK).unwrap();
    let households = || {
        let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
        workspace.households().unwrap()
    };
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Esc><F6><Enter>Thôn Nà Lộc<Enter><F6><Esc>");
    drop(seat);
    assert_eq!(households().len(), 0);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter><Esc><Esc><F6><Down><Down><Enter>");
    drop(seat);
    let labels: Vec<String> = households().into_iter().map(|one| one.label).collect();
    assert_eq!(labels, ["06253-000-001", "06253-001-001"]);
}

#[test]
fn arrows_do_not_change_an_answer_that_stands() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter><C-o><PgDn><Tab><Tab><Tab>");
    let answered = ": Đã rà soát";
    assert!(seat.screen().contains(answered), "{}", seat.screen());
    seat.keys("<Up><Down><Down><Down><Esc>");
    seat.keys("<Enter><PgDn>");
    assert!(seat.screen().contains(answered), "{}", seat.screen());
    // Escape goes from a member back to the table, not out of the paper.
    seat.keys("<PgDn><Enter><Esc>");
    assert!(
        seat.screen().contains("[Thành viên (2)]") && !seat.screen().contains("Thành viên 1/2"),
        "{}",
        seat.screen()
    );
}

#[test]
fn a_personal_number_typed_again_never_stands_behind_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter><C-o><PgDn><PgDn><Enter><Enter><Enter><Enter><Enter>");
    let number = |seat: &mut Seat| {
        let screen = seat.screen();
        let line = screen.lines().find(|line| line.contains("CCCD")).unwrap();
        line.rsplit(':').next().unwrap().trim().to_owned()
    };
    assert_eq!(number(&mut seat).len(), 12, "{}", seat.screen());
    seat.keys("020061000009<Enter>");
    assert_eq!(number(&mut seat), "020061000009", "{}", seat.screen());
    // Backspace amends its end, as a hand does that sees one wrong digit.
    seat.keys("<S-Tab><BS>1<Enter>");
    assert_eq!(number(&mut seat), "020061000001", "{}", seat.screen());
}

#[test]
fn letters_are_never_commands_where_text_is_typed() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let typed = "qwertyuiopasdfghjklzxcvbnm1234567890";
    seat.keys(&format!("1<F6><Enter>{typed}"));
    assert!(seat.screen().contains(typed), "{}", seat.screen());
}

#[test]
fn pasted_and_decomposed_text_is_kept_composed_and_clean() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter>")
        .paste("Lý\tThi\u{323}\r\nThu\u{31b}\u{309}\u{1b}\u{7}")
        .keys("<Enter>");
    assert!(seat.screen().contains("Lý Thị Thử"), "{}", seat.screen());
}

#[test]
fn undo_goes_back_to_where_it_was_and_survives_the_window() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter>Lý Văn Một<Enter>Xóm 1<Enter>");
    drop(seat);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1mot<Enter><Enter><C-z>");
    assert!(!seat.screen().contains("Xóm 1"), "{}", seat.screen());
    seat.keys("<C-y>");
    assert!(seat.screen().contains("Xóm 1"), "{}", seat.screen());
    seat.keys("<C-z><C-z>");
    assert!(!seat.screen().contains(": Lý Văn Một"), "{}", seat.screen());
}

#[test]
fn quitting_keeps_what_was_being_typed() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter>Lý Văn Dở<C-q>");
    assert!(seat.desk.app().is_done());
    drop(seat);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let heads: Vec<String> = workspace
        .summaries(Period::Year(2026))
        .unwrap()
        .into_iter()
        .map(|summary| summary.head)
        .collect();
    assert!(heads.contains(&"Lý Văn Dở".to_owned()), "{heads:?}");
}

#[test]
fn the_system_ending_the_program_keeps_what_was_being_typed() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter>Lý Văn Ngắt");
    seat.desk.take(Event::Ending);
    seat.desk.settle();
    assert!(seat.desk.app().is_done());
    drop(seat);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    assert!(
        workspace
            .summaries(Period::Year(2026))
            .unwrap()
            .iter()
            .any(|summary| summary.head == "Lý Văn Ngắt")
    );
}

#[test]
fn a_conflict_stands_until_a_person_chooses() {
    let dir = tempfile::tempdir().unwrap();
    conflict(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter><C-x>");
    let screen = seat.screen();
    assert!(
        screen.contains("Lý Văn Thử") && screen.contains("Lý Văn Thứ"),
        "{screen}"
    );
    let first = screen
        .lines()
        .find(|line| line.trim_start().starts_with('>'))
        .unwrap()
        .trim_start_matches([' ', '>'])
        .to_owned();
    seat.keys("<Enter>");
    let name = first.split("  ").next().unwrap().trim();
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    assert!(seat.screen().contains("Đã chọn xong"), "{}", seat.screen());
    assert!(seat.screen().contains(name), "{}", seat.screen());
}

#[test]
fn a_bundle_written_here_is_taken_in_at_the_office_above() {
    let dir = tempfile::tempdir().unwrap();
    let (low, high) = (dir.path().join("xa"), dir.path().join("tinh"));
    commune(&low);
    let init = Init {
        place: "20".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    Workspace::init(&high, &init, CLOCK).unwrap();
    let mut seat = Seat::at(&low, Language::Vietnamese, (80, 24));
    // Finished papers that were not submitted are asked about first.
    seat.keys("5<Enter><Down><Enter>");
    assert!(
        seat.screen().contains("Đã đóng tệp nộp"),
        "{}",
        seat.screen()
    );
    drop(seat);
    let file = std::fs::read_dir(low.join("tep-nop"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut above = Seat::at(&high, Language::Vietnamese, (80, 24));
    above
        .keys("5<Down><Enter>")
        .paste(file.to_str().unwrap())
        .keys("<Enter>");
    assert!(
        above
            .screen()
            .contains("ghi là của Xã Văn Quan (06253), nhưng"),
        "{}",
        above.screen()
    );
    // The key is trusted after its code was compared, then the same file is taken in, twice.
    above
        .keys("<Esc><Esc>6<F6>")
        .paste(low.join("key.pub").to_str().unwrap())
        .keys("<Enter>");
    assert!(above.screen().contains("30 chữ số"), "{}", above.screen());
    // What is heard on the phone is typed; a digit misheard is told, and it is asked again.
    let key = std::fs::read_to_string(low.join("key.pub")).unwrap();
    let code = bieu::bundle::PublicKey::parse(key.trim()).unwrap().code();
    above.keys("12345<Enter>");
    assert!(above.screen().contains("Không khớp"), "{}", above.screen());
    above.keys("<C-u>").keys(&code).keys("<Enter>");
    assert!(
        above.screen().contains("Mã đối chiếu"),
        "{}",
        above.screen()
    );
    above.keys("06253<Enter>");
    assert!(
        above.screen().contains("Xã Văn Quan (06253)"),
        "{}",
        above.screen()
    );
    for wanted in ["Đã có: 0 ", "Mới: 0 "] {
        above
            .keys("<Esc>5<Down><Enter>")
            .paste(file.to_str().unwrap())
            .keys("<Enter>");
        assert!(above.screen().contains("chữ ký đúng"), "{}", above.screen());
        assert!(above.screen().contains(wanted), "{}", above.screen());
        above.keys("<Enter>");
        assert!(
            above.screen().contains("Đã nhận xong"),
            "{}",
            above.screen()
        );
        above.keys("<Esc>");
    }
    // A file that was changed is told with its part, and nothing is taken in.
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = dir.path().join("hong.bieu");
    std::fs::write(&broken, bytes).unwrap();
    above
        .keys("<Esc>5<Down><Enter>")
        .paste(broken.to_str().unwrap())
        .keys("<Enter>");
    assert!(
        above.screen().contains("hỏng hoặc đã bị sửa ở"),
        "{}",
        above.screen()
    );
}

#[test]
fn text_from_outside_reaches_the_screen_only_filtered() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let household = workspace.households().unwrap()[0].id;
    let form = naming_form(&workspace);
    let phieu = workspace
        .open_phieu(
            &form,
            PhieuSubject::Household(household),
            Period::Year(2026),
        )
        .unwrap();
    let field = workspace.form_of(&phieu).unwrap().groups()[0].fields[0]
        .id
        .clone();
    let hostile = "A\u{1b}[2J\u{202e}B\u{200b}\u{7}C";
    workspace
        .answer(
            phieu.id(),
            vec![(
                Path::Field(field),
                Some(Answer::Given(Value::Text(hostile.into()))),
            )],
        )
        .unwrap();
    drop(workspace);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    for keys in ["1", "<Enter>", "<Enter>", "<F3>"] {
        seat.keys(keys);
        let hidden: Vec<char> = seat
            .screen()
            .chars()
            .filter(|c| (c.is_control() && *c != '\n') || ['\u{202e}', '\u{200b}'].contains(c))
            .collect();
        assert!(hidden.is_empty(), "{hidden:?} after {keys}");
    }
}

#[test]
fn what_could_not_be_kept_is_told_and_stays_on_the_screen() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter>")
        .paste(&"Lý ".repeat(1500))
        .keys("<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("dài quá mức"), "{screen}");
    assert!(screen.contains(": Lý Lý Lý"), "{screen}");
    assert!(!screen.contains("Đã lưu"), "{screen}");
    // Leaving asks once more; what was typed later is kept all the same.
    seat.keys("<C-q>");
    assert!(!seat.desk.app().is_done(), "{}", seat.screen());
    assert!(seat.screen().contains("chưa lưu được"), "{}", seat.screen());
    seat.keys("Xóm 2<Enter>");
    assert!(!seat.screen().contains("Đã lưu"), "{}", seat.screen());
    seat.keys("<S-Tab><S-Tab><C-u>Lý Văn Ngắn<Enter>");
    assert!(seat.screen().contains("Đã lưu"), "{}", seat.screen());
    seat.keys("<C-q>");
    assert!(seat.desk.app().is_done());
}

#[test]
fn one_household_read_alone_is_as_in_the_whole_list() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    for period in [Period::Year(2025), Period::Year(2026), Period::Year(2024)] {
        for whole in workspace.summaries(period).unwrap() {
            let alone = workspace.summary(whole.household.unwrap(), period).unwrap();
            assert_eq!(alone, whole);
        }
    }
}

#[test]
fn the_list_follows_what_was_typed() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F6><Enter>Lý Văn Một<Enter><Esc><Esc>");
    let line = |seat: &Seat| {
        seat.screen()
            .lines()
            .find(|line| line.contains("Lý Văn Một"))
            .map(str::to_owned)
    };
    let before = line(&seat).expect("the new household is listed");
    assert!(
        before.contains(" 001-003 ") && before.contains(" 0/"),
        "{before}"
    );
    seat.keys("<Esc>");
    assert!(seat.screen().contains("7 hộ"), "{}", seat.screen());
    assert!(
        seat.screen().contains("6/7 hoàn thành, 1 đang nhập"),
        "{}",
        seat.screen()
    );
}

#[test]
fn a_household_is_found_by_its_members_and_stays_under_the_cursor() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let summaries = workspace.summaries(Period::Year(2026)).unwrap();
    drop(workspace);
    let of = summaries.last().unwrap();
    let member = of
        .people
        .iter()
        .find(|person| person.name != of.head)
        .unwrap();
    let number = member.number.clone().unwrap();
    let end: String = number.chars().skip(6).collect();
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (132, 43));
    for typed in [&member.name, &end] {
        seat.keys(&format!("1{typed}"));
        let screen = seat.screen();
        let line = screen.lines().find(|line| line.starts_with('>')).unwrap();
        assert!(
            line.contains(of.label.rsplit_once('-').unwrap().1),
            "{screen}"
        );
        assert!(line.contains(&of.head), "{screen}");
        // A number is a person's own: a list shows its end only.
        assert!(
            !screen.replace(&format!("Tìm: {end}"), "").contains(&end),
            "{screen}"
        );
        seat.keys("<Esc>");
    }
    // The cursor is on the last one; a household made before it in the list does not move it.
    seat.keys("1<PgDn><PgDn>");
    let here = |seat: &Seat| {
        let screen = seat.screen();
        let line = screen.lines().find(|line| line.starts_with('>'));
        line.unwrap_or_else(|| panic!("{screen}")).to_owned()
    };
    let before = here(&seat);
    assert!(before.contains(&of.head), "{before}");
    seat.keys("<F6><Enter>Lý Văn Một<Enter><Esc><Esc>");
    assert_eq!(here(&seat), before);
    assert!(seat.screen().contains("Lý Văn Một"));
    // A filter is taken away by the key that looks anew.
    seat.keys("<F7>dang nhap<Enter><Esc>");
    assert!(seat.screen().contains("Lọc:"), "{}", seat.screen());
    seat.keys("<F3>");
    assert!(!seat.screen().contains("Lọc:"), "{}", seat.screen());
    assert!(seat.screen().contains("7/7"), "{}", seat.screen());
}

#[test]
fn what_is_filtered_goes_to_a_workbook_a_row_for_a_household_or_a_member() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let summaries = workspace.summaries(Period::Year(2026)).unwrap();
    drop(workspace);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (132, 43));
    seat.keys("1<F9><Enter>");
    assert!(seat.screen().contains("Đã ghi 6 hộ"), "{}", seat.screen());
    // The one with a row for each member is asked for once and offered so again.
    seat.keys("<F9><Down><Enter><Up><Enter>").keys("<F9>");
    assert!(
        seat.screen().contains("[x] Mỗi người một dòng"),
        "{}",
        seat.screen()
    );
    let read = |end: &str| {
        let name = format!("danh-sach-ho-2026-2026-11-10{end}.xlsx");
        let bytes = std::fs::read(dir.path().join("ban-in").join(name)).unwrap();
        bieu::office::sheet(&bytes).unwrap()
    };
    let holds = |rows: &[Vec<String>], text: &str| rows.iter().flatten().any(|cell| cell == text);
    let (by_household, by_member) = (read(""), read("-2"));
    for summary in &summaries {
        assert!(holds(&by_household, &summary.label), "{by_household:?}");
        assert!(holds(&by_household, &summary.head), "{by_household:?}");
    }
    let people = &summaries[0].people;
    for person in people {
        assert!(holds(&by_member, &person.name), "{by_member:?}");
        assert!(
            holds(&by_member, person.number.as_deref().unwrap()),
            "{by_member:?}"
        );
    }
    assert!(by_member.len() > by_household.len());
}

#[test]
fn readme_prints_the_key_table() {
    let readme = include_str!("../../README.md");
    let table = command::key_table(&Words::new(Language::Vietnamese));
    let (_, rest) = readme
        .split_once(
            "<!-- phím: bảng này lấy từ bảng lệnh của chương trình; kiểm thử báo nếu lệch -->\n",
        )
        .expect("the mark before the table");
    let (printed, _) = rest
        .split_once("<!-- hết phím -->")
        .expect("the mark after the table");
    assert_eq!(
        printed.trim(),
        table.trim(),
        "README has other keys than the program:\n{table}"
    );
}

// The command table.

#[test]
fn no_key_means_two_things_at_once() {
    let mut meant: BTreeMap<(String, &str), &str> = BTreeMap::new();
    for row in COMMANDS {
        for layer in row.layers {
            for key in row.keys {
                let before = meant.insert((key.label(), layer.name()), row.name);
                assert_eq!(before, None, "{} in {}", key.label(), layer.name());
                let anywhere = meant.get(&(key.label(), Layer::Anywhere.name()));
                assert!(
                    *layer == Layer::Anywhere || anywhere.is_none(),
                    "{} hides {anywhere:?}",
                    row.name
                );
            }
        }
    }
    // Layers that are alive together share no key.
    for (a, b) in [
        (Layer::Paper, Layer::Entry),
        (Layer::Paper, Layer::Grid),
        (Layer::Paper, Layer::Meeting),
    ] {
        for ((key, layer), name) in &meant {
            let other = meant.get(&(key.clone(), b.name()));
            assert!(
                *layer != a.name() || other.is_none_or(|other| other == name),
                "{key}: {name}, {other:?}"
            );
        }
    }
}

#[test]
fn names_are_stable_and_unique() {
    let names: BTreeSet<&str> = COMMANDS.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), COMMANDS.len());
    for row in COMMANDS {
        assert!(
            row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            row.name
        );
        // Without a key a command is in the palette alone: it must be alive everywhere then.
        let reached = !row.keys.is_empty() || row.layers == [Layer::Anywhere];
        assert!(reached && !row.layers.is_empty(), "{}", row.name);
        assert_eq!(
            command::row_of(row.command).map(|other| other.name),
            Some(row.name)
        );
    }
}

#[test]
fn every_command_layer_and_reason_has_words_in_both_languages() {
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for row in COMMANDS {
            assert!(words.has(&format!("tui-cmd-{}", row.name)), "{}", row.name);
        }
        for layer in Layer::ALL {
            assert!(
                words.has(&format!("tui-layer-{}", layer.name())),
                "{}",
                layer.name()
            );
        }
        for reason in Reason::ALL {
            assert!(
                words.has(&format!("tui-reason-{}", reason.code())),
                "{}",
                reason.code()
            );
        }
        for key in [
            "no-key-read",
            "nothing-inspected",
            "terminal",
            "internal",
            "no-file",
            "io",
            "too-large",
            "not-a-key",
        ] {
            assert!(
                words.has(&format!("error-{key}")) && words.has(&format!("error-{key}-next")),
                "{key}"
            );
        }
        for code in ["new", "same", "held", "conflicts", "rejected"] {
            assert!(words.has(&format!("tui-plan-{code}")), "{code}");
        }
    }
}

#[test]
fn every_function_key_has_a_twin_and_no_key_is_a_terminals_own() {
    for row in COMMANDS {
        let function = row.keys.iter().any(|key| matches!(key, Key::F(_)));
        let twin = row.keys.iter().any(|key| !matches!(key, Key::F(_)));
        assert!(!function || twin, "{}", row.name);
        for key in row.keys {
            // Backspace, Tab, Enter and Escape arrive as these; XOFF is free only because raw mode takes it.
            assert!(
                !matches!(key, Key::Ctrl('h' | 'i' | 'j' | 'm' | '[')),
                "{}",
                row.name
            );
            let letter = matches!(key, Key::Char(_));
            assert!(
                !letter || row.layers == [Layer::Menu] || row.layers == [Layer::Meeting],
                "{}: letters only where nothing is typed",
                row.name
            );
        }
    }
}

#[test]
fn every_command_is_in_the_help_of_its_layers_and_in_the_key_table() {
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        let table = command::key_table(&words);
        for row in COMMANDS {
            assert!(table.contains(&row.words(&words)), "{}", row.name);
            for key in row.keys {
                assert!(
                    table.contains(&format!("`{}`", key.label())),
                    "{}",
                    row.name
                );
            }
        }
    }
}

/// From nothing: the commune, the person, and its households from a list, in the fewest keys.
#[test]
fn a_new_commune_takes_its_households_from_a_list() {
    let dir = tempfile::tempdir().unwrap();
    let so = dir.path().join("so");
    let mut seat = Seat::at(&so, Language::Vietnamese, (80, 24));
    seat.keys("van quan<Enter><Enter>");
    seat.keys("8tests/it/data/danh-sach/ho-ngheo-2025.csv<Enter>");
    seat.keys("<Enter>");
    assert!(seat.screen().contains("Lập mới 4 hộ"), "{}", seat.screen());
    // What is doubtful is decided: the household without a thôn is one of the commune.
    seat.keys("la<Enter><Up><Enter>").keys("<C-u><PgUp>");
    seat.keys("<Enter>");
    assert!(seat.screen().contains("Đã lưu"), "{}", seat.screen());
    seat.keys("<Enter>1");
    let screen = seat.screen();
    for head in ["La Đức Sơn", "Hoàng Văn Đầu", "Lý Văn Lạ", "Vi Văn Nhờ"] {
        assert!(screen.contains(head), "{screen}");
    }
    drop(seat);
    let workspace = Workspace::open(&so, CLOCK).unwrap().0;
    assert_eq!(workspace.households().unwrap().len(), 5);
    assert_eq!(workspace.thons().unwrap().len(), 3);
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let edits = || {
        Workspace::open(dir.path(), CLOCK)
            .unwrap()
            .0
            .store()
            .edit_count()
    };
    let before = edits();
    for keys in [
        "8<Esc>",
        "8tests/it/data/danh-sach/cot-la.csv<Enter><Enter><Enter><Esc>",
    ] {
        let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
        let home = seat.screen();
        seat.keys(keys);
        assert_eq!(seat.screen(), home);
    }
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let home = seat.screen();
    seat.keys(PREVIEW).keys("son<Enter><Esc><C-u><Esc><Esc>");
    assert_eq!(seat.screen(), home);
    drop(seat);
    assert_eq!(edits(), before);
}

/// Commune by keys alone: a step is refused with its reason, closed, reopened with a reason; minutes are opened.
#[test]
fn a_step_is_refused_closed_and_reopened_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    // The thôn that lacks nothing in step 2 still needs step 1 closed.
    seat.keys("7<Down><Down><Right><F9>");
    let screen = seat.screen();
    assert!(
        screen.contains("bước trước (1. Lập danh sách) chưa đóng"),
        "{screen}"
    );
    seat.keys("<Esc><Left><C-s><Esc><Right><F9>");
    let screen = seat.screen();
    assert!(
        screen.contains("2. Rà soát, chấm điểm: đã đóng"),
        "{screen}"
    );
    assert!(screen.contains("Đã lưu"), "{screen}");
    // Without a reason nothing is reopened.
    seat.keys("<Esc><Left><C-o><Enter><Esc><Esc>");
    let signs = |seat: &Seat| {
        let screen = seat.screen();
        let line = screen.lines().find(|line| line.starts_with("> "));
        line.unwrap_or_default().replace(['[', ']'], " ")
    };
    assert_eq!(signs(&seat).matches(" x ").count(), 2, "{}", seat.screen());
    // Step 2 rests on step 1.
    seat.keys("<C-o>Sót một hộ ở cuối thôn<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Sót một hộ ở cuối thôn"), "{screen}");
    assert!(screen.contains("các bước sau đã đóng"), "{screen}");
    seat.keys("<Esc>");
    assert!(!signs(&seat).contains(" x "), "{}", seat.screen());
    // Step 3: Enter on a household that no meeting spoke of makes the minutes, once.
    seat.keys("<Right><Right><Enter><Enter>");
    assert!(seat.layers().contains(&Layer::Meeting), "{}", seat.screen());
    seat.keys("<Esc>");
    while seat.layers() != [Layer::Steps] {
        seat.keys("<Esc>");
    }
    seat.keys("<Enter>");
    assert!(seat.layers().contains(&Layer::Meeting), "{}", seat.screen());
    drop(seat);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let minutes = workspace
        .store()
        .phieus(Some(Period::Year(2026)), Some("bien-ban-hop-dan"))
        .unwrap();
    assert_eq!(minutes.len(), 1);
}

#[test]
fn a_passphrase_is_asked_for_before_anything_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: Some("cầu Hiền Lương".into()),
    };
    drop(Workspace::init(dir.path(), &init, CLOCK).unwrap());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    assert!(seat.screen().contains("có mật khẩu"), "{}", seat.screen());
    seat.keys("sai<Enter>");
    seat.desk.settle();
    assert!(seat.screen().contains("không đúng"), "{}", seat.screen());
    seat.keys("cầu Hiền");
    let shown = seat.screen();
    assert!(
        shown.contains("********") && !shown.contains("Hiền"),
        "{shown}"
    );
    seat.keys(" Lương<Enter>");
    seat.desk.settle();
    assert!(
        seat.desk.app().shared().office.is_some(),
        "{}",
        seat.screen()
    );
    assert!(seat.desk.app().shared().failure.is_none());
    drop(seat);
    // Leaving without it changes nothing.
    let mut seat = Seat::at(dir.path(), Language::English, (80, 24));
    seat.keys("<Esc>");
    assert!(seat.desk.app().is_done());
}

/// A window at a sổ số liệu whose passphrase was set on its screens.
fn protected(dir: &FilePath) -> Seat {
    commune(dir);
    let mut seat = Seat::at(dir, Language::Vietnamese, (80, 24));
    seat.keys("<C-p>Đặt, đổi<Enter>hai ba<Enter>hai ba<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Đã đặt mật khẩu"), "{screen}");
    seat
}

/// Nothing on a locked screen is of anybody.
fn is_hidden(seat: &Seat) {
    assert!(seat.desk.app().is_locked());
    let screen = seat.screen();
    for name in ["Lý", "Văn", "Nà", "Lộc", "HD-", "06253", "2026"] {
        assert!(!screen.contains(name), "{name}:\n{screen}");
    }
}

#[test]
fn a_passphrase_is_set_and_changed_on_the_screen() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    // Nothing to lock behind yet.
    seat.desk.take(Event::Idle);
    seat.keys("<C-p>Khoá màn<Enter>");
    assert!(!seat.desk.app().is_locked());
    let screen = seat.screen();
    assert!(screen.contains("Chưa đặt mật khẩu"), "{screen}");
    seat.keys("<Esc><C-p>Đặt, đổi<Enter>mot<Enter>hai<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("không giống nhau"), "{screen}");
    seat.keys("mot<Enter>mot<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Đã đặt mật khẩu"), "{screen}");
    // The one before is asked for, and must be it.
    seat.keys("<C-p>Đặt, đổi<Enter>sai<Enter>hai<Enter>hai<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("không đúng"), "{screen}");
    seat.keys("mot<Enter>hai<Enter>hai<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Đã đặt mật khẩu"), "{screen}");
    drop(seat);
    assert!(Workspace::open(dir.path(), CLOCK).is_err());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("hai<Enter>");
    assert!(seat.desk.app().shared().office.is_some());
}

#[test]
fn a_locked_screen_shows_nothing_and_comes_back_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let mut seat = protected(dir.path());
    // In the middle of a name.
    seat.keys("1<F6><Enter>Lý Văn M");
    let before = seat.screen();
    assert!(before.contains("Lý Văn M"), "{before}");
    seat.desk.take(Event::Idle);
    is_hidden(&seat);
    insta::assert_snapshot!("locked-vi", seat.screen());
    // Neither a way back, nor another screen, nor the help; and what is typed goes nowhere else.
    for key in [
        "<Esc>",
        "<C-p>",
        "<F1>",
        "<F4>",
        "<F3>",
        "<C-z>",
        "1",
        "<Tab>",
        "<Down>",
        "<paste:x>",
    ] {
        seat.keys(key);
        is_hidden(&seat);
    }
    seat.keys("<C-u>hai ba<Enter>");
    assert!(!seat.desk.app().is_locked());
    assert_eq!(seat.screen(), before);
    // So does what is pressed before the worker has said that the passphrase is right.
    seat.desk.take(Event::Idle);
    seat.keys("hai ba<Enter>một hai");
    assert_eq!(seat.screen(), before);
    seat.keys("ột<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Lý Văn Một"), "{screen}");
    // At once, by name.
    seat.keys("<C-p>Khoá màn<Enter>");
    is_hidden(&seat);
    seat.keys("hai ba<Enter>");
    assert_eq!(seat.screen(), screen);
}

#[test]
fn a_wrong_passphrase_at_a_locked_screen_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut seat = protected(dir.path());
    seat.keys("1<F6><Enter>Lý Văn M");
    seat.desk.take(Event::Idle);
    seat.keys("ba hai<Enter>");
    is_hidden(&seat);
    let screen = seat.screen();
    assert!(screen.contains("không đúng"), "{screen}");
    // Leaving does not open it, and keeps what was half typed.
    seat.desk.take(Event::Ending);
    is_hidden(&seat);
    seat.desk.settle();
    assert!(seat.desk.app().is_done());
    is_hidden(&seat);
    drop(seat);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("hai ba<Enter>1");
    let screen = seat.screen();
    assert!(screen.contains("Lý Văn M"), "{screen}");
}
