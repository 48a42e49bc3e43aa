//! The papers of the Programme, Biểu 01–15: what their examples cannot say. Every row of the working sets is
//! there and says how its figures add; the printed figures of Lạng Sơn and Tuần Giáo are accepted, or
//! questioned exactly where they should be; each changed figure is noticed where a rule stands over it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use bieu::form::{
    Answer, Answers, Code, Context, Evidence, FieldType, Folder, Form, Library, MistakeCode,
    Outcome, Path, PathError, Period, Plain, Reports, RowId, RowKind, Value, Work,
};
use bieu::place::Level;
use bieu::workspace::{library, reports, shipped_folders};
use rust_decimal::Decimal;

use crate::command_line::Desk;

static FOLDERS: LazyLock<Vec<Folder>> = LazyLock::new(shipped_folders);
static LIBRARY: LazyLock<Arc<Library>> = LazyLock::new(|| library(None, false).unwrap());

/// Biểu 01 to 15.
fn papers() -> impl Iterator<Item = &'static Form> {
    (1..=15).map(|n| form(&format!("bieu-{n:02}")))
}

fn form(id: &str) -> &'static Form {
    let newest = LIBRARY.newest(id);
    newest.unwrap_or_else(|| panic!("{id} is shipped"))
}

fn fill(form: &Form, given: &BTreeMap<String, Plain>) -> Answers {
    let mut said = Answers::new();
    for (text, plain) in given {
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
        assert!(matches!(answer, Answer::Given(_)), "{text}: {answer:?}");
        said.set(path, Some(answer));
    }
    said
}

fn numbers(given: &[(&str, i64)]) -> BTreeMap<String, Plain> {
    given
        .iter()
        .map(|(path, value)| ((*path).to_owned(), Plain::Number((*value).into())))
        .collect()
}

fn at(period: &str) -> Context {
    let period = Period::parse(period).unwrap();
    Context {
        date: Some(period.last_day()),
        period: Some(period),
        ..Context::default()
    }
}

/// Where something is wrong, and what: `path code`.
fn problems(form: &Form, given: &BTreeMap<String, Plain>, period: &str) -> BTreeSet<String> {
    let answers = fill(form, given);
    let evaluation = form.evaluate(&answers, &at(period));
    evaluation
        .problems
        .iter()
        .map(|problem| format!("{} {}", answers.spell(&problem.at), problem.code.as_str()))
        .collect()
}

fn value(form: &Form, given: &BTreeMap<String, Plain>, path: &str) -> Option<Value> {
    let answers = fill(form, given);
    let evaluation = form.evaluate(&answers, &at("2023"));
    evaluation
        .value(&form.path(&answers, path).unwrap())
        .cloned()
}

/// An example's period, answers, and the places where it expects a problem.
struct Example {
    name: String,
    period: String,
    answers: BTreeMap<String, Plain>,
    expected: BTreeSet<String>,
}

fn examples(form: &Form) -> Vec<Example> {
    let folder = FOLDERS.iter().find(|one| one.name == form.full_id());
    let files = folder.unwrap().files.iter();
    let plain = |value: &toml::Value| match value {
        toml::Value::Integer(number) => Plain::Number((*number).into()),
        toml::Value::String(text) => Plain::Text(text.clone()),
        other => panic!("{other}"),
    };
    files
        .filter(|(path, _)| path.starts_with("examples/"))
        .map(|(path, text)| {
            let read: toml::Table = text.parse().unwrap();
            let answers = read["answers"].as_table().unwrap().iter();
            let expected = read["expect"].get("problems").and_then(|p| p.as_array());
            Example {
                name: format!("{}/{path}", folder.unwrap().name),
                period: read["period"].as_str().unwrap().to_owned(),
                answers: answers
                    .map(|(path, value)| (path.clone(), plain(value)))
                    .collect(),
                expected: expected
                    .into_iter()
                    .flatten()
                    .map(|one| {
                        let word = |key: &str| one[key].as_str().unwrap();
                        format!("{} {}", word("at"), word("code"))
                    })
                    .collect(),
            }
        })
        .collect()
}

