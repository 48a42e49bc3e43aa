//! One thing picked out of a list: period, person, thôn, field, special answer, command. The list is data.

use super::{
    Face, Screen, prompt, said, say, search_line,
    sheet::{Carried, Sheet},
};
use crate::form::{Answer, Field, Path, Period, Special};
use crate::place::Level;
use crate::record::{PhieuId, PlaceRef};
use crate::review::Deed;
use crate::text::{Query, fold};
use crate::tui::command::{Command, Layer, Row};
use crate::tui::effect::{Ask, Effect};
use crate::tui::event::Key;
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List};
use chrono::Datelike;

/// What happens when an item is picked.
#[derive(Clone, Debug)]
enum Picked {
    Period(Period),
    Person(String),
    NewPerson,
    Advances(bool),
    NewThon,
    Household(PlaceRef),
    Go(PhieuId, Path),
    Answer(PhieuId, Path, Option<Answer>),
    Carry(PhieuId, Carried),
    Hand(PhieuId, Deed),
    Run(Command),
}

#[derive(Clone, Debug)]
struct Item {
    text: String,
    note: String,
    folded: String,
    /// What finds it before all others, typed whole: an item number.
    key: String,
    /// Why it cannot be picked now.
    greyed: bool,
    picked: Picked,
}

impl Item {
    fn new(text: String, note: String, picked: Picked) -> Item {
        Item {
            folded: fold(&text),
            key: String::new(),
            text,
            note,
            greyed: false,
            picked,
        }
    }
}

/// What more the typed text may stand for.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    Nothing,
    Period,
    Person,
    /// One key: the item whose key it is, at once.
    Key,
}

/// A list to pick from.
#[derive(Debug)]
pub struct Pick {
    title: String,
    items: Vec<Item>,
    list: List,
    typed: Typed,
    note_room: usize,
}

impl Pick {
    fn screen(title: String, items: Vec<Item>, typed: Typed, note_room: usize) -> Screen {
        Screen::Pick(Pick {
            title,
            items,
            list: List::default(),
            typed,
            note_room,
        })
    }

    fn found(&self) -> Vec<Item> {
        let typed = self.list.line.committed();
        let query = Query::new(&typed);
        let mut found: Vec<Item> = self
            .items
            .iter()
            .filter(|item| query.fit(&item.folded).is_some())
            .cloned()
            .collect();
        let whole = fold(&typed);
        found.sort_by_key(|item| item.key.is_empty() || item.key != whole);
        match self.typed {
            Typed::Period => {
                if let Some(period) = Period::parse(typed.trim().to_uppercase().as_str()) {
                    found.insert(
                        0,
                        Item::new(period.to_string(), String::new(), Picked::Period(period)),
                    );
                }
            }
            Typed::Person
                if !typed.is_empty() && !self.items.iter().any(|item| item.text == typed) =>
            {
                found.push(Item::new(
                    typed.clone(),
                    "+".to_owned(),
                    Picked::Person(typed),
                ));
            }
            _ => {}
        }
        found
    }
}

/// The periods that officers work on: this year and the four before, their months and halves.
pub(in crate::tui) fn periods(shared: &Shared) -> Screen {
    let today = shared
        .office
        .as_ref()
        .map_or_else(|| shared.period.last_day(), |office| office.today);
    let mut periods = Vec::new();
    for back in 0..5 {
        let year = today.year() - back;
        periods.push(Period::Year(year));
        if back < 2 {
            periods.extend([Period::Half(year, 2), Period::Half(year, 1)]);
        }
        if back == 0 {
            periods.extend(
                (1..=today.month())
                    .rev()
                    .map(|month| Period::Month(year, month)),
            );
        }
        if back >= 2 {
            periods.extend([Period::Half(year, 2), Period::Half(year, 1)]);
        }
    }
    let items = periods.into_iter().map(|period| {
        let mut item = Item::new(
            said::period_words(shared, period),
            period.to_string(),
            Picked::Period(period),
        );
        item.folded = format!("{} {}", item.folded, fold(&period.to_string()));
        item
    });
    Pick::screen(
        say!(shared, "tui-pick-period"),
        items.collect(),
        Typed::Period,
        14,
    )
}

/// The rows of a roster, by what each is called.
pub(super) fn rows(shared: &Shared, id: PhieuId, rows: Vec<(String, Path)>) -> Screen {
    let items = rows
        .into_iter()
        .map(|(name, path)| Item::new(name, String::new(), Picked::Go(id, path)));
    Pick::screen(
        say!(shared, "meeting-find-title"),
        items.collect(),
        Typed::Nothing,
        3,
    )
}

