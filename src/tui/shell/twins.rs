//! The worker's questions about who may have been entered twice.

use super::worker::Worker;
use crate::form::Period;
use crate::record::Pair;
use crate::task::{self, Twin, TwinSide};
use crate::tui::lines::{TwinLine, TwinSideLine};
use crate::tui::reply::{Failure, Reply};

impl Worker {
    pub(super) fn twins(&mut self, period: Period) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let twins = task::twins(self.workspace()?, Some(period), &mut progress)?;
        Ok(Reply::Twins(twins.into_iter().map(line).collect()))
    }

    /// How many pairs somebody has to look at.
    pub(super) fn twins_asked(&mut self, period: Period) -> Result<usize, Failure> {
        let mut progress = self.progress();
        let twins = task::twins(self.workspace()?, Some(period), &mut progress)?;
        Ok(twins.iter().filter(|twin| twin.asks()).count())
    }

    /// Marks a pair: the one on the screen, and the one that the mark is about.
    pub(super) fn mark_distinct(
        &mut self,
        [shown, pair]: &[Pair; 2],
        distinct: bool,
    ) -> Result<Reply, Failure> {
        self.workspace()?.mark_distinct(pair, distinct)?;
        Ok(Reply::Marked(*shown, distinct.then_some(*pair)))
    }
}

fn line(twin: Twin) -> TwinLine {
    TwinLine {
        pair: twin.pair,
        marked: twin.marked,
        reasons: twin.reasons.iter().map(|reason| reason.code()).collect(),
        sides: twin.sides.map(side),
    }
}

fn side(side: TwinSide) -> TwinSideLine {
    TwinSideLine {
        household: side.household,
        label: side.label,
        thon: side.thon,
        head: side.head,
        name: side.name,
        birth: side.birth,
        sex: side.sex.unwrap_or_default(),
        number: side.number,
    }
}
