//! Vietnamese typed in the program's own Telex and VNI: every syllable that Vietnamese can have, every word of
//! the official lists of units and of the sample commune, in several orders of keys, with slips and Backspace.

use std::collections::BTreeSet;

use bieu::text::{Method, Word, fold, nfc};

/// Beginnings, and before which vowels they stand.
const ONSETS: &[(&str, Before)] = &[
    ("", Before::Any),
    ("b", Before::Any),
    ("c", Before::Back),
    ("ch", Before::Any),
    ("d", Before::Any),
    ("đ", Before::Any),
    ("g", Before::Back),
    ("gh", Before::Front),
    ("gi", Before::NotI),
    ("h", Before::Any),
    ("k", Before::Front),
    ("kh", Before::Any),
    ("l", Before::Any),
    ("m", Before::Any),
    ("n", Before::Any),
    ("ng", Before::Back),
    ("ngh", Before::Front),
    ("nh", Before::Any),
    ("p", Before::Any),
    ("ph", Before::Any),
    ("qu", Before::AfterQ),
    ("r", Before::Any),
    ("s", Before::Any),
    ("t", Before::Any),
    ("th", Before::Any),
    ("tr", Before::Any),
    ("v", Before::Any),
    ("x", Before::Any),
];

#[derive(Clone, Copy, PartialEq)]
enum Before {
    Any,
    /// i e ê y
    Front,
    /// The other vowels.
    Back,
    NotI,
    /// No o, u or ư.
    AfterQ,
}

const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oc oi om on ong oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen \
    oeo oet ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch \
    uênh uôc uôi uôm uôn uông uôt uy uya uych uyn uynh uyp uyt uyu uyên uyêt uơ ư ưa ưc ưi ưm ưn ưng ưt ưu ươc \
    ươi ươm ươn ương ươp ươt ươu y ych ynh yt yêm yên yêng yêt yêu";

pub(crate) const TONES: [char; 5] = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}'];

/// A word taken apart: lower or upper case letters with their marks, and the tone.
#[derive(Clone, Debug)]
struct Parts {
    letters: Vec<char>,
    tone: Option<char>,
}

impl Parts {
    fn of(word: &str) -> Parts {
        use unicode_normalization::UnicodeNormalization;
        let mut tone = None;
        let bare: String = word
            .nfd()
            .filter(|c| {
                let is_tone = TONES.contains(c);
                if is_tone {
                    tone = Some(*c);
                }
                !is_tone
            })
            .collect();
        Parts {
            letters: nfc(&bare).chars().collect(),
            tone,
        }
    }
}

fn is_vowel(c: char) -> bool {
    "aăâeêioôơuưy".contains(c)
}

/// All that Vietnamese spelling allows, tones placed as the official lists place them.
pub(crate) fn syllables() -> Vec<String> {
    let mut all = Vec::new();
    for (onset, before) in ONSETS {
        for rhyme in RHYMES.split_whitespace() {
            let first = rhyme.chars().next().unwrap();
            let fits = match before {
                Before::Any => !(onset.is_empty() && rhyme.starts_with("iê")),
                Before::Front => "ieêy".contains(first),
                Before::Back => !"ieêy".contains(first),
                Before::NotI => !"iy".contains(first),
                Before::AfterQ => !"ouưô".contains(first) && first != 'i',
            };
            let initial_only = rhyme.starts_with("yê");
            if !fits || (initial_only && !["", "qu"].contains(onset)) {
                continue;
            }
            let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
            for tone in [None].into_iter().chain(TONES.map(Some)) {
                if stopped && !matches!(tone, Some('\u{301}' | '\u{323}')) {
                    continue;
                }
                all.push(format!("{onset}{}", toned(rhyme, tone)));
            }
        }
    }
    // gi before its own i.
    for word in ["gì", "gỉ", "gìn", "giếng", "giêng", "giết", "giệt"] {
        all.push(word.to_owned());
    }
    all
}

fn toned(rhyme: &str, tone: Option<char>) -> String {
    let letters: Vec<char> = rhyme.chars().collect();
    let vowels = letters.iter().take_while(|c| is_vowel(**c)).count();
    let marked = letters
        .iter()
        .take(vowels)
        .rposition(|c| "ăâêôơ".contains(*c));
    let horned = letters.iter().take(vowels).position(|c| *c == 'ư');
    let at = marked
        .or(horned)
        .unwrap_or(match (vowels, letters.len() > vowels) {
            (1, _) | (2, false) => 0,
            _ => 1,
        });
    let mut word = String::new();
    for (place, letter) in letters.iter().enumerate() {
        word.push(*letter);
        word.extend(tone.filter(|_| place == at));
    }
    nfc(&word)
}

