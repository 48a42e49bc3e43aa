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

pub(crate) fn send(from: &Workspace, to: &mut Workspace) -> task::Imported {
    let key = from.key(None).unwrap();
    let export = task::export(from, Some(&to.config().place.clone()), &key, &mut |_, _| {
        true
    })
    .unwrap();
    let judged = task::judge(
        &export.bytes,
        &to.trust().unwrap(),
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
            &high.trust().unwrap(),
            high.places(),
            high.config(),
            high.today(),
        );
        assert!(matches!(judged, Verdict::Unknown { .. }), "{judged:?}");
        high.grant(place, low.public_key()).unwrap();

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
    a.grant("06253", b.public_key()).unwrap();
    b.grant("06253", a.public_key()).unwrap();
    send(&a, &mut b);

    let period = Period::Year(2026);
    let household = a.households().unwrap()[3].clone();
    let mut papers = a.household_papers(period).into_iter();
    let has = |form: &bieu::form::Form, role| form.field_with_role(role).is_some();
    let form = papers
        .find(|form| {
            has(form, bieu::form::Role::Reviewer) && !has(form, bieu::form::Role::HeadName)
        })
        .unwrap();
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
        workspace.grant("06253", &key).unwrap();
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
    let mut papers = workspace.household_papers(period).into_iter();
    let form = papers
        .find(|form| form.field_with_role(bieu::form::Role::HeadName).is_some())
        .unwrap();
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
    let apart = workspace
        .add_household(PlaceRef::Code("06253".to_owned()))
        .unwrap();
    assert_eq!(apart.label, "06253-000-001");
    assert_eq!(workspace.household("06253-001-001").unwrap(), household.id);
    assert!(matches!(
        workspace.household("06253-001-002"),
        Err(WorkspaceError::NoSuch(_))
    ));
}

fn text(said: &str) -> Option<Answer> {
    Some(Answer::Given(Value::Text(said.into())))
}

/// Two laptops of a commune, each trusting the other, and one Phiếu that both have.
struct Pair {
    low: Workspace,
    high: Workspace,
    id: bieu::record::PhieuId,
    note: Path,
    _dir: tempfile::TempDir,
}

fn pair() -> Pair {
    let dir = tempfile::tempdir().unwrap();
    let mut low = office(&dir.path().join("xa"), "06256", Regime::ThreeTier);
    let mut high = office(&dir.path().join("hai"), "06256", Regime::ThreeTier);
    high.grant("06256", low.public_key()).unwrap();
    low.grant("06256", high.public_key()).unwrap();
    let thon = low.add_thon("06256", "Thôn Một").unwrap();
    let household = low.add_household(PlaceRef::Thon(thon.id)).unwrap();
    let phieu = low
        .open_phieu(
            "ho-dan",
            PhieuSubject::Household(household.id),
            Period::Year(2025),
        )
        .unwrap();
    send(&low, &mut high);
    Pair {
        low,
        high,
        id: phieu.id(),
        note: Path::Field(Name::new("ghi_chu_thu")),
        _dir: dir,
    }
}

#[test]
fn undo_never_overwrites_what_somebody_else_said_since() {
    let Pair {
        mut low,
        mut high,
        id,
        note,
        _dir,
    } = pair();
    low.answer(id, vec![(note.clone(), text("máy một"))])
        .unwrap();
    send(&low, &mut high);
    high.answer(id, vec![(note.clone(), text("máy hai"))])
        .unwrap();
    send(&high, &mut low);
    assert!(
        low.undo(id).unwrap().is_none(),
        "nothing of its own stands there"
    );
    let phieu = low.phieu(id).unwrap();
    assert_eq!(phieu.answers().get(&note), text("máy hai").as_ref());
    // What it says afterwards can be taken back, to what the other said.
    low.answer(id, vec![(note.clone(), text("lại"))]).unwrap();
    let (phieu, _) = low.undo(id).unwrap().unwrap();
    assert_eq!(phieu.answers().get(&note), text("máy hai").as_ref());
    let (phieu, _) = low.redo(id).unwrap().unwrap();
    assert_eq!(phieu.answers().get(&note), text("lại").as_ref());
}

#[test]
fn undo_keeps_a_conflict_and_what_was_chosen() {
    let Pair {
        mut low,
        mut high,
        id,
        note,
        _dir,
    } = pair();
    low.answer(id, vec![(note.clone(), text("máy một"))])
        .unwrap();
    high.answer(id, vec![(note.clone(), text("máy hai"))])
        .unwrap();
    assert_eq!(send(&high, &mut low).conflicts, 1);
    // Taking the own answer back leaves the other's standing.
    let (phieu, _) = low.undo(id).unwrap().unwrap();
    let values: Vec<_> = phieu.conflicts()[0]
        .values
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    assert!(
        values.contains(&bieu::record::SlotValue::Answer(text("máy hai"))),
        "{values:?}"
    );
    low.redo(id).unwrap().unwrap();
    low.resolve(id, note.clone(), text("máy hai")).unwrap();
    assert!(
        low.undo(id).unwrap().is_none(),
        "a choice is not taken back by the way"
    );
    let phieu = low.phieu(id).unwrap();
    assert_eq!(phieu.answers().get(&note), text("máy hai").as_ref());
    assert!(phieu.conflicts().is_empty());
}

