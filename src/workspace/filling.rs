//! Filling Phiếu: answers, rows, remarks, finishing, undo.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Outcome, Workspace, WorkspaceError, takeback};
use crate::form::{
    Answer, Context, Evaluation, Form, Holidays, Name, Path, Period, RowId, Severity, Subject,
    Value,
};
use crate::place::Unit;
use crate::record::{
    Content, Draft, Phieu, PhieuId, PhieuKey, PhieuSubject, Printout, SlotPath, wire,
};

impl Workspace {
    /// Opens the Phiếu of a paper, subject and period, and makes it if it is not there. Of a paper that repeats
    /// it makes one more every time: those that are there are opened by their ids ([`Workspace::phieus_of`]).
    ///
    /// # Errors
    /// If the paper is unknown or serves neither this subject nor this period, the subject is not of
    /// this workspace's unit, or the disk refuses.
    pub fn open_phieu(
        &mut self,
        form: &str,
        subject: PhieuSubject,
        period: Period,
    ) -> Outcome<Phieu> {
        let key = PhieuKey {
            form: form.to_owned(),
            subject,
            period,
        };
        let form = self.form_for(&key);
        let repeats = form.as_ref().is_ok_and(|form| form.repeats());
        if !repeats && let Some(phieu) = self.store.phieu(key.id())? {
            return Ok(phieu);
        }
        let form = form?;
        self.own_place(&self.place_code(&self.subject_place(&key.subject)?)?)?;
        let (version, hash) = (form.version().to_owned(), form.hash().0);
        if form.repeats() {
            let id = self.commit_one(Draft::repeated(key, version, hash))?;
            return self.phieu(id.into());
        }
        let (id, draft) = Draft::phieu(key, version, hash);
        self.commit_one(draft)?;
        self.phieu(id)
    }

