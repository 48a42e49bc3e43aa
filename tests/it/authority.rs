//! Which edits are in force: what grants, revocations and the office above make of the edits of several devices,
//! in every order of arrival.

use std::sync::Arc;

use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::record::{
    Content, Draft, Edit, EditId, End, Grant, GrantRole, Move, OutOfForce, Phieu, PhieuId,
    PhieuKey, PhieuSubject, Pin, PlaceRef, Revocation, Status, SubjectId,
};
use bieu::store::{Rule, Store};

use super::bundles::fixture::{Laptop, within};
use super::store::{Dice, cases};

/// The devices: the commune's, those of two thôn, the district's, and somebody's.
const COMMUNE: u8 = 1;
const THON_A: u8 = 2;
const THON_B: u8 = 3;
const HUYEN: u8 = 4;
const STRANGER: u8 = 5;

fn rule(seed: u8, place: &str) -> Rule {
    Rule {
        pins: vec![Pin {
            key: super::bundles::fixture::key(seed).public().line(),
            place: PlaceRef::Code(place.into()),
            role: GrantRole::Office,
            everywhere: true,
        }],
        within: Arc::new(within),
    }
}

fn store_of(seed: u8, place: &str, edits: &[Edit]) -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::create(dir.path()).unwrap());
    let (mut store, _) = Store::open_under(dir.path(), None, rule(seed, place)).unwrap();
    store
        .import(&mut edits.iter().cloned(), &[], &mut |_| true)
        .unwrap();
    (dir, store)
}

fn grant(to: u8, place: PlaceRef, role: GrantRole) -> Content {
    Content::Grant(Grant {
        key: super::bundles::fixture::key(to).public().line(),
        place,
        role,
    })
}

fn code(code: &str) -> PlaceRef {
    PlaceRef::Code(code.into())
}

/// A commune with two thôn, a device in each, and a household of each.
struct Xa {
    commune: Laptop,
    a: Laptop,
    b: Laptop,
    thon_a: EditId,
    thon_b: EditId,
    home_a: EditId,
    paper_a: PhieuId,
}

impl Xa {
    fn new() -> Xa {
        let mut commune = Laptop::new(COMMUNE);
        let thon = |laptop: &mut Laptop, n: u8| {
            laptop.say(
                None,
                Vec::new(),
                Content::Thon {
                    label: format!("06256-00{n}"),
                    name: format!("Thôn {n}"),
                    parent: "06256".into(),
                },
            )
        };
        let (thon_a, thon_b) = (thon(&mut commune, 1), thon(&mut commune, 2));
        for (device, place) in [(THON_A, thon_a), (THON_B, thon_b)] {
            let place = PlaceRef::Thon(place);
            commune.say(
                None,
                Vec::new(),
                grant(device, place, GrantRole::Enumerator),
            );
        }
        let home_a = commune.say(
            None,
            Vec::new(),
            Content::Household {
                label: "06256-001-01".into(),
                place: PlaceRef::Thon(thon_a),
            },
        );
        let (mut a, mut b) = (Laptop::new(THON_A), Laptop::new(THON_B));
        a.seen = commune.seen;
        b.seen = commune.seen;
        let paper_a = a.phieu(PhieuSubject::Household(home_a));
        Xa {
            commune,
            a,
            b,
            thon_a,
            thon_b,
            home_a,
            paper_a,
        }
    }

    fn edits(&self) -> Vec<Edit> {
        let laptops = [&self.commune, &self.a, &self.b];
        laptops
            .iter()
            .flat_map(|laptop| laptop.edits.iter().cloned())
            .collect()
    }

    /// The content that a paper has with these edits, at the commune.
    fn content(&self, paper: PhieuId) -> [u8; 32] {
        let (_dir, store) = store_of(COMMUNE, "06256", &self.edits());
        store.phieu(paper).unwrap().unwrap().content()
    }
}

