//! Where everything starts: the office, the period, how far its papers are, and one key to everything.

use super::{
    Face, Screen, bundles, classes, files, households, keys, meetings, missing, papers, said, say,
    steps, thons, todo, unforced,
};
use crate::place::{Level, Regime};
use crate::record::{PhieuSubject, PlaceRef, Status};
use crate::tui::command::{Command, Layer, Reason, row_of};
use crate::tui::effect::{Ask, Effect};
use crate::tui::intake::Wanted;
use crate::tui::lines::{LastBundle, PaperLine};
use crate::tui::shared::Shared;
use crate::tui::stand::due_words;
use crate::tui::widget::{Ink, bar, fit};

/// The commands of the menu, in order; their digits are in the command table.
const MENU: [Command; 13] = [
    Command::OpenHouseholds,
    Command::OpenThons,
    Command::OpenBieu,
    Command::OpenTodo,
    Command::OpenBundles,
    Command::OpenKeys,
    Command::OpenSteps,
    Command::OpenIntake,
    Command::OpenPrints,
    Command::OpenMissing,
    Command::OpenMeetings,
    Command::OpenClasses,
    Command::ChoosePeriod,
];

/// Home.
#[derive(Debug, Default)]
pub struct Home {
    at: usize,
}

impl Face for Home {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-home-title",
            period = said::period_words(shared, shared.period)
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Menu]
    }

    fn lists(&self) -> bool {
        true
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let Some(office) = &shared.office else { return };
        let above = if office.above.is_empty() {
            say!(shared, "tui-no-office-above")
        } else {
            office.above.join(" < ")
        };
        ink.strong(0, 1, &format!("{} ({})", office.name, office.place));
        let chain = match office.regime {
            Regime::ThreeTier => say!(shared, "tui-chain-3"),
            Regime::TwoTier => say!(shared, "tui-chain-2"),
        };
        ink.put(
            1,
            1,
            &format!("{}: {above} · {chain}", say!(shared, "tui-reports-to")),
        );
        if let Some(line) = next_step(shared) {
            ink.put(2, 1, &line);
        }
        for (row, command) in MENU.iter().enumerate() {
            let Some(entry) = row_of(*command) else {
                continue;
            };
            let here = row == self.at;
            let cursor = if here { ">" } else { " " };
            let key = entry
                .keys
                .first()
                .map(|key| key.label())
                .unwrap_or_default();
            ink.put_if(
                here,
                3 + row,
                1,
                &format!("{cursor} {} {}", fit(&key, 2), entry.words(&shared.words)),
            );
        }
        progress(
            shared,
            &mut ink.columns_of(36, usize::MAX).rows_of(3, usize::MAX),
        );
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let open = |screen: Screen| vec![Effect::Push(Box::new(screen))];
        match command {
            Command::MoveUp => self.at = self.at.saturating_sub(1),
            Command::MoveDown => self.at = (self.at + 1).min(MENU.len() - 1),
            Command::Accept => {
                return MENU
                    .get(self.at)
                    .map(|command| Effect::Run(*command))
                    .into_iter()
                    .collect();
            }
            Command::OpenHouseholds => {
                return open(Screen::Households(households::Households::default()));
            }
            Command::OpenThons => return open(Screen::Thons(thons::Thons::default())),
            Command::OpenBieu => {
                let Some(office) = &shared.office else {
                    return Vec::new();
                };
                let subject = PhieuSubject::Place(PlaceRef::Code(office.place.clone()));
                return papers::Papers::of(subject, office.name.clone(), shared);
            }
            Command::OpenTodo => {
                return vec![
                    Effect::Push(Box::new(Screen::Todo(todo::Todo::default()))),
                    Effect::Ask(Ask::Todo(shared.period)),
                ];
            }
            Command::OpenIntake => return files::Files::open(Wanted::List),
            Command::OpenMeetings => return meetings::Meetings::open(shared),
            Command::OpenSteps => return steps::Steps::open(shared),
            Command::OpenUnforced => return unforced::Unforced::open(),
            Command::OpenClasses => return classes::Classes::open(),
            Command::OpenMissing => return missing::Missing::open(shared),
            Command::OpenBundles => return bundles::Bundles::open(),
            Command::OpenKeys => {
                return vec![
                    Effect::Push(Box::new(Screen::Keys(keys::Keys::default()))),
                    Effect::Ask(Ask::Keys),
                ];
            }
            _ => {}
        }
        Vec::new()
    }

    fn available(&self, command: Command, shared: &Shared) -> Result<(), Reason> {
        let level = shared.office.as_ref().and_then(|office| office.level);
        match command {
            Command::OpenThons | Command::OpenIntake if level != Some(Level::Xa) => {
                Err(Reason::NotXa)
            }
            Command::OpenMeetings if level > Some(Level::Xa) => Err(Reason::NotXa),
            Command::GoBack => Err(Reason::AtHome),
            _ => Ok(()),
        }
    }
}

