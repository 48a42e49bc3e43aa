//! Pages of words: the keys of a screen, and what the paper says about a field.

use super::{Face, Screen, said, say, sheet::Sheet};
use crate::form::{Choice, Field, FieldType, FormKind, Path};
use crate::tui::command::{COMMANDS, Command, Layer};
use crate::tui::effect::Effect;
use crate::tui::shared::Shared;
use crate::tui::widget::{Ink, Scroll, fit, wrap};

/// A page of words that scrolls.
#[derive(Debug)]
pub struct Text {
    title: String,
    lines: Vec<Said>,
    scroll: Scroll,
    /// The layers of the screen below, whose keys F1 shows next.
    below: Option<&'static [Layer]>,
}

#[derive(Debug)]
enum Said {
    Heading(String),
    Sentence(String),
    /// Something and what belongs to it, in two columns.
    Pair(String, String),
}

/// The keys that are alive on a screen of these layers, and those of every screen: read from the command table.
pub(in crate::tui) fn key_help(shared: &Shared, layers: &[Layer]) -> Screen {
    let mut lines = Vec::new();
    for layer in layers.iter().rev().chain([&Layer::Anywhere]) {
        lines.push(Said::Heading(
            shared.words.of(&format!("tui-layer-{}", layer.name()), &[]),
        ));
        for row in COMMANDS.iter().filter(|row| row.layers.contains(layer)) {
            let keys = match row.keys_label() {
                none if none.is_empty() => say!(shared, "tui-keys-palette"),
                keys => keys,
            };
            lines.push(Said::Pair(keys, row.words(&shared.words)));
        }
    }
    lines.push(Said::Heading(say!(shared, "tui-help-marks")));
    for (mark, words) in [
        ("!", say!(shared, "tui-mark-blocks")),
        ("?", say!(shared, "tui-mark-asks")),
        ("#", say!(shared, "tui-mark-conflict")),
        ("*", say!(shared, "tui-mark-remark")),
        ("=", say!(shared, "tui-mark-computed")),
        ("≈", say!(shared, "tui-mark-stand-in")),
        ("░", say!(shared, "tui-mark-closed")),
        ("–", say!(shared, "tui-mark-not-asked")),
    ] {
        lines.push(Said::Pair(mark.to_owned(), words));
    }
    lines.push(Said::Sentence(say!(shared, "tui-help-typing")));
    Screen::Words(Text {
        title: say!(shared, "tui-help-title"),
        lines,
        scroll: Scroll::default(),
        below: None,
    })
}

/// What the paper says about a field: wording, guidance, formula, source and how well it is known.
pub(super) fn field_help(shared: &Shared, sheet: &Sheet, path: &Path) -> Screen {
    let mut lines = Vec::new();
    let mut pair = |heading: String, text: String| {
        if !text.is_empty() {
            lines.push(Said::Heading(heading));
            lines.push(Said::Sentence(text));
        }
    };
    if let Some(field) = sheet.field(path) {
        pair(
            say!(shared, "tui-field-wording"),
            said::place_words(shared, &sheet.form, &sheet.answers, path),
        );
        pair(
            say!(shared, "tui-field-help"),
            field.help.clone().unwrap_or_default(),
        );
        pair(
            say!(shared, "tui-field-choices"),
            choices_words(shared, field),
        );
        pair(
            say!(shared, "tui-field-range"),
            range_words(shared, sheet, path),
        );
        let specials = field.specials.iter();
        let specials =
            specials.map(|special| shared.words.of(&format!("special-{}", special.code()), &[]));
        pair(
            say!(shared, "tui-field-specials"),
            specials.collect::<Vec<_>>().join("; "),
        );
        let results = sheet.form.feeds(path).into_iter();
        let results = results.map(|field| match &field.item {
            Some(item) => format!("{item}. {}", field.label),
            None => field.label.clone(),
        });
        pair(
            say!(shared, "tui-field-feeds"),
            results.collect::<Vec<_>>().join("; "),
        );
        pair(
            say!(shared, "tui-field-formula"),
            sheet
                .form
                .formulas_at(path)
                .into_iter()
                .map(|formula| {
                    said::formula_words(shared, &sheet.form, formula)
                        .unwrap_or_else(|| formula.to_owned())
                })
                .collect::<Vec<_>>()
                .join(" ; "),
        );
        pair(say!(shared, "tui-field-source"), field.source.clone());
        pair(
            say!(shared, "tui-field-evidence"),
            shared
                .words
                .of(&format!("tui-evidence-{}", field.evidence.as_str()), &[]),
        );
    }
    for problem in sheet
        .evaluation
        .problems
        .iter()
        .filter(|problem| problem.at == *path)
    {
        pair(
            say!(shared, "tui-field-problem"),
            said::problem_words(shared, &sheet.form, &sheet.answers, problem),
        );
    }
    pair(
        say!(shared, "tui-field-remark"),
        sheet.remark(path).unwrap_or_default(),
    );
    pair(
        say!(shared, "tui-paper-source"),
        format!("{} ({})", sheet.form.source(), sheet.form.full_id()),
    );
    pair(
        say!(shared, "tui-paper-note"),
        sheet.form.note().unwrap_or_default().to_owned(),
    );
    Screen::Words(Text {
        title: say!(shared, "tui-field-title"),
        lines,
        scroll: Scroll::default(),
        below: Some(match sheet.form.kind() {
            FormKind::Grid => &[Layer::Paper, Layer::Grid],
            _ => &[Layer::Paper, Layer::Entry],
        }),
    })
}

