//! Hộ, người có thể trùng: found for the right reasons and no other, marked, merged, undone, told.

use std::path::Path as FilePath;

use bieu::form::{Answer, Date, Name, Period, RowId, Value};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{Cause, EditId, Event, Pair, Party, PhieuSubject, PlaceRef, What};
use bieu::task::{self, Dweller, Dwelling, Scope, Twin, TwinReason, alike};
use bieu::workspace::{Incoming, IncomingPaper, IncomingRow, Init, Workspace};

use super::command_line::Desk;
use super::screens::{CLOCK, Seat};
use super::workspace::send;

const YEAR: Period = Period::Year(2026);

fn date(text: &str) -> Option<Date> {
    match text.len() {
        0 => None,
        4 => Some(Date::Year(text.parse().unwrap())),
        _ => Some(Date::Day(text.parse().unwrap())),
    }
}

/// Somebody: name, birth, sex, number; empty where not known.
type Who = (&'static str, &'static str, &'static str, &'static str);

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn id(n: usize) -> EditId {
    let mut id = [0; 32];
    id[..8].copy_from_slice(&n.to_be_bytes());
    EditId(id)
}

fn row(n: usize) -> RowId {
    RowId::of_position(u32::try_from(n).unwrap())
}

/// Households, each with its thôn and its people; the first of them is the head.
fn dwellings(households: &[(usize, &[Who])]) -> Vec<Dwelling> {
    let all = households.iter().enumerate();
    all.map(|(at, (thon, people))| Dwelling {
        household: id(at),
        label: format!("HD-{at:03}"),
        home: PlaceRef::Thon(id(1000 + thon)),
        thon: format!("Thôn {thon}"),
        head: people[0].0.to_owned(),
        paper: None,
        people: people
            .iter()
            .enumerate()
            .map(|(n, (name, birth, sex, number))| Dweller {
                row: row(n),
                at: format!("thanh_vien/{}", n + 1),
                name: (*name).to_owned(),
                number: some(number),
                birth: date(birth),
                sex: some(sex),
            })
            .collect(),
    })
    .collect()
}

/// What is found, as `0/1~2/1 number birth`; a household itself is `0/-`.
fn found(households: &[(usize, &[Who])]) -> Vec<String> {
    let one = |(at, person): (usize, Option<usize>)| {
        let person = person.map_or("-".to_owned(), |n| (n + 1).to_string());
        format!("{at}/{person}")
    };
    let told = alike(&dwellings(households));
    told.into_iter()
        .map(|likeness| {
            let [a, b] = likeness.of.map(one);
            let reasons = likeness.reasons.iter().map(|reason| reason.code());
            format!("{a}~{b} {}", reasons.collect::<Vec<_>>().join(" "))
        })
        .collect()
}

const LAN: Who = ("Lý Thị Lan", "1985-03-02", "Nữ", "011185000123");

#[test]
fn each_reason_is_found_and_nothing_else() {
    let son: Who = ("Hoàng Văn Sơn", "1960-01-01", "Nam", "");
    // One number in two households, however it was typed; within one household the paper itself tells.
    assert_eq!(
        found(&[
            (1, &[son, LAN, LAN]),
            (
                2,
                &[
                    ("Vi Văn Páo", "1970", "Nam", ""),
                    ("Ly Lan", "", "", "011 185 000123")
                ]
            ),
        ]),
        ["0/2~1/2 number", "0/3~1/2 number"]
    );
    // One name, with or without marks, and one day; the sex, where both have one, must not differ.
    let known = ("Lý Thị Lan", "1985-03-02", "Nữ", "");
    for (other, expected) in [
        (("Ly Thi Lan", "1985-03-02", "", ""), vec!["0/2~1/1 birth"]),
        (("Lý Thị Lan", "1985-03-02", "Nam", ""), vec![]),
        (("Lý Thị Lan", "1985-02-03", "Nữ", ""), vec![]),
        (("Lý Thị Lành", "1985-03-02", "Nữ", ""), vec![]),
        (("Lý Thị Lan", "1985", "Nữ", ""), vec!["0/2~1/1 year"]),
        (("Lý Thị Lan", "1986", "Nữ", ""), vec![]),
        (("Lý Thị Lan", "", "Nữ", ""), vec![]),
        (("", "1985-03-02", "Nữ", ""), vec![]),
    ] {
        let told = found(&[(1, &[son, known]), (2, &[other])]);
        assert_eq!(told, expected, "{other:?}");
    }
    // Numbers of one kind that differ make it weaker, or tell apart; an old number of nine digits does neither.
    for (birth, number, expected) in [
        (
            "1985-03-02",
            "011185000999",
            vec!["0/2~1/1 birth-other-number"],
        ),
        ("1985-03-02", "080123456", vec!["0/2~1/1 birth"]),
        ("1985", "011185000999", vec![]),
        ("1985", "080123456", vec!["0/2~1/1 year"]),
        ("1985-03-02", "011185000123", vec!["0/2~1/1 number birth"]),
    ] {
        let told = found(&[
            (1, &[son, LAN]),
            (2, &[("Lý Thị Lan", birth, "Nữ", number)]),
        ]);
        assert_eq!(told, expected, "{birth} {number}");
    }
}

