//! Stamping and committing: the one way anything a person did reaches the journal.

use super::{Outcome, Workspace, WorkspaceError, machine};
use crate::record::{Content, Draft, Edit, EditId, Stamp, WriterId};

impl Workspace {
    pub(super) fn commit_one(&mut self, draft: Draft) -> Outcome<EditId> {
        let edits = self.commit(vec![draft])?;
        edits
            .last()
            .map(Edit::id)
            .ok_or_else(|| WorkspaceError::NoSuch(String::new()))
    }

    /// Stamps drafts and commits them in one frame. When this returns, the disk has them.
    pub(super) fn commit(&mut self, drafts: Vec<Draft>) -> Outcome<Vec<Edit>> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let mut sealing = self.sealing()?;
        // What is said at once is one step of undo.
        let step = Some(sealing.at.seq).filter(|_| drafts.len() > 1);
        for mut draft in drafts {
            draft.step = step.filter(|_| draft.reversal.is_none());
            sealing.add(draft)?;
        }
        self.keep(sealing)
    }

    /// Begins edits of one frame, of which later ones may name earlier ones.
    pub(super) fn sealing(&self) -> Outcome<Sealing> {
        let time = self.clock.now();
        let mut sealing = Sealing {
            edits: Vec::new(),
            at: self.chain.unwrap_or(Stamp {
                writer: WriterId([0; 16]),
                seq: 1,
                prev: None,
                lamport: 0,
                time,
            }),
            lamport: self.store.max_lamport(),
            time,
            person: self.config.person.clone(),
            fresh: false,
        };
        if self.chain.is_none() {
            sealing.fresh = true;
            sealing.at.writer = WriterId(random()?);
            let content = Content::Writer {
                key: self.public.line(),
            };
            sealing.put(Draft::new(None, Vec::new(), content))?;
        }
        Ok(sealing)
    }

    /// Commits what was sealed. When this returns, the disk has it.
    pub(super) fn keep(&mut self, sealing: Sealing) -> Outcome<Vec<Edit>> {
        // Before the commit: a writer that is noted and never wrote is simply not gone on with, while one that
        // wrote and is not noted would tell people that nothing was kept.
        let labelled = |edit: &Edit| {
            let content = edit.content();
            matches!(
                content,
                Some(Content::Thon { .. } | Content::Household { .. })
            )
        };
        let mut config = self.config.clone();
        if sealing.edits.iter().any(labelled) {
            config.letter = Some(self.letter()?);
        }
        if sealing.fresh {
            config.writer = Some(sealing.at.writer);
            config.machine = machine();
            let key = self.public.line();
            if !config.keys.contains(&key) {
                config.keys.push(key);
            }
        }
        if config != self.config {
            config.save(&self.dir)?;
            self.config = config;
        }
        self.store.commit(&sealing.edits)?;
        self.chain = Some(sealing.at);
        Ok(sealing.edits)
    }

    /// The stamp that the next edit gets, if this workspace may go on with the chain that it wrote last:
    /// not on an unfamiliar machine, not behind a head that was already seen, not on a chain that
    /// has forked or that another key signs.
    pub(super) fn own_chain(&self) -> Outcome<Option<Stamp>> {
        let Some(own) = self
            .config
            .writer
            .filter(|_| self.config.machine == machine())
        else {
            return Ok(None);
        };
        let writers = self.store.writers()?;
        let Some(state) = writers.iter().find(|state| state.writer == own) else {
            return Ok(None);
        };
        let &[(seq, id)] = state.tips.as_slice() else {
            return Ok(None);
        };
        // With another key on the table nobody could sign this chain's head any more.
        if state.key.as_deref() != Some(&self.public.line()) {
            return Ok(None);
        }
        let behind = state.head.as_ref().is_some_and(|head| head.seq > seq);
        if behind || !state.forks.is_empty() {
            return Ok(None);
        }
        Ok(seq.checked_add(1).map(|seq| Stamp {
            writer: own,
            seq,
            prev: Some(id),
            lamport: 0,
            time: 0,
        }))
    }
}

/// Edits that will be one frame.
pub(super) struct Sealing {
    edits: Vec<Edit>,
    at: Stamp,
    lamport: u64,
    time: i64,
    person: Option<String>,
    /// Whether they begin a chain.
    fresh: bool,
}

impl Sealing {
    /// How many edits were stamped.
    pub(super) fn len(&self) -> usize {
        self.edits.len()
    }

    /// Stamps a draft; its id may be named by the next ones.
    pub(super) fn add(&mut self, mut draft: Draft) -> Outcome<EditId> {
        if draft.person.is_none() {
            draft.person.clone_from(&self.person);
        }
        self.put(draft)
    }

    fn put(&mut self, draft: Draft) -> Outcome<EditId> {
        // An edit from elsewhere may have gone as far as numbers go: equal ones are still ordered, by writer.
        self.lamport = self.lamport.saturating_add(1);
        let stamp = Stamp {
            lamport: self.lamport,
            time: self.time,
            ..self.at
        };
        let edit = Edit::seal(draft, stamp, random()?);
        let id = edit.id();
        self.at = next(&edit);
        self.edits.push(edit);
        Ok(id)
    }
}

/// The place in the chain after an edit.
fn next(edit: &Edit) -> Stamp {
    let stamp = edit.stamp();
    Stamp {
        seq: stamp.seq + 1,
        prev: Some(edit.id()),
        ..stamp
    }
}

/// Fresh random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Outcome<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::getrandom(&mut bytes).map_err(|_| WorkspaceError::Randomness)?;
    Ok(bytes)
}
