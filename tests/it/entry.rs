//! A household typed from its paper, by somebody who reads the screen: what is asked is answered as the paper
//! says, and every key is counted.

use std::collections::BTreeMap;

use bieu::form::{Path, Period};
use bieu::locale::Language;
use bieu::record::{PhieuKey, PhieuSubject, Status};
use bieu::workspace::{Summary, Workspace};

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
