//! A whole commune through the library: made, exported, judged, planned, imported, tallied.

use bieu::bundle::Verdict;
use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::place::Regime;
use bieu::record::{PhieuSubject, PlaceRef, Status};
use bieu::task::{self, Scope, TableOptions, demo};
use bieu::workspace::{Clock, Init, Workspace, WorkspaceError};

const CLOCK: Clock = Clock::Fixed(1_795_000_000);

fn commune(dir: &std::path::Path, place: &str, regime: Regime, households: usize) -> Workspace {
    demo::make(dir, place, regime, households, CLOCK, &mut |_, _| true).unwrap();
    Workspace::open(dir, CLOCK).unwrap().0
}

fn office(dir: &std::path::Path, place: &str, regime: Regime) -> Workspace {
    let init = Init {
        place: place.to_owned(),
        regime,
        training: true,
        passphrase: None,
    };
    Workspace::init(dir, &init, CLOCK).unwrap()
}

fn send(from: &Workspace, to: &mut Workspace) -> task::Imported {
    let key = from.key(None).unwrap();
    let export = task::export(from, Some(&to.config().place.clone()), &key, &mut |_, _| {
        true
    })
    .unwrap();
    let judged = task::judge(
        &export.bytes,
        to.trust(),
        to.places(),
        to.config(),
        to.today(),
    );
    let verified = match judged {
        Verdict::Good(verified) => verified,
        other => panic!("{other:?}"),
    };
    let plan = task::plan(to, &verified).unwrap();
    assert_eq!(plan.rejected, [], "nothing is rejected");
    task::import(to, &verified, &plan, &mut |_, _| true).unwrap()
}

#[test]
fn a_commune_reaches_the_office_above_whole() {
    for (place, regime, above) in [
        ("06256", Regime::ThreeTier, "184"),
        ("06253", Regime::TwoTier, "20"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut low = commune(&dir.path().join("xa"), place, regime, 12);
        let mut high = office(&dir.path().join("tren"), above, regime);
        assert_eq!(
            low.office_above()
                .map(|unit| unit.code.to_string())
                .as_deref(),
            Some(above)
        );

        let key = low.key(None).unwrap();
        let export = task::export(&low, None, &key, &mut |_, _| true).unwrap();
        let judged = task::judge(
            &export.bytes,
            high.trust(),
            high.places(),
            high.config(),
            high.today(),
        );
        assert!(matches!(judged, Verdict::Unknown { .. }), "{judged:?}");
        high.trust_key(place, low.public_key().clone()).unwrap();

        let first = send(&low, &mut high);
        assert!(
            first.new > 100 && first.same == 0 && first.held == 0,
            "{first:?}"
        );
        let second = send(&low, &mut high);
        assert_eq!((second.new, second.held, second.conflicts), (0, 0, 0));

        let period = Period::Year(2025);
        let scope = Scope {
            place: Some(place.to_owned()),
            period: Some(period),
        };
        assert_eq!(
            task::state_hash(&low, &scope).unwrap(),
            task::state_hash(&high, &scope).unwrap()
        );
        let total = |workspace: &Workspace| {
            let table = task::table(
                workspace,
                "mau-7-1",
                period,
                TableOptions::default(),
                &mut |_, _| true,
            )
            .unwrap();
            table.rows.last().unwrap().cells.clone()
        };
        assert_eq!(total(&low), total(&high));
        assert_eq!(total(&low)["1"].value, Some(12.into()));
        assert!(
            total(&low).values().all(|cell| cell.value.is_some()),
            "{:?}",
            total(&low)
        );
        let report = task::doctor(&mut low, &scope, true, &mut |_, _| true).unwrap();
        assert!(
            report.report.problems.is_empty(),
            "{:?}",
            report.report.problems
        );
    }
}

#[test]
fn two_laptops_of_one_commune_agree_in_either_order() {
    let dir = tempfile::tempdir().unwrap();
    let mut a = commune(&dir.path().join("a"), "06253", Regime::TwoTier, 4);
    let mut b = office(&dir.path().join("b"), "06253", Regime::TwoTier);
    a.trust_key("06253", b.public_key().clone()).unwrap();
    b.trust_key("06253", a.public_key().clone()).unwrap();
    send(&a, &mut b);

    let period = Period::Year(2026);
    let household = a.households().unwrap()[3].clone();
    let (_, form) = (0, a.household_papers(period)[1].clone());
    let subject = PhieuSubject::Household(household.id);
    let path = Path::Field(
        form.field_with_role(bieu::form::Role::Reviewer)
            .unwrap()
            .1
            .id
            .clone(),
    );
    let say = |workspace: &mut Workspace, name: &str| {
        let phieu = workspace
            .open_phieu(form.id().as_str(), subject.clone(), period)
            .unwrap();
        let answer = Some(Answer::Given(Value::Text(name.to_owned())));
        workspace
            .answer(phieu.id(), vec![(path.clone(), answer)])
            .unwrap()
            .id()
    };
    let id = say(&mut a, "Một");
    assert_eq!(say(&mut b, "Hai"), id);
    b.add_household(household.place.clone()).unwrap();
    let (from_a, from_b) = (send(&a, &mut b), send(&b, &mut a));
    assert_eq!((from_a.conflicts, from_b.conflicts), (1, 1));
    let hash = |workspace: &Workspace| task::state_hash(workspace, &Scope::default()).unwrap();
    assert_eq!(hash(&a), hash(&b));
    for workspace in [&a, &b] {
        assert_eq!(workspace.phieu(id).unwrap().conflicts().len(), 1);
    }
    a.resolve(
        id,
        path.clone(),
        Some(Answer::Given(Value::Text("Hai".to_owned()))),
    )
    .unwrap();
    send(&a, &mut b);
    assert_eq!(hash(&a), hash(&b));
    assert!(b.phieu(id).unwrap().conflicts().is_empty());
    let labels: Vec<_> = a
        .households()
        .unwrap()
        .into_iter()
        .map(|household| household.label)
        .collect();
    let mut unique = labels.clone();
    unique.dedup();
    assert_eq!(labels, unique, "two laptops do not make the same label");
}

#[test]
fn a_copied_folder_is_named_as_a_fork_and_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let a = dir.path().join("a");
    let b = dir.path().join("b");
    drop(commune(&a, "06253", Regime::TwoTier, 3));
    crate::store::copy_folder(&a, &b);
    let mut a = Workspace::open(&a, CLOCK).unwrap().0;
    let mut b = Workspace::open(&b, CLOCK).unwrap().0;
    for workspace in [&mut a, &mut b] {
        let key = workspace.public_key().clone();
        workspace.trust_key("06253", key).unwrap();
    }
    a.add_thon("06253", "Thôn của máy A").unwrap();
    b.add_thon("06253", "Thôn của máy B").unwrap();
    send(&a, &mut b);
    send(&b, &mut a);
    for workspace in [&mut a, &mut b] {
        let doctor = task::doctor(workspace, &Scope::default(), false, &mut |_, _| true).unwrap();
        assert_eq!(doctor.forks.len(), 1);
        let names: Vec<_> = workspace
            .thons()
            .unwrap()
            .into_iter()
            .map(|thon| thon.name)
            .collect();
        assert!(
            names.iter().any(|name| name.ends_with('A'))
                && names.iter().any(|name| name.ends_with('B')),
            "{names:?}"
        );
    }
    // What is written next goes on a chain of its own.
    a.add_thon("06253", "Thôn sau").unwrap();
    b.add_thon("06253", "Thôn sau nữa").unwrap();
    send(&a, &mut b);
    send(&b, &mut a);
    let hash = |workspace: &Workspace| task::state_hash(workspace, &Scope::default()).unwrap();
    assert_eq!(hash(&a), hash(&b));
}

