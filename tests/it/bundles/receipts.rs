//! Biên nhận: every byte counts, standard tools check them, an old one undoes nothing; and the way of a bundle and
//! its receipt between two offices.

use bieu::bundle::{
    BundleId, Gap, MAX_CODE, Mark, OpenedReceipt, Outcome, Papers, Part, PublicKey, Reason,
    Receipt, ReceiptFault, Sent, Tally, Trust, Verdict, is_spoken, keys_of, open, open_receipt,
    read_code, spoken_means,
};
use bieu::form::Period;
use bieu::locale::{Language, Words};
use bieu::place::Regime;
use bieu::record::{PhieuId, PlaceRef};
use bieu::review::Deed;
use bieu::task::{self, Given, TaskError, demo};
use bieu::workspace::{Clock, Init, Kept, Pile, Workspace};
use serde_json::json;

use super::fixture::{Laptop, Making, NOW, cases, commune, key, tool, within};
use crate::command_line::Desk;

fn sent(laptop: &Laptop) -> Sent {
    Sent::of(&open(&Making::up(laptop).seal()).unwrap())
}

fn receipt(sent: &Sent) -> Receipt {
    Receipt {
        from: sent.to.clone(),
        to: sent.from.clone(),
        bundle: sent.id,
        training: sent.training,
        outcome: Outcome::Whole,
        arrived: sent.heads.clone(),
        missing: Vec::new(),
        counts: Tally {
            new: 9,
            ..Tally::default()
        },
        papers: Papers::default(),
        returned: Vec::new(),
        time: NOW,
    }
}

/// Key 50 is the receiving office's.
fn signed(receipt: Receipt) -> OpenedReceipt {
    receipt.sign(&key(50)).unwrap()
}

fn code(text: &str, sent: &Sent, keys: &[PublicKey]) -> Result<OpenedReceipt, ReceiptFault> {
    read_code(text, std::slice::from_ref(sent), &|_| keys.iter().collect())
}

