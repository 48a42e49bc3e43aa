//! A checked paper: what screens read of it, and the plan its evaluation follows.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::expression::Expr;
use super::mistake::Mistake;
use super::spec::{JoinSpec, RuleSpec, TallySpec};
use super::{
    CheckRule, Constant, Evidence, Field, FieldType, Fill, FormHash, FormKind, GridColumn, GridRow,
    Group, Import, Name, PeriodKind, Role, Subject, TableColumn, TablePart, Valid, Value,
};
use crate::place::Level;

/// Where a node stands in its paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// A field outside rosters.
    Field { group: usize, field: usize },
    /// A field of a roster's rows.
    Member {
        roster: usize,
        group: usize,
        field: usize,
    },
    /// A cell of a grid.
    Cell { row: usize, column: usize },
}

/// One formula of a computed field or cell.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    pub(super) expr: Expr,
    /// As people read it: `kh = kh_tw + kh_dp`.
    pub(super) text: String,
}

/// One end of a range.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    Open,
    Fixed(Value),
    Computed(Expr),
}

#[derive(Clone, Debug)]
pub(super) enum Required {
    No,
    Yes,
    When(Expr),
}

/// One field, one field of a roster, or one cell, ready to evaluate.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) name: Name,
    pub(super) kind: FieldType,
    pub(super) digits: u32,
    pub(super) closed: bool,
    pub(super) formulas: Vec<Formula>,
    pub(super) when: Option<Expr>,
    pub(super) required: Required,
    pub(super) range: [Bound; 2],
    pub(super) usual: [Bound; 2],
    pub(super) default: Option<Value>,
    /// Whether it holds from one period to the next: known, it is not superfluous where it is not asked.
    pub(super) carry: bool,
    /// Whether any expression reads it; unread answers are not converted.
    pub(super) read: bool,
}

/// A roster: its group and its nodes.
#[derive(Clone, Debug)]
pub(super) struct Roster {
    pub(super) name: Name,
    pub(super) nodes: std::ops::Range<u32>,
    pub(super) min_rows: Option<u32>,
    pub(super) max_rows: Option<u32>,
}

/// Where a check is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckAt {
    /// Once, shown at the node.
    Once(u32),
    /// For each row of the node's roster.
    EachRow { roster: usize, node: u32 },
}

#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) id: Name,
    pub(super) at: CheckAt,
    pub(super) expr: Expr,
    pub(super) text: String,
    pub(super) blocks: bool,
    pub(super) message: String,
}

/// A checked paper. There is no other kind: its only constructor is [`super::check()`].
#[derive(Debug)]
pub struct Form {
    pub(super) id: Name,
    pub(super) version: String,
    pub(super) full_id: String,
    pub(super) kind: FormKind,
    pub(super) title: String,
    pub(super) subject: Subject,
    pub(super) repeats: bool,
    pub(super) occasional: bool,
    pub(super) loadable: Option<String>,
    pub(super) valid: Option<Valid>,
    pub(super) scale_source: Option<String>,
    pub(super) training: bool,
    pub(super) levels: Vec<Level>,
    pub(super) periods: Vec<PeriodKind>,
    pub(super) source: String,
    pub(super) evidence: Evidence,
    pub(super) note: Option<String>,
    pub(super) hash: FormHash,
    pub(super) groups: Vec<Group>,
    pub(super) add_labels: BTreeMap<Name, String>,
    pub(super) group_when: Vec<Option<Expr>>,
    pub(super) columns: Vec<GridColumn>,
    pub(super) rows: Vec<GridRow>,
    /// Cells whose type, unit, digits or ranges are their row's: node and field.
    pub(super) cell_fields: BTreeMap<u32, Field>,
    /// For a grid with local rows: how many fields of its roster stand before the columns.
    pub(super) local: Option<usize>,
    pub(super) table_columns: Vec<TableColumn>,
    pub(super) table_rules: Vec<Option<RuleSpec>>,
    pub(super) tally: TallySpec,
    pub(super) constants: Vec<Constant>,
    /// Constants by the index that expressions use: each all dated entries of one id.
    pub(super) constant_ids: Vec<Name>,
    pub(super) imports: Vec<Import>,
    pub(super) fill: Option<Fill>,
    /// For each node, the imports its value can depend on: bit `n` for the `n`-th.
    pub(super) reach: Vec<u64>,
    pub(super) areas: Option<(Name, Name)>,
    pub(super) nodes: Vec<Node>,
    /// Nodes so that each comes after those it reads.
    pub(super) order: Vec<u32>,
    pub(super) rosters: Vec<Roster>,
    pub(super) fields: HashMap<Name, u32>,
    pub(super) checks: Vec<Check>,
    /// The same as their author wrote them, each once.
    pub(super) rules: Vec<CheckRule>,
    pub(super) warnings: Vec<Mistake>,
}

