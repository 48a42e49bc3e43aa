//! Opening, fitting and making anew the view; reading everything for `doctor`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::journal::{Frame, Frames, Journal, Mark};
use super::lines::{self, Line};
use super::view::{Fault, Location, Reader, Rule, View};
use super::{Notice, Reason, Store, StoreError};
use crate::record::Edit;

/// Changes of the view are put in when they come to this many bytes.
const BATCH: usize = 1024 * 1024;
const VIEW: &str = "view";
const QUARANTINE: &str = "view-quarantine-";

/// What reading everything found.
#[derive(Debug, Default)]
pub struct Report {
    /// Segments.
    pub segments: u32,
    /// Whole frames.
    pub frames: u64,
    /// Lines with an edit; an edit whose body came later counts twice.
    pub edits: u64,
    /// Bytes of frames.
    pub bytes: u64,
    /// What is wrong, in the journal or in the view. Empty is well.
    pub problems: Vec<StoreError>,
}

pub(super) fn view_error(fault: Fault) -> StoreError {
    StoreError::View { what: fault.code() }
}

/// The view of an empty journal.
pub(super) fn new_view(
    folder: &Path,
    journal: &Journal,
    rule: Option<&Rule>,
) -> Result<View, StoreError> {
    let path = folder.join(VIEW);
    if path.exists() {
        quarantine(folder)?;
    }
    let start = Frames::start();
    let keys = journal.keys().clone();
    let view = View::create(&path, journal.identity(), start, keys, rule).map_err(view_error)?;
    sweep(folder);
    Ok(view)
}

/// Opens the view as it is.
pub(super) fn open_view(
    folder: &Path,
    journal: &Journal,
    rule: Option<&Rule>,
) -> Result<View, Fault> {
    let keys = journal.keys().clone();
    View::open(&folder.join(VIEW), keys, rule, &reader(journal))
}

/// Reads edits where the view says that they stand.
pub(super) fn reader(journal: &Journal) -> impl Fn(Location) -> Result<Edit, Fault> + '_ {
    |at| {
        let read = || {
            let payload = journal.frame_at(at.segment, at.offset)?;
            lines::edit_at(&payload, at.segment, at.offset, at.index)
        };
        read().map_err(|_: StoreError| Fault::Incomplete)
    }
}

/// Brings what was opened up to the journal, or makes it anew.
pub(super) fn fit(
    folder: &Path,
    journal: &Journal,
    rule: Option<&Rule>,
    opened: Result<View, Fault>,
    notices: &mut Vec<Notice>,
) -> Result<View, StoreError> {
    let reason = match opened {
        Ok(mut view) if view.identity() == journal.identity() && journal.holds(view.mark())? => {
            match catch_up(&mut view, journal) {
                Ok(0) => {
                    sweep(folder);
                    return Ok(view);
                }
                Ok(edits) => {
                    sweep(folder);
                    notices.push(Notice::ViewCaughtUp { edits });
                    return Ok(view);
                }
                Err(Behind::Store(error)) => return Err(error),
                Err(Behind::View(_)) => Reason::Damaged,
            }
        }
        Ok(_) | Err(Fault::Foreign) => Reason::Foreign,
        Err(Fault::Version) => Reason::Version,
        Err(Fault::Incomplete) => Reason::Incomplete,
        Err(Fault::Rule) => Reason::Rule,
        Err(_) if !folder.join(VIEW).exists() => Reason::Missing,
        Err(Fault::Held) => return Err(view_error(Fault::Held)),
        Err(_) => Reason::Damaged,
    };
    rebuild(folder, journal, rule, reason, notices)
}

/// Makes the view anew beside the old one, verifies it, and only then lets the old one go.
pub(super) fn rebuild(
    folder: &Path,
    journal: &Journal,
    rule: Option<&Rule>,
    reason: Reason,
    notices: &mut Vec<Notice>,
) -> Result<View, StoreError> {
    room(folder)?;
    let old = if folder.join(VIEW).exists() {
        Some(quarantine(folder)?)
    } else {
        None
    };
    match make(folder, journal, rule) {
        Ok((view, edits)) => {
            sweep(folder);
            notices.push(Notice::ViewRebuilt { reason, edits });
            Ok(view)
        }
        Err(error) => {
            if let Some(old) = old {
                // The old view may still tell how far the journal went: put it back where it was.
                let view = folder.join(VIEW);
                let _ = fs::remove_dir_all(&view).and_then(|()| fs::rename(old, view));
            }
            Err(error)
        }
    }
}

fn make(folder: &Path, journal: &Journal, rule: Option<&Rule>) -> Result<(View, u64), StoreError> {
    let path = folder.join(VIEW);
    let keys = journal.keys().clone();
    let mut view =
        View::create(&path, journal.identity(), Frames::start(), keys, rule).map_err(view_error)?;
    match catch_up(&mut view, journal) {
        Ok(_) => {}
        Err(Behind::Store(error)) => return Err(error),
        Err(Behind::View(fault)) => return Err(view_error(fault)),
    }
    view.verify().map_err(view_error)?;
    let edits = view.edit_count();
    Ok((view, edits))
}

