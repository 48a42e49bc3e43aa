//! What the file would do, before it does it: figures, and every household with what becomes of it.

use super::super::{say, search_line};
use super::choosing::{Choosing, Item};
use crate::record::EditId;
use crate::text::Query;
use crate::tui::command::Command;
use crate::tui::intake::{ListDecision, ListKind, ListLine, ListPlanned, ListTerms};
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// What a row of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Go,
    TakeFile,
    Pad,
    Thon(usize),
    Household(usize),
}

/// What a choice changes.
#[derive(Clone, Debug)]
pub(super) enum Decides {
    Household(usize, Option<ListDecision>),
    Thon(usize, Option<EditId>),
}

/// What the person wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// The plan on other terms.
    Again,
    /// To enter it.
    Go,
}

/// The screen.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) planned: ListPlanned,
    rows: Vec<Row>,
    pub(super) list: List,
    pub(super) choosing: Option<Choosing<Decides>>,
    /// Whether entering was asked for once and waits for a yes.
    pub(super) sure: bool,
}

impl Preview {
    pub(super) fn new(planned: ListPlanned) -> Preview {
        let mut preview = Preview {
            planned,
            rows: Vec::new(),
            list: List::default(),
            choosing: None,
            sure: false,
        };
        preview.search();
        preview
    }

