//! Tệp nộp: written for the office above; looked at, then imported, from offices below.

use super::{Face, Screen, files, prompt, said, say, unforced};
use crate::review::Deed;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::intake::Wanted;
use crate::tui::lines::{HandedLine, HandingLine, Inspected, Post, TookLine};
use crate::tui::reply::Reply;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, bar, wrap};

/// What the screen does now.
#[derive(Debug, Default)]
enum Stage {
    /// Choosing.
    #[default]
    Menu,
    /// Writing or importing; can be cancelled.
    Working(Work),
    /// Showing with how many papers something would be done.
    Handing(HandingLine),
    /// Asking whether finished papers are submitted before the bundle is written.
    Unsubmitted {
        /// What submitting them would do.
        handing: HandingLine,
        /// Whether the bundle is to hold everything.
        full: bool,
        /// Whether the cursor is on writing it without.
        without: bool,
    },
    /// Showing what a bundle holds, before anything is applied.
    Plan(Box<Inspected>),
    /// Telling how it went.
    Told(Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Export,
    Inspect,
    Import,
    Hand,
}

/// The choices, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Export,
    Import,
    Receipt,
    ExportFull,
    /// What is done with all papers of the period.
    Hand(Deed),
    /// What is kept here and not in force.
    Unforced,
}

const CHOICES: [Choice; 8] = [
    Choice::Export,
    Choice::Import,
    Choice::Receipt,
    Choice::ExportFull,
    Choice::Hand(Deed::Submit),
    Choice::Hand(Deed::Accept),
    Choice::Hand(Deed::Lock),
    Choice::Unforced,
];

/// The screen.
#[derive(Debug, Default)]
pub struct Bundles {
    at: usize,
    stage: Stage,
    post: Post,
    /// A bundle is to be written once the papers are looked at: whether it is to hold everything.
    export: Option<bool>,
}

impl Bundles {
    /// The screen, and the question for what was sent and waits.
    pub(super) fn open() -> Vec<Effect> {
        vec![
            Effect::Push(Box::new(Screen::Bundles(Bundles::default()))),
            Effect::Ask(Ask::Post),
        ]
    }

    /// The screen while the worker looks at a file.
    pub(super) fn inspecting() -> Bundles {
        Bundles {
            at: 1,
            stage: Stage::Working(Work::Inspect),
            ..Bundles::default()
        }
    }

    fn write(&mut self, full: bool) -> Vec<Effect> {
        self.export = None;
        self.stage = Stage::Working(Work::Export);
        vec![Effect::Ask(Ask::Export(full))]
    }

    /// What handing the papers on would do, or did: shown, or on the way to a bundle.
    fn handed_on(&mut self, handing: &HandingLine, shared: &Shared) -> Vec<Effect> {
        match (self.export, handing.done) {
            (Some(full), true) => {
                let mut effects = vec![Effect::Refresh];
                effects.extend(self.write(full));
                return effects;
            }
            (Some(full), false) if handing.count == 0 => return self.write(full),
            (Some(full), false) => {
                self.stage = Stage::Unsubmitted {
                    handing: handing.clone(),
                    full,
                    without: false,
                };
            }
            (None, true) => {
                self.stage = Stage::Told(handing_words(shared, handing));
                return vec![Effect::Refresh];
            }
            (None, false) => self.stage = Stage::Handing(handing.clone()),
        }
        Vec::new()
    }

    fn hand(&mut self, deed: Deed, done: bool, shared: &Shared) -> Vec<Effect> {
        self.stage = Stage::Working(Work::Hand);
        let period = shared.period;
        vec![Effect::Ask(Ask::HandAll { deed, period, done })]
    }

    fn choice(&self) -> Choice {
        CHOICES.get(self.at).copied().unwrap_or(Choice::Export)
    }

    fn told(shared: &Shared, reply: &Reply) -> Vec<String> {
        match reply {
            Reply::Exported {
                path,
                to,
                households,
                phieu,
                edits,
                left_out,
                readers,
                note,
            } => {
                let mut lines = vec![
                    say!(shared, "tui-exported", to = to.clone()),
                    path.clone(),
                    say!(
                        shared,
                        "tui-exported-counts",
                        households = households.to_string(),
                        phieu = phieu.to_string(),
                        edits = edits.to_string()
                    ),
                ];
                if *left_out > 0 {
                    lines.push(say!(
                        shared,
                        "cli-export-left-out",
                        count = left_out.to_string()
                    ));
                }
                lines.push(match readers {
                    0 => say!(shared, "tui-exported-clear", to = to.clone()),
                    readers => say!(shared, "cli-exported-age", count = readers.to_string()),
                });
                lines.push(String::new());
                lines.push(say!(shared, "cli-exported-note"));
                lines.push(shared.words.of("bundle-note", note));
                lines
            }
            Reply::Imported(counts, receipts) => {
                let mut lines = vec![say!(shared, "tui-imported")];
                lines.extend(counts.iter().map(|count| count_words(shared, count)));
                for receipt in receipts {
                    handed(shared, receipt, &mut lines);
                }
                if receipts.is_empty() {
                    lines.push(say!(shared, "tui-receipt-unsigned"));
                }
                lines
            }
            Reply::ReceiptTaken(took) => taken(shared, took),
            Reply::ReceiptRefused(code, args) => vec![
                say!(shared, "error-receipt-bad"),
                shared.words.of(code, args),
                say!(shared, "error-receipt-bad-next"),
            ],
            _ => Vec::new(),
        }
    }
}

