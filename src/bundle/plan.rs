//! What an import would do. Nothing is done here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::chain::{Chains, Standing};
use super::shape::{misshapen, writer_key};
use super::{Edits, Verified};
use crate::record::{
    Edit, EditId, Extent, SignedHead, Slot, SlotPath, SlotValue, SubjectId, WriterId,
};

/// What the importing office already has. The store answers; a failure to read stops the plan.
pub trait Known {
    /// Why it could not be read.
    type Error;

    /// Whether the edit is there.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn contains(&self, id: EditId) -> Result<bool, Self::Error>;

    /// The edit.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn edit(&self, id: EditId) -> Result<Option<Edit>, Self::Error>;

    /// Whether the edit is there with its body; without one it waits for a bundle that brings it.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn has_body(&self, id: EditId) -> Result<bool, Self::Error>;

    /// Whether the body of an edit is refused, because its household was erased.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn refuses(&self, _edit: &Edit) -> Result<bool, Self::Error> {
        Ok(false)
    }

    /// The edits at a position of a chain; more than one where it is forked.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn at_seq(&self, writer: WriterId, seq: u64) -> Result<Vec<EditId>, Self::Error>;

    /// A slot of a subject.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn slot(&self, subject: SubjectId, path: &SlotPath) -> Result<Option<Slot>, Self::Error>;
}

/// Why an edit is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Under no signed head of its writer.
    PastHead,
    /// The writer's head is not signed by the key it names.
    HeadSignature,
    /// The head was signed by another key than the one that the writer's first edit names.
    HeadKey,
    /// The head names another writer or position than its edit has.
    HeadMismatch,
    /// The writer's first edit is withheld or does not name a key, so nothing tells whose head it is.
    NoWriter,
    /// It does not follow the edit that it says it follows.
    Chain,
    /// It creates something under a name that is not its own.
    Misshapen,
    /// It replaces an edit about something else.
    Replaces,
    /// Another edit of its chain is not accepted; a chain comes up to its signed head or not at all.
    Chained,
}

impl Fault {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::PastHead => "rejected-past-head",
            Fault::HeadSignature => "rejected-head-signature",
            Fault::HeadKey => "rejected-head-key",
            Fault::HeadMismatch => "rejected-head-mismatch",
            Fault::NoWriter => "rejected-no-writer",
            Fault::Chain => "rejected-chain",
            Fault::Misshapen => "rejected-misshapen",
            Fault::Replaces => "rejected-replaces",
            Fault::Chained => "rejected-chained",
        }
    }
}

/// An edit that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Which.
    pub edit: EditId,
    /// Whose.
    pub writer: WriterId,
    /// Its position.
    pub seq: u64,
    /// Why.
    pub reason: Fault,
}

/// Edits of a chain that are missing; the chain's other new edits wait until a bundle brings them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Whose chain.
    pub writer: WriterId,
    /// The first missing position.
    pub from_seq: u64,
    /// The last missing position.
    pub to_seq: u64,
}

/// Two edits at one position of one chain: a copied data folder went on in two places. Both are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fork {
    /// Whose chain.
    pub writer: WriterId,
    /// Which position.
    pub seq: u64,
}

/// What an import of a verified bundle would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Edits that would be added, and bodies of edits that are known without one.
    pub new: u64,
    /// Edits that are there already.
    pub same: u64,
    /// Edits of erased households, of which only the header is taken in.
    pub refused: u64,
    /// The labels of households that edits to be added erase, if whoever says so may.
    pub erases: Vec<String>,
    /// The labels of households of which they erase people.
    pub erases_people: BTreeSet<String>,
    /// Edits that wait for a gap to be filled.
    pub waiting: u64,
    /// The gaps that hold them back.
    pub held: Vec<Gap>,
    /// Answers and rows that would stand in conflict and do not yet.
    pub conflicts: Vec<(SubjectId, SlotPath)>,
    /// Edits that are not accepted, in the order of the bundle.
    pub rejected: Vec<Rejected>,
    /// Forks among the edits that would be added.
    pub forks: Vec<Fork>,
    /// New households.
    pub households: u64,
    /// New Phiếu.
    pub phieus: u64,
    /// The heads to keep: every edit added stands under one of them.
    pub heads: Vec<SignedHead>,
    accepted: HashSet<EditId>,
}

impl Plan {
    /// The edits to be added, each after the one that it follows.
    pub fn edits<'a>(&'a self, verified: &'a Verified) -> Accepted<'a> {
        Accepted {
            edits: verified.edits(),
            plan: self,
        }
    }

    /// Whether something of the bundle may still be added once another bundle came: what waits behind a gap. Such a
    /// bundle is kept and tried again.
    pub fn may_come_later(&self) -> bool {
        self.waiting > 0 || !self.held.is_empty()
    }

    /// Whether the edit would be added.
    pub fn accepts(&self, id: EditId) -> bool {
        self.accepted.contains(&id)
    }
}