/// Every word of Vietnamese letters in the official lists of units and in the sample commune.
fn words_in_use() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [
        "forms/places/2-cap.csv",
        "forms/places/3-cap.csv",
        "demo/commune.json",
    ];
    let peoples = "Kinh Tày Thái Mường Khmer Hoa Nùng H'Mông Dao Gia Rai Ê Đê Ba Na Sán Chay Chăm Cơ Ho Xơ Đăng \
        Sán Dìu Hrê Ra Glai Mnông Thổ Xtiêng Bru Vân Kiều Khơ Mú Cơ Tu Giáy Tà Ôi Mạ Giẻ Triêng Co Chơ Ro Xinh \
        Mun Hà Nhì Chu Ru Lào La Chí Kháng Phù Lá La Hủ La Ha Pà Thẻn Lự Ngái Chứt Lô Lô Mảng Cơ Lao Bố Y Cống \
        Si La Pu Péo Rơ Măm Brâu Ơ Đu Krông M'Nông Êđê Pa Kô Xtiêng";
    let mut words = BTreeSet::new();
    // The lists' own English column names and values are lower case.
    let mut take = |text: &str| {
        let own = |c: char| {
            c.is_ascii_alphabetic()
                || "ăâêôơưđ".contains(Parts::of(&c.to_lowercase().to_string()).letters[0])
        };
        for word in nfc(text).split(|c: char| !c.is_alphabetic()) {
            let english = word.is_ascii() && word.chars().all(|c| c.is_ascii_lowercase());
            if !word.is_empty() && !english && word.chars().all(own) {
                words.insert(word.to_owned());
            }
        }
    };
    take(peoples);
    for file in files {
        take(&std::fs::read_to_string(root.join(file)).unwrap());
    }
    words
}

/// Where the tone and the marks are typed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Order {
    /// Marks with their letters, the tone last.
    ToneLast,
    /// The tone behind the vowels.
    ToneAtVowel,
    /// The tone behind the first vowel.
    ToneEarly,
    /// All letters first, then đ, then the vowel's mark, then the tone.
    AllLate,
}

const ORDERS: [Order; 4] = [
    Order::ToneLast,
    Order::ToneAtVowel,
    Order::ToneEarly,
    Order::AllLate,
];

/// The keys of a word; none where that order is no way to type it.
fn keys(word: &str, method: Method, order: Order) -> Option<String> {
    let parts = Parts::of(word);
    let tone = parts.tone.map(|tone| {
        let at = TONES.iter().position(|other| *other == tone).unwrap();
        match method {
            Method::Telex => ['s', 'f', 'r', 'x', 'j'][at],
            Method::Vni => ['1', '2', '3', '4', '5'][at],
        }
    });
    let lower: Vec<char> = parts
        .letters
        .iter()
        .flat_map(|c| c.to_lowercase())
        .collect();
    let glide = |at: usize| {
        let next = lower.get(at + 1).is_some_and(|c| is_vowel(*c));
        at == 1 && next && matches!(lower[..2], ['q', 'u'] | ['g', 'i'])
    };
    let vowels: Vec<usize> = (0..lower.len())
        .filter(|at| is_vowel(lower[*at]) && !glide(*at))
        .collect();
    let (first, last) = (vowels.first().copied(), vowels.last().copied());
    let mut keys = String::new();
    let mut late = String::new();
    for (at, letter) in parts.letters.iter().enumerate() {
        let (base, mark) = taken_apart(lower[at]);
        let base = if letter.is_uppercase() {
            base.to_ascii_uppercase()
        } else {
            base
        };
        keys.push(base);
        // One horn serves both letters of ươ.
        let shared = lower[at] == 'ư' && lower.get(at + 1) == Some(&'ơ');
        if let Some(mark) = mark.filter(|_| !shared) {
            let key = match (method, mark) {
                (Method::Telex, '6' | '9') => base,
                (Method::Telex, _) => 'w',
                (Method::Vni, digit) => digit,
            };
            if order == Order::AllLate {
                late.push(key);
            } else {
                keys.push(key);
            }
        }
        // A letter that would be a mark or a tone here is typed twice.
        let before = at.checked_sub(1).map(|before| lower[before]);
        let twice = method == Method::Telex
            && mark.is_none()
            && ((base == 'o' && before == Some('o'))
                || ("sfrxjw".contains(lower[at]) && first.is_some_and(|first| first < at))
                || (base.eq_ignore_ascii_case(&'w') && at == 0));
        if twice {
            if order != Order::ToneLast {
                return None;
            }
            keys.push(base);
        }
        let here = match order {
            Order::ToneAtVowel => last,
            Order::ToneEarly => first,
            Order::ToneLast | Order::AllLate => None,
        };
        if here == Some(at) {
            keys.extend(tone);
        }
    }
    keys.push_str(&late);
    if matches!(order, Order::ToneLast | Order::AllLate) {
        keys.extend(tone);
    }
    Some(keys)
}

