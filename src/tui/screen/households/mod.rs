//! The households of the period, found by typing without diacritics: their own names and labels, and the names
//! and numbers of their members.

mod panel;

use super::events::{Events, cause_words};
use super::listing::Listing;
use super::twins::Twins;
use super::{Face, PrintSubject, files, papers, pick, said, say, search_line};
use crate::place::Level;
use crate::record::{EditId, PhieuSubject};
use crate::text::{Found, IndexKind, masked, width};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::filter::Filter;
use crate::tui::intake::Wanted;
use crate::tui::lines::HouseholdLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::village::{Seen, Village};
use crate::tui::widget::{Column, Ink, List};
use panel::Panel;

/// The list, and which households fit what is typed. What fits is worked out when keys or lists change,
/// never while drawing.
#[derive(Debug, Default)]
pub struct Households {
    list: List,
    filter: Filter,
    /// What fits; none while nothing is typed or filtered, and the whole list stands there.
    found: Option<Found>,
    /// The household that the cursor is on, which it stays on when the list changes.
    here: Option<EditId>,
    /// The choice of filters, while it is open.
    panel: Option<Panel>,
}

/// From this many columns on, the outcome of the visit and the class have a column each, and names are whole.
const WIDE: usize = 100;

impl Households {
    /// The list with a filter set already.
    pub(super) fn filtered(filter: Filter, shared: &Shared) -> Households {
        let mut households = Households {
            filter,
            ..Households::default()
        };
        households.search(shared, false);
        households
    }

    /// Finds what fits now. `stay` keeps the cursor on its household, where that is still there.
    fn search(&mut self, shared: &Shared, stay: bool) {
        let Some(village) = &shared.village else {
            return;
        };
        let typed = self.list.line.committed();
        // What the letters before found helps only while the lists are the same.
        let before = self.found.take().filter(|_| !stay);
        if !typed.is_empty() || !self.filter.is_empty() {
            self.found = Some(village.search(&typed, &self.filter, before.as_ref()));
        }
        let there = self.here.filter(|_| stay);
        if let Some(row) = there.and_then(|id| village.row(self.found.as_ref(), id)) {
            self.list.at = row;
        }
        self.list.at = self.list.at.min(self.len(village).saturating_sub(1));
        self.mark(village);
    }

    fn mark(&mut self, village: &Village) {
        let seen = village.seen(self.found.as_ref(), self.list.at);
        self.here = seen.map(|seen| seen.line.id);
    }

    fn len(&self, village: &Village) -> usize {
        let found = self.found.as_ref();
        found.map_or_else(|| village.len(), |found| found.hits().len())
    }

    fn chosen<'a>(&self, village: &'a Village) -> Option<&'a HouseholdLine> {
        Some(village.seen(self.found.as_ref(), self.list.at)?.line)
    }

    /// What stands in place of a list without households.
    fn empty(&self, village: &Village, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let sentence = if village.is_empty() {
            match self.available(Command::AddNew, shared) {
                Ok(()) => say!(shared, "tui-no-household"),
                Err(_) => say!(shared, "tui-no-household-here"),
            }
        } else if !self.filter.is_empty() {
            say!(shared, "household-none-filtered")
        } else {
            say!(shared, "tui-nothing-found")
        };
        let lines = crate::tui::widget::wrap(&sentence, ink.columns().saturating_sub(4));
        for (row, line) in lines.iter().enumerate() {
            ink.put(row, 2, line);
        }
    }
}

