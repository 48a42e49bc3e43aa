//! The store on real files: what is kept, what is refused, what is made anew. Also the kit with which
//! `crash` and `merge` write edits.

use std::fs;
use std::path::{Path, PathBuf};

use bieu::form::{Answer, Name, Path as AnswerPath, Period, RowId, Value};
use bieu::record::{
    Content, Draft, Edit, EditId, PhieuId, PhieuKey, PhieuSubject, PlaceRef, SignedHead, SlotPath,
    Stamp, SubjectId, WriterId, wire,
};
use bieu::store::{Notice, Reason, Recorder, Store, StoreError};

/// How many random cases: `BIEU_CASES`, or a small default.
pub(crate) fn cases(default: usize) -> usize {
    std::env::var("BIEU_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// A small generator of numbers that is the same everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// Writes one chain, with salts and times that follow from the seq.
#[derive(Clone)]
pub(crate) struct Pen {
    pub(crate) writer: WriterId,
    pub(crate) last: Option<(u64, EditId)>,
    pub(crate) lamport: u64,
}

impl Pen {
    pub(crate) fn new(n: u8) -> Pen {
        Pen {
            writer: WriterId([n; 16]),
            last: None,
            lamport: 0,
        }
    }

    pub(crate) fn seal(&mut self, draft: Draft) -> Edit {
        let seq = self.last.map_or(1, |(seq, _)| seq + 1);
        self.lamport += 1;
        let mut salt = [self.writer.0[0]; 32];
        salt[..8].copy_from_slice(&seq.to_be_bytes());
        let edit = Edit::seal(
            draft,
            Stamp {
                writer: self.writer,
                seq,
                prev: self.last.map(|(_, id)| id),
                lamport: self.lamport,
                time: 1_790_000_000 + seq as i64,
            },
            salt,
        );
        self.last = Some((seq, edit.id()));
        edit
    }

    pub(crate) fn start(&mut self) -> Edit {
        let key = format!("ssh-ed25519 AAAA{}", self.writer);
        self.seal(Draft::new(None, Vec::new(), Content::Writer { key }))
    }

    pub(crate) fn household(&mut self, label: &str) -> Edit {
        self.seal(Draft::new(
            None,
            Vec::new(),
            Content::Household {
                label: label.into(),
                place: PlaceRef::Code("06256".into()),
            },
        ))
    }

    pub(crate) fn phieu(&mut self, household: EditId, period: &str) -> (PhieuId, Edit) {
        let key = PhieuKey {
            form: "phieu".into(),
            subject: PhieuSubject::Household(household),
            period: Period::parse(period).unwrap(),
        };
        let (id, draft) = Draft::phieu(key, "1".into(), [3; 32]);
        (id, self.seal(draft))
    }

    /// One more Phiếu of a paper that repeats.
    pub(crate) fn another(&mut self, household: EditId, period: &str) -> (PhieuId, Edit) {
        let key = PhieuKey {
            form: "cong-viec".into(),
            subject: PhieuSubject::Household(household),
            period: Period::parse(period).unwrap(),
        };
        let edit = self.seal(Draft::repeated(key, "1".into(), [3; 32]));
        (edit.id().into(), edit)
    }

    pub(crate) fn answer(
        &mut self,
        phieu: PhieuId,
        field: &str,
        text: &str,
        replaces: Vec<EditId>,
    ) -> Edit {
        self.seal(Draft::new(
            Some(phieu.into()),
            replaces,
            Content::Answer {
                path: AnswerPath::Field(Name::new(field)),
                answer: Some(Answer::Given(Value::Text(text.into()))),
            },
        ))
    }

    pub(crate) fn head(&self) -> SignedHead {
        let (seq, edit) = self.last.unwrap();
        SignedHead {
            writer: self.writer,
            seq,
            edit,
            key: format!("ssh-ed25519 AAAA{}", self.writer),
            signature: format!("-----BEGIN SSH SIGNATURE-----\n{seq}\n"),
        }
    }
}

pub(crate) fn field(name: &str) -> SlotPath {
    SlotPath::Answer(AnswerPath::Field(Name::new(name)))
}

pub(crate) fn text_at(store: &Store, phieu: PhieuId, name: &str) -> Option<String> {
    let phieu = store.phieu(phieu).unwrap()?;
    match phieu.answers().get(&AnswerPath::Field(Name::new(name)))? {
        Answer::Given(Value::Text(text)) => Some(text.clone()),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Every file below a folder, by relative name.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    fn gather(folder: &Path, base: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, base, all);
            } else {
                let bytes = fs::read(&path).unwrap();
                all.push((path.strip_prefix(base).unwrap().into(), bytes));
            }
        }
    }
    let mut all = Vec::new();
    gather(folder, folder, &mut all);
    all.sort();
    all
}

