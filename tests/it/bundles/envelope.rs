//! The envelope around a bundle: only the receiving office opens it, whatever was done to it on the way; `age` of the
//! distribution opens ours, and we open what it makes.

use bieu::bundle::{MAX_ENVELOPE, Part, Reason, decrypt, encrypt, is_encrypted};

use super::fixture::{Making, commune, key, tool};
use crate::command_line::Desk;

fn fault(file: &[u8], with: u8) -> Reason {
    let bad = decrypt(file, &key(with)).unwrap_err();
    assert_eq!(bad.part, Part::Envelope);
    bad.reason
}

#[test]
fn every_device_that_it_is_encrypted_to_opens_it_and_no_other() {
    let bundle = Making::up(&commune(1)).seal();
    let to = [key(5).public().clone(), key(6).public().clone()];
    let file = encrypt(&bundle, &to).unwrap();
    assert!(is_encrypted(&file) && !is_encrypted(&bundle));
    for device in [5, 6] {
        assert_eq!(decrypt(&file, &key(device)).unwrap(), bundle);
    }
    assert_eq!(fault(&file, 7), Reason::NotRecipient);
    assert!(encrypt(&bundle, &[]).is_none());
    let name = b"manifest.json";
    assert!(!file.windows(name.len()).any(|bytes| bytes == name));
    assert_ne!(encrypt(&bundle, &to).unwrap(), file, "drawn anew each time");
}

#[test]
fn every_byte_that_is_changed_cut_off_or_added_is_noticed() {
    let plain = b"mot tep nop nho".to_vec();
    let file = encrypt(&plain, &[key(5).public().clone(), key(6).public().clone()]).unwrap();
    for at in 0..file.len() {
        let mut flipped = file.clone();
        flipped[at] ^= 1;
        // What no longer begins like one is no envelope, and no bundle either.
        assert!(decrypt(&flipped, &key(5)).is_err(), "byte {at}");
        assert!(decrypt(&file[..at], &key(5)).is_err(), "cut at {at}");
    }
    let longer = [file.as_slice(), b"x"].concat();
    assert!(decrypt(&longer, &key(5)).is_err());
    let doubled = [file.as_slice(), file.as_slice()].concat();
    assert!(decrypt(&doubled, &key(5)).is_err());
}

#[test]
fn a_header_without_end_and_a_file_too_large_are_refused_before_anything_is_tried() {
    let stanza = "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n\
                  EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n";
    let mut endless = b"age-encryption.org/v1\n".to_vec();
    for _ in 0..2000 {
        endless.extend(stanza.as_bytes());
    }
    assert_eq!(fault(&endless, 5), Reason::EnvelopeShape);
    let mut huge = encrypt(b"x", &[key(5).public().clone()]).unwrap();
    huge.resize(MAX_ENVELOPE + 1, 0);
    assert_eq!(fault(&huge, 5), Reason::EnvelopeShape);
}

#[test]
fn age_of_the_distribution_opens_ours_and_we_open_what_it_makes() {
    let dir = tempfile::tempdir().unwrap();
    let bundle = Making::up(&commune(1)).seal();
    let device = key(5);
    let file = encrypt(&bundle, &[key(6).public().clone(), device.public().clone()]).unwrap();
    std::fs::write(dir.path().join("a.bieu.age"), &file).unwrap();
    std::fs::write(dir.path().join("id"), device.identity().unwrap().as_bytes()).unwrap();
    if std::process::Command::new("age")
        .arg("--version")
        .output()
        .is_err()
    {
        eprintln!("age is not on this machine: not checked");
        return;
    }
    let args = ["-d", "-i", "id", "-o", "a.bieu", "a.bieu.age"];
    let (fine, said) = tool(dir.path(), "age", &args, b"").unwrap();
    assert!(fine, "{said}");
    assert_eq!(std::fs::read(dir.path().join("a.bieu")).unwrap(), bundle);

    let recipient = device.public().recipient().unwrap();
    let args = ["-r", &recipient, "-o", "b.age", "a.bieu"];
    let (fine, said) = tool(dir.path(), "age", &args, b"").unwrap();
    assert!(fine, "{said}");
    let theirs = std::fs::read(dir.path().join("b.age")).unwrap();
    assert_eq!(decrypt(&theirs, &device).unwrap(), bundle);
}

/// A xã and a tỉnh that trust each other, and the bundle between them.
fn between(desk: &Desk) -> String {
    for (data, place) in [("xa", "06253"), ("tinh", "20"), ("khac", "20")] {
        desk.init(data, place);
    }
    for (here, there, place) in [
        ("xa", "tinh", "20"),
        ("tinh", "xa", "06253"),
        ("khac", "xa", "06253"),
    ] {
        let key = desk.path(there).join("key.pub").display().to_string();
        desk.run(here, &["key", "trust", &key, "--place", place, "--json"])
            .json(0);
    }
    let said = desk.run("xa", &["export", "--json"]).json(0);
    // The tỉnh's device, and nobody else's.
    assert_eq!(said["readers"], 1);
    said["file"].as_str().unwrap().to_owned()
}

