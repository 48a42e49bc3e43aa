//! A household typed from its paper, by somebody who reads the screen: what is asked is answered as the paper
//! says, and every key is counted.

use std::collections::BTreeMap;

use bieu::form::{Answer, Date, Name, Path, Period, Value};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{PhieuKey, PhieuSubject, PlaceRef, Status};
use bieu::workspace::{Init, Summary, Workspace};

use crate::screens::{CLOCK, Seat, commune, parse};

/// Who lives in the household: name, relation, sex, born, personal number, and what the paper says by label.
struct Member {
    name: &'static str,
    answers: &'static [(&'static str, &'static str)],
}

const GROWN: &[(&str, &str)] = &[
    ("Dân tộc", "02"),
    ("Có thẻ bảo hiểm y tế", "1"),
    ("Đang đi học", "0"),
    ("Tình trạng việc làm", "1"),
    ("Tính là nhân khẩu", "1"),
    ("Làm công ăn lương", "0"),
    ("Trình độ cao nhất", "1"),
    ("Doanh nghiệp tuyển", "0"),
    ("Có khả năng lao động", "1"),
    ("Là người khuyết tật", "0"),
    ("Hưởng trợ cấp", "0"),
    ("Là người có công", "0"),
];

const CHILD: &[(&str, &str)] = &[
    ("Dân tộc", "02"),
    ("Có thẻ bảo hiểm y tế", "1"),
    ("Đang đi học", "2"),
    ("Tính là nhân khẩu", "1"),
    ("Trình độ cao nhất", "0"),
    ("Suy dinh dưỡng", "0"),
    ("Là người khuyết tật", "0"),
    ("Hưởng trợ cấp", "0"),
    ("Là người có công", "0"),
];

/// Seven people; the first four are a household too.
const MEMBERS: [(Member, &[(&str, &str)]); 7] = [
    (
        Member {
            name: "Lý Văn Thử",
            answers: &[
                ("Quan hệ", "1"),
                ("Giới tính", "1"),
                ("Ngày, tháng, năm sinh", "12/5/1980"),
                ("Số định danh", "020080000001"),
            ],
        },
        GROWN,
    ),
    (
        Member {
            name: "Hoàng Thị Nga",
            answers: &[
                ("Quan hệ", "2"),
                ("Giới tính", "2"),
                ("Ngày, tháng, năm sinh", "3/11/1983"),
                ("Số định danh", "020183000002"),
            ],
        },
        GROWN,
    ),
    (
        Member {
            name: "Lý Thị Hạnh",
            answers: &[
                ("Quan hệ", "3"),
                ("Giới tính", "2"),
                ("Ngày, tháng, năm sinh", "20/2/2016"),
                ("Số định danh", "020316000003"),
            ],
        },
        CHILD,
    ),
    (
        Member {
            name: "Lý Văn Phúc",
            answers: &[
                ("Quan hệ", "3"),
                ("Giới tính", "1"),
                ("Ngày, tháng, năm sinh", "7/7/2018"),
                ("Số định danh", "020218000004"),
            ],
        },
        CHILD,
    ),
    (
        Member {
            name: "Lý Văn Đông",
            answers: &[
                ("Quan hệ", "5"),
                ("Giới tính", "1"),
                ("Ngày, tháng, năm sinh", "1/1/1966"),
                ("Số định danh", "020066000005"),
            ],
        },
        GROWN,
    ),
    (
        Member {
            name: "Nông Thị Pa",
            answers: &[
                ("Quan hệ", "5"),
                ("Giới tính", "2"),
                ("Ngày, tháng, năm sinh", "1968"),
                ("Số định danh", "020168000006"),
            ],
        },
        GROWN,
    ),
    (
        Member {
            name: "Lý Thị Én",
            answers: &[
                ("Quan hệ", "7"),
                ("Giới tính", "2"),
                ("Ngày, tháng, năm sinh", "9/9/1999"),
                ("Số định danh", "020199000007"),
            ],
        },
        GROWN,
    ),
];