    /// The newest Phiếu of the same paper and subject that a period before this one's has something on; `None` for
    /// papers that repeat. Years and months follow one another, halves their like.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn before(&self, phieu: &Phieu) -> Outcome<Option<Phieu>> {
        let key = phieu.key();
        if phieu.repeats() {
            return Ok(None);
        }
        for period in earlier(key.period) {
            let key = PhieuKey {
                period,
                ..key.clone()
            };
            if let Some(phieu) = self
                .store
                .phieu(key.id())?
                .filter(|phieu| !phieu.is_blank())
            {
                return Ok(Some(phieu));
            }
        }
        Ok(None)
    }

    /// Adds rows with their answers, and answers at places that are there.
    ///
    /// # Errors
    /// As [`Workspace::answer`].
    pub fn carry(
        &mut self,
        id: PhieuId,
        mut answers: Vec<(Path, Option<Answer>)>,
        rows: Vec<(Name, Vec<(Name, Answer)>)>,
    ) -> Outcome<Phieu> {
        self.fillable(id)?;
        let drafts = rows.iter().map(|(roster, _)| {
            let roster = roster.clone();
            Draft::new(Some(id.into()), Vec::new(), Content::RowAdded { roster })
        });
        let edits = self.commit(drafts.collect())?;
        // The first commit of a chain begins with the writer.
        let added = edits.iter().skip(edits.len().saturating_sub(rows.len()));
        for (edit, (roster, said)) in added.zip(rows) {
            answers.extend(said.into_iter().map(|(field, answer)| {
                let row = edit.id().into();
                let roster = roster.clone();
                (Path::Member { roster, row, field }, Some(answer))
            }));
        }
        self.answer(id, answers)
    }

    /// The paper that a new Phiếu of this key would be opened with.
    ///
    /// # Errors
    /// If the paper is unknown or serves neither this subject nor this period.
    pub fn form_for(&self, key: &PhieuKey) -> Outcome<Arc<Form>> {
        let date = key.period.last_day();
        let form =
            self.library
                .get(&key.form, date)
                .cloned()
                .ok_or_else(|| WorkspaceError::NoForm {
                    form: key.form.clone(),
                    date,
                })?;
        let household = matches!(key.subject, PhieuSubject::Household(_));
        if household != (form.subject() == Subject::Household) || form.kind().is_made() {
            return Err(WorkspaceError::WrongSubject {
                form: key.form.clone(),
            });
        }
        if !form.serves(key.period) {
            return Err(WorkspaceError::WrongPeriod {
                form: key.form.clone(),
                period: key.period,
            });
        }
        self.right_level(&form, key)?;
        Ok(form)
    }

    /// A Phiếu as it stands.
    ///
    /// # Errors
    /// If there is none.
    pub fn phieu(&self, id: PhieuId) -> Outcome<Phieu> {
        self.store
            .phieu(id)?
            .ok_or_else(|| WorkspaceError::NoSuch(id.to_string()))
    }

    /// The paper of a Phiếu, in the version that it was opened with.
    ///
    /// # Errors
    /// If this program does not have it, or has it in another text: the Phiếu is kept and waits.
    pub fn form_of(&self, phieu: &Phieu) -> Outcome<Arc<Form>> {
        let key = phieu.key();
        let name = || format!("{}@{}", key.form, phieu.version());
        let paper = self
            .library
            .list()
            .iter()
            .find(|paper| paper.form.full_id() == name())
            .ok_or_else(|| WorkspaceError::NoForm {
                form: name(),
                date: key.period.last_day(),
            })?;
        // A frozen paper of another text would give other results than the one that was filled.
        match paper.released && paper.form.hash().0 != phieu.form_hash() {
            true => Err(WorkspaceError::OtherText(name())),
            false => Ok(Arc::clone(&paper.form)),
        }
    }

    /// What formulas may know of a Phiếu besides its answers, other papers included. A job over many Phiếu
    /// asks a [`Workspace::gathering`] of its own, which remembers.
    ///
    /// # Errors
    /// If the subject is not known, or the store cannot be read.
    pub fn context(&self, phieu: &Phieu, form: &Form) -> Outcome<Context> {
        self.gathering().context(phieu, form)
    }

    /// Evaluates a Phiếu.
    ///
    /// # Errors
    /// If its paper or subject is not known.
    pub fn evaluate(&self, phieu: &Phieu) -> Outcome<Evaluation> {
        let form = self.form_of(phieu)?;
        let context = self.context(phieu, &form)?;
        Ok(form.evaluate(phieu.answers(), &context))
    }

    /// Keeps that a document was printed from Phiếu, with what it said; several to a frame.
    ///
    /// # Errors
    /// If a Phiếu is not there, or the disk refuses.
    pub fn note_printouts(
        &mut self,
        document: &str,
        printouts: &[(PhieuId, Printout)],
    ) -> Outcome<()> {
        const FRAME: usize = 500;
        for some in printouts.chunks(FRAME) {
            let mut drafts = Vec::with_capacity(some.len());
            for (id, printout) in some {
                let phieu = self.phieu(*id)?;
                drafts.extend(Draft::printed(&phieu, document, printout.clone()));
            }
            self.commit(drafts)?;
        }
        Ok(())
    }

    /// Keeps answers; all of one call are in one commit, and undo takes them back in one step.
    ///
    /// # Errors
    /// If there is no such Phiếu, the office above has accepted it, a text is longer than [`MAX_TEXT`], or the disk refuses: then none is kept.
    pub fn answer(&mut self, id: PhieuId, answers: Vec<(Path, Option<Answer>)>) -> Outcome<Phieu> {
        let phieu = self.fillable(id)?;
        // Of two answers to one question the later one counts: kept both, they would contradict each other.
        let answers: BTreeMap<Path, Option<Answer>> = answers
            .into_iter()
            .map(|(path, answer)| Ok((path, answer.map(lasting).transpose()?)))
            .collect::<Outcome<_>>()?;
        let drafts = answers
            .into_iter()
            .filter(|(path, answer)| {
                phieu.answers().get(path) != answer.as_ref()
                    || phieu.replaces(&SlotPath::Answer(path.clone())).len() > 1
            })
            .map(|(path, answer)| {
                let replaces = phieu.replaces(&SlotPath::Answer(path.clone()));
                Draft::new(Some(id.into()), replaces, Content::Answer { path, answer })
            })
            .collect();
        self.commit(drafts)?;
        self.phieu(id)
    }

    /// Chooses between conflicting answers.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn resolve(&mut self, id: PhieuId, path: Path, answer: Option<Answer>) -> Outcome<Phieu> {
        let phieu = self.fillable(id)?;
        let replaces = phieu.replaces(&SlotPath::Answer(path.clone()));
        self.commit_one(Draft::new(
            Some(id.into()),
            replaces,
            Content::Resolution { path, answer },
        ))?;
        self.phieu(id)
    }

    /// Chooses whether a row that one person removed while another typed in it stays.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn resolve_row(
        &mut self,
        id: PhieuId,
        roster: &Name,
        row: RowId,
        keep: bool,
    ) -> Outcome<Phieu> {
        let phieu = self.fillable(id)?;
        let draft = if keep {
            let edits = self.store.history(id.into())?;
            takeback::restored(&phieu, roster, row, takeback::since(&edits, row))
        } else {
            takeback::removed(&phieu, roster, row)
        };
        self.commit_one(draft)?;
        self.phieu(id)
    }

    /// Adds a roster row.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn add_row(&mut self, id: PhieuId, roster: &Name) -> Outcome<(Phieu, RowId)> {
        self.fillable(id)?;
        let row = self.commit_one(Draft::new(
            Some(id.into()),
            Vec::new(),
            Content::RowAdded {
                roster: roster.clone(),
            },
        ))?;
        Ok((self.phieu(id)?, row.into()))
    }

    /// Adds so many roster rows in one commit.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn add_rows(&mut self, id: PhieuId, roster: &Name, count: usize) -> Outcome<Vec<RowId>> {
        self.fillable(id)?;
        let added = || Content::RowAdded {
            roster: roster.clone(),
        };
        let draft = |_| Draft::new(Some(id.into()), Vec::new(), added());
        let edits = self.commit((0..count).map(draft).collect())?;
        let rows = edits.iter().filter(|edit| edit.content() == Some(&added()));
        Ok(rows.map(|edit| edit.id().into()).collect())
    }

    /// Takes a roster row away; undo brings it back with its answers.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn remove_row(&mut self, id: PhieuId, roster: &Name, row: RowId) -> Outcome<Phieu> {
        let phieu = self.fillable(id)?;
        self.commit_one(takeback::removed(&phieu, roster, row))?;
        self.phieu(id)
    }

    /// Puts a remark; an empty one takes it away.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn remark(&mut self, id: PhieuId, path: Path, text: String) -> Outcome<Phieu> {
        if text.len() > MAX_TEXT {
            return Err(WorkspaceError::TooLong);
        }
        let phieu = self.phieu(id)?;
        let replaces = phieu.replaces(&SlotPath::Remark(path.clone()));
        self.commit_one(Draft::new(
            Some(id.into()),
            replaces,
            Content::Remark { path, text },
        ))?;
        self.phieu(id)
    }

    /// Finishes a Phiếu.
    ///
    /// # Errors
    /// If problems block or conflicts stand, how many; or the disk refuses.
    pub fn finish(&mut self, id: PhieuId) -> Outcome<Phieu> {
        let phieu = self.phieu(id)?;
        let evaluation = self.evaluate(&phieu)?;
        let blocks = evaluation
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .count();
        let blocks = blocks + phieu.conflicts().len();
        if blocks > 0 {
            return Err(WorkspaceError::Blocked(blocks));
        }
        if !phieu.status().is_finished() {
            let replaces = phieu.replaces(&SlotPath::Status);
            self.commit_one(Draft::new(
                Some(id.into()),
                replaces,
                Content::Finish {
                    content: phieu.content(),
                },
            ))?;
        }
        self.phieu(id)
    }

    /// Opens a finished Phiếu again; one that was submitted has to be submitted anew.
    ///
    /// # Errors
    /// If there is no such Phiếu, the office above has accepted it, or the disk refuses.
    pub fn reopen(&mut self, id: PhieuId) -> Outcome<Phieu> {
        let phieu = self.fillable(id)?;
        if phieu.status().is_finished() {
            let replaces = phieu.replaces(&SlotPath::Status);
            self.commit_one(Draft::new(Some(id.into()), replaces, Content::Reopen))?;
        }
        self.phieu(id)
    }

    /// Takes this workspace's last edit of a Phiếu back. `None` if there is nothing to take back.
    /// The path tells where.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn undo(&mut self, id: PhieuId) -> Outcome<Option<(Phieu, Path)>> {
        self.step(id, true)
    }

    /// Does again what undo took back.
    ///
    /// # Errors
    /// If there is no such Phiếu or the disk refuses.
    pub fn redo(&mut self, id: PhieuId) -> Outcome<Option<(Phieu, Path)>> {
        self.step(id, false)
    }

    /// Takes a step back or forth: one edit, or all that were said at once.
    fn step(&mut self, id: PhieuId, back: bool) -> Outcome<Option<(Phieu, Path)>> {
        let Some(chain) = self.chain else {
            return Ok(None);
        };
        let edits = self.store.history(id.into())?;
        let phieu = self.fillable(id)?;
        let Some((path, drafts)) = takeback::step(&phieu, &edits, chain.writer, back) else {
            return Ok(None);
        };
        self.commit(drafts)?;
        Ok(Some((self.phieu(id)?, path)))
    }
}

