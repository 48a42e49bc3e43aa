//! Vietnamese typed on a plain keyboard: Telex and VNI.
//!
//! A [`Word`] takes keys and says what they make. A key that makes nothing Vietnamese stays what it is; a word
//! that can no longer be Vietnamese turns back into the keys as they were typed (*Windows*, *Excel*), and
//! Backspace takes that back. The same key twice undoes the first: `aaa` → *aa*, `ww` → *w*, `11` → *1*.

mod syllable;

use syllable::{Measure, Tone, is_vowel, tone_place, vowels};

use super::nfc;

/// A way of typing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// `aa aw dd ee oo ow uw`, tones `s f r x j`, none `z`.
    #[default]
    Telex,
    /// Marks `6 7 8 9`, tones `1` to `5`, none `0`.
    Vni,
}

impl Method {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Method::Telex => "telex",
            Method::Vni => "vni",
        }
    }

    /// The method of a name.
    pub fn parse(name: &str) -> Option<Method> {
        [Method::Telex, Method::Vni]
            .into_iter()
            .find(|method| method.name() == name)
    }
}

/// More letters than any word of Vietnam has; what is longer is left as typed.
const LONGEST: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// â ê ô
    Roof,
    /// ơ ư
    Horn,
    /// ă
    Breve,
    /// đ
    Stroke,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    /// Lower case.
    base: char,
    upper: bool,
    mark: Mark,
    /// An ư that a single w made.
    from_w: bool,
}

impl Letter {
    fn plain(key: char) -> Letter {
        Letter {
            base: key.to_ascii_lowercase(),
            upper: key.is_ascii_uppercase(),
            mark: Mark::None,
            from_w: false,
        }
    }

    fn lower(self) -> char {
        match (self.base, self.mark) {
            ('a', Mark::Roof) => 'â',
            ('a', Mark::Breve) => 'ă',
            ('e', Mark::Roof) => 'ê',
            ('o', Mark::Roof) => 'ô',
            ('o', Mark::Horn) => 'ơ',
            ('u', Mark::Horn) => 'ư',
            ('d', Mark::Stroke) => 'đ',
            (base, _) => base,
        }
    }
}

/// What a key does besides standing for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Tone(Tone),
    /// A roof, over this vowel if it is said.
    Roof(Option<char>),
    /// Telex w: horn or breve.
    Hook,
    Horn,
    Breve,
    Stroke,
}

/// The word being typed. What stood before it and what somebody else composed is never touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    method: Method,
    letters: Vec<Letter>,
    tone: Tone,
    /// Keys undone by typing them twice: in this word they are letters.
    literal: Vec<char>,
    /// The keys as typed.
    keys: String,
    /// Keys behind the point where it stopped being Vietnamese.
    beyond: String,
    /// Somebody else composes this word.
    left_alone: bool,
    /// The word before, and how many characters stand behind it: Backspace over those goes on with it.
    past: Option<Box<Word>>,
    gap: usize,
}

