//! Plans against real stores: heads, gaps, scope, forks, conflicts; any order and any number of times.

use bieu::bundle::{Fault, Fork, Gap, Plan, SealError, sign_head};
use bieu::form::{Name, Path};
use bieu::record::{Content, Edit, EditId, PhieuSubject, PlaceRef, SignedHead, SlotPath, wire};

use super::fixture::{InStore, Laptop, Making, Office, commune, key};

fn reasons(plan: &Plan) -> Vec<(u64, Fault)> {
    plan.rejected
        .iter()
        .map(|rejected| (rejected.seq, rejected.reason.clone()))
        .collect()
}

fn nothing(plan: &Plan) {
    assert_eq!((plan.new, plan.waiting, plan.rejected.len()), (0, 0, 0));
    assert!(plan.held.is_empty() && plan.forks.is_empty() && plan.conflicts.is_empty());
}

#[test]
fn a_first_import_brings_everything_and_a_second_nothing() {
    let laptop = commune(1);
    let verified = Making::up(&laptop).verified();
    let mut office = Office::new();
    let plan = office.take(&verified);
    assert_eq!((plan.new, plan.same), (9, 0));
    assert_eq!((plan.households, plan.phieus), (2, 2));
    assert_eq!(plan.heads, [laptop.head()]);
    assert!(plan.edits(&verified).eq(laptop.edits.iter().cloned()));
    let digest = office.store.state_digest();
    let again = office.take(&verified);
    nothing(&again);
    assert_eq!(again.same, 9);
    assert_eq!(office.store.state_digest(), digest);
    // What was taken in can be sealed again for the next office above, heads and all.
    let edits: Vec<Edit> = office.store.edits().unwrap().map(Result::unwrap).collect();
    let relay = Making {
        from: "184",
        to: "20",
        key: key(50),
        heads: office.store.heads().unwrap(),
        edits,
    };
    let mut above = Office::new();
    assert_eq!(above.take(&relay.verified()).new, 9);
    assert_eq!(above.store.state_digest(), digest);
}

#[test]
fn bundles_late_and_out_of_order_come_to_the_same() {
    let mut laptop = commune(1);
    let early = Making::up(&laptop).verified();
    laptop.household("06256", "06256-0003");
    let late = Making::up(&laptop).verified();
    let mut forward = Office::new();
    assert_eq!(forward.take(&early).new, 9);
    let plan = forward.take(&late);
    assert_eq!((plan.new, plan.same, plan.households), (4, 9, 1));
    let mut backward = Office::new();
    assert_eq!(backward.take(&late).new, 13);
    let plan = backward.take(&early);
    nothing(&plan);
    let digest = |office: &Office| {
        let store = &office.store;
        let writers = store.writers().unwrap();
        (
            store.edit_count(),
            writers[0].tips.clone(),
            writers[0].head.clone(),
        )
    };
    assert_eq!(digest(&forward), digest(&backward));
}

#[test]
fn a_gap_is_held_back_named_and_filled_later() {
    let laptop = commune(1);
    let whole = Making::up(&laptop).verified();
    let partial = |take: &dyn Fn(usize) -> bool| {
        let mut making = Making::up(&laptop);
        let mut at = 0;
        making.edits.retain(|_| {
            at += 1;
            take(at)
        });
        making.verified()
    };
    let gap = |from_seq, to_seq| Gap {
        writer: laptop.writer,
        from_seq,
        to_seq,
    };
    let mut office = Office::new();
    for (take, gaps, waiting) in [
        (
            &(|at: usize| at <= 3 || at > 5) as &dyn Fn(usize) -> bool,
            vec![gap(4, 5)],
            7,
        ),
        (&|at| at > 1, vec![gap(1, 1)], 8),
        (&|at| at < 9, vec![gap(9, 9)], 8),
        (&|at| at % 3 != 0, vec![gap(3, 3), gap(6, 6), gap(9, 9)], 6),
        (&|_| false, vec![gap(1, 9)], 0),
    ] {
        let plan = office.take(&partial(take));
        assert_eq!((plan.new, plan.waiting), (0, waiting));
        assert_eq!(plan.held, gaps);
        assert!(
            plan.heads.is_empty(),
            "a head without its edits is not kept"
        );
    }
    assert_eq!(office.take(&whole).new, 9);
    // Now that the beginning is known, the rest of a longer chain is enough.
    let mut longer = laptop.clone();
    longer.household("06256", "06256-0003");
    let mut making = Making::up(&longer);
    making.edits.drain(..9);
    let plan = office.take(&making.verified());
    assert_eq!((plan.new, plan.held.len()), (4, 0));
    // And a gap after what is known begins there.
    longer.household("06256", "06256-0004");
    longer.household("06256", "06256-0005");
    let mut making = Making::up(&longer);
    making.edits.drain(..16);
    let plan = office.take(&making.verified());
    assert_eq!(plan.held, [gap(14, 16)]);
}

