//! What an answer of the worker changes in the facts that all screens share.

use std::sync::Arc;

use chrono::Datelike;

use super::{App, Out};
use crate::form::Period;
use crate::record::PhieuSubject;
use crate::tui::effect::Ask;
use crate::tui::lines::Office;
use crate::tui::reply::Reply;
use crate::tui::screen::{self, Screen};

impl App {
    /// Notes what an answer about a Phiếu changes in the lists.
    fn mark_stale(&mut self, reply: &Reply) {
        let Some(opened) = reply.opened() else { return };
        let key = opened.phieu.key();
        match &key.subject {
            PhieuSubject::Household(id) => {
                self.shared.stale_households.insert(*id);
            }
            // Its figures on Home are those of the unit's own papers: few, and read anew with the lists.
            PhieuSubject::Place(_) => {
                self.shared.stale |= key.period == self.shared.period;
            }
        }
    }

    pub(super) fn absorb(&mut self, reply: &Reply, commits: bool, out: &mut Vec<Out>) {
        self.mark_stale(reply);
        match reply {
            Reply::NoWorkspace { places, today } => {
                self.bottom = Screen::Setup(screen::Setup::new(Arc::clone(places), *today));
            }
            Reply::Ready(office, mended) => {
                self.shared.period = Period::Year(office.today.year());
                if let Some(look) = office.look {
                    self.shared.skin.look = look;
                }
                self.shared.typing = self.shared.typing.or(office.typing);
                self.shared.office = Some(Arc::new((**office).clone()));
                self.bottom = Screen::Home(screen::Home::default());
                self.above.clear();
                let told: Vec<String> = mended
                    .iter()
                    .map(|(code, args)| self.shared.words.of(code, args))
                    .collect();
                if !told.is_empty() {
                    self.shared.note = Some(told.join(" "));
                }
                self.ask(Ask::Village(self.shared.period), out);
            }
            Reply::Village(village) if village.period() == self.shared.period => {
                self.shared.village = Some(Arc::clone(village));
            }
            Reply::Household(period, id, line) if *period == self.shared.period => {
                if let Some(village) = self.shared.village.as_mut() {
                    let village = Arc::make_mut(village);
                    match line.as_deref() {
                        Some((line, people)) => village.put(line.clone(), people),
                        None => village.remove(*id),
                    }
                }
            }
            // What was printed no longer asks for a print.
            Reply::Printed {
                from: Some(from), ..
            } => match from {
                PhieuSubject::Household(id) => {
                    self.shared.stale_households.insert(*id);
                }
                PhieuSubject::Place(_) => self.shared.stale = true,
            },
            Reply::Erased(..) => self.shared.stale = true,
            Reply::Happened(one, other) => {
                self.shared.stale_households.extend([*one, *other]);
            }
            Reply::HouseholdAdded(id, _) | Reply::HouseholdBeside(id, _) => {
                self.shared.stale_households.insert(*id);
            }
            Reply::Person(people, person) => {
                if let Some(office) = &self.shared.office {
                    let office = Office {
                        people: people.clone(),
                        person: person.clone(),
                        ..(**office).clone()
                    };
                    self.shared.office = Some(Arc::new(office));
                }
            }
            Reply::Advances(advances) => {
                if let Some(office) = &mut self.shared.office {
                    Arc::make_mut(office).advances = *advances;
                }
                let told = if *advances {
                    "tui-advances-on"
                } else {
                    "tui-advances-off"
                };
                self.shared.note = Some(self.shared.words.of(told, &[]));
            }
            Reply::PassphraseSet => {
                if let Some(office) = &mut self.shared.office {
                    Arc::make_mut(office).protected = true;
                }
                self.shared.note = Some(self.shared.words.of("tui-passphrase-set", &[]));
            }
            Reply::Unchanged => {
                self.shared.note = Some(self.shared.words.of("tui-nothing-to-take-back", &[]))
            }
            Reply::NotSaved { failure, .. } => self.shared.failure = Some(failure.clone()),
            // What a person said and the disk does not have stays told until it has; so does why nothing opens.
            // Anything else is told once.
            Reply::Failed(failure)
                if self.shared.office.is_none()
                    && ["store-locked", "store-wrong-passphrase"]
                        .contains(&failure.code.as_str()) =>
            {
                if matches!(self.bottom, Screen::Opening(_)) {
                    let wrong = failure.code == "store-wrong-passphrase";
                    self.bottom = Screen::Unlock(screen::Unlock::new(wrong));
                }
            }
            Reply::Failed(failure) => {
                if commits || matches!(self.bottom, Screen::Opening(_)) {
                    self.shared.failure = Some(failure.clone());
                } else {
                    let (what, next) = self.shared.failure_words(failure);
                    self.shared.note = Some(format!("! {what} {next}"));
                }
            }
            _ => {}
        }
    }
}
