//! *Vì sao?*: the tree ends in what evaluation says, and a flip does what it says.

use bieu::form::{
    Answer, Answers, Because, Context, Date, Derivation, FieldType, Flip, Folder, Form, How,
    Imported, Library, Missing, Path, Period, RowId, Sign, Value, Worth, check,
};
use bieu::locale::{Language, Words};
use bieu::place::{Area, Regime};
use bieu::record::{PhieuSubject, PlaceRef};
use bieu::task::{self, TableOptions, demo};
use bieu::tui::why_lines;
use bieu::workspace::{Clock, Init, Workspace, library};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// 10/11/2026, ten o'clock in Vietnam.
const CLOCK: Clock = Clock::Fixed(1_794_279_600);

fn cases() -> u64 {
    crate::store::cases(60) as u64
}

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

fn shipped() -> std::sync::Arc<Library> {
    library(None, false).unwrap()
}

fn form(body: &str) -> Form {
    let text = format!(
        "id = \"thu\"\nversion = \"1\"\nsubject = \"household\"\nperiods = [\"year\"]\nkind = \"questionnaire\"\ntitle = \"T\"\nsource = \"t\"\nevidence = \"proposed\"\n{body}"
    );
    let folder = Folder {
        name: "thu@1".to_owned(),
        files: [("form.toml".to_owned(), text)].into(),
    };
    check(&folder).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

fn path(name: &str) -> Path {
    Path::Field(name.into())
}

fn number(n: i64) -> Value {
    Value::Number(n.into())
}

fn given(pairs: &[(&str, Value)]) -> Answers {
    let mut answers = Answers::new();
    for (name, value) in pairs {
        answers.set(path(name), Some(Answer::Given(value.clone())));
    }
    answers
}

fn at(day: &str) -> Context {
    let date: NaiveDate = day.parse().unwrap();
    Context {
        place_kind: Some("xã".to_owned()),
        area: Some(Area::Rural),
        date: Some(date),
        period: Period::parse(&day[..4]),
        ..Context::default()
    }
}

/// The value at the path with one thing changed.
fn changed(
    form: &Form,
    answers: &Answers,
    context: &Context,
    flip: (&Missing, &Value),
    path: &Path,
) -> Option<Value> {
    let (mut answers, mut context) = (answers.clone(), context.clone());
    let (of, to) = flip;
    match of {
        Missing::At(at) => answers.set(at.clone(), Some(Answer::Given(to.clone()))),
        Missing::Import(id) => {
            context
                .imports
                .insert(id.clone(), Imported::given(to.clone()));
        }
        Missing::Constant(id) => panic!("no answer changes {id}"),
    }
    form.evaluate(&answers, &context).value(path).cloned()
}

fn walk(node: &Because, look: &mut dyn FnMut(&Because)) {
    look(node);
    node.because.iter().for_each(|part| walk(part, look));
}

fn flips(derivation: &Derivation) -> &[Flip] {
    &derivation.flips.as_ref().expect("flips were sought").list
}

/// A random paper: every place that people answer, and every value read of another paper.
fn random(form: &Form, dice: &mut Dice) -> (Answers, Context) {
    let mut context = at(["2023-10-15", "2025-10-15", "2026-10-15"][dice.below(3) as usize]);
    context.area = [Some(Area::Rural), Some(Area::Urban), None][dice.below(3) as usize];
    let mut answers = Answers::new();
    let value = |kind: FieldType, choices: Vec<bieu::form::Name>, dice: &mut Dice| match kind {
        FieldType::YesNo => Some(Value::YesNo(dice.below(3) == 0)),
        FieldType::Choice => {
            let at = dice.below(choices.len() as u64) as usize;
            Some(Value::Choice(choices[at].clone()))
        }
        kind if kind.is_number() => Some(number(match dice.below(3) {
            0 => [139, 140, 141, 174, 175, 176][dice.below(6) as usize],
            _ => dice.below(260) as i64,
        })),
        _ => None,
    };
    for path in form.all_paths(&Answers::new()) {
        let field = form.field_at(&path).unwrap();
        let often = if form.is_computed(&path) { 12 } else { 1 };
        if dice.below(8) == 0 || dice.below(often) > 0 {
            continue;
        }
        let choices = field
            .choices
            .iter()
            .map(|choice| choice.id.clone())
            .collect();
        if let Some(value) = value(field.kind, choices, dice) {
            answers.set(path, Some(Answer::Given(value)));
        }
    }
    for import in form.imports() {
        let choices = import.choices.iter().cloned().collect();
        if dice.below(8) > 0
            && let Some(value) = value(import.kind, choices, dice)
        {
            context
                .imports
                .insert(import.id.clone(), Imported::given(value));
        }
    }
    (answers, context)
}

/// Every other answer within reach: yes and no, choices, numbers up to so far away.
fn neighbours(
    form: &Form,
    answers: &Answers,
    path: &Path,
    now: Option<&Value>,
) -> Vec<(Decimal, Value)> {
    const FAR: i64 = 25;
    let field = form.field_at(path).unwrap();
    match (field.kind, now) {
        (FieldType::YesNo, _) => [true, false]
            .map(|yes| (Decimal::ONE, Value::YesNo(yes)))
            .into(),
        (FieldType::Choice, _) => field
            .choices
            .iter()
            .map(|choice| (Decimal::ONE, Value::Choice(choice.id.clone())))
            .collect(),
        (FieldType::Integer, Some(Value::Number(now))) if answers.get(path).is_some() => (1..=FAR)
            .flat_map(|step| [step, -step])
            .map(|step| {
                (
                    Decimal::from(step.abs()),
                    Value::Number(now + Decimal::from(step)),
                )
            })
            // The paper's own range: nobody has fewer points than none.
            .filter(|(_, value)| !matches!(value, Value::Number(n) if n.is_sign_negative()))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_tree_ends_in_the_evaluation_and_no_nearer_flip_exists() {
    let library = shipped();
    let form = library
        .get("phieu-b", "2025-10-15".parse().unwrap())
        .unwrap();
    let class = form.main_result(&Answers::new()).unwrap();
    let mut dice = Dice(20_261_121);
    let (mut with, mut without) = (0, 0);
    for case in 0..cases() {
        let (answers, context) = random(form, &mut dice);
        let evaluation = form.evaluate(&answers, &context);
        let why = form.why(&answers, &context, &class);
        let before = evaluation.value(&class);
        assert_eq!(why.root.worth.value(), before, "case {case}");
        // Every place in the tree says what evaluation says.
        walk(&why.root, &mut |node| {
            let places = [How::Answer, How::Computed, How::StandIn, How::Overridden];
            if places.contains(&node.how) {
                let path = form.path(&answers, &node.at).unwrap();
                assert_eq!(
                    node.worth.value(),
                    evaluation.value(&path),
                    "case {case} {}",
                    node.at
                );
            }
        });
        let found = flips(&why);
        assert!(why.flips.as_ref().unwrap().complete, "case {case}");
        for flip in found {
            let to = flip.to.value().unwrap();
            let after = changed(form, &answers, &context, (&flip.of, to), &class);
            assert_eq!(
                after.as_ref(),
                flip.result.value(),
                "case {case} {}",
                flip.at
            );
            assert_ne!(after.as_ref(), before, "case {case} {}", flip.at);
        }
        let sizes: Vec<Decimal> = found.iter().map(|flip| flip.size).collect();
        assert!(sizes.is_sorted(), "case {case}");
        for path in form
            .all_paths(&answers)
            .into_iter()
            .filter(|path| *path != class)
        {
            let now = evaluation.value(&path);
            for (size, value) in neighbours(form, &answers, &path, now) {
                if Some(&value) == now {
                    continue;
                }
                let of = Missing::At(path.clone());
                let after = changed(form, &answers, &context, (&of, &value), &class);
                if after.is_none() || after.as_ref() == before {
                    continue;
                }
                let told = found.iter().any(|flip| flip.of == of && flip.size <= size);
                assert!(
                    told,
                    "case {case}: {path:?} to {value} gives {after:?}\n{found:#?}"
                );
            }
        }
        match found.is_empty() {
            true => without += 1,
            false => with += 1,
        }
    }
    // Both kinds are met, or this test has seen nothing.
    assert!(with > 0 && without > 0, "{with} with, {without} without");
}

const WINDOW: &str = r#"
[[constant]]
id = "tu"
label = "Từ mức này"
value = "100000"
[[constant]]
id = "den"
label = "Đến mức này"
value = "100003"
[[group]]
id = "g"
title = "G"
[[group.field]]
id = "x"
label = "X"
type = "integer"
[[group.field]]
id = "co"
label = "Có"
type = "yesno"
[[group.field]]
id = "trong"
label = "Ở trong"
type = "yesno"
formula = "2 * x > tu and 2 * x <= den"
"#;

#[test]
fn a_window_far_away_is_not_jumped_over() {
    let form = form(WINDOW);
    for start in [0, 1, 49_999, 50_002, 50_100, 1_000_000_000] {
        let why = form.why(
            &given(&[("x", number(start))]),
            &Context::default(),
            &path("trong"),
        );
        let found = flips(&why);
        assert_eq!(found.len(), 1, "{start}: {found:#?}");
        assert_eq!(found[0].to.value(), Some(&number(50_001)), "{start}");
        assert_eq!(found[0].size, Decimal::from((start - 50_001_i64).abs()));
    }
    // From within, either side; what the formula does not read is not told.
    let why = form.why(
        &given(&[("x", number(50_001))]),
        &Context::default(),
        &path("trong"),
    );
    let to: Vec<_> = flips(&why)
        .iter()
        .map(|flip| flip.to.value().cloned())
        .collect();
    assert_eq!(to, [Some(number(50_002)), Some(number(50_000))]);
    // Not answered: one value for each result that there can be.
    let why = form.why(&Answers::new(), &Context::default(), &path("trong"));
    let results: Vec<_> = flips(&why)
        .iter()
        .map(|flip| flip.result.value().cloned())
        .collect();
    assert!(results.contains(&Some(Value::YesNo(true))), "{why:#?}");
    assert!(results.contains(&Some(Value::YesNo(false))), "{why:#?}");
}

const ROSTER: &str = r#"
[[group]]
id = "nguoi"
title = "Người"
roster = true
[[group.field]]
id = "ten"
label = "Tên"
type = "text"
role = "person_name"
[[group.field]]
id = "sinh"
label = "Ngày sinh"
type = "date"
[[group.field]]
id = "the"
label = "Có thẻ"
type = "yesno"
when = "age(sinh, at_date) >= 6"
[[group]]
id = "g"
title = "G"
[[group.field]]
id = "thieu"
label = "Có người thiếu"
type = "yesno"
formula = "any(nguoi where age(sinh, at_date) >= 6 and not the)"
overridable = true
[[group.field]]
id = "vi"
label = "Vì sao khác"
type = "text"
when = "overridden(thieu)"
[[group.field]]
id = "ket"
label = "Kết quả"
type = "yesno"
formula = "not thieu"
"#;

fn people(people: &[(&str, &str, Option<bool>)]) -> Answers {
    let mut answers = Answers::new();
    for ((name, born, card), n) in people.iter().zip(1..) {
        let row = RowId::of_position(n);
        answers.push_row(&"nguoi".into(), row);
        let mut put = |field: &str, value| {
            let path = Path::Member {
                roster: "nguoi".into(),
                row,
                field: field.into(),
            };
            answers.set(path, Some(Answer::Given(value)));
        };
        put("ten", Value::Text((*name).to_owned()));
        put("sinh", Value::Date(Date::Day(born.parse().unwrap())));
        if let Some(card) = card {
            put("the", Value::YesNo(*card));
        }
    }
    answers
}

#[test]
fn the_member_who_decides_is_named_and_can_flip_it() {
    let form = form(ROSTER);
    let answers = people(&[
        ("Lò Thị Mai", "1990-01-01", Some(true)),
        ("Lò Văn Páo", "1985-05-05", Some(false)),
        ("Lò Thị Bé", "2020-10-20", None),
    ]);
    let context = at("2026-10-15");
    let why = form.why(&answers, &context, &path("ket"));
    let mut rows = Vec::new();
    walk(&why.root, &mut |node| {
        if node.how == How::Row {
            rows.push(node.label.clone());
        }
    });
    assert_eq!(rows, ["Người 2 (Lò Văn Páo)"]);
    let told: Vec<(&str, Decimal)> = flips(&why)
        .iter()
        .map(|flip| (flip.at.as_str(), flip.size))
        .collect();
    assert!(told.contains(&("nguoi/2/the", Decimal::ONE)), "{told:?}");
    // An answer that the paper lets people give instead of the computed one is a flip too.
    assert!(told.contains(&("thieu", Decimal::ONE)), "{told:?}");
    for flip in flips(&why) {
        let to = flip.to.value().unwrap();
        let after = changed(&form, &answers, &context, (&flip.of, to), &path("ket"));
        assert_eq!(after.as_ref(), flip.result.value(), "{}", flip.at);
    }
    // With all cards there, a child that had turned six would be the one without.
    let answers = people(&[("Lò Thị Bé", "2020-10-20", None)]);
    let why = form.why(&answers, &context, &path("ket"));
    assert_eq!(why.root.worth.value(), Some(&Value::YesNo(true)));
    let mut overridden = answers.clone();
    overridden.set(path("thieu"), Some(Answer::Given(Value::YesNo(true))));
    let why = form.why(&overridden, &context, &path("ket"));
    let mut seen = false;
    walk(&why.root, &mut |node| {
        if node.at == "thieu" {
            assert_eq!(node.how, How::Overridden);
            assert_eq!(
                node.beside.as_ref().and_then(Worth::value),
                Some(&Value::YesNo(false))
            );
            seen = true;
        }
    });
    assert!(seen, "{why:#?}");
}

const STANDING: &str = r#"
[[group]]
id = "g"
title = "G"
[[group.field]]
id = "a"
label = "A"
type = "integer"
[[group.field]]
id = "b"
label = "B"
type = "integer"
[[group.field]]
id = "tong"
label = "Tổng"
type = "integer"
formula = "a + b"
[[group.field]]
id = "nhieu"
label = "Nhiều"
type = "yesno"
formula = "tong > 10"
[[group.field]]
id = "them"
label = "Thêm"
type = "integer"
when = "nhieu"
"#;

#[test]
fn control_values_stand_ins_and_questions_not_asked_are_shown_as_such() {
    let form = form(STANDING);
    let why = |pairs: &[(&str, Value)], name: &str| {
        form.why(&given(pairs), &Context::default(), &path(name))
    };
    let both = why(
        &[("a", number(2)), ("b", number(3)), ("tong", number(9))],
        "tong",
    );
    assert_eq!(both.root.how, How::Computed);
    assert_eq!(
        both.root.beside.as_ref().and_then(Worth::value),
        Some(&number(9))
    );
    assert!(both.flips.is_none(), "numbers are not flipped");
    let stands = why(&[("a", number(2)), ("tong", number(9))], "nhieu");
    let sum = &stands.root.because[0].because[0];
    assert_eq!(
        (&sum.how, sum.worth.value()),
        (&How::StandIn, Some(&number(9)))
    );
    // The printed figure counts, so another printed figure would flip it.
    let to: Vec<_> = flips(&stands)
        .iter()
        .map(|flip| (flip.at.as_str(), flip.to.value()))
        .collect();
    assert!(to.contains(&("tong", Some(&number(11)))), "{to:?}");
    let quiet = why(&[("a", number(2)), ("b", number(3))], "them");
    assert_eq!(quiet.root.how, How::NotAsked);
    assert!(
        matches!(&quiet.root.because[..], [one] if one.at == "nhieu"),
        "{quiet:#?}"
    );
    let lacks = why(&[("a", number(2))], "tong");
    assert_eq!(
        lacks.root.worth,
        Worth::Unknown {
            missing: vec!["B".to_owned()]
        }
    );
    // A place that the paper does not have is one node.
    let none = why(&[], "khong_co");
    assert!(none.root.because.is_empty() && none.root.label.is_empty());
}

#[test]
fn the_parts_of_a_grids_sums_add_up() {
    let library = shipped();
    let form = library
        .get("bieu-02", "2023-06-30".parse().unwrap())
        .unwrap();
    let mut dice = Dice(2);
    let (mut sums, mut unknown) = (0, 0);
    for _ in 0..cases().div_ceil(100) {
        let mut answers = Answers::new();
        let paths = form.all_paths(&answers);
        let fill = dice.below(3);
        for path in &paths {
            let typed = form.is_open(path) && !form.is_computed(path);
            if typed && (fill == 0 || dice.below(12) > 0) {
                answers.set(
                    path.clone(),
                    Some(Answer::Given(number(dice.below(9_000) as i64))),
                );
            }
        }
        let context = at("2023-06-30");
        let evaluation = form.evaluate(&answers, &context);
        for path in paths.iter().filter(|path| form.is_computed(path)) {
            let why = form.why(&answers, &context, path);
            assert_eq!(why.root.worth.value(), evaluation.value(path));
            let signs: Option<Vec<bool>> = why
                .root
                .because
                .iter()
                .map(|part| match part.sign {
                    Some(Sign::Plus) => Some(true),
                    Some(Sign::Minus) => Some(false),
                    _ => None,
                })
                .collect();
            let (Some(signs), false) = (signs, why.root.because.is_empty()) else {
                continue;
            };
            let missing = why
                .root
                .because
                .iter()
                .any(|part| matches!(part.worth, Worth::Unknown { .. }));
            let Some(Value::Number(whole)) = why.root.worth.value() else {
                unknown += usize::from(missing);
                continue;
            };
            let sum: Decimal = signs
                .iter()
                .zip(&why.root.because)
                .map(|(plus, part)| match part.worth.value() {
                    Some(Value::Number(n)) if *plus => *n,
                    Some(Value::Number(n)) => -*n,
                    _ => Decimal::ZERO,
                })
                .sum();
            assert_eq!(sum, *whole, "{path:?} {why:#?}");
            sums += 1;
        }
    }
    assert!(sums > 100 && unknown > 0, "{sums} sums, {unknown} unknown");
}

#[test]
fn a_tables_figure_is_the_households_behind_it() {
    let dir = tempfile::tempdir().unwrap();
    demo::make(
        dir.path(),
        "06253",
        Regime::TwoTier,
        12,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let (workspace, _) = Workspace::open(dir.path(), CLOCK).unwrap();
    let period = Period::Year(2026);
    let options = TableOptions::default();
    let table = task::table(&workspace, "mau-7-1", period, options, &mut |_, _| true).unwrap();
    let form = workspace
        .library()
        .get("mau-7-1", period.last_day())
        .unwrap();
    let (mut figures, mut lacking) = (0, 0);
    for row in table.rows.iter().rev().step_by(2) {
        for column in form.table_columns() {
            let spelled = match &row.part {
                Some(part) => format!("{}/{}/{part}", row.place, column.number),
                None => format!("{}/{}", row.place, column.number),
            };
            let why = task::why_cell(
                &workspace,
                "mau-7-1",
                period,
                options,
                Some(&spelled),
                &mut |_, _| true,
            )
            .unwrap();
            let cell = &row.cells[&column.number];
            let value = match why.root.worth.value() {
                Some(Value::Number(n)) => Some(*n),
                _ => None,
            };
            assert_eq!(value, cell.value, "{spelled}");
            if column.printed.is_some() || column.of.is_some() {
                assert!(!why.root.because.is_empty(), "{spelled}");
                continue;
            }
            let records = why.root.because.iter();
            assert!(
                records
                    .clone()
                    .all(|part| part.how == How::Record && !part.label.is_empty())
            );
            let (known, unknown): (Vec<&Because>, Vec<&Because>) =
                records.partition(|part| part.worth.value().is_some());
            assert_eq!(unknown.len() as u64, cell.missing, "{spelled}");
            lacking += unknown.len();
            if let Some(value) = cell.value {
                let sum: Decimal = known
                    .iter()
                    .map(|part| match part.worth.value() {
                        Some(Value::Number(n)) => *n,
                        other => panic!("{other:?}"),
                    })
                    .sum();
                assert_eq!(sum, value, "{spelled}");
                figures += 1;
            }
        }
    }
    assert!(
        figures > 4 && lacking > 0,
        "{figures} figures, {lacking} lacking"
    );
    for wrong in ["99", "06253-001/99", "khong/1", "1/2/3/4"] {
        let why = task::why_cell(
            &workspace,
            "mau-7-1",
            period,
            options,
            Some(wrong),
            &mut |_, _| true,
        );
        assert_eq!(why.unwrap_err().code(), "no-cell", "{wrong}");
    }
}

#[test]
fn every_tree_reads_in_both_languages_at_any_width() {
    let library = shipped();
    let form = library
        .get("phieu-b", "2025-10-15".parse().unwrap())
        .unwrap();
    let class = form.main_result(&Answers::new()).unwrap();
    let mut dice = Dice(3);
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for _ in 0..50 {
            let (answers, context) = random(form, &mut dice);
            let why = form.why(&answers, &context, &class);
            for columns in [0, 1, 5, 20, 40, 80] {
                let lines = why_lines(&words, &why, columns);
                for line in &lines {
                    assert!(!line.contains("why-"), "{line}");
                    assert!(
                        columns < 40 || bieu::text::width(line) <= columns,
                        "{columns}: {line}"
                    );
                }
            }
        }
    }
}

#[test]
fn imports_are_leaves_that_name_their_paper() {
    let form = form(
        "[[import]]\nid = \"x\"\nlabel = \"Số của mẫu khác\"\nform = \"khac\"\nfield = \"so\"\ntype = \"integer\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"yesno\"\nformula = \"x > 3\"\n",
    );
    let mut context = Context::default();
    context
        .imports
        .insert("x".into(), Imported::given(number(3)));
    let why = form.why(&Answers::new(), &context, &path("y"));
    let leaf = &why.root.because[0].because[0];
    assert!(
        matches!(&leaf.how, How::Import { form, .. } if form == "khac"),
        "{leaf:?}"
    );
    assert_eq!(leaf.worth.value(), Some(&number(3)));
    let found = flips(&why);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0].of, found[0].to.value()),
        (&Missing::Import("x".into()), Some(&number(4)))
    );
    let why = form.why(&Answers::new(), &Context::default(), &path("y"));
    assert_eq!(
        why.root.worth,
        Worth::Unknown {
            missing: vec!["Số của mẫu khác".to_owned()]
        }
    );
}

