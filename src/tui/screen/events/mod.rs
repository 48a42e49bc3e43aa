//! What becomes of a household: its past, a few questions, what will follow, and then it is noted. One question
//! at a time; Esc goes back one.

mod erase;
mod words;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Face, Screen, said, say, search_line};
use crate::form::RowId;
use crate::record::{EditId, Event, PlaceRef, What};
use crate::text::date::{self, Parsed};
use crate::text::{Found, Query, fold};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::filter::Filter;
use crate::tui::lines::{Becoming, ReachLine};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, Line, List, wrap};
pub(super) use words::cause_words;

/// What can be chosen to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Split,
    Merge,
    Move,
    Leave,
    Die,
    Mistake,
    Reopen,
    TakeBack,
    EraseOne,
    Erase,
    /// Of several things said at once, this one of the past holds.
    Settle(usize),
}

/// The questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Choice,
    Members,
    Head,
    Into,
    Thon,
    Label,
    Whither,
    Date,
    Reason,
    Summary,
    /// Whom of them.
    Person,
    /// What goes, and its label typed before it goes.
    Erase,
}

/// The screen.
#[derive(Debug)]
pub struct Events {
    household: EditId,
    name: String,
    becoming: Option<Box<Becoming>>,
    stage: Stage,
    list: List,
    line: Line,
    /// Whether the line holds a date that nobody typed in yet: typing begins anew.
    offered: bool,
    choice: Choice,
    members: BTreeSet<RowId>,
    head: Option<RowId>,
    into: Option<(EditId, String)>,
    found: Option<Found>,
    thon: Option<(EditId, String)>,
    label: String,
    whither: String,
    date: Option<NaiveDate>,
    reason: String,
    reach: Option<Box<ReachLine>>,
}

impl Events {
    /// The events of a household: the screen, and the question that fills it.
    pub(super) fn of(household: EditId, name: String, shared: &Shared) -> Vec<Effect> {
        let screen = Events {
            household,
            name,
            becoming: None,
            stage: Stage::Choice,
            list: List::default(),
            line: Line::default(),
            offered: false,
            choice: Choice::Split,
            members: BTreeSet::new(),
            head: None,
            into: None,
            found: None,
            thon: None,
            label: String::new(),
            whither: String::new(),
            date: None,
            reason: String::new(),
            reach: None,
        };
        vec![
            Effect::Push(Box::new(Screen::Events(Box::new(screen)))),
            Effect::Ask(Ask::Becoming(household, shared.period)),
        ]
    }

    /// What can happen to the household as it stands.
    fn choices(&self) -> Vec<Choice> {
        let Some(becoming) = &self.becoming else {
            return Vec::new();
        };
        let mut choices: Vec<Choice> = (0..becoming.past.len())
            .filter(|at| becoming.past.get(*at).is_some_and(|told| told.disputed))
            .map(Choice::Settle)
            .collect();
        let household = &becoming.household;
        if household.closed.is_some() {
            choices.push(Choice::Reopen);
            choices.extend(self.erasing());
            return choices;
        }
        if becoming.members.len() > 1 {
            choices.push(Choice::Split);
        }
        choices.extend([
            Choice::Merge,
            Choice::Move,
            Choice::Leave,
            Choice::Die,
            Choice::Mistake,
        ]);
        if !household.moves.is_empty() || household.split.is_some() {
            choices.push(Choice::TakeBack);
        }
        choices.extend(self.erasing());
        choices
    }

    /// Who can be erased.
    fn erasing(&self) -> impl Iterator<Item = Choice> {
        let becoming = self.becoming.as_ref();
        let one = becoming.is_some_and(|becoming| !becoming.members.is_empty());
        one.then_some(Choice::EraseOne)
            .into_iter()
            .chain([Choice::Erase])
    }

