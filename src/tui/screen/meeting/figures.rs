//! The lines of a meeting where figures are typed or counted, and what the meeting's rule makes of them.

use rust_decimal::prelude::ToPrimitive as _;

use super::{Meeting, Page, counted};
use crate::form::{Answer, Field, FieldType, Outcome, Path, Role, RowId, Value};
use crate::tui::effect::Effect;
use crate::tui::shared::Shared;

/// What is counted before the votes.
const COUNTS: [Role; 5] = [
    Role::Attendance,
    Role::Invited,
    Role::VoteWay,
    Role::Voters,
    Role::Ballots,
];

impl Meeting {
    /// The places of a page, in paper order: those that the cursor goes through.
    pub(super) fn lines_of(&self, page: Page) -> Vec<Path> {
        let counts = |field: &Field| field.role.is_some_and(|role| COUNTS.contains(&role));
        match page {
            // How many ballots there are is asked once the meeting is known to vote by ballot.
            Page::Attendance => {
                let way = self.sheet.form.place_of(Role::VoteWay, None);
                let known = way.is_none_or(|path| self.is_given(&path));
                self.outer(&|field| counts(field) && (known || field.role != Some(Role::Ballots)))
            }
            Page::End => self.outer(&|field| !counts(field)),
            Page::All => Vec::new(),
            Page::Reading => self.row().map(|row| self.votes(row)).unwrap_or_default(),
        }
    }

    /// The fields outside rosters that people answer and that are asked.
    fn outer(&self, wanted: &dyn Fn(&Field) -> bool) -> Vec<Path> {
        let groups = self.sheet.form.groups().iter();
        let fields = groups
            .filter(|group| !group.roster)
            .flat_map(|group| &group.fields);
        fields
            .filter(|field| !field.computed && wanted(field))
            .map(|field| Path::Field(field.id.clone()))
            .filter(|path| !matches!(self.sheet.outcome(path), Outcome::NotRelevant))
            .collect()
    }

    /// The votes on a row; what was said, once the meeting does not agree or somebody wrote it down.
    fn votes(&self, row: RowId) -> Vec<Path> {
        let place = |role| self.sheet.form.place_of(role, Some(row));
        let votes = [Role::VotesFor, Role::VotesAgainst, Role::VotesAbstain];
        let mut paths: Vec<Path> = votes.into_iter().filter_map(place).collect();
        let opinion = place(Role::Opinion);
        let asked = |path: &Path| self.agreed(row) == Some(false) || self.is_given(path);
        paths.extend(opinion.filter(asked));
        paths
    }

    /// Whether every vote on a row is given.
    pub(super) fn is_voted(&self, row: RowId) -> bool {
        let place = |role| self.sheet.form.place_of(role, Some(row));
        let votes = [Role::VotesFor, Role::VotesAgainst, Role::VotesAbstain];
        let mut paths = votes.into_iter().filter_map(place);
        paths.all(|path| self.is_given(&path))
    }

    pub(super) fn is_given(&self, path: &Path) -> bool {
        self.sheet.answers.get(path).is_some()
    }

    /// Whether a count or the code of a choice is typed there.
    pub(super) fn is_figure(&self, path: &Path) -> bool {
        let kind = self.sheet.field(path).map(|field| field.kind);
        matches!(self.page, Page::Attendance | Page::Reading)
            && matches!(kind, Some(FieldType::Integer | FieldType::Choice))
    }

    /// The count at a place, given or computed.
    pub(super) fn figure(&self, path: &Path) -> Option<u32> {
        match self.sheet.outcome(path) {
            Outcome::Given(Value::Number(number))
            | Outcome::StandIn(Value::Number(number))
            | Outcome::Computed {
                value: Value::Number(number),
                ..
            } => number.to_u32(),
            _ => None,
        }
    }

    fn figure_of(&self, role: Role) -> Option<u32> {
        let path = self.sheet.form.place_of(role, None)?;
        self.figure(&path)
    }

