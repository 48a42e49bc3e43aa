//! The papers that are shipped: each checks clean, keeps its promises about sources, and computes what
//! the domain says, at the places and dates where it matters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path as FilePath;
use std::sync::LazyLock;

use bieu::form::{
    Answer, Answers, Code, Context, Evaluation, Folder, Form, Library, PathError, Period, Plain,
    RowId, TallyRow, TallyRowKind, TallyUnit, Value,
};
use bieu::place::Area;
use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::places::PLACES;

fn forms() -> std::path::PathBuf {
    FilePath::new(env!("CARGO_MANIFEST_DIR")).join("forms")
}

fn files(root: &FilePath, dir: &FilePath, into: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(root, &path, into);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            into.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Every folder of `forms/` that is a paper.
pub(crate) static FOLDERS: LazyLock<Vec<Folder>> = LazyLock::new(|| {
    // Blocks are written once and put into every paper's folder.
    let mut blocks = BTreeMap::new();
    files(&forms(), &forms().join("blocks"), &mut blocks);
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(forms()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.contains('@') {
            let mut of_folder = blocks.clone();
            files(&path, &path, &mut of_folder);
            folders.push(Folder {
                name,
                files: of_folder,
            });
        }
    }
    folders.sort_by(|a, b| a.name.cmp(&b.name));
    folders
});

pub(crate) static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let released = std::fs::read_to_string(forms().join("released.toml")).unwrap();
    let (library, mistakes) = Library::load(&FOLDERS, &released);
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    library.with_holidays(std::sync::Arc::new(bieu::workspace::holidays()))
});

/// The shipped papers, loaded once for all tests.
pub(crate) fn library() -> &'static Library {
    &LIBRARY
}

fn form(id: &str) -> &'static Form {
    let versions: Vec<&Form> = LIBRARY
        .list()
        .iter()
        .map(|paper| &*paper.form)
        .filter(|form| form.id().as_str() == id)
        .collect();
    // The version of the standard of 2022–2025, where there are several.
    LIBRARY
        .get(id, day("2025-06-30"))
        .and_then(|valid| {
            versions
                .into_iter()
                .find(|form| form.full_id() == valid.full_id())
        })
        .unwrap_or_else(|| panic!("{id} is shipped"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fill<'a>(form: &Form, answers: impl IntoIterator<Item = (&'a str, Plain)>) -> Answers {
    let mut said = Answers::new();
    for (text, plain) in answers {
        let path = loop {
            match form.path(&said, text) {
                Ok(path) => break path,
                Err(PathError::NewRow { roster, position }) => {
                    said.push_row(&roster, RowId::of_position(position))
                }
                Err(error) => panic!("{text}: {error:?}"),
            }
        };
        let answer = form.accept(&path, &plain);
        assert!(
            matches!(answer, Answer::Given(_) | Answer::Special(_)),
            "{text}: {answer:?}"
        );
        said.set(path, Some(answer));
    }
    said
}

fn spelled(evaluation: &Evaluation, form: &Form, answers: &Answers, path: &str) -> Option<Value> {
    evaluation
        .value(&form.path(answers, path).unwrap())
        .cloned()
}

#[test]
fn every_paper_is_shelved_with_its_validity() {
    let shelved: BTreeSet<&str> = LIBRARY
        .list()
        .iter()
        .map(|paper| paper.form.full_id())
        .collect();
    let folders: BTreeSet<&str> = FOLDERS.iter().map(|folder| folder.name.as_str()).collect();
    assert_eq!(shelved, folders);
    for id in [
        "ho-dan@2022.1",
        "phieu-b@2022.1",
        "mau-7-1@2022.1",
        "bieu-02@2022.1",
    ] {
        assert!(shelved.contains(id), "{id}");
    }
    for (id, date, valid) in [
        ("phieu-b", "2021-12-31", false),
        ("phieu-b", "2022-01-01", true),
        ("phieu-b", "2026-12-31", true),
        ("phieu-b", "2027-01-01", true),
        ("phieu-b", "2031-01-01", false),
        ("bieu-02", "2025-12-31", true),
        ("bieu-02", "2026-01-01", false),
    ] {
        assert_eq!(LIBRARY.get(id, day(date)).is_some(), valid, "{id} {date}");
    }
    for paper in LIBRARY.list() {
        assert!(
            paper.valid_from.is_some() && paper.valid_to.is_some(),
            "{}",
            paper.form.full_id()
        );
        assert!(
            !paper.released || paper.form.training(),
            "{}: nothing but a confirmed training scale is frozen before the first release",
            paper.form.full_id()
        );
    }
}

