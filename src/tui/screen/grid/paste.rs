//! Before a copied block is written into a grid: what each of its cells becomes. Nothing is written until Enter;
//! then all of it at once, and one undo takes all of it back.

use crate::form::{Answer, GridColumn, Laid, LaidCell, Lays, Over, Path, Value};
use crate::text::{Clip, DecimalSign, MOST_CLIPPED, graphemes, truncate, width};
use crate::tui::burst::Burst;
use crate::tui::command::{Command, Layer, Reason};
use crate::tui::effect::{Ask, Effect};
use crate::tui::reply::Reply;
use crate::tui::screen::sheet::Sheet;
use crate::tui::screen::{Face, said, say};
use crate::tui::shared::Shared;
use crate::tui::widget::{Column, Ink, List, wrap};

/// Rows of the panel about the chosen cell, its rule included.
const PANEL: usize = 4;
/// Rows at most above the list.
const HEAD: usize = 6;
/// How many rows and columns without a place are named.
const NAMED: usize = 3;

/// The preview.
#[derive(Debug)]
pub struct Paste {
    sheet: Sheet,
    /// As it was copied.
    text: String,
    clip: Clip,
    /// The cursor's row and column.
    at: (usize, usize),
    /// The notation that a person chose.
    sign: Option<DecimalSign>,
    laid: Laid,
    /// Its cells, those that a person should see first.
    order: Vec<usize>,
    list: List,
    /// Columns of the screen that the longest name of a column takes.
    widest: usize,
    /// Sent to the disk, and not heard of yet.
    sent: bool,
    /// Could not be kept.
    refused: bool,
}

impl Paste {
    /// The preview of a block at the cursor.
    pub(super) fn new(
        sheet: Sheet,
        text: String,
        clip: Clip,
        at: (usize, usize),
        shared: &Shared,
    ) -> Paste {
        let named = |column: &GridColumn| width(&said::column_words(column));
        let widest = sheet.form.columns().iter().map(named).max().unwrap_or(0);
        let mut paste = Paste {
            sheet,
            text,
            clip,
            at,
            sign: None,
            laid: Laid::default(),
            order: Vec::new(),
            list: List::default(),
            widest,
            sent: false,
            refused: false,
        };
        paste.lay(shared);
        paste
    }

    fn lay(&mut self, shared: &Shared) {
        let (row, column) = self.at;
        self.laid = self.sheet.form.lay(
            &self.clip,
            &Over {
                answers: &self.sheet.answers,
                row,
                column,
                sign: self.sign,
                read: &|path, text| self.sheet.read(shared, path, text),
            },
        );
        let mut order: Vec<usize> = (0..self.laid.cells.len()).collect();
        order.sort_by_key(|index| self.laid.cells.get(*index).is_none_or(is_plain));
        self.order = order;
        self.list.at = self.list.at.min(self.order.len().saturating_sub(1));
    }

    fn chosen(&self, at: usize) -> Option<&LaidCell> {
        self.laid.cells.get(*self.order.get(at)?)
    }

