//! Merging is union: it commutes, associates and repeats harmlessly, down to every row of the view; and
//! what people did at the same time is kept, named and never silently lost.

use bieu::form::{Answer, Name, Path, RowId, Value};
use bieu::record::{
    Cause, Closing, Content, Draft, Edit, EditId, HoDan, Move, Phieu, PhieuId, PlaceRef, SlotValue,
    Split, Status, SubjectId, wire,
};
use bieu::store::Store;
use proptest::prelude::*;

use super::store::{Dice, Pen, cases, field, text_at};

fn take(store: &mut Store, edits: &[Edit]) {
    store
        .import(&mut edits.iter().cloned(), &[], &mut |_| true)
        .unwrap();
}

fn shuffle(edits: &mut [Edit], dice: &mut Dice) {
    for at in (1..edits.len()).rev() {
        edits.swap(at, dice.roll(at + 1));
    }
}

/// Edits of three writers, one of which goes on twice from the same place, replacing this and that.
fn anything(dice: &mut Dice, count: usize) -> Vec<Edit> {
    let mut pens = [Pen::new(1), Pen::new(2), Pen::new(3), Pen::new(3)];
    let mut edits: Vec<Edit> = Vec::new();
    for pen in &mut pens[..3] {
        edits.push(pen.start());
    }
    pens[3] = pens[2].clone();
    let household = pens[0].household("HD-1");
    let (phieu, created) = pens[1].phieu(household.id(), "2026");
    let home = household.id();
    let mut phieus = vec![phieu];
    // Two offices make one of a paper that repeats at the same time, of the same household and period.
    for writer in [0, 2] {
        let (several, another) = pens[writer].another(household.id(), "2026");
        phieus.push(several);
        edits.push(another);
    }
    edits.extend([household, created]);
    let roster = Name::new("thanh_vien");
    for n in 0..count {
        let phieu = phieus[dice.roll(phieus.len())];
        let pen = &mut pens[dice.roll(4)];
        pen.lamport += dice.roll(3) as u64;
        // Mostly what stands in the same slot, sometimes anything at all.
        let replaces: Vec<EditId> = (0..dice.roll(3))
            .map(|_| edits[dice.roll(edits.len())].id())
            .collect();
        let rows: Vec<RowId> = edits
            .iter()
            .filter(|edit| matches!(edit.content(), Some(Content::RowAdded { .. })))
            .map(|edit| edit.id().into())
            .collect();
        let row = rows.get(dice.roll(rows.len() + 1)).copied();
        let answer = Some(Answer::Given(Value::Text(format!("a{n}"))));
        let content = match (dice.roll(8), row) {
            (0, _) => Content::RowAdded {
                roster: roster.clone(),
            },
            (1, Some(row)) => Content::RowRemoved {
                roster: roster.clone(),
                row,
                seen: replaces.clone(),
            },
            (2, Some(row)) => Content::Answer {
                path: Path::Member {
                    roster: roster.clone(),
                    row,
                    field: Name::new("ten"),
                },
                answer,
            },
            (3, _) => Content::Remark {
                path: Path::Whole,
                text: format!("r{n}"),
            },
            (4, _) => Content::Household {
                label: format!("HD-{}", dice.roll(3)),
                place: bieu::record::PlaceRef::Code("06256".into()),
            },
            (5, _) => event(dice, home),
            _ => Content::Answer {
                path: Path::Field(Name::new(&format!("f{}", dice.roll(3)))),
                answer,
            },
        };
        let subject = match content {
            Content::Household { .. } if dice.roll(2) == 0 => None,
            Content::Household { .. }
            | Content::Moved { .. }
            | Content::Closed { .. }
            | Content::Reopened
            | Content::SplitOff { .. }
            | Content::Distinct { .. } => Some(SubjectId::from(home)),
            _ => Some(phieu.into()),
        };
        edits.push(pen.seal(Draft::new(subject, replaces, content)));
    }
    edits
}

