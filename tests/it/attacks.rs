//! Attacks through the doors that the command line has: every file that comes in from outside is damaged, exchanged or
//! forged, is refused, and leaves nothing behind.

use bieu::bundle::{Kind, Sealing, seal, sign_head};
use bieu::form::{Answer, Name, Path, Value};
use bieu::place::Regime;
use bieu::record::{Content, Draft, Edit, SignedHead, Stamp};
use bieu::task::{self, Given};
use serde_json::{Value as Json, json};

use crate::store::cases;
use crate::up_and_down::office::{Bundle, Land, Office};

/// A xã with two thôn, a household in each, and the district above.
struct Post<'a> {
    land: &'a Land,
    xa: Office<'a>,
    huyen: Office<'a>,
    labels: [String; 2],
}

impl<'a> Post<'a> {
    fn new(land: &'a Land) -> Post<'a> {
        let (xa, huyen) = (Office::of_unit(land, "06256"), Office::of_unit(land, "184"));
        xa.trusts(&huyen, "184");
        huyen.trusts(&xa, "06256");
        let labels = ["Thôn Một", "Thôn Hai"].map(|name| {
            let told = xa.json(&["place", "add", "--parent", "06256", name]);
            let label = told["label"].as_str().unwrap().to_owned();
            xa.visits_new(&label, &format!("Hộ ở {name}"), false);
            label
        });
        Post {
            land,
            xa,
            huyen,
            labels,
        }
    }

    fn thon(&self, n: usize) -> Office<'a> {
        let thon = Office::of_thon(self.land, "06256", &self.labels[n], 0);
        thon.trusts(&self.xa, "06256");
        self.xa.trusts(&thon, &self.labels[n]);
        thon
    }
}

fn land() -> Land {
    Land::new(Regime::ThreeTier, "2024", 1_732_000_000)
}

/// A bundle that somebody made by hand.
fn forged(land: &Land, bytes: &[u8]) -> Bundle {
    Bundle {
        file: land.file(".bieu", bytes),
        told: Json::Null,
    }
}

#[test]
fn no_damaged_receipt_is_taken_home_by_file_or_by_code() {
    let land = land();
    let post = Post::new(&land);
    let bundle = post.xa.sends(&[]);
    let took = post.huyen.takes(&[&bundle]).whole();
    let receipt = &took.told["receipts"][0];
    let bytes = std::fs::read(receipt["file"].as_str().unwrap()).unwrap();
    let code = receipt["text"].as_str().unwrap();
    let before = post.xa.remembered();
    post.xa.look(|workspace| {
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1 << (at % 8);
            let took = task::take_receipt(workspace, Given::File(&broken));
            assert!(took.is_err(), "byte {at}");
            let cut = task::take_receipt(workspace, Given::File(&bytes[..at]));
            assert!(cut.is_err(), "cut at {at}");
        }
        for at in 0..code.len() {
            let mut letters = code.as_bytes().to_vec();
            letters[at] = if letters[at] == b'k' { b'm' } else { b'k' };
            let text = String::from_utf8(letters).unwrap();
            let took = task::take_receipt(workspace, Given::Code(&text));
            assert!(took.is_err(), "letter {at}");
        }
    });
    // The verb says the same with its exit code, for a part of them.
    let step = (bytes.len() / cases(12).clamp(1, bytes.len())).max(1);
    for at in (0..bytes.len()).step_by(step) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x10;
        let file = land.file(".bieunhan", &broken);
        post.xa.refuses(&["receipt", &file], 4, "receipt-bad");
    }
    assert_eq!(post.xa.remembered(), before, "nothing was written");
    assert_eq!(post.xa.hears(&took, &bundle), "whole");
    assert_ne!(post.xa.remembered(), before);
}

