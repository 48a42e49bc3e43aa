//! Printing: a document of `forms/prints`, or any paper by itself, filled from the workspace and written for an
//! office program.
//!
//! **What this room is.** [`printable`] says what can be printed of something; [`print()`] gathers it and gives the
//! bytes of a docx or xlsx file with a name that tells nobody's name. `values` fills the texts, `pages` lays the
//! parts out, `paper` a Phiếu, `figures` the rows and columns.
//!
//! **What it must never do.** Write a file, hold a sentence (those stand in `forms/prints`), or know one document
//! from another.
//!
//! **Where to start reading.** [`print()`].

mod copies;
mod figures;
mod pages;
mod paper;
mod values;

use chrono::NaiveDate;

pub use copies::printed;

use super::{Progress, TaskError};
use crate::form::{Form, FormKind, Of, Period, Print, Prints, Subject};
use crate::office::{self, Document};
use crate::place::Level;
use crate::record::{EditId, Phieu, PhieuId, PhieuSubject, PlaceRef};
use crate::workspace::{HoDan, Workspace, WorkspaceError};

/// The program that is to open the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintFormat {
    /// A word processor.
    Docx,
    /// A spreadsheet.
    Xlsx,
}

impl PrintFormat {
    /// Both with the ending of their files.
    pub const ALL: [(PrintFormat, &'static str); 2] =
        [(PrintFormat::Docx, "docx"), (PrintFormat::Xlsx, "xlsx")];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            PrintFormat::Docx => "docx",
            PrintFormat::Xlsx => "xlsx",
        }
    }
}

/// What is printed about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintAbout {
    /// A thôn or a unit; a document about households is then printed for each of its households.
    Place(PlaceRef),
    /// One household.
    Household(EditId),
}

/// What is to be printed.
#[derive(Clone, Debug)]
pub struct PrintJob {
    /// The id of a document, or of a paper.
    pub id: String,
    /// For which period.
    pub period: Period,
    /// About what.
    pub about: PrintAbout,
    /// Which Phiếu, where there may be several.
    pub phieu: Option<PhieuId>,
    /// Nothing filled in, to be written on by hand.
    pub blank: bool,
    /// For which program.
    pub format: PrintFormat,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedFile {
    /// A name without anybody's name.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// How many papers it holds: households, or one.
    pub papers: usize,
    copies: copies::Copies,
}

impl PrintedFile {
    /// Whether it was printed from Phiếu, which then say so.
    pub fn notes_phieus(&self) -> bool {
        !self.copies.printouts.is_empty()
    }
}

/// Something that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printable {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The paper whose Phiếu it prints, where it prints one.
    pub paper: Option<String>,
    /// What it is about.
    pub about: Subject,
    /// Whether a spreadsheet can take it: a list, a table, a grid.
    pub sheet: bool,
    /// Whether it can be printed with nothing filled in.
    pub blank: bool,
}

/// The most households in one file.
const MOST: usize = 3_000;

/// What can be printed in a period, documents first, then papers; about a place also what is printed for each of
/// its households. A paper that has a document of its own, or would stand there twice under one name, is not
/// told again; its own id still prints it.
///
/// # Errors
/// If the documents cannot be read.
pub fn printable(
    workspace: &Workspace,
    period: Period,
    about: &PrintAbout,
) -> Result<Vec<Printable>, TaskError> {
    let prints = workspace.prints()?;
    let level = match about {
        PrintAbout::Place(place) => workspace.level_of(place, period),
        PrintAbout::Household(_) => None,
    };
    let household = matches!(about, PrintAbout::Household(_));
    let fits = |subject: Subject, levels: &[Level]| match subject {
        Subject::Household => true,
        Subject::Place => {
            !household && (levels.is_empty() || level.is_none_or(|level| levels.contains(&level)))
        }
    };
    let in_time = |print: &Print| {
        let kinds = &print.periods;
        kinds.is_empty() || kinds.contains(&period.kind())
    };
    let serves = |print: &&Print| {
        !matches!(print.of, Of::Every(_)) && in_time(print) && fits(print.about, &print.levels)
    };
    let documents = prints.list().iter().filter(serves).map(|print| Printable {
        id: print.id.clone(),
        name: print.name.clone(),
        paper: match &print.of {
            Of::Paper(id) => Some(id.to_string()),
            Of::Itself | Of::Every(_) => None,
        },
        about: print.about,
        sheet: pages::sheet(print),
        blank: !matches!(print.of, Of::Itself),
    });
    let mut all: Vec<Printable> = documents.collect();
    for form in workspace.library().valid_at(period.last_day()) {
        let prints = prints.list().iter().filter(|print| in_time(print));
        let known = all.iter().any(|other| other.name == form.title())
            || prints
                .map(|print| &print.of)
                .any(|of| *of == Of::Paper(form.id().clone()));
        let made = form.kind().is_made();
        if known || !form.serves(period) || !fits(form.subject(), form.levels()) {
            continue;
        }
        all.push(Printable {
            id: form.id().to_string(),
            name: form.title().to_owned(),
            paper: (!made).then(|| form.id().to_string()),
            about: form.subject(),
            sheet: made || form.kind() == FormKind::Grid,
            blank: !made,
        });
    }
    Ok(all)
}