#[test]
fn heads_of_one_thon_are_told_unless_something_tells_them_apart() {
    let head = |birth, number| ("Hứa Văn Tài", birth, "Nam", number);
    // Father and son of one name.
    assert_eq!(
        found(&[(1, &[head("1950", "")]), (1, &[head("1975-05-06", "")])]),
        Vec::<String>::new()
    );
    assert_eq!(
        found(&[(1, &[head("", "")]), (1, &[head("1975-05-06", "")])]),
        ["0/-~1/- head"]
    );
    assert_eq!(
        found(&[(1, &[head("", "")]), (2, &[head("1975-05-06", "")])]),
        Vec::<String>::new(),
        "in two thôn a name alone says nothing"
    );
    assert_eq!(
        found(&[
            (1, &[head("", "011185000123")]),
            (1, &[head("", "011185000124")])
        ]),
        Vec::<String>::new()
    );
    assert_eq!(
        found(&[
            (1, &[head("1975-05-06", "")]),
            (1, &[head("1975-05-06", "")])
        ]),
        ["0/1~1/1 birth head"],
        "the same two are told once"
    );
}

#[test]
fn what_somebody_had_to_type_makes_no_twins_and_many_alike_make_a_chain() {
    let nobody: Who = ("Vi Thị Mẩy", "", "", "000000000000");
    let other: Who = ("Vi Thị Máy", "", "", "000000000000");
    assert_eq!(
        found(&[(1, &[nobody]), (2, &[other])]),
        Vec::<String>::new()
    );
    let one: [Who; 1] = [LAN];
    let many: Vec<(usize, &[Who])> = (0..200).map(|n| (n, &one[..])).collect();
    assert_eq!(found(&many).len(), 199);
    let few: Vec<(usize, &[Who])> = (0..5).map(|n| (n, &one[..])).collect();
    assert_eq!(found(&few).len(), 10);
}

#[test]
fn a_pair_is_the_same_whoever_is_named_first_and_another_for_others() {
    let party = |household: usize, row: Option<usize>| Party {
        household: id(household),
        row: row.map(self::row),
    };
    let pair = |a, b| Pair::of(a, b).hash();
    let (a, b) = (party(1, Some(3)), party(2, Some(1)));
    assert_eq!(pair(a, b), pair(b, a));
    assert_eq!(Pair::of(b, a).home(), id(1));
    let others = [
        pair(party(1, Some(1)), party(2, Some(3))),
        pair(party(1, None), party(2, None)),
        pair(party(1, None), party(2, Some(1))),
        pair(party(1, Some(3)), party(3, Some(1))),
    ];
    assert!(!others.contains(&pair(a, b)));
}

// In a workspace.

fn xa(dir: &FilePath) -> Workspace {
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    Workspace::init(dir, &init, CLOCK).unwrap()
}

fn text(text: &str) -> Answer {
    Answer::Given(Value::Text(text.into()))
}

fn choice(id: &str) -> Answer {
    Answer::Given(Value::Choice(Name::new(id)))
}

/// Enters a household; sexes are the paper's choices.
fn enter(workspace: &mut Workspace, thon: EditId, period: Period, people: &[Who]) -> EditId {
    again(workspace, None, thon, period, people)
}

fn again(
    workspace: &mut Workspace,
    household: Option<EditId>,
    thon: EditId,
    period: Period,
    people: &[Who],
) -> EditId {
    let rows = people.iter().map(|(name, birth, sex, number)| {
        let mut answers = vec![(Name::new("ho_ten"), text(name))];
        answers.extend(date(birth).map(|birth| {
            let birth = Answer::Given(Value::Date(birth));
            (Name::new("ngay_sinh"), birth)
        }));
        answers.extend(some(sex).map(|sex| (Name::new("gioi_tinh"), choice(&sex))));
        answers.extend(some(number).map(|number| (Name::new("so_dinh_danh"), text(&number))));
        IncomingRow {
            roster: Name::new("thanh_vien"),
            row: None,
            answers,
        }
    });
    let incoming = Incoming {
        household,
        place: PlaceRef::Thon(thon),
        papers: vec![IncomingPaper {
            form: "ho-dan".into(),
            period,
            answers: vec![
                (Name::new("ho_ten_chu_ho"), text(people[0].0)),
                (Name::new("ket_qua"), choice("da_ra_soat")),
            ],
            rows: rows.collect(),
        }],
    };
    workspace.take_in(&[incoming]).unwrap()[0]
}

