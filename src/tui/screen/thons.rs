//! The thôn of the own xã.

use super::papers::Papers;
use super::{Face, PrintSubject, Screen, prompt, say, search_line};
use crate::record::{PhieuSubject, PlaceRef};
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer};
use crate::tui::effect::Effect;
use crate::tui::filter::{Filter, Trait};
use crate::tui::lines::ThonLine;
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List};

/// The list.
#[derive(Debug, Default)]
pub struct Thons {
    list: List,
}

impl Thons {
    fn found<'a>(&self, shared: &'a Shared) -> Vec<&'a ThonLine> {
        let query = Query::new(&self.list.line.committed());
        let thons = shared.village.iter().flat_map(|village| village.thons());
        thons
            .filter(|thon| query.fit(&fold(&thon.name)).is_some())
            .collect()
    }
}

impl Face for Thons {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-thons-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::List]
    }

    fn printed(&self, shared: &Shared) -> Option<PrintSubject> {
        let found = self.found(shared);
        let thon = found.get(self.list.at)?;
        Some(PrintSubject {
            subject: PhieuSubject::Place(PlaceRef::Thon(thon.id)),
            name: thon.name.clone(),
            phieu: None,
        })
    }

    fn lists(&self) -> bool {
        true
    }

    fn has_papers(&self, shared: &Shared) -> bool {
        self.found(shared).len() > self.list.at
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        search_line(ink, 0, &self.list, shared);
        let found = self.found(shared);
        let mut below = ink.rows_of(2, usize::MAX);
        if found.is_empty() {
            below.put(0, 2, &say!(shared, "tui-no-thon"));
            return;
        }
        let columns = [
            Column::text(say!(shared, "tui-col-label"), 14),
            Column::text(say!(shared, "tui-col-thon"), 0),
            Column::figures(say!(shared, "tui-col-households"), 8),
        ];
        let count = |thon: &ThonLine| {
            let village = shared.village.as_ref()?;
            let of = Trait::Thon(PlaceRef::Thon(thon.id));
            village.totals().traits.get(&of).copied()
        };
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                let Some(thon) = found.get(row) else {
                    return String::new();
                };
                match column {
                    0 => thon.label.clone(),
                    1 => thon.name.clone(),
                    _ => count(thon).unwrap_or(0).to_string(),
                }
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let len = self.found(shared).len();
        if self.list.command(command, len) {
            return Vec::new();
        }
        match command {
            Command::AddNew => vec![Effect::Push(Box::new(prompt::thon()))],
            Command::OpenPapers => match self.found(shared).get(self.list.at) {
                Some(thon) => {
                    let subject = PhieuSubject::Place(PlaceRef::Thon(thon.id));
                    Papers::of(subject, thon.name.clone(), shared)
                }
                None => Vec::new(),
            },
            Command::GoBack => vec![Effect::Pop],
            Command::Accept if len == 0 => vec![Effect::Push(Box::new(prompt::thon()))],
            Command::Accept => {
                let found = self.found(shared);
                let Some(thon) = found.get(self.list.at) else {
                    return Vec::new();
                };
                let of = Filter::by(Trait::Thon(PlaceRef::Thon(thon.id)));
                let households = super::households::Households::filtered(of, shared);
                vec![Effect::Push(Box::new(Screen::Households(households)))]
            }
            _ => Vec::new(),
        }
    }

    fn searched(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::ThonAdded(thon) => {
                vec![
                    Effect::Refresh,
                    Effect::Tell(say!(
                        shared,
                        "tui-thon-added",
                        name = thon.name.clone(),
                        label = thon.label.clone()
                    )),
                ]
            }
            _ => Vec::new(),
        }
    }
}
