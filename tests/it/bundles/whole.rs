//! Only a whole bundle opens: every flipped byte, every trick of the container, every lie of a signed journal.

use std::io::Write;

use bieu::bundle::{
    Bad, Key, Opened, Part, Reason, SealError, Sealing, Trust, Verdict, open, seal,
};
use bieu::form::Period;
use bieu::record::wire;
use flate2::{Compression, GzBuilder};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::fixture::{Making, cases, commune, key, within};

const NAMES: [&str; 4] = [
    "manifest.json",
    "journal.jsonl.gz",
    "SHA256SUMS",
    "SHA256SUMS.sig",
];
const PARTS: [Part; 4] = [Part::Manifest, Part::Journal, Part::Sums, Part::Signature];

/// A zip of stored entries, written a second time and from the format's description alone.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut local, mut central) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let offset = local.len() as u32;
        let mut both = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        both.extend(crc32fast::hash(bytes).to_le_bytes());
        both.extend((bytes.len() as u32).to_le_bytes());
        both.extend((bytes.len() as u32).to_le_bytes());
        both.extend((name.len() as u16).to_le_bytes());
        both.extend([0, 0]);
        local.extend(b"PK\x03\x04");
        local.extend(&both);
        local.extend(name.as_bytes());
        local.extend(*bytes);
        central.extend(b"PK\x01\x02");
        central.extend([20, 0]);
        central.extend(&both);
        central.extend([0; 10]);
        central.extend(offset.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let count = (entries.len() as u16).to_le_bytes();
    let mut bytes = local.clone();
    bytes.extend(&central);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend((central.len() as u32).to_le_bytes());
    bytes.extend((local.len() as u32).to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// The entries with the place where each begins.
fn entries(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut at = 0;
    NAMES
        .iter()
        .map(|name| {
            let size = u32::from_le_bytes(bytes[at + 18..at + 22].try_into().unwrap()) as usize;
            let start = at + 30 + name.len();
            at = start + size;
            (start, bytes[start..at].to_vec())
        })
        .collect()
}

/// A bundle around any manifest and journal, signed as it should be.
fn forged(key: &Key, manifest: &[u8], journal: &[u8]) -> Vec<u8> {
    forged_in("bieu-bundle", key, manifest, journal)
}

fn forged_in(namespace: &str, key: &Key, manifest: &[u8], journal: &[u8]) -> Vec<u8> {
    let hash = |bytes: &[u8]| {
        Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let sums = format!(
        "{}  manifest.json\n{}  journal.jsonl.gz\n",
        hash(manifest),
        hash(journal)
    );
    let private = ssh_key::PrivateKey::from_openssh(key.to_openssh(None).unwrap()).unwrap();
    let signature = private
        .sign(namespace, ssh_key::HashAlg::Sha512, sums.as_bytes())
        .unwrap()
        .to_pem(ssh_key::LineEnding::LF)
        .unwrap();
    zip(&[
        (NAMES[0], manifest),
        (NAMES[1], journal),
        (NAMES[2], sums.as_bytes()),
        (NAMES[3], signature.as_bytes()),
    ])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::new(), Compression::new(6));
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn lines() -> Vec<Vec<u8>> {
    commune(1).edits.iter().map(wire::line).collect()
}

fn journal(lines: &[Vec<u8>]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in lines {
        text.extend(line);
        text.push(b'\n');
    }
    gzip(&text)
}

fn bundle() -> Vec<u8> {
    Making::up(&commune(1)).seal()
}

fn manifest() -> String {
    String::from_utf8(entries(&bundle())[0].1.clone()).unwrap()
}

fn refused(bytes: &[u8]) -> Bad {
    open(bytes).expect_err("opened")
}

/// Opened and judged by an office that trusts the key: what is wrong with the signed content.
fn judged(opened: Opened) -> Bad {
    let mut trust = Trust::default();
    trust.add("06256", key(1).public().clone());
    match opened.judge(&trust, &within, "184") {
        Verdict::Bad(bad) => bad,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_container_is_the_one_described() {
    let bytes = bundle();
    let found = entries(&bytes);
    let named: Vec<(&str, &[u8])> = NAMES
        .into_iter()
        .zip(found.iter().map(|(_, entry)| entry.as_slice()))
        .collect();
    assert_eq!(zip(&named), bytes);
    // And another reader finds the same.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|at| archive.by_index(at).unwrap().name().unwrap().to_string())
        .collect();
    assert_eq!(names, NAMES);
    // Equal material gives equal bytes.
    assert_eq!(bundle(), bytes);
    assert_eq!(forged(&key(1), &found[0].1, &found[1].1), bytes);
}

#[test]
fn every_flipped_byte_is_bad_and_its_part_is_named() {
    let bytes = bundle();
    let regions: Vec<(std::ops::Range<usize>, Part)> = entries(&bytes)
        .into_iter()
        .zip(PARTS)
        .map(|((start, entry), part)| (start..start + entry.len(), part))
        .collect();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        let part = regions
            .iter()
            .find(|(region, _)| region.contains(&at))
            .map_or(Part::Container, |(_, part)| *part);
        let bad = open(&damaged).expect_err("a flipped byte went by");
        assert_eq!(bad.part, part, "byte {at}: {bad}");
    }
}

#[test]
fn every_cut_and_every_addition_is_bad() {
    let bytes = bundle();
    for end in 0..bytes.len() {
        assert_eq!(refused(&bytes[..end]).part, Part::Container, "cut at {end}");
    }
    for extra in [&b"\0"[..], b"\n", b"PK\x05\x06", &bytes] {
        assert_eq!(
            refused(&[&bytes, extra].concat()),
            Bad {
                part: Part::Container,
                reason: Reason::Trailing
            }
        );
        let bad = refused(&[extra, &bytes].concat());
        assert_eq!(bad.part, Part::Container, "in front");
    }
    // A zip comment.
    let mut commented = bytes.clone();
    let end = commented.len();
    commented[end - 2] = 3;
    commented.extend(b"abc");
    assert_eq!(refused(&commented).part, Part::Container);
    for not_zip in [&b""[..], b"PK", b"%PDF-1.7", &[0; 4096]] {
        assert_eq!(refused(not_zip).reason, Reason::NotBundle);
    }
}

#[test]
fn entries_added_doubled_renamed_or_moved_are_bad() {
    let bytes = bundle();
    let found = entries(&bytes);
    let named: Vec<(&str, &[u8])> = NAMES
        .into_iter()
        .zip(found.iter().map(|(_, entry)| entry.as_slice()))
        .collect();
    let mut tricks = Vec::new();
    for at in 0..=4 {
        let mut added = named.clone();
        added.insert(at, ("virus.exe", b"MZ"));
        tricks.push(added);
    }
    for (at, entry) in named.iter().enumerate() {
        let mut doubled = named.clone();
        doubled.insert(at, *entry);
        tricks.push(doubled);
        let mut last = named.clone();
        last.push(*entry);
        tricks.push(last);
        let mut missing = named.clone();
        missing.remove(at);
        tricks.push(missing);
        for name in ["manifest.jsoN", "../manifest.json", "", "Manifest.json"] {
            let mut renamed = named.clone();
            renamed[at].0 = name;
            tricks.push(renamed);
        }
        let mut moved = named.clone();
        moved.swap(at, (at + 1) % 4);
        tricks.push(moved);
    }
    for trick in tricks {
        let names: Vec<&str> = trick.iter().map(|(name, _)| *name).collect();
        let bad = refused(&zip(&trick));
        assert_eq!(bad.part, Part::Container, "{names:?}: {bad}");
    }
}

#[test]
fn other_ways_to_write_the_same_entries_are_bad() {
    use zip::write::SimpleFileOptions;
    let found = entries(&bundle());
    let write = |options: SimpleFileOptions| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, (_, entry)) in NAMES.iter().zip(&found) {
            writer.start_file(*name, options).unwrap();
            writer.write_all(entry).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let deflated = stored.compression_method(zip::CompressionMethod::Deflated);
    assert_eq!(
        refused(&write(deflated)),
        Bad {
            part: Part::Container,
            reason: Reason::NotPlain
        }
    );
    let bad = refused(&write(stored.large_file(true)));
    assert_eq!(bad.part, Part::Container, "zip64: {bad}");
    let bad = refused(&write(stored.unix_permissions(0o777)));
    assert_eq!(bad.part, Part::Container, "permissions: {bad}");
    let time = zip::DateTime::from_date_and_time(2026, 11, 20, 8, 0, 0).unwrap();
    let bad = refused(&write(stored.last_modified_time(time)));
    assert_eq!(bad.part, Part::Container, "dated: {bad}");
    // Sizes that are not there: refused before anything is allocated for them.
    for size in [u32::MAX, 1 << 30, 17 << 20] {
        let mut huge = bundle();
        huge[18..22].copy_from_slice(&size.to_le_bytes());
        huge[22..26].copy_from_slice(&size.to_le_bytes());
        assert_eq!(refused(&huge).part, Part::Container);
    }
}

#[test]
fn a_signature_for_something_else_is_bad() {
    let found = entries(&bundle());
    for namespace in ["bieu-head", "file", "git"] {
        let bytes = forged_in(namespace, &key(1), &found[0].1, &found[1].1);
        assert_eq!(
            refused(&bytes),
            Bad {
                part: Part::Signature,
                reason: Reason::Signature
            }
        );
    }
    // The signature of another bundle.
    let mut other = commune(1);
    other.household("06256", "06256-0003");
    let stolen = entries(&Making::up(&other).seal())[3].1.clone();
    let bytes = zip(&[
        (NAMES[0], &found[0].1),
        (NAMES[1], &found[1].1),
        (NAMES[2], &found[2].1),
        (NAMES[3], &stolen),
    ]);
    assert_eq!(refused(&bytes).part, Part::Signature);
}

#[test]
fn a_signed_manifest_may_not_lie_or_be_spelled_otherwise() {
    let journal = journal(&lines());
    let cases = [
        (
            "\"format\":1",
            "\"format\":2",
            Reason::Newer { found: 2, known: 1 },
        ),
        ("\"format\":1", "\"format\":0", Reason::Field("format")),
        (
            "\"kind\":\"full\"",
            "\"kind\":\"half\"",
            Reason::Field("kind"),
        ),
        (
            "\"from\":\"06256\"",
            "\"from\":\"06*\"",
            Reason::Field("from"),
        ),
        (
            "\"period\":\"2026\"",
            "\"period\":\"26\"",
            Reason::Field("period"),
        ),
        (
            "\"training\":true",
            "\"training\": true",
            Reason::NotCanonical,
        ),
        (
            "\"training\":true",
            "\"training\":true,\"x\":1",
            Reason::NotCanonical,
        ),
        (
            "\"training\":true",
            "\"training\":false,\"training\":true",
            Reason::NotCanonical,
        ),
        ("{", "[{", Reason::NotCanonical),
        ("+07:00", "Z", Reason::Field("created")),
        ("ho-dan@1", "ho dan@1", Reason::Field("papers")),
        ("\"seq\":", "\"seq\":-", Reason::Field("heads")),
    ];
    for (old, new, reason) in cases {
        let changed = manifest().replacen(old, new, 1);
        assert_ne!(changed, manifest(), "{old}");
        let bad = refused(&forged(&key(1), changed.as_bytes(), &journal));
        assert_eq!((bad.part, bad.reason), (Part::Manifest, reason), "{new}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(
        refused(&forged(&key(1), deep.as_bytes(), &journal)).part,
        Part::Manifest
    );
    let counts = manifest().replace("\"households\":2", "\"households\":3");
    let bad = judged(open(&forged(&key(1), counts.as_bytes(), &journal)).unwrap());
    assert_eq!((bad.part, bad.reason), (Part::Manifest, Reason::Counts));
}

#[test]
fn a_signed_journal_may_not_lie_either() {
    let lines = lines();
    let check = |journal: &[u8], reason: Reason| {
        let bytes = forged(&key(1), manifest().as_bytes(), journal);
        let bad = judged(open(&bytes).unwrap());
        assert_eq!((bad.part, bad.reason), (Part::Journal, reason));
    };
    let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        journal(&lines)
    };
    check(b"", Reason::Gzip);
    check(b"\x1f\x8b\x08\0\0\0\0\0\0\xff", Reason::Gzip);
    let whole = journal(&lines);
    check(&whole[..whole.len() - 9], Reason::Gzip);
    check(&[&whole[..], b"\0"].concat(), Reason::Trailing);
    check(&[&whole[..], &whole].concat(), Reason::Trailing);
    let mut named = whole.clone();
    named[3] = 8;
    check(&named, Reason::Gzip);
    let mut dated = whole.clone();
    dated[4] = 1;
    check(&dated, Reason::Gzip);
    let mut sum = whole.clone();
    let end = sum.len();
    sum[end - 6] ^= 1;
    check(&sum, Reason::Gzip);

    check(
        &changed(&|lines| lines.push(lines[3].clone())),
        Reason::Doubled { line: 10 },
    );
    check(
        &changed(&|lines| lines.swap(3, 4)),
        Reason::Order { line: 5 },
    );
    let line = |line, code| Reason::Line { line, code };
    check(
        &changed(&|lines| lines.insert(2, Vec::new())),
        line(3, "edit-not-canonical"),
    );
    check(
        &changed(&|lines| lines[1].push(b' ')),
        line(2, "edit-not-canonical"),
    );
    check(
        &changed(&|lines| lines[2] = vec![b'['; 70_000]),
        line(3, "edit-too-long"),
    );
    let text = |at: usize| String::from_utf8(lines[at].clone()).unwrap();
    check(
        &changed(&|lines| {
            let at = lines
                .iter()
                .position(|line| String::from_utf8_lossy(line).contains("\"42\""))
                .unwrap();
            lines[at] = String::from_utf8_lossy(&lines[at])
                .replace("\"42\"", "\"43\"")
                .into_bytes();
        }),
        line(4, "edit-digest"),
    );
    check(
        &changed(&|lines| lines[0] = text(0).replace("\"v\":1", "\"v\":2").into_bytes()),
        Reason::Newer { found: 2, known: 1 },
    );
    let mut unended = lines.join(&b'\n');
    check(&gzip(&unended), line(9, "edit-cut"));
    unended.clear();
    // Bombs: much out of little, in one line and in many.
    check(&gzip(&vec![b' '; 20 << 20]), line(1, "edit-too-long"));
    let mut bomb = lines.join(&b'\n');
    bomb.extend(vec![b'\n'; 20 << 20]);
    check(&gzip(&bomb), line(10, "edit-not-canonical"));
}

#[test]
fn nothing_is_sealed_that_a_receiver_would_refuse() {
    let laptop = commune(1);
    let try_seal = |change: &dyn Fn(&mut Making<'_>)| {
        let mut making = Making::up(&laptop);
        change(&mut making);
        seal(
            Sealing {
                kind: bieu::bundle::Kind::Full,
                from: making.from.into(),
                to: making.to.into(),
                period: Some(Period::Year(2026)),
                training: true,
                created: 0,
                papers: Vec::new(),
                heads: making.heads,
                edits: &mut making.edits.into_iter(),
                key: &making.key,
            },
            &mut |_| true,
        )
        .map(|_| ())
    };
    assert_eq!(try_seal(&|_| ()), Ok(()));
    let last = laptop.edits.len() as u64;
    assert_eq!(
        try_seal(&|making| making.heads = vec![laptop.head_at(8)]),
        Err(SealError::PastHead {
            writer: laptop.writer,
            seq: last
        })
    );
    assert_eq!(
        try_seal(&|making| making.heads[0].seq += 1),
        Err(SealError::Head(laptop.writer))
    );
    assert_eq!(
        try_seal(&|making| making.to = "1 8"),
        Err(SealError::Place("1 8".into()))
    );
    assert_eq!(
        try_seal(&|making| making.edits.push(laptop.edits[0].clone())),
        Err(SealError::Doubled(laptop.edits[0].id()))
    );
    assert_eq!(
        try_seal(&|making| making.edits.swap(0, 1)),
        Err(SealError::Order(laptop.edits[0].id()))
    );
}

#[test]
fn sealing_can_be_cancelled() {
    let mut laptop = commune(1);
    let phieu = laptop.household("06256", "06256-0003").0;
    for number in 0..1100 {
        laptop.answer(phieu, "tuoi", &number.to_string(), Vec::new());
    }
    let making = Making::up(&laptop);
    let mut told = Vec::new();
    let sealed = seal(
        Sealing {
            kind: bieu::bundle::Kind::Full,
            from: "06256".into(),
            to: "184".into(),
            period: None,
            training: false,
            created: 0,
            papers: Vec::new(),
            heads: making.heads,
            edits: &mut making.edits.into_iter(),
            key: &making.key,
        },
        &mut |done| {
            told.push(done);
            false
        },
    );
    assert_eq!(sealed, Err(SealError::Cancelled));
    assert_eq!(told, [1024]);
}

#[test]
fn nothing_that_comes_in_makes_open_panic() {
    let bytes = bundle();
    let places = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12);
    let config = ProptestConfig {
        cases: cases(256) as u32,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(garbage in proptest::collection::vec(any::<u8>(), 0..2000), places in places, cut in any::<proptest::sample::Index>())| {
        prop_assert!(open(&garbage).is_err());
        let mut begun = b"PK\x03\x04".to_vec();
        begun.extend(&garbage);
        prop_assert!(open(&begun).is_err());
        let mut mutated = bytes.clone();
        for (at, byte) in places {
            let at = at.index(mutated.len());
            mutated[at] = byte;
        }
        prop_assert!(mutated == bytes || open(&mutated).is_err());
        mutated.truncate(cut.index(bytes.len()));
        prop_assert!(open(&mutated).is_err());
        // A signed journal of garbage gets past the signature, and no further.
        let signed = forged(&key(1), manifest().as_bytes(), &gzip(&garbage));
        judged(open(&signed).unwrap());
    });
}
