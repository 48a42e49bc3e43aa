//! Papers: what authors get wrong, what examples expect, what real figures yield.

use std::collections::BTreeMap;

use bieu::form::{
    Answers, Code, Context, Folder, Form, Identities, Library, Mistake, MistakeCode, Outcome, Path,
    PathError, Plain, Prints, Special, TallyRowKind, TallyUnit, Value, check,
};
use bieu::place::Area;

fn folder(text: &str) -> Folder {
    let value = |key: &str| {
        let line = text
            .lines()
            .find(|line| line.starts_with(&format!("{key} =")))
            .unwrap_or_default();
        line.split('"').nth(1).unwrap_or_default().to_owned()
    };
    let mut files = BTreeMap::new();
    let mut name = "form.toml".to_owned();
    for line in text.lines() {
        if let Some(next) = line.strip_prefix("# file: ") {
            name = next.trim().to_owned();
            continue;
        }
        let file: &mut String = files.entry(name.clone()).or_default();
        file.push_str(line);
        file.push('\n');
    }
    Folder {
        name: format!("{}@{}", value("id"), value("version")),
        files,
    }
}

fn form(text: &str) -> Form {
    check(&folder(text)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

const HEAD: &str = "id = \"thu\"\nversion = \"1\"\nkind = \"questionnaire\"\ntitle = \"Thử\"\nsubject = \"household\"\nperiods = [\"year\"]\nsource = \"thử\"\nevidence = \"proposed\"\n";

fn fill(form: &Form, answers: &[(&str, Plain)]) -> Answers {
    let mut said = Answers::new();
    for (path, plain) in answers {
        let path = loop {
            match form.path(&said, path) {
                Ok(path) => break path,
                Err(bieu::form::PathError::NewRow { roster, position }) => {
                    said.push_row(&roster, bieu::form::RowId::of_position(position))
                }
                Err(error) => panic!("{error:?}"),
            }
        };
        let answer = form.accept(&path, plain);
        said.set(path, Some(answer));
    }
    said
}

fn field(name: &str) -> Path {
    Path::Field(name.into())
}

#[test]
fn a_check_that_was_not_read_in_the_text_makes_the_paper_unchecked() {
    let paper = |evidence: &str| {
        let head = HEAD.replace("proposed", "verified");
        form(&format!(
            "{head}[[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"a\"\nlabel = \"A\"\ntype = \"integer\"\n\
             [[check]]\nid = \"k\"\nat = \"a\"\nexpr = \"a > 0\"\nseverity = \"asks\"\nmessage = \"Xem lại.\"\n{evidence}"
        ))
    };
    assert!(paper("").wholly_verified());
    let derived = paper("evidence = \"derived\"\nsource = \"suy ra\"\n");
    assert!(!derived.wholly_verified());
    assert_eq!(derived.check_rules()[0].source, "suy ra");
}

#[test]
fn a_roster_is_counted() {
    let form = form(&format!(
        "{HEAD}[[group]]\nid = \"tv\"\ntitle = \"Thành viên\"\nroster = true\n[[group.field]]\nid = \"tuoi\"\nlabel = \"Tuổi\"\ntype = \"integer\"\n\
         [[group]]\nid = \"chung\"\ntitle = \"Chung\"\n[[group.field]]\nid = \"tre\"\nlabel = \"Trẻ em\"\ntype = \"integer\"\nformula = \"count(tv where tuoi < 16)\"\n"
    ));
    let said = fill(
        &form,
        &[
            ("tv/1/tuoi", Plain::Number(5.into())),
            ("tv/2/tuoi", Plain::Number(50.into())),
        ],
    );
    let evaluation = form.evaluate(&said, &Context::default());
    assert_eq!(
        evaluation.value(&field("tre")),
        Some(&Value::Number(1.into()))
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = format!(
        "{HEAD}[[group]]\nid = \"a\"\ntitle = \"A\"\n[[group.field]]\nid = \"x\"\nlabel = \"X\"\ntype = \"so\"\nlabl = \"\"\n[[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"integer\"\nformula = \"yy + 1\"\n"
    );
    let mistakes = check(&folder(&text)).expect_err("mistakes");
    let codes: Vec<_> = mistakes
        .iter()
        .map(|mistake| (mistake.code, mistake.line))
        .collect();
    assert_eq!(
        codes,
        [
            (MistakeCode::UnknownType, 15),
            (MistakeCode::UnknownKey, 16),
            (MistakeCode::UnknownName, 21)
        ]
    );
}

/// The folders under `forms/`, as the program ships them.
fn shipped() -> Vec<Folder> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms");
    let mut folders = Vec::new();
    let blocks: BTreeMap<String, String> = std::fs::read_dir(root.join("blocks"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|file| {
            let name = file.file_name().unwrap().to_str().unwrap();
            (
                format!("blocks/{name}"),
                std::fs::read_to_string(&file).unwrap(),
            )
        })
        .collect();
    for entry in std::fs::read_dir(&root)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().join("form.toml").is_file())
    {
        let mut files = blocks.clone();
        let mut open = vec![entry.path()];
        while let Some(next) = open.pop() {
            for file in std::fs::read_dir(next)
                .unwrap()
                .map(|file| file.unwrap().path())
            {
                if file.is_dir() {
                    open.push(file);
                } else {
                    let parts = file.strip_prefix(entry.path()).unwrap().components();
                    let name = parts
                        .map(|part| part.as_os_str().to_str().unwrap().to_owned())
                        .collect::<Vec<_>>()
                        .join("/");
                    files.insert(name, std::fs::read_to_string(&file).unwrap());
                }
            }
        }
        folders.push(Folder {
            name: entry.file_name().into_string().unwrap(),
            files,
        });
    }
    folders.sort_by(|a, b| a.name.cmp(&b.name));
    folders
}

#[test]
fn shipped_papers_are_without_mistakes_and_do_as_their_examples_say() {
    let folders = shipped();
    let released = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/released.toml"),
    )
    .unwrap();
    let (library, mistakes) = Library::load(&folders, &released);
    assert_eq!(mistakes, []);
    let library = library.with_holidays(std::sync::Arc::new(bieu::workspace::holidays()));
    assert_eq!(library.list().len(), folders.len());
    for folder in &folders {
        let (id, version) = folder.name.split_once('@').unwrap();
        let form = library.get_exact(id, version).unwrap();
        assert_eq!(form.full_id(), folder.name);
        assert_eq!(library.check_examples(folder), [], "{}", folder.name);
    }
}

/// Every mistake of a paper in a library of its own, its examples included; other papers follow behind
/// `# paper`.
fn mistakes_of(text: &str) -> Vec<Mistake> {
    let mut papers = text.split("# paper\n");
    let text = papers.next().unwrap();
    let others: Vec<&str> = papers.collect();
    let mut folder = folder(text);
    if let Some(name) = text
        .lines()
        .find_map(|line| line.strip_prefix("# folder: "))
    {
        folder.name = name.trim().to_owned();
    }
    if text.lines().nth(1) == Some("# file: choices/x.csv") {
        folder.files.remove("form.toml");
    }
    let released = folder.files.remove("released.toml").unwrap_or_default();
    let identities = folder.files.remove("identities.toml");
    let prints = folder.files.remove("prints.toml");
    let folders: Vec<Folder> = std::iter::once(folder)
        .chain(others.into_iter().map(self::folder))
        .collect();
    let (library, mut mistakes) = Library::load(&folders, &released);
    if let Some(identities) = identities {
        let files = BTreeMap::from([("x.toml".to_owned(), identities)]);
        mistakes.extend(Identities::load(&files, &library).1);
    }
    if let Some(prints) = prints {
        let files = BTreeMap::from([("x.toml".to_owned(), prints)]);
        mistakes.extend(Prints::load(&files, &library).1);
    }
    for folder in &folders {
        mistakes.extend(library.check_examples(folder));
    }
    mistakes
}

#[test]
fn every_bad_paper_yields_its_code_at_its_line() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_forms");
    let mut seen = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(root)
        .unwrap()
        .map(|file| file.unwrap().path())
    {
        let text = std::fs::read_to_string(&file).unwrap();
        let found = mistakes_of(&text);
        let expected: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("# expect: "))
            .collect();
        assert!(!expected.is_empty(), "{}", file.display());
        for expected in expected {
            let (code, line) = expected
                .split_once('@')
                .map_or((expected, None), |(code, line)| {
                    (code, Some(line.parse::<usize>().unwrap()))
                });
            let hit = found.iter().find(|mistake| {
                mistake.code.as_str() == code && line.is_none_or(|line| line == mistake.line)
            });
            let hit = hit
                .unwrap_or_else(|| panic!("{}: {expected} not among {found:#?}", file.display()));
            seen.insert(hit.code);
        }
    }
    let without: Vec<_> = MistakeCode::ALL
        .iter()
        .filter(|code| !seen.contains(code))
        .collect();
    assert_eq!(
        without,
        Vec::<&MistakeCode>::new(),
        "codes without a bad paper"
    );
}

