//! Papers between offices: every transition of the table, every interleaving of three offices with two returns,
//! real stores, and the command line.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::place::Regime;
use bieu::record::{
    Content, Draft, Edit, EditId, Phieu, PhieuId, PhieuKey, PhieuSubject, PlaceRef, Slot, SlotPath,
    SlotValue, Stamp, Status, WriterId,
};
use bieu::review::{Deed, Side, WhyNot, may};
use bieu::task::demo;
use bieu::workspace::{Init, Pile, Workspace, WorkspaceError};

use crate::command_line::Desk;
use crate::screens::{CLOCK, Seat};
use crate::workspace::send;

/// Offices by how high they stand.
const OFFICES: usize = 3;

fn key() -> PhieuKey {
    PhieuKey {
        form: "p-1".to_owned(),
        subject: PhieuSubject::Place(PlaceRef::Code("00001".to_owned())),
        period: Period::Year(2026),
    }
}

fn writer(office: usize) -> WriterId {
    WriterId([u8::try_from(office).unwrap() + 1; 16])
}

fn field() -> Path {
    Path::Field(Name::new("a"))
}

/// Edits by their ids, as some office has them.
type Known = BTreeMap<EditId, Edit>;

fn read(known: &Known, order: impl IntoIterator<Item = EditId>) -> Phieu {
    let replaced: BTreeSet<EditId> = known
        .values()
        .flat_map(|edit| edit.header().replaces.clone())
        .collect();
    let mut seen: BTreeSet<EditId> = BTreeSet::new();
    let mut slots: BTreeMap<SlotPath, Slot> = BTreeMap::new();
    for id in order {
        let edit = &known[&id];
        let (path, value) = edit.slot().unwrap();
        // As a store would know it: only what has arrived before can have replaced it.
        let before = replaced.contains(&id)
            && seen
                .iter()
                .any(|other| known[other].header().replaces.contains(&id));
        slots.entry(path).or_default().apply(edit, value, before);
        seen.insert(id);
    }
    Phieu::read(key().id(), slots).unwrap()
}

/// What an office adds to what it knows.
fn push(known: &mut Known, office: usize, draft: Draft) -> EditId {
    let own: Vec<&Edit> = known
        .values()
        .filter(|edit| edit.header().writer == writer(office))
        .collect();
    let last = own.iter().max_by_key(|edit| edit.header().seq);
    let stamp = Stamp {
        writer: writer(office),
        seq: last.map_or(1, |edit| edit.header().seq + 1),
        prev: last.map(|edit| edit.id()),
        lamport: 1 + known
            .values()
            .map(|edit| edit.header().lamport)
            .max()
            .unwrap_or(0),
        time: 0,
    };
    let salt = [u8::try_from(stamp.seq).unwrap(); 32];
    let edit = Edit::seal(draft, stamp, salt);
    let id = edit.id();
    known.insert(id, edit);
    id
}

fn begun() -> (PhieuId, Known) {
    let (id, draft) = Draft::phieu(key(), "1".into(), [0; 32]);
    let mut known = Known::new();
    push(&mut known, 0, draft);
    (id, known)
}

/// The submission that a Phiếu stands on, and the office that made it.
fn submission(known: &Known, phieu: &Phieu) -> Option<(EditId, usize)> {
    let tips = phieu.slot(&SlotPath::Status)?.tips();
    tips.iter().rev().find_map(|tip| {
        let of = match (&tip.value, known[&tip.edit].content()) {
            (SlotValue::Submitted(_), _) => tip.edit,
            (
                _,
                Some(
                    Content::Return { of, .. }
                    | Content::Accept { of, .. }
                    | Content::Lock { of, .. }
                    | Content::Unlock { of, .. },
                ),
            ) => *of,
            _ => return None,
        };
        let by = known[&of].header().writer;
        Some((of, (0..OFFICES).find(|office| writer(*office) == by)?))
    })
}

fn side(office: usize, submission: Option<(EditId, usize)>) -> Side {
    match submission {
        Some((_, by)) if by < office => Side::Above,
        _ => Side::Own,
    }
}

