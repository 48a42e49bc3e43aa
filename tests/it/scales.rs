//! Scales: loaded by one person, confirmed by another, then a paper like any other.

use serde_json::{Value as Json, json};

use crate::command_line::Desk;

const HEAD: [[&str; 2]; 5] = [
    ["Mẫu", "diem-a"],
    ["Phiên bản", "2023.1"],
    ["Nguồn", "Bảng thử của kiểm thử"],
    ["Hiệu lực từ", "2023-01-01"],
    ["Hiệu lực đến", "2026-12-31"],
];
/// The headings as people type them: no diacritics, other cases.
const HEADINGS: [&str; 6] = [
    "số",
    "CHI TIEU",
    "kiểu",
    "câu trả lời",
    "Tây Nguyên",
    "thanh thi",
];
const ROWS: [[&str; 6]; 5] = [
    ["1", "Số người", "chọn một", "1 người", "75", "80"],
    ["", "", "", "Từ 2 người", "60", "55"],
    ["2", "Tài sản", "chọn nhiều", "Xe máy", "5", "10"],
    ["", "", "", "Tủ lạnh", "15", "20"],
    ["3", "Số lao động", "đếm", "", "5", "10"],
];

fn csv(delimiter: char) -> String {
    let sign = delimiter.to_string();
    let mut lines: Vec<String> = HEAD.iter().map(|row| row.join(&sign)).collect();
    lines.push(HEADINGS.join(&sign));
    lines.extend(ROWS.iter().map(|row| row.join(&sign)));
    // As Excel writes it here.
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

fn xlsx(path: &std::path::Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = HEAD
        .iter()
        .map(|row| row.to_vec())
        .chain([HEADINGS.to_vec()])
        .chain(ROWS.iter().map(|row| row.to_vec()));
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            // Numbers as numbers and days as days, as Excel keeps what people type.
            if let Ok(day) = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell)
                && cell.len() == 10
            {
                let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
                sheet
                    .write_datetime_with_format(row, column, &day, &format)
                    .unwrap();
            } else if let Ok(number) = cell.parse::<f64>()
                && row > 5
            {
                sheet.write_number(row, column, number).unwrap();
            } else {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save(path).unwrap();
}

fn papers(desk: &Desk) -> Vec<String> {
    let list = desk.run("xa", &["form", "list", "--json"]).json(0);
    let of = |paper: &Json| {
        format!(
            "{}@{}",
            paper["id"].as_str().unwrap(),
            paper["version"].as_str().unwrap()
        )
    };
    list.as_array().unwrap().iter().map(of).collect()
}

fn scored(desk: &Desk, answers: &Json) -> Json {
    let args = [
        "diem-a",
        "--place",
        "22057",
        "--period",
        "2025",
        "--dry-run",
    ];
    desk.fill("xa", &args, answers).json(0)
}

#[test]
fn a_scale_counts_when_two_people_answer_for_it() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let file = desk.file("bang.csv", &csv(';'));
    let load = ["form", "scale", "load", &file, "--json"];
    assert_eq!(desk.run("xa", &load).trouble(2), "scale-person");
    let by = |person| [&load[..], &["--person", person]].concat();
    let loaded = desk.run("xa", &by("Người Nạp")).json(0);
    assert_eq!(loaded["scale"], "diem-a@2023.1");
    assert_eq!(loaded["confirmed_by"], Json::Null);
    let hash = loaded["hash"].clone();
    assert!(!papers(&desk).contains(&"diem-a@2023.1".to_owned()));
    let answers = json!({ "vung_nong_thon": "tay_nguyen" });
    assert_eq!(scored(&desk, &answers)["form"], "diem-a@2022.0");

    let confirm = |person| {
        let args = [
            "form",
            "scale",
            "confirm",
            "diem-a@2023.1",
            "--json",
            "--person",
            person,
        ];
        desk.run("xa", &args)
    };
    // However it is typed, one person is one person.
    assert_eq!(confirm("nguoi nap ").trouble(2), "scale-same-person");
    let confirmed = confirm("Người Đối Chiếu").json(0);
    assert_eq!(confirmed["confirmed_by"], "Người Đối Chiếu");
    assert_eq!(confirmed["hash"], hash);
    assert!(papers(&desk).contains(&"diem-a@2023.1".to_owned()));
    assert_eq!(
        confirm("Người Khác").json(0)["confirmed_by"],
        "Người Đối Chiếu"
    );
    // The same text again is the same scale.
    assert_eq!(
        desk.run("xa", &by("Người Khác")).json(0)["loaded_by"],
        "Người Nạp"
    );

    let answers =
        json!({ "vung_nong_thon": "tay_nguyen", "m_1": "o2", "m_2": ["o1", "o2"], "m_3": 3 });
    let scored = scored(&desk, &answers);
    assert_eq!(scored["form"], "diem-a@2023.1");
    assert_eq!(scored["values"]["diem"], 60 + 20 + 15);
}