fn example(form: &Form, name: &str) -> Example {
    let file = format!("examples/{name}.toml");
    let mut all = examples(form).into_iter();
    all.find(|example| example.name.ends_with(&file))
        .unwrap_or_else(|| panic!("{name}"))
}

// --------------------------------------------------------------------------------------------- the working sets

/// The codes of the working sets, and how many of each paper: nothing of the domain file is left out.
#[test]
fn every_row_of_the_working_sets_is_there() {
    let plain = |paper: u32, last: u32| (1..=last).map(move |n| format!("{paper:02}_{n}"));
    let mut codes: Vec<String> = plain(1, 23).collect();
    codes.extend(["03_a1", "03_a2", "03_a3", "03_b1", "03_b2", "03_b3"].map(str::to_owned));
    for (paper, last) in [
        (4, 5),
        (5, 6),
        (6, 4),
        (7, 9),
        (8, 6),
        (9, 5),
        (10, 5),
        (11, 3),
        (12, 8),
        (13, 6),
        (14, 6),
        (15, 7),
    ] {
        codes.extend(plain(paper, last));
    }
    for code in &codes {
        let form = form(&format!("bieu-{}", code.get(..2).unwrap()));
        let under = format!("{code}_");
        let there = form
            .rows()
            .iter()
            .any(|row| row.id.as_str() == code || row.id.as_str().starts_with(&under));
        assert!(there, "{code}");
    }
    // And nothing that no code stands over.
    for form in papers().filter(|form| form.id().as_str() != "bieu-02") {
        for row in form.rows() {
            let id = row.id.as_str();
            assert!(
                codes
                    .iter()
                    .any(|code| id == code || id.starts_with(&format!("{code}_"))),
                "{id}"
            );
        }
    }
}

#[test]
fn what_is_not_known_says_that_it_is_a_draft() {
    for form in papers() {
        let (id, title, note) = (form.id(), form.title(), form.note().unwrap_or_default());
        assert!(!form.wholly_verified(), "{id}");
        assert!(note.contains("bản in của Phụ lục III chưa đọc được") || id.as_str() == "bieu-02");
        let known = ["bieu-01", "bieu-02"].contains(&id.as_str());
        assert_eq!(title.contains("(bản nháp làm việc)"), !known, "{title}");
        assert_eq!(note.contains("Tên chính thức của Biểu chưa biết"), !known);
        for (date, valid) in [
            ("2020-12-31", false),
            ("2021-01-01", true),
            ("2025-12-31", true),
            ("2026-01-01", false),
        ] {
            let there = LIBRARY.get(id.as_str(), date.parse().unwrap());
            assert_eq!(there.is_some(), valid, "{id} {date}");
        }
    }
    // A figure that two sources tell differently is not known, and says what it is.
    let form = form("bieu-01");
    let answers = Answers::new();
    let evaluation = form.evaluate(&answers, &at("2025"));
    let target = form.path(&answers, "01_14_duoi_16/mt").unwrap();
    assert!(matches!(
        evaluation.outcomes[&target],
        Outcome::Unknown { .. }
    ));
    // A target that is only remembered is marked so.
    let recalled: BTreeSet<&str> = form
        .constants()
        .iter()
        .filter(|constant| constant.evidence == Evidence::Recalled)
        .map(|constant| constant.id.as_str())
        .collect();
    assert!(recalled.contains("mt_cong_trinh") && !recalled.contains("mt_di_hoc"));
    let norm = self::form("bieu-11").constants().iter();
    let recalled = norm.filter(|constant| constant.evidence == Evidence::Recalled);
    assert_eq!(recalled.count(), 2);
}