#[test]
fn nothing_past_a_signed_head_is_accepted() {
    let laptop = commune(1);
    let office = Office::new();
    // The sealer refuses it, so a bundle with an unsigned fork below the head is what an attacker can make.
    let mut fork = laptop.clone();
    fork.edits.truncate(5);
    fork.household("06256", "06256-0666");
    let mut making = Making::up(&laptop);
    making.edits.extend(fork.edits.drain(5..));
    let plan = making.plan_at(&office);
    assert_eq!(plan.new, 9);
    assert_eq!(
        reasons(&plan),
        (6..=9)
            .map(|seq| (seq, Fault::PastHead))
            .collect::<Vec<_>>()
    );
    // An older true head does not carry what came after it.
    let making = Making {
        heads: vec![laptop.head_at(5)],
        ..Making::up(&laptop)
    };
    let mut edits = making.edits.into_iter();
    let sealed = bieu::bundle::seal(
        bieu::bundle::Sealing {
            kind: bieu::bundle::Kind::Full,
            from: "06256".into(),
            to: "184".into(),
            period: None,
            training: true,
            created: 0,
            papers: Vec::new(),
            heads: making.heads,
            edits: &mut edits,
            key: &making.key,
        },
        &mut |_| true,
    );
    let (writer, seq) = (laptop.writer, 6);
    assert_eq!(sealed, Err(SealError::PastHead { writer, seq }));
}

#[test]
fn a_head_must_be_the_writers_own() {
    let laptop = commune(1);
    let office = Office::new();
    let with = |heads: Vec<SignedHead>| {
        let making = Making {
            heads,
            ..Making::up(&laptop)
        };
        making.plan_at(&office)
    };
    let all = |fault: Fault| (1..=9).map(|seq| (seq, fault.clone())).collect::<Vec<_>>();
    // Signed by the office's key, which is not the one that the chain began with.
    let other = sign_head(&key(2), laptop.writer, 9, laptop.edits[8].id()).unwrap();
    assert_eq!(reasons(&with(vec![other])), all(Fault::HeadKey));
    // The right key, the wrong position.
    let shifted = sign_head(&laptop.key(), laptop.writer, 9, laptop.edits[7].id()).unwrap();
    assert_eq!(reasons(&with(vec![shifted])), all(Fault::HeadMismatch));
    // A head that is about an edit nobody has: everything waits.
    let unknown = sign_head(&laptop.key(), laptop.writer, 10, EditId([7; 32])).unwrap();
    let plan = with(vec![unknown]);
    assert_eq!((plan.new, plan.waiting, plan.held.len()), (0, 9, 1));
    assert_eq!((plan.held[0].from_seq, plan.held[0].to_seq), (10, 10));
    // A bad head beside a good one takes nothing away.
    let other = sign_head(&key(2), laptop.writer, 8, laptop.edits[7].id()).unwrap();
    let plan = with(vec![other, laptop.head()]);
    assert_eq!((plan.new, plan.heads.len()), (9, 1));
}

#[test]
fn a_writer_whose_first_edit_names_no_key_is_not_believed() {
    let laptop = commune(1);
    let office = Office::new();
    let mut making = Making::up(&laptop);
    making.edits[0] = wire::parse(&wire::line_without_body(&laptop.edits[0])).unwrap();
    let plan = making.plan_at(&office);
    assert_eq!(plan.new, 0);
    assert!(
        plan.rejected
            .iter()
            .all(|rejected| rejected.reason == Fault::NoWriter)
    );
}

