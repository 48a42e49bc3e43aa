//! Carries effects out: the only part of the screens that knows terminal, threads and workspace.

mod exchange;
mod failure;
mod input;
mod intake;
mod lists;
mod meeting;
mod printing;
mod review;
mod todo;
mod twins;
mod unforced;
mod worker;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};

use super::app::{App, Out};
use super::effect::Ask;
use super::event::Event;
use super::reply::Failure;
use super::terminal::Guard;
use super::view::view;
use super::widget::Skin;
use crate::locale::{Language, Words};
use crate::workspace::Clock;

/// When nothing has happened for so long the screen locks, if there is a passphrase.
const IDLE: Duration = Duration::from_secs(10 * 60);

/// How the screens are opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the sổ số liệu; it is set up there if there is none.
    pub dir: PathBuf,
    /// The language of the words.
    pub language: Language,
    /// Where the time comes from.
    pub clock: Clock,
    /// What the terminal can show.
    pub skin: Skin,
    /// Passphrase of the key, if it is protected: needed only to write a bundle.
    pub passphrase: Option<Vec<u8>>,
}

/// How the screens ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As the person or the system asked.
    Asked,
    /// The sổ số liệu could not be opened, which was told on the screen: the code of why.
    NotOpened(String),
}

/// The safety copy that was written when the screens were left: its file, or why there is none.
pub type Copied = Result<PathBuf, Failure>;

/// Why the screens could not be shown or went down.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// The terminal refuses.
    #[error(transparent)]
    Terminal(#[from] io::Error),
    /// The worker died; everything that was told to be saved is on the disk.
    #[error("the worker died")]
    WorkerLost,
}

impl ScreenError {
    /// Stable code for messages: words stand under `error-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            ScreenError::Terminal(_) => "terminal",
            ScreenError::WorkerLost => "internal",
        }
    }

    /// Arguments of the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            ScreenError::Terminal(error) => vec![("detail", error.to_string())],
            ScreenError::WorkerLost => vec![("place", "tui".to_owned())],
        }
    }
}

/// The state of the screens with the worker behind it: everything but a terminal.
/// Tests press keys on it and look at what is drawn.
pub struct Desk {
    app: App,
    options: Options,
    waiting: Vec<Out>,
    events: Receiver<Event>,
    sender: Sender<Event>,
    asks: Option<Sender<Ask>>,
    worker: Option<JoinHandle<Option<Copied>>>,
    cancel: Arc<AtomicBool>,
    lost: bool,
}

impl Desk {
    /// The state before anything is opened: it can be drawn at once. Size in columns and rows.
    pub fn new(options: Options, size: (u16, u16)) -> Desk {
        let (sender, events) = channel();
        let (app, waiting) = App::opening(Words::new(options.language), options.skin, size);
        Desk {
            app,
            options,
            waiting,
            events,
            sender,
            asks: None,
            worker: None,
            cancel: Arc::new(AtomicBool::new(false)),
            lost: false,
        }
    }

    /// Starts the worker, which opens the sổ số liệu.
    pub fn begin(&mut self) {
        let (asks, questions) = channel();
        let worker = worker::Worker::new(
            self.options.clone(),
            self.sender.clone(),
            Arc::clone(&self.cancel),
        );
        self.worker = Some(std::thread::spawn(move || worker.run(&questions)));
        self.asks = Some(asks);
        let waiting = std::mem::take(&mut self.waiting);
        self.carry_out(waiting);
    }

    /// What is shown.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Shows the same in other colours or signs.
    pub fn wear(&mut self, skin: Skin) {
        self.app.wear(skin);
    }

    /// Draws what is shown.
    pub fn draw(&self, frame: &mut ratatui::Frame<'_>) {
        view(&self.app, frame);
    }

    /// Takes one event.
    pub fn take(&mut self, event: Event) {
        self.lost |= matches!(event, Event::WorkerLost);
        let out = self.app.update(event);
        self.carry_out(out);
    }

