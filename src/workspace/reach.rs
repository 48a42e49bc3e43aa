//! How far erasing a household, or one person of it, reaches: what goes, which bundles went out before, what was written out at this
//! machine, and which other papers name its people.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Outcome, Part, Workspace};
use crate::bundle::Sent;
use crate::form::{Answer, Path, Period, Role, Value};
use crate::record::{
    Content, EditId, Erased, HoDan, Phieu, PhieuId, PhieuKey, PhieuSubject, Sought, SubjectId,
    WriterId, is_mark,
};

/// The folders of what was written out for others.
const WRITTEN_OUT: [&str; 2] = ["ban-in", "tep-nop"];
/// So many places where a person is still named are told.
const MOST_MENTIONS: usize = 100;

/// What erasing a household takes with it, and what it does not reach.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The household.
    pub household: HoDan,
    /// The person, where it is not the whole household.
    pub person: Option<Sought>,
    /// What goes of each paper, where it is a person.
    pub parts: Vec<Part>,
    /// So many edits go.
    pub edits: u64,
    /// The papers concerned, by period.
    pub papers: Vec<(PhieuKey, PhieuId)>,
    /// The periods whose numbers change, ascending.
    pub periods: Vec<Period>,
    /// The bundles that may carry something of it.
    pub copies: Vec<Sent>,
    /// What was written out at this machine, for paper or for others.
    pub files: Vec<PathBuf>,
    /// Other papers in which its people are named: they stay, and people correct them.
    pub mentions: Vec<Mention>,
}

/// A place in another paper where a person of the household is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which paper.
    pub key: PhieuKey,
    /// Its id.
    pub phieu: PhieuId,
    /// Where in it.
    pub path: Path,
}

impl Workspace {
    /// What erasing a household would take with it. Nothing is done.
    ///
    /// # Errors
    /// If the household is not known, or the store cannot be read.
    pub fn reach(&self, household: EditId) -> Outcome<Reach> {
        let hodan = self.hodan(household)?;
        let papers = self.papers_of_household(household)?;
        let mut named = BTreeSet::new();
        for (_, id) in &papers {
            named.extend(self.named_in(&self.phieu(*id)?)?);
        }
        let mut subjects: Vec<SubjectId> = papers.iter().map(|(_, id)| (*id).into()).collect();
        subjects.push(household.into());
        let mut edits = 0;
        for subject in &subjects {
            edits += self.store.bodies(*subject)?.len() as u64;
        }
        let mut periods: Vec<Period> = papers.iter().map(|(key, _)| key.period).collect();
        periods.dedup();
        Ok(Reach {
            copies: self.copies(&subjects)?,
            files: self.written_out(),
            mentions: self.mentions(&papers, &named)?,
            household: hodan,
            person: None,
            parts: Vec::new(),
            edits,
            papers,
            periods,
        })
    }

    /// What erasing one person of a household would take with it. Nothing is done.
    ///
    /// # Errors
    /// If the household is not known, or the store cannot be read.
    pub fn reach_person(&self, household: EditId, sought: &Sought) -> Outcome<Reach> {
        let hodan = self.hodan(household)?;
        let all = self.papers_of_household(household)?;
        let parts = self.parts(&all, sought)?;
        let papers: Vec<(PhieuKey, PhieuId)> = parts
            .iter()
            .map(|part| (part.key.clone(), part.phieu))
            .collect();
        let subjects: Vec<SubjectId> = papers.iter().map(|(_, id)| (*id).into()).collect();
        let mut periods: Vec<Period> = papers.iter().map(|(key, _)| key.period).collect();
        periods.dedup();
        Ok(Reach {
            copies: self.copies(&subjects)?,
            files: self.written_out(),
            // In these what names them goes; another spelling of the name stays, to be looked at.
            mentions: self.mentions(&papers, &sought.marks())?,
            household: hodan,
            person: Some(sought.clone()),
            edits: parts.iter().map(|part| part.count).sum(),
            parts,
            papers,
            periods,
        })
    }

