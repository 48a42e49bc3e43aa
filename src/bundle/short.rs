//! A receipt as a short text for Zalo, and as twelve digits for the phone.
//!
//! The text carries what home cannot know: which bundle and key, the outcome, the counts, what is missing, the
//! time, and the 64 bytes of the signature. Home puts the statement together again from what it remembers of the
//! bundle and verifies the signature over it, so the text proves as much as the file does.
//!
//! Letters are those of base 58: no `0`, `O`, `I` or `l` to be mistaken for one another.

use sha2::{Digest, Sha256};

use super::key::Signature;
use super::mark::twelve_digits;
use super::{
    BundleId, Gap, Mark, OpenedReceipt, Outcome, Papers, PublicKey, RECEIPT_NAMESPACE, Receipt,
    ReceiptFault, Sent, Tally,
};

/// The longest code that is made, in letters.
pub const MAX_CODE: usize = 140;
/// How a code begins, so that it is found in a message.
const PREFIX: &str = "BN";
/// The layout of a code that says what arrived; not 0, so that the number has a first digit.
const ARRIVAL: u8 = 1;
/// The layout of a code that also counts the sender's papers.
const PAPERS: u8 = 2;
const LETTERS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const CHECK: usize = 4;
const SIGNATURE: usize = 64;
/// Bytes of a bundle's name in a code.
const BUNDLE: usize = 5;
/// 2020-01-01T00:00:00Z: times are counted from here, so that they take few letters.
const EPOCH: i64 = 1_577_836_800;

/// The code of a receipt; none where it would be too long, or something in it is not of the bundle.
pub(super) fn write(opened: &OpenedReceipt, heads: &[Mark]) -> Option<String> {
    let receipt = opened.receipt();
    if !receipt.returned.is_empty() {
        return None;
    }
    let papers = &receipt.papers;
    let counted = *papers != Papers::default();
    let mut bytes = vec![if counted { PAPERS } else { ARRIVAL }];
    bytes.extend(receipt.bundle.0.iter().take(BUNDLE));
    bytes.extend(opened.signer().short());
    let outcome = Outcome::ALL
        .iter()
        .position(|outcome| *outcome == receipt.outcome)?;
    bytes.push(u8::try_from(outcome).ok()?);
    let counts = &receipt.counts;
    for count in [counts.new, counts.same, counts.held, counts.rejected] {
        push(&mut bytes, count);
    }
    if counted {
        push(&mut bytes, papers.returned);
        push(&mut bytes, papers.accepted);
    }
    let since = receipt.time.checked_sub(EPOCH)?;
    // The sign goes into the last bit: a clock that stands before 2020 is wrong, and a receipt all the same.
    push(&mut bytes, since.unsigned_abs() << 1 | u64::from(since < 0));
    let absent: Vec<usize> = heads
        .iter()
        .enumerate()
        .filter(|(_, head)| !receipt.arrived.contains(head))
        .map(|(at, _)| at)
        .collect();
    push(&mut bytes, absent.len() as u64);
    for at in absent {
        push(&mut bytes, at as u64);
    }
    push(&mut bytes, receipt.missing.len() as u64);
    for gap in &receipt.missing {
        let at = heads.iter().position(|head| head.writer == gap.writer)?;
        push(&mut bytes, at as u64);
        push(&mut bytes, gap.from_seq);
        push(&mut bytes, gap.to_seq.checked_sub(gap.from_seq)?);
    }
    bytes.extend(opened.raw());
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    let code = format!("{PREFIX}{}", letters(&bytes));
    (code.len() <= MAX_CODE).then_some(code)
}

