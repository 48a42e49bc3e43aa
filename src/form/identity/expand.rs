//! Templates written out: every combination of their words.

use std::collections::{BTreeMap, BTreeSet};

use super::spec::{Each, SideSpec, Template, Words};
use crate::form::mistake::{Mistake, MistakeCode, nearest};
use crate::form::spec::table::Located;
use crate::form::{FormKind, GridRow, Library, RowKind};

/// Identities that one template may become.
const MOST: usize = 20_000;

/// Rows that accumulate over a year, whichever way.
const ACCUMULATES: &str = "accumulates";
/// Rows whose figures add over places.
const ADDS: &str = "adds";

type Bound = BTreeMap<String, String>;

/// The identities that a template stands for; itself if it has no words.
pub(super) fn expand(
    template: &Template,
    library: &Library,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Template> {
    let mut combinations: Vec<Bound> = vec![Bound::new()];
    let mut used = Used::default();
    for each in &template.each {
        let mut next = Vec::new();
        for bound in &combinations {
            let Some(lines) = lines(template, each, bound, library, &mut used, mistakes) else {
                return Vec::new();
            };
            for line in lines {
                next.push(bound.clone().into_iter().chain(line).collect());
            }
            if next.len() > MOST {
                let args = vec![("what", "each".to_owned()), ("most", MOST.to_string())];
                mistakes.push(template.mistake(MistakeCode::TooLarge, each.line, args));
                return Vec::new();
            }
        }
        combinations = next;
    }
    let written: Vec<Template> = combinations
        .iter()
        .map(|bound| write(template, bound, &mut used))
        .collect();
    for (word, line) in &used.unknown {
        let names = template.each.iter().flat_map(|each| &each.words);
        let near = nearest(word, names.map(|(name, _)| name.as_str()));
        let args = vec![("word", word.clone()), ("nearest", near)];
        mistakes.push(template.mistake(MistakeCode::TemplateUnknown, *line, args));
    }
    for each in &template.each {
        for (name, _) in &each.words {
            if !used.words.contains(name) {
                let args = vec![("word", name.clone())];
                mistakes.push(template.mistake(MistakeCode::TemplateUnused, each.line, args));
            }
        }
    }
    if used.unknown.is_empty() {
        written
    } else {
        Vec::new()
    }
}

/// Which words were put in, and which stand in braces without being any.
#[derive(Default)]
struct Used {
    words: BTreeSet<String>,
    unknown: BTreeSet<(String, usize)>,
}

fn write(template: &Template, bound: &Bound, used: &mut Used) -> Template {
    let mut texts = |texts: &BTreeMap<&'static str, Located>| {
        texts
            .iter()
            .map(|(key, text)| {
                let text = Located {
                    text: put(&text.text, text.line, bound, used),
                    line: text.line,
                };
                (*key, text)
            })
            .collect::<BTreeMap<_, _>>()
    };
    let mut side = |side: &SideSpec| SideSpec {
        texts: texts(&side.texts),
        ..side.clone()
    };
    let (left, right) = (
        side(&template.left),
        template.right.iter().map(&mut side).collect(),
    );
    Template {
        texts: texts(&template.texts),
        left,
        right,
        each: Vec::new(),
        ..template.clone()
    }
}