#[test]
fn every_row_says_how_its_figures_add() {
    for form in papers().filter(|form| form.id().as_str() != "bieu-02") {
        for row in form.rows() {
            let id = &row.id;
            let unit = form.row_unit(row).unwrap_or_else(|| panic!("{id}: unit"));
            let kind = row.kind.unwrap_or_else(|| panic!("{id}: kind"));
            match unit.as_str() {
                "%" | "điểm %" => assert_eq!(kind, RowKind::Rate, "{id}"),
                "triệu đồng" | "lượt" | "lượt người" | "lớp" | "cuộc" | "ngày công" =>
                {
                    assert_eq!(kind, RowKind::Flow, "{id}");
                }
                "hộ" | "người" | "trẻ" => {
                    assert!(!kind.adds_over_periods() && kind.adds_over_places(), "{id}");
                }
                _ => assert_ne!(kind, RowKind::Rate, "{id}"),
            }
            let answers = Answers::new();
            let path = form.path(&answers, &format!("{id}/th")).unwrap();
            let cell = form.field_at(&path).unwrap().kind;
            match unit.as_str() {
                "%" | "điểm %" => assert_eq!(cell, FieldType::Percent, "{id}"),
                "triệu đồng" => assert_eq!(cell, FieldType::Money, "{id}"),
                "km" => assert_eq!(cell, FieldType::Decimal, "{id}"),
                _ => assert_eq!(cell, FieldType::Integer, "{id}"),
            }
            // A rate is not held against its plan as a share of it.
            if kind == RowKind::Rate {
                assert!(form.is_closed(id.as_str(), "tl"), "{id}");
            }
        }
    }
    assert!(RowKind::Flow.accumulates() && RowKind::Distinct.accumulates());
    assert!(!RowKind::Stock.accumulates() && !RowKind::Rate.adds_over_places());
}

/// The head of each paper's money block, and whether it has investment capital (2023). Biểu 02 has columns
/// of its own instead.
const MONEY: [(&str, bool); 13] = [
    ("04_1_von", true),
    ("04_4_von", true),
    ("05_6", false),
    ("06_4", false),
    ("07_9", false),
    ("08_6", true),
    ("09_5", false),
    ("10_5", true),
    ("11_3", false),
    ("12_8", false),
    ("13_6", false),
    ("14_6", false),
    ("15_7", false),
];

#[test]
fn money_adds_up_both_ways_in_every_paper() {
    for (head, investment) in MONEY {
        let form = form(&format!("bieu-{}", head.get(..2).unwrap()));
        for part in ["tw_dt", "dp_dt", "dt"] {
            let closed = form.is_closed(&format!("{head}_{part}"), "kh");
            assert_eq!(closed, !investment, "{head}_{part}");
        }
        let cell = |part: &str| format!("{head}{part}/kh");
        let mut given: BTreeMap<String, Plain> = [("_tw_sn", 1000), ("_dp_sn", 30)]
            .map(|(part, value)| (cell(part), Plain::Number(value.into())))
            .into();
        let mut total = 1030;
        if investment {
            given.insert(cell("_tw_dt"), Plain::Number(2000.into()));
            given.insert(cell("_dp_dt"), Plain::Number(60.into()));
            total += 2060;
        }
        let total = Decimal::from(total);
        assert_eq!(
            value(form, &given, &cell("")),
            Some(Value::Number(total)),
            "{head}"
        );
        assert_eq!(problems(form, &given, "2023"), BTreeSet::new(), "{head}");
        // Another share than 3 %, and more paid out than planned: both are asked about.
        given.insert(cell("_dp_sn"), Plain::Number(100.into()));
        given.insert(format!("{head}_tw_sn/th"), Plain::Number(1001.into()));
        let mut asked = BTreeSet::from([
            format!("{head}_dp/kh check"),
            format!("{head}_tw_sn/th check"),
        ]);
        if !investment {
            // Then it is all of the central budget's money.
            asked.insert(format!("{head}_tw/th check"));
        }
        assert_eq!(problems(form, &given, "2023"), asked, "{head}");
        // A printed total that is not the sum.
        given.insert(cell(""), Plain::Number(total + Decimal::from(7)));
        assert!(
            problems(form, &given, "2023").contains(&format!("{head}/kh control")),
            "{head}"
        );
    }
}

// --------------------------------------------------------------------------------------------- real figures

