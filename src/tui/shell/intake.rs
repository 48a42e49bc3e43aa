//! The worker's questions about folders and lists of households.

use std::path::{Path as FilePath, PathBuf};

use super::failure;
use super::worker::Worker;
use crate::form::{Intake, Meaning, Name, Period, Role};
use crate::office::{Limits, SheetError, sheet_names, sheet_of};
use crate::task::intake::{
    Act, Decision, Fate, List, Plan, Planned, Taken, Terms, Told, column_letters, columns_key,
    plan_list, take,
};
use crate::text::fold;
use crate::tui::intake::{
    Folder, FolderEntry, ListCandidate, ListColumn, ListDecision, ListKind, ListLine, ListPlanned,
    ListRead, ListTaken, ListTarget, ListTerms, ListThon, Wanted,
};
use crate::tui::reply::{Failure, Reply};
use crate::workspace::{Workspace, intake};

/// The most entries of a folder that are shown.
const MOST_ENTRIES: usize = 2_000;

/// The list that is being looked at.
pub(super) struct Listed {
    list: List,
    known: Intake,
}

impl Worker {
    /// Looks into a folder: the one named, else the one used last, else home. A path of a file is a file found.
    pub(super) fn folder(
        &mut self,
        path: Option<String>,
        wanted: Wanted,
    ) -> Result<Reply, Failure> {
        let start = match path {
            Some(path) if path.is_empty() => return Ok(Reply::Folder(places(), wanted)),
            Some(path) => Some(PathBuf::from(path)),
            None => self.workspace()?.last_folder().or_else(home),
        };
        let Some(folder) = start else {
            return Ok(Reply::Folder(places(), wanted));
        };
        let about = std::fs::metadata(&folder).map_err(|error| failure::file(&folder, &error))?;
        if !about.is_dir() {
            return Ok(Reply::FileFound(folder.display().to_string(), wanted));
        }
        let read = std::fs::read_dir(&folder).map_err(|error| failure::file(&folder, &error))?;
        let mut entries: Vec<FolderEntry> = read
            .filter_map(Result::ok)
            .filter_map(|entry| listed(&entry.path(), wanted))
            .collect();
        entries.sort_by_cached_key(|entry| (!entry.folder, fold(&entry.name)));
        let more = entries.len().saturating_sub(MOST_ENTRIES);
        entries.truncate(MOST_ENTRIES);
        // Above the top folder are the places where folders are.
        let above = folder.parent().map(|above| above.display().to_string());
        let up = FolderEntry {
            name: "..".to_owned(),
            path: above.filter(|above| !above.is_empty()),
            folder: true,
            size: 0,
        };
        entries.insert(0, up);
        Ok(Reply::Folder(
            Folder {
                path: Some(folder.display().to_string()),
                entries,
                more,
            },
            wanted,
        ))
    }

    /// Reads a list; of a workbook with several sheets, the one named, or which there are.
    pub(super) fn read_list(
        &mut self,
        path: PathBuf,
        sheet: Option<String>,
        period: Period,
    ) -> Result<Reply, Failure> {
        let refused = |error: SheetError| {
            let code = match error {
                SheetError::TooLarge => "list-too-large",
                error => error.code(),
            };
            Failure {
                code: code.to_owned(),
                args: vec![("path", path.display().to_string())],
            }
        };
        let size = std::fs::metadata(&path)
            .map_err(|error| failure::file(&path, &error))?
            .len();
        if usize::try_from(size).map_or(true, |size| size > Limits::LIST.bytes) {
            return Err(refused(SheetError::TooLarge));
        }
        let bytes = std::fs::read(&path).map_err(|error| failure::file(&path, &error))?;
        let names = sheet_names(&bytes, Limits::LIST).map_err(refused)?;
        if sheet.is_none() && names.len() > 1 {
            return Ok(Reply::ListSheets(path.display().to_string(), names));
        }
        let rows = sheet_of(&bytes, sheet.as_deref(), Limits::LIST).map_err(refused)?;
        let workspace = self.workspace()?;
        if let Some(folder) = path.parent().filter(|folder| folder.is_absolute()) {
            workspace.remember_folder(folder)?;
        }
        let known = intake(workspace.library());
        let list = List::new(rows, &known);
        let mut targets = list.recognised();
        let before = workspace.remembered_columns(&columns_key(&list));
        let remembered = before.is_some();
        for (column, before) in targets.iter_mut().zip(before.into_iter().flatten()) {
            *column = known.target(&before).map(|target| target.id.clone());
        }
        let columns = list.columns.iter().map(|column| ListColumn {
            letters: column_letters(column.at),
            heading: column.heading.clone(),
            samples: column.samples.clone(),
        });
        let (kinds, naming) = kinds(workspace, &known, period);
        let read = ListRead {
            file: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            sheet: sheet.or_else(|| names.into_iter().next()),
            rows: list.rows.len().saturating_sub(list.first),
            columns: columns.collect(),
            targets,
            known: kinds,
            naming,
            remembered,
        };
        self.listed = Some(Listed { list, known });
        Ok(Reply::ListRead(Box::new(read)))
    }

