//! What a key costs in the list of households of a commune of 100 000 people: every letter of what people type,
//! beside a plain scan that folds every name anew and, as the limit, a bare search of bytes in the same text.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark"
)]

use std::hint::black_box;

use bieu::text::{Found, Index, IndexKind, fold, matches};
use criterion::{Criterion, criterion_group, criterion_main};
use memchr::memmem;

const FAMILY: [&str; 12] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Lý", "Nông", "Bế", "Đàm", "Triệu", "Sầm",
];
const MIDDLE: [&str; 6] = ["Văn", "Thị", "Đình", "Thu", "Minh", "Ngọc"];
const GIVEN: [&str; 20] = [
    "Tuấn",
    "Hoà",
    "Hạnh",
    "Tú",
    "Dũng",
    "Đức",
    "Lan",
    "Mai",
    "Ánh",
    "An",
    "Bình",
    "Cường",
    "Yến",
    "Oanh",
    "Thuỷ",
    "Hiếu",
    "Nghĩa",
    "Phượng",
    "Quyên",
    "Xuân",
];

/// 25 000 households of four people, each with a name and a number of 12 digits.
fn households() -> Vec<Vec<(IndexKind, String)>> {
    let mut seed: u64 = 42;
    let mut roll = |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    (0..25_000)
        .map(|n| {
            let mut texts = Vec::new();
            for person in 0..4 {
                let name = format!(
                    "{} {} {}",
                    FAMILY[roll(12)],
                    MIDDLE[roll(6)],
                    GIVEN[roll(20)]
                );
                let number = format!("{:012}", 1_000_000_000 + roll(999_999_999));
                texts.push(match person {
                    0 => (
                        IndexKind::Own,
                        format!("{name} 06256-{:03}-{n:05} Thôn Nà Lình", n / 500),
                    ),
                    _ => (IndexKind::Name, name),
                });
                texts.push((IndexKind::Number, number));
            }
            texts
        })
        .collect()
}

fn search(c: &mut Criterion) {
    let households = households();
    let mut index = Index::default();
    for (owner, texts) in (0_u32..).zip(&households) {
        index.put(
            owner,
            texts.iter().map(|(kind, text)| (*kind, text.as_str())),
        );
    }
    let names: Vec<&str> = households
        .iter()
        .flatten()
        .map(|(_, text)| text.as_str())
        .collect();
    let folded = names
        .iter()
        .map(|name| fold(name))
        .collect::<Vec<_>>()
        .join("\n");

    let mut group = c.benchmark_group("search_100000_people");
    group.sample_size(30);
    for typed in ["n", "nvt", "tuan", "nguyen van t", "45678", "zzz"] {
        group.bench_function(format!("first_key/{typed}"), |b| {
            b.iter(|| index.search(black_box(typed), None, |owner| owner));
        });
        group.bench_function(format!("plain_scan/{typed}"), |b| {
            b.iter(|| {
                names
                    .iter()
                    .filter(|name| matches(black_box(typed), name))
                    .count()
            });
        });
        group.bench_function(format!("bytes_of_folded_text/{typed}"), |b| {
            b.iter(|| memmem::find_iter(folded.as_bytes(), black_box(typed.as_bytes())).count());
        });
    }
    // The same as a person types it, letter after letter: each goes on from what the one before found.
    group.bench_function("typed/nguyen van tuan", |b| {
        b.iter(|| {
            let mut before: Option<Found> = None;
            for end in 1..="nguyen van tuan".len() {
                let now: String = "nguyen van tuan".chars().take(end).collect();
                before = Some(index.search(&now, before.as_ref(), |owner| owner));
            }
            before
        });
    });
    group.bench_function("one_household_put_anew", |b| {
        let mut index = index.clone();
        b.iter(|| index.put(7, [(IndexKind::Own, "Nguyễn Văn Tuấn 001")]));
    });
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
