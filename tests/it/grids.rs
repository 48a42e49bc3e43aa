//! Grids: blocks, rows with figures of their own, local rows, directions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path as FilePath;
use std::time::{Duration, Instant};

use bieu::form::{
    Answer, Answers, Code, Context, Direction, FieldType, Folder, Form, Missing, MistakeCode, Name,
    Outcome, Path, PathError, Period, Plain, RowId, Severity, Value, check, check_examples,
};
use bieu::record::wire::{parse_path, path_text};
use bieu::workspace::read_folder;

fn folder() -> Folder {
    let dir = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/a-luoi@1");
    read_folder(&dir).unwrap()
}

fn form() -> Form {
    check(&folder()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// The paper with one text in it replaced.
fn changed(from: &str, to: &str) -> Folder {
    let mut folder = folder();
    let text = folder.files.get_mut("form.toml").unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    folder
}

fn fill(form: &Form, answers: &[(&str, Plain)]) -> Answers {
    let mut said = Answers::new();
    for (text, plain) in answers {
        let path = loop {
            match form.path(&said, text) {
                Ok(path) => break path,
                Err(PathError::NewRow { roster, position }) => {
                    said.push_row(&roster, RowId::of_position(position));
                }
                Err(error) => panic!("{text}: {error:?}"),
            }
        };
        let answer = form.accept(&path, plain);
        said.set(path, Some(answer));
    }
    said
}

fn number(text: &str) -> Plain {
    Plain::Text(text.to_owned())
}

fn context() -> Context {
    Context {
        period: Some(Period::Year(2023)),
        ..Context::default()
    }
}

fn problems(form: &Form, answers: &Answers) -> Vec<(String, Code, Severity)> {
    let evaluation = form.evaluate(answers, &context());
    let told = evaluation.problems.iter();
    told.map(|problem| (answers.spell(&problem.at), problem.code, problem.severity))
        .collect()
}

#[test]
fn the_paper_does_as_its_examples_say() {
    let folder = folder();
    assert_eq!(check_examples(&form(), &folder, &Default::default()), []);
    // And they say something: without the block's formula they fail.
    let without = changed("sum_of = [\"04_1_a\", \"04_1_b\"]\n", "");
    let form = check(&without).unwrap();
    assert!(!check_examples(&form, &without, &Default::default()).is_empty());
}

#[test]
fn a_block_becomes_rows_with_ids_labels_depth_source_and_evidence() {
    let form = form();
    let row = |id: &str| {
        form.rows()
            .iter()
            .find(|row| row.id.as_str() == id)
            .unwrap_or_else(|| panic!("{id}"))
    };
    let suffixes = [
        "", "_tw", "_tw_dt", "_tw_sn", "_dp", "_dp_dt", "_dp_sn", "_dt", "_sn", "_khac",
    ];
    for suffix in suffixes {
        row(&format!("04_1_b{suffix}"));
    }
    for suffix in ["_ngheo", "_can_ngheo", "_moi_thoat", "_dtts", "_phu_nu"] {
        assert_eq!(form.row_unit(row(&format!("04_2{suffix}"))).unwrap(), "hộ");
    }
    assert_eq!(row("04_1_b").label, "Vốn giao thông");
    assert_eq!(row("04_1_b").item.as_deref(), Some("b"));
    assert_eq!(
        (row("04_1_b").depth, row("04_1_b_tw_sn").depth),
        (1, 3),
        "depth is added"
    );
    assert!(row("04_1_b_tw").source.contains("Lạng Sơn"));
    assert_eq!(
        row("04_1_b_tw").formula.as_deref(),
        Some("04_1_b_tw_dt + 04_1_b_tw_sn"),
        "as people read it, with whole ids"
    );
    // Rows of one name are told apart by those they stand under.
    assert_eq!(
        form.row_title(row("04_1_b_tw_sn")),
        "Vốn › Vốn giao thông › Ngân sách trung ương › Sự nghiệp"
    );
    assert_eq!(form.row_title(row("07_1")), "Trẻ được cân");
}

#[test]
fn closed_rows_and_columns_take_nothing_and_add_nothing() {
    let form = form();
    for column in ["kh", "th", "tl", "dat"] {
        for row in ["04_1_b_tw_dt", "04_1_b_dp_dt", "04_1_b_dt"] {
            assert!(form.is_closed(row, column), "{row}/{column}");
        }
    }
    assert!(!form.is_closed("04_1_a_tw_dt", "kh"));
    assert!(form.is_closed("04_2_dtts", "kh") && !form.is_closed("04_2_dtts", "th"));
    let answers = fill(
        &form,
        &[
            ("04_1_b_tw_sn/kh", number("10")),
            ("04_1_b_tw_dt/kh", number("5")),
        ],
    );
    let evaluation = form.evaluate(&answers, &context());
    let tw = Path::Cell {
        row: Name::new("04_1_b_tw"),
        column: Name::new("kh"),
    };
    assert_eq!(
        evaluation.value(&tw).map(Value::to_string).as_deref(),
        Some("10.00")
    );
    assert_eq!(
        problems(&form, &answers),
        [("04_1_b_tw_dt/kh".to_owned(), Code::Closed, Severity::Blocks)]
    );
}

#[test]
fn a_row_says_type_unit_digits_and_range_of_its_figures() {
    let form = form();
    let at = |row: &str, column: &str| {
        let path = Path::Cell {
            row: Name::new(row),
            column: Name::new(column),
        };
        let field = form.field_at(&path).unwrap();
        (field.kind, field.unit.clone(), field.digits)
    };
    let children = Some("trẻ".to_owned());
    assert_eq!(at("07_1", "th"), (FieldType::Integer, children, 0));
    assert_eq!(at("07_1_tl", "th"), (FieldType::Percent, None, 1));
    // Rates of the columns stay what they are.
    assert_eq!(at("07_1", "tl"), (FieldType::Percent, None, 2));
    assert_eq!(
        at("04_1_a_tw", "kh"),
        (FieldType::Money, Some("triệu đồng".to_owned()), 2)
    );
    let answers = fill(
        &form,
        &[
            ("07_1/th", number("2.5")),
            ("07_1/kh", number("1001")),
            ("07_1_sdd/kh", number("1002")),
        ],
    );
    assert_eq!(
        problems(&form, &answers),
        [
            ("07_1/kh".to_owned(), Code::OutOfRange, Severity::Blocks),
            ("07_1/th".to_owned(), Code::Unparsed, Severity::Blocks),
            ("07_1_sdd/kh".to_owned(), Code::OutOfRange, Severity::Blocks),
        ]
    );
    let row = &form.rows()[form.rows().len() - 1];
    assert_eq!(row.direction, Direction::Down);
    assert_eq!(form.row_unit(row).as_deref(), Some("%"));
}

#[test]
fn the_direction_of_a_row_decides() {
    let form = form();
    let said = |row: &str, kh: &str, th: &str| {
        let (planned, done) = (format!("{row}/kh"), format!("{row}/th"));
        let answers = fill(&form, &[(&planned, number(kh)), (&done, number(th))]);
        let path = form.path(&answers, &format!("{row}/dat")).unwrap();
        let evaluation = form.evaluate(&answers, &context());
        evaluation.value(&path).map(Value::to_string)
    };
    // Less is better; and a row that says nothing always does.
    for (th, outcome) in [("4", "vuot"), ("5", "dat"), ("6", "chua_dat")] {
        assert_eq!(said("07_1_sdd", "5", th).as_deref(), Some(outcome), "{th}");
    }
    assert_eq!(said("07_1", "5", "4").as_deref(), Some("dat"));
    // A local row says it itself; while it does not, nobody knows.
    for (direction, outcome) in [("up", Some("vuot")), ("down", Some("chua_dat"))] {
        let answers = fill(
            &form,
            &[
                ("dia_phuong/1/kh", number("5")),
                ("dia_phuong/1/th", number("6")),
                ("dia_phuong/1/chieu", number(direction)),
                ("dia_phuong/2/kh", number("5")),
                ("dia_phuong/2/th", number("6")),
            ],
        );
        let evaluation = form.evaluate(&answers, &context());
        let at = |text: &str| form.path(&answers, text).unwrap();
        let value = |text: &str| evaluation.value(&at(text)).map(Value::to_string);
        assert_eq!(value("dia_phuong/1/dat").as_deref(), outcome);
        assert!(matches!(
            evaluation.outcomes.get(&at("dia_phuong/2/dat")),
            Some(Outcome::Unknown { missing }) if *missing == [Missing::At(at("dia_phuong/2/chieu"))]
        ));
    }
    // Outside rows there is no direction.
    let folder = changed(
        "formula = \"07_1_sdd / 07_1 * 100\"",
        "formula = \"if(row_direction = 'up', 1, 2)\"",
    );
    let mistakes = check(&folder).expect_err("a row's formula stands in no one row");
    assert_eq!(mistakes[0].code, MistakeCode::UnknownName);
}

#[test]
fn local_rows_have_the_columns_with_their_formulas_and_checks() {
    let form = form();
    let (group, own) = form.local().unwrap();
    assert_eq!((group.id.as_str(), own), ("dia_phuong", 3));
    let ids: Vec<&str> = group.fields.iter().map(|field| field.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "ten", "don_vi", "chieu", "kh", "th", "tl", "dat", "nguon", "xong"
        ]
    );
    let answers = fill(
        &form,
        &[
            ("dia_phuong/1/kh", number("5")),
            ("dia_phuong/1/th", number("16")),
            ("07_1/kh", number("5")),
            ("07_1/th", number("16")),
        ],
    );
    // In paper order: local rows last. The check at the column stands at them too.
    assert_eq!(
        problems(&form, &answers),
        [
            ("07_1/th".to_owned(), Code::Check, Severity::Asks),
            (
                "dia_phuong/1/ten".to_owned(),
                Code::Required,
                Severity::Blocks
            ),
            ("dia_phuong/1/th".to_owned(), Code::Check, Severity::Asks),
        ]
    );
    let last = form.all_paths(&answers).into_iter().next_back().unwrap();
    assert_eq!(answers.spell(&last), "dia_phuong/1/xong");
    let mut many = Answers::new();
    for n in 1..=21 {
        many.push_row(&group.id, RowId::of_position(n));
    }
    let evaluation = form.evaluate(&many, &context());
    assert!(
        evaluation
            .problems
            .iter()
            .any(|p| p.code == Code::RowCount && p.at == Path::Field(Name::new("dia_phuong")))
    );
    // A sum over them, as over any roster.
    let summed = changed(
        "formula = \"07_1_sdd / 07_1 * 100\"",
        "formula = \"sum(dia_phuong.th)\"",
    );
    let form = check(&summed).unwrap();
    let evaluation = form.evaluate(&answers, &context());
    let path = form.path(&answers, "07_1_tl/kh").unwrap();
    assert_eq!(
        evaluation.value(&path).map(Value::to_string).as_deref(),
        Some("16.0")
    );
}

#[test]
fn local_rows_share_no_name_with_the_grid() {
    let folder = changed("id = \"don_vi\"", "id = \"kh\"");
    let mistakes = check(&folder).expect_err("an own field and a column");
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.code == MistakeCode::DuplicateId)
    );
    let folder = changed("id = \"07_1_tl\"", "id = \"dia_phuong\"");
    let mistakes = check(&folder).expect_err("a row and the roster");
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.code == MistakeCode::DuplicateId)
    );
}