/// What the front page and Phiếu B say, by label. A value of `` is offered and taken as it stands.
const PAPER: &[(&str, &str)] = &[
    ("Họ và tên chủ hộ", "Lý Văn Thử"),
    ("Nơi ở hiện tại", "Xóm 2"),
    ("Người rà soát", "Hoàng Thị Mai"),
    ("Ngày rà soát", "21/10/2026"),
    ("Người nhập", ""),
    ("Kết quả lần đến hộ", "1"),
    ("Hộ mới có trong năm", ""),
    ("Phân loại đầu năm", "3"),
    ("Đang quản lý ngày rà soát", ""),
    ("Có Giấy đề nghị rà soát", "1"),
    ("Đã từng là hộ nghèo", "0"),
    ("Đã từng là hộ cận nghèo", "0"),
    ("Điểm A (B1)", "135"),
    ("Tường bằng vật liệu", "1"),
    ("Cột bằng vật liệu", "1"),
    ("Mái bằng vật liệu", "0"),
    ("Diện tích nhà ở", "64"),
    ("Nguồn nước sinh hoạt chính", "3"),
    ("Nhà tiêu của hộ", "4"),
    ("Có thành viên sử dụng internet", "1"),
    ("Phương tiện nghe nhìn", "1,4"),
    ("Việc làm", "0"),
    ("Người phụ thuộc trong hộ", "0"),
    ("Dinh dưỡng", "0"),
    ("Bảo hiểm y tế", "0"),
    ("Trình độ giáo dục của người lớn", ""),
    ("Tình trạng đi học của trẻ em", "0"),
    ("Chất lượng nhà ở", "0"),
    ("Diện tích nhà ở bình quân", "0"),
    ("Nguồn nước sinh hoạt", "0"),
    ("Nhà tiêu hợp vệ sinh", "0"),
    ("Sử dụng dịch vụ viễn thông", "0"),
    ("Phương tiện phục vụ", "0"),
];

/// The wording in a line of the screen: without cursor, mark and item number.
fn label(line: &str) -> &str {
    let text = line.trim_start_matches(['>', '!', '?', '*', '#', ' ']);
    match text.split_once(' ') {
        Some((item, rest)) if item.len() <= 2 && !item.chars().any(char::is_lowercase) => {
            rest.trim_start()
        }
        _ => text,
    }
}

/// As much of a line as tells one field from another.
fn field(line: &str) -> String {
    let label = label(line).split(':').next().unwrap_or_default();
    label.trim_end().chars().take(22).collect()
}

/// Somebody who types and counts.
struct Keyer<'a> {
    seat: &'a mut Seat,
    keys: usize,
    characters: usize,
    answered: usize,
}

