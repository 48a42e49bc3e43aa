//! What becomes of households: split, merged, moved, closed and back again; the tables agree with it, and it
//! travels.

use bieu::form::{
    Answer, ChoiceRole, FindingKind, Name, Path, Period, Role, RowId, TallyTable, Value,
};
use bieu::locale::Language;
use bieu::place::{Level, Regime};
use bieu::record::{Cause, EditId, Event, Phieu, PhieuSubject, PlaceRef, What};
use bieu::task::{self, Scope, TableOptions, demo};
use bieu::workspace::{Clock, Init, Summary, Workspace, WorkspaceError};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::screens::Seat;
use super::workspace::send;

const CLOCK: Clock = Clock::Fixed(1_795_000_000);
const YEAR: Period = Period::Year(2026);

fn commune(dir: &std::path::Path) -> Workspace {
    demo::make_whole(dir, "06253", Regime::TwoTier, 26, CLOCK, &mut |_, _| true).unwrap();
    Workspace::open(dir, CLOCK).unwrap().0
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn event(household: EditId, what: What) -> Event {
    Event {
        household,
        what,
        date: day("2026-05-10"),
        reason: "theo đơn của hộ".into(),
        period: YEAR,
    }
}

fn table(workspace: &Workspace, id: &str, by: Level) -> TallyTable {
    let options = TableOptions {
        by: Some(by),
        ..TableOptions::default()
    };
    task::table(workspace, id, YEAR, options, &mut |_, _| true).unwrap()
}

/// The total's figures of a table and part.
fn figures(workspace: &Workspace, id: &str, part: &str) -> Vec<Option<Decimal>> {
    let table = table(workspace, id, Level::Xa);
    let row = table
        .rows
        .iter()
        .rfind(|row| row.part.as_ref().is_none_or(|of| of.as_str() == part))
        .unwrap();
    (1..=row.cells.len())
        .map(|n| row.cells[&n.to_string()].value)
        .collect()
}

/// Rules between the papers that say something else than that a figure is missing.
fn differences(workspace: &Workspace) -> Vec<String> {
    let found = task::crosscheck(workspace, Some(YEAR), &[], &mut |_, _| true).unwrap();
    let differ = found.iter().filter(|one| one.kind != FindingKind::Missing);
    differ.map(|one| format!("{:?}", one.at)).collect()
}

/// A household of the year with so many members, whose visit ended with them met.
fn found(workspace: &Workspace, wanted: impl Fn(&Summary) -> bool) -> Summary {
    let all = workspace.summaries(YEAR).unwrap();
    all.into_iter().find(|one| wanted(one)).unwrap()
}

fn class(workspace: &Workspace, summary: &Summary, role: ChoiceRole) -> bool {
    let Some((class, _)) = &summary.class else {
        return false;
    };
    workspace.household_papers(YEAR).iter().any(|form| {
        let field = form.field_with_role(Role::Class);
        field.is_some_and(|(_, field)| {
            let of = |one: &&bieu::form::Choice| one.id == *class && one.role == Some(role);
            field.choices.iter().find(of).is_some()
        })
    })
}

fn naming(workspace: &Workspace, household: EditId) -> Phieu {
    workspace.members(household, YEAR).unwrap().unwrap()
}

fn rows(workspace: &Workspace, household: EditId) -> Vec<RowId> {
    let phieu = naming(workspace, household);
    assert_eq!(phieu.key().period, YEAR);
    let mut rosters = phieu.answers().rosters();
    rosters
        .find(|(_, rows)| !rows.is_empty())
        .unwrap()
        .1
        .to_vec()
}

fn said(workspace: &Workspace, household: EditId, role: Role) -> Option<Answer> {
    let phieu = workspace
        .store()
        .phieus(Some(YEAR), None)
        .unwrap()
        .into_iter()
        .filter(|(key, _)| key.subject == PhieuSubject::Household(household))
        .map(|(_, id)| workspace.phieu(id).unwrap())
        .find(|phieu| {
            let form = workspace.form_of(phieu).unwrap();
            form.field_with_role(Role::HeadName).is_some()
        })?;
    let form = workspace.form_of(&phieu).unwrap();
    let (_, field) = form.field_with_role(role)?;
    phieu.answers().get(&Path::Field(field.id.clone())).cloned()
}

fn refused(workspace: &mut Workspace, event: &Event) -> &'static str {
    match workspace.happen(event) {
        Err(WorkspaceError::Event(code)) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_tables_foot_after_a_split_a_merge_a_move_and_a_closing_and_all_of_it_can_be_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let before = differences(&workspace);
    let state = |workspace: &Workspace| task::state_hash(workspace, &Scope::default()).unwrap();
    let seen = |workspace: &Workspace| {
        ["mau-7-1", "mau-7-2", "mau-7-3"]
            .map(|id| ["ho", "nhan_khau"].map(|part| figures(workspace, id, part)))
    };
    let start = (seen(&workspace), state(&workspace));
    let one = Decimal::ONE;

    // Two of a household that is not poor become one of their own.
    let old = found(&workspace, |one| {
        one.people.len() > 2 && class(&workspace, one, ChoiceRole::NotPoor)
    });
    let old = old.household.unwrap();
    let people = rows(&workspace, old);
    let split = What::Split {
        members: people[1..].to_vec(),
        head: people[1],
    };
    let new = workspace.happen(&event(old, split)).unwrap();
    assert_eq!(rows(&workspace, old).len(), 1);
    assert_eq!(rows(&workspace, new).len(), people.len() - 1);
    let summary = workspace.summary(new, YEAR).unwrap();
    assert_eq!(summary.head, summary.people[0].name);
    assert!(summary.people[0].birth.is_some() && summary.people[0].sex.is_some());
    assert_eq!(workspace.hodan(new).unwrap().split.unwrap().from, old);
    assert!(matches!(
        said(&workspace, new, Role::Origin),
        Some(Answer::Given(Value::Choice(_)))
    ));
    let after = figures(&workspace, "mau-7-1", "ho");
    assert_eq!(after[0], start.0[0][0][0].map(|n| n + one));
    // It was not there the year before.
    let earlier = workspace.summaries(Period::Year(2025)).unwrap();
    assert!(earlier.iter().all(|one| one.household != Some(new)));

    // Whoever looked at the new one says that it was on no list.
    let phieu = naming(&workspace, new);
    let managed = Path::Field(Name::new("dang_quan_ly"));
    let none = Answer::Given(Value::Choice(Name::new("khong_ngheo")));
    workspace
        .answer(phieu.id(), vec![(managed, Some(none))])
        .unwrap();

    // A poor household joins another: it leaves table 7.2 in column 4.
    let poor = found(&workspace, |one| class(&workspace, one, ChoiceRole::Poor));
    let poor = poor.household.unwrap();
    let column_4 = figures(&workspace, "mau-7-2", "ho")[3].unwrap();
    let opening = figures(&workspace, "mau-7-2", "ho")[0];
    let merge = What::Merge {
        into: old,
        members: rows(&workspace, poor),
    };
    let host_rows = rows(&workspace, old).len();
    let poor_rows = rows(&workspace, poor).len();
    workspace.happen(&event(poor, merge)).unwrap();
    assert_eq!(rows(&workspace, old).len(), host_rows + poor_rows);
    let figures_now = figures(&workspace, "mau-7-2", "ho");
    assert_eq!(
        (figures_now[0], figures_now[3]),
        (opening, Some(column_4 + one))
    );
    // It is in the list of the year in which it went, and of none after.
    let listed = |period| {
        let all = workspace.summaries(period).unwrap();
        all.iter().any(|one| one.household == Some(poor))
    };
    assert!(listed(YEAR) && !listed(Period::Year(2027)) && !listed(Period::Month(2026, 8)));

    // Another moves to another thôn from August on.
    let thons = workspace.thons().unwrap();
    let moving = found(&workspace, |one| {
        one.home == Some(PlaceRef::Thon(thons[0].id)) && one.closed.is_none()
    });
    let moving = moving.household.unwrap();
    let count = |workspace: &Workspace, at: usize| {
        let table = table(workspace, "mau-7-1", Level::Thon);
        table
            .rows
            .iter()
            .find(|row| row.place == thons[at].label)
            .unwrap()
            .cells["1"]
            .value
            .unwrap()
    };
    let (there, here) = (count(&workspace, 0), count(&workspace, 1));
    let before_label = workspace.hodan(moving).unwrap().label;
    let shift = What::Move {
        place: PlaceRef::Thon(thons[1].id),
        label: Some("06253-MOI".into()),
    };
    workspace.happen(&event(moving, shift)).unwrap();
    assert_eq!(
        (count(&workspace, 0), count(&workspace, 1)),
        (there - one, here + one)
    );
    for label in [before_label.as_str(), "06253-MOI"] {
        assert_eq!(workspace.household(label).unwrap(), moving, "{label}");
    }
    let household = workspace.hodan(moving).unwrap();
    assert_eq!(
        household.place_on(day("2026-05-09")),
        &PlaceRef::Thon(thons[0].id)
    );

    // One leaves.
    let leaving = found(&workspace, |one| {
        one.closed.is_none() && class(&workspace, one, ChoiceRole::Poor)
    });
    let leaving = leaving.household.unwrap();
    let leave = What::Leave {
        whither: "Lâm Đồng".into(),
    };
    workspace.happen(&event(leaving, leave)).unwrap();
    assert_eq!(
        said(&workspace, leaving, Role::GoneTo),
        Some(Answer::Given(Value::Text("Lâm Đồng".into())))
    );
    assert_eq!(
        figures(&workspace, "mau-7-2", "ho")[3],
        Some(column_4 + one + one)
    );

    // Nothing between the tables differs that did not before, but where the one that moved stood at the end of
    // last year: the tables of its thôn count it in the new one.
    let moved = |cell: &&String| {
        let thon = |at: usize| cell.contains(&format!("place: \"{}\"", thons[at].label));
        cell.contains("number: \"1\"") && (thon(0) || thon(1))
    };
    let now = differences(&workspace);
    let other: Vec<&String> = now.iter().filter(|cell| !moved(cell)).collect();
    assert_eq!(other, before.iter().collect::<Vec<_>>());
    let row = figures(&workspace, "mau-7-2", "ho");
    assert!(row.iter().all(Option::is_some), "{row:?}");
    let [opening, near, above, minus, b, c, d, e, closing] = row
        .iter()
        .map(|n| n.unwrap())
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    assert_eq!(closing, opening - near - above - minus + b + c + d + e);
    assert_eq!(Some(closing), figures(&workspace, "mau-7-1", "ho")[2]);

    // All of it is in the view that is made anew from the journal, and goes back step by step.
    let digest = workspace.store().view_digest();
    workspace.store_mut().rebuild().unwrap();
    assert_eq!(workspace.store().view_digest(), digest);
    for household in [leaving, moving, poor, new] {
        let back = event(household, What::Reopen);
        workspace.take_event_back(&back).unwrap();
    }
    assert_eq!(
        workspace.hodan(new).unwrap().closed.unwrap().cause,
        Cause::Mistake
    );
    assert_eq!(rows(&workspace, old).len(), people.len());
    assert_eq!(seen(&workspace), start.0);
    let kinds: Vec<&str> = workspace
        .past(poor)
        .unwrap()
        .iter()
        .map(|one| one.kind)
        .collect();
    assert_eq!(kinds, ["made", "merged", "reopened"]);
}

#[test]
fn what_cannot_be_is_refused_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let old = found(&workspace, |one| one.people.len() > 2)
        .household
        .unwrap();
    let people = rows(&workspace, old);
    let edits = workspace.store().edit_count();
    let all = What::Split {
        members: people.clone(),
        head: people[0],
    };
    let nobody = What::Split {
        members: Vec::new(),
        head: people[0],
    };
    let itself = What::Merge {
        into: old,
        members: Vec::new(),
    };
    let stay = What::Move {
        place: workspace.hodan(old).unwrap().place,
        label: None,
    };
    for (what, code) in [
        (all, "event-everybody"),
        (nobody, "event-nobody"),
        (itself, "event-itself"),
        (stay, "event-same-place"),
        (What::Reopen, "event-open"),
    ] {
        assert_eq!(refused(&mut workspace, &event(old, what)), code);
    }
    let late = Event {
        date: day("2027-05-10"),
        ..event(old, What::Die)
    };
    assert_eq!(refused(&mut workspace, &late), "event-future");
    let mute = Event {
        reason: " ".into(),
        ..event(old, What::Die)
    };
    assert_eq!(refused(&mut workspace, &mute), "event-reason");
    let nothing = workspace.take_event_back(&event(old, What::Reopen));
    assert!(matches!(nothing, Err(WorkspaceError::Event("event-none"))));
    assert_eq!(workspace.store().edit_count(), edits);
}

