//! One commit beside the least that durability costs: appending the same bytes to a file and `fdatasync`.
#![allow(clippy::expect_used, missing_docs)]

use std::fs::File;
use std::io::Write;

use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::record::{
    Content, Draft, Edit, EditId, PhieuId, PhieuKey, PhieuSubject, PlaceRef, Stamp, WriterId, wire,
};
use bieu::store::Store;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// A chain of answers, each replacing the last in one of 200 fields.
struct Typist {
    seq: u64,
    prev: Option<EditId>,
    phieu: PhieuId,
    fields: Vec<Option<EditId>>,
}

impl Typist {
    fn seal(&mut self, draft: Draft) -> Edit {
        self.seq += 1;
        let stamp = Stamp {
            writer: WriterId([1; 16]),
            seq: self.seq,
            prev: self.prev,
            lamport: self.seq,
            time: 1_790_000_000,
        };
        let mut salt = [0; 32];
        salt[..8].copy_from_slice(&self.seq.to_be_bytes());
        let edit = Edit::seal(draft, stamp, salt);
        self.prev = Some(edit.id());
        edit
    }

    fn answer(&mut self) -> Edit {
        let at = (self.seq % 200) as usize;
        let content = Content::Answer {
            path: Path::Field(Name::new(&format!("f{at}"))),
            answer: Some(Answer::Given(Value::Text("Nguyễn Văn Tuấn".into()))),
        };
        let replaces = self.fields[at].into_iter().collect();
        let edit = self.seal(Draft::new(Some(self.phieu.into()), replaces, content));
        self.fields[at] = Some(edit.id());
        edit
    }
}

fn commit(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("folder");
    let mut store = Store::create(folder.path()).expect("store");
    let key = PhieuKey {
        form: "phieu".into(),
        subject: PhieuSubject::Place(PlaceRef::Code("06256".into())),
        period: Period::Year(2026),
    };
    let (phieu, draft) = Draft::phieu(key, "1".into(), [0; 32]);
    let mut typist = Typist {
        seq: 0,
        prev: None,
        phieu,
        fields: vec![None; 200],
    };
    let first = typist.seal(draft);
    store.commit(&[first]).expect("commit");

    let mut group = criterion.benchmark_group("one answer");
    let mut bare = File::create(folder.path().join("bare")).expect("file");
    let mut other = Typist {
        seq: 1,
        prev: typist.prev,
        phieu,
        fields: vec![None; 200],
    };
    group.bench_function("append and fdatasync", |bench| {
        bench.iter_batched(
            || wire::line(&other.answer()),
            |line| {
                bare.write_all(&line).expect("write");
                bare.sync_data().expect("sync");
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("commit", |bench| {
        bench.iter_batched(
            || typist.answer(),
            |edit| store.commit(std::slice::from_ref(&edit)).expect("commit"),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, commit);
criterion_main!(benches);