impl Keyer<'_> {
    fn press(&mut self, keys: &str) {
        self.keys += parse(keys).len();
        self.seat.keys(keys);
    }

    /// The line that the cursor is on.
    fn here(&self) -> String {
        let screen = self.seat.screen();
        let line = screen.lines().find(|line| line.starts_with('>'));
        line.unwrap_or_else(|| panic!("no cursor:\n{screen}"))
            .to_owned()
    }

    fn answer(&mut self, value: &str) {
        let before = self.here();
        self.answered += 1;
        self.characters += value.chars().count();
        self.press(value);
        if field(&self.here()) == field(&before) {
            self.press("<Enter>");
        }
    }

    /// Fills the paper on the screen, finishes it, and reads it back.
    fn fill(&mut self, members: &[(Member, &[(&str, &str)])]) {
        let mut rows = members.iter();
        let mut row: Option<&(Member, &[(&str, &str)])> = None;
        for _ in 0..400 {
            let screen = self.seat.screen();
            if screen.contains("Đã hết các mục") {
                break;
            }
            let line = self.here();
            if line.contains("+ Thêm thành viên") {
                row = rows.next();
                match row {
                    Some((member, _)) => self.answer(member.name),
                    None => self.press("<Tab>"),
                }
                continue;
            }
            let in_row = screen.lines().any(|line| line.starts_with("Thành viên "));
            let own = row.filter(|_| in_row).into_iter();
            let own = own.flat_map(|(member, more)| member.answers.iter().chain(*more));
            let all = own.chain(PAPER.iter().filter(|_| !in_row));
            let found = all
                .filter(|(wanted, _)| label(&line).starts_with(wanted))
                .max_by_key(|(wanted, _)| wanted.len())
                .map(|(_, value)| *value);
            match found {
                Some("") if line.trim_end().ends_with(':') => self.press("<Tab>"),
                Some("") => {
                    self.answered += usize::from(!line.contains('='));
                    // Where it came by itself, Enter is pressed a second time.
                    self.press("<Enter>");
                    if self.here() == line && !self.seat.screen().contains("Đã hết các mục")
                    {
                        self.press("<Enter>");
                    }
                }
                Some(value) => self.answer(value),
                // At the end Tab stays; Enter says so.
                None => {
                    self.press("<Tab>");
                    if self.here() == line {
                        self.press("<Enter>");
                    }
                }
            }
        }
        self.press("<F9>");
        assert!(
            self.seat.screen().contains("Enter"),
            "{}",
            self.seat.screen()
        );
        self.press("<Enter>");
        let screen = self.seat.screen();
        assert!(screen.contains("đã hoàn thành"), "{screen}");
    }
}

/// The answers on the disk of the households whose head this is, in the order of the list: by paper.
fn kept(workspace: &Workspace, head: &str) -> Vec<BTreeMap<String, (Status, Vec<Path>)>> {
    let period = Period::Year(2026);
    let summaries = workspace.summaries(period).unwrap();
    let named = summaries.iter().filter(|summary| summary.head == head);
    let papers = |summary: &Summary| {
        let mut kept = BTreeMap::new();
        for form in summary.papers.keys() {
            let key = PhieuKey {
                form: form.clone(),
                subject: PhieuSubject::Household(summary.household.unwrap()),
                period,
            };
            let phieu = workspace.phieu(key.id()).unwrap();
            let paper = workspace.form_of(&phieu).unwrap();
            let paths = paper.all_paths(phieu.answers()).into_iter();
            let given = paths.filter(|path| phieu.answers().get(path).is_some());
            kept.insert(form.clone(), (phieu.status(), given.collect()));
        }
        kept
    };
    named.map(papers).collect()
}

#[test]
fn a_whole_household_takes_no_more_keys_than_its_data_and_one_per_answer() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1");
    let mut answers = Vec::new();
    // The first is begun from the list of households, the next one where the last paper of the first ended.
    for (count, begin) in [(4, "<F6><Enter>"), (7, "<Enter>")] {
        let mut keyer = Keyer {
            seat: &mut seat,
            keys: 0,
            characters: 0,
            answered: 0,
        };
        keyer.press(begin);
        keyer.fill(&MEMBERS[..count]);
        keyer.press("<Enter>");
        keyer.fill(&[]);
        let (keys, characters, answered) = (keyer.keys, keyer.characters, keyer.answered);
        println!("{count} members: {keys} keys, {characters} characters, {answered} answers");
        assert!(
            keys <= characters + answered,
            "{keys} keys for {characters} characters and {answered} answers"
        );
        answers.push(answered);
    }
    drop(seat);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    for (answered, kept) in answers.into_iter().zip(kept(&workspace, "Lý Văn Thử")) {
        assert_eq!(kept.len(), 2, "{:?}", kept.keys());
        assert!(kept.values().all(|(status, _)| *status == Status::Finished));
        let on_disk: usize = kept.values().map(|(_, paths)| paths.len()).sum();
        assert_eq!(on_disk, answered, "{kept:?}");
    }
}

