//! Documents as their author wrote them, every name found.

use std::collections::BTreeMap;

use super::template::{self, KNOWN, Wrong};
use super::{BlankColumn, Of, Print, PrintPart, Signer, Style, Template};
use crate::form::compiled::Form;
use crate::form::mistake::{Mistake, MistakeCode, nearest};
use crate::form::spec::table::{Located, Reader, Table, parse};
use crate::form::spec::{evidence, source};
use crate::form::{FormKind, Library, Name, PeriodKind, Role, Subject};
use crate::place::Level;

/// Every word that documents need.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "nation", "motto", "receipt", "copy", "printed", "page",
    "unverified", "training", "dots", "date_dots", "short_date_dots", "long_date",
    "tick", "ticked", "ticked_cell", "yes", "no", "khong_biet",
    "tu_choi", "khong_ap_dung", "not_asked", "stand_in", "item", "row",
    "unit", "place", "name", "part", "total", "rural",
    "urban", "number", "unknown", "closed", "empty", "missing",
    "room", "unknown_note", "office", "kinds", "few_dots",
];

const KEYS: &[&str] = &[
    "id",
    "name",
    "about",
    "levels",
    "periods",
    "of",
    "every",
    "landscape",
    "official",
    "public",
    "agency",
    "number",
    "dated",
    "title",
    "below",
    "part",
    "source",
    "evidence",
    "note",
];

const PART: &[&str] = &[
    "text", "style", "known", "list", "columns", "blank", "empty", "roster", "fields", "rows",
    "paper", "signs", "receipt", "new_page",
];

/// The keys that say what a part is: it has exactly one.
const WHAT: &[&str] = &["text", "list", "roster", "paper", "signs", "new_page"];

/// The most rows to write in by hand, and the widest column.
const MOST: u32 = 200;

/// Reads the words of all documents.
pub(super) fn words(
    file: &str,
    text: &str,
    words: &mut BTreeMap<&'static str, String>,
) -> Vec<Mistake> {
    let reader = Reader::new(file, text);
    let tree = parse(&reader, text);
    let table = Table::new(&reader, tree.get_ref(), 0, WORDS);
    for key in WORDS {
        words.extend(table.need(key).map(|text| (*key, text.text)));
    }
    reader.take()
}

/// Reads one document; it joins the others where nothing in it is wrong.
pub(super) fn document(
    file: &str,
    text: &str,
    library: &Library,
    prints: &mut Vec<Print>,
) -> Vec<Mistake> {
    let reader = Reader::new(file, text);
    let tree = parse(&reader, text);
    let table = Table::new(&reader, tree.get_ref(), 0, KEYS);
    let print = Reading { library }.print(&table);
    if let Some(print) = &print
        && prints.iter().any(|other| other.id == print.id)
    {
        let args = vec![("id", print.id.clone()), ("what", "print".to_owned())];
        table.tell(MistakeCode::DuplicateId, table.line, args);
    }
    let found = reader.take();
    if found.is_empty() {
        prints.extend(print);
    }
    found
}

struct Reading<'l> {
    library: &'l Library,
}

