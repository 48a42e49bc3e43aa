//! The one writer: what goes to standard output and standard error, and how.
//!
//! Text that came from outside is filtered when it goes to a terminal, and only then: in a pipe it is data.
//! A reader that went away (`| head`) is a quiet success.

use std::io::{IsTerminal, Write};

use serde_json::Value as Json;

use super::exit::Exit;
use super::trouble::Trouble;
use crate::text::printable;

/// What one run said, to a caller within this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What would have gone to standard output.
    pub out: Vec<u8>,
    /// What would have gone to standard error.
    pub aside: Vec<u8>,
}

/// Both streams of one run.
pub(super) struct Output {
    pub(super) json: bool,
    /// Where a caller within this program keeps what is said; none where it goes to the streams.
    kept: Option<Said>,
    stdout_terminal: bool,
    stderr_terminal: bool,
    /// The reader went away: nothing more is written, and that is fine.
    closed: bool,
    failed: Option<std::io::Error>,
}

impl Output {
    pub(super) fn new(json: bool) -> Output {
        Output {
            json,
            kept: None,
            stdout_terminal: std::io::stdout().is_terminal(),
            stderr_terminal: std::io::stderr().is_terminal(),
            closed: false,
            failed: None,
        }
    }

    /// For a caller that keeps what is said: no terminal, no stream.
    pub(super) fn kept(json: bool) -> Output {
        Output {
            json,
            kept: Some(Said::default()),
            stdout_terminal: false,
            stderr_terminal: false,
            closed: false,
            failed: None,
        }
    }

    /// What was kept.
    pub(super) fn said(self) -> Said {
        self.kept.unwrap_or_default()
    }

    /// Whether somebody sits at a screen: both keys and picture.
    pub(super) fn at_terminal(&self) -> bool {
        self.stdout_terminal && std::io::stdin().is_terminal()
    }

    /// One line for people; several if the text has line ends.
    pub(super) fn line(&mut self, text: &str) {
        let text = filtered(text, self.stdout_terminal);
        self.bytes(text.as_bytes());
    }

    /// One JSON value on one line, keys sorted.
    pub(super) fn value(&mut self, value: &Json) {
        let text = value.to_string();
        let text = if self.stdout_terminal {
            escaped(&text)
        } else {
            text
        };
        self.bytes(format!("{text}\n").as_bytes());
    }

    /// A file's text: exactly as it is, unless somebody looks at it on a terminal.
    pub(super) fn file(&mut self, bytes: &[u8]) {
        match self.stdout_terminal {
            true => self.line(&String::from_utf8_lossy(bytes)),
            false => self.bytes(bytes),
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if self.closed || self.failed.is_some() {
            return;
        }
        if let Some(kept) = &mut self.kept {
            kept.out.extend_from_slice(bytes);
            return;
        }
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => self.failed = Some(error),
        }
    }

    /// One line beside the result: warnings, progress, errors.
    pub(super) fn aside(&mut self, text: &str) {
        let text = filtered(text, self.stderr_terminal);
        if let Some(kept) = &mut self.kept {
            kept.aside.extend_from_slice(text.as_bytes());
            return;
        }
        // Where standard error is gone there is nobody left to tell.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// What became of everything written: a full disk behind `> file` must not end as success.
    pub(super) fn finish(&mut self, exit: Exit) -> Result<Exit, Trouble> {
        match self.failed.take() {
            None => Ok(exit),
            Some(error) => {
                Err(Trouble::new("output", Exit::Unreadable).with("detail", error.to_string()))
            }
        }
    }
}

fn filtered(text: &str, terminal: bool) -> String {
    let mut filtered = String::with_capacity(text.len() + 1);
    for line in text.lines() {
        match terminal {
            true => filtered.push_str(&printable(line)),
            false => filtered.push_str(line),
        }
        filtered.push('\n');
    }
    if text.is_empty() {
        filtered.push('\n');
    }
    filtered
}

/// JSON escapes controls by itself; what else could steer a terminal is escaped the same way, so that the
/// value stays the same.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        let plain = c.is_ascii() || printable(c.encode_utf8(&mut [0; 4])).starts_with(c);
        if plain {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut units) {
            escaped += &format!("\\u{unit:04x}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_never_gets_what_could_steer_it() {
        let hostile = "Nguyễn\u{1b}[31m Văn\u{202e} A\nhai";
        let shown = filtered(hostile, true);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
        assert_eq!(shown.lines().count(), 2);
        assert_eq!(filtered(hostile, false), format!("{hostile}\n"));
    }
    #[test]
    fn json_on_a_terminal_is_escaped_and_means_the_same() {
        let value = serde_json::json!({ "tên": "Nguyễn\u{202e}\u{9b}31m \u{e0041} Tuấn" });
        let shown = escaped(&value.to_string());
        assert!(
            !shown.contains(['\u{202e}', '\u{9b}', '\u{e0041}']),
            "{shown}"
        );
        assert!(
            shown.contains("Nguyễn") && shown.contains("Tuấn"),
            "{shown}"
        );
        assert_eq!(serde_json::from_str::<Json>(&shown).expect("JSON"), value);
    }
}
