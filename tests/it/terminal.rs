//! A real pseudo-terminal, 80×24, and the built program in it: what an input method sends, and how the
//! terminal is left.
#![cfg(unix)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use bieu::form::Period;
use bieu::place::Regime;
use bieu::task::demo;
use bieu::tui::terminal::Guard;
use bieu::workspace::{Clock, Workspace};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const CLOCK: Clock = Clock::Fixed(1_794_279_600);
/// Long enough for a machine that builds something else meanwhile.
const PATIENCE: Duration = Duration::from_secs(60);
/// Names the child that panics; see `panicking_child`.
const PANIC: &str = "BIEU_TEST_PANICS_IN_TERMINAL";

pub(super) struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    pub(super) child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    before: String,
    // The slave side stays open so that its modes can be read after the child is gone.
    _slave: Box<dyn portable_pty::SlavePty + Send>,
}

impl Pty {
    pub(super) fn start(command: CommandBuilder) -> Pty {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        Pty {
            master: pair.master,
            writer,
            child,
            output,
            parser,
            raw: Vec::new(),
            before,
            _slave: pair.slave,
        }
    }

    fn program(dir: &Path) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bieu"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", dir);
        command.args(["--data", dir.to_str().unwrap(), "--lang", "vi"]);
        Pty::start(command)
    }

    pub(super) fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads on until the screen is as wanted.
    pub(super) fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.parser.screen().contents();
            if wanted(&screen) {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{what}: {error}\n{screen}"),
            }
        }
    }

    /// What has been drawn up to now.
    pub(super) fn screen(&mut self) -> String {
        while let Ok(bytes) = self.output.try_recv() {
            self.take(&bytes);
        }
        self.parser.screen().contents()
    }

    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.raw.extend_from_slice(bytes);
    }

    /// Reads on until these bytes have been written.
    fn read_until(&mut self, part: &[u8]) {
        let deadline = Instant::now() + PATIENCE;
        while !contains(&self.raw, part) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!(
                    "{error}: no {:?} in {:?}",
                    String::from_utf8_lossy(part),
                    String::from_utf8_lossy(&self.raw)
                ),
            }
        }
    }

    /// Waits for the end and says how the terminal was left: modes as before, first screen, no bracketed paste.
    pub(super) fn end(&mut self) -> u32 {
        let status = self.child.wait().unwrap();
        // What was written before the end may still be on its way; the marks of the way out end it.
        self.read_until(b"\x1b[?2004l");
        self.read_until(b"\x1b[?1049l");
        assert_eq!(
            modes(self.master.as_ref()),
            self.before,
            "line modes as they were"
        );
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        status.exit_code()
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has modes"))
}

fn commune(dir: &Path) {
    demo::make(dir, "06253", Regime::TwoTier, 2, CLOCK, &mut |_, _| true).unwrap();
}

#[test]
fn a_household_from_the_list_to_finished_as_an_input_method_types() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut pty = Pty::program(dir.path());
    pty.wait_for("2 hộ");
    pty.send(b"1");
    pty.wait_for("Chủ hộ");
    // Ctrl+A is the twin of F6 that needs no Fn.
    pty.send(b"\x01");
    pty.wait_for("Hộ mới ở thôn nào?");
    pty.send(b"\r");
    pty.wait_for("Nơi ở hiện tại");
    // UniKey composes "Thử" with Backspace 0x08; another input method sends 0x7f; a third NFD; a fourth pastes.
    pty.send("Lý Văn Thu\u{8}ư\u{8}ử\r".as_bytes());
    pty.wait_for("Lý Văn Thử");
    pty.send("Xo\u{7f}óm Nà Lộc\r".as_bytes());
    pty.wait_for("[Lần rà soát]");
    pty.send("Hoàng Thi\u{323} Mai\r21/10/2026\r\r1\r".as_bytes());
    pty.wait_for("Thêm thành viên");
    pty.send(b"\r");
    pty.wait_for("Thành viên 1/1");
    pty.send("\u{1b}[200~Lý Văn\tThu\u{31b}\u{309}\u{1b}[201~\r1\r1\r12/5/1980\r".as_bytes());
    pty.wait_for("12/05/1980");
    pty.send(b"020080000001\r\r1\r0\r\r1\r");
    // The rest of the row can be left for later: Esc goes back to the table.
    pty.wait_for("[Thành viên (1)]");
    pty.wait("past the counted question", |screen| {
        screen.contains(">   Sẵn sàng làm việc")
    });
    pty.send(b"\x1b");
    pty.wait_for("Thêm thành viên");
    pty.wait("saved", |screen| screen.contains("Đã lưu"));
    // Ctrl+S is the twin of F9; it must not stop the terminal's output.
    pty.send(b"\x13");
    pty.wait_for("Đọc lại và hoàn thành");
    pty.send(b"\r");
    pty.wait_for("đã hoàn thành");
    pty.send(b"\x11");
    assert_eq!(pty.end(), 0);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let summaries = workspace.summaries(Period::Year(2026)).unwrap();
    assert!(
        summaries.iter().any(|summary| summary.head == "Lý Văn Thử"),
        "kept in composed form"
    );
}