#[test]
fn a_workbook_reads_like_the_same_rows_as_text() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let mut hashes = Vec::new();
    for (data, name) in [
        ("mot", "bang.csv"),
        ("hai", "bang2.csv"),
        ("ba", "bang.xlsx"),
    ] {
        desk.init(data, "22057");
        let path = desk.path(name);
        match name {
            "bang.csv" => std::fs::write(&path, csv(',')).unwrap(),
            "bang2.csv" => std::fs::write(&path, csv('\t')).unwrap(),
            _ => xlsx(&path),
        }
        let path = path.display().to_string();
        let args = ["form", "scale", "load", &path, "--person", "A", "--json"];
        hashes.push(desk.run(data, &args).json(0)["hash"].clone());
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
}

#[test]
fn what_is_wrong_with_a_sheet_is_told_at_once_and_nothing_is_kept() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let broken = csv(',')
        .replace("75,80", "75,")
        .replace("Tây Nguyên", "Tây Nguyen Xa")
        .replace("đếm", "ước")
        .replace("2023.1", "../../x");
    let file = desk.file("bang.csv", &broken);
    let args = ["form", "scale", "load", &file, "--person", "A", "--json"];
    let told = desk.run("xa", &args).json(1);
    let codes: Vec<&str> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| mistake["code"].as_str().unwrap())
        .collect();
    for code in ["scale-gap", "scale-region", "scale-kind", "bad-id"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    assert_eq!(
        desk.run("xa", &["form", "scale", "list", "--json"]).json(0),
        json!([])
    );
    assert!(!desk.path("x").exists());

    let another = desk.file("khac.csv", &csv(',').replace("diem-a", "diem-z"));
    let args = ["form", "scale", "load", &another, "--person", "A", "--json"];
    let told = desk.run("xa", &args).json(1);
    assert_eq!(told[0]["code"], "scale-form");

    for (name, bytes, code) in [
        ("rong.csv", &b""[..], "sheet-empty"),
        ("la.csv", &b"\xff\xfe\x00\xd8"[..], "sheet-unreadable"),
        ("vo.xlsx", &b"PK\x03\x04 khong phai"[..], "sheet-unreadable"),
    ] {
        std::fs::write(desk.path(name), bytes).unwrap();
        let path = desk.path(name).display().to_string();
        let args = ["form", "scale", "load", &path, "--person", "A", "--json"];
        assert_eq!(desk.run("xa", &args).trouble(5), code);
    }
}

#[test]
fn another_text_under_one_version_is_refused_before_and_after_it_counts() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let load = |text: &str| {
        let file = desk.file("bang.csv", text);
        let args = ["form", "scale", "load", &file, "--person", "A", "--json"];
        desk.run("xa", &args)
    };
    let _ = load(&csv(',')).json(0);
    let changed = csv(',').replace("75,80", "75,85");
    assert_eq!(load(&changed).trouble(5), "scale-differs");
    let args = [
        "form",
        "scale",
        "confirm",
        "diem-a@2023.1",
        "--person",
        "B",
        "--json",
    ];
    let _ = desk.run("xa", &args).json(0);
    assert_eq!(load(&changed).trouble(5), "scale-differs");

    // Somebody edits the file in the data folder: the scale is not what was confirmed.
    let path = desk.path("xa/forms/diem-a@2023.1/choices/bang-diem.csv");
    let kept = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, kept.replace("75,80", "75,85")).unwrap();
    assert_eq!(
        desk.run("xa", &["form", "scale", "list", "--json"])
            .trouble(5),
        "scale-differs"
    );
    let args = ["form", "list", "--json"];
    assert_eq!(desk.run("xa", &args).trouble(5), "scale-differs");
}

