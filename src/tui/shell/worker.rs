//! The one thread that owns the workspace: it answers questions in order, one answer each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::{Copied, Options, failure, lists, meeting, printing, todo};
use crate::bundle::{PublicKey, Verified};
use crate::form::{Path, Period};
use crate::record::{Phieu, PhieuId, PhieuKey, PhieuSubject};
use crate::task::{self, PrintFormat, PrintJob};
use crate::tui::effect::{Ask, Secret};
use crate::tui::event::Event;
use crate::tui::lines::{HandingLine, ListOrder, ThonLine, TodoLine};
use crate::tui::reply::{Failure, Reply, SecretText};
use crate::workspace::{Init, Pile, Workspace, WorkspaceError, places};

/// A bundle looked at: its file, what it is, its bytes.
pub(super) type Looked = (PathBuf, Verified, Vec<u8>);

pub(super) struct Worker {
    pub(super) options: Options,
    events: Sender<Event>,
    cancel: Arc<AtomicBool>,
    workspace: Option<Workspace>,
    /// The bundle looked at last.
    pub(super) inspected: Option<Looked>,
    /// The file of the bundle written last.
    pub(super) exported: Option<PathBuf>,
    /// The list of households read last.
    pub(super) listed: Option<super::intake::Listed>,
    /// The key read last.
    pub(super) key: Option<PublicKey>,
    /// How many edits there were when the workspace was first opened.
    edits: u64,
}

impl Worker {
    pub(super) fn new(options: Options, events: Sender<Event>, cancel: Arc<AtomicBool>) -> Worker {
        Worker {
            options,
            events,
            cancel,
            workspace: None,
            inspected: None,
            exported: None,
            listed: None,
            key: None,
            edits: u64::MAX,
        }
    }

    /// Answers until nobody asks any more; then the workspace is closed.
    pub(super) fn run(mut self, asks: &Receiver<Ask>) -> Option<Copied> {
        let events = self.events.clone();
        let answered = catch_unwind(AssertUnwindSafe(|| {
            while let Ok(ask) = asks.recv() {
                let reply = self.answer(ask);
                if self.events.send(Event::Reply(Box::new(reply))).is_err() {
                    return;
                }
            }
        }));
        if answered.is_err() {
            // If the screens are gone too, nobody is left to tell.
            let _ = events.send(Event::WorkerLost);
            return None;
        }
        self.copy()
    }

    /// Writes the safety copy into the second place, where one was chosen and something was written since opening.
    fn copy(&self) -> Option<Copied> {
        let workspace = self.workspace.as_ref()?;
        let folder = workspace.config().copies.clone()?;
        if workspace.store().edit_count() <= self.edits {
            return None;
        }
        let written = || -> Copied {
            let key = workspace.key(self.options.passphrase.as_deref())?;
            let copy = task::back_up(workspace, &key, false, &mut |_, _| true)?;
            let path = folder.join(&copy.name);
            crate::workspace::write_file(&path, &copy.bytes)?;
            Ok(path)
        };
        Some(written())
    }

    fn answer(&mut self, ask: Ask) -> Reply {
        let commits = ask.commits();
        let saves = match &ask {
            Ask::Save { id, serial, .. } => Some((*id, *serial)),
            _ => None,
        };
        let opens = matches!(ask, Ask::Open | Ask::Unlock(_) | Ask::SetUp { .. });
        if self.workspace.is_none()
            && !opens
            && let Err(error) = self.open()
        {
            return not_done(saves, error.into());
        }
        match self.carry_out(ask) {
            Ok(reply) => reply,
            Err(failure) => {
                if commits && failure.code.starts_with("store-") {
                    // After a failed write only what is read again from the disk counts.
                    self.workspace = None;
                }
                not_done(saves, failure)
            }
        }
    }

    fn open(&mut self) -> Result<Vec<crate::store::Notice>, WorkspaceError> {
        let passphrase = self.options.passphrase.as_deref();
        let (workspace, notices) =
            Workspace::open_with(&self.options.dir, self.options.clock, passphrase)?;
        self.edits = self.edits.min(workspace.store().edit_count());
        self.workspace = Some(workspace);
        Ok(notices)
    }

