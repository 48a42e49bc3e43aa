//! What a Vietnamese syllable may look like, and where its tone stands. Lax: names of the 54 peoples and of
//! their places (Krông, Hrê, Xtiêng, Piơr, Mlăh) are as good as those of the Kinh.

use std::ops::Range;

/// The tones, level first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    #[default]
    Level,
    Acute,
    Grave,
    Hook,
    Tilde,
    Dot,
}

impl Tone {
    /// Its combining mark.
    pub(super) fn mark(self) -> Option<char> {
        Some(match self {
            Tone::Level => return None,
            Tone::Acute => '\u{301}',
            Tone::Grave => '\u{300}',
            Tone::Hook => '\u{309}',
            Tone::Tilde => '\u{303}',
            Tone::Dot => '\u{323}',
        })
    }
}

/// Beginnings of the Kinh's syllables.
const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "q", "r", "s", "t", "th", "tr", "v", "x",
];

/// Beginnings besides, as names of peoples, clans and places have them. Clusters that only foreign words
/// have (cl, st, sp, sh, f) are not here: those words stay as typed.
const MORE_ONSETS: &[&str] = &[
    "bh", "bj", "bl", "br", "chh", "chl", "chr", "dh", "dj", "djr", "dl", "dr", "đh", "đl", "đr",
    "gl", "gr", "hb", "hd", "hđ", "hdr", "hđr", "hg", "hj", "hl", "hm", "hn", "hng", "hnh", "hr",
    "hrh", "ht", "hv", "hw", "j", "jh", "jl", "jr", "kb", "kd", "kđ", "kdr", "kđr", "kg", "khl",
    "khm", "khr", "kj", "kl", "km", "kn", "kp", "kr", "ks", "kt", "kw", "lh", "mb", "mđ", "mdr",
    "mđr", "mg", "mh", "mk", "ml", "mn", "mng", "mp", "mr", "mt", "nd", "nđ", "ndr", "nđr", "ngr",
    "nj", "nt", "pl", "pn", "pr", "ps", "pt", "rb", "rc", "rch", "rd", "rđ", "rg", "rh", "rk",
    "rl", "rm", "rn", "rp", "rs", "rt", "rv", "sl", "sr", "thl", "tl", "tm", "tn", "vl", "vr", "w",
    "xl", "xr", "xt", "y", "z", "zr",
];

/// Ends of the Kinh's syllables.
const CODAS: &[&str] = &["c", "ch", "m", "n", "ng", "nh", "p", "t"];
/// Ends besides.
const MORE_CODAS: &[&str] = &["h", "k", "l", "r", "s", "ih", "lh", "nd"];

/// The vowels of a syllable; `+` where a final consonant may follow. Lax ones stand in the second table.
const NUCLEI: &[&str] = &[
    "a+", "ă+", "â+", "e+", "ê+", "i+", "o+", "ô+", "ơ+", "u+", "ư+", "y+", "ai", "ao", "au", "ay",
    "âu", "ây", "eo", "êu", "ia", "iê+", "iêu", "iu", "oa+", "oă+", "oai", "oao", "oay", "oe+",
    "oeo", "oi", "ôi", "oo+", "ôô+", "ơi", "ua", "uâ+", "uây", "uê+", "uêu", "ui", "uô+", "uôi",
    "uơ", "uy+", "uya", "uyê+", "uyu", "ưa", "ưi", "ươ+", "ươi", "ươu", "ưu", "yê+", "yêu",
];
const MORE_NUCLEI: &[&str] = &[
    "ăi", "ăo", "âi", "ea+", "eă+", "ei", "êi", "ia+", "iă+", "iâ+", "iâu", "ie+", "io+", "iô+",
    "iơ+", "iư+", "oă+", "oăi", "ooi", "oui", "ou+", "ơu", "ôu", "ơơ+", "êê+", "ua+", "uă+", "uăi",
    "uai", "uao", "uau", "uay", "ue+", "ueo", "uơ+", "uơi", "uoai", "uưi", "uôu", "ưu",
];

/// Whether a letter is a vowel.
pub(super) fn is_vowel(c: char) -> bool {
    "aăâeêioôơuưy".contains(c)
}

/// How much a syllable may look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// As the Kinh's.
    Strict,
    /// As any people's of Vietnam.
    Lax,
}

/// Where the vowels of the word's last syllable stand that carry the tone, if the word (lower case, with
/// marks, without tone) can be Vietnamese, whole or as far as it is typed. Vowels whose marks may still
/// come are taken as if they had come.
pub(super) fn vowels(word: &[char], tone: Tone, measure: Measure) -> Option<Range<usize>> {
    if let Some(found) = syllable(word, tone, measure) {
        return Some(found);
    }
    if measure == Measure::Strict {
        return None;
    }
    // Two syllables in one: Đakrông, Sơmei, Êbur, Avương.
    (1..word.len()).find_map(|at| {
        let (first, second) = word.split_at_checked(at)?;
        if second.first().is_none_or(|c| is_vowel(*c)) {
            return None;
        }
        let measure = opening(first)?;
        if second.iter().any(|c| is_vowel(*c)) {
            let found = syllable(second, tone, measure)?;
            return Some(found.start + at..found.end + at);
        }
        let begun = is_onset(second, measure);
        (begun && tone == Tone::Level).then(|| syllable(first, tone, Measure::Lax))?
    })
}

