//! Text fitted to columns.

pub use crate::text::wrap;
use crate::text::{printable, truncate, width};

/// The text filtered and in exactly so many columns, padded on the right.
pub fn fit(text: &str, columns: usize) -> String {
    let shown = printable(text);
    let shown = truncate(&shown, columns);
    let pad = columns.saturating_sub(width(&shown));
    format!("{shown}{}", " ".repeat(pad))
}

/// The text filtered and in exactly so many columns, padded on the left. A number that does not fit is
/// shown as `#`: a figure with digits cut off would be another figure.
pub fn fit_right(text: &str, columns: usize) -> String {
    let shown = printable(text);
    let wide = width(&shown);
    if wide > columns {
        return "#".repeat(columns);
    }
    format!("{}{shown}", " ".repeat(columns - wide))
}

/// The first of `len` items to draw so that item `at` is among the `room` drawn, near the middle.
/// Computed from the state alone, so drawing need not remember where it scrolled to.
pub fn window(at: usize, len: usize, room: usize) -> usize {
    at.saturating_sub(room / 2).min(len.saturating_sub(room))
}

/// `[######......]`: a bar of so many columns, brackets included.
pub fn bar(done: u64, total: u64, columns: usize) -> String {
    let room = columns.saturating_sub(2);
    let share = u128::from(done.min(total)) * room as u128;
    let full = share
        .checked_div(u128::from(total))
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(0)
        .min(room);
    format!("[{}{}]", "#".repeat(full), ".".repeat(room - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting() {
        assert_eq!(fit("Nguyễn", 8), "Nguyễn  ");
        assert_eq!(fit("Nguyễn Văn", 7), "Nguyễn…");
        assert_eq!(fit("a\u{1b}b", 4), "a\u{fffd}b ");
        assert_eq!(fit_right("1.234", 7), "  1.234");
        assert_eq!(fit_right("1.234.567", 5), "#####");
        assert_eq!(wrap("một hai ba bốn", 7), ["một hai", "ba bốn"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(bar(1, 2, 6), "[##..]");
        assert_eq!(bar(0, 0, 6), "[....]");
        assert_eq!(bar(1, 1, 0), "[]");
    }

    #[test]
    fn the_window_holds_the_chosen_item() {
        for len in 0..20 {
            for at in 0..len {
                for room in 1..25 {
                    let first = window(at, len, room);
                    assert!(first <= at && at < first + room, "{at} of {len} in {room}");
                    assert!(first == 0 || first + room <= len);
                }
            }
        }
    }
}
