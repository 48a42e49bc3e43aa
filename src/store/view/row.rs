//! The shapes of the view's rows, in bincode. They may change with [`super::VERSION`]: the view is
//! made anew then.

use bincode::{Decode, Encode, config};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::guard::Fault;
use crate::form::{Answer, Date, Name, Period, RowId, Special, Value};
use crate::record::{
    Acknowledgement, Cause, Closing, Created, EditId, End, Erasure, Extent, Grant, GrantRole, Move,
    PhieuId, PhieuKey, PhieuSubject, PlaceRef, Printout, Restated, Revocation, Slot, SlotValue,
    Split, Tip, WriterId,
};

/// No row is larger: a bound before allocating.
const LIMIT: usize = 16 * 1024 * 1024;

fn shape() -> config::Configuration<config::LittleEndian, config::Varint, config::Limit<LIMIT>> {
    config::standard().with_limit::<LIMIT>()
}

pub(super) fn encode(row: impl Encode) -> Result<Vec<u8>, Fault> {
    bincode::encode_to_vec(row, shape()).map_err(|_| Fault::Row)
}

pub(super) fn decode<T: Decode<()>>(bytes: &[u8]) -> Result<T, Fault> {
    match bincode::decode_from_slice(bytes, shape()) {
        Ok((row, used)) if used == bytes.len() => Ok(row),
        _ => Err(Fault::Row),
    }
}

/// The version in a [`MetaRow`]: it stands first, so that it reads even where the rest has changed.
pub(super) fn version(bytes: &[u8]) -> Result<u32, Fault> {
    bincode::decode_from_slice(bytes, shape())
        .map(|(version, _)| version)
        .map_err(|_| Fault::Row)
}

#[derive(Clone, Debug, Encode, Decode)]
pub(super) struct MetaRow {
    pub(super) version: u32,
    pub(super) rule: [u8; 32],
    pub(super) identity: [u8; 16],
    pub(super) segment: u32,
    pub(super) offset: u64,
    pub(super) chain: [u8; 32],
    pub(super) count: u64,
    pub(super) digest: u128,
    pub(super) state: u128,
    pub(super) edits: u64,
    pub(super) lamport: u64,
}

/// One edit in a seq row; ascending by seq, then id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(super) struct SeqRow {
    pub(super) seq: u64,
    pub(super) id: [u8; 32],
    pub(super) body: bool,
}

/// Where an edit stands in the journal.
#[derive(Clone, Copy, Debug, Encode, Decode)]
pub(super) struct PlaceInJournal {
    pub(super) segment: u32,
    pub(super) offset: u64,
    pub(super) index: u32,
}

#[derive(Encode, Decode)]
pub(super) struct HeadRow {
    pub(super) seq: u64,
    pub(super) key: String,
    pub(super) signature: String,
}

#[derive(Encode, Decode)]
struct TipRow {
    edit: [u8; 32],
    lamport: u64,
    writer: [u8; 16],
    value: ValueRow,
}

#[derive(Encode, Decode)]
enum ValueRow {
    Writer(String),
    Thon(String, String, String),
    Household(String, PlaceRow),
    Phieu(String, SubjectRow, String, String, [u8; 32]),
    Answer(Option<AnswerRow>),
    RowPresent(u64),
    RowRemoved(Vec<[u8; 32]>),
    Finished([u8; 32]),
    Open,
    Remark(String),
    Moved(Option<MoveRow>),
    Closed(u8, Option<[u8; 32]>, Option<String>, i32),
    Reopened,
    Split(Option<([u8; 32], i32)>),
    Distinct(bool),
    /// Turn, day as [`AnswerRow::Day`] counts, content, class.
    Printed(u32, i32, [u8; 32], Option<String>),
    Submitted([u8; 32]),
    Returned([u8; 32]),
    Accepted([u8; 32]),
    Locked([u8; 32]),
    Paper,
    /// Key, place, the role's word.
    Grant(String, PlaceRow, String),
    /// Key; of each end writer, seq, edit.
    Revocation(String, Vec<EndRow>),
    /// Label, home, papers.
    Erased(String, PlaceRow, Vec<[u8; 32]>),
    /// Label, rows, edits.
    People(String, Vec<[u8; 32]>, Vec<[u8; 32]>),
    /// Of which erasure, papers, edits with the contents they stand for, whether done.
    Acknowledged([u8; 32], Vec<[u8; 32]>, Vec<([u8; 32], [u8; 32])>, bool),
}