#[test]
fn a_damaged_key_file_is_refused_or_tells_another_fingerprint() {
    let land = land();
    let (xa, other) = (
        Office::of_unit(&land, "06256"),
        Office::of_unit(&land, "184"),
    );
    let line = format!("{} máy huyện\n", other.key());
    let (key, comment) = (other.key().len(), line.len());
    let (mut refused, mut others) = (0, 0);
    for at in 0..comment {
        let mut broken = line.clone().into_bytes();
        broken[at] ^= 1 << (at % 7);
        let file = land.file(".pub", &broken);
        let before = xa.look(|workspace| workspace.store().edit_count());
        let (code, out, aside) = xa.run(&["key", "trust", &file, "--place", "184"]);
        let told: Json = serde_json::from_str(&out).unwrap();
        let after = xa.look(|workspace| workspace.store().edit_count());
        if code == 0 {
            // Another key, and both who compare see that it is; or the very key with another comment.
            assert_eq!(told["code"] == other.code(), at >= key, "byte {at}: {told}");
            assert_ne!(before, after);
            others += usize::from(at < key);
        } else {
            assert_eq!(
                (code, &told["code"]),
                (2, &json!("not-a-key")),
                "byte {at}: {aside}"
            );
            assert_eq!(before, after, "nothing was written");
            refused += 1;
        }
    }
    assert!(
        refused > 20 && others > 10,
        "{refused} refused, {others} are other keys"
    );
    // What is no key at all: a bundle, a receipt, a head, a private key.
    let bundle = std::fs::read(&other.sends(&["--to", "20"]).file).unwrap();
    for (bytes, error) in [
        (bundle.as_slice(), "not-a-key"),
        (b"", "not-a-key"),
        (b"{\"from\":\"184\"}\n", "not-a-key"),
        (&other.private_key(), "private-key"),
    ] {
        let file = land.file(".pub", bytes);
        xa.refuses(&["key", "trust", &file, "--place", "184"], 2, error);
    }
    // Larger than any key: refused before it is read.
    let file = land.file(".pub", &vec![b'a'; (64 << 10) + 1]);
    xa.refuses(&["key", "trust", &file, "--place", "184"], 5, "too-large");
}

#[test]
fn what_is_something_else_or_for_somebody_else_is_not_taken_in() {
    let land = land();
    let post = Post::new(&land);
    let bundle = post.xa.sends(&[]);
    let took = post.huyen.takes(&[&bundle]).whole();
    let receipt = took.told["receipts"][0]["file"].as_str().unwrap();
    let head = post.xa.look(|workspace| {
        let key = workspace.key(None).unwrap();
        let writers = workspace.store().writers().unwrap();
        let (seq, edit) = writers[0].tips[0];
        sign_head(&key, writers[0].writer, seq, edit)
            .unwrap()
            .line()
    });
    let receipt_as_bundle = forged(&land, &std::fs::read(receipt).unwrap());
    let head_as_bundle = forged(&land, &head);
    for wrong in [&receipt_as_bundle, &head_as_bundle] {
        post.huyen.refuses_bundle(wrong, "bundle-other-file");
    }
    let remembered = post.xa.remembered();
    post.xa
        .refuses(&["receipt", &bundle.file], 4, "receipt-bad");
    post.xa
        .refuses(&["receipt", &head_as_bundle.file], 4, "receipt-bad");
    assert_eq!(post.xa.remembered(), remembered);
    // A neighbour that believes the xã gets a bundle that is for the huyện; and the huyện's own comes back to it.
    let neighbour = Office::of_unit(&land, "185");
    let tinh = Office::of_unit(&land, "20");
    tinh.trusts(&post.xa, "06256");
    for office in [&neighbour, &tinh] {
        let (code, out, _) = office.run(&["import", &bundle.file]);
        let told: Json = serde_json::from_str(&out).unwrap();
        assert_eq!(code, 4, "{told}");
    }
    tinh.refuses_bundle(&bundle, "bundle-not-ours");
    // One that nobody trusts signs what another has made: whole, and unknown.
    let stranger = Office::of_unit(&land, "06256");
    let key = stranger.look(|workspace| workspace.key(None).unwrap());
    let resigned = post.xa.look(|workspace| {
        let export = task::export_full(workspace, None, &key, &mut |_, _| true);
        export.unwrap().bytes
    });
    post.huyen
        .refuses_bundle(&forged(&land, &resigned), "bundle-unknown");
}

