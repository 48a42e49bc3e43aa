//! Everything that anybody typed, and whether whoever typed next saw it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use bieu::form::{Answer, Value};
use bieu::record::{Content, Edit};

use super::office::Office;

/// One value, as it was typed into one paper. No value is typed twice.
#[derive(Clone, Debug)]
struct Typed {
    paper: String,
    path: &'static str,
    value: String,
    /// Somebody who saw it typed another in its place.
    replaced: bool,
}

/// All of it, in the order of the typing.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<Vec<Typed>>);

impl Ledger {
    /// A value is typed where `before` was to be seen.
    pub(crate) fn types(&self, paper: &str, path: &'static str, value: &str, before: &str) {
        let mut all = self.0.lock().unwrap();
        let same = |typed: &&mut Typed| typed.paper == paper && typed.path == path;
        for typed in all.iter_mut().filter(same) {
            typed.replaced |= before.contains(&typed.value);
        }
        all.push(Typed {
            paper: paper.to_owned(),
            path,
            value: value.to_owned(),
            replaced: false,
        });
    }

    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// Nothing is missing at an office that has these papers: every value that nobody replaced knowingly is shown,
    /// stands in a conflict, or is told as out of force; and every value at all is in the history of its paper.
    /// Returns how many were shown, and how many are out of force.
    pub(crate) fn all_at(
        &self,
        office: &Office<'_>,
        mine: impl Fn(&str) -> bool,
    ) -> (usize, usize) {
        let all = self.0.lock().unwrap();
        let (aside, said, shown) = office.look(|workspace| {
            let out = workspace.out_of_force().unwrap().into_iter();
            let edits = out.map(|(_, edit, _)| workspace.store().edit(&edit).unwrap().unwrap());
            let aside: BTreeSet<String> = edits.filter_map(|edit| text(&edit)).collect();
            let mut said: BTreeSet<(String, String)> = BTreeSet::new();
            let mut shown: BTreeMap<String, String> = BTreeMap::new();
            for (_, id) in workspace.store().phieus(None, None).unwrap() {
                let history = workspace.store().history(id.into()).unwrap();
                let texts = history.iter().filter_map(text);
                said.extend(texts.map(|text| (id.to_string(), text)));
                // What stands there, and what stands against it.
                let state = workspace.phieu(id).unwrap().state_json();
                shown.insert(id.to_string(), state.to_string());
            }
            (aside, said, shown)
        });
        let (mut seen, mut out) = (0, 0);
        for typed in all.iter().filter(|typed| mine(&typed.paper)) {
            let at = (typed.paper.clone(), typed.value.clone());
            assert!(said.contains(&at), "{typed:?} at {}", office.place);
            if aside.contains(&typed.value) {
                out += 1;
            } else if !typed.replaced {
                let state = &shown[&typed.paper];
                assert!(state.contains(&typed.value), "{typed:?} is not in {state}");
                seen += 1;
            }
        }
        (seen, out)
    }
}

fn text(edit: &Edit) -> Option<String> {
    match edit.content()? {
        Content::Answer {
            answer: Some(Answer::Given(Value::Text(text))),
            ..
        } => Some(text.clone()),
        _ => None,
    }
}