#[test]
fn a_chain_verifies_with_bodies_withheld() {
    let laptop = commune(1);
    let mut office = Office::new();
    let mut making = Making::up(&laptop);
    for edit in &mut making.edits[1..] {
        *edit = wire::parse(&wire::line_without_body(edit)).unwrap();
    }
    let plan = office.take(&making.verified());
    assert_eq!((plan.new, plan.households, plan.phieus), (9, 0, 0));
    assert!(office.store.households().unwrap().is_empty());
}

#[test]
fn an_edit_replaces_only_what_is_about_the_same() {
    let mut theirs = Laptop::new(2);
    let (_, answers) = theirs.household("09999", "09999-0001");
    let mut office = Office::new();
    let making = Making {
        from: "09999",
        to: "20",
        ..Making::up(&theirs)
    };
    office.take(&making.verified());
    let mut sly = commune(1);
    let (own, _) = sly.household("06256", "06256-0003");
    sly.answer(own, "tuoi", "1", vec![answers[0]]);
    let plan = Making::up(&sly).plan_at(&office);
    assert_eq!(plan.rejected.last().unwrap().reason, Fault::Replaces);
}

#[test]
fn nothing_is_created_under_a_name_not_its_own() {
    let mut theirs = Laptop::new(2);
    let (phieu, _) = theirs.household("09999", "09999-0001");
    let home = theirs.edits[1].id();
    let own = Content::Household {
        label: "06256-0009".into(),
        place: PlaceRef::Code("06256".into()),
    };
    let mut taking = commune(1);
    taking.say(Some(home.into()), Vec::new(), own);
    let mut twisting = commune(1);
    let key = match twisting.edits[2].content() {
        Some(Content::Phieu { key, .. }) => key.clone(),
        other => panic!("{other:?}"),
    };
    twisting.say(
        Some(phieu.into()),
        Vec::new(),
        Content::Phieu {
            key,
            version: "1".into(),
            form_hash: [1; 32],
        },
    );
    let mut renewing = commune(1);
    let key = super::fixture::key(3).public().line();
    renewing.say(None, Vec::new(), Content::Writer { key });
    for laptop in [taking, twisting, renewing] {
        let plan = Making::up(&laptop).plan_at(&Office::new());
        assert_eq!(plan.new, 0);
        assert_eq!(plan.rejected[9].reason, Fault::Misshapen);
    }
}

/// A Phiếu of a paper that repeats is named by the edit that makes it: nobody can make another under its name,
/// or move it to another place.
#[test]
fn phieus_of_a_paper_that_repeats_come_each_under_its_own_name() {
    use bieu::form::Period;
    use bieu::record::{Draft, PhieuId, PhieuKey};
    let key = |place: &str| PhieuKey {
        form: "cong-trinh".into(),
        subject: PhieuSubject::Place(PlaceRef::Code(place.into())),
        period: Period::Year(2026),
    };
    let mut laptop = Laptop::new(1);
    let ids = [0, 1].map(|_| laptop.put(Draft::repeated(key("06256"), "1".into(), [1; 32])));
    laptop.answer(PhieuId::from(ids[1]), "ten", "7", Vec::new());
    let mut office = Office::new();
    let plan = office.take(&Making::up(&laptop).verified());
    assert_eq!((plan.new, plan.phieus, plan.rejected.len()), (4, 2, 0));
    assert!(plan.conflicts.is_empty());
    assert_eq!(office.store.phieus(None, None).unwrap().len(), 2);
    nothing(&office.take(&Making::up(&laptop).verified()));

    let content = |place: &str| Content::Phieu {
        key: key(place),
        version: "1".into(),
        form_hash: [1; 32],
    };
    for place in ["06256", "09999"] {
        let mut sly = laptop.clone();
        sly.say(Some(ids[0].into()), Vec::new(), content(place));
        let plan = Making::up(&sly).plan_at(&office);
        assert_eq!(plan.new, 0);
        assert_eq!(reasons(&plan)[0].1, Fault::Misshapen);
    }
}

