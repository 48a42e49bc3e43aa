//! The arrows and absences of `src/lib.rs`, enforced on the source itself.

use std::fs;
use std::path::{Path, PathBuf};

/// room → rooms it may use. `text` may be used by all; anything not named is forbidden.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("place", &["text"]),
    ("form", &["place", "text"]),
    ("record", &["form", "place", "text"]),
    ("review", &["record", "form", "place", "text"]),
    ("store", &["record", "form", "place", "text"]),
    ("bundle", &["record", "form", "place", "text"]),
    ("office", &["record", "form", "place", "text"]),
    (
        "workspace",
        &[
            "store", "bundle", "review", "record", "form", "place", "text",
        ],
    ),
    (
        "task",
        &[
            "workspace",
            "office",
            "store",
            "bundle",
            "review",
            "record",
            "form",
            "place",
            "text",
        ],
    ),
    ("locale", &[]),
    (
        "cli",
        &[
            "tui",
            "task",
            "office",
            "workspace",
            "store",
            "bundle",
            "review",
            "record",
            "form",
            "place",
            "text",
            "locale",
        ],
    ),
    (
        "tui",
        &[
            "task",
            "office",
            "workspace",
            "store",
            "bundle",
            "review",
            "record",
            "form",
            "place",
            "text",
            "locale",
        ],
    ),
];

/// Rooms that do no I/O, read no clock and hold no sentence.
const PURE: &[&str] = &["text", "place", "form", "record", "review"];

struct Source {
    room: String,
    path: PathBuf,
    /// The text without comments, doc examples and unit tests.
    code: String,
    text: String,
}

fn sources() -> Vec<Source> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    // Files that are only compiled for tests: declared under #[cfg(test)] in the file beside them.
    let mut tests = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        for part in text.split("#[cfg(test)]").skip(1) {
            let name = part
                .trim_start()
                .strip_prefix("mod ")
                .and_then(|rest| rest.split(';').next());
            if let Some(name) =
                name.filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
            {
                tests.push(path.with_file_name(format!("{name}.rs")));
            }
        }
    }
    paths.retain(|path| !tests.contains(path));
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let relative = path.strip_prefix(&root).unwrap();
            let first = relative
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            let room = first.trim_end_matches(".rs").to_owned();
            let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let code = product
                .lines()
                .map(|line| {
                    line.find("//").map_or(line, |at| {
                        if line[..at].matches('"').count() % 2 == 0 {
                            &line[..at]
                        } else {
                            line
                        }
                    })
                })
                .collect::<Vec<_>>()
                .join("\n");
            Source {
                room,
                path: relative.to_owned(),
                code,
                text,
            }
        })
        .collect()
}

