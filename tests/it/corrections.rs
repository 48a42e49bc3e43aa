//! What was printed, posted or decided, and then changed: told until the paper that puts it right is there.

use bieu::form::{
    Answer, Code, Date, Name, Path, Period, Problem, RowId, Severity, Stood, StoodBy, Value,
};
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::record::{EditId, Phieu, PhieuSubject, PlaceRef, Status};
use bieu::task::{self, PrintAbout, PrintFormat, PrintJob, demo};
use bieu::workspace::{Clock, Workspace};

use super::screens::Seat;

const CLOCK: Clock = Clock::Fixed(1_795_000_000);

struct Commune {
    _dir: tempfile::TempDir,
    workspace: Workspace,
    period: Period,
    household: EditId,
    xa: PlaceRef,
}

fn commune() -> Commune {
    let dir = tempfile::tempdir().unwrap();
    let place = "06253";
    demo::make(dir.path(), place, Regime::TwoTier, 6, CLOCK, &mut |_, _| {
        true
    })
    .unwrap();
    let workspace = Workspace::open(dir.path(), CLOCK).unwrap().0;
    let period = demo::first_period().unwrap();
    let household = workspace.households().unwrap()[0].id;
    Commune {
        _dir: dir,
        workspace,
        period,
        household,
        xa: PlaceRef::Code(place.to_owned()),
    }
}

fn field(id: &str) -> Path {
    Path::Field(Name::new(id))
}

fn text(text: &str) -> Option<Answer> {
    Some(Answer::Given(Value::Text(text.to_owned())))
}

impl Commune {
    fn phieu(&self, form: &str) -> Phieu {
        let subject = PhieuSubject::Household(self.household);
        let mut all = self
            .workspace
            .phieus_of(form, &subject, self.period)
            .unwrap();
        all.remove(0).phieu
    }

    /// The problems of a Phiếu that are about what stood in it.
    fn told(&self, form: &str) -> Vec<Problem> {
        let phieu = self.phieu(form);
        let mut problems = self.workspace.evaluate(&phieu).unwrap().problems;
        problems.retain(|p| matches!(p.code, Code::ChangedSincePrint | Code::ChangedAfter));
        problems
    }

    fn say(&mut self, form: &str, path: Path, answer: Option<Answer>) {
        let id = self.phieu(form).id();
        self.workspace.answer(id, vec![(path, answer)]).unwrap();
    }

    /// Puts the income points on the other side of the line.
    fn change_class(&mut self) -> (Value, Value) {
        let class = |commune: &Commune| {
            let evaluation = commune
                .workspace
                .evaluate(&commune.phieu("phieu-b"))
                .unwrap();
            evaluation.value(&field("phan_loai")).unwrap().clone()
        };
        let before = class(self);
        let at = field("diem_thu_nhap");
        // The income line lies between.
        let low = matches!(self.phieu("phieu-b").answers().get(&at),
            Some(Answer::Given(Value::Number(points))) if points.to_string() == "125");
        let points = if low { 200 } else { 125 };
        let answer = Answer::Given(Value::Number(points.into()));
        self.say("phieu-b", at, Some(answer));
        let after = class(self);
        assert_ne!(after, before);
        (before, after)
    }

    fn print(&mut self, id: &str, about: PrintAbout, blank: bool) -> String {
        let job = PrintJob {
            id: id.to_owned(),
            period: self.period,
            about,
            phieu: None,
            blank,
            format: PrintFormat::Docx,
        };
        let file = task::print(&self.workspace, &job, &mut |_, _| true).unwrap();
        task::printed(&mut self.workspace, &job, &file).unwrap();
        footers(file.bytes)
    }

    fn print_own(&mut self, id: &str) -> String {
        self.print(id, PrintAbout::Household(self.household), false)
    }

    /// Closes a step as closing it does: an answer of the paper that keeps the steps.
    fn close(&mut self, step: &str, place: &PlaceRef, closed: bool) {
        let steps = self.workspace.steps().clone();
        let at = steps.find(step).unwrap();
        let mark = steps.mark(&steps.list()[at], |marks| &marks.closed);
        let day = Answer::Given(Value::Date(Date::Day(self.workspace.today())));
        let subject = PhieuSubject::Place(place.clone());
        let state = self
            .workspace
            .open_phieu(steps.state(), subject, self.period)
            .unwrap();
        let answer = closed.then_some(day);
        self.workspace
            .answer(state.id(), vec![(Path::Field(mark), answer)])
            .unwrap();
    }

    fn thon(&self) -> PlaceRef {
        self.workspace.hodan(self.household).unwrap().place
    }
}

/// All that stands in the footers of a docx file.
fn footers(bytes: Vec<u8>) -> String {
    use std::io::Read as _;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut all = String::new();
    for name in names.into_iter().filter(|name| name.contains("footer")) {
        zip.by_name(&name)
            .unwrap()
            .read_to_string(&mut all)
            .unwrap();
    }
    all
}