impl Face for Households {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-households-title",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        if self.panel.is_some() {
            &[Layer::Dialog]
        } else {
            &[Layer::List, Layer::Household]
        }
    }

    fn printed(&self, shared: &Shared) -> Option<PrintSubject> {
        let line = self.chosen(shared.village.as_ref()?)?;
        Some(PrintSubject {
            subject: PhieuSubject::Household(line.id),
            name: format!("{} {}", shared.short_label(&line.label), line.head),
            phieu: None,
        })
    }

    fn lists(&self) -> bool {
        true
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(village) = &shared.village else {
            ink.put(0, 0, &say!(shared, "tui-search"));
            ink.put(2, 2, &say!(shared, "tui-reading"));
            return;
        };
        if let Some(panel) = &self.panel {
            return panel.view(&self.filter, village, shared, ink);
        }
        let column = search_line(ink, 0, &self.list, shared);
        let len = self.len(village);
        let figures = say!(
            shared,
            "tui-found",
            n = len.to_string(),
            all = village.len().to_string()
        );
        ink.put(0, column, &figures);
        if !self.filter.is_empty() {
            let words = panel::filter_words(&self.filter, village, shared);
            let line = say!(shared, "household-filtered", filter = words);
            let room = ink.columns();
            ink.strong(1, 0, &crate::text::truncate(&line, room));
        }
        let mut below = ink.rows_of(2, usize::MAX);
        if len == 0 {
            return self.empty(village, shared, &mut below);
        }
        let wide = below.columns() >= WIDE;
        // The head's name is what a line is found by: it takes all that the others leave.
        let mut columns = vec![
            Column::text(say!(shared, "tui-col-label"), label_room(village, shared)),
            Column::text(say!(shared, "tui-col-head"), 0),
            Column::text(say!(shared, "tui-col-thon"), if wide { 24 } else { 12 }),
        ];
        if wide {
            columns.push(Column::text(say!(shared, "tui-col-outcome"), 16));
        }
        columns.extend([
            Column::text(say!(shared, "tui-col-class"), 16),
            Column::text(say!(shared, "tui-col-status"), 4),
            Column::text(say!(shared, "tui-col-problems"), 6),
        ]);
        self.list.draw(&mut below, &columns, len, &|row, column| {
            let Some(seen) = village.seen(self.found.as_ref(), row) else {
                return String::new();
            };
            cell(
                seen,
                if wide || column < 3 {
                    column
                } else {
                    column + 1
                },
                wide,
                village,
                shared,
            )
        });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let Some(village) = &shared.village else {
            return if command == Command::GoBack {
                vec![Effect::Pop]
            } else {
                Vec::new()
            };
        };
        if let Some(panel) = &mut self.panel {
            if command == Command::GoBack {
                self.panel = None;
            } else if panel.command(command, &mut self.filter, village, shared) {
                self.list.at = 0;
                self.search(shared, false);
            }
            return Vec::new();
        }
        let len = self.len(village);
        if self.list.command(command, len) {
            // Looking anew is looking among all of them.
            if command == Command::Find {
                self.filter = Filter::default();
                self.search(shared, true);
            } else {
                self.mark(village);
            }
            return Vec::new();
        }
        match command {
            Command::TakeList => files::Files::open(Wanted::List),
            Command::OpenTwins => Twins::open(shared),
            Command::Accept => match self.chosen(village) {
                Some(line) => {
                    let name = name_of(line, shared);
                    papers::Papers::of(PhieuSubject::Household(line.id), name, shared)
                }
                None => Vec::new(),
            },
            // A household is made only once its thôn is chosen; leaving that choice leaves nothing behind.
            Command::AddNew => vec![Effect::Push(Box::new(pick::thons(shared)))],
            Command::ChangeHousehold => match self.chosen(village) {
                Some(line) => Events::of(line.id, name_of(line, shared), shared),
                None => Vec::new(),
            },
            Command::WriteList => {
                let found = self.found.as_ref();
                let ids = (0..len).filter_map(|row| Some(village.seen(found, row)?.line.id));
                let filter = panel::filter_words(&self.filter, village, shared);
                let typed = self.list.line.committed();
                let parts = [filter, typed].into_iter().filter(|part| !part.is_empty());
                let about = parts.collect::<Vec<_>>().join("; ");
                Listing::of(ids.collect(), about, shared)
            }
            Command::FilterHouseholds => {
                self.panel = Some(Panel::default());
                Vec::new()
            }
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        match &mut self.panel {
            Some(panel) => panel.key(key, shared.typing),
            None if self.list.key(key, shared.typing) => self.search(shared, false),
            None => {}
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        match &mut self.panel {
            Some(panel) => panel.paste(text),
            None => {
                self.list.paste(text);
                self.search(shared, false);
            }
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Village(village) if village.period() == shared.period => {
                self.search(shared, true);
                Vec::new()
            }
            Reply::Household(..) | Reply::Happened(..) => {
                self.search(shared, true);
                Vec::new()
            }
            Reply::ThonAdded(thon) => vec![
                Effect::Refresh,
                Effect::Tell(say!(
                    shared,
                    "tui-thon-added",
                    name = thon.name.clone(),
                    label = thon.label.clone()
                )),
            ],
            // A new household starts with the paper that names it, the first of the library.
            Reply::HouseholdAdded(id, label) => {
                let subject = PhieuSubject::Household(*id);
                let name = shared.short_label(label).to_owned();
                let mut effects = papers::Papers::of(subject.clone(), name, shared);
                if let Some(paper) = shared
                    .village
                    .as_ref()
                    .and_then(|village| village.household_papers().first())
                {
                    effects.push(Effect::Ask(Ask::Phieu {
                        form: paper.form.clone(),
                        subject,
                        period: shared.period,
                    }));
                }
                effects
            }
            _ => Vec::new(),
        }
    }

    fn available(&self, command: Command, shared: &Shared) -> Result<(), Reason> {
        let level = shared.office.as_ref().and_then(|office| office.level);
        let has_thon = shared
            .village
            .as_ref()
            .is_some_and(|village| !village.thons().is_empty());
        match command {
            Command::ChangeHousehold | Command::WriteList
                if shared
                    .village
                    .as_ref()
                    .is_none_or(|village| self.chosen(village).is_none()) =>
            {
                Err(Reason::NoHousehold)
            }
            Command::AddNew if level != Some(Level::Xa) && !has_thon => {
                Err(Reason::NoPlaceForHousehold)
            }
            Command::TakeList if level != Some(Level::Xa) => Err(Reason::NotXa),
            _ => Ok(()),
        }
    }
}

/// What a household is called: its label, and its head once there is a name.
pub(super) fn name_of(line: &HouseholdLine, shared: &Shared) -> String {
    let label = shared.short_label(&line.label);
    if line.head.is_empty() {
        label.to_owned()
    } else {
        format!("{label} · {}", line.head)
    }
}

/// Columns for labels: without the own xã's code they are short.
fn label_room(village: &Village, shared: &Shared) -> usize {
    let first = village.seen(None, 0);
    let room = first.map_or(0, |seen| width(shared.short_label(&seen.line.label)));
    room.clamp(7, 14)
}

/// A household's line: label, head, thôn, outcome, class, papers finished, problems. In a narrow window the
/// outcome stands in the class's place until there is a class.
fn cell(seen: Seen<'_>, column: usize, wide: bool, village: &Village, shared: &Shared) -> String {
    let line = seen.line;
    match column {
        0 => shared.short_label(&line.label).to_owned(),
        1 => head(seen, shared),
        2 if wide => line.thon.clone(),
        2 => {
            let word = say!(shared, "tui-thon-word");
            let bare = line.thon.strip_prefix(&word).map(str::trim_start);
            bare.unwrap_or(&line.thon).to_owned()
        }
        3 => line.outcome.clone(),
        4 if line.class.is_empty() && !wide => line.outcome.clone(),
        4 => line.class.clone(),
        5 => {
            let papers = village.household_papers().iter();
            let expected = papers.filter(|paper| !paper.occasional);
            let (finished, all) = expected.fold((0, 0), |(finished, all), paper| {
                let done = line
                    .papers
                    .get(&paper.form)
                    .is_some_and(|status| status.is_finished());
                (finished + usize::from(done), all + 1)
            });
            format!("{finished}/{all}")
        }
        _ => problem_marks(line),
    }
}

/// The head's name, and whom or what the household was found by, if that is not itself.
fn head(seen: Seen<'_>, shared: &Shared) -> String {
    let head = match seen.line.closed {
        Some(cause) => format!("{} · {}", seen.line.head, cause_words(cause, shared)),
        None => seen.line.head.clone(),
    };
    match seen.by {
        Some((IndexKind::Name, name)) => format!("{head} · {name}"),
        Some((IndexKind::Number, number)) if number != seen.line.label => {
            let number = say!(shared, "household-by-number", n = masked(number));
            format!("{head} · {number}")
        }
        _ => head,
    }
}

/// Problems as figures with their marks: `2! 1? 1#`.
pub(super) fn problem_marks(line: &HouseholdLine) -> String {
    let parts = [(line.conflicts, "#"), (line.blocks, "!"), (line.asks, "?")];
    parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, mark)| format!("{n}{mark}"))
        .collect::<Vec<_>>()
        .join("")
}