#[test]
fn every_byte_of_a_file_counts() {
    let sent = sent(&commune(1));
    let bytes = signed(receipt(&sent)).bytes();
    let opened = open_receipt(&bytes).unwrap();
    assert_eq!(opened.bytes(), bytes);
    assert_eq!(opened.receipt(), &receipt(&sent));
    opened.judge(&sent, &[key(50).public()]).unwrap();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut broken = bytes.clone();
            broken[at] ^= 1 << bit;
            assert!(open_receipt(&broken).is_err(), "byte {at}, bit {bit}");
        }
        assert!(open_receipt(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert!(open_receipt(&[&bytes[..], b"\n"].concat()).is_err());
    assert_eq!(
        open_receipt(&vec![b'{'; (4 << 20) + 1]).unwrap_err(),
        ReceiptFault::TooLarge
    );
}

#[test]
fn every_letter_of_a_code_counts_and_a_slip_is_told_from_a_forgery() {
    let sent = sent(&commune(1));
    let keys = [key(50).public().clone()];
    let whole = signed(receipt(&sent));
    let text = whole.code(&sent.heads).unwrap();
    println!(
        "code: {} letters, file: {} bytes",
        text.len(),
        whole.bytes().len()
    );
    assert!(text.len() <= 130, "{}", text.len());
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let again = code(&text, &sent, &keys).unwrap();
    assert_eq!(again.bytes(), whole.bytes());
    // As Zalo and people hand it on: in a message, in pieces, with blanks that nobody sees.
    let pieces: Vec<String> = text
        .chars()
        .collect::<Vec<_>>()
        .chunks(7)
        .map(String::from_iter)
        .collect();
    for spelled in [
        format!("  {text}\n"),
        format!("Chị Lan ơi, biên nhận đây: {text} (nhận đủ rồi)"),
        pieces.join(" "),
        pieces.join("\r\n"),
        pieces.join("\u{200b}"),
    ] {
        assert_eq!(
            code(&spelled, &sent, &keys).unwrap().bytes(),
            whole.bytes(),
            "{spelled}"
        );
    }
    let letters: Vec<char> = text.chars().collect();
    for at in 0..letters.len() {
        for other in ['1', '2', 'Z', 'a', 'z', '0', 'O', 'l', 'I', 'ă'] {
            if letters[at] == other {
                continue;
            }
            let mut broken = letters.clone();
            broken[at] = other;
            let broken: String = broken.into_iter().collect();
            let fault = code(&broken, &sent, &keys).unwrap_err();
            let slip = matches!(
                fault,
                ReceiptFault::Typed | ReceiptFault::Letter(_) | ReceiptFault::NotReceipt
            );
            assert!(slip, "{at}: {fault}");
        }
        let mut short = letters.clone();
        short.remove(at);
        assert!(code(&String::from_iter(short), &sent, &keys).is_err());
        if at + 1 < letters.len() && letters[at] != letters[at + 1] {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            assert!(code(&String::from_iter(swapped), &sent, &keys).is_err());
        }
    }
    // A whole code over another statement than home puts together is no slip: its signature does not hold.
    let mut other = sent.clone();
    other.heads[0].seq += 1;
    assert_eq!(
        code(&text, &other, &keys).unwrap_err(),
        ReceiptFault::Signature
    );
    // A key that does not speak for the office, and a bundle that was not sent from here.
    let fault = code(&text, &sent, &[key(51).public().clone()]).unwrap_err();
    assert!(matches!(fault, ReceiptFault::Key { .. }), "{fault}");
    other.id = BundleId([7; 32]);
    assert_eq!(
        code(&text, &other, &keys).unwrap_err(),
        ReceiptFault::NotSent
    );
    assert_eq!(
        code("", &sent, &keys).unwrap_err(),
        ReceiptFault::NotReceipt
    );
    assert_eq!(code("BN", &sent, &keys).unwrap_err(), ReceiptFault::Typed);
    assert!(code(&"B".repeat(1 << 20), &sent, &keys).is_err());
    assert!(code(&format!("BN{}", "z".repeat(1 << 20)), &sent, &keys).is_err());
}

#[test]
fn a_code_says_what_is_missing_as_long_as_it_is_short() {
    let laptop = commune(1);
    let mut sent = sent(&laptop);
    let keys = [key(50).public().clone()];
    for n in 2..=40 {
        let other = commune(n);
        sent.heads.push(Mark::from(&other.head()));
    }
    sent.heads.sort_unstable();
    let lacking = |count: usize| {
        let mut receipt = receipt(&sent);
        receipt.outcome = Outcome::Partial;
        let absent: Vec<Mark> = receipt.arrived.split_off(receipt.arrived.len() - count);
        receipt.missing = absent
            .iter()
            .map(|mark| Gap {
                writer: mark.writer,
                from_seq: 3,
                to_seq: mark.seq,
            })
            .collect();
        receipt.counts = Tally {
            new: 1_000_000,
            same: 300,
            held: 200,
            rejected: 1,
        };
        receipt.time = -1;
        signed(receipt)
    };
    for count in 0..3 {
        let opened = lacking(count);
        let text = opened.code(&sent.heads).unwrap();
        assert!(text.len() <= MAX_CODE);
        assert_eq!(code(&text, &sent, &keys).unwrap().bytes(), opened.bytes());
    }
    assert_eq!(
        lacking(20).code(&sent.heads),
        None,
        "only the file says so much"
    );
    let mut returned = receipt(&sent);
    returned.returned = vec![PhieuId([4; 32])];
    let returned = signed(returned);
    assert_eq!(returned.code(&sent.heads), None);
    assert_eq!(
        open_receipt(&returned.bytes()).unwrap().bytes(),
        returned.bytes()
    );
}

#[test]
fn the_file_names_what_is_returned_and_the_code_counts_it() {
    let sent = sent(&commune(1));
    let keys = [key(50).public().clone()];
    let mut said = receipt(&sent);
    said.papers = Papers {
        returned: 2,
        accepted: 30_000,
    };
    let counted = signed(said.clone());
    let text = counted.code(&sent.heads).unwrap();
    println!("code with papers: {} letters", text.len());
    assert!(text.len() <= 135, "{}", text.len());
    assert_eq!(code(&text, &sent, &keys).unwrap().bytes(), counted.bytes());
    said.returned = vec![PhieuId([4; 32]), PhieuId([5; 32])];
    let named = signed(said.clone());
    assert_eq!(open_receipt(&named.bytes()).unwrap().receipt(), &said);
    assert_eq!(named.code(&sent.heads), None);
    assert!(named.receipt().stands_over(counted.receipt()));
    assert!(!counted.receipt().stands_over(named.receipt()));
    // It names all of them or none.
    said.returned.pop();
    assert_eq!(
        open_receipt(&signed(said).bytes()).unwrap_err(),
        ReceiptFault::Field("returned")
    );
}

#[test]
fn a_receipt_counts_only_from_the_office_that_it_was_sent_to_and_of_what_was_sent() {
    let sent = sent(&commune(1));
    let fifty = key(50);
    let judge = |change: &dyn Fn(&mut Receipt)| {
        let mut said = receipt(&sent);
        change(&mut said);
        let opened = open_receipt(&signed(said).bytes()).unwrap();
        opened.judge(&sent, &[fifty.public()]).map(|_| ())
    };
    assert_eq!(judge(&|_| ()), Ok(()));
    assert_eq!(
        judge(&|said| said.bundle = BundleId([1; 32])),
        Err(ReceiptFault::NotSent)
    );
    for change in [
        &(|said: &mut Receipt| said.from = "185".into()) as &dyn Fn(&mut Receipt),
        &|said| said.to = "06259".into(),
    ] {
        assert!(matches!(judge(change), Err(ReceiptFault::Office { .. })));
    }
    assert_eq!(
        judge(&|said| said.training = false),
        Err(ReceiptFault::Training)
    );
    assert_eq!(
        judge(&|said| said.arrived[0].seq += 1),
        Err(ReceiptFault::Foreign)
    );
    let past = Gap {
        writer: sent.heads[0].writer,
        from_seq: 2,
        to_seq: 10,
    };
    assert_eq!(
        judge(&|said| said.missing = vec![past]),
        Err(ReceiptFault::Foreign)
    );
    let opened = signed(receipt(&sent));
    assert!(matches!(
        opened.judge(&sent, &[]),
        Err(ReceiptFault::Key { .. })
    ));
    // Which keys speak for the office: its own and those above, not those beside or below.
    let mut trust = Trust::default();
    for (place, seed) in [("184", 50), ("20", 51), ("185", 52), ("06256", 53)] {
        trust.add(place, key(seed).public().clone());
    }
    let mut speak: Vec<PublicKey> = keys_of(&trust, "184", &within)
        .into_iter()
        .cloned()
        .collect();
    let mut expected = vec![key(50).public().clone(), key(51).public().clone()];
    speak.sort();
    expected.sort();
    assert_eq!(speak, expected);
}

#[test]
fn an_older_receipt_undoes_nothing() {
    let mut sent = sent(&commune(1));
    sent.heads.push(Mark::from(&commune(2).head()));
    let full = receipt(&sent);
    let mut part = full.clone();
    part.outcome = Outcome::Partial;
    part.arrived.pop();
    assert!(full.stands_over(&part));
    part.time = full.time + 1000;
    assert!(
        !part.stands_over(&full),
        "clocks decide nothing about what arrived"
    );
    let mut accepted = full.clone();
    accepted.outcome = Outcome::Accepted;
    accepted.time += 10;
    assert!(accepted.stands_over(&full) && !full.stands_over(&accepted));
}

#[test]
fn what_is_no_receipt_or_no_bundle_is_named() {
    let laptop = commune(1);
    let bundle = Making::up(&laptop).seal();
    let file = signed(receipt(&sent(&laptop))).bytes();
    assert_eq!(open_receipt(&bundle).unwrap_err(), ReceiptFault::Bundle);
    assert_eq!(open(&file).unwrap_err().reason, Reason::Receipt);
    let head = laptop.head();
    let signature = head.signature.clone().into_bytes();
    let message = bieu::record::SignedHead::message(head.writer, head.seq, head.edit);
    for bytes in [head.line(), signature, message] {
        assert_eq!(open_receipt(&bytes).unwrap_err(), ReceiptFault::Head);
        let bad = open(&bytes).unwrap_err();
        assert_eq!((bad.part, bad.reason), (Part::Container, Reason::Head));
    }
    assert_eq!(open_receipt(b"").unwrap_err(), ReceiptFault::NotReceipt);
    // A bundle's signature is not a receipt's, though the key is the same.
    assert_eq!(
        open_receipt(
            &[
                &file[..file.iter().position(|b| *b == b'\n').unwrap() + 1],
                head.signature.as_bytes()
            ]
            .concat()
        )
        .unwrap_err(),
        ReceiptFault::Signature
    );
}

#[test]
fn digits_on_the_phone_inform() {
    let one = sent(&commune(1));
    let two = sent(&commune(2));
    let said = signed(receipt(&two)).spoken();
    assert_eq!(said.len(), 14);
    assert!(
        is_spoken(&said) && is_spoken(&said.replace(' ', "")) && is_spoken(&said.replace(' ', "-"))
    );
    assert!(!is_spoken("1234 5678 901") && !is_spoken("1234 5678 9012 3") && !is_spoken("BN12"));
    let all = [one, two.clone()];
    assert_eq!(spoken_means(&said, &all), Some((&two, Outcome::Whole)));
    assert_eq!(spoken_means("0000 0000 0000", &all), None);
}

#[test]
fn ssh_keygen_verifies_a_receipt() {
    let dir = tempfile::tempdir().unwrap();
    let file = signed(receipt(&sent(&commune(1)))).bytes();
    let end = file.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    std::fs::write(dir.path().join("b.sig"), &file[end..]).unwrap();
    let mut trust = Trust::default();
    trust.add("184", key(50).public().clone());
    std::fs::write(dir.path().join("allowed_signers"), trust.print()).unwrap();
    let verify = |place: &str, namespace: &str, line: &[u8]| {
        let args = [
            "-Y",
            "verify",
            "-f",
            "allowed_signers",
            "-I",
            place,
            "-n",
            namespace,
            "-s",
            "b.sig",
        ];
        tool(dir.path(), "ssh-keygen", &args, line)
    };
    if let Some((fine, said)) = verify("184", "bieu-receipt", &file[..end]) {
        assert!(fine, "{said}");
        assert!(!verify("185", "bieu-receipt", &file[..end]).unwrap().0);
        assert!(!verify("184", "bieu-bundle", &file[..end]).unwrap().0);
        assert!(!verify("184", "bieu-receipt", &file[..end - 1]).unwrap().0);
    }
}

#[test]
fn every_fault_has_words_in_both_languages() {
    let faults = [
        ReceiptFault::NotReceipt,
        ReceiptFault::Bundle,
        ReceiptFault::Head,
        ReceiptFault::TooLarge,
        ReceiptFault::SignatureShape,
        ReceiptFault::Signature,
        ReceiptFault::Newer {
            found: 71,
            known: 72,
        },
        ReceiptFault::NotCanonical,
        ReceiptFault::Field("counts"),
        ReceiptFault::Letter('ă'),
        ReceiptFault::Typed,
        ReceiptFault::NotSent,
        ReceiptFault::Office {
            from: "184".into(),
            to: "185".into(),
        },
        ReceiptFault::Training,
        ReceiptFault::Key {
            office: "184".into(),
            code: "0000 1111".into(),
        },
        ReceiptFault::Key {
            office: "184".into(),
            code: String::new(),
        },
        ReceiptFault::Foreign,
    ];
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for fault in &faults {
            assert!(words.has(fault.code()), "{language:?} {}", fault.code());
            let said = words.of(fault.code(), &fault.args());
            for (name, value) in fault.args() {
                assert!(
                    said.contains(&value),
                    "{language:?} {}: {name}",
                    fault.code()
                );
            }
        }
        for outcome in Outcome::ALL {
            assert!(words.has(&format!("receipt-state-{}", outcome.as_str())));
        }
        assert!(words.has("receipt-state-none"));
    }
}

