//! A table paper linked to the papers it joins: its expressions compiled, its columns ordered.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compiled::Form;
use super::expression::compile::{Found, Names, Place, compile};
use super::expression::{Expr, Type};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::names::type_of;
use super::order::{Edges, order};
use super::printed::{compile_printed, reads};
use super::spec::table::Located;
use super::spec::{PAPER, RuleSpec};
use super::tally::{Link, LinkTo, Rule, Tally};
use super::{FormKind, Name, Path};

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
        let joined = self.joined(forms)?;
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
        let rules = self.rules(&names, &mut mistakes);
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

    /// The papers by alias, or each that is not there.
    fn joined<'f>(
        &self,
        forms: &BTreeMap<String, &'f Form>,
    ) -> Result<Vec<(String, Option<&'f Form>)>, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut joined: Vec<(String, Option<&'f Form>)> = Vec::new();
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
        if mistakes.is_empty() {
            Ok(joined)
        } else {
            Err(mistakes)
        }
    }

    /// How each column gets its figures; columns with mistakes are left out.
    fn rules(&self, names: &Joined<'_>, mistakes: &mut Vec<Mistake>) -> Vec<Rule> {
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
                    typed(text, &Type::YesNo, names, number, mistakes).map(Rule::Count)
                }
                Some(RuleSpec::Sum(text)) => {
                    typed(text, &Type::Number, names, number, mistakes).map(Rule::Sum)
                }
                Some(RuleSpec::Printed(text)) => {
                    compile_printed(&column.number, text, &numbers, mistakes).map(Rule::Printed)
                }
                None => None,
            });
        }
        rules
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
