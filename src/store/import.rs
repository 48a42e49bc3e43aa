//! Taking in many edits: bounded batches, each durable before the next.

use std::mem::take;

use super::lines::edit_line;
use super::{Store, StoreError};
use crate::record::{Content, Edit, EditId, PhieuId, SignedHead};

/// A batch is closed when it holds this many bytes.
const BATCH: usize = 256 * 1024;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportCount {
    /// Edits, or bodies of known edits, that were not there before.
    pub new: u64,
    /// Edits that were there already.
    pub same: u64,
    /// Whether it was stopped on the way. What came before stays: importing again goes on from there.
    pub cancelled: bool,
    /// Papers of erased households that nobody had named yet and whose bodies were refused, each with its household.
    pub fresh: Vec<(EditId, PhieuId)>,
}

/// Whether an edit may change what is refused.
fn erases(edit: &Edit) -> bool {
    matches!(
        edit.content(),
        Some(Content::Erase(_) | Content::Grant(_) | Content::Revoke(_))
    )
}

impl Store {
    /// Takes in edits, then heads. Harmless to repeat; edits may come in any order and more than once.
    /// `progress` gets the number of edits looked at and stops the import by returning false; heads are
    /// kept only if it was not stopped, because they speak for all edits before them. Of a body that an erasure in
    /// force refuses only the header is taken in.
    ///
    /// # Errors
    /// Those of [`Store::commit`]; batches that were kept before it stay.
    pub fn import(
        &mut self,
        edits: &mut dyn Iterator<Item = Edit>,
        heads: &[SignedHead],
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<ImportCount, StoreError> {
        let mut count = ImportCount::default();
        let mut batch: Vec<Edit> = Vec::new();
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let mut bytes = 0;
        let mut refusal = self.refusal()?;
        for edit in edits {
            let edit = match refusal.refuses(&edit) {
                true => edit.without_body(),
                false => edit,
            };
            let again = |kept: &Edit| {
                kept.id() == edit.id() && (kept.body().is_some() || edit.body().is_none())
            };
            if batch.iter().any(again) || !self.lacks(&edit)? {
                count.same += 1;
                continue;
            }
            let line = edit_line(&edit)?;
            if bytes + line.len() > BATCH && !batch.is_empty() {
                self.keep(&batch, take(&mut lines), &[])?;
                if batch.iter().any(erases) {
                    count.fresh.append(&mut refusal.met());
                    refusal = self.refusal()?;
                }
                batch.clear();
                bytes = 0;
                if !progress(count.new + count.same) {
                    count.cancelled = true;
                    count.fresh.append(&mut refusal.met());
                    return Ok(count);
                }
            }
            bytes += line.len() + 1;
            lines.push(line);
            batch.push(edit);
            count.new += 1;
        }
        let mut fresh = Vec::new();
        for head in heads {
            if !self.ask(|view| view.heads(head.writer))?.contains(head) {
                fresh.push(head.clone());
            }
        }
        if bytes + fresh.len() * 1024 > BATCH && !batch.is_empty() {
            self.keep(&batch, take(&mut lines), &[])?;
            batch.clear();
        }
        let mut rest = fresh.as_slice();
        while !batch.is_empty() || !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(100));
            self.keep(&batch, take(&mut lines), now)?;
            batch.clear();
            rest = later;
        }
        progress(count.new + count.same);
        count.fresh.append(&mut refusal.met());
        Ok(count)
    }
}