fn taken_apart(c: char) -> (char, Option<char>) {
    match c {
        'â' => ('a', Some('6')),
        'ê' => ('e', Some('6')),
        'ô' => ('o', Some('6')),
        'ơ' => ('o', Some('7')),
        'ư' => ('u', Some('7')),
        'ă' => ('a', Some('8')),
        'đ' => ('d', Some('9')),
        c => (c, None),
    }
}

/// A line that is typed in: as the program's own, without a caret to move.
#[derive(Default)]
struct Typed {
    text: String,
    word: Word,
}

impl Typed {
    fn key(&mut self, method: Method, key: char) {
        let kept = self.kept();
        if self.word.key(method, key) {
            self.text = kept + &self.word.shown();
        } else {
            self.word.leave(key);
            self.text.push(key);
        }
    }

    fn backspace(&mut self) {
        let kept = self.kept();
        if self.word.backspace() {
            self.text = kept + &self.word.shown();
        } else {
            self.text.pop();
        }
    }

    /// What stands before the word being composed, which the text always ends with.
    fn kept(&self) -> String {
        self.text
            .strip_suffix(&self.word.shown())
            .unwrap()
            .to_owned()
    }
}

fn typed(method: Method, keys: &str) -> String {
    let mut typed = Typed::default();
    for key in keys.chars() {
        match key {
            '|' => typed.word = Word::default(),
            key => typed.key(method, key),
        }
    }
    typed.text
}

/// How a word is typed: letters that are keys of tones once or twice, as a person tries; double vowels with
/// marks by their four keys; a word that has uơ before a consonant with the caret moved between.
fn ways(word: &str, method: Method) -> Vec<String> {
    let Some(doubled) = keys(word, method, Order::ToneLast) else {
        return Vec::new();
    };
    let lower = word.to_lowercase();
    let mut single = String::new();
    for c in doubled.chars() {
        let same = |last: char| last.eq_ignore_ascii_case(&c);
        if !("sfrxjwa".contains(c.to_ascii_lowercase())
            && single.chars().next_back().is_some_and(same))
        {
            single.push(c);
        }
    }
    let mut ways = vec![doubled.clone(), single];
    if method == Method::Telex {
        ways.push(doubled.replace("owow", "ooow").replace("wow", "ooow"));
        // Krông Ana: the second a would be a roof of the first.
        ways.push(format!(
            "{doubled}{}",
            lower.chars().next_back().unwrap_or_default()
        ));
    }
    ways.push(doubled.replace("ow", "ow|").replace("o7", "o7|"));
    ways
}

/// Whether the two differ at most in where the tone stands.
fn same_but_for_place(a: &str, b: &str) -> bool {
    let (a, b) = (Parts::of(a), Parts::of(b));
    a.letters == b.letters && a.tone == b.tone
}

#[test]
fn every_syllable_in_every_order_of_keys() {
    let all = syllables();
    assert!(all.len() > 6_000, "{}", all.len());
    let mut wrong = Vec::new();
    let mut checked = 0;
    // Every syllable in some order; with BIEU_CASES about as many as said: from 150 000 on all.
    let wanted = crate::store::cases(30_000);
    let step = (all.len() * 8 / wanted).max(1);
    let mut turn = 0;
    for word in &all {
        for method in [Method::Telex, Method::Vni] {
            for order in ORDERS {
                let Some(keys) = keys(word, method, order) else {
                    continue;
                };
                turn += 1;
                if turn % step != 0 {
                    continue;
                }
                checked += 1;
                let made = typed(method, &keys);
                if made != *word {
                    wrong.push(format!("{method:?} {order:?} {keys} -> {made}, not {word}"));
                }
                let upper = word.to_uppercase();
                let made = typed(method, &keys.to_uppercase());
                if made != upper {
                    wrong.push(format!(
                        "{method:?} {order:?} {keys} -> {made}, not {upper}"
                    ));
                }
            }
        }
    }
    assert!(checked > wanted.min(all.len()) / 2, "{checked}");
    assert!(
        wrong.is_empty(),
        "{} of {checked} wrong:\n{}",
        wrong.len(),
        sample(&wrong)
    );
}

