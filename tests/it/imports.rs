//! What papers read of one another, what people say instead of what is computed, what the law does not say.

use bieu::form::{
    Answer, Answers, Code, Context, Folder, Form, Imported, Library, Missing, Mistake, MistakeCode,
    Outcome, Path, Period, Value, check,
};
use bieu::place::Regime;
use bieu::record::{Phieu, PhieuKey, PhieuSubject, PlaceRef};
use bieu::workspace::{Clock, Init, Workspace};

const HEAD: &str =
    "kind = \"questionnaire\"\ntitle = \"T\"\nsource = \"t\"\nevidence = \"proposed\"\n";

fn folder(id: &str, subject: &str, body: &str) -> Folder {
    let (id, version) = id.split_once('@').unwrap_or((id, "1"));
    let text = format!(
        "id = \"{id}\"\nversion = \"{version}\"\nsubject = \"{subject}\"\nperiods = [\"year\", \"month\", \"half\"]\n{HEAD}{body}"
    );
    Folder {
        name: format!("{id}@{version}"),
        files: [("form.toml".to_owned(), text)].into(),
    }
}

fn form(body: &str) -> Form {
    check(&folder("thu", "household", body)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

fn path(name: &str) -> Path {
    Path::Field(name.into())
}

fn number(n: i64) -> Value {
    Value::Number(n.into())
}

const FIELD: &str =
    "[[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"y\"\nlabel = \"Y\"\n";

fn import(more: &str) -> String {
    format!(
        "[[import]]\nid = \"x\"\nlabel = \"Số của mẫu khác\"\nform = \"khac\"\nfield = \"so\"\n{more}\n"
    )
}

fn with(imports: &[(&str, Imported)]) -> Context {
    Context {
        imports: imports
            .iter()
            .map(|(id, said)| ((*id).into(), said.clone()))
            .collect(),
        ..Context::default()
    }
}

#[test]
fn an_import_is_read_like_a_constant_and_names_itself_where_it_is_missing() {
    let form = form(&format!(
        "{}{FIELD}type = \"integer\"\nformula = \"x + 1\"\n",
        import("type = \"integer\"")
    ));
    let said =
        |context: &Context| form.evaluate(&Answers::new(), context).outcomes[&path("y")].clone();
    let computed = |n| Outcome::Computed {
        value: number(n),
        control: None,
    };
    assert_eq!(
        said(&with(&[("x", Imported::given(number(4)))])),
        computed(5)
    );
    let missing = Outcome::Unknown {
        missing: vec![Missing::Import("x".into())],
    };
    assert_eq!(said(&Context::default()), missing);
    assert_eq!(
        form.missing_label(&Missing::Import("x".into()), None),
        Some("Số của mẫu khác")
    );
    // Not asked there: it adds nothing here.
    let nothing = Imported {
        value: None,
        rests: false,
        training: false,
        period: None,
    };
    assert_eq!(said(&with(&[("x", nothing)])), computed(1));
    // A Phiếu of another version says something of another type: as good as not there.
    for stranger in [
        Value::Text("4".to_owned()),
        Value::YesNo(true),
        Value::Number("4.5".parse().unwrap()),
    ] {
        assert_eq!(said(&with(&[("x", Imported::given(stranger))])), missing);
    }
}

#[test]
fn a_choice_that_was_not_declared_is_not_known() {
    let form = form(&format!(
        "{}{FIELD}type = \"yesno\"\nformula = \"x = 'a'\"\n",
        import("type = \"choice\"\nchoice = [\"a\", \"b\"]")
    ));
    for (id, expected) in [
        ("a", Some(Value::YesNo(true))),
        ("b", Some(Value::YesNo(false))),
        ("c", None),
    ] {
        let context = with(&[("x", Imported::given(Value::Choice(id.into())))]);
        let evaluation = form.evaluate(&Answers::new(), &context);
        assert_eq!(evaluation.value(&path("y")).cloned(), expected, "{id}");
    }
}

#[test]
fn what_rests_on_a_printed_figure_elsewhere_rests_on_it_here() {
    let form = form(&format!(
        "{}{FIELD}type = \"integer\"\nformula = \"x + 1\"\n",
        import("type = \"integer\"")
    ));
    for rests in [false, true] {
        let said = Imported {
            rests,
            training: false,
            ..Imported::given(number(4))
        };
        let evaluation = form.evaluate(&Answers::new(), &with(&[("x", said)]));
        assert_eq!(evaluation.rests(&path("y")), rests);
    }
}

#[test]
fn only_what_a_value_depends_on_has_to_be_gathered() {
    let imports = ["a", "b", "c"].map(|id| {
        format!("[[import]]\nid = \"{id}\"\nlabel = \"L\"\nform = \"khac\"\nfield = \"so\"\ntype = \"integer\"\n")
    });
    let field = |id: &str, more: &str| {
        format!("[[group.field]]\nid = \"{id}\"\nlabel = \"L\"\ntype = \"integer\"\n{more}\n")
    };
    let form = form(&format!(
        "{}[[group]]\nid = \"tv\"\ntitle = \"TV\"\nroster = true\nwhen = \"c > 0\"\n{}[[group]]\nid = \"g\"\ntitle = \"G\"\n{}{}{}{}",
        imports.concat(),
        field("tuoi", ""),
        field("p", "formula = \"a + 1\""),
        field("q", "formula = \"p + 1\"\nwhen = \"b > 0\""),
        field("dem", "formula = \"count(tv)\""),
        field("r", ""),
    ));
    let reached = |name: &str| -> Vec<String> {
        form.imports_in(form.imports_for(&path(name)))
            .map(|import| import.id.to_string())
            .collect()
    };
    assert_eq!(reached("p"), ["a"]);
    assert_eq!(reached("q"), ["a", "b"]);
    assert_eq!(reached("dem"), ["c"]);
    assert_eq!(reached("r"), [""; 0]);
}

const OVERRIDABLE: &str = "[[group]]\nid = \"g\"\ntitle = \"G\"\n\
    [[group.field]]\nid = \"a\"\nlabel = \"A\"\ntype = \"integer\"\nspecial = [\"khong_ap_dung\"]\n\
    [[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"integer\"\nformula = \"a * 2\"\noverridable = true\nrequired = true\n\
    [[group.field]]\nid = \"ly_do\"\nlabel = \"Lý do\"\ntype = \"text\"\nwhen = \"overridden(y)\"\nrequired = true\n\
    [[group.field]]\nid = \"z\"\nlabel = \"Z\"\ntype = \"integer\"\nformula = \"y + 1\"\n";

#[test]
fn a_person_s_value_stands_and_the_computed_one_is_told_beside_it() {
    let form = form(OVERRIDABLE);
    let run = |a: Option<Answer>, y: Option<i64>| {
        let mut answers = Answers::new();
        answers.set(path("a"), a);
        answers.set(path("y"), y.map(|n| Answer::Given(number(n))));
        form.evaluate(&answers, &Context::default())
    };
    let given = |n| Some(Answer::Given(number(n)));
    let required = |evaluation: &bieu::form::Evaluation, at: &str| {
        evaluation
            .problems
            .iter()
            .any(|problem| problem.code == Code::Required && problem.at == path(at))
    };
    // Computed, nobody says otherwise: nothing is demanded, no reason asked.
    let evaluation = run(given(3), None);
    assert_eq!(evaluation.value(&path("y")), Some(&number(6)));
    assert_eq!(evaluation.outcomes[&path("ly_do")], Outcome::NotRelevant);
    assert_eq!(evaluation.problems, []);
    // The same figure typed agrees.
    assert_eq!(run(given(3), Some(6)).overridden(&path("y")), None);
    // Another one stands; it is no control value, and the reason is demanded.
    let evaluation = run(given(3), Some(7));
    assert_eq!(
        evaluation.outcomes[&path("y")],
        Outcome::Overridden {
            value: number(7),
            computed: number(6)
        }
    );
    assert_eq!(evaluation.value(&path("z")), Some(&number(8)));
    assert!(required(&evaluation, "ly_do") && evaluation.problems.len() == 1);
    // The formula does not tell: asked like any other question, no reason.
    let evaluation = run(None, None);
    assert!(required(&evaluation, "y"));
    let missing = |name: &str| Outcome::Unknown {
        missing: vec![path(name).into()],
    };
    assert_eq!(evaluation.outcomes[&path("y")], missing("a"));
    assert_eq!(evaluation.outcomes[&path("z")], missing("y"));
    let evaluation = run(None, Some(7));
    assert_eq!(evaluation.outcomes[&path("y")], Outcome::Given(number(7)));
    assert_eq!(evaluation.value(&path("z")), Some(&number(8)));
    assert_eq!(evaluation.outcomes[&path("ly_do")], Outcome::NotRelevant);
    assert!(!evaluation.blocked());
    // What the formula rests on does not apply: a person may still know.
    let no = Some(Answer::Special(bieu::form::Special::NotApplicable));
    assert_eq!(
        run(no.clone(), None).outcomes[&path("y")],
        Outcome::NotRelevant
    );
    assert_eq!(
        run(no, Some(7)).outcomes[&path("y")],
        Outcome::Given(number(7))
    );
}

#[test]
fn a_person_s_value_stands_in_a_roster_s_row_too() {
    let form = form(
        "[[group]]\nid = \"tv\"\ntitle = \"TV\"\nroster = true\n\
         [[group.field]]\nid = \"a\"\nlabel = \"A\"\ntype = \"integer\"\n\
         [[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"integer\"\nformula = \"a * 2\"\noverridable = true\n\
         [[group.field]]\nid = \"ly_do\"\nlabel = \"Lý do\"\ntype = \"text\"\nwhen = \"overridden(y)\"\n\
         [[group]]\nid = \"g\"\ntitle = \"G\"\n\
         [[group.field]]\nid = \"khac\"\nlabel = \"K\"\ntype = \"integer\"\nformula = \"count(tv where overridden(y))\"\n",
    );
    let mut answers = Answers::new();
    for row in 1..=2 {
        let id = bieu::form::RowId::of_position(row);
        answers.push_row(&"tv".into(), id);
        let at = |field: &str| Path::Member {
            roster: "tv".into(),
            row: id,
            field: field.into(),
        };
        answers.set(at("a"), Some(Answer::Given(number(1))));
        answers.set(at("y"), Some(Answer::Given(number(i64::from(row) + 1))));
    }
    let evaluation = form.evaluate(&answers, &Context::default());
    assert_eq!(evaluation.value(&path("khac")), Some(&number(1)));
}

#[test]
fn a_figure_that_the_law_does_not_tell_is_unknown_and_named() {
    let form = form(&format!(
        "[[constant]]\nid = \"muc\"\nlabel = \"Mức đến 2026\"\nvalue = \"10\"\nto = \"2026-12-31\"\n\
         [[constant]]\nid = \"muc\"\nlabel = \"Mức từ 2027\"\nvalue = \"unknown\"\nfrom = \"2027-01-01\"\n\
         {FIELD}type = \"integer\"\nformula = \"muc + 1\"\n"
    ));
    let said = |period: &str| {
        let context = Context {
            period: Period::parse(period),
            ..Context::default()
        };
        form.evaluate(&Answers::new(), &context).outcomes[&path("y")].clone()
    };
    assert!(matches!(said("2026"), Outcome::Computed { .. }));
    let muc = Missing::Constant("muc".into());
    assert_eq!(
        said("2027"),
        Outcome::Unknown {
            missing: vec![muc.clone()]
        }
    );
    let day = "2027-12-31".parse().ok();
    assert_eq!(form.missing_label(&muc, day), Some("Mức từ 2027"));
}

fn mistakes(folders: &[Folder]) -> Vec<(MistakeCode, String)> {
    let (_, mistakes) = Library::load(folders, "");
    mistakes
        .into_iter()
        .map(|Mistake { code, file, .. }| (code, file))
        .collect()
}

#[test]
fn papers_may_wait_for_one_another_only_through_an_earlier_period() {
    let paper = |id: &str, of: &str, period: &str| {
        let import = format!(
            "[[import]]\nid = \"x\"\nlabel = \"L\"\nform = \"{of}\"\nfield = \"y\"\ntype = \"integer\"\nperiod = \"{period}\"\n"
        );
        folder(
            id,
            "household",
            &format!("{import}{FIELD}type = \"integer\"\nformula = \"x + 1\"\n"),
        )
    };
    for (periods, fine) in [
        (["same", "opening"], true),
        (["last", "latest"], true),
        (["opening", "last"], true),
        (["same", "latest"], false),
        (["same", "same"], false),
    ] {
        let [first, second] = periods;
        let found = mistakes(&[paper("mot", "hai", first), paper("hai", "mot", second)]);
        let expected = if fine {
            vec![]
        } else {
            vec![(MistakeCode::ImportCycle, "hai@1/form.toml".to_owned())]
        };
        assert_eq!(found, expected, "{periods:?}");
    }
    for (period, fine) in [
        ("same", false),
        ("latest", false),
        ("opening", true),
        ("last", true),
    ] {
        assert_eq!(
            mistakes(&[paper("mot", "mot", period)]).is_empty(),
            fine,
            "{period}"
        );
    }
    // A version that does not read the other breaks no loop that another version closes.
    let plain = folder(
        "hai@2",
        "household",
        &format!("{FIELD}type = \"integer\"\n"),
    );
    let looped = [
        paper("mot", "hai", "same"),
        paper("hai", "mot", "same"),
        plain.clone(),
    ];
    assert_eq!(mistakes(&looped).len(), 1);
    assert_eq!(mistakes(&[paper("mot", "hai", "same"), plain]), []);
}

#[test]
fn any_version_of_the_other_paper_may_have_the_field() {
    let other = |version: &str, more: &str| folder(&format!("khac@{version}"), "household", more);
    let reader = folder(
        "thu",
        "household",
        &format!(
            "{}{FIELD}type = \"integer\"\nformula = \"x + 1\"\n",
            import("type = \"integer\"")
        ),
    );
    let with = format!("{FIELD}type = \"integer\"\n").replace("\"y\"", "\"so\"");
    let without = format!("{FIELD}type = \"integer\"\n");
    let found = mistakes(&[reader.clone(), other("1", &with), other("2", &without)]);
    assert_eq!(found, []);
    let found = mistakes(&[reader.clone(), other("1", &without), other("2", &without)]);
    assert_eq!(
        found,
        [(
            MistakeCode::ImportUnknownField,
            "thu@1/form.toml".to_owned()
        )]
    );
    // Two versions that do not agree on its type.
    let text = with.replace("integer", "text");
    let found = mistakes(&[reader, other("1", &with), other("2", &text)]);
    assert_eq!(
        found,
        [(MistakeCode::ImportType, "thu@1/form.toml".to_owned())]
    );
}

// ------------------------------------------------------------------ through the workspace

const CLOCK: Clock = Clock::Fixed(1_795_000_000);
const XA: &str = "06256";
const HUYEN: &str = "184";
const TINH: &str = "20";

/// An office with papers of its own beside the shipped ones.
fn office(dir: &std::path::Path, place: &str, papers: &[Folder]) -> Workspace {
    let init = Init {
        place: place.to_owned(),
        regime: Regime::ThreeTier,
        training: true,
        passphrase: None,
    };
    drop(Workspace::init(dir, &init, CLOCK).unwrap());
    for paper in papers {
        let folder = dir.join("forms").join(&paper.name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("form.toml"), &paper.files["form.toml"]).unwrap();
    }
    Workspace::open(dir, CLOCK).unwrap().0
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

/// Fills one field of a Phiếu, which is opened where it is not there.
fn fill(
    workspace: &mut Workspace,
    form: &str,
    subject: &PhieuSubject,
    when: &str,
    field: &str,
    value: i64,
) -> Phieu {
    let phieu = workspace
        .open_phieu(form, subject.clone(), period(when))
        .unwrap();
    let answer = (path(field), Some(Answer::Given(number(value))));
    workspace.answer(phieu.id(), vec![answer]).unwrap()
}

fn value(
    workspace: &mut Workspace,
    form: &str,
    subject: &PhieuSubject,
    when: &str,
) -> Option<Value> {
    let phieu = workspace
        .open_phieu(form, subject.clone(), period(when))
        .unwrap();
    workspace
        .evaluate(&phieu)
        .unwrap()
        .value(&path("y"))
        .cloned()
}

fn place(code: &str) -> PhieuSubject {
    PhieuSubject::Place(PlaceRef::Code(code.to_owned()))
}

/// A paper that a person fills, and one that reads it.
fn pair(subject: &str, reader: &str, more: &str) -> [Folder; 2] {
    let asked = format!("{FIELD}type = \"integer\"\n").replace("\"y\"", "\"so\"");
    let reads = format!(
        "{}{FIELD}type = \"integer\"\nformula = \"x + 0\"\n",
        import(&format!("type = \"integer\"\n{more}"))
    );
    [
        folder("khac", subject, &asked),
        folder("thu", reader, &reads),
    ]
}

#[test]
fn each_period_word_reads_the_phieu_it_names() {
    for (word, when, expected) in [
        ("same", "2024", Some(24)),
        ("same", "2023-M06", None),
        ("opening", "2024", Some(23)),
        ("opening", "2024-M03", Some(23)),
        // The annual period before, not any before.
        ("opening", "2026", None),
        ("opening", "2023", None),
        ("last", "2024", Some(236)),
        ("last", "2026", Some(24)),
        ("last", "2023-H1", Some(231)),
        // The half year ends with December as the year does.
        ("last", "2023", Some(231)),
        ("last", "2023-M03", None),
        ("latest", "2023-M03", Some(231)),
        ("latest", "2023-M04", Some(231)),
        ("latest", "2023", Some(23)),
        ("latest", "2023-H2", Some(236)),
        ("latest", "2024-M01", Some(236)),
        ("latest", "2022", None),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let papers = pair("household", "household", &format!("period = \"{word}\""));
        let mut office = office(dir.path(), XA, &papers);
        let home = office.add_household(PlaceRef::Code(XA.to_owned())).unwrap();
        let other = office.add_household(PlaceRef::Code(XA.to_owned())).unwrap();
        let (home, other) = (
            PhieuSubject::Household(home.id),
            PhieuSubject::Household(other.id),
        );
        for (when, so) in [
            ("2023-M03", 231),
            ("2023", 23),
            ("2023-H2", 236),
            ("2024", 24),
        ] {
            fill(&mut office, "khac", &home, when, "so", so);
        }
        // Somebody else's figures count for nobody but them.
        fill(&mut office, "khac", &other, "2025", "so", 99);
        fill(&mut office, "khac", &other, "2022", "so", 98);
        let expected = expected.map(number);
        let found = value(&mut office, "thu", &home, when);
        assert_eq!(found, expected, "{word} {when}");
    }
}

#[test]
fn a_place_is_the_xa_or_the_nearest_unit_above_that_has_the_paper() {
    let dir = tempfile::tempdir().unwrap();
    let papers = pair("place", "household", "of = \"place\"");
    let mut office = office(dir.path(), TINH, &papers);
    let thon = office.add_thon(XA, "Bản Mới").unwrap();
    let home = office.add_household(PlaceRef::Thon(thon.id)).unwrap();
    let home = PhieuSubject::Household(home.id);
    let phieu = office
        .open_phieu("thu", home.clone(), period("2024"))
        .unwrap();
    let outcome = |office: &Workspace| {
        let phieu = office.phieu(phieu.id()).unwrap();
        office.evaluate(&phieu).unwrap().outcomes[&path("y")].clone()
    };
    let missing = Outcome::Unknown {
        missing: vec![Missing::Import("x".into())],
    };
    assert_eq!(outcome(&office), missing);
    for (code, so) in [(TINH, 20), (HUYEN, 184), (XA, 6256)] {
        fill(&mut office, "khac", &place(code), "2024", "so", so);
        let computed = Outcome::Computed {
            value: number(so),
            control: None,
        };
        assert_eq!(outcome(&office), computed, "{code}");
    }
    // One that stands there and says nothing hides what is above: the xã's own figure is asked for.
    let mut office = office;
    let own = office
        .open_phieu("khac", place(XA), period("2024"))
        .unwrap();
    office.answer(own.id(), vec![(path("so"), None)]).unwrap();
    assert_eq!(outcome(&office), missing);
}

#[test]
fn a_chain_of_ten_years_is_followed_to_its_end() {
    let paper = folder(
        "thu",
        "household",
        "[[import]]\nid = \"truoc\"\nlabel = \"Năm trước\"\nform = \"thu\"\nfield = \"y\"\ntype = \"integer\"\nperiod = \"opening\"\n\
         [[group]]\nid = \"g\"\ntitle = \"G\"\n[[group.field]]\nid = \"them\"\nlabel = \"Thêm\"\ntype = \"integer\"\n\
         [[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"integer\"\nformula = \"truoc + them\"\noverridable = true\n\
         [[group.field]]\nid = \"ly_do\"\nlabel = \"Lý do\"\ntype = \"text\"\nwhen = \"overridden(y)\"\n",
    );
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), XA, &[paper]);
    let home = office.add_household(PlaceRef::Code(XA.to_owned())).unwrap();
    let home = PhieuSubject::Household(home.id);
    for year in 2015..=2025 {
        fill(&mut office, "thu", &home, &year.to_string(), "them", 1);
    }
    assert_eq!(value(&mut office, "thu", &home, "2025"), None);
    // The first year is told by a person; everything after it follows.
    fill(&mut office, "thu", &home, "2015", "y", 100);
    assert_eq!(value(&mut office, "thu", &home, "2025"), Some(number(110)));
    // A year in between that somebody knows better.
    fill(&mut office, "thu", &home, "2020", "y", 200);
    assert_eq!(value(&mut office, "thu", &home, "2025"), Some(number(205)));
    // What stands in a list, in a check and in one evaluation is one thing.
    let checked = bieu::task::check(&office, None, &mut |_, _| true).unwrap();
    assert!(checked.iter().all(|checked| checked.problems.is_empty()));
    let mut gathering = office.gathering();
    for year in (2015..=2025).rev() {
        let phieu = office.store().phieu(
            PhieuKey {
                form: "thu".to_owned(),
                subject: home.clone(),
                period: Period::Year(year),
            }
            .id(),
        );
        let phieu = phieu.unwrap().unwrap();
        let alone = office.evaluate(&phieu).unwrap();
        let remembered = gathering.evaluate(phieu).unwrap().evaluation;
        assert_eq!(alone.outcomes, remembered.outcomes, "{year}");
    }
}

#[test]
fn an_answer_elsewhere_is_read_at_the_next_evaluation_and_none_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let papers = pair("household", "household", "");
    let mut office = office(dir.path(), XA, &papers);
    let home = office.add_household(PlaceRef::Code(XA.to_owned())).unwrap();
    let home = PhieuSubject::Household(home.id);
    assert_eq!(value(&mut office, "thu", &home, "2024"), None);
    for so in [4, 5] {
        fill(&mut office, "khac", &home, "2024", "so", so);
        assert_eq!(value(&mut office, "thu", &home, "2024"), Some(number(so)));
    }
    // Without the other paper's text its Phiếu waits, and this one says what is missing.
    drop(office);
    std::fs::remove_dir_all(dir.path().join("forms/khac@1")).unwrap();
    let asked = format!("{FIELD}type = \"integer\"\n").replace("\"y\"", "\"so\"");
    let newer = folder("khac@2", "household", &asked);
    let folder = dir.path().join("forms/khac@2");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("form.toml"), &newer.files["form.toml"]).unwrap();
    let mut office = Workspace::open(dir.path(), CLOCK).unwrap().0;
    assert_eq!(value(&mut office, "thu", &home, "2024"), None);
}

