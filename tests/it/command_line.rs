//! Transcripts of the real program: standard output, standard error and exit code, with nothing of the
//! environment and a data folder of its own.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bieu::cli::{Exit, Flag, GLOBALS, VERBS, flags, reference};
use bieu::locale::{Language, Words};
use bieu::store::{Notice, StoreError};
use serde_json::{Value as Json, json};

/// What one run said.
#[derive(Debug)]
#[must_use = "look at what was said"]
pub(crate) struct Said {
    out: String,
    pub(crate) err: String,
    code: i32,
}

impl Said {
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    #[track_caller]
    pub(crate) fn json(self, code: i32) -> Json {
        assert_eq!(self.code, code, "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What was printed, whether or not something blocks.
    pub(crate) fn out(self) -> String {
        self.out
    }

    /// The code of the error that was told as JSON.
    #[track_caller]
    pub(crate) fn trouble(self, code: i32) -> String {
        let json = self.json(code);
        for key in ["code", "message", "next"] {
            assert!(
                json[key].as_str().is_some_and(|text| !text.is_empty()),
                "{key} in {json}"
            );
        }
        json["code"].as_str().unwrap().to_owned()
    }
}

/// Folders and runs of one test.
pub(crate) struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).display().to_string()
    }

    /// Runs the program with `--data` on a folder of this desk.
    pub(crate) fn run(&self, data: &str, args: &[&str]) -> Said {
        self.run_with(data, args, "")
    }

    pub(crate) fn run_with(&self, data: &str, args: &[&str], input: &str) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bieu"));
        command
            .env_clear()
            .env("BIEU_DATA", self.path(data))
            .current_dir(self.dir.path())
            .args(args);
        run(command, input)
    }

    pub(crate) fn init(&self, data: &str, place: &str) {
        let said = self
            .run(data, &["init", "--place", place, "--json"])
            .json(0);
        assert!(
            said["warning"].is_string()
                && said["fingerprint"].as_str().unwrap().starts_with("SHA256:")
        );
        assert_eq!(said["place"], place);
    }

    pub(crate) fn fill(&self, data: &str, args: &[&str], answers: &Json) -> Said {
        let mut all = vec!["fill"];
        all.extend(args);
        all.extend(["--answers", "-", "--json"]);
        self.run_with(data, &all, &answers.to_string())
    }
}

fn run(mut command: Command, input: &str) -> Said {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that ended before it read everything is not what these tests are about.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Said {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

// ---------------------------------------------------------------------------------------------------- the table

#[test]
fn every_verb_and_option_has_words_in_both_languages_and_help() {
    let desk = Desk::new();
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for verb in VERBS {
            assert!(words.has(&verb.key()), "{} {language:?}", verb.key());
        }
        for flag in flags() {
            assert!(words.has(&flag.key()), "{} {language:?}", flag.key());
        }
    }
    for verb in VERBS {
        let name = verb.full_name();
        let mut line: Vec<&str> = name.split(' ').collect();
        line.push("--help");
        let help = desk.run("none", &line).ok();
        assert!(help.contains(&verb.usage()), "{help}");
        for taken in verb.flags {
            assert!(help.contains(&taken.flag.spelling()), "{help}");
        }
        let mut line = vec!["help"];
        line.extend(name.split(' '));
        assert!(desk.run("none", &line).ok().contains(&verb.usage()));
    }
    let overview = desk.run("none", &["help"]).ok();
    assert_eq!(overview, desk.run("none", &["--help"]).ok());
    for verb in VERBS {
        assert!(overview.contains(&verb.full_name()));
    }
    for flag in GLOBALS {
        assert!(overview.contains(&Flag::spelling(flag)));
    }
    let english = desk.run("none", &["help", "--lang", "en"]).ok();
    assert!(english.contains("Options that stand anywhere"), "{english}");
}

/// The README says what the table says.
#[test]
fn the_readme_lists_every_verb() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let section = reference(&Words::new(Language::Vietnamese));
    assert!(
        readme.contains(&section),
        "README.md must hold this section:\n{section}"
    );
}

/// Every error that the command line can tell has its words, its next step, and its why in both languages or neither.
#[test]
fn every_error_code_has_words_in_both_languages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli");
    let mut codes: BTreeSet<String> = StoreError::CODES
        .iter()
        .map(|code| (*code).to_owned())
        .collect();
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let source = source
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap()
            .to_owned();
        for start in ["Trouble::usage(", "Trouble::new("] {
            for rest in source.split(start).skip(1) {
                let rest = rest.trim_start();
                if let Some(code) = rest
                    .strip_prefix('"')
                    .and_then(|rest| rest.split('"').next())
                {
                    codes.insert(code.to_owned());
                }
            }
        }
    }
    let room =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/workspace/mod.rs"))
            .unwrap();
    let task =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/task/mod.rs")).unwrap();
    for source in [room, task] {
        for line in source
            .lines()
            .filter(|line| line.contains("Error::") && line.contains("=> \""))
        {
            codes.insert(line.split('"').nth(1).unwrap().to_owned());
        }
    }
    assert!(codes.len() > 80, "the scan found only {codes:?}");
    let (vi, en) = (
        Words::new(Language::Vietnamese),
        Words::new(Language::English),
    );
    for code in &codes {
        for words in [&vi, &en] {
            assert!(words.has(&format!("error-{code}")), "error-{code}");
            assert!(
                words.has(&format!("error-{code}-next")),
                "error-{code}-next"
            );
        }
        let why = format!("error-{code}-why");
        assert_eq!(vi.has(&why), en.has(&why), "{why}");
    }
    for code in Notice::CODES {
        assert!(vi.has(code) && en.has(code), "{code}");
    }
}

// ---------------------------------------------------------------------------------------------------- errors

#[test]
fn what_is_wrong_with_a_line_is_told_with_what_to_do() {
    let desk = Desk::new();
    let said = desk.run("none", &["fil"]);
    assert_eq!(said.code, 2);
    assert_eq!(said.out, "");
    assert_eq!(
        said.err,
        "Lỗi: Không có lệnh \"fil\".\nLàm tiếp: Có phải ý là: fill? Gõ bieu help để xem các lệnh.\n"
    );
    let said = desk.run("none", &["fil", "--lang", "en", "--json"]);
    assert_eq!(said.err, "");
    assert_eq!(
        said.json(2),
        json!({
            "code": "unknown-verb",
            "message": "There is no command \"fil\".",
            "next": "Did you mean fill? Type bieu help to see the commands.",
        })
    );
    for (line, code) in [
        (&["nop", "x"][..], "unknown-verb"),
        (&["form"], "missing-sub"),
        (&["form", "lst"], "unknown-sub"),
        (&["list", "--plase", "01"], "unknown-option"),
        (&["list", "--finish"], "foreign-option"),
        (&["list", "--place"], "missing-value"),
        (&["init"], "missing-option"),
        (&["show"], "missing-operand"),
        (&["show", "a", "b"], "extra-operand"),
        (&["list", "--lang", "fr"], "bad-language"),
        (&["show", "xyz"], "missing"),
        (&["form", "show", "phieu-c"], "no-form"),
        (&["form", "show", "phieu-b@1"], "no-form"),
        (&["place", "find", "x", "--date", "hôm nay"], "bad-date"),
        (&["init", "--place", "99999"], "place-code-never"),
        (
            &["init", "--place", "20", "--regime", "4-cap"],
            "bad-regime",
        ),
        (
            &["init", "--place", "06256", "--regime", "2-cap"],
            "place-code-other-dates",
        ),
        (&["table", "mau-7-1", "--period", "2025-13"], "bad-period"),
        (
            &["table", "mau-7-1", "--period", "2025", "--format", "xlsx"],
            "xlsx-to-file",
        ),
        (
            &["table", "mau-7-1", "--period", "2025", "--format", "pdf"],
            "bad-format",
        ),
        (
            &["table", "mau-7-1", "--period", "2025", "--by", "phố"],
            "bad-level",
        ),
        (
            &["table", "mau-7-1", "--period", "2025", "--split", "sex"],
            "bad-split",
        ),
        (&["list", "--status", "xong"], "bad-status"),
        (&["demo", "--households", "0"], "bad-households"),
    ] {
        let mut line = line.to_vec();
        line.push("--json");
        assert_eq!(desk.run("none", &line).trouble(2), code, "{line:?}");
    }
    assert!(
        !desk.path("none").exists(),
        "a wrong line leaves nothing behind"
    );
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let desk = Desk::new();
    desk.init("a", "20");
    for line in [
        &[
            "fill",
            "bieu-02",
            "--place",
            "20",
            "--period",
            "2023",
            "--answers",
            "khong-co.json",
        ][..],
        &["verify", "khong-co.bieu"],
        &["import", "khong-co.bieu"],
        &["key", "trust", "khong-co.pub", "--place", "20"],
        &["doctor", "--passphrase-file", "x", "--place", "khong-co"],
    ] {
        let mut line = line.to_vec();
        line.push("--json");
        let said = desk.run("a", &line);
        assert_eq!(said.trouble(5), "no-file", "{line:?}");
    }
    let rubbish = desk.file("rac.pub", "đây không phải chữ ký máy\n");
    let said = desk.run("a", &["key", "trust", &rubbish, "--place", "20"]);
    assert_eq!(said.code, 2);
    assert!(
        !said.err.contains("key-"),
        "codes are not words: {}",
        said.err
    );
    let said = desk.run("a", &["form", "check", "khong-co", "--json"]);
    assert_eq!(said.trouble(5), "no-paper-folder");
    std::fs::write(desk.path("a/workspace.toml"), "x = ").unwrap();
    assert_eq!(desk.run("a", &["list", "--json"]).trouble(5), "config");
}

