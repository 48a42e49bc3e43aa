//! Where a block belongs: labels on its left and headings above it tell, where they are the paper's own;
//! otherwise it begins at the cursor.

use std::collections::BTreeSet;

use super::Over;
use crate::form::{Answer, Form, Path, Value};
use crate::text::{Clip, Figure, fold};

/// How many columns on the left are looked at for labels.
const LABELS: usize = 4;
/// How many rows above the figures are looked at for headings.
const HEADINGS: usize = 10;

/// What of a block are labels and headings, and what they say.
#[derive(Debug, Default)]
pub(super) struct Align {
    pub(super) by_labels: bool,
    pub(super) by_headings: bool,
    /// The column of labels.
    labels: Option<usize>,
    /// The column of items: 1, 1.1, a.
    items: Option<usize>,
    /// The first column of figures.
    left: usize,
    /// How many rows of headings there are.
    heads: usize,
    /// The first row of figures.
    top: usize,
    /// The grid's column of each column of the block, where headings tell.
    columns: Vec<Option<usize>>,
}

/// The block's cells at their places, and what has none.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    pub(super) cells: Vec<(Path, &'a str)>,
    pub(super) rows_left: Vec<String>,
    pub(super) columns_left: Vec<String>,
}

/// What a row of the grid may be called in somebody's sheet.
struct Called {
    names: Vec<String>,
    item: Option<String>,
}

impl Align {
    pub(super) fn find(form: &Form, clip: &Clip, over: &Over<'_>) -> Align {
        let rows = called(form, over);
        let mut align = Align::default();
        align.find_labels(form, clip, &rows);
        align.find_top(form, clip, over, &rows);
        if align.labels.is_none() && align.items.is_none() {
            align.skip_words(form, clip, over);
        }
        align.find_columns(form, clip);
        align
    }

    /// The column most of whose words are labels of rows; behind it, units stand in columns of their own.
    fn find_labels(&mut self, form: &Form, clip: &Clip, rows: &[Called]) {
        if clip.width() < 2 {
            return;
        }
        let texts = |column: usize| {
            (0..clip.rows().len())
                .map(move |row| clip.cell(row, column))
                .filter(|text| !text.is_empty())
        };
        let hits = |column: usize| {
            let words = texts(column).filter(|text| Figure::read(text) == Figure::Words);
            let (mut all, mut hits) = (0, 0);
            for text in words {
                all += 1;
                let text = fold(text);
                hits += usize::from(rows.iter().any(|row| row.fits(&text).is_some()));
            }
            if hits * 2 >= all { hits } else { 0 }
        };
        let most = (0..LABELS.min(clip.width()))
            .rev()
            .max_by_key(|column| hits(*column));
        self.labels = most.filter(|column| hits(*column) > 0);
        let is_item = |text: &str| rows.iter().any(|row| row.item.as_deref() == Some(text));
        // Items alone could be figures: 1, 2, 3 are, 1.1 and II are not.
        let items = |column: &usize| {
            let known = texts(*column).filter(|text| is_item(text)).count();
            let counted = |text: &str| text.chars().all(|c| c.is_ascii_digit());
            let told = texts(*column).any(|text| is_item(text) && !counted(text));
            known >= 2 && (told || self.labels.is_some()) && known * 2 >= texts(*column).count()
        };
        self.items = (0..self.labels.unwrap_or(1)).find(items);
        self.by_labels = self.labels.is_some() || self.items.is_some();
        self.left = self.labels.or(self.items).map_or(0, |column| column + 1);
        if self.labels.is_none() && self.items.is_some() {
            // Labels in other words than the paper's stand behind the items.
            while self.left < clip.width()
                && texts(self.left).all(|text| Figure::read(text) == Figure::Words)
            {
                self.left += 1;
            }
        }
        let units = units(form);
        let is_unit = |text: &str| units.contains(&fold(text));
        while self.by_labels
            && self.left < clip.width()
            && texts(self.left).any(is_unit)
            && texts(self.left).all(|text| is_unit(text) || Figure::read(text) == Figure::Words)
        {
            self.left += 1;
        }
    }