impl Word {
    /// Whether nothing is being composed.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.beyond.is_empty()
    }

    /// What the keys make, composed (NFC).
    pub fn shown(&self) -> String {
        if !self.beyond.is_empty() {
            return format!("{}{}", self.keys, self.beyond);
        }
        let word = self.lower();
        let toned = self.toned(&word);
        let mut text = String::new();
        for (at, (letter, c)) in self.letters.iter().zip(&word).enumerate() {
            if letter.upper {
                text.extend(c.to_uppercase());
            } else {
                text.push(*c);
            }
            text.extend(self.tone.mark().filter(|_| toned == Some(at)));
        }
        nfc(&text)
    }

    /// Takes a key. `false` if it is no part of a word being composed: it stands for itself, and
    /// [`Word::leave`] must be told.
    pub fn key(&mut self, method: Method, key: char) -> bool {
        self.method = method;
        let digit = method == Method::Vni && key.is_ascii_digit() && !self.is_empty();
        if self.left_alone || !(key.is_ascii_alphabetic() || digit) {
            return false;
        }
        if !self.beyond.is_empty() {
            self.beyond.push(key);
            return true;
        }
        if self.letters.len() >= LONGEST {
            return false;
        }
        let mut next = self.clone();
        next.keys.push(key);
        let low = key.to_ascii_lowercase();
        let act = self.act(low);
        if let Some(act) = act
            && next.mark_pair(act, low)
        {
            *self = next;
            return true;
        }
        let act = act.filter(|_| !self.literal.contains(&low));
        if act.is_some_and(|act| next.perform(act, key)) {
            *self = next;
            return true;
        }
        if digit {
            return false;
        }
        next.letters.push(Letter::plain(key));
        if next.can_be() || next.shift_horn() {
            *self = next;
        } else {
            self.beyond.push(key);
        }
        true
    }

    /// Takes the last letter back. `false` if nothing is being composed: the letter before is the text's own.
    pub fn backspace(&mut self) -> bool {
        if self.is_empty() {
            self.gap = self.gap.saturating_sub(1);
            if self.gap == 0
                && let Some(past) = self.past.take()
            {
                *self = *past;
            }
            return false;
        }
        if self.beyond.pop().is_some() {
            return true;
        }
        let word = self.lower();
        let toned = self.toned(&word);
        // What the letters behind made of ươ stays when they go.
        for (letter, c) in self.letters.iter_mut().zip(&word) {
            if matches!(c, 'ư' | 'ơ') {
                letter.mark = Mark::Horn;
            }
        }
        // What was undone by a second key can be typed again once that letter is gone.
        if let Some(gone) = self.letters.pop() {
            self.literal.retain(|key| *key != gone.base);
        }
        if toned == Some(self.letters.len()) {
            self.tone = Tone::Level;
        }
        self.keys = self.spelled();
        true
    }

    /// Forgets the word: its letters are text like any other now. A letter with marks that came ready made
    /// means that an input method composes: the rest of that word is left alone.
    pub fn leave(&mut self, key: char) {
        let within = key.is_ascii_alphanumeric();
        let long = within && self.letters.len() >= LONGEST;
        let left_alone = !key.is_ascii() || (self.left_alone && within) || long;
        if left_alone {
            *self = Word {
                left_alone,
                ..Word::default()
            };
        } else if self.is_empty() {
            self.gap += 1;
            self.left_alone = false;
        } else {
            let mut past = std::mem::take(self);
            past.past = None;
            (self.past, self.gap) = (Some(Box::new(past)), 1);
        }
    }

    fn act(&self, key: char) -> Option<Act> {
        use Tone::{Acute, Dot, Grave, Hook, Level, Tilde};
        Some(match (self.method, key) {
            (Method::Telex, 's') | (Method::Vni, '1') => Act::Tone(Acute),
            (Method::Telex, 'f') | (Method::Vni, '2') => Act::Tone(Grave),
            (Method::Telex, 'r') | (Method::Vni, '3') => Act::Tone(Hook),
            (Method::Telex, 'x') | (Method::Vni, '4') => Act::Tone(Tilde),
            (Method::Telex, 'j') | (Method::Vni, '5') => Act::Tone(Dot),
            (Method::Telex, 'z') | (Method::Vni, '0') => Act::Tone(Level),
            (Method::Telex, 'a' | 'e' | 'o') => Act::Roof(Some(key)),
            (Method::Telex, 'w') => Act::Hook,
            (Method::Telex, 'd') | (Method::Vni, '9') => Act::Stroke,
            (Method::Vni, '6') => Act::Roof(None),
            (Method::Vni, '7') => Act::Horn,
            (Method::Vni, '8') => Act::Breve,
            _ => return None,
        })
    }

    /// Does what the key does, if that makes something Vietnamese; else changes nothing.
    fn perform(&mut self, act: Act, key: char) -> bool {
        match act {
            Act::Tone(tone) => self.put_tone(tone, key),
            Act::Stroke => self.stroke(key),
            Act::Roof(wanted) => {
                let fits = |c: char| wanted.map_or(matches!(c, 'a' | 'e' | 'o'), |w| w == c);
                self.mark(Mark::Roof, &fits) || self.unmark(&[Mark::Roof], &fits, key)
            }
            Act::Horn => {
                let fits = |c: char| matches!(c, 'o' | 'u');
                self.mark(Mark::Horn, &fits) || self.unmark(&[Mark::Horn], &fits, key)
            }
            Act::Breve => {
                let fits = |c: char| c == 'a';
                self.mark(Mark::Breve, &fits) || self.unmark(&[Mark::Breve], &fits, key)
            }
            Act::Hook => {
                let hooked = |c: char| matches!(c, 'a' | 'o' | 'u');
                self.hook()
                    || self.bare_horn(key)
                    || self.unmark(&[Mark::Horn, Mark::Breve], &hooked, key)
            }
        }
    }

    fn put_tone(&mut self, tone: Tone, key: char) -> bool {
        if self.tone == tone {
            if tone == Tone::Level {
                return false;
            }
            self.tone = Tone::Level;
            self.undone(key);
            return true;
        }
        if vowels(&self.lower(), tone, Measure::Lax).is_none() {
            return false;
        }
        self.tone = tone;
        true
    }

    fn stroke(&mut self, key: char) -> bool {
        let last = self.letters.len().saturating_sub(1);
        let late = self.method == Method::Vni;
        for at in (0..self.letters.len()).rev() {
            let Some(letter) = self.letters.get(at).copied() else {
                continue;
            };
            match (letter.base, letter.mark) {
                ('d', Mark::None) => {
                    let measure = if at == last || late {
                        Measure::Lax
                    } else {
                        Measure::Strict
                    };
                    if self.marked(at, Mark::Stroke, measure) {
                        return true;
                    }
                }
                ('d', Mark::Stroke) if at == last || late => {
                    self.set(at, Mark::None);
                    self.undone(key);
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// Puts a mark on the last vowel that can bear it. In Telex, where marks are letters themselves, one that
    /// comes late is taken only in a syllable of the Kinh.
    fn mark(&mut self, mark: Mark, fits: &dyn Fn(char) -> bool) -> bool {
        for at in (0..self.letters.len()).rev() {
            let Some(letter) = self.letters.get(at).copied() else {
                continue;
            };
            if !fits(letter.base) || letter.mark == mark || self.glides(at) {
                continue;
            }
            // The u of ươ gets its horn from the o.
            let before_o = self
                .letters
                .get(at + 1)
                .is_some_and(|next| next.base == 'o');
            if letter.base == 'u' && mark == Mark::Horn && before_o {
                continue;
            }
            if self.marked(at, mark, self.patience(at)) {
                return true;
            }
        }
        false
    }

    /// Telex: a double vowel that is there already (`eee`, `ooo`) takes the mark on both: Dêê, Pơơ, côông.
    fn mark_pair(&mut self, act: Act, key: char) -> bool {
        let mark = match act {
            Act::Roof(Some(_)) => Mark::Roof,
            Act::Hook => Mark::Horn,
            _ => return false,
        };
        let [.., before, last] = self.letters.as_mut_slice() else {
            return false;
        };
        let bears = last.base == key || (mark == Mark::Horn && last.base == 'o');
        if before.base != last.base
            || before.mark != Mark::None
            || last.mark != Mark::None
            || !bears
        {
            return false;
        }
        (before.mark, last.mark) = (mark, mark);
        if self.is_vietnamese(Measure::Lax) {
            return true;
        }
        if let [.., before, last] = self.letters.as_mut_slice() {
            (before.mark, last.mark) = (Mark::None, Mark::None);
        }
        false
    }

    /// Telex w behind ua made ưa; a consonant behind that shows that uă was meant: Kuăng.
    fn shift_horn(&mut self) -> bool {
        for at in 1..self.letters.len() {
            let [u, a] = [at - 1, at].map(|at| self.letters.get(at).map(|l| (l.lower(), l.from_w)));
            if u == Some(('ư', false)) && a == Some(('a', false)) {
                self.set(at - 1, Mark::None);
                self.set(at, Mark::Breve);
                return self.is_vietnamese(Measure::Lax);
            }
        }
        false
    }

    /// Telex w on a letter that is there: of *ua* the u, else the last that can bear it.
    fn hook(&mut self) -> bool {
        let last_a = self.letters.iter().rposition(|letter| letter.base == 'a');
        if let Some(at) = last_a.and_then(|at| at.checked_sub(1))
            && self
                .letters
                .get(at)
                .is_some_and(|letter| letter.base == 'u' && letter.mark == Mark::None)
            && !self.glides(at)
            && self.marked(at, Mark::Horn, self.patience(at))
        {
            return true;
        }
        let last = self.letters.iter().rposition(|letter| {
            matches!(letter.base, 'a' | 'o' | 'u')
                && !matches!(letter.mark, Mark::Horn | Mark::Breve)
        });
        last.is_some_and(|_| {
            self.mark(Mark::Horn, &|c| matches!(c, 'o' | 'u'))
                || self.mark(Mark::Breve, &|c| c == 'a')
        })
    }

    /// Telex w by itself: ư.
    fn bare_horn(&mut self, key: char) -> bool {
        let mut letter = Letter::plain(key);
        (letter.base, letter.mark, letter.from_w) = ('u', Mark::Horn, true);
        self.letters.push(letter);
        if self.is_vietnamese(Measure::Lax) {
            return true;
        }
        self.letters.pop();
        false
    }

    /// The same key again: the mark goes, and the key stands for itself.
    fn unmark(&mut self, marks: &[Mark], fits: &dyn Fn(char) -> bool, key: char) -> bool {
        let digit = self.method == Method::Vni;
        let run = self
            .letters
            .iter()
            .rposition(|letter| !is_vowel(letter.base));
        let start = if digit { 0 } else { run.map_or(0, |at| at + 1) };
        let last = self.letters.len().saturating_sub(1);
        // A roof's key is a vowel: it undoes the roof right behind its letter, or where no vowel can follow.
        let follows = |word: &Word| {
            let mut next = word.clone();
            next.letters.push(Letter::plain(key));
            next.is_vietnamese(Measure::Lax)
        };
        let start = match (marks == [Mark::Roof] && !digit, follows(self)) {
            (true, true) => last,
            (true, false) => 0,
            (false, _) => start,
        };
        let mut found = false;
        let mut single = false;
        for letter in self.letters.iter_mut().skip(start) {
            if fits(letter.base) && marks.contains(&letter.mark) {
                found = true;
                letter.mark = Mark::None;
                if letter.from_w {
                    (letter.base, letter.from_w) = ('w', false);
                    single = true;
                }
            }
        }
        if found && single {
            self.literal.push('w');
        } else if found {
            self.undone(key);
        }
        found
    }

    fn undone(&mut self, key: char) {
        self.literal.push(key.to_ascii_lowercase());
        self.letters.push(Letter::plain(key));
    }

    fn patience(&self, at: usize) -> Measure {
        let vowels_only = self
            .letters
            .iter()
            .skip(at + 1)
            .all(|letter| is_vowel(letter.base));
        if vowels_only || self.method == Method::Vni {
            Measure::Lax
        } else {
            Measure::Strict
        }
    }

    /// Marks a letter if the word can be Vietnamese then.
    fn marked(&mut self, at: usize, mark: Mark, measure: Measure) -> bool {
        let before = self.letters.get(at).map(|letter| letter.mark);
        self.set(at, mark);
        if self.is_vietnamese(measure) {
            return true;
        }
        self.set(at, before.unwrap_or(Mark::None));
        false
    }

    fn set(&mut self, at: usize, mark: Mark) {
        if let Some(letter) = self.letters.get_mut(at) {
            letter.mark = mark;
        }
    }

    /// The u of qu.
    fn glides(&self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .and_then(|before| self.letters.get(before));
        let here = self.letters.get(at);
        before.is_some_and(|letter| letter.base == 'q')
            && here.is_some_and(|letter| letter.base == 'u')
    }

    /// The letters in lower case with their marks; uo with one horn has two before another letter.
    fn lower(&self) -> Vec<char> {
        let mut word: Vec<char> = self.letters.iter().map(|letter| letter.lower()).collect();
        for at in 1..word.len() {
            let pair = (word.get(at - 1).copied(), word.get(at).copied());
            let horned = match pair {
                (Some('u'), Some('ơ')) => at + 1 < word.len() && !self.glides(at - 1),
                (Some('ư'), Some('o')) => true,
                _ => false,
            };
            if horned {
                if let Some(u) = word.get_mut(at - 1) {
                    *u = 'ư';
                }
                if let Some(o) = word.get_mut(at) {
                    *o = 'ơ';
                }
            }
        }
        word
    }

    fn toned(&self, word: &[char]) -> Option<usize> {
        self.tone.mark()?;
        let found = vowels(word, self.tone, Measure::Lax)
            .or_else(|| vowels(word, Tone::Level, Measure::Lax));
        let range = match found {
            Some(range) => range,
            // A word that two keys of a kind made free: on its first vowels.
            None => {
                let start = word.iter().position(|c| is_vowel(*c))?;
                let length = word
                    .iter()
                    .skip(start)
                    .take_while(|c| is_vowel(**c))
                    .count();
                start..start + length
            }
        };
        let closed = range.end < word.len();
        let nucleus = word.get(range.clone())?;
        Some(range.start + tone_place(nucleus, closed))
    }

    fn is_vietnamese(&self, measure: Measure) -> bool {
        let word = self.lower();
        // Abbreviations have no vowels: QĐ, HĐND, ĐBKK.
        !word.iter().any(|c| is_vowel(*c)) || vowels(&word, self.tone, measure).is_some()
    }

    /// Whether the word as it stands may stand: nothing was made of the keys, or something Vietnamese, or the
    /// person undid something.
    fn can_be(&self) -> bool {
        let only_strokes = self.tone == Tone::Level
            && self
                .letters
                .iter()
                .all(|letter| matches!(letter.mark, Mark::None | Mark::Stroke));
        only_strokes || !self.literal.is_empty() || self.is_vietnamese(Measure::Lax)
    }

    /// The keys that make what is there.
    fn spelled(&self) -> String {
        let telex = self.method == Method::Telex;
        let mut keys = String::new();
        for letter in &self.letters {
            let upper = |c: char| {
                if letter.upper {
                    c.to_ascii_uppercase()
                } else {
                    c
                }
            };
            keys.push(upper(letter.base));
            keys.extend(match (letter.mark, telex) {
                (Mark::None, _) => None,
                (Mark::Roof | Mark::Stroke, true) => Some(upper(letter.base)),
                (_, true) => Some(upper('w')),
                (Mark::Roof, false) => Some('6'),
                (Mark::Horn, false) => Some('7'),
                (Mark::Breve, false) => Some('8'),
                (Mark::Stroke, false) => Some('9'),
            });
        }
        keys.extend(match (self.tone, telex) {
            (Tone::Level, _) => None,
            (Tone::Acute, true) => Some('s'),
            (Tone::Grave, true) => Some('f'),
            (Tone::Hook, true) => Some('r'),
            (Tone::Tilde, true) => Some('x'),
            (Tone::Dot, true) => Some('j'),
            (Tone::Acute, false) => Some('1'),
            (Tone::Grave, false) => Some('2'),
            (Tone::Hook, false) => Some('3'),
            (Tone::Tilde, false) => Some('4'),
            (Tone::Dot, false) => Some('5'),
        });
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(method: Method, keys: &str) -> String {
        let mut text = String::new();
        let mut word = Word::default();
        for key in keys.chars() {
            if key == '<' {
                word.backspace();
            } else if !word.key(method, key) {
                text.push_str(&word.shown());
                word.leave(key);
                text.push(key);
            }
        }
        text + &word.shown()
    }

    #[test]
    fn telex() {
        for (keys, text) in [
            ("Nguyeenx", "Nguyễn"),
            ("Nguyenxe", "Nguyễn"),
            ("NGUYEENX", "NGUYỄN"),
            ("vieejt", "việt"),
            ("vietej", "việt"),
            ("vietje", "việt"),
            ("DDooong", "Đoong"),
            ("DDoong", "Đông"),
            ("Ddaknoong", "Đaknông"),
            ("dinhd", "đinh"),
            ("Krong", "Krong"),
            ("Kroong", "Krông"),
            ("Hree", "Hrê"),
            ("Mnoong", "Mnông"),
            ("Braau", "Brâu"),
            ("Xtieeng", "Xtiêng"),
            ("DDakroong", "Đakrông"),
            ("Avuowng", "Avương"),
            ("Eebur", "Êbủ"),
            ("Eeburr", "Êbur"),
            ("Cuoorr", "Cuôr"),
            ("Mawih", "Măih"),
            ("Zuooih", "Zuôih"),
            ("thuowr", "thuở"),
            ("thuowng", "thương"),
            ("nguwowif", "người"),
            ("nguowif", "người"),
            ("quowr", "quở"),
            ("hoaf", "hòa"),
            ("hoafn", "hoàn"),
            ("thuyr", "thủy"),
            ("quys", "quý"),
            ("giaf", "già"),
            ("gif", "gì"),
            ("gieesng", "giếng"),
            ("khuyur", "khuỷu"),
            ("muaw", "mưa"),
            ("quawng", "quăng"),
            ("huwu", "hưu"),
            ("huuw", "hưu"),
            ("tw", "tư"),
            ("tww", "tw"),
            ("uww", "uw"),
            ("aaa", "aa"),
            ("DDDang", "DDang"),
            ("ass", "as"),
            ("asz", "a"),
            ("asf", "à"),
            ("QDD", "QĐ"),
            ("HDDND", "HĐND"),
            ("Windows", "Windows"),
            ("Excel", "Excel"),
            ("Facebook", "Facebook"),
            ("internet", "internet"),
            ("Wang", "Wang"),
            ("M'noong H'Moong", "M'nông H'Mông"),
            ("nguyeenxh<", "nguyễn"),
            ("hoafn<", "hòa"),
            ("hoaf<", "hò"),
            ("thuowng<<", "thươ"),
            ("Windo<<<", "Ưi"),
            ("<<a", "a"),
        ] {
            assert_eq!(typed(Method::Telex, keys), text, "{keys}");
        }
    }

    #[test]
    fn vni() {
        for (keys, text) in [
            ("Nguye6n4", "Nguyễn"),
            ("Nguyen64", "Nguyễn"),
            ("D9a8k1 La8k1", "Đắk Lắk"),
            ("DAK981", "ĐẮK"),
            ("Kro6ng", "Krông"),
            ("Krong6", "Krông"),
            ("nguoi72", "người"),
            ("mua7", "mưa"),
            ("quang82", "quằng"),
            ("a11", "a1"),
            ("a1112", "a112"),
            ("tha81ng", "thắng"),
            ("3 a5", "3 ạ"),
            ("KV1", "KV1"),
            ("D99", "D9"),
            ("Windows", "Windows"),
            ("thu7o3", "thưở"),
            ("thuo73", "thuở"),
        ] {
            assert_eq!(typed(Method::Vni, keys), text, "{keys}");
        }
    }

    #[test]
    fn what_somebody_else_composed_is_left_alone() {
        let mut word = Word::default();
        assert!(word.key(Method::Telex, 'b') && word.key(Method::Telex, 'a'));
        assert!(word.backspace());
        // An input method puts á, takes it back and puts "as": no tone may come of that.
        assert!(!word.key(Method::Telex, 'á'));
        word.leave('á');
        assert!(!word.backspace());
        for key in ['a', 's'] {
            assert!(!word.key(Method::Telex, key));
            word.leave(key);
        }
        assert!(!word.key(Method::Telex, ' '));
        word.leave(' ');
        assert!(word.key(Method::Telex, 'a') && word.key(Method::Telex, 's'));
        assert_eq!(word.shown(), "á");
    }
}
