//! Every identity held wherever its left side has figures.

use std::collections::{BTreeMap, BTreeSet};

use super::closes::closes;
use super::judge::{Hold, Judged, Verdict};
use super::side::{Of, When};
use super::{Cell, Cells, Finding, FindingKind, Identities, Identity, Op, Spot};
use crate::form::{Name, Period, Severity};

/// Findings of one run: beyond, people are better served by mending some first.
const MOST_FINDINGS: usize = 20_000;

/// What is compared.
pub struct Scope<'a> {
    /// The periods that identities are held in.
    pub periods: &'a [Period],
    /// Told how much is done of how much; answers whether to go on.
    pub step: &'a mut dyn FnMut(u64, u64) -> bool,
}

/// An identity judged at one place, where something could be said.
pub(super) struct Instance {
    pub(super) identity: usize,
    pub(super) hold: Hold,
    pub(super) judged: Judged,
}

impl Instance {
    pub(super) fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.judged.lefts.iter().chain(&self.judged.others)
    }

    pub(super) fn broken(&self) -> bool {
        matches!(self.judged.verdict, Verdict::Broken { .. })
    }
}

impl Identities {
    /// Holds every identity in every period. `None` if the person cancelled.
    pub fn compare(&self, cells: &dyn Cells, scope: &mut Scope<'_>) -> Option<Vec<Finding>> {
        let mut spots: BTreeMap<(Name, Period), Vec<Spot>> = BTreeMap::new();
        let mut instances = Vec::new();
        let mut findings = Vec::new();
        let mut missing = BTreeSet::new();
        let total = (scope.periods.len() * self.list.len()) as u64;
        let mut done = 0;
        for period in scope.periods {
            for (n, identity) in self.list.iter().enumerate() {
                if !(scope.step)(done, total) {
                    return None;
                }
                done += 1;
                for hold in holds(identity, *period, cells, &mut spots) {
                    let judged = identity.judge(&hold, cells);
                    match &judged.verdict {
                        Verdict::Silent => continue,
                        Verdict::Missing(lacking) => {
                            let finding = finding(identity, &judged, lacking.clone());
                            findings.extend(finding.filter(|found| {
                                // Said once for a paper that is not there, not for each of its cells.
                                let lacks: BTreeSet<(Name, Spot, Period)> = lacking
                                    .iter()
                                    .map(|cell| (cell.form.clone(), cell.spot.clone(), cell.period))
                                    .collect();
                                let key = (identity.id.clone(), found.at.spot.clone(), lacks);
                                missing.insert(key)
                            }));
                        }
                        Verdict::Holds | Verdict::Broken { .. } => instances.push(Instance {
                            identity: n,
                            hold,
                            judged,
                        }),
                    }
                }
            }
        }
        let closing = closes(&self.list, &instances, cells);
        for (n, instance) in instances.iter().enumerate() {
            let Some(identity) = self
                .list
                .get(instance.identity)
                .filter(|_| instance.broken())
            else {
                continue;
            };
            if findings.len() >= MOST_FINDINGS {
                break;
            }
            findings.extend(
                finding(identity, &instance.judged, Vec::new()).map(|found| Finding {
                    closes: closing.get(&n).cloned(),
                    ..found
                }),
            );
        }
        (scope.step)(total, total);
        findings.sort_by(|a, b| {
            (
                a.kind == FindingKind::Missing,
                a.at.period,
                &a.at,
                &a.identity,
            )
                .cmp(&(
                    b.kind == FindingKind::Missing,
                    b.at.period,
                    &b.at,
                    &b.identity,
                ))
        });
        Some(findings)
    }
}

/// Every place, part and half at which an identity is held in a period.
fn holds(
    identity: &Identity,
    period: Period,
    cells: &dyn Cells,
    known: &mut BTreeMap<(Name, Period), Vec<Spot>>,
) -> Vec<Hold> {
    let halves: &[u32] = match identity.sides().any(|side| side.when == When::Half) {
        true => &[1, 2],
        false => &[0],
    };
    let mut holds = Vec::new();
    for half in halves {
        let probe = Hold {
            spot: Spot::Own,
            part: None,
            period,
            half: *half,
        };
        // A side that is a sum over the units below is anchored where another one stands.
        let anchors: Vec<(Name, Period)> = identity
            .sides()
            .filter(|side| side.of == Of::Same && !side.form.as_str().is_empty())
            .take(if identity.left.of == Of::Same {
                1
            } else {
                usize::MAX
            })
            .filter_map(|side| Some((side.form.clone(), side.period(&probe)?)))
            .collect();
        let mut spots = BTreeSet::new();
        for anchor in anchors {
            let found = known
                .entry(anchor)
                .or_insert_with_key(|(form, period)| cells.spots(form, *period));
            spots.extend(found.iter().cloned());
        }
        for spot in spots {
            holds.extend(identity.parts.iter().map(|part| Hold {
                spot: spot.clone(),
                part: part.clone(),
                ..probe.clone()
            }));
        }
    }
    holds
}

fn finding(identity: &Identity, judged: &Judged, missing: Vec<Cell>) -> Option<Finding> {
    let (expected, expected_to, found) = match judged.verdict {
        Verdict::Broken {
            expected,
            expected_to,
            found,
        } => (Some(expected), expected_to, Some(found)),
        _ => (None, None, None),
    };
    let kind = match (missing.is_empty(), identity.printed) {
        (false, _) => FindingKind::Missing,
        (true, true) => FindingKind::Printed,
        (true, false) => FindingKind::Broken,
    };
    Some(Finding {
        kind,
        identity: identity.id.clone(),
        severity: match kind {
            FindingKind::Missing => Severity::Asks,
            _ => identity.severity,
        },
        op: if identity.printed {
            Op::Equal
        } else {
            identity.op
        },
        at: judged.at.clone().or_else(|| missing.first().cloned())?,
        others: judged
            .others
            .iter()
            .filter(|cell| !matches!(cell.at, super::At::Figure(_)))
            .cloned()
            .collect(),
        expected,
        expected_to,
        found,
        formula: identity.formula(),
        message: identity.message.clone(),
        missing,
        closes: None,
    })
}
