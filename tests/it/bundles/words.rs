//! Every code of this room has its words in both languages, and every argument is in them.

use bieu::bundle::{Fault, KeyError, Reason, SealError, TrustError, TrustFault};
use bieu::locale::{Language, Words};
use bieu::record::{EditId, WriterId};

fn reasons() -> Vec<Reason> {
    vec![
        Reason::NotBundle,
        Reason::Receipt,
        Reason::Head,
        Reason::TooLarge,
        Reason::Truncated,
        Reason::Entries,
        Reason::NotPlain,
        Reason::Rebuilt,
        Reason::Trailing,
        Reason::SignatureShape,
        Reason::Signature,
        Reason::Sum,
        Reason::SumsShape,
        Reason::Newer {
            found: 71,
            known: 72,
        },
        Reason::NotCanonical,
        Reason::Field("counts"),
        Reason::Gzip,
        Reason::Line {
            line: 73,
            code: "edit-bad",
        },
        Reason::Doubled { line: 74 },
        Reason::Order { line: 75 },
        Reason::Counts,
        Reason::Addressed {
            to: "06256".into(),
            receiver: "06259".into(),
        },
        Reason::Training { bundle: true },
        Reason::Training { bundle: false },
    ]
}

fn codes() -> Vec<&'static str> {
    let (edit, writer) = (EditId([0; 32]), WriterId([0; 16]));
    let faults = [
        Fault::PastHead,
        Fault::HeadSignature,
        Fault::HeadKey,
        Fault::HeadMismatch,
        Fault::NoWriter,
        Fault::Chain,
        Fault::Misshapen,
        Fault::Replaces,
        Fault::Chained,
    ];
    let keys = [
        KeyError::Unreadable,
        KeyError::Kind,
        KeyError::PassphraseMissing,
        KeyError::PassphraseWrong,
        KeyError::Unusable,
    ];
    let trust = [
        TrustFault::Shape,
        TrustFault::Place("x".into()),
        TrustFault::Option("x".into()),
    ];
    let seal = [
        SealError::TooLarge,
        SealError::Place("x".into()),
        SealError::Doubled(edit),
        SealError::Order(edit),
        SealError::PastHead { writer, seq: 1 },
        SealError::Head(writer),
        SealError::Manifest,
    ];
    let mut codes: Vec<&'static str> = faults.iter().map(Fault::code).collect();
    codes.extend(keys.map(KeyError::code));
    codes.extend(trust.map(|fault| TrustError { line: 1, fault }.code()));
    codes.extend(seal.iter().map(SealError::code));
    codes
}

#[test]
fn every_code_has_words_in_both_languages() {
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for code in codes() {
            assert!(words.has(code), "{language:?} {code}");
        }
        for reason in reasons() {
            assert!(words.has(reason.code()), "{language:?} {}", reason.code());
            let args = reason.args();
            let said = words.of(reason.code(), &args);
            assert!(!said.contains('{'), "{said}");
            for (name, value) in args {
                assert!(
                    name == "bundle" || said.contains(&value),
                    "{language:?} {}: {name} is not said",
                    reason.code()
                );
            }
        }
    }
}