fn reasons(store: &Store) -> Vec<OutOfForce> {
    let out = store.out_of_force().unwrap();
    out.into_iter().map(|(_, _, why)| why).collect()
}

fn age(store: &Store, paper: PhieuId) -> Option<String> {
    let phieu = store.phieu(paper).unwrap()?;
    match phieu.answers().get(&Path::Field(Name::new("tuoi"))) {
        Some(Answer::Given(Value::Number(number))) => Some(number.to_string()),
        _ => None,
    }
}

#[test]
fn a_device_says_only_what_its_grant_lets_it_say() {
    let mut xa = Xa::new();
    xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    // Thôn B writes on a household of thôn A, moves it, makes a thôn, grants itself the commune.
    xa.b.answer(xa.paper_a, "tuoi", "99", Vec::new());
    let to = Move {
        place: PlaceRef::Thon(xa.thon_b),
        label: None,
        date: chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
    };
    let moved = Content::Moved {
        turn: 1,
        to: Some(to.clone()),
    };
    xa.b.say(Some(xa.home_a.into()), Vec::new(), moved.clone());
    xa.b.say(
        None,
        Vec::new(),
        Content::Thon {
            label: "06256-009".into(),
            name: "Thôn Riêng".into(),
            parent: "06256".into(),
        },
    );
    xa.b.say(
        None,
        Vec::new(),
        grant(THON_B, code("06256"), GrantRole::Office),
    );
    // Somebody whom nobody granted anything.
    let mut stranger = Laptop::new(STRANGER);
    stranger.seen = 50;
    stranger.answer(xa.paper_a, "tuoi", "7", Vec::new());
    let mut edits = xa.edits();
    edits.extend(stranger.edits);
    let (_dir, store) = store_of(COMMUNE, "06256", &edits);
    assert_eq!(age(&store, xa.paper_a).as_deref(), Some("41"));
    assert_eq!(store.thons().unwrap().len(), 2);
    let mut why = reasons(&store);
    why.sort();
    assert_eq!(
        why,
        [
            OutOfForce::NoGrant,
            OutOfForce::Elsewhere,
            OutOfForce::Elsewhere,
            OutOfForce::Elsewhere
        ]
    );
    assert_eq!(
        store.households().unwrap()[0].place,
        PlaceRef::Thon(xa.thon_a)
    );
    // The commune moves it: then thôn B may write on it, and what thôn A wrote stays.
    xa.commune.say(Some(xa.home_a.into()), Vec::new(), moved);
    let (_dir, store) = store_of(COMMUNE, "06256", &xa.edits());
    let phieu = store.phieu(xa.paper_a).unwrap().unwrap();
    assert_eq!(phieu.conflicts().len(), 1);
    assert_eq!(store.households().unwrap()[0].place, to.place);
}

#[test]
fn what_waits_for_its_grant_or_its_household_comes_into_force_later() {
    let mut xa = Xa::new();
    xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    let dir = tempfile::tempdir().unwrap();
    drop(Store::create(dir.path()).unwrap());
    let (mut store, _) = Store::open_under(dir.path(), None, rule(COMMUNE, "06256")).unwrap();
    let take = |edits: &[Edit], store: &mut Store| {
        store
            .import(&mut edits.iter().cloned(), &[], &mut |_| true)
            .unwrap();
    };
    take(&xa.a.edits, &mut store);
    assert_eq!(reasons(&store), [OutOfForce::NoGrant, OutOfForce::NoGrant]);
    assert!(store.phieus(None, None).unwrap().is_empty());
    // Everything but the household.
    let rest: Vec<Edit> = xa
        .commune
        .edits
        .iter()
        .filter(|edit| edit.id() != xa.home_a)
        .cloned()
        .collect();
    take(&rest, &mut store);
    assert_eq!(reasons(&store), [OutOfForce::Absent, OutOfForce::Absent]);
    take(&xa.commune.edits, &mut store);
    assert_eq!(reasons(&store), []);
    assert_eq!(age(&store, xa.paper_a).as_deref(), Some("41"));
}

