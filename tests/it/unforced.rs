//! What is kept here and not in force, by key: told of whom, what, by which device, why, and what to do.

use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{OutOfForce, PhieuSubject, PlaceRef};
use bieu::review::Deed;
use bieu::tui::Skin;
use bieu::workspace::{Init, Pile, Workspace};

use crate::handing::{plan, two};
use crate::screens::{CLOCK, Seat};
use crate::workspace::send;

/// A laptop of one thôn writes about another: kept, told, and in force once it is granted that too.
#[test]
fn what_a_laptop_says_of_another_thon_is_listed_until_it_is_granted() {
    let dir = tempfile::tempdir().unwrap();
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: false,
        passphrase: None,
    };
    let at = dir.path().join("xa");
    let mut xa = Workspace::init(&at, &init, CLOCK).unwrap();
    let mut laptop = Workspace::init(&dir.path().join("thon"), &init, CLOCK).unwrap();
    let own = xa.add_thon("06253", "Nà Lộc").unwrap();
    xa.grant(&own.label, laptop.public_key()).unwrap();
    laptop.grant("06253", xa.public_key()).unwrap();
    let strange = laptop.add_thon("06253", "Thôn Lạ").unwrap();
    let household = laptop
        .add_household(PlaceRef::Code("06253".into()))
        .unwrap();
    let phieu = laptop
        .open_phieu(
            "ho-dan",
            PhieuSubject::Household(household.id),
            Period::Year(2026),
        )
        .unwrap();
    let name = Answer::Given(Value::Text("Lò Văn Lạ".into()));
    let form = laptop.form_of(&phieu).unwrap();
    let field = form.groups()[0].fields[0].id.clone();
    laptop
        .answer(phieu.id(), vec![(Path::Field(field), Some(name))])
        .unwrap();
    send(&laptop, &mut xa);
    let told = xa.unforced(&mut |_, _| true).unwrap().unwrap();
    assert_eq!(told.len(), 3, "{told:#?}");
    for one in &told {
        assert_eq!(one.device.as_ref(), Some(laptop.public_key()));
        assert_eq!(one.speaks_for.as_deref(), Some("Nà Lộc"));
    }
    let thon = told.iter().find(|one| one.label == strange.label).unwrap();
    assert_eq!((thon.place.as_str(), thon.stands), ("Thôn Lạ", false));
    assert_eq!(thon.why, OutOfForce::Elsewhere);
    let paper = told.iter().find(|one| one.paper.is_some()).unwrap();
    assert_eq!(paper.label, household.label);
    assert_eq!((paper.kinds["phieu"], paper.kinds["answer"]), (1, 1));
    assert_eq!(xa.unforced(&mut |_, _| false).unwrap(), None, "cancelled");
    let code = laptop.public_key().code();
    drop(xa);

    for language in [Language::Vietnamese, Language::English] {
        let mut seat = Seat::at(&at, language, (80, 24));
        let home = seat.screen();
        assert!(home.contains("4 việc chưa có hiệu lực: c") || language == Language::English);
        seat.keys("c");
        let list = seat.screen();
        for part in [&code[..9], "Thôn Lạ", &code, "Nà Lộc"] {
            assert!(list.contains(part), "{part}:\n{list}");
        }
        if language == Language::Vietnamese {
            for part in [
                "lập thôn",
                "ngoài phạm vi",
                "Làm gì: ",
                "câu trả lời, mở phi",
            ] {
                assert!(list.contains(part), "{part}:\n{list}");
            }
        }
        // Nothing here to be opened: Enter says so.
        let told = seat.keys("<Enter>").screen();
        assert!(
            told.contains("chưa có ở đây") || language == Language::English,
            "{told}"
        );
        seat.keys("la");
        assert!(seat.screen().contains("lập thôn") || language == Language::English);
        seat.wear(Skin {
            ascii: true,
            ..Skin::default()
        });
        let strange = |c: &char| !c.is_ascii() && !c.is_alphanumeric();
        assert_eq!(
            seat.screen().chars().find(strange),
            None,
            "{}",
            seat.screen()
        );
        for rows in 0..=24 {
            for columns in 0..=80 {
                seat.resize(columns, rows);
                assert!(seat.draws(), "{columns}×{rows}");
            }
        }
    }

    // The screen of bundles leads there too; the whole xã granted, nothing is left of it.
    let mut xa = Workspace::open(&at, CLOCK).unwrap().0;
    xa.grant("06253", laptop.public_key()).unwrap();
    assert_eq!(xa.unforced(&mut |_, _| true).unwrap().unwrap(), []);
    drop(xa);
    let mut seat = Seat::at(&at, Language::Vietnamese, (80, 24));
    assert!(!seat.screen().contains("chưa có hiệu lực"));
    seat.keys("5<Down><Down><Down><Down><Down><Down><Down><Enter>");
    let list = seat.screen();
    assert!(
        list.contains("Không có việc nào chưa có hiệu lực"),
        "{list}"
    );
}

/// What is changed below after the office above accepted it waits there as a proposal; Enter opens the paper, and
/// giving it back brings the change into force.
#[test]
fn a_change_after_the_acceptance_is_listed_and_the_paper_opens() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let one = plan(&low, Deed::Submit, &pile).done[0];
    low.hand(Deed::Submit, one).unwrap();
    send(&low, &mut high);
    high.hand(Deed::Accept, one).unwrap();
    // The xã has not heard of it, and goes on: past the clock of the acceptance.
    low.reopen(one).unwrap();
    let at = Path::Field(Name::new("b2_01"));
    for turn in 0..6 {
        let answer = Answer::Given(Value::YesNo(turn % 2 == 0));
        low.answer(one, vec![(at.clone(), Some(answer))]).unwrap();
    }
    send(&low, &mut high);
    let told = high.unforced(&mut |_, _| true).unwrap().unwrap();
    assert!(!told.is_empty());
    for one in &told {
        assert_eq!((one.why, one.stands), (OutOfForce::Proposal, true));
    }
    drop(high);
    // On the command line too, for people and for scripts.
    let desk = super::command_line::Desk::new();
    let at = dir.path().join("tinh");
    let at = at.to_str().unwrap();
    let listed = desk.run(at, &["unforced", "--json"]).json(0);
    assert_eq!(listed.as_array().unwrap().len(), told.len());
    assert_eq!(listed[0]["why"], "force-proposal");
    assert_eq!(listed[0]["form"], "phieu-b");
    let words = desk.run(at, &["unforced"]).ok();
    assert!(words.contains("Làm gì: "), "{words}");
    let mut seat = Seat::at(&dir.path().join("tinh"), Language::Vietnamese, (80, 24));
    let list = seat.keys("c").screen();
    assert!(list.contains("sửa sau khi duyệt"), "{list}");
    assert!(list.contains("cấp trên trả lại phiếu"), "{list}");
    let paper = seat.keys("<Enter>").screen();
    assert!(paper.contains("Phiếu B"), "{paper}");
}
