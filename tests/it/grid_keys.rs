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
