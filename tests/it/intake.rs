//! Lists of households from Excel and CSV: real workbooks, read, planned, applied, and planned again.

use bieu::form::{Answer, Date, Intake, Name, Path, Period, Value};
use bieu::office::{Limits, SheetError, sheet_names, sheet_of};
use bieu::place::Regime;
use bieu::record::{PhieuKey, PhieuSubject, PlaceRef};
use bieu::task::TaskError;
use bieu::task::intake::{By, Decision, Fate, List, Plan, Taken, Terms, plan_list, take};
use bieu::workspace::{Clock, Init, Workspace, intake};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

const CLOCK: Clock = Clock::Fixed(1_794_279_600);
const PERIOD: Period = Period::Year(2026);

/// The columns of a list after the review, one row per member, as the province's software exports it.
const MEMBERS: [&str; 13] = [
    "STT hộ",
    "Họ tên chủ hộ",
    "Họ tên thành viên",
    "QH với chủ hộ",
    "Ngày sinh",
    "Giới tính",
    "CCCD",
    "Thôn",
    "Dân tộc",
    "Phân loại hộ",
    "B1",
    "B2",
    "Số nhân khẩu",
];

fn commune(dir: &std::path::Path) -> Workspace {
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: false,
        passphrase: None,
    };
    Workspace::init(dir, &init, CLOCK).unwrap()
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

/// Titles, headings in row 7, data from row 8.
fn export(data: &[Vec<String>]) -> Vec<u8> {
    let mut rows = vec![
        strings(&["UBND XÃ ĐÌNH LẬP"]),
        strings(&[
            "",
            "",
            "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2025",
        ]),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        strings(&MEMBERS),
    ];
    rows.extend(data.iter().cloned());
    workbook(&rows)
}

/// So many households of four, the head first, the household's own cells only in its first row.
fn village(households: usize) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for n in 0..households {
        let thon = format!(
            "Thôn {}",
            ["Nà Lọc", "Khe Mới", "Pò Mất", "Bản Chuông"][n % 4]
        );
        let head = format!("Lý Văn Mẫu {n}");
        let number = |member: usize| format!("0200{:08}", n * 10 + member);
        let class = ["Hộ nghèo", "Hộ cận nghèo"][n % 2];
        let people = [
            (
                head.clone(),
                "Chủ hộ",
                format!("{:02}/05/{}", n % 28 + 1, 1950 + n % 40),
                "Nam",
            ),
            (format!("Hoàng Thị Hoa {n}"), "Vợ", "1960".into(), "Nữ"),
            (
                format!("Lý Thị Mai {n}"),
                "Con gái",
                "03/11/1990".into(),
                "Nữ",
            ),
            (format!("Lý Văn Tú {n}"), "Cháu nội", "2015".into(), "Nam"),
        ];
        for (member, (name, relation, born, sex)) in people.into_iter().enumerate() {
            let first = member == 0;
            let only = |text: &str| {
                if first {
                    text.to_owned()
                } else {
                    String::new()
                }
            };
            rows.push(vec![
                only(&(n + 1).to_string()),
                only(&head),
                name,
                relation.to_owned(),
                born,
                sex.to_owned(),
                number(member),
                only(&thon),
                "Tày".to_owned(),
                only(class),
                only("110"),
                only(if n % 2 == 0 { "40" } else { "20" }),
                only("4"),
            ]);
        }
    }
    rows
}

struct Read {
    list: List,
    terms: Terms,
}

fn read(workspace: &Workspace, bytes: &[u8]) -> Read {
    let rows = sheet_of(bytes, None, Limits::LIST).unwrap();
    let list = List::new(rows, &intake(workspace.library()));
    let terms = Terms::new(PERIOD, list.recognised());
    Read { list, terms }
}

impl Read {
    fn plan(&self, workspace: &Workspace) -> Plan {
        let known = intake(workspace.library());
        plan_list(workspace, &self.list, &known, &self.terms, &mut |_, _| true).unwrap()
    }

