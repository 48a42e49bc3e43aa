//! Tables and lists: every rule is held by a worked example, and the tables of the review foot and agree
//! for any households.

use std::collections::BTreeMap;

use bieu::form::{
    Context, Evaluation, Folder, Form, Library, Outcome, Path, Severity, TallyRow, TallyUnit, Value,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::command_line::Desk;
use crate::papers::{FOLDERS, LIBRARY};

/// A folder with one thing in its paper changed.
fn changed(folder: &Folder, paper: &toml::Table) -> Folder {
    let mut changed = folder.clone();
    let text = toml::to_string(paper).unwrap();
    changed.files.insert("form.toml".to_owned(), text);
    changed
}

/// Every way to break one rule of a table or a list: a column that counts nobody, adds nothing, shows
/// nothing or is a figure; a part of everybody, or where everybody weighs one; a list or table of all.
fn broken(paper: &toml::Table) -> Vec<(String, toml::Table)> {
    let mut all = Vec::new();
    let columns = paper["column"].as_array().unwrap().len();
    for n in 0..columns {
        let number = paper["column"][n]["number"].as_str().unwrap().to_owned();
        for (key, wrong) in [("count", "no"), ("sum", "0"), ("value", "if(no, yes)")] {
            let Some(rule) = paper["column"][n].get(key) else {
                continue;
            };
            let parts: Vec<Option<String>> = match rule {
                toml::Value::Table(parts) => parts.keys().cloned().map(Some).collect(),
                _ => vec![None],
            };
            for part in parts {
                let mut paper = paper.clone();
                let slot = &mut paper["column"][n][key];
                match &part {
                    Some(part) => slot[part.as_str()] = wrong.into(),
                    None => *slot = wrong.into(),
                }
                all.push((format!("{number} {key} {part:?}"), paper));
            }
        }
        if paper["column"][n].get("printed").is_some() {
            let mut paper = paper.clone();
            paper["column"][n]["printed"] = format!("{number}=1000").into();
            all.push((format!("{number} printed"), paper));
        }
        if let Some(of) = paper["column"][n].get("of").cloned() {
            let mut paper = paper.clone();
            paper["column"][n].as_table_mut().unwrap().remove("of");
            all.push((format!("{number} of {of}"), paper));
        }
    }
    for key in ["where", "each_where", "sort"] {
        let mut paper = paper.clone();
        if paper["tally"].as_table_mut().unwrap().remove(key).is_some() && key != "each_where" {
            all.push((key.to_owned(), paper));
        }
    }
    let parts = paper["tally"]
        .get("part")
        .map_or(0, |parts| parts.as_array().unwrap().len());
    for n in 0..parts {
        for key in ["weight", "where"] {
            let mut paper = paper.clone();
            let part = paper["tally"]["part"][n].as_table_mut().unwrap();
            if part.remove(key).is_some() {
                all.push((format!("part {n} {key}"), paper));
            }
        }
    }
    all
}

#[test]
fn an_example_fails_when_a_rule_of_a_table_is_broken() {
    let mut tried = 0;
    let mut held = Vec::new();
    for paper in LIBRARY
        .list()
        .iter()
        .filter(|paper| paper.form.kind().is_made())
    {
        let folder = FOLDERS
            .iter()
            .find(|folder| folder.name == paper.form.full_id())
            .unwrap();
        // What it joins, and what that takes figures from.
        let mut beside: Vec<Folder> = Vec::new();
        let mut wanted: Vec<String> = paper.form.joins().map(str::to_owned).collect();
        while let Some(id) = wanted.pop() {
            let known = beside
                .iter()
                .any(|other| other.name.starts_with(&format!("{id}@")));
            for other in FOLDERS
                .iter()
                .filter(|other| other.name.starts_with(&format!("{id}@")))
            {
                if !known {
                    let text: toml::Table = other.files["form.toml"].parse().unwrap();
                    let imports = text.get("import").and_then(toml::Value::as_array);
                    let forms = imports.into_iter().flatten().map(|import| &import["form"]);
                    wanted.extend(forms.map(|form| form.as_str().unwrap().to_owned()));
                    beside.push(other.clone());
                }
            }
        }
        let text: toml::Table = folder.files["form.toml"].parse().unwrap();
        for (what, broken) in broken(&text) {
            let mut folders = beside.clone();
            let broken = changed(folder, &broken);
            folders.push(broken.clone());
            let (library, mistakes) = Library::load(&folders, "");
            let refused = mistakes.iter().any(|mistake| {
                mistake.severity == Severity::Blocks && mistake.file.starts_with(&folder.name)
            });
            if !refused && library.check_examples(&broken).is_empty() {
                held.push(format!("{} {what}", folder.name));
            }
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried}");
    assert_eq!(held, Vec::<String>::new(), "rules that no example holds");
}

/// One household as the tables see it.
#[derive(Clone, Debug)]
struct Hh {
    start: Option<u8>,
    end: Option<u8>,
    scored: bool,
    gone: bool,
    new: bool,
    before: Option<bool>,
    people: Option<u32>,
    people_then: Option<u32>,
}

fn any_household() -> impl Strategy<Value = Hh> {
    (
        prop::option::weighted(0.95, 0u8..3),
        prop::option::weighted(0.97, 0u8..3),
        any::<bool>(),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        prop::option::weighted(0.95, any::<bool>()),
        prop::option::weighted(0.97, 0u32..9),
        prop::option::weighted(0.97, 0u32..9),
    )
        .prop_map(
            |(start, end, scored, gone, new, before, people, people_then)| Hh {
                start,
                end,
                scored,
                gone,
                new,
                before,
                people,
                people_then,
            },
        )
}

/// An evaluation that says just these values: tables read nothing else.
fn evaluation(values: &[(&str, Option<Value>)]) -> Evaluation {
    let outcomes = values.iter().map(|(name, value)| {
        let outcome = value.clone().map_or(Outcome::Unanswered, Outcome::Given);
        (Path::Field((*name).into()), outcome)
    });
    Evaluation {
        outcomes: outcomes.collect(),
        ..Evaluation::default()
    }
}

const CLASSES: [&str; 3] = ["ngheo", "can_ngheo", "khong_ngheo"];

fn papers(one: &Hh) -> [Option<Evaluation>; 2] {
    let class = |n: u8| Value::Choice(CLASSES[usize::from(n)].into());
    let number = |n: u32| Value::Number(n.into());
    let listed = one.start.map(|start| Value::YesNo(start < 2));
    let household = evaluation(&[
        ("roi_di", Some(Value::YesNo(one.gone))),
        (
            "ly_do_moi",
            Some(Value::Choice(if one.new { "tach" } else { "khong" }.into())),
        ),
        (
            "phan_loai_dau_nam",
            one.start.filter(|_| !one.new).map(class),
        ),
        ("so_khau_dau_nam", one.people_then.map(number)),
        ("so_nhan_khau", one.people.map(number)),
        ("tung_ngheo", one.before.map(Value::YesNo)),
        ("tung_can_ngheo", one.before.map(Value::YesNo)),
        ("thuoc_dien_ra_soat", listed),
    ]);
    let scored = one.scored.then(|| {
        evaluation(&[
            ("so_thieu_hut", Some(number(0))),
            ("phan_loai", one.end.map(class)),
        ])
    });
    [Some(household), scored]
}

fn tallied(id: &str, households: &[Hh]) -> BTreeMap<Option<String>, TallyRow> {
    let day = "2025-12-31".parse().unwrap();
    let (form, tally): (&std::sync::Arc<Form>, _) = LIBRARY.tally(id, day).unwrap();
    let unit = TallyUnit {
        place: "1".to_owned(),
        name: "Thôn".to_owned(),
        area: None,
    };
    let mut tallying = tally.start(form, vec![unit], Context::default());
    for one in households {
        let papers = papers(one);
        tallying.add(0, &papers.each_ref().map(Option::as_ref));
    }
    let rows = tallying.finish().rows.into_iter().skip(1);
    rows.map(|row| (row.part.as_ref().map(ToString::to_string), row))
        .collect()
}

fn figure(row: &TallyRow, column: &str) -> Option<Decimal> {
    row.cells[column].value
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: u32::try_from(crate::store::cases(100)).unwrap(),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// For households and for people: what stands at the end is what the movements leave, it is what 7.1
    /// says, and what one table lets go the other takes in. Where something is unknown nothing is claimed.
    #[test]
    fn movements_foot_and_agree_with_the_result(households in prop::collection::vec(any_household(), 0..25)) {
        let result = tallied("mau-7-1", &households);
        let result = &result[&None];
        let tables = [tallied("mau-7-2", &households), tallied("mau-7-3", &households)];
        for (table, columns) in tables.iter().zip([["3", "5"], ["7", "9"]]) {
            for (part, column) in ["ho", "nhan_khau"].into_iter().zip(columns) {
                let row = &table[&Some(part.to_owned())];
                let parts: Option<Vec<Decimal>> = (1..=8).map(|n| figure(row, &n.to_string())).collect();
                let foots = parts.map(|p| p[0] - p[1] - p[2] - p[3] + p[4] + p[5] + p[6] + p[7]);
                prop_assert_eq!(figure(row, "9"), foots);
                if let (Some(end), Some(other)) = (foots, figure(result, column)) {
                    prop_assert_eq!(end, other, "{} {}", part, column);
                }
            }
        }
        for part in ["ho", "nhan_khau"] {
            let part = Some(part.to_owned());
            let [poor, near] = &tables;
            for (out, into) in [("2", "5"), ("5", "3")] {
                prop_assert_eq!(figure(&poor[&part], out), figure(&near[&part], into));
            }
        }
        // Nothing is unknown when everything is said.
        let known = |one: &&Hh| one.start.is_some() && one.end.is_some() && one.before.is_some()
            && one.people.is_some() && one.people_then.is_some() && one.scored;
        if households.iter().filter(known).count() == households.len() {
            for row in tables.iter().flat_map(|table| table.values()) {
                prop_assert!(row.cells.values().all(|cell| cell.value.is_some()));
            }
        }
    }
}

#[test]
fn a_table_with_parts_and_a_list_are_printed_in_every_format() {
    let desk = Desk::new();
    desk.init("xa", "06256");
    let answers = serde_json::json!({
        "ho_ten_chu_ho": "=Lý Văn Mẫu", "ket_qua": "da_ra_soat", "ly_do_moi": "khong",
        "phan_loai_dau_nam": "ngheo", "so_khau_dau_nam": 1, "nhu_cau_ho_tro": ["y_te"],
        "thanh_vien/1/ho_ten": "=Lý Văn Mẫu", "thanh_vien/1/quan_he": "chu_ho",
        "thanh_vien/1/gioi_tinh": "nam", "thanh_vien/1/ngay_sinh": "1980-01-02",
        "thanh_vien/1/dan_toc": "tay", "thanh_vien/1/la_nhan_khau": true,
    });
    let line = ["ho-dan", "--place", "06256", "--period", "2025"];
    assert_eq!(
        desk.fill("xa", &line, &answers).json(0)["values"]["so_nhan_khau"],
        1
    );
    let list = desk.run("xa", &["list", "--json"]).json(0);
    let household = list[0]["subject"].as_str().unwrap().to_owned();
    let line = [
        "phieu-b",
        "--place",
        "06256",
        "--period",
        "2025",
        "--household",
        household.as_str(),
    ];
    let class = serde_json::json!({ "phan_loai": "ngheo" });
    let said = desk.fill("xa", &line, &class).json(1);
    assert_eq!(said["values"]["phan_loai"], "ngheo");
    let table = |id: &str, format: &str| {
        let line = ["table", id, "--period", "2025", "--format", format];
        desk.run("xa", &line).ok()
    };
    let json: serde_json::Value = serde_json::from_str(&table("mau-7-2", "json")).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let parts: Vec<&str> = rows
        .iter()
        .map(|row| row["part"].as_str().unwrap())
        .collect();
    assert_eq!(parts, ["ho", "nhan_khau", "ho", "nhan_khau"]);
    assert_eq!(
        (&rows[2]["cells"]["1"], &rows[2]["cells"]["9"]),
        (&1.into(), &1.into())
    );
    let csv = table("mau-7-2", "csv");
    assert!(csv.lines().next().unwrap().contains("Phân tổ"), "{csv}");
    assert!(csv.contains("Nhân khẩu"), "{csv}");
    assert!(table("mau-7-2", "md").contains("| Phân tổ |"));
    let json: serde_json::Value = serde_json::from_str(&table("dak-nong-15", "json")).unwrap();
    let row = &json["rows"][0];
    assert_eq!(
        (&row["kind"], &row["number"], &row["member"]),
        (&"member".into(), &1.into(), &1.into())
    );
    assert_eq!(row["cells"]["6"], "Tày", "a choice by its wording");
    assert_eq!(row["cells"]["4"], 1980);
    assert_eq!(row["cells"]["14"], true);
    let csv = table("dak-nong-15", "csv");
    assert!(csv.contains("'=Lý Văn Mẫu"), "no cell is a formula: {csv}");
    assert!(table("dak-nong-15", "md").contains("| 1 | 1 | =Lý Văn Mẫu | 1980 |"));
    let none = table("dak-nong-14", "md");
    assert!(none.contains("Không có hộ nào."), "{none}");
    let shown = desk.run("xa", &["form", "show", "mau-7-2"]).ok();
    for text in [
        "nhan_khau  Nhân khẩu",
        "× h.so_nhan_khau",
        "9=1-2-3-4+5+6+7+8",
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
}
