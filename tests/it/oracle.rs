//! A second implementation, written from the text of the law as the project knows it (NĐ 07/2021, TT 07/2021, TT 02/2022)
//! and from nothing in `src` or `forms`: indicators, classes, movements and the tables 7.1–7.10 of random households.
//! Where the papers and this file disagree, one of them has misread the text.

use std::collections::BTreeMap;

use bieu::form::{
    Answer, Answers, Context, Date, Evaluation, Form, Imported, Library, Name, Path, Period, RowId,
    TallyRowKind, TallyUnit, Value,
};
use bieu::place::Area;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

const YEAR: i32 = 2025;

/// splitmix64: the same households in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn yes(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Poor,
    Near,
    Not,
}

const CLASSES: [Class; 3] = [Class::Poor, Class::Near, Class::Not];

impl Class {
    fn id(self) -> &'static str {
        match self {
            Class::Poor => "ngheo",
            Class::Near => "can_ngheo",
            Class::Not => "khong_ngheo",
        }
    }
}

/// What has been finished at school or in training, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Finished {
    BelowLower,
    Lower,
    Upper,
    Vocational,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Preschool,
    Primary,
    Lower,
    Upper,
    Vocational,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Works for wages, with or without a contract.
    Wage {
        contract: bool,
    },
    /// Works, not for wages.
    Own,
    /// Has none; whether they want and cannot find any.
    None {
        looks: bool,
    },
    Studies,
}

#[derive(Clone, Debug)]
struct Person {
    head: bool,
    woman: bool,
    born: NaiveDate,
    ethnic: &'static str,
    counted: bool,
    insured: bool,
    school: Option<Level>,
    finished: Finished,
    trained_at_work: bool,
    work: Work,
    malnourished: bool,
    able: bool,
    disabled: bool,
    allowance: bool,
    merit: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Reviewed,
    Left(&'static str),
}

#[derive(Clone, Debug)]
struct Household {
    fate: Fate,
    /// Arrived, split off or founded this year.
    new: Option<&'static str>,
    start: Class,
    start_persons: u32,
    ever_poor: bool,
    ever_near: bool,
    applies: bool,
    people: Vec<Person>,
    causes: Vec<&'static str>,
    scored: bool,
    points: u32,
    solid: [bool; 3],
    /// Tenths of a square metre.
    area: u32,
    water: &'static str,
    toilet: &'static str,
    internet: bool,
    device: bool,
}

const ETHNIC: [&str; 8] = ["kinh", "muong", "thai", "mong", "tho", "dao", "tay", "e_de"];
const CAUSES: [&str; 8] = [
    "dat",
    "von",
    "lao_dong",
    "cong_cu",
    "kien_thuc",
    "ky_nang",
    "om_dau",
    "khac",
];
const SAFE_WATER: [&str; 6] = [
    "may",
    "gieng_khoan",
    "gieng_dao",
    "khe_mo",
    "mua",
    "dong_chai",
];
const UNSAFE_WATER: [&str; 3] = ["gieng_dao_ho", "khe_mo_ho", "khac"];
const GOOD_TOILET: [&str; 5] = [
    "tu_hoai",
    "tham_doi",
    "ong_thong_hoi",
    "be_ngoi",
    "hai_ngan",
];
const BAD_TOILET: [&str; 2] = ["khac", "khong"];

fn review_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(YEAR, 10, 15).unwrap()
}