// -------------------------------------------------------------------------------------------- two offices

const CLOCK: Clock = Clock::Fixed(1_795_000_000);

fn office(dir: &std::path::Path) -> Workspace {
    let init = Init {
        place: "20".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    Workspace::init(dir, &init, CLOCK).unwrap()
}

/// Sent, taken in, and the receipt handed out.
fn carry(from: &Workspace, to: &mut Workspace, full: bool) -> (task::Export, task::Handed) {
    let key = from.key(None).unwrap();
    let export = match full {
        true => task::export_full(from, None, &key, &mut |_, _| true).unwrap(),
        false => task::export(from, None, &key, &mut |_, _| true).unwrap(),
    };
    from.remember_sent(&export.sent).unwrap();
    let handed = take(to, &export.bytes);
    (export, handed)
}

fn take(to: &mut Workspace, bytes: &[u8]) -> task::Handed {
    let judged = task::judge(
        bytes,
        &to.trust().unwrap(),
        to.places(),
        to.config(),
        to.today(),
    );
    let Verdict::Good(verified) = judged else {
        panic!("{judged:?}")
    };
    let plan = task::plan(to, &verified).unwrap();
    task::import(to, &verified, &plan, &mut |_, _| true).unwrap();
    assert!(task::hold(to, &verified, bytes, &plan).unwrap());
    let arrival = task::arrived(to, &verified, &plan).unwrap();
    task::hand(to, &arrival, &to.key(None).unwrap()).unwrap()
}

fn type_something(workspace: &mut Workspace) {
    let thon = workspace.thons().unwrap()[0].id;
    workspace.add_household(PlaceRef::Thon(thon)).unwrap();
}

#[test]
fn only_what_is_new_goes_after_a_receipt_and_what_is_lost_comes_again() {
    let dir = tempfile::tempdir().unwrap();
    demo::make(
        &dir.path().join("xa"),
        "06253",
        Regime::TwoTier,
        cases(12),
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let mut low = Workspace::open(&dir.path().join("xa"), CLOCK).unwrap().0;
    let mut high = office(&dir.path().join("tren"));
    high.grant("06253", low.public_key()).unwrap();
    low.grant("20", high.public_key()).unwrap();

    let (first, handed) = carry(&low, &mut high, false);
    assert!(!first.sent.since);
    assert_eq!(handed.outcome, Outcome::Whole);
    // No receipt yet: everything goes again.
    let key = low.key(None).unwrap();
    let again = task::export(&low, None, &key, &mut |_, _| true).unwrap();
    assert!(!again.sent.since);
    assert_eq!(again.edits, first.edits);
    let code = handed.code.clone().unwrap();
    let took = task::take_receipt(&low, Given::Code(&code)).unwrap();
    assert_eq!(
        (took.kept, took.receipt.bytes()),
        (Kept::New, handed.bytes.clone())
    );
    let took = task::take_receipt(&low, Given::File(&handed.bytes)).unwrap();
    assert_eq!(took.kept, Kept::Same);

    type_something(&mut low);
    let (second, handed) = carry(&low, &mut high, false);
    assert!(second.sent.since);
    assert_eq!(second.left_out, 0);
    assert!(second.edits < 10, "{}", second.edits);
    println!(
        "full {} bytes, what is new {} bytes; code {} letters, receipt {} bytes",
        first.bytes.len(),
        second.bytes.len(),
        code.len(),
        handed.bytes.len()
    );
    assert!(second.bytes.len() < first.bytes.len() / 5);
    assert_eq!(handed.outcome, Outcome::Whole);
    // The office above has its own beginning and its grant besides.
    assert_eq!(low.store().edit_count() + 2, high.store().edit_count());
    task::take_receipt(&low, Given::File(&handed.bytes)).unwrap();
    let full = task::export_full(&low, None, &key, &mut |_, _| true).unwrap();
    assert_eq!(
        (full.sent.since, full.edits),
        (false, low.store().edit_count())
    );

    // The office above begins anew: what is new waits there, is told, and comes again by itself.
    let mut fresh = office(&dir.path().join("moi"));
    fresh.grant("06253", low.public_key()).unwrap();
    low.grant("20", fresh.public_key()).unwrap();
    type_something(&mut low);
    let (third, handed) = carry(&low, &mut fresh, false);
    assert!(third.sent.since);
    assert_eq!(handed.outcome, Outcome::Partial);
    assert_eq!(handed.missing.len(), 1);
    assert_eq!(handed.missing[0].from_seq, 1);
    // Its own beginning and its grant, and nothing of the bundle.
    assert_eq!(fresh.store().edit_count(), 2);
    assert_eq!(fresh.held().unwrap(), [third.sent.id]);
    assert_eq!(task::waiting(&fresh).unwrap()[0].edits, third.edits);
    let first_said = handed.bytes.clone();
    task::take_receipt(&low, Given::Code(handed.code.as_deref().unwrap())).unwrap();
    type_something(&mut low);
    let (fourth, handed) = carry(&low, &mut fresh, false);
    assert!(
        !fourth.sent.since,
        "nothing of it is there, so everything goes"
    );
    assert_eq!(handed.outcome, Outcome::Whole);
    let settled = task::settle(&mut fresh, &mut |_, _| true).unwrap();
    assert_eq!(settled.len(), 1);
    assert_eq!((settled[0].id, settled[0].counts.new), (third.sent.id, 0));
    assert!(fresh.held().unwrap().is_empty());
    let whole = task::hand(&fresh, &settled[0], &fresh.key(None).unwrap()).unwrap();
    assert_eq!(whole.outcome, Outcome::Whole);
    task::take_receipt(&low, Given::File(&whole.bytes)).unwrap();
    // What the third said at first says less, and no longer counts.
    let late = task::take_receipt(&low, Given::File(&first_said)).unwrap();
    assert_eq!(late.kept, Kept::Older);
    let code = handed.code.as_deref().unwrap();
    let took = task::take_receipt(&low, Given::Code(code)).unwrap();
    assert_eq!((took.kept, took.sent.id), (Kept::New, fourth.sent.id));
    // Newest first.
    let outcomes: Vec<Option<Outcome>> = low
        .posted()
        .iter()
        .map(|posted| {
            posted
                .receipt
                .as_ref()
                .map(|opened| opened.receipt().outcome)
        })
        .collect();
    assert_eq!(outcomes, vec![Some(Outcome::Whole); 4]);

    // A key that is no longer trusted takes its receipts with it.
    let stranger = office(&dir.path().join("la"));
    let arrival = task::Arrival {
        id: fourth.sent.id,
        from: "06253".into(),
        training: true,
        heads: fourth.sent.heads.clone(),
        arrived: fourth.sent.heads.clone(),
        missing: Vec::new(),
        counts: Tally::default(),
        conflicts: 0,
    };
    let forged = task::hand(&stranger, &arrival, &stranger.key(None).unwrap()).unwrap();
    for given in [
        Given::File(&forged.bytes),
        Given::Code(forged.code.as_deref().unwrap()),
    ] {
        let fault = task::take_receipt(&low, given).unwrap_err();
        assert!(
            matches!(fault, TaskError::Receipt(ReceiptFault::Key { .. })),
            "{fault}"
        );
    }
}

// -------------------------------------------------------------------------------------------- by hand

/// Every file under a folder with its bytes, but for those that a lock or a log touches.
fn files(dir: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for name in ["sent", "held", "trust"] {
        if let Ok(entries) = std::fs::read_dir(dir.join(name)) {
            for entry in entries.map(Result::unwrap) {
                found.push((entry.path(), std::fs::read(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_receipt_goes_home_by_hand_and_nothing_else_is_taken_for_one() {
    let desk = Desk::new();
    let _ = desk
        .run("none", &["demo", "mau", "--no-tui", "--households", "4"])
        .ok();
    let init = [
        "init",
        "--place",
        "20",
        "--regime",
        "2-cap",
        "--training",
        "--json",
    ];
    let _ = desk.run("tren", &init).json(0);
    for (from, to, place) in [("mau/xa", "tren", "06253"), ("tren", "mau/xa", "20")] {
        let line = desk.run(from, &["key", "show"]).ok();
        let key = desk.file("k.pub", &line);
        let _ = desk.run(to, &["key", "trust", &key, "--place", place]).ok();
    }
    let said = desk
        .run("mau/xa", &["export", "-o", "nop.bieu", "--json"])
        .json(0);
    assert_eq!(
        (&said["kind"], &said["households"]),
        (&json!("full"), &json!(4))
    );
    let note = std::fs::read_to_string(desk.path("nop.bieu.txt")).unwrap();
    assert_eq!(note.trim_end(), said["note"]);
    assert!(
        note.contains(said["code"].as_str().unwrap()) && note.contains("4 hộ"),
        "{note}"
    );
    let list = desk.run("mau/xa", &["receipt", "list", "--json"]).json(0);
    assert_eq!(list[0]["outcome"], json!(null));

    // At the office above: a dry run makes none, an import does.
    let dry = [
        "import",
        "nop.bieu",
        "--dry-run",
        "--receipt",
        "thu.bieunhan",
        "--json",
    ];
    assert_eq!(desk.run("tren", &dry).json(0)["receipts"], json!([]));
    assert!(!desk.path("thu.bieunhan").exists());
    let args = ["import", "nop.bieu", "--receipt", "ve.bieunhan", "--json"];
    let said = desk.run("tren", &args).json(0);
    let receipt = &said["receipts"][0];
    assert_eq!(
        (&receipt["outcome"], &receipt["to"]),
        (&json!("whole"), &json!("06253"))
    );
    let code = receipt["text"].as_str().unwrap();
    let told = desk.run("tren", &["import", "nop.bieu"]).ok();
    assert!(
        told.lines()
            .any(|line| line.starts_with("BN") && line.len() > 100),
        "{told}"
    );
    let two = [
        "import",
        "nop.bieu",
        "nop.bieu",
        "--receipt",
        "x.bieunhan",
        "--json",
    ];
    assert_eq!(desk.run("tren", &two).trouble(2), "receipt-folder");

    // At home: what is no receipt, and every damaged one, is refused, and nothing is written.
    let before = files(&desk.path("mau/xa"));
    let refused = |file: &str| {
        assert_eq!(
            desk.run("mau/xa", &["receipt", file, "--json"]).trouble(4),
            "receipt-bad"
        );
    };
    refused("nop.bieu");
    let bytes = std::fs::read(desk.path("ve.bieunhan")).unwrap();
    let step = bytes.len() / cases(6).clamp(1, bytes.len());
    for at in (0..bytes.len()).step_by(step.max(1)) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x20;
        std::fs::write(desk.path("hong.bieunhan"), &broken).unwrap();
        refused("hong.bieunhan");
    }
    let mut typed = code.to_owned().into_bytes();
    typed[40] = if typed[40] == b'x' { b'y' } else { b'x' };
    refused(std::str::from_utf8(&typed).unwrap());
    assert_eq!(
        desk.run("mau/xa", &["receipt", "không.bieunhan", "--json"])
            .trouble(5),
        "no-file"
    );
    assert_eq!(
        desk.run("mau/xa", &["receipt", "000000000000", "--json"])
            .trouble(4),
        "receipt-spoken"
    );
    let spoken = receipt["spoken"].as_str().unwrap();
    let heard = desk.run("mau/xa", &["receipt", spoken, "--json"]).json(0);
    assert_eq!(
        (&heard["kept"], &heard["outcome"]),
        (&json!("spoken"), &json!("whole"))
    );
    assert_eq!(files(&desk.path("mau/xa")), before);
    for (file, name) in [
        ("ve.bieunhan", "bundle-other-file"),
        ("k.pub", "bundle-bad"),
    ] {
        assert_eq!(
            desk.run("tren", &["import", file, "--json"]).trouble(4),
            name
        );
    }

    let took = desk.run("mau/xa", &["receipt", code, "--json"]).json(0);
    assert_eq!(
        (&took["kept"], &took["outcome"]),
        (&json!("new"), &json!("whole"))
    );
    let took = desk
        .run("mau/xa", &["receipt", "ve.bieunhan", "--json"])
        .json(0);
    assert_eq!(took["kept"], "same");
    let list = desk.run("mau/xa", &["receipt", "list"]).ok();
    assert!(list.contains("[đã nhận]"), "{list}");
    let said = desk
        .run(
            "mau/xa",
            &["export", "--clear", "-o", "them.bieu", "--json"],
        )
        .json(0);
    assert_eq!(
        (&said["kind"], &said["edits"]),
        (&json!("since"), &json!(0))
    );
    let said = desk
        .run(
            "mau/xa",
            &["export", "--full", "--clear", "-o", "het.bieu", "--json"],
        )
        .json(0);
    assert_eq!(said["kind"], "full");
    // An office that has nothing keeps what is new and says what is missing.
    let _ = desk.run("moi", &init).json(0);
    let key = desk.file("xa.pub", &desk.run("mau/xa", &["key", "show"]).ok());
    let _ = desk
        .run("moi", &["key", "trust", &key, "--place", "06253"])
        .ok();
    let said = desk.run("moi", &["import", "them.bieu", "--json"]).json(0);
    assert_eq!(said["waiting"][0]["missing"][0]["from"], 1);
    let said = desk.run("moi", &["import", "het.bieu", "--json"]).json(0);
    assert_eq!((&said["held"], &said["waiting"]), (&json!(0), &json!(null)));
}

/// The same bundle taken in again after the office above has looked at it: its receipt says what became of the
/// papers, in the file by name and in the code by number, and home shows it.
#[test]
fn a_receipt_tells_what_was_returned_and_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = crate::handing::two(dir.path());
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let planned = crate::handing::plan(&low, Deed::Submit, &pile);
    low.hand_all(Deed::Submit, &planned, &mut |_, _| true)
        .unwrap();
    let ids = planned.done;
    let (export, handed) = carry(&low, &mut high, false);
    assert_eq!(handed.papers, Papers::default());
    high.give_back(ids[0], Vec::new(), Some("xem lại".to_owned()))
        .unwrap();
    high.hand(Deed::Accept, ids[1]).unwrap();
    high.hand(Deed::Accept, ids[2]).unwrap();
    high.hand(Deed::Lock, ids[2]).unwrap();
    let handed = take(&mut high, &export.bytes);
    let papers = Papers {
        returned: 1,
        accepted: 2,
    };
    assert_eq!((handed.papers, handed.outcome), (papers, Outcome::Whole));
    let text = handed.code.unwrap();
    let took = task::take_receipt(&low, Given::Code(&text)).unwrap();
    assert_eq!(took.kept, Kept::New);
    assert_eq!(took.receipt.receipt().papers, papers);
    assert_eq!(took.receipt.receipt().returned, []);
    let took = task::take_receipt(&low, Given::File(&handed.bytes)).unwrap();
    assert_eq!(took.kept, Kept::New);
    assert_eq!(took.receipt.receipt().returned, [ids[0]]);
    let took = task::take_receipt(&low, Given::Code(&text)).unwrap();
    assert_eq!(took.kept, Kept::Older, "the file says more");
    drop(low);
    let size = (100, 30);
    let mut seat = crate::screens::Seat::at(&dir.path().join("xa"), Language::Vietnamese, size);
    let home = seat.screen();
    assert!(home.contains("trả lại 1"), "{home}");
    let sent = seat.keys("5").screen();
    assert!(sent.contains("đã nhận · trả lại 1 · đã duyệt 2"), "{sent}");
    // A new submission that is accepted is told by the next receipt.
    drop(seat);
    let mut low = Workspace::open(&dir.path().join("xa"), CLOCK).unwrap().0;
    crate::workspace::send(&high, &mut low);
    low.finish(ids[0]).unwrap();
    low.hand(Deed::Submit, ids[0]).unwrap();
    let (_, handed) = carry(&low, &mut high, false);
    let left = Papers {
        returned: 0,
        accepted: 2,
    };
    assert_eq!(handed.papers, left);
}
