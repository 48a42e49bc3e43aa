//! Judging one edit by what its key may do, where, and what stands before it.

use super::{Authority, OutOfForce, Power, Registry, Verbs};
use crate::record::{
    Content, Edit, EditId, Erasure, Extent, GrantRole, PhieuSubject, PlaceRef, SubjectId,
};

impl Authority {
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
pub(super) fn covers<R: Registry>(
    power: &Power,
    place: &PlaceRef,
    registry: &R,
) -> Result<bool, R::Error> {
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