#[test]
fn a_revoked_key_keeps_what_it_said_before_and_cannot_say_it_was_before() {
    let mut xa = Xa::new();
    let first = xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    let end = End {
        writer: xa.a.writer,
        seq: xa.a.edits.len() as u64,
        edit: first,
    };
    let before = xa.a.clone();
    // Lost, and used by whoever found it.
    xa.a.answer(xa.paper_a, "tuoi", "5", vec![first]);
    let revocation = Revocation {
        key: xa.a.key().public().line(),
        ends: vec![end],
    };
    xa.commune
        .say(None, Vec::new(), Content::Revoke(revocation.clone()));
    let (_dir, store) = store_of(COMMUNE, "06256", &xa.edits());
    assert_eq!(age(&store, xa.paper_a).as_deref(), Some("41"));
    assert_eq!(reasons(&store), [OutOfForce::Revoked]);
    // Dated back: another branch of the chain, at a place before its end.
    let mut forged = before.clone();
    forged.edits.truncate(2);
    forged.seen = 3;
    forged.answer(xa.paper_a, "tuoi", "6", Vec::new());
    let mut edits = xa.edits();
    edits.extend(forged.edits.into_iter().skip(2));
    // A new chain with the key, of which the revocation knows nothing.
    let mut anew = Laptop::new(THON_A);
    anew.writer = bieu::record::WriterId([77; 16]);
    anew.edits.clear();
    anew.say(
        None,
        Vec::new(),
        Content::Writer {
            key: revocation.key.clone(),
        },
    );
    anew.answer(xa.paper_a, "tuoi", "8", Vec::new());
    edits.extend(anew.edits);
    let (_dir, store) = store_of(COMMUNE, "06256", &edits);
    assert_eq!(age(&store, xa.paper_a).as_deref(), Some("41"));
    assert_eq!(reasons(&store), [OutOfForce::Revoked; 3]);
    // The device of the thôn cannot revoke the commune.
    let mut turned = Xa::new();
    let commune = Revocation {
        key: turned.commune.key().public().line(),
        ends: Vec::new(),
    };
    turned.a.say(None, Vec::new(), Content::Revoke(commune));
    let (_dir, store) = store_of(HUYEN, "184", &with_district(&turned.edits()));
    assert_eq!(store.households().unwrap().len(), 1);
}

/// The district's device has granted the commune's key its xã.
fn with_district(edits: &[Edit]) -> Vec<Edit> {
    let mut huyen = Laptop::new(HUYEN);
    huyen.say(
        None,
        Vec::new(),
        grant(COMMUNE, code("06256"), GrantRole::Office),
    );
    huyen.edits.iter().chain(edits).cloned().collect()
}

#[test]
fn grants_chain_from_the_district_through_the_commune_to_the_thon() {
    let mut xa = Xa::new();
    xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    // Without the district's grant nothing of the commune is in force there.
    let (_dir, store) = store_of(HUYEN, "184", &xa.edits());
    assert!(store.households().unwrap().is_empty());
    let (_dir, store) = store_of(HUYEN, "184", &with_district(&xa.edits()));
    assert_eq!(age(&store, xa.paper_a).as_deref(), Some("41"));
    assert_eq!(reasons(&store), []);
    // A commune grants nothing outside itself: another commune's device stays a stranger.
    let mut far = Laptop::new(STRANGER);
    far.seen = 60;
    far.household("09999", "09999-0001");
    xa.commune.say(
        None,
        Vec::new(),
        grant(STRANGER, code("09999"), GrantRole::Office),
    );
    let mut edits = with_district(&xa.edits());
    edits.extend(far.edits);
    let (_dir, store) = store_of(HUYEN, "184", &edits);
    assert_eq!(store.households().unwrap().len(), 1);
    assert!(reasons(&store).contains(&OutOfForce::NoGrant));
}