type EndRow = ([u8; 16], u64, [u8; 32]);

/// Where to, a new label, and the day as [`AnswerRow::Day`] counts.
type MoveRow = (PlaceRow, Option<String>, i32);

#[derive(Encode, Decode)]
enum PlaceRow {
    Code(String),
    Thon([u8; 32]),
}

#[derive(Encode, Decode)]
enum SubjectRow {
    Household([u8; 32]),
    Place(PlaceRow),
}

#[derive(Encode, Decode)]
enum AnswerRow {
    Text(String),
    Number([u8; 16]),
    Year(i32),
    /// Days since the first of January of year 1.
    Day(i32),
    Choice(String),
    Choices(Vec<String>),
    Place(String),
    YesNo(bool),
    Unparsed(String),
    Special(u8),
}

pub(super) fn slot_bytes(slot: &Slot) -> Result<Vec<u8>, Fault> {
    encode(
        slot.tips()
            .iter()
            .map(|tip| TipRow {
                edit: tip.edit.0,
                lamport: tip.lamport,
                writer: tip.writer.0,
                value: ValueRow::of(&tip.value),
            })
            .collect::<Vec<_>>(),
    )
}

pub(super) fn slot_of(bytes: &[u8]) -> Result<Slot, Fault> {
    let rows: Vec<TipRow> = decode(bytes)?;
    let tips: Option<Vec<Tip>> = rows
        .into_iter()
        .map(|row| {
            Some(Tip {
                edit: EditId(row.edit),
                lamport: row.lamport,
                writer: WriterId(row.writer),
                value: row.value.read()?,
            })
        })
        .collect();
    tips.map(Slot::of_tips).ok_or(Fault::Row)
}

pub(super) fn subject_bytes(subject: &PhieuSubject) -> Result<Vec<u8>, Fault> {
    encode(SubjectRow::of(subject))
}

pub(super) fn subject_of(bytes: &[u8]) -> Result<PhieuSubject, Fault> {
    decode::<SubjectRow>(bytes).map(SubjectRow::read)
}

impl PlaceRow {
    fn of(place: &PlaceRef) -> PlaceRow {
        match place {
            PlaceRef::Code(code) => PlaceRow::Code(code.clone()),
            PlaceRef::Thon(id) => PlaceRow::Thon(id.0),
        }
    }

    fn read(self) -> PlaceRef {
        match self {
            PlaceRow::Code(code) => PlaceRef::Code(code),
            PlaceRow::Thon(id) => PlaceRef::Thon(EditId(id)),
        }
    }
}

impl SubjectRow {
    fn of(subject: &PhieuSubject) -> SubjectRow {
        match subject {
            PhieuSubject::Household(id) => SubjectRow::Household(id.0),
            PhieuSubject::Place(place) => SubjectRow::Place(PlaceRow::of(place)),
        }
    }

    fn read(self) -> PhieuSubject {
        match self {
            SubjectRow::Household(id) => PhieuSubject::Household(EditId(id)),
            SubjectRow::Place(place) => PhieuSubject::Place(place.read()),
        }
    }
}

impl ValueRow {
    fn of(value: &SlotValue) -> ValueRow {
        match value {
            SlotValue::Created(created) => ValueRow::of_created(created),
            SlotValue::Answer(answer) => ValueRow::Answer(answer.as_ref().map(AnswerRow::of)),
            SlotValue::RowPresent(since) => ValueRow::RowPresent(*since),
            SlotValue::RowRemoved(seen) => {
                ValueRow::RowRemoved(seen.iter().map(|id| id.0).collect())
            }
            SlotValue::Finished(content) => ValueRow::Finished(*content),
            SlotValue::Open => ValueRow::Open,
            SlotValue::Submitted(content) => ValueRow::Submitted(*content),
            SlotValue::Returned(content) => ValueRow::Returned(*content),
            SlotValue::Accepted(content) => ValueRow::Accepted(*content),
            SlotValue::Locked(content) => ValueRow::Locked(*content),
            SlotValue::Remark(text) => ValueRow::Remark(text.clone()),
            SlotValue::Moved(to) => ValueRow::Moved(to.as_ref().map(|to| {
                let day = to.date.num_days_from_ce();
                (PlaceRow::of(&to.place), to.label.clone(), day)
            })),
            SlotValue::Closed(closing) => ValueRow::Closed(
                closing.cause as u8,
                closing.into.map(|id| id.0),
                closing.whither.clone(),
                closing.date.num_days_from_ce(),
            ),
            SlotValue::Reopened => ValueRow::Reopened,
            SlotValue::Split(split) => ValueRow::Split(
                split
                    .as_ref()
                    .map(|split| (split.from.0, split.date.num_days_from_ce())),
            ),
            SlotValue::Distinct(distinct) => ValueRow::Distinct(*distinct),
            SlotValue::Printed(printout) => ValueRow::Printed(
                printout.turn,
                printout.date.num_days_from_ce(),
                printout.content,
                printout.class.as_ref().map(ToString::to_string),
            ),
            SlotValue::Erased(erasure) => {
                let label = erasure.label.clone();
                match &erasure.of {
                    Extent::Household { home, papers } => {
                        let papers = papers.iter().map(|id| id.0);
                        ValueRow::Erased(label, PlaceRow::of(home), papers.collect())
                    }
                    Extent::People { rows, edits } => {
                        let rows = rows.iter().map(|row| row.0).collect();
                        ValueRow::People(label, rows, edits.iter().map(|id| id.0).collect())
                    }
                }
            }
            SlotValue::Acknowledged(said) => ValueRow::Acknowledged(
                said.of.0,
                said.papers.iter().map(|id| id.0).collect(),
                said.restated
                    .iter()
                    .map(|one| (one.edit.0, one.content))
                    .collect(),
                said.done,
            ),
        }
    }