#[test]
fn without_a_terminal_nothing_prompts_and_nothing_is_made() {
    let desk = Desk::new();
    let said = desk.run("none", &[]);
    assert_eq!(said.code, 2);
    assert_eq!(said.out, "");
    assert!(
        said.err.contains("Không có cửa sổ lệnh") && said.err.contains("Làm tiếp:"),
        "{}",
        said.err
    );
    assert_eq!(desk.run("none", &["--json"]).trouble(2), "no-terminal");
    assert!(!desk.path("none").exists());
    assert_eq!(
        desk.run("none", &["--version"]).ok(),
        format!("bieu {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_second_window_is_told_so_and_what_needs_no_lock_still_works() {
    let desk = Desk::new();
    desk.init("a", "06256");
    let held =
        bieu::workspace::Workspace::open(&desk.path("a"), bieu::workspace::Clock::System).unwrap();
    for line in [
        &["list"][..],
        &["check"],
        &["doctor"],
        &["export"],
        &["show", "abcdef"],
        &["place", "add", "A", "--parent", "06256"],
    ] {
        let mut line = line.to_vec();
        line.push("--json");
        assert_eq!(desk.run("a", &line).trouble(3), "store-in-use", "{line:?}");
    }
    let bundle = desk.file("x.bieu", "PK");
    for line in [
        &["form", "list"][..],
        &["form", "check"],
        &["place", "find", "văn quan"],
        &["key", "show"],
        &["key", "list"],
    ] {
        let _ = desk.run("a", line).ok();
    }
    assert_eq!(
        desk.run("a", &["verify", &bundle, "--json"]).json(4)["verdict"],
        "bad"
    );
    let answers = json!({});
    let said = desk.fill(
        "a",
        &["bieu-02", "--place", "20", "--period", "2023", "--dry-run"],
        &answers,
    );
    assert_eq!(said.json(0)["phieu"], Json::Null);
    drop(held);
    let _ = desk.run("a", &["list"]).ok();
}

/// `--data`, then `BIEU_DATA`, then `bieu-data` beside the program.
#[test]
fn the_data_lie_where_they_were_told_to() {
    let desk = Desk::new();
    desk.init("a", "06256");
    desk.init("b", "06253");
    let other = desk.path("b").display().to_string();
    let said = desk.run("a", &["key", "show", "--json", "--data", &other]);
    assert_eq!(said.json(0)["place"], "06253");
    let program = desk.path(if cfg!(windows) { "bieu.exe" } else { "bieu" });
    let built = env!("CARGO_BIN_EXE_bieu");
    if std::fs::hard_link(built, &program).is_err() {
        std::fs::copy(built, &program).unwrap();
    }
    std::fs::create_dir(desk.path("bieu-data")).unwrap();
    let portable = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.env_clear().current_dir(desk.dir.path()).args(args);
        run(command, "")
    };
    let said = portable(&["init", "--place", "20", "--json"]).json(0);
    assert_eq!(said["data"], json!(desk.path("bieu-data")));
    assert_eq!(portable(&["key", "show", "--json"]).json(0)["place"], "20");
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_success() {
    let desk = Desk::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bieu"))
        .env_clear()
        .env("BIEU_DATA", desk.path("none"))
        .args(["place", "find", "xã", "--json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_not_success() {
    let desk = Desk::new();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bieu"))
        .env_clear()
        .env("BIEU_DATA", desk.path("none"))
        .args(["form", "list"])
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(i32::from(Exit::Unreadable.number()))
    );
}

// ---------------------------------------------------------------------------------------------------- papers and places

#[test]
fn papers_are_listed_shown_and_checked() {
    let desk = Desk::new();
    let list = desk.run("none", &["form", "list", "--json"]).json(0);
    let ids: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| paper["id"].as_str().unwrap())
        .collect();
    for id in ["ho-dan", "phieu-b", "bieu-02", "mau-7-1"] {
        assert!(ids.contains(&id), "{ids:?}");
    }
    let keys: Vec<&str> = list[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "aggregates",
            "collects",
            "evidence",
            "hash",
            "id",
            "kind",
            "reports",
            "source",
            "title",
            "valid_from",
            "valid_to",
            "version"
        ]
    );
    // For people: every paper with validity, source and evidence, within a terminal's width.
    let text = desk.run("none", &["form", "list"]).out();
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for paper in list.as_array().unwrap() {
        let source = paper["source"].as_str().unwrap();
        let source = source.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&source), "{source}");
        let name = format!("{}@", paper["id"].as_str().unwrap());
        assert!(flat.contains(&name), "{name}");
    }
    assert_eq!(
        text.matches("Nguồn: ").count(),
        list.as_array().unwrap().len()
    );
    let shown = desk
        .run("none", &["form", "show", "phieu-b", "--json"])
        .json(0);
    let check = &shown["checks"][0];
    for key in ["id", "message", "expr", "source", "evidence"] {
        assert!(
            check[key].as_str().is_some_and(|text| !text.is_empty()),
            "{check}"
        );
    }
    let shown = desk
        .run("none", &["form", "show", "phieu-b", "--json"])
        .json(0);
    assert!(
        shown["fields"]
            .as_array()
            .unwrap()
            .iter()
            .any(|field| field["path"] == "diem_thu_nhap")
    );
    assert_eq!(
        desk.run("none", &["form", "check", "--json"]).json(0),
        json!([])
    );
    std::fs::create_dir_all(desk.path("xau@1")).unwrap();
    desk.file(
        "xau@1/form.toml",
        "id = \"xau\"\nversion = \"1\"\nkind = \"bang\"\ntitel = \"x\"\n",
    );
    let said = desk
        .run("none", &["form", "check", "xau@1", "--json"])
        .json(1);
    let codes: BTreeSet<&str> = said
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains("bad-kind") && codes.contains("unknown-key"),
        "{said}"
    );
    let said = desk.run("none", &["form", "check", "xau@1"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("xau@1/form.toml:3: bad-kind: "),
        "{}",
        said.out
    );
    assert!(said.out.contains(" → "));
}