    /// The questions of what was chosen, in order.
    fn stages(&self) -> &'static [Stage] {
        use Stage as S;
        match self.choice {
            Choice::Split => &[
                S::Choice,
                S::Members,
                S::Head,
                S::Date,
                S::Reason,
                S::Summary,
            ],
            Choice::Merge => &[
                S::Choice,
                S::Into,
                S::Members,
                S::Date,
                S::Reason,
                S::Summary,
            ],
            Choice::Move => &[S::Choice, S::Thon, S::Label, S::Date, S::Reason, S::Summary],
            Choice::Leave => &[S::Choice, S::Whither, S::Date, S::Reason, S::Summary],
            Choice::Die | Choice::Mistake => &[S::Choice, S::Date, S::Reason, S::Summary],
            Choice::Reopen | Choice::TakeBack => &[S::Choice, S::Reason, S::Summary],
            Choice::Settle(_) => &[S::Choice, S::Summary],
            Choice::EraseOne => &[S::Choice, S::Person, S::Reason, S::Erase],
            Choice::Erase => &[S::Choice, S::Reason, S::Erase],
        }
    }

    /// Goes to the next question, or the one before. `false` before the first.
    fn step(&mut self, forth: bool, shared: &Shared) -> bool {
        let stages = self.stages();
        let at = stages.iter().position(|stage| *stage == self.stage);
        let to = at.and_then(|at| {
            if forth {
                at.checked_add(1)
            } else {
                at.checked_sub(1)
            }
        });
        let Some(stage) = to.and_then(|to| stages.get(to)) else {
            return false;
        };
        self.stage = *stage;
        self.list = List::default();
        self.offered = *stage == Stage::Date;
        self.line = Line::new(&match stage {
            Stage::Label => self.label.clone(),
            Stage::Whither => self.whither.clone(),
            Stage::Reason => self.reason.clone(),
            Stage::Date => self
                .date
                .or_else(|| today(shared))
                .map(said::day_words)
                .unwrap_or_default(),
            _ => String::new(),
        });
        if *stage == Stage::Into {
            self.look(shared);
        }
        true
    }

    /// What is typed over an offered date stands in its place; Backspace and arrows amend it.
    fn begin_anew(&mut self, adds: bool) {
        if std::mem::take(&mut self.offered) && adds {
            self.line.clear();
        }
    }

    /// Looks for the household to join.
    fn look(&mut self, shared: &Shared) {
        let typed = self.list.line.committed();
        let before = self.found.take();
        self.found = shared
            .village
            .as_ref()
            .map(|village| village.search(&typed, &Filter::default(), before.as_ref()));
    }

    /// The members that a question about them lists.
    fn listed(&self) -> Vec<(RowId, String)> {
        let Some(becoming) = &self.becoming else {
            return Vec::new();
        };
        let query = Query::new(&self.list.line.committed());
        let members = becoming.members.iter();
        members
            .filter(|member| self.stage != Stage::Head || self.members.contains(&member.row))
            .filter(|member| query.fit(&fold(&member.name)).is_some())
            .map(|member| (member.row, words::member(member)))
            .collect()
    }

    fn thons(&self, shared: &Shared) -> Vec<(EditId, String)> {
        let query = Query::new(&self.list.line.committed());
        let own = self
            .becoming
            .as_ref()
            .map(|becoming| &becoming.household.place);
        let thons = shared.village.iter().flat_map(|village| village.thons());
        thons
            .filter(|thon| own != Some(&PlaceRef::Thon(thon.id)))
            .filter(|thon| query.fit(&fold(&thon.name)).is_some())
            .map(|thon| (thon.id, thon.name.clone()))
            .collect()
    }

    /// The lines of a question that is a list.
    fn lines(&self, shared: &Shared) -> Vec<String> {
        match self.stage {
            Stage::Choice => {
                let words = |choice: &Choice| words::choice(*choice, self, shared);
                self.choices().iter().map(words).collect()
            }
            Stage::Members => {
                let mark = |row: &RowId| {
                    if self.members.contains(row) {
                        "[x]"
                    } else {
                        "[ ]"
                    }
                };
                let listed = self.listed();
                let mut lines: Vec<String> = listed
                    .iter()
                    .map(|(row, name)| format!("{} {name}", mark(row)))
                    .collect();
                lines.push(say!(shared, "household-members-done"));
                lines
            }
            Stage::Head | Stage::Person => {
                self.listed().into_iter().map(|(_, name)| name).collect()
            }
            Stage::Thon => self
                .thons(shared)
                .into_iter()
                .map(|(_, name)| name)
                .collect(),
            _ => Vec::new(),
        }
    }

    fn len(&self, shared: &Shared) -> usize {
        match self.stage {
            Stage::Into => self.found.as_ref().map_or(0, |found| found.hits().len()),
            _ => self.lines(shared).len(),
        }
    }

    fn is_list(&self) -> bool {
        matches!(
            self.stage,
            Stage::Choice
                | Stage::Members
                | Stage::Head
                | Stage::Into
                | Stage::Thon
                | Stage::Person
        )
    }

    /// Takes the answer of the question at hand.
    fn accept(&mut self, shared: &Shared) -> Vec<Effect> {
        let tell = |sentence: String| vec![Effect::Tell(sentence)];
        match self.stage {
            Stage::Choice => {
                let Some(choice) = self.choices().get(self.list.at).copied() else {
                    return Vec::new();
                };
                self.choice = choice;
                // Whoever joins another household goes there whole, unless somebody is left out.
                let all = self.becoming.iter().flat_map(|becoming| &becoming.members);
                self.members = match choice {
                    Choice::Merge => all.map(|member| member.row).collect(),
                    _ => BTreeSet::new(),
                };
            }
            Stage::Members => {
                if let Some((row, _)) = self.listed().get(self.list.at) {
                    if !self.members.remove(row) {
                        self.members.insert(*row);
                    }
                    return Vec::new();
                }
                let all = self
                    .becoming
                    .as_ref()
                    .map_or(0, |becoming| becoming.members.len());
                if self.choice == Choice::Split && self.members.is_empty() {
                    return tell(say!(shared, "household-members-nobody"));
                }
                if self.choice == Choice::Split && self.members.len() == all {
                    return tell(say!(shared, "household-members-all"));
                }
            }
            Stage::Head | Stage::Person => match self.listed().get(self.list.at) {
                Some((row, _)) => self.head = Some(*row),
                None => return Vec::new(),
            },
            Stage::Into => {
                let village = shared.village.as_ref();
                let found = self.found.as_ref();
                let seen = village.and_then(|village| village.seen(found, self.list.at));
                match seen {
                    Some(seen) if seen.line.id == self.household => {
                        return tell(say!(shared, "household-into-itself"));
                    }
                    Some(seen) if seen.line.closed.is_some() => {
                        return tell(say!(shared, "household-into-closed"));
                    }
                    Some(seen) => {
                        let name = super::households::name_of(seen.line, shared);
                        self.into = Some((seen.line.id, name));
                    }
                    None => return Vec::new(),
                }
            }
            Stage::Thon => match self.thons(shared).get(self.list.at) {
                Some(thon) => self.thon = Some(thon.clone()),
                None => return Vec::new(),
            },
            Stage::Label => self.label = self.line.committed(),
            Stage::Whither => {
                self.whither = self.line.committed();
                if self.whither.is_empty() {
                    return tell(say!(shared, "tui-nothing-typed"));
                }
            }
            Stage::Date => match date::parse(&self.line.committed()) {
                Some(Parsed::Day(day)) if today(shared).is_none_or(|today| day <= today) => {
                    self.date = Some(day);
                }
                Some(Parsed::Day(_)) => return tell(say!(shared, "household-date-future")),
                _ => return tell(say!(shared, "household-date-what")),
            },
            Stage::Reason => {
                self.reason = self.line.committed();
                if self.reason.is_empty() {
                    return tell(say!(shared, "household-reason-none"));
                }
            }
            Stage::Summary => return self.ask(shared),
            Stage::Erase => return self.erase(shared),
        }
        self.step(true, shared);
        match self.stage {
            Stage::Erase => {
                self.reach = None;
                vec![Effect::Ask(Ask::Reach(self.household, self.person()))]
            }
            _ => Vec::new(),
        }
    }

    /// Tells the worker.
    fn ask(&self, shared: &Shared) -> Vec<Effect> {
        let members = || self.members.iter().copied().collect();
        let what = match self.choice {
            Choice::Split => self.head.map(|head| What::Split {
                members: members(),
                head,
            }),
            Choice::Merge => self.into.as_ref().map(|(into, _)| What::Merge {
                into: *into,
                members: members(),
            }),
            Choice::Move => self.thon.as_ref().map(|(thon, _)| What::Move {
                place: PlaceRef::Thon(*thon),
                label: Some(self.label.clone()).filter(|label| !label.is_empty()),
            }),
            Choice::Leave => Some(What::Leave {
                whither: self.whither.clone(),
            }),
            Choice::Die => Some(What::Die),
            Choice::Mistake => Some(What::Mistake),
            Choice::Reopen | Choice::TakeBack => Some(What::Reopen),
            Choice::EraseOne | Choice::Erase => None,
            Choice::Settle(at) => {
                let becoming = self.becoming.as_ref();
                let told = becoming.and_then(|becoming| becoming.past.get(at));
                return told
                    .map(|told| Effect::Ask(Ask::SettleEvent(self.household, told.edit)))
                    .into_iter()
                    .collect();
            }
        };
        let (Some(what), Some(date)) = (what, self.date.or_else(|| today(shared))) else {
            return Vec::new();
        };
        let event = Box::new(Event {
            household: self.household,
            what,
            date,
            reason: self.reason.clone(),
            period: shared.period,
        });
        vec![Effect::Ask(if self.choice == Choice::TakeBack {
            Ask::TakeEventBack(event)
        } else {
            Ask::Happen(event)
        })]
    }
}

