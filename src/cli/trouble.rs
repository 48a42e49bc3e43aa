//! What goes wrong, once: whose fault it is (the exit code), and the key of its words.
//!
//! Every error of every room becomes a [`Trouble`] in `blame.rs`; a verb never words an error itself.

use serde_json::{Value as Json, json};

use super::exit::Exit;
use super::verbs::Verb;
use crate::locale::Words;

/// The most characters of one argument that an error repeats.
const MOST_REPEATED: usize = 1000;

/// Something that was not done, and why. Words: `error-<code>`, `error-<code>-why` where there is more to
/// say, `error-<code>-next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    code: &'static str,
    exit: Exit,
    args: Vec<(&'static str, String)>,
    nearest: Option<String>,
    usage: Option<String>,
    /// Further troubles of the same kind of work, all told at once.
    also: Vec<Trouble>,
}

impl Trouble {
    pub(super) fn new(code: &'static str, exit: Exit) -> Trouble {
        Trouble {
            code,
            exit,
            args: Vec::new(),
            nearest: None,
            usage: None,
            also: Vec::new(),
        }
    }

    /// The command line or the answers are wrong; nothing was kept.
    pub(super) fn usage(code: &'static str) -> Trouble {
        Trouble::new(code, Exit::Usage)
    }

    /// Adds an argument for the words.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Trouble {
        self.args.push((name, shortened(value.into())));
        self
    }

    /// Suggests the nearest of what there is, if anything is near.
    pub(super) fn near<'a>(
        mut self,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Trouble {
        self.nearest = nearest(word, known).map(ToOwned::to_owned);
        self
    }

    /// Suggests what was likely meant, if anything was.
    pub(super) fn maybe(mut self, meant: Option<String>) -> Trouble {
        self.nearest = self.nearest.or(meant);
        self
    }

    /// Shows how the verb is written.
    pub(super) fn of(mut self, verb: Option<&Verb>) -> Trouble {
        self.usage = self.usage.or(verb.map(Verb::usage));
        self
    }

    /// Several troubles as one; `None` if there is none.
    pub(super) fn all(troubles: Vec<Trouble>) -> Option<Trouble> {
        let mut troubles = troubles.into_iter();
        let mut first = troubles.next()?;
        first.also.extend(troubles);
        Some(first)
    }

    #[cfg(test)]
    pub(super) fn code(&self) -> &'static str {
        self.code
    }

    pub(super) fn exit(&self) -> Exit {
        self.exit
    }

    /// The arguments; a reason that is another room's code is said in that code's words.
    fn spoken(&self, words: &Words) -> Vec<(&'static str, String)> {
        let said =
            |(name, value): &(&'static str, String)| match *name == "reason" && words.has(value) {
                true => (*name, words.of(value, &[])),
                false => (*name, value.clone()),
            };
        self.args.iter().map(said).collect()
    }

    fn message(&self, words: &Words) -> String {
        words.of(&format!("error-{}", self.code), &self.spoken(words))
    }

    fn why(&self, words: &Words) -> Option<String> {
        let key = format!("error-{}-why", self.code);
        words.has(&key).then(|| words.of(&key, &self.spoken(words)))
    }

    fn next(&self, words: &Words) -> String {
        let mut next = Vec::new();
        if let Some(nearest) = &self.nearest {
            next.push(words.of("cli-nearest", &[("nearest", nearest.clone())]));
        }
        next.push(words.of(&format!("error-{}-next", self.code), &self.args));
        if let Some(usage) = &self.usage {
            next.push(words.of("cli-usage", &[("usage", usage.clone())]));
        }
        next.join(" ")
    }

    /// The lines for people: what happened, why, what to do next.
    pub(super) fn lines(&self, words: &Words) -> Vec<String> {
        let mut lines = Vec::new();
        for trouble in std::iter::once(self).chain(&self.also) {
            lines.push(words.of("cli-error", &[("message", trouble.message(words))]));
            if let Some(why) = trouble.why(words) {
                lines.push(words.of("cli-why", &[("why", why)]));
            }
            lines.push(words.of("cli-next", &[("next", trouble.next(words))]));
        }
        lines
    }

    /// `{code, message, next}`, with `also` where there are several.
    pub(super) fn json(&self, words: &Words) -> Json {
        let mut message = self.message(words);
        if let Some(why) = self.why(words) {
            message = format!("{message} {why}");
        }
        let mut json = json!({ "code": self.code, "message": message, "next": self.next(words) });
        if !self.also.is_empty()
            && let Some(map) = json.as_object_mut()
        {
            map.insert(
                "also".to_owned(),
                self.also
                    .iter()
                    .map(|trouble| trouble.json(words))
                    .collect(),
            );
        }
        json
    }
}

/// What was typed is repeated only as far as it helps: a sentence of megabytes is none.
fn shortened(text: String) -> String {
    match text.char_indices().nth(MOST_REPEATED) {
        None => text,
        Some(_) => text.chars().take(MOST_REPEATED).chain(['…']).collect(),
    }
}

/// The candidate that differs in the fewest letters, if it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= (length / 3).max(1) && *distance < length.max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to add, drop, change or swap with their neighbour to make `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(80).collect(), b.chars().take(80).collect());
    let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX / 2);
    let mut older: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = at(&above, j) + usize::from(x != y);
            let mut best = changed.min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                best = best.min(at(&older, j - 1) + 1);
            }
            row.push(best);
        }
        older = std::mem::replace(&mut above, row);
    }
    at(&above, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_suggested_and_a_far_one_is_not() {
        let verbs = ["fill", "show", "list", "table", "verify"];
        assert_eq!(nearest("fil", verbs), Some("fill"));
        assert_eq!(nearest("tabel", verbs), Some("table"));
        assert_eq!(nearest("lsit", verbs), Some("list"));
        assert_eq!(nearest("submit", verbs), None);
        assert_eq!(nearest("", verbs), None);
    }
}
