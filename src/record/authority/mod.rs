//! Which edits are in force: a pure function of the edits and of the keys pinned here, whatever the clocks and
//! the order of arrival say.
//!
//! Keys are chained to the pinned ones by grants. A power is what one chain of grants gives a key: verbs, within
//! places, at a height. A revocation counts if it comes from nearer to the pinned keys than the key it names, so
//! no two keys can take each other's word back, and it leaves in force what stands up to the ends that it names:
//! whoever dates an edit back writes past them, or on another branch.

mod judge;

use std::collections::{BTreeMap, BTreeSet};

use judge::covers;

use super::{EditId, End, Grant, GrantRole, PlaceRef, Revocation, SubjectId, WriterId};

/// What a power lets a key do; a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Verbs(u8);

impl Verbs {
    /// Fills, finishes and submits papers; makes and closes households.
    const WRITE: Verbs = Verbs(1);
    /// Returns, accepts, locks and unlocks what those below submit.
    const REVIEW: Verbs = Verbs(2);
    /// Makes thôn, moves households between them.
    const MANAGE: Verbs = Verbs(4);
    /// Grants and revokes.
    const GRANT: Verbs = Verbs(8);
    /// Erases the people of a household.
    const ERASE: Verbs = Verbs(16);

    fn of(role: GrantRole) -> Verbs {
        match role {
            GrantRole::Enumerator => Verbs::WRITE,
            GrantRole::Office => Verbs(31),
            GrantRole::Above => Verbs(Verbs::REVIEW.0 | Verbs::GRANT.0 | Verbs::ERASE.0),
            GrantRole::Recovery => Verbs(0),
        }
    }

    fn has(self, other: Verbs) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A key that is believed without a grant: the root of the office, the office above, this very device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pin {
    /// OpenSSH public line without comment.
    pub key: String,
    /// Of which place it is the office.
    pub place: PlaceRef,
    /// What it may do.
    pub role: GrantRole,
    /// Whether it may do so everywhere: what is typed at this very device never vanishes from its own screen.
    pub everywhere: bool,
}

/// What one chain of grants lets a key do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Power {
    /// How high the key stands.
    rank: PlaceRef,
    /// Every place of the chain; what the key does lies within all of them.
    scope: BTreeSet<PlaceRef>,
    verbs: Verbs,
}

/// A grant or a revocation, and who said it.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The edit.
    pub edit: EditId,
    /// Its writer.
    pub writer: WriterId,
    /// Its place in the writer's chain.
    pub seq: u64,
    /// The key of that chain.
    pub key: String,
    /// What was said.
    pub said: Said,
}

/// What a ruling says.
#[derive(Clone, Debug)]
pub enum Said {
    /// A key may do something.
    Grant(Grant),
    /// A key may do nothing any more.
    Revocation(Revocation),
}

/// Why an edit is not in force. It is kept and judged again when more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutOfForce {
    /// No grant reaches the key of its writer.
    NoGrant,
    /// The key was revoked before it.
    Revoked,
    /// The key may not do this there.
    Elsewhere,
    /// What it is about is not known here yet.
    Absent,
    /// Only the office above whoever submitted the paper may do this.
    NotAbove,
    /// The paper was accepted before it: a proposal.
    Proposal,
}

impl OutOfForce {
    /// All reasons with their codes, in the order of their numbers in the view.
    pub const ALL: [(OutOfForce, &'static str); 6] = [
        (OutOfForce::NoGrant, "force-no-grant"),
        (OutOfForce::Revoked, "force-revoked"),
        (OutOfForce::Elsewhere, "force-elsewhere"),
        (OutOfForce::Absent, "force-absent"),
        (OutOfForce::NotAbove, "force-not-above"),
        (OutOfForce::Proposal, "force-proposal"),
    ];

    /// Stable code for messages.
    pub fn code(self) -> &'static str {
        let found = OutOfForce::ALL.into_iter().find(|(why, _)| *why == self);
        found.map_or("", |(_, code)| code)
    }
}

/// What is known beside the edit that is judged. The view answers.
pub trait Registry {
    /// Why it could not be read.
    type Error;

    /// Whether a unit is another or lies below it; must not depend on the day.
    fn within(&self, code: &str, above: &str) -> bool;

    /// The xã of a thôn.
    ///
    /// # Errors
    /// If what is known cannot be read.
    fn parent(&self, thon: EditId) -> Result<Option<String>, Self::Error>;

