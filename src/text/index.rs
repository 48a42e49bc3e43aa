//! Many names in one buffer, folded once: what a search as one types looks through.
//!
//! A search is a plain walk over the buffer, which is quick enough for a commune; typing one more letter walks
//! only over what the letters before it found.

use super::fold::{Fit, Query, fold};

/// The fewest digits that look for a number: fewer would find everybody.
const FEWEST_DIGITS: usize = 3;

/// What a text of the index is, and so how it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What its owner is called.
    Own,
    /// A name that belongs to it: found as a name is.
    Name,
    /// A number or label that belongs to it: found by any run of its digits.
    Number,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    owner: u32,
    /// Where its folded text and its text as written end; they begin where those of the entry before end.
    folded: u32,
    written: u32,
    kind: Kind,
}

/// Texts that belong to owners, which are counted from 0.
#[derive(Clone, Debug, Default)]
pub struct Index {
    folded: String,
    written: String,
    entries: Vec<Entry>,
    /// The entries of each owner, first and last but one; those of an owner stand together.
    of: Vec<(u32, u32)>,
    dead: usize,
}

/// One owner that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub owner: u32,
    /// By which of the texts.
    pub entry: u32,
    rank: (Fit, Kind),
}

/// What is found, best first, and from where one more letter goes on.
#[derive(Clone, Debug, Default)]
pub struct Found {
    typed: String,
    fitting: Vec<u32>,
    hits: Vec<Hit>,
}

/// Numbers may be written in groups; labels are told apart by their hyphens.
fn of_number(c: &char) -> bool {
    c.is_ascii_digit() || *c == '-'
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn large(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl Index {
    /// Puts the texts of an owner, in place of those that it had.
    pub fn put<'a>(&mut self, owner: u32, texts: impl IntoIterator<Item = (Kind, &'a str)>) {
        let at = large(owner);
        if self.of.len() <= at {
            self.of.resize(at + 1, (0, 0));
        }
        let begin = small(self.entries.len());
        for (kind, text) in texts {
            match kind {
                Kind::Number => self.folded.extend(text.chars().filter(of_number)),
                _ => self.folded.push_str(&fold(text)),
            }
            self.written.push_str(text);
            self.entries.push(Entry {
                owner,
                folded: small(self.folded.len()),
                written: small(self.written.len()),
                kind,
            });
        }
        if let Some(range) = self.of.get_mut(at) {
            self.dead += large(range.1 - range.0);
            *range = (begin, small(self.entries.len()));
        }
        // What was replaced is cleared away when it is half of everything: a moment that many changes share.
        if self.dead > 64 && self.dead * 2 > self.entries.len() {
            self.clear_away();
        }
    }

    fn clear_away(&mut self) {
        let mut fresh = Index::default();
        for owner in 0..self.of.len() {
            let (begin, end) = self.of.get(owner).copied().unwrap_or_default();
            let texts: Vec<(Kind, &str)> = (begin..end)
                .filter_map(|at| Some((self.entries.get(large(at))?.kind, self.written(at))))
                .collect();
            fresh.put(small(owner), texts);
        }
        *self = fresh;
    }

    /// How many texts are looked through.
    pub fn len(&self) -> usize {
        self.entries.len() - self.dead
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A text as it was written.
    pub fn written(&self, entry: u32) -> &str {
        self.part(&self.written, entry, |entry| entry.written)
    }

    /// What a text is.
    pub fn kind(&self, entry: u32) -> Option<Kind> {
        self.entries.get(large(entry)).map(|entry| entry.kind)
    }

    /// The texts of an owner.
    pub fn texts(&self, owner: u32) -> impl Iterator<Item = (Kind, &str)> {
        let (begin, end) = self.of.get(large(owner)).copied().unwrap_or_default();
        (begin..end).filter_map(|at| Some((self.kind(at)?, self.written(at))))
    }

    fn part<'a>(&self, text: &'a str, at: u32, end: fn(&Entry) -> u32) -> &'a str {
        let before = at.checked_sub(1).and_then(|at| self.entries.get(large(at)));
        let begin = before.map_or(0, end);
        let end = self.entries.get(large(at)).map_or(begin, end);
        text.get(large(begin)..large(end)).unwrap_or_default()
    }

    fn fits(&self, at: u32, looking: &Looking) -> Option<Hit> {
        let entry = self.entries.get(large(at))?;
        let folded = || self.part(&self.folded, at, |entry| entry.folded);
        let fit = match (entry.kind, &looking.digits) {
            (Kind::Number, None) => return None,
            (Kind::Number, Some(digits)) => {
                let folded = folded();
                match folded.find(digits.as_str())? {
                    // The last digits are those that people read out.
                    place if place + digits.len() == folded.len() => Fit::Run,
                    _ => Fit::Words,
                }
            }
            _ => looking.query.fit(folded())?,
        };
        Some(Hit {
            owner: entry.owner,
            entry: at,
            rank: (fit, entry.kind),
        })
    }

    fn lives(&self, at: u32) -> bool {
        let owner = self.entries.get(large(at)).map(|entry| entry.owner);
        let range = owner.and_then(|owner| self.of.get(large(owner)));
        range.is_some_and(|(begin, end)| (*begin..*end).contains(&at))
    }

    /// The owners that fit what is typed and that `wanted` keeps, each once: the best fit first, then by `place`.
    /// Where what was found `before` was found by the beginning of it, only that is looked through.
    pub fn search(&self, typed: &str, before: Option<&Found>, place: impl Fn(u32) -> u32) -> Found {
        let looking = Looking::new(typed);
        let narrower = before.filter(|before| {
            let enough = |text: &str| Looking::new(text).digits.is_some();
            !before.typed.is_empty()
                && looking.query.text().starts_with(&before.typed)
                && enough(&before.typed) == looking.digits.is_some()
        });
        let mut found = Found {
            typed: looking.query.text().to_owned(),
            ..Found::default()
        };
        let mut take = |at: u32| {
            let Some(hit) = self.fits(at, &looking) else {
                return;
            };
            found.fitting.push(at);
            match found.hits.last_mut() {
                Some(last) if last.owner == hit.owner => {
                    if hit.rank < last.rank {
                        *last = hit;
                    }
                }
                _ => found.hits.push(hit),
            }
        };
        match narrower {
            Some(before) => before.fitting.iter().for_each(|at| take(*at)),
            None if self.dead == 0 => (0..small(self.entries.len())).for_each(take),
            None => (0..small(self.entries.len()))
                .filter(|at| self.lives(*at))
                .for_each(take),
        }
        if looking.query.is_empty() {
            found.hits.sort_by_key(|hit| place(hit.owner));
        } else {
            found.hits.sort_by_key(|hit| (hit.rank, place(hit.owner)));
        }
        found
    }
}