#[test]
fn what_a_cell_must_agree_with_is_told_with_both_values() {
    use bieu::form::Standing;
    let form = form();
    let stands = |answers: &Answers, at: &str| -> Vec<(String, String, Standing)> {
        let path = form.path(answers, at).unwrap();
        let all = form.agreements(answers, &context(), &path);
        let told = |one: bieu::form::Agreement| (answers.spell(&one.at), one.text, one.standing);
        all.into_iter().map(told).collect()
    };
    let value = |text: &str| Value::Number(text.parse().unwrap());
    let cell = [
        ("04_1_a_tw_dt/kh", number("10")),
        ("04_1_a_tw_sn/kh", number("5")),
    ];
    let answers = fill(&form, &cell);
    let of = |all: &[(String, String, Standing)], at: &str| -> Vec<Standing> {
        let here = all.iter().filter(|(place, ..)| place == at);
        here.map(|(.., standing)| standing.clone()).collect()
    };
    let all = stands(&answers, "04_1_a_tw_dt/kh");
    let computed = Standing::Computed(value("15.00"));
    assert_eq!(of(&all, "04_1_a_tw/kh"), [computed], "{all:?}");
    assert_eq!(of(&all, "04_1_a_dt/kh"), [Standing::Unknown], "{all:?}");
    // Beside the number on paper it holds, or does not.
    for (paper, holds) in [("15", true), ("18", false)] {
        let mut said = cell.to_vec();
        said.push(("04_1_a_tw/kh", number(paper)));
        let all = stands(&fill(&form, &said), "04_1_a_tw_dt/kh");
        let standing = match holds {
            true => Standing::Holds,
            false => Standing::Broken(Some(value(paper)), Some(value("15"))),
        };
        assert_eq!(of(&all, "04_1_a_tw/kh"), [standing], "{all:?}");
    }
    // A check has its sides; closed cells have nothing to agree with.
    let answers = fill(
        &form,
        &[("07_1/kh", number("5")), ("07_1/th", number("16"))],
    );
    let all = stands(&answers, "07_1/kh");
    let check = all.iter().find(|(_, text, _)| text == "th <= 3 * kh");
    let sides = Standing::Broken(Some(value("16")), Some(value("15")));
    assert_eq!(
        check.map(|(.., standing)| standing),
        Some(&sides),
        "{all:?}"
    );
    assert_eq!(stands(&answers, "04_1_b_tw_dt/kh"), []);
}