impl Form {
    /// The paper's id: `phieu-b`.
    pub fn id(&self) -> &Name {
        &self.id
    }

    /// The paper's version: `2022.1`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// `id@version`.
    pub fn full_id(&self) -> &str {
        &self.full_id
    }

    /// Questionnaire, grid or table.
    pub fn kind(&self) -> FormKind {
        self.kind
    }

    /// The official title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is filled for.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// Whether one subject may have several in one period.
    pub fn repeats(&self) -> bool {
        self.repeats
    }

    /// Whether it is filled only when there is occasion: nobody waits for one from every subject, so it
    /// does not count towards progress. A paper that repeats always is.
    pub fn occasional(&self) -> bool {
        self.occasional || self.repeats
    }

    /// The file, within its folder, of the scale that can be loaded into it.
    pub fn loadable(&self) -> Option<&str> {
        self.loadable.as_deref()
    }

    /// The days on which its loaded scale is in force; none where no scale is loaded.
    pub fn scale(&self) -> Option<Valid> {
        self.valid
    }

    /// Where its loaded scale comes from, as the sheet says; none where no scale is loaded.
    pub fn scale_source(&self) -> Option<&str> {
        self.scale_source.as_deref()
    }

    /// Whether it serves training workspaces only; what is computed with it says so.
    pub fn training(&self) -> bool {
        self.training
    }

    /// The levels of place it is filled for, lowest first; none named is all of them.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Whether it is filled for a place of this level.
    pub fn at_level(&self, level: Level) -> bool {
        self.levels.is_empty() || self.levels.contains(&level)
    }

    /// The kinds of period it serves.
    pub fn periods(&self) -> &[PeriodKind] {
        &self.periods
    }

    /// Whether the paper serves a period of this kind; one that names no kinds serves all.
    pub fn serves(&self, period: super::Period) -> bool {
        self.periods().is_empty() || self.periods().contains(&period.kind())
    }

    /// Where it comes from: document, appendix.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How well the paper as a whole is known.
    pub fn evidence(&self) -> Evidence {
        self.evidence
    }

    /// A caveat to show with the paper, if its author wrote one.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Whether the paper and everything in it was read in a published text.
    pub fn wholly_verified(&self) -> bool {
        let verified = |evidence: Evidence| evidence == Evidence::Verified;
        verified(self.evidence)
            && self
                .groups
                .iter()
                .flat_map(|group| &group.fields)
                .all(|field| verified(field.evidence))
            && self
                .columns
                .iter()
                .all(|column| verified(column.field.evidence))
            && self.rows.iter().all(|row| verified(row.evidence))
            && self
                .table_columns
                .iter()
                .all(|column| verified(column.evidence))
            && self.table_parts().all(|part| verified(part.evidence))
            && self
                .constants
                .iter()
                .all(|constant| verified(constant.evidence))
            && self.rules.iter().all(|rule| verified(rule.evidence))
    }

    /// The hash of the parsed paper without its examples.
    pub fn hash(&self) -> FormHash {
        self.hash
    }

    /// A questionnaire's groups in order; a grid's local rows, where it takes any; empty for tables.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What the paper calls adding a row to a roster, if it says.
    pub fn add_label(&self, roster: &str) -> Option<&str> {
        self.add_labels.get(roster).map(String::as_str)
    }

    /// The least and most rows of a roster, where the paper says.
    pub fn row_limits(&self, roster: &str) -> (Option<u32>, Option<u32>) {
        self.rosters
            .iter()
            .find(|r| r.name.as_str() == roster)
            .map_or((None, None), |r| (r.min_rows, r.max_rows))
    }

    /// A grid's columns in order; empty for other kinds.
    pub fn columns(&self) -> &[GridColumn] {
        &self.columns
    }

    /// A grid's rows in order; empty for other kinds.
    pub fn rows(&self) -> &[GridRow] {
        &self.rows
    }