#[test]
fn every_mistake_has_words_and_a_fix_in_both_languages() {
    use bieu::locale::{Language, Words};
    // Every argument that any mistake of the bad papers carries, so that no word is left open.
    let mut told: BTreeMap<MistakeCode, Mistake> = BTreeMap::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_forms");
    for file in std::fs::read_dir(root)
        .unwrap()
        .map(|file| file.unwrap().path())
    {
        told.extend(
            mistakes_of(&std::fs::read_to_string(&file).unwrap())
                .into_iter()
                .map(|mistake| (mistake.code, mistake)),
        );
    }
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for code in MistakeCode::ALL {
            for key in [
                format!("mistake-{}", code.as_str()),
                format!("mistake-{}-fix", code.as_str()),
            ] {
                let said = words.of(&key, &told[code].args);
                assert!(
                    !said.is_empty()
                        && !said.contains(&key)
                        && !said.contains('{')
                        && !said.contains("No localization"),
                    "{key}: {said}"
                );
            }
        }
    }
}

fn cases() -> proptest::test_runner::Config {
    let cases = crate::store::cases(24);
    proptest::test_runner::Config {
        cases: u32::try_from(cases).unwrap(),
        failure_persistence: None,
        ..Default::default()
    }
}

fn any_plain() -> impl proptest::strategy::Strategy<Value = Plain> {
    use proptest::prelude::*;
    prop_oneof![
        any::<bool>().prop_map(Plain::YesNo),
        any::<i64>().prop_map(|number| Plain::Number(number.into())),
        (any::<i128>(), 0u32..28).prop_map(|(n, scale)| Plain::Number(
            rust_decimal::Decimal::from_i128_with_scale(n >> 32, scale)
        )),
        prop::sample::select(vec![
            "1",
            "2",
            "nam",
            "da_ra_soat",
            "0",
            "-1",
            "1987",
            "2020-02-30",
            "2020-02-29",
            "",
            "79228162514264337593543950335",
            "đ"
        ])
        .prop_map(|text| Plain::Text(text.to_owned())),
        prop::sample::select(vec![
            bieu::form::Special::DontKnow,
            bieu::form::Special::Refused,
            bieu::form::Special::NotApplicable
        ])
        .prop_map(Plain::Special),
    ]
}