/// What is looked for: as a name and, where it is digits, as a part of a number.
struct Looking {
    query: Query,
    digits: Option<String>,
}

impl Looking {
    fn new(typed: &str) -> Looking {
        let digits: String = typed.chars().filter(of_number).collect();
        let only = typed
            .chars()
            .all(|c| of_number(&c) || c == '.' || c.is_whitespace());
        let enough = digits.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS;
        Looking {
            query: Query::new(typed),
            digits: (only && enough).then_some(digits),
        }
    }
}

impl Found {
    /// Those found, best first.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Leaves out the owners that `wanted` does not keep.
    pub fn keep(&mut self, wanted: impl Fn(u32) -> bool) {
        self.hits.retain(|hit| wanted(hit.owner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut index = Index::default();
        for (owner, texts) in [
            &[
                (Kind::Own, "Nguyễn Văn Tuấn 001 Thôn Đông"),
                (Kind::Name, "Trần Thị Hoà"),
                (Kind::Number, "001190012345"),
            ][..],
            &[
                (Kind::Own, "Trần Văn Tú 002 Thôn Đoài"),
                (Kind::Number, "06256-001-002"),
            ],
            &[
                (Kind::Own, "Lý Thị Hòa 003"),
                (Kind::Name, "Nguyễn Văn Tình"),
            ],
        ]
        .iter()
        .enumerate()
        {
            index.put(small(owner), texts.iter().copied());
        }
        index
    }

    fn owners(found: &Found) -> Vec<u32> {
        found.hits().iter().map(|hit| hit.owner).collect()
    }

    #[test]
    fn finding() {
        let index = index();
        for (typed, expected) in [
            ("nvt", &[0, 2][..]),
            ("tran thi hoa", &[0]),
            ("hoa", &[2, 0]),
            ("tu", &[0, 1]),
            ("12345", &[0]),
            ("1900", &[0]),
            ("001-002", &[1]),
            ("99999", &[]),
            ("zz", &[]),
            ("", &[0, 1, 2]),
        ] {
            let found = index.search(typed, None, |owner| owner);
            assert_eq!(owners(&found), expected, "{typed}");
        }
        let found = index.search("hòa", None, |owner| owner);
        let whys: Vec<&str> = found
            .hits()
            .iter()
            .map(|hit| index.written(hit.entry))
            .collect();
        assert_eq!(whys, ["Lý Thị Hòa 003", "Trần Thị Hoà"]);
    }

    #[test]
    fn one_letter_more_finds_what_a_new_search_finds() {
        let mut index = index();
        index.put(
            1,
            [(Kind::Own, "Tràng Văn Tú"), (Kind::Number, "012345678901")],
        );
        for typed in [
            "tran thi hoa",
            "nguyen van t",
            "nvtt",
            "0123456",
            "001-002",
            "ly t h",
            "tr 12",
        ] {
            let mut before: Option<Found> = None;
            for end in 1..=typed.chars().count() {
                let now: String = typed.chars().take(end).collect();
                let narrowed = index.search(&now, before.as_ref(), |owner| owner);
                let fresh = index.search(&now, None, |owner| owner);
                assert_eq!(narrowed.hits(), fresh.hits(), "{now}");
                before = Some(narrowed);
            }
        }
    }

    #[test]
    fn what_was_replaced_is_not_found_again() {
        let mut index = index();
        for n in 0..500 {
            let name = format!("Tên {n}");
            index.put(1, [(Kind::Own, name.as_str())]);
        }
        assert!(owners(&index.search("tran van tu", None, |owner| owner)).is_empty());
        assert!(owners(&index.search("ten 498", None, |owner| owner)).is_empty());
        assert_eq!(owners(&index.search("ten 499", None, |owner| owner)), [1]);
        assert!(index.entries.len() < 200);
        assert_eq!(index.len(), 6);
        assert_eq!(index.texts(1).collect::<Vec<_>>(), [(Kind::Own, "Tên 499")]);
    }
}