#[test]
fn undoing_a_row_does_not_take_what_somebody_else_answered_in_it() {
    let Pair {
        mut low,
        mut high,
        id,
        _dir,
        ..
    } = pair();
    let roster = Name::new("thanh_vien");
    let (_, row) = low.add_row(id, &roster).unwrap();
    send(&low, &mut high);
    let at = Path::Member {
        roster: roster.clone(),
        row,
        field: Name::new("ho_ten"),
    };
    high.answer(id, vec![(at.clone(), text("Lò Văn Thử"))])
        .unwrap();
    send(&high, &mut low);
    low.undo(id).unwrap();
    let phieu = low.phieu(id).unwrap();
    assert_eq!(phieu.answers().get(&at), text("Lò Văn Thử").as_ref());
    assert!(phieu.conflicts().is_empty());
}

#[test]
fn of_two_answers_in_one_call_the_later_counts() {
    let Pair {
        mut low,
        id,
        note,
        _dir,
        ..
    } = pair();
    let said = vec![(note.clone(), text("m")), (note.clone(), text("một"))];
    let phieu = low.answer(id, said).unwrap();
    assert_eq!(phieu.answers().get(&note), text("một").as_ref());
    assert!(phieu.conflicts().is_empty(), "{:?}", phieu.conflicts());
}

#[test]
fn what_the_office_above_would_refuse_is_refused_when_it_is_entered() {
    let Pair { mut low, _dir, .. } = pair();
    let mut high = office(&_dir.path().join("huyen"), "184", Regime::ThreeTier);
    let day = Regime::ThreeTier.clamp(low.today());
    let places = std::sync::Arc::clone(low.places());
    let other = places
        .children("184", day)
        .into_iter()
        .map(|unit| unit.code.to_string())
        .find(|code| code != "06256")
        .unwrap();
    let outside = |error: WorkspaceError| assert_eq!(error.code(), "outside", "{error}");
    outside(low.add_thon(&other, "Nhầm").unwrap_err());
    outside(
        low.add_household(PlaceRef::Code(other.clone()))
            .unwrap_err(),
    );
    let place = PhieuSubject::Place(PlaceRef::Code(other.clone()));
    let period = Period::Year(2025);
    let form = low.place_papers(period)[0].id().to_string();
    outside(low.open_phieu(&form, place.clone(), period).unwrap_err());
    // The office above may.
    high.open_phieu(&form, place, period).unwrap();
}

#[test]
fn setting_up_anew_never_replaces_the_key_of_what_was_entered() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("xa");
    let mut workspace = office(&path, "06256", Regime::ThreeTier);
    workspace.add_thon("06256", "Thôn Một").unwrap();
    drop(workspace);
    let key = std::fs::read(path.join("key")).unwrap();
    let config = std::fs::read(path.join("workspace.toml")).unwrap();
    std::fs::remove_file(path.join("workspace.toml")).unwrap();
    let init = Init {
        place: "06256".into(),
        regime: Regime::ThreeTier,
        training: false,
        passphrase: None,
    };
    let code = |result: Result<Workspace, WorkspaceError>| result.err().map(|error| error.code());
    assert_eq!(
        code(Workspace::init(&path, &init, CLOCK)),
        Some("config-lost")
    );
    let opened = Workspace::open(&path, CLOCK).map(|(workspace, _)| workspace);
    assert_eq!(code(opened), Some("config-lost"));
    assert_eq!(std::fs::read(path.join("key")).unwrap(), key);
    std::fs::write(path.join("workspace.toml"), config).unwrap();
    assert_eq!(
        Workspace::open(&path, CLOCK)
            .unwrap()
            .0
            .thons()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn setting_up_goes_on_after_a_power_cut() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("xa");
    drop(office(&path, "06256", Regime::ThreeTier));
    // The last thing that setting up writes.
    std::fs::remove_file(path.join("workspace.toml")).unwrap();
    let opened = Workspace::open(&path, CLOCK).map(|_| ()).unwrap_err();
    assert_eq!(opened.code(), "missing");
    let mut workspace = office(&path, "06256", Regime::ThreeTier);
    workspace.add_thon("06256", "Thôn Một").unwrap();
}

