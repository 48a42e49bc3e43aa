//! Who takes part in a round, and its steps. Every step says what must stand after it.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::office::{Bundle, Land, Office, Paper};

/// Households of a thôn that the xã knows of before anybody goes there.
pub(super) const HOMES: usize = 3;

/// What befalls some of the villages.
pub(super) const RETURNED: [usize; 2] = [0, 1];
const LOST_BUNDLE: usize = 2;
pub(super) const DOUBLED: usize = 3;
const LOST_LAPTOP: usize = 4;
const COPIED: usize = 5;
const RESTORED: usize = 6;
const CLOCK_BEHIND: usize = 7;
const CLOCK_AHEAD: usize = 8;
/// At least so many, that all of it befalls somebody.
pub(super) const LEAST: usize = 9;

/// The offices of a round. Every thôn has a device; its place is the label of the thôn.
pub(super) struct Round<'a> {
    land: &'a Land,
    code: &'static str,
    pub(super) xa: Office<'a>,
    pub(super) above: Office<'a>,
    pub(super) thons: Vec<Office<'a>>,
    /// The second laptop with the data of a thôn, and the data of another as they were before its first visit.
    second: Option<Office<'a>>,
    old: Option<Office<'a>>,
    values: AtomicUsize,
}

/// The same with everybody, at once.
pub(super) fn each<'t, T: Sync, R: Send>(
    all: &'t [T],
    work: impl Fn(usize, &'t T) -> R + Sync,
) -> Vec<R> {
    let work = &work;
    std::thread::scope(|scope| {
        let begin = |(n, one)| scope.spawn(move || work(n, one));
        let threads: Vec<_> = all.iter().enumerate().map(begin).collect();
        let ended = threads.into_iter().map(|thread| thread.join().unwrap());
        ended.collect()
    })
}

