//! What was found between papers, in words and as scripts read it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::json::{Digits, decimal};
use super::problems::label;
use crate::form::{
    Answers, At, Cell, Finding, FindingKind, Form, Library, Op, Period, Severity, Spot,
};
use crate::locale::Words;
use crate::place::Area;
use crate::record::{PhieuKey, PhieuSubject};
use crate::text::number;
use crate::workspace::Workspace;

/// Cells that one sentence names.
const MOST_NAMED: usize = 5;

/// Says where cells stand.
pub(super) struct Between<'a> {
    pub(super) words: &'a Words,
    pub(super) workspace: &'a Workspace,
    pub(super) library: &'a Library,
    /// Names of thôn by label.
    thons: BTreeMap<String, String>,
}

/// Findings of one paper, place and period.
pub(super) struct Group {
    pub(super) cell: Cell,
    pub(super) findings: Vec<Finding>,
}

/// Findings by the paper, place and period of their left cell, in their order.
pub(super) fn grouped(findings: Vec<Finding>) -> Vec<Group> {
    let mut groups: BTreeMap<(Period, crate::form::Name, Spot), Group> = BTreeMap::new();
    for finding in findings {
        let cell = &finding.at;
        let key = (cell.period, cell.form.clone(), cell.spot.clone());
        let group = groups.entry(key).or_insert_with(|| Group {
            cell: cell.clone(),
            findings: Vec::new(),
        });
        group.findings.push(finding);
    }
    groups.into_values().collect()
}

