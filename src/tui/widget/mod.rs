//! Parts of screens that know no domain word: ink, line editor, list, text fitted to columns, bars.

mod ink;
mod line;
mod list;
mod scroll;
mod skin;
mod text;

pub use ink::Ink;
pub use line::Line;
pub use list::{Column, List};
pub use scroll::Scroll;
pub use skin::{Look, Skin};
pub use text::{bar, fit, fit_right, window, wrap};
