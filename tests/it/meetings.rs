//! Meetings: the minutes come from the list, votes as they happen, a second meeting from the first, and
//! nothing on the wall that does not belong there.

use std::collections::BTreeSet;
use std::path::Path as FilePath;

use bieu::form::{
    Answer, Code, Date, FieldType, Outcome, Path, Period, Role, RowId, Severity, Value,
};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{Phieu, PhieuKey, PhieuSubject, PlaceRef};
use bieu::task::{self, demo};
use bieu::workspace::Workspace;

use rust_decimal::Decimal;

use crate::screens::{CLOCK, Seat, commune};

/// The period of the sample in which every household is finished.
const YEAR: Period = Period::Year(2025);

fn open(dir: &FilePath) -> Workspace {
    Workspace::open(dir, CLOCK).unwrap().0
}

/// The papers of the first thôn.
fn papers(workspace: &Workspace) -> Vec<std::sync::Arc<bieu::form::Form>> {
    let thon = PlaceRef::Thon(workspace.thons().unwrap()[0].id);
    workspace.papers_of_place(&thon, YEAR)
}

/// The minutes' paper: the meeting that votes.
fn minutes(workspace: &Workspace) -> std::sync::Arc<bieu::form::Form> {
    papers(workspace)
        .into_iter()
        .find(|form| form.is_meeting() && form.voted().is_some())
        .unwrap()
}

/// The first thôn.
fn subject(workspace: &Workspace) -> PhieuSubject {
    PhieuSubject::Place(PlaceRef::Thon(workspace.thons().unwrap()[0].id))
}

/// The meetings of the first thôn in the order in which they were made.
fn meetings(workspace: &Workspace) -> Vec<Phieu> {
    let form = minutes(workspace);
    let all = workspace
        .phieus_of(form.id().as_str(), &subject(workspace), YEAR)
        .unwrap();
    all.into_iter().map(|one| one.phieu).collect()
}

fn rows(workspace: &Workspace, phieu: &Phieu) -> Vec<RowId> {
    let form = minutes(workspace);
    phieu
        .answers()
        .rows(form.voted().unwrap().as_str())
        .to_vec()
}

fn text(workspace: &Workspace, phieu: &Phieu, role: Role, row: Option<RowId>) -> Option<String> {
    let form = minutes(workspace);
    let path = form.place_of(role, row)?;
    match phieu.answers().get(&path)? {
        Answer::Given(Value::Text(text)) => Some(text.clone()),
        Answer::Given(Value::Number(number)) => Some(number.to_string()),
        Answer::Given(Value::Choice(id)) => Some(id.to_string()),
        Answer::Given(Value::Date(date)) => Some(format!("{date:?}")),
        other => Some(format!("{other:?}")),
    }
}

fn agreed(workspace: &Workspace, phieu: &Phieu, row: RowId) -> Option<bool> {
    let form = minutes(workspace);
    let evaluation = workspace.evaluate(phieu).unwrap();
    let path = form.place_of(Role::Agreed, Some(row))?;
    match evaluation.outcomes.get(&path)? {
        Outcome::Computed {
            value: Value::YesNo(yes),
            ..
        } => Some(*yes),
        _ => None,
    }
}

