//! Grids by their keys: filling down, remarks, headings, the period before, what a cell must agree with.

use std::path::Path as FilePath;

use bieu::form::{Answer, Value};
use bieu::locale::Language;
use bieu::record::{PhieuKey, PhieuSubject, PlaceRef};
use bieu::workspace::Workspace;

use crate::screens::{CLOCK, Seat, commune};

/// Biểu 02 of the first half of 2023, from Home: the cursor stands in `da1_1/kh_tw_dt`.
const BIEU_02: &str = "<F5>2023-H1<Enter>3bieu so 02<Enter>";

fn seat(dir: &FilePath) -> Seat {
    Seat::at(dir, Language::Vietnamese, (80, 24))
}

/// The figure that the disk has at a cell.
fn figure(dir: &FilePath, cell: &str) -> Option<String> {
    let (workspace, _) = Workspace::open(dir, CLOCK).unwrap();
    let key = PhieuKey {
        form: "bieu-02".into(),
        subject: PhieuSubject::Place(PlaceRef::Code("06253".into())),
        period: bieu::form::Period::parse("2023-H1").unwrap(),
    };
    let phieu = workspace.phieu(key.id()).unwrap();
    let form = workspace.form_of(&phieu).unwrap();
    let path = form.path(phieu.answers(), cell).unwrap();
    match phieu.answers().get(&path)? {
        Answer::Given(Value::Number(number)) => Some(number.to_string()),
        other => panic!("{other:?}"),
    }
}

/// The line of the screen with a text in it.
fn line_with(screen: &str, text: &str) -> String {
    let mut lines = screen.lines();
    let found = lines.find(|line| line.contains(text));
    found.map_or_else(|| panic!("no {text:?} in\n{screen}"), str::to_owned)
}

/// The words of such a line.
fn cells(screen: &str, text: &str) -> Vec<String> {
    let line = line_with(screen, text);
    line.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn filling_down_keeps_what_was_half_typed_and_looks_past_empty_cells() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    // 1.1 is answered, 1.2 is left empty; 4.1 is being typed.
    let script = format!("{BIEU_02}1234<Down><Down><Down>77<F10>");
    seat(dir.path()).keys(&script);
    let at = |cell: &str| figure(dir.path(), cell);
    assert_eq!(at("da1_1/kh_tw_dt").as_deref(), Some("1234"));
    assert_eq!(at("da1_2/kh_tw_dt"), None);
    assert_eq!(at("da4_1/kh_tw_dt").as_deref(), Some("1234"));
    // One undo brings back what had been typed, the next takes that away too.
    seat(dir.path()).keys(&format!("{BIEU_02}<C-z>"));
    assert_eq!(at("da4_1/kh_tw_dt").as_deref(), Some("77"));
    seat(dir.path()).keys(&format!("{BIEU_02}<C-z>"));
    assert_eq!(at("da4_1/kh_tw_dt"), None);
    assert_eq!(at("da1_1/kh_tw_dt").as_deref(), Some("1234"));
}

#[test]
fn a_remark_on_a_cell_with_a_problem_is_marked_and_read_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let remark = "Sổ của huyện ghi 1.300, đã hỏi lại chị Nương";
    let mut seat = seat(dir.path());
    seat.keys(BIEU_02)
        .keys("1234<Tab>50<Left><Left>1300<Right><F8><C-r>")
        .keys(&format!("{remark}<Enter><Esc><Enter><F8>"));
    let screen = seat.screen();
    assert!(
        line_with(&screen, "> 1.1").contains("!*    =1.284"),
        "{screen}"
    );
    let panel: Vec<&str> = screen
        .lines()
        .skip_while(|line| !line.starts_with('─'))
        .collect();
    assert!(panel[2].ends_with("Cộng (triệu đồng): = 1.284"), "{screen}");
    assert_eq!(panel[3], format!("* {remark}"), "{screen}");
    let problem = "! Ô này: số trên giấy là 1.300, tính ra 1.284";
    assert!(panel[4].starts_with(problem), "{screen}");
    // A figure as wide as its cell keeps its digits; the second mark stands behind it.
    seat.keys("<Right><C-u>12345678<Left>");
    let wide = seat.screen();
    assert!(
        line_with(&wide, "> 1.1").contains("!=12.345.728*"),
        "{wide}"
    );
}

