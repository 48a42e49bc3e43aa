//! Printed pages as an office signs them: no sign of the program, no signature alone on a page, no broken word.

use bieu::form::{Answer, Date, Path, Period, Value};
use bieu::office::{Block, Cell, Document, Line, Part, Row, Section, Table, docx, workbook};
use bieu::place::Regime;
use bieu::record::{PhieuSubject, PlaceRef};
use bieu::task::{self, PrintAbout, PrintFormat, PrintJob, PrintedFile, demo};
use bieu::workspace::{Clock, Workspace};

use crate::printing::{column, document, text_of, texts};

const CLOCK: Clock = Clock::Fixed(1_795_000_000);
const PLACE: &str = "06253";

struct Commune {
    _dir: tempfile::TempDir,
    workspace: Workspace,
    period: Period,
}

fn commune() -> Commune {
    let dir = tempfile::tempdir().unwrap();
    let regime = Regime::TwoTier;
    demo::make(dir.path(), PLACE, regime, 3, CLOCK, &mut |_, _| true).unwrap();
    Commune {
        workspace: Workspace::open(dir.path(), CLOCK).unwrap().0,
        _dir: dir,
        period: demo::first_period().unwrap(),
    }
}

impl Commune {
    fn unit(&self) -> PrintAbout {
        PrintAbout::Place(PlaceRef::Code(self.workspace.config().place.clone()))
    }

    fn thon(&self) -> PrintAbout {
        let thon = self.workspace.thons().unwrap().remove(0);
        PrintAbout::Place(PlaceRef::Thon(thon.id))
    }

    fn print(&self, id: &str, about: &PrintAbout, blank: bool) -> PrintedFile {
        let job = PrintJob {
            id: id.to_owned(),
            period: self.period,
            about: about.clone(),
            phieu: None,
            blank,
            format: PrintFormat::Docx,
        };
        task::print(&self.workspace, &job, &mut |_, _| true).unwrap()
    }

    fn said(&self, id: &str, about: &PrintAbout) -> Vec<String> {
        texts(&text_of(
            &self.print(id, about, false).bytes,
            "word/document.xml",
        ))
    }
}

/// Where nobody knows there are dots to write on, in a table the mark of an office; a column that the paper does
/// not number shows no word of the program instead.
#[test]
fn what_nobody_knows_is_dots_and_no_word_of_the_program_is_printed() {
    let commune = commune();
    let unit = commune.unit();
    let mut dots = 0;
    for one in task::printable(&commune.workspace, commune.period, &unit).unwrap() {
        if one.about == bieu::form::Subject::Household {
            continue;
        }
        let said = commune.said(&one.id, &unit);
        assert!(said.iter().all(|text| text != "?"), "{}: {said:?}", one.id);
        let word = |text: &str| {
            let inside = text
                .strip_prefix('(')
                .and_then(|text| text.strip_suffix(')'));
            inside.is_some_and(|word| word == "tong")
        };
        assert!(!said.iter().any(|text| word(text)), "{}: {said:?}", one.id);
        dots += said.iter().filter(|text| *text == "……").count();
    }
    assert!(dots > 0, "the demo's addresses are not known");
}

#[test]
fn nothing_stands_twice_among_what_can_be_printed() {
    let commune = commune();
    for about in [commune.unit(), commune.thon()] {
        let all = task::printable(&commune.workspace, commune.period, &about).unwrap();
        let mut names: Vec<&str> = all.iter().map(|one| &*one.name).collect();
        names.sort_unstable();
        let many = names.len();
        names.dedup();
        assert_eq!(names.len(), many, "{about:?}");
        // A paper with a document of its own is printed as that document.
        let papers: Vec<_> = all.iter().filter_map(|one| one.paper.as_ref()).collect();
        let own = |id: &String| {
            all.iter()
                .filter(|one| one.paper.as_ref() == Some(id))
                .count()
        };
        assert!(papers.iter().all(|id| own(id) == 1), "{papers:?}");
    }
}