impl Person {
    fn random(dice: &mut Dice, head: bool) -> Person {
        // Ages near every limit come often.
        let age = match dice.roll(3) {
            0 => dice.one(&[
                2, 3, 5, 6, 7, 11, 12, 14, 15, 16, 17, 18, 29, 30, 31, 59, 60, 61, 80,
            ]),
            _ => i32::try_from(dice.roll(90)).unwrap(),
        };
        let age = if head { age.max(18) } else { age };
        let born = review_day()
            .with_year(YEAR - age)
            .unwrap()
            .checked_sub_days(chrono::Days::new(dice.roll(365)))
            .unwrap();
        let school = dice.yes(45).then(|| {
            dice.one(&[
                Level::Preschool,
                Level::Primary,
                Level::Lower,
                Level::Upper,
                Level::Vocational,
            ])
        });
        Person {
            head,
            woman: dice.yes(50),
            born,
            ethnic: dice.one(&ETHNIC),
            counted: head || dice.yes(90),
            insured: dice.yes(85),
            school,
            finished: dice.one(&[
                Finished::BelowLower,
                Finished::Lower,
                Finished::Upper,
                Finished::Vocational,
            ]),
            trained_at_work: dice.yes(20),
            work: match dice.roll(6) {
                0 => Work::Wage { contract: false },
                1 => Work::Wage { contract: true },
                2 => Work::None { looks: true },
                3 => Work::None { looks: false },
                4 => Work::Studies,
                _ => Work::Own,
            },
            malnourished: dice.yes(15),
            able: dice.yes(80),
            disabled: dice.yes(15),
            allowance: dice.yes(30),
            merit: dice.yes(8),
        }
    }

    /// Full years on the day of the review.
    fn age(&self) -> i32 {
        let day = review_day();
        let had = (day.month(), day.day()) >= (self.born.month(), self.born.day());
        day.year() - self.born.year() - i32::from(!had)
    }

    /// Children under 16; elderly or disabled people with a monthly social allowance.
    fn dependent(&self) -> bool {
        self.age() < 16 || (self.allowance && (self.age() >= 60 || self.disabled))
    }
}

impl Household {
    fn random(dice: &mut Dice) -> Household {
        let left = dice
            .yes(8)
            .then(|| dice.one(&["chuyen_di", "chet_ca_ho", "nhap"]));
        let new = dice
            .yes(8)
            .then(|| dice.one(&["chuyen_den", "tach", "khac"]));
        let size = 1 + dice.roll(7);
        let people: Vec<Person> = (0..size).map(|n| Person::random(dice, n == 0)).collect();
        let start = dice.one(&CLASSES);
        let applies = dice.yes(20);
        let listed = new.is_none() && start != Class::Not;
        let deprived = dice.roll(100);
        Household {
            fate: left.map_or(Fate::Reviewed, Fate::Left),
            new,
            start,
            start_persons: u32::try_from(dice.roll(8)).unwrap(),
            ever_poor: dice.yes(30),
            ever_near: dice.yes(30),
            applies,
            people,
            causes: CAUSES.into_iter().filter(|_| dice.yes(25)).collect(),
            // Whoever is to be reviewed is; somebody else now and then too.
            scored: listed || applies || dice.yes(10),
            points: match dice.roll(3) {
                0 => dice.one(&[135, 139, 140, 141, 145, 170, 174, 175, 176, 180]),
                _ => u32::try_from(dice.roll(60)).unwrap() * 5,
            },
            solid: [dice.yes(60), dice.yes(60), dice.yes(60)],
            area: match dice.roll(2) {
                0 => u32::try_from(size).unwrap() * 80 + u32::try_from(dice.roll(3)).unwrap() - 1,
                _ => u32::try_from(dice.roll(900)).unwrap(),
            },
            water: match dice.yes(deprived) {
                true => dice.one(&UNSAFE_WATER),
                false => dice.one(&SAFE_WATER),
            },
            toilet: match dice.yes(deprived) {
                true => dice.one(&BAD_TOILET),
                false => dice.one(&GOOD_TOILET),
            },
            internet: !dice.yes(deprived),
            device: !dice.yes(deprived),
        }
    }