proptest::proptest! {
    #![proptest_config(cases())]

    /// Whatever stands in a paper, it is evaluated, every place has an outcome, and twice is the same.
    #[test]
    fn evaluation_is_total(picks in proptest::collection::vec((proptest::prelude::any::<u16>(), any_plain()), 0..60), which in 0usize..3) {
        let folders = shipped();
        let folder = folders.iter().filter(|folder| !folder.name.starts_with("mau-")).nth(which).unwrap();
        let form = check(folder).unwrap();
        let mut answers = Answers::new();
        for group in form.groups().iter().filter(|group| group.roster) {
            (1..4).for_each(|n| answers.push_row(&group.id, bieu::form::RowId::of_position(n)));
        }
        let paths = form.all_paths(&answers);
        for (pick, plain) in picks {
            let path = paths[usize::from(pick) % paths.len()].clone();
            let answer = form.accept(&path, &plain);
            answers.set(path, Some(answer));
        }
        let mut evaluation = form.evaluate(&answers, &Context::default());
        proptest::prop_assert_eq!(evaluation.outcomes.len(), paths.len());
        let again = form.evaluate(&answers, &Context::default());
        proptest::prop_assert_eq!(&evaluation.outcomes, &again.outcomes);
        proptest::prop_assert_eq!(&evaluation.problems, &again.problems);
        form.closes(&answers, &Context::default(), &mut evaluation);
    }

    /// Whatever formula an author writes: a mistake or a value, never a panic.
    #[test]
    fn any_formula_is_refused_or_evaluated(formula in "(x|y|sum\\(x, y\\)|round\\(x / y, 2\\)|count\\(tv where z > x\\)|max\\(tv\\.z\\)|if\\(x > y, x, 1\\)|coalesce\\(x, 0\\)|7922816251426433759354395033)([-+*/](x|y|0|3\\.5|7922816251426433759354395033|sum\\(tv\\.z\\)|abs\\(x\\))){0,4}", x in any_plain(), y in any_plain(), z in any_plain()) {
        let number = |id: &str, more: &str| format!("[[group.field]]\nid = \"{id}\"\nlabel = \"L\"\ntype = \"decimal\"\n{more}");
        let text = format!(
            "{HEAD}[[group]]\nid = \"tv\"\ntitle = \"T\"\nroster = true\n{}[[group]]\nid = \"g\"\ntitle = \"T\"\n{}{}{}",
            number("z", ""), number("x", ""), number("y", ""), number("f", &format!("formula = \"{formula}\"\n"))
        );
        let form = check(&folder(&text)).map_err(|mistakes| proptest::test_runner::TestCaseError::fail(format!("{formula}: {mistakes:?}")))?;
        let answers = fill(&form, &[("x", x), ("y", y), ("tv/1/z", z.clone()), ("tv/2/z", z)]);
        let evaluation = form.evaluate(&answers, &Context::default());
        proptest::prop_assert_eq!(evaluation.outcomes.len(), 5);
    }
}