    /// `!` no number, `░` the cell takes nothing, `?` two readings, `=` the number on paper.
    fn mark(&self, cell: &LaidCell) -> &'static str {
        match &cell.lays {
            Lays::Closed => "░",
            Lays::TwoWays(..) => "?",
            Lays::Answer(Answer::Unparsed(_)) => "!",
            Lays::Answer(_) if self.sheet.form.is_computed(&cell.at) => "=",
            Lays::Answer(_) => "",
        }
    }

    fn number(&self, shared: &Shared, path: &Path, number: rust_decimal::Decimal) -> String {
        self.sheet.text(shared, path, &Value::Number(number))
    }

    /// What a cell becomes, short.
    fn becomes(&self, shared: &Shared, cell: &LaidCell) -> String {
        match &cell.lays {
            Lays::Closed => say!(shared, "tui-paste-not-taken"),
            Lays::TwoWays(..) => format!("{} ?", cell.text),
            Lays::Answer(Answer::Given(value)) => self.sheet.text(shared, &cell.at, value),
            Lays::Answer(Answer::Unparsed(text)) => text.clone(),
            Lays::Answer(Answer::Special(special)) => {
                shared.words.of(&format!("special-{}", special.code()), &[])
            }
        }
    }

    /// What there is to say of the chosen cell.
    fn told(&self, shared: &Shared, cell: &LaidCell) -> String {
        let place = said::place_words(shared, &self.sheet.form, &self.sheet.answers, &cell.at);
        let text = cell.text.clone();
        match &cell.lays {
            Lays::Closed => say!(shared, "tui-paste-closed", place = place, text = text),
            Lays::TwoWays(comma, point) => say!(
                shared,
                "tui-paste-two-ways",
                place = place,
                text = text,
                comma = self.number(shared, &cell.at, *comma),
                point = self.number(shared, &cell.at, *point)
            ),
            Lays::Answer(Answer::Unparsed(_)) => {
                say!(shared, "tui-paste-no-number", place = place, text = text)
            }
            Lays::Answer(_) if self.sheet.form.is_computed(&cell.at) => say!(
                shared,
                "tui-paste-control",
                place = place,
                text = text,
                shown = self.standing(shared, &cell.at)
            ),
            Lays::Answer(_) => say!(
                shared,
                "tui-paste-cell",
                place = place,
                text = text,
                shown = self.standing(shared, &cell.at)
            ),
        }
    }

    /// What stands at a place now.
    fn standing(&self, shared: &Shared, path: &Path) -> String {
        match self.sheet.shown(shared, path) {
            shown if shown.is_empty() => "–".to_owned(),
            shown => shown,
        }
    }

    fn count(&self, mark: &str) -> usize {
        let marked = |cell: &&LaidCell| self.mark(cell) == mark;
        self.laid.cells.iter().filter(marked).count()
    }

    /// How many cells become what; what there is none of is not said.
    fn counts(&self, shared: &Shared) -> String {
        let closed = self.count("░");
        let cells = (self.laid.cells.len() - closed).to_string();
        let mut said = vec![say!(shared, "tui-paste-cells", cells = cells)];
        let mut more = |count: usize, words: &dyn Fn(String) -> String| {
            if count > 0 {
                said.push(words(count.to_string()));
            }
        };
        more(self.count("="), &|n| {
            say!(shared, "tui-paste-controls", cells = n)
        });
        more(self.count("!"), &|n| {
            say!(shared, "tui-paste-words", cells = n)
        });
        more(closed, &|n| say!(shared, "tui-paste-left-out", cells = n));
        more(self.laid.same, &|n| {
            say!(shared, "tui-paste-same", cells = n)
        });
        more(self.laid.blank, &|n| {
            say!(shared, "tui-paste-blank", cells = n)
        });
        format!("{}.", said.join("; "))
    }

    /// The sentences above the list.
    fn head(&self, shared: &Shared, columns: usize) -> Vec<String> {
        let laid = &self.laid;
        let mut said = vec![
            self.counts(shared),
            match (laid.by_labels, laid.by_headings) {
                (true, true) => say!(shared, "tui-paste-by-both"),
                (true, false) => say!(shared, "tui-paste-by-labels"),
                (false, true) => say!(shared, "tui-paste-by-headings"),
                (false, false) => say!(shared, "tui-paste-by-cursor"),
            },
        ];
        if laid.is_unclear() {
            said.push(say!(
                shared,
                "tui-paste-unclear",
                cells = self.count("?").to_string()
            ));
        } else {
            match laid.sign {
                Some(DecimalSign::Comma) => said.push(say!(shared, "tui-paste-comma")),
                Some(DecimalSign::Point) => said.push(say!(shared, "tui-paste-point")),
                None => {}
            }
        }
        for (left, rows) in [(&laid.rows_left, true), (&laid.columns_left, false)] {
            if left.is_empty() {
                continue;
            }
            let mut names: Vec<String> = left
                .iter()
                .take(NAMED)
                .map(|text| format!("“{}”", graphemes(text).take(40).collect::<String>()))
                .collect();
            if left.len() > NAMED {
                names.push("…".to_owned());
            }
            let (count, names) = (left.len().to_string(), names.join(", "));
            said.push(match rows {
                true => say!(shared, "tui-paste-rows-left", count = count, names = names),
                false => say!(
                    shared,
                    "tui-paste-columns-left",
                    count = count,
                    names = names
                ),
            });
        }
        let mut lines: Vec<String> = said.iter().flat_map(|text| wrap(text, columns)).collect();
        lines.truncate(HEAD);
        lines
    }
}

/// That there is no room for so much.
pub(super) fn too_large(shared: &Shared) -> String {
    say!(
        shared,
        "tui-paste-too-large",
        cells = MOST_CLIPPED.to_string()
    )
}

/// Whether a cell simply gets a figure.
fn is_plain(cell: &LaidCell) -> bool {
    !matches!(
        cell.lays,
        Lays::Closed | Lays::TwoWays(..) | Lays::Answer(Answer::Unparsed(_))
    )
}

/// A text without its middle where it has no room: what tells columns apart stands at both ends.
fn ends_of(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let begin = truncate(text, room / 4);
    let mut end = String::new();
    for letter in graphemes(text).rev() {
        if width(&begin) + width(&end) + width(letter) > room {
            break;
        }
        end.insert_str(0, letter);
    }
    format!("{begin}{end}")
}

