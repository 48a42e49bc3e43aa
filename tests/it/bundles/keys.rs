//! Keys, trust, heads, verdicts.

use bieu::bundle::{Part, PublicKey, Reason, Trust, TrustFault, Verdict, open, verify_head};
use bieu::record::WriterId;

use super::fixture::{Making, commune, good, key, within};

const LINE: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIiI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAGznFAd";

#[test]
fn a_public_key_reads_back_with_or_without_comment() {
    let key = key(1).public().clone();
    for text in [key.line(), format!("{} máy văn phòng\n", key.line())] {
        assert_eq!(PublicKey::parse(&text).as_ref(), Ok(&key));
    }
    for text in [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-rsa AAAA",
        "06256",
        // The length before the 32 bytes says 40: one tool reads past it, another would not.
        &LINE.replacen("E5AAAAI", "E5AAAAK", 1),
    ] {
        assert!(PublicKey::parse(text).is_err(), "{text}");
    }
}

#[test]
fn the_code_is_six_groups_of_five_digits_and_belongs_to_the_fingerprint() {
    let codes: Vec<String> = (0..20).map(|seed| key(seed).public().code()).collect();
    for code in &codes {
        let groups: Vec<&str> = code.split(' ').collect();
        assert_eq!(groups.len(), 6, "{code}");
        assert!(
            groups
                .iter()
                .all(|group| group.len() == 5 && group.bytes().all(|b| b.is_ascii_digit()))
        );
    }
    let mut different = codes.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), codes.len());
    let debug = format!("{:?}", key(1));
    assert_eq!(debug, format!("Key({})", key(1).public().fingerprint()));
}

#[test]
fn trust_prints_as_it_was_read_and_names_bad_lines() {
    let text = format!(
        "# Khóa các xã\n\n06256 namespaces=\"bieu-bundle,bieu-head\" {LINE}\n184,20 {LINE} huyện\n06259 namespaces=\"git\" {LINE}\n"
    );
    let trust = Trust::parse(&text).unwrap();
    assert_eq!(trust.print(), text);
    let places: Vec<&str> = trust.entries().map(|(place, _)| place).collect();
    assert_eq!(
        places,
        ["06256", "184", "20"],
        "a key for git signs no bundles"
    );
    for (line, fault) in [
        ("06256".to_owned(), TrustFault::Shape),
        (format!("* {LINE}"), TrustFault::Place("*".into())),
        (
            format!("06256 cert-authority {LINE}"),
            TrustFault::Option("cert-authority".into()),
        ),
        (
            format!("06256 valid-before=\"20200101\" {LINE}"),
            TrustFault::Option("valid-before=\"20200101\"".into()),
        ),
        (
            format!("06256 namespaces=\"*\" {LINE}"),
            TrustFault::Option("namespaces=\"*\"".into()),
        ),
        (
            "06256 ssh-ed25519 AAAA".into(),
            TrustFault::Key(bieu::bundle::KeyError::Unreadable),
        ),
    ] {
        let error = Trust::parse(&format!("# ghi chú\n{line}\n")).unwrap_err();
        assert_eq!((error.line, &error.fault), (2, &fault), "{line}");
    }
}

#[test]
fn a_key_is_added_once_and_taken_back_for_one_place() {
    let key = key(1).public().clone();
    let mut trust = Trust::default();
    trust.add("06256", key.clone());
    trust.add("06256", key.clone());
    trust.add("184", key.clone());
    assert_eq!(trust.places_of(&key), ["06256", "184"]);
    assert!(trust.remove("06256", &key));
    assert!(!trust.remove("06256", &key));
    assert_eq!(trust.places_of(&key), ["184"]);
}

#[test]
fn a_head_is_its_keys_alone() {
    let laptop = commune(1);
    let head = laptop.head();
    assert!(verify_head(&head));
    let mut other = head.clone();
    other.seq -= 1;
    assert!(!verify_head(&other));
    other = head.clone();
    other.writer = WriterId([9; 16]);
    assert!(!verify_head(&other));
    other = head.clone();
    other.key = key(2).public().line();
    assert!(!verify_head(&other));
    other = head.clone();
    other.key.push_str(" máy");
    assert!(!verify_head(&other), "one spelling");
    other = head;
    other.signature.push('\n');
    assert!(!verify_head(&other), "one spelling");
}

#[test]
fn the_verdict_is_good_only_for_a_key_of_that_place_or_above() {
    let laptop = commune(1);
    let bytes = Making::up(&laptop).seal();
    let public = laptop.key().public().clone();
    let judge = |trust: &Trust| open(&bytes).unwrap().judge(trust, &within, "184");
    for place in ["06256", "184", "20"] {
        let mut trust = Trust::default();
        trust.add(place, public.clone());
        let verified = good(open(&bytes).unwrap(), &trust, "184");
        assert_eq!(verified.places(), [place]);
        assert_eq!(verified.signer(), &public);
        assert_eq!(verified.edits().count(), laptop.edits.len());
        assert!(verified.edits().eq(laptop.edits.iter().cloned()));
    }
    for place in ["06259", "185"] {
        let mut trust = Trust::default();
        trust.add(place, public.clone());
        trust.add("06256", key(7).public().clone());
        match judge(&trust) {
            Verdict::Unknown {
                fingerprint,
                code,
                from,
                accepted,
                opened,
            } => {
                assert_eq!(fingerprint, public.fingerprint());
                assert_eq!(code, public.code());
                assert_eq!(from, "06256");
                assert_eq!(accepted, [place]);
                // Once the key is trusted, the same bundle is judged again.
                trust.add("06256", public.clone());
                good(*opened, &trust, "184");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_bundle_for_another_office_is_refused_and_one_for_the_own_place_is_not() {
    let laptop = commune(1);
    let mut trust = Trust::default();
    trust.add("20", laptop.key().public().clone());
    match open(&Making::up(&laptop).seal())
        .unwrap()
        .judge(&trust, &within, "185")
    {
        Verdict::Bad(bad) => {
            assert_eq!(bad.part, Part::Manifest);
            let (to, receiver) = ("184".into(), "185".into());
            assert_eq!(bad.reason, Reason::Addressed { to, receiver });
        }
        other => panic!("{other:?}"),
    }
    let mut making = Making::up(&laptop);
    making.to = "06256";
    let verified = good(open(&making.seal()).unwrap(), &trust, "06256");
    assert_eq!(verified.fits(true), Ok(()));
    assert_eq!(
        verified.fits(false).unwrap_err().reason,
        Reason::Training { bundle: true }
    );
}