/// Rooms named as `crate::room` or `super` is ours anyway; `use crate::{a, b}` is spelled out.
fn used_rooms(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => list[..list.find("};").unwrap_or(list.len())].to_owned(),
            None => rest.to_owned(),
        };
        let take = |text: &str| {
            text.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        if rest.starts_with('{') {
            let mut depth = 0;
            let mut item = String::new();
            for c in names.chars().chain([',']) {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        rooms.push(take(&item));
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                item.push(c);
            }
        } else {
            rooms.push(take(rest));
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == source.room) else {
            assert!(
                matches!(source.room.as_str(), "lib" | "main"),
                "a room that the map does not know: {}",
                source.room
            );
            continue;
        };
        for used in used_rooms(&source.code) {
            if used != source.room
                && ARROWS.iter().any(|(room, _)| *room == used)
                && !allowed.contains(&used.as_str())
            {
                wrong.push(format!("{}: uses {used}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn inside_tui_only_the_shell_knows_store_task_workspace_and_office() {
    for source in sources().into_iter().filter(|source| source.room == "tui") {
        let shell = source.path.starts_with("tui/shell.rs") || source.path.starts_with("tui/shell");
        for used in used_rooms(&source.code) {
            assert!(
                shell || !["store", "task", "workspace", "office"].contains(&used.as_str()),
                "{}: uses {used}",
                source.path.display()
            );
        }
    }
}

fn nobody_but(allowed: &[&str], needles: &[&str]) {
    for source in sources() {
        let path = source.path.display().to_string().replace('\\', "/");
        if allowed.iter().any(|prefix| path.starts_with(prefix)) {
            continue;
        }
        for needle in needles {
            assert!(!source.code.contains(needle), "{path}: says {needle}");
        }
    }
}

#[test]
fn sled_is_said_only_in_store() {
    nobody_but(&["store/"], &["sled::"]);
}

#[test]
fn the_terminal_is_said_only_in_tui() {
    nobody_but(&["tui/"], &["crossterm::", "ratatui::"]);
}

#[test]
fn environment_and_clock_are_read_only_at_the_door() {
    nobody_but(
        &[
            "main.rs",
            "workspace",
            "tui/terminal.rs",
            "tui/shell.rs",
            "store/",
        ],
        &[
            "std::env::var",
            "env::var(",
            "env::vars",
            "SystemTime::now",
            "Instant::now",
            "Utc::now",
            "Local::now",
        ],
    );
}

#[test]
fn pure_rooms_do_no_io() {
    for source in sources()
        .into_iter()
        .filter(|source| PURE.contains(&source.room.as_str()))
    {
        for needle in [
            "std::fs",
            "std::io",
            "std::env",
            "std::net",
            "std::process",
            "std::thread",
            "std::time",
            "getrandom",
            "println!",
            "SystemTime",
        ] {
            assert!(
                !source.code.contains(needle),
                "{}: says {needle}",
                source.path.display()
            );
        }
    }
}

/// Letters that only Vietnamese text has: a sentence for people belongs in `locales/` or in a paper.
#[test]
fn no_vietnamese_sentence_in_the_source() {
    // `text` holds tables of letters; unit words of the law's lists are data of `place`.
    let tables = ["text/"];
    let mut found = Vec::new();
    for source in sources() {
        let path = source.path.display().to_string();
        if tables.iter().any(|prefix| path.starts_with(prefix)) {
            continue;
        }
        for (number, line) in source.code.lines().enumerate() {
            let strings: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            let vietnamese = |text: &str| {
                text.chars()
                    .any(|c| ('\u{1ea0}'..='\u{1ef9}').contains(&c) || "ăâđêôơưĂÂĐÊÔƠƯ".contains(c))
            };
            if strings.iter().any(|text| vietnamese(text)) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What the program must recognise, a paper declares as a role; ids of papers, fields, rows and choices are data.
#[test]
fn no_id_of_a_paper_in_the_source() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("forms");
    let mut ids = std::collections::BTreeSet::new();
    for entry in fs::read_dir(forms).unwrap() {
        let path = entry.unwrap().path();
        let Some((id, _)) = path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .split_once('@')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
        else {
            continue;
        };
        ids.insert(id);
        let text = fs::read_to_string(path.join("form.toml")).unwrap();
        for line in text.lines() {
            let line = line.trim();
            if let Some(id) = line
                .strip_prefix("id = \"")
                .and_then(|rest| rest.split('"').next())
            {
                ids.insert(id.to_owned());
            }
        }
    }
    // Short ids would match ordinary words; the words of the command line's contract are not ids of papers.
    let contract = [
        "khong_biet",
        "tu_choi",
        "khong_ap_dung",
        "nong_thon",
        "thanh_thi",
        "nhan_khau",
        "ho",
        "thon",
        // Directions are words of the papers' grammar; a local row's choice among them has them as ids.
        "down",
        "none",
    ];
    ids.retain(|id| id.len() >= 4 && !contract.contains(&id.as_str()));
    assert!(ids.len() > 40, "the papers' ids were not found");
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in source.code.lines().enumerate() {
            for text in line.split('"').skip(1).step_by(2) {
                if ids.contains(text) {
                    found.push(format!(
                        "{}:{}: \"{text}\"",
                        source.path.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_room_opens_with_its_map() {
    for source in sources() {
        if source.path.components().count() == 2 && source.path.ends_with("mod.rs") {
            for heading in [
                "What this room is",
                "What it must never do",
                "Where to start reading",
            ] {
                assert!(
                    source.text.contains(heading),
                    "{}: does not say {heading}",
                    source.path.display()
                );
            }
        }
    }
}

#[test]
fn domain_types_do_not_serialise() {
    nobody_but(
        &[
            "store/row.rs",
            "store/sealing/slots.rs",
            "bundle/manifest.rs",
            "cli/json",
            "workspace/config.rs",
            "workspace/remembered.rs",
            "workspace/scales.rs",
            "task/demo.rs",
            "record/wire/",
        ],
        &[
            "derive(Serialize",
            "derive(Deserialize",
            "Serialize,",
            "Deserialize,",
            "Serialize)",
            "Deserialize)",
        ],
    );
}

#[test]
fn main_is_short() {
    let main =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 25, "{} lines", main.lines().count());
}

#[test]
fn no_promise_is_left_in_the_source() {
    for source in sources() {
        for needle in [
            "TODO",
            "FIXME",
            "XXX",
            "todo!",
            "unimplemented!",
            "#[ignore",
        ] {
            assert!(
                !source.text.contains(needle),
                "{}: says {needle}",
                source.path.display()
            );
        }
    }
}

#[test]
fn the_map_in_lib_names_every_room() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (room, _) in ARROWS {
        assert!(
            lib.contains(&format!("[`{room}`]")),
            "lib.rs does not tell of {room}"
        );
        assert!(
            lib.contains(&format!("pub mod {room};")),
            "lib.rs does not open {room}"
        );
    }
}
