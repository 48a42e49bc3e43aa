//! Which of a bundle's new edits stand under a signed head of their writer, link by link.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::plan::{Fault, Gap, Known, Node};
use super::shape::{follows, position, writer_key};
use super::verify_head;
use crate::record::{EditId, SignedHead, WriterId};

/// How a new edit stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Linked up to a good head: which of the manifest's.
    Under(usize),
    /// Something between it and its head or its first edit is missing.
    Gap,
    /// Under no good head.
    Fault(Fault),
}

/// The chains of a bundle, walked from their heads down.
pub(super) struct Chains<'a> {
    heads: &'a [SignedHead],
    index: HashMap<EditId, usize>,
    standings: Vec<Standing>,
    good: Vec<usize>,
    /// Writers with something missing, and how far their heads reach.
    gapped: BTreeMap<WriterId, u64>,
}

/// Where a walk from a head ended.
enum Foot {
    /// At a first edit, with the key it names.
    Root(Option<String>),
    /// At an edit that is proven under another head already.
    Joins(usize),
    /// At an edit that is neither in the bundle nor known.
    Missing,
    /// At an edit that does not follow.
    Torn,
}

impl<'a> Chains<'a> {
    pub(super) fn read<K: Known + ?Sized>(
        nodes: &[Node],
        heads: &'a [SignedHead],
        known: &K,
    ) -> Result<Chains<'a>, K::Error> {
        let mut chains = Chains {
            heads,
            index: nodes
                .iter()
                .enumerate()
                .map(|(at, node)| (node.id, at))
                .collect(),
            standings: vec![Standing::Fault(Fault::PastHead); nodes.len()],
            good: Vec::new(),
            gapped: BTreeMap::new(),
        };
        let mut faults: HashMap<WriterId, Fault> = HashMap::new();
        for (at, head) in heads.iter().enumerate() {
            if let Some(fault) = chains.walk(at, head, nodes, known)? {
                faults.entry(head.writer).or_insert(fault);
            }
        }
        for (standing, node) in chains.standings.iter_mut().zip(nodes) {
            if *standing == Standing::Fault(Fault::PastHead) {
                if chains
                    .gapped
                    .get(&node.writer)
                    .is_some_and(|end| node.seq <= *end)
                {
                    *standing = Standing::Gap;
                } else if let Some(fault) = faults.get(&node.writer) {
                    *standing = Standing::Fault(fault.clone());
                }
            }
        }
        Ok(chains)
    }

    /// Walks from one head down and marks what it proves. Returns what is wrong with the head.
    fn walk<K: Known + ?Sized>(
        &mut self,
        at: usize,
        head: &SignedHead,
        nodes: &[Node],
        known: &K,
    ) -> Result<Option<Fault>, K::Error> {
        if !verify_head(head) {
            return Ok(Some(Fault::HeadSignature));
        }
        let end = match self.node(head.edit, nodes) {
            Some(node) => Some((node.writer, node.seq)),
            None => known.edit(head.edit)?.map(|edit| position(&edit)),
        };
        match end {
            Some(end) if end == (head.writer, head.seq) => {}
            Some(_) => return Ok(Some(Fault::HeadMismatch)),
            None => {
                self.gap(head);
                return Ok(None);
            }
        }
        let (path, foot) = self.descend(head, nodes, known)?;
        let key = match foot {
            Foot::Missing => {
                self.gap(head);
                return Ok(None);
            }
            Foot::Torn => return Ok(Some(Fault::Chain)),
            Foot::Joins(other) => self.heads.get(other).map(|head| head.key.clone()),
            Foot::Root(key) => key,
        };
        match key {
            None => Ok(Some(Fault::NoWriter)),
            Some(key) if key != head.key => Ok(Some(Fault::HeadKey)),
            Some(_) => {
                for step in path {
                    if let Some(standing) = self.standings.get_mut(step) {
                        *standing = Standing::Under(at);
                    }
                }
                self.good.push(at);
                Ok(None)
            }
        }
    }

    /// From a head down through the bundle's new edits; then, for the key alone, through what is known.
    fn descend<K: Known + ?Sized>(
        &self,
        head: &SignedHead,
        nodes: &[Node],
        known: &K,
    ) -> Result<(Vec<usize>, Foot), K::Error> {
        let mut path = Vec::new();
        let mut above: Option<(WriterId, u64)> = None;
        let mut id = head.edit;
        while let Some(at) = self.find(id)
            && let Some(node) = nodes.get(at)
        {
            let here = (node.writer, node.seq);
            if above.is_some_and(|above| !follows(above, here)) {
                return Ok((path, Foot::Torn));
            }
            if let Some(Standing::Under(other)) = self.standings.get(at) {
                return Ok((path, Foot::Joins(*other)));
            }
            path.push(at);
            above = Some(here);
            match node.prev {
                Some(prev) => id = prev,
                None => return Ok((path, Foot::Root(node.key.clone()))),
            }
        }
        let foot = match known.edit(id)? {
            None => Foot::Missing,
            Some(edit) if above.is_some_and(|above| !follows(above, position(&edit))) => Foot::Torn,
            Some(edit) => Foot::Root(known_key(edit, known)?),
        };
        Ok((path, foot))
    }

    fn gap(&mut self, head: &SignedHead) {
        let end = self.gapped.entry(head.writer).or_default();
        *end = head.seq.max(*end);
    }

    fn node<'n>(&self, id: EditId, nodes: &'n [Node]) -> Option<&'n Node> {
        nodes.get(self.find(id)?)
    }

    /// Where a new edit stands among the nodes.
    pub(super) fn find(&self, id: EditId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    pub(super) fn standing(&self, at: usize) -> Standing {
        self.standings
            .get(at)
            .cloned()
            .unwrap_or(Standing::Fault(Fault::PastHead))
    }

    pub(super) fn good_heads(&self) -> impl Iterator<Item = &SignedHead> {
        self.good.iter().filter_map(|at| self.heads.get(*at))
    }

    /// The missing ranges of every chain that has one.
    pub(super) fn gaps<K: Known + ?Sized>(
        &self,
        nodes: &[Node],
        known: &K,
    ) -> Result<Vec<Gap>, K::Error> {
        let mut there: BTreeMap<WriterId, BTreeSet<u64>> = BTreeMap::new();
        for node in nodes {
            if self.gapped.contains_key(&node.writer) {
                there.entry(node.writer).or_default().insert(node.seq);
            }
        }
        let mut gaps = Vec::new();
        for (writer, end) in &self.gapped {
            let mut next = last_known(*writer, *end, known)?.saturating_add(1);
            let before = gaps.len();
            let seqs = there.remove(writer).unwrap_or_default();
            for seq in seqs.range(next..).chain([&end.saturating_add(1)]) {
                if *seq > next {
                    gaps.push(Gap {
                        writer: *writer,
                        from_seq: next,
                        to_seq: seq - 1,
                    });
                }
                next = next.max(seq.saturating_add(1));
            }
            if gaps.len() == before {
                // Every position is taken, but by a fork: the edits that the head stands on are elsewhere.
                gaps.push(Gap {
                    writer: *writer,
                    from_seq: 1,
                    to_seq: *end,
                });
            }
        }
        Ok(gaps)
    }
}

/// The key that the first edit of a known edit's chain names.
fn known_key<K: Known + ?Sized>(
    mut edit: crate::record::Edit,
    known: &K,
) -> Result<Option<String>, K::Error> {
    let firsts = known.at_seq(edit.header().writer, 1)?;
    if let [first] = firsts.as_slice() {
        // Not forked at its root, so there is only one way down.
        return Ok(known
            .edit(*first)?
            .and_then(|first| writer_key(&first).map(ToOwned::to_owned)));
    }
    while let Some(prev) = edit.header().prev {
        match known.edit(prev)? {
            Some(previous) => edit = previous,
            None => return Ok(None),
        }
    }
    Ok(writer_key(&edit).map(ToOwned::to_owned))
}

/// The last position of a known chain, which has no gaps, at or below `end`.
fn last_known<K: Known + ?Sized>(writer: WriterId, end: u64, known: &K) -> Result<u64, K::Error> {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if known.at_seq(writer, middle)?.is_empty() {
            high = middle - 1;
        } else {
            low = middle;
        }
    }
    Ok(low)
}
