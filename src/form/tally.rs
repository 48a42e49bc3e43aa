//! Tables: many evaluated papers added up, one record at a time.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::compiled::Form;
use super::expression::ast::{Ast, Node as AstNode};
use super::expression::compile::{Found, Names, Place, compile, compile_ast, read};
use super::expression::run::{Reading, evaluate, rounded};
use super::expression::{Expr, Given, Type, Val};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::names::type_of;
use super::order::{Edges, order};
use super::run::{context_value, val};
use super::spec::table::Located;
use super::spec::{PAPER, RuleSpec, Spec};
use super::{Context, Evaluation, FormKind, Name, Outcome, Path, RowId, TableColumn};
use crate::place::Area;

/// A unit that a table has a row for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyUnit {
    /// Its code or label.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Its area, which decides the area row it adds to.
    pub area: Option<Area>,
}

/// What a row of a table stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyRowKind {
    /// One unit.
    Unit,
    /// All units of one area.
    Area(Area),
    /// Everything.
    Total,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TallyCell {
    /// The figure; unknown while records are missing, and where a rate has no denominator.
    pub value: Option<Decimal>,
    /// How many records lack what the figure needs.
    pub missing: u64,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// What it stands for.
    pub kind: TallyRowKind,
    /// The unit's code or label; empty for areas and the total.
    pub place: String,
    /// The unit's name; empty for areas and the total.
    pub name: String,
    /// The area of the unit or the row.
    pub area: Option<Area>,
    /// Figures by official column number.
    pub cells: BTreeMap<String, TallyCell>,
}

/// A finished table: units in the order given, then areas that have units, then the total.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TallyTable {
    /// Its rows.
    pub rows: Vec<TallyRow>,
}

#[derive(Debug)]
enum Rule {
    Count(Expr),
    Sum(Expr),
    Printed(Expr),
}

/// A field of a joined paper.
#[derive(Debug)]
struct Link {
    join: usize,
    /// The path of a field outside rosters, or the roster's index and the field's name.
    to: LinkTo,
}

#[derive(Debug)]
enum LinkTo {
    Field(Path),
    Member { roster: usize, field: Name },
}

/// A table paper linked to the papers it joins. There is no other way to tally: see [`Form::link`].
#[derive(Debug)]
pub struct Tally {
    joins: Vec<Name>,
    columns: Vec<TableColumn>,
    rules: Vec<Rule>,
    order: Vec<usize>,
    condition: Option<Expr>,
    links: Vec<Link>,
    rosters: Vec<(usize, Name)>,
    areas: Option<(Name, Name)>,
    constants: Vec<(Name, u32)>,
}