#[test]
fn undo_and_redo_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path(), "06253", Regime::TwoTier, 1);
    let period = Period::Year(2026);
    let household = workspace.households().unwrap()[0].id;
    let form = workspace.household_papers(period)[0].clone();
    let phieu = workspace
        .open_phieu(
            form.id().as_str(),
            PhieuSubject::Household(household),
            period,
        )
        .unwrap();
    let roster = form
        .groups()
        .iter()
        .find(|group| group.roster)
        .unwrap()
        .id
        .clone();
    let before = phieu.content();
    assert_eq!(phieu.status(), Status::Finished);
    let rows = phieu.answers().rows(roster.as_str()).len();
    let last = *phieu.answers().rows(roster.as_str()).last().unwrap();
    let removed = workspace.remove_row(phieu.id(), &roster, last).unwrap();
    assert_eq!(removed.answers().rows(roster.as_str()).len(), rows - 1);
    let (added, _) = workspace
        .add_row(phieu.id(), &Name::new(roster.as_str()))
        .unwrap();
    let after = added.content();
    drop(workspace);
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    workspace.undo(phieu.id()).unwrap().unwrap();
    let (back, _) = workspace.undo(phieu.id()).unwrap().unwrap();
    assert_eq!(
        back.content(),
        before,
        "the row is back with its answers and its place"
    );
    assert_eq!(back.status(), Status::Finished);
    drop(workspace);
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    workspace.redo(phieu.id()).unwrap().unwrap();
    let (again, _) = workspace.redo(phieu.id()).unwrap().unwrap();
    assert_eq!(again.content(), after);
    assert!(workspace.redo(phieu.id()).unwrap().is_none());
}

#[test]
fn what_cannot_be_set_up_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let init = |place: &str| Init {
        place: place.to_owned(),
        regime: Regime::TwoTier,
        training: false,
        passphrase: None,
    };
    assert!(matches!(
        Workspace::open(dir.path(), CLOCK),
        Err(WorkspaceError::Missing(_))
    ));
    assert!(matches!(
        Workspace::init(dir.path(), &init("184"), CLOCK),
        Err(WorkspaceError::NoPlace { .. })
    ));
    let mut workspace = Workspace::init(dir.path(), &init("06253"), CLOCK).unwrap();
    assert!(matches!(
        Workspace::init(dir.path(), &init("06253"), CLOCK),
        Err(WorkspaceError::Exists(_))
    ));
    assert_eq!(
        Workspace::open(dir.path(), CLOCK).err().unwrap().code(),
        "store-in-use"
    );
    let thon = workspace.add_thon("06253", "Thôn Một").unwrap();
    assert_eq!(thon.label, "06253-001");
    let household = workspace.add_household(PlaceRef::Thon(thon.id)).unwrap();
    assert_eq!(household.label, "06253-001-001");
    assert_eq!(workspace.household("06253-001-001").unwrap(), household.id);
    assert!(matches!(
        workspace.household("06253-001-002"),
        Err(WorkspaceError::NoSuch(_))
    ));
}