    /// The same screen with another plan.
    pub(super) fn again(&mut self, planned: ListPlanned) {
        self.planned = planned;
        self.search();
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    pub(super) fn search(&mut self) {
        let query = Query::new(&self.list.line.committed());
        let mut rows = Vec::new();
        if query.is_empty() {
            rows.push(Row::Go);
            if self.planned.lines.iter().any(|line| line.differs > 0) {
                rows.push(Row::TakeFile);
            }
            if self.planned.short_numbers > 0 {
                rows.push(Row::Pad);
            }
            rows.extend((0..self.planned.thons.len()).map(Row::Thon));
        }
        let lines = self.planned.lines.iter().enumerate();
        let fits = lines.filter(|(_, line)| query.fit(&line.folded).is_some());
        rows.extend(fits.map(|(at, _)| Row::Household(at)));
        self.rows = rows;
    }

    /// How many households become what.
    pub(super) fn count(&self, kind: ListKind) -> usize {
        self.planned
            .lines
            .iter()
            .filter(|line| line.kind == kind)
            .count()
    }

    pub(super) fn view(&self, terms: &ListTerms, shared: &Shared, ink: &mut Ink<'_, '_>) {
        if let Some(choosing) = &self.choosing {
            return choosing.view(shared, ink);
        }
        let room = ink.columns().saturating_sub(2);
        let count = |kind| self.count(kind).to_string();
        let figures = say!(
            shared,
            "tui-intake-figures",
            new = count(ListKind::New),
            changed = count(ListKind::Changed),
            same = count(ListKind::Same),
            doubtful = count(ListKind::Doubtful),
            left = count(ListKind::LeftOut)
        );
        let mut lines = wrap(&figures, room);
        let strong = lines.len();
        if !self.planned.left_out.is_empty() {
            let rows: Vec<String> = self
                .planned
                .left_out
                .iter()
                .take(8)
                .map(usize::to_string)
                .collect();
            let n = self.planned.left_out.len().to_string();
            let left = say!(
                shared,
                "tui-intake-left-rows",
                n = n,
                rows = rows.join(", ")
            );
            lines.extend(wrap(&left, room));
        }
        if !self.planned.unplaced.is_empty() {
            let fields = self.planned.unplaced.join(", ");
            lines.extend(wrap(
                &say!(shared, "tui-intake-unplaced", fields = fields),
                room,
            ));
        }
        for (row, line) in lines.iter().enumerate() {
            match row < strong {
                true => ink.strong(row, 1, line),
                false => ink.put(row, 1, line),
            }
        }
        let row = lines.len();
        search_line(ink, row, &self.list, shared);
        let mut below = ink.rows_of(row + 1, usize::MAX);
        if self.rows.is_empty() {
            below.put(0, 2, &say!(shared, "tui-nothing-found"));
            return;
        }
        let columns = [
            Column::text(say!(shared, "tui-intake-head"), 30),
            Column::figures(say!(shared, "tui-intake-people"), 6),
            Column::text(say!(shared, "tui-col-thon"), 13),
            Column::text(say!(shared, "tui-intake-becomes"), 0),
        ];
        self.list
            .draw(&mut below, &columns, self.rows.len(), &|row, column| {
                let row = self.rows.get(row);
                row.map_or_else(String::new, |row| self.cell(*row, column, terms, shared))
            });
    }

    fn cell(&self, row: Row, column: usize, terms: &ListTerms, shared: &Shared) -> String {
        match (row, column) {
            (Row::Go, 0) => say!(shared, "tui-intake-enter"),
            (Row::Go, _) => String::new(),
            (Row::TakeFile, 0) => say!(shared, "tui-intake-differing"),
            (Row::TakeFile, 1 | 2) => String::new(),
            (Row::TakeFile, _) => match terms.take_file {
                true => say!(shared, "tui-intake-take-file"),
                false => say!(shared, "tui-intake-keep-here"),
            },
            (Row::Pad, 0) => {
                let n = self.planned.short_numbers.to_string();
                say!(shared, "tui-intake-short", n = n)
            }
            (Row::Pad, 1 | 2) => String::new(),
            (Row::Pad, _) => match terms.pad_numbers {
                true => say!(shared, "tui-intake-padded"),
                false => say!(shared, "tui-intake-not-padded"),
            },
            (Row::Thon(at), column) => {
                let Some(thon) = self.planned.thons.get(at) else {
                    return String::new();
                };
                match column {
                    0 => say!(shared, "tui-intake-thon-row", name = thon.name.clone()),
                    1 => thon.households.to_string(),
                    2 => String::new(),
                    _ => match &thon.known {
                        Some(name) => say!(shared, "tui-intake-thon-is", name = name.clone()),
                        None => say!(shared, "tui-intake-thon-new"),
                    },
                }
            }
            (Row::Household(at), column) => {
                let Some(line) = self.planned.lines.get(at) else {
                    return String::new();
                };
                match column {
                    0 => format!("{} {}", line.kind.sign().0, line.head),
                    1 => line.members.to_string(),
                    2 => line.thon.clone(),
                    _ => self.why(line, shared),
                }
            }
        }
    }

    /// What becomes of a household and the first reason.
    fn why(&self, line: &ListLine, shared: &Shared) -> String {
        let kind = shared
            .words
            .of(&format!("tui-intake-kind-{}", line.kind.sign().1), &[]);
        match line.told.first() {
            Some((key, args)) => format!("{kind}: {}", shared.words.of(key, args)),
            None => kind,
        }
    }

    /// Moves, opens and decides.
    pub(super) fn command(
        &mut self,
        command: Command,
        terms: &mut ListTerms,
        shared: &Shared,
    ) -> Wish {
        if let Some(choosing) = &mut self.choosing {
            if choosing.command(command) {
                return Wish::Nothing;
            }
            let chosen = choosing.chosen().filter(|_| command == Command::Accept);
            self.choosing = None;
            return chosen.map_or(Wish::Nothing, |decides| self.decide(decides, terms));
        }
        if self.list.command(command, self.rows.len()) || command != Command::Accept {
            self.sure = false;
            return Wish::Nothing;
        }
        match self.rows.get(self.list.at) {
            Some(Row::Go) => return Wish::Go,
            Some(Row::TakeFile) => {
                terms.take_file = !terms.take_file;
                return Wish::Again;
            }
            Some(Row::Pad) => {
                terms.pad_numbers = !terms.pad_numbers;
                return Wish::Again;
            }
            Some(Row::Thon(at)) => self.choosing = self.thons(*at, shared),
            Some(Row::Household(at)) => {
                let line = self.planned.lines.get(*at);
                self.choosing = line.map(|line| household(line, shared));
            }
            None => {}
        }
        Wish::Nothing
    }

    fn decide(&mut self, decides: Decides, terms: &mut ListTerms) -> Wish {
        match decides {
            Decides::Household(at, decision) => {
                match decision {
                    Some(decision) => terms.households.insert(at, decision),
                    None => terms.households.remove(&at),
                };
                let line = self.planned.lines.iter_mut().find(|line| line.at == at);
                match (decision, line) {
                    (Some(ListDecision::New), Some(line)) => line.kind = ListKind::New,
                    (Some(ListDecision::LeaveOut), Some(line)) => line.kind = ListKind::LeftOut,
                    // What it brings to a household that is there must be seen first.
                    _ => return Wish::Again,
                }
                self.list.command(Command::MoveDown, self.rows.len());
            }
            Decides::Thon(at, known) => {
                terms.thons.insert(at, known);
                return Wish::Again;
            }
        }
        Wish::Nothing
    }

    fn thons(&self, at: usize, shared: &Shared) -> Option<Choosing<Decides>> {
        let thon = self.planned.thons.get(at)?;
        let mut items = vec![Item {
            text: say!(shared, "tui-intake-thon-new"),
            note: String::new(),
            means: Decides::Thon(thon.at, None),
        }];
        for known in shared.village.iter().flat_map(|village| village.thons()) {
            items.push(Item {
                text: say!(shared, "tui-intake-thon-is", name = known.name.clone()),
                note: known.label.clone(),
                means: Decides::Thon(thon.at, Some(known.id)),
            });
        }
        let about = say!(
            shared,
            "tui-intake-thon",
            name = thon.name.clone(),
            n = thon.households.to_string()
        );
        Some(Choosing::new(vec![about], items, 0))
    }
}

/// A household with all that is told of it, and what may be decided.
fn household(line: &ListLine, shared: &Shared) -> Choosing<Decides> {
    let mut about = vec![say!(
        shared,
        "tui-intake-household",
        head = line.head.clone(),
        thon = line.thon.clone(),
        row = line.row.to_string(),
        members = line.members.to_string()
    )];
    if let (Some(by), [one, ..]) = (line.by, line.candidates.as_slice()) {
        let by = shared.words.of(&format!("intake-by-{by}"), &[]);
        let label = one.label.clone();
        about.push(say!(
            shared,
            "tui-intake-is",
            label = label,
            head = one.head.clone(),
            by = by
        ));
        let (fills, members, absent) = line.fills;
        about.push(say!(
            shared,
            "tui-intake-brings",
            fills = fills.to_string(),
            members = members.to_string(),
            absent = absent.to_string()
        ));
    }
    about.extend(
        line.told
            .iter()
            .map(|(key, args)| format!("- {}", shared.words.of(key, args))),
    );
    let mut items = Vec::new();
    if !line.hopeless {
        items.extend(line.candidates.iter().map(|candidate| Item {
            text: say!(
                shared,
                "tui-intake-same-as",
                label = candidate.label.clone(),
                head = candidate.head.clone()
            ),
            note: String::new(),
            means: Decides::Household(line.at, Some(ListDecision::Same(candidate.id))),
        }));
        items.push(Item {
            text: say!(shared, "tui-intake-make-new"),
            note: String::new(),
            means: Decides::Household(line.at, Some(ListDecision::New)),
        });
    }
    items.push(Item {
        text: say!(shared, "tui-intake-leave-out"),
        note: String::new(),
        means: Decides::Household(line.at, Some(ListDecision::LeaveOut)),
    });
    let at = match line.kind {
        // What is not decided stays out unless the person says otherwise.
        ListKind::LeftOut | ListKind::Doubtful => items.len() - 1,
        ListKind::New => line.candidates.len().min(items.len() - 1),
        _ => 0,
    };
    Choosing::new(about, items, at)
}