impl Form {
    /// Links a table to the papers it joins. Their versions may differ from those tallied:
    /// fields are found by path.
    pub fn link(&self, forms: &BTreeMap<String, &Form>) -> Result<Tally, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        if self.kind != FormKind::Table {
            let args = vec![
                ("section", "tally".to_owned()),
                ("kind", self.kind.as_str().to_owned()),
            ];
            return Err(vec![Mistake::new(
                MistakeCode::MissingSection,
                PAPER,
                1,
                None,
                args,
            )]);
        }
        let mut joined: Vec<(String, Option<&Form>)> = Vec::new();
        for join in &self.tally.joins {
            let form = forms.get(&join.form.text).copied();
            if form.is_none() {
                let near = nearest(&join.form.text, forms.keys().map(String::as_str));
                let args = vec![("form", join.form.text.clone()), ("nearest", near)];
                mistakes.push(Mistake::new(
                    MistakeCode::UnknownForm,
                    PAPER,
                    join.form.line,
                    None,
                    args,
                ));
            }
            joined.push((join.alias.text.clone(), form));
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let names = Joined {
            table: self,
            joined,
            links: RefCell::default(),
            rosters: RefCell::default(),
        };
        let condition = self
            .tally
            .condition
            .as_ref()
            .and_then(|text| typed(text, &Type::YesNo, &names, None, &mut mistakes));
        let numbers: Vec<&str> = self
            .table_columns
            .iter()
            .map(|column| column.number.as_str())
            .collect();
        let mut rules = Vec::new();
        for (column, rule) in self.table_columns.iter().zip(&self.table_rules) {
            let number = Some(column.number.as_str());
            rules.extend(match rule {
                Some(RuleSpec::Count(text)) => {
                    typed(text, &Type::YesNo, &names, number, &mut mistakes).map(Rule::Count)
                }
                Some(RuleSpec::Sum(text)) => {
                    typed(text, &Type::Number, &names, number, &mut mistakes).map(Rule::Sum)
                }
                Some(RuleSpec::Printed(text)) => {
                    compile_printed(&column.number, text, &numbers, &mut mistakes)
                        .map(Rule::Printed)
                }
                None => None,
            });
        }
        let edges: Edges = rules
            .iter()
            .map(|rule| {
                if let Rule::Printed(expr) = rule {
                    reads(expr)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let order = order(&edges)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|n| usize::try_from(n).ok())
            .collect();
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let areas = names
            .joined
            .iter()
            .find_map(|(_, form)| form.and_then(|form| form.areas.clone()));
        Ok(Tally {
            joins: self
                .tally
                .joins
                .iter()
                .map(|join| Name::new(&join.form.text))
                .collect(),
            columns: self.table_columns.clone(),
            rules,
            order,
            condition,
            links: names.links.into_inner(),
            rosters: names.rosters.into_inner(),
            areas,
            constants: self.constant_ids.iter().cloned().zip(0..).collect(),
        })
    }
}

fn typed(
    text: &Located,
    expected: &Type,
    names: &Joined<'_>,
    field: Option<&str>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Expr> {
    let place = Place {
        file: PAPER,
        line: text.line,
        field,
    };
    let (expr, kind) = compile(&text.text, names, &[], &place, mistakes)?;
    if kind == *expected {
        return Some(expr);
    }
    let args = vec![
        ("expected", expected.word().to_owned()),
        ("found", kind.word().to_owned()),
        ("column", "1".to_owned()),
        ("expression", text.text.clone()),
    ];
    mistakes.push(Mistake::new(
        MistakeCode::TypeMismatch,
        PAPER,
        text.line,
        field,
        args,
    ));
    None
}

/// The names of a table: `alias.field`, and an alias's rosters.
struct Joined<'a> {
    table: &'a Form,
    joined: Vec<(String, Option<&'a Form>)>,
    links: RefCell<Vec<Link>>,
    rosters: RefCell<Vec<(usize, Name)>>,
}

impl Joined<'_> {
    fn link(&self, join: usize, to: LinkTo, level: u8, kind: Type) -> Found {
        let mut links = self.links.borrow_mut();
        let node = u32::try_from(links.len()).unwrap_or(u32::MAX);
        links.push(Link { join, to });
        Found::Value { node, level, kind }
    }

    fn outer(&self, join: usize, field: &str) -> Option<Found> {
        let form = self.joined.get(join)?.1?;
        let group = form
            .groups
            .iter()
            .filter(|group| !group.roster)
            .find(|g| g.fields.iter().any(|f| f.id.as_str() == field))?;
        let field = group.fields.iter().find(|f| f.id.as_str() == field)?;
        Some(self.link(
            join,
            LinkTo::Field(Path::Field(field.id.clone())),
            0,
            type_of(field),
        ))
    }

    fn alias(&self, alias: &str) -> Option<usize> {
        self.joined.iter().position(|(other, _)| other == alias)
    }
}

impl Names for Joined<'_> {
    fn find(&self, parts: &[String], rows: &[u32]) -> Found {
        match parts {
            [name] => {
                for (level, roster) in rows.iter().enumerate().rev() {
                    let bound = usize::try_from(*roster).ok().and_then(|at| {
                        self.rosters
                            .borrow()
                            .get(at)
                            .cloned()
                            .map(|bound| (at, bound))
                    });
                    let Some((at, (join, roster))) = bound else {
                        continue;
                    };
                    let group = self
                        .joined
                        .get(join)
                        .and_then(|(_, form)| *form)
                        .and_then(|form| form.groups.iter().find(|g| g.id == roster));
                    if let Some(field) = group.and_then(|group| {
                        group.fields.iter().find(|field| field.id.as_str() == name)
                    }) {
                        let level = u8::try_from(level + 1).unwrap_or(u8::MAX);
                        return self.link(
                            join,
                            LinkTo::Member {
                                roster: at,
                                field: field.id.clone(),
                            },
                            level,
                            type_of(field),
                        );
                    }
                }
                let constant = self
                    .table
                    .constant_ids
                    .iter()
                    .position(|id| id.as_str() == name)
                    .and_then(|n| u32::try_from(n).ok());
                constant.map_or(Found::Unknown, Found::Constant)
            }
            [alias, name] => {
                let Some(join) = self.alias(alias) else {
                    return Found::Unknown;
                };
                if let Some(found) = self.outer(join, name) {
                    return found;
                }
                let form = self.joined.get(join).and_then(|(_, form)| *form);
                let Some(group) = form.and_then(|form| {
                    form.groups
                        .iter()
                        .find(|group| group.roster && group.id.as_str() == name)
                }) else {
                    return Found::Unknown;
                };
                let mut rosters = self.rosters.borrow_mut();
                let at = rosters
                    .iter()
                    .position(|other| *other == (join, group.id.clone()))
                    .unwrap_or_else(|| {
                        rosters.push((join, group.id.clone()));
                        rosters.len() - 1
                    });
                u32::try_from(at).map_or(Found::Unknown, Found::Roster)
            }
            _ => Found::Unknown,
        }
    }

    fn all(&self, rows: &[u32]) -> Vec<String> {
        let mut all: Vec<String> = self
            .table
            .constant_ids
            .iter()
            .map(Name::to_string)
            .collect();
        for (alias, form) in &self.joined {
            let fields = form.iter().flat_map(|form| &form.groups).flat_map(|group| {
                let roster = group.roster.then(|| format!("{alias}.{}", group.id));
                let fields = group
                    .fields
                    .iter()
                    .filter(|_| !group.roster)
                    .map(|field| format!("{alias}.{}", field.id));
                roster.into_iter().chain(fields).collect::<Vec<_>>()
            });
            all.extend(fields);
        }
        for roster in rows {
            let bound = usize::try_from(*roster)
                .ok()
                .and_then(|at| self.rosters.borrow().get(at).cloned());
            let Some((join, roster)) = bound else {
                continue;
            };
            let form = self.joined.get(join).and_then(|(_, form)| *form);
            let group = form.and_then(|form| form.groups.iter().find(|group| group.id == roster));
            all.extend(
                group
                    .iter()
                    .flat_map(|group| &group.fields)
                    .map(|field| field.id.to_string()),
            );
        }
        all
    }

    fn areas(&self) -> Option<Arc<BTreeSet<String>>> {
        let areas = self
            .joined
            .iter()
            .find_map(|(_, form)| form.and_then(|form| form.areas.as_ref()));
        areas.map(|(rural, urban)| Arc::new([rural.to_string(), urban.to_string()].into()))
    }
}

/// The columns of one row, as a printed formula sees them.
struct ColumnNames<'a>(&'a [&'a str]);

impl Names for ColumnNames<'_> {
    fn find(&self, parts: &[String], _: &[u32]) -> Found {
        let [name] = parts else { return Found::Unknown };
        let at = name
            .strip_prefix('c')
            .and_then(|number| self.0.iter().position(|other| *other == number));
        match at.and_then(|at| u32::try_from(at).ok()) {
            Some(node) => Found::Value {
                node,
                level: 0,
                kind: Type::Number,
            },
            None => Found::Unknown,
        }
    }

    fn all(&self, _: &[u32]) -> Vec<String> {
        self.0.iter().map(|number| format!("c{number}")).collect()
    }

    fn areas(&self) -> Option<Arc<BTreeSet<String>>> {
        None
    }
}

/// Compiles `4=3/1*100` as printed: whole numbers that are columns are columns, others are numbers.
pub(super) fn compile_printed(
    number: &str,
    text: &Located,
    numbers: &[&str],
    mistakes: &mut Vec<Mistake>,
) -> Option<Expr> {
    let place = Place {
        file: PAPER,
        line: text.line,
        field: Some(number),
    };
    let right = match text.text.split_once('=') {
        Some((left, right)) if left.trim() == number => right,
        _ => {
            let args = vec![
                ("number", number.to_owned()),
                ("expression", text.text.clone()),
            ];
            mistakes.push(Mistake::new(
                MistakeCode::PrintedNumber,
                PAPER,
                text.line,
                Some(number),
                args,
            ));
            return None;
        }
    };
    let mut ast = read(right, &place, mistakes)?;
    let mut strangers = Vec::new();
    columns_of(&mut ast, numbers, &mut strangers);
    for stranger in &strangers {
        let args = vec![
            ("number", stranger.clone()),
            ("expression", text.text.clone()),
        ];
        mistakes.push(Mistake::new(
            MistakeCode::UnknownColumn,
            PAPER,
            text.line,
            Some(number),
            args,
        ));
    }
    if !strangers.is_empty() {
        return None;
    }
    let (expr, kind) = compile_ast(
        &ast,
        &text.text,
        &ColumnNames(numbers),
        &[],
        &place,
        mistakes,
    )?;
    if kind != Type::Number {
        let args = vec![
            ("expected", "number".to_owned()),
            ("found", kind.word().to_owned()),
            ("expression", text.text.clone()),
        ];
        mistakes.push(Mistake::new(
            MistakeCode::FormulaType,
            PAPER,
            text.line,
            Some(number),
            args,
        ));
        return None;
    }
    Some(expr)
}

/// Turns column numbers into columns. Numbers that are none: 100 and its like are figures, as printed
/// rates have them; anything else is a column that the table lacks.
fn columns_of(ast: &mut Ast, numbers: &[&str], strangers: &mut Vec<String>) {
    match &mut ast.node {
        AstNode::Number(number) => {
            let spelled = number.to_string();
            if numbers.contains(&spelled.as_str()) {
                ast.node = AstNode::Name(vec![format!("c{spelled}")]);
            } else if number.is_integer()
                && ![1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].contains(&number.mantissa())
            {
                strangers.push(spelled);
            }
        }
        AstNode::Sum(parts) | AstNode::Product(parts) => parts
            .iter_mut()
            .for_each(|(_, part)| columns_of(part, numbers, strangers)),
        AstNode::Negate(inner) => columns_of(inner, numbers, strangers),
        AstNode::Call(name, parts, _) if name != "round" => parts
            .iter_mut()
            .for_each(|part| columns_of(part, numbers, strangers)),
        AstNode::Call(_, parts, _) => parts
            .iter_mut()
            .take(1)
            .for_each(|part| columns_of(part, numbers, strangers)),
        _ => {}
    }
}

/// What each printed formula reads, for finding loops.
pub(super) fn printed_edges(spec: &Spec) -> Edges {
    let numbers: Vec<&str> = spec
        .table_columns
        .iter()
        .map(|column| column.column.number.as_str())
        .collect();
    let edges = spec.table_columns.iter().map(|column| match &column.rule {
        Some(RuleSpec::Printed(text)) => {
            compile_printed(&column.column.number, text, &numbers, &mut Vec::new())
                .map(|expr| reads(&expr))
                .unwrap_or_default()
        }
        _ => Vec::new(),
    });
    edges.collect()
}

fn reads(expr: &Expr) -> Vec<u32> {
    let mut reads = BTreeSet::new();
    expr.walk(&mut |part| {
        if let Expr::Ref { node, .. } = part {
            reads.insert(*node);
        }
    });
    reads.into_iter().collect()
}

/// Sums of one row in the making.
#[derive(Clone, Default)]
struct Sums {
    sum: Decimal,
    missing: u64,
}

/// A table being added up.
pub struct Tallying<'t> {
    tally: &'t Tally,
    table: &'t Form,
    context: Context,
    units: Vec<TallyUnit>,
    /// Unit after unit, a sum for each column.
    sums: Vec<Sums>,
    constants: Vec<Val>,
}

