//! What goes out to office programs, read back: workbooks by calamine, documents by their own text.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use bieu::form::{Answer, Form, FormKind, Path, Period, Prints, Role, Subject, Value};
use bieu::office::{
    Align, Block, Cell, Column, Document, Line, Look, Part, Row, Section, Table, docx, workbook,
};
use bieu::place::Regime;
use bieu::record::{EditId, PhieuSubject, PlaceRef};
use bieu::task::{self, PrintAbout, PrintFormat, PrintJob, PrintedFile, TaskError, demo};
use bieu::workspace::{Clock, Workspace};
use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::command_line::Desk;

const CLOCK: Clock = Clock::Fixed(1_795_000_000);

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(bytes: Vec<u8>) -> Book {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// Every cell of a sheet, row by row.
fn cells(book: &mut Book, sheet: usize) -> Vec<Vec<Data>> {
    let name = book.sheet_names()[sheet].clone();
    let range = book.worksheet_range(&name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

pub(crate) fn document(sections: Vec<Vec<Part>>) -> Document {
    Document {
        title: "Danh sách [thôn/bản]: thử 'dài' quá ba mươi mốt chữ".to_owned(),
        made: NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(),
        official: false,
        page_word: "Trang".to_owned(),
        mark: Some("BẢN MẪU".to_owned()),
        sections: sections
            .into_iter()
            .map(|parts| Section {
                landscape: true,
                footer: "Lần in 1 & ngày".to_owned(),
                parts,
            })
            .collect(),
    }
}

pub(crate) fn column(headings: &[&str]) -> Column {
    Column {
        headings: headings.iter().map(|text| (*text).to_owned()).collect(),
        ..Column::default()
    }
}

#[test]
fn a_workbook_says_what_the_paper_says_and_computes_nothing() {
    let hostile = [
        "=1+1",
        "+84",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "{=1}",
        "0123456789012",
    ];
    let mut rows: Vec<Row> = hostile
        .iter()
        .map(|text| Row::Cells(vec![Cell::count(7), Cell::text(*text)]))
        .collect();
    rows.push(Row::Across("Thôn Bản Giềng".to_owned()));
    rows.push(Row::Strong(vec![
        Cell::Number {
            value: Decimal::new(123_456, 3),
            digits: 2,
            grouped: true,
        },
        Cell::Date(NaiveDate::from_ymd_opt(2026, 2, 3).unwrap()),
        Cell::text("thừa một ô"),
    ]));
    rows.push(Row::Cells(Vec::new()));
    let table = Table {
        columns: vec![column(&["Hộ", "Số"]), column(&["Hộ", "Tên\u{202e} hộ"])],
        rows,
    };
    let line = Line {
        text: "Kính gửi: \u{0007}".to_owned(),
        look: Look {
            align: Align::Even,
            ..Look::default()
        },
    };
    let block = |text: &str, lines: usize| Block {
        share: 1,
        lines: vec![Line::plain(text); lines],
    };
    let parts = vec![
        vec![
            Part::Blocks(vec![block("trái", 1), block("phải", 2)]),
            Part::Line(Line::title("=TIÊU ĐỀ")),
            Part::Line(line),
            Part::Table(table.clone()),
        ],
        vec![Part::Table(table.clone()), Part::Table(table)],
    ];
    let bytes = workbook(&document(parts.clone())).unwrap();
    assert_eq!(bytes, workbook(&document(parts)).unwrap(), "the same bytes");
    let mut book = book(bytes);
    assert_eq!(book.sheet_names().len(), 3);
    for name in book.sheet_names() {
        assert!(name.chars().count() <= 31, "{name}");
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().all(|(_, _, text)| text.is_empty()));
    }
    let cells = cells(&mut book, 0);
    let text = |row: usize, column: usize| cells[row][column].to_string();
    assert_eq!((text(0, 0), text(0, 1)), ("trái".into(), "phải".into()));
    assert_eq!(text(2, 0), "=TIÊU ĐỀ");
    assert_eq!(text(3, 0), "Kính gửi: \u{fffd}");
    assert_eq!((text(4, 0), text(4, 1)), ("Hộ".into(), String::new()));
    assert_eq!(
        (text(5, 0), text(5, 1)),
        ("Số".into(), "Tên\u{fffd} hộ".into())
    );
    for (n, hostile) in hostile.iter().enumerate() {
        assert_eq!(cells[6 + n][0], Data::Float(7.0));
        let shown = hostile.replace('\t', "\u{fffd}");
        assert_eq!(cells[6 + n][1], Data::String(shown));
    }
    let after = 6 + hostile.len();
    assert_eq!(text(after, 0), "Thôn Bản Giềng");
    assert_eq!(cells[after + 1][0], Data::Float(123.46));
    let Data::DateTime(day) = &cells[after + 1][1] else {
        panic!("{:?}", cells[after + 1]);
    };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 2, 3, 0, 0, 0, 0));
}