/// The answers to choose from, with their codes.
fn choices_words(shared: &Shared, field: &Field) -> String {
    if field.kind == FieldType::YesNo {
        return format!("1 {}; 0 {}", say!(shared, "yes"), say!(shared, "no"));
    }
    let one = |choice: &Choice| match &choice.code {
        Some(code) => format!("{code} {}", choice.label),
        None => choice.label.clone(),
    };
    field.choices.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Between what an answer may lie, as far as the paper gives figures.
fn range_words(shared: &Shared, sheet: &Sheet, path: &Path) -> String {
    let [least, most] = sheet.form.range_at(path);
    let [least, most] = [least, most].map(|end| end.map(|value| sheet.text(shared, path, value)));
    match (least, most) {
        (Some(least), Some(most)) => say!(shared, "tui-field-between", least = least, most = most),
        (Some(least), None) => say!(shared, "tui-field-least", least = least),
        (None, Some(most)) => say!(shared, "tui-field-most", most = most),
        (None, None) => String::new(),
    }
}

impl Text {
    fn drawn(&self, columns: usize) -> Vec<(bool, String)> {
        let mut drawn = Vec::new();
        for said in &self.lines {
            match said {
                Said::Heading(text) => {
                    if !drawn.is_empty() {
                        drawn.push((false, String::new()));
                    }
                    drawn.push((true, text.clone()));
                }
                Said::Sentence(text) => drawn.extend(
                    wrap(text, columns.saturating_sub(2))
                        .into_iter()
                        .map(|line| (false, format!("  {line}"))),
                ),
                Said::Pair(left, right) => {
                    drawn.push((false, format!("  {} {right}", fit(left, 18))))
                }
            }
        }
        drawn
    }
}

impl Face for Text {
    fn title(&self, _shared: &Shared) -> String {
        self.title.clone()
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog]
    }

    fn view(&self, _shared: &Shared, ink: &mut Ink<'_, '_>) {
        let drawn = self.drawn(ink.columns());
        let from = self.scroll.from(drawn.len(), ink.rows());
        for (row, (heading, text)) in drawn.iter().skip(from).take(ink.rows()).enumerate() {
            if *heading {
                ink.strong(row, 0, text);
            } else {
                ink.put(row, 0, text);
            }
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        let columns = usize::from(shared.size.0);
        let room = usize::from(shared.size.1).saturating_sub(5);
        let last = self.drawn(columns).len().saturating_sub(room);
        if matches!(command, Command::GoBack | Command::Accept) {
            return vec![Effect::Pop];
        }
        self.scroll.command(command, last, room);
        Vec::new()
    }

    /// F1 on the words of a field shows the keys of the paper; on the keys there is nothing further.
    fn help(&self, shared: &Shared) -> Option<Screen> {
        self.below.map(|layers| key_help(shared, layers))
    }
}