    /// Takes the worker's answers until none is awaited. Tests use it in place of waiting for a screen.
    pub fn settle(&mut self) {
        while self.app.awaits() {
            let Ok(event) = self.events.recv() else {
                return;
            };
            self.take(event);
        }
    }

    fn carry_out(&mut self, out: Vec<Out>) {
        for out in out {
            match out {
                Out::Cancel => self.cancel.store(true, Ordering::SeqCst),
                Out::Ask(ask) => {
                    self.cancel.store(false, Ordering::SeqCst);
                    let gone = self
                        .asks
                        .as_ref()
                        .is_none_or(|asks| asks.send(ask).is_err());
                    if gone && !self.lost {
                        self.lost = true;
                        self.app.update(Event::WorkerLost);
                    }
                }
            }
        }
    }
}

impl Desk {
    /// Lets the worker finish what it was asked, write the safety copy where one is to be written, and close the sổ
    /// số liệu.
    pub fn close(mut self) -> Option<Copied> {
        self.end()
    }

    fn end(&mut self) -> Option<Copied> {
        self.cancel.store(true, Ordering::SeqCst);
        self.asks = None;
        // A worker that panicked has said so through its own event.
        self.worker.take()?.join().ok().flatten()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.end();
    }
}

/// Opens the screens on a terminal and returns when they are closed. The terminal is given back however they end.
/// `pastes_as_keys` where the console sends what is pasted as if it were typed.
///
/// # Errors
/// If the terminal refuses, or the worker died.
pub fn run(options: Options, pastes_as_keys: bool) -> Result<(Ended, Option<Copied>), ScreenError> {
    let guard = Guard::take(crate::store::guarding)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let size = terminal.size()?;
    let mut desk = Desk::new(options, (size.width, size.height));
    // The first frame comes before the disk is touched.
    terminal.draw(|frame| desk.draw(frame))?;
    listen(desk.sender.clone(), pastes_as_keys)?;
    desk.begin();
    let shown = show(&mut desk, &mut terminal);
    // The worker closes the sổ số liệu before the terminal is given back: whoever reads the prompt again
    // may pull the stick out.
    let ended = match &desk.app.shared().failure {
        Some(failure) if desk.app.shared().office.is_none() => {
            Ended::NotOpened(failure.code.clone())
        }
        _ => Ended::Asked,
    };
    let lost = desk.lost;
    let copied = desk.close();
    drop(guard);
    shown?;
    if lost {
        Err(ScreenError::WorkerLost)
    } else {
        Ok((ended, copied))
    }
}

/// Block, drain, update, draw; nothing ticks while nothing happens.
fn show<B: Backend<Error = io::Error>>(
    desk: &mut Desk,
    terminal: &mut Terminal<B>,
) -> io::Result<()> {
    loop {
        terminal.draw(|frame| desk.draw(frame))?;
        if desk.app.is_done() {
            return Ok(());
        }
        // Only where there is something to lock behind is there a moment to wake up at.
        let event = match desk.app.may_lock() {
            true => desk.events.recv_timeout(IDLE),
            false => desk.events.recv().map_err(RecvTimeoutError::from),
        };
        match event {
            Ok(event) => desk.take(event),
            Err(RecvTimeoutError::Timeout) => desk.take(Event::Idle),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        while let Ok(event) = desk.events.try_recv() {
            desk.take(event);
        }
    }
}

/// Starts the thread that reads the terminal, and on Unix the one that waits for signals. Both end with the process.
fn listen(sender: Sender<Event>, pastes_as_keys: bool) -> io::Result<()> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        let sender = sender.clone();
        std::thread::spawn(move || {
            for _ in signals.forever() {
                if sender.send(Event::Ending).is_err() {
                    return;
                }
            }
        });
    }
    std::thread::spawn(move || input::read(&mut input::Terminal, &sender, pastes_as_keys));
    Ok(())
}
