//! From a folder to a [`Form`], or to every mistake its author made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::compiled::{At, Bound, Check, CheckAt, Form, Formula, Node, Required, Roster};
use super::expression::compile::{Place, compile};
use super::expression::{Expr, Type};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::names::{Catalogue, Seen, View, type_of};
use super::order::{Edges, order};
use super::spec::table::Located;
use super::spec::{
    BoundSpec, CheckSpec, FieldSpec, Folder, MOST_FIELDS, PAPER, RequiredSpec, RuleSpec, Scalar,
    Spec, read,
};
use super::{FieldType, FormKind, Group, Name, Role, Severity, Value, hash};

/// Checks a paper's folder. All mistakes are told at once; warnings alone do not stop a paper
/// (see [`Form::warnings`]). Examples are run by [`super::check_examples`].
pub fn check(folder: &Folder) -> Result<Form, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let form = read(folder, &mut mistakes)
        .and_then(|spec| Checker::new(&spec, &mut mistakes).form(folder, spec_parts(&spec)));
    mistakes.sort_by(|a, b| (&a.file, a.line, a.code).cmp(&(&b.file, b.line, b.code)));
    mistakes.dedup();
    match form {
        Some(mut form)
            if mistakes
                .iter()
                .all(|mistake| mistake.severity == Severity::Asks) =>
        {
            form.warnings = mistakes;
            Ok(form)
        }
        _ => Err(mistakes),
    }
}

/// The groups as screens read them.
fn spec_parts(spec: &Spec) -> Vec<Group> {
    spec.groups
        .iter()
        .map(|group| Group {
            id: Name::new(&group.id),
            title: group.title.clone(),
            roster: group.roster,
            fields: group
                .fields
                .iter()
                .map(|field| field.field.clone())
                .collect(),
        })
        .collect()
}