#[test]
fn a_chain_of_five_thousand_formulas_is_right_to_its_end() {
    let mut text = format!("{HEAD}[[group]]\nid = \"g\"\ntitle = \"T\"\n");
    // Written last to first, so that paper order is the worst order.
    for n in (1..=5_000).rev() {
        text.push_str(&format!("[[group.field]]\nid = \"f{n}\"\nlabel = \"L\"\ntype = \"integer\"\nformula = \"f{} + 1\"\n", n - 1));
    }
    text.push_str("[[group.field]]\nid = \"f0\"\nlabel = \"L\"\ntype = \"integer\"\n");
    let form = form(&text);
    let answers = fill(&form, &[("f0", Plain::Number(7.into()))]);
    let mut evaluation = form.evaluate(&answers, &Context::default());
    assert_eq!(
        evaluation.value(&field("f5000")),
        Some(&Value::Number(5_007.into()))
    );
    // A control at the end is compared, and looking for what closes it does not run out of stack.
    let mut answers = answers;
    answers.set(
        field("f5000"),
        Some(bieu::form::Answer::Given(Value::Number(1.into()))),
    );
    evaluation = form.evaluate(&answers, &Context::default());
    form.closes(&answers, &Context::default(), &mut evaluation);
    assert_eq!(evaluation.problems.len(), 1);
    // Nothing said at the start: everything behind it is unknown, and says why.
    let evaluation = form.evaluate(&Answers::new(), &Context::default());
    assert_eq!(
        evaluation.outcomes[&field("f5000")],
        Outcome::Unknown {
            missing: vec![field("f0").into()]
        }
    );
}

#[test]
fn a_loop_is_told_whole() {
    let mistakes = mistakes_of(
        &std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/bad_forms/cycle.toml"
        ))
        .unwrap(),
    );
    let looped = mistakes
        .iter()
        .find(|mistake| mistake.code == MistakeCode::Cycle)
        .unwrap();
    assert_eq!(looped.args, [("loop", "x → y → z → x".to_owned())]);
}