/// A commune whose every household of the year is finished.
fn whole(dir: &FilePath, households: usize) {
    demo::make_whole(
        dir,
        "06253",
        Regime::TwoTier,
        households,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
}

/// From Home into the first thôn's meeting of the year, with twenty people there who may vote.
const THERE: &str = "<F5>2025<Enter>h<Enter>2<Enter>1<Enter>1<Enter>1<Enter>40<Enter>4<Enter>4<Enter>3<Enter>2<Enter>\
    5<Enter>2<Enter>7<Enter>1<Down><Enter>";
/// The votes on one household: 15 of 20 agree; the other five abstain by the offered figure.
const AGREES: &str = "15<Enter>0<Enter><Enter>";
/// Five of 20 agree, with what was said; then on to the next household.
const REFUSES: &str = "5<Enter>12<Enter><Enter><Enter>Xem lại thu nhập<Enter><Enter>";

#[test]
fn the_minutes_are_filled_from_the_list_by_one_key() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2025<Enter>h<Enter>");
    drop(seat);
    let workspace = open(dir.path());
    let [phieu] = meetings(&workspace).try_into().unwrap();
    let rows = rows(&workspace, &phieu);
    // The list paper of the same thôn, made by itself.
    let form = minutes(&workspace);
    let list = form.fill().unwrap().from.to_string();
    let options = task::TableOptions {
        by: Some(bieu::place::Level::Thon),
        split_area: false,
    };
    let table = task::list(&workspace, &list, YEAR, options, &mut |_, _| true).unwrap();
    let thon = &workspace.thons().unwrap()[0].label;
    let unit = table
        .units
        .iter()
        .position(|unit| unit.place == *thon)
        .unwrap();
    let listed = table.rows.iter().filter(|row| row.unit == unit).count();
    assert!(listed >= 3, "{listed}");
    assert_eq!(rows.len(), listed);
    let own: BTreeSet<String> = workspace
        .households()
        .unwrap()
        .into_iter()
        .filter(|household| PhieuSubject::Place(household.place.clone()) == subject(&workspace))
        .map(|household| household.label)
        .collect();
    for row in rows {
        let label = text(&workspace, &phieu, Role::HouseholdLabel, Some(row)).unwrap();
        assert!(own.contains(&label), "{label}");
        for role in [Role::HeadName, Role::Class, Role::Case] {
            let path = form.place_of(role, Some(row)).unwrap();
            let answer = phieu.answers().get(&path).unwrap();
            assert!(matches!(answer, Answer::Given(_)), "{role:?}: {answer:?}");
        }
    }
    let problems = workspace.evaluate(&phieu).unwrap().problems;
    let choices = problems
        .iter()
        .filter(|problem| matches!(problem.code, bieu::form::Code::UnknownChoice));
    assert_eq!(choices.count(), 0, "{problems:#?}");
    assert_eq!(
        text(&workspace, &phieu, Role::MeetingNumber, None).as_deref(),
        Some("1")
    );
}

#[test]
fn a_whole_meeting_with_a_failed_vote_and_the_meeting_after_it() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(THERE).keys(REFUSES).keys(AGREES).keys("a<Enter>");
    let screen = seat.screen();
    assert!(!screen.contains("Hộ 1 /"), "{screen}");
    // Every other household by one key each, then what the minutes ask besides, in the paper's own screen.
    seat.keys(&"a<Enter>".repeat(10));
    seat.keys("<Tab><Tab>");
    let screen = seat.screen();
    assert!(screen.contains("Chưa thống nhất: "), "{screen}");
    seat.keys("<Enter>20/11/2025<Enter>Nhà văn hóa thôn<Enter>Vi Văn Thử<Enter>Lý Thị Mẫu<Enter>2<Enter><Esc>");
    seat.keys("<F8>");
    let screen = seat.screen();
    assert!(screen.contains(">  Ngày dự kiến họp lại"), "{screen}");
    seat.keys("<Enter>27/11/2025<Enter><Esc>");
    let screen = seat.screen();
    assert!(!screen.contains('!'), "{screen}");
    seat.keys("<F9><Enter>");
    let screen = seat.screen();
    assert!(screen.contains("đã hoàn thành"), "{screen}");
    // The meeting after it, by one key; pressed twice it is the same one.
    seat.keys("<Enter>m");
    let screen = seat.screen();
    assert!(screen.contains("họp lần 2"), "{screen}");
    seat.keys("<Esc><Enter>m<Tab>");
    let screen = seat.screen();
    assert!(screen.contains("Hộ 1 / 1"), "{screen}");
    assert!(screen.contains("chưa sửa gì từ lần họp trước"), "{screen}");
    drop(seat);
    let workspace = open(dir.path());
    let [first, second] = meetings(&workspace).try_into().unwrap();
    assert_eq!(first.status(), bieu::record::Status::Finished);
    let before = rows(&workspace, &first);
    let refused: Vec<RowId> = before
        .iter()
        .copied()
        .filter(|row| agreed(&workspace, &first, *row) == Some(false))
        .collect();
    assert_eq!(refused, before[..1]);
    let again = rows(&workspace, &second);
    assert_eq!(again.len(), 1);
    for role in [
        Role::HouseholdLabel,
        Role::HeadName,
        Role::Class,
        Role::Case,
    ] {
        assert_eq!(
            text(&workspace, &second, role, Some(again[0])),
            text(&workspace, &first, role, Some(refused[0])),
            "{role:?}"
        );
    }
    assert_eq!(
        text(&workspace, &second, Role::VotesFor, Some(again[0])),
        None
    );
    let second_of = |role| text(&workspace, &second, role, None);
    assert_eq!(second_of(Role::MeetingNumber).as_deref(), Some("2"));
    assert_eq!(
        second_of(Role::PreviousDate),
        text(&workspace, &first, Role::ReviewDate, None)
    );
    assert!(second_of(Role::AgainReason).is_some());
    // Reviewed again, the household is no longer told to be as it was.
    let label = text(&workspace, &second, Role::HouseholdLabel, Some(again[0])).unwrap();
    let mut workspace = workspace;
    let list = |workspace: &Workspace| {
        task::meeting_list(workspace, second.id(), &mut |_, _| true).unwrap()
    };
    assert!(list(&workspace).unchanged.contains(&label));
    review_again(&mut workspace, &label);
    assert!(!list(&workspace).unchanged.contains(&label));
}