#[test]
fn every_item_says_where_it_comes_from() {
    for paper in LIBRARY.list() {
        let form = &paper.form;
        let fields = form
            .groups()
            .iter()
            .flat_map(|group| &group.fields)
            .map(|field| &field.source);
        let columns = form.columns().iter().map(|column| &column.field.source);
        let rows = form.rows().iter().map(|row| &row.source);
        let tallied = form.table_columns().iter().map(|column| &column.source);
        let constants = form.constants().iter().map(|constant| &constant.source);
        let sources: Vec<&String> = fields
            .chain(columns)
            .chain(rows)
            .chain(tallied)
            .chain(constants)
            .collect();
        assert!(
            !sources.is_empty() && sources.iter().all(|source| source.chars().count() > 10),
            "{}",
            form.full_id()
        );
        assert!(
            !form.wholly_verified(),
            "{}: no annex has been read whole",
            form.full_id()
        );
        assert!(
            form.note().is_some(),
            "{} says that its wording is a paraphrase",
            form.full_id()
        );
    }
}

#[test]
fn every_example_holds() {
    for folder in FOLDERS.iter() {
        let mistakes = LIBRARY.check_examples(folder);
        assert!(mistakes.is_empty(), "{}: {mistakes:#?}", folder.name);
    }
}

/// The answers of an example as they stand in its file.
fn example(folder: &str, file: &str) -> BTreeMap<String, Plain> {
    let folder = FOLDERS.iter().find(|other| other.name == folder).unwrap();
    let read: toml::Table = folder.files[file].parse().unwrap();
    let plain = |value: &toml::Value| match value {
        toml::Value::Integer(number) => Plain::Number((*number).into()),
        toml::Value::String(text) => Plain::Text(text.clone()),
        toml::Value::Boolean(yes) => Plain::YesNo(*yes),
        other => panic!("{other}"),
    };
    read["answers"]
        .as_table()
        .unwrap()
        .iter()
        .map(|(path, value)| (path.clone(), plain(value)))
        .collect()
}

