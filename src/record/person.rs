//! A person as several papers know one: by name, and by what tells two of a name apart.

use std::collections::BTreeSet;

use crate::text::fold;

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
    /// Whether two may be one: the same name, and nothing known that speaks against it.
    pub fn is(&self, other: &Sought) -> bool {
        fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.zip(b).is_none_or(|(a, b)| a == b)
        }
        fold(self.name.trim()) == fold(other.name.trim())
            && agree(self.born.as_ref(), other.born.as_ref())
            && agree(self.number.as_ref(), other.number.as_ref())
    }

    /// What a text that tells of them has in it, folded; one word alone is anybody's.
    pub fn marks(&self) -> BTreeSet<String> {
        let texts = [Some(&self.name), self.number.as_ref()];
        let texts = texts.into_iter().flatten().map(|text| fold(text.trim()));
        texts.filter(|text| is_mark(text)).collect()
    }
}

/// Whether a folded text can only be somebody's.
pub fn is_mark(text: &str) -> bool {
    text.contains(' ') || text.len() >= 9
}
