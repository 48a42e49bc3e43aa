//! Blocks copied out of a sheet into grids: what each cell becomes, where it goes, what finds no place.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bieu::form::{Answer, Answers, Form, Lays, Over, Path, Period, Plain, Value};
use bieu::locale::Language;
use bieu::record::wire::path_text;
use bieu::record::{PhieuKey, PhieuSubject, PlaceRef};
use bieu::text::{Clip, DecimalSign, number};
use bieu::tui::Burst;
use bieu::tui::event::{Event, Key};
use bieu::workspace::Workspace;
use proptest::prelude::*;

use crate::papers::FOLDERS;
use crate::screens::{CLOCK, Seat, commune, parse};

/// The papers, checked once.
static FORMS: LazyLock<BTreeMap<&str, Form>> = LazyLock::new(|| {
    let all = FOLDERS.iter().filter_map(|folder| {
        let id = folder.name.split('@').next().unwrap();
        let wanted = id.starts_with("bieu-");
        wanted.then(|| (id, bieu::form::check(folder).unwrap()))
    });
    all.collect()
});

fn form(id: &str) -> &'static Form {
    &FORMS[id]
}

/// Row and column of a cell as they stand on the paper.
fn spot(form: &Form, answers: &Answers, cell: &str) -> (usize, usize) {
    let rows = form.rows().len() + 8;
    let columns = form.columns().len() + 8;
    (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .find(|(row, column)| {
            form.grid_path(answers, *row, *column)
                .is_some_and(|path| answers.spell(&path) == cell)
        })
        .unwrap_or_else(|| panic!("no cell {cell}"))
}

/// What a block becomes, one word for each of its cells.
fn laid(
    form: &Form,
    answers: &Answers,
    at: &str,
    text: &str,
    sign: Option<DecimalSign>,
) -> Vec<String> {
    let (row, column) = spot(form, answers, at);
    let over = Over {
        answers,
        row,
        column,
        sign,
        read: &|path, text| Some(form.parse_answer(path, text, &["có"], &["không"])),
    };
    let laid = form.lay(&Clip::read(text).unwrap(), &over);
    let mut said: Vec<String> = laid
        .cells
        .iter()
        .map(|cell| {
            let at = answers.spell(&cell.at);
            match &cell.lays {
                Lays::Answer(Answer::Given(Value::Number(number))) => format!("{at}={number}"),
                Lays::Answer(Answer::Given(value)) => format!("{at}={value:?}"),
                Lays::Answer(answer) => format!("{at}!{answer:?}"),
                Lays::TwoWays(comma, point) => format!("{at}?{comma}|{point}"),
                Lays::Closed => format!("{at} closed"),
            }
        })
        .collect();
    said.extend(laid.rows_left.iter().map(|text| format!("row left {text}")));
    said.extend(
        laid.columns_left
            .iter()
            .map(|text| format!("column left {text}")),
    );
    if laid.by_labels {
        said.push("by labels".to_owned());
    }
    if laid.by_headings {
        said.push("by headings".to_owned());
    }
    if laid.same + laid.blank > 0 {
        said.push(format!("same {} blank {}", laid.same, laid.blank));
    }
    said
}

/// paper, cell of the cursor, what was copied, what becomes of it.
const BLOCKS: &[(&str, &str, &str, &[&str])] = &[
    // Columns of whole numbers decide what a point is, whatever else is in the block.
    (
        "bieu-02",
        "da1_1/kh_tw_dt",
        "84.711\t8.471\n60,389\t6039",
        &[
            "da1_1/kh_tw_dt=84711",
            "da1_1/kh_tw_sn=8471",
            "da1_2/kh_tw_dt=60389",
            "da1_2/kh_tw_sn=6039",
        ],
    ),
    (
        "bieu-02",
        "da1_1/kh_tw_dt",
        "84,711\t8,471",
        &["da1_1/kh_tw_dt=84711", "da1_1/kh_tw_sn=8471"],
    ),
    // Decimals stay, and make the paper ask; what is no number stays as copied.
    (
        "bieu-02",
        "da1_1/kh_tw_dt",
        "13.334,47\tchưa có\n(12)\t15%",
        &[
            "da1_1/kh_tw_dt=13334.47",
            "da1_1/kh_tw_sn!Unparsed(\"chưa có\")",
            "da1_2/kh_tw_dt=-12",
            "da1_2/kh_tw_sn!Unparsed(\"15%\")",
        ],
    ),
    // Dashes and blanks change nothing; closed cells take nothing, and a cross in one is what it should be.
    (
        "bieu-02",
        "da1_2/kh_tw_dt",
        "1\t-\n7\t2\nx\t",
        &[
            "da1_2/kh_tw_dt=1",
            "da2/kh_tw_dt closed",
            "da2/kh_tw_sn=2",
            "same 0 blank 1",
        ],
    ),
    // Computed cells take the number on paper; rates are read as rates.
    (
        "bieu-02",
        "da1_1/tl",
        "15,934%\t14\n",
        &["da1_1/tl=15.934", "da1_1/tl_tw=14"],
    ),
    // What reaches past the paper is told.
    (
        "bieu-02",
        "da7_2/kh_dp_sn",
        "1\n2\n3",
        &["da7_2/kh_dp_sn=1", "row left 2", "row left 3"],
    ),
    // Labels find their rows: in another order, some missing, one unknown, with items and units beside them.
    (
        "bieu-02",
        "da1_1/kh_tw_dt",
        "STT\tNội dung\tĐVT\tVốn\n1.2\tTiểu dự án 2: Đề án hỗ trợ huyện thoát nghèo\tTriệu đồng\t60.389\n1.1\tTiểu dự án 1\tTriệu đồng\t84.711\n9\tDự án 9: khác\tTriệu đồng\t5",
        &[
            "da1_2/kh_tw_dt=60389",
            "da1_1/kh_tw_dt=84711",
            "row left Dự án 9: khác",
            "by labels",
        ],
    ),
    // Labels in other words than the paper's: the items tell.
    (
        "bieu-02",
        "ct/kh_dp_dt",
        "TT\tTên\tVốn\n1.1\tHạ tầng\t1.205\n1.2\tĐề án\t1.812\n2\tSinh kế\t-",
        &[
            "da1_1/kh_dp_dt=1205",
            "da1_2/kh_dp_dt=1812",
            "by labels",
            "same 0 blank 1",
        ],
    ),
    // Words that name nothing are passed over, and rows taken in their order.
    (
        "bieu-02",
        "da4_1/kh_tw_dt",
        "Đào tạo nghề\t18.224\nLao động\t9",
        &["da4_1/kh_tw_dt=18224", "da4_2/kh_tw_dt=9"],
    ),
    // Headings of two levels, a row of column numbers, merged cells blank behind their first.
    (
        "bieu-05",
        "05_1_chan_nuoi/kh",
        "Nội dung\tKế hoạch\tThực hiện\n(1)\t(2)\t(3)\nHộ tham gia\t120\t96",
        &["05_4/kh=120", "05_4/th=96", "by labels", "by headings"],
    ),
    (
        "bieu-02",
        "ct/kh",
        "\tKế hoạch\t\t\t\n\tNgân sách trung ương\t\tNgân sách địa phương\t\n\tĐầu tư phát triển\tSự nghiệp\tĐầu tư phát triển\tSự nghiệp\nTiểu dự án 1: phát triển giáo dục nghề nghiệp\t1\t2\t3\t4",
        &[
            "da4_1/kh_tw_dt=1",
            "da4_1/kh_tw_sn=2",
            "da4_1/kh_dp_dt=3",
            "da4_1/kh_dp_sn=4",
            "by labels",
            "by headings",
        ],
    ),
];

#[test]
fn every_cell_of_a_block_goes_where_it_belongs_or_is_told() {
    let mut wrong = String::new();
    for (id, at, text, expected) in BLOCKS {
        let form = form(id);
        let answers = Answers::default();
        let laid = laid(form, &answers, at, text, None);
        if laid != *expected {
            wrong.push_str(&format!("{text}\n  {laid:#?}\n  not {expected:#?}\n"));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn a_notation_that_nothing_tells_is_asked_for_and_chosen_for_the_whole_block() {
    let form = form("bieu-05");
    let answers = Answers::default();
    for (text, sign, expected) in [
        (
            "1.234\n5.678",
            None,
            ["05_6_dong_gop/kh?1234|1.234", "05_6_thu_hoi/kh?5678|5.678"],
        ),
        (
            "1.234\n5.678",
            Some(DecimalSign::Comma),
            ["05_6_dong_gop/kh=1234", "05_6_thu_hoi/kh=5678"],
        ),
        (
            "1.234\n5.678",
            Some(DecimalSign::Point),
            ["05_6_dong_gop/kh=1.234", "05_6_thu_hoi/kh=5.678"],
        ),
        // The rest of the block tells.
        (
            "1.234\n5,6",
            None,
            ["05_6_dong_gop/kh=1234", "05_6_thu_hoi/kh=5.6"],
        ),
        (
            "1.234\n5.6",
            None,
            ["05_6_dong_gop/kh=1.234", "05_6_thu_hoi/kh=5.6"],
        ),
        (
            "1.234\n5.678.900",
            None,
            ["05_6_dong_gop/kh=1234", "05_6_thu_hoi/kh=5678900"],
        ),
    ] {
        assert_eq!(
            laid(form, &answers, "05_6_dong_gop/kh", text, sign),
            expected,
            "{text:?} {sign:?}"
        );
    }
}

/// Every cell of a paper written as the program writes it, with the paper's own labels and headings.
fn written(form: &Form, of: &dyn Fn(&Path) -> Option<String>) -> String {
    let depth = form
        .columns()
        .iter()
        .map(|column| column.headings.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for level in 0..=depth {
        text.push('\t');
        let mut before: Vec<&str> = Vec::new();
        for column in form.columns() {
            let mut all: Vec<&str> = column.headings.iter().map(String::as_str).collect();
            all.resize(depth, "");
            all.push(&column.field.label);
            // Merged cells are copied with their first column.
            let merged = level < depth && before.get(..=level) == all.get(..=level);
            text.push('\t');
            text.push_str(if merged { "" } else { all[level] });
            before = all;
        }
        text.push_str("\r\n");
    }
    for row in form.rows() {
        text.push_str(row.item.as_deref().unwrap_or_default());
        text.push('\t');
        text.push_str(&row.label);
        for column in form.columns() {
            let path = Path::Cell {
                row: row.id.clone(),
                column: column.field.id.clone(),
            };
            text.push('\t');
            text.push_str(&of(&path).unwrap_or_default());
        }
        text.push_str("\r\n");
    }
    text
}

fn lang_son(form: &Form) -> BTreeMap<Path, Answer> {
    let read: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(include_str!("data/lang-son-2023-h1.bieu-02.json")).unwrap();
    let answers = read.iter().map(|(path, value)| {
        let path = form.path(&Answers::default(), path).unwrap();
        let number = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let plain = Plain::Number(number.parse().unwrap());
        let answer = form.accept(&path, &plain);
        (path, answer)
    });
    answers.collect()
}

#[test]
fn a_real_bieu_copied_whole_is_written_at_once_and_taken_back_at_once() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let form = form("bieu-02");
    let figures = lang_son(form);
    let text = written(form, &|path| match figures.get(path)? {
        Answer::Given(Value::Number(value)) => Some(number::format(value, value.scale())),
        other => panic!("{other:?}"),
    });
    let read = || {
        let (workspace, _) = Workspace::open(dir.path(), CLOCK).unwrap();
        let key = PhieuKey {
            form: "bieu-02".into(),
            subject: PhieuSubject::Place(PlaceRef::Code("06253".into())),
            period: Period::parse("2023-H1").unwrap(),
        };
        let phieu = workspace.phieu(key.id()).unwrap();
        let evaluation = workspace.evaluate(&phieu).unwrap();
        let answers: BTreeMap<Path, Answer> = phieu
            .answers()
            .iter()
            .map(|(path, answer)| (path.clone(), answer.clone()))
            .collect();
        (answers, evaluation.problems)
    };
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2023-H1<Enter>3bieu so 02<Enter>")
        .paste(&text);
    insta::assert_snapshot!("paste-lang-son", seat.screen());
    // Esc leaves everything as it is.
    seat.keys("<Esc>");
    drop(seat);
    assert_eq!(read().0, BTreeMap::new());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2023-H1<Enter>3bieu so 02<Enter>")
        .paste(&text)
        .keys("<Enter>");
    insta::assert_snapshot!("paste-lang-son-written", seat.screen());
    drop(seat);
    let (answers, problems) = read();
    assert_eq!(answers, figures);
    let blocking: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity == bieu::form::Severity::Blocks)
        .filter(|problem| problem.code != bieu::form::Code::Required)
        .collect();
    assert!(blocking.is_empty(), "{blocking:#?}");
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2023-H1<Enter>3bieu so 02<Enter><C-z>");
    drop(seat);
    assert_eq!(read().0, BTreeMap::new());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("<F5>2023-H1<Enter>3bieu so 02<Enter><C-y>");
    drop(seat);
    assert_eq!(read().0, figures);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// A whole paper of any figures, copied with its labels and headings, is the same paper again, wherever the
    /// cursor stands.
    #[test]
    fn what_the_program_writes_is_pasted_as_it_was(seed in any::<u64>(), paper in 1u32..=15, row in 0usize..9, column in 0usize..2) {
        let form = form(&format!("bieu-{paper:02}"));
        let answers = Answers::default();
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let mut figures = BTreeMap::new();
        for row in form.rows() {
            for column in form.columns() {
                let path = Path::Cell { row: row.id.clone(), column: column.field.id.clone() };
                let Some(field) = form.field_at(&path) else { continue };
                if form.is_closed(row.id.as_str(), column.field.id.as_str()) || !field.kind.is_number() || next() % 3 == 0 {
                    continue;
                }
                let number = rust_decimal::Decimal::new(i64::try_from(next() % 9_000_000).unwrap() - 1_000_000, field.digits);
                figures.insert(path, (number, field.digits));
            }
        }
        // One figure that can be read only one way: otherwise the person is asked.
        let text = written(form, &|path| figures.get(path).map(|(value, digits)| number::format(value, *digits)));
        let over = Over {
            answers: &answers,
            row,
            column: form.local().map_or(0, |(_, own)| own) + column,
            sign: Some(DecimalSign::Comma),
            read: &|_, _| None,
        };
        let laid = form.lay(&Clip::read(&text).unwrap(), &over);
        let became: BTreeMap<Path, rust_decimal::Decimal> = laid
            .answers()
            .into_iter()
            .map(|(path, answer)| match answer {
                Some(Answer::Given(Value::Number(number))) => (path, number.normalize()),
                other => panic!("{}: {other:?}", path_text(&path)),
            })
            .collect();
        let figures: BTreeMap<Path, rust_decimal::Decimal> =
            figures.into_iter().map(|(path, (number, _))| (path, number.normalize())).collect();
        prop_assert_eq!(became, figures, "{}", text);
        prop_assert!(laid.by_labels && laid.by_headings && laid.rows_left.is_empty() && laid.columns_left.is_empty());
    }
}

/// What an old console sends for a text that is pasted.
fn as_keys(text: &str) -> Vec<Key> {
    let key = |c| match c {
        '\t' => Key::Tab,
        '\r' => Key::Enter,
        c => Key::Char(c),
    };
    text.chars().map(key).collect()
}

fn burst(seat: &mut Seat, text: &str) {
    match Burst::of(as_keys(text)) {
        Ok(burst) => seat.desk.take(Event::Burst(burst)),
        Err(keys) => {
            for key in keys {
                seat.desk.take(Event::Key(key));
            }
        }
    }
}

const KEYED: &str = "84.711\t8.471\tkhông rõ\r60.389\t6.039\t62,201\r7\t45.082\r";
const OPEN: &str = "<F5>2023-H1<Enter>3bieu so 02<Enter>";

#[test]
fn a_block_that_comes_as_keys_is_looked_at_like_any_other() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let seat = || Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let pasted = {
        let mut seat = seat();
        seat.keys(OPEN).paste(&KEYED.replace('\r', "\r\n"));
        seat.screen()
    };
    assert!(pasted.contains("62.201"), "{pasted}");
    // At once; while the paper is still being opened; in two parts, wherever the first ends.
    let mut bursts = seat();
    bursts.keys(OPEN);
    burst(&mut bursts, KEYED);
    bursts.desk.settle();
    assert_eq!(bursts.screen(), pasted);
    drop(bursts);
    let mut early = seat();
    for key in parse(OPEN) {
        early.desk.take(Event::Key(key));
    }
    burst(&mut early, KEYED);
    early.desk.settle();
    assert_eq!(early.screen(), pasted);
    drop(early);
    let mut split = seat();
    split.keys(OPEN);
    for at in [14, 24, 30, 40] {
        let (first, second) = KEYED.split_at(KEYED.char_indices().nth(at).unwrap().0);
        burst(&mut split, first);
        burst(&mut split, second);
        split.desk.settle();
        assert_eq!(split.screen(), pasted, "{first:?} {second:?}");
        split.keys("<Esc>");
    }
    // The figures are whole where a sign takes more room, as on such a console.
    split.wear(bieu::tui::Skin {
        ascii: true,
        ..bieu::tui::Skin::default()
    });
    burst(&mut split, KEYED);
    split.desk.settle();
    let screen = split.screen();
    for figure in [" 84.711\n", " 8.471\n", " 62.201\n", " 45.082\n"] {
        assert!(screen.contains(figure), "{figure:?}\n{screen}");
    }
    split.keys("<Esc>");
    // Nothing of it was written.
    let screen = split.screen();
    assert!(
        !screen.contains("84.711") && !screen.contains("=93"),
        "{screen}"
    );
}

#[test]
fn what_is_typed_ahead_stays_keys() {
    let played = |bursts: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        commune(dir.path());
        let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
        seat.keys("<F5>");
        for text in bursts {
            burst(&mut seat, text);
        }
        seat.desk.settle();
        seat.screen()
    };
    let typed = {
        let dir = tempfile::tempdir().unwrap();
        commune(dir.path());
        let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
        seat.keys(OPEN).keys("12<Tab>34");
        seat.screen()
    };
    assert!(typed.contains(" 34"), "{typed}");
    // On other screens everything is keys, in its order; in a grid two runs of text are.
    assert_eq!(played(&["2023-H1\r", "3bieu so 02\r", "12\t34"]), typed);
    assert_eq!(played(&["2023-H1\r3bieu so 02\r12\t34"]), typed);
    // Nor are words a block of figures.
    let words = played(&["2023-H1\r3bieu so 02\r", "a\tb\tc\t"]);
    assert!(words.contains(" 3!"), "{words}");
}

/// In a real console that knows no bracketed paste.
#[cfg(unix)]
#[test]
fn a_block_pasted_into_the_console_of_linux() {
    use crate::terminal::Pty;
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_bieu"));
    command.env_clear();
    command.env("TERM", "linux");
    command.env("HOME", dir.path());
    command.args(["--data", dir.path().to_str().unwrap(), "--lang", "vi"]);
    let mut pty = Pty::start(command);
    pty.wait("the first screen", |screen| screen.contains("Danh sách hộ"));
    pty.send(b"\x05");
    pty.wait("periods", |screen| screen.contains("Tìm"));
    pty.send(b"2023-H1\r");
    pty.wait("the period", |screen| {
        screen.contains("6 tháng đầu năm 2023") && screen.contains("Danh sách hộ")
    });
    pty.send(b"3bieu so 02\r");
    pty.wait("the grid", |screen| screen.contains("Tiểu dự án 1"));
    let rows: Vec<String> = (0..60)
        .map(|row| format!("{}\t{}\r", 1000 + row, 2000 + row))
        .collect();
    pty.send(rows.concat().as_bytes());
    pty.wait("the preview", |screen| screen.contains("43 dòng"));
    pty.send(b"\r");
    pty.wait("written", |screen| screen.contains("Ctrl+Z"));
    pty.send(b"\x11");
    assert_eq!(pty.end(), 0);
    let (workspace, _) = Workspace::open(dir.path(), bieu::workspace::Clock::System).unwrap();
    let key = PhieuKey {
        form: "bieu-02".into(),
        subject: PhieuSubject::Place(PlaceRef::Code("06253".into())),
        period: Period::parse("2023-H1").unwrap(),
    };
    let phieu = workspace.phieu(key.id()).unwrap();
    let figures: Vec<(String, String)> = phieu
        .answers()
        .iter()
        .filter_map(|(path, answer)| match answer {
            Answer::Given(Value::Number(number)) => Some((path_text(path), number.to_string())),
            _ => None,
        })
        .collect();
    for (cell, figure) in [
        ("da1_1/kh_tw_dt", "1000"),
        ("da1_1/kh_tw_sn", "2000"),
        ("da1_2/kh_tw_dt", "1001"),
    ] {
        let found = figures.iter().find(|(path, _)| path == cell);
        assert_eq!(
            found.map(|(_, figure)| figure.as_str()),
            Some(figure),
            "{figures:?}"
        );
    }
}