/// A year is written as a year, whether it is the period's or was read of last year's paper.
#[test]
fn years_have_no_dot_of_thousands() {
    let form = form(
        "[[import]]\nid = \"truoc\"\nlabel = \"Năm trước\"\nform = \"thu\"\nfield = \"nam\"\ntype = \"integer\"\nperiod = \"last\"\n[[import]]\nid = \"so\"\nlabel = \"Số\"\nform = \"thu\"\nfield = \"khau\"\ntype = \"integer\"\nperiod = \"last\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"nam\"\nlabel = \"Năm\"\ntype = \"integer\"\nrange = [1993, 2100]\nformula = \"if(so > 1, max(truoc, year_of_period - 1), 0)\"\n[[group.field]]\nid = \"khau\"\nlabel = \"Khẩu\"\ntype = \"integer\"\n",
    );
    let mut context = at("2026-12-14");
    for (import, value) in [("truoc", 2023), ("so", 2023)] {
        context
            .imports
            .insert(import.into(), Imported::given(number(value)));
    }
    let why = form.why(&Answers::new(), &context, &path("nam"));
    let mut told = Vec::new();
    walk(&why.root, &mut |node| {
        if let (How::Import { .. } | How::Circumstance(_), Worth::Known { text, .. }) =
            (&node.how, &node.worth)
        {
            told.push(text.clone().unwrap());
        }
    });
    assert_eq!(told, ["2.023", "2023", "2026"]);
}

