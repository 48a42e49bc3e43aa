//! A paper or a scale that an office hands down: its folder as one text, in pieces that each fit an edit.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// The most characters of one piece: with every one escaped it still fits a line of a bundle.
const PIECE: usize = 6_000;
/// The most pieces of one paper.
const MOST_PIECES: u32 = 200;

/// One piece of a published paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Code of the office that publishes: for itself and those below.
    pub place: String,
    /// `id@version`.
    pub name: String,
    /// SHA-256 of the whole text.
    pub hash: [u8; 32],
    /// Which piece, from 1.
    pub part: u32,
    /// Of how many.
    pub parts: u32,
    /// Its text.
    pub text: String,
}

impl Piece {
    /// The pieces of a text, none if it is longer than a published paper may be.
    pub fn split(place: &str, name: &str, text: &str) -> Option<Vec<Piece>> {
        let hash = Sha256::digest(text.as_bytes()).into();
        let letters: Vec<char> = text.chars().collect();
        let parts = u32::try_from(letters.chunks(PIECE).count().max(1)).ok()?;
        if parts > MOST_PIECES {
            return None;
        }
        let pieces = letters.chunks(PIECE).zip(1..).map(|(letters, part)| Piece {
            place: place.to_owned(),
            name: name.to_owned(),
            hash,
            part,
            parts,
            text: letters.iter().collect(),
        });
        Some(pieces.collect())
    }

    /// The texts that pieces make up, by office and name; one of which a piece is missing, or that is not what it was,
    /// is left out. Whatever the order of the pieces.
    pub fn join(pieces: impl IntoIterator<Item = Piece>) -> Vec<(String, String, String)> {
        // Office, name, hash, how many: what belongs together.
        type Of = (String, String, [u8; 32], u32);
        let mut all: BTreeMap<Of, BTreeMap<u32, String>> = BTreeMap::new();
        for piece in pieces {
            let of = all
                .entry((piece.place, piece.name, piece.hash, piece.parts))
                .or_default();
            of.insert(piece.part, piece.text);
        }
        all.into_iter()
            .filter_map(|((place, name, hash, parts), pieces)| {
                let whole = pieces.keys().copied().eq(1..=parts);
                let text: String = pieces.into_values().collect();
                let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
                (whole && digest == hash).then_some((place, name, text))
            })
            .collect()
    }

    /// Whether its numbers can be a piece's.
    pub(super) fn is_sound(&self) -> bool {
        (1..=self.parts).contains(&self.part) && self.parts <= MOST_PIECES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_in_any_order_make_the_text_and_without_one_they_make_nothing() {
        let text = "Bảng điểm A\n".repeat(2_000);
        let mut pieces = Piece::split("20", "diem-a@2023.1", &text).expect("pieces");
        assert!(pieces.len() > 2 && pieces.iter().all(Piece::is_sound));
        pieces.reverse();
        let whole = Piece::join(pieces.clone());
        assert_eq!(whole, [("20".to_owned(), "diem-a@2023.1".to_owned(), text)]);
        // Twice is once; one that is missing, or another text under its number, is none.
        let twice = pieces.iter().chain(&pieces).cloned();
        assert_eq!(Piece::join(twice), whole);
        assert!(Piece::join(pieces.iter().skip(1).cloned()).is_empty());
        if let Some(piece) = pieces.first_mut() {
            piece.text.push('x');
        }
        assert!(Piece::join(pieces).is_empty());
        assert!(Piece::split("20", "a@1", &"x".repeat(2_000_000)).is_none());
    }
}