/// The longest text of one answer or remark, in bytes.
pub const MAX_TEXT: usize = 4000;

/// An answer as the journal can give it back. A value that its shape cannot hold (a choice that is no id,
/// a date before 1800) is kept as it was typed.
pub(super) fn lasting(answer: Answer) -> Outcome<Answer> {
    let text = match &answer {
        Answer::Given(Value::Text(text) | Value::Place(text)) | Answer::Unparsed(text) => {
            text.len()
        }
        Answer::Given(Value::Choices(ids)) => ids.iter().map(|id| id.as_str().len()).sum(),
        _ => 0,
    };
    if text > MAX_TEXT {
        return Err(WorkspaceError::TooLong);
    }
    if wire::parse_answer(&wire::answer_json(&answer)).as_ref() == Some(&answer) {
        return Ok(answer);
    }
    Ok(Answer::Unparsed(match answer {
        Answer::Given(Value::Choice(id)) => id.to_string(),
        Answer::Given(Value::Choices(ids)) => {
            ids.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
        }
        Answer::Given(Value::Number(number)) => number.to_string(),
        Answer::Given(Value::Date(date)) => date.to_string(),
        Answer::Given(Value::Text(text) | Value::Place(text)) | Answer::Unparsed(text) => text,
        Answer::Given(Value::YesNo(yes)) => yes.to_string(),
        Answer::Special(special) => special.code().to_owned(),
    }))
}