    pub(super) fn workspace(&mut self) -> Result<&mut Workspace, Failure> {
        let dir = &self.options.dir;
        self.workspace
            .as_mut()
            .ok_or_else(|| WorkspaceError::Missing(dir.clone()).into())
    }

    fn carry_out(&mut self, ask: Ask) -> Result<Reply, Failure> {
        match ask {
            Ask::Open => match self.open() {
                Err(WorkspaceError::Missing(_)) => Ok(Reply::NoWorkspace {
                    places: places()?,
                    today: self.options.clock.today(),
                }),
                Err(error) => Err(error.into()),
                Ok(notices) => {
                    let mended = notices
                        .iter()
                        .map(|notice| (notice.code(), notice.args()))
                        .collect();
                    Ok(Reply::Ready(
                        Box::new(lists::office(self.workspace()?)),
                        mended,
                    ))
                }
            },
            Ask::Unlock(secret) => {
                self.options.passphrase = Some(secret.bytes().to_vec());
                self.carry_out(Ask::Open)
            }
            Ask::CheckPassphrase(secret) => {
                let told = self.workspace()?.opens_with(secret.bytes());
                Ok(Reply::Passphrase(told.is_ok()))
            }
            Ask::SetPassphrase(old, new) => {
                let old = old.as_ref().map(Secret::bytes);
                self.workspace()?.set_passphrase(old, new.bytes())?;
                self.options.passphrase = Some(new.bytes().to_vec());
                Ok(Reply::PassphraseSet)
            }
            Ask::MakeRecovery => {
                let passphrase = self.options.passphrase.clone();
                let made = self.workspace()?.make_recovery(passphrase.as_deref())?;
                let texts = made.texts.into_iter().map(SecretText::new).collect();
                Ok(Reply::RecoveryMade(texts, made.key.code()))
            }
            Ask::SetUp {
                place,
                regime,
                training,
            } => {
                let init = Init {
                    place,
                    regime,
                    training,
                    passphrase: self.options.passphrase.clone(),
                };
                self.workspace = Some(Workspace::init(
                    &self.options.dir,
                    &init,
                    self.options.clock,
                )?);
                Ok(Reply::Ready(
                    Box::new(lists::office(self.workspace()?)),
                    Vec::new(),
                ))
            }
            Ask::Village(period) => Ok(Reply::Village(Arc::new(lists::village(
                self.workspace()?,
                period,
            )?))),
            Ask::Household(id, period) => {
                let line = lists::household(self.workspace()?, id, period)?;
                Ok(Reply::Household(period, id, line.map(Box::new)))
            }
            Ask::ListColumns(period) => {
                let workspace = self.workspace()?;
                let columns = task::list_columns(workspace, period);
                let config = workspace.config();
                let mut chosen = config.list_columns.clone();
                chosen.retain(|key| columns.iter().any(|column| column.key == *key));
                if chosen.is_empty() {
                    let usual = columns.iter().filter(|column| column.usual);
                    chosen = usual.map(|column| column.key.clone()).collect();
                }
                let by_member = config.list_by_member;
                let columns = columns.into_iter().map(lists::column_line).collect();
                Ok(Reply::ListColumns(columns, chosen, by_member))
            }
            Ask::WriteList(period, order) => self.write_list(period, *order),
            Ask::Becoming(household, period) => {
                let becoming = lists::becoming(self.workspace()?, household, period)?;
                Ok(Reply::Becoming(Box::new(becoming)))
            }
            Ask::Reach(household, person) => {
                let reach = lists::reach(self.workspace()?, household, person.as_ref())?;
                Ok(Reply::Reach(Box::new(reach)))
            }
            Ask::Phieu {
                form,
                subject,
                period,
            } => {
                let key = PhieuKey {
                    form,
                    subject,
                    period,
                };
                let mut progress = self.progress();
                let workspace = self.workspace()?;
                // Minutes come with the households of their list; any other paper comes empty.
                let phieu = task::meet(workspace, key, &mut progress)?;
                Ok(Reply::Opened(Box::new(lists::opened_now(
                    workspace, phieu,
                )?)))
            }
            Ask::Papers(subject, period) => {
                let papers = lists::papers(self.workspace()?, &subject, period)?;
                Ok(Reply::Papers(subject, period, papers))
            }
            Ask::Show(id) => {
                let workspace = self.workspace()?;
                let phieu = workspace.phieu(id)?;
                Ok(Reply::Opened(Box::new(lists::opened_now(
                    workspace, phieu,
                )?)))
            }
            Ask::Problems(id) => self.problems(id),
            Ask::Why(id, path) => {
                let why = task::why(self.workspace()?, id, &path)?;
                Ok(Reply::Why(id, path, Box::new(why)))
            }
            Ask::Printables(subject, period) => self.printables(subject, period),
            Ask::Print {
                id,
                subject,
                period,
                phieu,
                blank,
                sheet,
            } => self.print(&PrintJob {
                id,
                period,
                about: printing::about(subject),
                phieu,
                blank,
                format: match sheet {
                    true => PrintFormat::Xlsx,
                    false => PrintFormat::Docx,
                },
            }),
            Ask::Todo(period) => self.todo(period),
            Ask::Twins(period) => self.twins(period),
            Ask::Unforced => self.unforced(),
            Ask::MarkDistinct(pairs, distinct) => self.mark_distinct(&pairs, distinct),
            Ask::Meetings(period) => {
                let lines = meeting::lines(self.workspace()?, period)?;
                Ok(Reply::Meetings(period, lines))
            }
            Ask::MeetingList(id) => {
                let mut progress = self.progress();
                let list = task::meeting_list(self.workspace()?, id, &mut progress)?;
                Ok(Reply::MeetingList(id, Box::new(meeting::list(list))))
            }
            Ask::Classes => {
                let mut progress = self.progress();
                let years = task::class_years(self.workspace()?, &mut progress)?;
                Ok(Reply::Classes(Box::new(lists::class_years(years))))
            }
            Ask::Review(period) => self.review(period),
            Ask::WriteMissing(period, text) => self.write_missing(period, &text),
            Ask::Export(full) => self.export(full),
            Ask::WriteNote(text) => self.write_note(&text),
            Ask::Post => self.post(),
            Ask::TakeReceipt(text) => self.take_receipt(&text),
            Ask::Inspect(path) => self.inspect(path.into()),
            Ask::Import => self.import(),
            Ask::Folder(path, wanted) => self.folder(path, wanted),
            Ask::ReadList(path, sheet, period) => self.read_list(path.into(), sheet, period),
            Ask::PlanList(period, terms) => self.plan_list(period, &terms),
            Ask::TakeList(period, terms) => self.take_list(period, &terms),
            Ask::Keys => self.keys(),
            Ask::ReadKey(path) => self.read_key(path.into()),
            Ask::Trust(place) => {
                let key = self
                    .key
                    .take()
                    .ok_or_else(|| failure::plain("no-key-read"))?;
                self.workspace()?.grant(place.trim(), &key)?;
                self.keys()
            }
            ask => self.write(ask),
        }
    }