/// A sổ số liệu with one household whose paper has ten members about whom nothing is said.
fn ten_unknown(dir: &std::path::Path) {
    let init = Init {
        place: "06253".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    let mut workspace = Workspace::init(dir, &init, CLOCK).unwrap();
    let thon = workspace.add_thon("06253", "Nà Lộc").unwrap();
    let household = workspace.add_household(PlaceRef::Thon(thon.id)).unwrap();
    let subject = PhieuSubject::Household(household.id);
    let id = workspace
        .open_phieu("ho-dan", subject, Period::Year(2026))
        .unwrap()
        .id();
    let text = |text: &str| Some(Answer::Given(Value::Text(text.into())));
    let field = |id: &str| Path::Field(Name::new(id));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 21).unwrap();
    let answers = vec![
        (field("ho_ten_chu_ho"), text("Người 1")),
        (field("nguoi_ra_soat"), text("Hoàng Thị Mai")),
        (
            field("ngay_ra_soat"),
            Some(Answer::Given(Value::Date(Date::Day(day)))),
        ),
        (
            field("ket_qua"),
            Some(Answer::Given(Value::Choice(Name::new("da_ra_soat")))),
        ),
    ];
    workspace.answer(id, answers).unwrap();
    for _ in 0..10 {
        workspace.add_row(id, &Name::new("thanh_vien")).unwrap();
    }
}