    /// How many votes there can be: the valid ballots where ballots are counted, else those who may vote.
    pub(super) fn present(&self) -> Option<u32> {
        let fields = self.sheet.form.fields_with_role(Role::Ballots);
        let paths = fields.map(|field| Path::Field(field.id.clone()));
        let asked = paths.filter(|path| !matches!(self.sheet.outcome(path), Outcome::NotRelevant));
        match asked.last() {
            Some(valid) => self.figure(&valid),
            None => self.figure_of(Role::Voters),
        }
    }

    /// What a place without an answer offers: those who have not voted abstain, whoever is there may vote.
    pub(super) fn offer(&self, path: &Path) -> Option<u32> {
        if self.is_given(path) || self.sheet.is_finished() {
            return None;
        }
        match self.sheet.field(path)?.role? {
            Role::Voters => self.figure_of(Role::Attended),
            Role::VotesAbstain => {
                let row = self.row();
                let place = |role| self.figure(&self.sheet.form.place_of(role, row)?);
                let (for_it, against) = (place(Role::VotesFor)?, place(Role::VotesAgainst)?);
                self.present()?.checked_sub(for_it.checked_add(against)?)
            }
            _ => None,
        }
    }

    /// Enter on an offered figure takes it.
    pub(super) fn take_offer(&mut self) -> Vec<Effect> {
        let offered = self.path().and_then(|path| {
            let offer = self.offer(&path)?;
            Some((path, offer))
        });
        match offered {
            Some((path, offer)) => self.sheet.put(path, counted(offer)),
            None => Vec::new(),
        }
    }

    /// One more or one less in the line; the next or last choice.
    pub(super) fn count(&mut self, up: bool, shared: &Shared) -> Vec<Effect> {
        let mut effects = self.keep_typed(shared);
        let Some(path) = self.path().filter(|path| self.is_figure(path)) else {
            return effects;
        };
        let choices = self.sheet.field(&path).map(|field| &field.choices);
        if let Some(choices) = choices.filter(|choices| !choices.is_empty()) {
            let at = match self.sheet.outcome(&path) {
                Outcome::Given(Value::Choice(id)) => {
                    choices.iter().position(|choice| choice.id == *id)
                }
                _ => None,
            };
            let count = choices.len();
            let next = match at {
                None => 0,
                Some(at) => (at + if up { 1 } else { count - 1 }) % count,
            };
            let choice = choices.get(next).map(|choice| choice.id.clone());
            let answer = choice.map(|id| Answer::Given(Value::Choice(id)));
            effects.extend(self.sheet.put(path, answer));
            return effects;
        }
        let now = self.figure(&path).unwrap_or(0);
        let then = match up {
            true => now.checked_add(1),
            false => now.checked_sub(1),
        };
        if let Some(then) = then {
            effects.extend(self.sheet.put(path, counted(then)));
        }
        effects
    }

    /// Everybody agrees: nobody against, nobody abstains.
    pub(super) fn all_agree(&mut self) -> Vec<Effect> {
        let (Some(row), Some(present)) = (self.row(), self.present()) else {
            return Vec::new();
        };
        let votes = [
            (Role::VotesFor, present),
            (Role::VotesAgainst, 0),
            (Role::VotesAbstain, 0),
        ];
        let mut effects = Vec::new();
        for (role, count) in votes {
            if let Some(path) = self.sheet.form.place_of(role, Some(row)) {
                effects.extend(self.sheet.put(path, counted(count)));
            }
        }
        self.line = 0;
        effects
    }

    /// Whether the meeting agreed on a row, once that is known.
    pub(super) fn agreed(&self, row: RowId) -> Option<bool> {
        let path = self.sheet.form.place_of(Role::Agreed, Some(row))?;
        match self.sheet.outcome(&path) {
            Outcome::Computed {
                value: Value::YesNo(yes),
                ..
            }
            | Outcome::Given(Value::YesNo(yes))
            | Outcome::StandIn(Value::YesNo(yes)) => Some(*yes),
            _ => None,
        }
    }

    /// The rows that the meeting did not agree on.
    pub(super) fn refused(&self) -> Vec<RowId> {
        let rows = self.rows().iter().copied();
        rows.filter(|row| self.agreed(*row) == Some(false))
            .collect()
    }
}