fn look(workspace: &Workspace, period: Option<Period>) -> Vec<Twin> {
    task::twins(workspace, period, &mut |_, _| true).unwrap()
}

fn codes(twin: &Twin) -> Vec<&'static str> {
    twin.reasons.iter().map(|reason| reason.code()).collect()
}

const MINH: Who = ("Nông Văn Minh", "1979-09-09", "nam", "020079000456");

#[test]
fn a_mark_holds_travels_and_is_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut one = xa(&dir.path().join("mot"));
    let mut other = xa(&dir.path().join("hai"));
    one.grant("06253", other.public_key()).unwrap();
    other.grant("06253", one.public_key()).unwrap();
    let thon = one.add_thon("06253", "Nà Lộc").unwrap().id;
    let near = one.add_thon("06253", "Khuổi Bây").unwrap().id;
    let first = enter(&mut one, thon, YEAR, &[MINH]);
    let second = enter(
        &mut one,
        near,
        YEAR,
        &[("Lương Thị Sen", "1955", "nu", ""), MINH],
    );
    let twins = look(&one, Some(YEAR));
    assert_eq!(twins.len(), 1);
    let twin = &twins[0];
    assert_eq!(codes(twin), ["number", "birth"]);
    let [a, b] = &twin.sides;
    assert_eq!((a.household, b.household), (first, second));
    assert_eq!((a.thon.as_str(), b.thon.as_str()), ("Nà Lộc", "Khuổi Bây"));
    assert_eq!(
        (a.at.as_str(), b.at.as_str()),
        ("thanh_vien/1", "thanh_vien/2")
    );
    assert_eq!(a.number, "…0456", "never the whole number");
    assert!(twin.asks());
    send(&one, &mut other);

    // Said to be two: it stays told, but nobody is asked; the other machine hears of it.
    let state = |workspace: &Workspace| task::state_hash(workspace, &Scope::default()).unwrap();
    let before = state(&one);
    one.mark_distinct(&twin.pair, true).unwrap();
    let edits = one.store().edit_count();
    one.mark_distinct(&twin.pair, true).unwrap();
    assert_eq!(one.store().edit_count(), edits, "said once is enough");
    let marked = look(&one, Some(YEAR));
    assert_eq!(marked[0].marked, Some(twin.pair));
    assert!(!marked[0].asks());
    assert_ne!(state(&one), before);
    send(&one, &mut other);
    assert!(!look(&other, Some(YEAR))[0].asks());
    assert_eq!(state(&one), state(&other));

    // The other takes it back, which replaces it here too.
    other.mark_distinct(&twin.pair, false).unwrap();
    send(&other, &mut one);
    assert!(look(&one, Some(YEAR))[0].asks());
    assert_eq!(state(&one), before);
    assert_eq!(state(&one), state(&other));

    // Both at once, in whatever order they hear of each other: the same here and there, and a later word holds.
    one.mark_distinct(&twin.pair, true).unwrap();
    send(&one, &mut other);
    one.mark_distinct(&twin.pair, false).unwrap();
    other.mark_distinct(&twin.pair, false).unwrap();
    other.mark_distinct(&twin.pair, true).unwrap();
    send(&one, &mut other);
    send(&other, &mut one);
    assert_eq!(state(&one), state(&other));
    one.mark_distinct(&twin.pair, false).unwrap();
    send(&one, &mut other);
    assert!(look(&one, Some(YEAR))[0].asks() && look(&other, Some(YEAR))[0].asks());
}

