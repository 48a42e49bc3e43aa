//! Chains, bundles and offices that the tests are made of; everything in them is fixed.

use std::path::Path as FilePath;

use bieu::bundle::{
    Key, Kind, Known, Opened, Plan, Sealing, Trust, Verdict, Verified, open, plan, seal, sign_head,
};
use bieu::form::{Answer, Name, Path, Period, Value};
use bieu::record::{
    Content, Draft, Edit, EditId, PhieuId, PhieuKey, PhieuSubject, PlaceRef, SignedHead, Slot,
    SlotPath, Stamp, SubjectId, WriterId,
};
use bieu::store::{Store, StoreError};

pub(crate) const NOW: i64 = 1_785_542_400;

/// One laptop: a key, a chain.
#[derive(Clone)]
pub(crate) struct Laptop {
    pub(crate) seed: u8,
    pub(crate) writer: WriterId,
    pub(crate) edits: Vec<Edit>,
    /// The lamport of the next edit is greater than this: what was seen of others.
    pub(crate) seen: u64,
}

impl Laptop {
    pub(crate) fn new(seed: u8) -> Laptop {
        let mut laptop = Laptop {
            seed,
            writer: WriterId([seed; 16]),
            edits: Vec::new(),
            seen: 0,
        };
        let key = laptop.key().public().line();
        laptop.say(None, Vec::new(), Content::Writer { key });
        laptop
    }

    pub(crate) fn key(&self) -> Key {
        key(self.seed)
    }

    pub(crate) fn say(
        &mut self,
        subject: Option<SubjectId>,
        replaces: Vec<EditId>,
        content: Content,
    ) -> EditId {
        self.put(Draft::new(subject, replaces, content))
    }

    pub(crate) fn put(&mut self, draft: Draft) -> EditId {
        let seq = self.edits.len() as u64 + 1;
        let stamp = Stamp {
            writer: self.writer,
            seq,
            prev: self.edits.last().map(Edit::id),
            lamport: seq.max(self.seen + 1),
            time: NOW + seq as i64,
        };
        self.seen = stamp.lamport;
        let mut salt = [self.seed; 32];
        salt[..8].copy_from_slice(&seq.to_be_bytes());
        let edit = Edit::seal(draft, stamp, salt);
        self.edits.push(edit.clone());
        edit.id()
    }

    /// A household in a place, with one Phiếu of two answers. Returns the Phiếu and its answers.
    pub(crate) fn household(&mut self, place: &str, label: &str) -> (PhieuId, Vec<EditId>) {
        let home = self.say(
            None,
            Vec::new(),
            Content::Household {
                label: label.into(),
                place: PlaceRef::Code(place.into()),
            },
        );
        let phieu = self.phieu(PhieuSubject::Household(home));
        let answers = ["tuoi", "dien_tich"]
            .map(|field| self.answer(phieu, field, "42", Vec::new()))
            .to_vec();
        (phieu, answers)
    }

    pub(crate) fn phieu(&mut self, subject: PhieuSubject) -> PhieuId {
        let key = PhieuKey {
            form: "ho-dan".into(),
            subject,
            period: Period::Year(2026),
        };
        let (id, draft) = Draft::phieu(key, "1".into(), [1; 32]);
        self.put(draft);
        id
    }

    pub(crate) fn answer(
        &mut self,
        phieu: PhieuId,
        field: &str,
        number: &str,
        replaces: Vec<EditId>,
    ) -> EditId {
        let content = Content::Answer {
            path: Path::Field(Name::new(field)),
            answer: Some(Answer::Given(Value::Number(number.parse().unwrap()))),
        };
        self.say(Some(phieu.into()), replaces, content)
    }

    pub(crate) fn head(&self) -> SignedHead {
        self.head_at(self.edits.len())
    }

    /// The head as it was when the chain had so many edits.
    pub(crate) fn head_at(&self, length: usize) -> SignedHead {
        let last = &self.edits[length - 1];
        sign_head(&self.key(), self.writer, length as u64, last.id()).unwrap()
    }
}

pub(crate) fn key(seed: u8) -> Key {
    Key::generate([seed; 32])
}

/// A commune's laptop with two households.
pub(crate) fn commune(seed: u8) -> Laptop {
    let mut laptop = Laptop::new(seed);
    laptop.household("06256", "06256-0001");
    laptop.household("06256", "06256-0002");
    laptop
}