    fn take(&self, workspace: &mut Workspace) -> Taken {
        let known = intake(workspace.library());
        take(workspace, &self.list, &known, &self.terms, &mut |_, _| true).unwrap()
    }
}

/// What a household's paper says at a field, by the fields' ids.
fn said(workspace: &Workspace, form: &str, period: i32, head: &str, field: &str) -> Option<Answer> {
    let subject = household(workspace, head);
    let key = PhieuKey {
        form: form.into(),
        subject,
        period: Period::Year(period),
    };
    let phieu = workspace.store().phieu(key.id()).unwrap()?;
    phieu.answers().get(&Path::Field(Name::new(field))).cloned()
}

fn household(workspace: &Workspace, head: &str) -> PhieuSubject {
    let summaries = workspace.summaries(PERIOD).unwrap();
    let summary = summaries
        .iter()
        .find(|summary| summary.head == head)
        .unwrap();
    PhieuSubject::Household(summary.household.unwrap())
}

fn codes(plan: &Plan, at: usize) -> Vec<&'static str> {
    plan.households[at]
        .doubts
        .iter()
        .map(|told| told.code)
        .collect()
}

#[test]
fn the_list_of_the_provinces_software() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let read = read(&workspace, &export(&village(6)));
    assert!(
        read.terms.columns.iter().all(Option::is_some),
        "{:?}",
        read.terms.columns
    );
    let plan = read.plan(&workspace);
    let counts = plan.counts(false);
    assert_eq!(
        (counts.new, counts.doubtful, counts.members, counts.thons),
        (6, 0, 24, 4)
    );
    assert!(plan.left_out.is_empty() && plan.unplaced.is_empty());
    // Nothing is written by planning.
    assert!(workspace.households().unwrap().is_empty() && workspace.thons().unwrap().is_empty());
    let taken = read.take(&mut workspace);
    assert_eq!((taken.thons, taken.new, taken.members), (4, 6, 24));
    let summaries = workspace.summaries(PERIOD).unwrap();
    assert_eq!(summaries.len(), 6);
    assert!(
        summaries
            .iter()
            .all(|summary| summary.thon.starts_with("Thôn "))
    );
    // Last year's class is what this year opens with.
    let subject = household(&workspace, "Lý Văn Mẫu 1");
    let key = PhieuKey {
        form: "ho-dan".into(),
        subject,
        period: PERIOD,
    };
    let phieu = workspace.phieu(key.id()).unwrap();
    let evaluation = workspace.evaluate(&phieu).unwrap();
    let value = |field: &str| evaluation.value(&Path::Field(Name::new(field))).cloned();
    assert_eq!(
        value("phan_loai_dau_nam"),
        Some(Value::Choice(Name::new("can_ngheo")))
    );
    assert_eq!(value("ly_do_moi"), Some(Value::Choice(Name::new("khong"))));
    assert_eq!(value("thuoc_dien_ra_soat"), Some(Value::YesNo(true)));
    assert_eq!(value("so_khau_dau_nam"), Some(Value::Number(4.into())));
    // Again: nothing new, nothing changed.
    let again = read.plan(&workspace);
    let counts = again.counts(false);
    assert_eq!(
        (counts.new, counts.changed, counts.same, counts.differs),
        (0, 0, 6, 0)
    );
    assert!(matches!(
        again.households[0].fate,
        Fate::Matched(_, By::HeadNumber)
    ));
    let edits = workspace.store().edit_count();
    read.take(&mut workspace);
    assert_eq!(workspace.store().edit_count(), edits);
}