#[test]
fn a_scale_never_takes_the_name_of_a_paper_of_the_program() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let file = desk.file("bang.csv", &csv(',').replace("2023.1", "2022.0"));
    let args = ["form", "scale", "load", &file, "--person", "A", "--json"];
    assert_eq!(desk.run("xa", &args).trouble(5), "scale-differs");
}

#[test]
fn days_may_be_written_as_people_write_them_and_the_source_is_the_sheets() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let text = csv(',').replace("2023-01-01", "01/01/2023");
    let file = desk.file("bang.csv", &text.replace("2026-12-31", "31/12/2026"));
    let args = ["form", "scale", "load", &file, "--person", "A", "--json"];
    let loaded = desk.run("xa", &args).json(0);
    assert_eq!(loaded["source"], "Bảng thử của kiểm thử");
    let args = ["form", "scale", "confirm", "diem-a@2023.1", "--person", "B"];
    let _ = desk.run("xa", &args).ok();
    let list = desk.run("xa", &["form", "list", "--json"]).json(0);
    let mut papers = list.as_array().unwrap().iter();
    let paper = papers.find(|paper| paper["version"] == "2023.1");
    let paper = paper.unwrap();
    assert_eq!(paper["valid_from"], "2023-01-01");
    assert_eq!(paper["valid_to"], "2026-12-31");
}

#[test]
fn mistakes_of_a_sheet_name_the_file_and_keep_diacritics() {
    let desk = Desk::new();
    desk.init("xa", "22057");
    let file = desk.file("bang.csv", &csv(',').replace("Hiệu lực từ", "Từ ngày"));
    let args = ["form", "scale", "load", &file, "--person", "A", "--json"];
    let told = desk.run("xa", &args).json(1).to_string();
    assert!(told.contains("Hiệu lực từ"), "{told}");
    assert!(told.contains("bang.csv\""), "{told}");
    assert!(!told.contains("bang-diem.csv"), "{told}");
}

