//! Papers between offices: submitting, giving back, accepting, closing for good.
//!
//! The table of who may do what is [`crate::review::may`]; here it is asked with what the store knows, and what it
//! allows is committed. Whether an office really stands above another is judged where its edits arrive; this
//! workspace only refuses what its own key cannot mean.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Outcome, Workspace, WorkspaceError};
use crate::form::{Path, Period, Severity};
use crate::record::{
    Content, Draft, Edit, EditId, Phieu, PhieuId, PlaceRef, SlotPath, SlotValue, Status, WriterId,
};
use crate::review::{Deed, Side, WhyNot, may};

use super::filling::MAX_TEXT;

/// Edits of one frame.
const FRAME: usize = 500;

/// The Phiếu that something is done with at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pile {
    /// Of this period.
    pub period: Period,
    /// Of one paper, by its id.
    pub form: Option<String>,
    /// Of one place and those below.
    pub place: Option<PlaceRef>,
}

/// A Phiếu of a pile with which it is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub phieu: PhieuId,
    /// Where it stands.
    pub status: Status,
    /// Why not.
    pub why: WhyNot,
}

/// What a deed would do to a pile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handing {
    /// With these it is done.
    pub done: Vec<PhieuId>,
    /// So many stand so already.
    pub same: usize,
    /// With these it is not done.
    pub left: Vec<LeftOut>,
}

impl Handing {
    /// How many are left out for each reason.
    pub fn why_not(&self) -> BTreeMap<WhyNot, usize> {
        let mut counts = BTreeMap::new();
        for left in &self.left {
            *counts.entry(left.why).or_default() += 1;
        }
        counts
    }
}

/// A remark with which a Phiếu was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where.
    pub at: Path,
    /// What the office above wrote there.
    pub text: String,
    /// Whether anything was said there since: another answer, or on the remark.
    pub answered: bool,
}

/// That a Phiếu was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenBack {
    /// Whether this office did: then it waits for the one below.
    pub here: bool,
    /// The office, as far as its key is known here.
    pub office: Option<String>,
    /// Who typed it there.
    pub person: Option<String>,
    /// Seconds since 1970, by the clock there.
    pub time: i64,
    /// Why.
    pub reason: Option<String>,
    /// Its remarks, in the order of the paper.
    pub asked: Vec<Asked>,
}

/// What became here of the Phiếu of an office below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// Those that stand returned; ascending.
    pub returned: Vec<PhieuId>,
    /// How many stand accepted or closed for good.
    pub accepted: u64,
}

/// The submission that a Phiếu stands on.
#[derive(Clone, Copy)]
struct Submission {
    edit: EditId,
    writer: WriterId,
}

/// The key of every writer.
type Keys = HashMap<WriterId, Option<String>>;

impl Workspace {
    /// A Phiếu that may be changed.
    ///
    /// # Errors
    /// If there is none, or the office above has accepted it.
    pub(super) fn fillable(&self, id: PhieuId) -> Outcome<Phieu> {
        let phieu = self.phieu(id)?;
        // Where nobody has accepted anything, both sides may change it.
        match may(Deed::Fill, phieu.status(), Side::Own) {
            Ok(_) => Ok(phieu),
            Err(why) => Err(WorkspaceError::Handing(why)),
        }
    }