    /// What a person said. When this returns `Ok`, the disk has it.
    fn write(&mut self, ask: Ask) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let workspace = self.workspace()?;
        let changed =
            |workspace: &Workspace, phieu: Phieu, at: Option<Path>| -> Result<Reply, Failure> {
                Ok(Reply::Changed(
                    Box::new(lists::opened(workspace, phieu)?),
                    at,
                ))
            };
        match ask {
            Ask::Save {
                id,
                serial,
                changes,
            } => {
                let phieu = workspace.answer(id, changes)?;
                Ok(Reply::Saved {
                    serial,
                    opened: Box::new(lists::opened(workspace, phieu)?),
                })
            }
            Ask::Answer { id, changes } => {
                let at = changes.first().map(|(path, _)| path.clone());
                let phieu = workspace.answer(id, changes)?;
                changed(workspace, phieu, at)
            }
            Ask::Carry { id, answers, rows } => {
                let phieu = workspace.carry(id, answers, rows)?;
                changed(workspace, phieu, None)
            }
            Ask::AddRow(id, roster) => {
                let (phieu, row) = workspace.add_row(id, &roster)?;
                Ok(Reply::RowAdded(
                    Box::new(lists::opened(workspace, phieu)?),
                    roster,
                    row,
                ))
            }
            Ask::RemoveRow(id, roster, row) => {
                let phieu = workspace.remove_row(id, &roster, row)?;
                changed(workspace, phieu, None)
            }
            Ask::Remark(id, path, text) => {
                let phieu = workspace.remark(id, path, text)?;
                changed(workspace, phieu, None)
            }
            Ask::Finish(id) => {
                let phieu = workspace.finish(id)?;
                Ok(Reply::Finished(Box::new(lists::opened(workspace, phieu)?)))
            }
            Ask::Reopen(id) => {
                let phieu = workspace.reopen(id)?;
                changed(workspace, phieu, None)
            }
            Ask::Hand(id, deed) => {
                let phieu = workspace.hand(deed, id)?;
                changed(workspace, phieu, None)
            }
            Ask::GiveBack(id, reason) => {
                let phieu = workspace.give_back(id, Vec::new(), Some(reason))?;
                changed(workspace, phieu, None)
            }
            Ask::HandAll {
                deed,
                period,
                done: doing,
            } => {
                let pile = Pile {
                    period,
                    form: None,
                    place: None,
                };
                let planned = workspace.handing(deed, &pile, &mut progress)?;
                let planned = planned.ok_or_else(|| failure::plain("cancelled"))?;
                let count = match doing {
                    true => workspace.hand_all(deed, &planned, &mut progress)?,
                    false => planned.done.len(),
                };
                Ok(Reply::Handing(HandingLine {
                    deed,
                    count,
                    same: planned.same,
                    left: planned.why_not().into_iter().collect(),
                    done: doing,
                }))
            }
            Ask::Undo(id) => stepped(workspace.undo(id)?, workspace),
            Ask::Redo(id) => stepped(workspace.redo(id)?, workspace),
            Ask::Resolve(id, path, answer) => {
                let phieu = workspace.resolve(id, path, answer)?;
                changed(workspace, phieu, None)
            }
            Ask::ResolveRow(id, roster, row, keep) => {
                let phieu = workspace.resolve_row(id, &roster, row, keep)?;
                changed(workspace, phieu, None)
            }
            Ask::CloseStep(period, place, step) => {
                let done = task::review::close(workspace, period, &place, step);
                self.stepped_review(period, done)
            }
            Ask::ReopenStep(period, place, step, reason) => {
                let done = task::review::reopen(workspace, period, &place, step, &reason);
                self.stepped_review(period, done)
            }
            Ask::AddThon(name) => {
                let place = workspace.config().place.clone();
                let thon = workspace.add_thon(&place, &name)?;
                Ok(Reply::ThonAdded(ThonLine {
                    id: thon.id,
                    label: thon.label,
                    name: thon.name,
                }))
            }
            Ask::AddHousehold(place) => {
                let household = workspace.add_household(place)?;
                Ok(Reply::HouseholdAdded(household.id, household.label))
            }
            Ask::AddHouseholdBeside(other) => {
                let place = workspace.subject_place(&PhieuSubject::Household(other))?;
                let household = workspace.add_household(place)?;
                Ok(Reply::HouseholdBeside(household.id, household.label))
            }
            Ask::SetAdvances(advances) => {
                workspace.set_advances(advances)?;
                Ok(Reply::Advances(advances))
            }
            Ask::KeepLook(look) => {
                workspace.set_look(look.name())?;
                Ok(Reply::Kept)
            }
            Ask::KeepTyping(method) => {
                workspace.set_typing(method)?;
                Ok(Reply::Kept)
            }
            Ask::TakeIn(id) => {
                let phieu = task::take_in(workspace, id, &mut progress)?;
                changed(workspace, phieu, None)
            }
            Ask::MeetAgain(id) => {
                let phieu = task::meet_again(workspace, id, &mut progress)?;
                let opened = lists::opened(workspace, phieu)?;
                Ok(Reply::MetAgain(id, Box::new(opened)))
            }
            Ask::Happen(event) => {
                let next = workspace.happen(&event)?;
                Ok(Reply::Happened(event.household, next))
            }
            Ask::TakeEventBack(event) => {
                let from = workspace
                    .hodan(event.household)?
                    .split
                    .map(|split| split.from);
                workspace.take_event_back(&event)?;
                Ok(Reply::Happened(
                    event.household,
                    from.unwrap_or(event.household),
                ))
            }
            Ask::Erase(household, person, reason) => {
                let carried = match person {
                    Some(person) => workspace.erase_person(household, &person, &reason)?,
                    None => workspace.erase(household, &reason)?,
                };
                Ok(Reply::Erased(household, carried.let_go.len()))
            }
            Ask::SettleEvent(household, edit) => {
                workspace.settle_event(household, edit)?;
                Ok(Reply::Happened(household, household))
            }
            Ask::SetPerson(person) => {
                workspace.set_person(&person)?;
                let config = workspace.config();
                Ok(Reply::Person(config.people.clone(), config.person.clone()))
            }
            // Every other question is answered by `carry_out` before it comes here.
            _ => Ok(Reply::Unchanged),
        }
    }

    /// Writes a list of households into the folder of prints.
    fn write_list(&mut self, period: Period, order: ListOrder) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let workspace = self.workspace()?;
        let count = order.households.len();
        let (columns, by_member) = (order.columns.clone(), order.by_member);
        let bytes = task::household_list(workspace, period, &lists::wish(order), &mut progress)?;
        let path = lists::fresh_print(workspace, period, workspace.today())?;
        crate::workspace::write_file(&path, &bytes)?;
        // Only what was written is offered again; where even that cannot be kept, the list is there all the same.
        let _ = workspace.set_list(columns, by_member);
        Ok(Reply::ListWritten(path.display().to_string(), count))
    }

    fn problems(&mut self, id: PhieuId) -> Result<Reply, Failure> {
        let workspace = self.workspace()?;
        let phieu = workspace.phieu(id)?;
        let form = workspace.form_of(&phieu)?;
        let context = workspace.context(&phieu, &form)?;
        let mut evaluation = form.evaluate(phieu.answers(), &context);
        form.closes(phieu.answers(), &context, &mut evaluation);
        Ok(Reply::Problems(id, evaluation.problems))
    }

    fn todo(&mut self, period: Period) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let checked = task::check(self.workspace()?, Some(period), &mut progress)?;
        let mut lines: Vec<TodoLine> = checked
            .into_iter()
            .filter(|checked| !checked.phieu.is_blank())
            .map(|checked| {
                let blocks = checked
                    .problems
                    .iter()
                    .filter(|problem| problem.severity == crate::form::Severity::Blocks)
                    .count();
                let key = checked.phieu.key();
                TodoLine {
                    twins: false,
                    returned: false,
                    id: Some(checked.id),
                    subject: key.subject.clone(),
                    label: checked.subject,
                    name: checked.title,
                    title: checked
                        .form
                        .map_or_else(|| key.form.clone(), |form| form.title().to_owned()),
                    blocks,
                    asks: checked.problems.len() - blocks,
                    conflicts: checked.phieu.conflicts().len(),
                }
            })
            .collect();
        let workspace = self.workspace()?;
        let findings = task::crosscheck(workspace, Some(period), &[], &mut progress)?;
        todo::between(workspace, &findings, &mut lines)?;
        todo::returned(workspace, period, &mut lines)?;
        let own = workspace.config().place.clone();
        let twins = self.twins_asked(period)?;
        if twins > 0 {
            lines.insert(0, todo::twins(own, twins));
        }
        Ok(Reply::Todo(lines))
    }

    /// Tells the screens how far a task is, about a hundred times in all, and whether to go on.
    pub(super) fn progress(&self) -> impl FnMut(u64, u64) -> bool + use<> {
        let (events, cancel) = (self.events.clone(), Arc::clone(&self.cancel));
        let mut calls: u64 = 0;
        move |done, total| {
            let step = (total / 100).max(1);
            calls += 1;
            if calls.is_multiple_of(step) {
                // Screens that are gone do not mind.
                let _ = events.send(Event::Progress(done, total));
            }
            !cancel.load(Ordering::SeqCst)
        }
    }
}

fn not_done(saves: Option<(PhieuId, u64)>, failure: Failure) -> Reply {
    match saves {
        Some((id, serial)) => Reply::NotSaved {
            id,
            serial,
            failure,
        },
        None => Reply::Failed(failure),
    }
}

fn stepped(step: Option<(Phieu, Path)>, workspace: &Workspace) -> Result<Reply, Failure> {
    match step {
        Some((phieu, path)) => Ok(Reply::Changed(
            Box::new(lists::opened(workspace, phieu)?),
            Some(path),
        )),
        None => Ok(Reply::Unchanged),
    }
}