/// One row per household, with years of birth in two columns, thôn in rows of their own.
#[test]
fn a_list_with_one_row_per_household() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let rows = vec![
        strings(&["DANH SÁCH HỘ CẬN NGHÈO NĂM 2025"]),
        Vec::new(),
        strings(&["STT", "Họ và tên", "Năm sinh", "", "Dân tộc", "Ghi chú"]),
        strings(&["", "", "Nam", "Nữ", "", ""]),
        strings(&["1", "2", "3", "4", "5", "6"]),
        strings(&["I", "Thôn Nà Lọc"]),
        strings(&["1", "Hoàng Văn A", "1956", "", "Tày"]),
        strings(&["2", "Nông Thị B", "", "00/00/1949", "H'Mông"]),
        strings(&["II", "Bản Chuông"]),
        strings(&["1", "Triệu Thị C", "", "1988", "Dao đỏ"]),
        Vec::new(),
        strings(&["", "", "", "", "", "NGƯỜI LẬP BIỂU"]),
    ];
    let mut read = read(&workspace, &workbook(&rows));
    // What the title says of all of them.
    read.terms
        .whole
        .insert(Name::new("loai_nam_truoc"), "Hộ cận nghèo".into());
    let plan = read.plan(&workspace);
    assert_eq!(plan.counts(false).new, 3, "{plan:#?}");
    assert_eq!(plan.thons.len(), 2);
    read.take(&mut workspace);
    let subject = household(&workspace, "Nông Thị B");
    let key = |form: &str, period| PhieuKey {
        form: form.into(),
        subject: subject.clone(),
        period: Period::Year(period),
    };
    let phieu = workspace.phieu(key("ho-dan", 2026).id()).unwrap();
    let roster = Name::new("thanh_vien");
    let row = phieu.answers().rows("thanh_vien")[0];
    let at = |field: &str| {
        let path = Path::Member {
            roster: roster.clone(),
            row,
            field: Name::new(field),
        };
        phieu.answers().get(&path).cloned()
    };
    let choice = |id: &str| Some(Answer::Given(Value::Choice(Name::new(id))));
    assert_eq!(at("gioi_tinh"), choice("nu"));
    assert_eq!(at("quan_he"), choice("chu_ho"));
    assert_eq!(at("dan_toc"), choice("mong"));
    assert_eq!(
        at("ngay_sinh"),
        Some(Answer::Given(Value::Date(Date::Year(1949))))
    );
    assert_eq!(
        said(&workspace, "phieu-b", 2025, "Nông Thị B", "phan_loai"),
        choice("can_ngheo")
    );
    assert_eq!(read.plan(&workspace).counts(false).same, 3);
}

#[test]
fn what_stands_is_never_overwritten_in_silence() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let mut rows = village(3);
    read(&workspace, &export(&rows)).take(&mut workspace);
    rows[0][8] = "Nùng".into();
    rows[1][4] = "12/10/1961".into();
    rows[4][3] = "Bác họ".into();
    // A child is born, another one has left.
    rows[3][2] = "Lý Văn Bé".into();
    rows[3][6] = String::new();
    let mut read = read(&workspace, &export(&rows));
    let before = workspace.store().edit_count();
    let plan = read.plan(&workspace);
    let first = &plan.households[0];
    let fields: Vec<&str> = first
        .differs
        .iter()
        .map(|differs| differs.here.as_str())
        .collect();
    assert_eq!(fields, ["Tày", "1960"], "{first:#?}");
    assert_eq!(
        (first.new_members, first.absent.as_slice()),
        (1, &["Lý Văn Tú 0".to_owned()][..])
    );
    let second = &plan.households[1];
    assert_eq!(second.differs.len(), 1);
    assert_eq!(second.differs[0].file, "Bác họ");
    assert_eq!(workspace.store().edit_count(), before);
    let taken = read.take(&mut workspace);
    assert_eq!(
        (taken.new, taken.changed, taken.same, taken.members),
        (0, 1, 2, 1)
    );
    assert_eq!(read.plan(&workspace).counts(false).differs, 3);
    // Asked for, the file's values stand.
    read.terms.take_file = true;
    assert_eq!(read.take(&mut workspace).changed, 2);
    let counts = read.plan(&workspace).counts(true);
    assert_eq!((counts.differs, counts.changed, counts.new), (0, 0, 0));
}

