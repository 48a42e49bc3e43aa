//! Recovery papers: the seed of the office's recovery key on three papers, any two of which give it back.
//!
//! Each paper is one line of letters and digits, a bech32m text: no `1`, `b`, `i`, `o` behind its beginning, and six
//! letters at its end that catch any slip of the pen. One paper alone tells nothing of the seed.

use bech32::{Bech32m, Hrp};
use blahaj::{Share, Sharks};
use zeroize::Zeroizing;

use super::Key;

/// How every paper begins; the `1` behind it stands nowhere else.
const BEGINS: &str = "kp";
/// How many papers there are, and how many are needed.
pub const PAPERS: usize = 3;
const NEEDED: u8 = 2;
/// Bytes of a seed, and of what tells one set of papers from another.
const SEED: usize = 32;
const SET: usize = 2;

/// Why papers do not give the seed back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperFault {
    /// The paper at this position, from 1, is mistyped.
    #[error("paper {0} is mistyped")]
    Typed(usize),
    /// Fewer than two different papers.
    #[error("two different papers are needed")]
    Few,
    /// Papers of different sets.
    #[error("the papers are of different sets")]
    Different,
}

impl PaperFault {
    /// Stable code for messages.
    pub fn code(self) -> &'static str {
        match self {
            PaperFault::Typed(_) => "paper-typed",
            PaperFault::Few => "paper-few",
            PaperFault::Different => "paper-different",
        }
    }

    /// What the message's sentence names.
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            PaperFault::Typed(at) => vec![("at", at.to_string())],
            PaperFault::Few | PaperFault::Different => Vec::new(),
        }
    }
}

fn set_of(key: &Key) -> [u8; SET] {
    let [a, b, _] = key.public().short();
    [a, b]
}

/// The three papers of a seed, in groups of five; none if the letters cannot be made, which does not happen.
pub fn split(seed: &[u8; SEED]) -> Option<Vec<Zeroizing<String>>> {
    let hrp = Hrp::parse(BEGINS).ok()?;
    let set = set_of(&Key::generate(*seed));
    let mut papers = Vec::new();
    for share in Sharks(NEEDED).dealer(seed).take(PAPERS) {
        let share = Zeroizing::new(Vec::from(&share));
        let (x, y) = share.split_first()?;
        let bytes = Zeroizing::new([&[*x], set.as_slice(), y].concat());
        let text = Zeroizing::new(bech32::encode_upper::<Bech32m>(hrp, &bytes).ok()?);
        let mut grouped = Zeroizing::new(String::with_capacity(text.len() * 6 / 5 + 1));
        for (at, letter) in text.chars().enumerate() {
            if at > 0 && at.is_multiple_of(5) {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        papers.push(grouped);
    }
    Some(papers)
}

/// The recovery key, from a text in which at least two papers were typed: in any order, grouped anyhow, in large or
/// small letters.
///
/// # Errors
/// Which paper is mistyped, or why these do not belong together.
pub fn join(text: &str) -> Result<Key, PaperFault> {
    let letters: Zeroizing<String> = Zeroizing::new(
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect(),
    );
    let mut shares: Vec<Share> = Vec::new();
    let mut seen = Vec::new();
    let mut sets = Vec::new();
    let begins = format!("{BEGINS}1");
    let (before, typed) = letters.split_once(&begins).ok_or(PaperFault::Few)?;
    if !before.is_empty() {
        return Err(PaperFault::Typed(1));
    }
    for (at, rest) in typed.split(&begins).enumerate() {
        let fault = PaperFault::Typed(at + 1);
        let bytes = one(&Zeroizing::new(format!("{begins}{rest}"))).ok_or(fault)?;
        let (x, rest) = bytes.split_first().ok_or(fault)?;
        let (set, y) = rest.split_first_chunk::<SET>().ok_or(fault)?;
        if seen.contains(x) {
            continue;
        }
        let share = Zeroizing::new([&[*x], y].concat());
        shares.push(Share::try_from(share.as_slice()).map_err(|_| fault)?);
        seen.push(*x);
        sets.push(*set);
    }
    if shares.len() < usize::from(NEEDED) {
        return Err(PaperFault::Few);
    }
    let seed = Zeroizing::new(
        Sharks(NEEDED)
            .recover(&shares)
            .map_err(|_| PaperFault::Different)?,
    );
    let seed: &[u8; SEED] = seed.first_chunk().ok_or(PaperFault::Different)?;
    let key = Key::generate(*seed);
    match sets.iter().all(|set| *set == set_of(&key)) {
        true => Ok(key),
        false => Err(PaperFault::Different),
    }
}

/// The bytes of one paper.
fn one(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<Bech32m>(text).ok()?;
    let bytes: Vec<u8> = checked.byte_iter().collect();
    (bytes.len() == 1 + SET + SEED).then_some(Zeroizing::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_two_papers_give_the_seed_back_and_one_alone_does_not() {
        let seed = [42; SEED];
        let papers = split(&seed).expect("papers");
        assert_eq!(papers.len(), PAPERS);
        let key = Key::generate(seed);
        for (a, b) in [(0, 1), (1, 2), (2, 0)] {
            let text = format!("{}\n{}\n", *papers[a], papers[b].to_lowercase());
            let joined = join(&text).expect("joins");
            assert_eq!(joined.public(), key.public());
        }
        for paper in &papers {
            assert_eq!(join(paper).err(), Some(PaperFault::Few));
            let twice = format!("{} {}", **paper, **paper);
            assert_eq!(join(&twice).err(), Some(PaperFault::Few));
        }
        assert_eq!(join("").err(), Some(PaperFault::Few));
        assert_eq!(join("không có gì ở đây").err(), Some(PaperFault::Few));
    }

    #[test]
    fn every_letter_mistyped_is_told_with_its_paper() {
        let papers = split(&[7; SEED]).expect("papers");
        let second = papers[1].replace(' ', "");
        for at in 3..second.len() {
            let typed: String = second
                .chars()
                .enumerate()
                .map(|(place, letter)| match place == at {
                    true if letter == 'Q' => 'P',
                    true => 'Q',
                    false => letter,
                })
                .collect();
            let text = format!("{}\n{typed}", *papers[0]);
            assert_eq!(join(&text).err(), Some(PaperFault::Typed(2)), "letter {at}");
        }
    }

    #[test]
    fn papers_of_two_sets_do_not_fit_together() {
        let (one, two) = (
            split(&[1; SEED]).expect("one"),
            split(&[2; SEED]).expect("two"),
        );
        let text = format!("{} {}", *one[0], *two[1]);
        assert_eq!(join(&text).err(), Some(PaperFault::Different));
    }
}