#[test]
fn a_mark_outlives_the_year_and_follows_the_rows_wherever_they_stand() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = xa(dir.path());
    let thon = workspace.add_thon("06253", "Nà Lộc").unwrap().id;
    let sen: Who = ("Lương Thị Sen", "1955", "nu", "");
    let last = Period::Year(2025);
    let first = enter(&mut workspace, thon, last, &[MINH]);
    enter(&mut workspace, thon, last, &[sen, MINH]);
    // Nothing is known of this year yet: last year's papers speak.
    let twins = look(&workspace, Some(YEAR));
    assert_eq!(twins.len(), 1);
    let paper = twins[0].sides[0].paper.clone().unwrap();
    assert_eq!(paper.period, last);
    workspace.mark_distinct(&twins[0].pair, true).unwrap();
    // This year's paper has rows of its own, in another order.
    again(&mut workspace, Some(first), thon, YEAR, &[sen, MINH]);
    let twins = look(&workspace, Some(YEAR));
    let minh = twins
        .iter()
        .find(|twin| codes(twin)[0] == "number")
        .unwrap();
    assert_eq!(minh.sides[0].at, "thanh_vien/2");
    assert_ne!(minh.marked, None);
    assert_ne!(
        minh.marked,
        Some(minh.pair),
        "the mark is of last year's rows"
    );
    // Taken back where it was said, it is gone.
    workspace
        .mark_distinct(&minh.marked.unwrap(), false)
        .unwrap();
    assert!(look(&workspace, Some(YEAR)).iter().any(Twin::asks));
    // Somebody else in the same household was never said to be two.
    let sen = twins.iter().find(|twin| codes(twin)[0] == "year").unwrap();
    assert_eq!(sen.marked, None);
}

#[test]
fn households_that_are_gone_are_no_candidates() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = xa(dir.path());
    let thon = workspace.add_thon("06253", "Nà Lộc").unwrap().id;
    let first = enter(&mut workspace, thon, YEAR, &[MINH]);
    let second = enter(&mut workspace, thon, YEAR, &[MINH]);
    assert_eq!(look(&workspace, None).len(), 1);
    let merge = Event {
        household: second,
        what: What::Merge {
            into: first,
            members: Vec::new(),
        },
        date: "2026-05-10".parse().unwrap(),
        reason: "nhập trùng".into(),
        period: YEAR,
    };
    workspace.happen(&merge).unwrap();
    let closed = workspace.hodan(second).unwrap().closed.unwrap();
    assert_eq!(closed.cause, Cause::Merged);
    assert!(look(&workspace, None).is_empty());
    // Only the visit says that this one is gone.
    let third = enter(&mut workspace, thon, YEAR, &[MINH]);
    assert_eq!(look(&workspace, None).len(), 1);
    let phieu = workspace
        .open_phieu("ho-dan", PhieuSubject::Household(third), YEAR)
        .unwrap();
    let gone = (
        bieu::form::Path::Field(Name::new("ket_qua")),
        Some(choice("chuyen_di")),
    );
    workspace.answer(phieu.id(), vec![gone]).unwrap();
    assert!(look(&workspace, None).is_empty());
}

#[test]
fn reading_can_be_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let mut workspace = xa(dir.path());
    let thon = workspace.add_thon("06253", "Nà Lộc").unwrap().id;
    enter(&mut workspace, thon, YEAR, &[MINH]);
    let stopped = task::twins(&workspace, Some(YEAR), &mut |_, _| false);
    assert_eq!(stopped.unwrap_err().code(), "cancelled");
}

/// The reasons that ask, and every reason's words.
#[test]
fn every_reason_has_words() {
    for language in [Language::Vietnamese, Language::English] {
        let words = bieu::locale::Words::new(language);
        for reason in TwinReason::ALL {
            assert!(words.has(&format!("twins-{}", reason.code())));
        }
    }
    let asking = TwinReason::ALL.into_iter().filter(|reason| reason.asks());
    assert_eq!(
        asking.collect::<Vec<_>>(),
        [TwinReason::Number, TwinReason::Birth]
    );
}