#[test]
fn places_are_found_without_diacritics_and_by_day() {
    let desk = Desk::new();
    let found = desk
        .run(
            "none",
            &["place", "find", "van", "quan,", "lang", "son", "--json"],
        )
        .json(0);
    let codes: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["code"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains(&"184") && codes.contains(&"06253"),
        "{codes:?}"
    );
    for (date, kind, area, parent) in [
        ("2024-12-31", "thị trấn", "thanh_thi", "184"),
        ("2025-12-31", "xã", "nong_thon", "20"),
    ] {
        let found = desk
            .run(
                "none",
                &["place", "find", "06253", "--date", date, "--json"],
            )
            .json(0);
        assert_eq!(
            (&found[0]["kind"], &found[0]["area"], &found[0]["parent"]),
            (&json!(kind), &json!(area), &json!(parent))
        );
    }
    assert_eq!(
        desk.run("none", &["place", "find", "không có nơi này", "--json"])
            .json(0),
        json!([])
    );
    desk.init("a", "06256");
    let said = desk
        .run(
            "a",
            &[
                "place",
                "add",
                "Thôn Bản Giềng",
                "--parent",
                "06256",
                "--json",
            ],
        )
        .json(0);
    assert_eq!(said, json!({ "label": "06256-001" }));
    assert_eq!(
        desk.run("a", &["place", "add", "--parent", "06256", "Nà", "Lộc"])
            .ok(),
        "06256-002\n"
    );
    let said = desk.run("a", &["place", "add", "X", "--parent", "99999", "--json"]);
    assert_eq!(said.trouble(2), "place-code-never");
}

// ---------------------------------------------------------------------------------------------------- issue 2, point 3

fn phieu_b(points: u32, deprived: usize, reviewed: Option<&str>) -> Json {
    let mut answers = json!({ "diem_thu_nhap": points, "nguoi_ra_soat": "Lý Thị Mẫu" });
    for n in 1..=12 {
        answers[format!("b2_{n:02}")] = json!(n <= deprived);
    }
    if let Some(day) = reviewed {
        answers["ngay_ra_soat"] = json!(day);
    }
    answers
}

#[test]
fn a_device_tells_its_own_digits_for_the_phone() {
    let desk = Desk::new();
    desk.init("so", "06253");
    let code = desk.run("so", &["key", "show", "--json"]).json(0);
    let code = code["code"].as_str().unwrap();
    for lang in ["vi", "en"] {
        let said = desk.run("so", &["--lang", lang, "key", "show"]).ok();
        assert!(said.contains(code), "{said}");
    }
}

#[test]
fn the_class_is_right_at_every_boundary() {
    let desk = Desk::new();
    let places = [
        ("06256", "2024", None, "nong_thon"),
        ("06253", "2024", None, "thanh_thi"),
        ("06253", "2025-M06", None, "thanh_thi"),
        ("06253", "2025-M07", None, "nong_thon"),
        ("06253", "2025", Some("2025-06-30"), "thanh_thi"),
        ("06253", "2025", Some("2025-07-01"), "nong_thon"),
        ("09542", "2024", None, "thanh_thi"),
        ("25270", "2025-M06", None, "thanh_thi"),
        ("25270", "2025-M07", None, "nong_thon"),
        ("25270", "2026-M03", None, "nong_thon"),
        ("25270", "2026-M04", None, "thanh_thi"),
        ("25270", "2026-M04", Some("2026-04-29"), "nong_thon"),
        ("25270", "2026-M04", Some("2026-04-30"), "thanh_thi"),
    ];
    for (place, period, reviewed, area) in places {
        let (line, points) = match area {
            "nong_thon" => (140, [139, 140, 141]),
            _ => (175, [174, 175, 176]),
        };
        for points in points {
            for deprived in [2, 3] {
                let class = match (points <= line, deprived >= 3) {
                    (true, true) => "ngheo",
                    (true, false) => "can_ngheo",
                    (false, _) => "khong_ngheo",
                };
                let args = ["phieu-b", "--place", place, "--period", period, "--dry-run"];
                let said = desk
                    .fill("none", &args, &phieu_b(points, deprived, reviewed))
                    .json(0);
                let what = format!("{place} {period} {reviewed:?} {points} {deprived}: {said}");
                assert_eq!(said["values"]["khu_vuc"], area, "{what}");
                assert_eq!(
                    said["values"]["diem_thieu_hut"],
                    json!(deprived * 10),
                    "{what}"
                );
                assert_eq!(said["values"]["phan_loai"], class, "{what}");
                assert_eq!(
                    (&said["phieu"], &said["status"]),
                    (&Json::Null, &json!("draft")),
                    "{what}"
                );
            }
        }
    }
}

#[test]
fn a_code_of_another_day_is_refused_with_what_took_its_place() {
    let desk = Desk::new();
    let args = [
        "phieu-b",
        "--place",
        "06256",
        "--period",
        "2026",
        "--dry-run",
    ];
    let said = desk.fill("none", &args, &phieu_b(140, 3, None)).json(2);
    assert_eq!(said["code"], "place-code-other-dates");
    let message = said["message"].as_str().unwrap();
    for part in ["06256", "31/12/2026", "30/06/2025", "06280"] {
        assert!(message.contains(part), "{message}");
    }
}

// ---------------------------------------------------------------------------------------------------- issue 2, point 2

fn lang_son() -> Json {
    serde_json::from_str(include_str!("data/lang-son-2023-h1.bieu-02.json")).unwrap()
}

const BIEU_02: [&str; 5] = ["bieu-02", "--place", "20", "--period", "2023-H1"];

