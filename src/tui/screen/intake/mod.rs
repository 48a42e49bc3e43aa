//! A list of households taken in: its columns, what it would do, then doing it. Esc leaves everything as it was.

mod choosing;
mod mapping;
mod preview;

use super::{Face, say};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::intake::{ListKind, ListTaken};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, bar, wrap};
use mapping::Mapping;
use preview::{Preview, Wish};

/// Where the person is.
#[derive(Debug)]
enum Stage {
    Reading,
    Sheets(Vec<String>, List),
    Mapping,
    Planning,
    Preview(Box<Preview>),
    Taking,
    Told(Vec<String>),
}

/// The screen.
#[derive(Debug)]
pub struct Intake {
    path: String,
    stage: Stage,
    mapping: Option<Box<Mapping>>,
    /// Whether the person left while the file was still being read.
    leaving: bool,
    /// The preview while another plan is made, so that the cursor stays.
    waiting: Option<Box<Preview>>,
}

impl Intake {
    /// The screen while a file is read.
    pub(super) fn new(path: &str) -> Intake {
        Intake {
            path: path.to_owned(),
            stage: Stage::Reading,
            mapping: None,
            leaving: false,
            waiting: None,
        }
    }

    fn plan(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(mapping) = &self.mapping else {
            return Vec::new();
        };
        let terms = Box::new(mapping.terms.clone());
        self.stage = Stage::Planning;
        vec![Effect::Ask(Ask::PlanList(shared.period, terms))]
    }

    fn wish(&mut self, wish: Wish, shared: &Shared) -> Vec<Effect> {
        match wish {
            Wish::Nothing => Vec::new(),
            Wish::Again => {
                if let Stage::Preview(preview) = std::mem::replace(&mut self.stage, Stage::Planning)
                {
                    self.waiting = Some(preview);
                }
                self.plan(shared)
            }
            Wish::Go => self.take(shared),
        }
    }

    /// Enters, after one more Enter where something is left undecided.
    fn take(&mut self, shared: &Shared) -> Vec<Effect> {
        let (Stage::Preview(preview), Some(mapping)) = (&mut self.stage, &self.mapping) else {
            return Vec::new();
        };
        let (new, changed) = (
            preview.count(ListKind::New),
            preview.count(ListKind::Changed),
        );
        if new + changed == 0 {
            return vec![Effect::Tell(say!(shared, "tui-intake-nothing-to-do"))];
        }
        let doubtful = preview.count(ListKind::Doubtful);
        if doubtful > 0 && !preview.sure {
            preview.sure = true;
            let n = doubtful.to_string();
            return vec![Effect::Tell(say!(shared, "tui-intake-sure", n = n))];
        }
        let terms = Box::new(mapping.terms.clone());
        self.stage = Stage::Taking;
        vec![Effect::Ask(Ask::TakeList(shared.period, terms))]
    }

    fn back(&mut self) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Reading => {
                self.leaving = true;
                return vec![Effect::Cancel];
            }
            Stage::Planning | Stage::Taking => return vec![Effect::Cancel],
            Stage::Preview(preview) if preview.choosing.is_some() => preview.choosing = None,
            Stage::Preview(_) => self.stage = Stage::Mapping,
            Stage::Mapping => match &mut self.mapping {
                Some(mapping) if mapping.choosing.is_some() => mapping.choosing = None,
                _ => return vec![Effect::Pop],
            },
            Stage::Sheets(..) | Stage::Told(_) => return vec![Effect::Pop],
        }
        Vec::new()
    }

    /// What is typed goes to the list that is searched.
    fn searched(&mut self, type_in: &mut dyn FnMut(&mut List)) {
        match &mut self.stage {
            Stage::Preview(preview) => match &mut preview.choosing {
                Some(choosing) => type_in(&mut choosing.list),
                None => {
                    type_in(&mut preview.list);
                    preview.search();
                }
            },
            Stage::Mapping => {
                if let Some(choosing) = self.mapping.as_mut().and_then(|m| m.choosing.as_mut()) {
                    type_in(&mut choosing.list);
                }
            }
            _ => {}
        }
    }
}

