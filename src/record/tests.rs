//! One spelling of every edit; undo read out of the list; a Phiếu read out of its slots.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::form::{Answer, Date, Name, Path, Period, RowId, Special, Value};

fn name() -> impl Strategy<Value = Name> {
    "[a-z][a-z0-9_]{0,12}".prop_map(|text| Name::new(&text))
}

fn path() -> impl Strategy<Value = Path> {
    prop_oneof![
        name().prop_map(Path::Field),
        (name(), any::<[u8; 32]>(), name()).prop_map(|(roster, row, field)| Path::Member {
            roster,
            row: RowId(row),
            field
        }),
        (name(), name()).prop_map(|(row, column)| Path::Cell { row, column }),
        (name(), any::<[u8; 32]>()).prop_map(|(roster, row)| Path::Row {
            roster,
            row: RowId(row)
        }),
        Just(Path::Whole),
    ]
}

fn answer() -> impl Strategy<Value = Answer> {
    let value = prop_oneof![
        "\\PC{0,20}".prop_map(Value::Text),
        (any::<i64>(), 0u32..8).prop_map(|(n, digits)| Value::Number(Decimal::new(n, digits))),
        (1800..=2199i32).prop_map(|year| Value::Date(Date::Year(year))),
        (0i32..100_000).prop_map(|days| {
            let day = chrono::NaiveDate::from_ymd_opt(1850, 1, 1).unwrap()
                + chrono::TimeDelta::days(i64::from(days));
            Value::Date(Date::Day(day))
        }),
        name().prop_map(Value::Choice),
        proptest::collection::btree_set(name(), 0..4).prop_map(Value::Choices),
        "[0-9]{2,5}".prop_map(Value::Place),
        any::<bool>().prop_map(Value::YesNo),
    ];
    prop_oneof![
        value.prop_map(Answer::Given),
        "\\PC{0,20}".prop_map(Answer::Unparsed),
        prop::sample::select(Special::ALL.to_vec()).prop_map(Answer::Special),
    ]
}

fn content() -> impl Strategy<Value = Content> {
    let key =
        (any::<[u8; 32]>(), any::<bool>(), 2000..2100i32).prop_map(|(id, household, year)| {
            PhieuKey {
                form: "p-1".to_owned(),
                subject: if household {
                    PhieuSubject::Household(EditId(id))
                } else {
                    PhieuSubject::Place(PlaceRef::Thon(EditId(id)))
                },
                period: Period::Year(year),
            }
        });
    prop_oneof![
        "[ -~]{0,30}".prop_map(|key| Content::Writer { key }),
        ("\\PC{0,9}", "\\PC{0,9}").prop_map(|(label, name)| Content::Thon {
            label,
            name,
            parent: "00001".to_owned()
        }),
        "\\PC{0,9}".prop_map(|label| Content::Household {
            label,
            place: PlaceRef::Code("00001".to_owned())
        }),
        (key, any::<[u8; 32]>()).prop_map(|(key, form_hash)| Content::Phieu {
            key,
            version: "1".to_owned(),
            form_hash
        }),
        (path(), proptest::option::of(answer()))
            .prop_map(|(path, answer)| Content::Answer { path, answer }),
        (path(), proptest::option::of(answer()))
            .prop_map(|(path, answer)| Content::Resolution { path, answer }),
        name().prop_map(|roster| Content::RowAdded { roster }),
        (
            name(),
            any::<[u8; 32]>(),
            proptest::collection::vec(any::<[u8; 32]>().prop_map(EditId), 0..3)
        )
            .prop_map(|(roster, row, seen)| Content::RowRemoved {
                roster,
                row: RowId(row),
                seen
            }),
        (name(), any::<[u8; 32]>(), any::<u64>()).prop_map(|(roster, row, since)| {
            Content::RowRestored {
                roster,
                row: RowId(row),
                since,
            }
        }),
        any::<[u8; 32]>().prop_map(|content| Content::Finish { content }),
        Just(Content::Reopen),
        (path(), "\\PC{0,20}").prop_map(|(path, text)| Content::Remark { path, text }),
        event(),
        office(),
    ]
}