#[test]
fn a_sheet_that_unpacks_to_too_much_is_refused() {
    use std::io::Write as _;
    let desk = Desk::new();
    desk.init("xa", "22057");
    let path = desk.path("bom.xlsx");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    zip.start_file("xl/x.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    for _ in 0..80 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    zip.finish().unwrap();
    let path = path.display().to_string();
    let args = ["form", "scale", "load", &path, "--person", "A", "--json"];
    assert_eq!(desk.run("xa", &args).trouble(5), "sheet-too-large");
}

/// The household's score by a training scale is its điểm A, and the mark goes with it to the class and the table.
#[test]
fn the_training_mark_goes_with_the_points() {
    let desk = Desk::new();
    let init = ["init", "--place", "06256", "--training", "--json"];
    desk.run("xa", &init).json(0);
    let add = ["place", "add", "Thôn A", "--parent", "06256", "--json"];
    desk.run("xa", &add).json(0);
    let fill = |form: &str, code: i32, answers: Json| {
        let mut args = vec![form, "--place", "06256-001", "--period", "2024"];
        if form != "ho-dan" {
            args.extend(["--household", "06256-001-001"]);
        }
        desk.fill("xa", &args, &answers).json(code)
    };
    let table = || {
        let args = ["table", "mau-7-1", "--period", "2024", "--json"];
        desk.run("xa", &args).json(0)
    };
    let home = json!({
        "ho_ten_chu_ho": "Lý Thị Mẫu", "ket_qua": "da_ra_soat", "ly_do_moi": "khong",
        "phan_loai_dau_nam": "ngheo", "thanh_vien/1/ho_ten": "Lý Thị Mẫu",
        "thanh_vien/1/quan_he": "chu_ho", "thanh_vien/1/la_nhan_khau": true,
        "thanh_vien/1/gioi_tinh": "nu", "thanh_vien/1/ngay_sinh": "1980",
    });
    fill("ho-dan", 0, home);
    let mut answers = json!({ "diem_thu_nhap": 120 });
    for n in 1..=12 {
        answers[format!("b2_{n:02}")] = json!(n <= 3);
    }
    // Typed from paper: nothing of the training scale is in it yet.
    let typed = fill("phieu-b", 0, answers);
    let id = typed["phieu"].as_str().unwrap();
    assert_eq!(typed["values"]["cach_co_diem"], "nhap_tay");
    assert_eq!(
        (&typed["training"], &table()["training"]),
        (&Json::Null, &Json::Null)
    );
    let answers = json!({
        "vung_nong_thon": "trung_du_mien_nui", "m_1": "o4", "m_2": "o2", "m_3": "o4",
        "m_4": "o2", "m_5": "o1", "m_6": ["o1", "o2"],
    });
    assert_eq!(fill("diem-a", 0, answers)["training"], true);
    // What was typed differs from the score and stands, with a reason; taken back, the score does.
    let asked = fill("phieu-b", 1, json!({ "b2_04": false }));
    assert_eq!(asked["overridden"]["diem_thu_nhap"], 70);
    assert!(
        asked["problems"]
            .to_string()
            .contains("diem_thu_nhap_ly_do")
    );
    fill("phieu-b", 0, json!({ "diem_thu_nhap": null }));
    let shown = desk.run("xa", &["show", id, "--json"]).json(0);
    assert_eq!(
        (&shown["values"]["diem_thu_nhap"], &shown["training"]),
        (&json!(70), &json!(true))
    );
    assert_eq!(shown["values"]["cach_co_diem"], "bang_diem");
    assert_eq!(table()["training"], true);
}

/// A province hands its scale down: whoever it is granted to takes it in with the next bundle, and nobody below or beside
/// can hand one up.
#[test]
fn a_scale_goes_down_with_the_bundles_of_an_office_above() {
    let desk = Desk::new();
    for (data, place) in [("tinh", "20"), ("xa", "06253"), ("la", "20")] {
        desk.init(data, place);
    }
    let trust = |here: &str, there: &str, place: &str| {
        let key = desk.path(there).join("key.pub").display().to_string();
        let args = ["key", "trust", &key, "--place", place, "--json"];
        desk.run(here, &args).json(0);
    };
    trust("tinh", "xa", "06253");
    trust("la", "xa", "06253");
    trust("xa", "tinh", "20");
    let file = desk.file("bang.csv", &csv(';'));
    let confirmed = |data: &str| {
        let load = [
            "form",
            "scale",
            "load",
            &file,
            "--person",
            "Người Nạp",
            "--json",
        ];
        desk.run(data, &load).json(0);
        let confirm = [
            "form",
            "scale",
            "confirm",
            "diem-a@2023.1",
            "--person",
            "Người Soát",
            "--json",
        ];
        desk.run(data, &confirm).json(0);
        desk.run(data, &["form", "send", "diem-a@2023.1", "--json"])
            .json(0);
    };
    let has = |data: &str| {
        let list = desk.run(data, &["form", "list", "--json"]).json(0);
        let list = list.as_array().unwrap().clone();
        list.iter()
            .any(|form| form["id"] == "diem-a" && form["version"] == "2023.1")
    };
    let send = ["form", "send", "diem-a@2023.1", "--json"];
    assert_eq!(desk.run("tinh", &send).trouble(2), "no-such");
    confirmed("tinh");
    let down = ["export", "--to", "06253", "-o", "xuong", "--json"];
    desk.run("tinh", &down).json(0);
    assert!(!has("xa"));
    let told = desk.run("xa", &["import", "xuong"]).ok();
    assert!(told.contains("diem-a@2023.1"), "{told}");
    assert!(has("xa"));
    let hash = |data: &str| {
        let list = desk.run(data, &["form", "scale", "list", "--json"]).json(0);
        list[0]["hash"].clone()
    };
    assert_eq!(hash("xa"), hash("tinh"));
    // Again it changes nothing and says nothing.
    let told = desk.run("xa", &["import", "xuong"]).ok();
    assert!(!told.contains("diem-a@2023.1"), "{told}");

    // What the xã hands down goes to its own thôn, never up.
    desk.run("xa", &send).json(0);
    desk.run(
        "xa",
        &["export", "--to", "20", "-o", "len", "--clear", "--json"],
    )
    .json(0);
    desk.run("la", &["import", "len", "--json"]).json(0);
    assert!(!has("la"));
}