/// Minutes are a thôn's: asked for a commune, each thôn has its own, and no heading names the commune twice.
#[test]
fn minutes_are_printed_for_each_thon() {
    let commune = commune();
    let prints = commune.workspace.prints().unwrap();
    let thons = commune.workspace.thons().unwrap();
    let minutes = prints
        .list()
        .iter()
        .filter(|print| print.levels == [bieu::place::Level::Thon]);
    let minutes: Vec<_> = minutes.map(|print| print.id.clone()).collect();
    assert!(minutes.len() >= 2, "{minutes:?}");
    let listed = |about: &PrintAbout, id: &str| {
        let all = task::printable(&commune.workspace, Period::Year(2026), about).unwrap();
        all.iter().any(|one| one.id == id)
    };
    for id in minutes {
        assert!(
            !listed(&commune.unit(), &id) && listed(&commune.thon(), &id),
            "{id}"
        );
        let file = commune.print(&id, &commune.unit(), true);
        assert_eq!(file.papers, thons.len(), "{id}");
        let said = texts(&text_of(&file.bytes, "word/document.xml"));
        assert!(
            said.windows(2)
                .all(|two| two[0] != two[1] || !two[0].contains("XÃ")),
            "{said:?}"
        );
        for thon in &thons {
            assert!(
                said.contains(&thon.name.to_uppercase()),
                "{}: {said:?}",
                thon.name
            );
        }
    }
}

/// A second meeting says when the first was; a first one, and empty minutes, do not ask.
#[test]
fn minutes_of_a_second_meeting_name_the_first() {
    let mut commune = commune();
    let thon = commune.workspace.thons().unwrap().remove(0);
    let about = PrintAbout::Place(PlaceRef::Thon(thon.id));
    let again = |said: &[String]| said.iter().any(|text| text.contains("Lần trước họp"));
    let id = "in-bien-ban-hop-dan";
    assert!(!again(&commune.said(id, &about)));
    let subject = PhieuSubject::Place(PlaceRef::Thon(thon.id));
    let (form, period) = ("bien-ban-hop-dan", commune.period);
    let phieu = commune.workspace.open_phieu(form, subject, period).unwrap();
    let day = Date::Day("2025-10-20".parse().unwrap());
    let answers = [
        ("lan_hop", Value::Number(2.into())),
        ("ngay_hop_truoc", Value::Date(day)),
        ("ly_do_hop_lai", Value::Text("Mưa lũ.".to_owned())),
    ];
    for (name, value) in answers {
        let answer = (Path::Field(name.into()), Some(Answer::Given(value)));
        commune.workspace.answer(phieu.id(), vec![answer]).unwrap();
    }
    let said = commune.said(id, &about);
    assert!(again(&said), "{said:?}");
    assert!(
        said.contains(&"Lần trước họp ngày 20/10/2025; họp lại vì: Mưa lũ.".to_owned()),
        "{said:?}"
    );
}

/// People stand on every paper in the order in which they were entered, the head of the household first.
#[test]
fn people_stand_in_their_order() {
    let commune = commune();
    let households = commune.workspace.households().unwrap();
    let mut seen = 0;
    for household in households {
        let about = PrintAbout::Household(household.id);
        let orders = ["in-xac-nhan", "ho-dan"].map(|id| {
            let said = commune.said(id, &about);
            let first = said.iter().position(|text| text == "TT").unwrap();
            let numbered = said.windows(2).skip(first);
            let people = numbered.filter(|two| two[0].parse::<u8>().is_ok_and(|n| n < 20));
            let mut names = Vec::new();
            for two in people {
                if !names.contains(&two[1]) && two[1].contains(' ') && names.len() < 12 {
                    names.push(two[1].clone());
                }
            }
            names
        });
        let [shorter, whole] = &orders;
        assert!(whole.starts_with(shorter), "{orders:?}");
        seen = seen.max(shorter.len());
    }
    assert!(seen >= 3, "some household has three people");
}

