//! Bundles of what came after a receipt, and bundles in any order: five writers, late, doubled, missing.

use bieu::bundle::{Gap, Kind, Mark, SealError, Sealing, Trust, Verdict, Verified, open, seal};
use bieu::form::{Name, Path};
use bieu::place::Regime;
use bieu::record::{EditId, PhieuId, SlotPath};
use bieu::task;
use bieu::workspace::{Clock, Init, Workspace};

use super::fixture::{Laptop, Making, NOW, Office, cases, commune, good, within};
use crate::store::Dice;

/// The bundle of a laptop with what came after its first `base` edits, up to its first `end`.
fn since(laptop: &Laptop, base: usize, end: usize) -> Vec<u8> {
    let kind = match base {
        0 => Kind::Full,
        _ => Kind::Since(vec![Mark::from(&laptop.head_at(base))]),
    };
    let sealing = Sealing {
        kind,
        from: "06256".into(),
        to: "184".into(),
        period: None,
        training: true,
        created: NOW,
        papers: Vec::new(),
        heads: vec![laptop.head_at(end)],
        edits: &mut laptop.edits[base..end].iter().cloned(),
        key: &laptop.key(),
    };
    seal(sealing, &mut |_| true).unwrap()
}

pub(super) fn verified(bytes: &[u8], laptop: &Laptop) -> Verified {
    let mut trust = Trust::default();
    trust.add("06256", laptop.key().public().clone());
    good(open(bytes).unwrap(), &trust, "184")
}

#[test]
fn a_bundle_of_what_came_after_holds_and_counts_that_alone() {
    let mut laptop = commune(1);
    laptop.household("06256", "06256-0003");
    let bytes = since(&laptop, 9, 13);
    let opened = open(&bytes).unwrap();
    let base = vec![Mark::from(&laptop.head_at(9))];
    assert_eq!(opened.manifest().kind, Kind::Since(base));
    let counts = opened.manifest().counts;
    assert_eq!((counts.households, counts.phieu, counts.edits), (1, 1, 4));
    assert!(
        verified(&bytes, &laptop)
            .edits()
            .eq(laptop.edits[9..].iter().cloned())
    );
    assert_ne!(open(&since(&laptop, 0, 9)).unwrap().id(), opened.id());
    // Who has the base takes it; who lacks it is told what, and nothing is applied.
    let mut office = Office::new();
    office.take(&verified(&since(&laptop, 0, 9), &laptop));
    let plan = office.take(&verified(&bytes, &laptop));
    assert_eq!((plan.new, plan.households), (4, 1));
    assert!(!plan.may_come_later());
    let mut fresh = Office::new();
    let plan = fresh.take(&verified(&bytes, &laptop));
    let gap = Gap {
        writer: laptop.writer,
        from_seq: 1,
        to_seq: 9,
    };
    assert_eq!((plan.new, plan.waiting, &plan.held), (0, 4, &vec![gap]));
    assert!(plan.may_come_later());
}

#[test]
fn a_base_is_named_or_it_is_a_full_bundle() {
    let laptop = commune(1);
    let sealing = Sealing {
        kind: Kind::Since(Vec::new()),
        from: "06256".into(),
        to: "184".into(),
        period: None,
        training: true,
        created: NOW,
        papers: Vec::new(),
        heads: vec![laptop.head()],
        edits: &mut laptop.edits.iter().cloned(),
        key: &laptop.key(),
    };
    assert_eq!(seal(sealing, &mut |_| true), Err(SealError::Manifest));
    // What a full bundle says, it says in the bytes that it always had: the golden one knows nothing of a base.
    let text = String::from_utf8_lossy(&Making::up(&laptop).seal()).into_owned();
    assert!(!text.contains("\"since\""));
    assert!(within("06256", "184"));
}

// -------------------------------------------------------------------------------------------- in any order

/// Five laptops of one xã, four rounds: each answers the same question of one Phiếu and writes a household of its
/// own, and sends what is new. Every other bundle of a laptop holds everything that it has.
pub(super) struct Rounds {
    pub(super) laptops: Vec<Laptop>,
    pub(super) phieu: PhieuId,
    pub(super) answers: Vec<EditId>,
    pub(super) bundles: Vec<Sent>,
}

