//! Where two people answered differently: found from the list of what is left, settled by one key each, and settled
//! everywhere.

use bieu::form::{Answer, Name, Path, Period, Role, RowId, Value};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{PhieuId, PhieuSubject, PlaceRef, Status};
use bieu::workspace::{Init, Workspace};

use crate::screens::{CLOCK, Seat};
use crate::workspace::send;

fn given(workspace: &mut Workspace, id: PhieuId, path: Path, text: &str) {
    let answer = Answer::Given(Value::Text(text.into()));
    workspace.answer(id, vec![(path, Some(answer))]).unwrap();
}

/// A field that text is typed in, of a member or of the paper.
fn member(roster: &Name, row: RowId, field: &Name) -> Path {
    Path::Member {
        roster: roster.clone(),
        row,
        field: field.clone(),
    }
}

/// Two laptops of one xã, one household: two answers typed differently, and two rows that one laptop took away while
/// the other wrote in them.
#[test]
fn every_conflict_is_settled_by_one_key_and_the_choice_travels() {
    let dir = tempfile::tempdir().unwrap();
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    let at = dir.path().join("mot");
    let mut one = Workspace::init(&at, &init, CLOCK).unwrap();
    let mut two = Workspace::init(&dir.path().join("hai"), &init, CLOCK).unwrap();
    one.grant("06253", two.public_key()).unwrap();
    two.grant("06253", one.public_key()).unwrap();
    let thon = one.add_thon("06253", "Nà Lộc").unwrap();
    let household = one.add_household(PlaceRef::Thon(thon.id)).unwrap();
    let subject = PhieuSubject::Household(household.id);
    let phieu = one
        .open_phieu("ho-dan", subject, Period::Year(2026))
        .unwrap();
    let id = phieu.id();
    let form = one.form_of(&phieu).unwrap();
    let head = Path::Field(form.field_with_role(Role::HeadName).unwrap().1.id.clone());
    let (roster, name) = match form.field_with_role(Role::PersonName).unwrap() {
        (Some(roster), field) => (roster.clone(), field.id.clone()),
        (None, _) => panic!("members are rows"),
    };
    let rows: Vec<RowId> = (0..3)
        .map(|_| one.add_row(id, &roster).unwrap().1)
        .collect();
    send(&one, &mut two);
    // The second says more, so that its answers are the later ones whichever key is the greater.
    two.grant("06253", one.public_key()).unwrap();
    for (workspace, said) in [(&mut one, "Lý Văn Thử"), (&mut two, "Lý Văn Thứ")] {
        given(workspace, id, head.clone(), said);
        given(workspace, id, member(&roster, rows[0], &name), said);
    }
    for row in [rows[1], rows[2]] {
        one.remove_row(id, &roster, row).unwrap();
        given(&mut two, id, member(&roster, row, &name), "Lý Thị Mẫu");
    }
    send(&two, &mut one);
    assert_eq!(one.phieu(id).unwrap().conflicts().len(), 4);
    drop(one);

    let mut seat = Seat::at(&at, Language::Vietnamese, (80, 24));
    let home = seat.screen();
    assert!(home.contains("chỗ khác nhau (#)"), "{home}");
    let todo = seat.keys("4").screen();
    let line = todo.lines().find(|line| line.starts_with('>')).unwrap();
    assert!(line.contains(" 4 "), "{todo}");
    let list = seat.keys("<Enter><C-x>").screen();
    assert!(list.contains("4 chỗ hai người nhập khác nhau"), "{list}");
    // Rows come first: the first stays, the second goes; both ways are offered though only one edit speaks.
    assert_eq!(list.matches("giữ dòng này").count(), 2, "{list}");
    let after = seat.keys("1").screen();
    assert!(after.contains("3 chỗ hai người nhập khác nhau"), "{after}");
    // A number that is no value of this place, and letters, do nothing.
    let after = seat.keys("9x").screen();
    assert!(after.contains("3 chỗ hai người nhập khác nhau"), "{after}");
    seat.keys("2");
    let after = seat.keys("2").screen();
    assert!(after.contains("1 chỗ hai người nhập khác nhau"), "{after}");
    let after = seat.keys("<Enter>").screen();
    assert!(after.contains("Đã chọn xong"), "{after}");
    drop(seat);

    let one = Workspace::open(&at, CLOCK).unwrap().0;
    let settled = one.phieu(id).unwrap();
    assert_eq!(settled.conflicts(), []);
    assert_eq!(settled.status(), Status::Draft);
    let stays: Vec<RowId> = settled.answers().rows(roster.as_str()).to_vec();
    assert_eq!(stays.len(), 2);
    assert!(stays.contains(&rows[0]));
    send(&one, &mut two);
    let there = two.phieu(id).unwrap();
    assert_eq!(there.conflicts(), []);
    assert_eq!(
        there.state_json().to_string(),
        settled.state_json().to_string()
    );
}