#[test]
fn an_empty_paper_is_a_file_too() {
    let bare = vec![Part::Table(Table::default()), Part::Blocks(vec![])];
    for parts in [vec![vec![]], vec![bare]] {
        let bytes = workbook(&document(parts.clone())).unwrap();
        assert!(!book(bytes).sheet_names().is_empty());
        let body = text_of(&docx(&document(parts)).unwrap(), "word/document.xml");
        well_formed(&body);
        assert!(body.contains("<w:sectPr>"));
    }
}

/// One part of a document, whole.
pub(crate) fn text_of(bytes: &[u8], part: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(part)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// What a reader of a document sees of a part: its texts, one for each run.
pub(crate) fn texts(xml: &str) -> Vec<String> {
    let runs = xml.split("<w:t xml:space=\"preserve\">").skip(1);
    runs.map(|run| run.split("</w:t>").next().unwrap().to_owned())
        .collect()
}

/// Every tag closes the one that was opened last.
fn well_formed(xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{xml}");
        } else if !tag.starts_with('?') && !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_document_repeats_headings_keeps_rows_whole_and_counts_its_pages() {
    let table = Table {
        columns: vec![
            column(&["Hộ", "Số"]),
            column(&["Hộ", "Tên"]),
            column(&["TT"]),
        ],
        rows: vec![
            Row::Across("Thôn <A> & \"B\"".to_owned()),
            Row::Cells(vec![Cell::text("a\u{0000}]]>")]),
        ],
    };
    let one = docx(&document(vec![vec![Part::Table(table.clone())]])).unwrap();
    let body = text_of(&one, "word/document.xml");
    well_formed(&body);
    assert_eq!(
        body.matches("<w:tblHeader/>").count(),
        2,
        "both rows of headings"
    );
    assert_eq!(
        body.matches("<w:tr>").count(),
        body.matches("<w:cantSplit/>").count()
    );
    assert_eq!(
        texts(&body),
        [
            "Hộ",
            "TT",
            "Số",
            "Tên",
            "Thôn &lt;A&gt; &amp; &quot;B&quot;",
            "a\u{fffd}]]&gt;"
        ]
    );
    assert!(body.contains("w:orient=\"landscape\"") && body.contains("w:w=\"16838\""));
    let footer = text_of(&one, "word/footer0.xml");
    well_formed(&footer);
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
    assert_eq!(texts(&footer)[0], "Lần in 1 &amp; ngày");
    assert!(text_of(&one, "word/header1.xml").contains("BẢN MẪU"));
    // Each of several papers in one file counts its own pages.
    let two = docx(&document(vec![
        vec![Part::Table(table.clone())],
        vec![Part::Table(table)],
    ]));
    let two = two.unwrap();
    let body = text_of(&two, "word/document.xml");
    well_formed(&body);
    assert_eq!(body.matches("<w:pgNumType w:start=\"1\"/>").count(), 2);
    assert!(!text_of(&two, "word/footer1.xml").contains("NUMPAGES"));
}

/// Tables and lists as workbooks hold the figures that they hold as JSON.
#[test]
fn a_table_and_a_list_go_to_excel() {
    let desk = Desk::new();
    let args = ["demo", "mau", "--no-tui", "--households", "8"];
    desk.run("none", &args).ok();
    for id in ["mau-7-1", "danh-sach-ra-soat"] {
        let line = ["table", id, "--period", "2025", "--json"];
        let told = desk.run("mau/xa", &line).json(0);
        let file = desk.path(&format!("{id}.xlsx"));
        let name = file.display().to_string();
        let line = [
            "table", id, "--period", "2025", "--format", "xlsx", "-o", &name,
        ];
        desk.run("mau/xa", &line).ok();
        let cells = cells(&mut book(std::fs::read(&file).unwrap()), 0);
        let number = |cell: &Data| {
            let text = cell.to_string();
            let number = text
                .strip_prefix('(')
                .and_then(|text| text.strip_suffix(')'));
            number.map_or_else(|| text.split('=').next().unwrap().to_owned(), str::to_owned)
        };
        let numbers = cells
            .iter()
            .position(|row| {
                row.iter()
                    .any(|cell| *cell == Data::String("(1)".to_owned()))
            })
            .unwrap();
        let rows = told["rows"].as_array().unwrap();
        assert!(rows.len() > 2, "{id}");
        let mut compared = 0;
        for (row, shown) in rows.iter().zip(&cells[numbers + 1..]) {
            for (column, value) in row["cells"].as_object().unwrap() {
                let at = cells[numbers]
                    .iter()
                    .position(|cell| number(cell) == *column);
                let shown = shown[at.unwrap()].to_string();
                let same = match value {
                    serde_json::Value::Number(value) => shown == value.to_string(),
                    serde_json::Value::String(value) => {
                        shown == *value || shown.parse::<f64>().ok() == value.parse().ok()
                    }
                    _ => continue,
                };
                assert!(same, "{id} ({column}): {shown} is not {value}");
                compared += 1;
            }
        }
        assert!(compared > 10, "{id}: {compared}");
    }
}

/// Every document and paper of a commune that can be printed, filled in and blank, about the unit, a thôn and
/// a household: none fails, each is a whole file, and its name tells nobody's name.
#[test]
fn everything_that_can_be_printed_is_printed() {
    let dir = tempfile::tempdir().unwrap();
    demo::make(
        dir.path(),
        "06253",
        Regime::TwoTier,
        3,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let period = demo::first_period().unwrap();
    let household = workspace.households().unwrap().remove(0);
    long_names(&mut workspace, household.id, period);
    let heads = [LONG, "Nguyễn"];
    let thon = household.place.clone();
    let unit = PlaceRef::Code(workspace.config().place.clone());
    let abouts = [
        PrintAbout::Place(unit),
        PrintAbout::Place(thon),
        PrintAbout::Household(household.id),
    ];
    let mut printed = 0;
    for about in abouts {
        for one in task::printable(&workspace, period, &about).unwrap() {
            for (format, blank) in [
                (PrintFormat::Docx, false),
                (PrintFormat::Docx, true),
                (PrintFormat::Xlsx, false),
            ] {
                if format == PrintFormat::Xlsx && !one.sheet || blank && !one.blank {
                    continue;
                }
                let job = PrintJob {
                    id: one.id.clone(),
                    period,
                    about: about.clone(),
                    phieu: None,
                    blank,
                    format,
                };
                match task::print(&workspace, &job, &mut |_, _| true) {
                    // Nobody in the thôn has such a Phiếu.
                    Err(TaskError::NoHouseholds) => continue,
                    Err(error) => panic!("{job:?}: {error}"),
                    Ok(file) => {
                        whole(&job, &file);
                        assert!(heads.iter().all(|name| !file.name.contains(name)));
                        printed += 1;
                    }
                }
            }
        }
    }
    assert!(printed > 150, "{printed}");
}

/// A file that an office program opens, and that says what it is.
fn whole(job: &PrintJob, file: &PrintedFile) {
    assert!(file.name.starts_with(&job.id) && file.name.ends_with(job.format.ending()));
    if job.format == PrintFormat::Xlsx {
        let mut book = book(file.bytes.clone());
        assert!(!cells(&mut book, 0).is_empty(), "{job:?}");
        return;
    }
    let body = text_of(&file.bytes, "word/document.xml");
    well_formed(&body);
    let said = texts(&body).join("\n");
    assert!(said.contains("Độc lập - Tự do - Hạnh phúc"), "{job:?}");
    assert!(
        !said.contains('{') && !said.contains('}'),
        "{job:?}: {said}"
    );
    let header = text_of(&file.bytes, "word/header1.xml");
    assert!(header.contains("LUYỆN TẬP"), "a sample says that it is one");
    let footer = text_of(&file.bytes, "word/footer0.xml");
    assert!(
        footer.contains("28/11/2026") || footer.contains("/2026"),
        "{footer}"
    );
}

const LONG: &str = "Hoàng Thị Ngọc Bích Phương Thảo Nguyên Nguyễn Công Tằng Tôn Nữ Huyền Trân";

/// The paper that names households.
fn naming(workspace: &Workspace, period: Period) -> Arc<Form> {
    let mut papers = workspace.household_papers(period).into_iter();
    papers
        .find(|form| form.field_with_role(Role::HeadName).is_some())
        .unwrap()
}

/// Gives a household a head with the longest name, in the Phiếu that names it.
fn long_names(workspace: &mut Workspace, household: EditId, period: Period) {
    let form = naming(workspace, period);
    let subject = PhieuSubject::Household(household);
    let phieu = workspace
        .open_phieu(form.id().as_str(), subject, period)
        .unwrap();
    workspace.reopen(phieu.id()).unwrap();
    let (_, head) = form.field_with_role(Role::HeadName).unwrap();
    let answer = Answer::Given(Value::Text(LONG.to_owned()));
    let path = Path::Field(head.id.clone());
    workspace
        .answer(phieu.id(), vec![(path, Some(answer))])
        .unwrap();
}

fn print_text(workspace: &Workspace, id: &str, period: Period, about: PrintAbout) -> String {
    let job = PrintJob {
        id: id.to_owned(),
        period,
        about,
        phieu: None,
        blank: false,
        format: PrintFormat::Docx,
    };
    let file = task::print(workspace, &job, &mut |_, _| true).unwrap();
    texts(&text_of(&file.bytes, "word/document.xml")).join("\n")
}

/// What hangs where everybody reads it, or is read out, says who and how, and nothing that is nobody's business.
#[test]
fn a_paper_for_everybody_tells_no_number_and_no_birth_date() {
    let dir = tempfile::tempdir().unwrap();
    demo::make(
        dir.path(),
        "06253",
        Regime::TwoTier,
        6,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let period = demo::first_period().unwrap();
    let households = workspace.households().unwrap();
    for household in &households {
        long_names(&mut workspace, household.id, period);
    }
    let unit = PrintAbout::Place(PlaceRef::Code(workspace.config().place.clone()));
    let prints = workspace.prints().unwrap();
    let public: Vec<_> = prints.list().iter().filter(|print| print.public).collect();
    assert!(public.len() >= 3);
    let digits = |text: &str, many: usize| {
        text.split(|c: char| !c.is_ascii_digit())
            .any(|run| run.len() >= many)
    };
    let mut named = false;
    for print in public {
        let said = print_text(&workspace, &print.id, period, unit.clone());
        named |= said.contains(LONG);
        assert!(!digits(&said, 9), "{}: {said}", print.id);
        let day = |line: &str| bieu::text::date::parse(line).is_some() && line.len() >= 8;
        assert!(!said.lines().any(day), "{}: {said}", print.id);
    }
    assert!(named, "the heads are named");
    // The Phiếu itself has both.
    let own = PrintAbout::Household(households[0].id);
    let form = naming(&workspace, period);
    let said = print_text(&workspace, form.id().as_str(), period, own);
    assert!(said.contains(LONG) && digits(&said, 12), "{said}");
}

/// Questions stand on paper in the order of the screen, each with its wording; a blank one has room for people.
#[test]
fn a_paper_is_printed_in_the_order_of_the_screen() {
    let dir = tempfile::tempdir().unwrap();
    demo::make(
        dir.path(),
        "06253",
        Regime::TwoTier,
        2,
        CLOCK,
        &mut |_, _| true,
    )
    .unwrap();
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let period = demo::first_period().unwrap();
    let household = workspace.households().unwrap().remove(0);
    for blank in [false, true] {
        for form in workspace.household_papers(period) {
            let job = PrintJob {
                id: form.id().to_string(),
                period,
                about: PrintAbout::Household(household.id),
                phieu: None,
                blank,
                format: PrintFormat::Docx,
            };
            let file = task::print(&workspace, &job, &mut |_, _| true).unwrap();
            let said = texts(&text_of(&file.bytes, "word/document.xml")).join("\n");
            let mut rest = said.as_str();
            let plain = |text: &str| {
                text.replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('"', "&quot;")
            };
            for group in form.groups() {
                let title = plain(&group.title);
                rest = rest
                    .split_once(&title)
                    .unwrap_or_else(|| panic!("{title}"))
                    .1;
                for field in group.fields.iter().filter(|_| !group.roster) {
                    let label = plain(&field.label);
                    let label = label.lines().next().unwrap();
                    let found = rest.split_once(label);
                    rest = found.unwrap_or_else(|| panic!("{}: {label}", form.id())).1;
                }
            }
        }
    }
}

#[test]
fn shipped_documents_are_without_mistakes() {
    let mistakes = bieu::workspace::paper_mistakes(None).unwrap();
    assert_eq!(mistakes, []);
    let library = bieu::workspace::library(None, true).unwrap();
    let (prints, _) = bieu::workspace::prints(None, &library).unwrap();
    assert!(prints.list().len() >= 13);
    for key in Prints::word_keys() {
        assert!(!prints.word(key).is_empty(), "{key}");
    }
    for kind in [
        FormKind::Questionnaire,
        FormKind::Grid,
        FormKind::Table,
        FormKind::List,
    ] {
        assert!(prints.every(kind, Subject::Place).is_some());
    }
}
