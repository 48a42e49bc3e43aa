//! The steps of the review: days over Tết and 30/4–1/5, each refusal, and the whole path to the decision.

use bieu::form::{Holidays, Library, Period, Severity};
use bieu::review::{
    Caution, Closed, Detail, LeftItem, Refusal, Rule, StepStand, Steps, cautions, may_close,
    reopened_with,
};
use bieu::workspace::{holidays, steps};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn library() -> std::sync::Arc<Library> {
    bieu::workspace::library(None, false).unwrap()
}

/// The n-th working day after a day, and the day before and after it.
#[test]
fn working_days_over_tet_and_the_april_holidays() {
    let holidays = holidays();
    for (from, n, end) in [
        // An ordinary week: Friday, then three working days.
        ("2025-10-24", 3, "2025-10-29"),
        // Tết Ất Tỵ: 27 to 31 January 2025.
        ("2025-01-23", 3, "2025-02-04"),
        // Tết Bính Ngọ: 16 to 20 February 2026.
        ("2026-02-12", 5, "2026-02-26"),
        // Giỗ Tổ moved to Monday 27/4/2026, then 30/4 and 1/5.
        ("2026-04-24", 3, "2026-05-04"),
        // 2025: Saturday 26/4 worked for Friday 2/5.
        ("2025-04-25", 4, "2025-05-05"),
        ("2025-12-30", 3, "2026-01-06"),
    ] {
        let (from, end) = (day(from), day(end));
        assert_eq!(holidays.worked_after(from, n), Some((end, true)), "{from}");
        let n = i64::from(n);
        assert_eq!(holidays.worked_between(from, end), Some(n), "{from}");
        let (before, after) = (end.pred_opt().unwrap(), end.succ_opt().unwrap());
        assert_eq!(holidays.worked_between(from, before), Some(n - 1), "{from}");
        let more = holidays.worked_between(from, after).unwrap();
        assert_eq!(more == n + 1, holidays.is_worked(after) == Some(true));
    }
}

#[test]
fn a_year_that_nobody_announced_is_not_known() {
    let holidays = holidays();
    assert!(holidays.of(2026).is_some() && holidays.of(2027).is_none());
    let last = day("2026-12-31");
    assert_eq!(holidays.worked_between(last, day("2027-01-04")), None);
    // The earliest that it can be, and not sure.
    assert_eq!(
        holidays.worked_after(last, 2),
        Some((day("2027-01-04"), false))
    );
    assert_eq!(holidays.is_worked(day("2026-11-24")), None);
    assert_eq!(Holidays::default().worked_between(last, last), Some(0));
}

#[test]
fn a_holiday_file_tells_its_mistakes_with_their_lines() {
    let text = "[[year]]\nyear = 2025\nsource = \"x\"\nevidence = \"recalled\"\n\
        [[year.holiday]]\ntitle = \"Tết\"\nfrom = \"2026-01-01\"\n\
        [[year.holiday]]\ntitle = \"Lễ\"\nfrom = \"2025-05-02\"\nto = \"2025-05-01\"\n";
    let (read, mistakes) = Holidays::parse(text);
    let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [5, 8, 1], "{mistakes:#?}");
    assert!(read.of(2025).is_none());
}

#[test]
fn the_steps_file_is_checked_like_a_paper() {
    let library = library();
    let shipped = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/process/steps.toml"),
    )
    .unwrap();
    let (steps, mistakes) = Steps::parse(&shipped, &library);
    assert_eq!(mistakes, []);
    assert_eq!(steps.list().len(), 6);
    for (right, wrong, code) in [
        (
            "\"niem-yet\", \"phuc-tra\"",
            "\"niem-yett\", \"phuc-tra\"",
            "unknown-form",
        ),
        ("to = \"12-14\"", "to = \"13-14\"", "bad-date"),
        ("known = \"so\"", "known = \"soo\"", "unknown-path"),
        ("lacks = \"agreement\"", "lacks = \"agreed\"", "wrong-type"),
        (
            "severity = \"asks\"",
            "severity = \"ask\"",
            "unknown-severity",
        ),
        ("roles = [\"class\"]", "roles = [\"clas\"]", "unknown-role"),
    ] {
        assert!(shipped.contains(right), "{right}");
        let broken = shipped.replacen(right, wrong, 1);
        let line = broken
            .lines()
            .position(|line| line.contains(wrong))
            .unwrap()
            + 1;
        let (_, mistakes) = Steps::parse(&broken, &library);
        let told: Vec<(&str, usize)> = mistakes
            .iter()
            .map(|mistake| (mistake.code.as_str(), mistake.line))
            .collect();
        assert!(told.contains(&(code, line)), "{wrong}: {told:?}");
    }
}

