//! How the screens look: colours, and signs for consoles that have only ASCII besides letters.
//!
//! Nothing is told by colour alone: what is chosen carries `>`, what is wrong a mark. Monochrome shows the same.

use ratatui::style::{Color, Modifier, Style};

/// Colours. The sixteen of every console; both backgrounds are painted, so that they are as meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Light letters on black.
    #[default]
    Dark,
    /// Black letters on white.
    Light,
    /// The terminal's own two colours; bold, reversed and underlined.
    Mono,
}

impl Look {
    /// All, in the order in which one follows another.
    pub const ALL: [Look; 3] = [Look::Dark, Look::Light, Look::Mono];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Look::Dark => "dark",
            Look::Light => "light",
            Look::Mono => "mono",
        }
    }

    /// The look of a name.
    pub fn parse(name: &str) -> Option<Look> {
        Look::ALL.into_iter().find(|look| look.name() == name)
    }

    /// The one after it.
    pub fn next(self) -> Look {
        match self {
            Look::Dark => Look::Light,
            Look::Light => Look::Mono,
            Look::Mono => Look::Dark,
        }
    }
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text.
    Plain,
    /// A heading.
    Strong,
    /// What the cursor is on, and the lines at top and bottom.
    Chosen,
    /// A line being typed.
    Typed,
    /// Something that must be looked at; it carries `!` too.
    Warned,
}

/// Colours and signs together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skin {
    /// Colours, as this machine has chosen them.
    pub look: Look,
    /// Whether the surroundings ask for no colour, whatever was chosen.
    pub no_color: bool,
    /// Whether signs are made of ASCII.
    pub ascii: bool,
}

impl Skin {
    /// The look that is shown.
    pub fn shown(self) -> Look {
        if self.no_color { Look::Mono } else { self.look }
    }

    pub(super) fn style(self, part: Part) -> Style {
        let style = Style::new();
        match (self.shown(), part) {
            (Look::Mono, Part::Plain) => style,
            (Look::Mono, Part::Strong | Part::Warned) => style.add_modifier(Modifier::BOLD),
            (Look::Mono, Part::Chosen) => style.add_modifier(Modifier::REVERSED),
            (Look::Mono, Part::Typed) => style.add_modifier(Modifier::UNDERLINED),
            (Look::Dark, Part::Plain) => style.fg(Color::Gray).bg(Color::Black),
            (Look::Dark, Part::Strong) => style
                .fg(Color::LightCyan)
                .bg(Color::Black)
                .add_modifier(Modifier::BOLD),
            (Look::Dark, Part::Chosen) => style.fg(Color::Black).bg(Color::Cyan),
            (Look::Dark, Part::Typed) => style
                .fg(Color::LightYellow)
                .bg(Color::Black)
                .add_modifier(Modifier::UNDERLINED),
            (Look::Dark, Part::Warned) => style
                .fg(Color::LightRed)
                .bg(Color::Black)
                .add_modifier(Modifier::BOLD),
            (Look::Light, Part::Plain) => style.fg(Color::Black).bg(Color::White),
            (Look::Light, Part::Strong) => style
                .fg(Color::Blue)
                .bg(Color::White)
                .add_modifier(Modifier::BOLD),
            (Look::Light, Part::Chosen) => style.fg(Color::White).bg(Color::Blue),
            (Look::Light, Part::Typed) => style
                .fg(Color::Black)
                .bg(Color::White)
                .add_modifier(Modifier::UNDERLINED),
            (Look::Light, Part::Warned) => style
                .fg(Color::Red)
                .bg(Color::White)
                .add_modifier(Modifier::BOLD),
        }
    }

    /// The text with signs that the console has. A sign that becomes longer takes of the spaces behind it, all
    /// but one, so that columns stay where they are.
    pub fn signs(self, text: &str) -> String {
        if !self.ascii || text.is_ascii() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut debt = 0_usize;
        let mut letters = text.chars().peekable();
        while let Some(c) = letters.next() {
            if c == ' ' && debt > 0 && letters.peek().is_none_or(|next| *next == ' ') {
                debt -= 1;
                continue;
            }
            match SIGNS.iter().find(|(sign, _)| *sign == c) {
                Some((_, ascii)) => {
                    debt += ascii.len().saturating_sub(1);
                    out.push_str(ascii);
                }
                None => {
                    if c != ' ' {
                        debt = 0;
                    }
                    out.push(c);
                }
            }
        }
        out
    }
}

