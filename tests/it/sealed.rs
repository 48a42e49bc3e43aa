//! The store sealed at rest: nothing of its people can be read in its files, and nothing put into its journal by another
//! hand is taken for what was said.

use std::fs;
use std::path::Path;

use bieu::form::{Answer, Value};
use bieu::place::Regime;
use bieu::record::{Content, Edit};
use bieu::store::{Event, Notice, Reason, Recorder, Store, StoreError};
use bieu::task::demo;
use bieu::workspace::{Clock, Init, Workspace, WorkspaceError};
use memchr::memmem;
use sha2::{Digest, Sha256};

use super::crash::Disk;
use super::store::{Dice, Pen, all_there, cases, contents, copy_folder, filled, segment, text_at};

const CLOCK: Clock = Clock::Fixed(1_795_000_000);

/// What was said of people in a workspace: texts, numbers and days as they are written, labels of households.
pub(crate) fn said(workspace: &Workspace) -> Vec<String> {
    let store = workspace.store();
    let mut said = Vec::new();
    for household in store.households().unwrap() {
        said.push(household.label);
    }
    for (_, id) in store.phieus(None, None).unwrap() {
        let phieu = store.phieu(id).unwrap().unwrap();
        for (_, answer) in phieu.answers().iter() {
            match answer {
                Answer::Given(Value::Text(text)) | Answer::Unparsed(text) => {
                    said.push(text.clone());
                }
                Answer::Given(Value::Number(number)) => said.push(number.to_string()),
                Answer::Given(Value::Date(day)) => said.push(day.to_string()),
                _ => {}
            }
        }
        said.extend(phieu.remarks().iter().map(|remark| remark.text.clone()));
    }
    // The officers of this machine are chosen from a list in workspace.toml.
    said.retain(|text| !workspace.config().people.contains(text));
    // Shorter ones stand in random bytes by chance.
    said.retain(|text| text.len() >= 7);
    said.sort();
    said.dedup();
    said
}

/// Every file of a workspace searched for what was said; printed papers and bundles are for others to read.
pub(crate) fn search(folder: &Path, said: &[String]) {
    for (path, bytes) in contents(folder) {
        if path.starts_with("ban-in") || path.starts_with("tep-nop") {
            continue;
        }
        let name = path.to_string_lossy().into_owned();
        for text in said {
            let short: String = text.split(' ').next_back().unwrap_or_default().into();
            for needle in [text, &bieu::text::fold(text)] {
                let found = memmem::find(&bytes, needle.as_bytes());
                assert!(found.is_none(), "{name} holds {needle}");
                assert!(!name.contains(needle.as_str()), "{name}");
            }
            assert!(short.len() < 7 || memmem::find(&bytes, short.as_bytes()).is_none());
        }
    }
}

#[test]
fn no_file_of_a_workspace_tells_of_its_people() {
    let folder = tempfile::tempdir().unwrap();
    demo::make(
        folder.path(),
        "06253",
        Regime::TwoTier,
        4,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let (mut workspace, _) = Workspace::open(folder.path(), CLOCK).unwrap();
    let said = said(&workspace);
    assert!(said.len() > 20, "{said:?}");
    // While it is open, after the view was made anew, and closed.
    search(folder.path(), &said);
    workspace.store_mut().rebuild().unwrap();
    search(folder.path(), &said);
    drop(workspace);
    search(folder.path(), &said);
    // The search itself finds what is there.
    fs::write(folder.path().join("log/x"), said[0].as_bytes()).unwrap();
    let found = std::panic::catch_unwind(|| search(folder.path(), &said));
    assert!(found.is_err());
}

#[test]
fn no_label_can_be_tried_against_the_keys_of_the_view() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(folder.path(), 1);
    assert_eq!(store.household_by_label("HD-1").unwrap().len(), 1);
    store.close().unwrap();
    let digest = Sha256::digest(b"HD-1");
    for (path, bytes) in contents(folder.path()) {
        let found = memmem::find(&bytes, &digest[..16]);
        assert!(found.is_none(), "{}", path.display());
    }
}

