//! The thread that reads the terminal.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::tui::burst::{Burst, is_part, is_parted};
use crate::tui::event::{Event, Key};

/// How long the next key of what is pasted may take. Nobody types so fast, and nothing that is typed waits for it.
const NEXT: Duration = Duration::from_millis(30);
/// Keys of one burst; behind them another begins.
const MOST: usize = 1 << 20;

/// Where events come from.
pub(super) trait Source {
    /// Whether there is one, or comes within this time.
    fn ready(&mut self, within: Duration) -> io::Result<bool>;
    /// Waits for the next; nothing if it means nothing here.
    fn next(&mut self) -> io::Result<Option<Event>>;
}

/// The terminal itself.
pub(super) struct Terminal;

impl Source for Terminal {
    fn ready(&mut self, within: Duration) -> io::Result<bool> {
        crossterm::event::poll(within)
    }

    fn next(&mut self) -> io::Result<Option<Event>> {
        crossterm::event::read().map(Event::of)
    }
}

/// Sends on what happens at the terminal until nobody listens or it is gone. Where pastes come as keys, keys of
/// text that are there at once are put together.
pub(super) fn read(source: &mut impl Source, sender: &Sender<Event>, pastes_as_keys: bool) {
    let mut keys = Vec::new();
    loop {
        let event = if !keys.is_empty() && !more(source, &keys) {
            None
        } else {
            match source.next() {
                Ok(Some(Event::Key(key)))
                    if pastes_as_keys && is_part(key) && keys.len() < MOST =>
                {
                    keys.push(key);
                    continue;
                }
                Ok(None) => continue,
                Ok(event) => event,
                // The terminal is gone; if nobody listens any more, that is known already.
                Err(_) => Some(Event::Ending),
            }
        };
        let ending = matches!(event, Some(Event::Ending));
        let before = put_together(std::mem::take(&mut keys));
        for event in before.into_iter().chain(event) {
            if sender.send(event).is_err() {
                return;
            }
        }
        if ending {
            return;
        }
    }
}

/// Whether another event is there; of what looks pasted so far the rest is waited for.
fn more(source: &mut impl Source, keys: &[Key]) -> bool {
    let within = match is_parted(keys) {
        true => NEXT,
        false => Duration::ZERO,
    };
    // A terminal that is gone says so when it is read.
    source.ready(within).unwrap_or(true)
}

fn put_together(keys: Vec<Key>) -> Vec<Event> {
    match Burst::of(keys) {
        Ok(burst) => vec![Event::Burst(burst)],
        Err(keys) => keys.into_iter().map(Event::Key).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    /// Keys, each with how long it took after the one before it.
    struct Played(VecDeque<(u64, Key)>);

    impl Source for Played {
        fn ready(&mut self, within: Duration) -> io::Result<bool> {
            let next = self
                .0
                .front()
                .map(|(after, _)| Duration::from_millis(*after));
            Ok(next.is_none_or(|after| after <= within))
        }

        fn next(&mut self) -> io::Result<Option<Event>> {
            let next = self.0.pop_front();
            let (_, key) = next.ok_or(io::ErrorKind::UnexpectedEof)?;
            Ok(Some(Event::Key(key)))
        }
    }

    /// What is sent on: keys by themselves, bursts in brackets.
    fn sent(keys: &[(u64, Key)], pastes_as_keys: bool) -> String {
        let (sender, events) = std::sync::mpsc::channel();
        let mut played = Played(keys.iter().copied().collect());
        read(&mut played, &sender, pastes_as_keys);
        let label = |key: Key| key.label();
        let told = events.try_iter().map(|event| match event {
            Event::Key(key) => label(key),
            Event::Burst(burst) => {
                let keys: Vec<String> = burst.keys().into_iter().map(label).collect();
                format!("[{}]", keys.concat())
            }
            Event::Ending => "end".to_owned(),
            other => format!("{other:?}"),
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_that_came_at_once_are_put_together_and_typed_ones_are_not() {
        let (one, two) = (Key::Char('1'), Key::Char('2'));
        let pasted = [(0, one), (0, Key::Tab), (25, two), (0, Key::Enter)];
        assert_eq!(sent(&pasted, true), "[1Tab2Enter] end");
        assert_eq!(sent(&pasted, false), "1 Tab 2 Enter end");
        // A fast typist takes longer from key to key, and two fingers at once are still two keys.
        let typed = [(60, one), (60, Key::Tab), (60, two), (60, Key::Enter)];
        assert_eq!(sent(&typed, true), "1 Tab 2 Enter end");
        let two_fingers = [(60, one), (0, Key::Tab), (60, two), (0, Key::Enter)];
        assert_eq!(sent(&two_fingers, true), "1 Tab 2 Enter end");
        // An input method takes back and writes anew, at once: keys as they are, also behind and before a burst.
        let method = [
            (0, one),
            (0, Key::Backspace),
            (0, two),
            (0, Key::Tab),
            (0, one),
        ];
        assert_eq!(sent(&method, true), "1 Backspace [2Tab1] end");
        let behind = [(0, one), (0, Key::Tab), (0, two), (0, Key::F(2)), (0, one)];
        assert_eq!(sent(&behind, true), "[1Tab2] F2 1 end");
    }
}
