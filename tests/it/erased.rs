//! Erasing at whole workspaces: between offices, at the device of a thôn, on the command line, and on the disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path as FilePath;

use bieu::bundle::{Verdict, Verified};
use bieu::form::{Answer, Value};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{EditId, PhieuSubject, wire};
use bieu::store::StoreError;
use bieu::task::{self, Scope, demo};
use bieu::workspace::{Clock, Init, Workspace, WorkspaceError};
use memchr::memmem;
use serde_json::json;

use super::command_line::Desk;
use super::erasing::linked;
use super::screens::Seat;
use super::sealed::search;
use super::store::contents;
use super::workspace::send;

pub(crate) const CLOCK: Clock = Clock::Fixed(1_795_000_000);
pub(crate) const WHY: &str = "Theo đơn ngày 02/11/2026";

fn commune(dir: &FilePath) -> Workspace {
    commune_of(dir, 8)
}

pub(crate) fn commune_of(dir: &FilePath, households: usize) -> Workspace {
    demo::make(
        dir,
        "06253",
        Regime::TwoTier,
        households,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    Workspace::open(dir, CLOCK).unwrap().0
}

pub(crate) fn office(dir: &FilePath, place: &str) -> Workspace {
    let init = Init {
        place: place.to_owned(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    Workspace::init(dir, &init, CLOCK).unwrap()
}

/// A xã with people and the tỉnh above it, each believing the other.
fn two(dir: &FilePath) -> (Workspace, Workspace) {
    two_of(dir, 8)
}

/// The same with so many households.
pub(crate) fn two_of(dir: &FilePath, households: usize) -> (Workspace, Workspace) {
    let mut low = commune_of(&dir.join("xa"), households);
    let mut high = office(&dir.join("tinh"), "20");
    high.grant("06253", &low.public_key().clone()).unwrap();
    low.grant("20", &high.public_key().clone()).unwrap();
    (low, high)
}

/// Every edit that says something of a household, and what is said of it and of nobody else.
fn said_of(workspace: &Workspace, household: EditId) -> (BTreeSet<EditId>, Vec<String>) {
    let store = workspace.store();
    let mut ids = BTreeSet::new();
    let (mut mine, mut others) = (BTreeSet::new(), BTreeSet::new());
    ids.extend(
        store
            .bodies(household.into())
            .unwrap()
            .iter()
            .map(|edit| edit.id()),
    );
    for (key, id) in store.phieus(None, None).unwrap() {
        let own = key.subject == PhieuSubject::Household(household);
        let texts = if own { &mut mine } else { &mut others };
        for (_, answer) in store.phieu(id).unwrap().unwrap().answers().iter() {
            match answer {
                Answer::Given(Value::Text(text)) | Answer::Unparsed(text) => {
                    texts.insert(text.clone())
                }
                Answer::Given(Value::Number(number)) => texts.insert(number.to_string()),
                Answer::Given(Value::Date(day)) => texts.insert(day.to_string()),
                _ => false,
            };
        }
        if own {
            ids.extend(
                store
                    .bodies(id.into())
                    .unwrap()
                    .iter()
                    .map(|edit| edit.id()),
            );
        }
    }
    let mut said: Vec<String> = mine.difference(&others).cloned().collect();
    said.retain(|text| text.len() >= 7 && !workspace.config().people.contains(text));
    assert!(said.len() > 2 && ids.len() > 10, "{said:?}");
    (ids, said)
}

fn is_gone(workspace: &Workspace, ids: &BTreeSet<EditId>) {
    for id in ids {
        assert!(workspace.store().contains(id).unwrap());
        assert!(!workspace.store().has_body(id).unwrap(), "{id}");
    }
}

pub(crate) fn judged(to: &Workspace, bytes: &[u8]) -> Verified {
    let trust = to.trust().unwrap();
    match task::judge(bytes, &trust, to.places(), to.config(), to.today()) {
        Verdict::Good(verified) => verified,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn hash(workspace: &Workspace) -> String {
    let scope = Scope {
        place: Some("06253".to_owned()),
        period: None,
    };
    task::state_hash(workspace, &scope).unwrap()
}

#[test]
fn every_office_carries_it_out_and_says_so_and_an_old_bundle_brings_nobody_back() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let home = low.households().unwrap()[0].clone();
    let (ids, _) = said_of(&low, home.id);
    let key = low.key(None).unwrap();
    let old = task::export_full(&low, Some("20"), &key, &mut |_, _| true).unwrap();
    low.remember_sent(&old.sent).unwrap();
    send(&low, &mut high);
    let before = high.households().unwrap().len();

    let reach = low.reach(home.id).unwrap();
    assert_eq!(reach.edits, ids.len() as u64);
    assert!(!reach.papers.is_empty() && !reach.periods.is_empty());
    assert_eq!(reach.copies, std::slice::from_ref(&old.sent));
    let carried = low.erase(home.id, WHY).unwrap();
    assert_eq!(carried.labels, std::slice::from_ref(&home.label));
    is_gone(&low, &ids);
    assert!(matches!(low.hodan(home.id), Err(WorkspaceError::NoSuch(_))));

    let imported = send(&low, &mut high);
    assert_eq!(imported.erased, std::slice::from_ref(&home.label));
    is_gone(&high, &ids);
    assert_eq!(high.households().unwrap().len(), before - 1);
    assert_eq!(hash(&high), hash(&low));

    // An old bundle, and the same once more.
    for _ in 0..2 {
        let verified = judged(&high, &old.bytes);
        let plan = task::plan(&high, &verified).unwrap();
        assert_eq!((plan.new, plan.rejected.len()), (0, 0));
        assert_eq!(plan.refused, ids.len() as u64);
        let done = task::import(&mut high, &verified, &plan, &mut |_, _| true).unwrap();
        assert_eq!((done.new, done.refused), (0, ids.len() as u64));
        assert_eq!(done.erased, Vec::<String>::new());
        is_gone(&high, &ids);
    }
    // The tỉnh says that it has done so, and the xã knows to whom it had gone.
    let erased = &low.erased_households().unwrap()[0];
    assert_eq!((erased.done.len(), erased.pending), (1, false));
    assert_eq!((erased.reason.as_str(), erased.copies.len()), (WHY, 1));
    send(&high, &mut low);
    // What went out behind it carries headers only, and is no copy of them.
    let bare = task::export_full(&low, Some("20"), &key, &mut |_, _| true).unwrap();
    low.remember_sent(&bare.sent).unwrap();
    let erased = &low.erased_households().unwrap()[0];
    assert_eq!(erased.copies, std::slice::from_ref(&old.sent));
    let keys: Vec<&String> = erased.done.keys().collect();
    assert_eq!(keys.len(), 2);
    assert!(erased.done.contains_key(&high.public_key().line()));
    for workspace in [&low, &high] {
        let report = workspace.store().check(&mut |_| true).unwrap();
        assert!(report.problems.is_empty());
        assert_eq!(workspace.out_of_force().unwrap(), []);
    }
    // What goes out from here on carries headers only, and is taken in by an office that never heard of them.
    let mut third = office(&dir.path().join("ba"), "20");
    third.grant("06253", &low.public_key().clone()).unwrap();
    send(&low, &mut third);
    is_gone(&third, &ids);
    assert_eq!(hash(&third), hash(&low));
}

#[test]
fn cut_off_behind_the_import_it_is_done_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let home = low.households().unwrap()[0].clone();
    let (ids, _) = said_of(&low, home.id);
    send(&low, &mut high);
    low.erase(home.id, WHY).unwrap();
    let key = low.key(None).unwrap();
    let export = task::export_full(&low, Some("20"), &key, &mut |_, _| true).unwrap();
    let verified = judged(&high, &export.bytes);
    let plan = task::plan(&high, &verified).unwrap();
    high.store_mut()
        .import(&mut plan.edits(&verified), &plan.heads, &mut |_| true)
        .unwrap();
    assert!(high.erased_households().unwrap()[0].pending);
    let folder = high.dir().to_owned();
    drop(high);
    let (high, _) = Workspace::open(&folder, CLOCK).unwrap();
    is_gone(&high, &ids);
    let erased = &high.erased_households().unwrap()[0];
    assert!(!erased.pending && erased.done.contains_key(&high.public_key().line()));
}

#[test]
fn under_a_passphrase_it_is_carried_out_without_asking_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune(dir.path());
    let home = low.households().unwrap()[0].clone();
    let (ids, said) = said_of(&low, home.id);
    low.set_passphrase(None, b"moi").unwrap();
    drop(low);
    let open = || {
        Workspace::open_with(dir.path(), CLOCK, Some(b"moi"))
            .unwrap()
            .0
    };
    let mut low = open();
    let slots = fs::read(dir.path().join("journal/slots.toml")).unwrap();
    low.erase(home.id, WHY).unwrap();
    is_gone(&low, &ids);
    drop(low);
    assert_ne!(
        slots,
        fs::read(dir.path().join("journal/slots.toml")).unwrap()
    );
    assert!(matches!(
        Workspace::open(dir.path(), CLOCK),
        Err(WorkspaceError::Store(StoreError::Locked))
    ));
    is_gone(&open(), &ids);
    search(dir.path(), &said);
}

#[test]
fn the_disk_holds_nothing_of_them_before_or_after_not_even_where_files_were() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("so");
    let mut low = commune(&folder);
    let home = low.households().unwrap()[0].clone();
    let (ids, said) = said_of(&low, home.id);
    search(&folder, &said);
    let slots = fs::read_to_string(folder.join("journal/slots.toml")).unwrap();
    let line = slots.lines().find(|line| line.starts_with("key")).unwrap();
    let old = line.split('"').nth(1).unwrap().to_owned();
    assert_eq!(old.len(), 64);
    let raw: Vec<u8> = (0..32)
        .map(|at| u8::from_str_radix(&old[at * 2..at * 2 + 2], 16).unwrap())
        .collect();
    let frames = fs::read(super::store::segment(&folder)).unwrap()[100..160].to_vec();
    let links = dir.path().join("cho-cu");
    fs::create_dir(&links).unwrap();
    // What waits for another bundle holds what was said, packed.
    low.hold(
        bieu::bundle::BundleId::parse(&"ab".repeat(32)).unwrap(),
        b"Nguyen Thi Le Thu, chi la thu",
    )
    .unwrap();
    let count = linked(&folder, &links).len();
    assert!(count > 8);
    let carried = low.erase(home.id, WHY).unwrap();
    assert_eq!(carried.let_go.len(), 1);

    let look = || {
        search(&folder, &said);
        for (path, bytes) in contents(&links).into_iter().chain(contents(&folder)) {
            let name = path.display().to_string();
            for needle in [old.as_bytes(), &raw, &frames, b"chi la thu".as_slice()] {
                assert!(memmem::find(&bytes, needle).is_none(), "{name}");
            }
            if path.starts_with("ban-in") || path.starts_with("tep-nop") {
                continue;
            }
            for text in &said {
                assert!(
                    memmem::find(&bytes, text.as_bytes()).is_none(),
                    "{name} {text}"
                );
            }
        }
    };
    look();
    // Read with the new key there is nothing of them either: no body, no slot, no word.
    is_gone(&low, &ids);
    for edit in low.store().edits().unwrap() {
        let text = String::from_utf8(wire::line(&edit.unwrap())).unwrap();
        for word in &said {
            assert!(!text.contains(word.as_str()), "{word}");
        }
    }
    drop(low);
    look();
}

#[test]
fn the_device_of_a_thon_hears_of_it_and_cannot_erase_itself() {
    let dir = tempfile::tempdir().unwrap();
    let mut low = commune(&dir.path().join("xa"));
    let home = low.households().unwrap()[0].clone();
    let thon = low.place_label(&home.place).unwrap();
    let (ids, _) = said_of(&low, home.id);
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
    assert!(device.hodan(home.id).is_ok());
    assert!(matches!(
        device.erase(home.id, WHY),
        Err(WorkspaceError::NotErased("erase-not-office"))
    ));
    assert!(device.hodan(home.id).is_ok());
    low.erase(home.id, WHY).unwrap();
    let done = bring(&low, &mut device);
    assert_eq!(done.erased, std::slice::from_ref(&home.label));
    is_gone(&device, &ids);
    send(&device, &mut low);
    let erased = &low.erased_households().unwrap()[0];
    assert!(erased.done.contains_key(&device.public_key().line()));
}

#[test]
fn on_a_screen_the_label_is_typed_before_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    super::screens::commune(dir.path());
    let homes = || {
        let (workspace, _) = Workspace::open(dir.path(), CLOCK).unwrap();
        workspace.households().unwrap()
    };
    let before = homes();
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<F8>")
        .keys("<PgDn><Enter>")
        .keys("Theo đơn<Enter>");
    let screen = seat.screen();
    let label = before
        .iter()
        .map(|home| home.label.clone())
        .find(|label| screen.contains(label.as_str()))
        .unwrap_or_else(|| panic!("{screen}"));
    // Enter alone, and the label of another, erase nothing.
    seat.keys("<Enter>");
    seat.keys("06253-999-999<Enter>");
    assert!(seat.screen().contains("Chưa xóa"), "{}", seat.screen());
    for _ in 0..13 {
        seat.keys("<BS>");
    }
    seat.keys(&format!("{label}<Enter>"));
    assert!(seat.screen().contains("Đã xóa hộ"), "{}", seat.screen());
    drop(seat);
    let after = homes();
    assert_eq!(after.len(), before.len() - 1);
    assert!(after.iter().all(|home| home.label != label));
}