#[test]
fn events_travel_and_two_different_moves_at_once_are_a_conflict() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune(&dir.path().join("xa"));
    let init = Init {
        place: "20".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    let mut high = Workspace::init(&dir.path().join("tinh"), &init, CLOCK).unwrap();
    high.grant("06253", low.public_key()).unwrap();
    send(&low, &mut high);
    let thons = low.thons().unwrap();
    let of = found(&low, |one| one.home == Some(PlaceRef::Thon(thons[0].id)));
    let id = of.household.unwrap();
    let to = |at: usize| What::Move {
        place: PlaceRef::Thon(thons[at].id),
        label: None,
    };
    low.happen(&event(id, to(1))).unwrap();
    let dead = found(&low, |one| {
        one.household != Some(id) && one.people.len() > 1
    });
    let dead = dead.household.unwrap();
    low.happen(&event(dead, What::Die)).unwrap();
    send(&low, &mut high);
    let moved = high.hodan(id).unwrap();
    assert_eq!(moved, low.hodan(id).unwrap());
    assert_eq!(moved.place, PlaceRef::Thon(thons[1].id));
    assert_eq!(high.hodan(dead).unwrap().closed.unwrap().cause, Cause::Died);
    let scope = Scope {
        place: Some("06253".into()),
        period: None,
    };
    let hash = |workspace: &Workspace| task::state_hash(workspace, &scope).unwrap();
    assert_eq!(hash(&high), hash(&low));
    // At the same time, without having heard of one another, both move one household: differently.
    let other = found(&low, |one| {
        one.home == Some(PlaceRef::Thon(thons[0].id)) && one.closed.is_none()
    });
    let other = other.household.unwrap();
    high.happen(&event(other, to(2))).unwrap();
    low.happen(&event(other, to(1))).unwrap();
    send(&low, &mut high);
    assert_eq!(high.hodan(other).unwrap().conflicts.len(), 1);
    let past = high.past(other).unwrap();
    let chosen = past
        .iter()
        .find(|told| told.disputed && told.other == thons[1].name);
    high.settle_event(other, chosen.unwrap().edit).unwrap();
    let settled = high.hodan(other).unwrap();
    assert_eq!(
        (settled.conflicts.len(), &settled.place),
        (0, &PlaceRef::Thon(thons[1].id))
    );
    // The same twice is none.
    let same = found(&low, |one| one.closed.is_none() && one.people.len() > 1);
    let same = same.household.unwrap();
    high.happen(&event(same, What::Die)).unwrap();
    low.happen(&event(same, What::Die)).unwrap();
    send(&low, &mut high);
    assert_eq!(high.hodan(same).unwrap().conflicts, []);
}

