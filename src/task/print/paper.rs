//! A questionnaire on paper, in the order of the screen: what is known filled in, the rest to be ticked or written.

use std::collections::BTreeSet;

use super::pages::{number_column, said};
use super::values::Filling;
use crate::form::{
    Answers, Evaluation, Field, FieldType, Form, Group, Name, Outcome, Path, Role, RowId, Value,
};
use crate::office::{Align, Cell, Column, Line, Look, Part, Row, Table};
use crate::record::{Phieu, PhieuKey};
use crate::task::TaskError;
use crate::workspace::Evaluated;

/// Rows to write in: of an empty roster, and below the rows that are there.
const EMPTY_ROWS: u32 = 8;
const MORE_ROWS: usize = 2;
/// The most choices that are written out to be ticked; of more, the answer is written.
const TICKED: usize = 12;
/// Characters that the columns of one block of a roster may take beside each other.
const BLOCK: u16 = 92;

/// What a Phiếu says where it is printed.
enum Known<'a> {
    /// Nothing: every answer is written by hand.
    Nothing,
    /// Everything that the Phiếu holds.
    All(&'a Evaluation, &'a Answers),
    /// Of the subject's last Phiếu, who and where: there is none of this period yet.
    Last(&'a Evaluation, &'a Answers),
}

impl Known<'_> {
    fn rows(&self, roster: &Name) -> Vec<RowId> {
        match self {
            Known::Nothing => Vec::new(),
            Known::All(_, answers) | Known::Last(_, answers) => {
                answers.rows(roster.as_str()).to_vec()
            }
        }
    }

    fn outcome(&self, field: &Field, path: &Path) -> Option<&Outcome> {
        match self {
            Known::Nothing => None,
            Known::All(evaluation, _) => evaluation.outcomes.get(path),
            Known::Last(evaluation, _) => evaluation.outcomes.get(path).filter(|_| stays(field)),
        }
    }
}

/// Whether last period's answer is likely to hold: who somebody is, where they live, what the paper offers again.
fn stays(field: &Field) -> bool {
    let who = matches!(
        field.role,
        Some(
            Role::HeadName
                | Role::Address
                | Role::PersonName
                | Role::PersonalNumber
                | Role::Sex
                | Role::Birth
                | Role::Relation
        )
    );
    field.carry || who
}