fn today(shared: &Shared) -> Option<NaiveDate> {
    shared.office.as_ref().map(|office| office.today)
}

impl Face for Events {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "household-events-title", name = self.name.clone())
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(becoming) = &self.becoming else {
            ink.put(1, 2, &say!(shared, "tui-reading"));
            return;
        };
        let columns = ink.columns();
        let mut row = 0;
        if self.stage == Stage::Choice {
            // The newest are what matters; the list of choices always has room.
            let room = ink.rows().saturating_sub(self.choices().len() + 3).max(1);
            let past: Vec<String> = becoming
                .past
                .iter()
                .flat_map(|told| wrap(&words::told(told, shared), columns.saturating_sub(2)))
                .collect();
            for line in past.iter().skip(past.len().saturating_sub(room)) {
                ink.put(row, 1, line);
                row += 1;
            }
            row += 1;
        }
        for line in wrap(&words::question(self, shared), columns.saturating_sub(1)) {
            ink.strong(row, 0, &line);
            row += 1;
        }
        match self.stage {
            Stage::Summary => {
                for line in words::summary(self, shared) {
                    for part in wrap(&line, columns.saturating_sub(3)) {
                        ink.put(row, 2, &part);
                        row += 1;
                    }
                }
            }
            Stage::Erase => self.view_erase(shared, row, ink),
            _ if self.is_list() => self.view_list(shared, row, ink),
            _ => {
                ink.put(row + 1, 1, ">");
                ink.line(row + 1, 3, columns.saturating_sub(4), &self.line);
            }
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        match command {
            Command::GoBack if self.becoming.is_some() && self.step(false, shared) => {}
            Command::GoBack => return vec![Effect::Pop],
            Command::Accept if self.becoming.is_some() => return self.accept(shared),
            command if self.is_list() => {
                let len = self.len(shared);
                self.list.command(command, len);
            }
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        match self.stage {
            Stage::Choice | Stage::Summary => {}
            Stage::Into => {
                if self.list.key(key, shared.typing) {
                    self.look(shared);
                }
            }
            _ if self.is_list() => {
                self.list.key(key, shared.typing);
            }
            _ => {
                self.begin_anew(matches!(key, Key::Char(_)));
                self.line.key(key, shared.typing);
            }
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        match self.stage {
            Stage::Choice | Stage::Summary => {}
            Stage::Into => {
                self.list.paste(text);
                self.look(shared);
            }
            _ if self.is_list() => self.list.paste(text),
            _ => {
                self.begin_anew(true);
                self.line.insert(text);
            }
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Becoming(becoming) if becoming.household.id == self.household => {
                self.becoming = Some(becoming.clone());
                Vec::new()
            }
            Reply::Reach(reach) if reach.household == self.household => {
                self.reach = Some(reach.clone());
                Vec::new()
            }
            Reply::Erased(household, let_go) if *household == self.household => {
                vec![Effect::Pop, Effect::Tell(self.erased(*let_go, shared))]
            }
            Reply::Happened(household, _) if *household == self.household => {
                vec![Effect::Pop, Effect::Tell(words::done(self, shared))]
            }
            _ => Vec::new(),
        }
    }
}

impl Events {
    fn view_list(&self, shared: &Shared, row: usize, ink: &mut Ink<'_, '_>) {
        let mut row = row;
        if self.stage != Stage::Choice {
            search_line(ink, row, &self.list, shared);
            row += 1;
        }
        let mut below = ink.rows_of(row, usize::MAX);
        let columns = [Column::text(String::new(), 0)];
        if self.stage == Stage::Into {
            let village = shared.village.as_ref();
            let line = |row: usize| {
                let seen = village.and_then(|village| village.seen(self.found.as_ref(), row));
                seen.map_or_else(String::new, |seen| {
                    let name = super::households::name_of(seen.line, shared);
                    format!("{name} · {}", seen.line.thon)
                })
            };
            let len = self.len(shared);
            self.list
                .draw(&mut below, &columns, len, &|row, _| line(row));
            return;
        }
        let lines = self.lines(shared);
        self.list
            .draw(&mut below, &columns, lines.len(), &|row, _| {
                lines.get(row).cloned().unwrap_or_default()
            });
    }
}