#[test]
fn a_finished_phieu_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    bieu::task::demo::make(
        dir.path(),
        "06253",
        Regime::TwoTier,
        3,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let period = Period::Year(2025);
    let summaries = workspace.summaries(period).unwrap();
    let summary = &summaries[0];
    let rows = vec![
        strings(&["Mã hộ Biểu", "Họ và tên chủ hộ", "Địa chỉ", "Thôn"]),
        strings(&[&summary.label, &summary.head, "Ngõ 9", &summary.thon]),
    ];
    let mut read = read(&workspace, &workbook(&rows));
    read.terms.period = period;
    let plan = read.plan(&workspace);
    assert!(
        matches!(plan.households[0].fate, Fate::Matched(_, By::Label)),
        "{plan:#?}"
    );
    assert!(
        plan.households[0]
            .remarks
            .iter()
            .any(|told| told.code == "finished")
    );
    let edits = workspace.store().edit_count();
    read.take(&mut workspace);
    assert_eq!(workspace.store().edit_count(), edits);
}

#[test]
fn doubts_wait_for_the_person() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let first = village(2);
    read(&workspace, &export(&first)).take(&mut workspace);
    let row = |head: &str, name: &str, relation: &str, born: &str, number: &str, thon: &str| {
        strings(&["", head, name, relation, born, "Nam", number, thon])
    };
    let rows = vec![
        // The second member of household 0 in another household.
        row(
            "Ngô Văn X",
            "Ngô Văn X",
            "Chủ hộ",
            "1970",
            "",
            "Thôn Nà Lọc",
        ),
        row("", "Hoàng Thị Hoa 0", "Vợ", "1960", "020000000001", ""),
        // Same name as household 1, no birth.
        row(
            "Lý Văn Mẫu 1",
            "Lý Văn Mẫu 1",
            "Chủ hộ",
            "",
            "",
            "Thôn Khe Mới",
        ),
        // No thôn; nobody is head; one number twice; two of one name.
        row(
            "Ngô Văn Y",
            "Ngô Văn Y",
            "Chủ hộ",
            "1971",
            "020000000777",
            "",
        ),
        row(
            "Ngô Văn Z",
            "Ngô Văn Z",
            "Chủ hộ",
            "1972",
            "020000000777",
            "Thôn Nà Lọc",
        ),
        row(
            "Ngô Văn T",
            "Ngô Văn T",
            "Chủ hộ",
            "1973",
            "",
            "Thôn Nà Lọc",
        ),
        row(
            "Ngô Văn T",
            "Ngô Văn T",
            "Chủ hộ",
            "1973",
            "",
            "Thôn Nà Lọc",
        ),
    ];
    let mut read = read(&workspace, &export(&rows));
    let plan = read.plan(&workspace);
    let all: Vec<Vec<&str>> = (0..plan.households.len())
        .map(|at| codes(&plan, at))
        .collect();
    assert_eq!(
        all,
        [
            vec!["member-elsewhere"],
            vec!["same-name"],
            vec!["no-thon", "number-twice"],
            vec!["number-twice"],
            vec!["same-in-file"],
            vec!["same-in-file"],
        ]
    );
    assert_eq!(plan.counts(false).doubtful, 6);
    let edits = workspace.store().edit_count();
    read.take(&mut workspace);
    assert_eq!(
        workspace.store().edit_count(),
        edits,
        "what is doubtful is left out"
    );
    // Decided: one is the household that is there, one is new, the rest stays out.
    let PhieuSubject::Household(same) = household(&workspace, "Lý Văn Mẫu 1") else {
        panic!()
    };
    read.terms.households.insert(1, Decision::Same(same));
    read.terms.households.insert(0, Decision::New);
    read.terms.households.insert(3, Decision::LeaveOut);
    let taken = read.take(&mut workspace);
    assert_eq!(
        (taken.new, taken.changed + taken.same, taken.left_out),
        (1, 1, 4)
    );
    assert_eq!(workspace.households().unwrap().len(), 3);
}

