//! Erasing the people of a household: who may, in which order it arrives, what is left on the disk, and who is told.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path as FilePath, PathBuf};

use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::record::{
    Acknowledgement, Content, Edit, EditId, End, Erasure, Extent, Grant, GrantRole, OutOfForce,
    PhieuId, PhieuSubject, PlaceRef, Revocation, SlotPath, SubjectId, WriterId,
};
use bieu::store::{Recorder, Rule, Store};

use super::bundles::fixture::{Laptop, key, within};
use super::crash::Disk;
use super::store::{Dice, cases};

/// The devices: the commune's two, that of a thôn, the district's, and another commune's.
const COMMUNE: u8 = 1;
const THON: u8 = 2;
const HUYEN: u8 = 4;
const OTHER: u8 = 5;
const SECOND: u8 = 6;

fn rule(seed: u8, place: &str) -> Rule {
    Rule {
        pins: vec![bieu::record::Pin {
            key: key(seed).public().line(),
            place: code(place),
            role: GrantRole::Office,
            everywhere: true,
        }],
        within: std::sync::Arc::new(within),
    }
}

fn code(code: &str) -> PlaceRef {
    PlaceRef::Code(code.into())
}

fn grant(to: u8, place: PlaceRef, role: GrantRole) -> Content {
    Content::Grant(Grant {
        key: key(to).public().line(),
        place,
        role,
    })
}

struct Desk {
    _dir: tempfile::TempDir,
    store: Store,
    /// Its own chain.
    own: Laptop,
}

impl Desk {
    fn new(seed: u8, place: &str) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::create(dir.path()).unwrap());
        let (store, _) = Store::open_under(dir.path(), None, rule(seed, place)).unwrap();
        let mut own = Laptop::new(seed);
        own.writer = WriterId([0xD0 + seed; 16]);
        own.edits.clear();
        let key = key(seed).public().line();
        own.say(None, Vec::new(), Content::Writer { key });
        Desk {
            _dir: dir,
            store,
            own,
        }
    }

    fn take(&mut self, edits: &[Edit]) {
        let count = self
            .store
            .import(&mut edits.iter().cloned(), &[], &mut |_| true)
            .unwrap();
        // As every office does behind an import.
        for (home, paper) in count.fresh {
            self.name(home, paper);
        }
        let mut refusal = self.store.refusal().unwrap();
        if self.store.holds_refused(&mut refusal).unwrap() {
            for one in self.store.erased().unwrap() {
                let Some(household) = one.household() else {
                    continue;
                };
                for paper in refusal.fresh(household) {
                    self.name(household, paper);
                }
            }
            self.store.erase(&mut refusal).unwrap();
        }
    }

    fn name(&mut self, home: EditId, paper: PhieuId) {
        let erased = self.store.erased().unwrap();
        let of = erased
            .iter()
            .find(|one| one.household() == Some(home))
            .unwrap();
        let said = Acknowledgement {
            papers: vec![paper],
            ..Acknowledgement::of(of.erasures[0].0)
        };
        let content = Content::Erased(said);
        self.own.say(Some(home.into()), Vec::new(), content);
        self.store.commit(&self.own.edits).unwrap();
    }

    /// Everything that can be read of these edits' subjects, but for what devices answered.
    fn reads(&self, edits: &[Edit]) -> String {
        let subjects: BTreeSet<SubjectId> = edits.iter().map(Edit::subject).collect();
        let mut text = format!("{:?}", self.bodies_of(edits));
        for subject in subjects {
            let mut slots = self.store.subject_slots(subject).unwrap();
            slots.retain(|(path, _)| *path != SlotPath::Acknowledged);
            text += &format!("{subject} {slots:?}");
        }
        text
    }

    fn bodies_of(&self, edits: &[Edit]) -> Vec<EditId> {
        let held = edits.iter().map(Edit::id);
        held.filter(|id| self.store.has_body(id).unwrap()).collect()
    }
}

