//! One round of the review without a network: fifteen thôn, their xã and the offices above it, bundles carried up and
//! down by hand, and everything that befalls them on the way. At the end all hold the same, and nothing that anybody
//! typed is missing.

mod ledger;
pub(crate) mod office;
mod round;

use bieu::place::Regime;
use serde_json::json;

use crate::store::cases;
use office::{Land, Office};
use round::{HOMES, LEAST, RETURNED, Round};

/// How many thôn a xã has: `BIEU_CASES` where it says so many, and never fewer than something befalls.
fn thons(default: usize) -> usize {
    cases(default).clamp(LEAST, 60)
}

/// What happens below the office above: the villages and their xã agree, and the xã has submitted all of it.
fn below<'a>(land: &'a Land, count: usize, code: &'static str, above: &'static str) -> Round<'a> {
    let mut round = Round::begin(land, count, code, above);
    round.down();
    round.all_same();
    round.copies();
    let bundles = round.visits_all();
    round.first_arrival(&bundles);
    round.lost_bundle();
    round.lost_laptop();
    round.reviews();
    round.restores();
    round.walks_again();
    round.accepts_and_submits(count * (HOMES + 1));
    round
}

/// The office above returns a paper and accepts the rest, what is lost on the way comes again, and it begins again
/// from an old copy of its own.
fn above(round: &mut Round<'_>) {
    let xa = &round.xa;
    let count = round.thons.len() * (HOMES + 1);
    let first = xa.sends(&[]);
    assert_eq!(first.told["kind"], "full");
    let took = round.above.takes(&[&first]).whole();
    assert_eq!(took.told["out_of_force"], json!(null));
    assert_eq!(xa.hears(&took, &first), "whole");
    round.same_above(&round.above);

    let back = round.paper_of(RETURNED[0], 1);
    round.above.returns(&back.id, "xem lại xóm");
    assert_eq!(round.above.hands("accept", None), (count - 1, 1));
    let down = round.above.sends(&["--to", &xa.place]);
    xa.takes(&[&down]).whole();
    round.same_above(&round.above);
    assert_eq!(xa.paper(&back.id).status, "returned");
    let old = round.above.copied();

    // The village hears of it, whoever gave the paper back, and answers.
    let thon = &round.thons[RETURNED[0]];
    round.down_to(thon);
    round.same(thon);
    assert_eq!(thon.paper(&back.id).status, "returned");
    assert_eq!(thon.asked(&back.id), ["xem lại xóm"]);
    thon.types(&back, &round.value("Xóm"));
    assert_eq!(thon.hands("submit", None), (1, 0));
    xa.takes(&[&thon.sends(&["--to", &xa.place])]).whole();
    assert_eq!(xa.hands("accept", None).0, 1);
    assert_eq!(xa.hands("submit", None), (1, 0));

    // A bundle of what is new is lost: the next one holds it too.
    let lost = xa.sends(&[]);
    let next = xa.sends(&[]);
    assert_eq!(
        (&lost.told["kind"], &next.told["kind"]),
        (&json!("since"), &json!("since"))
    );
    let took = round.above.takes(&[&next]).whole();
    assert_eq!(xa.hears(&took, &next), "whole");
    assert_eq!(xa.outcomes()[..2], [Some("whole".to_owned()), None]);
    round.same_above(&round.above);
    // Found again months later, it changes nothing.
    assert_eq!(round.above.takes(&[&lost]).whole().count("new"), 0);
    assert_eq!(round.above.hands("accept", None), (1, 0));
    xa.takes(&[&round.above.sends(&["--to", &xa.place])])
        .whole();
    assert!(xa.papers().iter().all(|paper| paper.status == "accepted"));

    // The disk above dies, and there is an older copy: what is new waits there, is named, and is asked for again.
    round.above = old;
    let new = round.value("Hộ Mẫu");
    xa.visits_new(&round.thons[0].place, &new, false);
    let since = xa.sends(&[]);
    let took = round.above.takes(&[&since]);
    assert!(took.count("held") > 0, "{took:?}");
    assert_ne!(took.told["waiting"][0]["missing"], json!([]));
    assert_eq!(xa.hears(&took, &since), "partial");
    let again = xa.sends(&[]);
    let took = round.above.takes(&[&again]).whole();
    assert_eq!(took.told["waiting"], json!(null));
    assert_eq!(xa.hears(&took, &again), "whole");
    round.same_above(&round.above);
}