/// How an input method outside, or the program's own, turns a word into bytes.
#[derive(Clone, Copy, Debug)]
enum Sender {
    /// UniKey, EVKey: letters at once, then Backspace over what changes and the new letters; this byte is Backspace.
    Retypes(u8),
    /// ibus-bamboo, fcitx5 without a preedit: the whole word away and typed again.
    RetypesAll,
    /// Precomposed at the end of the word.
    Whole,
    /// Letters and combining marks, as decomposed text has them.
    Decomposed,
    /// The Windows Vietnamese keyboard: letters with their marks, tones as combining marks.
    DeadTones,
    /// Pasted, composed or decomposed.
    Pasted(bool),
    /// The program's own Telex.
    Own,
}

const SENDERS: [Sender; 9] = [
    Sender::Retypes(0x7f),
    Sender::Retypes(0x08),
    Sender::RetypesAll,
    Sender::Whole,
    Sender::Decomposed,
    Sender::DeadTones,
    Sender::Pasted(false),
    Sender::Pasted(true),
    Sender::Own,
];

fn bytes_of(word: &str, sender: Sender) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let keys = crate::typing::telex(word);
    let backspaces = |text: &str| vec![0x7f; text.chars().count()];
    match sender {
        Sender::Retypes(backspace) => {
            let mut bytes = Vec::new();
            let mut shown = String::new();
            for key in 1..=keys.chars().count() {
                let next = crate::typing::made(&keys.chars().take(key).collect::<String>());
                let same = shown
                    .chars()
                    .zip(next.chars())
                    .take_while(|(a, b)| a == b)
                    .count();
                bytes.extend(vec![backspace; shown.chars().count() - same]);
                bytes.extend(next.chars().skip(same).collect::<String>().into_bytes());
                shown = next;
            }
            bytes
        }
        Sender::RetypesAll => {
            let mut bytes = Vec::new();
            let mut shown = String::new();
            for key in 1..=keys.chars().count() {
                bytes.extend(backspaces(&shown));
                shown = crate::typing::made(&keys.chars().take(key).collect::<String>());
                bytes.extend(shown.as_bytes());
            }
            bytes
        }
        Sender::Whole => word.as_bytes().to_vec(),
        Sender::Decomposed => word.nfd().collect::<String>().into_bytes(),
        Sender::DeadTones => word
            .chars()
            .flat_map(|c| {
                let parts: Vec<char> = c.nfd().collect();
                let tone = parts
                    .iter()
                    .copied()
                    .find(|part| crate::typing::TONES.contains(part));
                let letter: String = parts
                    .into_iter()
                    .filter(|part| Some(*part) != tone)
                    .nfc()
                    .collect();
                letter.chars().chain(tone).collect::<Vec<char>>()
            })
            .collect::<String>()
            .into_bytes(),
        Sender::Pasted(decomposed) => {
            let text = if decomposed {
                word.nfd().collect()
            } else {
                word.to_owned()
            };
            format!("\u{1b}[200~{text}\u{1b}[201~").into_bytes()
        }
        Sender::Own => keys.into_bytes(),
    }
}

