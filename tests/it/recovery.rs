//! Drills: a forgotten passphrase, a dead laptop; from recovery papers and a safety copy to work again.

use serde_json::{Value as Json, json};

use crate::command_line::Desk;

/// A xã with a thôn and a household, and its tỉnh, that trust each other. `more` goes with every command of the xã.
fn offices(desk: &Desk, more: &[&str]) {
    let with = |args: &[&str]| -> Vec<String> {
        args.iter()
            .chain(more)
            .map(|arg| (*arg).to_owned())
            .collect()
    };
    let xa = |args: &[&str]| {
        let args = with(args);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        desk.run("xa", &args).json(0)
    };
    xa(&["init", "--place", "06253", "--json"]);
    desk.init("tinh", "20");
    xa(&["place", "add", "Thôn Một", "--parent", "06253", "--json"]);
    trust(desk, "xa", "tinh", "20", more);
    trust(desk, "tinh", "xa", "06253", &[]);
    household(desk, "xa", "Hoàng Thị Mây", more);
}

fn trust(desk: &Desk, here: &str, there: &str, place: &str, more: &[&str]) {
    let key = desk.path(there).join("key.pub").display().to_string();
    let mut args = vec!["key", "trust", &key, "--place", place, "--json"];
    args.extend(more);
    desk.run(here, &args).json(0);
}

fn household(desk: &Desk, data: &str, name: &str, more: &[&str]) -> Json {
    let answers = json!({ "ho_ten_chu_ho": name });
    let mut args = vec!["ho-dan", "--place", "06253-001", "--period", "2026"];
    args.extend(more);
    desk.fill(data, &args, &answers).json(1)
}

fn hash(desk: &Desk, data: &str, more: &[&str]) -> String {
    let mut args = vec!["doctor", "--place", "06253", "--json"];
    args.extend(more);
    let said = desk.run(data, &args).json(0);
    said["state_hash"].as_str().unwrap().to_owned()
}