/// What passes between offices.
fn office() -> impl Strategy<Value = Content> {
    let hash = || any::<[u8; 32]>();
    let end = (any::<[u8; 16]>(), 1..u64::MAX, hash()).prop_map(|(writer, seq, edit)| End {
        writer: WriterId(writer),
        seq,
        edit: EditId(edit),
    });
    let role = prop::sample::select(GrantRole::ALL.map(|(role, _)| role).to_vec());
    prop_oneof![
        hash().prop_map(|content| Content::Submit { content }),
        (hash(), hash()).prop_map(|(content, of)| Content::Return {
            content,
            of: EditId(of)
        }),
        (hash(), hash()).prop_map(|(content, of)| Content::Accept {
            content,
            of: EditId(of)
        }),
        (hash(), hash()).prop_map(|(content, of)| Content::Lock {
            content,
            of: EditId(of)
        }),
        (hash(), hash()).prop_map(|(content, of)| Content::Unlock {
            content,
            of: EditId(of)
        }),
        ("\\PC{0,20}", hash(), role).prop_map(|(key, thon, role)| {
            Content::Grant(Grant {
                key,
                place: PlaceRef::Thon(EditId(thon)),
                role,
            })
        }),
        ("\\PC{0,20}", hash(), 1u32..9).prop_map(|(text, hash, part)| {
            Content::Paper(Piece {
                place: "06256".into(),
                name: "diem-a@2023.1".into(),
                hash,
                part,
                parts: 9,
                text,
            })
        }),
        (
            "\\PC{0,9}",
            hash(),
            proptest::collection::btree_set(hash(), 0..3)
        )
            .prop_map(|(label, thon, papers)| {
                Content::Erase(Erasure {
                    label,
                    of: Extent::Household {
                        home: PlaceRef::Thon(EditId(thon)),
                        papers: papers.into_iter().map(PhieuId).collect(),
                    },
                })
            }),
        (
            "\\PC{0,9}",
            proptest::collection::btree_set(hash(), 0..3),
            proptest::collection::btree_set(hash(), 0..3)
        )
            .prop_map(|(label, rows, edits)| {
                Content::Erase(Erasure {
                    label,
                    of: Extent::People {
                        rows: rows.into_iter().map(RowId).collect(),
                        edits: edits.into_iter().map(EditId).collect(),
                    },
                })
            }),
        (
            hash(),
            proptest::collection::btree_set(hash(), 0..3),
            proptest::collection::btree_map(hash(), hash(), 0..3),
            any::<bool>()
        )
            .prop_map(|(of, papers, restated, done)| {
                let restated = restated.into_iter();
                let restated = restated.map(|(edit, content)| Restated {
                    edit: EditId(edit),
                    content,
                });
                Content::Erased(Acknowledgement {
                    of: EditId(of),
                    papers: papers.into_iter().map(PhieuId).collect(),
                    restated: restated.collect(),
                    done,
                })
            }),
        ("\\PC{0,20}", proptest::collection::btree_set(end, 0..4)).prop_map(|(key, ends)| {
            Content::Revoke(Revocation {
                key,
                ends: ends.into_iter().collect(),
            })
        }),
    ]
}

