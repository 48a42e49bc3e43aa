//! A Phiếu being filled: what is on the disk, what was typed since, and what follows from both.

mod before;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{PrintSubject, Screen, conflicts, finish, pick, problems, prompt, say, why};
use crate::form::{
    Agreement, Answer, Answers, Context, Evaluation, Field, Form, Outcome, Path, Problem, Severity,
};
use crate::record::{Phieu, PhieuId, Status};
use crate::review::{Deed, may};
use crate::tui::command::{Command, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::lines::{Before, Between, Opened};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;

pub(in crate::tui::screen) use before::{Carried, Source};
pub(in crate::tui::screen) use told::value_words;

/// How many questions a screen that was handed a Phiếu may ask: more than anybody types.
const HANDED: u64 = 1 << 32;

/// An answer on its way to the disk.
#[derive(Clone, Debug)]
struct Change {
    answer: Option<Answer>,
    /// The question it went out with; none if that failed and it waits for the next one.
    serial: Option<u64>,
}

/// The Phiếu that a screen fills.
#[derive(Clone, Debug)]
pub(in crate::tui::screen) struct Sheet {
    /// As it is on the disk.
    pub(in crate::tui::screen) phieu: Arc<Phieu>,
    /// Its paper.
    pub(in crate::tui::screen) form: Arc<Form>,
    /// The subject's label.
    pub(in crate::tui::screen) subject: String,
    /// The name of the place.
    pub(in crate::tui::screen) place: String,
    /// The answers on the screen: the disk's, with what was typed since.
    pub(in crate::tui::screen) answers: Answers,
    /// What follows from them.
    pub(in crate::tui::screen) evaluation: Evaluation,
    before: Option<Arc<Before>>,
    between: Between,
    context: Context,
    changes: BTreeMap<Path, Change>,
    serial: u64,
}

impl Sheet {
    /// The Phiếu, to be printed.
    pub(in crate::tui::screen) fn printed(&self) -> PrintSubject {
        let key = self.phieu.key();
        PrintSubject {
            subject: key.subject.clone(),
            name: self.subject.clone(),
            phieu: Some((key.form.clone(), self.phieu.id())),
        }
    }

    pub(in crate::tui::screen) fn new(opened: Opened) -> Sheet {
        let Opened {
            phieu,
            form,
            context,
            subject,
            place,
            before,
            between,
        } = opened;
        let answers = phieu.answers().clone();
        let evaluation = form.evaluate(&answers, &context);
        Sheet {
            phieu,
            form,
            subject,
            place,
            answers,
            evaluation,
            before,
            between,
            context,
            changes: BTreeMap::new(),
            serial: 0,
        }
    }

    /// Hands what was typed and is not on the disk yet over to another screen of the same Phiếu, which goes on
    /// from here; this one hears what comes of it. The two never number their questions alike.
    pub(in crate::tui::screen) fn hand_over(&mut self) -> Sheet {
        let theirs = self.clone();
        self.changes.clear();
        self.serial += HANDED;
        theirs
    }

    pub(in crate::tui::screen) fn id(&self) -> PhieuId {
        self.phieu.id()
    }

    /// What formulas may know besides the answers.
    pub(in crate::tui::screen) fn context(&self) -> &Context {
        &self.context
    }

    pub(in crate::tui::screen) fn is_finished(&self) -> bool {
        self.phieu.status().is_finished() && self.changes.is_empty()
    }

    /// Why nothing on it can be changed now.
    pub(in crate::tui::screen) fn shut(&self) -> Option<Reason> {
        let reason = match self.phieu.status() {
            Status::Submitted => Reason::Submitted,
            Status::Accepted => Reason::Accepted,
            Status::Locked => Reason::Locked,
            Status::Draft | Status::Returned | Status::Finished => Reason::Finished,
        };
        self.is_finished().then_some(reason)
    }

    /// The same in words, for a key that types.
    pub(in crate::tui::screen) fn shut_words(&self, shared: &Shared) -> Option<Vec<Effect>> {
        let reason = self.shut()?;
        let words = shared
            .words
            .of(&format!("tui-reason-{}", reason.code()), &[]);
        Some(vec![Effect::Tell(words)])
    }

    /// What can be done with it between offices: it is handed up, or is answered as one that came from below.
    pub(in crate::tui::screen) fn deeds(&self) -> Vec<Deed> {
        let (status, side) = (self.phieu.status(), self.between.side);
        let mut deeds = vec![
            Deed::Accept,
            Deed::Return,
            Deed::Lock,
            Deed::Unlock,
            Deed::Submit,
        ];
        deeds.retain(|deed| self.is_finished() && may(*deed, status, side).is_ok());
        deeds
    }

    /// What a command does to it now, where that follows where it stands.
    pub(in crate::tui::screen) fn does_now(&self, command: Command) -> Option<&'static str> {
        if command != Command::FinishPaper || !self.is_finished() {
            return None;
        }
        // The first deed that is allowed is what is mostly done; where none is, it was handed up already.
        Some(match self.deeds().first() {
            Some(Deed::Accept) => "accept",
            Some(Deed::Return | Deed::Lock) => "lock",
            Some(Deed::Unlock) => "unlock",
            _ => "submit",
        })
    }

    /// The places at which the office that gave it back remarked something, and nothing was said since.
    fn asked(&self) -> impl Iterator<Item = &Path> {
        let back = self.between.back.iter();
        let asked = back.flat_map(|back| &back.asked);
        asked.filter(|path| **path != Path::Whole)
    }

    /// The opened Phiếu, for a screen that shows it as it stands.
    pub(in crate::tui::screen) fn opened(&self) -> Opened {
        Opened {
            phieu: Arc::clone(&self.phieu),
            form: Arc::clone(&self.form),
            context: self.context.clone(),
            subject: self.subject.clone(),
            place: self.place.clone(),
            before: self.before.clone(),
            between: self.between.clone(),
        }
    }

    /// Puts an answer, shows what follows at once, and sends it to the disk with all that waits.
    pub(in crate::tui::screen) fn put(
        &mut self,
        path: Path,
        answer: Option<Answer>,
    ) -> Vec<Effect> {
        if self.answers.get(&path) == answer.as_ref() {
            return Vec::new();
        }
        self.changes.insert(
            path,
            Change {
                answer,
                serial: None,
            },
        );
        self.overlay();
        self.save()
    }

    /// Sends everything that waits, each answer by itself: one that cannot be kept holds no other back.
    fn save(&mut self) -> Vec<Effect> {
        let id = self.id();
        let mut effects = Vec::new();
        for (path, change) in &mut self.changes {
            if change.serial.is_none() {
                self.serial += 1;
                change.serial = Some(self.serial);
                effects.push(Effect::Ask(Ask::Save {
                    id,
                    serial: self.serial,
                    changes: vec![(path.clone(), change.answer.clone())],
                }));
            }
        }
        effects
    }

    fn overlay(&mut self) {
        self.answers = self.phieu.answers().clone();
        for (path, change) in &self.changes {
            self.answers.set(path.clone(), change.answer.clone());
        }
        let context = self
            .context
            .clone()
            .at_review_date(&self.form, &self.answers);
        self.evaluation = self.form.evaluate(&self.answers, &context);
    }

    /// The formulas and checks in which a place stands.
    pub(in crate::tui::screen) fn agreements(&self, path: &Path) -> Vec<Agreement> {
        let context = self
            .context
            .clone()
            .at_review_date(&self.form, &self.answers);
        self.form.agreements(&self.answers, &context, path)
    }

    fn take(&mut self, opened: &Opened) {
        self.phieu = Arc::clone(&opened.phieu);
        self.form = Arc::clone(&opened.form);
        self.context = opened.context.clone();
        self.between = opened.between.clone();
        self.subject.clone_from(&opened.subject);
        self.place.clone_from(&opened.place);
        self.overlay();
    }

    /// Hears an answer about this Phiếu. `true` if what is shown may have changed.
    pub(in crate::tui::screen) fn reply(&mut self, reply: &Reply) -> bool {
        match reply {
            Reply::Saved { serial, opened } if opened.phieu.id() == self.id() => {
                self.changes
                    .retain(|_, change| change.serial != Some(*serial));
                self.take(opened);
                true
            }
            Reply::Printed {
                opened: Some(opened),
                ..
            } if opened.phieu.id() == self.id() => {
                self.take(opened);
                true
            }
            Reply::NotSaved { id, serial, .. } if *id == self.id() => {
                for change in self.changes.values_mut() {
                    if change.serial == Some(*serial) {
                        change.serial = None;
                    }
                }
                true
            }
            Reply::RowAdded(opened, ..) | Reply::Changed(opened, _) | Reply::Finished(opened)
                if opened.phieu.id() == self.id() =>
            {
                self.take(opened);
                true
            }
            _ => false,
        }
    }

    /// Whether something typed could not be kept and waits.
    pub(in crate::tui::screen) fn has_unsaved(&self) -> bool {
        self.changes.values().any(|change| change.serial.is_none())
    }

    pub(in crate::tui::screen) fn field(&self, path: &Path) -> Option<&Field> {
        self.form.field_at(path)
    }

    pub(in crate::tui::screen) fn outcome(&self, path: &Path) -> &Outcome {
        self.evaluation
            .outcomes
            .get(path)
            .unwrap_or(&Outcome::Unanswered)
    }

    /// The worst problem at a place.
    pub(in crate::tui::screen) fn problem(&self, path: &Path) -> Option<&Problem> {
        self.evaluation
            .problems
            .iter()
            .filter(|problem| problem.at == *path)
            .min_by_key(|problem| problem.severity)
    }

    pub(in crate::tui::screen) fn conflicts_at(&self, path: &Path) -> bool {
        self.phieu
            .conflicts()
            .iter()
            .any(|conflict| conflict.at == *path)
    }

    /// How many problems block and how many ask; conflicts block.
    pub(in crate::tui::screen) fn counts(&self) -> (usize, usize) {
        let blocks = self
            .evaluation
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .count();
        (
            blocks + self.phieu.conflicts().len(),
            self.evaluation.problems.len() - blocks,
        )
    }

    /// Commands that every screen that fills a Phiếu shares.
    pub(in crate::tui::screen) fn command(
        &mut self,
        command: Command,
        at: Option<&Path>,
        shared: &Shared,
    ) -> Vec<Effect> {
        let id = self.id();
        match command {
            Command::Undo => vec![Effect::Ask(Ask::Undo(id))],
            Command::Redo => vec![Effect::Ask(Ask::Redo(id))],
            Command::ReopenPaper => {
                let mut effects = vec![Effect::Ask(Ask::Reopen(id))];
                if self.phieu.status() == Status::Submitted {
                    effects.push(Effect::Tell(say!(shared, "tui-reopened-submitted")));
                }
                effects
            }
            Command::FinishPaper if self.is_finished() => pick::deeds(shared, self),
            Command::FinishPaper => vec![Effect::Push(Box::new(Screen::Finish(Box::new(
                finish::Finish::new(self.clone()),
            ))))],
            Command::ListProblems => {
                let here = |problem: &Problem| at == Some(&problem.at);
                let line = self.evaluation.problems.iter().position(here);
                self.list_problems(line.unwrap_or(0))
            }
            Command::TellWhy => match self.asked_why(at) {
                Some(path) => vec![
                    Effect::Push(Box::new(Screen::Why(why::Why::new(id, path.clone())))),
                    Effect::Ask(Ask::Why(id, path)),
                ],
                None => Vec::new(),
            },
            Command::ListConflicts => {
                vec![Effect::Push(Box::new(Screen::Conflicts(Box::new(
                    conflicts::Conflicts::new(self.opened()),
                ))))]
            }
            Command::AnswerSpecial => match at {
                Some(path) => vec![Effect::Push(Box::new(pick::specials(
                    shared,
                    id,
                    path,
                    self.field(path),
                )))],
                None => Vec::new(),
            },
            Command::WriteRemark => {
                let path = at.cloned().unwrap_or(Path::Whole);
                let text = self.remark(&path).unwrap_or_default();
                vec![Effect::Push(Box::new(prompt::remark(id, path, &text)))]
            }
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    /// The list of problems with one line chosen.
    pub(in crate::tui::screen) fn list_problems(&self, line: usize) -> Vec<Effect> {
        let problems = self.evaluation.problems.clone();
        let screen = problems::Problems::new(self.opened(), problems, line);
        vec![
            Effect::Push(Box::new(Screen::Problems(screen))),
            Effect::Ask(Ask::Problems(self.id())),
        ]
    }

    /// The place whose value is told: the computed one at the cursor, else the paper's main result. A grid has
    /// no main one: there it is always the cell at the cursor.
    fn asked_why(&self, at: Option<&Path>) -> Option<Path> {
        let grid = self.form.kind() == crate::form::FormKind::Grid;
        at.filter(|path| grid || self.form.is_computed(path))
            .cloned()
            .or_else(|| self.form.main_result(&self.answers))
    }

    pub(in crate::tui::screen) fn available(
        &self,
        command: Command,
        at: Option<&Path>,
    ) -> Result<(), Reason> {
        let finished = self.is_finished();
        match command {
            Command::AddNew
            | Command::RemoveRow
            | Command::AnswerSpecial
            | Command::Undo
            | Command::Redo
                if finished =>
            {
                self.shut().map_or(Ok(()), Err)
            }
            Command::FinishPaper if finished && self.deeds().is_empty() => {
                self.shut().map_or(Ok(()), Err)
            }
            Command::ReopenPaper if !finished => Err(Reason::NotFinished),
            Command::ReopenPaper if self.phieu.status().is_above() => {
                self.shut().map_or(Ok(()), Err)
            }
            Command::NextProblem
                if self.evaluation.problems.is_empty() && self.asked().next().is_none() =>
            {
                Err(Reason::NoProblem)
            }
            Command::ListProblems if self.evaluation.problems.is_empty() => Err(Reason::NoProblem),
            Command::ListConflicts if self.phieu.conflicts().is_empty() => Err(Reason::NoConflict),
            // An answer that stands can be taken away, whatever else may be said in its place.
            Command::AnswerSpecial
                if at.is_none_or(|path| self.answers.get(path).is_none())
                    && at
                        .and_then(|path| self.field(path))
                        .is_none_or(|field| field.specials.is_empty()) =>
            {
                Err(Reason::NoSpecial)
            }
            _ => Ok(()),
        }
    }

    /// The place of the first problem, or remark of the office that gave it back, behind `at` in paper order, round
    /// to the first.
    pub(in crate::tui::screen) fn next_problem(&self, at: Option<&Path>) -> Option<Path> {
        let places: Vec<&Path> = self
            .evaluation
            .problems
            .iter()
            .map(|problem| &problem.at)
            .chain(self.asked())
            .collect();
        let paths = self.form.all_paths(&self.answers);
        let rank = |path: &Path| {
            match path {
            Path::Row { roster, row } => {
                paths.iter().position(|other| matches!(other, Path::Member { roster: r, row: id, .. } if r == roster && id == row))
            }
            path => paths.iter().position(|other| other == path),
        }
        };
        let mut ranked: Vec<(Option<usize>, &Path)> =
            places.into_iter().map(|path| (rank(path), path)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let here = at.and_then(rank);
        ranked
            .iter()
            .find(|(rank, _)| *rank > here)
            .or_else(|| ranked.first())
            .map(|(_, path)| (*path).clone())
    }
}