#[test]
fn numbers_that_excel_shortened_are_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(["Họ và tên chủ hộ", "CCCD", "Ngày sinh", "Thôn"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet.write_string(1, 0, "Lý Văn Mẫu").unwrap();
    sheet.write_number(1, 1, 20_070_000_001_f64).unwrap();
    sheet.write_number(1, 2, 29_221).unwrap();
    sheet.write_string(1, 3, "Nà Lọc").unwrap();
    sheet.write_string(2, 0, "Lý Văn Hai").unwrap();
    sheet.write_string(2, 1, "2,007E+10").unwrap();
    sheet.write_string(2, 2, "31/02/1980").unwrap();
    sheet.write_string(2, 3, "Nà Lọc").unwrap();
    let mut read = read(&workspace, &book.save_to_buffer().unwrap());
    let plan = read.plan(&workspace);
    assert_eq!((plan.short_numbers, plan.unread), (1, 2));
    let codes = |at: usize| -> Vec<&str> {
        plan.households[at]
            .remarks
            .iter()
            .map(|told| told.code)
            .collect()
    };
    assert_eq!(codes(0), ["short-number"]);
    assert_eq!(codes(1), ["not-a-number", "unread"]);
    read.terms.pad_numbers = true;
    assert!(read.plan(&workspace).households[0].remarks.is_empty());
    read.take(&mut workspace);
    let subject = household(&workspace, "Lý Văn Mẫu");
    let key = PhieuKey {
        form: "ho-dan".into(),
        subject,
        period: PERIOD,
    };
    let phieu = workspace.phieu(key.id()).unwrap();
    let texts: Vec<String> = phieu
        .answers()
        .iter()
        .map(|(_, answer)| format!("{answer:?}"))
        .collect();
    assert!(
        texts.iter().any(|text| text.contains("020070000001")),
        "{texts:?}"
    );
    assert!(
        texts.iter().any(|text| text.contains("1980-01-01")),
        "{texts:?}"
    );
}

#[test]
fn text_files_and_encodings() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = commune(dir.path());
    let text = "Họ và tên chủ hộ;Năm sinh;Thôn\nĐặng Đình An;1961;Nà Lọc\n";
    let wide = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        let units = text.encode_utf16().flat_map(unit);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        text.replace(';', ",").into_bytes(),
        text.replace(';', "\t").into_bytes(),
        wide(u16::to_le_bytes, [0xff, 0xfe]),
        wide(u16::to_be_bytes, [0xfe, 0xff]),
    ] {
        let plan = read(&workspace, &bytes).plan(&workspace);
        assert_eq!(plan.households[0].head, "Đặng Đình An");
        assert_eq!(plan.counts(false).new, 1);
    }
    for (bytes, code) in [
        // Windows-1258 and TCVN3 have no name of their own inside the file.
        (
            &b"H\xf3 t\xean ch\xf2 h\xf4;Th\xf4n\nA;B\n"[..],
            "sheet-old-encoding",
        ),
        (
            &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..],
            "sheet-old-workbook",
        ),
        (&b""[..], "sheet-empty"),
        (&b"PK\x03\x04 hong"[..], "sheet-unreadable"),
        (&b"\x00\x01\x02\xff"[..], "sheet-unreadable"),
    ] {
        let error = sheet_of(bytes, None, Limits::LIST).unwrap_err();
        assert_eq!(error.code(), code);
    }
}