/// Reads a code: finds the bundle among those sent, puts the statement together and verifies the signature with
/// the keys that speak for the office that the bundle was for (`keys` answers which). A slip of the pen is told
/// as such, before anything is compared.
///
/// # Errors
/// Why it does not count.
pub fn read_code<'a>(
    text: &str,
    sent: &[Sent],
    keys: &dyn Fn(&Sent) -> Vec<&'a PublicKey>,
) -> Result<OpenedReceipt, ReceiptFault> {
    let bytes = number(&found(text)?)?;
    let (body, check) = bytes
        .split_last_chunk::<CHECK>()
        .ok_or(ReceiptFault::Typed)?;
    if crc32fast::hash(body).to_be_bytes() != *check {
        return Err(ReceiptFault::Typed);
    }
    // From here on it is what somebody's program made: what is wrong is no slip of the pen.
    let (version, rest) = body.split_first().ok_or(ReceiptFault::NotReceipt)?;
    if !matches!(*version, ARRIVAL | PAPERS) {
        return Err(ReceiptFault::Newer {
            found: u64::from(*version),
            known: u64::from(PAPERS),
        });
    }
    let (facts, raw) = rest
        .split_last_chunk::<SIGNATURE>()
        .ok_or(ReceiptFault::NotReceipt)?;
    let (bundle, facts) = facts
        .split_at_checked(BUNDLE)
        .ok_or(ReceiptFault::NotReceipt)?;
    let (key, facts) = facts.split_at_checked(3).ok_or(ReceiptFault::NotReceipt)?;
    let mut known = sent
        .iter()
        .filter(|sent| sent.id.0.starts_with(bundle))
        .peekable();
    if known.peek().is_none() {
        return Err(ReceiptFault::NotSent);
    }
    let mut fault = ReceiptFault::NotSent;
    for sent in known {
        let line = rebuilt(*version, facts, sent)
            .ok_or(ReceiptFault::Field("code"))?
            .statement();
        fault = ReceiptFault::Key {
            office: sent.to.clone(),
            code: String::new(),
        };
        for signer in keys(sent) {
            if signer.short() != *key {
                continue;
            }
            let signature = Signature::of(signer, RECEIPT_NAMESPACE, raw)
                .ok_or(ReceiptFault::SignatureShape)?;
            match OpenedReceipt::proven(&line, signature) {
                Ok(opened) => return Ok(opened),
                Err(other) => fault = other,
            }
        }
    }
    Err(fault)
}

/// The statement of a code, with what is remembered of the bundle. Nothing may be left over.
fn rebuilt(version: u8, mut facts: &[u8], sent: &Sent) -> Option<Receipt> {
    let facts = &mut facts;
    let outcome = *Outcome::ALL.get(usize::try_from(pull(facts)?).ok()?)?;
    let counts = Tally {
        new: pull(facts)?,
        same: pull(facts)?,
        held: pull(facts)?,
        rejected: pull(facts)?,
    };
    let papers = match version {
        PAPERS => Papers {
            returned: pull(facts)?,
            accepted: pull(facts)?,
        },
        _ => Papers::default(),
    };
    let since = pull(facts)?;
    let distance = i64::try_from(since >> 1).ok()?;
    let time = EPOCH.checked_add(if since & 1 == 1 { -distance } else { distance })?;
    let mut arrived = sent.heads.clone();
    let mut above = arrived.len();
    let absent: Vec<u64> = several(facts)?;
    for at in absent.into_iter().rev() {
        let at = usize::try_from(at).ok().filter(|at| *at < above)?;
        arrived.remove(at);
        above = at;
    }
    let mut missing = Vec::new();
    for _ in 0..bounded(facts)? {
        let head = sent.heads.get(usize::try_from(pull(facts)?).ok()?)?;
        let from_seq = pull(facts)?;
        missing.push(Gap {
            writer: head.writer,
            from_seq,
            to_seq: from_seq.checked_add(pull(facts)?)?,
        });
    }
    facts.is_empty().then(|| Receipt {
        from: sent.to.clone(),
        to: sent.from.clone(),
        bundle: sent.id,
        training: sent.training,
        outcome,
        arrived,
        missing,
        counts,
        papers,
        returned: Vec::new(),
        time,
    })
}

fn several(facts: &mut &[u8]) -> Option<Vec<u64>> {
    (0..bounded(facts)?).map(|_| pull(facts)).collect()
}