#[test]
fn another_key_starts_another_chain_that_it_can_sign() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("xa");
    let mut workspace = office(&path, "06256", Regime::ThreeTier);
    workspace.add_thon("06256", "Thôn Một").unwrap();
    drop(workspace);
    let other = office(&dir.path().join("khac"), "06256", Regime::ThreeTier);
    for file in ["key", "key.pub"] {
        std::fs::copy(other.dir().join(file), path.join(file)).unwrap();
    }
    let mut workspace = Workspace::open(&path, CLOCK).unwrap().0;
    workspace.add_thon("06256", "Thôn Hai").unwrap();
    // What was said under the key that is gone stands as before.
    assert_eq!(workspace.thons().unwrap().len(), 2);
    assert_eq!(workspace.out_of_force().unwrap(), []);
    let writers = workspace.store().writers().unwrap();
    let line = workspace.public_key().line();
    assert_eq!(writers.len(), 2);
    // What the key that is gone should sign for is told, not left out in silence.
    let key = workspace.key(None).unwrap();
    let export = task::export(&workspace, None, &key, &mut |_, _| true).unwrap();
    assert_eq!((export.edits, export.left_out), (2, 2));
    assert!(
        writers
            .iter()
            .any(|state| state.key.as_deref() == Some(&line))
    );
}

#[test]
fn a_number_that_went_to_its_end_stops_nobody() {
    use bieu::record::{Content, Draft, Edit, Stamp, WriterId};
    let Pair {
        mut low,
        id,
        note,
        _dir,
        ..
    } = pair();
    let mut prev = None;
    let hostile: Vec<Edit> = (1..=2)
        .map(|seq| {
            let (subject, content) = match seq {
                1 => (
                    None,
                    Content::Writer {
                        key: low.public_key().line(),
                    },
                ),
                _ => (
                    Some(id.into()),
                    Content::Answer {
                        path: Path::Field(Name::new("khac")),
                        answer: text("x"),
                    },
                ),
            };
            let stamp = Stamp {
                writer: WriterId([9; 16]),
                seq,
                prev,
                lamport: u64::MAX,
                time: 0,
            };
            let edit = Edit::seal(Draft::new(subject, Vec::new(), content), stamp, [7; 32]);
            prev = Some(edit.id());
            edit
        })
        .collect();
    low.store_mut()
        .import(&mut hostile.into_iter(), &[], &mut |_| true)
        .unwrap();
    for said in ["một", "hai", "ba"] {
        low.answer(id, vec![(note.clone(), text(said))]).unwrap();
    }
    for (said, back) in [("hai", true), ("một", true), ("hai", false), ("ba", false)] {
        let step = if back { low.undo(id) } else { low.redo(id) };
        let (phieu, _) = step.unwrap().unwrap();
        assert_eq!(phieu.answers().get(&note), text(said).as_ref());
    }
}

#[test]
fn an_old_laptop_whose_clock_has_stopped_still_works() {
    let dir = tempfile::tempdir().unwrap();
    for clock in [Clock::Fixed(-1_000_000_000), Clock::Fixed(1_262_304_000)] {
        let path = dir.path().join(format!("{}", clock.now()));
        drop(office(&path, "06253", Regime::TwoTier));
        let mut workspace = Workspace::open(&path, clock).unwrap().0;
        workspace.add_thon("06253", "Thôn Một").unwrap();
        assert!(workspace.office_above().is_some());
    }
}

#[test]
fn two_remarks_at_the_same_time_are_both_read() {
    let Pair {
        mut low,
        mut high,
        id,
        note,
        _dir,
    } = pair();
    low.remark(id, note.clone(), "xã thấy".into()).unwrap();
    high.remark(id, note.clone(), "huyện thấy".into()).unwrap();
    send(&high, &mut low);
    send(&low, &mut high);
    for workspace in [&low, &high] {
        let remarks = workspace.phieu(id).unwrap().remarks();
        assert_eq!(remarks.len(), 1);
        assert_eq!(remarks[0].text, "huyện thấy\nxã thấy");
    }
    let phieu = low.remark(id, note, "chung".into()).unwrap();
    assert_eq!(phieu.remarks()[0].text, "chung");
}

#[test]
fn a_name_that_no_entry_could_carry_is_refused_at_once() {
    let Pair {
        mut low,
        id,
        note,
        _dir,
        ..
    } = pair();
    let long = "a".repeat(70_000);
    let code = |error: WorkspaceError| error.code();
    assert_eq!(low.set_person(&long).map_err(code), Err("too-long"));
    assert_eq!(
        low.add_thon("06256", &long).map(|_| ()).map_err(code),
        Err("too-long")
    );
    low.answer(id, vec![(note, text("vẫn ghi được"))]).unwrap();
}

#[test]
fn a_province_still_keeps_the_papers_of_a_former_district() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = office(dir.path(), "20", Regime::TwoTier);
    let period = Period::parse("2023-H1").unwrap();
    let form = workspace.place_papers(period).first().unwrap().clone();
    let paper = |code: &str| PhieuSubject::Place(PlaceRef::Code(code.to_owned()));
    for code in ["20", "184", "06256", "06253"] {
        workspace
            .open_phieu(form.id().as_str(), paper(code), period)
            .unwrap();
    }
    for code in ["01", "001", "00004"] {
        let refused = workspace.open_phieu(form.id().as_str(), paper(code), period);
        assert!(
            matches!(refused, Err(WorkspaceError::Outside { .. })),
            "{code}"
        );
    }
}