impl Filling<'_> {
    /// Every group of a questionnaire.
    pub(super) fn questions(&mut self, form: &Form) -> Result<Vec<Part>, TaskError> {
        let last = self.last_phieu(form)?;
        let now = self.phieu.clone();
        let known = match (&now, &last) {
            (Some((phieu, found)), _) => Known::All(&found.evaluation, phieu.answers()),
            (None, Some((phieu, found))) => Known::Last(&found.evaluation, phieu.answers()),
            (None, None) => Known::Nothing,
        };
        let mut parts = Vec::new();
        for group in form.groups() {
            parts.push(Part::Line(Line {
                text: group.title.clone(),
                look: Look {
                    bold: true,
                    with_next: true,
                    ..Look::default()
                },
            }));
            match group.roster {
                true => parts.extend(self.roster(form, group, &known)),
                false => parts.push(Part::Table(self.fields(form, group, &known))),
            }
        }
        Ok(parts)
    }

    /// The subject's newest Phiếu before this period, where there is none of this period.
    fn last_phieu(&mut self, form: &Form) -> Result<Option<(Phieu, Evaluated)>, TaskError> {
        if self.job.blank || self.phieu.is_some() || form.repeats() {
            return Ok(None);
        }
        let id = form.id().as_str();
        let day = self.job.period.last_day();
        let mut periods = self.workspace.store().form_periods(id)?;
        periods.retain(|period| period.last_day() < day);
        periods.sort_by_key(|period| (period.last_day(), *period));
        for period in periods.into_iter().rev() {
            let key = PhieuKey {
                form: id.to_owned(),
                subject: self.subject.clone(),
                period,
            };
            if let Some(phieu) = self.workspace.store().phieu(key.id())? {
                let evaluated = self.gathering.evaluate(phieu.clone())?;
                return Ok(Some((phieu, evaluated)));
            }
        }
        Ok(None)
    }

    /// The questions of a group under each other: number, wording, answer.
    fn fields(&self, form: &Form, group: &Group, known: &Known<'_>) -> Table {
        let column = |width, align| Column {
            width,
            align,
            ..Column::default()
        };
        let rows = group.fields.iter().map(|field| {
            let path = Path::Field(field.id.clone());
            let outcome = known.outcome(field, &path);
            Row::Cells(vec![
                Cell::text(field.item.clone().unwrap_or_default()),
                Cell::text(&field.label),
                Cell::text(self.answer(form, field, &path, outcome)),
            ])
        });
        Table {
            columns: vec![
                column(5, Align::Centre),
                column(37, Align::Left),
                column(41, Align::Left),
            ],
            rows: rows.collect(),
        }
    }

    /// An answer, or room for one.
    fn answer(&self, form: &Form, field: &Field, path: &Path, outcome: Option<&Outcome>) -> String {
        if matches!(outcome, Some(Outcome::NotRelevant | Outcome::Closed)) && !self.open() {
            return self.word("not_asked");
        }
        let open = self.open() && !field.computed;
        let ticks = (1..=TICKED).contains(&field.choices.len());
        if ticks && (open || !said(outcome)) {
            return self.choices(field, outcome.and_then(Outcome::value));
        }
        let shown = outcome.and_then(|outcome| self.text(form, path, outcome));
        match shown {
            Some(text) => {
                let unit = field.unit.as_ref().filter(|_| {
                    outcome.is_some_and(|said| matches!(said.value(), Some(Value::Number(_))))
                });
                let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
                let stands = matches!(outcome, Some(Outcome::StandIn(_)));
                let mark = if stands {
                    self.word("stand_in")
                } else {
                    String::new()
                };
                format!("{text}{unit}{mark}")
            }
            None if field.kind == FieldType::YesNo => self.yes_no(),
            None => self.room(field),
        }
    }

    /// The choices to be ticked, the chosen ones ticked.
    fn choices(&self, field: &Field, value: Option<&Value>) -> String {
        let chosen: BTreeSet<&Name> = match value {
            Some(Value::Choice(id)) => [id].into(),
            Some(Value::Choices(ids)) => ids.iter().collect(),
            _ => BTreeSet::new(),
        };
        let (tick, ticked) = (self.word("tick"), self.word("ticked"));
        let texts = field.choices.iter().map(|choice| {
            let mark = if chosen.contains(&choice.id) {
                &ticked
            } else {
                &tick
            };
            match &choice.code {
                Some(code) => format!("{mark} {code}. {}", choice.label),
                None => format!("{mark} {}", choice.label),
            }
        });
        let texts: Vec<String> = texts.collect();
        match texts.iter().any(|text| text.chars().count() > 18) {
            true => texts.join("\n"),
            // No choice is torn from its box.
            false => {
                let texts = texts.iter().map(|text| text.replace(' ', "\u{a0}"));
                texts.collect::<Vec<_>>().join("   ")
            }
        }
    }

    fn yes_no(&self) -> String {
        let tick = self.word("tick");
        format!("{tick} {}   {tick} {}", self.word("yes"), self.word("no"))
    }

    /// Dots to write on.
    fn room(&self, field: &Field) -> String {
        if field.kind == FieldType::Date {
            return self.word("short_date_dots");
        }
        let dots = self.word("dots");
        match &field.unit {
            Some(unit) if field.kind.is_number() => format!("{dots} {unit}"),
            _ => dots,
        }
    }

    /// A roster in blocks that fit the page, the first field before each; below them what the codes mean.
    fn roster(&self, form: &Form, group: &Group, known: &Known<'_>) -> Vec<Part> {
        let rows = known.rows(&group.id);
        let (least, most) = form.row_limits(group.id.as_str());
        let more = match (self.open(), rows.is_empty()) {
            (false, true) => 1,
            (false, false) => 0,
            (true, true) => usize::try_from(least.unwrap_or(0).max(EMPTY_ROWS)).unwrap_or(0),
            (true, false) => MORE_ROWS,
        };
        let most = most.and_then(|most| usize::try_from(most).ok());
        let all = (rows.len() + more).min(most.unwrap_or(usize::MAX).max(rows.len()));
        let name = group
            .fields
            .iter()
            .position(|field| field.role == Some(Role::PersonName))
            .unwrap_or(0);
        let mut parts = Vec::new();
        for block in blocks(group, name) {
            let fields: Vec<&Field> = block
                .iter()
                .filter_map(|at| group.fields.get(*at))
                .collect();
            let mut columns = vec![number_column(&self.word("number"))];
            // A block of few columns is no larger than the others.
            let own: u16 = fields.iter().map(|field| width(field)).sum();
            let wide = |field: &Field| match own + 4 < BLOCK {
                true => width(field) * (BLOCK - 4) / own.max(1),
                false => width(field),
            };
            columns.extend(fields.iter().map(|field| Column {
                headings: vec![heading(field)],
                width: wide(field),
                by_hand: self.open(),
                align: match field.kind {
                    FieldType::Text | FieldType::Choice | FieldType::Choices => Align::Left,
                    _ => Align::Centre,
                },
                ..Column::default()
            }));
            let lines = (0..all).map(|at| {
                let mut cells = vec![Cell::count(u32::try_from(at + 1).unwrap_or(u32::MAX))];
                if let Some(row) = rows.get(at) {
                    cells.extend(fields.iter().map(|field| {
                        let path = Path::Member {
                            roster: group.id.clone(),
                            row: *row,
                            field: field.id.clone(),
                        };
                        let outcome = known.outcome(field, &path);
                        let text = outcome.and_then(|outcome| self.text(form, &path, outcome));
                        Cell::text(text.unwrap_or_default())
                    }));
                }
                Row::Cells(cells)
            });
            let rows = lines.collect();
            parts.push(Part::Table(Table { columns, rows }));
            if self.open() {
                parts.extend(legend(&fields));
            }
        }
        parts
    }
}