/// The edits of a bundle that a plan accepts.
pub struct Accepted<'a> {
    edits: Edits<'a>,
    plan: &'a Plan,
}

impl Iterator for Accepted<'_> {
    type Item = Edit;

    fn next(&mut self) -> Option<Edit> {
        self.edits.find(|edit| self.plan.accepts(edit.id()))
    }
}

/// An edit of the bundle that is not known yet, as far as the plan needs it.
pub(super) struct Node {
    pub(super) id: EditId,
    pub(super) writer: WriterId,
    pub(super) seq: u64,
    pub(super) prev: Option<EditId>,
    pub(super) subject: SubjectId,
    pub(super) key: Option<String>,
    kind: String,
    replaces: Vec<EditId>,
    put: Option<(SlotPath, SlotValue)>,
    misshapen: bool,
}

/// Plans an import: pure, and the same whatever came before in whatever order. What is not in force is taken in
/// all the same: the store knows it when it knows who was granted what.
///
/// # Errors
/// If what is known cannot be read.
pub fn plan<K: Known + ?Sized>(verified: &Verified, known: &K) -> Result<Plan, K::Error> {
    let mut plan = Plan::default();
    let mut nodes: Vec<Node> = Vec::new();
    let mut bodies: Vec<Node> = Vec::new();
    for edit in verified.edits() {
        let edit = match known.refuses(&edit)? {
            true => {
                plan.refused += 1;
                edit.without_body()
            }
            false => edit,
        };
        if !known.contains(edit.id())? {
            nodes.push(node(&edit));
        } else if edit.body().is_some() && !known.has_body(edit.id())? {
            bodies.push(node(&edit));
        } else {
            plan.same += 1;
        }
    }
    let chains = Chains::read(&nodes, &verified.manifest().heads, known)?;
    let verdicts = judge(&nodes, &chains, known)?;
    for (node, verdict) in nodes.iter().zip(verdicts) {
        match verdict {
            Fate::Accepted => {
                plan.accepted.insert(node.id);
            }
            Fate::Waiting => plan.waiting += 1,
            Fate::Rejected(reason) => plan.rejected.push(Rejected {
                edit: node.id,
                writer: node.writer,
                seq: node.seq,
                reason,
            }),
        }
    }
    // The headers of these stand under a signed head already, and the body is the one that the header names.
    for node in bodies {
        match own_fault(&node, &nodes, &chains, known)? {
            None => {
                plan.accepted.insert(node.id);
            }
            Some(reason) => plan.rejected.push(Rejected {
                edit: node.id,
                writer: node.writer,
                seq: node.seq,
                reason,
            }),
        }
    }
    plan.new = plan.accepted.len().try_into().unwrap_or(u64::MAX);
    plan.held = chains.gaps(&nodes, known)?;
    for head in chains.good_heads() {
        if plan.accepts(head.edit) || known.contains(head.edit)? {
            plan.heads.push(head.clone());
        }
    }
    nodes.retain(|node| plan.accepted.contains(&node.id));
    for node in &nodes {
        if let Some((_, SlotValue::Erased(erasure))) = &node.put {
            let label = erasure.label.clone();
            match erasure.of {
                Extent::Household { .. } => plan.erases.push(label),
                Extent::People { .. } => {
                    plan.erases_people.insert(label);
                }
            }
        }
    }
    count_forks(&mut plan, &nodes, known)?;
    count_created(&mut plan, &nodes, known)?;
    count_conflicts(&mut plan, &nodes, known)?;
    Ok(plan)
}

fn node(edit: &Edit) -> Node {
    let header = edit.header();
    Node {
        id: edit.id(),
        writer: header.writer,
        seq: header.seq,
        prev: header.prev,
        subject: edit.subject(),
        key: writer_key(edit).map(ToOwned::to_owned),
        kind: header.kind.clone(),
        replaces: header.replaces.clone(),
        put: edit.slot(),
        misshapen: misshapen(edit),
    }
}

enum Fate {
    Accepted,
    Waiting,
    Rejected(Fault),
}

/// Judges every edit by itself, then lets one that is not accepted take its chain with it.
fn judge<K: Known + ?Sized>(
    nodes: &[Node],
    chains: &Chains<'_>,
    known: &K,
) -> Result<Vec<Fate>, K::Error> {
    let mut faults = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        faults.push(match chains.standing(at) {
            Standing::Under(_) => own_fault(node, nodes, chains, known)?,
            Standing::Gap | Standing::Fault(_) => None,
        });
    }
    Ok(fates(nodes, chains, &faults))
}

