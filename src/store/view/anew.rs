//! Making the slots of one subject anew from everything that was said of it.

use std::collections::{BTreeMap, BTreeSet};

use super::court::Court;
use super::covered::{Told, covering};
use super::force::{
    ForceRow, Reader, decides, edits_of, judge, number, put_row, reviews, standing,
};
use super::guard::Fault;
use super::pending::Pending;
use super::{key, take};
use crate::record::{Content, Edit, Gone, SlotPath, SubjectId};

/// Makes the slots of a subject anew from its history.
pub(super) fn make_anew(
    pending: &mut Pending<'_>,
    subject: SubjectId,
    read: Reader<'_>,
) -> Result<(), Fault> {
    let edits = edits_of(pending, subject, read)?;
    let stood = Court { pending, read }.find_places(subject)?;
    take::clear(pending, subject, &edits)?;
    pending.unsettled.known.get_mut().places.clear();
    let mut made = ForceRow::default();
    // What creates the subject stands before all else: where it is decides the rest.
    let mut ranked: Vec<&Edit> = edits.iter().collect();
    ranked.sort_by_key(|edit| rank(edit));
    let (creating, mut ranked): (Vec<&Edit>, Vec<&Edit>) =
        ranked.into_iter().partition(|edit| rank(edit) < 2);
    for edit in creating {
        settle_one(pending, edit, None, &mut made, read)?;
    }
    // What is erased is left out whether its bodies are still here or not.
    let erasing = Erasing::of(pending, &edits, read)?;
    ranked.retain(|edit| !erasing.gone.takes(edit));
    let mut stands_for = BTreeMap::new();
    if !erasing.told.is_empty() || ranked.iter().any(|edit| reviews(edit)) {
        let left = edits.iter().filter(|edit| !erasing.gone.takes(edit));
        let left: Vec<&Edit> = left.collect();
        stands_for = covering(pending, subject, &left, &erasing.told, read)?;
    }
    for edit in ranked {
        let content = stands_for.get(&edit.id());
        settle_one(pending, edit, content, &mut made, read)?;
    }
    made.out.sort_unstable();
    let stands = Court { pending, read }.find_places(subject)?;
    if stands != stood {
        // Others may wait for where it is now, or have lost the ground that they stood on.
        pending.unsettled.arrived = true;
        pending.unsettled.known.get_mut().places.clear();
        if !stood.iter().all(|place| stands.contains(place)) {
            for key in pending.under(&[key::BY_PERIOD])? {
                let id = key::last_id(&key).ok_or(Fault::Row)?;
                pending.unsettled.anew.insert(SubjectId(id));
            }
        }
    }
    put_row(pending, subject, &made)
}

/// Judges one edit and puts it where it belongs. `content` is what it stands for now, if it names what the paper said.
fn settle_one(
    pending: &mut Pending<'_>,
    edit: &Edit,
    content: Option<&[u8; 32]>,
    made: &mut ForceRow,
    read: Reader<'_>,
) -> Result<(), Fault> {
    let lamport = edit.header().lamport;
    let accepted = made.accepted.is_some_and(|since| since < lamport);
    if let Err(why) = judge(pending, edit, accepted, read)? {
        made.out.push((edit.id().0, number(why)));
        return Ok(());
    }
    match edit.content() {
        Some(Content::Accept { .. } | Content::Lock { .. } | Content::Unlock { .. })
            if content.is_some() =>
        {
            made.accepted = made.accepted.or(Some(lamport));
        }
        Some(Content::Return { .. }) => made.accepted = None,
        _ => {}
    }
    made.reviewed |= decides(edit);
    let Some((path, value)) = edit.slot() else {
        return Ok(());
    };
    let value = match content {
        Some(content) => value.of_content(*content),
        None => value,
    };
    take::slot(pending, edit, &path, value)
}

/// What erasures in force take out of a paper, and what is told of the words that are left.
#[derive(Default)]
pub(super) struct Erasing {
    pub(super) gone: Gone,
    pub(super) told: Told,
}

impl Erasing {
    /// Of all edits of a subject; what creates it stands in the view already.
    pub(super) fn of(
        pending: &Pending<'_>,
        edits: &[Edit],
        read: Reader<'_>,
    ) -> Result<Erasing, Fault> {
        let mut erasing = Erasing::default();
        let mut erasures = BTreeSet::new();
        for edit in edits {
            if let Some(Content::Erase(erasure)) = edit.content()
                && judge(pending, edit, false, read)?.is_ok()
            {
                erasing.gone.add(erasure);
                erasures.insert(edit.id());
            }
        }
        let court = Court { pending, read };
        let authority = standing(pending);
        for edit in edits {
            let Some(Content::Erased(said)) = edit.content() else {
                continue;
            };
            if !erasures.contains(&said.of) {
                continue;
            }
            for one in &said.restated {
                if authority.restates(edit, one.edit, &court)? {
                    let told = erasing.told.entry(one.edit).or_default();
                    told.insert(one.content);
                }
            }
        }
        Ok(erasing)
    }
}

/// In which turn an edit is judged: what creates and moves, then the office above, then the rest.
fn rank(edit: &Edit) -> u8 {
    match edit.slot() {
        Some((SlotPath::Created, _)) => 0,
        Some((SlotPath::Home(_), _)) => 1,
        _ if reviews(edit) => 2,
        _ => 3,
    }
}