#[test]
fn a_value_of_another_paper_is_told_down_to_the_member() {
    let dir = tempfile::tempdir().unwrap();
    let init = Init {
        place: "06256".to_owned(),
        regime: Regime::ThreeTier,
        training: true,
        passphrase: None,
    };
    drop(Workspace::init(dir.path(), &init, CLOCK).unwrap());
    let head = |id: &str| {
        format!(
            "id = \"{id}\"\nversion = \"1\"\nsubject = \"household\"\nperiods = [\"year\"]\nkind = \"questionnaire\"\ntitle = \"Mẫu {id}\"\nsource = \"t\"\nevidence = \"proposed\"\n"
        )
    };
    let reads = "[[import]]\nid = \"x\"\nlabel = \"Có người thiếu\"\nform = \"khac\"\nfield = \"thieu\"\ntype = \"yesno\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"yesno\"\nformula = \"not x\"\n";
    for (id, body) in [("khac", ROSTER), ("thu", reads)] {
        let folder = dir.path().join(format!("forms/{id}@1"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("form.toml"), head(id) + body).unwrap();
    }
    let mut office = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let home = office
        .add_household(PlaceRef::Code("06256".to_owned()))
        .unwrap();
    let subject = PhieuSubject::Household(home.id);
    let other = office
        .open_phieu("khac", subject.clone(), Period::Year(2024))
        .unwrap();
    let (_, row) = office.add_row(other.id(), &"nguoi".into()).unwrap();
    let member = |field: &str| Path::Member {
        roster: "nguoi".into(),
        row,
        field: field.into(),
    };
    let said = [
        ("ten", Value::Text("Lò Văn Páo".to_owned())),
        ("sinh", Value::Date(Date::Year(1985))),
        ("the", Value::YesNo(false)),
    ]
    .map(|(field, value)| (member(field), Some(Answer::Given(value))));
    office.answer(other.id(), said.into()).unwrap();
    let own = office
        .open_phieu("thu", subject, Period::Year(2024))
        .unwrap();
    let why = task::why(&office, own.id(), &path("y")).unwrap();
    assert_eq!(why.root.worth.value(), Some(&Value::YesNo(false)));
    let leaf = &why.root.because[0];
    let expected = How::Import {
        form: "Mẫu khac".to_owned(),
        period: Some(Period::Year(2024)),
    };
    assert_eq!(leaf.how, expected);
    let mut rows = Vec::new();
    walk(leaf, &mut |node| {
        if node.how == How::Row {
            rows.push(node.label.clone());
        }
    });
    assert_eq!(rows, ["Người 1 (Lò Văn Páo)"]);
}
