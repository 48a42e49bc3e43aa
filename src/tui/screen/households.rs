//! The households of the period, found by typing without diacritics.

use super::{Face, PrintSubject, files, papers, pick, said, say};
use crate::place::Level;
use crate::record::{PhieuSubject, Status};
use crate::text::{Query, width};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::intake::Wanted;
use crate::tui::lines::{HouseholdLine, Village};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, Line, List};

/// The list, and which households fit what is typed. What fits is worked out when keys or lists change,
/// never while drawing.
#[derive(Debug, Default)]
pub struct Households {
    list: List,
    found: Vec<usize>,
    known: bool,
}

/// From this many columns on, the outcome of the visit and the class have a column each, and names are whole.
const WIDE: usize = 100;

impl Households {
    /// The list with something typed already: the name of a thôn.
    pub(super) fn searched(text: &str, shared: &Shared) -> Households {
        let mut households = Households::default();
        households.list.line = Line::new(text);
        households.search_now(shared);
        households
    }

    fn search(&mut self, village: &Village) {
        let query = Query::new(&self.list.line.committed());
        let fits = village
            .households
            .iter()
            .enumerate()
            .filter_map(|(at, line)| Some((query.fit(&line.folded)?, at)));
        let mut found: Vec<_> = fits.collect();
        if !query.is_empty() {
            found.sort_by_key(|(fit, at)| (*fit, *at));
        }
        self.found = found.into_iter().map(|(_, at)| at).collect();
        self.list.at = self.list.at.min(self.found.len().saturating_sub(1));
        self.known = true;
    }

    fn search_now(&mut self, shared: &Shared) {
        if let Some(village) = &shared.village {
            self.search(village);
        }
    }

    /// The households that fit, by their place in the village's list.
    fn found(&self, village: &Village) -> Vec<usize> {
        if self.known {
            self.found.clone()
        } else {
            (0..village.households.len()).collect()
        }
    }

    fn chosen<'a>(&self, village: &'a Village) -> Option<&'a HouseholdLine> {
        let at = if self.known {
            self.found.get(self.list.at).copied()?
        } else {
            self.list.at
        };
        village.households.get(at)
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
        &[Layer::List, Layer::Household]
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
        let label = say!(shared, "tui-search");
        ink.put(0, 0, &label);
        let column = crate::text::width(&label) + 1;
        ink.line(0, column, 30, &self.list.line);
        let Some(village) = &shared.village else {
            ink.put(2, 2, &say!(shared, "tui-reading"));
            return;
        };
        let found = self.found(village);
        let figures = say!(
            shared,
            "tui-found",
            n = found.len().to_string(),
            all = village.households.len().to_string()
        );
        ink.put(0, column + 32, &figures);
        let mut below = ink.rows_of(2, usize::MAX);
        if found.is_empty() {
            let sentence = if village.households.is_empty() {
                match self.available(Command::AddNew, shared) {
                    Ok(()) => say!(shared, "tui-no-household"),
                    Err(_) => say!(shared, "tui-no-household-here"),
                }
            } else {
                say!(shared, "tui-nothing-found")
            };
            for (row, line) in
                crate::tui::widget::wrap(&sentence, below.columns().saturating_sub(4))
                    .iter()
                    .enumerate()
            {
                below.put(row, 2, line);
            }
            return;
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
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                let Some(line) = found.get(row).and_then(|at| village.households.get(*at)) else {
                    return String::new();
                };
                cell(
                    line,
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
        let len = self.found(village).len();
        if self.list.command(command, len) {
            if command == Command::Find {
                self.search(village);
            }
            return Vec::new();
        }
        match command {
            Command::TakeList => files::Files::open(Wanted::List),
            Command::Accept => match self.chosen(village) {
                Some(line) => {
                    let name = name_of(line, shared);
                    papers::Papers::of(PhieuSubject::Household(line.id), name, shared)
                }
                None => Vec::new(),
            },
            // A household is made only once its thôn is chosen; leaving that choice leaves nothing behind.
            Command::AddNew => vec![Effect::Push(Box::new(pick::thons(shared)))],
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        self.list.key(key, shared.typing);
        self.search_now(shared);
        Vec::new()
    }

    fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        self.list.paste(text);
        self.search_now(shared);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Village(village) if village.period == shared.period => {
                self.search(village);
                Vec::new()
            }
            Reply::Household(..) => {
                self.search_now(shared);
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
                    .and_then(|village| village.household_papers.first())
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
            .is_some_and(|village| !village.thons.is_empty());
        match command {
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
    let first = village.households.first();
    let room = first.map_or(0, |line| width(shared.short_label(&line.label)));
    room.clamp(7, 14)
}

/// A household's line: label, head, thôn, outcome, class, papers finished, problems. In a narrow window the
/// outcome stands in the class's place until there is a class.
fn cell(
    line: &HouseholdLine,
    column: usize,
    wide: bool,
    village: &Village,
    shared: &Shared,
) -> String {
    match column {
        0 => shared.short_label(&line.label).to_owned(),
        1 => line.head.clone(),
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
            let papers = village.household_papers.iter();
            let expected = papers.filter(|paper| !paper.occasional);
            let (finished, all) = expected.fold((0, 0), |(finished, all), paper| {
                let done = line.papers.get(&paper.form) == Some(&Status::Finished);
                (finished + usize::from(done), all + 1)
            });
            format!("{finished}/{all}")
        }
        _ => problem_marks(line),
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
