//! Rules between papers, as data: what two papers, two levels or two periods must agree on.
//!
//! **What this room is.** `spec` reads `forms/identities/*.toml`, `expand` writes templates out, `link`
//! finds every side in the papers of a [`Library`], and only what has no mistake becomes an [`Identity`].
//! [`Identities::compare`] holds them against the figures that a [`Cells`] gives and returns
//! [`Finding`]s; `closes` says which one given figure would make all agree; [`Identities::rollups`]
//! says what may be taken over into a figure that nobody has given.
//!
//! **What it must never do.** Know where figures come from: no store, no table being tallied, no file.
//! Take a missing figure for zero: a side of which nothing is known is left out, one that lacks a part
//! says which.
//!
//! **Where to start reading.** [`Identities::load`], then `compare`.

mod closes;
mod compare;
mod expand;
mod judge;
mod link;
mod printed;
mod records;
mod rollup;
mod side;
mod spec;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::mistake::Mistake;
use super::{Evaluation, Evidence, Library, Name, Path, Period, Severity};
use crate::place::Area;
pub use compare::Scope;
pub use rollup::Rollup;
use side::Identity;

/// Where a figure stands: a table's row, or the place of a Phiếu.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The office's own unit: the total row of a table, its own Phiếu.
    Own,
    /// All units of one area: the area row of a table.
    Area(Area),
    /// One unit, by code or label; a table that splits areas has a row for each.
    Unit {
        /// Its code or label.
        place: String,
        /// The area of the row, where the table splits areas.
        area: Option<Area>,
    },
}

/// What of a paper is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// A field, or a cell of a grid.
    Path(Path),
    /// A column of a table, of one part where the table has parts.
    Column {
        /// The official number.
        number: String,
        /// The part's id.
        part: Option<String>,
    },
    /// All Phiếu of the paper, counted or added up as the text says.
    Records(String),
    /// A number that stands in the identity itself.
    Figure(Decimal),
}

/// One figure of one paper, place and period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The paper's id.
    pub form: Name,
    /// What of it.
    pub at: At,
    /// Where.
    pub spot: Spot,
    /// When.
    pub period: Period,
}

/// What is known of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number.
    Known {
        /// The number.
        value: Decimal,
        /// Whether a person gave it, so that a person may have it wrong.
        given: bool,
    },
    /// Closed, không áp dụng or not asked: adds nothing.
    Nothing,
    /// The paper is there, its figure is not known.
    Unknown,
    /// There is no such paper, or it has no such row.
    Absent,
}

/// Where figures come from: the papers of an office, or tables that somebody handed in.
pub trait Cells {
    /// Every place at which a paper has figures in a period.
    fn spots(&self, form: &Name, period: Period) -> Vec<Spot>;
    /// The places directly below one at which a paper is to have figures.
    fn below(&self, form: &Name, spot: &Spot, period: Period) -> Vec<Spot>;
    /// One figure. Never asked for [`At::Records`] and [`At::Figure`].
    fn figure(&self, cell: &Cell) -> Figure;
    /// All Phiếu of a repeating paper for a place, its thôn, and the period with those it is made of.
    fn records(&self, form: &Name, spot: &Spot, period: Period) -> Vec<Arc<Evaluation>>;
    /// Whether a table was handed in from outside, so that its own formulas are to be checked too.
    fn handed_in(&self, form: &Name, period: Period) -> bool;
    /// What changes when a given figure gets another value: the cell itself, and what its paper
    /// computes from it. `None` if the paper would then be wrong in itself, or no person gave it.
    fn changed(&self, cell: &Cell, value: Decimal) -> Option<Vec<(Cell, Figure)>>;
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Op {
    /// Equal, within the tolerance.
    Equal,
    /// The left side is at most the right one.
    AtMost,
    /// The left side is at least the right one.
    AtLeast,
    /// The left side lies between the least and the greatest part of the right one.
    Between,
    /// The left side is not so many times larger or smaller than every part of the right one.
    Slip,
    /// Both are zero or neither is.
    Zero,
}

impl Op {
    /// All of them with their words in files.
    pub const ALL: [(Op, &'static str); 6] = [
        (Op::Equal, "="),
        (Op::AtMost, "<="),
        (Op::AtLeast, ">="),
        (Op::Between, "between"),
        (Op::Slip, "slip"),
        (Op::Zero, "zero"),
    ];

    /// The word in files and formulas.
    pub fn as_str(self) -> &'static str {
        Op::ALL
            .iter()
            .find(|(op, _)| *op == self)
            .map_or("", |(_, word)| word)
    }
}

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// The sides do not agree.
    Broken,
    /// A side lacks a part, so that nothing can be said.
    Missing,
    /// A figure of a table handed in is not what the table's printed formula gives.
    Printed,
    /// A figure of a table handed in is not what the papers here add up to.
    Tallied,
}