/// The Telex keys of a word, as most people type them.
pub(crate) fn telex(word: &str) -> String {
    let ways = ways(word, Method::Telex);
    let good = ways.iter().find(|keys| made(keys) == word);
    good.unwrap_or_else(|| panic!("no keys for {word}")).clone()
}

/// What Telex makes of keys.
pub(crate) fn made(keys: &str) -> String {
    typed(Method::Telex, keys)
}

fn sample(wrong: &[String]) -> String {
    let step = (wrong.len() / 60).max(1);
    wrong
        .iter()
        .step_by(step)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_word_of_places_peoples_and_persons() {
    let words = words_in_use();
    assert!(words.len() > 1_300, "{}", words.len());
    for needed in [
        "Hrê",
        "Mnông",
        "Krông",
        "Brâu",
        "Xtiêng",
        "Đakrông",
        "Măih",
        "Piơr",
    ] {
        assert!(words.contains(needed), "{needed}");
    }
    let mut wrong = Vec::new();
    for word in &words {
        for method in [Method::Telex, Method::Vni] {
            let keys = ways(word, method);
            let mut made = keys.iter().map(|keys| typed(method, keys));
            if !made
                .clone()
                .any(|made| same_but_for_place(&made, word) && fold(&made) == fold(word))
            {
                wrong.push(format!(
                    "{method:?} {keys:?} -> {:?}, not {word}",
                    made.next()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        sample(&wrong)
    );
}

/// Numbers that look random and come again in the same order.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

/// A person slips, sees it, takes back letters until what stands there is something that stood there on the
/// way, and types on from that.
#[test]
fn slips_are_taken_back_with_backspace() {
    let all = syllables();
    let mut dice = Dice(2026);
    let mut wrong = Vec::new();
    let rounds = crate::store::cases(4_000);
    for _ in 0..rounds {
        let word = &all[dice.roll(all.len())];
        let method = [Method::Telex, Method::Vni][dice.roll(2)];
        let order = ORDERS[dice.roll(ORDERS.len())];
        let Some(keys) = keys(word, method, order) else {
            continue;
        };
        let keys: Vec<char> = keys.chars().collect();
        let mut field = Typed::default();
        let mut stood = vec![String::new()];
        let mut at = 0;
        let mut log = String::new();
        let mut slips = 3;
        while at < keys.len() {
            if slips > 0 && dice.roll(4) == 0 {
                slips -= 1;
                for _ in 0..=dice.roll(2) {
                    let slip = char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[dice.roll(36)]);
                    field.key(method, slip);
                    log.push(slip);
                }
                while !stood.contains(&field.text) {
                    field.backspace();
                    log.push('<');
                }
                at = stood.iter().rposition(|text| *text == field.text).unwrap();
                stood.truncate(at + 1);
                continue;
            }
            field.key(method, keys[at]);
            log.push(keys[at]);
            at += 1;
            stood.push(field.text.clone());
        }
        if field.text != *word {
            wrong.push(format!("{method:?} {log} -> {}, not {word}", field.text));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {rounds} wrong:\n{}",
        wrong.len(),
        sample(&wrong)
    );
}

/// What is not Vietnamese stays as typed, with nothing to switch off.
#[test]
fn foreign_words_stay_as_typed() {
    for word in [
        "Windows",
        "Excel",
        "Facebook",
        "internet",
        "UBND",
        "GPS",
        "USB",
        "www",
        "English",
        "software",
        "notebook",
        "Microsoft",
        "Google",
        "street",
        "school",
        "class",
        "Wang",
        "speed",
        "three",
        "Chrome",
    ] {
        let made = typed(Method::Telex, word);
        // Undone by the second key of a kind: as every Telex does.
        let twice = ["www", "class"].contains(&word);
        assert!(made == word || twice, "{word} -> {made}");
        assert_eq!(typed(Method::Vni, word), word);
    }
}