/// Does it, whether or not the table allows.
fn act(known: &mut Known, office: usize, deed: Deed, value: i64) {
    let phieu = read(known, known.keys().copied().collect::<Vec<_>>());
    let content = phieu.content();
    let of = submission(known, &phieu).map_or(EditId([0; 32]), |(of, _)| of);
    let (slot, said) = match deed {
        Deed::Fill => (
            SlotPath::Answer(field()),
            Content::Answer {
                path: field(),
                answer: Some(Answer::Given(Value::Number(value.into()))),
            },
        ),
        Deed::Finish => (SlotPath::Status, Content::Finish { content }),
        Deed::Reopen => (SlotPath::Status, Content::Reopen),
        Deed::Submit => (SlotPath::Status, Content::Submit { content }),
        Deed::Return => (SlotPath::Status, Content::Return { content, of }),
        Deed::Accept => (SlotPath::Status, Content::Accept { content, of }),
        Deed::Lock => (SlotPath::Status, Content::Lock { content, of }),
        Deed::Unlock => (SlotPath::Status, Content::Unlock { content, of }),
    };
    let draft = Draft::new(Some(phieu.id().into()), phieu.replaces(&slot), said);
    push(known, office, draft);
}

/// A Phiếu that the office at the bottom has filled and, where it stands so, submitted.
fn standing(status: Status) -> Known {
    let (_, mut known) = begun();
    act(&mut known, 0, Deed::Fill, 1);
    let deeds: &[(usize, Deed)] = match status {
        Status::Draft => &[],
        Status::Finished => &[(0, Deed::Finish)],
        Status::Submitted => &[(0, Deed::Finish), (0, Deed::Submit)],
        Status::Returned => &[(0, Deed::Finish), (0, Deed::Submit), (1, Deed::Return)],
        Status::Accepted => &[(0, Deed::Finish), (0, Deed::Submit), (1, Deed::Accept)],
        Status::Locked => &[
            (0, Deed::Finish),
            (0, Deed::Submit),
            (1, Deed::Accept),
            (1, Deed::Lock),
        ],
    };
    for (office, deed) in deeds {
        act(&mut known, *office, *deed, 0);
    }
    let phieu = read(&known, known.keys().copied().collect::<Vec<_>>());
    assert_eq!(phieu.status(), status);
    known
}

#[test]
fn every_transition_of_the_table_is_what_the_edits_come_to() {
    use Status::{Accepted, Draft, Finished, Locked, Returned, Submitted};
    let mut allowed = BTreeSet::new();
    for status in Status::ALL {
        for office in [0, 1] {
            let known = standing(status);
            let phieu = read(&known, known.keys().copied().collect::<Vec<_>>());
            let side = side(office, submission(&known, &phieu));
            // Before anything was submitted nobody stands above anybody.
            let submitted = !matches!(status, Draft | Finished);
            assert_eq!(side == Side::Above, office == 1 && submitted);
            for deed in Deed::ALL {
                if let Ok(then) = may(deed, status, side) {
                    let mut known = known.clone();
                    act(&mut known, office, deed, 2);
                    let after = read(&known, known.keys().copied().collect::<Vec<_>>());
                    assert_eq!(after.status(), then, "{deed:?} of {status:?} by {office}");
                    allowed.insert((deed, status, side, then));
                }
            }
        }
    }
    let (own, above) = (Side::Own, Side::Above);
    let expected = BTreeSet::from([
        (Deed::Fill, Draft, own, Draft),
        (Deed::Fill, Finished, own, Draft),
        (Deed::Fill, Submitted, own, Draft),
        (Deed::Fill, Submitted, above, Draft),
        (Deed::Fill, Returned, own, Returned),
        (Deed::Fill, Returned, above, Returned),
        (Deed::Finish, Draft, own, Finished),
        (Deed::Finish, Returned, own, Finished),
        (Deed::Finish, Returned, above, Finished),
        (Deed::Reopen, Finished, own, Draft),
        (Deed::Reopen, Submitted, own, Draft),
        (Deed::Reopen, Submitted, above, Draft),
        (Deed::Submit, Finished, own, Submitted),
        (Deed::Submit, Submitted, above, Submitted),
        (Deed::Submit, Accepted, above, Submitted),
        (Deed::Return, Submitted, above, Returned),
        (Deed::Return, Accepted, above, Returned),
        (Deed::Accept, Submitted, above, Accepted),
        (Deed::Lock, Accepted, above, Locked),
        (Deed::Unlock, Locked, above, Accepted),
    ]);
    assert_eq!(allowed, expected);
}

