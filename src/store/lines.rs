//! A frame's payload: canonical lines joined by line feeds, each an edit or a signed head.

use super::StoreError;
use super::journal::{Frame, MAX_PAYLOAD};
use crate::record::wire::{self, WireError};
use crate::record::{Edit, SignedHead};

/// One line of a frame.
pub(super) enum Line {
    Edit(Box<Edit>),
    Head(SignedHead),
}

/// The line of an edit, read back before anything is written: what the journal cannot read again must
/// not get into it.
pub(super) fn edit_line(edit: &Edit) -> Result<Vec<u8>, StoreError> {
    let line = wire::line(edit);
    match wire::parse(&line) {
        Ok(read) if read == *edit => Ok(line),
        Ok(_) => Err(StoreError::NotAnEdit {
            what: WireError::NotCanonical.code(),
        }),
        Err(error) => Err(StoreError::NotAnEdit { what: error.code() }),
    }
}

/// The line of a head, read back likewise.
pub(super) fn head_line(head: &SignedHead) -> Result<Vec<u8>, StoreError> {
    let line = head.line();
    if SignedHead::parse_line(&line).as_ref() == Some(head) {
        Ok(line)
    } else {
        Err(StoreError::NotAnEdit { what: "head" })
    }
}

/// Joins lines to a payload, which must fit a frame.
pub(super) fn payload(lines: &[Vec<u8>]) -> Result<Vec<u8>, StoreError> {
    let payload = lines.join(&b'\n');
    if payload.len() > MAX_PAYLOAD {
        return Err(StoreError::TooLarge {
            bytes: payload.len() as u64,
        });
    }
    Ok(payload)
}

fn read_line(bytes: &[u8]) -> Result<Line, WireError> {
    if bytes.starts_with(b"{\"head\":") {
        return SignedHead::parse_line(bytes)
            .map(Line::Head)
            .ok_or(WireError::Bad("head"));
    }
    wire::parse(bytes).map(|edit| Line::Edit(Box::new(edit)))
}

fn wrong(segment: u32, offset: u64, error: &WireError) -> StoreError {
    match error {
        WireError::Newer(found) => StoreError::Newer {
            found: *found,
            known: crate::record::FORMAT.into(),
        },
        error => StoreError::Damaged {
            segment,
            offset,
            what: error.code(),
        },
    }
}

/// Every line of a frame.
pub(super) fn read(frame: &Frame) -> impl Iterator<Item = Result<Line, StoreError>> + '_ {
    frame.payload.split(|byte| *byte == b'\n').map(|bytes| {
        read_line(bytes).map_err(|error| wrong(frame.start.segment, frame.start.offset, &error))
    })
}

/// The edit on one line of a payload.
pub(super) fn edit_at(
    payload: &[u8],
    segment: u32,
    offset: u64,
    index: u32,
) -> Result<Edit, StoreError> {
    let missing = || StoreError::Damaged {
        segment,
        offset,
        what: "line-missing",
    };
    let bytes = payload
        .split(|byte| *byte == b'\n')
        .nth(usize::try_from(index).unwrap_or(usize::MAX))
        .ok_or_else(missing)?;
    match read_line(bytes).map_err(|error| wrong(segment, offset, &error))? {
        Line::Edit(edit) => Ok(*edit),
        Line::Head(_) => Err(missing()),
    }
}