/// A commune with a thôn; one household of it is erased, the other stays.
struct Story {
    commune: Laptop,
    thon: Laptop,
    home: EditId,
    erase: EditId,
    other_paper: PhieuId,
    /// Everything said of the erased household, by whomever.
    said: Vec<EditId>,
}

fn text(laptop: &mut Laptop, paper: PhieuId, field: &str, text: &str) -> EditId {
    let content = Content::Answer {
        path: Path::Field(Name::new(field)),
        answer: Some(Answer::Given(Value::Text(text.into()))),
    };
    laptop.say(Some(paper.into()), Vec::new(), content)
}

fn household(laptop: &mut Laptop, label: &str, thon: EditId) -> EditId {
    let content = Content::Household {
        label: label.into(),
        place: PlaceRef::Thon(thon),
    };
    laptop.say(None, Vec::new(), content)
}

fn erase(laptop: &mut Laptop, home: EditId, place: PlaceRef, papers: &[PhieuId]) -> EditId {
    let mut papers = papers.to_vec();
    papers.sort_unstable();
    let content = Content::Erase(Erasure {
        label: "06256-001-01".into(),
        of: Extent::Household {
            home: place,
            papers,
        },
    });
    laptop.say(Some(home.into()), Vec::new(), content)
}

impl Story {
    fn new() -> Story {
        let mut commune = Laptop::new(COMMUNE);
        let thon = commune.say(
            None,
            Vec::new(),
            Content::Thon {
                label: "06256-001".into(),
                name: "Thôn 1".into(),
                parent: "06256".into(),
            },
        );
        let place = PlaceRef::Thon(thon);
        commune.say(
            None,
            Vec::new(),
            grant(THON, place.clone(), GrantRole::Enumerator),
        );
        commune.say(
            None,
            Vec::new(),
            grant(SECOND, code("06256"), GrantRole::Office),
        );
        let home = household(&mut commune, "06256-001-01", thon);
        let other = household(&mut commune, "06256-001-02", thon);
        let mut laptop = Laptop::new(THON);
        laptop.seen = commune.seen;
        let paper = laptop.phieu(PhieuSubject::Household(home));
        let other_paper = laptop.phieu(PhieuSubject::Household(other));
        let mut said = vec![home];
        said.push(laptop.edits[1].id());
        said.push(text(&mut laptop, paper, "chu_ho", "Nguyễn Thị Lệ Thu"));
        text(&mut laptop, other_paper, "chu_ho", "Hoàng Văn Bền");
        commune.seen = laptop.seen;
        let erase = erase(&mut commune, home, place, &[paper]);
        // The thôn has not heard of it: it goes on writing, and opens one more paper.
        said.push(text(&mut laptop, paper, "chu_ho", "Nguyễn Thị Thu"));
        let late = Period::Year(2027);
        let (late, draft) = bieu::record::Draft::phieu(
            bieu::record::PhieuKey {
                form: "ho-dan".into(),
                subject: PhieuSubject::Household(home),
                period: late,
            },
            "1".into(),
            [1; 32],
        );
        said.push(laptop.put(draft));
        said.push(text(&mut laptop, late, "chu_ho", "Nguyễn Thị Lệ Thu"));
        Story {
            commune,
            thon: laptop,
            home,
            erase,
            other_paper,
            said,
        }
    }

    fn edits(&self) -> Vec<Edit> {
        let laptops = [&self.commune, &self.thon];
        laptops
            .iter()
            .flat_map(|laptop| laptop.edits.iter().cloned())
            .collect()
    }