    /// What the list would do, on these terms.
    pub(super) fn plan_list(
        &mut self,
        period: Period,
        terms: &ListTerms,
    ) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let listed = self
            .listed
            .take()
            .ok_or_else(|| failure::plain("no-list"))?;
        let planned = self.workspace().and_then(|workspace| {
            let terms = terms_of(period, terms);
            let plan = plan_list(
                workspace,
                &listed.list,
                &listed.known,
                &terms,
                &mut progress,
            )?;
            Ok(shown(plan, &terms))
        });
        self.listed = Some(listed);
        Ok(Reply::ListPlanned(Box::new(planned?)))
    }

    /// Takes the list in, on these terms; the mapping is remembered for files of its kind.
    pub(super) fn take_list(
        &mut self,
        period: Period,
        terms: &ListTerms,
    ) -> Result<Reply, Failure> {
        let mut progress = self.progress();
        let listed = self
            .listed
            .take()
            .ok_or_else(|| failure::plain("no-list"))?;
        let taken = self.workspace().and_then(|workspace| {
            let targets = terms.targets.iter().map(|target| {
                let id = target.as_ref().map(ToString::to_string);
                id.unwrap_or_default()
            });
            workspace.remember_columns(columns_key(&listed.list), targets.collect())?;
            let terms = terms_of(period, terms);
            Ok(take(
                workspace,
                &listed.list,
                &listed.known,
                &terms,
                &mut progress,
            )?)
        });
        self.listed = Some(listed);
        Ok(Reply::ListTaken(counted(&taken?)))
    }
}

/// An entry that is shown: folders, and files whose names end as wanted; what the system hides is not.
fn listed(path: &FilePath, wanted: Wanted) -> Option<FolderEntry> {
    let name = path.file_name()?.to_str()?.to_owned();
    if name.starts_with(['.', '~', '$']) {
        return None;
    }
    let about = std::fs::metadata(path).ok()?;
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_lowercase).unwrap_or_default();
    if !about.is_dir() && !wanted.endings().contains(&ending.as_str()) {
        return None;
    }
    Some(FolderEntry {
        name,
        path: Some(path.display().to_string()),
        folder: about.is_dir(),
        size: about.len(),
    })
}

fn home() -> Option<PathBuf> {
    directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// Where files usually are: the person's own folders, then sticks and drives.
fn places() -> Folder {
    let mut found: Vec<PathBuf> = Vec::new();
    if let Some(dirs) = directories::UserDirs::new() {
        found.push(dirs.home_dir().to_owned());
        let own = [dirs.desktop_dir(), dirs.download_dir(), dirs.document_dir()];
        found.extend(own.into_iter().flatten().map(FilePath::to_owned));
    }
    #[cfg(windows)]
    found.extend(('A'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))));
    #[cfg(not(windows))]
    for (place, deep) in [
        ("/media", true),
        ("/run/media", true),
        ("/mnt", false),
        ("/Volumes", false),
    ] {
        for folder in folders(FilePath::new(place)) {
            // Sticks stand under their person's name.
            let inner = if deep { folders(&folder) } else { Vec::new() };
            if inner.is_empty() {
                found.push(folder);
            } else {
                found.extend(inner);
            }
        }
    }
    found.retain(|path| path.is_dir());
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    let entries = found.into_iter().map(|path| FolderEntry {
        name: path.display().to_string(),
        path: Some(path.display().to_string()),
        folder: true,
        size: 0,
    });
    Folder {
        path: None,
        entries: entries.collect(),
        more: 0,
    }
}

#[cfg(not(windows))]
fn folders(place: &FilePath) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(place).into_iter().flatten();
    let mut folders: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .take(50)
        .collect();
    folders.sort();
    folders
}

