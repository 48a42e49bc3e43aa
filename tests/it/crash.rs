//! What must survive: killed processes, cut power, damaged files. Whatever was acknowledged is there, or
//! the damage is named; nothing else is accepted.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use bieu::record::{Edit, EditId};
use bieu::store::{Event, Notice, Reason, Recorder, Store, StoreError};

use super::store::{
    Dice, Pen, all_there, cases, contents, copy_folder, field, filled, segment, text_at,
};

/// Names the folder that a child of these tests works in.
const CHILD: &str = "BIEU_CRASH_CHILD";

/// This very program again, running one test.
fn child(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Tells the parent; says nothing where there is none.
fn say(words: &str) {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{words}").unwrap();
    out.flush().unwrap();
}

/// Opens or makes the store, then types and tells of every commit that was acknowledged.
fn typist(folder: &Path, commits: usize) {
    let mut store = match Store::open(folder) {
        Ok((store, _)) => store,
        Err(StoreError::Missing) => Store::create(folder).unwrap(),
        Err(error) => panic!("{error}"),
    };
    say("open");
    let mut pen = Pen::new(1);
    if let Some(stamp) = store.writer_tip(pen.writer).unwrap() {
        let id = store.at_seq(pen.writer, stamp.seq).unwrap()[0];
        pen.last = Some((stamp.seq, id));
        pen.lamport = stamp.lamport;
    } else {
        store.commit(&[pen.start()]).unwrap();
    }
    // Every typist makes the same household; only the first time is it new.
    let mut other = Pen::new(2);
    let household = other.household("HD-1");
    let (phieu, created) = other.phieu(household.id(), "2026");
    let (several, another) = other.another(household.id(), "2026");
    store.commit(&[household, created, another]).unwrap();
    for n in 0..commits {
        let phieu = if n % 3 == 0 { several } else { phieu };
        let name = format!("f{}", n % 5);
        let replaces = store.phieu(phieu).unwrap().unwrap().replaces(&field(&name));
        // Now and then a long text, so that segments fill up.
        let len = if n % 9 == 0 { 4000 } else { 10 };
        let edit = pen.answer(phieu, &name, &"chữ ".repeat(len), replaces);
        store.commit(std::slice::from_ref(&edit)).unwrap();
        say(&format!("ack {}", edit.id()));
    }
}

/// In a child, types until killed; on its own, types a little and looks.
#[test]
fn scripted_entry() {
    if let Some(folder) = std::env::var_os(CHILD) {
        typist(Path::new(&folder), usize::MAX);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    typist(folder.path(), 10);
    typist(folder.path(), 10);
    let (store, notices) = Store::open(folder.path()).unwrap();
    assert_eq!(notices, []);
    assert_eq!(store.edit_count(), 24);
    assert_eq!(store.phieus(None, None).unwrap().len(), 2);
}

fn lines(child: &mut Child) -> std::io::Lines<BufReader<ChildStdout>> {
    BufReader::new(child.stdout.take().unwrap()).lines()
}

fn acknowledged(line: &str) -> Option<EditId> {
    EditId::parse(line.strip_prefix("ack ")?)
}

#[test]
fn killed_at_any_moment_every_acknowledged_answer_is_there() {
    let mut dice = Dice(0x5EED);
    let mut folder = tempfile::tempdir().unwrap();
    let mut acks: Vec<EditId> = Vec::new();
    let mut opened_after_kill = 0;
    for round in 0..cases(6) {
        if round % 25 == 24 {
            folder = tempfile::tempdir().unwrap();
            acks.clear();
        }
        let mut child = child("crash::scripted_entry", folder.path())
            .spawn()
            .unwrap();
        let mut out = lines(&mut child);
        // Some are killed while they open, most while they write.
        let wanted = if dice.roll(8) == 0 { 0 } else { dice.roll(60) };
        let mut seen = 0;
        let mut said_open = false;
        while seen < wanted || !said_open {
            let Some(line) = out.next() else {
                let output = child.wait_with_output().unwrap();
                panic!("{}", String::from_utf8_lossy(&output.stderr));
            };
            let line = line.unwrap();
            // The test runner leaves its own words on the line.
            said_open |= line.ends_with("open");
            assert!(seen <= wanted + 1000, "never opened");
            if let Some(id) = acknowledged(&line) {
                acks.push(id);
                seen += 1;
            }
            if wanted == 0 && line.starts_with("running") {
                break;
            }
        }
        child.kill().unwrap();
        // What was still in the pipe was acknowledged as well.
        acks.extend(out.map_while(Result::ok).filter_map(|l| acknowledged(&l)));
        child.wait().unwrap();
        opened_after_kill += usize::from(said_open && round > 0);
        // Every other store goes into the next round as the kill left it.
        if round % 2 == 1 || round + 1 == cases(6) || round % 25 == 23 {
            let (store, _) = match Store::open(folder.path()) {
                Err(StoreError::Missing) if acks.is_empty() => continue,
                opened => opened.unwrap(),
            };
            for id in &acks {
                assert!(store.contains(id).unwrap(), "round {round}: {id} is gone");
            }
            let read: Result<Vec<Edit>, _> = store.edits().unwrap().collect();
            assert_eq!(read.unwrap().len() as u64, store.edit_count());
            let digest = store.view_digest();
            let mut store = store;
            store.rebuild().unwrap();
            assert_eq!(store.view_digest(), digest, "round {round}");
        }
    }
    assert!(opened_after_kill > 0);
}

/// In a child, says how opening went.
#[test]
fn opening_once_more() {
    if let Some(folder) = std::env::var_os(CHILD) {
        say(match Store::open(Path::new(&folder)) {
            Ok(_) => "opened",
            Err(error) => error.code(),
        });
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let said = |folder: &Path| {
        let output = child("crash::opening_once_more", folder).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (store, _, _) = filled(folder.path(), 1);
    assert!(said(folder.path()).contains("store-in-use"));
    drop(store);
    assert!(said(folder.path()).contains("opened"));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    contents(folder)
        .into_iter()
        .filter(|(_, bytes)| !bytes.is_empty())
        .map(|(path, _)| folder.join(path))
        .collect()
}

/// Damages the view in one way; `older` is an intact view of an earlier moment.
fn damage(view: &Path, older: &Path, dice: &mut Dice) -> String {
    let all = files(view);
    let sled: Vec<&PathBuf> = all
        .iter()
        .filter(|path| path.starts_with(view.join("sled")))
        .collect();
    let file = sled[dice.roll(sled.len())];
    let mut bytes = fs::read(file).unwrap();
    let kind = dice.roll(9);
    // Half of them as after a crash: without a seal.
    if dice.roll(2) == 0 && kind != 1 {
        fs::remove_file(view.join("seal")).unwrap();
    }
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    match kind {
        0 => {
            fs::remove_dir_all(view).unwrap();
            "deleted".into()
        }
        1 => {
            fs::remove_dir_all(view).unwrap();
            copy_folder(older, view);
            "older".into()
        }
        2 => {
            fs::remove_dir_all(view.join("sled")).unwrap();
            copy_folder(&older.join("sled"), &view.join("sled"));
            "older below the seal".into()
        }
        3 => {
            fs::remove_file(file).unwrap();
            format!("{name} deleted")
        }
        4 | 5 => {
            let len = dice.roll(bytes.len());
            bytes.truncate(len);
            fs::write(file, bytes).unwrap();
            format!("{name} cut at {len}")
        }
        6 => {
            let at = dice.roll(bytes.len());
            let end = (at + 1 + dice.roll(512)).min(bytes.len());
            bytes[at..end].fill(0);
            fs::write(file, bytes).unwrap();
            format!("{name} zeroed from {at}")
        }
        _ => {
            let (at, bit) = (dice.roll(bytes.len()), dice.roll(8));
            bytes[at] ^= 1 << bit;
            fs::write(file, bytes).unwrap();
            format!("{name} bit {bit} of byte {at}")
        }
    }
}

#[test]
fn a_view_damaged_in_any_way_is_made_anew() {
    let mut dice = Dice(0xDA3A6E);
    let base = tempfile::tempdir().unwrap();
    let (store, mut edits, phieu) = filled(base.path(), 120);
    store.close().unwrap();
    let older = tempfile::tempdir().unwrap();
    copy_folder(&base.path().join("view"), &older.path().join("view"));
    let (mut store, _) = Store::open(base.path()).unwrap();
    let mut pen = Pen::new(3);
    edits.push(pen.start());
    store.commit(&edits[edits.len() - 1..]).unwrap();
    for n in 0..120 {
        edits.push(pen.answer(phieu, &format!("g{n}"), "sau", Vec::new()));
        store.commit(&edits[edits.len() - 1..]).unwrap();
    }
    store.rebuild().unwrap();
    let digest = store.view_digest();
    store.close().unwrap();

    let (mut rebuilt, mut caught_up) = (0, 0);
    for case in 0..cases(16) {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(base.path(), folder.path());
        let what = damage(
            &folder.path().join("view"),
            &older.path().join("view"),
            &mut dice,
        );
        let (store, notices) =
            Store::open(folder.path()).unwrap_or_else(|error| panic!("{case}: {what}: {error}"));
        assert!(notices.len() <= 1, "{case}: {what}: {notices:?}");
        for notice in &notices {
            match notice {
                Notice::ViewRebuilt { .. } => rebuilt += 1,
                Notice::ViewCaughtUp { .. } => caught_up += 1,
                Notice::TailPutAside { .. } => panic!("{case}: {what}: {notices:?}"),
            }
        }
        assert_eq!(store.view_digest(), digest, "{case}: {what}: {notices:?}");
        let report = store.check(&mut |_| true).unwrap();
        assert!(report.problems.is_empty(), "{case}: {what}: {report:?}");
        if case % 10 == 0 {
            all_there(&store, &edits);
        }
        assert!(
            contents(folder.path())
                .iter()
                .all(|(path, _)| { !path.to_string_lossy().contains("quarantine") })
        );
        // And it can be written to and opened again.
        let mut store = store;
        let more = pen.clone().answer(phieu, "cuoi", "hết", Vec::new());
        store.commit(&[more]).unwrap();
        drop(store);
        let (store, notices) = Store::open(folder.path()).unwrap();
        assert_eq!(notices, [], "{case}: {what}");
        assert_eq!(text_at(&store, phieu, "cuoi").as_deref(), Some("hết"));
    }
    assert!(rebuilt > 0 && caught_up > 0, "{rebuilt} {caught_up}");
}

#[test]
fn a_view_of_another_journal_is_made_anew() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    drop(filled(one.path(), 3));
    let (store, edits, _) = filled(two.path(), 5);
    let digest = store.view_digest();
    drop(store);
    fs::remove_dir_all(two.path().join("view")).unwrap();
    copy_folder(&one.path().join("view"), &two.path().join("view"));
    let (store, notices) = Store::open(two.path()).unwrap();
    let foreign = Notice::ViewRebuilt {
        reason: Reason::Foreign,
        edits: 8,
    };
    assert_eq!(notices, [foreign]);
    assert_eq!(store.view_digest(), digest);
    all_there(&store, &edits);
}

/// The journal's bytes up to the end of the last frame.
fn used(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    let mut end = 72;
    while bytes[end..].starts_with(b"\xB1EU\xF7") {
        let len: [u8; 4] = bytes[end + 4..end + 8].try_into().unwrap();
        end += 16 + u32::from_le_bytes(len) as usize;
    }
    bytes.truncate(end);
    bytes
}

#[test]
fn a_journal_cut_anywhere_behind_the_last_fsync_loses_nothing() {
    let mut dice = Dice(0xC07);
    let base = tempfile::tempdir().unwrap();
    let (mut store, edits, _) = filled(base.path(), 9);
    // As the disk stands now, nothing closed.
    let crashed = tempfile::tempdir().unwrap();
    copy_folder(
        &base.path().join("journal"),
        &crashed.path().join("journal"),
    );
    copy_folder(&base.path().join("view"), &crashed.path().join("view"));
    let end = used(&segment(crashed.path())).len();
    let mut pen = Pen::new(4);
    let last = pen.start();
    store.commit(std::slice::from_ref(&last)).unwrap();
    let frame = used(&segment(base.path()))[end..].to_vec();
    drop(store);
    assert!(frame.len() > 300);

    let count = cases(12);
    let cuts: Vec<usize> = if count > frame.len() {
        (0..=frame.len()).collect()
    } else {
        let some = (0..count).map(|_| dice.roll(frame.len() + 1));
        some.chain([0, 1, 11, 12, frame.len() - 1, frame.len()])
            .collect()
    };
    for cut in cuts {
        for garbage in [0, 1 + dice.roll(300)] {
            let folder = tempfile::tempdir().unwrap();
            copy_folder(crashed.path(), folder.path());
            if dice.roll(3) == 0 {
                fs::remove_dir_all(folder.path().join("view")).unwrap();
            }
            let path = segment(folder.path());
            let mut bytes = fs::read(&path).unwrap();
            if dice.roll(4) == 0 {
                // The file itself is cut there too.
                bytes.truncate(end + cut + garbage);
            }
            bytes.resize(bytes.len().max(end + cut + garbage), 0);
            bytes[end..end + cut].copy_from_slice(&frame[..cut]);
            for byte in &mut bytes[end + cut..end + cut + garbage] {
                *byte = dice.roll(256) as u8;
            }
            let odd = bytes[end + cut..end + cut + garbage]
                .iter()
                .any(|byte| *byte != 0);
            fs::write(&path, &bytes).unwrap();
            let (mut store, notices) = Store::open(folder.path())
                .unwrap_or_else(|error| panic!("cut {cut} garbage {garbage}: {error}"));
            all_there(&store, &edits);
            let whole = cut == frame.len();
            assert_eq!(store.contains(&last.id()).unwrap(), whole);
            let aside = notices.iter().find_map(|notice| match notice {
                Notice::TailPutAside { file, bytes } => Some((file.clone(), *bytes)),
                _ => None,
            });
            assert_eq!(aside.is_some(), odd || cut > 0 && !whole, "{cut} {garbage}");
            if let Some((file, count)) = aside {
                let kept = fs::read(folder.path().join("journal").join(file)).unwrap();
                assert_eq!(kept.len() as u64, count);
                let from = if whole { end + cut } else { end };
                assert_eq!(kept, bytes[from..from + kept.len()]);
            }
            // The journal goes on from there.
            store.commit(std::slice::from_ref(&last)).unwrap();
            drop(store);
            let (store, notices) = Store::open(folder.path()).unwrap();
            assert_eq!(notices, []);
            assert!(store.contains(&last.id()).unwrap());
        }
    }
}

/// Every place to damage, or as many as asked for.
fn places(from: usize, to: usize, count: usize, dice: &mut Dice) -> Vec<usize> {
    if count > to - from {
        (from..to).collect()
    } else {
        let some = (0..count).map(|_| from + dice.roll(to - from));
        some.chain([from, to - 1]).collect()
    }
}

#[test]
fn a_flipped_byte_in_an_acknowledged_frame_is_named_and_nothing_is_changed() {
    let mut dice = Dice(0xF11B);
    let base = tempfile::tempdir().unwrap();
    let (store, _, _) = filled(base.path(), 9);
    let killed = tempfile::tempdir().unwrap();
    copy_folder(&base.path().join("journal"), &killed.path().join("journal"));
    copy_folder(&base.path().join("view"), &killed.path().join("view"));
    store.close().unwrap();
    // Each witness alone is enough: the view, the head file.
    for (name, folder) in [
        ("closed", base.path()),
        ("killed", killed.path()),
        ("killed, no view", killed.path()),
        ("closed, no head", base.path()),
    ] {
        match name {
            "killed, no view" => fs::remove_dir_all(folder.join("view")).unwrap(),
            "closed, no head" => fs::write(folder.join("journal/head"), []).unwrap(),
            _ => {}
        }
        let path = segment(folder);
        let good = fs::read(&path).unwrap();
        let end = used(&path).len();
        for at in places(0, end, cases(40), &mut dice) {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << dice.roll(8);
            fs::write(&path, &bytes).unwrap();
            let journal = folder.join("journal");
            let before = contents(&journal);
            match Store::open(folder) {
                Err(StoreError::Damaged {
                    segment: 1, offset, ..
                }) => assert!(offset <= at as u64, "{name}: byte {at}"),
                Err(StoreError::Newer { .. }) => assert!(at < 12, "{name}: byte {at}"),
                Err(error) => panic!("{name}: byte {at}: {error}"),
                Ok((_, notices)) => panic!("{name}: byte {at} not noticed: {notices:?}"),
            }
            assert_eq!(contents(&journal), before, "{name}: byte {at}");
        }
        fs::write(&path, &good).unwrap();
    }
    assert!(Store::open(base.path()).is_ok());
    assert!(Store::open(killed.path()).is_ok());
}

#[test]
fn a_flipped_byte_in_an_older_segment_is_found_by_checking_and_never_rebuilt_over() {
    let mut dice = Dice(0x01D);
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _, phieu) = filled(folder.path(), 5);
    let mut pen = Pen::new(2);
    let mut more = vec![pen.start()];
    for n in 0..140 {
        more.push(pen.answer(phieu, &format!("g{n}"), &"x".repeat(60_000), Vec::new()));
    }
    store
        .import(&mut more.into_iter(), &[], &mut |_| true)
        .unwrap();
    store.close().unwrap();
    assert!(folder.path().join("journal/00000002.seg").exists());
    let path = segment(folder.path());
    let good = fs::read(&path).unwrap();
    for at in places(72, good.len(), cases(6).min(60), &mut dice) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << dice.roll(8);
        fs::write(&path, &bytes).unwrap();
        // Opening does not read old segments; checking does.
        let (mut store, notices) = Store::open(folder.path()).unwrap();
        assert_eq!(notices, []);
        let report = store.check(&mut |_| true).unwrap();
        assert!(matches!(
            report.problems[..],
            [StoreError::Damaged { segment: 1, .. }]
        ));
        assert!(store.edits().unwrap().any(|edit| edit.is_err()));
        let refused = store.rebuild();
        assert!(matches!(
            refused,
            Err(StoreError::Damaged { segment: 1, .. })
        ));
        drop(store);
        assert_eq!(fs::read(&path).unwrap(), bytes);
        // The view that was there before the rebuild is there again.
        assert!(Store::open(folder.path()).is_ok());
    }
}

/// What the disk holds after a power cut: per name, only what was fsynced; then, if asked for, any of
/// the writes that were under way.
pub(crate) struct Disk {
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    now: Vec<Vec<u8>>,
    durable: Vec<Vec<u8>>,
}

impl Disk {
    pub(crate) fn after(events: &[Event]) -> Disk {
        let mut disk = Disk {
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            now: Vec::new(),
            durable: Vec::new(),
        };
        for event in events {
            disk.see(event);
        }
        disk
    }

    fn see(&mut self, event: &Event) {
        match event {
            Event::Create { file } => {
                self.names.insert(file.clone(), self.now.len());
                self.now.push(Vec::new());
                self.durable.push(Vec::new());
            }
            Event::Write {
                file,
                offset,
                bytes,
            } => {
                let content = &mut self.now[self.names[file]];
                let at = *offset as usize;
                content.resize(content.len().max(at + bytes.len()), 0);
                content[at..at + bytes.len()].copy_from_slice(bytes);
            }
            Event::Resize { file, len } => {
                self.now[self.names[file]].resize(*len as usize, 0);
            }
            Event::Sync { file } => {
                let n = self.names[file];
                self.durable[n] = self.now[n].clone();
            }
            Event::Rename { from, to } => {
                let n = self.names.remove(from).unwrap();
                self.names.insert(to.clone(), n);
            }
            Event::Remove { file } => {
                self.names.remove(file);
            }
            Event::SyncFolder => self.durable_names = self.names.clone(),
        }
    }

    /// Writes the disk down. With `dice`, each 512-byte sector that was not fsynced may have got there.
    pub(crate) fn write(&self, folder: &Path, dice: Option<&mut Dice>) {
        fs::create_dir_all(folder).unwrap();
        let mut dice = dice;
        for (name, n) in &self.durable_names {
            let mut content = self.durable[*n].clone();
            if let Some(dice) = dice.as_deref_mut() {
                let now = &self.now[*n];
                if dice.roll(2) == 0 {
                    content.resize(now.len(), 0);
                }
                for (to, from) in content.chunks_mut(512).zip(now.chunks(512)) {
                    if to.len() == from.len() && dice.roll(2) == 0 {
                        to.copy_from_slice(from);
                    }
                }
            }
            fs::write(folder.join(name), content).unwrap();
        }
    }
}

#[test]
fn when_a_commit_returns_its_bytes_survive_a_power_cut() {
    let mut dice = Dice(0x9077E2);
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::keeping();
    let mut store = Store::create_as(folder.path(), [7; 16], recorder.clone()).unwrap();
    let mut pen = Pen::new(1);
    let mut edits = vec![pen.start(), pen.household("HD-1")];
    let (phieu, created) = pen.phieu(edits[1].id(), "2026");
    edits.push(created);
    store.commit(&edits).unwrap();
    // How many events there were when a commit returned, and how many edits were acknowledged then.
    let mut moments = vec![(recorder.events().len(), edits.len())];
    for n in 0..200 {
        // Large enough to need new space and new segments.
        let text = "x".repeat(if n % 3 == 0 { 60_000 } else { 50 });
        let many: Vec<Edit> = (0..if n % 3 == 0 { 3 } else { 1 })
            .map(|m| pen.answer(phieu, &format!("f{n}_{m}"), &text, Vec::new()))
            .collect();
        store.commit(&many).unwrap();
        edits.extend(many);
        moments.push((recorder.events().len(), edits.len()));
    }
    drop(store);
    let events = recorder.events();
    let rotations = events
        .iter()
        .filter(|event| matches!(event, Event::Rename { .. }))
        .count();
    assert!(rotations >= 2);

    for case in 0..cases(6) {
        let after = tempfile::tempdir().unwrap();
        // The power goes at the moment a commit returns, or at any event.
        let cut = if case % 2 == 0 {
            moments[dice.roll(moments.len())].0
        } else {
            moments[0].0 + dice.roll(events.len() - moments[0].0)
        };
        let acknowledged = moments
            .iter()
            .filter(|(at, _)| *at <= cut)
            .map(|(_, edits)| *edits)
            .max()
            .unwrap();
        let torn = (case % 4 > 1).then_some(&mut dice);
        Disk::after(&events[..cut]).write(&after.path().join("journal"), torn);
        let (store, _) = Store::open(after.path())
            .unwrap_or_else(|error| panic!("case {case}, event {cut}: {error}"));
        for edit in &edits[..acknowledged] {
            assert!(
                store.contains(&edit.id()).unwrap(),
                "case {case}, event {cut}"
            );
        }
    }
    // The model itself: without the fsyncs, acknowledged edits are gone.
    let unsynced: Vec<Event> = events[..moments[9].0]
        .iter()
        .enumerate()
        .filter(|(at, event)| *at < moments[4].0 || !matches!(event, Event::Sync { .. }))
        .map(|(_, event)| event.clone())
        .collect();
    let after = tempfile::tempdir().unwrap();
    Disk::after(&unsynced).write(&after.path().join("journal"), None);
    let (store, _) = Store::open(after.path()).unwrap();
    assert!(store.contains(&edits[moments[4].1 - 1].id()).unwrap());
    assert!(!store.contains(&edits[moments[9].1 - 1].id()).unwrap());
}

/// In a child, types a little under `strace`.
#[test]
fn a_little_entry() {
    match std::env::var_os(CHILD) {
        Some(folder) => typist(Path::new(&folder), 12),
        None => typist(tempfile::tempdir().unwrap().path(), 12),
    }
}

/// The system calls themselves, where `strace` can be had; the test above says the same everywhere.
#[cfg(target_os = "linux")]
#[test]
fn the_system_call_fdatasync_comes_before_the_acknowledgement() {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let ran = Command::new("strace")
        .args(["-f", "-e", "trace=fdatasync,write,pwrite64", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["crash::a_little_entry", "--exact", "--nocapture"])
        .env(CHILD, folder.path())
        .output();
    let text = match ran {
        Ok(output) if output.status.success() => fs::read_to_string(&trace).unwrap(),
        _ => {
            println!("strace cannot be used here; see when_a_commit_returns_…");
            return;
        }
    };
    let (mut written, mut synced, mut acks) = (None, false, 0);
    for line in text.lines() {
        let call = line.split_once(' ').map_or(line, |(_, call)| call).trim();
        let number = |call: &str| -> Option<u32> {
            let rest = call.split_once('(')?.1;
            rest.split([',', ')', ' ']).next()?.parse().ok()
        };
        // The frame's magic, as strace prints it.
        if call.starts_with("pwrite64(") && call.contains("\"\\261EU\\367") {
            (written, synced) = (number(call), false);
        } else if call.starts_with("fdatasync(") && number(call) == written
            // Another thread's call came between its start and its end.
            || call.starts_with("<... fdatasync resumed>")
        {
            synced = call.ends_with("= 0");
        } else if call.starts_with("write(1, \"ack ") {
            assert!(written.is_some() && synced, "{line}");
            (written, synced) = (None, false);
            acks += 1;
        }
    }
    assert_eq!(acks, 12);
}

/// In a child whose files may not grow beyond a limit, types on after every refusal.
#[cfg(unix)]
#[test]
fn entry_on_a_disk_that_refuses() {
    let Some(folder) = std::env::var_os(CHILD) else {
        refusals_lose_nothing();
        return;
    };
    let mut store = Store::create(Path::new(&folder)).unwrap();
    let mut pen = Pen::new(1);
    let mut edits = vec![pen.start(), pen.household("HD-1")];
    let (phieu, created) = pen.phieu(edits[1].id(), "2026");
    edits.push(created);
    store.commit(&edits).unwrap();
    let mut refused = 0;
    for n in 0..4000 {
        let edit = pen.answer(phieu, &format!("f{n}"), &"x".repeat(2000), Vec::new());
        match store.commit(std::slice::from_ref(&edit)) {
            Ok(()) => say(&format!("ack {}", edit.id())),
            Err(error) => {
                say(&format!("refused {}", error.code()));
                refused += 1;
            }
        }
        if refused == 5 {
            break;
        }
    }
}

#[cfg(unix)]
fn refusals_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let script = "ulimit -f 3000; trap '' XFSZ; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .args([
            "crash::entry_on_a_disk_that_refuses",
            "--exact",
            "--nocapture",
        ])
        .env(CHILD, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let acks: Vec<EditId> = said.lines().filter_map(acknowledged).collect();
    assert!(said.contains("refused store-"), "{said}");
    assert!(acks.len() > 10);
    let (store, _) = Store::open(folder.path()).unwrap();
    for id in &acks {
        assert!(store.contains(id).unwrap());
    }
}