/// With how many papers of the period it is done, and how many are left out for which reason.
fn handing_words(shared: &Shared, handing: &HandingLine) -> Vec<String> {
    let tense = if handing.done { "did" } else { "would" };
    let count = [("count", handing.count.to_string())];
    let key = format!("cli-{tense}-{}", handing.deed.as_str());
    let mut lines = vec![
        said::period_words(shared, shared.period),
        shared.words.of(&key, &count),
    ];
    if handing.same > 0 {
        lines.push(say!(
            shared,
            "cli-handing-same",
            count = handing.same.to_string()
        ));
    }
    for (why, count) in &handing.left {
        let why = shared.words.of(&format!("error-{}", why.code()), &[]);
        lines.push(say!(
            shared,
            "cli-handing-left",
            count = count.to_string(),
            why = why
        ));
    }
    lines
}

/// That papers are finished and not submitted, and what to do about it before the bundle is written.
fn unsubmitted(shared: &Shared, handing: &HandingLine, without: bool, ink: &mut Ink<'_, '_>) {
    let n = handing.count.to_string();
    let period = said::period_words(shared, shared.period);
    let told = say!(shared, "tui-unsubmitted", n = n.clone(), period = period);
    let told = wrap(&told, ink.columns().saturating_sub(2));
    for (row, line) in told.iter().enumerate() {
        ink.put(1 + row, 1, line);
    }
    let choices = [
        say!(shared, "tui-unsubmitted-submit", n = n),
        say!(shared, "tui-unsubmitted-without"),
    ];
    for (row, choice) in choices.iter().enumerate() {
        let here = (row == 1) == without;
        let cursor = if here { ">" } else { " " };
        let row = 2 + told.len() + row;
        ink.put_if(here, row, 1, &format!("{cursor} {choice}"));
    }
}

/// A receipt to be sent back: for Zalo, for the phone, as a file.
fn handed(shared: &Shared, receipt: &HandedLine, lines: &mut Vec<String>) {
    lines.push(String::new());
    let state = said::arrived_words(shared, receipt.state);
    lines.push(say!(
        shared,
        "tui-receipt-made",
        to = receipt.to.clone(),
        state = state,
        spoken = receipt.spoken.clone()
    ));
    if let Some(code) = &receipt.code {
        lines.push(say!(shared, "cli-receipt-code"));
        lines.push(code.clone());
    }
    lines.push(say!(
        shared,
        "cli-receipt-file",
        file = receipt.path.clone()
    ));
}

/// A receipt that came home.
fn taken(shared: &Shared, took: &TookLine) -> Vec<String> {
    let state = said::arrived_words(shared, took.state);
    let mut lines = vec![say!(
        shared,
        "cli-receipt-taken",
        to = took.to.clone(),
        day = said::day_words(took.day),
        digits = took.digits.clone(),
        state = state
    )];
    lines.extend(took.kept.map(|kept| shared.words.of(kept, &[])));
    for (writer, from, to) in &took.missing {
        lines.push(say!(
            shared,
            "cli-receipt-missing",
            writer = writer.clone(),
            from = from.to_string(),
            to = to.to_string()
        ));
    }
    lines
}

/// What was sent and how it stands, then what waits here, as far as there is room.
fn post(shared: &Shared, post: &Post, ink: &mut Ink<'_, '_>) {
    let mut row = 0;
    if !post.sent.is_empty() {
        ink.strong(row, 1, &say!(shared, "tui-bundles-sent"));
        row += 1;
    }
    let below = match post.waiting.len() {
        0 => 0,
        waiting => waiting + 1,
    };
    let room = ink.rows().saturating_sub(row + below.min(6)).max(1);
    for sent in post.sent.iter().take(room) {
        let state = said::arrived_words(shared, sent.state);
        let line = say!(
            shared,
            "tui-bundles-sent-line",
            day = said::day_words(sent.day),
            digits = sent.digits.clone(),
            to = sent.to.clone(),
            edits = sent.edits.to_string(),
            state = state
        );
        ink.put(row, 1, &line);
        row += 1;
    }
    if !post.waiting.is_empty() {
        ink.strong(row, 1, &say!(shared, "tui-bundles-waiting"));
        row += 1;
    }
    for waiting in &post.waiting {
        let ranges: Vec<String> = waiting
            .missing
            .iter()
            .map(|(from, to)| format!("{from}–{to}"))
            .collect();
        let line = say!(
            shared,
            "tui-bundles-waiting-line",
            from = waiting.from.clone(),
            digits = waiting.digits.clone(),
            missing = if ranges.is_empty() {
                "none".to_owned()
            } else {
                ranges.join(", ")
            }
        );
        ink.put(row, 1, &line);
        row += 1;
    }
}