pub(crate) fn segment(folder: &Path) -> PathBuf {
    folder.join("journal/00000001.seg")
}

/// A store with two Phiếu and some answers; every edit in the order of the commits.
pub(crate) fn filled(folder: &Path, answers: usize) -> (Store, Vec<Edit>, PhieuId) {
    let mut store = Store::create(folder).unwrap();
    let mut pen = Pen::new(1);
    let first = pen.start();
    let household = pen.household("HD-1");
    let (phieu, created) = pen.phieu(household.id(), "2026");
    let mut edits = vec![first, household, created];
    store.commit(&edits).unwrap();
    for n in 0..answers {
        let name = format!("f{}", n % 7);
        let replaces = store.phieu(phieu).unwrap().unwrap().replaces(&field(&name));
        let edit = pen.answer(phieu, &name, &format!("trả lời {n}"), replaces);
        store.commit(std::slice::from_ref(&edit)).unwrap();
        edits.push(edit);
    }
    (store, edits, phieu)
}

pub(crate) fn all_there(store: &Store, edits: &[Edit]) {
    for edit in edits {
        assert_eq!(store.edit(&edit.id()).unwrap().as_ref(), Some(edit));
    }
    let read: Result<Vec<Edit>, _> = store.edits().unwrap().collect();
    let read = read.unwrap();
    assert!(edits.iter().all(|edit| read.contains(edit)));
}

#[test]
fn what_is_committed_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let (store, edits, phieu) = filled(folder.path(), 20);
    let digest = store.view_digest();
    all_there(&store, &edits);
    store.close().unwrap();
    let (store, notices) = Store::open(folder.path()).unwrap();
    assert_eq!(notices, []);
    assert_eq!(store.view_digest(), digest);
    assert_eq!(store.edit_count(), 23);
    all_there(&store, &edits);
    assert_eq!(text_at(&store, phieu, "f5").as_deref(), Some("trả lời 19"));
    let report = store.check(&mut |_| true).unwrap();
    assert!(report.problems.is_empty(), "{report:?}");
    assert_eq!((report.frames, report.edits), (21, 23));
}