/// Whatever stands in a paper: what does not hold at a cell is what its problems say of it, and nothing else.
#[test]
fn what_does_not_hold_is_a_problem_and_the_other_way_round() {
    use bieu::form::Standing;
    let mut dice = crate::typing::Dice(41);
    let mut broken = 0;
    for id in ["bieu-01", "bieu-02", "bieu-05", "bieu-10"] {
        let is_it = |folder: &&Folder| folder.name.starts_with(&format!("{id}@"));
        let folder = crate::papers::FOLDERS.iter().find(is_it).unwrap();
        let form = check(folder).unwrap();
        let mut answers = Answers::new();
        let paths = form.all_paths(&answers);
        for path in &paths {
            let number = form
                .field_at(path)
                .is_some_and(|field| field.kind.is_number());
            if number && dice.roll(4) > 0 {
                let plain = Plain::Text(dice.roll(60).to_string());
                let answer = form.accept(path, &plain);
                answers.set(path.clone(), Some(answer));
            }
        }
        let evaluation = form.evaluate(&answers, &context());
        for _ in 0..crate::store::cases(24) {
            let path = &paths[dice.roll(paths.len())];
            let mut told: Vec<String> = form
                .agreements(&answers, &context(), path)
                .into_iter()
                .filter(|one| one.at == *path && matches!(one.standing, Standing::Broken(..)))
                .map(|one| one.text)
                .collect();
            let mut problems: Vec<String> = evaluation
                .problems
                .iter()
                .filter(|problem| problem.at == *path)
                .filter(|one| matches!(one.code, Code::Control | Code::Identity | Code::Check))
                .filter_map(|problem| problem.formula.clone())
                .collect();
            told.sort_unstable();
            problems.sort_unstable();
            assert_eq!(told, problems, "{id} {path:?}");
            broken += told.len();
        }
    }
    assert!(broken > 0);
}