#[test]
fn a_long_heading_keeps_its_unit() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = seat(dir.path());
    seat.keys("<F5>2023-H1<Enter>3bieu so 05<Enter>");
    let screen = seat.screen();
    let heads: Vec<&str> = screen.lines().skip(3).take(3).collect();
    assert!(heads.concat().contains("(%)"), "{screen}");
    // Where the window is high the whole of it stands there.
    seat.resize(80, 40);
    let screen = seat.screen();
    let heads: Vec<&str> = screen.lines().skip(3).take(5).collect();
    assert!(heads.concat().contains("hoạch (%)"), "{screen}");
}

#[test]
fn the_period_before_stands_beside_this_one() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    // No period before the first has the paper, and the key says so.
    let mut seat = seat(dir.path());
    seat.keys(BIEU_02).keys("1234<Tab>50<F5>");
    let screen = seat.screen();
    assert!(
        screen.contains("Chưa có Biểu này của kỳ nào trước kỳ này"),
        "{screen}"
    );
    // What was typed then and what was computed then stand beside what is typed and computed now.
    seat.keys("<Esc><Esc><F5>2023-H2<Enter>3bieu so 02<Enter>1300<Tab>20<Left><Left>");
    let row = cells(&seat.screen(), "> 1.1");
    assert_eq!(row[row.len() - 4..], ["=?", "=?", "=1.320", "1.300"]);
    seat.keys("<C-e>");
    let screen = seat.screen();
    let row = cells(&screen, "> 1.1");
    assert_eq!(row[row.len() - 2..], ["=1.320", "1.284"], "{screen}");
    let told = "Kỳ trước, 6 tháng đầu năm 2023: 1.284; kỳ này thêm 36";
    assert!(screen.contains(told), "{screen}");
    seat.keys("<Right>");
    let screen = seat.screen();
    assert!(screen.contains("1.234; kỳ này thêm 66"), "{screen}");
    let row = cells(&screen, "> 1.1");
    let shown = ["=1.320", "1.284", "1.300", "1.234"];
    assert_eq!(row[row.len() - 4..], shown, "{screen}");
    let heads = line_with(&screen, "▼");
    assert_eq!(heads.matches("6 tháng đầu").count(), 2, "{screen}");
    // Half-typed text stays while the figures beside it come and go.
    seat.keys("77<F5>");
    let row = cells(&seat.screen(), "> 1.1");
    assert_eq!(row[row.len() - 3..], ["=1.320", "77", "20"]);
    seat.keys("<F5><Esc>");
    let kept = |seat: &Seat| seat.screen().contains("77");
    seat.keys("<Enter><Right>");
    assert!(kept(&seat), "{}", seat.screen());
}

#[test]
fn the_formulas_of_a_cell_stand_beside_it_with_both_values() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = seat(dir.path());
    // The cursor is on a figure whose sum is 1.284; the paper says 1.300.
    seat.keys(BIEU_02)
        .keys("1234<Tab>50<Left><Left>1300<Right>");
    let screen = seat.screen();
    let told = "≠ Phép tính có ô này: 1 lệch, 3 chưa đủ số. Cộng = Đầu tư phát triển + Sự\n\
                nghiệp: lệch: trên giấy 1.300, tính ra 1.284\n";
    assert!(screen.contains(told), "{screen}");
    // On the sum itself its problem says it, and the line only counts.
    seat.keys("<Left>");
    let screen = seat.screen();
    assert!(!screen.contains("≠"), "{screen}");
    assert!(
        screen.contains("! Ô này: số trên giấy là 1.300"),
        "{screen}"
    );
    // A wide window has all of them beside the figures, those that do not hold first.
    seat.resize(132, 43);
    let screen = seat.screen();
    let side: Vec<&str> = screen
        .lines()
        .filter_map(|line| Some(line.split_once("│ ")?.1))
        .collect();
    let first = [
        "Phép tính, kiểm tra có ô này",
        "≠ Cộng = Đầu tư phát triển + Sự nghiệp",
        "  > lệch: trên giấy 1.300, tính ra",
        "    1.284",
        "? dòng 1 = dòng 1.1 + dòng 1.2",
    ];
    assert_eq!(side[..5], first, "{screen}");
    // Corrected, it agrees.
    seat.keys("1284<Enter><Up>");
    let screen = seat.screen();
    assert!(!screen.contains("≠"), "{screen}");
    assert!(screen.contains("  > khớp"), "{screen}");
}
