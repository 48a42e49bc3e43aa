//! All papers of one installation, with the dates between which each is valid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::compiled::Form;
use super::listing::Listing;
use super::mistake::Mistake;
use super::spec::Folder;
use super::tally::Tally;
use super::{FormKind, Holidays, check, link_imports, released};

/// One paper of a library.
#[derive(Debug)]
pub struct Shelved {
    /// The paper.
    pub form: Arc<Form>,
    /// First day valid, if said.
    pub valid_from: Option<NaiveDate>,
    /// Last day valid, if said.
    pub valid_to: Option<NaiveDate>,
    /// Whether its text is frozen by a hash; a draft is reopened with today's text.
    pub released: bool,
    /// For a table: itself linked to the papers it joins.
    pub tally: Option<Tally>,
    /// For a list: the same.
    pub listing: Option<Listing>,
}

impl Shelved {
    /// Whether the paper is valid on a day.
    pub fn valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// All papers, by id and version.
#[derive(Debug, Default)]
pub struct Library {
    papers: Vec<Shelved>,
    holidays: Arc<Holidays>,
}

impl Library {
    /// Checks every folder and applies released.toml. Papers with mistakes are left out, and every
    /// mistake is told, its file as `folder/file`.
    pub fn load(folders: &[Folder], released: &str) -> (Library, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let mut papers = Vec::new();
        for folder in folders {
            match check(folder) {
                Ok(form) => {
                    mistakes.extend(
                        form.warnings()
                            .iter()
                            .map(|mistake| within(folder, mistake.clone())),
                    );
                    let scale = form.scale().unwrap_or_default();
                    papers.push(Shelved {
                        valid_from: scale.from,
                        valid_to: scale.to,
                        // A loaded scale stays what two people confirmed.
                        released: form.scale().is_some(),
                        form: Arc::new(form),
                        tally: None,
                        listing: None,
                    });
                }
                Err(found) => {
                    mistakes.extend(found.into_iter().map(|mistake| within(folder, mistake)))
                }
            }
        }
        papers.sort_by(|a, b| {
            (a.form.id(), version_key(a.form.version()))
                .cmp(&(b.form.id(), version_key(b.form.version())))
        });
        released::apply(&mut papers, released, &mut mistakes);
        let forms: Vec<&Form> = papers.iter().map(|paper| &*paper.form).collect();
        let mut unlinked: BTreeSet<usize> = BTreeSet::new();
        for (n, mistake) in link_imports::link(&forms) {
            let prefix = forms.get(n).map_or("", |form| form.full_id());
            mistakes.push(Mistake {
                file: format!("{prefix}/{}", mistake.file),
                ..mistake
            });
            unlinked.insert(n);
        }
        let link = |paper: &Shelved| match paper.form.kind() {
            FormKind::Table => Ok((Some(paper.form.link(&beside(&papers, paper))?), None)),
            FormKind::List => Ok((None, Some(paper.form.link_list(&beside(&papers, paper))?))),
            FormKind::Questionnaire | FormKind::Grid => Ok((None, None)),
        };
        let made: Vec<Result<Made, Vec<Mistake>>> = papers.iter().map(link).collect();
        let beside: Vec<(&Form, Option<&Listing>)> = papers
            .iter()
            .zip(&made)
            .map(|(paper, made)| {
                (
                    &*paper.form,
                    made.as_ref().ok().and_then(|made| made.1.as_ref()),
                )
            })
            .collect();
        for (n, paper) in papers.iter().enumerate() {
            let found = paper.form.fill_mistakes(&beside);
            if !found.is_empty() {
                unlinked.insert(n);
            }
            mistakes.extend(found.into_iter().map(|mistake| Mistake {
                file: format!("{}/{}", paper.form.full_id(), mistake.file),
                ..mistake
            }));
        }
        let mut kept = Vec::new();
        for (n, (mut paper, made)) in papers.into_iter().zip(made).enumerate() {
            match made {
                _ if unlinked.contains(&n) => {}
                Ok((tally, listing)) => {
                    (paper.tally, paper.listing) = (tally, listing);
                    kept.push(paper);
                }
                Err(found) => {
                    let prefix = paper.form.full_id().to_owned();
                    mistakes.extend(found.into_iter().map(|mistake| Mistake {
                        file: format!("{prefix}/{}", mistake.file),
                        ..mistake
                    }));
                }
            }
        }
        let library = Library {
            papers: kept,
            holidays: Arc::default(),
        };
        (library, mistakes)
    }

