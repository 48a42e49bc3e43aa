//! Colours, signs, sizes and keys over all screens: what is drawn at every look, the help, the key card, the
//! caret, and resizing at any moment.

use std::collections::BTreeMap;

use bieu::locale::{Language, Words};
use bieu::text::{graphemes, nfc, width};
use bieu::tui::command::{CARD, COMMANDS, Layer, key_card};
use bieu::tui::event::{Event, Key};
use bieu::tui::{Look, Skin};
use ratatui::style::{Color, Modifier, Style};

use crate::screens::{Seat, commune, every_screen};
use crate::typing::Dice;

/// Every screen in every look: as recorded in a wide window, with the styles of the dark look (at 80×24 too, whose
/// words the test of screens records); the same words in every look; in monochrome no colour at all; in ASCII no sign that an old
/// console lacks; and the help says exactly the keys that are alive.
#[test]
fn every_screen_in_every_look() {
    let mut recorded: BTreeMap<String, String> = BTreeMap::new();
    for (language, tag) in [(Language::Vietnamese, "vi"), (Language::English, "en")] {
        every_screen((80, 24), language, &mut |name, seat| {
            let text = seat.screen();
            let narrow = colours(seat);
            seat.resize(132, 43);
            let wide = (seat.screen(), colours(seat));
            seat.resize(80, 24);
            let record = recorded.entry(name.to_owned()).or_default();
            *record += &format!("{tag} 80×24: styles\n{narrow}\n{tag} 132×43\n{}\n", wide.0);
            *record += &format!("{tag} 132×43: styles\n{}\n", wide.1);
            for look in Look::ALL {
                seat.wear(Skin {
                    look,
                    ..Skin::default()
                });
                assert_eq!(seat.screen(), text, "{name}");
            }
            let (buffer, _) = {
                seat.wear(Skin {
                    no_color: true,
                    ..Skin::default()
                });
                seat.drawn()
            };
            for cell in &buffer.content {
                let style = (cell.fg, cell.bg);
                assert_eq!(style, (Color::Reset, Color::Reset), "{name}: {cell:?}");
                let marks = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
                assert!(marks.contains(cell.modifier), "{name}: {cell:?}");
            }
            seat.wear(Skin {
                ascii: true,
                ..Skin::default()
            });
            let strange: Vec<char> = seat
                .screen()
                .chars()
                .filter(|c| !c.is_ascii() && !c.is_alphanumeric())
                .collect();
            assert!(strange.is_empty(), "{name}: {strange:?}\n{}", seat.screen());
            seat.wear(Skin::default());
            help_matches(name, seat, language);
        });
    }
    for (name, text) in recorded {
        insta::assert_snapshot!(name, text);
    }
}

/// The styles as runs, rows of plain text left out: `0 C80`, `5 .2 S30 .48`.
fn colours(seat: &Seat) -> String {
    let (buffer, size) = (seat.drawn().0, seat.size());
    let mut text = String::new();
    for y in 0..size.1 {
        let mut runs: Vec<(char, usize)> = Vec::new();
        for x in 0..size.0 {
            let letter = letter_of(buffer[(x, y)].style());
            match runs.last_mut() {
                Some((last, length)) if *last == letter => *length += 1,
                _ => runs.push((letter, 1)),
            }
        }
        if runs.iter().any(|(letter, _)| *letter != '.') {
            let runs: Vec<String> = runs.iter().map(|(c, n)| format!("{c}{n}")).collect();
            text.push_str(&format!("{y} {}\n", runs.join(" ")));
        }
    }
    text
}

/// What a style of the dark look is: plain, strong, chosen, typed, warned.
fn letter_of(style: Style) -> char {
    let marks = style.add_modifier;
    match (style.fg.unwrap(), style.bg.unwrap()) {
        (Color::Gray, Color::Black) if marks.is_empty() => '.',
        (Color::LightCyan, Color::Black) if marks == Modifier::BOLD => 'S',
        (Color::Black, Color::Cyan) if marks.is_empty() => 'C',
        (Color::LightYellow, Color::Black) if marks == Modifier::UNDERLINED => 'T',
        (Color::LightRed, Color::Black) if marks == Modifier::BOLD => 'W',
        other => panic!("{other:?} {marks:?} is no style of the screens"),
    }
}

fn help_matches(name: &str, seat: &mut Seat, language: Language) {
    // F1 on the words of a field shows the keys of the paper below, which is another screen of the list.
    if name == "field-help" {
        return;
    }
    let words = Words::new(language);
    let layers = seat.layers();
    let before = seat.size();
    seat.resize(132, 200);
    seat.keys("<F1>");
    let title = words.of("tui-help-title", &[]);
    if !seat.screen().contains(&title) {
        // The words of a field come first; the keys are one more F1 away.
        seat.keys("<F1>");
    }
    let help = seat.screen();
    if !help.contains(&title) {
        // Nothing is open yet, or F1 means nothing here: then there is nothing to match.
        assert!(
            ["setup", "setup-found", "setup-kind"].contains(&name),
            "{name}:\n{help}"
        );
        seat.resize(before.0, before.1);
        return;
    }
    for row in COMMANDS {
        let alive = row
            .layers
            .iter()
            .any(|layer| *layer == Layer::Anywhere || layers.contains(layer));
        let label = row.keys_label();
        let told = help.lines().any(|line| {
            let line = line.trim();
            line.ends_with(&row.words(&words)) && (label.is_empty() || line.starts_with(&label))
        });
        assert_eq!(told, alive, "{name}: {}\n{help}", row.name);
    }
    seat.resize(before.0, before.1);
}