/// Not one question more, and not one fewer, than the example says.
#[test]
fn every_example_is_questioned_exactly_where_it_should_be() {
    let (mut real, mut other) = (0, Vec::new());
    for form in papers() {
        for example in examples(form) {
            let found = problems(form, &example.answers, &example.period);
            if found != example.expected {
                other.push((example.name.clone(), found, example.expected));
            }
            real += usize::from(example.name.contains("tuan-giao-20"));
        }
    }
    assert!(other.is_empty(), "found and expected: {other:#?}");
    assert!(real >= 7, "{real} examples with the figures of Tuần Giáo");
}

/// Each check that a Biểu says of its own is broken by one of its examples: a rule that could be dropped
/// without anybody noticing would not be there.
#[test]
fn every_check_is_broken_by_an_example() {
    let mut silent = Vec::new();
    for form in papers() {
        let folder = FOLDERS.iter().find(|one| one.name == form.full_id());
        let paper: toml::Table = folder.unwrap().files["form.toml"].parse().unwrap();
        let mut broken = BTreeSet::new();
        for example in examples(form) {
            let answers = fill(form, &example.answers);
            let evaluation = form.evaluate(&answers, &at(&example.period));
            let checks = evaluation.problems.iter();
            broken.extend(checks.filter_map(|problem| Some(problem.check.clone()?.0.to_string())));
        }
        let own = paper["check"].as_array().unwrap().iter();
        let ids = own.map(|check| check["id"].as_str().unwrap().to_owned());
        silent.extend(ids.filter(|id| !broken.contains(id)));
    }
    assert_eq!(silent, Vec::<String>::new());
}

/// Every printed figure of Tuần Giáo's Biểu 01 and 02, changed in turn. Those under a rule are named with
/// both values; those that stand alone cannot be, and are listed here so that nobody believes they are.
#[test]
fn every_changed_figure_of_tuan_giao_is_found_where_a_rule_stands() {
    let alone: BTreeMap<&str, &[&str]> = [
        ("bieu-01", &["01_11/th", "01_17/th", "01_21/th"][..]),
        ("bieu-02", &["ct/khac"][..]),
    ]
    .into();
    for id in ["bieu-01", "bieu-02"] {
        let form = form(id);
        let example = example(form, "tuan-giao-2023");
        let mut noticed = BTreeSet::new();
        for (path, plain) in &example.answers {
            let old: Option<Decimal> = match plain {
                Plain::Number(number) => Some(*number),
                Plain::Text(text) => text.parse().ok(),
                _ => None,
            };
            let Some(old) = old else { continue };
            // Far enough to change what is reached, near enough to stay in range.
            let new = match old {
                old if old >= Decimal::ONE_HUNDRED => old * Decimal::new(5, 1),
                old => old * Decimal::new(7, 1),
            };
            let mut given = example.answers.clone();
            given.insert(path.clone(), Plain::Number(new.round_dp(old.scale())));
            if problems(form, &given, &example.period) != example.expected {
                noticed.insert(path.as_str());
            }
        }
        for path in alone[id] {
            assert!(!noticed.contains(path), "{path} stands under a rule now");
        }
        let under: &[&str] = match id {
            "bieu-01" => &[
                "01_1_ho_ngheo/truoc",
                "01_1_tong_ho/truoc",
                "01_1/truoc",
                "01_2_ho_can_ngheo/truoc",
                "01_2/truoc",
                "01_12_dao_tao/th",
                "01_12_dao_tao/kh",
                "01_12_dao_tao/tl",
                "01_14_thap_coi/th",
                "01_16_chung_chi/kh",
                "01_19/kh",
                "01_20/kh",
                "dia_phuong/5/th",
            ],
            _ => &[
                "ct/kh_tw",
                "ct/kh_tw_dt",
                "ct/kh_tw_sn",
                "ct/kh_dp",
                "ct/kh_dp_sn",
                "ct/cn",
                "ct/cn_dt",
                "ct/cn_sn",
                "ct/von",
                "ct/von_dt",
                "ct/von_sn",
                "ct/gn",
                "ct/gn_dt",
                "ct/gn_sn",
                "ct/tl_von",
                "ct/tl_von_dt",
                "ct/tl_von_sn",
            ],
        };
        for path in under {
            assert!(noticed.contains(path), "{path}: {noticed:?}");
        }
    }
}