#[test]
fn scripts_and_people_are_told_what_was_read_elsewhere_and_what_was_said_otherwise() {
    let desk = crate::command_line::Desk::new();
    desk.init("o", "06253");
    let paper = desk.path("o").join("forms/a-thu@1");
    std::fs::create_dir_all(&paper).unwrap();
    std::fs::write(paper.join("form.toml"), crate::screens::SAYS_OTHERWISE).unwrap();
    let fill = |period: &str, answers: serde_json::Value, code: i32| {
        let args = ["a-thu", "--place", "06253", "--period", period];
        desk.fill("o", &args, &answers).json(code)
    };
    // Without the year before: what is missing is null, and nothing is made up.
    let said = fill("2025", serde_json::json!({ "so": 3 }), 0);
    assert_eq!(said["imports"], serde_json::json!({ "truoc": null }));
    assert_eq!(said["values"]["tang"], serde_json::Value::Null);
    assert_eq!(said.get("overridden"), None);
    // A figure said otherwise without its reason blocks.
    let said = fill("2026", serde_json::json!({ "so": 4, "tong": 9 }), 1);
    assert_eq!(said["imports"], serde_json::json!({ "truoc": 6 }));
    assert_eq!(said["overridden"], serde_json::json!({ "tong": 8 }));
    assert_eq!(
        (&said["values"]["tong"], &said["values"]["tang"]),
        (&9.into(), &3.into())
    );
    assert_eq!(said["problems"][0]["at"], "ly_do");
    let id = said["phieu"].as_str().unwrap();
    let said = fill("2026", serde_json::json!({ "ly_do": "Đếm sót" }), 0);
    assert_eq!(said["problems"], serde_json::json!([]));
    let told = desk.run("o", &["show", id]).ok();
    for line in [
        "← Tổng năm trước: 6 (a-thu, kỳ 2025)",
        "≠ 9 (nhập khác số tính ra: 8)",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let told = desk.run("o", &["form", "show", "a-thu"]).ok();
    for line in [
        "Tổng năm trước ← a-thu tong, kỳ năm liền trước",
        "có thể nhập khác số tính ra",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    // Dry: no household, no unit's papers, nothing known.
    let dry = [
        "fill",
        "a-thu",
        "--place",
        "06253",
        "--period",
        "2026",
        "--dry-run",
        "--answers",
        "-",
    ];
    let told = desk.run_with("o", &dry, "{ \"so\": 4 }").ok();
    for line in ["← Tổng năm trước: chưa có", "Còn thiếu: Tổng năm trước"] {
        assert!(told.contains(line), "{line}: {told}");
    }
}
