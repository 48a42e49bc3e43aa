//! What is kept here and not in force, told so that a person knows what to do about it.

use std::collections::BTreeMap;

use super::{Outcome, Workspace};
use crate::bundle::PublicKey;
use crate::record::{
    Content, Created, Edit, EditId, OutOfForce, PhieuId, PhieuKey, PhieuSubject, PlaceRef,
    SlotPath, SlotValue, SubjectId, WriterId,
};

/// What one device said of one thing, kept here and not in force for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unforced {
    /// The household or place; none where nothing here tells.
    pub about: Option<PhieuSubject>,
    /// Label of the household or thôn, code of the unit; empty where nothing here tells.
    pub label: String,
    /// The name of the thôn or unit; of a household, of the one where it lives.
    pub place: String,
    /// The Phiếu, where it is about one.
    pub paper: Option<(PhieuKey, PhieuId)>,
    /// Whether there is something to open: the Phiếu or household stands here.
    pub stands: bool,
    /// How many edits of each kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// The key of the device, as far as its first edit is here.
    pub device: Option<PublicKey>,
    /// The name of the place that the device speaks for, as far as anybody granted it one.
    pub speaks_for: Option<String>,
    /// Why.
    pub why: OutOfForce,
}

/// What is known of what an edit is about.
#[derive(Clone, Default)]
struct About {
    subject: Option<PhieuSubject>,
    label: String,
    place: String,
    paper: Option<(PhieuKey, PhieuId)>,
    stands: bool,
}

impl Workspace {
    /// What is kept here and not in force, by what it is about, the device and the reason. `progress` hears how many
    /// edits were read, of how many, and says whether to go on.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn unforced(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Outcome<Option<Vec<Unforced>>> {
        let all = self.out_of_force()?;
        let total = all.len() as u64;
        let writers = self.store.writers()?.into_iter();
        let keys: BTreeMap<WriterId, String> = writers
            .filter_map(|state| Some((state.writer, state.key?)))
            .collect();
        let mut told = Vec::new();
        let mut done = 0;
        for of_subject in all.chunk_by(|(a, ..), (b, ..)| a == b) {
            let Some((subject, ..)) = of_subject.first() else {
                continue;
            };
            let mut edits = Vec::with_capacity(of_subject.len());
            for (_, id, why) in of_subject {
                if !progress(done, total) {
                    return Ok(None);
                }
                done += 1;
                if let Some(edit) = self.store.edit(id)? {
                    edits.push((edit, *why));
                }
            }
            let about = self.about(*subject, &edits)?;
            let mut groups: BTreeMap<(OutOfForce, WriterId), BTreeMap<&'static str, u64>> =
                BTreeMap::new();
            for (edit, why) in &edits {
                let Some(content) = edit.content() else {
                    continue;
                };
                let kinds = groups.entry((*why, edit.header().writer)).or_default();
                *kinds.entry(content.kind()).or_default() += 1;
            }
            for ((why, writer), kinds) in groups {
                let key = keys.get(&writer);
                told.push(Unforced {
                    about: about.subject.clone(),
                    label: about.label.clone(),
                    place: about.place.clone(),
                    paper: about.paper.clone(),
                    stands: about.stands,
                    kinds,
                    device: key.and_then(|key| PublicKey::parse(key).ok()),
                    speaks_for: key.and_then(|key| self.office_of(key)),
                    why,
                });
            }
        }
        told.sort_by(|a, b| (&a.label, &a.paper, a.why).cmp(&(&b.label, &b.paper, b.why)));
        Ok(Some(told))
    }

    /// What a subject is: as it stands here, else as the edits say that are not in force.
    fn about(&self, subject: SubjectId, edits: &[(Edit, OutOfForce)]) -> Outcome<About> {
        let id = PhieuId(subject.0);
        if let Some(phieu) = self.store.phieu(id)? {
            let paper = (phieu.key().clone(), id);
            let about = self.about_subject(&phieu.key().subject)?;
            return Ok(About {
                paper: Some(paper),
                stands: true,
                ..about
            });
        }
        let key = edits.iter().find_map(|(edit, _)| match edit.content() {
            Some(Content::Phieu { key, .. }) => Some(key.clone()),
            _ => None,
        });
        if let Some(key) = key {
            let about = self.about_subject(&key.subject)?;
            return Ok(About {
                paper: Some((key, id)),
                stands: false,
                ..about
            });
        }
        match self.made(EditId(subject.0))? {
            Some(Created::Household { .. }) => {
                self.about_subject(&PhieuSubject::Household(EditId(subject.0)))
            }
            Some(Created::Thon { .. }) => {
                let thon = PlaceRef::Thon(EditId(subject.0));
                self.about_subject(&PhieuSubject::Place(thon))
            }
            _ => Ok(About::default()),
        }
    }

    fn about_subject(&self, subject: &PhieuSubject) -> Outcome<About> {
        let mut about = About {
            subject: Some(subject.clone()),
            ..About::default()
        };
        match subject {
            PhieuSubject::Household(id) => {
                about.stands = self.created(*id)?.is_some();
                if let Some(Created::Household { label, place }) = self.made(*id)? {
                    about.label = label;
                    about.place = self.named(&place)?;
                }
            }
            PhieuSubject::Place(PlaceRef::Thon(id)) => {
                about.stands = self.created(*id)?.is_some();
                if let Some(Created::Thon { label, name, .. }) = self.made(*id)? {
                    (about.label, about.place) = (label, name);
                }
            }
            PhieuSubject::Place(PlaceRef::Code(code)) => {
                about.stands = true;
                about.label.clone_from(code);
                about.place = self.place_name(&PlaceRef::Code(code.clone()))?;
            }
        }
        Ok(about)
    }

    /// A place's name, also of a thôn whose making is not in force.
    fn named(&self, place: &PlaceRef) -> Outcome<String> {
        let name = self.place_name(place)?;
        if !name.is_empty() {
            return Ok(name);
        }
        Ok(match place {
            PlaceRef::Thon(id) => match self.made(*id)? {
                Some(Created::Thon { name, .. }) => name,
                _ => name,
            },
            PlaceRef::Code(_) => name,
        })
    }

    /// What an edit created, whether or not it is in force.
    fn made(&self, id: EditId) -> Outcome<Option<Created>> {
        if let Some(created) = self.created(id)? {
            return Ok(Some(created));
        }
        let edit = self.store.edit(&id)?;
        Ok(edit.and_then(|edit| match edit.slot()? {
            (SlotPath::Created, SlotValue::Created(created)) => Some(created),
            _ => None,
        }))
    }
}