/// A bundle of one of the laptops: its edits from after a position up to another.
pub(super) struct Sent {
    pub(super) laptop: usize,
    pub(super) after: usize,
    pub(super) to: usize,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn rounds() -> Rounds {
    let mut laptops: Vec<Laptop> = (1..=5).map(Laptop::new).collect();
    let (phieu, _) = laptops[0].household("06256", "06256-0001");
    let (mut bundles, mut answers) = (Vec::new(), Vec::new());
    let mut sent = [0; 5];
    for round in 0..4 {
        answers.clear();
        for (n, laptop) in laptops.iter_mut().enumerate() {
            // Each replaces its own answer of the round before, and nobody else's.
            let before = laptop.edits.iter().rev().find(|edit| {
                edit.subject() == phieu.into()
                    && edit
                        .slot()
                        .is_some_and(|(path, _)| path == shared_question())
            });
            let replaces = before.map(|edit| edit.id()).into_iter().collect();
            let number = (10 * round + n).to_string();
            answers.push(laptop.answer(phieu, "so_nguoi", &number, replaces));
            laptop.household("06256", &format!("06256-{n}{round}00"));
            let end = laptop.edits.len();
            let base = if round % 2 == 1 { 0 } else { sent[n] };
            bundles.push(Sent {
                laptop: n,
                after: base,
                to: end,
                bytes: since(laptop, base, end),
            });
            sent[n] = end;
        }
    }
    Rounds {
        laptops,
        phieu,
        answers,
        bundles,
    }
}

pub(super) fn shared_question() -> SlotPath {
    SlotPath::Answer(Path::Field(Name::new("so_nguoi")))
}

struct Desk {
    workspace: Workspace,
    _dir: tempfile::TempDir,
}

impl Desk {
    fn new(laptops: &[Laptop]) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let init = Init {
            place: "184".into(),
            regime: Regime::ThreeTier,
            training: true,
            passphrase: None,
        };
        let clock = Clock::Fixed(NOW);
        let mut workspace = Workspace::init(&dir.path().join("tren"), &init, clock).unwrap();
        for laptop in laptops {
            let key = laptop.key().public().clone();
            workspace.grant("06256", &key).unwrap();
        }
        Desk {
            workspace,
            _dir: dir,
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let w = &mut self.workspace;
        let judged = task::judge(
            bytes,
            &w.trust().unwrap(),
            w.places(),
            w.config(),
            w.today(),
        );
        let Verdict::Good(verified) = judged else {
            panic!("{judged:?}");
        };
        let plan = task::plan(w, &verified).unwrap();
        task::import(w, &verified, &plan, &mut |_, _| true).unwrap();
        assert!(task::hold(w, &verified, bytes, &plan).unwrap());
        task::settle(w, &mut |_, _| true).unwrap();
    }

    /// What is there, free of the order in which it came.
    fn state(&self) -> (String, u64, Vec<(EditId, u64)>) {
        let scope = task::Scope {
            place: None,
            period: None,
        };
        let store = self.workspace.store();
        let heads = store.heads().unwrap();
        (
            task::state_hash(&self.workspace, &scope).unwrap(),
            store.edit_count(),
            heads.iter().map(|head| (head.edit, head.seq)).collect(),
        )
    }
}

#[test]
fn five_writers_come_to_the_same_in_any_order_doubled_or_late() {
    let all = rounds();
    let mut straight = Desk::new(&all.laptops);
    for sent in &all.bundles {
        straight.take(&sent.bytes);
    }
    let whole = straight.state();
    let edits: usize = all.laptops.iter().map(|laptop| laptop.edits.len()).sum();
    // Besides theirs the office has its own beginning, and a grant for each.
    assert_eq!(whole.1, (edits + 1 + all.laptops.len()) as u64);
    assert!(straight.workspace.held().unwrap().is_empty());
    // Every value that did not win stands in the conflict: one of each writer.
    let phieu = straight.workspace.phieu(all.phieu).unwrap();
    let slot = phieu.slot(&shared_question()).unwrap();
    let mut tips: Vec<EditId> = slot.tips().iter().map(|tip| tip.edit).collect();
    tips.sort_unstable();
    let mut answers = all.answers.clone();
    answers.sort_unstable();
    assert_eq!(tips, answers);
    assert_eq!(phieu.conflicts().len(), 1);

    for case in 0..cases(4) {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (case as u64 + 1));
        let mut order: Vec<usize> = (0..all.bundles.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.roll(at + 1));
        }
        // Some never come in the first go, some come twice or thrice.
        let late: Vec<usize> = order.split_off(order.len() - dice.roll(8));
        for _ in 0..dice.roll(6) {
            let again = order[dice.roll(order.len())];
            order.insert(dice.roll(order.len()), again);
        }
        let mut desk = Desk::new(&all.laptops);
        for at in &order {
            desk.take(&all.bundles[*at].bytes);
        }
        // The same bundles in the order in which they were made, once each, come to the same, whole or not.
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let mut other = Desk::new(&all.laptops);
        for at in &sorted {
            other.take(&all.bundles[*at].bytes);
        }
        assert_eq!(desk.state(), other.state(), "case {case}: {order:?}");
        let held = |desk: &Desk| desk.workspace.held().unwrap();
        assert_eq!(held(&desk), held(&other), "case {case}: {order:?}");
        for at in late.iter().chain(&order[..2]) {
            desk.take(&all.bundles[*at].bytes);
        }
        assert_eq!(desk.state(), whole, "case {case}: {order:?}, then {late:?}");
        assert!(held(&desk).is_empty());
        let phieu = desk.workspace.phieu(all.phieu).unwrap();
        let mut tips: Vec<EditId> = phieu
            .slot(&shared_question())
            .unwrap()
            .tips()
            .iter()
            .map(|tip| tip.edit)
            .collect();
        tips.sort_unstable();
        assert_eq!(tips, answers);
    }
}