/// What `doctor` counts as kept and not in force.
fn out_of_force(desk: &Desk, data: &str) -> u64 {
    let said = desk.run(data, &["doctor", "--json"]).json(0);
    let counts = said["out_of_force"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    counts.values().filter_map(Json::as_u64).sum()
}

/// Papers made, and two of them typed into a file.
fn papers(desk: &Desk, data: &str, more: &[&str]) -> String {
    let mut args = vec!["recovery", "make", "--json"];
    args.extend(more);
    let made = desk.run(data, &args).json(0);
    let made = made["papers"].as_array().unwrap().clone();
    assert_eq!(made.len(), 3);
    let text = |at: usize| made[at].as_str().unwrap().to_owned();
    desk.file(
        "giay.txt",
        &format!("{}\n{}\n", text(2).to_lowercase(), text(0)),
    )
}

#[test]
fn a_forgotten_passphrase() {
    let desk = Desk::new();
    let old = desk.file("cu.txt", "mật khẩu cũ\n");
    let with = ["--passphrase-file", old.as_str()];
    offices(&desk, &with);
    let before = hash(&desk, "xa", &with);
    let papers = papers(&desk, "xa", &with);
    let check = ["recovery", "check", &papers, "--json", with[0], with[1]];
    desk.run("xa", &check).json(0);
    let key = std::fs::read_to_string(desk.path("xa").join("key.pub")).unwrap();

    // Nobody knows it any more.
    std::fs::remove_file(&old).unwrap();
    let new = desk.file("moi.txt", "mật khẩu mới\n");
    let one = desk.file(
        "mot.txt",
        std::fs::read_to_string(&papers)
            .unwrap()
            .lines()
            .next()
            .unwrap(),
    );
    let open = |papers: &str| {
        let args = [
            "recovery",
            "open",
            papers,
            "--new-passphrase-file",
            &new,
            "--json",
        ];
        desk.run("xa", &args)
    };
    assert_eq!(open(&one).json(4)["code"], "paper-few");
    open(&papers).json(0);

    let with = ["--passphrase-file", new.as_str()];
    assert_eq!(hash(&desk, "xa", &with), before);
    let again = std::fs::read_to_string(desk.path("xa").join("key.pub")).unwrap();
    assert_eq!(key, again, "the papers open the device's key too");
    let old = desk.file("cu.txt", "mật khẩu cũ\n");
    let shut = ["list", "--json", "--passphrase-file", &old];
    assert_eq!(
        desk.run("xa", &shut).json(2)["code"],
        "store-wrong-passphrase"
    );

    household(&desk, "xa", "Lò Văn Mới", &with);
    let export = ["export", "-o", "len", "--json", with[0], with[1]];
    desk.run("xa", &export).json(0);
    desk.run("tinh", &["import", "len", "--json"]).json(0);
    assert_eq!(hash(&desk, "tinh", &[]), hash(&desk, "xa", &with));

    // Without the spare key the data are opened all the same, under a new key.
    std::fs::remove_file(desk.path("xa").join("key.age")).unwrap();
    assert_eq!(open(&papers).json(0)["new_key"], true);
    assert_eq!(hash(&desk, "tinh", &[]), hash(&desk, "xa", &with));
    at_work_again(&desk, "xa", &with);
}

/// What is typed under the new key goes up; the tỉnh takes it in once it grants the key, and nothing before is lost.
fn at_work_again(desk: &Desk, data: &str, with: &[&str]) {
    household(desk, data, "Lò Văn Mới", with);
    let export = |file: &str| {
        let mut args = vec!["export", "--full", "-o", file, "--json"];
        args.extend(with);
        desk.run(data, &args).json(0);
    };
    export("len");
    assert_eq!(
        desk.run("tinh", &["import", "len", "--json"]).json(4)["code"],
        "bundle-unknown"
    );
    trust(desk, "tinh", data, "06253", &[]);
    let taken = desk.run("tinh", &["import", "len", "--json"]).json(0);
    assert_eq!(taken["out_of_force"], Json::Null, "{taken}");
    assert_eq!(hash(desk, "tinh", &[]), hash(desk, data, with));
    assert_eq!(out_of_force(desk, "tinh"), 0);
}

#[test]
fn a_dead_laptop() {
    let desk = Desk::new();
    offices(&desk, &[]);
    let backup = ["backup", "-o", "sao", "--json"];
    assert_eq!(desk.run("xa", &backup).json(2)["code"], "no-papers");
    let papers = papers(&desk, "xa", &[]);
    let copy = desk.run("xa", &backup).json(0);
    assert_eq!(copy["readers"], 2);
    let before = hash(&desk, "xa", &[]);
    let bytes = std::fs::read(desk.path("sao")).unwrap();
    for word in ["manifest.json", "BEGIN OPENSSH"] {
        assert!(
            !bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes()),
            "{word}"
        );
    }
    std::fs::remove_dir_all(desk.path("xa")).unwrap();

    let restore = |papers: Option<&str>| {
        let mut args = vec!["restore", "sao", "--json"];
        args.extend(
            papers
                .map(|papers| ["--papers", papers])
                .into_iter()
                .flatten(),
        );
        desk.run("may-moi", &args)
    };
    assert_eq!(restore(None).json(2)["code"], "needs-papers");
    assert!(!desk.path("may-moi").join("workspace.toml").exists());
    let said = restore(Some(&papers)).json(0);
    assert_eq!(said["place"], "06253");
    assert_eq!(hash(&desk, "may-moi", &[]), before);
    assert_eq!(out_of_force(&desk, "may-moi"), 0);
    // Asked for again it changes nothing.
    assert_eq!(restore(Some(&papers)).json(0)["new"], 0);
    at_work_again(&desk, "may-moi", &[]);
}

