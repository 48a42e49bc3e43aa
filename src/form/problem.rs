//! What is wrong in a filled paper: a code with arguments, never a sentence.

use super::{Name, Path, Value};

/// Whether a problem stops the paper from being finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The paper cannot be finished while it stands.
    Blocks,
    /// A person should look; the paper can be finished.
    Asks,
}

/// Every kind of problem in a filled paper. The words stand in `locales/` under `problem-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A required answer is not there.
    Required,
    /// The text typed is not of the field's type.
    Unparsed,
    /// Outside the range that the paper allows.
    OutOfRange,
    /// Outside the usual range.
    Unusual,
    /// A value given for a computed field or cell differs from the computed one.
    Control,
    /// Two formulas of one cell give different values.
    Identity,
    /// An answer stands where the paper closes the cell.
    Closed,
    /// An answer stands where the paper no longer asks.
    NotRelevant,
    /// A choice that the paper does not have.
    UnknownChoice,
    /// A special answer that the field does not allow.
    SpecialNotAllowed,
    /// An authored check of the paper failed; its message is the paper's own.
    Check,
    /// More or fewer roster rows than the paper allows.
    RowCount,
    /// A personal number that is not twelve digits.
    NumberDigits,
    /// A personal number whose first three digits name no province.
    NumberProvince,
    /// A personal number whose fourth digit disagrees with sex or century of birth.
    NumberSex,
    /// A personal number whose fifth and sixth digits disagree with the year of birth.
    NumberYear,
    /// Decimal digits beyond those of the field.
    TooPrecise,
    /// The Phiếu was printed with another value.
    ChangedSincePrint,
    /// A step of the review was closed with another value, and no paper puts it right.
    ChangedAfter,
    /// A meeting did not agree on the household, and nothing was changed since.
    NotAgreed,
    /// The evaluation ran out of its step budget.
    Budget,
}

impl Code {
    /// All codes, so that tests can ask for each one's words.
    pub const ALL: [Code; 21] = [
        Code::Required,
        Code::Unparsed,
        Code::OutOfRange,
        Code::Unusual,
        Code::Control,
        Code::Identity,
        Code::Closed,
        Code::NotRelevant,
        Code::UnknownChoice,
        Code::SpecialNotAllowed,
        Code::Check,
        Code::RowCount,
        Code::NumberDigits,
        Code::NumberProvince,
        Code::NumberSex,
        Code::NumberYear,
        Code::TooPrecise,
        Code::ChangedSincePrint,
        Code::ChangedAfter,
        Code::NotAgreed,
        Code::Budget,
    ];

    /// What stands in place of a value that is not there: where two values are compared, a dash.
    pub fn nothing(self) -> &'static str {
        match self {
            Code::ChangedSincePrint | Code::ChangedAfter | Code::NotAgreed => "–",
            _ => "",
        }
    }

    /// The stable code, kebab-case: part of the command line's output.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Required => "required",
            Code::Unparsed => "unparsed",
            Code::OutOfRange => "out-of-range",
            Code::Unusual => "unusual",
            Code::Control => "control",
            Code::Identity => "identity",
            Code::Closed => "closed",
            Code::NotRelevant => "not-relevant",
            Code::UnknownChoice => "unknown-choice",
            Code::SpecialNotAllowed => "special-not-allowed",
            Code::Check => "check",
            Code::RowCount => "row-count",
            Code::NumberDigits => "number-digits",
            Code::NumberProvince => "number-province",
            Code::NumberSex => "number-sex",
            Code::NumberYear => "number-year",
            Code::TooPrecise => "too-precise",
            Code::ChangedSincePrint => "changed-since-print",
            Code::ChangedAfter => "changed-after",
            Code::NotAgreed => "not-agreed",
            Code::Budget => "budget",
        }
    }
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// Whether it stops finishing.
    pub severity: Severity,
    /// Where.
    pub at: Path,
    /// The paper's own message and id, for an authored check.
    pub check: Option<(Name, String)>,
    /// The computed value, the bound that was broken, the value that stood before, or the day of the meeting.
    pub expected: Option<Value>,
    /// The upper bound, where there are two.
    pub expected_to: Option<Value>,
    /// What stands there.
    pub found: Option<Value>,
    /// What was typed, where it did not parse; the share of a vote, as the minutes write it.
    pub typed: Option<String>,
    /// The identity or formula as the paper prints it, labels and all: `kh = kh_tw + kh_dp`.
    pub formula: Option<String>,
    /// The given cell whose one new value makes all connected identities hold; only when exactly one qualifies.
    pub closes: Option<(Path, Value)>,
}

impl Problem {
    /// A problem with nothing but its code, severity and place.
    pub fn new(code: Code, severity: Severity, at: Path) -> Self {
        Problem {
            code,
            severity,
            at,
            check: None,
            expected: None,
            expected_to: None,
            found: None,
            typed: None,
            formula: None,
            closes: None,
        }
    }
}