#[test]
fn hostile_sheets_are_refused_or_filtered() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = commune(dir.path());
    let commas = ",".repeat(1_000_000);
    assert!(matches!(
        sheet_of(commas.as_bytes(), None, Limits::LIST),
        Err(SheetError::TooLarge)
    ));
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 16_000, "xa").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert!(matches!(
        sheet_of(&bytes, None, Limits::LIST),
        Err(SheetError::TooLarge)
    ));
    // A formula is its last value, never computed; a long cell is left out and told.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(["Họ và tên chủ hộ", "Địa chỉ", "Thôn", "Năm sinh"])
    {
        sheet.write_string(0, column, text).unwrap();
    }
    let formula = rust_xlsxwriter::Formula::new("=HYPERLINK(\"x\")").set_result("Lý Văn Công");
    sheet.write_formula(1, 0, formula).unwrap();
    sheet.write_string(1, 1, "a".repeat(4_000)).unwrap();
    sheet.write_string(1, 2, "Nà\u{202e}Lọc").unwrap();
    sheet.write_string(1, 3, "1970").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(sheet_names(&bytes, Limits::LIST).unwrap(), ["Sheet1"]);
    let plan = read(&workspace, &bytes).plan(&workspace);
    assert_eq!(plan.households[0].head, "Lý Văn Công");
    assert_eq!(plan.households[0].remarks[0].code, "too-long");
}

#[test]
fn headings_that_nobody_knows_are_asked_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let rows = vec![
        strings(&["Ô một", "Ô hai"]),
        strings(&["Lý Văn Mẫu", "Nà Lọc"]),
        strings(&["Nông Văn Tú", "Nà Lọc"]),
    ];
    let mut read = read(&workspace, &workbook(&rows));
    assert_eq!(read.terms.columns, [None, None]);
    let known = intake(workspace.library());
    assert!(!bieu::task::intake::mapped(
        &workspace,
        &known,
        &read.terms.columns
    ));
    read.terms.columns = vec![Some(Name::new("chu_ho")), Some(Name::new("ten_thon"))];
    let key = bieu::task::intake::columns_key(&read.list);
    let targets = vec!["chu_ho".to_owned(), "ten_thon".to_owned()];
    workspace
        .remember_columns(key.clone(), targets.clone())
        .unwrap();
    assert_eq!(workspace.remembered_columns(&key), Some(targets));
    assert_eq!(read.plan(&workspace).counts(false).new, 2);
    read.take(&mut workspace);
    assert_eq!(read.plan(&workspace).counts(false).same, 2);
}

#[test]
fn cancelled_between_two_households() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let read = read(&workspace, &export(&village(60)));
    let known = intake(workspace.library());
    let mut calls = 0;
    let mut stop = |_: u64, total: u64| {
        calls += usize::from(total == 60);
        // Planning asks sixty times before.
        calls <= 90
    };
    let taken = take(&mut workspace, &read.list, &known, &read.terms, &mut stop).unwrap();
    assert!(
        taken.cancelled && taken.new > 0 && taken.new < 60,
        "{taken:?}"
    );
    // Each household that is there is there whole.
    let summaries = workspace.summaries(PERIOD).unwrap();
    assert_eq!(summaries.len(), taken.new);
    assert!(summaries.iter().all(|summary| !summary.head.is_empty()));
    assert_eq!(read.take(&mut workspace).new, 60 - taken.new);
    let early = plan_list(&workspace, &read.list, &known, &read.terms, &mut |_, _| {
        false
    });
    assert!(matches!(early, Err(TaskError::Cancelled)));
}