/// The villages hear of everything once more; then all agree and nothing is missing anywhere.
fn agreed(round: &Round<'_>, land: &Land, tops: &[&Office<'_>]) {
    round.down();
    round.all_same();
    let (shown, out) = land.typed.all_at(&round.xa, |_| true);
    println!(
        "{} values typed, {shown} stand, {out} are out of force",
        land.typed.len()
    );
    for office in tops {
        round.same_above(office);
        assert_eq!(land.typed.all_at(office, |_| true), (shown, out));
    }
    for thon in &round.thons {
        let mine: Vec<String> = thon.papers().into_iter().map(|paper| paper.id).collect();
        let (shown, _) = land
            .typed
            .all_at(thon, |paper| mine.iter().any(|own| own == paper));
        assert!(shown >= mine.len());
    }
}

#[test]
fn three_tiers_agree_after_a_round_with_every_mishap() {
    let land = Land::new(Regime::ThreeTier, "2024", 1_732_000_000);
    let mut round = below(&land, thons(15), "06256", "184");
    above(&mut round);
    // The tỉnh gets it from the huyện, which speaks for its xã and their thôn.
    let tinh = Office::of_unit(&land, "20");
    tinh.trusts(&round.above, "184");
    round.above.trusts(&tinh, "20");
    let bundle = round.above.sends(&[]);
    let took = tinh.takes(&[&bundle]).whole();
    assert_eq!(round.above.hears(&took, &bundle), "whole");
    agreed(&round, &land, &[&round.above, &tinh]);
}

#[test]
fn two_tiers_agree_after_a_round_with_every_mishap() {
    let land = Land::new(Regime::TwoTier, "2026", 1_795_000_000);
    let mut round = below(&land, thons(LEAST), "06253", "20");
    above(&mut round);
    agreed(&round, &land, &[&round.above]);
}

/// The data of a device are copied, both copies are at work, and the key is revoked: what came of either stays.
#[test]
fn a_revoked_key_keeps_both_branches_that_came_of_it() {
    let land = Land::new(Regime::TwoTier, "2026", 1_795_000_000);
    let xa = Office::of_unit(&land, "06253");
    let told = xa.json(&["place", "add", "--parent", "06253", "Thôn Mẫu"]);
    let label = told["label"].as_str().unwrap();
    let thon = Office::of_thon(&land, "06253", label, 0);
    thon.trusts(&xa, "06253");
    xa.trusts(&thon, label);
    xa.visits_new(label, "Hộ Một", false);
    xa.visits_new(label, "Hộ Hai", false);
    thon.takes(&[&xa.sends(&["--to", label])]).whole();
    let second = thon.copied();
    let papers = thon.papers();
    thon.types(&papers[0], "Xóm Trên");
    second.types(&papers[1], "Xóm Dưới");
    for device in [&thon, &second] {
        assert_eq!(device.hands("submit", None).0, 1);
        xa.takes(&[&device.sends(&["--to", "06253"])]).whole();
    }
    let before = xa.hash(None);
    xa.json(&["key", "revoke", &thon.code()]);
    assert_eq!(xa.hash(None), before);
    assert_eq!(xa.doctor(None)["out_of_force"], json!({}));
    // Both papers came from a device that was believed then: the xã may accept them.
    assert_eq!(xa.hands("accept", None), (2, 0));
}
