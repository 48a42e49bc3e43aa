//! released.toml: which papers are valid when, and which are frozen by their hash.

use chrono::NaiveDate;

use super::library::Shelved;
use super::mistake::{Mistake, MistakeCode};
use super::spec::day;
use super::spec::table::{Located, Reader, Table, parse};

/// One paper's entry.
struct Entry {
    form: Located,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    hash: Option<Located>,
}

impl Entry {
    fn read(table: &Table<'_>) -> Option<Entry> {
        let (from, to) = (day(table, "valid_from"), day(table, "valid_to"));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let args = vec![("from", from.to_string()), ("to", to.to_string())];
            table.tell(MistakeCode::ValidityOrder, table.line, args);
        }
        Some(Entry {
            hash: table.text("hash"),
            form: table.need("form")?,
            from,
            to,
        })
    }

    /// The paper's id, without its version.
    fn id(&self) -> &str {
        self.form.text.split('@').next().unwrap_or_default()
    }

    /// The days that two entries share, where no end is open for ever.
    fn shared(&self, other: &Entry) -> Option<(NaiveDate, NaiveDate)> {
        let begins = |entry: &Entry| entry.from.unwrap_or(NaiveDate::MIN);
        let ends = |entry: &Entry| entry.to.unwrap_or(NaiveDate::MAX);
        let from = begins(self).max(begins(other));
        let to = ends(self).min(ends(other));
        (from <= to).then_some((from, to))
    }
}

/// Gives each paper its validity and its hash's verdict; everything wrong with the file is told.
pub(super) fn apply(papers: &mut [Shelved], text: &str, mistakes: &mut Vec<Mistake>) {
    let reader = Reader::new("released.toml", text);
    let tree = parse(&reader, text);
    let top = Table::new(&reader, tree.get_ref(), 0, &["paper"]);
    let mut before: Vec<Entry> = Vec::new();
    for table in top.tables("paper", &["form", "valid_from", "valid_to", "hash"]) {
        let Some(entry) = Entry::read(&table) else {
            continue;
        };
        if once(&table, &before, &entry) {
            place(papers, &table, &entry);
            before.push(entry);
        }
    }
    mistakes.extend(reader.take());
}

/// Tells an entry that names a paper again, or whose days are another version's too.
fn once(table: &Table<'_>, before: &[Entry], entry: &Entry) -> bool {
    if before
        .iter()
        .any(|other| other.form.text == entry.form.text)
    {
        let args = vec![("form", entry.form.text.clone())];
        table.tell(MistakeCode::ReleasedTwice, entry.form.line, args);
        return false;
    }
    let versions = before.iter().filter(|other| other.id() == entry.id());
    for (other, (from, to)) in versions.filter_map(|other| Some((other, other.shared(entry)?))) {
        let spell = |day: NaiveDate| match day {
            NaiveDate::MIN | NaiveDate::MAX => String::new(),
            day => day.to_string(),
        };
        let args = vec![
            ("form", entry.form.text.clone()),
            ("other", other.form.text.clone()),
            ("from", spell(from)),
            ("to", spell(to)),
        ];
        table.tell(MistakeCode::ValidityOverlap, entry.form.line, args);
    }
    true
}

fn place(papers: &mut [Shelved], table: &Table<'_>, entry: &Entry) {
    let form = &entry.form;
    let paper = papers
        .iter_mut()
        .find(|paper| paper.form.full_id() == form.text);
    let Some(paper) = paper else {
        let args = vec![("form", form.text.clone())];
        table.tell(MistakeCode::ReleasedMissing, form.line, args);
        return;
    };
    paper.valid_from = entry.from;
    paper.valid_to = entry.to;
    let Some(hash) = &entry.hash else {
        return;
    };
    paper.released = true;
    let found = paper.form.hash().to_string();
    if found != hash.text {
        let args = vec![
            ("form", form.text.clone()),
            ("expected", hash.text.clone()),
            ("found", found),
        ];
        table.tell(MistakeCode::ReleasedChanged, hash.line, args);
    }
}