    /// The rows above the figures: titles, headings, the numbers of columns.
    fn find_top(&mut self, form: &Form, clip: &Clip, over: &Over<'_>, rows: &[Called]) {
        let figures_wanted = form
            .grid_path(over.answers, over.row, over.column)
            .and_then(|path| form.field_at(&path))
            .is_some_and(|field| field.kind.is_number());
        let mut top = 0;
        for row in 0..clip.rows().len().min(HEADINGS) {
            if self.row_of(clip, rows, row, None).is_some() {
                break;
            }
            let cells = || (self.left..clip.width()).map(|column| clip.cell(row, column));
            let says = |figure: Figure| cells().any(|text| Figure::read(text) == figure);
            let figures = cells().any(|text| matches!(Figure::read(text), Figure::Number { .. }));
            if figures {
                // The numbers of the columns stand under their headings, or where labels are told apart.
                if (top > 0 || self.by_labels) && is_numbering(clip, row, self.left) {
                    self.top = row + 1;
                }
                break;
            }
            let heads = cells().any(|text| {
                let text = fold(text);
                let mut columns = form.columns().iter();
                !text.is_empty()
                    && columns.any(|column| {
                        let headings = column.headings.iter().chain([&column.field.label]);
                        headings
                            .map(|heading| fold(heading))
                            .any(|heading| heading == text)
                    })
            });
            // Words above figures are headings, whatever they say; a column of words may begin with one.
            if heads || self.by_labels || (figures_wanted && says(Figure::Words)) {
                top = row + 1;
            }
        }
        self.heads = top;
        self.top = self.top.max(top);
    }

    /// Columns of words left of figures that are nobody's labels: rows are then taken in their order.
    fn skip_words(&mut self, form: &Form, clip: &Clip, over: &Over<'_>) {
        let target = form.grid_path(over.answers, over.row, over.column);
        let wanted = target
            .and_then(|path| form.field_at(&path))
            .is_some_and(|field| field.kind.is_number());
        let figures = |column: usize| {
            (self.top..clip.rows().len())
                .any(|row| matches!(Figure::read(clip.cell(row, column)), Figure::Number { .. }))
        };
        let first = (0..clip.width()).find(|column| figures(*column));
        if let Some(first) = first.filter(|_| wanted) {
            let words = |column: usize| {
                (self.top..clip.rows().len())
                    .any(|row| Figure::read(clip.cell(row, column)) == Figure::Words)
            };
            self.left = (0..first)
                .rfind(|column| words(*column))
                .map_or(0, |column| column + 1);
        }
    }

    /// Finds columns by what stands above them. One that cannot be told leaves all of them to the cursor.
    fn find_columns(&mut self, form: &Form, clip: &Clip) {
        let filled = |column: usize| {
            (self.top..clip.rows().len()).any(|row| !clip.cell(row, column).is_empty())
        };
        let mut taken = BTreeSet::new();
        let mut columns = vec![None; clip.width()];
        for (column, found) in columns.iter_mut().enumerate().skip(self.left) {
            if !filled(column) {
                continue;
            }
            let own = (0..self.heads).map(|row| clip.cell(row, column));
            let label = own.rev().find(|text| !text.is_empty()).map(fold);
            let headings: Vec<String> = (0..self.heads)
                .map(|row| fold(self.heading(clip, row, column)))
                .collect();
            let known = label.and_then(|label| column_of(form, &label, &headings));
            match known.filter(|column| taken.insert(*column)) {
                Some(column) => *found = Some(column),
                None => return,
            }
        }
        self.by_headings = !taken.is_empty();
        self.columns = columns;
    }

