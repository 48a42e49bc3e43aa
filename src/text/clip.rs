//! A block of cells copied out of a sheet: rows by line ends, cells by tabs, as every sheet program copies.

/// Longest text that is taken, in bytes.
pub const LONGEST_CLIP: usize = 1 << 20;
/// Most cells with something in them.
pub const MOST_CLIPPED: usize = 2_000;

/// Cells by row; rows may differ in length. The edges are not blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    rows: Vec<Vec<String>>,
}

/// The text is longer, or has more cells, than one paper can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Clip {
    /// Reads copied text. A cell that holds line ends or tabs stands in quotes, its own quotes doubled.
    ///
    /// # Errors
    /// If it is too large.
    pub fn read(text: &str) -> Result<Clip, TooLarge> {
        if text.len() > LONGEST_CLIP {
            return Err(TooLarge);
        }
        let text = line_ends(text.trim_start_matches('\u{feff}'));
        let mut rows = vec![Vec::new()];
        let mut rest = text.as_str();
        loop {
            let (cell, end, behind) = cell(rest);
            if let Some(row) = rows.last_mut() {
                row.push(super::nfc(cell.trim()));
            }
            match end {
                Some('\t') => {}
                Some(_) => rows.push(Vec::new()),
                None => break,
            }
            rest = behind;
        }
        for row in &mut rows {
            let filled = row.iter().rposition(|cell| !cell.is_empty());
            row.truncate(filled.map_or(0, |last| last + 1));
        }
        let filled = |row: &Vec<String>| !row.is_empty();
        let last = rows.iter().rposition(filled).map_or(0, |last| last + 1);
        rows.truncate(last);
        let cells = rows.iter().flatten().filter(|cell| !cell.is_empty());
        if cells.count() > MOST_CLIPPED {
            return Err(TooLarge);
        }
        Ok(Clip { rows })
    }

    /// Whether it is more than one cell: one is simply text.
    pub fn is_block(&self) -> bool {
        self.rows.len() > 1 || self.width() > 1
    }

    /// The rows.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Cells of the longest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The text of a cell; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.get(column))
            .map_or("", String::as_str)
    }
}

/// One line end for all. Terminals hand `\r` over for `\n`, so what was `\r\n` may come as `\r\r`.
fn line_ends(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n");
    if !text.contains('\n') {
        let runs = text.split(|c| c != '\r').filter(|run| !run.is_empty());
        if runs.clone().all(|run| run.len() % 2 == 0) {
            text = text.replace("\r\r", "\n");
        }
    }
    text.replace(['\r', '\u{2028}', '\u{2029}'], "\n")
}

/// The cell at the beginning of the text, what ends it, and the text behind that.
fn cell(text: &str) -> (String, Option<char>, &str) {
    let plain = || match text.split_once(['\t', '\n']) {
        Some((cell, behind)) => {
            let end = text.chars().nth(cell.chars().count());
            (cell.to_owned(), end, behind)
        }
        None => (text.to_owned(), None, ""),
    };
    let Some(mut rest) = text.strip_prefix('"') else {
        return plain();
    };
    let mut quoted = String::new();
    loop {
        // A quote that nothing closes was only a quote.
        let Some((before, behind)) = rest.split_once('"') else {
            return plain();
        };
        quoted.push_str(before);
        if let Some(behind) = behind.strip_prefix('"') {
            quoted.push('"');
            rest = behind;
            continue;
        }
        let mut letters = behind.chars();
        return match letters.next() {
            None => (quoted, None, ""),
            Some(end @ ('\t' | '\n')) => (quoted, Some(end), letters.as_str()),
            Some(_) => plain(),
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_sheets_copy_is_read_cell_by_cell() {
        for (text, rows) in [
            ("1\t2\r\n3\t4\r\n", &[&["1", "2"][..], &["3", "4"]][..]),
            ("1\t2\r3\t4\r", &[&["1", "2"], &["3", "4"]]),
            ("1\t2\r\r3\t4\r\r", &[&["1", "2"], &["3", "4"]]),
            ("1\r\r\r2", &[&["1"], &[], &[], &["2"]]),
            ("1\n\n3\n\n", &[&["1"], &[], &["3"]]),
            ("\t1\t\t\n\n", &[&["", "1"]]),
            ("\"hai\ndòng\"\t2\n", &[&["hai\ndòng", "2"]]),
            ("\"nói \"\"có\"\"\"\t2", &[&["nói \"có\"", "2"]]),
            ("\"mở\t2", &[&["\"mở", "2"]]),
            ("\"a\"b\t2", &[&["\"a\"b", "2"]]),
            ("\u{feff} 1 \t\u{a0}2", &[&["1", "2"]]),
            ("", &[]),
            ("\r\n", &[]),
        ] {
            assert_eq!(Clip::read(text).unwrap().rows(), rows, "{text:?}");
        }
    }

    #[test]
    fn what_no_paper_holds_is_refused() {
        assert_eq!(Clip::read(&"1\t".repeat(MOST_CLIPPED + 1)), Err(TooLarge));
        assert_eq!(Clip::read(&" ".repeat(LONGEST_CLIP + 1)), Err(TooLarge));
        // A whole column copied, almost all of it blank, is as large as what stands in it.
        let blank = format!("7{}", "\r\n".repeat(400_000));
        assert_eq!(Clip::read(&blank).unwrap().rows(), [["7"]]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\"\t\r\n a1]{0,60}") {
            let clip = Clip::read(&text).unwrap();
            prop_assert!(clip.rows().iter().all(|row| row.last().is_none_or(|cell| !cell.is_empty())));
        }
    }
}
