//! Everything that can make the program move: a closed list.

use crossterm::event as terminal;

use super::burst::Burst;
use super::reply::Reply;

/// One thing that happened.
#[derive(Debug)]
pub enum Event {
    /// A key went down.
    Key(Key),
    /// Text was pasted; still as it came.
    Paste(String),
    /// Keys came at once, as an old console sends what is pasted.
    Burst(Burst),
    /// The window has another size: columns, rows.
    Resize(u16, u16),
    /// The worker answers one question.
    Reply(Box<Reply>),
    /// How far a long task is: done, of how much (0 where that is not known).
    Progress(u64, u64),
    /// Nothing has happened for so long that the screen locks.
    Idle,
    /// The system asks the program to end, or the terminal is gone.
    Ending,
    /// The worker died; the text is for the error report, not for the screen.
    WorkerLost,
}

/// A key as this program tells keys apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character of text.
    Char(char),
    /// A letter together with Ctrl.
    Ctrl(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Backspace, whichever of its two bytes the terminal sends.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

impl Key {
    /// The key as help and README print it.
    pub fn label(self) -> String {
        match self {
            Key::Char(c) => c.to_string(),
            Key::Ctrl(' ') => "Ctrl+Space".into(),
            Key::Ctrl(c) => format!("Ctrl+{}", c.to_ascii_uppercase()),
            Key::F(n) => format!("F{n}"),
            Key::Enter => "Enter".into(),
            Key::Esc => "Esc".into(),
            Key::Tab => "Tab".into(),
            Key::BackTab => "Shift+Tab".into(),
            Key::Backspace => "Backspace".into(),
            Key::Delete => "Delete".into(),
            Key::Up => "↑".into(),
            Key::Down => "↓".into(),
            Key::Left => "←".into(),
            Key::Right => "→".into(),
            Key::Home => "Home".into(),
            Key::End => "End".into(),
            Key::PageUp => "PgUp".into(),
            Key::PageDown => "PgDn".into(),
        }
    }

    fn of(event: terminal::KeyEvent) -> Option<Key> {
        use terminal::{KeyCode, KeyModifiers};
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        Some(match event.code {
            // AltGr arrives as Ctrl+Alt on Windows: it makes text.
            KeyCode::Char(c) if ctrl && alt => Key::Char(c),
            KeyCode::Char('h') if ctrl => Key::Backspace,
            KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
            KeyCode::Char(_) if alt => return None,
            KeyCode::Char(c) => Key::Char(c),
            KeyCode::F(n) => Key::F(n),
            KeyCode::Enter => Key::Enter,
            KeyCode::Esc => Key::Esc,
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
            KeyCode::Tab => Key::Tab,
            KeyCode::BackTab => Key::BackTab,
            KeyCode::Backspace => Key::Backspace,
            KeyCode::Delete => Key::Delete,
            KeyCode::Up => Key::Up,
            KeyCode::Down => Key::Down,
            KeyCode::Left => Key::Left,
            KeyCode::Right => Key::Right,
            KeyCode::Home => Key::Home,
            KeyCode::End => Key::End,
            KeyCode::PageUp => Key::PageUp,
            KeyCode::PageDown => Key::PageDown,
            _ => return None,
        })
    }

    /// Whether holding the key down may repeat it where consoles tell repeats apart.
    fn repeats(self) -> bool {
        matches!(
            self,
            Key::Up | Key::Down | Key::Left | Key::Right | Key::PageUp | Key::PageDown
        )
    }
}

impl Event {
    /// What a terminal event means here; nothing for releases, mouse and focus.
    pub fn of(event: terminal::Event) -> Option<Event> {
        use terminal::KeyEventKind;
        match event {
            terminal::Event::Key(key) => {
                let pressed = Key::of(key)?;
                match key.kind {
                    KeyEventKind::Press => Some(Event::Key(pressed)),
                    KeyEventKind::Repeat if pressed.repeats() => Some(Event::Key(pressed)),
                    _ => None,
                }
            }
            terminal::Event::Paste(text) => Some(Event::Paste(text)),
            terminal::Event::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use terminal::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    #[test]
    fn both_bytes_of_backspace_and_no_releases() {
        let key = |code, modifiers, kind| {
            Event::of(terminal::Event::Key(KeyEvent::new_with_kind(
                code, modifiers, kind,
            )))
        };
        let is = |event: Option<Event>, wanted: Option<Key>| match (event, wanted) {
            (Some(Event::Key(key)), Some(wanted)) => key == wanted,
            (None, None) => true,
            _ => false,
        };
        let none = KeyModifiers::NONE;
        let ctrl = KeyModifiers::CONTROL;
        let press = KeyEventKind::Press;
        assert!(is(
            key(KeyCode::Char('h'), ctrl, press),
            Some(Key::Backspace)
        ));
        assert!(is(
            key(KeyCode::Backspace, none, press),
            Some(Key::Backspace)
        ));
        assert!(is(
            key(KeyCode::Char('ử'), none, press),
            Some(Key::Char('ử'))
        ));
        assert!(is(
            key(KeyCode::Char('a'), none, KeyEventKind::Release),
            None
        ));
        assert!(is(
            key(KeyCode::Char('a'), none, KeyEventKind::Repeat),
            None
        ));
        assert!(is(
            key(KeyCode::Down, none, KeyEventKind::Repeat),
            Some(Key::Down)
        ));
        assert!(is(
            key(KeyCode::Char('@'), ctrl | KeyModifiers::ALT, press),
            Some(Key::Char('@'))
        ));
        assert!(is(key(KeyCode::Char('x'), KeyModifiers::ALT, press), None));
    }
}
