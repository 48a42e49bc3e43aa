//! A commune's whole review by keyboard: one script, played in memory and in a real pseudo-terminal of the built
//! program. Each step must show the same screen in both, and all plays must end with the same state.
#![cfg(unix)]

use std::path::{Path, PathBuf};

use bieu::locale::Language;
use bieu::task::{self, Scope};
use bieu::tui::event::{Event, Key};
use bieu::tui::{Desk, Options, Skin};
use bieu::workspace::{Clock, Workspace};
use portable_pty::CommandBuilder;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::screens::parse;
use super::store::{Dice, cases, contents, copy_folder};
use super::terminal::Pty;

const SIZE: (u16, u16) = (80, 24);

/// One thing that a person does before looking at the screen.
#[derive(Clone)]
enum Step {
    /// Keys, as in `screens.rs`.
    Keys(String),
    /// A paste.
    Paste(String),
}

impl Step {
    /// What a terminal sends for it. Esc is sent in the form that no following byte can change.
    fn bytes(&self) -> Vec<u8> {
        match self {
            Step::Paste(text) => format!("\x1b[200~{text}\x1b[201~").into_bytes(),
            Step::Keys(keys) => parse(keys).into_iter().flat_map(bytes).collect(),
        }
    }

    fn take(&self, desk: &mut Desk) {
        match self {
            Step::Paste(text) => desk.take(Event::Paste(text.clone())),
            Step::Keys(keys) => {
                for key in parse(keys) {
                    desk.take(Event::Key(key));
                }
            }
        }
        desk.settle();
    }
}

fn bytes(key: Key) -> Vec<u8> {
    let text = match key {
        Key::Char(c) => c.to_string(),
        Key::Ctrl(' ') => "\0".to_owned(),
        Key::Ctrl(c) => char::from(c as u8 & 0x1f).to_string(),
        Key::F(n @ 1..=4) => format!("\x1bO{}", char::from(b'P' + n - 1)),
        Key::F(n) => {
            let codes = [15, 17, 18, 19, 20, 21, 23, 24];
            format!("\x1b[{}~", codes[usize::from(n) - 5])
        }
        Key::Enter => "\r".to_owned(),
        Key::Esc => "\x1b[27u".to_owned(),
        Key::Tab => "\t".to_owned(),
        Key::BackTab => "\x1b[Z".to_owned(),
        Key::Backspace => "\x7f".to_owned(),
        Key::Delete => "\x1b[3~".to_owned(),
        Key::Up => "\x1b[A".to_owned(),
        Key::Down => "\x1b[B".to_owned(),
        Key::Right => "\x1b[C".to_owned(),
        Key::Left => "\x1b[D".to_owned(),
        Key::Home => "\x1b[H".to_owned(),
        Key::End => "\x1b[F".to_owned(),
        Key::PageUp => "\x1b[5~".to_owned(),
        Key::PageDown => "\x1b[6~".to_owned(),
    };
    text.into_bytes()
}

fn options(dir: &Path, language: Language) -> Options {
    Options {
        dir: dir.to_owned(),
        language,
        clock: Clock::System,
        passphrase: None,
        skin: Skin::default(),
    }
}

