//! Erasing one person of a household: the papers stay, what was accepted stays accepted, and nothing of the person does.

use std::collections::BTreeSet;
use std::fs;

use bieu::form::{Answer, Path, Value};
use bieu::locale::Language;
use bieu::record::{
    Acknowledgement, Content, Draft, Edit, EditId, Phieu, PhieuId, PhieuKey, Restated, SlotPath,
    Sought, Stamp, Status, wire,
};
use bieu::review::Deed;
use bieu::store::Store;
use bieu::task;
use bieu::text::fold;
use bieu::workspace::{Person, Workspace, WorkspaceError};
use memchr::memmem;
use serde_json::json;

use super::command_line::Desk;
use super::erased::{CLOCK, WHY, commune_of, hash, judged, office, two_of};
use super::erasing::linked;
use super::screens::Seat;
use super::sealed::search;
use super::store::{Dice, cases, contents};
use super::workspace::send;

/// A household with several people in a finished paper, that paper, and one who is not its head.
fn somebody(low: &Workspace) -> (EditId, PhieuId, Sought) {
    for home in low.households().unwrap() {
        for (_, id) in low.papers_of_household(home.id).unwrap() {
            let phieu = low.phieu(id).unwrap();
            let people = Person::listed(&low.form_of(&phieu).unwrap(), phieu.answers());
            if phieu.status() == Status::Finished
                && let Some(last) = people.last()
                && people.len() > 2
                && people.iter().filter(|one| one.name == last.name).count() == 1
            {
                return (home.id, id, last.sought());
            }
        }
    }
    panic!("nobody");
}

fn people(workspace: &Workspace, paper: PhieuId) -> Vec<String> {
    let phieu = workspace.phieu(paper).unwrap();
    let listed = Person::listed(&workspace.form_of(&phieu).unwrap(), phieu.answers());
    listed.into_iter().map(|person| person.name).collect()
}

fn status(workspace: &Workspace, paper: PhieuId) -> Status {
    workspace.phieu(paper).unwrap().status()
}

/// The edits with a body that hold a name in any word.
fn naming(workspace: &Workspace, name: &str) -> BTreeSet<EditId> {
    let edits = workspace.store().edits().unwrap().map(Result::unwrap);
    let holds = |edit: &Edit| {
        edit.body().is_some()
            && fold(&String::from_utf8(wire::line(edit)).unwrap()).contains(&fold(name))
    };
    edits.filter(holds).map(|edit| edit.id()).collect()
}

/// A paper of the xã that the tỉnh has accepted, with somebody in it.
fn accepted(low: &mut Workspace, high: &mut Workspace) -> (EditId, PhieuId, Sought) {
    let (home, paper, sought) = somebody(low);
    low.hand(Deed::Submit, paper).unwrap();
    send(low, high);
    high.hand(Deed::Accept, paper).unwrap();
    send(high, low);
    assert_eq!(status(low, paper), Status::Accepted);
    (home, paper, sought)
}