/// Every household stands once in each year: in its class, or among those whose class is not known. A year of which
/// nothing is known says so, and is not a year without poor households.
#[test]
fn classes_over_the_years_are_those_that_the_papers_say() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = commune(dir.path());
    let household = workspace.households().unwrap()[0].id;
    // A Phiếu that says no class yet: from its year on there is no gap.
    let subject = PhieuSubject::Household(household);
    workspace
        .open_phieu("phieu-b", subject.clone(), Period::Year(2023))
        .unwrap();
    // One household of the year of which all are known, and then is not.
    let finished = Period::Year(2025);
    let opened = workspace.open_phieu("phieu-b", subject, finished).unwrap();
    workspace.reopen(opened.id()).unwrap();
    let points = Path::Field(Name::new("diem_thu_nhap"));
    workspace.answer(opened.id(), vec![(points, None)]).unwrap();
    let all = task::class_years(&workspace, &mut |_, _| true).unwrap();
    let years: Vec<i32> = all.years.iter().map(|year| year.year).collect();
    assert_eq!(years, [2023, 2024, 2025, 2026]);
    for year in &all.years {
        let period = Period::Year(year.year);
        let mut counts = vec![0; all.classes.len()];
        for (_, id) in workspace
            .store()
            .phieus(Some(period), Some("phieu-b"))
            .unwrap()
        {
            let phieu = workspace.phieu(id).unwrap();
            let evaluation = workspace.evaluate(&phieu).unwrap();
            if let Some(Value::Choice(class)) = evaluation.field(&Name::new("phan_loai")) {
                let at = all.classes.iter().position(|(id, _)| id == class).unwrap();
                counts[at] += 1;
            }
        }
        assert_eq!(year.counts, counts, "{}", year.year);
        let there = workspace.summaries(period).unwrap().len() as u64;
        assert_eq!(counts.iter().sum::<u64>() + year.unknown, there);
        assert_eq!(year.is_known(), year.year >= 2025, "{year:?}");
    }
    let year = &all.years[2];
    assert!(year.unknown >= 1 && year.counts[0] > 0, "{year:?}");
    drop(workspace);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let screen = seat.keys("n").screen();
    let lines = |year: &str| -> Vec<String> {
        let lines = screen.lines().map(str::trim);
        let of = lines.filter(|line| line.starts_with(year));
        of.map(ToOwned::to_owned).collect()
    };
    assert!(lines("2023").len() > 1, "{screen}");
    assert!(
        lines("2023")
            .iter()
            .all(|line| line.ends_with("chưa có số liệu"))
    );
    let poor = &lines("2025")[0];
    assert!(poor.ends_with(&format!(" {}", year.counts[0])), "{screen}");
    assert!(poor.contains("[#"), "{screen}");
    assert!(screen.contains(&all.classes[0].1), "{screen}");
    // What does not fit is a key away.
    let below = seat.keys("<PgDn><PgDn>").screen();
    assert!(below.contains("Chưa biết loại hộ"), "{below}");
}