#[test]
fn one_cell_closes_what_a_block_says_twice() {
    let form = form();
    // Everything agrees but one leaf, and the printed totals say which way.
    let answers = fill(
        &form,
        &[
            ("04_1_a_tw_dt/kh", number("10")),
            ("04_1_a_tw_sn/kh", number("10")),
            ("04_1_a_dp_dt/kh", number("1")),
            ("04_1_a_dp_sn/kh", number("2")),
            ("04_1_a_tw/kh", number("22")),
            ("04_1_a_dt/kh", number("11")),
            ("04_1_a_sn/kh", number("14")),
            ("04_1_a_dp/kh", number("3")),
            ("04_1_a/kh", number("25")),
        ],
    );
    let mut evaluation = form.evaluate(&answers, &context());
    form.closes(&answers, &context(), &mut evaluation);
    let closes: Vec<_> = evaluation
        .problems
        .iter()
        .filter_map(|problem| problem.closes.as_ref())
        .map(|(at, value)| (answers.spell(at), value.to_string()))
        .collect();
    assert!(!closes.is_empty());
    for (at, value) in closes {
        assert_eq!((at.as_str(), value.as_str()), ("04_1_a_tw_sn/kh", "12.00"));
    }
}

#[test]
fn a_blocks_file_is_part_of_what_the_paper_says() {
    let plain = form().hash();
    let mut other = folder();
    let block = other.files.get_mut("blocks/k.toml").unwrap();
    *block = block.replace("\"tw_dt + tw_sn\"", "\"tw_dt + 2 * tw_sn\"");
    assert_ne!(check(&other).unwrap().hash(), plain);
    // A comment says nothing, nor does a block that no row names.
    let mut same = folder();
    let block = same.files.get_mut("blocks/k.toml").unwrap();
    block.insert_str(0, "# ghi chú\n");
    let unused = same.files.get_mut("blocks/n.toml").unwrap();
    unused.push_str("\n[[row]]\nid = \"x\"\nlabel = \"X\"\n");
    assert_eq!(check(&same).unwrap().hash(), plain);
}