#[test]
fn a_print_is_counted_and_changes_nothing_on_the_paper() {
    let mut commune = commune();
    let before = commune.phieu("phieu-b");
    assert_eq!(before.status(), Status::Finished);
    let state = before.state_json();
    assert!(commune.print_own("phieu-b").contains("Lần in 1"));
    assert!(commune.print_own("phieu-b").contains("Lần in 2"));
    // Another document of the same Phiếu is counted by itself; a blank one is none.
    assert!(commune.print_own("in-xac-nhan").contains("Lần in 1"));
    let blank = commune.print("phieu-b", PrintAbout::Place(commune.thon()), true);
    assert!(!blank.contains("Lần in") && blank.contains("In ngày"));
    let after = commune.phieu("phieu-b");
    assert_eq!(after.status(), Status::Finished);
    assert_eq!(after.state_json(), state);
    assert_eq!(after.printouts().next().unwrap().1.turn, 2);
    // A list has no Phiếu: it is counted on this machine, each place by itself.
    let list = "in-ra-soat";
    let thon = PrintAbout::Place(commune.thon());
    assert!(
        commune
            .print(list, thon.clone(), false)
            .contains("Lần in 1")
    );
    assert!(commune.print(list, thon, false).contains("Lần in 2"));
    let xa = PrintAbout::Place(commune.xa.clone());
    assert!(commune.print(list, xa, false).contains("Lần in 1"));
    // Undo does not take a print back.
    let id = after.id();
    let undone = commune.workspace.undo(id).unwrap();
    assert_eq!(
        commune.phieu("phieu-b").printouts().next().unwrap().1.turn,
        2
    );
    drop(undone);
}

#[test]
fn a_class_that_changed_since_the_print_is_told_until_it_is_printed_again() {
    let mut commune = commune();
    let (_, own) = commune.change_class();
    assert!(
        commune.told("phieu-b").is_empty(),
        "nothing was printed yet"
    );
    commune.print_own("phieu-b");
    assert!(commune.told("phieu-b").is_empty());
    let (printed, now) = commune.change_class();
    assert_eq!(printed, own);
    let told = commune.told("phieu-b");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].code, Code::ChangedSincePrint);
    assert_eq!(told[0].severity, Severity::Asks);
    assert_eq!(
        (&told[0].expected, &told[0].found),
        (&Some(printed), &Some(now))
    );
    // Lists count it, so that nobody needs to open the Phiếu.
    let summary = commune
        .workspace
        .summary(commune.household, commune.period)
        .unwrap();
    assert!(summary.asks >= 1);
    commune.print_own("phieu-b");
    assert!(commune.told("phieu-b").is_empty());
}

#[test]
fn a_name_changed_after_posting_wants_the_paper_that_corrects_it() {
    let mut commune = commune();
    let members = commune
        .phieu("ho-dan")
        .answers()
        .rows("thanh_vien")
        .to_vec();
    let name = |row: RowId| Path::Member {
        roster: Name::new("thanh_vien"),
        row,
        field: Name::new("ho_ten"),
    };
    let at = name(members[0]);
    commune.say("ho-dan", at.clone(), text("Hoàng Văn Trước"));
    let thon = commune.thon();
    commune.close("niem_yet", &thon, true);
    assert!(commune.told("ho-dan").is_empty());
    commune.say("ho-dan", at.clone(), text("Hoàng Văn Sau"));
    let told = commune.told("ho-dan");
    assert!(
        told.iter()
            .any(|p| p.code == Code::ChangedAfter && p.at == at),
        "{told:?}"
    );
    let problem = told.iter().find(|p| p.at == at).unwrap();
    assert_eq!(
        problem.expected,
        Some(Value::Text("Hoàng Văn Trước".to_owned()))
    );
    assert_eq!(problem.found, Some(Value::Text("Hoàng Văn Sau".to_owned())));
    assert_eq!(problem.severity, Severity::Asks);
    assert!(problem.check.as_ref().unwrap().1.contains("đính chính"));
    // Typed back, nothing is to be put right.
    commune.say("ho-dan", at.clone(), text("Hoàng Văn Trước"));
    assert!(commune.told("ho-dan").iter().all(|p| p.at != at));
    commune.say("ho-dan", at.clone(), text("Hoàng Văn Sau"));
    // Reopened, the step binds nobody.
    commune.close("niem_yet", &thon, false);
    assert!(commune.told("ho-dan").is_empty());
    // Closed by the xã it binds every thôn; what stands then is what counts.
    let xa = commune.xa.clone();
    commune.close("niem_yet", &xa, true);
    assert!(commune.told("ho-dan").is_empty());
    commune.say("ho-dan", at.clone(), text("Hoàng Văn Sau Nữa"));
    assert!(!commune.told("ho-dan").is_empty());
    // The paper that puts it right, once something stands on it.
    let subject = PhieuSubject::Household(commune.household);
    let paper = commune
        .workspace
        .open_phieu("dinh-chinh", subject, commune.period)
        .unwrap();
    assert!(!commune.told("ho-dan").is_empty(), "only opened");
    let said = vec![(field("can_cu"), text("Giấy khai sinh"))];
    commune.workspace.answer(paper.id(), said).unwrap();
    assert!(commune.told("ho-dan").is_empty());
}