    fn counted(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.counted)
    }

    fn persons(&self) -> u32 {
        u32::try_from(self.counted().count()).unwrap()
    }

    /// The twelve indicators of NĐ 07/2021, in order.
    fn deprived(&self) -> [bool; 12] {
        let persons = self.persons();
        let dependents = u32::try_from(self.counted().filter(|p| p.dependent()).count()).unwrap();
        let work = |p: &Person| {
            p.age() >= 15
                && match p.work {
                    Work::None { looks } => looks && p.able,
                    Work::Wage { contract } => !contract,
                    Work::Own | Work::Studies => false,
                }
        };
        let adult = |p: &Person| {
            let fit = match p.age() {
                16..=17 => p.finished >= Finished::Lower,
                18..=30 => p.finished >= Finished::Upper,
                _ => return false,
            };
            p.school.is_none() && !fit && !p.trained_at_work
        };
        let child = |p: &Person| {
            let least = match p.age() {
                3..=5 => Level::Preschool,
                6..=11 => Level::Primary,
                12..=15 => Level::Lower,
                _ => return false,
            };
            p.school.is_none_or(|level| level < least)
        };
        [
            self.counted().any(work),
            dependents * 2 > persons,
            self.counted().any(|p| p.age() < 16 && p.malnourished),
            self.counted().any(|p| p.age() >= 6 && !p.insured),
            self.counted().any(adult),
            self.counted().any(child),
            self.solid.iter().filter(|solid| !**solid).count() >= 2,
            self.area < 80 * persons,
            UNSAFE_WATER.contains(&self.water),
            BAD_TOILET.contains(&self.toilet),
            !self.internet,
            !self.device,
        ]
    }

    fn b(&self) -> u32 {
        10 * u32::try_from(self.deprived().iter().filter(|one| **one).count()).unwrap()
    }

    /// The table of domain 1.1.
    fn scored_class(&self, area: Area) -> Class {
        let line = match area {
            Area::Rural => 140,
            Area::Urban => 175,
        };
        match (self.points <= line, self.b() >= 30) {
            (false, _) => Class::Not,
            (true, true) => Class::Poor,
            (true, false) => Class::Near,
        }
    }

    /// Where it stands at the end of the year: nobody who was neither listed nor applied is reviewed.
    fn end(&self, area: Area) -> Class {
        match self.scored {
            true => self.scored_class(area),
            false => Class::Not,
        }
    }

    fn gone(&self) -> bool {
        self.fate != Fate::Reviewed
    }

    /// The class in which it opened the year; none for one that was not there.
    fn opening(&self) -> Option<Class> {
        self.new.is_none().then_some(self.start)
    }

    fn head(&self) -> &Person {
        self.people.iter().find(|person| person.head).unwrap()
    }

    fn cannot_work(&self) -> bool {
        !self.counted().any(|p| p.age() >= 15 && p.able)
    }
}

