//! Which names an expression of a paper can see, from where it stands.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::expression::compile::{Found, Names};
use super::expression::{Type, Val};
use super::spec::Spec;
use super::spec::blocks::Scope;
use super::{ChoiceRole, Direction, Field, FieldType, Name};

/// Nodes and types by name.
type Fields = HashMap<String, (u32, Type)>;

/// Every name of one paper.
pub(super) struct Catalogue {
    outer: Fields,
    rosters: Vec<(String, Fields)>,
    constants: HashMap<String, u32>,
    imports: Fields,
    /// Nodes whose computed value a person's value may stand in place of.
    overridable: BTreeSet<u32>,
    rows: HashMap<String, u32>,
    columns: Fields,
    column_count: u32,
    /// What `row_direction` is in each row of a grid, and the own field that says it of local rows.
    directions: Vec<Direction>,
    /// The constant that `row_target` is in each row of a grid.
    targets: Vec<Option<u32>>,
    local_direction: Option<String>,
    pub(super) areas: Option<(Name, Name)>,
}

/// The type of a field in expressions.
pub(super) fn type_of(field: &Field) -> Type {
    type_with(field.kind, field.choices.iter().map(|choice| &choice.id))
}

/// The type in expressions of a kind of field with these choices.
fn type_with<'a>(kind: FieldType, choices: impl Iterator<Item = &'a Name>) -> Type {
    let ids = || Arc::new(choices.map(Name::to_string).collect::<BTreeSet<_>>());
    match kind {
        FieldType::Text | FieldType::Place => Type::Text,
        FieldType::Integer | FieldType::Decimal | FieldType::Money | FieldType::Percent => {
            Type::Number
        }
        FieldType::Date => Type::Date,
        FieldType::Choice => Type::Choice(ids()),
        FieldType::Choices => Type::Choices(ids()),
        FieldType::YesNo => Type::YesNo,
    }
}

impl Catalogue {
    pub(super) fn new(spec: &Spec, constant_ids: &[Name]) -> Self {
        let mut outer = HashMap::new();
        let mut rosters = Vec::new();
        // A grid's cells come first, its local rows after them.
        let mut next = u32::try_from(spec.rows.len() * spec.columns.len()).unwrap_or(u32::MAX);
        let mut overridable = BTreeSet::new();
        for group in &spec.groups {
            let mut fields = HashMap::new();
            for field in &group.fields {
                let entry = (next, type_of(&field.field));
                let into = if group.roster {
                    &mut fields
                } else {
                    &mut outer
                };
                into.insert(field.field.id.to_string(), entry);
                if field.field.overridable {
                    overridable.insert(next);
                }
                next = next.saturating_add(1);
            }
            if group.roster {
                rosters.push((group.id.clone(), fields));
            }
        }
        let columns: HashMap<_, _> = (0..)
            .zip(&spec.columns)
            .map(|(n, column)| {
                (
                    column.column.field.id.to_string(),
                    (n, type_of(&column.column.field)),
                )
            })
            .collect();
        Catalogue {
            outer,
            rosters,
            constants: (0..)
                .zip(constant_ids)
                .map(|(n, id)| (id.to_string(), n))
                .collect(),
            imports: (0..)
                .zip(&spec.imports)
                .map(|(n, import)| {
                    let kind = type_with(import.kind, import.choices.iter());
                    (import.id.to_string(), (n, kind))
                })
                .collect(),
            overridable,
            rows: (0..)
                .zip(&spec.rows)
                .map(|(n, row)| (row.row.id.to_string(), n))
                .collect(),
            column_count: u32::try_from(spec.columns.len()).unwrap_or(u32::MAX),
            columns,
            targets: spec
                .rows
                .iter()
                .map(|row| {
                    let target = row.row.target.as_ref()?;
                    let at = constant_ids.iter().position(|id| id == target)?;
                    u32::try_from(at).ok()
                })
                .collect(),
            directions: spec.rows.iter().map(|row| row.row.direction).collect(),
            local_direction: spec.local.as_ref().and_then(|(_, field)| field.clone()),
            areas: areas(spec),
        }
    }

    /// Whether a person's value may stand in place of a node's computed one.
    pub(super) fn is_overridable(&self, node: u32) -> bool {
        self.overridable.contains(&node)
    }

