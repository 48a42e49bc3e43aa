//! What makes a paper the minutes of a meeting: who attends, and households that are voted on.

use super::compiled::Form;
use super::{Constant, Field, Name, Path, Role, RowId};

impl Form {
    /// Whether it is the minutes of a meeting: it counts who attends.
    pub fn is_meeting(&self) -> bool {
        self.fields_with_role(Role::Attendance).next().is_some()
    }

    /// The roster whose rows are voted on, if the meeting votes.
    pub fn voted(&self) -> Option<&Name> {
        let (roster, _) = self.field_with_role(Role::VotesFor)?;
        roster
    }

    /// The fields with a role outside rosters, in paper order.
    pub fn fields_with_role(&self, role: Role) -> impl Iterator<Item = &Field> {
        let groups = self.groups.iter().filter(|group| !group.roster);
        let fields = groups.flat_map(|group| &group.fields);
        fields.filter(move |field| field.role == Some(role))
    }

    /// The place of the field with a role: within the row where it stands in a roster.
    pub fn place_of(&self, role: Role, row: Option<RowId>) -> Option<Path> {
        let (roster, field) = self.field_with_role(role)?;
        let field = field.id.clone();
        match roster {
            None => Some(Path::Field(field)),
            Some(roster) => Some(Path::Member {
                roster: roster.clone(),
                row: row?,
                field,
            }),
        }
    }

    /// The figures of the law that a place's formula names and that are in force on a day.
    pub fn constants_of(&self, path: &Path, day: chrono::NaiveDate) -> Vec<&Constant> {
        let formula = self
            .field_at(path)
            .and_then(|field| field.formula.as_deref())
            .unwrap_or_default();
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let words: Vec<&str> = formula.split(|c| !letter(c)).collect();
        let named = |constant: &&Constant| words.contains(&constant.id.as_str());
        let constants = self.constants.iter().filter(named);
        constants
            .filter(|constant| constant.in_force(day))
            .collect()
    }
}