impl Reading<'_> {
    fn print(&self, table: &Table<'_>) -> Option<Print> {
        let (id, name) = (table.need("id"), table.need("name"));
        let subjects = [(Subject::Household, "household"), (Subject::Place, "place")];
        let about = one_of(table, table.need("about"), &subjects);
        let levels = table.texts("levels").into_iter();
        let levels = levels.filter_map(|text| one_of(table, Some(text), &Level::ALL));
        let levels: Vec<Level> = levels.collect();
        let periods = table.texts("periods").into_iter();
        let periods = periods.filter_map(|text| one_of(table, Some(text), &PeriodKind::ALL));
        let periods: Vec<PeriodKind> = periods.collect();
        let of = self.of(table);
        let public = table.yes("public").unwrap_or(false);
        let parts = table.tables("part", PART);
        let parts: Vec<Option<PrintPart>> =
            parts.iter().map(|part| self.part(part, public)).collect();
        if !table.has("source") {
            table.tell(MistakeCode::MissingSource, table.line, vec![]);
        }
        if !table.has("evidence") {
            table.missing("evidence");
        }
        // Read so that a wrong type is told; people find it in the file.
        let _ = table.text("note");
        let number = self.template(table, table.text("number"));
        let dated = self.template(table, table.text("dated"));
        let [agency, title, below] = ["agency", "title", "below"].map(|key| {
            let texts = table.texts(key).into_iter();
            let found = texts.filter_map(|text| self.template(table, Some(text)));
            found.collect::<Vec<Template>>()
        });
        let (source, evidence) = (source(table).unwrap_or_default(), evidence(table));
        Some(Print {
            id: id?.text,
            name: name?.text,
            about: about?,
            levels,
            periods,
            of: of?,
            landscape: table.yes("landscape").unwrap_or(false),
            official: table.yes("official").unwrap_or(false),
            public,
            agency,
            number,
            dated,
            title,
            below,
            parts: parts.into_iter().collect::<Option<_>>()?,
            source,
            evidence: evidence?,
        })
    }

    fn of(&self, table: &Table<'_>) -> Option<Of> {
        if table.has("every") {
            let kinds = [
                FormKind::Questionnaire,
                FormKind::Grid,
                FormKind::Table,
                FormKind::List,
            ];
            let kinds = kinds.map(|kind| (kind, kind.as_str()));
            return one_of(table, table.text("every"), &kinds).map(Of::Every);
        }
        match table.text("of") {
            None => Some(Of::Itself),
            Some(text) => self
                .form(table, &text, &text.text)
                .map(|form| Of::Paper(form.id().clone())),
        }
    }

    fn form(&self, table: &Table<'_>, at: &Located, id: &str) -> Option<&Form> {
        let found = self.library.newest(id);
        if found.is_none() {
            self.no_form(table, at.line, id);
        }
        found.map(|form| &**form)
    }

    fn no_form(&self, table: &Table<'_>, line: usize, id: &str) {
        let list = self.library.list();
        let near = nearest(id, list.iter().map(|paper| paper.form.id().as_str()));
        let args = vec![("form", id.to_owned()), ("nearest", near)];
        table.tell(MistakeCode::PrintForm, line, args);
    }

    fn template(&self, table: &Table<'_>, text: Option<Located>) -> Option<Template> {
        let text = text?;
        let (template, wrong) = template::parse(&text.text, self.library);
        let good = wrong.is_empty();
        for wrong in wrong {
            match wrong {
                Wrong::Word(word) => {
                    let near = nearest(&word, KNOWN.iter().copied());
                    let args = vec![("word", word), ("nearest", near)];
                    table.tell(MistakeCode::PrintWord, text.line, args);
                }
                Wrong::Form(form) => self.no_form(table, text.line, &form),
                Wrong::Field(form, field) => {
                    let paper = self.library.newest(&form);
                    let groups = paper.map_or(&[][..], |paper| paper.groups());
                    let fields = groups.iter().flat_map(|group| &group.fields);
                    let near = nearest(&field, fields.map(|field| field.id.as_str()));
                    let args = vec![("form", form), ("word", field), ("nearest", near)];
                    table.tell(MistakeCode::PrintName, text.line, args);
                }
            }
        }
        good.then_some(template)
    }

    fn part(&self, table: &Table<'_>, public: bool) -> Option<PrintPart> {
        let what: Vec<&str> = WHAT.iter().copied().filter(|key| table.has(key)).collect();
        let [what] = what.as_slice() else {
            let args = vec![("found", what.join(", "))];
            table.tell(MistakeCode::PrintPart, table.line, args);
            return None;
        };
        match *what {
            "text" => {
                let style = match table.has("style") {
                    true => one_of(table, table.text("style"), &Style::ALL)?,
                    false => Style::Body,
                };
                let text = self.template(table, table.text("text"))?;
                let known = table.yes("known").unwrap_or(false);
                Some(PrintPart::Text { text, style, known })
            }
            "list" => self.list(table, public),
            "roster" => self.roster(table, public),
            "paper" => table.yes("paper").map(|_| PrintPart::Paper),
            "signs" => self.signs(table),
            _ => {
                let pages = [(false, "portrait"), (true, "landscape")];
                let landscape = one_of(table, table.text("new_page"), &pages)?;
                Some(PrintPart::NewPage { landscape })
            }
        }
    }

    fn list(&self, table: &Table<'_>, public: bool) -> Option<PrintPart> {
        let id = table.need("list")?;
        let form = self.form(table, &id, &id.text)?;
        if form.kind() != FormKind::List {
            self.no_form(table, id.line, &id.text);
            return None;
        }
        let numbers = form
            .table_columns()
            .iter()
            .map(|column| column.number.clone());
        let mut columns: Vec<Located> = table.texts("columns");
        if !table.has("columns") {
            let line = id.line;
            columns = numbers.map(|text| Located { text, line }).collect();
        }
        for column in &columns {
            let own = form.table_columns().iter();
            let Some(found) = own.clone().find(|own| own.number == column.text) else {
                let near = nearest(&column.text, own.map(|own| own.number.as_str()));
                self.no_name(table, column.line, form, &column.text, near);
                continue;
            };
            if public
                && let Some(word) = found
                    .rules
                    .iter()
                    .find_map(|rule| self.personal(form, rule))
            {
                let args = vec![("word", word)];
                table.tell(MistakeCode::PrintPersonal, column.line, args);
            }
        }
        Some(PrintPart::List {
            form: form.id().clone(),
            columns: columns.into_iter().map(|column| column.text).collect(),
            blank: self.blank(table),
            empty: table.need("empty")?.text,
        })
    }

    fn no_name(&self, table: &Table<'_>, line: usize, form: &Form, word: &str, near: String) {
        let args = vec![
            ("form", form.id().to_string()),
            ("word", word.to_owned()),
            ("nearest", near),
        ];
        table.tell(MistakeCode::PrintName, line, args);
    }

    /// The field in a rule that is nobody's business: a personal number, a full birth date.
    fn personal(&self, list: &Form, rule: &str) -> Option<String> {
        let words = rule.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let words: Vec<&str> = words.collect();
        let papers = list.joins().filter_map(|id| self.library.newest(id));
        let fields = papers
            .flat_map(|paper| paper.groups())
            .flat_map(|group| &group.fields);
        fields
            .filter(|field| is_personal(field.role))
            .map(|field| field.id.to_string())
            .find(|id| words.contains(&id.as_str()))
    }

    fn roster(&self, table: &Table<'_>, public: bool) -> Option<PrintPart> {
        let at = table.need("roster")?;
        let (id, group) = at.text.split_once('/').unwrap_or((&at.text, ""));
        let form = self.form(table, &at, id)?;
        let rosters = form.groups().iter().filter(|group| group.roster);
        let Some(roster) = rosters.clone().find(|other| other.id.as_str() == group) else {
            let near = nearest(group, rosters.map(|group| group.id.as_str()));
            self.no_name(table, at.line, form, group, near);
            return None;
        };
        let mut fields = table.texts("fields");
        if !table.has("fields") {
            let all = roster.fields.iter().map(|field| field.id.to_string());
            let line = at.line;
            fields = all.map(|text| Located { text, line }).collect();
        }
        for field in &fields {
            let Some(found) = roster
                .fields
                .iter()
                .find(|own| own.id.as_str() == field.text)
            else {
                let near = nearest(&field.text, roster.fields.iter().map(|own| own.id.as_str()));
                self.no_name(table, field.line, form, &field.text, near);
                continue;
            };
            if public && is_personal(found.role) {
                let args = vec![("word", field.text.clone())];
                table.tell(MistakeCode::PrintPersonal, field.line, args);
            }
        }
        let rows = table.whole("rows", MOST, MistakeCode::BadNumber);
        Some(PrintPart::Roster {
            form: form.id().clone(),
            group: roster.id.clone(),
            fields: fields
                .into_iter()
                .map(|field| Name::new(&field.text))
                .collect(),
            blank: self.blank(table),
            rows: rows.unwrap_or(0),
        })
    }

    fn blank(&self, table: &Table<'_>) -> Vec<BlankColumn> {
        let columns = table.tables("blank", &["label", "under", "width"]);
        let columns = columns.iter().filter_map(|column| {
            let width = column.whole("width", MOST, MistakeCode::BadNumber);
            Some(BlankColumn {
                label: column.need("label")?.text,
                under: column.text("under").map(|text| text.text),
                width: u16::try_from(width?).ok()?,
            })
        });
        columns.collect()
    }

    fn signs(&self, table: &Table<'_>) -> Option<PrintPart> {
        let signs = table.tables("signs", &["title", "note", "name"]);
        let signs = signs.iter().map(|sign| {
            Some(Signer {
                title: sign.need("title")?.text,
                note: sign.text("note").map(|text| text.text),
                name: match sign.has("name") {
                    true => Some(self.template(sign, sign.text("name"))?),
                    false => None,
                },
            })
        });
        let receipt = table.texts("receipt").into_iter().map(|text| text.text);
        Some(PrintPart::Signs {
            receipt: receipt.collect(),
            signs: signs.collect::<Option<_>>()?,
        })
    }
}

fn is_personal(role: Option<Role>) -> bool {
    matches!(role, Some(Role::PersonalNumber | Role::Birth))
}

fn one_of<T: Copy>(
    table: &Table<'_>,
    text: Option<Located>,
    words: &[(T, &'static str)],
) -> Option<T> {
    let text = text?;
    let hit = words.iter().find(|(_, word)| *word == text.text);
    if hit.is_none() {
        let near = nearest(&text.text, words.iter().map(|(_, word)| *word));
        let args = vec![("word", text.text), ("nearest", near)];
        table.tell(MistakeCode::PrintWord, text.line, args);
    }
    hit.map(|(value, _)| *value)
}
