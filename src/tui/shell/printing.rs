//! The worker's questions about what can be printed, and printing it.

use super::worker::Worker;
use super::{failure, lists};
use crate::form::{Period, Subject};
use crate::record::PhieuSubject;
use crate::task::{self, PrintAbout, PrintJob};
use crate::tui::lines::PrintLine;
use crate::tui::reply::{Failure, Reply};

/// Where printed papers are written, in the sổ số liệu's folder.
const PRINTED: &str = "ban-in";

impl Worker {
    pub(super) fn printables(
        &mut self,
        subject: PhieuSubject,
        period: Period,
    ) -> Result<Reply, Failure> {
        let workspace = self.workspace()?;
        let found = task::printable(workspace, period, &about(subject))?;
        let lines = found.into_iter().map(|one| PrintLine {
            id: one.id,
            name: one.name,
            paper: one.paper,
            household: one.about == Subject::Household,
            blank: one.blank,
            sheet: one.sheet,
        });
        Ok(Reply::Printables(lines.collect()))
    }

    pub(super) fn print(&mut self, job: &PrintJob) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let workspace = self.workspace()?;
        let printed = task::print(workspace, job, &mut progress)?;
        let folder = workspace.dir().join(PRINTED);
        std::fs::create_dir_all(&folder).map_err(|error| failure::file(&folder, &error))?;
        let path = folder.join(&printed.name);
        crate::workspace::write_file(&path, &printed.bytes)?;
        task::printed(workspace, job, &printed)?;
        let from = printed.notes_phieus().then(|| match &job.about {
            PrintAbout::Place(place) => PhieuSubject::Place(place.clone()),
            PrintAbout::Household(id) => PhieuSubject::Household(*id),
        });
        let opened = match job.phieu {
            Some(id) => Some(Box::new(lists::opened(workspace, workspace.phieu(id)?)?)),
            None => None,
        };
        Ok(Reply::Printed {
            path: path.display().to_string(),
            papers: printed.papers,
            from,
            opened,
        })
    }
}

/// A subject as what is printed about.
pub(super) fn about(subject: PhieuSubject) -> PrintAbout {
    match subject {
        PhieuSubject::Place(place) => PrintAbout::Place(place),
        PhieuSubject::Household(id) => PrintAbout::Household(id),
    }
}