#[test]
fn questions_are_answered_by_index() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(folder.path()).unwrap();
    let mut pen = Pen::new(1);
    let first = pen.start();
    let a = pen.household("HD-1");
    let b = pen.household("HD-2");
    let again = pen.household("HD-1");
    let thon = pen.seal(Draft::new(
        None,
        Vec::new(),
        Content::Thon {
            label: "06256-004".into(),
            name: "Bản Bắc".into(),
            parent: "06256".into(),
        },
    ));
    let (p2025, e1) = pen.phieu(a.id(), "2025");
    let (p2026, e2) = pen.phieu(a.id(), "2026");
    let (q2026, e3) = pen.phieu(b.id(), "2026");
    let ids = [a.id(), again.id(), b.id()];
    store
        .commit(&[first.clone(), a, b, again, thon.clone(), e1, e2, e3])
        .unwrap();

    let year = Period::parse("2026");
    let found = |period, form| -> Vec<PhieuId> {
        let mut found: Vec<_> = store
            .phieus(period, form)
            .unwrap()
            .into_iter()
            .map(|(key, id)| {
                assert_eq!(key.id(), id);
                id
            })
            .collect();
        found.sort();
        found
    };
    let sorted = |ids: &[PhieuId]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids
    };
    assert_eq!(found(year, Some("phieu")), sorted(&[p2026, q2026]));
    assert_eq!(found(year, None), sorted(&[p2026, q2026]));
    assert_eq!(found(None, Some("phieu")), sorted(&[p2025, p2026, q2026]));
    assert_eq!(found(None, None), sorted(&[p2025, p2026, q2026]));
    assert_eq!(found(year, Some("phie")), []);
    assert_eq!(found(year, Some("")), []);

    assert_eq!(store.household_by_label("HD-2").unwrap(), [ids[2]]);
    let mut both = ids[..2].to_vec();
    both.sort();
    assert_eq!(store.household_by_label("HD-1").unwrap(), both);
    assert_eq!(store.household_by_label("06256-004").unwrap(), []);
    assert_eq!(store.thon_by_label("06256-004").unwrap(), [thon.id()]);
    assert_eq!(store.households().unwrap().len(), 3);
    assert_eq!(store.thons().unwrap().len(), 1);
    let writers = store.writers().unwrap();
    assert_eq!(writers.len(), 1);
    assert_eq!(writers[0].tips, [pen.last.unwrap()]);
    assert_eq!(
        writers[0].key.as_deref(),
        Some(format!("ssh-ed25519 AAAA{}", pen.writer).as_str())
    );
    assert!(writers[0].forks.is_empty());
    let tip = store.writer_tip(pen.writer).unwrap().unwrap();
    assert_eq!((tip.seq, tip.lamport), (8, 8));
    assert_eq!(store.max_lamport(), 8);
    assert_eq!(store.at_seq(pen.writer, 1).unwrap(), [first.id()]);
    assert!(store.writer_tip(WriterId([9; 16])).unwrap().is_none());
}

#[test]
fn no_name_and_no_answer_stands_in_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(folder.path(), 3);
    store.close().unwrap();
    for (key, _) in sled_rows(&folder.path().join("view/sled")) {
        let key = String::from_utf8_lossy(&key).into_owned();
        assert!(!key.contains("HD-1") && !key.contains("trả"), "{key}");
    }
}

/// The rows of a closed view, read by sled itself from a copy: sled holds its file a moment after it was dropped, and
/// so does a child process that another test is just starting.
fn sled_rows(view: &Path) -> Vec<(sled::IVec, sled::IVec)> {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(view, copy.path());
    let db = sled::open(copy.path()).unwrap();
    db.iter().map(|row| row.unwrap()).collect()
}

#[test]
fn a_second_store_is_told_that_it_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(folder.path(), 1);
    let refused = Store::open(folder.path());
    assert!(matches!(refused, Err(StoreError::InUse)));
    drop(store);
    assert!(Store::open(folder.path()).is_ok());
}

#[test]
fn nothing_is_opened_where_nothing_is_and_nothing_made_where_something_is() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        Store::open(folder.path()),
        Err(StoreError::Missing)
    ));
    assert_eq!(contents(folder.path()), []);
    drop(Store::create(folder.path()).unwrap());
    let again = Store::create(folder.path());
    assert!(matches!(again, Err(StoreError::Exists)));
}