/// Submits a paper at the commune.
fn submit(xa: &mut Xa) -> (EditId, [u8; 32]) {
    let content = xa.content(xa.paper_a);
    let of = xa.commune.say(
        Some(xa.paper_a.into()),
        Vec::new(),
        Content::Submit { content },
    );
    (of, content)
}

#[test]
fn only_an_office_above_whoever_submitted_accepts() {
    let mut xa = Xa::new();
    xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    xa.commune.seen = 40;
    let (of, content) = submit(&mut xa);
    let accept = Content::Accept { content, of };
    let mut own = Xa {
        commune: xa.commune.clone(),
        a: xa.a.clone(),
        b: xa.b.clone(),
        ..xa
    };
    // The commune accepts its own, and takes a second key of its own for the office above.
    own.commune
        .say(Some(own.paper_a.into()), vec![of], accept.clone());
    own.commune.say(
        None,
        Vec::new(),
        grant(STRANGER, code("20"), GrantRole::Above),
    );
    let mut stranger = Laptop::new(STRANGER);
    stranger.seen = 70;
    stranger.say(Some(own.paper_a.into()), vec![of], accept.clone());
    let mut edits = with_district(&own.edits());
    edits.extend(stranger.edits);
    let (_dir, store) = store_of(HUYEN, "184", &edits);
    let phieu = store.phieu(own.paper_a).unwrap().unwrap();
    assert_eq!(phieu.status(), Status::Submitted);
    let mut why = reasons(&store);
    why.sort();
    assert_eq!(why, [OutOfForce::NoGrant, OutOfForce::NotAbove]);
    // The district does; the commune believes it once it has recognised it, and only then.
    let mut huyen = Laptop::new(HUYEN);
    huyen.say(
        None,
        Vec::new(),
        grant(COMMUNE, code("06256"), GrantRole::Office),
    );
    huyen.seen = 80;
    huyen.say(Some(xa.paper_a.into()), vec![of], accept);
    let mut edits: Vec<Edit> = huyen.edits.clone();
    edits.extend(xa.edits());
    let (_dir, above) = store_of(HUYEN, "184", &edits);
    let accepted = |store: &Store| store.phieu(xa.paper_a).unwrap().unwrap().status();
    assert_eq!(accepted(&above), Status::Accepted);
    let (_dir, below) = store_of(COMMUNE, "06256", &edits);
    assert_eq!(accepted(&below), Status::Submitted);
    xa.commune.say(
        None,
        Vec::new(),
        grant(HUYEN, code("184"), GrantRole::Above),
    );
    let mut edits = huyen.edits.clone();
    edits.extend(xa.edits());
    let (_dir, below) = store_of(COMMUNE, "06256", &edits);
    assert_eq!(accepted(&below), Status::Accepted);
    // What is typed after it is a proposal, until the district gives the paper back.
    let last = xa.a.edits.last().unwrap().id();
    xa.a.seen = 90;
    xa.a.answer(xa.paper_a, "tuoi", "42", vec![last]);
    let mut edits = huyen.edits.clone();
    edits.extend(xa.edits());
    let (_dir, below) = store_of(COMMUNE, "06256", &edits);
    assert_eq!(accepted(&below), Status::Accepted);
    assert_eq!(age(&below, xa.paper_a).as_deref(), Some("41"));
    assert_eq!(reasons(&below), [OutOfForce::Proposal]);
    let accepted_by = huyen.edits.last().unwrap().id();
    huyen.seen = 95;
    huyen.say(
        Some(xa.paper_a.into()),
        vec![accepted_by],
        Content::Return { content, of },
    );
    let mut edits = huyen.edits.clone();
    edits.extend(xa.edits());
    let (_dir, below) = store_of(COMMUNE, "06256", &edits);
    assert_eq!(accepted(&below), Status::Returned);
    assert_eq!(age(&below, xa.paper_a).as_deref(), Some("42"));
}

