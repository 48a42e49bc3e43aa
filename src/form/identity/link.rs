//! Identities linked to the papers: every side found, its type known.

use rust_decimal::Decimal;

use super::records::compile_rule;
use super::side::{Identity, Of, Side, What, When};
use super::spec::{SideSpec, Template, WHAT};
use super::{At, Op};
use crate::form::compiled::Form;
use crate::form::mistake::{Mistake, MistakeCode, nearest};
use crate::form::spec::table::Located;
use crate::form::{
    Evidence, FieldType, FormKind, Library, Name, Path, Severity, Subject, TableColumn,
};

/// Finds every name of a written-out template; `None` after a mistake.
pub(super) fn link(
    template: &Template,
    library: &Library,
    mistakes: &mut Vec<Mistake>,
) -> Option<Identity> {
    let before = mistakes.len();
    let text = |key| template.texts.get(key);
    let mut linking = Linking {
        template,
        library,
        mistakes,
    };
    let op = linking.word("op", text("op")?, &Op::ALL);
    let severities = [(Severity::Blocks, "blocks"), (Severity::Asks, "asks")];
    let severity = linking.known(MistakeCode::UnknownSeverity, text("severity")?, &severities);
    let words = Evidence::ALL.map(|evidence| (evidence, evidence.as_str()));
    let evidence = linking.known(MistakeCode::UnknownEvidence, text("evidence")?, &words);
    let tolerance = text("tolerance").and_then(|text| linking.number(text));
    let factor = text("factor").and_then(|text| linking.number(text));
    match (op, text("factor")) {
        (Some(Op::Slip), None) => linking.tell(
            MistakeCode::MissingKey,
            template.line,
            vec![("key", "factor".to_owned())],
        ),
        (Some(op), Some(text)) if op != Op::Slip => linking.tell(
            MistakeCode::IdleKey,
            text.line,
            vec![("key", "factor".to_owned())],
        ),
        _ => {}
    }
    let left = linking.side(&template.left);
    let right: Vec<Option<Side>> = template
        .right
        .iter()
        .map(|side| linking.side(side))
        .collect();
    let right: Option<Vec<Side>> = right.into_iter().collect();
    let (left, right) = (left?, right?);
    if template.rollup {
        linking.rollup(&left, op);
    }
    let parts = linking.parts(&left, &right)?;
    if linking.mistakes.len() > before {
        return None;
    }
    Some(Identity {
        id: template.id().to_owned(),
        op: op?,
        left,
        right,
        parts,
        message: text("message")?.text.clone(),
        severity: severity?,
        source: text("source")?.text.clone(),
        evidence: evidence?,
        tolerance,
        factor,
        rollup: template.rollup,
        printed: false,
        text: None,
    })
}

struct Linking<'a> {
    template: &'a Template,
    library: &'a Library,
    mistakes: &'a mut Vec<Mistake>,
}