    /// What stands above a column in a row. A heading over several columns is copied with the first of them, and
    /// ends where one above it does.
    fn heading<'a>(&self, clip: &'a Clip, row: usize, column: usize) -> &'a str {
        for at in (self.left..=column).rev() {
            let text = clip.cell(row, at);
            if !text.is_empty() {
                return text;
            }
            if (0..row).any(|above| !clip.cell(above, at).is_empty()) {
                break;
            }
        }
        ""
    }

    /// The grid's row that a row of the block is called like; of several the one behind the row before.
    fn row_of(
        &self,
        clip: &Clip,
        rows: &[Called],
        row: usize,
        before: Option<usize>,
    ) -> Option<usize> {
        let label = self.labels.map_or("", |column| clip.cell(row, column));
        let label = fold(label);
        let item = self.items.map_or("", |column| clip.cell(row, column));
        let by = |fits: &dyn Fn(&Called) -> bool| -> Vec<usize> {
            (0..rows.len())
                .filter(|index| rows.get(*index).is_some_and(fits))
                .collect()
        };
        let best = rows.iter().filter_map(|row| row.fits(&label)).max();
        let mut found = match best {
            Some(_) => by(&|row| row.fits(&label) == best),
            None => Vec::new(),
        };
        let of_item = by(&|row| !item.is_empty() && row.item.as_deref() == Some(item));
        if found.is_empty() {
            found = of_item;
        } else if found.len() > 1 && found.iter().any(|row| of_item.contains(row)) {
            found.retain(|row| of_item.contains(row));
        }
        let behind = found
            .iter()
            .find(|row| before.is_none_or(|before| **row > before));
        match (behind, found.as_slice()) {
            (Some(row), _) => Some(*row),
            (None, [only]) => Some(*only),
            _ => None,
        }
    }

    /// The places of the block's cells.
    pub(super) fn places<'a>(&self, form: &Form, clip: &'a Clip, over: &Over<'_>) -> Places<'a> {
        let rows = called(form, over);
        let own = form.local().map_or(0, |(_, own)| own);
        let width = clip.width().saturating_sub(self.left);
        // The whole width of the paper begins where the paper does.
        let whole = self.by_labels && width == form.columns().len();
        let first = if whole { own } else { over.column };
        let column_at = |column: usize| match self.by_headings {
            true => self
                .columns
                .get(column)
                .copied()
                .flatten()
                .map(|column| own + column),
            false => Some(first + (column - self.left)),
        };
        let mut places = Places::default();
        let mut left = BTreeSet::new();
        let mut before = None;
        for row in self.top..clip.rows().len() {
            let cells = || (self.left..clip.width()).map(|column| (column, clip.cell(row, column)));
            let at = match self.by_labels {
                true => self.row_of(clip, &rows, row, before),
                false => Some(over.row + row - self.top).filter(|at| *at < rows.len()),
            };
            before = at.or(before);
            if cells().all(|(_, text)| text.is_empty()) {
                continue;
            }
            let Some(at) = at else {
                let named = (0..clip.width()).map(|column| clip.cell(row, column));
                places.rows_left.extend(
                    named
                        .filter(|text| !text.is_empty())
                        .max_by_key(|text| (Figure::read(text) == Figure::Words, text.len()))
                        .map(str::to_owned),
                );
                continue;
            };
            for (column, text) in cells().filter(|(_, text)| !text.is_empty()) {
                let path =
                    column_at(column).and_then(|column| form.grid_path(over.answers, at, column));
                match path {
                    Some(path) => places.cells.push((path, text)),
                    None if Figure::read(text) != Figure::Nothing => {
                        left.insert(column);
                    }
                    None => {}
                }
            }
        }
        places.columns_left = left
            .into_iter()
            .filter_map(|column| {
                let mut texts = (0..clip.rows().len()).map(|row| clip.cell(row, column));
                texts.find(|text| !text.is_empty()).map(str::to_owned)
            })
            .collect();
        places
    }
}