#[test]
fn without_its_slots_a_journal_does_not_open_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(folder.path(), 1);
    store.close().unwrap();
    let slots = folder.path().join("journal/slots.toml");
    let good = fs::read_to_string(&slots).unwrap();
    let refused = |text: Option<&str>| {
        match text {
            Some(text) => fs::write(&slots, text).unwrap(),
            None => fs::remove_file(&slots).unwrap(),
        }
        match Store::open(folder.path()) {
            Err(StoreError::Slots { what }) => what,
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("opens"),
        }
    };
    // Another journal's key is no damage of this one.
    let other = tempfile::tempdir().unwrap();
    drop(Store::create(other.path()).unwrap());
    let foreign = fs::read_to_string(other.path().join("journal/slots.toml")).unwrap();
    let key = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("key"));
        line.unwrap().to_owned()
    };
    let mixed = good.replace(&key(&good), &key(&foreign));
    assert_eq!(refused(Some(&mixed)), "slot-check");
    assert_eq!(refused(Some("format = 1\n")), "slots-shape");
    assert_eq!(refused(None), "slots-missing");
    fs::write(&slots, good).unwrap();
    assert!(Store::open(folder.path()).is_ok());
}

/// A segment taken apart by somebody who knows the format but not the key.
struct Forged {
    header: Vec<u8>,
    payloads: Vec<Vec<u8>>,
}

impl Forged {
    fn of(bytes: &[u8]) -> Forged {
        let mut payloads = Vec::new();
        let mut at = 72;
        while bytes[at..].starts_with(b"\xB1EU\xF7") {
            let len: [u8; 4] = bytes[at + 4..at + 8].try_into().unwrap();
            let len = u32::from_le_bytes(len) as usize;
            payloads.push(bytes[at + 12..at + 12 + len].to_vec());
            at += 16 + len;
        }
        Forged {
            header: bytes[..72].to_vec(),
            payloads,
        }
    }

    fn crc(&self, offset: usize, bytes: &[u8]) -> [u8; 4] {
        let mut crc = crc32fast::Hasher::new();
        crc.update(&self.header[16..32]);
        crc.update(&self.header[12..16]);
        crc.update(&(offset as u64).to_le_bytes());
        crc.update(bytes);
        crc.finalize().to_le_bytes()
    }

    /// The segment and its head file, every sum right.
    fn print(&self) -> (Vec<u8>, Vec<u8>) {
        let mut bytes = self.header.clone();
        let mut chain = [0_u8; 32];
        for payload in &self.payloads {
            let offset = bytes.len();
            let mut frame = b"\xB1EU\xF7".to_vec();
            frame.extend((payload.len() as u32).to_le_bytes());
            frame.extend(self.crc(offset, &frame));
            frame.extend(payload);
            frame.extend(self.crc(offset, &frame));
            bytes.extend(frame);
            chain = Sha256::new()
                .chain_update(chain)
                .chain_update(payload)
                .finalize()
                .into();
        }
        let mut head = b"BIEUHEAD".to_vec();
        head.extend(&self.header[16..32]);
        head.extend(1_u32.to_le_bytes());
        head.extend((bytes.len() as u64).to_le_bytes());
        head.extend(chain);
        head.extend(crc32fast::hash(&head).to_le_bytes());
        (bytes, head)
    }
}