impl Tally {
    /// The ids of the papers that records carry, in the order [`Tallying::add`] takes them.
    pub fn joins(&self) -> &[Name] {
        &self.joins
    }

    /// Starts a table with a row for each unit. `table` is the paper this was linked from; the
    /// context's date chooses among dated constants.
    pub fn start<'t>(
        &'t self,
        table: &'t Form,
        units: Vec<TallyUnit>,
        context: Context,
    ) -> Tallying<'t> {
        let day = context.date.or(context.period.map(super::Period::last_day));
        let constants = self
            .constants
            .iter()
            .map(|(_, n)| {
                table
                    .constant_at(*n, day)
                    .map_or_else(Val::unknown, Val::Number)
            })
            .collect();
        let sums = vec![Sums::default(); units.len() * self.columns.len()];
        Tallying {
            tally: self,
            table,
            context,
            units,
            sums,
            constants,
        }
    }
}

impl Tallying<'_> {
    /// Adds one household: the unit's position, and the evaluations of its papers in the order of
    /// [`Tally::joins`], `None` for a paper it does not have. A unit that is not there adds nothing.
    pub fn add(&mut self, unit: usize, papers: &[Option<&Evaluation>]) {
        let width = self.tally.columns.len();
        let Some(sums) = unit
            .checked_mul(width)
            .and_then(|start| self.sums.get_mut(start..start + width))
        else {
            return;
        };
        let area = self.units.get(unit).and_then(|unit| unit.area);
        let mut record = Record {
            tally: self.tally,
            papers,
            rosters: vec![None; self.tally.rosters.len()],
            constants: &self.constants,
            context: &self.context,
            area,
            steps: 0,
        };
        record.list_rows();
        let mut rows = Vec::new();
        let counted = self
            .tally
            .condition
            .as_ref()
            .map_or(Val::YesNo(true), |condition| {
                evaluate(condition, &mut record, &mut rows)
            });
        match counted {
            Val::YesNo(false) | Val::Nothing => return,
            Val::YesNo(true) => {}
            _ => {
                sums.iter_mut().for_each(|sums| sums.missing += 1);
                return;
            }
        }
        for (rule, sums) in self.tally.rules.iter().zip(sums) {
            let part = match rule {
                Rule::Count(expr) => match evaluate(expr, &mut record, &mut rows) {
                    Val::YesNo(true) => Val::Number(Decimal::ONE),
                    Val::YesNo(false) | Val::Nothing => continue,
                    _ => Val::unknown(),
                },
                Rule::Sum(expr) => evaluate(expr, &mut record, &mut rows),
                Rule::Printed(_) => continue,
            };
            match part {
                Val::Number(number) => match sums.sum.checked_add(number) {
                    Some(sum) => sums.sum = sum,
                    None => sums.missing += 1,
                },
                Val::Nothing => {}
                _ => sums.missing += 1,
            }
        }
    }

    /// The table: rates are computed anew for every row from that row's own figures.
    pub fn finish(self) -> TallyTable {
        let width = self.tally.columns.len();
        let mut rows = Vec::new();
        let mut total = vec![Sums::default(); width];
        let mut areas: Vec<(Area, Vec<Sums>)> = Vec::new();
        for (n, unit) in self.units.iter().enumerate() {
            let sums = self
                .sums
                .get(n * width..(n + 1) * width)
                .unwrap_or_default();
            rows.push(self.row(TallyRowKind::Unit, &unit.place, &unit.name, unit.area, sums));
            add_all(&mut total, sums);
            if let Some(area) = unit.area {
                match areas.iter_mut().find(|(other, _)| *other == area) {
                    Some((_, into)) => add_all(into, sums),
                    None => areas.push((area, sums.to_vec())),
                }
            }
        }
        areas.sort_by_key(|(area, _)| *area);
        for (area, sums) in &areas {
            rows.push(self.row(TallyRowKind::Area(*area), "", "", Some(*area), sums));
        }
        rows.push(self.row(TallyRowKind::Total, "", "", None, &total));
        TallyTable { rows }
    }

    fn row(
        &self,
        kind: TallyRowKind,
        place: &str,
        name: &str,
        area: Option<Area>,
        sums: &[Sums],
    ) -> TallyRow {
        let mut values: Vec<Val> = Vec::with_capacity(sums.len());
        let mut missing: Vec<u64> = Vec::with_capacity(sums.len());
        for (sum, rule) in sums.iter().zip(&self.tally.rules) {
            let known = sum.missing == 0 && !matches!(rule, Rule::Printed(_));
            values.push(if known {
                Val::Number(sum.sum)
            } else {
                Val::unknown()
            });
            missing.push(sum.missing);
        }
        for n in &self.tally.order {
            let Some(Rule::Printed(expr)) = self.tally.rules.get(*n) else {
                continue;
            };
            let lacking = reads(expr)
                .into_iter()
                .filter_map(|n| missing.get(usize::try_from(n).ok()?))
                .copied()
                .max()
                .unwrap_or(0);
            let value = evaluate(
                expr,
                &mut Columns {
                    values: &values,
                    steps: 0,
                },
                &mut Vec::new(),
            );
            if let (Some(value_at), Some(missing_at)) = (values.get_mut(*n), missing.get_mut(*n)) {
                *value_at = value;
                *missing_at = lacking;
            }
        }
        let cells =
            self.tally
                .columns
                .iter()
                .zip(values)
                .zip(missing)
                .map(|((column, value), missing)| {
                    let value = match value {
                        Val::Number(number) => {
                            let mut number = rounded(number, column.digits);
                            number.rescale(column.digits);
                            Some(number)
                        }
                        _ => None,
                    };
                    (column.number.clone(), TallyCell { value, missing })
                });
        TallyRow {
            kind,
            place: place.to_owned(),
            name: name.to_owned(),
            area,
            cells: cells.collect(),
        }
    }

    /// The table paper.
    pub fn table(&self) -> &Form {
        self.table
    }
}

