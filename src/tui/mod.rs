//! The screens: keys become named commands, commands change state, state is drawn.
//!
//! **What this room is.** `event` (everything that can happen) → `command` (the one table of keys and
//! commands) → [`App`] (the state; `update` returns effects as data) → `shell` (carries them out: one input
//! thread, one worker that owns the workspace, one channel) → `view` (reads the state and draws).
//! `screen/` has one file per screen, `widget/` what knows no domain word.
//!
//! **What it must never do.** Touch disk, clock or workspace outside `shell`; change state while drawing;
//! wait for the disk on a key press; say *Đã lưu* before the worker says so; show text from outside that has
//! not passed [`crate::text::printable`] (every stroke of `widget::Ink` passes it); tell anything by colour.
//!
//! **Where to start reading.** [`command::COMMANDS`], then [`App::update`], then `screen/entry`.

#![allow(
    unreachable_pub,
    reason = "parts of the screens that the shell, the command line or tests do not name are still documented in full"
)]

mod app;
mod burst;
pub mod command;
mod effect;
pub mod event;
mod filter;
mod intake;
mod lines;
mod reply;
mod screen;
mod shared;
mod shell;
mod stand;
pub mod terminal;
mod view;
mod village;
mod widget;

pub use app::App;
pub use burst::Burst;
pub use screen::why_lines;
pub use shell::{Copied, Desk, Ended, Options, ScreenError, run};
pub use stand::{
    caution_words, due_words, item_words, missing_text, refusal_words, state_sign, state_words,
};
pub use widget::{Look, Skin};
