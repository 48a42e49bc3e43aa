//! What papers read of one another, checked when all of them are there: the other paper, the field, its
//! type and choices; and that following imports always comes to an end.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::Form;
use super::import::{Import, ImportOf};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::order::{Edges, order};
use super::spec::PAPER;
use super::{Field, FormKind, Name, Path, Subject};

/// Everything wrong with the imports of all papers, by the paper's place in the list.
pub(super) fn link(forms: &[&Form]) -> Vec<(usize, Mistake)> {
    let mut versions: BTreeMap<&str, Vec<&Form>> = BTreeMap::new();
    for form in forms {
        versions.entry(form.id.as_str()).or_default().push(form);
    }
    let mut mistakes = Vec::new();
    for (n, form) in forms.iter().enumerate() {
        let found = form.imports.iter().flat_map(|import| {
            let told = told(form, import, &versions);
            told.into_iter().map(|(code, args)| {
                Mistake::new(code, PAPER, import.line, Some(import.id.as_str()), args)
            })
        });
        mistakes.extend(found.map(|mistake| (n, mistake)));
    }
    mistakes.extend(loops(forms));
    mistakes
}

type Told = Vec<(MistakeCode, Vec<(&'static str, String)>)>;

/// What is wrong with one import.
fn told(form: &Form, import: &Import, versions: &BTreeMap<&str, Vec<&Form>>) -> Told {
    let other = import.form.to_string();
    let Some(others) = versions.get(import.form.as_str()) else {
        let nearest = nearest(&other, versions.keys().copied());
        let args = vec![("form", other), ("nearest", nearest)];
        return vec![(MistakeCode::ImportUnknownForm, args)];
    };
    let name = || vec![("form", other.clone())];
    if others.iter().any(|other| other.kind == FormKind::Table) {
        return vec![(MistakeCode::ImportOfTable, name())];
    }
    let mut told = Told::new();
    if others.iter().any(|other| other.repeats) {
        told.push((MistakeCode::ImportRepeats, name()));
    }
    let needed = match import.of {
        ImportOf::Same => form.subject,
        ImportOf::Place => Subject::Place,
    };
    if others.iter().any(|other| other.subject != needed) {
        let mut args = name();
        args.push(("of", import.of.word().to_owned()));
        told.push((MistakeCode::ImportSubject, args));
    }
    told.extend(field(import, others));
    told
}

/// What is wrong with the field or cell that is read. A version of the other paper may lack it.
fn field(import: &Import, others: &[&Form]) -> Told {
    let spelled = match &import.at {
        Path::Cell { row, column } => format!("{row}/{column}"),
        Path::Field(field) => field.to_string(),
        _ => String::new(),
    };
    let place = || vec![("form", import.form.to_string()), ("path", spelled.clone())];
    let fields: Vec<&Field> = others
        .iter()
        .filter_map(|other| other.field_at(&import.at))
        .collect();
    if fields.is_empty() {
        let mut args = place();
        if let Some(roster) = roster_of(import, others) {
            args.push(("roster", roster));
            return vec![(MistakeCode::ImportOfRoster, args)];
        }
        let names: BTreeSet<String> = others.iter().flat_map(|other| spellings(other)).collect();
        let near = nearest(&spelled, names.iter().map(String::as_str));
        args.push(("nearest", near));
        return vec![(MistakeCode::ImportUnknownField, args)];
    }
    if let Some(other) = fields.iter().find(|field| field.kind != import.kind) {
        let mut args = place();
        args.push(("expected", other.kind.word().to_owned()));
        args.push(("found", import.kind.word().to_owned()));
        return vec![(MistakeCode::ImportType, args)];
    }
    let choices: BTreeSet<&Name> = fields
        .iter()
        .flat_map(|field| &field.choices)
        .map(|choice| &choice.id)
        .collect();
    let strangers = import.choices.iter().filter(|id| !choices.contains(id));
    strangers
        .map(|id| {
            let near = nearest(id.as_str(), choices.iter().map(|choice| choice.as_str()));
            let mut args = vec![("word", id.to_string()), ("nearest", near)];
            args.extend(place());
            (MistakeCode::ImportUnknownChoice, args)
        })
        .collect()
}

/// The roster in which a field of that name stands.
fn roster_of(import: &Import, others: &[&Form]) -> Option<String> {
    let Path::Field(name) = &import.at else {
        return None;
    };
    let mut rosters = others
        .iter()
        .flat_map(|other| &other.groups)
        .filter(|group| group.roster);
    rosters
        .find(|group| group.fields.iter().any(|field| field.id == *name))
        .map(|group| group.id.to_string())
}

/// Everything of a paper that an import could read, as it is spelled there.
fn spellings(form: &Form) -> Vec<String> {
    let fields = form.groups.iter().filter(|group| !group.roster);
    let fields = fields.flat_map(|group| &group.fields);
    let cells = form.rows.iter().flat_map(|row| {
        let columns = form.columns.iter();
        columns.map(move |column| format!("{}/{}", row.id, column.field.id))
    });
    fields
        .map(|field| field.id.to_string())
        .chain(cells)
        .collect()
}

/// Papers that wait for one another. An import of an earlier period ends somewhere: it closes no loop.
fn loops(forms: &[&Form]) -> Option<(usize, Mistake)> {
    let ids: Vec<&Name> = forms
        .iter()
        .map(|form| &form.id)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let edges: Edges = ids
        .iter()
        .map(|id| {
            let imports = forms
                .iter()
                .filter(|form| form.id == **id)
                .flat_map(|form| &form.imports)
                .filter(|import| !import.period.earlier());
            let read: BTreeSet<u32> = imports
                .filter_map(|import| ids.iter().position(|other| **other == import.form))
                .filter_map(|at| u32::try_from(at).ok())
                .collect();
            read.into_iter().collect()
        })
        .collect();
    let cycle = order(&edges).err()?;
    let names: Vec<&Name> = cycle
        .iter()
        .filter_map(|n| ids.get(usize::try_from(*n).ok()?).copied())
        .collect();
    let [first, second, ..] = names.as_slice() else {
        return None;
    };
    let closing = |form: &&&Form| form.id == **first;
    let (n, import) = forms
        .iter()
        .enumerate()
        .filter(|(_, form)| closing(form))
        .find_map(|(n, form)| {
            let mut imports = form.imports.iter();
            let import =
                imports.find(|import| import.form == **second && !import.period.earlier())?;
            Some((n, import))
        })?;
    let spelled: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    let args = vec![("loop", spelled.join(" → "))];
    let mistake = Mistake::new(
        MistakeCode::ImportCycle,
        PAPER,
        import.line,
        Some(import.id.as_str()),
        args,
    );
    Some((n, mistake))
}
