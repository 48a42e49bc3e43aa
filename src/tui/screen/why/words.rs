//! A derivation in words: an indented tree that reads at 80 columns. Screen and command line print the same.

use std::collections::BTreeSet;

use crate::form::{Because, Derivation, Flip, Flips, How, Sign, Token, Value, Worth};
use crate::locale::Words;
use crate::tui::widget::wrap;

/// Flips that people are told; the rest is counted.
const MOST_FLIPS: usize = 12;
/// Levels that are indented further; what lies deeper stands under the last.
const MOST_INDENT: usize = 16;

/// One paragraph of the tree.
struct Paragraph {
    depth: usize,
    bullet: bool,
    text: String,
}

/// The derivation as lines of at most so many columns.
pub fn why_lines(words: &Words, derivation: &Derivation, columns: usize) -> Vec<String> {
    let mut teller = Teller {
        words,
        paragraphs: Vec::new(),
        told: BTreeSet::new(),
    };
    teller.node(&derivation.root, 0, None, true);
    if let Some(flips) = &derivation.flips {
        teller.flips(flips);
    }
    teller
        .paragraphs
        .iter()
        .flat_map(|paragraph| fitted(paragraph, columns))
        .collect()
}

fn fitted(paragraph: &Paragraph, columns: usize) -> Vec<String> {
    let indent = "  ".repeat(paragraph.depth.min(MOST_INDENT));
    let first = if paragraph.bullet { "– " } else { "" };
    let hang = " ".repeat(first.chars().count());
    let room = columns
        .saturating_sub(indent.len() + hang.len())
        .max(columns.min(8));
    wrap(&paragraph.text, room)
        .into_iter()
        .enumerate()
        .map(|(n, line)| format!("{indent}{}{line}", if n == 0 { first } else { &hang }))
        .collect()
}

struct Teller<'w> {
    words: &'w Words,
    paragraphs: Vec<Paragraph>,
    /// Places and constants whose source was told.
    told: BTreeSet<String>,
}

