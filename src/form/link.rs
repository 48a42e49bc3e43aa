//! A table or a list linked to the papers it joins: expressions compiled, columns ordered.

use std::collections::BTreeMap;

use super::compiled::Form;
use super::expression::compile::{Found, Names, Place, compile};
use super::expression::{Expr, Type};
use super::joined::{Joined, Linked};
use super::listing::{ListRule, Listing, Show, Sort};
use super::mistake::{Mistake, MistakeCode, nearest};
use super::order::{Edges, order};
use super::printed::{compile_printed, reads};
use super::spec::table::Located;
use super::spec::{AddSpec, PAPER, RuleSpec};
use super::tally::{Part, Rule, Tally};
use super::{FormKind, Name, TableColumn};

impl Form {
    /// Links a table to the papers it joins. Their versions may differ from those tallied:
    /// fields are found by path.
    ///
    /// # Errors
    /// Every name, type or paper that does not fit; a paper that is no table.
    pub fn link(&self, forms: &BTreeMap<String, &Form>) -> Result<Tally, Vec<Mistake>> {
        self.is(FormKind::Table)?;
        let mut linker = Linker::new(self, forms)?;
        let parts = self
            .tally
            .parts
            .iter()
            .map(|part| {
                let field = Some(part.part.id.as_str());
                Part {
                    id: part.part.id.clone(),
                    weight: linker.some(part.weight.as_ref(), &Type::Number, field),
                    condition: linker.some(part.condition.as_ref(), &Type::YesNo, field),
                }
            })
            .collect();
        let mut adds = Vec::new();
        let rules = self.table_columns.iter().zip(&self.table_rules);
        let rules: Vec<Rule> = rules
            .filter_map(|(column, rule)| linker.rule(column, rule.as_ref()?, &mut adds))
            .collect();
        let edges: Edges = rules
            .iter()
            .map(|rule| match rule {
                Rule::Printed(expr) => reads(expr),
                Rule::Tallied { .. } => Vec::new(),
            })
            .collect();
        let order = order(&edges)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|n| usize::try_from(n).ok())
            .collect();
        Ok(Tally {
            linked: linker.linked()?,
            columns: self.table_columns.clone(),
            parts,
            adds,
            rules,
            order,
        })
    }

    /// Links a list to the papers it joins, as [`Form::link`] does for tables.
    ///
    /// # Errors
    /// Every name, type or paper that does not fit; a paper that is no list.
    pub fn link_list(&self, forms: &BTreeMap<String, &Form>) -> Result<Listing, Vec<Mistake>> {
        self.is(FormKind::List)?;
        let mut linker = Linker::new(self, forms)?;
        let each = self.tally.each.as_ref().and_then(|text| linker.each(text));
        let bound: Vec<u32> = each.into_iter().collect();
        let each_condition = self
            .tally
            .each_condition
            .as_ref()
            .and_then(|text| linker.typed(text, &Type::YesNo, &bound, None));
        let sort = self
            .tally
            .sort
            .iter()
            .filter_map(|text| {
                let (expr, _) = linker.expr(text, &[], None)?;
                let of_person = linker.names.is_person(&expr);
                Some(Sort { expr, of_person })
            })
            .collect();
        let rules = self.table_columns.iter().zip(&self.table_rules);
        let rules = rules
            .filter_map(|(column, rule)| match rule.as_ref()? {
                RuleSpec::Value(text) => {
                    let (expr, _) = linker.expr(text, &bound, Some(&column.number))?;
                    let labels = linker.names.labels(&expr);
                    let digits = column.digits;
                    Some(ListRule::Show(Show {
                        expr,
                        labels,
                        digits,
                    }))
                }
                RuleSpec::Running(running) => Some(ListRule::Running(*running)),
                RuleSpec::Tallied(_) | RuleSpec::Printed(_) => None,
            })
            .collect();
        Ok(Listing {
            linked: linker.linked()?,
            rules,
            each,
            each_condition,
            sort,
        })
    }

    fn is(&self, kind: FormKind) -> Result<(), Vec<Mistake>> {
        if self.kind == kind {
            return Ok(());
        }
        let args = vec![
            ("section", "tally".to_owned()),
            ("kind", self.kind.as_str().to_owned()),
        ];
        let code = MistakeCode::MissingSection;
        Err(vec![Mistake::new(code, PAPER, 1, None, args)])
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
            if form.is_some_and(Form::repeats) {
                let args = vec![("form", join.form.text.clone())];
                mistakes.push(Mistake::new(
                    MistakeCode::JoinRepeats,
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
}

/// One paper being linked, and the mistakes found so far.
struct Linker<'a> {
    names: Joined<'a>,
    lets: Vec<Expr>,
    condition: Option<Expr>,
    mistakes: Vec<Mistake>,
}

impl<'a> Linker<'a> {
    fn new(table: &'a Form, forms: &BTreeMap<String, &'a Form>) -> Result<Self, Vec<Mistake>> {
        let mut linker = Linker {
            names: Joined::new(table, table.joined(forms)?),
            lets: Vec::new(),
            condition: None,
            mistakes: Vec::new(),
        };
        for (name, text) in &table.tally.lets {
            let Some((expr, kind)) = linker.expr(text, &[], Some(name.as_str())) else {
                continue;
            };
            linker.lets.push(expr);
            linker.names.lets.borrow_mut().push((name.clone(), kind));
        }
        linker.condition = linker.some(table.tally.condition.as_ref(), &Type::YesNo, None);
        Ok(linker)
    }

    fn linked(self) -> Result<Linked, Vec<Mistake>> {
        if !self.mistakes.is_empty() {
            return Err(self.mistakes);
        }
        let table = self.names.table;
        let joined = &self.names.joined;
        let areas = joined
            .iter()
            .find_map(|(_, form)| form.and_then(|form| form.areas.clone()));
        let joins = table.tally.joins.iter();
        let periods = table.tally.joins.iter().map(|join| join.period).collect();
        Ok(Linked {
            joins: joins.map(|join| Name::new(&join.form.text)).collect(),
            periods,
            links: self.names.links.into_inner(),
            rosters: self.names.rosters.into_inner(),
            lets: self.lets,
            condition: self.condition,
            areas,
            constants: table.constant_ids.iter().cloned().zip(0..).collect(),
        })
    }

    fn expr(&mut self, text: &Located, rows: &[u32], field: Option<&str>) -> Option<(Expr, Type)> {
        let place = Place {
            file: PAPER,
            line: text.line,
            field,
        };
        compile(&text.text, &self.names, rows, &place, &mut self.mistakes)
    }

    fn typed(
        &mut self,
        text: &Located,
        expected: &Type,
        rows: &[u32],
        field: Option<&str>,
    ) -> Option<Expr> {
        let (expr, kind) = self.expr(text, rows, field)?;
        if kind == *expected {
            return Some(expr);
        }
        self.mismatch(expected.word(), kind.word(), text, field);
        None
    }

    fn some(
        &mut self,
        text: Option<&Located>,
        expected: &Type,
        field: Option<&str>,
    ) -> Option<Expr> {
        text.and_then(|text| self.typed(text, expected, &[], field))
    }

    fn mismatch(&mut self, expected: &str, found: &str, text: &Located, field: Option<&str>) {
        let args = vec![
            ("expected", expected.to_owned()),
            ("found", found.to_owned()),
            ("column", "1".to_owned()),
            ("expression", text.text.clone()),
        ];
        let code = MistakeCode::TypeMismatch;
        self.mistakes
            .push(Mistake::new(code, PAPER, text.line, field, args));
    }

    /// The roster whose rows a list shows: `h.thanh_vien`.
    fn each(&mut self, text: &Located) -> Option<u32> {
        let parts: Vec<String> = text.text.split('.').map(str::to_owned).collect();
        match self.names.find(&parts, &[]) {
            Found::Roster(roster) => Some(roster),
            Found::Unknown => {
                let all = self.names.all(&[]);
                let near = nearest(&text.text, all.iter().map(String::as_str));
                let args = vec![
                    ("name", text.text.clone()),
                    ("nearest", near),
                    ("column", "1".to_owned()),
                    ("expression", text.text.clone()),
                ];
                let code = MistakeCode::UnknownName;
                self.mistakes
                    .push(Mistake::new(code, PAPER, text.line, None, args));
                None
            }
            _ => {
                self.mismatch("roster", "value", text, None);
                None
            }
        }
    }

    /// How a column gets its figures; texts that several cells share are compiled once.
    fn rule(
        &mut self,
        column: &TableColumn,
        rule: &RuleSpec,
        adds: &mut Vec<Expr>,
    ) -> Option<Rule> {
        let table = self.names.table;
        let numbers: Vec<&str> = table
            .table_columns
            .iter()
            .map(|column| column.number.as_str())
            .collect();
        let number = column.number.as_str();
        match rule {
            RuleSpec::Printed(text) => {
                compile_printed(number, text, &numbers, &mut self.mistakes).map(Rule::Printed)
            }
            RuleSpec::Tallied(slots) => {
                let mut seen: Vec<(&AddSpec, Option<usize>)> = Vec::new();
                let mut cells = Vec::new();
                for slot in slots {
                    let Some(spec) = slot else {
                        cells.push(None);
                        continue;
                    };
                    let same = |(other, _): &&(&AddSpec, _)| {
                        other.text == spec.text && other.sums == spec.sums
                    };
                    let at = match seen.iter().find(same) {
                        Some((_, at)) => *at,
                        None => {
                            let at = self.add(spec, number, adds);
                            seen.push((spec, at));
                            at
                        }
                    };
                    cells.push(at);
                }
                let of = column.of.as_deref();
                let of = of.and_then(|of| numbers.iter().position(|number| *number == of));
                Some(Rule::Tallied { cells, of })
            }
            RuleSpec::Value(_) | RuleSpec::Running(_) => None,
        }
    }

    fn add(&mut self, spec: &AddSpec, number: &str, adds: &mut Vec<Expr>) -> Option<usize> {
        let expected = if spec.sums { Type::Number } else { Type::YesNo };
        let expr = self.typed(&spec.text, &expected, &[], Some(number))?;
        adds.push(expr);
        Some(adds.len() - 1)
    }
}
