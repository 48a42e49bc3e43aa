//! The worker's questions about the steps of the review.

use std::sync::Arc;

use super::failure;
use super::worker::Worker;
use crate::form::Period;
use crate::review::Review;
use crate::task::review::{NotDone, review};
use crate::tui::reply::{Failure, Reply};

/// The folder of what is printed or sent as text.
const PRINTED: &str = "ban-in";

impl Worker {
    pub(super) fn review(&mut self, period: Period) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let review = review(self.workspace()?, period, &mut progress)?;
        Ok(Reply::Review(Arc::new(review)))
    }

    /// What stands after a step was closed or reopened. Refused, it stands as it stood, and the screen tells why.
    pub(super) fn stepped_review(
        &mut self,
        period: Period,
        done: Result<Review, NotDone>,
    ) -> Result<Reply, Failure> {
        match done {
            Ok(review) => Ok(Reply::Review(Arc::new(review))),
            Err(NotDone::Failed(error)) => Err(error.into()),
            Err(NotDone::Refused(_) | NotDone::NoPlace) => self.review(period),
        }
    }

    /// Writes what is missing beside what is printed. The file's name tells nobody's.
    pub(super) fn write_missing(&mut self, period: Period, text: &str) -> Result<Reply, Failure> {
        let folder = self.workspace()?.dir().join(PRINTED);
        std::fs::create_dir_all(&folder).map_err(|error| failure::file(&folder, &error))?;
        let name = format!("con-thieu-{period}.txt");
        crate::workspace::write_file(&folder.join(&name), text.as_bytes())?;
        Ok(Reply::Written(format!("{PRINTED}/{name}")))
    }
}