#[test]
fn check_asks_about_each_pair_and_names_both_places() {
    let desk = Desk::new();
    let mut workspace = xa(&desk.path("so"));
    let thon = workspace.add_thon("06253", "Nà Lộc").unwrap().id;
    let hua: Who = ("Hứa Văn Tài", "1950", "nam", "");
    enter(&mut workspace, thon, YEAR, &[hua, MINH]);
    enter(&mut workspace, thon, YEAR, &[MINH]);
    // Of one year only, and of one head's name: nobody is asked.
    enter(&mut workspace, thon, YEAR, &[hua]);
    let pair = look(&workspace, None)[0].pair;
    drop(workspace);
    let check = |args: &[&str]| {
        let mut all = vec!["check"];
        all.extend(args);
        desk.run("so", &all)
    };
    // The papers are only begun: that blocks, the pair does not.
    let told = check(&["--json"]).json(1);
    let twins = |told: &serde_json::Value| -> Vec<serde_json::Value> {
        let groups = told.as_array().unwrap().iter();
        let of = |group: &&serde_json::Value| {
            let code = group["problems"][0]["code"].as_str();
            code.is_some_and(|code| code.starts_with("twins-"))
        };
        groups.filter(of).cloned().collect()
    };
    let alike = twins(&told);
    assert_eq!(alike.len(), 1, "{told:#}");
    let problem = &alike[0]["problems"][0];
    assert_eq!(alike[0]["subject"], "06253-001-001");
    assert_eq!(alike[0]["form"], "ho-dan@2022.1");
    assert_eq!(problem["code"], "twins-number");
    assert_eq!(problem["severity"], "asks");
    assert_eq!(problem["at"], "thanh_vien/2");
    assert_eq!(problem["with"][0]["subject"], "06253-001-002");
    assert_eq!(problem["with"][0]["at"], "thanh_vien/1");
    let lines = check(&["--period", "2026", "--lang", "vi"]).out();
    let said = "Nông Văn Minh (hộ 06253-001-001, Nà Lộc) và Nông Văn Minh (hộ 06253-001-002, Nà Lộc) có thể là một: \
        cùng số định danh …0456; họ tên giống nhau, cùng ngày sinh 09/09/1979.";
    assert!(lines.contains(said), "{lines}");
    assert!(!lines.contains(MINH.3), "never the whole number: {lines}");
    let lines = check(&["--period", "2026", "--lang", "en"]).out();
    assert!(
        lines.contains("may be one: the same personal number …0456"),
        "{lines}"
    );

    let (mut workspace, _) = Workspace::open(&desk.path("so"), CLOCK).unwrap();
    workspace.mark_distinct(&pair, true).unwrap();
    drop(workspace);
    assert_eq!(twins(&check(&["--json"]).json(1)).len(), 0);
}

/// From the household list by keys: the pair with its reason, both side by side with no whole number, marked as
/// two, taken back, and told in the to-do list.
#[test]
fn a_pair_is_looked_at_and_marked_by_keys() {
    for (language, saved, todo) in [
        (Language::Vietnamese, "Đã lưu", "Hộ, người có thể trùng"),
        (Language::English, "Saved", "Possibly entered twice"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut workspace = xa(dir.path());
        let thon =
            |workspace: &mut Workspace, name: &str| workspace.add_thon("06253", name).unwrap().id;
        let (one, other) = (
            thon(&mut workspace, "Bản Một"),
            thon(&mut workspace, "Bản Hai"),
        );
        let number = "011190000123";
        enter(
            &mut workspace,
            one,
            YEAR,
            &[("Lò Văn Páo", "1990-02-03", "nam", number)],
        );
        enter(
            &mut workspace,
            other,
            YEAR,
            &[
                ("Vàng Thị Dê", "1960-01-01", "nu", "011160000777"),
                ("Lò Văn Páo", "1990-02-03", "nam", number),
            ],
        );
        enter(
            &mut workspace,
            other,
            YEAR,
            &[("Giàng A Chú", "1971-05-06", "nam", "")],
        );
        let marks = || {
            let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
            look(&workspace, Some(YEAR))
                .iter()
                .filter(|twin| twin.marked.is_some())
                .count()
        };
        drop(workspace);
        let mut seat = Seat::at(dir.path(), language, (80, 24));
        let screen = seat.keys("1<F12>").screen();
        assert_eq!(screen.matches("Lò Văn Páo").count(), 4, "{screen}");
        assert!(
            screen.contains("…0123") && !screen.contains(number),
            "{screen}"
        );
        assert!(
            screen.contains("Bản Một") && screen.contains("Bản Hai"),
            "{screen}"
        );
        let screen = seat.keys("<F9>").screen();
        assert!(screen.contains(saved), "{screen}");
        assert!(!screen.contains("Lò Văn Páo"), "{screen}");
        drop(seat);
        assert_eq!(marks(), 1);
        // Nothing is left to look at; the marked one is still there to be taken back.
        let mut seat = Seat::at(dir.path(), language, (80, 24));
        assert!(!seat.keys("4").screen().contains(todo));
        let screen = seat.keys("<Esc>1<F12><F7>").screen();
        assert!(screen.contains("Lò Văn Páo"), "{screen}");
        assert!(seat.keys("<F9>").screen().contains(saved));
        let screen = seat.keys("<Esc><Esc>4").screen();
        assert!(screen.contains(todo), "{screen}");
        let screen = seat.keys("<Enter>").screen();
        assert!(screen.contains("Lò Văn Páo"), "{screen}");
        // Both households are one key away.
        let first = seat.keys("<Enter>").screen();
        let second = seat.keys("<Esc><Tab><Enter>").screen();
        assert!(
            first.contains("Lò Văn Páo") && second.contains("Vàng Thị Dê"),
            "{first}\n{second}"
        );
        drop(seat);
        assert_eq!(marks(), 0);
    }
}