impl Called {
    /// How well a folded text names the row: in full, or with its beginning.
    fn fits(&self, text: &str) -> Option<(bool, usize)> {
        let text = text.trim_matches(|c: char| {
            c == '-' || c == '+' || c == '*' || c == '•' || c == ':' || c == ' '
        });
        if text.is_empty() {
            return None;
        }
        let fits = self.names.iter().filter_map(|name| alike(name, text));
        fits.max()
    }
}

/// Whether two wordings are the same, or one begins with the other and is not a bare word; longer is better.
fn alike(name: &str, text: &str) -> Option<(bool, usize)> {
    if name == text {
        return Some((true, name.len()));
    }
    let (long, short) = if name.len() > text.len() {
        (name, text)
    } else {
        (text, name)
    };
    let behind = long.strip_prefix(short)?;
    let ends = behind.starts_with(|c: char| !c.is_alphanumeric());
    (ends && short.len() >= 8 && short.contains(' ')).then_some((false, short.len()))
}

/// What the rows of the grid may be called.
fn called(form: &Form, over: &Over<'_>) -> Vec<Called> {
    let paper = form.rows().iter().map(|row| {
        let mut names = vec![fold(&row.label), fold(&form.row_title(row))];
        if let Some(item) = &row.item {
            names.extend([
                fold(&format!("{item} {}", row.label)),
                fold(&format!("{item}. {}", row.label)),
            ]);
        }
        Called {
            names,
            item: row.item.clone(),
        }
    });
    let mut rows: Vec<Called> = paper.collect();
    let Some((group, _)) = form.local() else {
        return rows;
    };
    for row in over.answers.rows(group.id.as_str()) {
        let name = group.fields.first().map(|field| Path::Member {
            roster: group.id.clone(),
            row: *row,
            field: field.id.clone(),
        });
        let names = match name.and_then(|path| over.answers.get(&path)) {
            Some(Answer::Given(Value::Text(text))) => vec![fold(text)],
            _ => Vec::new(),
        };
        rows.push(Called { names, item: None });
    }
    rows
}

/// The one column that has this label, and most of whose headings stand above.
fn column_of(form: &Form, label: &str, above: &[String]) -> Option<usize> {
    let columns = form.columns().iter().enumerate();
    let fits = columns.filter_map(|(index, column)| {
        let (whole, length) = alike(&fold(&column.field.label), label)?;
        let stands = |heading: &&String| {
            let heading = fold(heading);
            above.iter().any(|text| alike(&heading, text).is_some())
        };
        let headings = column.headings.iter().filter(stands).count();
        Some(((whole, headings, length), index))
    });
    let fits: Vec<_> = fits.collect();
    let best = fits.iter().map(|(fit, _)| *fit).max()?;
    let mut of_best = fits.iter().filter(|(fit, _)| *fit == best);
    let (_, column) = of_best.next()?;
    of_best.next().is_none().then_some(*column)
}

/// Whether a row numbers the columns: `1 2 3`, `(1) (2) (3)`, `3=1+2`.
fn is_numbering(clip: &Clip, row: usize, left: usize) -> bool {
    let mut last: Option<u32> = None;
    let mut count = 0;
    for column in left..clip.width() {
        let text = clip.cell(row, column).trim_matches(['(', ')']);
        if text.is_empty() {
            continue;
        }
        let number = text
            .split('=')
            .next()
            .and_then(|number| number.trim().parse::<u32>().ok());
        match (number, last) {
            (Some(number), None) if number <= 9 => last = Some(number),
            (Some(number), Some(before)) if number == before + 1 => last = Some(number),
            _ => return false,
        }
        count += 1;
    }
    count >= 2
}

/// The units of the paper, folded.
fn units(form: &Form) -> BTreeSet<String> {
    let of_rows = form
        .rows()
        .iter()
        .filter_map(|row| row.unit.clone().or_else(|| form.row_unit(row)));
    let of_columns = form
        .columns()
        .iter()
        .filter_map(|column| column.field.unit.clone());
    let all = of_rows.chain(of_columns).chain(["%".to_owned()]);
    all.map(|unit| fold(&unit)).collect()
}