#[test]
fn the_printed_figures_of_a_real_report_agree() {
    let desk = Desk::new();
    desk.init("tinh", "20");
    let dry: Vec<&str> = BIEU_02.iter().copied().chain(["--dry-run"]).collect();
    let dry = desk.fill("none", &dry, &lang_son()).json(0);
    let kept = desk.fill("tinh", &BIEU_02, &lang_son()).json(0);
    assert_eq!(
        dry["values"], kept["values"],
        "the screens' engine and the dry run are one"
    );
    assert_eq!(kept["problems"], json!([]));
    for (path, value) in [
        ("da1/kh", json!(163_062)),
        ("da1_2/kh_sn", json!(6220)),
        ("da3/gn", json!(5025)),
        ("da3/tl", json!("19.03")),
        ("da3_1/tl_tw", json!("14.74")),
        ("da7/kh", json!(10_424)),
        ("ct/kh", Json::Null),
    ] {
        assert_eq!(kept["values"][path], value, "{path}");
    }
    let id = kept["phieu"].as_str().unwrap();
    assert_eq!(desk.run("tinh", &["show", id, "--json"]).json(0), kept);
    assert_eq!(
        desk.run("tinh", &["show", &id[..8], "--json"]).json(0),
        kept
    );
    // A printed total, changed: named with both values, and with what closes it where only one figure can.
    for (path, wrong, right, closes) in [
        (
            "da3_1/gn",
            3621,
            3261,
            json!({ "at": "da3_1/gn", "value": 3261 }),
        ),
        // Here a typed part could as well be the wrong one.
        ("da2/kh", 46_534, 46_435, Json::Null),
    ] {
        let mut answers = lang_son();
        answers[path] = json!(wrong);
        let said = desk.fill("tinh", &BIEU_02, &answers).json(1);
        let problems = said["problems"].as_array().unwrap();
        let problem = problems.iter().find(|one| one["at"] == path).unwrap();
        assert_eq!(
            (&problem["code"], &problem["severity"]),
            (&json!("control"), &json!("blocks"))
        );
        assert_eq!(
            (&problem["expected"], &problem["found"]),
            (&json!(right), &json!(wrong))
        );
        assert_eq!(problem["closes"], closes, "{said}");
        assert!(
            problem["message"].as_str().unwrap().contains(" = "),
            "the identity: {problem}"
        );
    }
    // One typed figure, changed.
    let mut wrong = lang_son();
    wrong["da3_1/gn_tw_sn"] = json!(2390);
    let said = desk.fill("tinh", &BIEU_02, &wrong).json(1);
    let closes: BTreeSet<String> = said["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["code"] == "control")
        .map(|one| one["closes"].to_string())
        .collect();
    assert_eq!(
        closes,
        [json!({ "at": "da3_1/gn_tw_sn", "value": 2930 }).to_string()].into(),
        "{said}"
    );
}

#[test]
fn nothing_is_kept_when_a_path_is_unknown_and_all_such_are_told() {
    let desk = Desk::new();
    desk.init("tinh", "20");
    let answers = json!({ "da2/kh_tw_sm": 1, "da9/kh": 2, "da2/kh_tw_sn": 3 });
    let said = desk.fill("tinh", &BIEU_02, &answers).json(2);
    assert_eq!(said["code"], "unknown-path");
    assert!(
        said["next"].as_str().unwrap().contains("da2/kh_tw_sn"),
        "the nearest is suggested: {said}"
    );
    assert_eq!(said["also"].as_array().unwrap().len(), 1);
    assert_eq!(desk.run("tinh", &["list", "--json"]).json(0), json!([]));
    for (input, code) in [
        ("{", "bad-json"),
        ("[1]", "bad-json"),
        ("{\"da2/kh\": {\"x\": 1}}", "bad-answer"),
    ] {
        let mut args = vec!["fill"];
        args.extend(BIEU_02);
        args.extend(["--answers", "-", "--json"]);
        assert_eq!(desk.run_with("tinh", &args, input).trouble(2), code);
    }
    assert_eq!(desk.run("tinh", &["list", "--json"]).json(0), json!([]));
    // What does not parse is no reason to refuse: it is kept as typed, with a problem.
    let said = desk.fill(
        "tinh",
        &BIEU_02,
        &json!({ "da2/kh_tw_sn": "nhiều", "da3_1/kh_tw_sn": { "special": "khong_ap_dung" } }),
    );
    let said = said.json(1);
    assert_eq!(said["values"]["da2/kh_tw_sn"], "nhiều");
    assert_eq!(said["problems"][0]["code"], "unparsed");
    let said = desk
        .fill(
            "tinh",
            &BIEU_02,
            &json!({ "da2/kh_tw_sn": null, "da3_1/kh_tw_sn": null }),
        )
        .json(0);
    assert_eq!(said["values"].get("da2/kh_tw_sn"), None);
}

// ---------------------------------------------------------------------------------------------------- households

/// What one would get wrong first: another office's place, a level too high, a label where a code belongs, a
/// code that a spreadsheet shortened, one row spelled twice. Nothing of it is kept.
#[test]
fn a_workspace_takes_papers_of_its_own_unit_only() {
    let desk = Desk::new();
    desk.init("xa", "06253");
    let add = |name: &str, parent: &str| {
        desk.run("xa", &["place", "add", name, "--parent", parent, "--json"])
    };
    assert_eq!(add("Thôn Một", "06253").json(0)["label"], "06253-001");
    for (name, parent, code) in [
        ("Thôn Hai", "06280", "outside"),
        ("Thôn Hai", "20", "not-a-xa"),
        ("Thôn Hai", "06253-001", "unit-needed"),
        ("Thôn Hai", "6253", "place-code-never"),
        ("Thôn\nHai", "06253", "bad-name"),
        ("\u{1b}[31mThôn Hai", "06253", "bad-name"),
    ] {
        assert_eq!(add(name, parent).trouble(2), code, "{name:?} {parent}");
    }
    let fill = |place: &str, answers: &Json| {
        desk.fill(
            "xa",
            &["ho-dan", "--place", place, "--period", "2026"],
            answers,
        )
    };
    let one = json!({ "ho_ten_chu_ho": "Hoàng Văn Mẫu" });
    for (place, code) in [
        ("06280", "outside"),
        ("01", "place-too-high"),
        ("20", "place-too-high"),
        ("6253", "place-code-never"),
        ("06253-009", "no-such"),
    ] {
        assert_eq!(fill(place, &one).trouble(2), code, "{place}");
    }
    let said = fill("6253", &one).json(2);
    assert!(said["next"].as_str().unwrap().contains("06253"), "{said}");
    let twice = json!({ "thanh_vien/1/ho_ten": "A", "thanh_vien/01/ho_ten": "B" });
    assert_eq!(fill("06253-001", &twice).trouble(2), "repeated-path");
    assert_eq!(desk.run("xa", &["list", "--json"]).json(0), json!([]));
    // An empty text is no answer, and so no head of a household.
    let said = fill("06253-001", &json!({ "ho_ten_chu_ho": " " })).json(1);
    assert_eq!(said["values"].get("ho_ten_chu_ho"), None);
    assert!(
        said["problems"]
            .as_array()
            .unwrap()
            .iter()
            .any(|problem| problem["at"] == "ho_ten_chu_ho" && problem["code"] == "required")
    );
    // A second thôn of one name is possible where xã were joined: told, and kept.
    let said = add("thôn  một", "06253");
    assert!(said.err.contains("06253-001"), "{said:?}");
    assert_eq!(said.json(0)["label"], "06253-002");
    desk.init("tinh", "20");
    let high = &["ho-dan", "--place", "20", "--period", "2026"];
    assert_eq!(desk.fill("tinh", high, &one).trouble(2), "place-too-high");
    for (line, code) in [
        (&["list", "--place", "9999"][..], "place-code-never"),
        (&["doctor", "--place", "06253-777"], "place-code-never"),
        (&["export", "-o", "-"], "dash-output"),
        (
            &["table", "mau-7-1", "--period", "2026", "--format", "csv"],
            "json-and-format",
        ),
        (
            &["table", "mau-7-1", "--period", "2026", "-o", "-"],
            "dash-output",
        ),
    ] {
        let mut line = line.to_vec();
        line.push("--json");
        assert_eq!(desk.run("xa", &line).trouble(2), code, "{line:?}");
    }
    let line = [
        "table", "mau-7-1", "--period", "2026", "--by", "huyen", "--json",
    ];
    assert_eq!(desk.run("tinh", &line).trouble(2), "no-level-then");
    // The secret half is recognised, whoever sent it; without it nothing is signed and nothing is lost.
    let line = ["key", "trust", "xa/key", "--place", "06253", "--json"];
    assert_eq!(desk.run("tinh", &line).trouble(2), "private-key");
    std::fs::remove_file(desk.path("xa/key")).unwrap();
    assert_eq!(desk.run("xa", &["export", "--json"]).trouble(5), "key-gone");
}

/// A huyện has urban and rural xã: one row without `--split area`, one for each area with it.
#[test]
fn a_unit_above_the_xa_is_one_row_unless_areas_are_split() {
    let desk = Desk::new();
    desk.init("huyen", "184");
    for xa in ["06253", "06256"] {
        let line = ["ho-dan", "--place", xa, "--period", "2024"];
        let said = desk
            .fill("huyen", &line, &household("Hoàng Văn Mẫu"))
            .json(1);
        assert_eq!(said["values"]["so_nhan_khau"], 2);
    }
    let units = |split: &[&str]| {
        let mut line = vec![
            "table", "mau-7-1", "--period", "2024", "--by", "huyen", "--json",
        ];
        line.extend(split);
        let table = desk.run("huyen", &line).json(0);
        let rows = table["rows"].as_array().unwrap().clone();
        rows.into_iter()
            .filter(|row| row["kind"] == "unit")
            .map(|row| (row.get("area").cloned(), row["cells"]["1"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(units(&[]), [(None, json!(2))]);
    assert_eq!(
        units(&["--split", "area"]),
        [
            (Some(json!("thanh_thi")), json!(1)),
            (Some(json!("nong_thon")), json!(1))
        ]
    );
}

fn household(head: &str) -> Json {
    json!({
        "ho_ten_chu_ho": head,
        "ket_qua": "da_ra_soat",
        "nguoi_ra_soat": "Lý Thị Mẫu",
        "ngay_ra_soat": "2024-11-05",
        "thanh_vien/1/ho_ten": head,
        "thanh_vien/1/gioi_tinh": "nam",
        "thanh_vien/1/ngay_sinh": "1970",
        "thanh_vien/1/quan_he": "chu_ho",
        "thanh_vien/1/la_nhan_khau": true,
        "thanh_vien/2/ho_ten": "Nông Thị Mẫu",
        "thanh_vien/2/gioi_tinh": "nu",
        "thanh_vien/2/ngay_sinh": "1972-03-04",
        "thanh_vien/2/la_nhan_khau": true,
    })
}

#[test]
fn a_household_from_the_first_answer_to_finished() {
    let desk = Desk::new();
    desk.init("xa", "06256");
    let thon = desk
        .run(
            "xa",
            &["place", "add", "Nà Lộc", "--parent", "06256", "--json"],
        )
        .json(0)["label"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = ["ho-dan", "--place", &thon, "--period", "2024"];
    let made = desk.fill("xa", &form, &household("Nguyễn Văn Tuấn"));
    assert!(made.code <= 1, "{made:?}");
    let made: Json = serde_json::from_str(&made.out).unwrap();
    assert_eq!(made["values"]["thanh_vien/2/ho_ten"], "Nông Thị Mẫu");
    assert_eq!(made["values"]["so_nhan_khau"], 2);
    let list = desk.run("xa", &["list", "--json"]).json(0);
    assert_eq!(list[0]["subject"], "06256-001-001");
    for find in ["nvt", "van tuan", "06256-001"] {
        assert_eq!(
            desk.run("xa", &["list", "--find", find, "--json"])
                .json(0)
                .as_array()
                .unwrap()
                .len(),
            1,
            "{find}"
        );
    }
    assert_eq!(
        desk.run("xa", &["list", "--find", "xyz", "--json"]).json(0),
        json!([])
    );
    for (option, value, count) in [
        ("--place", "06256", 1),
        ("--place", "184", 1),
        ("--place", "20", 1),
        ("--place", "06253", 0),
        ("--period", "2024", 1),
        ("--period", "2025", 0),
        ("--form", "phieu-b", 0),
        ("--status", "finished", 0),
    ] {
        let said = desk.run("xa", &["list", option, value, "--json"]).json(0);
        assert_eq!(said.as_array().unwrap().len(), count, "{option} {value}");
    }
    // The next row is the third; a hole is refused and nothing of the file is kept.
    let home = [
        "ho-dan",
        "--place",
        &thon,
        "--period",
        "2024",
        "--household",
        "06256-001-001",
    ];
    let said = desk.fill(
        "xa",
        &home,
        &json!({ "thanh_vien/4/ho_ten": "X", "dia_chi": "Y" }),
    );
    assert_eq!(said.trouble(2), "no-row");
    // Other papers of a household need to know which.
    let paper = ["phieu-b", "--place", &thon, "--period", "2024"];
    assert_eq!(
        desk.fill("xa", &paper, &json!({})).trouble(2),
        "household-needed"
    );
    let grid = [
        "bieu-02",
        "--place",
        "06256",
        "--period",
        "2024",
        "--household",
        "06256-001-001",
    ];
    assert_eq!(
        desk.fill("xa", &grid, &json!({})).trouble(2),
        "household-not-taken"
    );
    let elsewhere = [
        "phieu-b",
        "--place",
        "06253",
        "--period",
        "2024",
        "--household",
        "06256-001-001",
    ];
    assert_eq!(
        desk.fill("xa", &elsewhere, &json!({})).trouble(2),
        "household-elsewhere"
    );
    let paper = [
        "phieu-b",
        "--place",
        &thon,
        "--period",
        "2024",
        "--household",
        "06256-001-001",
        "--finish",
    ];
    // Finishing is refused and the answers are kept all the same.
    let mut some = phieu_b(140, 3, Some("2024-11-05"));
    some.as_object_mut().unwrap().remove("b2_07");
    let said = desk.fill("xa", &paper, &some);
    assert!(said.err.contains("Đã giữ mọi câu trả lời"), "{said:?}");
    let said = said.json(1);
    assert_eq!(
        (&said["status"], &said["values"]["diem_thu_nhap"]),
        (&json!("draft"), &json!(140))
    );
    let check = desk
        .run("xa", &["check", "--period", "2024", "--json"])
        .json(1);
    assert!(check.to_string().contains("b2_07"));
    let said = desk.fill("xa", &paper, &json!({ "b2_07": false })).json(0);
    assert_eq!(
        (&said["status"], &said["values"]["phan_loai"]),
        (&json!("finished"), &json!("ngheo"))
    );
    assert_eq!(
        said["phieu"],
        desk.run("xa", &["list", "--status", "finished", "--json"])
            .json(0)[0]["phieu"]
    );
    // A change opens it again.
    let said = desk
        .fill("xa", &paper[..7], &json!({ "b2_07": true }))
        .json(0);
    assert_eq!(said["status"], "draft");
    assert_eq!(
        desk.run("xa", &["show", "zzzzzz", "--json"]).trouble(2),
        "bad-id"
    );
    assert_eq!(
        desk.run("xa", &["show", "ffffffffffff", "--json"])
            .trouble(2),
        "no-such"
    );
    let args = [
        "phieu-b",
        "--place",
        &thon,
        "--period",
        "2024",
        "--household",
        "06256-009-001",
    ];
    assert_eq!(desk.fill("xa", &args, &json!({})).trouble(2), "no-such");
    let args = [
        "phieu-b",
        "--place",
        "06256-009",
        "--period",
        "2024",
        "--household",
        "06256-001-001",
    ];
    assert_eq!(desk.fill("xa", &args, &json!({})).trouble(2), "no-such");
    let args = [
        "phieu-b",
        "--place",
        &thon,
        "--period",
        "2024-H1",
        "--household",
        "06256-001-001",
    ];
    assert_eq!(
        desk.fill("xa", &args, &json!({})).trouble(2),
        "wrong-period"
    );
    let args = ["mau-7-1", "--place", "06256", "--period", "2024"];
    assert_eq!(
        desk.fill("xa", &args, &json!({})).trouble(2),
        "wrong-subject"
    );
}

#[test]
fn a_workspace_with_a_passphrase_needs_it() {
    let desk = Desk::new();
    let right = desk.file("mat-khau", "cầu Hiền Lương\n");
    let wrong = desk.file("sai", "cầu Thê Húc\n");
    let empty = desk.file("trong", "\n");
    assert_eq!(
        desk.run(
            "a",
            &[
                "init",
                "--place",
                "06256",
                "--json",
                "--passphrase-file",
                &empty
            ]
        )
        .trouble(2),
        "empty-passphrase"
    );
    let said = desk
        .run(
            "a",
            &[
                "init",
                "--place",
                "06256",
                "--json",
                "--passphrase-file",
                &right,
            ],
        )
        .json(0);
    assert_eq!(said.get("warning"), None);
    assert_eq!(said["regime"], "3-cap");
    assert_eq!(
        desk.run("a", &["init", "--place", "06256", "--json"])
            .trouble(2),
        "exists"
    );
    assert_eq!(
        desk.run("a", &["export", "--json"]).trouble(2),
        "store-locked"
    );
    let said = desk.run("a", &["list"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--passphrase-file"), "{said:?}");
    assert_eq!(
        desk.run("a", &["export", "--json", "--passphrase-file", &wrong])
            .trouble(2),
        "store-wrong-passphrase"
    );
    let list = ["list", "--json", "--passphrase-file", &right];
    desk.run("a", &list).json(0);
    // Papers, places, bundles and trying out answers need none.
    desk.run("a", &["form", "list", "--json"]).json(0);
    desk.run("a", &["place", "find", "06256", "--json"]).json(0);
    let dry = [
        "ho-dan",
        "--place",
        "06256",
        "--period",
        "2023",
        "--dry-run",
    ];
    assert_ne!(desk.fill("a", &dry, &json!({})).code, 2);
    // A newer passphrase, in whichever form of Unicode an editor wrote it.
    let new = desk.file("moi", "Sông Bến Hải\r\n");
    let decomposed = desk.file("moi-nfd", "So\u{302}ng Be\u{302}\u{301}n Ha\u{309}i");
    let set = ["passphrase", "set", "--json", "--new-passphrase-file", &new];
    assert_eq!(desk.run("a", &set).trouble(2), "store-locked");
    let set = [&set[..], &["--passphrase-file", &right]].concat();
    assert_eq!(desk.run("a", &set).json(0)["first"], false);
    assert_eq!(desk.run("a", &list).trouble(2), "store-wrong-passphrase");
    let list = ["list", "--json", "--passphrase-file", &decomposed];
    desk.run("a", &list).json(0);
}

#[test]
fn a_workspace_in_use_gets_its_passphrase_later() {
    let desk = Desk::new();
    let demo = ["demo", "mau", "--no-tui", "--households", "4", "--json"];
    desk.run("none", &demo).json(0);
    let rows = |args: &[&str]| {
        let all = [&["list", "--json"], args].concat();
        desk.run("mau/xa", &all).json(0)
    };
    let before = rows(&[]);
    let new = desk.file("moi", "Sông Bến Hải\n");
    let set = ["passphrase", "set", "--json", "--new-passphrase-file", &new];
    assert_eq!(desk.run("mau/xa", &set).json(0)["first"], true);
    assert_eq!(
        desk.run("mau/xa", &["list", "--json"]).trouble(2),
        "store-locked"
    );
    assert_eq!(rows(&["--passphrase-file", &new]), before);
    let doctor = ["doctor", "--json", "--passphrase-file", &new];
    desk.run("mau/xa", &doctor).json(0);
    let export = ["export", "--json", "--passphrase-file", &new];
    desk.run("mau/xa", &export).json(0);
}

// ---------------------------------------------------------------------------------------------------- issue 2, points 1, 4 and 5

fn cases(default: usize) -> usize {
    crate::store::cases(default)
}

#[test]
fn the_list_to_review_is_made_before_anybody_was_visited() {
    let desk = Desk::new();
    let demo = ["demo", "mau", "--no-tui", "--households", "6", "--json"];
    desk.run("none", &demo).json(0);
    let list = |period: &str| {
        let table = ["table", "danh-sach-ra-soat", "--period", period, "--json"];
        let rows = desk.run("mau/xa", &table).json(0)["rows"].clone();
        rows.as_array().unwrap().len()
    };
    // Nobody has a paper of March 2026: the five poor and near-poor of 2025, of six. The sixth of them died
    // later in 2026, and the first never left.
    assert_eq!(list("2026-M03"), 5);
    // By the end of the year one has died: its paper of the year says so.
    assert_eq!(list("2026"), 4);
    // Before the first papers nobody is known to be on a list.
    assert_eq!(list("2024"), 0);
}

#[test]
fn a_sample_commune_reaches_the_office_above() {
    for (place, regime, above) in [("06256", "3-cap", "184"), ("06253", "2-cap", "20")] {
        let desk = Desk::new();
        let told = desk
            .run(
                "none",
                &[
                    "demo",
                    "mau",
                    "--no-tui",
                    "--place",
                    place,
                    "--households",
                    "8",
                    "--json",
                ],
            )
            .json(0);
        assert_eq!(
            (&told["to"], &told["again"], &told["state_hash_equal"]),
            (&json!(above), &json!(0), &json!(true))
        );
        let bundle = desk.path("nop.bieu").display().to_string();
        let sent = desk
            .run("mau/xa", &["export", "-o", &bundle, "--json"])
            .json(0);
        assert_eq!(sent["to"], above);
        let said = desk
            .run(
                "tren",
                &[
                    "init",
                    "--place",
                    above,
                    "--regime",
                    regime,
                    "--training",
                    "--json",
                ],
            )
            .json(0);
        assert_eq!(said["regime"], regime);
        // Unknown before the key is trusted, with the same mã đối chiếu that the sender reads out.
        let own = desk.run("mau/xa", &["key", "show", "--json"]).json(0);
        let said = desk.run("tren", &["verify", &bundle, "--json"]).json(4);
        assert_eq!(
            (&said["verdict"], &said["from"], &said["place"]),
            (&json!("unknown"), &json!(place), &Json::Null)
        );
        assert_eq!(
            (&said["fingerprint"], &said["code"]),
            (&own["fingerprint"], &own["code"])
        );
        assert_eq!(
            desk.run("tren", &["import", &bundle, "--json"]).trouble(4),
            "bundle-unknown"
        );
        let key = desk.file("xa.pub", &desk.run("mau/xa", &["key", "show"]).ok());
        let said = desk
            .run("tren", &["key", "trust", &key, "--place", place, "--json"])
            .json(0);
        assert_eq!(said["fingerprint"], own["fingerprint"]);
        assert_eq!(
            desk.run("tren", &["key", "list", "--json"]).json(0)[0]["place"],
            place
        );
        let said = desk.run("tren", &["verify", &bundle, "--json"]).json(0);
        assert_eq!(
            (&said["verdict"], &said["place"]),
            (&json!("good"), &json!(place))
        );
        // Plan, apply, and once more.
        let planned = desk
            .run("tren", &["import", &bundle, "--dry-run", "--json"])
            .json(0);
        let first = desk.run("tren", &["import", &bundle, "--json"]).json(0);
        assert_eq!(planned, first);
        let again = desk.run("tren", &["import", &bundle, "--json"]).json(0);
        assert_eq!(
            again,
            json!({ "new": 0, "same": first["new"], "held": 0, "conflicts": 0, "rejected": 0 })
        );
        let table = |data: &str| {
            desk.run(
                data,
                &[
                    "table", "mau-7-1", "--period", "2025", "--by", "thon", "--json",
                ],
            )
            .json(0)
        };
        assert_eq!(table("mau/xa"), table("tren"));
        let total = table("tren")["rows"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone();
        assert_eq!(
            (&total["kind"], &total["cells"]["1"]),
            (&json!("total"), &json!(8))
        );
        let hash = |data: &str| {
            desk.run(data, &["doctor", "--place", place, "--json"])
                .json(0)["state_hash"]
                .clone()
        };
        assert_eq!(hash("mau/xa"), hash("tren"));
        assert_eq!(hash("mau/xa").as_str().unwrap().len(), 64);
        flipped(&desk, &bundle);
    }
}

/// Flipped bytes all over the file are bad, with the part named.
fn flipped(desk: &Desk, bundle: &str) {
    let bytes = std::fs::read(bundle).unwrap();
    let count = cases(8);
    for n in 0..count {
        let mut broken = bytes.clone();
        let at = bytes.len() * n / count;
        broken[at] ^= 0x20;
        std::fs::write(desk.path("hong.bieu"), &broken).unwrap();
        let said = desk.run("tren", &["verify", "hong.bieu", "--json"]).json(4);
        assert_eq!(said["verdict"], "bad", "byte {at}");
        assert!(
            said["part"].as_str().is_some_and(|part| !part.is_empty()),
            "{said}"
        );
    }
    for broken in [
        bytes[..bytes.len() - 1].to_vec(),
        [bytes.as_slice(), b"x"].concat(),
        Vec::new(),
    ] {
        std::fs::write(desk.path("hong.bieu"), &broken).unwrap();
        assert_eq!(
            desk.run("tren", &["verify", "hong.bieu", "--json"]).json(4)["verdict"],
            "bad"
        );
        assert_eq!(
            desk.run("tren", &["import", "hong.bieu", "--json"])
                .trouble(4),
            "bundle-bad"
        );
    }
}

#[test]
fn the_sample_tells_every_step() {
    let desk = Desk::new();
    let said = desk.run("none", &["demo", "mau", "--households", "4"]).ok();
    for part in [
        "06253",
        "Mã đối chiếu",
        "TỐT",
        "bằng nhau",
        "Mẫu 7.1",
        "Tổng cộng",
        "bieu --data",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(
        desk.run("none", &["demo", "mau", "--json"]).trouble(2),
        "not-empty"
    );
    let csv = desk
        .run(
            "mau/xa",
            &["table", "mau-7-1", "--period", "2025", "--format", "csv"],
        )
        .ok();
    assert!(csv.starts_with("\u{feff}Mã,Đơn vị,Khu vực,(1) "), "{csv}");
    let said = desk
        .run(
            "mau/xa",
            &[
                "table", "mau-7-1", "--period", "2025", "--format", "md", "-o", "bang.md", "--json",
            ],
        )
        .json(0);
    assert_eq!(said["file"], "bang.md");
    assert!(
        std::fs::read_to_string(desk.path("bang.md"))
            .unwrap()
            .contains("| Tổng cộng |")
    );
    assert_eq!(
        desk.run("mau/xa", &["table", "ho-dan", "--period", "2025", "--json"])
            .trouble(2),
        "no-table"
    );
    assert_eq!(
        desk.run(
            "mau/xa",
            &[
                "table", "mau-7-1", "--period", "2025", "--by", "tinh", "--json"
            ]
        )
        .trouble(2),
        "level-above"
    );
    assert_eq!(
        desk.run(
            "mau/xa",
            &["table", "mau-7-1", "--period", "2020", "--json"]
        )
        .trouble(2),
        "no-form-then"
    );
    // A real workspace takes nothing from a training one.
    desk.init("that", "20");
    let key = desk.file("xa.pub", &desk.run("mau/xa", &["key", "show"]).ok());
    let _ = desk
        .run("that", &["key", "trust", &key, "--place", "06253"])
        .ok();
    let _ = desk.run("mau/xa", &["export", "-o", "nop.bieu"]).ok();
    assert_eq!(
        desk.run("that", &["import", "nop.bieu", "--json"])
            .trouble(4),
        "bundle-not-ours"
    );
}

/// Two laptops of one commune, each trusting the other.
struct Pair {
    desk: Desk,
}

impl Pair {
    fn new() -> Pair {
        let desk = Desk::new();
        desk.init("a", "06256");
        desk.init("b", "06256");
        for (from, to) in [("a", "b"), ("b", "a")] {
            let key = desk.file(
                &format!("{from}.pub"),
                &desk.run(from, &["key", "show"]).ok(),
            );
            let _ = desk
                .run(to, &["key", "trust", &key, "--place", "06256"])
                .ok();
        }
        Pair { desk }
    }

    fn send(&self, from: &str, name: &str) -> String {
        let file = self.desk.path(name).display().to_string();
        let _ = self
            .desk
            .run(from, &["export", "--to", "06256", "-o", &file])
            .ok();
        file
    }

    fn take(&self, to: &str, file: &str) -> Json {
        self.desk.run(to, &["import", file, "--json"]).json(0)
    }

    fn hash(&self, data: &str) -> String {
        self.desk.run(data, &["doctor", "--json"]).json(0)["state_hash"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn address(&self, data: &str, label: &str, address: &str) -> Said {
        let args = [
            "ho-dan",
            "--place",
            "06256",
            "--period",
            "2024",
            "--household",
            label,
        ];
        self.desk.fill(data, &args, &json!({ "dia_chi": address }))
    }
}

/// A thôn's laptop gets its own households and nobody else's answers; what it types comes back and counts, what it
/// says of others would not.
#[test]
fn the_laptop_of_a_thon_gets_its_own_households_and_sends_them_back() {
    let desk = Desk::new();
    for folder in ["xa", "thon"] {
        desk.init(folder, "06256");
    }
    for name in ["Thôn Một", "Thôn Hai"] {
        let line = ["place", "add", "--parent", "06256", name];
        let _ = desk.run("xa", &line).ok();
    }
    let form = |place: &'static str| ["ho-dan", "--place", place, "--period", "2024"];
    let _ = desk.fill("xa", &form("06256-001"), &household("Hoàng Văn Mẫu"));
    let _ = desk.fill("xa", &form("06256-002"), &household("Triệu Thị Khác"));
    let trust = |at: &str, whose: &str, place: &str| {
        let key = desk.run(whose, &["key", "show"]).ok();
        let key = desk.file(&format!("{whose}.pub"), &key);
        let _ = desk.run(at, &["key", "trust", &key, "--place", place]).ok();
    };
    trust("xa", "thon", "06256-001");
    trust("thon", "xa", "06256");
    let down = desk.path("xuong.bieu").display().to_string();
    let line = ["export", "--to", "06256-001", "-o", &down, "--json"];
    let said = desk.run("xa", &line).json(0);
    assert_eq!(
        (&said["households"], &said["phieu"]),
        (&json!(1), &json!(1))
    );
    let _ = desk.run("thon", &["import", &down, "--json"]).json(0);
    let list = desk.run("thon", &["list", "--json"]).json(0);
    assert_eq!(list.as_array().unwrap().len(), 1);
    let label = list[0]["subject"].as_str().unwrap().to_owned();
    assert!(label.starts_with("06256-001-"), "{label}");
    assert!(
        !desk
            .run("thon", &["list", "--find", "Khac"])
            .out
            .contains("Khác")
    );
    // It types, makes a household of its own, and sends everything up.
    let mut line = form("06256-001").to_vec();
    line.extend(["--household", &label]);
    let _ = desk.fill("thon", &line, &json!({ "dia_chi": "Đầu thôn" }));
    let _ = desk.fill("thon", &form("06256-001"), &household("Lò Văn Mới"));
    let up = desk.path("len.bieu").display().to_string();
    let line = ["export", "--to", "06256", "-o", &up];
    let _ = desk.run("thon", &line).ok();
    let said = desk.run("xa", &["import", &up, "--json"]).json(0);
    assert_eq!((&said["rejected"], &said["held"]), (&json!(0), &json!(0)));
    let list = desk.run("xa", &["list", "--json"]).json(0);
    assert_eq!(list.as_array().unwrap().len(), 3);
    let own = desk.run("xa", &["doctor", "--json"]).json(0);
    // The thôn's own word that it believes the xã is not its to give, and is told.
    assert_eq!(own["out_of_force"], json!({}));
    assert_eq!(own["conflicts"], 0);
    // A household of the other thôn, made by this laptop, is kept and counts for nothing.
    let _ = desk.run("thon", &["place", "add", "--parent", "06256", "Thôn Lạ"]);
    let _ = desk.fill("thon", &form("06256-002"), &household("Lò Văn Lạ"));
    let line = ["export", "--to", "06256", "-o", &up];
    let _ = desk.run("thon", &line).ok();
    let said = desk.run("xa", &["import", &up, "--json"]).json(0);
    assert!(said["out_of_force"].as_u64().unwrap() > 2, "{said}");
    let list = desk.run("xa", &["list", "--json"]).json(0);
    assert_eq!(list.as_array().unwrap().len(), 3);
}

/// A laptop is lost: what it had sent stays, what whoever found it sends is kept and counts for nothing.
#[test]
fn a_revoked_laptop_says_nothing_more() {
    let pair = Pair::new();
    let form = ["ho-dan", "--place", "06256", "--period", "2024"];
    let _ = pair.desk.fill("b", &form, &household("Hoàng Văn Mẫu"));
    let _ = pair.take("a", &pair.send("b", "1.bieu"));
    let before = pair.hash("a");
    let own = pair.desk.run("a", &["key", "show", "--json"]).json(0)["code"].clone();
    let lost = pair.desk.run("b", &["key", "show", "--json"]).json(0)["code"].clone();
    let line = ["key", "revoke", own.as_str().unwrap(), "--json"];
    assert_eq!(pair.desk.run("a", &line).trouble(2), "key-own");
    let line = ["key", "revoke", lost.as_str().unwrap(), "--json"];
    assert_eq!(pair.desk.run("a", &line).json(0)["code"], lost);
    assert_eq!(pair.desk.run("a", &line).trouble(2), "key-not-granted");
    let keys = pair.desk.run("a", &["key", "list", "--json"]).json(0);
    assert_eq!(keys, json!([]));
    assert_eq!(pair.hash("a"), before);
    // Its bundles are not even opened any more; relayed by another they change nothing.
    let _ = pair.desk.fill("b", &form, &household("Triệu Văn Mẫu"));
    let second = pair.send("b", "2.bieu");
    let line = ["import", &second, "--json"];
    assert_eq!(pair.desk.run("a", &line).trouble(4), "bundle-unknown");
    assert_eq!(pair.hash("a"), before);
    let said = pair.desk.run("a", &["doctor", "--json"]).json(0);
    assert_eq!(said["out_of_force"], json!({}));
}

#[test]
fn two_laptops_agree_in_either_order_and_a_conflict_stays_until_resolved() {
    for order in [["a", "b"], ["b", "a"]] {
        let pair = Pair::new();
        let form = ["ho-dan", "--place", "06256", "--period", "2024"];
        let _ = pair.desk.fill("a", &form, &household("Hoàng Văn Mẫu"));
        let first = pair.send("a", "1.bieu");
        assert_eq!(pair.take("b", &first)["conflicts"], 0);
        let label = pair.desk.run("b", &["list", "--json"]).json(0)[0]["subject"]
            .as_str()
            .unwrap()
            .to_owned();
        // Each types a household of its own, and both change one address.
        let _ = pair.desk.fill("a", &form, &household("Lương Văn Mẫu"));
        let _ = pair.desk.fill("b", &form, &household("Triệu Văn Mẫu"));
        let _ = pair.address("a", &label, "Đầu thôn");
        let _ = pair.address("b", &label, "Cuối thôn");
        let (from_a, from_b) = (pair.send("a", "2a.bieu"), pair.send("b", "2b.bieu"));
        for to in order {
            let file = if to == "a" { &from_b } else { &from_a };
            let _ = pair.take(to, file);
        }
        assert_eq!(pair.hash("a"), pair.hash("b"));
        for data in ["a", "b"] {
            let list = pair.desk.run(data, &["list", "--json"]).json(0);
            let labels: BTreeSet<&str> = list
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["subject"].as_str().unwrap())
                .collect();
            assert_eq!(
                labels.len(),
                3,
                "two laptops do not make one label twice: {labels:?}"
            );
            let check = pair.desk.run(data, &["check", "--json"]).json(1);
            let conflict = check
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|phieu| phieu["problems"].as_array().unwrap())
                .find(|problem| problem["code"] == "conflict")
                .unwrap_or_else(|| panic!("{check}"))
                .clone();
            assert_eq!(
                (&conflict["at"], &conflict["severity"]),
                (&json!("dia_chi"), &json!("blocks"))
            );
            let message = conflict["message"].as_str().unwrap();
            assert!(
                message.contains("Đầu thôn") && message.contains("Cuối thôn"),
                "{message}"
            );
        }
        // Whoever answers again has chosen, on both.
        let _ = pair.address("a", &label, "Cuối thôn");
        let third = pair.send("a", "3.bieu");
        let _ = pair.take("b", &third);
        assert_eq!(pair.hash("a"), pair.hash("b"));
        for data in ["a", "b"] {
            let said = pair.desk.run(data, &["check", "--json"]);
            assert!(!said.out.contains("conflict"), "{said:?}");
            assert_eq!(
                pair.desk.run(data, &["doctor", "--json"]).json(0)["conflicts"],
                0
            );
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => {
                std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
    }
}

#[test]
fn a_copied_folder_used_twice_is_named_as_a_fork_and_loses_nothing() {
    let pair = Pair::new();
    let form = ["ho-dan", "--place", "06256", "--period", "2024"];
    let _ = pair.desk.fill("a", &form, &household("Hoàng Văn Mẫu"));
    copy(&pair.desk.path("a"), &pair.desk.path("c"));
    let _ = pair.desk.fill("a", &form, &household("Lương Văn Mẫu"));
    let _ = pair.desk.fill("c", &form, &household("Triệu Văn Mẫu"));
    let (from_a, from_c) = (pair.send("a", "a.bieu"), pair.send("c", "c.bieu"));
    for file in [&from_a, &from_c] {
        let _ = pair.take("b", file);
    }
    let doctor = pair.desk.run("b", &["doctor", "--json"]).json(0);
    assert_eq!(doctor["forks"].as_array().unwrap().len(), 1, "{doctor}");
    assert_eq!(doctor["healthy"], false);
    let told = pair.desk.run("b", &["doctor"]).ok();
    assert!(told.contains("chép sang máy khác"), "{told}");
    let list = pair.desk.run("b", &["list", "--json"]).json(0);
    let heads: BTreeSet<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["head"].as_str().unwrap())
        .collect();
    assert_eq!(
        heads,
        ["Hoàng Văn Mẫu", "Lương Văn Mẫu", "Triệu Văn Mẫu"].into()
    );
}

/// A paper with several Phiếu of one place: each fill makes one, `--phieu` changes one, and both are told apart.
#[test]
fn a_paper_that_repeats_is_made_listed_and_changed_by_its_id() {
    let desk = Desk::new();
    desk.init("so", "06256");
    desk.run("so", &["place", "add", "--parent", "06256", "Thôn Mẫu"])
        .ok();
    let of = ["cong-trinh", "--place", "06256", "--period", "2024"];
    let mut ids = Vec::new();
    for (name, new) in [("Đường", false), ("Kênh", true)] {
        let mut args = of.to_vec();
        args.extend(new.then_some("--new"));
        let said = desk.fill("so", &args, &json!({ "ten": name })).json(1);
        ids.push(said["phieu"].as_str().unwrap().to_owned());
    }
    assert_ne!(ids[0], ids[1]);
    let short = &ids[1][..12];
    let mut change = of.to_vec();
    change.extend(["--phieu", short]);
    let said = desk
        .fill("so", &change, &json!({ "ten": "Kênh mương" }))
        .json(1);
    assert_eq!(said["phieu"], ids[1].as_str());
    assert_eq!(said["values"]["ten"], "Kênh mương");
    let list = desk.run("so", &["list", "--json"]).json(0);
    let told: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["number"].clone(), line["title"].clone()))
        .collect();
    assert_eq!(
        told,
        [(json!(1), json!("Đường")), (json!(2), json!("Kênh mương"))]
    );
    let found = desk
        .run("so", &["list", "--find", "kenh", "--lang", "en"])
        .ok();
    assert!(
        found.contains("#2 Kênh mương") && !found.contains("Đường"),
        "{found}"
    );
    let trouble = |args: &[&str]| desk.fill("so", args, &json!({ "ten": "x" })).trouble(2);
    let mut both = change.clone();
    both.push("--new");
    assert_eq!(trouble(&both), "new-and-phieu");
    change[4] = "2023";
    assert_eq!(trouble(&change), "other-phieu");
    let money = ["bieu-02", "--place", "06256", "--period", "2024", "--new"];
    assert_eq!(trouble(&money), "not-repeating");
    let list = desk.run("so", &["list", "--json"]).json(0);
    assert_eq!(list.as_array().unwrap().len(), 2, "nothing else was made");
}

/// A paper says for which level it is filled, and a thôn is named by its label.
#[test]
fn a_paper_of_thon_takes_a_label_and_no_code() {
    let desk = Desk::new();
    desk.init("so", "06256");
    let label = desk
        .run(
            "so",
            &["place", "add", "--parent", "06256", "Thôn Mẫu", "--json"],
        )
        .json(0)["label"]
        .as_str()
        .unwrap()
        .to_owned();
    let answers = json!({ "ten_cuoc_hop": "Họp lần 1" });
    let fill = |form: &str, place: &str, dry: bool| {
        let mut args = vec![form, "--place", place, "--period", "2024"];
        args.extend(dry.then_some("--dry-run"));
        desk.fill("so", &args, &answers)
    };
    for dry in [true, false] {
        assert_eq!(fill("hop-thon", "06256", dry).trouble(2), "wrong-level");
        assert_eq!(
            fill("hop-thon", &label, dry).json(1)["form"],
            "hop-thon@2022.1"
        );
    }
    let list = desk.run("so", &["list", "--json"]).json(0);
    assert_eq!(list[0]["subject"], label.as_str());
    let said = fill("bieu-02", &label, true);
    assert_eq!(said.code, 2, "{said:?}");
}