/// Whether this can be the first of two syllables in one word, and how strict the second is then.
fn opening(first: &[char]) -> Option<Measure> {
    syllable(first, Tone::Level, Measure::Lax)?;
    match first {
        ['ê' | 'ô' | 'ơ' | 'ă'] | ['đ', ..] | [.., 'ơ'] => Some(Measure::Lax),
        ['a' | 'i' | 'y'] => Some(Measure::Strict),
        _ => None,
    }
}

fn syllable(word: &[char], tone: Tone, measure: Measure) -> Option<Range<usize>> {
    let mut start = word.iter().position(|c| is_vowel(*c))?;
    let onset = word.get(..start)?;
    let onset_fits = is_onset(onset, measure);
    // The u of qu and the i of gia belong to the beginning; so does the y of Yiêng.
    let next_is_vowel = word.get(start + 1).is_some_and(|c| is_vowel(*c));
    let glides = match (onset, word.get(start)) {
        (['q'], Some('u')) | (['g'], Some('i')) => true,
        ([], Some('y')) => measure == Measure::Lax && !matches!(word.get(1), Some('e' | 'ê')),
        _ => false,
    };
    if !onset_fits || (onset == ['q'] && word.get(start) != Some(&'u')) {
        return None;
    }
    if glides && next_is_vowel {
        start += 1;
    }
    let rest = word.get(start..)?;
    let length = rest.iter().take_while(|c| is_vowel(**c)).count();
    let (nucleus, coda) = rest.split_at_checked(length)?;
    if coda.iter().any(|c| is_vowel(*c)) {
        return None;
    }
    let one_of = |table: &[&str]| table.iter().any(|entry| same(entry, coda));
    let usual = coda.is_empty() || one_of(CODAS);
    let coda_fits = usual || (measure == Measure::Lax && one_of(MORE_CODAS));
    // After gliding vowels only a breath may end a syllable: Măih, Zuôih.
    let open = coda.is_empty() || (measure == Measure::Lax && coda == ['h']);
    let nucleus_fits = fits(NUCLEI, nucleus, open)
        || (measure == Measure::Lax && fits(MORE_NUCLEI, nucleus, open));
    let stopped = matches!(coda, ['c' | 'p' | 't' | 'k'] | ['c', 'h']);
    let tone_fits = !stopped || matches!(tone, Tone::Level | Tone::Acute | Tone::Dot);
    (coda_fits && nucleus_fits && tone_fits).then_some(start..start + length)
}

fn is_onset(onset: &[char], measure: Measure) -> bool {
    let one_of = |table: &[&str]| table.iter().any(|entry| same(entry, onset));
    one_of(ONSETS) || (measure == Measure::Lax && one_of(MORE_ONSETS))
}

fn same(entry: &str, letters: &[char]) -> bool {
    entry.chars().eq(letters.iter().copied())
}

/// Whether the vowels are those of an entry, or can still become so by marks.
fn fits(table: &[&str], nucleus: &[char], open: bool) -> bool {
    table.iter().any(|entry| {
        let (letters, closes) = match entry.strip_suffix('+') {
            Some(letters) => (letters, true),
            None => (*entry, false),
        };
        (open || closes)
            && letters.chars().count() == nucleus.len()
            && letters
                .chars()
                .zip(nucleus)
                .all(|(wanted, c)| wanted == *c || bare(wanted) == *c)
    })
}

/// The vowel without its mark.
fn bare(c: char) -> char {
    match c {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        c => c,
    }
}

/// On which of these vowels the tone stands: the marked one (of ươ the ơ); else the middle of three, the last
/// before a final consonant, the first otherwise. So it stands in *hòa*, *thủy*, as in all 891 such words of
/// the official lists of units, and not in *hoà*, *thuỷ*; search folds both.
pub(super) fn tone_place(nucleus: &[char], closed: bool) -> usize {
    if let Some(marked) = nucleus.iter().rposition(|c| bare(*c) != *c) {
        return match nucleus.get(marked) {
            Some('ơ' | 'ê' | 'ô' | 'â' | 'ă') => marked,
            // Of ưu and ưa the first.
            _ => nucleus
                .iter()
                .position(|c| bare(*c) != *c)
                .unwrap_or(marked),
        };
    }
    match (nucleus.len(), closed) {
        (0 | 1, _) | (2, false) => 0,
        (2, true) | (3, _) => 1,
        (n, _) => n - 2,
    }
}