#[test]
fn kinds_that_are_not_known_are_kept() {
    let mut laptop = commune(1);
    let mut edit = serde_json::json!({ "what": "tách hộ" });
    let map = edit.as_object_mut().unwrap().clone();
    laptop.say(None, Vec::new(), Content::Unknown(map));
    // The program cannot write such a kind: take the header that a later version would have written.
    let line = String::from_utf8(wire::line(laptop.edits.last().unwrap())).unwrap();
    let line = line.replace("\"kind\":\"\"", "\"kind\":\"split\"");
    *laptop.edits.last_mut().unwrap() = wire::parse(line.as_bytes()).unwrap();
    let mut office = Office::new();
    let plan = office.take(&Making::up(&laptop).verified());
    assert_eq!((plan.new, plan.rejected.len()), (10, 0));
    let kept = office.store.edit(&laptop.edits[9].id()).unwrap();
    assert_eq!(kept.as_ref(), laptop.edits.last());
}

#[test]
fn a_fork_is_kept_and_named() {
    // A data folder copied to a second laptop; both go on with the same key.
    let stem = commune(1);
    let (mut one, mut two) = (stem.clone(), stem.clone());
    one.household("06256", "06256-0003");
    two.household("06256", "06256-0004");
    two.household("06256", "06256-0005");
    let mut office = Office::new();
    assert!(office.take(&Making::up(&one).verified()).forks.is_empty());
    let plan = office.take(&Making::up(&two).verified());
    assert_eq!((plan.new, plan.same, plan.rejected.len()), (8, 9, 0));
    let fork = |seq| Fork {
        writer: stem.writer,
        seq,
    };
    assert_eq!(plan.forks, (10..=13).map(fork).collect::<Vec<_>>());
    assert_eq!(office.store.households().unwrap().len(), 5);
    // Handed on together, with both heads, in one bundle.
    let edits: Vec<Edit> = office.store.edits().unwrap().map(Result::unwrap).collect();
    let relay = Making {
        from: "184",
        to: "20",
        key: key(50),
        heads: office.store.heads().unwrap(),
        edits,
    };
    let mut above = Office::new();
    let plan = above.take(&relay.verified());
    assert_eq!((plan.new, plan.rejected.len()), (21, 0));
    assert_eq!(plan.forks, (10..=13).map(fork).collect::<Vec<_>>());
}

#[test]
fn a_second_beginning_under_anothers_name_is_a_fork_of_its_own() {
    // Another key claims the writer and goes on from the true chain.
    let truth = commune(1);
    let mut office = Office::new();
    office.take(&Making::up(&truth).verified());
    let mut liar = truth.clone();
    liar.household("06256", "06256-0666");
    let last = liar.edits.last().unwrap().id();
    let mut claim = Laptop::new(9);
    claim.edits.clear();
    claim.writer = truth.writer;
    let line = key(9).public().line();
    claim.say(None, Vec::new(), Content::Writer { key: line });
    let mut edits = liar.edits.clone();
    edits.push(claim.edits[0].clone());
    let making = Making {
        heads: vec![
            sign_head(&key(9), truth.writer, 13, last).unwrap(),
            sign_head(&key(9), truth.writer, 1, claim.edits[0].id()).unwrap(),
        ],
        edits,
        ..Making::up(&truth)
    };
    let plan = making.plan_at(&office);
    // The claim itself stands under a head of its own key; nothing of the true chain goes with it.
    assert_eq!((plan.new, plan.forks.len()), (1, 1));
    assert_eq!(
        reasons(&plan),
        (10..=13)
            .map(|seq| (seq, Fault::HeadKey))
            .collect::<Vec<_>>()
    );
}

