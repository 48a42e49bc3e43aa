//! Where the rows of a paper's roster are taken from: a list of households, column by column; checked when
//! all papers are there.

use std::collections::BTreeMap;

use super::compiled::Form;
use super::listing::Listing;
use super::mistake::{Mistake, MistakeCode, nearest};
use super::spec::PAPER;
use super::{FieldType, FormKind, Name, Role};

/// Where a roster's rows are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The roster, one row for each household.
    pub roster: Name,
    /// The list paper.
    pub from: Name,
    /// Which column goes into which field.
    pub columns: Vec<FillColumn>,
    /// Columns that are told beside the row, by their numbers, with their lines.
    pub(super) told: Vec<(String, usize)>,
    /// Columns that are told only to who asks.
    pub(super) hidden: Vec<(String, usize)>,
    pub(super) line: usize,
}

/// A column of the list that goes into a field of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillColumn {
    /// The column's number.
    pub number: String,
    /// The field.
    pub field: Name,
    /// For a field of choices: what a choice of the list is here, where it is not of the same id.
    pub choices: BTreeMap<Name, Name>,
    pub(super) line: usize,
}

impl Fill {
    /// The numbers of the columns told beside a row.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.told.iter().map(|(number, _)| number.as_str())
    }

    /// The numbers of the columns told only to who asks.
    pub fn hidden(&self) -> impl Iterator<Item = &str> {
        self.hidden.iter().map(|(number, _)| number.as_str())
    }
}

impl FillColumn {
    /// What a choice of the list is in the field.
    pub fn choice<'c>(&'c self, picked: &'c Name) -> &'c Name {
        self.choices.get(picked).unwrap_or(picked)
    }
}

impl Form {
    /// Where the rows of its roster are taken from, if the paper says.
    pub fn fill(&self) -> Option<&Fill> {
        self.fill.as_ref()
    }

    /// Everything wrong with where the rows are taken from: `papers` are all papers, each with its linked
    /// list where it is one.
    pub(super) fn fill_mistakes(&self, papers: &[(&Form, Option<&Listing>)]) -> Vec<Mistake> {
        let Some(fill) = &self.fill else {
            return Vec::new();
        };
        let mut mistakes = Vec::new();
        let mut tell = |code, line, field: Option<&Name>, args| {
            let field = field.map(Name::as_str);
            mistakes.push(Mistake::new(code, PAPER, line, field, args));
        };
        let lists = papers
            .iter()
            .filter(|(form, _)| form.id == fill.from && form.kind == FormKind::List);
        let lists: Vec<_> = lists.collect();
        if lists.is_empty() {
            let ids = papers
                .iter()
                .filter(|(form, _)| form.kind == FormKind::List);
            let nearest = nearest(fill.from.as_str(), ids.map(|(form, _)| form.id.as_str()));
            let args = vec![("form", fill.from.to_string()), ("nearest", nearest)];
            tell(MistakeCode::FillForm, fill.line, None, args);
        }
        let Some(group) = self
            .groups
            .iter()
            .find(|group| group.roster && group.id == fill.roster)
        else {
            let rosters = self.groups.iter().filter(|group| group.roster);
            let nearest = nearest(fill.roster.as_str(), rosters.map(|group| group.id.as_str()));
            let args = vec![("word", fill.roster.to_string()), ("nearest", nearest)];
            tell(MistakeCode::FillField, fill.line, None, args);
            return mistakes;
        };
        let labels = |field: &super::Field| field.role == Some(Role::HouseholdLabel);
        if !group.fields.iter().any(labels) {
            tell(MistakeCode::FillHousehold, fill.line, None, vec![]);
        }
        let numbers = fill
            .columns
            .iter()
            .map(|column| (&column.number, column.line));
        let others = fill.told.iter().chain(&fill.hidden);
        for (number, line) in numbers.chain(others.map(|(number, line)| (number, *line))) {
            let has = |list: &Form| list.table_columns.iter().any(|one| one.number == *number);
            if lists.iter().any(|(list, _)| !has(list)) {
                let args = vec![("number", number.clone()), ("form", fill.from.to_string())];
                tell(MistakeCode::FillColumn, line, None, args);
            }
        }
        for column in &fill.columns {
            let field = group.fields.iter().find(|field| field.id == column.field);
            let Some(field) = field.filter(|field| !field.computed) else {
                let typed = group.fields.iter().filter(|field| !field.computed);
                let near = nearest(column.field.as_str(), typed.map(|field| field.id.as_str()));
                let args = vec![("word", column.field.to_string()), ("nearest", near)];
                tell(
                    MistakeCode::FillField,
                    column.line,
                    Some(&column.field),
                    args,
                );
                continue;
            };
            if field.kind != FieldType::Choice {
                continue;
            }
            // Every choice that the list can show has a choice here.
            let shown = lists.iter().filter_map(|(list, listing)| {
                let at = list
                    .table_columns
                    .iter()
                    .position(|one| one.number == column.number)?;
                Some(listing.as_ref()?.choices(at))
            });
            for picked in shown.flatten() {
                let here = column.choice(picked);
                if !field.choices.iter().any(|choice| choice.id == *here) {
                    let ids = field.choices.iter().map(|choice| choice.id.as_str());
                    let args = vec![
                        ("word", here.to_string()),
                        ("field", column.field.to_string()),
                        ("nearest", nearest(here.as_str(), ids)),
                    ];
                    tell(
                        MistakeCode::FillChoice,
                        column.line,
                        Some(&column.field),
                        args,
                    );
                }
            }
        }
        mistakes
    }
}
