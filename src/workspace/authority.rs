//! Whom this office believes: its own device, and whom its device granted something. `trust/allowed_signers` is
//! written from that for the standard tools; nothing is decided by it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Outcome, Workspace, WorkspaceError, config};
use crate::bundle::{PublicKey, Trust};
use crate::place::{Places, Regime};
use crate::record::{
    Authority, Content, Draft, EditId, End, Grant, GrantRole, OutOfForce, Pin, PlaceRef,
    Revocation, SubjectId,
};
use crate::store::Rule;

/// The rule of a workspace: its own key is believed, and places lie as its chain has them.
pub(super) fn rule(config: &config::Config, public: &PublicKey, places: &Arc<Places>) -> Rule {
    let (places, regime) = (Arc::clone(places), config.regime);
    let own: BTreeSet<String> = config.keys.iter().cloned().chain([public.line()]).collect();
    let pin = |key| Pin {
        key,
        place: PlaceRef::Code(config.place.clone()),
        role: GrantRole::Office,
        everywhere: true,
    };
    Rule {
        pins: own.into_iter().map(pin).collect(),
        within: Arc::new(move |code, above| within(&places, regime, code, above)),
    }
}

/// Whether a unit lies within another, by a day that does not change: what is in force must not depend on when
/// somebody asks.
fn within(places: &Places, regime: Regime, code: &str, above: &str) -> bool {
    let day = match regime {
        Regime::TwoTier if places.at(code, Regime::SWITCH).is_some() => Regime::SWITCH,
        Regime::TwoTier | Regime::ThreeTier => Regime::ThreeTier.clamp(Regime::SWITCH),
    };
    places.is_within(code, above, day)
}

/// A key that is believed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Believed {
    /// The key.
    pub key: PublicKey,
    /// Code of the office that it speaks for, or the label of a thôn.
    pub place: String,
    /// Whether it is this device's own.
    pub own: bool,
}

impl Workspace {
    /// What the grants give every key.
    pub fn authority(&self) -> Authority {
        self.store.authority()
    }

