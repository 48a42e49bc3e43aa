//! Chữ ký máy: the own key's mã đối chiếu, and the keys trusted here.

use super::{Face, files, prompt, say, search_line};
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::Effect;
use crate::tui::intake::Wanted;
use crate::tui::lines::KeyLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List};

/// The list, once the worker has read it.
#[derive(Debug, Default)]
pub struct Keys {
    list: List,
    lines: Vec<KeyLine>,
}

impl Keys {
    fn found(&self) -> Vec<&KeyLine> {
        let query = Query::new(&self.list.line.committed());
        self.lines
            .iter()
            .filter(|line| query.fit(&fold(&line.place)).is_some())
            .collect()
    }
}

impl Face for Keys {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-keys-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        if let Some(office) = &shared.office {
            ink.put(0, 1, &say!(shared, "tui-own-code"));
            ink.strong(1, 3, &office.code);
            ink.put(2, 3, &office.fingerprint);
        }
        search_line(ink, 4, &self.list, shared);
        let found = self.found();
        let mut below = ink.rows_of(6, usize::MAX);
        if found.is_empty() {
            below.put(0, 2, &say!(shared, "tui-no-key"));
            return;
        }
        let columns = [
            Column::text(say!(shared, "tui-col-key-place"), 0),
            Column::text(say!(shared, "tui-col-code-read"), 40),
        ];
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                let Some(line) = found.get(row) else {
                    return String::new();
                };
                if column == 0 {
                    line.place.clone()
                } else {
                    line.code.clone()
                }
            });
    }

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        let len = self.found().len();
        if self.list.command(command, len) {
            return Vec::new();
        }
        match command {
            Command::AddNew => files::Files::open(Wanted::Key),
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    fn searched(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, _shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Keys(lines) => {
                self.lines.clone_from(lines);
                Vec::new()
            }
            Reply::KeyRead { code, .. } => {
                vec![Effect::Push(Box::new(prompt::key_digits(code.clone())))]
            }
            _ => Vec::new(),
        }
    }
}