/// The season's first and last day, and the days beside them.
#[test]
fn a_day_outside_the_season_is_told_and_not_refused() {
    let (library, holidays) = (library(), holidays());
    let steps = steps(&library);
    let step = &steps.list()[1];
    let Rule::Season(..) = step.deadlines[0].rule else {
        panic!("a season")
    };
    let (from, to) = step.deadlines[0].rule.days(Period::Year(2026)).unwrap();
    assert_eq!((from, to), (day("2026-09-01"), Some(day("2026-12-14"))));
    let stand = |plan: &str, closed: &str| StepStand {
        here: true,
        plan: [None, Some(day(plan))],
        closed: Some(Closed {
            day: day(closed),
            by: None,
            above: false,
        }),
        windows: vec![bieu::review::Window {
            title: "mùa".to_owned(),
            evidence: step.deadlines[0].evidence,
            from: Some(from),
            to,
            sure: true,
            least: false,
        }],
        ..StepStand::default()
    };
    let told = |plan: &str, closed: &str| -> Vec<&str> {
        let stand = stand(plan, closed);
        let found = cautions(&stand, None, None, &holidays, day(closed));
        found.iter().map(Caution::code).collect()
    };
    assert_eq!(told("2026-09-01", "2026-09-01"), [""; 0]);
    assert_eq!(
        told("2026-08-31", "2026-08-31"),
        ["plan-outside-law", "before-law"]
    );
    assert_eq!(told("2026-12-14", "2026-12-14"), [""; 0]);
    assert_eq!(
        told("2026-12-15", "2026-12-15"),
        ["plan-outside-law", "after-law"]
    );
    assert_eq!(told("2026-12-10", "2026-12-11"), ["after-plan"]);
    // Three working days of posting over a weekend, planned too short and just long enough.
    let posting = |to: &str| StepStand {
        plan: [Some(day("2026-10-23")), Some(day(to))],
        ..StepStand::default()
    };
    for (to, short) in [
        ("2026-10-27", true),
        ("2026-10-28", false),
        ("2026-10-29", false),
    ] {
        let found = cautions(&posting(to), None, Some(3), &holidays, day("2026-10-01"));
        assert_eq!(!found.is_empty(), short, "{to}: {found:?}");
    }
}

fn item() -> LeftItem {
    LeftItem {
        rule: 0,
        severity: Severity::Blocks,
        subject: bieu::record::PhieuSubject::Place(bieu::record::PlaceRef::Code("06256".into())),
        label: String::new(),
        name: String::new(),
        detail: Detail::Plain,
        form: None,
        place: None,
        phieu: None,
    }
}

#[test]
fn every_refusal_has_its_reason() {
    let open = || StepStand {
        here: true,
        ..StepStand::default()
    };
    let closed = |above| StepStand {
        closed: Some(Closed {
            day: day("2026-10-01"),
            by: None,
            above,
        }),
        ..open()
    };
    let left = StepStand {
        left: vec![item()],
        ..open()
    };
    let asked = StepStand {
        left: vec![LeftItem {
            severity: Severity::Asks,
            ..item()
        }],
        ..open()
    };
    assert_eq!(may_close(&[StepStand::default()], 0), Err(Refusal::NotHere));
    assert_eq!(may_close(&[closed(false)], 0), Err(Refusal::Closed));
    assert_eq!(may_close(&[open(), open()], 1), Err(Refusal::Before(0)));
    assert_eq!(may_close(&[left], 0), Err(Refusal::Left(1)));
    // What is only asked keeps no step open.
    assert_eq!(may_close(&[closed(false), asked], 1), Ok(()));
    assert_eq!(reopened_with(&[open()], 0), Err(Refusal::Open));
    assert_eq!(reopened_with(&[closed(true)], 0), Err(Refusal::Above));
    let all = [closed(false), closed(false), closed(false), open()];
    assert_eq!(reopened_with(&all, 1), Ok(vec![1, 2]));
}
