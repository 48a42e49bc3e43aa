//! Answers -> results, two lines each: what the engine makes of what people say and do not say.

use std::collections::BTreeMap;

use bieu::form::{
    Answer, Answers, Code, Context, Folder, Form, Outcome, Path, Period, Plain, RowId, Tally,
    TallyUnit, Value, check, check_examples,
};

fn folder(name: &str, text: &str) -> Folder {
    Folder {
        name: name.to_owned(),
        files: [("form.toml".to_owned(), text.to_owned())].into(),
    }
}

fn form(text: &str) -> Form {
    check(&folder("thu@1", text)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// A questionnaire of one line per field: `group field type rest`.
fn paper(lines: &str) -> String {
    let mut text = "id = \"thu\"\nversion = \"1\"\nkind = \"questionnaire\"\ntitle = \"T\"\nsubject = \"household\"\nperiods = [\"year\"]\nsource = \"t\"\nevidence = \"proposed\"\n".to_owned();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            Some((group, rest)) if line.starts_with("group ") => {
                let id = group.trim_start_matches("group ");
                text.push_str(&format!(
                    "[[group]]\nid = \"{id}\"\ntitle = \"G\"\n{}\n",
                    rest.trim().replace("; ", "\n")
                ));
            }
            Some((check, rest)) if line.starts_with("check ") => {
                let rest = rest.trim();
                let parts: Vec<&str> = check.split(' ').collect();
                text.push_str(&format!(
                    "[[check]]\nid = \"{}\"\nat = \"{}\"\nseverity = \"blocks\"\nmessage = \"M\"\nexpr = \"{rest}\"\n",
                    parts[1], parts[2]
                ));
            }
            _ => {
                let mut parts = line.splitn(3, ' ');
                let (id, kind) = (parts.next().unwrap(), parts.next().unwrap());
                text.push_str(&format!(
                    "[[group.field]]\nid = \"{id}\"\nlabel = \"L\"\ntype = \"{kind}\"\n{}\n",
                    parts.next().unwrap_or_default().replace("; ", "\n")
                ));
            }
        }
    }
    text
}

/// Runs `answers -> results` lines as the examples of a paper.
fn expect(paper_text: &str, cases: &str) {
    let form = form(paper_text);
    let mut text = "title = \"T\"\n".to_owned();
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (answers, results) = line.split_once(" -> ").unwrap();
        let (answers, context) = answers.split_once(" @ ").unwrap_or((answers, ""));
        let (results, problems) = results.split_once(" ! ").unwrap_or((results, ""));
        let problems: Vec<String> = problems
            .split("; ")
            .filter_map(|problem| problem.split_once(' '))
            .map(|(at, code)| format!("{{ at = \"{at}\", code = \"{code}\" }}"))
            .collect();
        text.push_str(&format!(
            "[[case]]\ntitle = '''{line}'''\n{}\nanswers = {{ {answers} }}\nexpect = {{ {results} }}\nproblems = [{}]\n",
            context.replace("; ", "\n"),
            problems.join(", ")
        ));
    }
    let mut folder = folder("thu@1", paper_text);
    folder.files.insert("examples/a.toml".to_owned(), text);
    let holidays = std::sync::Arc::new(bieu::workspace::holidays());
    let mistakes = check_examples(&form, &folder, &holidays);
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn three_values() {
    let text = paper(
        "group g: \n a yesno special = [\"khong_ap_dung\"]\n b yesno special = [\"khong_ap_dung\"]\n \
         va yesno formula = \"a and b\"\n hoac yesno formula = \"a or b\"\n khong yesno formula = \"not (a and b)\"\n \
         dem integer formula = \"sum_true(a and b, yes)\"\n chon integer formula = \"if(a, 1, if(b, 2, 3))\"\n nhu integer formula = \"if(a, 5, 5)\"",
    );
    expect(
        &text,
        r#"
        a = true, b = true -> va = true, hoac = true, khong = false, dem = 2, chon = 1
        a = true, b = false -> va = false, hoac = true, khong = true, dem = 1, chon = 1
        a = false -> va = false, hoac = "unknown", khong = true, dem = 1, chon = "unknown"
        b = true -> va = "unknown", hoac = true, khong = "unknown", dem = "unknown", chon = "unknown", nhu = 5
        a = { special = "khong_ap_dung" }, b = false -> va = false, khong = true, hoac = "unknown", dem = 1
        a = { special = "khong_ap_dung" }, b = true -> va = "unknown", hoac = true, dem = 1
        "#,
    );
    // Not applicable together with unanswered is not known to be anything yet: `not` must not decide.
    let form = form(&text);
    let mut answers = Answers::new();
    answers.set(
        Path::Field("a".into()),
        Some(Answer::Special(bieu::form::Special::NotApplicable)),
    );
    let evaluation = form.evaluate(&answers, &Context::default());
    for field in ["va", "khong", "dem"] {
        assert_eq!(
            evaluation.outcomes[&Path::Field(field.into())],
            Outcome::Unknown {
                missing: vec![Path::Field("b".into()).into()]
            },
            "{field}"
        );
    }
}