#[test]
fn a_long_answer_is_chunked_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _, phieu) = filled(folder.path(), 0);
    let mut pen = Pen::new(2);
    let long = "Ghi chú dài. ".repeat(3000);
    let start = pen.start();
    let first = pen.answer(phieu, "dai", &long, Vec::new());
    store.commit(&[start, first.clone()]).unwrap();
    assert_eq!(text_at(&store, phieu, "dai"), Some(long));
    let short = pen.answer(phieu, "dai", "ngắn", vec![first.id()]);
    store.commit(&[short]).unwrap();
    assert_eq!(text_at(&store, phieu, "dai").as_deref(), Some("ngắn"));
    let digest = store.view_digest();
    store.rebuild().unwrap();
    assert_eq!(store.view_digest(), digest);
    store.close().unwrap();
    // Every value stays small enough for sled to keep inside its log.
    let rows = sled_rows(&folder.path().join("view/sled"));
    assert!(rows.iter().all(|(_, value)| value.len() < 4000));
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, edits, phieu) = filled(folder.path(), 1);
    let mut pen = Pen::new(2);
    pen.start();
    let before = contents(&folder.path().join("journal"));
    let bad_name = pen.answer(phieu, "Tên có dấu", "x", Vec::new());
    let too_long = pen.answer(phieu, "f1", &"x".repeat(70_000), Vec::new());
    for bad in [bad_name, too_long] {
        let refused = store.commit(&[bad]);
        assert!(matches!(refused, Err(StoreError::NotAnEdit { .. })));
    }
    let many: Vec<Edit> = (0..30)
        .map(|n| pen.answer(phieu, &format!("f{n}"), &"x".repeat(60_000), Vec::new()))
        .collect();
    let refused = store.commit(&many);
    assert!(matches!(refused, Err(StoreError::TooLarge { .. })));
    assert_eq!(contents(&folder.path().join("journal")), before);
    // The same edits come in through an import, in batches.
    let count = store
        .import(&mut many.clone().into_iter(), &[], &mut |_| true)
        .unwrap();
    assert_eq!((count.new, count.same), (30, 0));
    all_there(&store, &edits);
    all_there(&store, &many);
}

#[test]
fn imports_are_counted_cancelled_and_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let there = tempfile::tempdir().unwrap();
    let (source, mut edits, phieu) = filled(folder.path(), 3);
    let mut pen = Pen::new(5);
    edits.push(pen.start());
    for n in 0..40 {
        edits.push(pen.answer(phieu, &format!("g{n}"), &"dài ".repeat(5000), Vec::new()));
    }
    drop(source);
    let mut store = Store::create(there.path()).unwrap();
    let heads = [pen.head()];
    let count = store
        .import(&mut edits.clone().into_iter(), &heads, &mut |_| false)
        .unwrap();
    assert!(count.cancelled && count.new > 0 && count.new < edits.len() as u64);
    assert_eq!(store.heads().unwrap(), []);
    let rest = store
        .import(&mut edits.clone().into_iter(), &heads, &mut |_| true)
        .unwrap();
    assert!(!rest.cancelled && rest.same >= count.new);
    assert_eq!(rest.new + rest.same, edits.len() as u64);
    assert_eq!(store.heads().unwrap(), heads);
    let before = (store.view_digest(), store.generation());
    let again = store
        .import(&mut edits.clone().into_iter(), &heads, &mut |_| true)
        .unwrap();
    assert_eq!((again.new, again.same), (0, edits.len() as u64));
    assert_eq!((store.view_digest(), store.generation()), before);
    all_there(&store, &edits);
    store.rebuild().unwrap();
    assert_eq!(store.view_digest(), before.0);
    assert_eq!(store.heads().unwrap(), heads);
}

#[test]
fn a_body_that_comes_later_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _, phieu) = filled(folder.path(), 0);
    let mut pen = Pen::new(2);
    let start = pen.start();
    let full = pen.answer(phieu, "f1", "sau", Vec::new());
    let bare = wire::parse(&wire::line_without_body(&full)).unwrap();
    store.commit(&[start, bare]).unwrap();
    assert_eq!(text_at(&store, phieu, "f1"), None);
    let mut import = |edit: &Edit| {
        store
            .import(&mut [edit.clone()].into_iter(), &[], &mut |_| true)
            .unwrap()
    };
    assert_eq!(import(&full).new, 1);
    assert_eq!(import(&full).same, 1);
    assert_eq!(text_at(&store, phieu, "f1").as_deref(), Some("sau"));
    let read: Vec<Edit> = store.edits().unwrap().map(Result::unwrap).collect();
    assert_eq!(read.iter().filter(|edit| edit.id() == full.id()).count(), 1);
    assert!(read.contains(&full));
    let digest = store.view_digest();
    store.rebuild().unwrap();
    assert_eq!(store.view_digest(), digest);
}