/// 1500 households, 6000 members: how long, and that nothing is lost.
#[test]
fn a_whole_commune() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let households = 40 * crate::store::cases(1);
    let bytes = export(&village(households));
    let begun = std::time::Instant::now();
    let read = read(&workspace, &bytes);
    let seen = begun.elapsed();
    let plan = read.plan(&workspace);
    assert_eq!(plan.counts(false).new, households);
    let planned = begun.elapsed();
    let taken = read.take(&mut workspace);
    assert_eq!((taken.new, taken.members), (households, households * 4));
    println!(
        "{households} households: {} bytes, read {seen:?}, planned {planned:?}, applied {:?}",
        bytes.len(),
        begun.elapsed()
    );
    assert_eq!(read.plan(&workspace).counts(false).same, households);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: u32::try_from(crate::store::cases(6)).unwrap(),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever the cells say: what is applied is there, applying again changes nothing, and no value that stood
    /// is another one afterwards.
    #[test]
    fn applied_once_is_applied(
        cells in prop::collection::vec(
            prop::collection::vec("|1|2|Chủ hộ|Con|Lý Văn [A-C]|Nà Lọc|Khe Mới|19[5-9][0-9]|0200000000[0-9]{2}|x|\\PC{0,6}", 8),
            1..12,
        ),
        other in prop::collection::vec(
            prop::collection::vec("|1|Chủ hộ|Vợ|Lý Văn [A-C]|Nà Lọc|19[5-9][0-9]|Nam|\\PC{0,6}", 8),
            1..12,
        ),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut workspace = commune(dir.path());
        let first = read(&workspace, &export(&cells));
        let decided = |read: &mut Read, workspace: &Workspace| {
            // Half of what is doubtful is said to be new.
            let plan = read.plan(workspace);
            for (at, planned) in plan.households.iter().enumerate() {
                if matches!(planned.fate, Fate::Doubtful(_)) && at % 2 == 0 {
                    read.terms.households.insert(at, Decision::New);
                }
            }
        };
        let mut first = first;
        decided(&mut first, &workspace);
        first.take(&mut workspace);
        first.terms.households.clear();
        let again = first.plan(&workspace);
        prop_assert_eq!(again.counts(false).new, 0);
        prop_assert_eq!(again.counts(false).changed, 0, "{:#?}", again.households);
        let answers = |workspace: &Workspace| {
            let all = workspace.store().phieus(None, None).unwrap();
            let mut values = std::collections::BTreeMap::new();
            for (_, id) in all {
                for (path, answer) in workspace.phieu(id).unwrap().answers().iter() {
                    values.insert((id, path.clone()), answer.clone());
                }
            }
            values
        };
        let before = answers(&workspace);
        let second = read(&workspace, &export(&other));
        second.take(&mut workspace);
        let after = answers(&workspace);
        for (at, answer) in &before {
            prop_assert_eq!(after.get(at), Some(answer));
        }
    }
}

/// A name that a damaged file left with nothing but marks is a name: the same list again makes no second household.
#[test]
fn a_name_of_nothing_but_marks_is_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let row = ["", "", "\u{13447}", "1", "Chủ hộ", "", "1", "Chủ hộ"];
    let cells = vec![row.map(str::to_owned).to_vec()];
    let mut list = read(&workspace, &export(&cells));
    list.terms.households.insert(0, Decision::New);
    assert_eq!(list.take(&mut workspace).new, 1);
    list.terms.households.clear();
    assert_eq!(list.plan(&workspace).counts(false).new, 0);
}