/// Where a household's class is corrected it is told that the meeting did not agree, until its points are others
/// or a later meeting agreed.
#[test]
fn a_household_not_agreed_on_is_told_where_it_is_corrected() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(THERE).keys(REFUSES).keys(AGREES);
    drop(seat);
    let mut workspace = open(dir.path());
    let [first] = meetings(&workspace).try_into().unwrap();
    let form = minutes(&workspace);
    let day = form.place_of(Role::ReviewDate, None).unwrap();
    let held = Date::Day(chrono::NaiveDate::from_ymd_opt(2025, 11, 20).unwrap());
    let first = workspace
        .answer(
            first.id(),
            vec![(day, Some(Answer::Given(Value::Date(held))))],
        )
        .unwrap();
    let labels: Vec<String> = rows(&workspace, &first)
        .into_iter()
        .map(|row| text(&workspace, &first, Role::HouseholdLabel, Some(row)).unwrap())
        .collect();
    let told = |workspace: &Workspace, label: &str| {
        let household = workspace.household(label).unwrap();
        let (form, id) = class_paper(workspace, household);
        let phieu = workspace.phieu(id).unwrap();
        let mut problems = workspace.evaluate(&phieu).unwrap().problems;
        problems.retain(|problem| problem.code == Code::NotAgreed);
        let class = form.place_of(Role::Class, None).unwrap();
        assert!(problems.iter().all(|problem| problem.at == class));
        problems
    };
    // The one refused; not the one agreed on, nor the one that waits for its vote.
    let [problem] = told(&workspace, &labels[0]).try_into().unwrap();
    assert_eq!(problem.severity, Severity::Asks);
    assert_eq!(problem.expected, Some(Value::Date(held)));
    assert_eq!(problem.typed.as_deref(), Some("25,00"));
    assert!(problem.check.unwrap().1.contains("họp lần nữa"));
    assert!(told(&workspace, &labels[1]).is_empty() && told(&workspace, &labels[2]).is_empty());
    let household = workspace.household(&labels[0]).unwrap();
    let asks = |workspace: &Workspace| workspace.summary(household, YEAR).unwrap().asks;
    let asked = asks(&workspace);
    assert!(asked > 0);
    // Other points stop it, the same ones ask again.
    let (paper, id) = class_paper(&workspace, household);
    let points = paper.place_of(Role::IncomePoints, None).unwrap();
    let before = workspace.phieu(id).unwrap().answers().get(&points).cloned();
    let other = match &before {
        Some(Answer::Given(Value::Number(points))) => *points + Decimal::from(5),
        other => panic!("{other:?}"),
    };
    let other = Some(Answer::Given(Value::Number(other)));
    workspace.reopen(id).unwrap();
    workspace.answer(id, vec![(points.clone(), other)]).unwrap();
    assert!(told(&workspace, &labels[0]).is_empty());
    workspace.answer(id, vec![(points, before)]).unwrap();
    assert_eq!(told(&workspace, &labels[0]).len(), 1);
    // A second meeting: nothing changes until it has agreed.
    let second = task::meet_again(&mut workspace, first.id(), &mut |_, _| true).unwrap();
    assert_eq!(told(&workspace, &labels[0]).len(), 1);
    // The same people came, and voted in the same way.
    let said = first.answers().iter();
    let mut answers: Vec<(Path, Option<Answer>)> = said
        .filter(|(path, _)| matches!(path, Path::Field(_)))
        .filter(|(path, _)| second.answers().get(path).is_none())
        .map(|(path, answer)| (path.clone(), Some(answer.clone())))
        .collect();
    let row = rows(&workspace, &second)[0];
    for (role, votes) in [
        (Role::VotesFor, 15),
        (Role::VotesAgainst, 5),
        (Role::VotesAbstain, 0),
    ] {
        let answer = Answer::Given(Value::Number(votes.into()));
        answers.push((form.place_of(role, Some(row)).unwrap(), Some(answer)));
    }
    let second = workspace.answer(second.id(), answers).unwrap();
    assert_eq!(agreed(&workspace, &second, row), Some(true));
    assert!(told(&workspace, &labels[0]).is_empty());
    assert!(asks(&workspace) < asked);
}