#[test]
fn the_journal_goes_on_in_a_new_segment_and_a_missing_one_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, edits, phieu) = filled(folder.path(), 1);
    let mut pen = Pen::new(2);
    let mut more = vec![pen.start()];
    for n in 0..360 {
        more.push(pen.answer(phieu, &format!("g{n}"), &"x".repeat(60_000), Vec::new()));
    }
    store
        .import(&mut more.clone().into_iter(), &[], &mut |_| true)
        .unwrap();
    let digest = store.view_digest();
    store.close().unwrap();
    let journal = folder.path().join("journal");
    assert!(journal.join("00000003.seg").exists());
    let (store, notices) = Store::open(folder.path()).unwrap();
    assert_eq!(notices, []);
    all_there(&store, &edits);
    assert_eq!(store.edits().unwrap().count(), edits.len() + more.len());
    let report = store.check(&mut |_| true).unwrap();
    assert!(report.problems.is_empty() && report.segments == 3);
    drop(store);
    fs::remove_dir_all(folder.path().join("view")).unwrap();
    let (store, notices) = Store::open(folder.path()).unwrap();
    assert!(matches!(
        notices[..],
        [Notice::ViewRebuilt {
            reason: Reason::Missing,
            ..
        }]
    ));
    assert_eq!(store.view_digest(), digest);
    drop(store);
    for name in ["00000001.seg", "00000002.seg", "00000003.seg"] {
        let away = folder.path().join("away");
        fs::rename(journal.join(name), &away).unwrap();
        assert!(
            matches!(
                Store::open(folder.path()),
                Err(StoreError::Damaged {
                    what: "segment-missing",
                    ..
                })
            ),
            "{name}"
        );
        fs::rename(&away, journal.join(name)).unwrap();
    }
    assert!(Store::open(folder.path()).is_ok());
}

#[test]
fn a_newer_journal_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(folder.path(), 1);
    store.close().unwrap();
    let path = segment(folder.path());
    let mut bytes = fs::read(&path).unwrap();
    bytes[8] = 3;
    let crc = crc32fast::hash(&bytes[..68]);
    bytes[68..72].copy_from_slice(&crc.to_le_bytes());
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(
        Store::open(folder.path()),
        Err(StoreError::Newer { found: 3, known: 2 })
    ));
}

#[test]
fn every_code_has_words_in_both_languages() {
    use bieu::locale::{Language, Words};
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for code in StoreError::CODES.iter().chain(&Notice::CODES) {
            assert!(words.has(code), "{code}");
        }
    }
}

#[test]
fn a_row_keeps_every_kind_of_value() {
    use bieu::form::{Date, Special};
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _, phieu) = filled(folder.path(), 0);
    let mut pen = Pen::new(2);
    let mut edits = vec![pen.start()];
    let values = [
        Answer::Unparsed("mười hai".into()),
        Answer::Special(Special::DontKnow),
        Answer::Special(Special::Refused),
        Answer::Special(Special::NotApplicable),
        Answer::Given(Value::Number("-12.50".parse().unwrap())),
        Answer::Given(Value::Date(Date::Year(1950))),
        Answer::Given(Value::Date(Date::Day("1987-03-21".parse().unwrap()))),
        Answer::Given(Value::Choice(Name::new("nam"))),
        Answer::Given(Value::Choices([Name::new("a"), Name::new("b")].into())),
        Answer::Given(Value::Place("06256".into())),
        Answer::Given(Value::YesNo(true)),
    ];
    let draft = |content| Draft::new(Some(SubjectId::from(phieu)), Vec::new(), content);
    for (n, answer) in values.iter().enumerate() {
        edits.push(pen.seal(draft(Content::Answer {
            path: AnswerPath::Field(Name::new(&format!("v{n}"))),
            answer: Some(answer.clone()),
        })));
    }
    let roster = Name::new("thanh_vien");
    let row = pen.seal(draft(Content::RowAdded {
        roster: roster.clone(),
    }));
    let id: RowId = row.id().into();
    edits.push(row);
    let member = AnswerPath::Member {
        roster: roster.clone(),
        row: id,
        field: Name::new("ten"),
    };
    edits.push(pen.seal(draft(Content::Answer {
        path: member.clone(),
        answer: Some(Answer::Given(Value::Text("Lan".into()))),
    })));
    edits.push(pen.seal(draft(Content::Remark {
        path: member.clone(),
        text: "xem lại".into(),
    })));
    let cell = AnswerPath::Cell {
        row: Name::new("ct"),
        column: Name::new("kh"),
    };
    edits.push(pen.seal(draft(Content::Resolution {
        path: cell.clone(),
        answer: None,
    })));
    edits.push(pen.seal(draft(Content::RowRemoved {
        roster: roster.clone(),
        row: RowId([8; 32]),
        seen: vec![EditId([1; 32])],
    })));
    store.commit(&edits).unwrap();
    store.close().unwrap();
    let (store, _) = Store::open(folder.path()).unwrap();
    let read = store.phieu(phieu).unwrap().unwrap();
    for (n, answer) in values.iter().enumerate() {
        let path = AnswerPath::Field(Name::new(&format!("v{n}")));
        assert_eq!(read.answers().get(&path), Some(answer));
    }
    assert_eq!(read.answers().rows("thanh_vien"), [id]);
    assert!(read.answers().get(&member).is_some());
    assert_eq!(read.remarks().len(), 1);
    let finish = pen.seal(draft(Content::Finish {
        content: read.content(),
    }));
    let mut store = store;
    store.commit(&[finish]).unwrap();
    let read = store.phieu(phieu).unwrap().unwrap();
    assert_eq!(read.status(), bieu::record::Status::Finished);
    let in_memory = store.history(phieu.into()).unwrap();
    assert_eq!(in_memory.len(), edits.len() - 1 + 2);
    assert!(
        in_memory
            .windows(2)
            .all(|pair| pair[0].header().lamport <= pair[1].header().lamport)
    );
}

