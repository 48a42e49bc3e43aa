//! The merge itself in very many orders: the bundles of five writers, verified once, planned and taken into real stores
//! at random, doubled, late or not at all. What must stand there is reckoned by hand.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bieu::bundle::Verified;
use bieu::record::{EditId, Slot};
use sha2::{Digest, Sha256};

use super::fixture::{Office, cases};
use super::since::{Rounds, Sent, rounds, shared_question, verified};
use crate::store::Dice;

/// How much of each chain is there.
type Reached = [usize; 5];

/// An office that keeps what waits and tries it again, as a data folder does.
struct Desk {
    office: Office,
    waiting: Vec<usize>,
}

impl Desk {
    fn take(&mut self, all: &[Verified], at: usize) {
        let mut moved = self.offer(all, at) > 0;
        while moved {
            moved = false;
            for at in self.waiting.clone() {
                moved |= self.offer(all, at) > 0;
            }
        }
    }

    fn offer(&mut self, all: &[Verified], at: usize) -> u64 {
        let plan = self.office.take(&all[at]);
        assert_eq!(plan.rejected, []);
        self.waiting.retain(|other| *other != at);
        if plan.may_come_later() {
            self.waiting.push(at);
        }
        plan.new
    }

    /// A hash of what stands there: every household and every paper, with its answers and conflicts.
    fn state(&self) -> [u8; 32] {
        let store = &self.office.store;
        let mut lines: Vec<String> = Vec::new();
        for home in store.households().unwrap() {
            lines.push(format!("{home:?}"));
        }
        for (_, id) in store.phieus(None, None).unwrap() {
            let phieu = store.phieu(id).unwrap().unwrap();
            lines.push(format!("{id} {}", phieu.state_json()));
        }
        lines.sort_unstable();
        Sha256::digest(lines.join("\n")).into()
    }

    /// The answers that stand against each other, ascending.
    fn tips(&self, all: &Rounds) -> Vec<EditId> {
        let slot = self.office.store.slot(all.phieu.into(), &shared_question());
        let slot: Slot = slot.unwrap().unwrap_or_default();
        let mut tips: Vec<EditId> = slot.tips().iter().map(|tip| tip.edit).collect();
        tips.sort_unstable();
        tips
    }
}

/// How far the chains come with these bundles: one begins where another ended, or it waits.
fn reached(all: &Rounds, taken: &[usize]) -> Reached {
    let mut reached = Reached::default();
    // There are four bundles of each: after four goes nothing moves any more.
    for _ in 0..4 {
        for sent in taken.iter().map(|at| &all.bundles[*at]) {
            let to = &mut reached[sent.laptop];
            if sent.after <= *to {
                *to = sent.to.max(*to);
            }
        }
    }
    reached
}

/// The last answer of each writer to the question that all answer, ascending.
fn last_answers(all: &Rounds, reached: &Reached) -> Vec<EditId> {
    let mut answers = Vec::new();
    for (laptop, to) in all.laptops.iter().zip(reached) {
        let shared = |edit: &&bieu::record::Edit| {
            edit.slot()
                .is_some_and(|(path, _)| path == shared_question())
                && edit.subject() == all.phieu.into()
        };
        let mut said = laptop.edits[..*to].iter().filter(shared);
        answers.extend(said.next_back().map(bieu::record::Edit::id));
    }
    answers.sort_unstable();
    answers
}

/// What all cases share: the bundles, the state of every reach, how much was done.
struct Bench {
    all: Rounds,
    bundles: Vec<Verified>,
    whole: Reached,
    /// One state for every reach of the five chains, whichever way it was come to.
    states: Mutex<HashMap<Reached, [u8; 32]>>,
    taken: AtomicUsize,
    partial: AtomicUsize,
}

impl Bench {
    /// One office, one order. The same number is the same order again.
    fn run(&self, case: usize) {
        let mut dice = Dice((case as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut order: Vec<usize> = (0..self.bundles.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.roll(at + 1));
        }
        // Some never come, or only at the end; some come twice or thrice.
        let late = order.split_off(order.len() - dice.roll(12));
        for _ in 0..dice.roll(6) {
            let again = order[dice.roll(order.len())];
            order.insert(dice.roll(order.len()), again);
        }
        let told = format!("case {case}: {order:?}, then {late:?}");
        let mut desk = Desk {
            office: Office::new(),
            waiting: Vec::new(),
        };
        for (part, came) in [(&order, reached(&self.all, &order)), (&late, self.whole)] {
            for at in part {
                desk.take(&self.bundles, *at);
            }
            self.taken.fetch_add(part.len(), Ordering::Relaxed);
            self.look(&desk, came, &told);
        }
    }

    fn look(&self, desk: &Desk, came: Reached, told: &str) {
        let missing = usize::from(came != self.whole);
        self.partial.fetch_add(missing, Ordering::Relaxed);
        assert!(desk.waiting.is_empty() || missing == 1, "{told}");
        let store = &desk.office.store;
        let edits: usize = came.iter().sum();
        assert_eq!(store.edit_count(), edits as u64, "{told}");
        // Every value that did not win stands in the list of conflicts, and none that its own writer replaced.
        let standing = last_answers(&self.all, &came);
        assert_eq!(desk.tips(&self.all), standing, "{told}");
        if let Some(phieu) = store.phieu(self.all.phieu).unwrap() {
            let conflicts = phieu.conflicts();
            let listed: usize = conflicts.iter().map(|one| one.values.len()).sum();
            let several = if standing.len() > 1 {
                standing.len()
            } else {
                0
            };
            assert_eq!(listed, several, "{told}");
        }
        let state = desk.state();
        let mut states = self.states.lock().unwrap();
        assert_eq!(*states.entry(came).or_insert(state), state, "{told}");
    }
}

#[test]
fn whatever_comes_in_whatever_order_is_one_state() {
    let all = rounds();
    let verify = |sent: &Sent| verified(&sent.bytes, &all.laptops[sent.laptop]);
    let bundles: Vec<Verified> = all.bundles.iter().map(verify).collect();
    let whole = reached(&all, &(0..bundles.len()).collect::<Vec<_>>());
    let mut answers = all.answers.clone();
    answers.sort_unstable();
    assert_eq!(last_answers(&all, &whole), answers);
    let bench = Bench {
        all,
        bundles,
        whole,
        states: Mutex::default(),
        taken: AtomicUsize::new(0),
        partial: AtomicUsize::new(0),
    };
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    if case >= cases(25) {
                        break;
                    }
                    bench.run(case);
                }
            });
        }
    });
    let (taken, partial) = (bench.taken.into_inner(), bench.partial.into_inner());
    let states = bench.states.into_inner().unwrap().len();
    println!("{taken} bundles taken, {partial} times not all were there, {states} states");
    assert!(partial > 0);
}