#[test]
fn an_office_between_passes_on_what_it_has_accepted_and_the_thon_cannot() {
    let mut xa = Xa::new();
    xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    let content = xa.content(xa.paper_a);
    let on = Some(SubjectId::from(xa.paper_a));
    let of = xa.a.say(on, Vec::new(), Content::Submit { content });
    xa.commune.seen = 40;
    let accepted = xa
        .commune
        .say(on, vec![of], Content::Accept { content, of });
    let status = |xa: &Xa| {
        let (_dir, store) = store_of(COMMUNE, "06256", &xa.edits());
        (
            store.phieu(xa.paper_a).unwrap().unwrap().status(),
            reasons(&store),
        )
    };
    assert_eq!(status(&xa), (Status::Accepted, vec![]));
    let mut sly = xa.a.clone();
    std::mem::swap(&mut sly, &mut xa.a);
    xa.a.seen = 50;
    xa.a.say(on, vec![accepted], Content::Submit { content });
    assert_eq!(status(&xa), (Status::Accepted, vec![OutOfForce::Proposal]));
    xa.a = sly;
    xa.commune
        .say(on, vec![accepted], Content::Submit { content });
    assert_eq!(status(&xa), (Status::Submitted, vec![]));
}

#[test]
fn what_an_acceptance_had_not_heard_of_opens_the_paper_and_nothing_after_it_is_a_proposal() {
    let mut xa = Xa::new();
    let first = xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    let content = xa.content(xa.paper_a);
    let on = Some(SubjectId::from(xa.paper_a));
    let of = xa.a.say(on, Vec::new(), Content::Submit { content });
    // The thôn types on; the xã accepts what it was sent, without a word of that.
    let second = xa.a.answer(xa.paper_a, "tuoi", "43", vec![first]);
    xa.commune.seen = 40;
    xa.commune
        .say(on, vec![of], Content::Accept { content, of });
    xa.a.seen = 60;
    let stands = |xa: &Xa| {
        let (_dir, store) = store_of(COMMUNE, "06256", &xa.edits());
        let phieu = store.phieu(xa.paper_a).unwrap().unwrap();
        (phieu.status(), age(&store, xa.paper_a), reasons(&store))
    };
    let told = |status, age: &str| (status, Some(age.to_owned()), Vec::new());
    assert_eq!(stands(&xa), told(Status::Draft, "43"));
    // What is typed then is shown, and the paper goes its way again.
    xa.a.answer(xa.paper_a, "tuoi", "44", vec![second]);
    assert_eq!(stands(&xa), told(Status::Draft, "44"));
    let content = xa.content(xa.paper_a);
    let of = xa.a.say(on, Vec::new(), Content::Submit { content });
    xa.commune.seen = 80;
    xa.commune
        .say(on, vec![of], Content::Accept { content, of });
    xa.a.seen = 90;
    let last = xa.a.answer(xa.paper_a, "tuoi", "45", Vec::new());
    let (_dir, store) = store_of(COMMUNE, "06256", &xa.edits());
    let out = store.out_of_force().unwrap();
    assert_eq!(out, [(xa.paper_a.into(), last, OutOfForce::Proposal)]);
}