    /// With the public holidays that its formulas count with; without them no working day is counted.
    #[must_use]
    pub fn with_holidays(mut self, holidays: Arc<Holidays>) -> Library {
        self.holidays = holidays;
        self
    }

    /// The public holidays.
    pub fn holidays(&self) -> &Arc<Holidays> {
        &self.holidays
    }

    /// Without the papers that serve training workspaces only.
    #[must_use]
    pub fn without_training(mut self) -> Library {
        self.papers.retain(|paper| !paper.form.training());
        self
    }

    /// The version of a paper that is valid on a day; the newest of several.
    pub fn get(&self, id: &str, day: NaiveDate) -> Option<&Arc<Form>> {
        self.shelved(id, day).map(|paper| &paper.form)
    }

    /// As [`Library::get`], with validity and tally.
    pub fn shelved(&self, id: &str, day: NaiveDate) -> Option<&Shelved> {
        self.papers
            .iter()
            .rfind(|paper| paper.form.id().as_str() == id && paper.valid_on(day))
    }

    /// Every paper that is valid on a day, the newest version of each.
    pub fn valid_at(&self, day: NaiveDate) -> Vec<Arc<Form>> {
        let newest: BTreeMap<&str, &Arc<Form>> = self
            .papers
            .iter()
            .filter(|paper| paper.valid_on(day))
            .map(|paper| (paper.form.id().as_str(), &paper.form))
            .collect();
        newest.into_values().cloned().collect()
    }

    /// A paper by id and version, valid or not.
    pub fn get_exact(&self, id: &str, version: &str) -> Option<&Arc<Form>> {
        self.papers
            .iter()
            .map(|paper| &paper.form)
            .find(|form| form.id().as_str() == id && form.version() == version)
    }

    /// The newest version of a paper, valid or not.
    pub fn newest(&self, id: &str) -> Option<&Arc<Form>> {
        self.papers
            .iter()
            .map(|paper| &paper.form)
            .rfind(|form| form.id().as_str() == id)
    }

    /// A table valid on a day, with the paper it was linked from.
    pub fn tally(&self, id: &str, day: NaiveDate) -> Option<(&Arc<Form>, &Tally)> {
        self.shelved(id, day)
            .and_then(|paper| Some((&paper.form, paper.tally.as_ref()?)))
    }

    /// A list valid on a day, with the paper it was linked from.
    pub fn listing(&self, id: &str, day: NaiveDate) -> Option<(&Arc<Form>, &Listing)> {
        self.shelved(id, day)
            .and_then(|paper| Some((&paper.form, paper.listing.as_ref()?)))
    }

    /// Every paper, by id and version.
    pub fn list(&self) -> &[Shelved] {
        &self.papers
    }
}

/// A table or a list linked, where the paper is one.
type Made = (Option<Tally>, Option<Listing>);

/// The papers that a table is written for: of each the newest version valid on the table's last day, else the newest.
fn beside<'p>(papers: &'p [Shelved], table: &Shelved) -> BTreeMap<String, &'p Form> {
    let mut beside = BTreeMap::new();
    let then = |paper: &&Shelved| table.valid_to.is_none_or(|day| paper.valid_on(day));
    // Sorted by version: the last of an id is the newest.
    for paper in papers.iter().chain(papers.iter().filter(then)) {
        beside.insert(paper.form.id().to_string(), &*paper.form);
    }
    beside
}

/// Versions sort by their numbers: 2022.10 after 2022.9.
fn version_key(version: &str) -> Vec<(u64, String)> {
    version
        .split('.')
        .map(|part| (part.parse().unwrap_or(0), part.to_owned()))
        .collect()
}

fn within(folder: &Folder, mistake: Mistake) -> Mistake {
    Mistake {
        file: format!("{}/{}", folder.name, mistake.file),
        ..mistake
    }
}