/// Names of thôn, each word of them by another sender; what is kept is exactly the composed words.
#[test]
fn words_as_input_methods_send_them() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut words: Vec<String> = [
        "Krông", "Hrê", "Mnông", "Brâu", "Xtiêng", "Đắk", "Nguyễn", "người",
    ]
    .map(str::to_owned)
    .to_vec();
    let all = crate::typing::syllables();
    let mut dice = crate::typing::Dice(80);
    while words.len() < crate::store::cases(180) {
        words.push(all[dice.roll(all.len())].clone());
    }
    let mut pty = Pty::program(dir.path());
    pty.wait_for("2 hộ");
    pty.send(b"2");
    pty.wait_for("Thôn, bản, tổ dân phố");
    let mut wanted = Vec::new();
    for (round, words) in words.chunks(9).enumerate() {
        let name = format!("{} {round}", words.join(" "));
        pty.send(b"\x01");
        pty.wait_for("Tên thôn, bản");
        for (turn, word) in words.iter().enumerate() {
            let sender = SENDERS[(turn + round) % SENDERS.len()];
            let own = matches!(sender, Sender::Own);
            // On for this word alone: from nothing to Telex, then past VNI to nothing again.
            if own {
                pty.send(b"\0");
            }
            pty.send(&bytes_of(word, sender));
            pty.send(if own { b"\0\0 " } else { b" " });
        }
        pty.send(format!("{round}\r").as_bytes());
        pty.wait("the list again", |screen| !screen.contains("Tên thôn, bản"));
        wanted.push(name);
    }
    pty.send(b"\x11");
    assert_eq!(pty.end(), 0);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let kept: Vec<String> = workspace
        .thons()
        .unwrap()
        .into_iter()
        .map(|thon| thon.name)
        .collect();
    let missing: Vec<&String> = wanted.iter().filter(|name| !kept.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:#?}\nare not among\n{kept:#?}");
}

#[test]
fn no_colour_and_no_sign_where_the_terminal_has_none() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    for (variable, colours, ascii) in [
        ("NO_COLOR", false, false),
        ("BIEU_ASCII", true, true),
        ("NOTHING_SAID", true, false),
    ] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bieu"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", dir.path());
        command.env(variable, "1");
        command.args(["--data", dir.path().to_str().unwrap(), "--lang", "vi"]);
        let mut pty = Pty::start(command);
        pty.wait_for("2 hộ");
        let screen = pty.parser.screen();
        let coloured = (0..24).any(|row| {
            (0..80).any(|column| {
                let cell = screen.cell(row, column).unwrap();
                cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
            })
        });
        assert_eq!(coloured, colours, "{variable}");
        assert_eq!(!screen.contents().contains('·'), ascii, "{variable}");
        pty.send(b"\x11");
        assert_eq!(pty.end(), 0);
    }
}

#[test]
fn a_signal_keeps_what_was_typed_and_leaves_the_terminal_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut pty = Pty::program(dir.path());
    pty.wait_for("2 hộ");
    pty.send(b"1\x01");
    pty.wait_for("Hộ mới ở thôn nào?");
    pty.send("\rLý Văn Ngắt".as_bytes());
    pty.wait_for("Lý Văn Ngắt");
    let id = pty.child.process_id().unwrap().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(pty.end(), 0);
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
fn quitting_from_anywhere_leaves_the_terminal_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut pty = Pty::program(dir.path());
    pty.wait_for("2 hộ");
    pty.send(b"\x10");
    pty.wait_for("Mọi lệnh");
    pty.send(b"\x11");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_second_window_is_told_and_leaves_with_its_own_code() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let _open = Workspace::open(dir.path(), CLOCK).unwrap();
    let mut pty = Pty::program(dir.path());
    pty.wait_for("đang mở ở cửa sổ khác");
    pty.send(b"\x11");
    assert_eq!(pty.end(), 3);
}

/// Not a test of its own: the child of the next one, which is this program run again with the variable set.
#[test]
fn panicking_child() {
    if std::env::var_os(PANIC).is_none() {
        return;
    }
    let _guard = Guard::take(|| false).unwrap();
    // On another thread, as when the worker dies while the screens wait.
    let worker = std::thread::spawn(|| panic!("as a mistake of the program would"));
    assert!(worker.join().is_err());
    std::process::exit(70);
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "terminal::panicking_child", "--nocapture"]);
    command.env(PANIC, "1");
    command.env("TERM", "xterm-256color");
    let mut pty = Pty::start(command);
    assert_eq!(pty.end(), 70);
    // The child is gone, but what it wrote may still be on its way through the terminal.
    pty.read_until(b"as a mistake of the program would");
    // The message comes after the way out, so that it is read on the screen the person knows.
    let text = String::from_utf8_lossy(&pty.raw).into_owned();
    let left = text.find("\u{1b}[?1049l").unwrap();
    let said = text.find("as a mistake of the program would").unwrap();
    assert!(left < said, "{text:?}");
}