#[test]
fn missing_is_not_zero() {
    let form = form(&format!(
        "{HEAD}[[group]]\nid = \"g\"\ntitle = \"T\"\n\
         [[group.field]]\nid = \"a\"\nlabel = \"A\"\ntype = \"integer\"\nspecial = [\"khong_ap_dung\", \"khong_biet\"]\n\
         [[group.field]]\nid = \"b\"\nlabel = \"B\"\ntype = \"integer\"\nwhen = \"a <> 9\"\n\
         [[group.field]]\nid = \"tong\"\nlabel = \"T\"\ntype = \"integer\"\nformula = \"a + b\"\n\
         [[group.field]]\nid = \"ty\"\nlabel = \"T\"\ntype = \"percent\"\nformula = \"a / b * 100\"\n"
    ));
    let number = |n: i64| Plain::Number(n.into());
    let total = |answers: &[(&str, Plain)]| {
        let evaluation = form.evaluate(&fill(&form, answers), &Context::default());
        evaluation.outcomes[&field("tong")].clone()
    };
    let computed = |n: i64| Outcome::Computed {
        value: Value::Number(n.into()),
        control: None,
    };
    let special = |special| Plain::Special(special);
    assert_eq!(total(&[("a", number(1)), ("b", number(2))]), computed(3));
    assert_eq!(
        total(&[("a", number(1))]),
        Outcome::Unknown {
            missing: vec![field("b").into()]
        }
    );
    assert_eq!(
        total(&[("a", special(Special::NotApplicable)), ("b", number(2))]),
        Outcome::NotRelevant,
        "what is not asked is not summed"
    );
    assert_eq!(
        total(&[("a", special(Special::DontKnow)), ("b", number(2))]),
        Outcome::Unknown {
            missing: vec![field("a").into()]
        }
    );
    assert_eq!(
        total(&[("a", number(9)), ("b", number(2))]),
        computed(9),
        "b is not asked"
    );
    assert_eq!(
        total(&[("tong", number(5))]),
        Outcome::StandIn(Value::Number(5.into()))
    );
    let evaluation = form.evaluate(
        &fill(&form, &[("a", number(1)), ("b", number(0))]),
        &Context::default(),
    );
    assert_eq!(
        evaluation.outcomes[&field("ty")],
        Outcome::Unknown { missing: vec![] },
        "nothing is divided by zero"
    );
}

#[test]
fn a_released_hash_sees_meaning_not_typing() {
    let base = format!(
        "{HEAD}[[group]]\nid = \"g\"\ntitle = \"T\"\n[[group.field]]\nid = \"a\"\nlabel = \"A\"\ntype = \"integer\"\n"
    );
    let hash = form(&base).hash();
    assert_eq!(form(&format!("# lời\n\n{base}\n\n# cuối\n")).hash(), hash);
    assert_eq!(
        form(&format!("{base}# file: examples/a.toml\ntitle = \"x\"\n")).hash(),
        hash
    );
    assert_ne!(
        form(&base.replace("label = \"A\"", "label = \"Á\"")).hash(),
        hash
    );
}

#[test]
fn the_readme_s_paper_is_a_paper() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/forms/README.md")).unwrap();
    let blocks: Vec<&str> = readme
        .split("```toml\n")
        .skip(1)
        .map(|part| part.split("```").next().unwrap())
        .collect();
    let with = |begins: &str| {
        let mut blocks = blocks.iter();
        (*blocks.find(|block| block.starts_with(begins)).unwrap()).to_owned()
    };
    let paper = |id: &str, example: &str| {
        let mut folder = folder(&with(&format!("id = \"{id}\"")));
        let example = with(&format!("title = \"{example}\""));
        folder.files.insert("examples/a.toml".to_owned(), example);
        folder
    };
    let folders = [
        paper("phieu-nho", "Chỉ có trẻ em"),
        paper("xet-nho", "Nhập khác số tính ra"),
        paper("bang-nho", "Hai hộ"),
        paper("danh-sach-nho", "Hai trẻ"),
    ];
    let (library, mistakes) = Library::load(&folders, "");
    assert_eq!(mistakes, []);
    for folder in &folders {
        assert!(
            library
                .list()
                .iter()
                .any(|paper| paper.form.full_id() == folder.name)
        );
        assert_eq!(library.check_examples(folder), [], "{}", folder.name);
    }
}