#[test]
fn a_journal_changed_by_another_hand_is_named_even_where_every_sum_is_right() {
    let mut dice = Dice(0x5EA1);
    let base = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(base.path(), 12);
    store.close().unwrap();
    let other = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(other.path(), 12);
    store.close().unwrap();
    let foreign = Forged::of(&fs::read(segment(other.path())).unwrap());
    let good = fs::read(segment(base.path())).unwrap();
    // The forger's tools make the very same file of the same frames.
    let (same, _) = Forged::of(&good).print();
    assert!(good.starts_with(&same));

    let mut named = std::collections::BTreeMap::<&str, usize>::new();
    for case in 0..cases(40) {
        let mut forged = Forged::of(&good);
        let count = forged.payloads.len();
        let (at, to) = (dice.roll(count), dice.roll(count));
        let what = match dice.roll(6) {
            0 => {
                forged.payloads.remove(at);
                "removed"
            }
            1 => {
                let payload = &mut forged.payloads[at];
                let byte = dice.roll(payload.len());
                payload[byte] ^= 1 << dice.roll(8);
                "edited"
            }
            2 if at != to => {
                forged.payloads.swap(at, to);
                "reordered"
            }
            3 => {
                let payload = forged.payloads[at].clone();
                forged.payloads.insert(to, payload);
                "repeated"
            }
            4 => {
                forged.payloads[at].clone_from(&foreign.payloads[to]);
                "spliced"
            }
            _ => {
                // In clear, as a journal of version 1 would have it.
                forged.header[8] = 1;
                let crc = crc32fast::hash(&forged.header[..68]).to_le_bytes();
                forged.header[68..].copy_from_slice(&crc);
                forged.payloads[at] = b"{}".to_vec();
                "in clear"
            }
        };
        let folder = tempfile::tempdir().unwrap();
        copy_folder(base.path(), folder.path());
        let (mut bytes, head) = forged.print();
        bytes.resize(good.len().max(bytes.len()), 0);
        fs::write(segment(folder.path()), &bytes).unwrap();
        let (headed, viewed) = (dice.roll(2) == 0, dice.roll(2) == 0);
        if headed {
            fs::write(folder.path().join("journal/head"), head).unwrap();
        }
        if !viewed {
            fs::remove_dir_all(folder.path().join("view")).unwrap();
        }
        let journal = folder.path().join("journal");
        let before = contents(&journal);
        // Only the newest frames can be taken away without a trace in what is left: the view knows, or the head file.
        let cut = what == "removed" && at + 1 == count;
        match Store::open(folder.path()) {
            Err(StoreError::Damaged { segment: 1, .. }) => *named.entry(what).or_default() += 1,
            Err(error) => panic!("{case}: {what} {at} {to}: {error}"),
            Ok((_, notices)) if cut && headed => {
                let foreign = |notice: &Notice| matches!(notice, Notice::ViewRebuilt { reason, .. } if *reason == Reason::Foreign);
                assert!(
                    !viewed || notices.iter().any(foreign),
                    "{case}: {notices:?}"
                );
                continue;
            }
            Ok((_, notices)) => panic!("{case}: {what} {at} {to} not noticed: {notices:?}"),
        }
        assert_eq!(contents(&journal), before, "{case}: {what}");
    }
    assert!(named.len() >= 5, "{named:?}");
}

fn is_locked<T>(opened: Result<T, StoreError>) -> bool {
    matches!(opened, Err(StoreError::Locked))
}

#[test]
fn a_store_under_a_passphrase_opens_with_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create_with(folder.path(), Some(b"dung")).unwrap();
    let mut pen = Pen::new(1);
    let edits = [pen.start(), pen.household("HD-1")];
    store.commit(&edits).unwrap();
    assert!(!store.is_open());
    assert!(store.opens_with(b"dung").is_ok() && store.opens_with(b"sai").is_err());
    store.close().unwrap();
    let before = contents(folder.path());
    assert!(is_locked(Store::open(folder.path())));
    assert!(matches!(
        Store::open_with(folder.path(), Some(b"sai")),
        Err(StoreError::WrongPassphrase)
    ));
    assert_eq!(contents(folder.path()), before, "nothing was changed");
    let (mut store, notices) = Store::open_with(folder.path(), Some(b"dung")).unwrap();
    assert_eq!(notices, []);
    all_there(&store, &edits);
    assert!(matches!(
        store.set_passphrase(Some(b"sai"), b"moi"),
        Err(StoreError::WrongPassphrase)
    ));
    store.set_passphrase(Some(b"dung"), b"moi").unwrap();
    drop(store);
    assert!(Store::open_with(folder.path(), Some(b"dung")).is_err());
    let (store, notices) = Store::open_with(folder.path(), Some(b"moi")).unwrap();
    assert_eq!(notices, []);
    all_there(&store, &edits);
}