/// Within a sentence the kind of a place begins small; in the heading all is in capitals.
#[test]
fn a_places_kind_is_small_within_a_sentence() {
    let commune = commune();
    let household = commune.workspace.households().unwrap().remove(0);
    let mut seen = 0;
    for (about, ids) in [
        (commune.unit(), ["in-quyet-dinh", "in-niem-yet"]),
        (
            PrintAbout::Household(household.id),
            ["in-giay-chung-nhan", "in-xac-nhan"],
        ),
    ] {
        for id in ids {
            let said = commune.said(id, &about);
            assert!(
                said.contains(&"XÃ VĂN QUAN".to_owned())
                    || said.contains(&"UBND XÃ VĂN QUAN".to_owned()),
                "{said:?}"
            );
            for text in said.iter().filter(|text| text.contains("Ủy ban nhân dân ")) {
                assert!(text.contains("Ủy ban nhân dân xã Văn Quan"), "{id}: {text}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 5, "{seen}");
}

fn signed(rows: usize) -> Vec<Part> {
    let row = |at: usize| Row::Cells(vec![Cell::count(u32::try_from(at).unwrap())]);
    let signs = Block {
        share: 1,
        lines: vec![Line::title("NGƯỜI LẬP")],
    };
    vec![
        Part::Blocks(vec![signs.clone()]),
        Part::Line(Line::plain("Đầu trang")),
        Part::Table(Table {
            columns: vec![column(&["TT"])],
            rows: (0..rows).map(row).collect(),
        }),
        Part::Line(Line::plain("Danh sách có mười hộ.")),
        Part::Line(Line::plain("")),
        Part::Blocks(vec![signs]),
    ]
}

/// Those who sign never stand on a page alone: the last rows of what they sign go with them, the others stay.
#[test]
fn signatures_carry_the_last_rows_with_them() {
    let file = docx(&document(vec![signed(10)])).unwrap();
    let body = text_of(&file, "word/document.xml");
    let kept = |text: &str| {
        let paragraphs = body
            .split("<w:p>")
            .filter(|own| own.contains(&format!(">{text}<")));
        paragraphs
            .map(|own| own.contains("<w:keepNext/>"))
            .collect::<Vec<_>>()
    };
    assert_eq!(kept("Đầu trang"), [false]);
    let rows: Vec<bool> = (0..10).flat_map(|row| kept(&row.to_string())).collect();
    assert_eq!(rows.iter().filter(|kept| **kept).count(), 3);
    assert!(rows.ends_with(&[false, true, true, true]));
    assert_eq!(kept("Danh sách có mười hộ."), [true]);
    // Those who sign stand in a row of the table itself, and up to them nothing lets go.
    let after = body.rsplit_once(">9<").unwrap().1;
    let (between, signs) = after.rsplit_once("<w:tbl>").unwrap();
    assert!(!between.contains("</w:tbl>") && signs.matches("</w:tbl>").count() == 2);
    let paragraphs: Vec<&str> = between.split("<w:p>").skip(1).collect();
    assert!(paragraphs.len() >= 2, "{between}");
    assert!(
        paragraphs.iter().all(|own| own.contains("<w:keepNext/>")),
        "{between}"
    );
}

/// A row that says of whom it is stays with the row that goes on with it; figures without such a row are let go.
#[test]
fn what_goes_on_in_the_next_row_is_not_torn_off() {
    let row = |first: &str, what: &str| Row::Cells(vec![Cell::text(first), Cell::text(what)]);
    let rows = [
        ("1", "Hộ A"),
        ("", "Khẩu A"),
        ("", "Khác A"),
        ("2", "Hộ B"),
        ("3", "Hộ C"),
        ("", "Khẩu C"),
    ];
    let table = Table {
        columns: vec![column(&["TT"]), column(&["Phân tổ"])],
        rows: rows.map(|(first, what)| row(first, what)).into(),
    };
    let file = docx(&document(vec![vec![Part::Table(table)]])).unwrap();
    let body = text_of(&file, "word/document.xml");
    let kept = rows.map(|(_, what)| {
        let mut paragraphs = body.split("<w:p>");
        let own = paragraphs.find(|own| own.contains(&format!(">{what}<")));
        own.unwrap().contains("<w:keepNext/>")
    });
    assert_eq!(kept, [true, false, false, false, true, false]);
}

/// The rows that an office adds to a Biểu stand below their own heading; an empty paper has room for them.
#[test]
fn local_rows_of_a_bieu_stand_below_their_own_heading() {
    let mut commune = commune();
    let unit = commune.unit();
    let library = commune.workspace.library();
    let form = library
        .valid_at(commune.period.last_day())
        .into_iter()
        .find(|form| form.local().is_some() && form.levels().contains(&bieu::place::Level::Xa))
        .unwrap();
    let (local, _) = form.local().unwrap();
    let (roster, title) = (local.id.clone(), local.title.clone());
    let id = form.id().as_str();
    let empty = commune.print(id, &unit, true);
    let empty = text_of(&empty.bytes, "word/document.xml");
    let below = empty.split_once(&*title).unwrap().1;
    assert!(below.matches("<w:trHeight").count() >= 3, "{title}");
    let PrintAbout::Place(place) = unit.clone() else {
        unreachable!()
    };
    let (subject, period) = (PhieuSubject::Place(place), commune.period);
    let phieu = commune.workspace.open_phieu(id, subject, period).unwrap();
    assert!(!commune.said(id, &unit).contains(&title));
    let (_, row) = commune.workspace.add_row(phieu.id(), &roster).unwrap();
    let path = Path::Member {
        roster,
        row,
        field: local.fields[0].id.clone(),
    };
    let name = Some(Answer::Given(Value::Text("Nơi thứ nhất".to_owned())));
    commune
        .workspace
        .answer(phieu.id(), vec![(path, name)])
        .unwrap();
    let said = commune.said(id, &unit);
    let at = |text: &str| said.iter().position(|own| own == text);
    assert!(
        at(&title).unwrap() < at("Nơi thứ nhất").unwrap(),
        "{said:?}"
    );
}

/// A grid of one unit says it once, above; one whose columns differ says each column's in its heading.
#[test]
fn units_of_a_grid_are_the_units_of_its_cells() {
    let commune = commune();
    let unit = commune.unit();
    let library = commune.workspace.library();
    let mut one = 0;
    let mut headed = 0;
    for form in library.valid_at(commune.period.last_day()) {
        let fits = form.serves(commune.period) && form.levels().contains(&bieu::place::Level::Xa);
        if form.kind() != bieu::form::FormKind::Grid || !fits || form.local().is_some() {
            continue;
        }
        let said = commune.said(form.id().as_str(), &unit);
        let above = said
            .iter()
            .find_map(|text| text.strip_prefix("Đơn vị tính: "));
        for column in form
            .columns()
            .iter()
            .filter(|column| column.field.kind.is_number())
        {
            for row in form.rows() {
                let path = bieu::form::Path::Cell {
                    row: row.id.clone(),
                    column: column.field.id.clone(),
                };
                let closed = form.is_closed(row.id.as_str(), column.field.id.as_str());
                let field = form.field_at(&path).unwrap();
                let percent = field.kind == bieu::form::FieldType::Percent;
                let Some(own) = field.unit.as_ref().filter(|_| !closed && !percent) else {
                    continue;
                };
                let heading = format!("{} ({own})", column.field.label);
                let (above, heading) = (above == Some(own), said.contains(&heading));
                one += usize::from(above);
                headed += usize::from(heading);
                let cell = || said.contains(own) || column.field.label.contains(own);
                assert!(above || heading || cell(), "{} {path:?}: {own}", form.id());
            }
        }
    }
    assert!(one > 0 && headed > 0, "{one} {headed}");
}

fn wide(columns: usize) -> Document {
    let table = Table {
        columns: (0..columns).map(|_| column(&["Nghiêng ngả"])).collect(),
        rows: vec![Row::Cells(vec![Cell::text("123.456"); columns])],
    };
    Document {
        sections: vec![Section {
            landscape: true,
            parts: vec![Part::Table(table)],
            ..Section::default()
        }],
        ..document(Vec::new())
    }
}

/// Columns that cannot be read beside each other on A4 go to A3, in a document and in a workbook alike, and no
/// column is narrower than its longest word at the size of its type.
#[test]
fn a_wide_table_takes_larger_paper_and_breaks_no_word() {
    for (columns, large) in [(6, false), (14, false), (24, true)] {
        let body = text_of(&docx(&wide(columns)).unwrap(), "word/document.xml");
        let paper = if large {
            "w:w=\"23811\" w:h=\"16838\""
        } else {
            "w:w=\"16838\" w:h=\"11906\""
        };
        assert!(body.contains(paper), "{columns}");
        assert!(body.contains("w:orient=\"landscape\""));
        let numbers = |mark: &str| {
            let found = body.split(mark).skip(1);
            found
                .map(|rest| rest.split('"').next().unwrap().parse::<f64>().unwrap())
                .collect::<Vec<_>>()
        };
        let sizes = numbers("<w:sz w:val=\"");
        let smallest = sizes.iter().copied().fold(f64::MAX, f64::min) / 2.0;
        assert!(smallest >= 8.0, "{columns}: {smallest}");
        // Nghiêng in bold Times New Roman is 3.7 times as wide as its type is high.
        for width in numbers("<w:gridCol w:w=\"") {
            assert!(
                width - 120.0 >= 3.7 * smallest * 20.0,
                "{columns}: {width} at {smallest}"
            );
        }
        let all: f64 = numbers("<w:gridCol w:w=\"").iter().sum();
        assert!(
            all <= if large { 21_543.0 } else { 14_570.0 },
            "{columns}: {all}"
        );
        let sheet = text_of(
            &workbook(&wide(columns)).unwrap(),
            "xl/worksheets/sheet1.xml",
        );
        let number = if large {
            "paperSize=\"8\""
        } else {
            "paperSize=\"9\""
        };
        for setting in [
            number,
            "orientation=\"landscape\"",
            "fitToHeight=\"0\"",
            "fitToPage=\"1\"",
        ] {
            assert!(sheet.contains(setting), "{columns}: no {setting}");
        }
        let names = text_of(&workbook(&wide(columns)).unwrap(), "xl/workbook.xml");
        assert!(names.contains("Print_Titles"), "the headings repeat");
    }
}