enum Behind {
    Store(StoreError),
    View(Fault),
}

impl From<StoreError> for Behind {
    fn from(error: StoreError) -> Behind {
        Behind::Store(error)
    }
}

impl From<Fault> for Behind {
    fn from(fault: Fault) -> Behind {
        Behind::View(fault)
    }
}

/// Takes in everything behind the view's mark. Returns how many lines held an edit.
fn catch_up(view: &mut View, journal: &Journal) -> Result<u64, Behind> {
    let read = reader(journal);
    let mut frames = journal.frames_from(view.mark()).peekable();
    let mut edits = 0;
    while frames.peek().is_some() {
        let mut changes = view.changes();
        let mut mark: Option<Mark> = None;
        while changes.bytes() < BATCH {
            let Some(frame) = frames.next() else { break };
            let frame = frame?;
            edits += take(&mut changes, &frame, &read)?;
            mark = Some(frame.end);
        }
        let Some(mark) = mark else { break };
        let applied = changes.apply(mark, &read)?;
        view.advance(applied);
    }
    Ok(edits)
}

fn take(
    changes: &mut super::view::Changes<'_>,
    frame: &Frame,
    read: Reader<'_>,
) -> Result<u64, Behind> {
    let mut edits = 0;
    for (index, line) in (0..).zip(lines::read(frame)) {
        match line? {
            Line::Edit(edit) => {
                edits += 1;
                changes.edit(
                    &edit,
                    Location {
                        segment: frame.start.segment,
                        offset: frame.start.offset,
                        index,
                    },
                    read,
                )?;
            }
            Line::Head(head) => changes.head(&head)?,
        }
    }
    Ok(edits)
}

/// Overwrites the files of a closed view that is to be made anew: they were sealed with a key that lay in clear. What
/// cannot be overwritten is only not overwritten.
pub(super) fn wipe_view(folder: &Path) {
    fn wipe(folder: &Path) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                wipe(&entry.path())?;
                continue;
            }
            super::file::overwrite(&fs::File::options().write(true).open(entry.path())?)?;
        }
        Ok(())
    }
    let view = folder.join(VIEW);
    let _ = wipe(&view);
    let _ = fs::remove_dir_all(&view);
}

/// Moves the view out of the way.
fn quarantine(folder: &Path) -> Result<PathBuf, StoreError> {
    let free = (1..10_000)
        .map(|n| folder.join(format!("{QUARANTINE}{n}")))
        .find(|path| !path.exists())
        .ok_or(view_error(Fault::Held))?;
    fs::rename(folder.join(VIEW), &free).map_err(StoreError::io("view-quarantine"))?;
    Ok(free)
}

/// Deletes quarantined views, once a verified one stands in their place.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(QUARANTINE) {
            // Only space is lost where it stays; the next opening tries again.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// sled cannot even be opened on a full disk, and says so in ways that look like damage.
fn room(folder: &Path) -> Result<(), StoreError> {
    let path = folder.join("room.tmp");
    let zeros = vec![0; 64 * 1024];
    let written = fs::File::create(&path).and_then(|mut file| {
        for _ in 0..32 {
            file.write_all(&zeros)?;
        }
        Ok(())
    });
    let removed = fs::remove_file(&path);
    written.and(removed).map_err(StoreError::io("view-room"))
}

impl Store {
    /// Reads the whole journal and the whole view. `progress` gets the bytes read so far and stops the
    /// reading by returning false.
    ///
    /// # Errors
    /// None for what is wrong with the journal or the view: that is in the report.
    pub fn check(&self, progress: &mut dyn FnMut(u64) -> bool) -> Result<Report, StoreError> {
        let mut report = Report {
            segments: self.journal.segments(),
            ..Report::default()
        };
        for frame in self.journal.frames() {
            match frame.and_then(|frame| self.check_frame(&frame, &mut report)) {
                Ok(()) => {}
                Err(error) => report.problems.push(error),
            }
            if !progress(report.bytes) {
                return Ok(report);
            }
        }
        if let Err(error) = self.ask(View::verify) {
            report.problems.push(error);
        }
        Ok(report)
    }

    fn check_frame(&self, frame: &Frame, report: &mut Report) -> Result<(), StoreError> {
        report.frames += 1;
        report.bytes += frame.end.offset - frame.start.offset;
        for line in lines::read(frame) {
            if let Line::Edit(edit) = line? {
                report.edits += 1;
                if self.standing_of(&edit)?.is_none() {
                    return Err(view_error(Fault::Incomplete));
                }
            }
        }
        Ok(())
    }
}