    /// Every place where a household, a Phiếu or a thôn was ever put; none while it is not known.
    ///
    /// # Errors
    /// If what is known cannot be read.
    fn places(&self, subject: SubjectId) -> Result<Vec<PlaceRef>, Self::Error>;

    /// The key that a writer's first edit names.
    ///
    /// # Errors
    /// If what is known cannot be read.
    fn key(&self, writer: WriterId) -> Result<Option<String>, Self::Error>;

    /// Writer and subject of an edit.
    ///
    /// # Errors
    /// If what is known cannot be read.
    fn edit(&self, id: EditId) -> Result<Option<(WriterId, SubjectId)>, Self::Error>;

    /// Whether an edit stands on the chain that goes to an end.
    ///
    /// # Errors
    /// If what is known cannot be read.
    fn leads_to(&self, end: &End, seq: u64, edit: EditId) -> Result<bool, Self::Error>;
}

/// The powers of every key.
#[derive(Clone, Debug, Default)]
pub struct Authority {
    powers: BTreeMap<String, BTreeSet<Power>>,
    revoked: BTreeMap<String, BTreeSet<End>>,
    everywhere: BTreeSet<String>,
    /// What other keys granted those.
    told: BTreeMap<String, BTreeSet<GrantRole>>,
    /// The keys that a bundle for a place is encrypted to.
    recipients: BTreeMap<PlaceRef, BTreeSet<String>>,
}

/// No honest chain of grants is longer: tỉnh, huyện, xã, a second laptop, a thôn.
const LEVELS: usize = 8;

impl Authority {
    /// Follows the grants from the pinned keys.
    ///
    /// # Errors
    /// If what is known cannot be read.
    pub fn read<R: Registry>(
        pins: &[Pin],
        rulings: &[Ruling],
        registry: &R,
    ) -> Result<Authority, R::Error> {
        let mut authority = Authority::default();
        let mut level: BTreeMap<String, BTreeSet<Power>> = BTreeMap::new();
        for pin in pins {
            let power = Power {
                rank: pin.place.clone(),
                scope: [pin.place.clone()].into(),
                verbs: Verbs::of(pin.role),
            };
            level.entry(pin.key.clone()).or_default().insert(power);
            if pin.everywhere {
                authority.everywhere.insert(pin.key.clone());
            }
        }
        let mut revocations: Vec<(&Revocation, Power)> = Vec::new();
        for _ in 0..LEVELS {
            let mut fresh = Vec::new();
            for (key, met) in level {
                // A key is revoked from above only: by what was read before it was first met.
                if !authority.powers.contains_key(&key) {
                    for (revocation, by) in revocations.iter().filter(|(said, _)| said.key == key) {
                        let mut reaches = false;
                        for power in &met {
                            reaches |= covers(by, &power.rank, registry)?;
                        }
                        if reaches {
                            let ends = authority.revoked.entry(key.clone()).or_default();
                            ends.extend(&revocation.ends);
                        }
                    }
                }
                let powers = authority.powers.entry(key.clone()).or_default();
                for power in met {
                    if powers.insert(power.clone()) {
                        fresh.push((key.clone(), power));
                    }
                }
            }
            if fresh.is_empty() {
                break;
            }
            level = BTreeMap::new();
            for (key, power) in &fresh {
                if !power.verbs.has(Verbs::GRANT) {
                    continue;
                }
                for ruling in rulings.iter().filter(|ruling| ruling.key == *key) {
                    if !authority.stands(key, ruling.writer, ruling.seq, ruling.edit, registry)? {
                        continue;
                    }
                    match &ruling.said {
                        Said::Revocation(revocation) => {
                            revocations.push((revocation, power.clone()));
                        }
                        Said::Grant(grant) => {
                            let above = grant.role == GrantRole::Above;
                            // Whom an office takes for the office above itself is its own matter: it counts
                            // for every device of that office and of its thôn, and nowhere higher.
                            let own = pins.iter().any(|pin| pin.place == power.rank);
                            if (above && !own)
                                || (!above && !covers(power, &grant.place, registry)?)
                            {
                                continue;
                            }
                            if grant.key != *key && authority.everywhere.contains(&grant.key) {
                                let told = authority.told.entry(grant.key.clone());
                                told.or_default().insert(grant.role);
                            }
                            let mut scope = power.scope.clone();
                            if !above {
                                scope.insert(grant.place.clone());
                            }
                            let verbs = Verbs(Verbs::of(grant.role).0 & power.verbs.0);
                            let rank = grant.place.clone();
                            let power = Power { rank, scope, verbs };
                            level.entry(grant.key.clone()).or_default().insert(power);
                        }
                    }
                }
            }
        }
        authority.read_recipients(rulings, registry)?;
        Ok(authority)
    }