/// The step that waits, by when, and how many are closed; of a unit above the xã nothing is said here.
fn next_step(shared: &Shared) -> Option<String> {
    let review = shared.village.as_ref()?.outline();
    let office = shared.office.as_ref()?;
    let own = review
        .places
        .iter()
        .find(|place| place.label == office.place)?;
    let closed = own
        .steps
        .iter()
        .filter(|step| step.closed.is_some())
        .count();
    let all = own.steps.len();
    let figures = bar(closed as u64, all as u64, all + 2);
    let Some((at, stand)) = own.waits().and_then(|at| Some((at, own.steps.get(at)?))) else {
        return Some(format!("{figures} {}", say!(shared, "review-home-done")));
    };
    let title = review
        .steps
        .list()
        .get(at)
        .map_or("", |step| step.title.as_str());
    let step = format!("{}. {title}", at + 1);
    let line = say!(shared, "review-home-step", step = step);
    let due = stand
        .due()
        .map(|due| due_words(&shared.words, review.today, due));
    Some(match due {
        Some(due) => format!("{figures} {line} · {due}"),
        None => format!("{figures} {line}"),
    })
}

/// A report that is due, and whether its day is only recalled.
fn due_line(
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    row: usize,
    (day, title, recalled): (chrono::NaiveDate, &str, bool),
) -> usize {
    let Some(village) = &shared.village else {
        return row;
    };
    let due = due_words(&shared.words, village.outline().today, day);
    let mut line = format!("{title}: {due}");
    if recalled {
        line = format!("{line} ({})", say!(shared, "review-recalled"));
    }
    let lines = crate::tui::widget::wrap(&line, ink.columns());
    for (n, line) in lines.iter().enumerate() {
        ink.put(row + n, 0, line);
    }
    row + lines.len()
}

/// Above the xã: how many xã have anything here, which have not, and at which step those that have are.
fn above(shared: &Shared, ink: &mut Ink<'_, '_>, row: usize) -> usize {
    let (Some(office), Some(village)) = (&shared.office, &shared.village) else {
        return row;
    };
    if !matches!(office.level, Some(Level::Huyen | Level::Tinh)) {
        return row;
    }
    let review = village.outline();
    let came = |code: &str| review.places.iter().any(|place| place.label == code);
    let below = xa_below(shared, &office.place);
    let waiting: Vec<&str> = below
        .iter()
        .filter(|(code, _)| !came(code))
        .map(|(_, name)| name.as_str())
        .collect();
    let (all, got) = (below.len(), below.len() - waiting.len());
    let mut lines = vec![format!(
        "{} {}",
        bar(got as u64, all as u64, 14),
        say!(
            shared,
            "review-home-came",
            n = got.to_string(),
            all = all.to_string()
        )
    )];
    let xa = || {
        review
            .places
            .iter()
            .enumerate()
            .filter(|(at, place)| place.xa == *at)
    };
    for (n, step) in review.steps.list().iter().enumerate() {
        let here = xa().filter(|(_, place)| place.waits() == Some(n)).count();
        if here > 0 {
            lines.push(format!("{}. {}: {here}", n + 1, step.title));
        }
    }
    if !waiting.is_empty() {
        const NAMED: usize = 4;
        let named: Vec<&str> = waiting.iter().take(NAMED).copied().collect();
        let more = waiting.len().saturating_sub(NAMED);
        let named = named.join(", ");
        lines.push(say!(
            shared,
            "review-home-waiting",
            named = named,
            more = more.to_string()
        ));
    }
    let lines = lines.iter();
    let wrapped: Vec<String> = lines
        .flat_map(|line| crate::tui::widget::wrap(line, ink.columns()))
        .collect();
    for (n, line) in wrapped.iter().enumerate() {
        ink.put(row + n, 0, line);
    }
    row + wrapped.len()
}

/// Every xã below a unit today, by code and name.
fn xa_below(shared: &Shared, code: &str) -> Vec<(String, String)> {
    let Some(office) = &shared.office else {
        return Vec::new();
    };
    let day = office.regime.clamp(office.today);
    let mut found = Vec::new();
    for unit in office.places.children(code, day) {
        match unit.level {
            Level::Xa => found.push((unit.code.to_string(), unit.name.to_string())),
            Level::Huyen => {
                let xa = office.places.children(&unit.code, day).into_iter();
                found.extend(xa.map(|unit| (unit.code.to_string(), unit.name.to_string())));
            }
            _ => {}
        }
    }
    found
}