#[test]
fn the_first_passphrase_makes_a_new_key_and_nothing_of_the_old_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, mut edits, phieu) = filled(folder.path(), 20);
    let mut pen = Pen::new(2);
    let mut more = vec![pen.start()];
    for n in 0..140 {
        more.push(pen.answer(phieu, &format!("g{n}"), &"x".repeat(60_000), Vec::new()));
    }
    store
        .import(&mut more.clone().into_iter(), &[pen.head()], &mut |_| true)
        .unwrap();
    edits.extend(more);
    let journal = folder.path().join("journal");
    let slots = fs::read_to_string(journal.join("slots.toml")).unwrap();
    let old = slots
        .split('"')
        .find(|part| part.len() == 64 && !slots.contains(&format!("check = \"{part}")));
    let old = old.unwrap().to_owned();
    let frame = fs::read(segment(folder.path())).unwrap()[100..140].to_vec();
    let state = store.state_digest();
    store.set_passphrase(None, b"mat khau").unwrap();
    let look = |store: &Store| {
        assert_eq!(store.state_digest(), state);
        all_there(store, &edits);
        assert_eq!(store.heads().unwrap(), [pen.head()]);
        let report = store.check(&mut |_| true).unwrap();
        assert!(report.problems.is_empty() && report.segments == 2);
    };
    look(&store);
    assert!(!store.is_open());
    for (path, bytes) in contents(folder.path()) {
        assert!(
            memmem::find(&bytes, old.as_bytes()).is_none(),
            "{}",
            path.display()
        );
        assert!(memmem::find(&bytes, &frame).is_none(), "{}", path.display());
    }
    // The old segments are gone, and the journal goes on.
    let names: Vec<String> = contents(&journal)
        .into_iter()
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .filter(|name| name.contains(".seg"))
        .collect();
    assert_eq!(names, ["0001-00000001.seg", "0001-00000002.seg"]);
    let last = pen.answer(phieu, "cuoi", "hết", Vec::new());
    store.commit(std::slice::from_ref(&last)).unwrap();
    drop(store);
    assert!(is_locked(Store::open(folder.path())));
    let (store, notices) = Store::open_with(folder.path(), Some(b"mat khau")).unwrap();
    assert_eq!(notices, []);
    all_there(&store, &edits);
    assert_eq!(text_at(&store, phieu, "cuoi").as_deref(), Some("hết"));
}

#[test]
fn a_power_cut_while_everything_is_written_again_leaves_the_old_or_the_new() {
    let mut dice = Dice(0xC0DE);
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::keeping();
    let mut store = Store::create_as(folder.path(), [7; 16], recorder.clone()).unwrap();
    let mut pen = Pen::new(1);
    let mut edits = vec![pen.start(), pen.household("HD-1")];
    let (phieu, created) = pen.phieu(edits[1].id(), "2026");
    edits.push(created);
    store.commit(&edits).unwrap();
    for n in 0..12 {
        let edit = pen.answer(phieu, &format!("f{n}"), &"chữ ".repeat(900 * n), Vec::new());
        store.commit(std::slice::from_ref(&edit)).unwrap();
        edits.push(edit);
    }
    let from = recorder.events().len();
    store.set_passphrase(None, b"moi").unwrap();
    drop(store);
    let events = recorder.events();
    assert!(events.len() > from + 5);
    let (mut old, mut new) = (0, 0);
    for cut in from..=events.len() {
        for torn in [false, true] {
            let after = tempfile::tempdir().unwrap();
            let dice = torn.then_some(&mut dice);
            Disk::after(&events[..cut]).write(&after.path().join("journal"), dice);
            let (mut store, _) = Store::open_with(after.path(), Some(b"moi"))
                .unwrap_or_else(|error| panic!("event {cut}: {error}"));
            all_there(&store, &edits);
            if store.is_open() {
                old += 1;
                // And it can be done again.
                store.set_passphrase(None, b"lai").unwrap();
                all_there(&store, &edits);
                assert!(store.opens_with(b"lai").is_ok());
            } else {
                new += 1;
                let left = contents(&after.path().join("journal"));
                let old = left
                    .iter()
                    .any(|(path, _)| path.starts_with("00000001.seg"));
                assert!(!old, "event {cut}");
            }
        }
    }
    assert!(old > 5 && new > 2, "{old} {new}");
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Remove { .. }))
    );
}