#[test]
fn an_accepted_paper_stays_accepted_without_the_person() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two_of(dir.path(), 3);
    let (home, paper, sought) = accepted(&mut low, &mut high);
    let key = low.key(None).unwrap();
    let old = task::export_full(&low, Some("20"), &key, &mut |_, _| true).unwrap();
    low.remember_sent(&old.sent).unwrap();
    let before = people(&low, paper);
    assert!(before.contains(&sought.name));
    assert!(!naming(&low, &sought.name).is_empty());

    let reach = low.reach_person(home, &sought).unwrap();
    assert!(reach.edits > 1 && !reach.parts.is_empty());
    assert!(reach.copies.contains(&old.sent));
    let carried = low.erase_person(home, &sought, WHY).unwrap();
    assert_eq!(carried.labels, Vec::<String>::new());
    assert_eq!(carried.people.len(), 1);
    let left: Vec<String> = before
        .iter()
        .filter(|name| **name != sought.name)
        .cloned()
        .collect();
    assert_eq!(people(&low, paper), left);
    assert_eq!(naming(&low, &sought.name), BTreeSet::new());
    assert!(low.hodan(home).is_ok());
    // What the office above has accepted is its own word: it has to hear of it first.
    assert_ne!(status(&low, paper), Status::Accepted);

    let done = send(&low, &mut high);
    assert_eq!((done.erased.len(), done.people.len()), (0, 1));
    assert_eq!(people(&high, paper), left);
    assert_eq!(naming(&high, &sought.name), BTreeSet::new());
    assert_eq!(status(&high, paper), Status::Accepted);
    send(&high, &mut low);
    assert_eq!(status(&low, paper), Status::Accepted);
    assert_eq!(hash(&low), hash(&high));

    // It is closed, as before.
    let phieu = low.phieu(paper).unwrap();
    let (path, _) = phieu.answers().iter().next().unwrap();
    assert!(low.answer(paper, vec![(path.clone(), None)]).is_err());

    // An old bundle, twice; and an office that never heard of them.
    for _ in 0..2 {
        let verified = judged(&high, &old.bytes);
        let plan = task::plan(&high, &verified).unwrap();
        assert_eq!((plan.new, plan.rejected.len()), (0, 0));
        assert_eq!(plan.refused, reach.edits);
        task::import(&mut high, &verified, &plan, &mut |_, _| true).unwrap();
        assert_eq!(naming(&high, &sought.name), BTreeSet::new());
    }
    let mut third = office(&dir.path().join("ba"), "20");
    for workspace in [&low, &high] {
        let place = workspace.config().place.clone();
        third
            .grant(&place, &workspace.public_key().clone())
            .unwrap();
    }
    send(&low, &mut third);
    assert_eq!(people(&third, paper), left);
    assert_eq!(status(&third, paper), Status::Accepted);
    for workspace in [&low, &high, &third] {
        let report = workspace.store().check(&mut |_| true).unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let erased = workspace.erased_households().unwrap();
        assert!(erased.iter().all(|one| one.paper.is_some() && !one.pending));
        assert_eq!(erased.len(), reach.parts.len());
    }
    let erased = &low.erased_households().unwrap()[0];
    assert_eq!((erased.done.len(), erased.reason.as_str()), (2, WHY));
    // The view is the same when it is made anew.
    let digest = low.store().state_digest();
    low.store_mut().rebuild().unwrap();
    assert_eq!(low.store().state_digest(), digest);
}

#[test]
fn a_second_person_leaves_it_accepted_too() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two_of(dir.path(), 3);
    let (home, paper, sought) = accepted(&mut low, &mut high);
    low.erase_person(home, &sought, WHY).unwrap();
    send(&low, &mut high);
    send(&high, &mut low);
    let phieu = low.phieu(paper).unwrap();
    let listed = Person::listed(&low.form_of(&phieu).unwrap(), phieu.answers());
    let next = listed.last().unwrap().sought();
    low.erase_person(home, &next, WHY).unwrap();
    send(&low, &mut high);
    assert_eq!(status(&high, paper), Status::Accepted);
    send(&high, &mut low);
    assert_eq!(status(&low, paper), Status::Accepted);
    assert_eq!(hash(&low), hash(&high));
    assert!(!people(&low, paper).contains(&next.name));
}

#[test]
fn nobody_below_says_what_the_office_above_would_have_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two_of(dir.path(), 3);
    let (home, paper, sought) = accepted(&mut low, &mut high);
    let accept = low
        .store()
        .bodies(paper.into())
        .unwrap()
        .into_iter()
        .find(|edit| matches!(edit.content(), Some(Content::Accept { .. })))
        .unwrap();
    low.erase_person(home, &sought, WHY).unwrap();
    let erasure = low
        .store()
        .erased()
        .unwrap()
        .into_iter()
        .find(|one| one.subject == paper.into())
        .unwrap();
    let content = low.phieu(paper).unwrap().content();
    // A program of the xã that lies: its word on the acceptance does not count.
    let said = Acknowledgement {
        restated: vec![Restated {
            edit: accept.id(),
            content,
        }],
        ..Acknowledgement::of(erasure.erasures[0].0)
    };
    let tip = low.store().writers().unwrap();
    let own = tip
        .iter()
        .find(|writer| writer.key.as_deref() == Some(low.public_key().line().as_str()))
        .unwrap()
        .writer;
    let stamp = low.store().writer_tip(own).unwrap().unwrap();
    let lie = Edit::seal(
        Draft::new(Some(paper.into()), Vec::new(), Content::Erased(said)),
        Stamp {
            seq: stamp.seq + 1,
            prev: Some(low.store().at_seq(own, stamp.seq).unwrap()[0]),
            lamport: low.store().max_lamport() + 1,
            ..stamp
        },
        [7; 32],
    );
    low.store_mut().commit(&[lie]).unwrap();
    assert_ne!(status(&low, paper), Status::Accepted);
    // It keeps nobody from saying so who may.
    send(&low, &mut high);
    assert_eq!(status(&high, paper), Status::Accepted);
    send(&high, &mut low);
    assert_eq!(status(&low, paper), Status::Accepted);
}