/// Puts words for `{word}`.
fn put(text: &str, line: usize, bound: &Bound, used: &mut Used) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((word, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        match bound.get(word) {
            Some(value) => {
                used.words.insert(word.to_owned());
                out.push_str(value);
            }
            None => {
                used.unknown.insert((word.to_owned(), line));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The lines of one `each`: its lists side by side, one word of each per line.
fn lines(
    template: &Template,
    each: &Each,
    bound: &Bound,
    library: &Library,
    used: &mut Used,
    mistakes: &mut Vec<Mistake>,
) -> Option<Vec<Vec<(String, String)>>> {
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    for (name, words) in &each.words {
        let words = match words {
            Words::List(list) => list
                .iter()
                .map(|word| put(word, each.line, bound, used))
                .collect(),
            Words::Of(of) => {
                let of: BTreeMap<_, _> = of
                    .iter()
                    .map(|(key, text)| (*key, put(&text.text, text.line, bound, used)))
                    .collect();
                match ids(&of, library) {
                    Ok(ids) => ids,
                    Err((code, args)) => {
                        mistakes.push(template.mistake(code, each.line, args));
                        return None;
                    }
                }
            }
        };
        columns.push((name.clone(), words));
    }
    let most = columns.iter().map(|(_, words)| words.len()).max()?;
    if columns.iter().any(|(_, words)| words.len() != most) {
        let lengths: Vec<String> = columns
            .iter()
            .map(|(name, words)| format!("{name}: {}", words.len()))
            .collect();
        let args = vec![("found", lengths.join(", "))];
        mistakes.push(template.mistake(MistakeCode::TemplateLengths, each.line, args));
        return None;
    }
    let line = |n: usize| {
        let words = columns.iter();
        words
            .filter_map(|(name, words)| Some((name.clone(), words.get(n)?.clone())))
            .collect()
    };
    Some((0..most).map(line).collect())
}

type Wrong = (MistakeCode, Vec<(&'static str, String)>);

/// Rows of a grid or columns of a table, as their paper's newest version has them.
fn ids(of: &BTreeMap<&'static str, String>, library: &Library) -> Result<Vec<String>, Wrong> {
    let (rows, id) = match (of.get("rows_of"), of.get("columns_of")) {
        (Some(form), None) => (true, form),
        (None, Some(form)) => (false, form),
        _ => {
            let args = vec![("key", "rows_of".to_owned())];
            return Err((MistakeCode::MissingKey, args));
        }
    };
    let form = library.newest(id).ok_or_else(|| {
        let near = nearest(
            id,
            library.list().iter().map(|paper| paper.form.id().as_str()),
        );
        let args = vec![("form", id.clone()), ("nearest", near)];
        (MistakeCode::IdentityForm, args)
    })?;
    let except: Vec<&str> = of
        .get("except")
        .map(|text| text.split_whitespace().collect())
        .unwrap_or_default();
    let kind = of.get("kind").map(String::as_str);
    let unknown = |known: &[&str]| {
        let word = kind.unwrap_or_default().to_owned();
        let near = nearest(&word, known.iter().copied());
        let args = vec![
            ("key", "kind".to_owned()),
            ("word", word),
            ("nearest", near),
        ];
        (MistakeCode::IdentityWord, args)
    };
    if rows {
        let known = RowKind::ALL.map(RowKind::as_str);
        let every = [ACCUMULATES, ADDS]
            .into_iter()
            .chain(known)
            .collect::<Vec<&str>>();
        if kind.is_some_and(|kind| !every.contains(&kind)) {
            return Err(unknown(&every));
        }
        let fits = |row: &GridRow| match kind {
            None => true,
            Some(ACCUMULATES) => row.kind.is_some_and(RowKind::accumulates),
            Some(ADDS) => row.kind.is_some_and(RowKind::adds_over_places),
            Some(kind) => row.kind.is_some_and(|own| own.as_str() == kind),
        };
        let column = of.get("column").map(String::as_str);
        let open = |row: &str| {
            column.is_none_or(|column| {
                form.cell(row, column).is_some() && !form.is_closed(row, column)
            })
        };
        Ok(form
            .rows()
            .iter()
            .filter(|row| fits(row))
            .map(|row| row.id.to_string())
            .filter(|row| open(row) && !except.contains(&row.as_str()))
            .collect())
    } else {
        let known = ["count", "rate"];
        if kind.is_some_and(|kind| !known.contains(&kind)) {
            return Err(unknown(&known));
        }
        if form.kind() != FormKind::Table {
            let args = vec![
                ("section", "columns_of".to_owned()),
                ("kind", form.kind().as_str().to_owned()),
            ];
            return Err((MistakeCode::UnexpectedSection, args));
        }
        let columns = form.table_columns().iter();
        Ok(columns
            .filter(|column| {
                kind.is_none_or(|kind| (kind == "count") == super::link::is_count(column))
            })
            .map(|column| column.number.clone())
            .filter(|number| !except.contains(&number.as_str()))
            .collect())
    }
}