#[test]
fn the_command_shows_erases_and_lists() {
    let desk = Desk::new();
    let demo = ["demo", "mau", "--no-tui", "--households", "6", "--json"];
    desk.run("none", &demo).json(0);
    let list = ["list", "--form", "ho-dan", "--period", "2026", "--json"];
    let rows = desk.run("mau/xa", &list).json(0);
    let label = rows[0]["subject"].as_str().unwrap().to_owned();
    let count = rows.as_array().unwrap().len();

    let dry = desk
        .run("mau/xa", &["erase", &label, "--dry-run", "--json"])
        .json(0);
    assert_eq!(
        (dry["label"].as_str(), dry["erased"].as_bool()),
        (Some(label.as_str()), Some(false))
    );
    assert!(dry["edits"].as_u64().unwrap() > 10 && dry["papers"].as_u64().unwrap() > 0);
    assert!(!dry["periods"].as_array().unwrap().is_empty());
    assert_eq!(desk.run("mau/xa", &list).json(0), rows);
    // Never without a reason, never of somebody unknown.
    assert_eq!(
        desk.run("mau/xa", &["erase", &label, "--json"]).trouble(2),
        "missing-option"
    );
    assert_eq!(
        desk.run("mau/xa", &["erase", &label, "--reason", " ", "--json"])
            .trouble(2),
        "erase-reason"
    );
    let erase = ["erase", &label, "--reason", WHY, "--json"];
    assert_eq!(
        desk.run("mau/xa", &["erase", "x-1", "--reason", WHY, "--json"])
            .trouble(2),
        "no-such"
    );
    assert_eq!(
        desk.run("mau/xa", &["erase", "list"]).ok().lines().count(),
        1
    );
    let done = desk.run("mau/xa", &erase).json(0);
    assert_eq!(done["edits"], dry["edits"]);
    assert_eq!(desk.run("mau/xa", &erase).trouble(2), "no-such");
    let left = desk.run("mau/xa", &list).json(0);
    assert_eq!(left.as_array().unwrap().len(), count - 1);
    let listed = desk.run("mau/xa", &["erase", "list", "--json"]).json(0);
    assert_eq!(
        (&listed[0]["label"], &listed[0]["reason"]),
        (&json!(label), &json!(WHY))
    );
    assert_eq!(
        (
            listed[0]["pending"].as_bool(),
            listed[0]["done"].as_array().unwrap().len()
        ),
        (Some(false), 1)
    );
    for lang in ["vi", "en"] {
        let told = desk.run("mau/xa", &["--lang", lang, "erase", "list"]).ok();
        assert!(told.contains(&label) && told.contains(WHY), "{told}");
    }
    // Everything else goes on without it.
    for args in [
        ["doctor", "--json"].as_slice(),
        &["table", "mau-7-1", "--period", "2026", "--json"],
        &["table", "danh-sach-ra-soat", "--period", "2026", "--json"],
        &["review", "--period", "2026", "--json"],
        &["missing", "--period", "2026", "--json"],
        &["export", "--json"],
    ] {
        desk.run("mau/xa", args).json(0);
    }
    let check = desk.run("mau/xa", &["check", "--json"]).out();
    assert!(
        serde_json::from_str::<serde_json::Value>(&check).is_ok(),
        "{check}"
    );
}