/// How far the papers of the period are: figures, and the same as a bar.
fn progress(shared: &Shared, ink: &mut Ink<'_, '_>) {
    let Some(village) = &shared.village else {
        ink.put(0, 0, &say!(shared, "tui-reading"));
        return;
    };
    let households = village.len();
    let mut row = 0;
    ink.strong(
        row,
        0,
        &say!(
            shared,
            "tui-home-households",
            n = households.to_string(),
            thons = village.thons().len().to_string()
        ),
    );
    row += 1;
    let expected = village.household_papers().iter();
    for paper in expected.filter(|paper| households > 0 && !paper.occasional) {
        paper_progress(shared, ink, row, paper, households);
        row += 2;
    }
    row += place_progress(shared, ink, row, village.place_papers());
    let totals = village.totals();
    let marks = [
        (totals.blocks, "tui-home-blocks"),
        (totals.asks, "tui-home-asks"),
        (totals.conflicts, "tui-home-conflicts"),
    ];
    let left: Vec<String> = marks
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, key)| shared.words.of(key, &[("n", n.to_string())]))
        .collect();
    let own_xa = shared
        .office
        .as_ref()
        .is_some_and(|office| office.level == Some(Level::Xa));
    let problems = if households == 0 && own_xa {
        say!(shared, "tui-home-start")
    } else if households == 0 {
        say!(shared, "tui-home-start-above")
    } else if left.is_empty() {
        say!(shared, "tui-home-no-problem")
    } else {
        say!(shared, "tui-home-problems", left = left.join(", "))
    };
    for line in crate::tui::widget::wrap(&problems, ink.columns()) {
        ink.put(row, 0, &line);
        row += 1;
    }
    if village.unforced() > 0 {
        let n = village.unforced().to_string();
        let line = say!(shared, "tui-home-unforced", n = n);
        for line in crate::tui::widget::wrap(&line, ink.columns()) {
            ink.put(row, 0, &line);
            row += 1;
        }
    }
    for (day, title, recalled) in village.dues() {
        row = due_line(shared, ink, row, (*day, title, *recalled));
    }
    row = above(shared, ink, row);
    let last = match village.last_bundle() {
        Some(LastBundle {
            name,
            day,
            state: Some(state),
        }) => {
            let state = said::arrived_words(shared, *state);
            say!(
                shared,
                "tui-home-last-sent",
                to = name.clone(),
                day = said::day_words(*day),
                state = state
            )
        }
        Some(last) => say!(
            shared,
            "tui-home-last-bundle",
            name = last.name.clone(),
            day = said::day_words(last.day)
        ),
        None => say!(shared, "tui-home-no-bundle"),
    };
    for line in crate::tui::widget::wrap(&last, ink.columns()) {
        ink.put(row, 0, &line);
        row += 1;
    }
    // Said once there is somebody to protect; what to do about it is the office's own matter.
    if households > 0 && !shared.is_protected() {
        let line = say!(shared, "tui-home-no-passphrase");
        for line in crate::tui::widget::wrap(&line, ink.columns()) {
            ink.put(row, 0, &line);
            row += 1;
        }
    }
}

fn paper_progress(
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    row: usize,
    paper: &PaperLine,
    households: usize,
) {
    ink.put(
        row,
        0,
        &crate::text::truncate(said::short_title(&paper.title), ink.columns()),
    );
    let (done, all) = (paper.finished as u64, households as u64);
    let figures = say!(
        shared,
        "tui-home-progress",
        done = paper.finished.to_string(),
        all = households.to_string(),
        drafts = paper.drafts.to_string()
    );
    ink.put(row + 1, 0, &format!("{} {figures}", bar(done, all, 14)));
}

/// The unit's own papers: each that has begun, as far as there is room, and how many have not.
fn place_progress(
    shared: &Shared,
    ink: &mut Ink<'_, '_>,
    row: usize,
    papers: &[PaperLine],
) -> usize {
    const MOST: usize = 6;
    let begun = |paper: &&PaperLine| paper.finished + paper.drafts > 0;
    let shown: Vec<&PaperLine> = papers.iter().filter(begun).take(MOST).collect();
    for (n, paper) in shown.iter().enumerate() {
        let status = match (paper.repeats, paper.finished) {
            (true, _) => papers::count_words(shared, paper.finished + paper.drafts),
            (false, 0) => papers::status_words(shared, Some(Status::Draft)),
            (false, _) => papers::status_words(shared, Some(Status::Finished)),
        };
        let title = said::short_title(&paper.title);
        ink.put(row + n, 0, &format!("{title}: {status}"));
    }
    let waits = |paper: &&PaperLine| begun(paper) || !paper.occasional;
    let rest = papers.iter().filter(waits).count() - shown.len();
    if rest == 0 {
        return shown.len();
    }
    let line = say!(shared, "tui-home-other-papers", n = rest.to_string());
    ink.put(row + shown.len(), 0, &line);
    shown.len() + 1
}
