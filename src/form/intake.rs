//! What the headings and words of a list of households mean: data that an office's own lists are read by.

use super::mistake::{Mistake, MistakeCode, nearest};
use super::spec::table::{Located, Reader, Table, parse};
use super::spec::{evidence, source};
use super::{Evidence, Field, Form, Library, Name};
use crate::text;

/// Where the shipped file stands, for its mistakes.
const FILE: &str = "process/intake.toml";

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// When it changes, another household begins.
    Household,
    /// The label of a household of this program.
    Label,
    /// The name of the thôn.
    Thon,
    /// Known, and not taken.
    Nothing,
    /// A field of a household paper.
    Field(TargetField),
}

/// The field that a column fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetField {
    /// The paper.
    pub form: Name,
    /// The roster that the field stands in, if it does.
    pub roster: Option<Name>,
    /// The field.
    pub field: Name,
    /// Whether it goes to the Phiếu of the year before.
    pub opening: bool,
    /// The choice that any mark in the column stands for.
    pub mark: Option<Name>,
    /// A field and its choice that go with every value of the column.
    pub also: Option<(Name, Name)>,
}

/// One thing that a column may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id, for mappings that are remembered or scripted.
    pub id: Name,
    /// What people call it.
    pub label: String,
    /// What it is taken for.
    pub meaning: Meaning,
    /// Whether one value may be given for the whole file.
    pub whole: bool,
    headings: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Synonyms {
    form: Name,
    field: Name,
    choice: Name,
    words: Vec<String>,
}

/// The whole file, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    targets: Vec<Target>,
    synonyms: Vec<Synonyms>,
    place_words: Vec<String>,
    blank: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    source: String,
    evidence: Option<Evidence>,
}

impl Intake {
    /// Reads the file. What is wrong is told and left out; fields and choices must be those of household papers.
    pub fn parse(text: &str, library: &Library) -> (Intake, Vec<Mistake>) {
        let reader = Reader::new(FILE, text);
        let tree = parse(&reader, text);
        let keys = [
            "place_words",
            "yes",
            "no",
            "blank",
            "source",
            "evidence",
            "target",
            "words",
        ];
        let top = Table::new(&reader, tree.get_ref(), 0, &keys);
        if !top.has("source") {
            top.tell(MistakeCode::MissingSource, top.line, vec![]);
        }
        if !top.has("evidence") {
            top.missing("evidence");
        }
        let folded = |key: &str| -> Vec<String> {
            let texts = top.texts(key).into_iter();
            texts
                .map(|Located { text, .. }| text::fold(&text))
                .collect()
        };
        let plain = |key: &str| -> Vec<String> {
            let texts = top.texts(key).into_iter();
            texts.map(|Located { text, .. }| text).collect()
        };
        let mut read = Intake {
            place_words: folded("place_words"),
            blank: folded("blank"),
            yes: plain("yes"),
            no: plain("no"),
            source: source(&top).unwrap_or_default(),
            evidence: evidence(&top),
            ..Intake::default()
        };
        // The longest first: "tổ dân phố" before "tổ".
        read.place_words
            .sort_by_key(|word| std::cmp::Reverse(word.len()));
        let keys = [
            "id",
            "use",
            "label",
            "form",
            "field",
            "period",
            "mark",
            "also_field",
            "also_choice",
            "whole",
            "headings",
            "source",
            "evidence",
        ];
        for table in top.tables("target", &keys) {
            if let Some(target) = target(&table, library) {
                if read.target(target.id.as_str()).is_some() {
                    let args = vec![("id", target.id.to_string()), ("what", "target".to_owned())];
                    table.tell(MistakeCode::DuplicateId, table.line, args);
                    continue;
                }
                for heading in &target.headings {
                    if let Some(other) = read.of_heading(heading) {
                        let what = format!("headings: {}", other.id);
                        let args = vec![("id", heading.clone()), ("what", what)];
                        table.tell(MistakeCode::DuplicateId, table.line, args);
                    }
                }
                read.targets.push(target);
            }
        }
        for table in top.tables("words", &["form", "field", "choice", "source", "evidence"]) {
            read.synonyms.extend(synonyms(&table, library));
        }
        (read, reader.take())
    }