impl<'a> Round<'a> {
    /// The offices are set up, each believes whom it should, and the xã lists its households.
    pub(super) fn begin(
        land: &'a Land,
        count: usize,
        code: &'static str,
        above: &'static str,
    ) -> Round<'a> {
        let (xa, above) = (Office::of_unit(land, code), Office::of_unit(land, above));
        xa.trusts(&above, &above.place);
        above.trusts(&xa, code);
        let labels: Vec<String> = (1..=count)
            .map(|n| {
                let name = format!("Thôn Mẫu {n}");
                let told = xa.json(&["place", "add", "--parent", code, &name]);
                told["label"].as_str().unwrap().to_owned()
            })
            .collect();
        let thons = each(&labels, |n, label| {
            let years = match n {
                CLOCK_BEHIND => -9,
                CLOCK_AHEAD => 20,
                _ => 0,
            };
            Office::of_thon(land, code, label, years)
        });
        let round = Round {
            land,
            code,
            xa,
            above,
            thons,
            second: None,
            old: None,
            values: AtomicUsize::new(0),
        };
        for thon in &round.thons {
            for _ in 0..HOMES {
                round
                    .xa
                    .visits_new(&thon.place, &round.value("Hộ Mẫu"), false);
            }
            round.xa.trusts(thon, &thon.place);
            thon.trusts(&round.xa, code);
        }
        round
    }

    /// A value that nobody typed yet.
    pub(super) fn value(&self, what: &str) -> String {
        let n = self.values.fetch_add(1, Ordering::Relaxed);
        format!("{what} ({n})")
    }

    pub(super) fn down_to(&self, thon: &Office<'_>) {
        let bundle = self.xa.sends(&["--to", &thon.place]);
        thon.takes(&[&bundle]).whole();
    }

    pub(super) fn same(&self, thon: &Office<'_>) {
        let place = Some(thon.place.as_str());
        assert_eq!(thon.hash(place), self.xa.hash(place), "{}", thon.place);
    }

    fn sends_up(&self, thon: &Office<'_>) -> Bundle {
        thon.sends(&["--to", self.code])
    }

    /// Everybody gets what the xã has of the own thôn, and nothing else.
    pub(super) fn down(&self) {
        let bundles: Vec<Bundle> = self
            .thons
            .iter()
            .map(|thon| self.xa.sends(&["--to", &thon.place]))
            .collect();
        each(&self.thons, |n, thon| {
            thon.takes(&[&bundles[n]]).whole();
            assert_eq!(thon.thons_of_papers(), [thon.place.clone()].into());
        });
    }

    /// Every thôn holds of itself what the xã does.
    pub(super) fn all_same(&self) {
        let places: Vec<&str> = self.thons.iter().map(|thon| thon.place.as_str()).collect();
        let there = self.xa.hashes(&places);
        let here = each(&self.thons, |_, thon| thon.hash(Some(&thon.place)));
        assert_eq!(here, there);
    }

    /// The office above holds of the xã what the xã does.
    pub(super) fn same_above(&self, above: &Office<'_>) {
        let place = Some(self.code);
        assert_eq!(above.hash(place), self.xa.hash(place), "{}", above.place);
    }

    /// Copies are made of two data folders before anything is typed.
    pub(super) fn copies(&mut self) {
        self.second = Some(self.thons[COPIED].copied());
        self.old = Some(self.thons[RESTORED].copied());
    }

    fn visits(&self, thon: &Office<'_>, papers: &[Paper]) {
        for paper in papers {
            thon.types(paper, &self.value("Xóm"));
        }
    }

    /// Every household is visited, a new one is found in each thôn, all is submitted; the bundles are on their way.
    pub(super) fn visits_all(&self) -> Vec<Bundle> {
        each(&self.thons, |_, thon| {
            let papers = thon.papers();
            assert_eq!(papers.len(), HOMES);
            self.visits(thon, &papers);
            thon.visits_new(&thon.place, &self.value("Hộ Mới"), true);
            assert_eq!(thon.hands("submit", None), (HOMES + 1, 0));
            self.sends_up(thon)
        })
    }

    /// The bundles come to the xã: one is lost, one comes twice, and one data folder is at work on two laptops.
    pub(super) fn first_arrival(&self, bundles: &[Bundle]) {
        let second = self.second.as_ref().unwrap();
        self.visits(second, &second.papers()[..2]);
        second.hands("submit", None);
        let from_second = self.sends_up(second);
        let mut arriving: Vec<&Bundle> = bundles.iter().collect();
        arriving.remove(LOST_BUNDLE);
        arriving.push(&bundles[DOUBLED]);
        arriving.push(&from_second);
        let took = self.xa.takes(&arriving).whole();
        // Both branches of the copied folder are kept, and it is named.
        let doctor = self.xa.doctor(None);
        let forks = doctor["forks"].as_array().unwrap();
        assert_eq!(forks.len(), 1, "{doctor}");
        assert!(
            took.aside.contains(forks[0]["writer"].as_str().unwrap()),
            "{}",
            took.aside
        );
        assert_eq!(
            (took.count("conflicts"), &doctor["conflicts"]),
            (2, &json!(2))
        );
        assert_eq!(doctor["out_of_force"], json!({}));
        let papers = self.xa.papers();
        let of = |n: usize| {
            papers
                .iter()
                .filter(move |paper| paper.thon == self.thons[n].place)
        };
        assert!(of(LOST_BUNDLE).all(|paper| paper.status == "draft"));
        assert_eq!(of(LOST_BUNDLE).count(), HOMES);
        assert_eq!(of(COPIED).filter(|paper| paper.conflicts > 0).count(), 2);
        for n in (0..self.thons.len()).filter(|n| ![LOST_BUNDLE, COPIED].contains(n)) {
            assert_eq!(
                of(n).filter(|paper| paper.status == "submitted").count(),
                HOMES + 1
            );
        }
        // Once more is nothing more.
        let before = (self.xa.hash(None), self.xa.edits());
        let again = self.xa.takes(&[&bundles[DOUBLED]]).whole();
        assert_eq!(again.count("new"), 0);
        assert_eq!((self.xa.hash(None), self.xa.edits()), before);
        // The receipts go home: all but the lost one's, which stays open.
        for (n, thon) in self.thons.iter().enumerate() {
            if n == LOST_BUNDLE {
                assert_eq!(thon.outcomes(), [None]);
            } else {
                assert_eq!(thon.hears(&took, &bundles[n]), "whole");
                assert_eq!(thon.outcomes(), [Some("whole".to_owned())]);
            }
        }
    }

    /// What was lost comes with the next bundle.
    pub(super) fn lost_bundle(&self) {
        let thon = &self.thons[LOST_BUNDLE];
        let next = self.sends_up(thon);
        let took = self.xa.takes(&[&next]).whole();
        assert!(took.count("new") > HOMES as u64);
        self.same(thon);
    }

    /// A laptop is lost. What it sent stays; what its finder sends is not taken in; another device goes on.
    pub(super) fn lost_laptop(&mut self) {
        let place = self.thons[LOST_LAPTOP].place.clone();
        let fresh = Office::of_thon(self.land, self.code, &place, 0);
        let lost = std::mem::replace(&mut self.thons[LOST_LAPTOP], fresh);
        let before = self.xa.hash(None);
        self.xa.json(&["key", "revoke", &lost.code()]);
        assert_eq!(self.xa.hash(None), before, "what it sent stays");
        let paper = lost.papers().swap_remove(0);
        lost.types_unheard(&paper, "nhặt được máy");
        self.xa
            .refuses_bundle(&self.sends_up(&lost), "bundle-unknown");
        let fresh = &self.thons[LOST_LAPTOP];
        self.xa.trusts(fresh, &place);
        fresh.trusts(&self.xa, self.code);
        self.down_to(fresh);
        let papers = fresh.papers();
        assert_eq!(papers.len(), HOMES + 1);
        self.same(fresh);
        self.visits(fresh, &papers[..1]);
        assert_eq!(fresh.hands("submit", None), (1, 0));
        self.xa.takes(&[&self.sends_up(fresh)]).whole();
        self.same(fresh);
        assert!(self.xa.shown(&papers[0].id).contains("Xóm"));
    }

    /// The xã gives two papers back and accepts what else came from villages to which nothing befell.
    pub(super) fn reviews(&self) {
        for n in RETURNED {
            self.xa.returns(&self.paper_of(n, 0).id, "ghi rõ xóm");
        }
        for (n, thon) in self.thons.iter().enumerate() {
            if [COPIED, RESTORED].contains(&n) {
                continue;
            }
            let back = usize::from(RETURNED.contains(&n));
            let accepted = self.xa.hands("accept", Some(&thon.place));
            assert_eq!(accepted, (HOMES + 1 - back, back), "{}", thon.place);
        }
        // A village that has not heard of it yet types on: what it says is kept, and put before whoever looks.
        let late = &self.thons[DOUBLED];
        let paper = late.papers().swap_remove(0);
        self.visits(late, &[paper]);
        self.xa.takes(&[&self.sends_up(late)]).whole();
    }

    /// A paper of a village as the xã has it.
    pub(super) fn paper_of(&self, n: usize, at: usize) -> Paper {
        let papers = self.xa.papers().into_iter();
        let mut of = papers.filter(|paper| paper.thon == self.thons[n].place);
        of.nth(at).unwrap()
    }

    /// A village has only an old copy of its data left, and goes on with it before it hears of anything.
    pub(super) fn restores(&mut self) {
        let old = self.old.take().unwrap();
        self.visits(&old, &old.papers()[..1]);
        self.thons[RESTORED] = old;
    }

    /// Everybody hears of everything, walks what came back and what stands against each other, and submits again.
    pub(super) fn walks_again(&self) {
        self.down();
        let second = self.second.as_ref().unwrap();
        self.down_to(second);
        for n in RETURNED {
            let (thon, paper) = (&self.thons[n], self.paper_of(n, 0));
            assert_eq!(thon.paper(&paper.id).status, "returned");
            assert_eq!(thon.asked(&paper.id), ["ghi rõ xóm"]);
        }
        // The chains of the two copies went on twice: from here on each is a chain of its own.
        for (thon, forks) in [
            (&self.thons[COPIED], 1),
            (&self.thons[RESTORED], 2),
            (second, 1),
        ] {
            assert_eq!(
                thon.doctor(None)["forks"].as_array().unwrap().len(),
                forks,
                "{}",
                thon.place
            );
            assert_eq!(thon.chains_of(thon), 1);
        }
        let bundles = each(&self.thons, |n, thon| {
            let open = |paper: &Paper| {
                paper.conflicts > 0 || !["accepted", "submitted"].contains(&paper.status.as_str())
            };
            let papers: Vec<Paper> = thon.papers().into_iter().filter(open).collect();
            assert_eq!(
                papers.is_empty(),
                ![RETURNED[0], RETURNED[1], DOUBLED, COPIED, RESTORED].contains(&n),
                "{n}: {papers:?}"
            );
            self.visits(thon, &papers);
            let (_, left) = thon.hands("submit", None);
            assert_eq!(left, 0);
            self.sends_up(thon)
        });
        for thon in [&self.thons[COPIED], &self.thons[RESTORED]] {
            assert_eq!(thon.chains_of(thon), 2);
        }
        // The second laptop goes on by itself, too.
        let paper = second
            .papers()
            .into_iter()
            .find(|paper| paper.conflicts == 0);
        self.visits(second, &[paper.unwrap()]);
        second.hands("submit", None);
        assert_eq!(second.chains_of(second), 2);
        let from_second = self.sends_up(second);
        let arriving: Vec<&Bundle> = bundles.iter().chain([&from_second]).collect();
        self.xa.takes(&arriving).whole();
        assert_eq!(self.xa.chains_of(&self.thons[COPIED]), 3);
        assert_eq!(self.xa.doctor(None)["conflicts"], 0);
    }

    /// The xã accepts all that is left and passes it on in its own name.
    pub(super) fn accepts_and_submits(&self, count: usize) {
        let (_, left) = self.xa.hands("accept", None);
        assert_eq!(left, 0);
        assert_eq!(self.xa.hands("submit", None), (count, 0));
    }
}