// --------------------------------------------------------------------------------------------- indicators

#[test]
fn reaching_a_plan_follows_the_direction() {
    let form = form("bieu-01");
    for (row, below, above) in [("01_19", "chua_dat", "vuot"), ("01_1", "vuot", "chua_dat")] {
        for (result, word) in [(49, below), (50, "dat"), (51, above)] {
            let given = numbers(&[(&format!("{row}/kh"), 50), (&format!("{row}/th"), result)]);
            assert_eq!(
                value(form, &given, &format!("{row}/dat")),
                Some(Value::Choice(word.into())),
                "{row} {result}"
            );
        }
        let half = numbers(&[(&format!("{row}/th"), 49)]);
        assert_eq!(value(form, &half, &format!("{row}/dat")), None, "{row}");
    }
    // Which way each is better, for every row that is held against a plan.
    for row in form.rows() {
        let judged = !form.is_closed(row.id.as_str(), "dat");
        assert_eq!(row.direction.as_str() != "none", judged, "{}", row.id);
    }
    let down: Vec<&str> = form
        .rows()
        .iter()
        .filter(|row| row.direction.as_str() == "down")
        .map(|row| row.id.as_str())
        .collect();
    assert_eq!(
        down,
        [
            "01_1",
            "01_2",
            "01_2_thay_doi",
            "01_3",
            "01_4",
            "01_6",
            "01_14_nhe_can",
            "01_14_thap_coi",
            "01_14_duoi_16"
        ]
    );
}

#[test]
fn rates_are_recomputed_and_changes_are_differences() {
    let form = form("bieu-01");
    let rates = form.rows().iter().filter(|row| {
        row.kind == Some(RowKind::Rate)
            && row
                .formula
                .as_ref()
                .is_some_and(|formula| formula.ends_with("* 100"))
    });
    let mut seen = 0;
    for row in rates.filter(|row| row.id.as_str() != "01_6_giam") {
        let formula = row.formula.as_ref().unwrap();
        let (part, whole) = formula
            .trim_end_matches(" * 100")
            .split_once(" / ")
            .unwrap();
        let given = numbers(&[(&format!("{part}/th"), 7), (&format!("{whole}/th"), 16)]);
        let expected = Decimal::new(4375, 2);
        assert_eq!(
            value(form, &given, &format!("{}/th", row.id)),
            Some(Value::Number(expected)),
            "{}",
            row.id
        );
        seen += 1;
    }
    assert_eq!(seen, 21);
    let mut given = numbers(&[("01_1_ho_ngheo/th", 10), ("01_1_tong_ho/th", 100)]);
    given.extend(numbers(&[("01_1/truoc", 16), ("01_2/truoc", 5)]));
    given.extend(numbers(&[("01_2_ho_can_ngheo/th", 9)]));
    for (path, change) in [("01_1_giam/th", 6), ("01_2_thay_doi/th", 4)] {
        assert_eq!(
            value(form, &given, path),
            Some(Value::Number(Decimal::from(change))),
            "{path}"
        );
    }
}

#[test]
fn local_indicators_are_judged_by_their_own_direction() {
    let form = form("bieu-01");
    let mut given = numbers(&[("dia_phuong/1/kh", 10), ("dia_phuong/1/th", 8)]);
    for (direction, word) in [("up", "chua_dat"), ("down", "vuot")] {
        let said = Plain::Text(direction.to_owned());
        given.insert("dia_phuong/1/chieu".to_owned(), said);
        assert_eq!(
            value(form, &given, "dia_phuong/1/dat"),
            Some(Value::Choice(word.into())),
            "{direction}"
        );
    }
}

/// The norm of Biểu 11: one triệu đồng beside it is rounding, two are not.
#[test]
fn the_housing_norm_asks_from_two_million_on() {
    let form = form("bieu-11");
    for (central, asked) in [
        (11_618, true),
        (11_619, false),
        (11_620, false),
        (11_621, false),
        (11_622, true),
    ] {
        let given = numbers(&[
            ("11_1_xay_moi/kh", 205),
            ("11_1_sua_chua/kh", 171),
            ("11_3_tw_sn/kh", central),
        ]);
        let found = problems(form, &given, "2023");
        assert_eq!(found.contains("11_3_tw/kh check"), asked, "{central}");
    }
}