/// The paper that says a household's class, and its Phiếu.
fn class_paper(
    workspace: &Workspace,
    household: bieu::record::EditId,
) -> (std::sync::Arc<bieu::form::Form>, bieu::record::PhieuId) {
    let papers = workspace.household_papers(YEAR);
    let has = |form: &std::sync::Arc<bieu::form::Form>| {
        form.place_of(Role::Class, None).is_some() && !form.occasional()
    };
    let form = papers.into_iter().find(has).unwrap();
    let key = PhieuKey {
        form: form.id().to_string(),
        subject: PhieuSubject::Household(household),
        period: YEAR,
    };
    (form, key.id())
}

/// Writes something into a household's naming paper.
fn review_again(workspace: &mut Workspace, label: &str) {
    let household = workspace.household(label).unwrap();
    let papers = workspace.household_papers(YEAR);
    let naming = papers
        .iter()
        .find(|form| form.field_with_role(Role::Address).is_some())
        .unwrap();
    let key = PhieuKey {
        form: naming.id().to_string(),
        subject: PhieuSubject::Household(household),
        period: YEAR,
    };
    workspace.reopen(key.id()).unwrap();
    let path = naming.place_of(Role::Address, None).unwrap();
    let answer = Answer::Given(Value::Text("Xóm trên".into()));
    workspace
        .answer(key.id(), vec![(path, Some(answer))])
        .unwrap();
}

#[test]
fn votes_are_counted_as_hands_go_up_and_the_rest_is_offered() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(THERE).keys("++++++++++<Down>+++-");
    let screen = seat.screen();
    assert!(screen.contains("còn lại 8 người"), "{screen}");
    seat.keys("<Down><Enter><Left>");
    let screen = seat.screen();
    let line = |words: &str| {
        let line = screen.lines().find(|line| line.contains(words)).unwrap();
        line.split_whitespace().rev().nth(1).unwrap().to_owned()
    };
    assert_eq!(line(" Đồng ý "), "10", "{screen}");
    assert_eq!(line("Không đồng ý"), "2", "{screen}");
    assert_eq!(line("Không ý kiến"), "8", "{screen}");
    // Half of those present is enough.
    assert!(screen.contains("ĐƯỢC THỐNG NHẤT · 50,00 %"), "{screen}");
    assert!(screen.contains("QĐ 24/2021/QĐ-TTg, Điều 4"), "{screen}");
    seat.keys("<Up><BS>");
    seat.keys("<C-z>");
    drop(seat);
    let workspace = open(dir.path());
    let [phieu] = meetings(&workspace).try_into().unwrap();
    let first = rows(&workspace, &phieu)[0];
    assert_eq!(
        text(&workspace, &phieu, Role::VotesAbstain, Some(first)).as_deref(),
        Some("8")
    );
}

#[test]
fn a_secret_ballot_counts_its_valid_ballots() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(&THERE.replace(
        "1<Down><Enter>",
        "2<Down><Enter>20<Enter>19<Enter>18<Enter>",
    ));
    seat.keys("10<Enter>5<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("còn lại 3 người"), "{screen}");
    // A digit that is no choice is told, and nothing is kept.
    seat.keys("<S-Tab>")
        .keys(&"<Down>".repeat(12))
        .keys("<Up>7");
    let screen = seat.screen();
    assert!(
        screen.contains("Bỏ phiếu kín") && !screen.contains("?7"),
        "{screen}"
    );
}

#[test]
fn a_window_shut_in_the_middle_reopens_at_the_household_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(THERE).keys(AGREES).keys("17<Enter>");
    drop(seat);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2025<Enter>h<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Hộ 2 /"), "{screen}");
    let votes = screen
        .lines()
        .find(|line| line.contains(" Đồng ý "))
        .unwrap();
    assert!(votes.contains("17"), "{screen}");
    assert!(
        screen
            .lines()
            .any(|line| line.starts_with(">  Không đồng ý")),
        "{screen}"
    );
}