    fn look(&self, desk: &Desk, what: &str) {
        for id in &self.said {
            assert!(desk.store.contains(id).unwrap(), "{what}: header gone");
            assert!(!desk.store.has_body(id).unwrap(), "{what}: {id} is here");
        }
        let homes = desk.store.households().unwrap();
        assert_eq!(homes.len(), 1, "{what}");
        assert_ne!(homes[0].id, self.home, "{what}");
        let papers = desk.store.phieus(None, None).unwrap();
        assert_eq!(papers.len(), 1, "{what}");
        assert_eq!(papers[0].1, self.other_paper, "{what}");
        let report = desk.store.check(&mut |_| true).unwrap();
        assert!(report.problems.is_empty(), "{what}: {:?}", report.problems);
    }
}

#[test]
fn in_whatever_order_it_arrives_nothing_of_the_household_is_left_anywhere() {
    let mut dice = Dice(0xE7A5);
    let mut story = Story::new();
    // The eraser's key is revoked later: what it said before stands.
    let mut second = Laptop::new(SECOND);
    second.seen = story.commune.seen;
    let end = End {
        writer: story.commune.writer,
        seq: story.commune.edits.len() as u64,
        edit: story.commune.edits.last().unwrap().id(),
    };
    let gone = Revocation {
        key: key(COMMUNE).public().line(),
        ends: vec![end],
    };
    let mut huyen = Laptop::new(HUYEN);
    huyen.seen = second.seen;
    huyen.say(
        None,
        Vec::new(),
        grant(COMMUNE, code("06256"), GrantRole::Office),
    );
    huyen.say(
        None,
        Vec::new(),
        grant(SECOND, code("06256"), GrantRole::Office),
    );
    huyen.say(None, Vec::new(), Content::Revoke(gone));
    story.commune.seen = huyen.seen;
    let mut all = story.edits();
    all.extend(huyen.edits);
    all.extend(second.edits);
    let mut digests = BTreeSet::new();
    for case in 0..cases(12) {
        for (seed, place) in [(HUYEN, "184"), (HUYEN, "20")] {
            let mut desk = Desk::new(seed, place);
            let mut edits = all.clone();
            for at in (1..edits.len()).rev() {
                edits.swap(at, dice.roll(at + 1));
            }
            // In one bundle or in several, some of them twice.
            let size = 1 + dice.roll(edits.len());
            for part in edits.chunks(size) {
                desk.take(part);
                if dice.roll(3) == 0 {
                    let again = dice.roll(edits.len());
                    desk.take(&edits[again..]);
                }
            }
            desk.take(&edits);
            story.look(&desk, &format!("case {case} at {place}"));
            if place == "184" {
                digests.insert(desk.reads(&all));
            }
        }
    }
    assert_eq!(digests.len(), 1);
}

#[test]
fn an_old_bundle_cannot_bring_them_back() {
    let story = Story::new();
    let mut desk = Desk::new(COMMUNE, "06256");
    desk.take(&story.edits());
    story.look(&desk, "first");
    let digest = desk.store.state_digest();
    let bare: Vec<Edit> = story.edits();
    let count = desk
        .store
        .import(&mut bare.into_iter(), &[], &mut |_| true)
        .unwrap();
    assert_eq!(count.new, 0, "{count:?}");
    story.look(&desk, "again");
    assert_eq!(desk.store.state_digest(), digest);
}

#[test]
fn a_late_paper_is_refused_by_its_own_words_and_named() {
    let story = Story::new();
    let mut desk = Desk::new(COMMUNE, "06256");
    let late: Vec<Edit> = story
        .thon
        .edits
        .iter()
        .rev()
        .take(3)
        .rev()
        .cloned()
        .collect();
    let before: Vec<Edit> = story
        .edits()
        .into_iter()
        .filter(|edit| !late.iter().any(|other| other.id() == edit.id()))
        .collect();
    desk.take(&before);
    let count = desk
        .store
        .import(&mut late.clone().into_iter(), &[], &mut |_| true)
        .unwrap();
    assert_eq!(count.new, 3);
    assert_eq!(desk.bodies_of(&late), []);
    let named: Vec<SubjectId> = count
        .fresh
        .iter()
        .map(|(_, paper)| (*paper).into())
        .collect();
    assert_eq!(named, [late[1].subject()]);
    story.look(&desk, "late");
}