#[test]
fn what_is_no_copy_of_this_office_restores_nothing() {
    let desk = Desk::new();
    offices(&desk, &[]);
    let old = papers(&desk, "xa", &[]);
    let old = desk.file("cu.txt", &std::fs::read_to_string(old).unwrap());
    let papers = papers(&desk, "xa", &[]);
    desk.run("xa", &["backup", "-o", "sao", "--json"]).json(0);
    let restore = |file: &str, papers: &str| {
        desk.run("moi", &["restore", file, "--papers", papers, "--json"])
    };
    // The set before has ended.
    assert_eq!(restore("sao", &old).json(4)["code"], "copy-bad");
    let mut bytes = std::fs::read(desk.path("sao")).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(desk.path("hong"), &bytes).unwrap();
    assert_eq!(restore("hong", &papers).json(4)["code"], "copy-bad");
    desk.run("xa", &["export", "--clear", "-o", "nop", "--json"])
        .json(0);
    assert_eq!(restore("nop", &papers).json(4)["code"], "copy-bad");
    assert!(!desk.path("moi").exists());
    // Over another office's work nothing is restored.
    let said = desk.run("tinh", &["restore", "sao", "--papers", &papers, "--json"]);
    assert_eq!(said.json(2)["code"], "exists");
    let wrong = ["recovery", "check", &old, "--json"];
    assert_eq!(desk.run("xa", &wrong).json(4)["code"], "paper-other");
}