fn add_all(into: &mut [Sums], sums: &[Sums]) {
    for (into, sums) in into.iter_mut().zip(sums) {
        match into.sum.checked_add(sums.sum) {
            Some(sum) => into.sum = sum,
            None => into.missing += 1,
        }
        into.missing += sums.missing;
    }
}

/// Expression steps for one household.
const MOST_STEPS: u64 = 1_000_000;

/// One household's papers as expressions read them.
struct Record<'a> {
    tally: &'a Tally,
    papers: &'a [Option<&'a Evaluation>],
    rosters: Vec<Option<Vec<RowId>>>,
    constants: &'a [Val],
    context: &'a Context,
    area: Option<Area>,
    steps: u64,
}

impl Record<'_> {
    fn list_rows(&mut self) {
        for (slot, (join, roster)) in self.rosters.iter_mut().zip(&self.tally.rosters) {
            let Some(paper) = self.papers.get(*join).copied().flatten() else {
                continue;
            };
            let mut rows: Vec<RowId> = Vec::new();
            let from = Path::Member {
                roster: roster.clone(),
                row: RowId([0; 32]),
                field: Name::new(""),
            };
            for (path, outcome) in paper.outcomes.range(from..) {
                match path {
                    Path::Member {
                        roster: other, row, ..
                    } if other == roster => {
                        if rows.last() != Some(row) && *outcome != Outcome::NotRelevant {
                            rows.push(*row);
                        }
                    }
                    _ => break,
                }
            }
            *slot = Some(rows);
        }
    }

    fn outcome(&self, node: u32, row: u32) -> Option<&Outcome> {
        let link = self.tally.links.get(usize::try_from(node).ok()?)?;
        let paper = self.papers.get(link.join).copied().flatten()?;
        match &link.to {
            LinkTo::Field(path) => paper.outcomes.get(path),
            LinkTo::Member { roster, field } => {
                let (_, name) = self.tally.rosters.get(*roster)?;
                let id = self
                    .rosters
                    .get(*roster)?
                    .as_ref()?
                    .get(usize::try_from(row).ok()?)?;
                paper.outcomes.get(&Path::Member {
                    roster: name.clone(),
                    row: *id,
                    field: field.clone(),
                })
            }
        }
    }
}

