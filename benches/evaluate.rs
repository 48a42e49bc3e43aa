//! What one answer costs: a whole paper of 500 questions evaluated, a chain of formulas, and a table
//! of many households. The limit to stay under stands in the design: 0.5 ms for 500 questions.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;

use bieu::form::{
    Answer, Answers, Context, Date, FieldType, Folder, Form, FormKind, Path, Role, RowId,
    TallyUnit, Value, check,
};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

const HEAD: &str = "id = \"thu\"\nversion = \"1\"\nkind = \"questionnaire\"\ntitle = \"T\"\nsubject = \"household\"\nperiods = [\"year\"]\nsource = \"t\"\nevidence = \"proposed\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n";

fn form(text: String) -> Form {
    let folder = Folder {
        name: "thu@1".to_owned(),
        files: BTreeMap::from([("form.toml".to_owned(), text)]),
    };
    check(&folder).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// A paper of `n` questions: three typed with range and relevance, then one computed from them.
fn questions(n: usize) -> (Form, Answers) {
    let mut text = HEAD.to_owned();
    let mut answers = Answers::new();
    for i in 0..n {
        if i % 4 == 3 {
            let formula = format!(
                "if(f{} > 10, f{} + f{}, f{} * 2)",
                i - 3,
                i - 2,
                i - 1,
                i - 1
            );
            write!(text, "[[group.field]]\nid = \"f{i}\"\nlabel = \"L\"\ntype = \"integer\"\nformula = \"{formula}\"\n").unwrap();
        } else {
            let when = if i % 4 == 1 {
                format!("when = \"f{} >= 0\"\n", i - 1)
            } else {
                String::new()
            };
            write!(text, "[[group.field]]\nid = \"f{i}\"\nlabel = \"L\"\ntype = \"integer\"\nrequired = true\nrange = [0, 100]\n{when}").unwrap();
            let value = i64::try_from(i % 97).unwrap();
            answers.set(
                Path::Field(format!("f{i}").as_str().into()),
                Some(Answer::Given(Value::Number(value.into()))),
            );
        }
    }
    (form(text), answers)
}

fn chain(n: usize) -> (Form, Answers) {
    let mut text =
        format!("{HEAD}[[group.field]]\nid = \"f0\"\nlabel = \"L\"\ntype = \"integer\"\n");
    for i in 1..=n {
        write!(text, "[[group.field]]\nid = \"f{i}\"\nlabel = \"L\"\ntype = \"integer\"\nformula = \"f{} + 1\"\n", i - 1).unwrap();
    }
    let mut answers = Answers::new();
    answers.set(
        Path::Field("f0".into()),
        Some(Answer::Given(Value::Number(1.into()))),
    );
    (form(text), answers)
}

fn evaluation(c: &mut Criterion) {
    let context = Context::default();
    for n in [125, 500, 2_000] {
        let (form, answers) = questions(n);
        c.bench_function(&format!("questions/{n}"), |b| {
            b.iter(|| form.evaluate(black_box(&answers), &context))
        });
    }
    for n in [500, 5_000] {
        let (form, answers) = chain(n);
        c.bench_function(&format!("chain/{n}"), |b| {
            b.iter(|| form.evaluate(black_box(&answers), &context))
        });
    }
}

/// Every cell and field that a person types, with a plain value.
fn filled(form: &Form, rows: u32) -> Answers {
    let mut answers = Answers::new();
    for group in form.groups().iter().filter(|group| group.roster) {
        (1..=rows).for_each(|n| answers.push_row(&group.id, RowId::of_position(n)));
    }
    for path in form.all_paths(&answers) {
        let field = form.field_at(&path);
        let Some(field) = field.filter(|field| !field.computed) else {
            continue;
        };
        let value = match field.kind {
            FieldType::Text => Value::Text("x".to_owned()),
            FieldType::Date => Value::Date(Date::Year(1990)),
            FieldType::Choice => Value::Choice(field.choices[0].id.clone()),
            FieldType::Choices => Value::Choices([field.choices[0].id.clone()].into()),
            FieldType::YesNo => Value::YesNo(true),
            FieldType::Place => Value::Place("06253".to_owned()),
            _ => Value::Number(7.into()),
        };
        answers.set(path, Some(Answer::Given(value)));
    }
    answers
}

/// The papers as they are shipped: the household with 200 members, the class, and the largest Biểu.
fn shipped(c: &mut Criterion) {
    let library = bieu::workspace::library(None, false).unwrap();
    let context = Context {
        area: Some(bieu::place::Area::Rural),
        date: chrono::NaiveDate::from_ymd_opt(2025, 10, 15),
        period: bieu::form::Period::parse("2025"),
        ..Context::default()
    };
    let largest = library
        .list()
        .iter()
        .filter(|paper| paper.form.kind() == FormKind::Grid)
        .max_by_key(|paper| paper.form.all_paths(&Answers::new()).len())
        .unwrap();
    let class = library
        .list()
        .iter()
        .find(|paper| paper.form.field_with_role(Role::Class).is_some())
        .unwrap();
    let members = library
        .list()
        .iter()
        .find(|paper| paper.form.field_with_role(Role::PersonName).is_some())
        .unwrap();
    for (what, paper, rows) in [
        ("largest grid", largest, 0),
        ("class", class, 0),
        ("members/4", members, 4),
        ("members/200", members, 200),
    ] {
        let answers = filled(&paper.form, rows);
        let cells = paper.form.all_paths(&answers).len();
        let name = format!("shipped/{what} {} ({cells} places)", paper.form.id());
        c.bench_function(&name, |b| {
            b.iter(|| paper.form.evaluate(black_box(&answers), &context))
        });
    }
    // What the screen of a grid asks when the cursor moves, beside one evaluation of the same paper.
    let answers = filled(&largest.form, 0);
    let paths = largest.form.all_paths(&answers);
    let middle = &paths[paths.len() / 2];
    let name = format!("shipped/formulas of a cell of {}", largest.form.id());
    c.bench_function(&name, |b| {
        b.iter(|| {
            largest
                .form
                .agreements(black_box(&answers), &context, middle)
        })
    });
}

fn table(c: &mut Criterion) {
    let household = form(format!(
        "{HEAD}[[group.field]]\nid = \"khau\"\nlabel = \"K\"\ntype = \"integer\"\n[[group.field]]\nid = \"loai\"\nlabel = \"L\"\ntype = \"choice\"\nchoice = [{{ id = \"a\", label = \"A\" }}, {{ id = \"b\", label = \"B\" }}]\n"
    ));
    let table = form(
        "id = \"thu\"\nversion = \"1\"\nkind = \"table\"\ntitle = \"T\"\nsubject = \"place\"\nperiods = [\"year\"]\nsource = \"t\"\nevidence = \"proposed\"\n\
         [tally]\n[[tally.join]]\nform = \"thu\"\nas = \"h\"\n\
         [[column]]\nnumber = \"1\"\nlabel = \"L\"\ncount = \"yes\"\n[[column]]\nnumber = \"2\"\nlabel = \"L\"\nsum = \"h.khau\"\n\
         [[column]]\nnumber = \"3\"\nlabel = \"L\"\ncount = \"h.loai = 'a'\"\n[[column]]\nnumber = \"4\"\nlabel = \"L\"\nprinted = \"4=3/1*100\"\ndigits = 2\n"
            .to_owned(),
    );
    let tally = table
        .link(&BTreeMap::from([("thu".to_owned(), &household)]))
        .unwrap();
    let mut answers = Answers::new();
    answers.set(
        Path::Field("khau".into()),
        Some(Answer::Given(Value::Number(4.into()))),
    );
    answers.set(
        Path::Field("loai".into()),
        Some(Answer::Given(Value::Choice("a".into()))),
    );
    answers.push_row(&"khong".into(), RowId::of_position(1));
    let evaluation = household.evaluate(&answers, &Context::default());
    let units: Vec<TallyUnit> = (0..100)
        .map(|n| TallyUnit {
            place: n.to_string(),
            name: String::new(),
            area: None,
        })
        .collect();
    let mut group = c.benchmark_group("table");
    group.sample_size(10);
    group.bench_function("200000 households", |b| {
        b.iter_batched(
            || tally.start(&table, units.clone(), Context::default()),
            |mut tallying| {
                (0..200_000).for_each(|n| tallying.add(n % 100, &[Some(black_box(&evaluation))]));
                tallying.finish()
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, evaluation, shipped, table);
criterion_main!(benches);