/// The names in a docx, unpacked.
fn minutes(path: &std::path::Path) -> String {
    let file = std::fs::File::open(path).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    let mut part = zip.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

#[test]
fn a_new_officer() {
    let desk = Desk::new();
    let old = desk.file("cu.txt", "mật khẩu cũ\n");
    let with = ["--passphrase-file", old.as_str()];
    offices(&desk, &with);
    let before = hash(&desk, "xa", &with);
    let copy = desk.path("ban-sao-cua-nguoi-cu");
    copy_folder(&desk.path("xa"), &copy);
    let new = desk.file("moi.txt", "mật khẩu mới\n");
    let args = [
        "handover",
        "--to-person",
        "Nông Thị Nhận",
        "--from-person",
        "Lý Văn Giao",
        "--new-passphrase-file",
        &new,
        "--json",
        with[0],
        with[1],
    ];
    let said = desk.run("xa", &args).json(0);
    let text = minutes(&desk.path(said["minutes"].as_str().unwrap()));
    for what in [
        "Nông Thị Nhận",
        "Lý Văn Giao",
        &before,
        said["code"].as_str().unwrap(),
    ] {
        assert!(text.contains(what), "{what}");
    }
    let bundle = said["bundle"].as_str().unwrap().to_owned();

    // What the officer before may have kept opens nothing any more.
    assert_eq!(
        desk.run("xa", &["list", "--json", with[0], with[1]])
            .json(2)["code"],
        "store-wrong-passphrase"
    );
    let slots =
        |folder: &std::path::Path| std::fs::read(folder.join("journal/slots.toml")).unwrap();
    let (kept, now) = (slots(&copy), slots(&desk.path("xa")));
    let put = |bytes: &[u8]| std::fs::write(desk.path("xa").join("journal/slots.toml"), bytes);
    // The old slots beside the new journal.
    put(&kept).unwrap();
    desk.run("xa", &["list", "--json", with[0], with[1]])
        .json(5);
    put(&now).unwrap();

    // The old names stay on what was done before, and the tỉnh follows without a word on the phone.
    let with = ["--passphrase-file", new.as_str()];
    assert_eq!(hash(&desk, "xa", &with), before);
    desk.run("tinh", &["import", &bundle, "--json"]).json(0);
    household(&desk, "xa", "Lò Văn Mới", &with);
    desk.run(
        "xa",
        &["export", "--full", "-o", "len", "--json", with[0], with[1]],
    )
    .json(0);
    let taken = desk.run("tinh", &["import", "len", "--json"]).json(0);
    assert_eq!(taken["out_of_force"], Json::Null, "{taken}");
    assert_eq!(hash(&desk, "tinh", &[]), hash(&desk, "xa", &with));

    // The tỉnh revokes the old key: what it granted and said before stands, what it signs from now on does not.
    let key = copy.join("key.pub").display().to_string();
    desk.run("tinh", &["key", "revoke", &key, "--json"]).json(0);
    assert_eq!(hash(&desk, "tinh", &[]), hash(&desk, "xa", &with));
    let kept = ["--passphrase-file", old.as_str()];
    household(&desk, "ban-sao-cua-nguoi-cu", "Kẻ Mạo Danh", &kept);
    let args = ["export", "--full", "-o", "gia", "--json", kept[0], kept[1]];
    desk.run("ban-sao-cua-nguoi-cu", &args).json(0);
    assert_eq!(
        desk.run("tinh", &["import", "gia", "--json"]).json(4)["code"],
        "bundle-unknown"
    );
    assert_eq!(hash(&desk, "tinh", &[]), hash(&desk, "xa", &with));
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &to),
            false => {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
}

#[test]
fn leaving_the_screens_writes_a_copy_into_the_second_place() {
    use bieu::locale::Language;
    use bieu::workspace::Workspace;

    use crate::screens::{CLOCK, Seat, commune};
    let dir = tempfile::tempdir().unwrap();
    let (xa, second) = (dir.path().join("xa"), dir.path().join("usb"));
    commune(&xa);
    let mut workspace = Workspace::open(&xa, CLOCK).unwrap().0;
    let papers = workspace.make_recovery(None).unwrap();
    workspace.set_copies(Some(&second)).unwrap();
    drop(workspace);
    let leave = |keys: &str| {
        let mut seat = Seat::at(&xa, Language::Vietnamese, (80, 24));
        seat.keys(keys);
        seat.desk.close()
    };
    // Nothing was written, so nothing is copied.
    assert!(leave("").is_none());
    // The stick is not there: told, and the data stay where they are.
    let adds = "2<F6>Thôn Mới<Enter>";
    assert!(leave(adds).unwrap().is_err());
    std::fs::create_dir(&second).unwrap();
    let path = leave("2<F6>Thôn Khác<Enter>").unwrap().unwrap();
    assert_eq!(path.parent(), Some(second.as_path()));
    let file = std::fs::read(&path).unwrap();
    let text = format!("{}\n{}", *papers.texts[0], *papers.texts[1]);
    let key = bieu::bundle::join(&text).unwrap();
    let copy = bieu::task::open_copy(&file, Some(&key)).unwrap();
    assert!(copy.manifest().counts.edits > 0);
}

#[test]
fn papers_are_made_and_shown_one_by_one_on_the_screen() {
    use bieu::locale::Language;
    use bieu::workspace::Workspace;

    use crate::screens::{CLOCK, Seat, commune};
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<C-p>khôi phục<Enter>");
    assert!(seat.screen().contains("Enter: lập"), "{}", seat.screen());
    seat.keys("<Enter>");
    let shown = |seat: &Seat, at: usize| {
        let screen = seat.screen();
        assert!(
            screen.contains(&format!("GIẤY KHÔI PHỤC {at}/3")),
            "{screen}"
        );
        let mut lines = screen.lines().map(str::trim);
        let first = lines.position(|line| line.starts_with("KP1")).unwrap();
        let rest = screen.lines().map(str::trim).skip(first);
        rest.take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let one = shown(&seat, 1);
    seat.keys("<Enter>");
    let two = shown(&seat, 2);
    seat.keys("<Esc>");
    assert_eq!(shown(&seat, 1), one);
    seat.keys("<Enter><Enter>");
    shown(&seat, 3);
    seat.keys("<Enter>");
    assert!(
        seat.screen().contains("Cất ba tờ ở ba nơi"),
        "{}",
        seat.screen()
    );
    seat.keys("<Enter>");
    drop(seat);
    let key = bieu::bundle::join(&format!("{one}\n{two}")).unwrap();
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    assert_eq!(workspace.recovery_keys(), [key.public().line()]);
}