fn drawn(desk: &Desk) -> String {
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    terminal.draw(|frame| desk.draw(frame)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let lines = (0..SIZE.1).map(|y| {
        let line: String = (0..SIZE.0).map(|x| buffer[(x, y)].symbol()).collect();
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// A play of the script: what was pressed so far, and what stood on the screen after each step.
struct Play {
    desk: Desk,
    steps: Vec<Step>,
    screens: Vec<String>,
    first: String,
}

impl Play {
    fn begin(dir: &Path, language: Language) -> Play {
        let mut desk = Desk::new(options(dir, language), SIZE);
        desk.begin();
        desk.settle();
        Play {
            first: drawn(&desk),
            desk,
            steps: Vec::new(),
            screens: Vec::new(),
        }
    }

    /// The same steps again, in another language.
    fn again(dir: &Path, language: Language, steps: &[Step]) -> Play {
        let mut play = Play::begin(dir, language);
        for step in steps {
            play.step(step.clone());
        }
        play
    }

    fn step(&mut self, step: Step) {
        step.take(&mut self.desk);
        self.screens.push(drawn(&self.desk));
        self.steps.push(step);
    }

    fn keys(&mut self, keys: &str) -> &mut Play {
        self.step(Step::Keys(keys.to_owned()));
        self
    }

    fn paste(&mut self, text: &str) -> &mut Play {
        self.step(Step::Paste(text.to_owned()));
        self
    }

    fn screen(&self) -> String {
        drawn(&self.desk)
    }

    /// What must stand on the screen now.
    fn sees(&mut self, text: &str) -> &mut Play {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} in\n{screen}");
        self
    }

    /// Goes from problem to problem, answering each the same, until none is left: the problem list is the only way.
    fn work_off(&mut self, answer: &str) -> &mut Play {
        for _ in 0..60 {
            if self.screen().contains("Hết lỗi") {
                return self;
            }
            self.keys(&format!("<F8>{answer}"));
        }
        panic!("problems left\n{}", self.screen());
    }
}

fn state_hash(dir: &Path) -> String {
    let (workspace, notices) = Workspace::open(dir, Clock::System).unwrap();
    assert!(notices.is_empty(), "{notices:?}");
    task::state_hash(&workspace, &Scope::default()).unwrap()
}

fn program(dir: &Path, language: &str) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bieu"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", dir.parent().unwrap());
    command.args(["--data", dir.to_str().unwrap(), "--lang", language]);
    Pty::start(command)
}

/// A household of the commune's list: how many members, and what the Phiếu say of it.
struct HoDan {
    head: &'static str,
    members: usize,
    last_year: &'static str,
    /// Điểm A, and whether the indicators that the members do not tell are deprived.
    points: (&'static str, bool),
}

const HO: [HoDan; 10] = [
    ho("Hồ Văn Bảy", 7, "Hộ nghèo", ("120", true)),
    ho("Hồ Thị Nghèo", 2, "Hộ nghèo", ("130", true)),
    ho("Quỳnh Thế Nghĩa", 2, "Hộ không nghèo", ("140", true)),
    ho("Nguyễn Thị Cận", 2, "Hộ cận nghèo", ("120", false)),
    ho("Lê Văn Cường", 2, "Hộ nghèo", ("140", false)),
    ho("Blúp Hồng", 3, "Hộ cận nghèo", ("135", false)),
    ho("A Viết Khá", 2, "Hộ cận nghèo", ("180", false)),
    ho("Đặng Thuỳ Dương", 2, "Hộ nghèo", ("200", true)),
    ho("Ưng Quốc Ý", 2, "Hộ không nghèo", ("175", false)),
    ho("Võ Văn Vắng", 2, "Hộ nghèo", ("", false)),
];

/// The household that a son of Blúp Hồng makes, by its label.
const SPLIT: HoDan = ho("001-011", 1, "", ("150", false));

const fn ho(
    head: &'static str,
    members: usize,
    last_year: &'static str,
    points: (&'static str, bool),
) -> HoDan {
    HoDan {
        head,
        members,
        last_year,
        points,
    }
}

/// The list as the province's software gives it: title rows, a row for each member.
fn list(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write(0, 0, "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO")
        .unwrap();
    let headings = [
        "STT hộ",
        "Họ tên chủ hộ",
        "Họ tên thành viên",
        "Quan hệ với chủ hộ",
        "Ngày sinh",
        "Giới tính",
        "Số CCCD",
        "Thôn",
        "Dân tộc",
        "Phân loại hộ",
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write(4, column, heading).unwrap();
    }
    let mut row = 5;
    for (number, ho) in (1..).zip(&HO) {
        for member in 0..ho.members {
            let name = match member {
                0 => ho.head.to_owned(),
                1 => format!(
                    "Lê Thị Vợ {}",
                    ["Một", "Hai", "Ba", "Bốn", "Năm"][number as usize % 5]
                ),
                n => format!("Hồ Con {}", ["Anh", "Em", "Út", "Lan", "Huệ"][n - 2]),
            };
            let relation = ["Chủ hộ", "Vợ", "Con"][member.min(2)];
            let year = [1975, 1978, 2001, 2002, 2003, 2004, 2005][member];
            let female = member % 2 == 1;
            let card = format!(
                "046{}{:02}{:06}",
                match (year < 2000, female) {
                    (true, false) => 0,
                    (true, true) => 1,
                    (false, false) => 2,
                    (false, true) => 3,
                },
                year % 100,
                number * 100 + member as u32,
            );
            let cells = [
                number.to_string(),
                ho.head.to_owned(),
                name,
                relation.to_owned(),
                format!("12/03/{year}"),
                if female { "Nữ" } else { "Nam" }.to_owned(),
                card,
                "Thôn A Đớt".to_owned(),
                "Tà Ôi".to_owned(),
                ho.last_year.to_owned(),
            ];
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
            row += 1;
        }
    }
    book.save(path).unwrap();
}

/// The whole review, as a commune's officer does it.
fn whole_review(play: &mut Play, list: &Path) {
    first_run(play, list);
    play.keys("9ho va thanh vien<Enter>").sees("Đã ghi bản in");
    play.keys("<Esc><Esc>");
    split(play);
    for ho in &HO {
        household(play, ho);
    }
    household(play, &SPLIT);
    the_absent(play);
    meetings(play);
    after_the_meetings(play);
    decision(play);
    // A Biểu of the year before comes out of a workbook: looked at, then written at once.
    play.keys("<F5>2025<Enter>3bieu so 02<Enter>");
    play.paste("1.234\t2.000\t\t300\t40\n560\t78\n")
        .sees("Sẽ ghi 6 ô");
    play.keys("<Enter>").sees("Đã ghi 6 ô");
    // What stands above is filled down; computed and closed cells are passed over.
    play.keys("<Right><Down><Down><C-c>");
    assert_eq!(play.screen().matches(" 78").count(), 2, "{}", play.screen());
    play.keys("<Esc><Esc>");
}

/// Who was not at home is visited again before the meeting.
fn the_absent(play: &mut Play) {
    play.keys("1<F3>Vo Van Vang<Enter><Enter><C-o><F3>ket qua lan<Enter>1");
    // The number that the thôn gave is no longer asked.
    while !play.screen().contains("Hết lỗi") {
        play.keys("<F8>");
        let not_asked = play.screen().contains("không còn phải hỏi");
        play.keys(if not_asked { "<C-u><Enter>" } else { "1" });
        assert!(play.steps.len() < 1000, "{}", play.screen());
    }
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    play.keys("<Enter><Enter><Enter><Enter>").keys("100<Enter>");
    play.work_off("1");
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    play.keys("<Esc><Esc>");
}

/// A first meeting that does not agree to one household, and the second about that one.
fn meetings(play: &mut Play) {
    let attendance = "1<Enter>4<Enter>1<Enter>2<Enter>30<Enter>3<Enter>2<Enter>2<Enter>2<Enter>6<Enter>5<Enter>15<Enter>1<Enter>20<Enter>";
    play.keys("h<Enter>").keys(attendance);
    play.keys("8<Enter>12<Enter>0<Enter>Xem lại điểm A<Enter>")
        .sees("40,00 %");
    // To everybody else all agree, one household after another.
    while !play.screen().contains("Hộ 9 / 9") {
        play.keys("<PgDn>a");
        assert!(play.steps.len() < 1000, "{}", play.screen());
    }
    play.keys("<Tab><Tab><Enter>")
        .keys("30/10/2026Nhà văn hóa thôn<Enter>Hồ Văn Đớt<Enter>Lê Thị Ghi<Enter>2<Enter>");
    play.keys("<F8>05/11/2026<F9>").keys("<Enter>");
    play.keys("m").keys(attendance);
    play.keys("a<Tab><Tab><Enter>");
    play.keys("05/11/2026Nhà văn hóa thôn<Enter>Hồ Văn Đớt<Enter>Lê Thị Ghi<Enter>");
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    play.keys("<Esc><Esc>");
}

/// Posting, one đính chính, one phúc tra, the decision.
fn after_the_meetings(play: &mut Play) {
    play.keys("2<F2>niem yet<Enter>").sees("Còn 5 lỗi");
    play.keys("111,2<Enter>106/11/202612/11/2026")
        .sees("= 4 ngày");
    play.keys("3<Enter>3<Enter>1<Enter><F9>").keys("<Enter>");
    play.keys("<Esc><Esc>1<F3>Blup<Enter>dinh chinh<Enter>");
    play.keys("10/11/2026Blúp Hồng<Enter>CCCD<Enter>0Hoàng Văn Soát<Enter>");
    play.keys("<Enter>Lê Thị Vợ Hai<Enter>1Lê Thị Vợ Hai<Enter>Lê Thị Vợ Hài<Enter>");
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    play.keys("<Esc><Esc>1<F3>Cuong<Enter>phuc tra<Enter>");
    play.keys("09/11/2026Lê Văn Cường<Enter>1Xin xem lại điểm A<Enter>2");
    play.keys("11/11/2026Hoàng Văn Soát<Enter>140<Enter>20<Enter>2")
        .sees("= Không");
    play.keys("<F8>Chấm đúng như trên giấy<Enter><F9>")
        .keys("<Enter>")
        .sees("đã hoàn thành");
    play.keys("<Esc><Esc>");
}

/// The opinion from above and the decision; then nothing is left to look at.
fn decision(play: &mut Play) {
    play.keys("3mau so 02<Enter>15/BC<Enter>13/11/202620/CV<Enter>17/11/2026");
    play.keys("120/QĐ<Enter>20/11/2026Nguyễn Văn Chủ Tịch<Enter>");
    play.keys("3<Enter>11<Enter>3<Enter>6<Enter>1<Enter>2<Enter>1<Enter>2<Enter>");
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    play.keys("<Esc><Esc>7");
    for step in ["1", "2", "3", "4", "5", "6"] {
        play.keys("<F9>").sees(&format!("{step}. ")).sees("đã đóng");
        play.keys("<Esc><Right>");
    }
    play.keys("<Esc>4").sees("Không còn gì phải xem");
    play.keys("<Esc>");
}

/// From an empty folder to the households of the list.
fn first_run(play: &mut Play, list: &Path) {
    play.keys("A Luoi 1<Enter><Enter>").sees("A Lưới 1");
    play.keys("<F4>Trần Thị Mỹ<Enter><F5>2026<Enter>");
    play.keys(&format!("8{}<Enter>", list.to_str().unwrap()));
    play.keys("<Enter>").sees("Lập mới 10 hộ");
    play.keys("<Enter>").sees("lập 1 thôn, 10 hộ");
    play.keys("<Enter>");
}

/// A son goes to live by himself.
fn split(play: &mut Play) {
    play.keys("1<F3>Blup<F8><Enter><Down><Down><Enter><Down><Enter><Enter>");
    play.keys("15/10/2026<Enter>Cưới vợ, ở riêng<Enter>")
        .sees("Hồ Con Anh");
    play.keys("<Enter>").sees("1/11");
    play.keys("<Esc>");
}

/// One household from its papers' list to finished.
fn household(play: &mut Play, ho: &HoDan) {
    play.keys(&format!("1<F3>{}<Enter>", ho.head)).sees(ho.head);
    // The household's paper: where it lives, who came when, the outcome, who counts.
    play.keys("<Enter>Thôn A Đớt<Enter>");
    if ho.points.0.is_empty() {
        play.keys("<C-u>Hoàng Văn Soát<Enter>20/10/2026<Enter><Enter>2");
        play.keys("2<Enter>");
        play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
        play.keys("<Esc><Esc>");
        return;
    }
    play.keys("<C-u>Hoàng Văn Soát<Enter>20/10/2026<Enter><Enter>1");
    play.work_off("1");
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    // Enter goes on to the next paper, which offers who came and when.
    play.keys("<Enter><Enter><Enter><Enter>");
    play.keys(ho.points.0).keys("<Enter>");
    play.work_off(if ho.points.1 { "1" } else { "0" });
    play.keys("<F9>").keys("<Enter>").sees("đã hoàn thành");
    play.keys("<Esc><Esc>");
}

/// The sổ số liệu and the list in a folder of their own; the script played once in memory.
fn played(folder: &Path) -> (PathBuf, Play) {
    let (dir, file) = (folder.join("so"), folder.join("ho.xlsx"));
    list(&file);
    let mut play = Play::begin(&dir, Language::Vietnamese);
    whole_review(&mut play, &file);
    (dir, play)
}

#[test]
fn a_whole_review_by_key_is_the_same_in_a_terminal_and_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, play) = played(folder.path());
    let steps = play.steps.clone();
    let hash = in_a_terminal(&dir, play, "vi");
    let english = Play::again(&dir, Language::English, &steps);
    assert_eq!(in_a_terminal(&dir, english, "en"), hash);
}

/// Plays in the built program what was played in memory: every screen and the state at the end are the same.
/// The state hash; the sổ số liệu is gone afterwards.
fn in_a_terminal(dir: &Path, play: Play, language: &str) -> String {
    let Play {
        desk,
        steps,
        screens,
        first,
    } = play;
    drop(desk);
    let hash = state_hash(dir);
    std::fs::remove_dir_all(dir).unwrap();
    let mut pty = program(dir, language);
    // Before the screens stand, the terminal still turns Enter into something else.
    pty.wait("the first screen", |screen| shown(screen) == first);
    for (step, expected) in steps.iter().zip(&screens) {
        pty.send(&step.bytes());
        pty.wait("the step", |screen| shown(screen) == *expected);
    }
    pty.send(b"\x11");
    assert_eq!(pty.end(), 0);
    assert_eq!(state_hash(dir), hash, "{language}");
    std::fs::remove_dir_all(dir).unwrap();
    hash
}

/// Every key by itself.
fn single_keys(steps: &[Step]) -> Vec<Step> {
    let single = |step: &Step| match step {
        Step::Paste(_) => vec![step.clone()],
        Step::Keys(keys) => split_keys(keys).map(Step::Keys).collect(),
    };
    steps.iter().flat_map(single).collect()
}

/// `a<Enter>b` as `a`, `<Enter>`, `b`.
fn split_keys(keys: &str) -> impl Iterator<Item = String> {
    let mut rest = keys.chars().collect::<std::collections::VecDeque<_>>();
    std::iter::from_fn(move || {
        let mut key = rest.pop_front()?.to_string();
        if key == "<" {
            while !key.ends_with('>') {
                key.push(rest.pop_front()?);
            }
        }
        Some(key)
    })
}

/// A key of the script: after it, what stands on the screen and, if it was looked at, what is kept.
struct Moment {
    screen: String,
    kept: Option<String>,
}

/// What is kept in a sổ số liệu that somebody has open. A copy is opened, and only when the journal says something
/// else than the last time.
struct Look {
    copy: PathBuf,
    journal: Vec<(PathBuf, Vec<u8>)>,
    fresh: bool,
    kept: String,
}

impl Look {
    /// Copies go to a folder that the program does not see: it lists what stands beside a sổ số liệu.
    fn new(copies: &Path) -> Look {
        Look {
            copy: copies.join("copy"),
            journal: Vec::new(),
            fresh: false,
            kept: String::new(),
        }
    }

    /// To be called while nobody writes.
    fn take(&mut self, dir: &Path) {
        let journal = dir.join("journal");
        let now = if journal.exists() {
            contents(&journal)
        } else {
            Vec::new()
        };
        // What was said before is still there, whatever was added.
        let added_to = |name: &Path| name.extension().is_some_and(|ending| ending == "seg");
        for (name, bytes) in self.journal.iter().filter(|(name, _)| added_to(name)) {
            let said = bytes.iter().rposition(|byte| *byte != 0).unwrap_or(0);
            let (_, other) = now.iter().find(|(other, _)| other == name).unwrap();
            assert!(other.starts_with(&bytes[..said]), "{name:?}");
        }
        if now != self.journal {
            copy_folder(dir, &self.copy);
            self.journal = now;
            self.fresh = true;
        }
    }

    /// The state in what was taken.
    fn kept(&mut self) -> String {
        if std::mem::take(&mut self.fresh) {
            self.kept = open_hash(&self.copy);
            std::fs::remove_dir_all(&self.copy).unwrap();
        }
        self.kept.clone()
    }
}

/// Plays key by key in memory up to a key; what is kept is looked at around the keys that are asked for.
/// The first screen, and every key.
fn moments(
    dir: &Path,
    mut look: Look,
    language: Language,
    steps: &[Step],
    stops: &[usize],
) -> (String, Vec<Moment>) {
    let mut play = Play::begin(dir, language);
    let mut moments = Vec::new();
    let keys = single_keys(steps).into_iter();
    for (n, key) in keys.enumerate().take(1 + stops[stops.len() - 1]) {
        play.step(key);
        let asked = [n, n + 1].iter().any(|n| stops.binary_search(n).is_ok());
        let kept = asked.then(|| {
            look.take(dir);
            look.kept()
        });
        moments.push(Moment {
            screen: play.screens.pop().unwrap(),
            kept,
        });
    }
    let first = play.first.clone();
    drop(play);
    remove(dir);
    (first, moments)
}

fn remove(dir: &Path) {
    if dir.exists() {
        std::fs::remove_dir_all(dir).unwrap();
    }
}

/// The script in the built program, stopped at keys of it.
struct Stopped<'a> {
    dir: PathBuf,
    pty: Pty,
    look: Look,
    moments: &'a [Moment],
    /// The last key that the screen has shown to be done.
    told: usize,
    dice: Dice,
    /// How many moments found a key not yet kept, kept in part, kept but not yet shown, and shown.
    found: [usize; 4],
}