#[test]
fn a_thon_says_nothing_of_a_household_of_another() {
    let land = land();
    let post = Post::new(&land);
    let (one, _two) = (post.thon(0), post.thon(1));
    // It has got hold of everything that the xã has.
    one.takes(&[&post.xa.sends(&["--to", "06256", "--full", "--clear"])])
        .whole();
    let papers = one.papers();
    let theirs = papers.iter().find(|paper| paper.thon == post.labels[1]);
    let theirs = theirs.unwrap();
    let before = post.xa.hash(None);
    one.types_unheard(theirs, "do thôn khác ghi");
    let took = post.xa.takes(&[&one.sends(&["--to", "06256"])]).whole();
    assert!(took.count("out_of_force") > 0);
    assert_eq!(post.xa.hash(None), before);
    let out = post.xa.doctor(None)["out_of_force"].clone();
    assert!(out["force-elsewhere"].as_u64().unwrap() > 0, "{out}");
    // Nor at the district, to which the xã passes it on.
    post.huyen.takes(&[&post.xa.sends(&[])]).whole();
    assert_eq!(post.huyen.hash(Some("06256")), post.xa.hash(Some("06256")));
    assert!(!post.huyen.shown(&theirs.id).contains("do thôn khác ghi"));
}

#[test]
fn a_xa_puts_no_word_into_the_mouth_of_its_thon() {
    let land = land();
    let post = Post::new(&land);
    let thon = post.thon(0);
    thon.takes(&[&post.xa.sends(&["--to", &thon.place])])
        .whole();
    let paper = thon.papers().swap_remove(0);
    thon.types(&paper, "Xóm Thật");
    post.xa.takes(&[&thon.sends(&["--to", "06256"])]).whole();
    post.huyen.takes(&[&post.xa.sends(&[])]).whole();
    let before = post.huyen.hash(None);
    let writer = post.xa.writer_of(&thon);
    // The thôn's chain, gone on with or branched off by the xã: under a head of the xã's own key, or under the one
    // that the thôn signed.
    let mut reasons = Vec::new();
    for (back, signed) in [(0, true), (2, true), (2, false)] {
        let bytes = post.xa.look(|workspace| {
            let key = workspace.key(None).unwrap();
            let store = workspace.store();
            let mut edits: Vec<Edit> = store.edits().unwrap().map(Result::unwrap).collect();
            let chain = edits.iter().filter(|edit| edit.header().writer == writer);
            let chain: Vec<Edit> = chain.cloned().collect();
            let last = &chain[chain.len() - 1 - back];
            let content = Content::Answer {
                path: Path::Field(Name::new("dia_chi")),
                answer: Some(Answer::Given(Value::Text("Xóm Giả".into()))),
            };
            let stamp = Stamp {
                writer,
                seq: last.header().seq + 1,
                prev: Some(last.id()),
                lamport: store.max_lamport() + 1,
                time: 0,
            };
            let id = bieu::record::PhieuId::parse(&paper.id).unwrap();
            let said = Edit::seal(
                Draft::new(Some(id.into()), Vec::new(), content),
                stamp,
                [7; 32],
            );
            let mut heads: Vec<SignedHead> = store.heads().unwrap();
            for state in store.writers().unwrap() {
                if state.key.as_deref() == Some(&key.public().line()) {
                    let (seq, id) = state.tips[0];
                    heads.push(sign_head(&key, state.writer, seq, id).unwrap());
                }
            }
            if signed {
                heads.push(sign_head(&key, writer, stamp.seq, said.id()).unwrap());
            }
            heads.sort_by_key(|head| (head.writer, head.seq, head.edit));
            edits.push(said);
            let sealing = Sealing {
                kind: Kind::Full,
                from: "06256".into(),
                to: "184".into(),
                period: None,
                training: true,
                created: workspace.now(),
                papers: Vec::new(),
                heads,
                edits: &mut edits.into_iter(),
                key: &key,
            };
            seal(sealing, &mut |_| true).unwrap()
        });
        let took = post.huyen.takes(&[&forged(&land, &bytes)]);
        assert_eq!(
            (took.count("new"), took.count("rejected")),
            (0, 1),
            "{took:?}"
        );
        reasons.push(took.aside);
        assert_eq!(post.huyen.hash(None), before);
        assert!(!post.huyen.shown(&paper.id).contains("Xóm Giả"));
    }
    // Each is told, with its reason.
    assert!(reasons.iter().all(|told| !told.is_empty()), "{reasons:?}");
}