/// What becomes of a household.
fn event() -> impl Strategy<Value = Content> {
    let id = || any::<[u8; 32]>().prop_map(EditId);
    let day = || {
        (0i32..100_000).prop_map(|days| {
            chrono::NaiveDate::from_ymd_opt(1850, 1, 1).unwrap()
                + chrono::TimeDelta::days(i64::from(days))
        })
    };
    let text = || proptest::option::of("\\PC{0,9}");
    let to = (id(), text(), day()).prop_map(|(thon, label, date)| Move {
        place: PlaceRef::Thon(thon),
        label,
        date,
    });
    let cause = prop::sample::select(Cause::ALL.map(|(cause, _)| cause).to_vec());
    prop_oneof![
        (1..u32::MAX, proptest::option::of(to)).prop_map(|(turn, to)| Content::Moved { turn, to }),
        (
            cause,
            proptest::option::of(id()),
            text(),
            day(),
            any::<u32>()
        )
            .prop_map(|(cause, into, whither, date, edits)| Content::Closed {
                closing: Closing {
                    cause,
                    into,
                    whither,
                    date
                },
                edits
            }),
        Just(Content::Reopened),
        (proptest::option::of((id(), day())), any::<u32>()).prop_map(|(split, edits)| {
            let split = split.map(|(from, date)| Split { from, date });
            Content::SplitOff { split, edits }
        }),
        (any::<[u8; 32]>(), any::<bool>())
            .prop_map(|(pair, distinct)| Content::Distinct { pair, distinct }),
        (
            "[a-z][a-z0-9-]{0,20}",
            1..u32::MAX,
            day(),
            any::<[u8; 32]>(),
            proptest::option::of("[a-z][a-z_]{0,9}")
        )
            .prop_map(|(document, turn, date, content, class)| Content::Printed {
                document,
                printout: Printout {
                    turn,
                    date,
                    content,
                    class: class.map(|class| Name::new(&class)),
                },
            }),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    (
        content(),
        proptest::option::of(any::<[u8; 32]>().prop_map(SubjectId)),
        proptest::collection::vec(any::<[u8; 32]>().prop_map(EditId), 0..3),
        proptest::option::of("\\PC{0,12}"),
        (
            any::<[u8; 16]>(),
            1..u64::MAX,
            any::<[u8; 32]>(),
            any::<u64>(),
            0i64..4_000_000_000,
        ),
        any::<[u8; 32]>(),
    )
        .prop_map(
            |(content, subject, replaces, person, (writer, seq, prev, lamport, time), salt)| {
                let mut draft = Draft::new(subject, replaces, content);
                draft.person = person;
                let prev = (seq > 1).then_some(EditId(prev));
                Edit::seal(
                    draft,
                    Stamp {
                        writer: WriterId(writer),
                        seq,
                        prev,
                        lamport,
                        time,
                    },
                    salt,
                )
            },
        )
}

proptest! {
    #[test]
    fn a_line_reads_back_as_the_edit(edit in edit()) {
        let line = wire::line(&edit);
        prop_assert_eq!(wire::parse(&line).unwrap(), edit);
    }

    #[test]
    fn a_withheld_body_leaves_the_same_header(edit in edit()) {
        let bare = wire::parse(&wire::line_without_body(&edit)).unwrap();
        prop_assert_eq!(bare.id(), edit.id());
        prop_assert!(bare.body().is_none());
    }

    #[test]
    fn a_changed_byte_is_never_the_same_edit(edit in edit(), at in any::<prop::sample::Index>(), flip in 1u8..=255) {
        let mut line = wire::line(&edit);
        let at = at.index(line.len());
        line[at] ^= flip;
        if let Ok(other) = wire::parse(&line) {
            prop_assert_ne!(other.id(), edit.id());
        }
    }
}

#[test]
fn one_spelling_only() {
    let draft = Draft::new(None, Vec::new(), Content::Reopen);
    let stamp = Stamp {
        writer: WriterId([1; 16]),
        seq: 1,
        prev: None,
        lamport: 1,
        time: 0,
    };
    let line = String::from_utf8(wire::line(&Edit::seal(draft, stamp, [7; 32]))).unwrap();
    assert!(
        line.starts_with(r#"{"body":{"salt":"#),
        "keys are sorted: {line}"
    );
    for other in [
        format!(" {line}"),
        line.replace("\"seq\":1", "\"seq\":1.0"),
        line.replacen("{\"body\"", "{\"body\":null,\"body\"", 1),
        line.replace(
            "\"kind\":\"reopen\"",
            "\"kind\":\"reopen\",\"kind\":\"reopen\"",
        ),
    ] {
        assert!(wire::parse(other.as_bytes()).is_err(), "{other}");
    }
    let newer = line.replace("\"v\":1", "\"v\":9");
    assert_eq!(
        wire::parse(newer.as_bytes()),
        Err(wire::WireError::Newer(9))
    );
}

/// One writer's chain in memory.
struct Chain {
    stamp: Stamp,
    edits: Vec<Edit>,
}

impl Chain {
    fn new(writer: u8) -> Chain {
        let stamp = Stamp {
            writer: WriterId([writer; 16]),
            seq: 1,
            prev: None,
            lamport: 1,
            time: 0,
        };
        Chain {
            stamp,
            edits: Vec::new(),
        }
    }

    fn push(&mut self, draft: Draft) -> Edit {
        let edit = Edit::seal(draft, self.stamp, [self.stamp.writer.0[0]; 32]);
        self.stamp.seq += 1;
        self.stamp.prev = Some(edit.id());
        self.stamp.lamport += 1;
        self.edits.push(edit.clone());
        edit
    }
}

fn read(id: PhieuId, edits: &[Edit]) -> Phieu {
    let replaced: Vec<EditId> = edits
        .iter()
        .flat_map(|edit| edit.header().replaces.clone())
        .collect();
    let mut slots: BTreeMap<SlotPath, Slot> = BTreeMap::new();
    for edit in edits {
        if let Some((path, value)) = edit.slot() {
            slots
                .entry(path)
                .or_default()
                .apply(edit, value, replaced.contains(&edit.id()));
        }
    }
    Phieu::read(id, slots).unwrap()
}

fn key() -> PhieuKey {
    PhieuKey {
        form: "p".to_owned(),
        subject: PhieuSubject::Place(PlaceRef::Code("01".to_owned())),
        period: Period::Year(2026),
    }
}

fn say(id: PhieuId, replaces: Vec<EditId>, number: i64) -> Draft {
    let answer = Some(Answer::Given(Value::Number(number.into())));
    Draft::new(
        Some(id.into()),
        replaces,
        Content::Answer {
            path: Path::Field(Name::new("a")),
            answer,
        },
    )
}

#[test]
fn two_different_answers_conflict_until_a_person_chooses() {
    let (id, created) = Draft::phieu(key(), "1".into(), [0; 32]);
    let (mut a, mut b) = (Chain::new(1), Chain::new(2));
    let mut edits = vec![a.push(created)];
    edits.push(a.push(say(id, Vec::new(), 1)));
    edits.push(b.push(say(id, Vec::new(), 2)));
    let phieu = read(id, &edits);
    assert_eq!(phieu.conflicts().len(), 1);
    assert_eq!(phieu.conflicts()[0].values.len(), 2);
    let both = phieu.replaces(&SlotPath::Answer(Path::Field(Name::new("a"))));
    let content = Content::Resolution {
        path: Path::Field(Name::new("a")),
        answer: Some(Answer::Given(Value::Number(2.into()))),
    };
    edits.push(a.push(Draft::new(Some(id.into()), both, content)));
    edits.reverse();
    assert!(read(id, &edits).conflicts().is_empty());
}

#[test]
fn equal_answers_of_two_people_are_no_conflict() {
    let (id, created) = Draft::phieu(key(), "1".into(), [0; 32]);
    let (mut a, mut b) = (Chain::new(1), Chain::new(2));
    let edits = [
        a.push(created),
        a.push(say(id, Vec::new(), 1)),
        b.push(say(id, Vec::new(), 1)),
    ];
    assert!(read(id, &edits).conflicts().is_empty());
}

#[test]
fn a_row_with_an_answer_that_the_remover_had_not_seen_stays() {
    let (id, created) = Draft::phieu(key(), "1".into(), [0; 32]);
    let (mut a, mut b) = (Chain::new(1), Chain::new(2));
    let roster = Name::new("r");
    let mut edits = vec![a.push(created)];
    let added = a.push(Draft::new(
        Some(id.into()),
        Vec::new(),
        Content::RowAdded {
            roster: roster.clone(),
        },
    ));
    let row = RowId::from(added.id());
    edits.push(added.clone());
    let removed = Content::RowRemoved {
        roster: roster.clone(),
        row,
        seen: Vec::new(),
    };
    edits.push(a.push(Draft::new(Some(id.into()), vec![added.id()], removed)));
    assert!(read(id, &edits).answers().rows("r").is_empty());
    let path = Path::Member {
        roster,
        row,
        field: Name::new("x"),
    };
    let content = Content::Answer {
        path: path.clone(),
        answer: Some(Answer::Given(Value::YesNo(true))),
    };
    edits.push(b.push(Draft::new(Some(id.into()), Vec::new(), content)));
    let phieu = read(id, &edits);
    assert_eq!(phieu.answers().rows("r"), [row]);
    assert!(phieu.answers().get(&path).is_some());
    assert_eq!(phieu.conflicts().len(), 1);
}

#[test]
fn finished_holds_only_for_the_content_that_was_finished() {
    let (id, created) = Draft::phieu(key(), "1".into(), [0; 32]);
    let (mut a, mut b) = (Chain::new(1), Chain::new(2));
    let mut edits = vec![a.push(created), a.push(say(id, Vec::new(), 1))];
    let content = read(id, &edits).content();
    edits.push(a.push(Draft::new(
        Some(id.into()),
        Vec::new(),
        Content::Finish { content },
    )));
    assert_eq!(read(id, &edits).status(), Status::Finished);
    let seen = vec![edits[1].id()];
    edits.push(b.push(say(id, seen, 9)));
    assert_eq!(read(id, &edits).status(), Status::Draft);
}

#[test]
fn undo_and_redo_are_read_out_of_the_list() {
    let (id, created) = Draft::phieu(key(), "1".into(), [0; 32]);
    let mut a = Chain::new(1);
    a.push(created);
    let first = a.push(say(id, Vec::new(), 1));
    let second = a.push(say(id, vec![first.id()], 2));
    let history = |chain: &Chain| History::read(&chain.edits, chain.stamp.writer);
    assert_eq!(history(&a).undo(), Some(second.id()));
    let mut undo = say(id, vec![second.id()], 1);
    undo.reversal = Some(Reversal::Undo(second.id()));
    let undone = a.push(undo);
    assert_eq!(
        (history(&a).undo(), history(&a).redo()),
        (Some(first.id()), Some(second.id()))
    );
    let mut redo = say(id, vec![undone.id()], 2);
    redo.reversal = Some(Reversal::Redo(second.id()));
    let redone = a.push(redo);
    assert_eq!(
        (history(&a).undo(), history(&a).redo()),
        (Some(second.id()), None)
    );
    let fresh = a.push(say(id, vec![redone.id()], 3));
    assert_eq!(
        (history(&a).undo(), history(&a).redo()),
        (Some(fresh.id()), None)
    );
    assert_eq!(
        History::read(&a.edits, WriterId([9; 16])).undo(),
        None,
        "another's edits are not mine to undo"
    );
}

#[test]
fn a_paper_that_repeats_makes_another_phieu_each_time() {
    let (mut a, mut b) = (Chain::new(1), Chain::new(2));
    let one = a.push(Draft::repeated(key(), "1".into(), [0; 32]));
    let two = b.push(Draft::repeated(key(), "1".into(), [0; 32]));
    let ids = [&one, &two].map(|edit| PhieuId::from(edit.id()));
    assert_ne!(ids[0], ids[1]);
    assert_eq!(SubjectId::from(ids[0]), one.subject());
    let edits = [
        one,
        two,
        a.push(say(ids[0], Vec::new(), 1)),
        b.push(say(ids[1], Vec::new(), 2)),
    ];
    for id in ids {
        let mut own = edits.to_vec();
        own.retain(|edit| edit.subject() == id.into());
        let phieu = read(id, &own);
        assert!(phieu.repeats() && phieu.conflicts().is_empty());
        assert_eq!(phieu.key(), &key());
        assert_eq!(phieu.answers().iter().count(), 1);
    }
}