/// Who is typing; a name that is not listed joins the list.
pub(in crate::tui) fn people(shared: &Shared) -> Screen {
    let people = shared.office.iter().flat_map(|office| &office.people);
    let mut items: Vec<Item> = people
        .map(|name| Item::new(name.clone(), String::new(), Picked::Person(name.clone())))
        .collect();
    items.sort_by(|a, b| crate::text::collate_person(&a.text, &b.text));
    items.push(Item::new(
        say!(shared, "tui-new-person"),
        String::new(),
        Picked::NewPerson,
    ));
    let advances = shared.advances();
    let text = if advances {
        say!(shared, "tui-advances-stop")
    } else {
        say!(shared, "tui-advances-start")
    };
    items.push(Item::new(text, String::new(), Picked::Advances(!advances)));
    Pick::screen(say!(shared, "tui-pick-person"), items, Typed::Person, 3)
}

/// Every command of the screen below, greyed with its reason where it cannot be used.
pub(in crate::tui) fn palette(
    shared: &Shared,
    commands: Vec<(&'static Row, String, Option<String>)>,
) -> Screen {
    let items = commands.into_iter().map(|(row, words, reason)| {
        let note = match &reason {
            Some(reason) => format!("({reason})"),
            None => row.keys_label(),
        };
        Item {
            greyed: reason.is_some(),
            ..Item::new(words, note, Picked::Run(row.command))
        }
    });
    Pick::screen(
        say!(shared, "tui-palette-title"),
        items.collect(),
        Typed::Nothing,
        46,
    )
}

/// In which thôn a new household lives.
pub(super) fn thons(shared: &Shared) -> Screen {
    let mut items = Vec::new();
    if let Some(village) = &shared.village {
        for thon in village.thons() {
            items.push(Item::new(
                thon.name.clone(),
                thon.label.clone(),
                Picked::Household(PlaceRef::Thon(thon.id)),
            ));
        }
    }
    if let Some(office) = shared
        .office
        .as_ref()
        .filter(|office| office.level == Some(Level::Xa))
    {
        items.push(Item::new(
            say!(shared, "tui-new-thon"),
            String::new(),
            Picked::NewThon,
        ));
        items.push(Item::new(
            say!(shared, "tui-without-thon"),
            office.place.clone(),
            Picked::Household(PlaceRef::Code(office.place.clone())),
        ));
    }
    Pick::screen(say!(shared, "tui-pick-thon"), items, Typed::Nothing, 14)
}

/// A field of the paper, found by its item or wording.
pub(super) fn fields(shared: &Shared, sheet: &Sheet) -> Screen {
    let items = sheet
        .form
        .all_paths(&sheet.answers)
        .into_iter()
        .map(|path| {
            let text = said::place_words(shared, &sheet.form, &sheet.answers, &path);
            let item = sheet.field(&path).and_then(|field| field.item.as_deref());
            Item {
                key: fold(item.unwrap_or_default()),
                ..Item::new(
                    text,
                    sheet.shown(shared, &path),
                    Picked::Go(sheet.id(), path),
                )
            }
        });
    Pick::screen(
        say!(shared, "tui-pick-field"),
        items.collect(),
        Typed::Nothing,
        24,
    )
}

/// The special answers that a field allows, and taking the answer away.
pub(super) fn specials(shared: &Shared, id: PhieuId, path: &Path, field: Option<&Field>) -> Screen {
    let allowed: &[Special] = field.map_or(&[], |field| &field.specials);
    let mut items: Vec<Item> = allowed
        .iter()
        .zip(1..)
        .map(|(special, number)| {
            let text = shared.words.of(&format!("special-{}", special.code()), &[]);
            let picked = Picked::Answer(id, path.clone(), Some(Answer::Special(*special)));
            numbered(number, text, picked)
        })
        .collect();
    items.push(numbered(
        0,
        say!(shared, "tui-clear-answer"),
        Picked::Answer(id, path.clone(), None),
    ));
    Pick::screen(say!(shared, "tui-pick-special"), items, Typed::Key, 3)
}

/// What can be done with a Phiếu between offices.
pub(super) fn deeds(shared: &Shared, sheet: &Sheet) -> Vec<Effect> {
    let office = shared.office.as_ref();
    let top = office.is_none_or(|office| office.above.is_empty());
    let deeds = sheet.deeds().into_iter();
    let items: Vec<Item> = deeds
        .filter(|deed| !top || *deed != Deed::Submit)
        .zip(1..)
        .map(|(deed, number)| {
            let text = shared.words.of(&format!("tui-deed-{}", deed.as_str()), &[]);
            numbered(number, text, Picked::Hand(sheet.id(), deed))
        })
        .collect();
    if items.is_empty() {
        return vec![Effect::Tell(say!(shared, "tui-reason-no-office-above"))];
    }
    let screen = Pick::screen(say!(shared, "tui-deeds-title"), items, Typed::Key, 3);
    vec![Effect::Push(Box::new(screen))]
}

/// The question that keeps what is carried over.
pub(super) fn carry(id: PhieuId, carried: &Carried) -> Ask {
    let answers = carried.answers.iter().cloned();
    Ask::Carry {
        id,
        answers: answers.map(|(path, answer)| (path, Some(answer))).collect(),
        rows: carried.rows.clone(),
    }
}

/// What would be filled in as in the period before; the first line does it.
pub(super) fn carried(shared: &Shared, sheet: &Sheet, carried: &Carried) -> Screen {
    let period = sheet.before().map_or_else(String::new, |before| {
        said::period_words(shared, before.period)
    });
    let (fields, rows) = (carried.answers.len(), carried.rows.len());
    let take = say!(
        shared,
        "tui-carry-take",
        fields = fields.to_string(),
        rows = rows.to_string()
    );
    let mut items = vec![Item::new(
        take,
        String::new(),
        Picked::Carry(sheet.id(), carried.clone()),
    )];
    let told = |path: &Path, answer: &Answer| match answer {
        Answer::Given(value) => sheet.text(shared, path, value),
        Answer::Special(special) => shared.words.of(&format!("special-{}", special.code()), &[]),
        Answer::Unparsed(text) => text.clone(),
    };
    let line = |text: String, note: String| Item {
        greyed: true,
        ..Item::new(text, note, Picked::Carry(sheet.id(), Carried::default()))
    };
    for (path, answer) in &carried.answers {
        let place = said::place_words(shared, &sheet.form, &sheet.answers, path);
        items.push(line(format!("  {place}"), told(path, answer)));
    }
    for (roster, said) in &carried.rows {
        // A row is told by what stands first in it: the name.
        let Some((field, answer)) = said.first() else {
            continue;
        };
        let path = Path::Member {
            roster: roster.clone(),
            row: crate::form::RowId::of_position(1),
            field: field.clone(),
        };
        items.push(line(format!("  + {}", told(&path, answer)), String::new()));
    }
    Pick::screen(
        say!(shared, "tui-carry-title", period = period),
        items,
        Typed::Nothing,
        30,
    )
}

/// An item that its number picks at once.
fn numbered(number: u32, text: String, picked: Picked) -> Item {
    Item {
        key: number.to_string(),
        ..Item::new(format!("{number}  {text}"), String::new(), picked)
    }
}

impl Face for Pick {
    fn title(&self, _shared: &Shared) -> String {
        self.title.clone()
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let found = self.found();
        search_line(ink, 0, &self.list, shared);
        let columns = [
            Column::text(String::new(), 0),
            Column::text(String::new(), self.note_room),
        ];
        let mut below = ink.rows_of(2, usize::MAX);
        if found.is_empty() {
            below.put(0, 2, &say!(shared, "tui-nothing-found"));
        }
        self.list
            .draw(&mut below, &columns, found.len(), &|row, column| {
                found.get(row).map_or_else(String::new, |item| {
                    if column == 0 {
                        item.text.clone()
                    } else {
                        item.note.clone()
                    }
                })
            });
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let found = self.found();
        if self.list.command(command, found.len()) {
            return Vec::new();
        }
        match command {
            Command::Accept => {}
            Command::GoBack => return vec![Effect::Pop],
            _ => return Vec::new(),
        }
        match found.get(self.list.at) {
            Some(item) => picked(item, shared),
            None => Vec::new(),
        }
    }

    fn key(&mut self, key: Key, shared: &Shared) -> Vec<Effect> {
        let typed = match key {
            Key::Char(c) if self.typed == Typed::Key && self.list.line.is_empty() => c.to_string(),
            _ => String::new(),
        };
        if let Some(item) = self
            .items
            .iter()
            .find(|item| !typed.is_empty() && item.key == typed)
        {
            return picked(item, shared);
        }
        self.list.key(key, shared.typing);
        Vec::new()
    }

    fn paste(&mut self, text: &str, _shared: &Shared) -> Vec<Effect> {
        self.list.paste(text);
        Vec::new()
    }
}

/// What picking an item does.
fn picked(item: &Item, shared: &Shared) -> Vec<Effect> {
    if item.greyed {
        return vec![Effect::Tell(item.note.clone())];
    }
    match item.picked.clone() {
        Picked::Period(period) => vec![Effect::Pop, Effect::Period(period)],
        Picked::Person(person) => vec![Effect::Pop, Effect::Ask(Ask::SetPerson(person))],
        Picked::Advances(on) => vec![Effect::Pop, Effect::Ask(Ask::SetAdvances(on))],
        Picked::NewPerson => vec![Effect::Replace(Box::new(prompt::person(shared)))],
        Picked::NewThon => vec![Effect::Replace(Box::new(prompt::thon()))],
        Picked::Household(place) => vec![Effect::Pop, Effect::Ask(Ask::AddHousehold(place))],
        Picked::Go(id, path) => vec![Effect::Jump(id, path)],
        Picked::Answer(id, path, answer) => {
            let changes = vec![(path, answer)];
            vec![Effect::Pop, Effect::Ask(Ask::Answer { id, changes })]
        }
        Picked::Carry(id, carried) => vec![Effect::Pop, Effect::Ask(carry(id, &carried))],
        // Whoever gives it back says why.
        Picked::Hand(id, Deed::Return) => vec![Effect::Replace(Box::new(prompt::give_back(id)))],
        Picked::Hand(id, deed) => vec![Effect::Pop, Effect::Ask(Ask::Hand(id, deed))],
        Picked::Run(command) => vec![Effect::Pop, Effect::Run(command)],
    }
}
