//! What an office does, in the verbs of the program: each runs the command line in this process, in the office's own
//! folder and by the office's own clock.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use bieu::cli::{Surroundings, run_kept};
use bieu::place::Regime;
use bieu::record::{PhieuId, WriterId};
use bieu::task::{self, Scope};
use bieu::workspace::{Clock, Workspace};
use serde_json::{Value as Json, json};

use super::ledger::Ledger;

/// The paper that everybody fills.
const FORM: &str = "ho-dan";
/// Its answer that is typed anew at every turn, and the one that names the household.
const TYPED: &str = "dia_chi";
const HEAD: &str = "ho_ten_chu_ho";

/// One round of the review: its folder, its period, and everything that anybody types in it.
pub(crate) struct Land {
    dir: tempfile::TempDir,
    pub(crate) regime: Regime,
    pub(crate) period: &'static str,
    /// A day of that round, as seconds since 1970.
    now: i64,
    pub(crate) typed: Ledger,
    files: AtomicUsize,
}

impl Land {
    pub(crate) fn new(regime: Regime, period: &'static str, now: i64) -> Land {
        Land {
            dir: tempfile::tempdir().unwrap(),
            regime,
            period,
            now,
            typed: Ledger::default(),
            files: AtomicUsize::new(0),
        }
    }

    /// Writes a file that nobody has yet.
    pub(crate) fn file(&self, ending: &str, bytes: &[u8]) -> String {
        let path = self.fresh(ending);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// A name that no file has yet.
    fn fresh(&self, ending: &str) -> PathBuf {
        let n = self.files.fetch_add(1, Ordering::Relaxed);
        self.dir.path().join(format!("{n:05}{ending}"))
    }
}

/// A bundle on its way: a file, whatever is in it, and what `export` told of it.
#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    pub(crate) file: String,
    pub(crate) told: Json,
}

/// A Phiếu as `list` tells it.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) thon: String,
    pub(crate) status: String,
    pub(crate) conflicts: u64,
}

/// What an import told.
#[derive(Debug)]
pub(crate) struct Took {
    pub(crate) told: Json,
    pub(crate) aside: String,
}

impl Took {
    pub(crate) fn count(&self, what: &str) -> u64 {
        self.told[what].as_u64().unwrap()
    }

    /// Everything came in, and nothing waits.
    #[track_caller]
    pub(crate) fn whole(self) -> Took {
        assert_eq!(
            (self.count("held"), self.count("rejected")),
            (0, 0),
            "{self:?}"
        );
        self
    }
}

/// One data folder and whoever sits before it.
pub(crate) struct Office<'a> {
    land: &'a Land,
    dir: PathBuf,
    /// Code of its unit, or the label of the thôn whose device it is.
    pub(crate) place: String,
    clock: i64,
}

