//! Two that look like one: what a person says of them.

use super::{Outcome, Workspace};
use crate::record::{Content, Draft, Pair, SlotPath, SlotValue};

impl Workspace {
    /// Says that two who look like one are two, or takes that back. Said already, nothing is written.
    ///
    /// # Errors
    /// If one of the households is not known or not of this workspace's unit, or the disk refuses.
    pub fn mark_distinct(&mut self, pair: &Pair, distinct: bool) -> Outcome<()> {
        for party in pair.parties() {
            let household = self.hodan(party.household)?;
            self.own_place(&self.place_code(&household.place)?)?;
        }
        let (home, pair) = (pair.home(), pair.hash());
        let path = SlotPath::Distinct(pair);
        let slot = self.store.slot(home.into(), &path)?.unwrap_or_default();
        let said = slot.shown() == Some(&SlotValue::Distinct(true));
        if said == distinct && !slot.conflicts() {
            return Ok(());
        }
        let content = Content::Distinct { pair, distinct };
        self.commit_one(Draft::new(Some(home.into()), slot.ids(), content))?;
        Ok(())
    }
}
