//! What may be read out of a household: from the minutes' row and from what the list tells everybody.

use super::Meeting;
use crate::form::{Choice, Field, ListCell, Path, Role, RowId, Value};
use crate::tui::lines::ListedLine;
use crate::tui::screen::say;
use crate::tui::shared::Shared;

impl Meeting {
    /// What stands in a row at a role, in the paper's words.
    pub(super) fn words_of(&self, shared: &Shared, role: Role, row: RowId) -> String {
        let path = self.sheet.form.place_of(role, Some(row));
        path.map(|path| self.sheet.shown(shared, &path))
            .unwrap_or_default()
    }

    /// The paper's wording of a role.
    pub(super) fn label_of(&self, role: Role) -> String {
        let field = self.sheet.form.field_with_role(role);
        field
            .map(|(_, field)| field.label.clone())
            .unwrap_or_default()
    }

    /// The household's head, or that the row has no name.
    pub(super) fn name_of(&self, shared: &Shared, row: RowId) -> String {
        let name = self.words_of(shared, Role::HeadName, row);
        match name.is_empty() {
            true => say!(shared, "meeting-no-name"),
            false => name,
        }
    }

    fn label_in(&self, row: RowId) -> Option<String> {
        let path = self.sheet.form.place_of(Role::HouseholdLabel, Some(row))?;
        match self.sheet.answers.get(&path)? {
            crate::form::Answer::Given(Value::Text(text)) => Some(text.trim().to_owned()),
            _ => None,
        }
    }

    fn listed(&self, row: RowId) -> Option<&ListedLine> {
        let label = self.label_in(row)?;
        self.list.as_ref()?.listed.get(&label)
    }

    /// What the list tells everybody of a row's household.
    pub(super) fn told(&self, shared: &Shared, row: RowId) -> Vec<String> {
        let told = self.listed(row).map(|line| line.told.as_slice());
        pairs(shared, told.unwrap_or_default())
    }

    /// What the list tells of the household at the cursor only to who asks.
    pub(super) fn hidden(&self) -> &[(String, ListCell)] {
        let line = self.row().and_then(|row| self.listed(row));
        line.map_or(&[], |line| line.hidden.as_slice())
    }

    pub(super) fn hidden_words(&self, shared: &Shared) -> Vec<String> {
        pairs(shared, self.hidden())
    }

    /// What there is to know of a row besides: it left the list, or nobody reviewed it since the last vote.
    pub(super) fn notes(&self, shared: &Shared, row: RowId) -> Vec<String> {
        let (Some(list), Some(label)) = (&self.list, self.label_in(row)) else {
            return Vec::new();
        };
        let mut notes = Vec::new();
        if list.unchanged.contains(&label) {
            notes.push(say!(shared, "meeting-unchanged"));
        }
        if !list.listed.contains_key(&label) {
            notes.push(say!(shared, "meeting-not-listed"));
        }
        notes
    }

    /// The rule that the votes are held against: the law's figure with its source.
    pub(super) fn rule(&self) -> Option<String> {
        let row = self.row()?;
        let path: Path = self.sheet.form.place_of(Role::Agreed, Some(row))?;
        let day = self.sheet.context().date?;
        let constant = self
            .sheet
            .form
            .constants_of(&path, day)
            .into_iter()
            .next()?;
        let value = constant.value?;
        let value = crate::text::number::format(&value, value.normalize().scale());
        Some(format!("{}: {value} · {}", constant.label, constant.source))
    }
}

/// The choices of a field with the codes that are typed for them.
pub(super) fn choices(field: &Field) -> String {
    let choice = |choice: &Choice| {
        let code = choice.code.as_deref().unwrap_or_default();
        format!("{code} {}", choice.label)
    };
    field
        .choices
        .iter()
        .map(choice)
        .collect::<Vec<_>>()
        .join(" · ")
}

fn pairs(shared: &Shared, pairs: &[(String, ListCell)]) -> Vec<String> {
    let pair =
        |(label, cell): &(String, ListCell)| format!("{label}: {}", cell_words(shared, cell));
    pairs.iter().map(pair).collect()
}

/// A cell of a list in words.
fn cell_words(shared: &Shared, cell: &ListCell) -> String {
    match cell {
        ListCell::Text(text) => text.clone(),
        ListCell::Number(number) => crate::text::number::format(number, number.scale()),
        ListCell::Date(date) => date.written(),
        ListCell::YesNo(true) => say!(shared, "yes"),
        ListCell::YesNo(false) => say!(shared, "no"),
        ListCell::Nothing => "–".to_owned(),
        ListCell::Unknown => "?".to_owned(),
    }
}