impl Stopped<'_> {
    fn signal(&self, name: &str) {
        // Not the child's own `kill`, which asks politely first.
        let id = self.pty.child.process_id().unwrap().to_string();
        let mut kill = std::process::Command::new("kill");
        assert!(kill.args([name, &id]).status().unwrap().success());
        let standing = || {
            let mut state = std::process::Command::new("ps");
            let state = state.args(["-o", "stat=", "-p", &id]).output().unwrap();
            state.stdout.starts_with(b"T")
        };
        if name == "-STOP" {
            while !standing() {}
        }
    }

    /// What the screen shows now of a key.
    fn seen(&mut self, key: usize) {
        let before = key.checked_sub(1).map(|n| &self.moments[n].screen);
        let screen = &self.moments[key].screen;
        if before != Some(screen) && shown(&self.pty.screen()) == *screen {
            self.told = key;
        }
    }

    /// The program stands still: what SIGKILL would leave now is what is in the folder.
    fn stop(&mut self, key: usize) {
        self.signal("-STOP");
        self.look.take(&self.dir);
        self.seen(key);
        self.signal("-CONT");
        let kept = self.look.kept();
        let done = self.moments[key].kept.as_ref() == Some(&kept);
        let found = match (self.told == key, done, self.kept(key, &kept)) {
            (true, true, _) => 3,
            (false, true, _) => 2,
            // Some keys are several edits; nobody was told yet that they are done.
            (false, false, false) => 1,
            (false, false, true) => 0,
            (true, false, _) => panic!("key {key} is lost\n{}", self.moments[key].screen),
        };
        self.found[found] += 1;
    }

    /// Whether what is kept is what the screen has shown, or whole keys more.
    fn kept(&self, key: usize, kept: &String) -> bool {
        let mut may = self.moments[self.told..=key].iter();
        may.any(|moment| moment.kept.as_ref() == Some(kept))
    }

    /// One key, stopped once on its way and once when it is on the screen.
    fn key(&mut self, n: usize, key: &Step) {
        self.pty.send(&key.bytes());
        let pause = self.dice.roll(4000) as u64;
        std::thread::sleep(std::time::Duration::from_micros(pause));
        self.stop(n);
        self.wait(n);
        self.stop(n);
    }

    fn wait(&mut self, n: usize) {
        let screen = &self.moments[n].screen;
        let what = format!("key {n}:\n{screen}\n");
        self.pty.wait(&what, |now| shown(now) == *screen);
        self.seen(n);
    }
}