/// How many follow: no more than there are bytes for.
fn bounded(facts: &mut &[u8]) -> Option<usize> {
    let count = usize::try_from(pull(facts)?).ok()?;
    (count <= facts.len()).then_some(count)
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads what [`push`] wrote, in its one spelling.
fn pull(facts: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for at in 0..10_u32 {
        let (byte, rest) = facts.split_first()?;
        *facts = rest;
        let bits = u64::from(byte & 0x7f);
        let shifted = bits.checked_shl(7 * at).filter(|n| n >> (7 * at) == bits)?;
        number |= shifted;
        if byte & 0x80 == 0 {
            return (at == 0 || *byte != 0).then_some(number);
        }
    }
    None
}

/// The code within what was pasted: with blanks and line ends in it, or a word of a whole message.
fn found(text: &str) -> Result<String, ReceiptFault> {
    let blank = |letter: char| {
        letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '-')
    };
    let alone: String = text
        .chars()
        .filter(|letter| !blank(*letter))
        .take(MAX_CODE + 1)
        .collect();
    let whole = alone.starts_with(PREFIX) && alone.len() <= MAX_CODE;
    // Whoever pastes a whole message has the code in it as one word.
    let word = || {
        text.split(blank).find(|word| {
            word.starts_with(PREFIX) && (MAX_CODE / 2..=MAX_CODE).contains(&word.len())
        })
    };
    let code = if whole { Some(alone.as_str()) } else { word() };
    match code.and_then(|code| code.strip_prefix(PREFIX)) {
        Some(rest) => Ok(rest.to_owned()),
        None if alone.starts_with(PREFIX) => Err(ReceiptFault::Typed),
        None => Err(ReceiptFault::NotReceipt),
    }
}

/// Bytes as a number in base 58. The first is not 0.
fn letters(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = Vec::with_capacity(MAX_CODE);
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let letter = |digit: &u8| LETTERS.get(usize::from(*digit)).copied().map(char::from);
    digits.iter().rev().filter_map(letter).collect()
}

/// Reads what [`letters`] wrote.
fn number(text: &str) -> Result<Vec<u8>, ReceiptFault> {
    let mut bytes: Vec<u8> = Vec::with_capacity(MAX_CODE);
    for letter in text.chars() {
        let digit = LETTERS
            .iter()
            .position(|known| char::from(*known) == letter)
            .and_then(|digit| u32::try_from(digit).ok())
            .ok_or(ReceiptFault::Letter(letter))?;
        let mut carry = digit;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    bytes.reverse();
    Ok(bytes)
}

/// The digits that are read out for an outcome of a bundle. Anybody who has the bundle can make them: they inform.
pub(super) fn spoken(bundle: &BundleId, office: &str, outcome: Outcome) -> String {
    let mut hash = Sha256::new();
    hash.update(RECEIPT_NAMESPACE.as_bytes());
    hash.update(bundle.0);
    hash.update(outcome.as_str().as_bytes());
    hash.update(office.as_bytes());
    twelve_digits(&hash.finalize().into())
}

/// Whether a text is twelve digits, in whatever groups.
pub fn is_spoken(text: &str) -> bool {
    digits(text).is_some()
}

fn digits(text: &str) -> Option<String> {
    let plain = |letter: &char| !letter.is_whitespace() && !matches!(letter, '-' | '.');
    let letters: String = text.chars().filter(plain).take(13).collect();
    (letters.len() == 12 && letters.bytes().all(|byte| byte.is_ascii_digit())).then_some(letters)
}

/// What twelve digits mean: of which bundle, and what became of it. Nothing may be kept or thrown away on the
/// strength of them.
pub fn spoken_means<'a>(text: &str, sent: &'a [Sent]) -> Option<(&'a Sent, Outcome)> {
    let said = digits(text)?;
    let each = |sent: &'a Sent| Outcome::ALL.map(|outcome| (sent, outcome));
    sent.iter().flat_map(each).find(|(sent, outcome)| {
        digits(&spoken(&sent.id, &sent.to, *outcome)).is_some_and(|digits| digits == said)
    })
}