#[test]
fn a_mistake_in_a_block_is_told_once_in_its_own_file() {
    let mut folder = folder();
    let block = folder.files.get_mut("blocks/k.toml").unwrap();
    *block = block.replace("\"tw_dt + tw_sn\"", "\"tw_dt + tw_snn\"");
    let line = 1 + block
        .lines()
        .position(|line| line.contains("tw_snn"))
        .unwrap();
    let mistakes = check(&folder).expect_err("a mistake");
    let told: Vec<_> = mistakes
        .iter()
        .map(|mistake| (mistake.code, mistake.file.as_str(), mistake.line))
        .collect();
    assert_eq!(told, [(MistakeCode::UnknownName, "blocks/k.toml", line)]);
    let nearest = mistakes[0].args.iter().find(|(name, _)| *name == "nearest");
    assert_eq!(
        nearest.unwrap().1,
        "tw_sn",
        "as the block's author knows it"
    );
    // A file that is no TOML, or beyond all size, is told and not used.
    for (text, code) in [
        ("[[row]\n".to_owned(), MistakeCode::TomlSyntax),
        ("#".repeat(3_000_000), MistakeCode::TooLarge),
        (String::new(), MistakeCode::MissingKey),
    ] {
        folder.files.insert("blocks/k.toml".to_owned(), text);
        let mistakes = check(&folder).expect_err("a mistake");
        assert!(
            mistakes
                .iter()
                .any(|m| m.code == code && m.file == "blocks/k.toml"),
            "{mistakes:#?}"
        );
    }
}

#[test]
fn rows_named_after_their_items_travel_and_are_read() {
    let path = Path::Cell {
        row: Name::new("05_6_tw"),
        column: Name::new("kh"),
    };
    assert_eq!(parse_path(&path_text(&path)), Some(path));
    for text in ["05/kh", "5a/kh", "_5/kh", "05_6", "05_6/05_6", "05__Ă/kh"] {
        assert_eq!(parse_path(text), None, "{text}");
    }
    for bad in ["07", "_7", "7a", "07-1", "07_Ă"] {
        let folder = changed("id = \"07_1_tl\"", &format!("id = \"{bad}\""));
        let mistakes = check(&folder).expect_err(bad);
        assert_eq!(mistakes[0].code, MistakeCode::BadId, "{bad}");
    }
}

/// Evaluation stays linear: a grid of 400 rows of blocks and local rows, against one of 100.
#[test]
fn four_hundred_rows_take_four_times_as_long_as_a_hundred() {
    let grid = |uses: usize| {
        let mut text = "id = \"to\"\nversion = \"1\"\nkind = \"grid\"\ntitle = \"To\"\nsubject = \"place\"\nperiods = [\"year\"]\nsource = \"thử\"\nevidence = \"proposed\"\n[grid]\ntype = \"decimal\"\n[[column]]\nid = \"kh\"\nlabel = \"A\"\n[[column]]\nid = \"th\"\nlabel = \"B\"\n[[column]]\nid = \"tl\"\nlabel = \"C\"\ntype = \"percent\"\nformula = \"th / kh * 100\"\n".to_owned();
        for n in 0..uses {
            writeln!(
                text,
                "[[row]]\nid = \"{n}_1\"\nlabel = \"Vốn {n}\"\nblock = \"k\""
            )
            .unwrap();
        }
        text.push_str("[local]\nid = \"rieng\"\ntitle = \"Riêng\"\n[[local.field]]\nid = \"ten\"\nlabel = \"Tên\"\ntype = \"text\"\n");
        let mut folder = folder();
        folder.name = "to@1".to_owned();
        folder.files.insert("form.toml".to_owned(), text);
        let form = check(&folder).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
        let mut answers = Answers::new();
        for path in form.all_paths(&answers.clone()) {
            if !form.is_computed(&path) {
                let value = Value::Number(7.into());
                answers.set(path, Some(Answer::Given(value)));
            }
        }
        (form, answers)
    };
    let time = |(form, answers): &(Form, Answers)| {
        let mut best = Duration::MAX;
        for _ in 0..7 {
            let begun = Instant::now();
            let evaluation = form.evaluate(answers, &context());
            best = best.min(begun.elapsed());
            assert!(!evaluation.outcomes.is_empty());
        }
        best
    };
    let (small, large) = (grid(10), grid(40));
    assert_eq!((small.0.rows().len(), large.0.rows().len()), (100, 400));
    let (a, b) = (time(&small), time(&large));
    assert!(
        b < a * 12 + Duration::from_millis(2),
        "100 rows {a:?}, 400 rows {b:?}"
    );
    println!("100 rows {a:?}, 400 rows {b:?}");
    let checked = Instant::now();
    grid(40);
    println!("400 rows checked in {:?}", checked.elapsed());
    let files: BTreeMap<String, String> = folder().files;
    assert!(files.contains_key("blocks/k.toml"));
}