#[test]
fn fifty_problems_are_worked_off_with_the_problem_list_alone() {
    let dir = tempfile::tempdir().unwrap();
    ten_unknown(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter>");
    let left = |seat: &Seat| -> usize {
        let screen = seat.screen();
        if screen.contains("Hết lỗi") {
            return 0;
        }
        let (_, rest) = screen
            .split_once("─ Còn ")
            .unwrap_or_else(|| panic!("{screen}"));
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    let all = left(&seat);
    assert!(all >= 50, "{all}");
    seat.keys("<F7>");
    let (mut counts, mut looked) = (vec![all], 0);
    while counts.last() != Some(&0) && looked < 120 {
        looked += 1;
        // The first ten from the list and back to it, the others one after the other.
        let listed = looked <= 10;
        seat.keys(if listed { "<Enter>" } else { "<F8>" });
        let screen = seat.screen();
        let line = screen.lines().find(|line| line.starts_with('>')).unwrap();
        let row = screen
            .split_once("\nThành viên ")
            .and_then(|(_, rest)| rest.split('/').next()?.parse::<usize>().ok());
        let typed = match (label(line), row) {
            (label, Some(row)) if label.starts_with("Họ và tên") => format!("Người {row}"),
            (label, Some(1)) if label.starts_with("Quan hệ") => "1".to_owned(),
            (label, _) if label.starts_with("Quan hệ") => "3".to_owned(),
            (label, _) if label.starts_with("Giới tính") => "1".to_owned(),
            (label, _) if label.starts_with("Ngày, tháng") => "1/1/1990".to_owned(),
            (label, _) if label.starts_with("Tính là nhân khẩu") => "1".to_owned(),
            _ => String::new(),
        };
        seat.keys(&typed);
        if listed {
            seat.keys("<Esc>");
            assert!(
                seat.screen().contains("Vấn đề của phiếu"),
                "{}",
                seat.screen()
            );
            if looked == 10 {
                seat.keys("<Esc>");
            }
        } else {
            counts.push(left(&seat));
        }
    }
    assert_eq!(counts.last(), Some(&0), "{counts:?}\n{}", seat.screen());
    assert!(
        counts.windows(2).all(|pair| pair[1] <= pair[0]),
        "{counts:?}"
    );
    // At zero the key that walks them says what comes next.
    seat.keys("<F8>");
    assert!(seat.screen().contains("F9 để đọc lại"), "{}", seat.screen());
    seat.keys("<F9><Enter>");
    assert!(seat.screen().contains("đã hoàn thành"), "{}", seat.screen());
}

/// The line of the screen that the cursor is on.
fn cursor(seat: &Seat) -> String {
    let screen = seat.screen();
    let line = screen.lines().find(|line| line.starts_with('>'));
    line.unwrap_or_else(|| panic!("{screen}")).to_owned()
}

#[test]
fn an_enter_out_of_habit_skips_nothing_and_going_on_can_be_switched_off() {
    let dir = tempfile::tempdir().unwrap();
    ten_unknown(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter><F3>gioi tinh<Enter>");
    seat.keys("1");
    assert!(
        label(&cursor(&seat)).starts_with("Ngày, tháng"),
        "{}",
        seat.screen()
    );
    seat.keys("<Enter>");
    assert!(
        label(&cursor(&seat)).starts_with("Ngày, tháng"),
        "{}",
        seat.screen()
    );
    assert!(
        seat.screen().contains("tự sang mục này"),
        "{}",
        seat.screen()
    );
    // A second one is meant; Tab always is.
    seat.keys("<Enter>");
    assert!(
        label(&cursor(&seat)).starts_with("Số định danh"),
        "{}",
        seat.screen()
    );
    // Eleven digits are not the number yet, twelve are; a year may still become a day.
    seat.keys("02008000000");
    assert!(
        label(&cursor(&seat)).starts_with("Số định danh"),
        "{}",
        seat.screen()
    );
    seat.keys("1");
    assert!(
        label(&cursor(&seat)).starts_with("Dân tộc"),
        "{}",
        seat.screen()
    );
    seat.keys("<S-Tab><S-Tab>1987");
    assert!(
        label(&cursor(&seat)).starts_with("Ngày, tháng"),
        "{}",
        seat.screen()
    );
    seat.keys("<C-u>1/2/1987");
    assert!(
        label(&cursor(&seat)).starts_with("Số định danh"),
        "{}",
        seat.screen()
    );
    // Letters wait for Enter, whatever an input method makes of them.
    seat.keys("<S-Tab><S-Tab>nu<BS>ư<BS>ữ");
    assert!(
        label(&cursor(&seat)).starts_with("Giới tính"),
        "{}",
        seat.screen()
    );
    seat.keys("<Enter>");
    assert!(seat.screen().contains(": Nữ"), "{}", seat.screen());
    // Switched off, and remembered for the next time.
    seat.keys("<F4>tu sang<Enter><S-Tab>1");
    assert!(
        label(&cursor(&seat)).starts_with("Giới tính"),
        "{}",
        seat.screen()
    );
    drop(seat);
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter><F3>gioi tinh<Enter>2");
    assert!(
        label(&cursor(&seat)).starts_with("Giới tính"),
        "{}",
        seat.screen()
    );
}

#[test]
fn special_answers_take_one_key_or_one_and_a_digit() {
    let dir = tempfile::tempdir().unwrap();
    ten_unknown(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys("1<Enter><Enter><F3>ngay, thang<Enter><F2>");
    assert!(
        seat.screen().contains(": (Không biết)"),
        "{}",
        seat.screen()
    );
    assert!(
        label(&cursor(&seat)).starts_with("Số định danh"),
        "{}",
        seat.screen()
    );
    seat.keys("<F2>2");
    assert!(seat.screen().contains(": (Từ chối)"), "{}", seat.screen());
    assert!(
        label(&cursor(&seat)).starts_with("Dân tộc"),
        "{}",
        seat.screen()
    );
    // The same key takes it away again, and then the cursor stays.
    seat.keys("<S-Tab><F2>0<S-Tab><F2>");
    assert!(
        label(&cursor(&seat)).starts_with("Ngày, tháng"),
        "{}",
        seat.screen()
    );
    assert!(
        !seat.screen().contains(": (Không biết)"),
        "{}",
        seat.screen()
    );
    assert!(!seat.screen().contains(": (Từ chối)"), "{}", seat.screen());
}

#[test]
fn a_paper_only_opened_is_nowhere_counted_and_a_name_is_told_as_soon_as_it_is_known() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let above =
        |screen: String| -> Vec<String> { screen.lines().take(20).map(str::to_owned).collect() };
    assert!(
        seat.screen().contains("6/6 hoàn thành, 0 đang nhập"),
        "{}",
        seat.screen()
    );
    let todo = above(seat.keys("4").screen());
    seat.keys("<Esc>1<F6><Enter><Esc>");
    let line = seat.screen();
    let line = line.lines().find(|line| line.starts_with('>')).unwrap();
    assert!(line.contains("chưa nhập"), "{line}");
    seat.keys("<Esc><Esc>");
    assert!(
        seat.screen().contains("6/7 hoàn thành, 0 đang nhập"),
        "{}",
        seat.screen()
    );
    assert_eq!(above(seat.keys("4").screen()), todo);
    seat.keys("<Esc>1<F6><Enter>Lý Văn Thử<Enter>");
    let title = seat.screen().lines().nth(1).unwrap().to_owned();
    assert!(title.contains("Lý Văn Thử"), "{title}");
}

#[test]
fn an_item_number_finds_its_item_first() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    for (number, wording) in [
        ("1", "Việc làm"),
        ("12", "Phương tiện phục vụ"),
        ("7", "Chất lượng nhà"),
    ] {
        seat.keys(&format!("1<Down><Enter>phieu b<Enter><F3>{number}<Enter>"));
        assert!(
            label(&cursor(&seat)).starts_with(wording),
            "{}",
            seat.screen()
        );
        seat.keys("<Esc><Esc><Esc>");
    }
}

#[test]
fn what_was_said_the_year_before_takes_one_key() {
    let dir = tempfile::tempdir().unwrap();
    commune(dir.path());
    let mut workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    // A household that has papers of both years: this year's is emptied by hand, as one not yet begun.
    let summaries = workspace.summaries(Period::Year(2025)).unwrap();
    let summary = summaries
        .iter()
        .find(|summary| summary.papers.contains_key("ho-dan"))
        .unwrap();
    let (household, head) = (summary.household.unwrap(), summary.head.clone());
    let place = workspace
        .subject_place(&PhieuSubject::Household(household))
        .unwrap();
    let new = workspace.add_household(place).unwrap();
    let then = workspace
        .open_phieu(
            "ho-dan",
            PhieuSubject::Household(household),
            Period::Year(2025),
        )
        .unwrap();
    // The same answers as a household that has nothing in 2026.
    let subject = PhieuSubject::Household(new.id);
    let copy = workspace
        .open_phieu("ho-dan", subject.clone(), Period::Year(2025))
        .unwrap();
    let answers = then.answers();
    let roster = Name::new("thanh_vien");
    let mut said: Vec<(Path, Option<Answer>)> = Vec::new();
    for row in answers.rows("thanh_vien") {
        let (_, added) = workspace.add_row(copy.id(), &roster).unwrap();
        for (path, answer) in answers.iter() {
            if let Path::Member { row: of, field, .. } = path
                && of == row
            {
                let path = Path::Member {
                    roster: roster.clone(),
                    row: added,
                    field: field.clone(),
                };
                said.push((path, Some(answer.clone())));
            }
        }
    }
    for (path, answer) in answers.iter() {
        if matches!(path, Path::Field(_)) {
            said.push((path.clone(), Some(answer.clone())));
        }
    }
    workspace.answer(copy.id(), said).unwrap();
    // One who is written down only because he moved away stays behind.
    let (_, away) = workspace.add_row(copy.id(), &roster).unwrap();
    let of = |field: &str| Path::Member {
        roster: roster.clone(),
        row: away,
        field: Name::new(field),
    };
    workspace
        .answer(
            copy.id(),
            vec![
                (
                    of("ho_ten"),
                    Some(Answer::Given(Value::Text("Người Đã Đi".into()))),
                ),
                (of("la_nhan_khau"), Some(Answer::Given(Value::YesNo(false)))),
            ],
        )
        .unwrap();
    let members = answers.rows("thanh_vien").len();
    drop(workspace);

    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    seat.keys(&format!("1{}<Enter>", new.label)).keys("<Enter>");
    let told = "F5: lấy sang từ năm 2025";
    assert!(seat.screen().contains(told), "{}", seat.screen());
    insta::assert_snapshot!("entry-before-vi", seat.screen());
    seat.keys("<F5>");
    let screen = seat.screen();
    assert!(screen.contains(&format!(": {head}")), "{screen}");
    assert!(
        screen.contains(&format!("Thành viên ({members})")),
        "{screen}"
    );
    // One item of what the paper does not offer, a group after a look, and in a row the row above.
    seat.keys("<F3>nguoi ra soat<Enter><F10>");
    assert!(
        label(&cursor(&seat)).starts_with("Ngày rà soát"),
        "{}",
        seat.screen()
    );
    seat.keys("21/10/2026<F3>ket qua<Enter>1<F3>duoc ho tro<Enter><F5>");
    insta::assert_snapshot!("entry-carry-vi", seat.screen());
    seat.keys("<Esc><F3>thanh vien 1: quan he<Enter>9<F3>thanh vien 2: quan he<Enter><F10>");
    let above = Answer::Given(Value::Choice(Name::new("khac")));
    drop(seat);
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let key = PhieuKey {
        form: "ho-dan".into(),
        subject,
        period: Period::Year(2026),
    };
    let now = workspace.phieu(key.id()).unwrap();
    assert_eq!(now.answers().rows("thanh_vien").len(), members);
    let names = |answers: &bieu::form::Answers| -> Vec<Option<Answer>> {
        let rows = answers.rows("thanh_vien").iter();
        let name = |row: &bieu::form::RowId| Path::Member {
            roster: roster.clone(),
            row: *row,
            field: Name::new("ho_ten"),
        };
        rows.map(|row| answers.get(&name(row)).cloned()).collect()
    };
    assert_eq!(names(now.answers()), names(answers));
    let relation = Path::Member {
        roster: roster.clone(),
        row: now.answers().rows("thanh_vien")[1],
        field: Name::new("quan_he"),
    };
    assert_eq!(now.answers().get(&relation), Some(&above));
}

#[test]
fn members_are_typed_in_their_table_too() {
    let dir = tempfile::tempdir().unwrap();
    ten_unknown(dir.path());
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    // From the table of rows into its cells; every answer goes on to the next cell, the row's last to the next row.
    seat.keys("1<Enter><Enter><F3>thanh vien 1: ho va ten<Enter><Esc><Right>");
    seat.keys("Lý Văn Thử<Enter>1112/5/1980");
    let screen = seat.screen();
    assert!(screen.contains(">!  1 Lý Văn Thử"), "{screen}");
    assert!(screen.contains("12/05/1980"), "{screen}");
    seat.keys("020080000001021");
    // The name stays in sight however far the columns are scrolled.
    let screen = seat.screen();
    assert!(screen.contains(" 1 Lý Văn Thử"), "{screen}");
    assert!(screen.contains('‹'), "{screen}");
    // Down a row is the same field; up again is where it was; Escape shows all of that person's fields.
    let before = seat.screen();
    seat.keys("<Down>");
    assert!(
        seat.screen().lines().any(|line| line.starts_with(">!  2")),
        "{}",
        seat.screen()
    );
    seat.keys("<Up>");
    assert_eq!(seat.screen(), before);
    seat.keys("<Esc>");
    assert!(
        seat.screen().contains("Thành viên 1/10  Lý Văn Thử"),
        "{}",
        seat.screen()
    );
    for rows in 0..=20 {
        for columns in 0..=60 {
            seat.resize(columns, rows);
            assert!(seat.draws(), "{columns}×{rows}");
        }
    }
}
