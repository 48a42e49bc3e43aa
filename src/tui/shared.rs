//! What every screen may read: words, window, office, period, lists, and what was last said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lines::Office;
use super::reply::Failure;
use super::village::Village;
use super::widget::Skin;
use crate::form::{Answer, Name, Period};
use crate::locale::Words;
use crate::place::Level;
use crate::record::EditId;
use crate::text::Method;

/// What every screen may read.
pub struct Shared {
    /// The words.
    pub words: Words,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// The office, once its sổ số liệu is open.
    pub office: Option<Arc<Office>>,
    /// The period worked on.
    pub period: Period,
    /// The lists of the period, once they are read.
    pub village: Option<Arc<Village>>,
    /// How Vietnamese is typed; nothing is composed here if an input method outside does it.
    pub typing: Option<Method>,
    /// Colours and signs.
    pub skin: Skin,
    /// A sentence for the status line.
    pub note: Option<String>,
    /// What could not be done, until something is done again.
    pub failure: Option<Failure>,
    /// The last answers of fields that keep theirs for the next paper: offered there, never assumed.
    pub remembered: BTreeMap<Name, Answer>,
    /// How far a long task is.
    pub progress: Option<(u64, u64)>,
    pub(super) saving: usize,
    pub(super) saved: bool,
    /// Whether all lists are out of date.
    pub(super) stale: bool,
    /// The households whose lines are out of date.
    pub(super) stale_households: BTreeSet<EditId>,
}

impl Shared {
    /// Whether something said is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.saving > 0
    }

    /// Whether everything said since the start is on the disk, and something was said.
    pub fn is_saved(&self) -> bool {
        self.saving == 0 && self.saved && self.failure.is_none()
    }

    /// Whether there is a passphrase.
    pub fn is_protected(&self) -> bool {
        self.office.as_ref().is_some_and(|office| office.protected)
    }

    /// Whether typing goes on by itself where an answer is whole.
    pub fn advances(&self) -> bool {
        self.office.as_ref().is_none_or(|office| office.advances)
    }

    /// A label without the own xã's code in front: within one xã that says nothing.
    pub fn short_label<'a>(&self, label: &'a str) -> &'a str {
        let own = self
            .office
            .as_ref()
            .filter(|office| office.level == Some(Level::Xa));
        own.and_then(|office| label.strip_prefix(office.place.as_str())?.strip_prefix('-'))
            .filter(|rest| !rest.is_empty())
            .unwrap_or(label)
    }

    /// The sentences of a failure: what happened, and what to do next.
    pub fn failure_words(&self, failure: &Failure) -> (String, String) {
        let args = &failure.args;
        (
            self.words.of(&format!("error-{}", failure.code), args),
            self.words.of(&format!("error-{}-next", failure.code), args),
        )
    }
}