    /// Everything that a column may be, in the file's order.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The target of an id.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.id.as_str() == id)
    }

    /// What a heading means, if it is known: with what stands in parentheses, then without.
    pub fn of_heading(&self, heading: &str) -> Option<&Target> {
        let whole = heading_key(heading);
        let bare = heading_key(&without_parentheses(heading));
        [whole, bare]
            .iter()
            .filter(|key| !key.is_empty())
            .find_map(|key| {
                self.targets
                    .iter()
                    .find(|target| target.headings.iter().any(|known| known == key))
            })
    }

    /// Whether a cell only says that there is nothing.
    pub fn is_blank(&self, cell: &str) -> bool {
        let folded = text::fold(cell);
        folded.is_empty() || self.blank.contains(&folded)
    }

    /// The choice that a cell's words stand for, besides those of the paper itself.
    pub fn choice(&self, form: &str, field: &str, cell: &str) -> Option<&Name> {
        let key = heading_key(cell);
        let mut hits = self.synonyms.iter().filter(|synonyms| {
            synonyms.form.as_str() == form
                && synonyms.field.as_str() == field
                && synonyms.words.contains(&key)
        });
        let first = hits.next()?;
        hits.next().is_none().then_some(&first.choice)
    }

    /// Words for yes.
    pub fn yes(&self) -> Vec<&str> {
        self.yes.iter().map(String::as_str).collect()
    }

    /// Words for no.
    pub fn no(&self) -> Vec<&str> {
        self.no.iter().map(String::as_str).collect()
    }

    /// The name of a thôn, folded, without the word in front that says what kind it is; and that word.
    pub fn place_name(&self, name: &str) -> (String, Option<&str>) {
        let key = heading_key(name);
        let hit = self.place_words.iter().find_map(|word| {
            let rest = key.strip_prefix(word.as_str())?.strip_prefix(' ')?;
            Some((rest.to_owned(), word.as_str()))
        });
        match hit {
            Some((rest, word)) => (rest, Some(word)),
            None => (key, None),
        }
    }

    /// Where the file comes from, and how well that is known.
    pub fn origin(&self) -> (&str, Option<Evidence>) {
        (&self.source, self.evidence)
    }
}