    /// The node of a grid's cell.
    pub(super) fn cell(&self, row: u32, column: u32) -> u32 {
        row.saturating_mul(self.column_count).saturating_add(column)
    }

    /// The position of a grid's row.
    pub(super) fn row(&self, id: &str) -> Option<u32> {
        self.rows.get(id).copied()
    }
}

/// The choices with the roles rural and urban, wherever the paper has them.
fn areas(spec: &Spec) -> Option<(Name, Name)> {
    let fields = spec
        .groups
        .iter()
        .flat_map(|group| &group.fields)
        .chain(spec.columns.iter().map(|column| &column.rules));
    let choices: Vec<_> = spec
        .choices
        .values()
        .flat_map(|list| &list.choices)
        .chain(fields.flat_map(|field| &field.field.choices))
        .collect();
    let with = |role: ChoiceRole| {
        choices
            .iter()
            .find(|choice| choice.role == Some(role))
            .map(|choice| choice.id.clone())
    };
    Some((with(ChoiceRole::Rural)?, with(ChoiceRole::Urban)?))
}

/// From where an expression looks.
#[derive(Clone, Copy)]
pub(super) enum View {
    /// A questionnaire, or one of its rosters when rows are bound.
    Fields,
    /// A column's formula: names are columns of the same row.
    Row(u32),
    /// A row's formula: names are rows of the same column.
    Column(u32),
    /// A check at one cell: columns of its row first, then rows of its column.
    Cell { row: u32, column: u32 },
}

/// A catalogue seen from a place.
pub(super) struct Seen<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) view: View,
    /// For an expression of a block: what the block's relative row ids stand for.
    pub(super) scope: Option<&'a Scope>,
}

/// The word for the direction of the row that an expression stands in.
const ROW_DIRECTION: &str = "row_direction";
/// The word for the target of the row that an expression stands in; nothing where a row has none.
const ROW_TARGET: &str = "row_target";

impl Seen<'_> {
    fn row(&self, name: &str) -> Option<u32> {
        let full = self.scope.and_then(|scope| scope.get(name));
        self.catalogue
            .rows
            .get(full.map_or(name, String::as_str))
            .copied()
    }

    /// What `row_direction` is here, where there is a row.
    fn direction(&self, rows: &[u32]) -> Option<Found> {
        let words = Direction::ALL.map(|direction| direction.as_str().to_owned());
        let kind = Type::Choice(Arc::new(words.into()));
        let said = |direction: Direction| Found::Fixed {
            value: Val::Text(Name::new(direction.as_str())),
            kind: kind.clone(),
        };
        let catalogue = self.catalogue;
        match self.view {
            View::Row(row) | View::Cell { row, .. } => {
                let row = usize::try_from(row).ok()?;
                Some(said(*catalogue.directions.get(row)?))
            }
            // A local row says it in a field of its own, if the paper has one.
            View::Fields if !rows.is_empty() && !catalogue.directions.is_empty() => {
                let field = catalogue.local_direction.as_ref();
                let own = field.and_then(|field| catalogue.rosters.first()?.1.get(field));
                Some(match own {
                    Some((node, _)) => Found::Value {
                        node: *node,
                        level: 1,
                        kind,
                    },
                    None => said(Direction::None),
                })
            }
            _ => None,
        }
    }

    /// What `row_target` is here, where there is a row.
    fn target(&self, rows: &[u32]) -> Option<Found> {
        let none = || Found::Fixed {
            value: Val::Nothing,
            kind: Type::Number,
        };
        match self.view {
            View::Row(row) | View::Cell { row, .. } => {
                let target = self.catalogue.targets.get(usize::try_from(row).ok()?)?;
                Some(target.map_or_else(none, Found::Constant))
            }
            View::Fields if !rows.is_empty() && !self.catalogue.targets.is_empty() => Some(none()),
            _ => None,
        }
    }

    fn grid(&self, name: &str) -> Option<(u32, Type)> {
        let catalogue = self.catalogue;
        let in_row = |row: u32| {
            catalogue
                .columns
                .get(name)
                .map(|(column, kind)| (catalogue.cell(row, *column), kind.clone()))
        };
        let in_column = |column: u32| {
            let row = self.row(name)?;
            let kind = catalogue
                .columns
                .values()
                .find(|(other, _)| *other == column)
                .map(|(_, kind)| kind.clone())?;
            Some((catalogue.cell(row, column), kind))
        };
        match self.view {
            View::Fields => None,
            View::Row(row) => in_row(row),
            View::Column(column) => in_column(column),
            View::Cell { row, column } => in_row(row).or_else(|| in_column(column)),
        }
    }
}