#[test]
fn rows_cut_off_before_their_names_are_filled_and_new_households_are_offered() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let mut workspace = open(dir.path());
    let form = minutes(&workspace);
    let roster = form.voted().unwrap().clone();
    // As a power cut between the rows and their answers leaves it.
    let phieu = workspace
        .open_phieu(form.id().as_str(), subject(&workspace), YEAR)
        .unwrap();
    workspace.add_rows(phieu.id(), &roster, 2).unwrap();
    drop(workspace);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2025<Enter>h<Enter><Tab>");
    let screen = seat.screen();
    assert!(screen.contains("hộ mới trong danh sách"), "{screen}");
    seat.keys("n");
    let screen = seat.screen();
    assert!(!screen.contains("hộ mới trong danh sách"), "{screen}");
    drop(seat);
    let workspace = open(dir.path());
    let phieu = workspace.phieu(phieu.id()).unwrap();
    let all = rows(&workspace, &phieu);
    let labels: BTreeSet<String> = all
        .iter()
        .map(|row| text(&workspace, &phieu, Role::HouseholdLabel, Some(*row)).unwrap())
        .collect();
    assert_eq!(labels.len(), all.len());
    let list = task::meeting_list(&workspace, phieu.id(), &mut |_, _| true).unwrap();
    assert_eq!((list.fresh, list.listed.len()), (0, all.len()));
}

/// What must never stand on the wall: personal numbers, birth dates, and every text and choice of the
/// households' papers but names, classes and what the list tells.
#[test]
fn nothing_personal_is_ever_drawn() {
    let dir = tempfile::tempdir().unwrap();
    whole(dir.path(), 24);
    let workspace = open(dir.path());
    let mut never: BTreeSet<String> = BTreeSet::new();
    let mut points: BTreeSet<String> = BTreeSet::new();
    for (_, id) in workspace.store().phieus(Some(YEAR), None).unwrap() {
        let phieu = workspace.phieu(id).unwrap();
        let form = workspace.form_of(&phieu).unwrap();
        for (path, answer) in phieu.answers().iter() {
            let Some(field) = form.field_at(path) else {
                continue;
            };
            match (answer, field.role) {
                (Answer::Given(Value::Text(text)), Some(Role::PersonalNumber)) => {
                    never.insert(text.clone());
                }
                (Answer::Given(Value::Date(Date::Day(day))), Some(Role::Birth)) => {
                    never.insert(day.format("%d/%m/%Y").to_string());
                    never.insert(day.format("%Y-%m-%d").to_string());
                    never.insert(day.format("%-d/%-m/%Y").to_string());
                }
                _ => {}
            }
        }
    }
    let form = minutes(&workspace);
    let paper = workspace
        .library()
        .get(form.fill().unwrap().from.as_str(), YEAR.last_day())
        .unwrap()
        .clone();
    for number in form.fill().unwrap().hidden() {
        let columns = paper.table_columns();
        let column = columns.iter().find(|column| column.number == number);
        points.insert(column.unwrap().label.clone());
    }
    assert!(never.len() > 40 && points.len() == 2);
    drop(workspace);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (132, 43));
    let clean = |seat: &Seat, shown: bool| {
        let screen = seat.screen();
        for text in &never {
            assert!(!screen.contains(text), "{text}:\n{screen}");
        }
        for text in &points {
            assert_eq!(screen.contains(text), shown, "{text}:\n{screen}");
        }
    };
    seat.keys(THERE);
    clean(&seat, false);
    for _ in 0..4 {
        seat.keys("d");
        clean(&seat, true);
        // At the next household they are hidden again.
        seat.keys("<Right>");
        clean(&seat, false);
        seat.keys("a");
        clean(&seat, false);
    }
    for keys in [
        "<Tab>", "<PgDn>", "<Tab>", "<F3>", "<Esc>", "<F9>", "<Esc>", "<F7>",
    ] {
        seat.keys(keys);
        clean(&seat, false);
    }
}

#[test]
fn a_planning_meeting_has_no_votes() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2025<Enter>hlap ke hoach<Enter>30<Enter>12<Enter>++++");
    let screen = seat.screen();
    assert!(!screen.contains("Đọc từng hộ"), "{screen}");
    seat.keys("<Tab><Enter>Họp lập kế hoạch 2026<Enter><Esc>");
    let screen = seat.screen();
    assert!(screen.contains("Họp lập kế hoạch 2026"), "{screen}");
    seat.keys("m");
    assert_eq!(seat.screen(), screen);
    drop(seat);
    let workspace = open(dir.path());
    let papers = papers(&workspace);
    let form = papers
        .iter()
        .find(|form| form.is_meeting() && form.voted().is_none())
        .unwrap();
    let all = workspace
        .phieus_of(form.id().as_str(), &subject(&workspace), YEAR)
        .unwrap();
    let counted: Vec<String> = form
        .fields_with_role(Role::Attendance)
        .filter(|field| field.kind == FieldType::Integer)
        .filter_map(|field| all[0].phieu.answers().get(&Path::Field(field.id.clone())))
        .map(|answer| match answer {
            Answer::Given(Value::Number(number)) => number.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(counted, ["30", "12", "4"]);
}