impl Linking<'_> {
    fn tell(&mut self, code: MistakeCode, line: usize, args: Vec<(&'static str, String)>) {
        self.mistakes.push(self.template.mistake(code, line, args));
    }

    fn known<T: Copy>(
        &mut self,
        code: MistakeCode,
        text: &Located,
        words: &[(T, &'static str)],
    ) -> Option<T> {
        let hit = words.iter().find(|(_, word)| *word == text.text);
        if hit.is_none() {
            let near = nearest(&text.text, words.iter().map(|(_, word)| *word));
            let args = vec![("word", text.text.clone()), ("nearest", near)];
            self.tell(code, text.line, args);
        }
        hit.map(|(value, _)| *value)
    }

    fn word<T: Copy>(
        &mut self,
        key: &str,
        text: &Located,
        words: &[(T, &'static str)],
    ) -> Option<T> {
        let hit = words.iter().find(|(_, word)| *word == text.text);
        if hit.is_none() {
            let near = nearest(&text.text, words.iter().map(|(_, word)| *word));
            let args = vec![
                ("key", key.to_owned()),
                ("word", text.text.clone()),
                ("nearest", near),
            ];
            self.tell(MistakeCode::IdentityWord, text.line, args);
        }
        hit.map(|(value, _)| *value)
    }

    fn number(&mut self, text: &Located) -> Option<Decimal> {
        let number = text.text.trim().parse().ok();
        if number.is_none() {
            let args = vec![("found", text.text.clone())];
            self.tell(MistakeCode::BadNumber, text.line, args);
        }
        number
    }

    fn side(&mut self, spec: &SideSpec) -> Option<Side> {
        let before = self.mistakes.len();
        let when = match spec.texts.get("period") {
            None => Some(When::Same),
            Some(text) => self.word(
                "period",
                text,
                &[
                    (When::Same, "same"),
                    (When::Opening, "opening"),
                    (When::Half, "half"),
                ],
            ),
        };
        let of = match spec.texts.get("of") {
            None => Some(Of::Same),
            Some(text) => self.word("of", text, &[(Of::Same, "same"), (Of::Below, "below")]),
        };
        let times = match spec.texts.get("times") {
            None => Some(Decimal::ONE),
            Some(text) => self.number(text),
        };
        let given: Vec<&str> = WHAT
            .iter()
            .copied()
            .filter(|key| spec.texts.contains_key(key))
            .collect();
        let [what] = given.as_slice() else {
            let args = vec![("found", given.join(", "))];
            self.tell(MistakeCode::IdentitySide, spec.line, args);
            return None;
        };
        let text = spec.texts.get(what)?.clone();
        let (form, found) = if *what == "number" {
            let number = self.number(&text)?;
            let found = Found {
                what: What::At(At::Figure(number)),
                digits: number.normalize().scale(),
                count: number.is_integer(),
            };
            (Name::new(""), found)
        } else {
            let form = self.form(spec)?;
            let found = match *what {
                "column" => self.column(&form, &text, spec),
                "count" | "sum" => self.records(&form, &text, *what == "count"),
                _ => self.path(&form, &text, *what == "cell"),
            };
            (form, found?)
        };
        let per = match spec.texts.get("per") {
            None => None,
            Some(text) if matches!(found.what, What::At(At::Column { .. })) => {
                match self.column(&form, text, spec)?.what {
                    What::At(at) => Some(at),
                    _ => None,
                }
            }
            Some(text) => match self.path(&form, text, text.text.contains('/'))?.what {
                What::At(at) => Some(at),
                _ => None,
            },
        };
        if self.mistakes.len() > before {
            return None;
        }
        Some(Side {
            form,
            count: found.count && per.is_none(),
            what: found.what,
            per,
            when: when?,
            of: of?,
            minus: spec.minus,
            times: times?,
            digits: found.digits,
        })
    }

    /// The paper's id, if any version of it is there.
    fn form(&mut self, spec: &SideSpec) -> Option<Name> {
        let Some(text) = spec.texts.get("form") else {
            let args = vec![("key", "form".to_owned())];
            self.tell(MistakeCode::MissingKey, spec.line, args);
            return None;
        };
        if let Some(form) = self.library.newest(&text.text) {
            return Some(form.id().clone());
        }
        let all = self.library.list().iter();
        let near = nearest(&text.text, all.map(|paper| paper.form.id().as_str()));
        let args = vec![("form", text.text.clone()), ("nearest", near)];
        self.tell(MistakeCode::IdentityForm, text.line, args);
        None
    }

    /// Versions of a paper, the newest first: an identity outlives a paper's version.
    fn versions<'l>(library: &'l Library, id: &Name) -> impl Iterator<Item = &'l Form> {
        let id = id.clone();
        library
            .list()
            .iter()
            .rev()
            .map(|paper| &*paper.form)
            .filter(move |form| *form.id() == id)
    }

    fn unknown(&mut self, form: &Name, what: &'static str, text: &Located, near: String) {
        let args = vec![
            ("form", form.to_string()),
            ("what", what.to_owned()),
            ("word", text.text.clone()),
            ("nearest", near),
        ];
        self.tell(MistakeCode::IdentityCell, text.line, args);
    }

    fn column(&mut self, form: &Name, text: &Located, spec: &SideSpec) -> Option<Found> {
        let hit = Self::versions(self.library, form).find_map(|form| {
            let columns = form.table_columns().iter();
            columns
                .clone()
                .find(|column| column.number == text.text)
                .map(|column| (form, column))
        });
        let Some((table, column)) = hit else {
            let columns = Self::versions(self.library, form).flat_map(Form::table_columns);
            let near = nearest(&text.text, columns.map(|column| column.number.as_str()));
            self.unknown(form, "column", text, near);
            return None;
        };
        let parts = parts_of(table);
        let part = match spec.texts.get("part") {
            None => None,
            Some(part) if parts.contains(&part.text) => Some(part.text.clone()),
            Some(part) => {
                let near = nearest(&part.text, parts.iter().map(String::as_str));
                self.unknown(form, "part", part, near);
                return None;
            }
        };
        Some(Found {
            what: What::At(At::Column {
                number: column.number.clone(),
                part,
            }),
            digits: column.digits,
            count: is_count(column),
        })
    }

    fn path(&mut self, form: &Name, text: &Located, cell: bool) -> Option<Found> {
        let hit = Self::versions(self.library, form).find_map(|form| {
            let node = match text.text.split_once('/') {
                Some((row, column)) if cell => form.cell(row, column),
                None if !cell => form.fields.get(text.text.as_str()).copied(),
                _ => None,
            };
            Some((form, form.node(node?)?))
        });
        let Some((form, node)) = hit else {
            let near = Self::versions(self.library, form)
                .next()
                .and_then(
                    |form| match form.path(&crate::form::Answers::new(), &text.text) {
                        Err(crate::form::PathError::Unknown { nearest, .. }) => Some(nearest),
                        _ => None,
                    },
                )
                .unwrap_or_default();
            self.unknown(form, if cell { "cell" } else { "field" }, text, near);
            return None;
        };
        if form.subject() != Subject::Place || form.repeats() {
            let args = vec![("form", form.id().to_string())];
            self.tell(MistakeCode::IdentitySubject, text.line, args);
            return None;
        }
        if !node.kind.is_number() {
            let args = vec![("form", form.id().to_string()), ("word", text.text.clone())];
            self.tell(MistakeCode::IdentityType, text.line, args);
            return None;
        }
        let path = match text.text.split_once('/') {
            Some((row, column)) => Path::Cell {
                row: Name::new(row),
                column: Name::new(column),
            },
            None => Path::Field(Name::new(&text.text)),
        };
        Some(Found {
            what: What::At(At::Path(path)),
            digits: node.digits,
            count: node.kind == FieldType::Integer,
        })
    }

    fn records(&mut self, id: &Name, text: &Located, count: bool) -> Option<Found> {
        let form = self.library.newest(id.as_str())?;
        if form.kind() == FormKind::Table || !form.repeats() {
            let args = vec![("form", id.to_string())];
            self.tell(MistakeCode::IdentityRecords, text.line, args);
            return None;
        }
        let mut found = Vec::new();
        let rule = compile_rule(form, text, count, &self.template.file, &mut found);
        // The expression's own mistakes, told at this identity.
        self.mistakes
            .extend(found.into_iter().map(|mistake| Mistake {
                field: Some(self.template.id().to_owned()),
                ..mistake
            }));
        Some(Found {
            digits: 0,
            count,
            what: What::Records(Box::new(rule?)),
        })
    }

    /// What is taken over must have one typed figure to stand in, and be all of it.
    fn rollup(&mut self, left: &Side, op: Option<Op>) {
        let typed = match &left.what {
            What::At(At::Path(path)) => {
                self.library.newest(left.form.as_str()).is_some_and(|form| {
                    let node = match path {
                        Path::Cell { row, column } => form.cell(row.as_str(), column.as_str()),
                        Path::Field(field) => form.fields.get(field.as_str()).copied(),
                        _ => None,
                    };
                    node.and_then(|node| form.node(node))
                        .is_some_and(|node| node.formulas.is_empty() && !node.closed)
                })
            }
            _ => false,
        };
        let plain = left.times == Decimal::ONE
            && left.per.is_none()
            && left.of == Of::Same
            && left.when == When::Same
            && !left.minus;
        if !typed || !plain || op != Some(Op::Equal) {
            let line = self.template.left.line;
            self.tell(MistakeCode::IdentityRollup, line, vec![]);
        }
    }

    /// The parts at which the identity is held: those of the left table, unless it names one.
    fn parts(&mut self, left: &Side, right: &[Side]) -> Option<Vec<Option<String>>> {
        let open = |side: &Side| match &side.what {
            What::At(At::Column { part: None, .. }) => self
                .library
                .newest(side.form.as_str())
                .map(|form| parts_of(form))
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        let held = open(left);
        for (side, spec) in right.iter().zip(&self.template.right) {
            let own = open(side);
            if let Some(part) = own.iter().find(|part| !held.contains(part)) {
                let text = Located {
                    text: part.clone(),
                    line: spec.line,
                };
                self.unknown(&side.form, "part", &text, String::new());
                return None;
            }
        }
        if held.is_empty() {
            Some(vec![None])
        } else {
            Some(held.into_iter().map(Some).collect())
        }
    }
}

struct Found {
    what: What,
    digits: u32,
    count: bool,
}

/// The ids of a table's parts.
pub(super) fn parts_of(form: &Form) -> Vec<String> {
    form.table_parts().map(|part| part.id.to_string()).collect()
}

/// Whether a column counts: rates are percentages, and those whose printed formula divides.
pub(super) fn is_count(column: &TableColumn) -> bool {
    column.digits == 0
        && column.of.is_none()
        && column
            .printed
            .as_ref()
            .is_none_or(|printed| !printed.contains('/'))
}
