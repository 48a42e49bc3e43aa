//! A file picked: folders and the files of one kind, or its path typed or pasted. What happens with it is data.

use super::{Face, Screen, bundles, intake, said, say};
use crate::text::{Query, fold, truncate, width};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::intake::{Folder, FolderEntry, Wanted};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// The folder, and what is typed: a part of a name, or a path.
#[derive(Debug)]
pub struct Files {
    wanted: Wanted,
    folder: Option<Folder>,
    found: Vec<usize>,
    list: List,
}

impl Files {
    /// The picker, and the question for its first folder.
    pub(super) fn open(wanted: Wanted) -> Vec<Effect> {
        let files = Files {
            wanted,
            folder: None,
            found: Vec::new(),
            list: List::default(),
        };
        vec![
            Effect::Push(Box::new(Screen::Files(files))),
            Effect::Ask(Ask::Folder(None, wanted)),
        ]
    }

    fn search(&mut self) {
        let query = Query::new(&self.list.line.committed());
        let entries = self.folder.iter().flat_map(|folder| &folder.entries);
        self.found = entries
            .enumerate()
            .filter(|(_, entry)| query.fit(&fold(&entry.name)).is_some())
            .map(|(at, _)| at)
            .collect();
        self.list.at = self.list.at.min(self.found.len().saturating_sub(1));
    }

    /// What is typed, if it is a path and not a part of a name.
    fn path(&self) -> Option<String> {
        let typed = said::unquoted(&self.list.line.committed());
        let typed = typed.strip_prefix("file://").unwrap_or(&typed).to_owned();
        typed.contains(['/', '\\']).then_some(typed)
    }

    fn chosen(&self) -> Option<&FolderEntry> {
        let at = self.found.get(self.list.at)?;
        self.folder.as_ref()?.entries.get(*at)
    }

    fn picked(&self, path: String, shared: &Shared) -> Vec<Effect> {
        match self.wanted {
            Wanted::List => vec![
                Effect::Replace(Box::new(Screen::Intake(Box::new(intake::Intake::new(
                    &path,
                ))))),
                Effect::Ask(Ask::ReadList(path, None, shared.period)),
            ],
            Wanted::Bundle => vec![
                Effect::Pop,
                Effect::Replace(Box::new(Screen::Bundles(bundles::Bundles::inspecting()))),
                Effect::Ask(Ask::Inspect(path)),
            ],
            Wanted::Key => vec![Effect::Pop, Effect::Ask(Ask::ReadKey(path))],
        }
    }
}

impl Face for Files {
    fn title(&self, shared: &Shared) -> String {
        match self.wanted {
            Wanted::List => say!(shared, "tui-files-list"),
            Wanted::Bundle => say!(shared, "tui-files-bundle"),
            Wanted::Key => say!(shared, "tui-files-key"),
        }
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let label = say!(shared, "tui-files-typed");
        ink.put(0, 0, &label);
        let at = width(&label) + 1;
        ink.line(0, at, columns.saturating_sub(at + 1), &self.list.line);
        let Some(folder) = &self.folder else {
            ink.put(2, 2, &say!(shared, "tui-reading"));
            return;
        };
        let path = match &folder.path {
            Some(path) => path.clone(),
            None => say!(shared, "tui-files-places"),
        };
        // The end of a path says most.
        let room = columns.saturating_sub(2);
        let over = width(&path).saturating_sub(room);
        let shown = match over {
            0 => path,
            _ => {
                let from = path
                    .char_indices()
                    .nth(path.chars().count().saturating_sub(room - 1));
                let end = from.and_then(|(at, _)| path.get(at..)).unwrap_or_default();
                format!("…{end}")
            }
        };
        ink.strong(1, 1, &truncate(&shown, room));
        let hint = wrap(&say!(shared, "tui-files-hint"), room);
        let foot = ink.rows().saturating_sub(hint.len());
        for (row, line) in hint.iter().enumerate() {
            ink.put(foot + row, 1, line);
        }
        let mut below = ink.rows_of(3, foot.saturating_sub(1));
        if self.found.is_empty() {
            below.put(0, 2, &say!(shared, "tui-nothing-found"));
            return;
        }
        let headings = [
            Column::text(say!(shared, "tui-files-name"), 0),
            Column::figures(say!(shared, "tui-files-size"), 12),
        ];
        self.list
            .draw(&mut below, &headings, self.found.len(), &|row, column| {
                let at = self.found.get(row);
                let Some(entry) = at.and_then(|at| folder.entries.get(*at)) else {
                    return String::new();
                };
                match (column, entry.folder) {
                    (0, true) if entry.name == ".." => say!(shared, "tui-files-up"),
                    (0, true) => format!("[{}]", entry.name),
                    (0, false) => entry.name.clone(),
                    (_, true) => String::new(),
                    (_, false) => {
                        let kilobytes = entry.size.div_ceil(1024).to_string();
                        say!(shared, "tui-files-kb", n = kilobytes)
                    }
                }
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if self.list.command(command, self.found.len()) {
            return Vec::new();
        }
        match command {
            Command::GoBack => vec![Effect::Pop],
            Command::Accept => {
                if let Some(path) = self.path() {
                    return vec![Effect::Ask(Ask::Folder(Some(path), self.wanted))];
                }
                match self.chosen() {
                    Some(entry) if entry.folder => {
                        let path = entry.path.clone().unwrap_or_default();
                        vec![Effect::Ask(Ask::Folder(Some(path), self.wanted))]
                    }
                    Some(entry) => {
                        let path = entry.path.clone().unwrap_or_default();
                        self.picked(path, shared)
                    }
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        self.list.key(key, shared.typing);
        self.search();
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        self.list.paste(text);
        self.search();
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Folder(folder, wanted) if *wanted == self.wanted => {
                self.folder = Some(folder.clone());
                self.list = List::default();
                self.search();
                // The first file is what is likely wanted, then the first folder; above all stands the way up.
                let mut entries = folder.entries.iter();
                let file = entries.clone().position(|entry| !entry.folder);
                let first = file.or_else(|| entries.position(|entry| entry.name != ".."));
                self.list.at = first.unwrap_or(0);
                Vec::new()
            }
            Reply::FileFound(path, wanted) if *wanted == self.wanted => {
                self.picked(path.clone(), shared)
            }
            _ => Vec::new(),
        }
    }
}