/// What becomes of a household: moved, closed, there again, split off, not the same person.
fn event(dice: &mut Dice, home: EditId) -> Content {
    let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
        + chrono::TimeDelta::days(i64::try_from(dice.roll(3)).unwrap());
    let edits = u32::try_from(dice.roll(4)).unwrap();
    match dice.roll(5) {
        0 => Content::Moved {
            turn: 1 + u32::try_from(dice.roll(2)).unwrap(),
            to: (dice.roll(3) > 0).then(|| Move {
                place: PlaceRef::Code("06256".into()),
                label: (dice.roll(2) == 0).then(|| format!("HD-{}", dice.roll(4))),
                date,
            }),
        },
        1 => Content::Closed {
            closing: Closing {
                cause: Cause::ALL[dice.roll(4)].0,
                into: (dice.roll(2) == 0).then_some(home),
                whither: (dice.roll(2) == 0).then(|| "xa".to_owned()),
                date,
            },
            edits,
        },
        2 => Content::Reopened,
        3 => Content::SplitOff {
            split: (dice.roll(2) == 0).then_some(Split { from: home, date }),
            edits,
        },
        _ => Content::Distinct {
            pair: [u8::try_from(dice.roll(3)).unwrap(); 32],
            distinct: dice.roll(2) == 0,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(10) as u32, ..ProptestConfig::default() })]

    #[test]
    fn order_and_repetition_make_no_difference(seed in 1_u64.., count in 1_usize..60) {
        let mut dice = Dice(seed);
        let edits = anything(&mut dice, count);
        let first = tempfile::tempdir().unwrap();
        let mut one = Store::create(first.path()).unwrap();
        take(&mut one, &edits);

        // Any order, in commits of any size, some twice, some first without their body.
        let mut others = edits.clone();
        for _ in 0..dice.roll(edits.len()) {
            others.push(edits[dice.roll(edits.len())].clone());
        }
        for _ in 0..dice.roll(edits.len()) {
            let bare = wire::line_without_body(&edits[dice.roll(edits.len())]);
            others.push(wire::parse(&bare).unwrap());
        }
        shuffle(&mut others, &mut dice);
        let second = tempfile::tempdir().unwrap();
        let mut two = Store::create(second.path()).unwrap();
        let mut rest = others.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(1 + dice.roll(rest.len()));
            take(&mut two, now);
            rest = later;
        }
        prop_assert_eq!(one.state_digest(), two.state_digest());
        prop_assert_eq!(one.writers().unwrap(), two.writers().unwrap());
        prop_assert_eq!(one.max_lamport(), two.max_lamport());
        let several = |store: &Store| {
            let phieus = store.phieus(None, Some("cong-viec")).unwrap();
            phieus
                .into_iter()
                .map(|(_, id)| store.phieu(id).unwrap().unwrap().state_json())
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(several(&one).len(), 2);
        let homes = |store: &Store| -> Vec<HoDan> { store.households().unwrap() };
        prop_assert_eq!(homes(&one), homes(&two));
        for label in ["HD-0", "HD-1", "HD-2", "HD-3"] {
            let found = |store: &Store| store.household_by_label(label).unwrap();
            prop_assert_eq!(found(&one), found(&two));
        }
        prop_assert_eq!(several(&one), several(&two));

        // What is made anew is what was there, and an import of everything adds nothing.
        let before = two.view_digest();
        two.rebuild().unwrap();
        prop_assert_eq!(two.view_digest(), before);
        take(&mut two, &edits);
        prop_assert_eq!(two.view_digest(), before);
    }

    #[test]
    fn merging_associates(seed in 1_u64.., count in 3_usize..40) {
        let mut dice = Dice(seed);
        let edits = anything(&mut dice, count);
        let mut parts = [Vec::new(), Vec::new(), Vec::new()];
        for edit in edits {
            parts[dice.roll(3)].push(edit);
        }
        let through = |order: [&Vec<Edit>; 3], nested: bool| {
            let folder = tempfile::tempdir().unwrap();
            let mut store = Store::create(folder.path()).unwrap();
            let [a, b, c] = order;
            if nested {
                // b and c meet elsewhere first and come from there.
                let elsewhere = tempfile::tempdir().unwrap();
                let mut other = Store::create(elsewhere.path()).unwrap();
                take(&mut other, b);
                take(&mut other, c);
                let both: Vec<Edit> = other.edits().unwrap().map(Result::unwrap).collect();
                take(&mut store, a);
                take(&mut store, &both);
            } else {
                take(&mut store, a);
                take(&mut store, b);
                take(&mut store, c);
            }
            store.state_digest()
        };
        let [a, b, c] = &parts;
        let plain = through([a, b, c], false);
        prop_assert_eq!(through([a, b, c], true), plain);
        prop_assert_eq!(through([c, a, b], true), plain);
    }
}

