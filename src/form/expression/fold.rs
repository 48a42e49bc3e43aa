//! What many values make together: a sum, the least or greatest, `and` or `or`. One rule for all:
//! nothing adds nothing, and one unknown part makes the whole unknown unless the rest decides it.

use rust_decimal::Decimal;

use super::{MOST_MISSING, Val};

/// A sum in the making: nothing adds nothing, one unknown part makes it unknown, all nothing is nothing.
#[derive(Default)]
pub(super) struct Total {
    sum: Decimal,
    counted: bool,
    missing: Option<Vec<u32>>,
}

impl Total {
    /// Over rows: of no rows a sum is zero, not nothing.
    pub(super) fn of_rows() -> Self {
        Total {
            counted: true,
            ..Total::default()
        }
    }

    pub(super) fn add(&mut self, value: Val, negative: bool) {
        match value {
            Val::Number(number) => {
                self.counted = true;
                let next = if negative {
                    self.sum.checked_sub(number)
                } else {
                    self.sum.checked_add(number)
                };
                match next {
                    Some(sum) => self.sum = sum,
                    None => self.miss(&[]),
                }
            }
            Val::Nothing => {}
            Val::Unknown(missing) => self.miss(&missing),
            _ => self.miss(&[]),
        }
    }

    fn miss(&mut self, missing: &[u32]) {
        join(self.missing.get_or_insert_default(), missing);
    }

    pub(super) fn done(self) -> Val {
        match (self.missing, self.counted) {
            (Some(missing), _) => Val::Unknown(missing),
            (None, true) => Val::Number(self.sum),
            (None, false) => Val::Nothing,
        }
    }
}

pub(super) fn join(into: &mut Vec<u32>, more: &[u32]) {
    for slot in more {
        if into.len() >= MOST_MISSING {
            return;
        }
        if !into.contains(slot) {
            into.push(*slot);
        }
    }
}

/// Kleene's `or` (`decider` true) or `and` (false). Nothing decides nothing, and a missing part may
/// still decide: what is told while answers are missing must stay true when they come.
pub(super) struct Logic {
    decider: bool,
    decided: bool,
    nothing: bool,
    missing: Option<Vec<u32>>,
}

impl Logic {
    pub(super) fn new(decider: bool) -> Self {
        Logic {
            decider,
            decided: false,
            nothing: false,
            missing: None,
        }
    }

    /// Whether the rest need not be looked at.
    pub(super) fn take(&mut self, value: Val) -> bool {
        match value {
            Val::YesNo(yes) if yes == self.decider => self.decided = true,
            Val::YesNo(_) => {}
            Val::Unknown(missing) => join(self.missing.get_or_insert_default(), &missing),
            _ => self.nothing = true,
        }
        self.decided
    }

    pub(super) fn done(self) -> Val {
        if self.decided {
            return Val::YesNo(self.decider);
        }
        match self.missing {
            Some(missing) => Val::Unknown(missing),
            None if self.nothing => Val::Nothing,
            None => Val::YesNo(!self.decider),
        }
    }
}

/// The least or greatest in the making, as a sum is.
pub(super) struct Extreme {
    best: Option<Decimal>,
    missing: Option<Vec<u32>>,
    pick: fn(Decimal, Decimal) -> Decimal,
}

impl Extreme {
    pub(super) fn new(pick: fn(Decimal, Decimal) -> Decimal) -> Self {
        Extreme {
            best: None,
            missing: None,
            pick,
        }
    }

    pub(super) fn take(&mut self, value: Val) {
        match value {
            Val::Number(number) => {
                self.best = Some(self.best.map_or(number, |best| (self.pick)(best, number)))
            }
            Val::Nothing => {}
            Val::Unknown(missing) => join(self.missing.get_or_insert_default(), &missing),
            _ => {
                self.missing.get_or_insert_default();
            }
        }
    }

    pub(super) fn done(self) -> Val {
        match (self.missing, self.best) {
            (Some(missing), _) => Val::Unknown(missing),
            (None, Some(best)) => Val::Number(best),
            (None, None) => Val::Nothing,
        }
    }
}