    /// The papers of a household, by period.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn papers_of_household(&self, household: EditId) -> Outcome<Vec<(PhieuKey, PhieuId)>> {
        let mut papers: Vec<(PhieuKey, PhieuId)> = self.store.phieus(None, None)?;
        papers.retain(|(key, _)| key.subject == PhieuSubject::Household(household));
        papers.sort_by(|(a, _), (b, _)| {
            (a.period.last_day(), a.period, &a.form).cmp(&(b.period.last_day(), b.period, &b.form))
        });
        Ok(papers)
    }

    /// Where in this device's chains it says that it has carried an erasure out: what was sent from there on has
    /// headers only.
    pub(super) fn done_here(
        &self,
        erased: &Erased,
        keys: &BTreeMap<WriterId, String>,
    ) -> Vec<(WriterId, EditId)> {
        let own = self.public.line();
        let done = erased
            .answers
            .iter()
            .filter(|(_, writer, answer)| answer.done && keys.get(writer) == Some(&own));
        done.map(|(id, writer, _)| (*writer, *id)).collect()
    }

    /// The bundles sent from here that reach as far as something said of these subjects, and not as far as these
    /// edits.
    pub(super) fn copies_before(
        &self,
        subjects: &[SubjectId],
        done: &[(WriterId, EditId)],
    ) -> Outcome<Vec<Sent>> {
        let mut ends = Vec::new();
        for (writer, id) in done {
            if let Some(edit) = self.store.edit(id)? {
                ends.push((*writer, edit.header().seq));
            }
        }
        let mut copies = self.copies(subjects)?;
        copies.retain(|sent| {
            let mut heads = sent.heads.iter();
            !heads.any(|head| {
                let behind =
                    |(writer, seq): &(WriterId, u64)| *writer == head.writer && *seq <= head.seq;
                ends.iter().any(behind)
            })
        });
        Ok(copies)
    }

    /// The bundles sent from here that reach as far as something said of these subjects.
    fn copies(&self, subjects: &[SubjectId]) -> Outcome<Vec<Sent>> {
        let mut first: BTreeMap<WriterId, u64> = BTreeMap::new();
        for subject in subjects {
            for edit in self.store.headers(*subject)? {
                let header = edit.header();
                if !matches!(edit.content(), Some(Content::Erase(_) | Content::Erased(_))) {
                    let seq = first.entry(header.writer).or_insert(header.seq);
                    *seq = header.seq.min(*seq);
                }
            }
        }
        let carries = |sent: &Sent| {
            sent.heads
                .iter()
                .any(|head| first.get(&head.writer).is_some_and(|seq| *seq <= head.seq))
        };
        let sent = self.posted().into_iter().map(|posted| posted.sent);
        Ok(sent.filter(carries).collect())
    }

    /// What was written out here for paper or for others, by name.
    pub fn written_out(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for folder in WRITTEN_OUT {
            let entries = std::fs::read_dir(self.dir.join(folder)).into_iter();
            let paths = entries.flatten().flatten().map(|entry| entry.path());
            files.extend(paths.filter(|path| path.is_file()));
        }
        files.sort();
        files
    }

    /// Where papers other than these name somebody, by full name or by number, folded.
    fn mentions(
        &self,
        papers: &[(PhieuKey, PhieuId)],
        named: &BTreeSet<String>,
    ) -> Outcome<Vec<Mention>> {
        let mut mentions = Vec::new();
        if named.is_empty() {
            return Ok(mentions);
        }
        for (key, id) in self.store.phieus(None, None)? {
            if papers.iter().any(|(_, own)| *own == id) {
                continue;
            }
            for (path, answer) in self.phieu(id)?.answers().iter() {
                let Answer::Given(Value::Text(text)) = answer else {
                    continue;
                };
                let text = crate::text::fold(text);
                if named.iter().any(|name| text.contains(name.as_str())) {
                    mentions.push(Mention {
                        key: key.clone(),
                        phieu: id,
                        path: path.clone(),
                    });
                }
                if mentions.len() == MOST_MENTIONS {
                    return Ok(mentions);
                }
            }
        }
        Ok(mentions)
    }

    /// Full names and numbers of people in a paper, folded.
    fn named_in(&self, phieu: &Phieu) -> Outcome<BTreeSet<String>> {
        let form = self.form_of(phieu)?;
        let roles = [Role::HeadName, Role::PersonName, Role::PersonalNumber];
        let fields: Vec<_> = roles
            .into_iter()
            .filter_map(|role| Some(form.field_with_role(role)?.1.id.clone()))
            .collect();
        let mut named = BTreeSet::new();
        for (path, answer) in phieu.answers().iter() {
            let field = match &path {
                Path::Field(field) | Path::Member { field, .. } => field,
                _ => continue,
            };
            if let Answer::Given(Value::Text(text)) = answer
                && fields.contains(field)
            {
                let text = crate::text::fold(text.trim());
                if is_mark(&text) {
                    named.insert(text);
                }
            }
        }
        Ok(named)
    }
}
