//! What a bundle of 100 000 edits costs, beside zip, sha256sum and ssh-keygen over the same bytes.
//!
//! The tools get the canonical lines as a file, because that is what they would be given; what we are
//! given is edits, so writing and reading the lines is in our time and not in theirs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark"
)]

use std::hint::black_box;
use std::io::Write;
use std::path::Path as FilePath;
use std::process::{Command, Stdio};

use bieu::bundle::{Key, Kind, Sealing, Trust, Verdict, open, seal, sign_head};
use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::record::{Content, Draft, Edit, PhieuKey, PhieuSubject, PlaceRef, Stamp, WriterId, wire};
use criterion::{Criterion, criterion_group, criterion_main};
use sha2::{Digest, Sha256};

const EDITS: u64 = 100_000;

fn key() -> Key {
    Key::generate([7; 32])
}

/// Households of 50 answers each, salted as real ones are.
fn edits() -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let put = |edits: &mut Vec<Edit>, draft: Draft| {
        let seq = edits.len() as u64 + 1;
        let stamp = Stamp {
            writer: WriterId([3; 16]),
            seq,
            prev: edits.last().map(Edit::id),
            lamport: seq,
            time: 1_785_542_400,
        };
        let edit = Edit::seal(draft, stamp, Sha256::digest(seq.to_be_bytes()).into());
        edits.push(edit.clone());
        edit.id()
    };
    let writer = Content::Writer {
        key: key().public().line(),
    };
    put(&mut edits, Draft::new(None, Vec::new(), writer));
    while (edits.len() as u64) < EDITS {
        let home = Content::Household {
            label: format!("06256-{:04}", edits.len()),
            place: PlaceRef::Code("06256".into()),
        };
        let home = put(&mut edits, Draft::new(None, Vec::new(), home));
        let (phieu, draft) = Draft::phieu(
            PhieuKey {
                form: "ho-dan".into(),
                subject: PhieuSubject::Household(home),
                period: Period::Year(2026),
            },
            "1".into(),
            [1; 32],
        );
        put(&mut edits, draft);
        for at in 0..50 {
            let answer = Content::Answer {
                path: Path::Field(Name::new(&format!("cau_{at}"))),
                answer: Some(Answer::Given(Value::Number((at * 7).into()))),
            };
            put(
                &mut edits,
                Draft::new(Some(phieu.into()), Vec::new(), answer),
            );
        }
    }
    edits.truncate(EDITS as usize);
    edits
}

fn sealed(edits: &[Edit]) -> Vec<u8> {
    let key = key();
    let last = edits.last().unwrap();
    let head = sign_head(&key, last.header().writer, last.header().seq, last.id()).unwrap();
    let sealing = Sealing {
        kind: Kind::Full,
        from: "06256".into(),
        to: "184".into(),
        period: Some(Period::Year(2026)),
        training: false,
        created: 0,
        papers: Vec::new(),
        heads: vec![head],
        edits: &mut edits.iter().cloned(),
        key: &key,
    };
    seal(sealing, &mut |_| true).unwrap()
}

fn run(dir: &FilePath, name: &str, args: &[&str], input: &[u8]) {
    let mut child = Command::new(name)
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect(name);
    child.stdin.take().unwrap().write_all(input).unwrap();
    assert!(child.wait().unwrap().success(), "{name}");
}

fn here(name: &str) -> bool {
    Command::new(name)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

fn bundle(c: &mut Criterion) {
    let edits = edits();
    let bytes = sealed(&edits);
    let lines: Vec<u8> = edits
        .iter()
        .flat_map(|edit| [wire::line(edit), vec![b'\n']].concat())
        .collect();
    let mut group = c.benchmark_group(format!(
        "bundle of {EDITS} edits, {} MB of lines, {} MB sealed",
        lines.len() >> 20,
        bytes.len() >> 20
    ));
    group.sample_size(10);
    group.bench_function("seal", |b| b.iter(|| sealed(black_box(&edits))));
    group.bench_function("open", |b| b.iter(|| open(black_box(&bytes)).unwrap()));
    let mut trust = Trust::default();
    trust.add("06256", key().public().clone());
    let within = |code: &str, above: &str| code == above;
    group.bench_function("open, judge, read every edit once", |b| {
        b.iter(
            || match open(&bytes).unwrap().judge(&trust, &within, "184") {
                Verdict::Good(verified) => verified,
                other => panic!("{other:?}"),
            },
        );
    });

    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    std::fs::write(dir.join("journal.jsonl"), &lines).unwrap();
    std::fs::write(dir.join("key"), key().to_openssh(None).unwrap()).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(
        dir.join("key"),
        std::os::unix::fs::PermissionsExt::from_mode(0o600),
    )
    .unwrap();
    // `gzip` deflates with the same method as `zip`, which few machines have.
    let deflate: (&str, &[&str]) = if here("zip") {
        ("zip", &["-q", "journal.zip", "journal.jsonl"])
    } else {
        ("gzip", &["-kf", "journal.jsonl"])
    };
    let tools = format!("{}, sha256sum, ssh-keygen -Y sign", deflate.0);
    group.bench_function(tools, |b| {
        b.iter(|| {
            run(dir, deflate.0, deflate.1, b"");
            run(dir, "sha256sum", &["journal.jsonl"], b"");
            let args = ["-Y", "sign", "-f", "key", "-n", "bieu-bundle"];
            run(dir, "ssh-keygen", &args, b"sums\n");
        });
    });
    std::fs::write(dir.join("a.bieu"), &bytes).unwrap();
    std::fs::write(dir.join("allowed_signers"), trust.print()).unwrap();
    run(dir, "unzip", &["-qo", "a.bieu"], b"");
    let sums = std::fs::read(dir.join("SHA256SUMS")).unwrap();
    group.bench_function("unzip, sha256sum -c, ssh-keygen -Y verify, gzip -t", |b| {
        b.iter(|| {
            run(dir, "unzip", &["-qo", "a.bieu"], b"");
            run(dir, "sha256sum", &["-c", "SHA256SUMS"], b"");
            let args = [
                "-Y",
                "verify",
                "-f",
                "allowed_signers",
                "-I",
                "06256",
                "-n",
                "bieu-bundle",
                "-s",
                "SHA256SUMS.sig",
            ];
            run(dir, "ssh-keygen", &args, &sums);
            run(dir, "gzip", &["-t", "journal.jsonl.gz"], b"");
        });
    });
    group.finish();
}

criterion_group!(benches, bundle);
criterion_main!(benches);