/// What becomes of every edit, given what is wrong with each by itself.
fn fates(nodes: &[Node], chains: &Chains<'_>, faults: &[Option<Fault>]) -> Vec<Fate> {
    let mut broken: HashSet<usize> = HashSet::new();
    for (at, fault) in faults.iter().enumerate() {
        if let (Standing::Under(head), Some(_)) = (chains.standing(at), fault) {
            broken.insert(head);
        }
    }
    let mut refused: HashSet<EditId> = HashSet::new();
    let mut fates = Vec::with_capacity(nodes.len());
    for (at, (node, fault)) in nodes.iter().zip(faults).enumerate() {
        let fate = match (chains.standing(at), fault) {
            (Standing::Gap, _) => Fate::Waiting,
            (Standing::Fault(fault), _) => Fate::Rejected(fault),
            (_, Some(fault)) => Fate::Rejected(fault.clone()),
            (Standing::Under(head), None) => {
                let torn = node.prev.is_some_and(|prev| refused.contains(&prev));
                if broken.contains(&head) || torn {
                    Fate::Rejected(Fault::Chained)
                } else {
                    Fate::Accepted
                }
            }
        };
        if matches!(fate, Fate::Rejected(_)) {
            refused.insert(node.id);
        }
        fates.push(fate);
    }
    fates
}

fn own_fault<K: Known + ?Sized>(
    node: &Node,
    nodes: &[Node],
    chains: &Chains<'_>,
    known: &K,
) -> Result<Option<Fault>, K::Error> {
    if node.misshapen {
        return Ok(Some(Fault::Misshapen));
    }
    for id in &node.replaces {
        let subject = match chains.find(*id).and_then(|at| nodes.get(at)) {
            Some(other) => Some(other.subject),
            None => known.edit(*id)?.map(|edit| edit.subject()),
        };
        // An edit that nobody here has seen replaces nothing here.
        if subject.is_some_and(|subject| subject != node.subject) {
            return Ok(Some(Fault::Replaces));
        }
    }
    Ok(None)
}

fn count_forks<K: Known + ?Sized>(
    plan: &mut Plan,
    nodes: &[Node],
    known: &K,
) -> Result<(), K::Error> {
    let mut seen = HashSet::new();
    let mut forks = BTreeSet::new();
    for node in nodes {
        let at = (node.writer, node.seq);
        if !seen.insert(at) || !known.at_seq(node.writer, node.seq)?.is_empty() {
            forks.insert(Fork {
                writer: node.writer,
                seq: node.seq,
            });
        }
    }
    plan.forks = forks.into_iter().collect();
    Ok(())
}

fn count_created<K: Known + ?Sized>(
    plan: &mut Plan,
    nodes: &[Node],
    known: &K,
) -> Result<(), K::Error> {
    let mut seen = HashSet::new();
    for node in nodes {
        if !matches!(node.put, Some((SlotPath::Created, _))) || !seen.insert(node.subject) {
            continue;
        }
        match node.kind.as_str() {
            "household" => plan.households += 1,
            "phieu" if known.slot(node.subject, &SlotPath::Created)?.is_none() => plan.phieus += 1,
            _ => {}
        }
    }
    Ok(())
}

/// Two different values of one answer, or a row both there and taken away, where neither edit replaces the other.
fn count_conflicts<K: Known + ?Sized>(
    plan: &mut Plan,
    nodes: &[Node],
    known: &K,
) -> Result<(), K::Error> {
    let replaced: HashSet<EditId> = nodes
        .iter()
        .flat_map(|node| node.replaces.iter().copied())
        .collect();
    let mut tips: BTreeMap<(SubjectId, &SlotPath), Vec<&SlotValue>> = BTreeMap::new();
    for node in nodes {
        if let Some((path, value)) = &node.put
            && matches!(
                path,
                SlotPath::Answer(_) | SlotPath::Row(..) | SlotPath::Home(_) | SlotPath::Standing
            )
            && !replaced.contains(&node.id)
        {
            tips.entry((node.subject, path)).or_default().push(value);
        }
    }
    let mut subjects: HashMap<SubjectId, bool> = HashMap::new();
    for ((subject, path), new) in tips {
        let there = match subjects.get(&subject) {
            Some(there) => *there,
            None => {
                let there = known.slot(subject, &SlotPath::Created)?.is_some();
                subjects.insert(subject, there);
                there
            }
        };
        let old = if there {
            known.slot(subject, path)?.unwrap_or_default()
        } else {
            Slot::default()
        };
        let mut values: Vec<&SlotValue> = old
            .tips()
            .iter()
            .filter(|tip| !replaced.contains(&tip.edit))
            .map(|tip| &tip.value)
            .collect();
        values.extend(new);
        let clash = values
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if differ(a, b)));
        if clash && !old.conflicts() {
            plan.conflicts.push((subject, path.clone()));
        }
    }
    Ok(())
}

fn differ(a: &SlotValue, b: &SlotValue) -> bool {
    match (a, b) {
        (SlotValue::RowPresent(_), SlotValue::RowPresent(_))
        | (SlotValue::RowRemoved(_), SlotValue::RowRemoved(_)) => false,
        _ => a != b,
    }
}