impl FindingKind {
    /// The stable code: part of the command line's output.
    pub fn code(self) -> &'static str {
        match self {
            FindingKind::Broken | FindingKind::Printed => "identity",
            FindingKind::Missing => "missing-part",
            FindingKind::Tallied => "tallied",
        }
    }
}

/// One thing found between papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// The identity's id; the paper's own for a printed formula.
    pub identity: String,
    /// Whether it must be put right.
    pub severity: Severity,
    /// How it is compared.
    pub op: Op,
    /// The left cell.
    pub at: Cell,
    /// The cells of the right side.
    pub others: Vec<Cell>,
    /// What the left cell should be, or the least it may be.
    pub expected: Option<Decimal>,
    /// The most it may be, where there are two bounds.
    pub expected_to: Option<Decimal>,
    /// What it is.
    pub found: Option<Decimal>,
    /// The identity as text: `mau-7-2[9, ho] = mau-7-1[3]`.
    pub formula: String,
    /// The author's own sentence.
    pub message: String,
    /// The cells that are missing.
    pub missing: Vec<Cell>,
    /// The one given cell whose one new value makes all connected identities hold and breaks none.
    pub closes: Option<(Cell, Decimal)>,
}

/// One identity as its author wrote it, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its id.
    pub id: String,
    /// The formula, with the words of its templates where it has some.
    pub formula: String,
    /// The author's sentence.
    pub message: String,
    /// Whether it must hold.
    pub severity: Severity,
    /// Where it comes from.
    pub source: String,
    /// How well that is known.
    pub evidence: Evidence,
}

/// All identities of one installation, written out and linked.
#[derive(Debug, Default)]
pub struct Identities {
    list: Vec<Identity>,
}

impl Identities {
    /// Reads identity files (by name) and links them to the papers. Those with mistakes are left out
    /// and every mistake is told, its file as `identities/name`.
    pub fn load(files: &BTreeMap<String, String>, library: &Library) -> (Identities, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let templates = spec::read(files, &mut mistakes);
        let mut list = Vec::new();
        for template in &templates {
            for written in expand::expand(template, library, &mut mistakes) {
                list.extend(link::link(&written, library, &mut mistakes));
            }
        }
        // A template with one wrong name has it once for each of its words.
        let mut told: Vec<Mistake> = Vec::new();
        for mistake in mistakes {
            if !told.contains(&mistake) {
                told.push(mistake);
            }
        }
        list.extend(printed::printed(library));
        for mistake in &mut told {
            mistake.file = format!("{FOLDER}/{}", mistake.file);
        }
        (Identities { list }, told)
    }

    /// How many there are, templates written out, printed formulas of tables not counted.
    pub fn len(&self) -> usize {
        self.list
            .iter()
            .filter(|identity| !identity.printed)
            .count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every identity, templates written out.
    pub fn describe(&self) -> impl Iterator<Item = Described> {
        self.list
            .iter()
            .filter(|identity| !identity.printed)
            .map(|identity| Described {
                id: identity.id.clone(),
                formula: identity.formula(),
                message: identity.message.clone(),
                severity: identity.severity,
                source: identity.source.clone(),
                evidence: identity.evidence,
            })
    }

    /// Each identity on its own, for whoever looks at one.
    pub fn one_by_one(self) -> impl Iterator<Item = Identities> {
        self.list.into_iter().map(|identity| Identities {
            list: vec![identity],
        })
    }

    /// The ids of all papers that some identity reads.
    pub fn forms(&self) -> std::collections::BTreeSet<Name> {
        self.list
            .iter()
            .filter(|identity| !identity.printed)
            .flat_map(|identity| identity.sides().map(|side| side.form.clone()))
            .filter(|form| !form.as_str().is_empty())
            .collect()
    }
}

/// The folder of identity files beside the papers.
const FOLDER: &str = "identities";
