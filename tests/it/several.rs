//! Papers with several Phiếu of one subject in one period, and papers of thôn, through the workspace.

use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::place::Regime;
use bieu::record::{PhieuId, PhieuSubject, PlaceRef};
use bieu::task::{self, Scope};
use bieu::workspace::{Clock, Init, Workspace, WorkspaceError};

use super::workspace::send;

const CLOCK: Clock = Clock::Fixed(1_795_000_000);
const PERIOD: Period = Period::Year(2024);
const WORKS: &str = "cong-trinh";
const MEETINGS: &str = "hop-thon";

fn office(dir: &std::path::Path) -> Workspace {
    let init = Init {
        place: "06256".to_owned(),
        regime: Regime::ThreeTier,
        training: true,
        passphrase: None,
    };
    Workspace::init(dir, &init, CLOCK).unwrap()
}

fn own() -> PhieuSubject {
    PhieuSubject::Place(PlaceRef::Code("06256".to_owned()))
}

/// A new work of this name.
fn work(workspace: &mut Workspace, name: &str) -> PhieuId {
    let phieu = workspace.open_phieu(WORKS, own(), PERIOD).unwrap();
    call(workspace, phieu.id(), name)
}

fn call(workspace: &mut Workspace, id: PhieuId, name: &str) -> PhieuId {
    let answer = Some(Answer::Given(Value::Text(name.to_owned())));
    let path = Path::Field(Name::new("ten"));
    workspace.answer(id, vec![(path, answer)]).unwrap().id()
}

fn named(workspace: &Workspace) -> Vec<(usize, String, PhieuId)> {
    let all = workspace.phieus_of(WORKS, &own(), PERIOD).unwrap();
    all.into_iter()
        .map(|one| (one.number, one.title.unwrap_or_default(), one.phieu.id()))
        .collect()
}

#[test]
fn each_is_made_numbered_and_opened_by_its_id() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = office(dir.path());
    let road = work(&mut desk, "Đường vào thôn");
    let canal = work(&mut desk, "Kênh mương");
    assert_eq!(
        named(&desk),
        [
            (1, "Đường vào thôn".to_owned(), road),
            (2, "Kênh mương".to_owned(), canal)
        ]
    );
    call(&mut desk, road, "Đường liên thôn");
    assert_eq!(desk.phieu(road).unwrap().answers().iter().count(), 1);
    let second = desk.numbered(&desk.phieu(canal).unwrap()).unwrap().unwrap();
    assert_eq!(
        (second.number, second.title.as_deref()),
        (2, Some("Kênh mương"))
    );
    // Another period counts for itself; a paper that does not repeat has no number and stays one.
    let other = desk.open_phieu(WORKS, own(), Period::Year(2023)).unwrap();
    assert_eq!(desk.numbered(&other).unwrap().unwrap().number, 1);
    let money = desk.open_phieu("bieu-02", own(), PERIOD).unwrap();
    assert!(desk.numbered(&money).unwrap().is_none());
    assert_eq!(
        desk.open_phieu("bieu-02", own(), PERIOD).unwrap().id(),
        money.id()
    );
    // Undo, finishing and a new start hold for one of them as for any Phiếu.
    let (phieu, _) = desk.undo(road).unwrap().unwrap();
    assert_eq!(desk.title_of(&phieu).as_deref(), Some("Đường vào thôn"));
    drop(desk);
    let (desk, _) = Workspace::open(dir.path(), CLOCK).unwrap();
    assert_eq!(named(&desk).len(), 2);
}

#[test]
fn made_on_two_laptops_at_the_same_time_they_are_two_and_no_conflict() {
    let dir = tempfile::tempdir().unwrap();
    let [mut a, mut b] = ["a", "b"].map(|name| office(&dir.path().join(name)));
    a.grant("06256", b.public_key()).unwrap();
    b.grant("06256", a.public_key()).unwrap();
    // The same name, at the same time by both clocks.
    work(&mut a, "Đường vào thôn");
    work(&mut b, "Đường vào thôn");
    work(&mut b, "Kênh mương");
    let (from_a, from_b) = (send(&a, &mut b), send(&b, &mut a));
    assert_eq!((from_a.conflicts, from_b.conflicts), (0, 0));
    assert_eq!(named(&a).len(), 3);
    assert_eq!(
        named(&a),
        named(&b),
        "one order and one numbering everywhere"
    );
    let hash = |workspace: &Workspace| task::state_hash(workspace, &Scope::default()).unwrap();
    assert_eq!(hash(&a), hash(&b));
    // The same content made once more is other content.
    let before = hash(&a);
    let third = work(&mut a, "Kênh mương");
    assert_ne!(hash(&a), before);
    send(&a, &mut b);
    assert_eq!(hash(&a), hash(&b));
    // One of several is answered on both sides: a conflict of that one alone.
    call(&mut a, third, "Kênh A");
    call(&mut b, third, "Kênh B");
    assert_eq!(send(&a, &mut b).conflicts, 1);
    let conflicts = named(&b)
        .iter()
        .map(|(_, _, id)| b.phieu(*id).unwrap().conflicts().len())
        .sum::<usize>();
    assert_eq!(conflicts, 1);
}

/// The same things said on another machine, in another order, are the same state.
#[test]
fn equal_content_in_any_order_has_one_hash() {
    let dir = tempfile::tempdir().unwrap();
    let [mut a, mut b] = ["a", "b"].map(|name| office(&dir.path().join(name)));
    for name in ["Đường", "Kênh", "Kênh"] {
        work(&mut a, name);
    }
    for name in ["Kênh", "Kênh", "Đường"] {
        work(&mut b, name);
    }
    let hash = |workspace: &Workspace| task::state_hash(workspace, &Scope::default()).unwrap();
    assert_eq!(hash(&a), hash(&b));
    work(&mut b, "Kênh");
    assert_ne!(hash(&a), hash(&b));
}

#[test]
fn a_paper_says_which_level_it_is_of() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = office(dir.path());
    let thon = PlaceRef::Thon(desk.add_thon("06256", "Thôn Mẫu").unwrap().id);
    let of_thon = PhieuSubject::Place(thon.clone());
    let meeting = desk.open_phieu(MEETINGS, of_thon.clone(), PERIOD).unwrap();
    assert_eq!(
        desk.subject_label(&meeting.key().subject).unwrap(),
        "06256-001"
    );
    let context = desk
        .context(&meeting, &desk.form_of(&meeting).unwrap())
        .unwrap();
    assert!(context.area.is_some(), "a thôn is of its xã's area");
    for (form, subject) in [(MEETINGS, own()), (WORKS, of_thon)] {
        match desk.open_phieu(form, subject, PERIOD) {
            Err(error @ WorkspaceError::WrongLevel { .. }) => {
                assert_eq!(error.code(), "wrong-level");
            }
            other => panic!("{form}: {other:?}"),
        }
    }
    let forms = |place: &PlaceRef| -> Vec<String> {
        let papers = desk.papers_of_place(place, PERIOD);
        papers.iter().map(|form| form.id().to_string()).collect()
    };
    let of_xa = forms(&PlaceRef::Code("06256".to_owned()));
    let of_thon = forms(&thon);
    assert!(of_thon.iter().any(|form| form == MEETINGS));
    assert!(!of_thon.iter().any(|form| form == WORKS));
    assert!(of_xa.iter().any(|form| form == WORKS));
    assert!(!of_xa.iter().any(|form| form == MEETINGS));
}