impl Teller<'_> {
    fn of(&self, key: &str, args: &[(&str, String)]) -> String {
        self.words.of(key, args)
    }

    fn put(&mut self, depth: usize, bullet: bool, text: String) {
        self.paragraphs.push(Paragraph {
            depth,
            bullet,
            text,
        });
    }

    /// `told` is the source that stands above already: it is not said again.
    fn node(&mut self, node: &Because, depth: usize, told: Option<&str>, first: bool) {
        let text = self.sentence(node, first, depth == 0);
        self.put(depth, depth > 0, text);
        let own = self.source(node).filter(|own| Some(own.as_str()) != told);
        // What is not answered yet says nothing that a source would have to bear out.
        let own = own.filter(|_| {
            node.how != How::Unanswered && (node.at.is_empty() || self.told.insert(node.at.clone()))
        });
        if let Some(own) = &own {
            self.put(depth + 1, false, format!("({own})"));
        }
        let told = own.as_deref().or(told);
        for (n, part) in node.because.iter().enumerate() {
            self.node(part, depth + 1, told, n == 0);
        }
        for (key, count) in [("why-passed", node.passed), ("why-more", node.more)] {
            if count > 0 {
                let text = self.of(key, &[("count", count.to_string())]);
                self.put(depth + 1, true, text);
            }
        }
    }

    fn source(&self, node: &Because) -> Option<String> {
        let evidence = node.evidence?;
        let known = self.of(&format!("why-evidence-{}", evidence.as_str()), &[]);
        Some(match node.source.is_empty() {
            true => known,
            false => format!("{}; {known}", node.source),
        })
    }

    fn sentence(&self, node: &Because, first: bool, top: bool) -> String {
        let name = match node.text.is_empty() {
            true => node.label.clone(),
            false => self.tokens(&node.text),
        };
        let sign = node
            .sign
            .filter(|sign| !first || matches!(sign, Sign::Minus | Sign::Divides))
            .map_or_else(String::new, |sign| format!("{} ", sign.symbol()));
        if node.how == How::Condition {
            let key = match &node.worth {
                Worth::Known {
                    value: Value::YesNo(true),
                    ..
                } => "why-true",
                Worth::Known { .. } => "why-false",
                Worth::Nothing => "why-not-told",
                Worth::Unknown { .. } => "why-undecided",
            };
            return format!("{sign}{}", self.of(key, &[("condition", name)]));
        }
        let value = match node.how {
            How::Unanswered => self.of("why-unanswered", &[]),
            _ => self.worth(&node.worth),
        };
        let value = match (&node.unit, node.worth.value()) {
            (Some(unit), Some(Value::Number(_))) => format!("{value} {unit}"),
            _ => value,
        };
        let notes = self.notes(node, top);
        let text = match (name.is_empty(), is_one(node)) {
            (true, _) => value,
            // A row that counts says so by standing here.
            (false, true) => name,
            (false, false) => self.of("why-is", &[("name", name), ("value", value)]),
        };
        match notes.is_empty() {
            true => format!("{sign}{text}"),
            false => format!("{sign}{text} ({})", notes.join("; ")),
        }
    }

    /// What is to be said of a value besides it.
    fn notes(&self, node: &Because, top: bool) -> Vec<String> {
        let mut notes = Vec::new();
        let beside = node.beside.as_ref().map(|beside| self.worth(beside));
        let told = |key: &str| self.of(&format!("why-how-{key}"), &[]);
        match &node.how {
            How::Special(special) => {
                notes.push(self.of(&format!("special-{}", special.code()), &[]));
            }
            How::Unparsed(text) => {
                notes.push(self.of("why-unread", &[("text", text.clone())]));
            }
            How::Import { form, period } => {
                let period = period.map(|period| period.to_string()).unwrap_or_default();
                let key = if period.is_empty() {
                    "why-from"
                } else {
                    "why-from-period"
                };
                notes.push(self.of(key, &[("form", form.clone()), ("period", period)]));
            }
            How::Overridden => {
                let value = beside.clone().unwrap_or_default();
                notes.push(self.of("why-overridden", &[("value", value)]));
            }
            how @ (How::Computed
            | How::StandIn
            | How::Closed
            | How::NotAsked
            | How::Constant
            | How::Again) => notes.push(told(how.code())),
            How::Answer
            | How::Unanswered
            | How::Circumstance(_)
            | How::Condition
            | How::Part
            | How::Figure
            | How::Rows
            | How::Row
            | How::Figures
            | How::Record => {}
        }
        if let (Some(value), How::Computed) = (beside, &node.how) {
            notes.push(self.of("why-control", &[("value", value)]));
        }
        if let Worth::Unknown { missing } = &node.worth
            && !missing.is_empty()
            // Otherwise what is missing stands below.
            && (top || node.because.is_empty())
        {
            notes.push(self.of("why-missing", &[("list", missing.join(", "))]));
        }
        notes
    }

    fn worth(&self, worth: &Worth) -> String {
        match worth {
            Worth::Known {
                text: Some(text), ..
            } => text.clone(),
            Worth::Known {
                value: Value::YesNo(true),
                ..
            } => self.of("yes", &[]),
            Worth::Known { .. } => self.of("no", &[]),
            Worth::Nothing => self.of("why-nothing", &[]),
            Worth::Unknown { .. } => self.of("why-unknown", &[]),
        }
    }

    fn tokens(&self, tokens: &[Token]) -> String {
        let mut text = String::new();
        for token in tokens {
            let (part, tight) = match token {
                Token::Name(name) => (name.clone(), false),
                Token::Sign(sign) => ((*sign).to_owned(), matches!(*sign, ")" | "," | ";" | "; …")),
                Token::Word(word) => (self.of(&format!("why-word-{}", dashed(word)), &[]), false),
                Token::Value(worth) => (self.worth(worth), false),
            };
            if !text.is_empty() && !tight && !text.ends_with('(') {
                text.push(' ');
            }
            text.push_str(&part);
        }
        text
    }

    fn flips(&mut self, flips: &Flips) {
        self.put(0, false, " ".to_owned());
        if flips.list.is_empty() {
            let key = if flips.complete {
                "why-no-flip"
            } else {
                "why-no-flip-found"
            };
            let text = self.of(key, &[]);
            return self.put(0, false, text);
        }
        let text = self.of("why-flips", &[]);
        self.put(0, false, text);
        for flip in flips.list.iter().take(MOST_FLIPS) {
            let text = self.flip(flip);
            self.put(1, true, text);
        }
        let rest = flips.list.len().saturating_sub(MOST_FLIPS);
        if rest > 0 {
            let text = self.of("why-more", &[("count", rest.to_string())]);
            self.put(1, true, text);
        }
        if !flips.complete {
            let text = self.of("why-not-all", &[]);
            self.put(0, false, text);
        }
    }

    fn flip(&self, flip: &Flip) -> String {
        let from = match &flip.from {
            Worth::Unknown { .. } => self.of("why-unanswered", &[]),
            known => self.worth(known),
        };
        let args = [
            ("label", flip.label.clone()),
            ("from", from),
            ("to", self.worth(&flip.to)),
            ("result", self.worth(&flip.result)),
        ];
        self.of("why-flip", &args)
    }
}

/// A counted row, household or answer of which there is one.
fn is_one(node: &Because) -> bool {
    let one = |value: &Value| match value {
        Value::Number(number) => *number == rust_decimal::Decimal::ONE,
        Value::YesNo(yes) => *yes,
        _ => false,
    };
    matches!(node.how, How::Row | How::Record) && node.worth.value().is_some_and(one)
}

/// Words of the formula language as keys spell them.
fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