    /// The keys believed here, by place.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn believed(&self) -> Outcome<Vec<Believed>> {
        let mut believed = Vec::new();
        for (line, places) in self.authority().keys() {
            let Ok(key) = PublicKey::parse(line) else {
                continue;
            };
            for place in places {
                believed.push(Believed {
                    own: key == self.public,
                    place: self.spelled(place)?,
                    key: key.clone(),
                });
            }
        }
        believed.sort_by(|a, b| (&a.place, &a.key).cmp(&(&b.place, &b.key)));
        Ok(believed)
    }

    /// A place as people write it.
    fn spelled(&self, place: &PlaceRef) -> Outcome<String> {
        match place {
            PlaceRef::Code(code) => Ok(code.clone()),
            PlaceRef::Thon(id) => {
                let thon = self.thons()?.into_iter().find(|thon| thon.id == *id);
                Ok(thon.map_or_else(|| id.to_string(), |thon| thon.label))
            }
        }
    }

    /// The keys whose bundles are taken in, each for the office that it speaks for; a thôn's device speaks for its
    /// xã, and what it may say there the grants tell.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn trust(&self) -> Outcome<Trust> {
        let mut trust = Trust::default();
        let thons = self.thons()?;
        for (line, places) in self.authority().keys() {
            let Ok(key) = PublicKey::parse(line) else {
                continue;
            };
            for place in places {
                let code = match place {
                    PlaceRef::Code(code) => Some(code.clone()),
                    PlaceRef::Thon(id) => {
                        let thon = thons.iter().find(|thon| thon.id == *id);
                        thon.map(|thon| thon.parent.clone())
                    }
                };
                if let Some(code) = code {
                    trust.add(&code, key.clone());
                }
            }
        }
        Ok(trust)
    }

    /// Writes `trust/allowed_signers` for the standard tools, if it says something else.
    pub(crate) fn write_signers(&self) -> Outcome<()> {
        let path = self.dir.join("trust/allowed_signers");
        let text = self.trust()?.print();
        if config::read_or_empty(&path)? == text {
            return Ok(());
        }
        config::write(&path, text.as_bytes())
    }

    /// Grants a key what its place calls for: the office of a unit below or of one's own, a device of a thôn
    /// (by its label), or the office above, which may return and accept.
    ///
    /// # Errors
    /// If the place is unknown, or the disk refuses.
    pub fn grant(&mut self, place: &str, key: &PublicKey) -> Outcome<GrantRole> {
        let (place, role) = self.granted_place(place)?;
        self.grant_as(place, key, role)?;
        Ok(role)
    }

    pub(super) fn grant_as(
        &mut self,
        place: PlaceRef,
        key: &PublicKey,
        role: GrantRole,
    ) -> Outcome<()> {
        let key = key.line();
        let grant = Grant { key, place, role };
        self.commit_one(Draft::new(None, Vec::new(), Content::Grant(grant)))?;
        self.write_signers()
    }

    /// To whom what is sent to an office, or to the device of a thôn, is encrypted: its enrolled devices and its
    /// recovery papers, as far as they are known here. Empty where none is.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn recipients(&self, place: &PlaceRef) -> Outcome<Vec<PublicKey>> {
        let authority = self.authority();
        let lines = authority.recipients(place);
        Ok(lines
            .filter_map(|line| PublicKey::parse(line).ok())
            .collect())
    }

    fn granted_place(&self, text: &str) -> Outcome<(PlaceRef, GrantRole)> {
        if let Some(thon) = self.thons()?.into_iter().find(|thon| thon.label == text) {
            return Ok((PlaceRef::Thon(thon.id), GrantRole::Enumerator));
        }
        let today = self.today();
        let code = PlaceRef::Code(text.to_owned());
        if self.unit(text, today).is_none() {
            return Err(WorkspaceError::NoPlace {
                code: text.to_owned(),
                date: today,
            });
        }
        if self.is_within(text, &self.config.place, today) {
            return Ok((code, GrantRole::Office));
        }
        if self.is_within(&self.config.place, text, today) {
            return Ok((code, GrantRole::Above));
        }
        Err(WorkspaceError::Outside {
            code: text.to_owned(),
            own: self.config.place.clone(),
        })
    }

    /// Revokes a key. What it said up to now stays; what comes later, or from another branch, is not in force.
    ///
    /// # Errors
    /// If it is this device's own key, nobody granted it anything, or the disk refuses.
    pub fn revoke(&mut self, key: &PublicKey) -> Outcome<()> {
        let line = key.line();
        let known = self.authority().keys().any(|(other, _)| other == line);
        if !known || *key == self.public {
            return Err(WorkspaceError::NotRevoked(if known {
                "key-own"
            } else {
                "key-not-granted"
            }));
        }
        let mut ends = Vec::new();
        for writer in self.store.writers()? {
            if writer.key.as_deref() != Some(&line) {
                continue;
            }
            // Of a chain that went on twice every branch that came here stays.
            ends.extend(writer.tips.iter().map(|(seq, edit)| End {
                writer: writer.writer,
                seq: *seq,
                edit: *edit,
            }));
        }
        ends.sort();
        let revocation = Revocation { key: line, ends };
        self.commit_one(Draft::new(None, Vec::new(), Content::Revoke(revocation)))?;
        self.write_signers()
    }

    /// What is kept here and not in force, with what it is about and why.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn out_of_force(&self) -> Outcome<Vec<(SubjectId, EditId, OutOfForce)>> {
        Ok(self.store.out_of_force()?)
    }
    /// How much is kept here and not in force, by reason.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn out_of_force_by_reason(&self) -> Outcome<BTreeMap<OutOfForce, u64>> {
        let mut counts = BTreeMap::new();
        for (_, _, why) in self.out_of_force()? {
            *counts.entry(why).or_insert(0) += 1;
        }
        Ok(counts)
    }
}
