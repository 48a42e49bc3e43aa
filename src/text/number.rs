//! Numbers as Vietnamese offices write them: `1.234,5`.

use rust_decimal::{Decimal, RoundingStrategy};

use super::DecimalSign;

/// Most digits a typed number may have: as many as a [`Decimal`] always holds exactly.
const DIGITS: usize = 28;
/// Longest text looked at; signs, separators and 28 digits need no more.
const LONGEST: usize = 80;

/// Reads a number typed by hand or found in a sheet; `None` where the text is not one or could be two.
///
/// The rule, for the point and the comma:
/// - both occur: the last one is the decimal sign, the other groups thousands: `1.234,5`, `1,234.5`;
/// - one comma alone is the decimal sign: `1234,5`, `0,500`, `1,234` is one and 234 thousandths;
/// - points alone group thousands where every group after the first has three digits and the number
///   begins with 1–9: `1.234` is one thousand two hundred thirty-four, `1.234.567`;
/// - one point that cannot group thousands is the decimal sign: `1234.5`, `0.125`, `1.5`;
/// - several commas group thousands: `1,234,567`.
///
/// A space (also a no-break space) may group thousands: `1 234 567`. At most 28 digits.
pub fn parse(text: &str) -> Option<Decimal> {
    parse_by(text, split)
}

/// Reads a number of which it is known what its decimal sign is; the other sign, or a space, groups thousands.
pub fn parse_in(text: &str, sign: DecimalSign) -> Option<Decimal> {
    parse_by(text, |text| split_at(text, sign))
}

type Split = (String, Option<String>);

fn parse_by(text: &str, split: impl Fn(&str) -> Option<Split>) -> Option<Decimal> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let (negative, unsigned) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = split(unsigned)?;
    let fraction = fraction.as_deref();
    let fraction_digits = fraction.unwrap_or_default();
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&whole)
        || fraction.is_some_and(|f| !all_digits(f))
        || whole.len() + fraction_digits.len() > DIGITS
    {
        return None;
    }
    let mantissa: i128 = format!("{whole}{fraction_digits}").parse().ok()?;
    let scale = u32::try_from(fraction_digits.len()).ok()?;
    let number = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    Some(if negative && !number.is_zero() {
        -number
    } else {
        number
    })
}

/// The digits before the decimal sign, ungrouped, and those after it.
fn split(text: &str) -> Option<Split> {
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let decimal = match (points, commas) {
        (0, 0) => None,
        (0, 1) => Some(','),
        (0, _) => return Some((ungroup(text, ',')?, None)),
        (_, 0) => match ungroup(text, '.').filter(|digits| !digits.starts_with('0')) {
            Some(whole) => return Some((whole, None)),
            None if points == 1 => Some('.'),
            None => return None,
        },
        _ if text.rfind(',') > text.rfind('.') => Some(','),
        _ => Some('.'),
    };
    let Some(sign) = decimal else {
        return Some((ungroup_spaces(text)?, None));
    };
    let (whole, fraction) = text.split_once(sign)?;
    let group = if sign == ',' { '.' } else { ',' };
    let whole = if whole.contains(group) {
        ungroup(whole, group)?
    } else {
        ungroup_spaces(whole)?
    };
    Some((whole, Some(fraction.to_owned())))
}

fn split_at(text: &str, sign: DecimalSign) -> Option<Split> {
    let (decimal, group) = match sign {
        DecimalSign::Comma => (',', '.'),
        DecimalSign::Point => ('.', ','),
    };
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction.to_owned())),
        None => (text, None),
    };
    let whole = if whole.contains(group) {
        // Nobody groups what is less than one.
        ungroup(whole, group).filter(|digits| !digits.starts_with('0'))?
    } else {
        ungroup_spaces(whole)?
    };
    Some((whole, fraction))
}

fn ungroup_spaces(text: &str) -> Option<String> {
    match text
        .chars()
        .find(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
    {
        Some(space) => ungroup(text, space),
        None => Some(text.to_owned()),
    }
}

/// Joins `1.234.567`; `None` unless the groups are one to three digits, then three each.
fn ungroup(text: &str, sign: char) -> Option<String> {
    let mut groups = text.split(sign);
    let mut digits = groups
        .next()
        .filter(|first| (1..=3).contains(&first.len()))?
        .to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// Writes a number with exactly so many decimal digits, rounded half away from zero: `1.234,50`.
pub fn format(number: &Decimal, digits: u32) -> String {
    let rounded = number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    let plain = rounded.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + 12);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        text.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if digits > 0 {
        text.push(',');
        let wanted = usize::try_from(digits).unwrap_or(DIGITS);
        text.extend(fraction.chars().chain(std::iter::repeat('0')).take(wanted));
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reading() {
        for (text, number) in [
            ("0", Some("0")),
            ("-0", Some("0")),
            ("007", Some("7")),
            ("1234", Some("1234")),
            ("1.234", Some("1234")),
            ("1.234.567", Some("1234567")),
            ("1.234,5", Some("1234.5")),
            ("1.234.567,89", Some("1234567.89")),
            ("1234,5", Some("1234.5")),
            ("1234.5", Some("1234.5")),
            ("1234.567", Some("1234.567")),
            ("12.34", Some("12.34")),
            ("0.125", Some("0.125")),
            ("0,125", Some("0.125")),
            ("1,234", Some("1.234")),
            ("1,234.5", Some("1234.5")),
            ("1,234,567", Some("1234567")),
            ("1 234 567,5", Some("1234567.5")),
            ("1\u{A0}234", Some("1234")),
            (" 15,9 ", Some("15.9")),
            ("-1.234,5", Some("-1234.5")),
            ("−3", Some("-3")),
            ("+3", Some("3")),
            (
                "9999999999999999999999999999",
                Some("9999999999999999999999999999"),
            ),
            ("99999999999999999999999999999", None),
            ("0,00000000000000000000000000001", None),
            ("", None),
            ("-", None),
            (",5", None),
            ("5,", None),
            ("1.2.3", None),
            ("0.123.456", None),
            ("1.23,4", None),
            ("1,234,5", None),
            ("1.234,5,6", None),
            ("1,234.567.8", None),
            ("1 23", None),
            ("12 triệu", None),
            ("1e5", None),
            ("١٢٣", None),
            ("--1", None),
            ("0x10", None),
        ] {
            assert_eq!(
                parse(text).map(|n| n.to_string()).as_deref(),
                number,
                "{text:?}"
            );
        }
    }

    #[test]
    fn writing() {
        for (number, digits, text) in [
            ("0", 0, "0"),
            ("999", 0, "999"),
            ("1000", 0, "1.000"),
            ("1234567.891", 1, "1.234.567,9"),
            ("1234567.891", 5, "1.234.567,89100"),
            ("15.95", 1, "16,0"),
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("-0.4", 0, "0"),
            ("-1234.5", 2, "-1.234,50"),
        ] {
            assert_eq!(format(&number.parse().expect(number), digits), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(mantissa in -999_999_999_999_999_999_999i128..=999_999_999_999_999_999_999, scale in 0u32..=6) {
            let number = Decimal::from_i128_with_scale(mantissa, scale);
            prop_assert_eq!(parse(&format(&number, scale)), Some(number), "{}", format(&number, scale));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}|[0-9., -]{0,40}") {
            if let Some(number) = parse(&text) {
                prop_assert_eq!(parse(&format(&number, number.scale())), Some(number));
            }
        }
    }
}