#[test]
fn a_table_counts_what_is_known_and_says_what_is_missing() {
    let folders = shipped();
    let released = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/released.toml"),
    )
    .unwrap();
    let (library, _) = Library::load(&folders, &released);
    let day = "2025-06-30".parse().unwrap();
    let (table, tally) = library.tally("mau-7-1", day).unwrap();
    let (ho, phieu) = (
        library.get("ho-dan", day).unwrap(),
        library.get("phieu-b", day).unwrap(),
    );
    let units = [("a", Some(Area::Rural)), ("b", Some(Area::Urban))]
        .map(|(place, area)| TallyUnit {
            place: place.to_owned(),
            name: place.to_uppercase(),
            area,
        })
        .to_vec();
    let context = Context {
        area: Some(Area::Rural),
        date: Some(day),
        ..Context::default()
    };
    let household = |outcome: &str, people: i64| {
        let answers = fill(
            ho,
            &[
                ("ket_qua", Plain::Text(outcome.to_owned())),
                ("so_nguoi_chua_gap", Plain::Number(people.into())),
            ],
        );
        ho.evaluate(&answers, &context)
    };
    let classed = |score: i64| {
        let mut answers: Vec<(String, Plain)> = (1..=12)
            .map(|n| (format!("b2_{n:02}"), Plain::YesNo(n <= 3)))
            .collect();
        answers.push(("diem_thu_nhap".to_owned(), Plain::Number(score.into())));
        let answers: Vec<(&str, Plain)> = answers
            .iter()
            .map(|(path, plain)| (path.as_str(), plain.clone()))
            .collect();
        phieu.evaluate(&fill(phieu, &answers), &context)
    };
    let (poor, not_poor) = (classed(140), classed(145));
    let mut tallying = tally.start(table, units, context.clone());
    assert_eq!(
        tally
            .joins()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["ho-dan", "phieu-b"]
    );
    tallying.add(0, &[Some(&household("vang", 4)), Some(&poor)]);
    tallying.add(0, &[Some(&household("vang", 3)), Some(&not_poor)]);
    tallying.add(0, &[Some(&household("vang", 2)), Some(&not_poor)]);
    tallying.add(0, &[Some(&household("chuyen_di", 9)), Some(&poor)]);
    tallying.add(1, &[Some(&household("vang", 5)), None]);
    tallying.add(7, &[None, None]);
    let table = tallying.finish();
    let cell = |row: usize, column: &str| {
        let cell = &table.rows[row].cells[column];
        (cell.value.map(|value| value.to_string()), cell.missing)
    };
    let known = |value: &str| (Some(value.to_owned()), 0);
    let kinds: Vec<_> = table.rows.iter().map(|row| row.kind).collect();
    assert_eq!(
        kinds,
        [
            TallyRowKind::Unit,
            TallyRowKind::Unit,
            TallyRowKind::Area(Area::Rural),
            TallyRowKind::Area(Area::Urban),
            TallyRowKind::Total
        ]
    );
    assert_eq!(cell(0, "1"), known("3"));
    assert_eq!(cell(0, "2"), known("9"));
    assert_eq!(cell(0, "3"), known("1"));
    assert_eq!(cell(0, "4"), known("33.33"));
    assert_eq!(cell(0, "6"), known("44.44"));
    assert_eq!(cell(1, "1"), known("1"));
    assert_eq!(
        cell(1, "3"),
        (None, 1),
        "a household without Phiếu is not a household that is not poor"
    );
    assert_eq!(cell(1, "4"), (None, 1));
    assert_eq!(cell(4, "1"), known("4"));
    assert_eq!(cell(4, "3"), (None, 1));
    let none = tally
        .start(
            library.newest("mau-7-1").unwrap(),
            Vec::new(),
            Context::default(),
        )
        .finish();
    assert_eq!(none.rows[0].cells["1"].value, Some(0.into()));
    assert_eq!(none.rows[0].cells["4"].value, None, "no rate of nothing");
}

