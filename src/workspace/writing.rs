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
        let time = self.clock.now();
        let mut lamport = self.store.max_lamport();
        let mut chain = self.chain;
        let letter = if chain.is_none() {
            self.fresh_letter()?
        } else {
            String::new()
        };
        let mut edits = Vec::with_capacity(drafts.len() + 1);
        if chain.is_none() {
            let stamp = Stamp {
                writer: WriterId(random()?),
                seq: 1,
                prev: None,
                lamport: lamport.saturating_add(1),
                time,
            };
            let content = Content::Writer {
                key: self.public.line(),
            };
            let edit = Edit::seal(Draft::new(None, Vec::new(), content), stamp, random()?);
            lamport = lamport.saturating_add(1);
            chain = Some(next(&edit));
            edits.push(edit);
        }
        for mut draft in drafts {
            let Some(at) = chain else { break };
            if draft.person.is_none() {
                draft.person.clone_from(&self.config.person);
            }
            // An edit from elsewhere may have gone as far as numbers go: equal ones are still ordered, by writer.
            lamport = lamport.saturating_add(1);
            let edit = Edit::seal(
                draft,
                Stamp {
                    lamport,
                    time,
                    ..at
                },
                random()?,
            );
            chain = Some(next(&edit));
            edits.push(edit);
        }
        // Before the commit: a writer that is noted and never wrote is simply not gone on with, while one that
        // wrote and is not noted would tell people that nothing was kept.
        if self.chain.is_none()
            && let Some(stamp) = chain
        {
            let mut config = self.config.clone();
            config.writer = Some(stamp.writer);
            config.machine = machine();
            config.letter = letter;
            config.save(&self.dir)?;
            self.config = config;
        }
        self.store.commit(&edits)?;
        self.chain = chain;
        Ok(edits)
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
