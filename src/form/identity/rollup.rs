//! Figures that may be taken over from other papers where nobody has given them.

use rust_decimal::Decimal;

use super::judge::{Hold, Verdict};
use super::side::When;
use super::{Cell, Cells, Figure, Identities, Spot};
use crate::form::val::at_digits;
use crate::form::{Name, Period};

/// One figure that another paper gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollup {
    /// The identity that says so.
    pub identity: String,
    /// Where it goes.
    pub cell: Cell,
    /// The figure; `None` while a part is missing.
    pub value: Option<Decimal>,
    /// Where it comes from.
    pub from: Vec<Cell>,
    /// What is missing.
    pub missing: Vec<Cell>,
    /// The identity as text.
    pub formula: String,
}

impl Identities {
    /// What may be taken over into one paper at one place and period, where its figure is not known. Cells
    /// of whose source nothing is known are left out. Of two identities for one cell the first counts.
    pub fn rollups(
        &self,
        cells: &dyn Cells,
        form: &Name,
        spot: &Spot,
        period: Period,
    ) -> Vec<Rollup> {
        let mut found: Vec<Rollup> = Vec::new();
        for identity in &self.list {
            let halves = identity.sides().any(|side| side.when == When::Half);
            if !identity.rollup || identity.left.form != *form || halves {
                continue;
            }
            let hold = Hold {
                spot: spot.clone(),
                part: None,
                period,
                half: 0,
            };
            let Some(source) = identity.source(&hold, cells) else {
                continue;
            };
            if found.iter().any(|other| other.cell == source.cell) {
                continue;
            }
            if matches!(cells.figure(&source.cell), Figure::Unknown | Figure::Absent) {
                found.push(source);
            }
        }
        found
    }
}

impl super::Identity {
    /// What the right side gives for the left cell, or what it lacks.
    fn source(&self, hold: &Hold, cells: &dyn Cells) -> Option<Rollup> {
        let cell = self.left_cell(hold)?;
        // With the left figure at zero, the gap is what the right side gives.
        let zero = super::judge::Changed {
            base: cells,
            cells: [(
                cell.clone(),
                Figure::Known {
                    value: Decimal::ZERO,
                    given: true,
                },
            )]
            .into(),
        };
        let judged = self.judge(hold, &zero);
        let missing = match judged.verdict {
            Verdict::Missing(missing) => missing,
            Verdict::Silent => return None,
            Verdict::Holds | Verdict::Broken { .. } => Vec::new(),
        };
        let value = judged
            .gap
            .filter(|_| missing.is_empty())
            .map(|gap| at_digits(-gap, self.left.digits));
        Some(Rollup {
            identity: self.id.clone(),
            cell,
            value,
            from: judged.others,
            missing,
            formula: self.formula(),
        })
    }
}