#[test]
fn two_laptops_that_typed_differently_are_a_conflict_foreseen() {
    let mut one = commune(1);
    let (phieu, answers) = one.household("06256", "06256-0003");
    let mut here = Office::new();
    here.take(&Making::up(&one).verified());
    // The second laptop had seen the answer and replaced it: no conflict.
    let mut two = Laptop::new(2);
    let second = two.answer(phieu, "tuoi", "43", vec![answers[0]]);
    let plan = here.take(&Making::up(&two).verified());
    assert_eq!((plan.new, plan.conflicts.len()), (2, 0));
    // The first one replaces the old answer too, without having seen the second's.
    one.answer(phieu, "tuoi", "44", vec![answers[0]]);
    one.answer(phieu, "dien_tich", "42", Vec::new());
    let verified = Making::up(&one).verified();
    let foreseen = bieu::bundle::plan(&verified, &InStore(&here.store)).unwrap();
    let path = SlotPath::Answer(Path::Field(Name::new("tuoi")));
    assert_eq!(foreseen.conflicts, [(phieu.into(), path)]);
    here.take(&verified);
    assert_eq!(
        here.store.phieu(phieu).unwrap().unwrap().conflicts().len(),
        1
    );
    // A conflict that stands already is not told again; equal values are none; resolving ends it.
    one.answer(phieu, "tuoi", "45", Vec::new());
    let plan = here.take(&Making::up(&one).verified());
    assert_eq!(plan.conflicts, []);
    let slots = here.store.phieu(phieu).unwrap().unwrap();
    let seen = slots.replaces(&SlotPath::Answer(Path::Field(Name::new("tuoi"))));
    assert!(seen.contains(&second));
    two.answer(phieu, "tuoi", "45", seen);
    let plan = here.take(&Making::up(&two).verified());
    assert_eq!(plan.conflicts, []);
    assert_eq!(here.store.phieu(phieu).unwrap().unwrap().conflicts(), []);
}

#[test]
fn any_order_and_any_repetition_give_the_same_store() {
    // Two laptops of one commune write in turn into the same papers; bundles of every length travel.
    let mut one = commune(1);
    let mut two = Laptop::new(2);
    let (phieu, _) = one.household("06256", "06256-0003");
    let mut bundles = vec![Making::up(&one).verified()];
    for turn in 0..4 {
        let seen = if turn % 2 == 0 {
            Vec::new()
        } else {
            vec![one.answer(phieu, "tuoi", "7", Vec::new())]
        };
        two.answer(phieu, "tuoi", &turn.to_string(), seen);
        let mut both = Making::up(&one);
        both.heads.push(two.head());
        both.edits.extend(two.edits.iter().cloned());
        bundles.push(both.verified());
    }
    let mut reference = Office::new();
    for verified in &bundles {
        reference.take(verified);
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut dice = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % sides as u64) as usize
    };
    for _ in 0..super::fixture::cases(6) {
        let mut order: Vec<usize> = (0..bundles.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice(at + 1));
        }
        order.push(dice(bundles.len()));
        let mut office = Office::new();
        for at in &order {
            let plan = office.take(&bundles[*at]);
            assert!(plan.rejected.is_empty() && plan.held.is_empty());
        }
        assert_eq!(
            office.store.state_digest(),
            reference.store.state_digest(),
            "{order:?}"
        );
    }
}

/// What a manifest cannot name would make every later export of the office fail.
#[test]
fn a_paper_with_a_name_that_is_none_is_rejected() {
    use bieu::form::Period;
    use bieu::record::{Draft, PhieuKey};
    let long = "a".repeat(60_000);
    for (form, version) in [
        ("ho dan", "1"),
        ("", "1"),
        ("ho-dan", "1/2"),
        (&long, "1"),
        ("ho-dan", ""),
    ] {
        let mut laptop = Laptop::new(1);
        let key = PhieuKey {
            form: form.to_owned(),
            subject: PhieuSubject::Place(PlaceRef::Code("06256".into())),
            period: Period::Year(2026),
        };
        laptop.put(Draft::phieu(key, version.into(), [1; 32]).1);
        let plan = Making::up(&laptop).plan_at(&Office::new());
        assert_eq!(plan.new, 0);
        assert_eq!(reasons(&plan)[1], (2, Fault::Misshapen));
    }
}

/// A relay may withhold bodies. What it withheld is not lost: the bundle that has it brings it.
#[test]
fn a_body_that_was_withheld_comes_later() {
    let laptop = commune(1);
    let mut bare = Making::up(&laptop);
    for edit in bare.edits.iter_mut().skip(3) {
        *edit = wire::parse(&wire::line_without_body(edit)).unwrap();
    }
    let mut office = Office::new();
    assert_eq!(office.take(&bare.verified()).new, 9);
    let whole = Making::up(&laptop).verified();
    let plan = office.take(&whole);
    assert_eq!((plan.new, plan.same, plan.rejected.len()), (6, 3, 0));
    assert!(plan.forks.is_empty());
    nothing(&office.take(&whole));
    let mut straight = Office::new();
    straight.take(&whole);
    assert_eq!(office.store.state_digest(), straight.store.state_digest());
}