impl Reading for Record<'_> {
    fn value(&self, node: u32, row: u32) -> Val {
        match self.outcome(node, row) {
            Some(
                Outcome::Given(value) | Outcome::StandIn(value) | Outcome::Computed { value, .. },
            ) => val(value),
            Some(
                Outcome::Closed
                | Outcome::NotRelevant
                | Outcome::Special(super::Special::NotApplicable),
            ) => Val::Nothing,
            _ => Val::unknown(),
        }
    }

    fn given(&self, node: u32, row: u32) -> bool {
        matches!(
            self.outcome(node, row),
            Some(
                Outcome::Given(_)
                    | Outcome::StandIn(_)
                    | Outcome::Computed {
                        control: Some(_),
                        ..
                    }
            )
        )
    }

    fn answered(&self, node: u32, row: u32) -> bool {
        self.given(node, row)
            || matches!(
                self.outcome(node, row),
                Some(Outcome::Special(_) | Outcome::Unparsed(_))
            )
    }

    fn rows(&self, roster: u32) -> u32 {
        let rows = usize::try_from(roster)
            .ok()
            .and_then(|roster| self.rosters.get(roster))
            .and_then(Option::as_ref);
        rows.map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(0))
    }

    fn constant(&self, index: u32) -> Val {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.constants.get(index))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn context(&self, given: Given) -> Val {
        if given == Given::Area {
            let own = Context {
                area: self.area.or(self.context.area),
                ..Context::default()
            };
            return context_value(&own, self.tally.areas.as_ref(), given);
        }
        context_value(self.context, self.tally.areas.as_ref(), given)
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}

/// One row's columns as printed formulas read them.
struct Columns<'a> {
    values: &'a [Val],
    steps: u64,
}

impl Reading for Columns<'_> {
    fn value(&self, node: u32, _: u32) -> Val {
        usize::try_from(node)
            .ok()
            .and_then(|node| self.values.get(node))
            .cloned()
            .unwrap_or_else(Val::unknown)
    }

    fn given(&self, _: u32, _: u32) -> bool {
        false
    }

    fn answered(&self, _: u32, _: u32) -> bool {
        false
    }

    fn rows(&self, _: u32) -> u32 {
        0
    }

    fn constant(&self, _: u32) -> Val {
        Val::unknown()
    }

    fn context(&self, _: Given) -> Val {
        Val::unknown()
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS
    }
}