#[test]
fn what_was_never_in_force_goes_too() {
    let story = Story::new();
    let mut stranger = Laptop::new(9);
    stranger.seen = 3;
    let key = bieu::record::PhieuKey {
        form: "phieu-b".into(),
        subject: PhieuSubject::Household(story.home),
        period: Period::Year(2026),
    };
    let (paper, draft) = bieu::record::Draft::phieu(key, "1".into(), [1; 32]);
    stranger.put(draft);
    text(&mut stranger, paper, "chu_ho", "Nguyễn Thị Lệ Thu");
    let said: Vec<Edit> = stranger.edits.iter().skip(1).cloned().collect();
    for late in [false, true] {
        let mut desk = Desk::new(COMMUNE, "06256");
        let (first, then) = match late {
            true => (story.edits(), stranger.edits.clone()),
            false => (stranger.edits.clone(), story.edits()),
        };
        desk.take(&first);
        desk.take(&then);
        story.look(&desk, "stranger");
        assert_eq!(desk.bodies_of(&said), [], "{late}");
        // Known for what it is later, too, whoever brings it.
        desk.take(&said);
        assert_eq!(desk.bodies_of(&said), [], "{late}");
    }
}

#[test]
fn who_may_not_erase_erases_nothing() {
    let story = Story::new();
    let place = match story.commune.edits[1].content() {
        Some(Content::Thon { .. }) => PlaceRef::Thon(story.commune.edits[1].id()),
        other => panic!("{other:?}"),
    };
    let mut edits = story.edits();
    edits.retain(|edit| edit.id() != story.erase);
    let home = story.home;
    // The device of the thôn; another commune, truly and with a false place; somebody unknown.
    let tries: [(u8, PlaceRef); 4] = [
        (THON, place.clone()),
        (OTHER, place.clone()),
        (OTHER, code("06259")),
        (9, place.clone()),
    ];
    for (seed, said) in tries {
        let mut eraser = match seed {
            THON => story.thon.clone(),
            seed => Laptop::new(seed),
        };
        let from = if seed == THON { eraser.edits.len() } else { 0 };
        eraser.seen = 100;
        erase(&mut eraser, home, said, &[]);
        let mut huyen = Laptop::new(HUYEN);
        for (key, place) in [(COMMUNE, "06256"), (OTHER, "06259")] {
            huyen.say(None, Vec::new(), grant(key, code(place), GrantRole::Office));
        }
        let mut all = huyen.edits;
        all.extend(eraser.edits.iter().skip(from).cloned());
        for early in [true, false] {
            let mut desk = Desk::new(HUYEN, "184");
            let mut all = all.clone();
            let at = if early { 0 } else { all.len() };
            all.splice(at..at, edits.iter().cloned());
            desk.take(&all);
            assert_eq!(desk.store.households().unwrap().len(), 2, "{seed} {early}");
            assert!(desk.store.has_body(&home).unwrap());
            assert!(desk.store.refusal().unwrap().is_empty());
            let out = desk.store.out_of_force().unwrap();
            let why = if seed == 9 {
                OutOfForce::NoGrant
            } else {
                OutOfForce::Elsewhere
            };
            assert!(
                out.iter()
                    .any(|(of, _, reason)| *of == home.into() && *reason == why)
            );
        }
    }
    // At its own device a thôn that was told that it is one cannot either.
    let mut desk = Desk::new(THON, "06256");
    let mut eraser = story.thon.clone();
    let mut own = edits.clone();
    let from = eraser.edits.len();
    erase(&mut eraser, home, place, &[]);
    own.extend(eraser.edits.iter().skip(from).cloned());
    let trusts = grant(COMMUNE, code("06256"), GrantRole::Office);
    eraser.say(None, Vec::new(), trusts);
    own.extend(eraser.edits.last().cloned());
    own.rotate_right(1);
    desk.take(&own);
    assert_eq!(desk.store.households().unwrap().len(), 2);
}