#[test]
fn the_first_row_that_fulfils_a_condition() {
    let text = paper(
        "group tv: roster = true\n vai choice choice = [{ id = \"chu\", label = \"C\" }, { id = \"con\", label = \"N\" }]\n \
         tuoi integer\n sinh date\n\
         group g: \n t integer formula = \"first(tv.tuoi where vai = 'chu')\"\n d date formula = \"first(tv.sinh)\"\n \
         v choice choice = [{ id = \"chu\", label = \"C\" }, { id = \"con\", label = \"N\" }]; formula = \"first(tv.vai where tuoi > 9)\"",
    );
    expect(
        &text,
        r#"
        "tv/1/vai" = "con", "tv/1/tuoi" = 5, "tv/2/vai" = "chu", "tv/2/tuoi" = 40, "tv/3/vai" = "chu", "tv/3/tuoi" = 41 -> t = 40, v = "chu"
        "tv/1/tuoi" = 5, "tv/2/vai" = "chu", "tv/2/tuoi" = 40 -> t = "unknown", v = "chu"
        "tv/1/vai" = "con", "tv/1/sinh" = "1980-02-03" -> t = "unknown", d = "1980-02-03", v = "unknown"
        "tv/1/vai" = "con", "tv/1/tuoi" = 4 -> t = "unknown", v = "unknown", d = "unknown"
        "#,
    );
}

#[test]
fn days_are_counted_and_weekends_left_out() {
    let text = paper(
        "group g: \n a date special = [\"khong_ap_dung\"]\n b date\n n integer\n d integer formula = \"days(a, b)\"\n \
         w integer formula = \"weekdays(a, b)\"\n s date formula = \"after(a, n)\"",
    );
    // 2025-10-10 is a Friday.
    expect(
        &text,
        r#"
        a = "2025-10-10", b = "2025-10-10", n = 0 -> d = 0, w = 0, s = "2025-10-10"
        a = "2025-10-10", b = "2025-10-13", n = 15 -> d = 3, w = 1, s = "2025-10-25"
        a = "2025-10-10", b = "2025-10-15", n = -10 -> d = 5, w = 3, s = "2025-09-30"
        a = "2025-10-11", b = "2025-10-12" -> d = 1, w = 0
        a = "2025-10-12", b = "2025-10-26" -> d = 14, w = 10
        a = "2025-10-15", b = "2025-10-10" -> d = -5, w = 0
        a = 2025, b = "2025-10-10", n = 1 -> d = "unknown", w = "unknown", s = "unknown"
        a = "2025-10-10", n = 99999999 -> d = "unknown", s = "unknown"
        a = { special = "khong_ap_dung" }, b = "2025-10-10" -> d = "unknown", s = "unknown"
        a = "2025-01-24", b = "2025-02-03" -> w = 1
        a = "2025-04-25", b = "2025-05-05" -> w = 4
        a = "2025-08-29", b = "2025-09-03" -> w = 1
        a = "2026-11-23", b = "2026-11-24" -> w = "unknown"
        a = "2026-12-25", b = "2026-12-31" -> w = 4
        a = "2026-12-25", b = "2027-01-01" -> w = "unknown"
        a = "2027-01-01", b = "2027-01-03" -> w = 0
                "#,
    );
}

