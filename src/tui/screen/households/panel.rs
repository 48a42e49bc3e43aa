//! The choice of filters: several at once, with how many households each would find.

use crate::record::PlaceRef;
use crate::text::{Method, Query, fold};
use crate::tui::command::Command;
use crate::tui::event::Key;
use crate::tui::filter::{Filter, Standing, Trait};
use crate::tui::lines::Progress;
use crate::tui::screen::{say, search_line};
use crate::tui::shared::Shared;
use crate::tui::village::Village;
use crate::tui::widget::{Column, Ink, List};

/// The choice, searched by typing.
#[derive(Debug, Default)]
pub(super) struct Panel {
    list: List,
}

/// A line of the choice; none takes all filters away.
struct Choice {
    of: Option<Trait>,
    words: String,
    n: Option<usize>,
}

impl Panel {
    /// Every trait that a household of the village has, and those that are chosen.
    fn choices(&self, filter: &Filter, village: &Village, shared: &Shared) -> Vec<Choice> {
        let traits = &village.totals().traits;
        let known = |one: &&Trait| traits.get(one).is_some_and(|n| *n > 0) || filter.wants(one);
        let thons: Vec<Trait> = village
            .thons()
            .iter()
            .map(|thon| Trait::Thon(PlaceRef::Thon(thon.id)))
            .collect();
        // Thôn by their labels; households without one after them.
        let without = traits
            .keys()
            .filter(|one| one.kind() == 0 && !thons.contains(one));
        let rest = traits.keys().filter(|one| one.kind() > 0);
        let mut choices: Vec<Choice> = thons
            .iter()
            .chain(without)
            .chain(rest)
            .filter(known)
            .map(|one| Choice {
                words: format!(
                    "{}: {}",
                    kind_words(one, shared),
                    words(one, village, shared)
                ),
                n: Some(traits.get(one).copied().unwrap_or(0)),
                of: Some(one.clone()),
            })
            .collect();
        if !filter.is_empty() {
            let words = say!(shared, "household-filter-none");
            choices.insert(
                0,
                Choice {
                    of: None,
                    words,
                    n: None,
                },
            );
        }
        let query = Query::new(&self.list.line.committed());
        let fit = |choice: &Choice| query.fit(&fold(&choice.words));
        choices.retain(|choice| fit(choice).is_some());
        choices.sort_by_key(fit);
        choices
    }

    /// Moves, or chooses. `true` if the filter changed.
    pub(super) fn command(
        &mut self,
        command: Command,
        filter: &mut Filter,
        village: &Village,
        shared: &Shared,
    ) -> bool {
        let choices = self.choices(filter, village, shared);
        if self.list.command(command, choices.len()) || command != Command::Accept {
            return false;
        }
        let Some(choice) = choices.get(self.list.at) else {
            return false;
        };
        let none_before = filter.is_empty();
        match &choice.of {
            Some(one) => filter.toggle(one.clone()),
            None => *filter = Filter::default(),
        }
        // The line that takes all away comes and goes above; the cursor stays on its choice.
        match (none_before, filter.is_empty(), self.list.line.is_empty()) {
            (true, false, true) => self.list.at += 1,
            (false, true, true) => self.list.at = self.list.at.saturating_sub(1),
            _ => {}
        }
        true
    }

    pub(super) fn key(&mut self, key: Key, typing: Option<Method>) {
        self.list.key(key, typing);
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.list.paste(text);
    }

    pub(super) fn view(
        &self,
        filter: &Filter,
        village: &Village,
        shared: &Shared,
        ink: &mut Ink<'_, '_>,
    ) {
        search_line(ink, 0, &self.list, shared);
        ink.put(1, 0, &say!(shared, "household-filter-how"));
        let choices = self.choices(filter, village, shared);
        let mut below = ink.rows_of(2, usize::MAX);
        if choices.is_empty() {
            below.put(0, 2, &say!(shared, "tui-nothing-found"));
            return;
        }
        let columns = [
            Column::text(say!(shared, "household-filter-col"), 0),
            Column::figures(say!(shared, "tui-col-households"), 8),
        ];
        self.list
            .draw(&mut below, &columns, choices.len(), &|row, column| {
                let Some(choice) = choices.get(row) else {
                    return String::new();
                };
                match (column, &choice.of) {
                    (0, Some(one)) => {
                        let mark = if filter.wants(one) { "[x]" } else { "[ ]" };
                        format!("{mark} {}", choice.words)
                    }
                    (0, None) => choice.words.clone(),
                    _ => choice.n.map(|n| n.to_string()).unwrap_or_default(),
                }
            });
    }
}

fn kind_words(one: &Trait, shared: &Shared) -> String {
    match one {
        Trait::Thon(_) => say!(shared, "household-kind-thon"),
        Trait::Progress(_) => say!(shared, "household-kind-progress"),
        Trait::Standing(_) => say!(shared, "household-kind-standing"),
        Trait::Class(_) => say!(shared, "household-kind-class"),
        Trait::Outcome(_) => say!(shared, "household-kind-outcome"),
        Trait::Blocks | Trait::Asks | Trait::Conflicts => say!(shared, "household-kind-trouble"),
    }
}

fn words(one: &Trait, village: &Village, shared: &Shared) -> String {
    match one {
        Trait::Thon(PlaceRef::Thon(id)) => {
            let thon = village.thons().iter().find(|thon| thon.id == *id);
            thon.map(|thon| thon.name.clone()).unwrap_or_default()
        }
        Trait::Thon(PlaceRef::Code(_)) => say!(shared, "household-no-thon"),
        Trait::Progress(progress) => progress_words(*progress, shared),
        Trait::Standing(standing) => match standing {
            Standing::Returned => say!(shared, "household-standing-returned"),
            Standing::Unfinished => say!(shared, "household-standing-unfinished"),
            Standing::Submitted => say!(shared, "household-standing-submitted"),
            Standing::Accepted => say!(shared, "household-standing-accepted"),
        },
        Trait::Class(class) if class.is_empty() => say!(shared, "household-no-class"),
        Trait::Outcome(outcome) if outcome.is_empty() => say!(shared, "household-no-outcome"),
        Trait::Class(words) | Trait::Outcome(words) => words.clone(),
        Trait::Blocks => say!(shared, "household-blocks"),
        Trait::Asks => say!(shared, "household-asks"),
        Trait::Conflicts => say!(shared, "household-conflicts"),
    }
}

fn progress_words(progress: Progress, shared: &Shared) -> String {
    match progress {
        Progress::Waiting => say!(shared, "household-progress-waiting"),
        Progress::Begun => say!(shared, "household-progress-begun"),
        Progress::Finished => say!(shared, "household-progress-finished"),
    }
}

/// A filter in words, kind after kind: `Khuổi Bây hoặc Nà Lình; Hộ nghèo`.
pub(super) fn filter_words(filter: &Filter, village: &Village, shared: &Shared) -> String {
    let wanted: Vec<&Trait> = filter.wanted().collect();
    let or = format!(" {} ", say!(shared, "why-word-or"));
    let kinds = wanted.chunk_by(|a, b| a.kind() == b.kind()).map(|kind| {
        let words = kind.iter().map(|one| words(one, village, shared));
        words.collect::<Vec<_>>().join(&or)
    });
    kinds.collect::<Vec<_>>().join("; ")
}