impl<'a> Office<'a> {
    /// Sets an office up for a unit.
    pub(crate) fn of_unit(land: &'a Land, code: &str) -> Office<'a> {
        Office::begin(land, code, code, land.now)
    }

    /// Sets a device up for a thôn of a xã, its clock so many years off.
    pub(crate) fn of_thon(land: &'a Land, xa: &str, label: &str, years: i64) -> Office<'a> {
        Office::begin(land, xa, label, land.now + years * 31_556_952)
    }

    fn begin(land: &'a Land, code: &str, place: &str, clock: i64) -> Office<'a> {
        let office = Office {
            land,
            dir: land.fresh("-so"),
            place: place.to_owned(),
            clock,
        };
        let regime = land.regime.as_str();
        office.json(&["init", "--place", code, "--regime", regime, "--training"]);
        office
    }

    /// Runs a verb: exit code, standard output, standard error.
    pub(crate) fn run(&self, line: &[&str]) -> (u8, String, String) {
        let surroundings = Surroundings {
            data: Some(self.dir.clone()),
            clock: Clock::Fixed(self.clock),
            ..Surroundings::default()
        };
        let line = line.iter().map(OsString::from);
        let (exit, said) = run_kept(line.chain([OsString::from("--json")]), &surroundings);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (exit.number(), text(said.out), text(said.aside))
    }

    #[track_caller]
    pub(crate) fn json(&self, line: &[&str]) -> Json {
        let (code, out, aside) = self.run(line);
        assert_eq!(code, 0, "{line:?}: {out}{aside}");
        serde_json::from_str(&out).unwrap()
    }

    /// Refused with this exit code and this error.
    #[track_caller]
    pub(crate) fn refuses(&self, line: &[&str], code: u8, error: &str) {
        let (exit, out, aside) = self.run(line);
        assert_eq!(exit, code, "{line:?}: {out}{aside}");
        let told: Json = serde_json::from_str(&out).unwrap();
        assert_eq!(told["code"], error, "{line:?}: {out}{aside}");
    }

    // ------------------------------------------------------------------------------------------------ whom it believes

    pub(crate) fn trusts(&self, other: &Office<'_>, place: &str) {
        let key = other.dir.join("key.pub").display().to_string();
        let told = self.json(&["key", "trust", &key, "--place", place]);
        // What both read out on the phone before.
        assert_eq!(told["code"], other.code());
    }

    /// The line of its public key, without a comment.
    pub(crate) fn key(&self) -> String {
        let key = std::fs::read_to_string(self.dir.join("key.pub")).unwrap();
        key.trim().to_owned()
    }

    /// The file of its private key.
    pub(crate) fn private_key(&self) -> Vec<u8> {
        std::fs::read(self.dir.join("key")).unwrap()
    }

    pub(crate) fn code(&self) -> String {
        let told = self.json(&["key", "show"]);
        told["code"].as_str().unwrap().to_owned()
    }

    // ------------------------------------------------------------------------------------------------ between offices

    pub(crate) fn sends(&self, how: &[&str]) -> Bundle {
        let file = self.land.fresh(".bieu").display().to_string();
        let mut line = vec!["export", "-o", &file];
        line.extend(how);
        let told = self.json(&line);
        let file = told["file"].as_str().unwrap().to_owned();
        Bundle { file, told }
    }

    /// Takes bundles in, in one go, with a receipt for each.
    #[track_caller]
    pub(crate) fn takes(&self, bundles: &[&Bundle]) -> Took {
        let folder = self.land.fresh("-bien-nhan");
        std::fs::create_dir(&folder).unwrap();
        let target = folder.display().to_string();
        let mut line = vec!["import"];
        line.extend(bundles.iter().map(|bundle| bundle.file.as_str()));
        line.extend(["--receipt", &target]);
        let (code, out, aside) = self.run(&line);
        assert_eq!(code, 0, "{out}{aside}");
        Took {
            told: serde_json::from_str(&out).unwrap(),
            aside,
        }
    }

    #[track_caller]
    pub(crate) fn refuses_bundle(&self, bundle: &Bundle, error: &str) {
        let before = (self.hash(None), self.edits());
        self.refuses(&["import", &bundle.file], 4, error);
        assert_eq!(
            (self.hash(None), self.edits()),
            before,
            "nothing was written"
        );
    }

    /// Takes in the receipt of a bundle that it sent. Returns its outcome.
    #[track_caller]
    pub(crate) fn hears(&self, took: &Took, bundle: &Bundle) -> String {
        let receipts = took.told["receipts"].as_array().unwrap();
        let mut of = receipts
            .iter()
            .filter(|one| one["bundle"] == bundle.told["bundle"]);
        let file = of.next().unwrap()["file"].as_str().unwrap();
        let told = self.json(&["receipt", file]);
        assert_eq!(told["bundle"], bundle.told["bundle"]);
        told["outcome"].as_str().unwrap().to_owned()
    }

    /// How its bundles stand, the newest first.
    pub(crate) fn outcomes(&self) -> Vec<Option<String>> {
        let list = self.json(&["receipt", "list"]);
        let outcome = |sent: &Json| sent["outcome"].as_str().map(ToOwned::to_owned);
        list.as_array().unwrap().iter().map(outcome).collect()
    }

    // ------------------------------------------------------------------------------------------------ papers

    pub(crate) fn papers(&self) -> Vec<Paper> {
        let list = self.json(&["list", "--form", FORM, "--period", self.land.period]);
        let text = |line: &Json, key: &str| line[key].as_str().unwrap().to_owned();
        let paper = |line: &Json| Paper {
            id: text(line, "phieu"),
            subject: text(line, "subject"),
            thon: text(line, "thon"),
            status: text(line, "status"),
            conflicts: line["conflicts"].as_u64().unwrap(),
        };
        list.as_array().unwrap().iter().map(paper).collect()
    }

    #[track_caller]
    pub(crate) fn paper(&self, id: &str) -> Paper {
        let found = self.papers().into_iter().find(|paper| paper.id == id);
        found.unwrap_or_else(|| panic!("{id} is not at {}", self.place))
    }

    /// What `show` tells of a paper, with the values that stand against each other.
    pub(crate) fn shown(&self, id: &str) -> String {
        let (code, out, aside) = self.run(&["show", id]);
        assert!(code <= 1, "{out}{aside}");
        out
    }

    /// Fills a paper of a thôn: of a household that is named, or of a new one.
    #[track_caller]
    fn fills(&self, thon: &str, household: Option<&str>, answers: &Json, finish: bool) -> Json {
        let path = self.land.file(".json", answers.to_string().as_bytes());
        let mut line = vec!["fill", FORM, "--place", thon, "--period", self.land.period];
        line.extend(["--answers", &path]);
        if let Some(household) = household {
            line.extend(["--household", household]);
        }
        line.extend(finish.then_some("--finish"));
        let (code, out, aside) = self.run(&line);
        // Open questions block finishing, not typing.
        assert!(
            code == 0 || (code == 1 && !finish),
            "{line:?}: {out}{aside}"
        );
        serde_json::from_str(&out).unwrap()
    }

    /// A new household, filled as it stands on paper. Returns the id of its paper.
    #[track_caller]
    pub(crate) fn visits_new(&self, thon: &str, head: &str, finish: bool) -> String {
        let answers = json!({
            HEAD: head,
            "ket_qua": "da_ra_soat",
            "nguoi_ra_soat": "Lý Thị Mẫu",
            "ngay_ra_soat": self.land.reviewed(),
            "thanh_vien/1/ho_ten": head,
            "thanh_vien/1/gioi_tinh": "nam",
            "thanh_vien/1/ngay_sinh": "1970",
            "thanh_vien/1/quan_he": "chu_ho",
            "thanh_vien/1/la_nhan_khau": true,
        });
        let told = self.fills(thon, None, &answers, finish);
        let id = told["phieu"].as_str().unwrap().to_owned();
        self.land.typed.types(&id, HEAD, head, "");
        id
    }

    /// Types one answer over whatever stands there, and finishes the paper.
    #[track_caller]
    pub(crate) fn types(&self, paper: &Paper, value: &str) {
        let before = self.shown(&paper.id);
        self.types_unheard(paper, value);
        self.land.typed.types(&paper.id, TYPED, value, &before);
    }

    /// The same where nobody is to hear of it.
    #[track_caller]
    pub(crate) fn types_unheard(&self, paper: &Paper, value: &str) {
        let answers = json!({ TYPED: value });
        self.fills(&paper.thon, Some(&paper.subject), &answers, true);
    }

    /// The remarks with which a paper came back and that nobody has answered.
    pub(crate) fn asked(&self, id: &str) -> Vec<String> {
        self.look(|workspace| {
            let phieu = workspace.phieu(PhieuId::parse(id).unwrap()).unwrap();
            let back = workspace.given_back(&phieu).unwrap().unwrap();
            let open = back.asked.into_iter().filter(|asked| !asked.answered);
            open.map(|asked| asked.text).collect()
        })
    }

    /// Does something with every paper of the round that it can be done with: so many were done, so many are left.
    #[track_caller]
    pub(crate) fn hands(&self, deed: &str, place: Option<&str>) -> (usize, usize) {
        let mut line = vec![deed, "--period", self.land.period, "--form", FORM];
        line.extend(place.iter().flat_map(|place| ["--place", place]));
        let told = self.json(&line);
        let count = |what: &str| told[what].as_array().unwrap().len();
        (count("done"), count("left"))
    }

    pub(crate) fn returns(&self, paper: &str, remark: &str) {
        let remark = format!("{TYPED}={remark}");
        let told = self.json(&["return", paper, "--remark", &remark]);
        assert_eq!(told["status"], "returned");
    }

    // ------------------------------------------------------------------------------------------------ what stands

    pub(crate) fn doctor(&self, place: Option<&str>) -> Json {
        let mut line = vec!["doctor"];
        line.extend(place.iter().flat_map(|place| ["--place", place]));
        self.json(&line)
    }

    pub(crate) fn hash(&self, place: Option<&str>) -> String {
        let told = self.doctor(place);
        told["state_hash"].as_str().unwrap().to_owned()
    }

    /// The hashes of several places, as `doctor` tells them one by one.
    pub(crate) fn hashes(&self, places: &[&str]) -> Vec<String> {
        let hashes: Vec<String> = self.look(|workspace| {
            let scope = |place: &&str| Scope {
                place: Some((*place).to_owned()),
                period: None,
            };
            let hash = |place| task::state_hash(workspace, &scope(place)).unwrap();
            places.iter().map(hash).collect()
        });
        assert_eq!(hashes[0], self.hash(Some(places[0])));
        hashes
    }

    pub(crate) fn edits(&self) -> u64 {
        self.doctor(None)["edits"].as_u64().unwrap()
    }

    /// The data as the library reads them, for what no verb tells.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Workspace) -> T) -> T {
        let clock = Clock::Fixed(self.clock);
        look(&Workspace::open(&self.dir, clock).unwrap().0)
    }

    /// How many chains a device wrote, as this office knows them.
    pub(crate) fn chains_of(&self, device: &Office<'_>) -> usize {
        let key = device.key();
        self.look(|workspace| {
            let writers = workspace.store().writers().unwrap().into_iter();
            let keys: Vec<String> = writers.filter_map(|state| state.key).collect();
            keys.iter().filter(|other| **other == key).count()
        })
    }

    /// The thôn of which papers are here.
    pub(crate) fn thons_of_papers(&self) -> BTreeSet<String> {
        let papers = self.papers().into_iter();
        papers.map(|paper| paper.thon).collect()
    }

    /// The chain that a device writes, as this office knows it.
    pub(crate) fn writer_of(&self, device: &Office<'_>) -> WriterId {
        let key = device.key();
        self.look(|workspace| {
            let mut writers = workspace.store().writers().unwrap().into_iter();
            let state = writers.find(|state| state.key.as_ref() == Some(&key));
            state.unwrap().writer
        })
    }

    /// What it remembers of bundles and receipts, file by file.
    pub(crate) fn remembered(&self) -> Vec<(PathBuf, Vec<u8>)> {
        match self.dir.join("sent") {
            folder if folder.is_dir() => crate::store::contents(&folder),
            _ => Vec::new(),
        }
    }

    // ------------------------------------------------------------------------------------------------ what befalls it

    /// A copy of the data folder, as it is now.
    pub(crate) fn copied(&self) -> Office<'a> {
        let dir = self.land.fresh("-so");
        crate::store::copy_folder(&self.dir, &dir);
        Office {
            land: self.land,
            dir,
            place: self.place.clone(),
            clock: self.clock,
        }
    }
}

impl Land {
    /// A day on which households were visited.
    fn reviewed(&self) -> String {
        format!("{}-11-05", self.period)
    }
}