/// How many years back a Phiếu may lie that is still offered.
const YEARS_BACK: i32 = 3;

/// The periods before one that speak of the same things, newest first.
fn earlier(period: Period) -> Vec<Period> {
    let year = period.year();
    let years = (year - YEARS_BACK..=year).rev();
    let mut periods: Vec<Period> = match period {
        Period::Year(_) | Period::Month(..) => years
            .flat_map(|year| {
                let months = (1..=12).rev().map(move |month| Period::Month(year, month));
                [Period::Year(year)].into_iter().chain(months)
            })
            .collect(),
        Period::Half(..) => years
            .flat_map(|year| [Period::Half(year, 2), Period::Half(year, 1)])
            .collect(),
        Period::Programme(..) | Period::AdHoc(..) => Vec::new(),
    };
    periods.retain(|other| other.last_day() < period.last_day());
    periods
}

/// What formulas may know at a place, day and period.
pub fn context_at(
    unit: Option<&Unit>,
    date: NaiveDate,
    period: Period,
    provinces: &Arc<BTreeSet<String>>,
    holidays: &Arc<Holidays>,
) -> Context {
    Context {
        place_kind: unit.map(|unit| unit.kind.to_string()),
        area: unit.and_then(|unit| unit.area),
        date: Some(date),
        period: Some(period),
        provinces: Arc::clone(provinces),
        holidays: Arc::clone(holidays),
        imports: BTreeMap::new(),
        stood: Arc::default(),
    }
}