const GRID: &str = "id = \"luoi\"\nversion = \"1\"\nkind = \"grid\"\ntitle = \"L\"\nsubject = \"place\"\nperiods = [\"year\"]\nsource = \"t\"\nevidence = \"proposed\"\n\
    [grid]\ntype = \"money\"\ndigits = 0\n\
    [[column]]\nid = \"a\"\nlabel = \"A\"\n[[column]]\nid = \"b\"\nlabel = \"B\"\n[[column]]\nid = \"s\"\nlabel = \"S\"\nformula = \"a + b\"\n\
    [[row]]\nid = \"d0\"\nlabel = \"D\"\nformula = \"d1 + d2\"\n[[row]]\nid = \"d1\"\nlabel = \"D\"\n[[row]]\nid = \"d2\"\nlabel = \"D\"\n\
    [[row]]\nid = \"d3\"\nlabel = \"D\"\n[[closed]]\nrows = [\"d3\"]\ncolumns = [\"a\", \"b\"]\n";

#[test]
fn every_formula_of_a_cell_is_an_identity() {
    let form = form(GRID);
    let number = |n: i64| Plain::Number(n.into());
    let said = fill(
        &form,
        &[
            ("d1/s", number(10)),
            ("d2/a", number(1)),
            ("d2/b", number(2)),
            ("d0/a", number(5)),
            ("d0/b", number(5)),
        ],
    );
    let mut evaluation = form.evaluate(&said, &Context::default());
    form.closes(&said, &Context::default(), &mut evaluation);
    let at = |row: &str, column: &str| Path::Cell {
        row: row.into(),
        column: column.into(),
    };
    assert_eq!(
        evaluation.outcomes[&at("d1", "s")],
        Outcome::StandIn(Value::Number(10.into()))
    );
    assert_eq!(
        evaluation.outcomes[&at("d3", "s")],
        Outcome::Closed,
        "a sum of closed cells is closed"
    );
    let [problem] = evaluation.problems.as_slice() else {
        panic!("{:#?}", evaluation.problems)
    };
    assert_eq!(
        (problem.code, &problem.at),
        (Code::Identity, &at("d0", "s"))
    );
    assert_eq!(
        problem.expected,
        Some(Value::Number(10.into())),
        "by its column"
    );
    assert_eq!(problem.found, Some(Value::Number(13.into())), "by its row");
    assert_eq!(problem.formula.as_deref(), Some("d0 = d1 + d2"));
    assert_eq!(problem.closes, None, "several cells could be wrong");
    // An answer in a closed cell is kept and stops finishing.
    let said = fill(&form, &[("d3/a", number(1))]);
    let evaluation = form.evaluate(&said, &Context::default());
    assert!(
        evaluation.blocked()
            && evaluation
                .problems
                .iter()
                .any(|problem| problem.code == Code::Closed)
    );
}

#[test]
fn a_paper_that_costs_too_much_says_so() {
    let form = form(&format!(
        "{HEAD}[[group]]\nid = \"tv\"\ntitle = \"T\"\nroster = true\n[[group.field]]\nid = \"z\"\nlabel = \"Z\"\ntype = \"integer\"\n\
         [[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"f\"\nlabel = \"F\"\ntype = \"integer\"\n\
         formula = \"count(tv where count(tv where z > 0) > 0)\"\n"
    ));
    let mut answers = Answers::new();
    (0..2_000).for_each(|n| answers.push_row(&"tv".into(), bieu::form::RowId::of_position(n)));
    let evaluation = form.evaluate(&answers, &Context::default());
    assert!(
        evaluation
            .problems
            .iter()
            .any(|problem| problem.code == Code::Budget)
    );
    assert!(matches!(
        evaluation.outcomes[&field("f")],
        Outcome::Unknown { .. }
    ));
}