#[test]
fn every_refusal_of_the_table_says_why() {
    use Status::{Accepted, Draft, Finished, Locked, Returned, Submitted};
    let mut said = BTreeSet::new();
    for deed in Deed::ALL {
        for status in Status::ALL {
            for side in Side::ALL {
                let Err(why) = may(deed, status, side) else {
                    continue;
                };
                said.insert(why);
                let answers = matches!(
                    deed,
                    Deed::Return | Deed::Accept | Deed::Lock | Deed::Unlock
                );
                match (why, status) {
                    (WhyNot::OnlyAbove, status) => {
                        assert!(answers && side == Side::Own);
                        assert!(!matches!(status, Draft | Finished));
                    }
                    (WhyNot::Accepted, Accepted) => assert!(!answers),
                    (WhyNot::Locked, Locked)
                    | (WhyNot::NotFinished, Draft | Returned)
                    | (WhyNot::NotSubmitted, Draft | Finished | Returned)
                    | (WhyNot::NotAccepted, Submitted)
                    | (WhyNot::NotLocked, Submitted | Accepted)
                    | (WhyNot::Already, _) => {}
                    other => panic!("{other:?} for {deed:?}"),
                }
            }
        }
    }
    // The others are said of a pile, of problems and of an empty return.
    let elsewhere = [WhyNot::Problems, WhyNot::FromBelow, WhyNot::NoRemark];
    let all: BTreeSet<WhyNot> = WhyNot::ALL.into_iter().collect();
    assert_eq!(&said | &elsewhere.into_iter().collect(), all);
}

/// What every office knows, as sorted ids, and how far its script is: where the exploration stands.
type State = ([Vec<EditId>; OFFICES], [usize; OFFICES]);

/// Where a Phiếu stands, and the submission that it stands on with the office that made it.
type Found = (Status, Option<(EditId, usize)>);

/// Explores what three offices can do to one Phiếu.
#[derive(Default)]
struct Explorer {
    edits: Known,
    /// What was found for each set of edits that any office ever had.
    read: HashMap<Vec<EditId>, Found>,
    /// What an office that knows this much comes to know by doing that.
    done: HashMap<(Vec<EditId>, usize, Deed), Vec<EditId>>,
    statuses: BTreeSet<Status>,
    /// The most returns that stood in one set.
    returns: usize,
}

impl Explorer {
    fn known(&self, ids: &[EditId]) -> Known {
        let edits = ids.iter().map(|id| (*id, self.edits[id].clone()));
        edits.collect()
    }

    /// Reads a set of edits, in several orders of arrival the first time.
    fn stands(&mut self, ids: &[EditId]) -> Found {
        if let Some(found) = self.read.get(ids) {
            return *found;
        }
        let known = self.known(ids);
        let phieu = read(&known, ids.iter().copied());
        let state = phieu.state_json().to_string();
        let backwards = read(&known, ids.iter().rev().copied());
        assert_eq!(backwards.state_json().to_string(), state);
        let mut by_lamport: Vec<EditId> = ids.to_vec();
        by_lamport.sort_by_key(|id| (known[id].header().lamport, *id));
        let middle = by_lamport.len() / 2;
        by_lamport.rotate_left(middle);
        let turned = read(&known, by_lamport.iter().copied());
        assert_eq!(turned.state_json().to_string(), state);
        self.nothing_is_lost(&known, &phieu);
        let found = (phieu.status(), submission(&known, &phieu));
        let count = |which: &dyn Fn(&Content) -> bool| {
            let contents = known.values().filter_map(Edit::content);
            contents.filter(|content| which(content)).count()
        };
        let returned = count(&|content| matches!(content, Content::Return { .. }));
        self.returns = self.returns.max(returned);
        self.statuses.insert(found.0);
        if found.0.is_above() {
            let content = phieu.content();
            let (submit, _) = found.1.expect("accepted is of a submission");
            assert_eq!(
                known[&submit].content(),
                Some(&Content::Submit { content }),
                "what was accepted is what was submitted"
            );
        }
        self.read.insert(ids.to_vec(), found);
        found
    }