/// What a column may be, and which of these name a head or a member.
fn kinds(workspace: &Workspace, known: &Intake, period: Period) -> (Vec<ListTarget>, Vec<Name>) {
    let mut naming = Vec::new();
    let kinds = known.targets().iter().map(|target| {
        let mut kind = ListTarget {
            id: target.id.clone(),
            label: target.label.clone(),
            paper: String::new(),
            whole: target.whole,
            choices: Vec::new(),
        };
        let Meaning::Field(field) = &target.meaning else {
            return kind;
        };
        let Some(form) = workspace.library().newest(field.form.as_str()) else {
            return kind;
        };
        let named = |role| {
            form.field_with_role(role)
                .map(|(_, field)| field.id.clone())
        };
        if [Role::HeadName, Role::PersonName]
            .into_iter()
            .any(|role| named(role).as_ref() == Some(&field.field))
        {
            naming.push(target.id.clone());
        }
        let title = form.title().split(':').next().unwrap_or_default().trim();
        kind.paper = match field.opening {
            true => format!("{title}, {}", period.year() - 1),
            false => title.to_owned(),
        };
        let path = crate::form::Path::Field(field.field.clone());
        let choices = form.field_at(&path).map(|field| field.choices.iter());
        let choices = choices.into_iter().flatten();
        kind.choices = choices.map(|choice| choice.label.clone()).collect();
        kind
    });
    (kinds.collect(), naming)
}

fn terms_of(period: Period, terms: &ListTerms) -> Terms {
    let decisions = terms.households.iter().map(|(at, decision)| {
        let decision = match decision {
            ListDecision::Same(id) => Decision::Same(*id),
            ListDecision::New => Decision::New,
            ListDecision::LeaveOut => Decision::LeaveOut,
        };
        (*at, decision)
    });
    Terms {
        whole: terms.whole.clone(),
        thon: terms.thon.clone(),
        take_file: terms.take_file,
        pad_numbers: terms.pad_numbers,
        households: decisions.collect(),
        thons: terms.thons.clone(),
        ..Terms::new(period, terms.targets.clone())
    }
}

fn shown(plan: Plan, terms: &Terms) -> ListPlanned {
    let thons = plan.thons.iter().enumerate();
    let thons = thons.filter(|(at, thon)| thon.known.is_none() || terms.thons.contains_key(at));
    let thons = thons.map(|(at, thon)| ListThon {
        at,
        name: thon.name.clone(),
        known: thon.known.as_ref().map(|(_, name)| name.clone()),
        households: thon.households,
    });
    let thons = thons.collect();
    let households = plan.households.into_iter().enumerate();
    let mut lines: Vec<ListLine> = households
        .map(|(at, planned)| line(at, planned, terms.take_file))
        .collect();
    lines.sort_by_key(|line| {
        (
            line.kind != ListKind::Doubtful,
            line.told.is_empty(),
            line.kind == ListKind::Same,
            line.row,
        )
    });
    ListPlanned {
        lines,
        thons,
        left_out: plan.left_out,
        unplaced: plan.unplaced,
        short_numbers: plan.short_numbers,
        unread: plan.unread,
    }
}

fn line(at: usize, planned: Planned, take_file: bool) -> ListLine {
    let kind = match planned.act() {
        Act::Make => ListKind::New,
        Act::Enter(_) if planned.changes(take_file) => ListKind::Changed,
        Act::Enter(_) => ListKind::Same,
        Act::LeaveOut if planned.decision.is_some() => ListKind::LeftOut,
        Act::LeaveOut => ListKind::Doubtful,
    };
    let (candidates, by) = match &planned.fate {
        Fate::New => (Vec::new(), None),
        Fate::Matched(one, by) => (vec![one.clone()], Some(by.code())),
        Fate::Doubtful(all) => (all.clone(), None),
    };
    let told = |told: Told| (format!("intake-{}", told.code), told.args);
    let doubts = planned.doubts.len();
    let differs = planned.differs.len();
    let mut lines: Vec<_> = planned.doubts.into_iter().map(told).collect();
    lines.extend(planned.remarks.into_iter().map(told));
    lines.extend(planned.differs.into_iter().map(|differs| {
        let args = vec![
            ("whose", differs.whose),
            ("field", differs.field),
            ("here", differs.here),
            ("file", differs.file),
        ];
        ("intake-differs".to_owned(), args)
    }));
    ListLine {
        at,
        row: planned.row,
        folded: fold(&format!("{} {}", planned.head, planned.thon)),
        head: planned.head,
        thon: planned.thon,
        members: planned.members,
        kind,
        by,
        told: lines,
        doubts,
        candidates: candidates
            .into_iter()
            .map(|candidate| ListCandidate {
                id: candidate.household,
                label: candidate.label,
                head: candidate.head,
            })
            .collect(),
        hopeless: planned.hopeless,
        differs,
        fills: (planned.fills, planned.new_members, planned.absent.len()),
    }
}

fn counted(taken: &Taken) -> ListTaken {
    ListTaken {
        counts: vec![
            ("new", taken.new),
            ("changed", taken.changed),
            ("same", taken.same),
            ("members", taken.members),
            ("thons", taken.thons),
            ("left", taken.left_out),
        ],
        cancelled: taken.cancelled,
    }
}