/// One Phiếu on two machines, both with everything so far.
struct Two {
    _folders: [tempfile::TempDir; 2],
    stores: [Store; 2],
    pens: [Pen; 2],
    phieu: PhieuId,
}

impl Two {
    fn new() -> Two {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut stores = [0, 1].map(|n: usize| Store::create(folders[n].path()).unwrap());
        let mut pens = [Pen::new(1), Pen::new(2)];
        let mut edits = vec![pens[0].start(), pens[1].start()];
        let household = pens[0].household("HD-1");
        let (phieu, created) = pens[0].phieu(household.id(), "2026");
        edits.extend([household, created]);
        for store in &mut stores {
            take(store, &edits);
        }
        Two {
            _folders: folders,
            stores,
            pens,
            phieu,
        }
    }

    fn read(&self, n: usize) -> Phieu {
        self.stores[n].phieu(self.phieu).unwrap().unwrap()
    }

    fn write(&mut self, n: usize, replaces: Vec<EditId>, content: Content) -> EditId {
        self.pens[n].lamport = self.stores[n].max_lamport();
        let draft = Draft::new(Some(self.phieu.into()), replaces, content);
        let edit = self.pens[n].seal(draft);
        let id = edit.id();
        self.stores[n].commit(&[edit]).unwrap();
        id
    }

    fn answer(&mut self, n: usize, name: &str, text: &str) -> EditId {
        let replaces = self.read(n).replaces(&field(name));
        self.write(
            n,
            replaces,
            Content::Answer {
                path: Path::Field(Name::new(name)),
                answer: Some(Answer::Given(Value::Text(text.into()))),
            },
        )
    }

    /// Everything to each other; both then say the same.
    fn exchange(&mut self) {
        let all = [0, 1].map(|n: usize| -> Vec<Edit> {
            self.stores[n]
                .edits()
                .unwrap()
                .map(Result::unwrap)
                .collect()
        });
        take(&mut self.stores[0], &all[1]);
        take(&mut self.stores[1], &all[0]);
        assert_eq!(self.stores[0].state_digest(), self.stores[1].state_digest());
        assert_eq!(self.read(0).state_json(), self.read(1).state_json());
    }
}

#[test]
fn one_field_on_two_machines_is_a_conflict_until_resolved() {
    let mut two = Two::new();
    two.answer(0, "f1", "chung");
    two.exchange();
    two.answer(0, "f1", "một");
    two.answer(1, "f1", "hai");
    two.exchange();
    let read = two.read(0);
    let values: Vec<SlotValue> = read.conflicts()[0]
        .values
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    let text = |text: &str| SlotValue::Answer(Some(Answer::Given(Value::Text(text.into()))));
    assert_eq!(values, [text("một"), text("hai")]);
    let replaces = two.read(1).replaces(&field("f1"));
    two.write(
        1,
        replaces,
        Content::Resolution {
            path: Path::Field(Name::new("f1")),
            answer: Some(Answer::Given(Value::Text("một".into()))),
        },
    );
    assert_eq!(two.read(0).conflicts().len(), 1);
    two.exchange();
    assert!(two.read(0).conflicts().is_empty());
    assert_eq!(
        text_at(&two.stores[0], two.phieu, "f1").as_deref(),
        Some("một")
    );
}

#[test]
fn the_same_value_typed_twice_is_no_conflict() {
    let mut two = Two::new();
    two.answer(0, "f1", "giống");
    two.answer(1, "f1", "giống");
    two.exchange();
    assert!(two.read(0).conflicts().is_empty());
    assert_eq!(two.read(0).replaces(&field("f1")).len(), 2);
}