    /// Every answer is shown, or stands in a conflict, or was seen by the answer that replaced it.
    fn nothing_is_lost(&self, known: &Known, phieu: &Phieu) {
        let tips = phieu
            .slot(&SlotPath::Answer(field()))
            .map_or(&[][..], Slot::tips);
        let said = known
            .values()
            .filter(|edit| matches!(edit.content(), Some(Content::Answer { .. })));
        for edit in said {
            let stands = tips.iter().any(|tip| tip.edit == edit.id());
            let replaced = known
                .values()
                .any(|other| other.header().replaces.contains(&edit.id()));
            assert!(stands != replaced);
        }
        let different: HashSet<String> =
            tips.iter().map(|tip| format!("{:?}", tip.value)).collect();
        assert_eq!(phieu.conflicts().is_empty(), different.len() < 2);
        if different.len() > 1 {
            assert!(!phieu.status().is_finished(), "a conflict is looked at");
        }
    }

    /// Does the next thing of an office's script where the table allows it; else nothing.
    fn play(&mut self, ids: &[EditId], office: usize, deed: Deed) -> Vec<EditId> {
        let at = (ids.to_vec(), office, deed);
        if let Some(done) = self.done.get(&at) {
            return done.clone();
        }
        let mut known = self.known(ids);
        // The bottom fills, finishes and submits in one go; that it does only some of it stands in the table.
        let deeds: &[Deed] = match deed {
            Deed::Fill => &[Deed::Fill, Deed::Finish, Deed::Submit],
            _ => &[deed],
        };
        for deed in deeds {
            let value = known.len() as i64 * 10 + office as i64;
            let phieu = read(&known, known.keys().copied());
            let side = side(office, submission(&known, &phieu));
            // A conflict that is left open is not finished over.
            if may(*deed, phieu.status(), side).is_ok() && phieu.conflicts().is_empty() {
                act(&mut known, office, *deed, value);
            }
        }
        let done: Vec<EditId> = known.keys().copied().collect();
        self.edits.extend(known);
        self.stands(&done);
        self.done.insert(at, done.clone());
        done
    }

    /// Every interleaving of three scripts, each office having taken in, before each thing that it does, the bundles
    /// of any of its neighbours or of none. Returns with how many states there were.
    fn explore(&mut self, scripts: [&[Deed]; OFFICES]) -> usize {
        let (_, known) = begun();
        let first: Vec<EditId> = known.keys().copied().collect();
        self.edits.extend(known);
        let start: State = (std::array::from_fn(|_| first.clone()), [0; OFFICES]);
        let mut seen = HashSet::from([start.clone()]);
        let mut open = vec![start];
        while let Some((known, at)) = open.pop() {
            let everything = join(&[&known[0], &known[1], &known[2]]);
            self.stands(&everything);
            for office in 0..OFFICES {
                let Some(deed) = scripts[office].get(at[office]) else {
                    continue;
                };
                let [low, middle, high] = &known;
                // From the neighbour, or through it from the one behind.
                let taken = match office {
                    0 => vec![low.clone(), join(&[low, middle]), everything.clone()],
                    1 => vec![
                        middle.clone(),
                        join(&[middle, low]),
                        join(&[middle, high]),
                        everything.clone(),
                    ],
                    _ => vec![high.clone(), join(&[high, middle]), everything.clone()],
                };
                for ids in taken {
                    let (mut known, mut at) = (known.clone(), at);
                    known[office] = self.play(&ids, office, *deed);
                    at[office] += 1;
                    let then = (known, at);
                    if seen.insert(then.clone()) {
                        open.push(then);
                    }
                }
            }
        }
        seen.len()
    }
}

fn join(sets: &[&Vec<EditId>]) -> Vec<EditId> {
    let all: BTreeSet<EditId> = sets.iter().copied().flatten().copied().collect();
    all.into_iter().collect()
}

