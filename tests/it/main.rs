//! Every integration test, in one binary so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::string_slice
)]

mod answers;
mod architecture;
mod attacks;
mod authority;
mod bundles;
mod by_key;
mod command_line;
mod commune;
mod conflicts;
mod corrections;
mod crash;
mod entry;
mod erased;
mod erased_person;
mod erasing;
mod forms;
mod grid_keys;
mod grids;
mod handing;
mod households;
mod identities;
mod imports;
mod intake;
mod looks;
mod meetings;
mod merge;
mod oracle;
mod pages;
mod papers;
mod pasting;
mod places;
mod printing;
mod programme;
mod recovery;
mod review;
mod scales;
mod screens;
mod sealed;
mod several;
mod store;
mod tables;
mod terminal;
mod twins;
mod typing;
mod unforced;
mod up_and_down;
mod why;
mod words;
mod workspace;