#[test]
fn the_head_goes_from_every_field_that_names_them_and_no_older_name_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune_of(dir.path(), 3);
    let (home, paper, _) = somebody(&low);
    let form = low.form_of(&low.phieu(paper).unwrap()).unwrap();
    let (_, field) = form
        .field_with_role(bieu::form::Role::HeadName)
        .expect("a paper with a head");
    let path = Path::Field(field.id.clone());
    let head = match low.phieu(paper).unwrap().answers().get(&path) {
        Some(Answer::Given(Value::Text(head))) => head.clone(),
        other => panic!("{other:?}"),
    };
    let write = |low: &mut Workspace, name: &str| {
        let answer = Some(Answer::Given(Value::Text(name.into())));
        low.answer(paper, vec![(path.clone(), answer)]).unwrap();
    };
    // Somebody else, then the head again: between two of the head there is an older answer.
    write(&mut low, "Người Khác Hẳn");
    write(&mut low, &head);
    let papers = low.papers_of_household(home).unwrap();
    let sought = low.people_named(&papers, &head).unwrap();
    let sought = sought.first().cloned().unwrap_or(Sought {
        name: head.clone(),
        born: None,
        number: None,
    });
    low.erase_person(home, &sought, WHY).unwrap();
    let phieu = low.phieu(paper).unwrap();
    assert_eq!(phieu.answers().get(&path), None);
    assert_eq!(phieu.conflicts(), []);
    assert_eq!(naming(&low, &head), BTreeSet::new());
    // The next head is written there, and stays.
    write(&mut low, "Người Kế Tiếp");
    let phieu = low.phieu(paper).unwrap();
    assert!(phieu.answers().get(&path).is_some());
}

#[test]
fn another_whose_name_differs_in_a_mark_alone_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune_of(dir.path(), 3);
    let (home, paper, _) = somebody(&low);
    let form = low.form_of(&low.phieu(paper).unwrap()).unwrap();
    let role = bieu::form::Role::PersonName;
    let (roster, name) = form.field_with_role(role).unwrap();
    let (roster, name) = (roster.unwrap().clone(), name.id.clone());
    let head = form.field_with_role(bieu::form::Role::HeadName).unwrap();
    let head = Path::Field(head.1.id.clone());
    let rows = low.phieu(paper).unwrap();
    let rows = rows.answers().rows(roster.as_str()).to_vec();
    let text = |text: &str| Some(Answer::Given(Value::Text(text.into())));
    let at = |row| Path::Member {
        roster: roster.clone(),
        row,
        field: name.clone(),
    };
    let given = vec![
        (at(rows[0]), text("Vi Văn Tuân")),
        (at(rows[1]), text("Vi Văn Tuấn")),
        (head.clone(), text("Vi Văn Tuân")),
    ];
    low.answer(paper, given).unwrap();
    // Nothing but the name tells them apart: without marks it is nobody's alone.
    let papers = low.papers_of_household(home).unwrap();
    assert_eq!(low.people_named(&papers, "vi van tuan").unwrap().len(), 2);
    let sought = Sought {
        name: "vi văn tuấn".into(),
        born: None,
        number: None,
    };
    low.erase_person(home, &sought, WHY).unwrap();
    let left = people(&low, paper);
    assert!(left.contains(&"Vi Văn Tuân".to_owned()), "{left:?}");
    assert!(!left.contains(&"Vi Văn Tuấn".to_owned()), "{left:?}");
    let phieu = low.phieu(paper).unwrap();
    let expected = text("Vi Văn Tuân");
    assert_eq!(phieu.answers().get(&head), expected.as_ref());
}