/// Killed at a key of the script, or while it is being done: what the screen had told to be kept is there, and
/// nothing but that key or a part of it can be there besides. Where a program stands still, its folder is what a kill would leave;
/// the last key of each run is a kill. `BIEU_CASES` above the number of keys stops at every key, in both languages.
#[test]
fn killed_at_any_key_of_the_review_nothing_accepted_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let copies = tempfile::tempdir().unwrap();
    let (dir, play) = played(folder.path());
    let steps = play.steps.clone();
    drop(play);
    std::fs::remove_dir_all(&dir).unwrap();
    let keys = single_keys(&steps).len();
    let mut dice = Dice(0xB1E0);
    let every = cases(2) >= keys;
    let mut stops: Vec<usize> = match every {
        true => (0..keys).collect(),
        false => (0..cases(2)).map(|_| dice.roll(keys)).collect(),
    };
    stops.sort_unstable();
    stops.dedup();
    // While the list's path is typed, the screen lists folders that are not this test's. Nothing is kept then.
    let mut n = 0;
    for step in &steps {
        let keys = single_keys(std::slice::from_ref(step)).len();
        if matches!(step, Step::Keys(keys) if keys.contains(folder.path().to_str().unwrap())) {
            stops.retain(|stop| !(n..n + keys).contains(stop));
        }
        n += keys;
    }
    for language in [Language::Vietnamese, Language::English] {
        let name = match language {
            Language::Vietnamese => "vi",
            Language::English => "en",
        };
        if language == Language::English && !every {
            break;
        }
        let look = || Look::new(copies.path());
        let (first, moments) = moments(&dir, look(), language, &steps, &stops);
        let mut found = [0; 4];
        for stops in stops.chunks(stops.len().div_ceil(cases(2).min(6))) {
            let mut pty = program(&dir, name);
            pty.wait("the first screen", |screen| shown(screen) == first);
            let mut run = Stopped {
                dir: dir.clone(),
                pty,
                look: look(),
                moments: &moments,
                told: 0,
                dice: Dice(dice.roll(1 << 30) as u64 + 1),
                found,
            };
            let last = stops[stops.len() - 1];
            let mut n = 0;
            for step in &steps {
                let keys = single_keys(std::slice::from_ref(step));
                let here = n..n + keys.len();
                if n > last {
                    break;
                }
                if !stops.iter().any(|stop| here.contains(stop)) {
                    run.pty.send(&step.bytes());
                    n = here.end;
                    run.wait(n - 1);
                    continue;
                }
                for (n, key) in here.clone().zip(&keys).filter(|(n, _)| *n <= last) {
                    if stops.binary_search(&n).is_ok() {
                        run.key(n, key);
                    } else {
                        run.pty.send(&key.bytes());
                        run.wait(n);
                    }
                }
                n = here.end;
            }
            run.signal("-KILL");
            run.pty.child.wait().unwrap();
            found = run.found;
            let kept = open_hash(&dir);
            assert!(run.kept(last, &kept), "killed at {last}: {kept}");
            remove(&dir);
        }
        assert_eq!(found.iter().sum::<usize>(), 2 * stops.len());
        println!("{name}: {} of {keys} keys, {found:?}", stops.len());
    }
}

/// The state of a sổ số liệu that was not closed; empty before there is one.
fn open_hash(dir: &Path) -> String {
    let opened = Workspace::open(dir, Clock::System).ok();
    opened.map_or_else(String::new, |(workspace, _)| {
        task::state_hash(&workspace, &Scope::default()).unwrap()
    })
}

fn shown(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}