fn number(plain: &Plain) -> Decimal {
    match plain {
        Plain::Number(number) => *number,
        Plain::Text(text) => text.parse().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Changes every figure of the real report in turn. A changed printed figure is named with both values;
/// a changed typed figure is noticed wherever a printed total stands over it; and the one cell said to
/// close the gap is always the one that was changed, with the value that was printed.
#[test]
fn every_changed_figure_of_the_real_report_is_found() {
    let form = form("bieu-02");
    let given = example("bieu-02@2022.1", "examples/lang-son-2023-h1.toml");
    let context = Context {
        date: Some(day("2023-06-30")),
        ..Context::default()
    };
    let (mut noticed, mut closed) = (0, 0);
    for (changed, old) in &given {
        let old = number(old);
        let (row, column) = changed.split_once('/').unwrap();
        let rate = column.starts_with("tl");
        let new = old + Decimal::from(if rate { 10 } else { 1000 });
        let with = given.iter().map(|(path, plain)| {
            let plain = if path == changed {
                Plain::Text(new.to_string())
            } else {
                plain.clone()
            };
            (path.as_str(), plain)
        });
        let answers = fill(form, with);
        let mut evaluation = form.evaluate(&answers, &context);
        form.closes(&answers, &context, &mut evaluation);
        let controls: Vec<_> = evaluation
            .problems
            .iter()
            .filter(|problem| problem.code == Code::Control)
            .collect();
        let printed = rate
            || !column.ends_with("_dt") && !column.ends_with("_sn")
            || changed == "da1_2/kh_sn";
        if printed {
            assert_eq!(controls.len(), 1, "{changed}: {controls:?}");
            assert_eq!(answers.spell(&controls[0].at), *changed);
            assert_eq!(controls[0].found, Some(Value::Number(new)), "{changed}");
            assert_eq!(controls[0].expected, Some(Value::Number(old)), "{changed}");
        }
        let family = column.get(..2).unwrap();
        let total_over = given.contains_key(&format!("{row}/{family}"))
            || (row == "da1_2" && column.ends_with("_sn"));
        assert_eq!(
            !controls.is_empty(),
            printed || total_over,
            "{changed}: {controls:?}"
        );
        noticed += usize::from(!controls.is_empty());
        for (at, value) in controls
            .iter()
            .filter_map(|problem| problem.closes.as_ref())
        {
            assert_eq!(answers.spell(at), *changed, "{controls:?}");
            let Value::Number(value) = value else {
                panic!("{value:?}")
            };
            let unit = Decimal::new(1, old.scale());
            assert!((*value - old).abs() < unit, "{changed}: {value} for {old}");
        }
        closed += usize::from(controls.iter().any(|problem| problem.closes.is_some()));
    }
    assert_eq!(given.len(), 55);
    assert!(
        noticed >= 44 && closed >= 34,
        "{noticed} noticed, {closed} closed"
    );
}

/// The context of a real place on a day, as a workspace makes it.
fn context(code: &str, date: &str) -> Context {
    let unit = PLACES
        .at(code, day(date))
        .unwrap_or_else(|| panic!("{code} {date}"));
    Context {
        place_kind: Some(unit.kind.to_string()),
        area: unit.area,
        date: Some(day(date)),
        period: Period::parse(date.get(..4).unwrap()),
        provinces: PLACES.provinces(),
        ..Context::default()
    }
}

fn indicators(deprived: usize) -> Vec<(String, Plain)> {
    (1..=12)
        .map(|n| (format!("b2_{n:02}"), Plain::YesNo(n <= deprived)))
        .collect()
}

fn class(context: &Context, points: i64, deprived: usize) -> Option<String> {
    let form = form("phieu-b");
    let mut given = indicators(deprived);
    given.push(("diem_thu_nhap".to_owned(), Plain::Number(points.into())));
    let answers = fill(
        form,
        given
            .iter()
            .map(|(path, plain)| (path.as_str(), plain.clone())),
    );
    match spelled(
        &form.evaluate(&answers, context),
        form,
        &answers,
        "phan_loai",
    ) {
        Some(Value::Choice(id)) => Some(id.to_string()),
        None => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_class_at_every_boundary_and_place() {
    // place, date, the line of its standard
    for (code, date, line) in [
        ("06256", "2024-10-15", 140), // xã
        ("06253", "2024-10-15", 175), // thị trấn
        ("06253", "2025-06-30", 175),
        ("06253", "2025-07-01", 140), // the same code is a xã since
        ("00004", "2025-10-15", 175), // phường
        ("25270", "2026-04-29", 140), // xã
        ("25270", "2026-04-30", 175), // phường since
    ] {
        let context = context(code, date);
        for points in [139, 140, 141, 174, 175, 176] {
            for deprived in [0, 2, 3, 4, 12] {
                let expected = match (points > line, deprived >= 3) {
                    (true, _) => "khong_ngheo",
                    (false, true) => "ngheo",
                    (false, false) => "can_ngheo",
                };
                assert_eq!(
                    class(&context, points, deprived).as_deref(),
                    Some(expected),
                    "{code} {date} {points} {deprived}"
                );
            }
        }
    }
    let dac_khu = PLACES
        .units()
        .iter()
        .find(|unit| unit.level == bieu::place::Level::Xa && unit.area.is_none())
        .unwrap();
    let unknown = context(&dac_khu.code, "2025-10-15");
    for (points, deprived, expected) in [
        (140, 3, Some("ngheo")),
        (141, 3, None),
        (175, 2, None),
        (176, 3, Some("khong_ngheo")),
    ] {
        assert_eq!(
            class(&unknown, points, deprived).as_deref(),
            expected,
            "{points} {deprived}"
        );
    }
}

#[test]
fn a_personal_number_is_held_against_sex_birth_and_province() {
    let form = form("ho-dan");
    let codes = |number: &str, sex: &str, birth: &str| -> Vec<&'static str> {
        let text = |text: &str| Plain::Text(text.to_owned());
        let answers = fill(
            form,
            [
                ("ket_qua", text("da_ra_soat")),
                ("thanh_vien/1/gioi_tinh", text(sex)),
                ("thanh_vien/1/ngay_sinh", text(birth)),
                ("thanh_vien/1/so_dinh_danh", text(number)),
            ],
        );
        let evaluation = form.evaluate(&answers, &context("06253", "2025-10-15"));
        evaluation
            .problems
            .iter()
            .map(|problem| problem.code.as_str())
            .filter(|code| code.starts_with("number-"))
            .collect()
    };
    for (number, sex, birth, problems) in [
        ("020085000001", "nam", "1985-03-21", vec![]),
        ("020185000001", "nu", "1985", vec![]),
        ("020215000001", "nam", "2015-11-02", vec![]),
        ("020315000001", "nu", "2015-11-02", vec![]),
        ("02008500000", "nam", "1985", vec!["number-digits"]),
        ("02008500000x", "nam", "1985", vec!["number-digits"]),
        ("003085000001", "nam", "1985", vec!["number-province"]),
        ("020185000001", "nam", "1985", vec!["number-sex"]),
        ("020086000001", "nam", "1985", vec!["number-year"]),
    ] {
        assert_eq!(
            codes(number, sex, birth),
            problems,
            "{number} {sex} {birth}"
        );
    }
}

/// One household of the table's test: outcome, people counted, points and deprivations if it was scored.
type Household = (Option<&'static str>, usize, Option<(i64, usize)>);

fn household(context: &Context, (outcome, people, scored): Household) -> [Option<Evaluation>; 2] {
    let ho_dan = form("ho-dan");
    let mut given = Vec::new();
    if let Some(outcome) = outcome {
        given.push(("ket_qua".to_owned(), Plain::Text(outcome.to_owned())));
    }
    for n in 1..=people {
        given.push((format!("thanh_vien/{n}/la_nhan_khau"), Plain::YesNo(true)));
    }
    let answers = fill(
        ho_dan,
        given
            .iter()
            .map(|(path, plain)| (path.as_str(), plain.clone())),
    );
    let members = ho_dan.evaluate(&answers, context);
    let phieu_b = form("phieu-b");
    let scored = scored.map(|(points, deprived)| {
        let mut given = indicators(deprived);
        given.push(("diem_thu_nhap".to_owned(), Plain::Number(points.into())));
        let answers = fill(
            phieu_b,
            given
                .iter()
                .map(|(path, plain)| (path.as_str(), plain.clone())),
        );
        phieu_b.evaluate(&answers, context)
    });
    [Some(members), scored]
}

fn tallied(units: &[(Area, &[Household])]) -> Vec<TallyRow> {
    let (table, tally) = LIBRARY.tally("mau-7-1", day("2025-12-31")).unwrap();
    let context = |area| Context {
        area: Some(area),
        date: Some(day("2025-10-15")),
        ..Context::default()
    };
    let named = units.iter().enumerate().map(|(n, (area, _))| TallyUnit {
        place: n.to_string(),
        name: format!("Thôn {n}"),
        area: Some(*area),
    });
    let mut tallying = tally.start(table, named.collect(), context(Area::Rural));
    let joins: Vec<&str> = tally.joins().iter().map(|name| name.as_str()).collect();
    assert_eq!(joins, ["ho-dan", "phieu-b"]);
    for (n, (area, households)) in units.iter().enumerate() {
        for one in *households {
            let papers = household(&context(*area), *one);
            tallying.add(n, &papers.each_ref().map(Option::as_ref));
        }
    }
    tallying.finish().rows
}

fn cells(row: &TallyRow) -> Vec<Option<String>> {
    (1..=10)
        .map(|n| {
            row.cells[&n.to_string()]
                .value
                .map(|value: Decimal| value.normalize().to_string())
        })
        .collect()
}

fn known(cells: [&str; 10]) -> Vec<Option<String>> {
    cells
        .iter()
        .map(|cell| (*cell != "?").then(|| (*cell).to_owned()))
        .collect()
}

#[test]
fn mau_7_1_adds_households_up() {
    let seen = Some("da_ra_soat");
    let rows = tallied(&[
        (
            Area::Rural,
            &[
                (seen, 4, Some((140, 3))),
                (seen, 5, Some((140, 2))),
                (seen, 3, Some((141, 12))),
                (Some("chuyen_di"), 0, None),
            ],
        ),
        (
            Area::Urban,
            &[
                (seen, 2, Some((175, 3))),
                (seen, 6, Some((176, 3))),
                (Some("chet_ca_ho"), 0, None),
                (Some("nhap"), 0, None),
            ],
        ),
    ]);
    let of = |kind: TallyRowKind, place: &str| {
        let row = rows
            .iter()
            .find(|row| row.kind == kind && row.place == place);
        cells(row.unwrap_or_else(|| panic!("{kind:?} {place}: {rows:#?}")))
    };
    let rural = known([
        "3", "12", "1", "33.33", "4", "33.33", "1", "33.33", "5", "41.67",
    ]);
    let urban = known(["2", "8", "1", "50", "2", "25", "0", "0", "0", "0"]);
    assert_eq!(of(TallyRowKind::Unit, "0"), rural);
    assert_eq!(of(TallyRowKind::Area(Area::Rural), ""), rural);
    assert_eq!(of(TallyRowKind::Unit, "1"), urban);
    assert_eq!(of(TallyRowKind::Area(Area::Urban), ""), urban);
    assert_eq!(
        of(TallyRowKind::Total, ""),
        known(["5", "20", "2", "40", "6", "30", "1", "20", "5", "25"])
    );
}

#[test]
fn mau_7_1_does_not_count_what_nobody_knows() {
    let seen = Some("da_ra_soat");
    // A household that nobody has met is a resident; how many people it has is unknown, and so is its class.
    let rows = tallied(&[(
        Area::Rural,
        &[(seen, 4, Some((140, 3))), (Some("vang"), 0, None)],
    )]);
    assert_eq!(
        cells(&rows[0]),
        known(["2", "?", "?", "?", "?", "?", "?", "?", "?", "?"])
    );
    assert_eq!(rows[0].cells["3"].missing, 1);
    // Known people, class not yet.
    let rows = tallied(&[(Area::Rural, &[(seen, 4, Some((140, 3))), (seen, 2, None)])]);
    assert_eq!(
        cells(&rows[0]),
        known(["2", "6", "?", "?", "?", "?", "?", "?", "?", "?"])
    );
    // Not visited yet: still a resident.
    let rows = tallied(&[(Area::Rural, &[(None, 0, None)])]);
    assert_eq!(cells(&rows[0])[0].as_deref(), Some("1"));
    // Nobody: no rates, no division by zero.
    let rows = tallied(&[(Area::Rural, &[])]);
    assert_eq!(
        cells(&rows[0]),
        known(["0", "0", "0", "?", "0", "?", "0", "?", "0", "?"])
    );
}