/// The units that the tests know: xã 06256 and 06259 in huyện 184, xã 09999 in huyện 185, both in tỉnh 20.
pub(crate) fn within(code: &str, above: &str) -> bool {
    let mut at = code;
    loop {
        if at == above {
            return true;
        }
        at = match at {
            "06256" | "06259" => "184",
            "09999" => "185",
            "184" | "185" => "20",
            _ => return false,
        };
    }
}

pub(crate) struct Making<'a> {
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) key: Key,
    pub(crate) heads: Vec<SignedHead>,
    pub(crate) edits: Vec<Edit>,
}

impl Making<'_> {
    /// From the commune to the huyện, signed by the laptop itself.
    pub(crate) fn up(laptop: &Laptop) -> Making<'static> {
        Making {
            from: "06256",
            to: "184",
            key: laptop.key(),
            heads: vec![laptop.head()],
            edits: laptop.edits.clone(),
        }
    }

    pub(crate) fn seal(self) -> Vec<u8> {
        let sealing = Sealing {
            kind: Kind::Full,
            from: self.from.into(),
            to: self.to.into(),
            period: Some(Period::Year(2026)),
            training: true,
            created: NOW,
            papers: vec![("ho-dan@1".into(), [1; 32])],
            heads: self.heads,
            edits: &mut self.edits.into_iter(),
            key: &self.key,
        };
        seal(sealing, &mut |_| true).unwrap()
    }

    /// Sealed, opened and judged good at the office it is for, which trusts the key for `from`.
    pub(crate) fn verified(self) -> Verified {
        let (from, to) = (self.from.to_owned(), self.to.to_owned());
        let mut trust = Trust::default();
        trust.add(&from, self.key.public().clone());
        good(open(&self.seal()).unwrap(), &trust, &to)
    }

    pub(crate) fn plan_at(self, office: &Office) -> Plan {
        plan(&self.verified(), &InStore(&office.store)).unwrap()
    }
}

pub(crate) fn good(opened: Opened, trust: &Trust, receiver: &str) -> Verified {
    match opened.judge(trust, &within, receiver) {
        Verdict::Good(verified) => verified,
        other => panic!("not good: {other:?}"),
    }
}

/// An office with a store on disk.
pub(crate) struct Office {
    pub(crate) store: Store,
    _dir: tempfile::TempDir,
}

impl Office {
    pub(crate) fn new() -> Office {
        let dir = tempfile::tempdir().unwrap();
        Office {
            store: Store::create(dir.path()).unwrap(),
            _dir: dir,
        }
    }

    pub(crate) fn take(&mut self, verified: &Verified) -> Plan {
        let plan = plan(verified, &InStore(&self.store)).unwrap();
        let count = self
            .store
            .import(&mut plan.edits(verified), &plan.heads, &mut |_| true)
            .unwrap();
        assert_eq!(count.new, plan.new);
        plan
    }
}

/// The store as a plan asks it.
pub(crate) struct InStore<'a>(pub(crate) &'a Store);

impl Known for InStore<'_> {
    type Error = StoreError;

    fn contains(&self, id: EditId) -> Result<bool, StoreError> {
        self.0.contains(&id)
    }

    fn edit(&self, id: EditId) -> Result<Option<Edit>, StoreError> {
        self.0.edit(&id)
    }

    fn has_body(&self, id: EditId) -> Result<bool, StoreError> {
        self.0.has_body(&id)
    }

    fn at_seq(&self, writer: WriterId, seq: u64) -> Result<Vec<EditId>, StoreError> {
        self.0.at_seq(writer, seq)
    }

    fn slot(&self, subject: SubjectId, path: &SlotPath) -> Result<Option<Slot>, StoreError> {
        let slots = self.0.subject_slots(subject)?;
        Ok(slots
            .into_iter()
            .find(|(other, _)| other == path)
            .map(|(_, slot)| slot))
    }
}

/// How many random cases to try.
pub(crate) fn cases(default: usize) -> usize {
    std::env::var("BIEU_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// Runs a tool of the system in a folder. On a machine that does not have it, the test says so and goes on
/// without; where `CI` is set it fails instead, so that it cannot pass silently for ever.
pub(crate) fn tool(
    dir: &FilePath,
    name: &str,
    args: &[&str],
    input: &[u8],
) -> Option<(bool, String)> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let spawned = Command::new(name)
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{name}: {error}");
            eprintln!("{name} is not on this machine: not checked");
            return None;
        }
    };
    // A tool that does not read its input closes the pipe; its verdict is what counts.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Some((output.status.success(), text))
}