/// What a large block would become in many uses is told, not made.
#[test]
fn a_block_used_without_measure_is_refused_quickly() {
    let mut folder = folder();
    let mut block = "source = \"thử\"\nevidence = \"proposed\"\n".to_owned();
    for n in 0..6_000 {
        write!(block, "[[row]]\nid = \"d{n}\"\nlabel = \"D\"\n").unwrap();
    }
    for n in 0..3_000 {
        write!(
            block,
            "[[check]]\nid = \"k{n}\"\nat = \"th\"\nexpr = \"th <= kh\"\nseverity = \"asks\"\nmessage = \"m\"\n"
        )
        .unwrap();
    }
    folder.files.insert("blocks/k.toml".to_owned(), block);
    let begun = Instant::now();
    let mistakes = check(&folder).expect_err("too large");
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.code == MistakeCode::TooLarge)
    );
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}

/// Local rows from a file to the disk and back, and the paper as `form show` prints it.
#[test]
fn local_rows_are_filled_shown_and_kept() {
    use crate::command_line::Desk;
    use serde_json::json;
    let desk = Desk::new();
    desk.init("a", "06253");
    let paper = desk.path("a").join("forms/a-luoi@1");
    std::fs::create_dir_all(&paper).unwrap();
    let text = folder().files["form.toml"].clone();
    std::fs::write(paper.join("form.toml"), text).unwrap();
    let place = ["a-luoi", "--place", "06253", "--period", "2023"];
    let first = json!({
        "dia_phuong/1/ten": "Nhà dột nát", "dia_phuong/1/don_vi": "nhà", "dia_phuong/1/chieu": "up",
        "dia_phuong/1/kh": 50, "dia_phuong/1/th": 60, "07_1/th": 100, "07_1_sdd/th": 9,
    });
    let said = desk.fill("a", &place, &first).json(0);
    let id = said["phieu"].as_str().unwrap().to_owned();
    // A second row and an amended first: positions go on where they were.
    let more = json!({ "dia_phuong/2/ten": "Giếng", "dia_phuong/1/th": 40 });
    let _said = desk.fill("a", &place, &more).json(0);
    let shown = desk.run("a", &["show", &id]).ok();
    for line in [
        "dia_phuong/1/tl = 80,00 (tính ra)",
        "dia_phuong/1/dat = Chưa đạt (tính ra)",
        "dia_phuong/2/ten = Giếng",
        "07_1_tl/th = 9,0 (tính ra)",
    ] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
    let wrong = desk.fill("a", &place, &json!({ "dia_phuong/4/ten": "X" }));
    assert_eq!(wrong.trouble(2), "no-row");
    let printed = desk.run("a", &["form", "show", "a-luoi"]).ok();
    for line in [
        "04_1_b_tw_dt  Đầu tư phát triển (triệu đồng) ░ kh, th, tl, dat, nguon, xong",
        "07_1_sdd  Suy dinh dưỡng (trẻ) ↓",
        "dia_phuong/n/don_vi",
    ] {
        assert!(printed.contains(line), "{line} in {printed}");
    }
    assert!(
        !printed.contains("dia_phuong/n/kh"),
        "columns are said once"
    );
}