#[test]
fn a_class_changed_after_the_decision_wants_a_decision_that_names_the_household() {
    let mut commune = commune();
    let xa = commune.xa.clone();
    commune.close("niem_yet", &xa, true);
    let (stood, _) = commune.change_class();
    let told = commune.told("phieu-b");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].check.as_ref().unwrap().1.contains("phúc tra"));
    assert_eq!(told[0].expected, Some(stood));
    // From the decision on another rule holds, for what changes from then on.
    commune.close("cong_nhan", &xa, true);
    assert!(commune.told("phieu-b").is_empty());
    commune.change_class();
    let told = commune.told("phieu-b");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0]
            .check
            .as_ref()
            .unwrap()
            .1
            .contains("quyết định điều chỉnh")
    );
    // A decision that names somebody else puts nothing right here.
    let subject = PhieuSubject::Place(xa);
    let paper = commune
        .workspace
        .open_phieu("quyet-dinh-dieu-chinh", subject, commune.period)
        .unwrap();
    let roster = Name::new("ho");
    let (paper, row) = commune.workspace.add_row(paper.id(), &roster).unwrap();
    let at = Path::Member {
        roster,
        row,
        field: Name::new("so_ho"),
    };
    let other = commune.workspace.households().unwrap()[1].label.clone();
    commune
        .workspace
        .answer(paper.id(), vec![(at.clone(), text(&other))])
        .unwrap();
    assert_eq!(commune.told("phieu-b").len(), 1);
    let own = commune.workspace.hodan(commune.household).unwrap().label;
    let short = own.rsplit('-').next().unwrap().to_owned();
    commune
        .workspace
        .answer(paper.id(), vec![(at, text(&short))])
        .unwrap();
    assert!(commune.told("phieu-b").is_empty());
}

/// What is told does not hang on the order in which edits came in, nor on a rebuilt view.
#[test]
fn a_rebuilt_view_tells_the_same() {
    let mut commune = commune();
    commune.print_own("phieu-b");
    let xa = commune.xa.clone();
    commune.close("niem_yet", &xa, true);
    commune.change_class();
    let told = commune.told("phieu-b");
    assert_eq!(told.len(), 2, "{told:?}");
    let Commune {
        _dir,
        workspace,
        period,
        household,
        xa,
    } = commune;
    drop(workspace);
    std::fs::remove_dir_all(_dir.path().join("view")).unwrap();
    let workspace = Workspace::open(_dir.path(), CLOCK).unwrap().0;
    let commune = Commune {
        _dir,
        workspace,
        period,
        household,
        xa,
    };
    assert_eq!(commune.told("phieu-b"), told);
}

/// A place that a later version of the paper no longer has is passed over.
#[test]
fn what_stood_where_no_place_is_any_more_is_not_asked() {
    let commune = commune();
    let phieu = commune.phieu("phieu-b");
    let form = commune.workspace.form_of(&phieu).unwrap();
    let mut context = commune.workspace.context(&phieu, &form).unwrap();
    let stood = |at: Path| Stood {
        at,
        value: Some(Value::Text("x".to_owned())),
        by: StoodBy::Print,
    };
    let gone = Path::Member {
        roster: Name::new("thanh_vien"),
        row: RowId([7; 32]),
        field: Name::new("ho_ten"),
    };
    context.stood = vec![stood(field("khong_co")), stood(gone), stood(Path::Whole)].into();
    let with = form.evaluate(phieu.answers(), &context).problems;
    let without = commune.workspace.evaluate(&phieu).unwrap().problems;
    assert_eq!(with, without);
}

/// The officer's way: printed from the Phiếu, changed, told at once, printed again, and told no longer, on the Phiếu
/// itself and in the list.
#[test]
fn on_the_screen_it_is_told_at_once_and_until_the_next_print() {
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
    let mut seat = Seat::at(dir.path(), Language::Vietnamese, (80, 24));
    let told = "bản in gần nhất ghi";
    seat.keys("1<Enter><Down><Enter><C-o>")
        .keys("<F11><Enter>")
        .keys("<Esc><Esc>");
    let screen = seat.keys("<F3>diem a<Enter>200<Enter><F8>").screen();
    assert!(screen.contains(told), "{screen}");
    let list = seat.keys("<Esc><Esc>").screen();
    assert!(asks(&list) > 0, "{list}");
    let before = asks(&list);
    seat.keys("<Enter><Down><Enter>").keys("<F11><Enter>");
    let screen = seat.keys("<Esc><Esc>").screen();
    assert!(
        screen.contains("Phiếu B") && !screen.contains("1?"),
        "{screen}"
    );
    let list = seat.keys("<Esc><Esc>").screen();
    assert_eq!(asks(&list), before - 1, "{list}");
}

/// How many questions the list shows for the first household.
fn asks(list: &str) -> usize {
    let line = list.lines().find(|line| line.starts_with('>')).unwrap();
    let last = line.split_whitespace().last().unwrap();
    let count = last.strip_suffix('?').and_then(|text| {
        let digits = text.rsplit(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    });
    count.unwrap_or(0)
}