#[test]
fn whom_an_office_takes_for_the_one_above_counts_for_its_thon_and_its_other_laptops() {
    let mut xa = Xa::new();
    xa.a.answer(xa.paper_a, "tuoi", "41", Vec::new());
    xa.commune.seen = 40;
    let (of, content) = submit(&mut xa);
    xa.commune.say(
        None,
        Vec::new(),
        grant(HUYEN, code("184"), GrantRole::Above),
    );
    let mut huyen = Laptop::new(HUYEN);
    huyen.seen = 80;
    huyen.say(
        Some(xa.paper_a.into()),
        vec![of],
        Content::Accept { content, of },
    );
    // The device of the thôn, and a second laptop of the xã, believe the xã's laptop, and so the district.
    for device in [THON_A, STRANGER] {
        let mut laptop = if device == THON_A {
            xa.a.clone()
        } else {
            Laptop::new(device)
        };
        laptop.say(
            None,
            Vec::new(),
            grant(COMMUNE, code("06256"), GrantRole::Office),
        );
        let mut edits = xa.edits();
        edits.extend(laptop.edits);
        edits.extend(huyen.edits.clone());
        let (_dir, store) = store_of(device, "06256", &edits);
        let phieu = store.phieu(xa.paper_a).unwrap().unwrap();
        assert_eq!(phieu.status(), Status::Accepted, "{:?}", reasons(&store));
        assert_eq!(reasons(&store), []);
    }
    // The device of a thôn puts nobody above the xã: its word is that of a thôn.
    xa.b.say(
        None,
        Vec::new(),
        grant(HUYEN, code("184"), GrantRole::Above),
    );
    xa.commune.edits.pop();
    let mut edits = xa.edits();
    edits.extend(huyen.edits);
    let (_dir, store) = store_of(COMMUNE, "06256", &edits);
    let phieu = store.phieu(xa.paper_a).unwrap().unwrap();
    assert_eq!(phieu.status(), Status::Submitted);
    assert_eq!(reasons(&store), [OutOfForce::NoGrant]);
}

/// The content of a paper with everything that these say, at the district.
fn content_of(all: &[Laptop], paper: PhieuId) -> [u8; 32] {
    let edits: Vec<Edit> = all.iter().flat_map(|laptop| laptop.edits.clone()).collect();
    let (_dir, store) = store_of(HUYEN, "184", &edits);
    let phieu = store.phieu(paper).unwrap();
    phieu.map_or([2; 32], |phieu| phieu.content())
}

/// Everything that devices can say of each other and of papers, at random and not always honestly.
fn anything(dice: &mut Dice) -> Vec<Edit> {
    let mut xa = Xa::new();
    let mut huyen = Laptop::new(HUYEN);
    huyen.say(
        None,
        Vec::new(),
        grant(COMMUNE, code("06256"), GrantRole::Office),
    );
    let mut all = [
        xa.commune.clone(),
        xa.a.clone(),
        xa.b.clone(),
        huyen,
        Laptop::new(STRANGER),
    ];
    let mut papers = vec![xa.paper_a];
    let mut homes = vec![xa.home_a];
    let mut submits: Vec<EditId> = Vec::new();
    let thons = [xa.thon_a, xa.thon_b];
    for _ in 0..30 {
        let who = dice.roll(5);
        let paper = papers[dice.roll(papers.len())];
        let tips: Vec<EditId> = all
            .iter()
            .flat_map(|laptop| &laptop.edits)
            .filter(|edit| edit.subject() == SubjectId::from(paper) && dice.roll(2) == 0)
            .map(Edit::id)
            .collect();
        let seen = all[dice.roll(5)].seen;
        let event = dice.roll(12);
        // What the paper says with all that was said so far, or something that it never said.
        let hash = match (4..=6).contains(&event) && dice.roll(4) > 0 {
            true => content_of(&all, paper),
            false => [1; 32],
        };
        let key = dice.roll(5) as u8 + 1;
        let chain = all[key as usize - 1].clone();
        let laptop = &mut all[who];
        laptop.seen = laptop.seen.max(seen);
        let on = Some(SubjectId::from(paper));
        match (event, submits.last().copied()) {
            (0, _) => {
                let thon = thons[dice.roll(2)];
                let place = PlaceRef::Thon(thon);
                let label = format!("06256-{}", laptop.seen);
                homes.push(laptop.say(None, Vec::new(), Content::Household { label, place }));
            }
            (1, _) => {
                papers.push(laptop.phieu(PhieuSubject::Household(homes[dice.roll(homes.len())])))
            }
            (2, _) => {
                let place = match dice.roll(3) {
                    0 => code("06256"),
                    1 => code("184"),
                    n => PlaceRef::Thon(thons[n - 1]),
                };
                let role = GrantRole::ALL[dice.roll(3)].0;
                laptop.say(None, Vec::new(), grant(key, place, role));
            }
            (3, _) => {
                let at = dice.roll(chain.edits.len()) + 1;
                let ends = vec![End {
                    writer: chain.writer,
                    seq: at as u64,
                    edit: chain.edits[at - 1].id(),
                }];
                let key = chain.key().public().line();
                laptop.say(None, Vec::new(), Content::Revoke(Revocation { key, ends }));
            }
            (4, _) => submits.push(laptop.say(on, tips, Content::Submit { content: hash })),
            (5, Some(of)) => {
                let content = hash;
                laptop.say(on, tips, Content::Accept { content, of });
            }
            (6, Some(of)) => {
                let content = hash;
                laptop.say(on, tips, Content::Return { content, of });
            }
            (7, _) => {
                let to = Move {
                    place: PlaceRef::Thon(thons[dice.roll(2)]),
                    label: None,
                    date: chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
                };
                let home = homes[dice.roll(homes.len())];
                let turn = 1 + dice.roll(2) as u32;
                laptop.say(
                    Some(home.into()),
                    Vec::new(),
                    Content::Moved { turn, to: Some(to) },
                );
            }
            _ => {
                laptop.answer(paper, "tuoi", &dice.roll(90).to_string(), tips);
            }
        }
    }
    // One device was copied and went on twice.
    let mut forked = all[2].clone();
    let keep = 1 + dice.roll(forked.edits.len());
    forked.edits.truncate(keep);
    forked.answer(xa.paper_a, "tuoi", "3", Vec::new());
    xa.b = forked.clone();
    let mut edits: Vec<Edit> = all.iter().flat_map(|laptop| laptop.edits.clone()).collect();
    edits.extend(forked.edits.into_iter().skip(keep));
    edits
}