#[test]
fn the_office_above_may_erase_and_an_erasure_out_of_force_lets_the_bodies_in_again() {
    let story = Story::new();
    let thon = PlaceRef::Thon(story.commune.edits[1].id());
    let mut edits = story.edits();
    edits.retain(|edit| edit.id() != story.erase);
    let mut huyen = Laptop::new(HUYEN);
    huyen.seen = 200;
    erase(&mut huyen, story.home, thon, &[]);
    let mut commune = Laptop::new(COMMUNE);
    commune.writer = bieu::record::WriterId([77; 16]);
    commune.edits.clear();
    let line = key(COMMUNE).public().line();
    commune.say(None, Vec::new(), Content::Writer { key: line });
    commune.say(
        None,
        Vec::new(),
        grant(HUYEN, code("184"), GrantRole::Above),
    );
    let mut desk = Desk::new(COMMUNE, "06256");
    desk.take(&edits);
    desk.take(&commune.edits);
    desk.take(&huyen.edits);
    story.look(&desk, "above");
    // A second device of the commune erases, and is revoked from before that on: it never counted, and whoever still
    // has the bodies brings them.
    let thon = PlaceRef::Thon(story.commune.edits[1].id());
    let mut second = Laptop::new(SECOND);
    second.seen = 200;
    erase(&mut second, story.home, thon, &[]);
    let mut desk = Desk::new(COMMUNE, "06256");
    desk.take(&edits);
    desk.take(&second.edits);
    story.look(&desk, "second");
    let gone = Revocation {
        key: key(SECOND).public().line(),
        ends: Vec::new(),
    };
    commune.say(None, Vec::new(), Content::Revoke(gone));
    desk.take(&commune.edits);
    assert!(desk.store.refusal().unwrap().is_empty());
    desk.take(&edits);
    assert_eq!(desk.store.households().unwrap().len(), 2);
}

#[test]
fn a_power_cut_while_it_is_carried_out_leaves_it_done_or_to_be_done() {
    let story = Story::new();
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::keeping();
    let mut store = Store::create_as(folder.path(), [7; 16], recorder.clone()).unwrap();
    store
        .import(&mut story.edits().into_iter(), &[], &mut |_| true)
        .unwrap();
    let from = recorder.events().len();
    let mut refusal = store.refusal().unwrap();
    assert!(store.holds_refused(&mut refusal).unwrap());
    store.erase(&mut refusal).unwrap();
    drop(store);
    let events = recorder.events();
    let (mut old, mut new) = (0, 0);
    for cut in from..=events.len() {
        let after = tempfile::tempdir().unwrap();
        Disk::after(&events[..cut]).write(&after.path().join("journal"), None);
        let (mut store, _) = Store::open(after.path()).unwrap();
        let mut refusal = store.refusal().unwrap();
        assert!(!refusal.is_empty(), "event {cut}: the erasure is known");
        if store.holds_refused(&mut refusal).unwrap() {
            old += 1;
            store.erase(&mut refusal).unwrap();
        } else {
            new += 1;
        }
        let desk = Desk {
            _dir: after,
            store,
            own: Laptop::new(COMMUNE),
        };
        story.look(&desk, &format!("event {cut}"));
    }
    assert!(old > 3 && new > 2, "{old} {new}");
}

/// Hard links to every file of a folder: what was in it shows what became of its place on the disk.
pub(crate) fn linked(folder: &FilePath, to: &FilePath) -> Vec<PathBuf> {
    let mut links = Vec::new();
    for (path, _) in super::store::contents(folder) {
        let link = to.join(format!("{:04}", links.len()));
        fs::hard_link(folder.join(&path), &link).unwrap();
        links.push(link);
    }
    links
}