#[test]
fn a_recorder_keeps_nothing_unless_asked() {
    assert_eq!(Recorder::default().events(), []);
}

/// The edits of the golden journal. They never change.
fn golden_edits() -> (Vec<Edit>, SignedHead) {
    let mut pen = Pen::new(1);
    let mut edits = vec![pen.start(), pen.household("HD-001")];
    let (phieu, created) = pen.phieu(edits[1].id(), "2026");
    edits.push(created);
    let first = pen.answer(phieu, "ten", "Nguyễn Văn Tuấn", Vec::new());
    let second = pen.answer(phieu, "ten", "Nguyễn Văn Toàn", vec![first.id()]);
    edits.extend([first, second]);
    let head = pen.head();
    (edits, head)
}

/// A journal written by the first version, in clear, opens and reads the same for ever, goes on, and becomes sealed
/// from its next segment on.
#[test]
fn the_golden_journal_is_read_and_gone_on_with() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/journal/00000001.seg");
    let (edits, head) = golden_edits();
    let old = tempfile::tempdir().unwrap();
    fs::create_dir(old.path().join("journal")).unwrap();
    fs::copy(&golden, segment(old.path())).unwrap();
    let (mut store, _) = Store::open(old.path()).unwrap();
    let read: Vec<Edit> = store.edits().unwrap().map(Result::unwrap).collect();
    assert_eq!(read, edits);
    assert!(store.is_open());
    assert_eq!(store.heads().unwrap(), [head]);
    let (_, phieu) = Pen::new(1).phieu(edits[1].id(), "2026");
    let phieu = PhieuId(phieu.subject().0);
    assert_eq!(
        text_at(&store, phieu, "ten").as_deref(),
        Some("Nguyễn Văn Toàn")
    );
    let mut pen = Pen::new(2);
    let mut more = vec![pen.start()];
    for n in 0..140 {
        more.push(pen.answer(phieu, &format!("g{n}"), &"x".repeat(60_000), Vec::new()));
    }
    store
        .import(&mut more.clone().into_iter(), &[], &mut |_| true)
        .unwrap();
    store.close().unwrap();
    let (store, notices) = Store::open(old.path()).unwrap();
    assert_eq!(notices, []);
    all_there(&store, &more);
    all_there(&store, &edits);
    drop(store);
    let next = fs::read(old.path().join("journal/00000002.seg")).unwrap();
    let sealed = |bytes: &[u8]| memchr::memmem::find(bytes, b"answer").is_none();
    assert!(sealed(&next) && !sealed(&fs::read(&golden).unwrap()));
}