/// Prints. Once the file is written, [`printed`] is to be told.
///
/// # Errors
/// If there is nothing of that id, it is about something else, a Phiếu it needs is not there, the store cannot
/// be read, or the person cancelled.
pub fn print(
    workspace: &Workspace,
    job: &PrintJob,
    progress: &mut Progress<'_>,
) -> Result<PrintedFile, TaskError> {
    let prints = workspace.prints()?;
    let (print, form) = find(workspace, &prints, job)?;
    let subjects = subjects(workspace, job, print)?;
    let mut papers = subjects.len();
    let (all, several) = (papers as u64, papers > 1);
    let mut document = Document {
        title: form
            .as_ref()
            .map_or(&*print.name, |form| form.title())
            .to_owned(),
        made: workspace.today(),
        official: print.official,
        page_word: prints.word("page").to_owned(),
        mark: workspace
            .config()
            .training
            .then(|| prints.word("training").to_owned()),
        sections: Vec::new(),
    };
    if job.format == PrintFormat::Xlsx && !pages::sheet(print) {
        return Err(TaskError::NoSheet(job.id.clone()));
    }
    let mut copies = copies::Copies::default();
    for (done, subject) in (0u64..).zip(subjects) {
        if !progress(done, all) {
            return Err(TaskError::Cancelled);
        }
        let mut filling = values::Filling::new(workspace, &prints, job, print, subject)?;
        filling.paper = form.clone();
        filling.choose_phieu(job)?;
        // Certificates of a whole thôn: those households that have one.
        let lacks = several && !job.blank && filling.phieu.is_none();
        if lacks && print.about == Subject::Household && matches!(print.of, Of::Paper(_)) {
            papers -= 1;
            continue;
        }
        filling.count_copy(&mut copies)?;
        document.sections.extend(filling.pages(print, progress)?);
    }
    if papers == 0 {
        return Err(TaskError::NoHouseholds);
    }
    let bytes = match job.format {
        PrintFormat::Docx => office::docx(&document)?,
        PrintFormat::Xlsx => office::workbook(&document)?,
    };
    Ok(PrintedFile {
        name: file_name(workspace, job)?,
        bytes,
        papers,
        copies,
    })
}

/// The document of an id with the paper it is printed from; a paper's own id is the document of its kind.
fn find<'p>(
    workspace: &Workspace,
    prints: &'p Prints,
    job: &PrintJob,
) -> Result<(&'p Print, Option<std::sync::Arc<Form>>), TaskError> {
    let day = job.period.last_day();
    let library = workspace.library();
    let paper = |id: &str| library.get(id, day).or_else(|| library.newest(id)).cloned();
    let none = || TaskError::NoPrint(job.id.clone());
    if let Some(print) = prints
        .get(&job.id)
        .filter(|print| !matches!(print.of, Of::Every(_)))
    {
        let form = match &print.of {
            Of::Paper(id) => Some(paper(id.as_str()).ok_or_else(none)?),
            _ => None,
        };
        return Ok((print, form));
    }
    let form = paper(&job.id).ok_or_else(none)?;
    let print = prints.every(form.kind(), form.subject()).ok_or_else(none)?;
    Ok((print, Some(form)))
}