fn count_words(shared: &Shared, (code, n): &(&'static str, u64)) -> String {
    shared
        .words
        .of(&format!("tui-plan-{code}"), &[("n", n.to_string())])
}

impl Face for Bundles {
    fn title(&self, shared: &Shared) -> String {
        say!(shared, "tui-bundles-title")
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        match &self.stage {
            Stage::Menu => {
                let above = shared
                    .office
                    .as_ref()
                    .and_then(|office| office.above.first().cloned());
                let above = above.unwrap_or_else(|| say!(shared, "tui-no-office-above"));
                let items = [
                    say!(shared, "tui-bundles-export", to = above),
                    say!(shared, "tui-bundles-import"),
                    say!(shared, "tui-bundles-receipt"),
                    say!(shared, "tui-bundles-export-full"),
                    say!(shared, "tui-bundles-submit"),
                    say!(shared, "tui-bundles-accept"),
                    say!(shared, "tui-bundles-lock"),
                    say!(shared, "tui-bundles-unforced"),
                ];
                for (row, item) in items.iter().enumerate() {
                    let cursor = if row == self.at { ">" } else { " " };
                    ink.put_if(row == self.at, 1 + row, 1, &format!("{cursor} {item}"));
                }
                let intro = wrap(
                    &say!(shared, "tui-bundles-intro"),
                    columns.saturating_sub(2),
                );
                for (row, line) in intro.iter().enumerate() {
                    ink.put(items.len() + 2 + row, 1, line);
                }
                let below = items.len() + 3 + intro.len();
                post(shared, &self.post, &mut ink.rows_of(below, usize::MAX));
            }
            Stage::Working(work) => {
                let sentence = match work {
                    Work::Export => say!(shared, "tui-exporting"),
                    Work::Inspect => say!(shared, "tui-inspecting"),
                    Work::Import => say!(shared, "tui-importing"),
                    Work::Hand => say!(shared, "tui-handing"),
                };
                ink.put(1, 1, &sentence);
                if let Some((done, total)) = shared.progress {
                    let figures = if total > 0 {
                        format!("{done}/{total}")
                    } else {
                        done.to_string()
                    };
                    ink.put(3, 1, &format!("{} {figures}", bar(done, total, 42)));
                }
                ink.put(5, 1, &say!(shared, "tui-can-cancel"));
            }
            Stage::Plan(seen) => plan(shared, seen, ink),
            Stage::Handing(handing) => {
                let mut lines = handing_words(shared, handing);
                lines.push(String::new());
                lines.push(match handing.count {
                    0 => say!(shared, "tui-handing-nothing"),
                    _ => say!(shared, "tui-handing-apply"),
                });
                let lines = lines
                    .iter()
                    .flat_map(|line| wrap(line, columns.saturating_sub(2)));
                for (row, line) in lines.enumerate() {
                    ink.put(row + 1, 1, &line);
                }
            }
            Stage::Unsubmitted {
                handing, without, ..
            } => unsubmitted(shared, handing, *without, ink),
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
        if let Stage::Unsubmitted { without, .. } = &mut self.stage {
            match command {
                Command::MoveUp | Command::PreviousField => *without = false,
                Command::MoveDown | Command::NextField => *without = true,
                _ => {}
            }
        }
        match (&self.stage, command) {
            (Stage::Working(_), Command::GoBack) => return vec![Effect::Cancel],
            (Stage::Working(_), _) => {}
            (Stage::Menu, Command::GoBack) => return vec![Effect::Pop],
            (
                Stage::Plan(_) | Stage::Handing(_) | Stage::Told(_) | Stage::Unsubmitted { .. },
                Command::GoBack,
            )
            | (Stage::Told(_), Command::Accept) => {
                self.export = None;
                self.stage = Stage::Menu;
                return vec![Effect::Ask(Ask::Post)];
            }
            (Stage::Menu, Command::MoveUp | Command::PreviousField) => {
                self.at = self.at.saturating_sub(1);
            }
            (Stage::Menu, Command::MoveDown | Command::NextField) => {
                self.at = (self.at + 1).min(CHOICES.len() - 1);
            }
            (Stage::Menu, Command::Accept) => match self.choice() {
                choice @ (Choice::Export | Choice::ExportFull) => {
                    self.export = Some(choice == Choice::ExportFull);
                    return self.hand(Deed::Submit, false, shared);
                }
                Choice::Unforced => return unforced::Unforced::open(),
                Choice::Import => return files::Files::open(Wanted::Bundle),
                Choice::Hand(deed) => return self.hand(deed, false, shared),
                Choice::Receipt => return vec![Effect::Push(Box::new(prompt::receipt()))],
            },
            (Stage::Unsubmitted { full, without, .. }, Command::Accept) => {
                let (full, without) = (*full, *without);
                return match without {
                    true => self.write(full),
                    false => self.hand(Deed::Submit, true, shared),
                };
            }
            (Stage::Handing(handing), Command::Accept) => {
                let (deed, count) = (handing.deed, handing.count);
                if count > 0 {
                    return self.hand(deed, true, shared);
                }
                self.stage = Stage::Menu;
            }
            (Stage::Plan(seen), Command::Accept) => {
                if seen.verdict == "good" {
                    self.stage = Stage::Working(Work::Import);
                    return vec![Effect::Ask(Ask::Import)];
                }
                self.stage = Stage::Menu;
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Exported { note, .. } => {
                self.stage = Stage::Told(Self::told(shared, reply));
                let text = shared.words.of("bundle-note", note);
                return vec![Effect::Refresh, Effect::Ask(Ask::WriteNote(text))];
            }
            Reply::Imported(..) | Reply::ReceiptTaken(_) => {
                self.stage = Stage::Told(Self::told(shared, reply));
                return vec![Effect::Refresh];
            }
            Reply::ReceiptRefused(..) => self.stage = Stage::Told(Self::told(shared, reply)),
            Reply::Handing(handing) => return self.handed_on(handing, shared),
            Reply::Post(post) => self.post = (**post).clone(),
            Reply::Inspected(seen) => self.stage = Stage::Plan(seen.clone()),
            Reply::Failed(failure) => {
                self.export = None;
                let (what, next) = shared.failure_words(failure);
                self.stage = Stage::Told(vec![what, next]);
            }
            _ => {}
        }
        Vec::new()
    }

    fn available(&self, command: Command, shared: &Shared) -> Result<(), Reason> {
        let top = shared
            .office
            .as_ref()
            .is_some_and(|office| office.above.is_empty());
        match (&self.stage, command) {
            (Stage::Menu, Command::Accept)
                if top
                    && matches!(
                        self.choice(),
                        Choice::Export | Choice::ExportFull | Choice::Hand(Deed::Submit)
                    ) =>
            {
                Err(Reason::NoOfficeAbove)
            }
            _ => Ok(()),
        }
    }
}

/// The verdict and, for a good bundle, what importing would do.
fn plan(shared: &Shared, seen: &Inspected, ink: &mut Ink<'_, '_>) {
    let columns = ink.columns().saturating_sub(2);
    let mut lines = wrap(&seen.path, columns);
    lines.push(String::new());
    match seen.verdict {
        "good" => {
            lines.extend(wrap(
                &say!(
                    shared,
                    "tui-verdict-good",
                    from = seen.from.clone(),
                    code = seen.code.clone()
                ),
                columns,
            ));
            lines.push(say!(shared, "bundle-digits", digits = seen.digits.clone()));
            lines.push(String::new());
            lines.extend(seen.plan.iter().map(|count| count_words(shared, count)));
            lines.push(String::new());
            lines.extend(wrap(&say!(shared, "tui-plan-apply"), columns));
        }
        "unknown" => {
            lines.extend(wrap(
                &say!(shared, "tui-verdict-unknown", from = seen.from.clone()),
                columns,
            ));
            lines.push(format!("  {}", seen.code));
            lines.push(format!("  {}", seen.fingerprint));
            lines.extend(wrap(&say!(shared, "tui-verdict-unknown-next"), columns));
        }
        _ => {
            lines.extend(wrap(
                &say!(
                    shared,
                    "tui-verdict-bad",
                    part = part_words(shared, &seen.part)
                ),
                columns,
            ));
            lines.extend(wrap(
                &shared.words.of(&seen.reason, &seen.reason_args),
                columns,
            ));
            lines.extend(wrap(&say!(shared, "tui-verdict-bad-next"), columns));
        }
    }
    for (row, line) in lines.iter().enumerate() {
        ink.put(row, 1, line);
    }
}

/// The bad part as people are told it: an entry by its name, what is around them in words.
fn part_words(shared: &Shared, part: &str) -> String {
    match part {
        "container" | "envelope" => shared.words.of(&format!("bundle-part-{part}"), &[]),
        entry => entry.to_owned(),
    }
}
