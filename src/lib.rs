//! Biểu: one program with which the offices of the poverty-reduction programme review households
//! and fill the official papers, offline.

pub mod bundle;
pub mod cli;
pub mod form;
pub mod locale;
pub mod place;
pub mod record;
pub mod store;
pub mod task;
pub mod text;
pub mod tui;
pub mod workspace;
