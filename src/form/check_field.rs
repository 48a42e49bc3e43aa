//! Fields: formulas of the field's type, bounds, defaults, and the groups they stand in.

use super::check::Checker;
use super::compiled::{At, Bound, Formula, Node, Required, Roster};
use super::expression::{Expr, Type};
use super::mistake::{MistakeCode, nearest};
use super::names::{View, type_of};
use super::spec::table::Located;
use super::spec::{BoundSpec, FieldSpec, RequiredSpec, Scalar};
use super::{FieldType, Name, Value};

impl Checker<'_> {
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

    /// Where a person's value may stand in place of the computed one, a field asks for the reason.
    pub(super) fn reasons(&mut self, nodes: &[Node], group_when: &[Option<Expr>]) {
        let mut asked = std::collections::BTreeSet::new();
        for when in nodes
            .iter()
            .map(|node| &node.when)
            .chain(group_when)
            .flatten()
        {
            when.walk(&mut |part| {
                if let Expr::IsOverridden { node, .. } = part {
                    asked.insert(*node);
                }
            });
        }
        let spec = self.spec;
        let fields = spec.groups.iter().flat_map(|group| &group.fields);
        // A grid's cells come first.
        let first = u32::try_from(spec.rows.len() * spec.columns.len()).unwrap_or(u32::MAX);
        for (n, field) in (first..).zip(fields) {
            if field.field.overridable && !asked.contains(&n) {
                let id = field.field.id.as_str();
                let args = vec![("id", id.to_owned())];
                self.tell(
                    MistakeCode::OverridableWithoutReason,
                    field.line,
                    Some(id),
                    args,
                );
            }
        }
    }

    pub(super) fn questionnaire(
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
                let before = self.mistakes.len();
                let formulas = field
                    .formula
                    .iter()
                    .chain(&field.also)
                    .filter_map(|text| self.formula(field, text, View::Fields, &bound))
                    .collect();
                let node = self.node(field, at, formulas, View::Fields, &bound);
                if spec.local.as_ref().is_some_and(|(own, _)| {
                    field_at
                        .checked_sub(*own)
                        .is_some_and(|column| self.bad_columns.contains(&column))
                }) {
                    self.mistakes.truncate(before);
                }
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
            carry: field.field.carry,
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
}