/// What is told while answers are missing is still true when they come.
#[test]
fn knowing_more_takes_nothing_back() {
    let formulas = [
        "a and b",
        "a or b",
        "not (a and b)",
        "not (a or not b)",
        "(a and b) = c",
        "a in (b, c)",
        "if(a, b, c)",
        "(a or b) and (b or c)",
        "if(a and b, c, not c)",
        "sum_true(a, b, c) > 1",
        "sum_true(a and b, c) = 1",
        "min(sum_true(a, b), 1) = max(sum_true(c), 0)",
        "abs(sum_true(a) - sum_true(b)) < 1",
        "a <> (b and not c)",
    ];
    let lines: Vec<String> = formulas
        .iter()
        .enumerate()
        .map(|(n, formula)| format!("f{n} yesno formula = \"{formula}\""))
        .collect();
    let form = form(&paper(&format!(
        "group g: \n a yesno special = [\"khong_ap_dung\"]\n b yesno special = [\"khong_ap_dung\"]\n c yesno special = [\"khong_ap_dung\"]\n{}",
        lines.join("\n")
    )));
    let said = |states: [usize; 3]| {
        let mut answers = Answers::new();
        for (name, state) in ["a", "b", "c"].into_iter().zip(states) {
            let answer = match state {
                0 => continue,
                1 => Answer::Given(Value::YesNo(true)),
                2 => Answer::Given(Value::YesNo(false)),
                _ => Answer::Special(bieu::form::Special::NotApplicable),
            };
            answers.set(Path::Field(name.into()), Some(answer));
        }
        form.evaluate(&answers, &Context::default())
    };
    let all: Vec<[usize; 3]> = (0..64).map(|n| [n % 4, n / 4 % 4, n / 16]).collect();
    for less in &all {
        let before = said(*less);
        for more in all.iter().filter(|more| {
            less.iter()
                .zip(*more)
                .all(|(less, more)| *less == 0 || less == more)
        }) {
            let after = said(*more);
            for (n, formula) in formulas.iter().enumerate() {
                let at = Path::Field(format!("f{n}").as_str().into());
                if !matches!(before.outcomes[&at], Outcome::Unknown { .. }) {
                    assert_eq!(
                        before.outcomes[&at], after.outcomes[&at],
                        "{formula}: {less:?} then {more:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn missing_blank_and_disallowed_are_not_zero() {
    expect(
        &paper(
            "group g: \n ten text required = true\n a integer required = true\n b integer special = [\"khong_ap_dung\"]\n \
             tong integer formula = \"a + b\"\n co yesno formula = \"given(ten)\"\n lon yesno formula = \"a > 3\"",
        ),
        r#"
        a = 1, b = 2 -> tong = 3, co = false ! ten required
        ten = "", a = 1, b = 2 -> co = false ! ten required
        ten = "  ", a = 1, b = 2 -> co = false ! ten required
        ten = "x" -> tong = "unknown", lon = "unknown" ! a required
        ten = "x", a = 4, b = { special = "khong_ap_dung" } -> tong = 4, lon = true
        ten = "x", a = { special = "khong_ap_dung" }, b = 2 -> tong = "unknown", lon = "unknown" ! a special-not-allowed
        ten = "x", a = { special = "tu_choi" }, b = 2 -> tong = "unknown" ! a special-not-allowed
        ten = "x", a = "một", b = 2 -> tong = "unknown" ! a unparsed
        ten = "x", a = "1_0", b = 2 -> tong = "unknown" ! a unparsed
        ten = "x", a = 4.5, b = 2 -> tong = "unknown" ! a unparsed
        ten = "x", a = "5.0", b = 2 -> tong = 7
        "#,
    );
}

#[test]
fn what_is_not_asked_says_nothing() {
    expect(
        &paper(
            "group g: \n hoi yesno\n b integer when = \"hoi\"; required = true\n tong integer formula = \"sum(b, 1)\"\n \
             co yesno formula = \"given(b)\"\n noi yesno formula = \"answered(b)\"\ngroup tv: roster = true; when = \"hoi\"; min_rows = 1\n x integer required = true\n\
             group k: \n so integer formula = \"count(tv)\"\n cong integer formula = \"sum(tv.x)\"",
        ),
        r#"
        hoi = false, b = 7 -> tong = 1, co = false, noi = false, so = 0 ! b not-relevant
        hoi = false, "tv/1/x" = 7 -> so = 0, cong = 0 ! tv/1/x not-relevant
        hoi = true, b = 7, "tv/1/x" = 7 -> tong = 8, co = true, so = 1, cong = 7
        hoi = true, b = 7 -> so = 0 ! tv row-count
        hoi = true, b = 7, "tv/1/x" = 7, "tv/3/x" = 1, "tv/2/x" = 2 -> so = 3, cong = 10
        b = 7 -> tong = 8, so = "unknown", cong = "unknown"
        "#,
    );
    // In a row, too, what is required is demanded; while it is unknown whether it is asked, it is not.
    let form = form(&paper(
        "group g: \n hoi yesno\ngroup tv: roster = true\n x integer required = true; when = \"hoi\"\n y integer required = \"x > 1\"",
    ));
    let required = |hoi: Option<bool>, x: Option<i64>| {
        let mut answers = Answers::new();
        let row = RowId::of_position(1);
        answers.push_row(&"tv".into(), row);
        let at = |field: &str| Path::Member {
            roster: "tv".into(),
            row,
            field: field.into(),
        };
        answers.set(
            Path::Field("hoi".into()),
            hoi.map(|hoi| Answer::Given(Value::YesNo(hoi))),
        );
        answers.set(at("x"), x.map(|x| Answer::Given(Value::Number(x.into()))));
        let evaluation = form.evaluate(&answers, &Context::default());
        evaluation
            .problems
            .iter()
            .filter(|problem| problem.code == Code::Required)
            .map(|problem| answers.spell(&problem.at))
            .collect::<Vec<_>>()
    };
    assert_eq!(required(None, None), Vec::<String>::new());
    assert_eq!(required(Some(false), None), Vec::<String>::new());
    assert_eq!(required(Some(true), None), ["tv/1/x"]);
    assert_eq!(required(Some(true), Some(2)), ["tv/1/y"]);
    assert_eq!(
        required(Some(false), Some(2)),
        Vec::<String>::new(),
        "a stray answer demands nothing"
    );
}

#[test]
fn choices_that_the_paper_does_not_have() {
    expect(
        &paper(
            "group g: \n a choice choice = [{ id = \"x\", label = \"X\" }, { id = \"y\", label = \"Y\" }]\n \
             la_x yesno formula = \"a = 'x'\"\n khac_x yesno formula = \"a <> 'x'\"\n tinh choice choice = [{ id = \"x\", label = \"X\" }]; formula = \"if(a = 'x', 'x', 'x')\"",
        ),
        r#"
        a = "x" -> la_x = true, khac_x = false
        a = "z" -> a = "unknown", la_x = "unknown", khac_x = "unknown" ! a unknown-choice
        a = "Z!" -> la_x = "unknown" ! a unparsed
        a = "x", tinh = "z" -> tinh = "x" ! tinh unknown-choice
        "#,
    );
}

#[test]
fn control_values_agree_within_one_unit_of_their_last_printed_digit() {
    expect(
        &paper(
            "group g: \n a money digits = 0\n b money digits = 0\n so integer formula = \"a\"\n tien money formula = \"a + b\"; digits = 1\n tl percent formula = \"a / b * 100\"; digits = 2",
        ),
        r#"
        a = 796, b = 5000, tl = "15.92" -> tl = "15.92"
        a = 796, b = 5000, tl = "15.9" -> tl = "15.92"
        a = 796, b = 5000, tl = 16 -> tl = "15.92"
        a = 796, b = 5000, tl = 15 -> tl = "15.92"
        a = 796, b = 5000, tl = "15.8" -> tl = "15.92" ! tl control
        a = 796, b = 5000, tl = "15.93" -> tl = "15.92"
        a = 796, b = 5000, tl = "15.90" -> tl = "15.92" ! tl control
        a = 796, b = 5000, tl = 17 -> tl = "15.92" ! tl control
        a = 1, b = 2, tien = "3.1" -> tien = 3
        a = 1, b = 2, tien = 4 -> tien = 3
        a = 1, b = 2, tien = "3.2" -> tien = 3 ! tien control
        a = 1, so = 2 -> so = 1 ! so control
        a = 1, b = 0 -> tl = "unknown"
        a = 1, b = 0, tl = 100 -> tl = 100
        a = 0, b = 0, tien = 0 -> tien = 0
        "#,
    );
}

#[test]
fn a_count_is_compared_as_it_is_written() {
    expect(
        &paper("group g: \n a integer \n nua integer formula = \"a / 2\""),
        r#"
        a = 7, nua = 4 -> nua = 4
        a = 7, nua = 3 -> nua = 4 ! nua control
        a = 8, nua = 4 -> nua = 4
        "#,
    );
}

/// The problem's `closes`, spelled.
fn closes(form: &Form, given: &[(&str, &str)], at: &str) -> Option<String> {
    let answers = fill(form, given);
    let mut evaluation = form.evaluate(&answers, &Context::default());
    form.closes(&answers, &Context::default(), &mut evaluation);
    let problem = evaluation
        .problems
        .iter()
        .find(|problem| answers.spell(&problem.at) == at)
        .unwrap_or_else(|| panic!("{at}: {:#?}", evaluation.problems));
    problem
        .closes
        .as_ref()
        .map(|(at, value)| format!("{} = {value}", answers.spell(at)))
}

fn fill(form: &Form, given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::new();
    for (path, text) in given {
        let at = loop {
            match form.path(&answers, path) {
                Ok(at) => break at,
                Err(bieu::form::PathError::NewRow { roster, position }) => {
                    answers.push_row(&roster, RowId::of_position(position))
                }
                Err(error) => panic!("{error:?}"),
            }
        };
        let plain = match *text {
            "yes" => Plain::YesNo(true),
            "no" => Plain::YesNo(false),
            text => Plain::Text(text.to_owned()),
        };
        let answer = form.accept(&at, &plain);
        answers.set(at, Some(answer));
    }
    answers
}

#[test]
fn what_closes_a_printed_figure_has_its_digits() {
    let form = form(&paper(
        "group g: \n a money digits = 0\n b money digits = 0\n c money digits = 0\n tl percent formula = \"if(yes, a / b * 100, 0)\"; digits = 2\n \
         tong money formula = \"tong_rieng + c\"\n tong_rieng money formula = \"a + b\"",
    ));
    for (printed, closing) in [
        ("95.9", "15.9"),
        ("95", "16"),
        ("95.90", "15.92"),
        ("95.900", "15.92"),
    ] {
        assert_eq!(
            closes(&form, &[("a", "796"), ("b", "5000"), ("tl", printed)], "tl").as_deref(),
            Some(format!("tl = {closing}").as_str())
        );
    }
    // A stand-in is proposed at its own digits too.
    let form = self::form(&paper(
        "group g: \n a decimal digits = 2\n x decimal digits = 2\n tl percent formula = \"a / x\"; digits = 2\n ba percent formula = \"tl * 3\"; digits = 1\n doi percent formula = \"tl * 2\"; digits = 1",
    ));
    assert_eq!(
        closes(
            &form,
            &[("tl", "75.9"), ("doi", "31.8"), ("ba", "47.7")],
            "doi"
        )
        .as_deref(),
        Some("tl = 15.9")
    );
}

#[test]
fn what_closes_is_found_through_rows() {
    let form = form(&paper(
        "group tv: roster = true\n x integer \ngroup g: \n a integer \n tong integer formula = \"sum(tv.x) + a\"",
    ));
    // 3 + 5 + 7 in rows; the first row alone, three times, would be 9.
    assert_eq!(
        closes(
            &form,
            &[
                ("tv/1/x", "3"),
                ("tv/2/x", "5"),
                ("tv/3/x", "7"),
                ("a", "1"),
                ("tong", "17")
            ],
            "tong"
        ),
        None,
        "either the total or a could be wrong"
    );
    let form = self::form(&paper(
        "group tv: roster = true\n x integer \ngroup g: \n a integer \n tong integer formula = \"sum(tv.x) + a\"\n hai integer formula = \"a * 2\"",
    ));
    assert_eq!(
        closes(
            &form,
            &[
                ("tv/1/x", "3"),
                ("tv/2/x", "5"),
                ("tv/3/x", "7"),
                ("a", "1"),
                ("tong", "17"),
                ("hai", "4")
            ],
            "tong"
        )
        .as_deref(),
        Some("a = 2")
    );
}

#[test]
fn a_stand_in_stays_marked_in_what_is_summed_from_it() {
    let form = form(&paper(
        "group g: \n a integer \n b integer \n c integer \n tong integer formula = \"a + b\"\n hon integer formula = \"tong + c\"\n nua integer formula = \"hon * 2\"\n rieng integer formula = \"c * 2\"",
    ));
    let rests = |given: &[(&str, &str)]| {
        let evaluation = form.evaluate(&fill(&form, given), &Context::default());
        ["tong", "hon", "nua", "rieng"]
            .into_iter()
            .filter(|field| evaluation.rests(&Path::Field((*field).into())))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rests(&[("a", "1"), ("b", "2"), ("c", "3"), ("tong", "3")]),
        Vec::<&str>::new()
    );
    assert_eq!(
        rests(&[("a", "1"), ("c", "3"), ("tong", "3")]),
        ["tong", "hon", "nua"]
    );
    assert_eq!(
        rests(&[("a", "1"), ("c", "3")]),
        Vec::<&str>::new(),
        "unknown is not marked"
    );
    assert_eq!(rests(&[("a", "1"), ("hon", "9")]), ["hon", "nua"]);
}

const TABLE: &str = "id = \"bang\"\nversion = \"1\"\nkind = \"table\"\ntitle = \"B\"\nsubject = \"place\"\nperiods = [\"year\"]\nsource = \"t\"\nevidence = \"proposed\"\n\
    [tally]\n[[tally.join]]\nform = \"thu\"\nas = \"h\"\n\
    [[column]]\nnumber = \"1\"\nlabel = \"A\"\ncount = \"count(h.tv) > 0\"\n[[column]]\nnumber = \"2\"\nlabel = \"B\"\nsum = \"h.tong\"\n[[column]]\nnumber = \"3\"\nlabel = \"C\"\nprinted = \"3=2/1\"\ndigits = 1\n";

#[test]
fn a_table_marks_stand_ins_and_misses_papers_that_are_not_there() {
    let paper = form(&paper(
        "group tv: roster = true\n x integer\ngroup g: \n a integer \n b integer \n tong integer formula = \"a + b\"",
    ));
    let table = check(&folder("bang@1", TABLE)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let tally: Tally = table
        .link(&BTreeMap::from([("thu".to_owned(), &paper)]))
        .unwrap();
    let unit = |place: &str| TallyUnit {
        place: place.to_owned(),
        name: place.to_owned(),
        area: None,
    };
    let mut tallying = tally.start(&table, vec![unit("a"), unit("b")], Context::default());
    let evaluated =
        |given: &[(&str, &str)]| paper.evaluate(&fill(&paper, given), &Context::default());
    tallying.add(
        0,
        &[Some(&evaluated(&[("tv/1/x", "1"), ("a", "1"), ("b", "2")]))],
    );
    tallying.add(
        0,
        &[Some(&evaluated(&[
            ("tv/1/x", "1"),
            ("a", "1"),
            ("tong", "9"),
        ]))],
    );
    tallying.add(1, &[None]);
    let rows = tallying.finish().rows;
    let cell = |row: usize, column: &str| {
        let cell = &rows[row].cells[column];
        (
            cell.value.map(|value| value.to_string()),
            cell.missing,
            cell.standing,
        )
    };
    assert_eq!(cell(0, "1"), (Some("2".to_owned()), 0, 0));
    assert_eq!(cell(0, "2"), (Some("12".to_owned()), 0, 1));
    assert_eq!(cell(0, "3"), (Some("6.0".to_owned()), 0, 1));
    assert_eq!(
        cell(1, "1"),
        (None, 1, 0),
        "a household without its paper has no empty roster"
    );
    assert_eq!(cell(2, "2"), (None, 1, 1));
}

#[test]
fn ages_and_dates() {
    expect(
        &paper(
            "group g: \n sinh date\n tuoi integer formula = \"age(sinh, at_date)\"\n truoc yesno formula = \"sinh < at_date\"\n nam integer formula = \"year(sinh)\"\n ky integer formula = \"year_of_period\"\ncheck c sinh: tuoi >= 0",
        ),
        r#"
        sinh = "2000-02-29" @ date = "2001-02-28" -> tuoi = 0
        sinh = "2000-02-29" @ date = "2001-03-01" -> tuoi = 1
        sinh = "2000-02-29" @ date = "2004-02-28" -> tuoi = 3
        sinh = "2000-02-29" @ date = "2004-02-29" -> tuoi = 4
        sinh = "2000-03-01" @ date = "2004-02-29" -> tuoi = 3
        sinh = "2009-10-15" @ date = "2025-10-14" -> tuoi = 15
        sinh = "2009-10-15" @ date = "2025-10-15" -> tuoi = 16
        sinh = 2009 @ date = "2025-01-01" -> tuoi = 16, truoc = true, nam = 2009
        sinh = "2025" @ date = "2025-06-30" -> tuoi = 0, truoc = "unknown"
        sinh = "1899-12-31" @ date = "2025-06-30" -> tuoi = 125
        sinh = "2025-07-01" @ date = "2025-06-30" -> tuoi = -1, truoc = false ! sinh check
        sinh = 2026 @ date = "2025-12-31" -> tuoi = -1 ! sinh check
        sinh = "2000-01-01" -> tuoi = "unknown"
        sinh = "2000-01-01" @ period = "2025" -> tuoi = 25, ky = 2025
        sinh = "2001-02-29" @ date = "2025-06-30" -> tuoi = "unknown" ! sinh unparsed
        sinh = "2001 - 1-1" @ date = "2025-06-30" -> tuoi = "unknown" ! sinh unparsed
        sinh = "+12345-1-1" @ date = "2025-06-30" -> tuoi = "unknown" ! sinh unparsed
        sinh = "0201-01-01" @ date = "2025-06-30" -> tuoi = "unknown" ! sinh unparsed
        "#,
    );
    let form = form(&paper(
        "group g: \n sinh date\n tuoi integer formula = \"age(sinh, at_date)\"",
    ));
    let context = Context {
        period: Period::parse("2024-M02"),
        ..Context::default()
    };
    let evaluation = form.evaluate(&fill(&form, &[("sinh", "2000-02-29")]), &context);
    assert_eq!(
        evaluation.value(&Path::Field("tuoi".into())),
        Some(&Value::Number(24.into())),
        "the period's last day"
    );
}

#[test]
fn huge_and_tiny_figures() {
    expect(
        &paper(
            "group g: \n a decimal digits = 6\n b decimal digits = 6\n tong decimal formula = \"a + b\"; digits = 2\n tich decimal formula = \"a * b\"; digits = 2\n thuong decimal formula = \"a / b\"; digits = 2\n am decimal formula = \"a - b\"; digits = 0",
        ),
        r#"
        a = "79228162514264337593543950335", b = "1" -> tong = "unknown", thuong = "79228162514264337593543950335"
        a = "79228162514264337593543950336", b = "1" -> tong = "unknown" ! a unparsed
        a = "79228162514264337593543950335", b = "79228162514264337593543950335" -> tich = "unknown", thuong = 1, am = 0
        a = "0.000001", b = "0.000001" -> tong = 0, tich = 0, thuong = 1
        a = "0.4", b = "0.5" -> am = 0, tong = "0.90"
        a = "0.005", b = "0" -> tong = "0.01", thuong = "unknown"
        a = "-0.005", b = "0" -> tong = "-0.01"
        "#,
    );
    let form = form(&paper(
        "group g: \n a decimal digits = 6\n am decimal formula = \"0 - a\"; digits = 2",
    ));
    let evaluation = form.evaluate(&fill(&form, &[("a", "0.001")]), &Context::default());
    assert_eq!(
        evaluation
            .value(&Path::Field("am".into()))
            .unwrap()
            .to_string(),
        "0.00",
        "zero has no sign"
    );
}

const GRID: &str = "id = \"thu\"\nversion = \"1\"\nkind = \"grid\"\ntitle = \"L\"\nsubject = \"place\"\nperiods = [\"year\"]\nsource = \"t\"\nevidence = \"proposed\"\n[grid]\ntype = \"money\"\ndigits = 0\n\
    [[column]]\nid = \"a\"\nlabel = \"A\"\n[[column]]\nid = \"b\"\nlabel = \"B\"\n[[column]]\nid = \"s\"\nlabel = \"S\"\nformula = \"a + b\"\n[[column]]\nid = \"tl\"\nlabel = \"T\"\ntype = \"percent\"\ndigits = 1\nformula = \"a / s * 100\"\n\
    [[row]]\nid = \"r0\"\nlabel = \"R\"\nformula = \"r1 + r2 + r3\"\n[[row]]\nid = \"r1\"\nlabel = \"R\"\n[[row]]\nid = \"r2\"\nlabel = \"R\"\n[[row]]\nid = \"r3\"\nlabel = \"R\"\n[[closed]]\nrows = [\"r3\"]\ncolumns = [\"a\"]\n";

#[test]
fn rows_and_columns_with_partial_figures() {
    expect(
        GRID,
        r#"
        "r1/a" = 1, "r2/a" = 2, "r1/b" = 3, "r2/b" = 4, "r3/b" = 5 -> "r0/a" = 3, "r0/b" = 12, "r0/s" = 15, "r3/s" = 5, "r0/tl" = 20, "r3/tl" = "unknown"
        "r1/a" = 1, "r1/b" = 3, "r2/s" = 6, "r3/b" = 5 -> "r0/a" = "unknown", "r0/s" = 15, "r2/s" = 6
        "r1/s" = 4, "r2/s" = 6, "r3/b" = 5 -> "r0/s" = 15, "r0/a" = "unknown"
        "r1/s" = 4, "r2/s" = 6, "r3/b" = 5, "r0/a" = 3, "r0/b" = 12 -> "r0/s" = 15, "r0/tl" = 20
        "r1/s" = 4, "r2/s" = 6, "r3/b" = 5, "r0/a" = 3, "r0/b" = 14 -> "r0/s" = 17 ! r0/s identity
        "r0/s" = 15 -> "r0/s" = 15, "r0/tl" = "unknown"
        "r0/s" = 15, "r0/a" = 3 -> "r0/tl" = 20
        "r3/a" = 7, "r1/a" = 1, "r2/a" = 2 -> "r0/a" = 3 ! r3/a closed
        "r1/tl" = 25 -> "r1/tl" = 25
        "#,
    );
}

#[test]
fn three_hundred_rows_cost_a_linear_number_of_steps() {
    // Each row's formula, a count over all rows, and checks: the budget of five million is far away.
    let form = form(&paper(
        "group tv: roster = true\n sinh date\n tuoi integer formula = \"age(sinh, at_date)\"; usual = [0, 110]\n x integer required = \"tuoi > 15\"\n\
         group g: \n tre integer formula = \"count(tv where tuoi < 16)\"\n tong integer formula = \"sum(tv.x where tuoi > 15)\"\n gia integer formula = \"max(tv.tuoi)\"\ncheck c tv/x: x <= tong",
    ));
    let context = Context {
        date: "2025-10-15".parse().ok(),
        ..Context::default()
    };
    let mut answers = Answers::new();
    for n in 1..=300u32 {
        let row = RowId::of_position(n);
        answers.push_row(&"tv".into(), row);
        for (field, plain) in [
            ("sinh", Plain::Text((1926 + n % 100).to_string())),
            ("x", Plain::Number(n.into())),
        ] {
            let at = Path::Member {
                roster: "tv".into(),
                row,
                field: field.into(),
            };
            let answer = form.accept(&at, &plain);
            answers.set(at, Some(answer));
        }
    }
    let evaluation = form.evaluate(&answers, &context);
    assert_eq!(evaluation.problems, []);
    assert_eq!(
        evaluation.value(&Path::Field("tre".into())),
        Some(&Value::Number((16 * 3).into()))
    );
    assert_eq!(
        evaluation.value(&Path::Field("gia".into())),
        Some(&Value::Number(99.into()))
    );
}

#[test]
fn a_constant_that_only_a_row_uses_is_used() {
    let text = GRID.replace("r1 + r2 + r3", "r1 + r2 + r3 + them").replace(
        "[grid]",
        "[[constant]]\nid = \"them\"\nlabel = \"T\"\nvalue = 1\n[grid]",
    );
    assert_eq!(form(&text).warnings(), []);
}