/// Which fields stand side by side: as many as fit, the name first in each block.
fn blocks(group: &Group, name: usize) -> Vec<Vec<usize>> {
    let room = |at: usize| group.fields.get(at).map_or(0, width);
    let first = 4 + room(name);
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut taken = u16::MAX;
    for at in (0..group.fields.len()).filter(|at| *at != name) {
        if taken.saturating_add(room(at)) > BLOCK {
            blocks.push(vec![name]);
            taken = first;
        }
        taken += room(at);
        if let Some(block) = blocks.last_mut() {
            block.push(at);
        }
    }
    if blocks.is_empty() && !group.fields.is_empty() {
        blocks.push(vec![name]);
    }
    blocks
}

fn heading(field: &Field) -> String {
    let unit = field.unit.as_ref().map(|unit| format!(" ({unit})"));
    let label = format!("{}{}", field.label, unit.unwrap_or_default());
    match &field.item {
        Some(item) => format!("{item}. {label}"),
        None => label,
    }
}

/// Characters of a roster's column.
pub(super) fn width(field: &Field) -> u16 {
    let letters = |text: &str| u16::try_from(text.chars().count()).unwrap_or(30);
    let heading = heading(field);
    let words = heading.split_whitespace().map(letters).max().unwrap_or(0) + 1;
    let content = match (field.role, field.kind) {
        (Some(Role::PersonName), _) => 22,
        (Some(Role::PersonalNumber), _) => 14,
        (_, FieldType::Text) => 16,
        (_, FieldType::Date) => 11,
        (_, FieldType::Choice | FieldType::Choices) => {
            let longest = field.choices.iter().map(|choice| letters(&choice.label));
            longest.max().unwrap_or(6).clamp(6, 14)
        }
        (_, FieldType::YesNo) => 7,
        _ => 8,
    };
    // A long heading needs room too, or the row of headings fills the page.
    let lines = letters(&heading) / 5;
    content.max(words).max(lines.min(16))
}

/// What the codes of the choices of a block mean.
fn legend(fields: &[&Field]) -> Option<Part> {
    let with = fields
        .iter()
        .filter(|field| (1..=TICKED).contains(&field.choices.len()));
    let texts = with.map(|field| {
        let choices = field.choices.iter().map(|choice| match &choice.code {
            Some(code) => format!("{code} {}", choice.label),
            None => choice.label.clone(),
        });
        format!(
            "{}: {}",
            field.label,
            choices.collect::<Vec<_>>().join("; ")
        )
    });
    let text = texts.collect::<Vec<_>>().join(". ");
    (!text.is_empty()).then(|| {
        Part::Line(Line {
            text,
            look: Look {
                italic: true,
                size: 10,
                ..Look::default()
            },
        })
    })
}