impl Face for Intake {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-intake-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        match &self.stage {
            Stage::Reading | Stage::Planning | Stage::Taking => {
                let sentence = match &self.stage {
                    Stage::Reading => say!(shared, "tui-intake-reading"),
                    Stage::Planning => say!(shared, "tui-intake-planning"),
                    _ => say!(shared, "tui-intake-taking"),
                };
                ink.put(1, 1, &sentence);
                if let Some((done, total)) = shared.progress {
                    let figures = match total {
                        0 => done.to_string(),
                        total => format!("{done}/{total}"),
                    };
                    ink.put(3, 1, &format!("{} {figures}", bar(done, total, 42)));
                }
                ink.put(5, 1, &say!(shared, "tui-can-cancel"));
            }
            Stage::Sheets(names, list) => {
                ink.put(0, 1, &say!(shared, "tui-intake-ask-sheet"));
                let mut below = ink.rows_of(2, usize::MAX);
                let column = [Column::text(String::new(), 0)];
                list.draw(&mut below, &column, names.len(), &|row, _| {
                    names.get(row).cloned().unwrap_or_default()
                });
            }
            Stage::Mapping => {
                if let Some(mapping) = &self.mapping {
                    mapping.view(shared, ink);
                }
            }
            Stage::Preview(preview) => {
                if let Some(mapping) = &self.mapping {
                    preview.view(&mapping.terms, shared, ink);
                }
            }
            Stage::Told(lines) => {
                let lines = lines
                    .iter()
                    .flat_map(|line| wrap(line, columns.saturating_sub(2)));
                for (row, line) in lines.enumerate() {
                    ink.put(row + 1, 1, &line);
                }
            }
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if command == Command::GoBack {
            return self.back();
        }
        match &mut self.stage {
            Stage::Sheets(names, list) => {
                if list.command(command, names.len()) || command != Command::Accept {
                    return Vec::new();
                }
                let Some(name) = names.get(list.at).cloned() else {
                    return Vec::new();
                };
                self.stage = Stage::Reading;
                let ask = Ask::ReadList(self.path.clone(), Some(name), shared.period);
                vec![Effect::Ask(ask)]
            }
            Stage::Mapping => {
                let Some(mapping) = &mut self.mapping else {
                    return Vec::new();
                };
                match mapping.command(command, shared) {
                    true => self.plan(shared),
                    false
                        if command == Command::Accept
                            && mapping.choosing.is_none()
                            && !mapping.names_anybody() =>
                    {
                        vec![Effect::Tell(say!(shared, "tui-intake-needs-name"))]
                    }
                    false => Vec::new(),
                }
            }
            Stage::Preview(preview) => {
                let Some(mapping) = &mut self.mapping else {
                    return Vec::new();
                };
                let wish = preview.command(command, &mut mapping.terms, shared);
                self.wish(wish, shared)
            }
            Stage::Told(_) if command == Command::Accept => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        self.searched(&mut |list| {
            list.key(key, shared.typing);
        });
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        self.searched(&mut |list| list.paste(text));
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        if self.leaving && matches!(self.stage, Stage::Reading) {
            let read = matches!(
                reply,
                Reply::ListSheets(..) | Reply::ListRead(_) | Reply::Failed(_)
            );
            return if read { vec![Effect::Pop] } else { Vec::new() };
        }
        match reply {
            Reply::ListSheets(path, names) => {
                self.path.clone_from(path);
                self.stage = Stage::Sheets(names.clone(), List::default());
            }
            Reply::ListRead(read) => {
                self.mapping = Some(Box::new(Mapping::new((**read).clone(), shared)));
                self.stage = Stage::Mapping;
            }
            Reply::ListPlanned(planned) => {
                let preview = match self.waiting.take() {
                    Some(mut preview) => {
                        preview.again((**planned).clone());
                        preview
                    }
                    None => Box::new(Preview::new((**planned).clone())),
                };
                self.stage = Stage::Preview(preview);
            }
            Reply::ListTaken(taken) => {
                self.stage = Stage::Told(told(taken, shared));
                return vec![Effect::Refresh];
            }
            Reply::Failed(failure) => match &self.stage {
                Stage::Planning if failure.code == "cancelled" => {
                    self.stage = match self.waiting.take() {
                        Some(preview) => Stage::Preview(preview),
                        None => Stage::Mapping,
                    };
                }
                Stage::Reading | Stage::Planning | Stage::Taking => {
                    let (what, next) = shared.failure_words(failure);
                    self.stage = Stage::Told(vec![what, next]);
                    return vec![Effect::Refresh];
                }
                _ => {}
            },
            _ => {}
        }
        Vec::new()
    }
}

/// What was done, and what to do next.
fn told(taken: &ListTaken, shared: &Shared) -> Vec<String> {
    let args: Vec<(&'static str, String)> = taken
        .counts
        .iter()
        .map(|(code, n)| (*code, n.to_string()))
        .collect();
    let mut lines = vec![shared.words.of("intake-done", &args), String::new()];
    if taken.cancelled {
        lines.push(say!(shared, "tui-intake-stopped"));
    }
    lines.push(say!(shared, "tui-intake-next"));
    lines
}
