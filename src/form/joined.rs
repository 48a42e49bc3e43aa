//! The names that a table's or a list's expressions see: fields of the papers it joins, what it works
//! out for each record, its constants.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compiled::Form;
use super::expression::compile::{Found, Names};
use super::expression::{Expr, Type};
use super::names::type_of;
use super::{Field, ImportPeriod, Name, Path, Role};

/// A value that expressions of a table read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Link {
    /// A field outside rosters of a joined paper.
    Field { join: usize, path: Path },
    /// A field of a joined roster, by the roster's index.
    Member { roster: usize, field: Name },
    /// What the table works out for each record.
    Let(usize),
}

/// What a table or a list reads of each record.
#[derive(Debug)]
pub(super) struct Linked {
    pub(super) joins: Vec<Name>,
    /// For each join, the Phiếu of which period is read.
    pub(super) periods: Vec<ImportPeriod>,
    pub(super) links: Vec<Link>,
    /// Joined rosters: which paper, which group.
    pub(super) rosters: Vec<(usize, Name)>,
    pub(super) lets: Vec<Expr>,
    pub(super) condition: Option<Expr>,
    pub(super) areas: Option<(Name, Name)>,
    pub(super) constants: Vec<(Name, u32)>,
}

/// `alias.field`, an alias's rosters, the table's own names.
pub(super) struct Joined<'a> {
    pub(super) table: &'a Form,
    pub(super) joined: Vec<(String, Option<&'a Form>)>,
    pub(super) links: RefCell<Vec<Link>>,
    pub(super) rosters: RefCell<Vec<(usize, Name)>>,
    /// Those before the one that is being read.
    pub(super) lets: RefCell<Vec<(Name, Type)>>,
}

impl<'a> Joined<'a> {
    pub(super) fn new(table: &'a Form, joined: Vec<(String, Option<&'a Form>)>) -> Self {
        Joined {
            table,
            joined,
            links: RefCell::default(),
            rosters: RefCell::default(),
            lets: RefCell::default(),
        }
    }

    fn link(&self, link: Link, level: u8, kind: Type) -> Found {
        let mut links = self.links.borrow_mut();
        let at = links.iter().position(|other| *other == link);
        let at = at.unwrap_or_else(|| {
            links.push(link);
            links.len() - 1
        });
        u32::try_from(at).map_or(Found::Unknown, |node| Found::Value { node, level, kind })
    }

    fn form(&self, join: usize) -> Option<&'a Form> {
        self.joined.get(join)?.1
    }

    fn outer(&self, join: usize, name: &str) -> Option<&'a Field> {
        let groups = self.form(join)?.groups.iter();
        groups
            .filter(|group| !group.roster)
            .flat_map(|group| &group.fields)
            .find(|field| field.id.as_str() == name)
    }

    /// The fields of a roster by its index here.
    fn fields(&self, roster: usize) -> &'a [Field] {
        let Some((join, name)) = self.rosters.borrow().get(roster).cloned() else {
            return &[];
        };
        let group = self
            .form(join)
            .and_then(|form| form.groups.iter().find(|group| group.id == name));
        group.map_or(&[], |group| &group.fields)
    }

    fn alias(&self, alias: &str) -> Option<usize> {
        self.joined.iter().position(|(other, _)| other == alias)
    }

    fn bare(&self, name: &str, rows: &[u32]) -> Found {
        for (level, roster) in rows.iter().enumerate().rev() {
            let Ok(roster) = usize::try_from(*roster) else {
                continue;
            };
            let mut fields = self.fields(roster).iter();
            if let Some(field) = fields.find(|field| field.id.as_str() == name) {
                let level = u8::try_from(level + 1).unwrap_or(u8::MAX);
                let link = Link::Member {
                    roster,
                    field: field.id.clone(),
                };
                return self.link(link, level, type_of(field));
            }
        }
        let defined = self.lets.borrow();
        let mut defined = defined.iter().enumerate();
        if let Some((at, (_, kind))) = defined.find(|(_, (other, _))| other.as_str() == name) {
            return self.link(Link::Let(at), 0, kind.clone());
        }
        let constant = self
            .table
            .constant_ids
            .iter()
            .position(|id| id.as_str() == name)
            .and_then(|n| u32::try_from(n).ok());
        constant.map_or(Found::Unknown, Found::Constant)
    }

    fn roster(&self, join: usize, name: &str) -> Found {
        let group = self.form(join).and_then(|form| {
            let mut groups = form.groups.iter();
            groups.find(|group| group.roster && group.id.as_str() == name)
        });
        let Some(group) = group else {
            return Found::Unknown;
        };
        let mut rosters = self.rosters.borrow_mut();
        let wanted = (join, group.id.clone());
        let at = rosters.iter().position(|other| *other == wanted);
        let at = at.unwrap_or_else(|| {
            rosters.push(wanted);
            rosters.len() - 1
        });
        u32::try_from(at).map_or(Found::Unknown, Found::Roster)
    }

    /// The wording of every choice that an expression may yield: of the fields that it reads.
    pub(super) fn labels(&self, expr: &Expr) -> BTreeMap<Name, String> {
        let mut labels = BTreeMap::new();
        expr.walk(&mut |part| {
            let choices = self
                .field(part)
                .into_iter()
                .flat_map(|field| &field.choices);
            labels.extend(choices.map(|choice| (choice.id.clone(), choice.label.clone())));
        });
        labels
    }

    /// Whether an expression is a person's name.
    pub(super) fn is_person(&self, expr: &Expr) -> bool {
        let role = self.field(expr).and_then(|field| field.role);
        matches!(role, Some(Role::HeadName | Role::PersonName))
    }

    /// The field that an expression is.
    fn field(&self, expr: &Expr) -> Option<&'a Field> {
        let Expr::Ref { node, .. } = expr else {
            return None;
        };
        let link = self
            .links
            .borrow()
            .get(usize::try_from(*node).ok()?)
            .cloned()?;
        match link {
            Link::Field {
                join,
                path: Path::Field(name),
            } => self.outer(join, name.as_str()),
            Link::Member { roster, field } => {
                let mut fields = self.fields(roster).iter();
                fields.find(|other| other.id == field)
            }
            Link::Field { .. } | Link::Let(_) => None,
        }
    }
}

impl Names for Joined<'_> {
    fn find(&self, parts: &[String], rows: &[u32]) -> Found {
        match parts {
            [name] => self.bare(name, rows),
            [alias, name] => {
                let Some(join) = self.alias(alias) else {
                    return Found::Unknown;
                };
                match self.outer(join, name) {
                    Some(field) => {
                        let path = Path::Field(field.id.clone());
                        self.link(Link::Field { join, path }, 0, type_of(field))
                    }
                    None => self.roster(join, name),
                }
            }
            _ => Found::Unknown,
        }
    }

    fn all(&self, rows: &[u32]) -> Vec<String> {
        let constants = self.table.constant_ids.iter().map(Name::to_string);
        let mut all: Vec<String> = constants.collect();
        all.extend(self.lets.borrow().iter().map(|(name, _)| name.to_string()));
        for (alias, form) in &self.joined {
            for group in form.iter().flat_map(|form| &form.groups) {
                if group.roster {
                    all.push(format!("{alias}.{}", group.id));
                } else {
                    let fields = group.fields.iter();
                    all.extend(fields.map(|field| format!("{alias}.{}", field.id)));
                }
            }
        }
        for roster in rows.iter().filter_map(|n| usize::try_from(*n).ok()) {
            all.extend(self.fields(roster).iter().map(|field| field.id.to_string()));
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
