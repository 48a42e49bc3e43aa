//! One person of a household: where in its papers they stand, and where else in them they are named.
//!
//! Every paper has rows of its own, so a person is found by name, and told from another of that name by birth and
//! number where those are known.

use std::collections::{BTreeMap, BTreeSet};

use super::{Outcome, Person, Workspace};
use crate::form::{Answer, Form, Name, Path, Role, RowId, Value};
use crate::record::{
    Content, Edit, EditId, Erasure, Extent, Gone, Phieu, PhieuId, PhieuKey, Sought,
};
use crate::text::fold;

/// What goes of one paper of the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The paper.
    pub key: PhieuKey,
    /// Its id.
    pub phieu: PhieuId,
    /// Their rows, ascending.
    pub rows: Vec<RowId>,
    /// Other edits that name them, ascending.
    pub edits: Vec<EditId>,
    /// So many edits go in all.
    pub count: u64,
}

impl Part {
    pub(super) fn extent(&self) -> Extent {
        Extent::People {
            rows: self.rows.clone(),
            edits: self.edits.clone(),
        }
    }
}

impl Workspace {
    /// Whoever the papers of a household know by a name, ascending: more than one where births or numbers tell people
    /// of one name apart.
    ///
    /// # Errors
    /// If the store or a paper cannot be read.
    pub fn people_named(&self, papers: &[(PhieuKey, PhieuId)], name: &str) -> Outcome<Vec<Sought>> {
        let mut found: Vec<Sought> = Vec::new();
        for (_, id) in papers {
            let phieu = self.phieu(*id)?;
            let form = self.form_of(&phieu)?;
            for person in Person::listed(&form, phieu.answers()) {
                let person = person.sought();
                if fold(person.name.trim()) != fold(name.trim()) {
                    continue;
                }
                match found.iter_mut().find(|known| known.is(&person)) {
                    Some(known) => {
                        known.born = known.born.or(person.born);
                        known.number = known.number.take().or(person.number);
                    }
                    None => found.push(person),
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// What of these papers goes if a person is erased; papers of which nothing goes are left out.
    pub(super) fn parts(
        &self,
        papers: &[(PhieuKey, PhieuId)],
        sought: &Sought,
    ) -> Outcome<Vec<Part>> {
        let mut parts = Vec::new();
        for (key, id) in papers {
            let phieu = self.phieu(*id)?;
            let form = self.form_of(&phieu)?;
            let bodies = self.store.bodies((*id).into())?;
            let rows = rows_of(&form, &phieu, &bodies, sought);
            let out = self.store.out_of_force_of((*id).into())?;
            let mut part = Part {
                key: key.clone(),
                phieu: *id,
                edits: naming(&form, &phieu, &bodies, &rows, &out, sought),
                rows: rows.into_iter().collect(),
                count: 0,
            };
            let mut gone = Gone::default();
            gone.add(&Erasure {
                label: String::new(),
                of: part.extent(),
            });
            part.count = bodies.iter().filter(|edit| gone.takes(edit)).count() as u64;
            if part.count > 0 {
                parts.push(part);
            }
        }
        Ok(parts)
    }
}

/// The field of a paper that has a member's name.
fn name_field(form: &Form) -> Option<&Name> {
    Some(&form.field_with_role(Role::PersonName)?.1.id)
}

/// The rows in which a person stands, or stood when they were taken away.
fn rows_of(form: &Form, phieu: &Phieu, bodies: &[Edit], sought: &Sought) -> BTreeSet<RowId> {
    let listed = Person::listed(form, phieu.answers());
    let there: BTreeSet<RowId> = listed.iter().map(|person| person.row).collect();
    let here = listed.iter().filter(|person| person.sought().is(sought));
    let mut rows: BTreeSet<RowId> = here.map(|person| person.row).collect();
    for edit in bodies {
        if let Some((Path::Member { row, field, .. }, text)) = said(edit)
            && Some(&field) == name_field(form)
            && !there.contains(&row)
            && sought.is_named(&text)
        {
            rows.insert(row);
        }
    }
    rows
}

/// The edits outside their rows that name a person, with what those replaced: else an older answer would stand there
/// again.
fn naming(
    form: &Form,
    phieu: &Phieu,
    bodies: &[Edit],
    rows: &BTreeSet<RowId>,
    out: &BTreeSet<EditId>,
    sought: &Sought,
) -> Vec<EditId> {
    let others = Person::listed(form, phieu.answers());
    // Another of the same name keeps the name.
    let another = |row: RowId| {
        let mut others = others.iter();
        others.any(|person| person.row == row && !person.sought().is(sought))
    };
    let by_id: BTreeMap<EditId, &Edit> = bodies.iter().map(|edit| (edit.id(), edit)).collect();
    let mut edits = BTreeSet::new();
    let mut open = Vec::new();
    for edit in bodies {
        let Some((path, text)) = said(edit) else {
            continue;
        };
        let field = match &path {
            Path::Member { row, .. } | Path::Row { row, .. } if rows.contains(row) => continue,
            Path::Member { row, field, .. } => Some((row, field)),
            _ => None,
        };
        let kept = field.is_some_and(|(row, field)| {
            Some(field) == name_field(form) && another(*row) && is_now(phieu, &path, &text)
        });
        let reason = edit.body().and_then(|body| body.reason.as_deref());
        let named = sought.is_in(&text) || reason.is_some_and(|reason| sought.is_in(reason));
        if !kept && named {
            open.push(edit.id());
        }
    }
    while let Some(id) = open.pop() {
        let Some(edit) = by_id.get(&id) else {
            continue;
        };
        if said(edit).is_some() && edits.insert(id) && !out.contains(&id) {
            open.extend(&edit.header().replaces);
        }
    }
    edits.into_iter().collect()
}

fn is_now(phieu: &Phieu, path: &Path, text: &str) -> bool {
    match phieu.answers().get(path) {
        Some(Answer::Given(Value::Text(now))) => now == text,
        _ => false,
    }
}

/// Where an answer or a remark stands, and what it says in words.
fn said(edit: &Edit) -> Option<(Path, String)> {
    match edit.content()? {
        Content::Answer { path, answer } | Content::Resolution { path, answer } => {
            let text = match answer {
                Some(Answer::Given(Value::Text(text)) | Answer::Unparsed(text)) => text.clone(),
                Some(Answer::Given(Value::Number(number))) => number.to_string(),
                _ => String::new(),
            };
            Some((path.clone(), text))
        }
        Content::Remark { path, text } => Some((path.clone(), text.clone())),
        _ => None,
    }
}