impl Names for Seen<'_> {
    fn find(&self, parts: &[String], rows: &[u32]) -> Found {
        let catalogue = self.catalogue;
        match parts {
            [name] => {
                // Innermost row first: a roster's own fields hide outer ones.
                for (level, roster) in rows.iter().enumerate().rev() {
                    let fields = usize::try_from(*roster)
                        .ok()
                        .and_then(|roster| catalogue.rosters.get(roster));
                    if let Some((node, kind)) = fields.and_then(|(_, fields)| fields.get(name)) {
                        return Found::Value {
                            node: *node,
                            level: u8::try_from(level + 1).unwrap_or(u8::MAX),
                            kind: kind.clone(),
                        };
                    }
                }
                if let Some((node, kind)) = catalogue
                    .outer
                    .get(name)
                    .cloned()
                    .or_else(|| self.grid(name))
                {
                    return Found::Value {
                        node,
                        level: 0,
                        kind,
                    };
                }
                if let Some(index) = catalogue.constants.get(name) {
                    return Found::Constant(*index);
                }
                if let Some((index, kind)) = catalogue.imports.get(name) {
                    return Found::Import {
                        index: *index,
                        kind: kind.clone(),
                    };
                }
                if name == ROW_DIRECTION
                    && let Some(direction) = self.direction(rows)
                {
                    return direction;
                }
                if name == ROW_TARGET
                    && let Some(target) = self.target(rows)
                {
                    return target;
                }
                if let Some(roster) = catalogue
                    .rosters
                    .iter()
                    .position(|(other, _)| other == name)
                {
                    return u32::try_from(roster).map_or(Found::Unknown, Found::Roster);
                }
                match catalogue
                    .rosters
                    .iter()
                    .find(|(_, fields)| fields.contains_key(name))
                {
                    Some((roster, _)) => Found::NeedsRow {
                        roster: roster.clone(),
                    },
                    None => Found::Unknown,
                }
            }
            [first, second] => {
                if let (Some(row), Some((column, kind))) =
                    (self.row(first), catalogue.columns.get(second))
                {
                    return Found::Value {
                        node: catalogue.cell(row, *column),
                        level: 0,
                        kind: kind.clone(),
                    };
                }
                match catalogue
                    .rosters
                    .iter()
                    .find(|(roster, fields)| roster == first && fields.contains_key(second))
                {
                    Some((roster, _)) => Found::NeedsRow {
                        roster: roster.clone(),
                    },
                    None => Found::Unknown,
                }
            }
            _ => Found::Unknown,
        }
    }

    fn all(&self, rows: &[u32]) -> Vec<String> {
        let catalogue = self.catalogue;
        let bound = rows
            .iter()
            .filter_map(|roster| catalogue.rosters.get(usize::try_from(*roster).ok()?))
            .flat_map(|(_, fields)| fields.keys());
        let mut all: Vec<String> = bound
            .chain(catalogue.outer.keys())
            .chain(catalogue.constants.keys())
            .chain(catalogue.imports.keys())
            .cloned()
            .collect();
        all.extend(catalogue.rosters.iter().map(|(name, _)| name.clone()));
        if matches!(self.view, View::Row(_) | View::Cell { .. }) {
            all.push(ROW_DIRECTION.to_owned());
            all.extend(catalogue.columns.keys().cloned());
        }
        if matches!(self.view, View::Column(_) | View::Cell { .. }) {
            all.extend(catalogue.rows.keys().cloned());
            all.extend(
                self.scope
                    .into_iter()
                    .flat_map(|scope| scope.keys().cloned()),
            );
        }
        all.sort();
        all
    }

    fn areas(&self) -> Option<Arc<BTreeSet<String>>> {
        self.catalogue
            .areas
            .as_ref()
            .map(|(rural, urban)| Arc::new([rural.to_string(), urban.to_string()].into()))
    }
}