struct Checker<'a> {
    spec: &'a Spec,
    catalogue: Catalogue,
    constant_ids: Vec<Name>,
    used_constants: BTreeSet<u32>,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Checker<'a> {
    fn new(spec: &'a Spec, mistakes: &'a mut Vec<Mistake>) -> Self {
        let mut constant_ids: Vec<Name> = Vec::new();
        for (constant, _) in &spec.constants {
            if !constant_ids.contains(&constant.id) {
                constant_ids.push(constant.id.clone());
            }
        }
        let catalogue = Catalogue::new(spec, &constant_ids);
        Checker {
            spec,
            catalogue,
            constant_ids,
            used_constants: BTreeSet::new(),
            mistakes,
        }
    }

    fn tell(
        &mut self,
        code: MistakeCode,
        line: usize,
        field: Option<&str>,
        args: Vec<(&'static str, String)>,
    ) {
        self.mistakes
            .push(Mistake::new(code, PAPER, line, field, args));
    }

    fn form(mut self, folder: &Folder, groups: Vec<Group>) -> Option<Form> {
        let spec = self.spec;
        let fields: usize = spec
            .groups
            .iter()
            .map(|group| group.fields.len())
            .sum::<usize>()
            + spec.rows.len() * spec.columns.len();
        if fields > MOST_FIELDS {
            self.tell(
                MistakeCode::TooLarge,
                1,
                None,
                vec![
                    ("what", "form.toml".to_owned()),
                    ("most", MOST_FIELDS.to_string()),
                ],
            );
            return None;
        }
        self.roles();
        let mut nodes = Vec::new();
        let mut rosters = Vec::new();
        let mut group_when = Vec::new();
        self.questionnaire(&mut nodes, &mut rosters, &mut group_when);
        self.grid(&mut nodes);
        let checks: Vec<Check> = spec
            .checks
            .iter()
            .flat_map(|check| self.check(check, &nodes))
            .collect();
        self.table();
        let order = self.order(&nodes, &group_when);
        let constants = self.constants();
        mark_read(&mut nodes, &group_when, &checks);
        let outer = nodes
            .iter()
            .zip(0u32..)
            .filter(|(node, _)| matches!(node.at, At::Field { .. }));
        let fields: HashMap<Name, u32> = outer.map(|(node, n)| (node.name.clone(), n)).collect();
        Some(Form {
            id: Name::new(&spec.id),
            version: spec.version.clone(),
            full_id: format!("{}@{}", spec.id, spec.version),
            kind: spec.kind,
            title: spec.title.clone(),
            subject: spec.subject,
            repeats: spec.repeats,
            periods: spec.periods.clone(),
            source: spec.source.clone(),
            evidence: spec.evidence,
            note: spec.note.clone(),
            hash: hash::hash(folder),
            groups,
            add_labels: spec
                .groups
                .iter()
                .filter_map(|g| Some((Name::new(&g.id), g.add_label.clone()?)))
                .collect::<BTreeMap<_, _>>(),
            group_when,
            columns: spec
                .columns
                .iter()
                .map(|column| column.column.clone())
                .collect(),
            rows: spec.rows.iter().map(|row| row.row.clone()).collect(),
            table_columns: spec
                .table_columns
                .iter()
                .map(|column| column.column.clone())
                .collect(),
            table_rules: spec
                .table_columns
                .iter()
                .map(|column| column.rule.clone())
                .collect(),
            tally: spec.tally.clone(),
            constants,
            constant_ids: self.constant_ids,
            areas: self.catalogue.areas,
            nodes,
            order: order?,
            rosters,
            fields,
            checks,
            warnings: Vec::new(),
        })
    }

    /// Every role names one field: the program looks it up by role.
    fn roles(&mut self) {
        let mut seen: HashMap<Role, String> = HashMap::new();
        let spec = self.spec;
        for field in spec.groups.iter().flat_map(|group| &group.fields) {
            let Some(role) = field.field.role else {
                continue;
            };
            if let Some(other) = seen.insert(role, field.field.id.to_string()) {
                let word = Role::ALL
                    .into_iter()
                    .find(|(r, _)| *r == role)
                    .map_or("", |(_, word)| word);
                let args = vec![("role", word.to_owned()), ("other", other)];
                self.tell(
                    MistakeCode::DuplicateRole,
                    field.line,
                    Some(field.field.id.as_str()),
                    args,
                );
            }
        }
    }

    fn compile(
        &mut self,
        text: &Located,
        view: View,
        rows: &[u32],
        field: Option<&str>,
    ) -> Option<(Expr, Type)> {
        let place = Place {
            file: PAPER,
            line: text.line,
            field,
        };
        let seen = Seen {
            catalogue: &self.catalogue,
            view,
        };
        let (expr, kind) = compile(&text.text, &seen, rows, &place, self.mistakes)?;
        expr.walk(&mut |part| {
            if let Expr::Constant(index) = part {
                self.used_constants.insert(*index);
            }
        });
        Some((expr, kind))
    }

    fn condition(
        &mut self,
        text: &Located,
        view: View,
        rows: &[u32],
        field: Option<&str>,
    ) -> Option<Expr> {
        let (expr, kind) = self.compile(text, view, rows, field)?;
        if kind == Type::YesNo {
            return Some(expr);
        }
        self.not_a(&Type::YesNo, &kind, text, field, MistakeCode::TypeMismatch);
        None
    }

    fn not_a(
        &mut self,
        expected: &Type,
        found: &Type,
        text: &Located,
        field: Option<&str>,
        code: MistakeCode,
    ) {
        let mut args = vec![
            ("expected", expected.word().to_owned()),
            ("found", found.word().to_owned()),
        ];
        if code == MistakeCode::TypeMismatch {
            args.push(("column", "1".to_owned()));
        }
        args.push(("expression", text.text.clone()));
        self.tell(code, text.line, field, args);
    }

    /// Whether a formula's type fits its field; quoted words must be choices.
    fn fits(&mut self, field: &FieldSpec, text: &Located, kind: &Type) -> bool {
        let expected = type_of(&field.field);
        match (&expected, kind) {
            (Type::Number, Type::Number)
            | (Type::YesNo, Type::YesNo)
            | (Type::Date, Type::Date) => true,
            (Type::Text, Type::Text | Type::Words(_) | Type::Choice(_)) => true,
            (Type::Choice(choices), Type::Words(words)) => {
                let strangers: Vec<_> = words
                    .iter()
                    .filter(|word| !choices.contains(*word))
                    .cloned()
                    .collect();
                for word in &strangers {
                    let nearest = nearest(word, choices.iter().map(String::as_str));
                    let args = vec![
                        ("word", word.clone()),
                        ("nearest", nearest),
                        ("column", "1".to_owned()),
                        ("expression", text.text.clone()),
                    ];
                    self.tell(
                        MistakeCode::UnknownChoice,
                        text.line,
                        Some(field.field.id.as_str()),
                        args,
                    );
                }
                strangers.is_empty()
            }
            (Type::Choice(choices), Type::Choice(others)) if others.is_subset(choices) => true,
            _ => {
                self.not_a(
                    &expected,
                    kind,
                    text,
                    Some(field.field.id.as_str()),
                    MistakeCode::FormulaType,
                );
                false
            }
        }
    }

    fn formula(
        &mut self,
        field: &FieldSpec,
        text: &Located,
        view: View,
        rows: &[u32],
    ) -> Option<Formula> {
        let (expr, kind) = self.compile(text, view, rows, Some(field.field.id.as_str()))?;
        if !self.fits(field, text, &kind) {
            return None;
        }
        Some(Formula {
            expr,
            text: format!("{} = {}", field.field.id, text.text),
        })
    }

    fn questionnaire(
        &mut self,
        nodes: &mut Vec<Node>,
        rosters: &mut Vec<Roster>,
        group_when: &mut Vec<Option<Expr>>,
    ) {
        let spec = self.spec;
        for (group_at, group) in spec.groups.iter().enumerate() {
            let when = group
                .when
                .as_ref()
                .and_then(|text| self.condition(text, View::Fields, &[], Some(&group.id)));
            group_when.push(when);
            let first = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
            let roster = rosters.len();
            let bound: Vec<u32> = if group.roster {
                u32::try_from(roster).into_iter().collect()
            } else {
                Vec::new()
            };
            for (field_at, field) in group.fields.iter().enumerate() {
                let at = if group.roster {
                    At::Member {
                        roster,
                        group: group_at,
                        field: field_at,
                    }
                } else {
                    At::Field {
                        group: group_at,
                        field: field_at,
                    }
                };
                let formulas = field
                    .formula
                    .iter()
                    .chain(&field.also)
                    .filter_map(|text| self.formula(field, text, View::Fields, &bound))
                    .collect();
                let node = self.node(field, at, formulas, View::Fields, &bound);
                nodes.push(node);
            }
            if group.roster {
                let last = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                rosters.push(Roster {
                    name: Name::new(&group.id),
                    nodes: first..last,
                    min_rows: group.min_rows,
                    max_rows: group.max_rows,
                });
            }
        }
    }

    /// A node with everything but its formulas compiled here.
    fn node(
        &mut self,
        field: &FieldSpec,
        at: At,
        formulas: Vec<Formula>,
        view: View,
        rows: &[u32],
    ) -> Node {
        let id = field.field.id.as_str();
        Node {
            at,
            name: field.field.id.clone(),
            kind: field.field.kind,
            digits: field.field.digits,
            closed: false,
            formulas,
            when: field
                .when
                .as_ref()
                .and_then(|text| self.condition(text, view, rows, Some(id))),
            required: match &field.required {
                RequiredSpec::No => Required::No,
                RequiredSpec::Yes => Required::Yes,
                RequiredSpec::When(text) => self
                    .condition(text, view, rows, Some(id))
                    .map_or(Required::No, Required::When),
            },
            range: self.bounds(
                field,
                field.range.as_ref().map(|(ends, _)| ends),
                view,
                rows,
            ),
            usual: self.bounds(
                field,
                field.usual.as_ref().map(|(ends, _)| ends),
                view,
                rows,
            ),
            default: self.default(field),
            read: false,
        }
    }

    fn bounds(
        &mut self,
        field: &FieldSpec,
        ends: Option<&[BoundSpec; 2]>,
        view: View,
        rows: &[u32],
    ) -> [Bound; 2] {
        let Some([least, most]) = ends else {
            return [Bound::Open, Bound::Open];
        };
        [least, most].map(|end| match end {
            BoundSpec::Open => Bound::Open,
            BoundSpec::Number(number) => Bound::Fixed(Value::Number(*number)),
            BoundSpec::Date(date) => Bound::Fixed(Value::Date(*date)),
            BoundSpec::Expression(text) => {
                let Some((expr, kind)) =
                    self.compile(text, view, rows, Some(field.field.id.as_str()))
                else {
                    return Bound::Open;
                };
                let expected = type_of(&field.field);
                if kind != expected {
                    self.not_a(
                        &expected,
                        &kind,
                        text,
                        Some(field.field.id.as_str()),
                        MistakeCode::TypeMismatch,
                    );
                    return Bound::Open;
                }
                Bound::Computed(expr)
            }
        })
    }

    fn default(&mut self, field: &FieldSpec) -> Option<Value> {
        let (scalar, line) = field.default.as_ref()?;
        let value = match (field.field.kind, scalar) {
            (kind, Scalar::Number(number)) if kind.is_number() => Some(Value::Number(*number)),
            (FieldType::YesNo, Scalar::YesNo(yes)) => Some(Value::YesNo(*yes)),
            (FieldType::Text, Scalar::Text(text)) => Some(Value::Text(text.clone())),
            (FieldType::Place, Scalar::Text(text)) => Some(Value::Place(text.clone())),
            (FieldType::Date, Scalar::Text(text)) => super::spec::iso_date(text).map(Value::Date),
            (FieldType::Choice, Scalar::Text(text)) => field
                .field
                .choices
                .iter()
                .find(|choice| choice.id.as_str() == text)
                .map(|choice| Value::Choice(choice.id.clone())),
            _ => None,
        };
        if value.is_none() {
            let found = match scalar {
                Scalar::Number(number) => number.to_string(),
                Scalar::YesNo(yes) => yes.to_string(),
                Scalar::Text(text) => format!("'{text}'"),
            };
            let args = vec![
                ("expected", type_of(&field.field).word().to_owned()),
                ("found", found),
            ];
            self.tell(
                MistakeCode::DefaultType,
                *line,
                Some(field.field.id.as_str()),
                args,
            );
        }
        value
    }

    fn grid(&mut self, nodes: &mut Vec<Node>) {
        let spec = self.spec;
        let closed = self.closed();
        // One mistake in a formula is told once, not once for every cell that the formula fills.
        let mut bad_columns: BTreeSet<usize> = BTreeSet::new();
        let mut bad_rows: BTreeSet<usize> = BTreeSet::new();
        for (row_at, row) in spec.rows.iter().enumerate() {
            for (column_at, column) in spec.columns.iter().enumerate() {
                let (row_n, column_n) = (
                    u32::try_from(row_at).unwrap_or(0),
                    u32::try_from(column_at).unwrap_or(0),
                );
                let is_closed = closed.contains(&(row_at, column_at));
                let mut formulas = Vec::new();
                let before = self.mistakes.len();
                let view = View::Row(row_n);
                if !bad_columns.contains(&column_at) {
                    let texts = column.rules.formula.iter().chain(&column.rules.also);
                    formulas.extend(
                        texts.filter_map(|text| self.formula(&column.rules, text, view, &[])),
                    );
                }
                let rules = FieldSpec {
                    when: None,
                    ..column.rules.clone()
                };
                let mut node = self.node(
                    &rules,
                    At::Cell {
                        row: row_at,
                        column: column_at,
                    },
                    Vec::new(),
                    view,
                    &[],
                );
                if self.mistakes.len() > before && !bad_columns.insert(column_at) {
                    self.mistakes.truncate(before);
                }
                if let Some(text) = row
                    .formula
                    .as_ref()
                    .filter(|_| column.additive && !bad_rows.contains(&row_at))
                {
                    let before = self.mistakes.len();
                    let place = Place {
                        file: PAPER,
                        line: text.line,
                        field: Some(row.row.id.as_str()),
                    };
                    let seen = Seen {
                        catalogue: &self.catalogue,
                        view: View::Column(column_n),
                    };
                    match compile(&text.text, &seen, &[], &place, self.mistakes) {
                        Some((expr, Type::Number)) => formulas.push(Formula {
                            expr,
                            text: format!("{} = {}", row.row.id, text.text),
                        }),
                        Some((_, kind)) => self.not_a(
                            &Type::Number,
                            &kind,
                            text,
                            Some(row.row.id.as_str()),
                            MistakeCode::FormulaType,
                        ),
                        None => {}
                    }
                    if self.mistakes.len() > before {
                        bad_rows.insert(row_at);
                    }
                }
                node.closed = is_closed;
                node.formulas = if is_closed { Vec::new() } else { formulas };
                nodes.push(node);
            }
        }
    }

    fn closed(&mut self) -> BTreeSet<(usize, usize)> {
        let spec = self.spec;
        let mut closed = BTreeSet::new();
        let row_ids: Vec<&str> = spec.rows.iter().map(|row| row.row.id.as_str()).collect();
        let column_ids: Vec<&str> = spec
            .columns
            .iter()
            .map(|column| column.column.field.id.as_str())
            .collect();
        for part in &spec.closed {
            let rows = self.positions(&part.rows, &row_ids);
            let columns = self.positions(&part.columns, &column_ids);
            closed.extend(
                rows.iter()
                    .flat_map(|row| columns.iter().map(move |column| (*row, *column))),
            );
        }
        closed
    }

    fn positions(&mut self, names: &[Located], ids: &[&str]) -> Vec<usize> {
        let mut positions = Vec::new();
        for name in names {
            match ids.iter().position(|id| *id == name.text) {
                Some(at) => positions.push(at),
                None => {
                    let args = vec![
                        ("word", name.text.clone()),
                        ("nearest", nearest(&name.text, ids.iter().copied())),
                    ];
                    self.tell(MistakeCode::ClosedUnknown, name.line, None, args);
                }
            }
        }
        positions
    }

    /// A check at a field, a roster's field, a cell, or a whole column (once for each row).
    fn check(&mut self, check: &CheckSpec, nodes: &[Node]) -> Vec<Check> {
        let columns = self.spec.columns.len();
        let roster_of = |name: &str| {
            self.spec
                .groups
                .iter()
                .filter(|group| group.roster)
                .position(|group| group.id == name)
        };
        let node_at = |wanted: &dyn Fn(&Node) -> bool| {
            nodes
                .iter()
                .position(wanted)
                .and_then(|n| u32::try_from(n).ok())
        };
        let parts: Vec<&str> = check.at.text.split('/').collect();
        let mut places: Vec<(CheckAt, View, Vec<u32>)> = Vec::new();
        match (self.spec.kind, parts.as_slice()) {
            (FormKind::Questionnaire, [field]) => {
                let node = node_at(&|node| {
                    node.name.as_str() == *field && matches!(node.at, At::Field { .. })
                });
                places.extend(node.map(|node| (CheckAt::Once(node), View::Fields, Vec::new())));
            }
            (FormKind::Questionnaire, [roster, field]) => {
                let roster = roster_of(roster);
                let node = roster.and_then(|roster| {
                    node_at(&|node| node.name.as_str() == *field && matches!(node.at, At::Member { roster: other, .. } if other == roster))
                });
                if let (Some(roster), Some(node)) = (roster, node) {
                    let bound = u32::try_from(roster).into_iter().collect();
                    places.push((CheckAt::EachRow { roster, node }, View::Fields, bound));
                }
            }
            (FormKind::Grid, parts) => {
                let (row, column) = match parts {
                    [row, column] => (Some(*row), *column),
                    [column] => (None, *column),
                    _ => (None, ""),
                };
                for (node, n) in nodes.iter().zip(0u32..) {
                    let At::Cell {
                        row: row_at,
                        column: column_at,
                    } = node.at
                    else {
                        continue;
                    };
                    let row_hit = row.is_none_or(|row| {
                        self.spec
                            .rows
                            .get(row_at)
                            .is_some_and(|other| other.row.id.as_str() == row)
                    });
                    if row_hit && node.name.as_str() == column && !(node.closed && row.is_none()) {
                        let view = View::Cell {
                            row: n / u32::try_from(columns).unwrap_or(1).max(1),
                            column: u32::try_from(column_at).unwrap_or(0),
                        };
                        places.push((CheckAt::Once(n), view, Vec::new()));
                    }
                }
            }
            _ => {}
        }
        if places.is_empty() {
            let names: Vec<String> = nodes.iter().map(|node| node.name.to_string()).collect();
            let last = parts.last().copied().unwrap_or_default();
            let args = vec![
                ("path", check.at.text.clone()),
                ("nearest", nearest(last, names.iter().map(String::as_str))),
            ];
            self.tell(
                MistakeCode::UnknownPath,
                check.at.line,
                Some(&check.id),
                args,
            );
            return Vec::new();
        }
        let mut checks = Vec::new();
        for (at, view, bound) in places {
            let Some(expr) = self.condition(&check.expr, view, &bound, Some(&check.id)) else {
                break;
            };
            checks.push(Check {
                id: Name::new(&check.id),
                at,
                expr,
                text: check.expr.text.clone(),
                blocks: check.blocks,
                message: check.message.clone(),
            });
        }
        checks
    }

    /// A table's own part: printed formulas name columns that are there. Joins are linked later.
    fn table(&mut self) {
        let spec = self.spec;
        let numbers: Vec<&str> = spec
            .table_columns
            .iter()
            .map(|column| column.column.number.as_str())
            .collect();
        for column in &spec.table_columns {
            let number = column.column.number.as_str();
            match &column.rule {
                Some(RuleSpec::Printed(text)) => {
                    super::tally::compile_printed(number, text, &numbers, self.mistakes);
                }
                Some(RuleSpec::Count(text) | RuleSpec::Sum(text)) => {
                    let place = Place {
                        file: PAPER,
                        line: text.line,
                        field: Some(number),
                    };
                    super::expression::compile::read(&text.text, &place, self.mistakes);
                }
                None => {}
            }
        }
        if spec.kind == FormKind::Table {
            let edges = super::tally::printed_edges(spec);
            if let Err(cycle) = order(&edges) {
                let name = |n: u32| {
                    usize::try_from(n)
                        .ok()
                        .and_then(|n| numbers.get(n))
                        .copied()
                        .unwrap_or("?")
                        .to_owned()
                };
                let line = cycle
                    .first()
                    .and_then(|n| spec.table_columns.get(usize::try_from(*n).ok()?))
                    .map_or(1, |column| column.line);
                let text: Vec<String> = cycle.iter().map(|n| name(*n)).collect();
                self.tell(
                    MistakeCode::Cycle,
                    line,
                    text.first().map(String::as_str),
                    vec![("loop", text.join(" → "))],
                );
            }
        }
    }

    fn order(&mut self, nodes: &[Node], group_when: &[Option<Expr>]) -> Option<Vec<u32>> {
        let roster_nodes = |roster: u32| {
            let roster = usize::try_from(roster).ok();
            nodes.iter().zip(0u32..).filter(move |(node, _)| matches!(node.at, At::Member { roster: r, .. } if Some(r) == roster)).map(|(_, n)| n)
        };
        let group_of = |at: At| match at {
            At::Field { group, .. } | At::Member { group, .. } => Some(group),
            At::Cell { .. } => None,
        };
        let conditional = |roster: u32| {
            let mut groups = self.spec.groups.iter().filter(|group| group.roster);
            usize::try_from(roster)
                .ok()
                .and_then(|roster| groups.nth(roster))
                .is_some_and(|group| group.when.is_some())
        };
        let mut edges: Edges = Vec::with_capacity(nodes.len());
        for node in nodes {
            let mut reads = BTreeSet::new();
            let when = group_of(node.at)
                .and_then(|group| group_when.get(group))
                .and_then(Option::as_ref);
            for expr in node
                .formulas
                .iter()
                .map(|formula| &formula.expr)
                .chain(&node.when)
                .chain(when)
            {
                expr.walk(&mut |part| match part {
                    Expr::Ref { node, .. }
                    | Expr::IsGiven { node, .. }
                    | Expr::IsAnswered { node, .. } => {
                        reads.insert(*node);
                    }
                    // How many rows there are depends on whether the roster is asked at all.
                    Expr::Each { roster, .. } => reads.extend(
                        roster_nodes(*roster)
                            .take(1)
                            .filter(|_| conditional(*roster)),
                    ),
                    _ => {}
                });
            }
            edges.push(reads.into_iter().collect());
        }
        match order(&edges) {
            Ok(order) => Some(order),
            Err(cycle) => {
                let spelled: Vec<String> = cycle.iter().map(|n| self.spell(nodes, *n)).collect();
                let first = cycle
                    .first()
                    .and_then(|n| nodes.get(usize::try_from(*n).ok()?));
                let line = first.map_or(1, |node| self.line_of(node));
                let field = spelled.first().cloned();
                self.tell(
                    MistakeCode::Cycle,
                    line,
                    field.as_deref(),
                    vec![("loop", spelled.join(" → "))],
                );
                None
            }
        }
    }

    fn spell(&self, nodes: &[Node], n: u32) -> String {
        let Some(node) = usize::try_from(n).ok().and_then(|n| nodes.get(n)) else {
            return String::new();
        };
        match node.at {
            At::Field { .. } => node.name.to_string(),
            At::Member { group, .. } => {
                format!(
                    "{}/{}",
                    self.spec
                        .groups
                        .get(group)
                        .map_or("", |group| group.id.as_str()),
                    node.name
                )
            }
            At::Cell { row, .. } => format!(
                "{}/{}",
                self.spec
                    .rows
                    .get(row)
                    .map_or("", |row| row.row.id.as_str()),
                node.name
            ),
        }
    }

    fn line_of(&self, node: &Node) -> usize {
        let spec = match node.at {
            At::Field { group, field } | At::Member { group, field, .. } => self
                .spec
                .groups
                .get(group)
                .and_then(|g| g.fields.get(field)),
            At::Cell { row, column } => {
                let of_row = self.spec.rows.get(row).and_then(|row| row.formula.as_ref());
                let rules = self.spec.columns.get(column).map(|column| &column.rules);
                if let (Some(formula), Some(None)) =
                    (of_row, rules.map(|rules| rules.formula.as_ref()))
                {
                    return formula.line;
                }
                rules
            }
        };
        spec.map_or(1, |field| {
            field
                .formula
                .as_ref()
                .map_or(field.line, |formula| formula.line)
        })
    }

    fn constants(&mut self) -> Vec<super::Constant> {
        let spec = self.spec;
        // A table's expressions are compiled when it is linked; its constants are used there.
        if spec.kind != FormKind::Table {
            for (n, id) in (0u32..).zip(self.constant_ids.clone()) {
                let line = spec
                    .constants
                    .iter()
                    .find(|(constant, _)| constant.id == id)
                    .map_or(1, |(_, line)| *line);
                if !self.used_constants.contains(&n) {
                    self.tell(
                        MistakeCode::ConstantUnused,
                        line,
                        Some(id.as_str()),
                        vec![("id", id.to_string())],
                    );
                }
            }
        }
        spec.constants
            .iter()
            .map(|(constant, _)| constant.clone())
            .collect()
    }
}

/// Marks the nodes that some expression reads.
fn mark_read(nodes: &mut [Node], group_when: &[Option<Expr>], checks: &[Check]) {
    let mut read = vec![false; nodes.len()];
    let mut mark = |expr: &Expr| {
        expr.walk(&mut |part| {
            if let Expr::Ref { node, .. } = part
                && let Some(slot) = usize::try_from(*node)
                    .ok()
                    .and_then(|node| read.get_mut(node))
            {
                *slot = true;
            }
        });
    };
    for node in nodes.iter() {
        node.formulas.iter().for_each(|formula| mark(&formula.expr));
        node.when.iter().for_each(&mut mark);
        if let Required::When(expr) = &node.required {
            mark(expr);
        }
        for end in node.range.iter().chain(&node.usual) {
            if let Bound::Computed(expr) = end {
                mark(expr);
            }
        }
    }
    group_when.iter().flatten().for_each(&mut mark);
    checks.iter().for_each(|check| mark(&check.expr));
    for (node, read) in nodes.iter_mut().zip(read) {
        node.read = read;
    }
}