/// A table's cells as this file adds them up: row of the part, column → figure.
type Cells = BTreeMap<(&'static str, String), Decimal>;

fn add(cells: &mut Cells, part: &'static str, column: impl ToString, n: u32) {
    *cells.entry((part, column.to_string())).or_default() += Decimal::from(n);
}

/// 7.2 or 7.3 (`of`: whose movements), written from the printed headings.
fn movements(cells: &mut Cells, households: &[(&Household, Area)], of: Class) {
    let other = if of == Class::Poor {
        Class::Near
    } else {
        Class::Poor
    };
    for (household, area) in households {
        let (start, end) = (household.opening(), household.end(*area));
        let (before, now) = (household.start_persons, household.persons());
        let ever = match of {
            Class::Poor => household.ever_poor,
            _ => household.ever_near,
        };
        let mut put = |column: u32, persons: u32| {
            add(cells, "ho", column, 1);
            add(cells, "nhan_khau", column, persons);
        };
        let was = start == Some(of);
        if was {
            put(1, before);
        }
        if household.gone() {
            if was {
                put(4, before);
            }
            continue;
        }
        let is = end == of;
        if is {
            put(9, now);
        }
        // 7.2: 2 is near-poor and 3 is out; 7.3: 2 is out and 3 is poor.
        let to = |class: Class| match (of, class) {
            (Class::Poor, Class::Near) | (Class::Near, Class::Not) => 2,
            _ => 3,
        };
        match (was, is) {
            (true, false) => put(to(end), now),
            (false, true) => match start {
                None => put(8, now),
                Some(class) if class == other => put(5, now),
                Some(_) if ever => put(6, now),
                Some(_) => put(7, now),
            },
            _ => {}
        }
        if was {
            // Births, deaths and moves of single people.
            add(cells, "nhan_khau", 4, before.saturating_sub(now));
            add(cells, "nhan_khau", 8, now.saturating_sub(before));
        }
    }
}

/// Every figure of one table for some households; rates are left to the identities below.
fn table(id: &str, households: &[(&Household, Area)]) -> Cells {
    let mut cells = Cells::new();
    if id == "mau-7-2" || id == "mau-7-3" {
        let of = if id == "mau-7-2" {
            Class::Poor
        } else {
            Class::Near
        };
        movements(&mut cells, households, of);
        return cells;
    }
    for (household, area) in households.iter().filter(|(household, _)| !household.gone()) {
        let (class, persons) = (household.end(*area), household.persons());
        match id {
            "mau-7-1" => {
                add(&mut cells, "", 1, 1);
                add(&mut cells, "", 2, persons);
                let first = match class {
                    Class::Poor => 3,
                    Class::Near => 7,
                    Class::Not => continue,
                };
                add(&mut cells, "", first, 1);
                add(&mut cells, "", first + 2, persons);
            }
            "mau-7-4" | "mau-7-6" => {
                let of = if id == "mau-7-4" {
                    Class::Poor
                } else {
                    Class::Near
                };
                if class == of {
                    add(&mut cells, "", "tong", 1);
                    for (n, _) in household
                        .deprived()
                        .iter()
                        .enumerate()
                        .filter(|(_, one)| **one)
                    {
                        add(&mut cells, "", n + 1, 1);
                    }
                }
            }
            "mau-7-8" => {
                let first = match class {
                    Class::Poor => 1,
                    Class::Near => 6,
                    Class::Not => continue,
                };
                let minority = household.head().ethnic != "kinh";
                let unable = household.cannot_work();
                let merit = household.counted().any(|person| person.merit);
                let none = !minority && !unable && !merit;
                for (n, counts) in [true, minority, unable, merit, none]
                    .into_iter()
                    .enumerate()
                {
                    if counts {
                        let column = first + n;
                        add(&mut cells, "ho", column, 1);
                        add(&mut cells, "nhan_khau", column, persons);
                    }
                }
            }
            "mau-7-9" => {
                let first = match class {
                    Class::Poor => 1,
                    Class::Near => 10,
                    Class::Not => continue,
                };
                let ethnic = household.head().ethnic;
                add(&mut cells, "", first, 1);
                let named = ["kinh", "muong", "thai", "mong", "tho", "dao"];
                let column = named.iter().position(|one| *one == ethnic).unwrap_or(6) + 2;
                add(&mut cells, "", first + column, 1);
                if ethnic != "kinh" {
                    add(&mut cells, "", first + 1, 1);
                }
            }
            "mau-7-10" => {
                let part = match class {
                    Class::Poor => "ngheo",
                    Class::Near => "can_ngheo",
                    Class::Not => continue,
                };
                for cause in &household.causes {
                    let column = CAUSES.iter().position(|one| one == cause).unwrap() + 1;
                    add(&mut cells, part, column, 1);
                    add(&mut cells, "tong", column, 1);
                }
            }
            _ => {}
        }
    }
    cells
}

// ------------------------------------------------------------------ the same households in the papers

fn name(text: &str) -> Name {
    Name::new(text)
}

fn choice(id: &str) -> Value {
    Value::Choice(name(id))
}

fn yes(value: bool) -> Value {
    Value::YesNo(value)
}

fn give(answers: &mut Answers, field: &str, value: Value) {
    answers.set(Path::Field(name(field)), Some(Answer::Given(value)));
}

fn number(n: impl Into<Decimal>) -> Value {
    Value::Number(n.into())
}

fn ho_dan(household: &Household) -> Answers {
    let mut answers = Answers::new();
    let outcome = match household.fate {
        Fate::Reviewed => "da_ra_soat",
        Fate::Left(how) => how,
    };
    give(&mut answers, "ket_qua", choice(outcome));
    give(
        &mut answers,
        "ly_do_moi",
        choice(household.new.unwrap_or("khong")),
    );
    if household.new.is_none() {
        give(
            &mut answers,
            "phan_loai_dau_nam",
            choice(household.start.id()),
        );
        give(
            &mut answers,
            "so_khau_dau_nam",
            number(household.start_persons),
        );
        give(&mut answers, "dang_quan_ly", choice(household.start.id()));
        give(&mut answers, "tung_ngheo", yes(household.ever_poor));
        give(&mut answers, "tung_can_ngheo", yes(household.ever_near));
    } else {
        give(&mut answers, "dang_quan_ly", choice("khong_ngheo"));
    }
    give(&mut answers, "de_nghi_ra_soat", yes(household.applies));
    if household.gone() {
        return answers;
    }
    let causes = household.causes.iter().map(|cause| name(cause)).collect();
    give(&mut answers, "nguyen_nhan", Value::Choices(causes));
    for (n, person) in (1u32..).zip(&household.people) {
        let row = RowId::of_position(n);
        answers.push_row(&name("thanh_vien"), row);
        let mut put = |field: &str, value: Value| {
            let (roster, field) = (name("thanh_vien"), name(field));
            answers.set(
                Path::Member { roster, row, field },
                Some(Answer::Given(value)),
            );
        };
        put(
            "quan_he",
            choice(if person.head { "chu_ho" } else { "con" }),
        );
        put("gioi_tinh", choice(if person.woman { "nu" } else { "nam" }));
        put("ngay_sinh", Value::Date(Date::Day(person.born)));
        put("dan_toc", choice(person.ethnic));
        put("la_nhan_khau", yes(person.counted));
        put("bhyt", yes(person.insured));
        put("suy_dinh_duong", yes(person.malnourished));
        put("kha_nang_lao_dong", yes(person.able));
        put("khuyet_tat", yes(person.disabled));
        put("bao_tro_xa_hoi", yes(person.allowance));
        put("co_cong", yes(person.merit));
        put("dao_tao_tai_cho", yes(person.trained_at_work));
        let school = match person.school {
            None => "khong",
            Some(Level::Preschool) => "mam_non",
            Some(Level::Primary) => "tieu_hoc",
            Some(Level::Lower) => "thcs",
            Some(Level::Upper) => "thpt",
            Some(Level::Vocational) => "nghe",
        };
        put("di_hoc", choice(school));
        let finished = match person.finished {
            Finished::BelowLower => "chua_xong_thcs",
            Finished::Lower => "thcs",
            Finished::Upper => "thpt",
            Finished::Vocational => "so_cap",
        };
        put("trinh_do", choice(finished));
        let (work, looks, contract) = match person.work {
            Work::Own => ("co_viec_lam", None, Some("khong_lam_cong")),
            Work::Wage { contract: true } => ("co_viec_lam", None, Some("co_hop_dong")),
            Work::Wage { contract: false } => ("co_viec_lam", None, Some("khong_hop_dong")),
            Work::None { looks } => ("khong_co_viec_lam", Some(looks), None),
            Work::Studies => ("dang_di_hoc", None, None),
        };
        put("viec_lam", choice(work));
        if let Some(looks) = looks {
            put("muon_lam_viec", yes(looks));
        }
        if let Some(contract) = contract {
            put("hop_dong", choice(contract));
        }
    }
    answers
}

fn phieu_b(household: &Household) -> Answers {
    let mut answers = Answers::new();
    give(&mut answers, "diem_thu_nhap", number(household.points));
    for (field, solid) in ["tuong_ben", "cot_ben", "mai_ben"]
        .into_iter()
        .zip(household.solid)
    {
        give(&mut answers, field, yes(solid));
    }
    give(
        &mut answers,
        "dien_tich",
        number(Decimal::new(household.area.into(), 1)),
    );
    give(&mut answers, "nguon_nuoc", choice(household.water));
    give(&mut answers, "nha_tieu", choice(household.toilet));
    give(&mut answers, "internet", yes(household.internet));
    let devices = if household.device { "tivi" } else { "khong" };
    give(
        &mut answers,
        "phuong_tien",
        Value::Choices([name(devices)].into()),
    );
    answers
}

struct Papers {
    members: Evaluation,
    scored: Option<Evaluation>,
}

fn papers(library: &Library, household: &Household, area: Area) -> Papers {
    evaluated(
        library,
        household,
        area,
        &ho_dan(household),
        &phieu_b(household),
    )
}

fn evaluated(
    library: &Library,
    household: &Household,
    area: Area,
    of_members: &Answers,
    of_class: &Answers,
) -> Papers {
    let period = Period::parse(&YEAR.to_string()).unwrap();
    let form = |id: &str| -> &Form { library.get(id, period.last_day()).unwrap() };
    let context = Context {
        area: Some(area),
        place_kind: Some(
            if area == Area::Rural {
                "xã"
            } else {
                "phường"
            }
            .to_owned(),
        ),
        date: Some(review_day()),
        period: Some(period),
        ..Context::default()
    };
    let members = form("ho-dan").evaluate(of_members, &context);
    let scored = (household.scored && !household.gone()).then(|| {
        let paper = form("phieu-b");
        let mut context = context.clone();
        for import in paper
            .imports()
            .iter()
            .filter(|import| import.form.as_str() == "ho-dan")
        {
            if let Some(read) = Imported::read(&members, &import.at, period) {
                context.imports.insert(import.id.clone(), read);
            }
        }
        paper.evaluate(of_class, &context)
    });
    Papers { members, scored }
}

fn cases() -> usize {
    crate::store::cases(600)
}

#[test]
fn indicators_points_and_classes_agree_with_the_text() {
    let library = crate::papers::library();
    let mut dice = Dice(1);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for n in 0..cases() {
        let household = Household::random(&mut dice);
        let area = dice.one(&[Area::Rural, Area::Urban]);
        let Some(found) = papers(library, &household, area).scored else {
            continue;
        };
        let expected = household.deprived();
        for (at, one) in (1..).zip(expected) {
            let field = name(&format!("b2_{at:02}"));
            assert_eq!(
                found.field(&field),
                Some(&yes(one)),
                "{n}: {field} {household:#?}"
            );
        }
        let points = number(household.b());
        assert_eq!(
            found.field(&name("diem_thieu_hut")),
            Some(&points),
            "{n}: {household:#?}"
        );
        let class = household.scored_class(area);
        assert_eq!(
            found.field(&name("phan_loai")),
            Some(&choice(class.id())),
            "{n}: {area:?} {household:#?}"
        );
        *seen.entry(class.id()).or_default() += 1;
    }
    assert_eq!(seen.len(), 3, "every class came up: {seen:?}");
}

/// Answers with some taken away: nobody asked, or nobody knew. Who is able to work is presumed where nobody said.
fn with_gaps(dice: &mut Dice, answers: &Answers) -> Answers {
    let kept = ["quan_he", "kha_nang_lao_dong", "ket_qua", "ly_do_moi"];
    let mut gaps = answers.clone();
    let paths: Vec<Path> = answers.iter().map(|(path, _)| path.clone()).collect();
    for path in paths {
        let field = match &path {
            Path::Field(field) | Path::Member { field, .. } => field.to_string(),
            _ => continue,
        };
        if !kept.contains(&field.as_str()) && dice.yes(12) {
            gaps.set(path, None);
        }
    }
    gaps
}

#[test]
fn what_is_known_with_gaps_is_what_it_would_be_without() {
    let library = crate::papers::library();
    let mut dice = Dice(3);
    let (mut known, mut unknown) = (0, 0);
    for n in 0..cases() {
        let mut household = Household::random(&mut dice);
        (household.scored, household.fate) = (true, Fate::Reviewed);
        let area = dice.one(&[Area::Rural, Area::Urban]);
        let (members, class) = (ho_dan(&household), phieu_b(&household));
        let whole = evaluated(library, &household, area, &members, &class);
        let members = with_gaps(&mut dice, &members);
        let class = with_gaps(&mut dice, &class);
        let gaps = evaluated(library, &household, area, &members, &class);
        let (whole, gaps) = (whole.scored.unwrap(), gaps.scored.unwrap());
        let fields = (1..=12)
            .map(|at| name(&format!("b2_{at:02}")))
            .chain([name("diem_thieu_hut"), name("phan_loai")]);
        for field in fields {
            match gaps.field(&field) {
                Some(found) => {
                    known += 1;
                    assert_eq!(
                        Some(found),
                        whole.field(&field),
                        "{n}: {field} {household:#?}"
                    );
                }
                None => unknown += 1,
            }
        }
    }
    assert!(known > 0 && unknown > 0, "{known} known, {unknown} unknown");
}

#[test]
fn the_tables_agree_with_the_text_and_foot() {
    let library = crate::papers::library();
    let mut dice = Dice(2);
    let mut left = cases();
    while left > 0 {
        let size = left.min(250);
        left -= size;
        let units: Vec<Area> = (0..4)
            .map(|_| dice.one(&[Area::Rural, Area::Urban]))
            .collect();
        let households: Vec<(usize, Household)> = (0..size)
            .map(|_| {
                let unit = usize::try_from(dice.roll(4)).unwrap();
                (unit, Household::random(&mut dice))
            })
            .collect();
        let papers: Vec<Papers> = households
            .iter()
            .map(|(unit, household)| papers(library, household, units[*unit]))
            .collect();
        for n in 1..=10 {
            one_table(library, &format!("mau-7-{n}"), &units, &households, &papers);
        }
    }
}

fn one_table(
    library: &Library,
    id: &str,
    units: &[Area],
    households: &[(usize, Household)],
    papers: &[Papers],
) {
    let period = Period::parse(&YEAR.to_string()).unwrap();
    let (form, tally) = library.tally(id, period.last_day()).unwrap();
    let named = units.iter().enumerate().map(|(n, area)| TallyUnit {
        place: n.to_string(),
        name: format!("Thôn {n}"),
        area: Some(*area),
    });
    let context = Context {
        date: Some(period.last_day()),
        period: Some(period),
        ..Context::default()
    };
    let mut tallying = tally.start(form, named.collect(), context);
    for ((unit, _), papers) in households.iter().zip(papers) {
        let of: Vec<Option<&Evaluation>> = tally
            .joins()
            .iter()
            .map(|join| match join.as_str() {
                "ho-dan" => Some(&papers.members),
                "phieu-b" => papers.scored.as_ref(),
                other => panic!("{id} joins {other}"),
            })
            .collect();
        tallying.add(*unit, &of);
    }
    for row in tallying.finish().rows {
        let mine: Vec<(&Household, Area)> = households
            .iter()
            .filter(|(unit, _)| match row.kind {
                TallyRowKind::Unit => row.place == unit.to_string(),
                TallyRowKind::Area(area) => units[*unit] == area,
                TallyRowKind::Total => true,
            })
            .map(|(unit, household)| (household, units[*unit]))
            .collect();
        let counted = match id {
            "mau-7-5" => table("mau-7-4", &mine),
            "mau-7-7" => table("mau-7-6", &mine),
            _ => table(id, &mine),
        };
        let part = row
            .part
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let figure = |column: &str| {
            let key = counted
                .iter()
                .find(|((of, n), _)| *of == part && n == column);
            key.map_or(Decimal::ZERO, |(_, figure)| *figure)
        };
        for (column, cell) in &row.cells {
            let rate = |a: &str, b: &str| {
                let whole = figure(b);
                (!whole.is_zero()).then(|| {
                    // As printed: two digits, a half rounded up.
                    let rate = figure(a) / whole * Decimal::from(100);
                    rate.round_dp_with_strategy(
                        2,
                        rust_decimal::RoundingStrategy::MidpointAwayFromZero,
                    )
                })
            };
            let expected = match (id, column.as_str()) {
                ("mau-7-1", "4") => rate("3", "1"),
                ("mau-7-1", "6") => rate("5", "2"),
                ("mau-7-1", "8") => rate("7", "1"),
                ("mau-7-1", "10") => rate("9", "2"),
                ("mau-7-5" | "mau-7-7", "tong") => Some(figure("tong")),
                ("mau-7-5" | "mau-7-7", one) => rate(one, "tong"),
                (_, column) => Some(figure(column)),
            };
            assert_eq!(
                cell.value, expected,
                "{id} {:?} {} part {part:?} column {column}: {} records missing",
                row.kind, row.place, cell.missing
            );
        }
    }
}