#[test]
fn the_key_card_is_one_page_with_every_command() {
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        let card = key_card(&words);
        assert!(
            card.lines().count() <= CARD.1,
            "{} lines:\n{card}",
            card.lines().count()
        );
        for line in card.lines() {
            assert!(width(line) <= CARD.0, "{line}");
        }
        for row in COMMANDS {
            let words: String = row.words(&words).chars().take(18).collect();
            assert!(card.contains(&words), "{}:\n{card}", row.name);
            for key in row.keys {
                assert!(
                    card.contains(&key.label()),
                    "{}: {}\n{card}",
                    row.name,
                    key.label()
                );
            }
        }
    }
}

/// Whatever is typed, in whichever way, the cursor stands behind what is shown before it.
#[test]
fn the_caret_stands_where_the_text_before_it_ends() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("2<F6>");
    let mut dice = Dice(7);
    let mut behind = 0;
    for round in 0..crate::store::cases(1_500) {
        let (_, row) = line(&seat);
        let length = graphemes(&row).count();
        let key = match dice.roll(20) {
            0..=7 => Key::Char(char::from(b"aeiouywsfrxjdnghtc"[dice.roll(18)])),
            8 => Key::Char(char::from(b"123456789"[dice.roll(9)])),
            9..=10 => Key::Char(['ử', 'đ', 'Ầ', '漢', 'ặ'][dice.roll(5)]),
            // A mark on a letter that is there.
            11 if behind < length => Key::Char(['\u{301}', '\u{323}', '\u{31b}'][dice.roll(3)]),
            12..=13 => Key::Backspace,
            14 => Key::Left,
            15 => Key::Right,
            16 => Key::Delete,
            17 if length > 3 => Key::Home,
            18 => Key::End,
            _ if dice.roll(8) == 0 => Key::Ctrl(' '),
            _ => Key::Char('x'),
        };
        if width(&row) > 60 {
            seat.desk.take(Event::Key(Key::Ctrl('u')));
            behind = 0;
            continue;
        }
        match key {
            Key::Left => behind = (behind + 1).min(length),
            Key::Right | Key::Delete => behind = behind.saturating_sub(1),
            Key::Home => behind = length,
            Key::End => behind = 0,
            _ => {}
        }
        seat.desk.take(Event::Key(key));
        let (column, row) = line(&seat);
        let letters: Vec<&str> = graphemes(&row).collect();
        let before: String = letters[..letters.len().saturating_sub(behind)].concat();
        assert_eq!(
            usize::from(column),
            3 + width(&before),
            "round {round}, {key:?}: {row:?}"
        );
        assert_eq!(nfc(&row), nfc(&nfc(&row)));
    }
}

/// The column of the cursor, and the text of the line it stands in.
fn line(seat: &Seat) -> (u16, String) {
    let (buffer, cursor) = seat.drawn();
    let mut text = String::new();
    let mut skip = 0;
    for x in 3..80 {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let symbol = buffer[(x, cursor.y)].symbol();
        skip = width(symbol).saturating_sub(1);
        text.push_str(symbol);
    }
    (cursor.x, text.trim_end().to_owned())
}

/// Keys and sizes at random: never a panic, never an empty window, always the line of keys where screens fit.
#[test]
fn the_window_changes_size_at_any_moment() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut dice = Dice(11);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let all: Vec<Key> = COMMANDS.iter().flat_map(|row| row.keys).copied().collect();
    for round in 0..crate::store::cases(400) {
        let key = match dice.roll(4) {
            0 => Key::Char(char::from(b"1234567890nguyen"[dice.roll(16)])),
            1 => [Key::Enter, Key::Down, Key::Tab, Key::Esc][dice.roll(4)],
            _ => all[dice.roll(all.len())],
        };
        if key != Key::Ctrl('q') {
            seat.desk.take(Event::Key(key));
        }
        let (columns, rows) = (dice.roll(150), dice.roll(60));
        seat.resize(
            u16::try_from(columns).unwrap(),
            u16::try_from(rows).unwrap(),
        );
        // Some answers come before the next key, some after.
        if dice.roll(2) == 0 {
            seat.desk.settle();
        }
        assert!(seat.draws(), "round {round}: {key:?} at {columns}×{rows}");
        if columns >= 40 && rows >= 10 {
            let screen = seat.screen();
            let lines: Vec<&str> = screen.lines().collect();
            assert!(
                !lines[rows - 1].is_empty() && !lines[0].is_empty(),
                "round {round}:\n{screen}"
            );
        }
    }
}