// --------------------------------------------------------------------------------------------- reports and offices

#[test]
fn papers_go_with_their_reports() {
    let reports = reports(&LIBRARY);
    let of = |paper: &str| -> Vec<String> {
        reports.of(paper).map(|report| report.id.clone()).collect()
    };
    let [six_months, evaluation] = reports.list() else {
        panic!("{:?}", reports.list())
    };
    for form in papers() {
        let id = form.id().as_str();
        let expected: Vec<&str> = match id {
            "bieu-03" => vec![&evaluation.id],
            _ => vec![&six_months.id, &evaluation.id],
        };
        assert_eq!(of(id), expected, "{id}");
        // What goes with the six-month report can be made for six months.
        let half = form.serves(Period::parse("2023-H1").unwrap());
        assert_eq!(half, id != "bieu-03", "{id}");
        assert!(form.serves(Period::parse("2023").unwrap()), "{id}");
        assert!(form.serves(Period::parse("2021-2025-GK").unwrap()), "{id}");
    }
    assert!(of("ho-dan").is_empty());
}

#[test]
fn offices_are_told_level_by_level() {
    let reports = reports(&LIBRARY);
    let levels = |paper: &str, work: Work| -> Vec<Level> {
        reports.who(paper, work).map(|duty| duty.level).collect()
    };
    // Every commune collects 03; 04 to 15 only where it benefits.
    for n in 3..=15 {
        let paper = format!("bieu-{n:02}");
        let commune = reports
            .who(&paper, Work::Collects)
            .find(|duty| duty.level == Level::Xa)
            .unwrap();
        assert_eq!(
            commune.note.as_ref().unwrap().contains("được thụ hưởng"),
            n != 3
        );
        assert!(levels(&paper, Work::Aggregates).contains(&Level::Huyen));
    }
    for n in [6, 7, 11, 12, 14, 15] {
        assert!(levels(&format!("bieu-{n:02}"), Work::Collects).contains(&Level::Huyen));
    }
    // Communes do not make 01 and 02.
    for paper in ["bieu-01", "bieu-02"] {
        assert!(!levels(paper, Work::Collects).contains(&Level::Xa));
        assert!(levels(paper, Work::Aggregates).contains(&Level::Tinh));
    }
    // Every department fills 15; nobody is named for 04, which is a conclusion and says so.
    let in_province = |paper: &str| -> Vec<Evidence> {
        reports
            .who(paper, Work::Aggregates)
            .filter(|duty| duty.level == Level::Tinh)
            .map(|duty| duty.evidence)
            .collect()
    };
    assert_eq!(in_province("bieu-15").len(), 5);
    assert_eq!(in_province("bieu-04"), [Evidence::Derived]);
}

#[test]
fn a_wrong_list_of_reports_is_told_line_by_line() {
    let text = "[[report]]\nid = \"a\"\ntitle = \"A\"\nwhen = \"năm\"\npapers = [\"bieu-01\", \"bieu-99\"]\nsource = \"S\"\nevidence = \"report\"\n\
                [[report]]\nid = \"a\"\ntitle = \"A\"\nwhen = \"năm\"\npapers = []\nsource = \"S\"\nevidence = \"report\"\n\
                [[duty]]\npapers = [\"bieu-01\"]\ndoes = \"sums\"\nlevel = \"quan\"\nwho = \"\"\nnode = \"\"\nevidence = \"sure\"\n";
    let (read, mistakes) = Reports::parse(text, ["bieu-01"]);
    let told: BTreeSet<(MistakeCode, usize)> = mistakes
        .iter()
        .map(|mistake| (mistake.code, mistake.line))
        .collect();
    assert_eq!(
        told,
        [
            (MistakeCode::UnknownForm, 5),
            (MistakeCode::DuplicateId, 8),
            (MistakeCode::WrongType, 17),
            (MistakeCode::WrongType, 18),
            (MistakeCode::EmptyText, 19),
            (MistakeCode::UnknownKey, 20),
            (MistakeCode::MissingSource, 15),
            (MistakeCode::UnknownEvidence, 21),
        ]
        .into()
    );
    assert_eq!(read.list().len(), 1);
    assert_eq!(read.list()[0].papers, ["bieu-01"]);
    assert_eq!(read.who("bieu-01", Work::Collects).count(), 0);
}