    /// Who reads what is sent to an office: the keys that speak for it here, and those that they name as its other
    /// devices and its recovery papers. An office alone says so: for the office above, whose own grants give nobody
    /// a say here, too.
    fn read_recipients<R: Registry>(
        &mut self,
        rulings: &[Ruling],
        registry: &R,
    ) -> Result<(), R::Error> {
        for (key, powers) in &self.powers {
            if self.revoked.contains_key(key) {
                continue;
            }
            for power in powers {
                let of = self.recipients.entry(power.rank.clone()).or_default();
                of.insert(key.clone());
            }
        }
        for _ in 0..LEVELS {
            let mut fresh = Vec::new();
            for ruling in rulings {
                let Said::Grant(grant) = &ruling.said else {
                    continue;
                };
                let named = matches!(grant.role, GrantRole::Office | GrantRole::Recovery);
                let Some(of) = self.recipients.get(&grant.place).filter(|_| named) else {
                    continue;
                };
                let gone = rulings.iter().any(|other| {
                    matches!(&other.said, Said::Revocation(gone) if gone.key == grant.key)
                        && of.contains(&other.key)
                });
                if of.contains(&ruling.key)
                    && !of.contains(&grant.key)
                    && !gone
                    && !self.revoked.contains_key(&grant.key)
                    && self.stands(
                        &ruling.key,
                        ruling.writer,
                        ruling.seq,
                        ruling.edit,
                        registry,
                    )?
                {
                    fresh.push((grant.place.clone(), grant.key.clone()));
                }
            }
            if fresh.is_empty() {
                break;
            }
            for (place, key) in fresh {
                self.recipients.entry(place).or_default().insert(key);
            }
        }
        Ok(())
    }

    /// Whether an edit of a key counts: the key was not revoked, or only later.
    fn stands<R: Registry>(
        &self,
        key: &str,
        writer: WriterId,
        seq: u64,
        edit: EditId,
        registry: &R,
    ) -> Result<bool, R::Error> {
        let Some(ends) = self.revoked.get(key) else {
            return Ok(true);
        };
        for end in ends.iter().filter(|end| end.writer == writer) {
            if seq <= end.seq && registry.leads_to(end, seq, edit)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The keys that have a power, each with the places that it stands for.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Vec<&PlaceRef>)> {
        let standing = self
            .powers
            .iter()
            .filter(|(key, _)| !self.revoked.contains_key(*key));
        standing.map(|(key, powers)| {
            let speaks = powers.iter().filter(|power| power.verbs != Verbs(0));
            let places: BTreeSet<&PlaceRef> = speaks.map(|power| &power.rank).collect();
            (key.as_str(), places.into_iter().collect())
        })
    }

    /// The places that a key stands for, or stood for before it was revoked: what it said until then stays.
    pub fn places(&self, key: &str) -> impl Iterator<Item = &PlaceRef> {
        let powers = self.powers.get(key).into_iter().flatten();
        powers.map(|power| &power.rank)
    }

    /// The keys that may do less once the powers are these others.
    pub fn lost(&self, after: &Authority) -> Vec<String> {
        let none = BTreeSet::new();
        let less = |key: &&String| {
            let powers = after.powers.get(*key).unwrap_or(&none);
            let before = self.powers.get(*key).unwrap_or(&none);
            !before.is_subset(powers) || self.revoked.get(*key) != after.revoked.get(*key)
        };
        self.powers.keys().filter(less).cloned().collect()
    }

    /// Whether a key was revoked.
    pub fn is_revoked(&self, key: &str) -> bool {
        self.revoked.contains_key(key)
    }

    /// The keys behind the recovery papers of an office, ascending: they are encrypted to and say nothing.
    pub fn recoveries(&self, place: &PlaceRef) -> impl Iterator<Item = &str> {
        let speaks = |key: &str| {
            let powers = self.powers.get(key).into_iter().flatten();
            powers.into_iter().any(|power| power.verbs != Verbs(0))
        };
        self.recipients(place).filter(move |key| !speaks(key))
    }

    /// The keys that a bundle for an office or for the device of a thôn is encrypted to, ascending.
    pub fn recipients(&self, place: &PlaceRef) -> impl Iterator<Item = &str> {
        let known = self.recipients.get(place).into_iter().flatten();
        known.map(String::as_str)
    }
}
