//! What is kept here and not in force, as lines.

use super::failure;
use super::worker::Worker;
use crate::tui::lines::UnforcedLine;
use crate::tui::reply::{Failure, Reply};
use crate::workspace::{Unforced, Workspace};

impl Worker {
    pub(super) fn unforced(&mut self) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let workspace = self.workspace()?;
        let told = workspace.unforced(&mut progress)?;
        let told = told.ok_or_else(|| failure::plain("cancelled"))?;
        let lines = told.into_iter().map(|told| line(workspace, told));
        Ok(Reply::Unforced(lines.collect()))
    }
}

fn line(workspace: &Workspace, told: Unforced) -> UnforcedLine {
    let paper = told.paper.map(|(key, id)| {
        let form = workspace.library().get(&key.form, key.period.last_day());
        let title = form.map_or_else(|| key.form.clone(), |form| form.title().to_owned());
        (title, key.period, id)
    });
    UnforcedLine {
        about: told.about,
        label: told.label,
        place: told.place,
        paper,
        stands: told.stands,
        kinds: told.kinds.into_iter().collect(),
        device: told.device.map(|key| key.code()).unwrap_or_default(),
        speaks_for: told.speaks_for.unwrap_or_default(),
        why: told.why.code(),
    }
}