/// What is wrong with the file of headings is told like the mistakes of a paper.
#[test]
fn mistakes_in_the_file_of_headings() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = commune(dir.path());
    let mistakes = |text: &str| -> Vec<&'static str> {
        let (_, mistakes) = Intake::parse(text, workspace.library());
        mistakes
            .iter()
            .map(|mistake| mistake.code.as_str())
            .collect()
    };
    let head = "source = \"s\"\nevidence = \"report\"\n";
    assert_eq!(mistakes(head), Vec::<&str>::new());
    assert_eq!(mistakes(""), ["missing-source", "missing-key"]);
    for (target, code) in [
        (
            "id = \"a\"\nform = \"ho-dam\"\nfield = \"ho_ten\"",
            "unknown-form",
        ),
        (
            "id = \"a\"\nform = \"ho-dan\"\nfield = \"ho_te\"",
            "unknown-path",
        ),
        ("id = \"a\"\nuse = \"xom\"\nlabel = \"l\"", "wrong-type"),
        ("id = \"a\"\nuse = \"thon\"", "missing-key"),
        (
            "id = \"a\"\nuse = \"thon\"\nlabel = \"l\"\nmark = \"nam\"",
            "idle-key",
        ),
        (
            "id = \"a\"\nform = \"ho-dan\"\nfield = \"gioi_tinh\"\nmark = \"name\"",
            "unknown-choice",
        ),
        (
            "id = \"a\"\nform = \"ho-dan\"\nfield = \"ho_ten\"\nperiod = \"last\"",
            "unknown-import-period",
        ),
        (
            "id = \"a\"\nuse = \"thon\"\nlabel = \"l\"\nheading = [\"x\"]",
            "unknown-key",
        ),
    ] {
        assert_eq!(
            mistakes(&format!("{head}[[target]]\n{target}\n")),
            [code],
            "{target}"
        );
    }
    let twice = "[[target]]\nid = \"a\"\nuse = \"thon\"\nlabel = \"l\"\nheadings = [\"Thôn\"]\n";
    assert_eq!(mistakes(&format!("{head}{twice}{twice}")), ["duplicate-id"]);
}

#[test]
fn a_thon_given_for_the_whole_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let thon = workspace.add_thon("06253", "Thôn Nà Lọc").unwrap();
    let rows = vec![
        strings(&["Họ và tên chủ hộ", "Năm sinh"]),
        strings(&["Lý Văn Mẫu", "1970"]),
    ];
    let mut read = read(&workspace, &workbook(&rows));
    assert_eq!(codes(&read.plan(&workspace), 0), ["no-thon"]);
    read.terms.thon = Some(PlaceRef::Thon(thon.id));
    assert_eq!(read.take(&mut workspace).new, 1);
    let households = workspace.households().unwrap();
    assert_eq!(households[0].place, PlaceRef::Thon(thon.id));
    // Without the word in front it is the same thôn.
    let rows = vec![
        strings(&["Họ và tên chủ hộ", "Năm sinh", "Thôn"]),
        strings(&["Lý Văn Mẫu", "1970", "nà lọc"]),
    ];
    let read = super::intake::read(&workspace, &workbook(&rows));
    let plan = read.plan(&workspace);
    assert!(
        matches!(plan.households[0].fate, Fate::Matched(_, By::Name)),
        "{plan:#?}"
    );
}

#[test]
fn the_command_line_takes_a_list_in() {
    let desk = crate::command_line::Desk::new();
    std::fs::write(desk.path("ds.xlsx"), export(&village(2))).unwrap();
    let path = desk.path("ds.xlsx").display().to_string();
    let _ = desk
        .run("xa", &["init", "--place", "06253", "--json"])
        .json(0);
    let dry = ["intake", &path, "--period", "2026", "--dry-run", "--json"];
    let json = desk.run("xa", &dry).json(0);
    assert_eq!(
        (&json["new"], &json["applied"]),
        (&2.into(), &serde_json::Value::Null)
    );
    let told = desk.run("xa", &["intake", &path, "--period", "2026"]).ok();
    assert!(told.contains("Đã lưu: lập 2 thôn, 2 hộ"), "{told}");
    let json = desk.run("xa", &dry).json(0);
    assert_eq!((&json["new"], &json["same"]), (&0.into(), &2.into()));
    let bad = [
        "intake",
        &path,
        "--period",
        "2026",
        "--map",
        "Thôn=ten_thong",
        "--json",
    ];
    assert_eq!(desk.run("xa", &bad).trouble(2), "no-target");
    let none = [
        "intake", &path, "--period", "2026", "--map", "B=-;C=-", "--json",
    ];
    assert_eq!(desk.run("xa", &none).trouble(2), "no-name-column");
}
