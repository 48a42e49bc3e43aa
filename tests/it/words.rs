//! Every word in both languages, with the same arguments; every code has its words.

use std::collections::{BTreeMap, BTreeSet};

use bieu::form::{Code, MistakeCode};
use bieu::locale::{Language, Words};

/// Keys with the names of their arguments, read from the file itself.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("{}/locales/{language}/bieu.ftl", env!("CARGO_MANIFEST_DIR"));
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '}']) {
            let (key, _) = line
                .split_once('=')
                .unwrap_or_else(|| panic!("{language}: {line}"));
            current = key.trim().to_owned();
            let fresh = keys.insert(current.clone(), BTreeSet::new()).is_none();
            assert!(fresh, "{language}: {current} stands twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_alphanumeric() || "_-".contains(*c))
                .collect();
            keys.get_mut(&current).unwrap().insert(name);
        }
    }
    keys
}

#[test]
fn both_languages_say_the_same_things() {
    let (vi, en) = (keys("vi"), keys("en"));
    let only = |a: &BTreeMap<String, BTreeSet<String>>,
                b: &BTreeMap<String, BTreeSet<String>>|
     -> Vec<String> {
        a.keys()
            .filter(|key| !b.contains_key(*key))
            .cloned()
            .collect()
    };
    assert_eq!(only(&vi, &en), Vec::<String>::new(), "missing in en");
    assert_eq!(only(&en, &vi), Vec::<String>::new(), "missing in vi");
    for (key, args) in &vi {
        assert_eq!(args, &en[key], "arguments of {key}");
    }
    for (language, name) in [(Language::Vietnamese, "vi"), (Language::English, "en")] {
        let words = Words::new(language);
        for key in keys(name).keys() {
            assert!(words.has(key), "{name}: {key} does not load");
        }
    }
}

#[test]
fn every_problem_and_every_mistake_has_words() {
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for code in Code::ALL {
            assert!(
                words.has(&format!("problem-{}", code.as_str())),
                "{code:?} {language:?}"
            );
        }
        for code in MistakeCode::ALL {
            for suffix in ["", "-fix"] {
                let key = format!("mistake-{}{suffix}", code.as_str());
                assert!(words.has(&key), "{key} {language:?}");
            }
        }
    }
}

/// Vietnamese is written in one normal form, without characters that a console cannot show.
#[test]
fn words_are_clean_text() {
    for language in ["vi", "en"] {
        let path = format!("{}/locales/{language}/bieu.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(bieu::text::nfc(&text), text, "{language} is not NFC");
        for (number, line) in text.lines().enumerate() {
            assert_eq!(
                bieu::text::printable(line),
                line,
                "{language}:{}",
                number + 1
            );
        }
    }
}
