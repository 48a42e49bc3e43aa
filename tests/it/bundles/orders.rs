//! The merge itself in very many orders: the bundles of five writers, verified once, planned and taken into real stores
//! at random, doubled, late or not at all. What must stand there is reckoned by hand.

use std::collections::HashMap;

use bieu::bundle::Verified;
use bieu::record::{EditId, Slot};
use sha2::{Digest, Sha256};

use super::fixture::{Office, cases};
use super::since::{Rounds, rounds, shared_question, verified};
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

#[test]
fn whatever_comes_in_whatever_order_is_one_state() {
    let all = rounds();
    let bundles: Vec<Verified> = all
        .bundles
        .iter()
        .map(|sent| verified(&sent.bytes, &all.laptops[sent.laptop]))
        .collect();
    let whole = reached(&all, &(0..bundles.len()).collect::<Vec<_>>());
    let mut answers = all.answers.clone();
    answers.sort_unstable();
    assert_eq!(last_answers(&all, &whole), answers);
    // One state for every reach of the five chains, whichever way it was come to.
    let mut states: HashMap<Reached, [u8; 32]> = HashMap::new();
    let mut dice = Dice(0x0DE5);
    let (mut taken, mut partial) = (0, 0);
    for case in 0..cases(25) {
        let mut order: Vec<usize> = (0..bundles.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.roll(at + 1));
        }
        // Some never come, or only at the end; some come twice or thrice.
        let late = order.split_off(order.len() - dice.roll(12));
        for _ in 0..dice.roll(6) {
            let again = order[dice.roll(order.len())];
            order.insert(dice.roll(order.len()), again);
        }
        let mut desk = Desk {
            office: Office::new(),
            waiting: Vec::new(),
        };
        for part in [&order, &late] {
            for at in part {
                desk.take(&bundles, *at);
                taken += 1;
            }
            let came = if std::ptr::eq(part, &order) {
                reached(&all, &order)
            } else {
                whole
            };
            partial += usize::from(came != whole);
            let told = format!("case {case}: {order:?}, then {late:?}");
            let store = &desk.office.store;
            assert_eq!(
                store.edit_count(),
                came.iter().sum::<usize>() as u64,
                "{told}"
            );
            // Every value that did not win stands in the list of conflicts, and none that its own writer replaced.
            let standing = last_answers(&all, &came);
            assert_eq!(desk.tips(&all), standing, "{told}");
            if let Some(phieu) = store.phieu(all.phieu).unwrap() {
                let conflicts = phieu.conflicts();
                let listed: usize = conflicts.iter().map(|one| one.values.len()).sum();
                let expected = if standing.len() > 1 {
                    standing.len()
                } else {
                    0
                };
                assert_eq!(listed, expected, "{told}");
            }
            let state = desk.state();
            assert_eq!(*states.entry(came).or_insert(state), state, "{told}");
            assert!(desk.waiting.is_empty() || came != whole, "{told}");
        }
    }
    println!(
        "{taken} bundles taken, {partial} times not all were there, {} states",
        states.len()
    );
    assert!(partial > 0);
}