impl Face for Paste {
    fn title(&self, shared: &Shared) -> String {
        say!(
            shared,
            "tui-paste-title",
            title = said::short_title(self.sheet.form.title()).to_owned()
        )
    }

    fn layers(&self) -> &'static [Layer] {
        &[Layer::Dialog, Layer::Paste]
    }

    fn view(&self, shared: &Shared, ink: &mut Ink<'_, '_>) {
        let columns = ink.columns();
        let head = self.head(shared, columns);
        for (row, line) in head.iter().enumerate() {
            ink.put(row, 0, line);
        }
        let room = ink.rows().saturating_sub(head.len() + PANEL);
        let figures = 13;
        // As much for columns as their names need, unless that leaves nothing for rows.
        let left = columns.saturating_sub(2 + 2 + 2 * (figures + 1) + 1);
        let places = self.widest.min(left * 2 / 3);
        let shown = [
            Column::text(String::new(), 1),
            Column::text(say!(shared, "tui-paste-row"), 0),
            Column::text(say!(shared, "tui-paste-column"), places),
            Column::figures(say!(shared, "tui-paste-now"), figures),
            Column::figures(say!(shared, "tui-paste-then"), figures),
        ];
        self.list.draw(
            &mut ink.rows_of(head.len(), room),
            &shown,
            self.order.len(),
            &|row, column| {
                let Some(cell) = self.chosen(row) else {
                    return String::new();
                };
                let (of_row, of_column) =
                    said::cell_words(shared, &self.sheet.form, &self.sheet.answers, &cell.at);
                match column {
                    0 => self.mark(cell).to_owned(),
                    1 => of_row,
                    2 => ends_of(&of_column, places),
                    3 => self.sheet.shown(shared, &cell.at),
                    _ => self.becomes(shared, cell),
                }
            },
        );
        let mut panel = ink.rows_of(head.len() + room, PANEL);
        panel.put(0, 0, &"─".repeat(columns));
        if let Some(cell) = self.chosen(self.list.at) {
            let lines = wrap(&self.told(shared, cell), columns);
            for (row, line) in lines.iter().take(PANEL - 1).enumerate() {
                panel.put(row + 1, 0, line);
            }
        }
    }

    fn available(&self, command: Command, _shared: &Shared) -> Result<(), Reason> {
        let choice = self.sign.is_some() || self.laid.is_unclear();
        match command {
            Command::SwitchReading if !choice => Err(Reason::OneReading),
            _ => Ok(()),
        }
    }

    fn command(&mut self, command: Command, shared: &Shared) -> Vec<Effect> {
        if self.list.command(command, self.order.len()) {
            return Vec::new();
        }
        match command {
            Command::SwitchReading => {
                // The notation of this country is offered first.
                self.sign = Some(self.sign.map_or(DecimalSign::Comma, DecimalSign::other));
                self.lay(shared);
                Vec::new()
            }
            Command::Accept if self.laid.is_unclear() => {
                vec![Effect::Tell(say!(shared, "tui-paste-choose"))]
            }
            Command::Accept => {
                let changes = self.laid.answers();
                if changes.is_empty() {
                    return vec![Effect::Tell(say!(shared, "tui-paste-nothing"))];
                }
                self.sent = true;
                let id = self.sheet.id();
                vec![Effect::Ask(Ask::Answer { id, changes })]
            }
            Command::GoBack => vec![Effect::Pop],
            _ => Vec::new(),
        }
    }

    /// What of a block comes late, from a console that sends it as keys, belongs to it: none of it is a command.
    fn pastes(&self, _burst: &Burst) -> bool {
        true
    }

    fn burst(&mut self, text: &str, shared: &Shared) -> Vec<Effect> {
        let whole = format!("{}{text}", self.text);
        let Ok(clip) = Clip::read(&whole) else {
            return vec![Effect::Tell(too_large(shared))];
        };
        (self.text, self.clip) = (whole, clip);
        self.lay(shared);
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, shared: &Shared) -> Vec<Effect> {
        match reply {
            Reply::Changed(opened, _) if self.sent && opened.phieu.id() == self.sheet.id() => {
                (self.sent, self.refused) = (false, false);
                let cells = self.laid.answers().len().to_string();
                vec![
                    Effect::Pop,
                    Effect::Tell(say!(shared, "tui-paste-done", cells = cells)),
                ]
            }
            Reply::Failed(_) if self.sent => {
                (self.sent, self.refused) = (false, true);
                Vec::new()
            }
            reply => {
                if self.sheet.reply(reply) {
                    self.lay(shared);
                }
                Vec::new()
            }
        }
    }

    fn has_unsaved(&self) -> bool {
        self.refused
    }
}
