//! How what stands on a Phiếu is told: values, marks, the title.

use super::Sheet;
use crate::form::{Answer, Field, Form, Outcome, Path, Role, Severity, Value};
use crate::record::Status;
use crate::review::Side;
use crate::tui::screen::{papers, said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::wrap;

impl Sheet {
    /// A value as screens show it.
    pub(in crate::tui::screen) fn text(
        &self,
        shared: &Shared,
        path: &Path,
        value: &Value,
    ) -> String {
        value_words(shared, &self.form, path, value)
    }

    /// An answer as it is edited: what was typed, or what stands there.
    pub(in crate::tui::screen) fn typed(&self, shared: &Shared, path: &Path) -> String {
        match self.answers.get(path) {
            Some(Answer::Given(value)) => self.text(shared, path, value),
            Some(Answer::Unparsed(text)) => text.clone(),
            Some(Answer::Special(_)) | None => String::new(),
        }
    }

    /// Reads what was typed at a place: nothing typed clears.
    pub(in crate::tui::screen) fn read(
        &self,
        shared: &Shared,
        path: &Path,
        typed: &str,
    ) -> Option<Answer> {
        if typed.is_empty() {
            return None;
        }
        let yes = say!(shared, "yes");
        let no = say!(shared, "no");
        let initial = |word: &str| {
            crate::text::graphemes(word)
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let (y, n) = (initial(&yes), initial(&no));
        Some(self.form.parse_answer(path, typed, &[&yes, &y], &[&no, &n]))
    }

    /// What stands at a place, in words, with a mark in front where it is not simply given:
    /// `=` computed, `≈` the paper's own figure in place of one that cannot be computed, or computed from such,
    /// `≠` a person says otherwise than the computed value beside it, `?` not to be read.
    pub(in crate::tui::screen) fn shown(&self, shared: &Shared, path: &Path) -> String {
        match self.outcome(path) {
            Outcome::Given(value) => self.text(shared, path, value),
            Outcome::Special(special) => format!(
                "({})",
                shared.words.of(&format!("special-{}", special.code()), &[])
            ),
            Outcome::Unparsed(text) => format!("?{text}"),
            Outcome::Computed { value, .. } if self.evaluation.rests(path) => {
                format!("≈ {}", self.text(shared, path, value))
            }
            Outcome::Computed { value, .. } => format!("= {}", self.text(shared, path, value)),
            Outcome::Overridden { value, computed } => {
                let computed = self.text(shared, path, computed);
                format!("≠ {} (= {computed})", self.text(shared, path, value))
            }
            Outcome::StandIn(value) => format!("≈ {}", self.text(shared, path, value)),
            Outcome::Unknown { .. } => "= ?".to_owned(),
            Outcome::Unanswered => String::new(),
            Outcome::Closed => "░".to_owned(),
            Outcome::NotRelevant => "–".to_owned(),
        }
    }

    /// What there is to know beside a computed value: what a person gave for it, or what it waits for.
    pub(in crate::tui::screen) fn beside(
        &self,
        shared: &Shared,
        path: &Path,
        columns: usize,
    ) -> Vec<String> {
        let text = match self.outcome(path) {
            Outcome::Computed {
                control: Some(control),
                ..
            } => say!(
                shared,
                "tui-hint-control",
                value = self.shown(shared, path),
                control = self.text(shared, path, control)
            ),
            Outcome::Overridden { value, computed } => say!(
                shared,
                "tui-hint-overridden",
                value = self.text(shared, path, value),
                computed = self.text(shared, path, computed)
            ),
            Outcome::Unknown { missing } if !missing.is_empty() => {
                let names = missing
                    .iter()
                    .map(|missing| said::missing_words(shared, self, missing));
                say!(
                    shared,
                    "tui-hint-missing",
                    names = names.collect::<Vec<_>>().join("; ")
                )
            }
            _ => return Vec::new(),
        };
        wrap(&text, columns).into_iter().take(2).collect()
    }

    /// The indicators in which a household can lack, in paper order, and whether it does as far as is known.
    pub(in crate::tui::screen) fn deprivations(&self) -> Vec<(&Field, Option<bool>)> {
        let groups = self.form.groups().iter().filter(|group| !group.roster);
        let fields = groups.flat_map(|group| &group.fields);
        let fields = fields.filter(|field| field.role == Some(Role::Deprivation));
        fields
            .map(|field| {
                let value = self.evaluation.value(&Path::Field(field.id.clone()));
                let lacks = match value {
                    Some(Value::YesNo(lacks)) => Some(*lacks),
                    _ => None,
                };
                (field, lacks)
            })
            .collect()
    }

    /// The mark before a field: `!` blocks, `?` asks, `#` two people answered differently, `*` a remark.
    pub(in crate::tui::screen) fn mark(&self, path: &Path) -> &'static str {
        if self.conflicts_at(path) {
            return "#";
        }
        match self.problem(path).map(|problem| problem.severity) {
            Some(Severity::Blocks) => "!",
            Some(Severity::Asks) => "?",
            None if self.remark(path).is_some() => "*",
            None => " ",
        }
    }

    pub(in crate::tui::screen) fn remark(&self, path: &Path) -> Option<String> {
        self.phieu
            .remarks()
            .into_iter()
            .find(|remark| remark.at == *path)
            .map(|remark| remark.text)
    }

    /// The paper, the subject and where it stands, for the title line.
    pub(in crate::tui::screen) fn title(&self, shared: &Shared) -> String {
        // What is typed and not on the disk yet makes it a draft again.
        let status = match self.phieu.status() {
            status if status.is_finished() && !self.is_finished() => Status::Draft,
            status => status,
        };
        let status = papers::status_words(shared, Some(status));
        let (blocks, asks) = self.counts();
        let marks: Vec<String> = [(blocks, "!"), (asks, "?")]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, mark)| format!(" {n}{mark}"))
            .collect();
        format!(
            "{} · {status}{} · {}",
            shared.short_label(&self.subject),
            marks.concat(),
            self.form.title()
        )
    }

    /// What the person is to do with a Phiếu that came back, or came from below.
    fn told_between(&self, shared: &Shared) -> Option<String> {
        let Some(back) = &self.between.back else {
            let below = self.between.side == Side::Above;
            return (below && self.phieu.status() == Status::Submitted)
                .then(|| say!(shared, "tui-from-below"));
        };
        let office = back.office.clone();
        let office = office.unwrap_or_else(|| say!(shared, "tui-office-above"));
        let day = said::day_words(back.day);
        let mut told = say!(shared, "tui-given-back", office = office, day = day);
        let left = back.asked.len();
        if left > 0 {
            let left = say!(shared, "tui-given-back-left", n = left.to_string());
            told = format!("{told}, {left}");
        }
        if let Some(reason) = &back.reason {
            told = format!("{told}: {reason}");
        }
        Some(told)
    }

    /// The line that tells of a training scale, else how well the paper is known; nothing for a paper wholly read in
    /// published texts.
    pub(in crate::tui::screen) fn caveat(&self, shared: &Shared) -> Option<String> {
        if let Some(told) = self.told_between(shared) {
            return Some(told);
        }
        if self.evaluation.training {
            return Some(say!(shared, "training-scale"));
        }
        (!self.form.wholly_verified()).then(|| say!(shared, "tui-not-checked"))
    }
}

/// A value of a paper in words: yes and no are the program's, everything else is the paper's.
pub(in crate::tui::screen) fn value_words(
    shared: &Shared,
    form: &Form,
    path: &Path,
    value: &Value,
) -> String {
    form.to_text(path, value).unwrap_or_else(|| match value {
        Value::YesNo(true) => say!(shared, "yes"),
        _ => say!(shared, "no"),
    })
}
