//! Erasing the people of a household, or one of them: what goes and what it does not reach is shown, and its label is typed before it
//! goes. No one key does it.

use super::{Choice, Events, said, say};
use crate::record::Sought;
use crate::tui::effect::{Ask, Effect};
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, wrap};

/// So many copies and papers are told one by one; there must be room for the line that is typed.
const MOST: usize = 3;

impl Events {
    fn label(&self) -> &str {
        let becoming = self.becoming.as_ref();
        becoming.map_or("", |becoming| becoming.household.label.as_str())
    }

    /// Who was chosen to be erased; nobody where it is the whole household.
    pub(super) fn person(&self) -> Option<Sought> {
        if self.choice != Choice::EraseOne {
            return None;
        }
        let mut members = self.becoming.as_ref()?.members.iter();
        let member = members.find(|member| Some(member.row) == self.head)?;
        Some(member.sought.clone())
    }

    /// Goes if the label was typed.
    pub(super) fn erase(&self, shared: &Shared) -> Vec<Effect> {
        if self.reach.is_none() {
            return Vec::new();
        }
        if self.line.committed() != self.label() {
            let label = self.label().to_owned();
            return vec![Effect::Tell(say!(
                shared,
                "household-erase-label",
                label = label
            ))];
        }
        let (person, reason) = (self.person(), self.reason.clone());
        vec![Effect::Ask(Ask::Erase(self.household, person, reason))]
    }

    /// What is said once it is gone.
    pub(super) fn erased(&self, let_go: usize, shared: &Shared) -> String {
        let label = self.label().to_owned();
        let mut told = match self.choice {
            Choice::EraseOne => say!(shared, "household-erase-member-done", label = label),
            _ => say!(shared, "household-erase-done", label = label),
        };
        if let_go > 0 {
            let more = say!(shared, "cli-erase-let-go", count = let_go);
            told.push_str(&format!(" {more}"));
        }
        told
    }

    pub(super) fn view_erase(&self, shared: &Shared, row: usize, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let mut row = row;
        let Some(lines) = self.reached(shared) else {
            ink.put(row, 2, &say!(shared, "tui-reading"));
            return;
        };
        let lines = lines
            .iter()
            .flat_map(|line| wrap(line, columns.saturating_sub(3)));
        // The line that is typed is always there.
        let room = ink.rows().saturating_sub(row + 3);
        for line in lines.take(room) {
            ink.put(row, 2, &line);
            row += 1;
        }
        let label = self.label().to_owned();
        ink.strong(row, 0, &say!(shared, "household-erase-type", label = label));
        ink.put(row + 1, 1, ">");
        ink.line(row + 1, 3, columns.saturating_sub(4), &self.line);
    }

    /// What goes, and what it does not reach.
    fn reached(&self, shared: &Shared) -> Option<Vec<String>> {
        let reach = self.reach.as_ref()?;
        let periods: Vec<String> = reach
            .periods
            .iter()
            .map(|period| said::period_words(shared, *period))
            .collect();
        let (edits, papers, periods) = (reach.edits, reach.papers, periods.join(", "));
        let mut lines = match &reach.person {
            Some(person) => vec![
                say!(
                    shared,
                    "household-erase-member-what",
                    name = person.name.clone(),
                    edits = edits,
                    papers = papers
                ),
                say!(shared, "household-erase-member-numbers", periods = periods),
            ],
            None => vec![
                say!(
                    shared,
                    "household-erase-what",
                    edits = edits,
                    papers = papers
                ),
                say!(shared, "household-erase-numbers", periods = periods),
            ],
        };
        let rest = |lines: &mut Vec<String>, count: usize| {
            if count > MOST {
                lines.push(say!(
                    shared,
                    "cli-erase-more",
                    count = (count - MOST).to_string()
                ));
            }
        };
        if !reach.copies.is_empty() {
            lines.push(say!(shared, "cli-erase-copies"));
            for (to, created, digits) in reach.copies.iter().take(MOST) {
                let day = chrono::DateTime::from_timestamp(*created, 0)
                    .map(|time| (time.naive_utc() + chrono::TimeDelta::hours(7)).date());
                let day = day.map(said::day_words).unwrap_or_default();
                lines.push(say!(
                    shared,
                    "cli-erase-copy",
                    to = to.clone(),
                    day = day,
                    digits = digits.clone()
                ));
            }
            rest(&mut lines, reach.copies.len());
        }
        if !reach.mentions.is_empty() {
            lines.push(say!(shared, "cli-erase-mentions"));
            for (form, period, whose) in reach.mentions.iter().take(MOST) {
                let period = said::period_words(shared, *period);
                lines.push(format!("  {form} · {period} · {whose}"));
            }
            rest(&mut lines, reach.mentions.len());
        }
        if reach.files > 0 {
            lines.push(say!(shared, "household-erase-files", count = reach.files));
        }
        Some(lines)
    }
}
