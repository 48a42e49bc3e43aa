//! Tệp nộp: written for the office above; looked at, then imported, from offices below.

use super::{Face, files, say};
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::intake::Wanted;
use crate::tui::lines::Inspected;
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
}

/// The screen.
#[derive(Debug, Default)]
pub struct Bundles {
    at: usize,
    stage: Stage,
}

impl Bundles {
    /// The screen while the worker looks at a file.
    pub(super) fn inspecting() -> Bundles {
        Bundles {
            at: 1,
            stage: Stage::Working(Work::Inspect),
        }
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
                lines
            }
            Reply::Imported(counts) => {
                let mut lines = vec![say!(shared, "tui-imported")];
                lines.extend(counts.iter().map(|count| count_words(shared, count)));
                lines
            }
            _ => Vec::new(),
        }
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
                ];
                for (row, item) in items.iter().enumerate() {
                    let cursor = if row == self.at { ">" } else { " " };
                    ink.put_if(row == self.at, 1 + row, 1, &format!("{cursor} {item}"));
                }
                for (row, line) in wrap(
                    &say!(shared, "tui-bundles-intro"),
                    columns.saturating_sub(2),
                )
                .iter()
                .enumerate()
                {
                    ink.put(4 + row, 1, line);
                }
            }
            Stage::Working(work) => {
                let sentence = match work {
                    Work::Export => say!(shared, "tui-exporting"),
                    Work::Inspect => say!(shared, "tui-inspecting"),
                    Work::Import => say!(shared, "tui-importing"),
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

    fn command(&mut self, command: Command, _shared: &Shared) -> Vec<Effect> {
        match (&self.stage, command) {
            (Stage::Working(_), Command::GoBack) => return vec![Effect::Cancel],
            (Stage::Working(_), _) => {}
            (Stage::Menu, Command::GoBack) => return vec![Effect::Pop],
            (Stage::Plan(_) | Stage::Told(_), Command::GoBack)
            | (Stage::Told(_), Command::Accept) => self.stage = Stage::Menu,
            (
                Stage::Menu,
                Command::MoveUp | Command::MoveDown | Command::NextField | Command::PreviousField,
            ) => {
                self.at = 1 - self.at;
            }
            (Stage::Menu, Command::Accept) if self.at == 0 => {
                self.stage = Stage::Working(Work::Export);
                return vec![Effect::Ask(Ask::Export)];
            }
            (Stage::Menu, Command::Accept) => {
                self.stage = Stage::Menu;
                return files::Files::open(Wanted::Bundle);
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
            Reply::Exported { .. } | Reply::Imported(_) => {
                self.stage = Stage::Told(Self::told(shared, reply));
                return vec![Effect::Refresh];
            }
            Reply::Inspected(seen) => self.stage = Stage::Plan(seen.clone()),
            Reply::Failed(failure) => {
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
            (Stage::Menu, Command::Accept) if self.at == 0 && top => Err(Reason::NoOfficeAbove),
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
                &say!(shared, "tui-verdict-bad", part = seen.part.clone()),
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