#[test]
fn what_is_in_force_does_not_depend_on_the_order_of_arrival() {
    let mut dice = Dice(0xA07);
    for case in 0..cases(4) {
        let mut edits = anything(&mut dice);
        let (seed, place) = [(COMMUNE, "06256"), (HUYEN, "184"), (THON_A, "06256")][case % 3];
        let (_dir, mut reference) = store_of(seed, place, &edits);
        let expected = (reference.state_digest(), reference.out_of_force().unwrap());
        // Made anew from the journal it is the same.
        reference.rebuild().unwrap();
        assert_eq!(reference.state_digest(), expected.0, "case {case}");
        for at in (1..edits.len()).rev() {
            edits.swap(at, dice.roll(at + 1));
        }
        let dir = tempfile::tempdir().unwrap();
        drop(Store::create(dir.path()).unwrap());
        let (mut store, _) = Store::open_under(dir.path(), None, rule(seed, place)).unwrap();
        let mut rest = edits.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(1 + dice.roll(rest.len()));
            store
                .import(&mut now.iter().cloned(), &[], &mut |_| true)
                .unwrap();
            rest = later;
        }
        assert_eq!(store.out_of_force().unwrap(), expected.1, "case {case}");
        assert_eq!(store.state_digest(), expected.0, "case {case}");
        let told: Vec<Option<Phieu>> = store
            .phieus(None, None)
            .unwrap()
            .into_iter()
            .map(|(_, id)| store.phieu(id).unwrap())
            .collect();
        assert!(told.iter().all(Option::is_some));
    }
}

/// A Phiếu's id is the hash of its key; that the fixture and this file agree on it is what the tests rest on.
#[test]
fn the_papers_of_a_household_are_its_own() {
    let xa = Xa::new();
    let key = PhieuKey {
        form: "ho-dan".into(),
        subject: PhieuSubject::Household(xa.home_a),
        period: Period::Year(2026),
    };
    assert_eq!(key.id(), xa.paper_a);
    let (id, _) = Draft::phieu(key, "1".into(), [1; 32]);
    assert_eq!(id, xa.paper_a);
}
