//! From a folder to a [`Form`], or to every mistake its author made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::compiled::{At, Bound, Check, Form, Formula, Node, Required, Roster};
use super::expression::compile::{Place, compile};
use super::expression::{Expr, Type};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::names::{Catalogue, Seen, View, type_of};
use super::spec::table::Located;
use super::spec::{
    BoundSpec, FieldSpec, Folder, MOST_FIELDS, PAPER, RequiredSpec, Scalar, Spec, read,
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

pub(super) struct Checker<'a> {
    pub(super) spec: &'a Spec,
    pub(super) catalogue: Catalogue,
    pub(super) constant_ids: Vec<Name>,
    pub(super) used_constants: BTreeSet<u32>,
    pub(super) mistakes: &'a mut Vec<Mistake>,
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

    pub(super) fn tell(
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

    pub(super) fn condition(
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

    pub(super) fn not_a(
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

    pub(super) fn formula(
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
    pub(super) fn node(
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