#[test]
fn in_whatever_order_it_arrives_the_paper_says_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two_of(dir.path(), 3);
    let (home, paper, sought) = accepted(&mut low, &mut high);
    let with: Vec<Edit> = high.store().edits().unwrap().map(Result::unwrap).collect();
    low.erase_person(home, &sought, WHY).unwrap();
    send(&low, &mut high);
    send(&high, &mut low);
    // Every edit, with its body where anybody ever had it.
    let known: BTreeSet<EditId> = with.iter().map(Edit::id).collect();
    let mut all = with;
    let later = low.store().edits().unwrap().map(Result::unwrap);
    all.extend(later.filter(|edit| !known.contains(&edit.id())));
    let slots = |store: &Store| {
        let mut slots = store.subject_slots(paper.into()).unwrap();
        slots.retain(|(path, _)| *path != SlotPath::Acknowledged);
        format!("{slots:?}")
    };
    let there = slots(high.store());
    let mut dice = Dice(0x9A55);
    for case in 0..cases(2) {
        let mut third = office(&dir.path().join(format!("ba-{case}")), "20");
        for workspace in [&low, &high] {
            let place = workspace.config().place.clone();
            third
                .grant(&place, &workspace.public_key().clone())
                .unwrap();
        }
        let mut edits = all.clone();
        for at in (1..edits.len()).rev() {
            edits.swap(at, dice.roll(at + 1));
        }
        let size = edits.len() / (1 + dice.roll(3)) + 1;
        for part in edits.chunks(size) {
            third
                .store_mut()
                .import(&mut part.iter().cloned(), &[], &mut |_| true)
                .unwrap();
            if dice.roll(2) == 0 {
                third.carry_out().unwrap();
            }
        }
        assert_eq!(slots(third.store()), there, "case {case}, before");
        third.carry_out().unwrap();
        assert_eq!(slots(third.store()), there, "case {case}");
        assert_eq!(status(&third, paper), Status::Accepted, "case {case}");
        assert_eq!(naming(&third, &sought.name), BTreeSet::new());
        third.store_mut().rebuild().unwrap();
        assert_eq!(slots(third.store()), there, "case {case}, anew");
    }
}

#[test]
fn the_device_of_a_thon_cannot_and_a_stranger_to_the_household_is_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune_of(&dir.path().join("xa"), 3);
    let (home, paper, sought) = somebody(&low);
    let refused = |result: Result<_, WorkspaceError>, why: &str| match result {
        Err(WorkspaceError::NotErased(code)) => assert_eq!(code, why),
        other => panic!("{other:?}"),
    };
    let nobody = Sought {
        name: "Không Có Ai".into(),
        born: None,
        number: None,
    };
    refused(low.erase_person(home, &nobody, WHY), "erase-nobody");
    refused(low.erase_person(home, &sought, " "), "erase-reason");
    let thon = low.place_label(&low.hodan(home).unwrap().place).unwrap();
    let mut device = office(&dir.path().join("thon"), "06253");
    device.grant("06253", &low.public_key().clone()).unwrap();
    low.grant(&thon, &device.public_key().clone()).unwrap();
    let key = low.key(None).unwrap();
    let bring = |low: &Workspace, device: &mut Workspace| {
        let export = task::export_to_thon(low, &thon, &key, &mut |_, _| true).unwrap();
        let verified = judged(device, &export.bytes);
        let plan = task::plan(device, &verified).unwrap();
        task::import(device, &verified, &plan, &mut |_, _| true).unwrap()
    };
    bring(&low, &mut device);
    refused(device.erase_person(home, &sought, WHY), "erase-not-office");
    assert!(people(&device, paper).contains(&sought.name));
    low.erase_person(home, &sought, WHY).unwrap();
    assert_eq!(bring(&low, &mut device).people.len(), 1);
    assert!(!people(&device, paper).contains(&sought.name));
    assert_eq!(naming(&device, &sought.name), BTreeSet::new());
}

#[test]
fn the_disk_holds_nothing_of_the_person() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("so");
    let mut low = commune_of(&folder, 3);
    let (home, paper, sought) = somebody(&low);
    let mut said = vec![sought.name.clone()];
    said.extend(sought.number.clone());
    search(&folder, &said);
    let slots = fs::read_to_string(folder.join("journal/slots.toml")).unwrap();
    let line = slots.lines().find(|line| line.starts_with("key")).unwrap();
    let old = line.split('"').nth(1).unwrap().to_owned();
    let links = dir.path().join("cho-cu");
    fs::create_dir(&links).unwrap();
    assert!(linked(&folder, &links).len() > 8);
    low.erase_person(home, &sought, WHY).unwrap();
    assert!(!people(&low, paper).contains(&sought.name));
    drop(low);
    for (path, bytes) in contents(&links).into_iter().chain(contents(&folder)) {
        let name = path.display().to_string();
        assert!(memmem::find(&bytes, old.as_bytes()).is_none(), "{name}");
        for text in &said {
            assert!(
                memmem::find(&bytes, text.as_bytes()).is_none(),
                "{name} {text}"
            );
        }
    }
    let low = Workspace::open(&folder, CLOCK).unwrap().0;
    assert_eq!(naming(&low, &sought.name), BTreeSet::new());
}

