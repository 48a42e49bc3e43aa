//! A loadable scale put into the paper that waits for it.

use super::compiled::Form;
use super::mistake::{Mistake, MistakeCode};
use super::{Folder, check};

impl Form {
    /// Puts a sheet into the folder of a loadable paper; the folder is named after the version that the sheet gives.
    ///
    /// # Errors
    /// Every mistake in the sheet, as [`check()`] tells them.
    pub fn with_scale(frame: &Folder, path: &str, sheet: String) -> Result<Folder, Vec<Mistake>> {
        let mut folder = frame.clone();
        folder.files.insert(path.to_owned(), sheet);
        // Worked examples are of the empty paper.
        folder
            .files
            .retain(|path, _| !path.starts_with("examples/"));
        let found = match check(&folder) {
            Ok(_) => return Ok(folder),
            Err(found) => found,
        };
        let named = found
            .iter()
            .find(|mistake| mistake.code == MistakeCode::FolderName)
            .and_then(|mistake| mistake.args.iter().find(|(name, _)| *name == "expected"));
        match named {
            Some((_, name)) if found.len() == 1 => {
                folder.name = name.clone();
                check(&folder).map(|_| folder)
            }
            _ => Err(found
                .into_iter()
                .filter(|mistake| mistake.code != MistakeCode::FolderName)
                .collect()),
        }
    }
}