/// A heading or word to be compared: folded, and everything but letters and digits is one space.
pub fn heading_key(heading: &str) -> String {
    let folded: String = text::fold(heading)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

fn target(table: &Table<'_>, library: &Library) -> Option<Target> {
    let id = table.need("id")?;
    let words = [
        (Meaning::Household, "household"),
        (Meaning::Label, "label"),
        (Meaning::Thon, "thon"),
        (Meaning::Nothing, "none"),
    ];
    let (meaning, own) = match table.text("use") {
        Some(text) => {
            let hit = words.iter().find(|(_, word)| *word == text.text);
            if hit.is_none() {
                let all: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
                let args = vec![
                    ("key", "use".to_owned()),
                    ("expected", all.join(", ")),
                    ("found", text.text),
                ];
                table.tell(MistakeCode::WrongType, text.line, args);
            }
            table.idle(&[
                "form",
                "field",
                "period",
                "mark",
                "also_field",
                "also_choice",
            ]);
            (hit?.0.clone(), None)
        }
        None => {
            let (field, label) = target_field(table, library)?;
            (Meaning::Field(field), Some(label))
        }
    };
    let label = match (table.text("label"), own) {
        (Some(label), _) => label.text,
        (None, Some(own)) => own,
        (None, None) => table.need("label")?.text,
    };
    let headings: Vec<String> = table
        .texts("headings")
        .iter()
        .map(|heading| heading_key(&heading.text))
        .collect();
    Some(Target {
        id: Name::new(&id.text),
        label,
        meaning,
        whole: table.yes("whole").unwrap_or(false),
        headings,
    })
}

fn target_field(table: &Table<'_>, library: &Library) -> Option<(TargetField, String)> {
    let form = newest(table, library)?;
    let name = table.need("field")?;
    let (roster, field) = field(table, form, &name)?;
    let choice = |key: &str, field: &Field| {
        let word = table.text(key)?;
        let known = field.choices.iter().map(|choice| choice.id.as_str());
        if known.clone().any(|id| id == word.text) {
            return Some(Name::new(&word.text));
        }
        let near = nearest(&word.text, known);
        let args = vec![("word", word.text), ("nearest", near)];
        table.tell(MistakeCode::UnknownChoice, word.line, args);
        None
    };
    let also = table.text("also_field").and_then(|other| {
        let (_, other) = self::field(table, form, &other)?;
        Some((other.id.clone(), choice("also_choice", other)?))
    });
    let opening = match table.text("period") {
        Some(word) if word.text != "opening" => {
            let args = vec![("word", word.text), ("nearest", "opening".to_owned())];
            table.tell(MistakeCode::UnknownImportPeriod, word.line, args);
            false
        }
        word => word.is_some(),
    };
    let label = field.label.clone();
    let field = TargetField {
        form: form.id().clone(),
        roster: roster.cloned(),
        mark: choice("mark", field),
        field: field.id.clone(),
        opening,
        also,
    };
    Some((field, label))
}

fn newest<'a>(table: &Table<'_>, library: &'a Library) -> Option<&'a Form> {
    let id = table.need("form")?;
    let form = library.newest(&id.text);
    if form.is_none() {
        let known = library.list().iter().map(|paper| paper.form.id().as_str());
        let near = nearest(&id.text, known);
        let args = vec![("form", id.text), ("nearest", near)];
        table.tell(MistakeCode::UnknownForm, id.line, args);
    }
    form.map(|form| &**form)
}

fn field<'a>(
    table: &Table<'_>,
    form: &'a Form,
    name: &Located,
) -> Option<(Option<&'a Name>, &'a Field)> {
    let mut all = form.groups().iter().flat_map(|group| {
        let roster = group.roster.then_some(&group.id);
        group.fields.iter().map(move |field| (roster, field))
    });
    let hit = all
        .clone()
        .find(|(_, field)| field.id.as_str() == name.text);
    if hit.is_none() {
        let ids: Vec<&str> = all.by_ref().map(|(_, field)| field.id.as_str()).collect();
        let near = nearest(&name.text, ids);
        let args = vec![("path", name.text.clone()), ("nearest", near)];
        table.tell(MistakeCode::UnknownPath, name.line, args);
    }
    hit
}

fn synonyms(table: &Table<'_>, library: &Library) -> Vec<Synonyms> {
    if !table.has("source") {
        table.tell(MistakeCode::MissingSource, table.line, vec![]);
    }
    if !table.has("evidence") {
        table.missing("evidence");
    }
    let _ = (source(table), evidence(table));
    let (Some(form), Some(name)) = (newest(table, library), table.need("field")) else {
        return Vec::new();
    };
    let Some((_, field)) = field(table, form, &name) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for choice in table.tables("choice", &["id", "words"]) {
        let Some(id) = choice.need("id") else {
            continue;
        };
        let known = field.choices.iter().map(|choice| choice.id.as_str());
        if !known.clone().any(|known| known == id.text) {
            let near = nearest(&id.text, known);
            let args = vec![("word", id.text), ("nearest", near)];
            choice.tell(MistakeCode::UnknownChoice, id.line, args);
            continue;
        }
        let words = choice.texts("words").into_iter();
        all.push(Synonyms {
            form: form.id().clone(),
            field: field.id.clone(),
            choice: Name::new(&id.text),
            words: words.map(|word| heading_key(&word.text)).collect(),
        });
    }
    all
}
