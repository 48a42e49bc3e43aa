//! A person as several papers know one: by name, and by what tells two of a name apart.

use std::collections::BTreeSet;

use crate::text::{fold, nfc};

/// Whoever is looked for: what the papers know to tell them apart by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sought {
    /// The name, as a paper has it.
    pub name: String,
    /// Year of birth, where a paper knows it.
    pub born: Option<i32>,
    /// Personal number, where a paper knows it.
    pub number: Option<String>,
}

impl Sought {
    /// Whether a name is theirs, whatever its capitals and spaces. Marks count: Tuấn is not Tuân.
    pub fn is_named(&self, name: &str) -> bool {
        spelled(&self.name) == spelled(name)
    }

    /// Whether a text has their full name or their number in it.
    pub fn is_in(&self, text: &str) -> bool {
        let text = spelled(text);
        let mut theirs = [Some(&self.name), self.number.as_ref()]
            .into_iter()
            .flatten()
            .map(|one| spelled(one));
        theirs.any(|one| is_mark(&one) && text.contains(one.as_str()))
    }

    /// Whether two may be one: the same name, and nothing known that speaks against it.
    pub fn is(&self, other: &Sought) -> bool {
        fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.zip(b).is_none_or(|(a, b)| a == b)
        }
        self.is_named(&other.name)
            && agree(self.born.as_ref(), other.born.as_ref())
            && agree(self.number.as_ref(), other.number.as_ref())
    }

    /// What a text that may tell of them has in it, folded: of another whose name differs in marks, too.
    pub fn marks(&self) -> BTreeSet<String> {
        let texts = [Some(&self.name), self.number.as_ref()];
        let texts = texts.into_iter().flatten().map(|text| fold(text.trim()));
        texts.filter(|text| is_mark(text)).collect()
    }
}

/// Whether a text can only be somebody's; one word alone is anybody's.
pub fn is_mark(text: &str) -> bool {
    text.contains(' ') || (text.len() >= 9 && text.is_ascii())
}

fn spelled(text: &str) -> String {
    let text = nfc(text).to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
