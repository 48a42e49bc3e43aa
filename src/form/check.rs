//! From a folder to a [`Form`], or to every mistake its author made.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::compiled::{At, Bound, Check, Form, Node, Required};
use super::expression::compile::{Place, compile};
use super::expression::{Expr, Type};
use super::mistake::{Mistake, MistakeCode};
use super::names::{Catalogue, Seen, View};
use super::spec::blocks::{self, Scope};
use super::spec::table::Located;
use super::spec::{Folder, MOST_FIELDS, PAPER, Spec, read};
use super::{Field, Group, Name, Role, Severity, hash};

/// Checks a paper's folder. All mistakes are told at once; warnings alone do not stop a paper
/// (see [`Form::warnings`]). Examples are run by [`super::check_examples`].
pub fn check(folder: &Folder) -> Result<Form, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let form = read(folder, &mut mistakes)
        .and_then(|spec| Checker::new(&spec, &mut mistakes).form(folder, spec_parts(&spec)));
    for mistake in &mut mistakes {
        blocks::place(folder, mistake);
    }
    mistakes.sort_by(|a, b| (&a.file, a.line, a.code).cmp(&(&b.file, b.line, b.code)));
    // A block's mistake is told once, wherever the block was put.
    mistakes.dedup_by(|b, a| {
        let of_block = a.file.starts_with(blocks::BLOCKS);
        a == b || of_block && (&a.file, a.line, a.code) == (&b.file, b.line, b.code)
    });
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
    /// While an expression of a block is compiled: what its relative row ids stand for.
    pub(super) scope: Option<Arc<Scope>>,
    /// Columns whose own rules are wrong: told once, not in every row.
    pub(super) bad_columns: BTreeSet<usize>,
    /// Cells whose rules are their row's: node and field.
    pub(super) cell_fields: BTreeMap<u32, Field>,
    used_imports: BTreeSet<u32>,
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
            scope: None,
            bad_columns: BTreeSet::new(),
            cell_fields: BTreeMap::new(),
            used_imports: BTreeSet::new(),
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
        // A grid's cells come before its local rows: nodes are counted from them.
        self.grid(&mut nodes);
        self.questionnaire(&mut nodes, &mut rosters, &mut group_when);
        let checks: Vec<Check> = spec
            .checks
            .iter()
            .flat_map(|check| self.check(check, &nodes))
            .collect();
        let rules = self.rules();
        self.table();
        self.reasons(&nodes, &group_when);
        self.imports();
        let (order, reach) = self.order(&nodes, &group_when).unzip();
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
            occasional: spec.occasional,
            loadable: spec.loadable.clone(),
            valid: spec.valid,
            scale_source: spec.scale_source.clone(),
            training: spec.training,
            levels: spec.levels.clone(),
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
            cell_fields: self.cell_fields,
            local: spec.local.as_ref().map(|(own, _)| *own),
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
            imports: spec.imports.clone(),
            fill: spec.fill.clone(),
            reach: reach?,
            areas: self.catalogue.areas,
            nodes,
            order: order?,
            rosters,
            fields,
            checks,
            rules,
            warnings: Vec::new(),
        })
    }

    /// Every role that does not repeat names one field: the program looks it up by role.
    fn roles(&mut self) {
        let mut seen: HashMap<Role, String> = HashMap::new();
        let spec = self.spec;
        for field in spec.groups.iter().flat_map(|group| &group.fields) {
            let Some(role) = field.field.role.filter(|role| !role.repeats()) else {
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

    pub(super) fn compile(
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
            scope: self.scope.as_deref(),
        };
        let (expr, kind) = compile(&text.text, &seen, rows, &place, self.mistakes)?;
        let mut fixed = false;
        expr.walk(&mut |part| match part {
            Expr::Constant(index) => {
                self.used_constants.insert(*index);
            }
            Expr::Import(index) => {
                self.used_imports.insert(*index);
            }
            Expr::IsOverridden { node, .. } => fixed |= !self.catalogue.is_overridable(*node),
            _ => {}
        });
        if fixed {
            let args = vec![("expression", text.text.clone())];
            self.tell(MistakeCode::NotOverridable, text.line, field, args);
            return None;
        }
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

    /// Every import is a name of its own, and something reads it.
    fn imports(&mut self) {
        let spec = self.spec;
        for (n, import) in (0u32..).zip(&spec.imports) {
            let id = import.id.as_str();
            let field = spec.groups.iter().any(|group| {
                group.id == id || group.fields.iter().any(|f| f.field.id == import.id)
            }) || spec.columns.iter().any(|c| c.column.field.id == import.id)
                || spec.rows.iter().any(|row| row.row.id == import.id)
                || self.constant_ids.contains(&import.id);
            if field {
                let args = vec![("id", id.to_owned()), ("what", "import".to_owned())];
                self.tell(MistakeCode::DuplicateId, import.line, Some(id), args);
            } else if !self.used_imports.contains(&n) {
                let args = vec![("id", id.to_owned())];
                self.tell(MistakeCode::ImportUnused, import.line, Some(id), args);
            }
        }
    }

    fn constants(&mut self) -> Vec<super::Constant> {
        let spec = self.spec;
        // A table's expressions are compiled when it is linked; its constants are used there.
        if !spec.kind.is_made() {
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