    fn of_created(created: &Created) -> ValueRow {
        match created {
            Created::Writer { key } => ValueRow::Writer(key.clone()),
            Created::Thon {
                label,
                name,
                parent,
            } => ValueRow::Thon(label.clone(), name.clone(), parent.clone()),
            Created::Household { label, place } => {
                ValueRow::Household(label.clone(), PlaceRow::of(place))
            }
            Created::Phieu {
                key,
                version,
                form_hash,
            } => ValueRow::Phieu(
                key.form.clone(),
                SubjectRow::of(&key.subject),
                key.period.to_string(),
                version.clone(),
                *form_hash,
            ),
            Created::Paper => ValueRow::Paper,
            Created::Grant(grant) => ValueRow::Grant(
                grant.key.clone(),
                PlaceRow::of(&grant.place),
                grant.role.as_str().to_owned(),
            ),
            Created::Revocation(revocation) => {
                let row = |end: &End| (end.writer.0, end.seq, end.edit.0);
                ValueRow::Revocation(
                    revocation.key.clone(),
                    revocation.ends.iter().map(row).collect(),
                )
            }
        }
    }

    fn read(self) -> Option<SlotValue> {
        Some(match self {
            ValueRow::Writer(key) => SlotValue::Created(Created::Writer { key }),
            ValueRow::Thon(label, name, parent) => SlotValue::Created(Created::Thon {
                label,
                name,
                parent,
            }),
            ValueRow::Household(label, place) => SlotValue::Created(Created::Household {
                label,
                place: place.read(),
            }),
            ValueRow::Phieu(form, subject, period, version, form_hash) => {
                SlotValue::Created(Created::Phieu {
                    key: PhieuKey {
                        form,
                        subject: subject.read(),
                        period: Period::parse(&period)?,
                    },
                    version,
                    form_hash,
                })
            }
            ValueRow::Answer(None) => SlotValue::Answer(None),
            ValueRow::Answer(Some(answer)) => SlotValue::Answer(Some(answer.read()?)),
            ValueRow::RowPresent(since) => SlotValue::RowPresent(since),
            ValueRow::RowRemoved(seen) => {
                SlotValue::RowRemoved(seen.into_iter().map(EditId).collect())
            }
            ValueRow::Finished(content) => SlotValue::Finished(content),
            ValueRow::Open => SlotValue::Open,
            ValueRow::Submitted(content) => SlotValue::Submitted(content),
            ValueRow::Returned(content) => SlotValue::Returned(content),
            ValueRow::Accepted(content) => SlotValue::Accepted(content),
            ValueRow::Locked(content) => SlotValue::Locked(content),
            ValueRow::Paper => SlotValue::Created(Created::Paper),
            ValueRow::Grant(key, place, role) => SlotValue::Created(Created::Grant(Grant {
                key,
                place: place.read(),
                role: GrantRole::parse(&role)?,
            })),
            ValueRow::Revocation(key, ends) => {
                let end = |(writer, seq, edit)| End {
                    writer: WriterId(writer),
                    seq,
                    edit: EditId(edit),
                };
                SlotValue::Created(Created::Revocation(Revocation {
                    key,
                    ends: ends.into_iter().map(end).collect(),
                }))
            }
            ValueRow::Remark(text) => SlotValue::Remark(text),
            ValueRow::Moved(None) => SlotValue::Moved(None),
            ValueRow::Moved(Some((place, label, day))) => SlotValue::Moved(Some(Move {
                place: place.read(),
                label,
                date: NaiveDate::from_num_days_from_ce_opt(day)?,
            })),
            ValueRow::Closed(cause, into, whither, day) => SlotValue::Closed(Closing {
                cause: Cause::ALL.get(usize::from(cause))?.0,
                into: into.map(EditId),
                whither,
                date: NaiveDate::from_num_days_from_ce_opt(day)?,
            }),
            ValueRow::Reopened => SlotValue::Reopened,
            ValueRow::Split(None) => SlotValue::Split(None),
            ValueRow::Split(Some((from, day))) => SlotValue::Split(Some(Split {
                from: EditId(from),
                date: NaiveDate::from_num_days_from_ce_opt(day)?,
            })),
            ValueRow::Distinct(distinct) => SlotValue::Distinct(distinct),
            ValueRow::Printed(turn, day, content, class) => SlotValue::Printed(Printout {
                turn,
                date: NaiveDate::from_num_days_from_ce_opt(day)?,
                content,
                class: class.map(|class| Name::new(&class)),
            }),
            ValueRow::Erased(label, home, papers) => SlotValue::Erased(Erasure {
                label,
                of: Extent::Household {
                    home: home.read(),
                    papers: papers.into_iter().map(PhieuId).collect(),
                },
            }),
            ValueRow::People(label, rows, edits) => SlotValue::Erased(Erasure {
                label,
                of: Extent::People {
                    rows: rows.into_iter().map(RowId).collect(),
                    edits: edits.into_iter().map(EditId).collect(),
                },
            }),
            ValueRow::Acknowledged(of, papers, restated, done) => {
                let restated = restated.into_iter();
                let restated = restated.map(|(edit, content)| Restated {
                    edit: EditId(edit),
                    content,
                });
                SlotValue::Acknowledged(Acknowledgement {
                    of: EditId(of),
                    papers: papers.into_iter().map(PhieuId).collect(),
                    restated: restated.collect(),
                    done,
                })
            }
        })
    }
}