#[test]
fn on_a_screen_one_is_chosen_and_the_household_stays() {
    let dir = tempfile::tempdir().unwrap();
    super::screens::commune(dir.path());
    let count = || {
        let (workspace, _) = Workspace::open(dir.path(), CLOCK).unwrap();
        let homes = workspace.households().unwrap();
        let papers = homes
            .iter()
            .flat_map(|home| workspace.papers_of_household(home.id).unwrap());
        let papers: Vec<(PhieuKey, PhieuId)> = papers.collect();
        let listed = papers.iter().map(|(_, id)| people(&workspace, *id).len());
        (homes.len(), listed.sum::<usize>())
    };
    let before = count();
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F8>").keys("<PgDn><Up>");
    let screen = seat.screen();
    assert!(screen.contains("một người"), "{screen}");
    seat.keys("<Enter>").keys("<PgDn><Enter>");
    seat.keys("Theo đơn<Enter>");
    let screen = seat.screen();
    assert!(screen.contains("Hộ vẫn còn"), "{screen}");
    let asked = screen.lines().find(|line| line.contains("Gõ mã hộ"));
    let label = asked.unwrap().split_whitespace().nth(3).unwrap().to_owned();
    seat.keys("<Enter>");
    assert!(seat.screen().contains("Chưa xóa"), "{}", seat.screen());
    seat.keys(&format!("{label}<Enter>"));
    assert!(
        seat.screen().contains("Đã xóa một người"),
        "{}",
        seat.screen()
    );
    drop(seat);
    let after = count();
    assert_eq!(after.0, before.0);
    assert!(after.1 < before.1);
}

#[test]
fn the_command_shows_erases_and_lists() {
    let desk = Desk::new();
    let demo = ["demo", "mau", "--no-tui", "--households", "6", "--json"];
    desk.run("none", &demo).json(0);
    let (low, _) = Workspace::open(&desk.path("mau/xa"), CLOCK).unwrap();
    let (home, _, sought) = somebody(&low);
    let label = low.hodan(home).unwrap().label;
    drop(low);
    let run = |args: &[&str]| {
        let mut line = vec!["erase", &label, "--member"];
        line.extend(args);
        desk.run("mau/xa", &line)
    };
    let dry = run(&[&sought.name, "--dry-run", "--json"]).json(0);
    assert_eq!(
        (&dry["member"], &dry["erased"]),
        (&json!(true), &json!(false))
    );
    assert!(dry["edits"].as_u64().unwrap() > 1 && dry["papers"].as_u64().unwrap() > 0);
    assert_eq!(
        run(&["Không Có Ai", "--reason", WHY, "--json"]).trouble(2),
        "erase-nobody"
    );
    let born = format!(
        "{}, {}",
        sought.name,
        sought.born.map_or(1900, |year| year + 1)
    );
    assert_eq!(
        run(&[&born, "--reason", WHY, "--json"]).trouble(2),
        "erase-nobody"
    );
    assert_eq!(run(&[&sought.name, "--json"]).trouble(2), "missing-option");
    // Without marks and in small letters, as people type.
    let typed = sought.name.to_lowercase();
    let done = run(&[&typed, "--reason", WHY, "--json"]).json(0);
    assert_eq!(done["edits"], dry["edits"]);
    assert_eq!(
        run(&[&typed, "--reason", WHY, "--json"]).trouble(2),
        "erase-nobody"
    );
    let listed = desk.run("mau/xa", &["erase", "list", "--json"]).json(0);
    assert_eq!(listed[0]["label"], json!(label));
    assert!(listed[0]["form"].is_string() && listed[0]["household"].is_null());
    for lang in ["vi", "en"] {
        let told = desk.run("mau/xa", &["--lang", lang, "erase", "list"]).ok();
        assert!(
            told.contains(&label) && !told.contains(&sought.name),
            "{told}"
        );
    }
    desk.run("mau/xa", &["doctor", "--json"]).json(0);
    desk.run("mau/xa", &["export", "--json"]).json(0);
}

/// What is said of the paper once it is read is what the office made of it.
#[test]
fn a_print_made_before_is_a_print_of_what_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune_of(dir.path(), 3);
    let (home, paper, sought) = somebody(&low);
    let phieu: Phieu = low.phieu(paper).unwrap();
    let printout = bieu::record::Printout {
        turn: 1,
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
        content: phieu.content(),
        class: None,
    };
    low.note_printouts("phieu", &[(paper, printout)]).unwrap();
    low.erase_person(home, &sought, WHY).unwrap();
    let phieu = low.phieu(paper).unwrap();
    assert_eq!(phieu.status(), Status::Finished);
    let (_, printed) = phieu.printouts().next().unwrap();
    assert_eq!(printed.content, phieu.content());
}