    /// The roster of a grid's local rows, and how many of its fields stand before the columns.
    pub fn local(&self) -> Option<(&Group, usize)> {
        Some((self.groups.first()?, self.local?))
    }

    /// A table's or a list's columns in order; empty for other kinds.
    pub fn table_columns(&self) -> &[TableColumn] {
        &self.table_columns
    }

    /// The rows that a table has for each unit; empty where it has one, and for other kinds.
    pub fn table_parts(&self) -> impl ExactSizeIterator<Item = &TablePart> {
        self.tally.parts.iter().map(|part| &part.part)
    }

    /// What a table or list works out for each record, by name, as written.
    pub fn table_lets(&self) -> impl Iterator<Item = (&Name, &str)> {
        let lets = self.tally.lets.iter();
        lets.map(|(name, text)| (name, text.text.as_str()))
    }

    /// Which records a table or list is about, as written.
    pub fn table_condition(&self) -> Option<&str> {
        self.tally.condition.as_ref().map(|text| text.text.as_str())
    }

    /// The ids of the papers a table joins.
    pub fn joins(&self) -> impl Iterator<Item = &str> {
        self.tally
            .joins
            .iter()
            .map(|join: &JoinSpec| join.form.text.as_str())
    }

    /// What a table calls the papers it joins, in the same order.
    pub fn join_aliases(&self) -> impl Iterator<Item = &str> {
        self.tally.joins.iter().map(|join| join.alias.text.as_str())
    }

    /// The checks its author wrote, each once, however many cells it stands at.
    pub fn check_rules(&self) -> &[CheckRule] {
        &self.rules
    }

    /// The dated figures that formulas use.
    pub fn constants(&self) -> &[Constant] {
        &self.constants
    }

    /// What the author should look at though the paper can be used.
    pub fn warnings(&self) -> &[Mistake] {
        &self.warnings
    }

    /// Whether the paper closes a cell.
    pub fn is_closed(&self, row: &str, column: &str) -> bool {
        self.cell(row, column)
            .and_then(|node| self.node(node))
            .is_some_and(|node| node.closed)
    }

    /// The field with a role outside rosters, else within one: its id and its roster.
    pub fn field_with_role(&self, role: Role) -> Option<(Option<&Name>, &Field)> {
        let hit = |group: &'_ Group| {
            group
                .fields
                .iter()
                .position(|field| field.role == Some(role))
        };
        let found = self
            .groups
            .iter()
            .filter(|g| !g.roster)
            .chain(self.groups.iter().filter(|g| g.roster))
            .find_map(|g| Some((g, hit(g)?)));
        found.and_then(|(group, at)| {
            Some((group.roster.then_some(&group.id), group.fields.get(at)?))
        })
    }

    pub(super) fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(node).ok()?)
    }

    pub(super) fn cell(&self, row: &str, column: &str) -> Option<u32> {
        let row = self
            .rows
            .iter()
            .position(|other| other.id.as_str() == row)?;
        let column = self
            .columns
            .iter()
            .position(|other| other.field.id.as_str() == column)?;
        u32::try_from(row * self.columns.len() + column).ok()
    }

    pub(super) fn field_of(&self, node: &Node) -> Option<&Field> {
        match node.at {
            At::Field { group, field } | At::Member { group, field, .. } => {
                self.groups.get(group)?.fields.get(field)
            }
            At::Cell { row, column } => u32::try_from(row * self.columns.len() + column)
                .ok()
                .and_then(|n| self.cell_fields.get(&n))
                .or_else(|| self.columns.get(column).map(|column| &column.field)),
        }
    }

    /// The constant of an index at a day: the entry in force, or the only undated one. `None` where no
    /// entry is, or its figure is not known.
    pub(super) fn constant_at(
        &self,
        index: u32,
        day: Option<chrono::NaiveDate>,
    ) -> Option<Decimal> {
        let id = self.constant_ids.get(usize::try_from(index).ok()?)?;
        let mut entries = self.constants.iter().filter(|constant| constant.id == *id);
        match day {
            Some(day) => entries
                .find(|constant| constant.in_force(day))
                .and_then(|constant| constant.value),
            // Without a day only a figure that never changes is known.
            None => entries
                .find(|constant| constant.from.is_none() && constant.to.is_none())
                .and_then(|constant| constant.value),
        }
    }
}