impl AnswerRow {
    fn of(answer: &Answer) -> AnswerRow {
        match answer {
            Answer::Unparsed(text) => AnswerRow::Unparsed(text.clone()),
            Answer::Special(special) => AnswerRow::Special(match special {
                Special::DontKnow => 0,
                Special::Refused => 1,
                Special::NotApplicable => 2,
            }),
            Answer::Given(value) => match value {
                Value::Text(text) => AnswerRow::Text(text.clone()),
                Value::Number(number) => AnswerRow::Number(number.serialize()),
                Value::Date(Date::Year(year)) => AnswerRow::Year(*year),
                Value::Date(Date::Day(day)) => AnswerRow::Day(day.num_days_from_ce()),
                Value::Choice(id) => AnswerRow::Choice(id.to_string()),
                Value::Choices(ids) => {
                    AnswerRow::Choices(ids.iter().map(ToString::to_string).collect())
                }
                Value::Place(code) => AnswerRow::Place(code.clone()),
                Value::YesNo(yes) => AnswerRow::YesNo(*yes),
            },
        }
    }

    fn read(self) -> Option<Answer> {
        let value = match self {
            AnswerRow::Unparsed(text) => return Some(Answer::Unparsed(text)),
            AnswerRow::Special(special) => {
                return Some(Answer::Special(match special {
                    0 => Special::DontKnow,
                    1 => Special::Refused,
                    2 => Special::NotApplicable,
                    _ => return None,
                }));
            }
            AnswerRow::Text(text) => Value::Text(text),
            AnswerRow::Number(bytes) => Value::Number(Decimal::deserialize(bytes)),
            AnswerRow::Year(year) => Value::Date(Date::Year(year)),
            AnswerRow::Day(days) => {
                Value::Date(Date::Day(NaiveDate::from_num_days_from_ce_opt(days)?))
            }
            AnswerRow::Choice(id) => Value::Choice(Name::new(&id)),
            AnswerRow::Choices(ids) => Value::Choices(ids.iter().map(|id| Name::new(id)).collect()),
            AnswerRow::Place(code) => Value::Place(code),
            AnswerRow::YesNo(yes) => Value::YesNo(yes),
        };
        Some(Answer::Given(value))
    }
}