impl<'a> Between<'a> {
    pub(super) fn new(
        words: &'a Words,
        workspace: &'a Workspace,
        library: &'a Library,
    ) -> Result<Between<'a>, crate::workspace::WorkspaceError> {
        let thons = workspace.thons()?.into_iter();
        Ok(Between {
            words,
            workspace,
            library,
            thons: thons.map(|thon| (thon.label, thon.name)).collect(),
        })
    }

    fn form(&self, cell: &Cell) -> Option<&Form> {
        let id = cell.form.as_str();
        let day = cell.period.last_day();
        let form = self
            .library
            .get(id, day)
            .or_else(|| self.library.newest(id));
        form.map(|form| &**form)
    }

    fn digits(&self, cell: &Cell) -> u32 {
        let form = self.form(cell);
        let digits = form.and_then(|form| match &cell.at {
            At::Path(path) => form.field_at(path).map(|field| field.digits),
            At::Column { number, .. } => form
                .table_columns()
                .iter()
                .find(|column| column.number == *number)
                .map(|column| column.digits),
            _ => None,
        });
        digits.unwrap_or(0)
    }

    /// The label or code of a place.
    fn place(&self, spot: &Spot) -> String {
        match spot {
            Spot::Own => self.workspace.config().place.clone(),
            Spot::Unit { place, .. } => place.clone(),
            Spot::Area(_) => String::new(),
        }
    }

    /// A place as people name it.
    fn named(&self, cell: &Cell) -> String {
        let area = |area: Area| match area {
            Area::Rural => self.words.of("place-area-rural", &[]),
            Area::Urban => self.words.of("place-area-urban", &[]),
        };
        let name = |place: &str| {
            let unit = self.workspace.unit(place, cell.period.last_day());
            let known = unit.map(|unit| unit.name.to_string());
            known
                .or_else(|| self.thons.get(place).cloned())
                .unwrap_or_else(|| place.to_owned())
        };
        match &cell.spot {
            Spot::Own => name(&self.workspace.config().place),
            Spot::Area(of) => area(*of),
            Spot::Unit { place, area: None } => name(place),
            Spot::Unit {
                place,
                area: Some(of),
            } => format!("{}, {}", name(place), area(*of)),
        }
    }

    /// Where a cell stands, as `fill` and `table` spell it.
    pub(super) fn spelled(&self, cell: &Cell) -> String {
        match &cell.at {
            At::Path(path) => Answers::new().spell(path),
            At::Column { number, part } => {
                let row = match &cell.spot {
                    Spot::Own => "total".to_owned(),
                    Spot::Area(area) => super::place::area(*area).to_owned(),
                    Spot::Unit { place, area: None } => place.clone(),
                    Spot::Unit {
                        place,
                        area: Some(area),
                    } => format!("{place}/{}", super::place::area(*area)),
                };
                match part {
                    Some(part) => format!("{row}/{part}/{number}"),
                    None => format!("{row}/{number}"),
                }
            }
            At::Records(text) => text.clone(),
            At::Figure(number) => number.to_string(),
        }
    }

    /// A cell as people name it: its paper, its words, its place and period.
    pub(super) fn label(&self, cell: &Cell) -> String {
        let form = self.form(cell);
        let title = form.map_or(cell.form.as_str(), |form| {
            form.title().split(':').next().unwrap_or_default()
        });
        let what = match &cell.at {
            At::Path(path) => label(self.words, form, &Answers::new(), path),
            At::Column { number, part } => {
                let columns = form.map(Form::table_columns).unwrap_or_default();
                let column = columns.iter().find(|column| column.number == *number);
                let mut words: Vec<&str> = column
                    .iter()
                    .flat_map(|column| column.headings.iter().map(String::as_str))
                    .collect();
                words.extend(column.map(|column| column.label.as_str()));
                let args = [("number", number.clone()), ("label", words.join(" – "))];
                let mut what = self.words.of("between-column", &args);
                let mut parts = form.into_iter().flat_map(Form::table_parts);
                if let Some(part) = parts.find(|of| Some(of.id.as_str()) == part.as_deref()) {
                    what = format!("{what}, {}", part.label);
                }
                what
            }
            At::Records(text) => self
                .words
                .of("between-records", &[("expression", text.clone())]),
            At::Figure(number) => number.to_string(),
        };
        let args = [
            ("paper", title.to_owned()),
            ("what", what),
            ("place", self.named(cell)),
            ("period", cell.period.to_string()),
        ];
        self.words.of("between-cell", &args)
    }

    /// Cells as people name them; beyond a few, how many more.
    pub(super) fn labels(&self, cells: &[Cell]) -> String {
        let mut labels: Vec<String> = cells
            .iter()
            .take(MOST_NAMED)
            .map(|cell| self.label(cell))
            .collect();
        if cells.len() > MOST_NAMED {
            let args = [("count", (cells.len() - MOST_NAMED).to_string())];
            labels.push(self.words.of("between-more", &args));
        }
        labels.join("; ")
    }

    fn number(&self, cell: &Cell, value: Option<Decimal>) -> String {
        let digits = self.digits(cell);
        value.map_or_else(String::new, |value| {
            number::format(&value, digits.max(value.normalize().scale().min(2)))
        })
    }

    /// One finding in a sentence.
    pub(super) fn message(&self, found: &Finding) -> String {
        let key = match (found.kind, found.op) {
            (FindingKind::Missing, _) => "between-missing",
            (FindingKind::Printed, _) => "between-printed",
            (FindingKind::Tallied, _) => "between-tallied",
            (_, Op::Equal) => "between-equal",
            (_, Op::AtMost) => "between-at-most",
            (_, Op::AtLeast) => "between-at-least",
            (_, Op::Between) => "between-between",
            (_, Op::Slip) => "between-slip",
            (_, Op::Zero) => "between-zero",
        };
        let upper = found.expected_to.or(found.expected);
        let args = [
            ("message", found.message.clone()),
            ("at", self.label(&found.at)),
            ("found", self.number(&found.at, found.found)),
            ("expected", self.number(&found.at, found.expected)),
            ("upper", self.number(&found.at, upper)),
            ("others", self.labels(&found.others)),
            ("missing", self.labels(&found.missing)),
            ("formula", found.formula.clone()),
        ];
        let mut message = self.words.of(key, &args).trim().to_owned();
        if let Some((cell, value)) = &found.closes {
            let args = [
                ("field", self.label(cell)),
                ("value", self.number(cell, Some(*value))),
            ];
            message = format!("{message} {}", self.words.of("problem-closes", &args));
        }
        message
    }

    /// One line for people.
    pub(super) fn line(&self, found: &Finding) -> String {
        let args = [
            ("at", self.spelled(&found.at)),
            ("message", self.message(found)),
        ];
        self.words
            .of(&format!("cli-problem-{}", severity(found.severity)), &args)
    }

    /// A number at a cell's digits, as people read it.
    pub(super) fn number_of(&self, cell: &Cell, value: Decimal) -> String {
        self.number(cell, Some(value))
    }

    /// A cell as scripts read it.
    pub(super) fn shape(&self, cell: &Cell) -> Json {
        json!({
            "form": cell.form.as_str(),
            "at": self.spelled(cell),
            "place": self.place(&cell.spot),
            "period": cell.period.to_string(),
        })
    }

    /// The contract's shape, with the identity, its formula and the papers it is about.
    pub(super) fn json(&self, found: &Finding) -> Json {
        let value = |cell: &Cell, value: Decimal| decimal(value, self.digits(cell), Digits::Keep);
        let at = |cell: &Cell| self.shape(cell);
        let mut papers: Vec<&str> = std::iter::once(&found.at)
            .chain(&found.others)
            .chain(&found.missing)
            .map(|cell| cell.form.as_str())
            .filter(|form| !form.is_empty())
            .collect();
        papers.sort_unstable();
        papers.dedup();
        let mut json = json!({
            "code": found.kind.code(),
            "severity": severity(found.severity),
            "at": self.spelled(&found.at),
            "message": self.message(found),
            "identity": found.identity,
            "formula": found.formula,
            "papers": papers,
            "with": found.others.iter().map(at).collect::<Vec<_>>(),
        });
        let Some(map) = json.as_object_mut() else {
            return json;
        };
        for (key, number) in [
            ("expected", found.expected),
            ("expected_to", found.expected_to),
            ("found", found.found),
        ] {
            if let Some(number) = number {
                map.insert(key.to_owned(), value(&found.at, number));
            }
        }
        if !found.missing.is_empty() {
            let missing: Vec<Json> = found.missing.iter().map(at).collect();
            map.insert("missing".to_owned(), json!(missing));
        }
        if let Some((cell, number)) = &found.closes {
            let mut closes = at(cell);
            if let Some(closes) = closes.as_object_mut() {
                closes.insert("value".to_owned(), value(cell, *number));
            }
            map.insert("closes".to_owned(), closes);
        }
        json
    }

    /// One paper's findings, shaped as `check` shapes a Phiếu's problems.
    pub(super) fn group(&self, group: &Group) -> Json {
        let cell = &group.cell;
        let subject = self.place(&cell.spot);
        let phieu = match &cell.at {
            At::Path(_) => self.workspace.place_ref(&subject).ok().map(|place| {
                let key = PhieuKey {
                    form: cell.form.to_string(),
                    subject: PhieuSubject::Place(place),
                    period: cell.period,
                };
                key.id().to_string()
            }),
            _ => None,
        };
        json!({
            "phieu": phieu,
            "form": self.form(cell).map_or(cell.form.as_str(), Form::full_id),
            "subject": subject,
            "period": cell.period.to_string(),
            "known": true,
            "problems": group.findings.iter().map(|found| self.json(found)).collect::<Vec<_>>(),
        })
    }

    /// The line above one paper's findings.
    pub(super) fn heading(&self, group: &Group) -> String {
        let cell = &group.cell;
        let args = [
            (
                "paper",
                self.form(cell)
                    .map_or_else(|| cell.form.to_string(), |form| form.title().to_owned()),
            ),
            ("place", self.named(cell)),
            ("period", cell.period.to_string()),
        ];
        self.words.of("between-heading", &args)
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocks => "blocks",
        Severity::Asks => "asks",
    }
}
