//! A document's parts laid out: the head with the quốc hiệu, titles, paragraphs, lists, rosters, signatures.

use super::paper::width;
use super::values::Filling;
use super::{PrintAbout, figures};
use crate::form::{
    BlankColumn, FormKind, Name, Of, Outcome, Path, Print, PrintPart, Signer, Style, Subject,
    Template,
};
use crate::office::{Align, Block, Cell, Column, Line, Look, Part, Row, Section, Table};
use crate::task::{Progress, TaskError};

/// Lines left free for a signature and a stamp.
const SIGNATURE: usize = 4;
/// Letters of the place and the date that fit beside the agency at the body's size.
const DATED: usize = 38;
/// Rows of a list that is printed to be filled in by hand.
const HAND_ROWS: usize = 18;

/// Whether a spreadsheet can take a document: its body is one table.
pub(super) fn sheet(print: &Print) -> bool {
    match print.of {
        Of::Every(kind) => kind != FormKind::Questionnaire,
        _ => {
            let tables = print
                .parts
                .iter()
                .filter(|part| matches!(part, PrintPart::List { .. } | PrintPart::Roster { .. }));
            tables.count() == 1 && print.about == Subject::Place
        }
    }
}

impl Filling<'_> {
    /// The document about one subject.
    pub(super) fn pages(
        &mut self,
        print: &Print,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Section>, TaskError> {
        // Lists first: texts before them say how many are in them.
        let mut tables = Vec::new();
        for part in &print.parts {
            tables.push(match part {
                PrintPart::List {
                    form,
                    columns,
                    blank,
                    empty,
                } => Some(self.list_part(form, columns, blank, empty, progress)?),
                _ => None,
            });
        }
        let mut sections = vec![Section {
            landscape: print.landscape,
            footer: self.footer(),
            parts: Vec::new(),
        }];
        let mut parts = self.head(print)?;
        for (part, table) in print.parts.iter().zip(tables) {
            match part {
                PrintPart::Text { text, known, .. }
                    if *known && self.fill_known(text)?.is_none() => {}
                PrintPart::Text { text, style, .. } => {
                    parts.push(Part::Line(self.line(text, *style)?));
                }
                PrintPart::List { .. } => parts.extend(table.into_iter().flatten()),
                PrintPart::Roster {
                    form,
                    group,
                    fields,
                    blank,
                    rows,
                } => {
                    parts.push(Part::Table(
                        self.roster_part(form, group, fields, blank, *rows)?,
                    ));
                }
                PrintPart::Paper => parts.extend(self.paper_part(progress)?),
                PrintPart::Signs { receipt, signs } => {
                    parts.push(Part::Line(Line::plain("")));
                    parts.push(self.signs(receipt, signs)?);
                }
                PrintPart::NewPage { landscape } => {
                    if let Some(section) = sections.last_mut() {
                        section.parts.append(&mut parts);
                    }
                    sections.push(Section {
                        landscape: *landscape,
                        footer: self.footer(),
                        parts: Vec::new(),
                    });
                }
            }
        }
        if let Some(section) = sections.last_mut() {
            section.parts.append(&mut parts);
        }
        Ok(sections)
    }

    /// At the foot of each page: which print it is, and when it was printed.
    fn footer(&self) -> String {
        let today = crate::text::date::Parsed::Day(self.workspace.today());
        let words = match self.copy {
            Some(turn) => self.word("copy").replace("{copy}", &turn.to_string()),
            None => self.word("printed"),
        };
        words.replace("{today}", &crate::text::date::format(today))
    }

    fn head(&mut self, print: &Print) -> Result<Vec<Part>, TaskError> {
        let mut parts = Vec::new();
        let centre = |text: String, bold: bool, size: u8| Line {
            text,
            look: Look {
                bold,
                size,
                align: Align::Centre,
                with_next: true,
                ..Look::default()
            },
        };
        let mut left = Vec::new();
        for (at, line) in print.agency.iter().enumerate() {
            let last = at + 1 == print.agency.len();
            let mut line = centre(self.fill(line)?, last, 12);
            line.look.ruled = last;
            left.push(line);
        }
        if let Some(number) = &print.number {
            left.push(centre(self.fill(number)?, false, 13));
        }
        let mut motto = centre(self.word("motto"), true, 13);
        motto.look.underlined = true;
        let mut right = vec![centre(self.word("nation"), true, 12), motto];
        if let Some(dated) = &print.dated {
            let text = self.fill(dated)?;
            // A long name still stands on one line.
            let size = if text.chars().count() > DATED { 12 } else { 13 };
            let mut line = centre(text, false, size);
            line.look.italic = true;
            right.push(line);
        }
        if print.agency.is_empty() {
            // A person's own letter: nobody's heading beside the quốc hiệu.
            parts.extend(right.into_iter().map(Part::Line));
            parts.push(Part::Line(Line::plain("")));
        } else {
            parts.push(Part::Blocks(vec![
                Block {
                    share: 42,
                    lines: left,
                },
                Block {
                    share: 58,
                    lines: right,
                },
            ]));
            parts.push(Part::Line(Line::plain("")));
        }
        for title in &print.title {
            parts.push(Part::Line(Line::title(self.fill(title)?)));
        }
        for line in &print.below {
            parts.push(Part::Line(Line::below_title(self.fill(line)?)));
        }
        // A document of a whole kind only lays out what the paper itself says.
        let own =
            matches!(print.of, Of::Every(_)) || print.evidence == crate::form::Evidence::Verified;
        let verified = own
            && self
                .paper
                .as_ref()
                .is_none_or(|paper| paper.wholly_verified());
        if !verified {
            parts.push(Part::Line(Line::below_title(self.word("unverified"))));
        }
        Ok(parts)
    }

    fn line(&mut self, text: &Template, style: Style) -> Result<Line, TaskError> {
        let look = match style {
            Style::Body => Look {
                align: Align::Even,
                indented: true,
                ..Look::default()
            },
            Style::Heading => Look {
                bold: true,
                with_next: true,
                ..Look::default()
            },
            Style::Centre => Look {
                bold: true,
                align: Align::Centre,
                with_next: true,
                ..Look::default()
            },
            Style::Below => Look {
                italic: true,
                align: Align::Centre,
                ..Look::default()
            },
        };
        Ok(Line {
            text: self.fill(text)?,
            look,
        })
    }

    fn signs(&mut self, receipt: &[String], signs: &[Signer]) -> Result<Part, TaskError> {
        let mut blocks = Vec::new();
        if !receipt.is_empty() {
            let small = |text: String, bold: bool| Line {
                text,
                look: Look {
                    bold,
                    italic: bold,
                    size: if bold { 12 } else { 11 },
                    ..Look::default()
                },
            };
            let mut lines = vec![small(self.word("receipt"), true)];
            lines.extend(receipt.iter().map(|line| small(line.clone(), false)));
            blocks.push(Block { share: 1, lines });
        }
        if receipt.is_empty() && signs.len() == 1 {
            // One alone signs at the right.
            blocks.push(Block {
                share: 1,
                lines: Vec::new(),
            });
        }
        for sign in signs {
            let centre = |text: String, bold: bool, italic: bool| Line {
                text,
                look: Look {
                    bold,
                    italic,
                    align: Align::Centre,
                    with_next: true,
                    ..Look::default()
                },
            };
            let mut lines = vec![centre(sign.title.clone(), true, false)];
            lines.extend(
                sign.note
                    .iter()
                    .map(|note| centre(note.clone(), false, true)),
            );
            lines.extend((0..SIGNATURE).map(|_| centre(String::new(), false, false)));
            if let Some(name) = &sign.name {
                let name = self.fill_known(name)?.unwrap_or_default();
                lines.push(centre(name, true, false));
            }
            blocks.push(Block { share: 1, lines });
        }
        Ok(Part::Blocks(blocks))
    }

    /// A list's rows, with columns to write in; that it is empty, or may lack somebody.
    fn list_part(
        &mut self,
        form: &Name,
        columns: &[String],
        blank: &[BlankColumn],
        empty: &str,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Part>, TaskError> {
        let (mut table, missing) = figures::list(self, form.as_str(), Some(columns), progress)?;
        let rows = table
            .rows
            .iter()
            .filter(|row| !matches!(row, Row::Across(_)));
        let count = rows.count();
        self.count = Some(self.count.unwrap_or(0) + count);
        let by_hand = self.job.blank;
        if by_hand {
            self.count = None;
            table.rows = vec![Row::Cells(Vec::new()); HAND_ROWS];
            for column in &mut table.columns {
                column.by_hand = true;
            }
        }
        add_blank(&mut table, blank);
        let mut parts = vec![Part::Table(table)];
        if count == 0 && !by_hand {
            parts.push(Part::Line(Line::below_title(empty)));
        }
        if missing > 0 && !by_hand {
            let text = self
                .word("missing")
                .replace("{count}", &missing.to_string());
            parts.push(Part::Line(Line::below_title(text)));
        }
        Ok(parts)
    }

    /// A roster's rows, with columns to write in.
    fn roster_part(
        &mut self,
        form: &Name,
        group: &Name,
        fields: &[Name],
        blank: &[BlankColumn],
        rows: u32,
    ) -> Result<Table, TaskError> {
        let paper = self.workspace.library().newest(form.as_str()).cloned();
        let evaluated = self.evaluated(form)?;
        let mut table = Table {
            columns: vec![number_column(&self.word("number"))],
            rows: Vec::new(),
        };
        let groups = paper.iter().flat_map(|paper| paper.groups());
        let own: Vec<_> = groups.filter(|other| other.id == *group).collect();
        let shown = fields.iter().filter_map(|id| {
            let mut all = own.iter().flat_map(|group| &group.fields);
            all.find(|field| field.id == *id)
        });
        let shown: Vec<_> = shown.collect();
        table.columns.extend(shown.iter().map(|field| Column {
            headings: vec![field.label.clone()],
            width: width(field),
            align: match field.kind.is_number() {
                true => Align::Centre,
                false => Align::Left,
            },
            ..Column::default()
        }));
        if let Some(evaluated) = &evaluated {
            for (at, row) in rows_of(evaluated, group).into_iter().enumerate() {
                let mut cells = vec![Cell::count(u32::try_from(at + 1).unwrap_or(u32::MAX))];
                for field in &shown {
                    let path = Path::Member {
                        roster: group.clone(),
                        row,
                        field: field.id.clone(),
                    };
                    let outcome = evaluated.evaluation.outcomes.get(&path);
                    let text = outcome.and_then(|said| self.text(&evaluated.form, &path, said));
                    cells.push(Cell::text(text.unwrap_or_default()));
                }
                table.rows.push(Row::Cells(cells));
            }
        }
        if table.rows.is_empty() {
            let rows = usize::try_from(rows).unwrap_or(0).max(1);
            table.rows = vec![Row::Cells(Vec::new()); rows];
            for column in &mut table.columns {
                column.by_hand = true;
            }
        }
        add_blank(&mut table, blank);
        Ok(table)
    }

    /// The paper itself.
    fn paper_part(&mut self, progress: &mut Progress<'_>) -> Result<Vec<Part>, TaskError> {
        let Some(form) = self.paper.clone() else {
            return Ok(Vec::new());
        };
        Ok(match form.kind() {
            FormKind::Questionnaire => self.questions(&form)?,
            FormKind::Grid => figures::grid(self, &form),
            FormKind::Table => {
                let table = figures::tally(self, &form, progress)?;
                let unknown = Cell::text(self.word("unknown"));
                let note = table.holds(&unknown).then(|| self.word("unknown_note"));
                let mut parts = vec![Part::Table(table)];
                parts.extend(note.map(|note| Part::Line(small(note))));
                parts
            }
            FormKind::List => {
                let empty = self.word("empty");
                self.list_part(&form.id().clone(), &all(&form), &[], &empty, progress)?
            }
        })
    }

    /// Whether what is printed may still be written on.
    pub(super) fn open(&self) -> bool {
        self.phieu
            .as_ref()
            .is_none_or(|(phieu, _)| !phieu.status().is_finished())
    }

    /// The label of the place that lists are cut down to; none for the whole workspace.
    pub(super) fn only(&self) -> Result<Option<String>, TaskError> {
        let PrintAbout::Place(place) = &self.job.about else {
            return Ok(None);
        };
        let label = self.workspace.place_label(place)?;
        Ok((label != self.workspace.config().place).then_some(label))
    }
}

/// A remark below a table.
fn small(text: String) -> Line {
    Line {
        text,
        look: Look {
            italic: true,
            size: 11,
            ..Look::default()
        },
    }
}

fn all(form: &crate::form::Form) -> Vec<String> {
    let columns = form.table_columns().iter();
    columns.map(|column| column.number.clone()).collect()
}

/// The rows of a roster, in the order of the Phiếu.
pub(super) fn rows_of(
    evaluated: &crate::workspace::Evaluated,
    group: &Name,
) -> Vec<crate::form::RowId> {
    evaluated.phieu.answers().rows(group.as_str()).to_vec()
}

pub(super) fn number_column(heading: &str) -> Column {
    Column {
        headings: vec![heading.to_owned()],
        align: Align::Centre,
        width: 4,
        ..Column::default()
    }
}

fn add_blank(table: &mut Table, blank: &[BlankColumn]) {
    table.columns.extend(blank.iter().map(|own| {
        let mut headings: Vec<String> = own.under.iter().cloned().collect();
        headings.push(own.label.clone());
        Column {
            headings,
            width: own.width,
            by_hand: true,
            ..Column::default()
        }
    }));
}

/// What stands in a place, told apart from what nobody said.
pub(super) fn said(outcome: Option<&Outcome>) -> bool {
    outcome.is_some_and(|outcome| {
        outcome.value().is_some() || matches!(outcome, Outcome::Special(_) | Outcome::Unparsed(_))
    })
}