    /// On which side of a Phiếu's last submission this office stands.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn side(&self, phieu: &Phieu) -> Outcome<Side> {
        match self.submission(phieu)? {
            None => Ok(Side::Own),
            Some(submission) => {
                let keys = self.keys_of_writers()?;
                Ok(self.side_of(submission, &keys))
            }
        }
    }

    fn keys_of_writers(&self) -> Outcome<Keys> {
        let writers = self.store.writers()?.into_iter();
        Ok(writers.map(|state| (state.writer, state.key)).collect())
    }

    fn side_of(&self, submission: Submission, keys: &Keys) -> Side {
        let Some(Some(key)) = keys.get(&submission.writer) else {
            // Whoever it was, it is not known to be above.
            return Side::Above;
        };
        if *key == self.public.line() {
            return Side::Own;
        }
        // Above are those whom the grants put above, as every other office will judge.
        let own = self.config.place.as_str();
        let authority = self.authority();
        // A device of a thôn stands for its thôn, whatever the unit of its data is: nobody is below it.
        let own_key = self.public.line();
        let mut mine = authority.places(&own_key);
        if mine.any(|place| matches!(place, PlaceRef::Thon(_))) {
            return Side::Own;
        }
        let mut places = authority.places(key);
        let below = |place: &PlaceRef| match place {
            PlaceRef::Thon(_) => true,
            PlaceRef::Code(code) => code != own && self.is_within(code, own, self.today()),
        };
        match places.any(below) {
            true => Side::Above,
            false => Side::Own,
        }
    }

    fn submission(&self, phieu: &Phieu) -> Outcome<Option<Submission>> {
        let Some(slot) = phieu.slot(&SlotPath::Status) else {
            return Ok(None);
        };
        for tip in slot.tips().iter().rev() {
            match &tip.value {
                SlotValue::Submitted(_) => {
                    return Ok(Some(Submission {
                        edit: tip.edit,
                        writer: tip.writer,
                    }));
                }
                SlotValue::Returned(_) | SlotValue::Accepted(_) | SlotValue::Locked(_) => {
                    let answer = self.store.edit(&tip.edit)?;
                    let of = answer.as_ref().and_then(|edit| answered(edit.content()?));
                    let Some(of) = of else { continue };
                    if let Some(submit) = self.store.edit(&of)? {
                        let writer = submit.header().writer;
                        return Ok(Some(Submission { edit: of, writer }));
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Does something with a Phiếu that passes between offices: submits, accepts, closes for good, opens that again.
    ///
    /// # Errors
    /// Why not, or if the disk refuses.
    pub fn hand(&mut self, deed: Deed, id: PhieuId) -> Outcome<Phieu> {
        match deed {
            Deed::Finish => return self.finish(id),
            Deed::Reopen => return self.reopen(id),
            Deed::Return => return self.give_back(id, Vec::new(), None),
            _ => {}
        }
        let phieu = self.phieu(id)?;
        self.asks(deed, &phieu)?;
        if deed == Deed::Submit && self.blocks(&phieu)? {
            return Err(WorkspaceError::Handing(WhyNot::Problems));
        }
        let draft = self.handed(deed, &phieu, None)?;
        self.commit(draft.into_iter().collect())?;
        self.phieu(id)
    }

    /// Gives a Phiếu back to the office below, with remarks at its places, or with those that this office wrote
    /// since it was submitted, or with a reason.
    ///
    /// # Errors
    /// Why not, or if the disk refuses.
    pub fn give_back(
        &mut self,
        id: PhieuId,
        remarks: Vec<(Path, String)>,
        reason: Option<String>,
    ) -> Outcome<Phieu> {
        let phieu = self.phieu(id)?;
        self.asks(Deed::Return, &phieu)?;
        let texts = remarks.iter().map(|(_, text)| text).chain(&reason);
        if texts.into_iter().any(|text| text.len() > MAX_TEXT) {
            return Err(WorkspaceError::TooLong);
        }
        let said = |text: &String| !text.trim().is_empty();
        let remarks: Vec<_> = remarks.into_iter().filter(|(_, text)| said(text)).collect();
        let reason = reason.filter(said);
        if remarks.is_empty() && reason.is_none() && !self.has_remarked(&phieu)? {
            return Err(WorkspaceError::Handing(WhyNot::NoRemark));
        }
        let mut drafts: Vec<Draft> = remarks
            .into_iter()
            .map(|(path, text)| {
                let replaces = phieu.replaces(&SlotPath::Remark(path.clone()));
                Draft::new(Some(id.into()), replaces, Content::Remark { path, text })
            })
            .collect();
        drafts.extend(self.handed(Deed::Return, &phieu, reason)?);
        self.commit(drafts)?;
        self.phieu(id)
    }

    /// What a deed would do to a pile. Nothing is done. `progress` hears how many were looked at, of how many, and
    /// says whether to go on.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn handing(
        &self,
        deed: Deed,
        pile: &Pile,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Outcome<Option<Handing>> {
        let keys = self.keys_of_writers()?;
        let marks = self.steps().state().to_owned();
        let found = self.store.phieus(Some(pile.period), pile.form.as_deref())?;
        let total = found.len() as u64;
        let mut handing = Handing::default();
        for (at, (key, id)) in found.into_iter().enumerate() {
            if !progress(at as u64, total) {
                return Ok(None);
            }
            // Where the steps stand is no paper that anybody hands in.
            if key.form == marks {
                continue;
            }
            let home = self.subject_place(&key.subject)?;
            if !self.lies_in(&home, pile.place.as_ref())? {
                continue;
            }
            let phieu = self.phieu(id)?;
            if phieu.is_blank() {
                continue;
            }
            let side = match self.submission(&phieu)? {
                None => Side::Own,
                Some(submission) => self.side_of(submission, &keys),
            };
            let status = phieu.status();
            let mut left = |why| {
                handing.left.push(LeftOut {
                    phieu: id,
                    status,
                    why,
                });
            };
            match may(deed, status, side) {
                Ok(_) if deed == Deed::Submit && status == Status::Submitted => {
                    left(WhyNot::FromBelow);
                }
                Ok(_) if deed == Deed::Submit && self.blocks(&phieu)? => left(WhyNot::Problems),
                Ok(_) => handing.done.push(id),
                Err(WhyNot::Already) => handing.same += 1,
                // To submit what was accepted is done with, not left undone.
                Err(WhyNot::Accepted | WhyNot::Locked) if deed == Deed::Submit => {
                    handing.same += 1;
                }
                Err(why) => left(why),
            }
        }
        Ok(Some(handing))
    }

    /// Does it, several to a frame. Each Phiếu is looked at again: what no longer stands as it was planned is left
    /// as it is. Returns with how many it was done.
    ///
    /// # Errors
    /// If the disk refuses; what was told to be done is kept.
    pub fn hand_all(
        &mut self,
        deed: Deed,
        handing: &Handing,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Outcome<usize> {
        let mut done = 0;
        let keys = self.keys_of_writers()?;
        for some in handing.done.chunks(FRAME) {
            if !progress(done as u64, handing.done.len() as u64) {
                break;
            }
            let mut drafts = Vec::with_capacity(some.len());
            for id in some {
                let phieu = self.phieu(*id)?;
                let side = match self.submission(&phieu)? {
                    None => Side::Own,
                    Some(submission) => self.side_of(submission, &keys),
                };
                if may(deed, phieu.status(), side).is_ok() {
                    drafts.extend(self.handed(deed, &phieu, None)?);
                }
            }
            done += drafts.len();
            self.commit(drafts)?;
        }
        Ok(done)
    }

    /// How many Phiếu of each period are finished and not submitted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn unsubmitted(&self) -> Outcome<BTreeMap<Period, usize>> {
        let marks = self.steps().state().to_owned();
        let mut counts = BTreeMap::new();
        for (key, id) in self.store.phieus(None, None)? {
            let said = self.store.slot(id.into(), &SlotPath::Status)?;
            let finished = said.is_some_and(|slot| {
                let mut tips = slot.tips().iter();
                tips.any(|tip| matches!(tip.value, SlotValue::Finished(_)))
            });
            if finished && key.form != marks && self.phieu(id)?.status() == Status::Finished {
                *counts.entry(key.period).or_default() += 1;
            }
        }
        Ok(counts)
    }

    /// What became here of the Phiếu of several offices, by the offices' codes: one look at what was ever reviewed.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn answered(&self, offices: &BTreeSet<String>) -> Outcome<BTreeMap<String, Answered>> {
        let mut all: BTreeMap<String, Answered> = BTreeMap::new();
        let today = self.today();
        for subject in self.store.reviewed()? {
            let Some(phieu) = self.store.phieu(PhieuId(subject.0))? else {
                continue;
            };
            let status = phieu.status();
            if status != Status::Returned && !status.is_above() {
                continue;
            }
            let home = match self.subject_place(&phieu.key().subject) {
                Ok(home) => home,
                // Of a household that was erased, or has not arrived, nothing is told.
                Err(WorkspaceError::NoSuch(_)) => continue,
                Err(other) => return Err(other),
            };
            let code = self.place_code(&home)?;
            for office in offices {
                if !self.is_within(&code, office, today) {
                    continue;
                }
                let answered = all.entry(office.clone()).or_default();
                match status {
                    Status::Returned => answered.returned.push(phieu.id()),
                    _ => answered.accepted += 1,
                }
            }
        }
        for answered in all.values_mut() {
            answered.returned.sort_unstable();
        }
        Ok(all)
    }

    /// Who gave a Phiếu back, why, and what of it is answered; `None` unless it stands so.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn given_back(&self, phieu: &Phieu) -> Outcome<Option<GivenBack>> {
        let tips = phieu.slot(&SlotPath::Status).map(|slot| slot.tips());
        let tip = tips.into_iter().flatten().rev();
        let Some(tip) = tip
            .into_iter()
            .find(|tip| matches!(tip.value, SlotValue::Returned(_)))
        else {
            return Ok(None);
        };
        let history = self.store.history(phieu.id().into())?;
        let Some(back) = history.iter().find(|edit| edit.id() == tip.edit) else {
            return Ok(None);
        };
        let of = back.content().and_then(answered);
        let since = history.iter().find(|edit| Some(edit.id()) == of);
        let since = since.map_or(0, |edit| edit.header().lamport);
        let keys = self.keys_of_writers()?;
        let mut asked = asked(&history, back, since, &keys);
        if let Ok(form) = self.form_of(phieu) {
            let paths = form.all_paths(phieu.answers());
            asked.sort_by_key(|asked| paths.iter().position(|path| *path == asked.at));
        }
        let body = back.body();
        let key = keys.get(&back.header().writer).cloned().flatten();
        Ok(Some(GivenBack {
            here: key.as_ref() == Some(&self.public.line()),
            office: key.and_then(|key| self.office_of(&key)),
            person: body.and_then(|body| body.person.clone()),
            time: back.header().time,
            reason: body.and_then(|body| body.reason.clone()),
            asked,
        }))
    }

    /// The name of the office that a key speaks for, as far as it is trusted here.
    pub(super) fn office_of(&self, key: &str) -> Option<String> {
        let today = self.today();
        let name = |code: &str| self.unit(code, today).map(|unit| unit.name.to_string());
        if key == self.public.line() {
            return name(&self.config.place);
        }
        let authority = self.authority();
        let mut places = authority.places(key);
        places.find_map(|place| match place {
            PlaceRef::Code(code) => name(code),
            PlaceRef::Thon(id) => {
                let thons = self.thons().ok()?;
                thons
                    .into_iter()
                    .find(|thon| thon.id == *id)
                    .map(|thon| thon.name)
            }
        })
    }

    fn asks(&self, deed: Deed, phieu: &Phieu) -> Outcome<Status> {
        let side = self.side(phieu)?;
        may(deed, phieu.status(), side).map_err(WorkspaceError::Handing)
    }

    /// Whether problems block a Phiếu; one of a paper that this program does not have cannot be judged here, and is
    /// not handed on.
    fn blocks(&self, phieu: &Phieu) -> Outcome<bool> {
        match self.evaluate(phieu) {
            Ok(evaluation) => {
                let mut problems = evaluation.problems.iter();
                Ok(problems.any(|problem| problem.severity == Severity::Blocks))
            }
            Err(WorkspaceError::NoForm { .. } | WorkspaceError::OtherText(_)) => Ok(true),
            Err(other) => Err(other),
        }
    }

    /// The edit of a deed; none where the Phiếu does not stand so that it names anything.
    fn handed(&self, deed: Deed, phieu: &Phieu, reason: Option<String>) -> Outcome<Option<Draft>> {
        let content = phieu.content();
        let of = self.submission(phieu)?.map(|submission| submission.edit);
        let content = match (deed, of) {
            (Deed::Submit, _) if phieu.status().is_finished() => Content::Submit { content },
            (Deed::Return, Some(of)) => Content::Return { content, of },
            (Deed::Accept, Some(of)) => Content::Accept { content, of },
            (Deed::Lock, Some(of)) => Content::Lock { content, of },
            (Deed::Unlock, Some(of)) => Content::Unlock { content, of },
            _ => return Ok(None),
        };
        let replaces = phieu.replaces(&SlotPath::Status);
        let mut draft = Draft::new(Some(phieu.id().into()), replaces, content);
        draft.reason = reason;
        Ok(Some(draft))
    }

    /// Whether this office has remarked anything since the Phiếu was submitted.
    fn has_remarked(&self, phieu: &Phieu) -> Outcome<bool> {
        let Some(submission) = self.submission(phieu)? else {
            return Ok(false);
        };
        let history = self.store.history(phieu.id().into())?;
        let submit = history.iter().find(|edit| edit.id() == submission.edit);
        let since = submit.map_or(0, |edit| edit.header().lamport);
        let keys = self.keys_of_writers()?;
        let own = |edit: &Edit| keys.get(&edit.header().writer) == Some(&Some(self.public.line()));
        let standing: Vec<EditId> = history
            .iter()
            .filter(|edit| edit.header().lamport > since && own(edit))
            .filter(|edit| {
                matches!(edit.content(), Some(Content::Remark { text, .. }) if !text.trim().is_empty())
            })
            .map(Edit::id)
            .collect();
        let tips = phieu.remarks().into_iter();
        let mut tips = tips.flat_map(|remark| phieu.replaces(&SlotPath::Remark(remark.at)));
        Ok(tips.any(|tip| standing.contains(&tip)))
    }

    fn lies_in(&self, home: &PlaceRef, place: Option<&PlaceRef>) -> Outcome<bool> {
        Ok(match place {
            None => true,
            Some(PlaceRef::Thon(_)) => Some(home) == place,
            Some(PlaceRef::Code(code)) => {
                self.is_within(&self.place_code(home)?, code, self.today())
            }
        })
    }
}

/// The submission that an office above answers.
fn answered(content: &Content) -> Option<EditId> {
    match content {
        Content::Return { of, .. }
        | Content::Accept { of, .. }
        | Content::Lock { of, .. }
        | Content::Unlock { of, .. } => Some(*of),
        _ => None,
    }
}

/// The remarks with which a Phiếu was given back: of the keys of the office that did, since it was submitted.
fn asked(history: &[Edit], back: &Edit, since: u64, keys: &Keys) -> Vec<Asked> {
    let theirs = |edit: &Edit| {
        let (writer, of) = (edit.header().writer, back.header().writer);
        let key = |writer| keys.get(&writer).cloned().flatten();
        writer == of || (key(writer).is_some() && key(writer) == key(of))
    };
    let (from, to) = (since, back.header().lamport);
    let mut remarks: BTreeMap<Path, &str> = BTreeMap::new();
    for edit in history.iter().filter(|edit| theirs(edit)) {
        let lamport = edit.header().lamport;
        if let Some(Content::Remark { path, text }) = edit.content()
            && (from..=to).contains(&lamport)
        {
            remarks.insert(path.clone(), text);
        }
    }
    let later = |at: &Path| {
        let mut since = history
            .iter()
            .filter(|edit| edit.header().lamport > to && !theirs(edit));
        since.any(|edit| match (edit.slot(), at) {
            (Some((SlotPath::Answer(path) | SlotPath::Remark(path), _)), _) if path == *at => true,
            (Some((SlotPath::Answer(Path::Member { row, .. }), _)), Path::Row { row: of, .. }) => {
                row == *of
            }
            (Some((SlotPath::Row(_, row), _)), Path::Row { row: of, .. })
            | (Some((SlotPath::Row(_, row), _)), Path::Member { row: of, .. }) => row == *of,
            _ => false,
        })
    };
    remarks
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(at, text)| Asked {
            answered: later(&at),
            text: text.to_owned(),
            at,
        })
        .collect()
}