// --------------------------------------------------------------------------------------------- at the desk

#[test]
fn a_paper_is_shown_with_its_reports_offices_and_targets() {
    let desk = Desk::new();
    let shown = desk
        .run("none", &["form", "show", "bieu-01", "--json"])
        .json(0);
    assert_eq!(shown["reports"].as_array().unwrap().len(), 2);
    assert_eq!(shown["aggregates"][0]["level"], "huyen");
    let row = |id: &str| -> serde_json::Value {
        let mut rows = shown["rows"].as_array().unwrap().iter();
        rows.find(|row| row["id"] == id).unwrap().clone()
    };
    assert_eq!(row("01_1")["direction"], "down");
    assert_eq!(row("01_13")["target"], "mt_bhyt");
    assert_eq!(row("01_12_dao_tao")["kind"], "distinct");
    let constants = shown["constants"].as_array().unwrap();
    let value = |id: &str| constants.iter().find(|one| one["id"] == id).unwrap()["value"].clone();
    assert_eq!(value("mt_giam_ngheo"), "1.0");
    assert!(value("mt_thap_coi").is_null());
    let said = desk.run("none", &["form", "show", "bieu-06"]).ok();
    for part in [
        "bản nháp làm việc",
        "Đi kèm báo cáo: Mẫu số 01",
        "Thu thập ở cấp huyện: Phòng Nông nghiệp",
        "Tổng hợp ở cấp tỉnh: Sở Nông nghiệp",
        "thiết đặt",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let other = desk.run("none", &["form", "show", "ho-dan"]).ok();
    assert!(!other.contains("Đi kèm báo cáo"), "{other}");
}

#[test]
fn figures_of_a_report_are_entered_by_command() {
    let desk = Desk::new();
    let answers = serde_json::json!({
        "11_1_xay_moi/kh": 205, "11_1_sua_chua/kh": 171, "11_1/kh": 376,
        "11_3_tw_sn/kh": 11620, "11_3_dp_sn/kh": 348, "11_3/kh": 11968,
    });
    let args = [
        "bieu-11",
        "--place",
        "20",
        "--period",
        "2023-H1",
        "--dry-run",
    ];
    let said = desk.fill("none", &args, &answers).json(0);
    assert_eq!(said["values"]["11_1/kh"], 376);
    assert_eq!(said["problems"], serde_json::json!([]));
    let mut wrong = answers;
    wrong["11_3_tw_sn/kh"] = serde_json::json!(11260);
    let said = desk.fill("none", &args, &wrong).json(1);
    let told: BTreeSet<String> = said["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["at"].as_str().unwrap(),
                one["code"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        told,
        ["11_3/kh control".to_owned(), "11_3_tw/kh check".to_owned()].into()
    );
}

/// A path of every open cell of every paper takes an answer: a draft can be filled to the end.
#[test]
fn every_open_cell_can_be_filled() {
    for form in papers() {
        let mut answers = Answers::new();
        let mut filled = 0;
        for path in form.all_paths(&answers.clone()) {
            let Path::Cell { row, column } = &path else {
                continue;
            };
            if form.is_closed(row.as_str(), column.as_str()) || form.is_computed(&path) {
                continue;
            }
            let answer = form.accept(&path, &Plain::Number(Decimal::ZERO));
            answers.set(path, Some(answer));
            filled += 1;
        }
        let evaluation = form.evaluate(&answers, &at("2023"));
        let wrong: Vec<_> = evaluation
            .problems
            .iter()
            .filter(|problem| problem.code != Code::Check)
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", form.id());
        assert!(filled > 15, "{}: {filled}", form.id());
    }
}