/// Whom or what each copy of the document is about.
fn subjects(
    workspace: &Workspace,
    job: &PrintJob,
    print: &Print,
) -> Result<Vec<PhieuSubject>, TaskError> {
    match (&job.about, print.about) {
        (PrintAbout::Place(place), Subject::Place) => places(workspace, job, print, place),
        (PrintAbout::Household(id), Subject::Household) => Ok(vec![PhieuSubject::Household(*id)]),
        (PrintAbout::Household(_), Subject::Place) => Err(TaskError::PrintPlace(job.id.clone())),
        // Blank, one is enough: it is copied.
        (PrintAbout::Place(place), Subject::Household) if job.blank => {
            Ok(vec![PhieuSubject::Place(place.clone())])
        }
        (PrintAbout::Place(place), Subject::Household) => {
            let households = households(workspace, place, job.period.last_day())?;
            match households.len() {
                0 => Err(TaskError::NoHouseholds),
                1..=MOST => Ok(households
                    .into_iter()
                    .map(|household| PhieuSubject::Household(household.id))
                    .collect()),
                _ => Err(TaskError::TooManyHouseholds(MOST)),
            }
        }
    }
}

/// The place itself; of a document that only thôn have, each thôn of a unit.
fn places(
    workspace: &Workspace,
    job: &PrintJob,
    print: &Print,
    place: &PlaceRef,
) -> Result<Vec<PhieuSubject>, TaskError> {
    let own = || vec![PhieuSubject::Place(place.clone())];
    let PlaceRef::Code(code) = place else {
        return Ok(own());
    };
    if print.levels != [Level::Thon] {
        return Ok(own());
    }
    let mut thons = workspace.thons()?;
    let day = job.period.last_day();
    thons.retain(|thon| thon.parent == *code || workspace.is_within(&thon.parent, code, day));
    if thons.is_empty() {
        return Err(TaskError::NoThons(job.id.clone()));
    }
    let thons = thons.into_iter().map(|thon| PlaceRef::Thon(thon.id));
    Ok(thons.map(PhieuSubject::Place).collect())
}

/// The households of a thôn or unit, by label.
fn households(
    workspace: &Workspace,
    place: &PlaceRef,
    day: NaiveDate,
) -> Result<Vec<HoDan>, TaskError> {
    let mut households = workspace.households()?;
    let code = match place {
        PlaceRef::Thon(_) => None,
        PlaceRef::Code(code) => Some(code.clone()),
    };
    let mut codes = std::collections::HashMap::new();
    let mut failed: Option<WorkspaceError> = None;
    households.retain(|household| match &code {
        None => household.place == *place,
        Some(code) => {
            if let Some(known) = codes.get(&household.place) {
                return *known;
            }
            let within = match workspace.place_code(&household.place) {
                Ok(own) => own == *code || workspace.is_within(&own, code, day),
                Err(error) => {
                    failed.get_or_insert(error);
                    false
                }
            };
            codes.insert(household.place.clone(), within);
            within
        }
    });
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(households),
    }
}

/// `danh-sach-hop-dan-2026-06253-001.docx`: what, when, where.
fn file_name(workspace: &Workspace, job: &PrintJob) -> Result<String, TaskError> {
    let label = match &job.about {
        PrintAbout::Place(place) => workspace.place_label(place)?,
        PrintAbout::Household(id) => workspace.subject_label(&PhieuSubject::Household(*id))?,
    };
    let whole = format!("{}-{}-{label}", job.id, job.period);
    let safe = whole.chars().map(|c| match c {
        c if c.is_ascii_alphanumeric() || c == '-' => c,
        _ => '_',
    });
    let safe: String = safe.take(100).collect();
    Ok(format!("{safe}.{}", job.format.ending()))
}

/// The Phiếu that a document is printed from: the one named, the only one, or the newest of several.
fn chosen(
    workspace: &Workspace,
    form: &Form,
    subject: &PhieuSubject,
    job: &PrintJob,
) -> Result<Option<Phieu>, TaskError> {
    if job.blank {
        return Ok(None);
    }
    if let Some(id) = job.phieu {
        let phieu = workspace.phieu(id)?;
        return match phieu.key().form == form.id().as_str() {
            true => Ok(Some(phieu)),
            false => Err(WorkspaceError::NoSuch(id.to_string()).into()),
        };
    }
    let mut all = workspace.phieus_of(form.id().as_str(), subject, job.period)?;
    Ok(all.pop().map(|numbered| numbered.phieu))
}