#[test]
fn what_was_said_of_a_person_can_be_taken_out_and_the_chain_still_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, edits, phieu) = filled(folder.path(), 5);
    let gone = |edit: &Edit| {
        edit.body()
            .is_some_and(|body| matches!(body.content, Content::Answer { .. }))
    };
    store.rewrite(None, &mut |edit| !gone(edit)).unwrap();
    let look = |store: &Store| {
        for edit in &edits {
            let kept = store.edit(&edit.id()).unwrap().unwrap();
            assert_eq!(kept.header(), edit.header());
            assert_eq!(kept.body().is_some(), !gone(edit));
        }
        assert_eq!(text_at(store, phieu, "f1"), None);
    };
    look(&store);
    drop(store);
    let (store, notices) = Store::open(folder.path()).unwrap();
    assert_eq!(notices, []);
    look(&store);
}

#[test]
fn one_passphrase_opens_store_and_device_key_and_changes_with_both() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("so");
    let init = Init {
        place: "06253".to_owned(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: Some(b"dau".to_vec()),
    };
    let workspace = Workspace::init(&dir, &init, CLOCK).unwrap();
    assert!(workspace.has_passphrase());
    workspace
        .remember_columns(vec!["Nguyễn Thị Lệ".into()], vec!["x".into()])
        .unwrap();
    drop(workspace);
    assert!(matches!(
        Workspace::open(&dir, CLOCK),
        Err(WorkspaceError::Store(StoreError::Locked))
    ));
    let open = |passphrase: &[u8]| {
        Workspace::open_with(&dir, CLOCK, Some(passphrase)).map(|(workspace, _)| workspace)
    };
    let mut workspace = open(b"dau").unwrap();
    let public = workspace.public_key().line();
    assert!(workspace.set_passphrase(None, b"moi").is_err());
    assert!(workspace.set_passphrase(Some(b"sai"), b"moi").is_err());
    let (key, old_slots) = (
        fs::read(dir.join("key")).unwrap(),
        fs::read(dir.join("journal/slots.toml")).unwrap(),
    );
    workspace.set_passphrase(Some(b"dau"), b"moi").unwrap();
    drop(workspace);
    assert!(open(b"dau").is_err());
    let look = |passphrase: &[u8]| {
        let workspace = open(passphrase).unwrap();
        assert_eq!(
            workspace.key(Some(passphrase)).unwrap().public().line(),
            public
        );
        assert!(!dir.join("key.next").exists());
        assert!(
            workspace
                .remembered_columns(&["Nguyễn Thị Lệ".to_owned()])
                .is_some()
        );
    };
    look(b"moi");
    // Cut off before the store changed: the old passphrase counts for both.
    let (next, new_slots) = (
        fs::read(dir.join("key")).unwrap(),
        fs::read(dir.join("journal/slots.toml")).unwrap(),
    );
    fs::write(dir.join("key"), &key).unwrap();
    fs::write(dir.join("key.next"), &next).unwrap();
    fs::write(dir.join("journal/slots.toml"), &old_slots).unwrap();
    look(b"dau");
    // Cut off behind it: the new one.
    fs::write(dir.join("key.next"), &next).unwrap();
    fs::write(dir.join("journal/slots.toml"), &new_slots).unwrap();
    look(b"moi");
    search(&dir, &["Nguyễn Thị Lệ".to_owned()]);
}

#[test]
fn a_commune_with_people_gets_its_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    demo::make(
        folder.path(),
        "06253",
        Regime::TwoTier,
        4,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let (mut workspace, _) = Workspace::open(folder.path(), CLOCK).unwrap();
    let said = said(&workspace);
    workspace.remember_prints("HD-001", 3).unwrap();
    workspace.set_passphrase(None, b"moi").unwrap();
    assert_eq!(workspace.remembered_prints("HD-001"), 3);
    assert_eq!(self::said(&workspace), said);
    drop(workspace);
    search(folder.path(), &said);
    let (workspace, notices) = Workspace::open_with(folder.path(), CLOCK, Some(b"moi")).unwrap();
    assert_eq!(notices, []);
    assert_eq!(self::said(&workspace), said);
}