#[test]
fn three_offices_and_two_returns_come_to_one_status_in_every_order() {
    const WRITE: Deed = Deed::Fill;
    let mut explorer = Explorer::default();
    let mut states = 0;
    let low: &[Deed] = &[WRITE, WRITE, WRITE];
    let answers: [[&[Deed]; 2]; 4] = [
        [&[Deed::Return, Deed::Accept], &[Deed::Return]],
        [&[Deed::Return], &[Deed::Return, Deed::Accept]],
        [&[Deed::Return, Deed::Return, Deed::Accept], &[Deed::Lock]],
        // The middle answers for the paper itself, and passes it on.
        [&[WRITE, Deed::Submit], &[Deed::Return, Deed::Return]],
    ];
    for [middle, high] in answers {
        states += explorer.explore([low, middle, high]);
    }
    println!("{states} states, {} sets of edits", explorer.read.len());
    assert_eq!(explorer.returns, 2);
    // The one script that finishes submits at once: nobody is met between.
    assert!(!explorer.statuses.contains(&Status::Finished));
    assert_eq!(explorer.statuses.len(), Status::ALL.len() - 1);
}

/// A xã with what it holds, and the tỉnh above that has it all.
pub(crate) fn two(dir: &std::path::Path) -> (Workspace, Workspace) {
    let at = dir.join("xa");
    demo::make_whole(&at, "06253", Regime::TwoTier, 4, CLOCK, &mut |_, _| true).unwrap();
    let mut low = Workspace::open(&at, CLOCK).unwrap().0;
    let init = Init {
        place: "20".to_owned(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    let mut high = Workspace::init(&dir.join("tinh"), &init, CLOCK).unwrap();
    high.grant("06253", low.public_key()).unwrap();
    low.grant("20", high.public_key()).unwrap();
    (low, high)
}

pub(crate) fn plan(workspace: &Workspace, deed: Deed, pile: &Pile) -> bieu::workspace::Handing {
    let planned = workspace.handing(deed, pile, &mut |_, _| true).unwrap();
    planned.expect("nobody cancels")
}

fn refused(outcome: Result<Phieu, WorkspaceError>) -> WhyNot {
    match outcome {
        Err(WorkspaceError::Handing(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_paper_goes_up_comes_back_with_remarks_and_goes_up_again() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let first = plan(&low, Deed::Submit, &pile);
    assert_eq!(first.done.len(), 4, "{first:?}");
    assert_eq!(
        low.hand_all(Deed::Submit, &first, &mut |_, _| true)
            .unwrap(),
        4
    );
    let again = plan(&low, Deed::Submit, &pile);
    assert_eq!((again.done.len(), again.same, again.left.len()), (0, 4, 0));
    let (one, two) = (first.done[0], first.done[1]);
    assert_eq!(refused(low.hand(Deed::Accept, one)), WhyNot::OnlyAbove);
    assert_eq!(refused(low.hand(Deed::Submit, one)), WhyNot::Already);

    send(&low, &mut high);
    let bulk = plan(&high, Deed::Submit, &pile);
    assert_eq!(bulk.why_not(), BTreeMap::from([(WhyNot::FromBelow, 4)]));
    assert_eq!(
        refused(high.give_back(one, Vec::new(), None)),
        WhyNot::NoRemark
    );
    let at = Path::Field(Name::new("b2_01"));
    let asked = vec![(at.clone(), "xem lại".to_owned())];
    let back = high
        .give_back(one, asked, Some("chưa rõ".to_owned()))
        .unwrap();
    assert_eq!(back.status(), Status::Returned);
    assert_eq!(refused(high.hand(Deed::Accept, one)), WhyNot::NotSubmitted);
    assert_eq!(refused(high.hand(Deed::Lock, two)), WhyNot::NotAccepted);
    assert_eq!(
        high.hand(Deed::Accept, two).unwrap().status(),
        Status::Accepted
    );

    send(&high, &mut low);
    let phieu = low.phieu(one).unwrap();
    assert_eq!(phieu.status(), Status::Returned);
    let told = low.given_back(&phieu).unwrap().expect("it was given back");
    assert!(told.office.is_some_and(|name| !name.is_empty()));
    assert_eq!(told.reason.as_deref(), Some("chưa rõ"));
    assert_eq!((told.asked.len(), told.asked[0].answered), (1, false));
    assert_eq!(told.asked[0].at, at);

    // What was accepted is not changed from below.
    let change = vec![(at.clone(), Some(Answer::Given(Value::YesNo(true))))];
    assert_eq!(refused(low.answer(two, change.clone())), WhyNot::Accepted);
    assert_eq!(refused(low.reopen(two)), WhyNot::Accepted);

    let stood = low.phieu(one).unwrap().answers().get(&at).cloned();
    let other = stood != Some(Answer::Given(Value::YesNo(true)));
    let change = vec![(at.clone(), Some(Answer::Given(Value::YesNo(other))))];
    let phieu = low.answer(one, change).unwrap();
    assert_eq!(phieu.status(), Status::Returned);
    let told = low.given_back(&phieu).unwrap().expect("still");
    assert!(told.asked[0].answered);
    assert_eq!(refused(low.hand(Deed::Submit, one)), WhyNot::NotFinished);
    assert_eq!(low.finish(one).unwrap().status(), Status::Finished);
    // Only what changed goes up again.
    let anew = plan(&low, Deed::Submit, &pile);
    assert_eq!(anew.done, [one]);
    low.hand_all(Deed::Submit, &anew, &mut |_, _| true).unwrap();
    send(&low, &mut high);
    let rest = plan(&high, Deed::Accept, &pile);
    assert_eq!((rest.done.len(), rest.same), (3, 1));
    assert_eq!(
        high.hand_all(Deed::Accept, &rest, &mut |_, _| true)
            .unwrap(),
        3
    );
    let all = plan(&high, Deed::Lock, &pile);
    high.hand_all(Deed::Lock, &all, &mut |_, _| true).unwrap();
    assert_eq!(
        refused(high.give_back(one, Vec::new(), Some("x".into()))),
        WhyNot::Locked
    );
    assert_eq!(
        high.hand(Deed::Unlock, one).unwrap().status(),
        Status::Accepted
    );
    send(&high, &mut low);
    let statuses = [one, two].map(|id| low.phieu(id).unwrap().status());
    assert_eq!(statuses, [Status::Accepted, Status::Locked]);
}

#[test]
fn a_reopened_paper_is_submitted_anew_and_a_late_acceptance_does_not_cover_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let one = plan(&low, Deed::Submit, &pile).done[0];
    low.hand(Deed::Submit, one).unwrap();
    send(&low, &mut high);
    // The tỉnh accepts while the xã has it open again and says otherwise.
    high.hand(Deed::Accept, one).unwrap();
    assert_eq!(low.reopen(one).unwrap().status(), Status::Draft);
    let at = Path::Field(Name::new("b2_01"));
    let stood = low.phieu(one).unwrap().answers().get(&at).cloned();
    let other = stood != Some(Answer::Given(Value::YesNo(true)));
    low.answer(one, vec![(at, Some(Answer::Given(Value::YesNo(other))))])
        .unwrap();
    send(&high, &mut low);
    send(&low, &mut high);
    let [a, b] = [&low, &high].map(|workspace| workspace.phieu(one).unwrap());
    assert_eq!(a.status(), b.status());
    assert_eq!(a.content(), b.content());
}

#[test]
fn the_command_line_submits_a_period_and_tells_what_it_leaves() {
    let desk = Desk::new();
    let at = desk.path("xa");
    demo::make(&at, "06253", Regime::TwoTier, 8, CLOCK, &mut |_, _| true).unwrap();
    let whole = ["submit", "--period", "2026", "--form", "phieu-b", "--json"];
    let mut dry = whole.to_vec();
    dry.push("--dry-run");
    let planned = desk.run("xa", &dry).json(0);
    assert_eq!(planned["kept"], false);
    let count = planned["done"].as_array().unwrap().len();
    assert!(count > 0);
    let bundle = desk.path("mot.bieu").display().to_string();
    let export = ["export", "-o", &bundle];
    let told = desk.run("xa", &export);
    assert!(
        told.err.contains("bieu submit --period 2026"),
        "{}",
        told.err
    );
    let done = desk.run("xa", &whole).json(0);
    assert_eq!(done["done"].as_array().unwrap().len(), count);
    assert_eq!(done["left"], planned["left"]);
    let again = desk.run("xa", &whole).json(0);
    assert_eq!(again["same"], count);
    let id = done["done"][0].as_str().unwrap();
    let shown = desk.run("xa", &["show", id, "--json"]).json(0);
    assert_eq!(shown["status"], "submitted");
    for (line, code) in [
        (vec!["accept", id, "--json"], "handing-only-above"),
        (vec!["submit", id, "--json"], "handing-already"),
        (vec!["lock", id, "--json"], "handing-only-above"),
        (vec!["unlock", id, "--json"], "handing-only-above"),
        (
            vec!["return", id, "--reason", "x", "--json"],
            "handing-only-above",
        ),
    ] {
        assert_eq!(desk.run("xa", &line).trouble(1), code);
    }
    for (line, code) in [
        (vec!["accept", "--json"], "handing-which"),
        (
            vec!["submit", id, "--period", "2026", "--json"],
            "handing-both",
        ),
        (
            vec!["return", id, "--remark", "khong-co=x", "--json"],
            "unknown-path",
        ),
        (vec!["return", id, "--remark", "x", "--json"], "bad-remark"),
    ] {
        assert_eq!(desk.run("xa", &line).trouble(2), code);
    }
    let listed = desk
        .run("xa", &["list", "--status", "submitted", "--json"])
        .json(0);
    assert_eq!(listed.as_array().unwrap().len(), count);
}

#[test]
fn keys_submit_a_period_and_walk_the_remarks_of_a_return() {
    let dir = tempfile::tempdir().unwrap();
    let (low, mut high) = two(dir.path());
    let at = dir.path().join("xa");
    drop(low);
    let size = (100, 30);
    let vi = bieu::locale::Language::Vietnamese;
    // A line of the menu of bundles: how many, then done.
    let mut seat = Seat::at(&at, vi, size);
    seat.keys("5<Down><Down><Down><Down><Enter>");
    let told = seat.screen();
    assert!(told.contains("Sẽ nộp"), "{told}");
    seat.keys("<Enter>");
    let told = seat.screen();
    assert!(told.contains("Đã nộp"), "{told}");
    drop(seat);

    let mut low = Workspace::open(&at, CLOCK).unwrap().0;
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let submitted = low
        .store()
        .phieus(Some(pile.period), Some("phieu-b"))
        .unwrap();
    let (one, two) = (submitted[0].1, submitted[1].1);
    assert_eq!(low.phieu(one).unwrap().status(), Status::Submitted);
    send(&low, &mut high);
    let remarks =
        ["b2_03", "b2_07"].map(|field| (Path::Field(Name::new(field)), format!("xem lại {field}")));
    high.give_back(one, remarks.to_vec(), Some("chưa rõ".to_owned()))
        .unwrap();
    high.hand(Deed::Accept, two).unwrap();
    send(&high, &mut low);
    drop(low);

    // The list of what is left begins with it; F8 goes from remark to remark and round.
    let mut seat = Seat::at(&at, vi, size);
    seat.keys("4");
    let list = seat.screen();
    assert!(list.contains("(bị trả lại)"), "{list}");
    seat.keys("<Enter>");
    let paper = seat.screen();
    assert!(
        paper.contains("trả lại ngày") && paper.contains("chưa rõ"),
        "{paper}"
    );
    assert!(paper.contains("còn 2 nhận xét"), "{paper}");
    // Problems that only ask are on the same way. Each remark is answered on the remark itself.
    let mut met = BTreeSet::new();
    for _ in 0..8 {
        seat.keys("<F8>");
        let screen = seat.screen();
        let mut texts = remarks.iter().map(|(_, text)| text.clone());
        let here = texts.find(|text| screen.contains(text.as_str()));
        if let Some(text) = here
            && met.insert(text)
        {
            seat.keys("<C-r> da xem<Enter>");
        }
    }
    assert_eq!(met.len(), 2, "{met:?}: {}", seat.screen());
    let paper = seat.screen();
    assert!(!paper.contains("nhận xét (F8)"), "{paper}");
    // Finished again, it is submitted by the same key.
    seat.keys("<F9><Enter>");
    drop(seat);
    let mut low = Workspace::open(&at, CLOCK).unwrap().0;
    assert_eq!(low.phieu(one).unwrap().status(), Status::Finished);
    let anew = plan(&low, Deed::Submit, &pile);
    assert_eq!(anew.done, [one], "only what came back");
    low.hand_all(Deed::Submit, &anew, &mut |_, _| true).unwrap();
    send(&low, &mut high);
    assert_eq!(high.phieu(one).unwrap().status(), Status::Submitted);
    drop(high);

    // Above: the menu of bundles accepts what came from below.
    let mut seat = Seat::at(&dir.path().join("tinh"), vi, size);
    seat.keys("5<Down><Down><Down><Down><Down><Enter>");
    let told = seat.screen();
    assert!(told.contains("Sẽ duyệt"), "{told}");
    seat.keys("<Enter>");
    drop(seat);
    let high = Workspace::open(&dir.path().join("tinh"), CLOCK).unwrap().0;
    assert_eq!(high.phieu(one).unwrap().status(), Status::Accepted);
}

/// The bar says what F9 does to a paper as it stands, on each side; the help keeps the general name.
#[test]
fn the_bar_says_what_f9_does_now() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let ids = plan(&low, Deed::Submit, &pile).done;
    let household = match low.phieu(ids[0]).unwrap().key().subject.clone() {
        PhieuSubject::Household(id) => id,
        PhieuSubject::Place(_) => panic!("a paper of a household"),
    };
    let label = low.hodan(household).unwrap().label;
    let bar = |at: &str| {
        let folder = dir.path().join(at);
        let mut seat = Seat::at(&folder, bieu::locale::Language::Vietnamese, (100, 30));
        seat.keys(&format!("1{label}<Enter>phieu b<Enter>"));
        let screen = seat.screen();
        let last = screen.trim_end().lines().last().unwrap().to_owned();
        let help = seat.keys("<F1><F1>").screen();
        assert!(help.contains("F9 · Ctrl+S"), "{help}");
        last
    };
    let says = |at: &str, words: &str| {
        let bar = bar(at);
        assert!(bar.contains(words), "{at}: {words}: {bar}");
        assert!(!bar.contains("Hoàn thành"), "{bar}");
    };
    drop(low);
    says("xa", "F9 Nộp");
    low = Workspace::open(&dir.path().join("xa"), CLOCK).unwrap().0;
    low.hand(Deed::Submit, ids[0]).unwrap();
    send(&low, &mut high);
    drop((low, high));
    assert!(!bar("xa").contains("F9 Hoàn thành"));
    says("tinh", "F9 Duyệt, trả lại");
    for (deed, words) in [
        (Deed::Accept, "F9 Chốt, trả lại"),
        (Deed::Lock, "F9 Mở chốt"),
    ] {
        let mut high = Workspace::open(&dir.path().join("tinh"), CLOCK).unwrap().0;
        high.hand(deed, ids[0]).unwrap();
        drop(high);
        says("tinh", words);
    }
}

/// The list of households is filtered by where their papers stand.
#[test]
fn households_are_found_by_where_their_papers_stand() {
    let dir = tempfile::tempdir().unwrap();
    let (mut low, mut high) = two(dir.path());
    let pile = Pile {
        period: Period::Year(2026),
        form: Some("phieu-b".to_owned()),
        place: None,
    };
    let planned = plan(&low, Deed::Submit, &pile);
    low.hand_all(Deed::Submit, &planned, &mut |_, _| true)
        .unwrap();
    let ids = planned.done;
    send(&low, &mut high);
    high.give_back(ids[0], Vec::new(), Some("xem lại".to_owned()))
        .unwrap();
    high.hand(Deed::Accept, ids[1]).unwrap();
    send(&high, &mut low);
    let label = |low: &Workspace, id| match low.phieu(id).unwrap().key().subject.clone() {
        PhieuSubject::Household(id) => low.hodan(id).unwrap().label,
        PhieuSubject::Place(_) => panic!("a paper of a household"),
    };
    let labels: Vec<String> = ids.iter().map(|id| label(&low, *id)).collect();
    drop(low);
    let mut seat = Seat::at(
        &dir.path().join("xa"),
        bieu::locale::Language::Vietnamese,
        (80, 24),
    );
    seat.keys("1");
    for (typed, wanted) in [
        ("phieu bi tra lai", vec![0]),
        ("phieu da duyet", vec![1]),
        ("phieu da nop", vec![2, 3]),
        ("phieu chua hoan thanh", vec![0]),
    ] {
        let screen = seat.keys(&format!("<F7>{typed}<Enter><Esc>")).screen();
        for (at, label) in labels.iter().enumerate() {
            let short = label.strip_prefix("06253-").unwrap();
            assert_eq!(
                screen.contains(short),
                wanted.contains(&at),
                "{typed}, {short}:\n{screen}"
            );
        }
        // The same key takes it away again.
        seat.keys(&format!("<F7>{typed}<Enter><Esc>"));
    }
}
