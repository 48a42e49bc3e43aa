//! The official lists of both regimes, read from `forms/places/`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bieu::locale::{Language, Words};
use bieu::place::{Area, Level, Lists, PlaceFault, Places, Regime, Share, Unknown};
use chrono::NaiveDate;

struct Texts {
    three_tier: String,
    two_tier: String,
    changes: String,
    successors: String,
    kinds: String,
}

impl Texts {
    fn read() -> Self {
        let read = |name: &str| {
            let path = format!("{}/forms/places/{name}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        };
        Texts {
            three_tier: read("3-cap.csv"),
            two_tier: read("2-cap.csv"),
            changes: read("changes.csv"),
            successors: read("successors.csv"),
            kinds: read("kinds.csv"),
        }
    }

    fn lists(&self) -> Lists<'_> {
        Lists {
            three_tier: &self.three_tier,
            two_tier: &self.two_tier,
            changes: &self.changes,
            successors: &self.successors,
            kinds: &self.kinds,
        }
    }
}

/// All real places, loaded once for every test.
pub(crate) static PLACES: LazyLock<Places> =
    LazyLock::new(|| Places::load(&Texts::read().lists()).unwrap());

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn count(date: &str, level: Level) -> usize {
    PLACES
        .units()
        .iter()
        .filter(|unit| unit.level == level && unit.holds(day(date)))
        .count()
}

#[test]
fn every_unit_of_both_regimes_is_there() {
    assert_eq!(
        [Level::Tinh, Level::Huyen, Level::Xa].map(|level| count("2025-06-30", level)),
        [63, 696, 10_035]
    );
    assert_eq!(
        [Level::Tinh, Level::Huyen, Level::Xa].map(|level| count("2025-07-01", level)),
        [34, 0, 3_321]
    );
    assert_eq!(
        [Level::Tinh, Level::Huyen, Level::Xa].map(|level| count("2026-11-21", level)),
        [34, 0, 3_321]
    );
    assert_eq!(PLACES.provinces().len(), 63);
    assert!(PLACES.provinces().iter().all(|code| code.len() == 2));
}

#[test]
fn one_code_is_not_one_place() {
    let xa = |date: &str| -> BTreeSet<&str> {
        let there = PLACES
            .units()
            .iter()
            .filter(|unit| unit.level == Level::Xa && unit.holds(day(date)));
        there.map(|unit| &*unit.code).collect()
    };
    let (old, new) = (xa("2025-06-30"), xa("2025-07-01"));
    let both: Vec<&&str> = old.intersection(&new).collect();
    assert_eq!(both.len(), 3_315);
    let kind = |code: &str, date: &str| PLACES.at(code, day(date)).unwrap().kind.clone();
    let changed = both
        .iter()
        .filter(|code| kind(code, "2025-06-30") != kind(code, "2025-07-01"));
    assert_eq!(changed.count(), 634);
}

#[test]
fn places_by_code_and_date() {
    // code, date, name, area, the codes above
    for (code, date, name, area, above) in [
        (
            "06253",
            "2024-12-31",
            "Thị trấn Văn Quan",
            Some(Area::Urban),
            vec!["184", "20"],
        ),
        (
            "06253",
            "2025-06-30",
            "Thị trấn Văn Quan",
            Some(Area::Urban),
            vec!["184", "20"],
        ),
        (
            "06253",
            "2025-07-01",
            "Xã Văn Quan",
            Some(Area::Rural),
            vec!["20"],
        ),
        (
            "06253",
            "2025-12-31",
            "Xã Văn Quan",
            Some(Area::Rural),
            vec!["20"],
        ),
        (
            "06256",
            "2024-12-31",
            "Xã Trấn Ninh",
            Some(Area::Rural),
            vec!["184", "20"],
        ),
        (
            "25270",
            "2026-04-29",
            "Xã Lộc Ninh",
            Some(Area::Rural),
            vec!["75"],
        ),
        (
            "25270",
            "2026-04-30",
            "Phường Lộc Ninh",
            Some(Area::Urban),
            vec!["75"],
        ),
        ("75", "2026-04-29", "Tỉnh Đồng Nai", None, vec![]),
        ("75", "2026-04-30", "Thành phố Đồng Nai", None, vec![]),
    ] {
        let unit = PLACES
            .at(code, day(date))
            .unwrap_or_else(|| panic!("{code} {date}"));
        assert_eq!((&*unit.name, unit.area), (name, area), "{code} {date}");
        let chain: Vec<String> = PLACES
            .chain(code, day(date))
            .iter()
            .skip(1)
            .map(|unit| unit.code.to_string())
            .collect();
        assert_eq!(chain, above, "{code} {date}");
        for ancestor in &above {
            assert!(PLACES.is_within(code, ancestor, day(date)));
        }
        assert!(PLACES.is_within(code, code, day(date)));
        assert!(!PLACES.is_within(code, "01", day(date)));
    }
    assert_eq!(PLACES.at("06256", day("2025-07-01")), None);
    assert_eq!(PLACES.at("184", day("2025-07-01")), None);
    assert!(PLACES.chain("184", day("2025-07-01")).is_empty());
}

#[test]
fn eleven_units_change_kind_on_30_april_2026() {
    let (before, since) = (day("2026-04-29"), day("2026-04-30"));
    let changed: Vec<_> = PLACES
        .units()
        .iter()
        .filter(|unit| unit.from == Some(since))
        .map(|unit| {
            let old = PLACES.at(&unit.code, before).unwrap();
            assert_eq!(old.to, Some(before));
            assert_eq!(old.parent, unit.parent);
            (unit.code.to_string(), old.area, unit.area)
        })
        .collect();
    assert_eq!(changed.len(), 11);
    let towns = changed
        .iter()
        .filter(|(_, old, new)| (*old, *new) == (Some(Area::Rural), Some(Area::Urban)));
    assert_eq!(towns.count(), 10);
}

#[test]
fn areas_follow_the_kind_and_stay_unknown_for_dac_khu() {
    for date in ["2025-06-30", "2025-07-01", "2026-04-30"] {
        for unit in PLACES
            .units()
            .iter()
            .filter(|unit| unit.level == Level::Xa && unit.holds(day(date)))
        {
            let area = match &*unit.kind {
                "xã" => Some(Area::Rural),
                "phường" | "thị trấn" => Some(Area::Urban),
                "đặc khu" => None,
                other => panic!("{other}"),
            };
            assert_eq!(unit.area, area, "{}", unit.code);
        }
    }
    let unknown = PLACES
        .units()
        .iter()
        .filter(|unit| unit.level == Level::Xa && unit.area.is_none());
    assert_eq!(unknown.count(), 13);
}

#[test]
fn a_regime_can_be_asked_for_by_name() {
    let date = day("2026-01-01");
    assert_eq!(
        &*PLACES.at_in("06256", Regime::ThreeTier, date).unwrap().name,
        "Xã Trấn Ninh"
    );
    assert_eq!(
        &*PLACES
            .at_in("06253", Regime::TwoTier, day("2024-01-01"))
            .unwrap()
            .name,
        "Xã Văn Quan"
    );
    assert_eq!(
        &*PLACES
            .at_in("25270", Regime::TwoTier, day("2024-01-01"))
            .unwrap()
            .name,
        "Xã Lộc Ninh"
    );
    assert_eq!(PLACES.at_in("184", Regime::TwoTier, date), None);
    assert_eq!(
        (Regime::parse("3-cap"), Regime::parse("x")),
        (Some(Regime::ThreeTier), None)
    );
}

#[test]
fn children_are_those_of_the_day() {
    let names = |code: &str, date: &str| -> Vec<String> {
        PLACES
            .children(code, day(date))
            .iter()
            .map(|unit| unit.code.to_string())
            .collect()
    };
    assert!(names("184", "2024-12-31").contains(&"06256".to_owned()));
    assert!(names("184", "2025-07-01").is_empty());
    assert_eq!(names("20", "2024-12-31").len(), 11);
    assert_eq!(names("20", "2025-07-01").len(), 65);
    assert_eq!(names("75", "2026-04-29"), names("75", "2026-04-30"));
    assert!(names("", "2026-04-30").is_empty());
    let total: usize = PLACES
        .units()
        .iter()
        .filter(|unit| unit.level == Level::Tinh && unit.holds(day("2026-05-01")))
        .map(|unit| names(&unit.code, "2026-05-01").len())
        .sum();
    assert_eq!(total, 3_321);
}

#[test]
fn successors_and_the_reason_why_a_code_is_unknown() {
    let [gone] = PLACES.successors("06256") else {
        panic!("one successor")
    };
    assert_eq!((&*gone.code, gone.share), ("06280", Share::Whole));
    let divided = PLACES.successors("00007");
    assert!(divided.len() > 1 && divided.iter().all(|s| s.share != Share::Whole));
    assert!(PLACES.successors("184").is_empty());

    match PLACES.unknown("06256", day("2026-01-01")) {
        Unknown::OtherDates {
            units,
            successors,
            predecessors,
        } => {
            assert_eq!(units.len(), 1);
            assert_eq!(units[0].to, Some(day("2025-06-30")));
            assert_eq!(successors.len(), 1);
            assert!(predecessors.is_empty());
        }
        Unknown::Never => panic!("06256 stood until 30/6/2025"),
    }
    // A code that only the two tiers have, asked for before them.
    let new = PLACES
        .units()
        .iter()
        .find(|unit| unit.regime == Regime::TwoTier && PLACES.of_code(&unit.code).len() == 1)
        .unwrap();
    match PLACES.unknown(&new.code, day("2024-01-01")) {
        Unknown::OtherDates {
            units,
            successors,
            predecessors,
        } => {
            assert_eq!(units[0].from, Some(Regime::SWITCH));
            assert!(successors.is_empty() && !predecessors.is_empty());
        }
        Unknown::Never => panic!("{} stands since 1/7/2025", new.code),
    }
    assert_eq!(PLACES.unknown("99999", day("2026-01-01")), Unknown::Never);
    assert_eq!(PLACES.unknown("", day("2026-01-01")), Unknown::Never);
}

#[test]
fn places_are_found_without_diacritics() {
    let first = |text: &str, date: &str| {
        let found = PLACES.find(text, Some(day(date)));
        found
            .first()
            .map(|unit| format!("{} {}", unit.code, unit.name))
    };
    for (text, date, found) in [
        ("van quan", "2025-12-31", Some("06253 Xã Văn Quan")),
        ("Văn Quan", "2024-12-31", Some("184 Huyện Văn Quan")),
        (
            "thi tran van quan",
            "2024-12-31",
            Some("06253 Thị trấn Văn Quan"),
        ),
        ("xa van qu", "2025-12-31", Some("06253 Xã Văn Quan")),
        ("diem he", "2025-12-31", Some("06280 Xã Điềm He")),
        ("lang son", "2025-12-31", Some("20 Tỉnh Lạng Sơn")),
        ("06253", "2025-12-31", Some("06253 Xã Văn Quan")),
        (
            "tran ninh, lang son",
            "2024-12-31",
            Some("06256 Xã Trấn Ninh"),
        ),
        ("tran ninh, ha noi", "2024-12-31", None),
        ("dong nai", "2026-04-30", Some("75 Thành phố Đồng Nai")),
        ("dong nai", "2026-04-29", Some("75 Tỉnh Đồng Nai")),
        ("khong co noi nay", "2026-04-29", None),
        ("", "2026-04-29", None),
        (" , ", "2026-04-29", None),
    ] {
        assert_eq!(first(text, date).as_deref(), found, "{text:?} {date}");
    }
    // Both tone placements, one search.
    let spelled = |text: &str| PLACES.find(text, None).len();
    assert!(spelled("thuan hoa") > 1);
    assert_eq!(spelled("Thuận Hòa"), spelled("Thuận Hoà"));
    // Without a date, every unit that ever was.
    let ever: Vec<&str> = PLACES
        .find("06253", None)
        .iter()
        .map(|unit| &*unit.name)
        .collect();
    assert_eq!(ever, ["Thị trấn Văn Quan", "Xã Văn Quan"]);
}

#[test]
fn a_bad_line_is_named() {
    type Spoil = fn(&mut Texts);
    let cases: [(&str, u64, &str, Spoil); 10] = [
        ("kinds", 2, "list-level", |t| {
            t.kinds = t.kinds.replacen("xa,", "ap,", 1)
        }),
        ("kinds", 2, "list-area", |t| {
            t.kinds = t.kinds.replacen("rural", "rurla", 1)
        }),
        ("two_tier", 3, "list-kind", |t| {
            t.two_tier = t.two_tier.replacen("phường", "phuong", 1)
        }),
        ("two_tier", 3, "list-missing", |t| {
            t.two_tier = t.two_tier.replacen("00004,01,", "00004,00,", 1)
        }),
        ("three_tier", 2, "list-level", |t| {
            t.three_tier = t.three_tier.replacen("tinh", "tỉnh", 1)
        }),
        ("three_tier", 3, "list-csv", |t| {
            t.three_tier = t.three_tier.replacen("001,01,", "001,", 1)
        }),
        ("changes", 2, "list-stale", |t| {
            t.changes = t.changes.replacen("Tỉnh", "Xứ", 1)
        }),
        ("changes", 2, "list-date", |t| {
            t.changes = t.changes.replacen("2026-04-30", "2025-07-01", 1)
        }),
        ("successors", 2, "list-share", |t| {
            t.successors = t.successors.replacen("whole", "hole", 1)
        }),
        ("successors", 2, "list-missing", |t| {
            t.successors = t.successors.replacen("00001,", "99999,", 1)
        }),
    ];
    for (list, line, code, spoil) in cases {
        let mut texts = Texts::read();
        spoil(&mut texts);
        let error = Places::load(&texts.lists())
            .err()
            .unwrap_or_else(|| panic!("{list}: {code} not noticed"));
        assert_eq!(
            (error.list, error.line, error.code()),
            (list, line, code),
            "{error:?}"
        );
        for language in [Language::Vietnamese, Language::English] {
            let words = Words::new(language);
            let key = format!("place-{}", error.code());
            assert!(words.has(&key), "{key}");
            assert!(words.of(&key, &error.args()).contains(&line.to_string()));
        }
    }
    let mut texts = Texts::read();
    texts.two_tier.push_str("00004,01,xa,phường,Phường Khác\n");
    let error = Places::load(&texts.lists()).err().unwrap();
    assert_eq!(error.fault, PlaceFault::Twice("00004".to_owned()));
}
