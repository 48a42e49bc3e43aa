//! Which edits are in force: a pure function of the edits and of the keys pinned here, whatever the clocks and
//! the order of arrival say.
//!
//! Keys are chained to the pinned ones by grants. A power is what one chain of grants gives a key: verbs, within
//! places, at a height. A revocation counts if it comes from nearer to the pinned keys than the key it names, so
//! no two keys can take each other's word back, and it leaves in force what stands up to the ends that it names:
//! whoever dates an edit back writes past them, or on another branch.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Content, Edit, EditId, End, Erasure, Extent, Grant, GrantRole, PhieuSubject, PlaceRef,
    Revocation, SubjectId, WriterId,
};

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

    /// Whether an edit is in force. One that says nothing, because its body is withheld or its kind unknown, is.
    ///
    /// `accepted` tells whether the Phiếu that it is about stands accepted before it.
    ///
    /// # Errors
    /// If what is known cannot be read.
    pub fn judge<R: Registry>(
        &self,
        edit: &Edit,
        accepted: bool,
        registry: &R,
    ) -> Result<Result<(), OutOfForce>, R::Error> {
        let Some(content) = edit.content() else {
            return Ok(Ok(()));
        };
        if let Content::Erase(erasure) = content {
            return self.erases(edit, erasure, registry);
        }
        let Some(need) = Need::of(content) else {
            return Ok(Ok(()));
        };
        let header = edit.header();
        let Some(key) = registry.key(header.writer)? else {
            return Ok(Err(OutOfForce::NoGrant));
        };
        let everywhere = self.everywhere.contains(&key);
        if !everywhere {
            if !self.stands(&key, header.writer, header.seq, edit.id(), registry)? {
                return Ok(Err(OutOfForce::Revoked));
            }
            if !self.powers.contains_key(&key) {
                return Ok(Err(OutOfForce::NoGrant));
            }
            if let Content::Paper(piece) = content {
                // An office publishes as itself; whom it reaches the place says.
                let mut powers = self.powers.get(&key).into_iter().flatten();
                let rank = PlaceRef::Code(piece.place.clone());
                let may = powers.any(|power| power.rank == rank && power.verbs.has(Verbs::REVIEW));
                return Ok(may.then_some(()).ok_or(OutOfForce::Elsewhere));
            }
            let places = match content {
                Content::Thon { parent, .. } => vec![PlaceRef::Code(parent.clone())],
                Content::Household { place, .. } => vec![place.clone()],
                Content::Phieu { key, .. } => match &key.subject {
                    PhieuSubject::Household(id) => registry.places((*id).into())?,
                    PhieuSubject::Place(place) => vec![place.clone()],
                },
                _ => registry.places(edit.subject())?,
            };
            if places.is_empty() {
                return Ok(Err(OutOfForce::Absent));
            }
            let to = match content {
                Content::Moved { to: Some(to), .. } => Some(&to.place),
                _ => None,
            };
            if !self.may(&key, need.verbs, &places, to, registry)? {
                return Ok(Err(OutOfForce::Elsewhere));
            }
        }
        if let Some(submit) = need.of {
            return self.above(&key, submit, edit.subject(), registry);
        }
        if !(accepted && need.proposes) {
            return Ok(Ok(()));
        }
        // An office between passes on what it has accepted from below.
        let passes = matches!(content, Content::Submit { .. })
            && self.reviews(&key, &registry.places(edit.subject())?, registry)?;
        Ok(if passes {
            Ok(())
        } else {
            Err(OutOfForce::Proposal)
        })
    }

    /// Whether a key may erase a household, or people in a paper: the office in charge of where it was made, or one
    /// above. It cannot be undone, so what is typed at this very device counts no more than elsewhere: the device of a thôn is told by its
    /// grant that it is no office.
    fn erases<R: Registry>(
        &self,
        edit: &Edit,
        erasure: &Erasure,
        registry: &R,
    ) -> Result<Result<(), OutOfForce>, R::Error> {
        let header = edit.header();
        let Some(key) = registry.key(header.writer)? else {
            return Ok(Err(OutOfForce::NoGrant));
        };
        if !self.stands(&key, header.writer, header.seq, edit.id(), registry)? {
            return Ok(Err(OutOfForce::Revoked));
        }
        if !self.powers.contains_key(&key) {
            return Ok(Err(OutOfForce::NoGrant));
        }
        // What the household says itself counts, as long as it is here.
        let said = registry.places(edit.subject())?;
        let (places, there) = match &erasure.of {
            Extent::Household { home, .. } => (
                std::slice::from_ref(home),
                said.first().is_none_or(|first| first == home),
            ),
            Extent::People { .. } if said.is_empty() => return Ok(Err(OutOfForce::Absent)),
            Extent::People { .. } => (said.as_slice(), true),
        };
        let may = self.may(&key, &[Verbs::ERASE], places, None, registry)?;
        Ok(if there && may && !self.is_told_below(&key) {
            Ok(())
        } else {
            Err(OutOfForce::Elsewhere)
        })
    }

    /// Whether what an edit restates of another's words counts: it is in force, and said by the same office or one
    /// above it. So nobody below can say what an office above would have accepted.
    ///
    /// # Errors
    /// If what is known cannot be read.
    pub fn restates<R: Registry>(
        &self,
        edit: &Edit,
        of: EditId,
        registry: &R,
    ) -> Result<bool, R::Error> {
        let header = edit.header();
        let (Some(key), Some((writer, subject))) =
            (registry.key(header.writer)?, registry.edit(of)?)
        else {
            return Ok(false);
        };
        let Some(other) = registry.key(writer)? else {
            return Ok(false);
        };
        Ok(subject == edit.subject()
            && self.stands(&key, header.writer, header.seq, edit.id(), registry)?
            && self.speaks_for(&key, &other, registry)?)
    }

    /// Whether a key stands for the same place as another, or for one above it.
    ///
    /// # Errors
    /// If what is known cannot be read.
    pub fn speaks_for<R: Registry>(
        &self,
        key: &str,
        other: &str,
        registry: &R,
    ) -> Result<bool, R::Error> {
        if key == other {
            return Ok(true);
        }
        let speaks = |power: &&Power| power.verbs != Verbs(0);
        for high in self.powers.get(key).into_iter().flatten().filter(speaks) {
            for low in self.powers.get(other).into_iter().flatten() {
                if contains(&high.rank, &low.rank, registry)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether a key that is believed without a grant was told by others that it is a reviewer's device only.
    pub fn is_told_below(&self, key: &str) -> bool {
        self.told.get(key).is_some_and(|roles| {
            roles.contains(&GrantRole::Enumerator) && !roles.contains(&GrantRole::Office)
        })
    }

    /// Whether one power of a key has one of the verbs at one of the places, and where a household goes.
    fn may<R: Registry>(
        &self,
        key: &str,
        verbs: &[Verbs],
        places: &[PlaceRef],
        to: Option<&PlaceRef>,
        registry: &R,
    ) -> Result<bool, R::Error> {
        for power in self.powers.get(key).into_iter().flatten() {
            if !verbs.iter().any(|verb| power.verbs.has(*verb)) {
                continue;
            }
            for place in places {
                if covers(power, place, registry)?
                    && to.map_or(Ok(true), |to| covers(power, to, registry))?
                {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether a key may review at one of the places, standing above it.
    fn reviews<R: Registry>(
        &self,
        key: &str,
        places: &[PlaceRef],
        registry: &R,
    ) -> Result<bool, R::Error> {
        for power in self.powers.get(key).into_iter().flatten() {
            for place in places {
                if power.verbs.has(Verbs::REVIEW)
                    && power.rank != *place
                    && contains(&power.rank, place, registry)?
                {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether a key stands strictly above whoever submitted the paper.
    fn above<R: Registry>(
        &self,
        key: &str,
        submit: EditId,
        subject: SubjectId,
        registry: &R,
    ) -> Result<Result<(), OutOfForce>, R::Error> {
        let Some((writer, of)) = registry.edit(submit)? else {
            return Ok(Err(OutOfForce::Absent));
        };
        let Some(below) = registry.key(writer)? else {
            return Ok(Err(OutOfForce::Absent));
        };
        let reviews = |power: &&Power| power.verbs.has(Verbs::REVIEW);
        for high in self.powers.get(key).into_iter().flatten().filter(reviews) {
            for low in self.powers.get(&below).into_iter().flatten() {
                if of == subject
                    && high.rank != low.rank
                    && contains(&high.rank, &low.rank, registry)?
                {
                    return Ok(Ok(()));
                }
            }
        }
        Ok(Err(OutOfForce::NotAbove))
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

/// What an edit needs of the key of its writer.
struct Need {
    /// One of these.
    verbs: &'static [Verbs],
    /// Whether it is a proposal once the paper is accepted.
    proposes: bool,
    /// What the office above answers.
    of: Option<EditId>,
}

impl Need {
    /// `None` for what needs nothing, or is judged by [`Authority::read`] itself.
    fn of(content: &Content) -> Option<Need> {
        let (verbs, proposes, of): (&'static [Verbs], bool, Option<EditId>) = match content {
            Content::Writer { .. }
            | Content::Grant(_)
            | Content::Revoke(_)
            | Content::Erase(_)
            | Content::Erased(_)
            | Content::Unknown(_) => return None,
            Content::Paper(_) | Content::Thon { .. } | Content::Moved { .. } => {
                (&[Verbs::MANAGE], false, None)
            }
            Content::Return { of, .. }
            | Content::Accept { of, .. }
            | Content::Lock { of, .. }
            | Content::Unlock { of, .. } => (&[Verbs::REVIEW], false, Some(*of)),
            Content::Remark { .. } => (&[Verbs::WRITE, Verbs::REVIEW], false, None),
            Content::Household { .. }
            | Content::Phieu { .. }
            | Content::Closed { .. }
            | Content::Reopened
            | Content::SplitOff { .. }
            | Content::Distinct { .. }
            | Content::Printed { .. } => (&[Verbs::WRITE], false, None),
            Content::Answer { .. }
            | Content::Resolution { .. }
            | Content::RowAdded { .. }
            | Content::RowRemoved { .. }
            | Content::RowRestored { .. }
            | Content::Finish { .. }
            | Content::Reopen
            | Content::Submit { .. } => (&[Verbs::WRITE], true, None),
        };
        Some(Need {
            verbs,
            proposes,
            of,
        })
    }
}

/// Whether a place lies within all of a power's.
fn covers<R: Registry>(power: &Power, place: &PlaceRef, registry: &R) -> Result<bool, R::Error> {
    for above in &power.scope {
        if !contains(above, place, registry)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a place is another or lies below it.
fn contains<R: Registry>(
    above: &PlaceRef,
    place: &PlaceRef,
    registry: &R,
) -> Result<bool, R::Error> {
    Ok(match (above, place) {
        (PlaceRef::Code(above), PlaceRef::Code(code)) => registry.within(code, above),
        (PlaceRef::Code(above), PlaceRef::Thon(thon)) => registry
            .parent(*thon)?
            .is_some_and(|code| registry.within(&code, above)),
        (PlaceRef::Thon(above), PlaceRef::Thon(thon)) => above == thon,
        (PlaceRef::Thon(_), PlaceRef::Code(_)) => false,
    })
}
