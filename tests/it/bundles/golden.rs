//! A bundle made once and for all: `tests/golden/bundle/xa-06256.bieu`.
//!
//! It must open and verify for as long as there is a Biểu, and today's program must still make the same bytes
//! of the same edits. If a new version of the deflate library packs the journal otherwise, the second may be
//! given up with a new golden file beside this one; the first never.

use bieu::bundle::{Trust, open};
use bieu::form::Period;

use super::fixture::{Laptop, Making, NOW, Office, commune, good};

const GOLDEN: &[u8] = include_bytes!("../../golden/bundle/xa-06256.bieu");
const SIGNERS: &str = include_str!("../../golden/bundle/allowed_signers");

/// What was sealed: the commune's laptop and a second one that corrected an answer.
fn material() -> (Laptop, Laptop) {
    let one = commune(1);
    let mut two = Laptop::new(2);
    let phieu = one.edits[2].header().subject.unwrap();
    two.say(
        Some(phieu),
        vec![one.edits[3].id()],
        bieu::record::Content::Answer {
            path: bieu::form::Path::Field(bieu::form::Name::new("tuoi")),
            answer: None,
        },
    );
    (one, two)
}

fn making() -> Making<'static> {
    let (one, two) = material();
    let mut making = Making::up(&one);
    making.heads.push(two.head());
    making.edits.extend(two.edits);
    making
}

#[test]
fn the_golden_bundle_verifies_and_reads_as_it_did() {
    let trust = Trust::parse(SIGNERS).unwrap();
    let opened = open(GOLDEN).unwrap();
    let manifest = opened.manifest().clone();
    assert_eq!(
        (manifest.from.as_str(), manifest.to.as_str()),
        ("06256", "184")
    );
    assert_eq!(manifest.period, Some(Period::Year(2026)));
    assert_eq!(manifest.created, NOW);
    assert_eq!(manifest.counts.edits, 11);
    let verified = good(opened, &trust, "184");
    assert!(verified.edits().eq(making().edits));
    let plan = Office::new().take(&verified);
    assert_eq!((plan.new, plan.households, plan.phieus), (11, 2, 2));
}

#[test]
fn the_golden_bundle_is_made_again_byte_for_byte() {
    let (one, _) = material();
    let mut trust = Trust::default();
    trust.add("06256", one.key().public().clone());
    // The file was written before there were receipts; it reads and prints as it did.
    assert_eq!(Trust::parse(SIGNERS).unwrap().print(), SIGNERS);
    assert_eq!(trust.print().replace(",bieu-receipt", ""), SIGNERS);
    let made = making().seal();
    assert!(
        made == GOLDEN,
        "{} bytes, not the golden {}",
        made.len(),
        GOLDEN.len()
    );
}