#[test]
fn a_bundle_to_an_office_whose_key_is_trusted_is_encrypted_and_only_that_office_takes_it_in() {
    let desk = Desk::new();
    let file = between(&desk);
    assert!(file.ends_with(".bieu.age"), "{file}");
    let bytes = std::fs::read(desk.path(&file)).unwrap();
    assert!(is_encrypted(&bytes));
    let verdict = desk.run("tinh", &["verify", &file, "--json"]).json(0);
    assert_eq!(verdict["verdict"], "good");
    let taken = desk.run("tinh", &["import", &file, "--json"]).json(0);
    assert!(taken["new"].as_u64().unwrap() > 0);

    // Another device of the same tỉnh, that nobody told the xã of.
    let said = desk.run("khac", &["verify", &file, "--json"]).json(4);
    assert_eq!(said["verdict"], "bad");
    assert_eq!(said["part"], "envelope");
    let said = desk.run("khac", &["import", &file, "--json"]).json(4);
    assert_eq!(said["code"], "bundle-not-ours");

    let clear = desk.run("xa", &["export", "--clear", "-o", "x", "--json"]);
    assert_eq!(clear.json(0)["readers"], 0);
    assert!(!is_encrypted(&std::fs::read(desk.path("x")).unwrap()));
}

#[test]
fn another_device_that_the_office_names_opens_it_and_one_that_it_revoked_does_not() {
    let desk = Desk::new();
    between(&desk);
    let second = desk.path("khac").join("key.pub").display().to_string();
    desk.run(
        "tinh",
        &["key", "trust", &second, "--place", "20", "--json"],
    )
    .json(0);
    let down = ["export", "--to", "06253", "-o", "down", "--json"];
    desk.run("tinh", &down).json(0);
    desk.run("xa", &["import", "down", "--json"]).json(0);
    let up = ["export", "-o", "up", "--json"];
    assert_eq!(desk.run("xa", &up).json(0)["readers"], 2);
    desk.run("khac", &["verify", "up", "--json"]).json(0);

    desk.run("tinh", &["key", "revoke", &second, "--json"])
        .json(0);
    desk.run("tinh", &down).json(0);
    desk.run("xa", &["import", "down", "--json"]).json(0);
    assert_eq!(desk.run("xa", &up).json(0)["readers"], 1);
    desk.run("khac", &["verify", "up", "--json"]).json(4);
}

/// A second laptop of the office that nobody told this one of must not get a file that only the sender can open.
#[test]
fn what_only_the_sender_could_open_is_not_encrypted_and_said_so() {
    let desk = Desk::new();
    for data in ["mot", "hai"] {
        desk.init(data, "06253");
    }
    let out = ["export", "--to", "06253", "-o", "tep"];
    let said = desk.run("mot", &out);
    assert!(said.err.contains("CHƯA MÃ HÓA"), "{said:?}");
    let trust = |here: &str, there: &str| {
        let key = desk.path(there).join("key.pub").display().to_string();
        let args = ["key", "trust", &key, "--place", "06253", "--json"];
        desk.run(here, &args).json(0);
    };
    trust("hai", "mot");
    desk.run("hai", &["import", "tep", "--json"]).json(0);
    trust("mot", "hai");
    let args = ["export", "--to", "06253", "-o", "tep", "--json"];
    assert_eq!(desk.run("mot", &args).json(0)["readers"], 2);
    desk.run("hai", &["import", "tep", "--json"]).json(0);
}

#[test]
fn digits_heard_on_the_phone_must_be_those_of_the_file() {
    let desk = Desk::new();
    desk.init("xa", "06253");
    desk.init("tinh", "20");
    let key = desk.path("xa").join("key.pub").display().to_string();
    let code = desk.run("xa", &["key", "show", "--json"]).json(0)["code"].clone();
    let code = code.as_str().unwrap();
    assert_eq!(code.chars().filter(char::is_ascii_digit).count(), 30);
    let wrong: String = code
        .chars()
        .map(|c| if c == '1' { '2' } else { c })
        .collect();
    let wrong = if wrong == code {
        format!("{code}0")
    } else {
        wrong
    };
    let trust = |code: &str| {
        let args = [
            "key", "trust", &key, "--place", "06253", "--code", code, "--json",
        ];
        desk.run("tinh", &args)
    };
    assert_eq!(trust(&wrong).json(4)["code"], "key-code");
    let none = desk.run("tinh", &["key", "list", "--json"]).json(0);
    assert_eq!(none.as_array().unwrap().len(), 0);
    // Typed without the spaces, as people do.
    trust(&code.replace(' ', "")).json(0);
}
