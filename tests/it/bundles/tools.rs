//! The standard tools accept what we make, and we accept what they make.

use std::path::Path;

use bieu::bundle::{Key, KeyError, Trust, Verdict, open};

use super::fixture::{Making, commune, good, key, tool, within};

/// Unpacks a bundle with `unzip`; none where the machine has none.
fn unpacked(bytes: &[u8]) -> Option<tempfile::TempDir> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("Báo cáo xã.bieu"), bytes).unwrap();
    let (tested, said) = tool(dir.path(), "unzip", &["-t", "Báo cáo xã.bieu"], b"")?;
    assert!(tested, "{said}");
    assert!(said.contains("No errors detected"), "{said}");
    let (unpacked, said) = tool(dir.path(), "unzip", &["Báo cáo xã.bieu"], b"")?;
    assert!(unpacked, "{said}");
    Some(dir)
}

fn signers(dir: &Path, trust: &Trust) {
    std::fs::write(dir.join("allowed_signers"), trust.print()).unwrap();
}

fn ssh_verify(dir: &Path, place: &str) -> Option<(bool, String)> {
    let sums = std::fs::read(dir.join("SHA256SUMS")).unwrap();
    let args = [
        "-Y",
        "verify",
        "-f",
        "allowed_signers",
        "-I",
        place,
        "-n",
        "bieu-bundle",
        "-s",
        "SHA256SUMS.sig",
    ];
    tool(dir, "ssh-keygen", &args, &sums)
}

#[test]
fn unzip_sha256sum_and_ssh_keygen_accept_a_bundle() {
    let laptop = commune(1);
    let Some(dir) = unpacked(&Making::up(&laptop).seal()) else {
        return;
    };
    let dir = dir.path();
    if let Some((fine, said)) = tool(dir, "sha256sum", &["-c", "--strict", "SHA256SUMS"], b"") {
        assert!(fine, "{said}");
        assert_eq!(said, "manifest.json: OK\njournal.jsonl.gz: OK\n");
    }
    if let Some((fine, said)) = tool(dir, "gzip", &["-t", "journal.jsonl.gz"], b"") {
        assert!(fine, "{said}");
    }
    let mut trust = Trust::default();
    trust.add("06256", laptop.key().public().clone());
    signers(dir, &trust);
    if let Some((fine, said)) = ssh_verify(dir, "06256") {
        assert!(fine, "{said}");
    }
    if let Some((fine, _)) = ssh_verify(dir, "184") {
        assert!(!fine, "the key was trusted for another place");
    }
    trust = Trust::default();
    trust.add("06256", key(9).public().clone());
    signers(dir, &trust);
    if let Some((fine, _)) = ssh_verify(dir, "06256") {
        assert!(!fine, "another key was trusted");
    }
}

#[test]
fn ssh_keygen_verifies_a_head() {
    let dir = tempfile::tempdir().unwrap();
    let laptop = commune(1);
    let head = laptop.head();
    let mut trust = Trust::default();
    trust.add("06256", laptop.key().public().clone());
    signers(dir.path(), &trust);
    std::fs::write(dir.path().join("head.sig"), &head.signature).unwrap();
    let message = bieu::record::SignedHead::message(head.writer, head.seq, head.edit);
    let args = [
        "-Y",
        "verify",
        "-f",
        "allowed_signers",
        "-I",
        "06256",
        "-n",
        "bieu-head",
        "-s",
        "head.sig",
    ];
    if let Some((fine, said)) = tool(dir.path(), "ssh-keygen", &args, &message) {
        assert!(fine, "{said}");
    }
}