#[test]
fn answers_are_typed_as_people_type_them() {
    let folders = shipped();
    let (library, _) = Library::load(&folders, "");
    let day = "2025-06-30".parse().unwrap();
    let (ho, bieu) = (
        library.get("ho-dan", day).unwrap(),
        library.get("bieu-02", day).unwrap(),
    );
    let mut answers = Answers::new();
    answers.push_row(&"thanh_vien".into(), bieu::form::RowId::of_position(1));
    let typed = |form: &Form, path: &str, text: &str| {
        let path = form.path(&answers, path).unwrap();
        match form.parse_answer(&path, text, &["có"], &["không"]) {
            bieu::form::Answer::Given(Value::YesNo(yes)) => yes.to_string(),
            bieu::form::Answer::Given(value) => form.to_text(&path, &value).unwrap(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(typed(bieu, "da1_1/kh_tw_dt", "84.711"), "84.711");
    assert_eq!(typed(bieu, "da1_1/tl", "15,9"), "15,90");
    assert_eq!(typed(ho, "thanh_vien/1/ngay_sinh", "1948"), "1948");
    assert_eq!(
        typed(ho, "thanh_vien/1/ngay_sinh", "21/3/1987"),
        "21/03/1987"
    );
    for text in ["1", "nam", "Nam", "NAM"] {
        assert_eq!(typed(ho, "thanh_vien/1/gioi_tinh", text), "Nam", "{text}");
    }
    assert_eq!(typed(ho, "thanh_vien/1/bhyt", "co"), "true");
    assert_eq!(typed(ho, "thanh_vien/1/bhyt", "x"), "true");
    assert_eq!(typed(ho, "thanh_vien/1/bhyt", "Không"), "false");
    assert_eq!(typed(ho, "so_nguoi_chua_gap", "bốn"), "Unparsed(\"bốn\")");
    assert_eq!(typed(ho, "so_nguoi_chua_gap", "4,5"), "Unparsed(\"4,5\")");
    assert!(matches!(
        ho.path(&answers, "thanh_vien/2/bhyt"),
        Err(PathError::NewRow { position: 2, .. })
    ));
    assert!(matches!(
        ho.path(&answers, "thanh_vien/4/bhyt"),
        Err(PathError::NoRow {
            position: 4,
            rows: 1,
            ..
        })
    ));
    assert!(
        matches!(ho.path(&answers, "thanh_vien/1/bhty"), Err(PathError::Unknown { nearest, .. }) if nearest == "bhyt")
    );
}

/// Every figure of a real report changed in turn: what closes it is never a wrong figure.
#[test]
fn what_closes_a_real_table_is_what_was_printed() {
    let folders = shipped();
    let folder = folders
        .iter()
        .find(|folder| folder.name.starts_with("bieu-02"))
        .unwrap();
    let form = check(folder).unwrap();
    let text = &folder.files["examples/lang-son-2023-h1.toml"];
    let part = text
        .split("[answers]")
        .nth(1)
        .unwrap()
        .split('[')
        .next()
        .unwrap();
    let given: Vec<(&str, rust_decimal::Decimal)> = part
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(path, value)| {
            (
                path.trim_matches('"'),
                value.trim_matches('"').parse().unwrap(),
            )
        })
        .collect();
    let said = fill(
        &form,
        &given
            .iter()
            .map(|(path, value)| (*path, Plain::Number(*value)))
            .collect::<Vec<_>>(),
    );
    let context = Context::default();
    assert_eq!(
        form.evaluate(&said, &context)
            .problems
            .iter()
            .filter(|problem| problem.code == Code::Control)
            .count(),
        0
    );
    let (mut broken, mut closed) = (0, 0);
    for (path, value) in &given {
        let at = form.path(&said, path).unwrap();
        let mut changed = said.clone();
        changed.set(
            at.clone(),
            Some(bieu::form::Answer::Given(Value::Number(
                *value + rust_decimal::Decimal::from(90),
            ))),
        );
        let mut evaluation = form.evaluate(&changed, &context);
        form.closes(&changed, &context, &mut evaluation);
        let problems: Vec<_> = evaluation
            .problems
            .iter()
            .filter(|problem| matches!(problem.code, Code::Control | Code::Identity))
            .collect();
        broken += usize::from(!problems.is_empty());
        closed += usize::from(problems.iter().any(|problem| problem.closes.is_some()));
        for (place, figure) in problems
            .iter()
            .filter_map(|problem| problem.closes.as_ref())
        {
            assert_eq!(
                place,
                &at,
                "{path} was changed, {} is said to close it",
                changed.spell(place)
            );
            let Value::Number(figure) = figure else {
                panic!("{figure:?}")
            };
            assert!(
                (figure - value).abs() <= rust_decimal::Decimal::ONE,
                "{path}: {figure} for {value}"
            );
        }
    }
    assert!(
        given.len() >= 50 && broken >= 40 && closed >= 10,
        "{} given, {broken} broken, {closed} closed",
        given.len()
    );
}
