//! Undo and redo, read out of the list of edits; they survive restarts because they are edits.

use super::{Content, Edit, EditId, Reversal, WriterId};

/// What one writer can undo and redo in one Phiếu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<EditId>,
    undone: Vec<EditId>,
}

impl History {
    /// Reads the history of one writer from a Phiếu's edits, in any order: the writer's chain has its own.
    /// Only answers, rows and remarks can be taken back; finishing has its own opposite.
    pub fn read<'a>(edits: impl IntoIterator<Item = &'a Edit>, writer: WriterId) -> History {
        let mut own: Vec<&Edit> = edits
            .into_iter()
            .filter(|edit| edit.header().writer == writer)
            .collect();
        own.sort_by_key(|edit| edit.header().seq);
        let mut history = History::default();
        for edit in own {
            history.push(edit);
        }
        history
    }

    /// Takes one more of the writer's edits in.
    pub fn push(&mut self, edit: &Edit) {
        let Some(body) = edit.body() else { return };
        match body.reversal {
            Some(Reversal::Undo(id)) => {
                if let Some(at) = self.done.iter().rposition(|done| *done == id) {
                    self.done.remove(at);
                    self.undone.push(id);
                }
            }
            Some(Reversal::Redo(id)) => {
                if let Some(at) = self.undone.iter().rposition(|undone| *undone == id) {
                    self.undone.remove(at);
                    self.done.push(id);
                }
            }
            None if reversible(&body.content) => {
                self.done.push(edit.id());
                self.undone.clear();
            }
            None => {}
        }
    }

    /// What undo can take back, the newest last.
    pub fn done(&self) -> &[EditId] {
        &self.done
    }

    /// What redo can do again, the next one last.
    pub fn undone(&self) -> &[EditId] {
        &self.undone
    }

    /// The edit that undo takes back.
    pub fn undo(&self) -> Option<EditId> {
        self.done.last().copied()
    }

    /// The edit that redo does again.
    pub fn redo(&self) -> Option<EditId> {
        self.undone.last().copied()
    }
}

fn reversible(content: &Content) -> bool {
    matches!(
        content,
        Content::Answer { .. }
            | Content::RowAdded { .. }
            | Content::RowRemoved { .. }
            | Content::Remark { .. }
    )
}