#[test]
fn a_key_made_by_ssh_keygen_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let make = |file: &str, kind: &str, passphrase: &str| {
        let args = [
            "-q", "-t", kind, "-a", "8", "-C", "máy xã", "-N", passphrase, "-f", file,
        ];
        let (fine, said) = tool(dir.path(), "ssh-keygen", &args, b"")?;
        assert!(fine, "{said}");
        Some(std::fs::read_to_string(dir.path().join(file)).unwrap())
    };
    let Some(plain) = make("plain", "ed25519", "") else {
        return;
    };
    let theirs = Key::from_openssh(&plain, None).unwrap();
    let line = std::fs::read_to_string(dir.path().join("plain.pub")).unwrap();
    assert!(line.starts_with(&theirs.public().line()), "{line}");
    let (_, said) = tool(dir.path(), "ssh-keygen", &["-l", "-f", "plain.pub"], b"").unwrap();
    assert!(said.contains(&theirs.public().fingerprint()), "{said}");

    let locked = make("locked", "ed25519", "mật khẩu").unwrap();
    assert_eq!(
        Key::from_openssh(&locked, None).unwrap_err(),
        KeyError::PassphraseMissing
    );
    assert_eq!(
        Key::from_openssh(&locked, Some(b"sai")).unwrap_err(),
        KeyError::PassphraseWrong
    );
    Key::from_openssh(&locked, Some("mật khẩu".as_bytes())).unwrap();
    let ecdsa = make("ecdsa", "ecdsa", "").unwrap();
    assert!(matches!(
        Key::from_openssh(&ecdsa, None),
        Err(KeyError::Kind | KeyError::Unreadable)
    ));

    // A bundle signed with it verifies both ways.
    let laptop = commune(1);
    let mut making = Making::up(&laptop);
    let mut trust = Trust::default();
    trust.add("06256", theirs.public().clone());
    making.key = theirs;
    let bytes = making.seal();
    good(open(&bytes).unwrap(), &trust, "184");
    if let Some(unpacked) = unpacked(&bytes) {
        signers(unpacked.path(), &trust);
        let (fine, said) = ssh_verify(unpacked.path(), "06256").unwrap();
        assert!(fine, "{said}");
    }
}

#[test]
fn a_key_written_here_is_read_by_ssh_keygen() {
    let dir = tempfile::tempdir().unwrap();
    let ours = key(5);
    for (file, protect, passphrase) in [
        ("plain", None, ""),
        ("locked", Some((&b"bi mat"[..], [3; 32])), "bi mat"),
    ] {
        let path = dir.path().join(file);
        std::fs::write(&path, ours.to_openssh(protect).unwrap()).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .unwrap();
        let args = ["-y", "-P", passphrase, "-f", file];
        if let Some((fine, said)) = tool(dir.path(), "ssh-keygen", &args, b"") {
            assert!(fine, "{said}");
            assert_eq!(said.trim(), ours.public().line());
        }
        let again = Key::from_openssh(
            &std::fs::read_to_string(&path).unwrap(),
            Some(passphrase.as_bytes()),
        );
        assert_eq!(again.unwrap().public(), ours.public());
    }
}

#[test]
fn a_bundle_signed_with_ssh_keygen_is_accepted() {
    // Another office may sign with the standard tool: the armour must have one spelling for both.
    let dir = tempfile::tempdir().unwrap();
    let ours = key(5);
    let path = dir.path().join("key");
    std::fs::write(&path, ours.to_openssh(None).unwrap()).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let laptop = commune(5);
    let bytes = Making::up(&laptop).seal();
    let Some(unpacked) = unpacked(&bytes) else {
        return;
    };
    let sums = std::fs::read(unpacked.path().join("SHA256SUMS")).unwrap();
    let args = ["-Y", "sign", "-f", "key", "-n", "bieu-bundle"];
    let Some((fine, said)) = tool(dir.path(), "ssh-keygen", &args, &sums) else {
        return;
    };
    assert!(fine, "{said}");
    let armour = &said[said.find("-----BEGIN").unwrap()..said.rfind("-----\n").unwrap() + 6];
    let sealed = std::fs::read_to_string(unpacked.path().join("SHA256SUMS.sig")).unwrap();
    assert_eq!(armour, sealed);
    assert!(matches!(
        open(&bytes)
            .unwrap()
            .judge(&Trust::default(), &within, "184"),
        Verdict::Unknown { .. }
    ));
}