/// Every sign of screens and papers that is no letter, and what stands for it. The one place.
const SIGNS: &[(char, &str)] = &[
    ('…', "..."),
    ('–', "-"),
    ('—', "-"),
    ('─', "-"),
    ('━', "="),
    ('│', "|"),
    ('┼', "+"),
    ('·', "-"),
    ('•', "*"),
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('«', "<"),
    ('»', ">"),
    ('‹', "<"),
    ('›', ">"),
    ('←', "<-"),
    ('→', "->"),
    ('↑', "Up"),
    ('↓', "Down"),
    ('▲', "^"),
    ('▼', "v"),
    ('✓', "v"),
    ('✗', "x"),
    ('×', "x"),
    ('≠', "!="),
    ('≤', "<="),
    ('≥', ">="),
    ('≈', "~"),
    ('░', ":"),
    ('▒', "%"),
    ('█', "#"),
    ('²', "2"),
    ('\u{a0}', " "),
    ('\u{fffd}', "?"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The console's colours as the first of them had them.
    fn light(color: Option<Color>) -> f64 {
        let (r, g, b) = match color {
            Some(Color::Black) => (0, 0, 0),
            Some(Color::Red) => (170, 0, 0),
            Some(Color::Blue) => (0, 0, 170),
            Some(Color::Cyan) => (0, 170, 170),
            Some(Color::Gray) => (170, 170, 170),
            Some(Color::LightRed) => (255, 85, 85),
            Some(Color::LightCyan) => (85, 255, 255),
            Some(Color::LightYellow) => (255, 255, 85),
            Some(Color::White) => (255, 255, 255),
            other => panic!("{other:?} is none of the colours used"),
        };
        let part = |v: i32| {
            let v = f64::from(v) / 255.0;
            if v <= 0.03928 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    const PARTS: [Part; 5] = [
        Part::Plain,
        Part::Strong,
        Part::Chosen,
        Part::Typed,
        Part::Warned,
    ];

    #[test]
    fn every_pair_of_colours_can_be_read() {
        for look in [Look::Dark, Look::Light] {
            for part in PARTS {
                let style = Skin {
                    look,
                    ..Skin::default()
                }
                .style(part);
                let (a, b) = (light(style.fg), light(style.bg));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{look:?} {part:?}: {contrast:.1}");
            }
        }
    }

    #[test]
    fn monochrome_has_no_colour_and_tells_parts_apart() {
        for skin in [
            Skin {
                look: Look::Mono,
                ..Skin::default()
            },
            Skin {
                no_color: true,
                ..Skin::default()
            },
        ] {
            let styles = PARTS.map(|part| skin.style(part));
            assert!(
                styles
                    .iter()
                    .all(|style| style.fg.is_none() && style.bg.is_none())
            );
            let [plain, strong, chosen, typed, _] = styles;
            assert!(plain != strong && plain != chosen && plain != typed && chosen != typed);
        }
    }

    #[test]
    fn signs_of_old_consoles() {
        let skin = Skin {
            ascii: true,
            ..Skin::default()
        };
        for (text, shown) in [
            ("Nguyễn Văn A", "Nguyễn Văn A"),
            ("Nguy…   12", "Nguy... 12"),
            ("Nguy… 12", "Nguy... 12"),
            ("↑      Lên", "Up     Lên"),
            ("“a” – b → c", "\"a\" - b -> c"),
            ("20 m² ≥ 8", "20 m2 >= 8"),
        ] {
            assert_eq!(skin.signs(text), shown);
        }
        assert_eq!(Skin::default().signs("→"), "→");
        for (_, ascii) in SIGNS {
            assert!(ascii.is_ascii());
        }
    }
}