#[test]
fn a_row_removed_here_and_typed_in_there_stays_as_a_conflict() {
    let mut two = Two::new();
    let roster = Name::new("thanh_vien");
    let added = two.write(
        0,
        Vec::new(),
        Content::RowAdded {
            roster: roster.clone(),
        },
    );
    let row: RowId = added.into();
    two.exchange();
    let member = Path::Member {
        roster: roster.clone(),
        row,
        field: Name::new("ten"),
    };
    let seen = two.read(0).row_edits(row);
    two.write(
        0,
        vec![added],
        Content::RowRemoved {
            roster: roster.clone(),
            row,
            seen,
        },
    );
    assert!(two.read(0).answers().rows("thanh_vien").is_empty());
    two.write(
        1,
        Vec::new(),
        Content::Answer {
            path: member.clone(),
            answer: Some(Answer::Given(Value::Text("Lan".into()))),
        },
    );
    two.exchange();
    let read = two.read(0);
    assert_eq!(read.answers().rows("thanh_vien"), [row]);
    assert!(read.answers().get(&member).is_some());
    assert!(
        read.conflicts()
            .iter()
            .any(|conflict| matches!(conflict.at, Path::Row { .. }))
    );
}

#[test]
fn what_comes_after_finishing_makes_a_draft_again() {
    let mut two = Two::new();
    two.answer(0, "f1", "xong");
    two.exchange();
    let content = two.read(0).content();
    two.write(0, Vec::new(), Content::Finish { content });
    assert_eq!(two.read(0).status(), Status::Finished);
    two.answer(1, "f2", "thêm");
    two.exchange();
    assert_eq!(two.read(0).status(), Status::Draft);
    assert_eq!(two.read(1).status(), Status::Draft);
}

#[test]
fn a_fork_is_kept_and_named() {
    let mut two = Two::new();
    // A copied folder: the second machine goes on as the first writer.
    two.pens[1] = two.pens[0].clone();
    let first = two.answer(0, "f1", "máy một");
    let second = two.answer(1, "f2", "máy hai");
    let third = two.answer(1, "f3", "máy hai nữa");
    two.exchange();
    for store in &two.stores {
        let writer = two.pens[0].writer;
        let states = store.writers().unwrap();
        let state = states.iter().find(|state| state.writer == writer).unwrap();
        assert_eq!(state.forks, [4]);
        assert_eq!(state.tips, [(4, first), (5, third)]);
        let mut both = [first, second];
        both.sort();
        assert_eq!(store.at_seq(writer, 4).unwrap(), both);
        assert!(state.key.is_some());
        for (name, text) in [("f1", "máy một"), ("f2", "máy hai"), ("f3", "máy hai nữa")] {
            assert_eq!(text_at(store, two.phieu, name).as_deref(), Some(text));
        }
    }
}

#[test]
fn a_large_paper_is_the_same_in_any_order() {
    let (mut pen, mut dice) = (Pen::new(1), Dice(7));
    let mut edits = vec![pen.start()];
    let household = pen.household("HD-1");
    let (phieu, created) = pen.phieu(household.id(), "2026");
    edits.extend([household, created]);
    for n in 0..300 {
        let content = Content::Answer {
            path: Path::Field(Name::new(&format!("f{n}"))),
            answer: Some(Answer::Given(Value::Text(format!("a{n}")))),
        };
        edits.push(pen.seal(Draft::new(Some(phieu.into()), Vec::new(), content)));
    }
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = Store::create(folders[0].path()).unwrap();
    take(&mut one, &edits);
    let mut others = edits.clone();
    shuffle(&mut others, &mut dice);
    let mut two = Store::create(folders[1].path()).unwrap();
    for edits in others.chunks(20) {
        take(&mut two, edits);
    }
    assert_eq!(one.state_digest(), two.state_digest());
    let digest = two.view_digest();
    two.rebuild().unwrap();
    assert_eq!(two.view_digest(), digest);
    assert_eq!(two.history(phieu.into()).unwrap(), edits[2..]);
    let slots = two.subject_slots(phieu.into()).unwrap();
    assert_eq!(slots.len(), 301);
    assert_eq!(slots, one.subject_slots(phieu.into()).unwrap());
    for edit in &edits {
        assert_eq!(two.edit(&edit.id()).unwrap().as_ref(), Some(edit));
    }
}
